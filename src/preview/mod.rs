//! The live preview: the site in memory, always as its files are, shown in a browser.
//!
//! ```text
//! files ──watch──> changes ──compiler──> Explainer ──> Snapshot ──answer───> pages and files, when asked for
//!                                                             └──message──> every tab, which patches its page
//! ```
//!
//! One thread waits for changes ([`watch`]) and compiles what they touch ([`compiler`]); a new [`snapshot`]
//! takes the place of the one before, whole, and pages are rendered when they are asked for ([`answer`]). A page
//! with an error is shown as it was when it last had none ([`last_good`]). Nothing is written to disk.

mod answer;
mod batch;
mod browser;
mod compiler;
mod connections;
mod console;
mod events;
mod guard;
mod health;
mod hosts;
mod last_good;
mod message;
mod moves;
mod page;
mod server;
mod shared;
mod snapshot;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch as channel};

use self::compiler::Compiler;
use self::hosts::Hosts;
use self::shared::Shared;
use self::snapshot::Snapshot;
use self::watch::{Changes, Signal, Watch};
use crate::explainer::Options;
use crate::internal_error::{STACK, catch};
use crate::terminal::say;

/// The port that is tried first.
pub(crate) const PORT: u16 = 1961;

/// How long open requests may take when the preview ends.
const SHUTDOWN_WAIT: Duration = Duration::from_millis(500);

/// What the command line says about a preview.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// What is compiled.
    pub options: Options,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on, or the first to try.
    pub port: u16,
    /// Whether to show the site in the writer's browser.
    pub open: bool,
}

/// Shows the explainer in `root` until it is interrupted.
///
/// # Errors
/// If there is no explainer to show, or the system refuses.
pub(crate) fn serve(root: &Path, settings: Settings) -> Result<(), String> {
    let start = Instant::now();
    let root = root
        .canonicalize()
        .map_err(|error| format!("cannot read {}: {error}", root.display()))?;
    // Watching comes before reading, so that no change in between is missed.
    let mut watch = Watch::new(&root).map_err(|error| format!("cannot watch files: {error}"))?;
    watch.watch(&crate::manuscript::folders(&root));
    let (compiler, fault) = Compiler::open(&root, settings.options)?;
    let listener = server::listen(settings.host, settings.port)
        .map_err(|error| format!("cannot listen on port {}: {error}", settings.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let url = match address.ip().is_unspecified() {
        true => format!("http://localhost:{}/", address.port()),
        false => format!("http://{address}/"),
    };
    console::ready(&url, settings.port, address.port());
    if !settings.host.is_loopback() {
        say("warning: other computers of this network can read the preview, drafts included");
    }
    let first = Snapshot::first(compiler.explainer().clone());
    let first = Arc::new(match fault {
        None => first,
        Some(fault) => {
            say(&fault);
            first.after_fault(fault)
        }
    });
    console::opened(&first, start.elapsed());
    let (snapshots, _) = channel::channel(first);
    let (end, ending) = channel::channel(false);
    let shared = Arc::new(Shared {
        snapshots,
        session: format!("{}-{}", std::process::id(), address.port()),
        ending,
        streams: Arc::new(Semaphore::new(events::STREAMS)),
        hosts: Hosts::new(settings.host),
    });
    if settings.open && open::that_detached(&url).is_err() {
        say(format!("no browser could be started: open {url} yourself"));
    }
    let stop = watch.sender();
    let follower = {
        let shared = shared.clone();
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn(move || follow(watch, compiler, &shared))
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let served = runtime.block_on(run(listener, shared, end, stop));
    runtime.shutdown_timeout(SHUTDOWN_WAIT);
    drop(follower);
    served.map_err(|error| error.to_string())
}

/// Serves until an interrupt, and for a moment longer to those who wait for an answer.
async fn run(
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
    end: channel::Sender<bool>,
    stop: Sender<Signal>,
) -> std::io::Result<()> {
    let mut server = tokio::spawn(server::serve(listener, shared));
    tokio::select! {
        () = interrupted() => {}
        ended = &mut server => return ended.map_err(std::io::Error::other)?,
    }
    let _ = end.send(true);
    let _ = stop.send(Signal::Stop);
    match tokio::time::timeout(SHUTDOWN_WAIT, server).await {
        Ok(Ok(served)) => served,
        Ok(Err(fault)) => Err(std::io::Error::other(fault)),
        Err(_) => Ok(()),
    }
}

async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Follows changes until the preview ends.
fn follow(mut watch: Watch, mut compiler: Compiler, shared: &Shared) {
    // After a fault of Ibid it is not known which changes have been read.
    let mut everything = shared.snapshots.borrow().fault.is_some();
    loop {
        let manuscript = &compiler.explainer().manuscript;
        watch.watch(&manuscript.watched());
        let Some(changes) = watch.next(manuscript) else {
            return;
        };
        let start = Instant::now();
        let before = shared.snapshots.borrow().clone();
        let changes = match everything {
            true => Changes::Anywhere,
            false => changes,
        };
        // A new explainer is taken whole or not at all, so it is sound after a fault.
        match catch(|| next(&before, &mut compiler, &changes)) {
            Ok(None) => {}
            Ok(Some((snapshot, changed))) => {
                everything = false;
                shared.snapshots.send_replace(snapshot.clone());
                console::rebuilt(&before, &snapshot, &changed, start.elapsed());
            }
            Err(fault) => {
                everything = true;
                say(&fault);
                shared
                    .snapshots
                    .send_replace(Arc::new(before.after_fault(fault)));
            }
        }
    }
}

/// Compiles what changed: the next snapshot, and the files that are new, gone or different.
fn next(
    before: &Snapshot,
    compiler: &mut Compiler,
    changes: &Changes,
) -> Option<(Arc<Snapshot>, Vec<Arc<str>>)> {
    let changed = match changes {
        Changes::At(paths) => compiler.update(paths),
        Changes::Anywhere => compiler.update_all(),
    };
    // What was shown after a fault must go even if all is as it was before that.
    let changed = changed.or_else(|| before.fault.is_some().then(BTreeSet::new))?;
    let changed: Vec<Arc<str>> = changed.into_iter().collect();
    let fault = compiler.config_fault().cloned();
    let snapshot = Arc::new(before.next(compiler.explainer().clone(), fault, &changed));
    // What failed to render may fail still, and its error should not go and come back.
    for url in before.failed() {
        answer::page(&snapshot, &url);
    }
    Some((snapshot, changed))
}
