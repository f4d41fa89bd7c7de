//! Quarto's and bookdown's code and references. No code is run: pictures that it includes are shown, other chunks are
//! shown as code, and what refers to the figures that they would draw leads to the code.

mod chunk;
mod labels;
mod references;

use std::collections::BTreeMap;

pub(super) use self::labels::Labels;

use self::chunk::chunks;
use self::references::references;
use super::rewrite::{Edit, PageText, apply, is_in, literal};

/// Takes the chunks out, and writes references as they are written here.
pub(super) fn convert(text: &mut PageText<'_>) {
    let captions = captions(&text.body);
    let found = chunks(&text.body).into_iter();
    let edits = found.map(|chunk| (chunk.range.clone(), chunk.markdown(&captions, text.summary)));
    let edits: Vec<Edit> = edits.collect();
    let body = apply(&text.body, edits);
    let lines = body.split_inclusive('\n');
    let body: String = lines.filter(|line| !line.starts_with("(ref:")).collect();
    let body = table_labels(&equations(&body));
    text.body = parted_html(&body);
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

/// Puts an empty line after tags of divisions that Markdown follows: Pandoc reads it there, CommonMark does not.
fn parted_html(body: &str) -> String {
    let code = literal(body);
    let is_tag = |line: &str| {
        let line = line.trim();
        let named = ["<div", "</div", "<section", "</section"];
        named.iter().any(|name| line.starts_with(name)) && line.ends_with('>')
    };
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    let mut lines = body.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        let next = lines.peek().map_or("", |next| next.trim());
        let touches = !next.is_empty() && !next.starts_with('<');
        if touches && is_tag(line) && !is_in(&code, at) {
            out.push('\n');
        }
        at += line.len();
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
