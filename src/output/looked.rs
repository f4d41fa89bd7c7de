//! Until when the folders of a site are known to hold nothing but that site.
//!
//! To look into all folders of a large site takes longer than the rest of many an edit. The system notes when
//! something comes into a folder or goes, and nobody can set that time: in a folder that is as it was before the site
//! was shown, nobody has put anything.
//!
//! The note is a file in the folder of builds, beside the spare. It names the folder that was to be shown by its
//! number, and says the time in its text, so that a copy of both, of which all times are later, is looked into.

use std::fs;
use std::path::Path;

use super::build_folder::BuildFolder;
use super::error::WriteError;
use super::folder::Folder;
use super::system::Time;

/// Name of the file in the folder of builds.
pub(super) const LOOKED: &str = "looked";

/// Notes that the folders of `tree`, which is about to be shown, hold nothing but the site.
pub(super) fn note(build: &BuildFolder, tree: &Folder) -> Result<(), WriteError> {
    let path = build.join(LOOKED);
    let write = |text: &str| {
        let written = fs::write(&path, text);
        written.map_err(|error| WriteError::writing(&path, error))
    };
    // The clock of the file system, which need not be that of the program.
    write("")?;
    let (seconds, nanoseconds) = build.open_self()?.stat(Path::new(LOOKED))?.changed;
    let (device, number) = tree.stat(Path::new(""))?.identity;
    write(&format!("{device} {number} {seconds} {nanoseconds}\n"))
}

/// Until when the folders of `output` are known to hold nothing but the site; `None` if that is not known.
pub(super) fn until(build: &BuildFolder, output: &Folder) -> Option<Time> {
    let text = fs::read_to_string(build.join(LOOKED)).ok()?;
    let numbers: Option<Vec<i64>> = text
        .strip_suffix('\n')?
        .split(' ')
        .map(|number| number.parse().ok())
        .collect();
    let [device, number, seconds, nanoseconds] = numbers?[..] else {
        return None;
    };
    let identity = output.stat(Path::new("")).ok()?.identity;
    // Where the system has no numbers, no folder is known by one.
    let is_own =
        number > 0 && [device, number].map(u64::try_from) == [Ok(identity.0), Ok(identity.1)];
    let nanoseconds = nanoseconds.try_into().ok().filter(|_| is_own)?;
    Some((seconds, nanoseconds))
}
