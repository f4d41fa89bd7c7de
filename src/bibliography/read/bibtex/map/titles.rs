//! Titles: of the work, of what it is part of, of the volume.

use crate::csl::{ItemType, Text, Variable};

use super::super::entry::Entry;
use super::super::sentence_case;
use super::{Mapper, kinds};

/// The fields of one title.
struct Fields {
    title: &'static str,
    subtitle: &'static str,
    addon: &'static str,
}

const TITLE: Fields = Fields {
    title: "title",
    subtitle: "subtitle",
    addon: "titleaddon",
};
const MAIN: Fields = Fields {
    title: "maintitle",
    subtitle: "mainsubtitle",
    addon: "maintitleaddon",
};
const BOOK: Fields = Fields {
    title: "booktitle",
    subtitle: "booksubtitle",
    addon: "booktitleaddon",
};
const JOURNAL: Fields = Fields {
    title: "journaltitle",
    subtitle: "journalsubtitle",
    addon: "journaltitleaddon",
};
const ISSUE: Fields = Fields {
    title: "issuetitle",
    subtitle: "issuesubtitle",
    addon: "issuetitleaddon",
};

/// The name of a web site, where Zotero writes it.
const SITE: Fields = Fields {
    title: "titleaddon",
    subtitle: "",
    addon: "",
};

impl Mapper<'_, '_> {
    pub(super) fn titles(&mut self) {
        let entry = self.entry;
        let multivolume = entry.has("maintitle");
        match (entry.kind.as_str(), multivolume) {
            ("periodical", _) if entry.has("issuetitle") => {
                self.title(Variable::Title, &ISSUE);
                self.title(Variable::ContainerTitle, &TITLE);
            }
            (kind, true) if kinds::is_part(kind) => {
                self.title(Variable::Title, &TITLE);
                self.title(Variable::ContainerTitle, &MAIN);
                self.title(Variable::VolumeTitle, &BOOK);
            }
            (_, true) => {
                self.title(Variable::Title, &MAIN);
                self.title(Variable::VolumeTitle, &TITLE);
            }
            (kind, false) => {
                self.title(Variable::Title, &TITLE);
                // In the entry of a book, `booktitle` is for those that inherit from it.
                let book = kinds::is_in_series(kind) && !kinds::is_part(kind);
                let containers: &[&Fields] = match kind {
                    _ if self.names_site() => &[&SITE],
                    "periodical" => &[],
                    kind if kinds::is_part(kind) => &[&BOOK, &JOURNAL],
                    _ if book => &[&JOURNAL],
                    _ => &[&JOURNAL, &BOOK],
                };
                for fields in containers {
                    if self.item.text(Variable::ContainerTitle).is_none() {
                        self.title(Variable::ContainerTitle, fields);
                    }
                }
            }
        }
        self.short_titles(multivolume);
        self.copy(Variable::OriginalTitle, "origtitle");
        if self.item.text(Variable::OriginalTitle).is_none() {
            self.copy(Variable::OriginalTitle, "usere"); // the translated title, as in biblatex-chicago
        }
        self.copy(Variable::EventTitle, "eventtitle");
        self.copy(Variable::Event, "eventtitle");
        self.series();
    }

    /// `Title: Subtitle. Addon`
    fn title(&mut self, variable: Variable, fields: &Fields) {
        let lower = !self.is_name(fields);
        let Some(title) = self.title_text(fields.title, lower) else {
            return;
        };
        let mut subtitle = self.title_text(fields.subtitle, lower);
        if lower && self.english {
            subtitle = subtitle.map(Text::capitalized);
        }
        let addon = match self.names_site() {
            true => None,
            false => self.title_text(fields.addon, lower),
        };
        // A sentence of its own starts with a capital.
        let whole = join(
            join(title, ':', subtitle),
            '.',
            addon.map(Text::capitalized),
        );
        self.item.set_text(variable, whole);
    }

    /// Whether `titleaddon` is the name of a web site: that of a page that nothing else says where it stands.
    fn names_site(&self) -> bool {
        const PLACES: [&str; 5] = [
            "journaltitle",
            "booktitle",
            "organization",
            "institution",
            "publisher",
        ];
        let on_a_site = matches!(
            self.item.kind,
            ItemType::Webpage | ItemType::PostWeblog | ItemType::Post
        );
        on_a_site && !PLACES.iter().any(|field| self.entry.has(field))
    }

    /// Whether a title is a name, which keeps its case: that of a journal, of a conference, of a law.
    fn is_name(&self, fields: &Fields) -> bool {
        if kinds::is_legal(self.item.kind) || fields.title == SITE.title {
            return true;
        }
        match self.entry.kind.as_str() {
            "periodical" => fields.title == "title",
            "proceedings" | "mvproceedings" => true,
            "inproceedings" | "conference" => fields.title != "title",
            _ => fields.title == "journaltitle",
        }
    }

    fn title_text(&self, field: &str, lower: bool) -> Option<Text> {
        let text = self.text(field)?;
        Some(match lower && self.english {
            true => sentence_case::from_title_case(&text, self.protects),
            false => text,
        })
    }

    fn short_titles(&mut self, multivolume: bool) {
        let periodical = self.entry.kind == "periodical";
        if let Some(short) = self
            .text("shortjournal")
            .or_else(|| self.text("shorttitle").filter(|_| periodical))
        {
            self.item.set_text(Variable::ContainerTitleShort, short);
        }
        if periodical {
            return;
        }
        let part = kinds::is_part(&self.entry.kind);
        let written = self
            .title_text("shorttitle", true)
            .filter(|_| part || !multivolume);
        let short = written.or_else(|| {
            let title = self.title_text(
                if multivolume && !part {
                    "maintitle"
                } else {
                    "title"
                },
                true,
            )?;
            let has_addon = self.entry.has("titleaddon") && !self.names_site();
            let continued = !multivolume && (self.entry.has("subtitle") || has_addon);
            let colon = title.as_str().find(": ");
            match colon {
                Some(colon) => Some(title.slice(0..colon)),
                None => Some(title).filter(|_| continued),
            }
        });
        if let Some(short) = short {
            self.item.set_text(Variable::TitleShort, short);
        }
    }

    /// A number is that of a series of a journal: "3rd series"
    fn series(&mut self) {
        let Some(series) = self.key_or_text("series") else {
            return;
        };
        let series = match series.as_str().parse::<u32>() {
            Ok(number) if kinds::is_article(&self.entry.kind) => {
                Text::plain(format!("{} series", ordinal(number)))
            }
            _ => series,
        };
        self.item.set_text(Variable::CollectionTitle, series);
    }
}

/// Joins with a mark and a space, or with a space alone after a mark of its own.
pub(super) fn join(mut left: Text, mark: char, right: Option<Text>) -> Text {
    if let Some(right) = right {
        if !left.as_str().ends_with(['!', '?', '.', ',', ':', ';']) {
            left.push_str(mark.encode_utf8(&mut [0; 4]));
        }
        left.push_str(" ");
        left.push(&right);
    }
    left
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Whether the titles of an entry are English: its `langid`, else its `language`, says so, or nothing says otherwise.
pub(super) fn are_english(entry: &Entry, language: Option<&str>) -> bool {
    match language {
        Some(tag) => tag == "en" || tag.starts_with("en-"),
        None => {
            !entry.has("language")
                && !entry.has("langid")
                && !["title", "booktitle", "maintitle"]
                    .iter()
                    .any(|field| is_foreign(entry.get(field)))
        }
    }
}

/// Whether a title has words in lower case that are not English.
fn is_foreign(title: Option<&str>) -> bool {
    const WORDS: [&str; 44] = [
        "der", "das", "und", "des", "dem", "den", "ein", "eine", "einer", "für", "über", "zur",
        "zum", "von", "vom", "im", "nach", "la", "le", "les", "du", "et", "une", "dans", "sur",
        "del", "el", "los", "las", "una", "il", "della", "di", "nel", "dos", "da", "het", "een",
        "van", "och", "av", "og", "på", "na",
    ];
    title.is_some_and(|title| {
        title
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.contains(&word))
    })
}
