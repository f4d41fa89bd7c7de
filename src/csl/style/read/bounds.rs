//! The proof that rendering comes to an end, and soon.

use std::ops::Range;

use super::super::element::{Element, SortBy, Style, TextSource};
use super::super::error::StyleError;
use super::macros::Calls;

/// How deep elements may stand in each other once macros stand in the places where they are used. Rendering
/// recurses as deep.
const MAX_DEPTH: usize = 200;

/// How many elements may have to be rendered for one source, with macros in the places where they are used,
/// if the longest branch is taken everywhere. Chicago, the largest style that is known, needs a hundredth.
const MAX_SIZE: usize = 100_000;

/// Finds macros that use themselves, and what would be too deep or too large.
pub(super) fn check(style: &Style, calls: Vec<Calls>) -> Result<(), StyleError> {
    let mut bounds = Bounds {
        style,
        calls,
        extents: vec![None; style.macros.len()],
        path: Vec::new(),
    };
    let bibliography = style.bibliography.as_ref();
    let layouts = [
        Some(&style.citation.layout),
        bibliography.map(|list| &list.layout),
        style.intext.as_ref(),
    ];
    for layout in layouts.into_iter().flatten() {
        let extent = bounds.elements(&layout.elements, 0)?;
        if extent.size > MAX_SIZE {
            return Err(bounds.too_large("the layout", bounds.first_call()));
        }
    }
    let keys = bibliography
        .map(|list| list.sort.as_slice())
        .unwrap_or_default();
    for key in style.citation.sort.iter().chain(keys) {
        if let SortBy::Macro(number) = key.by {
            bounds.call(number, 0)?;
        }
    }
    Ok(())
}

/// What becomes of elements once macros stand in the places where they are used.
#[derive(Clone, Copy, Default)]
struct Extent {
    size: usize,
    depth: usize,
}

struct Bounds<'a> {
    style: &'a Style,
    calls: Vec<Calls>,
    /// Of the macros that have been measured, by number.
    extents: Vec<Option<Extent>>,
    /// The macros that are being measured, from the layout inwards.
    path: Vec<usize>,
}

impl Bounds<'_> {
    /// The extent of elements that stand in `outer` others.
    fn elements(&mut self, elements: &[Element], outer: usize) -> Result<Extent, StyleError> {
        let mut all = Extent::default();
        for element in elements {
            let inside = self.element(element, outer + 1)?;
            all.size = all.size.saturating_add(inside.size + 1);
            all.depth = all.depth.max(inside.depth + 1);
        }
        Ok(all)
    }

    /// The extent of what stands in an element.
    fn element(&mut self, element: &Element, outer: usize) -> Result<Extent, StyleError> {
        match element {
            Element::Text(text) => match text.source {
                TextSource::Macro(number) => self.call(number, outer),
                _ => Ok(Extent::default()),
            },
            Element::Names(names) => self.elements(&names.substitute, outer),
            Element::Group(group) => self.elements(&group.elements, outer),
            Element::Choose(choose) => {
                let mut longest = Extent::default();
                for branch in &choose.branches {
                    let inside = self.elements(&branch.elements, outer)?;
                    longest.size = longest.size.max(inside.size);
                    longest.depth = longest.depth.max(inside.depth);
                }
                Ok(longest)
            }
            Element::Number(_) | Element::Date(_) | Element::Label(_) => Ok(Extent::default()),
        }
    }

    /// The extent of a macro.
    fn call(&mut self, number: usize, outer: usize) -> Result<Extent, StyleError> {
        let extent = match self.extents[number] {
            Some(known) => known,
            None => {
                if let Some(start) = self.path.iter().position(|open| *open == number) {
                    return Err(self.cycle(start, number));
                }
                if outer > MAX_DEPTH {
                    return Err(self.too_deep(number));
                }
                let style = self.style;
                self.path.push(number);
                let extent = self.elements(&style.macros[number].elements, outer)?;
                self.path.pop();
                self.extents[number] = Some(extent);
                extent
            }
        };
        if outer + extent.depth > MAX_DEPTH {
            return Err(self.too_deep(number));
        }
        if extent.size > MAX_SIZE {
            let name = format!("the macro \"{}\"", self.style.macros[number].name);
            return Err(self.too_large(&name, self.place(number)));
        }
        Ok(extent)
    }

    fn cycle(&self, start: usize, number: usize) -> StyleError {
        let name = |number: &usize| self.style.macros[*number].name.as_str();
        let circle = self.path[start..].iter().chain([&number]);
        let names: Vec<&str> = circle.map(name).collect();
        let message = format!(
            "the macro \"{}\" uses itself: {}",
            name(&number),
            names.join(" → ")
        );
        StyleError::new(self.place(number), message)
            .help("a macro is a piece of a layout and cannot hold itself")
    }

    fn too_deep(&self, number: usize) -> StyleError {
        let message = format!("with this macro more than {MAX_DEPTH} elements stand in each other");
        StyleError::new(self.place(number), message).help("use fewer macros inside macros")
    }

    fn too_large(&self, what: &str, place: Range<usize>) -> StyleError {
        let message = format!(
            "{what} has more than {MAX_SIZE} elements once macros stand in the places where they are used"
        );
        StyleError::new(place, message)
            .help("each use of a macro counts as much as the macro holds")
    }

    /// Where a layout first uses a macro, without which it cannot be too large.
    fn first_call(&self) -> Range<usize> {
        let calls = self.calls.last().and_then(|calls| calls.first());
        calls.map(|(_, range)| range.clone()).unwrap_or_default()
    }

    /// Where the innermost macro that is being measured uses another.
    fn place(&self, callee: usize) -> Range<usize> {
        let calls = match self.path.last() {
            Some(caller) => self.calls.get(*caller),
            None => self.calls.last(),
        };
        let place = calls.and_then(|calls| calls.iter().find(|(number, _)| *number == callee));
        place.map(|(_, range)| range.clone()).unwrap_or_default()
    }
}
