//! Everything that is published, as paths and contents.

use std::path::PathBuf;

use rayon::prelude::*;

use super::{feeds, sitemap, sources};
use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;

/// A file of the published site.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputFile {
    /// Path below the output folder.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// The content of a published file.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file that is copied.
    Copy(PathBuf),
}

/// Renders the whole site on all cores. `progress` is called once for every page done.
///
/// # Errors
/// The faults of templates, one for each page that shows one.
pub fn files(
    explainer: &Explainer,
    progress: &(dyn Fn() + Sync),
) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let renderer = explainer.renderer();
    let rendered: Vec<_> = renderer
        .addresses()
        .into_par_iter()
        .map(|(path, address)| {
            let html = renderer.render(&address);
            progress();
            html.map(|html| OutputFile {
                path,
                content: Content::Bytes(html.into_bytes()),
            })
        })
        .collect();
    let mut files = Vec::with_capacity(rendered.len() + 16);
    let mut faults = Vec::new();
    for result in rendered {
        match result {
            Ok(file) => files.push(file),
            Err(fault) => faults.push(*fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    files.extend(data_files(explainer));
    files.extend(copied_files(explainer));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // Where two things want one path the diagnostics have said so; `allow` cannot make two files of one.
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}

/// A file made of data and no template, by its path below the output folder.
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

/// The paths that [`data_file`] knows.
const DATA_FILES: &[&str] = &[
    "sitemap.xml",
    "robots.txt",
    "atom.xml",
    "feed.json",
    "sources.json",
];

fn data_files(explainer: &Explainer) -> impl Iterator<Item = OutputFile> {
    DATA_FILES.iter().filter_map(|path| {
        data_file(explainer, path).map(|bytes| OutputFile {
            path: (*path).to_owned(),
            content: Content::Bytes(bytes),
        })
    })
}

fn copied_files(explainer: &Explainer) -> Vec<OutputFile> {
    let published = &explainer.site.published;
    let mut files: Vec<OutputFile> = published
        .urls()
        .filter_map(|url| {
            Some(OutputFile {
                path: url.to_owned(),
                content: Content::Copy(published.on_disk(url)?.to_owned()),
            })
        })
        .collect();
    files.extend(explainer.assets.values().map(|asset| OutputFile {
        path: asset.url.clone(),
        content: Content::Bytes(asset.bytes.to_vec()),
    }));
    files
}
