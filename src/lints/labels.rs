//! Labels that nothing refers to.

use std::collections::BTreeSet;

use super::LintOptions;
use crate::diagnostics::{Diagnostic, Level, Lint};
use crate::markdown::LabelKind;
use crate::site::{PageId, Site, Target};

/// Reports figures, tables and equations to whose labels neither a reference nor a link leads. Headings have ids
/// for other reasons as well.
pub(super) fn check(site: &Site, options: &LintOptions<'_>, found: &mut Vec<Diagnostic>) {
    let sets = &site.sets;
    if options.levels.of(Lint::UnusedLabel) == Level::Allow || sets.labelled.is_empty() {
        return;
    }
    let referents = sets.referring.iter();
    let referents = referents.flat_map(|id| site.references[*id].referents());
    let label = |page: PageId, label: usize| &*site.page(page).document.labelled[label].id;
    let referred = referents.map(|to| (to.page, label(to.page, to.label)));
    // The arguments of shortcodes make no back-links.
    let arguments = sets.unsettled.iter();
    let arguments = arguments.flat_map(|id| &site.links[*id].arguments);
    let arguments = arguments.filter_map(|(.., target)| target.anchor());
    let referred: BTreeSet<(PageId, &str)> = referred.chain(arguments).collect();
    for id in sets.labelled.iter() {
        let document = &site.page(*id).document;
        let linking = site.backlinks[*id].iter().map(|link| link.from);
        let links = linking
            .chain([*id])
            .flat_map(|from| &site.links[from].targets);
        let anchors = links.filter_map(Target::anchor);
        let anchors: BTreeSet<&str> = anchors
            .filter(|(page, _)| page == id)
            .map(|(_, anchor)| anchor)
            .collect();
        let labels = document.labelled.iter();
        let unused = labels.filter(|label| {
            label.kind != LabelKind::Section
                && !referred.contains(&(*id, &*label.id))
                && !anchors.contains(&*label.id)
        });
        found.extend(unused.map(|label| {
            let message = format!("nothing refers to the label `{}`", label.id);
            let place = document.place(label.span);
            let help = format!("mention it in the text: @{}", label.id);
            Diagnostic::new(Lint::UnusedLabel, place, message).help(help)
        }));
    }
}
