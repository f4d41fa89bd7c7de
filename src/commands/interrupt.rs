//! Ctrl-C and SIGTERM: a build that is told to stop takes away what it made, and stops.

use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::output::BuildFolder;

/// How long it may take to open the folder of a build, if none is waited for.
const OPENING: Duration = Duration::from_millis(200);

/// Waits for a signal that ends the program.
pub(super) struct Interrupt {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    folder: Mutex<Weak<BuildFolder>>,
    came: AtomicBool,
}

impl Interrupt {
    /// Begins to wait. Where the system does not tell of signals, they end the program as they always do, and
    /// the next build takes away what is left.
    pub(super) fn watch() -> Self {
        let shared = Arc::<Shared>::default();
        let told = shared.clone();
        let waiting = thread::Builder::new().name("signals".to_owned());
        let _ = waiting.spawn(move || {
            if let Some(number) = next_signal() {
                told.came.store(true, Ordering::SeqCst);
                if let Some(folder) = told.folder() {
                    folder.abandon();
                }
                // As a shell names the end by a signal.
                exit(128 + number);
            }
        });
        Self { shared }
    }

    /// Opens a folder that is to be cleared away when a signal comes, also one that comes meanwhile.
    ///
    /// # Errors
    /// Those of `open`.
    pub(super) fn clear_away<E>(
        &self,
        open: impl FnOnce() -> Result<BuildFolder, E>,
    ) -> Result<Arc<BuildFolder>, E> {
        let known = self.shared.folder.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        let folder = Arc::new(open()?);
        *known = Arc::downgrade(&folder);
        Ok(folder)
    }

    /// If a signal came, lets the program end by it: what failed for want of the folder is not worth a message.
    pub(super) fn let_it_end(&self) {
        while self.shared.came.load(Ordering::SeqCst) {
            thread::park();
        }
    }
}

impl Shared {
    /// The folder that is to be cleared away. One that is being opened will be there soon, or waits for another
    /// build and holds nothing.
    fn folder(&self) -> Option<Arc<BuildFolder>> {
        let begin = Instant::now();
        while begin.elapsed() < OPENING {
            match self.folder.try_lock() {
                Ok(folder) => return folder.upgrade(),
                Err(_) => thread::sleep(Duration::from_millis(1)),
            }
        }
        None
    }
}

/// The number of the next signal that asks the program to end.
fn next_signal() -> Option<i32> {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_io().build().ok()?;
    runtime.block_on(signal())
}

#[cfg(unix)]
async fn signal() -> Option<i32> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).ok()?;
    let mut terminate = signal(SignalKind::terminate()).ok()?;
    let mut hangup = signal(SignalKind::hangup()).ok()?;
    let kind = tokio::select! {
        Some(()) = interrupt.recv() => SignalKind::interrupt(),
        Some(()) = terminate.recv() => SignalKind::terminate(),
        Some(()) = hangup.recv() => SignalKind::hangup(),
        else => return None,
    };
    Some(kind.as_raw_value())
}

#[cfg(not(unix))]
async fn signal() -> Option<i32> {
    /// What a program that was interrupted ends with on Unix, less 128.
    const INTERRUPT: i32 = 2;
    tokio::signal::ctrl_c().await.ok().map(|()| INTERRUPT)
}
