//! Obsidian's own Markdown: wikilinks, embedded pictures, highlights, comments, callouts.

use super::Summary;
use super::plan::PlannedPage;
use super::rewrite::{Edits, PageText, Rewriter, relative};
use crate::markdown::slugify;

pub(super) fn convert(text: &mut PageText<'_>) {
    text.body = callouts(&text.body, text.summary);
    text.edit(marks);
    text.edit(links);
}

/// Highlights and comments.
fn marks(edits: &mut Edits<'_>) {
    let body = edits.body;
    for (mark, begin, end) in [("==", "<mark>", "</mark>"), ("%%", "<!--", "-->")] {
        let mut at = 0;
        while let Some(start) = body[at..].find(mark).map(|found| at + found) {
            let inner = start + mark.len();
            let paragraph = body[inner..].find("\n\n");
            let paragraph = paragraph.map_or(body.len(), |end| inner + end);
            let length = body[inner..paragraph].find(mark);
            let Some(length) = length.filter(|length| *length > 0) else {
                at = inner;
                continue;
            };
            at = inner + length + mark.len();
            let words = &body[inner..inner + length];
            let fits = mark == "%%" || !words.starts_with(['=', ' ']) && !words.ends_with(' ');
            if fits && !edits.is_code(start) {
                edits.replace(start..inner, begin);
                edits.replace(inner + length..at, end);
                edits.summary.did("highlights and comments rewritten");
            }
        }
    }
}

fn links(edits: &mut Edits<'_>) {
    let body = edits.body;
    let mut at = 0;
    while let Some(open) = body[at..].find("[[").map(|found| at + found) {
        at = open + 2;
        let length = body[at..].find("]]");
        let Some(length) = length.filter(|length| !body[at..at + length].contains(['\n', '[']))
        else {
            continue;
        };
        let end = at + length + 2;
        if edits.is_code(open) || length == 0 {
            continue;
        }
        let inner = &body[at..at + length];
        let embeds = body[..open].ends_with('!');
        let new = link(edits.rewriter, edits.page, inner, embeds);
        match new.is_some() {
            true => edits.summary.did("wikilinks rewritten"),
            false => {
                let kind = "wikilinks to a note or file that is not there, now text";
                edits.summary.leaves(kind);
            }
        }
        let new = new.unwrap_or_else(|| words(inner).to_owned());
        edits.replace(open - usize::from(embeds)..end, new);
        at = end;
    }
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
