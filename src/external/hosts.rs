//! Asks many hosts at once, and each of them gently.
//!
//! The questions for one host stand in a queue. A lane is a right to take from one queue until it is empty;
//! a queue has at most [`PER_HOST`] lanes, and as many lanes are worked on at once as there are threads.
//! A host that says it is busy is left alone by all of its lanes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::client::{Attempt, Client};
use super::{Question, Verdict};

/// Requests to one host at once: as a browser with a single reader, not as a robot.
const PER_HOST: usize = 2;
/// Requests at once. They wait for others most of the time, whatever the number of cores.
const AT_ONCE: usize = 32;
/// The wait before the first retry; each next one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// A host that wants to be left alone for longer is given up for this time.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The questions for one host.
#[derive(Default)]
struct Queue {
    /// Indexes of the questions.
    waiting: Vec<usize>,
    /// How many of them were taken.
    taken: AtomicUsize,
    /// When the host may be asked again.
    not_before: Mutex<Option<Instant>>,
}

/// The verdict on each question, in their order. `step` is called after each.
pub(super) fn ask_all(
    questions: &[Question],
    client: &Client,
    retries: u32,
    step: &(dyn Fn() + Sync),
) -> Vec<Verdict> {
    let mut queues: BTreeMap<String, Queue> = BTreeMap::new();
    for (index, question) in questions.iter().enumerate() {
        let host = question.url.authority().to_owned();
        queues.entry(host).or_default().waiting.push(index);
    }
    // Every host gets its first lane before any gets its second.
    let lanes: Vec<&Queue> = (0..PER_HOST)
        .flat_map(|lane| {
            queues
                .values()
                .filter(move |queue| queue.waiting.len() > lane)
        })
        .collect();
    let next_lane = AtomicUsize::new(0);
    let verdicts: Vec<OnceLock<Verdict>> = questions.iter().map(|_| OnceLock::new()).collect();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(lanes.len()) {
            scope.spawn(|| {
                while let Some(queue) = lanes.get(next_lane.fetch_add(1, Ordering::Relaxed)) {
                    while let Some(index) = queue.take() {
                        let verdict = queue.ask(&questions[index], client, retries);
                        let _ = verdicts[index].set(verdict);
                        step();
                    }
                }
            });
        }
    });
    let answered = verdicts.into_iter().map(OnceLock::into_inner);
    // Every question is in a queue and every queue has a lane.
    answered
        .map(|verdict| verdict.unwrap_or(Verdict::Closed))
        .collect()
}

impl Queue {
    fn take(&self) -> Option<usize> {
        let next = self.taken.fetch_add(1, Ordering::Relaxed);
        self.waiting.get(next).copied()
    }

    /// Asks until there is an answer, or the tries are used up.
    fn ask(&self, question: &Question, client: &Client, retries: u32) -> Verdict {
        let mut wait = FIRST_WAIT;
        for _ in 0..retries {
            self.wait_until_free();
            match client.ask(question) {
                Attempt::Final(verdict) => return verdict,
                Attempt::Passing(_) => thread::sleep(wait),
                Attempt::Busy(pause, verdict) => {
                    let pause = pause.unwrap_or(wait);
                    if pause > LONGEST_WAIT {
                        return verdict;
                    }
                    self.leave_alone(pause);
                }
            }
            wait *= 2;
        }
        self.wait_until_free();
        match client.ask(question) {
            Attempt::Final(verdict) | Attempt::Passing(verdict) | Attempt::Busy(_, verdict) => {
                verdict
            }
        }
    }

    fn leave_alone(&self, pause: Duration) {
        let until = Instant::now() + pause;
        let mut not_before = self
            .not_before
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *not_before = (*not_before).max(Some(until));
    }

    fn wait_until_free(&self) {
        let until = *self
            .not_before
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = until {
            thread::sleep(until.saturating_duration_since(Instant::now()));
        }
    }
}
