//! What is published as it is: `static/`, what lies beside the pages, the data that they draw, and the theme's assets.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::picture_size::{PictureSize, picture_size};
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
    assets: Vec<PublishedAsset>,
}

impl PublishedInputs {
    /// `drawn` are the paths of the data files that pages use.
    pub(crate) fn of<'a>(
        manuscript: &Manuscript,
        theme: &Theme,
        drawn: impl Iterator<Item = &'a Arc<str>>,
    ) -> Self {
        let data = manuscript.files.of(FileKind::Data);
        let offered = drawn.filter(|path| path.ends_with(".csv"));
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
    /// How large it is, if it is a picture.
    pub size: Option<PictureSize>,
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
            for (path, file) in kind {
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
                        size: None,
                    };
                    files.insert(url, file);
                }
            }
        }
        let files = files.into_values().par_bridge();
        let mut files: Vec<PublishedFile> = files
            .map(|file| PublishedFile {
                size: picture_size(&file.on_disk),
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
        let [assets, other_assets] =
            [self, other].map(|it| it.assets.iter().map(|asset| &asset.name));
        files.eq(other_files) && assets.eq(other_assets)
    }
}
