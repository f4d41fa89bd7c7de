//! HTML as citeproc-js writes it, which the CSL test suite expects.

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::super::style::Display;
use super::formatted::{Event, Formatted, Tag};

impl Formatted {
    /// The text as HTML in the conventions of citeproc-js.
    pub fn to_html(&self) -> String {
        let mut html = String::with_capacity(self.text.len() + 16 * self.marks.len());
        for event in self.events() {
            match event {
                Event::Text(text) => escape(text, &mut html),
                Event::Open(tag) => html.push_str(tags(tag).0),
                Event::Close(tag) => html.push_str(tags(tag).1),
            }
        }
        html
    }
}

fn tags(tag: Tag) -> (&'static str, &'static str) {
    const SPAN: &str = "</span>";
    match tag {
        Tag::Italic => ("<i>", "</i>"),
        Tag::Oblique => ("<em>", "</em>"),
        Tag::Upright => ("<span style=\"font-style:normal;\">", SPAN),
        Tag::Bold => ("<b>", "</b>"),
        Tag::NormalWeight => ("<span style=\"font-weight:normal;\">", SPAN),
        Tag::SmallCaps => ("<span style=\"font-variant:small-caps;\">", SPAN),
        Tag::NormalCaps => ("<span style=\"font-variant:normal;\">", SPAN),
        Tag::Underline => ("<span style=\"text-decoration:underline;\">", SPAN),
        Tag::NoUnderline => ("<span style=\"text-decoration:none;\">", SPAN),
        Tag::Superscript => ("<sup>", "</sup>"),
        Tag::Subscript => ("<sub>", "</sub>"),
        Tag::Baseline => ("<span style=\"baseline\">", SPAN),
        Tag::Display(Display::Block) => ("\n\n    <div class=\"csl-block\">", "</div>\n"),
        Tag::Display(Display::LeftMargin) => ("\n    <div class=\"csl-left-margin\">", "</div>"),
        Tag::Display(Display::RightInline) => ("<div class=\"csl-right-inline\">", "</div>\n  "),
        Tag::Display(Display::Indent) => ("<div class=\"csl-indent\">", "</div>\n  "),
        Tag::Variable(_) | Tag::Cite(_) | Tag::Foreign(_) => ("", ""),
    }
}

fn escape(text: &str, html: &mut String) {
    let mut before = '\0';
    for c in text.chars() {
        match c {
            '&' => html.push_str("&#38;"),
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            // Two spaces would be shown as one.
            ' ' if before == ' ' && html.ends_with(' ') => {
                html.pop();
                html.push_str("\u{a0} ");
            }
            c if is_superscript(c) => {
                html.push_str("<sup>");
                html.extend(plain(c));
                html.push_str("</sup>");
            }
            c => html.push(c),
        }
        before = c;
    }
}

/// Whether a letter or digit is raised by itself; the marks of ordinals are.
fn is_superscript(c: char) -> bool {
    matches!(c,
        'ª' | '²' | '³' | '¹' | 'º'
        | '\u{2b0}'..='\u{2b8}'
        | '\u{2c0}' | '\u{2c1}'
        | '\u{2e0}'..='\u{2e4}'
        | '\u{6e5}' | '\u{6e6}'
        | '\u{1d2c}'..='\u{1d2e}'
        | '\u{1d30}'..='\u{1d3a}'
        | '\u{1d3c}'..='\u{1d4d}'
        | '\u{1d4f}'..='\u{1d61}'
        | '\u{2070}' | '\u{2071}'
        | '\u{2074}'..='\u{207f}'
        | '\u{2120}' | '\u{2122}'
        | '\u{3192}'..='\u{319f}'
    )
}

/// A raised letter as it is on the line.
fn plain(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        'ˀ' => 'ʔ',
        'ˁ' => 'ʕ',
        'ۥ' => 'و',
        'ۦ' => 'ي',
        c => c,
    };
    DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(std::iter::once(c))
}
