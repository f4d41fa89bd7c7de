//! Writes SVG whose marks keep their size while the drawing grows with the page.

use std::fmt::Write;

/// A drawing as wide as there is room. Places along the width are from 0 to 1, all else in pixels.
pub(crate) struct Svg {
    out: String,
}

/// On which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// The side on which a text has room that belongs to what is at `x`.
    pub(crate) fn within(x: f64) -> Self {
        match x {
            x if x < 0.3 => Self::Start,
            x if x > 0.7 => Self::End,
            _ => Self::Middle,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

impl Svg {
    /// A drawing that readers who cannot see it are told of in another way.
    pub(crate) fn hidden(class: &str, height: u32) -> Self {
        Self {
            out: format!(
                "<svg class=\"{class}\" width=\"100%\" height=\"{height}\" overflow=\"visible\" aria-hidden=\"true\">"
            ),
        }
    }

    /// The same of a fixed width.
    pub(crate) fn hidden_of_width(class: &str, width: u32, height: u32) -> Self {
        Self {
            out: format!(
                "<svg class=\"{class}\" width=\"{width}\" height=\"{height}\" overflow=\"visible\" aria-hidden=\"true\">"
            ),
        }
    }

    /// Opens a group; its marks have the colour of the class.
    pub(crate) fn group(&mut self, class: &str) {
        let _ = write!(self.out, "<g class=\"{class}\">");
    }

    pub(crate) fn end_group(&mut self) {
        self.out.push_str("</g>");
    }

    pub(crate) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, x2) = (percent(x1), percent(x2));
        let _ = write!(
            self.out,
            "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1:.1}\" x2=\"{x2}\" y2=\"{y2:.1}\" stroke=\"currentColor\"/>"
        );
    }

    /// An upright line from top to bottom. Being a shape, it can be made longer by a style sheet.
    pub(crate) fn upright(&mut self, class: &str, x: f64, height: u32) {
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" width=\"1\" height=\"{height}\" fill=\"currentColor\"/>",
            percent(x)
        );
    }

    /// A bar between two places along the width.
    pub(crate) fn bar(&mut self, class: &str, (from, to): (f64, f64), y: f64, height: f64) {
        let (start, width) = (from.min(to), (to - from).abs());
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{y:.1}\" width=\"{}\" height=\"{height:.1}\" fill=\"currentColor\"/>",
            percent(start),
            percent(width)
        );
    }

    /// A mark of its own shape for each of six series, so that they are told apart without colour.
    pub(crate) fn mark(&mut self, series: usize, x: f64, y: f64) {
        let x = percent(x);
        // A nested drawing moves a shape to a place that is a percentage.
        let shape = match series % 6 {
            0 => {
                let _ = write!(
                    self.out,
                    "<circle class=\"mark\" cx=\"{x}\" cy=\"{y:.1}\" r=\"5.5\" fill=\"currentColor\"/>"
                );
                return;
            }
            1 => "M-5 -5H5V5H-5Z",
            2 => "M0 -6.5L6.5 5H-6.5Z",
            3 => "M0 -7L7 0L0 7L-7 0Z",
            4 => "M0 6.5L6.5 -5H-6.5Z",
            _ => "M-6 -2H-2V-6H2V-2H6V2H2V6H-2V2H-6Z",
        };
        let _ = write!(
            self.out,
            "<svg x=\"{x}\" y=\"{y:.1}\" overflow=\"visible\"><path class=\"mark\" d=\"{shape}\" fill=\"currentColor\"/></svg>"
        );
    }

    /// The mark of a series, for a legend of 16 pixels.
    pub(crate) fn key(series: usize) -> String {
        let mut svg = Self { out: String::new() };
        svg.mark(series, 0.5, 8.0);
        svg.out
    }

    /// An arrow over the whole width.
    pub(crate) fn arrow(&mut self, right: bool, y: f64, thick: f64) {
        let half = thick + 3.5;
        let (tip, shape) = match right {
            true => (
                1.0,
                format!("M0 0L-{:.1} -{half:.1}V{half:.1}Z", half * 1.5),
            ),
            false => (0.0, format!("M0 0L{:.1} -{half:.1}V{half:.1}Z", half * 1.5)),
        };
        let (from, to) = match right {
            true => (0.0, 0.985),
            false => (0.015, 1.0),
        };
        self.bar("shaft", (from, to), y - thick / 2.0, thick);
        let _ = write!(
            self.out,
            "<svg x=\"{}\" y=\"{y:.1}\" overflow=\"visible\"><path class=\"tip\" d=\"{shape}\" fill=\"currentColor\"/></svg>",
            percent(tip)
        );
    }

    /// A text, `dx` pixels from its place. `text` is HTML.
    pub(crate) fn text(
        &mut self,
        class: &str,
        (x, y): (f64, f64),
        dx: f64,
        anchor: Anchor,
        text: &str,
    ) {
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{}\" y=\"{y:.1}\" dx=\"{dx}\" text-anchor=\"{}\" font-size=\"13\" fill=\"currentColor\">{text}</text>",
            percent(x),
            anchor.name()
        );
    }

    /// Lines through points whose places are from 0 to 1 along the width, and pixels down; they stretch with it.
    pub(crate) fn path(&mut self, class: &str, points: &[(f64, f64)], height: u32, filled: bool) {
        let mut data = String::new();
        for (i, (x, y)) in points.iter().enumerate() {
            let verb = if i == 0 { 'M' } else { 'L' };
            let _ = write!(data, "{verb}{:.2} {y:.1}", x * 1000.0);
        }
        let paint = match filled {
            true => "fill=\"currentColor\"",
            false => "fill=\"none\" stroke=\"currentColor\"",
        };
        let _ = write!(
            self.out,
            "<svg width=\"100%\" height=\"{height}\" viewBox=\"0 0 1000 {height}\" preserveAspectRatio=\"none\">\
             <path class=\"{class}\" d=\"{data}\" {paint} vector-effect=\"non-scaling-stroke\"/></svg>"
        );
    }

    pub(crate) fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }
}

fn percent(x: f64) -> String {
    let mut text = format!("{:.2}", x * 100.0);
    if text.ends_with(".00") {
        text.truncate(text.len() - 3);
    }
    text.push('%');
    text
}
