//! This repository's own explainer: its sections and pages are there, and nothing is wrong with it.

use std::path::Path;
use std::process::Command;

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

#[test]
fn every_page_is_there_and_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let explainer = ibid::explainer::Explainer::load(root, &Default::default()).unwrap();
    let pages = explainer.site.tree.pages.iter();
    let paths: Vec<String> = pages.map(|page| page.document.path.to_string()).collect();
    let expected: Vec<String> = PAGES
        .iter()
        .map(|page| format!("content/{page}.md"))
        .collect();
    assert_eq!(paths, expected);
    for page in &explainer.site.tree.pages {
        let front = &page.document.front;
        assert!(front.as_of.is_some(), "{} has no as_of", page.document.path);
        assert!(
            front.review_by.is_some(),
            "{} has no review_by",
            page.document.path
        );
        assert!(
            !page.document.citations.is_empty(),
            "{} cites nothing",
            page.document.path
        );
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
