//! `ibid format`: jobs on stdin, answers on stdout.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::builder::Site;

/// Runs the command on a text.
fn format(stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .arg("format")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(stdin.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

/// The answers to jobs, and the exit status.
fn answers(stdin: &str) -> (Vec<Value>, Option<i32>) {
    let output = format(stdin);
    let lines = String::from_utf8(output.stdout).unwrap();
    let answers = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (answers.collect(), output.status.code())
}

/// A job on one line that cites a book.
fn job(style: &str, cited: &str) -> String {
    format!(
        r#"{{{style}, "references": [{{"id": "smith", "type": "book", "title": "Wells", "author": [{{"family": "Smith"}}],
            "issued": {{"date-parts": [[2024]]}}}}], "citations": [{{"items": [{{"id": "{cited}"}}]}}]}}"#
    )
    .replace('\n', " ")
}

/// The job of an example, which is given to the shell between two `END`s, and what stands after it.
fn example(text: &str) -> (&str, &str) {
    let (_, rest) = text.split_once("<<'END'").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split_once("END\n").unwrap()
}

#[test]
fn the_example_of_the_manual() {
    let (job, rest) = example(include_str!("../../docs/format.md"));
    let printed = rest.lines().find(|line| line.starts_with('{')).unwrap();
    let output = format(job);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap().trim_end(),
        printed
    );
    assert!(output.status.success());
}

#[test]
fn the_example_of_the_help() {
    let mut ibid = Command::new(env!("CARGO_BIN_EXE_ibid"));
    let help = ibid.args(["format", "--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let (job, printed) = example(&help);
    let (answers, _) = answers(job);
    for text in [
        &answers[0]["citations"][0],
        &answers[0]["bibliography"][0]["html"],
    ] {
        let text = text.as_str().unwrap();
        assert!(printed.lines().any(|line| line.trim() == text), "{text}");
    }
}

#[test]
fn a_stream_of_jobs_is_answered_line_by_line() {
    let jobs = [
        job(r#""style": "apa""#, "smith"),
        String::new(),
        job(r#""style": "ieee""#, "smith"),
        job(r#""style": "apa", "lang": "de""#, "smith"),
    ];
    let (answers, status) = answers(&jobs.join("\n"));
    let cited: Vec<_> = answers
        .iter()
        .map(|answer| answer["citations"][0].as_str().unwrap())
        .collect();
    assert_eq!(cited, ["(Smith, 2024)", "[1]", "(Smith, 2024)"]);
    assert_eq!(status, Some(0));
}

#[test]
fn what_cannot_be_done_is_said_and_the_rest_is_done() {
    let broken = r#"<style><citation><layout>\n<text macro=\"a\"/></layout></citation></style>"#;
    let jobs = [
        r#"{"style": "#.to_owned(),
        "[]".to_owned(),
        r#"{"styel": "apa"}"#.to_owned(),
        job(r#""style": "chicago-note""#, "smith"),
        job(r#""style": "apa""#, "smiht"),
        job(&format!(r#""csl": "{broken}""#), "smith"),
        job(r#""style": "nowhere.csl""#, "smith"),
        job(r#""style": "apa""#, "smith"),
    ];
    let (answers, status) = answers(&jobs.join("\n"));
    let said: Vec<_> = answers
        .iter()
        .map(|answer| {
            let words = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
            format!("{} | {}", words("error"), words("help"))
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(answers[7]["citations"][0], "(Smith, 2024)");
    assert_eq!(status, Some(1));
}

#[test]
fn a_job_may_be_all_of_stdin() {
    let job = job(r#""style": "apa""#, "smith")
        .replace(", ", ",\n")
        .replace('{', "{\n");
    let (answers, status) = answers(&job);
    assert_eq!(answers.len(), 1);
    assert_eq!(
        answers[0]["bibliography"][0]["html"],
        "Smith. (2024). <i>Wells</i>."
    );
    assert_eq!(status, Some(0));
    let (answers, status) = self::answers(&job.replacen(':', "", 1));
    assert!(
        answers[0]["error"]
            .as_str()
            .unwrap()
            .starts_with("this is not a job: ")
    );
    assert_eq!((answers.len(), status), (1, Some(1)));
}

#[test]
fn what_is_passed_over_is_a_warning() {
    let job = r#"{"style": "apa", "lang": "de",
        "references": [{"id": 1, "type": "codex", "titel": "Wells"}, {"id": 1, "type": "book", "title": "Wells"}],
        "citations": [{"items": [{"id": 1, "locator": 3, "label": "Kap."}, {"id": 1, "locator": 3, "label": "shelf"}]}]}"#;
    let (answers, status) = answers(job);
    insta::assert_snapshot!(serde_json::to_string_pretty(&answers[0]["warnings"]).unwrap());
    assert_eq!(status, Some(0));
}

#[test]
fn references_that_are_not_cited_are_listed_if_all_are() {
    let references =
        r#"[{"id": "b", "type": "book", "title": "B"}, {"id": "a", "type": "book", "title": "A"}]"#;
    let ids = |all: bool| {
        let job = format!(
            r#"{{"style": "ieee", "references": {references}, "all": {all}, "citations": [{{"items": [{{"id": "a"}}]}}]}}"#
        );
        let (answers, _) = answers(&job);
        let entries = answers[0]["bibliography"].as_array().unwrap().iter();
        let ids: Vec<_> = entries
            .map(|entry| entry["id"].as_str().unwrap().to_owned())
            .collect();
        (
            answers[0]["citations"][0].as_str().unwrap().to_owned(),
            ids.join(" "),
        )
    };
    assert_eq!(ids(false), ("[1]".to_owned(), "a".to_owned()));
    assert_eq!(ids(true), ("[2]".to_owned(), "b a".to_owned()));
}

#[test]
fn a_bibliography_is_read_as_that_of_an_explainer() {
    let site = Site::empty();
    let bibliography = "@book{smith,\n  title = {Wells},\n  author = {Smith, Ada},\n  date = {2024},\n  titel = {x},\n  ids = {wells}}";
    site.write("sources.bib", bibliography);
    let path = site.path("sources.bib");
    let job = serde_json::json!({
        "style": "apa", "bibliography": path,
        "citations": [{"items": [{"id": "wells"}]}],
    });
    let (answers, _) = answers(&job.to_string());
    assert_eq!(answers[0]["citations"][0], "(Smith, 2024)");
    let warning = answers[0]["warnings"][0].as_str().unwrap();
    assert!(warning.contains("sources.bib:5:3: "), "{warning}");
}

#[test]
fn a_narrative_citation_has_the_author_in_the_sentence() {
    for (style, expected) in [
        ("apa", "Smith (2024)"),
        ("ieee", "Smith [1]"),
        ("modern-language-association", "Smith"),
        ("chicago-notes", "Smith <i>Wells</i> (2024)."),
    ] {
        let job = job(&format!(r#""style": "{style}""#), "smith");
        let job = job.replace(r#""items""#, r#""narrative": true, "items""#);
        let (answers, _) = answers(&job);
        assert_eq!(answers[0]["citations"][0], expected, "{style}");
    }
}
