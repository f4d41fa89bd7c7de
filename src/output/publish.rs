//! Everything that is published.

use std::fs;

use rayon::prelude::*;

use super::staging::{Staging, WriteError};
use super::{feeds, sitemap, sources};
use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;

/// Files made of data and no template, by path below the output folder.
const DATA_FILES: &[&str] = &[
    "sitemap.xml",
    "robots.txt",
    "atom.xml",
    "feed.json",
    "sources.json",
];

/// The content of a file made of data and no template; `None` if there is none at `path`.
pub fn data_file(explainer: &Explainer, path: &str) -> Option<Vec<u8>> {
    match path {
        "sitemap.xml" => Some(sitemap::sitemap(explainer)),
        "robots.txt" => Some(sitemap::robots(explainer)),
        "atom.xml" => Some(feeds::atom(explainer)),
        "feed.json" => Some(feeds::json_feed(explainer)),
        "sources.json" => Some(sources::sources_json(explainer)),
        _ => None,
    }
}

/// Renders the whole site into `staging`, on all cores. `progress` is called once for every page done.
///
/// The result is the faults of templates, one for each page that shows one; if there are any, the staging
/// folder must not be committed.
///
/// # Errors
/// If a file cannot be written.
pub fn publish(
    explainer: &Explainer,
    staging: &Staging,
    progress: &(dyn Fn() + Sync),
) -> Result<Vec<Diagnostic>, WriteError> {
    let renderer = explainer.renderer();
    let faults: Vec<Option<Diagnostic>> = renderer
        .addresses()
        .into_par_iter()
        .map(|(path, address)| {
            let rendered = renderer.render(&address);
            progress();
            match rendered {
                Ok(html) => staging.put(&path, html.as_bytes()).map(|()| None),
                Err(fault) => Ok(Some(*fault)),
            }
        })
        .collect::<Result<_, _>>()?;
    let published = &explainer.site.published;
    // An author's own robots.txt takes the place of ours.
    let ours = DATA_FILES
        .par_iter()
        .filter(|path| !published.contains(path));
    ours.try_for_each(|path| match data_file(explainer, path) {
        Some(bytes) => staging.put(path, &bytes),
        None => Ok(()),
    })?;
    let files: Vec<&str> = published.urls().collect();
    files
        .into_par_iter()
        .try_for_each(|url| match published.on_disk(url) {
            Some(path) => staging.put(
                url,
                &fs::read(path).map_err(|error| WriteError::reading(path, error))?,
            ),
            None => Ok(()),
        })?;
    for asset in explainer.theme.assets.values() {
        staging.put(&asset.url, &asset.bytes)?;
    }
    Ok(faults.into_iter().flatten().collect())
}
