//! Connections: how many there may be, and how long one may keep the server waiting.
//!
//! A server that others can reach must outlive those who connect and say nothing. A connection that has not
//! told within [`HEADER_TIMEOUT`] what it wants is closed, also between two requests; when there are
//! [`CONNECTIONS`], the next waits until one is closed.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Connections at once. A browser opens six to a server.
const CONNECTIONS: usize = 256;
/// How long a client may take to send the head of a request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long to wait when the system has no more connections to give.
const EXHAUSTED: Duration = Duration::from_millis(500);

/// Lets `app` answer until the preview ends, and waits for the answers that are under way.
pub(super) async fn serve(listener: TcpListener, app: Router, ending: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut open = JoinSet::new();
    loop {
        let next = async {
            // The semaphore is never closed.
            let permit = room.clone().acquire_owned().await;
            (permit, accept(&listener).await)
        };
        let (permit, stream) = tokio::select! {
            next = next => next,
            () = ended(ending.clone()) => break,
        };
        let (app, ending) = (app.clone(), ending.clone());
        open.spawn(async move {
            answer(stream, app, ending).await;
            drop(permit);
        });
        // Those that are closed need not be remembered.
        while open.try_join_next().is_some() {}
    }
    while open.join_next().await.is_some() {}
}

/// The next connection.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // The client went away again.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => tokio::time::sleep(EXHAUSTED).await,
        }
    }
}

async fn answer(stream: TcpStream, app: Router, ending: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT);
    let service = TowerToHyperService::new(app);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // What goes wrong with a connection is its client's affair.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = ended(ending) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn ended(mut ending: watch::Receiver<bool>) {
    let _ = ending.wait_for(|ending| *ending).await;
}
