//! This repository's own explainer: its sections and pages are there, and nothing is wrong with it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::builder::Page;

/// Every page, in reading order.
const PAGES: &[&str] = &[
    "_index",
    "history/_index",
    "history/soviet-alliance",
    "history/after-the-soviet-union",
    "history/summits-and-agreements",
    "developments/_index",
    "developments/treaty-of-2024",
    "developments/troops-and-combat",
    "developments/arms-and-munitions",
    "developments/economy-labour-technology",
    "implications/_index",
    "implications/south-korea-and-japan",
    "implications/us-security",
    "implications/china",
    "motivations/_index",
    "motivations/russia",
    "motivations/north-korea",
    "risks/_index",
    "risks/regional-escalation",
    "risks/global-implications",
    "risks/scenarios",
    "diplomacy/_index",
    "diplomacy/regional-tensions",
    "diplomacy/international-organisations",
    "diplomacy/allies-and-trust",
    "diplomacy/sanctions-and-engagement",
    "diplomacy/conclusion",
    "timeline",
    "corrections",
    "about",
];

/// The pages of the built explainer by the addresses to which "next" leads, from the home page on.
fn reading_order(site: &Path) -> Vec<String> {
    let mut order = vec![String::new()];
    loop {
        let url = &order[order.len() - 1];
        let file = site.join(url).join("index.html");
        let page = Page::parse(fs::read_to_string(file).unwrap());
        let Some(next) = page.attributes("link[rel=next]", "href").first().copied() else {
            return order;
        };
        let mut parts: Vec<&str> = url.split_terminator('/').collect();
        for part in next.split_terminator('/') {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let next = format!("{}/", parts.join("/"));
        order.push(next);
    }
}

#[test]
fn every_page_is_there_and_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let built = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["build", "--no-sync", "--root"])
        .args([root, Path::new("--output"), &site])
        .output()
        .unwrap();
    assert!(built.status.success(), "{built:?}");
    let address =
        |page: &&str| format!("{}/", page.trim_end_matches("_index").trim_end_matches('/'));
    let expected: Vec<String> = PAGES.iter().map(address).collect();
    let expected: Vec<&str> = expected
        .iter()
        .map(|url| url.trim_start_matches('/'))
        .collect();
    assert_eq!(reading_order(&site), expected);
    for page in PAGES {
        let text = fs::read_to_string(root.join(format!("content/{page}.md"))).unwrap();
        for what in ["as_of = ", "review_by = "] {
            assert!(text.contains(what), "{page} has no {what}");
        }
        let html = fs::read_to_string(
            site.join(address(page).trim_start_matches('/'))
                .join("index.html"),
        )
        .unwrap();
        assert!(html.contains("role=\"doc-noteref\""), "{page} has no note");
    }
}

#[test]
fn nothing_is_wrong_with_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args([
            "check",
            "--deny",
            "warnings",
            "--today",
            "2026-11-23",
            "--root",
        ])
        .arg(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert_eq!(stderr.trim(), "checked 30 pages: no problems");
}
