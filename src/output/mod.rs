//! From the linked site to the files of `public/`.
//!
//! [`publish`] renders everything there is and hands each file to a [`Staging`] folder as soon as it is
//! made, so that a large site is never in memory as a whole. [`Staging::commit`] then puts the new folder
//! in the place of the old one, or leaves the old one alone if nothing differs.

mod feeds;
mod manifest;
mod publish;
mod sitemap;
mod sources;
mod staging;

pub use publish::publish;
pub use sources::source_json;
pub use staging::{Staging, WriteError, Written};

use crate::explainer::Explainer;
use crate::site::Data;

/// The content of a file that is made of data.
pub fn data_file(explainer: &Explainer, data: Data) -> Vec<u8> {
    match data {
        Data::Sitemap => sitemap::sitemap(explainer),
        Data::Robots => sitemap::robots(explainer),
        Data::AtomFeed => feeds::atom(explainer),
        Data::JsonFeed => feeds::json_feed(explainer),
        Data::Sources => sources::sources_json(explainer),
    }
}
