//! The text of a page, rewritten where the tool's own Markdown has an equal here. Code is never touched.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Summary;
use super::plan::{Dialect, Plan, PlannedPage};
use super::quarto::Labels;
use super::source::Source;
use super::{includes, quarto, shortcodes, wikilinks};
use crate::address::{decode, is_elsewhere};

/// What rewriting a page depends on.
pub(super) struct Rewriter<'a> {
    pub source: &'a Source,
    pub plan: &'a Plan,
    /// Where the files of the source stand below `content/`.
    pub places: BTreeMap<&'a str, &'a str>,
    pub labels: Labels,
}

/// A change of a text.
pub(super) type Edit = (Range<usize>, String);

/// The text of a page while it is rewritten, one kind of syntax after the other.
pub(super) struct PageText<'a> {
    pub rewriter: &'a Rewriter<'a>,
    pub page: &'a PlannedPage,
    pub body: String,
    pub summary: &'a mut Summary,
}

impl PageText<'_> {
    /// Makes the changes that `find` finds.
    pub(super) fn edit(&mut self, find: impl FnOnce(&mut Edits<'_>)) {
        let mut edits = Edits {
            rewriter: self.rewriter,
            page: self.page,
            body: &self.body,
            code: literal(&self.body),
            found: Vec::new(),
            summary: self.summary,
        };
        find(&mut edits);
        self.body = apply(&self.body, edits.found);
    }
}

/// Changes of the text of a page, as they are found.
pub(super) struct Edits<'a> {
    pub rewriter: &'a Rewriter<'a>,
    pub page: &'a PlannedPage,
    pub body: &'a str,
    code: Vec<Range<usize>>,
    found: Vec<Edit>,
    pub summary: &'a mut Summary,
}

impl Edits<'_> {
    /// Whether a place is in code or a formula, which stay as they are.
    pub(super) fn is_code(&self, at: usize) -> bool {
        is_in(&self.code, at)
    }

    /// Puts `new` in place of a stretch of the text.
    pub(super) fn replace(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.found.push((range, new.into()));
    }
}

/// The text with the edits, which do not overlap; of two at one place the first counts.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out + &text[at..]
}

pub(super) fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH;
    Parser::new_ext(text, options)
}

/// Where code, formulas and HTML blocks stand.
pub(super) fn literal(text: &str) -> Vec<Range<usize>> {
    let events = parser(text).into_offset_iter();
    let literal = |event: &Event<'_>| {
        matches!(
            event,
            Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Start(Tag::CodeBlock(_))
        )
    };
    events
        .filter(|(event, _)| literal(event))
        .map(|(_, range)| range)
        .collect()
}

/// Whether a place is in one of the ranges, which are in order.
pub(super) fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0 && at < ranges[after - 1].end
}

impl Rewriter<'_> {
    /// The title of a page, if its text begins with one, and the text as Ibid reads it.
    pub(super) fn page(
        &self,
        page: &PlannedPage,
        body: &str,
        title: Option<&str>,
        summary: &mut Summary,
    ) -> (Option<String>, String) {
        let mut text = PageText {
            rewriter: self,
            page,
            body: body.to_owned(),
            summary,
        };
        let steps: &[fn(&mut PageText<'_>)] = match self.plan.dialect {
            Dialect::MdBook => &[includes::convert],
            Dialect::Quarto => &[shortcodes::include, quarto::convert, shortcodes::convert],
            Dialect::Hugo => &[shortcodes::convert],
            Dialect::Obsidian => &[wikilinks::convert],
            Dialect::Zola | Dialect::Pandoc => &[],
        };
        steps.iter().for_each(|step| step(&mut text));
        let body = text.body;
        let body = self.links(page, &body, summary);
        headings(&body, title, summary)
    }

    /// Links to pages as they stand now.
    fn links(&self, page: &PlannedPage, body: &str, summary: &mut Summary) -> String {
        let mut edits = Vec::new();
        let mut pictures: Vec<Edit> = Vec::new();
        let mut rewrite = |range: Range<usize>, destination: &str, edits: &mut Vec<Edit>| {
            let Some(new) = self
                .resolve(page, destination)
                .filter(|new| new != destination)
            else {
                return;
            };
            if let Some(at) = body[range.clone()].rfind(destination) {
                let start = range.start + at;
                edits.push((start..start + destination.len(), new));
                summary.did("links rewritten");
            }
        };
        let parser = parser(body);
        let definitions: Vec<_> = parser
            .reference_definitions()
            .iter()
            .map(|(_, definition)| (definition.span.clone(), definition.dest.to_string()))
            .collect();
        for (span, destination) in definitions {
            rewrite(span, &destination, &mut edits);
        }
        for (event, range) in parser.into_offset_iter() {
            if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &event
                && body[range.clone()].contains("](")
            {
                rewrite(range, dest_url, &mut edits);
            } else if let Event::Html(html) | Event::InlineHtml(html) = &event {
                pictures.extend(self.shown(page, html, range.start));
            }
        }
        for _ in &pictures {
            summary.did("addresses in HTML rewritten");
        }
        edits.extend(pictures);
        apply(body, edits)
    }

    /// New addresses of the files that HTML shows: they count from that of the page, which is a folder here.
    fn shown(&self, page: &PlannedPage, html: &str, start: usize) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (at, open) in html.match_indices("src=\"") {
            let value = at + open.len();
            let written = html[value..].split('"').next().unwrap_or_default();
            let file = joined(&page.from, written).filter(|_| !written.starts_with('/'));
            let Some(to) = file.and_then(|file| self.places.get(file.as_str())) else {
                continue;
            };
            let up = if page.to.ends_with("index.md") {
                ""
            } else {
                "../"
            };
            let new = format!("{up}{}", relative(&page.to, to));
            edits.push((start + value..start + value + written.len(), new));
        }
        edits
    }

    /// Where a link in a page of the source leads in the explainer, if that is known: an address relative to the page.
    pub(super) fn resolve(&self, page: &PlannedPage, written: &str) -> Option<String> {
        if is_elsewhere(written)
            || crate::address::scheme(written).is_some()
            || written.starts_with(['#', '@'])
        {
            return None;
        }
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let (path, suffix) = written.split_at(end);
        let path = decode(path).into_owned();
        let to = match path.strip_prefix('/') {
            Some(below) => self.by_address(below)?,
            None => self.by_file(&joined(&page.from, &path)?)?,
        };
        Some(relative(&page.to, to) + suffix)
    }

    /// The file below `content/` for a path in the source.
    fn by_file(&self, path: &str) -> Option<&str> {
        let stem = path.trim_end_matches('/');
        let stem = stem
            .strip_suffix(".html")
            .or(stem.strip_suffix(".htm"))
            .unwrap_or(stem);
        let folder = stem
            .strip_suffix("index")
            .unwrap_or(stem)
            .trim_end_matches('/');
        let names = [
            ".md",
            ".qmd",
            ".Rmd",
            "/_index.md",
            "/index.md",
            "/README.md",
            "/index.qmd",
        ];
        let exact = self.places.get(path).copied();
        exact.or_else(|| {
            let stems = [stem, folder].into_iter();
            let candidates =
                stems.flat_map(|stem| names.iter().map(move |name| format!("{stem}{name}")));
            let mut found = candidates.filter_map(|candidate| {
                self.places.get(candidate.trim_start_matches('/')).copied()
            });
            found.next()
        })
    }

    /// The page at an address of the site.
    pub(super) fn by_address(&self, address: &str) -> Option<&str> {
        let stem = address
            .trim_end_matches('/')
            .trim_end_matches(".html")
            .trim_end_matches(".md");
        let names = [
            format!("{stem}.md"),
            format!("{stem}/_index.md"),
            format!("{stem}/index.md"),
        ];
        let mut pages = self.plan.pages.iter();
        let page =
            pages.find(|page| names.iter().any(|name| page.to.eq_ignore_ascii_case(name)))?;
        Some(&page.to)
    }
}

/// The path in the source that is meant in a file of it; `None` if it leaves the source.
pub(super) fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from one file below `content/` to another, with spaces encoded.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    let mut to: Vec<&str> = to.split('/').collect();
    from.pop();
    let same = from
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(from.len() - same);
    let down = to.split_off(same).join("/");
    (up + &down)
        .replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
}

/// Takes the title out of the text, and puts other headings of level 1 one level lower, with all below them.
fn headings(body: &str, title: Option<&str>, summary: &mut Summary) -> (Option<String>, String) {
    let mut found: Option<String> = None;
    let mut edits: Vec<Edit> = Vec::new();
    let mut others = Vec::new();
    let mut open: Option<(Range<usize>, usize, String)> = None;
    let mut begun = false;
    for (event, range) in parser(body).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { level, .. }), _) => {
                open = Some((range, level as usize, String::new()))
            }
            (Event::Text(text) | Event::Code(text), Some((.., words))) => words.push_str(&text),
            (Event::End(TagEnd::Heading(_)), _) => {
                let Some((range, level, words)) = open.take() else {
                    continue;
                };
                let words = words.trim().trim_end_matches("{-}").trim().to_owned();
                let is_title = level == 1 && found.is_none() && (!begun || title == Some(&words));
                if words.starts_with("(PART)") || words.starts_with("(APPENDIX)") {
                    edits.push((range, String::new()));
                } else if is_title {
                    found = Some(words);
                    edits.push((range, String::new()));
                    begun = true;
                } else {
                    others.push((range, level));
                    begun = true;
                }
            }
            (Event::Text(_) | Event::Code(_), None) => begun = true,
            _ => {}
        }
    }
    if found.is_some() {
        summary.did("titles moved into the front matter");
    }
    if others.iter().any(|(_, level)| *level == 1) {
        let atx = others
            .iter()
            .filter(|(range, level)| body[range.clone()].starts_with('#') && *level < 6);
        edits.extend(atx.map(|(range, _)| (range.start..range.start, "#".to_owned())));
        summary.did("pages whose headings went down a level");
    }
    (found, apply(body, edits))
}
