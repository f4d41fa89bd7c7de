//! The table of keys against the readers.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::keys::{CONFIG, FRONT_MATTER, Key, Shape};
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::markdown::{ParseOptions, parse};

fn read_config(text: &str) -> Vec<Diagnostic> {
    Config::parse(&format!("title = \"T\"\n{text}")).1
}

fn read_page(text: &str) -> Vec<Diagnostic> {
    let path: Arc<str> = "content/a.md".into();
    let text = format!("+++\ntitle = \"T\"\ndescription = \"D\"\n{text}\n+++\n");
    parse(&path, &text, &ParseOptions::default(), &Default::default()).1
}

/// A value that a key may have, and one that it may not.
fn samples(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Text | Shape::Style => ("\"en\"", "1"),
        Shape::Texts => ("[\"x\"]", "[1]"),
        Shape::Boolean => ("true", "\"x\""),
        Shape::Integer => ("-1", "\"x\""),
        Shape::Count => ("1", "-1"),
        Shape::Date => ("2024-06-19", "\"x\""),
        Shape::OneOf(_) => ("", "\"no such word\""),
        Shape::Lints => (
            "{ unused-source = \"deny\" }",
            "{ no-such-lint = \"deny\" }",
        ),
        Shape::Free | Shape::Table(_) => ("{}", "1"),
        Shape::Tables(_) => ("[]", "1"),
    }
}

fn agrees(keys: &[Key], head: &str, read: fn(&str) -> Vec<Diagnostic>) {
    let unknown = read(&format!("{head}qqqqqqqqqq = 1\n"));
    let help = unknown
        .iter()
        .find_map(|problem| problem.help.as_deref())
        .unwrap();
    let known: BTreeSet<&str> = help
        .trim_start_matches("the keys here are ")
        .split(", ")
        .collect();
    let named: BTreeSet<&str> = keys.iter().map(|key| key.name).collect();
    assert_eq!(
        named, known,
        "{head}: the keys in src/schema/keys.rs are not those that are read"
    );
    for key in keys {
        let (right, wrong) = samples(key.shape);
        let line = |value: &str| format!("{head}{} = {value}\n", key.name);
        assert!(
            !read(&line(wrong)).is_empty(),
            "{head}{} = {wrong}",
            key.name
        );
        let right: Vec<String> = match key.shape {
            Shape::OneOf(words) => words.iter().map(|word| format!("\"{word}\"")).collect(),
            _ => vec![right.to_owned()],
        };
        for value in right
            .iter()
            .filter(|_| !["title", "description"].contains(&key.name))
        {
            let problems = read(&line(value));
            let about =
                |problem: &&Diagnostic| problem.message.contains(&format!("`{}`", key.name));
            assert_eq!(
                problems.iter().find(about),
                None,
                "{head}{} = {value}",
                key.name
            );
        }
        if let Shape::Table(keys) = key.shape {
            agrees(keys, &format!("[{}]\n", key.name), read);
        }
    }
}

#[test]
fn the_keys_are_those_that_are_read() {
    agrees(CONFIG, "", read_config);
    agrees(FRONT_MATTER, "", read_page);
}

#[test]
fn every_lint_is_in_the_schema() {
    let schema = super::config();
    let lints = schema["properties"]["lints"]["properties"]
        .as_object()
        .unwrap();
    assert_eq!(lints.len(), crate::diagnostics::Lint::ALL.len() + 1);
}
