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
    help: choose a new folder
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
