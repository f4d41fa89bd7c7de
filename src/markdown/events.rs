//! Runs pulldown-cmark over a body and hands on its events, with ranges that count in the whole file.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

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
    let masked = NoteMask::of(&text[start..]);
    let body = masked.text.as_ref();
    let note = masked.sign;
    let math = settings.math && has_two_dollars(body) && !body.contains(MONEY);
    let source = if math {
        mask_money(body, note, settings)
    } else {
        Cow::Borrowed(body)
    };
    for (event, range) in parser(&source, note, math, settings) {
        let event = masked.unmask(event, &text[start..][range.clone()]);
        each(event, range.start + start..range.end + start);
    }
}

/// Text in which the `^` before every bracket is another sign, for the parser alone: it takes the signs of two
/// notes for those of a superscript.
struct NoteMask<'a> {
    text: Cow<'a, str>,
    sign: Option<char>,
}

impl<'a> NoteMask<'a> {
    /// Punctuation that has no meaning of its own, as `^` has none here: emphasis beside it stays what it is.
    const SIGNS: [char; 5] = ['%', '/', '?', ',', '.'];

    fn of(text: &'a str) -> Self {
        let is_free = |sign: &char| !text.contains(&format!("{sign}["));
        let has_notes = memchr::memmem::find(text.as_bytes(), b"^[").is_some();
        let sign = Self::SIGNS.into_iter().filter(|_| has_notes).find(is_free);
        let text = match sign {
            Some(sign) => text.replace("^[", &format!("{sign}[")).into(),
            None => text.into(),
        };
        Self { text, sign }
    }

    /// An event as it is without the mask, of what is `written` in the file.
    fn unmask<'e>(&self, event: Event<'e>, written: &'e str) -> Event<'e> {
        let Some(sign) = self.sign else {
            return event;
        };
        let masked = format!("{sign}[");
        let own = |text: CowStr<'e>| match text.contains(&masked) {
            true => text.replace(&masked, "^[").into(),
            false => text,
        };
        match event {
            // The sign and the bracket come in two events.
            Event::Text(text) if text.ends_with(sign) && text.len() == written.len() => {
                Event::Text(written.into())
            }
            Event::Text(text) => Event::Text(own(text)),
            Event::Code(text) => Event::Code(own(text)),
            Event::InlineMath(text) => Event::InlineMath(own(text)),
            Event::DisplayMath(text) => Event::DisplayMath(own(text)),
            Event::Html(text) => Event::Html(own(text)),
            Event::InlineHtml(text) => Event::InlineHtml(own(text)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type,
                dest_url: own(dest_url),
                title: own(title),
                id: own(id),
            }),
            event => event,
        }
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
fn mask_money(body: &str, note: Option<char>, settings: MarkdownSettings) -> Cow<'_, str> {
    let mut source = Cow::Borrowed(body);
    loop {
        let money: Vec<usize> = parser(&source, note, true, settings)
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
    note: Option<char>,
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
        accepts(source, note, &link).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    Parser::new_with_broken_link_callback(source, options, Some(callback)).into_offset_iter()
}

/// Whether a label that nothing defines is a citation, or a locator after a narrative one.
fn accepts(source: &str, note: Option<char>, link: &BrokenLink<'_>) -> bool {
    // `^[as @key says]` is a note, in which `@key` stands alone.
    if note.is_some_and(|sign| source[..link.span.start].ends_with(sign)) {
        return false;
    }
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
