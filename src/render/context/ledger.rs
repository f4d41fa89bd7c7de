//! For the ledger: `sources.html`, `source.html`.

use serde::Serialize;
use tera::Value;

use super::PageView;

/// For `sources.html`: the ledger's list, and the sources by group, which has an address of its own.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SourcesContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title, address and head data of the ledger page; it has no body.
    pub page: PageView<'a>,
    /// In the list every source, in the order of their references. Only for templates that name them.
    pub sources: Vec<SourceRow<'a>>,
    /// The same as the items of a list; empty if there are none.
    pub sources_html: String,
    /// Number of sources in the list.
    pub source_count: usize,
    /// The sources by kind, year, outlet and language, as far as they say.
    pub mix: Vec<MixView<'a>>,
    /// Address of the sources by group; an anchor is `FACET-N`, with the number of the group from 1.
    pub groups_url: String,
    /// In the list the sources that are cited most, at most ten.
    pub most_cited: Vec<MemberView<'a>>,
}

/// A source in the ledger's list.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SourceRow<'a> {
    /// Key.
    pub key: &'a str,
    /// The reference as the style prints it.
    pub html: String,
    /// Its address where the reference does not print one; http or https.
    pub address: Option<&'a str>,
    /// Its page in the ledger.
    pub url: String,
    /// Number of uses in the explainer.
    pub uses: usize,
    /// The kinds given in `keywords`: primary, news, weak …
    pub keywords: &'a [String],
}

/// The sources by one facet.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MixView<'a> {
    /// `keyword`, `kind`, `outlet`, `year` or `language`.
    pub facet: &'static str,
    /// The groups, the largest first; years from the newest; sources that do not say last.
    pub groups: Vec<MixGroupView<'a>>,
}

/// The sources that have something in common.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MixGroupView<'a> {
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
pub(in crate::render) struct MemberView<'a> {
    /// Its page in the ledger.
    pub url: String,
    /// Title, or the key where there is none.
    pub title: &'a str,
    /// The language of the title, a tag of BCP 47, where it is not that of the page.
    pub language: Option<String>,
    /// Number of uses.
    pub uses: usize,
}

/// For `source.html`: one source with its full record and every use.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SourceContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title, address and head data of this ledger page; it has no body.
    pub page: PageView<'a>,
    /// The source.
    pub source: SourceView<'a>,
}

/// A source with its record and uses.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SourceView<'a> {
    /// Key.
    pub key: &'a str,
    /// Title, or the key where there is none.
    pub title: &'a str,
    /// The language of the title, a tag of BCP 47, where it is not that of the page.
    pub language: Option<String>,
    /// The reference as the style prints it.
    pub html: &'a str,
    /// Address of the source itself; http or https.
    pub url: Option<&'a str>,
    /// Address of an archived copy.
    pub archive_url: Option<&'a str>,
    /// The kinds given in `keywords`.
    pub keywords: &'a [String],
    /// What an editor must know before citing it.
    pub annotation: Option<&'a str>,
    /// The reference as plain text.
    pub reference: &'a str,
    /// The source in forms that other programs read. Only for templates that name them.
    pub exports: Vec<ExportView>,
    /// The same as HTML, each folded.
    pub exports_html: String,
    /// The full record, in the order of the file: name and value. Only for templates that name them.
    pub fields: Vec<(&'a str, &'a str)>,
    /// The same as the items of a list of descriptions.
    pub fields_html: String,
    /// Every use, by page. Only for templates that name them.
    pub uses: Vec<PageUses<'a>>,
    /// The same as HTML: for each page a heading and a list; empty if there are none.
    pub uses_html: String,
}

/// A source in a form that other programs read.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ExportView {
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
pub(in crate::render) struct PageUses<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
    /// The uses, in reading order.
    pub uses: Vec<SentenceUse>,
}

/// One use of a source in its sentence.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SentenceUse {
    /// Address of the exact place.
    pub href: String,
    /// The locator, such as `p. 33`; may be empty.
    pub locator: String,
    /// The sentence, the words of a claim in `<mark>`.
    pub sentence_html: String,
}
