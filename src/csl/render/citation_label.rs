//! `citation-label`, made of names and year where the item has none: "Doe05" (as citeproc-js does).

use super::super::item::{Date, Item, Name};
use super::super::output::Ranged;
use super::super::script::is_romanesque_letter;
use super::super::text::Text;
use super::super::variable::{DateVariable, NameVariable, Variable};
use super::Render;

impl Render<'_, '_> {
    /// The label of the item with its year suffix.
    pub(super) fn citation_label(&mut self) -> String {
        let mut label = citation_label(self.item);
        if let Some(suffix) = self
            .entry
            .distinction
            .levels
            .year_suffix
            .filter(|_| self.is_printed())
        {
            self.year_suffix_printed = true;
            label.push_str(&Ranged::YearSuffix(suffix).to_string());
        }
        label
    }
}

/// The label of an item without a year suffix.
pub(crate) fn citation_label(item: &Item) -> String {
    let own = item.text(Variable::CitationLabel).map(Text::as_str);
    own.map_or_else(|| made(item), str::to_owned)
}

/// One author gives four letters, two two each, three and four one or two.
fn made(item: &Item) -> String {
    let names = NameVariable::ALL
        .iter()
        .find_map(|&variable| item.names(variable));
    let mut label = String::new();
    if let Some(names) = names {
        let lengths: &[usize] = match names.list.len() {
            1 => &[4],
            2 => &[2, 2],
            3 => &[2, 1, 1],
            _ => &[1, 1, 1, 1],
        };
        for (name, length) in names.list.iter().zip(lengths) {
            label.push_str(&start(family(name), *length));
        }
    }
    if label.is_empty()
        && let Some(title) = item.text(Variable::Title)
    {
        label = start(title.as_str(), 4);
    }
    let year = match item.date(DateVariable::Issued) {
        Some(Date::Known { start, .. }) => start.year.unsigned_abs() % 100,
        _ => 0,
    };
    format!("{label}{year:02}")
}

fn family(name: &Name) -> &str {
    if name.literal.is_empty() {
        &name.family
    } else {
        &name.literal
    }
}

/// The first letters of a name or title without its article, the first one large.
fn start(text: &str, length: usize) -> String {
    let lower = text.to_lowercase();
    let article = ["a ", "the ", "an "]
        .iter()
        .find(|article| lower.starts_with(**article));
    let text = article.map_or(text, |article| text.get(article.len()..).unwrap_or(text));
    let letters = text
        .chars()
        .filter(|&c| is_romanesque_letter(c))
        .take(length);
    let mut start = String::new();
    for (index, c) in letters.enumerate() {
        if index == 0 {
            start.extend(c.to_uppercase());
        } else {
            start.extend(c.to_lowercase());
        }
    }
    start
}
