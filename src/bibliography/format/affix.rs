//! Prefixes and suffixes of a citation's items: inline Markdown with smart punctuation.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::rich_text::{Inline, Look};

/// The text of a prefix or suffix, its outer white space kept.
pub(super) fn parse(markdown: &str) -> Vec<Inline> {
    if markdown
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | ';' | ':'))
    {
        return vec![Inline::Text(markdown.to_owned())];
    }
    let trimmed = markdown.trim();
    let lead = &markdown[..markdown.len() - markdown.trim_start().len()];
    let trail = &markdown[markdown.trim_end().len()..];
    let mut inlines = vec![Inline::Text(lead.to_owned())];
    inlines.append(&mut inline(trimmed));
    inlines.push(Inline::Text(trail.to_owned()));
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    inlines
}

/// Parses a line of Markdown. A word in front keeps it from opening a list, a heading or a quotation.
fn inline(line: &str) -> Vec<Inline> {
    const GUARD: &str = "x ";
    let guarded = format!("{GUARD}{}", line.replace(['\n', '\r'], " "));
    let mut open: Vec<(Option<Look>, Vec<Inline>)> = vec![(None, Vec::new())];
    for event in Parser::new_ext(&guarded, Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(tag) => open.extend(look(&tag).map(|look| (Some(look), Vec::new()))),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => {
                if let Some((Some(look), inner)) = open.pop() {
                    push(&mut open, Inline::Styled(look, inner.into()));
                }
            }
            Event::Text(text) | Event::InlineHtml(text) => {
                push(&mut open, Inline::Text(text.into_string()))
            }
            Event::Code(code) => push(&mut open, Inline::Code(code.into_string())),
            Event::SoftBreak | Event::HardBreak => push(&mut open, Inline::Text(" ".to_owned())),
            _ => {}
        }
    }
    let mut inlines: Vec<Inline> = open.into_iter().flat_map(|(_, inlines)| inlines).collect();
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        first.drain(..GUARD.len().min(first.len()));
    }
    inlines
}

fn push(open: &mut [(Option<Look>, Vec<Inline>)], inline: Inline) {
    let Some((_, inner)) = open.last_mut() else {
        return;
    };
    match (inner.last_mut(), inline) {
        (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
        (_, inline) => inner.push(inline),
    }
}

fn look(tag: &Tag) -> Option<Look> {
    match tag {
        Tag::Emphasis => Some(Look::Emphasis),
        Tag::Strong => Some(Look::Strong),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::RichText;
    use super::*;

    fn html(markdown: &str) -> String {
        let mut html = String::new();
        RichText::from(parse(markdown)).write_html(&mut html, &|_| None);
        html
    }

    #[test]
    fn inline_markdown_is_understood() {
        assert_eq!(html("see also"), "see also");
        assert_eq!(
            html("*vgl.* **auch** `x<y`"),
            "<em>vgl.</em> <strong>auch</strong> <code>x&lt;y</code>"
        );
        assert_eq!(
            html(", who writes \"so it is\" -- here"),
            ", who writes “so it is” – here"
        );
        assert_eq!(
            html(" it's a <b>x</b> & y "),
            " it’s a &lt;b&gt;x&lt;/b&gt; &amp; y "
        );
    }

    #[test]
    fn block_markdown_is_text() {
        for text in ["1. see", "# see", "> see", "- see", "| a | b"] {
            assert_eq!(RichText::from(parse(text)).to_text(), text);
        }
        assert_eq!(html("\"so\""), "“so”");
    }
}
