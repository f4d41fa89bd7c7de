//! What all requests share.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::hosts::Hosts;
use super::snapshot::Snapshot;

/// The state of the server.
pub(super) struct Shared {
    /// The snapshot that is shown; whoever subscribes is told of the next.
    pub snapshots: watch::Sender<Arc<Snapshot>>,
    /// The run of the server, since versions count from 1 in each.
    pub session: String,
    /// Becomes true when the preview ends.
    pub ending: watch::Receiver<bool>,
    /// Room for streams of events.
    pub streams: Arc<Semaphore>,
    /// Host names by which the server may be called.
    pub hosts: Hosts,
}
