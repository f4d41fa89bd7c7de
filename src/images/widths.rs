//! In which widths an image is published.

use super::Size;

/// From a phone of the smallest kind to a large screen with two pixels to each of CSS.
const LADDER: [u32; 5] = [480, 800, 1200, 1600, 2400];

/// Smaller files are sent as fast as any copy of them.
const SMALL_FILE: u64 = 24 << 10;

/// No side of a WebP is longer.
const LONGEST_SIDE: u64 = 16_383;

/// The widths in which copies of an image are worth while, the smallest first; none if it is small.
pub(super) fn widths(size: Size, bytes: u64) -> Vec<u32> {
    if bytes <= SMALL_FILE || !cfg!(feature = "images") {
        return Vec::new();
    }
    let own = u32::try_from(size.width).unwrap_or(u32::MAX);
    // A step that is hardly smaller than the image is not worth a file.
    let steps = LADDER.into_iter().filter(|step| *step < own - own / 8);
    let last = own.min(LADDER[LADDER.len() - 1]);
    let mut widths: Vec<u32> = steps.filter(|step| *step < last).chain([last]).collect();
    widths.retain(|width| height_at(size, *width) <= LONGEST_SIDE);
    widths
}

/// How high an image is in another width.
pub(super) fn height_at(size: Size, width: u32) -> u64 {
    let (own, height) = (size.width as u64, size.height as u64);
    ((height * u64::from(width) + own / 2) / own.max(1)).max(1)
}

#[cfg(all(test, feature = "images"))]
mod tests {
    use super::*;

    #[test]
    fn copies_are_smaller_than_the_image_and_worth_a_file() {
        let of = |width, height| widths(Size { width, height }, 1 << 20);
        assert_eq!(of(4000, 3000), [480, 800, 1200, 1600, 2400]);
        assert_eq!(of(1640, 900), [480, 800, 1200, 1640]);
        assert_eq!(of(500, 900), [500]);
        assert_eq!(of(300, 9), [300]);
        assert_eq!(of(1000, 40_000), Vec::<u32>::new());
        assert_eq!(of(2000, 40_000), [480, 800]);
        let size = Size {
            width: 4000,
            height: 3000,
        };
        assert_eq!(widths(size, 20_000), Vec::<u32>::new());
    }
}
