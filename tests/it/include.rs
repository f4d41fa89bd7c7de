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
