//! `ibid init`: an explainer to start from, anywhere.

use std::fs;

use crate::builder::Site;

#[test]
fn the_example_builds_without_a_warning() {
    let site = Site::empty();
    let made = site.run(&["init", "x"]).succeeds();
    insta::assert_snapshot!(made.stderr, @r"
    made an explainer in x

    next:  ibid build --root x
    ");
    site.run(&["build", "--root", "x"]).succeeds().is_clean();
    assert!(site.has("x/public/basics/citations/index.html"));
    assert_eq!(
        crate::links::every_link_leads_somewhere(&site.path("x/public")),
        [""; 0]
    );
}

#[test]
fn it_works_here_in_deep_folders_and_in_empty_ones() {
    let site = Site::empty();
    site.run(&["init", "a/b c/d"]).succeeds();
    site.run(&["build", "--root", "a/b c/d"])
        .succeeds()
        .is_clean();
    fs::create_dir(site.path("empty")).unwrap();
    site.run(&["init", "empty"]).succeeds();
    let here = Site::empty();
    here.run(&["init", "."]).succeeds();
    here.run(&["check"]).succeeds().is_clean();
}

#[test]
fn what_it_says_to_type_next_can_be_typed() {
    let site = Site::empty();
    insta::assert_snapshot!(site.run(&["init", "my wells"]).succeeds().stderr, @"
    made an explainer in my wells

    next:  ibid build --root 'my wells'
    ");
}

#[test]
fn nothing_of_the_authors_is_overwritten() {
    let site = Site::empty()
        .file("x/notes.txt", "mine")
        .file("file", "mine");
    insta::assert_snapshot!(site.run(&["init", "x"]).fails(2).stderr, @"
    error: x is there already and not empty
    help: choose a new folder; `ibid import` copies a site of another tool
    ");
    assert_eq!(site.files("x"), ["notes.txt"]);
    site.run(&["init", "file"]).fails(2);
    site.run(&["init", "file/x"]).fails(2);
    assert_eq!(site.read("file"), "mine");
}

#[test]
fn the_output_is_kept_out_of_git() {
    let site = Site::empty();
    site.run(&["init", "x"]).succeeds();
    site.run(&["build", "--root", "x"]).succeeds().is_clean();
    assert_eq!(site.read("x/public/.gitignore"), "*\n!.gitignore\n");
}

#[test]
fn a_folder_with_a_repository_is_as_good_as_an_empty_one() {
    let site = Site::empty()
        .file(".git/HEAD", "ref")
        .file("README.md", "mine");
    site.run(&["init", ".", "--style", "apa"]).succeeds();
    assert_eq!(site.read("README.md"), "mine");
    assert!(site.read("ibid.toml").contains("style = \"apa\""));
    site.run(&["check"]).succeeds().is_clean();
    let wrong = site.run(&["init", "x", "--style", "aap"]).fails(2);
    assert!(wrong.stderr.contains("did you mean \"apa\"?"));
    assert!(!site.has("x"));
}

#[test]
fn a_new_page_has_front_matter() {
    let site = Site::empty();
    site.run(&["init", "x"]).succeeds();
    site.run(&["new", "basics/first-steps", "--root", "x"])
        .succeeds();
    assert!(
        site.read("x/content/basics/first-steps.md")
            .contains("title = \"First steps\"")
    );
    site.run(&["new", "more/", "--root", "x"]).succeeds();
    assert!(
        site.read("x/content/more/_index.md")
            .contains("title = \"More\"")
    );
    let twice = site.run(&["new", "more/", "--root", "x"]).fails(2);
    assert!(
        twice.stderr.contains("is there already"),
        "{}",
        twice.stderr
    );
    let _ = site.run(&["new", "../out", "--root", "x"]).fails(2);
}

#[test]
fn the_explainer_is_found_however_it_is_named() {
    let site = Site::empty();
    site.run(&["init", "x"]).succeeds();
    for args in [
        &["check", "x"][..],
        &["check", "--root", "x/ibid.toml"],
        &["check", "x/ibid.toml"],
    ] {
        site.run(args).succeeds().is_clean();
    }
    let mut below = site.command(&["check"]);
    below.current_dir(site.path("x/content/basics"));
    site.run_command(below).succeeds().is_clean();
    let _ = site.run(&["check", "x", "--root", "x"]).fails(2);
}
