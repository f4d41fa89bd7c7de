//! `sitemap.xml` and `robots.txt`.

use super::feeds::{Xml, absolute};
use crate::explainer::Explainer;
use crate::site::{Data, Html};

/// The sitemap of all pages, by the sitemaps.org protocol. Addresses are absolute where the site's is known.
pub(super) fn sitemap(explainer: &Explainer) -> Vec<u8> {
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
    let routes = &explainer.site.routes;
    let sources = explainer.site.bibliography.iter();
    let sources = sources.map(|(id, _)| Html::Source(id));
    let made = Html::IN_SITEMAP.into_iter().chain(sources);
    for url in made.filter_map(|page| routes.find_url(page)) {
        xml.open("url", &[]);
        xml.text("loc", &[], &absolute(explainer, url));
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// Lets every robot in, and tells it of the sitemap if the site's address is known.
pub(super) fn robots(explainer: &Explainer) -> Vec<u8> {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    let sitemap = explainer.site.url(Data::Sitemap);
    if let Some(sitemap) = explainer.manuscript.config.permalink(sitemap) {
        text.push_str(&format!("Sitemap: {sitemap}\n"));
    }
    text.into_bytes()
}
