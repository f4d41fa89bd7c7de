//! Values of name variables.

use serde_json::Value;

use super::super::item::{Name, Names};
use super::super::particles;
use super::text;

/// The persons of a list, of one object, or of one string. `None` if they are none of these.
pub(super) fn read(value: &Value) -> Option<Names> {
    let persons = match value {
        Value::Array(persons) => persons.as_slice(),
        Value::Null => &[],
        _ => std::slice::from_ref(value),
    };
    let mut names = Names::default();
    for person in persons {
        match person_of(person)? {
            Person::Name(name) => names.list.push(name),
            Person::Others => names.others = true,
            Person::NameAndOthers(name) => {
                names.list.push(name);
                names.others = true;
            }
        }
    }
    Some(names)
}

enum Person {
    Name(Name),
    /// Nobody in particular: `{"literal": "others"}`, as Pandoc writes BibTeX's `and others`.
    Others,
    /// `"given": "John, et al."`
    NameAndOthers(Name),
}

fn person_of(value: &Value) -> Option<Person> {
    if let Value::String(text) = value {
        return Some(Person::Name(inverted(text)));
    }
    let fields = value.as_object()?;
    let part = |field: &str| match fields.get(field) {
        Some(value) => text::plain(value).map(|part| part.trim().to_owned()),
        None => Some(String::new()),
    };
    let mut name = Name {
        family: part("family")?,
        given: part("given")?,
        dropping_particle: part("dropping-particle")?,
        non_dropping_particle: part("non-dropping-particle")?,
        suffix: part("suffix")?,
        comma_suffix: text::is_true(fields.get("comma-suffix")),
        static_ordering: text::is_true(fields.get("static-ordering")),
        literal: part("literal")
            .filter(|literal| !literal.is_empty())
            .or_else(|| part("name"))?,
    };
    if name.literal.is_empty()
        && name.given.is_empty()
        && text::is_true(fields.get("isInstitution"))
    {
        name.literal = std::mem::take(&mut name.family);
    }
    if !name.literal.is_empty() {
        let others = matches!(name.literal.as_str(), "others" | "et al." | "et al");
        let literal = std::mem::take(&mut name.literal);
        return Some(match others {
            true => Person::Others,
            false => Person::Name(Name {
                literal,
                ..Name::default()
            }),
        });
    }
    if name.family == "others" && name.given.is_empty() {
        return Some(Person::Others);
    }
    let parse_names = fields
        .get("parse-names")
        .is_none_or(|value| text::is_true(Some(value)));
    let static_particles = text::is_true(fields.get("static-particles"));
    Some(parsed(name, parse_names && !static_particles))
}

/// The name with its particles told apart; a family name in quotation marks is left as it is.
fn parsed(mut name: Name, parse_names: bool) -> Person {
    let quoted = name
        .family
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(family) = quoted {
        name.family = family.to_owned();
        return Person::Name(name);
    }
    if !parse_names
        || name.family.is_empty()
        || name.given.is_empty()
        || !name.non_dropping_particle.is_empty()
    {
        return Person::Name(name);
    }
    let given = name.given.trim_end_matches('.').strip_suffix("et al");
    if let Some(given) = given.and_then(|given| given.trim_end().strip_suffix(',')) {
        name.given = given.trim_end().to_owned();
        particles::parse(&mut name);
        return Person::NameAndOthers(name);
    }
    particles::parse(&mut name);
    Person::Name(name)
}

/// `Family, Given`; a name without a comma is not taken apart.
pub(super) fn inverted(text: &str) -> Name {
    family_and_given(text, ",")
}

/// `Family || Given`, as Zotero's extra field has names; one part alone is not taken apart.
pub(super) fn with_bars(text: &str) -> Name {
    family_and_given(text, "||")
}

fn family_and_given(text: &str, separator: &str) -> Name {
    let Some((family, given)) = text.split_once(separator) else {
        return Name {
            literal: text.trim().to_owned(),
            ..Name::default()
        };
    };
    let mut name = Name {
        family: family.trim().to_owned(),
        given: given.trim().to_owned(),
        ..Name::default()
    };
    particles::parse(&mut name);
    name
}
