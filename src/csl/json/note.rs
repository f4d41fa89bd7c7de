//! The lines `variable: value` that Zotero keeps in `note`, since its own fields have no place for them.

use super::super::item::{Date, Item, Names};
use super::super::text::Text;
use super::super::variable::{NameVariable, Variable};
use super::{Field, name};

/// Moves variables out of the note: leading lines `original-date: 1950`, and `{:original-date: 1950}` anywhere before
/// other text. A variable that the item has is left as it is, and so is a line of a variable that CSL does not know.
pub(super) fn take_variables(item: &mut Item) {
    let Some(note) = item
        .text(Variable::Note)
        .filter(|note| note.as_str().contains(':'))
    else {
        return;
    };
    let source = on_own_lines(note.as_str());
    let mut names: Vec<(NameVariable, Names)> = Vec::new();
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = source.lines().enumerate();
    for (index, line) in lines.by_ref() {
        match variable(line) {
            Some((field, value)) if take(item, &mut names, &field, value) => {}
            // The first line may be the note itself.
            Some(_) => kept.push(line),
            None if line.trim().is_empty() || index == 0 => kept.push(line),
            None => {
                kept.push(line);
                break;
            }
        }
    }
    kept.extend(lines.map(|(_, line)| line));
    let rest = kept.join("\n");
    for (variable, list) in names {
        item.set_names(variable, list);
    }
    // An untouched note keeps its markup.
    if rest.trim() != note_text(item).trim() {
        item.set_text(Variable::Note, Text::from_markup(rest.trim()));
    }
}

fn note_text(item: &Item) -> &str {
    item.text(Variable::Note).map_or("", Text::as_str)
}

/// The note with each `{:variable: value}` on a line of its own.
fn on_own_lines(note: &str) -> String {
    let mut lines = String::with_capacity(note.len());
    let mut rest = note;
    while let Some((before, after)) = rest.split_once("{:") {
        let Some((inner, after)) = after
            .split_once('}')
            .filter(|(inner, _)| variable(inner).is_some())
        else {
            break;
        };
        lines.push_str(before.trim_end_matches(' '));
        lines.push('\n');
        lines.push_str(inner.trim());
        lines.push('\n');
        rest = after;
    }
    lines.push_str(rest);
    lines
}

/// The variable and the value of a line. Labels of Zotero's window, `Original Date`, count as variables.
fn variable(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim();
    let fits = !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b' '));
    let value = value.trim();
    if !fits || value.is_empty() {
        return None;
    }
    let is_word = |class: fn(u8) -> bool| label.bytes().all(class);
    let plain = is_word(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
        || is_word(|byte| byte.is_ascii_uppercase());
    if plain {
        return Some((label.to_owned(), value));
    }
    let word = label.to_ascii_lowercase().replace(' ', "-");
    Field::named(&word)?;
    Some((word, value))
}

/// Sets a variable; false if CSL does not know it.
fn take(item: &mut Item, names: &mut Vec<(NameVariable, Names)>, field: &str, value: &str) -> bool {
    if field == "type" {
        return value.parse().map(|kind| item.kind = kind).is_ok();
    }
    match Field::named(field) {
        Some(Field::Text(variable)) if variable != Variable::Note => {
            if item.text(variable).is_none() {
                item.set_text(variable, Text::from_markup(value));
            }
        }
        Some(Field::Names(variable)) => {
            let person = name::with_bars(value);
            match names.iter_mut().find(|(other, _)| *other == variable) {
                Some((_, names)) => names.list.push(person),
                None if item.names(variable).is_none() => {
                    let names_of = Names {
                        list: vec![person],
                        others: false,
                    };
                    names.push((variable, names_of));
                }
                None => {}
            }
        }
        Some(Field::Date(variable)) => {
            if item.date(variable).is_none() {
                item.set_date(variable, Date::parse(value));
            }
        }
        _ => return false,
    }
    true
}
