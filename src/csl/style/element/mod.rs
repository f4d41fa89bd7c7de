//! What a style is made of, element by element in the words of CSL 1.0.2.
//!
//! Macros are called by number, so that a style stays as small as its file; that no macro uses itself is
//! certain once a style has been read. Attributes that nest (`et-al-min` on `cs:style`, `cs:citation`, `cs:names`
//! and `cs:name`) stay where they were written and are resolved where names are rendered.

mod date;
mod format;
mod names;
mod options;

pub(crate) use date::*;
pub(crate) use format::*;
pub(crate) use names::*;
pub(crate) use options::*;

use super::super::sets::{Types, Variables};
use super::super::variable::{DateVariable, NameVariable, Variable};

/// An independent style.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    pub(crate) title: String,
    pub(crate) id: String,
    pub(crate) class: Class,
    /// The language that the style is written for.
    pub default_locale: Option<String>,
    /// `initialize-with-hyphen`
    pub(crate) initialize_with_hyphen: bool,
    pub(crate) page_range_format: Option<PageRangeFormat>,
    pub(crate) demote_non_dropping_particle: DemoteNonDroppingParticle,
    /// Name options on `cs:style`.
    pub(crate) names: NameOptions,
    /// The style's own `cs:locale` elements, raw: language (`None` for all languages) and content.
    pub locales: Vec<super::super::locale::LocaleData>,
    /// The macros, by number.
    pub(crate) macros: Vec<Macro>,
    pub(crate) citation: CitationElement,
    pub(crate) bibliography: Option<BibliographyElement>,
    /// `cs:intext`, an extension of citeproc-js: how a source is named in running text.
    pub(crate) intext: Option<Layout>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    InText,
    Note,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Macro {
    pub name: String,
    pub elements: Vec<Element>,
}

/// `cs:citation`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CitationElement {
    pub disambiguate_add_names: bool,
    pub disambiguate_add_givenname: bool,
    pub givenname_disambiguation_rule: GivennameDisambiguationRule,
    pub disambiguate_add_year_suffix: bool,
    /// Whether cites with the same names are grouped, and with what between them.
    pub cite_group_delimiter: Option<String>,
    pub collapse: Option<Collapse>,
    pub year_suffix_delimiter: Option<String>,
    pub after_collapse_delimiter: Option<String>,
    pub near_note_distance: u32,
    pub names: NameOptions,
    pub sort: Vec<SortKey>,
    pub layout: Layout,
}

/// `cs:bibliography`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BibliographyElement {
    pub hanging_indent: bool,
    pub second_field_align: Option<SecondFieldAlign>,
    pub line_spacing: u32,
    pub entry_spacing: u32,
    pub subsequent_author_substitute: Option<String>,
    pub subsequent_author_substitute_rule: SubsequentAuthorSubstituteRule,
    pub names: NameOptions,
    pub sort: Vec<SortKey>,
    pub layout: Layout,
}

/// `cs:layout`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub delimiter: String,
    pub elements: Vec<Element>,
}

/// `cs:key`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SortKey {
    pub by: SortBy,
    pub descending: bool,
    /// `names-min`, `names-use-first` and `names-use-last` of the key.
    pub names: NameOptions,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SortBy {
    Variable(AnyVariable),
    Macro(usize),
}

/// A variable of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum AnyVariable {
    Text(Variable),
    Name(NameVariable),
    Date(DateVariable),
}

/// A rendering element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Element {
    Text(TextElement),
    Number(NumberElement),
    Date(DateElement),
    // By far the largest: in place it would make all others as large.
    Names(Box<NamesElement>),
    Label(LabelElement),
    Group(GroupElement),
    Choose(Choose),
}

/// `cs:text`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextElement {
    pub source: TextSource,
    pub form: Form,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub display: Option<Display>,
    pub quotes: bool,
    pub strip_periods: bool,
    pub text_case: Option<TextCase>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TextSource {
    Variable(Variable),
    Macro(usize),
    /// A term of the locale, by its name, and whether its plural is asked for.
    Term {
        name: String,
        plural: bool,
    },
    Value(String),
    /// A variable that CSL 1.0.2 does not know: always empty, so that a group around it may be, too.
    Unknown,
}

/// `form`, of terms and of variables such as `title` with a short version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    #[default]
    Long,
    Short,
    Verb,
    VerbShort,
    Symbol,
}

/// `cs:number`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberElement {
    pub variable: Variable,
    pub form: NumberForm,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub display: Option<Display>,
    pub text_case: Option<TextCase>,
    pub strip_periods: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum NumberForm {
    #[default]
    Numeric,
    Ordinal,
    LongOrdinal,
    Roman,
}

/// `cs:label` of a number variable or the locator.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LabelElement {
    pub variable: Variable,
    pub form: Form,
    pub plural: LabelPlural,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub text_case: Option<TextCase>,
    pub strip_periods: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum LabelPlural {
    #[default]
    Contextual,
    Always,
    Never,
}

/// `cs:group`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GroupElement {
    pub elements: Vec<Element>,
    pub delimiter: String,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub display: Option<Display>,
}

/// `cs:choose`: the first branch whose conditions hold; `cs:else` is a branch without conditions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choose {
    pub branches: Vec<Branch>,
}

/// A branch. The tests that styles are full of are sets: of an item's type, and of variables that it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Branch {
    pub matching: Match,
    /// An item has one type, so one of these is all that can hold, also with `match="all"`.
    pub types: Types,
    pub variables: Variables,
    /// The other tests.
    pub conditions: Vec<Condition>,
    pub elements: Vec<Element>,
}

/// How many of the conditions must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Match {
    #[default]
    All,
    Any,
    None,
}

/// One test of one value: `locator="page chapter"` is two of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    /// `disambiguate="true"`, or "false".
    Disambiguate(bool),
    IsNumeric(AnyVariable),
    IsUncertainDate(DateVariable),
    /// The label of the locator, as a term: "page".
    Locator(String),
    Position(Position),
}

/// `position` as a style tests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Position {
    First,
    Subsequent,
    IbidWithLocator,
    Ibid,
    NearNote,
}
