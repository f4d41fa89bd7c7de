//! One explainer with all that can be wrong with one: each slip is one report, at its place, in one run.

use crate::builder::Site;

/// A site with a slip of every kind. Each file says in its text what is wrong with it.
fn planted() -> Site {
    let page =
        |body: &str| format!("+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\n\n{body}\n");
    Site::new()
        .file(
            "ibid.toml",
            "title = \"Defects\"\ndescripton = \"A misspelt key.\"\nbase_url = \"example.org\"\n\n\
             [citations]\nbibliography = [\"sources.bib\", \"mising.bib\"]\nstyle = \"chicago-note\"\n\n\
             [lints]\nbroken-lnk = \"warn\"\nunused-source = \"loud\"\n",
        )
        .file(
            "sources.bib",
            "@book{smith, title = {A}, author = {Smith, A}, date = {2020}}\n\
             @book{smith, title = {The same key}, author = {Smith, A}, date = {2020}}\n\
             @book{open, title = {No end}, author = {Smith, A\n",
        )
        .file("content/toml.md", "+++\ntitle = \"No end\n+++\n")
        .file("content/yaml.md", "---\ntitle: [No end\n---\n")
        .file("content/fence.md", "+++\ntitle = \"No fence\"\n")
        .file("content/keys.md", "+++\ntitle = \"Keys\"\ndescription = \"Unknown.\"\nauthor = \"Ann\"\n+++\n")
        .file("content/untitled.md", "+++\ndescription = \"No title.\"\n+++\n")
        .file("content/date.md", "+++\ntitle = \"Date\"\ndescription = \"No such day.\"\ndate = \"2024-02-31\"\n+++\n")
        .file("content/template.md", "+++\ntitle = \"T\"\ndescription = \"No such template.\"\ntemplate = \"pgae.html\"\n+++\n")
        .file("content/slug.md", "+++\ntitle = \"S\"\ndescription = \"Bad slug.\"\nslug = \"a/b\"\naliases = [\"../up\"]\n+++\n")
        .file("content/twice-1.md", "+++\ntitle = \"1\"\ndescription = \"One address.\"\nslug = \"twice\"\n+++\n")
        .file("content/twice-2.md", "+++\ntitle = \"2\"\ndescription = \"Two pages.\"\nslug = \"twice\"\n+++\n")
        .file("content/bytes.md", b"+++\ntitle = \"B\"\ndescription = \"D.\"\n+++\n\nNot \xff UTF-8.\n")
        .file("content/citations.md", page("An undefined key [@smyth].\n\nMalformed [@smith; p. 3].\n\nNo semicolon [@smith @smith].\n\nIn [a link [@smith]](https://example.org)."))
        .file("content/links.md", page("[No page](nowhere.md).\n\n[No heading](target.md#headng).\n\n[Nothing]().\n\n![Nothing to see](lost.png)\n\n[Unsafe](javascript:alert(1)).\n\n[Data](data:text/html,x)."))
        .file("content/target.md", page("## Heading\n"))
        .file("content/footnotes.md", page("Undefined[^nope], defined[^twice].\n\n[^twice]: Once.\n[^twice]: Again.\n[^unused]: Never."))
        .file("content/headings.md", page("## One {#same}\n\n## Two {#same}\n\n## Three {#note-1}"))
        .file("content/shortcodes.md", page("{{ figrue(alt=\"x\") }}\n\n{{ figure(src=) }}\n\n{% end %}\n\n> {% details(summary=\"Never closed\") %}\n> Text.\n\n{% details(summary=\"Never closed either\") %}\n\nText."))
        .file("content/math.md", page("$\\frac{1}{$ and $\\nosuch$"))
        .file("templates/broken.html", "<p>{{ page.title </p>\n")
        .file("templates/lost.html", "{% extends \"nowhere.html\" %}\n")
}

#[test]
fn every_slip_is_one_report_at_its_place() {
    let site = planted();
    let run = site.build().fails(1);
    insta::assert_snapshot!(run.headlines(), @r#"
    content/bytes.md:6:5: error[invalid-utf8]: byte 0xff is not UTF-8
    content/citations.md:6:19: error[undefined-source]: no source has the key "smyth"
    content/citations.md:8:11: warning[citation-in-brackets]: these brackets are not a citation: not every part names a source
    content/citations.md:10:22: error[malformed-citation]: this is not a citation: two sources stand here without a semicolon between them
    content/citations.md:12:12: error[citation-in-link]: a citation cannot stand inside the text of a link or a claim
    content/date.md:4:8: error[invalid-date]: the value of `date` is not a calendar date
    content/fence.md:1:1: error[invalid-syntax]: the front matter is not closed
    content/footnotes.md:6:10: error[undefined-footnote]: the footnote `nope` is not defined
    content/footnotes.md:9:1: error[duplicate-footnote]: the footnote `twice` is defined twice
    content/footnotes.md:10:1: warning[unused-footnote]: nothing refers to the footnote `unused`
    content/headings.md:8:9: error[duplicate-heading-id]: the id `same` is given to two headings
    content/headings.md:10:11: error[duplicate-heading-id]: the id `note-1` is one that Ibid uses itself
    content/keys.md:4:1: error[unknown-key]: unknown key `author` in the front matter
    content/links.md:6:1: error[broken-link]: no page or file is at "nowhere.md"
    content/links.md:8:1: error[broken-anchor]: content/target.md has no heading with the id `headng`
    content/links.md:10:1: error[broken-link]: the link leads nowhere
    content/links.md:12:1: error[missing-asset]: the file "lost.png" is not there
    content/links.md:14:1: error[unsafe-url]: links with `javascript:` are not allowed
    content/links.md:16:1: error[unsafe-url]: links with `data:` are not allowed
    content/math.md:6:2: warning[foreign-syntax]: this is a command of LaTeX, which Ibid does not read
    content/math.md:6:17: error[invalid-math]: the formula cannot be read: parsing error: unknown primitive command found
    content/shortcodes.md:6:1: error[unknown-shortcode]: there is no shortcode `figrue`
    content/shortcodes.md:8:15: error[malformed-shortcode]: the shortcode is not well-formed: a value is a "string", a number, true, false or a [list]
    content/shortcodes.md:10:1: error[malformed-shortcode]: no shortcode is open here
    content/shortcodes.md:12:3: error[malformed-shortcode]: the shortcode `details` is not closed
    content/shortcodes.md:15:1: error[malformed-shortcode]: the shortcode `details` is not closed
    content/slug.md:4:8: error[invalid-value]: the slug "a/b" cannot be part of an address
    content/slug.md:5:12: error[invalid-value]: the alias "../up" is not a path of this site
    content/template.md:4:12: error[unknown-template]: there is no template "pgae.html"
    content/toml.md:2:16: error[invalid-syntax]: the front matter is not valid TOML: invalid basic string, expected `"`
    content/twice-2.md:4:8: error[duplicate-url]: the address /twice/ is taken by another page
    content/untitled.md:1:1: error[missing-title]: the page has no title
    content/yaml.md:2:8: error[invalid-syntax]: the front matter is not valid YAML: unclosed bracket '['
    ibid.toml:2:1: error[unknown-key]: unknown key `descripton` in ibid.toml
    ibid.toml:3:12: error[invalid-value]: "example.org" is not the address of a site
    ibid.toml:6:32: error[missing-bibliography]: the bibliography file "mising.bib" is not there
    ibid.toml:7:9: error[unknown-style]: there is no citation style "chicago-note"
    ibid.toml:10:1: error[unknown-key]: there is no lint `broken-lnk`
    ibid.toml:11:17: error[invalid-value]: the level of `unused-source` is not one that exists
    sources.bib:2:7: error[duplicate-source]: two sources have the key "smith"
    sources.bib:3:1: error[bibliography-syntax]: this entry does not end
    templates/broken.html:1:18: error[template-error]: found `</` but expected }}
    templates/lost.html:1:13: error[template-error]: there is no template "nowhere.html" to extend
    "#);
    assert!(!site.has("public"));
}

#[test]
fn the_reports_look_like_this() {
    insta::assert_snapshot!("planted", planted().build().fails(1).stderr);
}

#[test]
fn check_finds_what_build_finds_and_says_it_as_data_too() {
    let site = planted();
    let built = site.build().fails(1);
    let checked = site.check().fails(1);
    assert_eq!(built.diagnostics(), checked.diagnostics());
    let run = site.run(&["check", "--format", "json"]).fails(1);
    let lines: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), built.headlines().lines().count());
    for (line, headline) in lines.iter().zip(built.headlines().lines()) {
        let place = match line["file"].as_str() {
            Some(file) => format!("{file}:{}:{}", line["line"], line["column"]),
            None => "nowhere".to_owned(),
        };
        assert!(headline.starts_with(&place), "{headline}\n{line}");
        assert!(
            headline.contains(&format!("[{}]", line["lint"].as_str().unwrap())),
            "{headline}\n{line}"
        );
    }
}

#[test]
fn the_earlier_site_stays_until_all_is_mended() {
    let site = Site::new().page("a.md", "Fine.");
    site.build().succeeds().is_clean();
    let before = site.read("public/a/index.html");
    let listing = site.files("public");
    site.write(
        "content/a.md",
        "+++\ntitle = \"A\"\n+++\nNo longer [fine](nowhere.md).\n",
    );
    site.write("content/b.md", "+++\ntitle = \"B\"\n+++\nNew.\n");
    site.build().fails(1);
    assert_eq!(site.read("public/a/index.html"), before);
    assert_eq!(site.files("public"), listing);
}

#[test]
fn addresses_that_two_things_want() {
    let site = Site::new()
        .sources(&["smith"])
        .page("a.md", "A.[@smith]")
        .page("a/_index.md", "A again.")
        .page("print.md", "As the print view.")
        .file("content/sources.json", "{}")
        .file("static/b", "A file where a page needs a folder.")
        .page("b.md", "B.")
        .file("static/c/index.html", "Where a page is.")
        .page("c.md", "C.")
        .file("content/d.md", "+++\ntitle = \"D\"\ndescription = \"D.\"\naliases = [\"/c/\", \"/old/\", \"old\", \"sources/smith/\"]\n+++\n");
    insta::assert_snapshot!(site.build().fails(1).headlines(), @"
    content/a/_index.md:1:1: error[duplicate-url]: the address /a/ is taken by another page
    content/b.md:1:1: error[duplicate-url]: the address /b/ is taken by the file static/b
    content/c.md:1:1: error[duplicate-url]: the address /c/ is taken by the file static/c/index.html
    content/d.md:4:12: error[duplicate-url]: the address /c/ is taken by another page
    content/d.md:4:28: error[duplicate-url]: the address /old/ is taken by another page or redirect
    content/d.md:4:35: error[duplicate-url]: the address /sources/smith/ is taken by the ledger's page of this source
    content/print.md:1:1: error[duplicate-url]: the address /print/ is taken by something that Ibid makes
    content/sources.json: error[duplicate-url]: the address /sources.json is taken by something that Ibid makes
    ");
}

#[test]
fn a_broken_template_is_reported_once_whoever_includes_it() {
    let site = Site::new()
        .file("templates/partials/notes.html", "{% if %}\n")
        .page("a.md", "A.");
    insta::assert_snapshot!(site.build().fails(1).stderr, @"
    error[template-error]: found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
     --> templates/partials/notes.html:1:7
      |
    1 | {% if %}
      |       ^^
      |
      = help: docs/themes.md lists what each template is given

    nothing written: 1 error
    ");
}

#[test]
fn templates_that_name_what_is_not_there() {
    let site = Site::new()
        .file(
            "templates/page.html",
            "{% extends \"bsae.html\" %}",
        )
        .file(
            "templates/partials/footer.html",
            "ü {{ site.title | shout }}\n{% include \"partials/nothing.html\" %}\n{{ <nothing a={1} /> }}\n",
        );
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[template-error]: there is no template "bsae.html" to extend
     --> templates/page.html:1:13
      |
    1 | {% extends "bsae.html" %}
      |             ^^^^^^^^^
      |
      = help: did you mean "base.html"?

    error[template-error]: unknown filter `shout`
     --> templates/partials/footer.html:1:19
      |
    1 | ü {{ site.title | shout }}
      |                   ^^^^^
      |
      = help: docs/themes.md lists what each template is given

    error[template-error]: unknown template `partials/nothing.html`
     --> templates/partials/footer.html:2:12
      |
    2 | {% include "partials/nothing.html" %}
      |            ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: docs/themes.md lists what each template is given

    error[template-error]: unknown component `nothing`
     --> templates/partials/footer.html:3:4
      |
    3 | {{ <nothing a={1} /> }}
      |    ^^^^^^^^^^^^^^^^^
      |
      = help: docs/themes.md lists what each template is given

    nothing written: 4 errors
    "#);
}

#[test]
fn a_template_that_fails_is_shown_with_the_call() {
    let site = Site::new()
        .file(
            "templates/shortcodes/badge.html",
            "<b>{{ text | upper }}{{ n + text }}</b>",
        )
        .page("a.md", "{{ badge(text=\"x\", n=1) }}");
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[template-error]: `+` requires both operands to be numbers, found `u64` and `string`
     --> templates/shortcodes/badge.html:1:25
      |
    1 | <b>{{ text | upper }}{{ n + text }}</b>
      |                         ^^^^^^^^
      |
     ::: content/a.md:5:1
      |
    5 | {{ badge(text="x", n=1) }}
      | -------------------------- called here
      |
      = help: docs/themes.md lists what each template is given

    nothing written: 1 error
    "#);
}
