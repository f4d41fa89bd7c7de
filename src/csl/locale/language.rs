//! Language tags, and which locale speaks for which (specification, "Locale Fallback").

/// A language tag (BCP 47) as the names of locales know it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    /// "de"
    bare: String,
    /// The main dialect: "de-DE"; the language itself if it has no locale.
    main: String,
    /// What was asked for: "de-AT"; the main dialect for "de".
    exact: String,
}

/// The main dialects of the languages that have locales.
const MAIN_DIALECTS: &[&str] = &[
    "af-ZA",
    "ar",
    "bal-PK",
    "bg-BG",
    "brh-PK",
    "ca-AD",
    "cs-CZ",
    "cy-GB",
    "da-DK",
    "de-DE",
    "el-GR",
    "en-US",
    "es-ES",
    "et-EE",
    "eu",
    "fa-IR",
    "fi-FI",
    "fr-FR",
    "gl-ES",
    "he-IL",
    "hi-IN",
    "hr-HR",
    "hu-HU",
    "hy-AM",
    "id-ID",
    "is-IS",
    "it-IT",
    "ja-JP",
    "km-KH",
    "ko-KR",
    "la",
    "lij-IT",
    "lt-LT",
    "lv-LV",
    "mn-MN",
    "ms-MY",
    "nb-NO",
    "nl-NL",
    "nn-NO",
    "pa-PK",
    "pl-PL",
    "pt-PT",
    "ro-RO",
    "ru-RU",
    "sk-SK",
    "sl-SI",
    "sr-Cyrl-RS",
    "sv-SE",
    "th-TH",
    "tr-TR",
    "uk-UA",
    "vi-VN",
    "zh-CN",
];

impl Language {
    /// American English, whose words stand in where a language has none.
    pub const FALLBACK: &str = "en-US";

    /// Reads a tag: "de-AT", "de_AT", "DE-at", "zh-Hant".
    pub fn new(tag: &str) -> Self {
        let mut subtags = tag.split(['-', '_']);
        let bare = subtags.next().unwrap_or_default().to_ascii_lowercase();
        let bare = match bare.as_str() {
            "" => "en".to_owned(),
            "no" => "nb".to_owned(),
            _ => bare,
        };
        // A subtag of one letter begins what does not name the language any more.
        let subtags: Vec<_> = subtags.take_while(|subtag| subtag.len() > 1).collect();
        let script = subtags.iter().find(|subtag| subtag.len() == 4);
        let script = script.map(|script| capitalized(script));
        let region = subtags.iter().find(|subtag| matches!(subtag.len(), 2 | 3));
        let region = region.map(|region| region.to_ascii_uppercase());
        let main = main_dialect(&bare, script.as_deref(), region.as_deref());
        let exact = match region {
            None => main.clone(),
            // Serbian has a locale for each script.
            Some(region) if main.matches('-').count() == 2 => match main.rsplit_once('-') {
                Some((language, _)) => format!("{language}-{region}"),
                None => main.clone(),
            },
            Some(region) => format!("{bare}-{region}"),
        };
        Self { bare, main, exact }
    }

    /// The tag: language and region.
    pub fn as_str(&self) -> &str {
        &self.exact
    }

    /// Whether it is a dialect of a language, such as "en".
    pub fn is(&self, language: &str) -> bool {
        self.bare == language
    }

    /// The names of the locale files that may have words for it, the closest last.
    pub fn files(&self) -> Vec<String> {
        let mut names = vec![Self::FALLBACK.to_owned()];
        for name in [&self.main, &self.exact] {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// How close the language of a `cs:locale` is; none speaks for all. `None` if it is another language.
    pub(super) fn closeness(&self, of: Option<&str>) -> Option<u8> {
        let Some(of) = of else { return Some(0) };
        let is = |tag: &str| tag.eq_ignore_ascii_case(of);
        if is(&self.exact) {
            Some(3)
        } else if is(&self.main) {
            Some(2)
        } else {
            is(&self.bare).then_some(1)
        }
    }
}

fn main_dialect(bare: &str, script: Option<&str>, region: Option<&str>) -> String {
    match (bare, script, region) {
        ("zh", Some("Hant"), _) | ("zh", None, Some("TW" | "HK" | "MO")) => "zh-TW".to_owned(),
        ("sr", Some("Latn"), _) => "sr-Latn-RS".to_owned(),
        _ => {
            let is_of = |name: &&&str| name.split('-').next() == Some(bare);
            let main = MAIN_DIALECTS.iter().find(is_of);
            main.map_or_else(|| bare.to_owned(), |name| (*name).to_owned())
        }
    }
}

/// "hant" to "Hant"
fn capitalized(script: &str) -> String {
    let mut script = script.to_ascii_lowercase();
    if let Some(first) = script.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    script
}
