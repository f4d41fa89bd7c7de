//! Lists of literals: publishers, places, institutions.

use crate::csl::{ItemType, Markup, Span, Text};

use super::super::names::{is_braced, split_list};
use super::titles::join;
use super::{Mapper, kinds};

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
        let institutions = match kinds::is_legal(self.item.kind) {
            true => None,
            false => self.institutions(),
        };
        let howpublished = self.howpublished().filter(|_| !self.names_medium());
        either([institutions, howpublished, self.list("publisher")])
    }

    /// The schools, ministries, companies … that have part in it.
    pub(super) fn institutions(&self) -> Option<Text> {
        either(["school", "institution", "organization"].map(|field| self.list(field)))
    }

    /// The words of `howpublished`, if they are neither an address nor those of `type`, which Zotero writes twice.
    pub(super) fn howpublished(&self) -> Option<Text> {
        let entry = self.entry;
        let says_type = entry.get("howpublished") == entry.get("type");
        (!says_type && !self.is_address("howpublished")).then(|| self.text("howpublished"))?
    }

    /// Whether `howpublished` says what it is made of: a film has a publisher besides, a picture none.
    pub(super) fn names_medium(&self) -> bool {
        let kind = self.item.kind;
        kinds::has_medium(kind) && (kind == ItemType::Graphic || self.entry.has("publisher"))
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

/// All of the texts, each once.
fn either<const N: usize>(texts: [Option<Text>; N]) -> Option<Text> {
    let mut all: Option<Text> = None;
    for text in texts.into_iter().flatten() {
        all = Some(match all {
            Some(before) if before == text => before,
            Some(before) => join(before, ';', Some(text)),
            None => text,
        });
    }
    all
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
