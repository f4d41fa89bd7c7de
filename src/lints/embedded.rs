//! Files that HTML of the author's shows, and that are not where a browser looks for them.

use crate::address::{decode, is_elsewhere, relative, scheme};
use crate::diagnostics::{Diagnostic, Lint};
use crate::site::{Page, Site};

/// Reports pictures and other files of a page's raw HTML that are not there.
///
/// Ibid writes HTML as it is: an address in it counts from the address of the page, not from its file.
pub(super) fn check(site: &Site, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let document = &page.document;
    for (address, span) in &document.embedded {
        let Some(url) = local(page, address).filter(|url| site.routes.find(url).is_none()) else {
            continue;
        };
        let message = format!("the file \"{address}\" is not there");
        diagnostics.push(
            Diagnostic::new(Lint::MissingAsset, document.place(*span), message)
                .help(help(site, page, address, &url)),
        );
    }
}

/// Where a browser looks below the root of the site; `None` for what is elsewhere or not a file.
fn local(page: &Page, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    if path.is_empty() || is_elsewhere(address) || scheme(address).is_some() {
        return None;
    }
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => page
            .url
            .split('/')
            .filter(|part| !part.is_empty())
            .collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(decode(&parts.join("/")).into_owned())
}

/// What to write: Markdown finds a file beside the page's own.
fn help(site: &Site, page: &Page, address: &str, url: &str) -> String {
    let file = page.document.path.strip_prefix("content/");
    let folder = file.and_then(|file| file.rsplit_once('/'));
    let beside = match folder {
        Some((folder, _)) => format!("{folder}/{address}"),
        None => address.to_owned(),
    };
    match site.routes.find(&beside) {
        Some(_) => format!(
            "an address in HTML counts from that of the page: write \"{}\", or ![description]({address})",
            relative(&page.url, &beside)
        ),
        None if address.starts_with('/') => format!("put the file at static{address}"),
        None => format!(
            "put the file beside the page and write ![description]({address}), or put it at static/{url}"
        ),
    }
}
