//! What citations and references look like.

use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use crate::bibliography::*;
use crate::csl;

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
    Formatter::new(Style::find(style).unwrap(), Arc::new(bibliography), "en-GB")
}

fn item(formatter: &Formatter, key: &str) -> ResolvedSource {
    ResolvedSource::new(formatter.bibliography().find(key).unwrap())
}

fn at(formatter: &Formatter, key: &str, label: &'static str, value: &str) -> ResolvedSource {
    ResolvedSource {
        locator: Some(Locator::new(label, value)),
        ..item(formatter, key)
    }
}

fn page(f: &Formatter) -> Vec<ResolvedCitation> {
    let see = ResolvedSource {
        prefix: "see".into(),
        suffix: ", and *more*".into(),
        ..at(f, "nd", "chapter", "2")
    };
    let suppressed = ResolvedSource {
        suppress_author: true,
        ..at(f, "doe2021", "page", "7")
    };
    let notes = [
        vec![item(f, "smith2020")],
        vec![at(f, "smith2020", "page", "4")],
        vec![at(f, "smith2020", "page", "4")],
        vec![see, item(f, "doe2021")],
        vec![suppressed],
        vec![at(f, "smith2020", "page", "3-5")],
        vec![item(f, "art")],
        vec![item(f, "arch")],
    ];
    let numbered = notes.into_iter().zip(1..);
    let mut citations: Vec<ResolvedCitation> = numbered
        .map(|(items, number)| ResolvedCitation {
            items,
            note_number: Some(number),
            ..ResolvedCitation::default()
        })
        .collect();
    citations.push(ResolvedCitation {
        items: vec![at(f, "doe2021", "section", "4")],
        note_number: Some(9),
        narrative: true,
        ..ResolvedCitation::default()
    });
    citations.push(ResolvedCitation {
        items: vec![item(f, "nd")],
        note_number: Some(10),
        narrative: true,
        ..ResolvedCitation::default()
    });
    citations
}

fn print(style: &str) -> String {
    let formatter = formatter(style);
    let page = formatter.page(&page(&formatter));
    let mut out = String::new();
    for citation in &page.citations {
        if let Some(name) = &citation.narrative {
            write!(out, "{} … ", name.as_str()).unwrap();
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

/// Sources of which many look alike, in name, date, short title or all of them.
static ALIKE: LazyLock<Arc<Bibliography>> = LazyLock::new(|| {
    let mut text = SOURCES.to_owned();
    let authors = [
        "",
        "Kim, Min-ji",
        "Kim, Jae",
        "Kim, Min-ji and Roe, Bob",
        "Kim, Min-ji and Roe, Ann and Poe, C.",
        "{State Department}",
        "Kim, Jin and Roe, Bob",
        "Kim, Min-ji and Roe, Bob and Poe, C.",
        "Kim, Min-ji and Roe, Ann and Poe, D. and Lee, Ann",
    ];
    let titles = ["Troops: first", "Troops: second", "Shells"];
    let dates = ["2024-10-23", "2024", ""];
    let kinds = [
        ("online", "publisher"),
        ("report", "institution"),
        ("article", "journaltitle"),
    ];
    for (a, author) in authors.iter().enumerate() {
        for (t, title) in titles.iter().enumerate() {
            let (kind, outlet) = kinds[(a + t) % kinds.len()];
            let date = dates[(a * 2 + t) % dates.len()];
            writeln!(
                text,
                "@{kind}{{s{a}{t}, author={{{author}}}, title={{{{{title}}}}}, {outlet}={{Outlet {}}}, date={{{date}}}, url={{https://x.org/{a}{t}}}}}",
                a % 2
            )
            .unwrap();
        }
    }
    let file = BibliographyFile {
        path: "alike.bib".into(),
        text: text.into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(&[file]);
    assert_eq!(diagnostics, []);
    Arc::new(bibliography)
});

fn any_item() -> impl Strategy<Value = ResolvedSource> {
    let locator = prop_oneof![
        3 => Just(None),
        2 => (9..12_u32).prop_map(|page| Some(Locator::new("page", page.to_string()))),
        1 => Just(Some(Locator::new("section", "3"))),
        1 => Just(Some(Locator::new("chapter", "3-5"))),
        1 => Just(Some(Locator::new("sub-verbo", "back cover"))),
    ];
    // Few sources, so that they come again; among those of the same family name, so that they are told apart.
    let kims = ALIKE.iter().filter(|(_, source)| {
        let author = source.item.names(csl::NameVariable::Author);
        author.is_some_and(|author| author.list[0].family == "Kim")
    });
    let kims: Vec<u32> = kims.map(|(id, _)| id.0).collect();
    let source =
        prop_oneof![2 => 0..6_u32, 4 => prop::sample::select(kims), 1 => 0..ALIKE.len() as u32];
    let affix =
        |text: &'static str| prop_oneof![6 => Just(String::new()), 1 => Just(text.to_owned())];
    let parts = (
        source,
        locator,
        affix("see *also*"),
        affix(", \"so\""),
        prop::bool::weighted(0.1),
    );
    parts.prop_map(
        |(source, locator, prefix, suffix, suppress_author)| ResolvedSource {
            source: SourceId(source),
            locator,
            prefix,
            suffix,
            suppress_author,
        },
    )
}

fn any_page() -> impl Strategy<Value = Vec<ResolvedCitation>> {
    let items = prop_oneof![
        3 => prop::collection::vec(any_item(), 1),
        2 => prop::collection::vec(any_item(), 0..4),
    ];
    // A step of none: in the same footnote as the citation before.
    let citation = (
        items,
        0..3_u32,
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(citation, 0..9).prop_map(|citations| {
        let mut number = 0;
        let numbered = citations
            .into_iter()
            .map(|(items, step, narrative, within_note)| {
                number += step;
                ResolvedCitation {
                    items,
                    note_number: Some(number),
                    narrative,
                    within_note,
                }
            });
        numbered.collect()
    })
}

/// Whether a page is the same twice, says something wherever a source is cited, and has balanced parentheses.
fn is_sound(formatter: &Formatter, page: &[ResolvedCitation]) -> Result<(), TestCaseError> {
    let formatted = formatter.page(page);
    prop_assert_eq!(&formatter.page(page), &formatted);
    for (citation, formatted) in page.iter().zip(&formatted.citations) {
        if citation.items.is_empty() {
            continue;
        }
        let name = formatted.narrative.as_ref();
        prop_assert_eq!(
            citation.narrative,
            name.is_some_and(|name| !name.is_empty())
        );
        let text = formatted.text.as_str();
        prop_assert!(citation.narrative || !text.is_empty(), "{citation:?}");
        for empty in ["()", "[]", "..", ",,", ", ."] {
            prop_assert!(!text.contains(empty), "{text}");
        }
        let count = |c: char| text.matches(c).count();
        prop_assert_eq!(count('('), count(')'), "{}", text);
    }
    Ok(())
}

#[test]
fn pages_are_sound_in_every_style() {
    for name in Style::names() {
        let formatter = Formatter::new(Style::find(name).unwrap(), ALIKE.clone(), "en-GB");
        let config = ProptestConfig {
            cases: 8,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        proptest!(config, |(page in any_page())| {
            let sound = is_sound(&formatter, &page);
            prop_assert!(sound.is_ok(), "{name}: {sound:?}");
        });
    }
}

/// Affixes that punctuation and parentheses of what is around them meet.
fn any_affix() -> impl Strategy<Value = &'static str> {
    const MEETING: &[&str] = &["", "(see", "so)", ".", "; cf.", "\"So,\"", "No. That is:"];
    prop::sample::select(MEETING)
}

/// What pages say depends on nothing that was formatted before: neither on what is kept of sources, nor on which page
/// was the first to cite them.
#[test]
fn pages_say_the_same_after_others() {
    let styles = [
        "ibid",
        "chicago-notes",
        "modern-humanities-research-association-notes",
        "apa",
        "chicago-author-date",
        "american-sociological-association",
        "mla",
        "ieee",
    ];
    for name in styles {
        let warm = Formatter::new(Style::find(name).unwrap(), ALIKE.clone(), "en-GB");
        let config = ProptestConfig {
            cases: 64,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        proptest!(config, |(mut page in any_page(), prefix in any_affix(), suffix in any_affix())| {
            for item in page.iter_mut().flat_map(|citation| &mut citation.items) {
                if !item.prefix.is_empty() {
                    item.prefix = prefix.to_owned();
                }
                if !item.suffix.is_empty() {
                    item.suffix = suffix.to_owned();
                }
            }
            let formatted = warm.page(&page);
            prop_assert_eq!(&formatted, &warm.page_anew(&page), "{}", name);
            let cold = Formatter::new(Style::find(name).unwrap(), ALIKE.clone(), "en-GB");
            prop_assert_eq!(&formatted, &cold.page(&page), "{}", name);
        });
    }
}

/// More ways to tell a source from others than are kept of it are as good as those that are kept.
#[test]
fn a_source_has_any_number_of_year_suffixes() {
    let sources = (10..60).map(|n| {
        format!("@online{{s{n}, author={{Kim, Jae}}, title={{Number {n}}}, date={{2024}}}}\n")
    });
    let file = BibliographyFile {
        path: "suffixes.bib".into(),
        text: sources.collect::<String>().into(),
    };
    let (bibliography, _) = Bibliography::load(&[file]);
    let style = Style::find("apa").unwrap();
    let formatter = Formatter::new(style, Arc::new(bibliography), "en-GB");
    let cited = |keys: std::ops::Range<u32>| {
        keys.map(|n| ResolvedCitation {
            items: vec![item(&formatter, &format!("s{n}"))],
            ..ResolvedCitation::default()
        })
    };
    for others in 1..50 {
        let page: Vec<_> = cited(10..10 + others).chain(cited(59..60)).collect();
        let formatted = formatter.page(&page);
        assert_eq!(formatted, formatter.page_anew(&page));
        let suffix = formatted.citations.last().unwrap().text.as_str();
        let letters = match others {
            ..26 => format!("{}", char::from(b'a' + others as u8)),
            _ => format!("a{}", char::from(b'a' + (others - 26) as u8)),
        };
        assert_eq!(suffix, format!("(Kim, 2024{letters})"));
    }
}
