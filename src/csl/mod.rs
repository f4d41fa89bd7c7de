//! A processor of the Citation Style Language, CSL 1.0.2.
//!
//! ```text
//! style.csl ──style──> Style ─┐
//! locale.xml ─locale─> Locale ┼─ positions → render → disambiguate → sort, number → group, collapse → text
//! Item, Citation ─────────────┘
//! ```
//!
//! The module uses nothing of the rest of the program, so that it can be used alone. Where the specification
//! is silent, it does what citeproc-js has published.

mod cite;
mod date;
mod disambiguate;
mod features;
mod field;
mod item;
mod json;
mod locale;
mod markup;
mod number;
mod output;
mod page;
mod particles;
mod position;
mod processor;
mod render;
mod script;
mod sets;
mod sort;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod variable;
mod words;
mod xml;

// The benchmarks use these.
pub use cite::{Citation, Cite, Locator};
pub use item::Item;
pub use locale::{Language, Locale};
pub use processor::Processor;
pub use style::Style;

pub(crate) use cite::{CitePosition, Mode, PositionKind};
pub(crate) use date::month_number;
pub(crate) use item::{Date, DateValue, Name, Names};
pub(crate) use json::{Fault, FaultKind, field_names};
pub(crate) use locale::{LocaleData, LocatorLabels};
pub(crate) use output::{Event, Formatted, Tag};
pub(crate) use style::{
    Class, DateForm, DatePart, DatePartForm, DatePartName, Display, Form, StyleError,
};
pub(crate) use text::{Markup, Span, Text};
pub(crate) use variable::{DateVariable, ItemType, NameVariable, Variable};
