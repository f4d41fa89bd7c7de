//! Corrections of published pages, and what readers and machines are told of them.

use crate::builder::Site;

fn page(front: &str) -> String {
    format!(
        "+++\ntitle = \"Wells\"\ndescription = \"A page.\"\ndate = 2024-01-01\n{front}+++\nText.\n"
    )
}

fn corrected() -> Site {
    Site::new()
        .config("base_url = \"https://example.org/w/\"")
        .page("pumps.md", "## Hand pumps\n\nText.\n")
        .file(
            "content/wells.md",
            page(
                "corrections = [\n\
                 { date = 2024-03-01, text = \"It was *six*, see [pumps](@/pumps.md#hand-pumps) & \\\"more\\\".\" },\n\
                 { date = 2024-05-02, text = \"A name.\" },\n]\n",
            ),
        )
}

#[test]
fn corrections_are_on_the_page_on_a_page_of_all_and_in_a_feed() {
    let site = corrected();
    site.build().succeeds().is_clean();
    let page = site.read("public/wells/index.html");
    let (newest, older) = (
        page.find("A name.").unwrap(),
        page.find("<em>six</em>").unwrap(),
    );
    assert!(newest < older, "the newest comes first: {page}");
    assert!(
        page.contains("<a href=\"../pumps/#hand-pumps\">pumps</a> &amp; “more”."),
        "{page}"
    );
    assert!(page.contains("\"@type\":\"CorrectionComment\""), "{page}");
    assert!(
        page.contains("\"text\":\"It was six, see pumps & “more”.\""),
        "{page}"
    );
    let all = site.read("public/corrections-made/index.html");
    assert!(
        all.contains("<a href=\"../pumps/#hand-pumps\">pumps</a>"),
        "{all}"
    );
    let feed = site.read("public/corrections.xml");
    let link = "&lt;a href=&quot;https://example.org/w/pumps/#hand-pumps&quot;&gt;";
    assert!(feed.contains(link), "{feed}");
    assert!(
        feed.contains("<id>https://example.org/w/wells/#correction-2024-05-02-1</id>"),
        "{feed}"
    );
    // A page that a correction links to says so.
    assert!(
        site.read("public/pumps/index.html")
            .contains("It was six, see pumps")
    );
    // Where there are none, there is neither page nor feed.
    site.write("content/wells.md", self::page(""));
    site.build().succeeds();
    assert!(!site.has("public/corrections-made") && !site.has("public/corrections.xml"));
}

#[test]
fn what_is_wrong_with_a_correction_is_said_in_its_place() {
    let front = "corrections = [\n\
        { date = 2024-03-01 },\n\
        { text = \"No date.\" },\n\
        { date = 2024-03-01, text = \"Cites [@smith].\" },\n\
        { date = 2024-03-01, text = \"See [gone](@/gone.md).\" },\n\
        { date = 2024-03-01, text = \"Fine.\", autor = 1 },\n\
        \"a string\",\n]\n";
    let site = Site::new()
        .sources(&["smith"])
        .file("content/wells.md", page(front));
    let run = site
        .run(&["check", "--format", "short", "--allow", "warnings"])
        .fails(1);
    insta::assert_snapshot!(run.stdout + &run.stderr);
}

#[test]
fn feeds_have_whole_pages_with_their_notes_and_absolute_links() {
    let site = Site::new()
        .config("base_url = \"https://example.org/w/\"")
        .sources(&["smith"])
        .file(
            "content/wells.md",
            page("").replace("Text.", "See [home](@/_index.md).[@smith]"),
        );
    site.build().succeeds();
    let feed: serde_json::Value = serde_json::from_str(&site.read("public/feed.json")).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(
        html.contains("<a href=\"https://example.org/w/\">home</a>"),
        "{html}"
    );
    assert!(html.contains("<li id=\"note-1\">"), "{html}");
    let atom = site.read("public/atom.xml");
    assert!(atom.contains("<content type=\"html\">"), "{atom}");
    let sitemap = site.read("public/sitemap.xml");
    assert!(
        sitemap.contains("<loc>https://example.org/w/sources/smith/</loc>"),
        "{sitemap}"
    );
    assert!(!sitemap.contains("/print/"), "{sitemap}");
    assert_eq!(site.read("public/.nojekyll"), "");
    assert!(site.read("public/_headers").contains("immutable"));
}

#[test]
fn a_file_of_the_author_takes_the_place_of_headers_for_hosts() {
    let site = Site::new().file("static/_headers", "/*\n  X-Mine: yes\n");
    site.build().succeeds().is_clean();
    assert!(site.read("public/_headers").contains("X-Mine"));
}

#[test]
fn titles_and_descriptions_have_smart_punctuation() {
    let site = Site::new().file(
        "content/a.md",
        "+++\ntitle = \"Kim's \\\"turn\\\"\"\ndescription = \"1945--1991...\"\n+++\nText.\n",
    );
    site.build().succeeds().is_clean();
    let page = site.read("public/a/index.html");
    assert!(page.contains("<h1>Kim’s “turn”</h1>"), "{page}");
    assert!(
        page.contains("<p class=\"standfirst\">1945–1991…</p>"),
        "{page}"
    );
}
