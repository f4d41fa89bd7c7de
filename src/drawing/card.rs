//! The card that stands for a page where a link to it is shown: its title, what it is part of, and how old it is.

use std::fmt::Write;

use resvg::usvg::Tree;

use super::text::{BOLD_FAMILY, FAMILY, Setting, fits, line, lines};
use super::{options, png};

/// The size that link previews ask for.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

const MARGIN: f32 = 84.0;
const ROOM: f32 = WIDTH as f32 - 2.0 * MARGIN;

/// Sizes of a title, the first of which it fits in is taken, with the lines that it may have.
const TITLES: [(f32, usize); 4] = [(84.0, 2), (72.0, 3), (60.0, 4), (52.0, 4)];

/// Colours as SVG has them, `#rrggbb`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Colours {
    pub paper: String,
    pub ink: String,
    pub muted: String,
    pub accent: String,
}

impl Default for Colours {
    fn default() -> Self {
        Self {
            paper: "#ffffff".to_owned(),
            ink: "#1a1a1a".to_owned(),
            muted: "#595959".to_owned(),
            accent: "#1a4f8b".to_owned(),
        }
    }
}

/// What a card says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Card<'a> {
    /// The explainer, on the card of one of its pages.
    pub site: Option<&'a str>,
    pub title: &'a str,
    pub description: &'a str,
    /// A line at the foot.
    pub facts: String,
    /// The theme's icon, as SVG.
    pub icon: Option<&'a str>,
}

impl Card<'_> {
    /// The card as PNG; `None` if the icon is not SVG.
    pub(crate) fn draw(&self, colours: &Colours) -> Option<Vec<u8>> {
        let tree = Tree::from_str(&self.svg(colours), &options()).ok()?;
        png(&tree, WIDTH, HEIGHT, 1.0)
    }

    fn svg(&self, colours: &Colours) -> String {
        let Colours {
            paper,
            ink,
            muted,
            accent,
        } = colours;
        let text = |size| Setting {
            size,
            family: FAMILY,
        };
        let bold = |size| Setting {
            size,
            family: BOLD_FAMILY,
        };
        // Colours are styles, since those of the icon hold for all of the picture.
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" style=\"fill:{paper}\"/>\
             <rect width=\"{WIDTH}\" height=\"14\" style=\"fill:{accent}\"/>"
        );
        let mut y = 108.0;
        if let Some(site) = self.site {
            let site = lines(site, text(30.0), ROOM, 1);
            svg.extend(
                site.iter()
                    .map(|site| line(site, MARGIN, y, text(30.0), accent)),
            );
        }
        let sizes = TITLES.into_iter();
        let mut fitting = sizes.filter(|(size, most)| fits(self.title, bold(*size), ROOM, *most));
        let (size, most) = fitting.next().unwrap_or(TITLES[3]);
        y += 28.0;
        for title in lines(self.title, bold(size), ROOM, most) {
            y += size * 1.12;
            svg.push_str(&line(&title, MARGIN, y, bold(size), ink));
        }
        y += 28.0;
        // What room there is above the foot.
        let free = ((HEIGHT as f32 - 130.0 - y) / 44.0).max(0.0) as usize;
        for words in lines(self.description, text(33.0), ROOM, free.min(3)) {
            if free == 0 {
                break;
            }
            y += 44.0;
            svg.push_str(&line(&words, MARGIN, y, text(33.0), muted));
        }
        let foot = HEIGHT as f32 - 62.0;
        svg.push_str(&line(&self.facts, MARGIN, foot, text(27.0), muted));
        if let Some(icon) = self.icon {
            let (x, y) = (WIDTH as f32 - MARGIN - 64.0, foot - 46.0);
            let _ = write!(
                svg,
                "<svg x=\"{x}\" y=\"{y}\" width=\"64\" height=\"64\">{icon}</svg>"
            );
        }
        svg.push_str("</svg>");
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_the_same_each_time_and_takes_any_text() {
        let long = "A title that is far longer than any card has room for ".repeat(20);
        for title in ["Wells & <Water>", &long, ""] {
            let card = Card {
                site: Some("Site"),
                title,
                description: "What it tells.",
                facts: String::new(),
                icon: None,
            };
            let png = card.draw(&Colours::default()).unwrap();
            assert_eq!(png[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
            assert_eq!(card.draw(&Colours::default()).unwrap(), png);
        }
    }
}
