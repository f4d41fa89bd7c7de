//! Headings that leave out a level, or repeat the title's.

use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::Document;

/// Reports every heading more than one level below the one before it; the page's title has level 1.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    second_titles(document, diagnostics);
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

/// Reports the first heading of level 1: the title in the front matter is one already.
fn second_titles(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut headings = document.headings.iter();
    let Some(first) = headings.find(|heading| heading.level == 1) else {
        return;
    };
    // That the title is missing has been said; the heading is likely to be it.
    if document.front.title.is_empty() {
        return;
    }
    let same = first.text.trim() == document.front.title.trim();
    let help = match same {
        true => "delete it: the title in the front matter is shown above the text".to_owned(),
        false => format!(
            "write it with `##`: the title \"{}\" has level 1",
            document.front.title
        ),
    };
    let message = "the page has a second heading of level 1";
    let diagnostic = Diagnostic::new(Lint::SecondTitle, document.place(first.span), message);
    let more = headings.filter(|heading| heading.level == 1).count();
    diagnostics.push(match more {
        0 => diagnostic.help(help),
        more => diagnostic
            .help(help)
            .label(format!("and {more} more on this page")),
    });
}
