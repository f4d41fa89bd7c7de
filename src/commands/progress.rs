//! A progress bar that appears when a terminal has waited long enough.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A terminal that waits longer than this sees how far the command is.
const PATIENCE: Duration = Duration::from_millis(500);

/// How far a command is.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    /// Whether it was to be shown. Where there is no terminal it stays hidden.
    shown: AtomicBool,
}

impl Progress {
    /// A hidden bar for what has been going on since `start`; `doing` stands before it.
    pub(super) fn new(doing: &'static str, start: Instant) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(doing);
        Self {
            bar,
            start,
            shown: AtomicBool::new(false),
        }
    }

    /// Says what is done from now on.
    pub(super) fn go_on_with(&self, doing: &'static str) {
        self.bar.set_message(doing);
    }

    /// Says how many steps there are.
    pub(super) fn begin(&self, steps: usize) {
        self.bar.set_length(steps as u64);
    }

    /// Goes on by one step.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        if !self.shown.load(Ordering::Relaxed) && self.start.elapsed() > PATIENCE {
            self.show();
        }
    }

    /// Shows the bar at once, where a step may take longer than anybody's patience.
    pub(super) fn show(&self) {
        self.shown.store(true, Ordering::Relaxed);
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        self.bar.tick();
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
