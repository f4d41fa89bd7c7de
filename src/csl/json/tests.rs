//! Items as Zotero, Pandoc, Crossref and the test suite of CSL write them.

use serde_json::{Value, json};

use super::*;
use crate::csl::{Date, DateValue, Markup, Name};

fn read(json: Value) -> (Item, Vec<Fault>) {
    Item::from_json(json.as_object().expect("an object"))
}

fn item(json: Value) -> Item {
    let (item, faults) = read(json);
    assert_eq!(faults, []);
    item
}

fn text(item: &Item, variable: Variable) -> &str {
    item.text(variable).map_or("", |text| text.as_str())
}

fn date(json: Value) -> Option<Date> {
    item(json!({ "id": "a", "issued": json }))
        .date(DateVariable::Issued)
        .cloned()
}

fn names(json: Value) -> (Vec<Name>, bool) {
    let item = item(json!({ "id": "a", "author": json }));
    let names = item
        .names(NameVariable::Author)
        .cloned()
        .unwrap_or_default();
    (names.list, names.others)
}

#[test]
fn texts_may_be_numbers_and_have_markup() {
    let item = item(json!({
        "id": 7, "type": "article-journal", "volume": 12, "title": "On <i>E. coli</i>", "shortTitle": "E. coli",
        "journalAbbreviation": "J. Foo", "ISSN": ["1234-5678", "8765-4321"], "URL": "https://x.org/?a='b'",
        "page": "33–35, 40",
    }));
    assert_eq!(
        (item.id.as_str(), item.kind),
        ("7", ItemType::ArticleJournal)
    );
    assert_eq!(text(&item, Variable::Volume), "12");
    assert_eq!(
        item.text(Variable::Title)
            .map(|title| title.spans()[0].markup),
        Some(Markup::Italic)
    );
    assert_eq!(text(&item, Variable::TitleShort), "E. coli");
    assert_eq!(text(&item, Variable::ContainerTitleShort), "J. Foo");
    assert_eq!(text(&item, Variable::Issn), "1234-5678, 8765-4321");
    assert_eq!(text(&item, Variable::Url), "https://x.org/?a='b'");
    assert_eq!(text(&item, Variable::PageFirst), "33");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one case after another")]
fn dates_have_many_forms() {
    let value = |year, month, day| DateValue { year, month, day };
    let single = |year, month, day| Some(Date::single(value(year, month, day)));
    assert_eq!(
        date(json!({ "date-parts": [[2024, "06", 19]] })),
        single(2024, 6, 19)
    );
    assert_eq!(
        date(json!({ "date-parts": [["2024", 0, 0]] })),
        single(2024, 0, 0)
    );
    assert_eq!(
        date(json!({ "date-parts": [[2024]], "season": 3 })),
        single(2024, 15, 0)
    );
    assert_eq!(
        date(json!({ "date-parts": [[2024]], "season": "22:56:08" })),
        single(2024, 0, 0)
    );
    assert_eq!(
        date(json!({ "date-parts": [[2024, 21]] })),
        single(2024, 13, 0)
    );
    assert_eq!(date(json!({ "raw": "June 2024" })), single(2024, 6, 0));
    assert_eq!(date(json!("2024-06")), single(2024, 6, 0));
    assert_eq!(date(json!(2024)), single(2024, 0, 0));
    assert_eq!(
        date(json!({ "year": 2024, "month": 6 })),
        single(2024, 6, 0)
    );
    assert_eq!(date(json!({ "date-parts": [[-44]] })), single(-44, 0, 0));
    assert_eq!(date(json!({ "date-parts": [] })), None);
    assert_eq!(
        date(json!({ "date-parts": [], "literal": "in press" })),
        Some(Date::Literal("in press".into()))
    );
    assert_eq!(
        date(json!({ "raw": "Bogus Date" })),
        Some(Date::Literal("Bogus Date".into()))
    );
    let range = |end| {
        Some(Date::Known {
            start: value(2020, 1, 0),
            end: Some(end),
            circa: true,
        })
    };
    assert_eq!(
        date(json!({ "date-parts": [[2020, 1], [2021, 2]], "circa": "true" })),
        range(Some(value(2021, 2, 0)))
    );
    assert_eq!(
        date(json!({ "date-parts": [[2020, 1], [0]], "circa": 1 })),
        range(None)
    );
    assert_eq!(
        date(json!([{ "year": 2020, "month": 1 }, { "year": "2021", "month": 2 }])),
        Some(Date::Known {
            start: value(2020, 1, 0),
            end: Some(Some(value(2021, 2, 0))),
            circa: false,
        })
    );
}

#[test]
fn names_have_particles_suffixes_and_quotation_marks() {
    let (list, others) = names(json!([
        { "family": "de la Cruz", "given": "Ana, Jr." },
        { "family": "\"de la Cruz\"", "given": "Ana" },
        { "family": "de la Cruz", "given": "Ana", "parse-names": false },
        { "family": "UNESCO", "isInstitution": "true" },
        { "family": "Mao", "given": "Zedong", "static-ordering": true },
        { "literal": "others" },
    ]));
    assert!(others);
    assert_eq!(list.len(), 5);
    assert_eq!(
        (
            list[0].non_dropping_particle.as_str(),
            list[0].family.as_str(),
            list[0].suffix.as_str()
        ),
        ("de la", "Cruz", "Jr.")
    );
    assert_eq!(
        (list[1].family.as_str(), list[2].family.as_str()),
        ("de la Cruz", "de la Cruz")
    );
    assert_eq!(
        (list[3].literal.as_str(), list[4].static_ordering),
        ("UNESCO", true)
    );
    let (list, others) = names(json!([{ "family": "Doe", "given": "John, et al." }]));
    assert_eq!(
        (list[0].given.as_str(), list[0].suffix.as_str(), others),
        ("John", "", true)
    );
    assert_eq!(names(json!("Doe, Jane")).0[0].family, "Doe");
}

#[test]
fn the_note_may_hold_variables() {
    let item = item(json!({
        "id": "a", "type": "document", "publisher": "P",
        "note": "A translation.\noriginal-date: 1950\nOriginal Title: Der Titel\ntype: dataset\npublisher: Q\n\
                 reviewed-author: Hall || W. C.\nreviewed-author: UNESCO\n\nIt is: long.\ngenre: x",
    }));
    assert_eq!(item.kind, ItemType::Dataset);
    assert_eq!(
        item.date(DateVariable::OriginalDate),
        Some(&Date::single(DateValue::year(1950)))
    );
    assert_eq!(text(&item, Variable::OriginalTitle), "Der Titel");
    assert_eq!(text(&item, Variable::Publisher), "P");
    assert_eq!(text(&item, Variable::Genre), "");
    let reviewed = item
        .names(NameVariable::ReviewedAuthor)
        .map(|names| names.list.as_slice())
        .unwrap_or_default();
    assert_eq!(
        (reviewed[0].family.as_str(), reviewed[1].literal.as_str()),
        ("Hall", "UNESCO")
    );
    assert_eq!(
        text(&item, Variable::Note),
        "A translation.\n\nIt is: long.\ngenre: x"
    );
    let inline = self::item(
        json!({ "id": "a", "note": "{:original-date: 1950} {:genre: Film} And a note." }),
    );
    assert_eq!(
        (
            text(&inline, Variable::Genre),
            text(&inline, Variable::Note)
        ),
        ("Film", "And a note.")
    );
}

#[test]
fn faults_are_told() {
    let (item, faults) = read(json!({
        "id": "a", "type": "bok", "titel": "T", "author": 7, "title": { "a": 1 }, "issued": true, "custom": {}, "locator": "3",
    }));
    let mut faults: Vec<_> = faults
        .into_iter()
        .map(|fault| (fault.field, fault.kind))
        .collect();
    faults.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert_eq!(
        faults,
        [
            ("author".to_owned(), FaultKind::NotNames),
            (
                "issued".to_owned(),
                FaultKind::UnknownDate("true".to_owned())
            ),
            ("titel".to_owned(), FaultKind::UnknownField),
            ("title".to_owned(), FaultKind::NotText),
            ("type".to_owned(), FaultKind::UnknownType("bok".to_owned())),
        ]
    );
    assert_eq!(
        (item.kind, item.text(Variable::Locator)),
        (ItemType::Document, None)
    );
}
