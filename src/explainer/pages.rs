//! The pages of an explainer, parsed. After an edit, looked at are those of which the file changed, and those that are made of
//! other files as well.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Lifetime;
use super::found::{self, Common};
use crate::data::{Data, DataFile};
use crate::diagnostics::{Diagnostic, Span};
use crate::incremental::{Cached, keep, same_text};
use crate::language::Language;
use crate::lints;
use crate::manuscript::{File, FileKind, FilesOfKind, Manuscript, NamedText};
use crate::markdown::{self, Document, Expanded, ParseOptions, SourceMap, expand};
use crate::parse::ParsedPage;
use crate::shared_map::SharedMap;

/// The parsed pages, with what they were parsed from.
#[derive(Clone)]
pub(super) struct Pages {
    options: Arc<ParseOptions>,
    files: Arc<FilesOfKind>,
    known: SharedMap<Arc<CachedPage>>,
    parsed: SharedMap<Arc<ParsedPage>>,
    /// Those that include files.
    included: BTreeMap<Arc<str>, Included>,
    /// Those that may be parsed anew while their own files are the same.
    dependent: Arc<BTreeSet<Arc<str>>>,
    asked: Arc<Asked>,
}

/// What a page includes.
#[derive(Clone)]
struct Included {
    /// Where its text comes from.
    map: SourceMap,
    /// What is wrong with the tags.
    problems: Vec<Diagnostic>,
}

/// What pages ask of other parts of an explainer.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Asked {
    pub languages: BTreeSet<Language>,
    /// Files of `data/`.
    pub data: BTreeSet<Arc<str>>,
    /// The names of the files that they show.
    pub shown: Arc<BTreeSet<String>>,
}

/// What a page is parsed from.
struct PageInputs {
    path: Arc<str>,
    /// Nothing, once it is parsed, if no other compilation follows.
    text: Option<Arc<str>>,
    options: Arc<ParseOptions>,
    /// The data files that it names, which is known once it is parsed.
    data: Vec<(Arc<str>, Option<Arc<DataFile>>)>,
}

impl PartialEq for PageInputs {
    fn eq(&self, other: &Self) -> bool {
        let texts = self.text.as_ref().zip(other.text.as_ref());
        same_text(&self.path, &other.path)
            && texts.is_some_and(|(one, other)| same_text(one, other))
            && self.options == other.options
            && self.data == other.data
    }
}

/// A page with what it was parsed from.
type CachedPage = Cached<PageInputs, ParsedPage>;

impl Asked {
    fn of<'a>(documents: impl Iterator<Item = &'a Document> + Clone) -> Self {
        let languages = documents.clone().map(|document| &document.front.language);
        let data = documents.clone().flat_map(|document| &document.data);
        let shown = documents.flat_map(|document| &document.shown);
        Self {
            languages: languages.cloned().collect(),
            data: data.map(|(path, _)| path.clone()).collect(),
            shown: Arc::new(shown.cloned().collect()),
        }
    }
}

impl Pages {
    /// Parses the pages of a manuscript that are not as they were `before`.
    pub(super) fn of(
        manuscript: &mut Manuscript,
        options: &Arc<ParseOptions>,
        data: &Data,
        lifetime: Lifetime<'_>,
        before: Option<&Self>,
    ) -> Self {
        let before = before.filter(|before| Arc::ptr_eq(&before.options, options));
        let (pages, gone) = to_parse(manuscript, before);
        // A page may include another, so that this is done while the texts of all are there.
        let old = |path: &str| before.and_then(|before| before.known.get(path));
        let expanded = pages.par_iter().filter_map(|(path, text)| {
            // Only these texts have to be searched for tags.
            let may_include = manuscript.files.may_include(path);
            let expanded = may_include.then(|| expanded(manuscript, path, text, old(path)));
            Some((path.clone(), expanded??))
        });
        let mut expanded: BTreeMap<Arc<str>, Expanded> = expanded.collect();
        let parsing = Parsing {
            options,
            data,
            lifetime,
            common: Common::of(options),
        };
        if !parsing.keeps_texts() {
            manuscript.give_up_pages();
        }
        let pages = pages.into_par_iter().map(|(path, text)| {
            let text = match expanded.get(&path) {
                Some(page) => page.text.clone(),
                None => text,
            };
            let old = old(&path);
            parsing.page(path, text, old)
        });
        let pages: Vec<Arc<CachedPage>> = pages.collect();
        let mut result = match before {
            Some(before) => before.clone(),
            None => Self::none(options),
        };
        result.files = manuscript.files.of(FileKind::Page).clone();
        for path in &gone {
            result.put(path, None, None, manuscript);
        }
        for page in pages {
            let path = page.inputs().path.clone();
            let included = expanded.remove(&path).map(|page| Included {
                map: page.map,
                problems: page.problems,
            });
            result.put(&path, Some(page), included, manuscript);
        }
        result.ask(before);
        result
    }

    fn none(options: &Arc<ParseOptions>) -> Self {
        Self {
            options: options.clone(),
            files: Arc::default(),
            known: SharedMap::default(),
            parsed: SharedMap::default(),
            included: BTreeMap::new(),
            dependent: Arc::default(),
            asked: Arc::default(),
        }
    }

    /// Puts a page in the place of the one at `path`, or takes that out.
    fn put(
        &mut self,
        path: &Arc<str>,
        page: Option<Arc<CachedPage>>,
        included: Option<Included>,
        manuscript: &Manuscript,
    ) {
        let is_dependent = page.as_ref().is_some_and(|page| {
            manuscript.files.may_include(path) || !page.inputs().data.is_empty()
        });
        if self.dependent.contains(path) != is_dependent {
            let dependent = Arc::make_mut(&mut self.dependent);
            match is_dependent {
                true => dependent.insert(path.clone()),
                false => dependent.remove(path),
            };
        }
        match included {
            Some(included) => self.included.insert(path.clone(), included),
            None => self.included.remove(path),
        };
        let Some(page) = page else {
            self.known.remove(path);
            self.parsed.remove(path);
            return;
        };
        let old = self.known.get(path);
        if old.is_none_or(|old| !Arc::ptr_eq(old, &page)) {
            self.parsed.insert(path.clone(), page.result().clone());
            self.known.insert(path.clone(), page);
        }
    }

    /// Finds what the pages ask, if that may be different from before.
    fn ask(&mut self, before: Option<&Self>) {
        let asked = |pages: Option<&Arc<ParsedPage>>| {
            Asked::of(pages.into_iter().map(|page| &*page.document))
        };
        let ask_the_same = before.is_some_and(|before| {
            let mut changes = self.parsed.changes(&before.parsed, Arc::ptr_eq).into_iter();
            changes.all(|(_, was, is)| asked(was) == asked(is))
        });
        if !ask_the_same {
            let documents = self.parsed.values().map(|page| &*page.document);
            let before = before.map(|before| &before.asked);
            self.asked = keep(Asked::of(documents), before);
        }
    }

    /// What was found on them, for another run.
    pub(super) fn found(&self) -> String {
        found::text(&self.options, self.parsed.values())
    }

    /// The pages, drafts included.
    pub(super) fn parsed(&self) -> &SharedMap<Arc<ParsedPage>> {
        &self.parsed
    }

    /// What they ask of others.
    pub(super) fn asked(&self) -> &Asked {
        &self.asked
    }

    /// What is wrong with the tags that include files; the places are those of the files already.
    pub(super) fn include_problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.included.values().flat_map(|page| &page.problems)
    }

    /// Whether the page at `path` is made of several files.
    pub(super) fn includes(&self, path: &str) -> bool {
        self.included.contains_key(path)
    }

    /// Where `span` of the page at `file` stands in the files that it is made of; `None` if it has no includes.
    pub(super) fn located(&self, file: &str, span: Span) -> Option<(&str, Span)> {
        let (file, span) = self.included.get(file)?.map.find(span)?;
        Some((file, span))
    }
}

/// The pages that may be different from before, with their texts, and the paths of those that are gone.
fn to_parse(
    manuscript: &Manuscript,
    before: Option<&Pages>,
) -> (Vec<NamedText>, BTreeSet<Arc<str>>) {
    let Some(before) = before else {
        let pages = manuscript.pages();
        let pages = pages.map(|(path, text)| (path.clone(), text.clone()));
        return (pages.collect(), BTreeSet::new());
    };
    let files = manuscript.files.of(FileKind::Page);
    let changes = files.changes(&before.files, same_file);
    let changed = changes.into_iter().map(|(path, ..)| path);
    let looked_at: BTreeSet<&Arc<str>> = changed.chain(&*before.dependent).collect();
    let (mut pages, mut gone) = (Vec::new(), BTreeSet::new());
    for path in looked_at {
        match files.get(path).and_then(File::text) {
            Some(text) => pages.push((path.clone(), text.clone())),
            None => drop(gone.insert(path.clone())),
        }
    }
    (pages, gone)
}

/// Whether two files have the same text, as far as that can be told without reading it.
fn same_file(one: &File, other: &File) -> bool {
    let texts = one.text().zip(other.text());
    texts.is_some_and(|(one, other)| Arc::ptr_eq(one, other))
}

/// The text of a page with the files that it includes, if it includes any.
fn expanded(
    manuscript: &Manuscript,
    path: &Arc<str>,
    text: &Arc<str>,
    old: Option<&Arc<CachedPage>>,
) -> Option<Expanded> {
    // What was parsed as it stands in its file includes nothing.
    let parsed = old.and_then(|old| old.inputs().text.as_ref());
    if parsed.is_some_and(|parsed| Arc::ptr_eq(parsed, text)) {
        return None;
    }
    let files = &manuscript.files;
    let find = |path: &str| {
        let included = files.of(FileKind::Include).get_key_value(path);
        let included = included.and_then(|(path, file)| Some((path, file.text()?)));
        let (path, text) = included.or_else(|| files.find_text(path))?;
        Some((path.clone(), text.clone()))
    };
    expand(path, text, &find)
}

/// What pages are parsed with.
struct Parsing<'a> {
    options: &'a Arc<ParseOptions>,
    data: &'a Data,
    lifetime: Lifetime<'a>,
    common: Common,
}

impl Parsing<'_> {
    /// Whether another compilation compares the texts.
    fn keeps_texts(&self) -> bool {
        matches!(self.lifetime, Lifetime::Edits)
    }

    /// Parses a page, unless it is as it was.
    fn page(
        &self,
        path: Arc<str>,
        text: Arc<str>,
        old: Option<&Arc<CachedPage>>,
    ) -> Arc<CachedPage> {
        let inputs = PageInputs {
            path,
            text: Some(text.clone()),
            options: self.options.clone(),
            // A page that is the same names the same files.
            data: old.map_or_else(Vec::new, |old| look_up(&old.document.data, self.data)),
        };
        if let Some(old) = old.filter(|old| {
            let texts = old.inputs().text.as_ref();
            texts.is_some_and(|own| Arc::ptr_eq(own, &text)) && *old.inputs() == inputs
        }) {
            return old.clone();
        }
        let page = Cached::finding(inputs, old.map(|old| &**old), |inputs| {
            let mut page = self.parse(&inputs.path, &text);
            inputs.data.clone_from(&page.document.data);
            if !self.keeps_texts() {
                inputs.text = None;
            }
            page.settle(self.options.kept);
            page
        });
        Arc::new(page)
    }

    /// Parses the text of the page at `path`, and finds what it claims and what is wrong with it, unless that is known.
    fn parse(&self, path: &Arc<str>, text: &str) -> ParsedPage {
        let (document, faults) = markdown::parse(path, text, self.options, self.data);
        let known = match self.lifetime {
            Lifetime::Run(known) => known,
            Lifetime::Report | Lifetime::Edits => None,
        };
        if let Some((claims, diagnostics)) =
            known.and_then(|known| known.of(self.common, &document))
        {
            return ParsedPage {
                document: Arc::new(document),
                claims,
                diagnostics,
            };
        }
        let mut page = ParsedPage::of(document, faults);
        page.add(lints::page(&page, text));
        page
    }
}

/// The same files as they are now.
fn look_up(
    files: &[(Arc<str>, Option<Arc<DataFile>>)],
    data: &Data,
) -> Vec<(Arc<str>, Option<Arc<DataFile>>)> {
    let files = files.iter();
    files
        .map(|(path, _)| (path.clone(), data.find(path).cloned()))
        .collect()
}
