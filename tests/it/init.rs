//! `ibid init`: an explainer to start from, anywhere.

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
}
