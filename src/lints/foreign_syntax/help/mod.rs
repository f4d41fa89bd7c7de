//! What is written in place of constructs that say where they lead or what they show.

pub(super) mod latex;
#[cfg(test)]
mod tests;
pub(super) mod wikis;

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
