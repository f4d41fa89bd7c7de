//! The markup of CSL-JSON's fields: tags, quotation marks, apostrophes.
//!
//! Two passes, as in citeproc-js: find the marks and pair them; then copy the text without the marks that
//! have a partner. A mark without one is text.

use super::text::{Markup, Span, Text};

impl Text {
    /// Reads `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, the three `<span …>` of CSL-JSON and quotation marks.
    ///
    /// Quotations lose their marks (`"…"`, `'…'`, `“…”`, `‘…’`), so that the style's locale can bring its own;
    /// straight apostrophes become curly.
    pub fn from_markup(source: &str) -> Self {
        let is_mark = |byte: &u8| matches!(byte, b'<' | b'"' | b'\'' | 0xE2);
        if !source.as_bytes().iter().any(is_mark) {
            return Self::plain(source);
        }
        let mut marks = find(source);
        pair(&mut marks);
        build(source, &marks)
    }
}

/// A mark and where it stands.
struct Mark {
    start: usize,
    len: usize,
    role: Role,
    /// The index of the other mark of the pair.
    partner: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Open(Kind),
    Close(Kind),
    /// A straight or curly apostrophe, whatever it pairs with.
    Apostrophe,
}

/// What closes with the same mark.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Tag(&'static str, Markup),
    Straight,
    StraightSingle,
    Curly,
    CurlySingle,
}

impl Kind {
    fn markup(self) -> Markup {
        match self {
            Self::Tag(_, markup) => markup,
            Self::CurlySingle => Markup::QuotedSingle,
            Self::Straight | Self::StraightSingle | Self::Curly => Markup::Quoted,
        }
    }

    /// Whether a closing mark of kind `closing` ends what this opened.
    fn closes_with(self, closing: Self) -> bool {
        match (self, closing) {
            (Self::Tag(open, _), Self::Tag(close, _)) => open == close,
            _ => self == closing,
        }
    }
}

const TAGS: [(&str, &str, Markup); 5] = [
    ("<i>", "</i>", Markup::Italic),
    ("<b>", "</b>", Markup::Bold),
    ("<sup>", "</sup>", Markup::Superscript),
    ("<sub>", "</sub>", Markup::Subscript),
    ("<sc>", "</sc>", Markup::SmallCaps),
];

fn find(source: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = 0;
    while let Some(gap) = source[at..].find(['<', '"', '\'', '“', '”', '‘', '’']) {
        let start = at + gap;
        let rest = &source[start..];
        // After an opening mark, a quotation mark opens as it does after a space.
        let after_opening = marks.last().is_some_and(|mark| {
            mark.start + mark.len == start && matches!(mark.role, Role::Open(_))
        });
        let before = source[..start].chars().next_back();
        let opens =
            after_opening || before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
        let found = match rest.as_bytes()[0] {
            b'<' => tag(rest),
            _ => Some(quotation_mark(rest, before, opens)),
        };
        let len = match found {
            Some((len, role)) => {
                marks.push(Mark {
                    start,
                    len,
                    role,
                    partner: None,
                });
                len
            }
            None => 1,
        };
        at = start + len;
    }
    marks
}

/// The length of the tag that starts here, and what it does.
fn tag(rest: &str) -> Option<(usize, Role)> {
    for (open, close, markup) in TAGS {
        if rest.starts_with(open) {
            return Some((open.len(), Role::Open(Kind::Tag(close, markup))));
        }
        if rest.starts_with(close) {
            return Some((close.len(), Role::Close(Kind::Tag(close, markup))));
        }
    }
    if rest.starts_with("</span>") {
        return Some((7, Role::Close(Kind::Tag("</span>", Markup::NoCase))));
    }
    let attributes = &rest.strip_prefix("<span")?[..rest.find('>')?.checked_sub(5)?];
    let compact: String = attributes.split_whitespace().collect();
    let markup = match compact.trim_end_matches(";\"").trim_end_matches('"') {
        "style=\"font-variant:small-caps" => Markup::SmallCaps,
        "class=\"nocase" => Markup::NoCase,
        "class=\"nodecor" => Markup::NoDecor,
        _ => return None,
    };
    Some((
        5 + attributes.len() + 1,
        Role::Open(Kind::Tag("</span>", markup)),
    ))
}

fn quotation_mark(rest: &str, before: Option<char>, opens: bool) -> (usize, Role) {
    let mut chars = rest.chars();
    let mark = chars.next().unwrap_or_default();
    let after = chars.next();
    let in_word = after.is_some_and(char::is_alphanumeric);
    let role = match mark {
        '"' if opens => Role::Open(Kind::Straight),
        '"' => Role::Close(Kind::Straight),
        '“' => Role::Open(Kind::Curly),
        '”' => Role::Close(Kind::Curly),
        '‘' => Role::Open(Kind::CurlySingle),
        '’' if in_word && before.is_some_and(char::is_alphanumeric) => Role::Apostrophe,
        '’' => Role::Close(Kind::CurlySingle),
        _ if opens && after.is_some_and(char::is_whitespace) => Role::Apostrophe,
        _ if opens => Role::Open(Kind::StraightSingle),
        _ if in_word => Role::Apostrophe,
        _ => Role::Close(Kind::StraightSingle),
    };
    (mark.len_utf8(), role)
}

/// Gives each mark that has one its partner; pairs never cross.
fn pair(marks: &mut [Mark]) {
    let mut open: Vec<(usize, Kind)> = Vec::new();
    for index in 0..marks.len() {
        match marks[index].role {
            Role::Apostrophe => {}
            Role::Open(kind) => open.push((index, kind)),
            Role::Close(kind) => {
                let partner = open
                    .iter()
                    .rposition(|(_, opened)| opened.closes_with(kind));
                // A single mark may be an apostrophe, so it does not end what is open around it.
                let single = matches!(kind, Kind::StraightSingle | Kind::CurlySingle);
                match partner {
                    Some(found) if !single || found + 1 == open.len() => {
                        let (opening, _) = open[found];
                        open.truncate(found);
                        marks[opening].partner = Some(index);
                        marks[index].partner = Some(opening);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn build(source: &str, marks: &[Mark]) -> Text {
    let mut plain = String::with_capacity(source.len());
    let mut spans: Vec<Span> = Vec::new();
    // The span that each open pair fills, innermost last.
    let mut open: Vec<usize> = Vec::new();
    let mut copied = 0;
    for mark in marks {
        plain.push_str(&source[copied..mark.start]);
        copied = mark.start + mark.len;
        match (mark.role, mark.partner) {
            (Role::Open(kind), Some(_)) => {
                open.push(spans.len());
                spans.push(Span {
                    range: plain.len()..plain.len(),
                    markup: kind.markup(),
                });
            }
            (Role::Close(_), Some(_)) => {
                if let Some(span) = open.pop() {
                    spans[span].range.end = plain.len();
                }
            }
            (
                Role::Apostrophe
                | Role::Open(Kind::StraightSingle)
                | Role::Close(Kind::StraightSingle),
                _,
            ) => {
                plain.push('’');
            }
            _ => plain.push_str(&source[mark.start..copied]),
        }
    }
    plain.push_str(&source[copied..]);
    spans.retain(|span| !span.range.is_empty());
    Text::with_spans(plain, spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its spans as `{Markup …}`.
    fn shown(source: &str) -> String {
        let text = Text::from_markup(source);
        let mut marks: Vec<(usize, usize, String)> = Vec::new();
        for (index, span) in text.spans().iter().enumerate() {
            marks.push((span.range.start, index, format!("{{{:?} ", span.markup)));
            marks.push((span.range.end, usize::MAX - index, "}".to_owned()));
        }
        marks.sort_by_key(|(at, order, _)| (*at, if *order > 1000 { 0 } else { 1 }, *order));
        let mut shown = text.as_str().to_owned();
        for (at, _, mark) in marks.iter().rev() {
            shown.insert_str(*at, mark);
        }
        shown
    }

    #[test]
    fn tags_nest() {
        assert_eq!(shown("A <i>b <b>c</b></i> d"), "A {Italic b {Bold c}} d");
        assert_eq!(
            shown("H<sub>2</sub>O <sc>ad</sc>"),
            "H{Subscript 2}O {SmallCaps ad}"
        );
        assert_eq!(
            shown(
                "<span style=\"font-variant: small-caps;\">a</span> <span class=\"nocase\">b</span>"
            ),
            "{SmallCaps a} {NoCase b}"
        );
    }

    #[test]
    fn a_mark_without_a_partner_is_text() {
        assert_eq!(
            shown("a < b, <i>c</b> <em>d</em>"),
            "a < b, <i>c</b> <em>d</em>"
        );
        assert_eq!(shown("<i>a <b>b</i> c</b>"), "{Italic a <b>b} c</b>");
        assert_eq!(
            shown("Nation of \"Obligations \" of"),
            "Nation of \"Obligations \" of"
        );
    }

    #[test]
    fn quotations_lose_their_marks() {
        assert_eq!(shown("The \"good\" old"), "The {Quoted good} old");
        assert_eq!(
            shown("“Foo ‘bar’ baz”"),
            "{Quoted Foo {QuotedSingle bar} baz}"
        );
        assert_eq!(
            shown("'Nobody Knows You're a Dog': As"),
            "{Quoted Nobody Knows You’re a Dog}: As"
        );
        assert_eq!(
            shown("<i>\"a\"</i> (\"b\")"),
            "{Italic {Quoted a}} ({Quoted b})"
        );
    }

    #[test]
    fn apostrophes_are_curly() {
        assert_eq!(
            shown("l'Égypte, Plato’s and the dogs' d ' eau"),
            "l’Égypte, Plato’s and the dogs’ d ’ eau"
        );
        assert_eq!(
            shown("‘Parmenides’ and Plato's"),
            "{QuotedSingle Parmenides} and Plato’s"
        );
    }
}
