//! Passages: the blocks that a citation can cover together.

use std::ops::Range;

use super::cover::Covers;
use serde::{Deserialize, Serialize};

use crate::markdown::{Block, BlockKind, Context, Document};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PassageKind {
    /// A paragraph, or the text of a list item.
    Paragraph,
    /// A row of a table.
    Row,
    /// A block quotation.
    Quotation,
}

/// A paragraph or list item, a table row, or a block quotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passage {
    /// Its blocks, as indexes into [`Document::blocks`].
    pub blocks: Range<usize>,
    pub kind: PassageKind,
    /// Whether a citation beside it covers it too: in the head of its table, in the paragraph that leads to it,
    /// in the line below that says where it is from.
    pub covered_beside: bool,
}

/// The passages of a page, in order. Headings, terms and footnotes are not passages.
pub(super) fn passages(document: &Document, covers: &Covers<'_>) -> Vec<Passage> {
    let blocks = &document.blocks;
    let mut gatherer = Gatherer {
        covers,
        found: Vec::new(),
        head_cites: false,
        lead_cites: false,
        together: 0,
    };
    let mut i = 0;
    while i < blocks.len() {
        let first = i;
        i += 1;
        while i < blocks.len() && belong_together(&blocks[first], &blocks[i]) {
            i += 1;
        }
        gatherer.add(&blocks[first], first..i);
    }
    gatherer.found
}

/// What stands around the passage to come.
struct Gatherer<'a> {
    covers: &'a Covers<'a>,
    found: Vec<Passage>,
    /// Whether the head of the open table cites something.
    head_cites: bool,
    /// Whether a paragraph does that ends with a colon and leads to what follows.
    lead_cites: bool,
    /// The first passage of the lists, tables and quotations that stand together here.
    together: usize,
}

impl Gatherer<'_> {
    fn add(&mut self, block: &Block, blocks: Range<usize>) {
        match block.kind {
            BlockKind::TableHead => self.head_cites = self.covers.any_in(&blocks),
            BlockKind::Heading => self.part(),
            BlockKind::Caption { above } => {
                let cites = self.covers.any_in(&blocks);
                self.head_cites = false;
                if above {
                    self.part();
                } else if cites {
                    let rows = self.found.iter_mut().rev();
                    let rows = rows.take_while(|passage| passage.kind == PassageKind::Row);
                    rows.for_each(|row| row.covered_beside = true);
                }
                self.push(PassageKind::Paragraph, blocks, self.lead_cites);
                self.lead_cites = above && cites;
            }
            BlockKind::Term | BlockKind::Data => {}
            _ if block.context == Context::Footnote => {}
            BlockKind::TableCell(_) => {
                let covered = self.lead_cites || self.head_cites;
                self.push(PassageKind::Row, blocks, covered);
            }
            BlockKind::Paragraph => {
                self.head_cites = false;
                let kind = match block.context {
                    Context::Quotation(_) => PassageKind::Quotation,
                    _ => PassageKind::Paragraph,
                };
                let plain = kind == PassageKind::Paragraph && !block.listed;
                let cites = self.covers.any_in(&blocks);
                if plain && cites && says_where_from(&block.text) {
                    for passage in &mut self.found[self.together..] {
                        passage.covered_beside = true;
                    }
                }
                if plain {
                    self.part();
                }
                self.push(kind, blocks, self.lead_cites);
                self.together += usize::from(plain);
                self.lead_cites |= cites && block.text.trim_end().ends_with([':', ',']);
            }
        }
    }

    /// What stood together ends.
    fn part(&mut self) {
        self.lead_cites = false;
        self.together = self.found.len();
    }

    fn push(&mut self, kind: PassageKind, blocks: Range<usize>, covered_beside: bool) {
        self.found.push(Passage {
            blocks,
            kind,
            covered_beside,
        });
    }
}

/// "Source: …" below a table, "— Kim Jong Un" below a quotation, or nothing but a citation.
fn says_where_from(text: &str) -> bool {
    let text = text.trim_start();
    let opens = ["Source", "Data", "—", "–", "--"];
    text.is_empty() || opens.iter().any(|word| text.starts_with(word))
}

fn belong_together(a: &Block, b: &Block) -> bool {
    match (a.kind, b.kind) {
        (BlockKind::TableCell(a), BlockKind::TableCell(b)) => a == b,
        (BlockKind::TableHead, BlockKind::TableHead) => true,
        (BlockKind::Paragraph, BlockKind::Paragraph) => {
            matches!((a.context, b.context), (Context::Quotation(a), Context::Quotation(b)) if a == b)
        }
        _ => false,
    }
}
