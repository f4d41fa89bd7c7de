//! `ibid check`: find all that is wrong, write nothing.

use std::io::{self, Write};
use std::path::Path;

use super::external::check_external;
use super::terminal::{count, say, to_stdout};
use super::{Failure, Outcome, report};
use crate::cli::Format;
use crate::explainer::{Explainer, Options};
use crate::external::Settings;
use crate::lints::{Coverage, Share};

/// What `check` is asked for.
pub struct CheckOptions {
    /// How problems are printed.
    pub format: Format,
    /// Whether to print which share of the claims is cited.
    pub coverage: bool,
    /// How to ask the web about links, if at all.
    pub external: Option<Settings>,
}

/// Compiles the explainer in `root` and prints what is wrong with it; `external` also asks the web.
///
/// With `coverage`, stdout is given to the share of claims that are cited, and problems are printed for people.
///
/// # Errors
/// If something is.
pub fn check(root: &Path, asked: &CheckOptions, options: &Options) -> Outcome {
    let mut explainer = Explainer::load(root, options).map_err(Failure::machine)?;
    if let Some(settings) = &asked.external {
        check_external(&mut explainer, settings)?;
    }
    let outcome = if asked.coverage {
        let outcome = report::print(&explainer, Format::Human);
        print_coverage(&explainer.coverage(), asked.format)?;
        outcome
    } else {
        report::print(&explainer, asked.format)
    };
    let pages = explainer.site.tree.pages.len();
    say(format!(
        "checked {}: {}",
        count(pages, "page"),
        explainer.report.counts()
    ));
    outcome
}

fn print_coverage(coverage: &Coverage, format: Format) -> Outcome {
    to_stdout(|out| match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, coverage)?;
            writeln!(out)
        }
        _ => write_table(coverage, out),
    })
}

fn write_table(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let parts = [&coverage.pages, &coverage.sections];
    let rows = || parts.into_iter().flatten().chain([&coverage.total]);
    let names = rows().map(|share| share.name.chars().count());
    let width = names.max().unwrap_or(0);
    let mut write = |heading: &str, shares: &[Share]| {
        writeln!(out, "{heading:width$}  claims  cited  allowed  share")?;
        for share in shares {
            let percent = share
                .percent()
                .map_or("-".to_owned(), |share| format!("{share} %"));
            let Share {
                name,
                claims,
                cited,
                allowed,
            } = share;
            writeln!(
                out,
                "{name:width$}  {claims:>6}  {cited:>5}  {allowed:>7}  {percent:>5}"
            )?;
        }
        writeln!(out)
    };
    write("page", &coverage.pages)?;
    if !coverage.sections.is_empty() {
        write("section", &coverage.sections)?;
    }
    write("total", std::slice::from_ref(&coverage.total))
}
