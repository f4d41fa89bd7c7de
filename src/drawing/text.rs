//! Text in pictures: what can be drawn, how wide it is, where its lines break.

use resvg::usvg::Tree;

use super::options;
use crate::markdown::escape_text;

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

pub(super) const REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/card-regular.otf"));
pub(super) const SEMIBOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/card-semibold.otf"));

/// The names of the two fonts: to fonts without all names, a weight is a family.
pub(super) const FAMILY: &str = "Libertinus Serif";
pub(super) const BOLD_FAMILY: &str = "Libertinus Serif Semibold";

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// In pixels.
    pub size: f32,
    pub family: &'static str,
}

/// Whether the fonts have all characters of a text.
pub(crate) fn draws(text: &str) -> bool {
    text.chars().all(|c| {
        let character = u32::from(c);
        DRAWN.iter().any(|range| range.contains(&character))
    })
}

/// A line of text as an element of SVG, its baseline at `y`.
pub(super) fn line(text: &str, x: f32, y: f32, setting: Setting, colour: &str) -> String {
    let Setting { size, family } = setting;
    let mut escaped = String::new();
    escape_text(&mut escaped, text);
    format!(
        "<text x=\"{x}\" y=\"{y}\" style=\"font-family:'{family}';font-size:{size}px;fill:{colour}\">{escaped}</text>"
    )
}

/// The width of a line in pixels.
fn width(text: &str, setting: Setting) -> f32 {
    let line = line(text, 0.0, 0.0, setting, "#000");
    let svg =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{line}</svg>");
    let tree = Tree::from_str(&svg, &options());
    tree.map_or(0.0, |tree| tree.root().bounding_box().width())
}

/// The lines of a text, at most `most`; the last ends in an ellipsis where words are left out.
pub(super) fn lines(text: &str, setting: Setting, room: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| width(longer, setting) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None if lines.len() == most => {
                if let Some(last) = lines.last_mut() {
                    last.push('…');
                }
                return lines;
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Whether all of a text stands in so many lines.
pub(super) fn fits(text: &str, setting: Setting, room: f32, most: usize) -> bool {
    let all = lines(text, setting, room, usize::MAX);
    all.len() <= most && all.iter().all(|line| width(line, setting) <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTING: Setting = Setting {
        size: 40.0,
        family: FAMILY,
    };

    #[test]
    fn lines_break_between_words_and_say_that_more_would_follow() {
        let text = "one two three four five six seven";
        let all = lines(text, SETTING, 200.0, 9);
        assert!(all.len() > 2, "{all:?}");
        assert_eq!(all.join(" "), text);
        assert!(
            all.iter().all(|line| width(line, SETTING) <= 200.0),
            "{all:?}"
        );
        let two = lines(text, SETTING, 200.0, 2);
        assert_eq!(two.len(), 2);
        assert!(two[1].ends_with('…'), "{two:?}");
    }

    #[test]
    fn it_is_known_what_can_be_drawn() {
        assert!(draws("Łódź, “Ελλάδα”, Россия – 1945"));
        assert!(!draws("조선"));
    }
}
