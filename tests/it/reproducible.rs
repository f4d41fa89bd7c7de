//! The same explainer is the same site, byte for byte: in another folder, with more threads, in another country.

use std::collections::BTreeMap;
use std::fs;

use crate::builder::{Site, files_below};

/// An explainer with something of everything.
fn site() -> Site {
    let mut site = Site::new()
        .sources(&["smith", "jones", "board"])
        .config("base_url = \"https://example.org/x/\"\nauthors = [\"A\"]")
        .file(
            "static/map.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        )
        .file("content/s/_index.md", "+++\ntitle = \"S\"\n+++\n");
    for n in 0..40 {
        let body = format!(
            "## Head {n}\n\nÜber [it](../page-{}.md#head-{}).[@smith, p. {n}] @jones says 3 %.[^n]\n\n[^n]: [@board].\n\n\
             ```rust\nlet x = {n};\n```\n\n$x^{n}$\n",
            (n + 7) % 40 / 2 * 2,
            (n + 7) % 40 / 2 * 2,
        );
        let folder = if n % 2 == 0 { "" } else { "s/" };
        let body = if n % 2 == 0 {
            body.replace("../", "")
        } else {
            body
        };
        site = site.page(&format!("{folder}page-{n}.md"), &body);
    }
    site
}

/// Every file of the site with its bytes, the record of it included.
fn bytes(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let folder = site.path("public");
    let all = files_below(&folder).into_iter();
    all.map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap()))
        .collect()
}

#[test]
fn neither_place_nor_machine_is_seen_in_a_site() {
    let first = site();
    first.build().succeeds();
    let expected = bytes(&first);
    assert!(expected.len() > 60);
    let machines = [
        ("1", "C", "UTC", "022"),
        ("2", "tr_TR.UTF-8", "Pacific/Kiritimati", "077"),
        ("7", "de_DE.ISO-8859-1", "America/St_Johns", "000"),
    ];
    for (threads, locale, zone, umask) in machines {
        let other = site();
        // The shell sets what a program cannot be started with.
        let mut command = std::process::Command::new("sh");
        command
            .args([
                "-c",
                &format!("umask {umask} && exec \"$IBID\" build --no-sync"),
            ])
            .current_dir(other.root())
            .env("IBID", env!("CARGO_BIN_EXE_ibid"))
            .env("RAYON_NUM_THREADS", threads)
            .env("LC_ALL", locale)
            .env("LANG", locale)
            .env("TZ", zone);
        other.run_command(command).succeeds();
        assert!(
            bytes(&other) == expected,
            "{threads} threads, {locale}, {zone}"
        );
    }
    // A build from the record of another is the same, too.
    first.write("content/page-0.md", "+++\ntitle = \"Other\"\n+++\n");
    first.run(&["build"]).fails(1);
    let again = site();
    again.build().succeeds();
    again.write("content/page-1.md", "+++\ntitle = \"New\"\n+++\n");
    again.build().succeeds();
    fs::remove_file(again.path("content/page-1.md")).unwrap();
    again.build().succeeds();
    assert!(bytes(&again) == expected, "after edits");
}

#[test]
fn at_the_top_of_an_explainer_without_a_home_page_each_page_is_the_open_one() {
    // More than a navigation shows.
    let pages = 0..110;
    let mut site = Site::empty().file("ibid.toml", "title = \"T\"\n");
    for n in pages.clone() {
        site = site.page(&format!("page-{n}.md"), "Words.\n");
    }
    site.run(&["build", "-W", "missing-home-page"]).succeeds();
    for n in pages {
        let page = site.html(&format!("page-{n}"));
        let open = page.attributes("nav.site-nav [aria-current=page]", "href");
        assert_eq!(open, ["./"], "page {n}");
    }
}
