//! Links that are written so that they are text, or have nothing to follow.

use std::ops::Range;

use super::prose::{Prose, Taken};
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::{Document, Link, LinkForm, slugify};

/// What is looked at, and what was found.
struct Check<'a> {
    document: &'a Document,
    text: &'a str,
    prose: &'a Prose,
    taken: Taken,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Reports what was meant as a link and is none.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut check = Check {
        document,
        text,
        prose,
        taken: Taken::of(document),
        diagnostics,
    };
    let own = document.links.iter().filter(|link| link.file.is_none());
    for link in own {
        check.link(link, &text[link.span.range()]);
    }
    for close in prose.signs("]") {
        if let Some(open) = check.brackets(close) {
            check.unread(open, close);
        }
    }
    check.reversed();
}

impl Check<'_> {
    fn report(&mut self, range: Range<usize>, message: impl Into<String>, help: String) {
        let place = self.document.place(Span::new(range));
        let diagnostic = Diagnostic::new(Lint::MalformedLink, place, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    /// What is a link, and most likely not as it was meant.
    fn link(&mut self, link: &Link, written: &str) {
        let (range, address) = (link.span.range(), &link.destination);
        if !link.embeds && written.starts_with("[](") && link.spot.start == link.spot.end {
            let help = format!("write what readers are to see: [words]({address})");
            self.report(range.clone(), "the link has no words", help);
        }
        if let Some((alt, attributes)) = sized_words(written) {
            let message = "a size stands among the words that describe the picture";
            let help = format!("write ![{alt}]({address}){{{attributes}}}");
            self.report(range.clone(), message, help);
        }
        if let Some(words) = parted_sign(written, address, self.prose.line_before(range.start)) {
            let message = "the exclamation mark does not stand right before the bracket, so this is a link, no picture";
            self.report(
                range.clone(),
                message,
                format!("write ![{words}]({address})"),
            );
        }
        if is_local(address) && link.form != LinkForm::Bare {
            let message = "this address leads to the reader's own computer";
            let help = "write the path of the page's file, such as page.md, or the address where the site stands";
            self.report(range.clone(), message, help.to_owned());
        }
        if link.embeds && names_file(written, address) {
            let place = self.document.place(link.span);
            let message = "the description of the picture is the name of its file";
            let diagnostic = Diagnostic::new(Lint::MissingAlt, place, message);
            self.diagnostics
                .push(diagnostic.help("say what it shows between the square brackets"));
        }
        let one_slash = ["http:/", "https:/"].iter().find_map(|scheme| {
            let rest = address.strip_prefix(*scheme)?;
            (!rest.starts_with('/')).then(|| format!("write {scheme}/{rest}"))
        });
        if let Some(help) = one_slash {
            self.report(range, "the address has one slash after its scheme", help);
        }
    }

    /// Where the bracket opens that closes at byte `close`, if words stand between the two that are no link.
    fn brackets(&self, close: usize) -> Option<usize> {
        if self.taken.has(close) || self.prose.is_escaped(close) {
            return None;
        }
        let open = self.prose.opening_bracket(close);
        let open = open.filter(|open| !self.taken.has(*open))?;
        let before = self.prose.line_before(open);
        let in_word = before.ends_with(|c: char| c.is_alphanumeric() || c == ']' || c == '[');
        // Code is blank in the prose, and may be all that a link says.
        let words = &self.text[open + 1..close];
        (!in_word && !words.trim().is_empty() && !words.starts_with(['^', '@', '!']))
            .then_some(open)
    }

    /// What follows the words in brackets tells whether a link was meant.
    fn unread(&mut self, open: usize, close: usize) {
        let (prose, text) = (self.prose, self.text);
        let words = &text[open + 1..close];
        let rest = prose.after(close + 1);
        let is_picture = prose.source[..open].ends_with('!');
        let sign = if is_picture { "!" } else { "" };
        let is_free = !self.taken.has(close + 1);
        if let Some(address) = other_brackets(rest) {
            let message = "the address does not stand in round brackets, so this is not a link";
            let help = format!("write {sign}[{words}]({address})");
            self.report(open..close + address.len() + 3, message, help);
        } else if is_picture && is_address(words) && !rest.starts_with(['(', '[']) {
            let message = "a picture needs words and a file, so this is not one";
            let help = format!("write ![description]({words})");
            self.report(open - 1..close + 1, message, help);
        } else if let Some(label) = undefined_label(rest).filter(|_| is_free) {
            let named = if label.is_empty() { words } else { label };
            let message = format!("nothing defines \"{named}\", so this is not a link");
            let help = format!(
                "add a line `[{named}]: address` to the page, or write [{words}](address); write \\[ for a plain bracket"
            );
            self.report(open..close + label.len() + 3, message, help);
        } else if let Some(address) = rest.strip_prefix(' ').and_then(parenthesised) {
            let message = "a space stands between the words and the address, so this is not a link";
            let help = format!("write [{words}]({address})");
            self.report(open..close + address.len() + 4, message, help);
        } else if let Some(unread) = unread_address(rest).filter(|_| is_free) {
            let help = format!("write {sign}[{words}]({}", unread.proposal);
            self.report(open..close + 2 + unread.length, unread.message, help);
        }
    }

    /// `(words)[address]`.
    fn reversed(&mut self) {
        let prose = self.prose;
        let opening = prose.signs("[").filter_map(|at| at.checked_sub(1));
        for close in opening.filter(|close| prose.source.as_bytes()[*close] == b')') {
            let Some(open) = prose.line_before(close).rfind('(') else {
                continue;
            };
            let open = close - prose.line_before(close).len() + open;
            let rest = prose.after(close + 2);
            let end = rest.find(']').filter(|_| !self.taken.has(close + 1));
            let Some(end) = end.filter(|_| !self.taken.has(open)) else {
                continue;
            };
            let (words, address) = (&prose.source[open + 1..close], &rest[..end]);
            if is_address(address) {
                let message =
                    "round and square brackets are the wrong way round, so this is not a link";
                let is_picture = prose.source[..open].ends_with('!');
                let sign = if is_picture { "!" } else { "" };
                let help = format!("write {sign}[{words}]({address})");
                self.report(open..close + 2 + end + 1, message, help);
            }
        }
    }
}

/// `http://localhost:1111/page/`
fn is_local(address: &str) -> bool {
    let rest = address
        .strip_prefix("http://")
        .or(address.strip_prefix("https://"));
    let host = rest.and_then(|rest| rest.split(['/', ':', '?', '#']).next());
    host == Some("localhost")
}

/// `![a.png](pictures/a.png)`
fn names_file(written: &str, address: &str) -> bool {
    let words = written
        .strip_prefix("![")
        .and_then(|rest| rest.split_once("]("));
    let name = address.rsplit('/').next().unwrap_or_default();
    words.is_some_and(|(words, _)| !name.is_empty() && name.contains('.') && words.trim() == name)
}

/// The words of `![words|100](a.png)`, and the attributes that give the size.
fn sized_words(written: &str) -> Option<(&str, String)> {
    let (alt, _) = written.strip_prefix("![")?.split_once("](")?;
    let (alt, size) = alt.rsplit_once('|').filter(|(_, size)| is_size(size))?;
    let attributes = match size.split_once('x') {
        Some((width, height)) => format!("width={width} height={height}"),
        None => format!("width={size}"),
    };
    Some((alt, attributes))
}

/// `100` or `100x20`.
fn is_size(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == 'x')
}

/// The words of a link that was meant as a picture: its exclamation mark stands inside of the brackets, or parted from
/// them at the end of what stands `before`.
fn parted_sign<'t>(written: &'t str, address: &str, before: &str) -> Option<&'t str> {
    let (words, _) = written.strip_prefix('[')?.split_once("](")?;
    let rest = before.strip_suffix("! ");
    let parted = rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
    let endings = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".avif"];
    let address = address.to_lowercase();
    let is_picture = endings.iter().any(|ending| address.ends_with(ending));
    let meant = is_picture && (parted || words.starts_with('!')) && !words.contains(['[', ']']);
    meant.then(|| words.trim_start_matches('!').trim())
}

/// The address in curly or pointed brackets that `rest` begins with.
fn other_brackets(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix(['{', '<'])?;
    let address = &inner[..inner.find(['}', '>', '\n'])?];
    is_address(address).then_some(address)
}

/// The label in the brackets that `rest` begins with, if it can be one.
fn undefined_label(rest: &str) -> Option<&str> {
    let label = rest.strip_prefix('[')?;
    let label = &label[..label.find([']', '[', '\n'])?];
    let closed = rest[1 + label.len()..].starts_with(']');
    (closed && !label.contains('@') && !label.starts_with('^')).then_some(label)
}

/// The address in the round brackets that `rest` begins with.
fn parenthesised(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('(')?;
    let address = &inner[..inner.find([')', '\n'])?];
    is_address(address).then_some(address)
}

/// An address after a round bracket that cannot be read.
struct UnreadAddress {
    /// Its bytes, with the closing bracket if there is one.
    length: usize,
    message: &'static str,
    /// How it can be read, with the bracket that closes it and what follows.
    proposal: String,
}

/// The address that `rest` begins with after a bracket, if it has spaces or is not closed.
fn unread_address(rest: &str) -> Option<UnreadAddress> {
    let line = rest.strip_prefix('(')?.lines().next()?;
    if let Some(end) = line.find(')') {
        let address = &line[..end];
        if let Some(sized) = sized_picture(address) {
            return Some(UnreadAddress {
                length: end + 1,
                message: "a size stands in the address, so this is not a picture",
                proposal: sized,
            });
        }
        if let Some(heading) = address.strip_prefix('#').filter(|it| it.contains(' ')) {
            return Some(UnreadAddress {
                length: end + 1,
                message: "spaces stand in the address, so this is not a link",
                proposal: format!("#{})", slugify(heading)),
            });
        }
        let spaced = address.contains(' ') && !address.contains(['"', '\'', '<']);
        return (spaced && resembles_address(address)).then(|| UnreadAddress {
            length: end + 1,
            message: "spaces stand in the address, so this is not a link",
            proposal: format!("<{address}>)"),
        });
    }
    let address = line.split_whitespace().next()?;
    let address = address.trim_end_matches(['.', ',', ';']);
    is_address(address).then(|| UnreadAddress {
        length: address.len(),
        message: "the address is not closed, so this is not a link",
        proposal: format!("{address})"),
    })
}

/// `a.png =100x20`, as other tools give a picture its size; with the attributes that do.
fn sized_picture(address: &str) -> Option<String> {
    let (file, size) = address.split_once(" =")?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let attribute = |name: &str, value: &str| match value.is_empty() {
        true => String::new(),
        false => format!(" {name}={value}"),
    };
    let attributes = attribute("width", width) + &attribute("height", height);
    (is_number(width) && is_number(height)).then(|| format!("{file}){{{}}}", attributes.trim()))
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && resembles_address(text)
}

/// Whether a text begins as addresses do, or ends as files do.
fn resembles_address(text: &str) -> bool {
    let file = [".md", ".html", ".png", ".jpg", ".svg", ".pdf"];
    let path = text.split('#').next().unwrap_or_default();
    let begins = ["http://", "https://", "mailto:", "./", "../", "@/"];
    begins.iter().any(|start| text.starts_with(start)) || file.iter().any(|end| path.ends_with(end))
}
