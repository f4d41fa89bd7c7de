//! What in the text of a page may name a source without citing it: which of it does, the bibliography says.

use super::document::{Block, BlockKind};
use crate::diagnostics::Span;

/// Words that may name a source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    pub form: MentionForm,
    pub span: Span,
}

/// How a source is named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MentionForm {
    /// `[key]`, `[#key]`, `[source: key]`
    Key(String),
    /// `doi:10.1000/xyz`
    Doi(String),
    /// `(Smith 2020)`, `Smith (2020)`
    Author { family: String, year: String },
}

/// Those of the text of a page.
pub(super) fn find(blocks: &[Block]) -> Vec<Mention> {
    let texts = blocks.iter();
    let texts = texts.filter(|block| {
        !matches!(block.kind, BlockKind::Data | BlockKind::Heading) && !block.text.is_empty()
    });
    texts.flat_map(in_block).collect()
}

fn in_block(block: &Block) -> Vec<Mention> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    // One of these is in whatever is looked for.
    if memchr::memchr3(b'[', b'(', b'0', text.as_bytes()).is_none() {
        return found;
    }
    let mut add = |form, range: std::ops::Range<usize>| {
        let literal = block
            .literals()
            .any(|literal| literal.start < range.end && range.start < literal.end);
        if !literal {
            let span = block.place_of(range);
            found.push(Mention { form, span });
        }
    };
    for (open, _) in text.match_indices('[') {
        let Some(length) = text[open..].find(']') else {
            break;
        };
        let range = open..open + length + 1;
        // "@[key]" has a message of its own.
        let is_text = !text[..open].ends_with('@');
        let inner = &text[open + 1..open + length];
        if let Some(key) = bracketed_key(inner).filter(|_| is_text) {
            add(MentionForm::Key(key.to_owned()), range);
        }
    }
    for (at, _) in text.match_indices("10.") {
        let before = text[..at].trim_end_matches(' ');
        let named = ["doi:", "DOI:", "doi", "DOI"];
        let Some(name) = named.iter().find(|name| before.ends_with(**name)) else {
            continue;
        };
        let end = text[at..]
            .find(char::is_whitespace)
            .map_or(text.len(), |end| at + end);
        let doi = text[at..end].trim_end_matches(['.', ',', ';', ')', ']', '”']);
        if doi.contains('/') {
            let start = before.len() - name.len();
            add(MentionForm::Doi(doi.to_owned()), start..at + doi.len());
        }
    }
    for (open, _) in text.match_indices('(') {
        let inner = &text[open + 1..];
        let inner = &inner[..inner.find([')', '(']).unwrap_or_default()];
        if inner.len() > 100 {
            continue;
        }
        for part in inner.split(';') {
            let before = &text[..open];
            if let Some((family, year)) = author_and_year(part.trim(), before) {
                add(
                    MentionForm::Author { family, year },
                    open..open + inner.len() + 2,
                );
            }
        }
    }
    found
}

/// The one word that brackets hold, which may be a key.
fn bracketed_key(inner: &str) -> Option<&str> {
    let bare = inner.trim_start_matches(['#', '&']);
    let bare = ["ref:", "source:", "Source:", "bib:"]
        .iter()
        .find_map(|name| bare.strip_prefix(name))
        .unwrap_or(bare);
    let key = bare.split([',', ' ']).find(|part| !part.is_empty())?;
    let is_key = |c: char| c.is_alphanumeric() || "_:.-/+".contains(c);
    let sized = (3..80).contains(&key.len());
    (sized && key.starts_with(char::is_alphabetic) && key.chars().all(is_key)).then_some(key)
}

/// The family name and the year of `Smith 2020`, or of `2020` after a name `before` the brackets.
fn author_and_year(part: &str, before: &str) -> Option<(String, String)> {
    let is_year = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.len() == 4 && word.len() < 6 && digits.chars().all(|c| c.is_ascii_digit())
    };
    let mut words = part
        .split([' ', ',', '\u{a0}'])
        .filter(|word| !word.is_empty());
    let year = words.clone().find(|word| is_year(word))?;
    let year = &year[..4];
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c))
    };
    let first = words.next()?;
    if is_year(first) {
        // "Smith and Jones (2020)" begins with the first of them.
        let mut names = before.trim_end().rsplit(' ').take(6);
        let mut family = names
            .next()
            .filter(|word| is_name(word) || *word == "al.")?;
        while let Some(word) = names.next() {
            let joins = ["and", "&", "et"].contains(&word);
            match joins.then(|| names.next()).flatten() {
                Some(name) if is_name(name) => family = name,
                _ if word == "et" => continue,
                _ => break,
            }
        }
        return Some((family.to_owned(), year.to_owned()));
    }
    is_name(first).then(|| (first.to_owned(), year.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_authors_are_found() {
        for (inner, key) in [
            ("smith-2020", Some("smith-2020")),
            ("#smith", Some("smith")),
            ("source: smith, p. 3", Some("smith")),
            ("1", None),
            ("…", None),
        ] {
            assert_eq!(bracketed_key(inner), key, "{inner}");
        }
        for (part, before, found) in [
            ("Smith 2020", "", Some(("Smith", "2020"))),
            ("Smith, 2020a, p. 3", "", Some(("Smith", "2020"))),
            ("Smith et al., 2020", "", Some(("Smith", "2020"))),
            ("2020", "as Smith ", Some(("Smith", "2020"))),
            ("2020", "Smith and Jones ", Some(("Smith", "2020"))),
            ("2020", "Smith et al. ", Some(("Smith", "2020"))),
            ("in 2020", "Smith ", None),
            ("2020", "the year ", None),
        ] {
            let found =
                found.map(|(family, year): (&str, &str)| (family.to_owned(), year.to_owned()));
            assert_eq!(author_and_year(part, before), found, "{part} {before}");
        }
    }
}
