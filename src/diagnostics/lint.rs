//! The lints: names, default levels, and the levels an explainer gives them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Diagnostic;

/// What a problem means for a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the site is written.
    Warn,
    /// Reported; nothing is written.
    Deny,
}

impl Level {
    /// Reads `allow`, `warn` or `deny`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }

    /// The word for it in `[lints]` and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// The word that opens a printed diagnostic.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Allow => "note",
            Self::Warn => "warning",
            Self::Deny => "error",
        }
    }
}

macro_rules! lints {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $level:ident,)+) => {
        /// A kind of problem. The names are a contract: configurations and tools rely on them.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Lint {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Lint {
            /// All lints, in the order of the documentation.
            pub const ALL: &[Lint] = &[$(Lint::$variant,)+];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Lint::$variant => $name,)+ }
            }

            /// The level where the explainer sets none.
            pub fn default_level(self) -> Level {
                match self { $(Lint::$variant => Level::$level,)+ }
            }

            /// What it means and how to fix it, with an example of each: Markdown.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Lint::$variant => include_str!(concat!("explanations/", $name, ".md")),)+
                }
            }

            /// What the lint finds, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Lint::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

lints! {
    /// A citation names a key that no bibliography file defines.
    UndefinedSource "undefined-source" Deny,
    /// Two bibliography entries have the same key.
    DuplicateSource "duplicate-source" Deny,
    /// A citation in square brackets is not written as Pandoc's syntax wants it.
    MalformedCitation "malformed-citation" Deny,
    /// A citation stands inside the text of a link, which stops the link.
    CitationInLink "citation-in-link" Deny,
    /// Brackets hold a key, but are not a citation, since a part of them names no source.
    CitationInBrackets "citation-in-brackets" Warn,
    /// A link leads to a page or file that does not exist.
    BrokenLink "broken-link" Deny,
    /// A link leads to a heading that the page does not have.
    BrokenAnchor "broken-anchor" Deny,
    /// A footnote is referred to and nowhere defined.
    UndefinedFootnote "undefined-footnote" Deny,
    /// A footnote is defined twice.
    DuplicateFootnote "duplicate-footnote" Deny,
    /// A cross reference names a figure, table, equation or section that nothing has as its label.
    UndefinedReference "undefined-reference" Deny,
    /// Two figures, tables, equations or sections have the same label.
    DuplicateLabel "duplicate-label" Deny,
    /// Two headings of a page have the same id, or one that Ibid needs for itself.
    DuplicateHeadingId "duplicate-heading-id" Deny,
    /// Two pages, files or redirects want the same address.
    DuplicateUrl "duplicate-url" Deny,
    /// A key of the configuration, the front matter or `theme.toml` does not exist.
    UnknownKey "unknown-key" Deny,
    /// A key of the configuration, the front matter or `theme.toml` has a value that it cannot have.
    InvalidValue "invalid-value" Deny,
    /// A page, or the explainer, has no title.
    MissingTitle "missing-title" Deny,
    /// The explainer has no home page, `content/_index.md`.
    MissingHomePage "missing-home-page" Deny,
    /// A date is not a calendar date of the form 2024-06-19.
    InvalidDate "invalid-date" Deny,
    /// A language is not a tag of BCP 47 with registered subtags.
    InvalidLanguage "invalid-language" Deny,
    /// The configuration or the front matter is not well-formed TOML or YAML.
    InvalidSyntax "invalid-syntax" Deny,
    /// A shortcode has no template.
    UnknownShortcode "unknown-shortcode" Deny,
    /// A shortcode is written wrongly, or is not closed.
    MalformedShortcode "malformed-shortcode" Deny,
    /// A page, a template or `theme.toml` names a template that does not exist.
    UnknownTemplate "unknown-template" Deny,
    /// The configuration names a theme that does not exist.
    UnknownTheme "unknown-theme" Deny,
    /// The configuration names a citation style that does not exist.
    UnknownStyle "unknown-style" Deny,
    /// The file of a citation style is not an independent CSL style.
    InvalidStyle "invalid-style" Deny,
    /// A template does not parse or fails while a page is rendered.
    TemplateError "template-error" Deny,
    /// A link has a scheme that can run code.
    UnsafeUrl "unsafe-url" Deny,
    /// An element or attribute that could run code is left out of the page.
    UnsafeHtml "unsafe-html" Warn,
    /// A picture or file of another host is shown, which the policy of the page forbids.
    ForeignResource "foreign-resource" Warn,
    /// A picture or file that a page shows is not there.
    MissingAsset "missing-asset" Deny,
    /// An image that a page shows is empty, damaged, or not one that browsers show.
    BrokenImage "broken-image" Deny,
    /// A file or folder cannot be read, leads out of the explainer, or has a name with control characters.
    UnreadableFile "unreadable-file" Deny,
    /// A text file, or the name of a file, is not UTF-8.
    InvalidUtf8 "invalid-utf8" Deny,
    /// The configuration names a bibliography file that is not there.
    MissingBibliography "missing-bibliography" Deny,
    /// A bibliography file, or an entry of one, cannot be read.
    BibliographySyntax "bibliography-syntax" Deny,
    /// A data file is empty, too large or not well-formed.
    DataSyntax "data-syntax" Deny,
    /// A row or a fact of a data file says no source.
    DataRow "data-row" Deny,
    /// A picture needs a column that its data file does not have.
    DataColumn "data-column" Deny,
    /// A value of a data file is not a number, a date or whatever belongs there.
    DataValue "data-value" Deny,
    /// A shortcode names a data file or a fact that does not exist.
    UnknownData "unknown-data" Deny,
    /// A formula is not LaTeX that can be set as MathML.
    InvalidMath "invalid-math" Deny,
    /// A comment that excuses a problem is not well-formed, or gives no reason.
    MalformedAllow "malformed-allow" Deny,
    /// A source is in the bibliography and cited nowhere.
    UnusedSource "unused-source" Warn,
    /// A note, a division, a block of code, a comment or a tag of HTML is opened and not closed.
    UnclosedSyntax "unclosed-syntax" Warn,
    /// A footnote is defined and never referred to.
    UnusedFootnote "unused-footnote" Warn,
    /// A cited source has no title, no date, or neither author nor publisher.
    IncompleteSource "incomplete-source" Warn,
    /// A bibliography entry has a type or a field that its format does not know.
    UnknownField "unknown-field" Warn,
    /// A field of a bibliography entry can be read and is most likely not what was meant.
    SuspiciousField "suspicious-field" Warn,
    /// A figure, a date, a quotation or an attribution has no citation.
    UncitedClaim "uncited-claim" Warn,
    /// A cited source is marked as retracted.
    RetractedSource "retracted-source" Warn,
    /// A claim rests only on sources that are marked as weak.
    WeakSource "weak-source" Warn,
    /// The day on which the page was to be reviewed is past.
    StalePage "stale-page" Warn,
    /// The day on which a fact was to be reviewed is past.
    StaleFact "stale-fact" Warn,
    /// A picture has no text for those who cannot see it.
    MissingAlt "missing-alt" Warn,
    /// An image that a page shows has too many pixels for smaller copies to be made.
    LargeImage "large-image" Warn,
    /// A page has no description for search results and previews.
    MissingDescription "missing-description" Warn,
    /// A page has so much code, or so long a line of it, that it is not highlighted.
    LongCode "long-code" Warn,
    /// Syntax of another tool is shown to readers as it is written.
    ForeignSyntax "foreign-syntax" Warn,
    /// Words stand for what is still to be written, such as TODO, and readers see them.
    Placeholder "placeholder" Warn,
    /// Letters were saved or read in the wrong encoding.
    GarbledText "garbled-text" Warn,
    /// A shortcode stands inside a line, where it is text.
    InlineShortcode "inline-shortcode" Warn,
    /// A citation is read, and most likely not as it was meant.
    SuspiciousCitation "suspicious-citation" Warn,
    /// A link is written so that it is text, or it has no words.
    MalformedLink "malformed-link" Warn,
    /// Markup is written so that it is text, such as a heading without a space.
    LiteralMarkup "literal-markup" Warn,
    /// An element of HTML is one that HTML has given up.
    ObsoleteHtml "obsolete-html" Warn,
    /// A script or a style of the author's has no effect, since the policy of the page forbids it.
    BlockedHtml "blocked-html" Warn,
    /// The address of a link is defined, and no link uses it.
    UnusedDefinition "unused-definition" Warn,
    /// A row of a table has more cells than its head.
    ExtraCell "extra-cell" Warn,
    /// A heading has the level of the page's title.
    SecondTitle "second-title" Warn,
    /// A heading is more than one level below the one before it.
    HeadingSkip "heading-skip" Warn,
    /// No other page and no list of pages leads to this page.
    OrphanPage "orphan-page" Warn,
    /// An address of the web that is linked or cited does not answer; only `ibid check --external` asks.
    DeadLink "dead-link" Warn,
    /// A comment excuses a problem that is not there.
    UnusedAllow "unused-allow" Warn,
    /// A figure, table or equation has a label that nothing refers to.
    UnusedLabel "unused-label" Allow,
    /// A command of LaTeX for printed pages, such as `\newpage`, is left out.
    DroppedCommand "dropped-command" Allow,
    /// A claim rests on one source alone.
    SingleSource "single-source" Allow,
    /// The newest source of a page is older than `months` months.
    StaleSource "stale-source" Allow,
}

impl Lint {
    /// Finds a lint by its kebab-case name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lint| lint.name() == name)
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The level of every lint in one explainer: the defaults and what `[lints]` changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    set: BTreeMap<Lint, Level>,
    /// What warnings count as, where that has been changed.
    warnings: Option<Level>,
    /// The level of unknown keys in the front matter of pages, where it is another than that of `unknown-key`.
    pub(crate) unknown_front_matter: Option<Level>,
}

/// What a level can be given to: a lint, or with `warnings` whatever would be a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lints {
    One(Lint),
    /// All whose level is `warn`, as in `rustc --deny warnings`.
    Warnings,
}

impl Lints {
    /// Finds what a name stands for.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "warnings" => Some(Self::Warnings),
            name => Lint::from_name(name).map(Self::One),
        }
    }
}

impl Levels {
    /// Gives a lint, or the warnings, another level; the last word counts.
    pub(crate) fn set(&mut self, lints: Lints, level: Level) {
        match lints {
            Lints::One(lint) => {
                self.set.insert(lint, level);
            }
            Lints::Warnings => self.warnings = Some(level),
        }
    }

    /// The level that counts for one problem.
    pub(crate) fn of_problem(&self, problem: &Diagnostic) -> Level {
        match self.unknown_front_matter {
            Some(level) if problem.is_unknown_front_matter() => self.counted(level),
            _ => self.of(problem.lint),
        }
    }

    /// The level that counts.
    pub(crate) fn of(&self, lint: Lint) -> Level {
        self.counted(self.set.get(&lint).copied().unwrap_or(lint.default_level()))
    }

    fn counted(&self, level: Level) -> Level {
        match level {
            Level::Warn => self.warnings.unwrap_or(level),
            level => level,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_kebab_case_and_found_again() {
        for lint in Lint::ALL {
            assert_eq!(Lint::from_name(lint.name()), Some(*lint));
            assert!(
                lint.name()
                    .chars()
                    .all(|c| c == '-' || c.is_ascii_lowercase() || c == '8')
            );
            assert!(lint.summary().ends_with('.'), "{lint}");
            let explanation = lint.explanation();
            assert!(explanation.contains("\nWrong:\n\n    "), "{lint}");
            assert!(explanation.contains("\nRight:\n\n    "), "{lint}");
        }
        assert_eq!(Lint::from_name("no-such-lint"), None);
    }

    #[test]
    fn a_set_level_wins_over_the_default() {
        let mut levels = Levels::default();
        assert_eq!(levels.of(Lint::UnusedSource), Level::Warn);
        levels.set(Lints::One(Lint::UnusedSource), Level::Deny);
        assert_eq!(levels.of(Lint::UnusedSource), Level::Deny);
    }

    #[test]
    fn denied_warnings_are_all_that_would_be_warnings() {
        let mut levels = Levels::default();
        levels.set(Lints::Warnings, Level::Deny);
        levels.set(Lints::One(Lint::StalePage), Level::Allow);
        levels.set(Lints::One(Lint::SingleSource), Level::Warn);
        assert_eq!(levels.of(Lint::UnusedSource), Level::Deny);
        assert_eq!(levels.of(Lint::StalePage), Level::Allow);
        assert_eq!(levels.of(Lint::SingleSource), Level::Deny);
        assert_eq!(levels.of(Lint::StaleSource), Level::Allow);
    }
}
