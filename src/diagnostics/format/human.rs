//! Diagnostics for a terminal, in the look of rustc.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Heading, Origin, Renderer, Snippet,
};

use super::shown::{Extent, Shown};
use crate::diagnostics::{Diagnostic, Finding, Level, Lines, Report, Span, Texts};

/// Longer lines are shown in part: nobody reads them, and a 10 MB line would take seconds to lay out.
const WINDOW: usize = 160;

/// How findings are printed for people.
pub(crate) struct Human {
    renderer: Renderer,
}

impl Human {
    /// A printer with or without ANSI colours, `width` columns wide.
    pub(crate) fn new(colour: bool, width: usize) -> Self {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Self {
            renderer: renderer.term_width(width.max(60)),
        }
    }

    /// Writes findings, an empty line after each.
    ///
    /// # Errors
    /// Those of `out`.
    pub(crate) fn write<'a>(
        &self,
        report: &'a Report,
        extent: Extent,
        texts: &'a dyn Texts,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut lines = Lines::new(texts);
        let shown = Shown::of(report.findings(), extent);
        for finding in &shown.findings {
            writeln!(out, "{}\n", self.finding(finding, texts, &mut lines))?;
        }
        match shown.rest() {
            Some(rest) => writeln!(out, "{rest}\n"),
            None => Ok(()),
        }
    }

    /// The texts of the first errors of each lint, without a line end; the last says how many more there are.
    pub(crate) fn errors(&self, report: &Report, texts: &dyn Texts) -> Vec<String> {
        let mut lines = Lines::new(texts);
        let shown = Shown::of(report.errors(), Extent::First);
        let findings = shown.findings.iter();
        let errors = findings.map(|finding| self.finding(finding, texts, &mut lines));
        errors.chain(shown.rest()).collect()
    }

    fn finding<'a>(
        &self,
        finding: &'a Finding,
        texts: &'a dyn Texts,
        lines: &mut Lines<'a>,
    ) -> String {
        let diagnostic = &finding.diagnostic;
        let heading = match finding.level {
            Level::Deny => Heading::ERROR,
            Level::Warn => Heading::WARNING,
            Level::Allow => Heading::NOTE,
        };
        let title = heading
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.lint.name());
        let mut group = Group::with_title(title);
        for (file, marks) in marks_by_file(diagnostic) {
            group = excerpt(group, file, &marks, texts, lines);
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Heading::HELP.message(help.as_str()));
        }
        self.renderer.render(&[group])
    }
}

/// One underlining: what, as the main point or as context, with which words below it.
struct Mark<'a> {
    span: Span,
    kind: AnnotationKind,
    label: &'a str,
}

/// The underlinings of a diagnostic, those of one file together, the main file first.
fn marks_by_file(diagnostic: &Diagnostic) -> Vec<(&str, Vec<Mark<'_>>)> {
    let mut files: Vec<(&str, Vec<Mark<'_>>)> = Vec::new();
    let main = diagnostic
        .place
        .iter()
        .map(|place| (place, AnnotationKind::Primary, &diagnostic.label));
    let others = diagnostic
        .labels
        .iter()
        .map(|label| (&label.place, AnnotationKind::Context, &label.message));
    for (place, kind, label) in main.chain(others) {
        let mark = Mark {
            span: place.span,
            kind,
            label,
        };
        match files.iter_mut().find(|(file, _)| *file == &*place.file) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((&place.file, vec![mark])),
        }
    }
    files
}

/// Adds `file:line:column` and the marked lines to `group`.
fn excerpt<'a>(
    group: Group<'a>,
    file: &'a str,
    marks: &[Mark<'a>],
    texts: &'a dyn Texts,
    lines: &mut Lines<'a>,
) -> Group<'a> {
    let Some(text) = texts.text(file) else {
        return group.element(Origin::path(file));
    };
    let index = lines.of(file);
    let marked: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| index.line(index.line_column(mark.span.start as usize).0))
        .collect();
    let start = marked.iter().map(|line| line.start).min().unwrap_or(0);
    let end = marked.iter().map(|line| line.end).max().unwrap_or(start);
    if marked.iter().all(|line| line.len() <= WINDOW * 2) {
        let first = index.line_column(start).0;
        let annotations = marks
            .iter()
            .zip(&marked)
            .map(|(mark, line)| annotation(mark, line, start));
        let snippet = Snippet::source(&text[start..end])
            .path(file)
            .line_start(first)
            .annotations(annotations.collect::<Vec<_>>());
        return group.element(snippet);
    }
    // A long line is cut, so the column has to be said apart from the excerpt.
    marks.iter().zip(marked).fold(group, |group, (mark, line)| {
        let (number, column) = index.line_column(mark.span.start as usize);
        let shown = window(text, line, &mark.span.range());
        let origin = Origin::path(file).line(number).char_column(column);
        let snippet = Snippet::source(&text[shown.clone()])
            .line_start(number)
            .annotation(annotation(mark, &shown, shown.start));
        group.element(origin).element(snippet)
    })
}

/// Underlines the part of `mark` that lies in `shown`; offsets count from `origin`.
fn annotation<'a>(mark: &Mark<'a>, shown: &Range<usize>, origin: usize) -> Annotation<'a> {
    let start = (mark.span.start as usize).clamp(shown.start, shown.end);
    let end = (mark.span.end as usize).clamp(start, shown.end);
    let annotation = mark.kind.span(start - origin..end - origin);
    if mark.label.is_empty() {
        annotation
    } else {
        annotation.label(mark.label)
    }
}

/// The part of `line` that is shown: all of it, or in a long line what lies around the start of `span`.
fn window(text: &str, line: Range<usize>, span: &Range<usize>) -> Range<usize> {
    if line.len() <= WINDOW * 2 {
        return line;
    }
    let start = span.start.saturating_sub(WINDOW / 2).max(line.start);
    let end = (span.start + WINDOW).min(line.end);
    text.floor_char_boundary(start)..text.ceil_char_boundary(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Levels, Lint, Place};

    struct OneFile(&'static str);

    impl Texts for OneFile {
        fn text(&self, _: &str) -> Option<&str> {
            Some(self.0)
        }
    }

    fn print(text: &'static str, diagnostic: Diagnostic) -> String {
        let report = Report::new([diagnostic], &Levels::default());
        let mut out = Vec::new();
        let human = Human::new(false, 100);
        human
            .write(&report, Extent::All, &OneFile(text), &mut out)
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    fn at(span: Range<usize>) -> Place {
        Place::new(&"content/a.md".into(), Span::new(span))
    }

    #[test]
    fn looks_like_rustc() {
        let text = "First.\r\nIt rose é [@chatham-2042] fast.\r\n";
        let diagnostic = Diagnostic::new(
            Lint::UndefinedSource,
            at(20..33),
            "no source has the key \"chatham-2042\"",
        )
        .help("did you mean \"chatham-2024\"?");
        insta::assert_snapshot!(print(text, diagnostic));
    }

    #[test]
    fn two_places_and_a_label() {
        let text = "@online{a,}\n\n@book{a,}\n";
        let diagnostic = Diagnostic::new(
            Lint::DuplicateSource,
            at(19..20),
            "the key \"a\" is defined twice",
        )
        .label("defined again here")
        .also(at(8..9), "first defined here");
        insta::assert_snapshot!(print(text, diagnostic));
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let text: &'static str = "x".repeat(100_000).leak();
        let printed = print(
            text,
            Diagnostic::new(Lint::BrokenLink, at(50_000..50_010), "no such page"),
        );
        assert!(printed.contains("content/a.md:1:50001"), "{printed}");
        assert!(printed.len() < 2_000);
    }

    #[test]
    fn the_end_of_a_file_and_an_empty_file_can_be_pointed_at() {
        for text in ["", "abc", "abc\n"] {
            let place = at(text.len()..text.len());
            let printed = print(text, Diagnostic::new(Lint::MissingTitle, place, "no title"));
            assert!(
                printed.contains("error[missing-title]: no title"),
                "{printed}"
            );
        }
    }
}
