//! The program that runs, as a number: another may make other pages of the same inputs.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::sync::LazyLock;

use object::{Object as _, ReadCache};
use xxhash_rust::xxh3::Xxh3Default;

use crate::digest::Digest;

/// Bytes of the program that are read at once.
const READ: usize = 1 << 18;

/// What tells this program from all others, on any machine.
pub(crate) fn digest() -> u128 {
    static PROGRAM: LazyLock<u128> = LazyLock::new(|| {
        let digest = || {
            let path = std::env::current_exe()?;
            match linked(&path)? {
                Some(id) => Ok(Digest::default().shown(&id).finish()),
                None => of_bytes(&path),
            }
        };
        // Else no build is like another.
        digest().unwrap_or_else(|_: io::Error| {
            let now = std::time::UNIX_EPOCH.elapsed();
            now.map_or(0, |time| time.as_nanos())
        })
    });
    *PROGRAM
}

/// The number that the linker gave to a program, which it makes of what is in it: the GNU build ID of ELF, the UUID of Mach-O.
/// To read the whole program takes a fifth of a small build.
fn linked(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = ReadCache::new(File::open(path)?);
    let Ok(program) = object::File::parse(&file) else {
        return Ok(None);
    };
    let build_id = program.build_id().ok().flatten().map(<[u8]>::to_vec);
    let uuid = || program.mach_uuid().ok().flatten();
    Ok(build_id.or_else(|| uuid().map(Vec::from)))
}

fn of_bytes(path: &Path) -> io::Result<u128> {
    // In pieces: to clear memory for the whole of it takes longer than to read it.
    let mut file = BufReader::with_capacity(READ, File::open(path)?);
    let mut digest = Xxh3Default::new();
    loop {
        let piece = file.fill_buf()?;
        if piece.is_empty() {
            break Ok(digest.digest128());
        }
        let length = piece.len();
        digest.update(piece);
        file.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_bytes_where_no_linker_numbered_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        let digest_of = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(linked(&path).unwrap(), None);
            of_bytes(&path).unwrap()
        };
        assert_ne!(digest_of(b"#!/bin/sh\n"), digest_of(b"#!/bin/sh\n\n"));
    }

    #[test]
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    fn the_linker_numbers_programs() {
        let program = std::env::current_exe().unwrap();
        assert!(linked(&program).unwrap().is_some_and(|id| id.len() >= 8));
    }
}
