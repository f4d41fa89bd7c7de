//! How a camera was held, as its pictures say (EXIF 2.32, tag 0x0112).

/// What is to be done with the pixels of a file to show the picture upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    /// That of the EXIF segment of a JPEG.
    pub(super) fn of_exif(tiff: &[u8]) -> Self {
        let known = tiff_orientation(tiff).filter(|orientation| (1..=8).contains(orientation));
        Self(known.map_or(0, |orientation| orientation as u8))
    }

    /// Whether width and height change places.
    pub(super) fn is_on_its_side(self) -> bool {
        self.0 >= 5
    }

    /// The pixel of the file that is shown at `(x, y)` of a picture which is `width` by `height` pixels when upright.
    #[cfg(feature = "images")]
    pub(super) fn source(
        self,
        (x, y): (usize, usize),
        (width, height): (usize, usize),
    ) -> (usize, usize) {
        let (right, bottom) = (width - 1 - x, height - 1 - y);
        match self.0 {
            2 => (right, y),
            3 => (right, bottom),
            4 => (x, bottom),
            5 => (y, x),
            6 => (y, right),
            7 => (bottom, right),
            8 => (bottom, x),
            _ => (x, y),
        }
    }
}

/// The orientation in the first directory of a TIFF file.
fn tiff_orientation(tiff: &[u8]) -> Option<u16> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(match little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(match little {
            true => second << 16 | first,
            false => first << 16 | second,
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    let entry = |i: usize| directory.checked_add(2 + 12 * i);
    let at = (0..entries)
        .filter_map(entry)
        .find(|at| short(*at) == Some(0x0112))?;
    short(at + 8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[cfg(feature = "images")]
    fn a_picture_is_turned_as_its_camera_was() {
        // The letter F, three pixels wide and four high, as the eight orientations store it.
        let upright = ["##.", "#..", "##.", "#.."];
        let stored: [&[&str]; 8] = [
            &["##.", "#..", "##.", "#.."],
            &[".##", "..#", ".##", "..#"],
            &["..#", ".##", "..#", ".##"],
            &["#..", "##.", "#..", "##."],
            &["####", "#.#.", "...."],
            &["....", "#.#.", "####"],
            &["....", ".#.#", "####"],
            &["####", ".#.#", "...."],
        ];
        for (i, stored) in stored.iter().enumerate() {
            let orientation = Orientation(i as u8 + 1);
            let shown = (0..4).map(|y| {
                let row = (0..3).map(|x| {
                    let (x, y) = orientation.source((x, y), (3, 4));
                    stored[y].as_bytes()[x] as char
                });
                row.collect::<String>()
            });
            assert_eq!(shown.collect::<Vec<_>>(), upright, "{}", i + 1);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Orientation::of_exif(&bytes);
        }
    }
}
