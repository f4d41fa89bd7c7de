//! What the last build into a folder was made of, and what it said: while all of that is the same, there is nothing
//! to do but to say it again.
//!
//! It is kept with the user's caches. Where it is not there, as in a continuous integration, the record in the
//! output folder says which pages need not be rendered.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::diagnostics::Report;
use crate::digest::Digest;
use crate::explainer::{Found, Options};
use crate::manuscript::Manuscript;
use crate::program;

const FORMAT: &str = "ibid build 3";

/// The last build into a folder.
pub(super) struct LastBuild {
    pub made: Made,
    /// What it said.
    pub report: Report,
}

/// What a build was made of, and what came of it. In its file this is a line by itself: after an edit nobody need read
/// the report.
#[derive(Serialize, Deserialize)]
pub(super) struct Made {
    format: String,
    /// The folder.
    output: PathBuf,
    /// A digest of the program, the options and all files of the explainer.
    inputs: u128,
    /// A digest of the record in the output folder.
    pub record: u128,
    pub counts: Counts,
}

/// How much there was of everything.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Counts {
    pub pages: usize,
    pub sources: usize,
    /// Pages that are made from templates, those of the ledger included.
    pub made: usize,
}

impl LastBuild {
    /// The last build into `output`, if it was made of the same.
    pub(super) fn of(output: &Path, inputs: u128) -> Option<Self> {
        let text = std::fs::read_to_string(file(output, SAID)?).ok()?;
        let (made, report) = text.split_once('\n')?;
        let made: Made = serde_json::from_str(made).ok()?;
        let is_same = made.format == FORMAT && made.output == output && made.inputs == inputs;
        let report = is_same.then(|| serde_json::from_str(report).ok())??;
        Some(Self { made, report })
    }

    pub(super) fn new(
        output: &Path,
        inputs: u128,
        record: u128,
        counts: Counts,
        report: Report,
    ) -> Self {
        let made = Made {
            format: FORMAT.to_owned(),
            output: output.to_owned(),
            inputs,
            record,
            counts,
        };
        Self { made, report }
    }

    /// Keeps it for the next build. Without it that does more than it must, so nobody need hear of a failure.
    pub(super) fn keep(&self) {
        let Some(file) = file(&self.made.output, SAID) else {
            return;
        };
        let texts = (
            serde_json::to_string(&self.made),
            serde_json::to_string(&self.report),
        );
        if let (Ok(made), Ok(report)) = texts {
            let _ = write(&file, format!("{made}\n{report}").as_bytes());
        }
    }
}

/// What the last build into `output` found on its pages.
pub(super) fn found(output: &Path) -> Found {
    let text = file(output, FOUND).and_then(|file| std::fs::read_to_string(file).ok());
    text.map(Found::read).unwrap_or_default()
}

/// Keeps what a build found for the next one.
pub(super) fn keep_found(output: &Path, found: &str) {
    let _ = file(output, FOUND).map(|file| write(&file, found.as_bytes()));
}

const SAID: &str = "said";
const FOUND: &str = "found";

fn write(file: &Path, text: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    std::fs::create_dir_all(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text)?;
    new.persist(file)?;
    Ok(())
}

/// Where something of the last build into `output` is kept.
fn file(output: &Path, kind: &str) -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    let name = Digest::default().shown(&output).finish();
    let folder = folders.cache_dir().join("ibid").join("builds");
    Some(folder.join(format!("{name:032x}.{kind}")))
}

/// A digest of all that a build is made of.
pub(super) fn inputs(manuscript: &Manuscript, options: &Options) -> u128 {
    Digest::default()
        .number(program::digest())
        .number(manuscript.digest())
        .shown(options)
        .finish()
}
