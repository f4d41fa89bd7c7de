//! Whose syntax it is, and what is written instead.

use super::help;

/// A kind of foreign syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `{{< figure src="a.png" >}}`, `{{% note %}}`
    HugoShortcode,
    /// `{% include a.html %}`
    LiquidTag,
    /// `{{ page.title }}`, `{{title}}`
    Variable,
    /// `{{#include a.md}}`
    MdBook,
    /// `\@ref(fig:rail)`
    BookdownRef,
    /// `\cite{key}`, `\parencite[3]{key}`
    LatexCitation,
    /// `\textbf{words}`
    LatexCommand,
    /// `` {cite}`key` ``, `` :cite:`key` ``
    Role,
    /// A fence with `{note}`
    Directive,
    /// `.. note::`
    RestDirective,
    /// `\(x^2\)`, `\[x^2\]`
    LatexFormula,
    /// `<<<<<<< HEAD`
    Conflict,
    /// A fence with `{r, echo=FALSE}`, `` `r x` ``
    Knitr,
    /// `[[page]]`, `![[picture]]`
    Wikilink,
    /// `^block-id` at the end of a paragraph
    BlockId,
    /// `==words==`
    Highlight,
    /// `%%words%%`
    Comment,
    /// `!!! note`, `??? note`
    Admonition,
    /// `=== "Tab"`
    Tab,
    /// `[TOC]`, `[[toc]]`
    Contents,
    /// `{: .class}`
    Kramdown,
    /// `import X from "x"`, `export const x`
    Module,
    /// `<Tabs>`
    Component,
    /// `:smile:`
    Emoji,
    /// `== Heading`, `h2. Heading`, a heading underlined with other signs than Markdown's
    Heading,
    /// `link:page.html[words]`, `image::map.png[]`
    AsciiDoc,
    /// `#+TITLE: words`, `:PROPERTIES:`
    OrgKeyword,
    /// `[[https://example.org][words]]`
    OrgLink,
    /// `[fn:1]`
    OrgNote,
    /// `=words=`
    OrgCode,
    /// `[cite:@key]`, `cite:key`
    OrgCitation,
    /// `'''words'''`, `{| class="wikitable"`
    WikiMarkup,
    /// `<ref>words</ref>`
    WikiNote,
    /// `[https://example.org words]`, `"words":https://example.org`, `[words|https://example.org]`
    WikiLink,
    /// `[b]words[/b]`
    BbCode,
    /// `{code}`, `{quote}`
    Jira,
    /// `{++words++}`, `{--words--}`
    Change,
    /// `` `words <https://example.org>`_ ``
    RestLink,
    /// `/// note`
    Fence,
    /// `//words//`
    Slanted,
    /// `++words++`
    Inserted,
    /// `||words||`
    Spoiler,
    /// `key:: value`
    Field,
    /// `+---+---+`
    GridTable,
    /// A fence with `mermaid`
    Diagram,
    /// A fence with `dataview`
    Query,
    /// ` ``words'' `
    LatexQuotes,
    /// `Fig.~1`
    LatexTie,
    /// `\\` at the end of a line
    LatexBreak,
    /// `% words` on a line
    LatexRemark,
}

impl Kind {
    /// What it is, with an article.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::HugoShortcode => "a shortcode of Hugo or Quarto",
            Self::LiquidTag => "a tag of Liquid (Jekyll, GitBook)",
            Self::Variable => "a variable of a template language",
            Self::MdBook => "a directive of mdBook",
            Self::BookdownRef => "a cross reference of bookdown",
            Self::LatexCitation => "a citation of LaTeX",
            Self::LatexCommand => "a command of LaTeX",
            Self::Role => "a role of MyST or Sphinx",
            Self::Directive => "a directive of MyST",
            Self::RestDirective => "a directive of reStructuredText",
            Self::LatexFormula => "a formula between signs of LaTeX or GitHub",
            Self::Conflict => "a conflict of Git",
            Self::Knitr => "code that knitr or Quarto would run",
            Self::Wikilink => "a wikilink",
            Self::BlockId => "the id of a block in Obsidian",
            Self::Highlight => "a highlight of Obsidian",
            Self::Comment => "a comment of Obsidian",
            Self::Admonition => "an admonition of MkDocs",
            Self::Tab => "a tab of MkDocs",
            Self::Contents => "a place for the table of contents",
            Self::Kramdown => "a list of attributes for kramdown",
            Self::Module => "a statement of MDX",
            Self::Component => "a component of MDX or Vue",
            Self::Emoji => "the name of an emoji",
            Self::Heading => "a heading of AsciiDoc, a wiki or reStructuredText",
            Self::AsciiDoc => "a macro of AsciiDoc",
            Self::OrgKeyword => "a keyword of Org",
            Self::OrgLink => "a link of Org",
            Self::OrgNote => "a footnote of Org",
            Self::OrgCode => "code of Org",
            Self::OrgCitation => "a citation of Org",
            Self::WikiMarkup => "markup of MediaWiki",
            Self::WikiNote => "a reference of MediaWiki",
            Self::WikiLink => "a link of MediaWiki, Jira or Textile",
            Self::BbCode => "BBCode",
            Self::Jira => "a macro of Jira or Confluence",
            Self::Change => "a change in CriticMarkup",
            Self::RestLink => "a link of reStructuredText",
            Self::Fence => "a block of MkDocs",
            Self::Slanted => "emphasis of a wiki or of Org",
            Self::Inserted => "inserted text of Markdown Extra",
            Self::Spoiler => "a spoiler of Discord",
            Self::Field => "a field of Dataview or Logseq",
            Self::GridTable => "a grid table of Pandoc or reStructuredText",
            Self::Diagram => "a diagram in words",
            Self::Query => "a query of Obsidian",
            Self::LatexQuotes => "a quotation of LaTeX",
            Self::LatexTie => "a tie of LaTeX",
            Self::LatexBreak => "a line break of LaTeX",
            Self::LatexRemark => "a comment of LaTeX",
        }
    }

    /// What to write in place of what is `written`.
    pub(super) fn help(self, written: &str) -> String {
        match self {
            Self::HugoShortcode => help::hugo(written),
            Self::Variable => help::variable(written),
            Self::MdBook => help::mdbook(written),
            Self::BookdownRef => help::bookdown(written),
            Self::LatexCitation => help::latex::citation(written),
            Self::LatexCommand => help::latex::command(written),
            Self::Wikilink => help::wikilink(written),
            Self::Heading => help::wikis::heading(written),
            Self::AsciiDoc => help::wikis::asciidoc(written),
            Self::OrgKeyword => help::wikis::org_keyword(written),
            Self::OrgLink => help::wikis::org_link(written),
            Self::OrgCitation => help::wikis::org_citation(written),
            Self::WikiLink => help::wikis::wiki_link(written),
            Self::RestLink => help::wikis::rest_link(written),
            _ => self.advice().to_owned(),
        }
    }

    /// The same where it does not depend on what is written, of other Markdown.
    fn advice(self) -> &'static str {
        match self {
            Self::LiquidTag => {
                "write a shortcode of Ibid, {{ name(key=\"value\") }} alone on its line, or the text itself"
            }
            Self::Role => {
                "write [@key] for a citation, [words](page.md#heading) for a reference, `words` for code"
            }
            Self::Directive => {
                "write an alert: a quotation whose first line is > [!NOTE]; for a picture ![description](file.png)"
            }
            Self::RestDirective => {
                "write Markdown: an alert is a quotation whose first line is > [!NOTE], a picture ![description](file.png)"
            }
            Self::LatexFormula => "write $x^2$ in a line, $$x^2$$ for a formula of its own",
            Self::Conflict => {
                "choose what is to stay of the two versions, and delete the lines of <, = and >"
            }
            Self::Knitr => {
                "Ibid runs no code: let knitr or Quarto write Markdown first, or write the language alone after the fence and put the result into the page"
            }
            Self::BlockId => "delete it: link to a heading, [words](page.md#heading)",
            Self::Highlight => "write <mark>words</mark>, or **words**",
            Self::Comment => "readers see it: write <!-- words -->",
            Self::Admonition => {
                "write an alert: > [!NOTE] on a line, and the text after it with > before each line; without indentation"
            }
            Self::Tab => {
                "write a heading for each tab, or {% details(summary=\"…\") %} … {% end %}"
            }
            Self::Contents => {
                "delete it: the theme shows the contents of a page; `toc = false` in the front matter turns them off"
            }
            Self::Kramdown => "write {#id .class} after a heading, or delete it",
            Self::Module => "delete it: Ibid reads Markdown, not MDX",
            Self::Component => {
                "write Markdown, or a shortcode of your own: {% name(key=\"value\") %} … {% end %}; code such as `Vec<String>` stands between backticks"
            }
            _ => self.advice_on_others(),
        }
    }

    /// The same of markup that is none of Markdown's.
    fn advice_on_others(self) -> &'static str {
        match self {
            Self::Emoji => "write the character itself, such as 🙂, or \\: for a plain colon",
            Self::OrgNote => {
                "write [^1], and in a paragraph of its own [^1]: the words of the note"
            }
            Self::OrgCode => "write `words` between backticks; \\= is a plain sign",
            Self::WikiMarkup => {
                "write Markdown: *emphasis*, **strong**, a table of | a | b | with |---|---| below its first line"
            }
            Self::WikiNote => "write [@key] for a source in the bibliography, ^[words] for a note",
            Self::BbCode => {
                "write Markdown: **strong**, *emphasis*, [words](address), ![description](file.png), > before a quotation"
            }
            Self::Jira => {
                "write three backticks on a line before code and after it, > before each line of a quotation"
            }
            Self::Change => {
                "write the text as it is to be; <ins>words</ins> and <del>words</del> show a change, <!-- words --> is a comment"
            }
            Self::Fence => {
                "write an alert: > [!NOTE] on a line, and the text after it with > before each line"
            }
            Self::Slanted => "write *words*",
            Self::Inserted => "write <ins>words</ins>",
            Self::Spoiler => {
                "write {% details(summary=\"…\") %} before it and {% end %} after it, each on its line"
            }
            Self::Field => {
                "write a sentence, or put the value into the front matter: extra = { key = \"value\" }"
            }
            Self::GridTable => {
                "write | a | b | for each row, with |---|---| below the first; a cell is one line"
            }
            Self::Diagram => {
                "readers see its code: put a picture of it into the page, or draw flows with {{ diagram(data=\"flows.toml\", takeaway=\"…\") }}"
            }
            Self::Query => "readers see the query: write what it finds, with links to the pages",
            Self::LatexQuotes => "write \"words\": quotation marks become curly by themselves",
            Self::LatexTie => "write a no-break space, or &nbsp;, in place of the tilde",
            Self::LatexBreak => {
                "end the line with one backslash; lines that all begin with | keep their breaks"
            }
            Self::LatexRemark => "readers see it: write <!-- words -->",
            // The others depend on what is written.
            _ => "",
        }
    }
}
