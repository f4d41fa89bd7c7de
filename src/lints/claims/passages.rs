//! Passages: the blocks that a citation can cover together.

use std::ops::Range;

use crate::markdown::{Block, BlockKind, Document, Setting};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph, or the text of a list item.
    Paragraph,
    /// A row of a table.
    Row,
    /// A block quotation.
    Quotation,
}

/// A paragraph or list item, a table row, or a block quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its blocks, as indexes into [`Document::blocks`].
    pub blocks: Range<usize>,
    /// What it is.
    pub kind: PassageKind,
    /// The blocks whose citations cover it too: the head of its table, the paragraph that leads to it.
    pub above: Vec<Range<usize>>,
}

/// The passages of a page, in order. Headings, terms and footnotes are none.
pub fn passages(document: &Document) -> Vec<Passage> {
    let blocks = &document.blocks;
    let mut found: Vec<Passage> = Vec::new();
    let mut head = 0..0;
    let mut leads: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < blocks.len() {
        let first = i;
        i += 1;
        while i < blocks.len() && belong_together(&blocks[first], &blocks[i]) {
            i += 1;
        }
        let block = &blocks[first];
        match block.kind {
            BlockKind::TableHead => head = first..i,
            BlockKind::Heading => leads.clear(),
            BlockKind::Term => {}
            _ if block.setting == Setting::Footnote => {}
            _ => {
                let quoted = matches!(block.setting, Setting::Quotation(_));
                let in_table = matches!(block.kind, BlockKind::TableCell(_));
                if !in_table {
                    head = 0..0;
                }
                if !(in_table || quoted || block.listed) {
                    leads.clear();
                }
                let mut above: Vec<Range<usize>> = leads.iter().map(|i| *i..*i + 1).collect();
                if in_table {
                    above.push(head.clone());
                }
                found.push(Passage {
                    blocks: first..i,
                    kind: match block.kind {
                        BlockKind::TableCell(_) => PassageKind::Row,
                        _ if quoted => PassageKind::Quotation,
                        _ => PassageKind::Paragraph,
                    },
                    above,
                });
                // A paragraph that ends with a colon leads to a list, a table or a quotation.
                if block.text.trim_end().ends_with(':') {
                    leads.push(first);
                }
            }
        }
    }
    found
}

fn belong_together(a: &Block, b: &Block) -> bool {
    match (a.kind, b.kind) {
        (BlockKind::TableCell(a), BlockKind::TableCell(b)) => a == b,
        (BlockKind::TableHead, BlockKind::TableHead) => true,
        (BlockKind::Paragraph, BlockKind::Paragraph) => {
            matches!((a.setting, b.setting), (Setting::Quotation(a), Setting::Quotation(b)) if a == b)
        }
        _ => false,
    }
}
