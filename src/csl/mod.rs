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

pub use cite::{Citation, Cite, CitePosition, Locator, Mode, PositionKind};
pub use date::DateError;
pub(crate) use date::month_number;
pub use item::{Date, DateValue, Item, Name, Names};
pub use json::{Fault, FaultKind, field_names};
pub use locale::{Language, Locale, LocaleData, LocatorLabels};
pub use output::{Event, Formatted, Tag};
pub use page::Page;
pub use processor::Processor;
pub use style::{
    Class, DateForm, DatePart, DatePartForm, DatePartName, Display, Form, Style, StyleError,
};
pub use text::{Markup, Span, Text};
pub use variable::{DateVariable, ItemType, NameVariable, Variable};
pub use words::localized;
