//! Whether what the explainer links to and cites is still there. The only part of Ibid that uses the network.
//!
//! ```text
//! Site ──written──> every address, and where it is written
//!      ──cache────> without those that were fine not long ago
//!      ──hosts────> asked, many hosts at once, each host gently
//!      ──client───> one request: alive, dead, to be tried again
//!      ──report───> a dead-link where each dead address is written
//! ```
//!
//! An address is asked once however often it is written; the fragments (`#id`) written with it are looked
//! up in the page that answers.

mod anchors;
mod cache;
mod client;
mod hosts;
mod report;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use url::Url;

use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;

use cache::Cache;
use client::Client;
use written::{Address, Written};

/// How addresses are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExternalOptions {
    /// How long a server may take for one answer, redirects included.
    pub timeout: Duration,
    /// How often an address is asked again after a failure that may pass.
    pub retries: u32,
    /// How long a good answer counts before the address is asked again.
    pub max_age: Duration,
}

/// What came of it.
pub(crate) struct Checked {
    /// A `dead-link` for each place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many addresses were asked.
    pub asked: usize,
    /// How many were not asked, since they were fine not long ago.
    pub cached: usize,
    /// Hosts that turn programs away, so that nothing can be said of their addresses.
    pub closed: BTreeSet<String>,
    /// Whether no host's name could be found, so that this machine is the likeliest to blame.
    pub offline: bool,
    /// Why what was found could not be kept for the next time.
    pub unsaved: Option<String>,
}

/// What is known of an address after it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    /// It answers. Of the fragments asked for these are not in the page, each with the nearest that is.
    Alive(BTreeMap<String, Option<String>>),
    /// It does not, and why.
    Dead(Dead),
    /// The server does not want to be asked by programs.
    Closed,
}

/// Why an address is dead.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Dead {
    /// Its host has no name server that knows it.
    NoHost,
    /// In words that continue "…: ".
    Because(String),
}

/// An address and the fragments that are written with it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Question {
    url: Url,
    fragments: BTreeSet<String>,
}

/// Asks every address of the explainer that is not known to be fine. `begin` is told how many there are,
/// `step` is called after each.
pub(crate) fn check(
    explainer: &Explainer,
    options: &ExternalOptions,
    now: SystemTime,
    begin: &(dyn Fn(usize) + Sync),
    step: &(dyn Fn() + Sync),
) -> Checked {
    let written = written::gather(explainer);
    let mut cache = Cache::load(cache_file(), now, options.max_age);
    let (questions, cached) = questions(&written, &cache);
    begin(questions.len());
    let client = Client::new(options.timeout);
    let verdicts = hosts::ask_all(&questions, &client, options.retries, step);
    for (question, verdict) in questions.iter().zip(&verdicts) {
        if let Verdict::Alive(missing) = verdict {
            cache.remember(question, missing);
        }
    }
    let closed = questions.iter().zip(&verdicts);
    let closed = closed.filter(|(_, verdict)| **verdict == Verdict::Closed);
    let no_host = |verdict: &Verdict| *verdict == Verdict::Dead(Dead::NoHost);
    Checked {
        closed: closed
            .filter_map(|(question, _)| question.url.host_str().map(str::to_owned))
            .collect(),
        offline: verdicts.len() > 2 && verdicts.iter().all(no_host),
        asked: questions.len(),
        cached,
        unsaved: cache.save().err().map(|error| error.to_string()),
        diagnostics: report::diagnostics(
            &written,
            &questions,
            &verdicts,
            &explainer.site.bibliography,
        ),
    }
}

/// What has to be asked, sorted by address, and how many addresses need not be.
fn questions(written: &[Written], cache: &Cache) -> (Vec<Question>, usize) {
    let mut wanted: BTreeMap<&Url, BTreeSet<String>> = BTreeMap::new();
    for Address { url, fragment } in written.iter().filter_map(|one| one.address.as_ref().ok()) {
        wanted.entry(url).or_default().extend(fragment.clone());
    }
    let all = wanted.len();
    let questions: Vec<Question> = wanted
        .into_iter()
        .map(|(url, fragments)| Question {
            url: url.clone(),
            fragments,
        })
        .filter(|question| !cache.knows(question))
        .collect();
    let cached = all - questions.len();
    (questions, cached)
}

/// Where good answers are kept: with the user, not in the explainer, which a check never writes to.
fn cache_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.cache_dir().join("ibid").join("links.json"))
}
