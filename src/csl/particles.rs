//! Particles and suffixes that stand in the family and the given name (specification, "Name Particles"), as citeproc-js finds them.
//!
//! Zotero and others write `"family": "von der Leyen"`; CSL wants `von der` apart. The rules are those of
//! citeproc-js: a particle is a word that starts in lower case at the beginning of the family name
//! (non-dropping) or at the end of the given name (dropping).

use super::Name;

/// Tells the particles and the suffix of a personal name apart.
pub(super) fn parse(name: &mut Name) {
    let (particle, family) = leading(&name.family);
    name.non_dropping_particle = trim_particle(particle).to_owned();
    name.family = family.to_owned();
    split_suffix(name);
    let (given, particle) = trailing(&name.given);
    if !particle.is_empty() {
        name.dropping_particle = particle.to_owned();
    }
    name.given = given.to_owned();
}

impl Name {
    /// Tells the particle apart that stands in the family name of a person with a given name.
    pub(crate) fn take_family_particle(&mut self) {
        if self.given.is_empty() || !self.non_dropping_particle.is_empty() {
            return;
        }
        let (particle, family) = leading(&self.family);
        let (particle, family) = (trim_particle(particle).to_owned(), family.to_owned());
        self.non_dropping_particle = particle;
        self.family = family;
    }
}

/// `van der Berg` → (`van der `, `Berg`), `al-Hakim` → (`al-`, `Hakim`).
fn leading(family: &str) -> (&str, &str) {
    let mut start = 0;
    loop {
        let word = &family[start..];
        // An apostrophe may stand before a particle: `'t Hooft`.
        let bare = word.trim_start_matches(['\'', '’']);
        let Some(gap) = bare.find(is_separator) else {
            break;
        };
        let gap = word.len() - bare.len() + gap;
        let after = word[gap..].chars().next().map_or(0, char::len_utf8) + gap;
        let next = start + after + word[after..].len() - word[after..].trim_start().len();
        if next >= family.len() || gap == 0 || !starts_in_lower_case(word) {
            break;
        }
        start = next;
    }
    family.split_at(start)
}

/// `Charles de la` → (`Charles`, `de la`).
fn trailing(given: &str) -> (&str, &str) {
    let mut end = given.len();
    while let Some(space) = given[..end].trim_end().rfind(' ') {
        if given[..space].trim().is_empty() || !starts_in_lower_case(&given[space + 1..end]) {
            break;
        }
        end = space;
    }
    (given[..end].trim_end(), given[end..].trim())
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '\'' | '’' | 'ʻ')
}

fn starts_in_lower_case(word: &str) -> bool {
    let letter = word.trim_start_matches(is_separator).chars().next();
    letter.is_some_and(|letter| letter.to_uppercase().ne([letter]))
}

/// A space after an apostrophe was meant: `d' Oresme`.
fn trim_particle(particle: &str) -> &str {
    let trimmed = particle.trim();
    match trimmed.ends_with(['\'', '’']) && particle.ends_with(' ') {
        true => &particle[..trimmed.len() + 1],
        false => trimmed,
    }
}

/// `John, III` has the suffix `III`; with `,!` it is set off by a comma in given-first order, too.
fn split_suffix(name: &mut Name) {
    if !name.suffix.is_empty() {
        return;
    }
    let Some((given, suffix)) = name.given.split_once(',') else {
        return;
    };
    let (given, suffix) = (given.trim_end().to_owned(), suffix.to_owned());
    let plain = suffix.trim_start_matches('!');
    name.comma_suffix = plain.len() < suffix.len();
    name.suffix = plain.trim().to_owned();
    name.given = given;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(family: &str, given: &str) -> [String; 5] {
        let mut name = Name {
            family: family.to_owned(),
            given: given.to_owned(),
            ..Name::default()
        };
        parse(&mut name);
        [
            name.given,
            name.dropping_particle,
            name.non_dropping_particle,
            name.family,
            name.suffix,
        ]
    }

    #[test]
    fn particles_are_lower_case_words_at_the_joint() {
        let cases = [
            ("van der Berg", "Jan", ["Jan", "", "van der", "Berg", ""]),
            (
                "Beethoven",
                "Ludwig van",
                ["Ludwig", "van", "", "Beethoven", ""],
            ),
            ("al-Hakim", "Tawfiq", ["Tawfiq", "", "al-", "Hakim", ""]),
            (
                "d’Artagnan",
                "Charles",
                ["Charles", "", "d’", "Artagnan", ""],
            ),
            (
                "La Fontaine",
                "Jean de",
                ["Jean", "de", "", "La Fontaine", ""],
            ),
            ("d' Oresme", "Nicole", ["Nicole", "", "d' ", "Oresme", ""]),
            ("’t Hooft", "Gerard", ["Gerard", "", "’t", "Hooft", ""]),
            ("in 't Veld", "Sophie", ["Sophie", "", "in 't", "Veld", ""]),
            ("hooks", "bell", ["bell", "", "", "hooks", ""]),
            (
                "King",
                "Martin Luther, Jr.",
                ["Martin Luther", "", "", "King", "Jr."],
            ),
            ("O’Brien", "Flann", ["Flann", "", "", "O’Brien", ""]),
            ("von", "der", ["der", "", "", "von", ""]),
        ];
        for (family, given, expected) in cases {
            assert_eq!(parsed(family, given), expected, "{given} {family}");
        }
    }
}
