//! `ibid sources`: the editor's view of what the explainer rests on.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::builder::Site;

/// Three sources of which two are cited, in sentences, a table and with locators.
fn site() -> Site {
    Site::new()
        .sources(&["smith", "jones", "board"])
        .page(
            "digging.md",
            "Wells are dug by hand.[@smith] They are [deep, about 40 m][@jones, p. 33] in chalk. Really.\r\n\r\n\
             | Year | Wells |\n|---|---|\n| 2020 | 12[see @jones, pp. 3-5; @smith] |",
        )
        .page("water.md", "As @smith says, „Wässer“ are found at any depth.")
}

/// The objects of a run that printed one a line.
fn objects(stdout: &str) -> Vec<Value> {
    let lines = stdout.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("one object a line")
}

#[test]
fn the_overview_fits_on_a_screen() {
    assert_snapshot!(site().run(&["sources"]).succeeds().stdout);
}

#[test]
fn every_use_is_shown_with_its_sentence_and_place() {
    assert_snapshot!(
        site()
            .run(&["sources", "--uses", "smith"])
            .succeeds()
            .stdout
    );
    assert_snapshot!(
        site()
            .run(&["sources", "--uses", "@jones"])
            .succeeds()
            .stdout
    );
    assert_snapshot!(
        site()
            .run(&["sources", "--uses", "board"])
            .succeeds()
            .stdout
    );
}

#[test]
fn all_and_unused_sources_are_listed_by_key() {
    assert_snapshot!(site().run(&["sources", "--all"]).succeeds().stdout, @"
        0  board  2024-02     Wells in Figures
        2  jones  2019        Ground Water
        3  smith  2023-04-12  How to dig a well
    ");
    assert_snapshot!(site().run(&["sources", "--unused"]).succeeds().stdout, @"
        0  board  2024-02     Wells in Figures
    ");
}

#[test]
fn sources_are_counted_by_facet() {
    let by = |facet| site().run(&["sources", "--by", facet]).succeeds().stdout;
    assert_snapshot!(by("outlet"));
    assert_snapshot!(by("language"));
    let wrong = site().run(&["sources", "--by", "color"]).fails(2);
    assert!(wrong.stderr.contains("keyword"), "{}", wrong.stderr);
}

#[test]
fn data_has_one_object_a_line() {
    let all = objects(
        &site()
            .run(&["sources", "--format", "json"])
            .succeeds()
            .stdout,
    );
    let keys: Vec<_> = all.iter().map(|source| &source["key"]).collect();
    assert_eq!(keys, ["smith", "jones", "board"]);
    assert_eq!(all[2]["uses"], json!([]));
    let run = site().run(&["sources", "--uses", "jones", "--format", "json"]);
    let uses = objects(&run.succeeds().stdout);
    assert_eq!(
        uses[0],
        json!({
            "page": "Page",
            "url": "/digging/#ref-2",
            "file": "content/digging.md",
            "line": 5,
            "column": 60,
            "locator": "p. 33",
            "claim": "deep, about 40 m",
            "sentence": "They are deep, about 40 m in chalk.",
        })
    );
    assert_eq!(
        (&uses[1]["line"], &uses[1]["column"]),
        (&json!(9), &json!(17))
    );
    let run = site().run(&["sources", "--by", "year", "--format", "json"]);
    assert_snapshot!(run.succeeds().stdout, @r#"
    {"sources":1,"uses":0,"year":"2024"}
    {"sources":1,"uses":3,"year":"2023"}
    {"sources":1,"uses":2,"year":"2019"}
    "#);
}

#[test]
fn a_mistyped_key_is_wrong_use() {
    let run = site().run(&["sources", "--uses", "smiht"]).fails(2);
    assert_snapshot!(run.stderr, @r#"
    error: no source has the key "smiht"
    help: did you mean "smith"?
    "#);
    assert_eq!(run.stdout, "");
    assert_snapshot!(site().run(&["sources", "--uses", "zebra"]).fails(2).stderr, @r#"
    error: no source has the key "zebra"
    help: `ibid sources --all` lists the keys
    "#);
}

#[test]
fn two_views_at_once_are_wrong_use() {
    let run = site()
        .run(&["sources", "--unused", "--by", "year"])
        .fails(2);
    assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
}

#[test]
fn an_explainer_with_errors_is_listed_with_a_warning() {
    let run = site()
        .page("wrong.md", "No such source.[@smit] Yes.[@smith]")
        .run(&["sources", "--all"])
        .succeeds();
    assert!(run.stdout.contains("    4  smith"), "{}", run.stdout);
    assert_snapshot!(run.stderr, @"warning: the explainer has 1 error, so something may be missing here; `ibid check` shows them");
}

#[test]
fn an_explainer_without_sources_says_so() {
    assert_snapshot!(Site::new().sources(&[]).run(&["sources"]).succeeds().stdout, @"0 sources, 0 of them cited, 0 uses on 0 pages");
}

#[test]
fn help_teaches_by_example() {
    let run = Site::new().run(&["sources", "--help"]).succeeds();
    assert!(
        run.stdout.contains("ibid sources --uses smith-2024"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_uses_of_a_source_on_many_pages_are_folded() {
    let cite = |count: usize| {
        (0..count).fold(Site::new().sources(&["smith"]), |site, n| {
            site.page(&format!("p{n:02}.md"), "So it is.[@smith]")
        })
    };
    let site = cite(20);
    site.build().succeeds();
    assert_eq!(site.html("sources/smith").all("details.more-uses").len(), 0);
    let site = cite(21);
    site.build().succeeds();
    let html = site.html("sources/smith");
    assert_eq!(html.texts("details.more-uses summary"), ["11 more pages"]);
    assert_eq!(html.all(".sentence-uses").len(), 21);
    assert_eq!(html.all("details.more-uses .sentence-uses").len(), 11);
}

/// Previews of notes are made of the list of sources.
#[test]
fn pages_have_the_remarks_on_their_sources() {
    let site = Site::new()
        .file(
            "sources.bib",
            "@online{a, title = {A}, publisher = {P}, date = {2024}, url = {https://a.test/}, annotation = {Seen as a headline.}}\n",
        )
        .page("a.md", "Text.[@a]\n");
    site.build().succeeds().is_clean();
    assert_eq!(
        site.html("a").texts("#source-a .source-facts .annotation"),
        ["Seen as a headline."]
    );
}
