//! Texts that hold the names of several persons, where each is to stand alone.

/// What follows a comma in one name.
const SUFFIXES: [&str; 16] = [
    "jr", "sr", "ii", "iii", "iv", "inc", "ltd", "llc", "llp", "co", "phd", "md", "ma", "msc",
    "esq", "gmbh",
];
/// Words of a person's name that are written small.
const PARTICLES: [&str; 11] = [
    "van", "von", "de", "der", "den", "da", "di", "la", "le", "bin", "al",
];

/// The names that a text holds, if they are several or stand the wrong way round.
pub(crate) fn several(text: &str) -> Option<Vec<String>> {
    if text.contains(';') {
        let names = parts(text, &[";"]).into_iter();
        return Some(
            names
                .map(|name| turned(name).unwrap_or(name.to_owned()))
                .collect(),
        );
    }
    let names = parts(text, &[",", " and ", " & "]);
    if names.iter().any(|name| is_suffix(name)) {
        return None;
    }
    if names.len() > 1 && names.iter().all(|name| is_person(name)) {
        return Some(names.into_iter().map(str::to_owned).collect());
    }
    let joined = parts(text, &[" and ", " & "]).into_iter();
    joined.map(turned).collect()
}

/// The parts of a text between any of some signs.
fn parts<'t>(text: &'t str, signs: &[&str]) -> Vec<&'t str> {
    let all = signs.iter().fold(vec![text], |parts, sign| {
        parts.iter().flat_map(|part| part.split(sign)).collect()
    });
    let named = all.into_iter().map(str::trim);
    named.filter(|part| !part.is_empty()).collect()
}

/// `Smith, Ada` with the given name first.
fn turned(name: &str) -> Option<String> {
    let (family, given) = name.split_once(", ")?;
    let short = |part: &str| part.split(' ').count() < 3 && part.starts_with(char::is_uppercase);
    let single = short(family) && short(given) && !given.contains(',') && !family.contains(' ');
    single.then(|| format!("{given} {family}"))
}

/// Two to four words, as persons have them and offices do not: "Ministry of Trade", "Sons".
fn is_person(part: &str) -> bool {
    let words = part.split_whitespace();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word);
    (2..=4).contains(&words.clone().count()) && words.into_iter().all(is_name)
}

fn is_suffix(part: &str) -> bool {
    SUFFIXES.contains(&&*part.replace('.', "").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_are_told_from_one() {
        for (text, names) in [
            ("Ann Lee, Bo Roe", "Ann Lee|Bo Roe"),
            ("Ann Lee and Bo Roe", "Ann Lee|Bo Roe"),
            ("Lee, Ann and Roe, Bo", "Ann Lee|Bo Roe"),
            ("Lee, Ann; Roe, Bo", "Ann Lee|Bo Roe"),
            (
                "Ann Lee, Bo van Roe and Cy Poe",
                "Ann Lee|Bo van Roe|Cy Poe",
            ),
            ("Lee, Ann", "Ann Lee"),
        ] {
            assert_eq!(several(text).unwrap_or_default().join("|"), names, "{text}");
        }
        for text in [
            "Ann Lee",
            "Martin King, Jr.",
            "Acme, Inc.",
            "Smith and Sons",
            "Ministry of Trade, Industry and Energy",
            "Food and Agriculture Organization",
            "Institute for Peace, Oslo",
        ] {
            assert_eq!(several(text), None, "{text}");
        }
    }
}
