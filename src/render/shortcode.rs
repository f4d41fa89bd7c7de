//! Renders shortcodes, and checks that they and the pages' templates exist.

use serde_json::{Map, Value};

use super::content::ContentWriter;
use super::renderer::Renderer;
use crate::diagnostics::{Diagnostic, Lint, did_you_mean};
use crate::markdown::{Object, PICTURES};
use crate::site::Page;

impl ContentWriter<'_> {
    pub(super) fn shortcode(&self, i: usize, out: &mut String) {
        let shortcode = &self.page.document.shortcodes[i];
        let name = template_name(&shortcode.name);
        if !self.renderer.theme.templates.contains(&name) {
            return;
        }
        let mut context = Map::new();
        for (name, value, _) in &shortcode.args {
            context.insert(name.clone(), value.clone());
        }
        for (s, a, target) in &self.renderer.site.links[self.page.id].arguments {
            if *s == i {
                let (name, ..) = &shortcode.args[*a];
                context.insert(name.clone(), Value::String(self.href(target)));
                let sized = ["width", "height"].map(|name| context.contains_key(name));
                let image = self.renderer.site.image(target);
                let Some((_, image)) = image.filter(|_| name == "src") else {
                    continue;
                };
                if sized == [false, false] {
                    context.insert("width".to_owned(), image.size.width.into());
                    context.insert("height".to_owned(), image.size.height.into());
                }
                if let Some(srcset) = self.srcset(target) {
                    let sizes = &self.renderer.theme.manifest.image_sizes;
                    context.insert("srcset".to_owned(), srcset.into());
                    context.insert("sizes".to_owned(), (&**sizes).into());
                }
            }
        }
        let mut labelled = self.page.document.labelled.iter();
        if let Some(label) = labelled.position(|label| label.of == Object::Shortcode(i)) {
            let (number, label) = (self.label_number(label), self.label_text(label));
            context.insert("number".to_owned(), Value::String(number.to_owned()));
            context.insert("label".to_owned(), Value::String(label));
        }
        let mut body = String::new();
        if let Some(fragment) = &shortcode.body {
            self.fill(fragment, &mut body);
        }
        context.insert("body_html".to_owned(), Value::String(body));
        let templates = &self.renderer.theme.templates;
        let rendered = templates.render(&name, &context, self.words(), 0);
        match rendered {
            Ok(html) => out.push_str(&html.into_text()),
            Err(fault) => {
                // The template may be right and the call wrong: show both.
                let fault = fault.also(self.page.document.place(shortcode.span), "called here");
                self.fault.borrow_mut().get_or_insert(Box::new(fault));
            }
        }
    }
}

fn template_name(shortcode: &str) -> String {
    format!("shortcodes/{shortcode}.html")
}

impl Renderer<'_> {
    /// Reports shortcodes and templates that a page names and the theme does not have.
    pub(crate) fn check(&self, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
        let templates = &self.theme.templates;
        // A theme that is not there has been reported, and it alone.
        if templates.names().next().is_none() {
            return;
        }
        let document = &page.document;
        for (i, shortcode) in document.shortcodes.iter().enumerate() {
            if templates.contains(&template_name(&shortcode.name)) {
                let writer = ContentWriter::new(self, page);
                writer.shortcode(i, &mut String::new());
                diagnostics.extend(writer.fault.take().map(|fault| *fault));
                continue;
            }
            let names = templates.names().filter_map(|name| {
                name.strip_prefix("shortcodes/")
                    .and_then(|name| name.strip_suffix(".html"))
            });
            let names: Vec<&str> = names.chain(PICTURES.iter().copied()).collect();
            let help = did_you_mean(&shortcode.name, names.iter().copied())
                .unwrap_or_else(|| format!("there are: {}", names.join(", ")));
            let place = document.place(shortcode.span);
            let message = format!("there is no shortcode `{}`", shortcode.name);
            diagnostics.push(Diagnostic::new(Lint::UnknownShortcode, place, message).help(help));
        }
        let named = document.front.template.as_ref();
        if let Some(template) = named.filter(|template| !templates.contains(&template.value)) {
            let pages = templates.names().filter(|name| !name.contains('/'));
            let help = did_you_mean(&template.value, pages)
                .unwrap_or_else(|| "put it into templates/".to_owned());
            let place = document.place(template.span);
            let message = format!("there is no template \"{}\"", template.value);
            diagnostics.push(Diagnostic::new(Lint::UnknownTemplate, place, message).help(help));
        }
    }
}
