//! Every address of the web in an explainer, and where it is written.

use url::Url;

use crate::address::scheme;
use crate::bibliography::{Source, SourceId};
use crate::diagnostics::{Place, Span, Texts};
use crate::explainer::Explainer;
use crate::site::Target;

/// An address where it is written.
pub(super) struct Written {
    pub place: Place,
    /// What the address is to the reader.
    pub role: Role,
    /// The address as written.
    pub text: String,
    /// What it means, or why it means nothing.
    pub address: Result<Address, url::ParseError>,
}

/// A page of the web and a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The page, without a fragment.
    pub url: Url,
    /// What follows `#`, if a page of HTML must have it as an id.
    pub fragment: Option<String>,
}

/// What an address is to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A link, or something shown, in the text.
    Link,
    /// Where a source is.
    Source(SourceId),
    /// The DOI of a source.
    Doi(SourceId),
    /// The archived copy of a source.
    Archive(SourceId),
}

/// All addresses: those of the pages, then those of the sources.
pub(super) fn gather(explainer: &Explainer) -> Vec<Written> {
    let mut all = Vec::new();
    let site = &explainer.site;
    for page in &site.tree.pages {
        let document = &page.document;
        let links = document.links.iter().zip(&site.links[page.id].targets);
        let links = links.map(|(link, target)| {
            let place = document.place_in(link.file.as_ref(), link.span);
            (place, target)
        });
        let arguments = site.links[page.id].arguments.iter();
        let arguments = arguments.map(|(shortcode, argument, target)| {
            let shortcode = &document.shortcodes[*shortcode];
            let (_, _, range) = &shortcode.args[*argument];
            let span = Span::new(range.clone()).shifted(shortcode.span.start as usize);
            (document.place(span), target)
        });
        for (place, target) in links.chain(arguments) {
            if let Target::External(text) = target {
                all.extend(written(text, place, Role::Link));
            }
        }
    }
    for (id, source) in site.bibliography.iter() {
        let doi = source
            .doi
            .as_ref()
            .map(|doi| format!("https://doi.org/{doi}"));
        let fields = [
            (&source.url, &source.url, Role::Source(id)),
            (&doi, &source.doi, Role::Doi(id)),
            (&source.archive_url, &source.archive_url, Role::Archive(id)),
        ];
        for (address, field, role) in fields {
            if let (Some(address), Some(field)) = (address, field) {
                let place = place_of(field, source, explainer);
                all.extend(written(address, place, role));
            }
        }
    }
    all
}

/// The place of an address in an entry, or of the entry's key if the file writes the address another way.
fn place_of(field: &str, source: &Source, explainer: &Explainer) -> Place {
    let file = &source.place.file;
    let text = explainer.text(file).unwrap_or_default();
    let start = source.place.span.end as usize;
    let others = explainer.site.bibliography.iter();
    let next = others
        .filter(|(_, other)| other.place.file == *file)
        .map(|(_, other)| other.place.span.start as usize)
        .filter(|other| *other >= start)
        .min();
    let entry = text.get(start..next.unwrap_or(text.len()));
    match entry.and_then(|entry| entry.find(field)) {
        Some(at) => {
            let at = start + at;
            Place::new(file, Span::new(at..at + field.len()))
        }
        None => source.place.clone(),
    }
}

/// What `text` asks of the web; `None` if that is nothing, as with a mail address.
fn written(text: &str, place: Place, role: Role) -> Option<Written> {
    let full = match scheme(text).as_deref() {
        Some("http" | "https") => text.to_owned(),
        Some("doi") => format!("https://doi.org/{}", text.split_once(':')?.1),
        None if text.starts_with("//") => format!("https:{text}"),
        _ => return None,
    };
    Some(Written {
        place,
        role,
        text: text.to_owned(),
        address: Url::parse(&full).map(address),
    })
}

fn address(mut url: Url) -> Address {
    let fragment = url.fragment().and_then(id_in_page);
    url.set_fragment(None);
    Address { url, fragment }
}

/// The id that a fragment asks for. Text fragments, the top of the page, and the routes of pages that are
/// made by script ask for none.
fn id_in_page(fragment: &str) -> Option<String> {
    let id = fragment.split(":~:").next().unwrap_or_default();
    let names_none = id.is_empty() || id.eq_ignore_ascii_case("top") || id.starts_with(['/', '!']);
    (!names_none).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Result<(String, Option<String>), url::ParseError>> {
        let place = Place::new(&"a.md".into(), Span::at(0));
        let written = written(text, place, Role::Link)?;
        let both = |address: Address| (address.url.to_string(), address.fragment);
        Some(written.address.map(both))
    }

    #[test]
    fn addresses_of_the_web_are_read_and_others_left() {
        let ok = |url: &str, id: Option<&str>| Some(Ok((url.to_owned(), id.map(str::to_owned))));
        assert_eq!(
            read("http://a.org/ü b#x"),
            ok("http://a.org/%C3%BC%20b", Some("x"))
        );
        assert_eq!(read("//a.org"), ok("https://a.org/", None));
        assert_eq!(read("DOI:10.1/x"), ok("https://doi.org/10.1/x", None));
        assert_eq!(read("mailto:a@b.org"), None);
        assert!(matches!(read("http://"), Some(Err(_))));
    }

    #[test]
    fn only_ids_must_be_in_the_page() {
        assert_eq!(id_in_page("x:~:text=y"), Some("x".to_owned()));
        for none in ["", "top", ":~:text=y", "/route", "!bang"] {
            assert_eq!(id_in_page(none), None, "{none}");
        }
    }
}
