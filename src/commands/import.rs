//! `ibid import`: a site of another tool, as an explainer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Failure, Outcome};
use crate::config::CONFIG_FILE;
use crate::diagnostics::{Level, Lint, count};
use crate::explainer::{Explainer, Lifetime, Options};
use crate::import::{Summary, Tool, import as copy};
use crate::terminal::say;

/// What a text that moves in may have for a start: the site is written, and each build says what is left.
const FOR_A_START: &[Lint] = &[
    Lint::BrokenLink,
    Lint::BrokenAnchor,
    Lint::MissingAsset,
    Lint::UndefinedSource,
    Lint::UndefinedReference,
    Lint::MissingBibliography,
    Lint::UndefinedFootnote,
    Lint::MalformedCitation,
    Lint::MalformedShortcode,
    Lint::UnknownShortcode,
    Lint::CitationInLink,
    Lint::DuplicateHeadingId,
    Lint::DuplicateFootnote,
    Lint::DuplicateSource,
    Lint::DuplicateLabel,
    Lint::InvalidMath,
    Lint::InvalidLanguage,
    Lint::BibliographySyntax,
    Lint::UnsafeUrl,
];

/// Copies the site in `from` to a new explainer in `to`, and prints what was done and what is left.
///
/// # Errors
/// If there is nothing to copy, or the new folder is taken.
pub(crate) fn import(from: &Path, to: Option<PathBuf>, tool: Option<Tool>) -> Outcome {
    let to = to.unwrap_or_else(|| named_after(from));
    let (tool, summary) = copy(from, &to, tool).map_err(Failure::Machine)?;
    let explainer =
        Explainer::load(&to, &Options::default(), Lifetime::Run(None)).map_err(Failure::machine)?;
    let lowered = lower(&to, &explainer)?;
    say(format!(
        "copied a site of {} to {}\n",
        tool.name(),
        to.display()
    ));
    tell(&summary, &explainer, &lowered);
    say(format!(
        "\nnext:  ibid check --root {0}\n       ibid serve --root {0} --open",
        to.display()
    ));
    Ok(())
}

/// The folder beside this one that an explainer made of `from` is called after.
fn named_after(from: &Path) -> PathBuf {
    let full = from.canonicalize().unwrap_or_else(|_| from.to_owned());
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    PathBuf::from(format!("{name}-explainer"))
}

/// Writes into `ibid.toml` that errors of these lints are warnings for a start, and that a site without sources is not
/// asked for them.
fn lower(root: &Path, explainer: &Explainer) -> Result<Vec<Lint>, Failure> {
    let errors = explainer
        .report
        .errors()
        .map(|finding| finding.diagnostic.lint);
    let mut lints: Vec<Lint> = errors.filter(|lint| FOR_A_START.contains(lint)).collect();
    lints.sort();
    lints.dedup();
    let cites = !explainer.site.bibliography.is_empty();
    if lints.is_empty() && cites {
        return Ok(lints);
    }
    let path = root.join(CONFIG_FILE);
    let mut text = fs::read_to_string(&path)?;
    text.push_str("\n[lints]\n");
    if !cites {
        text.push_str("# The site has no source. Delete this line when it cites.\n");
        text.push_str(&format!("{} = \"allow\"\n", Lint::UncitedClaim));
    }
    if !lints.is_empty() {
        text.push_str("# For a start: delete each line when `ibid check` has no more of it.\n");
    }
    for lint in &lints {
        text.push_str(&format!("{lint} = \"warn\"\n"));
    }
    fs::write(&path, text)?;
    Ok(lints)
}

fn tell(summary: &Summary, explainer: &Explainer, lowered: &[Lint]) {
    let list = |heading: &str, items: Vec<(String, usize)>| {
        if !items.is_empty() {
            say(heading);
            for (what, number) in items {
                say(format!("  {number:>5}  {what}"));
            }
        }
    };
    let done = summary
        .done
        .iter()
        .map(|(what, number)| ((*what).to_owned(), *number));
    list("done:", done.collect());
    let left = summary
        .left
        .iter()
        .map(|(what, number)| (what.clone(), *number));
    list("left in the text:", left.collect());
    let mut lints: BTreeMap<(bool, Lint), usize> = BTreeMap::new();
    for finding in explainer.report.findings() {
        let lint = finding.diagnostic.lint;
        let stops = finding.level == Level::Deny && !lowered.contains(&lint);
        *lints.entry((!stops, lint)).or_default() += 1;
    }
    let lints = lints.iter().map(|((warns, lint), number)| {
        let level = if *warns { "warning" } else { "error" };
        (format!("{level}[{lint}]: {}", lint.summary()), *number)
    });
    list("told by `ibid check`:", lints.collect());
    if !lowered.is_empty() {
        let number = count(lowered.len(), "kind");
        say(format!(
            "{number} of errors are warnings for a start: see [lints] in {CONFIG_FILE}"
        ));
    }
}
