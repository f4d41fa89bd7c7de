//! Where the time goes, stage by stage: `ibid build --timings`.

use std::fmt;
use std::time::{Duration, Instant};

/// How long the stages took, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timings(Vec<(&'static str, Duration)>);

impl Timings {
    /// Does the work of a stage.
    pub(crate) fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((stage, start.elapsed()));
        result
    }

    /// Adds work that was done beside the stages, in a thread of its own.
    pub(crate) fn add(&mut self, work: &'static str, time: Duration) {
        self.0.push((work, time));
    }
}

impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (stage, time) in &self.0 {
            writeln!(f, "{stage:<14}{:>8.1} ms", time.as_secs_f64() * 1000.0)?;
        }
        Ok(())
    }
}
