//! Citations: every form, in every place, from every kind of bibliography, in every class of style.

use std::collections::BTreeSet;

use scraper::Selector;

use crate::builder::{Page, Site, text};

/// A site that cites `smith`, `jones` and `board` on one page.
fn cites(body: &str) -> Site {
    Site::new()
        .sources(&["smith", "jones", "board"])
        .config("[lints]\nunused-source = \"allow\"")
        .page("page.md", body)
}

/// The page that [`cites`] makes, with nothing wrong with it.
fn publish(body: &str) -> Page {
    let site = cites(body);
    site.build().succeeds().is_clean();
    site.html("page")
}

/// The words of the page and of its notes, a line each.
fn words(page: &Page) -> String {
    let notes = page.all("section[role=doc-endnotes] li");
    let notes = notes.into_iter().map(|note| {
        let id = note.attr("id").unwrap();
        let part = |selector: &str| {
            let selector = Selector::parse(selector).unwrap();
            note.select(&selector).map(text).collect::<Vec<_>>()
        };
        let full = part("template.note-full").into_iter();
        let full = full.map(|full| format!("\n    in full: {full}"));
        let words = part(".note-text").concat() + &full.collect::<String>();
        format!("[{id}] {words}")
    });
    let text = page.texts("div.prose > *").into_iter();
    text.chain(notes).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_form_of_a_citation() {
    let page = publish(
        "Bare [@smith]. Locator [@jones, p. 33]. Cluster [see @smith, pp. 3-5; also @jones, ch. 2 and later].\n\n\
         As she says [-@smith]. Narrative @jones says so, and @board [p. 33] too, and @{smith}.\n\n\
         The [words of a claim][@board, sec. 4.2] stand here. Two [@smith] [@jones] at once.\n\n\
         Locators [@jones, {pp. iv, vi-xi} with more; @board, fig. 3a; @smith, para. 12; @jones 7].",
    );
    insta::assert_snapshot!(words(&page), @"
    Bare1. Locator2. Cluster3.
    As she says4. Narrative Jones and Roe5 says so, and Board of Wells6 too, and Smith7.
    The words of a claim8 stand here. Two910 at once.
    Locators11.
    [note-1] Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023.
    [note-2] Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019, p. 33.
    [note-3] See Smith, “How to dig a well,” pp. 3–5; also Jones and Roe, Ground Water, chap. 2 and later.
        in full: See Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023, pp. 3–5; also Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019, chap. 2 and later.
    [note-4] “How to dig a well.”
        in full: “How to dig a well,” The Water Journal, April 12, 2023.
    [note-5] Ground Water.
        in full: Ground Water, Delta Press, 2019.
    [note-6] Wells in Figures, Board of Wells, February 2024, p. 33.
    [note-7] “How to dig a well.”
        in full: “How to dig a well,” The Water Journal, April 12, 2023.
    [note-8] Board of Wells, Wells in Figures, sec. 4.2.
        in full: Board of Wells, Wells in Figures, Board of Wells, February 2024, sec. 4.2.
    [note-9] Smith, “How to dig a well.”
        in full: Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023.
    [note-10] Jones and Roe, Ground Water.
        in full: Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019.
    [note-11] Ibid., pp. iv, vi–xi with more; Board of Wells, Wells in Figures, fig. 3a; Smith, “How to dig a well,” para. 12; Jones and Roe, Ground Water, p. 7.
        in full: Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019, pp. iv, vi–xi with more; Board of Wells, Wells in Figures, Board of Wells, February 2024, fig. 3a; Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023, para. 12; Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019, p. 7.
    ");
}

#[test]
fn a_claim_is_marked_and_followed_by_its_note() {
    let page = publish("Of all wells [about *two* in three][@smith, p. 3; @board] were dug.");
    insta::assert_snapshot!(page.content(), @r##"<p>Of all wells <span class="claim" data-sources="smith board">about <em>two</em> in three</span><sup class="note-ref"><a href="#note-1" id="ref-1" role="doc-noteref">1</a></sup> were dug.</p>"##);
}

#[test]
fn the_space_before_a_marker_is_swallowed() {
    let page = publish("One [@smith], two\n[@jones]. Three[@board].");
    assert_eq!(page.texts("div.prose p"), ["One1, two2. Three3."]);
}

#[test]
fn the_first_use_is_full_and_later_ones_are_short() {
    let page = publish("A.[@smith] B.[@jones] C.[@smith, p. 4] D.[@smith, p. 4] E.[@jones]");
    insta::assert_snapshot!(words(&page), @"
    A.1 B.2 C.3 D.4 E.5
    [note-1] Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023.
    [note-2] Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019.
    [note-3] Smith, “How to dig a well,” p. 4.
        in full: Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023, p. 4.
    [note-4] Ibid.
        in full: Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023, p. 4.
    [note-5] Jones and Roe, Ground Water.
        in full: Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019.
    ");
}

#[test]
fn citations_stand_in_tables_lists_quotes_headings_and_footnotes() {
    let page = publish(
        "## Depth [@jones]\n\n| a | b |\n|---|---|\n| ten [@smith] | [twenty][@board, p. 2] |\n\n- item [@smith]\n\n> quote [@jones]\n\n\
         Note[^n] and [@board].\n\n[^n]: As [@smith, p. 9] says, and @jones [p. 2] too: [that][@board].\n\n\
         {% details(summary=\"More\") %}\n\nInside [@jones, p. 5].\n\n{% end %}",
    );
    insta::assert_snapshot!(words(&page), @"
    Depth1
    ab ten2twenty3
    item4
    quote5
    Note6 and7.
    More Inside8.
    [note-1] Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019.
    [note-2] Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023.
    [note-3] Board of Wells, Wells in Figures, Board of Wells, February 2024, p. 2.
    [note-4] Smith, “How to dig a well.”
        in full: Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023.
    [note-5] Jones and Roe, Ground Water.
        in full: Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019.
    [note-6] As (Smith, “How to dig a well,” p. 9) says, and Jones and Roe (Ground Water, p. 2) too: that (Board of Wells, Wells in Figures).
    [note-7] Board of Wells, Wells in Figures.
        in full: Board of Wells, Wells in Figures, Board of Wells, February 2024.
    [note-8] Jones and Roe, Ground Water, p. 5.
        in full: Ben Jones and Cleo Roe, Ground Water, Delta Press, 2019, p. 5.
    ");
    assert_eq!(page.attributes("div.prose h2", "id"), ["depth"]);
    // One sequence, in the order of the text.
    assert_eq!(
        page.texts("div.prose sup.note-ref"),
        ["1", "2", "3", "4", "5", "6", "7", "8"]
    );
    assert_eq!(page.all("section[role=doc-endnotes] li").len(), 8);
}

#[test]
fn no_citation_where_none_is_meant() {
    let site = Site::new().page(
        "page.md",
        "Mail me@example.org or <me@example.org>, `[@code]`, [\\@escaped], \\@handle.\n\n```\n[@block]\n```\n\n    @indented\n\n[link](https://example.org/@smith) <https://example.org/@x>\n",
    );
    site.build().succeeds().is_clean();
    let page = site.html("page");
    assert_eq!(page.all("sup.note-ref").len(), 0);
    insta::assert_snapshot!(words(&page), @"
    Mail me@example.org or me@example.org, [@code], [@escaped], @handle.
    [@block]
    @indented
    link https://example.org/@x
    ");
}

#[test]
fn in_text_styles_lead_to_the_reference() {
    for style in ["apa", "ieee"] {
        let site = Site::new()
            .sources(&["smith", "jones", "board"])
            .config(&format!("[citations]\nstyle = \"{style}\""))
            .page(
                "page.md",
                "Wells are dug by hand [@smith, p. 3; @jones]. As @jones [p. 4] say, [half][@board] are deep. She says so [-@smith].[^n]\n\n[^n]: A note, after @smith [p. 9].",
            );
        site.build().succeeds().is_clean();
        let page = site.html("page");
        insta::assert_snapshot!(format!("{style}_text"), page.content());
        insta::assert_snapshot!(format!("{style}_words"), words(&page));
        insta::assert_snapshot!(
            format!("{style}_references"),
            page.part("section[role=doc-bibliography]")
        );
        // Each use leads to the reference, and the reference back to each use.
        let ids: BTreeSet<_> = page.attributes("[id]", "id").into_iter().collect();
        let links = page.attributes("span.citation a, section[role=doc-bibliography] a", "href");
        let own: Vec<_> = links
            .into_iter()
            .filter_map(|link| link.strip_prefix('#'))
            .collect();
        assert!(own.len() >= 8, "{own:?}");
        for link in own {
            assert!(ids.contains(link), "{style}: #{link}");
        }
    }
}

#[test]
fn bundled_note_styles_work_by_name() {
    for style in [
        "chicago-notes",
        "ibid",
        "modern-humanities-research-association-notes",
    ] {
        let site = Site::new()
            .sources(&["smith", "jones"])
            .config(&format!("[citations]\nstyle = \"{style}\""))
            .page(
                "page.md",
                "A.[@smith, p. 3] B.[@jones] C.[@jones, p. 2] D.[see @smith]",
            );
        site.build().succeeds().is_clean();
        insta::assert_snapshot!(format!("notes_{style}"), words(&site.html("page")));
    }
}

#[test]
fn a_style_may_be_a_file() {
    let site = Site::new()
        .sources(&["smith"])
        .file("styles/plain.csl", PLAIN_STYLE)
        .config("[citations]\nstyle = \"styles/plain.csl\"")
        .page("page.md", "A.[@smith, p. 3]");
    site.build().succeeds().is_clean();
    assert_eq!(
        words(&site.html("page")),
        "A.1\n[note-1] How to dig a well at 3"
    );
}

#[test]
fn a_style_that_is_not_there_or_broken() {
    let site = |style: &str| {
        Site::new()
            .file("broken.csl", "<style><citation></style>")
            .config(&format!("[citations]\nstyle = \"{style}\""))
    };
    insta::assert_snapshot!(site("chicago-note").build().fails(1).diagnostics(), @r#"
    error[unknown-style]: there is no citation style "chicago-note"
     --> ibid.toml:4:9
      |
    4 | style = "chicago-note"
      |         ^^^^^^^^^^^^^^
      |
      = help: did you mean "chicago-notes"?
    "#);
    insta::assert_snapshot!(site("styles/none.csl").build().fails(1).diagnostics(), @r#"
    error[unknown-style]: the style file "styles/none.csl" is not there
     --> ibid.toml:4:9
      |
    4 | style = "styles/none.csl"
      |         ^^^^^^^^^^^^^^^^^
      |
      = help: write its path from the explainer's folder, or the name of a bundled style
    "#);
    insta::assert_snapshot!(site("broken.csl").build().fails(1).diagnostics(), @r#"
    error[invalid-style]: this is not well-formed XML: ill-formed document: expected `</citation>`, but `</style>` was found
     --> broken.csl:1:18
      |
    1 | <style><citation></style>
      |                  ^^^^^^^^
      |
     ::: ibid.toml:4:9
      |
    4 | style = "broken.csl"
      |         ------------ the style is named here
      |
      = help: save the style again from where it comes from, such as https://www.zotero.org/styles
    "#);
    insta::assert_snapshot!(site("../outside.csl").build().fails(1).diagnostics(), @r#"
    error[unknown-style]: the style file "../outside.csl" is not there
     --> ibid.toml:4:9
      |
    4 | style = "../outside.csl"
      |         ^^^^^^^^^^^^^^^^
      |
      = help: write its path from the explainer's folder, or the name of a bundled style
    "#);
}

#[test]
fn several_bibliographies_of_several_formats() {
    let site = Site::new()
        .sources(&["smith"])
        .file(
            "more/csl.json",
            r#"[{"id":"lee","type":"book","title":"Springs","author":[{"family":"Lee","given":"Dan"}],"publisher":"Delta Press","issued":{"date-parts":[[2020,5]]}}]"#,
        )
        .file(
            "more/hay.yml",
            "poe:\n  type: web\n  title: Rain\n  author: [\"Poe, Eve\"]\n  publisher: Sky\n  date: 2021-06-07\n  url: https://example.org/rain\n",
        )
        .config("[citations]\nbibliography = [\"sources.bib\", \"more/csl.json\", \"more/hay.yml\"]")
        .page("page.md", "A.[@smith] B.[@lee, p. 2] C.[@poe]");
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(words(&site.html("page")), @"
    A.1 B.2 C.3
    [note-1] Ada Smith, “How to dig a well,” The Water Journal, April 12, 2023.
    [note-2] Dan Lee, Springs, Delta Press, May 2020, p. 2.
    [note-3] Eve Poe, “Rain,” Sky, June 7, 2021.
    ");
    assert!(site.has("public/sources/lee/index.html"));
}

#[test]
fn undefined_sources_are_shown_with_the_nearest_key() {
    let site = cites(
        "A.[@smiht] B.[@jones; @broad, p. 3] As @jnoes [p. 2] says.[^n]\n\n[^n]: See [@nowhere-at-all].",
    );
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[undefined-source]: no source has the key "smiht"
     --> content/page.md:5:4
      |
    5 | A.[@smiht] B.[@jones; @broad, p. 3] As @jnoes [p. 2] says.[^n]
      |    ^^^^^^
      |
      = help: did you mean "smith"?

    error[undefined-source]: no source has the key "broad"
     --> content/page.md:5:23
      |
    5 | A.[@smiht] B.[@jones; @broad, p. 3] As @jnoes [p. 2] says.[^n]
      |                       ^^^^^^
      |
      = help: add the source to the bibliography

    error[undefined-source]: no source has the key "jnoes"
     --> content/page.md:5:40
      |
    5 | A.[@smiht] B.[@jones; @broad, p. 3] As @jnoes [p. 2] says.[^n]
      |                                        ^^^^^^
      |
      = help: did you mean "jones"? If this is not a citation, write \@jnoes

    error[undefined-source]: no source has the key "nowhere-at-all"
     --> content/page.md:7:12
      |
    7 | [^n]: See [@nowhere-at-all].
      |            ^^^^^^^^^^^^^^^
      |
      = help: add the source to the bibliography

    nothing written: 4 errors
    "#);
    assert!(!site.has("public"));
}

#[test]
fn malformed_citations_point_at_the_fault() {
    let site = cites(
        "A [@]. B [@smith;]. C [@smith @jones]. D [@smith; p. 3].\n\nE [a [@smith] link](https://example.org/).",
    );
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[malformed-citation]: this is not a citation: no key follows the at sign
     --> content/page.md:5:4
      |
    5 | A [@]. B [@smith;]. C [@smith @jones]. D [@smith; p. 3].
      |    ^
      |
      = help: a citation is written [@key, p. 3; @other]; write \[ for a plain bracket

    error[malformed-citation]: this is not a citation: a citation is missing beside the semicolon
     --> content/page.md:5:18
      |
    5 | A [@]. B [@smith;]. C [@smith @jones]. D [@smith; p. 3].
      |                  ^
      |
      = help: a citation is written [@key, p. 3; @other]; write \[ for a plain bracket

    error[malformed-citation]: this is not a citation: two sources stand here without a semicolon between them
     --> content/page.md:5:31
      |
    5 | A [@]. B [@smith;]. C [@smith @jones]. D [@smith; p. 3].
      |                               ^^^^^^
      |
      = help: a citation is written [@key, p. 3; @other]; write \[ for a plain bracket

    warning[citation-in-brackets]: these brackets are not a citation: not every part names a source
     --> content/page.md:5:42
      |
    5 | A [@]. B [@smith;]. C [@smith @jones]. D [@smith; p. 3].
      |                                          ^^^^^^^^^^^^^^
      |
      = help: write a locator after a comma: [@key, sec. 5]; write \[ for a plain bracket

    error[citation-in-link]: a citation cannot stand inside the text of a link or a claim
     --> content/page.md:7:6
      |
    7 | E [a [@smith] link](https://example.org/).
      |      ^^^^^^^^
      |
      = help: links cannot be nested: put the citation after the link
    "#);
}

#[test]
fn a_source_that_is_defined_twice_is_shown_twice() {
    let site = Site::new()
        .sources(&["smith"])
        .file(
            "more.bib",
            "@misc{smith, title = {Other}, publisher = {P}, date = {2020}}\n",
        )
        .config("[citations]\nbibliography = [\"sources.bib\", \"more.bib\"]")
        .page("page.md", "A.[@smith]");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[duplicate-source]: two sources have the key "smith"
     --> more.bib:1:7
      |
    1 | @misc{smith, title = {Other}, publisher = {P}, date = {2020}}
      |       ^^^^^ defined again here
      |
     ::: sources.bib:1:9
      |
    1 | @online{smith,
      |         ----- first defined here
      |
      = help: give one of them another key, or delete it if both are the same source
    "#);
}

#[test]
fn references_list_each_use_once_and_the_ledger_quotes_it() {
    let site = cites(
        "First [a claim][@smith, p. 3]. Then [@smith; @jones].[^n] And again [@smith].\n\n[^n]: In a note [@smith, p. 5].",
    );
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(site.html("page").part("section[role=doc-bibliography]"), @r##"
    <h2 id="page-references">Sources</h2>
    <details>
    <summary>2 sources</summary>
    <ul>
    <li id="source-jones">Jones, Ben and Cleo Roe, <em>Ground Water</em>, Delta Press, 2019.
    <span class="uses cited-here">Cited here: <span class="numbers"><a href="#ref-2">2</a> </span></span>
    <span class="uses source-facts"><a class="ledger-link" href="../sources/jones/">1 use</a></span></li>
    <li data-address="https://example.org/wells" id="source-smith">Smith, Ada, “<a href="https://example.org/wells">How to dig a well</a>,” The Water Journal, April 12, 2023.
    <span class="uses cited-here">Cited here: <span class="numbers"><a href="#ref-1">1</a> <a href="#ref-2">2</a> <a href="#note-3">n. 3</a> <a href="#ref-4">4</a> </span></span>
    <span class="uses source-facts"><a class="ledger-link" href="../sources/smith/">4 uses</a></span></li>
    </ul>
    </details>
    "##);
    insta::assert_snapshot!(site.html("sources/smith").part("main"), @r#"
    <article class="page ledger">
    <header class="page-header">
    <nav aria-label="Breadcrumbs" class="breadcrumbs">
    <ol>
    <li><a href="../../">Home</a></li>
    <li><a href="../">Sources</a></li>
    </ol>
    </nav>
    <h1>How to dig a well</h1>
    <p class="reference">Smith, Ada, “<a href="https://example.org/wells">How to dig a well</a>,” The Water Journal, April 12, 2023.</p>
    <ul class="facts">
    <li><a href="https://example.org/wells">Open the source</a></li>
    </ul>
    </header>
    <div class="prose">
    <h2 id="uses">Where it is cited</h2>
    <h3><a href="../../page/">Page</a></h3>
    <ul class="sentence-uses">
    <li><p>First <mark>a claim</mark>.</p>
    <p class="uses">p. 3 · <a aria-label="Go to this place on “Page”, use 1" href="../../page/#ref-1">Go to this place</a></p></li>
    <li><p>Then.</p>
    <p class="uses"><a aria-label="Go to this place on “Page”, use 2" href="../../page/#ref-2">Go to this place</a></p></li>
    <li><p>And again.</p>
    <p class="uses"><a aria-label="Go to this place on “Page”, use 3" href="../../page/#ref-4">Go to this place</a></p></li>
    <li><p>In a note.</p>
    <p class="uses">p. 5 · <a aria-label="Go to this place on “Page”, use 4" href="../../page/#note-3">Go to this place</a></p></li>
    </ul>
    <h2 id="cite-source">Cite this source</h2>
    <p class="cite-text" data-copied="Copied" data-copy="Copy" data-selected="Selected">Smith, Ada, “How to dig a well,” The Water Journal, April 12, 2023.</p>
    <details class="fold export">
    <summary>BibLaTeX</summary>
    <pre class="cite-text" data-copied="Copied" data-copy="Copy" data-selected="Selected" tabindex="0"><code>@online{smith,
      author = {Smith, Ada},
      title = {How to dig a well},
      publisher = {The Water Journal},
      url = {https://example.org/wells},
      date = {2023-04-12},
    }
    </code></pre>
    <p><a download="smith.bib" href="data:application/x-bibtex;charset=utf-8,@online%7Bsmith,%0A%20%20author%20=%20%7BSmith,%20Ada%7D,%0A%20%20title%20=%20%7BHow%20to%20dig%20a%20well%7D,%0A%20%20publisher%20=%20%7BThe%20Water%20Journal%7D,%0A%20%20url%20=%20%7Bhttps://example.org/wells%7D,%0A%20%20date%20=%20%7B2023-04-12%7D,%0A%7D%0A">Download smith.bib</a></p>
    </details>
    <details class="fold export">
    <summary>CSL-JSON</summary>
    <pre class="cite-text" data-copied="Copied" data-copy="Copy" data-selected="Selected" tabindex="0"><code>[
      {
        "URL": "https://example.org/wells",
        "author": [
          {
            "family": "Smith",
            "given": "Ada",
            "parse-names": false
          }
        ],
        "id": "smith",
        "issued": {
          "date-parts": [
            [
              2023,
              4,
              12
            ]
          ]
        },
        "publisher": "The Water Journal",
        "title": "How to dig a well",
        "type": "webpage"
      }
    ]
    </code></pre>
    <p><a download="smith.json" href="data:application/vnd.citationstyles.csl+json;charset=utf-8,%5B%0A%20%20%7B%0A%20%20%20%20%22URL%22:%20%22https://example.org/wells%22,%0A%20%20%20%20%22author%22:%20%5B%0A%20%20%20%20%20%20%7B%0A%20%20%20%20%20%20%20%20%22family%22:%20%22Smith%22,%0A%20%20%20%20%20%20%20%20%22given%22:%20%22Ada%22,%0A%20%20%20%20%20%20%20%20%22parse-names%22:%20false%0A%20%20%20%20%20%20%7D%0A%20%20%20%20%5D,%0A%20%20%20%20%22id%22:%20%22smith%22,%0A%20%20%20%20%22issued%22:%20%7B%0A%20%20%20%20%20%20%22date-parts%22:%20%5B%0A%20%20%20%20%20%20%20%20%5B%0A%20%20%20%20%20%20%20%20%20%202023,%0A%20%20%20%20%20%20%20%20%20%204,%0A%20%20%20%20%20%20%20%20%20%2012%0A%20%20%20%20%20%20%20%20%5D%0A%20%20%20%20%20%20%5D%0A%20%20%20%20%7D,%0A%20%20%20%20%22publisher%22:%20%22The%20Water%20Journal%22,%0A%20%20%20%20%22title%22:%20%22How%20to%20dig%20a%20well%22,%0A%20%20%20%20%22type%22:%20%22webpage%22%0A%20%20%7D%0A%5D%0A">Download smith.json</a></p>
    </details>
    <h2 id="record">Record</h2>
    <dl class="record">
    <div><dt>Key</dt><dd><code>smith</code></dd></div>
    <div><dt>Author</dt><dd>Smith, Ada</dd></div>
    <div><dt>Title</dt><dd>How to dig a well</dd></div>
    <div><dt>Publisher</dt><dd>The Water Journal</dd></div>
    <div><dt>Date</dt><dd>2023-04-12</dd></div>
    <div><dt>URL</dt><dd><a href="https://example.org/wells">https://example.org/wells</a></dd></div>
    </dl>
    </div>
    </article>
    "#);
}

#[test]
fn strange_keys_have_addresses_of_their_own() {
    let long = "k".repeat(300);
    let keys = [
        &long,
        "a:b/c",
        "x.y",
        "Ü-1",
        "2024",
        "con",
        "A",
        "a",
        "DOI10.1/x_y",
        "a+b",
        "..",
    ];
    let bib: String = keys
        .iter()
        .map(|key| {
            format!("@misc{{{key}, title = {{T {key}}}, publisher = {{P}}, date = {{2020}}}}\n")
        })
        .collect();
    let body: String = keys.iter().map(|key| format!("W.[@{{{key}}}] ")).collect();
    let site = Site::new().file("sources.bib", bib).page("page.md", &body);
    site.build().succeeds().is_clean();
    let page = site.html("page");
    let mut addresses = BTreeSet::new();
    for link in page.attributes("section[role=doc-bibliography] .uses > a", "href") {
        assert!(addresses.insert(link), "{link} twice");
    }
    assert_eq!(addresses.len(), keys.len());
    let lost = crate::links::every_link_leads_somewhere(&site.path("public"));
    assert_eq!(lost, [""; 0]);
}

#[test]
fn hostile_text_in_a_bibliography_stays_text() {
    let evil = r#"<script>alert(1)</script> \" ' & </title> <img src=x onerror=alert(1)>"#;
    let fields = [
        "title",
        "subtitle",
        "publisher",
        "location",
        "note",
        "annotation",
        "keywords",
        "abstract",
        "journaltitle",
        "series",
        "edition",
        "volume",
        "number",
        "pages",
        "doi",
        "isbn",
        "language",
        "archive_url",
        "addendum",
    ];
    let entry = |kind: &str, key: &str| {
        let fields: String = fields
            .iter()
            .map(|name| format!("  {name} = {{{evil}}},\n"))
            .collect();
        format!(
            "@{kind}{{{key},\n  author = {{{{{evil}}}}},\n  date = {{2020}},\n  url = {{javascript:alert(1)}},\n{fields}}}\n"
        )
    };
    let kinds = [
        "online",
        "book",
        "article",
        "report",
        "misc",
        "thesis",
        "inproceedings",
    ];
    let bib: String = kinds
        .iter()
        .map(|kind| entry(kind, &format!("x-{kind}")))
        .collect();
    let json = serde_json::json!([{ "id": "x-json", "type": "webpage", "title": evil, "publisher": evil, "URL": "javascript:alert(2)",
        "author": [{ "family": evil, "given": evil }], "issued": { "date-parts": [[2020]] }, "note": evil, "container-title": evil }]);
    let body: String = kinds
        .iter()
        .chain(&["json"])
        .map(|kind| format!("C.[@x-{kind}, p. <b>&\"] N. @x-{kind} says. "))
        .collect();
    for style in ["ibid", "apa", "ieee", "chicago-notes"] {
        let site = Site::new()
            .file("sources.bib", &bib)
            .file("x.json", json.to_string())
            .config(&format!(
                "[citations]\nstyle = \"{style}\"\nbibliography = [\"sources.bib\", \"x.json\"]"
            ))
            .page("page.md", &body);
        site.build().succeeds();
        for file in site
            .files("public")
            .iter()
            .filter(|file| file.ends_with(".html"))
        {
            let page = site.html(file);
            for script in page.all("script") {
                let ours = script
                    .attr("src")
                    .is_some_and(|src| src.contains("assets/"));
                assert!(
                    ours || script.attr("type") == Some("application/ld+json"),
                    "{style}: {file}: {script:?}"
                );
            }
            assert_eq!(page.all("img, [onerror]").len(), 0, "{style}: {file}");
            for link in page.attributes("[href]", "href") {
                assert!(
                    !link.to_lowercase().starts_with("javascript"),
                    "{style}: {file}: {link}"
                );
            }
            for data in page.texts("script[type='application/ld+json']") {
                serde_json::from_str::<serde_json::Value>(&data).unwrap();
            }
        }
        serde_json::from_str::<serde_json::Value>(&site.read("public/sources.json")).unwrap();
    }
}

/// As small as an independent note style can be.
const PLAIN_STYLE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Plain</title><id>plain</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout delimiter="; "><group delimiter=" at "><text variable="title"/><text variable="locator"/></group></layout></citation>
  <bibliography><layout><text variable="title"/></layout></bibliography>
</style>
"#;

#[test]
fn a_missing_bibliography_is_one_error() {
    let text = "One.[@a] Two.[@b; @c] As @d says.\n";
    let headlines = |site: Site| site.build().fails(1).headlines();
    insta::assert_snapshot!(headlines(Site::new().page("a.md", text)), @r#"content/a.md:5:6: error[undefined-source]: no source has the key "a""#);
    let config = "title = \"T\"\n[citations]\nbibliography = [\"refs.bib\"]\n";
    let named = Site::new().page("a.md", text).file("ibid.toml", config);
    insta::assert_snapshot!(headlines(named), @r#"ibid.toml:3:17: error[missing-bibliography]: the bibliography file "refs.bib" is not there"#);
}
