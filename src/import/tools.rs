//! The tools whose sites can be copied, each in a file of its own.

mod hugo;
mod mdbook;
mod obsidian;
mod pandoc;
mod quarto;
mod zola;

use clap::ValueEnum;

use super::plan::{Plan, markdown_stem};
use super::source::Source;

/// A tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    Zola,
    Hugo,
    #[value(name = "mdbook")]
    MdBook,
    /// Quarto, and R Markdown (bookdown)
    Quarto,
    Pandoc,
    Obsidian,
}

impl Tool {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Zola => "Zola",
            Self::Hugo => "Hugo",
            Self::MdBook => "mdBook",
            Self::Quarto => "Quarto",
            Self::Pandoc => "Pandoc",
            Self::Obsidian => "Obsidian",
        }
    }

    /// The tool that a folder is of, by the files that it must have.
    pub(super) fn guess(source: &Source) -> Option<Self> {
        let has = |path: &str| source.has(path);
        let any = |start: &str| source.files.iter().any(|path| path.starts_with(start));
        if has("book.toml") {
            Some(Self::MdBook)
        } else if has("_quarto.yml") || has("_bookdown.yml") || has("index.Rmd") || has("index.qmd")
        {
            Some(Self::Quarto)
        } else if any(".obsidian/") {
            Some(Self::Obsidian)
        } else if has("zola.toml") || is_zola(source) {
            Some(Self::Zola)
        } else if hugo::config(source).is_some() && any("content/") {
            Some(Self::Hugo)
        } else if has_wikilinks(source) {
            Some(Self::Obsidian)
        } else if source
            .files
            .iter()
            .any(|path| markdown_stem(path).is_some())
        {
            Some(Self::Pandoc)
        } else {
            None
        }
    }

    pub(super) fn plan(self, source: &Source) -> Plan {
        let mut plan = match self {
            Self::Zola => zola::plan(source),
            Self::Hugo => hugo::plan(source),
            Self::MdBook => mdbook::plan(source),
            Self::Quarto => quarto::plan(source),
            Self::Pandoc => pandoc::plan(source),
            Self::Obsidian => obsidian::plan(source),
        };
        plan.settle_sections();
        if plan.title.is_empty() {
            let name = source.root.canonicalize().ok();
            let name = name.as_deref().and_then(std::path::Path::file_name);
            plan.title = name.unwrap_or_default().to_string_lossy().into_owned();
        }
        plan
    }
}

/// Whether `config.toml` is Zola's: Hugo writes `baseURL`.
fn is_zola(source: &Source) -> bool {
    let config = source.table("config.toml");
    config.is_some_and(|config| config.get("base_url").is_some())
}

/// Whether notes link to each other as in Obsidian; a few of them tell.
fn has_wikilinks(source: &Source) -> bool {
    let notes = source.files.iter().filter(|path| path.ends_with(".md"));
    let texts = notes.take(50).filter_map(|path| source.text(path));
    texts.filter(|text| text.contains("[[")).count() > 1
}

/// The files of a bibliography or a style that are there, as named in a file of the folder `from`.
fn existing(source: &Source, from: &str, names: Vec<String>) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let near = |name: &String| match folder {
        "" => name.clone(),
        folder => format!("{folder}/{name}"),
    };
    let found = names.iter().filter_map(|name| {
        [near(name), name.clone()]
            .into_iter()
            .find(|path| source.has(path))
    });
    found.collect()
}
