//! What the preview answers to an address.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::address::media_type;
use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;
use crate::output;
use crate::render::Renderer;
use crate::site::{Html, Route, Routes, SEARCH};
use crate::theme::{Made, Theme};

use super::last_good::LastGood;
use super::page::bare_page;
use super::snapshot::Snapshot;

/// The answer to an address.
pub(super) enum Answer {
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
pub(super) struct Answered {
    pub answer: Answer,
    /// Whether a fault of a template was found or is gone.
    pub news: bool,
}

/// The answer to `path`, which is decoded and has no slash in front.
pub(super) fn answer(snapshot: &Snapshot, path: &str) -> Answered {
    if let Some((html, news)) = page(snapshot, Routes::url_of(path)) {
        let answer = Answer::Page(html);
        return Answered { answer, news };
    }
    let explainer = snapshot.shown.others();
    let answer = search(snapshot, path)
        .or_else(|| data(explainer, path))
        .or_else(|| folder(explainer, path))
        .unwrap_or_else(|| Answer::Missing(missing(explainer)));
    Answered {
        answer,
        news: false,
    }
}

/// The page at `url` as well as it can be shown; whether that changed what is known to be wrong.
pub(super) fn page(snapshot: &Snapshot, url: &str) -> Option<(String, bool)> {
    // What is wrong with the page as it is now is to be known even where an earlier one is shown.
    let newest = &snapshot.explainer;
    let own = render(newest, url);
    let fault = own.as_ref().and_then(|own| own.as_ref().err());
    let news = snapshot.note_rendering(url, fault.map(|fault| Diagnostic::clone(fault)));
    // A template that does not parse, which has been reported, counts as empty and makes empty pages.
    let own = own.map(|own| own.ok().filter(|html| !html.trim().is_empty()));
    let earlier = |good: &LastGood| {
        let explainer = good.at(url);
        let is_earlier = !Arc::ptr_eq(explainer, newest);
        is_earlier.then(|| render(explainer, url))?
    };
    let html = match earlier(&snapshot.shown) {
        None if own.is_none() => return None,
        shown => shown
            .and_then(Result::ok)
            .or_else(|| own.flatten())
            .or_else(|| earlier(snapshot.before_failures.as_ref()?)?.ok())
            .or_else(|| in_built_in_theme(newest, newest.site.routes.page_at(url)?))?,
    };
    Some((html, news))
}

/// The page at `url`, if there is one, or why its template fails.
fn render(explainer: &Explainer, url: &str) -> Option<Result<String, Box<Diagnostic>>> {
    let page = explainer.site.routes.page_at(url)?;
    Some(explainer.renderer().render(page).map(Made::into_text))
}

/// A page whose templates fail and never worked: in the built-in theme's, or bare.
fn in_built_in_theme(explainer: &Explainer, page: Html) -> Option<String> {
    let config = &explainer.manuscript.config;
    let renderer = Renderer::new(&explainer.site, config, Theme::built_in());
    let sorry = "This page cannot be shown until its templates are fixed.";
    let in_built_in = match explainer.theme().is_built_in() {
        true => renderer.render(page).ok().map(Made::into_text),
        // Its templates ask for assets that another theme does not have.
        false => None,
    };
    Some(in_built_in.unwrap_or_else(|| bare_page(&config.title, sorry)))
}

/// A file of the search, which is not known by name before its index is made.
fn search(snapshot: &Snapshot, path: &str) -> Option<Answer> {
    let bytes = snapshot.search(path.strip_prefix(SEARCH)?)?;
    Some(Answer::Data(bytes.to_owned().into(), media_type(path)))
}

fn data(explainer: &Explainer, path: &str) -> Option<Answer> {
    let site = &explainer.site;
    // A page of an earlier snapshot may ask for an asset by the address that it had then.
    let route = site.routes.at(path).or_else(|| site.routes.asset(path))?;
    let bytes = match route {
        Route::Html(_) | Route::Search => return None,
        // While somebody writes, no image is made smaller: browsers show the image itself at any width.
        Route::File(i) | Route::Copy(i, _) => {
            return Some(Answer::File(site.published.files()[i].on_disk.clone()));
        }
        Route::Data(data) => output::data_file(explainer, &explainer.renderer(), data).into(),
        Route::Asset(i) => explainer.asset(i).clone(),
    };
    Some(Answer::Data(bytes, site.routes.media_type(route)))
}

/// Folders end in a slash, so that relative links in them work.
fn folder(explainer: &Explainer, path: &str) -> Option<Answer> {
    let folder = format!("{path}/");
    let is_page = !path.ends_with('/') && explainer.site.routes.at(&folder).is_some();
    is_page.then_some(Answer::Elsewhere(folder))
}

/// The page for addresses that do not exist. Here the site's root is the server's, wherever it will stand.
fn missing(explainer: &Explainer) -> String {
    let mut config = explainer.manuscript.config.clone();
    config.base_url = Some("http://localhost/".to_owned());
    let renderer = Renderer::new(&explainer.site, &config, explainer.theme());
    let html = renderer.render(Html::NotFound);
    html.map_or_else(
        |fault| bare_page("Page not found", &fault.message),
        Made::into_text,
    )
}
