//! Hugo's shortcodes that have an equal: figures, links to pages, alerts.

use super::Summary;
use super::plan::PlannedPage;
use super::rewrite::{Edit, Rewriter, apply, is_in, literal, relative};

pub(super) fn convert(
    rewriter: &Rewriter<'_>,
    page: &PlannedPage,
    body: &str,
    summary: &mut Summary,
) -> String {
    let code = literal(body);
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(found) = body[at..].find("{{").map(|found| at + found) {
        at = found + 2;
        let rest = &body[found..];
        let close = match rest.as_bytes().get(2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => continue,
        };
        let Some(end) = rest.find(close).map(|end| end + close.len()) else {
            continue;
        };
        at = found + end;
        if is_in(&code, found) {
            continue;
        }
        let inner = rest[3..end - 3].trim().trim_end_matches('/').trim();
        match equal(rewriter, page, inner) {
            Some(new) => {
                edits.push((found..found + end, new));
                summary.did("shortcodes rewritten");
            }
            None => {
                let name = inner
                    .trim_start_matches('/')
                    .split_whitespace()
                    .next()
                    .unwrap_or_default();
                if !inner.starts_with('/') {
                    summary.leaves(format!("shortcode `{name}`, left as it is"));
                }
            }
        }
    }
    apply(body, edits)
}

fn equal(rewriter: &Rewriter<'_>, page: &PlannedPage, inner: &str) -> Option<String> {
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let positional = rest.trim().trim_matches(['"', '`', '\'']);
    match name {
        "figure" | "img" | "imgproc" => {
            let src = argument(rest, "src")?;
            let alt = argument(rest, "alt")
                .or(argument(rest, "caption"))
                .unwrap_or_default();
            Some(format!("![{alt}]({src})"))
        }
        "ref" | "relref" => {
            let (path, anchor) = positional.split_once('#').unwrap_or((positional, ""));
            let anchor = if anchor.is_empty() {
                String::new()
            } else {
                format!("#{anchor}")
            };
            if path.is_empty() {
                return Some(anchor);
            }
            let path = path.trim_start_matches('/');
            let named = rewriter.plan.pages.iter().find(|page| {
                let stem = page.to.trim_end_matches(".md").trim_end_matches("/_index");
                page.to.ends_with(path) || stem.ends_with(path.trim_end_matches(".md"))
            })?;
            Some(relative(&page.to, &named.to) + &anchor)
        }
        _ => None,
    }
}

/// The value of `name="…"`.
fn argument<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let start = arguments.find(&format!("{name}="))? + name.len() + 1;
    let value = &arguments[start..];
    let quote = value
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    value[1..].split(quote).next()
}
