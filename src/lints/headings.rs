//! Headings that leave out a level.

use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::Document;

/// Reports every heading more than one level below the one before it; the page's title has level 1.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut before = None;
    for heading in &document.headings {
        let level = before.map_or(1, |(level, _)| level);
        if heading.level > level + 1 {
            let wanted = level + 1;
            let mut diagnostic = Diagnostic::new(
                Lint::HeadingSkip,
                document.place(heading.span),
                format!(
                    "this heading skips from level {level} to level {}",
                    heading.level
                ),
            )
            .help(format!(
                "write it with {}, one level below the heading before it",
                "`#`".replace('#', &"#".repeat(usize::from(wanted)))
            ));
            if let Some((_, span)) = before {
                diagnostic = diagnostic.also(document.place(span), format!("level {level} here"));
            } else {
                diagnostic = diagnostic.label("the title of the page has level 1");
            }
            diagnostics.push(diagnostic);
        }
        before = Some((heading.level, heading.span));
    }
}
