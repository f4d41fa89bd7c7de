//! The index, made by Pagefind in memory.

use std::error::Error;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::texts::Text;

/// A path below the folder of the search, and what is there.
type File = (String, Vec<u8>);

/// With more things to be found than this, the excerpts of several share a file.
const FILES_OF_EXCERPTS: u32 = 2000;

/// The files of Pagefind that a browser asks for; its ready-made interfaces are not used.
const ASKED_FOR: [&str; 3] = ["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

/// The files of the index and of what searches it, by path, sorted.
///
/// All texts make one index, in the language of the explainer, so that a search finds pages in other languages too.
pub(super) fn build(
    texts: impl Iterator<Item = Text>,
    language: &str,
) -> Result<Vec<File>, Box<dyn Error + Send + Sync>> {
    // Pagefind takes it for granted that there is one.
    std::env::current_dir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let files = runtime.block_on(async {
        let options = PagefindServiceConfig::builder()
            .force_language(language.to_owned())
            .max_fragments(FILES_OF_EXCERPTS)
            .build();
        let mut index = PagefindIndex::new(Some(options))?;
        for text in texts {
            index.add_html_file(None, Some(text.url), text.html).await?;
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
