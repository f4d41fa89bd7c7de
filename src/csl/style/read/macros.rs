//! Macros, by number (specification, "Macro").

use std::mem;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::element::Macro;
use super::super::error::StyleError;
use super::{Node, element};

/// The macros that are used, numbered in the order of their first use.
pub(super) struct Macros<'a> {
    definitions: FxHashMap<&'a str, &'a Node<'a>>,
    numbers: FxHashMap<&'a str, usize>,
    /// The definitions by number.
    used: Vec<&'a Node<'a>>,
    /// Where what is being read uses macros.
    calls: Calls,
}

/// Where macros are used: the number and the start tag.
pub(super) type Calls = Vec<(usize, Range<usize>)>;

/// The macros that were used, and where each of them uses others.
pub(super) struct Read {
    pub(super) macros: Vec<Macro>,
    /// The calls of each macro by its number, and last those of the layouts and sort keys.
    pub(super) calls: Vec<Calls>,
}

impl<'a> Macros<'a> {
    /// The macros that a style defines; of two with the same name, the first.
    pub(super) fn new(root: &'a Node<'a>) -> Self {
        let mut definitions = FxHashMap::default();
        for node in root.children_named("macro") {
            if let Some(name) = node.get("name") {
                definitions.entry(name).or_insert(node);
            }
        }
        Self {
            definitions,
            numbers: FxHashMap::default(),
            used: Vec::new(),
            calls: Vec::new(),
        }
    }

    /// The number of a macro that an element or a key uses.
    pub(super) fn call(&mut self, name: &'a str, from: &Node<'_>) -> Result<usize, StyleError> {
        let number = match self.numbers.get(name) {
            Some(number) => *number,
            None => {
                let Some(definition) = self.definitions.get(name) else {
                    return Err(self.unknown(name, from));
                };
                self.used.push(definition);
                self.numbers.insert(name, self.used.len() - 1);
                self.used.len() - 1
            }
        };
        self.calls.push((number, from.range.clone()));
        Ok(number)
    }

    /// Reads the macros that have been used, and those that these use.
    pub(super) fn finish(mut self) -> Result<Read, StyleError> {
        let layouts = mem::take(&mut self.calls);
        let mut macros = Vec::new();
        let mut calls = Vec::new();
        while let Some(node) = self.used.get(macros.len()).copied() {
            macros.push(Macro {
                name: node.string("name"),
                elements: element::elements(node, &mut self)?,
            });
            calls.push(mem::take(&mut self.calls));
        }
        calls.push(layouts);
        Ok(Read { macros, calls })
    }

    fn unknown(&self, name: &str, from: &Node<'_>) -> StyleError {
        let message = format!("the style has no macro \"{name}\"");
        let error = StyleError::new(from.range.clone(), message);
        let known = self.definitions.keys();
        let nearest = known
            .map(|known| (strsim::damerau_levenshtein(name, known), *known))
            .filter(|(distance, _)| *distance <= name.len().max(3) / 3)
            .min();
        match nearest {
            Some((_, known)) => error.help(format!("did you mean \"{known}\"?")),
            None => error.help("define it: `<macro name=\"…\">…</macro>`"),
        }
    }
}
