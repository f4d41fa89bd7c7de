//! Claims: what on a page a reader may ask a source for, and whether there is one.
//!
//! ```text
//! blocks ──passages──> paragraphs, list items, table rows, quotations
//!        ──sign──> the first figure, date, quotation or attribution of each sentence
//!        ──cover──> whether a citation covers it
//! ```
//!
//! Headings, captions, code, the words of links and page references are not claims, nor are questions and
//! what a page says of itself. They are found once, when a page is parsed; whether one without a citation is
//! an error, or excused, is decided by those who read them.

mod about;
mod attribution;
mod cover;
mod figures;
mod lexicon;
mod mask;
mod passages;
mod quotation;
mod sign;
mod words;

use std::ops::Range;

pub(crate) use passages::PassageKind;
pub(crate) use sign::SignKind;

use self::cover::Covers;
use self::mask::Mask;
use self::passages::Passage;
use self::sign::SignInText;
use crate::diagnostics::{Diagnostic, Span};
use crate::markdown::{Block, Document};

/// A passage that makes a claim.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claim {
    /// What kind of passage it is.
    pub kind: PassageKind,
    /// Its blocks, as indexes into [`Document::blocks`].
    pub blocks: Range<usize>,
    /// Whether words in it are marked with citations of their own, so that each sentence needs its own.
    pub marked: bool,
    /// What makes it a claim: the first sign in it, or where words are marked, that of each sentence.
    pub signs: Box<[Sign]>,
}

/// A figure, date, quotation or attribution in a claim.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sign {
    /// What it is.
    pub kind: SignKind,
    /// Where it stands in the file.
    pub span: Span,
    /// Whether a citation covers its sentence.
    pub cited: bool,
    /// The links where a citation would cover it, as indexes into [`Document::links`]: one that leads to a source
    /// of the bibliography, which the page does not know, cites it.
    pub links: Range<usize>,
}

impl Claim {
    /// Where a citation is missing, unless a link cites.
    pub(crate) fn uncited(&self) -> impl Iterator<Item = &Sign> {
        self.signs.iter().filter(|sign| !sign.cited)
    }
}

/// The claims of a page, in order. Where its `faults` say that a citation failed, it counts as one: what is
/// wrong has been said.
pub(crate) fn find(document: &Document, faults: &[Diagnostic]) -> Vec<Claim> {
    let covers = Covers::of(document, faults);
    let passages = passages::passages(document, &covers);
    let claims = passages.iter();
    claims
        .filter_map(|passage| claim(document, passage, &covers))
        .collect()
}

fn claim(document: &Document, passage: &Passage, covers: &Covers<'_>) -> Option<Claim> {
    let marked = covers.mark_in(passage);
    // Without marked words all of a passage is covered, or none.
    let wanted = if marked { usize::MAX } else { 1 };
    let covered = covers.cover_all(passage);
    let links = links_in(document, &passage.blocks);
    let signs = passage.blocks.clone().flat_map(|index| {
        let found = signs_in(document, passage, index);
        let found = found.filter(move |found| !is_setting(document, passage, index, found));
        let links = links.clone();
        found.map(move |found| Sign {
            kind: found.kind,
            span: document.blocks[index].place_of(found.range),
            cited: covered || covers.cover(index, &found.sentence),
            links: match marked {
                true => links_within(document, index, &found.sentence),
                false => links.clone(),
            },
        })
    });
    let signs: Box<[Sign]> = signs.take(wanted).collect();
    (!signs.is_empty()).then(|| Claim {
        kind: passage.kind,
        blocks: passage.blocks.clone(),
        marked,
        signs,
    })
}

/// Whether a sign stands in a sentence, or a row, with code or a formula: "the buffer of `st_buffer()` has 30 segments"
/// says how something is set, and needs no source. When something came to be is a claim all the same.
fn is_setting(document: &Document, passage: &Passage, index: usize, found: &SignInText) -> bool {
    if found.kind == SignKind::Date {
        return false;
    }
    if passage.kind == PassageKind::Row && index == passage.blocks.start {
        return is_row_number(&document.blocks[index].text, &found.range);
    }
    if passage.kind == PassageKind::Row {
        return passage
            .blocks
            .clone()
            .any(|cell| code(&document.blocks[cell]).next().is_some());
    }
    code(&document.blocks[index])
        .any(|code| code.start < found.sentence.end && found.sentence.start < code.end)
}

/// Whether a number is all that the first cell of a row holds, and so small that it counts the rows, or names bits: "7", "12-14".
fn is_row_number(cell: &str, number: &Range<usize>) -> bool {
    let parts = cell[number.clone()].split(['-', '–']);
    let is_small =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    cell.trim().len() == number.len() && parts.into_iter().all(is_small)
}

/// Code and formulas in a block. Keys of sources are literal as well, and no code.
fn code(block: &Block) -> impl Iterator<Item = Range<usize>> {
    let literals = block.literals();
    literals.filter(|literal| !block.text[literal.clone()].starts_with('@'))
}

fn signs_in<'a>(
    document: &'a Document,
    passage: &Passage,
    index: usize,
) -> impl Iterator<Item = SignInText> + 'a {
    let block = &document.blocks[index];
    let text = &block.text;
    // It is somebody's words from beginning to end, unless it is an alert of a kind that nobody knows.
    let is_saying = passage.kind == PassageKind::Quotation
        && quotation::is_long(text)
        && !is_remark(text)
        && !passage
            .blocks
            .clone()
            .any(|block| code(&document.blocks[block]).next().is_some());
    let saying = is_saying.then(|| SignInText {
        sentence: 0..text.len(),
        kind: SignKind::Quotation,
        range: 0..text.trim_end().len(),
    });
    let labels = passage.kind == PassageKind::Paragraph;
    let others =
        (!is_saying).then(|| sign::signs(text, block.sentences(), mask(document, index), labels));
    saying.into_iter().chain(others.into_iter().flatten())
}

/// Whether a quotation is a remark of the author, as many texts set them: "Note: …", an alert of a kind that nobody knows.
fn is_remark(text: &str) -> bool {
    const LABELS: [&str; 10] = [
        "note",
        "tip",
        "warning",
        "important",
        "caution",
        "hint",
        "info",
        "aside",
        "attention",
        "update",
    ];
    let label = text.split([':', ' ', '.', '!']).next().unwrap_or_default();
    let labelled = LABELS.contains(&label.to_lowercase().as_str());
    labelled
        || text.starts_with("[!")
        || !text.starts_with(|c: char| c.is_alphanumeric() || "\"'“‘„«…([".contains(c))
}

/// What of a block's text makes no claim: the words of links, code, formulas.
fn mask(document: &Document, index: usize) -> Mask {
    let links = document.links[links_in(document, &(index..index + 1))].iter();
    let links = links.map(|link| link.spot.start..link.spot.end);
    Mask::new(links.chain(document.blocks[index].literals()).collect())
}

/// The links of `blocks`, as indexes into [`Document::links`].
fn links_in(document: &Document, blocks: &Range<usize>) -> Range<usize> {
    let links = &document.links;
    let before = |block| links.partition_point(|link| link.spot.block < block);
    before(blocks.start)..before(blocks.end)
}

/// Those in a sentence of the block `index`.
fn links_within(document: &Document, index: usize, sentence: &Range<usize>) -> Range<usize> {
    let all = links_in(document, &(index..index + 1));
    let links = &document.links[all.clone()];
    let first = links.partition_point(|link| link.spot.end <= sentence.start);
    let end = links.partition_point(|link| link.spot.start < sentence.end);
    all.start + first..all.start + end.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    /// The words of each sign of each claim, in brackets if nothing covers them.
    fn claims(body: &str) -> Vec<Vec<String>> {
        let text = format!("+++\ntitle = \"T\"\n+++\n{body}");
        let (document, faults) = parse(
            &"content/a.md".into(),
            &text,
            &Default::default(),
            &Default::default(),
        );
        let found = find(&document, &faults).into_iter();
        let sign = |sign: &Sign| match &text[sign.span.range()] {
            words if sign.cited => words.to_owned(),
            words => format!("[{words}]"),
        };
        found
            .map(|claim| claim.signs.iter().map(sign).collect())
            .collect()
    }

    #[test]
    fn a_passage_is_one_claim_covered_or_not() {
        assert_eq!(
            claims("In 2024 it rose by 5%. It fell in 2025 [@a].\n\nIt cost $5bn.\n\nNothing.\n"),
            [["2024"], ["[$5bn]"]]
        );
        assert_eq!(
            claims(
                "- Some 300 men [@a]\n- Some 400 men\n\n> They said so in 1961.\n\nSource: [@a]\n"
            ),
            [["300"], ["400"], ["They said so in 1961."]]
        );
    }

    #[test]
    fn settings_and_alerts_are_no_claims() {
        let none: [[&str; 0]; 0] = [];
        assert_eq!(
            claims(
                "The option `size` is 300 by default.\n\nWith $k$ it needs 500 runs.\n\n> [!NOTES]\n> Keep in mind what this is.\n"
            ),
            none
        );
        // Another sentence of the paragraph, and a year, are claims as before.
        assert_eq!(
            claims("Call `f()`. It cost $300.\n\nSince 2014 there is `sf`.\n\n@a counts 300.\n"),
            [["[$300]"], ["[2014]"], ["300"]]
        );
        for tutorial in [
            "You can draw 300 points.",
            "Divide the sum by 300.",
            "It follows that 3 = 1 + 2.",
            "> Note: this is a remark of the author.",
            "> The call `f()` returns what was given to it.",
            "| a | b |\n|---|---|\n| `%y` | 300 |",
            "| a | b |\n|---|---|\n| 12-14 | colour |",
            "It is read according to the CommonMark specification.",
            "Choose one under the \"Set up your application\" heading.",
            "Write a title, e.g. \"a plot of this and that\", above it.",
            "We ask \"how can it be drawn?\" here.",
        ] {
            assert_eq!(claims(tutorial), none, "{tutorial}");
        }
    }

    #[test]
    fn where_words_are_marked_each_sentence_needs_a_citation() {
        assert_eq!(
            claims(
                "[Some 900 men][@a] came. Then 300 left, 40 more in 2024 [@b]. Some 50 stayed.\n"
            ),
            [["900", "300", "[50]"]]
        );
    }

    #[test]
    fn links_stand_where_citations_would() {
        let text = "+++\ntitle = \"T\"\n+++\nIn 2024 [a](b). It fell, [see](c).\n\n[Some 900 men][@a] came. Then 300 left, [d](e).\n";
        let (path, options) = ("content/a.md".into(), Default::default());
        let (document, _) = parse(&path, text, &options, &Default::default());
        let claims = find(&document, &[]);
        let links: Vec<_> = claims.iter().flat_map(|claim| &claim.signs).collect();
        let links: Vec<_> = links.iter().map(|sign| sign.links.clone()).collect();
        assert_eq!(links, [0..2, 2..2, 2..3]);
    }

    #[test]
    fn what_is_still_to_be_written_is_no_claim() {
        assert_eq!(
            claims("TODO: find 3 sources of 2024. It cost $5bn.\n\nTodo en 2024.\n"),
            [["[$5bn]"], ["[2024]"]]
        );
    }

    #[test]
    fn a_citation_that_failed_counts() {
        assert_eq!(claims("It rose in 2024 [@a; p. 3].\n"), [["2024"]]);
    }
}
