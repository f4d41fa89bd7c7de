//! Pictures of any data.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::data::Data;
use crate::markdown::{Document, parse};

/// A page with a body that uses data files.
fn page(body: &str, files: &[(&str, &str)]) -> (Document, Vec<String>) {
    let text = format!("+++\ntitle = \"T\"\ndescription = \"D.\"\n+++\n{body}\n");
    let data = Data::of_texts(files);
    let (document, problems) = parse(&"content/a.md".into(), &text, &Default::default(), &data);
    let messages = problems.into_iter().map(|problem| problem.message);
    (document, messages.collect())
}

fn html(body: &str, files: &[(&str, &str)]) -> String {
    let (document, problems) = page(body, files);
    assert_eq!(problems, Vec::<String>::new());
    document.body.html
}

#[test]
fn an_estimate_is_drawn_said_and_cited() {
    let csv = "who,what,low,value,high,qualifier,source\nSeoul,sent,10000,11000,15000,about,\"kim, p. 3\"\n";
    let body =
        "{{ chart(data=\"a.csv\", kind=\"range\", takeaway=\"So *many*\", unit=\"soldiers\") }}";
    let (document, problems) = page(body, &[("data/a.csv", csv)]);
    assert_eq!(problems, Vec::<String>::new());
    let html = &document.body.html;
    for part in [
        "aria-label=\"So many\"",
        "<span class=\"visually-hidden\">: about 11,000 (10,000–15,000) soldiers</span>",
        ">about 11,000 (10,000–15,000)</text>",
        ">sent</td><td class=\"align-right\">10,000</td>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let [citation] = &document.citations[..] else {
        panic!("{:?}", document.citations);
    };
    assert_eq!(citation.file.as_deref(), Some("data/a.csv"));
    assert_eq!(&csv[citation.items[0].span.range()], "kim");
    let block = &document.blocks[citation.spot.block].text;
    assert_eq!(block, "Seoul: about 11,000 (10,000–15,000) soldiers, sent");
    assert_eq!(document.links[0].destination, "/data/a.csv");
}

#[test]
fn parts_of_a_bar_stand_after_each_other() {
    let csv = "who,vote,value,source\nFirst,yes,13,kim\nFirst,no,2,kim\nSecond,yes,15,lim\n";
    let body = "{{ chart(data=\"a.csv\", kind=\"bar\", by=\"vote\") }}";
    let html = html(body, &[("data/a.csv", csv)]);
    assert!(html.contains("yes 13, no 2"), "{html}");
    assert_eq!(html.matches("class=\"strip\"").count(), 2);
    assert_eq!(html.matches("class=\"bar\"").count(), 3);
}

#[test]
fn a_fact_is_part_of_its_sentence_and_its_words_may_be_markdown() {
    let facts = "[a]\nvalue = 15000\nunit = \"men\"\nsource = \"kim\"\n[b]\nvalue = 1\nwording = \"*at least* one\"\nsource = \"lim\"\n";
    let body = "It was\n{{ fact(id=\"a\") }}, then {{ fact(id=\"b\", cite=false) }}.";
    let (document, problems) = page(body, &[("data/facts.toml", facts)]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(
        document.body.html,
        "<p>It was\n15,000 men, then <em>at least</em> one.</p>\n"
    );
    assert_eq!(
        document.blocks[0].text,
        "It was 15,000 men, then at least one."
    );
    assert_eq!(document.citations.len(), 1);
}

#[test]
fn of_more_events_than_the_limit_those_stay_that_matter_most() {
    let csv = "date,text,importance\n2020,One [@k],1\n2021,Two [@k],2\n2022,Three [@k],1\n2023,Four [@k],3\n";
    let body = "{{ timeline(data=\"t.csv\", limit=3) }}";
    let html = html(body, &[("data/t.csv", csv)]);
    let at = |word| html.find(word);
    assert!(at("One") < at("Two") && at("Two") < at("Three"), "{html}");
    assert_eq!(at("Four"), None);
}

#[test]
fn odd_data_is_told_or_drawn_whole() {
    let chart = |kind: &str, csv: &str| {
        let body = format!("{{{{ chart(data=\"a.csv\", kind=\"{kind}\", by=\"by\") }}}}");
        page(&body, &[("data/a.csv", csv)])
    };
    for (kind, rows, message) in [
        ("bar", "A,x,5,,,k\nA,x,5,,,k\n", "the row is there twice"),
        ("bar", ",x,5,,,k\n", "the row has no name"),
        ("range", "A,x,20,3,9,k\n", "the value is outside its range"),
        (
            "line",
            "2024,x,5,,,k\n2024,y,6,,,k\n",
            "a line needs two times or more",
        ),
        (
            "bar",
            "A,1,1,,,k\nA,2,1,,,k\nA,3,1,,,k\nA,4,1,,,k\nA,5,1,,,k\nA,6,1,,,k\nA,7,1,,,k\n",
            "a chart tells 6 series apart, and \"7\" is one more",
        ),
    ] {
        let (_, problems) = chart(kind, &format!("who,by,value,low,high,source\n{rows}"));
        assert_eq!(problems, [message]);
    }
    // Below zero a bar has a side of its own, and a line goes from left to right.
    let (document, _) = chart("bar", "who,by,value,source\nA,x,5,k\nA,y,-3,k\n");
    let bars = document.body.html.matches("class=\"bar\"").count();
    assert_eq!(bars, 2);
    assert!(
        document.body.html.contains(">−4</text>"),
        "{}",
        document.body.html
    );
    let (document, _) = chart(
        "line",
        "date,by,value,source\n2024,x,5,k\n2020,x,1,k\n2022,x,9,k\n",
    );
    let path = document.body.html.split(" d=\"M").nth(1).unwrap();
    let along = path.split('"').next().unwrap().split('L');
    let along: Vec<f64> = along
        .map(|point| point.split(' ').next().unwrap().parse().unwrap())
        .collect();
    assert!(along.is_sorted(), "{along:?}");
}

#[test]
fn a_figure_has_its_caption_credit_and_source() {
    let body = "{{ figure(src=\"map.png\", alt=\"A map\", caption=\"The *border*\", credit=\"UN\", source=\"un, p. 3\", id=\"fig:map\", width=300) }}";
    let (document, problems) = page(body, &[]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(
        document.body.html,
        "<figure id=\"fig:map\">\n<img src=\"\" alt=\"A map\" width=\"300\" loading=\"lazy\" decoding=\"async\">\n\
         <figcaption><span class=\"label\">.</span> The <em>border</em> <span class=\"credit\">UN</span></figcaption>\n</figure>\n"
    );
    let [citation] = &document.citations[..] else {
        panic!("{:?}", document.citations);
    };
    assert_eq!(citation.items[0].key, "un");
    assert_eq!(document.blocks[citation.spot.block].text, "The border UN");
    assert_eq!(document.shown, ["map.png"]);
    let (_, problems) = page("{{ figure(src=\"a.png\", captoin=\"x\") }}", &[]);
    assert_eq!(
        problems,
        [
            "the shortcode `figure` has no argument `captoin`",
            "the picture has no description"
        ]
    );
}

#[test]
fn wrong_calls_say_what_is_right() {
    let csv = ("data/a.csv", "who,value,source\nSeoul,1,kim\n");
    for (body, message) in [
        (
            "{{ chart(kind=\"bar\") }}",
            "the shortcode `chart` needs the argument `data`",
        ),
        (
            "{{ chart(data=\"a.csv\", kind=\"pie\") }}",
            "there is no kind of chart \"pie\"",
        ),
        (
            "{{ chart(data=\"a.csv\", kind=\"bar\", colour=\"red\") }}",
            "the shortcode `chart` has no argument `colour`",
        ),
        (
            "{{ timeline(data=\"a.csv\", limit=0) }}",
            "the argument `limit` must be a whole number from 1 on",
        ),
        (
            "{% chart(data=\"a.csv\", kind=\"bar\") %}\n\n{% end %}",
            "the shortcode `chart` has no body",
        ),
    ] {
        let (_, problems) = page(body, &[csv]);
        assert!(
            problems.iter().any(|problem| problem == message),
            "{body}: {problems:?}"
        );
    }
}

/// Cells of all kinds.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        (-1_000_000_000_000_000_i64..1_000_000_000_000_000).prop_map(|n| n.to_string()),
        (-1000..1000_i32).prop_map(|n| format!("{:.3}", f64::from(n) / 999.0)),
        Just("0".to_owned()),
        Just("2024-06".to_owned()),
        "[a-z<&\"\\[@*{} ]{0,12}",
        Just("\"a, [b](c) [@d]\"".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_data_makes_whole_pictures(
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 5), 0..12),
        kind in 0..4_usize,
        by: bool,
    ) {
        let rows: Vec<String> = rows.iter().map(|cells| cells.join(",") + ",kim").collect();
        let csv = format!("date,who,low,value,text,source\n{}\n", rows.join("\n"));
        let kind = ["range", "dot", "bar", "line"][kind];
        let by = if by { ", by=\"who\"" } else { "" };
        let body = format!(
            "{{{{ chart(data=\"a.csv\", kind=\"{kind}\"{by}, x=\"date\") }}}}\n\n{{{{ timeline(data=\"a.csv\") }}}}"
        );
        let (document, _) = page(&body, &[("data/a.csv", &csv)]);
        let html = &document.body.html;
        prop_assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
        for tag in ["svg", "figure", "ul", "li", "g", "details", "table", "span", "div"] {
            let opened = html.matches(&format!("<{tag} ")).count() + html.matches(&format!("<{tag}>")).count();
            prop_assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{}: {}", tag, html);
        }
        for citation in &document.citations {
            let file = if citation.file.is_some() { &csv } else { "" };
            prop_assert!(file.get(citation.span.range()).is_some());
        }
    }
}

#[test]
fn a_chart_costs_little() {
    let rows: String = (0..40)
        .map(|n| format!("Name {n},{n}000,kim-{n}\n"))
        .collect();
    let csv = format!("who,value,source\n{rows}");
    let body = "{{ chart(data=\"a.csv\", kind=\"range\") }}";
    let start = Instant::now();
    html(body, &[("data/a.csv", &csv)]);
    // The release program takes a fraction of this.
    assert!(
        start.elapsed() < Duration::from_millis(500),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn flows_that_a_diagram_has_no_room_for_are_told() {
    let actors = "[[actor]]\nid = \"a\"\nname = \"A\"\n[[actor]]\nid = \"b\"\nname = \"B\"\n";
    let flow = "[[flow]]\nfrom = \"a\"\nto = \"b\"\nwhat = \"Goods\"\nsource = \"kim\"\n";
    let body = "{{ diagram(data=\"f.toml\") }}";
    let problems = |flows: usize| {
        let toml = format!("{actors}{}", flow.repeat(flows));
        page(body, &[("data/f.toml", &toml)]).1
    };
    assert_eq!(problems(60), Vec::<String>::new());
    assert_eq!(problems(61), ["a diagram has at most 60 flows"]);
}
