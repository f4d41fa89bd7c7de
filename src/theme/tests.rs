use std::collections::BTreeSet;

use super::files::built_in_templates;
use super::{List, Theme};

#[test]
fn folio_has_no_faults() {
    assert_eq!(Theme::built_in().diagnostics, []);
}

#[test]
fn folio_says_which_ids_it_uses() {
    let mut used = BTreeSet::new();
    for (_, text) in built_in_templates().values() {
        for id in text.split(" id=\"").skip(1) {
            let id = &id[..id.find('"').unwrap()];
            // Those with `{{` are made of a note's number, a key or a page's address.
            used.extend((!id.contains('{')).then(|| id.to_owned()));
        }
    }
    assert_eq!(*Theme::built_in().manifest.ids, used);
}

#[test]
fn folio_prints_lists_as_they_come() {
    let fields = |name| Theme::built_in().templates.fields(name);
    for name in ["page.html", "section.html", "home.html", "print.html"] {
        for list in ["backlinks", "citation_meta", "notes", "references", "toc"] {
            assert!(!fields(name).has(list), "{name} {list}");
        }
    }
    for list in ["fields", "uses"] {
        assert!(!fields("source.html").has(list), "{list}");
    }
}

#[test]
fn folio_shows_the_lists_that_it_says() {
    let folio = Theme::built_in();
    for (template, lists) in &folio.manifest.lists {
        for (_, list) in List::ALL {
            let uses = folio.templates.uses(template, list.variable());
            assert_eq!(lists.contains(&list), uses, "{template} {list:?}");
        }
    }
}
