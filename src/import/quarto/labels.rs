//! What references of a Quarto or bookdown site can lead to: labels of headings, figures, tables and chunks.

use std::collections::{BTreeMap, BTreeSet};

use super::chunk::chunks;
use crate::import::front_matter::split;
use crate::import::plan::{Dialect, Plan, PlannedPage};
use crate::import::rewrite::{is_in, literal};
use crate::import::source::Source;
use crate::markdown::slugify;

/// What references can lead to, by label.
#[derive(Debug, Default)]
pub(in crate::import) struct Labels {
    /// Figures and the like that have a label of their own in the explainer: references stay references.
    pub(super) kept: BTreeSet<String>,
    /// Others: the page, the id in it, and its words.
    pub(super) places: BTreeMap<String, (String, String, String)>,
}

impl Labels {
    /// The labels of all pages.
    pub(in crate::import) fn of(source: &Source, plan: &Plan) -> Self {
        let mut labels = Self::default();
        if plan.dialect != Dialect::Quarto {
            return labels;
        }
        for page in &plan.pages {
            let text = source.text(&page.from).unwrap_or_default();
            labels.read(page, split(&text).body);
        }
        labels
    }

    fn read(&mut self, page: &PlannedPage, body: &str) {
        let mut first = true;
        let code = literal(body);
        let mut end = 0;
        for line in body.split_inclusive('\n') {
            end += line.len();
            if is_in(&code, end - line.len()) {
                continue;
            }
            let line = line.trim_end();
            if let Some(heading) = line.strip_prefix('#') {
                let id = line
                    .rsplit_once("{#")
                    .and_then(|(_, rest)| rest.split(['}', ' ']).next());
                let words = heading
                    .trim_start_matches('#')
                    .split("{#")
                    .next()
                    .unwrap_or_default();
                let words = words.trim().trim_end_matches("{-}").trim().to_owned();
                let is_title = first && !heading.starts_with('#');
                first = false;
                let id = id.map_or_else(|| slugify(&words), str::to_owned);
                let anchor = if is_title { String::new() } else { id.clone() };
                let place = (page.to.clone(), anchor, words);
                self.places.entry(id).or_insert(place);
            }
            for (at, _) in line.match_indices("{#") {
                let id = line[at + 2..].split(['}', ' ']).next().unwrap_or_default();
                if ["fig", "tbl", "tab", "eq"]
                    .iter()
                    .any(|kind| id.starts_with(kind))
                    && !line.starts_with('#')
                {
                    self.kept.insert(id.replacen("tab", "tbl", 1));
                }
            }
            if let Some((_, rest)) = line.split_once("(\\#tab:") {
                let label = rest.split(')').next().unwrap_or_default();
                self.kept.insert(format!("tbl-{label}"));
            }
        }
        self.read_chunks(page, body);
    }

    /// The figures and tables of chunks.
    fn read_chunks(&mut self, page: &PlannedPage, body: &str) {
        for chunk in chunks(body) {
            let Some(label) = chunk.label() else { continue };
            let is_labelled = ["fig-", "tbl-", "lst-"]
                .iter()
                .any(|kind| label.starts_with(kind));
            let pictures = chunk.pictures();
            let id = if is_labelled {
                label.clone()
            } else {
                format!("fig:{label}")
            };
            if pictures.len() == 1 && !chunk.is_off("include") {
                self.kept.insert(id.replacen(':', "-", 1));
            } else {
                let place = (page.to.clone(), id.replace(':', "-"), label.clone());
                let kinds = if is_labelled {
                    vec![label.clone()]
                } else {
                    vec![format!("fig:{label}"), format!("tab:{label}")]
                };
                for kind in kinds {
                    self.places.insert(kind, place.clone());
                }
            }
        }
    }
}
