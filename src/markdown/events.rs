//! Runs pulldown-cmark over a body and hands on its events, with ranges that count in the whole file.

use std::ops::Range;

use std::collections::BTreeSet;

use pulldown_cmark::{
    BrokenLink, BrokenLinkCallback, Event, LinkType, OffsetIter, Options, Parser, Tag,
};

use super::citation::{key_at, looks_like_citation, may_begin_key};
use super::mask::{Mask, has_two_dollars};
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
    /// What a link is, by its type and the destination that the broken-link callback gave it; `None` for one whose
    /// destination the author wrote.
    ///
    /// The parser gives the unknown types only to links that the callback accepted, so no destination that an author
    /// writes can be taken for a citation.
    pub(super) fn of(link_type: LinkType, destination: &str) -> Option<Self> {
        let accepted = matches!(
            link_type,
            LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown
        );
        accepted.then_some(match destination {
            "" => Self::Citation,
            _ => Self::Locator,
        })
    }

    /// The destination that stands for it, so that the label is looked through once.
    fn destination(self) -> &'static str {
        match self {
            Self::Citation => "",
            Self::Locator => "p",
        }
    }
}

/// A label and its address, `[label]: address`, that no link of the text uses.
pub(super) struct UnusedDefinition {
    pub label: String,
    pub range: Range<usize>,
}

/// Calls `each` for every event of the Markdown after byte `start` of `text`; returns the definitions that nothing uses.
pub(super) fn each_event(
    text: &str,
    start: usize,
    settings: MarkdownSettings,
    each: &mut dyn FnMut(Event<'_>, Range<usize>),
) -> Vec<UnusedDefinition> {
    let body = &text[start..];
    let mut mask = Mask::of(body);
    let note = mask.note;
    let math = settings.math && has_two_dollars(body);
    if math {
        mask.hide_money(|masked| formulas(masked, note, settings));
    }
    let mut used = BTreeSet::new();
    let mut events = parser(&mask.masked, note, math, settings);
    for (event, range) in events.by_ref() {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) =
            &event
            && matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            )
        {
            used.insert(folded(id));
        }
        let event = mask.unmask(event, &range);
        each(event, range.start + start..range.end + start);
    }
    let definitions = events.reference_definitions().iter();
    let unused = definitions.filter(|(label, definition)| {
        // `[//]: # (words)` is a comment.
        let is_comment = label.starts_with("//") || matches!(&*definition.dest, "#" | "<>" | "");
        !is_comment && !used.contains(&folded(label))
    });
    let mut unused: Vec<_> = unused
        .map(|(label, definition)| UnusedDefinition {
            label: label.to_owned(),
            range: definition.span.start + start..definition.span.end + start,
        })
        .collect();
    unused.sort_by_key(|definition| definition.range.start);
    unused
}

/// A label as labels are compared: without case, with single spaces.
fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// What the parser takes for formulas in a line.
fn formulas(masked: &str, note: Option<char>, settings: MarkdownSettings) -> Vec<Range<usize>> {
    let events = parser(masked, note, true, settings);
    let formulas = events.filter(|(event, _)| matches!(event, Event::InlineMath(_)));
    formulas.map(|(_, range)| range).collect()
}

fn parser<'a>(
    source: &'a str,
    note: Option<char>,
    math: bool,
    settings: MarkdownSettings,
) -> OffsetIter<'a, impl BrokenLinkCallback<'a>> {
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
    options.set(Options::ENABLE_WIKILINKS, settings.wikilinks);
    let callback = move |link: BrokenLink<'a>| {
        let bracket = bracket(source, note, &link)?;
        Some((bracket.destination().into(), "".into()))
    };
    Parser::new_with_broken_link_callback(source, options, Some(callback)).into_offset_iter()
}

/// What a label that nothing defines is: a citation, or a locator after a narrative one.
fn bracket(source: &str, note: Option<char>, link: &BrokenLink<'_>) -> Option<Bracket> {
    // `^[as @key says]` is a note, in which `@key` stands alone.
    if note.is_some_and(|sign| source[..link.span.start].ends_with(sign)) {
        return None;
    }
    if looks_like_citation(&link.reference) {
        return Some(Bracket::Citation);
    }
    let (before, brackets) = source.split_at(link.span.start);
    let is_text = !brackets.starts_with(['!']) && !brackets.starts_with("[^");
    let locates = link.link_type == LinkType::Shortcut && is_text && ends_with_key(before);
    locates.then_some(Bracket::Locator)
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
