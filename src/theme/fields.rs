//! Which lists a template goes through, so that no others need be made for it.

use std::collections::{BTreeMap, BTreeSet};

use super::includes::included;
use super::templates::Sources;

/// Lists that are there as HTML, too, which is all that most templates need.
const NAMES: [&str; 8] = [
    "backlinks",
    "citation_meta",
    "exports",
    "fields",
    "notes",
    "references",
    "toc",
    "uses",
];

/// Which of these lists a template names, or one that it extends or includes: `page.notes`, `source.uses`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields([bool; NAMES.len()]);

impl Fields {
    /// Of all templates, by their names.
    pub(super) fn of_all(sources: &Sources) -> BTreeMap<String, Self> {
        let own = sources.iter().map(|(name, (_, text))| {
            let included = included(text).map(|(name, _)| name).collect();
            (name.as_str(), (Self::named_in(text), included))
        });
        let own: Own<'_> = own.collect();
        // Any template may call any component, and give it all that it has.
        let components = sources.iter().filter(|(_, (_, text))| {
            let mut tags = tags(text);
            tags.any(|tag| tag.starts_with("component"))
        });
        let components: Vec<&str> = components.map(|(name, _)| name.as_str()).collect();
        let all = sources.keys();
        all.map(|name| (name.clone(), Self::of(name, &components, &own)))
            .collect()
    }

    fn of(template: &str, components: &[&str], own: &Own<'_>) -> Self {
        let mut left = [components, &[template]].concat();
        let (mut seen, mut fields) = (BTreeSet::new(), Self::default());
        while let Some(name) = left.pop() {
            let Some((named, included)) = own.get(name).filter(|_| seen.insert(name)) else {
                continue;
            };
            for (field, named) in fields.0.iter_mut().zip(named.0) {
                *field |= named;
            }
            left.extend(included);
        }
        fields
    }

    fn named_in(text: &str) -> Self {
        let all = text.contains("__tera_context");
        Self(NAMES.map(|field| all || names(text, field)))
    }

    /// Whether a list is named.
    pub(crate) fn has(self, name: &str) -> bool {
        let mut known = NAMES.iter().zip(self.0);
        known.any(|(known, named)| *known == name && named)
    }
}

/// The lists that each template names itself, and the templates that it extends or includes.
type Own<'a> = BTreeMap<&'a str, (Fields, Vec<&'a str>)>;

/// What stands in the tags `{% … %}` of a template, from their first word on.
pub(super) fn tags(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.match_indices("{%");
    tags.map(|(at, _)| text[at + 2..].trim_start_matches(['-', '+']).trim_start())
}

/// Whether a template names a field, as `page.notes` or `page["notes"]`.
fn names(text: &str, field: &str) -> bool {
    let mut places = text.match_indices(field);
    places.any(|(at, _)| {
        let (before, after) = (text[..at].trim_end(), &text[at + field.len()..]);
        let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        // `class="notes"` is not a field.
        let is_key = ["[\"", "['", "[`"]
            .iter()
            .any(|open| before.ends_with(open));
        let is_field = before.ends_with('.') && !before.ends_with("words.");
        is_whole && (is_key || is_field)
    })
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
        let fields = Fields::of_all(&sources)["page.html"];
        ["notes", "references", "uses"].map(|name| fields.has(name))
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
