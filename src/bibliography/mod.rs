//! stub until merge
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    pub label: String,
    pub value: String,
}
impl Locator {
    pub fn new(label: Option<&str>, value: &str) -> Self {
        let label = match label.map(|l| l.trim_end_matches('.')) {
            None | Some("p" | "pp") => "page",
            Some("ch") => "chapter",
            Some("sec" | "§") => "section",
            Some("para") => "paragraph",
            Some("vol") => "volume",
            Some("fig") => "figure",
            Some(x) => x,
        };
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
    pub fn is_label(word: &str) -> bool {
        ["p", "pp", "ch", "sec", "§", "para", "vol", "fig", "art"]
            .contains(&word.trim_end_matches('.'))
    }
}
