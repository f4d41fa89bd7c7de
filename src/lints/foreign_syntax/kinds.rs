//! Whose syntax it is, and what is written instead.

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
            Self::LatexFormula => "a formula between signs of LaTeX",
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
        }
    }

    /// What to write in place of what is `written`.
    pub(super) fn help(self, written: &str) -> String {
        let help = match self {
            Self::HugoShortcode => return hugo(written),
            Self::LiquidTag => {
                "write a shortcode of Ibid, {{ name(key=\"value\") }} alone on its line, or the text itself"
            }
            Self::Variable => "write the value itself; for plain braces write \\{{",
            Self::MdBook => return mdbook(written),
            Self::BookdownRef => return bookdown(written),
            Self::LatexCitation => return latex_citation(written),
            Self::LatexCommand => {
                "write Markdown: *emphasis*, **strong**, `code`, [words](address); LaTeX is read only between dollar signs"
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
            Self::Wikilink => return wikilink(written),
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
                "write Markdown, or a shortcode of your own: {% name(key=\"value\") %} … {% end %}"
            }
        };
        help.to_owned()
    }
}

/// The value of `name="…"` or `name=…`, or the first value without a name.
fn argument<'a>(written: &'a str, name: &str) -> Option<&'a str> {
    let value = match written.find(&format!("{name}=")) {
        Some(at) => &written[at + name.len() + 1..],
        None => return None,
    };
    let value = value.trim_start();
    match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => value.split([' ', '>', '%']).next(),
    }
}

fn hugo(written: &str) -> String {
    let inner = written.trim_matches(['{', '}', '<', '>', '%', '/', ' ', '\n']);
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let first = rest.trim().trim_matches(['"', '\'']);
    match name {
        "figure" | "img" | "image" => {
            let src = argument(rest, "src").unwrap_or("file.png");
            let alt = argument(rest, "alt").unwrap_or("description");
            format!("write ![{alt}]({src})")
        }
        "ref" | "relref" => format!(
            "write the path of the file: [words]({})",
            match first.ends_with(".md") || first.contains('#') {
                true => first.to_owned(),
                false => format!("{first}.md"),
            }
        ),
        "include" => include(first),
        "youtube" | "video" | "vimeo" => {
            "write a link to the video: the page loads nothing from other hosts".to_owned()
        }
        "details" => {
            "write {% details(summary=\"…\") %} before it and {% end %} after it".to_owned()
        }
        "note" | "notice" | "callout" | "hint" | "alert" | "warning" | "tip" => {
            "write an alert: a quotation whose first line is > [!NOTE]".to_owned()
        }
        "pagebreak" => "delete it: a page of the web has no pages".to_owned(),
        name => format!(
            "write a shortcode of Ibid, {{{{ {name}(key=\"value\") }}}} alone on its line, and make its template; or write Markdown"
        ),
    }
}

/// How a file is included.
fn include(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    format!(
        "put the file into includes/ and write {{{{ include(path=\"includes/{name}\") }}}} alone on its line"
    )
}

fn mdbook(written: &str) -> String {
    let inner = written.trim_matches(['{', '}', '#', ' ']);
    match inner.split_once(char::is_whitespace) {
        Some((name, path)) if name.ends_with("include") => {
            let path = path.trim().split(':').next().unwrap_or_default();
            include(path)
        }
        Some(("title", title)) => format!("write title = \"{}\" in the front matter", title.trim()),
        _ => "delete it, or write the text itself".to_owned(),
    }
}

fn bookdown(written: &str) -> String {
    let target = written.trim_start_matches("\\@ref(").trim_end_matches(')');
    match target.contains(':') {
        true => format!("write @{target}, and {{#{target}}} after what it refers to"),
        false => format!("write [words](#{target}), or [words](page.md#{target})"),
    }
}

fn latex_citation(written: &str) -> String {
    let keys = written
        .rsplit_once('{')
        .map_or("key", |(_, keys)| keys.trim_end_matches('}'));
    let keys: Vec<String> = keys
        .split(',')
        .map(|key| format!("@{}", key.trim()))
        .collect();
    let narrative = written.starts_with("\\citet") || written.starts_with("\\textcite");
    match narrative && keys.len() == 1 {
        true => format!("write {}", keys[0]),
        false => format!("write [{}]", keys.join("; ")),
    }
}

fn wikilink(written: &str) -> String {
    let embeds = written.starts_with('!');
    let inner = written.trim_matches(['!', '[', ']']);
    let (page, words) = inner.split_once('|').unwrap_or((inner, inner));
    let (page, words) = (page.trim().trim_end_matches('\\'), words.trim());
    let (path, anchor) = page.split_once('#').unwrap_or((page, ""));
    if embeds {
        return format!("write ![description](<{path}>), or `wikilinks = true` in [markdown]");
    }
    let file = match path.is_empty() || path.ends_with(".md") {
        true => path.to_owned(),
        false => format!("{path}.md"),
    };
    let anchor = match anchor {
        "" => String::new(),
        anchor => format!("#{}", crate::markdown::slugify(anchor)),
    };
    let address = format!("{file}{anchor}");
    let address = match address.contains(' ') {
        true => format!("<{address}>"),
        false => address,
    };
    format!("write [{words}]({address}), or `wikilinks = true` in [markdown]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_says_what_to_write() {
        for (kind, written, help) in [
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
                "put the file into includes/ and write {{ include(path=\"includes/a.rs\") }} alone on its line",
            ),
            (
                Kind::BookdownRef,
                "\\@ref(fig:rail)",
                "write @fig:rail, and {#fig:rail} after what it refers to",
            ),
            (Kind::LatexCitation, "\\citet{a}", "write @a"),
            (Kind::LatexCitation, "\\cite[3]{a, b}", "write [@a; @b]"),
            (
                Kind::Wikilink,
                "[[Big Page#Some Part|words]]",
                "write [words](<Big Page.md#some-part>), or `wikilinks = true` in [markdown]",
            ),
        ] {
            assert_eq!(kind.help(written), help, "{written}");
        }
    }
}
