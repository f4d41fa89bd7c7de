//! Pages to which nothing leads.

use crate::diagnostics::{Diagnostic, Lint};
use crate::render::Templates;
use crate::site::{Page, PageId, Site, Target};

/// Reports the pages that no chain of links reaches from the home page.
///
/// Every page lists the top of the site in its navigation, and a section lists its pages, unless its template
/// knows neither of `pages` nor of `sections`.
pub fn check(site: &Site, templates: &Templates, diagnostics: &mut Vec<Diagnostic>) {
    let tree = &site.tree;
    // Without a home page there is no way in, which has been said.
    let Some(home) = tree.by_url("").filter(|home| home.is_section) else {
        return;
    };
    let mut open = vec![home.id];
    if mentions_any(templates, "base.html", &["nav"]) {
        open.extend(&home.children);
    }
    // Lists alone reach all pages of most sites, and are soon followed.
    let listed = reach(site, templates, open.clone(), false);
    let reached = match listed.contains(&false) {
        true => reach(site, templates, open, true),
        false => return,
    };
    for page in tree.pages.iter().filter(|page| !reached[page.id.0]) {
        let document = &page.document;
        let section = page.parent.map(|id| site.page(id));
        let mut diagnostic = Diagnostic::new(
            Lint::OrphanPage,
            document.place(document.front.first_line()),
            "no page and no list of pages leads here",
        )
        .help("link to it from a page that readers find");
        if let Some(template) = section.and_then(|section| section.document.front.template.as_ref())
            && let Some(section) = section
        {
            diagnostic = diagnostic.also(
                section.document.place(template.span),
                "this template lists no pages",
            );
        }
        diagnostics.push(diagnostic);
    }
}

/// Which pages are reached from those in `open`, by lists of pages and, if told so, by links.
fn reach(site: &Site, templates: &Templates, mut open: Vec<PageId>, by_links: bool) -> Vec<bool> {
    let mut reached = vec![false; site.tree.pages.len()];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut reached[id.0], true) {
            continue;
        }
        let page = site.page(id);
        if page.is_section && lists_its_pages(page, templates) {
            open.extend(&page.children);
        }
        if by_links {
            open.extend(site.links[id.0].all().filter_map(linked));
        }
    }
    reached
}

fn linked(target: &Target) -> Option<PageId> {
    match target {
        Target::Page(id, _) => Some(*id),
        _ => None,
    }
}

fn lists_its_pages(section: &Page, templates: &Templates) -> bool {
    let name = match &section.document.front.template {
        Some(template) => template.value.as_str(),
        None if section.url.is_empty() => "home.html",
        None => "section.html",
    };
    mentions_any(templates, name, &["pages", "sections"])
}

/// Whether a template, or one that it extends or includes, uses one of the variables. One that is not there has
/// been reported, and is taken to do all that it should.
fn mentions_any(templates: &Templates, name: &str, variables: &[&str]) -> bool {
    let mut seen = vec![name.to_owned()];
    let mut at = 0;
    while let Some(name) = seen.get(at) {
        let Some(text) = templates.source(name) else {
            return true;
        };
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        if words.any(|word| variables.contains(&word)) {
            return true;
        }
        let others = templates.names().filter(|other| {
            text.contains(&format!("\"{other}\"")) || text.contains(&format!("'{other}'"))
        });
        let new: Vec<String> = others
            .filter(|other| !seen.iter().any(|known| known == other))
            .map(str::to_owned)
            .collect();
        seen.extend(new);
        at += 1;
    }
    false
}
