//! Parts that pages have alike, such as the navigation and the foot, are rendered once for all pages of a folder.
//!
//! They are the templates that are included and use nothing but `site`, `words` and the language of the page. Where one is included,
//! `{% include "partials/footer.html" %}`, templates print what became of it, `{{   site["partials/footer.html"] }}`: as
//! many characters, so that places in faults stay what they are.

use std::collections::BTreeSet;

use tera::value::Key;
use tera::{Tera, Value};

use super::fields::tags;
use super::includes::included;
use super::templates::Sources;

/// The templates of a theme in which such parts are printed, and not rendered again.
pub(super) struct Parts {
    pub tera: Tera,
    /// The names of the parts.
    pub names: BTreeSet<String>,
}

impl Parts {
    /// `None` if the theme has no such parts. `compile` makes templates of texts by their names.
    pub(super) fn of(
        plain: &Tera,
        sources: &Sources,
        compile: impl Fn(Vec<(String, String)>) -> Option<Tera>,
    ) -> Option<Self> {
        let all = sources.values().flat_map(|(_, text)| included(text));
        let names: BTreeSet<String> = all
            .filter(|(name, _)| is_alike(name, plain, sources))
            .map(|(name, _)| name.to_owned())
            .collect();
        if names.is_empty() {
            return None;
        }
        let texts = sources.iter().map(|(name, (_, text))| {
            let is_component = tags(text).any(|tag| tag.starts_with("component"));
            // Components see nothing but what they are given.
            let text = match is_component {
                true => text.to_string(),
                false => printing(text, &names),
            };
            (name.clone(), text)
        });
        let tera = compile(texts.collect())?;
        Some(Self { tera, names })
    }

    /// Whether the parts are in the `site` of a template.
    pub(super) fn are_in(&self, site: Option<&Value>) -> bool {
        let map = site.and_then(Value::as_map);
        let first = self.names.first().map(|name| part(name));
        map.zip(first)
            .is_some_and(|(map, first)| map.contains_key(&first))
    }
}

/// Under which key of `site` a part is.
pub(super) fn part(name: &str) -> Key<'static> {
    Key::String(name.into())
}

/// What parts may use of a page.
const OF_PAGES: [&str; 2] = [".language", ".direction"];

/// Whether a template stands for itself and uses nothing but `site`, `words` and the language of the page, nor does what it includes.
fn is_alike(name: &str, plain: &Tera, sources: &Sources) -> bool {
    let is_common = |variable: &&str| ["site", "words", "page"].contains(variable);
    let Ok(variables) = plain.get_template_variables(name) else {
        return false;
    };
    let sees_page = variables.contains("page");
    variables.iter().all(is_common) && is_plain(name, sees_page, sources)
}

/// Whether neither a template nor what it includes extends others, or calls components, which see more than they are given,
/// or uses more of a page than its language.
fn is_plain(name: &str, sees_page: bool, sources: &Sources) -> bool {
    let Some((_, text)) = sources.get(name) else {
        return false;
    };
    let extends = tags(text).any(|tag| tag.starts_with("extends") || tag.starts_with("block"));
    let mut opened = text.match_indices("{{").chain(text.match_indices("{%"));
    let calls = opened.any(|(at, _)| {
        let tag = text[at + 2..].trim_start_matches('-').trim_start();
        tag.starts_with('<')
    });
    !extends
        && !calls
        && (!sees_page || sees_language_alone(text))
        && included(text).all(|(name, _)| is_plain(name, sees_page, sources))
}

/// Whether a template names nothing of a page but its language. In doubt, as where a text has the word, it does.
fn sees_language_alone(text: &str) -> bool {
    let mut named = text.match_indices("page");
    named.all(|(at, name)| {
        let after = &text[at + name.len()..];
        OF_PAGES.iter().any(|field| {
            let rest = after.strip_prefix(field);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    })
}

/// A template that prints the parts in place of including them.
fn printing(text: &str, parts: &BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (_, span) in included(text).filter(|(name, _)| parts.contains(*name)) {
        let name = span.range();
        let (start, end) = (name.start - 1, name.end + 1);
        let Some(tag) = text[..start].rfind("{%") else {
            continue;
        };
        let open = text[tag + 2..start].strip_suffix("include ");
        let close = text.get(end..).and_then(|rest| rest.split_once("%}"));
        let (Some(open), Some((close, _))) = (open, close) else {
            continue;
        };
        let blank = |text: &str| text.trim_matches(['-', ' ']).is_empty();
        if !blank(open) || !blank(close) {
            continue;
        }
        let quoted = &text[start..end];
        out.push_str(&text[from..tag]);
        out.push_str(&format!("{{{{{open}  site[{quoted}]{close}}}}}"));
        from = end + close.len() + 2;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_page_parts_see_the_language_alone() {
        assert!(sees_language_alone(
            "{% if page.language == \"ru\" %}{{ page.direction }}{% endif %}"
        ));
        for text in [
            "{{ page.title }}",
            "{{ page.language_name }}",
            "{{ page }}",
            "{{ page[\"language\"] }}",
        ] {
            assert!(!sees_language_alone(text), "{text}");
        }
    }

    #[test]
    fn parts_are_printed_where_they_were_included() {
        let parts = BTreeSet::from(["a.html".to_owned()]);
        let same = |text: &str| {
            let printing = printing(text, &parts);
            assert_eq!(printing.len(), text.len());
            printing
        };
        let text = "x\n{%- include \"a.html\" -%} {% include 'b.html' %}\n{% include 'a.html' %}";
        assert_eq!(
            same(text),
            "x\n{{-   site[\"a.html\"] -}} {% include 'b.html' %}\n{{   site['a.html'] }}"
        );
        for text in [
            "{% include  \"a.html\" %}",
            "{% extends \"a.html\" %}",
            "{% include \"a.html\" if x %}",
        ] {
            assert_eq!(same(text), text);
        }
    }
}
