//! A build does only what changed, and makes what a build from nothing makes.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::builder::{Run, Site, files_below};

/// A small site with all kinds of links between its pages.
fn site() -> Site {
    let site = Site::new()
        .sources(&["smith", "jones"])
        .file("content/part/_index.md", page("Part", "About.[@jones]"))
        .file("content/other/_index.md", page("Other", "More."));
    (0..4).fold(site, |site, n| {
        site.file(&path(n), page(&format!("P{n}"), "Text."))
    })
}

fn path(n: usize) -> String {
    let folder = if n.is_multiple_of(2) { "part" } else { "other" };
    format!("content/{folder}/p{n}.md")
}

fn page(title: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndescription = \"D.\"\n+++\n{body}\n")
}

/// What somebody does to an explainer between two builds.
#[derive(Clone, Debug)]
enum Change {
    /// Writes a page: its number, title, which bodies.
    Page(usize, usize, Vec<usize>),
    Remove(usize),
    /// The same for a file that all or many pages depend on: which file, which text.
    Shared(usize, usize),
}

const BODIES: &[&str] = &[
    "Plain words.",
    "Wells are old [@smith, p. 3]. So are pumps.",
    "[The depth is known][@jones].",
    "See [the part](@/part/_index.md) and [it](/other/).",
    "## A heading\n\nWith a note.[^n]\n\n[^n]: It [cites][@smith].",
    "{{ figure(src=\"/map.svg\", alt=\"A map\") }}",
    "| a | b |\n|---|---|\n| cell [@smith] | other |",
    "{{ chart(data=\"wells.csv\", kind=\"bar\") }}",
    "Some {{ fact(id=\"depth\") }} deep.\n\n{{ timeline(data=\"wells.csv\") }}",
    "See @fig:m.\n\n![A map](/map.svg){#fig:m}\n\n## Depth {#sec:d}",
    "See @fig:m and @sec:d.",
    "In 2024 it rose by 5 %. It fell by 40 % [@smith].",
    "TODO\n\n> They said so in 1961.\n\nIt is 30 m deep, ?? says.",
];

/// Files that many pages depend on, each with the texts that it may have; an empty one means that it is not there.
const SHARED: &[(&str, &[&str])] = &[
    (
        "ibid.toml",
        &[
            "title = \"T\"\n",
            "title = \"U\"\nbase_url = \"https://example.org/u/\"\n",
            "title = \"T\"\nlanguage = \"de\"\nauthors = [\"Ada\"]\n[search]\nenabled = false\n",
            "title = \"T\"\n[citations]\nstyle = \"apa\"\n[print]\nwhole_site_pages = 3\n",
            "title = \"T\"\n[citations]\nstyle = \"mine.csl\"\n",
            "title = \"T\"\n[cross_references]\nnumber = \"site\"\n[lints]\nundefined-reference = \"warn\"\nduplicate-label = \"warn\"\n",
        ],
    ),
    (
        "sources.bib",
        &[
            "@book{smith, title = {Wells}, date = {2020}, publisher = {P}}\n@book{jones, title = {Pumps}, date = {2021}, publisher = {P}}\n",
            "@book{smith, title = {Wells}, date = {2019}, publisher = {P}}\n@book{jones, title = {Pumps}, date = {2021}, publisher = {P}}\n",
            "@book{jones, title = {Pumps}, date = {2021}, publisher = {P}, keywords = {weak}}\n@book{smith, title = {Wells}, date = {2020}, publisher = {P}}\n@book{more, title = {More}, date = {2021}, publisher = {P}}\n",
        ],
    ),
    (
        "templates/partials/footer.html",
        &["", "<footer>{{ site.title }} {{ words.home }}</footer>"],
    ),
    ("words/en.toml", &["", "home = \"Front page\"\n"]),
    (
        "data/wells.csv",
        &[
            "who,date,text,value,section,source\nAda,2024,Dug,3,part,smith\n",
            "who,date,text,value,section,source\nAda,2024,Dug,4,part,\"jones, p. 2\"\nBo,2025,Filled,5,other,smith\n",
            "who,date\nAda,2024\n",
            "",
        ],
    ),
    (
        "data/facts.toml",
        &[
            "[depth]\nvalue = 30\nsource = \"smith\"\n",
            "[depth]\nvalue = 31\nunit = \"m\"\nsource = \"jones\"\n",
        ],
    ),
    ("static/map.svg", &["<svg/>", "<svg></svg>"]),
    (
        "themes/folio/assets/folio.css",
        &["", "main { max-width: 40em }\n"],
    ),
    (
        "content/part/_index.md",
        &[
            "+++\ntitle = \"Part\"\ndescription = \"D.\"\n+++\nAbout.[@jones]\n",
            "+++\ntitle = \"Part\"\ndescription = \"D.\"\nweight = 9\nslug = \"teil\"\n+++\nAbout.\n",
            "+++\ntitle = \"Title\"\ndescription = \"D.\"\naliases = [\"/old/\"]\n+++\n",
        ],
    ),
];

const STYLE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>M</title><id>m</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation></style>"#;

fn change() -> impl Strategy<Value = Change> {
    let bodies = proptest::collection::vec(0..BODIES.len(), 0..3);
    prop_oneof![
        4 => (0..6_usize, 0..3_usize, bodies).prop_map(|(n, title, bodies)| Change::Page(n, title, bodies)),
        1 => (0..6_usize).prop_map(Change::Remove),
        3 => (0..SHARED.len(), 0..5_usize).prop_map(|(file, text)| Change::Shared(file, text)),
    ]
}

fn apply(site: &Site, change: &Change) {
    match change {
        Change::Page(n, title, bodies) => {
            let bodies: Vec<&str> = bodies.iter().map(|body| BODIES[*body]).collect();
            site.write(
                &path(*n),
                page(&format!("P{n}{title}"), &bodies.join("\n\n")),
            );
        }
        Change::Remove(n) => {
            let _ = fs::remove_file(site.path(&path(*n)));
        }
        Change::Shared(file, text) => {
            let (path, texts) = SHARED[*file];
            match texts[text % texts.len()] {
                "" => {
                    let _ = fs::remove_file(site.path(path));
                }
                text => site.write(path, text),
            }
        }
    }
}

/// Every file of an output folder.
fn output(site: &Site, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let root = site.path(folder);
    let files = files_below(&root).into_iter();
    files
        .map(|file| (file.clone(), fs::read(root.join(&file)).unwrap()))
        .collect()
}

#[test]
fn after_any_edits_a_build_makes_what_one_from_nothing_makes() {
    let mut runner = TestRunner::new(Config {
        cases: 6,
        failure_persistence: None,
        ..Config::default()
    });
    let changes = proptest::collection::vec(proptest::collection::vec(change(), 1..3), 3..6);
    let outcome = runner.run(&changes, |rounds| {
        let site = site()
            .file("mine.csl", STYLE)
            .file("static/map.svg", "<svg/>");
        site.build().succeeds();
        for round in rounds {
            round.iter().for_each(|change| apply(&site, change));
            let edited = site.build();
            for folder in ["cold", "nothing"] {
                let _ = fs::remove_dir_all(site.path(folder));
            }
            let mut cold = site.command(&["build", "--output", "cold"]);
            cold.env("XDG_CACHE_HOME", site.path("nothing"));
            let cold = site.run_command(cold);
            prop_assert_eq!(edited.status.code(), cold.status.code());
            prop_assert_eq!(edited.diagnostics(), cold.diagnostics());
            if cold.status.success() {
                let (edited, cold) = (output(&site, "public"), output(&site, "cold"));
                for (file, bytes) in &cold {
                    prop_assert!(
                        edited.get(file) == Some(bytes),
                        "{} after {:?}",
                        file,
                        round
                    );
                }
                prop_assert_eq!(edited.len(), cold.len());
            }
        }
        Ok(())
    });
    outcome.unwrap();
}

/// How many pages a build rendered.
fn rendered(site: &Site) -> usize {
    let run = site.run(&["build", "--timings"]).succeeds();
    let line = run
        .stderr
        .lines()
        .find_map(|line| line.strip_prefix("rendered "));
    let number = line.and_then(|line| line.split(' ').next()?.parse().ok());
    number.unwrap_or_else(|| panic!("{}", run.stderr))
}

#[test]
fn a_build_renders_what_changed_and_nothing_else() {
    let site = site();
    let all = rendered(&site);
    assert!(all > 12, "{all}");
    assert_eq!(rendered(&site), 0);
    // The page, the print views that it is in.
    site.write(&path(0), page("P0", "Other text."));
    assert_eq!(rendered(&site), 3);
    // The page, its prints, the source, both lists of sources, the section that cites the source and shows how often,
    // the home page, which counts all uses.
    site.write(&path(0), page("P0", "Other text.[@jones]"));
    assert_eq!(rendered(&site), 8);
    site.write("templates/partials/footer.html", "<footer></footer>");
    assert_eq!(rendered(&site), all);
    assert_eq!(rendered(&site), 0);
}

#[test]
fn a_record_from_elsewhere_serves_and_a_damaged_one_means_a_build_from_nothing() {
    let site = site();
    let all = rendered(&site);
    // As a cache of continuous integration brings it back: all times are new.
    let public = output(&site, "public");
    fs::remove_dir_all(site.path("public")).unwrap();
    for (file, bytes) in &public {
        site.write(&format!("public/{file}"), bytes);
    }
    assert_eq!(rendered(&site), 0);
    // A page that is not what the record says is made again.
    let page = "public/part/p0/index.html";
    let length = site.read(page).len();
    site.write(page, "x".repeat(length));
    assert_eq!(rendered(&site), 1);
    assert_eq!(output(&site, "public"), public);
    let record = site.read("public/.ibid-manifest");
    site.write(
        "public/.ibid-manifest",
        record.replace("\"version\":2", "\"version\":1"),
    );
    site.run(&["build", "--force"]).succeeds();
    assert_eq!(output(&site, "public"), public);
    assert_eq!(rendered(&site), 0);
    assert!(all > 0);
}

#[test]
fn a_build_of_the_same_says_the_same_without_parsing() {
    let site = site().file("static/map.svg", "<svg/>").file(
        "content/bare.md",
        "+++\ntitle = \"Bare\"\n+++\nIn 2024 it rose by 5 %.\n",
    );
    let timed = || site.run(&["build", "--timings"]).succeeds();
    let is_parsed = |run: &Run| run.stderr.contains("\nparse ");
    let first = site.build().succeeds();
    assert!(first.stderr.contains("warning"), "{}", first.stderr);
    let again = timed();
    assert!(!is_parsed(&again), "{}", again.stderr);
    let warnings = |run: &Run| run.diagnostics();
    assert!(
        again.stderr.starts_with(&warnings(&first)),
        "{}",
        again.stderr
    );
    assert!(again.stderr.contains("nothing changed"), "{}", again.stderr);
    // Another level, a picture of the same length, a damaged page, a lost memory: each is noticed.
    assert!(is_parsed(&site.run(&[
        "build",
        "--timings",
        "--allow",
        "missing-description"
    ])));
    site.write("static/map.svg", "<SVG/>");
    assert!(is_parsed(&timed()));
    assert_eq!(site.read("public/map.svg"), "<SVG/>");
    assert!(!is_parsed(&timed()));
    let page = site.read("public/bare/index.html");
    site.write("public/bare/index.html", "x".repeat(page.len()));
    assert!(is_parsed(&timed()));
    assert_eq!(site.read("public/bare/index.html"), page);
    assert!(!is_parsed(&timed()));
    let mut forgetful = site.command(&["build", "--timings"]);
    forgetful.env("XDG_CACHE_HOME", site.path("nothing"));
    assert!(is_parsed(&site.run_command(forgetful)));
}
