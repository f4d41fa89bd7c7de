//! Tells browsers of new snapshots, over server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use futures_util::stream::unfold;

use super::message::message;
use super::shared::Shared;

/// How soon a browser asks again when the connection breaks.
const RETRY: Duration = Duration::from_millis(300);
/// How often a browser is told that the connection is alive: one that hears nothing asks again, for a laptop that
/// slept, or a network that changed, does not tell of a connection that broke.
const ALIVE: Duration = Duration::from_secs(10);
/// Streams at once. A browser needs one for all of its tabs.
pub(super) const STREAMS: usize = 64;

/// The stream of snapshots: the one that is shown now, then each that follows.
pub(super) async fn stream(State(shared): State<Arc<Shared>>) -> Response {
    let Ok(permit) = shared.streams.clone().try_acquire_owned() else {
        let later = [(header::RETRY_AFTER, "5")];
        let why = "the preview has as many listeners as it can have\n";
        return (StatusCode::SERVICE_UNAVAILABLE, later, why).into_response();
    };
    let mut snapshots = shared.snapshots.subscribe();
    snapshots.mark_changed();
    let ending = shared.ending.clone();
    let state = (snapshots, ending, permit);
    let stream = unfold(state, move |(mut snapshots, mut ending, permit)| {
        let shared = shared.clone();
        async move {
            tokio::select! {
                changed = snapshots.changed() => changed.ok()?,
                _ = ending.wait_for(|ending| *ending) => return None,
            }
            let snapshot = snapshots.borrow_and_update().clone();
            let data = message(&snapshot, &shared.session);
            let event = Event::default().retry(RETRY).data(data);
            Some((Ok::<_, Infallible>(event), (snapshots, ending, permit)))
        }
    });
    let alive = KeepAlive::new().interval(ALIVE);
    let alive = alive.event(Event::default().event("alive").data(""));
    Sse::new(stream).keep_alive(alive).into_response()
}
