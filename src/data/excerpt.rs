//! A piece of a data file: its text, and where in the file each byte of it stands.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Place, Span};
use crate::value::Spanned;

/// What an author wrote in a cell or a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Excerpt {
    pub text: String,
    pub file: Arc<str>,
    /// All of it in the file, quotation marks included.
    pub span: Span,
    /// Where pieces begin that stand in the file byte by byte: in the text, and in the file. Without one, all of the
    /// text has the place of the whole.
    runs: Vec<(usize, usize)>,
}

impl Excerpt {
    pub(super) fn new(
        file: &Arc<str>,
        span: Span,
        text: String,
        runs: Vec<(usize, usize)>,
    ) -> Self {
        Self {
            text,
            file: file.clone(),
            span,
            runs,
        }
    }

    /// A string of the file `source`, in quotation marks.
    pub(crate) fn of_string(file: &Arc<str>, source: &str, string: Spanned<String>) -> Self {
        let raw = source.get(string.span.range()).unwrap_or_default();
        let marks = ["\"\"\"", "'''", "\"", "'", "`"].into_iter();
        let mut marks = marks.filter(|mark| raw.starts_with(mark));
        let runs = marks.next().and_then(|mark| {
            let inner = raw.strip_prefix(mark)?.strip_suffix(mark)?;
            (inner == string.value).then(|| (0, string.span.start as usize + mark.len()))
        });
        Self::new(file, string.span, string.value, runs.into_iter().collect())
    }

    /// Where all of it is.
    pub(crate) fn place(&self) -> Place {
        Place::new(&self.file, self.span)
    }

    /// Where the bytes `range` of the text stand in the file.
    pub(crate) fn span_of(&self, range: Range<usize>) -> Span {
        if self.runs.is_empty() {
            return self.span;
        }
        let at = |offset: usize| {
            let next = self.runs.partition_point(|(text, _)| *text <= offset);
            let (text, file) = self.runs[next.saturating_sub(1)];
            (file + offset.saturating_sub(text)).min(self.span.end as usize)
        };
        let start = at(range.start);
        let end = match range.is_empty() {
            true => start,
            false => at(range.end - 1) + 1,
        };
        Span::new(start..end.max(start))
    }

    /// The same with an `@` before each key of a citation that is written without: `kim-2024, p. 3; lim-2023`.
    pub(crate) fn with_at_signs(&self) -> Self {
        let mut out = Self {
            text: String::with_capacity(self.text.len() + 2),
            runs: Vec::new(),
            ..self.clone()
        };
        let mut from = 0;
        for item in items(&self.text) {
            let text = &self.text[item.clone()];
            let key = item.start + text.len() - text.trim_start().len();
            if !text.contains('@') && key < item.end {
                self.copy_into(&mut out, from..key);
                out.text.push('@');
                from = key;
            }
        }
        self.copy_into(&mut out, from..self.text.len());
        if self.runs.is_empty() {
            out.runs.clear();
        }
        out
    }

    fn copy_into(&self, out: &mut Self, range: Range<usize>) {
        let start = out.text.len();
        out.runs
            .push((start, self.span_of(range.start..range.start).start as usize));
        for (text, file) in &self.runs {
            if range.contains(text) && *text > range.start {
                out.runs.push((start + text - range.start, *file));
            }
        }
        out.text.push_str(&self.text[range]);
    }
}

/// The parts between the semicolons that stand outside braces.
fn items(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (i, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b';' if depth == 0 => {
                found.push(from..i);
                from = i + 1;
            }
            _ => {}
        }
    }
    found.push(from..text.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_get_their_signs_and_keep_their_places() {
        let file: Arc<str> = "data/a.csv".into();
        let text = "kim, p. 3; {x; y}; see @lim; o";
        let excerpt = Excerpt::new(&file, Span::new(10..40), text.into(), vec![(0, 10)]);
        let signed = excerpt.with_at_signs();
        assert_eq!(signed.text, "@kim, p. 3; @{x; y}; see @lim; @o");
        assert_eq!(signed.span_of(0..4).range(), 10..13);
        let o = signed.text.len() - 2;
        assert_eq!(signed.span_of(o..o + 2).range(), 39..40);
    }

    #[test]
    fn strings_of_toml_have_their_places_where_nothing_is_escaped() {
        let file: Arc<str> = "data/a.toml".into();
        let string = |source: &str, value: &str| {
            let span = Span::new(4..source.len());
            let value = value.to_owned();
            Excerpt::of_string(&file, source, Spanned { span, value })
        };
        assert_eq!(string("a = \"kim\"", "kim").span_of(1..3).range(), 6..8);
        assert_eq!(
            string("a = \"k\\u0069m\"", "kim").span_of(1..3).range(),
            4..14
        );
    }
}
