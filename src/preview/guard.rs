//! Lets in whom the preview is meant for, and tells browsers to be careful.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::shared::Shared;

/// Headers of every answer.
static HEADERS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-cache"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Refuses requests under another name, and adds headers to all answers.
pub(super) async fn guard(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if shared.hosts.allow(host) {
        next.run(request).await
    } else {
        let why =
            "the preview does not answer to this host name; use http://localhost/ with its port\n";
        (StatusCode::FORBIDDEN, why).into_response()
    };
    for (name, value) in &HEADERS {
        let headers = response.headers_mut();
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
    response
}
