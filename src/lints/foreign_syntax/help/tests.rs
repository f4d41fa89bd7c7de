use super::super::kinds::Kind;

const HELP: &[(Kind, &str, &str)] = &[
    (
        Kind::HugoShortcode,
        "{{< figure src=\"a.png\" alt=\"A map\" >}}",
        "write ![A map](a.png)",
    ),
    (
        Kind::HugoShortcode,
        "{{% ref \"about.md#us\" %}}",
        "write the path of the file: [words](about.md#us)",
    ),
    (
        Kind::MdBook,
        "{{#include a.rs:3:9}}",
        "write {{ include(path=\"a.rs\") }} alone on its line, with the path from the folder of ibid.toml",
    ),
    (
        Kind::BookdownRef,
        "\\@ref(fig:rail)",
        "write @fig:rail, and {#fig:rail} after what it refers to",
    ),
    (Kind::LatexCommand, "\\section*{Wells}", "write ## Wells"),
    (Kind::LatexCommand, "\\footnote{So.}", "write ^[So.]"),
    (Kind::LatexCommand, "{\\em words}", "write *words*"),
    (
        Kind::LatexCommand,
        "\\begin{quote}",
        "write > before each line",
    ),
    (
        Kind::Variable,
        "{{ figure src=\"a.png\" alt=\"A\" }}",
        "write a shortcode with parentheses and commas: {{ figure(src=\"a.png\", alt=\"A\") }}",
    ),
    (Kind::Heading, "=== Wells ===", "write ## Wells"),
    (Kind::Heading, "h2. Wells", "write ## Wells"),
    (
        Kind::AsciiDoc,
        "image::a.png[A map]",
        "write ![A map](a.png)",
    ),
    (
        Kind::AsciiDoc,
        "https://example.org[words]",
        "write [words](https://example.org)",
    ),
    (
        Kind::OrgKeyword,
        "#+TITLE: Wells",
        "write title = \"Wells\" in the front matter",
    ),
    (
        Kind::OrgLink,
        "[[file:a.org][words]]",
        "write [words](a.md)",
    ),
    (Kind::OrgCitation, "[cite/t:@a; @b]", "write [@a; @b]"),
    (Kind::OrgCitation, "cite:a,b", "write [@a; @b]"),
    (
        Kind::WikiLink,
        "[https://example.org the words]",
        "write [the words](https://example.org)",
    ),
    (
        Kind::WikiLink,
        "[words|https://example.org]",
        "write [words](https://example.org)",
    ),
    (
        Kind::WikiLink,
        "\"words\":https://example.org",
        "write [words](https://example.org)",
    ),
    (
        Kind::RestLink,
        "`words <https://example.org>`_",
        "write [words](https://example.org)",
    ),
    (Kind::LatexCitation, "\\citet{a}", "write @a"),
    (Kind::LatexCitation, "\\cite[3]{a, b}", "write [@a; @b]"),
    (
        Kind::Wikilink,
        "[[Big Page#Some Part|words]]",
        "write [words](<Big Page.md#some-part>), or `wikilinks = true` in [markdown]",
    ),
];

#[test]
fn the_help_says_what_to_write() {
    for (kind, written, help) in HELP {
        assert_eq!(kind.help(written), *help, "{written}");
    }
}
