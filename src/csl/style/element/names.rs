//! `cs:names` and what is in it.

use super::super::super::variable::NameVariable;
use super::{Affixes, Display, Element, Form, Formatting, LabelPlural, TextCase};

/// `cs:names`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NamesElement {
    pub variables: Vec<NameVariable>,
    pub options: NameOptions,
    /// `cs:name`, if it stands here.
    pub name: Option<NameElement>,
    pub et_al: Option<EtAl>,
    pub label: Option<NamesLabel>,
    /// `cs:substitute`
    pub substitute: Vec<Element>,
    /// `delimiter`, between the lists of several variables.
    pub delimiter: Option<String>,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub display: Option<Display>,
}

/// `cs:name` with its `cs:name-part`s.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NameElement {
    pub options: NameOptions,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub family: Option<NamePart>,
    pub given: Option<NamePart>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NamePart {
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub text_case: Option<TextCase>,
}

/// `cs:et-al`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EtAl {
    /// "et-al" or "and others".
    pub term: String,
    pub formatting: Formatting,
}

/// `cs:label` inside `cs:names`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NamesLabel {
    /// Whether it stands before `cs:name`, and so before the names.
    pub before_names: bool,
    pub form: Form,
    pub plural: LabelPlural,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub text_case: Option<TextCase>,
    pub strip_periods: bool,
}

/// The options of names that a style, a citation, a bibliography, `cs:names` and `cs:name` hand down.
/// `None` is what was not written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NameOptions {
    pub and: Option<And>,
    /// `delimiter` of `cs:name`, `name-delimiter` elsewhere.
    pub delimiter: Option<String>,
    /// `names-delimiter`
    pub names_delimiter: Option<String>,
    pub delimiter_precedes_et_al: Option<DelimiterPrecedes>,
    pub delimiter_precedes_last: Option<DelimiterPrecedes>,
    pub et_al_min: Option<u32>,
    pub et_al_use_first: Option<u32>,
    pub et_al_subsequent_min: Option<u32>,
    pub et_al_subsequent_use_first: Option<u32>,
    pub et_al_use_last: Option<bool>,
    /// `form` of `cs:name`, `name-form` elsewhere.
    pub form: Option<NameForm>,
    pub initialize: Option<bool>,
    pub initialize_with: Option<String>,
    pub name_as_sort_order: Option<NameAsSortOrder>,
    pub sort_separator: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum And {
    Text,
    Symbol,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum DelimiterPrecedes {
    Contextual,
    AfterInvertedName,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameForm {
    Long,
    Short,
    Count,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameAsSortOrder {
    First,
    All,
}
