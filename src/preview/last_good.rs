//! Which explainer each address is shown from: the newest, or the last in which the page there had no error.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::explainer::Explainer;

/// The pages that have errors.
#[derive(Clone, Debug)]
pub(super) enum Faults {
    /// Those of these files.
    Pages(BTreeSet<Arc<str>>),
    /// All, since something is wrong that all pages depend on.
    All,
}

impl Faults {
    pub(super) fn of(explainer: &Explainer) -> Self {
        let sources = &explainer.manuscript.config.citations.bibliography;
        let mut pages = BTreeSet::new();
        for finding in explainer.report.errors() {
            match &finding.diagnostic.place {
                Some(place) if place.file.starts_with("content/") => {
                    pages.insert(place.file.clone());
                }
                // The pages that cite a lost source have errors of their own.
                Some(place) if sources.iter().any(|file| file.value == *place.file) => {}
                _ => return Self::All,
            }
        }
        Self::Pages(pages)
    }
}

/// A map from every address to the explainer that it is shown from.
#[derive(Clone)]
pub(super) struct LastGood {
    /// The addresses of pages that have errors now, and had none in an earlier explainer.
    pages: BTreeMap<String, Arc<Explainer>>,
    /// What all others are shown from.
    others: Arc<Explainer>,
    /// What is wrong in `others`.
    faults: Faults,
}

impl LastGood {
    /// All addresses are shown from one explainer, which is the first.
    pub(super) fn first(explainer: Arc<Explainer>, faults: Faults) -> Self {
        Self {
            pages: BTreeMap::new(),
            others: explainer,
            faults,
        }
    }

    /// What each address is shown from when `newest` takes the place of the explainer before.
    pub(super) fn next(&self, newest: Arc<Explainer>, faults: Faults) -> Self {
        let faulty = match (&faults, &self.faults) {
            (Faults::Pages(faulty), _) => faulty,
            // There never was a good one.
            (Faults::All, Faults::All) => return Self::first(newest, faults),
            (Faults::All, Faults::Pages(_)) => return self.clone(),
        };
        let pages = faulty.iter().filter_map(|path| {
            let (url, good) = self.page(path)?;
            let other = newest.site.page_at(url);
            let is_taken = other.is_some_and(|other| other.document.path != *path);
            (!is_taken).then(|| (url.to_owned(), good.clone()))
        });
        Self {
            pages: pages.collect(),
            others: newest,
            faults,
        }
    }

    /// The last good page of the file at `path`: its address, and the explainer that has it.
    fn page(&self, path: &str) -> Option<(&str, &Arc<Explainer>)> {
        let is_kept = |(url, good): &(&String, &Arc<Explainer>)| {
            let page = good.site.page_at(url);
            page.is_some_and(|page| *page.document.path == *path)
        };
        if let Some((url, good)) = self.pages.iter().find(is_kept) {
            return Some((url, good));
        }
        match &self.faults {
            Faults::Pages(faulty) if !faulty.contains(path) => {
                let page = self.others.site.tree.by_path(path)?;
                Some((&page.url, &self.others))
            }
            _ => None,
        }
    }

    /// The explainer that `url` is shown from.
    pub(super) fn at(&self, url: &str) -> &Arc<Explainer> {
        self.pages.get(url).unwrap_or(&self.others)
    }

    /// The explainer that all is shown from but the pages with errors.
    pub(super) fn others(&self) -> &Explainer {
        &self.others
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explainer::{Lifetime, Options};

    #[test]
    fn each_page_is_shown_from_the_last_explainer_in_which_it_had_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("content")).unwrap();
        let write = |path: &str, text: &str| std::fs::write(root.join(path), text).unwrap();
        let load = || {
            let explainer =
                Arc::new(Explainer::load(root, &Options::default(), Lifetime::Edits).unwrap());
            let faults = Faults::of(&explainer);
            (explainer, faults)
        };
        write("ibid.toml", "title = \"T\"\n");
        write("content/_index.md", "+++\ntitle = \"T\"\n+++\n");
        write(
            "content/a.md",
            "+++\ntitle = \"A\"\nslug = \"first\"\n+++\n",
        );
        let (good, faults) = load();
        let shown = LastGood::first(good.clone(), faults);
        // Without its front matter the page loses its address, but not in the preview.
        write("content/a.md", "+++\ntitle = \n");
        let (broken, faults) = load();
        let shown = shown.next(broken.clone(), faults);
        assert!(Arc::ptr_eq(shown.at("first/"), &good));
        assert!(Arc::ptr_eq(shown.at(""), &broken));
        // Nothing is better while all pages are concerned.
        write("ibid.toml", "title = [");
        let (unusable, faults) = load();
        let shown = shown.next(unusable, faults);
        assert!(Arc::ptr_eq(shown.at("first/"), &good));
        assert!(Arc::ptr_eq(shown.at(""), &broken));
        write("ibid.toml", "title = \"T\"\n");
        write(
            "content/a.md",
            "+++\ntitle = \"A\"\nslug = \"first\"\n+++\n",
        );
        let (fixed, faults) = load();
        let shown = shown.next(fixed.clone(), faults);
        assert!(Arc::ptr_eq(shown.at("first/"), &fixed));
    }
}
