//! Finds foreign syntax by the characters that begin it, in HTML and in code.

use super::super::prose::Prose;
use super::kinds::Kind;
use super::{Found, braces, brackets, code, latex, lines, until, wikis};
use crate::diagnostics::Span;
use crate::markdown::Document;

/// All of it on a page.
pub(super) fn all(document: &Document, text: &str, prose: &Prose) -> Vec<Found> {
    let mut found = Vec::new();
    in_prose(prose, text, &mut found);
    lines::all(document, prose, &mut found);
    for span in &document.raw_html {
        code::elements(&text[span.range()], *span, &mut found);
    }
    for span in &document.code {
        let line = text[span.range()].lines().next().unwrap_or_default();
        let end = span.start + line.len() as u32;
        found.extend(code::fence(line, Span { end, ..*span }));
    }
    let literals = document.blocks.iter().flat_map(|block| &block.runs);
    for run in literals.filter(|run| run.literal) {
        let span = run.file;
        let words = &text[span.range()];
        if code::is_inline_chunk(words) {
            let kind = Kind::Knitr;
            found.push(Found { kind, span });
        } else if words.starts_with('`') {
            let after = &text[span.end as usize..];
            let signs = after.len() - after.trim_start_matches('_').len();
            let emphasised = text[..span.start as usize].ends_with('_');
            if signs > 0 && !emphasised && !after[signs..].starts_with(char::is_alphanumeric) {
                let end = span.end + signs as u32;
                let (kind, span) = (Kind::RestLink, Span { end, ..span });
                found.push(Found { kind, span });
            }
        }
    }
    found
}

fn in_prose(prose: &Prose, text: &str, found: &mut Vec<Found>) {
    let mut end = 0;
    for at in places(prose) {
        if at < end {
            continue;
        }
        if let Some((kind, length)) = at_byte(prose, text, at, prose.source.as_bytes()[at]) {
            end = at + length;
            let span = Span::new(at..end);
            found.push(Found { kind, span });
        }
    }
}

/// Where something may begin, in order. Nearly all of a text is passed over here.
fn places(prose: &Prose) -> Vec<usize> {
    let source = prose.source.as_bytes();
    let mut places = Vec::with_capacity(prose.signs.len());
    for sign in prose.signs.iter().copied() {
        if source[sign] == b':' {
            places.extend(word_before(&source[..sign]));
        }
        let begins = b"{\\:[!^=%?<'`~|+/\"".contains(&source[sign]);
        places.extend(begins.then_some(sign));
    }
    let signs = places.len();
    let ports = prose.places("port ").filter_map(|at| at.checked_sub(2));
    let ports = ports.filter(|at| [&b"im"[..], b"ex"].contains(&&source[*at..at + 2]));
    let lines = ports.chain(prose.places(".. "));
    places.extend(lines.filter(|at| prose.begins_line(*at)));
    if places.len() > signs {
        places.sort_unstable();
    }
    places
}

/// Where the word begins that ends here, if something may begin with it and a colon.
fn word_before(bytes: &[u8]) -> Option<usize> {
    let letters = bytes
        .iter()
        .rev()
        .take_while(|it| it.is_ascii_alphanumeric());
    let (before, word) = bytes.split_at(bytes.len() - letters.count());
    let begins = matches!(
        word,
        b"link"
            | b"image"
            | b"xref"
            | b"include"
            | b"http"
            | b"https"
            | b"cite"
            | b"citep"
            | b"citet"
            | b"citeauthor"
            | b"citeyear"
    );
    begins.then_some(before.len())
}

/// Whether something can begin with these bytes, of which the first is one that may begin something.
fn may_begin(bytes: &[u8]) -> bool {
    let words: &[&[u8]] = match bytes.first() {
        Some(b'!') => &[b"![[", b"!!! "],
        Some(b'?') => &[b"???"],
        Some(b'%') => &[b"%%"],
        Some(b'+') => &[b"++"],
        Some(b'|') => &[b"||"],
        Some(b'\'') => &[b"''"],
        Some(b'`') => &[b"``"],
        Some(b'<') => &[b"<<<<<<< "],
        first => return first.is_some(),
    };
    words.iter().any(|word| bytes.starts_with(word))
}

/// What begins with the `byte` at `at`, and its length.
fn at_byte(prose: &Prose, text: &str, at: usize, byte: u8) -> Option<(Kind, usize)> {
    if !may_begin(&prose.source.as_bytes()[at..]) || prose.is_escaped(at) {
        return None;
    }
    let rest = prose.after(at);
    match byte {
        b'{' => braces::at(prose, text, at, rest),
        b'\\' => latex::command(rest),
        b':' => braces::colon_role(text, at, rest).or_else(|| emoji(prose, at, rest)),
        b'[' => brackets::at(prose, at, rest),
        b'!' if rest.starts_with("![[") => {
            let length = 1 + brackets::double(&rest[1..])?;
            Some((Kind::Wikilink, length))
        }
        b'!' | b'?' if prose.begins_line(at) => {
            let title = rest.strip_prefix("!!! ").or(rest.strip_prefix("??? "));
            let title = title.or(rest.strip_prefix("???+ "))?;
            title
                .starts_with(char::is_alphabetic)
                .then_some((Kind::Admonition, line(rest).len()))
        }
        b'^' => block_id(prose, at, rest),
        b'=' => highlight(prose, at, rest).or_else(|| {
            if let Some(length) = wikis::org_code(prose, at, rest) {
                return Some((Kind::OrgCode, length));
            }
            let tab = prose.begins_line(at) && rest.starts_with("=== \"");
            tab.then_some((Kind::Tab, line(rest).len()))
        }),
        b'%' => between(prose, at, rest, "%%").map(|length| (Kind::Comment, length)),
        b'+' => between(prose, at, rest, "++").map(|length| (Kind::Inserted, length)),
        b'|' => between(prose, at, rest, "||")
            .filter(|_| !prose.line_before(at).contains('|'))
            .map(|length| (Kind::Spoiler, length)),
        b'/' => wikis::slanted(prose, at, rest).map(|length| (Kind::Slanted, length)),
        b'\'' => wikis::wiki_quotes(prose, at, rest).map(|length| (Kind::WikiMarkup, length)),
        b'`' => latex::quotes(rest).map(|length| (Kind::LatexQuotes, length)),
        b'~' => latex::is_tie(prose, at, rest).then_some((Kind::LatexTie, 1)),
        b'"' => wikis::textile_link(rest).map(|length| (Kind::WikiLink, length)),
        b'l' | b'x' | b'h' => {
            wikis::asciidoc(prose, at, rest).map(|length| (Kind::AsciiDoc, length))
        }
        b'c' => wikis::org_citation(prose, at, rest).map(|length| (Kind::OrgCitation, length)),
        b'.' if prose.begins_line(at) => {
            let name = line(rest)[2..].trim_start().split_once("::")?.0;
            braces::is_name(name).then_some((Kind::RestDirective, line(rest).len()))
        }
        b'<' if prose.begins_line(at) => Some((Kind::Conflict, line(rest).len())),
        b'i' | b'e' => match prose.begins_line(at) && is_module(line(rest)) {
            true => Some((Kind::Module, line(rest).len())),
            false => wikis::asciidoc(prose, at, rest).map(|length| (Kind::AsciiDoc, length)),
        },
        _ => None,
    }
}

pub(super) fn line(rest: &str) -> &str {
    let end = memchr::memchr(b'\n', rest.as_bytes());
    let line = &rest[..end.unwrap_or(rest.len())];
    line.strip_suffix('\r')
        .filter(|_| end.is_some())
        .unwrap_or(line)
}

/// `^block-id` at the end of a line, after a space.
fn block_id(prose: &Prose, at: usize, rest: &str) -> Option<(Kind, usize)> {
    let line = line(rest).trim_end();
    let id = &line[1..];
    let is_id = id.len() > 1 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let before = prose.line_before(at);
    let last = rest[line.len()..]
        .trim_matches([' ', '\r', '\n'])
        .is_empty();
    (is_id && last && (before.ends_with(' ') || before.is_empty()))
        .then_some((Kind::BlockId, line.len()))
}

/// `:smile:`, with a space or a mark around it.
fn emoji(prose: &Prose, at: usize, rest: &str) -> Option<(Kind, usize)> {
    let length = 1 + until(&line(rest)[1..], ":")?;
    let name = &rest[1..length - 1];
    let in_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
    let is_name =
        name.len() > 1 && name.chars().all(in_name) && !name.chars().all(|c| c.is_ascii_digit());
    let joined = |c: char| c.is_alphanumeric() || c == ':';
    let apart = !prose.line_before(at).ends_with(joined) && !rest[length..].starts_with(joined);
    (is_name && apart).then_some((Kind::Emoji, length))
}

fn highlight(prose: &Prose, at: usize, rest: &str) -> Option<(Kind, usize)> {
    between(prose, at, rest, "==").map(|length| (Kind::Highlight, length))
}

/// The length of words between two marks, neither of which stands inside a word.
pub(super) fn between(prose: &Prose, at: usize, rest: &str, mark: &str) -> Option<usize> {
    let inner = rest.strip_prefix(mark)?;
    let end = inner.find(mark)?;
    let words = &inner[..end];
    let before = prose.line_before(at);
    let fits = !words.is_empty()
        && !words.starts_with(char::is_whitespace)
        && !words.ends_with(char::is_whitespace)
        && !words.contains(['=', '%'])
        && !before.ends_with(|c: char| c.is_alphanumeric() || c == '=' || c == '%')
        && !inner[end + mark.len()..].starts_with(['=', '%']);
    fits.then_some(end + 2 * mark.len())
}

fn is_module(line: &str) -> bool {
    let quoted = |text: &str| text.trim_end_matches(';').ends_with(['"', '\'']);
    if let Some(rest) = line.strip_prefix("import ") {
        return quoted(rest.trim_end())
            && (rest.contains(" from ") || rest.starts_with(['"', '\'']));
    }
    let exported = ["const ", "default ", "function ", "let ", "{"];
    line.strip_prefix("export ")
        .is_some_and(|rest| exported.iter().any(|word| rest.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn braces_around_nothing_are_not_a_tag() {
        for (source, found) in [
            ("So {%} and {%%}.", Some("{%%}")),
            ("So {%}.", None),
            ("So {{}} and {{ a }}.", Some("{{ a }}")),
            ("So {% a %}.", Some("{% a %}")),
        ] {
            let text = format!("+++\ntitle = \"T\"\n+++\n{source}\n");
            let (path, options) = ("content/a.md".into(), Default::default());
            let (document, _) = parse(&path, &text, &options, &Default::default());
            let all = all(&document, &text, &Prose::of(&document, &text));
            let spans = all.iter().map(|found| &text[found.span.range()]);
            assert!(spans.eq(found), "{source}");
        }
    }

    #[test]
    fn places_are_those_of_signs_and_of_words_before_colons() {
        for (source, found) in [
            ("see link:a, notes: x", &[4, 8, 17][..]),
            ("import x\na—port b\n> export z\n.. d", &[0, 22, 31]),
            ("a {b} 'c' [d] e_f; ü", &[2, 6, 8, 10]),
        ] {
            let text = format!("+++\ntitle = \"T\"\n+++\n{source}\n");
            let start = text.len() - source.len() - 1;
            let (path, options) = ("content/a.md".into(), Default::default());
            let (document, _) = parse(&path, &text, &options, &Default::default());
            let places = places(&Prose::of(&document, &text)).into_iter();
            assert!(places.eq(found.iter().map(|at| start + at)), "{source}");
        }
    }
}
