//! XML as a tree of elements with their places.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

/// How deep elements may nest: four times what the deepest style that is known needs. What reads the tree
/// may therefore recurse.
const MAX_DEPTH: usize = 100;

#[derive(Clone, Debug, Default)]
pub(super) struct Node<'a> {
    /// The name without its namespace prefix.
    pub name: &'a str,
    attributes: Vec<(&'a str, String)>,
    pub children: Vec<Node<'a>>,
    /// The text directly inside it.
    pub text: String,
    /// The bytes of its start tag.
    pub range: Range<usize>,
}

/// Why a text is not well-formed XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlError {
    pub range: Range<usize>,
    pub message: String,
}

impl Node<'_> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of an attribute, empty if it is not there.
    pub(super) fn string(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// Whether an attribute is "true" or "false"; anything else is not written.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.parse().ok()
    }

    /// An attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// All attributes, in order.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub(super) fn children_named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads a document: its outermost element.
pub(super) fn parse(text: &str) -> Result<Node<'_>, XmlError> {
    let mut reader = Reader::from_str(text);
    // The elements that are open; the first stands for the document.
    let mut open = vec![Node::default()];
    loop {
        let start = position(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let range = position(reader.error_position())..position(reader.buffer_position());
            fault(text, range.start..range.end.max(range.start + 1), error)
        })?;
        let range = start..position(reader.buffer_position());
        match event {
            Event::Start(_) if open.len() > MAX_DEPTH => {
                let message = format!("more than {MAX_DEPTH} elements are nested here");
                return Err(fault(text, range, message));
            }
            Event::Start(_) => open.push(element(text, range)?),
            Event::Empty(_) => add(&mut open, element(text, range)?),
            // That the names of start and end fit is what the reader has checked.
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    add(&mut open, closed);
                }
            }
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) => {
                let words = words(text, range, &event)?;
                if let Some(top) = open.last_mut() {
                    top.text.push_str(&words);
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let [_, .., unclosed] = open.as_slice() {
        let message = format!("the element `{}` is never closed", unclosed.name);
        return Err(fault(text, unclosed.range.clone(), message));
    }
    let root = open
        .pop()
        .and_then(|document| document.children.into_iter().next());
    root.ok_or_else(|| fault(text, 0..text.len(), "there is no element"))
}

/// Puts a finished element into the one that is open.
fn add<'a>(open: &mut [Node<'a>], node: Node<'a>) {
    if let Some(outer) = open.last_mut() {
        outer.children.push(node);
    }
}

/// The element whose start tag stands at a place.
fn element(text: &str, range: Range<usize>) -> Result<Node<'_>, XmlError> {
    let tag = slice(text, &range);
    let tag = tag.strip_prefix('<').unwrap_or(tag);
    let tag = tag.strip_suffix('>').unwrap_or(tag);
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    let is_space = |c: char| c.is_ascii_whitespace();
    let name = tag.split(is_space).next().unwrap_or_default();
    let mut attributes = Vec::new();
    for attribute in Attributes::new(tag, name.len()) {
        let attribute = attribute.map_err(|error| fault(text, range.clone(), error))?;
        let value = attribute
            .unescape_value()
            .map_err(|error| fault(text, range.clone(), error))?;
        let key = std::str::from_utf8(attribute.key.into_inner())
            .map_err(|error| fault(text, range.clone(), error))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Node {
        name: name.rsplit_once(':').map_or(name, |(_, local)| local),
        attributes,
        range,
        ..Node::default()
    })
}

/// The words of a text, an entity or a `CDATA` section.
fn words<'a>(
    text: &'a str,
    range: Range<usize>,
    event: &Event<'_>,
) -> Result<Cow<'a, str>, XmlError> {
    let raw = slice(text, &range);
    if let Event::CData(_) = event {
        let inner = raw.strip_prefix("<![CDATA[").unwrap_or(raw);
        return Ok(Cow::Borrowed(inner.strip_suffix("]]>").unwrap_or(inner)));
    }
    unescape(raw).map_err(|error| fault(text, range, error))
}

/// A range between ASCII characters, which never cuts a character in two.
fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn fault(text: &str, range: Range<usize>, message: impl fmt::Display) -> XmlError {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    let first_line = text[start..end].lines().next().unwrap_or_default();
    XmlError {
        range: start..start + first_line.len(),
        message: message.to_string(),
    }
}
