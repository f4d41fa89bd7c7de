//! Charts of which each row is a strip: its name, and a mark or a bar on the common scale.

use super::datum::Datum;
use super::distinct;
use super::frame::{series_class, series_index, series_of};
use super::unit::Unit;
use crate::data::{Excerpt, Number, When};
use crate::diagnostics::Span;
use crate::markdown::html::escape_text;
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;
use crate::marks::{Anchor, Scale, Svg};

/// How high the strip of a mark is, where the mark is, and where its number.
const MARK_STRIP: (u32, f64, f64) = (42, 29.0, 15.0);
/// How high the strip of a bar is; the bar's edge and height; where its number is.
const BAR_STRIP: (u32, f64, f64, f64) = (30, 7.0, 16.0, 19.5);
/// As narrow as the place for bars may be, in pixels, and as wide as a letter of their numbers.
const NARROWEST: f64 = 270.0;
const LETTER: f64 = 7.4;
/// Up to so many letters stand after a bar.
const MOST_LETTERS: usize = 11;

impl Writer<'_> {
    /// Rival estimates: a row for each, with its point, its range, or both.
    pub(super) fn range_strips(
        &mut self,
        data: &[Datum<'_>],
        unit: &Unit,
        span: Span,
        cited: &mut Cited,
    ) {
        let values = data.iter().flat_map(Datum::numbers);
        let values: Vec<f64> = values.map(|number| number.value).collect();
        let scale = self.strip_scale(&values, false, 1.0, unit);
        let series = series_of(data);
        self.legend(&series, true);
        self.top_axis(&scale, 1.0, unit);
        self.groups(data, &mut |writer, datum| {
            let said = writer.said(datum, unit);
            writer.strip_label(datum, &[datum.source], &unit.say(&said), span, cited);
            let drawn = writer.range_mark(datum, &scale, series_index(&series, datum), &said);
            writer.push(&drawn);
        });
    }

    /// A scale with as many ticks as have room beside each other on a phone.
    fn strip_scale(&self, values: &[f64], zero: bool, room: f64, unit: &Unit) -> Scale {
        let of = |count| Scale::covering(values.iter().copied(), zero, count);
        let fits = |scale: &Scale| {
            let ticks = scale.ticks.iter().map(|tick| self.tick(*tick, scale, unit));
            let longest = ticks.map(|tick| tick.chars().count()).max().unwrap_or(0);
            let steps = scale.ticks.len().saturating_sub(1).max(1) as f64;
            longest as f64 * LETTER + 14.0 <= NARROWEST * room / steps
        };
        let mut scales = (2..=5).rev().map(of);
        scales.find(fits).unwrap_or_else(|| of(1))
    }

    fn range_mark(&self, datum: &Datum<'_>, scale: &Scale, series: usize, said: &str) -> String {
        let (height, y, text_y) = MARK_STRIP;
        let mut svg = Svg::hidden("strip-plot", height);
        grid(&mut svg, scale, 1.0, height);
        let at = |number: Number| scale.at(number.value);
        let ends = match (datum.low, datum.value, datum.high) {
            (Some(low), _, Some(high)) => Some((at(low), at(high))),
            (Some(low), Some(value), None) => Some((at(low), at(value))),
            (None, Some(value), Some(high)) => Some((at(value), at(high))),
            // At least, or at most: all that is on that side.
            (Some(low), None, None) => Some((at(low), 1.0)),
            (None, None, Some(high)) => Some((scale.at(0.0), at(high))),
            (None, _, None) => None,
        };
        svg.group(&series_class(series));
        if let Some((from, to)) = ends.filter(|(from, to)| from != to) {
            svg.bar("range", (from, to), y - 3.5, 7.0);
            for (end, known) in [(from, datum.low), (to, datum.high)] {
                if known.is_some() {
                    svg.line("range-end", (end, y - 7.0), (end, y + 7.0));
                }
            }
        }
        if let Some(value) = datum.value {
            svg.mark(series, at(value), y);
        }
        svg.end_group();
        let middle = match (datum.value, ends) {
            (Some(value), _) => at(value),
            (None, Some((from, to))) => f64::midpoint(from, to),
            (None, None) => 0.0,
        };
        svg.text(
            "value",
            (middle, text_y),
            0.0,
            Anchor::within(middle),
            &html(said),
        );
        svg.finish()
    }

    /// A bar for each name; those of several series are parts of one bar.
    pub(super) fn bar_strips(
        &mut self,
        data: &[Datum<'_>],
        unit: &Unit,
        span: Span,
        cited: &mut Cited,
    ) {
        let series = series_of(data);
        let bars = bars(data, series.len() > 1);
        // Parts below zero stand on the other side of it.
        let sum = |bar: &[&Datum<'_>], side: fn(&f64) -> bool| -> f64 {
            bar.iter()
                .filter_map(|part| length(part))
                .filter(side)
                .sum()
        };
        let sums = bars.iter().flat_map(|bar| {
            [
                sum(bar, |value| *value >= 0.0),
                sum(bar, |value| *value < 0.0),
            ]
        });
        let ends = data
            .iter()
            .flat_map(|datum| [datum.low, datum.high])
            .flatten();
        let ends = ends.map(|number| number.value).filter(|_| series.len() < 2);
        let sums: Vec<f64> = sums.chain(ends).collect();
        let labels: Vec<String> = bars.iter().map(|bar| self.bar_label(bar, unit)).collect();
        let longest = labels.iter().map(|label| label.chars().count()).max();
        let longest = longest.unwrap_or(0);
        // Short numbers stand after their bars, long ones above them.
        let room = match longest {
            0..=MOST_LETTERS => 1.0 - (longest as f64 * LETTER + 10.0) / NARROWEST,
            _ => 1.0,
        };
        let scale = self.strip_scale(&sums, true, room, unit);
        self.legend(&series, false);
        self.top_axis(&scale, room, unit);
        let firsts: Vec<&Datum<'_>> = bars.iter().filter_map(|bar| bar.first().copied()).collect();
        let mut at = 0;
        self.grouped(&firsts, &mut |writer, datum| {
            let (bar, label) = (&bars[at], &labels[at]);
            at += 1;
            let said = match bar.len() {
                1 => unit.say(label),
                _ => writer.parts_said(bar, unit),
            };
            let mut sources: Vec<&Excerpt> = Vec::new();
            for part in bar {
                if !sources.iter().any(|known| known.text == part.source.text) {
                    sources.push(part.source);
                }
            }
            writer.strip_label(datum, &sources, &said, span, cited);
            let drawn = bar_mark(bar, &series, &scale, room, label);
            writer.push(&drawn);
        });
    }

    /// The number after a bar; of one with parts, all of them.
    fn bar_label(&self, bar: &[&Datum<'_>], unit: &Unit) -> String {
        let said: Vec<String> = bar.iter().map(|part| self.said(part, unit)).collect();
        said.join(" · ")
    }

    fn parts_said(&self, bar: &[&Datum<'_>], unit: &Unit) -> String {
        let said = bar.iter().map(|part| {
            let number = unit.say(&self.said(part, unit));
            format!("{} {number}", part.by.unwrap_or_default())
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// The strips, under the headings of their groups.
    fn groups<'d, 'f>(
        &mut self,
        data: &'d [Datum<'f>],
        write: &mut dyn FnMut(&mut Self, &'d Datum<'f>),
    ) {
        let data: Vec<&Datum<'f>> = data.iter().collect();
        self.grouped(&data, write);
    }

    fn grouped<'d, 'f>(
        &mut self,
        data: &[&'d Datum<'f>],
        write: &mut dyn FnMut(&mut Self, &'d Datum<'f>),
    ) {
        for part in data.chunk_by(|a, b| a.group == b.group) {
            if let Some(name) = part[0].group {
                self.push("<p class=\"strip-group\">");
                self.push_text(name);
                self.push("</p>\n");
            }
            self.push("<ul class=\"strips\" role=\"list\">\n");
            for datum in part {
                self.push("<li class=\"strip\">");
                write(self, datum);
                self.push("</li>\n");
            }
            self.push("</ul>\n");
        }
    }

    /// Who says so, what is counted, and the note. The numbers are drawn; here they are said.
    fn strip_label(
        &mut self,
        datum: &Datum<'_>,
        sources: &[&Excerpt],
        said: &str,
        span: Span,
        cited: &mut Cited,
    ) {
        self.push("<div class=\"strip-label\"><bdi class=\"strip-name\">");
        let name = match When::parse(&datum.x.text) {
            Some(when) => self.date_text(when),
            None => datum.x.text.clone(),
        };
        self.push_text(&name);
        self.push("</bdi><span class=\"visually-hidden\">: ");
        self.push_text(said);
        self.push("</span>");
        let as_of = datum.as_of.map(|when| self.date_text(when));
        let facts = [datum.what, as_of.as_deref()].into_iter().flatten();
        let facts = facts.collect::<Vec<_>>().join(", ");
        let sentence = match datum.what {
            Some(what) => format!("{name}: {said}, {what}"),
            None => format!("{name}: {said}"),
        };
        // The note stands in the line that it ends.
        if !facts.is_empty() {
            self.push(" <span class=\"strip-what\">");
            self.push_text(&facts);
        }
        for source in sources {
            self.cite_data(source, &sentence, span, cited);
        }
        if !facts.is_empty() {
            self.push("</span>");
        }
        self.push("</div>");
    }
}

/// The rows of each bar: one, or where there are series all that have the same name and group.
fn bars<'d, 'f>(data: &'d [Datum<'f>], stacked: bool) -> Vec<Vec<&'d Datum<'f>>> {
    if !stacked {
        return data.iter().map(|datum| vec![datum]).collect();
    }
    let key = |datum: &'d Datum<'f>| (datum.group.unwrap_or_default(), &*datum.x.text);
    let mut found: Vec<Vec<&'d Datum<'f>>> = Vec::new();
    for datum in data {
        match found.iter_mut().find(|bar| key(bar[0]) == key(datum)) {
            Some(bar) => bar.push(datum),
            None => found.push(vec![datum]),
        }
    }
    let groups = distinct(found.iter().map(|bar| bar[0].group.unwrap_or_default()));
    let place = |bar: &Vec<&Datum<'_>>| {
        let group = bar[0].group.unwrap_or_default();
        groups.iter().position(|known| *known == group)
    };
    found.sort_by_key(place);
    found
}

/// How long the bar of a row is.
fn length(datum: &Datum<'_>) -> Option<f64> {
    let number = datum.value.or(datum.high).or(datum.low);
    number.map(|number| number.value)
}

fn bar_mark(bar: &[&Datum<'_>], series: &[&str], scale: &Scale, room: f64, label: &str) -> String {
    let above = room == 1.0;
    let (height, y, thick, text_y) = match above {
        true => (MARK_STRIP.0, MARK_STRIP.1 - 8.0, 14.0, MARK_STRIP.2),
        false => BAR_STRIP,
    };
    let mut svg = Svg::hidden("strip-plot", height);
    grid(&mut svg, scale, room, height);
    let at = |value: f64| scale.at(value) * room;
    let (mut up, mut down) = (0.0, 0.0);
    for part in bar {
        let Some(value) = length(part) else { continue };
        let from = if value < 0.0 { down } else { up };
        let to = from + value;
        svg.group(&series_class(series_index(series, part)));
        if value != 0.0 {
            svg.bar("bar", (at(from), at(to)), y, thick);
        }
        svg.end_group();
        if value < 0.0 { down = to } else { up = to }
    }
    if let [only] = bar
        && let (Some(low), Some(high)) = (only.low, only.high)
    {
        let middle = y + thick / 2.0;
        svg.line("whisker", (at(low.value), middle), (at(high.value), middle));
    }
    let end = bar
        .iter()
        .filter_map(|part| part.high.map(|high| high.value));
    let end = end.fold(up, f64::max);
    let (anchor, dx) = match above {
        true => (Anchor::within(at(end)), 0.0),
        false => (Anchor::Start, 7.0),
    };
    svg.text("value", (at(end), text_y), dx, anchor, &html(label));
    svg.finish()
}

/// The lines of the scale, through all strips.
fn grid(svg: &mut Svg, scale: &Scale, room: f64, height: u32) {
    for tick in &scale.ticks {
        let x = scale.at(*tick) * room;
        let class = if *tick == 0.0 { "zero" } else { "grid" };
        svg.upright(class, x, height);
    }
}

fn html(text: &str) -> String {
    let mut html = String::new();
    escape_text(&mut html, text);
    html
}
