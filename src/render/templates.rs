//! The templates of a theme, compiled, and what is wrong with them.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

use super::template_faults::{Sources, fault, faults};
use crate::diagnostics::{Diagnostic, Texts};

/// Compiled templates.
pub struct Templates {
    tera: Tera,
    /// Path and text of each template, by name.
    sources: Sources,
}

impl Templates {
    /// Compiles templates given by name, each with its path and text.
    ///
    /// One that does not parse is reported and counts as empty; the others can still be used.
    pub fn compile(sources: Sources, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut texts: BTreeMap<&str, &str> = sources
            .iter()
            .map(|(name, (_, text))| (name.as_str(), &**text))
            .collect();
        loop {
            let mut tera = Tera::new();
            let Err(error) = tera.add_raw_templates(&texts) else {
                return Self { tera, sources };
            };
            // All that is wrong is to be shown, but nothing that only follows from it: go on as if the
            // templates at fault were empty.
            let mut emptied = false;
            for fault in faults(&error, &sources) {
                let text = fault.template.and_then(|name| texts.get_mut(name.as_str()));
                emptied |= text.is_some_and(|text| !std::mem::take(text).is_empty());
                diagnostics.push(fault.diagnostic);
            }
            if !emptied {
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
            .map_err(|error| Box::new(fault(&error, Some(name), &self.sources).diagnostic))
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
