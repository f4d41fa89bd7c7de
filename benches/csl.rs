//! What formatting costs in each style: processor time on one core.
//!
//! ```text
//! cargo bench --bench csl [-- STYLE...]
//! ```
//!
//! Pages cite ten times out of 65 sources of all types (`sources.json`), some with locators, some again. Each is
//! formatted once, and nothing is kept of one for the next; the time includes its references.

#![allow(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use ibid::bibliography::bundled;
use ibid::csl::{Citation, Cite, Item, Language, Locale, Locator, Processor, Style};
use serde_json::{Map, Value};

const STYLES: &[&str] = &[
    "ibid",
    "chicago-notes",
    "chicago-author-date",
    "apa",
    "mla",
    "ieee",
    "vancouver",
    "harvard-cite-them-right",
    "modern-humanities-research-association-notes",
    "nature",
    "american-sociological-association",
];

const PAGES: usize = 10_000;
const CITATIONS: usize = 10;

/// Measures processor time, so that other work on the machine counts for little; where the system does not tell it,
/// the time of the clock.
struct Stopwatch {
    clock: Instant,
    processor: Option<f64>,
}

impl Stopwatch {
    fn start() -> Self {
        Self {
            clock: Instant::now(),
            processor: Self::processor(),
        }
    }

    fn seconds(&self) -> f64 {
        match (self.processor, Self::processor()) {
            (Some(start), Some(end)) => end - start,
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }

    /// Seconds that this thread has run: Linux tells nanoseconds.
    fn processor() -> Option<f64> {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
        Some(nanoseconds * 1e-9)
    }
}

fn main() {
    let json: Vec<Map<String, Value>> =
        serde_json::from_str(include_str!("sources.json")).expect("sources");
    let items: Vec<Item> = json.iter().map(|json| Item::from_json(json).0).collect();
    let named: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let styles: Vec<&str> = match named.as_slice() {
        [] => STYLES.to_vec(),
        named => named.iter().map(String::as_str).collect(),
    };
    println!("| style | read ms | µs a citation | 6,000 sources on one page, s |");
    println!("|---|---|---|---|");
    for style in styles {
        // Too short for the processor's clock.
        let start = Instant::now();
        let processor = processor(style);
        let read = start.elapsed().as_secs_f64() * 1e3;
        let pages = pages(&processor, &items);
        let many = one_page(&processor, &items);
        println!("| {style} | {read:.1} | {pages:.1} | {many:.2} |");
    }
}

fn processor(name: &str) -> Processor {
    let style = Style::parse(&bundled::style(name).expect("a style")).expect("a sound style");
    let language = Language::new(style.default_locale.as_deref().unwrap_or("en-GB"));
    let locale = Locale::new(&language, &style.locales, bundled::locale);
    Processor::new(Arc::new(style), Arc::new(locale), language.as_str())
}

/// Microseconds a citation, of many short pages.
fn pages(processor: &Processor, items: &[Item]) -> f64 {
    let start = Stopwatch::start();
    for page in 0..PAGES {
        let sources: Vec<&Item> = (0..8)
            .map(|at| &items[(7 * page + 11 * at) % items.len()])
            .collect();
        let cited = [0, 1, 2, 3, 4, 5, 6, 7, 0, 3];
        let citations: Vec<_> = cited
            .into_iter()
            .enumerate()
            .map(|(at, item)| citation(processor, at, item))
            .collect();
        black_box(processor.page(&sources, &citations));
    }
    start.seconds() * 1e6 / (PAGES * CITATIONS) as f64
}

/// Seconds of a page that cites 6,000 sources, each once.
fn one_page(processor: &Processor, items: &[Item]) -> f64 {
    let sources: Vec<&Item> = items.iter().cycle().take(6000).collect();
    let citations: Vec<_> = (0..sources.len())
        .map(|item| citation(processor, item, item))
        .collect();
    let start = Stopwatch::start();
    black_box(processor.page(&sources, &citations));
    start.seconds()
}

/// The citation at a place of a page; every third has a locator.
fn citation(processor: &Processor, at: usize, item: usize) -> Citation<'static> {
    let locator = Locator {
        label: "page",
        value: "12-15",
    };
    let note = u32::try_from(at + 1).expect("few citations");
    Citation {
        cites: vec![Cite {
            item,
            locator: at.is_multiple_of(3).then_some(locator),
            ..Cite::default()
        }],
        note: processor.is_note_style().then_some(note),
        ..Citation::default()
    }
}
