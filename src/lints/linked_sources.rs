//! Links that cite: they lead to the address or the DOI of a source of the bibliography.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::bibliography::{Bibliography, SourceId};
use crate::claims::Sign;
use crate::markdown::Document;

/// The addresses of the sources, normalised when the first link asks.
pub(super) struct LinkedSources {
    bibliography: Arc<Bibliography>,
    /// Each with its source.
    addresses: Arc<OnceLock<HashMap<String, SourceId>>>,
}

impl LinkedSources {
    pub(super) fn new(bibliography: Arc<Bibliography>) -> Self {
        Self {
            bibliography,
            addresses: Arc::default(),
        }
    }

    /// The same of another bibliography, in which the same sources have the same addresses.
    pub(super) fn of_another(&self, bibliography: Arc<Bibliography>) -> Self {
        Self {
            bibliography,
            addresses: self.addresses.clone(),
        }
    }

    pub(super) fn bibliography(&self) -> &Arc<Bibliography> {
        &self.bibliography
    }

    /// Whether a link beside `sign` leads to a source.
    pub(super) fn cite(&self, document: &Document, sign: &Sign) -> bool {
        let links = document.links[sign.links.clone()].iter();
        let mut links = links.filter(|link| !link.embeds);
        links.any(|link| self.key(&link.destination).is_some())
    }

    /// The key of the first source at an address.
    pub(super) fn key(&self, url: &str) -> Option<&str> {
        let address = normalised(url)?;
        let addresses = self.addresses.get_or_init(|| {
            let mut addresses = HashMap::new();
            for (id, source) in self.bibliography.iter() {
                let doi = source.doi.as_ref().map(|doi| format!("doi:{doi}"));
                let urls = [source.url.clone(), source.archive_url.clone(), doi];
                for address in urls
                    .into_iter()
                    .flatten()
                    .filter_map(|url| normalised(&url))
                {
                    addresses.entry(address).or_insert(id);
                }
            }
            addresses
        });
        let id = addresses.get(&address)?;
        Some(&self.bibliography.get(*id).key)
    }
}

/// An address of the web without what makes no difference: the scheme, `www.`, the letter case of the host, a part of
/// the page, a slash at the end. A DOI is one in each of its forms. `None` if it is not an address of the web.
fn normalised(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    if scheme.eq_ignore_ascii_case("doi") {
        return Some(format!("doi:{}", rest.to_lowercase()));
    }
    if !["http", "https"].contains(&&*scheme.to_ascii_lowercase()) {
        return None;
    }
    let rest = rest.trim_start_matches('/').split('#').next()?;
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = path.trim_end_matches('/');
    match host {
        "doi.org" | "dx.doi.org" => {
            let doi = crate::address::decode(path.trim_start_matches('/'));
            Some(format!("doi:{}", doi.to_lowercase()))
        }
        _ => Some(format!("{host}{path}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_the_same_in_each_form() {
        for (url, same) in [
            ("https://www.Example.org/a/", "http://example.org/a#part"),
            ("https://doi.org/10.1000/XYZ", "doi:10.1000/xyz"),
            ("http://dx.doi.org/10.1%2Fx", "https://doi.org/10.1/x"),
            ("https://example.org", "https://example.org/"),
        ] {
            assert_eq!(normalised(url), normalised(same), "{url}");
        }
        assert_ne!(
            normalised("https://example.org/?a=1"),
            normalised("https://example.org/?a=2")
        );
        for elsewhere in ["../a.md", "#here", "mailto:a@example.org"] {
            assert_eq!(normalised(elsewhere), None);
        }
    }
}
