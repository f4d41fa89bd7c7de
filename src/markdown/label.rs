//! Labels of what a page numbers: `fig:rail`, or as Quarto writes it `fig-rail`.

use crate::diagnostics::Span;

/// What can have a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LabelKind {
    Figure,
    Table,
    Equation,
    Section,
}

impl LabelKind {
    pub(crate) const ALL: [Self; 4] = [Self::Figure, Self::Table, Self::Equation, Self::Section];

    /// The word that its labels begin with, before a colon or a hyphen.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Figure => "fig",
            Self::Table => "tbl",
            Self::Equation => "eq",
            Self::Section => "sec",
        }
    }

    /// The name of the theme's word with its number: "Figure 1".
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Figure => "figure_number",
            Self::Table => "table_number",
            Self::Equation => "equation_number",
            Self::Section => "section_number",
        }
    }
}

/// What a key says that has the form of a label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    pub kind: LabelKind,
    /// As the id is written: `fig:rail`, also where the key is `Fig:rail`.
    pub id: String,
    /// `@Fig:rail`: its word opens a sentence.
    pub capital: bool,
    /// `fig:rail`, which few keys of sources look like, and not `fig-rail`.
    pub colon: bool,
}

impl Label {
    /// Reads a key or an id. `None` if it does not have the form of a label.
    pub(crate) fn parse(key: &str) -> Option<Self> {
        // They are the keys of most citations that are not one.
        if !matches!(
            key.as_bytes().get(2..4)?,
            [b':' | b'-', _] | [_, b':' | b'-']
        ) {
            return None;
        }
        LabelKind::ALL.into_iter().find_map(|kind| {
            let prefix = kind.prefix();
            let (start, rest) = key.split_at_checked(prefix.len())?;
            let known = start.eq_ignore_ascii_case(prefix) && start[1..] == prefix[1..];
            let name = rest.strip_prefix([':', '-'])?;
            (known && !name.is_empty()).then(|| Self {
                kind,
                id: format!("{prefix}{rest}"),
                capital: start != prefix,
                colon: rest.starts_with(':'),
            })
        })
    }
}

/// Something on a page that has a label, and so a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Labelled {
    pub kind: LabelKind,
    pub id: String,
    /// Where the label stands.
    pub span: Span,
    pub of: Object,
}

/// What a label was given to, as far as more than its number is of interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    /// A heading, by its index.
    Heading(usize),
    /// A table, by its number on the page, from 1.
    Table(usize),
    /// A shortcode, by its index.
    Shortcode(usize),
    /// A formula that stands apart.
    Formula,
    /// A picture, or whatever a division holds.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_keys() {
        let label = |key| Label::parse(key).map(|label| (label.kind, label.id, label.capital));
        let figure = |id: &str, capital| Some((LabelKind::Figure, id.to_owned(), capital));
        assert_eq!(label("fig:rail"), figure("fig:rail", false));
        assert_eq!(label("Fig-rail"), figure("fig-rail", true));
        assert_eq!(label("sec:a-b").unwrap().0, LabelKind::Section);
        for key in [
            "figures:a",
            "fig",
            "fig:",
            "FIG:a",
            "eqn-2",
            "한국",
            "tbl_a",
        ] {
            assert_eq!(label(key), None, "{key}");
        }
    }
}
