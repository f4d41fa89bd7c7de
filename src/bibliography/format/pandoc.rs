//! Compares our formatting with Pandoc's, in the same style, of the page `tests/pandoc/page.md`.
//!
//! Pandoc's output is checked in; `tests/pandoc/update.sh` remakes it. Notes, names in running text
//! and references must be equal as plain text, and on this page nothing differs. Elsewhere these do:
//!
//! - Titles are shortened at the colon here; Pandoc does so unless they are in double braces, so the
//!   fixture says `shorttitle`.
//! - Pandoc's BibLaTeX reader knows no archived copies, so the fixture has one in CSL-JSON.
//! - In the parentheses of an author's footnote Pandoc loses a final full stop: `(AP, n.d)`.
//! - Before a suppressed or narrative item inside an author's footnote we keep the parentheses.

use std::sync::Arc;

use super::super::*;

const EXPECTED: &str = include_str!("../../../tests/pandoc/expected.txt");

fn formatter() -> Formatter {
    let file = |path: &str, text: &str| BibliographyFile {
        path: path.into(),
        text: text.into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(&[
        file(
            "sources.bib",
            include_str!("../../../tests/pandoc/sources.bib"),
        ),
        file(
            "sources.json",
            include_str!("../../../tests/pandoc/sources.json"),
        ),
    ]);
    assert_eq!(diagnostics, []);
    Formatter::new(
        Style::find("ibid").unwrap(),
        Arc::new(bibliography),
        "en-GB",
    )
}

/// The citations of `page.md`.
fn page(formatter: &Formatter) -> Vec<ResolvedCitation> {
    let item = |key: &str| ResolvedSource::new(formatter.bibliography().find(key).unwrap());
    let at = |key: &str, label: &'static str, value: &str| ResolvedSource {
        locator: Some(Locator::new(label, value)),
        ..item(key)
    };
    let note = |number, items| ResolvedCitation {
        items,
        note_number: Some(number),
        ..ResolvedCitation::default()
    };
    let narrative = |number, item| ResolvedCitation {
        narrative: true,
        ..note(number, vec![item])
    };
    let within = |number, item| ResolvedCitation {
        within_note: true,
        ..note(number, vec![item])
    };
    vec![
        note(1, vec![item("kim-2024")]),
        note(2, vec![at("kim-2024", "page", "4")]),
        note(3, vec![at("kim-2024", "page", "4")]),
        note(4, vec![at("doe-2021", "chapter", "2")]),
        note(
            5,
            vec![
                ResolvedSource {
                    prefix: "see".into(),
                    ..item("treaty")
                },
                ResolvedSource {
                    prefix: "also".into(),
                    ..at("kim-2024", "page", "3-5")
                },
            ],
        ),
        note(
            6,
            vec![ResolvedSource {
                suppress_author: true,
                ..at("doe-2021", "section", "7")
            }],
        ),
        narrative(7, at("kim-2024", "page", "9")),
        note(
            8,
            vec![ResolvedSource {
                suffix: ", *emphasis* added".into(),
                ..at("doe-2021", "paragraph", "3")
            }],
        ),
        note(9, vec![at("treaty", "figure", "2")]),
        within(10, at("lee-2019", "page", "3")),
        within(10, item("doe-2021")),
        note(11, vec![item("tass-2024")]),
        note(12, vec![at("moe-2005", "volume", "2")]),
        narrative(13, item("treaty")),
        note(14, vec![item("lee-2019")]),
    ]
}

/// Pandoc's notes by number, its references, and the body of the page.
fn pandocs() -> (Vec<String>, Vec<String>, &'static str) {
    let (body, rest) = EXPECTED.split_once("References\n\n").unwrap();
    let (notes, references): (Vec<&str>, Vec<&str>) = rest
        .trim()
        .split("\n\n")
        .partition(|line| line.starts_with('['));
    let text = |line: &str| {
        line.split_once("] ")
            .map_or(line, |(_, text)| text)
            .to_owned()
    };
    (
        notes.into_iter().map(text).collect(),
        references.into_iter().map(str::to_owned).collect(),
        body,
    )
}

#[test]
fn notes_names_and_references_are_pandocs() {
    let formatter = formatter();
    let citations = page(&formatter);
    let ours = formatter.page(&citations);
    let (notes, references, body) = pandocs();
    let mut written = vec![String::new(); notes.len()];
    for (citation, formatted) in citations.iter().zip(&ours.citations) {
        let number = citation.note_number.unwrap() as usize;
        let text = formatted.text.as_str();
        if let Some(name) = &formatted.narrative {
            assert!(
                body.contains(&format!("{}[{number}]", name.as_str())),
                "{}",
                name.as_str()
            );
        }
        let note = &mut written[number - 1];
        match citation.within_note {
            true if note.is_empty() => *note = format!("Two of them here {text} and there "),
            true => note.push_str(&format!("{text}.")),
            false => *note = text.to_owned(),
        }
    }
    assert_eq!(written, notes);
    let ours: Vec<String> = ours
        .references
        .iter()
        .map(|(_, reference)| reference.as_str().to_owned())
        .collect();
    assert_eq!(ours, references);
}
