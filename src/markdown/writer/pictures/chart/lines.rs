//! Lines through points in time.

use super::datum::Datum;
use super::frame::{series_class, series_index, series_of};
use super::unit::Unit;
use crate::data::{Number, When};
use crate::diagnostics::{Lint, Span};
use crate::markdown::html::escape_text;
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;
use crate::marks::{Anchor, Scale, Svg};

/// How high the drawing is, without the numbers below it.
const HEIGHT: u32 = 220;
/// The room above the highest line.
const TOP: f64 = 14.0;
/// How many points are marked one by one.
const MOST_MARKS: usize = 12;

/// A point, with where it is in time.
struct Point<'d, 'f> {
    at: f64,
    datum: &'d Datum<'f>,
}

impl Writer<'_> {
    pub(super) fn lines(&mut self, data: &[Datum<'_>], unit: &Unit, span: Span, cited: &mut Cited) {
        let mut points: Vec<Point<'_, '_>> =
            data.iter().filter_map(|datum| self.point(datum)).collect();
        points.sort_by(|a, b| a.at.total_cmp(&b.at));
        let Some(first) = points.first() else {
            return;
        };
        let values = data.iter().flat_map(Datum::numbers);
        let y = Scale::covering(values.map(|number| number.value), false, 4);
        let ends = points
            .iter()
            .fold((first.at, first.at), |(min, max), point| {
                (min.min(point.at), max.max(point.at))
            });
        let series = series_of(data);
        self.legend(&series, true);
        self.push("<div class=\"plane\">");
        let axis = self.left_axis(&y, unit);
        let drawn = self.plane(&points, &series, &y, ends);
        let last = self.last_values(&points, &series, &y, unit);
        for part in [axis, drawn, last] {
            self.push(&part);
        }
        self.push("</div>\n");
        self.sources(&points, &series, unit, span, cited);
    }

    /// Whether there is more than one time to draw a line between; else that is reported.
    pub(super) fn has_times(&mut self, data: &[Datum<'_>]) -> bool {
        let has = data.windows(2).any(|pair| pair[0].x.text != pair[1].x.text);
        if let (false, Some(only)) = (has, data.first()) {
            let message = "a line needs two times or more".to_owned();
            let help = "add a row, or write kind=\"dot\"";
            self.report_data(Lint::DataValue, only.x.place(), message, help);
        }
        has
    }

    /// A row as a point; one whose time is neither a date nor a number is reported.
    fn point<'d, 'f>(&mut self, datum: &'d Datum<'f>) -> Option<Point<'d, 'f>> {
        let text = &datum.x.text;
        let at = match (When::parse(text), Number::parse(text)) {
            (Some(when), _) => when.start.in_years(),
            (None, Some(number)) => number.value,
            (None, None) => {
                let message = format!("\"{text}\" is neither a date nor a number");
                let help = "write 2024-06-19, 2024-06 or 2024; a line is drawn through time";
                self.report_data(Lint::DataValue, datum.x.place(), message, help);
                return None;
            }
        };
        Some(Point { at, datum })
    }

    fn plane(
        &self,
        points: &[Point<'_, '_>],
        series: &[&str],
        y: &Scale,
        (start, end): (f64, f64),
    ) -> String {
        let bottom = f64::from(HEIGHT);
        let down = |value: f64| down(y, value);
        let along = |at: f64| match end > start {
            // The ends are not at the edge, where half of a mark would be cut off.
            true => 0.03 + (at - start) / (end - start) * 0.94,
            false => 0.5,
        };
        let mut svg = Svg::hidden("plane-plot", HEIGHT + 24);
        for tick in &y.ticks {
            let class = if *tick == 0.0 { "zero" } else { "grid" };
            svg.line(class, (0.0, down(*tick)), (1.0, down(*tick)));
        }
        for (at, text, class) in self.times(points, start, end) {
            let x = along(at);
            svg.line("grid", (x, bottom), (x, bottom + 5.0));
            let anchor = match x {
                x if x < 0.08 => Anchor::Start,
                x if x > 0.92 => Anchor::End,
                _ => Anchor::Middle,
            };
            svg.text(class, (x, bottom + 19.0), 0.0, anchor, &text);
        }
        let names: Vec<&str> = if series.is_empty() {
            vec![""]
        } else {
            series.to_vec()
        };
        for (i, _) in names.iter().enumerate() {
            let own: Vec<&Point<'_, '_>> = points
                .iter()
                .filter(|point| series_index(series, point.datum) == i)
                .collect();
            svg.group(&series_class(i));
            draw_series(&mut svg, &own, i, &along, &down);
            svg.end_group();
        }
        svg.finish()
    }

    /// The numbers of the scale, in a column as wide as they are.
    fn left_axis(&self, y: &Scale, unit: &Unit) -> String {
        let ticks = y.ticks.iter();
        let ticks: Vec<_> = ticks
            .map(|tick| (down(y, *tick) + 4.5, self.tick(*tick, y, unit)))
            .collect();
        column("tick", &ticks, Anchor::End)
    }

    /// The last value of each series, after its line.
    fn last_values(
        &self,
        points: &[Point<'_, '_>],
        series: &[&str],
        y: &Scale,
        unit: &Unit,
    ) -> String {
        let mut labels: Vec<(f64, String)> = Vec::new();
        for i in 0..series.len().max(1) {
            let own = points
                .iter()
                .filter(|point| series_index(series, point.datum) == i);
            let own = own.filter_map(|point| Some((point.at, point.datum.value?)));
            if let Some((_, value)) = own.max_by(|a, b| a.0.total_cmp(&b.0)) {
                let mut text = String::new();
                escape_text(&mut text, &unit.sign(&self.number_text(value)));
                labels.push((down(y, value.value) + 4.5, text));
            }
        }
        labels.sort_by(|a, b| b.0.total_cmp(&a.0));
        // From the lowest up, each has a line of its own.
        for i in 1..labels.len() {
            labels[i].0 = labels[i].0.min(labels[i - 1].0 - 15.0);
        }
        column("value", &labels, Anchor::Start)
    }

    /// The times that are named below the drawing: of few points each, of many round years.
    fn times(
        &self,
        points: &[Point<'_, '_>],
        start: f64,
        end: f64,
    ) -> Vec<(f64, String, &'static str)> {
        let mut named: Vec<(f64, String)> = Vec::new();
        for point in points {
            let text = match When::parse(&point.datum.x.text) {
                Some(when) => self.date_text(When { end: None, ..when }),
                None => match Number::parse(&point.datum.x.text) {
                    Some(number) => self.number_text(number),
                    None => point.datum.x.text.clone(),
                },
            };
            if !named.iter().any(|(at, _)| *at == point.at) {
                named.push((point.at, text));
            }
        }
        if named.len() > 5 {
            let years = Scale::covering([start, end].into_iter(), false, 5);
            let round = years
                .ticks
                .iter()
                .filter(|tick| **tick >= start.floor() && **tick <= end);
            let round = round.filter(|tick| tick.fract() == 0.0);
            // A year's value stands at its middle.
            let middle = |tick: f64| (tick + 0.5).clamp(start, end);
            let round: Vec<_> = round
                .map(|tick| (middle(*tick), format!("{tick:.0}")))
                .collect();
            if round.len() >= 2 {
                named = round;
            } else {
                let last = named.len() - 1;
                named = vec![named[0].clone(), named[last].clone()];
            }
        }
        let share = |at: f64| {
            if end > start {
                (at - start) / (end - start)
            } else {
                0.5
            }
        };
        let fitting = fitting(&named, &share);
        let named = named.into_iter().zip(fitting);
        let shown = named.filter_map(|((at, text), class)| {
            let mut html = String::new();
            escape_text(&mut html, &text);
            Some((at, html, class?))
        });
        shown.collect()
    }

    /// The notes of the series, each once for every source that it has.
    fn sources(
        &mut self,
        points: &[Point<'_, '_>],
        series: &[&str],
        unit: &Unit,
        span: Span,
        cited: &mut Cited,
    ) {
        self.push("<p class=\"picture-sources\">");
        self.word("sources");
        for (i, name) in series
            .iter()
            .enumerate()
            .chain([(0, &"")].into_iter().filter(|_| series.is_empty()))
        {
            if !name.is_empty() {
                self.push(if i == 0 { ": " } else { "; " });
                self.push_text(name);
            }
            let mut before: Vec<&str> = Vec::new();
            for point in points
                .iter()
                .filter(|point| series_index(series, point.datum) == i)
            {
                let datum = point.datum;
                if before.contains(&&*datum.source.text) {
                    continue;
                }
                before.push(&datum.source.text);
                let said = unit.say(&self.said(datum, unit));
                let about = datum
                    .by
                    .or(datum.what)
                    .map_or(String::new(), |by| format!("{by}, "));
                let sentence = format!("{about}{}: {said}", datum.x.text);
                if before.len() > 1 {
                    self.push(" ");
                }
                self.cite_data(datum.source, &sentence, span, cited);
            }
        }
        self.push("</p>\n");
    }
}

/// The class of each time that has room below the drawing, on a phone or only in a wider window. The first and the last
/// have.
fn fitting(named: &[(f64, String)], share: &dyn Fn(f64) -> f64) -> Vec<Option<&'static str>> {
    let mut classes = vec![None; named.len()];
    // In the narrowest drawing, and in one of the usual width.
    for (width, class) in [(250.0, "tick"), (480.0, "tick minor")] {
        let room = |i: usize| {
            let (at, text) = &named[i];
            let (middle, half) = (share(*at) * width, text.chars().count() as f64 * 3.7 + 5.0);
            let from = (middle - half).clamp(0.0, (width - 2.0 * half).max(0.0));
            (from, from + 2.0 * half)
        };
        for i in [0, named.len().saturating_sub(1)]
            .into_iter()
            .chain(0..named.len())
        {
            let mut shown = (0..named.len()).filter(|other| classes[*other].is_some());
            let is_free =
                shown.all(|other| room(i).1 <= room(other).0 || room(other).1 <= room(i).0);
            if i < named.len() && classes[i].is_none() && is_free {
                classes[i] = Some(class);
            }
        }
    }
    classes
}

fn draw_series(
    svg: &mut Svg,
    own: &[&Point<'_, '_>],
    series: usize,
    along: &dyn Fn(f64) -> f64,
    down: &dyn Fn(f64) -> f64,
) {
    let ranged = own.iter().filter_map(|point| {
        let (low, high) = (point.datum.low?, point.datum.high?);
        Some((along(point.at), down(low.value), down(high.value)))
    });
    let ranged: Vec<(f64, f64, f64)> = ranged.collect();
    if ranged.len() > 1 {
        let above = ranged.iter().map(|(x, _, high)| (*x, *high));
        let below = ranged.iter().rev().map(|(x, low, _)| (*x, *low));
        let outline: Vec<(f64, f64)> = above.chain(below).collect();
        svg.path("band", &outline, HEIGHT, true);
    }
    let line = own
        .iter()
        .filter_map(|point| Some((along(point.at), down(point.datum.value?.value))));
    let line: Vec<(f64, f64)> = line.collect();
    if line.len() > 1 {
        svg.path("line", &line, HEIGHT, false);
    }
    let marked = match line.len() {
        0..=MOST_MARKS => &line[..],
        length => &line[length - 1..],
    };
    for (x, y) in marked {
        svg.mark(series, *x, *y);
    }
}

/// Where a value stands, in pixels from the top.
fn down(y: &Scale, value: f64) -> f64 {
    let bottom = f64::from(HEIGHT);
    bottom - y.at(value) * (bottom - TOP)
}

/// Texts below each other beside the drawing, each with its place in pixels from the top.
fn column(class: &str, texts: &[(f64, String)], anchor: Anchor) -> String {
    let longest = texts.iter().map(|(_, text)| text.chars().count()).max();
    let width = longest.unwrap_or(0) as u32 * 8 + 8;
    let mut svg = Svg::hidden_of_width("plane-column", width, HEIGHT + 24);
    for (y, text) in texts {
        let (x, dx) = match anchor {
            Anchor::End => (1.0, -6.0),
            _ => (0.0, 6.0),
        };
        svg.text(class, (x, *y), dx, anchor, text);
    }
    svg.finish()
}
