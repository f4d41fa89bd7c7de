//! `{{ timeline(data="timeline.csv", importance=1, limit=12) }}`: events along an axis, in the order of their file.

use std::sync::Arc;

use super::Arguments;
use super::chart::Words;
use super::rows::SOURCE;
use crate::data::{DataFile, Excerpt, Point, Row, Rows, When};
use crate::diagnostics::{Lint, Place, Span};
use crate::markdown::Hole;
use crate::markdown::document::SectionFilter;
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;
use crate::value::Spanned;

/// More events than this are no picture.
const MOST_EVENTS: usize = 1_000;
/// So many sections can be chosen one by one: the theme has a rule for each.
const MOST_SECTIONS: usize = 9;
/// From so many events on, readers can choose a section.
const MANY: usize = 12;

/// Of more events the years are named along the axis.
const FEW: usize = 20;

/// Which events are wanted.
struct Wanted {
    from: Option<Point>,
    to: Option<Point>,
    section: Option<String>,
    importance: Option<usize>,
    limit: Option<usize>,
}

/// A row of the file.
struct Event<'f> {
    when: When,
    text: &'f Excerpt,
    /// 1 is the highest.
    importance: usize,
    section: Option<&'f str>,
    /// The page that tells more.
    page: Option<&'f Excerpt>,
    source: Option<&'f Excerpt>,
}

/// Columns, by their indexes.
struct Columns {
    date: usize,
    text: usize,
    importance: Option<usize>,
    section: Option<usize>,
    page: Option<usize>,
    source: Option<usize>,
}

impl Writer<'_> {
    pub(super) fn timeline(&mut self, mut arguments: Arguments<'_>, span: Span) {
        let help = "name a file in data/: data=\"timeline.csv\"";
        let data = arguments.required(self, "data", help);
        let words = Words::of(&mut arguments, self);
        let filter = arguments.flag(self, "filter");
        let wanted = Wanted {
            from: self.point_argument(&mut arguments, "from"),
            to: self.point_argument(&mut arguments, "to"),
            section: arguments.text(self, "section").map(|section| section.value),
            importance: arguments.count(self, "importance"),
            limit: arguments.count(self, "limit"),
        };
        arguments.finish(self);
        let Some(data) = data else { return };
        let Some(file) = self.data_file(&data) else {
            return;
        };
        let Some(rows) = self.rows_of(&file, &data) else {
            return;
        };
        let Some(columns) = self.timeline_columns(&file, rows) else {
            return;
        };
        let reported = self.diagnostics.len();
        let events = self.events(&file, rows, &columns);
        let flawed = self.diagnostics.len() > reported;
        let events = choose(events, &wanted);
        if events.is_empty() {
            if !rows.rows.is_empty() && !flawed {
                let message = "no event of the file is left for the timeline".to_owned();
                self.report(Lint::DataValue, span, message).help = Some(
                    "look at its arguments `from`, `to`, `section` and `importance`".to_owned(),
                );
            }
            return;
        }
        self.draw_timeline(&events, &words, filter, span);
    }

    fn point_argument(
        &mut self,
        arguments: &mut Arguments<'_>,
        name: &'static str,
    ) -> Option<Point> {
        let Spanned { span, value } = arguments.text(self, name)?;
        let point = Point::parse(&value);
        if point.is_none() {
            let message = format!("the argument `{name}` is not a date");
            self.report(Lint::MalformedShortcode, span, message).help =
                Some("write 2024-06-19, 2024-06 or 2024".to_owned());
        }
        point
    }

    fn timeline_columns(&mut self, file: &DataFile, rows: &Rows) -> Option<Columns> {
        let (date, text) = (
            self.needed_column(file, rows, "date"),
            self.needed_column(file, rows, "text"),
        );
        Some(Columns {
            date: date?,
            text: text?,
            importance: rows.column("importance"),
            section: rows.column("section"),
            page: rows.column("page"),
            source: rows.column(SOURCE),
        })
    }

    /// The events; those with something wrong are reported and left out.
    fn events<'f>(&mut self, file: &DataFile, rows: &'f Rows, columns: &Columns) -> Vec<Event<'f>> {
        if let Some(row) = rows.rows.get(MOST_EVENTS) {
            let message = format!("a timeline has at most {MOST_EVENTS} events");
            let place = Place::new(&file.path, row.span);
            self.report_data(
                Lint::DataSyntax,
                place,
                message,
                "keep those that matter most",
            );
        }
        let mut events: Vec<Event<'f>> = Vec::new();
        for row in rows.rows.iter().take(MOST_EVENTS) {
            let before = events.last().map(|event| event.when.start);
            events.extend(self.event_of(file, row, columns, before));
        }
        events
    }

    fn event_of<'f>(
        &mut self,
        file: &DataFile,
        row: &'f Row,
        columns: &Columns,
        before: Option<Point>,
    ) -> Option<Event<'f>> {
        let cell = |column: Option<usize>| {
            let cell = column.map(|column| &row.cells[column]);
            cell.filter(|cell| !cell.text.is_empty())
        };
        let date = &row.cells[columns.date];
        let when = self.when(date)?;
        if let Some(before) = before.filter(|before| when.start.is_before(*before)) {
            let message = format!("{} stands after {}", date.text, before.iso());
            let help =
                "put the rows into the order of time; within a day, month or year yours counts";
            self.report_data(Lint::DataValue, date.place(), message, help);
        }
        let text = &row.cells[columns.text];
        let source = cell(columns.source);
        if source.is_none() && !text.text.contains('@') {
            let place = Place::new(&file.path, row.span);
            let help = "cite one at the end of its text: [@key, p. 3]";
            self.report_data(
                Lint::DataRow,
                place,
                "the row has no source".to_owned(),
                help,
            );
            return None;
        }
        let importance = match cell(columns.importance) {
            None => 3,
            Some(cell) => match &*cell.text {
                "1" => 1,
                "2" => 2,
                "3" => 3,
                other => {
                    let message = format!("\"{other}\" is not an importance");
                    let help = "write 1 for what matters most, 2, or 3";
                    self.report_data(Lint::DataValue, cell.place(), message, help);
                    return None;
                }
            },
        };
        Some(Event {
            when,
            text,
            importance,
            section: cell(columns.section).map(|cell| &*cell.text),
            page: cell(columns.page),
            source,
        })
    }

    fn draw_timeline(
        &mut self,
        events: &[Event<'_>],
        words: &Words,
        filter: Option<bool>,
        span: Span,
    ) {
        let mut sections: Vec<&str> = Vec::new();
        for section in events.iter().filter_map(|event| event.section) {
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        let offers = filter.unwrap_or(events.len() > MANY) && sections.len() > 1;
        let _ = self.open_figure("timeline", words, None, span);
        if offers && sections.len() <= MOST_SECTIONS {
            self.section_filter(&sections);
        }
        self.push("<ol class=\"years\" role=\"list\">\n");
        let mut cited = Cited::default();
        for year in events.chunk_by(|a, b| a.when.start.year == b.when.start.year) {
            let name = year[0].when.start.year;
            self.push("<li class=\"year\">");
            if events.len() > FEW {
                self.push(&format!("<p class=\"year-name\">{name}</p>"));
            }
            self.push("\n<ol role=\"list\">\n");
            for event in year {
                let section = event
                    .section
                    .and_then(|own| sections.iter().position(|it| *it == own));
                self.draw_event(event, section, span, &mut cited);
            }
            self.push("</ol></li>\n");
        }
        self.push("</ol>\n");
        self.picture_note(words, span);
        self.push("</figure>\n");
    }

    /// Buttons for the sections, of which the site knows the order.
    fn section_filter(&mut self, sections: &[&str]) {
        self.pictures += 1;
        let sections = sections.iter();
        let sections = sections.map(|section| format!("content/{section}/_index.md").into());
        self.out
            .hole(Hole::Sections(self.doc.section_filters.len()));
        self.doc.section_filters.push(SectionFilter {
            group: format!("timeline-{}", self.pictures),
            sections: sections.collect(),
        });
    }

    fn draw_event(
        &mut self,
        event: &Event<'_>,
        section: Option<usize>,
        span: Span,
        cited: &mut Cited,
    ) {
        let class = section.map_or(String::new(), |section| format!(" in-{}", section + 1));
        self.push(&format!(
            "<li class=\"event level-{}{class}\"><time datetime=\"{}\">",
            event.importance,
            event.when.start.iso()
        ));
        let date = self.date_text(event.when);
        self.push_text(&date);
        self.push("</time> <span class=\"event-text\">");
        self.open_row_text(span);
        self.plain(&format!("{date}: "), span.range(), false);
        self.embed(event.text, span);
        if let Some(source) = event.source {
            self.cite_data(source, "", span, cited);
        }
        self.push("</span>");
        if let Some(page) = event.page {
            self.push(" <a class=\"event-more\" href=\"");
            let link = self.add_link(page.text.clone(), false, span.range());
            self.doc.links[link].span = page.span;
            self.doc.links[link].file = Some(page.file.clone());
            self.push("\">");
            let path = page.text.split('#').next().unwrap_or_default();
            self.title(path.replacen("@/", "content/", 1).into());
            self.push("</a>");
        }
        self.close_leaf();
        self.push("</li>\n");
    }

    /// Opens a hole for the title of the page in a file.
    fn title(&mut self, path: Arc<str>) {
        self.out.hole(Hole::Title(self.doc.titles.len()));
        self.doc.titles.push(path);
    }
}

/// The events that are wanted, in the order of the file. Of more than the limit those stay that matter most, and of
/// equals the latest.
fn choose<'f>(events: Vec<Event<'f>>, wanted: &Wanted) -> Vec<Event<'f>> {
    let mut events = events;
    events.retain(|event| {
        wanted
            .from
            .is_none_or(|from| !event.when.start.is_before(from))
            && wanted.to.is_none_or(|to| !to.is_before(event.when.start))
            && wanted
                .importance
                .is_none_or(|most| event.importance <= most)
            && wanted
                .section
                .as_deref()
                .is_none_or(|section| event.section == Some(section))
    });
    let Some(limit) = wanted.limit.filter(|limit| *limit < events.len()) else {
        return events;
    };
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|i| (events[*i].importance, std::cmp::Reverse(*i)));
    let kept = &order[..limit];
    let mut at = 0;
    events.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
    events
}
