//! JSON-LD 1.1, embedded in HTML: a page, and a source, in the vocabulary of schema.org.

use serde::Serialize;

use super::super::context::PageView;
use super::super::renderer::Renderer;
use super::schema_org::{Article, ArticleBy, BreadcrumbList, CitedDataset, WebSite, Work};
use crate::address::relative;
use crate::bibliography::Source;
use crate::site::{Data, Page, Reference};

const CONTEXT: &str = "https://schema.org";

/// The records of more sources would be a fifth of what readers of a page load.
const MOST_RECORDS: usize = 40;

/// Bytes of a record of average length, and of a graph without records.
const RECORD: usize = 250;
const GRAPH: usize = 1500;

/// The data of a page: the article with the sources that it cites, and its breadcrumbs; on the home page, the website too.
pub(in crate::render) fn json_ld(
    renderer: &Renderer<'_>,
    page: &Page,
    view: &PageView<'_>,
    references: &[Reference],
) -> String {
    let config = renderer.config;
    let mut graph = Graph::with_capacity(GRAPH + RECORD * references.len().min(MOST_RECORDS));
    graph.add(&ArticleBy::of(view));
    if references.len() > MOST_RECORDS {
        // The data file of the ledger has the records.
        let url = relative(&page.url, renderer.site.url(Data::Sources));
        graph.extend(&CitedDataset::new(&config.title, url));
    } else if !references.is_empty() {
        let sources = references.iter().map(|reference| reference.source);
        graph.cite(sources.map(|source| &*renderer.listed(source).json_ld));
    }
    graph.extend(&Article::of(page, view, config));
    if let Some(breadcrumbs) = BreadcrumbList::of(renderer, page) {
        graph.add(&breadcrumbs);
    }
    if page.url.is_empty()
        && let Some(website) = WebSite::of(renderer)
    {
        graph.add(&website);
    }
    graph.finish()
}

/// The record of a source, for the graphs of the pages that cite it.
pub(in crate::render) fn cited_json_ld(source: &Source) -> String {
    embedded(&Work::of(source))
}

/// The data of a source, for its page in the ledger.
pub(in crate::render) fn source_json_ld(source: &Source) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        #[serde(rename = "@context")]
        context: &'static str,
        #[serde(rename = "@id")]
        id: &'static str,
        #[serde(flatten)]
        work: Work<'a>,
    }
    embedded(&Document {
        context: CONTEXT,
        id: "./",
        work: Work::of(source),
    })
}

/// A document with several objects in its `@graph`, being written.
///
/// The records of sources are JSON already, which `serde` cannot put between other members of an object.
struct Graph(Vec<u8>);

impl Graph {
    fn with_capacity(bytes: usize) -> Self {
        let mut json = Vec::with_capacity(bytes);
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

    /// Adds the members of an object, which has at least one, to the last one.
    fn extend(&mut self, object: &impl Serialize) {
        self.0.pop();
        let start = self.0.len();
        self.write(object);
        self.0[start] = b',';
    }

    /// Adds the records of sources, of which there is at least one, to the last object.
    fn cite<'r>(&mut self, records: impl Iterator<Item = &'r str>) {
        self.0.pop();
        self.0.extend_from_slice(b",\"citation\":");
        for (n, record) in records.enumerate() {
            self.0.push(if n == 0 { b'[' } else { b',' });
            self.0.extend_from_slice(record.as_bytes());
        }
        self.0.extend_from_slice(b"]}");
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

/// JSON as it can stand in a script element.
fn embedded(data: &impl Serialize) -> String {
    // Only maps with keys that are not strings, and failing writers, can fail here.
    made_safe(serde_json::to_string(data).unwrap_or_default())
}

/// HTML must not read `</script>` and `<!--` in it (JSON-LD 1.1, "Embedding JSON-LD in HTML Documents").
fn made_safe(json: String) -> String {
    match json.contains('<') {
        true => json.replace('<', "\\u003c"),
        false => json,
    }
}
