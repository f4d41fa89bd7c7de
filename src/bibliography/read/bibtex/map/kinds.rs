//! Entry types and what CSL calls them, as Pandoc and Zotero do.

use crate::csl::{ItemType, Text};

use super::super::bibstrings;
use super::super::entry::Entry;

/// The types that BibLaTeX and BibTeX document, and those of biblatex-apa and biblatex-chicago, with CSL's.
const KINDS: &[(&str, ItemType)] = &[
    ("article", ItemType::ArticleJournal),
    ("artwork", ItemType::Graphic),
    ("audio", ItemType::Song),
    ("bibnote", ItemType::Document),
    ("book", ItemType::Book),
    ("bookinbook", ItemType::Chapter),
    ("booklet", ItemType::Pamphlet),
    ("collection", ItemType::Book),
    ("commentary", ItemType::Book),
    ("conference", ItemType::PaperConference),
    ("constitution", ItemType::Legislation),
    ("data", ItemType::Dataset),
    ("dataset", ItemType::Dataset),
    ("electronic", ItemType::Webpage),
    ("image", ItemType::Graphic),
    ("inbook", ItemType::Chapter),
    ("incollection", ItemType::Chapter),
    ("inproceedings", ItemType::PaperConference),
    ("inreference", ItemType::EntryEncyclopedia),
    ("jurisdiction", ItemType::LegalCase),
    ("legadminmaterial", ItemType::Regulation),
    ("legal", ItemType::Treaty),
    ("legislation", ItemType::Legislation),
    ("legmaterial", ItemType::Bill),
    ("letter", ItemType::PersonalCommunication),
    ("letters", ItemType::PersonalCommunication),
    ("manual", ItemType::Book),
    ("mastersthesis", ItemType::Thesis),
    ("misc", ItemType::Document),
    ("movie", ItemType::MotionPicture),
    ("music", ItemType::Song),
    ("mvbook", ItemType::Book),
    ("mvcollection", ItemType::Book),
    ("mvproceedings", ItemType::Book),
    ("mvreference", ItemType::Book),
    ("nameonly", ItemType::Document),
    ("newsarticle", ItemType::ArticleNewspaper),
    ("online", ItemType::Webpage),
    ("patent", ItemType::Patent),
    ("performance", ItemType::Performance),
    ("periodical", ItemType::Periodical),
    ("phdthesis", ItemType::Thesis),
    ("presentation", ItemType::Speech),
    ("proceedings", ItemType::Book),
    ("reference", ItemType::Book),
    ("report", ItemType::Report),
    ("review", ItemType::Review),
    ("set", ItemType::Document),
    ("software", ItemType::Software),
    ("standard", ItemType::Standard),
    ("suppbook", ItemType::Chapter),
    ("suppcollection", ItemType::Chapter),
    ("suppperiodical", ItemType::ArticleJournal),
    ("techreport", ItemType::Report),
    ("thesis", ItemType::Thesis),
    ("unpublished", ItemType::Manuscript),
    ("video", ItemType::MotionPicture),
    ("www", ItemType::Webpage),
    ("generic", ItemType::Document),
    ("internet", ItemType::Webpage),
    ("web", ItemType::Webpage),
    ("website", ItemType::Webpage),
    ("newspaper", ItemType::ArticleNewspaper),
    ("magazine", ItemType::ArticleMagazine),
    ("bachelorsthesis", ItemType::Thesis),
    ("preprint", ItemType::Article),
    ("talk", ItemType::Speech),
    ("blog", ItemType::PostWeblog),
    ("softwareversion", ItemType::Software),
    ("softwaremodule", ItemType::Software),
    ("codefragment", ItemType::Software),
    ("other", ItemType::Document),
    ("web_page", ItemType::Webpage),
    ("book_section", ItemType::Chapter),
    ("newspaper_article", ItemType::ArticleNewspaper),
    ("magazine_article", ItemType::ArticleMagazine),
    ("eprint", ItemType::Article),
    ("artifactsoftware", ItemType::Software),
    ("artifactdataset", ItemType::Dataset),
    ("xdata", ItemType::Document),
];

/// The names of all types, for suggestions.
pub(in super::super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

/// The item's type; `None` if nobody knows the entry's. A type of CSL's own may be written, too.
pub(super) fn item_type(entry: &Entry) -> Option<ItemType> {
    let kind = entry.kind.as_str();
    let listed = KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .map(|(_, found)| *found);
    let found = subtype(entry).or(listed).or_else(|| kind.parse().ok())?;
    Some(match found {
        ItemType::ArticleJournal | ItemType::Periodical => periodical(entry, found),
        ItemType::Manuscript if kind == "unpublished" && is_event(entry) => ItemType::Speech,
        _ => found,
    })
}

fn periodical(entry: &Entry, usual: ItemType) -> ItemType {
    match entry
        .get("entrysubtype")
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "magazine" => ItemType::ArticleMagazine,
        "newspaper" => ItemType::ArticleNewspaper,
        // An issue with a title of its own is cited like an article.
        _ if entry.kind == "periodical" && entry.has("issuetitle") => ItemType::ArticleJournal,
        // What is only on a server of preprints.
        _ if entry.kind == "article" && !entry.has("journaltitle") && entry.has("eprint") => {
            ItemType::Article
        }
        _ => usual,
    }
}

/// A type in `entrysubtype`: one of CSL's, as `@online` with `post-weblog`, or one of Better BibTeX and biblatex-apa.
fn subtype(entry: &Entry) -> Option<ItemType> {
    let written = entry.get("entrysubtype")?.to_ascii_lowercase();
    Some(match written.as_str() {
        "film" => ItemType::MotionPicture,
        "tvbroadcast" | "tvseries" | "tvepisode" | "radiobroadcast" | "podcast"
        | "podcastepisode" => ItemType::Broadcast,
        other => other.parse().ok()?,
    })
}

/// Whether a court, a parliament or a ministry has made it, whose name is then CSL's `authority`, and whose title is a name.
pub(super) fn is_legal(kind: ItemType) -> bool {
    matches!(
        kind,
        ItemType::Bill
            | ItemType::Hearing
            | ItemType::LegalCase
            | ItemType::Legislation
            | ItemType::Regulation
            | ItemType::Treaty
    )
}

/// Whether it is known by what it is made of: "Oil on canvas", "DVD".
pub(super) fn has_medium(kind: ItemType) -> bool {
    matches!(
        kind,
        ItemType::Broadcast
            | ItemType::Graphic
            | ItemType::MotionPicture
            | ItemType::MusicalScore
            | ItemType::Performance
            | ItemType::Song
    )
}

fn is_event(entry: &Entry) -> bool {
    ["eventdate", "eventtitle", "venue"]
        .iter()
        .any(|field| entry.has(field))
}

/// What kind of thesis, report, patent … it is: the words of `type`, or those that the entry type implies.
pub(super) fn genre(entry: &Entry, text: impl Fn(&str) -> Option<Text>) -> Option<Text> {
    if let Some(written) = entry.get("type") {
        return bibstrings::term(written).or_else(|| text("type"));
    }
    match entry.kind.as_str() {
        "mastersthesis" => bibstrings::term("mathesis"),
        "phdthesis" => bibstrings::term("phdthesis"),
        _ => None,
    }
}

/// Whether the entry is part of a book.
pub(super) fn is_part(kind: &str) -> bool {
    matches!(
        kind,
        "inbook"
            | "bookinbook"
            | "suppbook"
            | "incollection"
            | "suppcollection"
            | "inproceedings"
            | "conference"
            | "inreference"
    )
}

/// Whether `number` counts the volumes of a series.
pub(super) fn is_in_series(kind: &str) -> bool {
    is_part(kind)
        || matches!(
            kind,
            "book"
                | "collection"
                | "proceedings"
                | "reference"
                | "mvbook"
                | "mvcollection"
                | "mvproceedings"
                | "mvreference"
        )
}

/// Whether `number` is that of an issue.
pub(super) fn is_article(kind: &str) -> bool {
    matches!(
        kind,
        "article" | "periodical" | "suppperiodical" | "review" | "newsarticle"
    )
}
