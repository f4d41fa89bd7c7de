//! What is written in place of markup of wikis, Org, AsciiDoc and reStructuredText.

use super::include;

pub(in super::super) fn heading(written: &str) -> String {
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
pub(in super::super) fn asciidoc(written: &str) -> String {
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

pub(in super::super) fn org_keyword(written: &str) -> String {
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

pub(in super::super) fn org_link(written: &str) -> String {
    let inner = written.trim_matches(['[', ']']);
    let (address, words) = inner.split_once("][").unwrap_or((inner, inner));
    let address = address.trim_start_matches("file:");
    let address = match address.strip_suffix(".org") {
        Some(page) if !address.contains("://") => format!("{page}.md"),
        _ => address.to_owned(),
    };
    format!("write [{words}]({address})")
}

pub(in super::super) fn org_citation(written: &str) -> String {
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
pub(in super::super) fn wiki_link(written: &str) -> String {
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

pub(in super::super) fn rest_link(written: &str) -> String {
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
