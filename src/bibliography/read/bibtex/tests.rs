//! Whole entries, and the items that they become.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{entry, inherit, map, scan};
use crate::csl::{Date, DateValue, Item, Name, Text};

/// An item, a line a variable, with markup as `{Markup …}`.
pub(super) fn shown(item: &Item) -> String {
    let mut out = format!("{} {}\n", item.id, item.kind);
    for (variable, names) in item.all_names() {
        let mut list: Vec<String> = names.list.iter().map(name).collect();
        list.extend(names.others.then(|| "…".to_owned()));
        let _ = writeln!(out, "  {variable}: {}", list.join("; "));
    }
    for (variable, found) in item.dates() {
        let _ = writeln!(out, "  {variable}: {}", date(found));
    }
    for (variable, text) in item.texts() {
        let _ = writeln!(out, "  {variable}: {}", marked(text));
    }
    out
}

fn name(name: &Name) -> String {
    if !name.literal.is_empty() {
        return format!("={}", name.literal);
    }
    let parts = [
        &name.family,
        &name.given,
        &name.dropping_particle,
        &name.non_dropping_particle,
        &name.suffix,
    ];
    parts
        .map(String::as_str)
        .join("|")
        .trim_end_matches('|')
        .to_owned()
}

fn date(date: &Date) -> String {
    let value = |value: &DateValue| match (value.month, value.day) {
        (0, _) => format!("{}", value.year),
        (month, 0) => format!("{}-{month}", value.year),
        (month, day) => format!("{}-{month}-{day}", value.year),
    };
    match date {
        Date::Literal(words) => format!("\"{}\"", marked(words)),
        Date::Known { start, end, circa } => {
            let end = end
                .as_ref()
                .map(|end| format!("/{}", end.as_ref().map_or("..".to_owned(), value)));
            format!(
                "{}{}{}",
                if *circa { "~" } else { "" },
                value(start),
                end.unwrap_or_default()
            )
        }
    }
}

fn marked(text: &Text) -> String {
    let mut marks: Vec<(usize, u8, usize, String)> = Vec::new();
    for (index, span) in text.spans().iter().enumerate() {
        marks.push((span.range.start, 1, index, format!("{{{:?} ", span.markup)));
        marks.push((span.range.end, 0, usize::MAX - index, "}".to_owned()));
    }
    marks.sort();
    let mut out = text.as_str().to_owned();
    for (at, _, _, mark) in marks.iter().rev() {
        out.insert_str(*at, mark);
    }
    out
}

fn read(text: &str) -> String {
    let file: Arc<str> = "a.bib".into();
    let mut entries = entry::entries(&file, &mut scan::scan(text), &mut entry::Strings::default());
    inherit::inherit(&mut entries);
    entries
        .iter()
        .map(|entry| shown(&map::map(entry, false).item))
        .collect()
}

#[test]
fn titles() {
    insta::assert_snapshot!(read(r"
@book{a, title={The Title: of {NATO} Things And Others}, subtitle={A Sub}, titleaddon={Addon!}, shortjournal={J}}
@inproceedings{d, title={Foo?}, subtitle={Bar}, booktitle={Proc}, booksubtitle={Sub}, maintitle={Main}, mainsubtitle={Ms}, series={LNCS}, number=7, eventtitle={Conf}, venue={Rome}}
@mvbook{m, maintitle={Main Work of Great Length}, title={Volume One: the Beginning}, volume={C}}
@periodical{p, title={Computers and Graphics}, issuetitle={Semantic {3D} Media}, shorttitle={CaG}, number=4}
@periodical{q, title={Computers and Graphics Today Now}}
@article{c, title={Foo Bar Baz}, journaltitle={Journal of Things}, journalsubtitle={X}, shortjournal={J Thg}, series=3, number=2, issue={Spring}}
@book{g, title={Die Geschichte der Deutschen Sprache Heute}}
@book{h, title={Some Long French Title Here}, langid=french}
@online{t, title={Дипломатический обзор}, langid=russian, usere={Diplomatic Review}}
@book{u, title={The Castle}, origtitle={Das Schloss}, usere={The Castle, again}}
"), @"
    a book
      title: The title: Of {NoCase NATO} things and others: A Sub. Addon!
      container-title-short: J
      title-short: The title
    d paper-conference
      title: Foo? Bar
      container-title: Main: Ms
      volume-title: Proc: Sub
      event-title: Conf
      event: Conf
      collection-title: LNCS
      collection-number: 7
      event-place: Rome
    m book
      title: Main work of great length
      volume-title: Volume One: The Beginning
      volume: C
    p article-journal
      title: Semantic {NoCase 3D} Media
      container-title: Computers and Graphics
      container-title-short: CaG
      issue: 4
    q periodical
      title: Computers and Graphics Today Now
    c article-journal
      title: Foo Bar Baz
      container-title: Journal of Things: X
      container-title-short: J Thg
      collection-title: 3rd series
      issue: 2, Spring
    g book
      title: Die Geschichte der Deutschen Sprache Heute
    h book
      language: fr-FR
      title: Some Long French Title Here
    t webpage
      language: ru-RU
      title: Дипломатический обзор
      original-title: Diplomatic Review
    u book
      title: The Castle
      original-title: Das Schloss
    ");
}

#[test]
fn publishers_dates_and_addresses() {
    insta::assert_snapshot!(read(r"
@book{a, publisher={Foo and {Bar and Sons} and Baz}, location={Paris and New York}, date={-0876}, origdate={1950}, edition={Second}, origpublisher={O}}
@thesis{b, type={mathesis}, institution={Uni X}, langid={ngerman}, date={2004-06/..}, pubstate={inpress}}
@phdthesis{c, school={Uni Y}, year={forthcoming}}
@misc{d, howpublished={\url{http://x.org/~a_b}}, urldate={2004-1-2}, doi={https://doi.org/10.1/x_y}, note={A note}, addendum={Added}}
@article{e, eprint={arXiv:1234.5678}, archivePrefix={arXiv}, pages={1--2, 5}, volume=3, part=2}
@patent{f, type={patreqde}, location={countryde and countryus}, number={DE 1}, date={2001}}
@online{g, url={https://x.org/a\_b}, organization={O}, publisher={P}, options={url=false}, medium={PDF}, archive_location={Box 3}}
@techreport{h, institution={I}, type={Working Paper}, number={12}, eventdate={2001-01-02/2001-01-05}}
"), @r#"
    a book
      issued: -877
      original-date: 1950
      edition: 2
      publisher: Foo, Bar and Sons {Term and} Baz
      publisher-place: Paris {Term and} New York
      original-publisher: O
    b thesis
      issued: 2004-6/..
      language: de-DE
      publisher: Uni X
      genre: {Term Master’s thesis}
      status: {Term in press}
    c thesis
      issued: "forthcoming"
      publisher: Uni Y
      genre: {Term PhD thesis}
    d document
      accessed: 2004-1-2
      URL: http://x.org/~a_b
      DOI: 10.1/x_y
      note: A note. Added
    e article
      volume: 3.2
      page: 1-2, 5
      URL: https://arxiv.org/abs/1234.5678
      page-first: 1
    f patent
      issued: 2001
      number: DE 1
      jurisdiction: Germany; United States of America
      genre: {Term German patent request}
    g webpage
      publisher: O; P
      URL: https://x.org/a_b
      medium: PDF
      archive_location: Box 3
    h report
      event-date: 2001-1-2/2001-1-5
      number: 12
      publisher: I
      genre: Working Paper
    "#);
}

#[test]
fn exports_of_zotero_and_better_bibtex() {
    insta::assert_snapshot!(read(r"
@jurisdiction{a, title={Brown v. Board of Education}, journaltitle={U.S.}, volume={347}, pages={483}, institution={U.S. Supreme Court}}
@legislation{b, title={A {Sanctions} Act}, entrysubtype={bill}, number={H.R. 757}}
@video{c, entrysubtype={tvbroadcast}, title={The Arsenal}, booktitle={Panorama}, publisher={BBC}, howpublished={DVD}}
@movie{d, author={Bong, Joon-ho}, title={Parasite}, howpublished={Netflix}}
@online{e, title={Shells by Rail}, titleaddon={38 North}, pubstate={forthcoming}}
@online{f, title={Shells by Rail}, titleaddon={a headline}, organization={38 North}}
@artwork{g, title={Guernica}, howpublished={Oil on canvas}}
@unpublished{h, title={An Address}, type={Speech}, howpublished={Speech}, date={2020}, pubstate={inpress}}
"), @r#"
    a legal_case
      title: Brown v. Board of Education
      container-title: U.S.
      volume: 347
      page: 483
      authority: U.S. Supreme Court
      page-first: 483
    b bill
      title: A {NoCase Sanctions} Act
      number: H.R. 757
    c broadcast
      title: The Arsenal
      container-title: Panorama
      publisher: BBC
      medium: DVD
    d motion_picture
      director: Bong|Joon-ho
      title: Parasite
      publisher: Netflix
    e webpage
      issued: "{Term forthcoming}"
      title: Shells by Rail
      container-title: 38 North
    f webpage
      title: Shells by Rail. A headline
      title-short: Shells by Rail
      publisher: 38 North
    g graphic
      title: Guernica
      medium: Oil on canvas
    h manuscript
      issued: 2020
      title: An Address
      genre: Speech
      status: {Term in press}
    "#);
}

#[test]
fn people_and_texts() {
    insta::assert_snapshot!(read(r"
@book{a, author={van Gogh, Vincent and {UNESCO} and others}, editor={Doe, J.}, editortype={director}, translator={A B}, editora={C D}, editoratype={compiler}, options={useprefix=true}, note={See \emph{X} and \enquote{q} `r' of H$_2$O \foo{bar}}}
@movie{b, director={Kubrick, Stanley}, title={{2001}: A Space Odyssey}, keywords={a, b}, annotation={Good}, abstract={Costs $5 and \% more}}
@review{r, reviewed-author={X, Y}, reviewed-title={Foo}}
"), @"
    a book
      author: Gogh|Vincent||van; =UNESCO; …
      translator: B|A
      director: Doe|J.
      compiler: D|C
      note: See {Italic X} and {Quoted q} {QuotedSingle r} of H{Subscript 2}O {NoCase bar}
    b motion_picture
      director: Kubrick|Stanley
      title: 2001: A space odyssey
      title-short: 2001
      annote: Good
      abstract: Costs $5 and % more
      keyword: a, b
    r review
      reviewed-author: X|Y
      reviewed-title: Foo
    ");
}

#[test]
fn unknown_things_are_told() {
    let file: Arc<str> = "a.bib".into();
    let text = r"@bok{a, title={\foo A \foo B}, date={soon}, urldate={2001-02-30}, year={2001}}";
    let entries = entry::entries(&file, &mut scan::scan(text), &mut entry::Strings::default());
    let mapped = map::map(&entries[0], false);
    assert!(mapped.unknown_kind);
    assert_eq!(
        mapped.unknown_commands,
        [("title".to_owned(), "foo".to_owned())]
    );
    assert_eq!(mapped.odd_dates.len(), 2);
}
