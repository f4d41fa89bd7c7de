//! `ibid.toml` and front matter: what is read, and how slips are shown.

use crate::builder::Site;

#[test]
fn unknown_keys_are_errors_with_a_suggestion() {
    let site = Site::new()
        .file(
            "ibid.toml",
            "titel = \"Wells\"\n\n[citations]\nstlye = \"apa\"\n\n[markdown]\nmaths = true\n",
        )
        .file(
            "content/a.md",
            "+++\ntitle = \"A\"\ndescriptoin = \"B\"\n+++\n",
        )
        .file(
            "content/b.md",
            "---\ntitle: B\ndescription: C\nwieght: 3\n---\n",
        );
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[unknown-key]: unknown key `descriptoin` in the front matter
     --> content/a.md:3:1
      |
    3 | descriptoin = "B"
      | ^^^^^^^^^^^
      |
      = help: did you mean "description"?

    error[unknown-key]: unknown key `wieght` in the front matter
     --> content/b.md:4:1
      |
    4 | wieght: 3
      | ^^^^^^
      |
      = help: did you mean "weight"?

    error[unknown-key]: unknown key `titel` in ibid.toml
     --> ibid.toml:1:1
      |
    1 | titel = "Wells"
      | ^^^^^
      |
      = help: did you mean "title"?

    error[unknown-key]: unknown key `stlye` in `[citations]`
     --> ibid.toml:4:1
      |
    4 | stlye = "apa"
      | ^^^^^
      |
      = help: did you mean "style"?

    error[unknown-key]: unknown key `maths` in `[markdown]`
     --> ibid.toml:7:1
      |
    7 | maths = true
      | ^^^^^
      |
      = help: did you mean "math"?

    nothing written: 5 errors
    "#);
}

#[test]
fn values_of_the_wrong_type_are_shown() {
    let site = Site::new()
        .file(
            "content/a.md",
            "+++\ntitle = 3\nweight = \"two\"\naliases = \"x\"\ndraft = \"no\"\ndescription = \"D\"\n+++\n",
        )
        .file(
            "content/b.md",
            "---\ntitle: [a]\ndate: soon\ntoc: 3\nextra: x\ndescription: D\n---\n",
        );
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[invalid-value]: the value of `title` must be a string
     --> content/a.md:2:9
      |
    2 | title = 3
      |         ^ this is a number

    error[invalid-value]: the value of `weight` must be a whole number
     --> content/a.md:3:10
      |
    3 | weight = "two"
      |          ^^^^^ this is a string

    error[invalid-value]: the value of `draft` must be true or false
     --> content/a.md:5:9
      |
    5 | draft = "no"
      |         ^^^^ this is a string
      |
      = help: write false, without quotation marks

    error[invalid-value]: the value of `title` must be a string
     --> content/b.md:2:8
      |
    2 | title: [a]
      |        ^ this is a list

    error[invalid-date]: the value of `date` is not a calendar date
     --> content/b.md:3:7
      |
    3 | date: soon
      |       ^^^^
      |
      = help: write a date as year-month-day, such as 2024-06-19

    error[invalid-value]: the value of `toc` must be true or false
     --> content/b.md:4:6
      |
    4 | toc: 3
      |      ^ this is a number

    error[invalid-value]: the value of `extra` must be a table
     --> content/b.md:5:8
      |
    5 | extra: x
      |        ^ this is a string
    "#);
}

#[test]
fn broken_toml_and_yaml_point_at_the_fault() {
    let site = Site::new()
        .file("content/a.md", "+++\ntitle = \"A\n+++\n\nText\n")
        .file("content/b.md", "---\ntitle: \"B\nweight: [1\n---\n\nText\n")
        .file("content/c.md", "+++\ntitle = \"C\"\n");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[invalid-syntax]: the front matter is not valid TOML: invalid basic string, expected `"`
     --> content/a.md:2:11
      |
    2 | title = "A
      |           ^
      |
      = help: the quotation mark is not closed: title = "…"

    error[invalid-syntax]: the front matter is not valid YAML: unclosed quote
     --> content/b.md:2:8
      |
    2 | title: "B
      |        ^

    error[invalid-syntax]: the front matter is not closed
     --> content/c.md:1:1
      |
    1 | +++
      | ^^^
      |
      = help: put a line `+++` after it
    "#);
}

#[test]
fn a_broken_configuration_points_at_the_fault() {
    let site = Site::new().file("ibid.toml", "title = \"Wells\"\n[citations\nstyle = 3\n");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @"
    error[invalid-syntax]: ibid.toml is not valid TOML: unclosed table, expected `]`
     --> ibid.toml:2:11
      |
    2 | [citations
      |           ^
    ");
}

#[test]
fn levels_of_lints_can_be_changed() {
    let warn = "A.[@nobody]";
    let site = Site::new()
        .config("[lints]\nundefined-source = \"warn\"\nunused-footnote = \"deny\"")
        .page("a.md", warn);
    insta::assert_snapshot!(site.build().succeeds().headlines(), @r#"content/a.md:5:4: warning[undefined-source]: no source has the key "nobody""#);
    site.write(
        "content/b.md",
        "+++\ntitle = \"B\"\ndescription = \"B\"\n+++\n[^n]: Unused.\n",
    );
    insta::assert_snapshot!(site.build().fails(1).headlines(), @r#"
    content/a.md:5:4: warning[undefined-source]: no source has the key "nobody"
    content/b.md:5:1: error[unused-footnote]: nothing refers to the footnote `n`
    "#);
    site.write(
        "ibid.toml",
        "title = \"Wells\"\n[lints]\nundefined-source = \"allow\"\nunused-footnote = \"allow\"\n",
    );
    site.build().succeeds().is_clean();
}

#[test]
fn a_key_of_another_tool_is_one_report_with_what_to_write() {
    let page = |key: &str| format!("\n+++\ntitle = \"A\"\ndescription = \"B\"\n{key}\n+++\n");
    let site = Site::new()
        .file("content/a.md", page("tags = [\"x\"]"))
        .file(
            "content/b.md",
            page("tags = [\"y\"]\nlastmod = 2024-06-19T10:00:00Z"),
        )
        .file("content/c.md", page("tags = []"));
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[unknown-key]: unknown key `tags` in the front matter
     --> content/a.md:5:1
      |
    5 | tags = ["x"]
      | ^^^^ the first of 3 pages
      |
      = help: there are no taxonomies: pages are grouped by the folders they stand in; what a template needs goes into `extra`

    error[unknown-key]: unknown key `lastmod` in the front matter
     --> content/b.md:6:1
      |
    6 | lastmod = 2024-06-19T10:00:00Z
      | ^^^^^^^
      |
      = help: write `updated`

    nothing written: 2 errors
    "#);
    let config = "title = \"Wells\"\n[front_matter]\nunknown = ";
    let warned = site.file("ibid.toml", format!("{config}\"warn\"\n"));
    assert!(warned.build().succeeds().stderr.contains("2 warnings"));
    let quiet = warned.file("ibid.toml", format!("{config}\"allow\"\n"));
    quiet.build().succeeds().is_clean();
    let wrong = quiet.file("ibid.toml", format!("{config}\"wran\"\n"));
    let _ = wrong.build().fails(1);
}
