//! Labels that nothing refers to.

use std::collections::BTreeSet;

use super::LintOptions;
use crate::diagnostics::{Diagnostic, Level, Lint};
use crate::markdown::LabelKind;
use crate::site::{Page, PageId, Site};

/// Reports figures, tables and equations to whose labels neither a reference nor a link leads. Headings have ids
/// for other reasons as well.
pub(super) fn check(site: &Site, options: &LintOptions<'_>, found: &mut Vec<Diagnostic>) {
    if options.levels.of(Lint::UnusedLabel) == Level::Allow {
        return;
    }
    let labels = |page| {
        let page: &Page = page;
        let labels = page.document.labelled.iter();
        labels.filter(|label| label.kind != LabelKind::Section)
    };
    let pages = site.tree.pages.iter();
    let all = pages.flat_map(|page| labels(page).map(|label| (page.id, &*label.id)));
    let mut unused: BTreeSet<(PageId, &str)> = all.collect();
    for (references, links) in site.references.iter().zip(&site.links) {
        if unused.is_empty() {
            return;
        }
        for referent in references.referents() {
            let document = &site.page(referent.page).document;
            unused.remove(&(referent.page, &*document.labelled[referent.label].id));
        }
        for anchor in links.all().filter_map(|target| target.anchor()) {
            unused.remove(&anchor);
        }
    }
    for page in &site.tree.pages {
        for label in labels(page).filter(|label| unused.contains(&(page.id, &*label.id))) {
            let message = format!("nothing refers to the label `{}`", label.id);
            let place = page.document.place(label.span);
            let help = format!("mention it in the text: @{}", label.id);
            found.push(Diagnostic::new(Lint::UnusedLabel, place, message).help(help));
        }
    }
}
