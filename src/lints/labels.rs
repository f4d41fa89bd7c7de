//! Labels that nothing refers to.

use std::collections::BTreeSet;

use super::LintOptions;
use crate::diagnostics::{Diagnostic, Level, Lint};
use crate::markdown::LabelKind;
use crate::site::{PageId, Site};

/// Reports figures, tables and equations to whose labels neither a reference nor a link leads. Headings have ids
/// for other reasons as well.
pub(super) fn check(site: &Site, options: &LintOptions<'_>, found: &mut Vec<Diagnostic>) {
    if options.levels.of(Lint::UnusedLabel) == Level::Allow {
        return;
    }
    let mut used: BTreeSet<(PageId, &str)> = BTreeSet::new();
    for (references, links) in site.references.iter().zip(&site.links) {
        used.extend(references.referents().map(|referent| {
            let page = site.page(referent.page);
            (page.id, &*page.document.labelled[referent.label].id)
        }));
        used.extend(links.all().filter_map(|target| target.anchor()));
    }
    for page in &site.tree.pages {
        let labels = page.document.labelled.iter();
        let labels = labels.filter(|label| label.kind != LabelKind::Section);
        for label in labels.filter(|label| !used.contains(&(page.id, &*label.id))) {
            let message = format!("nothing refers to the label `{}`", label.id);
            let place = page.document.place(label.span);
            let help = format!("mention it in the text: @{}", label.id);
            found.push(Diagnostic::new(Lint::UnusedLabel, place, message).help(help));
        }
    }
}
