//! The examples of the CommonMark specification, and of the extensions in that of GitHub Flavored Markdown.
//!
//! `tests/commonmark/` has them, and lists those that come out otherwise, each with its reason. Ibid's HTML says more
//! than that of the specification: ids of headings, boxes around tables; and it has no comments. [`plain`] takes this out.

use std::collections::BTreeMap;

use regex::{Captures, Regex};

use super::{Hole, ParseOptions, escape_attribute, parse};
use crate::address::encode_written;

/// What an example says, and the HTML that is to come of it.
struct Example {
    markdown: String,
    html: String,
}

fn examples(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let block = Regex::new(&format!("(?s){fence} example\n(.*?){fence}\n")).unwrap();
    let found = block.captures_iter(text).map(|block| {
        let tabs = block[1].replace('→', "\t");
        let tabs = format!("\n{tabs}");
        let (markdown, html) = tabs.split_once("\n.\n").unwrap();
        let markdown = markdown.strip_prefix('\n').unwrap_or(markdown);
        Example {
            markdown: format!("{markdown}\n"),
            html: html.to_owned(),
        }
    });
    found.collect()
}

/// The HTML of a page.
fn html(markdown: &str, autolinks: bool) -> String {
    let mut options = ParseOptions::default();
    options.markdown.smart_punctuation = false;
    options.markdown.autolinks = autolinks;
    let text = format!("+++\ntitle = \"T\"\n+++\n{markdown}");
    let (document, _) = parse(
        &"content/a.md".into(),
        &text,
        &options,
        &crate::data::Data::default(),
    );
    let mut out = String::new();
    document.body.fill(&mut out, |hole, _, out| match hole {
        Hole::Link(i) => {
            escape_attribute(out, &encode_written(&document.links[i].destination));
        }
        Hole::Word(_) | Hole::ImageSources { .. } | Hole::ImageEnd(_) => {}
        _ => out.push('?'),
    });
    out
}

/// HTML without what differs in form alone.
fn plain(html: &str) -> String {
    let replace = |text: &str, pattern: &str, with: &str| {
        Regex::new(pattern)
            .unwrap()
            .replace_all(text, with)
            .into_owned()
    };
    let mut text = html.to_owned();
    for (pattern, with) in [
        (r"(<h\d) id=.[^>]*?.>", "$1>"),
        (
            r#" (loading|decoding|tabindex|aria-label|role|scope)="[^"]*""#,
            "",
        ),
        (r#"<div class="table"><table>"#, "<table>"),
        ("</table></div>", "</table>"),
        (r#"</?span[^>]*>"#, ""),
        (
            r#"<pre class="code" data-lang="([^"]*)"><code>"#,
            r#"<pre><code class="language-$1">"#,
        ),
        (r#"<pre class="code"><code>"#, "<pre><code>"),
        (r#" class="task""#, ""),
        (r#" class="align-(\w+)""#, r#" align="$1""#),
        (r#" style="text-align: (\w+)""#, r#" align="$1""#),
        (r"<!--(-?>|(?s:.*?)-->)", ""),
        (r" ?/>", ">"),
        (r"(<input[^>]*>)\s+", "$1"),
        (r#" (checked|disabled)="""#, " $1"),
        ("<tbody>\\s*</tbody>", ""),
        ("&quot;", "\""),
        (r">\s+<", "><"),
        (r"\s+<(/?(li|ul|ol|blockquote|p|pre|table|h\d))", "<$1"),
        (r"(<(/?(li|ul|ol|blockquote|p|table|h\d)|br)>)\s+", "$1"),
    ] {
        text = replace(&text, pattern, with);
    }
    let tag = Regex::new(r"<(img|input)([^>]*)>").unwrap();
    let sorted = |tag: &Captures<'_>| {
        let attribute = Regex::new(r#"[\w-]+(="[^"]*")?"#).unwrap();
        let mut attributes: Vec<&str> =
            attribute.find_iter(&tag[2]).map(|it| it.as_str()).collect();
        attributes.sort_unstable();
        format!("<{} {}>", &tag[1], attributes.join(" "))
    };
    tag.replace_all(&text, sorted).trim().to_owned()
}

/// The numbers of examples that come out otherwise, with the reasons: lines of `12: reason`.
fn deviations(text: &str) -> BTreeMap<usize, &str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs
        .map(|(number, reason)| (number.parse().unwrap(), reason))
        .collect()
}

fn conforms(examples: &[Example], autolinks: bool, listed: &BTreeMap<usize, &str>) {
    let mut wrong = Vec::new();
    for (example, number) in examples.iter().zip(1..) {
        let (found, wanted) = (
            plain(&html(&example.markdown, autolinks)),
            plain(&example.html),
        );
        let is_listed = listed.contains_key(&number);
        if (found == wanted) == is_listed {
            let story = if is_listed {
                "is listed and comes out right"
            } else {
                "comes out otherwise"
            };
            wrong.push(format!(
                "{number} {story}\n{}\nwanted {wanted}\nfound  {found}\n",
                example.markdown
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        examples.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_examples_of_commonmark() {
    let examples = examples(include_str!("../../tests/commonmark/spec.txt"));
    let listed = deviations(include_str!("../../tests/commonmark/deviations.txt"));
    assert_eq!(examples.len(), 652);
    assert!(listed.len() <= 5, "{} deviations", listed.len());
    // Bare addresses are links in GitHub Flavored Markdown alone.
    conforms(&examples, false, &listed);
}

#[test]
fn the_examples_of_github_flavored_markdown() {
    let examples = examples(include_str!("../../tests/commonmark/gfm.txt"));
    assert!(examples.len() > 25);
    conforms(&examples, true, &BTreeMap::new());
}
