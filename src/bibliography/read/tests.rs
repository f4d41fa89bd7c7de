//! CSL-JSON and Hayagriva YAML, sound and broken; BibLaTeX has tests of its own.

use proptest::prelude::*;

use crate::bibliography::{Bibliography, BibliographyFile, Source};
use crate::diagnostics::LineIndex;

/// The sources of a file, and a line `lint line:column text-under-it: message` for each problem.
pub(super) fn load(path: &str, text: &str) -> (Bibliography, String) {
    let file = BibliographyFile {
        path: path.into(),
        text: text.into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(&[file]);
    let index = LineIndex::new(text);
    let problems = diagnostics.iter().map(|diagnostic| {
        let span = diagnostic
            .place
            .as_ref()
            .map(|place| place.span)
            .unwrap_or_default();
        let (line, column) = index.line_column(span.start as usize);
        let quoted = text.get(span.range()).unwrap_or("?");
        format!(
            "{} {line}:{column} `{quoted}`: {}\n",
            diagnostic.lint, diagnostic.message
        )
    });
    let problems = problems.collect();
    (bibliography, problems)
}

fn only<'a>(bibliography: &'a Bibliography, key: &str) -> &'a Source {
    bibliography.get(bibliography.find(key).unwrap())
}

const JSON: &str = r#"[
  {"id": "nis-2024", "type": "article-newspaper", "title": "Troops: a report", "container-title": "The Hankyoreh",
   "author": [{"family": "Kim", "given": "Min-ji"}, {"literal": "NIS"}], "issued": {"date-parts": [[2024, 6, "9"]]},
   "accessed": {"raw": "2024-11-02"}, "URL": "https://example.org/a", "DOI": "10.1/x", "keyword": "news, weak",
   "annote": "Headline only.", "note": "citing NIS", "language": "en-GB", "page": "3-5", "volume": 2},
  {"id": 7, "type": "webpage", "publisher": "AP", "issued": {"date-parts": [["2024"], [2025, 1]]}}
]"#;

#[test]
fn csl_json_is_read() {
    let (bibliography, problems) = load("sources.json", JSON);
    assert_eq!(problems, "");
    let source = only(&bibliography, "nis-2024");
    assert_eq!(source.kind, "article-newspaper");
    assert_eq!(source.authors, ["Min-ji Kim", "NIS"]);
    assert_eq!(source.container.as_deref(), Some("The Hankyoreh"));
    assert_eq!(
        (source.date.as_deref(), source.accessed().as_deref()),
        (Some("2024-06-09"), Some("2024-11-02"))
    );
    assert_eq!(
        (source.url.as_deref(), source.doi.as_deref()),
        (Some("https://example.org/a"), Some("10.1/x"))
    );
    assert_eq!(
        (source.note().as_deref(), source.annotation.as_deref()),
        (Some("citing NIS"), Some("Headline only."))
    );
    assert!(source.is_weak());
    assert_eq!(&JSON[source.place.span.range()], "nis-2024");
    assert_eq!(
        (
            source.fields[3].name.as_str(),
            source.fields[3].value.as_str()
        ),
        ("container-title", "The Hankyoreh")
    );
    assert_eq!(source.fields[4].value, "Min-ji Kim, NIS");
    let other = only(&bibliography, "7");
    assert_eq!(
        (other.date.as_deref(), other.publisher.as_deref()),
        (Some("2024/2025-01"), Some("AP"))
    );
    let (wrapped, problems) = load("a.json", &format!("{{\"items\": {JSON}}}"));
    assert_eq!((wrapped.len(), problems.as_str()), (2, ""));
}

#[test]
fn a_broken_json_item_costs_only_itself() {
    let text = r#"[
  {"id": "a", "type": "webpage", "title": "A", "issued": {"raw": "soon"}},
  {"id": "b", "type": "webpage" "title": "B",
    "author": [
      {"family": "Kim"}
    ]},
  {"id": "c", "type": "web-page", "title": "C"},
  {"type": "webpage"},
  {"id": "a", "type": "webpage"}
]"#;
    let (bibliography, problems) = load("a.json", text);
    assert_eq!(bibliography.keys().collect::<Vec<_>>(), ["a", "c"]);
    insta::assert_snapshot!(problems, @r#"
    suspicious-field 2:58 `{"raw": "soon"}`: "soon" is not a date; it is printed as it is
    bibliography-syntax 3:33 `"`: this is not CSL-JSON: expected `,` or `}`
    unknown-field 7:24 `web-page`: there is no entry type "web-page"
    bibliography-syntax 8:3 `{`: this item has no "id"
    duplicate-source 9:11 `a`: two sources have the key "a"
    "#);
}

const YAML: &str = "# sources\nnis-2024:\n  type: Article\n  title: 'Troops: a report'\n  author: [\"Kim, Min-ji\", NIS]\n  date: 2024-06-09\n  \
    url: { value: https://example.org/a, date: 2024-11-02 }\n  keywords: [news, weak]\n  annotation: Headline only.\n  \
    archive-url: https://web.archive.org/web/x\n  parent:\n    type: Newspaper\n    title: The Hankyoreh\n\nb:\n  type: Web\n  title: B\n";

#[test]
fn hayagriva_yaml_is_read() {
    let (bibliography, problems) = load("sources.yml", YAML);
    assert_eq!(problems, "");
    let source = only(&bibliography, "nis-2024");
    assert_eq!(source.kind, "article");
    assert_eq!(source.authors, ["Min-ji Kim", "NIS"]);
    assert_eq!(source.container.as_deref(), Some("The Hankyoreh"));
    assert_eq!(
        (source.date.as_deref(), source.accessed().as_deref()),
        (Some("2024-06-09"), Some("2024-11-02"))
    );
    assert_eq!(source.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(source.keywords, ["news", "weak"]);
    assert_eq!(source.annotation.as_deref(), Some("Headline only."));
    assert_eq!(
        source.archive_url.as_deref(),
        Some("https://web.archive.org/web/x")
    );
    assert_eq!(source.note(), None);
    assert_eq!(&YAML[source.place.span.range()], "nis-2024");
    assert_eq!(bibliography.len(), 2);
}

#[test]
fn a_broken_yaml_entry_costs_only_itself() {
    let text = "a:\n  type: Web\n  title: A\nb:\n  title: no type\nc:\n  type: Web\n  date: soon\n\"d\":\n  type: Webb\ne:\n  type: Web\n  title: [\n";
    let (bibliography, problems) = load("a.yaml", text);
    assert_eq!(
        bibliography.keys().collect::<Vec<_>>(),
        ["a", "b", "c", "d"]
    );
    insta::assert_snapshot!(problems, @r#"
    suspicious-field 8:9 `soon`: "soon" is not a date; it is printed as it is
    unknown-field 10:9 `Webb`: there is no entry type "webb"
    bibliography-syntax 13:10 ``: the entry "e" is not YAML: unclosed bracket '['
    "#);
    let (_, problems) = load("a.yaml", "a: 1\nb: 2\n");
    assert!(
        problems.starts_with("bibliography-syntax 1:1 ``: this is not a list of entries"),
        "{problems}"
    );
}

#[test]
fn other_files_are_refused() {
    let (_, problems) = load("sources.ris", "TY  - JOUR");
    assert_eq!(
        problems,
        "bibliography-syntax 1:1 ``: this is not a bibliography that Ibid can read\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mangled_files_are_survived(at in 0..700_usize, len in 0..9_usize, shard in "[\\[\\]{}\":,a-zé\\\\\n -]{0,6}") {
        for (path, whole) in [("x.json", JSON), ("x.yaml", YAML)] {
            let at = at % whole.len();
            let end = (at + len).min(whole.len());
            let text = format!("{}{shard}{}", &whole[..at], &whole[end..]);
            let (bibliography, _) = load(path, &text);
            for (_, source) in bibliography.iter() {
                prop_assert!(text.get(source.place.span.range()).is_some());
            }
        }
    }
}

/// Bits of LaTeX, names, dates and markup.
fn bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "{",
        "}",
        "\\",
        "$",
        "^",
        "_",
        "\\emph",
        "\\'",
        "\\c ",
        "\\frac",
        "\\url{",
        "\\textbf{",
        "~",
        "--",
        "``",
        "''",
        "'",
        "\"",
        " and ",
        ",",
        "=",
        "a",
        "É",
        "ß",
        " ",
        "<i>",
        "</i>",
        "<span class=\"nocase\">",
        "</span>",
        "’",
        "“",
        "2024",
        "-06",
        "/",
        "X",
        "et al.",
        "|",
        "%",
        "\n",
        ": ",
        "original-date: 1950",
        "{:genre: x}",
        "||",
        "*",
        "[x]{.nocase}",
    ]);
    prop::collection::vec(bit, 0..14).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_value_makes_a_reader_panic(value in bits(), other in bits()) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let (value_json, other_json) = (quoted(&value), quoted(&other));
        let fields = ["title", "author", "date", "publisher", "pages", "url", "langid", "options", "edition", "month"];
        let bib: String = fields.iter().map(|name| format!("{name} = {{{value}}}, ")).collect();
        let json = format!("[{{\"id\": \"a\", \"title\": {value_json}, \"note\": {other_json}, \"author\": [{{\"family\": {value_json}, \"given\": {other_json}}}], \
            \"issued\": {{\"raw\": {value_json}}}, \"page\": {value_json}}}]");
        let yaml = format!("a:\n  type: Article\n  title: {value_json}\n  author: {other_json}\n  date: {value_json}\n");
        let csl = format!("- id: a\n  title: {value_json}\n  issued: {other_json}\n  author: {value_json}\n");
        for (path, text) in [("x.bib", format!("@a{{k, {bib} year = {{{other}}}}}")), ("x.json", json), ("x.yml", yaml), ("y.yml", csl)] {
            let (bibliography, _) = load(path, &text);
            for (_, source) in bibliography.iter() {
                // Reading what is written again is the hardest use of the record.
                let json = source.item.to_json();
                prop_assert_eq!(json.get("id").and_then(|id| id.as_str()), Some(source.key.as_str()));
            }
        }
    }
}

#[test]
fn large_and_hostile_files_are_read_in_time() {
    let many = 20_000;
    let bombs = [
        "@".repeat(many),
        "@a{b, ".repeat(many),
        "@a{b, c = {".repeat(many),
        "@a{b, c = \"".repeat(many),
        format!("@a{{b, title = {{{}}}}}", "$".repeat(many)),
        format!("@a{{b, title = {{{}}}}}", "\\emph".repeat(many)),
        format!("@a{{b, title = {{{}}}}}", "``".repeat(many)),
        format!("@a{{b, title = {{{}}}}}", "<i>\"".repeat(many)),
        format!("@a{{b, title = {{{}}}}}", "{a}".repeat(many)),
        format!("@a{{b, author = {{{}}}}}", "A B and ".repeat(many)),
        format!("@a{{b, author = {{{}}}}}", "a, ".repeat(many)),
        format!("@a{{b, date = {{{}}}}}", "1-".repeat(many)),
        format!("@a{{b, {}}}", "c = {d}, ".repeat(many / 10)),
        (0..many / 10)
            .map(|n| format!("@a{{k{n}, crossref = {{k{}}}}}\n", n + 1))
            .collect(),
    ];
    for text in &bombs {
        load("x.bib", text);
    }
    for text in [
        "[".repeat(many),
        "{\"a\":".repeat(many),
        "[{".repeat(many),
        "\"".repeat(many),
        format!("[{}]", "{},".repeat(many / 10)),
    ] {
        load("x.json", &text);
    }
    for text in [
        "- ".repeat(many),
        "a: ".repeat(many),
        format!("a: {}", "[".repeat(many)),
        "a:\n b: {\n".repeat(many / 20),
    ] {
        load("x.yml", &text);
    }
}
