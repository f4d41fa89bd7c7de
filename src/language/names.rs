//! What people write for a language where a tag is wanted, and the tag that they mean.

use language_tags::LanguageTag;

/// Tags, each with the language's English name, its own name, and its codes of three letters.
const NAMES: &[(&str, &str)] = &[
    ("ar", "arabic العربية ara"),
    ("bg", "bulgarian български bul"),
    ("bn", "bengali bangla বাংলা ben"),
    ("ca", "catalan català cat"),
    ("cs", "czech čeština český ces cze cz"),
    ("da", "danish dansk dan"),
    ("de", "german deutsch deu ger"),
    ("el", "greek ελληνικά ell gre gr"),
    ("en", "english eng"),
    ("es", "spanish español espanol castellano spa"),
    ("et", "estonian eesti est"),
    ("eu", "basque euskara eus baq"),
    ("fa", "persian farsi فارسی fas per"),
    ("fi", "finnish suomi fin"),
    ("fr", "french français francais fra fre"),
    ("ga", "irish gaeilge gle"),
    ("gl", "galician galego glg"),
    ("he", "hebrew עברית heb"),
    ("hi", "hindi हिन्दी hin"),
    ("hr", "croatian hrvatski hrv"),
    ("hu", "hungarian magyar hun"),
    ("hy", "armenian հայերեն hye arm"),
    ("id", "indonesian bahasa ind"),
    ("is", "icelandic íslenska isl ice"),
    ("it", "italian italiano ita"),
    ("ja", "japanese 日本語 jpn jp"),
    ("ka", "georgian ქართული kat geo"),
    ("kk", "kazakh қазақша kaz"),
    ("ko", "korean 한국어 조선말 kor kr"),
    ("lt", "lithuanian lietuvių lit"),
    ("lv", "latvian latviešu lav"),
    ("mk", "macedonian македонски mkd mac"),
    ("mn", "mongolian монгол mon"),
    ("ms", "malay melayu msa may"),
    ("nb", "norwegian norsk bokmål nob nor"),
    ("nl", "dutch nederlands nld dut"),
    ("nn", "nynorsk nno"),
    ("pl", "polish polski pol"),
    ("pt", "portuguese português portugues por"),
    ("ro", "romanian română ron rum"),
    ("ru", "russian русский rus"),
    ("sk", "slovak slovenčina slk slo"),
    ("sl", "slovene slovenian slovenščina slv"),
    ("sq", "albanian shqip sqi alb"),
    ("sr", "serbian српски srpski srp"),
    ("sv", "swedish svenska swe"),
    ("sw", "swahili kiswahili swa"),
    ("ta", "tamil தமிழ் tam"),
    ("th", "thai ไทย tha"),
    ("tl", "tagalog filipino tgl"),
    ("tr", "turkish türkçe tur"),
    ("uk", "ukrainian українська ukr"),
    ("ur", "urdu اردو urd"),
    ("vi", "vietnamese tiếng vie vn"),
    ("zh", "chinese mandarin 中文 汉语 漢語 zho chi cn"),
];

/// Countries that people call by another code than that of ISO 3166.
const COUNTRIES: &[(&str, &str)] = &[("UK", "GB"), ("EN", "GB"), ("SP", "ES")];

/// The tag that is meant by a text which is not one: `english`, `eng`, `en_GB`, `de_DE.UTF-8`, `en-UK`.
pub(super) fn tag_for(text: &str) -> Option<String> {
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())?;
    let name = first.to_lowercase();
    let named = NAMES
        .iter()
        .find(|(_, names)| names.split(' ').any(|known| known == name));
    named
        .map(|(tag, _)| (*tag).to_owned())
        .or_else(|| of_a_system(text))
}

/// The tag of a locale's name in other systems: underscores, an encoding after a full stop.
fn of_a_system(text: &str) -> Option<String> {
    let text = text.split(['.', '@']).next()?.replace('_', "-");
    let valid = |text: &str| {
        let tag = LanguageTag::parse(text).ok()?;
        tag.is_valid().then(|| tag.into_string())
    };
    valid(&text).or_else(|| {
        let (language, country) = text.split_once('-')?;
        let known = COUNTRIES
            .iter()
            .find(|(wrong, _)| wrong.eq_ignore_ascii_case(country));
        valid(&format!("{language}-{}", known?.1))
    })
}
