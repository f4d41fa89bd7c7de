//! What is fuzzed: each target takes any text, and must end soon, without a panic, with places that are right.
//!
//! `fuzz/` hands the targets to libFuzzer; `tests/it/fuzz.rs` feeds them seeds and what becomes of these when
//! pieces are cut, repeated and mixed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, LazyLock};

use crate::bibliography::{
    Bibliography, BibliographyFile, Formatter, ResolvedCitation, ResolvedSource, Style,
};
use crate::commands;
use crate::config::Config;
use crate::data::Data;
use crate::diagnostics::{Diagnostic, Extent, Human, Levels, Report, Texts};
use crate::explainer::{Explainer, Lifetime, Options};
use crate::lints;
use crate::manuscript::Manuscript;
use crate::markdown::ParseOptions;
use crate::output::data_file;
use crate::parse::parse;
use crate::search::Searched;
use crate::site::Route;
use crate::theme::Made;

/// What a text is handed to.
pub type Target = fn(&str);

/// The targets by name.
pub const TARGETS: [(&str, Target); 9] = [
    ("page", page),
    ("citation", citation),
    ("shortcode", shortcode),
    ("bib", bib),
    ("csl_json", csl_json),
    ("yaml", yaml),
    ("style", style),
    ("config", config),
    ("edits", edits),
];

/// Runs a target.
///
/// # Panics
/// If something is wrong with Ibid, or no target has the name.
pub fn run(name: &str, input: &[u8]) {
    let (_, target) = TARGETS
        .iter()
        .find(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("there is no target {name}"));
    target(&String::from_utf8_lossy(input));
}

/// A page: front matter, Markdown, claims.
fn page(text: &str) {
    let path: Arc<str> = "content/a.md".into();
    let mut page = parse(&path, text, &ParseOptions::default(), &Data::default());
    page.add(lints::page(&page, text));
    check(&page.diagnostics, text);
}

/// What stands in the brackets of a citation, in each of its forms.
fn citation(text: &str) {
    page(&format!(
        "+++\ntitle = \"A\"\n+++\nSo [{text}]. @a [{text}] [said][{text}].[^n]\n\n[^n]: [@a; {text}]\n"
    ));
}

/// What stands in the braces of a shortcode.
fn shortcode(text: &str) {
    page(&format!(
        "+++\ntitle = \"A\"\n+++\n{{{{ {text} }}}}\n\n{{% {text} %}}\n\nIn.\n\n{{% end %}}\n"
    ));
}

fn bib(text: &str) {
    sources("a.bib", text);
}

fn csl_json(text: &str) {
    sources("a.json", text);
}

/// All that YAML is read for: sources, and front matter.
fn yaml(text: &str) {
    sources("a.yml", text);
    page(&format!("---\n{text}\n---\n"));
}

/// Reads sources, and cites them in a note style and in one that tells names apart.
fn sources(path: &str, text: &str) {
    static STYLES: LazyLock<Vec<Style>> = LazyLock::new(|| {
        let names = ["ibid", "apa"].into_iter();
        names.filter_map(|name| Style::find(name).ok()).collect()
    });
    let file = BibliographyFile {
        path: path.into(),
        text: text.into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(&[file]);
    check(&diagnostics, text);
    let bibliography = Arc::new(bibliography);
    for style in &*STYLES {
        cite_all(style.clone(), &bibliography);
    }
}

/// A style that is made of the text, or a job of `ibid format`.
fn style(text: &str) {
    static SOURCES: LazyLock<Arc<Bibliography>> = LazyLock::new(|| {
        let file = BibliographyFile {
            path: "a.bib".into(),
            text: include_str!("../tests/pandoc/sources.bib").into(),
        };
        Arc::new(Bibliography::load(&[file]).0)
    });
    match Style::from_csl(text) {
        Ok(style) => cite_all(style, &SOURCES),
        Err(error) => {
            let range = error.range.unwrap_or_default();
            assert!(text.get(range.clone()).is_some(), "{range:?}");
        }
    }
    // A job that cannot be done is told, and a Vec can be written.
    let _ = commands::format_jobs(text.as_bytes(), &mut Vec::new());
}

/// Cites each of the first sources twice, and formats the references.
fn cite_all(style: Style, bibliography: &Arc<Bibliography>) {
    const MANY: usize = 24;
    let ids = bibliography.iter().map(|(id, _)| id).take(MANY);
    let ids: Vec<_> = ids.collect();
    let citation = |ids: &[_]| ResolvedCitation {
        items: ids.iter().map(|id| ResolvedSource::new(*id)).collect(),
        note_number: Some(1),
        within_note: false,
        narrative: false,
    };
    let citations: Vec<_> = ids.chunks(1).chain(ids.chunks(3)).map(citation).collect();
    let formatter = Formatter::new(style, bibliography.clone(), "en");
    let page = formatter.page(&citations);
    assert_eq!(page.citations.len(), citations.len());
}

fn config(text: &str) {
    let (_, diagnostics) = Config::parse(text);
    check(&diagnostics, text);
}

/// Edits, one after the other: what is in memory must be what a cold build makes. A line of equals signs ends
/// the text of one edit, which is that of one file.
fn edits(text: &str) {
    const FILES: [&str; 5] = [
        "content/a.md",
        "content/b.md",
        "sources.bib",
        "content/s/_index.md",
        "ibid.toml",
    ];
    const EDITS: usize = 8;
    let Ok(folder) = tempfile::tempdir() else {
        return;
    };
    let root = folder.path();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        let folder = path.parent().map(fs::create_dir_all);
        folder.and_then(Result::ok).map(|()| fs::write(path, text))
    };
    write("ibid.toml", "title = \"T\"\n");
    write(
        "content/_index.md",
        "+++\ntitle = \"T\"\n+++\nSee [a](a.md).\n",
    );
    let options = Options::default();
    let Ok(mut warm) = Explainer::load(root, &options, Lifetime::Edits) else {
        return;
    };
    for (n, edit) in text.split("\n====\n").take(EDITS).enumerate() {
        let path = FILES[n % FILES.len()];
        write(path, edit);
        let mut manuscript: Manuscript = warm.manuscript.clone();
        let (_, readable) = manuscript.refresh(&BTreeSet::from([path.to_owned()]));
        let (Ok(()), Ok(cold)) = (readable, Explainer::load(root, &options, Lifetime::Edits))
        else {
            return;
        };
        warm = Explainer::compile(manuscript, &options, Some(&warm));
        assert_eq!(&warm.report, &cold.report);
        assert_eq!(everything(&warm), everything(&cold));
    }
}

/// Everything that an explainer shows.
pub(crate) fn everything(explainer: &Explainer) -> BTreeMap<String, String> {
    let renderer = explainer.renderer();
    let site = &explainer.site;
    let mut all = BTreeMap::new();
    for (path, route) in site.routes.files() {
        let shown = match route {
            Route::Html(page) => renderer
                .render(page)
                .map_or_else(|fault| format!("{fault:?}"), Made::into_text),
            Route::Data(data) => {
                String::from_utf8_lossy(&data_file(explainer, &renderer, data)).into_owned()
            }
            Route::File(i) => site.published.files()[i].path.to_string(),
            Route::Copy(i, width) => format!("{} {width}", site.published.files()[i].path),
            Route::Asset(i) => format!("{:?}", explainer.asset(i)),
            Route::Search => format!("{:x}", Searched::of(explainer).digest()),
        };
        all.insert(path.to_owned(), shown);
    }
    all
}

/// The one file that there is.
struct OneFile<'a>(&'a str);

impl Texts for OneFile<'_> {
    fn text(&self, _: &str) -> Option<&str> {
        Some(self.0)
    }
}

/// Every place must lie in the text, and whatever is said must be possible to print.
fn check(diagnostics: &[Diagnostic], text: &str) {
    for diagnostic in diagnostics {
        let others = diagnostic.labels.iter().map(|label| &label.place);
        for place in others.chain(&diagnostic.place) {
            let range = place.span.range();
            assert!(
                text.get(range.clone()).is_some(),
                "{range:?} of {diagnostic:?}"
            );
        }
    }
    const PRINTED: usize = 20;
    let some = diagnostics.iter().take(PRINTED).cloned();
    let report = Report::new(some, &Levels::default());
    // A Vec can be written.
    let _ = Human::new(false, 100).write(&report, Extent::All, &OneFile(text), &mut Vec::new());
}
