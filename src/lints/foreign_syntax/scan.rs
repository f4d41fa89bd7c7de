//! Finds foreign syntax by the characters that begin it.

use super::super::prose::Prose;
use super::Found;
use super::kinds::Kind;
use crate::diagnostics::Span;
use crate::markdown::Document;

/// Commands of LaTeX that cite.
const CITING: &[&str] = &[
    "cite",
    "citep",
    "citet",
    "citealp",
    "citealt",
    "citeauthor",
    "citeyear",
    "parencite",
    "textcite",
    "autocite",
    "footcite",
    "smartcite",
    "nocite",
];
/// Languages of code that knitr and Quarto run.
const ENGINES: &[&str] = &[
    "r", "python", "julia", "ojs", "bash", "sh", "sql", "stan", "dot", "mermaid", "css", "js",
    "cpp", "rcpp",
];

/// All of it on a page.
pub(super) fn all(document: &Document, text: &str, prose: &Prose) -> Vec<Found> {
    let mut found = Vec::new();
    in_prose(prose, text, &mut found);
    for span in &document.raw_html {
        components(&text[span.range()], *span, &mut found);
    }
    for span in &document.braced_fences {
        found.extend(fence(&text[span.range()], *span));
    }
    let literals = document.blocks.iter().flat_map(|block| &block.runs);
    for run in literals.filter(|run| run.literal) {
        if is_inline_chunk(&text[run.file.range()]) {
            let (kind, span) = (Kind::Knitr, run.file);
            found.push(Found { kind, span });
        }
    }
    found
}

fn in_prose(prose: &Prose, text: &str, found: &mut Vec<Found>) {
    let bytes = prose.source.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| begins(*byte)) {
        at += next;
        match at_byte(prose, text, at, bytes[at]) {
            Some((kind, length)) => {
                let span = Span::new(at..at + length);
                found.push(Found { kind, span });
                at += length;
            }
            None => at += 1,
        }
    }
}

/// Whether something can begin with a byte. Nearly all letters of a text are told apart here.
fn begins(byte: u8) -> bool {
    const SIGNS: [bool; 256] = {
        let mut signs = [false; 256];
        let all = b"{\\:[!^=%?.<ie";
        let mut i = 0;
        while i < all.len() {
            signs[all[i] as usize] = true;
            i += 1;
        }
        signs
    };
    SIGNS[usize::from(byte)]
}

/// Whether something can begin with these bytes, of which the first is one that may begin something.
fn may_begin(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(b'i') => bytes.starts_with(b"imp"),
        Some(b'e') => bytes.starts_with(b"exp"),
        Some(b'.') => bytes.starts_with(b".. "),
        Some(b'<') => bytes.starts_with(b"<<<<<<< "),
        first => first.is_some(),
    }
}

/// What begins with the `byte` at `at`, and its length.
fn at_byte(prose: &Prose, text: &str, at: usize, byte: u8) -> Option<(Kind, usize)> {
    if !may_begin(&prose.source.as_bytes()[at..]) || prose.is_escaped(at) {
        return None;
    }
    let rest = prose.after(at);
    match byte {
        b'{' => braces(prose, text, at, rest),
        b'\\' => latex(rest),
        b':' => sphinx_role(text, at, rest),
        b'[' => wikilink(prose, at, rest),
        b'!' if rest.starts_with("![[") => {
            let length = 1 + double_brackets(&rest[1..])?;
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
            let tab = prose.begins_line(at) && rest.starts_with("=== \"");
            tab.then_some((Kind::Tab, line(rest).len()))
        }),
        b'%' => between(prose, at, rest, "%%").map(|length| (Kind::Comment, length)),
        b'.' if prose.begins_line(at) => {
            let name = line(rest)[2..].trim_start().split_once("::")?.0;
            is_name(name).then_some((Kind::RestDirective, line(rest).len()))
        }
        b'<' if prose.begins_line(at) => Some((Kind::Conflict, line(rest).len())),
        b'i' | b'e' if prose.begins_line(at) => {
            is_module(line(rest)).then_some((Kind::Module, line(rest).len()))
        }
        _ => None,
    }
}

fn line(rest: &str) -> &str {
    rest.lines().next().unwrap_or_default()
}

/// How far `rest` reaches to the end of the `close` in it.
fn until(rest: &str, close: &str) -> Option<usize> {
    rest.find(close).map(|end| end + close.len())
}

/// What opens with a brace.
fn braces(prose: &Prose, text: &str, at: usize, rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("{{<") {
        return Some((Kind::HugoShortcode, until(rest, ">}}")?));
    }
    if rest.starts_with("{{%") {
        return Some((Kind::HugoShortcode, until(rest, "%}}")?));
    }
    if rest.starts_with("{{#") {
        return Some((Kind::MdBook, until(rest, "}}")?));
    }
    if let Some(inner) = rest.strip_prefix("{{") {
        let length = until(rest, "}}")?;
        let ours = super::super::inline_shortcodes::is_call(&inner[..length - 4]);
        return (!ours && length > 4).then_some((Kind::Variable, length));
    }
    if let Some(inner) = rest.strip_prefix("{%") {
        let length = until(rest, "%}")?;
        let ours = super::super::inline_shortcodes::is_call(&inner[..length - 4]);
        return (!ours).then_some((Kind::LiquidTag, length));
    }
    if rest.starts_with("{:")
        && (prose.begins_line(at) || rest.starts_with("{: ") || rest.starts_with("{:."))
    {
        return Some((Kind::Kramdown, until(line(rest), "}")?));
    }
    // `{cite}` before code, which is blank here.
    let length = until(line(rest), "}")?;
    let name = &rest[1..length - 1];
    let role = is_name(name) && text[at + length..].starts_with('`');
    role.then(|| (Kind::Role, length + code_length(&text[at + length..])))
}

/// The bytes of the code that `text` begins with.
fn code_length(text: &str) -> usize {
    let end = text[1..].find('`').map(|end| end + 2);
    end.unwrap_or(1)
}

fn is_name(name: &str) -> bool {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(in_name)
}

/// `\@ref(fig:x)`, `\cite{key}`, `\textbf{words}`.
fn latex(rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("\\@ref(") {
        return Some((Kind::BookdownRef, until(rest, ")")?));
    }
    for (open, close) in [("\\(", "\\)"), ("\\[", "\\]")] {
        if rest.starts_with(open) {
            let length = until(rest, close)?;
            // Backslashes before brackets also keep them from being a link.
            let inner = &rest[2..length - 2];
            let mut commands = inner.split('\\').skip(1);
            let is_formula = inner.contains(['^', '='])
                || commands.any(|command| command.starts_with(char::is_alphabetic));
            return is_formula.then_some((Kind::LatexFormula, length));
        }
    }
    let name = rest[1..].split(|c: char| !c.is_ascii_alphabetic()).next()?;
    // Those for an index are left out of the page.
    if name.len() < 2 || name.starts_with("index") {
        return None;
    }
    let mut after = 1 + name.len();
    after += usize::from(rest[after..].starts_with('*'));
    while rest[after..].starts_with('[') {
        after += until(&rest[after..], "]")?;
    }
    if !rest[after..].starts_with('{') {
        return None;
    }
    let length = after + until(&rest[after..], "}")?;
    let kind = match CITING.contains(&&*name.to_ascii_lowercase()) {
        true => Kind::LatexCitation,
        false => Kind::LatexCommand,
    };
    Some((kind, length))
}

/// `` :cite:`key` ``; the code is blank in `rest`.
fn sphinx_role(text: &str, at: usize, rest: &str) -> Option<(Kind, usize)> {
    let length = 1 + until(&line(rest)[1..], ":")?;
    let role = is_name(&rest[1..length - 1]) && text[at + length..].starts_with('`');
    role.then(|| (Kind::Role, length + code_length(&text[at + length..])))
}

/// `[[page]]`, `[TOC]`.
fn wikilink(prose: &Prose, at: usize, rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("[[") {
        let in_word = prose.line_before(at).ends_with(char::is_alphanumeric);
        let length = double_brackets(rest).filter(|_| !in_word)?;
        let inner = rest[2..length - 2].trim_matches('_');
        let kind = match inner.eq_ignore_ascii_case("toc") {
            true => Kind::Contents,
            false => Kind::Wikilink,
        };
        return Some((kind, length));
    }
    let contents = ["[TOC]", "[toc]"].contains(&line(rest).trim_end());
    (contents && prose.begins_line(at)).then_some((Kind::Contents, 5))
}

/// The length of `[[…]]` if it holds words, and no link follows that has it for its text.
fn double_brackets(rest: &str) -> Option<usize> {
    let line = line(rest);
    let length = 2 + until(line.get(2..)?, "]]")?;
    let inner = &line[2..length - 2];
    let plain = !inner.trim().is_empty() && !inner.contains(['[', ']', '@']);
    (plain && !line[length..].starts_with(['(', '['])).then_some(length)
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

fn highlight(prose: &Prose, at: usize, rest: &str) -> Option<(Kind, usize)> {
    between(prose, at, rest, "==").map(|length| (Kind::Highlight, length))
}

/// The length of words between two marks, neither of which stands inside a word.
fn between(prose: &Prose, at: usize, rest: &str, mark: &str) -> Option<usize> {
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

/// `<Tabs>`: elements of HTML are written small.
fn components(html: &str, span: Span, found: &mut Vec<Found>) {
    for (at, _) in html.match_indices('<') {
        let name = html[at + 1..]
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next();
        let name = name.unwrap_or_default();
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase());
        if is_component {
            let length = until(&html[at..], ">").unwrap_or(1 + name.len());
            let start = span.start as usize + at;
            let span = Span::new(start..start + length);
            found.push(Found {
                kind: Kind::Component,
                span,
            });
        }
    }
}

/// A first line such as ```` ```{r, echo=FALSE} ````.
fn fence(line: &str, span: Span) -> Option<Found> {
    let info = line.trim_start_matches(['`', '~', ' ']).strip_prefix('{')?;
    let name = info
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .next()?;
    // Pandoc's attributes begin with a class or an id.
    if name.is_empty() || info[name.len()..].starts_with('=') {
        return None;
    }
    let kind = match ENGINES.contains(&&*name.to_ascii_lowercase()) {
        true => Kind::Knitr,
        false => Kind::Directive,
    };
    Some(Found { kind, span })
}

/// `` `r nrow(x)` ``
fn is_inline_chunk(code: &str) -> bool {
    let inner = code.trim_matches('`');
    let chunk = inner.strip_prefix("r ").or(inner.strip_prefix("{r} "));
    code.starts_with('`')
        && chunk.is_some_and(|code| !code.trim_start().starts_with(['<', '=', '-', '~']))
}
