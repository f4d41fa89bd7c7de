//! The grammar of attributes in braces: `{#id .class key=value other="two words"}`.

use std::ops::Range;

/// What stands between braces, in the order of the author.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attributes {
    /// The first `#id`, and where it stands with its sign.
    pub id: Option<(String, Range<usize>)>,
    pub classes: Vec<String>,
    pub others: Vec<Attribute>,
}

/// `key=value`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribute {
    pub name: String,
    pub value: String,
    pub range: Range<usize>,
}

impl Attributes {
    /// The same, with places that count from further up.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        let id = self.id.iter_mut().map(|(_, range)| range);
        let others = self.others.iter_mut().map(|other| &mut other.range);
        for range in id.chain(others) {
            *range = range.start + by..range.end + by;
        }
        self
    }

    /// Takes the value of an attribute out.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.others.iter().position(|other| other.name == name)?;
        Some(self.others.remove(at).value)
    }
}

/// Attributes in braces are not longer: where they do not close, each would be looked for to the end.
const LONGEST: usize = 2000;

/// The attributes whose brace opens at byte `at` of `text`, and where they end. `None` if there are none: then the
/// brace is text.
pub(super) fn attributes_at(text: &str, at: usize) -> Option<(Attributes, usize)> {
    let rest = text.get(at..)?.strip_prefix('{')?;
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let mut found = Attributes::default();
    let mut position = 0;
    let mut any = false;
    loop {
        let left = rest[position..].trim_start();
        let start = rest.len() - left.len();
        let place = |length: usize| at + 1 + start..at + 1 + start + length;
        if left.starts_with('}') {
            return any.then_some((found, at + start + 2));
        }
        let length = match left.chars().next()? {
            sign @ ('#' | '.') => {
                let name = name_in(&left[1..]);
                if name.is_empty() {
                    return None;
                }
                let length = 1 + name.len();
                match sign {
                    '#' => {
                        found.id.get_or_insert((name.to_owned(), place(length)));
                    }
                    _ => found.classes.push(name.to_owned()),
                }
                length
            }
            // Pandoc's sign for a heading without a number.
            '-' if left[1..].starts_with(['}', ' ']) => {
                found.classes.push("unnumbered".to_owned());
                1
            }
            _ => {
                let (name, value, length) = pair_in(left)?;
                found.others.push(Attribute {
                    name,
                    value,
                    range: place(length),
                });
                length
            }
        };
        any = true;
        position = start + length;
        if !rest[position..].starts_with(|c: char| c.is_whitespace() || c == '}') {
            return None;
        }
    }
}

/// The name that `text` begins with.
fn name_in(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || "_-:.".contains(c);
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

/// The `key=value` that `text` begins with, and its length.
fn pair_in(text: &str) -> Option<(String, String, usize)> {
    let name = name_in(text);
    let value = text[name.len()..].strip_prefix('=')?;
    let before = name.len() + 1;
    let (value, length) = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = value[1..].find(quote)?;
            (&value[1..=end], end + 2)
        }
        _ => {
            let end = value.find(|c: char| c.is_whitespace() || "}{\"'<>`".contains(c))?;
            (end > 0).then_some((&value[..end], end))?
        }
    };
    let whole = before + length;
    (!name.is_empty()).then(|| (name.to_owned(), value.to_owned(), whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let (found, end) = attributes_at(text, 0)?;
        let pairs = found.others.iter();
        let pairs: Vec<_> = pairs
            .map(|pair| {
                let written = &text[pair.range.clone()];
                format!("{}→{} ({written})", pair.name, pair.value)
            })
            .collect();
        let id = found
            .id
            .map(|(id, range)| format!("{id} ({})", &text[range]));
        let shown = format!("{id:?} {:?} {pairs:?} {}", found.classes, &text[end..]);
        Some(shown)
    }

    #[test]
    fn attributes_are_read_with_their_places() {
        insta::assert_snapshot!(
            read("{#fig:rail .wide width=50% alt=\"a b\"} x").unwrap(),
            @r#"Some("fig:rail (#fig:rail)") ["wide"] ["width→50% (width=50%)", "alt→a b (alt=\"a b\")"]  x"#
        );
        insta::assert_snapshot!(read("{ #a .b #c - }").unwrap(), @r#"Some("a (#a)") ["b", "unnumbered"] [] "#);
    }

    #[test]
    fn braces_that_hold_something_else_are_text() {
        for text in [
            "{}", "{", "{a}", "{#}", "{.a", "{a=}", "{a=\"b}", "{{x}}", "{=html}", "x", "{# a}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let long = format!("{{a=\"{}\"}}", "b".repeat(LONGEST));
        assert_eq!(read(&long), None);
    }
}
