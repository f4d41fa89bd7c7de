//! For pages and sections: `page.html`, `section.html`, `home.html`.

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

use super::{DateView, LinkView, MixView};

/// For `page.html`: an ordinary page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PageContext<'a> {
    /// The explainer.
    pub site: Value,
    /// The page.
    pub page: PageView<'a>,
    /// The section that the page belongs to, if it is in one.
    pub section: Option<LinkView<'a>>,
}

/// For `section.html` and, for the root section, `home.html`.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SectionContext<'a> {
    /// The explainer.
    pub site: Value,
    /// The section's own text.
    pub page: PageView<'a>,
    /// The section above, if there is one.
    pub section: Option<LinkView<'a>>,
    /// The pages of the section, in order.
    pub pages: Vec<CardView<'a>>,
    /// The sections directly below, in order.
    pub sections: Vec<CardView<'a>>,
    /// For the home page: the sources of the explainer by kind, as in the ledger.
    pub evidence: Option<MixView<'a>>,
}

/// A page with all that may be shown of it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PageView<'a> {
    /// Title.
    pub title: &'a str,
    /// One sentence on the page; may be empty.
    pub description: &'a str,
    /// The language of the page, for `<html lang>`.
    pub language: &'a str,
    /// `ltr` or `rtl`: which way its script runs, for `<html dir>`.
    pub direction: &'static str,
    /// Absolute address, if `base_url` is set.
    pub permalink: Option<String>,
    /// Absolute address of a picture for link previews, 1200 by 630 pixels, if `base_url` is set.
    pub card_url: Option<String>,
    /// Body.
    pub content_html: String,
    /// Headings below the title, nested. Only for templates that name them.
    pub toc: Vec<TocView<'a>>,
    /// The same as the items of a list; empty if there are none.
    pub toc_html: String,
    /// Words of the body.
    pub words: usize,
    /// Minutes to read it at 220 words a minute, at least 1.
    pub minutes: usize,
    /// First published.
    pub date: Option<DateView>,
    /// Last changed.
    pub updated: Option<DateView>,
    /// The evidence holds as of this day.
    pub as_of: Option<DateView>,
    /// To be reviewed by this day.
    pub review_by: Option<DateView>,
    /// What was changed since it was published, the newest first.
    pub corrections: Vec<CorrectionView>,
    /// Not to be published yet.
    pub draft: bool,
    /// Names of the authors: the page's own or the explainer's.
    pub authors: &'a [String],
    /// The way from the home page to this page's parent, home first.
    pub breadcrumbs: Vec<LinkView<'a>>,
    /// The same as the items of a list, of which the first says "Home"; empty if there are none.
    pub breadcrumbs_html: String,
    /// What readers want to know before they read, as the items of a list: the time it takes, dates, the number of sources.
    pub facts_html: String,
    /// The page before, in reading order.
    pub previous: Option<LinkView<'a>>,
    /// The page after, in reading order.
    pub next: Option<LinkView<'a>>,
    /// For a section: address of its print view.
    pub print_url: Option<String>,
    /// Numbered notes, from citations and from the author's footnotes. Only for templates that name them.
    pub notes: Vec<NoteView>,
    /// The same as the items of a list; empty if there are none.
    pub notes_html: String,
    /// Whether the citation style makes notes, which say all that the references say.
    pub cites_in_notes: bool,
    /// The sources cited on the page. Only for templates that name them.
    pub references: Vec<ReferenceView<'a>>,
    /// The same as the items of a list; empty if there are none.
    pub references_html: String,
    /// Number of sources cited on the page.
    pub source_count: usize,
    /// Pages that link here, each with the sentence that links. Only for templates that name them.
    pub backlinks: Vec<BacklinkView<'a>>,
    /// The same as the items of a list; empty if there are none.
    pub backlinks_html: String,
    /// How to cite this page, as plain text.
    pub cite_as: String,
    /// schema.org data for `<script type="application/ld+json">`, safe inside it.
    pub json_ld: String,
    /// What `<head>` says to search engines and to those who show a link to the page, each on a line that begins it.
    pub meta_html: String,
    /// `<meta name content>` pairs for reference managers (Highwire Press tags). Only for templates that name them.
    pub citation_meta: Vec<MetaView>,
    /// The same as HTML, each on a line that begins it.
    pub citation_meta_html: String,
    /// `extra` of the front matter.
    pub extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TocView<'a> {
    /// Id of the heading.
    pub id: &'a str,
    /// Its number, such as `2.1`, on a page that numbers its headings; elsewhere empty.
    pub number: &'a str,
    /// Its text as HTML, without links and note markers.
    pub title_html: &'a str,
    /// 2 to 6.
    pub level: u8,
    /// Headings below it.
    pub children: Vec<TocView<'a>>,
}

/// A page in a list of pages.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CardView<'a> {
    /// Title.
    pub title: &'a str,
    /// Address.
    pub url: String,
    /// One sentence; may be empty.
    pub description: &'a str,
    /// Minutes to read.
    pub minutes: usize,
    /// Not to be published yet.
    pub draft: bool,
    /// For a section: its pages, in order.
    pub pages: Vec<LinkView<'a>>,
    /// `extra` of its front matter.
    pub extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// A numbered note.
#[derive(Debug, Serialize)]
pub(in crate::render) struct NoteView {
    /// Number, from 1.
    pub number: u32,
    /// Id, `note-1`.
    pub id: String,
    /// Text; one or more paragraphs where `block` is true, else inline.
    pub html: String,
    /// Whether `html` is made of blocks.
    pub block: bool,
    /// Of a note that is shortened because its sources were cited before ("Ibid."), its text in full.
    pub full_html: Option<String>,
    /// A link back to every marker of the note; each gets `role="doc-backlink"`.
    pub backlinks: Vec<UseLink>,
}

/// A source in the reference list of a page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReferenceView<'a> {
    /// Key of the source; the item's id is `source-KEY`.
    pub key: &'a str,
    /// The reference as the style prints it.
    pub html: Cow<'a, str>,
    /// Its address where the reference does not print one; http or https.
    pub address: Option<&'a str>,
    /// A link to every use on the page.
    pub uses: Vec<UseLink>,
    /// Number of uses in the explainer.
    pub use_count: usize,
    /// The kinds given in `keywords`: primary, news, weak …
    pub keywords: &'a [String],
    /// What an editor must know before citing it.
    pub annotation: Option<&'a str>,
    /// Address of an archived copy; http or https.
    pub archive_url: Option<&'a str>,
    /// The source's page in the ledger.
    pub ledger_url: String,
}

/// A page that links here.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BacklinkView<'a> {
    /// Title of that page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
    /// The sentence that links, as text.
    pub sentence: Cow<'a, str>,
}

/// A correction of a page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CorrectionView {
    /// When it was made.
    pub date: DateView,
    /// What it says.
    pub html: String,
}

/// A link to one place on a page.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct UseLink {
    /// Address with its fragment.
    pub href: String,
    /// What to print: the number of the note or a letter.
    pub label: String,
}

/// A `<meta name content>` pair.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MetaView {
    /// Name, such as `citation_title`.
    pub name: &'static str,
    /// Content.
    pub content: String,
}
