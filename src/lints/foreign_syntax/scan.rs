//! Finds foreign syntax by the characters that begin it, in HTML and in code.

use super::super::prose::Prose;
use super::kinds::Kind;
use super::{Found, brackets, lines, until};
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
/// Commands of LaTeX without an argument.
const LONE: &[&str] = &[
    "ldots",
    "dots",
    "LaTeX",
    "TeX",
    "BibTeX",
    "item",
    "noindent",
    "maketitle",
    "tableofcontents",
    "centering",
    "printbibliography",
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
    lines::all(document, prose, &mut found);
    for span in &document.raw_html {
        elements(&text[span.range()], *span, &mut found);
    }
    for span in &document.code {
        let line = text[span.range()].lines().next().unwrap_or_default();
        let end = span.start + line.len() as u32;
        found.extend(fence(line, Span { end, ..*span }));
    }
    let literals = document.blocks.iter().flat_map(|block| &block.runs);
    for run in literals.filter(|run| run.literal) {
        let span = run.file;
        let code = &text[span.range()];
        if is_inline_chunk(code) {
            let kind = Kind::Knitr;
            found.push(Found { kind, span });
        } else if code.starts_with('`') {
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
        let all = b"{\\:[!^=%?.<ielxch'`~|+/\"";
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
    let words: &[&[u8]] = match bytes.first() {
        Some(b'i') => &[b"imp", b"image:", b"include::"],
        Some(b'e') => &[b"exp"],
        Some(b'l') => &[b"link:"],
        Some(b'x') => &[b"xref:"],
        Some(b'c') => &[b"cite"],
        Some(b'h') => &[b"http"],
        Some(b'.') => &[b".. "],
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
        b'{' => braces(prose, text, at, rest),
        b'\\' => latex(rest),
        b':' => sphinx_role(text, at, rest).or_else(|| emoji(prose, at, rest)),
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
            if let Some(length) = org_code(prose, at, rest) {
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
        b'/' => slanted(prose, at, rest).map(|length| (Kind::Slanted, length)),
        b'\'' => wiki_quotes(prose, at, rest).map(|length| (Kind::WikiMarkup, length)),
        b'`' => latex_quotes(rest).map(|length| (Kind::LatexQuotes, length)),
        b'~' => latex_tie(prose, at, rest).then_some((Kind::LatexTie, 1)),
        b'"' => textile_link(rest).map(|length| (Kind::WikiLink, length)),
        b'l' | b'x' | b'h' => asciidoc(prose, at, rest).map(|length| (Kind::AsciiDoc, length)),
        b'c' => org_citation(prose, at, rest).map(|length| (Kind::OrgCitation, length)),
        b'.' if prose.begins_line(at) => {
            let name = line(rest)[2..].trim_start().split_once("::")?.0;
            is_name(name).then_some((Kind::RestDirective, line(rest).len()))
        }
        b'<' if prose.begins_line(at) => Some((Kind::Conflict, line(rest).len())),
        b'i' | b'e' => match prose.begins_line(at) && is_module(line(rest)) {
            true => Some((Kind::Module, line(rest).len())),
            false => asciidoc(prose, at, rest).map(|length| (Kind::AsciiDoc, length)),
        },
        _ => None,
    }
}

pub(super) fn line(rest: &str) -> &str {
    rest.lines().next().unwrap_or_default()
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
    for (open, close) in [
        ("{++", "++}"),
        ("{--", "--}"),
        ("{>>", "<<}"),
        ("{~~", "~~}"),
        ("{==", "==}"),
    ] {
        if rest.starts_with(open) {
            return Some((Kind::Change, until(rest, close)?));
        }
    }
    let groups = ["{\\em ", "{\\it ", "{\\bf ", "{\\tt ", "{\\sc "];
    if groups.iter().any(|group| rest.starts_with(group)) {
        return Some((Kind::LatexCommand, until(rest, "}")?));
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
        let known = LONE.contains(&name);
        return known.then_some((Kind::LatexCommand, after));
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

/// `//words//`
fn slanted(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let length = between(prose, at, rest, "//")?;
    let ends = |c: char| c.is_alphabetic();
    let words = &rest[2..length - 2];
    (words.starts_with(ends) && words.ends_with(ends) && !prose.line_before(at).ends_with(':'))
        .then_some(length)
}

/// `'''words'''` and `''words''`
fn wiki_quotes(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    if !rest.starts_with("''") || prose.line_before(at).ends_with(char::is_alphanumeric) {
        return None;
    }
    let inner = rest.trim_start_matches('\'');
    let signs = rest.len() - inner.len();
    let end = line(inner).find(&rest[..signs])?;
    inner
        .starts_with(char::is_alphanumeric)
        .then_some(signs + end + signs)
}

/// `` ``words'' ``
fn latex_quotes(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("``")?;
    let end = inner.find("''")?;
    (!inner[..end].contains('`')).then_some(end + 4)
}

/// `Fig.~1`
fn latex_tie(prose: &Prose, at: usize, rest: &str) -> bool {
    let before = prose.line_before(at);
    let next = |c: char| c.is_ascii_digit() || c == '\\';
    before.ends_with(|c: char| c.is_ascii_alphabetic() || c == '.')
        && rest[1..].starts_with(next)
        && !line(&rest[1..]).contains('~')
}

/// `"words":https://example.org`
fn textile_link(rest: &str) -> Option<usize> {
    let words = until(&line(rest)[1..], "\"")?;
    let address = line(rest)[1 + words..].strip_prefix(':')?;
    let address = address.split(char::is_whitespace).next()?;
    let address = address.trim_end_matches(['.', ',', ';', ')']);
    address
        .starts_with("http")
        .then_some(2 + words + address.len())
}

/// `link:address[words]`, `image::file[words]`, `https://example.org[words]`
fn asciidoc(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let target = line(rest).split(char::is_whitespace).next()?;
    let open = target.find('[')?;
    let macros = [
        "link:",
        "image:",
        "xref:",
        "include::",
        "http://",
        "https://",
    ];
    let address = &target[..open];
    let known = !address.contains(['(', ')', '^', '<', '>'])
        && macros.iter().any(|name| rest.starts_with(name));
    let length = open + until(&line(rest)[open..], "]")?;
    let begins = !prose
        .line_before(at)
        .ends_with(|c: char| c.is_alphanumeric() || c == '[');
    let plain = !line(rest)[length..].starts_with(['(', '[']);
    (known && begins && plain).then_some(length)
}

/// `cite:key`, `citep:key` of org-ref
fn org_citation(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let word = line(rest).split(char::is_whitespace).next()?;
    let (name, keys) = word.split_once(':')?;
    let keys = keys.trim_end_matches(['.', ',', ';', ')', ']']);
    let begins = !prose
        .line_before(at)
        .ends_with(|c: char| c.is_alphanumeric() || c == '[');
    let known = ["cite", "citep", "citet", "citeauthor", "citeyear"].contains(&name);
    let is_key = keys.starts_with(|c: char| c.is_alphabetic() || c == '&');
    (begins && known && is_key).then_some(name.len() + 1 + keys.len())
}

/// `=words=`
fn org_code(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let before = prose.line_before(at);
    let opens = before.is_empty() || before.ends_with([' ', '(']);
    let inner = rest.strip_prefix('=').filter(|_| opens)?;
    let end = line(inner).find('=').filter(|end| *end > 0)?;
    let words = &inner[..end];
    let after = &inner[end + 1..];
    let plain = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || "=>\"'".contains(c));
    (plain && ends).then_some(end + 2)
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

/// `<Tabs>`, where elements of HTML are written small, and `<ref>`.
fn elements(html: &str, span: Span, found: &mut Vec<Found>) {
    for (at, _) in html.match_indices('<') {
        let name = html[at + 1..]
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next();
        let name = name.unwrap_or_default();
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase());
        let kind = match name {
            "ref" | "nowiki" => Kind::WikiNote,
            _ if is_component => Kind::Component,
            _ => continue,
        };
        let length = until(&html[at..], ">").unwrap_or(1 + name.len());
        let start = span.start as usize + at;
        let span = Span::new(start..start + length);
        found.push(Found { kind, span });
    }
}

/// A first line such as ```` ```{r, echo=FALSE} ```` or ```` ```mermaid ````.
fn fence(line: &str, span: Span) -> Option<Found> {
    let info = line.trim_start_matches(['`', '~', ' ']);
    let drawn = match info.split([' ', ',', '{']).next().unwrap_or_default() {
        _ if !line.trim_start().starts_with(['`', '~']) => None,
        "mermaid" | "plantuml" | "puml" | "tikz" => Some(Kind::Diagram),
        "dataview" | "dataviewjs" | "query" | "tasks" => Some(Kind::Query),
        _ => None,
    };
    if let Some(kind) = drawn {
        return Some(Found { kind, span });
    }
    let info = info.strip_prefix('{')?;
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
