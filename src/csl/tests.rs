//! The processor as a whole, on small styles.

use std::sync::Arc;

use serde_json::json;

use super::*;

const NOTE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>t</title><id>t</id></info>
<citation><layout delimiter="; " suffix="."><choose>
 <if position="ibid-with-locator"><group delimiter=", "><text term="ibid"/><text variable="locator"/></group></if>
 <else-if position="ibid"><text term="ibid"/></else-if>
 <else-if position="subsequent"><group delimiter=", "><names variable="author"><name form="short"/></names>
  <text variable="title" form="short" font-style="italic"/><text variable="locator"/></group></else-if>
 <else><group delimiter=", "><names variable="author"><name and="text"/><substitute><names variable="editor"/></substitute></names>
  <text variable="title" quotes="true"/><date variable="issued" form="numeric" date-parts="year"/>
  <text variable="locator"/></group></else>
</choose></layout></citation></style>"#;

const AUTHOR_DATE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>t</title><id>t</id></info>
<macro name="author"><names variable="author"><name form="short" and="text" et-al-min="3" et-al-use-first="1"/>
 <substitute><names variable="editor"/><text variable="title" font-style="italic"/></substitute></names></macro>
<citation disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true" collapse="year-suffix">
 <sort><key macro="author"/><key variable="issued"/></sort>
 <layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><group delimiter=" ">
 <text macro="author"/><date variable="issued"><date-part name="year"/></date></group>
 <text variable="locator" prefix="p. "/></group></layout></citation>
<bibliography subsequent-author-substitute="———"><sort><key variable="author"/><key variable="issued"/></sort>
 <layout suffix="."><group delimiter=". "><names variable="author"><name name-as-sort-order="first" and="text"/></names>
 <date variable="issued"><date-part name="year"/></date><text variable="title"/></group></layout></bibliography></style>"#;

/// A processor in the words of a small locale.
fn processor(style: &str) -> Processor {
    let locale = r#"<locale xml:lang="en-US"><style-options punctuation-in-quote="true"/>
        <date form="numeric"><date-part name="month" suffix="/"/><date-part name="day" suffix="/"/><date-part name="year"/></date>
        <terms><term name="ibid">ibid.</term><term name="and">and</term><term name="et-al">et al.</term>
        <term name="open-quote">“</term><term name="close-quote">”</term>
        <term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term>
        <term name="page-range-delimiter">–</term></terms></locale>"#;
    let style = Style::parse(style).unwrap();
    let language = Language::new("en-US");
    let file = |name: &str| (name == "en-US").then(|| LocaleData::parse(locale).unwrap());
    let locale = Locale::new(&language, &style.locales, file);
    Processor::new(Arc::new(style), Arc::new(locale), language.as_str())
}

fn item(id: &str, author: &str, year: i32, title: &str) -> Item {
    let persons: Vec<_> = author
        .split(" & ")
        .filter(|person| !person.is_empty())
        .map(|person| {
            let (given, family) = person.split_once(' ').unwrap_or(("", person));
            json!({"family": family, "given": given})
        })
        .collect();
    let json = json!({"id": id, "type": "book", "author": persons, "title": title,
        "issued": {"date-parts": [[year]]}});
    Item::from_json(json.as_object().unwrap()).0
}

fn cite(item: usize, page: &'static str) -> Cite<'static> {
    Cite {
        item,
        locator: (!page.is_empty()).then_some(Locator {
            label: "page",
            value: page,
        }),
        ..Cite::default()
    }
}

fn citation(note: u32, cites: Vec<Cite<'static>>) -> Citation<'static> {
    Citation {
        cites,
        note: (note > 0).then_some(note),
        ..Citation::default()
    }
}

/// The citations and references of a page as HTML.
fn page(style: &str, items: &[Item], citations: &[Citation<'_>]) -> (Vec<String>, Vec<String>) {
    let items: Vec<_> = items.iter().collect();
    let page = processor(style).page(&items, citations);
    let references = page.references.iter().map(|(_, text)| text.to_html());
    (
        page.citations.iter().map(Formatted::to_html).collect(),
        references.collect(),
    )
}

#[test]
fn notes_say_ibid_only_after_the_source_alone() {
    let items = [
        item("a", "Ada Aho", 1968, "Codes"),
        item("b", "Bo Roe", 1970, "More"),
    ];
    let notes = [
        citation(1, vec![cite(0, "")]),
        citation(2, vec![cite(0, "7-9")]),
        citation(3, vec![cite(1, ""), cite(0, "")]),
        citation(4, vec![cite(0, "")]),
    ];
    assert_eq!(
        page(NOTE, &items, &notes).0,
        [
            "Ada Aho, “Codes,” 1968.",
            "Ibid., 7–9.",
            "Bo Roe, “More,” 1970; Aho, <i>Codes</i>.",
            "Aho, <i>Codes</i>.",
        ]
    );
}

#[test]
fn punctuation_and_quotations_are_settled_where_elements_meet() {
    let title = |title: &str| [item("a", "Ada Aho", 1968, title)];
    let first = |items: &[Item]| {
        page(NOTE, items, &[citation(1, vec![cite(0, "")])])
            .0
            .remove(0)
    };
    assert_eq!(first(&title("Why?")), "Ada Aho, “Why?,” 1968.");
    assert_eq!(
        first(&title("On \"truth\" in <i>Hamlet</i>")),
        "Ada Aho, “On ‘truth’ in <i>Hamlet</i>,” 1968."
    );
    assert_eq!(
        first(&title("A \"quotation\"")),
        "Ada Aho, “A ‘quotation,’” 1968."
    );
}

#[test]
fn what_a_writer_wrote_around_a_cite() {
    let items = [item("a", "Ada Aho", 1968, "Codes")];
    let around = |prefix: &str, suffix: &str, begins_sentence| {
        let cite = Cite {
            prefix: Text::from_markup(prefix),
            suffix: Text::from_markup(suffix),
            ..cite(0, "7-9")
        };
        let citation = Citation {
            begins_sentence,
            ..citation(1, vec![cite])
        };
        page(NOTE, &items, &[citation]).0.remove(0)
    };
    assert_eq!(
        around("see", "(table)", true),
        "See Ada Aho, “Codes,” 1968, 7–9 (table)."
    );
    assert_eq!(
        around("see <i>e.g.</i>", ".", false),
        "see <i>e.g.</i> Ada Aho, “Codes,” 1968, 7–9."
    );
}

#[test]
fn cites_that_look_the_same_are_told_apart() {
    let items = [
        item("a", "Ada Aho", 1968, "Codes"),
        item("b", "Bo Aho", 1968, "Trees"),
        item("c", "Cy Roe & Dan Sun & Eve Tan", 1970, "One"),
        item("d", "Cy Roe & Dan Sun & Fay Ulm", 1970, "Two"),
        item("e", "Gus Vox", 1980, "Zeta"),
        item("f", "Gus Vox", 1980, "Alpha"),
    ];
    let each: Vec<_> = (0..6)
        .map(|index| citation(0, vec![cite(index, "")]))
        .collect();
    let (cited, references) = page(AUTHOR_DATE, &items, &each);
    assert_eq!(
        cited,
        [
            "(Ada Aho 1968)",
            "(Bo Aho 1968)",
            "(Roe, Sun, and Tan 1970)",
            "(Roe, Sun, and Ulm 1970)",
            "(Vox 1980a)",
            "(Vox 1980b)",
        ]
    );
    assert_eq!(references[5], "———. 1980b. Alpha.");
    let together = citation(0, vec![cite(5, ""), cite(0, ""), cite(4, "")]);
    let (cited, _) = page(AUTHOR_DATE, &items, &[together]);
    assert_eq!(cited, ["(Ada Aho 1968; Vox 1980a; b)"]);
}

#[test]
fn a_source_without_an_author_has_a_name() {
    let processor = processor(AUTHOR_DATE);
    let name = |item: &Item| processor.sole(item, &Distinction::default(), Sole::Name);
    let anonymous = item("a", "", 1950, "The propaganda game");
    assert_eq!(name(&anonymous).to_html(), "<i>The propaganda game</i>");
    let pair = item("b", "Ada Aho & Bo Roe", 1950, "Codes");
    assert_eq!(name(&pair).as_str(), "Aho and Roe");
    assert_eq!(
        processor.reference(&pair).as_str(),
        "Aho, Ada and Bo Roe. 1950. Codes."
    );
    let without = Citation {
        mode: Mode::SuppressAuthor,
        ..citation(0, vec![cite(0, "")])
    };
    assert_eq!(
        processor.page(&[&anonymous], &[without]).citations[0].as_str(),
        "(1950)"
    );
}

#[test]
fn a_reference_that_stands_alone_has_no_number() {
    let style = AUTHOR_DATE.replace(
        r#"<bibliography subsequent-author-substitute="———">"#,
        r#"<bibliography second-field-align="flush">"#,
    );
    let number = r#"<text variable="citation-number" prefix="[" suffix="] "/><group delimiter=". ">
        <names variable="author"><name name-as-sort-order="first""#;
    let style = style.replace(
        r#"<group delimiter=". "><names variable="author"><name name-as-sort-order="first""#,
        number,
    );
    let processor = processor(&style);
    let codes = item("a", "Ada Aho", 1968, "Codes");
    assert_eq!(
        processor.reference(&codes).to_html(),
        "Aho, Ada. 1968. Codes."
    );
    let page = processor.page(&[&codes], &[citation(0, vec![cite(0, "")])]);
    assert!(page.references[0].1.as_str().starts_with("[1]"));
}

#[test]
fn a_note_keeps_the_title_that_stands_for_its_authors() {
    let title = r#"<substitute><names variable="editor"/><text variable="title" font-style="italic"/></substitute>"#;
    let style = NOTE.replace(
        r#"<substitute><names variable="editor"/></substitute>"#,
        title,
    );
    let film = [item("a", "", 1949, "The third man")];
    let narrative = citation(1, vec![cite(0, "")]).narrative();
    assert_eq!(
        page(&style, &film, &narrative).0,
        ["<i>The third man</i>", "<i>The third man</i>, 1949."]
    );
}

#[test]
fn the_era_of_a_range_of_years_stands_once() {
    let locale = |style: &str| {
        let term = r#"<locale><terms><term name="bc"> BC</term></terms></locale><citation>"#;
        style.replace("<citation>", term)
    };
    let mut wars = item("a", "", 1, "Wars");
    let years = |from, to| Date::Known {
        start: DateValue::year(from),
        end: Some(Some(DateValue::year(to))),
        circa: false,
    };
    for (date, expected) in [
        (years(-218, -201), "“Wars,” 218–201 BC."),
        (years(-27, 14), "“Wars,” 27 BC–14."),
    ] {
        wars.set_date(DateVariable::Issued, date);
        let items = [wars.clone()];
        let notes = [citation(1, vec![cite(0, "")])];
        assert_eq!(page(&locale(NOTE), &items, &notes).0, [expected]);
    }
}

#[test]
fn a_cite_of_nothing_is_passed_over() {
    let items = [item("a", "Ada Aho", 1968, "Codes")];
    let (cited, _) = page(AUTHOR_DATE, &items, &[citation(0, vec![cite(7, "")])]);
    assert_eq!(cited, [""]);
}
