//! What is another tool's in raw HTML, and in the first lines of code.

use super::kinds::Kind;
use super::{Found, until};
use crate::diagnostics::Span;

/// Languages of code that knitr and Quarto run.
const ENGINES: &[&str] = &[
    "r", "python", "julia", "ojs", "bash", "sh", "sql", "stan", "dot", "mermaid", "css", "js",
    "cpp", "rcpp",
];

/// `<Tabs>`, where elements of HTML are written small, and `<ref>`.
pub(super) fn elements(html: &str, span: Span, found: &mut Vec<Found>) {
    for (at, _) in html.match_indices('<') {
        let name = html[at + 1..]
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next();
        let name = name.unwrap_or_default();
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase());
        let kind = match name {
            "ref" | "nowiki" => Kind::WikiNote,
            _ if is_component => Kind::Component,
            _ => continue,
        };
        let length = until(&html[at..], ">").unwrap_or(1 + name.len());
        let start = span.start as usize + at;
        let span = Span::new(start..start + length);
        found.push(Found { kind, span });
    }
}

/// A first line such as ```` ```{r, echo=FALSE} ```` or ```` ```mermaid ````.
pub(super) fn fence(line: &str, span: Span) -> Option<Found> {
    let info = line.trim_start_matches(['`', '~', ' ']);
    let drawn = match info.split([' ', ',', '{']).next().unwrap_or_default() {
        _ if !line.trim_start().starts_with(['`', '~']) => None,
        "mermaid" | "plantuml" | "puml" | "tikz" => Some(Kind::Diagram),
        "math" => Some(Kind::LatexFormula),
        "dataview" | "dataviewjs" | "query" | "tasks" => Some(Kind::Query),
        _ => None,
    };
    if let Some(kind) = drawn {
        return Some(Found { kind, span });
    }
    let info = info.strip_prefix('{')?;
    let name = info
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .next()?;
    // Pandoc's attributes begin with a class or an id.
    if name.is_empty() || info[name.len()..].starts_with('=') {
        return None;
    }
    let kind = match ENGINES.contains(&&*name.to_ascii_lowercase()) {
        true => Kind::Knitr,
        false => Kind::Directive,
    };
    Some(Found { kind, span })
}

/// `` `r nrow(x)` ``
pub(super) fn is_inline_chunk(code: &str) -> bool {
    let inner = code.trim_matches('`');
    let chunk = inner.strip_prefix("r ").or(inner.strip_prefix("{r} "));
    code.starts_with('`')
        && chunk.is_some_and(|code| !code.trim_start().starts_with(['<', '=', '-', '~']))
}
