//! What has a label, and so a number: figures, tables, formulas, shortcodes. Headings have their ids earlier.

use std::ops::Range;

use super::Writer;
use super::survey::id_conflict;
use crate::diagnostics::{Lint, Span};
use crate::markdown::Hole;
use crate::markdown::html::attribute;
use crate::markdown::label::{Label, LabelKind, Labelled, Object};

impl Writer<'_> {
    /// Takes an id that stands in `range` for something that is not a heading; its HTML.
    pub(super) fn take_id(&mut self, id: &str, range: Range<usize>) -> String {
        let span = Span::new(range);
        if let Err(conflict) = self.ids.claim(id, span) {
            let lint = match Label::parse(id) {
                Some(_) => Lint::DuplicateLabel,
                None => Lint::DuplicateHeadingId,
            };
            let diagnostic = id_conflict(&self.doc, lint, id, span, conflict);
            self.diagnostics.push(diagnostic);
        }
        self.doc.anchors.insert(id.to_owned());
        let mut html = String::new();
        attribute(&mut html, "id", id);
        html
    }

    /// Gives a number to what has the id, if the id is a label: its index.
    pub(super) fn label(&mut self, id: &str, range: Range<usize>, of: Object) -> Option<usize> {
        let label = Label::parse(id)?;
        self.check_kind(&label, Span::new(range.clone()), of);
        let is_heading = matches!(of, Object::Heading(_));
        if is_heading != (label.kind == LabelKind::Section) {
            return None;
        }
        self.doc.labelled.push(Labelled {
            kind: label.kind,
            id: id.to_owned(),
            span: Span::new(range),
            of,
        });
        Some(self.doc.labelled.len() - 1)
    }

    /// Reports a label that calls a table a figure.
    fn check_kind(&mut self, label: &Label, span: Span, of: Object) {
        let (what, kind) = match of {
            Object::Heading(_) => ("a heading", LabelKind::Section),
            Object::Table(_) => ("a table", LabelKind::Table),
            Object::Formula => ("a formula", LabelKind::Equation),
            Object::Other | Object::Shortcode(_) if label.kind == LabelKind::Section => {
                ("something that is not a heading", LabelKind::Figure)
            }
            Object::Other | Object::Shortcode(_) => return,
        };
        // `fig-leaf` may be a word.
        if label.kind == kind || !label.colon {
            return;
        }
        let (prefix, wanted) = (label.kind.prefix(), kind.prefix());
        let rest = &label.id[prefix.len()..];
        let message = format!("this is the label of {what}, and begins with \"{prefix}\"");
        self.report(Lint::SuspiciousCitation, span, message).help = Some(format!(
            "write {{#{wanted}{rest}}} here, and @{wanted}{rest} where it is referred to"
        ));
    }

    /// Writes "Figure 1." before a caption.
    pub(super) fn caption_label(&mut self, label: Option<usize>) {
        if let Some(label) = label {
            self.push("<span class=\"label\">");
            self.out.hole(Hole::Label(label));
            self.push(".</span> ");
        }
    }
}
