//! `ibid build`: what it writes, what it leaves alone, and when.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::builder::Site;

/// Every file of the output with its inode and time, by path.
fn identities(site: &Site) -> BTreeMap<String, (u64, i64)> {
    let identity = |path: &String| {
        let meta = fs::metadata(site.path("public").join(path)).unwrap();
        (meta.ino(), meta.mtime_nsec())
    };
    let files = site.files("public").into_iter();
    files
        .map(|path| {
            let id = identity(&path);
            (path, id)
        })
        .collect()
}

fn small() -> Site {
    Site::new()
        .sources(&["smith", "jones"])
        .page("a.md", "A.[@smith] See [b](b.md).")
        .page("b.md", "B.[@jones]")
        .file("static/robots.extra", "x")
}

#[test]
fn a_build_says_what_it_did() {
    let site = small();
    let run = site.build().succeeds();
    insta::assert_snapshot!(run.stderr, @"built 3 pages and 2 sources to ./public in N ms: 34 files written");
    assert_eq!(run.stdout, "");
    insta::assert_snapshot!(site.build().succeeds().stderr, @"built 3 pages and 2 sources to ./public in N ms: nothing changed");
    site.write(
        "content/b.md",
        "+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\nChanged.[@jones]\n",
    );
    insta::assert_snapshot!(site.build().succeeds().stderr, @"built 3 pages and 2 sources to ./public in N ms: 4 of 34 files written");
}

#[test]
fn a_missing_base_url_is_said_once_with_what_it_costs() {
    let said = |site: &Site| {
        let output = site.command(&["build"]).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let site = small();
    let first = said(&site);
    assert_eq!(first.matches("`base_url`").count(), 1, "{first}");
    for cost in ["canonical", "link previews", "sitemap", "feeds"] {
        assert!(first.contains(cost), "{cost}: {first}");
    }
    let second = said(&site);
    assert!(
        !second.contains("base_url"),
        "nothing was written: {second}"
    );
    let somewhere = small().config("base_url = \"https://example.org/\"\n");
    let silent = said(&somewhere);
    assert!(!silent.contains("base_url"), "{silent}");
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let (one, two) = (small(), small());
    one.build().succeeds().is_clean();
    two.build().succeeds().is_clean();
    assert_eq!(one.files("public"), two.files("public"));
    for file in one.files("public") {
        let [first, second] = [&one, &two].map(|site| site.path(&format!("public/{file}")));
        assert_eq!(
            fs::read(first).unwrap(),
            fs::read(second).unwrap(),
            "{file}"
        );
    }
}

#[test]
fn what_has_not_changed_is_not_written() {
    let site = small();
    site.build().succeeds().is_clean();
    let before = identities(&site);
    site.build().succeeds().is_clean();
    assert_eq!(identities(&site), before);
    site.write("content/a.md", "+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\nOther words.[@smith] See [b](b.md).\n");
    site.build().succeeds().is_clean();
    let after = identities(&site);
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, id)| before.get(*path) != Some(id))
        .map(|(path, _)| path.as_str())
        .collect();
    insta::assert_snapshot!(changed.join("\n"), @"
    .ibid-manifest
    a/index.html
    b/index.html
    print/index.html
    sources.json
    sources/smith/index.html
    ");
}

#[test]
fn stale_files_go_and_foreign_ones_stay() {
    let site = small();
    site.write("public/.gitignore", "*\n");
    site.write("public/CNAME", "example.org\n");
    site.write("public/.git/HEAD", "ref: refs/heads/main\n");
    fs::create_dir_all(site.path("public/.git/refs/heads")).unwrap();
    std::os::unix::fs::symlink("CNAME", site.path("public/link")).unwrap();
    site.build().succeeds().is_clean();
    assert!(site.has("public/b/index.html"));
    fs::remove_file(site.path("content/b.md")).unwrap();
    site.write(
        "content/a.md",
        "+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\nA.[@smith] [@jones]\n",
    );
    site.build().succeeds().is_clean();
    assert!(!site.has("public/b"), "neither the file nor its folder");
    assert_eq!(site.read("public/.gitignore"), "*\n");
    assert_eq!(site.read("public/CNAME"), "example.org\n");
    assert_eq!(site.read("public/.git/HEAD"), "ref: refs/heads/main\n");
    assert!(
        site.has("public/.git/refs/heads"),
        "git needs its empty folders"
    );
    assert_eq!(
        fs::read_link(site.path("public/link")).unwrap().to_str(),
        Some("CNAME")
    );
}

#[test]
fn a_file_that_was_changed_or_deleted_by_hand_is_written_again() {
    let site = small();
    site.build().succeeds().is_clean();
    let good = site.read("public/a/index.html");
    fs::remove_file(site.path("public/a/index.html")).unwrap();
    site.build().succeeds().is_clean();
    assert_eq!(site.read("public/a/index.html"), good);
    site.write("public/a/index.html", "Somebody was here.");
    site.build().succeeds().is_clean();
    assert_eq!(site.read("public/a/index.html"), good);
}

#[test]
fn errors_leave_the_earlier_site_as_it_was() {
    let site = small();
    site.build().succeeds().is_clean();
    let before = identities(&site);
    site.write(
        "content/a.md",
        "+++\ntitle = \"A\"\n+++\nBroken.[@nobody]\n",
    );
    site.build().fails(1);
    assert_eq!(identities(&site), before);
    site.write(
        "content/a.md",
        "+++\ntitle = \"A\"\ndescription = \"A.\"\n+++\nFine.[@smith]\n",
    );
    site.write("templates/page.html", "{{ page.nothing.at.all }}");
    insta::assert_snapshot!(site.build().fails(1).stderr, @"
    error[template-error]: field `nothing` is not defined. Available fields: as_of, authors, backlinks, backlinks_html, breadcrumbs, breadcrumbs_html, card_url, citation_meta, citation_meta_html, cite_as, cites_in_notes, content_html, corrections, date, description, direction, draft, extra, facts_html, json_ld, language, meta_html, minutes, next, notes, notes_html, permalink, previous, print_url, references, references_html, review_by, source_count, title, toc, toc_html, updated, words
     --> templates/page.html:1:9
      |
    1 | {{ page.nothing.at.all }}
      |         ^^^^^^^
      |
      = help: docs/themes.md lists what each template is given

    nothing written: 1 error
    ");
    assert_eq!(identities(&site), before);
}

#[test]
fn nothing_is_left_beside_the_output() {
    let site = small();
    site.build().succeeds().is_clean();
    site.write(
        "content/c.md",
        "+++\ntitle = \"C\"\ndescription = \"C.\"\n+++\n",
    );
    site.build().succeeds().is_clean();
    let strangers: Vec<_> = fs::read_dir(site.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            !["content", "ibid.toml", "public", "sources.bib", "static"].contains(&name.as_str())
        })
        .collect();
    assert_eq!(strangers, [""; 0]);
}

/// Ends the reader's loop when it goes out of scope.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn readers_see_the_old_site_or_the_new_one() {
    let site = small();
    let write = |n: usize| {
        for page in ["a", "b"] {
            site.write(
                &format!("content/{page}.md"),
                format!(
                    "+++\ntitle = \"Edition {n}\"\ndescription = \"D.\"\n+++\n[@smith; @jones]\n"
                ),
            );
        }
    };
    write(0);
    site.build().succeeds().is_clean();
    let done = AtomicBool::new(false);
    let (a, b) = (
        site.path("public/a/index.html"),
        site.path("public/b/index.html"),
    );
    let edition = |path: &std::path::Path| -> String {
        let text =
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let at = text.find("<h1>").expect("a whole page");
        text[at + 4..].split("</h1>").next().unwrap().to_owned()
    };
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = std::collections::BTreeSet::new();
            while !done.load(Ordering::Relaxed) {
                let (first, other, again) = (edition(&a), edition(&b), edition(&a));
                // Between two reads of the same edition there was no other.
                if first == again {
                    assert_eq!(first, other);
                }
                seen.insert(first);
            }
            seen
        });
        {
            // Also where a build fails: a reader that goes on for ever would hide it.
            let _stop = Stop(&done);
            for n in 1..=12 {
                write(n);
                site.build().succeeds().is_clean();
            }
        }
        let seen = reader.join().unwrap();
        assert!(seen.len() > 6, "the reader was fast enough to see {seen:?}");
    });
}

#[test]
fn an_authors_own_robots_txt_wins() {
    let site = Site::new().file("static/robots.txt", "User-agent: *\nDisallow: /\n");
    site.build().succeeds().is_clean();
    assert_eq!(
        site.read("public/robots.txt"),
        "User-agent: *\nDisallow: /\n"
    );
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let site = Site::new()
        .file(
            "content/d.md",
            "+++\ntitle = \"D\"\ndescription = \"D.\"\ndraft = true\n+++\n",
        )
        .file(
            "content/s/_index.md",
            "+++\ntitle = \"S\"\ndescription = \"S.\"\ndraft = true\n+++\n",
        )
        .page("s/x.md", "X");
    site.build().succeeds().is_clean();
    assert!(!site.has("public/d") && !site.has("public/s"));
    site.run(&["build", "--drafts"]).succeeds().is_clean();
    assert!(site.has("public/d/index.html") && site.has("public/s/x/index.html"));
    assert_eq!(
        site.html("d").attributes("meta[name=robots]", "content"),
        ["noindex"]
    );
    assert!(!site.read("public/sitemap.xml").contains("/d/"));
    site.page_links_to_draft();
}

impl Site {
    fn page_links_to_draft(&self) {
        self.write(
            "content/a.md",
            "+++\ntitle = \"A\"\ndescription = \"A.\"\n+++\n[d](d.md)\n",
        );
        insta::assert_snapshot!(self.build().fails(1).diagnostics(), @r#"
        error[broken-link]: no page or file is at "d.md"
         --> content/a.md:5:1
          |
        5 | [d](d.md)
          | ^^^^^^^^^
          |
          = help: that page is a draft: publish it, or build with --drafts
        "#);
    }
}

#[test]
fn the_output_may_be_elsewhere() {
    let site = small();
    let elsewhere = Site::empty();
    let folder = elsewhere.path("deep/er/site");
    site.run(&["build", "--output", folder.to_str().unwrap()])
        .succeeds()
        .is_clean();
    assert!(folder.join("a/index.html").is_file());
    assert!(!site.has("public"));
    site.run(&["build", "--root", ".", "--output", "out"])
        .succeeds()
        .is_clean();
    assert!(site.has("out/a/index.html"));
}

#[test]
fn an_output_that_holds_the_explainer_is_refused() {
    let site = small();
    for output in [
        ".",
        "..",
        "content",
        "content/x",
        "static",
        "templates/y",
        "ibid.toml",
    ] {
        let run = site.run(&["build", "--output", output]).fails(2);
        assert!(
            run.stderr.starts_with("error: "),
            "{output}: {}",
            run.stderr
        );
    }
    assert!(site.has("ibid.toml") && site.has("content/a.md"));
}

#[test]
fn an_output_that_is_a_link_stays_one() {
    let site = small();
    fs::create_dir(site.path("real")).unwrap();
    std::os::unix::fs::symlink("real", site.path("public")).unwrap();
    site.build().succeeds().is_clean();
    assert!(site.path("public").symlink_metadata().unwrap().is_symlink());
    assert!(site.has("real/a/index.html"));
    site.write(
        "content/c.md",
        "+++\ntitle = \"C\"\ndescription = \"C.\"\n+++\n",
    );
    site.build().succeeds().is_clean();
    assert!(site.has("public/c/index.html"));
}

#[test]
fn sections_have_print_views_and_the_whole_has_one_up_to_a_limit() {
    let page = |body: &str| format!("+++\ntitle = \"P\"\ndescription = \"D.\"\n+++\n{body}\n");
    let site = |limit: usize| {
        Site::new()
            .config(&format!("[print]\nwhole_site_pages = {limit}"))
            .file("content/_index.md", page("[there](s/_index.md)"))
            .file("content/s/_index.md", page("[in](a.md) and [out](t/b.md)"))
            .file("content/s/a.md", page("Said.[^n]\n\n[^n]: So."))
            .file("content/s/t/_index.md", page("Inner."))
            .file("content/s/t/b.md", page("Text."))
    };
    let small = site(5);
    small.build().succeeds();
    assert_eq!(small.html("print").all("article.chapter").len(), 5);
    let print = small.html("s/print");
    assert_eq!(print.all("article.chapter").len(), 2);
    // A chapter is linked to in its place, another page where it stands.
    assert_eq!(
        print.attributes(".prose a[href]", "href"),
        ["#page-a", "../t/b/", "#page-a--note-1"]
    );
    let html = small.html("s");
    assert!(html.attributes("a", "href").contains(&"print/"));
    let large = site(4);
    large.build().succeeds();
    assert!(!large.has("public/print/index.html"));
    assert!(large.has("public/s/t/print/index.html"));
    let html = large.html("s/a");
    assert!(
        html.attributes("a", "href")
            .iter()
            .all(|href| !href.contains("print"))
    );
    assert!(!large.read("public/sitemap.xml").contains("print"));
    let sections = site(5).config("section_pages = 1");
    sections.build().succeeds();
    assert!(!sections.has("public/s/print/index.html"));
    assert!(sections.has("public/print/index.html"));
}
