//! Names as BibTeX splits them: lists at `and`, persons at commas and at words in lower case.

use crate::csl::{Name, Names};

use super::latex;

/// The names of a field.
///
/// `useprefix` is BibLaTeX's option: whether `von` belongs to the family name also where it stands alone.
pub(super) fn parse(value: &str, useprefix: bool) -> Names {
    let mut names = Names::default();
    let parts = split_list(value);
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.into_iter().enumerate() {
        match part {
            "others" if index == last => names.others = true,
            part => names.list.extend(name(part, useprefix)),
        }
    }
    names
}

/// The items of a list: what `and` joins where it stands between spaces and outside of braces.
pub(super) fn split_list(value: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    for (at, word) in words(value, |c| c.is_whitespace()) {
        if word.eq_ignore_ascii_case("and") {
            items.push(value[start..at].trim());
            start = at + word.len();
        }
    }
    items.push(value[start..].trim());
    items.retain(|item| !item.is_empty());
    items
}

/// The pieces of `text` between separators outside of braces, with their offsets; empty pieces are left out.
///
/// A separator after a command ends the command and no word: `Fran\c cois`.
fn words(text: &str, separates: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut depth = 0_usize;
    let mut start = None;
    let mut command = Command::None;
    for (at, c) in text.char_indices() {
        match c {
            '{' if command != Command::Backslash => depth += 1,
            '}' if command != Command::Backslash => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = depth == 0 && c != '}' && separates(c);
        let ends_command = separator && command != Command::None;
        command = command.after(c);
        match (separator && !ends_command, start) {
            (true, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, &text[from..]));
    }
    words
}

/// Where in a command of LaTeX a character is.
#[derive(Clone, Copy, PartialEq)]
enum Command {
    None,
    Backslash,
    /// In the letters of its name.
    Name,
    /// After an accent that is one sign.
    Accent,
}

impl Command {
    /// What is after a character.
    fn after(self, c: char) -> Self {
        match (self, c) {
            (Self::Backslash, c) if c.is_ascii_alphabetic() => Self::Name,
            (Self::Backslash, '\'' | '`' | '^' | '"' | '~' | '=' | '.') => Self::Accent,
            (Self::Name, c) if c.is_ascii_alphabetic() => Self::Name,
            (Self::Backslash, _) => Self::None,
            (_, '\\') => Self::Backslash,
            _ => Self::None,
        }
    }
}

fn name(text: &str, useprefix: bool) -> Option<Name> {
    if is_braced(text) {
        let literal = latex::plain(text);
        return (!literal.is_empty()).then(|| Name {
            literal,
            ..Name::default()
        });
    }
    let parts = split_commas(text);
    if parts.iter().all(|part| part.is_empty()) {
        return None;
    }
    if let Some(name) = extended(&parts, useprefix) {
        return Some(name);
    }
    let (given, von_last, suffix) = match parts.as_slice() {
        [whole] => {
            let words = split_words(whole);
            let (given, rest) = first_von_last(&words);
            return Some(person(given, rest, &[], useprefix));
        }
        [von_last, given] => (*given, *von_last, ""),
        [von_last, suffix, given] => (*given, *von_last, *suffix),
        // Too many commas: what is left over belongs to the given names, so that nothing is lost.
        [von_last, rest @ ..] => {
            let mut name = person(&[], &split_words(von_last), &[], useprefix);
            name.given = latex::plain(&rest.join(", "));
            return Some(name);
        }
        [] => return None,
    };
    Some(person(
        &split_words(given),
        &split_words(von_last),
        &split_words(suffix),
        useprefix,
    ))
}

/// Whether one pair of braces holds all of a text.
pub(super) fn is_braced(text: &str) -> bool {
    let Some(inner) = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    else {
        return false;
    };
    let mut depth = 0_i32;
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    // `{\'E}` is a letter.
    !inner.starts_with('\\')
}

/// The parts between commas outside of braces; an empty part counts.
fn split_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !text[..at].ends_with('\\') => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    parts
}

fn split_words(text: &str) -> Vec<&str> {
    let words = words(text, |c| c.is_whitespace() || c == '~' || c == '\u{a0}');
    words.into_iter().map(|(_, word)| word).collect()
}

/// `First von Last`: the family name starts at the first word in lower case, or is the last word.
fn first_von_last<'w, 't>(words: &'w [&'t str]) -> (&'w [&'t str], &'w [&'t str]) {
    let last = words.len().saturating_sub(1);
    let von = words[..last].iter().position(|word| is_lower_case(word));
    words.split_at(von.unwrap_or(last))
}

fn person(given: &[&str], von_last: &[&str], suffix: &[&str], useprefix: bool) -> Name {
    // The last word is of the family name, whatever its case.
    let last = von_last.len().saturating_sub(1);
    let von = von_last[..last]
        .iter()
        .take_while(|word| is_lower_case(word))
        .count();
    let (von, family) = von_last.split_at(von);
    // "Aalst, W. M. P. van der"
    let trailing = given
        .iter()
        .rev()
        .take_while(|word| is_lower_case(word))
        .count();
    let (given, after) =
        given.split_at(given.len() - if trailing < given.len() { trailing } else { 0 });
    let mut name = Name {
        family: plain(family),
        given: spaced_initials(&plain(given)),
        suffix: plain(suffix),
        ..Name::default()
    };
    set_prefix(&mut name, plain(von), useprefix);
    if von.is_empty() {
        // Braces keep "van" with "Gogh" also where the family name stands alone.
        name.take_family_particle();
    }
    if !after.is_empty() {
        name.dropping_particle = plain(after);
    }
    name
}

fn set_prefix(name: &mut Name, prefix: String, useprefix: bool) {
    match useprefix {
        true => name.non_dropping_particle = prefix,
        false => name.dropping_particle = prefix,
    }
}

fn plain(words: &[&str]) -> String {
    latex::plain(&words.join(" "))
}

/// Whether the first letter of a word outside of braces is in lower case. `{\'e}` is a letter, `{é}` has no case.
fn is_lower_case(word: &str) -> bool {
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if c == '{' && !rest.starts_with("{\\") {
            // What braces hold has no case.
            return false;
        }
        if c == '{' || c == '\\' {
            let letter = latex::plain(word);
            return letter
                .chars()
                .find(|c| c.is_alphabetic())
                .is_some_and(char::is_lowercase);
        }
        if c.is_alphabetic() {
            return c.is_lowercase();
        }
        rest = &rest[c.len_utf8()..];
    }
    false
}

/// `J.G.` as `J. G.`, so that both print alike.
fn spaced_initials(given: &str) -> String {
    let mut spaced = String::with_capacity(given.len() + 4);
    let mut chars = given.chars().peekable();
    let mut letters = 0;
    while let Some(c) = chars.next() {
        spaced.push(c);
        let initial = c == '.' && letters == 1;
        letters = if c.is_uppercase() {
            letters + 1
        } else {
            usize::from(c.is_alphabetic()) * 9
        };
        if initial && chars.peek().is_some_and(|next| next.is_uppercase()) {
            spaced.push(' ');
        }
    }
    spaced
}

/// BibLaTeX's extended form: `family=Cruz, given=Ana, prefix=de la, useprefix=true`.
fn extended(parts: &[&str], useprefix: bool) -> Option<Name> {
    let mut name = Name::default();
    let mut useprefix = useprefix;
    let mut prefix = String::new();
    for part in parts {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        let text = || latex::plain(value);
        match key.trim().to_ascii_lowercase().as_str() {
            "family" => name.family = text(),
            "given" => name.given = spaced_initials(&text()),
            "prefix" => prefix = text(),
            "suffix" => name.suffix = text(),
            "useprefix" => useprefix = value.eq_ignore_ascii_case("true"),
            "juniorcomma" => name.comma_suffix = value.eq_ignore_ascii_case("true"),
            // Initials, which the style makes itself, and options of sorting.
            "family-i"
            | "given-i"
            | "prefix-i"
            | "suffix-i"
            | "id"
            | "nametemplates"
            | "sortingnamekeytemplatename"
            | "uniquenametemplatename"
            | "labelalphanametemplatename"
            | "namehashtemplatename" => {}
            _ => return None,
        }
    }
    set_prefix(&mut name, prefix, useprefix);
    (!name.family.is_empty() || !name.given.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `given|dropping|non-dropping|family|suffix`, or `=literal`, or `+` for others.
    fn shown(value: &str, useprefix: bool) -> Vec<String> {
        let names = parse(value, useprefix);
        let mut shown: Vec<String> = names
            .list
            .iter()
            .map(|name| match name.literal.as_str() {
                "" => [
                    &name.given,
                    &name.dropping_particle,
                    &name.non_dropping_particle,
                    &name.family,
                    &name.suffix,
                ]
                .map(String::as_str)
                .join("|"),
                literal => format!("={literal}"),
            })
            .collect();
        shown.extend(names.others.then(|| "+".to_owned()));
        shown
    }

    #[test]
    fn persons_in_every_form() {
        for (value, expected) in [
            ("Ludwig van Beethoven", "Ludwig|van||Beethoven|"),
            ("van Beethoven, Ludwig", "Ludwig|van||Beethoven|"),
            (
                "de la Vall{\\'e}e Poussin, Jr., Charles Louis",
                "Charles Louis|de la||Vallée Poussin|Jr.",
            ),
            (
                "Charles Louis Xavier Joseph de la Vall{\\'e}e~Poussin",
                "Charles Louis Xavier Joseph|de la||Vallée Poussin|",
            ),
            (
                "Drummond de Andrade, Carlos",
                "Carlos|||Drummond de Andrade|",
            ),
            ("{Barnes and Noble}", "=Barnes and Noble"),
            ("{\\'E}mile Zola", "Émile|||Zola|"),
            ("J.G. Smith", "J. G.|||Smith|"),
            ("Plato", "|||Plato|"),
            ("bell hooks", "|bell||hooks|"),
            ("Pet\\H o, M\\'aria", "Mária|||Pető|"),
            ("Fran\\c cois Brau\\ss e", "François|||Brauße|"),
            ("{van Gogh}, Vincent", "Vincent||van|Gogh|"),
            ("{\\relax Ch}ristopher Marlowe", "Christopher|||Marlowe|"),
            ("Smith, Ada, Roe, Bo", "Ada, Roe, Bo|||Smith|"),
            (
                "family=Cruz, given=Ana Maria, prefix=de la, useprefix=true",
                "Ana Maria||de la|Cruz|",
            ),
            (
                "given={Hans}, family={d'Artagnan, von}",
                "Hans|||d’Artagnan, von|",
            ),
        ] {
            assert_eq!(shown(value, false), [expected], "{value}");
        }
        assert_eq!(shown("van Gogh, Vincent", true), ["Vincent||van|Gogh|"]);
    }

    #[test]
    fn lists_are_split_outside_of_braces() {
        assert_eq!(
            shown("A B and {C and D}\n AND E{ and }F and others", false),
            ["A|||B|", "=C and D", "|||E and F|", "+"]
        );
        assert_eq!(shown("and and", false), [""; 0]);
        assert_eq!(
            split_list("Foo and {Bar and Sons} and Sandland"),
            ["Foo", "{Bar and Sons}", "Sandland"]
        );
    }
}
