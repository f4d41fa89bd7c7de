//! The files of the preview's browser side, which are in the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::address::media_type;

/// The files by name.
const FILES: &[(&str, &str)] = &[
    ("client.js", include_str!("browser/client.js")),
    ("patch.js", include_str!("browser/patch.js")),
    ("pair.js", include_str!("browser/pair.js")),
    ("rest.js", include_str!("browser/rest.js")),
    ("panel.js", include_str!("browser/panel.js")),
    ("listen.js", include_str!("browser/listen.js")),
    ("worker.js", include_str!("browser/worker.js")),
    ("panel.css", include_str!("browser/panel.css")),
];

/// One of the files.
pub(super) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => ([(header::CONTENT_TYPE, media_type(name))], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
