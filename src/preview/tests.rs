//! After any edits the site in memory is what a cold build of the same files makes, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::compiler::Compiler;
use crate::explainer::{Explainer, Lifetime, Options};
use crate::fuzz::everything;
use crate::site::Route;

/// Edits in a sequence, and sequences: 1,000 edits in all.
const LENGTH: usize = 50;
const SEQUENCES: u32 = 20;
/// So many edits of a sequence are one save.
const SAVE: usize = 2;

/// Files that come and go.
const PATHS: &[&str] = &[
    "content/_index.md",
    "content/a.md",
    "content/b.md",
    "content/s/_index.md",
    "content/s/c.md",
    "content/s/d.md",
    "content/s/t/e.md",
    "content/s/map.svg",
    "static/map.svg",
    "templates/page.html",
    "templates/shortcodes/box.html",
    "themes/folio/assets/folio.css",
    "sources.bib",
    "more.bib",
    "data/wells.csv",
    "data/facts.toml",
    "ibid.toml",
];

/// Which of them is the bibliography.
const BIBLIOGRAPHY: usize = 12;

/// So many of them are pages.
const PAGES: usize = 7;

/// Folders that come and go.
const FOLDERS: &[&str] = &["content/s", "content/s/t", "templates", "static", "content"];

#[derive(Clone, Debug)]
enum Edit {
    Write(usize, Vec<usize>),
    /// Writes a page whose title and place stay, the commonest edit.
    Reword(usize, Vec<usize>),
    /// Writes the bibliography with the same keys.
    Restate(usize),
    Delete(usize),
    Rename(usize, usize),
    MoveFolder(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let path = 0..PATHS.len();
    let folder = 0..FOLDERS.len();
    let parts = prop::collection::vec(0..1000_usize, 6);
    let edit = prop_oneof![
        6 => (path.clone(), parts.clone()).prop_map(|(path, parts)| Edit::Write(path, parts)),
        8 => (1..PAGES, parts).prop_map(|(path, parts)| Edit::Reword(path, parts)),
        3 => (0..1000_usize).prop_map(Edit::Restate),
        1 => path.clone().prop_map(Edit::Delete),
        1 => (path.clone(), path).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => (folder.clone(), folder).prop_map(|(from, to)| Edit::MoveFolder(from, to)),
    ];
    prop::collection::vec(edit, LENGTH)
}

/// A text for `path`: whole or broken, as the numbers in `parts` have it.
fn text(path: &str, parts: &[usize]) -> String {
    let pick = |i: usize, of: &[&str]| of[parts[i] % of.len()].to_owned();
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "ibid.toml" => [
            pick(0, &["title = \"T\"\n", "title = \"U\"\n", "titel = 1\n", "title = [\n"]),
            pick(1, &["", "base_url = \"https://x.org/y\"\n", "theme = \"other\"\n", "language = \"de\"\n"]),
            pick(2, &["", "[citations]\nstyle = \"ieee\"\n", "[citations]\nbibliography = [\"sources.bib\", \"more.bib\"]\n"]),
            pick(3, &["", "[lints]\nunused-source = \"deny\"\n", "[markdown]\nsmart_punctuation = false\n", "[cross_references]\nnumber = \"site\"\n", "[cross_references]\nnumber = \"section\"\n"]),
        ]
        .concat(),
        "page.html" => pick(0, &["{{ page.title }}\n{{ page.content_html | safe }}", "{% if %}", "{{ page.nothing.at.all }}"]),
        "box.html" => pick(0, &["<div>{{ src }}</div>", "{{ nothing.at.all }}", "<p>{{ body_html | safe }}</p>"]),
        "wells.csv" => pick(0, &["date,who,text,value,source\n2024,Ann,Dug [@one],3,one\n", "date,who,text,value,source\n2024,Ann,[Dug](@/b.md),4,two\n2023,Ben,,x,\n", "date,who\n", "a,\"b"]),
        "facts.toml" => pick(1, &["[depth]\nvalue = 3\nsource = \"one, p. 3\"\n", "[depth]\nvalue = 4\nwording = \"*four* [it](@/a.md)\"\nsource = \"on\"\n", "[depth\n"]),
        name if name.ends_with(".bib") => [
            pick(0, &["", "@online{one, title = {One}, author = {Ann, A}, date = {2024}}\n", "@online{one, title = {Une}, keywords = {weak}}\n@misc{fig:m, title = {M}}\n", "@online{one, title = {One}, date = {2001}, url = {https://e.org/one}}\n", "@online{one, title = {One}, author = {Ann, A}, keywords = {retracted}}\n"]),
            pick(1, &["", "@online{two, title = {Two}, author = {Ben, B}, date = {2023}, publisher = {P}}\n", "@book{two, title = {Zwei},\n"]),
            pick(2, &["", "% ibid: allow(incomplete-source) reason=\"so\"\n@misc{three, title = {Three}, keywords = {retracted}}\n", "@misc{three, title = {Drei}, date = {2030}}\n"]),
        ]
        .concat(),
        name if name.ends_with(".md") => [
            pick(0, &["+++\ntitle = \"A\"\n", "+++\ntitle = \"B\"\nweight = 1\n", "---\ntitle: C\ndate: 2024-01-02\n", "+++\ntitel = 1\n", "+++\ntitle = \"D\"\ndraft = true\n", "+++\ntitle = \"E\"\nslug = \"f\"\naliases = [\"/old\"]\n"]),
            // Fences that fit what came before, mostly.
            pick(0, &["+++\n", "+++\n", "---\n", "+++\n", "+++\n", "+++\n"]),
            pick(1, &["", "## Heading\n\n", "## Heading {#x}\n\n## Heading {#x}\n\n", "### Deep\n\n", "## Heading {#sec:h}\n\n![m](/map.svg){#fig:m}\n\n"]),
            pick(2, &["See [it](@/a.md#heading).\n\n", "See [it](@/s/c.md).\n\n", "See @fig:m, [@sec:h].\n\n", "[s](s/_index.md#x)\n\n", "![m](/map.svg)\n\n", "<!-- ibid: allow(broken-link) reason=\"so\" -->\n[gone](nowhere.md)\n\n", "[src](/sources/two/)\n\n"]),
            pick(3, &["In 2024 [many][@one, p. 3].\n\n", "So [@two; @three].\n\n", "It rose [@on].\n\n", "@one says [^n].\n\n[^n]: Note [@two].\n\n", "In 2024 there were [90](https://e.org/one).\n\n", ""]),
            pick(4, &["", "{{ box(src=\"map.svg\") }}\n", "{% box(src=\"/map.svg\") %}\nIn [it](@/b.md#heading).\n{% end %}\n", "{{ boks() }}\n", "{{ chart(data=\"wells.csv\", kind=\"line\", x=\"date\") }}\n", "It is {{ fact(id=\"depth\") }} deep.\n\n{{ timeline(data=\"wells.csv\") }}\n"]),
            pick(5, &["Words.", "More words.", "\u{fffd}", ""]),
        ]
        .concat(),
        _ => format!("{}\n", parts[0] % 3),
    }
}

/// Carries out an edit; the paths that a watcher would tell of.
fn carry_out(root: &Path, edit: &Edit) -> Vec<String> {
    let place = |path: &str| {
        let full = root.join(path);
        let _ = fs::create_dir_all(full.parent().unwrap());
        full
    };
    match edit {
        Edit::Write(path, parts) => {
            let path = PATHS[*path];
            let mut bytes = text(path, parts).into_bytes();
            if parts[5] % 40 == 3 {
                bytes.push(0xff);
            }
            fs::write(place(path), bytes).unwrap();
            vec![path.to_owned()]
        }
        Edit::Reword(path, parts) => {
            let mut parts = parts.clone();
            parts[0] = 0;
            carry_out(root, &Edit::Write(*path, parts))
        }
        Edit::Restate(n) => {
            let one = [1, 3, 4][n % 3];
            let parts = [one, 1, 1 + n / 3 % 2, 0, 0, 0];
            carry_out(root, &Edit::Write(BIBLIOGRAPHY, parts.to_vec()))
        }
        Edit::Delete(path) => {
            let _ = fs::remove_file(root.join(PATHS[*path]));
            vec![PATHS[*path].to_owned()]
        }
        Edit::Rename(from, to) => {
            let (from, to) = (PATHS[*from], PATHS[*to]);
            let _ = fs::rename(root.join(from), place(to));
            vec![from.to_owned(), to.to_owned()]
        }
        Edit::MoveFolder(from, to) => {
            let (from, to) = (FOLDERS[*from], FOLDERS[*to]);
            let _ = fs::rename(root.join(from), place(to));
            vec![from.to_owned(), to.to_owned()]
        }
    }
}

/// Notes what each page looks like, by its path and the digest of what it is made of; a page that looked otherwise
/// when it was made of the same.
fn note_inputs(
    explainer: &Explainer,
    seen: &mut BTreeMap<(String, u128), String>,
) -> Option<String> {
    let renderer = explainer.renderer();
    let shown = everything(explainer);
    let mut files = explainer.site.routes.files();
    files.find_map(|(path, route)| {
        let Route::Html(page) = route else {
            return None;
        };
        let known = seen.entry((path.to_owned(), renderer.inputs(page)));
        let known = known.or_insert_with(|| shown[path].clone());
        (*known != shown[path]).then(|| path.to_owned())
    })
}

#[test]
fn memory_equals_a_cold_build_after_any_edits() {
    let sequence = |edits: Vec<Edit>| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (i, path) in PATHS.iter().enumerate() {
            carry_out(root, &Edit::Write(i, vec![0, 0, 0, 0, 0, 0]));
            assert!(root.join(path).exists());
        }
        let options = Options {
            today: Some(jiff::civil::date(2026, 1, 1)),
            ..Options::default()
        };
        let (mut compiler, _) = Compiler::open(root, options.clone()).unwrap();
        let mut seen = BTreeMap::new();
        for save in edits.chunks(SAVE) {
            let told = save.iter().flat_map(|edit| carry_out(root, edit));
            let told: BTreeSet<String> = told.collect();
            compiler.update(&told);
            let Ok(cold) = Explainer::load(root, &options, Lifetime::Edits) else {
                prop_assert!(compiler.config_fault().is_some());
                continue;
            };
            let warm = compiler.explainer();
            prop_assert_eq!(&warm.report, &cold.report);
            prop_assert_eq!(everything(warm), everything(&cold));
            prop_assert_eq!(note_inputs(&cold, &mut seen), None);
        }
        Ok(())
    };
    let config = Config {
        cases: SEQUENCES,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config).run(&edits(), sequence).unwrap();
}
