//! Says at each place what is wrong with the address that is written there.

use std::collections::HashMap;

use url::Url;

use super::written::{Address, Role, Written};
use super::{Dead, Question, Verdict};
use crate::bibliography::Bibliography;
use crate::diagnostics::{Diagnostic, Lint};

/// A `dead-link` for every place that leads nowhere.
pub(super) fn diagnostics(
    written: &[Written],
    questions: &[Question],
    verdicts: &[Verdict],
    bibliography: &Bibliography,
) -> Vec<Diagnostic> {
    let asked = questions.iter().map(|question| &question.url).zip(verdicts);
    let verdicts: HashMap<&Url, &Verdict> = asked.collect();
    let fault = |one: &Written| match &one.address {
        Ok(address) => fault(address, verdicts.get(&address.url)?),
        Err(error) => Some((format!("it is not an address: {error}"), None)),
    };
    written
        .iter()
        .filter_map(|one| {
            let (why, help) = fault(one)?;
            let what = match one.role {
                Role::Link => format!("the link to \"{}\"", one.text),
                Role::Source(id) => format!("the address of \"{}\"", bibliography.get(id).key),
                Role::Doi(id) => format!("the DOI of \"{}\"", bibliography.get(id).key),
                Role::Archive(id) => {
                    format!("the archived copy of \"{}\"", bibliography.get(id).key)
                }
            };
            let message = format!("{what} leads nowhere: {why}");
            let help = help.unwrap_or_else(|| advice(&one.role, bibliography));
            Some(Diagnostic::new(Lint::DeadLink, one.place.clone(), message).help(help))
        })
        .collect()
}

/// Why an address leads nowhere, with what is likely meant; `None` if it leads somewhere, or nobody knows.
fn fault(address: &Address, verdict: &Verdict) -> Option<(String, Option<String>)> {
    match verdict {
        Verdict::Closed => None,
        Verdict::Dead(Dead::NoHost) => {
            let host = address.url.host_str().unwrap_or_default();
            Some((format!("there is no server {host}"), None))
        }
        Verdict::Dead(Dead::Because(why)) => Some((why.clone(), None)),
        Verdict::Alive(missing) => {
            let id = address.fragment.as_ref()?;
            let near = missing.get(id)?;
            let help = match near {
                Some(near) => format!("did you mean \"#{near}\"?"),
                None => "link to the page, or to an id that it has".to_owned(),
            };
            Some((format!("the page has no id \"{id}\""), Some(help)))
        }
    }
}

fn advice(role: &Role, bibliography: &Bibliography) -> String {
    let archived = |id| bibliography.get(id).archive_url.is_some();
    match role {
        Role::Link => "write where it is now, or link to an archived copy",
        Role::Source(id) if archived(*id) => {
            "write where it is now; readers still have the archived copy"
        }
        Role::Source(_) => "write where it is now, or add an archived copy as `archiveurl`",
        Role::Doi(_) => "compare it with the one that the publisher gives",
        Role::Archive(_) => "look for another archived copy",
    }
    .to_owned()
}
