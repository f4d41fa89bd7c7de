//! Obsidian's own Markdown: wikilinks, embedded pictures, highlights, comments, callouts.

use super::Summary;
use super::plan::PlannedPage;
use super::rewrite::{Edit, Rewriter, apply, is_in, literal, relative};
use crate::markdown::slugify;

pub(super) fn convert(
    rewriter: &Rewriter<'_>,
    page: &PlannedPage,
    body: &str,
    summary: &mut Summary,
) -> String {
    let body = callouts(body, summary);
    let code = literal(&body);
    let mut edits: Vec<Edit> = Vec::new();
    for (open, close, begin, end, kind) in [
        ("==", "==", "<mark>", "</mark>", "highlights"),
        ("%%", "%%", "<!--", "-->", "comments"),
    ] {
        let mut at = 0;
        while let Some(start) = body[at..].find(open).map(|found| at + found) {
            let inner = start + open.len();
            let paragraph = body[inner..]
                .find("\n\n")
                .map_or(body.len(), |end| inner + end);
            let Some(length) = body[inner..paragraph]
                .find(close)
                .filter(|length| *length > 0)
            else {
                at = inner;
                continue;
            };
            at = inner + length + close.len();
            let words = &body[inner..inner + length];
            let fits =
                kind == "comments" || !words.starts_with(['=', ' ']) && !words.ends_with(' ');
            if fits && !is_in(&code, start) {
                edits.push((start..inner, begin.to_owned()));
                edits.push((inner + length..at, end.to_owned()));
                summary.did("highlights and comments rewritten");
            }
        }
    }
    let mut at = 0;
    while let Some(open) = body[at..].find("[[").map(|found| at + found) {
        at = open + 2;
        let Some(length) = body[at..]
            .find("]]")
            .filter(|length| !body[at..at + length].contains(['\n', '[']))
        else {
            continue;
        };
        let end = at + length + 2;
        if is_in(&code, open) || length == 0 {
            continue;
        }
        let embeds = body[..open].ends_with('!');
        let start = open - usize::from(embeds);
        let new = link(rewriter, page, &body[at..at + length], embeds);
        if new.is_none() {
            summary.leaves("wikilinks to a note or file that is not there, now text");
        } else {
            summary.did("wikilinks rewritten");
        }
        let words = words(&body[at..at + length]).to_owned();
        edits.push((start..end, new.unwrap_or(words)));
        at = end;
    }
    apply(&body, edits)
}

fn words(inner: &str) -> &str {
    inner
        .split_once('|')
        .map_or(inner, |(_, words)| words)
        .trim()
}

/// The link for what stands between the brackets, if its target is there.
fn link(rewriter: &Rewriter<'_>, page: &PlannedPage, inner: &str, embeds: bool) -> Option<String> {
    let target = inner.split_once('|').map_or(inner, |(target, _)| target);
    let target = target.trim().trim_end_matches('\\');
    let (name, anchor) = target.split_once('#').unwrap_or((target, ""));
    // Of a path of headings the last one counts; blocks have no id here.
    let anchor = anchor
        .rsplit('#')
        .next()
        .filter(|anchor| !anchor.is_empty() && !anchor.starts_with('^'));
    let anchor = anchor
        .map(|anchor| format!("#{}", slugify(anchor)))
        .unwrap_or_default();
    let shown = match words(inner) {
        words if words == target => target
            .replace('#', " > ")
            .trim_start_matches(" > ")
            .to_owned(),
        words => words.trim_start_matches('|').to_owned(),
    };
    let address = match name {
        "" => String::new(),
        name => relative(&page.to, find(rewriter, name)?),
    };
    let is_picture = embeds && !address.ends_with(".md") && !address.is_empty();
    match is_picture {
        true => {
            // `![[a.png|300]]` gives a width.
            let alt = if shown.chars().all(|c| c.is_ascii_digit() || c == 'x') || shown == name {
                ""
            } else {
                &shown
            };
            Some(format!("![{alt}]({address})"))
        }
        false if address.is_empty() && anchor.is_empty() => None,
        false => Some(format!("[{shown}]({address}{anchor})")),
    }
}

/// The file that a name means: by its path, or by its last part wherever it stands.
fn find<'a>(rewriter: &'a Rewriter<'_>, name: &str) -> Option<&'a str> {
    let name = name.trim_end_matches(".md").to_lowercase();
    let stem = |path: &str| path.strip_suffix(".md").unwrap_or(path).to_lowercase();
    let exact = rewriter.places.iter().find(|(from, _)| stem(from) == name);
    let last = || {
        let ending = format!("/{name}");
        rewriter
            .places
            .iter()
            .find(|(from, _)| stem(from).ends_with(&ending))
    };
    exact.or_else(last).map(|(_, to)| *to)
}

/// Callouts with other names than the five alerts.
fn callouts(body: &str, summary: &mut Summary) -> String {
    let mut out = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let bare = line.trim_start_matches(['>', ' ']);
        let marks = &line[..line.len() - bare.len()];
        let Some((kind, title)) = bare
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
            .filter(|_| marks.contains('>'))
        else {
            out.push_str(line);
            continue;
        };
        let alert = match kind.to_lowercase().as_str() {
            "tip" | "hint" | "success" | "check" | "done" => "TIP",
            "important" | "abstract" | "summary" | "tldr" => "IMPORTANT",
            "warning" | "attention" | "question" | "help" | "faq" => "WARNING",
            "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => "CAUTION",
            _ => "NOTE",
        };
        summary.did("callouts rewritten");
        out.push_str(&format!("{marks}[!{alert}]\n"));
        let title = title.trim_start_matches(['-', '+']).trim();
        if !title.is_empty() {
            out.push_str(&format!("{marks}**{title}**\n{}\n", marks.trim_end()));
        }
    }
    out
}
