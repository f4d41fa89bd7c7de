//! Themes: whose files count, what `theme.toml` says, and what is wrong with them.

use std::fs;
use std::path::Path;

use crate::builder::Site;

#[test]
fn templates_of_the_explainer_win_over_the_themes() {
    let site = Site::new()
        .file(
            "templates/page.html",
            "<!DOCTYPE html><title>{{ page.title }}</title><p>Mine: {{ page.content_html | safe }}",
        )
        .file(
            "templates/partials/footer.html",
            "<footer>My footer</footer>",
        )
        .file("templates/wide.html", "{% extends \"page.html\" %}")
        .page("a.md", "Text.")
        .file(
            "content/b.md",
            "+++\ntitle = \"B\"\ndescription = \"B.\"\ntemplate = \"wide.html\"\n+++\nWide.\n",
        );
    site.build().succeeds().is_clean();
    assert_eq!(
        site.read("public/a/index.html"),
        "<!DOCTYPE html><title>Page</title><p>Mine: <p>Text.</p>\n"
    );
    assert!(site.read("public/b/index.html").contains("Mine: <p>Wide."));
    assert_eq!(site.html("").texts("footer"), ["My footer"]);
}

#[test]
fn a_theme_of_ones_own_needs_nothing_of_the_default_one() {
    let page = "<!DOCTYPE html>\n<title>{{ page.title }}</title>\n<link rel=\"stylesheet\" href=\"{{ site.assets[\"plain.css\"] }}\">\n<main>{{ page.content_html | safe }}</main>\n";
    let mut site = Site::new()
        .config("theme = \"plain\"")
        .file("themes/plain/theme.toml", "name = \"plain\"\n")
        .file(
            "themes/plain/assets/plain.css",
            "main { max-width: 40em }\n",
        )
        .page("a.md", "Text.");
    for name in [
        "home", "page", "section", "sources", "source", "print", "404",
    ] {
        site = site.file(&format!("themes/plain/templates/{name}.html"), page);
    }
    site = site.file(
        "themes/plain/templates/redirect.html",
        "<a href=\"{{ url }}\">{{ title }}</a>",
    );
    site.build().succeeds().is_clean();
    let html = site.html("a");
    assert_eq!(html.texts("main"), ["Text."]);
    let style = html.attributes("link", "href")[0].to_owned();
    assert!(site.has(&format!("public/a/{style}")), "{style}");
    assert!(
        !site
            .files("public")
            .iter()
            .any(|file| file.contains("folio"))
    );
}

#[test]
fn a_theme_that_lacks_a_template_or_is_not_there() {
    let site = Site::new()
        .config("theme = \"plain\"")
        .file("themes/plain/templates/page.html", "x");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[unknown-template]: the theme has no template "404.html"
     |
     = help: put it into the theme's templates/, or into templates/ of the explainer

    error[unknown-template]: the theme has no template "home.html"
     |
     = help: put it into the theme's templates/, or into templates/ of the explainer

    error[unknown-template]: the theme has no template "print.html"
     |
     = help: put it into the theme's templates/, or into templates/ of the explainer

    error[unknown-template]: the theme has no template "sources.html"
     |
     = help: put it into the theme's templates/, or into templates/ of the explainer
    "#);
    let site = Site::new().config("theme = \"foliage\"");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[unknown-theme]: there is no theme "foliage"
     --> ibid.toml:3:9
      |
    3 | theme = "foliage"
      |         ^^^^^^^^^
      |
      = help: put its templates into themes/foliage/templates/, or use the theme "folio"
    "#);
}

#[test]
fn what_is_wrong_with_theme_toml_is_said_in_its_place() {
    let site = Site::new().file(
        "themes/folio/theme.toml",
        "nam = \"folio\"\nauthors = 3\nids = [\"main\", \"two words\"]\n\
         [lists]\n\"hom.html\" = [\"nav\"]\n\"home.html\" = [\"page\", 7]\n\"section.html\" = true\n",
    );
    insta::assert_snapshot!(site.check().fails(1).diagnostics(), @r#"
    error[unknown-key]: unknown key `nam` in theme.toml
     --> themes/folio/theme.toml:1:1
      |
    1 | nam = "folio"
      | ^^^
      |
      = help: did you mean "name"?

    error[invalid-value]: the value of `authors` must be a list of strings
     --> themes/folio/theme.toml:2:11
      |
    2 | authors = 3
      |           ^ this is a number

    error[invalid-value]: "two words" cannot be an id in HTML
     --> themes/folio/theme.toml:3:16
      |
    3 | ids = ["main", "two words"]
      |                ^^^^^^^^^^^
      |
      = help: an id has at least one character and no white space

    error[unknown-template]: the theme has no template "hom.html"
     --> themes/folio/theme.toml:5:1
      |
    5 | "hom.html" = ["nav"]
      | ^^^^^^^^^^
      |
      = help: did you mean "home.html"?

    error[invalid-value]: there is no list of pages `page`
     --> themes/folio/theme.toml:6:16
      |
    6 | "home.html" = ["page", 7]
      |                ^^^^^^
      |
      = help: did you mean "pages"?

    error[invalid-value]: the name of a list of pages must be a string
     --> themes/folio/theme.toml:6:24
      |
    6 | "home.html" = ["page", 7]
      |                        ^
      |
      = help: write "nav", "pages" or "sections" in a list; [] says that it shows none

    error[invalid-value]: the value must be a list
     --> themes/folio/theme.toml:7:18
      |
    7 | "section.html" = true
      |                  ^^^^
      |
      = help: write "nav", "pages" or "sections" in a list; [] says that it shows none
    "#);
    site.write("themes/folio/theme.toml", "name = \n");
    insta::assert_snapshot!(site.check().fails(1).diagnostics(), @r#"
    error[invalid-syntax]: theme.toml is not valid TOML: string values must be quoted, expected literal string
     --> themes/folio/theme.toml:1:8
      |
    1 | name = 
      |        ^
    "#);
}

#[test]
fn a_theme_reserves_the_ids_that_it_says() {
    let site = Site::new()
        .file("themes/folio/theme.toml", "ids = [\"deep\"]\n")
        .page("a.md", "## Deep\n\n## Main\n\n## Wide {#deep}\n");
    insta::assert_snapshot!(site.check().fails(1).diagnostics(), @r#"
    error[duplicate-heading-id]: the theme gives the id `deep` to a part of the page
     --> content/a.md:9:10
      |
    9 | ## Wide {#deep}
      |          ^^^^^
      |
      = help: choose another id
    "#);
    let site = site.page("a.md", "## Deep\n\n## Main\n\n[there](#deep)\n");
    site.build().succeeds().is_clean();
    let html = site.html("a");
    assert_eq!(html.attributes(".prose h2", "id"), ["section-deep", "main"]);
}

#[test]
fn a_theme_says_which_lists_its_templates_show() {
    let site = Site::new()
        .page("b/_index.md", "A section.")
        .page("b/one.md", "Listed.");
    site.check().succeeds().is_clean();
    let manifest = "[lists]\n\"section.html\" = [\"nav\"]\n";
    let site = site.file("themes/folio/theme.toml", manifest);
    insta::assert_snapshot!(site.check().succeeds().diagnostics(), @r#"
    warning[orphan-page]: no page and no list of pages leads here
     --> content/b/one.md:1:1
      |
    1 | +++
      | ^^^
      |
      = help: link to it from a page that readers find
    "#);
    // What an explainer puts in the place of a template is asked itself.
    let own = "{% for page in pages %}<a href=\"{{ page.url }}\">{{ page.title }}</a>{% endfor %}";
    let site = site.file("templates/section.html", own);
    site.check().succeeds().is_clean();
}

#[test]
fn a_theme_is_given_no_more_of_the_navigation_than_it_shows() {
    let header = "<b>{% for item in site.nav %}{{ item.title }} {{ item.children | length }} {{ item.children | length > 2 }};{% endfor %}</b>";
    let site = || {
        let mut site = Site::new().file("content/part/_index.md", "+++\ntitle = \"Part\"\n+++\n");
        for n in 1..=3 {
            site = site.file(
                &format!("content/part/p{n}.md"),
                "+++\ntitle = \"P\"\ndescription = \"D.\"\n+++\nText.\n",
            );
        }
        site.page("a.md", "Text.")
    };
    let theme = |limits: &str| {
        let manifest = format!("[nav]\n{limits}");
        site()
            .file("themes/folio/theme.toml", &manifest)
            .file("themes/folio/templates/partials/header.html", header)
    };
    let shown = |site: Site, url: &str| {
        site.build().succeeds();
        site.html(url).texts("b").concat()
    };
    assert_eq!(
        shown(theme("children = 3\n"), "part/p1"),
        "Page 0 false;Part 3 true;"
    );
    assert_eq!(
        shown(theme("children = 2\n"), "part/p1"),
        "Page 0 false;Part 0 false;"
    );
    assert_eq!(shown(theme("top = 1\n"), "part/p1"), "Part 3 true;");
    // What an explainer's own templates show, its theme does not know.
    let own = theme("top = 1\nchildren = 2\n").file("templates/partials/header.html", header);
    assert_eq!(shown(own, "part/p1"), "Page 0 false;Part 3 true;");
    theme("children = -1\n").build().fails(1);
}

#[test]
fn pages_of_a_folder_see_the_explainer_each_from_its_own_place() {
    // The second is below the first, though both belong to the same section.
    let header = "{% for item in site.nav %}<b>{{ item.url }}{% for it in item.children %} {{ it.url }}{% if it.current %}!{% endif %}{% endfor %}</b>{% endfor %}";
    let page = "+++\ntitle = \"P\"\ndescription = \"D.\"\n+++\nText.\n";
    let site = Site::new()
        .file("templates/partials/header.html", header)
        .file("content/s/_index.md", page)
        .file("content/s/a.md", page)
        .file("content/s/a/b.md", page)
        .file("content/s/c.md", page);
    site.build().succeeds();
    let shown = |url: &str| site.html(url).texts("b").concat();
    assert_eq!(shown("s/a"), "../ ./! b/ ../c/");
    assert_eq!(shown("s/c"), "../ ../a/ ../a/b/ ./!");
    assert_eq!(shown("s/a/b"), "../../ ../ ./! ../../c/");
}

/// `themes/plain/`, which `docs/themes.md` takes for its example, keeps what readers' tools rely on.
#[test]
fn the_plain_theme_keeps_every_hook_in_fewer_than_150_lines() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/plain");
    let mut site = Site::new()
        .sources(&["smith"])
        .config("theme = \"plain\"")
        .page(
            "history/_index.md",
            "A section.[@smith] See [the page](page.md).",
        )
        .page(
            "history/page.md",
            "[Words][@smith], again[@smith].[^a]\n\n[^a]: A note.",
        )
        .page("lone.md", "A page with [a link](history/page.md#note-1).");
    let mut lines = 0;
    for folder in [theme.clone(), theme.join("templates"), theme.join("assets")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let text = fs::read_to_string(&path).unwrap();
                lines += text.lines().count();
                let name = path.strip_prefix(theme.parent().unwrap()).unwrap();
                site = site.file(&format!("themes/{}", name.display()), &text);
            }
        }
    }
    assert!(lines < 150, "it has {lines} lines");
    site.build().succeeds().is_clean();
    let page = site.html("history/page");
    assert_eq!(
        page.all("section[role=doc-endnotes] li[id^=note-]").len(),
        3
    );
    assert_eq!(
        page.attributes("li#note-1 a[role=doc-backlink]", "href"),
        ["#ref-1"]
    );
    let reference = page.attributes("section[role=doc-bibliography] li#source-smith a", "href");
    assert_eq!(
        reference[reference.len() - 3..],
        ["#ref-1", "#ref-2", "../../sources/smith/"]
    );
    assert_eq!(page.attributes("span.claim", "data-sources"), ["smith"]);
    assert!(
        site.html("sources/smith")
            .all("main a[href*='#ref-']")
            .len()
            >= 3
    );
    assert!(!site.html("print").all("article").is_empty());
    assert!(!site.read("public/404.html").contains("<script src"));
}
