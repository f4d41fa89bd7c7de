//! Divisions: `::: {.note}` … `:::`. One with the name of an alert is an alert, one with a label a figure.

use std::ops::Range;

use super::Writer;
use super::containers::Container;
use crate::diagnostics::{Lint, Span};
use crate::markdown::Hole;
use crate::markdown::attributes::Attributes;
use crate::markdown::divisions::{Fence, alert_of, fence};
use crate::markdown::html::escape_text;
use crate::markdown::label::Object;

/// A division that is open.
pub(super) struct Division {
    /// Its first line.
    span: Span,
    kind: Kind,
}

enum Kind {
    Plain,
    Alert {
        /// Whether its title is the heading that comes first in it.
        awaits_title: bool,
    },
    /// With its label. Its last paragraph is its caption.
    Figure(usize),
}

impl Writer<'_> {
    /// Takes the line in `range`, if it opens or closes a division.
    pub(super) fn fence(&mut self, range: &Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let line = line.trim_end();
        let Some(fence) = fence(line) else {
            return false;
        };
        let place = range.start..range.start + line.len();
        match fence {
            Fence::Open { attributes, title } => {
                self.open_division(attributes.shifted(range.start), title, place);
            }
            Fence::Close => self.close_division(place),
        }
        true
    }

    fn open_division(
        &mut self,
        mut attributes: Attributes,
        title: Option<String>,
        place: Range<usize>,
    ) {
        self.close_leaf();
        self.cover_by_directives(&place);
        let alert = attributes.classes.iter().find_map(|class| alert_of(class));
        let title = title.or_else(|| alert.and_then(|_| attributes.take("title")));
        let mut html = String::new();
        let mut label = None;
        if let Some((id, at)) = &attributes.id {
            html.push_str(&self.take_id(id, at.clone()));
            label = self.label(id, at.clone(), Object::Other);
        }
        if alert.is_some() {
            for option in ["collapse", "icon", "appearance"] {
                attributes.take(option);
            }
            attributes.classes.retain(|class| alert_of(class).is_none());
        }
        let classes = match (alert, label) {
            (Some(alert), _) => vec!["alert".to_owned(), format!("alert-{alert}")],
            (None, Some(_)) => vec!["captioned".to_owned()],
            (None, None) => Vec::new(),
        };
        attributes.classes.splice(0..0, classes);
        html.push_str(&self.attributes_html("a division", &attributes.classes, attributes.pairs()));
        let after = place.end;
        let kind = match (alert, label) {
            (Some(_), _) => Kind::Alert {
                awaits_title: title.is_none() && begins_with_heading(self.text, after),
            },
            (None, Some(label)) => Kind::Figure(label),
            (None, None) => Kind::Plain,
        };
        let element = kind.element();
        let role = if alert.is_some() {
            " role=\"note\""
        } else {
            ""
        };
        self.push(&format!("<{element}{html}{role}>\n"));
        if let (
            Some(alert),
            Kind::Alert {
                awaits_title: false,
            },
        ) = (alert, &kind)
        {
            self.alert_title(alert, title.as_deref());
        }
        let span = Span::new(place);
        self.containers
            .open(Container::Division(Division { span, kind }));
    }

    fn alert_title(&mut self, alert: &str, title: Option<&str>) {
        self.push("<p class=\"alert-title\">");
        match title {
            Some(title) => escape_text(&mut self.out.html, title),
            None => self.out.hole(Hole::Word(alert_word(alert))),
        }
        self.push("</p>\n");
    }

    /// `:::`
    fn close_division(&mut self, place: Range<usize>) {
        self.close_leaf();
        if let Some(Container::Division(_)) = self.containers.last() {
            return self.end_container();
        }
        let span = Span::new(place);
        let message = "no division is open here";
        let help = match self.containers.fills_division() {
            true => {
                "one is open around a list, a quotation or a shortcode that goes on here: do not indent this line"
            }
            false => "take it out, or open a division before it: ::: {.name}",
        };
        self.report(Lint::UnclosedSyntax, span, message).help = Some(help.to_owned());
    }

    /// Reports a division that the end of something around it closes.
    pub(super) fn report_open_division(&mut self, span: Span) {
        let message = "this division is not closed";
        self.report(Lint::UnclosedSyntax, span, message).help =
            Some("put ::: after it, on a line of its own".to_owned());
    }

    /// Whether the heading that begins is the title of the alert around it.
    pub(super) fn is_alert_title(&mut self) -> bool {
        match self.containers.last_mut() {
            Some(Container::Division(Division {
                kind: Kind::Alert { awaits_title },
                ..
            })) => std::mem::take(awaits_title),
            _ => false,
        }
    }

    /// Ends a division.
    pub(super) fn end_division(&mut self, division: &Division) {
        if let Kind::Figure(label) = division.kind {
            self.make_caption(label);
        }
        self.push(&format!("</{}>\n", division.kind.element()));
    }

    /// Makes the paragraph that has just ended the caption of a figure.
    fn make_caption(&mut self, label: usize) {
        let end = self.out.html.len();
        let paragraph = self.ended_paragraph.take();
        match paragraph.filter(|paragraph| paragraph.end == end) {
            Some(paragraph) => {
                self.out.html.truncate(end - "</p>\n".len());
                self.push("</figcaption>\n");
                let start = paragraph.start..paragraph.start + "<p>".len();
                let opening = "<figcaption><span class=\"label\">";
                self.out.replace(start, &format!("{opening}.</span> "));
                let at = paragraph.start + opening.len();
                self.out.hole_at(at, Hole::Label(label));
            }
            None => {
                self.push("<figcaption>");
                self.caption_label(Some(label));
                self.push("</figcaption>\n");
            }
        }
    }
}

impl Division {
    pub(super) fn span(&self) -> Span {
        self.span
    }
}

impl Kind {
    fn element(&self) -> &'static str {
        match self {
            Self::Plain => "div",
            Self::Alert { .. } => "aside",
            Self::Figure(_) => "figure",
        }
    }
}

/// Whether the first line after byte `at` that is not empty is a heading.
fn begins_with_heading(text: &str, at: usize) -> bool {
    let line = text[at..].trim_start();
    let level = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&level) && line[level..].starts_with(' ')
}

/// The name of the word that is the title of an alert.
pub(super) fn alert_word(alert: &str) -> &'static str {
    match alert {
        "tip" => "alert_tip",
        "important" => "alert_important",
        "warning" => "alert_warning",
        "caution" => "alert_caution",
        _ => "alert_note",
    }
}
