//! What is found on pages in themselves, as it outlives a build: their claims, and what is wrong with them.
//!
//! To look for it takes two fifths of the time for which a page is parsed, and it depends on the page alone. So a build
//! keeps it for the next, as a text: first a digest of all the rest, then a line for each page, which begins with a
//! digest of what the page was parsed from. A line is read when a page asks for it.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::claims::{Claim, PassageKind, Sign, SignKind};
use crate::diagnostics::{Diagnostic, Span};
use crate::digest::Digest;
use crate::markdown::{Document, ParseOptions};
use crate::parse::ParsedPage;
use crate::program;

/// What the build before found.
#[derive(Default)]
pub(crate) struct Found {
    text: String,
    /// Where the line of each page is in the text, without the digest.
    lines: FxHashMap<u128, Range<usize>>,
}

/// The claims of a page, and what is wrong with it.
type Findings = (Arc<[Claim]>, Arc<[Diagnostic]>);

impl Found {
    /// Reads what [`text`] made. Of a text that is damaged nothing is known.
    pub(crate) fn read(text: String) -> Self {
        let lines = lines(&text).unwrap_or_default();
        Self { text, lines }
    }

    /// The claims of a page and what is wrong with it, if it was parsed from the same.
    pub(super) fn of(&self, common: Common, document: &Document) -> Option<Findings> {
        let line = self.lines.get(&common.with(document))?;
        let (claims, diagnostics): Row<Vec<Diagnostic>> =
            serde_json::from_str(&self.text[line.clone()]).ok()?;
        let claims = claims.into_iter().map(claim);
        Some((claims.collect(), diagnostics.into()))
    }
}

/// What all pages are parsed from: the program and the options.
#[derive(Clone, Copy)]
pub(super) struct Common(u128);

impl Common {
    pub(super) fn of(options: &ParseOptions) -> Self {
        let common = Digest::default().number(program::digest()).shown(options);
        Self(common.finish())
    }

    /// A digest of all that a page is parsed from.
    fn with(self, document: &Document) -> u128 {
        let all = Digest::default().number(self.0).number(document.digest);
        all.finish()
    }
}

/// The text for the next build.
pub(super) fn text<'a>(
    options: &ParseOptions,
    pages: impl Iterator<Item = &'a Arc<ParsedPage>>,
) -> String {
    let common = Common::of(options);
    let pages: Vec<_> = pages.collect();
    let lines = pages.into_par_iter().map(|page| {
        let claims: Vec<ClaimRow> = page.claims.iter().map(row).collect();
        let row: Row<&[Diagnostic]> = (claims, &page.diagnostics);
        // Only maps with keys that are not strings can fail here.
        let row = serde_json::to_string(&row).unwrap_or_default();
        format!("{:032x} {row}\n", common.with(&page.document))
    });
    let lines: String = lines.collect();
    format!("{:032x}\n{lines}", digest(&lines))
}

fn digest(lines: &str) -> u128 {
    Digest::default().text(lines).finish()
}

/// The lines of a text, if it is whole.
fn lines(text: &str) -> Option<FxHashMap<u128, Range<usize>>> {
    let (first, rest) = text.split_once('\n')?;
    let is_whole = u128::from_str_radix(first, 16) == Ok(digest(rest));
    let mut at = first.len() + 1;
    let lines = rest.split_inclusive('\n').map(|line| {
        let (key, row) = line.split_once(' ')?;
        let key = u128::from_str_radix(key, 16).ok()?;
        at += line.len();
        Some((key, at - row.len()..at))
    });
    lines.collect::<Option<_>>().filter(|_| is_whole)
}

/// A page in the text: without the names of fields, which would be most of it.
type Row<D> = (Vec<ClaimRow>, D);
type ClaimRow = (PassageKind, Range<usize>, bool, Vec<SignRow>);
type SignRow = (SignKind, Span, bool, Range<usize>);

fn row(claim: &Claim) -> ClaimRow {
    let signs = claim.signs.iter();
    let signs = signs.map(|sign| (sign.kind, sign.span, sign.cited, sign.links.clone()));
    let signs = signs.collect();
    (claim.kind, claim.blocks.clone(), claim.marked, signs)
}

fn claim((kind, blocks, marked, signs): ClaimRow) -> Claim {
    let signs = signs.into_iter();
    let signs = signs.map(|(kind, span, cited, links)| Sign {
        kind,
        span,
        cited,
        links,
    });
    Claim {
        kind,
        blocks,
        marked,
        signs: signs.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use crate::diagnostics::{Lint, Place};
    use crate::parse::parse;

    fn page(body: &str) -> Arc<ParsedPage> {
        let text = format!("+++\ntitle = \"T\"\n+++\n{body}\n");
        let path = "content/a.md".into();
        let mut page = parse(&path, &text, &Default::default(), &Data::default());
        let place = Place::new(&path, Span::at(3));
        page.add(vec![Diagnostic::new(
            Lint::UncitedClaim,
            place,
            "a \"figure\"\n",
        )]);
        Arc::new(page)
    }

    #[test]
    fn what_was_found_on_a_page_is_known_of_the_same_page_alone() {
        let options = ParseOptions::default();
        let one = page("[Some 900 men][@a] came. In 2024 300 left.\n\n| a |\n|---|\n| 40 % |");
        let other = page("Nothing.");
        assert_eq!(one.claims.len(), 2);
        let found = Found::read(text(&options, [&one, &other].into_iter()));
        let common = Common::of(&options);
        for page in [&one, &other] {
            let (claims, diagnostics) = found.of(common, &page.document).unwrap();
            assert_eq!((&claims, &diagnostics), (&page.claims, &page.diagnostics));
        }
        assert!(found.of(common, &page("Nothing else.").document).is_none());
        let options = ParseOptions {
            theme_ids: Arc::new(["a".to_owned()].into()),
            ..options
        };
        assert!(found.of(Common::of(&options), &one.document).is_none());
    }

    #[test]
    fn of_a_damaged_text_nothing_is_known() {
        let options = ParseOptions::default();
        let page = page("In 2024 it rose.");
        let whole = text(&options, [&page].into_iter());
        let knows = |text: &str| {
            let found = Found::read(text.to_owned());
            found.of(Common::of(&options), &page.document).is_some()
        };
        assert!(knows(&whole));
        for damaged in [
            "",
            "\n",
            &whole[..whole.len() - 1],
            &format!("f{whole}"),
            &whole.replace("Date", "Figure"),
        ] {
            assert!(!knows(damaged), "{damaged}");
        }
    }
}
