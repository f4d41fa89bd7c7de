//! `ibid check --external`: asks the web whether what is linked and cited is still there.

use std::time::{Instant, SystemTime};

use super::progress::Progress;
use super::{Failure, Outcome};
use crate::diagnostics::count;
use crate::explainer::Explainer;
use crate::external::{self, ExternalOptions};
use crate::terminal::say;

/// Adds a `dead-link` to the explainer's problems for every address that leads nowhere.
///
/// # Errors
/// If this machine has no connection to the web.
pub(super) fn check_external(explainer: &mut Explainer, options: &ExternalOptions) -> Outcome {
    let bar = Progress::new("asking the web", Instant::now());
    let begin = |questions| {
        bar.begin(questions);
        if questions > 0 {
            bar.show();
        }
    };
    let step = || bar.step();
    let checked = external::check(explainer, options, SystemTime::now(), &begin, &step);
    bar.finish();
    if checked.offline {
        return Err(Failure::Machine(
            "no server of the web can be found\nhelp: is this machine connected?".to_owned(),
        ));
    }
    let known = match checked.cached {
        0 => String::new(),
        n => format!("; {n} more were fine not long ago"),
    };
    say(format!("asked for {}{known}", count(checked.asked, "link")));
    if !checked.closed.is_empty() {
        let hosts: Vec<&str> = checked.closed.iter().map(String::as_str).collect();
        say(format!(
            "not checked, since these hosts turn programs away: {}",
            hosts.join(", ")
        ));
    }
    if let Some(error) = checked.unsaved {
        say(format!(
            "warning: the answers cannot be kept for next time: {error}"
        ));
    }
    explainer.report_more(checked.diagnostics);
    Ok(())
}
