//! Names of languages in BibLaTeX (babel's) and in words, as tags of BCP 47.

/// The tag of a language; what looks like a tag is one.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn tag(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    let name = name
        .strip_prefix("lang")
        .filter(|rest| rest.len() > 3)
        .unwrap_or(&name);
    let known = match name {
        "english" | "american" | "usenglish" | "usmax" => "en-US",
        "british" | "ukenglish" => "en-GB",
        "australian" => "en-AU",
        "canadian" => "en-CA",
        "newzealand" => "en-NZ",
        "german" | "ngerman" | "germanb" => "de-DE",
        "austrian" | "naustrian" => "de-AT",
        "swissgerman" | "nswissgerman" => "de-CH",
        "french" | "francais" | "frenchb" => "fr-FR",
        "canadien" | "acadian" => "fr-CA",
        "spanish" => "es-ES",
        "catalan" => "ca-AD",
        "galician" => "gl",
        "basque" => "eu",
        "italian" => "it-IT",
        "portuguese" | "portuges" => "pt-PT",
        "brazilian" | "brazil" => "pt-BR",
        "dutch" => "nl-NL",
        "danish" => "da-DK",
        "norwegian" | "norsk" | "bokmal" => "nb-NO",
        "nynorsk" => "nn-NO",
        "swedish" => "sv-SE",
        "finnish" => "fi-FI",
        "icelandic" => "is-IS",
        "estonian" => "et-EE",
        "latvian" => "lv-LV",
        "lithuanian" => "lt-LT",
        "polish" => "pl-PL",
        "czech" => "cs-CZ",
        "slovak" => "sk-SK",
        "slovene" | "slovenian" => "sl-SI",
        "hungarian" | "magyar" => "hu-HU",
        "croatian" => "hr-HR",
        "serbian" | "serbianc" => "sr-RS",
        "bosnian" => "bs",
        "macedonian" => "mk",
        "bulgarian" => "bg-BG",
        "romanian" => "ro-RO",
        "greek" | "polutonikogreek" => "el-GR",
        "ancientgreek" => "grc",
        "latin" => "la",
        "turkish" => "tr-TR",
        "russian" => "ru-RU",
        "ukrainian" => "uk-UA",
        "belarusian" => "be",
        "armenian" => "hy",
        "georgian" => "ka",
        "hebrew" => "he-IL",
        "arabic" => "ar",
        "persian" | "farsi" => "fa-IR",
        "hindi" => "hi",
        "bengali" => "bn",
        "urdu" => "ur",
        "sanskrit" => "sa",
        "thai" | "thaicjk" => "th-TH",
        "vietnamese" => "vi-VN",
        "indonesian" | "bahasa" | "indon" => "id-ID",
        "malay" | "bahasam" | "melayu" => "ms",
        "chinese" | "pinyin" => "zh-CN",
        "japanese" => "ja-JP",
        "korean" => "ko-KR",
        "mongolian" => "mn-MN",
        "afrikaans" => "af-ZA",
        "swahili" => "sw",
        "albanian" => "sq",
        "irish" => "ga",
        "welsh" => "cy-GB",
        "breton" => "br",
        "esperanto" => "eo",
        // Codes of three letters, as libraries have them.
        "eng" => "en",
        "deu" | "ger" => "de",
        "fra" | "fre" => "fr",
        "spa" => "es",
        "ita" => "it",
        "por" => "pt",
        "rus" => "ru",
        "jpn" => "ja",
        "kor" => "ko",
        "zho" | "chi" => "zh",
        _ => return written_as_tag(name),
    };
    Some(known.to_owned())
}

/// `de`, `de-at`, `zh-hant-tw`
fn written_as_tag(name: &str) -> Option<String> {
    let name = name.replace('_', "-");
    let mut parts = name.split('-');
    let primary = parts.next().filter(|part| matches!(part.len(), 2 | 3))?;
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        return None;
    }
    let mut tag = primary.to_owned();
    for part in parts {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => tag.extend(
                part.char_indices()
                    .map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }),
            ),
            _ => tag.push_str(part),
        }
    }
    Some(tag)
}

/// The tag of an entry's `langid` with its variant in `langidopts`.
pub(super) fn with_variant(langid: &str, options: &str) -> Option<String> {
    let variant = options
        .split(',')
        .find_map(|option| option.trim().strip_prefix("variant="));
    match variant.map(str::trim) {
        Some("uk" | "british") => Some("en-GB".to_owned()),
        Some("us" | "usmax" | "american") => Some("en-US".to_owned()),
        Some("australian") => Some("en-AU".to_owned()),
        Some("newzealand") => Some("en-NZ".to_owned()),
        Some("swiss") => Some("de-CH".to_owned()),
        Some("austrian") => Some("de-AT".to_owned()),
        Some("brazilian") => Some("pt-BR".to_owned()),
        _ => tag(langid),
    }
}
