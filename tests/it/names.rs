//! Names of files as systems and editors leave them, and characters that no file of the web may hold.

use std::os::unix::fs::symlink;

use crate::builder::{PNG, Site};

#[test]
fn links_find_files_whose_names_are_decomposed() {
    // A Mac may write "é" as two characters; people type it as one.
    let site = Site::new()
        .file(
            "content/cafe\u{301}.md",
            "+++\ntitle = \"Café\"\ndescription = \"D\"\n+++\n## Année\n\nText.\n",
        )
        .file("content/carte-e\u{301}.png", PNG)
        .page(
            "a.md",
            "See [it](caf\u{e9}.md), [its part](caf\u{e9}.md#ann\u{e9}e) and ![a map](carte-\u{e9}.png).\n",
        );
    site.build().succeeds().is_clean();
    assert!(
        site.has("public/caf\u{e9}/index.html"),
        "{:?}",
        site.files("public")
    );
    let page = site.html("a");
    assert_eq!(
        page.attributes("div.prose p a", "href"),
        ["../caf%C3%A9/", "../caf%C3%A9/#ann%C3%A9e"]
    );
}

#[test]
fn what_editors_and_systems_leave_is_neither_read_nor_published() {
    let mut site = Site::new().page("a.md", "Text.\n");
    let names = [
        "#a.md#",
        "a.md~",
        "a.md.bak",
        "a.md.orig",
        "a.md.rej",
        ".a.md.swp",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "4913",
    ];
    for folder in ["content", "static"] {
        for name in names {
            site = site.file(&format!("{folder}/{name}"), "a secret draft");
        }
    }
    symlink("ann@host.1234", site.path("content/.#a.md")).unwrap();
    site.build().succeeds().is_clean();
    let published = site.files("public");
    for name in names {
        let found = published.iter().find(|path| path.ends_with(name));
        assert_eq!(found, None);
    }
    let told = published.iter().filter(|path| path.ends_with(".html"));
    for path in told {
        assert!(!site.read(&format!("public/{path}")).contains("secret"));
    }
}

#[test]
fn control_characters_do_not_break_feeds() {
    let site = Site::new()
        .file(
            "ibid.toml",
            "title = \"T\\u0001\"\nbase_url = \"https://example.org\"\n",
        )
        .file(
            "content/a.md",
            "+++\ntitle = \"A\\u0001B\\u000B\"\ndescription = \"D\\u001B[1m\"\ndate = 2024-06-19\n+++\nWords \u{1}\u{b}\u{c}\u{1b} end.\n",
        );
    site.build().succeeds();
    let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\t' | '\r');
    for feed in ["public/atom.xml", "public/sitemap.xml"] {
        let text = site.read(feed);
        assert!(text.chars().all(allowed), "{feed}: {text:?}");
    }
    let json = site.read("public/feed.json");
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
}
