//! Citations that are read, and most likely not as they were meant; [`unread`] has those that are text.

mod unread;

use std::ops::Range;

use super::prose::{Prose, Taken};
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::{Citation, CitationForm, CitedSource, Document};

/// No parenthesis around one citation is longer.
const LONGEST: usize = 120;

/// What is looked at, and what was found.
struct Check<'a> {
    document: &'a Document,
    text: &'a str,
    prose: &'a Prose,
    taken: Taken,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Reports them.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut check = Check {
        document,
        text,
        prose,
        taken: Taken::of(document),
        diagnostics,
    };
    let citations = document.citations.iter();
    for citation in citations.filter(|citation| citation.file.is_none()) {
        match citation.form {
            _ if document.refers(citation) => check.reference(citation),
            CitationForm::Bracketed => check.bracketed(citation),
            CitationForm::Narrative => check.narrative(citation),
            CitationForm::Claim => check.claim(citation),
        }
    }
    check.unread();
    check.front_matter();
}

impl Check<'_> {
    fn report(&mut self, range: Range<usize>, message: &str, help: impl Into<String>) {
        let place = self.document.place(Span::new(range));
        let diagnostic = Diagnostic::new(Lint::SuspiciousCitation, place, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    /// A cross reference after the word that it has in itself.
    fn reference(&mut self, citation: &Citation) {
        let span = citation.span.range();
        let line = self.prose.line_before(span.start);
        let before = line.trim_end();
        let word = before.rsplit([' ', '(']).next().unwrap_or_default();
        let words = [
            "figure", "figs.", "fig.", "table", "tab.", "section", "sec.", "equation", "eq.",
        ];
        let mut items = citation.items.iter();
        let whole = items.all(|item| item.prefix.is_empty() && !item.suppress_author);
        if whole && words.contains(&word.to_lowercase().as_str()) {
            let written = &self.text[span.clone()];
            let number = written.trim_matches(['[', '@', ']']);
            let start = span.start - (line.len() - before.len()) - word.len();
            let message = "the reference has the word in itself, so readers see it twice";
            let help =
                format!("write {written} without \"{word}\"; [-@{number}] is the number alone");
            self.report(start..span.end, message, help);
        }
    }

    fn bracketed(&mut self, citation: &Citation) {
        let span = citation.span.range();
        let (text, prose) = (self.text, self.prose);
        let written = &text[span.clone()];
        if let Some(open) = detached_words(citation, prose, &self.taken) {
            let words = prose.source[open..span.start].trim_end();
            let message = "a space parts this citation from the words in brackets before it";
            let help = format!(
                "write {words}{written} for the claim that it supports, or \\[ for plain brackets"
            );
            self.report(open..span.end, message, help);
        }
        for item in &citation.items {
            if item.prefix == "-" {
                let message = "a space stands between the minus sign and the key";
                let help = format!("write [-@{}] to leave out the author", item.key);
                self.report(item.span.range(), message, help);
            }
            self.suffix(item, span.clone());
            let colon = item.suffix.strip_prefix(": ").map(str::trim);
            if let Some(locator) = colon.filter(|_| item.locator.is_none()) {
                let message =
                    "a colon stands between the key and what follows, so no locator is read";
                let help = format!("write [@{}, {locator}]", item.key);
                self.report(span.clone(), message, help);
            }
        }
        self.items(citation, span.clone());
        let rest = &text[span.end..];
        if opens_citation(rest)
            && let Some(next) = rest.split_inclusive(']').next()
        {
            let message = "two citations stand side by side";
            let help = joined(written, next);
            self.report(span.start..span.end + next.len(), message, help);
        }
        let after = prose.after(span.end);
        if let Some((length, locator)) = page_after(after) {
            let message = "the place in the source stands outside of the citation";
            let help = format!("write {}, {locator}]", written.trim_end_matches(']'));
            self.report(span.start..span.end + length, message, help);
        }
        self.more_brackets(written, span);
    }

    /// Brackets around those of a citation.
    fn more_brackets(&mut self, written: &str, span: Range<usize>) {
        let prose = self.prose;
        let after = prose.after(span.end);
        let (opens, closes) = (
            prose.line_before(span.start).ends_with('['),
            after.starts_with(']'),
        );
        let alone = opens && !closes && !has_closing_bracket(after)
            || closes && !opens && prose.opening_bracket(span.end).is_none();
        if alone {
            let range = span.start - usize::from(opens)..span.end + usize::from(closes);
            let message = "a bracket too many stands beside this citation, and readers see it";
            self.report(range, message, format!("write {written}"));
        }
        if opens && closes {
            let message =
                "a second pair of brackets stands around this citation, and readers see it";
            self.report(
                span.start - 1..span.end + 1,
                message,
                format!("write {written}"),
            );
        }
    }

    /// Sources that stand in a citation twice, and ranges that run backwards.
    fn items(&mut self, citation: &Citation, span: Range<usize>) {
        let items = &citation.items;
        let is_twice = |(i, item): (usize, &CitedSource)| {
            let mut before = items[..i].iter();
            before.any(|other| other.key == item.key && other.locator == item.locator)
        };
        if items.iter().enumerate().any(is_twice) {
            let message = "a source stands in this citation twice";
            self.report(
                span.clone(),
                message,
                "take one of them out, or give each its locator",
            );
        }
        let locators = items.iter().filter_map(|item| item.locator.as_ref());
        for locator in locators {
            if let Some((from, to)) = backwards(&locator.value) {
                let message = format!("the range {from}-{to} runs backwards");
                self.report(span.clone(), &message, format!("write {to}-{from}"));
            }
        }
    }

    /// What follows a key, and reads as something else than it was meant as.
    fn suffix(&mut self, item: &CitedSource, span: Range<usize>) {
        let (key, suffix) = (&item.key, item.suffix.trim());
        let rest = suffix.trim_start_matches(['，', '、', '；', ',', ' ']);
        if suffix == "," {
            let message = "nothing follows the comma";
            self.report(span, message, format!("write [@{key}], or [@{key}, p. 3]"));
        } else if suffix.starts_with(['，', '、', '；']) {
            let message = "the comma is a full-width one, so no locator is read";
            self.report(span, message, format!("write [@{key}, {rest}]"));
        } else if item.locator.is_none()
            && let Some(number) = unread_page(rest)
        {
            let message = "no locator is read here: this is not the label of one";
            self.report(span, message, format!("write [@{key}, p. {number}]"));
        }
    }

    fn narrative(&mut self, citation: &Citation) {
        let Range { start, end } = citation.span.range();
        let written = &self.text[start..end];
        if let Some((range, inner)) = parenthesised(citation, self.prose, self.text) {
            let message = "round brackets around a key name the author in the sentence, twice in parentheses in some styles";
            self.report(range, message, format!("write [{inner}]"));
        }
        let (before, after) = (self.prose.line_before(start), self.prose.after(end));
        if let Some((length, inner)) = wide_brackets(before, after) {
            let open = before.chars().next_back().map_or(0, char::len_utf8);
            let message = "full-width brackets are text: they hold no citation";
            let help = format!("write [{written}{inner}]");
            self.report(start - open..end + length, message, help);
            return;
        }
        if before.ends_with('{') && after.starts_with('}') {
            let message = "braces around a key are text, and the author is named in the sentence";
            self.report(start - 1..end + 1, message, format!("write [{written}]"));
        } else if after.starts_with(']') && self.prose.opening_bracket(end).is_none() {
            let message = "this bracket closes a citation that was not opened";
            self.report(start..end + 1, message, format!("write [{written}]"));
        } else if let Some((length, locator)) = page_after(after) {
            let message = "the place in the source stands outside of the citation";
            let help = format!("write {written} [{locator}]");
            self.report(start..end + length, message, help);
        }
    }

    /// `[@a][@b]`, where the first is read as words that the second supports.
    fn claim(&mut self, citation: &Citation) {
        let span = citation.span.range();
        let before = &self.text[..span.start];
        let close = before.strip_suffix(']').map(str::len);
        let open = close.and_then(|close| self.prose.opening_bracket(close));
        let first = open.map(|open| &before[open..]);
        if let Some(first) = first.filter(|first| opens_citation(first)) {
            let message =
                "the first of these citations is read as the words that the second supports";
            let help = joined(first, &self.text[span.clone()]);
            self.report(span.start - first.len()..span.end, message, help);
        }
    }

    /// Citations in front matter, which is not Markdown.
    fn front_matter(&mut self) {
        let front = &self.document.front;
        for (key, value) in [("title", &front.title), ("description", &front.description)] {
            let Some(cited) = bracketed_key(value) else {
                continue;
            };
            let block = front.span.range();
            let found = self.text[block.clone()].find(cited);
            let at = found.map_or(block.start, |at| block.start + at);
            let message = format!("a citation in the {key} is shown as it is written");
            let help = "move it into the text: a title and a description also stand in lists, feeds and search results";
            self.report(at..(at + cited.len()).min(block.end), &message, help);
        }
    }
}

/// Whether a text begins as a citation in brackets does.
fn opens_citation(text: &str) -> bool {
    text.starts_with("[@") || text.starts_with("[-@")
}

/// Whether a bracket closes in the paragraph that opens before `rest`.
fn has_closing_bracket(rest: &str) -> bool {
    let mut depth = 0_usize;
    for byte in rest.bytes() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 0 => return true,
            b']' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// The ends of `30-12`; `130-2` leaves digits out.
fn backwards(value: &str) -> Option<(u32, u32)> {
    let (from, to) = value.split_once(['-', '–'])?;
    let shortened = to.trim().len() < from.trim().len();
    let (from, to): (u32, u32) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    let short = shortened && (to < 10 || from > 99);
    (to < from && !short).then_some((from, to))
}

/// The number of `pg. 3`, which no locale knows as a page.
fn unread_page(suffix: &str) -> Option<&str> {
    let labels = [
        "pg", "pgs", "pag", "Pg", "Pgs", "P", "PP", "Pp", "p.p", "pp.p",
    ];
    let end = suffix.find(|c: char| c.is_ascii_digit())?;
    let label = suffix[..end].trim_end_matches([' ', '.', ':', '#']);
    labels.contains(&label).then_some(&suffix[end..])
}

/// What stands between a key and the full-width bracket that closes after it, where one opens right before it.
fn wide_brackets<'t>(before: &str, after: &'t str) -> Option<(usize, &'t str)> {
    let pairs = [
        ('［', '］'),
        ('【', '】'),
        ('〔', '〕'),
        ('〖', '〗'),
        ('（', '）'),
    ];
    let (_, close) = pairs
        .into_iter()
        .find(|(open, _)| before.ends_with(*open))?;
    let end = after.find(close).filter(|end| *end <= LONGEST)?;
    let inner = &after[..end];
    (!inner.contains(['\n', '@'])).then_some((end + close.len_utf8(), inner))
}

/// One citation in place of two.
fn joined(one: &str, other: &str) -> String {
    let (one, other) = (one.trim_end_matches(']'), other.trim_start_matches('['));
    format!("write one of both: {one}; {other}")
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

/// The round brackets with a locator that `rest` begins with, after a space at most: their length, and what they hold.
fn page_after(rest: &str) -> Option<(usize, &str)> {
    let labels = [
        "p. ", "pp. ", "S. ", "ch. ", "sec. ", "§", "para. ", "vol. ", "page ", "pages ", "p.",
        "pp.",
    ];
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let inner = bare.strip_prefix('(')?;
    let inner = &inner[..inner.find([')', '(', '\n'])?];
    let is_locator = labels.iter().any(|label| inner.starts_with(label))
        && inner.len() < 30
        && inner.ends_with(|c: char| c.is_ascii_digit() || c == 'f');
    let length = rest.len() - bare.len() + inner.len() + 2;
    (is_locator && rest[..length].ends_with(')')).then_some((length, inner))
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
