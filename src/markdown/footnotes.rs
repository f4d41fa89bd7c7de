//! The footnotes of a page seen together: those that are defined twice, and those that nobody will read.
//!
//! References to footnotes that are not defined are found in the text, where they stay as they are.

use std::collections::{BTreeSet, HashMap};

use super::document::Document;
use super::{Fragment, Hole};
use crate::diagnostics::{Diagnostic, KnownNames, Lint};

/// A reference to a footnote that is not defined.
pub(super) struct LostFootnote {
    pub label: String,
    /// Which diagnostic of the page says so.
    pub diagnostic: usize,
}

/// Reports what is wrong with the footnotes of a page.
///
/// Where the label of a `lost` one was mistyped, the other half of the slip, a footnote that nobody refers to,
/// is not reported as well.
pub(super) fn check(doc: &Document, lost: &[LostFootnote], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (i, footnote) in doc.footnotes.iter().enumerate() {
        let before = *first.entry(footnote.label.to_lowercase()).or_insert(i);
        if before != i {
            found.push(
                Diagnostic::new(
                    Lint::DuplicateFootnote,
                    doc.place(footnote.span),
                    format!("the footnote `{}` is defined twice", footnote.label),
                )
                .label("defined again here")
                .also(doc.place(doc.footnotes[before].span), "first defined here")
                .help("give one of them another label"),
            );
        }
    }
    for footnote in doc.footnotes.iter().filter(|note| !note.inline) {
        if footnote.body.html.trim().is_empty() && footnote.body.holes.is_empty() {
            let message = format!("the footnote `{}` says nothing", footnote.label);
            let place = doc.place(footnote.span);
            found.push(
                Diagnostic::new(Lint::UndefinedFootnote, place, message).help(
                    "write its words after the colon; further paragraphs stand four spaces in",
                ),
            );
        }
    }
    let shown = shown(doc, &first);
    let hidden: BTreeSet<usize> = first
        .into_values()
        .filter(|i| !shown[*i] && !doc.footnotes[*i].inline)
        .collect();
    let mut meant = BTreeSet::new();
    let labels = hidden.iter().map(|i| &*doc.footnotes[*i].label);
    let labels = KnownNames::of(labels);
    for LostFootnote { label, diagnostic } in lost {
        if let Some(near) = labels.nearest(label) {
            meant.insert(near.to_owned());
            diagnostics[*diagnostic].help = Some(format!("did you mean [^{near}]?"));
        }
    }
    let unread = hidden
        .iter()
        .copied()
        .filter(|i| !meant.contains(&doc.footnotes[*i].label));
    found.extend(unread.map(|i| {
        let footnote = &doc.footnotes[i];
        let label = &footnote.label;
        Diagnostic::new(
            Lint::UnusedFootnote,
            doc.place(footnote.span),
            format!("nothing refers to the footnote `{label}`"),
        )
        .help(format!(
            "it will not be shown: refer to it with [^{label}], or take it out"
        ))
    }));
    diagnostics.append(&mut found);
}

/// Which footnotes the text leads to, straight or through other footnotes.
fn shown(doc: &Document, by_label: &HashMap<String, usize>) -> Vec<bool> {
    let mut shown = vec![false; doc.footnotes.len()];
    let mut unread: Vec<&Fragment> = vec![&doc.body];
    while let Some(fragment) = unread.pop() {
        for hole in fragment.holes() {
            match hole {
                Hole::FootnoteRef(i) => {
                    let label = doc.footnote_refs[i].label.to_lowercase();
                    if let Some(i) = by_label.get(&label)
                        && !std::mem::replace(&mut shown[*i], true)
                    {
                        unread.push(&doc.footnotes[*i].body);
                    }
                }
                Hole::Shortcode(i) => unread.extend(&doc.shortcodes[i].body),
                _ => {}
            }
        }
    }
    shown
}
