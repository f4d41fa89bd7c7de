//! What the citations of a job cite.

use super::Problem;
use super::job::{JobCitation, JobCite};
use super::references::References;
use crate::csl::{Citation, Cite, CitePosition, Item, Locator, LocatorLabels, Text};
use crate::diagnostics::did_you_mean;

/// The references that take part, in the order in which they are numbered.
pub(super) struct CitedReferences<'a> {
    references: &'a References,
    /// The number of each reference that takes part.
    numbers: Vec<Option<usize>>,
    items: Vec<&'a Item>,
}

impl<'a> CitedReferences<'a> {
    /// At first all references or none.
    pub(super) fn new(references: &'a References, all: bool) -> Self {
        let items = &references.items;
        Self {
            references,
            numbers: (0..items.len())
                .map(|number| all.then_some(number))
                .collect(),
            items: items.iter().filter(|_| all).collect(),
        }
    }

    /// Those that take part in the end.
    pub(super) fn into_items(self) -> Vec<&'a Item> {
        self.items
    }

    /// A citation; what it cites takes part from now on.
    pub(super) fn citation<'b>(
        &mut self,
        citation: &'b JobCitation,
        labels: &LocatorLabels,
        warnings: &mut Vec<String>,
    ) -> Result<Citation<'b>, Problem> {
        let mut cites = Vec::with_capacity(citation.items.len());
        for cite in &citation.items {
            cites.push(Cite {
                item: self.number(&cite.id)?,
                locator: locator(cite, labels, warnings),
                prefix: Text::from_markup(&cite.prefix),
                suffix: Text::from_markup(&cite.suffix),
                suppress_author: cite.suppress_author,
                position: position(cite),
            });
        }
        Ok(Citation {
            cites,
            note: citation.note,
            ..Citation::default()
        })
    }

    fn number(&mut self, id: &str) -> Result<usize, Problem> {
        let Some(place) = self.references.places.get(id).copied() else {
            let known = self.references.places.keys().map(String::as_str);
            return Err(Problem {
                message: format!("no reference has the id \"{id}\""),
                help: did_you_mean(id, known),
            });
        };
        Ok(*self.numbers[place].get_or_insert_with(|| {
            self.items.push(&self.references.items[place]);
            self.items.len() - 1
        }))
    }
}

fn locator<'a>(
    cite: &'a JobCite,
    labels: &LocatorLabels,
    warnings: &mut Vec<String>,
) -> Option<Locator<'a>> {
    if cite.locator.is_empty() {
        return None;
    }
    let label = labels.get(&cite.label);
    if label.is_none() && !cite.label.is_empty() {
        let word = &cite.label;
        warnings.push(format!(
            "\"{word}\" is not a label of a locator; \"page\" is taken"
        ));
    }
    Some(Locator {
        label: label.unwrap_or_default(),
        value: &cite.locator,
    })
}

/// The position that a cite says it has.
fn position(cite: &JobCite) -> Option<CitePosition> {
    Some(CitePosition {
        kind: cite.position?.into(),
        near_note: cite.near_note,
        first_note: cite.first_reference_note_number,
    })
}
