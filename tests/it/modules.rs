//! The modules of `src/` form layers: no two of them use each other, directly or by way of others.
//!
//! Read from the sources: every `crate::NAME`, and every `super::` that climbs to the root of the crate. What
//! only tests use does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

/// Which modules each top-level module uses, each with a place where it does.
type Uses = BTreeMap<String, BTreeMap<String, String>>;

/// Adds what the file at `path` (relative to `src/`) uses.
fn read(path: &str, text: &str, uses: &mut Uses) {
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let parts = parts.strip_suffix(&["mod"]).unwrap_or(&parts);
    let root = "super::".repeat(parts.len());
    // A name, or a list of names, of which those in braces of their own stand below another.
    let used = Regex::new(&format!(
        r"(?:crate::|\b{root})(?:(\w+)|\{{((?:[^{{}}]|\{{[^{{}}]*\}})*)\}})"
    ))
    .unwrap();
    let below = Regex::new(r"::(\{[^{}]*\}|\w+|\*)|\bas\s+\w+").unwrap();
    let code: String = text
        .split("#[cfg(test)]\nmod tests {")
        .take(1)
        .flat_map(str::lines)
        .map(|line| format!("{}\n", line.split("//").next().unwrap_or_default()))
        .collect();
    for found in used.captures_iter(&code) {
        let names = found.get(1).or(found.get(2)).unwrap().as_str();
        let line = code[..found.get(0).unwrap().start()].matches('\n').count() + 1;
        for name in below.replace_all(names, "").split(',').map(str::trim) {
            if !name.is_empty() && name != parts[0] {
                let module = uses.entry(parts[0].to_owned()).or_default();
                let place = format!("src/{path}:{line}");
                module.entry(name.to_owned()).or_insert(place);
            }
        }
    }
}

/// A way from `at` back to the start of `way`, over modules that have not been found to lead nowhere.
fn circle(uses: &Uses, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> Option<Vec<String>> {
    let at = way.last()?.clone();
    for next in uses.get(&at).into_iter().flat_map(BTreeMap::keys) {
        if let Some(start) = way.iter().position(|module| module == next) {
            way.push(next.clone());
            return Some(way.split_off(start));
        }
        if !done.contains(next) {
            way.push(next.clone());
            if let Some(found) = circle(uses, way, done) {
                return Some(found);
            }
            way.pop();
        }
    }
    done.insert(at);
    None
}

/// The first circle, each step with its place.
fn first_circle(uses: &Uses) -> Option<String> {
    let mut done = BTreeSet::new();
    let found = uses
        .keys()
        .find_map(|module| circle(uses, &mut vec![module.clone()], &mut done))?;
    let steps = found.windows(2).map(|step| {
        let place = &uses[&step[0]][&step[1]];
        format!("{} uses {} ({place})", step[0], step[1])
    });
    Some(steps.collect::<Vec<_>>().join(", "))
}

#[test]
fn no_two_modules_use_each_other() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut uses = Uses::new();
    for entry in walkdir::WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&src).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        let is_root = ["lib.rs", "main.rs"].contains(&path.as_str());
        if path.ends_with(".rs") && !path.ends_with("tests.rs") && !is_root {
            read(&path, &fs::read_to_string(entry.path()).unwrap(), &mut uses);
        }
    }
    assert!(uses["site"].contains_key("markdown"), "{uses:?}");
    assert_eq!(first_circle(&uses), None);
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let circle_of = |files: &[(&str, &str)]| {
        let mut uses = Uses::new();
        for (path, text) in files {
            read(path, text, &mut uses);
        }
        first_circle(&uses)
    };
    let a = ("a.rs", "use crate::{x::{y, z}, b::C as b2};\n");
    let b = ("b/mod.rs", "mod d;\nuse super::c;\n");
    let c = ("c/e.rs", "\nfn f() { crate::a::g() }\n");
    assert_eq!(circle_of(&[a, b]), None);
    assert_eq!(
        circle_of(&[a, b, c]).as_deref(),
        Some("a uses b (src/a.rs:1), b uses c (src/b/mod.rs:2), c uses a (src/c/e.rs:2)")
    );
    let climbs = ("c/e.rs", "use super::super::a;\n");
    assert!(circle_of(&[a, b, climbs]).is_some());
    for harmless in [
        "use super::a;",
        "// crate::a",
        "#[cfg(test)]\nmod tests {\nuse crate::a;",
    ] {
        assert_eq!(circle_of(&[a, b, ("c/e.rs", harmless)]), None, "{harmless}");
    }
}

#[test]
fn the_index_of_the_processor_names_files_that_are_there() {
    let index = include_str!("../../src/csl/mod.rs");
    let named = Regex::new(r"`([a-z_/]+\.rs)`").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/csl");
    let missing: Vec<&str> = named
        .captures_iter(index)
        .filter_map(|found| found.get(1))
        .map(|path| path.as_str())
        .filter(|path| !folder.join(path).is_file())
        .collect();
    assert!(missing.is_empty() && named.is_match(index), "{missing:?}");
}
