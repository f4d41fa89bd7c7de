//! The table of contents of a page.

use super::context::TocView;
use crate::markdown::Heading;

/// Headings, with their numbers if they have any, nested by their levels. The title of the page is above them, so a heading of level 1
/// counts as one of level 2.
pub(super) fn toc<'h>(headings: &'h [Heading], numbers: &'h [String]) -> Vec<TocView<'h>> {
    let mut open: Vec<TocView<'h>> = Vec::new();
    let mut done = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        let level = heading.level.max(2);
        close(&mut open, &mut done, level);
        open.push(TocView {
            id: &heading.id,
            number: numbers.get(i).map_or("", String::as_str),
            title_html: &heading.title_html,
            level,
            children: Vec::new(),
        });
    }
    close(&mut open, &mut done, 0);
    done
}

/// Closes the open entries that cannot hold one of `level`.
fn close<'h>(open: &mut Vec<TocView<'h>>, done: &mut Vec<TocView<'h>>, level: u8) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(entry) = open.pop() else { return };
        match open.last_mut() {
            Some(above) => above.children.push(entry),
            None => done.push(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    #[test]
    fn headings_nest_even_where_levels_are_skipped() {
        let heading = |level, id: &str| Heading {
            numbered: true,
            level,
            id: id.to_owned(),
            span: Span::at(0),
            title_html: id.to_owned(),
            text: id.to_owned(),
        };
        let headings = [
            heading(2, "a"),
            heading(4, "b"),
            heading(3, "c"),
            heading(1, "d"),
            heading(3, "e"),
        ];
        let show = |toc: &[TocView<'_>]| -> Vec<String> {
            fn walk(toc: &[TocView<'_>], depth: usize, out: &mut Vec<String>) {
                for entry in toc {
                    out.push(format!("{depth}{}", entry.id));
                    walk(&entry.children, depth + 1, out);
                }
            }
            let mut out = Vec::new();
            walk(toc, 0, &mut out);
            out
        };
        assert_eq!(show(&toc(&headings, &[])), ["0a", "1b", "1c", "0d", "1e"]);
    }
}
