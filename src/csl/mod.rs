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

mod item;
mod locale;
mod style;
mod text;
mod variable;

pub use item::{Date, DateValue, Item, Name, Names};
pub use text::{Markup, Span, Text};
pub use variable::{DateVariable, ItemType, NameVariable, Variable};
