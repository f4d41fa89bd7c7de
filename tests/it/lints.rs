//! Every lint, by the folders of `tests/lints/`: one explainer in which it fires, one in which it must not.
//!
//! `tests/lints/NAME/fires/` holds what is wrong, `expected.txt` what people are told of it, `expected.jsonl` what
//! editors are; in `tests/lints/NAME/quiet/` is what looks like it and is not. A home page, a title
//! and an empty bibliography need not be there. After a change, `UPDATE=1 cargo test --test it lints` writes
//! what is said now; read it before it is kept.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use ibid::diagnostics::Lint;

use crate::builder::Site;

/// The day on which all fixtures are checked.
const CHECK: [&str; 3] = ["check", "--today", "2026-06-01"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lints")
}

/// An explainer with the files and symbolic links of a fixture.
fn site(fixture: &Path) -> Site {
    let mut site = Site::new().file("sources.bib", "");
    if fixture.ends_with("missing-home-page/fires") {
        fs::remove_file(site.path("content/_index.md")).unwrap();
    }
    for entry in walkdir::WalkDir::new(fixture).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(fixture).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        if entry.path_is_symlink() {
            let to = site.path(&path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            symlink(fs::read_link(entry.path()).unwrap(), to).unwrap();
        } else if entry.file_type().is_file() && !path.starts_with("expected.") {
            site = site.file(&path, fs::read(entry.path()).unwrap());
        }
    }
    site
}

/// Compares with the file, or with `UPDATE` in the environment writes it.
fn expect(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(text, expected, "{}", path.display());
}

/// The lints that need nothing but the explainer; `external` tests the one that asks the web.
fn lints() -> impl Iterator<Item = Lint> {
    let all = Lint::ALL.iter().copied();
    all.filter(|lint| *lint != Lint::DeadLink)
}

#[test]
fn every_lint_fires_where_it_should() {
    for lint in lints() {
        let fixture = folder().join(lint.name()).join("fires");
        assert!(fixture.is_dir(), "{lint} has no fixture that fires");
        let site = site(&fixture);
        let human = site.run(&CHECK);
        expect(&fixture.join("expected.txt"), &human.stderr);
        let json = site.run(&[&CHECK[..], &["--format", "json"]].concat());
        expect(&fixture.join("expected.jsonl"), &json.stdout);
        let named = format!("\"lint\":\"{lint}\"");
        assert!(json.stdout.contains(&named), "{lint}: {}", json.stdout);
        let again = site.run(&[&CHECK[..], &["--format", "json"]].concat());
        assert_eq!(again.stdout, json.stdout, "{lint} is not the same twice");
    }
}

#[test]
fn no_lint_fires_where_it_should_not() {
    for lint in lints() {
        let fixture = folder().join(lint.name()).join("quiet");
        assert!(fixture.is_dir(), "{lint} has no fixture that is quiet");
        site(&fixture).run(&CHECK).succeeds().is_clean();
    }
}

#[test]
fn every_folder_is_a_lints() {
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(Lint::from_name(&name).is_some(), "there is no lint {name}");
    }
}

#[test]
fn levels_can_be_changed_for_one_run() {
    let site = Site::new().page("a.md", "It cost $40.\n\n#### Deep\n");
    let headlines = |flags: &[&str]| site.run(&[&CHECK[..], flags].concat()).headlines();
    insta::assert_snapshot!(headlines(&[]), @r"
    content/a.md:5:9: warning[uncited-claim]: this figure has no source
    content/a.md:7:1: warning[heading-skip]: this heading skips from level 1 to level 4
    ");
    insta::assert_snapshot!(headlines(&["--deny", "warnings", "--allow", "heading-skip"]), @"content/a.md:5:9: error[uncited-claim]: this figure has no source");
    insta::assert_snapshot!(headlines(&["--allow", "warnings", "--deny", "heading-skip"]), @"content/a.md:7:1: error[heading-skip]: this heading skips from level 1 to level 4");
    insta::assert_snapshot!(headlines(&["-D", "heading-skip", "-W", "heading-skip", "-A", "uncited-claim"]), @"content/a.md:7:1: warning[heading-skip]: this heading skips from level 1 to level 4");
    let wrong = site.run(&["check", "--deny", "heading-skips"]).fails(2);
    assert!(
        wrong.stderr.contains("did you mean \"heading-skip\"?"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn a_build_obeys_the_same_levels() {
    let site = Site::new().page("a.md", "It cost $40.\n");
    let _ = site.run(&["build", "--deny", "warnings"]).fails(1);
    assert!(!site.has("public/index.html"));
    site.run(&["build", "--allow", "uncited-claim"])
        .succeeds()
        .is_clean();
}

#[test]
fn coverage_counts_claims_by_page_and_section() {
    let site = Site::new()
        .sources(&["smith"])
        .page("a.md", "It cost $40.\n\nIt cost $50.[@smith]\n\nNobody knows why.\n")
        .file("content/b/_index.md", "+++\ntitle = \"B\"\ndescription = \"B\"\n+++\n\n<!-- ibid: allow(uncited-claim) reason=\"x\" -->\nIt cost $60.\n")
        .page("b/c.md", "| Year | Cost |\n|---|---|\n| 1961 | $70[@smith] |\n| 1962 | $80 |\n");
    let table = site.run(&["check", "--coverage"]).succeeds().stdout;
    insta::assert_snapshot!(table);
    let json = site
        .run(&["check", "--coverage", "--format", "json"])
        .succeeds()
        .stdout;
    insta::assert_snapshot!(json);
}

#[test]
fn drafts_that_are_left_out_may_be_rough() {
    let site = Site::new().file(
        "content/a.md",
        "+++\ntitle = \"A\"\ndraft = true\n+++\n\nIt cost $40.\n",
    );
    site.run(&CHECK).succeeds().is_clean();
    let shown = site.run(&[&CHECK[..], &["--drafts"]].concat());
    assert_eq!(shown.headlines().lines().count(), 2, "{}", shown.stderr);
}

#[test]
fn line_ends_and_a_byte_order_mark_move_nothing() {
    let text =
        "+++\ntitle = \"A\"\ndescription = \"A\"\n+++\n\nÜber “it”\ncost $40.\n\n#### Déjà\n";
    let unix = Site::new().file("content/a.md", text);
    let windows = Site::new().file(
        "content/a.md",
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
    );
    let arguments = [&CHECK[..], &["--format", "json"]].concat();
    let found = unix.run(&arguments).stdout;
    assert_eq!(found.lines().count(), 2);
    assert!(
        found.contains("\"line\":7,\"column\":6,\"end_line\":7,\"end_column\":9"),
        "{found}"
    );
    assert_eq!(windows.run(&arguments).stdout, found);
}

#[test]
fn the_manual_lists_every_lint_with_its_level() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lints.md");
    let rows = Lint::ALL.iter().map(|lint| {
        let level = lint.default_level().name();
        format!("| `{lint}` | {level} | {} |\n", lint.summary())
    });
    let rows: String = rows.collect();
    let text = fs::read_to_string(&manual).unwrap();
    let (before, rest) = text.split_once("|---|---|---|\n").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    expect(&manual, &format!("{before}|---|---|---|\n{rows}\n{after}"));
}

#[test]
fn every_explanation_can_be_read() {
    let site = Site::new();
    for lint in Lint::ALL {
        let printed = site.run(&["explain", lint.name()]).succeeds().stdout;
        assert!(printed.contains(lint.explanation()), "{lint}");
    }
    let list = site.run(&["explain"]).succeeds().stdout;
    assert_eq!(list.lines().count(), Lint::ALL.len());
    let wrong = site.run(&["explain", "uncited-claims"]).fails(2);
    assert!(wrong.stderr.contains("did you mean \"uncited-claim\"?"));
}
