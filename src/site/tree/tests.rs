//! Order and sections.

use super::*;

fn tree_of(files: &[(&str, &str)]) -> Tree {
    let parsed: Vec<_> = files
        .iter()
        .map(|(path, front)| {
            let text = format!("+++\n{front}\n+++\n");
            let path: Arc<str> = (*path).into();
            Arc::new(crate::parse::parse(
                &path,
                &text,
                &Default::default(),
                &Default::default(),
            ))
        })
        .collect();
    Tree::build(parsed.iter(), false, &mut Vec::new())
}

#[test]
fn order_is_by_weight_then_title_and_sections_hold_their_pages() {
    let tree = tree_of(&[
        ("content/_index.md", "title = \"Home\""),
        ("content/about.md", "title = \"About\""),
        ("content/b/_index.md", "title = \"B\"\nweight = 1"),
        ("content/b/y.md", "title = \"A\""),
        ("content/b/x.md", "title = \"Z\"\nweight = 5"),
        ("content/b/deep/er/p.md", "title = \"P\""),
        (
            "content/a/_index.md",
            "title = \"A\"\nweight = 2\nslug = \"first\"",
        ),
        ("content/a/index2.md", "title = \"D\"\ndraft = true"),
    ]);
    let urls: Vec<_> = tree.pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!(
        urls,
        ["", "b/", "b/x/", "b/y/", "b/deep/er/p/", "first/", "about/"]
    );
    let parents: Vec<_> = tree
        .pages
        .iter()
        .map(|page| page.parent.map(|p| p.0))
        .collect();
    assert_eq!(
        parents,
        [None, Some(0), Some(1), Some(1), Some(1), Some(0), Some(0)]
    );
    assert!(tree.is_hidden_draft("content/a/index2.md"));
    assert_eq!(
        tree.by_path("content/b/x.md").map(|page| page.id),
        Some(PageId(2))
    );
}
