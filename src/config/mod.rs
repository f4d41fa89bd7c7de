//! `ibid.toml`: what the explainer is called, where its sources are, how strict the checks are.

mod lints;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::lints::{read_front_matter, read_lints};

use crate::address::encode_path;
use crate::diagnostics::{Diagnostic, Levels, Lint, Place, Span, did_you_mean};
use crate::language::Language;
use crate::value::{Spanned, Table, TableReader, marks_slip, parse_toml, toml_slip};

/// The file that makes a folder an explainer.
pub(crate) const CONFIG_FILE: &str = "ibid.toml";

/// The configuration of an explainer, checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    /// Title of the explainer.
    pub title: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Where the site will stand, with a slash at the end; only canonical links, feeds and the sitemap use it.
    pub base_url: Option<String>,
    /// The language of pages that name none of their own.
    pub(crate) language: Language,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Name of the theme.
    pub theme: Spanned<String>,
    /// Where the sources are and how they are cited.
    pub citations: CitationSettings,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// What is also put on one page.
    pub print: PrintLimits,
    /// Where labels of figures and the like are told apart, and their numbers run on.
    pub numbering: Numbering,
    /// Whether readers can search the site; where it is not said, they can if it is not too large.
    pub search: Option<bool>,
    /// Whether each page has a card of its own for link previews.
    pub page_cards: bool,
    /// Levels of the lints.
    pub levels: Levels,
    /// How old, in months, the newest source of a page may be for `stale-source`.
    pub stale_source_months: i64,
    /// `[extra]`, for templates.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// `[print]`: up to how many pages there are print views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PrintLimits {
    /// Pages of the whole explainer, sections included.
    pub whole_site_pages: usize,
    /// Pages of a section.
    pub section_pages: usize,
}

/// `[citations]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CitationSettings {
    /// Bibliography files, relative to the root.
    pub bibliography: Vec<Spanned<String>>,
    /// Name of a bundled style, or path of a `.csl` file relative to the root.
    pub style: Spanned<String>,
}

/// `[markdown]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MarkdownSettings {
    /// Turn straight quotes into curly ones, `--` into a dash.
    pub smart_punctuation: bool,
    /// Read `$x$` as a formula.
    pub math: bool,
    /// Make bare addresses links.
    pub autolinks: bool,
    /// Read `[[page]]` as a link.
    pub wikilinks: bool,
    /// What becomes of HTML.
    pub raw_html: RawHtml,
    /// How ids are made of headings.
    pub heading_ids: HeadingIdStyle,
}

/// What becomes of HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RawHtml {
    /// It is part of the page.
    #[default]
    Allow,
    /// Readers see it as it is written.
    Escape,
    /// What could run code or change the rest of the page is left out.
    Sanitize,
}

/// How an id is made of the text of a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HeadingIdStyle {
    /// A hyphen for each space; other signs are left out, as GitHub, mdBook and Hugo do it.
    #[default]
    Github,
    /// One hyphen for all between two words, as Zola does it.
    Zola,
}

impl HeadingIdStyle {
    const ALL: [(&str, Self); 2] = [("github", Self::Github), ("zola", Self::Zola)];
}

impl RawHtml {
    const ALL: [(&str, Self); 3] = [
        ("allow", Self::Allow),
        ("escape", Self::Escape),
        ("sanitize", Self::Sanitize),
    ];
}

/// `number` in `[cross_references]`: where labels are told apart, and numbers run on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// Each page begins with 1.
    #[default]
    Page,
    /// Each section does, its own page first.
    Section,
    /// They run on over all pages, in reading order.
    Site,
}

impl Numbering {
    const ALL: [(&str, Self); 3] = [
        ("page", Self::Page),
        ("section", Self::Section),
        ("site", Self::Site),
    ];
}

impl Default for MarkdownSettings {
    fn default() -> Self {
        Self {
            smart_punctuation: true,
            math: true,
            autolinks: true,
            wikilinks: false,
            raw_html: RawHtml::Allow,
            heading_ids: HeadingIdStyle::Github,
        }
    }
}

/// What an author most likely did in a line that is not TOML.
fn slip(text: &str, at: Span) -> Option<&'static str> {
    let before = &text[..at.range().start.min(text.len())];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let yaml = line.contains(": ") && !line.contains('=');
    let yaml = yaml.then_some("a value stands after an equals sign: title = \"…\"");
    yaml.or_else(|| marks_slip(line))
        .or_else(|| toml_slip(line))
}

impl Config {
    /// Reads the text of `ibid.toml`. There is always a result, so that one run can show what else is
    /// wrong; the diagnostics decide whether it may be used.
    pub(crate) fn parse(text: &str) -> (Self, Vec<Diagnostic>) {
        let file: Arc<str> = CONFIG_FILE.into();
        let mut diagnostics = Vec::new();
        let (table, errors) = parse_toml(text);
        for error in errors {
            let message = format!("ibid.toml is not valid TOML: {}", error.message);
            let place = Place::new(&file, error.span);
            let help = slip(text, error.span).map(str::to_owned);
            let problem = Diagnostic::new(Lint::InvalidSyntax, place, message);
            diagnostics.push(problem.maybe_help(help));
        }
        let mut problems = Vec::new();
        let config = Self::read(&file, table, &mut problems);
        // What a broken file lacks is not the author's second mistake.
        if diagnostics.is_empty() {
            diagnostics = problems;
        }
        (config, diagnostics)
    }

    fn read(file: &Arc<str>, table: Table, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut reader = TableReader::new(file, "ibid.toml", table, diagnostics);
        let text = |value: Option<Spanned<String>>| value.map(|v| v.value);
        let title = reader.required(
            "title",
            Lint::MissingTitle,
            "the explainer",
            Span::at(0),
            "add `title = \"…\"` to ibid.toml",
        );
        let description = text(reader.string("description")).unwrap_or_default();
        let base_url = reader.string("base_url");
        let language = Language::read(&mut reader).unwrap_or_default();
        let authors = reader.names("authors");
        let theme = reader.string("theme");
        let citations = reader.table("citations");
        let markdown = reader.table("markdown");
        let cross_references = reader.table("cross_references");
        let print = reader.table("print");
        let front_matter = reader.table("front_matter");
        let search = reader.table("search");
        let cards = reader.table("cards");
        let lints = reader.table("lints");
        let extra = reader.table("extra");
        let base_url = base_url.and_then(|url| check_base_url(url, &mut reader));
        reader.finish();
        let (mut levels, stale_source_months) = read_lints(file, lints, diagnostics);
        levels.unknown_front_matter = read_front_matter(file, front_matter, diagnostics);
        Self {
            title,
            description,
            base_url,
            language,
            authors,
            theme: theme.unwrap_or_else(|| Spanned::built_in("folio")),
            citations: read_citations(file, citations, diagnostics),
            markdown: read_markdown(file, markdown, diagnostics),
            numbering: read_numbering(file, cross_references, diagnostics),
            print: read_print(file, print, diagnostics),
            search: read_search(file, search, diagnostics),
            page_cards: read_cards(file, cards, diagnostics),
            levels,
            stale_source_months,
            extra: extra.map(|table| table.value.to_json()).unwrap_or_default(),
        }
    }
}

impl Config {
    /// The absolute address of what is at `url` in the site, if the site's own is known.
    pub(crate) fn permalink(&self, url: &str) -> Option<String> {
        let base = self.base_url.as_ref()?;
        Some(format!("{base}{}", encode_path(url)))
    }

    /// The path of the site's root on its host: `/explainer/` of `https://example.org/explainer/`.
    pub(crate) fn root_path(&self) -> Option<&str> {
        let (_, rest) = self.base_url.as_ref()?.split_once("://")?;
        rest.find('/').map(|slash| &rest[slash..])
    }
}

/// Puts a base URL into the form that the rest relies on: http or https, a slash at the end.
pub(crate) fn normalise_base_url(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or(url.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let clean = !host.is_empty() && !url.contains(['?', '#', ' ', '"', '<', '>']);
    clean.then(|| format!("{}/", url.trim_end_matches('/')))
}

fn check_base_url(url: Spanned<String>, reader: &mut TableReader<'_>) -> Option<String> {
    let normal = normalise_base_url(&url.value);
    if normal.is_none() && !url.value.is_empty() {
        let place = reader.place(url.span);
        reader.report(
            Diagnostic::new(
                Lint::InvalidValue,
                place,
                format!("\"{}\" is not the address of a site", url.value),
            )
            .help("write an http or https address, such as https://example.org/explainer/"),
        );
    }
    normal
}

fn read_citations(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> CitationSettings {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[citations]`", table, diagnostics);
    let bibliography = reader.strings("bibliography");
    let style = reader.string("style");
    reader.finish();
    CitationSettings {
        bibliography: bibliography.unwrap_or_else(|| vec![Spanned::built_in("sources.bib")]),
        style: style.unwrap_or_else(|| Spanned::built_in("ibid")),
    }
}

fn read_markdown(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> MarkdownSettings {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[markdown]`", table, diagnostics);
    let default = MarkdownSettings::default();
    let settings = MarkdownSettings {
        smart_punctuation: reader
            .boolean("smart_punctuation")
            .unwrap_or(default.smart_punctuation),
        math: reader.boolean("math").unwrap_or(default.math),
        autolinks: reader.boolean("autolinks").unwrap_or(default.autolinks),
        wikilinks: reader.boolean("wikilinks").unwrap_or(default.wikilinks),
        raw_html: read_choice(&mut reader, "raw_html", &RawHtml::ALL).unwrap_or(default.raw_html),
        heading_ids: read_choice(&mut reader, "heading_ids", &HeadingIdStyle::ALL)
            .unwrap_or_default(),
    };
    reader.finish();
    settings
}

/// Where `[print]` does not say. A section of a thousand pages makes a print view of some 10 MB.
const PRINT_LIMITS: PrintLimits = PrintLimits {
    whole_site_pages: 200,
    section_pages: 1000,
};

fn read_print(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> PrintLimits {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[print]`", table, diagnostics);
    let whole = reader.count("whole_site_pages");
    let section = reader.count("section_pages");
    reader.finish();
    PrintLimits {
        whole_site_pages: whole.unwrap_or(PRINT_LIMITS.whole_site_pages),
        section_pages: section.unwrap_or(PRINT_LIMITS.section_pages),
    }
}

fn read_cards(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[cards]`", table, diagnostics);
    let pages = reader.boolean("pages");
    reader.finish();
    pages.unwrap_or(false)
}

/// Whether readers can search, if `[search]` says so.
fn read_search(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<bool> {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[search]`", table, diagnostics);
    let enabled = reader.boolean("enabled");
    reader.finish();
    enabled
}

fn read_numbering(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Numbering {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[cross_references]`", table, diagnostics);
    let numbering = read_choice(&mut reader, "number", &Numbering::ALL);
    reader.finish();
    numbering.unwrap_or_default()
}

/// The value of a key that can be one of a few words.
fn read_choice<T: Copy>(
    reader: &mut TableReader<'_>,
    key: &'static str,
    choices: &[(&str, T)],
) -> Option<T> {
    let wanted = reader.string(key)?;
    let known = choices.iter().find(|(name, _)| *name == wanted.value);
    if let Some((_, found)) = known {
        return Some(*found);
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let help = did_you_mean(&wanted.value, names.iter().copied()).unwrap_or_else(|| {
        let quoted = names.iter().map(|name| format!("\"{name}\""));
        let quoted: Vec<String> = quoted.collect();
        let (last, others) = quoted
            .split_last()
            .map_or(("", &[][..]), |(l, o)| (&**l, o));
        format!("it is {} or {last}", others.join(", "))
    });
    let message = format!("`{key}` cannot be \"{}\"", wanted.value);
    let place = reader.place(wanted.span);
    reader.report(Diagnostic::new(Lint::InvalidValue, place, message).help(help));
    None
}
