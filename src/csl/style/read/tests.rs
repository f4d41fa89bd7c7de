//! Styles that can be used, and those that cannot with the place where they break.

use super::super::super::sets::Types;
use super::super::super::variable::{ItemType, Variable};
use super::super::element::{
    AnyVariable, Condition, Element, Match, Position, Style, TextElement, TextSource,
};
use super::super::error::StyleError;

/// A style with macros and what stands in its citation's layout.
fn style(macros: &str, layout: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\">\n\
         <info><title>A &amp; B</title><id>a-b</id></info>\n\
         {macros}<citation><layout>{layout}</layout></citation></style>"
    )
}

fn layout(text: &str) -> Vec<Element> {
    Style::parse(&style("", text))
        .unwrap()
        .citation
        .layout
        .elements
}

/// What an error underlines, and what it says.
fn broken(text: &str) -> (String, String, Option<String>) {
    let StyleError {
        range,
        message,
        help,
    } = Style::parse(text).unwrap_err();
    (text[range].to_owned(), message, help)
}

#[test]
fn macros_are_numbered_as_they_are_used() {
    let text = style(
        "<macro name=\"unused\"><text macro=\"nowhere\"/></macro>\
         <macro name=\"year\"><date variable=\"issued\"/></macro>\
         <macro name=\"title\"><text variable=\"title\"/><text macro=\"year\"/></macro>",
        "<text macro=\"title\" prefix=\"&#8220;\"/><text macro=\"year\"/>",
    );
    let style = Style::parse(&format!("\u{feff}{text}")).unwrap();
    assert_eq!(style.title, "A & B");
    let names: Vec<_> = style.macros.iter().map(|known| &known.name).collect();
    assert_eq!(names, ["title", "year"]);
    let Element::Text(TextElement {
        source, affixes, ..
    }) = &style.citation.layout.elements[0]
    else {
        panic!("{style:?}")
    };
    assert_eq!(
        (source, affixes.prefix.as_str()),
        (&TextSource::Macro(0), "“")
    );
}

#[test]
fn conditions_that_are_not_known_fail() {
    let branches = |test: &str| {
        let layout = layout(&format!(
            "<choose><if {test}><text value=\"x\"/></if><else/></choose>"
        ));
        let [Element::Choose(choose)] = layout.as_slice() else {
            panic!("{layout:?}")
        };
        let mut branches = choose.branches.clone();
        let otherwise = branches.pop().unwrap();
        assert_eq!(
            (otherwise.types, &*otherwise.conditions),
            (Types::default(), &[][..])
        );
        branches.pop()
    };
    let mut book = Types::default();
    book.insert(ItemType::Book);
    assert_eq!(branches("type=\"codex\""), None);
    assert_eq!(branches("jurisdiction=\"us\""), None);
    assert_eq!(branches("match=\"any\" type=\"codex\""), None);
    for test in ["type=\"book codex\"", "match=\"any\" type=\"book codex\""] {
        assert_eq!(branches(test).map(|branch| branch.types), Some(book));
    }
    let none = branches("match=\"none\" type=\"codex\"").unwrap();
    assert_eq!((none.matching, none.types), (Match::None, Types::default()));
    let two = branches("position=\"ibid\" variable=\"title\"").unwrap();
    assert_eq!(two.conditions, [Condition::Position(Position::Ibid)]);
    assert!(two.variables.contains(AnyVariable::Text(Variable::Title)));
}

#[test]
fn terms_have_one_name() {
    let elements = layout(
        "<text term=\"and-others\"/><choose><if locator=\"page sub verbo\" match=\"any\"/></choose>",
    );
    let [Element::Text(text), Element::Choose(choose)] = elements.as_slice() else {
        panic!("{elements:?}")
    };
    let name = "and others".to_owned();
    assert_eq!(
        text.source,
        TextSource::Term {
            name,
            plural: false
        }
    );
    let locators = ["page", "sub-verbo"].map(|label| Condition::Locator(label.to_owned()));
    assert_eq!(choose.branches[0].conditions, locators);
}

#[test]
fn what_is_not_known_is_passed_over() {
    assert_eq!(
        layout("<institution/><!-- & --><text/><label variable=\"x\"/>"),
        []
    );
    let unknown = layout("<text variable=\"x\"/><date variable=\"x\"/><number variable=\"x\"/>");
    let is_unknown = |element: &Element| matches!(element, Element::Text(text) if text.source == TextSource::Unknown);
    assert!(unknown.len() == 3 && unknown.iter().all(is_unknown));
}

#[test]
fn a_style_that_breaks_says_where() {
    let (place, message, help) = broken(&style(
        "<macro name=\"author\"/>",
        "<text macro=\"autor\"/>",
    ));
    assert_eq!(place, "<text macro=\"autor\"/>");
    assert_eq!(message, "the style has no macro \"autor\"");
    assert_eq!(help.unwrap(), "did you mean \"author\"?");

    let circle = "<macro name=\"a\"><group><text macro=\"b\"/></group></macro>\
        <macro name=\"b\"><names variable=\"author\"><substitute><text macro=\"a\" /></substitute></names></macro>";
    let (place, message, _) = broken(&style(circle, "<text macro=\"b\"/>"));
    assert_eq!(place, "<text macro=\"b\"/>");
    assert_eq!(message, "the macro \"b\" uses itself: b → a → b");

    let (place, message, _) = broken("\u{feff}<style><info/></style>");
    assert_eq!(
        (place.as_str(), message.as_str()),
        ("<style>", "the style has no `<citation>`")
    );
    let (place, message, _) = broken("<style><citation><sort/></citation></style>");
    assert_eq!(
        (place.as_str(), message.as_str()),
        ("<citation>", "`<citation>` has no `<layout>`")
    );
    let (place, message, _) = broken("<html><body/></html>");
    assert_eq!(
        (place.as_str(), message.as_str()),
        (
            "<html>",
            "this is not a CSL style: its outermost element is `html`"
        )
    );
}

#[test]
fn a_dependent_style_names_its_parent() {
    let (place, message, help) = broken(
        "<style><info><title>Journal of X</title><link rel=\"self\" href=\"x\"/>\
         <link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/></info></style>",
    );
    assert_eq!(
        place,
        "<link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/>"
    );
    assert_eq!(
        message,
        "the style \"Journal of X\" only refers to another, http://www.zotero.org/styles/apa"
    );
    assert_eq!(help.unwrap(), "download that style and name it instead");
}

#[test]
fn what_is_not_xml_says_where() {
    for (text, place) in [
        ("", ""),
        ("no XML at all", "no XML at all"),
        ("<style>", "<style>"),
        ("<style><info></style>", "</style>"),
        (
            "<style><info title=\"&nbsp;\"/></style>",
            "<info title=\"&nbsp;\"/>",
        ),
        ("<style>&nbsp;</style>", "&nbsp;"),
        ("<style class=note/>", "<style class=note/>"),
    ] {
        let (at, message, _) = broken(text);
        assert!(
            message.starts_with("this is not well-formed XML: "),
            "{message}"
        );
        assert_eq!(at, place, "{message}");
    }
}

#[test]
fn nothing_nests_or_grows_without_bound() {
    let deep = format!("{}{}", "<group>".repeat(10_000), "</group>".repeat(10_000));
    let (_, message, _) = broken(&style("", &deep));
    assert!(
        message.ends_with("more than 100 elements are nested here"),
        "{message}"
    );

    let chain = |links: usize, body: fn(usize) -> String| {
        (0..links)
            .map(|i| format!("<macro name=\"m{i}\">{}</macro>", body(i + 1)))
            .collect::<String>()
            + &format!("<macro name=\"m{links}\"><text value=\"x\"/></macro>")
    };
    let once = |next| format!("<text macro=\"m{next}\"/>");
    assert!(Style::parse(&style(&chain(100, once), "<text macro=\"m0\"/>")).is_ok());
    let (place, message, _) = broken(&style(&chain(10_000, once), "<text macro=\"m0\"/>"));
    assert_eq!(
        message,
        "with this macro more than 200 elements stand in each other"
    );
    assert!(place.starts_with("<text macro=\"m"), "{place}");

    let twice = |next| format!("<text macro=\"m{next}\"/>").repeat(2);
    let (_, message, _) = broken(&style(&chain(60, twice), "<text macro=\"m0\"/>"));
    assert!(
        message.contains("has more than 100000 elements"),
        "{message}"
    );

    let large = chain(15, twice);
    let many = "<text macro=\"m0\"/>".repeat(4);
    assert!(Style::parse(&style(&large, "<text macro=\"m0\"/>")).is_ok());
    let (place, message, _) = broken(&style(&large, &many));
    assert!(message.starts_with("the layout has more than"), "{message}");
    assert_eq!(place, "<text macro=\"m0\"/>");
}
