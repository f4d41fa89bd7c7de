//! `ibid import`: a small site of each tool, as an explainer that builds.

use crate::builder::{PNG, Run, Site};

fn import(site: &Site, arguments: &[&str]) -> Run {
    let run = site.run(&[&["import"], arguments].concat()).succeeds();
    let _ = site
        .run(&["build", "--no-sync", "--root", arguments[1]])
        .succeeds();
    run
}

#[test]
fn a_book_of_mdbook_keeps_its_order_and_its_includes() {
    let site = Site::empty()
        .file("in/book.toml", "[book]\ntitle = \"Wells\"\nauthors = [\"Ann\"]\n")
        .file("in/src/SUMMARY.md", "# Summary\n\n- [Digging](z-dig.md)\n  - [Tools](a-tools.md)\n    - [Rope](a-tools/rope.md)\n")
        .file("in/src/a-tools/rope.md", "# Rope\n\nBack to [tools](../a-tools.md).\n")
        .file("in/src/z-dig.md", "# Digging\n\nSee [tools](a-tools.html#spade).\n\n```rust\n{{#include code.rs:2:3}}\n```\n\n<img src=\"map.png\" alt=\"Map\">\n")
        .file("in/src/a-tools.md", "# Tools\n\n## Spade\n\nText.\n")
        .file("in/src/map.png", PNG)
        .file("in/src/code.rs", "one\ntwo\nthree\nfour\n");
    let told = import(&site, &["in", "out"]);
    assert!(
        told.stderr.contains("copied a site of mdBook to out"),
        "{}",
        told.stderr
    );
    insta::assert_snapshot!(site.read("out/content/z-dig.md"), @r#"
    +++
    title = "Digging"
    weight = 1
    +++

    See [tools](a-tools/_index.md#spade).

    ```rust
    two
    three
    ```

    <img src="../map.png" alt="Map">
    "#);
    let rope = site.read("out/content/a-tools/rope.md");
    assert!(rope.contains("[tools](_index.md)"), "{rope}");
    assert!(site.read("out/ibid.toml").contains("authors = [\"Ann\"]"));
    // The source is as it was.
    assert!(site.read("in/src/z-dig.md").starts_with("# Digging"));
}

#[test]
fn an_obsidian_vault_keeps_its_links() {
    let site = Site::empty()
        .file("in/.obsidian/app.json", "{}")
        .file("in/Home.md", "See [[Deep Wells|the wells]], [[Deep Wells#Old ones]] and [[Nowhere]].\n\n![[plan.png]]\n")
        .file("in/notes/Deep Wells.md", "---\ntags: [water]\naliases: [Pits]\n---\n## Old ones\n\n==Old== %%hidden%%\n\n> [!danger] Deep\n> Text `[[x]]`.\n")
        .file("in/plan.png", PNG);
    import(&site, &["in", "out"]);
    insta::assert_snapshot!(site.read("out/content/_index.md"), @r#"
    +++
    title = "in"
    +++

    See [the wells](notes/Deep%20Wells.md), [Deep Wells > Old ones](notes/Deep%20Wells.md#old-ones) and Nowhere.

    ![](plan.png)
    "#);
    insta::assert_snapshot!(site.read("out/content/notes/Deep Wells.md"), @r#"
    +++
    title = "Deep Wells"

    [extra]
    tags = ["water"]
    +++

    ## Old ones

    <mark>Old</mark> <!--hidden-->

    > [!CAUTION]
    > **Deep**
    >
    > Text `[[x]]`.
    "#);
}

#[test]
fn a_book_of_bookdown_keeps_its_sources_and_references() {
    let site = Site::empty()
        .file("in/index.Rmd", "---\ntitle: Wells\nauthor: Ann\nbibliography: refs.bib\nsite: bookdown::bookdown_site\n---\n\n# Welcome\n\nText.\n")
        .file("in/01-dig.Rmd", "# Digging {#dig}\n\nSee Figure \\@ref(fig:plan), Figure \\@ref(fig:drawn) and Chapter \\@ref(tools). [@smith, p. 3]\\index{wells}\n\n```{r plan, echo=FALSE, fig.cap=\"A plan.\"}\nknitr::include_graphics(\"plan.png\")\n```\n\n```{r drawn, fig.cap=\"Depths.\"}\nplot(x)\n```\n\n1.  One:\n\n    ```{r}\n    dig(1)\n    ```\n\n    Then more.\n\nTable: (\\#tab:depths) Depths.\n\n| a |\n|---|\n| b |\n\nSee Table \\@ref(tab:depths).\n")
        .file("in/02-tools.Rmd", "# Tools {#tools}\n\nBack to \\@ref(dig).\n")
        .file("in/refs.bib", "@book{smith, title={T}, author={A B}, date={2020}}\n")
        .file("in/plan.png", PNG);
    import(&site, &["in", "out"]);
    insta::assert_snapshot!(site.read("out/content/01-dig.md"), @r#"
    +++
    title = "Digging"
    weight = 1
    +++

    See @fig:plan, Figure [drawn](#fig-drawn) and Chapter [Tools](02-tools.md). [@smith, p. 3]

    ![A plan.](plan.png){#fig:plan}

    <a id="fig-drawn"></a>

    ```r
    plot(x)
    ```

    1.  One:

        ```r
        dig(1)
        ```

        Then more.

    Table: Depths. {#tbl:depths}

    | a |
    |---|
    | b |

    See @tbl:depths.
    "#);
    insta::assert_snapshot!(site.read("out/ibid.toml"), @r#"
    title = "Wells"
    authors = ["Ann"]

    [citations]
    bibliography = ["refs.bib"]

    [cross_references]
    number = "site"
    "#);
}

#[test]
fn sites_of_hugo_and_zola_keep_their_folders() {
    let page = "+++\ntitle = \"Dig\"\nlastmod = 2024-06-19T10:00:00Z\ntags = [\"x\"]\n+++\n";
    let hugo = Site::empty()
        .file("in/hugo.toml", "title = \"Wells\"\nbaseURL = \"https://example.org/\"\n")
        .file("in/content/a/dig.md", format!("{page}[t]({{{{< ref \"tools.md\" >}}}}) [u](/a/tools/#x) {{{{< figure src=\"/m.png\" alt=\"Map\" >}}}} {{{{< youtube x >}}}} {{{{< meter x >}}}} `{{{{< ref x >}}}}`\n\n{{{{< highlight go >}}}}\nx := 1\n{{{{< /highlight >}}}}\n\n{{{{% note %}}}}\nRead.\n{{{{% /note %}}}}\n\n{{{{% include \"/a/tools.md\" %}}}}\n"))
        .file("in/content/a/tools.md", "---\ntitle: Tools\ndescription: D\naliases: [/old/, helpers]\n---\n## X\n")
        .file("in/content/a/wells.md", "---\ntitle: Wells\naliases: [/old, /a/dig/]\n---\nText.\n")
        .file("in/static/m.png", PNG);
    let told = import(&hugo, &["in", "out"]);
    assert!(
        told.stderr.contains("1  shortcode `meter`, left as it is"),
        "{}",
        told.stderr
    );
    insta::assert_snapshot!(hugo.read("out/content/a/dig.md"), @r#"
    +++
    title = "Dig"
    updated = 2024-06-19

    [extra]
    tags = ["x"]
    +++

    [t](tools.md) [u](tools.md#x) ![Map](/m.png) [Video](https://www.youtube.com/watch?v=x) {{< meter x >}} `{{< ref x >}}`

    ```go
    x := 1
    ```

    ::: note
    Read.
    :::

    {{ include(path="content/a/tools.md") }}
    "#);
    let zola = Site::empty()
        .file(
            "in/config.toml",
            "title = \"Wells\"\nbase_url = \"https://example.org\"\n",
        )
        .file(
            "in/content/_index.md",
            "+++\ntitle = \"Wells\"\nsort_by = \"weight\"\n+++\n[d](@/dig.md)\n",
        )
        .file(
            "in/content/dig.md",
            "+++\ntitle = \"Dig\"\n[extra]\nkey = { a = [1, 2] }\n+++\nText.\n",
        );
    import(&zola, &["in", "out"]);
    insta::assert_snapshot!(zola.read("out/content/dig.md"), @r#"
    +++
    title = "Dig"

    [extra]
    key = { a = [1, 2] }
    +++

    Text.
    "#);
}

#[test]
fn a_folder_that_is_taken_is_refused() {
    let site = Site::empty().file("in/a.md", "# A\n").file("out/x", "mine");
    let taken = site.run(&["import", "in", "out"]).fails(2);
    assert!(
        taken.stderr.contains("choose a new folder"),
        "{}",
        taken.stderr
    );
    let inside = site.run(&["import", "in", "in/out"]).fails(2);
    assert!(
        inside.stderr.contains("choose a folder outside"),
        "{}",
        inside.stderr
    );
    let nothing = site.run(&["import", "nowhere", "x"]).fails(2);
    assert!(
        nothing.stderr.contains("no such folder"),
        "{}",
        nothing.stderr
    );
    import(&site, &["in", "x", "--from", "pandoc"]);
    assert_eq!(site.files("out"), ["x"]);
}

#[test]
fn what_includes_itself_is_put_in_so_often_and_no_more() {
    let quarto = "{{< include part.qmd >}}\n\n".repeat(20);
    let mdbook = "{{#include part.md}}\n".repeat(20);
    let site = Site::empty()
        .file(
            "q/_quarto.yml",
            "project:\n  type: website\nwebsite:\n  title: Wells\n",
        )
        .file("q/index.qmd", format!("---\ntitle: Wells\n---\n\n{quarto}"))
        .file("q/part.qmd", &quarto)
        .file("m/book.toml", "[book]\ntitle = \"Wells\"\n")
        .file("m/src/SUMMARY.md", "- [Wells](wells.md)\n")
        .file("m/src/wells.md", format!("# Wells\n\n{mdbook}"))
        .file("m/src/part.md", &mdbook);
    for (from, to, page) in [("q", "q-out", "_index.md"), ("m", "m-out", "wells.md")] {
        import(&site, &[from, to]);
        let text = site.read(&format!("{to}/content/{page}"));
        assert!((1 << 18..4 << 20).contains(&text.len()), "{}", text.len());
    }
}

#[test]
fn a_website_of_quarto_keeps_its_pages_and_takes_in_its_parts() {
    let site = Site::empty()
        .file("in/_quarto.yml", "project:\n  type: website\nwebsite:\n  title: Wells\n  sidebar:\n    contents:\n      - dig/tools.qmd\n      - index.qmd\n")
        .file("in/_variables.yml", "depth: 30 m\n")
        .file("in/index.qmd", "---\ntitle: Wells\n---\n\n{{< include _part.qmd >}}\n\nPress {{< kbd Ctrl-P >}} at {{< var depth >}}.\n\n{{< video https://example.org/v >}}\n")
        .file("in/_part.qmd", "A part.\n")
        .file("in/dig/tools.qmd", "---\ntitle: Tools\n---\n\nText.\n");
    import(&site, &["in", "out"]);
    assert_eq!(
        site.files("out/content"),
        ["_index.md", "dig/_index.md", "dig/tools.md"]
    );
    insta::assert_snapshot!(site.read("out/content/_index.md"), @r#"
    +++
    title = "Wells"
    weight = 2
    +++

    A part.


    Press <kbd>Ctrl-P</kbd> at 30 m.

    [Video](https://example.org/v)
    "#);
}
