//! The index, made by Pagefind in memory.

use std::collections::BTreeMap;
use std::error::Error;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::texts::{Content, Text};

/// A path below the folder of the search, and what is there.
type File = (String, Vec<u8>);

/// The files of Pagefind that a browser asks for; its ready-made interfaces are not used.
const ASKED_FOR: [&str; 3] = ["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

/// The files of the index and of what searches it, by path, sorted.
///
/// All texts make one index, in the language of the explainer, so that a search finds pages in other languages too.
/// Excerpts that follow each other share a file, so many as the index is told.
pub(super) fn build(
    texts: Vec<Text>,
    together: usize,
    language: &str,
) -> Result<Vec<File>, Box<dyn Error + Send + Sync>> {
    // Pagefind takes it for granted that there is one.
    std::env::current_dir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let files = runtime.block_on(async {
        let options = PagefindServiceConfig::builder()
            .force_language(language.to_owned())
            .max_fragments(u32::try_from(texts.len().div_ceil(together))?)
            .build();
        let mut index = PagefindIndex::new(Some(options))?;
        for Text { url, content } in texts {
            match content {
                Content::Page(html) => index.add_html_file(None, Some(url), html).await?,
                Content::Source { title, words } => {
                    let meta = BTreeMap::from([("title".to_owned(), title)]);
                    let filters = BTreeMap::from([("kind".to_owned(), vec!["source".to_owned()])]);
                    let (meta, filters) = (Some(meta), Some(filters));
                    let language = language.to_owned();
                    index
                        .add_custom_record(url, words, language, meta, filters, None)
                        .await?
                }
            };
        }
        index.get_files().await
    })?;
    let files = files.into_iter().filter_map(|file| {
        let name = file.filename.to_str()?.replace('\\', "/");
        let parts = ["index/", "filter/", "fragment/"];
        let is_part = parts.iter().any(|folder| name.starts_with(folder));
        let is_program = ASKED_FOR.contains(&&*name) || name.starts_with("wasm.");
        (is_part || is_program || name.ends_with(".pf_meta")).then_some((name, file.contents))
    });
    let mut files: Vec<File> = files.collect();
    // They come in the order of a hash table.
    files.sort_unstable();
    // There is a program for each language, and one for those that Pagefind does not know.
    let own = format!("wasm.{language}.pagefind");
    if files.iter().any(|(name, _)| *name == own) {
        files.retain(|(name, _)| name != "wasm.unknown.pagefind");
    }
    Ok(files)
}
