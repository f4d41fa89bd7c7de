//! Moving in: a site of another tool, copied into a new explainer.
//!
//! ```text
//! folder ──tools──> Plan (what becomes of each file, the title, the sources, the order)
//!        ──front_matter, rewrite──> pages as Ibid reads them
//!        ──write──> the new folder, and a Summary of what was done and what is left
//! ```
//!
//! Nothing of the source is changed. What cannot be translated is copied as it is: the lints tell it.

mod addresses;
mod front_matter;
mod includes;
mod plan;
mod quarto;
mod rewrite;
mod shortcodes;
mod source;
mod tools;
mod wikilinks;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) use self::tools::Tool;

use self::source::Source;

/// What was done and what was left, each by kind with its number.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub done: BTreeMap<&'static str, usize>,
    pub left: BTreeMap<String, usize>,
}

impl Summary {
    fn did(&mut self, what: &'static str) {
        *self.done.entry(what).or_default() += 1;
    }

    fn leaves(&mut self, what: impl Into<String>) {
        *self.left.entry(what.into()).or_default() += 1;
    }
}

/// Copies the site in `from` into a new explainer in `to`. Without a `tool` it is guessed.
///
/// # Errors
/// If there is nothing to copy, `to` is taken or part of `from`, or a file cannot be read or written.
pub(crate) fn import(
    from: &Path,
    to: &Path,
    tool: Option<Tool>,
) -> Result<(Tool, Summary), String> {
    let source = Source::read(from)?;
    let tool = match tool.or_else(|| Tool::guess(&source)) {
        Some(tool) => tool,
        None => {
            let names = "zola, hugo, mdbook, quarto, pandoc or obsidian";
            return Err(format!(
                "{} holds no Markdown of a tool that is known\nhelp: name the tool with --from: {names}",
                from.display()
            ));
        }
    };
    refuse_taken(from, to)?;
    let plan = tool.plan(&source);
    if plan.pages.is_empty() {
        return Err(format!(
            "{} holds no page\nhelp: name another tool with --from",
            from.display()
        ));
    }
    let mut summary = Summary::default();
    write::write(&source, &plan, to, &mut summary)?;
    Ok((tool, summary))
}

/// Checks that the new folder is empty or not there, and stands outside what is copied.
fn refuse_taken(from: &Path, to: &Path) -> Result<(), String> {
    let taken =
        to.is_file() || std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(format!(
            "{} is there already and not empty\nhelp: choose a new folder",
            to.display()
        ));
    }
    let inside = std::path::absolute(to)
        .is_ok_and(|to| from.canonicalize().is_ok_and(|from| to.starts_with(from)));
    match inside {
        true => Err(format!(
            "{} stands in the folder that is copied\nhelp: choose a folder outside",
            to.display()
        )),
        false => Ok(()),
    }
}
