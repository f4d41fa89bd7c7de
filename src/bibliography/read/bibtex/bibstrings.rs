//! The keys of BibLaTeX's localisation that stand in fields (manual, section 4.9.2).

use crate::csl::{Markup, Span, Text};

/// The English words of a key. The processor prints them in the language of the page.
pub(super) fn english(key: &str) -> Option<&'static str> {
    Some(match key {
        "bathesis" => "Bachelor’s thesis",
        "mathesis" | "mastersthesis" | "masterthesis" => "Master’s thesis",
        "phdthesis" => "PhD thesis",
        "candthesis" => "Candidate thesis",
        "techreport" => "technical report",
        "resreport" => "research report",
        "software" => "computer software",
        "datacd" => "CD-ROM",
        "audiocd" => "audio CD",
        "patent" => "patent",
        "patentde" => "German patent",
        "patenteu" => "European patent",
        "patentfr" => "French patent",
        "patentuk" => "British patent",
        "patentus" => "U.S. patent",
        "patreq" => "patent request",
        "patreqde" => "German patent request",
        "patreqeu" => "European patent request",
        "patreqfr" => "French patent request",
        "patrequk" => "British patent request",
        "patrequs" => "U.S. patent request",
        "inpreparation" => "in preparation",
        "submitted" => "submitted",
        "forthcoming" => "forthcoming",
        "inpress" => "in press",
        "prepublished" => "pre-published",
        "newseries" => "new series",
        "oldseries" => "old series",
        _ => return None,
    })
}

/// The words of a key as a term.
pub(super) fn term(key: &str) -> Option<Text> {
    let words = english(&key.trim().to_ascii_lowercase())?;
    let span = Span {
        range: 0..words.len(),
        markup: Markup::Term,
    };
    Some(Text::with_spans(words.to_owned(), vec![span]))
}

/// The countries of BibLaTeX's location keys, as a patent's `location` has them.
pub(super) fn country(key: &str) -> Option<&'static str> {
    Some(match key.trim().to_ascii_lowercase().as_str() {
        "countryde" => "Germany",
        "countryeu" => "European Union",
        "countryep" => "European Union",
        "countryfr" => "France",
        "countryuk" => "United Kingdom",
        "countryus" => "United States of America",
        _ => return None,
    })
}
