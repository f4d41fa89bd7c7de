//! Pictures that Ibid draws itself: cards for link previews, and icons.
//!
//! Both are made as SVG and turned into PNG by `resvg`, with fonts that the program carries, so that the same input has
//! the same bytes on every machine of a kind.

mod card;
mod encode;
mod text;

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

pub(crate) use card::{Card, Colours};
pub(crate) use text::draws;

/// A picture of `size` by `size` pixels of what `svg` shows; `None` if it is not SVG.
pub(crate) fn icon(svg: &str, size: u32) -> Option<Vec<u8>> {
    let tree = Tree::from_str(svg, &options()).ok()?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = size as f32 / width.max(height);
    png(&tree, size, size, scale)
}

/// An icon in the form of Windows, which holds a PNG.
pub(crate) fn ico(svg: &str, size: u8) -> Option<Vec<u8>> {
    let png = icon(svg, size.into())?;
    let length = u32::try_from(png.len()).ok()?;
    // Reserved, type, number of images; width, height, colours, reserved, planes, bits a pixel, length, offset.
    let mut bytes = vec![0, 0, 1, 0, 1, 0, size, size, 0, 0, 1, 0, 32, 0];
    bytes.extend(length.to_le_bytes());
    bytes.extend(22_u32.to_le_bytes());
    bytes.extend(png);
    Some(bytes)
}

fn png(tree: &Tree, width: u32, height: u32, scale: f32) -> Option<Vec<u8>> {
    let mut pixmap = Pixmap::new(width, height)?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(tree, transform, &mut pixmap.as_mut());
    encode::png(&pixmap)
}

/// With the program's fonts, and without anything of the system's.
fn options() -> Options<'static> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(text::REGULAR.to_vec());
        fonts.load_font_data(text::SEMIBOLD.to_vec());
        Arc::new(fonts)
    });
    Options {
        fontdb: FONTS.clone(),
        font_family: text::FAMILY.to_owned(),
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_have_the_size_that_is_asked_for() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><circle cx='16' cy='16' r='9'/></svg>";
        let png = icon(svg, 192).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 0, 192, 0, 0, 0, 192]);
        assert_eq!(icon(svg, 192).unwrap(), png);
        let ico = ico(svg, 32).unwrap();
        assert_eq!(&ico[22..30], b"\x89PNG\r\n\x1a\n");
        assert!(icon("no picture", 32).is_none());
    }
}
