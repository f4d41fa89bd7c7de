//! The words before a locator: "p.", "Seite", "頁" (specification, appendix II, "Locators").

use rustc_hash::FxHashMap;

use super::super::style::Form;
use super::{Language, Locale};

/// The labels of locators (appendix IV), each the name of a term. Pages come first: where an abbreviation
/// stands for several, a writer means a page.
const LABELS: &[&str] = &[
    "page",
    "act",
    "appendix",
    "article-locator",
    "book",
    "canon",
    "chapter",
    "column",
    "elocation",
    "equation",
    "figure",
    "folio",
    "issue",
    "line",
    "note",
    "opus",
    "paragraph",
    "part",
    "rule",
    "scene",
    "section",
    "sub-verbo",
    "supplement",
    "table",
    "timestamp",
    "title-locator",
    "verse",
    "version",
    "volume",
];

/// Words in use that the locale files do not have, or have for something else.
const FURTHER: &[(&str, &str, &[&str])] = &[
    ("de", "table", &["tab", "tabelle", "tabellen"]),
    ("de", "appendix", &["anh", "anhang", "anhänge"]),
    ("ja", "page", &["頁"]),
    ("ko", "page", &["쪽", "면"]),
    ("ko", "chapter", &["장"]),
    ("ko", "section", &["절"]),
    ("ko", "volume", &["권"]),
    ("ru", "page", &["стр"]),
];

/// English words and abbreviations, understood in every language, as Pandoc has them.
const ENGLISH: &[(&str, &[&str])] = &[
    ("page", &["p", "pp", "page", "pages"]),
    ("act", &["act", "acts"]),
    (
        "appendix",
        &["app", "apps", "appendix", "appendices", "appendixes"],
    ),
    ("article-locator", &["art", "arts", "article", "articles"]),
    ("book", &["bk", "bks", "book", "books"]),
    ("canon", &["can", "cann", "canon", "canons"]),
    (
        "chapter",
        &["ch", "chap", "chaps", "chs", "chapter", "chapters"],
    ),
    ("column", &["col", "cols", "column", "columns"]),
    (
        "elocation",
        &["loc", "locs", "location", "locations", "elocation"],
    ),
    ("equation", &["eq", "eqs", "equation", "equations"]),
    ("figure", &["fig", "figs", "figure", "figures"]),
    ("folio", &["fol", "fols", "folio", "folios"]),
    (
        "issue",
        &["iss", "issue", "issues", "no", "nos", "number", "numbers"],
    ),
    ("line", &["l", "ll", "line", "lines"]),
    ("note", &["n", "nn", "note", "notes"]),
    ("opus", &["op", "opp", "opus", "opera"]),
    (
        "paragraph",
        &[
            "¶",
            "¶¶",
            "para",
            "paras",
            "par",
            "pars",
            "paragraph",
            "paragraphs",
        ],
    ),
    ("part", &["pt", "pts", "part", "parts"]),
    ("rule", &["r", "rr", "rule", "rules"]),
    ("scene", &["sc", "scs", "scene", "scenes"]),
    (
        "section",
        &[
            "§", "§§", "s", "ss", "sec", "secs", "sect", "sects", "section", "sections",
        ],
    ),
    ("sub-verbo", &["sv", "svv", "subverbo", "sub-verbo"]),
    (
        "supplement",
        &["supp", "suppl", "supps", "supplement", "supplements"],
    ),
    ("table", &["tbl", "tbls", "tab", "table", "tables"]),
    ("timestamp", &["timestamp", "min", "time"]),
    ("title-locator", &["tit", "title", "titles"]),
    ("verse", &["v", "vv", "verse", "verses"]),
    ("version", &["version", "versions"]),
    ("volume", &["vol", "vols", "volume", "volumes"]),
];

/// What the words before a locator mean in a language.
#[derive(Clone, Debug)]
pub(crate) struct LocatorLabels {
    by_word: FxHashMap<String, &'static str>,
}

impl LocatorLabels {
    /// The words of a language: those of its locale before those of English.
    pub(crate) fn new(language: &Language, locale: &Locale) -> Self {
        let mut labels = Self {
            by_word: FxHashMap::default(),
        };
        for (of, label, words) in FURTHER {
            if language.is(of) {
                labels.add(label, words.iter().copied());
            }
        }
        let forms = [Form::Long, Form::Short, Form::Symbol];
        for label in LABELS {
            let words = forms
                .iter()
                .flat_map(|form| [false, true].map(|plural| locale.term(label, *form, plural)));
            labels.add(label, words.flatten());
        }
        for (label, words) in ENGLISH {
            labels.add(label, words.iter().copied());
        }
        labels
    }

    /// The label that a word stands for, by the name of its term: "page" for "p." or "Seiten". Capitals, full
    /// stops and spaces make no difference.
    pub(crate) fn get(&self, word: &str) -> Option<&'static str> {
        self.by_word.get(&folded(word)).copied()
    }

    /// Adds words that do not mean anything yet.
    fn add<'a>(&mut self, label: &'static str, words: impl Iterator<Item = &'a str>) {
        for word in words.map(folded).filter(|word| !word.is_empty()) {
            self.by_word.entry(word).or_insert(label);
        }
    }
}

fn folded(word: &str) -> String {
    let letters = word.chars().filter(|c| *c != '.' && !c.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}
