//! The types of schema.org that describe a page and a source, each with the properties that are known here.
//!
//! Properties are in alphabetical order.

use serde::Serialize;

use super::super::context::PageView;
use super::super::renderer::Renderer;
use crate::bibliography::Source;
use crate::config::Config;
use crate::csl::ItemType;
use crate::site::{Html, Page};

/// The first properties of an article; its sources and [`Article`] follow.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "Article")]
pub(super) struct ArticleBy<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
}

impl<'a> ArticleBy<'a> {
    pub(super) fn of(view: &PageView<'a>) -> Self {
        Self {
            author: people(view.authors),
        }
    }
}

/// The sources of an article, where they are too many to be listed with it.
#[derive(Serialize)]
pub(super) struct CitedDataset<'a> {
    citation: Dataset<'a>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Dataset<'a> {
    name: &'a str,
    url: String,
}

impl<'a> CitedDataset<'a> {
    pub(super) fn new(name: &'a str, url: String) -> Self {
        Self {
            citation: Dataset { name, url },
        }
    }
}

/// The properties of an article after those of [`ArticleBy`] and its sources.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article<'a> {
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

impl<'a> Article<'a> {
    pub(super) fn of(page: &'a Page, view: &'a PageView<'_>, config: &'a Config) -> Self {
        let corrections = page.document.corrections.iter();
        let corrections = corrections.map(|correction| CorrectionComment {
            date_published: correction.date.to_string(),
            text: &correction.text,
        });
        let modified = view.updated.as_ref().or(view.date.as_ref());
        let publisher = (!config.title.is_empty()).then(|| {
            // An explainer of one author is published by that author.
            match &config.authors[..] {
                [author] => Named::new("Person", author),
                _ => Named::new("Organization", &config.title),
            }
        });
        Self {
            correction: corrections.collect(),
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
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct CorrectionComment<'a> {
    date_published: String,
    text: &'a str,
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

/// A source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Work<'a> {
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
    pub(super) fn of(source: &'a Source) -> Self {
        let publisher = source.publisher.as_deref();
        Self {
            r#type: type_of(source.item.kind),
            author: people(&source.authors),
            date_published: source.date.as_deref(),
            name: source.title.as_deref(),
            publisher: publisher.map(|name| Named::new("Organization", name)),
            url: source.url.as_deref(),
        }
    }
}

/// The type of schema.org that is nearest to one of CSL.
fn type_of(kind: ItemType) -> &'static str {
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

/// The whole explainer, and the address at which it is searched.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    in_language: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    potential_action: Option<SearchAction>,
    url: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct SearchAction {
    #[serde(rename = "query-input")]
    query_input: &'static str,
    target: EntryPoint,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct EntryPoint {
    url_template: String,
}

impl<'a> WebSite<'a> {
    /// `None` if the explainer has no absolute address.
    pub(super) fn of(renderer: &Renderer<'a>) -> Option<Self> {
        let config = renderer.config;
        let search = renderer.site.routes.find_url(Html::Search);
        let search = search.and_then(|search| config.permalink(search));
        Some(Self {
            in_language: config.language.as_str(),
            name: &config.title,
            potential_action: search.map(|address| SearchAction {
                query_input: "required name=search_term_string",
                target: EntryPoint {
                    url_template: format!("{address}?q={{search_term_string}}"),
                },
            }),
            url: config.permalink("")?,
        })
    }
}

/// The pages from the home page to a page, with the page itself.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct BreadcrumbList<'a> {
    item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct ListItem<'a> {
    item: String,
    name: &'a str,
    position: usize,
}

impl<'a> BreadcrumbList<'a> {
    /// `None` for the home page, and if pages have no absolute addresses.
    pub(super) fn of(renderer: &Renderer<'a>, page: &'a Page) -> Option<Self> {
        let above = |page: &&'a Page| page.parent.map(|parent| renderer.site.page(parent));
        let way: Vec<&Page> = std::iter::successors(Some(page), above).collect();
        let items = way.iter().rev().zip(1..).map(|(page, position)| {
            Some(ListItem {
                item: renderer.config.permalink(&page.url)?,
                name: &page.document.front.title,
                position,
            })
        });
        let item_list_element = items.collect::<Option<Vec<_>>>()?;
        (way.len() > 1).then_some(Self { item_list_element })
    }
}
