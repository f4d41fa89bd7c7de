//! What a document looks like, form by form.

use std::fmt::Write;

use super::*;
use crate::diagnostics::LineIndex;

/// Parses a page whose title is given, and prints all that it holds.
#[expect(clippy::too_many_lines, reason = "one case after another")]
fn show(markdown: &str) -> String {
    let text = format!("+++\ntitle = \"T\"\ndescription = \"D\"\n+++\n{markdown}");
    let (document, diagnostics) = parse(
        &"content/a.md".into(),
        &text,
        &ParseOptions::default(),
        &Default::default(),
    );
    let mut out = String::new();
    let holes = |hole: Hole, _: &str, out: &mut String| {
        let _ = match hole {
            Hole::Link(i) => write!(out, "{}", document.links[i].destination),
            Hole::Citation(i) => {
                let c = &document.citations[i];
                let keys: Vec<_> = c.items.iter().map(|item| item.key.as_str()).collect();
                let space = if c.space_before { "_" } else { "" };
                write!(
                    out,
                    "{space}«{}{}»",
                    match c.form {
                        CitationForm::Narrative => "narrative ",
                        CitationForm::Bracketed | CitationForm::Claim => "",
                    },
                    keys.join("+")
                )
            }
            Hole::FootnoteRef(i) => write!(out, "«^{}»", document.footnote_refs[i].label),
            Hole::Label(i) => write!(out, "«label {}»", document.labelled[i].id),
            Hole::Number(i) => write!(out, "«number {}»", document.labelled[i].id),
            Hole::HeadingNumber(i) => write!(out, "«heading {i}»"),
            Hole::PictureSize { .. } | Hole::ImageSources { .. } | Hole::ImageEnd(_) => Ok(()),
            Hole::Sections(i) => {
                write!(out, "«sections {:?}»", document.section_filters[i].sections)
            }
            Hole::CitationAgain(i) => write!(out, "«again {i}»"),
            Hole::Phrase(i) => write!(out, "«{}»", document.phrases[i].word),
            Hole::Title(i) => write!(out, "«title {}»", document.titles[i]),
            Hole::Word(name) => write!(out, "«{name}»"),
            Hole::TableName { number, .. } => write!(out, "«table {number}»"),
            Hole::Shortcode(i) => {
                let s = &document.shortcodes[i];
                let body = s.body.as_ref().map(|b| b.html.trim()).unwrap_or_default();
                write!(
                    out,
                    "«{} {:?} {body}»",
                    s.name,
                    s.args.iter().map(|a| &a.0).collect::<Vec<_>>()
                )
            }
        };
    };
    document.body.fill(&mut out, holes);
    for footnote in &document.footnotes {
        let _ = write!(out, "[{}] ", footnote.label);
        footnote.body.fill(&mut out, holes);
    }
    for citation in &document.citations {
        let sentence = document.sentence(&citation.spot);
        let _ = writeln!(
            out,
            "in \"{}\" claim \"{}\"",
            sentence.text,
            &sentence.text[sentence.marked.clone()]
        );
    }
    let index = LineIndex::new(&text);
    for d in &diagnostics {
        let span = d.place.as_ref().map(|p| p.span).unwrap_or_default();
        let (line, column) = index.line_column(span.start as usize);
        let _ = writeln!(
            out,
            "{}:{column} [{}] {} {:?}",
            line - 4,
            d.lint,
            d.message,
            &text[span.range()]
        );
    }
    out
}

macro_rules! shows {
    ($($name:ident: $markdown:expr;)+) => {
        $(#[test] fn $name() { insta::assert_snapshot!(show($markdown)); })+
    };
}

shows! {
    citations_in_their_forms:
        "One [@a, p. 3]. Two [see @a, pp. 3-5; also @b]. @doe_2024 [p. 33] says. @x-y.z. Mail a@b.com, \\@no, `@no`.\n\n\
         It rose [about *10*][@a, 3] fast. It ended![@c] Both [@a][@b] here [-@d].\n";
    citations_in_notes_and_tables:
        "A[^x] b.\n\n[^x]: See [@a] and *more*.\n\n| h | i |\n|:--|--:|\n| x [@a, p. 3] | y |\n\n- tight [@b]\n- [x] done\n";
    malformed_citations:
        "Bad [@] and [@a; p. 3] and [@a @b] here.\n> quoted [@a,\n> p. 4; ] end\n";
    links_of_the_author_stay_links:
        "[x](ibid:locator) [y](ibid:citation) [z][l] ![p](ibid:citation) <ibid:locator>\n\n\
         @a [x](ibid:locator) and @a [l] and @a ![p. 3]\n\n[l]: ibid:locator\n";
    citations_in_links:
        "[text [@a] more](http://x.y) and ![alt [@b]](x.png) and [by @c](/x) fine [@d].\n";
    footnotes_found_and_lost:
        "A[^x] b [^lost] c [^x] \\[^no].\n\n[^x]: one\n[^x]: two\n[^unused]: three\n";
    notes_stand_in_the_text:
        "Deep ^[See *Wells* [@a, p. 3], [here](/x) and `]`.] and.^[Two\nlines @b [p. 4] say, \\] ^[inner [x]].] *Title.*^[3] 10^6^ x\n\n\
         - tight^[one]\n- `a^[b]` \\^[no] ^sup^ word^[a [@c, p. 3 [sic]]] (^[@d])\n\n| a^[cell] |\n|---|\n| b |\n\n    code ^[x]\n";
    divisions:
        "Before\n::: {.wide #here lang=de onclick=\"x\"}\nText *a*\n\n:::: note\n- a\n- b\n::::\n:::\nAfter\n\n\
         ::: {.callout-tip title=\"So\" collapse=true}\n| a |\n|---|\n| b |\n:::\n\n::: {.callout-warning}\n## Take *care*\n\nText\n:::\n\n\
         ::: warning Mind this\n> quoted\n:::\n\n::: {#fig-both}\n![A](a.png)\n\nBoth [@a]\n:::\n\n> ::: a\n> in\n> :::\n\n```\n:::\n```\n\n    ::: x\n\n<div>\n:::\n</div>\n\nA `b\n\n:::: not a fence\n";
    divisions_gone_wrong:
        "::: a\n\n- x\n\n  ::: b\n  y\n:::\n\n:::\n\n> ::: c\n> z\n\n::: d\n";
    attributes:
        "![A *map*](a.png){width=50% .wide #map} [words]{.smallcaps} and [한국]{lang=ko title=\"K\"} `x`{.r} [link](/x){target=_blank .b}\n\n\
         ![B](b.png){width=3in height=20px} *a [b* c]{.x} [d *e]{.x} f* [a `]`{.b} [b]{.c} *d*]{.e} \\[no]{.x} ^[note [in]{.y}]{.x} [y] {.z} [a]{b}\n\n\
         ```{.rust #code .numbered}\nlet x;\n```\n\n```python {#py}\nx\n```\n\n- [tight]{.a}\n\n## Head [h]{.b} {#h}\n";
    bare_addresses:
        "See https://example.org/a_b(c)?x=1&amp;y. *www.example.org* `http://no.no` [http://in.link](/x) ^[in http://note.org/a.] me+b@c.org, not@c.\n\n\
         [words http://claim.org][@a] @key_b.c x@y @a [p. 3] [span www.a.b/c]{.x} <http://angle.org> <made-up:x> ftp://f.org/_x_ \"http://q.org\"\n";
    line_blocks:
        "| Roses \"are\" red,\n|   violets [@a]\n|\n| blue\n\n> | quoted\n> |  more\n\n| a | b |\n| c | d |\n\n| x\ny\n\n\\newpage\n\nA\\index{b!{c}} d.\n";
    notes_that_do_not_close:
        "One ^[two *three] four* five.\n\n*a ^[b* c] d ^[[e]\n\nnew ^[\n";
    headings_get_ids:
        "## Origins of *war* {#start}\n\n### Note 1\n\n## Same\n\n## Same\n\n## Again {#start}\n\n## With [link](/x) and note[^a]\n\n[^a]: x\n";
    money_and_formulas:
        "About $11 billion ($11bn-$12bn [@a]), US$100 and US$200 [@b], but $x^2$ is one.\n\n$\\nocommand$\n";
    shortcodes_split_paragraphs:
        "{% details(summary=\"S\") %}\nBody \"text\" [@a]\n{% end %}\nafter\n{{ badge(src=\"a.png\") }}\n\n{% details() %}\n\n- x\n\n{% end %}\n";
    shortcodes_gone_wrong:
        "{% details(summary=1) %}\n\n- x\n{% end %}\n\n> {% quote() %}\n> inside\n\n{{ badge(src=a) }}\n\n{% end %}\n";
    blocks_of_all_kinds:
        "> [!WARNING]\n> Careful -- \"now\"...\n\nTerm\n: Meaning\n\n~~x~~ H~2~O x^2^ a  \nb\n\n---\n\n<!-- gone --> \n\n<div>raw</div>\n\n```rust\nlet x = 1;\n```\n\n    plain <code>\n\n![](e.png)\n";
}

#[test]
fn hostile_input_neither_panics_nor_hangs() {
    let inputs = [
        String::new(),
        "[".repeat(200_000),
        format!("{}x", "> ".repeat(5_000)),
        "[@a] ".repeat(10_000),
        "$a$1".repeat(2_000),
        "[x][@a] [^".repeat(2_000),
        "{% a() %}\n".repeat(2_000),
        "@a [".repeat(5_000),
        "^[".repeat(100_000),
        "a^[b] ".repeat(20_000),
        "^[*a ".repeat(20_000),
        "\u{feff}\r\r\n\0[@\0]".into(),
    ];
    for input in inputs {
        let (_, diagnostics) = parse(
            &"content/a.md".into(),
            &input,
            &ParseOptions::default(),
            &Default::default(),
        );
        assert!(
            diagnostics
                .iter()
                .any(|d| d.lint == crate::diagnostics::Lint::MissingTitle)
        );
    }
}
