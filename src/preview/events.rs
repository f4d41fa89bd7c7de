//! Tells browsers of new snapshots, over server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{Stream, unfold};

use super::message::message;
use super::shared::Shared;

/// How soon a browser asks again when the connection breaks.
const RETRY: Duration = Duration::from_millis(300);

/// The stream of snapshots: the one that is shown now, then each that follows.
pub(super) async fn stream(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut snapshots = shared.snapshots.subscribe();
    snapshots.mark_changed();
    let ending = shared.ending.clone();
    let stream = unfold((snapshots, ending), move |(mut snapshots, mut ending)| {
        let shared = shared.clone();
        async move {
            tokio::select! {
                changed = snapshots.changed() => changed.ok()?,
                _ = ending.wait_for(|ending| *ending) => return None,
            }
            let snapshot = snapshots.borrow_and_update().clone();
            let data = message(&snapshot, &shared.session);
            let event = Event::default().retry(RETRY).data(data);
            Some((Ok(event), (snapshots, ending)))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
