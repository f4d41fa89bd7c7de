//! Citation styles: our own, those that are bundled, and any independent CSL file.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::bundled;
use crate::csl;
use crate::diagnostics::did_you_mean;

/// How citations and references look, as CSL 1.0.2 describes it. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Style {
    csl: Arc<csl::Style>,
}

/// Why a style cannot be used, in words for a writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StyleError {
    /// What is at fault in the style's file; `None` if there is no style to find a fault in.
    pub range: Option<Range<usize>>,
    /// What is wrong, worded as a diagnostic's message.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StyleError {}

impl From<csl::StyleError> for StyleError {
    fn from(error: csl::StyleError) -> Self {
        Self {
            range: Some(error.range),
            message: error.message,
            help: error.help,
        }
    }
}

impl Default for Style {
    /// Our own style.
    #[expect(
        clippy::expect_used,
        reason = "the style is part of the program, and a test reads it"
    )]
    fn default() -> Self {
        Self::find(Self::DEFAULT).expect("our own style is valid CSL")
    }
}

/// What to write in place of a name that no style has: the name that it resembles, or those that it is a part of.
fn proposal(name: &str) -> String {
    // The address of a style in a repository ends with its name.
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.trim_end_matches(".csl").to_lowercase();
    if let Some(near) = did_you_mean(&name, Style::names()) {
        return near;
    }
    let alike: Vec<&str> = Style::names()
        .filter(|known| !name.is_empty() && known.contains(&name))
        .collect();
    match alike.as_slice() {
        [] => {
            "any independent CSL style works: save it and give the path of the .csl file".to_owned()
        }
        alike => format!("write one of {}", alike.join(", ")),
    }
}

impl Style {
    /// The name of our own style.
    pub(crate) const DEFAULT: &str = bundled::DEFAULT_STYLE;

    /// Finds a style by name: `ibid`, or a bundled one such as `chicago-notes` or `apa`.
    ///
    /// # Errors
    /// If no style has the name.
    pub(crate) fn find(name: &str) -> Result<Self, StyleError> {
        match bundled::style(name) {
            Some(text) => Self::from_csl(&text),
            None => Err(StyleError {
                range: None,
                message: format!("there is no citation style \"{name}\""),
                help: Some(proposal(name)),
            }),
        }
    }

    /// Reads a CSL file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(crate) fn from_csl(text: &str) -> Result<Self, StyleError> {
        let csl = Arc::new(csl::Style::parse(text)?);
        Ok(Self { csl })
    }

    /// The names that [`find`](Self::find) knows.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        bundled::style_names()
    }

    /// Whether citations become footnotes; if not, they stand in the text.
    pub(crate) fn is_note(&self) -> bool {
        self.csl.class == csl::Class::Note
    }

    /// The language that the style asks for (`default-locale`), if it does.
    pub(crate) fn language(&self) -> Option<&str> {
        self.csl.default_locale.as_deref()
    }

    /// A processor for the style in a language, a tag of BCP 47.
    pub(crate) fn processor(&self, language: &str) -> csl::Processor {
        let (language, words) = bundled::words(language, &self.csl.locales);
        csl::Processor::new(self.csl.clone(), Arc::new(words), language.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_style_is_sound() {
        let style = Style::find("ibid").unwrap();
        assert!(style.is_note() && style.csl.bibliography.is_some());
        assert_eq!(style.csl.title, "Ibid (notes for web sources)");
    }

    #[test]
    fn bundled_styles_are_found_by_name() {
        assert!(Style::find("chicago-notes").unwrap().is_note());
        assert!(!Style::find("apa").unwrap().is_note());
        let error = Style::find("chicago-note").unwrap_err();
        assert_eq!(error.message, "there is no citation style \"chicago-note\"");
        assert_eq!(
            error.help.as_deref(),
            Some("did you mean \"chicago-notes\"?")
        );
        let help = |name| Style::find(name).unwrap_err().help.unwrap();
        assert!(help("chicago").starts_with("write one of chicago-"));
        assert_eq!(
            help("https://example.org/styles/ieee.csl"),
            "did you mean \"ieee\"?"
        );
        assert!(help("journal-of-nothing").starts_with("any independent CSL style works"));
    }

    #[test]
    fn a_file_may_be_wrong_in_two_ways() {
        let dependent = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Journal of X</title><id>x</id>
            <link href="http://www.zotero.org/styles/apa" rel="independent-parent"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"#;
        let error = Style::from_csl(dependent).unwrap_err();
        assert!(error.to_string().contains("apa") || error.help.unwrap().contains("apa"));
        assert!(Style::from_csl("<style>").unwrap_err().range.is_some());
    }
}
