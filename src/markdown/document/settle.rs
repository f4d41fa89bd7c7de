//! What a page keeps once it is parsed and linted: a site holds thousands of pages.

use super::{Document, Fragment};
use crate::markdown::signs::Signs;

/// What is kept of a page beside what linking needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Its HTML and all its words.
    #[default]
    Words,
    /// Its HTML, and of its words what is quoted.
    Html,
    /// Nothing that is shown: it is only checked.
    Links,
}

impl Document {
    /// Gives back what only finding problems needed, and all room to grow.
    pub(crate) fn settle(&mut self, kept: Kept) {
        self.signs = Signs::default();
        for block in &mut self.blocks {
            block.runs = Vec::new();
            block.breaks = Vec::new();
        }
        match kept {
            Kept::Words => self
                .blocks
                .iter_mut()
                .for_each(|block| fit_text(&mut block.text)),
            Kept::Html | Kept::Links => self.keep_quotable(),
        }
        let bodies = self.shortcodes.iter_mut().filter_map(|it| it.body.as_mut());
        let footnotes = self.footnotes.iter_mut().map(|footnote| &mut footnote.body);
        for Fragment { html, holes } in bodies.chain(footnotes).chain([&mut self.body]) {
            match kept {
                Kept::Words | Kept::Html => fit_text(html),
                Kept::Links => *html = String::new(),
            }
            fit(holes);
        }
        for citation in &mut self.citations {
            fit(&mut citation.items);
        }
        fit(&mut self.blocks);
        fit(&mut self.headings);
        fit(&mut self.links);
        fit(&mut self.citations);
        fit(&mut self.code);
        fit(&mut self.mentions);
        fit(&mut self.shown);
    }
}

/// Moves a list to memory of its size. To shrink it where it is gives nothing back until it is half empty: mimalloc then
/// leaves a block as it is.
fn fit<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(list);
        *list = fitting;
    }
}

/// The same of a text.
fn fit_text(text: &mut String) {
    if text.capacity() > text.len() {
        *text = text.as_str().to_owned();
    }
}
