//! What a page says of itself to machines, and how it is cited.
//!
//! - `head`: Open Graph and others, for search engines and previews of links;
//! - `highwire`: Highwire Press tags, for Google Scholar and reference managers;
//! - `json_ld`: the page and its sources in the vocabulary of schema.org (`schema_org` has its types);
//! - `cite_as`: how to cite the page, in words.

mod cite_as;
mod head;
mod highwire;
mod json_ld;
mod schema_org;

pub(super) use cite_as::cite_as;
pub(super) use head::meta_html;
pub(super) use highwire::{highwire, highwire_html};
pub(super) use json_ld::{cited_json_ld, json_ld, source_json_ld};
