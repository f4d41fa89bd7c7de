//! For print views: `print.html`.

use serde::Serialize;
use tera::Value;

use super::{NoteView, PageView};

/// For `print.html`: the whole explainer or a section on one page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PrintContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title and address of the print page.
    pub page: PageView<'a>,
    /// The pages in reading order; ids inside are made unique with the page's own `anchor` in front.
    /// Each is a [`Chapter`], of which no second copy is held.
    pub chapters: Vec<Value>,
    /// The sources that the chapters cite, in the order of their references. Only for templates that name them.
    pub sources: Vec<PrintedSource<'a>>,
    /// The same as the items of a list; empty if there are none.
    pub sources_html: String,
}

/// One page of the print view.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Chapter<'a> {
    /// Id of the chapter.
    pub anchor: String,
    /// The language of the page.
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Title.
    pub title: &'a str,
    /// 1 for the home page and sections, 2 for pages in a section.
    pub level: u8,
    /// The number of the last chapter of level 1, from 1.
    pub part: usize,
    /// Body.
    pub content_html: String,
    /// Notes. Only for templates that name them.
    pub notes: Vec<NoteView>,
    /// The same as the items of a list; empty if there are none.
    pub notes_html: String,
}

/// A source in the list at the end of a print view.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PrintedSource<'a> {
    /// Key of the source; the item's id is `source-KEY`.
    pub key: &'a str,
    /// The reference as the style prints it.
    pub html: &'a str,
    /// Its address where the reference does not print one; http or https.
    pub address: Option<&'a str>,
}
