//! From hayagriva's element tree to [`Inline`]s.
//!
//! Its own HTML writer neither escapes nor uses classes. The tree marks which element prints a variable,
//! the names, and an item of a citation; that is enough to link titles and to leave authors out.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

use super::super::rich_text::{Inline, Look};
use super::super::{RichText, Source};

/// Turns the tree of one source into text. Where the style prints no address, the title is the link.
pub(super) fn source_inlines(tree: &ElemChildren, source: &Source) -> Vec<Inline> {
    inlines(tree, &Links::of(source, has_link(tree)))
}

/// Turns a tree that tells of no source in particular, such as a delimiter, into text.
pub(super) fn plain_inlines(tree: &[ElemChild]) -> Vec<Inline> {
    let mut out = Vec::new();
    for child in tree {
        write_child(child, &Links::default(), &mut out);
    }
    out
}

/// The tree without its first names, and without the punctuation that joined them to what follows.
pub(super) fn without_author(tree: &ElemChildren) -> ElemChildren {
    let mut tree = tree.clone();
    if remove_names(&mut tree.0) {
        trim_start(&mut tree.0);
    }
    tree
}

fn remove_names(children: &mut Vec<ElemChild>) -> bool {
    for index in 0..children.len() {
        let ElemChild::Elem(elem) = &mut children[index] else {
            continue;
        };
        if matches!(elem.meta, Some(ElemMeta::Names(_))) {
            children.remove(index);
            // Behind other text, the punctuation that followed the names joins what is left.
            if index > 0 {
                trim_start(&mut children[index..]);
                return false;
            }
            return true;
        }
        if remove_names(&mut elem.children.0) {
            return true;
        }
    }
    false
}

/// Removes punctuation and spaces from the beginning; true once there is text that stays.
fn trim_start(children: &mut [ElemChild]) -> bool {
    children.iter_mut().any(|child| match child {
        ElemChild::Text(leaf) => {
            let kept = leaf.text.trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.')
            });
            leaf.text = kept.to_owned();
            !leaf.text.is_empty()
        }
        ElemChild::Elem(elem) => trim_start(&mut elem.children.0),
        _ => true,
    })
}

fn has_link(tree: &ElemChildren) -> bool {
    tree.0.iter().any(|child| match child {
        ElemChild::Link { .. } => true,
        ElemChild::Elem(elem) => has_link(&elem.children),
        _ => false,
    })
}

/// What becomes a link where it is printed: the bare letters of a text, and the address.
#[derive(Default)]
struct Links<'a>(Vec<(String, &'a str)>);

impl<'a> Links<'a> {
    fn of(source: &'a Source, address_is_printed: bool) -> Self {
        let mut links = Vec::new();
        if let Some(url) = source.url.as_ref().filter(|_| !address_is_printed) {
            let title = source.entry.title();
            let short = title
                .and_then(|title| title.short.as_deref())
                .map(|short| letters(&short.to_str()));
            let titles = title
                .map(|title| letters(&title.value.to_str()))
                .into_iter()
                .chain(short);
            links.extend(titles.map(|title| (title, url.as_str())));
        }
        if let (Some(url), Some(archive)) = (&source.archive_url, source.entry.archive()) {
            links.push((letters(&archive.value.to_str()), url.as_str()));
        }
        links.retain(|(text, _)| !text.is_empty());
        Self(links)
    }

    fn find(&self, elem: &Elem) -> Option<&'a str> {
        if self.0.is_empty() || elem.meta != Some(ElemMeta::Text) {
            return None;
        }
        let mut text = String::new();
        collect_text(&elem.children, &mut text);
        let letters = letters(&text);
        self.0
            .iter()
            .find(|(linked, _)| *linked == letters)
            .map(|(_, url)| *url)
    }
}

/// The letters and digits of a text without their case: what a style's casing and quotation marks leave alone.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn collect_text(tree: &ElemChildren, text: &mut String) {
    for child in &tree.0 {
        match child {
            ElemChild::Text(leaf) => text.push_str(&leaf.text),
            ElemChild::Elem(elem) => collect_text(&elem.children, text),
            ElemChild::Markup(markup) => text.push_str(markup),
            ElemChild::Link { text: leaf, .. } => text.push_str(&leaf.text),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn inlines(tree: &ElemChildren, links: &Links) -> Vec<Inline> {
    let mut out = Vec::new();
    for child in &tree.0 {
        write_child(child, links, &mut out);
    }
    out
}

fn write_child(child: &ElemChild, links: &Links, out: &mut Vec<Inline>) {
    match child {
        ElemChild::Text(leaf) => push_styled(out, &leaf.formatting, &leaf.text),
        ElemChild::Elem(elem) => write_elem(elem, links, out),
        ElemChild::Markup(markup) => push_text(out, markup),
        ElemChild::Link { text, url } => {
            let mut inner = Vec::new();
            push_styled(&mut inner, &text.formatting, &text.text);
            out.push(Inline::Link(url.clone(), inner.into()));
        }
        ElemChild::Transparent { .. } => {}
    }
}

fn write_elem(elem: &Elem, links: &Links, out: &mut Vec<Inline>) {
    // A block of its own cannot be had inside a note; a space parts it from the text before.
    if elem.display.is_some() && !out.is_empty() && !ends_with_space(out) {
        push_text(out, " ");
    }
    match links.find(elem) {
        Some(url) => {
            let mut inner = inlines(&elem.children, &Links::default());
            let (opening, closing) = take_quotes(&mut inner);
            push_text(out, &opening);
            out.push(Inline::Link(url.to_owned(), inner.into()));
            push_text(out, &closing);
        }
        None => elem
            .children
            .0
            .iter()
            .for_each(|child| write_child(child, links, out)),
    }
}

/// Cuts the quotation marks and the punctuation outside a title off, so that the link is the title alone.
fn take_quotes(inner: &mut [Inline]) -> (String, String) {
    const OPENING: [char; 9] = ['“', '‘', '„', '‚', '«', '‹', '"', '\'', ' '];
    const CLOSING: [char; 13] = [
        '”', '’', '“', '‘', '»', '›', '"', '\'', ',', '.', ';', ':', ' ',
    ];
    let mut opening = String::new();
    let mut closing = String::new();
    if let Some(Inline::Text(first)) = inner.first_mut() {
        let kept = first.trim_start_matches(OPENING).len();
        opening = first.drain(..first.len() - kept).collect();
    }
    if let Some(Inline::Text(last)) = inner.last_mut() {
        closing = last.split_off(last.trim_end_matches(CLOSING).len());
        // A quotation mark or full stop of the title itself stays in: only a pair is the style's.
        if opening.is_empty() {
            last.push_str(&std::mem::take(&mut closing));
        }
    }
    (opening, closing)
}

fn ends_with_space(inlines: &[Inline]) -> bool {
    matches!(inlines.last(), Some(Inline::Text(text)) if text.ends_with(char::is_whitespace))
}

/// Appends plain text, to the text before it if there is some.
pub(super) fn push_text(out: &mut Vec<Inline>, text: &str) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(before)) => before.push_str(text),
        _ => out.push(Inline::Text(text.to_owned())),
    }
}

fn push_styled(out: &mut Vec<Inline>, formatting: &Formatting, text: &str) {
    if text.is_empty() {
        return;
    }
    let looks = looks(formatting);
    if looks.is_empty() {
        return push_text(out, text);
    }
    let plain = Inline::Text(text.to_owned());
    let styled = looks.into_iter().fold(plain, |inner, look| {
        Inline::Styled(look, RichText::from(vec![inner]))
    });
    out.push(styled);
}

fn looks(formatting: &Formatting) -> Vec<Look> {
    let vertical = match formatting.vertical_align {
        VerticalAlign::Sup => Some(Look::Superscript),
        VerticalAlign::Sub => Some(Look::Subscript),
        _ => None,
    };
    [
        (formatting.font_style != FontStyle::Normal).then_some(Look::Emphasis),
        (formatting.font_weight == FontWeight::Bold).then_some(Look::Strong),
        (formatting.font_variant == FontVariant::SmallCaps).then_some(Look::SmallCaps),
        (formatting.text_decoration == TextDecoration::Underline).then_some(Look::Underline),
        vertical,
    ]
    .into_iter()
    .flatten()
    .collect()
}
