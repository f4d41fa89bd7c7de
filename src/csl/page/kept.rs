//! What of a source is the same on all pages that tell it from others in the same way, so that it need be made only
//! once.
//!
//! A cite depends on its source; on where it stands, with what locator and whether the author is left out, which is
//! what [`Plain`] has; and on what the page says of the source, its [`Entry`]: its number, and its [`Distinction`]. Where
//! a style asks for numbers, nothing is kept; in all others a source, a [`Distinction`] and a [`Plain`] decide all of it.
//! What its writer put before and after it is written around it.
//!
//! [`Entry`]: super::super::render::Entry

use std::sync::OnceLock;

use super::super::cite::{CitePosition, Locator, PositionKind};
use super::super::disambiguate::{Compared, Distinction};
use super::super::memo::Memo;
use super::super::number::Label;
use super::super::output::{Piece, SAMPLE_NUMBER, Writer};
use super::super::render::{CiteView, Context};
use super::super::sort::Keys;
use super::super::style::Class;
use super::citation::{CiteInContext, layout};
use super::collapse::persons;
use super::sources::Sources;
use super::substitute::Named;

/// What of a source with a [`Distinction`] is the same on every page, as far as somebody asked for it.
#[derive(Default)]
pub(crate) struct Kept {
    /// The keys by which it is sorted in the bibliography.
    pub(super) keys: OnceLock<Keys>,
    /// The keys by which it is sorted in citations.
    pub(super) cite_keys: OnceLock<Keys>,
    /// Its cite, as it is compared with others.
    pub(super) compared: OnceLock<Compared>,
    /// The names with which its cites begin.
    pub(super) names: OnceLock<String>,
    /// The names with which its reference begins, where the style looks for them.
    pub(super) opening: OnceLock<Vec<Named>>,
    cites: Memo<Plain, Option<KeptCite>>,
}

/// What a cite says between prefix and suffix.
pub(super) struct KeptCite {
    pub(super) piece: Piece,
    /// Its persons, as cites that are collapsed compare them.
    pub(super) persons: Option<String>,
}

/// What is kept of the items, where somebody does: by the place of the item.
pub(crate) type Keeper<'k> = Option<&'k dyn Fn(usize, &Distinction) -> Option<&'k Kept>>;

impl Kept {
    /// What a cite says of an item; `None` if that is not the same everywhere.
    pub(super) fn cite(
        &self,
        sources: &Sources<'_, '_>,
        item: usize,
        plain: Plain,
    ) -> Option<&KeptCite> {
        let cite = self.cites.get_or_make(&plain, || plain.cite(sources, item));
        cite.and_then(Option::as_ref)
    }
}

/// A cite, but for its source and for the number of its locator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plain {
    kind: PositionKind,
    near_note: bool,
    suppress_author: bool,
    text_before: bool,
    /// What the locator counts.
    locator: Option<Label>,
}

impl Plain {
    /// `None` for a cite that other things decide as well: words as a locator, or the note of the first citation.
    pub(super) fn of(cx: Context<'_>, cite: CiteInContext<'_>) -> Option<Self> {
        let CiteView {
            locator,
            position,
            suppress_author,
        } = cite.view;
        let position = position?;
        if cx.features.asks_for_first_note && position.first_note.is_some() {
            return None;
        }
        let counts = |locator: Locator<'_>| {
            let digits = !locator.value.is_empty()
                && locator.value.bytes().all(|byte| byte.is_ascii_digit());
            let label = match locator.label {
                "" => "page",
                label => label,
            };
            Label::of_term(label).filter(|_| digits && !cx.features.spells_locators)
        };
        let locator = match locator {
            Some(locator) => Some(counts(locator)?),
            None => None,
        };
        Some(Self {
            kind: position.kind,
            near_note: position.near_note && position.kind != PositionKind::First,
            suppress_author,
            // Terms begin with a capital in notes alone.
            text_before: cite.text_before || cx.style.class == Class::InText,
            locator,
        })
    }

    /// Its position, if that is all there is to it.
    pub(super) fn bare_position(self) -> Option<CitePosition> {
        let bare = self.locator.is_none() && !self.suppress_author;
        bare.then(|| self.position())
    }

    fn position(self) -> CitePosition {
        CitePosition {
            kind: self.kind,
            near_note: self.near_note,
            first_note: None,
        }
    }

    /// What it says of an item.
    fn cite(self, sources: &Sources<'_, '_>, item: usize) -> Option<KeptCite> {
        let cite = CiteInContext {
            view: CiteView {
                locator: self.locator.map(|label| Locator {
                    label: label.term(),
                    value: SAMPLE_NUMBER,
                }),
                position: Some(self.position()),
                suppress_author: self.suppress_author,
            },
            text_before: self.text_before,
        };
        let cx = sources.cx;
        let nodes = layout(sources, item, cite).nodes;
        let writer = Writer::new(cx.quotes, cx.style.class == Class::Note);
        Some(KeptCite {
            piece: writer.piece(cx.style.citation.layout.formatting, &nodes)?,
            persons: nodes.iter().find_map(|node| persons(node, cx.quotes)),
        })
    }
}
