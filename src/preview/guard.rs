//! Lets in whom the preview is meant for, and tells browsers to be careful.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::server::Shared;

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

/// Host names by which the server may be called.
///
/// A page of another site can make its own name lead to this computer and then read what the preview
/// serves (DNS rebinding); but the browser still says the name, which is none of these.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// The address that the server listens on.
    address: IpAddr,
}

impl Hosts {
    /// The names of a server that listens on `address`.
    pub fn new(address: IpAddr) -> Self {
        Self { address }
    }

    /// Whether the server may be called so. `host` is the header's value, with or without a port.
    pub fn allow(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        if name == "localhost" || name.ends_with(".localhost") {
            return true;
        }
        let literal = name.trim_start_matches('[').trim_end_matches(']');
        // An address cannot be made to lead elsewhere. Other computers are let in only on request.
        match literal.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || ip == self.address || self.address.is_unspecified(),
            Err(_) => false,
        }
    }
}

/// Refuses requests under another name, and adds headers to all answers.
pub async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_cannot_be_made_to_lead_here_are_let_in() {
        let local = Hosts::new([127, 0, 0, 1].into());
        for host in [
            "localhost",
            "LOCALHOST:1961",
            "127.0.0.1:1961",
            "[::1]:1961",
            "a.localhost",
        ] {
            assert!(local.allow(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:1961",
            "localhost.evil.example",
            "192.168.0.7",
            "127.0.0.1.nip.io",
        ] {
            assert!(!local.allow(host), "{host}");
        }
        let open = Hosts::new([0, 0, 0, 0].into());
        assert!(open.allow("192.168.0.7:1961"));
        assert!(!open.allow("evil.example"));
    }
}
