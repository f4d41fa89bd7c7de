//! Attributes that the author wrote in braces, as far as they may be part of the page.

use std::ops::Range;

use super::Writer;
use crate::diagnostics::{Lint, Span};
use crate::markdown::attributes::{Attributes, attributes_at};
use crate::markdown::html::attribute;
use crate::markdown::raw_html::is_harmless;

/// `key=value`, and where it stands.
pub(super) type Pair<'a> = (&'a str, &'a str, Range<usize>);

impl Writer<'_> {
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

impl Attributes {
    /// Those that are neither id nor class.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        let others = self.others.iter();
        others.map(|other| (&*other.name, &*other.value, other.range.clone()))
    }
}
