//! Passages: the blocks that a citation can cover together.

use std::ops::Range;

use crate::markdown::{Block, BlockKind, Context, Document};

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
    /// The blocks whose citations cover it too: the head of its table, the paragraph that leads to it, the line
    /// below that says where it is from.
    pub beside: Vec<Range<usize>>,
}

/// The passages of a page, in order. Headings, terms and footnotes are none.
pub fn passages(document: &Document) -> Vec<Passage> {
    let blocks = &document.blocks;
    let mut gatherer = Gatherer::default();
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
#[derive(Default)]
struct Gatherer {
    found: Vec<Passage>,
    /// The head of the open table.
    head: Range<usize>,
    /// Paragraphs that end with a colon and lead to what follows.
    leads: Vec<Range<usize>>,
    /// The first passage of the lists, tables and quotations that stand together here.
    together: usize,
}

impl Gatherer {
    fn add(&mut self, block: &Block, blocks: Range<usize>) {
        match block.kind {
            BlockKind::TableHead => self.head = blocks,
            BlockKind::Heading => self.part(),
            BlockKind::Term => {}
            _ if block.context == Context::Footnote => {}
            BlockKind::TableCell(_) => {
                let head = self.head.clone();
                self.push(PassageKind::Row, blocks, Some(head));
            }
            BlockKind::Paragraph => {
                self.head = 0..0;
                let kind = match block.context {
                    Context::Quotation(_) => PassageKind::Quotation,
                    _ => PassageKind::Paragraph,
                };
                let plain = kind == PassageKind::Paragraph && !block.listed;
                if plain && says_where_from(&block.text) {
                    for passage in &mut self.found[self.together..] {
                        passage.beside.push(blocks.clone());
                    }
                }
                if plain {
                    self.part();
                }
                self.push(kind, blocks.clone(), None);
                self.together += usize::from(plain);
                if block.text.trim_end().ends_with([':', ',']) {
                    self.leads.push(blocks);
                }
            }
        }
    }

    /// What stood together ends.
    fn part(&mut self) {
        self.leads.clear();
        self.together = self.found.len();
    }

    fn push(&mut self, kind: PassageKind, blocks: Range<usize>, head: Option<Range<usize>>) {
        let beside = self.leads.iter().cloned().chain(head).collect();
        self.found.push(Passage {
            blocks,
            kind,
            beside,
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
