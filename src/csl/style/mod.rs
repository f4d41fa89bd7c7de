//! A style, read from its XML and ready to be rendered.

mod element;

pub use element::*;
