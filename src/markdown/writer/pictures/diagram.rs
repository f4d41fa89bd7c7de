//! `{{ diagram(data="flows.toml") }}`: who gives what to whom.
//!
//! Between each two actors runs a band with an arrow for everything that one gives to the other. Words stand on the
//! arrows as text, so that they wrap on a phone, carry notes, and are read as a list.

use std::sync::Arc;

use super::Arguments;
use super::chart::Words;
use crate::data::{Content, DataFile, Excerpt, Number};
use crate::diagnostics::{Diagnostic, Lint, Place, Span, did_you_mean};
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;
use crate::marks::Svg;
use crate::value::{Spanned, Table, TableReader, Value};

/// More than this are no picture.
const MOST_FLOWS: usize = 60;

struct Actor {
    id: String,
    name: String,
    about: Option<Excerpt>,
}

struct Flow {
    from: Spanned<String>,
    to: Spanned<String>,
    what: Excerpt,
    source: Excerpt,
    weight: Option<Number>,
}

/// What goes to and fro between two actors, the one that the file names first on the left.
struct Pair<'a> {
    left: &'a Actor,
    right: &'a Actor,
    /// Each with whether it goes to the right.
    flows: Vec<(bool, &'a Flow)>,
}

impl Writer<'_> {
    pub(super) fn diagram(&mut self, mut arguments: Arguments<'_>, span: Span) {
        let help = "name a file in data/: data=\"flows.toml\"";
        let data = arguments.required(self, "data", help);
        let words = Words::of(&mut arguments, self);
        arguments.finish(self);
        let Some(data) = data else { return };
        let Some(file) = self.data_file(&data) else {
            return;
        };
        let Content::Toml(table) = &file.content else {
            let message = format!("{} is not a TOML file with actors and flows", file.path);
            self.report(Lint::UnknownData, data.span, message);
            return;
        };
        let (actors, flows) = self.read_flows(&file, table.clone());
        let pairs = self.pairs(&file, &actors, &flows);
        if pairs.is_empty() {
            return;
        }
        let _ = self.open_figure("diagram", &words, None, span);
        let mut cited = Cited::default();
        let weights = flows.iter().filter_map(|flow| flow.weight);
        let heaviest = weights.map(|weight| weight.value).fold(0.0, f64::max);
        for pair in &pairs {
            self.draw_pair(pair, heaviest, span, &mut cited);
        }
        self.about(&actors, &pairs, span);
        self.picture_note(&words, span);
        self.push("<p class=\"picture-download\">");
        self.download(&file, span);
        self.push("</p>\n");
        self.push("</figure>\n");
    }

    fn read_flows(&mut self, file: &DataFile, table: Table) -> (Vec<Actor>, Vec<Flow>) {
        let text: Arc<str> = file.text.clone().unwrap_or_default();
        let mut problems = Vec::new();
        let mut reader = TableReader::new(&file.path, "a file of flows", table, &mut problems);
        let (actors, flows) = (reader.any("actor"), reader.any("flow"));
        reader.finish();
        let mut actor = |table: Table, span: Span| {
            let mut reader = TableReader::new(&file.path, "an actor", table, &mut problems);
            let needed = "write id = \"russia\" and name = \"Russia\"";
            let id = reader.required("id", Lint::DataValue, "the actor", span, needed);
            let name = reader.required("name", Lint::DataValue, "the actor", span, needed);
            let about = reader.string("about");
            let about = about.map(|about| Excerpt::of_string(&file.path, &text, about));
            reader.finish();
            (!id.is_empty() && !name.is_empty()).then_some(Actor { id, name, about })
        };
        let actors: Vec<Actor> = tables(actors)
            .filter_map(|(table, span)| actor(table, span))
            .collect();
        let written: Vec<(Table, Span)> = tables(flows).collect();
        let left_out = written.get(MOST_FLOWS).map(|(_, span)| *span);
        let flows = written.into_iter().take(MOST_FLOWS);
        let flows = flows
            .filter_map(|(table, span)| flow(file, &text, table, span, &mut problems))
            .collect();
        self.diagnostics.extend(problems);
        if let Some(span) = left_out {
            let message = format!("a diagram has at most {MOST_FLOWS} flows");
            let place = Place::new(&file.path, span);
            let help = "keep those that matter most, or make two diagrams";
            self.report_data(Lint::DataSyntax, place, message, help);
        }
        (actors, flows)
    }

    /// The flows by the two actors that they run between; an actor that is not there is reported.
    fn pairs<'a>(
        &mut self,
        file: &DataFile,
        actors: &'a [Actor],
        flows: &'a [Flow],
    ) -> Vec<Pair<'a>> {
        let mut pairs: Vec<Pair<'a>> = Vec::new();
        for flow in flows {
            let mut index = |name: &Spanned<String>| {
                let found = actors.iter().position(|actor| actor.id == name.value);
                if found.is_none() {
                    let place = Place::new(&file.path, name.span);
                    let message = format!("there is no actor \"{}\"", name.value);
                    let ids = actors.iter().map(|actor| &*actor.id);
                    let help = did_you_mean(&name.value, ids)
                        .unwrap_or_else(|| format!("add [[actor]] with id = \"{}\"", name.value));
                    self.report_data(Lint::UnknownData, place, message, help);
                }
                found
            };
            let (Some(from), Some(to)) = (index(&flow.from), index(&flow.to)) else {
                continue;
            };
            let (left, right) = (&actors[from.min(to)], &actors[from.max(to)]);
            let same = |pair: &&mut Pair<'_>| pair.left.id == left.id && pair.right.id == right.id;
            match pairs.iter_mut().find(same) {
                Some(pair) => pair.flows.push((from <= to, flow)),
                None => pairs.push(Pair {
                    left,
                    right,
                    flows: vec![(from <= to, flow)],
                }),
            }
        }
        pairs
    }

    fn draw_pair(&mut self, pair: &Pair<'_>, heaviest: f64, span: Span, cited: &mut Cited) {
        self.push("<div class=\"pair\"><p class=\"actor\" aria-hidden=\"true\">");
        self.push_text(&pair.left.name);
        self.push("</p>\n<ul class=\"flows\" role=\"list\">\n");
        for right in [true, false] {
            for (_, flow) in pair.flows.iter().filter(|(is_right, _)| *is_right == right) {
                let (from, to) = match right {
                    true => (pair.left, pair.right),
                    false => (pair.right, pair.left),
                };
                self.push("<li class=\"flow\"><span class=\"visually-hidden\">");
                self.phrase(
                    "from_to",
                    vec![("from", from.name.clone()), ("to", to.name.clone())],
                );
                self.push(" </span>");
                self.open_row_text(span);
                self.plain(
                    &format!("{} → {}: ", from.name, to.name),
                    span.range(),
                    false,
                );
                self.embed(&flow.what, span);
                self.cite_data(&flow.source, "", span, cited);
                self.close_leaf();
                let share = flow.weight.filter(|_| heaviest > 0.0);
                let thick = share.map_or(2.5, |weight| {
                    1.5 + 5.0 * (weight.value / heaviest).clamp(0.0, 1.0)
                });
                let drawn = arrow(right, thick);
                self.push(&drawn);
                self.push("</li>\n");
            }
        }
        self.push("</ul>\n<p class=\"actor\" aria-hidden=\"true\">");
        self.push_text(&pair.right.name);
        self.push("</p></div>\n");
    }

    /// Who the actors are that are drawn.
    fn about(&mut self, actors: &[Actor], pairs: &[Pair<'_>], span: Span) {
        let drawn = |actor: &&Actor| {
            let mut pairs = pairs.iter();
            pairs.any(|pair| pair.left.id == actor.id || pair.right.id == actor.id)
        };
        let known: Vec<_> = actors
            .iter()
            .filter(drawn)
            .filter_map(|actor| Some((&actor.name, actor.about.as_ref()?)))
            .collect();
        if known.is_empty() {
            return;
        }
        self.push("<dl class=\"actors\">\n");
        for (name, about) in known {
            self.push("<div><dt>");
            self.push_text(name);
            self.push("</dt><dd>");
            self.open_row_text(span);
            self.embed(about, span);
            self.close_leaf();
            self.push("</dd></div>\n");
        }
        self.push("</dl>\n");
    }
}

/// The tables of an array of tables.
fn tables(value: Option<Spanned<Value>>) -> impl Iterator<Item = (Table, Span)> {
    let items = match value.map(|value| value.value) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    items.into_iter().filter_map(|item| match item.value {
        Value::Table(table) => Some((table, item.span)),
        _ => None,
    })
}

fn arrow(right: bool, thick: f64) -> String {
    let mut svg = Svg::hidden("arrow", 14);
    svg.group(if right { "series-1" } else { "series-2" });
    svg.arrow(right, 7.0, thick);
    svg.end_group();
    svg.finish()
}

/// Reads a flow; what is wrong with it goes to `problems`.
fn flow(
    file: &DataFile,
    text: &Arc<str>,
    table: Table,
    span: Span,
    problems: &mut Vec<Diagnostic>,
) -> Option<Flow> {
    let reported = problems.len();
    let mut reader = TableReader::new(&file.path, "a flow", table, problems);
    let (from, to) = (reader.string("from"), reader.string("to"));
    let (what, source) = (reader.string("what"), reader.string("source"));
    let weight = reader.any("weight");
    let weight = weight.and_then(|weight| match weight.value {
        Value::Integer(n) => Some(Number::new(n as f64, 0)),
        Value::Float(n) => Some(Number::new(n, 0)),
        _ => None,
    });
    reader.finish();
    let place = Place::new(&file.path, span);
    let source = source.filter(|source| !source.value.trim().is_empty());
    let missing = match (&from, &to, &what, &source) {
        (Some(_), Some(_), Some(_), None) => Some((Lint::DataRow, "source", "key, p. 3")),
        (None, ..) => Some((Lint::DataValue, "from", "russia")),
        (_, None, ..) => Some((Lint::DataValue, "to", "russia")),
        (_, _, None, _) => Some((Lint::DataValue, "what", "Shells")),
        _ => None,
    };
    if let Some((lint, key, example)) = missing
        && problems.len() == reported
    {
        let message = format!("the flow has no {key}");
        let help = format!("write {key} = \"{example}\"");
        problems.push(Diagnostic::new(lint, place, message).help(help));
    }
    let excerpt = |string| Excerpt::of_string(&file.path, text, string);
    Some(Flow {
        from: from?,
        to: to?,
        what: excerpt(what?),
        source: excerpt(source?),
        weight,
    })
}
