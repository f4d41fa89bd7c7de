//! Resolves links: what was written, to where it leads.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::anchors;
use super::broken::Broken;
use super::formatters::Formatters;
use super::lookups::Lookups;
use super::notes::PageNotes;
use super::page_map::{PageId, PageMap};
use super::routes::{Html, Route, Routes};
use super::target::{Suffix, Target};
use super::tree::{Page, Tree};
use crate::address::{decode, is_allowed, is_harmless, nfc, scheme};
use crate::bibliography::Bibliography;
use crate::diagnostics::{Diagnostic, Place, Span};
use crate::markdown::{LinkForm, slugify};

/// Shortcode arguments that are addresses.
const ADDRESS_ARGUMENTS: &[&str] = &["src", "href", "poster"];

/// Where the links of a page lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PageLinks {
    /// The targets of its links, in order.
    pub targets: Vec<Target>,
    /// Where the file arguments of its shortcodes lead: shortcode, argument, target.
    pub arguments: Vec<(usize, usize, Target)>,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

impl PageLinks {
    /// The targets of links and of arguments.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Target> {
        let arguments = self.arguments.iter().map(|(.., target)| target);
        self.targets.iter().chain(arguments)
    }
}

/// What links can lead to.
#[derive(Clone, Copy)]
pub(super) struct Destinations<'a> {
    pub tree: &'a Tree,
    pub routes: &'a Routes,
    /// Notes have ids, by page.
    pub notes: &'a PageMap<Arc<PageNotes>>,
    /// Which references a page has is up to the style.
    pub formatters: &'a Formatters,
    pub bibliography: &'a Bibliography,
    /// The theme gives these to parts of every page.
    pub theme_ids: &'a BTreeSet<String>,
    pub lookups: &'a Lookups,
}

impl Destinations<'_> {
    /// Resolves the links of a page.
    pub(super) fn resolve(self, page: &Page) -> PageLinks {
        let document = &page.document;
        let resolver = Resolver { among: self, page };
        let mut diagnostics = Vec::new();
        let mut resolve = |written: &str, place: Place, embeds: bool, form: LinkForm| {
            let target = resolver.resolve(written, embeds, form);
            target.unwrap_or_else(|broken| {
                diagnostics.push(broken.diagnostic(written, place, self));
                Target::Broken(written.to_owned())
            })
        };
        let links = document.links.iter();
        let links = links.map(|link| {
            let place = document.place_in(link.file.as_ref(), link.span);
            resolve(&link.destination, place, link.embeds, link.form)
        });
        let targets = links.collect();
        let mut arguments = Vec::new();
        for (s, shortcode) in document.shortcodes.iter().enumerate() {
            for (a, (name, value, range)) in shortcode.args.iter().enumerate() {
                if let (true, Some(text)) = (ADDRESS_ARGUMENTS.contains(&&**name), value.as_str()) {
                    let span = Span::new(range.clone()).shifted(shortcode.span.start as usize);
                    let place = document.place(span);
                    let target = resolve(text, place, name != "href", LinkForm::Plain);
                    arguments.push((s, a, target));
                }
            }
        }
        PageLinks {
            targets,
            arguments,
            diagnostics,
        }
    }
}

/// Resolves the links of one page.
struct Resolver<'a> {
    among: Destinations<'a>,
    page: &'a Page,
}

impl Resolver<'_> {
    fn resolve(&self, written: &str, embeds: bool, form: LinkForm) -> Result<Target, Broken> {
        if form == LinkForm::Wiki {
            return self.wiki(written, embeds);
        }
        match scheme(written) {
            Some(scheme) if form == LinkForm::Bare && is_harmless(&scheme) => {
                return Ok(Target::External(written.to_owned()));
            }
            Some(scheme) if !is_allowed(&scheme) => {
                return Err(Broken::Scheme(scheme.into_owned()));
            }
            Some(_) => return Ok(Target::External(written.to_owned())),
            None if written.starts_with("//") => return Ok(Target::External(written.to_owned())),
            None => {}
        }
        let (path, suffix) = split(written);
        if path.is_empty() && suffix == Suffix::default() {
            return Err(Broken::Empty);
        }
        let found = match path.strip_prefix('/') {
            Some(below) => self
                .among
                .routes
                .find(below)
                .or_else(|| self.by_stem(&format!("content/{}", below.trim_end_matches('/'))))
                .ok_or_else(|| below.to_owned()),
            None if path.is_empty() => Ok(Html::Page(self.page.id).into()),
            None => self.by_file(&path),
        };
        let route = found.map_err(|path| match embeds {
            true => Broken::File(path),
            false => Broken::Page(path),
        })?;
        // Whoever links to an earlier address of a page means the page.
        let page = match route {
            Route::Html(Html::Page(id) | Html::Redirect(id, _)) => id,
            _ => return Ok(Target::Internal(route, suffix)),
        };
        match &suffix.anchor {
            Some(anchor) if !self.has_anchor(page, anchor) => {
                Err(Broken::Anchor(page, anchor.clone()))
            }
            _ => Ok(Target::Internal(Html::Page(page).into(), suffix)),
        }
    }

    /// `[[page#heading]]` or `![[picture.png]]`.
    fn wiki(&self, written: &str, embeds: bool) -> Result<Target, Broken> {
        let Destinations {
            tree,
            routes,
            lookups,
            ..
        } = self.among;
        let names = lookups.wiki(tree, routes);
        let (name, anchor) = written.split_once('#').unwrap_or((written, ""));
        let name = name.trim().trim_end_matches('\\');
        let nameless = || Broken::Name(name.to_owned(), names.help(name));
        let page = match name {
            "" => Some(self.page.id),
            name => names.page(name).filter(|_| !embeds),
        };
        let Some(page) = page else {
            let file = names.file(name).ok_or_else(nameless)?;
            return Ok(Target::Internal(file, Suffix::default()));
        };
        // Obsidian names a heading below another by both.
        let heading = anchor.rsplit('#').next().unwrap_or_default();
        let headings = &tree.pages[page].document.headings;
        let mut named = headings.iter();
        let named = named.find(|one| slugify(&one.text) == slugify(heading));
        let known = match named {
            Some(named) => Some(named.id.clone()),
            None => Some(heading.to_owned()).filter(|id| self.has_anchor(page, id)),
        };
        match (heading.is_empty(), known) {
            (false, None) => Err(Broken::Anchor(page, heading.to_owned())),
            (_, anchor) => {
                let suffix = Suffix {
                    anchor: anchor.filter(|anchor| !anchor.is_empty()),
                    ..Suffix::default()
                };
                Ok(Target::Internal(Html::Page(page).into(), suffix))
            }
        }
    }

    /// What is meant by a path from the page's file or, with `@/`, from `content/`: a page, a section by its
    /// folder, or a file. If there is none, the full path as far as it can be said.
    fn by_file(&self, written: &str) -> Result<Route, String> {
        let Destinations { tree, routes, .. } = self.among;
        let full = content_path(&self.page.document.path, written);
        let full = full.ok_or_else(|| written.to_owned())?;
        let candidates = [
            full.clone(),
            format!("{full}/_index.md"),
            format!("{full}/index.md"),
        ];
        if let Some(page) = candidates.iter().find_map(|path| tree.by_path(path)) {
            return Ok(Html::Page(page.id).into());
        }
        let below = full.strip_prefix("content/");
        let file = below.and_then(|url| routes.at(url).or_else(|| self.file_in_other_form(url)));
        file.filter(|route| matches!(route, Route::File(_)))
            .or_else(|| self.by_stem(&full))
            .ok_or(full)
    }

    /// The page that is meant by a path without `.md`, or with the `.html` that other tools put in its place.
    fn by_stem(&self, full: &str) -> Option<Route> {
        let stem = full.strip_suffix(".html").unwrap_or(full);
        let folder = stem.strip_suffix("/index").unwrap_or(stem);
        let candidates = [
            format!("{stem}.md"),
            format!("{folder}/_index.md"),
            format!("{folder}/index.md"),
        ];
        let mut pages = candidates
            .iter()
            .filter_map(|path| self.among.tree.by_path(path));
        pages.next().map(|page| Html::Page(page.id).into())
    }

    /// The file whose name is the same but for the form of its accents.
    fn file_in_other_form(&self, url: &str) -> Option<Route> {
        if url.is_ascii() {
            return None;
        }
        let wanted = nfc(url);
        let mut files = self.among.routes.files();
        let found = files.find(|(url, _)| !url.is_ascii() && nfc(url) == wanted);
        found.map(|(_, route)| route)
    }

    fn has_anchor(&self, page: PageId, anchor: &str) -> bool {
        self.among.theme_ids.contains(anchor) || anchors::exists(anchor, page, self.among)
    }
}

/// The path of an address, decoded, and what follows it.
fn split(written: &str) -> (String, Suffix) {
    let (before, anchor) = written.split_once('#').unwrap_or((written, ""));
    let (path, query) = before.split_at(before.find('?').unwrap_or(before.len()));
    let suffix = Suffix {
        query: query.to_owned(),
        anchor: (!anchor.is_empty()).then(|| decode(anchor).into_owned()),
    };
    (decode(path).into_owned(), suffix)
}

/// The path below the root of the explainer that is meant by a path in the file at `from`; `None` if it leaves
/// the explainer.
fn content_path(from: &str, written: &str) -> Option<String> {
    let (mut parts, path) = match written.strip_prefix("@/") {
        Some(path) => (vec!["content"], path),
        None => (from.split('/').collect(), written),
    };
    if !written.starts_with("@/") {
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
                if parts.is_empty() {
                    return None;
                }
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
