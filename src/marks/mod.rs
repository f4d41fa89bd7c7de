//! Lines and marks: scales, ticks and SVG, without a word of what they are drawn for.
//!
//! A drawing is as wide as its page allows: what is measured along the width is a percentage, so that letters and
//! marks keep their size on a phone. Colours are classes, which the theme fills.

mod scale;
mod svg;

pub(crate) use scale::Scale;
pub(crate) use svg::{Anchor, Svg};

#[cfg(test)]
mod tests {
    use regex::Regex;

    /// The relative luminance of a colour (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            match value <= 0.040_45 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn series_are_told_from_the_paper_and_from_each_other() {
        let css = include_str!("../../themes/folio/assets/folio.css");
        let colours =
            Regex::new(r"--(paper|series-\d): light-dark\((#\w{6}), (#\w{6})\);").unwrap();
        let found: Vec<[String; 2]> = colours
            .captures_iter(css)
            .map(|found| [found[2].to_owned(), found[3].to_owned()])
            .collect();
        assert_eq!(found.len(), 7);
        for scheme in 0..2 {
            let (paper, series) = (&found[0][scheme], &found[1..]);
            for (i, own) in series.iter().enumerate() {
                let on_paper = contrast(&own[scheme], paper);
                assert!(on_paper >= 3.0, "series {}: {on_paper:.2}", i + 1);
            }
            for pair in series.windows(2) {
                let apart = contrast(&pair[0][scheme], &pair[1][scheme]);
                assert!(apart >= 1.4, "{pair:?} look alike in grey: {apart:.2}");
            }
        }
    }
}
