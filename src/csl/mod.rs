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
//!
//! Where each section of the specification is:
//!
//! | section | read | done |
//! |---|---|---|
//! | Styles - Structure: Root Element, Info, Citation, Bibliography | `style/read/style.rs` | `processor.rs`, `page/citation.rs`, `page/bibliography.rs` |
//! | Macro | `style/read/macros.rs`, `style/read/bounds.rs` | `render/group.rs` |
//! | Locale, Locale Files - Structure | `locale/read.rs` | `locale/mod.rs` |
//! | Locale Fallback | `locale/language.rs` | `locale/mod.rs` |
//! | Terms, Ordinal Suffixes, Gender-specific Ordinals | `locale/read.rs` | `locale/terms.rs`, `locale/ordinal.rs` |
//! | Rendering Elements: Layout | `style/read/style.rs` | `page/assemble.rs`, `page/bibliography.rs` |
//! | Text | `style/read/element.rs` | `render/text.rs` |
//! | Date: Localized Date Formats, Date-part, Date Ranges, AD and BC, Seasons, Approximate Dates | `style/read/element.rs` | `render/date.rs` |
//! | Number | `style/read/element.rs` | `render/number.rs`, `number/value.rs` |
//! | Names, Name, Et-al, Label in cs:names | `style/read/names.rs` | `render/names/mod.rs`, `render/names/list.rs` |
//! | Name-part Order, Name-part Formatting | `style/read/names.rs` | `render/names/person.rs`, `render/names/order.rs`, `render/initials.rs` |
//! | Substitute | `style/read/names.rs` | `render/names/substitute.rs` |
//! | Label | `style/read/element.rs` | `render/label.rs`, `locale/locator.rs` |
//! | Group | `style/read/element.rs` | `render/group.rs` |
//! | Choose | `style/read/condition.rs` | `render/choose.rs`, `render/condition.rs`, `position.rs` |
//! | Disambiguation | `style/read/style.rs` | `disambiguate/expand.rs`, `disambiguate/given_names.rs` |
//! | Cite Grouping, Cite Collapsing | `style/read/style.rs` | `page/citation.rs`, `page/collapse.rs` |
//! | Note Distance | `style/read/style.rs` | `position.rs` |
//! | Whitespace | `style/read/style.rs` | `page/bibliography.rs` |
//! | Reference Grouping | `style/read/style.rs` | `page/substitute.rs` |
//! | Global Options: Hyphenation of Initialized Names, Page Ranges, Name Particles | `style/read/style.rs` | `render/initials.rs`, `number/page_range.rs`, `particles.rs` |
//! | Inheritable Name Options | `style/read/names.rs` | `render/names/options.rs` |
//! | Sorting | `style/read/style.rs` | `sort/key.rs`, `sort/collation.rs` |
//! | Affixes, Delimiter, Quotes, Strip-periods | `style/read/element.rs` | `output/writer.rs`, `output/punctuation.rs`, `output/buffer.rs` |
//! | Formatting, Display | `style/read/element.rs` | `output/looks.rs`, `output/html.rs` |
//! | Text-case | `style/read/words.rs` | `field/text_case/mod.rs` |
//! | Appendices II to IV: terms, types, variables | `locale/terms.rs` | `variable.rs`, `item.rs` |

mod cite;
mod date;
mod disambiguate;
mod features;
mod field;
mod item;
mod json;
mod locale;
mod markup;
mod memo;
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
pub(crate) use disambiguate::Distinction;
pub(crate) use item::{Date, DateValue, Name, Names};
pub(crate) use json::{Fault, FaultKind, field_names};
pub(crate) use locale::{LocaleData, LocatorLabels};
pub(crate) use memo::Memo;
pub(crate) use output::{Event, Formatted, Tag};
pub(crate) use page::{Kept, Said, Sole};
pub(crate) use style::{
    Class, DateForm, DatePart, DatePartForm, DatePartName, Display, Form, StyleError,
};
pub(crate) use text::{Markup, Span, Text};
pub(crate) use variable::{DateVariable, ItemType, NameVariable, Variable};
