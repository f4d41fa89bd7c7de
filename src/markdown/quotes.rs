//! The quotation marks of the page's language, in the place of the English ones that smart punctuation makes.
//!
//! The parser says of each straight mark whether it opens or closes. A single mark that closes looks like an
//! apostrophe to it, which stays as it is in every language: it closes only what a single mark has opened, and only
//! where a word ends.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::language::Quotes;

/// Chooses the marks of one page, event by event.
pub(super) struct SmartQuotes<'t> {
    /// The whole file.
    text: &'t str,
    /// `None` if the language has the marks of English.
    marks: Option<Quotes>,
    /// The range of the block that is open.
    block: Range<usize>,
    /// Where the last single mark of the block stands that could close.
    last_closing: Option<usize>,
    /// How many single marks are open.
    open_inner: usize,
}

impl<'t> SmartQuotes<'t> {
    pub(super) fn new(text: &'t str, marks: Option<Quotes>) -> Self {
        Self {
            text,
            marks,
            block: 0..0,
            last_closing: None,
            open_inner: 0,
        }
    }

    /// The event with the marks of the language.
    pub(super) fn event<'e>(&mut self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        let event = self.closed_after_word(event, range);
        if self.marks.is_none() {
            return event;
        }
        match event {
            Event::Start(tag) => {
                if holds_text(&tag) {
                    self.enter(range.clone());
                }
                Event::Start(tag)
            }
            Event::Text(text) => match self.mark(&text, range) {
                Some(mark) => Event::Text(mark.to_owned().into()),
                None => Event::Text(text),
            },
            other => other,
        }
    }

    /// A double mark that the parser opens where a word ends, as in `a 27" screen`, closes: it takes every second
    /// mark after a digit or a sign for one that opens.
    fn closed_after_word<'e>(&self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        let closes = |text: &str| {
            let before = || self.text[..range.start].chars().next_back();
            let is_end = |c: char| c.is_alphanumeric() || ".,!?%)]}°”’".contains(c);
            text == "“"
                && self.text.get(range.clone()) == Some("\"")
                && before().is_some_and(is_end)
                && self.ends_word(range)
        };
        match event {
            Event::Text(text) if closes(&text) => Event::Text("”".into()),
            event => event,
        }
    }

    fn enter(&mut self, block: Range<usize>) {
        let text = self.text;
        let could_close = |at: &usize| {
            let before = text[..*at].chars().next_back();
            let after = text[at + 1..].chars().next();
            before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
        };
        let marks = text[block.clone()].rmatch_indices('\'');
        let mut marks = marks.map(|(at, _)| block.start + at);
        self.last_closing = marks.find(could_close);
        self.open_inner = 0;
        self.block = block;
    }

    /// The language's mark for one of the parser's.
    fn mark(&mut self, text: &str, range: &Range<usize>) -> Option<&str> {
        let marks = self.marks.as_ref()?;
        match (text, self.text.get(range.clone())?) {
            ("“", "\"") => Some(&marks.open),
            ("”", "\"") => Some(&marks.close),
            ("‘", "'") if self.last_closing.is_some_and(|last| last > range.start) => {
                self.open_inner += 1;
                Some(&marks.open_inner)
            }
            // Nothing closes it: an apostrophe.
            ("‘", "'") => Some("’"),
            ("’", "'") if self.open_inner > 0 && self.ends_word(range) => {
                self.open_inner -= 1;
                Some(&marks.close_inner)
            }
            _ => None,
        }
    }

    fn ends_word(&self, mark: &Range<usize>) -> bool {
        let after = self.text[mark.end..].chars().next();
        !after.is_some_and(char::is_alphanumeric)
    }
}

/// Whether text stands in the block itself.
fn holds_text(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
    )
}

#[cfg(test)]
mod tests {
    use crate::markdown::{ParseOptions, parse};

    /// The text of the first block of a page in a language.
    fn text(language: &str, markdown: &str) -> String {
        let file = format!("+++\ntitle = \"A\"\nlanguage = \"{language}\"\n+++\n{markdown}\n");
        let (document, _) = parse(
            &"content/a.md".into(),
            &file,
            &ParseOptions::default(),
            &Default::default(),
        );
        document.blocks[0].text.clone()
    }

    #[test]
    fn straight_marks_become_those_of_the_language() {
        let markdown = "Er sagt: \"Das ist 'gut so', Hans' Haus.\"";
        for (language, shown) in [
            ("de", "Er sagt: „Das ist ‚gut so‘, Hans’ Haus.“"),
            ("ru", "Er sagt: «Das ist „gut so“, Hans’ Haus.»"),
            ("ja", "Er sagt: 「Das ist 『gut so』, Hans’ Haus.」"),
            ("fr", "Er sagt: «\u{a0}Das ist “gut so”, Hans’ Haus.\u{a0}»"),
            ("en", "Er sagt: “Das ist ‘gut so’, Hans’ Haus.”"),
            ("ko", "Er sagt: “Das ist ‘gut so’, Hans’ Haus.”"),
            ("ar", "Er sagt: “Das ist ‘gut so’, Hans’ Haus.”"),
        ] {
            assert_eq!(text(language, markdown), shown, "{language}");
        }
    }

    #[test]
    fn marks_after_digits_and_signs_close() {
        for (markdown, shown) in [
            (
                "A 27\" screen, 19\" racks (5\") and 6'2\".",
                "A 27” screen, 19” racks (5”) and 6’2”.",
            ),
            (
                "It was '89'. In the '80s, \"50%\" and \"so.\" \"Yes!\"",
                "It was ‘89’. In the ’80s, “50%” and “so.” “Yes!”",
            ),
            ("\"27\" is 27\" and \"27\".", "“27” is 27” and “27”."),
        ] {
            assert_eq!(text("en", markdown), shown);
        }
        assert_eq!(
            text("de", "Ein 27\" Schirm, \"groß\"."),
            "Ein 27“ Schirm, „groß“."
        );
    }

    #[test]
    fn apostrophes_stay() {
        for (markdown, shown) in [
            ("Ich hab's gesehen.", "Ich hab’s gesehen."),
            ("So 'ne Sache.", "So ’ne Sache."),
            ("'Ich hab's!', rief er.", "‚Ich hab’s!‘, rief er."),
            ("Die **'fette'** Beute", "Die ‚fette‘ Beute"),
            (
                "Wie “getippt” und `\"Code\"`.",
                "Wie “getippt” und \"Code\".",
            ),
        ] {
            assert_eq!(text("de", markdown), shown);
        }
    }
}
