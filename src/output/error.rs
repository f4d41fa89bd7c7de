//! Why a site could not be written, and what to do about it.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::lock::Holder;
use crate::manuscript::visible;

/// So many files are listed by name.
const LISTED: usize = 10;

/// Why a site could not be written. No file that was in the output folder is lost.
#[derive(Debug)]
pub(crate) enum WriteError {
    /// The system refuses.
    System {
        /// "read" or "write".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Another build writes the same site.
    Held {
        /// The output folder.
        output: PathBuf,
        /// Who writes it.
        holder: Holder,
    },
    /// Files that no build of Ibid wrote would be lost.
    Foreign {
        /// The output folder.
        output: PathBuf,
        /// Their paths below it.
        files: Vec<PathBuf>,
        /// Whether there is a record of what Ibid wrote that cannot be read.
        damaged: bool,
    },
    /// Something that no build of Ibid wrote is in the way, and `--force` does not remove it.
    InTheWay(PathBuf),
    /// Somebody changed a file of the site while it was written.
    Changed(PathBuf),
    /// The index of the search could not be made.
    Search(String),
}

impl WriteError {
    /// The system will not let `path` be written.
    pub(crate) fn writing(path: &Path, error: impl Into<io::Error>) -> Self {
        let (path, error) = (path.to_owned(), error.into());
        let doing = "write";
        Self::System { doing, path, error }
    }

    /// The system will not let `path` be read.
    pub(crate) fn reading(path: &Path, error: impl Into<io::Error>) -> Self {
        let (path, error) = (path.to_owned(), error.into());
        let doing = "read";
        Self::System { doing, path, error }
    }

    /// What kind of refusal it is, if the system refused.
    pub(super) fn kind(&self) -> Option<ErrorKind> {
        match self {
            Self::System { error, .. } => Some(error.kind()),
            _ => None,
        }
    }
}

impl WriteError {
    /// Whether the system refuses because of what the file or folder is, and not because the disk is full or
    /// faulty: something else may work.
    pub(super) fn is_about_it(&self) -> bool {
        let kinds = [
            ErrorKind::PermissionDenied,
            ErrorKind::CrossesDevices,
            ErrorKind::TooManyLinks,
            ErrorKind::Unsupported,
            ErrorKind::InvalidInput,
            ErrorKind::NotFound,
        ];
        self.kind().is_some_and(|kind| kinds.contains(&kind))
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System { doing, path, error } => {
                write!(f, "cannot {doing} {}: {error}", path.display())?;
                match way_out(error.kind()) {
                    Some(help) => write!(f, "\nhelp: {help}"),
                    None => Ok(()),
                }
            }
            Self::Held { output, holder } => write!(
                f,
                "{holder} is writing {}\n\
                 help: let it end and build again; without --no-wait, Ibid waits for it",
                output.display()
            ),
            Self::Foreign {
                output,
                files,
                damaged,
            } => foreign(f, output, files, *damaged),
            Self::InTheWay(path) => write!(
                f,
                "{} is in the way of a file of the site, and Ibid did not write what is in it\n\
                 help: move it elsewhere, or choose another folder with --output",
                path.display()
            ),
            Self::Changed(path) => write!(
                f,
                "another program changed {} while the site was written\n\
                 help: build again when it is done",
                path.display()
            ),
            Self::Search(error) => write!(
                f,
                "cannot make the index of the search: {error}\n\
                 help: `enabled = false` under [search] in ibid.toml builds the site without it"
            ),
        }
    }
}

fn foreign(
    f: &mut fmt::Formatter<'_>,
    output: &Path,
    files: &[PathBuf],
    damaged: bool,
) -> fmt::Result {
    let output = output.display();
    writeln!(
        f,
        "{output} holds files that no build of Ibid wrote and that the site would replace:"
    )?;
    for path in files.iter().take(LISTED) {
        writeln!(f, "  {}", visible(&path.to_string_lossy()))?;
    }
    if let more @ 1.. = files.len().saturating_sub(LISTED) {
        writeln!(f, "  and {more} more")?;
    }
    if damaged {
        writeln!(
            f,
            "The record of what Ibid wrote there, {}, cannot be read by this version.",
            super::RECORD
        )?;
    }
    f.write_str("help: choose another folder with --output, or replace them with --force")
}

/// What helps against a refusal of the system.
fn way_out(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on that disk, then build again"
        }
        ErrorKind::ReadOnlyFilesystem => {
            "the disk cannot be written; choose another folder with --output"
        }
        ErrorKind::PermissionDenied => {
            "check its permissions, or choose another folder with --output"
        }
        _ => return None,
    })
}

impl std::error::Error for WriteError {}
