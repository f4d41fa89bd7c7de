//! Runs pulldown-cmark over a body and hands on its events, with ranges that count in the whole file.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

use super::citation::{key_at, looks_like_citation, may_begin_key};
use super::math::is_money;
use crate::config::MarkdownSettings;

/// A link or image that an author's brackets became although nothing defines their label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `[@key, p. 33]` or `[words][@key]`.
    Citation,
    /// `[p. 33]` after a narrative citation.
    Locator,
}

impl Bracket {
    /// What a link of this type and label is; `None` for one whose destination the author wrote.
    ///
    /// The parser gives the unknown types only to links that the broken-link callback accepted, so no
    /// destination that an author writes can be taken for a citation.
    pub(super) fn of(link_type: LinkType, label: &str) -> Option<Self> {
        let accepted = matches!(
            link_type,
            LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown
        );
        accepted.then(|| {
            if looks_like_citation(label) {
                Self::Citation
            } else {
                Self::Locator
            }
        })
    }
}

/// Stands in for a dollar sign that is money; one byte, so that every range stays true.
pub(super) const MONEY: char = '\u{1a}';

/// Calls `each` for every event of the Markdown after byte `start` of `text`.
pub(super) fn each_event(
    text: &str,
    start: usize,
    settings: MarkdownSettings,
    each: &mut dyn FnMut(Event<'_>, Range<usize>),
) {
    let body = &text[start..];
    let math = settings.math && has_two_dollars(body) && !body.contains(MONEY);
    let source = if math {
        mask_money(body, settings)
    } else {
        Cow::Borrowed(body)
    };
    for (event, range) in parser(&source, math, settings) {
        each(event, range.start + start..range.end + start);
    }
}

/// A formula needs two.
fn has_two_dollars(text: &str) -> bool {
    memchr::memchr_iter(b'$', text.as_bytes()).nth(1).is_some()
}

/// Hides the dollar signs that open no formula by [`is_money`], until none is left that the parser
/// takes for one.
///
/// The parser's own rule is laxer than Pandoc's, and what it takes for a formula it does not read as
/// Markdown: citations between two prices would be lost.
fn mask_money(body: &str, settings: MarkdownSettings) -> Cow<'_, str> {
    let mut source = Cow::Borrowed(body);
    loop {
        let money: Vec<usize> = parser(&source, true, settings)
            .filter(|(event, range)| {
                matches!(event, Event::InlineMath(_)) && is_money(body, range.start, range.end)
            })
            .map(|(_, range)| range.start)
            .collect();
        if money.is_empty() {
            return source;
        }
        let mut bytes = source.into_owned().into_bytes();
        for at in money {
            bytes[at] = MONEY as u8;
        }
        // One ASCII byte for another: the text is as valid as before.
        source = Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|_| body.to_owned()));
        if !has_two_dollars(&source) {
            return source;
        }
    }
}

fn parser<'a>(
    source: &'a str,
    math: bool,
    settings: MarkdownSettings,
) -> impl Iterator<Item = (Event<'a>, Range<usize>)> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT;
    options.set(
        Options::ENABLE_SMART_PUNCTUATION,
        settings.smart_punctuation,
    );
    options.set(Options::ENABLE_MATH, math);
    // The destination is of no use: what such a link is, its type and label say.
    let callback = move |link: BrokenLink<'a>| {
        accepts(source, &link).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    Parser::new_with_broken_link_callback(source, options, Some(callback)).into_offset_iter()
}

/// Whether a label that nothing defines is a citation, or a locator after a narrative one.
fn accepts(source: &str, link: &BrokenLink<'_>) -> bool {
    let locates = || {
        let (before, brackets) = source.split_at(link.span.start);
        let is_text = !brackets.starts_with(['!']) && !brackets.starts_with("[^");
        link.link_type == LinkType::Shortcut && is_text && ends_with_key(before)
    };
    looks_like_citation(&link.reference) || locates()
}

/// Whether `before` ends with a narrative citation, and one space at most.
fn ends_with_key(before: &str) -> bool {
    let trimmed = before.strip_suffix([' ', '\n']).unwrap_or(before);
    // A key is short: looking back a line's worth keeps long paragraphs linear.
    let from = trimmed.ceil_char_boundary(trimmed.len().saturating_sub(300));
    let near = &trimmed[from..];
    near.rfind('@').is_some_and(|at| {
        may_begin_key(near, at)
            && key_at(near, at).is_some_and(|(range, _)| range.end == near.len())
    })
}
