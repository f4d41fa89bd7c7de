//! What a page says of itself to machines: schema.org, Highwire Press tags, a citation of the page.

use serde::Serialize;
use serde_json::{Value, json};

use super::context::{MetaView, PageView};
use super::lists::text;
use super::localization::Localization;
use super::renderer::Renderer;
use crate::address::relative;
use crate::bibliography::Source;
use crate::config::Config;
use crate::csl::ItemType;
use crate::site::{Data, Html, Page, Reference};

/// How to cite the page: authors, title, explainer, date, address.
pub(super) fn cite_as(
    page: &PageView<'_>,
    config: &Config,
    localization: &Localization<'_>,
) -> String {
    let mut parts = Vec::new();
    if !page.authors.is_empty() {
        parts.push(localization.list(page.authors));
    }
    parts.push(localization.quoted(page.title));
    if page.title != config.title && !config.title.is_empty() {
        parts.push(config.title.clone());
    }
    match (&page.updated, &page.date) {
        (Some(date), _) => {
            let words = localization.words;
            parts.push(words.fill("cite_updated", &[("date", &date.text)]));
        }
        (None, Some(date)) => parts.push(date.text.clone()),
        (None, None) => {}
    }
    parts.extend(page.permalink.clone());
    let separator = localization.words.text("list_separator");
    format!("{}.", parts.join(separator))
}

/// Highwire Press tags, by which Zotero and Google Scholar know a page, and Zotero's own tag for its type.
///
/// Zotero takes a page with a `citation_title` for an article of a journal, and one with a `citation_inbook_title`
/// for a chapter of a book, unless `z:itemType` says what it is; the name of the website is `og:site_name`.
pub(super) fn highwire(page: &PageView<'_>) -> Vec<MetaView> {
    let mut tags = vec![("citation_title", page.title.to_owned())];
    tags.extend(
        page.authors
            .iter()
            .map(|author| ("citation_author", author.clone())),
    );
    if let Some(date) = page.date.as_ref().or(page.updated.as_ref()) {
        tags.push(("citation_publication_date", date.iso.replace('-', "/")));
    }
    tags.push(("z:itemType", "webpage".to_owned()));
    tags.push(("citation_language", page.language.to_owned()));
    tags.extend(
        page.permalink
            .clone()
            .map(|url| ("citation_public_url", url)),
    );
    let pairs = tags.into_iter().filter(|(_, content)| !content.is_empty());
    pairs
        .map(|(name, content)| MetaView { name, content })
        .collect()
}

/// The tags as HTML.
pub(super) fn highwire_html(tags: &[MetaView]) -> String {
    let mut out = String::with_capacity(tags.iter().map(|tag| tag.content.len() + 64).sum());
    for tag in tags {
        out.push_str("\n<meta name=\"");
        out.push_str(tag.name);
        text(&mut out, "\" content=\"", &tag.content, "\">");
    }
    out
}

/// What `<head>` says of a page to search engines and to those who show a link to it, each on a line that begins it.
pub(super) fn meta_html(page: &PageView<'_>, config: &Config) -> String {
    let mut out = String::with_capacity(1200 + 2 * page.description.len());
    if page.draft {
        out.push_str("\n<meta name=\"robots\" content=\"noindex\">");
    }
    if let Some(permalink) = &page.permalink {
        text(
            &mut out,
            "\n<link rel=\"canonical\" href=\"",
            permalink,
            "\">",
        );
        property(&mut out, "og:url", permalink);
    }
    property(&mut out, "og:type", "article");
    property(&mut out, "og:title", page.title);
    let descriptions = [page.description, &config.description];
    if let Some(description) = descriptions.iter().find(|text| !text.is_empty()) {
        property(&mut out, "og:description", description);
    }
    property(&mut out, "og:site_name", &config.title);
    if let Some(card) = &page.card_url {
        property(&mut out, "og:image", card);
        property(&mut out, "og:image:width", "1200");
        property(&mut out, "og:image:height", "630");
        property(&mut out, "og:image:alt", page.title);
        out.push_str("\n<meta name=\"twitter:card\" content=\"summary_large_image\">");
    }
    if let Some(date) = &page.date {
        property(&mut out, "article:published_time", &date.iso);
    }
    if let Some(date) = &page.updated {
        property(&mut out, "article:modified_time", &date.iso);
    }
    out
}

fn property(out: &mut String, name: &str, content: &str) {
    out.push_str("\n<meta property=\"");
    out.push_str(name);
    text(out, "\" content=\"", content, "\">");
}

/// The records of more sources would be a fifth of what readers of a page load.
const MOST_RECORDS: usize = 40;

/// Bytes of a record of middle length.
const RECORD: usize = 250;

/// schema.org data of a page: the article with the sources it cites, and its breadcrumbs.
///
/// The text is safe inside a script element.
pub(super) fn json_ld(
    renderer: &Renderer<'_>,
    page: &Page,
    view: &PageView<'_>,
    references: &[Reference],
) -> String {
    let config = renderer.config;
    let publisher = (!config.title.is_empty()).then(|| {
        // Who is behind the explainer: its one author, or it itself.
        match &config.authors[..] {
            [author] => Named::new("Person", author),
            _ => Named::new("Organization", &config.title),
        }
    });
    let modified = view.updated.as_ref().or(view.date.as_ref());
    let mut graph = Graph::with_capacity(RECORD * references.len().min(MOST_RECORDS));
    graph.add(&ArticleBy {
        r#type: "Article",
        author: people(view.authors),
    });
    graph.cite(renderer, page, references);
    graph.extend(&Article {
        correction: corrections(page),
        date_modified: modified.map(|date| &*date.iso),
        date_published: view.date.as_ref().map(|date| &*date.iso),
        description: Some(view.description).filter(|text| !text.is_empty()),
        headline: view.title,
        image: view.card_url.as_deref(),
        in_language: view.language,
        is_part_of: Named::new("WebSite", &config.title),
        main_entity_of_page: view.permalink.as_deref(),
        publisher,
        url: view.permalink.as_deref(),
    });
    if let Some(crumbs) = breadcrumbs(renderer, page, view) {
        graph.add(&crumbs);
    }
    if page.url.is_empty()
        && let Some(website) = website(renderer)
    {
        graph.add(&website);
    }
    graph.finish()
}

/// A source as the pages that cite it have it.
pub(super) fn cited_json_ld(source: &Source) -> String {
    embedded(&Work::of(source))
}

/// What schema.org calls a graph, being written: a list of objects.
struct Graph(Vec<u8>);

impl Graph {
    /// A graph that has about so many bytes besides an article of middle length.
    fn with_capacity(bytes: usize) -> Self {
        let mut json = Vec::with_capacity(1500 + bytes);
        json.extend_from_slice(b"{\"@context\":\"");
        json.extend_from_slice(CONTEXT.as_bytes());
        json.extend_from_slice(b"\",\"@graph\":[");
        Self(json)
    }

    /// Adds an object.
    fn add(&mut self, object: &impl Serialize) {
        if self.0.last() == Some(&b'}') {
            self.0.push(b',');
        }
        self.write(object);
    }

    /// Adds the members of an object, which has some, to the last one.
    fn extend(&mut self, object: &impl Serialize) {
        self.0.pop();
        let start = self.0.len();
        self.write(object);
        self.0[start] = b',';
    }

    /// Adds the sources of a page to the last object as its `citation`. Of many, the data of the ledger has the records.
    fn cite(&mut self, renderer: &Renderer<'_>, page: &Page, references: &[Reference]) {
        if references.is_empty() {
            return;
        }
        self.0.pop();
        self.0.extend_from_slice(b",\"citation\":");
        if references.len() > MOST_RECORDS {
            self.write(&Dataset {
                r#type: "Dataset",
                name: &renderer.config.title,
                url: relative(&page.url, renderer.site.url(Data::Sources)),
            });
        } else {
            for (n, reference) in references.iter().enumerate() {
                self.0.push(if n == 0 { b'[' } else { b',' });
                let record = &renderer.listed(reference.source).json_ld;
                self.0.extend_from_slice(record.as_bytes());
            }
            self.0.push(b']');
        }
        self.0.push(b'}');
    }

    fn write(&mut self, object: &impl Serialize) {
        // As in `embedded`.
        let _ = serde_json::to_writer(&mut self.0, object);
    }

    fn finish(mut self) -> String {
        self.0.extend_from_slice(b"]}");
        made_safe(String::from_utf8(self.0).unwrap_or_default())
    }
}

/// schema.org data of a source, for its page in the ledger.
pub(super) fn source_json_ld(source: &Source) -> String {
    embedded(&SourceRecord {
        context: CONTEXT,
        id: "./",
        work: Work::of(source),
    })
}

/// JSON as it can stand in a script element.
fn embedded(data: &impl Serialize) -> String {
    // Only maps with keys that are not strings, and failing writers, can fail here.
    made_safe(serde_json::to_string(data).unwrap_or_default())
}

fn made_safe(data: String) -> String {
    // "</script>" and "<!--" must not be read by HTML.
    match data.contains('<') {
        true => data.replace('<', "\\u003c"),
        false => data,
    }
}

const CONTEXT: &str = "https://schema.org";

/// What an article begins with.
#[derive(Serialize)]
struct ArticleBy<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<CorrectionComment<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    in_language: &'a str,
    is_part_of: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// A person, an organization or a website by its name.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    name: &'a str,
}

impl<'a> Named<'a> {
    fn new(r#type: &'static str, name: &'a str) -> Self {
        Self { r#type, name }
    }
}

fn people(names: &[String]) -> Vec<Named<'_>> {
    let people = names.iter().map(|name| Named::new("Person", name));
    people.collect()
}

#[derive(Serialize)]
struct Dataset<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    name: &'a str,
    url: String,
}

/// A source that stands alone.
#[derive(Serialize)]
struct SourceRecord<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@id")]
    id: &'static str,
    #[serde(flatten)]
    work: Work<'a>,
}

/// A source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Work<'a> {
    fn of(source: &'a Source) -> Self {
        let publisher = source.publisher.as_deref();
        Self {
            r#type: schema_type(source.item.kind),
            author: people(&source.authors),
            date_published: source.date.as_deref(),
            name: source.title.as_deref(),
            publisher: publisher.map(|name| Named::new("Organization", name)),
            url: source.url.as_deref(),
        }
    }
}

/// What schema.org calls a type of CSL; a work of some kind where it has no word.
fn schema_type(kind: ItemType) -> &'static str {
    match kind {
        ItemType::ArticleJournal | ItemType::PaperConference => "ScholarlyArticle",
        ItemType::ArticleNewspaper => "NewsArticle",
        ItemType::Article | ItemType::ArticleMagazine => "Article",
        ItemType::Bill | ItemType::Legislation | ItemType::Regulation | ItemType::Treaty => {
            "Legislation"
        }
        ItemType::Book | ItemType::Classic => "Book",
        ItemType::Broadcast => "Episode",
        ItemType::Chapter | ItemType::EntryDictionary | ItemType::EntryEncyclopedia => "Chapter",
        ItemType::Collection => "Collection",
        ItemType::Dataset => "Dataset",
        ItemType::Map => "Map",
        ItemType::MotionPicture => "Movie",
        ItemType::MusicalScore => "MusicComposition",
        ItemType::Periodical => "Periodical",
        ItemType::Post => "SocialMediaPosting",
        ItemType::PostWeblog => "BlogPosting",
        ItemType::Report => "Report",
        ItemType::Review | ItemType::ReviewBook => "Review",
        ItemType::Software => "SoftwareSourceCode",
        ItemType::Song => "MusicRecording",
        ItemType::Thesis => "Thesis",
        ItemType::Webpage => "WebPage",
        _ => "CreativeWork",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CorrectionComment<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    date_published: String,
    text: &'a str,
}

fn corrections(page: &Page) -> Vec<CorrectionComment<'_>> {
    let corrections = page.document.corrections.iter();
    let corrections = corrections.map(|correction| CorrectionComment {
        r#type: "CorrectionComment",
        date_published: correction.date.to_string(),
        text: &correction.text,
    });
    corrections.collect()
}

/// The website as a whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    in_language: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    potential_action: Option<Value>,
    url: String,
}

/// The website as a whole, and how an address is made that searches it.
fn website<'a>(renderer: &Renderer<'a>) -> Option<WebSite<'a>> {
    let config = renderer.config;
    let search = renderer.site.routes.find_url(Html::Search);
    let action = |search| {
        let address = config.permalink(search)?;
        Some(json!({
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{address}?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        }))
    };
    Some(WebSite {
        r#type: "WebSite",
        in_language: config.language.as_str(),
        name: &config.title,
        potential_action: search.and_then(action),
        url: config.permalink("")?,
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    item_list_element: Vec<Crumb<'a>>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    item: Option<String>,
    name: &'a str,
    position: usize,
}

fn breadcrumbs<'a>(
    renderer: &Renderer<'a>,
    page: &'a Page,
    view: &PageView<'_>,
) -> Option<Breadcrumbs<'a>> {
    let above = |page: &&'a Page| page.parent.map(|parent| renderer.site.page(parent));
    let way: Vec<&Page> = std::iter::successors(Some(page), above).collect();
    // Breadcrumbs need absolute addresses, and more than one.
    if view.permalink.is_none() || way.len() < 2 {
        return None;
    }
    let crumbs = way.iter().rev().zip(1..).map(|(page, position)| Crumb {
        r#type: "ListItem",
        item: renderer.config.permalink(&page.url),
        name: &page.document.front.title,
        position,
    });
    Some(Breadcrumbs {
        r#type: "BreadcrumbList",
        item_list_element: crumbs.collect(),
    })
}
