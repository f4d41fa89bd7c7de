//! One-off excuses: `<!-- ibid: allow(LINT) reason="…" -->` before what it excuses.
//!
//! In Markdown an excuse covers the block that follows, or the one that it stands in; before all else on a
//! page, the whole page with its front matter. In a bibliography (`% ibid: …` in BibLaTeX, `# ibid: …` in YAML)
//! it covers the entry that follows, in data (`# ibid: …`) the row of CSV, or the table or value of TOML. An excuse without a reason is an error, one that excuses nothing a warning.

mod comments;
mod grammar;

use std::collections::BTreeMap;
use std::sync::Arc;

use grammar::Slip;

use crate::diagnostics::{Diagnostic, Level, Levels, Lint, Place, Span};
use crate::markdown::Document;

/// The excuses of an explainer, and which of them were needed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allows {
    by_file: BTreeMap<Arc<str>, Excuses>,
}

/// The excuses of a file.
#[derive(Clone, Debug, Default)]
struct Excuses {
    /// In the order of the file.
    all: Vec<Allow>,
    /// The same by where what they cover begins, the longer first, each with the place in this list of the nearest one
    /// that covers more.
    nested: Vec<(usize, Option<usize>)>,
}

impl Excuses {
    /// Finds out which excuses cover what others cover too, when all are known.
    fn nest(&mut self) {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|i| {
            let covers = self.all[*i].covers;
            (covers.start, std::cmp::Reverse(covers.end))
        });
        let mut open: Vec<usize> = Vec::new();
        self.nested = Vec::with_capacity(order.len());
        for i in order {
            let start = self.all[i].covers.start;
            while open
                .pop_if(|last| !self.all[self.nested[*last].0].covers.contains(start))
                .is_some()
            {}
            self.nested.push((i, open.last().copied()));
            open.push(self.nested.len() - 1);
        }
    }

    /// The nearest excuse for a problem at `place`, by its place in `all`.
    fn nearest(&self, lint: Lint, place: &Place) -> Option<usize> {
        let at = place.span.start;
        let begun = |(i, _): &(usize, _)| self.all[*i].covers.start <= at;
        let last = self.nested.partition_point(begun).checked_sub(1);
        let around = std::iter::successors(last, |last| self.nested[*last].1);
        let excuses = around.map(|nested| self.nested[nested].0);
        excuses
            .filter(|i| self.all[*i].excuses(lint, place))
            .min_by_key(|i| {
                let covers = self.all[*i].covers;
                (covers.end - covers.start, *i)
            })
    }
}

/// One lint excused for one stretch of a file.
#[derive(Clone, Debug)]
struct Allow {
    lint: Lint,
    /// Where the comment names it.
    span: Span,
    covers: Span,
    used: bool,
}

impl Allow {
    fn excuses(&self, lint: Lint, place: &Place) -> bool {
        self.lint == lint && self.covers.contains(place.span.start)
    }
}

impl Allows {
    /// Reads the excuses of pages and of `others`: bibliographies and data files, by path and text. Reports those that are not well-formed.
    pub(crate) fn gather<'a>(
        documents: impl Iterator<Item = &'a Document>,
        others: impl Iterator<Item = (&'a Arc<str>, &'a Arc<str>)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut allows = Self::default();
        for document in documents {
            for directive in &document.directives {
                let trailing = directive.trailing.then(|| Slip {
                    span: Span::at(directive.span.end as usize + "-->".len()),
                    message: "the text after this comment is not read as Markdown".to_owned(),
                    help: "put the comment on a line of its own".to_owned(),
                });
                let start = directive.span.start as usize;
                let flawed = trailing.is_some();
                allows.read(
                    &document.path,
                    &directive.text,
                    start,
                    directive.covers,
                    flawed,
                    diagnostics,
                );
                allows.slips(&document.path, trailing, diagnostics);
            }
        }
        for (path, text) in others {
            for comment in comments::comments(path, text) {
                let inner = &text[comment.span.range()];
                let start = comment.span.start as usize;
                allows.read(path, inner, start, comment.covers, false, diagnostics);
            }
        }
        allows.by_file.values_mut().for_each(Excuses::nest);
        allows
    }

    /// Drops what is excused.
    pub(crate) fn filter(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        if !self.by_file.is_empty() {
            diagnostics.retain(|diagnostic| !self.use_up(diagnostic));
        }
    }

    /// The excuses that excuse nothing. Nobody knows that of lints that are off, nor of links: what is dead
    /// today may answer tomorrow, and most runs do not ask.
    pub(crate) fn unused(&self, levels: &Levels) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (file, allows) in &self.by_file {
            for allow in &allows.all {
                let known = levels.of(allow.lint) > Level::Allow && allow.lint != Lint::DeadLink;
                if !allow.used && known {
                    found.push(
                        Diagnostic::new(
                            Lint::UnusedAllow,
                            Place::new(file, allow.span),
                            format!("there is no {} here to allow", allow.lint),
                        )
                        .help("take the comment out, or move it right before what it excuses"),
                    );
                }
            }
        }
        found
    }

    /// Whether a problem of this lint would be excused here.
    pub(crate) fn excuse(&self, lint: Lint, place: &Place) -> bool {
        let allows = self.by_file.get(&place.file);
        allows.is_some_and(|allows| allows.nearest(lint, place).is_some())
    }

    /// The same, and the excuse is noted as needed: the nearest one, if the whole page has another.
    fn use_up(&mut self, diagnostic: &Diagnostic) -> bool {
        let Some(place) = &diagnostic.place else {
            return false;
        };
        let Some(allows) = self.by_file.get_mut(&place.file) else {
            return false;
        };
        let nearest = allows.nearest(diagnostic.lint, place);
        nearest.map(|i| allows.all[i].used = true).is_some()
    }

    fn read(
        &mut self,
        file: &Arc<str>,
        text: &str,
        start: usize,
        covers: Span,
        flawed: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let comment = grammar::parse(text);
        let slips = comment.slips.into_iter().map(|slip| Slip {
            span: slip.span.shifted(start),
            ..slip
        });
        // What is covered by a comment with a slip is not reported as well: it is one mistake.
        let flawed = flawed || slips.len() > 0;
        for (lint, span) in comment.lints {
            let excuses = self.by_file.entry(file.clone()).or_default();
            excuses.all.push(Allow {
                lint,
                span: span.shifted(start),
                covers,
                used: flawed,
            });
        }
        self.slips(file, slips, diagnostics);
    }

    fn slips(
        &self,
        file: &Arc<str>,
        slips: impl IntoIterator<Item = Slip>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        diagnostics.extend(slips.into_iter().map(|slip| {
            Diagnostic::new(
                Lint::MalformedAllow,
                Place::new(file, slip.span),
                slip.message,
            )
            .help(slip.help)
        }));
    }
}
