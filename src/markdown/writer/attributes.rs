//! Attributes that the author wrote in braces, as far as they may be part of the page.

use std::ops::Range;

use super::Writer;
use crate::diagnostics::{Lint, Span};
use crate::language::Language;
use crate::markdown::attributes::{Attributes, attributes_at};
use crate::markdown::html::attribute;
use crate::markdown::raw_html::is_harmless;

/// `key=value`, and where it stands.
pub(super) type Pair<'a> = (&'a str, &'a str, Range<usize>);

impl Writer<'_> {
    fn check_language(&mut self, tag: &str, span: Span) {
        let Err(problem) = Language::parse(tag) else {
            return;
        };
        let message = format!("\"{tag}\" is not the tag of a language");
        self.report(Lint::InvalidLanguage, span, message).help = Some(match problem.proposal {
            Some(tag) => format!("did you mean lang={tag}?"),
            None => "write a tag of BCP 47, such as lang=ko or lang=pt-BR".to_owned(),
        });
    }

    /// The attributes that begin right at byte `at`, and where they end.
    pub(super) fn attributes_after(&self, at: usize) -> Option<(Attributes, usize)> {
        attributes_at(self.text, at)
    }

    /// The attributes at the end of what stands in `range`, and where they begin, with the space before them.
    pub(super) fn trailing_attributes(&self, range: &Range<usize>) -> Option<(Attributes, usize)> {
        let text = self.text[range.clone()].trim_end();
        if !text.ends_with('}') {
            return None;
        }
        let open = text.rfind('{')?;
        let (found, end) = attributes_at(self.text, range.start + open)?;
        let before = text[..open].trim_end().len();
        (end == range.start + text.len()).then_some((found, range.start + before))
    }

    /// The HTML of the width and height of a picture, which are taken out; a width in per cent becomes a class, since
    /// the policy of the page forbids styles in attributes.
    pub(super) fn size_html(attributes: &mut Attributes) -> String {
        let mut html = String::new();
        for name in ["width", "height"] {
            let value = attributes.others.iter().find(|other| other.name == name);
            match value.map(|other| size(&other.value)) {
                Some(Some(Size::Pixels(pixels))) => {
                    attribute(&mut html, name, &pixels.to_string());
                }
                Some(Some(Size::PerCent(share))) if name == "width" => {
                    attributes.classes.push(format!("width-{share}"));
                }
                _ => continue,
            }
            attributes.take(name);
        }
        html
    }

    /// The HTML of attributes that stand right after an inline, and where they end.
    pub(super) fn inline_attributes(&mut self, what: &str, at: usize) -> (String, usize) {
        let Some((mut attributes, end)) = self.attributes_after(at) else {
            return (String::new(), 0);
        };
        let mut html = match what {
            "a picture" => Self::size_html(&mut attributes),
            _ => String::new(),
        };
        if let Some((id, place)) = &attributes.id {
            html.push_str(&self.take_id(id, place.clone()));
        }
        html.push_str(&self.attributes_html(what, &attributes.classes, attributes.pairs()));
        (html, end)
    }

    /// The HTML of classes and other attributes of a `what`. Whoever may write a page may not run code on it.
    pub(super) fn attributes_html<'a>(
        &mut self,
        what: &str,
        classes: &[impl AsRef<str>],
        others: impl Iterator<Item = Pair<'a>>,
    ) -> String {
        let mut html = String::new();
        if !classes.is_empty() {
            let classes: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
            attribute(&mut html, "class", &classes.join(" "));
        }
        for (name, value, range) in others {
            if is_harmless(name) {
                attribute(&mut html, name, value);
                if name == "lang" {
                    self.check_language(value, Span::new(range));
                }
                continue;
            }
            let message = format!("{what} cannot have the attribute `{name}`");
            let help = "it is left out; use a class, `lang`, `title`, `role`, or a name with `data-` or `aria-` before it";
            self.report(Lint::UnsafeHtml, Span::new(range), message)
                .help = Some(help.to_owned());
        }
        html
    }
}

/// How large a picture is to be.
#[derive(Debug, PartialEq)]
enum Size {
    Pixels(u32),
    /// Of the text's width: 5, 10, … 100.
    PerCent(u32),
}

/// Reads `300`, `300px`, `3in`, `50%`.
fn size(value: &str) -> Option<Size> {
    let unit_at = value.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let (number, unit) = value.split_at(unit_at.unwrap_or(value.len()));
    let number: f64 = number.parse().ok().filter(|number| *number > 0.0)?;
    let pixels = match unit {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "em" | "rem" => 16.0,
        "%" => {
            let fifths = (number / 5.0).round().clamp(1.0, 20.0);
            return Some(Size::PerCent(fifths as u32 * 5));
        }
        _ => return None,
    };
    Some(Size::Pixels(
        (number * pixels).round().clamp(1.0, 10_000.0) as u32
    ))
}

impl Attributes {
    /// Those that are neither id nor class.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        let others = self.others.iter();
        others.map(|other| (&*other.name, &*other.value, other.range.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_pixels_or_a_share_of_the_width() {
        let pixels = |value| match size(value) {
            Some(Size::Pixels(pixels)) => pixels,
            other => panic!("{value}: {other:?}"),
        };
        assert_eq!(
            ["300", "300px", "2in", "2.54cm"].map(pixels),
            [300, 300, 192, 96]
        );
        for (value, share) in [("50%", 50), ("33%", 35), ("1%", 5), ("250%", 100)] {
            assert_eq!(size(value), Some(Size::PerCent(share)));
        }
        for value in ["", "auto", "-3", "0", "3vw", "1.2.3"] {
            assert_eq!(size(value), None, "{value}");
        }
    }
}
