//! Commands of LaTeX that mean something on paper alone: they are left out.

use super::Writer;
use super::inline_notes::is_escaped;
use crate::diagnostics::{Lint, Span, count};

/// Commands without an argument, then those with: `\index{wells!deep}`, and the `\indexf{…}` of authors with several.
const COMMANDS: [&str; 3] = ["newpage", "pagebreak", "clearpage"];
const INDEX: &str = "index";

/// No entry of an index is longer.
const LONGEST: usize = 300;

/// The first command that was left out, and how many there were.
pub(super) type Dropped = Option<(Span, usize)>;

impl Writer<'_> {
    /// Leaves out the command that begins at byte `at`, after the text from byte `from`; returns its end.
    pub(super) fn drop_command(&mut self, from: usize, at: usize) -> Option<usize> {
        let end = at + length(&self.text[at..])?;
        if is_escaped(self.text, at) {
            return None;
        }
        self.write_bytes(from..at);
        let (_, number) = self.dropped.get_or_insert((Span::new(at..end), 0));
        *number += 1;
        Some(end)
    }

    /// Says once what was left out.
    pub(super) fn report_dropped(&mut self) {
        let Some((first, number)) = self.dropped.take() else {
            return;
        };
        let message = match number {
            1 => "this command is left out".to_owned(),
            number => format!("{} like this one are left out", count(number, "command")),
        };
        self.report(Lint::DroppedCommand, first, message).help =
            Some("a page of the web has no pages, and no index: take it out".to_owned());
    }
}

/// The length of the command that `text` begins with.
fn length(text: &str) -> Option<usize> {
    let name = text.strip_prefix('\\')?;
    if let Some(index) = name.strip_prefix(INDEX) {
        let kind = index.bytes().take_while(u8::is_ascii_alphabetic).count();
        return argument(&index[kind..]).map(|length| 1 + INDEX.len() + kind + length);
    }
    let command = COMMANDS
        .into_iter()
        .find(|command| name.starts_with(command))?;
    let after = &name[command.len()..];
    let length = 1 + command.len() + if after.starts_with("{}") { 2 } else { 0 };
    (!after.starts_with(|c: char| c.is_alphanumeric())).then_some(length)
}

/// The length of the argument in braces that `text` begins with, on one line.
fn argument(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let signs = text.bytes().take(LONGEST).enumerate();
    let mut signs = signs.take_while(|(_, sign)| *sign != b'\n');
    signs
        .find_map(|(at, sign)| {
            match sign {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (depth == 0).then_some(at + 1)
        })
        .filter(|_| text.starts_with('{'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn commands_for_paper_have_an_end() {
        for (text, rest) in [
            ("\\newpage x", " x"),
            ("\\pagebreak{}x", "x"),
            ("\\index{a!{b}c} x", " x"),
            ("\\indexf{st_buffer()} x", " x"),
            ("\\index{} x", " x"),
        ] {
            assert_eq!(
                super::length(text).map(|length| &text[length..]),
                Some(rest)
            );
        }
        for text in [
            "\\newpages",
            "\\index{a",
            "\\index a",
            "\\indexf",
            "\\indexf a{b}",
            "\\index{a\n}",
            "\\n",
            "x",
        ] {
            assert_eq!(super::length(text), None, "{text}");
        }
    }
}
