//! Who made what, and the forms of names.

use super::super::super::csl::plain;
use super::super::entry::Entry;
use super::kinds::{collection, container};
use crate::csl::{Item, Name, NameVariable, Names};
use crate::value::{Table, Value};

pub(super) fn people(item: &mut Item, entry: &Entry) {
    let own = |field: &str| entry.get(field).map(names);
    let set = [
        (NameVariable::Author, own("author")),
        (
            NameVariable::Editor,
            own("editor").or_else(|| container(entry)?.get("editor").map(names)),
        ),
        (
            NameVariable::ContainerAuthor,
            container(entry)
                .and_then(|container| container.get("author"))
                .map(names),
        ),
        (
            NameVariable::CollectionEditor,
            collection(entry)
                .and_then(|series| series.get("editor"))
                .map(names),
        ),
        (
            NameVariable::OriginalAuthor,
            entry
                .nearest("original")
                .and_then(|original| original.get("author"))
                .map(names),
        ),
    ];
    for (variable, names) in set {
        item.set_names(variable, names.unwrap_or_default());
    }
    let Some(Value::Array(affiliated)) = entry.get_any("affiliated") else {
        return;
    };
    for group in affiliated {
        let Value::Table(group) = &group.value else {
            continue;
        };
        let role = group
            .get("role")
            .map(|role| plain(&role.value).to_lowercase())
            .unwrap_or_default();
        let names = group
            .get("names")
            .map(|found| names(&found.value))
            .unwrap_or_default();
        if let Some(variable) = role_variable(&role) {
            item.set_names(variable, names);
        }
    }
}

fn role_variable(role: &str) -> Option<NameVariable> {
    Some(match role {
        "translator" => NameVariable::Translator,
        "compiler" => NameVariable::Compiler,
        "founder" => NameVariable::SeriesCreator,
        "collaborator" => NameVariable::Contributor,
        "organizer" => NameVariable::Organizer,
        "cast-member" => NameVariable::Performer,
        "composer" => NameVariable::Composer,
        "producer" => NameVariable::Producer,
        "executive-producer" => NameVariable::ExecutiveProducer,
        "writer" => NameVariable::ScriptWriter,
        "director" => NameVariable::Director,
        "illustrator" => NameVariable::Illustrator,
        "narrator" => NameVariable::Narrator,
        _ => return None,
    })
}

fn names(value: &Value) -> Names {
    let persons = match value {
        Value::Array(persons) => persons.iter().map(|person| name(&person.value)).collect(),
        person => vec![name(person)],
    };
    Names {
        list: persons,
        others: false,
    }
}

/// `van der Berg, Jr., Jan`, or a table of its parts. A name without a comma is not taken apart.
fn name(value: &Value) -> Name {
    if let Value::Table(parts) = value {
        return name_of_parts(parts);
    }
    let written = plain(value);
    let parts: Vec<&str> = written.split(',').map(str::trim).collect();
    let (von_last, suffix, given) = match parts.as_slice() {
        [literal] => {
            return Name {
                literal: (*literal).to_owned(),
                ..Name::default()
            };
        }
        [von_last, given] => (*von_last, "", (*given).to_owned()),
        [von_last, suffix, rest @ ..] => (*von_last, *suffix, rest.join(", ")),
        [] => return Name::default(),
    };
    let lower = von_last
        .split_whitespace()
        .take_while(|word| word.starts_with(char::is_lowercase))
        .count();
    let words: Vec<&str> = von_last.split_whitespace().collect();
    let von = lower.min(words.len().saturating_sub(1));
    Name {
        family: words[von..].join(" "),
        dropping_particle: words[..von].join(" "),
        given,
        suffix: suffix.to_owned(),
        ..Name::default()
    }
}

fn name_of_parts(parts: &Table) -> Name {
    let part = |key: &str| {
        parts
            .get(key)
            .map(|part| plain(&part.value))
            .unwrap_or_default()
    };
    let name = Name {
        family: part("name"),
        given: part("given-name"),
        dropping_particle: part("prefix"),
        suffix: part("suffix"),
        ..Name::default()
    };
    match name.given.is_empty() && name.dropping_particle.is_empty() && name.suffix.is_empty() {
        true => Name {
            literal: name.family,
            ..Name::default()
        },
        false => name,
    }
}
