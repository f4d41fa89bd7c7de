//! Quarto's and bookdown's code and references. No code is run: pictures that it includes are shown, other chunks are
//! shown as code, and what refers to the figures that they would draw leads to the code.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Summary;
use super::front_matter::split;
use super::plan::{Dialect, Plan, PlannedPage};
use super::rewrite::{Edit, Edits, PageText, Rewriter, apply, is_in, literal, relative};
use super::source::Source;
use crate::markdown::slugify;

/// What references can lead to, by label.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Figures and the like that have a label of their own in the explainer: references stay references.
    kept: BTreeSet<String>,
    /// Others: the page, the id in it, and its words.
    places: BTreeMap<String, (String, String, String)>,
}

impl Labels {
    /// The labels of all pages.
    pub(super) fn of(source: &Source, plan: &Plan) -> Self {
        let mut labels = Self::default();
        if plan.dialect != Dialect::Quarto {
            return labels;
        }
        for page in &plan.pages {
            let text = source.text(&page.from).unwrap_or_default();
            labels.read(page, split(&text).body);
        }
        labels
    }

    fn read(&mut self, page: &PlannedPage, body: &str) {
        let mut first = true;
        let code = literal(body);
        let mut end = 0;
        for line in body.split_inclusive('\n') {
            end += line.len();
            if is_in(&code, end - line.len()) {
                continue;
            }
            let line = line.trim_end();
            if let Some(heading) = line.strip_prefix('#') {
                let id = line
                    .rsplit_once("{#")
                    .and_then(|(_, rest)| rest.split(['}', ' ']).next());
                let words = heading
                    .trim_start_matches('#')
                    .split("{#")
                    .next()
                    .unwrap_or_default();
                let words = words.trim().trim_end_matches("{-}").trim().to_owned();
                let is_title = first && !heading.starts_with('#');
                first = false;
                let id = id.map_or_else(|| slugify(&words), str::to_owned);
                let anchor = if is_title { String::new() } else { id.clone() };
                let place = (page.to.clone(), anchor, words);
                self.places.entry(id).or_insert(place);
            }
            for (at, _) in line.match_indices("{#") {
                let id = line[at + 2..].split(['}', ' ']).next().unwrap_or_default();
                if ["fig", "tbl", "tab", "eq"]
                    .iter()
                    .any(|kind| id.starts_with(kind))
                    && !line.starts_with('#')
                {
                    self.kept.insert(id.replacen("tab", "tbl", 1));
                }
            }
            if let Some((_, rest)) = line.split_once("(\\#tab:") {
                let label = rest.split(')').next().unwrap_or_default();
                self.kept.insert(format!("tbl-{label}"));
            }
        }
        self.read_chunks(page, body);
    }

    /// The figures and tables of chunks.
    fn read_chunks(&mut self, page: &PlannedPage, body: &str) {
        for chunk in chunks(body) {
            let Some(label) = chunk.label() else { continue };
            let is_labelled = ["fig-", "tbl-", "lst-"]
                .iter()
                .any(|kind| label.starts_with(kind));
            let pictures = chunk.pictures();
            let id = if is_labelled {
                label.clone()
            } else {
                format!("fig:{label}")
            };
            if pictures.len() == 1 && !chunk.is_off("include") {
                self.kept.insert(id.replacen(':', "-", 1));
            } else {
                let place = (page.to.clone(), id.replace(':', "-"), label.clone());
                let kinds = if is_labelled {
                    vec![label.clone()]
                } else {
                    vec![format!("fig:{label}"), format!("tab:{label}")]
                };
                for kind in kinds {
                    self.places.insert(kind, place.clone());
                }
            }
        }
    }
}

/// A chunk of code, with its fences.
struct Chunk<'t> {
    range: Range<usize>,
    /// What stands before its fences, as in the item of a list.
    indent: &'t str,
    fence: &'t str,
    engine: &'t str,
    options: &'t str,
    code: &'t str,
}

/// The chunks of a text, in order.
fn chunks(body: &str) -> Vec<Chunk<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, &str, &str)> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let bare = line.trim();
        let ticks = bare.len() - bare.trim_start_matches('`').len();
        match open {
            None if ticks >= 3 => {
                let indent = &line[..line.len() - line.trim_start().len()];
                open = Some((at, at + line.len(), bare, indent));
            }
            Some((start, inner, first, indent)) if ticks >= 3 && bare.len() == ticks => {
                let fence = &first[..first.len() - first.trim_start_matches('`').len()];
                if ticks >= fence.len() {
                    open = None;
                    let info = first[fence.len()..].trim();
                    if let Some(info) = info
                        .strip_prefix('{')
                        .and_then(|info| info.strip_suffix('}'))
                    {
                        let end = info.find([' ', ',']).unwrap_or(info.len());
                        let (engine, options) = info.split_at(end);
                        if !engine.starts_with(['.', '#']) && !engine.is_empty() {
                            let range = start..at + line.len();
                            found.push(Chunk {
                                range,
                                indent,
                                fence,
                                engine,
                                options,
                                code: &body[inner..at],
                            });
                        }
                    }
                }
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

impl Chunk<'_> {
    fn label(&self) -> Option<String> {
        if let Some(label) = self.option("label") {
            return Some(label);
        }
        let first = self
            .options
            .trim_start_matches([' ', ','])
            .split(',')
            .next()?
            .trim();
        (!first.is_empty() && !first.contains('=')).then(|| first.to_owned())
    }

    /// The value of an option, in the first line or in a line that begins with `#|`.
    fn option(&self, name: &str) -> Option<String> {
        let dashed = name.replace('.', "-");
        for line in self
            .code
            .lines()
            .map_while(|line| line.trim_start().strip_prefix("#|"))
        {
            if let Some((key, value)) = line.split_once(':')
                && (key.trim() == dashed || key.trim() == name)
            {
                return Some(value.trim().trim_matches(['"', '\'']).to_owned());
            }
        }
        let start = self.options.find(&format!("{name}="))? + name.len() + 1;
        let value = self.options[start..].trim_start();
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next().map(str::to_owned),
            _ => value.split([',', ' ']).next().map(str::to_owned),
        }
    }

    fn is_off(&self, option: &str) -> bool {
        self.option(option)
            .is_some_and(|value| matches!(value.to_lowercase().as_str(), "false" | "f"))
    }

    /// The pictures that `include_graphics` shows.
    fn pictures(&self) -> Vec<&str> {
        let Some(at) = self.code.find("include_graphics(") else {
            return Vec::new();
        };
        let call = &self.code[at..];
        let call = &call[..call.find(')').unwrap_or(call.len())];
        let endings = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];
        let parts = call.split(['"', '\'']).skip(1).step_by(2);
        parts
            .filter(|part| endings.iter().any(|ending| part.ends_with(ending)))
            .collect()
    }

    /// What stands in place of the chunk.
    fn markdown(&self, captions: &BTreeMap<String, String>, summary: &mut Summary) -> String {
        let plain = self.unindented(captions, summary);
        if self.indent.is_empty() {
            return plain;
        }
        let lines = plain.split_inclusive('\n');
        let lines = lines.map(|line| match line.trim().is_empty() {
            true => line.to_owned(),
            false => format!("{}{line}", self.indent),
        });
        lines.collect()
    }

    fn unindented(&self, captions: &BTreeMap<String, String>, summary: &mut Summary) -> String {
        if matches!(self.engine, "block" | "block2" | "asis") {
            let lines = self.code.trim().lines();
            let quoted: String = lines.map(|line| format!("> {line}\n")).collect();
            return format!("> [!NOTE]\n{quoted}");
        }
        let label = self.label();
        if self.is_off("include") {
            return label.map(|label| anchor(&label)).unwrap_or_default();
        }
        let caption = self.option("fig.cap").or_else(|| self.option("cap"));
        let caption = caption.unwrap_or_default();
        let caption = captions.get(&caption).unwrap_or(&caption);
        let pictures = self.pictures();
        if !pictures.is_empty() {
            summary.did("chunks whose pictures are shown");
            return shown(
                &pictures,
                label.as_deref(),
                &caption.replace(['[', ']'], ""),
            );
        }
        if label.is_some() && !caption.is_empty() {
            summary.leaves("figures that code would draw: put the picture and its caption");
        }
        let mut out = label.map(|label| anchor(&label)).unwrap_or_default();
        if !self.is_off("echo") {
            let lines = self.code.lines();
            let lines = lines.map(|line| line.strip_prefix(self.indent).unwrap_or(line));
            let code = lines.skip_while(|line| line.trim_start().starts_with("#|"));
            let code: String = code.map(|line| format!("{line}\n")).collect();
            let (fence, engine) = (self.fence, self.engine.to_lowercase());
            out.push_str(&format!("{fence}{engine}\n{code}{fence}\n"));
            summary.did("chunks of code shown and not run");
        }
        out
    }
}

/// The pictures of a chunk; one alone is a figure that references lead to.
fn shown(pictures: &[&str], label: Option<&str>, caption: &str) -> String {
    if let ([picture], Some(label)) = (pictures, label) {
        let kind = if label.starts_with("fig-") {
            ""
        } else {
            "fig:"
        };
        return format!("![{caption}]({picture}){{#{kind}{label}}}\n");
    }
    let mut out = label.map(anchor).unwrap_or_default();
    for picture in pictures {
        out.push_str(&format!("![{caption}]({picture})\n\n"));
    }
    out
}

/// A place to which references to a figure lead that is not there.
fn anchor(label: &str) -> String {
    let is_whole = ["fig-", "tbl-", "lst-"]
        .iter()
        .any(|kind| label.starts_with(kind));
    let kind = if is_whole { "" } else { "fig-" };
    format!("<a id=\"{kind}{label}\"></a>\n\n")
}

/// Takes the chunks out, and writes references as they are written here.
pub(super) fn convert(text: &mut PageText<'_>) {
    let captions = captions(&text.body);
    let found = chunks(&text.body).into_iter();
    let edits = found.map(|chunk| (chunk.range.clone(), chunk.markdown(&captions, text.summary)));
    let edits: Vec<Edit> = edits.collect();
    let body = apply(&text.body, edits);
    let lines = body.split_inclusive('\n');
    let body: String = lines.filter(|line| !line.starts_with("(ref:")).collect();
    text.body = table_labels(&equations(&body));
    text.edit(references);
}

/// The captions that bookdown keeps in lines of their own: `(ref:name) words`.
fn captions(body: &str) -> BTreeMap<String, String> {
    let lines = body.lines().filter_map(|line| line.strip_prefix("(ref:"));
    let captions = lines.filter_map(|line| line.split_once(')'));
    captions
        .map(|(name, text)| (format!("(ref:{name})"), text.trim().to_owned()))
        .collect()
}

/// `Table: (\#tab:x) words` of bookdown.
fn table_labels(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let caption = line
            .strip_prefix("Table: (\\#tab:")
            .or(line.strip_prefix(": (\\#tab:"));
        match caption.and_then(|rest| rest.split_once(')')) {
            Some((label, words)) => {
                out.push_str(&format!("Table: {} {{#tbl:{label}}}\n", words.trim()));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Numbered equations of bookdown.
fn equations(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut label: Option<String> = None;
    for line in body.split_inclusive('\n') {
        let mut line = line
            .replace("\\begin{equation}", "$$")
            .replace("\\end{equation}", "$$ ");
        if let Some(at) = line.find("(\\#eq:")
            && let Some(length) = line[at..].find(')')
        {
            label = Some(line[at + 3..at + length].to_owned());
            line.replace_range(at..=at + length, "");
        }
        let closes = line.trim_end().ends_with("$$") && line.trim() != "$$" || line.contains("$$ ");
        if let Some(label) = label.take_if(|_| closes) {
            let end = line.trim_end().len();
            line.replace_range(end.., &format!(" {{#{label}}}\n"));
        }
        out.push_str(&line);
    }
    out
}

/// `\@ref(fig:x)` and `@fig-x`.
fn references(edits: &mut Edits<'_>) {
    let body = edits.body;
    let kept = &edits.rewriter.labels.kept;
    for (at, open) in body.match_indices("\\@ref(") {
        let Some(length) = body[at..].find(')').filter(|_| !edits.is_code(at)) else {
            continue;
        };
        let (label, end) = (&body[at + open.len()..at + length], at + length + 1);
        let native = label.replacen("tab:", "tbl:", 1);
        if kept.contains(&native.replacen(':', "-", 1)) || label.starts_with("eq:") {
            // The word is part of the reference here.
            let before = body[..at].trim_end();
            let words = ["Figure", "Figures", "Fig.", "Table", "Equation", "Eq."];
            let word = words.iter().find(|word| before.ends_with(**word));
            let start = word.map_or(at, |word| before.len() - word.len());
            rewrite(edits, start..end, format!("@{native}"));
        } else if let Some(link) = link(edits.rewriter, edits.page, label) {
            rewrite(edits, at..end, link);
        } else {
            let kind = "references to what is not there, left as they are";
            edits.summary.leaves(kind);
        }
    }
    for (at, _) in body.match_indices("\\index") {
        let name = body[at + 1..].find(|c: char| !c.is_ascii_alphabetic());
        let opens = name.is_some_and(|end| body[at + 1 + end..].starts_with('{'));
        let end = body[at..].find('}');
        if let Some(length) = end.filter(|_| opens && !edits.is_code(at)) {
            rewrite(edits, at..at + length + 1, String::new());
        }
    }
    for kind in ["@fig-", "@tbl-", "@sec-", "@lst-", "@eq-"] {
        for (at, _) in body.match_indices(kind) {
            let rest = &body[at + 1..];
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
                .unwrap_or(rest.len());
            let label = rest[..end].trim_end_matches('-');
            let outside = !edits.is_code(at) && !kept.contains(label);
            let link = link(edits.rewriter, edits.page, label);
            if let Some(link) = link.filter(|_| outside) {
                rewrite(edits, at..at + 1 + label.len(), link);
            }
        }
    }
}

fn rewrite(edits: &mut Edits<'_>, range: Range<usize>, new: String) {
    edits.replace(range, new);
    edits.summary.did("references rewritten");
}

/// A link to what a label stands for.
fn link(rewriter: &Rewriter<'_>, page: &PlannedPage, label: &str) -> Option<String> {
    let (to, anchor, words) = rewriter.labels.places.get(label)?;
    let anchor = if anchor.is_empty() {
        String::new()
    } else {
        format!("#{anchor}")
    };
    let path = if *to == page.to && !anchor.is_empty() {
        String::new()
    } else {
        relative(&page.to, to)
    };
    Some(format!(
        "[{}]({path}{anchor})",
        words.replace(['[', ']'], "")
    ))
}
