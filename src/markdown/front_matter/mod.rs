//! Front matter: what an author says about a page before its text.

mod fence;
mod slips;

use std::sync::Arc;

use jiff::civil::Date;

pub(super) use self::fence::body_start;

use self::fence::Fence;
use self::slips::slip;
use super::corrections::{self, WrittenCorrection};
use super::foreign_keys;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::language::Language;
use crate::value::{Spanned, SyntaxError, Table, TableReader};

/// The front matter of a page, checked. Absent keys are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FrontMatter {
    /// The block with its fences, or the start of a file without one.
    pub span: Span,
    /// Title; empty if it is missing.
    pub title: String,
    /// One sentence on the page.
    pub description: String,
    /// Place among its siblings: small comes first, pages without a weight come last.
    pub weight: Option<i64>,
    /// First published.
    pub date: Option<Date>,
    /// Last changed.
    pub updated: Option<Date>,
    /// The evidence holds as of this day.
    pub as_of: Option<Date>,
    /// To be reviewed by this day.
    pub review_by: Option<Date>,
    /// Where the value of `review_by` is written.
    pub review_by_span: Span,
    /// What was changed since the page was published.
    pub corrections: Vec<WrittenCorrection>,
    /// Not to be published yet.
    pub draft: bool,
    /// Last part of the address, in place of the file's name.
    pub slug: Option<Spanned<String>>,
    /// Former addresses, which redirect here.
    pub aliases: Vec<Spanned<String>>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// The language: the page's own or the explainer's.
    pub(crate) language: Language,
    /// Template in place of the usual one.
    pub template: Option<Spanned<String>>,
    /// Whether to show a table of contents.
    pub toc: Option<bool>,
    /// The author's own values, for templates.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl FrontMatter {
    /// The opening fence, where there is nothing better to point at.
    pub(crate) fn first_line(&self) -> Span {
        Span {
            start: self.span.start,
            end: self.span.end.min(self.span.start + 3),
        }
    }
}

/// Reads the front matter of a file: it, and where the Markdown begins. `language` is that of pages which name none.
pub(super) fn parse_front_matter(
    file: &Arc<str>,
    text: &str,
    language: &Language,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let Some((fence, start)) = Fence::of(text) else {
        let help = match text.trim_start().starts_with(['{', '“']) {
            true => "front matter is TOML: begin the file with\n+++\ntitle = \"…\"\n+++",
            false => "begin the file with\n+++\ntitle = \"…\"\n+++",
        };
        let nothing = (Span::at(0), Table::default());
        return (read(file, nothing, language, help, diagnostics), 0);
    };
    let first_line = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end + 1);
    let Some((inner, end)) = fence.split(text, first_line) else {
        let line = Span::new(start..text[..first_line].trim_end().len());
        let message = "the front matter is not closed";
        diagnostics.push(
            Diagnostic::new(Lint::InvalidSyntax, Place::new(file, line), message)
                .help(format!("put a line `{}` after it", fence.marker)),
        );
        let front = FrontMatter {
            language: language.clone(),
            ..FrontMatter::default()
        };
        return (front, text.len());
    };
    let (mut table, errors) = (fence.parse)(&text[inner.clone()]);
    let place = |error: &SyntaxError| Place::new(file, error.span.shifted(inner.start));
    let (dates, errors): (Vec<_>, Vec<_>) = errors.iter().partition(|error| error.is_date());
    for error in &errors {
        let (language, message) = (fence.language, &error.message);
        let message = format!("the front matter is not valid {language}: {message}");
        let help = slip(&text[inner.clone()], error.span, language);
        diagnostics
            .push(Diagnostic::new(Lint::InvalidSyntax, place(error), message).maybe_help(help));
    }
    let span = Span::new(start..text[..end].trim_end().len());
    shift(&mut table, inner.start);
    let mut problems = Vec::new();
    let block = (span, table);
    let front = read(file, block, language, fence.title_help, &mut problems);
    // What a broken block lacks is not the author's second mistake.
    if errors.is_empty() {
        diagnostics.append(&mut problems);
    }
    report_dates(dates.into_iter().map(place), diagnostics);
    (front, end)
}

/// Reports values that only look like dates, but for those of which the reader has said so.
fn report_dates(places: impl Iterator<Item = Place>, diagnostics: &mut Vec<Diagnostic>) {
    for place in places {
        let mut known = diagnostics.iter();
        if !known.any(|known| known.place.as_ref() == Some(&place)) {
            diagnostics.push(
                Diagnostic::new(Lint::InvalidDate, place, "this is not a calendar date")
                    .help("write a date as year-month-day, such as 2024-06-19"),
            );
        }
    }
}

/// Moves every span of `table` by `offset`.
fn shift(table: &mut Table, offset: usize) {
    use crate::value::Value;
    fn shift_value(value: &mut Spanned<Value>, offset: usize) {
        value.span = value.span.shifted(offset);
        match &mut value.value {
            Value::Array(items) => items.iter_mut().for_each(|item| shift_value(item, offset)),
            Value::Table(table) => shift(table, offset),
            _ => {}
        }
    }
    for (key, value) in &mut table.0 {
        key.span = key.span.shifted(offset);
        shift_value(value, offset);
    }
}

/// Reads the keys of a block, given with its place.
fn read(
    file: &Arc<str>,
    (span, table): (Span, Table),
    language: &Language,
    help: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let span_of = |name: &str| {
        let mut keys = table.0.iter();
        let found = keys.find(|(key, _)| key.value == name);
        found.map_or(span, |(_, value)| value.span)
    };
    let (review_by_span, updated_span) = (span_of("review_by"), span_of("updated"));
    let mut reader = TableReader::new(file, "the front matter", table, diagnostics)
        .knowing(foreign_keys::proposal);
    let start = span.start as usize;
    let first_line = Span::new(start..(span.end as usize).min(start + 3));
    // Without any front matter the title is enough to say what is wrong.
    let description = if span.end > 0 {
        let help = "say what it tells in one sentence: search results and previews show it";
        reader.required(
            "description",
            Lint::MissingDescription,
            "the page",
            first_line,
            help,
        )
    } else {
        String::new()
    };
    let front = FrontMatter {
        title: reader.required("title", Lint::MissingTitle, "the page", first_line, help),
        span,
        description,
        weight: reader.integer("weight"),
        date: reader.date("date"),
        updated: reader.date("updated"),
        as_of: reader.date("as_of"),
        review_by: reader.date("review_by"),
        review_by_span,
        corrections: corrections::read(&mut reader),
        draft: reader.boolean("draft").unwrap_or(false),
        slug: reader.string("slug"),
        aliases: reader.strings("aliases").unwrap_or_default(),
        authors: reader.names("authors"),
        language: Language::read(&mut reader).unwrap_or_else(|| language.clone()),
        template: reader.string("template"),
        toc: reader.boolean("toc"),
        extra: reader
            .table("extra")
            .map(|table| table.value.to_json())
            .unwrap_or_default(),
    };
    reader.finish();
    let place = Place::new(file, updated_span);
    diagnostics.extend(changed_too_early(&front, place));
    front
}

/// Whether the page was changed before it was published, as its dates say.
fn changed_too_early(front: &FrontMatter, place: Place) -> Option<Diagnostic> {
    let (date, updated) = (front.date?, front.updated?);
    let message = format!("the page was changed on {updated}, before it was published on {date}");
    let help = "`date` is the day of publication, `updated` that of the last change";
    (updated < date).then(|| Diagnostic::new(Lint::InvalidValue, place, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (FrontMatter, usize, Vec<String>) {
        let mut diagnostics = Vec::new();
        let (front, end) = parse_front_matter(
            &"content/a.md".into(),
            text,
            &Language::default(),
            &mut diagnostics,
        );
        let messages = diagnostics
            .into_iter()
            .map(|d| {
                let span = d.place.map(|place| place.span).unwrap_or_default();
                format!("{}..{} {}", span.start, span.end, d.message)
            })
            .collect();
        (front, end, messages)
    }

    #[test]
    fn toml_and_yaml_say_the_same() {
        let toml = "+++\ntitle = \"A\"\ndescription = \"D\"\nweight = 2\ndate = 2024-06-19\naliases = [\"/x/\"]\n+++\nText";
        let yaml =
            "---\ntitle: A\ndescription: D\nweight: 2\ndate: 2024-06-19\naliases: [/x/]\n---\nText";
        let (a, a_end, a_messages) = parse(toml);
        let (b, b_end, b_messages) = parse(yaml);
        assert_eq!((a_messages, b_messages), (vec![], vec![]));
        assert_eq!(&toml[a_end..], "Text");
        assert_eq!(&yaml[b_end..], "Text");
        assert_eq!((&a.title, a.weight, a.date), (&b.title, b.weight, b.date));
        assert_eq!(a.aliases[0].value, b.aliases[0].value);
        assert_eq!(&toml[a.aliases[0].span.range()], "\"/x/\"");
    }

    #[test]
    fn crlf_is_no_obstacle() {
        let text = "+++\r\ntitle = \"A\"\r\ndescription = \"D\"\r\ntitel = 1\r\n+++\r\nText";
        let (front, end, messages) = parse(text);
        assert_eq!(front.title, "A");
        assert_eq!(&text[end..], "Text");
        assert_eq!(messages, ["37..42 unknown key `titel` in the front matter"]);
    }

    #[test]
    fn empty_lines_and_a_byte_order_mark_may_come_first() {
        let text = "\u{feff}\n\n+++\ntitle = \"A\"\ndescription = \"D\"\ndate = 2024-06-19T10:00:00+02:00\n+++\nText";
        let (front, end, messages) = parse(text);
        assert_eq!((front.title.as_str(), messages), ("A", vec![]));
        assert_eq!(&text[end..], "Text");
        assert!(front.date.is_some());
        // Text that begins with a line across the page.
        assert_eq!(parse("    +++\n").2, ["0..0 the page has no title"]);
    }

    #[test]
    fn the_parsers_words_are_explained() {
        let help = |text: &str| {
            let mut diagnostics = Vec::new();
            let language = Language::default();
            parse_front_matter(&"content/a.md".into(), text, &language, &mut diagnostics);
            diagnostics.remove(0).help.unwrap_or_default()
        };
        for (text, words) in [
            ("+++\ntitle = “A”\n+++\n", "curly"),
            ("---\ntitle: A\nextra:\n\ta: 1\n---\n", "tab"),
            ("---\ntitle: A: B\n---\n", "colon"),
            ("+++\ntitle: A\n+++\n", "stands TOML"),
            ("---\ntitle = \"A\"\n---\n", "stands YAML"),
            ("+++\ntitle = A\n+++\n", "quotation marks"),
            (
                "+++\ntitle = \"A\"\ndate = 19.06.2024\n+++\n",
                "year-month-day",
            ),
        ] {
            assert!(help(text).contains(words), "{text}: {}", help(text));
        }
    }

    #[test]
    fn slips_are_reported_once() {
        assert_eq!(parse("").2, ["0..0 the page has no title"]);
        assert_eq!(
            parse("+++\ntitle = \"A\"\n").2,
            ["0..3 the front matter is not closed"]
        );
        let (_, _, messages) = parse("---\ntitle: A\ndescription: D\ndate: 2024-02-31\n---\n");
        assert_eq!(
            messages,
            ["34..44 the value of `date` is not a calendar date"]
        );
        let (_, _, messages) = parse("+++\ntitle = \n+++\n");
        assert_eq!(messages.len(), 1, "{messages:?}");
    }
}
