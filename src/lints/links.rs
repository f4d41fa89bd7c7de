//! Links that are written so that they are text, or have nothing to follow.

use super::prose::{Prose, Taken};
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::Document;

/// Reports what was meant as a link and is none.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut report = |range: std::ops::Range<usize>, message: String, help: String| {
        let place = document.place(Span::new(range));
        diagnostics.push(Diagnostic::new(Lint::MalformedLink, place, message).help(help));
    };
    let own = document.links.iter().filter(|link| link.file.is_none());
    for link in own {
        let written = &text[link.span.range()];
        if !link.embeds && written.starts_with("[](") && link.spot.start == link.spot.end {
            let help = format!(
                "write what readers are to see: [words]({})",
                link.destination
            );
            report(link.span.range(), "the link has no words".to_owned(), help);
        }
    }
    let taken = Taken::of(document);
    for close in prose.places("]") {
        if taken.has(close) || prose.is_escaped(close) {
            continue;
        }
        let Some(open) = prose
            .opening_bracket(close)
            .filter(|open| !taken.has(*open))
        else {
            continue;
        };
        let in_word = prose
            .line_before(open)
            .ends_with(|c: char| c.is_alphanumeric() || c == ']');
        let words = &prose.source[open + 1..close];
        if in_word || words.trim().is_empty() || words.starts_with(['^', '@', '!']) {
            continue;
        }
        let rest = prose.after(close + 1);
        if let Some(label) = undefined_label(rest).filter(|_| !taken.has(close + 1)) {
            let end = close + 1 + label.len() + 2;
            let named = if label.is_empty() { words } else { label };
            let message = format!("nothing defines \"{named}\", so this is not a link");
            let help = format!(
                "add a line `[{named}]: address` to the page, or write [{words}](address); write \\[ for a plain bracket"
            );
            report(open..end, message, help);
        } else if let Some(address) = rest.strip_prefix(' ').and_then(parenthesised) {
            let message = "a space stands between the words and the address, so this is not a link";
            let help = format!("write [{words}]({address})");
            report(open..close + address.len() + 4, message.to_owned(), help);
        } else if let Some(unread) = unread_address(rest).filter(|_| !taken.has(close + 1)) {
            let is_picture = prose.source[..open].ends_with('!');
            let sign = if is_picture { "!" } else { "" };
            let end = close + 2 + unread.length;
            let help = format!("write {sign}[{words}]({})", unread.proposal);
            report(open..end, unread.message.to_owned(), help);
        }
    }
    reversed(prose, &taken, &mut report);
}

/// `(words)[address]`.
fn reversed(
    prose: &Prose,
    taken: &Taken,
    report: &mut impl FnMut(std::ops::Range<usize>, String, String),
) {
    for close in prose.places(")[") {
        let Some(open) = prose.line_before(close).rfind('(') else {
            continue;
        };
        let open = close - prose.line_before(close).len() + open;
        let rest = prose.after(close + 2);
        let Some(end) = rest.find(']').filter(|_| !taken.has(close + 1)) else {
            continue;
        };
        let (words, address) = (&prose.source[open + 1..close], &rest[..end]);
        if is_address(address) && !taken.has(open) {
            let message =
                "round and square brackets are the wrong way round, so this is not a link";
            let help = format!("write [{words}]({address})");
            report(open..close + 2 + end + 1, message.to_owned(), help);
        }
    }
}

/// The label in the brackets that `rest` begins with, if it can be one.
fn undefined_label(rest: &str) -> Option<&str> {
    let label = rest.strip_prefix('[')?;
    let label = &label[..label.find([']', '[', '\n'])?];
    let closed = rest[1 + label.len()..].starts_with(']');
    (closed && !label.contains('@') && !label.starts_with('^')).then_some(label)
}

/// The address in the round brackets that `rest` begins with.
fn parenthesised(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('(')?;
    let address = &inner[..inner.find([')', '\n'])?];
    is_address(address).then_some(address)
}

/// An address after a round bracket that cannot be read.
struct UnreadAddress {
    /// Its bytes, with the closing bracket if there is one.
    length: usize,
    message: &'static str,
    /// How it can be read.
    proposal: String,
}

/// The address that `rest` begins with after a bracket, if it has spaces or is not closed.
fn unread_address(rest: &str) -> Option<UnreadAddress> {
    let line = rest.strip_prefix('(')?.lines().next()?;
    if let Some(end) = line.find(')') {
        let address = &line[..end];
        let spaced = address.contains(' ') && !address.contains(['"', '\'', '<']);
        return (spaced && resembles_address(address)).then(|| UnreadAddress {
            length: end + 1,
            message: "spaces stand in the address, so this is not a link",
            proposal: format!("<{address}>"),
        });
    }
    let address = line.split_whitespace().next()?;
    let address = address.trim_end_matches(['.', ',', ';']);
    is_address(address).then(|| UnreadAddress {
        length: address.len(),
        message: "the address is not closed, so this is not a link",
        proposal: address.to_owned(),
    })
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && resembles_address(text)
}

/// Whether a text begins as addresses do, or ends as files do.
fn resembles_address(text: &str) -> bool {
    let file = [".md", ".html", ".png", ".jpg", ".svg", ".pdf"];
    let path = text.split('#').next().unwrap_or_default();
    let begins = ["http://", "https://", "mailto:", "./", "../", "@/"];
    begins.iter().any(|start| text.starts_with(start)) || file.iter().any(|end| path.ends_with(end))
}
