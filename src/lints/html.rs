//! Tags of HTML that do not fit each other, and elements that HTML does not have.

mod obsolete;

use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span, nearest};
use crate::markdown::Document;

/// The elements of HTML, and those of SVG and MathML that begin a picture or a formula.
const ELEMENTS: &str = "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption \
    center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer \
    form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark \
    marquee math menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp \
    script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea \
    tfoot th thead time title tr track tt u ul var video wbr";
/// Those that have no end tag.
const VOID: &str = "area base br col embed frame hr img input link meta param source track wbr";
/// Those whose end tag may be left out.
const OPEN_ENDED: &str =
    "p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rp rt html head body";

fn is_in(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

/// A tag, in small letters.
struct Tag {
    name: String,
    closes: bool,
    /// `<br/>`
    closes_itself: bool,
    span: Span,
}

/// Reports tags of the page whose other half is missing, once for each element, and elements that there are not.
pub(super) fn check(document: &Document, text: &str, prose: &Prose, found: &mut Vec<Diagnostic>) {
    let tags = tags(document, text);
    let unknown = tags.iter().filter(|tag| is_unknown(tag, &tags));
    if let Some(tag) = unknown.clone().min_by_key(|tag| tag.span) {
        let (name, place) = (&tag.name, document.place(tag.span));
        let message = format!("HTML has no element `{name}`: readers see nothing of this tag");
        let help = match nearest(name, ELEMENTS.split_ascii_whitespace()) {
            Some(near) => format!(
                "did you mean <{near}>? For plain text write \\<, or put it between backticks"
            ),
            None => "for plain text write \\<, or put it between backticks".to_owned(),
        };
        let mut diagnostic = Diagnostic::new(Lint::LiteralMarkup, place, message).help(help);
        if unknown.count() > 1 {
            diagnostic = diagnostic.label("the first on this page");
        }
        found.push(diagnostic);
    }
    obsolete::check(document, &tags, found);
    undescribed(document, text, &tags, found);
    markdown_inside(document, text, found);
    let pairs = tags.iter().filter(|tag| is_in(ELEMENTS, &tag.name));
    let mut reported: Vec<&str> = Vec::new();
    for (tag, closes) in unpaired(pairs) {
        // The second of an element is most often the same mistake.
        if reported.contains(&&*tag.name) {
            continue;
        }
        reported.push(&tag.name);
        let (name, place) = (&tag.name, document.place(tag.span));
        let (message, help) = match closes {
            true if is_in(VOID, name) => (
                format!("`{name}` has no end tag"),
                format!("write <{name}>"),
            ),
            true => (
                format!("no `{name}` is open here: browsers pass over this tag"),
                format!("take it out, or write <{name}> where it is to begin"),
            ),
            false => (
                format!("this `{name}` is not closed: browsers let it reach over what follows"),
                match prose.source[tag.span.range()].trim().is_empty() {
                    true => format!(
                        "write </{name}> on a line of its own after it, with empty lines around Markdown inside"
                    ),
                    false => format!("write </{name}> after it, in the same paragraph"),
                },
            ),
        };
        found.push(Diagnostic::new(Lint::UnclosedSyntax, place, message).help(help));
    }
}

/// Reports the first picture without an `alt`, be it empty.
fn undescribed(document: &Document, text: &str, tags: &[Tag], found: &mut Vec<Diagnostic>) {
    let pictures = tags.iter().filter(|tag| tag.name == "img" && !tag.closes);
    let mut bare = pictures.filter(|tag| {
        let written = text[tag.span.range()].to_ascii_lowercase();
        !written.contains("alt") && !written.contains("aria-hidden")
    });
    if let Some(tag) = bare.next() {
        let message = "the picture has no description";
        let diagnostic = Diagnostic::new(Lint::MissingAlt, document.place(tag.span), message);
        let help = "say what it shows: alt=\"…\"; alt=\"\" is for one that only decorates";
        found.push(match bare.count() {
            0 => diagnostic.help(help),
            more => diagnostic
                .help(help)
                .label(format!("and {more} more on this page")),
        });
    }
}

/// Reports the first block of HTML in which Markdown stands, which is text there.
fn markdown_inside(document: &Document, text: &str, found: &mut Vec<Diagnostic>) {
    let blocks = document.raw_html.iter();
    let mut blocks = blocks.filter(|span| is_markdown(&text[span.range()]));
    if let Some(span) = blocks.next() {
        let message = "Markdown inside of a block of HTML is text";
        found.push(
            Diagnostic::new(Lint::LiteralMarkup, document.place(*span), message).help(
                "put an empty line after the tag before it and one before the tag after it, or write HTML: <em>words</em>, <a href=\"…\">words</a>",
            ),
        );
    }
}

/// Whether HTML has words with marks of Markdown around them. What stands in code and scripts is not looked at.
fn is_markdown(html: &str) -> bool {
    let verbatim = [
        "<script", "<style", "<pre", "<code", "<!--", "<svg", "<math",
    ];
    if verbatim.iter().any(|tag| html.contains(tag)) {
        return false;
    }
    let words = html.split('<').filter_map(|part| part.split_once('>'));
    words.map(|(_, words)| words).any(|words| {
        let pairs = |sign: &str| words.matches(sign).count() > 1;
        let slanted = words.contains(" *") && words.contains("* ");
        words.contains("[@") || words.contains("](") || pairs("**") || slanted
    })
}

/// Whether a tag is one that HTML does not know. Components of other tools have capitals, custom elements a hyphen; what
/// stands in pictures and formulas has names of its own.
fn is_unknown(tag: &Tag, all: &[Tag]) -> bool {
    let plain = tag
        .name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let has_others = |tag: &Tag| tag.name == "svg" || tag.name == "math";
    plain
        && tag.name != "ref"
        && tag.name != "nowiki"
        && !is_in(ELEMENTS, &tag.name)
        && !all.iter().any(has_others)
}

/// Tags without the other that they belong to, and whether they close.
fn unpaired<'t>(tags: impl Iterator<Item = &'t Tag>) -> Vec<(&'t Tag, bool)> {
    let mut open: Vec<&Tag> = Vec::new();
    let mut unpaired = Vec::new();
    for tag in tags {
        let name = &tag.name;
        if !tag.closes {
            if !tag.closes_itself && !is_in(VOID, name) && !is_in(OPEN_ENDED, name) {
                open.push(tag);
            }
            continue;
        }
        match open.iter().rposition(|opened| opened.name == *name) {
            Some(at) => {
                unpaired.extend(open.drain(at..).skip(1).map(|tag| (tag, false)));
            }
            None if is_in(OPEN_ENDED, name) => {}
            None => unpaired.push((tag, true)),
        }
    }
    unpaired.extend(open.into_iter().map(|tag| (tag, false)));
    unpaired
}

/// The tags of a page, in the order of the file.
fn tags(document: &Document, text: &str) -> Vec<Tag> {
    let mut spans = document.raw_html.clone();
    spans.sort();
    let mut tags = Vec::new();
    let mut skipped: Option<String> = None;
    for span in spans {
        let html = &text[span.range()];
        let mut at = 0;
        while let Some(next) = html[at..].find('<') {
            at += next;
            if html[at..].starts_with("<!--") {
                at = html[at..].find("-->").map_or(html.len(), |end| at + end);
                continue;
            }
            let Some(mut tag) = tag_at(&html[at..]) else {
                at += 1;
                continue;
            };
            let length = tag.span.end as usize;
            tag.span = tag.span.shifted(span.start as usize + at);
            at += length;
            // What stands in a script is not HTML.
            match &skipped {
                Some(name) if !(tag.closes && tag.name == *name) => continue,
                Some(_) => skipped = None,
                None if !tag.closes
                    && ["script", "style", "textarea"].contains(&tag.name.as_str()) =>
                {
                    skipped = Some(tag.name.clone());
                }
                None => {}
            }
            tags.push(tag);
        }
    }
    tags
}

/// The tag that `html` begins with; its span counts from there.
fn tag_at(html: &str) -> Option<Tag> {
    let rest = html.strip_prefix('<')?;
    let closes = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let end = rest.find(|c| !in_name(c)).unwrap_or(rest.len());
    let name = &rest[..end];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let from = html.len() - rest.len() + end;
    let mut quote = None;
    for (offset, c) in html[from..].char_indices() {
        match (quote, c) {
            (None, '>') => {
                let length = from + offset + 1;
                return Some(Tag {
                    // Components keep their capitals, by which they are known.
                    name: match name.chars().all(|c| !c.is_ascii_lowercase()) {
                        true => name.to_ascii_lowercase(),
                        false => name.to_owned(),
                    },
                    closes,
                    closes_itself: html[..length].ends_with("/>"),
                    span: Span::new(0..length),
                });
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpaired_in(html: &str) -> Vec<String> {
        let mut tags = Vec::new();
        let mut at = 0;
        while let Some(next) = html[at..].find('<') {
            at += next;
            let tag = tag_at(&html[at..]).unwrap();
            at += tag.span.end as usize;
            tags.push(tag);
        }
        let found = unpaired(tags.iter()).into_iter();
        found
            .map(|(tag, closes)| format!("{}{}", if closes { "/" } else { "" }, tag.name))
            .collect()
    }

    #[test]
    fn tags_are_paired() {
        for (html, unpaired) in [
            ("<div><p>a<p>b<br><IMG src='a>b'/></DIV>", ""),
            ("<ul><li>a<li>b</ul>", ""),
            ("<div><span></div>", "span"),
            ("<div>", "div"),
            ("</div><br></br>", "/div /br"),
            ("<b><i></b></i>", "i /i"),
            ("<path d='x'/></p>", ""),
        ] {
            assert_eq!(unpaired_in(html).join(" "), unpaired, "{html}");
        }
    }
}
