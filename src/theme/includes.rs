//! The proof that templates which include and extend each other come to an end, before any is compiled.
//!
//! Templates that include themselves are found by the engine; here are those that lead too far, or to so many
//! others that nobody could wait for them.

use std::collections::HashMap;

use super::faults::{Fault, at};
use super::fields::tags;
use super::templates::Sources;
use crate::diagnostics::Span;

/// Templates in each other: rendering recurses as deep.
const MAX_DEPTH: usize = 32;
/// Templates that one stands for, with all that it includes, and what these include.
const MAX_SIZE: usize = 10_000;

/// The first template that includes too much, if there is one.
pub(super) fn check(sources: &Sources) -> Option<Fault> {
    let mut walk = Walk {
        sources,
        known: HashMap::new(),
    };
    let mut all = sources.keys();
    all.find_map(|name| walk.extent(name, 0).err())
        .map(|fault| *fault)
}

/// How much a template stands for.
#[derive(Clone, Copy)]
struct Extent {
    depth: usize,
    size: usize,
}

struct Walk<'a> {
    sources: &'a Sources,
    /// Of the templates that have been measured; `None` while one is.
    known: HashMap<&'a str, Option<Extent>>,
}

impl<'a> Walk<'a> {
    fn extent(&mut self, name: &'a str, outer: usize) -> Result<Extent, Box<Fault>> {
        let mut extent = Extent { depth: 1, size: 1 };
        let Some((_, text)) = self.sources.get(name) else {
            return Ok(extent);
        };
        if let Some(known) = self.known.get(name) {
            return Ok(known.unwrap_or(extent));
        }
        self.known.insert(name, None);
        for (other, span) in included(text) {
            let sources = self.sources;
            let fault = |message: String| Err(Box::new(at(Some(name), span, &message, sources)));
            let too_deep = format!("more than {MAX_DEPTH} templates include each other here");
            if outer >= MAX_DEPTH {
                return fault(too_deep);
            }
            let inside = self.extent(other, outer + 1)?;
            extent.depth = extent.depth.max(inside.depth + 1);
            extent.size += inside.size;
            if extent.depth > MAX_DEPTH {
                return fault(too_deep);
            }
            if extent.size > MAX_SIZE {
                return fault(format!(
                    "with this one, the template includes more than {MAX_SIZE} others"
                ));
            }
        }
        self.known.insert(name, Some(extent));
        Ok(extent)
    }
}

/// The names in tags such as `{% include "partials/head.html" %}` and where they stand.
pub(super) fn included(text: &str) -> impl Iterator<Item = (&str, Span)> {
    tags(text).filter_map(|tag| {
        let named = ["include", "extends"];
        let rest = named.iter().find_map(|word| tag.strip_prefix(word))?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| "\"'`".contains(*c))?;
        let name = rest[1..].split(quote).next()?;
        let start = text.len() - rest.len() + 1;
        Some((name, Span::new(start..start + name.len())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(templates: impl IntoIterator<Item = (String, String)>) -> Option<String> {
        let source = |(name, text): (String, String)| {
            let path = format!("templates/{name}");
            (name, (path.as_str().into(), text.as_str().into()))
        };
        let fault = check(&templates.into_iter().map(source).collect())?;
        let place = fault.diagnostic.place?;
        Some(format!("{}: {}", place.file, fault.diagnostic.message))
    }

    fn chain(length: usize, line: impl Fn(usize) -> String) -> Option<String> {
        fault((0..length).map(|n| (format!("{n}"), line(n + 1))))
    }

    #[test]
    fn chains_and_doubling_are_stopped() {
        assert_eq!(chain(31, |n| format!("{{%- include '{n}' %}}")), None);
        assert_eq!(
            chain(4000, |n| format!("{{% extends \"{n}\" %}}")).unwrap(),
            "templates/32: more than 32 templates include each other here"
        );
        assert_eq!(
            chain(20, |n| format!("{{% include \"{n}\" %}}").repeat(2)).unwrap(),
            "templates/7: with this one, the template includes more than 10000 others"
        );
    }

    #[test]
    fn circles_end() {
        assert_eq!(chain(3, |n| format!("{{% include \"{}\" %}}", n % 3)), None);
    }
}
