//! Watches the explainer's files, missing ones included, and tells of changes when a save is complete.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::batch::Batch;
use super::health::{Found, Health};
use crate::manuscript::Manuscript;
use crate::terminal::say;

/// When to scan new folders again, in which files may have appeared before they were watched.
const RESCAN_DELAY: Duration = Duration::from_millis(100);
/// Where the system cannot tell of changes, files are looked at this often.
const POLL: Duration = Duration::from_millis(300);
/// The least time between two readings of everything.
const PAUSE: Duration = Duration::from_secs(2);

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Changes {
    /// Something at these paths, relative to the root: files or folders.
    At(BTreeSet<String>),
    /// Anything, since the system lost count.
    Anywhere,
}

/// What wakes the watch.
pub(super) enum Signal {
    /// An event, or a fault of the watcher.
    Event(notify::Result<Event>),
    /// The end of the preview.
    Stop,
}

/// Watches an explainer.
pub(super) struct Watch {
    watcher: Box<dyn Watcher + Send>,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    /// Watched folders, each with whether all below it counts.
    watched: BTreeMap<PathBuf, bool>,
    /// New folders to scan again, and when.
    rescan: Option<(Instant, BTreeSet<PathBuf>)>,
    last_reading: Option<Instant>,
    health: Health,
}

impl Watch {
    /// A watch over the explainer in `root` that watches nothing yet.
    ///
    /// # Errors
    /// If there is no means of watching at all.
    pub(super) fn new(root: &Path) -> notify::Result<Self> {
        let (sender, signals) = channel();
        let handler = handler(&sender);
        let watcher: Box<dyn Watcher + Send> =
            match RecommendedWatcher::new(handler, Config::default()) {
                Ok(watcher) => Box::new(watcher),
                Err(error) => {
                    say(polling(&error));
                    poll_watcher(&sender)?
                }
            };
        Ok(Self {
            watcher,
            sender,
            signals,
            watched: BTreeMap::new(),
            rescan: None,
            last_reading: None,
            health: Health::new(root),
        })
    }

    /// Where to send signals.
    pub(super) fn sender(&self) -> Sender<Signal> {
        self.sender.clone()
    }

    /// Watches `folders`, each with whether all below it counts, and no longer needs to know of others.
    pub(super) fn watch(&mut self, folders: &BTreeMap<PathBuf, bool>) {
        for (folder, recursive) in folders {
            let mut above = folder.ancestors().skip(1);
            let covered = above.any(|above| self.watched.get(above) == Some(&true));
            if covered || self.watched.get(folder) == Some(recursive) {
                continue;
            }
            let mode = match recursive {
                true => RecursiveMode::Recursive,
                false => RecursiveMode::NonRecursive,
            };
            match self.watcher.watch(folder, mode) {
                Ok(()) => {
                    self.watched.insert(folder.clone(), *recursive);
                    self.rescan_later(folder.clone());
                }
                Err(error) => self.fault(&error),
            }
        }
    }

    /// Waits for changes to the files of `manuscript`; `None` when the preview ends.
    pub(super) fn next(&mut self, manuscript: &Manuscript) -> Option<Changes> {
        let mut batch = Batch::default();
        loop {
            let rescan = self.rescan.as_ref().map(|(due, _)| *due);
            let due = batch.due().or(rescan);
            let check = self.health.due();
            let wake = due.map_or(check, |due| due.min(check));
            let wait = wake.saturating_duration_since(Instant::now());
            match self.signals.recv_timeout(wait) {
                Ok(Signal::Event(Ok(event))) => self.event(event, manuscript, &mut batch),
                Ok(Signal::Event(Err(error))) => self.fault(&error),
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if due != Some(wake) => self.check(&mut batch),
                Err(RecvTimeoutError::Timeout) => {
                    let changes = self.changes(std::mem::take(&mut batch), manuscript);
                    if changes != Changes::At(BTreeSet::new()) {
                        return Some(changes);
                    }
                }
            }
        }
    }

    /// Looks for what no event tells of.
    fn check(&mut self, batch: &mut Batch) {
        match self.health.look() {
            Found::Nothing => return,
            Found::Slept => {}
            // What is watched is not there any more.
            Found::OtherRoot => {
                for folder in std::mem::take(&mut self.watched).into_keys() {
                    let _ = self.watcher.unwatch(&folder);
                }
            }
        }
        batch.note_everything(Instant::now());
    }

    fn changes(&mut self, batch: Batch, manuscript: &Manuscript) -> Changes {
        if batch.everything {
            // Reading everything causes events too; that must not go on for ever.
            let since = self.last_reading.map_or(PAUSE, |last| last.elapsed());
            std::thread::sleep(PAUSE.saturating_sub(since));
            self.last_reading = Some(Instant::now());
            return Changes::Anywhere;
        }
        let mut paths: BTreeSet<PathBuf> = batch.paths.into_keys().collect();
        let now = Instant::now();
        if let Some((_, folders)) = self.rescan.take_if(|(due, _)| *due <= now) {
            paths.extend(folders);
        }
        Changes::At(
            paths
                .iter()
                .flat_map(|path| names(manuscript, path))
                .collect(),
        )
    }

    fn event(&mut self, event: Event, manuscript: &Manuscript, batch: &mut Batch) {
        let now = Instant::now();
        if event.need_rescan() {
            batch.note_everything(now);
        }
        let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        if event.kind == both && event.paths.iter().any(|path| is_editors(manuscript, path)) {
            // A copy was put aside under a name of the editor's; the file itself will come.
            return;
        }
        let settled = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
            | EventKind::Modify(ModifyKind::Metadata(_)) => true,
            EventKind::Access(_) | EventKind::Other => return,
            _ => false,
        };
        for path in event.paths {
            if is_editors(manuscript, &path) {
                continue;
            }
            let exists = path.symlink_metadata();
            if exists.is_err() {
                // A folder that comes back is another than the one that was watched.
                self.watched.retain(|folder, _| !folder.starts_with(&path));
            }
            if exists.as_ref().is_ok_and(|meta| meta.is_dir()) {
                self.rescan_later(path.clone());
            }
            let was_known = || {
                names(manuscript, &path)
                    .iter()
                    .any(|name| manuscript.files.knows(name))
            };
            // Files that came and went are an editor's.
            let settled = settled || (exists.is_err() && !was_known());
            batch.note(path, settled, now);
        }
    }

    fn rescan_later(&mut self, folder: PathBuf) {
        let due = Instant::now() + RESCAN_DELAY;
        let (at, folders) = self.rescan.get_or_insert((due, BTreeSet::new()));
        *at = due;
        folders.insert(folder);
    }

    /// Polls the files if the system cannot watch them all.
    fn fault(&mut self, error: &notify::Error) {
        let is_limit = matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
        if !is_limit {
            // A folder that is gone again; events of the folder above tell what became of it.
            return;
        }
        if let Ok(watcher) = poll_watcher(&self.sender) {
            say(polling(error));
            self.watcher = watcher;
            let folders = std::mem::take(&mut self.watched);
            self.watch(&folders);
        }
    }
}

fn handler(sender: &Sender<Signal>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let sender = sender.clone();
    move |event| {
        // Reading files causes events, too.
        let is_reading = |event: &Event| matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
        if !event.as_ref().is_ok_and(is_reading) {
            // Nobody listens any more when the preview ends.
            let _ = sender.send(Signal::Event(event));
        }
    }
}

/// What to say when the system cannot tell of all changes.
fn polling(error: &notify::Error) -> String {
    format!(
        "the system cannot watch all files, so they are looked at every {} ms: {error}\n\
         help: on Linux, raise fs.inotify.max_user_watches and fs.inotify.max_user_instances",
        POLL.as_millis()
    )
}

fn poll_watcher(sender: &Sender<Signal>) -> notify::Result<Box<dyn Watcher + Send>> {
    let config = Config::default().with_poll_interval(POLL);
    Ok(Box::new(PollWatcher::new(handler(sender), config)?))
}

/// Whether a file belongs to editors and systems: hidden, or a backup.
fn is_editors(manuscript: &Manuscript, path: &Path) -> bool {
    let below = path.strip_prefix(&manuscript.root).unwrap_or(path);
    below.components().any(|part| {
        let name = part.as_os_str().as_encoded_bytes();
        name.starts_with(b".") || name.ends_with(b"~")
    })
}

/// The names of a path below the root: its own, and those that symbolic links give it.
fn names(manuscript: &Manuscript, path: &Path) -> Vec<String> {
    let links = manuscript.files.links();
    let linked = links.filter_map(|(link, target)| {
        let rest = path.strip_prefix(target).ok()?.to_str()?;
        Some(match rest {
            "" => link.to_owned(),
            rest => format!("{link}/{rest}"),
        })
    });
    let own = path.strip_prefix(&manuscript.root).ok();
    let own = own.and_then(Path::to_str).filter(|own| !own.is_empty());
    own.map(str::to_owned).into_iter().chain(linked).collect()
}
