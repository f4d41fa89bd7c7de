//! Ids of headings: stable, unique on a page, and out of the way of Ibid's own.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::char::is_combining_mark;

use crate::address::nfc;
use crate::config::HeadingIdStyle;
use crate::diagnostics::Span;

/// Ids with these beginnings belong to notes, markers and references.
const RESERVED: &[&str] = &["note-", "ref-", "source-", "cite-"];

/// The ids of one page.
pub(super) struct HeadingIds<'t> {
    /// Those that the theme gives to parts of a page.
    theme: &'t BTreeSet<String>,
    style: HeadingIdStyle,
    taken: HashMap<String, Span>,
    /// The number that the next id made of the same text may have, by the id without a number.
    numbers: HashMap<String, usize>,
}

/// Why an author's id cannot be used.
pub(super) enum IdConflict {
    /// Another heading has it, there.
    Taken(Span),
    /// Notes, markers and references have ids of this kind.
    Reserved,
    /// The theme gives it to a part of the page.
    Theme,
}

impl<'t> HeadingIds<'t> {
    /// No id is taken yet but those of the theme.
    pub(super) fn new(theme: &'t BTreeSet<String>, style: HeadingIdStyle) -> Self {
        Self {
            theme,
            style,
            taken: HashMap::new(),
            numbers: HashMap::new(),
        }
    }

    /// Takes an id that the author wrote.
    ///
    /// # Errors
    /// If another heading has it, it could be a note's, or the theme uses it.
    pub(super) fn claim(&mut self, id: &str, span: Span) -> Result<(), IdConflict> {
        if has_reserved_prefix(id) {
            return Err(IdConflict::Reserved);
        }
        if self.theme.contains(id) {
            return Err(IdConflict::Theme);
        }
        match self.taken.get(id) {
            Some(first) => Err(IdConflict::Taken(*first)),
            None => {
                self.taken.insert(id.to_owned(), span);
                Ok(())
            }
        }
    }

    /// Makes an id of a heading's text: lower case, words joined by hyphens, the second of its kind with `-1`.
    pub(super) fn make(&mut self, text: &str, span: Span) -> String {
        let mut base = match self.style {
            HeadingIdStyle::Github => github(text),
            HeadingIdStyle::Zola => slugify(&text.replace('_', " ")),
        };
        if base.is_empty() || has_reserved_prefix(&base) || self.theme.contains(&base) {
            base = format!("section-{base}").trim_end_matches('-').to_owned();
        }
        let mut id = base.clone();
        if self.taken.contains_key(&id) {
            // Lower numbers are taken, so that a thousand equal headings are tried once each.
            let number = self.numbers.entry(base.clone()).or_default();
            while self.taken.contains_key(&id) {
                *number += 1;
                id = format!("{base}-{number}");
            }
        }
        self.taken.insert(id.clone(), span);
        id
    }
}

fn has_reserved_prefix(id: &str) -> bool {
    RESERVED.iter().any(|prefix| id.starts_with(prefix))
}

/// Lower-case letters, marks and digits of any script, everything else a single hyphen.
pub(crate) fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in nfc(text).chars() {
        if is_word(c) {
            push_lower(&mut slug, c);
        } else if matches!(c, '\'' | '’' | '\u{200c}' | '\u{200d}' | '\u{ad}') {
            // "Russia's" is one word, and so is what joiners hold together.
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The id that GitHub makes of a heading: a hyphen for each space, and nothing for other signs.
fn github(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in nfc(text.trim()).chars() {
        if is_word(c) || c == '-' {
            push_lower(&mut id, c);
        } else if c == ' ' {
            id.push('-');
        }
    }
    id
}

fn push_lower(text: &mut String, c: char) {
    match c.is_ascii() {
        true => text.push(c.to_ascii_lowercase()),
        false => text.extend(c.to_lowercase()),
    }
}

/// Whether a character is part of a word: vowel signs and other marks of Hindi, Tamil or Thai are.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_never_a_notes() {
        let theme = BTreeSet::from(["main".to_owned()]);
        let mut ids = HeadingIds::new(&theme, HeadingIdStyle::Github);
        assert!(ids.claim("origins", Span::at(0)).is_ok());
        assert_eq!(ids.make("Origins", Span::at(1)), "origins-1");
        assert_eq!(
            ids.make("Russia’s needs: 2024", Span::at(2)),
            "russias-needs-2024"
        );
        assert_eq!(ids.make("Note 1", Span::at(3)), "section-note-1");
        assert_eq!(ids.make("!?", Span::at(4)), "section");
        assert_eq!(ids.make("北朝鮮 и Россия", Span::at(5)), "北朝鮮-и-россия");
        assert!(matches!(
            ids.claim("origins", Span::at(6)),
            Err(IdConflict::Taken(_))
        ));
        assert!(matches!(
            ids.claim("ref-3", Span::at(7)),
            Err(IdConflict::Reserved)
        ));
        assert!(matches!(
            ids.claim("main", Span::at(8)),
            Err(IdConflict::Theme)
        ));
        assert_eq!(ids.make("Main", Span::at(9)), "section-main");
    }

    #[test]
    fn marks_of_scripts_are_part_of_words() {
        for text in ["हिन्दी", "தமிழ்நாடு", "ภาษาไทย", "caf\u{e9}"]
        {
            assert_eq!(
                (slugify(text), github(text)),
                (text.to_owned(), text.to_owned())
            );
        }
        assert_eq!(slugify("cafe\u{301}"), "caf\u{e9}");
    }

    #[test]
    fn ids_are_those_of_github_or_of_zola() {
        for (text, as_github, as_zola) in [
            ("A & B: what?", "a--b-what", "a-b-what"),
            ("3.1 Foo/bar (v2)", "31-foobar-v2", "3-1-foo-bar-v2"),
            ("The `x-y` of it’s", "the-x-y-of-its", "the-x-y-of-its"),
        ] {
            assert_eq!(
                (github(text).as_str(), slugify(text).as_str()),
                (as_github, as_zola)
            );
        }
    }
}
