//! Citations that are read, and most likely not as they were meant.

use std::ops::Range;

use super::prose::{Prose, Taken};
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::{Citation, CitationForm, Document};

/// No parenthesis around one citation is longer.
const LONGEST: usize = 120;

/// Reports them.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let taken = Taken::of(document);
    let mut report = |range: Range<usize>, message: &str, help: String| {
        let place = document.place(Span::new(range));
        diagnostics.push(Diagnostic::new(Lint::SuspiciousCitation, place, message).help(help));
    };
    let citations = document.citations.iter();
    let own = citations.filter(|citation| citation.file.is_none());
    for citation in own.filter(|citation| !document.refers(citation)) {
        let written = &text[citation.span.range()];
        match citation.form {
            CitationForm::Bracketed => {
                if let Some(open) = detached_words(citation, prose, &taken) {
                    let words = &prose.source[open..citation.span.start as usize];
                    let help = format!(
                        "write {}{written} for the claim that it supports, or \\[ for plain brackets",
                        words.trim_end()
                    );
                    let message =
                        "a space parts this citation from the words in brackets before it";
                    report(open..citation.span.end as usize, message, help);
                }
                for item in citation.items.iter().filter(|item| item.prefix == "-") {
                    let message = "a space stands between the minus sign and the key";
                    let help = format!("write [-@{}] to leave out the author", item.key);
                    report(item.span.range(), message, help);
                }
            }
            CitationForm::Narrative => {
                if let Some((range, inner)) = parenthesised(citation, prose, text) {
                    let message = "round brackets around a key name the author in the sentence, twice in parentheses in some styles";
                    report(range, message, format!("write [{inner}]"));
                }
            }
            CitationForm::Claim => {}
        }
    }
    let front = &document.front;
    for (key, value) in [("title", &front.title), ("description", &front.description)] {
        let Some(cited) = bracketed_key(value) else {
            continue;
        };
        let block = front.span.range();
        let at = text[block.clone()]
            .find(cited)
            .map_or(block.start, |at| block.start + at);
        let place = document.place(Span::new(at..(at + cited.len()).min(block.end)));
        let message = format!("a citation in the {key} is shown as it is written");
        diagnostics.push(
            Diagnostic::new(Lint::SuspiciousCitation, place, message)
                .help("move it into the text: a title and a description also stand in lists, feeds and search results"),
        );
    }
}

/// Where words in brackets open that end one space before a citation.
fn detached_words(citation: &Citation, prose: &Prose, taken: &Taken) -> Option<usize> {
    let start = citation.span.start as usize;
    let before = prose.source[..start].strip_suffix([' ', '\n'])?;
    let close = before
        .len()
        .checked_sub(1)
        .filter(|_| before.ends_with(']'))?;
    if taken.has(close) || prose.is_escaped(close) {
        return None;
    }
    let open = prose
        .opening_bracket(close)
        .filter(|open| !taken.has(*open))?;
    let words = &prose.source[open + 1..close];
    // "[sic]" and "[…]" are marks of an editor.
    let several = words.split_whitespace().count() > 1;
    (several && !words.starts_with('^') && !prose.is_escaped(open)).then_some(open)
}

/// The round brackets around a narrative citation and nothing more than belongs to it, and what they hold.
fn parenthesised<'t>(
    citation: &Citation,
    prose: &Prose,
    text: &'t str,
) -> Option<(Range<usize>, &'t str)> {
    let span = citation.span.range();
    let before = prose.line_before(span.start);
    let open = before
        .rfind('(')
        .filter(|open| before.len() - open <= LONGEST)?;
    let prefix = &before[open + 1..];
    let after = prose.after(span.end);
    let close = after.find([')', '(']).filter(|close| *close <= LONGEST)?;
    let suffix = &after[..close];
    let short = prefix.split_whitespace().count() <= 2
        && !prefix.contains([')', '[', ']', '.', '@']) | is_abbreviation(prefix);
    let belongs =
        suffix.is_empty() || suffix.starts_with(',') && !suffix.contains(['[', '\n', '@']);
    let range = span.start - prefix.len() - 1..span.end + close + 1;
    let fits = short && belongs && after[close..].starts_with(')');
    fits.then(|| (range.clone(), &text[range.start + 1..range.end - 1]))
}

fn is_abbreviation(prefix: &str) -> bool {
    ["cf.", "e.g.", "vgl.", "z.B."].contains(&prefix.trim())
}

/// Brackets with a key in them.
fn bracketed_key(value: &str) -> Option<&str> {
    let open = value.find("[@").or_else(|| value.find("[-@"))?;
    let close = value[open..].find(']')?;
    Some(&value[open..=open + close])
}
