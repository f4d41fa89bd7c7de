//! `ibid check --format`: the same problems for people, editors, scripts and code hosts.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::builder::Site;

/// One problem of each make: after letters of several bytes and line ends of Windows, in two places, over
/// several lines, in no file, in a file whose name means something to every format.
fn site() -> Site {
    let site = Site::new()
        .file(
            "sources.bib",
            "@online{smith, title = {Wells}, publisher = {Us}, date = {2023}}\n\
             @online{smith, title = {Again}, publisher = {Us}, date = {2023}}\n",
        )
        .page(
            "digging.md",
            "Brünnlein 💧 are dug.[@smiht]\r\n\r\nBy hand.[@smith]\r",
        )
        .page("100%, a: b.md", "See [there](nowhere.md).")
        .page("lines.md", "A [link over\nlines](nowhere.md).");
    fs::create_dir(site.path("static")).unwrap();
    std::os::unix::fs::symlink("/etc/hosts", site.path("static/hosts")).unwrap();
    site
}

fn stdout(format: &str) -> String {
    site().run(&["check", "--format", format]).fails(1).stdout
}

/// The blocks of a document in `docs/` that are fenced as `language`.
pub(crate) fn fenced(document: &str, language: &str) -> Vec<String> {
    let path = format!("{}/docs/{document}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let mut blocks = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once(&format!("\n```{language}\n")) {
        let (block, after) = after.split_once("\n```").expect("a closed fence");
        blocks.push(block.to_owned());
        rest = after;
    }
    blocks
}

#[test]
fn every_format_shows_the_same_problems() {
    assert_snapshot!("human", site().check().fails(1).stderr);
    assert_snapshot!("json", stdout("json"));
    assert_snapshot!("short", stdout("short"));
    assert_snapshot!("github", stdout("github"));
    let sarif: Value = serde_json::from_str(&stdout("sarif")).unwrap();
    let results = serde_json::to_string_pretty(&sarif["runs"][0]["results"]).unwrap();
    assert_snapshot!("sarif", results);
}

/// Whether a value is as a JSON Schema wants it; what is wrong with it otherwise.
fn validate(schema: &str, value: &Value) -> Result<(), String> {
    // The official schema of SARIF has a stray bracket in a pattern that only lenient readers take.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let schema = serde_json::from_str(&schema).unwrap();
    compiler.add_resource("schema.json", schema).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    let checked = schemas.validate(value, index);
    checked.map_err(|error| format!("{error:#}"))
}

#[test]
fn json_is_as_documented() {
    let blocks = fenced("diagnostics-json.md", "json");
    let [example, schema] = &blocks[..] else {
        panic!("an example and a schema, not {blocks:?}")
    };
    let printed = stdout("json");
    assert!(printed.lines().count() >= 5, "{printed}");
    for line in printed.lines().chain([example.as_str()]) {
        let object = serde_json::from_str(line).unwrap();
        validate(schema, &object).unwrap_or_else(|error| panic!("{line}\n{error}"));
    }
    assert!(validate(schema, &json!({ "lint": "broken-link" })).is_err());
}

#[test]
fn sarif_is_valid_and_names_every_rule() {
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    let clean = Site::new()
        .sources(&[])
        .run(&["check", "--format", "sarif"])
        .succeeds();
    for log in [stdout("sarif"), clean.stdout] {
        let log: Value = serde_json::from_str(&log).unwrap();
        validate(schema, &log).unwrap_or_else(|error| panic!("{error}"));
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }
    let empty = json!({ "version": "2.1.0", "runs": [{ "results": [] }] });
    assert!(validate(schema, &empty).is_err(), "a run needs a tool");
}

#[test]
fn a_problem_in_no_file_is_shown_where_a_format_needs_one() {
    let site = Site::empty()
        .file("ibid.toml", "title = \"Wells\"\n")
        .file("sources.bib", "");
    let run = |format| site.run(&["check", "--format", format]).fails(1).stdout;
    assert_snapshot!(run("short"));
    assert_snapshot!(run("github"));
    let json: Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json.get("file"), None);
    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "ibid.toml");
    assert_eq!(location.get("region"), None);
}

#[test]
fn files_are_named_as_seen_from_the_current_folder() {
    let site = site();
    let above = site.root().parent().unwrap().to_owned();
    let name = site
        .root()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let run = |format: &str, workspace: Option<&str>| {
        let mut command = site.command(&["check", "--format", format, "--root", &name]);
        command.current_dir(&above);
        if let Some(workspace) = workspace {
            command.env("GITHUB_WORKSPACE", workspace);
        }
        site.run_command(command).fails(1).stdout
    };
    let named = format!("{name}/content/digging.md");
    assert!(run("short", None).contains(&format!("\n{named}:5:22: error")));
    assert!(run("github", None).contains(&format!("file={named},line=5,")));
    let encoded = named.replace(' ', "%20");
    assert!(run("sarif", None).contains(&format!("\"{encoded}\"")));
    // A workflow's step may run in a folder of the repository; its annotations count from the top.
    let root = site.root().to_str().unwrap();
    assert!(run("github", Some(root)).contains("file=content/digging.md,line=5,"));
    assert!(run("json", None).contains("\"file\":\"content/digging.md\""));
}

#[test]
fn colours_are_for_those_who_want_them() {
    let site = site();
    let run = |name: &str, value: &str, format: &str| {
        let mut command = site.command(&["check", "--format", format]);
        command.env(name, value);
        site.run_command(command).fails(1)
    };
    let plain = site.check().fails(1).stderr;
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colours");
    let forced = run("CLICOLOR_FORCE", "1", "human").stderr;
    assert!(forced.contains("\u{1b}["), "{forced}");
    assert_eq!(run("NO_COLOR", "1", "human").stderr, plain);
    for format in ["json", "sarif", "github", "short"] {
        let data = run("CLICOLOR_FORCE", "1", format).stdout;
        assert!(!data.contains('\u{1b}'), "data has no colours: {data}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_fault() {
    let lines: String = (0..4000).map(|n| format!("[a](x{n}.md)\n\n")).collect();
    let site = Site::new().page("long.md", &lines);
    for format in ["human", "json", "sarif", "github", "short"] {
        let mut command = site.command(&["check", "--format", format]);
        let (reader, writer) = std::io::pipe().unwrap();
        command.stdout(writer.try_clone().unwrap()).stderr(writer);
        let mut child = command.stdin(Stdio::null()).spawn().unwrap();
        drop(command);
        let mut first = String::new();
        let mut reader = BufReader::with_capacity(64, reader);
        reader.read_line(&mut first).unwrap();
        drop(reader);
        assert_eq!(child.wait().unwrap().code(), Some(1), "{format}: {first}");
    }
}
