//! What stands around the drawing of every chart: takeaway, title, legend, axis, note.

use super::datum::Datum;
use super::unit::Unit;
use super::{Words, distinct};
use crate::data::Number;
use crate::diagnostics::Span;
use crate::markdown::escape_attribute;
use crate::markdown::html::escape_text;
use crate::markdown::label::Object;
use crate::markdown::writer::Writer;
use crate::marks::{Anchor, Scale, Svg};
use crate::value::Spanned;

impl Writer<'_> {
    /// Opens the figure; the takeaway is its title, and its name for those who cannot see it. Returns the name, or a
    /// number that no other picture of the page has.
    pub(in super::super) fn open_figure(
        &mut self,
        class: &str,
        words: &Words,
        unit: Option<&str>,
        span: Span,
    ) -> String {
        self.push(&format!("<figure class=\"picture {class}\""));
        let label = self.figure_id(words.id.as_ref());
        let name = words.takeaway.as_ref().or(words.title.as_ref());
        let head = name.map(|name| {
            let block = self.doc.blocks.len();
            let html = self.apart(|writer| {
                writer.open_row_text(span);
                writer.embed(name, span);
            });
            (html, self.doc.blocks[block].text.clone())
        });
        self.pictures += 1;
        let mut called = self.pictures.to_string();
        if let Some((_, text)) = &head {
            self.push(" aria-label=\"");
            escape_attribute(&mut self.out.html, text);
            self.push("\"");
            called.clone_from(text);
        }
        self.push(">\n");
        if head.is_none() && label.is_none() && unit.is_none() {
            return called;
        }
        self.push("<figcaption>");
        if head.is_some() || label.is_some() {
            self.push("<p class=\"picture-title\">");
            self.caption_label(label);
            self.put(head.map(|(html, _)| html).unwrap_or_default());
            self.push("</p>");
        }
        let subtitle = words.title.as_ref().filter(|_| words.takeaway.is_some());
        if subtitle.is_some() || unit.is_some() {
            self.push("<p class=\"picture-subtitle\">");
            if let Some(title) = subtitle {
                self.open_row_text(span);
                self.embed(title, span);
                self.close_leaf();
            }
            if let Some(name) = unit {
                let name = match subtitle {
                    Some(_) => format!(", {name}"),
                    None => super::super::table::heading(name),
                };
                self.push_text(&name);
            }
            self.push("</p>");
        }
        self.push("</figcaption>\n");
        called
    }

    /// Writes the id of a figure whose tag is open; its number, if the id is a label.
    pub(in super::super) fn figure_id(&mut self, id: Option<&Spanned<String>>) -> Option<usize> {
        let id = id?;
        let place = id.span.range();
        let html = self.take_id(&id.value, place.clone());
        self.push(&html);
        self.label(&id.value, place, Object::Other)
    }

    /// Says which mark or colour stands for which series.
    pub(super) fn legend(&mut self, series: &[&str], shaped: bool) {
        if series.len() < 2 {
            return;
        }
        self.push("<ul class=\"picture-legend\" role=\"list\">");
        for (i, name) in series.iter().enumerate() {
            self.push(&format!(
                "<li><svg class=\"{}\" width=\"16\" height=\"16\" aria-hidden=\"true\">",
                series_class(i)
            ));
            let key = match shaped {
                true => Svg::key(i),
                false => {
                    "<rect y=\"2\" width=\"12\" height=\"12\" fill=\"currentColor\"/>".to_owned()
                }
            };
            self.push(&key);
            self.push("</svg>");
            self.push_text(name);
            self.push("</li>");
        }
        self.push("</ul>\n");
    }

    /// The numbers above the strips.
    pub(super) fn top_axis(&mut self, scale: &Scale, room: f64, unit: &Unit) {
        let mut svg = Svg::hidden("picture-axis", 20);
        let last = scale.ticks.len() - 1;
        for (i, tick) in scale.ticks.iter().enumerate() {
            let x = scale.at(*tick) * room;
            let anchor = match i {
                0 => Anchor::Start,
                _ if i == last && room > 0.95 => Anchor::End,
                _ => Anchor::Middle,
            };
            let text = self.tick(*tick, scale, unit);
            svg.text("tick", (x, 13.0), 0.0, anchor, &text);
        }
        self.push("<div class=\"strip strip-axis\">");
        self.push(&svg.finish());
        self.push("</div>\n");
    }

    /// A tick's number as HTML.
    pub(super) fn tick(&self, tick: f64, scale: &Scale, unit: &Unit) -> String {
        let number = self.number_text(Number::new(tick, scale.decimals));
        let mut html = String::new();
        escape_text(&mut html, &unit.sign(&number));
        html
    }

    pub(in super::super) fn picture_note(&mut self, words: &Words, span: Span) {
        if let Some(note) = &words.note {
            self.push("<p class=\"picture-note\">");
            self.open_row_text(span);
            self.embed(note, span);
            self.close_leaf();
            self.push("</p>\n");
        }
    }

    /// What a row's numbers say: `about 11,000`, `10,000–12,000`.
    pub(super) fn said(&self, datum: &Datum<'_>, unit: &Unit) -> String {
        let text = |number: Number| unit.sign(&self.number_text(number));
        let range = match (datum.low, datum.high) {
            (Some(low), Some(high)) if low != high => Some(format!(
                "{}–{}",
                self.number_text(low),
                self.number_text(high)
            )),
            _ => None,
        };
        // "range" says what the two numbers say already.
        let qualifier = datum.qualifier.filter(|word| *word != "range");
        let qualified = |number: String| match qualifier {
            Some(word) => format!("{word} {number}"),
            None => number,
        };
        match (datum.value, range, datum.low, datum.high) {
            (Some(value), Some(range), ..) => format!("{} ({range})", qualified(text(value))),
            (Some(value), None, ..) => qualified(text(value)),
            (None, Some(range), ..) => qualified(unit.sign(&range)),
            (None, None, Some(low), None) if qualifier.is_none() => format!("≥ {}", text(low)),
            (None, None, None, Some(high)) if qualifier.is_none() => format!("≤ {}", text(high)),
            (None, None, low, high) => low
                .or(high)
                .map_or_else(String::new, |one| qualified(text(one))),
        }
    }
}

/// The class that gives a series its colour.
pub(super) fn series_class(series: usize) -> String {
    format!("series-{}", series % 6 + 1)
}

/// The series of a chart.
pub(super) fn series_of<'f>(data: &[Datum<'f>]) -> Vec<&'f str> {
    distinct(data.iter().filter_map(|datum| datum.by))
}

/// The number of a row's series.
pub(super) fn series_index(series: &[&str], datum: &Datum<'_>) -> usize {
    let by = datum.by.unwrap_or_default();
    series.iter().position(|name| *name == by).unwrap_or(0)
}
