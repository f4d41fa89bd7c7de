//! `ibid sources --by`: the sources counted by a facet.

use std::io::{self, Write};

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::DataFormat;
use crate::explainer::Explainer;
use crate::site::{Facet, Group};
use crate::terminal::to_stdout;

pub(super) fn print(explainer: &Explainer, facet: Facet, format: DataFormat) -> io::Result<()> {
    let groups = explainer.site.mix(facet);
    to_stdout(|out| {
        match format {
        DataFormat::Human => write(facet, &groups, groups.len(), out),
        DataFormat::Json => groups.iter().try_for_each(|group| {
            let line =
                json!({ facet.name(): group.name, "sources": group.sources.len(), "uses": group.uses });
            writeln!(out, "{line}")
        }),
    }
    })
}

/// Writes a table of the first `most` groups and says how many are left out.
pub(super) fn write(
    facet: Facet,
    groups: &[Group<'_>],
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = &groups[..most.min(groups.len())];
    let none = format!("no {}", facet.name());
    let name = |group: &Group<'_>| group.name.unwrap_or(&none).to_owned();
    let widths = shown.iter().map(|group| name(group).width());
    let width = widths.max().unwrap_or_default().clamp(12, 48);
    let bold = anstyle::Style::new().bold();
    let title = format!("By {}", facet.name());
    let gap = " ".repeat((width + 2).saturating_sub(title.len()));
    writeln!(out, "{bold}{title}{bold:#}{gap}  sources   uses")?;
    for group in shown {
        let name = name(group);
        let gap = " ".repeat(width.saturating_sub(name.width()));
        writeln!(
            out,
            "  {name}{gap}  {:>7}{:>7}",
            group.sources.len(),
            group.uses
        )?;
    }
    if groups.len() > most {
        let left = groups.len() - most;
        writeln!(out, "  … {left} more: ibid sources --by {}", facet.name())?;
    }
    Ok(())
}
