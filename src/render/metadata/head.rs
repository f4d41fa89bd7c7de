//! What `<head>` says of a page to search engines and to those who show a link to it: the canonical address (RFC 6596), the
//! properties of the Open Graph protocol (<https://ogp.me>), and the form of the preview on X.

use super::super::context::PageView;
use super::super::lists::text;
use crate::config::Config;

/// The elements as HTML, each on a line that begins it.
pub(in crate::render) fn meta_html(page: &PageView<'_>, config: &Config) -> String {
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
