//! What templates are given: the whole of it, one type per template.
//!
//! A template sees these values and nothing else, so a page's inputs are known and can be compared.
//! Every `url`, `href` and asset address is already relative to the page being rendered; fields whose
//! names end in `html` are HTML and safe to print as they are (`{{ x | safe }}`), all others are text.
//! The explainer comes as a [`Value`] of the template engine, a [`SiteView`] that many pages share.
//! `docs/themes.md` describes the same values for designers.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

/// For `page.html`: an ordinary page.
#[derive(Debug, Serialize)]
pub(super) struct PageContext<'a> {
    /// The explainer.
    pub site: Value,
    /// The page.
    pub page: PageView<'a>,
    /// The section that the page belongs to, if it is in one.
    pub section: Option<LinkView<'a>>,
}

/// For `section.html` and, for the root section, `home.html`.
#[derive(Debug, Serialize)]
pub(super) struct SectionContext<'a> {
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

/// For `sources.html`: the ledger's list, and the sources by group, which has an address of its own.
#[derive(Debug, Serialize)]
pub(super) struct SourcesContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title, address and head data of the ledger page; it has no body.
    pub page: PageView<'a>,
    /// In the list every source, in the order of their references.
    pub sources: Vec<SourceRow<'a>>,
    /// The sources by kind, year, outlet and language, as far as they say.
    pub mix: Vec<MixView<'a>>,
    /// Address of the sources by group; an anchor is `FACET-N`, with the number of the group from 1.
    pub groups_url: String,
    /// In the list the sources that are cited most, at most ten.
    pub most_cited: Vec<MemberView<'a>>,
}

/// The sources by one facet.
#[derive(Debug, Serialize)]
pub(super) struct MixView<'a> {
    /// `keyword`, `kind`, `outlet`, `year` or `language`.
    pub facet: &'static str,
    /// The groups, the largest first; years from the newest; sources that do not say last.
    pub groups: Vec<MixGroupView<'a>>,
}

/// The sources that have something in common.
#[derive(Debug, Serialize)]
pub(super) struct MixGroupView<'a> {
    /// What it is; null for the sources that do not say.
    pub name: Option<&'a str>,
    /// Number of sources.
    pub count: usize,
    /// Number of their uses.
    pub uses: usize,
    /// The number of sources in hundredths of that of the largest group.
    pub share: usize,
    /// The sources; empty in the list.
    pub members: Vec<MemberView<'a>>,
}

/// A source in a group.
#[derive(Debug, Serialize)]
pub(super) struct MemberView<'a> {
    /// Its page in the ledger.
    pub url: String,
    /// Title, or the key where there is none.
    pub title: &'a str,
    /// Number of uses.
    pub uses: usize,
}

/// For `source.html`: one source with its full record and every use.
#[derive(Debug, Serialize)]
pub(super) struct SourceContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title, address and head data of this ledger page; it has no body.
    pub page: PageView<'a>,
    /// The source.
    pub source: SourceView<'a>,
}

/// For `404.html` and `search.html`: pages by which readers find others.
#[derive(Debug, Serialize)]
pub(super) struct FindContext<'a> {
    /// The explainer. In `404.html` all addresses start at `base_url`'s path, since it is served anywhere.
    pub site: Value,
    /// Title and address.
    pub page: PageView<'a>,
    /// All pages but the home page, as they are in each other; of a large explainer only the sections.
    pub map: Vec<MapView<'a>>,
}

/// For `corrections.html`: what was changed in published pages.
#[derive(Debug, Serialize)]
pub(super) struct CorrectionsContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title and address.
    pub page: PageView<'a>,
    /// All corrections, the newest first.
    pub corrections: Vec<MadeCorrection<'a>>,
    /// Address of the feed of corrections.
    pub feed_url: String,
}

/// A correction on the page of all.
#[derive(Debug, Serialize)]
pub(super) struct MadeCorrection<'a> {
    /// When it was made.
    pub date: DateView,
    /// What it says.
    pub html: String,
    /// The page that was corrected.
    pub page: LinkView<'a>,
    /// The language of that page.
    pub language: &'a str,
}

/// A correction of a page.
#[derive(Debug, Serialize)]
pub(super) struct CorrectionView {
    /// When it was made.
    pub date: DateView,
    /// What it says.
    pub html: String,
}

/// A page in the map of the explainer.
#[derive(Debug, Serialize)]
pub(super) struct MapView<'a> {
    /// Title.
    pub title: &'a str,
    /// Address.
    pub url: String,
    /// The pages and sections in it, in order.
    pub children: Vec<MapView<'a>>,
}

/// For `redirect.html`: what stands at a former address of a page.
#[derive(Debug, Serialize)]
pub(super) struct RedirectContext<'a> {
    /// The page's address now.
    pub url: String,
    /// The page's title.
    pub title: &'a str,
    /// The page's language.
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// For `print.html`: the whole explainer or a section on one page.
#[derive(Debug, Serialize)]
pub(super) struct PrintContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title and address of the print page.
    pub page: PageView<'a>,
    /// The pages in reading order; ids inside are made unique with the page's own `anchor` in front.
    /// Each is a [`Chapter`], of which no second copy is held.
    pub chapters: Vec<Value>,
    /// The sources that the chapters cite, in the order of their references.
    pub sources: Vec<PrintedSource<'a>>,
}

/// A source in the list at the end of a print view.
#[derive(Debug, Serialize)]
pub(super) struct PrintedSource<'a> {
    /// Key of the source; the item's id is `source-KEY`.
    pub key: &'a str,
    /// The reference as the style prints it.
    pub html: String,
    /// Its address where the reference does not print one; http or https.
    pub address: Option<&'a str>,
}

/// One page of the print view.
#[derive(Debug, Serialize)]
pub(super) struct Chapter<'a> {
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
    /// Body.
    pub content_html: String,
    /// Notes.
    pub notes: Vec<NoteView>,
}

/// The explainer as every template sees it.
#[derive(Debug, Serialize)]
pub(super) struct SiteView<'a> {
    /// Title of the explainer.
    pub title: &'a str,
    /// One sentence on it; may be empty.
    pub description: &'a str,
    /// The language of the explainer: a tag of BCP 47.
    pub language: &'a str,
    /// Names of the authors.
    pub authors: &'a [String],
    /// The latest `as_of` of all pages: "the evidence holds as of".
    pub as_of: Option<DateView>,
    /// Address of the home page.
    pub home_url: String,
    /// Address of the ledger.
    pub sources_url: String,
    /// Address of the print view of the whole, if there is one.
    pub print_url: Option<String>,
    /// Address of the web manifest, if the theme has an icon.
    pub manifest_url: Option<String>,
    /// Address of the icon for Apple's devices, if the theme has one.
    pub touch_icon_url: Option<String>,
    /// Address of the Atom feed.
    pub feed_url: String,
    /// Address of the JSON Feed.
    pub json_feed_url: String,
    /// Address of the page of all corrections, if there are some.
    pub corrections_url: Option<String>,
    /// Address of the page where readers search, if they can; the module of Pagefind is `pagefind.js` beside it.
    pub search_url: Option<String>,
    /// The top-level sections, then top-level pages, in order.
    pub nav: Vec<NavView<'a>>,
    /// Addresses of the theme's assets by file name: `site.assets["folio.css"]`.
    pub assets: BTreeMap<&'a str, String>,
    /// `[extra]` of `ibid.toml`.
    pub extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
pub(super) struct NavView<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
    /// Whether this is the page being shown.
    pub current: bool,
    /// Whether the page being shown is this page or lies in this section.
    pub open: bool,
    /// The section's pages; empty for pages.
    pub children: Vec<NavView<'a>>,
}

/// A page with all that may be shown of it.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
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
    /// Headings below the title, nested.
    pub toc: Vec<TocView<'a>>,
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
    /// The page before, in reading order.
    pub previous: Option<LinkView<'a>>,
    /// The page after, in reading order.
    pub next: Option<LinkView<'a>>,
    /// For a section: address of its print view.
    pub print_url: Option<String>,
    /// Numbered notes, from citations and from the author's footnotes.
    pub notes: Vec<NoteView>,
    /// Whether the citation style makes notes, which say all that the references say.
    pub cites_in_notes: bool,
    /// The sources cited on the page.
    pub references: Vec<ReferenceView<'a>>,
    /// Pages that link here, each with the sentence that links.
    pub backlinks: Vec<BacklinkView<'a>>,
    /// How to cite this page, as plain text.
    pub cite_as: String,
    /// schema.org data for `<script type="application/ld+json">`, safe inside it.
    pub json_ld: String,
    /// `<meta name content>` pairs for reference managers (Highwire Press tags).
    pub citation_meta: Vec<MetaView>,
    /// `extra` of the front matter.
    pub extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// A date, for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DateView {
    /// `2024-06-19`.
    pub iso: String,
    /// In the language of the page: `19 June 2024`.
    pub text: String,
    /// The text in a `<time>` element.
    pub html: String,
}

/// A link to a page.
#[derive(Debug, Serialize)]
pub(super) struct LinkView<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
}

/// A page in a list of pages.
#[derive(Debug, Serialize)]
pub(super) struct CardView<'a> {
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

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub(super) struct TocView<'a> {
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

/// A link to one place on a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct UseLink {
    /// Address with its fragment.
    pub href: String,
    /// What to print: the number of the note or a letter.
    pub label: String,
}

/// A numbered note.
#[derive(Debug, Serialize)]
pub(super) struct NoteView {
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
pub(super) struct ReferenceView<'a> {
    /// Key of the source; the item's id is `source-KEY`.
    pub key: &'a str,
    /// The reference as the style prints it.
    pub html: String,
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
pub(super) struct BacklinkView<'a> {
    /// Title of that page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
    /// The sentence that links, as text.
    pub sentence: &'a str,
}

/// A `<meta name content>` pair.
#[derive(Debug, Serialize)]
pub(super) struct MetaView {
    /// Name, such as `citation_title`.
    pub name: &'static str,
    /// Content.
    pub content: String,
}

/// A source in the ledger's list.
#[derive(Debug, Serialize)]
pub(super) struct SourceRow<'a> {
    /// Key.
    pub key: &'a str,
    /// The reference as the style prints it.
    pub html: String,
    /// Its page in the ledger.
    pub url: String,
    /// Number of uses in the explainer.
    pub uses: usize,
    /// The kinds given in `keywords`: primary, news, weak …
    pub keywords: &'a [String],
}

/// A source with its record and uses.
#[derive(Debug, Serialize)]
pub(super) struct SourceView<'a> {
    /// Key.
    pub key: &'a str,
    /// Title, or the key where there is none.
    pub title: &'a str,
    /// The reference as the style prints it.
    pub html: String,
    /// Address of the source itself; http or https.
    pub url: Option<&'a str>,
    /// Address of an archived copy.
    pub archive_url: Option<&'a str>,
    /// The kinds given in `keywords`.
    pub keywords: &'a [String],
    /// What an editor must know before citing it.
    pub annotation: Option<&'a str>,
    /// The reference as plain text.
    pub reference: String,
    /// The source in forms that other programs read.
    pub exports: [ExportView; 2],
    /// The full record, in the order of the file: name and value.
    pub fields: Vec<(&'a str, &'a str)>,
    /// Every use, by page.
    pub uses: Vec<PageUses<'a>>,
}

/// A source in a form that other programs read.
#[derive(Debug, Serialize)]
pub(super) struct ExportView {
    /// `BibLaTeX` or `CSL-JSON`.
    pub format: &'static str,
    /// The text.
    pub text: String,
    /// What the file is called.
    pub file: String,
    /// The file itself, as an address.
    pub href: String,
}

/// The uses of a source on one page.
#[derive(Debug, Serialize)]
pub(super) struct PageUses<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
    /// The uses, in reading order.
    pub uses: Vec<SentenceUse>,
}

/// One use of a source in its sentence.
#[derive(Debug, Serialize)]
pub(super) struct SentenceUse {
    /// Address of the exact place.
    pub href: String,
    /// The locator, such as `p. 33`; may be empty.
    pub locator: String,
    /// The sentence, the words of a claim in `<mark>`.
    pub sentence_html: String,
}
