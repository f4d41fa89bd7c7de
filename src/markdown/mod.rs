//! From the text of one Markdown file to a [`Document`].
//!
//! ```text
//! text ──front matter──> FrontMatter
//!      ──pulldown-cmark──> events with byte ranges ──writer──> Fragment (HTML with holes),
//!                                                             headings, links, citations, notes, plain text
//! ```
//!
//! The text is never rewritten before it is parsed: Ibid's own syntax (citations, shortcodes) is found in
//! the events and their ranges, so everything keeps its place in the author's file. The result depends on
//! this file, the `[markdown]` settings, the ids of the theme and the data files that it names alone; what other files decide is left open as holes.

mod addresses;
mod attributes;
mod captions;
mod citation;
mod corrections;
mod divisions;
mod document;
mod events;
mod footnotes;
mod foreign_keys;
mod fragment;
mod front_matter;
mod highlight;
mod html;
mod ids;
mod include;
mod label;
mod mask;
mod math;
mod mentions;
mod quotes;
mod raw_html;
mod sentences;
mod shortcode;
mod signs;
mod smart;
mod writer;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) use citation::{CitedSource, keys_in};
pub(crate) use document::{
    Block, BlockKind, Citation, CitationForm, Context, Correction, Document, Footnote, Heading,
    Kept, Link, LinkForm, Run, SectionFilter, Sentence, Shortcode, Spot,
};
pub(crate) use fragment::{Fragment, Hole};
pub(crate) use front_matter::FrontMatter;
pub(crate) use html::{anchors, escape_attribute, escape_text, prefix_ids};
pub(crate) use ids::slugify;
pub(crate) use include::{Expanded, SourceMap, expand};
pub(crate) use label::{Label, LabelKind, Object};
pub(crate) use mentions::MentionForm;
pub(crate) use raw_html::Inline as InlineEffect;
pub(crate) use shortcode::Args;
pub(crate) use signs::is_sign;
pub(crate) use writer::PICTURES;

use crate::config::MarkdownSettings;
use crate::data::Data;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::language::{Language, Locale};

/// What parsing depends on beside the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ParseOptions {
    /// `[markdown]`.
    pub markdown: MarkdownSettings,
    /// The language of pages that name none.
    pub language: Language,
    /// The ids that the theme gives to parts of a page.
    pub theme_ids: Arc<BTreeSet<String>>,
    /// The shortcodes of Ibid that templates of the same name replace.
    pub replaced: Arc<BTreeSet<String>>,
    /// What of pages is kept once their problems are found.
    pub kept: Kept,
}

/// Parses a file. There is always a document; what is wrong with it is in the diagnostics.
pub(crate) fn parse(
    path: &Arc<str>,
    text: &str,
    options: &ParseOptions,
    data: &Data,
) -> (Document, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (mut front, body_start) =
        front_matter::parse_front_matter(path, text, &options.language, &mut diagnostics);
    let is_smart = options.markdown.smart_punctuation;
    let marks = is_smart.then(|| Locale::of(&front.language).smart_quotes());
    let marks = marks.flatten();
    if is_smart {
        for text in [&mut front.title, &mut front.description] {
            *text = smart::smart(text, marks.as_ref());
        }
    }
    let mut quotes = quotes::SmartQuotes::new(text, marks.clone());
    let ids = ids::HeadingIds::new(&options.theme_ids, options.markdown.heading_ids);
    let document = Document::new(path.clone(), text, front);
    let around = writer::Around { options, data };
    let mut writer = writer::Writer::new(document, diagnostics, text, body_start, ids, around);
    let unused = events::each_event(text, body_start, options.markdown, &mut |event, range| {
        let event = quotes.event(event, &range);
        writer.event(event, range);
    });
    let (mut document, mut diagnostics) = writer.finish();
    diagnostics.extend(unused.into_iter().map(|definition| {
        let (label, place) = (
            &definition.label,
            document.place(Span::new(definition.range)),
        );
        let message = format!("no link uses the address of \"{label}\"");
        Diagnostic::new(Lint::UnusedDefinition, place, message).help(format!(
            "write [words][{label}] where it is to be a link, or delete the line"
        ))
    }));
    corrections::add(
        &mut document,
        options.markdown,
        marks.as_ref(),
        &mut diagnostics,
    );
    document.find_sentences();
    document.mentions = mentions::find(&document.blocks);
    (document, diagnostics)
}
