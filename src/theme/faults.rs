//! What the template engine says is wrong, as diagnostics with places.
//!
//! The engine stops at the first error of most kinds and says it as data; unknown filters, components and
//! included templates it gathers, and prints them itself, so that they are read back here.

use tera::{ErrorKind, ReportError};

use super::templates::Sources;
use crate::diagnostics::{Diagnostic, Lint, Place, Span, did_you_mean};

/// One thing wrong with a template.
pub(super) struct Fault {
    /// Name of the template, if it is known.
    pub template: Option<String>,
    /// What to tell its author.
    pub diagnostic: Diagnostic,
}

/// All that an error tells of.
pub(super) fn faults(error: &tera::Error, sources: &Sources) -> Vec<Fault> {
    let listed = match error.kind() {
        ErrorKind::Msg(text) => read_listing(text, sources),
        _ => Vec::new(),
    };
    if listed.is_empty() {
        vec![fault(error, None, sources)]
    } else {
        listed
    }
}

/// The one thing that an error tells of which came up while the template `rendered` was.
pub(super) fn fault(error: &tera::Error, rendered: Option<&str>, sources: &Sources) -> Fault {
    match error.kind() {
        ErrorKind::TemplateNotFound(missing) => Fault {
            template: None,
            diagnostic: Diagnostic::nowhere(
                Lint::UnknownTemplate,
                format!("the theme has no template \"{missing}\""),
            )
            .help("put it into the theme's templates/, or into templates/ of the explainer"),
        },
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let template = template_of(report).or(rendered);
            let span = Span::new(report.span().range.clone());
            at(template, span, report.message(), sources)
        }
        ErrorKind::MissingParent { current, parent } => {
            let text = sources.get(current).map_or("", |(_, text)| text);
            let start = text.find(parent.as_str()).unwrap_or(0);
            let span = Span::new(start..start + parent.len());
            let message = format!("there is no template \"{parent}\" to extend");
            let mut fault = at(Some(current), span, &message, sources);
            if let Some(help) = did_you_mean(parent, sources.keys().map(String::as_str)) {
                fault.diagnostic = fault.diagnostic.help(help);
            }
            fault
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            at(Some(tpl), Span::at(0), &error.kind().to_string(), sources)
        }
        other => at(rendered, Span::at(0), &other.to_string(), sources),
    }
}

fn template_of(report: &ReportError) -> Option<&str> {
    Some(report.filename()).filter(|name| !name.is_empty())
}

pub(super) fn at(template: Option<&str>, span: Span, message: &str, sources: &Sources) -> Fault {
    let mut diagnostic = Diagnostic::nowhere(Lint::TemplateError, in_our_words(message))
        .help("docs/themes.md lists what each template is given");
    diagnostic.place = template
        .and_then(|name| sources.get(name))
        .map(|(path, _)| Place::new(path, span));
    Fault {
        template: template.map(str::to_owned),
        diagnostic,
    }
}

/// Messages begin in lower case, go without a full stop and take one line.
fn in_our_words(message: &str) -> String {
    let mut message = message.replace('\n', " ");
    if let Some(first) = message
        .get(..1)
        .filter(|_| !message[1..].starts_with(char::is_uppercase))
    {
        let lower = first.to_lowercase();
        message.replace_range(..1, &lower);
    }
    message.trim_end_matches('.').to_owned()
}

/// Reads a list of `error: MESSAGE`, `--> NAME:LINE:COLUMN`, then the line and below it the underlining.
fn read_listing(text: &str, sources: &Sources) -> Vec<Fault> {
    let lines: Vec<&str> = text.lines().collect();
    let entry = |(i, line): (usize, &&str)| {
        let message = line.strip_prefix("error: ")?;
        let place = lines.get(i + 1)?.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let number: usize = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        let (_, source) = sources.get(name)?;
        let underlined = lines.get(i + 4)?.matches('^').count().max(1);
        let span = span_of(source, number, column, underlined);
        Some(at(Some(name), span, message, sources))
    };
    lines.iter().enumerate().filter_map(entry).collect()
}

/// The span of `length` characters at a line and a column, both from 1.
fn span_of(text: &str, line: usize, column: usize, length: usize) -> Span {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offsets = text[start..]
        .char_indices()
        .map(|(at, _)| start + at)
        .chain([text.len()]);
    let from = offsets.nth(column.saturating_sub(1)).unwrap_or(text.len());
    let to = offsets.nth(length - 1).unwrap_or(text.len());
    Span::new(from..to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_list_is_read_back() {
        let text = "ü {{ a | nope }}\n{{ b | upper }}\n  {{ c | no(x=1) }}\n";
        let sources = Sources::from([("t.html".into(), ("templates/t.html".into(), text.into()))]);
        let mut tera = tera::Tera::new();
        let error = tera.add_raw_templates([("t.html", text)]).unwrap_err();
        let found: Vec<_> = faults(&error, &sources)
            .into_iter()
            .map(|fault| {
                let span = fault.diagnostic.place.unwrap().span;
                (fault.diagnostic.message, text[span.range()].to_owned())
            })
            .collect();
        assert_eq!(
            found,
            [
                ("unknown filter `nope`".to_owned(), "nope".to_owned()),
                ("unknown filter `no`".to_owned(), "no(x=1)".to_owned()),
            ]
        );
    }
}
