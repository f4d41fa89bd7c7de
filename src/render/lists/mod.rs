//! The long lists of a page as HTML: its notes, its references, the uses of a source.
//!
//! Templates that go through a list have it as values. But a large site has a hundred thousand notes and uses, and
//! loops with conditions in them are most of what a template engine does: so the items are written here as well, with
//! the hooks on which readers' tools rely, and a template puts a list around them.

mod notes;
mod references;
mod uses;

pub(super) use notes::note_items;
pub(super) use references::{printed_items, reference_items};
pub(super) use uses::use_items;

use crate::markdown::escape_attribute;

/// Adds parts of HTML.
fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// Adds text, escaped as templates escape it, before and after which stands HTML.
fn text(out: &mut String, before: &str, text: &str, after: &str) {
    out.push_str(before);
    escape_attribute(out, text);
    out.push_str(after);
}
