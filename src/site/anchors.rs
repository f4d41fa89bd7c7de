//! The places on a page that a link can lead to.

use std::fmt;

use super::links::Destinations;
use super::notes::Mark;
use super::page_map::PageId;

/// The id of a place that Ibid numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// A note.
    Note(u32),
    /// A marker of a note, and how many come before it; those after the first are counted.
    Marker(u32, u32),
    /// A citation in the text; notes and these are counted apart.
    Citation(u32),
}

impl Anchor {
    /// Appends the id.
    pub(crate) fn push(self, out: &mut String) {
        let mut digits = itoa::Buffer::new();
        let (name, number) = match self {
            Self::Note(number) => ("note-", number),
            Self::Marker(number, _) => ("ref-", number),
            Self::Citation(number) => ("cite-", number),
        };
        out.push_str(name);
        out.push_str(digits.format(number));
        if let Self::Marker(_, before @ 1..) = self {
            out.push('-');
            out.push_str(digits.format(before + 1));
        }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut id = String::new();
        self.push(&mut id);
        f.write_str(&id)
    }
}

/// The key of the source whose reference has this id.
pub(crate) fn referenced_key(id: &str) -> Option<&str> {
    id.strip_prefix("source-")
}

/// Whether something on a page has the id: a heading, a note, a marker, a citation, a reference, or what the author
/// gave it to in HTML or as an argument of a shortcode.
pub(super) fn exists(id: &str, page: PageId, among: Destinations<'_>) -> bool {
    let document = &among.tree.pages[page].document;
    let is_argument =
        |(name, value, _): &(String, serde_json::Value, _)| name == "id" && value == id;
    let mut shortcodes = document.shortcodes.iter();
    document.headings.iter().any(|heading| heading.id == id)
        || document.anchors.contains(id)
        || shortcodes.any(|shortcode| shortcode.args.iter().any(is_argument))
        || is_made(id, page, among)
}

/// Whether Ibid gives the id to a note, a marker, a citation or a reference.
fn is_made(id: &str, page: PageId, among: Destinations<'_>) -> bool {
    let notes = &among.notes[page];
    if let Some(key) = referenced_key(id) {
        let source = among.bibliography.find(key);
        // Few links lead to a reference, so that the page is formatted for each.
        let document = &among.tree.pages[page].document;
        let formatter = among.formatters.of(&document.front.language);
        let formatted = notes.format(document, formatter);
        let mut references = formatted.references.iter();
        return references.any(|reference| Some(reference.source) == source);
    }
    let number = |prefix: &str| -> Option<u32> {
        let number = id.strip_prefix(prefix)?.split('-').next()?;
        number.parse().ok().filter(|number| *number > 0)
    };
    if let Some(number) = number("cite-") {
        let mut citations = notes.citations.iter();
        return id == Anchor::Citation(number).to_string()
            && citations.any(|citation| citation.mark == Mark::InText(number));
    }
    let number = number("note-").or_else(|| number("ref-"));
    number.is_some_and(|number| {
        let note = notes.notes.get(number as usize - 1);
        let markers = (0..note.map_or(0, |note| note.markers)).map(|n| Anchor::Marker(number, n));
        let mut places = note
            .map(|_| Anchor::Note(number))
            .into_iter()
            .chain(markers);
        places.any(|place| place.to_string() == id)
    })
}
