//! Cross references: what is numbered, and what leads to it.

use crate::builder::{PNG, Site};

/// A page with one of everything that has a number.
const RAILWAYS: &str = "\
## Lines {#sec:lines}

The line (@fig:rail) carries what [@tbl:trade; @tbl-after] say, by @eq:cost, more in @sec:costs.
Compare [Map @fig:rail, left], [-@fig:rail] and [@fig:rail]. @Fig:rail shows it. See [the map](#fig:rail).

![The line to *the border* [@kim]](rail.png){#fig:rail .wide alt=\"A map\"}

Table: Trade by year [@kim] {#tbl:trade}

| year | goods |
|------|-------|
| 2023 | 1     |

| year | goods |
|------|-------|
| 2024 | 2     |

: Trade after [@kim] {#tbl-after}

### Costs {#sec:costs}

$$c = x^2$$ {#eq:cost}

{{ figure(src=\"rail.png\", alt=\"A train\", caption=\"A train\", id=\"fig:train\") }}

As @fig:train says.
";

const SOURCES: &str =
    "@online{kim, author = {Kim}, title = {Rails}, date = {2024}, url = {https://example.org/}}";

fn railways() -> Site {
    Site::new()
        .file("sources.bib", SOURCES)
        .file("content/rail.png", PNG)
        .page("lines.md", RAILWAYS)
}

#[test]
fn figures_tables_equations_and_sections_are_numbered_and_linked() {
    let site = railways();
    site.build().succeeds().is_clean();
    let page = site.html("lines");
    let shown: Vec<String> = page
        .texts("a.cross-reference")
        .into_iter()
        .zip(page.attributes("a.cross-reference", "href"))
        .map(|(text, href)| format!("{text} {href}"))
        .collect();
    assert_eq!(
        shown,
        [
            "Figure 1 #fig:rail",
            "Table 1 #tbl:trade",
            "Table 2 #tbl-after",
            "Equation 1 #eq:cost",
            "Section 1.1 #sec:costs",
            "Map 1 #fig:rail",
            "1 #fig:rail",
            "Figure 1 #fig:rail",
            "Figure 1 #fig:rail",
            "Figure 2 #fig:train",
        ]
    );
    let captions = page.texts("figcaption");
    assert_eq!(
        captions,
        [
            "Figure 1. The line to the border1",
            "Table 1. Trade by year2",
            "Table 2. Trade after3",
            "Figure 2. A train",
        ]
    );
    assert_eq!(
        page.attributes("figure.wide#fig\\:rail img", "alt"),
        ["A map"]
    );
    assert_eq!(page.texts("#eq\\:cost .number"), ["(1)"]);
    assert_eq!(page.texts("h2 .number, h3 .number"), ["1", "1.1"]);
    let names = page.attributes("div.table", "aria-label");
    assert_eq!(names, ["Table\u{a0}1", "Table\u{a0}2"]);
}

#[test]
fn words_are_in_the_language_of_the_page() {
    let page = |language: &str| {
        format!(
            "+++\ntitle = \"{language}\"\ndescription = \"D.\"\nlanguage = \"{language}\"\n+++\n\n\
             x @fig:a, @Fig:a @sec:b\n\n![C](rail.png){{#fig:a}}\n\n## H {{#sec:b}}\n"
        )
    };
    let languages = ["de", "en", "es", "fr", "ja", "ko", "ru"];
    let site = Site::new().file("content/rail.png", PNG);
    let add =
        |site: Site, language: &&str| site.file(&format!("content/{language}.md"), page(language));
    let site = languages.iter().fold(site, add);
    site.build().succeeds().is_clean();
    let shown = |language: &&str| {
        let page = site.html(language);
        let label = page.texts("figcaption .label").concat();
        format!("{} {label}", page.texts("a.cross-reference").join(" "))
    };
    let shown: Vec<String> = languages.iter().map(shown).collect();
    insta::assert_snapshot!(shown.join("\n"), @"
    Abbildung 1 Abbildung 1 Abschnitt 1 Abbildung 1.
    Figure 1 Figure 1 Section 1 Figure 1.
    figura 1 Figura 1 sección 1 Figura 1.
    figure 1 Figure 1 section 1 Figure 1.
    図1 図1 第1節 図1.
    그림 1 그림 1 1절 그림 1.
    рис. 1 Рис. 1 разд. 1 Рис. 1.
    ");
}

#[test]
fn numbers_run_on_over_pages_as_configured() {
    let figures = "x @fig:NAME.\n\n![C](../rail.png){#fig:NAME}\n";
    let section = |name: &str| {
        format!(
            "+++\ntitle = \"{name}\"\ndescription = \"D.\"\n+++\n\n![C](../rail.png){{#fig:{name}}}\n"
        )
    };
    let site = |number: &str| {
        Site::new()
            .config(&format!("[cross_references]\nnumber = \"{number}\"\n"))
            .file("content/rail.png", PNG)
            .file("content/a/_index.md", section("a"))
            .file("content/b/_index.md", section("b"))
            .page("a/one.md", &figures.replace("NAME", "one"))
            .page(
                "a/two.md",
                &format!("{}\n@fig:one\n", figures.replace("NAME", "two")),
            )
            .page("b/three.md", &figures.replace("NAME", "three"))
    };
    let labels = |site: &Site| {
        let pages = ["a", "a/one", "a/two", "b", "b/three"];
        let labels = pages.map(|page| site.html(page).texts("figcaption .label").concat());
        labels.join(" ").replace("Figure ", "").replace('.', "")
    };
    let by_section = site("section");
    by_section.build().succeeds().is_clean();
    assert_eq!(labels(&by_section), "1 2 3 1 2");
    let two = by_section.html("a/two");
    assert_eq!(
        two.attributes("a.cross-reference", "href"),
        ["#fig:two", "../one/#fig:one"]
    );
    let by_site = site("site");
    by_site.build().succeeds().is_clean();
    assert_eq!(labels(&by_site), "1 2 3 4 5");
    // In the view to print, all stands on one page.
    let print = by_site.html("print");
    let hrefs = print.attributes("a.cross-reference", "href");
    let one = "#page-a/one--fig:one";
    assert_eq!(
        hrefs.iter().filter(|href| **href == one).count(),
        2,
        "{hrefs:?}"
    );
    assert_eq!(
        print
            .attributes("figure#page-a\\/one--fig\\:one", "id")
            .len(),
        1
    );
    let error = site("page").build().fails(1);
    assert!(
        error.stderr.contains("set `number = \"site\"`"),
        "{}",
        error.stderr
    );
    let wrong = site("pages").build().fails(1);
    assert!(
        wrong.stderr.contains("did you mean \"page\"?"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn an_edit_renumbers_what_comes_after_it() {
    let site = Site::new()
        .config("[cross_references]\nnumber = \"site\"\n")
        .file("content/rail.png", PNG)
        .page("a.md", "![C](rail.png){#fig:a}")
        .page("b.md", "![C](rail.png){#fig:b}\n\nx @fig:b");
    site.build().succeeds().is_clean();
    assert_eq!(site.html("b").texts("a.cross-reference"), ["Figure 2"]);
    let site = site.page("a.md", "Nothing.");
    site.build().succeeds().is_clean();
    assert_eq!(site.html("b").texts("a.cross-reference"), ["Figure 1"]);
}

#[test]
fn captions_belong_to_the_table_beside_them() {
    let site = Site::new().page(
        "a.md",
        "Table: no table here\n\n> Table: quoted\n>\n> | a |\n> |---|\n> | w |\n\n\
         > | a |\n> |---|\n> | x |\n\n> Table: another quotation\n\n\
         - Table: in an item\n\n  | a |\n  |---|\n  | y |\n\n\
         Table: outside of the item\n\n\
         Word\n: Table: a definition\n\n\
         Table: between\n\n| a |\n|---|\n| z |\n\nTable: a paragraph\n",
    );
    site.build().succeeds();
    let page = site.html("a");
    assert_eq!(
        page.texts("figcaption"),
        ["quoted", "in an item", "between"]
    );
    let paragraphs = page.texts("div.prose p").join("|");
    for text in [
        "no table here",
        "another quotation",
        "outside of the item",
        "a paragraph",
    ] {
        assert!(
            paragraphs.contains(&format!("Table: {text}")),
            "{paragraphs}"
        );
    }
}

#[test]
fn captions_may_touch_the_table_above_them() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    let site = Site::new().page(
        "a.md",
        &format!(
            "See @tbl:x.\n\n{table}: Trade {{#tbl:x}}\n\nText.\n\n- Item\n\n  {}  Table: Sales\n\n\
             ```text\n{table}: code\n```\n",
            table.replace("|\n|", "|\n  |"),
        ),
    );
    site.run(&["build", "--allow", "uncited-claim"]).succeeds();
    let page = site.html("a");
    assert_eq!(page.texts("figcaption"), ["Table 1. Trade", "Sales"]);
    assert_eq!(page.texts("td"), ["1", "2", "1", "2"]);
    assert_eq!(page.texts("a.cross-reference"), ["Table 1"]);
    let code = table.trim_end().replace('\n', " ");
    assert_eq!(page.texts("pre"), [format!("{code} : code")]);
}

#[test]
fn captions_stand_right_below_rows_of_any_form() {
    let site = Site::new().page(
        "a.md",
        "| a | b |\n|---|---|\n| x | y\nTable: Odd {#tbl:odd}\n\n> | a |\n> |---|\n> | x |\n> : Quoted {#tbl:quoted}\n\n- | a |\n  |---|\n  | x |\n  : Listed {#tbl:listed}\n\nSee [@tbl:odd; @tbl:quoted; @tbl:listed].\n",
    );
    site.build().succeeds().is_clean();
    let page = site.html("a");
    assert_eq!(
        page.texts("figcaption"),
        ["Table 1. Odd", "Table 2. Quoted", "Table 3. Listed"]
    );
    assert_eq!(page.texts("blockquote figcaption").len(), 1);
    assert_eq!(page.texts("li figcaption").len(), 1);
    assert_eq!(page.texts("td"), ["x", "y", "x", "x"]);
}

#[test]
fn headings_may_go_without_numbers() {
    let site = Site::new().page(
        "a.md",
        "## One {#sec:one}\n\n## Not {.unnumbered}\n\n## Nor {-}\n\n## Two {#sec:two}\n\n## Last {#sec:last .unnumbered}\n\nSee [@sec:two; @sec:last].\n",
    );
    site.build().succeeds().is_clean();
    let page = site.html("a");
    assert_eq!(page.texts("h2 .number"), ["1", "2"]);
    assert_eq!(page.texts("a.cross-reference"), ["Section 2", "Last"]);
}

#[test]
fn back_links_have_the_words_of_references() {
    let site = Site::new()
        .page(
            "a.md",
            "## Two {#sec:two}\n\nAs @sec:two and [@sec:two] say, see [the other](b.md).\n",
        )
        .page("b.md", "Text.\n");
    site.build().succeeds().is_clean();
    let back = site.html("b").part("section.backlinks");
    assert!(
        back.contains("As Section&nbsp;1 and Section&nbsp;1 say, see the other."),
        "{back}"
    );
}

#[test]
fn lines_of_verse_go_on() {
    let site = Site::new().page(
        "a.md",
        "| One line that is long\n  and goes on\n| Two\n|   Three\n",
    );
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(site.html("a").part("div.line-block"), @"
    One line that is long
    and goes on<br>
    Two<br>
    &nbsp;&nbsp;Three
    ");
}
