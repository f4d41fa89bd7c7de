//! What jobs after each other share.

use std::fs;
use std::rc::Rc;

use super::job::Job;
use super::{Problem, place};
use crate::bibliography::{Style, StyleError, bundled};
use crate::csl::{Language, LocatorLabels, Processor};
use crate::diagnostics::LineIndex;

/// The style of the last job, so that jobs in the same style need not read it again.
#[derive(Default)]
pub(super) struct Session {
    last: Option<(Key, Rc<Formatter>)>,
}

/// What is asked for: the name of a style, or its text; and the language.
type Key = (Option<String>, Option<String>, Option<String>);

/// A style in a language, and the words for locators in it.
pub(super) struct Formatter {
    pub processor: Processor,
    pub labels: LocatorLabels,
}

impl Session {
    /// The style that a job asks for.
    pub(super) fn formatter(&mut self, job: &Job) -> Result<Rc<Formatter>, Problem> {
        let key = (job.style.clone(), job.csl.clone(), job.lang.clone());
        match &self.last {
            Some((last, formatter)) if *last == key => Ok(Rc::clone(formatter)),
            _ => {
                let formatter = Rc::new(load(job)?);
                self.last = Some((key, Rc::clone(&formatter)));
                Ok(formatter)
            }
        }
    }
}

fn load(job: &Job) -> Result<Formatter, Problem> {
    let style = style(job)?;
    // As in citeproc-js, a style that asks for a language has it.
    let tag = style.language().or(job.lang.as_deref());
    let tag = tag.unwrap_or(Language::FALLBACK);
    let (language, words) = bundled::words(tag, &[]);
    Ok(Formatter {
        labels: LocatorLabels::new(&language, &words),
        processor: style.processor(tag),
    })
}

fn style(job: &Job) -> Result<Style, Problem> {
    let read =
        |text: &str, name: &str| Style::from_csl(text).map_err(|error| problem(error, text, name));
    match (&job.csl, job.style.as_deref()) {
        (Some(_), Some(_)) => Err(Problem::new("give either `style` or `csl`")),
        (Some(text), None) => read(text, "csl"),
        (None, Some(path)) if path.ends_with(".csl") => {
            let text = fs::read_to_string(path);
            read(
                &text.map_err(|error| Problem::new(format!("{path}: {error}")))?,
                path,
            )
        }
        (None, name) => {
            let name = name.unwrap_or(Style::DEFAULT);
            Style::find(name).map_err(|error| problem(error, "", name))
        }
    }
}

fn problem(error: StyleError, text: &str, name: &str) -> Problem {
    let place = error
        .range
        .map(|range| place(name, &LineIndex::new(text), range.start));
    let place = place.map_or_else(String::new, |place| format!("{place}: "));
    Problem {
        message: format!("{place}{}", error.message),
        help: error.help,
    }
}
