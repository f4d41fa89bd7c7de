//! Languages: the tags that name them, and what a page takes from a language's CSL locale.
//!
//! A tag is one of BCP 47 (RFC 5646): `en`, `pt-BR`, `zh-Hant-TW`. It is checked where an author writes it, in
//! `ibid.toml` or front matter; what is a [`Language`] is a tag of registered subtags.

mod locale;
mod names;
mod numbers;

use std::fmt;
use std::sync::Arc;

use language_tags::LanguageTag;

pub(crate) use locale::{Locale, Quotes};

use crate::diagnostics::{Diagnostic, Lint};
use crate::value::{Spanned, TableReader};

/// A language, by its tag in canonical case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Language(Arc<str>);

/// The way in which a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Why a text is not the tag of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotALanguage {
    /// What is wrong with it: `the primary language is not in the IANA registry`.
    pub reason: String,
    /// The tag that is probably meant.
    pub proposal: Option<String>,
}

/// Languages that are written from right to left, and scripts that are: CLDR's `layout/orientation`, for the
/// languages by way of their likely script.
const RIGHT_TO_LEFT: &[&str] = &[
    "adlm", "ar", "arab", "arc", "armi", "azb", "bal", "bgn", "ckb", "dv", "fa", "glk", "he",
    "hebr", "iw", "ji", "khw", "ks", "lrc", "luz", "mand", "mzn", "nko", "nkoo", "nqo", "pnb",
    "ps", "rhg", "rohg", "sd", "sdh", "skr", "syr", "syrc", "thaa", "ug", "ur", "yi",
];

impl Language {
    /// Reads a tag.
    ///
    /// # Errors
    /// If it is not well-formed, or a subtag of it is not in the IANA registry.
    pub(crate) fn parse(text: &str) -> Result<Self, NotALanguage> {
        let checked = match LanguageTag::parse(text) {
            Ok(tag) => tag
                .validate()
                .map(|()| tag)
                .map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match checked {
            Ok(tag) => Ok(Self(tag.as_str().into())),
            Err(reason) => Err(NotALanguage {
                reason,
                proposal: names::tag_for(text),
            }),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag, then what it becomes as subtags are taken off its end: `de-CH-1996`, `de-CH`, `de`
    /// (RFC 4647, section 3.4).
    pub(crate) fn lookup(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(&*self.0), |tag| {
            let shorter = &tag[..tag.rfind('-')?];
            // A singleton says nothing without what follows it.
            let cut = shorter.len().saturating_sub(2);
            match shorter.as_bytes().get(cut) {
                Some(b'-') => Some(&shorter[..cut]),
                _ => Some(shorter),
            }
        })
    }

    pub(crate) fn direction(&self) -> Direction {
        let mut subtags = self.0.split('-');
        let language = subtags.next().unwrap_or_default();
        let script = subtags
            .find(|subtag| subtag.len() == 4 && !subtag.starts_with(|c: char| c.is_ascii_digit()));
        let decisive = script.unwrap_or(language).to_ascii_lowercase();
        match RIGHT_TO_LEFT.contains(&&*decisive) {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        }
    }

    /// Takes the key `language` of a table; what is not a language is reported.
    pub(crate) fn read(reader: &mut TableReader<'_>) -> Option<Self> {
        let Spanned { span, value } = reader.string("language")?;
        match Self::parse(&value) {
            Ok(language) => Some(language),
            Err(problem) => {
                let message = format!("\"{value}\" is not the tag of a language");
                let help = match problem.proposal {
                    Some(tag) => format!("did you mean \"{tag}\"?"),
                    None => "write a tag of BCP 47, such as \"en\", \"ko\" or \"pt-BR\"".to_owned(),
                };
                let place = reader.place(span);
                reader.report(
                    Diagnostic::new(Lint::InvalidLanguage, place, message)
                        .label(problem.reason)
                        .help(help),
                );
                None
            }
        }
    }
}

impl Default for Language {
    /// English: the language of those who say nothing.
    fn default() -> Self {
        Self("en".into())
    }
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_checked_and_put_into_canonical_case() {
        for (text, tag) in [
            ("en", "en"),
            ("EN-gb", "en-GB"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("de-CH-1996", "de-CH-1996"),
            ("i-klingon", "i-klingon"),
            ("x-elvish", "x-elvish"),
        ] {
            assert_eq!(Language::parse(text).unwrap().as_str(), tag);
        }
        for (text, proposal) in [
            ("english", Some("en")),
            ("English", Some("en")),
            ("Deutsch", Some("de")),
            ("русский", Some("ru")),
            ("en_US", Some("en-US")),
            ("de_DE.UTF-8", Some("de-DE")),
            ("eng", Some("en")),
            ("German (Austria)", Some("de")),
            ("en-UK", Some("en-GB")),
            ("cn", Some("zh")),
            ("qwerty", None),
            ("", None),
        ] {
            let problem = Language::parse(text).unwrap_err();
            assert_eq!(problem.proposal.as_deref(), proposal, "{text}");
        }
    }

    #[test]
    fn a_tag_is_looked_up_by_its_beginnings() {
        let lookup = |text| {
            let language = Language::parse(text).unwrap();
            language.lookup().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lookup("de-CH-1996"), ["de-CH-1996", "de-CH", "de"]);
        assert_eq!(
            lookup("en-u-ca-gregory"),
            ["en-u-ca-gregory", "en-u-ca", "en"]
        );
    }

    #[test]
    fn the_script_decides_the_direction() {
        let direction = |text| Language::parse(text).unwrap().direction();
        for text in ["ar", "he-IL", "ur", "fa-AF", "az-Arab", "dv"] {
            assert_eq!(direction(text), Direction::RightToLeft, "{text}");
        }
        for text in ["en", "ko", "ku-Latn", "ar-Latn", "de-1996"] {
            assert_eq!(direction(text), Direction::LeftToRight, "{text}");
        }
    }
}
