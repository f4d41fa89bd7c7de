//! Reads one `@…`.

use std::ops::Range;

use crate::diagnostics::Lint;

use super::{Item, MAX_DEPTH, MAX_ENTRY, Part, Problem, RawEntry, RawField, Word};

const HOW_TO_WRITE: &str = "an entry is written `@type{key, field = {value}, …}`";
const LOOK_FOR: &str = "look for a brace or a quotation mark that is not closed";

pub(super) struct Found<'s> {
    pub item: Option<Item<'s>>,
    pub problems: Vec<Problem>,
    /// Where the text after it starts.
    pub end: usize,
}

pub(super) struct Failure<'s> {
    pub problem: Problem,
    /// The key, if that was read.
    pub key: Option<&'s str>,
}

/// Reads what starts with the `@` at `start`.
pub(super) fn command(text: &str, start: usize, escapes: bool) -> Result<Found<'_>, Failure<'_>> {
    let limit = text.floor_char_boundary(text.len().min(start + MAX_ENTRY));
    let mut reader = Reader {
        text: &text[..limit],
        at: start + 1,
        start,
        escapes,
        cut: limit < text.len(),
        problems: Vec::new(),
        key: None,
    };
    match reader.command() {
        Ok(item) => Ok(Found {
            item,
            problems: reader.problems,
            end: reader.at,
        }),
        Err(problem) => Err(Failure {
            problem,
            key: reader.key,
        }),
    }
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
    /// Where the `@` is.
    start: usize,
    escapes: bool,
    /// Whether the file goes on after `text`.
    cut: bool,
    problems: Vec<Problem>,
    key: Option<&'s str>,
}

impl<'s> Reader<'s> {
    fn command(&mut self) -> Result<Option<Item<'s>>, Problem> {
        self.skip_space();
        let kind = self.word(is_name_char);
        if kind.text.eq_ignore_ascii_case("comment") {
            self.comment();
            return Ok(None);
        }
        self.skip_space();
        let close = match self.peek() {
            Some('{') => '}',
            Some('(') => ')',
            _ => return Err(self.expected("an opening brace after the type")),
        };
        self.at += 1;
        if kind.text.eq_ignore_ascii_case("preamble") {
            self.value()?;
            self.skip_space();
            return self.close(close).map(|()| None);
        }
        if kind.text.eq_ignore_ascii_case("string") {
            return Ok(Some(Item::Strings(self.fields(close)?)));
        }
        let key = self.key(&kind, close)?;
        self.key = Some(key.text);
        self.skip_space();
        if self.peek() == Some(',') {
            self.at += 1;
        } else if self.peek() != Some(close) {
            return Err(self.expected("a comma after the key"));
        }
        let fields = self.fields(close)?;
        Ok(Some(Item::Entry(RawEntry { kind, key, fields })))
    }

    /// `@comment{…}` ends with its brace, any other with its line.
    fn comment(&mut self) {
        let blank = self.text[self.at..].find(|c| !matches!(c, ' ' | '\t'));
        self.at += blank.unwrap_or(0);
        if self.peek() == Some('{') && self.braces().is_ok() {
            return;
        }
        let line = self.text[self.at..].find(['\n', '\r']);
        self.at = line.map_or(self.text.len(), |gap| self.at + gap);
    }

    /// The key: everything to the comma. Spaces within are a missing comma.
    fn key(&mut self, kind: &Word<'s>, close: char) -> Result<Word<'s>, Problem> {
        self.skip_space();
        let key = self.word(|c| {
            !c.is_whitespace() && !matches!(c, ',' | '{' | '}' | '"' | '=' | '#') && c != close
        });
        let rest = self.text[self.at..].trim_start();
        if key.text.is_empty() || rest.starts_with('=') {
            return Err(Problem {
                lint: Lint::SuspiciousField,
                range: kind.range(),
                message: "this entry has no key, so that nothing can cite it".to_owned(),
                help: "write a key after the brace: `@online{key, …}`",
            });
        }
        Ok(key)
    }

    /// Fields up to the closing mark and that.
    fn fields(&mut self, close: char) -> Result<Vec<RawField<'s>>, Problem> {
        let mut fields = Vec::new();
        loop {
            self.skip_space_and(',');
            if self.peek() == Some(close) {
                self.at += 1;
                return Ok(fields);
            }
            let name = self.word(is_name_char);
            if name.text.is_empty() {
                return Err(self.expected("the name of a field"));
            }
            self.skip_space();
            if self.peek() != Some('=') {
                return Err(self.expected("an equals sign"));
            }
            self.at += 1;
            let (value, range) = self.value()?;
            fields.push(RawField { name, value, range });
            let end = self.at;
            self.skip_space();
            match self.peek() {
                Some(',') => {}
                Some(c) if c == close => {}
                // A forgotten comma is clear enough to read on; an `@` is the next entry.
                Some(c) if is_name_char(c) && c != '@' => self.problems.push(Problem {
                    lint: Lint::BibliographySyntax,
                    range: end..end,
                    message: "a comma is missing after this field".to_owned(),
                    help: HOW_TO_WRITE,
                }),
                _ => return Err(self.expected("a comma or the end of the entry")),
            }
        }
    }

    fn value(&mut self) -> Result<(Vec<Part<'s>>, Range<usize>), Problem> {
        let mut parts = Vec::new();
        self.skip_space();
        let start = self.at;
        let mut inner = start..start;
        loop {
            self.skip_space();
            let (part, range) = self.part()?;
            parts.push(part);
            inner = if parts.len() == 1 {
                range
            } else {
                start..self.at
            };
            let end = self.at;
            self.skip_space();
            if self.peek() != Some('#') {
                self.at = end;
                return Ok((parts, inner));
            }
            self.at += 1;
        }
    }

    fn part(&mut self) -> Result<(Part<'s>, Range<usize>), Problem> {
        let range = match self.peek() {
            Some('{') => self.braces()?,
            Some('"') => self.quotes()?,
            _ => {
                let word = self.word(is_name_char);
                let range = word.range();
                return match word.text {
                    "" => Err(self.expected("a value")),
                    text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                        Ok((Part::Text(text), range))
                    }
                    _ => Ok((Part::Name(word), range)),
                };
            }
        };
        Ok((Part::Text(&self.text[range.clone()]), range))
    }

    /// The range between a brace and its partner.
    fn braces(&mut self) -> Result<Range<usize>, Problem> {
        let start = self.at + 1;
        let mut depth = 0_usize;
        while let Some(found) = self.find(&['{', '}']) {
            match found {
                '{' => depth += 1,
                _ => depth -= 1,
            }
            if depth > MAX_DEPTH {
                return Err(self.too_deep());
            }
            if depth == 0 {
                return Ok(start..self.at - 1);
            }
        }
        Err(self.unclosed())
    }

    /// The range between quotation marks. Inside braces there may be some of its own.
    fn quotes(&mut self) -> Result<Range<usize>, Problem> {
        self.at += 1;
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(found) = self.find(&['{', '}', '"']) {
            match found {
                '{' => depth += 1,
                '}' if depth == 0 => return Err(self.unclosed()),
                '}' => depth -= 1,
                _ if depth == 0 => return Ok(start..self.at - 1),
                _ => {}
            }
            if depth > MAX_DEPTH {
                return Err(self.too_deep());
            }
        }
        Err(self.unclosed())
    }

    /// Goes after the next of `marks`, which are ASCII, and says which it is.
    fn find(&mut self, marks: &[char]) -> Option<char> {
        loop {
            let rest = &self.text[self.at..];
            let Some(gap) = rest.find(|c| c == '\\' || marks.contains(&c)) else {
                self.at = self.text.len();
                return None;
            };
            self.at += gap + 1;
            match self.text.as_bytes()[self.at - 1] {
                b'\\' if self.escapes => {
                    self.at += self.text[self.at..]
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8);
                }
                b'\\' => {}
                mark => return Some(char::from(mark)),
            }
        }
    }

    fn close(&mut self, close: char) -> Result<(), Problem> {
        if self.peek() != Some(close) {
            return Err(self.expected("a closing brace"));
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> Word<'s> {
        let rest = &self.text[self.at..];
        let len = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let word = Word {
            text: &rest[..len],
            start: self.at,
        };
        self.at += len;
        word
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip_space(&mut self) {
        self.skip_space_and(' ');
    }

    /// White space, `also`, and comments to the end of a line.
    fn skip_space_and(&mut self, also: char) {
        loop {
            let rest = &self.text[self.at..];
            let kept = rest.trim_start_matches(|c: char| c.is_whitespace() || c == also);
            self.at = self.text.len() - kept.len();
            if !kept.starts_with('%') {
                return;
            }
            let line = kept.find(['\n', '\r']);
            self.at = line.map_or(self.text.len(), |gap| self.at + gap);
        }
    }

    fn expected(&self, what: &str) -> Problem {
        let rest = &self.text[self.at..];
        if rest.is_empty() || rest.starts_with('@') {
            return self.unclosed();
        }
        Problem {
            lint: Lint::BibliographySyntax,
            range: self.at..self.at + rest.chars().next().map_or(0, char::len_utf8),
            message: format!("this entry cannot be read: expected {what}"),
            help: HOW_TO_WRITE,
        }
    }

    /// Where a brace seems to be missing, else the first line of the entry.
    fn unclosed(&self) -> Problem {
        let head = &self.text[self.start..];
        if let Some(line) = unbalanced_line(head) {
            return Problem {
                lint: Lint::BibliographySyntax,
                range: self.start + line.start..self.start + line.end,
                message: "this entry does not end: a brace is not closed here".to_owned(),
                help: "every `{` of a value has its `}`; a brace that is to be printed is `\\{`",
            };
        }
        let line = head.find(['\n', '\r']).unwrap_or(head.len());
        let message = match self.cut && self.at == self.text.len() {
            true => format!(
                "this entry is longer than {} KiB, or does not end",
                MAX_ENTRY >> 10
            ),
            false => "this entry does not end".to_owned(),
        };
        Problem {
            lint: Lint::BibliographySyntax,
            range: self.start..self.start + head[..line].trim_end().len(),
            message,
            help: LOOK_FOR,
        }
    }

    fn too_deep(&self) -> Problem {
        Problem {
            lint: Lint::BibliographySyntax,
            range: self.at - 1..self.at,
            message: format!("braces nest deeper than {MAX_DEPTH} levels here"),
            help: LOOK_FOR,
        }
    }
}

/// The first line of an entry after which a field starts though the braces of the field before are open.
fn unbalanced_line(entry: &str) -> Option<Range<usize>> {
    let mut depth = 0_i32;
    let mut before = 0..0;
    let mut at = 0;
    for line in entry.split_inclusive('\n') {
        let text = line.trim();
        let (name, value) = text.split_once('=').unwrap_or_default();
        let name = name.trim_end();
        let starts_field = !name.is_empty()
            && name.chars().all(is_name_char)
            && value.trim_start().starts_with(['{', '"'])
            && text.ends_with(['}', '"', ',']);
        if starts_field && depth > 1 {
            return Some(before);
        }
        if text.starts_with('@') && at > 0 {
            return None;
        }
        depth += text.matches('{').count() as i32 - text.matches('}').count() as i32;
        let start = at + line.find(text).unwrap_or(0);
        if !text.is_empty() {
            before = start..start + text.len();
        }
        at += line.len();
    }
    None
}

/// What names of types, fields and strings are made of: all that BibTeX does not forbid.
pub(super) fn is_name_char(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(
            c,
            '"' | '#' | '%' | '\'' | '(' | ')' | ',' | '=' | '{' | '}' | '@' | '\\'
        )
}
