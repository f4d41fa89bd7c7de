//! What an edit changes, and what holds: the table in `docs/architecture.md`.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use super::*;

const CONFIG: &str = "title = \"T\"\n";
const HOME: &str = "+++\ntitle = \"T\"\n+++\nSee [b](b.md#one).\n";
const A: &str = "+++\ntitle = \"A\"\n+++\nSaid.[@smith]\n";
const B: &str = "+++\ntitle = \"B\"\n+++\n## One\n\nSaid.[@jones]\n";
const SOURCES: &str = "@book{smith, title = {Wells}}\n@book{jones, title = {Pumps}}\n";

/// Compiles a small explainer, edits one file, and compiles it again.
fn edit(path: &str, text: &str) -> (Explainer, Explainer) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let full = folder.path().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    };
    write("ibid.toml", CONFIG);
    write("content/_index.md", HOME);
    write("content/a.md", A);
    write("content/b.md", B);
    write("sources.bib", SOURCES);
    let options = Options::default();
    let before = Explainer::load(folder.path(), &options, Lifetime::Edits).unwrap();
    write(path, text);
    let mut manuscript = before.manuscript.clone();
    let (_, config) = manuscript.refresh(&BTreeSet::from([path.to_owned()]));
    config.unwrap();
    let after = Explainer::compile(manuscript, &options, Some(&before));
    (before, after)
}

/// The pages of which an edit changed the words.
fn words(explainer: &Explainer) -> Vec<&str> {
    let Edit::Words(pages) = &explainer.edit else {
        panic!("{:?}", explainer.edit)
    };
    let pages = pages.iter();
    pages
        .map(|id| &*explainer.site.page(*id).document.path)
        .collect()
}

/// Of how many pages two explainers share the document, and of how many the notes.
fn shared(before: &Explainer, after: &Explainer) -> (usize, usize) {
    let pages = after.site.tree.pages.iter().filter_map(|page| {
        let old = before.site.tree.by_path(&page.document.path)?;
        let notes = (&before.site.notes[old.id], &after.site.notes[page.id]);
        Some((
            Arc::ptr_eq(&old.document, &page.document),
            Arc::ptr_eq(notes.0, notes.1),
        ))
    });
    let pages: Vec<_> = pages.collect();
    let count = |is: fn(&(bool, bool)) -> bool| pages.iter().filter(|page| is(page)).count();
    (count(|page| page.0), count(|page| page.1))
}

#[test]
fn words_of_a_page_touch_that_page() {
    let (before, after) = edit("content/b.md", &format!("{B}More.\n"));
    assert_eq!(words(&after), ["content/b.md"]);
    assert_eq!(shared(&before, &after), (2, 3));
}

#[test]
fn a_heading_touches_the_pages_that_link_to_it() {
    let (_, after) = edit("content/b.md", &B.replace("One", "Two"));
    assert_eq!(words(&after), ["content/_index.md", "content/b.md"]);
}

#[test]
fn a_source_touches_the_pages_that_cite_it() {
    let (before, after) = edit("sources.bib", &SOURCES.replace("Wells", "Springs"));
    assert_eq!(words(&after), ["content/a.md"]);
    assert_eq!(shared(&before, &after), (3, 3));
}

#[test]
fn a_save_without_a_change_touches_nothing() {
    let (before, after) = edit("content/b.md", B);
    assert_eq!(after.edit, Edit::Nothing);
    assert!(Arc::ptr_eq(&before.site, &after.site));
}

#[test]
fn a_template_links_nothing_and_may_change_all_pages() {
    let (before, after) = edit("templates/page.html", "{{ page.title }}");
    assert_eq!(after.edit, Edit::Shape);
    assert!(Arc::ptr_eq(&before.site, &after.site));
}

#[test]
fn a_title_and_a_new_page_change_the_shape() {
    let (before, after) = edit("content/b.md", &B.replace("\"B\"", "\"0\""));
    assert_eq!(after.edit, Edit::Shape);
    assert_eq!(shared(&before, &after), (2, 2));
    let (before, after) = edit("content/c.md", A);
    assert_eq!(after.edit, Edit::Shape);
    assert_eq!(shared(&before, &after), (3, 3));
}

#[test]
fn a_key_and_the_style_change_the_shape() {
    let (before, after) = edit("sources.bib", &SOURCES.replace("jones", "johns"));
    assert_eq!(after.edit, Edit::Shape);
    assert_eq!(shared(&before, &after), (3, 2));
    let (before, after) = edit(
        "ibid.toml",
        &format!("{CONFIG}[citations]\nstyle = \"apa\"\n"),
    );
    assert_eq!(after.edit, Edit::Shape);
    assert_eq!(shared(&before, &after), (3, 0));
}
