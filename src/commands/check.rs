//! `ibid check`: find all that is wrong, write nothing.

use std::io::{self, Write};
use std::path::PathBuf;

use super::external::check_external;
use super::{Failure, Outcome, leave, print_problems};
use crate::diagnostics::{Extent, Format, count};
use crate::explainer::{Explainer, Lifetime, Options};
use crate::external::ExternalOptions;
use crate::lints::{Coverage, Share};
use crate::terminal::{say, to_stdout};

/// What `check` is asked for.
pub(crate) struct Check {
    /// The folder of the explainer.
    pub root: PathBuf,
    /// What is compiled.
    pub options: Options,
    /// How problems are printed.
    pub format: Format,
    /// How many are printed for people.
    pub extent: Extent,
    /// Whether stdout is given to the share of claims that are cited; problems are then printed for people.
    pub coverage: bool,
    /// How to ask the web about links, if at all.
    pub external: Option<ExternalOptions>,
}

impl Check {
    /// Compiles the explainer and prints what is wrong with it.
    ///
    /// # Errors
    /// If something is.
    pub(crate) fn run(&self) -> Outcome {
        let mut explainer = Explainer::load(&self.root, &self.options, Lifetime::Report)
            .map_err(Failure::machine)?;
        if let Some(options) = &self.external {
            check_external(&mut explainer, options)?;
        }
        let outcome = if self.coverage {
            let outcome = print_problems(&explainer, Format::Human, self.extent);
            print_coverage(&explainer.coverage(), self.format)?;
            outcome
        } else {
            print_problems(&explainer, self.format, self.extent)
        };
        let pages = explainer.site.tree.pages.len();
        say(format!(
            "checked {}: {}",
            count(pages, "page"),
            explainer.report.counts()
        ));
        leave(explainer);
        outcome
    }
}

fn print_coverage(coverage: &Coverage, format: Format) -> Outcome {
    Ok(to_stdout(|out| match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, coverage)?;
            writeln!(out)
        }
        _ => write_table(coverage, out),
    })?)
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
