//! What jobs after each other share.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use super::job::Job;
use super::{Problem, place};
use crate::bibliography::bundled;
use crate::csl::{Language, Locale, LocaleData, LocatorLabels, Processor, Style, StyleError};
use crate::diagnostics::{LineIndex, did_you_mean};

/// The style of the last job, and the locale files so far.
#[derive(Default)]
pub(super) struct Session {
    last: Option<(Key, Arc<Formatter>)>,
    files: RefCell<BTreeMap<String, Option<LocaleData>>>,
}

/// What is asked for: the name of a style or its text, and the language.
type Key = (Option<String>, Option<String>, Option<String>);

/// A style in a language, and the words for locators in it.
pub(super) struct Formatter {
    pub processor: Processor,
    pub labels: LocatorLabels,
}

impl Session {
    /// The style that a job asks for.
    pub fn formatter(&mut self, job: &Job) -> Result<Arc<Formatter>, Problem> {
        let key = (job.style.clone(), job.csl.clone(), job.lang.clone());
        if let Some((last, formatter)) = &self.last
            && *last == key
        {
            return Ok(Arc::clone(formatter));
        }
        let formatter = Arc::new(self.load(job)?);
        self.last = Some((key, Arc::clone(&formatter)));
        Ok(formatter)
    }

    fn load(&self, job: &Job) -> Result<Formatter, Problem> {
        let style = style(job)?;
        // As in citeproc-js, the language that a style asks for is its own.
        let tag = style.default_locale.as_deref().or(job.lang.as_deref());
        let language = Language::new(tag.unwrap_or(Language::FALLBACK));
        let plain = Locale::new(&language, &[], |name| self.file(name));
        let locale = Locale::new(&language, &style.locales, |name| self.file(name));
        Ok(Formatter {
            labels: LocatorLabels::new(&language, &plain),
            processor: Processor::new(Arc::new(style), Arc::new(locale), language.as_str()),
        })
    }

    fn file(&self, name: &str) -> Option<LocaleData> {
        let mut files = self.files.borrow_mut();
        let known = files.entry(name.to_owned());
        known.or_insert_with(|| bundled::locale(name)).clone()
    }
}

fn style(job: &Job) -> Result<Style, Problem> {
    let (text, name) = match (&job.csl, &job.style) {
        (Some(_), Some(_)) => {
            return Err(Problem::new("give either `style` or `csl`"));
        }
        (Some(text), None) => (text.clone(), "csl"),
        (None, Some(path)) if path.ends_with(".csl") => {
            let text = fs::read_to_string(path);
            (
                text.map_err(|error| Problem::new(format!("{path}: {error}")))?,
                path.as_str(),
            )
        }
        (None, name) => {
            let name = name.as_deref().unwrap_or(bundled::DEFAULT_STYLE);
            (bundled::style(name).ok_or_else(|| unknown(name))?, name)
        }
    };
    Style::parse(&text).map_err(|error| broken(error, &text, name))
}

fn unknown(name: &str) -> Problem {
    let help = did_you_mean(name, bundled::style_names());
    let any =
        "any independent CSL style works: give the path of its .csl file, or its text as `csl`";
    Problem {
        message: format!("there is no citation style \"{name}\""),
        help: Some(help.unwrap_or_else(|| any.to_owned())),
    }
}

fn broken(error: StyleError, text: &str, name: &str) -> Problem {
    let place = place(name, &LineIndex::new(text), error.range.start);
    Problem {
        message: format!("{place}: {}", error.message),
        help: error.help,
    }
}
