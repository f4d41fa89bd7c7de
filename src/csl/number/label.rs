//! Labels that writers put in front of numbers: `ch. 3`, `no. 5`.

/// An abbreviation that stands for a term, in the form that citeproc-js reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(&'static (&'static str, &'static str));

/// Abbreviations and the terms they stand for.
const LABELS: &[(&str, &str)] = &[
    ("add.", "addendum"),
    ("amend.", "amendment"),
    ("annot.", "annotation"),
    ("app.", "appendix"),
    ("art.", "article"),
    ("bibliog.", "bibliography"),
    ("bk.", "book"),
    ("ch.", "chapter"),
    ("cl.", "clause"),
    ("cmt.", "comment"),
    ("col.", "column"),
    ("dec.", "decision"),
    ("dept.", "department"),
    ("ex.", "example"),
    ("fig.", "figure"),
    ("fld.", "field"),
    ("fol.", "folio"),
    ("hypo.", "hypothetical"),
    ("illus.", "illustration"),
    ("intro.", "introduction"),
    ("l.", "line"),
    ("n.", "note"),
    ("no.", "issue"),
    ("op.", "opus"),
    ("p.", "page"),
    ("para.", "paragraph"),
    ("pmbl.", "preamble"),
    ("pp.", "page"),
    ("princ.", "principle"),
    ("pt.", "part"),
    ("pub.", "publication"),
    ("r.", "rule"),
    ("rn.", "randnummer"),
    ("sched.", "schedule"),
    ("sec.", "section"),
    ("ser.", "series"),
    ("subch.", "subchapter"),
    ("subdiv.", "subdivision"),
    ("subpara.", "subparagraph"),
    ("subsec.", "subsection"),
    ("supp.", "supplement"),
    ("sv.", "sub-verbo"),
    ("tbl.", "table"),
    ("tit.", "title"),
    ("vol.", "volume"),
    ("vrs.", "verse"),
];

impl Label {
    /// The label that is written so.
    pub(crate) fn of_abbreviation(word: &str) -> Option<Self> {
        let found = LABELS.binary_search_by_key(&word, |&(short, _)| short);
        found.ok().map(|index| Self(&LABELS[index]))
    }

    /// The label for a term.
    pub(crate) fn of_term(term: &str) -> Option<Self> {
        let term = if term == "sub verbo" {
            "sub-verbo"
        } else {
            term
        };
        LABELS.iter().find(|(_, name)| *name == term).map(Self)
    }

    /// The term of the locale.
    pub(crate) fn term(self) -> &'static str {
        self.0.1
    }

    /// How it is written.
    pub(crate) fn as_str(self) -> &'static str {
        self.0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_sorted() {
        assert!(LABELS.is_sorted());
        assert_eq!(
            Label::of_abbreviation("ch.").map(Label::term),
            Some("chapter")
        );
    }
}
