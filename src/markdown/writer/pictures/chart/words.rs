//! What is said about a picture in words.

use crate::data::Excerpt;
use crate::markdown::writer::Writer;
use crate::markdown::writer::pictures::Arguments;
use crate::value::Spanned;

/// The words around a picture, as its call gives them.
pub(in super::super) struct Words {
    pub takeaway: Option<Excerpt>,
    pub title: Option<Excerpt>,
    pub note: Option<Excerpt>,
    /// Its label, such as `fig:troops`.
    pub id: Option<Spanned<String>>,
}

impl Words {
    pub(in super::super) fn of(arguments: &mut Arguments<'_>, writer: &mut Writer<'_>) -> Self {
        Self {
            id: arguments.text(writer, "id"),
            takeaway: arguments.markdown(writer, "takeaway"),
            title: arguments.markdown(writer, "title"),
            note: arguments.markdown(writer, "note"),
        }
    }
}
