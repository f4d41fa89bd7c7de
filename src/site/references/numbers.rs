//! Numbers of figures, tables, equations and headings, in the order in which they are read.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{PageReferences, Referent};
use crate::diagnostics::KnownNames;
use crate::markdown::{Heading, LabelKind, Object};
use crate::site::page_map::PageId;
use crate::site::tree::Page;

/// The pages of which the numbers run on.
#[derive(Default)]
pub(super) struct Scope<'a> {
    /// What has a label: page, index, and the number.
    labels: HashMap<&'a str, (&'a Page, usize, String)>,
    /// How many of each kind there have been.
    counts: [usize; LabelKind::ALL.len()],
    /// The number of the last heading, a part for each level.
    section: Vec<usize>,
    /// All labels, for those that are misspelt; made for the first of them.
    known: OnceLock<KnownNames>,
}

impl<'a> Scope<'a> {
    /// Numbers what a page has. The first of two with the same label keeps it.
    pub(super) fn number(&mut self, page: &'a Page, result: &mut PageReferences) {
        let document = &page.document;
        let labelled = &document.labelled;
        if labelled
            .iter()
            .any(|label| label.kind == LabelKind::Section)
        {
            result.headings = self.headings(&document.headings);
        }
        for (i, label) in labelled.iter().enumerate() {
            let number = match label.of {
                Object::Heading(heading) => result.headings[heading].clone(),
                _ => {
                    let count = &mut self.counts[label.kind as usize];
                    *count += 1;
                    count.to_string()
                }
            };
            let known = self.labels.entry(&label.id);
            known.or_insert_with(|| (page, i, number.clone()));
            result.numbers.push(number);
        }
    }

    /// Numbers such as "2.1"; the highest level of the page is the first part.
    fn headings(&mut self, headings: &[Heading]) -> Vec<String> {
        let top = headings.iter().map(|heading| heading.level).min();
        let top = top.unwrap_or(1);
        let numbers = headings.iter().map(|heading| {
            let parts = usize::from(heading.level - top) + 1;
            if !heading.numbered {
                return String::new();
            }
            self.section.resize(parts, 0);
            self.section[parts - 1] += 1;
            let parts: Vec<String> = self.section.iter().map(usize::to_string).collect();
            parts.join(".")
        });
        numbers.collect()
    }

    /// Where a label is.
    pub(super) fn find(&self, id: &str) -> Option<(PageId, usize)> {
        let (page, label, _) = self.labels.get(id)?;
        Some((page.id, *label))
    }

    pub(super) fn referent(&self, id: &str) -> Option<Referent> {
        let (page, label, number) = self.labels.get(id)?;
        Some(Referent {
            page: page.id,
            label: *label,
            number: number.clone(),
            words: match page.document.labelled[*label].of {
                Object::Heading(heading) if number.is_empty() => {
                    page.document.headings[heading].text.clone()
                }
                _ => String::new(),
            },
        })
    }

    /// The label that a wrong one was most likely meant to be, if one is near enough. By now, all are numbered.
    pub(super) fn nearest(&self, wrong: &str) -> Option<&str> {
        let known = || KnownNames::of(self.labels.keys().copied());
        self.known.get_or_init(known).nearest(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    #[test]
    fn headings_have_a_part_for_each_level() {
        let heading = |level| Heading {
            level,
            id: String::new(),
            span: Span::at(0),
            title_html: String::new(),
            text: String::new(),
            numbered: true,
        };
        let headings = [2, 3, 3, 2, 4, 2].map(heading);
        let mut scope = Scope::default();
        let numbers = scope.headings(&headings);
        assert_eq!(numbers, ["1", "1.1", "1.2", "2", "2.0.1", "3"]);
        // The next page of the scope goes on.
        assert_eq!(scope.headings(&headings[..2]), ["4", "4.1"]);
        let unnumbered = Heading {
            numbered: false,
            ..heading(2)
        };
        let headings = [heading(2), unnumbered, heading(2)];
        assert_eq!(scope.headings(&headings), ["5", "", "6"]);
    }
}
