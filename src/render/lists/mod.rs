//! The lists of a page as HTML: its facts, contents, notes, references and the pages that link to it, the record, the exports and the uses of a source.
//!
//! Templates that go through a list have it as values. But a large site has a hundred thousand notes and uses, and
//! loops with conditions in them are most of what a template engine does: so the items are written here as well, with
//! the hooks on which readers' tools rely, and a template puts a list around them.

mod facts;
mod links;
mod notes;
mod phrase;
mod records;
mod references;
mod uses;

pub(super) use facts::fact_items;
pub(super) use links::{backlink_items, crumb_items, toc_items};
pub(super) use notes::note_items;
pub(super) use records::{export_items, field_items, source_items};
pub(super) use references::{Facts, listed_item, printed_items};
pub(super) use uses::quote;

use std::borrow::Cow;

use self::phrase::Phrase;
use crate::markdown::escape_attribute;

/// Adds parts of HTML.
fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// Adds text, escaped as templates escape it, before and after which stands HTML.
pub(super) fn text(out: &mut String, before: &str, text: &str, after: &str) {
    out.push_str(before);
    escape_attribute(out, text);
    out.push_str(after);
}

/// Text, escaped as templates escape it.
fn escaped(text: &str) -> Cow<'_, str> {
    // Most has nothing to escape.
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    escape_attribute(&mut out, text);
    out.into()
}
