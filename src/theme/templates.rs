//! The templates of a theme, compiled, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{Context, Tera};

use super::faults::{at, fault, faults};
use super::includes;
use super::limited::Limited;
use super::words::{self, Words};
use crate::diagnostics::{Diagnostic, Span, Texts};
use crate::manuscript::NamedText;

/// Path and text of each template, by name (`page.html`, `partials/head.html`).
pub(super) type Sources = BTreeMap<String, NamedText>;

pub(crate) struct Templates {
    tera: Tera,
    sources: Sources,
    /// Those that do not parse. They have been reported, and count as empty.
    broken: BTreeSet<String>,
}

impl Templates {
    /// Compiles what can be compiled, and reports the rest.
    pub(crate) fn compile(sources: Sources, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut texts: BTreeMap<&str, &str> = sources
            .iter()
            .map(|(name, (_, text))| (name.as_str(), &**text))
            .collect();
        let mut broken = BTreeSet::new();
        if let Some(fault) = includes::check(&sources) {
            diagnostics.push(fault.diagnostic);
            broken.extend(sources.keys().cloned());
            texts.clear();
        }
        let tera = loop {
            let mut tera = Tera::new();
            tera.register_filter("fill", words::fill);
            let Err(error) = tera.add_raw_templates(&texts) else {
                break tera;
            };
            // All that is wrong is to be shown, but nothing that only follows from it: go on as if the
            // templates at fault were empty.
            let mut emptied = false;
            for fault in faults(&error, &sources) {
                let name = fault.template.as_deref();
                if let Some(text) = name.and_then(|name| texts.get_mut(name)) {
                    emptied |= !std::mem::take(text).is_empty();
                }
                broken.extend(fault.template);
                diagnostics.push(fault.diagnostic);
            }
            if !emptied {
                break Tera::new();
            }
        };
        Self {
            tera,
            sources,
            broken,
        }
    }

    /// Whether there is a template of this name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// Whether a text stands in any of the templates.
    pub(crate) fn contain(&self, words: &str) -> bool {
        self.sources.values().any(|(_, text)| text.contains(words))
    }

    /// Whether a template comes from the explainer's own `templates/`.
    pub(crate) fn is_explainers(&self, name: &str) -> bool {
        let source = self.sources.get(name);
        source.is_some_and(|(path, _)| path.starts_with("templates/"))
    }

    /// Whether a template of the explainer's own may show `site.nav`: it names it, and not only the element.
    pub(super) fn explainers_show_nav(&self) -> bool {
        let own = self
            .sources
            .iter()
            .filter(|(name, _)| self.is_explainers(name));
        let mut texts = own.map(|(_, (_, text))| text);
        texts.any(|text| {
            let mut places = text.match_indices("nav");
            places.any(|(at, _)| !text[..at].ends_with(['<', '/']))
        })
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// Whether a template, or one that it extends or includes, uses a variable. One that is not there, or that
    /// does not parse, has been reported, and is taken to use all that it should.
    pub(crate) fn uses(&self, name: &str, variable: &str) -> bool {
        match self.tera.get_template_variables(name) {
            Ok(variables) => variables.contains(variable) || self.broken.contains(name),
            Err(_) => true,
        }
    }

    /// Renders a template, which gets the context and `words`.
    ///
    /// # Errors
    /// Where in which template it failed.
    pub(crate) fn render(
        &self,
        name: &str,
        context: &impl Serialize,
        words: &Words,
    ) -> Result<String, Box<Diagnostic>> {
        let mut page = Limited::new();
        let rendered = Context::from_serialize(context).and_then(|mut context| {
            context.insert_value("words", words.value());
            self.tera.render_to(name, &context, &mut page)
        });
        let fault = match (rendered, page.fault()) {
            (Ok(()), _) => return Ok(page.into_page()),
            (Err(_), Some(message)) => at(Some(name), Span::at(0), &message, &self.sources),
            (Err(error), None) => fault(&error, Some(name), &self.sources),
        };
        Err(Box::new(fault.diagnostic))
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
