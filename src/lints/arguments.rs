//! Arguments of a shortcode of the theme that its template does not use.

use crate::diagnostics::{Diagnostic, Lint, Span, did_you_mean};
use crate::site::Page;
use crate::theme::Theme;

/// What a template is given beside the arguments.
const GIVEN: [&str; 6] = ["body_html", "words", "number", "label", "srcset", "sizes"];

/// Reports them; Ibid's own shortcodes are looked at where they are drawn.
pub(super) fn check(page: &Page, theme: &Theme, diagnostics: &mut Vec<Diagnostic>) {
    let document = &page.document;
    for shortcode in &document.shortcodes {
        let template = format!("shortcodes/{}.html", shortcode.name);
        let Some(used) = theme.templates.variables(&template) else {
            continue;
        };
        for (name, _, range) in &shortcode.args {
            // A label is read before the template is.
            if used.contains(name.as_str()) || name == "id" {
                continue;
            }
            let known = used.iter().copied().filter(|name| !GIVEN.contains(name));
            let help = did_you_mean(name, known.clone()).unwrap_or_else(|| {
                let names: Vec<&str> = known.collect();
                match names.is_empty() {
                    true => "take it out: it has no arguments".to_owned(),
                    false => format!("it has: {}", names.join(", ")),
                }
            });
            let span = Span::new(range.clone()).shifted(shortcode.span.start as usize);
            let message = format!(
                "the shortcode `{}` has no argument `{name}`",
                shortcode.name
            );
            let place = document.place(span);
            diagnostics.push(Diagnostic::new(Lint::MalformedShortcode, place, message).help(help));
        }
    }
}
