//! Resolves links: what was written, to where it leads.

use super::published::Published;
use super::routes::key_segment;
use super::tree::{Page, PageId, Tree};
use crate::address::{self, decode, encode_path, relative};
use crate::bibliography::Bibliography;
use crate::diagnostics::{Diagnostic, Lint, Place, Span, did_you_mean, nearest};
use crate::markdown::{Document, slugify};

/// Shortcode arguments that are addresses.
const ADDRESS_ARGUMENTS: &[&str] = &["src", "href", "poster"];

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Out of the site, as written.
    External(String),
    /// To a page, and a heading on it.
    Page(PageId, Option<String>),
    /// To something else at an address of the site, with what follows the path (`#x`, `?x`).
    File(String, String),
    /// Nowhere, as written; the problem has been reported.
    Broken(String),
}

impl Target {
    /// The link as the page at `from` writes it.
    pub fn href(&self, tree: &Tree, from: &Page) -> String {
        match self {
            Self::External(url) => url.clone(),
            Self::Page(id, anchor) => {
                let fragment = anchor
                    .as_ref()
                    .map(|anchor| format!("#{}", encode_path(anchor)));
                match fragment {
                    Some(fragment) if *id == from.id => fragment,
                    fragment => {
                        relative(&from.url, &tree.pages[id.0].url) + &fragment.unwrap_or_default()
                    }
                }
            }
            Self::File(url, rest) => relative(&from.url, url) + rest,
            Self::Broken(written) => address::made_safe(written).into_owned(),
        }
    }
}

/// Where the links of a page lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageLinks {
    /// The targets of its links, in order.
    pub targets: Vec<Target>,
    /// Where the file arguments of its shortcodes lead: shortcode, argument, target.
    pub arguments: Vec<(usize, usize, Target)>,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

impl PageLinks {
    /// Resolves the links of `page`.
    pub(super) fn resolve(
        tree: &Tree,
        published: &Published,
        bibliography: &Bibliography,
        page: &Page,
    ) -> Self {
        let resolver = Resolver::new(tree, published, bibliography, page);
        let mut diagnostics = Vec::new();
        Self {
            targets: resolver.links(&mut diagnostics),
            arguments: resolver.arguments(&mut diagnostics),
            diagnostics,
        }
    }

    /// The targets of links and of arguments.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        let arguments = self.arguments.iter().map(|(.., target)| target);
        self.targets.iter().chain(arguments)
    }
}

/// Resolves the links of one page.
pub struct Resolver<'a> {
    tree: &'a Tree,
    published: &'a Published,
    bibliography: &'a Bibliography,
    page: &'a Page,
}

impl<'a> Resolver<'a> {
    /// A resolver for the links of `page`.
    pub fn new(
        tree: &'a Tree,
        published: &'a Published,
        bibliography: &'a Bibliography,
        page: &'a Page,
    ) -> Self {
        Self {
            tree,
            published,
            bibliography,
            page,
        }
    }

    /// The targets of the page's links, in order.
    pub fn links(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Target> {
        let document = &self.page.document;
        let links = document.links.iter();
        links
            .map(|link| self.resolve(&link.destination, link.span, link.embeds, diagnostics))
            .collect()
    }

    /// The targets of the arguments of its shortcodes that are addresses.
    pub fn arguments(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<(usize, usize, Target)> {
        let mut found = Vec::new();
        for (s, shortcode) in self.page.document.shortcodes.iter().enumerate() {
            for (a, (name, value, range)) in shortcode.args.iter().enumerate() {
                if let (true, Some(text)) = (ADDRESS_ARGUMENTS.contains(&&**name), value.as_str()) {
                    let span = Span::new(range.clone()).shifted(shortcode.span.start as usize);
                    found.push((s, a, self.resolve(text, span, name != "href", diagnostics)));
                }
            }
        }
        found
    }

    fn resolve(
        &self,
        written: &str,
        span: Span,
        embeds: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Target {
        let place = self.page.document.place(span);
        match self.try_resolve(written, embeds, &place) {
            Ok(target) => target,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Target::Broken(written.to_owned())
            }
        }
    }

    fn try_resolve(
        &self,
        written: &str,
        embeds: bool,
        place: &Place,
    ) -> Result<Target, Box<Diagnostic>> {
        if let Some(scheme) = address::scheme(written) {
            return if address::is_allowed(&scheme) {
                Ok(Target::External(written.to_owned()))
            } else {
                Err(Box::new(
                    Diagnostic::new(
                        Lint::UnsafeUrl,
                        place.clone(),
                        format!("links with `{scheme}:` are not allowed"),
                    )
                    .help(
                        "link to an http, https or mailto address, or to a page of the explainer",
                    ),
                ))
            };
        }
        if written.starts_with("//") {
            return Ok(Target::External(written.to_owned()));
        }
        let (before, anchor) = match written.split_once('#') {
            Some((before, anchor)) => (
                before,
                Some(decode(anchor).into_owned()).filter(|anchor| !anchor.is_empty()),
            ),
            None => (written, None),
        };
        let (path, query) = before.split_at(before.find('?').unwrap_or(before.len()));
        let path = decode(path);
        if path.is_empty() && query.is_empty() {
            return match anchor {
                Some(anchor) => self.on_page(self.page, Some(anchor), place),
                None => Err(Box::new(
                    Diagnostic::new(Lint::BrokenLink, place.clone(), "the link leads nowhere")
                        .help("write where it leads between the parentheses"),
                )),
            };
        }
        let rest = format!(
            "{query}{}",
            anchor.as_ref().map(|a| format!("#{a}")).unwrap_or_default()
        );
        if let Some(below) = path.strip_prefix('/') {
            return self.below_root(below, anchor, rest, written, embeds, place);
        }
        let Some(full) = self.content_path(&path) else {
            return Err(self.broken(written, &path, embeds, place));
        };
        // `folder/` and `folder` mean the section's text.
        let trimmed = full.trim_end_matches('/');
        let candidates = [
            trimmed.to_owned(),
            format!("{trimmed}/_index.md"),
            format!("{trimmed}/index.md"),
        ];
        if let Some(page) = candidates.iter().find_map(|path| self.tree.by_path(path)) {
            return self.on_page(page, anchor, place);
        }
        let url = full.strip_prefix("content/").unwrap_or(&full);
        if self.published.contains(url) {
            return Ok(Target::File(url.to_owned(), rest));
        }
        Err(self.broken(written, &full, embeds, place))
    }

    /// A path from the site's root: a page, a file, or a page that Ibid makes.
    fn below_root(
        &self,
        path: &str,
        anchor: Option<String>,
        rest: String,
        written: &str,
        embeds: bool,
        place: &Place,
    ) -> Result<Target, Box<Diagnostic>> {
        let folder = match path.trim_end_matches('/') {
            "" => String::new(),
            path => format!("{path}/"),
        };
        if let Some(page) = self.tree.by_url(&folder) {
            return self.on_page(page, anchor, place);
        }
        if self.published.contains(path) {
            return Ok(Target::File(path.to_owned(), rest));
        }
        let made = [
            "sources/",
            "print/",
            "atom.xml/",
            "feed.json/",
            "sources.json/",
        ]
        .contains(&&*folder)
            || self.bibliography.iter().any(|(_, source)| {
                folder
                    .strip_prefix("sources/")
                    .is_some_and(|key| key.trim_end_matches('/') == key_segment(&source.key))
            });
        if made {
            let url = if folder.contains('.') {
                path.to_owned()
            } else {
                folder
            };
            return Ok(Target::File(url, rest));
        }
        Err(self.broken(written, path, embeds, place))
    }

    /// The path below the root of the explainer that a written path means; `None` if it leaves `content/`.
    fn content_path(&self, written: &str) -> Option<String> {
        let mut parts: Vec<&str> = vec!["content"];
        let path = match written.strip_prefix("@/") {
            Some(path) => path,
            None => {
                let folder = self
                    .page
                    .document
                    .path
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                parts = folder.split('/').collect();
                written
            }
        };
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

    fn on_page(
        &self,
        page: &Page,
        anchor: Option<String>,
        place: &Place,
    ) -> Result<Target, Box<Diagnostic>> {
        if let Some(anchor) = &anchor
            && !has_anchor(&page.document, anchor)
        {
            let ids = page
                .document
                .headings
                .iter()
                .map(|heading| heading.id.as_str());
            let help = did_you_mean(anchor, ids.clone())
                .or_else(|| did_you_mean(&slugify(anchor), ids.clone()))
                .unwrap_or_else(|| match ids.clone().next() {
                    Some(_) => format!("its headings are {}", list(ids, 8)),
                    None => "it has no headings".to_owned(),
                });
            return Err(Box::new(
                Diagnostic::new(
                    Lint::BrokenAnchor,
                    place.clone(),
                    format!(
                        "{} has no heading with the id `{anchor}`",
                        page.document.path
                    ),
                )
                .help(help),
            ));
        }
        Ok(Target::Page(page.id, anchor))
    }

    fn broken(&self, written: &str, full: &str, embeds: bool, place: &Place) -> Box<Diagnostic> {
        if embeds {
            let near = nearest(full.trim_start_matches("content/"), self.published.urls());
            let help = near.map_or_else(
                || {
                    "put the file beside the page, or into static/ and write its path from /"
                        .to_owned()
                },
                |near| format!("did you mean \"/{near}\"?"),
            );
            let message = format!("the file \"{written}\" is not there");
            return Box::new(
                Diagnostic::new(Lint::MissingAsset, place.clone(), message).help(help),
            );
        }
        let message = format!("no page or file is at \"{written}\"");
        let diagnostic = Diagnostic::new(Lint::BrokenLink, place.clone(), message);
        if self.tree.is_hidden_draft(full) {
            return Box::new(
                diagnostic.help("that page is a draft: publish it, or build with --drafts"),
            );
        }
        let help = nearest(full, self.tree.paths())
            .map(|near| {
                format!(
                    "did you mean \"@/{}\"?",
                    near.trim_start_matches("content/")
                )
            })
            .unwrap_or_else(|| self.same_name(full));
        Box::new(diagnostic.help(help))
    }

    /// A page of the same name in another folder is the likeliest to be meant.
    fn same_name(&self, full: &str) -> String {
        let name = full.rsplit('/').next().unwrap_or(full);
        self.tree
            .paths()
            .find(|path| {
                let folder = path.strip_suffix(name);
                name != "_index.md" && folder.is_some_and(|folder| folder.ends_with('/'))
            })
            .map(|path| format!("did you mean \"@/{}\"?", path.trim_start_matches("content/")))
            .unwrap_or_else(|| {
                "write @/folder/page.md for a path from content/, or ../folder/page.md from this file".to_owned()
            })
    }
}

fn has_anchor(document: &Document, anchor: &str) -> bool {
    document.headings.iter().any(|heading| heading.id == anchor)
        // Ids in the author's own HTML.
        || document.body.html.contains(&format!("id=\"{anchor}\""))
        || document.shortcodes.iter().any(|shortcode| {
            let id = |(name, value, _): &(String, serde_json::Value, _)| name == "id" && value == anchor;
            shortcode.args.iter().any(id)
        })
}

fn list<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> String {
    let names: Vec<&str> = names.take(most).collect();
    names.join(", ")
}
