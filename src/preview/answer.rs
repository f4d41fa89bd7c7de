//! What the preview answers to an address.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;
use crate::output;
use crate::render::{Address, Renderer};
use crate::theme::Theme;

use super::edition::Edition;
use super::page::bare_page;

/// The answer to an address.
pub enum Answer {
    /// A rendered page.
    Page(String),
    /// The page for addresses that do not exist.
    Missing(String),
    /// Data, with its media type.
    Data(Cow<'static, [u8]>, String),
    /// A file on disk.
    File(PathBuf),
    /// Another address, below the site's root.
    Elsewhere(String),
}

/// An answer, and whether making it changed what is known to be wrong.
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// Whether a fault of a template was found or is gone.
    pub news: bool,
}

/// The answer to `path`, which is decoded and has no slash in front.
pub fn answer(edition: &Edition, path: &str) -> Answered {
    let url = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    if let Some((html, news)) = html(edition, url) {
        let answer = Answer::Page(html);
        return Answered { answer, news };
    }
    let explainer = edition.steady();
    let answer = data(explainer, path)
        .or_else(|| folder(explainer, path))
        .unwrap_or_else(|| Answer::Missing(missing(explainer)));
    Answered {
        answer,
        news: false,
    }
}

/// The page at `url` as well as it can be shown; whether that changed what is known to be wrong.
pub fn html(edition: &Edition, url: &str) -> Option<(String, bool)> {
    // What is wrong with the page as it is now is to be known even where an earlier one is shown.
    let now = edition.explainer.renderer();
    let address = now.find(url);
    let rendered = address.as_ref().map(|address| now.render(address));
    let fault = rendered.as_ref().and_then(|result| result.as_ref().err());
    let news = edition.note_rendering(url, fault.map(|fault| Diagnostic::clone(fault)));
    let instead = edition.instead(url);
    if address.is_none() && instead.is_none() {
        return None;
    }
    // A template that does not parse, which has been reported, counts as empty and makes empty pages.
    let own = rendered
        .and_then(Result::ok)
        .filter(|html| !html.trim().is_empty());
    let html = match own {
        Some(html) if instead.is_none() => html,
        own => instead
            .and_then(|earlier| render(earlier, url))
            .or(own)
            .or_else(|| render(edition.good()?, url))
            .or_else(|| in_built_in_theme(&edition.explainer, &address?))?,
    };
    Some((html, news))
}

fn render(explainer: &Explainer, url: &str) -> Option<String> {
    let renderer = explainer.renderer();
    renderer.render(&renderer.find(url)?).ok()
}

/// A page whose templates fail and never worked: in the built-in theme's, or bare.
fn in_built_in_theme(explainer: &Explainer, address: &Address) -> Option<String> {
    let config = &explainer.manuscript.config;
    let renderer = Renderer {
        theme: Theme::built_in(),
        ..explainer.renderer()
    };
    let sorry = "This page cannot be shown until its templates are mended.";
    let in_built_in = match explainer.theme.is_built_in() {
        true => renderer.render(address).ok(),
        // Its templates ask for assets that another theme does not have.
        false => None,
    };
    Some(in_built_in.unwrap_or_else(|| bare_page(&config.title, sorry)))
}

fn data(explainer: &Explainer, path: &str) -> Option<Answer> {
    if let Some(bytes) = output::data_file(explainer, path) {
        return Some(Answer::Data(bytes.into(), media_type(path)));
    }
    if let Some(file) = explainer.site.published.on_disk(path) {
        return Some(Answer::File(file.to_owned()));
    }
    let named = explainer.theme.assets.iter();
    // A page of the edition before may ask for an asset by the name that it had then.
    let asset = named
        .clone()
        .find(|(_, asset)| asset.url == path)
        .or_else(|| {
            let wanted = plain_name(path)?;
            named.clone().find(|(name, _)| **name == wanted)
        });
    asset.map(|(_, asset)| Answer::Data(asset.bytes.clone(), media_type(path)))
}

/// The name of an asset, out of an address with its hash: `folio.css` of `assets/folio.0123456789abcdef.css`.
fn plain_name(path: &str) -> Option<String> {
    let name = path.strip_prefix("assets/")?;
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let (rest, extension) = name.rsplit_once('.')?;
    match rest.rsplit_once('.') {
        Some((stem, hash)) if is_hash(hash) => Some(format!("{stem}.{extension}")),
        _ if is_hash(extension) => Some(rest.to_owned()),
        _ => None,
    }
}

/// Folders end in a slash, so that relative links in them work.
fn folder(explainer: &Explainer, path: &str) -> Option<Answer> {
    let folder = format!("{path}/");
    let is_page = !path.ends_with('/') && explainer.renderer().find(&folder).is_some();
    is_page.then_some(Answer::Elsewhere(folder))
}

/// The page for addresses that do not exist. Here the site's root is the server's, wherever it will stand.
fn missing(explainer: &Explainer) -> String {
    let mut config = explainer.manuscript.config.clone();
    config.base_url = Some("http://localhost/".to_owned());
    let renderer = Renderer {
        config: &config,
        ..explainer.renderer()
    };
    let html = renderer.render(&Address::NotFound);
    html.unwrap_or_else(|fault| bare_page("Page not found", &fault.message))
}

/// The media type of what is at `path`.
pub fn media_type(path: &str) -> String {
    match path.rsplit('/').next() {
        Some("atom.xml") => return "application/atom+xml; charset=utf-8".to_owned(),
        Some("feed.json") => return "application/feed+json; charset=utf-8".to_owned(),
        _ => {}
    }
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guess.type_() == "text"
        || matches!(guess.subtype().as_str(), "javascript" | "json" | "xml");
    match is_text {
        true => format!("{}; charset=utf-8", guess.essence_str()),
        false => guess.essence_str().to_owned(),
    }
}
