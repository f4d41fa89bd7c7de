//! What is written in place of constructs that say where they lead or what they show.

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

pub(super) fn hugo(written: &str) -> String {
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
    let name = path.trim_start_matches(['.', '/']);
    format!(
        "write {{{{ include(path=\"{name}\") }}}} alone on its line, with the path from the folder of ibid.toml"
    )
}

/// `{{ page.title }}`, and shortcodes whose arguments stand without parentheses.
pub(super) fn variable(written: &str) -> String {
    let inner = written.trim_matches(['{', '}', ' ']);
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    if rest.contains("=\"") {
        let args = rest.trim().replace("\" ", "\", ");
        return format!("write a shortcode with parentheses and commas: {{{{ {name}({args}) }}}}");
    }
    match inner.to_ascii_lowercase().starts_with("citation needed") {
        true => "write the citation: [@key]".to_owned(),
        false => "write the value itself; for plain braces write \\{{".to_owned(),
    }
}

/// What stands between the last braces.
fn last_argument(written: &str) -> &str {
    let argument = written.rsplit_once('{');
    argument.map_or("words", |(_, rest)| rest.trim_end_matches('}'))
}

pub(super) fn latex_command(written: &str) -> String {
    let written = written.trim_start_matches(['{', '\\']);
    let name = written.split(|c: char| !c.is_ascii_alphabetic()).next();
    let words = last_argument(written);
    let help = match name.unwrap_or_default() {
        "chapter" => return format!("write title = \"{words}\" in the front matter"),
        "section" => return format!("write ## {words}"),
        "subsection" => return format!("write ### {words}"),
        "subsubsection" | "paragraph" => return format!("write #### {words}"),
        "footnote" | "footnotetext" => return format!("write ^[{words}]"),
        "ref" | "autoref" | "cref" | "Cref" | "eqref" | "pageref" => {
            return format!("write @{words}, and {{#{words}}} after what it refers to");
        }
        "label" => {
            return format!("write {{#{words}}} after the heading, picture, formula or caption");
        }
        "url" => return format!("write <{words}>"),
        "includegraphics" => return format!("write ![description]({words})"),
        "begin" | "end" | "item" => environment(words),
        "caption" => "write ![caption](file.png){#fig:name}, or Table: caption {#tbl:name}",
        "textbf" | "bf" | "bfseries" => "write **words**",
        "emph" | "textit" | "textsl" | "em" | "it" | "itshape" => "write *words*",
        "texttt" | "tt" | "verb" => "write `words`",
        "textsc" | "sc" => "write [words]{.smallcaps}",
        "underline" | "uline" => "write <u>words</u>",
        "href" => "write [words](address)",
        "ldots" | "dots" => "write …, or three full stops",
        "LaTeX" | "TeX" | "BibTeX" => "write the name in letters",
        "bibliography" | "printbibliography" => {
            "delete it: a page lists its references by itself; `bibliography` in [citations] of ibid.toml names the file"
        }
        "noindent" | "maketitle" | "tableofcontents" | "centering" | "bibliographystyle" => {
            "delete it: the theme sees to it"
        }
        _ => {
            "write Markdown: *emphasis*, **strong**, `code`, [words](address); LaTeX is read only between dollar signs"
        }
    };
    help.to_owned()
}

/// What is written in place of `\begin{name}`.
fn environment(name: &str) -> &'static str {
    match name.trim_end_matches('*') {
        "equation" | "align" | "displaymath" | "math" | "gather" => {
            "write the formula between pairs of dollar signs: $$x^2$$"
        }
        "quote" | "quotation" => "write > before each line",
        "verbatim" | "lstlisting" | "minted" => {
            "write three backticks on a line before it and after it"
        }
        "figure" => "write ![caption](file.png){#fig:name}",
        "table" | "tabular" | "longtable" => {
            "write | a | b | for each row, with |---|---| below the first"
        }
        "itemize" | "enumerate" | "words" => {
            "write - or 1. before each item, without the lines of begin and end"
        }
        _ => "write Markdown, without the lines of begin and end",
    }
}

pub(super) fn heading(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    let words = match line.strip_prefix('h') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        }
        _ => line.trim_matches('='),
    };
    format!("write ## {}", words.trim())
}

/// `link:address[words]`, `image::file.png[words]`, `https://example.org[words]`.
pub(super) fn asciidoc(written: &str) -> String {
    let (target, words) = written.split_once('[').unwrap_or((written, ""));
    let words = match words.trim_end_matches(']') {
        "" => "words",
        words => words,
    };
    let (name, address) = target.split_once(':').unwrap_or(("", target));
    let address = address.trim_start_matches(':');
    match name {
        "image" => format!("write ![{words}]({address})"),
        "include" => include(address),
        "xref" | "link" => format!("write [{words}]({address})"),
        _ => format!("write [{words}]({target})"),
    }
}

pub(super) fn org_keyword(written: &str) -> String {
    let lower = written.to_ascii_lowercase();
    let (key, value) = written.split_once(':').unwrap_or((written, ""));
    let value = value.trim();
    match key.trim_start_matches("#+").to_ascii_lowercase().as_str() {
        "title" => format!("write title = \"{value}\" in the front matter"),
        "author" => format!("write authors = [\"{value}\"] in the front matter"),
        "date" => "write date = 2024-06-19 in the front matter".to_owned(),
        "caption" => "write ![caption](file.png), or Table: caption, below the table".to_owned(),
        "bibliography" | "cite_export" | "print_bibliography" => {
            "delete it: `bibliography` in [citations] of ibid.toml names the file".to_owned()
        }
        _ if lower.contains("_src") || lower.contains("_example") => {
            "write three backticks on a line before code and after it".to_owned()
        }
        _ if lower.contains("_quote") => "write > before each line".to_owned(),
        _ => "delete it".to_owned(),
    }
}

pub(super) fn org_link(written: &str) -> String {
    let inner = written.trim_matches(['[', ']']);
    let (address, words) = inner.split_once("][").unwrap_or((inner, inner));
    let address = address.trim_start_matches("file:");
    let address = match address.strip_suffix(".org") {
        Some(page) if !address.contains("://") => format!("{page}.md"),
        _ => address.to_owned(),
    };
    format!("write [{words}]({address})")
}

pub(super) fn org_citation(written: &str) -> String {
    let inner = written.trim_matches(['[', ']']);
    let (_, keys) = inner.split_once(':').unwrap_or(("", inner));
    let keys = keys.split([';', ',']).map(str::trim);
    let keys = keys.map(|key| match key.contains('@') {
        true => key.to_owned(),
        false => format!("@{}", key.trim_start_matches('&')),
    });
    format!("write [{}]", keys.collect::<Vec<_>>().join("; "))
}

/// The link of a wiki, whose words and address stand in either order.
pub(super) fn wiki_link(written: &str) -> String {
    if let Some((words, address)) = written.split_once("\":") {
        return format!("write [{}]({address})", words.trim_start_matches('"'));
    }
    let inner = written.trim_matches(['[', ']']);
    let turned = inner
        .split_once('|')
        .map(|(words, address)| (address, words));
    let parts = turned.or_else(|| inner.split_once(' '));
    let (address, words) = parts.unwrap_or((inner, inner));
    format!("write [{}]({})", words.trim(), address.trim())
}

pub(super) fn rest_link(written: &str) -> String {
    let inner = written.trim_matches(['`', '_']);
    match inner.split_once('<') {
        Some((words, address)) => {
            format!(
                "write [{}]({})",
                words.trim(),
                address.trim_end_matches('>')
            )
        }
        None => format!("write [{inner}](address)"),
    }
}

pub(super) fn mdbook(written: &str) -> String {
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

pub(super) fn bookdown(written: &str) -> String {
    let target = written.trim_start_matches("\\@ref(").trim_end_matches(')');
    match target.contains(':') {
        true => format!("write @{target}, and {{#{target}}} after what it refers to"),
        false => format!("write [words](#{target}), or [words](page.md#{target})"),
    }
}

pub(super) fn latex_citation(written: &str) -> String {
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

pub(super) fn wikilink(written: &str) -> String {
    let embeds = written.starts_with('!');
    let inner = written.trim_matches(['!', '[', ']']);
    let (page, words) = inner.split_once('|').unwrap_or((inner, inner));
    let (page, words) = (page.trim().trim_end_matches('\\'), words.trim());
    let (path, anchor) = page.split_once('#').unwrap_or((page, ""));
    if embeds {
        return match path.rsplit_once('.') {
            Some((_, ending)) if ending != "md" => {
                format!("write ![description](<{path}>), or `wikilinks = true` in [markdown]")
            }
            _ => format!(
                "write {{{{ include(path=\"content/{}.md\") }}}} alone on its line for the text of that page, or a link to it",
                path.trim_end_matches(".md")
            ),
        };
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
}
