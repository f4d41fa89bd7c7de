//! `sitemap.xml` and `robots.txt`.

use super::feeds::{Xml, absolute};
use crate::explainer::Explainer;

/// The sitemap of all pages, by the sitemaps.org protocol. Addresses are absolute where the site's is known.
pub fn sitemap(explainer: &Explainer) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "urlset",
        &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")],
    );
    for page in &explainer.site.tree.pages {
        let front = &page.document.front;
        if front.draft {
            continue;
        }
        xml.open("url", &[]);
        xml.text("loc", &[], &absolute(explainer, &page.url));
        if let Some(date) = front.updated.or(front.date) {
            xml.text("lastmod", &[], &date.to_string());
        }
        xml.close("url");
    }
    for url in ["sources/", "print/"] {
        xml.open("url", &[]);
        xml.text("loc", &[], &absolute(explainer, url));
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// Lets every robot in, and tells it of the sitemap if the site's address is known.
pub fn robots(explainer: &Explainer) -> Vec<u8> {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = &explainer.manuscript.config.base_url {
        text.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
    }
    text.into_bytes()
}
