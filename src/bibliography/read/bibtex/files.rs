//! Sound and broken `.bib` files, and what is said of them.

use std::sync::Arc;

use proptest::prelude::*;

use crate::bibliography::read::tests::load;
use crate::bibliography::{Bibliography, BibliographyFile};
use crate::diagnostics::Lint;

fn file(path: &str, text: &str) -> BibliographyFile {
    BibliographyFile {
        path: path.into(),
        text: text.into(),
    }
}

/// The keys that were read, and a line `lint line:column text-under-it: message` for each problem.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let (bibliography, problems) = load("sources.bib", text);
    let keys = bibliography.keys().map(str::to_owned);
    (
        keys.collect(),
        problems.lines().map(str::to_owned).collect(),
    )
}

#[test]
fn everything_an_entry_says_is_in_its_record() {
    let text = r#"@online{nis-2024,
  title = {{Troops {\"u}ber all: a report}},
  titleaddon = {descriptive title},
  author = {Kim, Jong and {Bureau of Things}},
  publisher = {Yonhap},
  date = {2024-10},
  note = {citing NIS},
  annotation = {Only the headline was read.},
  url = {https://example.org/a_b},
  urldate = {2024-11-02},
  archiveurl = {https://web.archive.org/web/2024/https://example.org/a_b},
  langid = {english},
  keywords = {news, weak},
}"#;
    let (bibliography, diagnostics) = Bibliography::load(&[file("sources.bib", text)]);
    assert_eq!(diagnostics, []);
    let source = bibliography.get(bibliography.find("nis-2024").unwrap());
    assert_eq!(source.kind, "online");
    assert_eq!(source.title.as_deref(), Some("Troops über all: a report"));
    assert_eq!(source.authors, ["Jong Kim", "Bureau of Things"]);
    assert_eq!(source.publisher.as_deref(), Some("Yonhap"));
    assert_eq!(source.date.as_deref(), Some("2024-10"));
    assert_eq!(source.note().as_deref(), Some("citing NIS"));
    assert_eq!(
        source.annotation.as_deref(),
        Some("Only the headline was read.")
    );
    assert_eq!(source.url.as_deref(), Some("https://example.org/a_b"));
    assert_eq!(source.accessed().as_deref(), Some("2024-11-02"));
    assert_eq!(
        source.archive_url.as_deref().map(|url| &url[..23]),
        Some("https://web.archive.org")
    );
    assert_eq!(source.language.as_deref(), Some("en-US"));
    assert_eq!(source.keywords, ["news", "weak"]);
    assert!(source.is_weak() && !source.is_retracted());
    assert_eq!(
        (
            source.fields[1].name.as_str(),
            source.fields[1].value.as_str()
        ),
        ("titleaddon", "descriptive title")
    );
    assert_eq!(source.fields.len(), 12);
    assert_eq!(&text[source.place.span.range()], "nis-2024");
}

#[test]
fn the_annotation_is_never_a_note_and_the_outlet_may_be_an_institution() {
    let text =
        "@report{a, title={T}, institution={RUSI}, annotation={secret}, year=2024, month=jun}";
    let (bibliography, _) = Bibliography::load(&[file("a.bib", text)]);
    let source = bibliography.get(bibliography.find("a").unwrap());
    assert_eq!(source.note(), None);
    assert_eq!(source.publisher.as_deref(), Some("RUSI"));
    assert_eq!(source.date.as_deref(), Some("2024-06"));
}

#[test]
fn one_bad_entry_costs_only_itself() {
    let (keys, problems) = read(
        "@online{a, title = {A},}\n\n@online{b, title = {B,}\n\n@online{c title = {C}}\n@online{d, title = {D}}\n",
    );
    assert_eq!(keys, ["a", "d"]);
    insta::assert_snapshot!(problems.join("\n"), @"
    bibliography-syntax 3:1 `@online{b, title = {B,}`: this entry does not end
    bibliography-syntax 5:11 `t`: this entry cannot be read: expected a comma after the key
    ");
}

#[test]
fn a_file_in_another_format_is_said_to_be_one() {
    for (text, told) in [
        ("[{\"id\": \"a\", \"type\": \"book\"}]", "1:1 `[{"),
        ("% exported\n\nTY  - JOUR\nER  - \n", "3:1 `TY  - JOUR`"),
        ("My sources\n", "1:1 `My sources`"),
    ] {
        let (_, problems) = load("sources.bib", text);
        assert!(
            problems.starts_with(&format!("bibliography-syntax {told}")),
            "{problems}"
        );
    }
    for fine in ["", "\n", "% nothing yet\n", "Text.\n@comment{x}\n"] {
        assert_eq!(load("sources.bib", fine).1, "", "{fine}");
    }
}

#[test]
fn an_at_sign_that_opens_a_line_of_a_value_is_text() {
    let (keys, problems) = read(
        "@online{a, title = {A\n@b{c}}}\n@online{b, title = }\n@online{c, note = {x}} stray@mail\n",
    );
    assert_eq!(keys, ["a", "c"]);
    insta::assert_snapshot!(problems.join("\n"), @"bibliography-syntax 3:20 `}`: this entry cannot be read: expected a value");
}

#[test]
fn abbreviations_and_inheritance_work() {
    let text = "@string{outlet = {The Outlet}}\n@xdata{common, publisher = outlet, date = {2024}}\n\
        @collection{whole, title = {Whole}, date = {2023}}\n\
        @online{a, title = {A}, xdata = {common}}\n@incollection{b, title = \"B\" # { and more}, crossref = {whole}}\n";
    let (bibliography, diagnostics) = Bibliography::load(&[file("a.bib", text)]);
    assert_eq!(diagnostics, []);
    assert_eq!(bibliography.keys().collect::<Vec<_>>(), ["whole", "a", "b"]);
    let a = bibliography.get(bibliography.find("a").unwrap());
    assert_eq!(
        (a.publisher.as_deref(), a.date.as_deref()),
        (Some("The Outlet"), Some("2024"))
    );
    let b = bibliography.get(bibliography.find("b").unwrap());
    assert_eq!(
        (b.title.as_deref(), b.container.as_deref()),
        (Some("B and more"), Some("Whole"))
    );
    assert_eq!(b.date.as_deref(), Some("2023"));
}

#[test]
fn circles_and_undefined_abbreviations_are_found() {
    let (keys, problems) = read(
        "@string{x = x}\n@string{y = x # {y}}\n@online{a, title={A}, crossref={b}}\n@online{b, title={B}, crossref={a}}\n\
         @online{c, title = nowhere}\n@online{d, title = {D}}\n",
    );
    assert_eq!(keys, ["a", "b", "c", "d"]);
    insta::assert_snapshot!(problems.join("\n"), @r#"
    suspicious-field 1:13 `x`: the abbreviation `x` is not defined; it is printed as it is
    suspicious-field 5:20 `nowhere`: the abbreviation `nowhere` is not defined; it is printed as it is
    bibliography-syntax 4:33 `a`: the references of "b" lead in a circle
    "#);
}

#[test]
fn dates_types_and_fields_are_checked() {
    let (keys, problems) = read(
        "@online{a, title={A}, date={2024-02-30}}\n@onlin{b, title={B}, urldate={soon}}\n@book{c, title={C}, maintitle={M}, volume=3, volumes={many}}\n\
         @legal{d, title={D}, year={2024}, month=foo}\n@online{, title={E}}\n",
    );
    assert_eq!(keys, ["a", "b", "c", "d"]);
    insta::assert_snapshot!(problems.join("\n"), @r#"
    suspicious-field 5:2 `online`: this entry has no key, so that nothing can cite it
    suspicious-field 4:41 `foo`: the abbreviation `foo` is not defined; it is printed as it is
    invalid-date 1:29 `2024-02-30`: this is not a date: 2024-02-30 is not in the calendar
    unknown-field 2:2 `onlin`: there is no entry type "onlin"
    suspicious-field 2:31 `soon`: "soon" is not a date; it is printed as it is
    suspicious-field 4:41 `foo`: "foo" is not a month that Ibid knows
    "#);
}

#[test]
fn duplicates_are_found_across_files() {
    let files = [
        file("a.bib", "@online{x, title={1}}\n@online{x, title={2}}"),
        file("b.bib", "@online{x, title={3}}"),
    ];
    let (bibliography, diagnostics) = Bibliography::load(&files);
    assert_eq!(bibliography.len(), 1);
    let found: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            (
                diagnostic.lint,
                diagnostic.place.clone().unwrap(),
                diagnostic.labels[0].place.clone(),
            )
        })
        .collect();
    assert!(
        found
            .iter()
            .all(|(lint, _, first)| *lint == Lint::DuplicateSource
                && &*first.file == "a.bib"
                && first.span.start == 8)
    );
    assert_eq!((&*found[0].1.file, found[0].1.span.start), ("a.bib", 30));
    assert_eq!((&*found[1].1.file, found[1].1.span.start), ("b.bib", 8));
}

#[test]
fn the_dossier_is_sound() {
    let Ok(text) = std::fs::read_to_string("sources.bib") else {
        return;
    };
    let (bibliography, diagnostics) = Bibliography::load(&[file("sources.bib", &text)]);
    assert_eq!(diagnostics, []);
    assert!(bibliography.len() > 200);
}

/// Bits of `.bib` files, sound and not.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop_oneof![
        Just("@online{a, title = {A}, date = {2024-06-19}, url = {https://x.org}}\n".to_owned()),
        Just("@string{s = {S}}\n".to_owned()),
        Just(
            "@book{b, author = {Doe, J and others}, crossref = {a}, pages = {1--2}, volume = s}\n"
                .to_owned()
        ),
        Just("@comment{x}\n@preamble{\"y\"}\n% z\n".to_owned()),
        "(date|year|month|day|pages|author|ids|xdata|crossref|langid|volume|edition|doi|url) = [{\"]?[-0-9a-zX/~?.,{}\\\\$% é]{0,12}[}\"]?,",
        "[@{}(),=\"#%\\\\$a-bé\n -]{0,12}",
    ];
    prop::collection::vec(shard, 0..12).prop_map(|shards| shards.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_it_panic(text in shards()) {
        let (bibliography, diagnostics) = Bibliography::load(&[file("x.bib", &text)]);
        for diagnostic in diagnostics {
            let place = diagnostic.place.unwrap();
            prop_assert!(place.span.range().end <= text.len(), "{}", diagnostic.message);
        }
        for (_, source) in bibliography.iter() {
            prop_assert_eq!(&text[source.place.span.range()], source.key.as_str());
        }
    }

    #[test]
    fn nor_does_any_field(fields in prop::collection::vec(
        ("(date|year|month|day|pages|author|editor|ids|langid|language|volume|volumes|edition|doi|url|eprint|title|pagetotal|number)",
         "[-0-9a-zX/~?.,\\\\ é'\"`^]{0,14}"), 0..6)) {
        let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
        let text: Arc<str> = format!("@online{{a,\n{fields}}}\n").into();
        let _ = Bibliography::load(&[file("x.bib", &text)]);
    }
}
