//! The texts of the jobs on stdin.

use std::io::{self, BufRead};

use serde::de::IgnoredAny;

/// Jobs, one a line. If the first line is not a whole object but all of the input is, that is the only job.
pub(super) fn jobs(mut input: impl BufRead) -> impl Iterator<Item = io::Result<String>> {
    let mut first = true;
    // Lines that have been read in search of the end of an object.
    let mut waiting = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            let text = match waiting.next() {
                Some(line) => line,
                None => match line(&mut input) {
                    Ok(Some(line)) => line,
                    Ok(None) => return None,
                    Err(error) => return Some(Err(error)),
                },
            };
            if text.trim().is_empty() {
                continue;
            }
            if !std::mem::take(&mut first) || !is_cut_off(&text) {
                return Some(Ok(text));
            }
            let mut all = text;
            if let Err(error) = input.read_to_string(&mut all) {
                return Some(Err(error));
            }
            if is_json(&all) || !all.lines().skip(1).any(is_json) {
                return Some(Ok(all));
            }
            waiting = all
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .into_iter();
        }
    })
}

fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    Ok((input.read_line(&mut line)? > 0).then_some(line))
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Whether a text would be JSON if it went on.
fn is_cut_off(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_err_and(|error| error.is_eof())
}
