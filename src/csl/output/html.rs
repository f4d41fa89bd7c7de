//! HTML as citeproc-js writes it, which the CSL test suite expects.

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
    let mut before = ' ';
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
            '¹' | '²' | '³' => {
                html.push_str("<sup>");
                html.push(match c {
                    '¹' => '1',
                    '²' => '2',
                    _ => '3',
                });
                html.push_str("</sup>");
            }
            c => html.push(c),
        }
        before = c;
    }
}
