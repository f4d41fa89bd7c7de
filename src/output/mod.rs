//! From the linked site to the files of `public/`.
//!
//! [`publish`] renders everything there is and hands each file to a [`Staging`] folder as soon as it is
//! made, so that a large site is never in memory as a whole. [`Staging::commit`] then puts the new folder
//! in the place of the old one, or leaves the old one alone if nothing differs.
//!
//! ```text
//! Target ──lock──> BuildFolder ──> Staging ──put each file──> commit ─┬─ swap: one folder for the other
//!  where            the new site   what differs from the Record       └─ in_place: file by file
//! ```

mod build_folder;
mod durable;
mod error;
mod feeds;
mod folder;
mod foreign;
mod hosts;
mod images;
mod in_place;
mod lock;
mod looked;
mod new_site;
mod old_site;
mod pictures;
mod publish;
mod record;
mod removal;
mod sitemap;
mod sources;
mod spare;
mod staging;
mod swap;
mod system;
mod target;
mod tree;

pub(crate) use build_folder::BuildFolder;
pub(crate) use error::WriteError;
pub(crate) use lock::{Holder, Patience};
pub(crate) use publish::{Step, publish};
pub(crate) use record::RECORD;
pub(crate) use sources::source_json;
pub(crate) use staging::{Staging, Writing, Written};
pub(crate) use target::Target;

use crate::explainer::Explainer;
use crate::render::Renderer;
use crate::site::Data;

/// The content of a file that is made of data.
pub(crate) fn data_file(explainer: &Explainer, renderer: &Renderer<'_>, data: Data) -> Vec<u8> {
    match data {
        Data::Sitemap => sitemap::sitemap(explainer),
        Data::Robots => sitemap::robots(explainer),
        Data::AtomFeed => feeds::atom(explainer, renderer),
        Data::JsonFeed => feeds::json_feed(explainer, renderer),
        Data::Sources => sources::sources_json(explainer),
        Data::Corrections => feeds::corrections(explainer, renderer),
        Data::Headers => hosts::HEADERS.into(),
        Data::NoJekyll => Vec::new(),
        Data::Favicon => pictures::favicon(explainer),
        Data::Icon(size) => pictures::icon(explainer, size),
        Data::Manifest => pictures::manifest(explainer),
        Data::Card => pictures::card(explainer, renderer, None),
        Data::PageCard(page) => pictures::card(explainer, renderer, Some(page)),
    }
}
