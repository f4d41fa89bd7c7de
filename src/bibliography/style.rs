//! Citation styles: our own, those bundled with hayagriva, and any independent CSL file.

use std::fmt;
use std::sync::LazyLock;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, IndependentStyle, StyleClass};

use crate::diagnostics::did_you_mean;

/// How citations and references look, as CSL 1.0.2 describes it.
#[derive(Clone, Debug)]
pub struct Style {
    pub(super) csl: IndependentStyle,
}

/// Why a style cannot be used, in words for a writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
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

impl Default for Style {
    /// Our own style.
    fn default() -> Self {
        Self { csl: IBID.clone() }
    }
}

impl Style {
    /// The name of our own style.
    pub const DEFAULT: &str = "ibid";

    /// Finds a style by name: `ibid`, or one that hayagriva bundles, such as `chicago-notes` or `apa`.
    pub fn find(name: &str) -> Result<Self, StyleError> {
        if name == Self::DEFAULT {
            return Ok(Self { csl: IBID.clone() });
        }
        match ArchivedStyle::by_name(name) {
            Some(archived) => Self::independent(archived.get()),
            None => Err(StyleError {
                message: format!("there is no citation style \"{name}\""),
                help: did_you_mean(name, Self::names())
                    .or_else(|| Some("any independent CSL style works: save it and give the path of the .csl file".to_owned())),
            }),
        }
    }

    /// Reads a CSL file.
    pub fn from_csl(text: &str) -> Result<Self, StyleError> {
        let style = citationberg::Style::from_xml(text).map_err(|error| StyleError {
            message: format!("this is not a CSL style: {error}"),
            help: Some("styles that are known to work: https://www.zotero.org/styles".to_owned()),
        })?;
        Self::independent(style)
    }

    /// The names that [`find`](Self::find) knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let bundled = ArchivedStyle::all()
            .iter()
            .flat_map(|style| style.names().iter().copied());
        std::iter::once(Self::DEFAULT).chain(bundled)
    }

    /// Whether citations become footnotes; if not, they stand in the text.
    pub fn is_note(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }

    /// Whether the style has a list of references.
    pub fn has_bibliography(&self) -> bool {
        self.csl.bibliography.is_some()
    }

    /// The style's title.
    pub fn title(&self) -> &str {
        &self.csl.info.title.value
    }

    fn independent(style: citationberg::Style) -> Result<Self, StyleError> {
        match style {
            citationberg::Style::Independent(csl) => Ok(Self { csl }),
            citationberg::Style::Dependent(style) => {
                let parent = &style.parent_link.href;
                Err(StyleError {
                    message: format!(
                        "the style \"{}\" only refers to another, {parent}",
                        style.info.title.value
                    ),
                    help: Some("download that style and name it instead".to_owned()),
                })
            }
        }
    }
}

/// Our own style; that it parses is what `our_style_is_sound` tests.
#[expect(
    clippy::expect_used,
    reason = "the style is part of the program, and a test parses it"
)]
static IBID: LazyLock<IndependentStyle> = LazyLock::new(|| {
    IndependentStyle::from_xml(include_str!("styles/ibid.csl")).expect("our own style is valid CSL")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_style_is_sound() {
        let style = Style::find("ibid").unwrap();
        assert!(style.is_note() && style.has_bibliography());
        assert_eq!(style.title(), "Ibid (notes for web sources)");
    }

    #[test]
    fn bundled_styles_are_found_by_name() {
        assert!(Style::find("chicago-notes").unwrap().is_note());
        assert!(!Style::find("apa").unwrap().is_note());
        assert!(Style::names().all(|name| Style::find(name).is_ok()));
        let error = Style::find("chicago-note").unwrap_err();
        assert_eq!(error.message, "there is no citation style \"chicago-note\"");
        assert_eq!(
            error.help.as_deref(),
            Some("did you mean \"chicago-notes\"?")
        );
    }

    #[test]
    fn a_file_may_be_wrong_in_two_ways() {
        let dependent = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Journal of X</title><id>x</id>
            <link href="http://www.zotero.org/styles/apa" rel="independent-parent"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"#;
        let error = Style::from_csl(dependent).unwrap_err();
        assert_eq!(
            error.message,
            "the style \"Journal of X\" only refers to another, http://www.zotero.org/styles/apa"
        );
        assert!(
            Style::from_csl("<style>")
                .unwrap_err()
                .message
                .starts_with("this is not a CSL style: ")
        );
    }
}
