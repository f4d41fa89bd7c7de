//! Every use of one source, with its sentence and where to find it.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::DataFormat;
use crate::bibliography::SourceId;
use crate::diagnostics::{Lines, count};
use crate::explainer::Explainer;
use crate::language::Locale;
use crate::markdown::{Document, Sentence, Spot};
use crate::output::source_json;
use crate::site::Use;
use crate::terminal::to_stdout;

pub(super) fn print(explainer: &Explainer, id: SourceId, format: DataFormat) -> io::Result<()> {
    match format {
        DataFormat::Human => to_stdout(|out| write(explainer, id, out)),
        DataFormat::Json => {
            let record = record(explainer, id, &mut Lines::new(explainer));
            let mut uses = record["uses"].as_array().into_iter().flatten();
            to_stdout(|out| uses.try_for_each(|one| writeln!(out, "{one}")))
        }
    }
}

/// A source and its uses as in the published `sources.json`, with the page, line and column of each use, and the
/// row if it is in a table.
pub(super) fn record<'a>(explainer: &'a Explainer, id: SourceId, lines: &mut Lines<'a>) -> Value {
    let mut record = source_json(explainer, id);
    let uses = record["uses"].as_array_mut().into_iter().flatten();
    for (value, one) in uses.zip(explainer.site.ledger.uses(id)) {
        let (file, line, column) = position(explainer, *one, lines);
        let document = &explainer.site.page(one.page).document;
        if *file != *document.path {
            value["file"] = json!(file);
        }
        value["line"] = json!(line);
        value["column"] = json!(column);
        if let Some(row) = table_row(document, &document.citations[one.citation].spot) {
            value["row"] = json!(row);
        }
    }
    record
}

/// File, line and column of the key in a citation.
fn position<'a>(
    explainer: &'a Explainer,
    one: Use,
    lines: &mut Lines<'a>,
) -> (&'a str, usize, usize) {
    let document = &explainer.site.page(one.page).document;
    let citation = &document.citations[one.citation];
    let span = citation.items[one.item].span;
    let (file, span) = match &citation.file {
        Some(data) => (&**data, span),
        None => explainer.located(&document.path, span),
    };
    let (line, column) = lines.of(file).line_column(span.start as usize);
    (file, line, column)
}

fn write(explainer: &Explainer, id: SourceId, out: &mut dyn Write) -> io::Result<()> {
    let site = &explainer.site;
    let source = site.bibliography.get(id);
    let uses = site.ledger.uses(id);
    let pages = uses.chunk_by(|a, b| a.page == b.page).count();
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}", source.key)?;
    writeln!(out, "{}", site.formatters.main().reference(id).as_str())?;
    if let Some(annotation) = &source.annotation {
        writeln!(out, "note: {annotation}")?;
    }
    match uses {
        [] => writeln!(out, "cited nowhere")?,
        _ => writeln!(
            out,
            "{} on {}",
            count(uses.len(), "use"),
            count(pages, "page")
        )?,
    }
    let mut lines = Lines::new(explainer);
    let locale = Locale::of(&explainer.manuscript.config.language);
    for one in uses {
        let document = &site.page(one.page).document;
        let citation = &document.citations[one.citation];
        let (file, line, column) = position(explainer, *one, &mut lines);
        let locator = citation.items[one.item].locator.as_ref();
        let locator = locator.map_or_else(String::new, |locator| {
            format!(" ({})", locale.locator(locator))
        });
        let words = table_row(document, &citation.spot)
            .unwrap_or_else(|| bracketed(&document.sentence(&citation.spot)));
        writeln!(out, "\n{file}:{line}:{column}{locator}\n    {words}")?;
    }
    Ok(())
}

/// The whole row if the use is in a table's cell, which says little alone.
fn table_row(document: &Document, spot: &Spot) -> Option<String> {
    let cells = document.row(spot.block)?;
    let cells = document.blocks[cells].iter();
    let texts: Vec<&str> = cells.map(|cell| cell.text.trim()).collect();
    Some(texts.join(" | "))
}

/// A sentence on one line, its claim in brackets as in the file.
fn bracketed(sentence: &Sentence<'_>) -> String {
    let (text, marked) = (sentence.text, sentence.marked.clone());
    let whole = if marked.is_empty() {
        text.to_owned()
    } else {
        let (before, claim, after) = (
            &text[..marked.start],
            &text[marked.clone()],
            &text[marked.end..],
        );
        format!("{before}[{claim}]{after}")
    };
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_bracketed() {
        let sentence = |marked| Sentence {
            text: "About 10,000\ntroops went.",
            marked,
        };
        assert_eq!(bracketed(&sentence(0..0)), "About 10,000 troops went.");
        assert_eq!(bracketed(&sentence(6..19)), "About [10,000 troops] went.");
    }
}
