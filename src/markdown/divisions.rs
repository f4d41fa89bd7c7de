//! The grammar of the lines that open and close divisions, in Pandoc's form: `::: {.note}`, `::: note`, `:::`.

use super::attributes::{Attributes, attributes_at};

/// What a line of colons does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fence {
    /// Opens a division.
    Open {
        /// Their ranges count from the start of the line.
        attributes: Attributes,
        /// Words after the name, as VitePress and Docusaurus have them; where they stand in the line.
        title: Option<String>,
    },
    /// Closes the innermost.
    Close,
}

/// The names of alerts, as divisions have them.
pub(super) const ALERTS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// Reads a line, without space around it. `None` if it neither opens nor closes a division.
pub(super) fn fence(line: &str) -> Option<Fence> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    // Colons may close the line as well.
    let words = rest.trim_end_matches(':').trim();
    if words.is_empty() {
        return Some(Fence::Close);
    }
    let at = line.len() - rest.trim_start().len();
    if words.starts_with('{') {
        let (attributes, end) = attributes_at(line, at)?;
        let whole = line[end..].chars().all(|c| c == ':' || c.is_whitespace());
        return whole.then_some(Fence::Open {
            attributes,
            title: None,
        });
    }
    let end = words.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)));
    let (name, title) = words.split_at(end.unwrap_or(words.len()));
    let title = title.trim();
    let title = match title.strip_prefix('[') {
        Some(bracketed) => bracketed.strip_suffix(']')?,
        None => title,
    };
    let is_alert = alert_of(name).is_some();
    if name.is_empty() || !(title.is_empty() || is_alert) {
        return None;
    }
    let attributes = Attributes {
        classes: vec![name.to_owned()],
        ..Attributes::default()
    };
    let title = (!title.is_empty()).then(|| title.to_owned());
    Some(Fence::Open { attributes, title })
}

/// The alert that a class stands for: Quarto's `callout-note`, or `note`.
pub(super) fn alert_of(class: &str) -> Option<&'static str> {
    let name = class.strip_prefix("callout-").unwrap_or(class);
    ALERTS.into_iter().find(|alert| *alert == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_open_and_close() {
        let classes = |line: &str| match fence(line) {
            Some(Fence::Open { attributes, title }) => {
                Some((attributes.classes.join(" "), title.unwrap_or_default()))
            }
            _ => None,
        };
        let open = |classes: &str, title: &str| Some((classes.to_owned(), title.to_owned()));
        for line in ["::: {.a .b #c}", ":::{.a .b}", ":::::: {.a .b} ::::"] {
            assert_eq!(classes(line), open("a b", ""), "{line}");
        }
        assert_eq!(classes(":::column-margin :::"), open("column-margin", ""));
        assert_eq!(classes("::: tip Read this"), open("tip", "Read this"));
        assert_eq!(
            classes(":::warning[Take care]"),
            open("warning", "Take care")
        );
        assert_eq!(fence("::::"), Some(Fence::Close));
        for line in [
            "::",
            ":: a",
            "::: a b",
            "::: {a b}",
            "::: {.a} b",
            "::: .a",
            "a :::",
        ] {
            assert_eq!(fence(line), None, "{line}");
        }
    }
}
