//! References: `\@ref(fig:x)` of bookdown, `@fig-x` of Quarto.

use std::ops::Range;

use crate::import::plan::PlannedPage;
use crate::import::rewrite::{Edits, Rewriter, relative};

/// `\@ref(fig:x)` and `@fig-x`.
pub(super) fn references(edits: &mut Edits<'_>) {
    let body = edits.body;
    let kept = &edits.rewriter.labels.kept;
    for (at, open) in body.match_indices("\\@ref(") {
        let Some(length) = body[at..].find(')').filter(|_| !edits.is_code(at)) else {
            continue;
        };
        let (label, end) = (&body[at + open.len()..at + length], at + length + 1);
        let native = label.replacen("tab:", "tbl:", 1);
        if kept.contains(&native.replacen(':', "-", 1)) || label.starts_with("eq:") {
            // The word is part of the reference here.
            let before = body[..at].trim_end();
            let words = ["Figure", "Figures", "Fig.", "Table", "Equation", "Eq."];
            let word = words.iter().find(|word| before.ends_with(**word));
            let start = word.map_or(at, |word| before.len() - word.len());
            rewrite(edits, start..end, format!("@{native}"));
        } else if let Some(link) = link(edits.rewriter, edits.page, label) {
            rewrite(edits, at..end, link);
        } else {
            let kind = "references to what is not there, left as they are";
            edits.summary.leaves(kind);
        }
    }
    for (at, _) in body.match_indices("\\index") {
        let name = body[at + 1..].find(|c: char| !c.is_ascii_alphabetic());
        let opens = name.is_some_and(|end| body[at + 1 + end..].starts_with('{'));
        let end = body[at..].find('}');
        if let Some(length) = end.filter(|_| opens && !edits.is_code(at)) {
            rewrite(edits, at..at + length + 1, String::new());
        }
    }
    for kind in ["@fig-", "@tbl-", "@sec-", "@lst-", "@eq-"] {
        for (at, _) in body.match_indices(kind) {
            let rest = &body[at + 1..];
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
                .unwrap_or(rest.len());
            let label = rest[..end].trim_end_matches('-');
            let outside = !edits.is_code(at) && !kept.contains(label);
            let link = link(edits.rewriter, edits.page, label);
            if let Some(link) = link.filter(|_| outside) {
                rewrite(edits, at..at + 1 + label.len(), link);
            }
        }
    }
}

fn rewrite(edits: &mut Edits<'_>, range: Range<usize>, new: String) {
    edits.replace(range, new);
    edits.summary.did("references rewritten");
}

/// A link to what a label stands for.
fn link(rewriter: &Rewriter<'_>, page: &PlannedPage, label: &str) -> Option<String> {
    let (to, anchor, words) = rewriter.labels.places.get(label)?;
    let anchor = if anchor.is_empty() {
        String::new()
    } else {
        format!("#{anchor}")
    };
    let path = if *to == page.to && !anchor.is_empty() {
        String::new()
    } else {
        relative(&page.to, to)
    };
    Some(format!(
        "[{}]({path}{anchor})",
        words.replace(['[', ']'], "")
    ))
}
