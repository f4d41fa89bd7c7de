//! Chunks of code: their options, the pictures that they include, and what stands in their place.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::Summary;

/// A chunk of code, with its fences.
pub(super) struct Chunk<'t> {
    pub(super) range: Range<usize>,
    /// What stands before its fences, as in the item of a list.
    indent: &'t str,
    fence: &'t str,
    engine: &'t str,
    options: &'t str,
    code: &'t str,
}

/// The chunks of a text, in order.
pub(super) fn chunks(body: &str) -> Vec<Chunk<'_>> {
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
    pub(super) fn label(&self) -> Option<String> {
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

    pub(super) fn is_off(&self, option: &str) -> bool {
        self.option(option)
            .is_some_and(|value| matches!(value.to_lowercase().as_str(), "false" | "f"))
    }

    /// The pictures that `include_graphics` shows.
    pub(super) fn pictures(&self) -> Vec<&str> {
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
    pub(super) fn markdown(
        &self,
        captions: &BTreeMap<String, String>,
        summary: &mut Summary,
    ) -> String {
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
