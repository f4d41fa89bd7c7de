//! The preview's web server.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::services::ServeFile;

use super::answer::{Answer, Answered, answer};
use super::moves::nearest_parent;
use super::shared::Shared;
use super::snapshot::Snapshot;
use super::{browser, connections, events, guard, page};
use crate::address::{encode_path, media_type};
use crate::internal_error::{InternalError, catch};
use crate::site::Routes;
use crate::terminal::say;

/// How many ports after a taken one are tried.
const TRIES: u16 = 100;

/// A socket on `port`, or on one of those after it if it is taken.
///
/// # Errors
/// If none can be had.
pub(super) fn listen(host: IpAddr, port: u16) -> std::io::Result<std::net::TcpListener> {
    let taken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
    let mut tries = (port..port.saturating_add(TRIES)).map(|port| {
        let listener = std::net::TcpListener::bind(SocketAddr::new(host, port))?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    let first = tries
        .next()
        .unwrap_or_else(|| Err(std::io::ErrorKind::AddrInUse.into()));
    match first {
        Err(error) if taken(&error) => tries.find(|next| !next.as_ref().is_err_and(taken)),
        other => Some(other),
    }
    .unwrap_or_else(|| std::net::TcpListener::bind(SocketAddr::new(host, 0)))
}

/// Serves until the preview ends.
///
/// # Errors
/// If the system refuses.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let ending = shared.ending.clone();
    let app = Router::new()
        .route("/_ibid/events", get(events::stream))
        .route("/_ibid/{name}", get(browser::file))
        .fallback(site)
        .layer(middleware::from_fn_with_state(shared.clone(), guard::guard))
        .with_state(shared);
    connections::serve(listener, app, ending).await;
    Ok(())
}

/// Everything that is part of the site.
async fn site(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    let path = decoded_path(request.uri().path());
    let snapshot = shared.snapshots.borrow().clone();
    let rendering = {
        let snapshot = snapshot.clone();
        let path = path.clone();
        tokio::task::spawn_blocking(move || catch(|| answer(&snapshot, &path)))
    };
    let Answered { answer, news } = match rendering.await {
        Ok(Ok(answered)) => answered,
        Ok(Err(fault)) => return internal_error(&fault),
        Err(ended) => return (StatusCode::SERVICE_UNAVAILABLE, ended.to_string()).into_response(),
    };
    if news {
        // The same snapshot again: all tabs are told of what is wrong with it now.
        shared.snapshots.send_modify(|_| {});
    }
    match answer {
        Answer::Page(html) => html_response(&html),
        Answer::Missing(html) => missing(&snapshot, &path, &html),
        Answer::Data(bytes, mime) => {
            ([(header::CONTENT_TYPE, mime)], Body::from(bytes)).into_response()
        }
        Answer::File(file) => {
            let mut response = match ServeFile::new(file).try_call(request).await {
                Ok(response) => response.map(Body::new),
                Err(error) => {
                    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
                }
            };
            if let (true, Ok(mime)) = (response.status().is_success(), media_type(&path).parse()) {
                response.headers_mut().insert(header::CONTENT_TYPE, mime);
            }
            response
        }
        Answer::Elsewhere(to) => {
            let to = format!("/{}", encode_path(&to));
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
    }
}

fn html_response(html: &str) -> Response {
    let mime = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (mime, page::inject(html)).into_response()
}

/// A page that says what to report, and is fetched again after the next save.
fn internal_error(fault: &InternalError) -> Response {
    say(fault);
    let html = page::bare_page("Internal error", &fault.to_string());
    let mut response = html_response(&html);
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// The page for what does not exist; headers say where the reader may go.
fn missing(snapshot: &Snapshot, path: &str, html: &str) -> Response {
    let mut response = html_response(html);
    *response.status_mut() = StatusCode::NOT_FOUND;
    let site = &snapshot.explainer.site;
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    };
    let url = Routes::url_of(path);
    let Some(moved) = snapshot.moved.get(url) else {
        return response;
    };
    set("ibid-gone", &encode_path(&moved.title));
    let to = moved.to.as_deref().and_then(|to| site.page_at(to));
    for (names, page) in [
        (["ibid-moved", "ibid-moved-title"], to),
        (
            ["ibid-parent", "ibid-parent-title"],
            nearest_parent(site, url),
        ),
    ] {
        if let Some(page) = page {
            set(names[0], &format!("/{}", encode_path(&page.url)));
            set(names[1], &encode_path(&page.document.front.title));
        }
    }
    response
}

/// The path below the root, percent-encoding undone.
fn decoded_path(path: &str) -> String {
    crate::address::decode(path.trim_start_matches('/')).into_owned()
}
