//! The linked site: everything that crosses pages.
//!
//! ```text
//! Documents + Bibliography ──tree──> sections, order
//!                          ──routes──> where everything stands
//!                          ──notes──> numbers
//!                          ──links──> targets, back-links
//!                          ──ledger──> every use of every source
//! ```
//!
//! A [`Site`] is made whole by [`link`] and never changed. After an edit it is made anew, from documents of
//! which only the edited ones were parsed again: [`Edit`] says what that changed, and where the shape of the
//! site is the same, only what the edit touches is linked again (`relink`).

mod anchors;
mod backlinks;
mod broken;
mod edit;
mod formatters;
mod ledger;
mod links;
mod lookups;
mod mix;
mod notes;
mod page_map;
mod published;
mod references;
mod relink;
mod routes;
mod target;
mod tree;
mod wiki;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use anchors::{Anchor, referenced_key};
pub(crate) use backlinks::Backlink;
pub(crate) use edit::Edit;
pub(crate) use formatters::Formatters;
pub(crate) use ledger::{Ledger, Use};
pub(crate) use links::PageLinks;
pub(crate) use mix::{Facet, Group};
pub(crate) use notes::{
    FormattedNotes, LinkedCitation, Mark, NoteContent, PageNotes, Reference, undefined_source,
};
pub(crate) use page_map::{PageId, PageMap, PageSet};
pub(crate) use published::Published;
pub(crate) use published::PublishedInputs;
pub(crate) use references::{PageReferences, Referent};
pub(crate) use routes::{Data, Html, Route, Routes, SEARCH, Volume, Wanted};
pub(crate) use target::Target;
pub(crate) use tree::{Page, Tree};

use self::edit::{Difference, Sources};
use self::links::Destinations;
use self::lookups::Lookups;
use self::references::Labels;
use crate::bibliography::Bibliography;
use crate::config::Numbering;
use crate::diagnostics::{Diagnostic, Place, Span};
use crate::images::Image;
use crate::parse::ParsedPage;
use crate::shared_map::SharedMap;

/// The explainer, linked.
pub(crate) struct Site {
    /// Pages, sections and their order.
    pub tree: Tree,
    /// Where everything stands.
    pub routes: Arc<Routes>,
    /// Where the links of each page lead.
    pub links: PageMap<Arc<PageLinks>>,
    /// The notes of each page, numbered.
    pub notes: PageMap<Arc<PageNotes>>,
    /// Numbers of figures and the like, and the references to them.
    pub references: PageMap<Arc<PageReferences>>,
    /// Links to each page.
    pub backlinks: PageMap<Arc<Vec<Backlink>>>,
    /// Every use of every source.
    pub ledger: Ledger,
    pub bibliography: Arc<Bibliography>,
    /// How citations look.
    pub formatters: Arc<Formatters>,
    /// Files that are published as they are.
    pub published: Arc<Published>,
    /// The ids that the theme gives to parts of a page.
    theme_ids: Arc<BTreeSet<String>>,
    /// What was looked for by name.
    lookups: Arc<Lookups>,
    /// The latest `as_of` of all pages.
    pub as_of: Option<jiff::civil::Date>,
    /// The pages that something is to be looked for on.
    pub sets: PageSets,
    /// The parsed pages, drafts included.
    parsed: SharedMap<Arc<ParsedPage>>,
    /// Whether drafts are part of the site.
    drafts: bool,
    /// What there is of what not every site has.
    wanted: Wanted,
    /// Where labels are told apart, and numbers run on.
    numbering: Numbering,
    /// What is wrong with the tree and its addresses.
    problems: Vec<Diagnostic>,
}

/// Sets of pages, so that who looks for something of them need not look at all.
#[derive(Clone, Default)]
pub(crate) struct PageSets {
    /// Their links may lead elsewhere when a page changes to which they do not lead now.
    pub unsettled: PageSet,
    /// They give labels.
    pub labelled: PageSet,
    /// They refer to labels.
    pub referring: PageSet,
    /// They cite keys that are not defined, or malformed.
    pub misnaming: PageSet,
    /// They have comments that excuse problems.
    pub excusing: PageSet,
}

impl Site {
    pub(crate) fn page(&self, id: PageId) -> &Page {
        &self.tree.pages[id]
    }

    /// The page whose address is `url`.
    pub(crate) fn page_at(&self, url: &str) -> Option<&Page> {
        match self.routes.at(url)? {
            Route::Html(Html::Page(id)) => Some(self.page(id)),
            _ => None,
        }
    }

    /// The citations and references of a page in the style. They are made each time.
    pub(crate) fn formatted(&self, page: &Page) -> FormattedNotes {
        let formatter = self.formatters.of(&page.document.front.language);
        self.notes[page.id].format(&page.document, formatter)
    }

    /// The home page.
    pub(crate) fn home(&self) -> Option<&Page> {
        self.page_at("")
    }

    /// What stands at the top: below the home page, or beside each other if there is none.
    pub(crate) fn top(&self) -> Cow<'_, [PageId]> {
        match self.home() {
            Some(home) => Cow::Borrowed(&home.children),
            None => {
                let pages = self.tree.pages.iter();
                let roots = pages.filter(|page| page.parent.is_none());
                roots.map(|page| page.id).collect()
            }
        }
    }

    /// The image to which a link leads, if it is one of the author's, with the index of its file.
    pub(crate) fn image(&self, target: &Target) -> Option<(usize, &Image)> {
        match target {
            Target::Internal(Route::File(i), _) => {
                self.published.image(*i).map(|image| (*i, image))
            }
            _ => None,
        }
    }

    /// The files that pages show, by their indexes, each with where that is written; a page names them in order.
    pub(crate) fn image_places(&self) -> impl Iterator<Item = (usize, Place)> {
        let pages = self.tree.pages.iter();
        pages.flat_map(|page| self.image_places_on(page))
    }

    /// The same of one page.
    pub(crate) fn image_places_on(&self, page: &Page) -> impl Iterator<Item = (usize, Place)> {
        let (document, links) = (&*page.document, &*self.links[page.id]);
        let shown = document.links.iter().zip(&links.targets);
        let shown = shown.filter(|(link, _)| link.embeds);
        let shown =
            shown.map(|(link, target)| (target, document.place_in(link.file.as_ref(), link.span)));
        let arguments = links.arguments.iter().map(|(shortcode, argument, target)| {
            let shortcode = &document.shortcodes[*shortcode];
            let span = Span::new(shortcode.args[*argument].2.clone());
            let span = span.shifted(shortcode.span.start as usize);
            (target, document.place(span))
        });
        let all = shown.chain(arguments);
        all.filter_map(|(target, place)| match target {
            Target::Internal(Route::File(i), _) => Some((*i, place)),
            _ => None,
        })
    }

    /// The address of something of the site.
    pub(crate) fn url(&self, route: impl Into<Route>) -> &str {
        self.routes.url(route)
    }
}

/// What goes into a site.
pub(crate) struct Parts {
    /// The parsed pages, drafts included.
    pub pages: SharedMap<Arc<ParsedPage>>,
    /// The formatters, which hold the sources and the style.
    pub formatters: Arc<Formatters>,
    /// The sources, as the formatters have them.
    pub bibliography: Arc<Bibliography>,
    /// Files that are published as they are.
    pub published: Arc<Published>,
    /// The ids that the theme gives to parts of a page.
    pub theme_ids: Arc<BTreeSet<String>>,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// What there is to be of what not every site has.
    pub wanted: Wanted,
    /// Where labels are told apart, and numbers run on.
    pub numbering: Numbering,
}

/// Links the pages, and says what that changed. There is always a site; what is wrong, it tells itself.
pub(crate) fn link(parts: Parts, before: Option<&Arc<Site>>) -> (Arc<Site>, Edit) {
    let Some(before) = before else {
        return (Arc::new(Site::link(parts, None)), Edit::Shape);
    };
    match Difference::between(before, &parts) {
        None => (Arc::new(Site::link(parts, Some(before))), Edit::Shape),
        Some(difference) if difference.is_nothing() => (before.clone(), Edit::Nothing),
        Some(difference) => {
            let (site, pages) = relink::relink(before, parts, &difference);
            (Arc::new(site), Edit::Words(pages))
        }
    }
}

impl Site {
    /// Links every page. Notes hold where the page and the sources that it cites are the same as before.
    fn link(parts: Parts, before: Option<&Self>) -> Self {
        let mut problems = Vec::new();
        let tree = Tree::build(parts.pages.values(), parts.drafts, &mut problems);
        let (notes, routes) = rayon::join(
            || number_all(&tree, &parts, before),
            || {
                let (sources, files) = (&parts.bibliography, &parts.published);
                Routes::new(&tree, sources, files, parts.wanted, &mut problems)
            },
        );
        let Parts {
            pages: parsed,
            formatters,
            bibliography,
            published,
            theme_ids,
            drafts,
            wanted,
            numbering,
        } = parts;
        let lookups = Arc::<Lookups>::default();
        let destinations = Destinations {
            tree: &tree,
            routes: &routes,
            notes: &notes,
            formatters: &formatters,
            bibliography: &bibliography,
            theme_ids: &theme_ids,
            lookups: &lookups,
        };
        let resolve = |page: &Arc<Page>| Arc::new(destinations.resolve(page));
        let links: PageMap<_> = tree.pages.par_iter().map(resolve).collect();
        let labels = Labels::new(&tree, &notes, &bibliography, numbering);
        let references = labels.resolve(tree.iter());
        let (backlinks, ledger) = rayon::join(
            || backlinks::gather(&tree, &links),
            || Ledger::gather(&tree, &notes, bibliography.len()),
        );
        let mut site = Self {
            as_of: None,
            parsed,
            tree,
            routes: Arc::new(routes),
            links,
            notes,
            references: references.into_iter().collect(),
            backlinks,
            ledger,
            bibliography,
            formatters,
            published,
            theme_ids,
            lookups,
            drafts,
            wanted,
            numbering,
            problems,
            sets: PageSets::default(),
        };
        site.look_over_all();
        site
    }

    fn look_over_all(&mut self) {
        self.as_of = self.latest_as_of();
        let ids: Vec<PageId> = self.tree.pages.iter().map(|page| page.id).collect();
        for id in ids {
            self.look_over(id);
        }
    }

    fn latest_as_of(&self) -> Option<jiff::civil::Date> {
        let pages = self.tree.pages.iter();
        pages.filter_map(|page| page.document.front.as_of).max()
    }

    /// What is wrong with the tree and its addresses.
    pub(crate) fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// What is wrong with the text, the links, the citations and the labels of a page.
    pub(crate) fn problems_of(&self, id: PageId) -> impl Iterator<Item = &Diagnostic> {
        let of_text = self.page(id).diagnostics.iter();
        let of_links = self.links[id].diagnostics.iter();
        let of_notes = self.notes[id].diagnostics.iter();
        let of_labels = self.references[id].diagnostics.iter();
        of_text.chain(of_links).chain(of_notes).chain(of_labels)
    }

    /// Notes to which sets a page belongs.
    fn look_over(&mut self, id: PageId) {
        let (links, notes) = (&self.links[id], &self.notes[id]);
        let document = &self.tree.pages[id].document;
        let refers = self.references[id].referents().next().is_some();
        let misnames = !document.malformed_keys.is_empty()
            || notes.citations.iter().any(LinkedCitation::has_unknown_key);
        let unsettled = !(links.diagnostics.is_empty() && links.arguments.is_empty());
        self.sets.unsettled.set(id, unsettled);
        self.sets.labelled.set(id, !document.labelled.is_empty());
        self.sets.referring.set(id, refers);
        self.sets.misnaming.set(id, misnames);
        self.sets.excusing.set(id, !document.directives.is_empty());
    }
}

/// The notes of all pages; those of `before` where the page and the sources that it cites are the same.
fn number_all(tree: &Tree, parts: &Parts, before: Option<&Site>) -> PageMap<Arc<PageNotes>> {
    let known = before.map(|before| (before, Sources::since(before, parts)));
    let held = |page: &Page| {
        let (before, sources) = known.as_ref()?;
        let old = before.tree.by_path(&page.document.path)?;
        let notes = &before.notes[old.id];
        let holds = Arc::ptr_eq(&old.document, &page.document) && sources.hold(notes);
        holds.then(|| notes.clone())
    };
    let in_notes = parts.formatters.in_notes();
    let number = |page: &Arc<Page>| {
        let make = || notes::number(&page.document, in_notes, &parts.bibliography);
        held(page).unwrap_or_else(|| Arc::new(make()))
    };
    tree.pages.par_iter().map(number).collect()
}
