//! What citations and references look like.

use std::fmt::Write;
use std::sync::Arc;

use crate::bibliography::*;

const SOURCES: &str = r#"
@online{smith2020, author={Smith, Jane and Roe, Bob}, title={{A Title: With Subtitle}}, publisher={BBC News}, note={Reuters report}, date={2020-06-19}, url={https://x.org/a}}
@report{doe2021, author={Doe, John}, title={Report on things}, institution={RUSI}, date={2021-05}, url={https://x.org/b}}
@online{nd, title={{No date: here}}, publisher={AP}, url={https://x.org/c}, annotation={secret}}
@article{art, author={Lee, Ann}, title={Arms & men}, journaltitle={Survival}, volume=3, number=4, date={2019}, pages={1--20}, doi={10.1/x}}
@online{arch, title={{Kept <b>}}, publisher={TASS}, date={2024-10-02}, url={javascript:alert(1)}, archiveurl={https://web.archive.org/web/1}}
"#;

fn formatter(style: &str) -> Formatter {
    let file = BibliographyFile {
        path: "sources.bib".into(),
        text: SOURCES.into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(&[file]);
    assert_eq!(diagnostics, []);
    Formatter::new(
        Arc::new(Style::find(style).unwrap()),
        Arc::new(bibliography),
        "en-GB",
    )
    .unwrap()
}

fn item(formatter: &Formatter, key: &str) -> CitationItem {
    CitationItem::new(formatter.bibliography().find(key).unwrap())
}

fn at(formatter: &Formatter, key: &str, term: &str, value: &str) -> CitationItem {
    let label = Locator::label_from_term(term).unwrap();
    CitationItem {
        locator: Some(Locator::new(label, value)),
        ..item(formatter, key)
    }
}

fn page(f: &Formatter) -> Vec<Citation> {
    let see = CitationItem {
        prefix: "see".into(),
        suffix: ", and *more*".into(),
        ..at(f, "nd", "chap.", "2")
    };
    let suppressed = CitationItem {
        suppress_author: true,
        ..at(f, "doe2021", "p.", "7")
    };
    let notes = [
        vec![item(f, "smith2020")],
        vec![at(f, "smith2020", "p.", "4")],
        vec![at(f, "smith2020", "p.", "4")],
        vec![see, item(f, "doe2021")],
        vec![suppressed],
        vec![at(f, "smith2020", "pp.", "3-5")],
        vec![item(f, "art")],
        vec![item(f, "arch")],
    ];
    let numbered = notes.into_iter().zip(1..);
    let mut citations: Vec<Citation> = numbered
        .map(|(items, number)| Citation {
            items,
            note_number: Some(number),
            narrative: false,
        })
        .collect();
    citations.push(Citation {
        items: vec![at(f, "doe2021", "§", "4")],
        note_number: Some(9),
        narrative: true,
    });
    citations.push(Citation {
        items: vec![item(f, "nd")],
        note_number: Some(10),
        narrative: true,
    });
    citations
}

fn print(style: &str) -> String {
    let formatter = formatter(style);
    let page = formatter.page(&page(&formatter));
    let mut out = String::new();
    for citation in &page.citations {
        if let Some(name) = &citation.narrative {
            write!(out, "{} … ", name.to_text()).unwrap();
        }
        citation.text.write_html(&mut out, &|id| {
            (!formatter.style().is_note()).then(|| format!("#{}", id.0))
        });
        out.push('\n');
    }
    for (_, reference) in &page.references {
        out.push_str("- ");
        reference.write_html(&mut out, &|_| None);
        out.push('\n');
    }
    out
}

#[test]
fn ibid() {
    insta::assert_snapshot!(print("ibid"));
}

#[test]
fn chicago_notes() {
    insta::assert_snapshot!(print("chicago-notes"));
}

#[test]
fn apa() {
    insta::assert_snapshot!(print("apa"));
}

#[test]
fn ieee() {
    insta::assert_snapshot!(print("ieee"));
}
