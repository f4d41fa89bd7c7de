//! The templates of a theme, compiled, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::faults::{at, fault, faults};
use super::fields::Fields;
use super::includes;
use super::limited::{Limited, Made};
use super::parts::{Parts, part};
use super::words::{self, Words};
use crate::diagnostics::{Diagnostic, Span, Texts};
use crate::language::Language;
use crate::manuscript::NamedText;

/// Path and text of each template, by name (`page.html`, `partials/head.html`).
pub(super) type Sources = BTreeMap<String, NamedText>;

pub(crate) struct Templates {
    tera: Tera,
    sources: Sources,
    /// Those that do not parse. They have been reported, and count as empty.
    broken: BTreeSet<String>,
    /// The lists that each goes through.
    fields: BTreeMap<String, Fields>,
    /// What is rendered once for all pages of a folder.
    parts: Option<Parts>,
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
            let mut tera = empty();
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
        let with_parts = |texts| {
            let mut tera = empty();
            tera.add_raw_templates(texts).is_ok().then_some(tera)
        };
        let parts = match broken.is_empty() {
            true => Parts::of(&tera, &sources, with_parts),
            false => None,
        };
        Self {
            tera,
            parts,
            fields: Fields::of_all(&sources),
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

    /// The lists that a template goes through.
    pub(crate) fn fields(&self, name: &str) -> Fields {
        self.fields.get(name).copied().unwrap_or_default()
    }

    /// The `site` of templates, with the parts in it that all pages show alike which have this `site` and are in this `language`.
    pub(crate) fn with_parts(&self, site: Value, language: &Language, words: &Words) -> Value {
        let Some(parts) = &self.parts else {
            return site;
        };
        let page = BTreeMap::from([
            ("language", language.as_str()),
            ("direction", language.direction().as_str()),
        ]);
        let page = Value::from_serializable(&page);
        let context = BTreeMap::from([("site", &site), ("page", &page)]);
        let rendered = parts.names.iter().map(|name| {
            let html = self.render(name, &context, words, 0).ok()?.into_text();
            Some((part(name), Value::safe_string(&html)))
        });
        // What has a fault is left to the pages, which say where they include it.
        let rendered: Option<Vec<_>> = rendered.collect();
        match (site.clone().into_map(), rendered) {
            (Some(mut map), Some(rendered)) => {
                map.extend(rendered);
                map.into()
            }
            _ => site,
        }
    }

    /// The variables that a template uses, with those that it extends or includes; `None` if it is not there or does not parse.
    pub(crate) fn variables(&self, name: &str) -> Option<BTreeSet<&str>> {
        let is_whole = self.contains(name) && !self.broken.contains(name);
        let variables = self.tera.get_template_variables(name).ok();
        variables
            .filter(|_| is_whole)
            .map(|names| names.into_iter().collect())
    }

    /// Renders a template, which gets the context and `words`; `text` is about how many bytes of text are in the context.
    ///
    /// # Errors
    /// Where in which template it failed.
    pub(crate) fn render(
        &self,
        name: &str,
        context: &impl Serialize,
        words: &Words,
        text: usize,
    ) -> Result<Made, Box<Diagnostic>> {
        let mut page = Limited::around(text);
        let rendered = Context::from_serialize(context).and_then(|mut context| {
            context.insert_value("words", words.value());
            let parts = self.parts.as_ref();
            let parts = parts.filter(|parts| parts.are_in(context.get("site")));
            let tera = parts.map_or(&self.tera, |parts| &parts.tera);
            tera.render_to(name, &context, &mut page)
        });
        let fault = match (rendered, page.fault()) {
            (Ok(()), _) => return Ok(page.into_made()),
            (Err(_), Some(message)) => at(Some(name), Span::at(0), &message, &self.sources),
            (Err(error), None) => fault(&error, Some(name), &self.sources),
        };
        Err(Box::new(fault.diagnostic))
    }
}

/// An engine that knows no template yet.
fn empty() -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("fill", words::fill);
    tera.register_filter("safe", safe);
    tera
}

/// `{{ page.content_html | safe }}`. Tera's own filter copies the text.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> Value {
    match value.is_string() {
        true => value.mark_safe(),
        false => Value::safe_string(&value.to_string()),
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
