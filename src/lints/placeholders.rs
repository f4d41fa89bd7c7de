//! Words that stand for what is still to be written: `TODO`, `Lorem ipsum`, `Figure ??`.

use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::Document;

/// Marks of what is to be done.
const MARKS: [&str; 5] = ["TODO", "FIXME", "TBD", "TKTK", "XXX"];
/// Words before a number that LaTeX did not find.
const NUMBERED: [&str; 14] = [
    "figure", "fig.", "figures", "table", "tab.", "tables", "section", "sec.", "sections",
    "chapter", "equation", "eq.", "appendix", "page",
];

/// Reports the first on a page, with their number.
pub(super) fn check(document: &Document, prose: &Prose, diagnostics: &mut Vec<Diagnostic>) {
    let mut found: Vec<Span> = Vec::new();
    let mut add = |at: usize, length: usize| found.push(Span::new(at..at + length));
    for mark in MARKS {
        for at in prose.places(mark) {
            if stands_for_words(prose, at, mark) {
                add(at, mark.len());
            }
        }
    }
    for at in prose.places("orem ipsum dolor").filter(|at| *at > 0) {
        if prose.source[..at].ends_with(['L', 'l']) {
            add(at - 1, "Lorem ipsum dolor".len());
        }
    }
    for at in prose.signs("??") {
        if is_missing_number(prose, at) {
            add(at, "??".len());
        }
    }
    let Some(first) = found.iter().min() else {
        return;
    };
    let written = &prose.source[first.range()];
    let message = format!("\"{written}\" stands for what is still to be written");
    let help = match written {
        "??" => "write @fig:name for the number of what has the label {#fig:name}",
        written if written.ends_with("dolor") => "write the text itself",
        _ => {
            "write it, or hide it from readers: <!-- TODO … -->; words that are only spoken of stand between backticks"
        }
    };
    let place = document.place(*first);
    let diagnostic = Diagnostic::new(Lint::Placeholder, place, message).help(help);
    diagnostics.push(match found.len() {
        1 => diagnostic,
        number => diagnostic.label(format!("the first of {}", count(number, "place"))),
    });
}

/// Whether a mark is the writer's own, not a word of a sentence such as "a TODO list".
fn stands_for_words(prose: &Prose, at: usize, mark: &str) -> bool {
    let before = prose.line_before(at);
    let after = &prose.after(at)[mark.len()..];
    let in_comment = before
        .rfind("<!--")
        .is_some_and(|open| !before[open..].contains("-->"));
    let in_word = |c: char| c.is_alphanumeric() || "_-/.#@$&!+\"'“‘".contains(c);
    if in_comment
        || before.ends_with(in_word)
        || after.starts_with(|c: char| in_word(c) && c != '.' && c != '!')
    {
        return false;
    }
    let opens = before.trim_end_matches(['*', '_', '(', '[', '=']);
    let words = opens.trim_start_matches(|c: char| {
        c.is_whitespace() || ">-*+#|".contains(c) || c.is_ascii_digit()
    });
    let begins = words.trim_matches(['.', ' ', '\t']).is_empty()
        || words.trim_end().ends_with(['.', '!', '?', ':', '|']);
    let enclosed = before.ends_with(['(', '[']);
    let announced = after.starts_with(':');
    let noun = [
        "list", "item", "comment", "app", "file", "note", "task", "entr", "mark", "plugin", "tag",
        "is ", "are ",
    ];
    let rest = after.trim_start_matches(['*', '_']).trim_start();
    let is_noun = noun
        .iter()
        .any(|word| rest.to_lowercase().starts_with(word));
    let last = words.trim_end().rsplit(' ').next().unwrap_or_default();
    // A number that is not known yet, as in "about XXX soldiers"; "Super Bowl XXX" is one.
    let is_number = mark == "XXX"
        && last.starts_with(char::is_lowercase)
        && rest.starts_with(char::is_lowercase);
    (begins || enclosed || announced || is_number) && !is_noun
}

/// Whether two question marks stand for the number of a figure, or of a citation.
fn is_missing_number(prose: &Prose, at: usize) -> bool {
    let before = prose.line_before(at);
    let after = &prose.after(at)[2..];
    if before.ends_with('?') || after.starts_with('?') {
        return false;
    }
    let word = before.trim_end_matches([' ', '\u{a0}', '(', '*']);
    let word = word.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default();
    let gap = before.ends_with([' ', '\u{a0}', '(']);
    let bracketed = before.ends_with('[') && after.starts_with(']');
    bracketed || gap && NUMBERED.contains(&word.to_lowercase().as_str())
}
