//! Lists of literals: publishers, places, institutions.

use crate::csl::{Markup, Span, Text};

use super::super::names::{is_braced, split_list};
use super::Mapper;
use super::titles::join;

impl Mapper<'_, '_> {
    /// A list as one text: `A, B and C`, the word being the term of the locale.
    pub(super) fn list(&self, field: &str) -> Option<Text> {
        let value = self.entry.get(field)?;
        let mut items = split_list(value);
        let others = items.len() > 1 && items.last() == Some(&"others");
        if others {
            items.pop();
        }
        let last = items.len().saturating_sub(1);
        let mut list = Text::default();
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 && (index < last || others) {
                list.push_str(", ");
            } else if index > 0 {
                list.push_str(" ");
                list.push(&term("and"));
                list.push_str(" ");
            }
            list.push(&self.list_item(field, item));
        }
        if others {
            list.push_str(" ");
            list.push(&term("et-al"));
        }
        (!list.is_empty()).then_some(list)
    }

    /// Braces around all of an item keep it in one piece, and say nothing about its case.
    fn list_item(&self, field: &str, item: &str) -> Text {
        match is_braced(item) {
            true => self.convert(field, &item[1..item.len() - 1]),
            false => self.convert(field, item),
        }
    }

    /// Who published it: all that the entry names, as Pandoc has it.
    pub(super) fn publisher(&self) -> Option<Text> {
        let mut publisher: Option<Text> = None;
        for field in [
            "school",
            "institution",
            "organization",
            "howpublished",
            "publisher",
        ] {
            let found = match field {
                "howpublished" if self.is_address(field) => None,
                "howpublished" => self.text(field),
                field => self.list(field),
            };
            publisher = match (publisher, found) {
                (Some(before), Some(found)) if before == found => Some(before),
                (Some(before), found) => Some(join(before, ';', found)),
                (None, found) => found,
            };
        }
        publisher
    }

    /// Whether a field is nothing but an address, as `howpublished` often is.
    pub(super) fn is_address(&self, field: &str) -> bool {
        self.entry.get(field).is_some_and(|value| {
            let value = value.trim_start_matches(['{', ' ']);
            value.starts_with("\\url{")
                || value.starts_with("http://")
                || value.starts_with("https://")
        })
    }
}

fn term(word: &str) -> Text {
    // The name of the term differs from its English words in one case.
    let words = if word == "et-al" { "et al." } else { word };
    let span = Span {
        range: 0..words.len(),
        markup: Markup::Term,
    };
    Text::with_spans(words.to_owned(), vec![span])
}
