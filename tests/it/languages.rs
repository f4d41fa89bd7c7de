//! Pages in the language of their readers: no word of English that the author did not write.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::builder::{Page, Site};

/// Words that betray an interface in English, besides those of `en.toml`: what citation styles and feeds print, names of
/// months, and the names of Rust's variants of locators.
const TELL_TALE: &[&str] = &[
    "the",
    "of",
    "and",
    "with",
    "by",
    "in",
    "this",
    "accessed",
    "retrieved",
    "available",
    "cited",
    "edited",
    "ed",
    "eds",
    "chapter",
    "section",
    "titlelocator",
    "title",
    "subverbo",
    "articlelocator",
    "note",
    "page",
    "made",
    "powered",
    "read",
    "reading",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "untitled",
    "undated",
    "anonymous",
    "archived",
    "redirecting",
    "search",
    "menu",
];

/// A page with all that Ibid and folio add words to, in words of no language.
const TEXT: &str = "\
Zul vor «mek».[@knd, S. 33] Dor [pel][@knd, title 4] fen[^a] lum @hod [sub verbo \"dag\"] ruk.

[^a]: Gam [@hod, art. 7; @knd, S. 3-5].

> [!NOTE]
> Vos.

> [!TIP]
> Vos.

> [!IMPORTANT]
> Vos.

> [!WARNING]
> Vos.

> [!CAUTION]
> Vos.

| Kal | Bir |
|---|---|
| Dag | Mun |

- [x] Pir
- [ ] Sol

## Tel

[Vem](@/dag/mun.md) zon.[^a]

## Bol

Rem.[@knd; @hod]
";

/// An explainer in `language` with every kind of page. Its author writes no English.
fn explainer(language: &str) -> Site {
    let front = |title: &str, more: &str| {
        format!("+++\ntitle = \"{title}\"\ndescription = \"Fel {title}.\"\n{more}+++\n\n")
    };
    let dates = "date = 2024-05-31\nas_of = 2024-06-19\naliases = [\"/alt/\"]\ndraft = true\n";
    Site::empty()
        .file(
            "ibid.toml",
            format!(
                "title = \"Kandor\"\ndescription = \"Fel.\"\nbase_url = \"https://kandor.test/\"\n\
                 language = \"{language}\"\nauthors = [\"Nolo Terz\", \"Kari Zem\"]\n"
            ),
        )
        .file(
            "sources.bib",
            "@article{knd,\n author = {Terz, Nolo and Zem, Kari},\n title = {Vukola},\n journaltitle = {Zelgaro},\n \
             volume = {3},\n number = {2},\n pages = {3--9},\n date = {2023-06-12},\n urldate = {2024-01-02},\n \
             url = {https://zelgaro.test/1},\n annotation = {Mirlo.}\n}\n\
             @book{hod,\n author = {Gant, Olo},\n editor = {Rem, Ulo},\n title = {Hodara},\n publisher = {Bolka},\n \
             location = {Zarg},\n edition = {2},\n date = {2022}\n}\n\
             @online{fer,\n title = {Ferma},\n organization = {Zulk},\n date = {2021-03},\n \
             url = {https://zulk.test/}\n}\n",
        )
        .file("content/_index.md", front("Kandor", "") + TEXT)
        .file("content/dag/_index.md", front("Dagor", "") + "Zim.\n")
        .file("content/dag/mun.md", front("Mundar", dates) + TEXT)
        .file(
            "content/dag/pel.md",
            front("Peldor", "updated = 2024-06-01\n") + "[Zom](@/dag/mun.md) vek.\n",
        )
        .file("content/rul.md", front("Rulda", "") + "Zip.\n")
}

/// The names and texts of a file of words.
fn words_of(language: &str) -> BTreeMap<String, String> {
    fn gather(table: &toml::Table, prefix: &str, all: &mut BTreeMap<String, String>) {
        for (name, value) in table {
            match value {
                toml::Value::String(text) => {
                    drop(all.insert(format!("{prefix}{name}"), text.clone()))
                }
                toml::Value::Table(table) => gather(table, &format!("{prefix}{name}."), all),
                _ => {}
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/folio/words");
    let text = fs::read_to_string(path.join(format!("{language}.toml"))).unwrap();
    let mut all = BTreeMap::new();
    gather(&text.parse().unwrap(), "", &mut all);
    all
}

/// The words of Latin letters in a text, in lower case.
fn latin(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()))
        .map(str::to_lowercase)
        .collect()
}

/// All that readers see or hear of a page.
fn shown(page: &Page) -> Vec<String> {
    const ATTRIBUTES: &[&str] = &[
        "aria-label",
        "title",
        "alt",
        "placeholder",
        "data-copy",
        "data-copied",
        "data-selected",
    ];
    let mut shown = page.texts("title");
    let selector = "body :not(script):not(style):not(code)";
    for element in page.all(selector) {
        let own = element
            .children()
            .filter_map(|child| child.value().as_text().map(|text| text.to_string()));
        shown.extend(own);
        shown.extend(
            ATTRIBUTES
                .iter()
                .filter_map(|name| element.attr(name))
                .map(str::to_owned),
        );
    }
    let descriptions = page.attributes("meta[name=description], meta[property$=title]", "content");
    shown.extend(descriptions.into_iter().map(str::to_owned));
    shown
}

/// Each page that an explainer publishes, with its path.
fn pages(site: &Site) -> Vec<(String, Page)> {
    let files = site.files("public").into_iter();
    files
        .filter(|file| file.ends_with(".html"))
        .map(|file| {
            let page = Page::parse(site.read(&format!("public/{file}")));
            (file, page)
        })
        .collect()
}

#[test]
fn no_page_has_english_that_its_author_did_not_write() {
    let words = |language: &str| -> BTreeSet<String> {
        let texts = words_of(language).into_values();
        texts.flat_map(|text| latin(&text)).collect()
    };
    let mut english = words("en");
    english.extend(TELL_TALE.iter().map(|word| (*word).to_owned()));
    for language in ["de", "ru", "ko", "fr", "es", "ja"] {
        let site = explainer(language);
        site.run(&["build", "--drafts"]).succeeds();
        let mut betraying: BTreeSet<String> = &english - &words(language);
        if language == "es" {
            // "ed." is Spanish as well.
            betraying.remove("ed");
        }
        let by_author = [site.read("sources.bib"), TEXT.to_owned()];
        let mut found = Vec::new();
        for (path, page) in pages(&site) {
            let shown = shown(&page).into_iter();
            // An address is not a word: the print views say where they come from.
            let shown = shown.filter(|text| !text.trim().starts_with("https://"));
            let texts = shown.filter(|text| {
                !latin(text).is_disjoint(&betraying)
                    && !by_author
                        .iter()
                        .any(|written| written.contains(text.trim()))
            });
            found.extend(texts.map(|text| format!("{path}: {text}")));
        }
        assert!(found.is_empty(), "{language}: {found:#?}");
    }
}

#[test]
fn every_page_says_its_language_and_its_direction() {
    for (language, direction) in [
        ("de", None),
        ("ko", None),
        ("ar", Some("rtl")),
        ("he-IL", Some("rtl")),
    ] {
        let site = explainer(language);
        site.run(&["build", "--drafts"]).succeeds();
        let pages = pages(&site);
        // Home, sections, pages, the redirect, the ledger with its sources and groups, the prints, the search, not found.
        assert_eq!(
            pages.len(),
            15,
            "{pages:?}",
            pages = pages.iter().map(|(path, _)| path).collect::<Vec<_>>()
        );
        for (path, page) in pages {
            assert_eq!(page.attributes("html", "lang"), [language], "{path}");
            let directions = page.attributes("html", "dir");
            assert_eq!(directions.first().copied(), direction, "{path}");
        }
    }
}

#[test]
fn a_language_without_words_has_those_of_english_and_its_own_dates() {
    let site = explainer("ar").file("words/ar.toml", "home = \"الرئيسية\"\n");
    site.run(&["build", "--drafts"]).succeeds();
    let html = site.html("dag/mun");
    assert_eq!(html.texts(".breadcrumbs a")[0], "الرئيسية");
    assert_eq!(html.texts("#page-references"), ["Sources"]);
    assert_eq!(html.texts("time")[0], "19 يونيو، 2024");
}

#[test]
fn a_page_may_have_a_language_of_its_own() {
    let site = Site::new()
        .config("language = \"en-GB\"")
        .sources(&["smith"])
        .page("a.md", "\"A\" [@smith, p. 3]")
        .file(
            "content/b.md",
            "+++\ntitle = \"B\"\ndescription = \"B.\"\nlanguage = \"ru\"\nupdated = 2024-06-19\n+++\n\
             \"Б\" [@smith, p. 3]\n",
        );
    site.build().succeeds();
    let (a, b) = (site.html("a"), site.html("b"));
    assert_eq!(
        [&a, &b].map(|page| page.attributes("html", "lang")[0].to_owned()),
        ["en-GB", "ru"]
    );
    assert_eq!(
        [&a, &b].map(|page| page.texts(".prose p")[0].clone()),
        ["“A”1", "«Б»1"]
    );
    assert_eq!(b.texts("time")[0], "19 июня 2024 г.");
    assert_eq!(b.texts("#page-notes"), ["Примечания"]);
    let notes = [&a, &b].map(|page| page.texts(".note-text")[0].clone());
    insta::assert_snapshot!(notes.join("\n"), @"
    Ada Smith, “How to dig a well”, The Water Journal, 12 April 2023, p. 3.
    Ada Smith, «How to dig a well», The Water Journal, 12 апр. 2023 г., с. 3.
    ");
    // On one page with the others, its text is still marked as Russian.
    let print = site.html("print");
    assert_eq!(print.attributes("article.chapter[lang]", "lang"), ["ru"]);
    assert!(b.text.contains("\"inLanguage\":\"ru\""), "{}", b.text);
}

#[test]
fn titles_in_another_language_say_so() {
    let source = |key: &str, language: &str| {
        format!(
            "@online{{{key},\n  title = {{Title of {key}}},\n  author = {{Ada Smith}},\n  date = {{2024}},\n  url = {{https://example.org/{key}}},\n  langid = {{{language}}},\n}}\n"
        )
    };
    let bib = [
        ("a", "ko-KR"),
        ("b", "en-US"),
        ("c", "german"),
        ("d", "\\\" onclick=x"),
    ];
    let bib: String = bib.iter().map(|(key, lang)| source(key, lang)).collect();
    let site = Site::new().file("sources.bib", &bib).page(
        "page.md",
        "One.[@a] Two.[@b] Three.[@c] Four.[@d] Again.[@a]",
    );
    site.build().succeeds();
    let page = site.html("page");
    for (n, language) in [(1, Some("ko-KR")), (2, None), (3, Some("de-DE")), (4, None)] {
        let found = page.attributes(&format!("#note-{n} .note-text a[href]"), "lang");
        assert_eq!(found.first().copied(), language, "note {n}");
    }
    assert_eq!(page.attributes("[onclick]", "onclick"), [""; 0]);
}
