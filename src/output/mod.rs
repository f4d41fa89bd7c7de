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

pub use publish::{data_file, publish};
pub use sources::source_json;
pub use staging::{Staging, WriteError, Written};
