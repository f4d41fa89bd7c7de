//! What a page cites (specification, "Citation": cites and citations).

use super::text::Text;

/// One or more cites at one place of a page.
#[derive(Clone, Debug, Default)]
pub struct Citation<'a> {
    /// The cites, in the order in which they were written.
    pub cites: Vec<Cite<'a>>,
    /// The number of the note in which it stands; `None` in running text.
    pub note: Option<u32>,
    /// What it says.
    pub mode: Mode,
    /// Whether it begins a sentence, as in a note of its own: a prefix such as "see" is then capitalized.
    pub begins_sentence: bool,
    /// Whether it stands in a sentence of a note, as one in parentheses, and does not make up the note.
    pub in_sentence: bool,
}

impl<'a> Citation<'a> {
    /// The two parts of a narrative citation: whom it cites, for the sentence, and what the style says besides.
    pub fn narrative(self) -> [Self; 2] {
        let whom = self.cites.first().map(|first| Cite {
            item: first.item,
            ..Cite::default()
        });
        let name = Self {
            cites: whom.into_iter().collect(),
            note: self.note,
            mode: Mode::Narrative,
            ..Self::default()
        };
        let rest = Self {
            mode: Mode::SuppressAuthor,
            ..self
        };
        [name, rest]
    }
}

/// What a citation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// All that the style says.
    #[default]
    Full,
    /// Whom it cites, for running text: `@key says`.
    Narrative,
    /// The style's citation without whom the first cite cites, as after a narrative one.
    SuppressAuthor,
}

/// A source that is cited.
#[derive(Clone, Debug, Default)]
pub struct Cite<'a> {
    /// The place of the item in the list of items.
    pub item: usize,
    /// Where in the source.
    pub locator: Option<Locator<'a>>,
    /// What stands before it: "see".
    pub prefix: Text,
    /// What follows the locator.
    pub suffix: Text,
    /// `[-@key]`
    pub suppress_author: bool,
    /// The position, where it is not to be found out.
    pub position: Option<CitePosition>,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Locator<'a> {
    /// What it counts, as a term of CSL: "page", "chapter", "sub-verbo"; empty for a page.
    pub label: &'a str,
    /// The number or range as written: "33-35".
    pub value: &'a str,
}

/// Where a cite stands among others of its source (specification, "Choose", `position`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CitePosition {
    pub kind: PositionKind,
    /// `near-note`
    pub near_note: bool,
    /// The number of the note that cites the source first: `first-reference-note-number`.
    pub first_note: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PositionKind {
    #[default]
    First,
    Subsequent,
    Ibid,
    IbidWithLocator,
}
