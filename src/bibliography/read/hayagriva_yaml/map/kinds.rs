//! The types of entries and of what they are part of.

use super::super::entry::Entry;
use crate::csl::ItemType;

pub(super) fn kind(entry: &Entry) -> ItemType {
    let part_of = |kinds: &[&str]| entry.parent(kinds).is_some();
    match entry.kind.as_str() {
        "article" if part_of(&["periodical"]) => ItemType::ArticleJournal,
        "article" if part_of(&["newspaper"]) => ItemType::ArticleNewspaper,
        "article" if part_of(&["proceedings"]) => ItemType::PaperConference,
        _ if part_of(&["blog"]) => ItemType::PostWeblog,
        _ if part_of(&["reference"]) => ItemType::EntryEncyclopedia,
        _ if part_of(&["thread"]) => ItemType::Post,
        "article" => ItemType::Article,
        "chapter" | "anthos" => ItemType::Chapter,
        "entry" => ItemType::Entry,
        "report" => ItemType::Report,
        "thesis" => ItemType::Thesis,
        "web" | "blog" | "thread" => ItemType::Webpage,
        "scene" => ItemType::Broadcast,
        "artwork" => ItemType::Graphic,
        "patent" => ItemType::Patent,
        "case" => ItemType::LegalCase,
        "legislation" if entry.get("publisher").is_some() => ItemType::Legislation,
        "legislation" => ItemType::Bill,
        "manuscript" => ItemType::Manuscript,
        "post" => ItemType::Post,
        "performance" => ItemType::Performance,
        "book" if part_of(&["periodical"]) => ItemType::Periodical,
        "periodical" | "newspaper" => ItemType::Periodical,
        "book" | "proceedings" | "reference" => ItemType::Book,
        "anthology" => ItemType::Collection,
        "conference" | "exhibition" => ItemType::Event,
        "repository" => ItemType::Software,
        "video" if entry.parents.is_empty() => ItemType::MotionPicture,
        "audio" if entry.parents.is_empty() => ItemType::Song,
        "video" | "audio" => ItemType::Broadcast,
        "misc" if entry.get("url").is_some() => ItemType::Webpage,
        _ => ItemType::Document,
    }
}

/// What CSL calls the container.
pub(super) fn container<'e, 't>(entry: &'e Entry<'t>) -> Option<&'e Entry<'t>> {
    let kinds: &[&str] = match entry.kind.as_str() {
        "article" => &[
            "book",
            "proceedings",
            "conference",
            "periodical",
            "newspaper",
            "blog",
            "reference",
            "web",
        ],
        "anthos" | "chapter" | "case" => &["book", "anthology", "reference", "report"],
        "report" => &["book", "anthology"],
        "web" => &["web"],
        "scene" => &["audio", "video", "performance", "artwork"],
        "post" => &["thread", "blog", "web", "post"],
        "thread" => &["thread", "web", "blog"],
        _ => &[],
    };
    let known = entry.parent(kinds);
    let event = ["conference", "exhibition", "original"];
    known.or_else(|| {
        entry
            .parents
            .iter()
            .find(|parent| parent.get("title").is_some() && !parent.is(&event))
    })
}

/// What CSL calls the collection: a series.
pub(super) fn collection<'e, 't>(entry: &'e Entry<'t>) -> Option<&'e Entry<'t>> {
    const WHOLE: [&str; 8] = [
        "anthology",
        "newspaper",
        "performance",
        "periodical",
        "proceedings",
        "book",
        "reference",
        "exhibition",
    ];
    match entry.is(&WHOLE) {
        true => entry
            .parents
            .iter()
            .find(|parent| parent.kind == entry.kind || parent.kind == "anthology"),
        false => entry.parents.iter().find_map(collection),
    }
}
