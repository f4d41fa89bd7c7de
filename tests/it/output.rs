//! The output contract: what readers' programs (browsers, screen readers, Zotero, feed readers, robots) rely on.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use serde_json::Value;

use crate::builder::Site;

/// A dated page with a claim, a footnote and a section around it, at a known address.
fn example() -> Site {
    Site::new()
        .sources(&["smith", "jones"])
        .file(
            "ibid.toml",
            "title = \"Wells & Water\"\ndescription = \"How wells <are> dug.\"\nbase_url = \"https://example.org/wells/\"\n\
             language = \"en-GB\"\nauthors = [\"Ada \\\"A\\\" <Lee>\"]\n",
        )
        .file(
            "content/dig/_index.md",
            "+++\ntitle = \"Digging\"\ndescription = \"Ways to dig.\"\ndate = 2024-01-01\n+++\n\nText.\n",
        )
        .file(
            "content/dig/by-hand.md",
            "+++\ntitle = \"By </script> \\\"hand\\\" & more\"\ndescription = \"Deep & <deeper>.\"\ndate = 2024-02-03\n\
             updated = 2024-05-06\nas_of = 2024-04-05\naliases = [\"/old/hand/\", \"hand.html\"]\n+++\n\n\
             Wells are [dug by hand][@smith, p. 3] to this day.[^n] Some are deep.[@jones; @smith]\n\n\
             [^n]: Not all.[@jones]\n",
        )
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&site.read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Reads a whole XML file, which fails where it is not well-formed, and gives the texts of an element.
fn xml_texts(text: &str, element: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut inside, mut texts) = (false, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == element.as_bytes() => {
                inside = true;
                texts.push(String::new());
            }
            Event::End(_) => inside = false,
            Event::Text(part) if inside => {
                texts.last_mut().unwrap().push_str(&part.decode().unwrap())
            }
            Event::GeneralRef(name) if inside => {
                let name = name.decode().unwrap().into_owned();
                let char = quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                texts.last_mut().unwrap().push_str(char);
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

#[test]
fn notes_and_their_markers_lead_to_each_other() {
    let site = example();
    site.build().succeeds().is_clean();
    let page = site.html("dig/by-hand");
    let markers = page.all("sup.note-ref > a[role=doc-noteref]");
    assert_eq!(markers.len(), 3);
    for (n, marker) in (1..).zip(markers) {
        assert_eq!(marker.attr("id"), Some(&*format!("ref-{n}")));
        assert_eq!(marker.attr("href"), Some(&*format!("#note-{n}")));
        assert_eq!(crate::builder::text(marker), n.to_string());
        let back = page.attributes(
            &format!("section[role=doc-endnotes] li#note-{n} a[role=doc-backlink]"),
            "href",
        );
        assert_eq!(back, [format!("#ref-{n}")]);
    }
    assert_eq!(page.all("section[role=doc-endnotes] li").len(), 3);
}

#[test]
fn references_lead_to_their_uses_and_to_the_ledger() {
    let site = example();
    site.build().succeeds().is_clean();
    let page = site.html("dig/by-hand");
    let uses = |key: &str| {
        page.attributes(
            &format!("section[role=doc-bibliography] li#source-{key} .uses a"),
            "href",
        )
    };
    assert_eq!(uses("smith"), ["#ref-1", "#ref-3", "../../sources/smith/"]);
    assert_eq!(uses("jones"), ["#note-2", "#ref-3", "../../sources/jones/"]);
}

#[test]
fn claims_name_their_sources() {
    let site = example();
    site.build().succeeds().is_clean();
    let page = site.html("dig/by-hand");
    assert_eq!(page.attributes("span.claim", "data-sources"), ["smith"]);
    assert_eq!(page.texts("span.claim"), ["dug by hand"]);
}

#[test]
fn the_head_says_what_the_page_is() {
    let site = example();
    site.build().succeeds().is_clean();
    let page = site.html("dig/by-hand");
    let meta = |name: &str| {
        page.attributes(
            &format!("meta[name='{name}'], meta[property='{name}']"),
            "content",
        )
    };
    assert_eq!(
        page.texts("title"),
        ["By </script> “hand” & more · Wells & Water"]
    );
    assert_eq!(page.attributes("html", "lang"), ["en-GB"]);
    assert_eq!(meta("description"), ["Deep & <deeper>."]);
    assert_eq!(
        page.attributes("link[rel=canonical]", "href"),
        ["https://example.org/wells/dig/by-hand/"]
    );
    for (name, content) in [
        ("og:url", "https://example.org/wells/dig/by-hand/"),
        ("og:type", "article"),
        ("og:title", "By </script> “hand” & more"),
        ("og:description", "Deep & <deeper>."),
        ("og:site_name", "Wells & Water"),
        ("article:published_time", "2024-02-03"),
        ("article:modified_time", "2024-05-06"),
        ("citation_title", "By </script> “hand” & more"),
        ("citation_author", "Ada \"A\" <Lee>"),
        ("citation_publication_date", "2024/02/03"),
        ("z:itemType", "webpage"),
        ("citation_language", "en-GB"),
        (
            "citation_public_url",
            "https://example.org/wells/dig/by-hand/",
        ),
    ] {
        assert_eq!(meta(name), [content], "{name}");
    }
}

#[test]
fn structured_data_parses_and_names_the_sources() {
    let site = example();
    site.build().succeeds().is_clean();
    let page = site.html("dig/by-hand");
    let script = &page.texts("script[type='application/ld+json']")[0];
    let data: Value = serde_json::from_str(script).unwrap();
    insta::assert_snapshot!(format!("{data:#}"), @r#"
    {
      "@context": "https://schema.org",
      "@graph": [
        {
          "@type": "Article",
          "author": [
            {
              "@type": "Person",
              "name": "Ada \"A\" <Lee>"
            }
          ],
          "citation": [
            {
              "@type": "Book",
              "author": [
                {
                  "@type": "Person",
                  "name": "Ben Jones"
                },
                {
                  "@type": "Person",
                  "name": "Cleo Roe"
                }
              ],
              "datePublished": "2019",
              "name": "Ground Water",
              "publisher": {
                "@type": "Organization",
                "name": "Delta Press"
              }
            },
            {
              "@type": "WebPage",
              "author": [
                {
                  "@type": "Person",
                  "name": "Ada Smith"
                }
              ],
              "datePublished": "2023-04-12",
              "name": "How to dig a well",
              "publisher": {
                "@type": "Organization",
                "name": "The Water Journal"
              },
              "url": "https://example.org/wells"
            }
          ],
          "dateModified": "2024-05-06",
          "datePublished": "2024-02-03",
          "description": "Deep & <deeper>.",
          "headline": "By </script> “hand” & more",
          "image": "https://example.org/wells/card.png",
          "inLanguage": "en-GB",
          "isPartOf": {
            "@type": "WebSite",
            "name": "Wells & Water"
          },
          "mainEntityOfPage": "https://example.org/wells/dig/by-hand/",
          "publisher": {
            "@type": "Person",
            "name": "Ada \"A\" <Lee>"
          },
          "url": "https://example.org/wells/dig/by-hand/"
        },
        {
          "@type": "BreadcrumbList",
          "itemListElement": [
            {
              "@type": "ListItem",
              "item": "https://example.org/wells/",
              "name": "Wells",
              "position": 1
            },
            {
              "@type": "ListItem",
              "item": "https://example.org/wells/dig/",
              "name": "Digging",
              "position": 2
            },
            {
              "@type": "ListItem",
              "item": "https://example.org/wells/dig/by-hand/",
              "name": "By </script> “hand” & more",
              "position": 3
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn without_a_base_url_nothing_is_canonical() {
    let site = Site::new();
    site.build().succeeds().is_clean();
    let page = site.html("");
    assert_eq!(
        page.all("link[rel=canonical], meta[property='og:url']")
            .len(),
        0
    );
    assert_eq!(site.read("public/robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn the_base_url_can_be_given_when_building() {
    let site = example();
    site.run(&["build", "--base-url", "https://other.example/x"])
        .succeeds()
        .is_clean();
    assert_eq!(
        site.html("dig").attributes("link[rel=canonical]", "href"),
        ["https://other.example/x/dig/"]
    );
}

#[test]
fn the_sitemap_lists_every_page() {
    let site = example();
    site.build().succeeds().is_clean();
    let text = site.read("public/sitemap.xml");
    let base = "https://example.org/wells/";
    let urls: Vec<String> = [
        "",
        "dig/",
        "dig/by-hand/",
        "sources/",
        "sources-by-group/",
        "sources/smith/",
        "sources/jones/",
    ]
    .iter()
    .map(|url| format!("{base}{url}"))
    .collect();
    assert_eq!(xml_texts(&text, "loc"), urls);
    assert_eq!(xml_texts(&text, "lastmod"), ["2024-01-01", "2024-05-06"]);
    assert_eq!(
        site.read("public/robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://example.org/wells/sitemap.xml\n"
    );
}

#[test]
fn the_feeds_hold_dated_pages_newest_first() {
    let site = example();
    site.build().succeeds().is_clean();
    let atom = site.read("public/atom.xml");
    assert_eq!(
        xml_texts(&atom, "title"),
        ["Wells & Water", "By </script> “hand” & more", "Digging"]
    );
    assert_eq!(
        xml_texts(&atom, "updated"),
        [
            "2024-05-06T00:00:00Z",
            "2024-05-06T00:00:00Z",
            "2024-01-01T00:00:00Z"
        ]
    );
    insta::assert_snapshot!(atom, @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
     <title>Wells &amp; Water</title>
     <subtitle>How wells &lt;are&gt; dug.</subtitle>
     <id>https://example.org/wells/</id>
     <link href="https://example.org/wells/"/>
     <link rel="self" type="application/atom+xml" href="https://example.org/wells/atom.xml"/>
     <updated>2024-05-06T00:00:00Z</updated>
     <author>
      <name>Ada &quot;A&quot; &lt;Lee&gt;</name>
     </author>
     <entry>
      <title>By &lt;/script&gt; “hand” &amp; more</title>
      <id>https://example.org/wells/dig/by-hand/</id>
      <link href="https://example.org/wells/dig/by-hand/"/>
      <published>2024-02-03T00:00:00Z</published>
      <updated>2024-05-06T00:00:00Z</updated>
      <summary>Deep &amp; &lt;deeper&gt;.</summary>
      <content type="html">&lt;p&gt;Wells are &lt;span class=&quot;claim&quot; data-sources=&quot;smith&quot;&gt;dug by hand&lt;/span&gt;&lt;sup class=&quot;note-ref&quot;&gt;&lt;a id=&quot;ref-1&quot; href=&quot;#note-1&quot; role=&quot;doc-noteref&quot;&gt;1&lt;/a&gt;&lt;/sup&gt; to this day.&lt;sup class=&quot;note-ref&quot;&gt;&lt;a id=&quot;ref-2&quot; href=&quot;#note-2&quot; role=&quot;doc-noteref&quot;&gt;2&lt;/a&gt;&lt;/sup&gt; Some are deep.&lt;sup class=&quot;note-ref&quot;&gt;&lt;a id=&quot;ref-3&quot; href=&quot;#note-3&quot; role=&quot;doc-noteref&quot;&gt;3&lt;/a&gt;&lt;/sup&gt;&lt;/p&gt;
    &lt;h2&gt;Notes&lt;/h2&gt;
    &lt;ol&gt;
    &lt;li id=&quot;note-1&quot;&gt;Ada Smith, “&lt;a href=&quot;https://example.org/wells&quot;&gt;How to dig a well&lt;/a&gt;”, The Water Journal, 12 April 2023, p. 3.&lt;/li&gt;
    &lt;li id=&quot;note-2&quot;&gt;&lt;p&gt;Not all.&lt;span class=&quot;citation&quot;&gt;(Ben Jones and Cleo Roe, &lt;em&gt;Ground Water&lt;/em&gt;, Delta Press, 2019)&lt;/span&gt;&lt;/p&gt;
    &lt;/li&gt;
    &lt;li id=&quot;note-3&quot;&gt;Ibid.; Smith, “&lt;a href=&quot;https://example.org/wells&quot;&gt;How to dig a well&lt;/a&gt;”.&lt;/li&gt;
    &lt;/ol&gt;
    </content>
     </entry>
     <entry>
      <title>Digging</title>
      <id>https://example.org/wells/dig/</id>
      <link href="https://example.org/wells/dig/"/>
      <published>2024-01-01T00:00:00Z</published>
      <updated>2024-01-01T00:00:00Z</updated>
      <summary>Ways to dig.</summary>
      <content type="html">&lt;p&gt;Text.&lt;/p&gt;
    </content>
     </entry>
    </feed>
    "#);
    let feed = json(&site, "public/feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(
        feed["items"][0]["url"],
        "https://example.org/wells/dig/by-hand/"
    );
    assert_eq!(feed["items"][0]["title"], "By </script> “hand” & more");
    assert_eq!(feed["items"][0]["date_modified"], "2024-05-06T00:00:00Z");
    assert_eq!(feed["items"].as_array().unwrap().len(), 2);
}

#[test]
fn the_ledger_is_there_as_data() {
    let site = example();
    site.build().succeeds().is_clean();
    let data = json(&site, "public/sources.json");
    let smith = &data["sources"]
        .as_array()
        .unwrap()
        .iter()
        .find(|source| source["key"] == "smith")
        .unwrap();
    insta::assert_snapshot!(format!("{smith:#}"), @r#"
    {
      "annotation": null,
      "archive_url": null,
      "authors": [
        "Ada Smith"
      ],
      "container": null,
      "date": "2023-04-12",
      "doi": null,
      "fields": {
        "author": "Smith, Ada",
        "date": "2023-04-12",
        "publisher": "The Water Journal",
        "title": "How to dig a well",
        "url": "https://example.org/wells"
      },
      "key": "smith",
      "keywords": [],
      "language": null,
      "ledger": "/sources/smith/",
      "publisher": "The Water Journal",
      "reference": "Smith, Ada, “How to dig a well”, The Water Journal, 12 April 2023.",
      "title": "How to dig a well",
      "type": "online",
      "url": "https://example.org/wells",
      "uses": [
        {
          "claim": "dug by hand",
          "locator": "p. 3",
          "sentence": "Wells are dug by hand to this day.",
          "url": "/dig/by-hand/#ref-1"
        },
        {
          "claim": null,
          "locator": "",
          "sentence": "Some are deep.",
          "url": "/dig/by-hand/#ref-3"
        }
      ]
    }
    "#);
    let page = &data["pages"]["/dig/by-hand/"];
    assert_eq!(page["file"], "content/dig/by-hand.md");
    assert_eq!(page["title"], "By </script> “hand” & more");
}

#[test]
fn old_addresses_send_readers_on() {
    let site = example();
    site.build().succeeds().is_clean();
    for (file, to) in [
        ("old/hand/index.html", "../../dig/by-hand/"),
        ("hand.html", "dig/by-hand/"),
    ] {
        let page = site.html(file);
        assert_eq!(
            page.attributes("meta[http-equiv=refresh]", "content"),
            [format!("0; url={to}")]
        );
        assert_eq!(page.attributes("a", "href"), [to], "{file}");
    }
}

#[test]
fn the_page_for_lost_readers_works_at_any_address() {
    let site = example();
    site.build().succeeds().is_clean();
    let page = site.html("404.html");
    for link in page.attributes("[href], [src]", "href") {
        assert!(
            link.starts_with("/wells/") || link.starts_with('#') || link.starts_with("https://"),
            "{link}"
        );
    }
}

#[test]
fn the_print_view_holds_every_page_with_ids_of_its_own() {
    let site = example()
        .page(
            "dig-by/hand.md",
            "## Same\n\nSee [it](#same) and [that](@/dig/by/hand.md#same).",
        )
        .page(
            "dig/by/hand.md",
            "## Same\n\n<i id=\"mine\">A</i>.[^x] See [there](#mine).\n\n[^x]: Note.",
        );
    site.build().succeeds().is_clean();
    let page = site.html("print");
    assert_eq!(page.all("article.chapter").len(), 5);
    let ids = page.attributes("[id]", "id");
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    let links = page.attributes("div.prose a", "href");
    for link in &links {
        if let Some(id) = link.strip_prefix('#') {
            assert!(ids.contains(&id), "{link}");
        }
    }
    assert!(links.len() >= 6, "{links:?}");
}

#[test]
fn assets_are_named_by_their_content() {
    let site = example();
    site.build().succeeds().is_clean();
    let style =
        |site: &Site| site.html("").attributes("link[rel=stylesheet]", "href")[0].to_owned();
    let before = style(&site);
    assert!(site.has(&format!("public/{before}")));
    assert_eq!(before.split('.').nth(1).map(str::len), Some(16), "{before}");
    site.write("themes/folio/assets/folio.css", "body { color: red }\n");
    site.build().succeeds().is_clean();
    let after = style(&site);
    assert_ne!(before, after);
    assert!(!site.has(&format!("public/{before}")));
    assert_eq!(
        site.read(&format!("public/{after}")),
        "body { color: red }\n"
    );
}

#[test]
fn all_html_is_well_formed() {
    let site = example();
    site.build().succeeds().is_clean();
    for file in site
        .files("public")
        .iter()
        .filter(|file| file.ends_with(".html"))
    {
        let text = site.read(&format!("public/{file}"));
        let errors = scraper::Html::parse_document(&text).errors;
        assert_eq!(errors, [""; 0], "{file}");
        assert_eq!(text.matches("<h1").count(), 1, "{file}");
    }
}
