//! Where in a source: a label such as "page", and a value such as "3-5".

use hayagriva::{LocatorPayload, SpecificLocator};

/// A locator label, by its CSL 1.0.2 term. `Custom` prints no label.
pub use hayagriva::citationberg::taxonomy::Locator as LocatorLabel;

/// Where in a source the words cited stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    /// What is counted.
    pub label: LocatorLabel,
    /// Which one, as the author wrote it.
    pub value: String,
}

impl Locator {
    /// A locator.
    pub fn new(label: LocatorLabel, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
        }
    }

    /// The label that Pandoc's English terms and abbreviations stand for: `p.`, `pp`, `chap.`, `§§`.
    ///
    /// Plurals and a final full stop make no difference. `None` for any other word.
    pub fn label_from_term(term: &str) -> Option<LocatorLabel> {
        use LocatorLabel::*;
        let lower = term.trim().to_lowercase();
        let label = match lower.strip_suffix('.').unwrap_or(&lower) {
            "p" | "pp" | "page" | "pages" => Page,
            "act" | "acts" => Act,
            "app" | "apps" | "appendix" | "appendices" | "appendixes" => Appendix,
            "art" | "arts" | "article" | "articles" => ArticleLocator,
            "bk" | "bks" | "book" | "books" => Book,
            "can" | "cann" | "canon" | "canons" => Canon,
            "ch" | "chap" | "chaps" | "chs" | "chapter" | "chapters" => Chapter,
            "cl" | "cls" | "clause" | "clauses" => Custom,
            "col" | "cols" | "column" | "columns" => Column,
            "loc" | "locs" | "location" | "elocation" => Elocation,
            "eq" | "eqs" | "equation" | "equations" => Equation,
            "fig" | "figs" | "figure" | "figures" => Figure,
            "fol" | "fols" | "folio" | "folios" => Folio,
            "iss" | "issue" | "issues" => Issue,
            "l" | "ll" | "line" | "lines" => Line,
            "n" | "nn" | "note" | "notes" => Note,
            "no" | "nos" | "number" | "numbers" => Issue,
            "op" | "opp" | "opus" | "opera" => Opus,
            "¶" | "¶¶" | "para" | "paras" | "par" | "pars" | "paragraph" | "paragraphs" => {
                Paragraph
            }
            "pt" | "pts" | "part" | "parts" => Part,
            "r" | "rr" | "rule" | "rules" => Rule,
            "sc" | "scs" | "scene" | "scenes" => Scene,
            "§" | "§§" | "s" | "ss" | "sec" | "secs" | "sect" | "sects" | "section"
            | "sections" => Section,
            "s.v" | "s.vv" | "sv" | "sub verbo" | "sub-verbo" => SubVerbo,
            "supp" | "suppl" | "supps" | "supplement" | "supplements" => Supplement,
            "tbl" | "tbls" | "tab" | "table" | "tables" => Table,
            "timestamp" | "min" | "time" => Timestamp,
            "tit" | "title" | "titles" => TitleLocator,
            "v" | "vv" | "verse" | "verses" => Verse,
            "vol" | "vols" | "volume" | "volumes" => Volume,
            _ => return None,
        };
        Some(label)
    }

    /// The locator as the CSL driver takes it.
    pub(super) fn specific(&self) -> SpecificLocator<'_> {
        SpecificLocator(self.label, LocatorPayload::Str(&self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Locator, LocatorLabel};

    #[test]
    fn pandocs_terms_are_known() {
        let label = Locator::label_from_term;
        for term in ["p", "p.", "pp.", "Page", "pages"] {
            assert_eq!(label(term), Some(LocatorLabel::Page), "{term}");
        }
        for term in ["§", "§§", "sec.", "sections"] {
            assert_eq!(label(term), Some(LocatorLabel::Section), "{term}");
        }
        assert_eq!(label("¶"), Some(LocatorLabel::Paragraph));
        assert_eq!(label("s.v."), Some(LocatorLabel::SubVerbo));
        assert_eq!(label("art."), Some(LocatorLabel::ArticleLocator));
        assert_eq!(label("chap."), Some(LocatorLabel::Chapter));
        assert_eq!(label("see"), None);
        assert_eq!(label(""), None);
    }
}
