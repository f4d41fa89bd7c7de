//! Cross references: numbers for what has a label, and what each reference leads to.
//!
//! ```text
//! labels of the pages of a scope ──numbers──> a number each
//! citations that name labels, and no source ──resolve──> page and label, or a diagnostic
//! ```
//!
//! A scope is a page, a section or the site, as the configuration says: in it labels are told apart, and numbers
//! run on.

mod numbers;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::numbers::Scope;
use super::notes::{Mark, PageNotes};
use super::page_map::{PageId, PageMap};
use super::routes::Html;
use super::target::{Suffix, Target};
use super::tree::{Page, Tree};
use crate::bibliography::Bibliography;
use crate::config::Numbering;
use crate::diagnostics::{Diagnostic, Lint, meant};
use crate::markdown::{Document, Label};

/// The numbers of a page, and where its references lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PageReferences {
    /// Of what has a label, in the order of the document.
    pub numbers: Vec<String>,
    /// Of its headings; none where the page does not number them.
    pub headings: Vec<String>,
    /// The citations that are references, in order, each with what its items lead to.
    uses: Vec<(usize, Vec<Option<Referent>>)>,
    /// What is wrong with labels and references.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Referent {
    pub page: PageId,
    /// Index into the labels of the page.
    pub label: usize,
    pub number: String,
    /// What stands for a heading that has no number.
    pub words: String,
}

impl Referent {
    /// What is shown of it: its number, and the words of a heading that has none.
    pub(crate) fn shown(&self) -> (&str, &str) {
        (&self.number, &self.words)
    }

    /// The link to it, on the page that is `document`.
    pub(crate) fn target(&self, document: &Document) -> Target {
        let suffix = Suffix {
            anchor: Some(document.labelled[self.label].id.clone()),
            ..Suffix::default()
        };
        Target::Internal(Html::Page(self.page).into(), suffix)
    }
}

impl PageReferences {
    /// What the items of a citation lead to that is a reference.
    pub(crate) fn of(&self, citation: usize) -> &[Option<Referent>] {
        let found = self.uses.binary_search_by_key(&citation, |(i, _)| *i);
        found.map_or(&[], |at| &self.uses[at].1)
    }

    /// All that its references lead to.
    pub(crate) fn referents(&self) -> impl Iterator<Item = &Referent> {
        self.uses.iter().flat_map(|(_, items)| items).flatten()
    }
}

/// What numbers and references are made of.
#[derive(Clone, Copy)]
pub(super) struct Labels<'a> {
    tree: &'a Tree,
    notes: &'a PageMap<Arc<PageNotes>>,
    bibliography: &'a Bibliography,
    numbering: Numbering,
}

impl<'a> Labels<'a> {
    pub(super) fn new(
        tree: &'a Tree,
        notes: &'a PageMap<Arc<PageNotes>>,
        bibliography: &'a Bibliography,
        numbering: Numbering,
    ) -> Self {
        Self {
            tree,
            notes,
            bibliography,
            numbering,
        }
    }

    /// The numbers and references of `pages`, which come in reading order and are all those of their scopes.
    pub(super) fn resolve(
        self,
        pages: impl Iterator<Item = &'a Page> + Clone,
    ) -> Vec<Arc<PageReferences>> {
        let mut scopes: BTreeMap<PageId, Scope<'a>> = BTreeMap::new();
        let mut results = Vec::new();
        for page in pages.clone() {
            let mut result = PageReferences::default();
            if !page.document.labelled.is_empty() {
                let scope = scopes.entry(self.scope(page)).or_default();
                scope.number(page, &mut result);
                self.report_duplicates(scope, page, &mut result.diagnostics);
            }
            results.push(result);
        }
        let none = Scope::default();
        let pages = pages.zip(&mut results);
        for (page, result) in pages {
            self.refer(page, scopes.get(&self.scope(page)).unwrap_or(&none), result);
        }
        let nothing = Arc::new(PageReferences::default());
        let results = results.into_iter();
        let shared = results.map(|result| match result == *nothing {
            true => nothing.clone(),
            false => Arc::new(result),
        });
        shared.collect()
    }

    /// The page that stands for the scope of a page.
    fn scope(self, page: &Page) -> PageId {
        match self.numbering {
            Numbering::Page => page.id,
            Numbering::Section if page.is_section => page.id,
            Numbering::Section => page.parent.unwrap_or(page.id),
            Numbering::Site => PageId::FIRST,
        }
    }

    /// Reports labels of a page that others in its scope have. That one page has a label twice, parsing reports.
    fn report_duplicates(self, scope: &Scope<'_>, page: &Page, found: &mut Vec<Diagnostic>) {
        for labelled in &page.document.labelled {
            let Some((first, label)) = scope.find(&labelled.id).filter(|(id, _)| *id != page.id)
            else {
                continue;
            };
            let first = &self.tree.pages[first].document;
            let (id, place) = (&labelled.id, page.document.place(labelled.span));
            found.push(
                Diagnostic::new(
                    Lint::DuplicateLabel,
                    place,
                    format!("the label `{id}` is given twice"),
                )
                .label("given again here")
                .also(first.place(first.labelled[label].span), "first given here")
                .help("references can only lead to one of them: choose another label"),
            );
        }
    }

    /// Finds what the references of a page lead to.
    fn refer(self, page: &Page, scope: &Scope<'_>, result: &mut PageReferences) {
        let document = &page.document;
        let linked = self.notes[page.id].citations.iter().enumerate();
        for (i, _) in linked.filter(|(_, linked)| linked.mark == Mark::Reference) {
            let citation = &document.citations[i];
            let items = citation.items.iter().map(|item| {
                let label = Label::parse(&item.key)?;
                let found = scope.referent(&label.id);
                if found.is_none() {
                    let place = document.place(item.span);
                    let message = format!("nothing has the label `{}`", label.id);
                    let help = self.help(&label, scope, document);
                    let diagnostic = Diagnostic::new(Lint::UndefinedReference, place, message);
                    result.diagnostics.push(diagnostic.help(help));
                }
                found
            });
            result.uses.push((i, items.collect()));
        }
    }

    fn help(self, label: &Label, scope: &Scope<'_>, document: &Document) -> String {
        let written = &label.id;
        let (kind, other) = (label.kind, if label.colon { '-' } else { ':' });
        let name = &written[kind.prefix().len() + 1..];
        let respelled = format!("{}{other}{name}", kind.prefix());
        if scope.find(&respelled).is_some() {
            return format!("did you mean \"{respelled}\"?");
        }
        let heading = document.headings.iter().any(|heading| heading.id == name);
        if heading {
            return format!("write {{#{written}}} after the heading to give it the label");
        }
        let near = scope.nearest(written);
        let near = near.or_else(|| self.bibliography.nearest(written));
        near.map(meant).unwrap_or_else(|| match self.numbering {
            Numbering::Site => format!("write {{#{written}}} after what it is to lead to; write \\@ for a plain at sign"),
            _ => format!("write {{#{written}}} after what it is to lead to; to refer to other pages, set `number = \"site\"` in [cross_references] of ibid.toml"),
        })
    }
}
