//! Files that nobody would write by hand: no panic, no overflow, no hang, and places that are still right.

use std::fs;
use std::os::unix::fs::symlink;

use crate::builder::{Run, Site};

/// A run that ended as a program should, whatever it was given.
fn survives(run: Run) -> Run {
    let code = run.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "{:?}: {}",
        run.status,
        &run.stderr[..run.stderr.len().min(2000)]
    );
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    run
}

/// Builds a page that holds `body`.
fn page(body: &str) -> (Site, Run) {
    let site = Site::new().sources(&["smith"]).page("page.md", body);
    let run = survives(site.build());
    (site, run)
}

#[test]
fn windows_line_ends_keep_lines_and_columns_right() {
    let text = "+++\r\ntitle = \"A\"\r\ndescription = \"B\"\r\n+++\r\n\r\nÜber alles [@nobody].\r\n\r\n| a |\r\n|---|\r\n| ö [x](no.md) |\r\n";
    let site = Site::new().file("content/a.md", text);
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[undefined-source]: no source has the key "nobody"
     --> content/a.md:6:13
      |
    6 | Über alles [@nobody].
      |             ^^^^^^^
      |
      = help: there is no bibliography: make sources.bib, or name your file under [citations] in ibid.toml; for a plain at sign write \@

    error[broken-link]: no page or file is at "no.md"
      --> content/a.md:10:5
       |
    10 | | ö [x](no.md) |
       |     ^^^^^^^^^^
       |
       = help: did you mean "@/a.md"?
    "#);
}

#[test]
fn windows_line_ends_make_the_same_page() {
    let body = "## A\n\nText with [@smith] and  \na break.[^n]\n\n- one\n- two\n\n```rust\nlet a = 1;\n```\n\n{% details(summary=\"S\") %}\n\nInner.\n\n{% end %}\n\n[^n]: Note\n    goes on.\n";
    let (unix, _) = page(body);
    let (windows, _) = page("");
    windows.write(
        "content/page.md",
        unix.read("content/page.md").replace('\n', "\r\n"),
    );
    windows.build().succeeds().is_clean();
    assert_eq!(
        windows.html("page").content().replace('\r', ""),
        unix.html("page").content()
    );
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let bom = "\u{feff}";
    let site = Site::new()
        .file("ibid.toml", format!("{bom}title = \"T\"\n"))
        .file(
            "sources.bib",
            format!("{bom}@misc{{a, title = {{T}}, publisher = {{P}}, date = {{2020}}}}\n"),
        )
        .file(
            "content/a.md",
            format!("{bom}+++\ntitle = \"A\"\ndescription = \"B\"\n+++\n[@a] [@nobody]\n"),
        );
    insta::assert_snapshot!(site.build().fails(1).headlines(), @r#"content/a.md:5:7: error[undefined-source]: no source has the key "nobody""#);
}

#[test]
fn empty_files() {
    let site = Site::empty()
        .file("ibid.toml", "")
        .file("sources.bib", "")
        .file("content/_index.md", "")
        .file("content/a.md", "\n\n");
    insta::assert_snapshot!(site.build().fails(1).headlines(), @"
    content/_index.md:1:1: error[missing-title]: the page has no title
    content/a.md:1:1: error[missing-title]: the page has no title
    ibid.toml:1:1: error[missing-title]: the explainer has no title
    ");
}

#[test]
fn an_explainer_without_any_page() {
    let site = Site::empty().file("ibid.toml", "title = \"T\"\n");
    insta::assert_snapshot!(site.build().fails(1).stderr, @"
    error[missing-home-page]: the explainer has no home page
     |
     = help: make the file content/_index.md with a title

    nothing written: 1 error
    ");
}

#[test]
fn bytes_that_are_not_utf8_are_shown_where_they_are() {
    let site = Site::new()
        .file(
            "content/a.md",
            b"+++\ntitle = \"A\"\ndescription = \"A.\"\n+++\n\n\xc3\xbcber caf\xe9 \xff\n",
        )
        .file("sources.bib", b"@misc{a, title = {\xe9}}\n")
        .file("templates/page.html", b"<p>\xe9</p>");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[invalid-utf8]: byte 0xe9 is not UTF-8
     --> content/a.md:6:9
      |
    6 | über caf� �
      |         ^
      |
      = help: save the file in the encoding UTF-8

    warning[unused-source]: the source "a" is cited nowhere
     --> sources.bib:1:7
      |
    1 | @misc{a, title = {�}}
      |       ^
      |
      = help: cite it, or take it out of the bibliography

    error[invalid-utf8]: byte 0xe9 is not UTF-8
     --> sources.bib:1:19
      |
    1 | @misc{a, title = {�}}
      |                   ^
      |
      = help: save the file in the encoding UTF-8

    error[invalid-utf8]: byte 0xe9 is not UTF-8
     --> templates/page.html:1:4
      |
    1 | <p>�</p>
      |    ^
      |
      = help: save the file in the encoding UTF-8
    "#);
    let site = Site::new().file("ibid.toml", b"title = \"caf\xe9\"\n");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r#"
    error[invalid-utf8]: byte 0xe9 is not UTF-8
     --> ibid.toml:1:13
      |
    1 | title = "caf�"
      |             ^
      |
      = help: save the file in the encoding UTF-8
    "#);
}

#[test]
fn bytes_that_no_text_holds() {
    let (site, run) = page("A\0B [@smith] \u{1}\u{1b}[31m \u{7f} \u{202e}x [@no\0body]\0");
    assert!(
        !run.stderr.contains('\u{1b}'),
        "a terminal must not obey a file: {}",
        run.stderr.escape_debug()
    );
    drop(site);
}

#[test]
fn ten_megabytes_of_brackets() {
    let (_, run) = page(&"[".repeat(10_000_000));
    run.succeeds();
    survives(page(&"[@".repeat(100_000)).1);
    survives(page(&"![".repeat(100_000)).1);
    survives(page(&"[^".repeat(100_000)).1);
    survives(page(&"[a](".repeat(100_000)).1);
    survives(page(&"^[".repeat(500_000)).1);
    survives(page(&"a^[b] ".repeat(100_000)).1);
    survives(page(&"![a](b){".repeat(100_000)).1);
    survives(page(&":::a\n".repeat(100_000)).1);
    survives(page(&"[a]{.b} ".repeat(100_000)).1);
    survives(page(&"[a".repeat(500_000)).1);
    survives(page(&format!("{}{}", "[".repeat(50_000), "]{.a}".repeat(50_000))).1);
    survives(page(&"$".repeat(100_001)).1);
    survives(page(&"{{ ".repeat(100_000)).1);
    survives(page(&"*_".repeat(100_000)).1);
    survives(page(&"`".repeat(100_000)).1);
    survives(page(&"<".repeat(100_000)).1);
}

#[test]
fn ten_thousand_times_the_same() {
    for piece in [
        "# a\n\n",
        "\"",
        "\"'",
        "[@smith, ",
        "[@smith; ",
        "[a",
        "said \"a\" ",
    ] {
        survives(page(&piece.repeat(10_000)).1);
    }
}

#[test]
fn deep_nesting() {
    survives(page(&format!("{} deep\n", ">".repeat(5_000))).1);
    let list: String = (0..1_000)
        .map(|depth| format!("{}- x\n", "  ".repeat(depth)))
        .collect();
    survives(page(&list).1);
    survives(page(&format!("{}a{}", "**".repeat(5_000), "**".repeat(5_000))).1);
    survives(page(&format!("{}a{}", "[".repeat(5_000), "](x)".repeat(5_000))).1);
    survives(page(&format!("${}x{}$", "{".repeat(50_000), "}".repeat(50_000))).1);
    survives(
        page(&format!(
            "$${}x{}$$",
            "\\frac{".repeat(20_000),
            "}{}".repeat(20_000)
        ))
        .1,
    );
    survives(
        page(&format!(
            "${}x$ ${}x$",
            "\\sqrt".repeat(20_000),
            "\\not".repeat(1_200)
        ))
        .1,
    );
    let tags = "{% details(summary=\"s\") %}\n\n".repeat(2_000) + &"{% end %}\n\n".repeat(2_000);
    survives(page(&tags).1);
    survives(page(&format!("{{{{ figure(src={}) }}}}", "[".repeat(50_000))).1);
}

#[test]
fn deep_nesting_in_data() {
    let site = Site::new().file(
        "content/a.md",
        format!("+++\ntitle = \"A\"\nx = {}\n+++\n", "[".repeat(100_000)),
    );
    survives(site.build()).fails(1);
    let site = Site::new().file(
        "content/a.md",
        format!("---\ntitle: A\nextra: {}\n---\n", "[".repeat(100_000)),
    );
    survives(site.build()).fails(1);
    let site = Site::new().file(
        "content/a.md",
        format!(
            "+++\ntitle = \"A\"\n[{}]\n+++\n",
            "extra.".repeat(50_000) + "x"
        ),
    );
    survives(site.build());
    let json = Site::new()
        .config("[citations]\nbibliography = [\"a.json\"]")
        .file("a.json", "[".repeat(100_000));
    survives(json.build()).fails(1);
    let yaml = Site::new()
        .config("[citations]\nbibliography = [\"a.yml\"]")
        .file("a.yml", format!("a: {}", "[".repeat(100_000)));
    survives(yaml.build()).fails(1);
    let bib = Site::new().file(
        "sources.bib",
        format!("@misc{{a, title = {}}}", "{".repeat(100_000)),
    );
    survives(bib.build()).fails(1);
    let template = Site::new().file(
        "templates/page.html",
        format!("{{{{ {} }}}}", "(".repeat(100_000)),
    );
    survives(template.build()).fails(1);
    let template = Site::new().file("templates/page.html", "{% if page %}".repeat(20_000));
    survives(template.build()).fails(1);
}

#[test]
fn deep_nesting_in_styles() {
    let style = |layout: String| {
        let csl = format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info><title>T</title>\
             <id>t</id><updated>2020-01-01T00:00:00Z</updated></info><citation><layout>{layout}</layout></citation></style>"
        );
        let site = Site::new().config("[citations]\nstyle = \"t.csl\"");
        survives(site.file("t.csl", csl).build()).fails(1).stderr
    };
    let groups = "<group>".repeat(100_000) + "x" + &"</group>".repeat(100_000);
    let stderr = style(groups);
    assert!(
        stderr.contains("more than 100 elements are nested here"),
        "{stderr}"
    );
    assert!(stderr.contains("--> t.csl:1:"), "{stderr}");
}

#[test]
fn little_text_that_makes_much() {
    let strings: String = (0..15)
        .map(|n| format!("@string{{s{} = s{n} # s{n}}}\n", n + 1))
        .collect();
    let uses: String = (0..20_000)
        .map(|n| format!("@misc{{k{n}, title = s15, note = s15}}\n"))
        .collect();
    let text = format!("@string{{s0 = {{xxxxxxxxxx}}}}\n{strings}{uses}");
    let site = Site::new().file("sources.bib", text);
    let stderr = survives(site.build()).fails(1).stderr;
    assert!(
        stderr.contains("with this value, abbreviations make more than 16 MiB of text"),
        "{stderr}"
    );
}

#[test]
fn templates_without_end() {
    let included = |times: usize| {
        let mut site = Site::new().file("templates/page.html", "{% include \"0.html\" %}");
        for n in 0..200 {
            let tag = format!("{{% include \"{}.html\" %}}", n + 1);
            site = site.file(&format!("templates/{n}.html"), tag.repeat(times));
        }
        let site = site.file("templates/200.html", "x");
        survives(site.build()).fails(1).stderr
    };
    for times in [1, 2] {
        let stderr = included(times);
        assert!(
            stderr.contains("more than 32 templates include each other here"),
            "{stderr}"
        );
    }
    let loops = "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}".repeat(12);
    let ends = "{% endfor %}".repeat(12);
    let site = Site::new().page("a.md", "A.");
    let site = site.file("templates/page.html", format!("{loops}x{ends}"));
    let stderr = survives(site.build()).fails(1).stderr;
    assert!(
        stderr.contains("the page gets longer than 128 MiB, or is made of more than 20 million"),
        "{stderr}"
    );
}

#[test]
fn ten_thousand_citations_on_a_page() {
    let body: String = (0..10_000)
        .map(|n| format!("W{n}.[@smith, p. {n}]\n"))
        .collect();
    let (site, run) = page(&body);
    run.succeeds();
    let html = site.read("public/page/index.html");
    assert!(html.contains("id=\"note-10000\""));
}

#[test]
fn ten_thousand_faults_on_a_page() {
    let body: String = (0..10_000)
        .map(|n| format!("W{n}.[@nobody-{n}]\n"))
        .collect();
    let (site, run) = page(&body);
    assert!(
        run.stderr
            .ends_with("nothing written: 10000 errors, 1 warning\n")
    );
    let printed = run.stderr.matches("error[undefined-source]").count();
    assert_eq!(printed, 50);
    assert!(
        run.stderr
            .contains("\nand 9,950 more undefined-source; `ibid check --all` shows all\n"),
        "{}",
        run.stderr
    );
    let all = site.run(&["check", "--all"]).stderr;
    assert!(all.contains("content/page.md:10004:"));
    let json = site.run(&["check", "--format", "json"]).stdout;
    assert_eq!(json.matches("\"undefined-source\"").count(), 10_000);
}

#[test]
fn a_huge_table() {
    let row = "| a [@smith] ".repeat(200) + "|\n";
    let body = row.clone() + &"|---".repeat(200) + "|\n" + &row.repeat(50);
    let (site, run) = page(&body);
    run.succeeds();
    assert!(
        site.read("public/page/index.html")
            .contains("id=\"note-10200\"")
    );
}

#[test]
fn a_fault_in_a_very_long_line() {
    let long = "ü ".repeat(500_000);
    let (_, run) = page(&format!("{long}[@nobody] {long}"));
    assert!(
        run.headlines()
            .contains("content/page.md:5:1000002: error[undefined-source]"),
        "{}",
        run.headlines()
    );
    assert!(
        run.stderr.len() < 3000,
        "only a part of the line is shown: {} bytes",
        run.stderr.len()
    );
}

#[test]
fn footnotes_that_refer_to_each_other() {
    let (_, run) = page(
        "A[^a].\n\n[^a]: See[^b].\n[^b]: See[^a] and[^b].\n[^c]: Only[^d].\n[^d]: Only[^c].\n",
    );
    insta::assert_snapshot!(run.headlines(), @r#"
    content/page.md:9:1: warning[unused-footnote]: nothing refers to the footnote `c`
    content/page.md:10:1: warning[unused-footnote]: nothing refers to the footnote `d`
    sources.bib:1:9: warning[unused-source]: the source "smith" is cited nowhere
    "#);
    let chain: String = (0..30_000)
        .map(|n| format!("[^{n}]: To[^{}].\n\n", n + 1))
        .collect();
    survives(page(&format!("A[^0].\n\n{chain}[^30000]: End.\n")).1).succeeds();
}

#[test]
fn folders_and_files_with_misleading_names() {
    let site = Site::new()
        .page("x.md/inner.md", "Inner.")
        .page(".md", "Hidden.")
        .page("a.b.md", "Dots.")
        .page("con.md", "Con.")
        .page("🜄.md", "No letters.")
        .page("-.md", "No letters.");
    insta::assert_snapshot!(survives(site.build()).stderr, @"
    error[duplicate-url]: the address /page/ is taken by another page
     --> content/🜄.md:1:1
      |
    1 | +++
      | ^^^
      |
     ::: content/-.md:1:1
      |
    1 | +++
      | --- taken here
      |
      = help: give one of them another `slug` or file name

    nothing written: 1 error
    ");
    let site = Site::new()
        .file("sources.bib/x", "")
        .file("templates/page.html/x", "")
        .file("ibid.css", "");
    survives(site.build()).succeeds();
    let site = Site::new().file("content.md", "x");
    fs::remove_dir_all(site.path("content")).unwrap();
    fs::rename(site.path("content.md"), site.path("content")).unwrap();
    survives(site.build()).fails(1);
    let site = Site::empty().file("ibid.toml/x", "");
    let run = site.build().fails(2);
    insta::assert_snapshot!(run.stderr, @"
    error: . is not the folder of an explainer: it has no ibid.toml
    help: name another folder with --root, or make a new explainer with `ibid init DIR`
    ");
}

#[test]
fn links_out_of_the_explainer_are_refused() {
    let outside = Site::empty()
        .file("secret.txt", "secret")
        .file("secret.md", "+++\ntitle = \"S\"\n+++\nsecret");
    let site = Site::new();
    symlink(outside.path("secret.txt"), site.path("content/a.txt")).unwrap();
    symlink(outside.path("secret.md"), site.path("content/b.md")).unwrap();
    symlink(outside.root(), site.path("static")).unwrap();
    symlink(outside.path("secret.txt"), site.path("sources.bib")).unwrap();
    let run = site.build().fails(1);
    let said = run
        .headlines()
        .replace(&*outside.root().to_string_lossy(), "OUTSIDE");
    insta::assert_snapshot!(said, @"
    content/a.txt: error[unreadable-file]: content/a.txt leads out of the explainer, to OUTSIDE/secret.txt
    content/b.md: error[unreadable-file]: content/b.md leads out of the explainer, to OUTSIDE/secret.md
    sources.bib: error[unreadable-file]: sources.bib leads out of the explainer, to OUTSIDE/secret.txt
    static: error[unreadable-file]: static leads out of the explainer, to OUTSIDE
    ");
    assert!(!run.stderr.contains("secret\n") && !site.has("public"));
}

#[test]
fn a_folder_that_is_a_link_out_is_not_walked() {
    let site = Site::new();
    symlink("/", site.path("static")).unwrap();
    insta::assert_snapshot!(site.build().fails(1).stderr, @"
    error[unreadable-file]: static leads out of the explainer, to /
    --> static
     = help: copy what is there into the explainer's folder

    nothing written: 1 error
    ");
}

#[test]
fn links_within_the_explainer_are_followed() {
    let site = Site::new().page("a.md", "A.").file("data/map.png", "png");
    symlink("../data/map.png", site.path("content/map.png")).unwrap();
    symlink("a.md", site.path("content/b.md")).unwrap();
    site.build().succeeds().is_clean();
    assert_eq!(site.read("public/map.png"), "png");
    assert!(site.has("public/b/index.html"));
}

#[test]
fn links_that_lead_nowhere_or_in_a_circle() {
    let site = Site::new();
    symlink("nowhere.md", site.path("content/a.md")).unwrap();
    symlink("b.md", site.path("content/b.md")).unwrap();
    symlink("..", site.path("content/up")).unwrap();
    symlink("nowhere.bib", site.path("sources.bib")).unwrap();
    insta::assert_snapshot!(survives(site.build()).fails(1).stderr, @"
    error[unreadable-file]: cannot read content/a.md: No such file or directory (os error 2)
    --> content/a.md

    error[unreadable-file]: cannot read content/b.md: Too many levels of symbolic links (os error 40)
    --> content/b.md

    error[unreadable-file]: cannot read content/up/content/a.md: No such file or directory (os error 2)
    --> content/up/content/a.md

    error[unreadable-file]: cannot read content/up/content/b.md: Too many levels of symbolic links (os error 40)
    --> content/up/content/b.md

    error[unreadable-file]: content/up/content/up is a link to a folder that it stands in
    --> content/up/content/up

    error[unreadable-file]: cannot read content/up/sources.bib: No such file or directory (os error 2)
    --> content/up/sources.bib

    error[unreadable-file]: cannot read sources.bib: No such file or directory (os error 2)
    --> sources.bib

    nothing written: 7 errors
    ");
}

#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new().page("a.md", "A.").file("static/x.bin", "x");
    for path in ["content/a.md", "static/x.bin"] {
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read(site.path("content/a.md")).is_ok() {
        // Whoever tests is root, whom nothing is forbidden.
        site.build().succeeds();
        return;
    }
    let stderr = site.build().fails(1).stderr;
    assert!(
        stderr.contains("cannot read content/a.md: Permission denied"),
        "{stderr}"
    );
    // A file that is only copied is met when the site is written, and stops it.
    fs::set_permissions(site.path("content/a.md"), fs::Permissions::from_mode(0o644)).unwrap();
    let stderr = site.build().fails(2).stderr;
    assert!(
        stderr.contains("static/x.bin: Permission denied"),
        "{stderr}"
    );
    assert!(!site.has("public/index.html"), "nothing half is written");
}

#[test]
fn special_files_do_not_hold_up_a_build() {
    let site = Site::new();
    for path in ["content/pipe.md", "sources.bib"] {
        rustix::fs::mknodat(
            rustix::fs::CWD,
            site.path(path),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
    }
    survives(site.build());
}

#[test]
fn names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(site.path("content").join(name), "x").unwrap();
    insta::assert_snapshot!(site.build().fails(1).stderr, @"
    error[invalid-utf8]: the name content/caf�.md is not UTF-8
     |
     = help: rename the file: its name becomes an address

    nothing written: 1 error
    ");
}

#[test]
fn names_that_mean_something_in_an_address_or_in_html() {
    let site = Site::new()
        .page("a & b/what? #1 100% <i> \"x\".md", "See [it](<c'd.png>).")
        .file("content/a & b/c'd.png", "png")
        .file("content/a & b/%41?#.png", "png")
        .file("static/with space/x;y=1,2.txt", "x")
        .page(
            "links.md",
            "[a](<a & b/what%3F %231 100%25 \\<i\\> \"x\".md>) [b](</with space/x;y=1,2.txt>)",
        );
    let run = survives(site.build());
    insta::assert_snapshot!(run.headlines(), @"");
    assert_eq!(
        crate::links::every_link_leads_somewhere(&site.path("public")),
        [""; 0]
    );
}
