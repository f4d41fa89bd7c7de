//! The templates of a theme, compiled, and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, ReportError, Tera};

use crate::diagnostics::{Diagnostic, Lint, Place, Span, Texts};

/// Compiled templates.
pub struct Templates {
    tera: Tera,
    /// Path and text of each template, by name.
    sources: BTreeMap<String, (Arc<str>, Arc<str>)>,
}

impl Templates {
    /// Compiles templates given by name, each with its path and text.
    ///
    /// One that does not parse is left out and reported; the others can still be used.
    pub fn compile(
        sources: BTreeMap<String, (Arc<str>, Arc<str>)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut usable: Vec<&String> = sources.keys().collect();
        loop {
            let mut tera = Tera::new();
            let batch = usable
                .iter()
                .map(|name| (name.as_str(), &*sources[*name].1));
            let Err(error) = tera.add_raw_templates(batch) else {
                return Self { tera, sources };
            };
            diagnostics.push(describe(&error, "", &sources));
            // All that is wrong is to be shown: go on without the template at fault, if it is known.
            let culprit = match error.kind() {
                ErrorKind::SyntaxError(report) => report.filename().to_owned(),
                ErrorKind::MissingParent { current, .. } => current.clone(),
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                    tpl.clone()
                }
                _ => String::new(),
            };
            let before = usable.len();
            usable.retain(|name| **name != culprit);
            if usable.len() == before {
                return Self {
                    tera: Tera::new(),
                    sources,
                };
            }
        }
    }

    /// Whether there is a template of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// The text of a template.
    pub fn source(&self, name: &str) -> Option<&str> {
        self.sources.get(name).map(|(_, text)| &**text)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Where in which template it failed.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        Context::from_serialize(context)
            .and_then(|context| self.tera.render(name, &context))
            .map_err(|error| Box::new(describe(&error, name, &self.sources)))
    }
}

impl Texts for Templates {
    fn text(&self, file: &str) -> Option<&str> {
        self.sources
            .values()
            .find(|(path, _)| **path == *file)
            .map(|(_, text)| &**text)
    }
}

fn describe(
    error: &tera::Error,
    name: &str,
    sources: &BTreeMap<String, (Arc<str>, Arc<str>)>,
) -> Diagnostic {
    let at = |report: &ReportError| {
        let name = Some(report.filename())
            .filter(|file| !file.is_empty())
            .unwrap_or(name);
        let place = sources
            .get(name)
            .map(|(path, _)| Place::new(path, Span::new(report.span().range.clone())));
        (place, report.message().to_owned())
    };
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => at(report),
        other => {
            let place = sources
                .get(name)
                .map(|(path, _)| Place::new(path, Span::at(0)));
            (place, other.to_string())
        }
    };
    let mut message = message.replace('\n', " ");
    // Messages begin in lower case and go without a full stop.
    if let Some(first) = message
        .get(..1)
        .filter(|_| !message[1..].starts_with(char::is_uppercase))
    {
        let lower = first.to_lowercase();
        message.replace_range(..1, &lower);
    }
    let message = message.trim_end_matches('.').to_owned();
    let mut diagnostic = Diagnostic::nowhere(Lint::TemplateError, message);
    diagnostic.place = place;
    diagnostic.help("docs/themes.md lists what each template is given")
}
