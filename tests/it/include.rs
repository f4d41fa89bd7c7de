//! `{{ include(…) }}`: text and code of other files.

use crate::builder::Site;

#[test]
fn text_and_code_are_put_in_and_problems_point_into_their_file() {
    let site = Site::new()
        .file("sources.bib", "@book{smith, title={T}, author={A B}, date={2020}}\n")
        .page("a.md", "Before.\n\n{{ include(path=\"includes/part.md\") }}\n\n{{ include(path=\"includes/code.rs\", lines=\"2\") }}\n\nAfter [@smith].\n")
        .file("includes/part.md", "Taken in.[@smith, p. 3] [A link](nowhere.md).\n")
        .file("includes/code.rs", "fn a() {}\nfn b() {}\n");
    insta::assert_snapshot!(site.build().fails(1).stderr, @r#"
    error[broken-link]: no page or file is at "nowhere.md"
     --> includes/part.md:1:25
      |
    1 | Taken in.[@smith, p. 3] [A link](nowhere.md).
      |                         ^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean "@/_index.md"?

    nothing written: 1 error
    "#);
    let fixed = site.file("includes/part.md", "Taken in.[@smith, p. 3]\n");
    fixed.build().succeeds().is_clean();
    let page = fixed.read("public/a/index.html");
    assert!(page.contains("Taken in.<sup"), "{page}");
    assert!(page.contains("fn") && !page.contains("include("), "{page}");
    // A change of the file is one of the page.
    let changed = fixed.file("includes/part.md", "Put in.[@smith]\n");
    changed.build().succeeds().is_clean();
    assert!(changed.read("public/a/index.html").contains("Put in."));
}

#[test]
fn what_cannot_be_included_is_told() {
    let site = Site::new()
        .page(
            "a.md",
            "{{ include(path=\"../secret.md\") }}\n\n{{ include(path=\"includes/x.md\") }}\n",
        )
        .file("includes/x.md", "{{ include(path=\"includes/x.md\") }}\n");
    insta::assert_snapshot!(site.build().fails(1).headlines(), @r#"
    content/a.md:5:1: error[missing-asset]: the file "../secret.md" to be included is not there
    includes/x.md:1:1: error[malformed-shortcode]: includes/x.md includes itself, by way of this tag
    "#);
}

#[test]
fn files_of_any_folder_are_put_in() {
    let site = Site::new()
        .file("sources.bib", "@book{smith, title={T}, author={A B}, date={2020}}\n")
        .page("a.md", "{{ include(path=\"code/x.rs\") }}\n\n{{ include(path=\"content/b.md\") }}\n\n{{ include(path=\"content/x.py\") }}\n")
        .page("b.md", "From the page.[@smith, p. 3]\n\n{{ include(path=\"notes/c.md\") }}\n")
        .file("notes/c.md", "From the notes.\n")
        .file("content/x.py", "def dig(): pass\n")
        .file("code/x.rs", "fn dig() {}\n")
        .file("code/unused.rs", "fn no() {}\n");
    site.build().succeeds().is_clean();
    let page = site.html("a").part("div.prose");
    for words in ["fn", "dig", "From the page.", "From the notes.", "def"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("title ="), "{page}");
    assert!(
        site.read("public/x.py").contains("dig"),
        "it is published as well"
    );
    let uses = site.run(&["sources", "--uses", "smith"]).succeeds().stdout;
    assert!(uses.contains("content/b.md:5:16"), "{uses}");
    // What is wrong stands in the file that was put in.
    let wrong = site.file("notes/c.md", "From [the notes](nowhere.md).\n");
    insta::assert_snapshot!(wrong.build().fails(1).headlines(), @r#"notes/c.md:1:6: error[broken-link]: no page or file is at "nowhere.md""#);
    // What leads out of the explainer, and what systems keep there, is not read.
    let outside = Site::new().file(".git/config", "secret").page(
        "a.md",
        "{{ include(path=\".git/config\") }}\n\n{{ include(path=\"/etc/hosts\") }}\n",
    );
    std::os::unix::fs::symlink("/etc", outside.path("etc")).unwrap();
    let outside = outside.page("b.md", "{{ include(path=\"etc/hosts\") }}\n");
    insta::assert_snapshot!(outside.build().fails(1).headlines(), @r#"
    content/a.md:5:1: error[missing-asset]: the file ".git/config" to be included is not there
    content/a.md:7:1: error[missing-asset]: the file "/etc/hosts" to be included is not there
    content/b.md:5:1: error[missing-asset]: the file "etc/hosts" to be included is not there
    etc/hosts: error[unreadable-file]: etc/hosts leads out of the explainer, to /etc/hosts
    "#);
}

#[test]
fn bytes_that_are_not_utf8_are_shown_where_they_are() {
    let page = b"+++\ntitle = \"A\"\ndescription = \"D\"\n+++\n{{ include(path=\"includes/x.md\") }}\n\nText \xff.\n".to_vec();
    let site = Site::new()
        .file("content/a.md", page)
        .file("includes/x.md", "One\n\nTwo\n\nThree \n");
    insta::assert_snapshot!(site.build().fails(1).headlines(), @"content/a.md:7:6: error[invalid-utf8]: byte 0xff is not UTF-8");
}
