//! Fills the places of a word, in Rust and in templates: `{{ words.source_count | fill(n=3) }}`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, TeraResult, Value};

use super::{Entries, Word, plural};

/// Under this name a plural word has its language.
const LANGUAGE: &str = "language";

/// Words as templates get them.
pub(super) fn value(entries: &Entries) -> Value {
    let entries = entries.iter();
    let map: Map = entries
        .map(|(name, word)| (key(name), word_value(word)))
        .collect();
    map.into()
}

fn word_value(word: &Word) -> Value {
    let strings = |words: &BTreeMap<String, String>| -> Map {
        let pairs = words.iter();
        pairs
            .map(|(name, text)| (key(name), Value::normal_string(text)))
            .collect()
    };
    match word {
        Word::Text(text) => Value::normal_string(text),
        Word::Group(words) => strings(words).into(),
        Word::Plural(plural) => {
            let mut map = strings(&plural.forms);
            let language = Value::normal_string(plural.language.as_str());
            map.insert(key(LANGUAGE), language);
            map.into()
        }
    }
}

fn key(name: &str) -> Key<'static> {
    Key::String(name.into())
}

/// The filter: a word with its places filled by the arguments; one with plural forms needs `n`.
///
/// Arguments that are HTML (`| safe`) stay HTML, and so does the result.
pub(in crate::theme) fn fill(word: &Value, args: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let text = match word.as_str() {
        Some(text) => text,
        None => plural(word, || args.must_get::<u64>("n"))?
            .ok_or_else(|| Error::message(format!("{} is not a word to fill", word.name())))?,
    };
    // The text of a word is HTML but for these characters, which few have.
    let html = match state.autoescaping_enabled() && text.contains(['&', '<', '>', '"', '\'']) {
        true => state.escape(text)?.into(),
        false => Cow::Borrowed(text),
    };
    let filled = places(&html, |place| {
        let value = args.get::<&Value>(place).ok()??;
        state.escape_if_needed(value).ok()
    });
    let filled = filled.map_err(|place| {
        Error::message(format!("the word \"{text}\" needs the argument `{place}`"))
    })?;
    Ok(Value::safe_string(&filled))
}

/// The form for `n` of a plural word, as a template was given it.
fn plural(word: &Value, n: impl FnOnce() -> TeraResult<u64>) -> TeraResult<Option<&str>> {
    let form = |name: &'static str| word.as_map()?.get(&Key::Str(name))?.as_str();
    let Some(language) = form(LANGUAGE) else {
        return Ok(None);
    };
    let form = form(plural::category(language, n()?)).or_else(|| form("other"));
    Ok(Some(form.unwrap_or_default()))
}

/// `text` with each `{place}` replaced; the error is a place for which there is nothing.
pub(super) fn places(text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, place, after)) = next_place(rest) {
        out.push_str(before);
        out.push_str(&value(place).ok_or_else(|| place.to_owned())?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// A piece of a word.
pub(crate) enum Piece<'a> {
    Text(&'a str),
    /// The name of what is put in.
    Place(&'a str),
}

/// A text in pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, place, after)) = next_place(rest) {
        pieces.extend([Piece::Text(before), Piece::Place(place)]);
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The names of the places in a text.
pub(super) fn names_of_places(text: &str) -> Vec<&str> {
    let pieces = pieces(text).into_iter();
    let names = pieces.filter_map(|piece| match piece {
        Piece::Place(name) => Some(name),
        Piece::Text(_) => None,
    });
    names.collect()
}

/// What stands before the first place, its name, and what stands after it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_once('{')?;
    let (place, after) = from.split_once('}')?;
    Some((before, place, after))
}
