//! What a page says of itself to machines: schema.org, Highwire Press tags, a citation of the page.

use serde_json::{Map, Value, json};

use super::context::{MetaView, PageView};
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

/// The records of more sources would be a fifth of what readers of a page load.
const MOST_RECORDS: usize = 40;

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
    let mut article = object(json!({
        "@type": "Article",
        "headline": view.title,
        "inLanguage": view.language,
        "isPartOf": { "@type": "WebSite", "name": config.title },
    }));
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            article.insert(key.to_owned(), value);
        }
    };
    let publisher = (!config.title.is_empty()).then(|| {
        // Who is behind the explainer: its one author, or it itself.
        match &config.authors[..] {
            [author] => json!({ "@type": "Person", "name": author }),
            _ => json!({ "@type": "Organization", "name": config.title }),
        }
    });
    add("publisher", publisher);
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    add("description", text(view.description));
    add("image", view.card_url.clone().map(Value::from));
    add("url", view.permalink.clone().map(Value::from));
    add("mainEntityOfPage", view.permalink.clone().map(Value::from));
    add(
        "datePublished",
        view.date.as_ref().map(|date| date.iso.clone().into()),
    );
    let modified = view.updated.as_ref().or(view.date.as_ref());
    add("dateModified", modified.map(|date| date.iso.clone().into()));
    add("author", people(view.authors));
    add("correction", corrections(page));
    add("citation", citations(renderer, page, references));
    let mut graph = vec![Value::Object(article)];
    graph.extend(breadcrumbs(renderer, page, view));
    if page.url.is_empty() {
        graph.extend(website(renderer));
    }
    embedded(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

/// schema.org data of a source, for its page in the ledger.
pub(super) fn source_json_ld(source: &Source) -> String {
    let mut work = record(source);
    work.insert("@context".to_owned(), "https://schema.org".into());
    work.insert("@id".to_owned(), "./".into());
    embedded(&work.into())
}

/// JSON as it can stand in a script element.
fn embedded(data: &Value) -> String {
    // "</script>" and "<!--" must not be read by HTML.
    data.to_string().replace('<', "\\u003c")
}

/// The sources of a page. Of many, the data of the ledger has the records.
fn citations(renderer: &Renderer<'_>, page: &Page, references: &[Reference]) -> Option<Value> {
    let records = references.iter().map(|reference| reference.source);
    let records = records.map(|id| record(renderer.site.bibliography.get(id)));
    let ledger = || relative(&page.url, renderer.site.url(Data::Sources));
    match references.len() {
        0 => None,
        1..=MOST_RECORDS => Some(records.collect::<Vec<_>>().into()),
        _ => Some(json!({ "@type": "Dataset", "name": renderer.config.title, "url": ledger() })),
    }
}

fn people(names: &[String]) -> Option<Value> {
    let people = names.iter();
    let people = people.map(|name| json!({ "@type": "Person", "name": name }));
    let people: Vec<Value> = people.collect();
    (!people.is_empty()).then(|| people.into())
}

/// What schema.org knows of a source.
fn record(source: &Source) -> Map<String, Value> {
    let mut work = object(json!({ "@type": schema_type(source.item.kind) }));
    let fields = [
        ("name", source.title.clone().map(Value::from)),
        ("author", people(&source.authors)),
        (
            "publisher",
            source
                .publisher
                .as_ref()
                .map(|name| json!({ "@type": "Organization", "name": name })),
        ),
        ("datePublished", source.date.clone().map(Value::from)),
        ("url", source.url.clone().map(Value::from)),
    ];
    for (key, value) in fields {
        if let Some(value) = value {
            work.insert(key.to_owned(), value);
        }
    }
    work
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

fn corrections(page: &Page) -> Option<Value> {
    let corrections = page.document.corrections.iter();
    let corrections = corrections.map(|correction| {
        json!({
            "@type": "CorrectionComment",
            "text": correction.text,
            "datePublished": correction.date.to_string(),
        })
    });
    let corrections: Vec<Value> = corrections.collect();
    (!corrections.is_empty()).then(|| corrections.into())
}

/// The website as a whole, and how an address is made that searches it.
fn website(renderer: &Renderer<'_>) -> Option<Value> {
    let config = renderer.config;
    let mut site = object(json!({
        "@type": "WebSite",
        "name": config.title,
        "url": config.permalink("")?,
        "inLanguage": config.language.as_str(),
    }));
    if let Some(search) = renderer.site.routes.find_url(Html::Search) {
        let address = config.permalink(search)?;
        let action = json!({
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{address}?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        });
        site.insert("potentialAction".to_owned(), action);
    }
    Some(Value::Object(site))
}

fn breadcrumbs(renderer: &Renderer<'_>, page: &Page, view: &PageView<'_>) -> Option<Value> {
    let mut way = Vec::new();
    let mut at = Some(page);
    while let Some(page) = at {
        way.push(page);
        at = page.parent.map(|parent| renderer.site.page(parent));
    }
    // Breadcrumbs need absolute addresses, and more than one.
    if view.permalink.is_none() || way.len() < 2 {
        return None;
    }
    let items: Vec<Value> = way
        .iter()
        .rev()
        .zip(1..)
        .map(|(page, position)| {
            json!({
                "@type": "ListItem",
                "position": position,
                "name": page.document.front.title,
                "item": renderer.config.permalink(&page.url),
            })
        })
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
