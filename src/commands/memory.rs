//! What kind of memory a build asks the system for.
//!
//! Linux clears each page of memory when it is first touched, and huge ones (2 MiB) whole. For a small site that is a good
//! part of the work, and twice the memory; in a large one, they save a fifth of the user time, since it touches them all.

/// With more files than this, a site is large.
#[cfg(target_os = "linux")]
const LARGE: usize = 4000;

/// Begins with small pages of memory, whatever the site will be. Programs that are started after this have them too.
pub(super) fn begin() {
    #[cfg(target_os = "linux")]
    huge_pages(false);
}

/// Goes on with what suits a site of so many files.
#[cfg_attr(not(target_os = "linux"), allow(unused_variables))]
pub(super) fn suit(files: usize) {
    #[cfg(target_os = "linux")]
    if files > LARGE {
        huge_pages(true);
    }
}

#[cfg(target_os = "linux")]
fn huge_pages(wanted: bool) {
    // A system without them has nothing to change.
    let _ = rustix::thread::disable_transparent_huge_pages(!wanted);
}
