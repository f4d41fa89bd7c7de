//! The grammar of a comment: `ibid: allow(LINT, LINT) reason="…"`.

use crate::diagnostics::{Lint, Span, did_you_mean};

const FORM: &str = "write `ibid: allow(LINT) reason=\"…\"`";

/// A comment as read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Comment {
    /// The lints that exist, and where they are named.
    pub lints: Vec<(Lint, Span)>,
    /// What is wrong.
    pub slips: Vec<Slip>,
}

/// Something wrong with a comment; the span counts in its text.
#[derive(Debug, PartialEq)]
pub(super) struct Slip {
    pub span: Span,
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Reads the text of a comment, which begins with `ibid` after blanks.
pub(super) fn parse(text: &str) -> Comment {
    let mut comment = Comment::default();
    let mut cursor = Cursor { text, at: 0 };
    if let Err(slip) = cursor.comment(&mut comment) {
        comment.slips.push(slip);
    }
    comment
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn comment(&mut self, comment: &mut Comment) -> Result<(), Slip> {
        self.word();
        self.expect(':', "`:` is missing after `ibid`")?;
        self.blank();
        let start = self.at;
        let verb = self.word();
        if verb != "allow" {
            let help = did_you_mean(verb, ["allow"]).unwrap_or_else(|| FORM.to_owned());
            let message = match verb {
                "" => "`allow` is missing here".to_owned(),
                verb => format!("there is no comment `{verb}`"),
            };
            return Err(slip(self.span_from(start), message, help));
        }
        self.lints(comment)?;
        self.reason(comment)?;
        let rest = self.rest().trim_end();
        if !rest.is_empty() {
            let span = Span::new(self.at..self.at + rest.len());
            return Err(slip(span, "this does not belong to the comment", FORM));
        }
        Ok(())
    }

    fn lints(&mut self, comment: &mut Comment) -> Result<(), Slip> {
        self.expect('(', "`(` is missing after `allow`")?;
        loop {
            self.blank();
            let start = self.at;
            let name = self.word();
            if name.is_empty() {
                return Err(slip(
                    Span::at(start),
                    "the name of a lint is missing here",
                    FORM,
                ));
            }
            let span = Span::new(start..self.at);
            match Lint::from_name(name) {
                Some(lint) => comment.lints.push((lint, span)),
                None => {
                    let names = Lint::ALL.iter().map(|lint| lint.name());
                    let help = did_you_mean(name, names)
                        .unwrap_or_else(|| "`ibid explain` lists the lints".to_owned());
                    comment
                        .slips
                        .push(slip(span, format!("there is no lint `{name}`"), help));
                }
            }
            if self.eat(')') {
                return Ok(());
            }
            self.expect(',', "`)` is missing here")?;
        }
    }

    fn reason(&mut self, comment: &mut Comment) -> Result<(), Slip> {
        self.blank();
        let start = self.at;
        let missing = || {
            let span = Span::new(self.text.len() - self.text.trim_start().len()..start);
            let span = Span::new(
                span.range().start..span.range().start + self.text[span.range()].trim_end().len(),
            );
            slip(
                span,
                "this comment gives no reason",
                "say for other editors why it may stay: reason=\"…\"",
            )
        };
        if self.rest().is_empty() {
            return Err(missing());
        }
        if self.word() != "reason" {
            return Err(slip(
                self.span_from(start),
                "`reason` is missing here",
                FORM,
            ));
        }
        self.expect('=', "`=` is missing after `reason`")?;
        let open = self.at;
        self.expect('"', "a reason stands between quotation marks (\")")?;
        let Some(end) = self.rest().find('"') else {
            let span = Span::new(open..self.text.trim_end().len());
            return Err(slip(
                span,
                "this reason is not closed",
                "put a quotation mark (\") after it",
            ));
        };
        let reason = &self.rest()[..end];
        self.at += end + 1;
        if reason.trim().is_empty() {
            comment.slips.push(slip(
                Span::new(open..self.at),
                "this reason is empty",
                "say for other editors why it may stay",
            ));
        }
        self.blank();
        Ok(())
    }

    fn word(&mut self) -> &'a str {
        self.blank();
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn expect(&mut self, c: char, message: &str) -> Result<(), Slip> {
        self.blank();
        if self.eat(c) {
            return Ok(());
        }
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        let span = Span::new(self.at..self.at + length);
        Err(slip(span, message, FORM))
    }

    fn eat(&mut self, c: char) -> bool {
        self.blank_unless(c);
        let found = self.rest().starts_with(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }

    fn blank_unless(&mut self, c: char) {
        if !self.rest().starts_with(c) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start..self.at.max(start))
    }
}

fn slip(span: Span, message: impl Into<String>, help: impl Into<String>) -> Slip {
    Slip {
        span,
        message: message.into(),
        help: help.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(text: &str) -> Vec<String> {
        let slips = parse(text).slips.into_iter();
        slips
            .map(|slip| format!("{:?}: {}", &text[slip.span.range()], slip.message))
            .collect()
    }

    #[test]
    fn one_or_more_lints_and_a_reason() {
        let text = " ibid: allow(uncited-claim, stale-page)\n reason=\"the page's own words\" ";
        let comment = parse(text);
        assert_eq!(comment.slips, []);
        let lints: Vec<_> = comment
            .lints
            .iter()
            .map(|(lint, span)| (*lint, &text[span.range()]))
            .collect();
        assert_eq!(
            lints,
            [
                (Lint::UncitedClaim, "uncited-claim"),
                (Lint::StalePage, "stale-page")
            ]
        );
    }

    #[test]
    fn every_slip_has_its_words() {
        for (text, expected) in [
            (
                " ibid: allow(uncited-claim) ",
                "\"ibid: allow(uncited-claim)\": this comment gives no reason",
            ),
            (
                " ibid: allow(uncited-claim) reason=\" \"",
                "\"\\\" \\\"\": this reason is empty",
            ),
            (
                " ibid: allow(uncited-claims) reason=\"x\"",
                "\"uncited-claims\": there is no lint `uncited-claims`",
            ),
            (
                " ibid allow(uncited-claim) reason=\"x\"",
                "\"a\": `:` is missing after `ibid`",
            ),
            (
                " ibid: alow(uncited-claim) reason=\"x\"",
                "\"alow\": there is no comment `alow`",
            ),
            (
                " ibid: allow() reason=\"x\"",
                "\"\": the name of a lint is missing here",
            ),
            (
                " ibid: allow uncited-claim reason=\"x\"",
                "\"u\": `(` is missing after `allow`",
            ),
            (
                " ibid: allow(stale-page reason=\"x\"",
                "\"r\": `)` is missing here",
            ),
            (
                " ibid: allow(stale-page) because=\"x\"",
                "\"because\": `reason` is missing here",
            ),
            (
                " ibid: allow(stale-page) reason=“x”",
                "\"“\": a reason stands between quotation marks (\")",
            ),
            (
                " ibid: allow(stale-page) reason=\"x",
                "\"\\\"x\": this reason is not closed",
            ),
            (
                " ibid: allow(stale-page) reason=\"x\" y",
                "\"y\": this does not belong to the comment",
            ),
        ] {
            assert_eq!(slips(text), [expected], "{text}");
        }
    }
}
