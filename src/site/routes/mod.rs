//! Where everything that the site has stands.

mod names;

pub use names::{alias_url, key_segment};
