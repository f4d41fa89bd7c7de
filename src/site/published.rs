//! What is published as it is: `static/`, what lies beside the pages, the data that they draw, and the theme's assets; with them, smaller copies of images.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::nfc;
use crate::data::FACTS;
use crate::images::{Fault, Image, image};
use crate::manuscript::{File, FileKind, FilesOfKind, Manuscript};
use crate::theme::Theme;

/// All that [`Published`] is made of.
#[derive(PartialEq)]
pub(crate) struct PublishedInputs {
    /// `static/`.
    fixed: Arc<FilesOfKind>,
    /// What lies beside the pages.
    companions: Arc<FilesOfKind>,
    /// The data files that pages draw and offer to readers.
    data: FilesOfKind,
    /// The names of the files that pages show as images.
    shown: Arc<BTreeSet<String>>,
    assets: Vec<PublishedAsset>,
}

impl PublishedInputs {
    /// Pages draw the files `drawn` of `data/`, and show files of the names `shown`.
    pub(crate) fn of(
        manuscript: &Manuscript,
        theme: &Theme,
        drawn: &BTreeSet<Arc<str>>,
        shown: &Arc<BTreeSet<String>>,
    ) -> Self {
        let data = manuscript.files.of(FileKind::Data);
        // Of the facts, pages show those that they name.
        let offered = drawn.iter().filter(|path| ***path != *FACTS);
        let offered = offered.filter_map(|path| Some((path.clone(), data.get(path)?.clone())));
        let assets = theme.assets.iter();
        let assets = assets.map(|(name, asset)| PublishedAsset {
            name: name.clone(),
            hash: asset.hash,
        });
        Self {
            fixed: manuscript.files.of(FileKind::Static).clone(),
            companions: manuscript.files.of(FileKind::Companion).clone(),
            data: offered.collect(),
            shown: shown.clone(),
            assets: assets.collect(),
        }
    }
}

/// What is published as it is.
#[derive(Debug, Default)]
pub(crate) struct Published {
    files: Vec<PublishedFile>,
    assets: Vec<PublishedAsset>,
}

/// A file of the author's.
#[derive(Clone, Debug)]
pub(crate) struct PublishedFile {
    pub url: Arc<str>,
    /// Its path in the explainer.
    pub path: Arc<str>,
    /// The file on disk.
    pub on_disk: PathBuf,
    /// What is known of it, if it may be an image that a page shows.
    pub image: Option<Result<Image, Fault>>,
}

/// An asset of the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedAsset {
    /// Its name in the theme.
    pub name: String,
    /// A hash of its content. It is part of the address, so that browsers may keep the file for ever.
    pub hash: u64,
}

impl Published {
    /// A file beside a page takes the place of one in `static/`.
    pub(crate) fn read(inputs: &PublishedInputs) -> Self {
        let mut files = BTreeMap::new();
        let sources = [
            ("", &inputs.data),
            ("static/", &*inputs.fixed),
            ("content/", &*inputs.companions),
        ];
        for (prefix, kind) in sources {
            for (path, file) in kind.iter() {
                let on_disk = match file {
                    File::Copied(file) => &file.on_disk,
                    File::Data { on_disk, .. } => on_disk,
                    _ => continue,
                };
                if let Some(url) = path.strip_prefix(prefix) {
                    let file = PublishedFile {
                        url: url.into(),
                        path: path.clone(),
                        on_disk: on_disk.clone(),
                        image: None,
                    };
                    files.insert(url, file);
                }
            }
        }
        let files = files.into_values().par_bridge();
        // Which of several files of a name is shown, only links tell.
        let is_shown = |file: &PublishedFile| {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            inputs.shown.contains(&*nfc(name))
        };
        let mut files: Vec<PublishedFile> = files
            .map(|file| PublishedFile {
                image: is_shown(&file).then(|| image(&file.on_disk)).flatten(),
                ..file
            })
            .collect();
        files.sort_by(|a, b| a.url.cmp(&b.url));
        Self {
            files,
            assets: inputs.assets.clone(),
        }
    }

    /// The author's files, sorted by address.
    pub(crate) fn files(&self) -> &[PublishedFile] {
        &self.files
    }

    /// The image in a file, by its index.
    pub(crate) fn image(&self, i: usize) -> Option<&Image> {
        self.files[i].image.as_ref()?.as_ref().ok()
    }

    /// The files that have copies, by their indexes.
    pub(crate) fn with_copies(&self) -> impl Iterator<Item = usize> {
        let has_copies = |image: &Image| !image.widths.is_empty();
        (0..self.files.len()).filter(move |i| self.image(*i).is_some_and(has_copies))
    }

    /// The copies of all images: the index of the file, and the width.
    pub(crate) fn copies(&self) -> impl Iterator<Item = (usize, u32)> {
        (0..self.files.len()).flat_map(|i| {
            let widths = self.image(i).map_or(&[][..], |image| &image.widths);
            widths.iter().map(move |width| (i, *width))
        })
    }

    /// The theme's assets, sorted by name.
    pub(crate) fn assets(&self) -> &[PublishedAsset] {
        &self.assets
    }

    /// The address of the file at a path in the explainer, if it is published.
    pub(crate) fn url_of(&self, path: &str) -> Option<&str> {
        let mut files = self.files.iter();
        files
            .find(|file| *file.path == *path)
            .map(|file| &*file.url)
    }

    /// Whether what links can name is the same as in `other`: the content of an asset is part of its address,
    /// but not of its name.
    pub(super) fn has_names_of(&self, other: &Self) -> bool {
        let [files, other_files] = [self, other].map(|it| it.files.iter().map(|file| &file.url));
        let copies = self.copies().eq(other.copies());
        let [assets, other_assets] =
            [self, other].map(|it| it.assets.iter().map(|asset| &asset.name));
        files.eq(other_files) && copies && assets.eq(other_assets)
    }
}
