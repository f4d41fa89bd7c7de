//! Links: what authors write, where they lead, and that every link of a built site leads somewhere.

use std::collections::BTreeMap;
use std::path::Path;

use crate::builder::{PNG, Page, Site, files_below};

/// A home page, a section and two pages in it.
fn sections() -> Site {
    Site::new()
        .file(
            "content/dig/_index.md",
            "+++\ntitle = \"Digging\"\ndescription = \"How.\"\n+++\n\n## Tools {#tools}\n",
        )
        .file("content/dig/plan.pdf", "pdf")
        .file("static/maps/north.png", PNG)
        .page("dig/by-hand.md", "## Depth\n\nDeep.")
}

fn hrefs(page: &Page) -> Vec<&str> {
    page.attributes("div.prose a", "href")
}

#[test]
fn both_forms_of_link_mean_the_same() {
    let site = sections()
        .page("dig/deep/start.md", "[a](@/dig/by-hand.md) [b](../by-hand.md) [c](@/dig/by-hand.md#depth) [d](../by-hand.md#depth) [e][e]\n\n[e]: ../by-hand.md#depth");
    site.build().succeeds().is_clean();
    let (page, heading) = ("../../by-hand/", "../../by-hand/#depth");
    assert_eq!(
        hrefs(&site.html("dig/deep/start")),
        [page, page, heading, heading, heading]
    );
}

#[test]
fn links_lead_to_sections_files_and_oneself() {
    let site = sections().page(
        "dig/start.md",
        "## Here\n\n[section](@/dig/_index.md) [section](_index.md#tools) [folder](../dig/) [home](@/_index.md)\n\
         [beside](plan.pdf) [static](/maps/north.png) [absolute](/dig/by-hand/#depth) [ledger](/sources/)\n\
         [self](#here) [self](start.md#here) <https://example.org/?a=1&b=2> [mail](mailto:a@example.org)\n\
         ![A map](/maps/north.png) ![A plan](@/dig/plan.pdf)",
    );
    site.build().succeeds().is_clean();
    let page = site.html("dig/start");
    assert_eq!(
        hrefs(&page),
        [
            "../",
            "../#tools",
            "../",
            "../../",
            "../plan.pdf",
            "../../maps/north.png",
            "../by-hand/#depth",
            "../../sources/",
            "#here",
            "#here",
            "https://example.org/?a=1&b=2",
            "mailto:a@example.org",
        ]
    );
    assert_eq!(
        page.attributes("div.prose img", "src"),
        ["../../maps/north.png", "../plan.pdf"]
    );
}

#[test]
fn links_in_headings_tables_notes_and_shortcodes_are_checked_too() {
    let site = sections().page(
        "dig/start.md",
        "## To [there](no-1.md)\n\n| a |\n|---|\n| [x](no-2.md) |\n\nText[^n].\n\n[^n]: A [note](no-3.md).\n\n\
         {% details(summary=\"More\") %}\n[y](no-4.md)\n{% end %}\n\n{{ figure(src=\"no-5.png\", alt=\"x\") }}\n\n[z]\n\n[z]: no-6.md",
    );
    insta::assert_snapshot!(site.build().fails(1).headlines(), @r#"
    content/dig/start.md:5:7: error[broken-link]: no page or file is at "no-1.md"
    content/dig/start.md:9:3: error[broken-link]: no page or file is at "no-2.md"
    content/dig/start.md:13:9: error[broken-link]: no page or file is at "no-3.md"
    content/dig/start.md:16:1: error[broken-link]: no page or file is at "no-4.md"
    content/dig/start.md:19:11: error[missing-asset]: the file "no-5.png" is not there
    content/dig/start.md:21:1: error[broken-link]: no page or file is at "no-6.md"
    "#);
}

#[test]
fn broken_links_are_shown_with_what_was_meant() {
    let site = sections().page(
        "dig/start.md",
        "[typo](by-hnad.md) [anchor](by-hand.md#dept) [no folder](@/by-hand.md) [out](../../../x.md)\n\
         [none]() ![Gone](/maps/nort.png) [script](javascript:alert(1)) [space](java%0ascript:x)",
    );
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[broken-link]: no page or file is at "by-hnad.md"
     --> content/dig/start.md:5:1
      |
    5 | [typo](by-hnad.md) [anchor](by-hand.md#dept) [no folder](@/by-hand.md) [out](../../../x.md)
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean "@/dig/by-hand.md"?

    error[broken-anchor]: content/dig/by-hand.md has no heading with the id `dept`
     --> content/dig/start.md:5:20
      |
    5 | [typo](by-hnad.md) [anchor](by-hand.md#dept) [no folder](@/by-hand.md) [out](../../../x.md)
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean "depth"?

    error[broken-link]: no page or file is at "@/by-hand.md"
     --> content/dig/start.md:5:46
      |
    5 | [typo](by-hnad.md) [anchor](by-hand.md#dept) [no folder](@/by-hand.md) [out](../../../x.md)
      |                                              ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean "@/dig/by-hand.md"?

    error[broken-link]: no page or file is at "../../../x.md"
     --> content/dig/start.md:5:72
      |
    5 | [typo](by-hnad.md) [anchor](by-hand.md#dept) [no folder](@/by-hand.md) [out](../../../x.md)
      |                                                                        ^^^^^^^^^^^^^^^^^^^^
      |
      = help: write @/folder/page.md for a path from content/, or ../folder/page.md from this file

    error[broken-link]: the link leads nowhere
     --> content/dig/start.md:6:1
      |
    6 | [none]() ![Gone](/maps/nort.png) [script](javascript:alert(1)) [space](java%0ascript:x)
      | ^^^^^^^^
      |
      = help: write where it leads between the parentheses

    error[missing-asset]: the file "/maps/nort.png" is not there
     --> content/dig/start.md:6:10
      |
    6 | [none]() ![Gone](/maps/nort.png) [script](javascript:alert(1)) [space](java%0ascript:x)
      |          ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean "/maps/north.png"?

    error[unsafe-url]: links with `javascript:` are not allowed
     --> content/dig/start.md:6:34
      |
    6 | [none]() ![Gone](/maps/nort.png) [script](javascript:alert(1)) [space](java%0ascript:x)
      |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: link to an http, https or mailto address, or to a page of the explainer

    error[broken-link]: no page or file is at "java%0ascript:x"
     --> content/dig/start.md:6:64
      |
    6 | [none]() ![Gone](/maps/nort.png) [script](javascript:alert(1)) [space](java%0ascript:x)
      |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write @/folder/page.md for a path from content/, or ../folder/page.md from this file

    nothing written: 8 errors
    "#);
}

/// Everything that a site may have: pages, an alias, a source, files of the author's, what Ibid makes.
fn one_of_each() -> Site {
    sections()
        .sources(&["smith"])
        .page("dig/start.md", "A claim.[@smith]")
        .file(
            "content/dig/moved.md",
            "+++\ntitle = \"Moved\"\ndescription = \"D.\"\naliases = [\"/old/\", \"/old.html\"]\n+++\n\n## Here\n",
        )
}

#[test]
fn every_file_that_is_written_can_be_linked_to() {
    let site = one_of_each();
    site.build().succeeds().is_clean();
    let files = site.files("public");
    let links: Vec<String> = files
        .iter()
        .filter(|file| !file.starts_with('.'))
        .map(|file| format!("- [{file}](/{file})\n"))
        .collect();
    for made in [
        "sitemap.xml",
        "robots.txt",
        "404.html",
        "atom.xml",
        "feed.json",
        "sources.json",
    ] {
        assert!(files.iter().any(|file| file == made), "{made}");
    }
    site.write(
        "content/all.md",
        format!(
            "+++\ntitle = \"All\"\ndescription = \"All.\"\n+++\n\n{}",
            links.concat()
        ),
    );
    site.build().succeeds().is_clean();
    assert_eq!(hrefs(&site.html("all")).len(), links.len());
    assert_eq!(every_link_leads_somewhere(&site.path("public")), [""; 0]);
}

#[test]
fn a_page_may_be_meant_by_its_folder_its_file_and_an_earlier_address() {
    let site = one_of_each().page(
        "a.md",
        "[1](/dig/moved/) [2](/dig/moved) [3](/dig/moved/index.html) [4](/old/#here) [5](/old.html) [6](/) \
         [7](/sources/smith) [8](/dig/moved/?x=1#here) [9](dig/moved.md?x=1) \
         [10](/assets/folio.css) [11](/assets/folio.0123456789abcdef.css)",
    );
    site.build().succeeds().is_clean();
    let page = site.html("a");
    let style = page.attributes("link[rel=stylesheet]", "href")[0];
    assert_eq!(
        hrefs(&page),
        [
            "../dig/moved/",
            "../dig/moved/",
            "../dig/moved/",
            "../dig/moved/#here",
            "../dig/moved/",
            "../",
            "../sources/smith/",
            "../dig/moved/?x=1#here",
            "../dig/moved/?x=1",
            style,
            style,
        ]
    );
    // They all count as links to the page.
    let backlinks = site.html("dig/moved").texts("section.backlinks a");
    assert_eq!(backlinks, ["Page"]);
}

#[test]
fn an_address_where_nothing_stands_fails_with_the_nearest_one() {
    let site = one_of_each().page(
        "a.md",
        "[a](/sitemp.xml) [b](/source/) [c](/sources/smyth/) [d](/atom.xml/) [e](/404.htm) [f](/dig/by-hnad/)\n\
         [g](/feed.jsn) [h](/odl/) [k](/assets/folio.cs) [i](/maps/nort.png) [j](/nothing/like/this)",
    );
    let help = |line: &&str| line.contains("= help: ");
    let run = site.build().fails(1);
    let helps: Vec<&str> = run.stderr.lines().filter(help).collect();
    insta::assert_snapshot!(run.headlines());
    insta::assert_snapshot!(helps.join("\n"));
}

#[test]
fn a_broken_link_that_is_tolerated_stays_as_written_and_does_no_harm() {
    let site = sections()
        .config("[lints]\nbroken-link = \"warn\"\nbroken-anchor = \"allow\"\nunsafe-url = \"warn\"\nmissing-asset = \"warn\"")
        .page(
            "dig/start.md",
            "[a](gone.md#x) [b](/no/where/?q=1) [c](by-hand.md#no) [d](JavaScript:alert(1)) [e]() [f](<a b\"c>)\n\
             ![m](lost.png)\n\n{{ figure(src=\"no.png\", alt=\"x\") }}",
        );
    site.build().succeeds();
    let page = site.html("dig/start");
    assert_eq!(
        hrefs(&page),
        [
            "gone.md#x",
            "/no/where/?q=1",
            "by-hand.md#no",
            "unsafe:JavaScript:alert(1)",
            "",
            "a b\"c",
        ]
    );
    assert_eq!(
        page.attributes("div.prose img", "src"),
        ["lost.png", "no.png"]
    );
}

#[test]
fn notes_references_and_ids_in_html_can_be_linked_to() {
    let site = sections().sources(&["smith", "jones"]).page(
        "dig/start.md",
        "A claim.[@smith] A note[^n] and again[^n].\n\n[^n]: Text <i id=\"in-note\">here</i>.\n\n\
         {% details(summary=\"More\") %}\n<p id='in-details'>x</p>\n\n<a name=old></a>\n{% end %}\n\n\
         [1](#note-1) [2](#ref-1) [3](#note-2) [4](#ref-2-2) [5](#source-smith) [6](#in-note) [7](#in-details) [8](#old)",
    );
    site.write(
        "content/dig/other.md",
        "+++\ntitle = \"Other\"\ndescription = \"D.\"\n+++\n\n[a](start.md#note-2) [b](start.md#in-details) [@jones]\n",
    );
    site.build().succeeds().is_clean();
    assert_eq!(every_link_leads_somewhere(&site.path("public")), [""; 0]);
    site.write(
        "content/dig/other.md",
        "+++\ntitle = \"Other\"\ndescription = \"D.\"\n+++\n\n[a](start.md#note-3) [b](start.md#ref-2-3) \
         [c](start.md#ref-02) [d](start.md#cite-1) [e](start.md#source-jones) [f](#note-0) [@jones]\n",
    );
    insta::assert_snapshot!(site.build().fails(1).headlines());
}

#[test]
fn names_with_spaces_and_other_scripts() {
    let site = Site::new()
        .page(
            "Über Brunnen/井戸 & co.md",
            "## Größe\n\n[zurück](<../Anfang 1.md>)",
        )
        .page(
            "Anfang 1.md",
            "[a](<Über Brunnen/井戸 & co.md#größe>) [b](%C3%9Cber%20Brunnen/a%20b.pdf)",
        )
        .file("content/Über Brunnen/a b.pdf", "pdf");
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(hrefs(&site.html("anfang-1")).join("\n"), @"
    ../%C3%BCber-brunnen/%E4%BA%95%E6%88%B8-co/#gr%C3%B6%C3%9Fe
    ../%C3%9Cber%20Brunnen/a%20b.pdf
    ");
    assert_eq!(every_link_leads_somewhere(&site.path("public")), [""; 0]);
}

#[test]
fn pages_show_who_links_to_them_in_a_sentence() {
    let site = sections().page(
        "start.md",
        "Water is near. Wells are [dug *by hand*](@/dig/by-hand.md), mostly. Not all.",
    );
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(site.html("dig/by-hand").part("section.backlinks"), @r#"
    <h2 id="page-backlinks">Linked from</h2>
    <ul>
    <li><a href="../../start/">Page</a> <q>Wells are dug by hand, mostly.</q></li>
    </ul>
    "#);
}

#[test]
fn order_is_by_weight_then_title() {
    let page = |title: &str, more: &str| {
        format!("+++\ntitle = \"{title}\"\ndescription = \"D.\"\n{more}\n+++\n")
    };
    let site = Site::new()
        .file("content/s/_index.md", page("Section", ""))
        .file("content/s/1.md", page("Zeta", "weight = 1"))
        .file("content/s/2.md", page("Beta", "weight = 2"))
        .file("content/s/3.md", page("Alpha", "weight = 2"))
        .file("content/s/4.md", page("Aaa", ""))
        .file("content/s/sub/_index.md", page("Sub", "weight = 3"))
        .file("content/s/sub/x.md", page("In Sub", ""));
    site.build().succeeds().is_clean();
    let mut order = Vec::new();
    let mut at = String::new();
    // Follow "next" from the home page on.
    loop {
        let page = site.html(&at);
        order.push(page.texts("h1").join(""));
        match page.attributes("a[rel=next]", "href")[..] {
            [] => break,
            [next] => {
                at = resolve(&format!("{at}/"), next)
                    .0
                    .trim_end_matches("/index.html")
                    .to_owned()
            }
            _ => panic!("two pages are next to /{at}"),
        }
    }
    assert_eq!(
        order,
        [
            "Wells", "Section", "Zeta", "Alpha", "Beta", "Sub", "In Sub", "Aaa"
        ]
    );
    let page = site.html("s/sub/x");
    assert_eq!(page.texts("nav.breadcrumbs li"), ["Home", "Section", "Sub"]);
    assert_eq!(
        page.attributes("nav.breadcrumbs a", "href"),
        ["../../../", "../../", "../"]
    );
    assert_eq!(page.attributes("a[rel=prev]", "href"), ["../"]);
}

#[test]
fn a_built_site_works_from_any_folder() {
    let site = sections().sources(&["smith", "board"]).page(
        "dig/start.md",
        "A [claim][@smith, p. 3] and a note[^n]; see [this](by-hand.md#depth).[@board]\n\n[^n]: With a source.[@smith]",
    );
    site.build().succeeds().is_clean();
    assert_eq!(every_link_leads_somewhere(&site.path("public")), [""; 0]);
}

#[test]
fn every_link_of_this_repositorys_explainer_leads_somewhere() {
    let site = Site::empty();
    let output = site.path("site");
    let repository = env!("CARGO_MANIFEST_DIR");
    site.run(&[
        "build",
        "--root",
        repository,
        "--output",
        output.to_str().unwrap(),
    ])
    .succeeds();
    assert_eq!(every_link_leads_somewhere(&output), [""; 0]);
}

/// Follows every `href`, `src` and `srcset` of every page on disk, fragments included; what leads nowhere.
pub(crate) fn every_link_leads_somewhere(folder: &Path) -> Vec<String> {
    let pages: BTreeMap<String, Page> = files_below(folder)
        .into_iter()
        .filter(|file| file.ends_with(".html"))
        .map(|file| {
            let text = std::fs::read_to_string(folder.join(&file)).unwrap();
            (file, Page::parse(text))
        })
        .collect();
    let mut lost = Vec::new();
    let mut followed = 0;
    for (file, page) in &pages {
        let links = ["href", "src", "poster", "data"]
            .iter()
            .flat_map(|name| page.attributes(&format!("[{name}]"), name));
        for link in links {
            if link.contains(":") && !link.starts_with('.') || link.starts_with("//") {
                continue;
            }
            followed += 1;
            // A host shows 404.html at any address, so what it links to starts at the host's root.
            let link = if file == "404.html" {
                link.trim_start_matches('/')
            } else {
                link
            };
            if link.starts_with('/') {
                lost.push(format!("{file}: {link} is absolute"));
                continue;
            }
            let (target, fragment) = resolve(file, link);
            let exists = folder.join(&target).is_file();
            let found = match (pages.get(&target), fragment) {
                (Some(page), Some(id)) if !id.is_empty() => {
                    let ids = page.attributes("[id]", "id");
                    ids.contains(&id.as_str())
                        || page.attributes("a[name]", "name").contains(&id.as_str())
                }
                _ => exists,
            };
            if !found {
                lost.push(format!("{file}: {link}"));
            }
        }
    }
    assert!(followed > pages.len(), "pages link to each other");
    lost
}

/// The file that a relative link on the page `from` leads to, and the fragment.
fn resolve(from: &str, link: &str) -> (String, Option<String>) {
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (link, None),
    };
    let path = decode(path.split('?').next().unwrap());
    if path.is_empty() {
        return (from.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    if !from.ends_with('/') {
        parts.pop();
    }
    let mut folder = false;
    for part in path.split('/') {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leaves the site"),
            part => parts.push(part),
        }
    }
    if folder {
        parts.push("index.html");
    }
    (parts.join("/"), fragment)
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn wikilinks_name_pages_headings_and_files() {
    let wiki = "[markdown]\nwikilinks = true\n";
    let site = sections()
        .config(wiki)
        .page(
            "notes.md",
            "[[By hand]] [[dig/by-hand|words]] [[by-hand#Depth]] [[#Here|up]] [[Digging]] [[plan.pdf]]\n\n\
             ![[north.png|A map]]\n\n## Here\n",
        );
    let run = site.build().succeeds();
    run.is_clean();
    let hand = "../dig/by-hand/";
    assert_eq!(
        hrefs(&site.html("notes")),
        [
            hand,
            hand,
            &format!("{hand}#depth"),
            "#here",
            "../dig/",
            "../dig/plan.pdf"
        ]
    );
    assert_eq!(site.html("notes").attributes("img", "alt"), ["A map"]);
    let site = sections()
        .config(wiki)
        .page("notes.md", "[[By hond]] [[by-hand#Deep]] ![[nroth.png|x]]");
    let errors = site.build().fails(1).diagnostics();
    for part in [
        "no page or file is called \"By hond\"",
        "has no heading with the id `Deep`",
        "no page or file is called \"nroth.png\"",
        "did you mean \"north.png\"?",
    ] {
        assert!(errors.contains(part), "{errors}");
    }
}

#[test]
fn addresses_that_are_shown_may_have_any_harmless_scheme() {
    let site = Site::new().page(
        "a.md",
        "<magnet:x> <https://[::1]/a[b]> <gopher://x.org/1\\> <javascript:x>",
    );
    let errors = site.build().fails(1).headlines();
    assert_eq!(errors.matches("unsafe-url").count(), 1, "{errors}");
}
