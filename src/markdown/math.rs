//! Formulas: LaTeX to MathML at build, by pulldown-latex, and which dollar signs are formulas at all.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// The parser reads every group once for each group around it, so the depth decides how long it takes.
const DEEPEST: usize = 100;

/// The parser goes one call deeper for each command in a row, such as `\sqrt\sqrt…`, so the length decides
/// how much stack it takes.
const LONGEST: usize = 5000;

/// Sets `latex` as MathML.
///
/// # Errors
/// The first complaint of the LaTeX parser.
pub(super) fn to_mathml(latex: &str, display: bool) -> Result<String, String> {
    if latex.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if nesting(latex) > DEEPEST {
        return Err(format!("its braces are nested more than {DEEPEST} deep"));
    }
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(latex, &storage).collect();
    if let Some(Err(error)) = events.iter().find(|event| event.is_err()) {
        let text = error.to_string();
        return Err(text
            .lines()
            .next()
            .unwrap_or("it cannot be read")
            .to_owned());
    }
    let mut html = String::new();
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    push_mathml(&mut html, events.into_iter(), config).map_err(|error| error.to_string())?;
    Ok(html)
}

/// How deep the braces of `latex` are nested.
fn nesting(latex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in latex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Whether `$…$` from byte `start` to `end` of `text` is money and not a formula.
///
/// Pandoc's rule: the closing sign has no digit after it ("$5-$6"); and, since prices are written so,
/// the opening one no letter before it ("US$100").
pub(super) fn is_money(text: &str, start: usize, end: usize) -> bool {
    let digit_after = text[end..].starts_with(|c: char| c.is_ascii_digit());
    let letter_before = text[..start].ends_with(char::is_alphanumeric);
    digit_after || letter_before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_and_slips_are_named() {
        let html = to_mathml("x^2", false).unwrap();
        assert!(html.starts_with("<math"), "{html}");
        assert!(to_mathml("\\frac{1}{2}", true).unwrap().contains("block"));
        assert!(to_mathml("\\nosuchcommand{1}", false).is_err());
        let deep = format!("{}x{}", "{".repeat(101), "}".repeat(101));
        assert!(to_mathml(&deep, false).is_err());
        assert!(to_mathml(&deep[1..deep.len() - 1], false).is_ok());
    }

    #[test]
    fn money_is_not_a_formula() {
        let text = "US$100 and US$200; $5-$6; $x$.";
        assert!(is_money(text, 2, 14));
        assert!(is_money(text, 19, 23));
        assert!(!is_money(text, 26, 29));
    }
}
