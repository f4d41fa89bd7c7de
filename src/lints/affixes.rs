//! Keys of sources among the words before or after a citation: `[@a, p. 3, see also b-2020]`.

use crate::bibliography::Bibliography;
use crate::diagnostics::{Diagnostic, Lint};
use crate::site::Page;

/// Reports each citation with such a key.
pub(super) fn check(page: &Page, bibliography: &Bibliography, diagnostics: &mut Vec<Diagnostic>) {
    let document = &page.document;
    for citation in &document.citations {
        let affixes = citation.items.iter();
        let mut affixes = affixes.flat_map(|item| [&*item.prefix, &*item.suffix]);
        let Some(key) = affixes.find_map(|affix| key_in(affix, bibliography)) else {
            continue;
        };
        let place = document.place_in(citation.file.as_ref(), citation.span);
        let message = format!("\"{key}\" is the key of a source, and here it is text");
        diagnostics.push(
            Diagnostic::new(Lint::SuspiciousCitation, place, message).help(format!(
                "write @{key}, after a semicolon: [@first, p. 3; see also @{key}]"
            )),
        );
    }
}

/// The first word that is a key; one of letters alone may be a word.
fn key_in<'a>(affix: &'a str, bibliography: &Bibliography) -> Option<&'a str> {
    let mut words = affix
        .split([' ', ',', ';'])
        .map(|word| word.trim_matches(['.', '(', ')', '[', ']']));
    words.find(|word| {
        let resembles = word.contains(|c: char| c.is_ascii_digit() || "-_:".contains(c));
        resembles && word.starts_with(char::is_alphabetic) && bibliography.find(word).is_some()
    })
}
