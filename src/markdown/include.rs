//! `{{ include(path="includes/a.md") }}`: text and code of other files, put in before a page is parsed.
//!
//! A page with includes is parsed from a text of its own, made of pieces of files. Ranges count in that text;
//! [`SourceMap`] says in which file each byte stands, so that what is wrong is shown where its author wrote it.

use std::ops::Range;
use std::sync::Arc;

use super::front_matter;
use super::shortcode::{Call, Tag, parse_tag};
use crate::diagnostics::{Diagnostic, Lint, Place, Span};

/// Files that include files that include files may do so this deep.
const DEEPEST: usize = 8;

/// A page with the files that it includes.
#[derive(Debug)]
pub(crate) struct Expanded {
    pub text: Arc<str>,
    pub map: SourceMap,
    /// What is wrong with the tags.
    pub problems: Vec<Diagnostic>,
}

/// Where the pieces of a text come from, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceMap(Vec<Piece>);

#[derive(Clone, Debug)]
struct Piece {
    /// Where it begins in the text; it reaches to the next one.
    start: u32,
    place: Place,
    /// Whether it stands in the file byte by byte; else the tag that made it is meant.
    exact: bool,
}

impl SourceMap {
    /// The file in which the bytes `span` of the text stand, and where; the part of them that is in the file of the first.
    pub(crate) fn find(&self, span: Span) -> Option<(&Arc<str>, Span)> {
        let after = self.0.partition_point(|piece| piece.start <= span.start);
        let piece = self.0.get(after.checked_sub(1)?)?;
        let file = &piece.place.file;
        if !piece.exact {
            return Some((file, piece.place.span));
        }
        let next = self.0.get(after).map_or(u32::MAX, |next| next.start);
        let offset = piece.place.span.start;
        let within = |at: u32| offset + at.min(next) - piece.start;
        let span = Span {
            start: within(span.start),
            end: within(span.end),
        };
        Some((file, span))
    }

    fn push(&mut self, start: usize, place: Place, exact: bool) {
        let start = start as u32;
        // Lines that follow each other are one piece.
        let follows = self.0.last().is_some_and(|last| {
            last.exact
                && exact
                && last.place.file == place.file
                && last.place.span.start + (start - last.start) == place.span.start
        });
        if !follows {
            self.0.push(Piece {
                start,
                place,
                exact,
            });
        }
    }
}

/// Finds a file by its path from the root: its path as kept, and its text.
pub(crate) type FindFile<'f> = dyn Fn(&str) -> Option<(Arc<str>, Arc<str>)> + 'f;

/// The text of a page with its includes; `None` if it has none. `find` finds a file by its path from the root.
pub(crate) fn expand(path: &Arc<str>, text: &Arc<str>, find: &FindFile<'_>) -> Option<Expanded> {
    memchr::memmem::find(text.as_bytes(), b"include(")?;
    let mut builder = Builder {
        find,
        text: String::with_capacity(text.len() * 2),
        map: SourceMap::default(),
        problems: Vec::new(),
        open: vec![path.clone()],
        included: false,
    };
    builder.take(path, text, 0..text.len(), "");
    builder.included.then(|| Expanded {
        text: builder.text.into(),
        map: builder.map,
        problems: builder.problems,
    })
}

/// An argument of an include, if it is there; empty if it is not a string.
fn argument<'c>(call: &'c Call, name: &str) -> Option<&'c str> {
    let (_, value, _) = call.args.iter().find(|(key, ..)| key == name)?;
    Some(value.as_str().unwrap_or_default())
}

struct Builder<'f> {
    find: &'f FindFile<'f>,
    text: String,
    map: SourceMap,
    problems: Vec<Diagnostic>,
    /// The files that are being put in, the innermost last.
    open: Vec<Arc<str>>,
    included: bool,
}

impl Builder<'_> {
    /// Puts in the bytes `range` of a file, each line after `indent`.
    fn take(&mut self, file: &Arc<str>, text: &str, range: Range<usize>, indent: &str) {
        let mut fence: Option<&str> = None;
        let mut at = range.start;
        for line in text[range].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let bare = line.trim();
            match (fence, fence_of(bare)) {
                (None, Some(opened)) => fence = Some(opened),
                (Some(opened), Some(closing)) if closing.starts_with(opened) && bare == closing => {
                    fence = None
                }
                _ => {}
            }
            let lead = &line[..line.len() - line.trim_start().len()];
            let call = if fence.is_none() && lead.len() < 4 {
                call(bare)
            } else {
                None
            };
            let place = |range: Range<usize>| Place::new(file, Span::new(range));
            match call {
                Some(call) => {
                    self.included = true;
                    let tag = start + lead.len()..start + lead.len() + bare.len();
                    let included = self.include(&call, &place(tag), &format!("{indent}{lead}"));
                    self.problems.extend(included.err().map(|problem| *problem));
                }
                None => {
                    if !indent.is_empty() {
                        self.made(indent, place(start..at));
                    }
                    self.map.push(self.text.len(), place(start..at), true);
                    self.text.push_str(line);
                }
            }
        }
    }

    /// Adds text that stands in no file.
    fn made(&mut self, text: &str, place: Place) {
        self.map.push(self.text.len(), place, false);
        self.text.push_str(text);
    }

    /// Puts in what a tag names.
    ///
    /// # Errors
    /// What is wrong with the tag.
    fn include(&mut self, call: &Call, tag: &Place, indent: &str) -> Result<(), Box<Diagnostic>> {
        let wrong = |lint: Lint, message: String, help: &str| {
            Box::new(Diagnostic::new(lint, tag.clone(), message).help(help))
        };
        let malformed = |message: String, help| wrong(Lint::MalformedShortcode, message, help);
        let mut keys = call.args.iter().map(|(key, ..)| &**key);
        let is_known = keys.all(|key| key == "path" || key == "lines");
        let path = argument(call, "path").filter(|path| !path.is_empty() && is_known);
        let path = path.ok_or_else(|| {
            let message = "an include has a path, and may have lines".to_owned();
            let help = "write {{ include(path=\"includes/part.md\") }}, or lines=\"3-9\" beside it";
            malformed(message, help)
        })?;
        let (file, text) = (self.find)(path).ok_or_else(|| {
            let message = format!("the file \"{path}\" to be included is not there");
            let help = "the path counts from the folder of ibid.toml and stays inside of it, such as includes/part.md";
            wrong(Lint::MissingAsset, message, help)
        })?;
        if self.open.contains(&file) {
            let message = format!("{file} includes itself, by way of this tag");
            return Err(malformed(message, "take this tag out"));
        }
        if self.open.len() > DEEPEST {
            let message = format!("files include each other more than {DEEPEST} deep");
            return Err(malformed(message, "take this tag out"));
        }
        let range = lines(&text, argument(call, "lines")).ok_or_else(|| {
            let message = format!("{file} has no such lines");
            let help = "lines are written \"3\", \"3-9\", \"3-\" or \"-9\", counted from 1";
            malformed(message, help)
        })?;
        self.open.push(file.clone());
        match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "md" => {
                // Front matter is left out.
                let body = front_matter::body_start(&text);
                let range = range.start.max(body)..range.end.max(body);
                self.take(&file, &text, range, indent);
            }
            ending => self.code(&file, &text, range, indent, ending, tag),
        }
        self.open.pop();
        if !self.text.ends_with('\n') {
            self.made("\n", tag.clone());
        }
        Ok(())
    }

    /// Puts in lines of a file as a block of code.
    fn code(
        &mut self,
        file: &Arc<str>,
        text: &str,
        range: Range<usize>,
        indent: &str,
        language: &str,
        tag: &Place,
    ) {
        // A fence is longer than any in the code.
        let ticks = text.lines().map(|line| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches('`').len()
        });
        let fence = "`".repeat(ticks.max().unwrap_or_default().max(2) + 1);
        self.made(&format!("{indent}{fence}{language}\n"), tag.clone());
        let mut at = range.start;
        for line in text[range].split_inclusive('\n') {
            let place = Place::new(file, Span::new(at..at + line.len()));
            if !indent.is_empty() {
                self.made(indent, place.clone());
            }
            self.map.push(self.text.len(), place, true);
            self.text.push_str(line);
            at += line.len();
        }
        if !self.text.ends_with('\n') {
            self.made("\n", tag.clone());
        }
        self.made(&format!("{indent}{fence}\n"), tag.clone());
    }
}

/// The include that a line is.
fn call(line: &str) -> Option<Call> {
    if !line.starts_with("{{") {
        return None;
    }
    match parse_tag(line)? {
        Ok(Tag::Inline(call)) if call.name == "include" => Some(call),
        _ => None,
    }
}

/// The marks of a fence that a line begins with.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| &line[..length])
}

/// The bytes of lines such as `3-9`, from 1 and the last one with them; all of them if nothing is `wanted`.
fn lines(text: &str, wanted: Option<&str>) -> Option<Range<usize>> {
    let Some(wanted) = wanted else {
        return Some(0..text.len());
    };
    let ends: Vec<usize> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        })
        .collect();
    let (first, last) = wanted.split_once('-').unwrap_or((wanted, wanted));
    let number = |text: &str, open: usize| match text.trim() {
        "" if wanted.contains('-') => Some(open),
        text => text.parse::<usize>().ok(),
    };
    let (first, last) = (number(first, 1)?, number(last, ends.len())?);
    let exists = 1 <= first && first <= last && last <= ends.len();
    exists.then(|| if first == 1 { 0 } else { ends[first - 2] }..ends[last - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(path: &str) -> Option<(Arc<str>, Arc<str>)> {
        let text = match path {
            "includes/a.md" => "One [x](y).\n\n{{ include(path=\"includes/b.md\") }}\nlast",
            "includes/b.md" => "Two.\n",
            "includes/loop.md" => "{{ include(path=\"includes/loop.md\") }}\n",
            "includes/c.rs" => "fn a() {\n}\n   ```\nfn b() {}",
            _ => return None,
        };
        Some((path.into(), text.into()))
    }

    fn expanded(text: &str) -> Expanded {
        expand(&"content/p.md".into(), &text.into(), &files).unwrap()
    }

    #[test]
    fn text_is_put_in_and_keeps_its_place() {
        let page = expanded("Start\n\n  {{ include(path=\"includes/a.md\") }}\nend\n");
        assert_eq!(
            &*page.text,
            "Start\n\n  One [x](y).\n  \n  Two.\n  last\nend\n"
        );
        assert_eq!(page.problems, []);
        for (words, file, start) in [
            ("Start", "content/p.md", 0),
            ("[x](y)", "includes/a.md", 4),
            ("Two", "includes/b.md", 0),
            ("end", "content/p.md", 45),
        ] {
            let at = page.text.find(words).unwrap();
            let (found, span) = page.map.find(Span::new(at..at + words.len())).unwrap();
            assert_eq!((&**found, span.start), (file, start), "{words}");
            assert_eq!(span.range().len(), words.len(), "{words}");
        }
    }

    #[test]
    fn code_is_fenced_and_lines_are_chosen() {
        let page = expanded("{{ include(path=\"includes/c.rs\", lines=\"3-4\") }}\n");
        assert_eq!(&*page.text, "````rs\n   ```\nfn b() {}\n````\n");
        for (wanted, bytes) in [
            ("1", Some(0..9)),
            ("-2", Some(0..11)),
            ("4-", Some(18..27)),
            ("3-2", None),
            ("0", None),
            ("9", None),
            ("x", None),
        ] {
            assert_eq!(
                lines(&files("includes/c.rs").unwrap().1, Some(wanted)),
                bytes,
                "{wanted}"
            );
        }
    }

    #[test]
    fn what_cannot_be_included_is_told_and_code_is_left_alone() {
        for (text, message) in [
            ("{{ include(path=\"includes/no.md\") }}", "is not there"),
            ("{{ include(path=\"../x.md\") }}", "is not there"),
            (
                "{{ include(path=\"includes/loop.md\") }}",
                "includes itself",
            ),
            ("{{ include(file=\"x\") }}", "has a path"),
            (
                "{{ include(path=\"includes/b.md\", lines=\"8\") }}",
                "no such lines",
            ),
        ] {
            let page = expanded(text);
            assert_eq!(page.problems.len(), 1, "{text}");
            assert!(
                page.problems[0].message.contains(message),
                "{}",
                page.problems[0].message
            );
        }
        let code = "```\n{{ include(path=\"includes/b.md\") }}\n```\n";
        assert!(expand(&"content/p.md".into(), &code.into(), &files).is_none());
    }
}
