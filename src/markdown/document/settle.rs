//! What a page keeps once it is parsed and linted: a site holds thousands of pages.

use super::{Document, Fragment};

impl Document {
    /// Gives back what only finding problems needed, and all room to grow. The words of the page are kept where they are
    /// `searched`.
    pub(crate) fn settle(&mut self, searched: bool) {
        for block in &mut self.blocks {
            block.runs = Vec::new();
        }
        match searched {
            true => self
                .blocks
                .iter_mut()
                .for_each(|block| fit_text(&mut block.text)),
            false => self.keep_quotable(),
        }
        let bodies = self.shortcodes.iter_mut().filter_map(|it| it.body.as_mut());
        let footnotes = self.footnotes.iter_mut().map(|footnote| &mut footnote.body);
        for fragment in bodies.chain(footnotes).chain([&mut self.body]) {
            fit_fragment(fragment);
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

fn fit_fragment(fragment: &mut Fragment) {
    fit_text(&mut fragment.html);
    fit(&mut fragment.holes);
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
