//! Writes the new explainer.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::addresses::Addresses;
use super::front_matter::{list, plain, quoted, split, translate};
use super::plan::{Dialect, Plan, PlannedPage, text};
use super::quarto::Labels;
use super::rewrite::Rewriter;
use super::source::Source;
use super::{Summary, plan};

pub(super) fn write(
    source: &Source,
    plan: &Plan,
    to: &Path,
    summary: &mut Summary,
) -> Result<(), String> {
    let rewriter = Rewriter {
        source,
        plan,
        places: plan.places(),
        labels: Labels::of(source, plan),
    };
    let mut written = BTreeSet::new();
    let mut addresses = Addresses::of(plan);
    for page in &plan.pages {
        let text = source.text(&page.from).unwrap_or_default();
        let text = translated(&rewriter, page, &text, &mut addresses, summary);
        put(to, &format!("content/{}", page.to), text.as_bytes())?;
        written.insert(page.to.as_str());
        summary.did("pages copied");
    }
    for (path, title) in sections(plan, &written) {
        let description = if path == "_index.md" {
            plan.description.as_str()
        } else {
            ""
        };
        let text = format!(
            "+++\ntitle = {}\ndescription = {}\n+++\n",
            quoted(&title),
            quoted(description)
        );
        put(to, &format!("content/{path}"), text.as_bytes())?;
        summary.did("sections made");
    }
    let cited = plan.bibliography.iter().chain(&plan.style);
    let cited = cited.map(|path| (path.clone(), file_name(path).to_owned()));
    for (from, path) in plan.files.iter().cloned().chain(cited) {
        let bytes = fs::read(source.root.join(&from))
            .map_err(|error| format!("cannot read {from}: {error}"))?;
        put(to, &path, &bytes)?;
        summary.did("files copied");
    }
    put(to, crate::config::CONFIG_FILE, config(plan).as_bytes())?;
    put(to, "public/.gitignore", b"*\n!.gitignore\n")
}

/// A page, its front matter and its text translated.
fn translated(
    rewriter: &Rewriter<'_>,
    page: &PlannedPage,
    file: &str,
    addresses: &mut Addresses,
    summary: &mut Summary,
) -> String {
    let parts = split(file);
    let stated = text(&parts.table, "title");
    let (found, body) = rewriter.page(
        page,
        parts.body,
        stated.as_deref().or(page.title.as_deref()),
        summary,
    );
    // Of bookdown the first page's title is that of the book.
    let is_book = rewriter.plan.dialect == Dialect::Quarto && page.to == "_index.md";
    let title = match is_book {
        true => Some(rewriter.plan.title.clone()),
        false => stated.or(found).or_else(|| page.title.clone()),
    };
    let title = title
        .map(|title| plain(&title))
        .filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| match page.to.as_str() {
        "_index.md" => rewriter.plan.title.clone(),
        to => words(to),
    });
    let dialect = rewriter.plan.dialect;
    let front = translate(&parts.table, &title, page, dialect, addresses, summary);
    format!("{front}\n{}", body.trim_start_matches(['\n', '\r']))
}

/// The home page and the sections that no file makes.
fn sections(plan: &Plan, written: &BTreeSet<&str>) -> Vec<(String, String)> {
    let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
    for page in &plan.pages {
        let mut folder = page.to.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            folders.insert(above);
            folder = above;
        }
    }
    let file = |folder: &str| match folder {
        "" => "_index.md".to_owned(),
        folder => format!("{folder}/_index.md"),
    };
    let missing = folders.into_iter().filter(|folder| {
        // A folder with an index.md is a page with its pictures.
        !written.contains(file(folder).as_str())
            && (folder.is_empty() || !written.contains(format!("{folder}/index.md").as_str()))
    });
    let titled = missing.map(|folder| match folder {
        "" => (file(folder), plan.title.clone()),
        folder => (file(folder), words(folder)),
    });
    titled.collect()
}

/// The last part of a path as words.
fn words(path: &str) -> String {
    let stem = plan::markdown_stem(path).unwrap_or(path);
    let stem = stem
        .strip_suffix("/_index")
        .or(stem.strip_suffix("/index"))
        .unwrap_or(stem);
    let name = file_name(stem).replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let words = first.unwrap_or_default() + letters.as_str();
    if words.is_empty() {
        "Home".to_owned()
    } else {
        words
    }
}

fn config(plan: &Plan) -> String {
    let mut out = format!("title = {}\n", quoted(&plain(&plan.title)));
    let mut line = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
    if !plan.description.is_empty() {
        line("description", quoted(&plan.description));
    }
    if let Some(url) = plan
        .base_url
        .as_deref()
        .and_then(crate::config::normalise_base_url)
    {
        line("base_url", quoted(&url));
    }
    if let Some(language) = plan
        .language
        .as_deref()
        .filter(|tag| crate::language::Language::parse(tag).is_ok())
    {
        line("language", quoted(language));
    }
    if !plan.authors.is_empty() {
        line("authors", list(&plan.authors));
    }
    let files: Vec<String> = plan
        .bibliography
        .iter()
        .map(|path| file_name(path).to_owned())
        .collect();
    out.push_str(&format!("\n[citations]\nbibliography = {}\n", list(&files)));
    if let Some(style) = &plan.style {
        out.push_str(&format!("style = {}\n", quoted(file_name(style))));
    }
    if plan.numbers_run_on {
        out.push_str("\n[cross_references]\nnumber = \"site\"\n");
    }
    if plan.dialect == Dialect::Zola {
        out.push_str("\n[markdown]\nheading_ids = \"zola\"\n");
    }
    out
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn put(root: &Path, path: &str, bytes: &[u8]) -> Result<(), String> {
    let full = root.join(path);
    let folder = full.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| fs::write(&full, bytes));
    written.map_err(|error| format!("cannot write {}: {error}", full.display()))
}
