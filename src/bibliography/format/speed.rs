//! Measures, on demand: `cargo test --release --lib bibliography -- --ignored --nocapture speed`.

use std::sync::Arc;
use std::time::Duration;

use super::super::*;

/// Pages of ten citations, drawn from the whole bibliography; a later one of a page often repeats a source.
fn pages(count: usize, sources: u32) -> Vec<Vec<Citation>> {
    let mut seed = 7_u32;
    let mut random = move |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut page = || {
        let mut citations: Vec<Citation> = Vec::new();
        for number in 1..=10 {
            let before = citations.len() as u32;
            let source = match random(4) {
                0 if before > 0 => citations[random(before) as usize].items[0].source,
                _ => SourceId(random(sources)),
            };
            let locator =
                (random(4) == 0).then(|| Locator::new(LocatorLabel::Page, random(40).to_string()));
            let item = CitationItem {
                locator,
                ..CitationItem::new(source)
            };
            citations.push(Citation {
                items: vec![item],
                note_number: Some(number),
                ..Citation::default()
            });
        }
        citations
    };
    (0..count).map(|_| page()).collect()
}

/// The processor time of this thread, which other work on the machine leaves alone. Linux has it.
struct Instant(Duration);

impl Instant {
    fn now() -> Self {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
        let nanoseconds = stat.split(' ').next().unwrap().parse().unwrap();
        Self(Duration::from_nanos(nanoseconds))
    }

    fn elapsed(&self) -> Duration {
        Self::now().0 - self.0
    }
}

#[test]
#[ignore = "measures; run it in release"]
fn speed() {
    let text: Arc<str> = std::fs::read_to_string("sources.bib").unwrap().into();
    let file = BibliographyFile {
        path: "sources.bib".into(),
        text: text.clone(),
    };
    let start = Instant::now();
    let bibliography = Arc::new(Bibliography::load(&[file]).0);
    println!("load {} sources: {:?}", bibliography.len(), start.elapsed());
    let many: String = (0..5000 / bibliography.len() + 1)
        .map(|copy| {
            text.replace("@online{", &format!("@online{{c{copy}-"))
                .replace("@report{", &format!("@report{{c{copy}-"))
        })
        .collect();
    let file = BibliographyFile {
        path: "many.bib".into(),
        text: many.into(),
    };
    let start = Instant::now();
    let many = Arc::new(Bibliography::load(&[file]).0);
    println!("load {} sources: {:?}", many.len(), start.elapsed());
    for name in ["ibid", "apa", "ieee", "chicago-notes"] {
        let style = Arc::new(Style::find(name).unwrap());
        let start = Instant::now();
        let formatter = Formatter::new(style.clone(), bibliography.clone(), "en-GB");
        println!("{name}: new formatter {:?}", start.elapsed());
        let sources = bibliography.len() as u32;
        let few = pages(if name == "ibid" { 1000 } else { 50 }, sources);
        let start = Instant::now();
        few.iter()
            .for_each(|page| drop(formatter.page_unmemoised(page)));
        println!(
            "{name}: driver {:.4} ms a citation",
            start.elapsed().as_secs_f64() * 1e3 / few.len() as f64 / 10.0
        );
        let counts: &[usize] = if name == "chicago-notes" {
            &[1000]
        } else {
            &[1000, 10_000]
        };
        for &count in counts {
            let formatter = Formatter::new(style.clone(), bibliography.clone(), "en-GB");
            let pages = pages(count, sources);
            let start = Instant::now();
            pages
                .iter()
                .take(1)
                .for_each(|page| drop(formatter.page(page)));
            let first = start.elapsed();
            let kept: Vec<_> = pages.iter().map(|page| formatter.page(page)).collect();
            let cold = start.elapsed();
            let start = Instant::now();
            pages.iter().for_each(|page| drop(formatter.page(page)));
            println!(
                "{name}: {} pages {cold:?} (first page {first:?}), again {:?}",
                kept.len(),
                start.elapsed()
            );
        }
    }
    let style = Arc::new(Style::find("ibid").unwrap());
    let formatter = Formatter::new(style, many.clone(), "en-GB");
    let pages = pages(10_000, many.len() as u32);
    let start = Instant::now();
    drop(formatter.page(&pages[0]));
    println!(
        "ibid, {} sources: first page {:?}",
        many.len(),
        start.elapsed()
    );
    pages.iter().for_each(|page| drop(formatter.page(page)));
    println!(
        "ibid, {} sources: 10000 pages {:?}",
        many.len(),
        start.elapsed()
    );
    let long: Vec<Citation> = pages.iter().take(1000).flatten().cloned().collect();
    let start = Instant::now();
    drop(formatter.page(&long));
    println!(
        "ibid: one page with {} citations {:?}",
        long.len(),
        start.elapsed()
    );
}
