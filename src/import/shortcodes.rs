//! Shortcodes of Hugo and Quarto that have an equal: figures, links to pages and to films, code, alerts, includes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::front_matter::split;
use super::includes::{DEEPEST, MOST};
use super::rewrite::{Edits, PageText, Rewriter, joined, relative};
use crate::import::plan::{PlannedPage, table, text};
use crate::value::Table;

/// A tag: `{{< name arguments >}}`, `{{% /name %}}`.
struct Tag<'t> {
    range: Range<usize>,
    name: &'t str,
    arguments: &'t str,
    closes: bool,
    /// `{{< name />}}`
    is_alone: bool,
}

/// The tags of a text, in order.
fn tags(body: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find("{{").map(|found| at + found) {
        at = start + 2;
        let rest = &body[start..];
        let close = match rest.as_bytes().get(2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => continue,
        };
        let Some(end) = rest.find(close) else {
            continue;
        };
        let inner = rest[3..end.max(3)].trim();
        // `{{</* name */>}}` shows a tag.
        if inner.starts_with("/*") {
            continue;
        }
        at = start + end + close.len();
        let bare = inner.trim_start_matches('/').trim_end_matches('/').trim();
        let (name, arguments) = bare.split_once(char::is_whitespace).unwrap_or((bare, ""));
        found.push(Tag {
            range: start..at,
            name,
            arguments: arguments.trim(),
            closes: inner.starts_with('/'),
            is_alone: inner.ends_with('/'),
        });
    }
    found
}

/// Rewrites what has an equal; what has none is told by its name.
pub(super) fn convert(text: &mut PageText<'_>) {
    text.edit(|edits| {
        let tags = tags(edits.body);
        let ends = ends(&tags);
        let mut closed = HashSet::new();
        for (i, tag) in tags.iter().enumerate() {
            if edits.is_code(tag.range.start) || closed.contains(&i) {
                continue;
            }
            let end = ends[i].filter(|_| !tag.is_alone && !tag.closes);
            let around = end.and_then(|end| Some((end, around(tag, edits.body, &tags[end])?)));
            if let Some((end, (before, after))) = around {
                closed.insert(end);
                edits.replace(tag.range.clone(), before);
                edits.replace(tags[end].range.clone(), after);
                edits.summary.did("shortcodes rewritten");
            } else if let Some(new) = equal(edits, tag) {
                edits.replace(tag.range.clone(), new);
                edits.summary.did("shortcodes rewritten");
            } else if !tag.closes {
                let kind = format!("shortcode `{}`, left as it is", tag.name);
                edits.summary.leaves(kind);
            }
        }
    });
}

/// For each tag the next one that closes one of its name.
fn ends(tags: &[Tag<'_>]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut next = HashMap::new();
    for (i, tag) in tags.iter().enumerate().rev() {
        ends[i] = next.get(tag.name).copied();
        if tag.closes {
            next.insert(tag.name, i);
        }
    }
    ends
}

/// What stands before and after the body of a shortcode that has one.
fn around(tag: &Tag<'_>, body: &str, end: &Tag<'_>) -> Option<(String, String)> {
    let breaks = |at: usize| body[at..].starts_with('\n');
    let line = if breaks(tag.range.end) { "" } else { "\n" };
    let begins = body[..end.range.start]
        .trim_end_matches(' ')
        .ends_with('\n');
    let before_end = if begins { "" } else { "\n" };
    let inner = &body[tag.range.end..end.range.start];
    let title = argument(tag.arguments, "title").or(argument(tag.arguments, "summary"));
    let alert = match tag.name {
        "note" | "info" | "callout" | "notice" | "alert" | "admonition" | "hint" => "note",
        "tip" | "warning" | "important" | "caution" => tag.name,
        "danger" | "error" => "caution",
        _ => "",
    };
    match tag.name {
        "highlight" | "code" if !stands_first(body, tag.range.start) && !inner.contains('`') => {
            Some(("`".to_owned(), "`".to_owned()))
        }
        "highlight" | "code" | "code-toggle" => {
            let first = tag
                .arguments
                .split([' ', '"', '\''])
                .find(|part| !part.is_empty());
            let language = first.filter(|word| !word.contains('='));
            let language = language.unwrap_or_else(|| configuration(inner));
            Some((format!("```{language}{line}"), format!("{before_end}```")))
        }
        "details" | "expand" | "spoiler" => {
            let summary = title.or(Some(tag.arguments.trim_matches(['"', '\''])));
            let summary = summary.filter(|it| !it.is_empty() && !it.contains('='));
            let summary = summary.unwrap_or("Details").replace('"', "\\\"");
            Some((
                format!("{{% details(summary=\"{summary}\") %}}\n{line}"),
                format!("{before_end}\n{{% end %}}"),
            ))
        }
        _ if !alert.is_empty() => {
            let title = title.map_or_else(String::new, |title| format!(" {title}"));
            Some((
                format!("::: {alert}{title}{line}"),
                format!("{before_end}:::"),
            ))
        }
        _ => None,
    }
}

/// Whether nothing stands before a place on its line.
fn stands_first(body: &str, at: usize) -> bool {
    let line = body[..at].rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty()
}

/// The language of a piece of configuration.
fn configuration(text: &str) -> &'static str {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    match first.unwrap_or_default() {
        line if line.trim_start().starts_with('{') => "json",
        line if line.starts_with('[') || line.contains(" = ") => "toml",
        line if line.contains(':') => "yaml",
        _ => "",
    }
}

/// What stands in place of a tag without a body.
fn equal(edits: &Edits<'_>, tag: &Tag<'_>) -> Option<String> {
    let all = tag.arguments;
    let first = all.trim_matches(['"', '`', '\'']);
    let named = |name: &str| argument(all, name);
    let word = |n: usize| {
        all.split_whitespace()
            .nth(n)
            .map(|word| word.trim_matches(['"', '\'']))
    };
    let link = |words: &str, address: String| Some(format!("[{words}]({address})"));
    match tag.name {
        "figure" | "img" | "image" | "imgproc" => picture(all),
        "ref" | "relref" => {
            page_address(edits.rewriter, edits.page, named("path").unwrap_or(first))
        }
        "include" | "readfile" | "includes" => {
            let path = named("file").or(named("path")).unwrap_or(first);
            let to = edits.rewriter.by_address(path.trim_start_matches('/'))?;
            Some(format!("{{{{ include(path=\"content/{to}\") }}}}"))
        }
        "youtube" => link(
            "Video",
            format!(
                "https://www.youtube.com/watch?v={}",
                named("id").or(word(0))?
            ),
        ),
        "vimeo" => link(
            "Video",
            format!("https://vimeo.com/{}", named("id").or(word(0))?),
        ),
        "video" => link(
            "Video",
            named("src").or(named("url")).or(word(0))?.to_owned(),
        ),
        "gist" => link(
            "Gist",
            format!("https://gist.github.com/{}/{}", word(0)?, word(1)?),
        ),
        "x" | "tweet" | "twitter" => link(
            "Post",
            format!("https://x.com/{}/status/{}", named("user")?, named("id")?),
        ),
        "instagram" => link(
            "Post",
            format!("https://www.instagram.com/p/{}/", named("id").or(word(0))?),
        ),
        "kbd" => Some(format!("<kbd>{first}</kbd>")),
        "pagebreak" | "fa" | "bi" | "iconify" | "toc" => Some(String::new()),
        "meta" => {
            let page = edits.rewriter.source.text(&edits.page.from)?;
            let own = nested(&split(&page).table, first);
            own.or_else(|| nested(&edits.rewriter.source.table("_quarto.yml")?, first))
        }
        "var" => nested(&edits.rewriter.source.table("_variables.yml")?, first),
        _ => None,
    }
}

/// The text of `a.b`, the key `b` of the table `a`.
fn nested(of: &Table, path: &str) -> Option<String> {
    match path.split_once('.') {
        Some((name, rest)) => nested(table(of, name)?, rest),
        None => text(of, path),
    }
}

/// A picture with its words.
fn picture(arguments: &str) -> Option<String> {
    let src = argument(arguments, "src").or(argument(arguments, "path"))?;
    let (alt, caption) = (argument(arguments, "alt"), argument(arguments, "caption"));
    Some(match (caption, alt) {
        (Some(caption), Some(alt)) if caption != alt => {
            format!("![{caption}]({src}){{alt=\"{}\"}}", alt.replace('"', ""))
        }
        (caption, alt) => format!("![{}]({src})", caption.or(alt).unwrap_or_default()),
    })
}

/// The way to a page by its path, or by the end of it.
fn page_address(rewriter: &Rewriter<'_>, page: &PlannedPage, written: &str) -> Option<String> {
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let anchor = match anchor {
        "" => String::new(),
        anchor => format!("#{anchor}"),
    };
    if path.is_empty() {
        return Some(anchor);
    }
    let path = path.trim_start_matches('/');
    let named = rewriter.plan.pages.iter().find(|page| {
        let stem = page.to.trim_end_matches(".md").trim_end_matches("/_index");
        page.to.ends_with(path) || stem.ends_with(path.trim_end_matches(".md"))
    })?;
    Some(relative(&page.to, &named.to) + &anchor)
}

/// The value of `name="…"`, or of `name=…`.
fn argument<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("{name}=");
    let mut found = arguments.match_indices(&*key);
    let (at, sign) = found.find(|(at, _)| {
        arguments[..*at].is_empty() || arguments[..*at].ends_with(char::is_whitespace)
    })?;
    let value = &arguments[at + sign.len()..];
    match value.strip_prefix(['"', '\'', '`']) {
        Some(inner) => inner.split(&value[..1]).next(),
        None => value.split_whitespace().next(),
    }
}

/// Puts in what Quarto includes: `{{< include _part.qmd >}}`, also of files that are no pages.
pub(super) fn include(text: &mut PageText<'_>) {
    let from = text.page.from.clone();
    let mut left = MOST;
    text.body = included(text, &from, &text.body.clone(), 0, &mut left);
}

fn included(
    text: &mut PageText<'_>,
    from: &str,
    body: &str,
    depth: usize,
    left: &mut usize,
) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for tag in tags(body).into_iter().filter(|tag| tag.name == "include") {
        let path = tag.arguments.trim_matches(['"', '\'']);
        let path = match path.strip_prefix('/') {
            Some(path) => Some(path.to_owned()),
            None => joined(from, path),
        };
        let found = path.and_then(|path| Some((text.rewriter.source.text(&path)?, path)));
        let Some((part, path)) = found.filter(|(part, _)| depth < DEEPEST && part.len() < *left)
        else {
            continue;
        };
        *left -= part.len();
        out.push_str(&body[at..tag.range.start]);
        out.push_str(&included(text, &path, split(&part).body, depth + 1, left));
        text.summary.did("includes put in");
        at = tag.range.end;
    }
    out + &body[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_arguments_are_read() {
        let body = "{{< figure src=\"a.png\" alt='An \"a\"' width=3 />}} {{%/note%}} {{</* ref */>}} {{ x }}";
        let found = tags(body);
        let names: Vec<_> = found
            .iter()
            .map(|tag| (tag.name, tag.closes, tag.is_alone))
            .collect();
        assert_eq!(names, [("figure", false, true), ("note", true, false)]);
        assert_eq!(argument(found[0].arguments, "alt"), Some("An \"a\""));
        assert_eq!(argument(found[0].arguments, "width"), Some("3"));
        assert_eq!(argument(found[0].arguments, "rc"), None);
        assert_eq!(
            picture("src=\"a.png\" alt=\"A\" caption=\"C\"").as_deref(),
            Some("![C](a.png){alt=\"A\"}")
        );
    }

    #[test]
    fn bodies_are_put_between_signs_of_markdown() {
        let around = |body: &str| {
            let tags = tags(body);
            around(&tags[0], body, &tags[1]).unwrap()
        };
        let (before, after) =
            around("{{< highlight go \"linenos=table\" >}}\nx\n{{< /highlight >}}");
        assert_eq!((before.as_str(), after.as_str()), ("```go", "```"));
        let (before, after) = around("{{< details summary=\"S\" >}}x{{< /details >}}");
        assert_eq!(
            (before.as_str(), after.as_str()),
            ("{% details(summary=\"S\") %}\n\n", "\n\n{% end %}")
        );
        let (before, after) = around("{{% note title=\"T\" %}}\nx\n{{% /note %}}");
        assert_eq!((before.as_str(), after.as_str()), ("::: note T", ":::"));
    }
}
