//! Sources, one a line.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::DataFormat;
use super::uses::record;
use crate::bibliography::SourceId;
use crate::diagnostics::Lines;
use crate::explainer::Explainer;
use crate::terminal::{stdout_width, to_stdout};

/// Prints `sources`: by key for people, in the order of the bibliography as data.
pub(super) fn print(
    explainer: &Explainer,
    sources: Vec<SourceId>,
    format: DataFormat,
) -> io::Result<()> {
    match format {
        DataFormat::Human => {
            let mut sources = sources;
            sources.sort_by_key(|id| &explainer.site.bibliography.get(*id).key);
            to_stdout(|out| write(explainer, &sources, out))
        }
        DataFormat::Json => {
            let mut lines = Lines::new(explainer);
            to_stdout(|out| {
                for id in sources {
                    writeln!(out, "{}", record(explainer, id, &mut lines))?;
                }
                Ok(())
            })
        }
    }
}

/// Writes a line for each source: uses, key, date, title. On a terminal long titles are cut.
pub(super) fn write(
    explainer: &Explainer,
    sources: &[SourceId],
    out: &mut dyn Write,
) -> io::Result<()> {
    let site = &explainer.site;
    let keys = sources
        .iter()
        .map(|id| site.bibliography.get(*id).key.width());
    let key_width = keys.max().unwrap_or_default().min(48);
    let room = stdout_width();
    for id in sources {
        let source = site.bibliography.get(*id);
        let uses = site.ledger.uses(*id).len();
        let date = source.date.as_deref().unwrap_or("no date");
        let date = date.split('/').next().unwrap_or_default();
        let padding = " ".repeat(key_width.saturating_sub(source.key.width()));
        let line = format!(
            "{uses:>5}  {}{padding}  {date:<10}  {}",
            source.key,
            source.title.as_deref().unwrap_or("no title")
        );
        match room {
            Some(room) => writeln!(out, "{}", cut(&line, room))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// The start of `line` that fits into `room` columns.
fn cut(line: &str, room: usize) -> String {
    if line.width() <= room {
        return line.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let fits = |c: &char| {
        let columns = c.width().unwrap_or_default();
        let fits = columns <= left;
        left = left.saturating_sub(columns);
        fits
    };
    let kept: String = line.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_by_columns() {
        assert_eq!(cut("twelve chars", 12), "twelve chars");
        assert_eq!(cut("twelve chars", 11), "twelve cha…");
        assert_eq!(cut("朝鮮中央通信", 7), "朝鮮中…");
    }
}
