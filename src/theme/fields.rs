//! Which lists a template goes through, so that no others need be made for it.

use std::collections::BTreeSet;

use super::includes::included;
use super::templates::Sources;

/// Whether a template names a list, or one that it extends or includes does. Each list is there as HTML, too, which
/// is all that most templates need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// `page.notes`, `chapter.notes`
    pub notes: bool,
    /// `page.references`
    pub references: bool,
    /// `source.uses`
    pub uses: bool,
}

impl Fields {
    pub(super) fn of(template: &str, sources: &Sources) -> Self {
        // Any template may call any component, and give it all that it has.
        let components = sources.iter().filter(|(_, (_, text))| {
            let mut tags = tags(text);
            tags.any(|tag| tag.starts_with("component"))
        });
        let mut left: Vec<&str> = components.map(|(name, _)| name.as_str()).collect();
        left.push(template);
        let (mut seen, mut fields) = (BTreeSet::new(), Self::default());
        while let Some(name) = left.pop() {
            let Some((_, text)) = sources.get(name).filter(|_| seen.insert(name)) else {
                continue;
            };
            fields.notes |= names(text, "notes");
            fields.references |= names(text, "references");
            fields.uses |= names(text, "uses");
            left.extend(included(text).map(|(name, _)| name));
        }
        fields
    }
}

/// What stands in the tags `{% … %}` of a template, from their first word on.
pub(super) fn tags(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.match_indices("{%");
    tags.map(|(at, _)| text[at + 2..].trim_start_matches(['-', '+']).trim_start())
}

/// Whether a template names a field, as `page.notes` or `page["notes"]`, or shows all that it is given.
fn names(text: &str, field: &str) -> bool {
    let mut places = text.match_indices(field);
    let is_named = places.any(|(at, _)| {
        let (before, after) = (text[..at].trim_end(), &text[at + field.len()..]);
        let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        // `class="notes"` is not a field.
        let is_key = ["[\"", "['", "[`"]
            .iter()
            .any(|open| before.ends_with(open));
        let is_field = before.ends_with('.') && !before.ends_with("words.");
        is_whole && (is_key || is_field)
    });
    is_named || text.contains("__tera_context")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(templates: &[(&str, &str)]) -> [bool; 3] {
        let source = |(name, text): &(&str, &str)| {
            let path = format!("templates/{name}");
            ((*name).to_owned(), (path.as_str().into(), (*text).into()))
        };
        let sources = templates.iter().map(source).collect();
        let fields = Fields::of("page.html", &sources);
        [fields.notes, fields.references, fields.uses]
    }

    #[test]
    fn fields_are_named_directly_or_in_what_is_included() {
        let page = |text| fields(&[("page.html", text)]);
        assert_eq!(
            page("{% for n in page.notes %}{% endfor %}"),
            [true, false, false]
        );
        assert_eq!(
            page("{{ page['references'][0].key }}"),
            [false, true, false]
        );
        assert_eq!(
            page("{{ words.notes }} {{ page.notes_html | safe }}"),
            [false; 3]
        );
        assert_eq!(page("<ul class=\"notes\" id='uses'>"), [false; 3]);
        assert_eq!(page("{{ __tera_context }}"), [true; 3]);
        let included = [
            (
                "page.html",
                "{% extends \"base.html\" %}{%- include 'a.html' -%}",
            ),
            ("base.html", "{{ page.references }}"),
            ("a.html", "{{ source.uses }}"),
            (
                "b.html",
                "{% component c(x) %}{{ x.notes }}{% endcomponent c %}",
            ),
            ("other.html", ""),
        ];
        assert_eq!(fields(&included), [true; 3]);
        assert_eq!(fields(&included[..1]), [false; 3]);
    }
}
