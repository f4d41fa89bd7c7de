//! Captions of tables, in Pandoc's form: a paragraph that begins with `Table:` or `:` before or after the table,
//! with the table's label at its end.

use std::ops::Range;

use super::Writer;
use super::leaves::Leaf;
use crate::markdown::captions::marker;
use crate::markdown::document::BlockKind;
use crate::markdown::label::Object;

/// On which side of its table a caption stands.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

/// A table that has ended, to which a caption may follow.
pub(super) struct EndedTable {
    /// Its index in the survey.
    index: usize,
    /// Where its HTML begins.
    html_at: usize,
}

impl Writer<'_> {
    /// Starts the paragraph in `range` as the caption of a table, if it is one.
    pub(super) fn start_caption(&mut self, range: &Range<usize>) -> bool {
        let Some((at, words)) = self.caption_at(range.start) else {
            return false;
        };
        let range = &(at..range.end);
        let Some((side, table)) = self.captioned(range) else {
            return false;
        };
        self.close_leaf();
        let mut start = "<figure class=\"captioned\"".to_owned();
        let mut label = None;
        if let Some((attributes, from)) = self.trailing_attributes(range) {
            self.cut = from..range.end;
            if let Some((id, place)) = &attributes.id {
                start.push_str(&self.take_id(id, place.clone()));
                let number = self.containers.tables + usize::from(side == Side::Before);
                label = self.label(id, place.clone(), Object::Table(number));
            }
            let others = attributes.pairs();
            start.push_str(&self.attributes_html("a table", &[""; 0], others));
        }
        start.push_str(">\n");
        let end = match (side, self.ended_table.take()) {
            (Side::After, Some(ended)) => {
                self.out.insert(ended.html_at, &start);
                "</figcaption>\n</figure>\n"
            }
            _ => {
                self.push(&start);
                self.captioned_table = Some(table);
                "</figcaption>\n"
            }
        };
        let kind = BlockKind::Caption {
            above: side == Side::Before,
        };
        let block = self.begin_block(kind, range.clone());
        self.leaf = Leaf::Text { block, end };
        self.push("<figcaption>");
        self.caption_label(label);
        self.skip_to = words;
        true
    }

    /// Where the caption and its words begin that a paragraph is which begins at byte `start`: with the marker, or right
    /// after it, where the parser was shown an empty line in its place.
    fn caption_at(&self, start: usize) -> Option<(usize, usize)> {
        if let Some(length) = marker(&self.text[start..]) {
            return Some((start, start + length));
        }
        let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let marks = self.text[line..].trim_start_matches(['>', ' ', '\t']);
        let at = self.text.len() - marks.len();
        let length = marker(marks).filter(|length| at + length == start)?;
        Some((at, at + length))
    }

    /// The table of which the paragraph in `range` would be the caption.
    fn captioned(&self, range: &Range<usize>) -> Option<(Side, usize)> {
        let tables = &self.survey.tables;
        let after = tables.partition_point(|table| table.start < range.start);
        let is_ended = |ended: &EndedTable| {
            ended.index + 1 == after && self.beside(tables[ended.index].clone(), range.start)
        };
        if self.ended_table.as_ref().is_some_and(is_ended) {
            return Some((Side::After, after - 1));
        }
        let next = tables.get(after)?;
        let is_next = self.beside(range.clone(), next.start);
        is_next.then_some((Side::Before, after))
    }

    /// Whether nothing stands between a block and the one that begins at byte `next`, and both stand in the same
    /// quotation or list item.
    fn beside(&self, block: Range<usize>, next: usize) -> bool {
        let text = self.text;
        // Where the parser was shown an empty line in place of a caption's marker, the table reaches to it.
        let end = block.end.min(next);
        let Some(between) = text.get(end..next) else {
            return false;
        };
        let indent = |at: usize| {
            let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let marks = text[line..at].chars();
            marks.map(|c| if c == '>' { '>' } else { ' ' }).collect()
        };
        let own: String = indent(next);
        let quotes = |line: &str| line.matches('>').count();
        let depth = quotes(&own);
        let mut lines = between.split('\n').rev().skip(1);
        let same = own == indent(block.start)
            && lines.all(|line| line.trim().is_empty() && depth == 0 || quotes(line) == depth);
        same && between.chars().all(|c| c.is_whitespace() || c == '>')
    }

    /// Whether the table that begins at byte `at` stands after its caption, and its index in the survey.
    pub(super) fn table_begins(&mut self, at: usize) -> (bool, Option<usize>) {
        let tables = &self.survey.tables;
        let index = tables.binary_search_by_key(&at, |table| table.start).ok();
        let has_caption = index.is_some() && self.captioned_table.take() == index;
        (has_caption, index)
    }

    /// A table without a caption has ended, whose HTML begins at byte `html_at`.
    pub(super) fn table_ended(&mut self, index: Option<usize>, html_at: usize) {
        self.ended_table = index.map(|index| EndedTable { index, html_at });
    }
}
