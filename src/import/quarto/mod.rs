//! Quarto's and bookdown's code and references. No code is run: pictures that it includes are shown, other chunks are
//! shown as code, and what refers to the figures that they would draw leads to the code.

mod chunk;
mod labels;
mod references;

use std::collections::BTreeMap;

pub(super) use self::labels::Labels;

use self::chunk::chunks;
use self::references::references;
use super::rewrite::{Edit, PageText, apply};

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
