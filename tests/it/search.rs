//! The search: its page, its files, and when its index is made.

use std::fs;

use crate::builder::{Site, files_below};

fn site() -> Site {
    Site::new()
        .file(
            "ibid.toml",
            "title = \"Wells\"\nbase_url = \"https://example.org/w/\"\n",
        )
        .sources(&["smith"])
        .page("wells.md", "## By hand\n\nWells are dug by hand.[@smith]\n")
}

/// The files of the search but its page.
fn index(site: &Site) -> Vec<(String, Vec<u8>)> {
    let folder = site.path("public/search");
    let names = files_below(&folder).into_iter();
    let names = names.filter(|name| name != "index.html");
    names
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

#[test]
fn a_site_can_be_searched_without_any_other_host() {
    let site = site();
    site.build().succeeds();
    let names: Vec<String> = index(&site).into_iter().map(|(name, _)| name).collect();
    for wanted in [
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
        "wasm.en.pagefind",
    ] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted}: {names:?}"
        );
    }
    let excerpts = names.iter().filter(|name| name.starts_with("fragment/"));
    assert_eq!(
        excerpts.count(),
        3,
        "the home page, a page, a source: {names:?}"
    );
    assert!(!names.iter().any(|name| name.contains("ui")), "{names:?}");
    let page = site.read("public/wells/index.html");
    assert!(
        page.contains("class=\"search-link\" href=\"../search/\""),
        "{page}"
    );
    assert!(!page.contains("wasm-unsafe-eval"), "{page}");
    let search = site.read("public/search/index.html");
    assert!(search.contains("<noscript>"), "{search}");
    assert!(search.contains("href=\"../wells/\""), "{search}");
}

#[test]
fn sources_are_found_and_share_the_files_of_what_is_shown() {
    let sources =
        (0..46).map(|n| format!("@online{{source-{n}, title = {{Well {n}}}, date = {{2024}}}}\n"));
    let site = Site::new()
        .file("ibid.toml", "title = \"Wells\"\n")
        .file("sources.bib", sources.collect::<String>())
        .page("wells.md", "Wells are dug by hand.\n");
    site.build().succeeds();
    let index = index(&site);
    let entry = index.iter().find(|(name, _)| name == "pagefind-entry.json");
    let entry: serde_json::Value = serde_json::from_slice(&entry.unwrap().1).unwrap();
    assert_eq!(entry["languages"]["en"]["page_count"], 48, "{entry}");
    let excerpts = index
        .iter()
        .filter(|(name, _)| name.starts_with("fragment/"));
    assert_eq!(excerpts.count(), 6, "eight in each");
}

#[test]
fn the_index_is_made_anew_only_where_words_change() {
    let site = site();
    site.build().succeeds();
    let first = index(&site);
    // What pages look like is not searched.
    site.write(
        "templates/partials/footer.html",
        "<footer>{{ site.title }}</footer>",
    );
    site.build().succeeds();
    assert_eq!(index(&site), first);
    site.write(
        "content/wells.md",
        "+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\nWells are drilled.[@smith]\n",
    );
    site.build().succeeds();
    let second = index(&site);
    assert_ne!(second, first);
    let cold = self::site();
    for path in ["content/wells.md", "templates/partials/footer.html"] {
        cold.write(path, site.read(path));
    }
    cold.build().succeeds();
    assert_eq!(index(&cold), second, "an index from nothing is the same");
}

#[test]
fn the_search_can_be_switched_off() {
    let site = site();
    site.build().succeeds();
    let off = "title = \"Wells\"\n[search]\nenabled = false\n";
    site.write("ibid.toml", off);
    site.build().succeeds();
    assert!(!site.has("public/search"));
    assert!(!site.read("public/wells/index.html").contains("search-link"));
}

#[test]
fn a_large_site_has_to_ask_for_the_search() {
    let mut site = Site::new().file("ibid.toml", "title = \"Wells\"\n");
    for n in 0..1000 {
        site = site.page(&format!("p{n}.md"), "Text.");
    }
    // The home page makes one too many.
    site.build().succeeds();
    assert!(!site.has("public/search"));
    site.write("ibid.toml", "title = \"Wells\"\n[search]\nenabled = true\n");
    site.build().succeeds();
    assert!(site.has("public/search/pagefind.js"));
}

#[test]
fn a_file_of_the_author_does_not_take_the_place_of_the_search() {
    let site = site().file("static/search/pagefind.js", "mine");
    let run = site.build().fails(1);
    assert!(
        run.stderr.contains("is taken by the search"),
        "{}",
        run.stderr
    );
    // But a page of that name is only that of the search.
    let site = self::site().page("search.md", "Mine.");
    let run = site.build().fails(1);
    assert!(run.stderr.contains("duplicate-url"), "{}", run.stderr);
}
