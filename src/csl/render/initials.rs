//! Initials of given names (specification, "Name": `initialize`, `initialize-with`), by the rules of citeproc-js.

use super::super::script::{is_romanesque, starts_romanesque};

/// How given names are shortened.
#[derive(Clone, Copy)]
pub(crate) struct Initials<'a> {
    /// `initialize-with`
    pub(crate) with: &'a str,
    /// With `initialize="false"` names stay, and only initials that are there get `with` after them.
    pub(crate) initialize: bool,
    /// `initialize-with-hyphen`
    pub(crate) hyphen: bool,
}

impl Initials<'_> {
    /// A given name in short: "Jean-Luc" as "J.-L."
    pub(crate) fn of(self, name: &str) -> String {
        if matches!(name, "Lord" | "Lady") || !starts_romanesque(name) {
            return name.to_owned();
        }
        let mut words = words(name, self.hyphen);
        if self.initialize {
            self.shorten(&mut words)
        } else {
            self.normalize(&mut words)
        }
    }

    /// A given name in short, also where its script has no initials.
    pub(crate) fn of_any_script(self, name: &str) -> String {
        match name.chars().next() {
            Some(first) if !starts_romanesque(name) => first.to_string(),
            _ => self.of(name),
        }
    }

    /// Each word to its initial.
    fn shorten(self, words: &mut [Word]) -> String {
        let mut out = String::new();
        let count = words.len();
        for (index, word) in words.iter().enumerate() {
            let last = index + 1 == count;
            match initial(&word.text) {
                Some(initial) => {
                    out.push_str(&initial);
                    out.push_str(self.with);
                    if word.hyphen && !last {
                        trim(&mut out);
                        out.push('-');
                    }
                }
                None => {
                    if is_romanesque(&word.text) && !word.text.ends_with('.') && !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(&word.text);
                    if !last {
                        out.push(if word.hyphen { '-' } else { ' ' });
                    }
                }
            }
        }
        tidy(&out)
    }

    /// Initials that are there get the same mark after them; names stay as they are.
    fn normalize(self, words: &mut [Word]) -> String {
        let mut out = String::new();
        let count = words.len();
        for index in 0..count {
            let word = &words[index];
            let next = words.get(index + 1);
            let Some(letters) = word.abbreviated() else {
                out.push_str(&word.text);
                if next.is_some() {
                    out.push(if word.hyphen { '-' } else { ' ' });
                }
                continue;
            };
            out.push_str(letters);
            match next {
                None => out.push_str(self.with),
                Some(next) => match next.abbreviated() {
                    Some(short) if short.chars().nth(1).is_none() => {
                        out.push_str(self.with);
                        if word.hyphen {
                            trim(&mut out);
                            out.push('-');
                        }
                    }
                    Some(_) => {
                        out.push_str(self.with.trim_end_matches('\u{feff}'));
                        out.push(if word.hyphen { '-' } else { ' ' });
                    }
                    None => {
                        out.push_str(self.with.trim_end_matches('\u{feff}'));
                        out.push(if word.hyphen { '-' } else { ' ' });
                    }
                },
            }
        }
        tidy(&out)
    }
}

/// A word of a given name.
struct Word {
    text: String,
    /// Whether a hyphen joins the next word.
    hyphen: bool,
}

impl Word {
    /// The letters of an abbreviation or initial, without the full stop.
    fn abbreviated(&self) -> Option<&str> {
        if let Some(letters) = self.text.strip_suffix('.') {
            return Some(letters).filter(|letters| !letters.is_empty());
        }
        let mut chars = self.text.chars();
        let single = chars.next().is_some_and(|c| !c.is_lowercase()) && chars.next().is_none();
        single.then_some(self.text.as_str())
    }
}

/// The words of a given name. A hyphen before a small letter joins nothing: "Guo-ping" is one word.
fn words(name: &str, hyphen: bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut text = String::new();
    let mut chars = name.chars().peekable();
    let mut finish = |text: &mut String, hyphen: bool| {
        if text.is_empty() {
            if let Some(last) = words.last_mut() {
                last.hyphen |= hyphen;
            }
        } else {
            let text = std::mem::take(text);
            words.push(Word { text, hyphen });
        }
    };
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            '-' if !hyphen => finish(&mut text, false),
            '-' if next.is_some_and(|next| next.is_ascii_lowercase()) && !text.is_empty() => {
                text.push('-');
            }
            '-' => finish(&mut text, true),
            c if c.is_whitespace() => finish(&mut text, false),
            '.' => {
                text.push('.');
                finish(&mut text, false);
            }
            c => text.push(c),
        }
    }
    finish(&mut text, false);
    words
}

/// The initial of a word: its first letter, with those that follow in capitals made small ("YVonne" is "Yv").
fn initial(word: &str) -> Option<String> {
    let mut chars = word.chars();
    let first = chars.next()?;
    if !first.is_alphabetic() || first.is_lowercase() {
        return None;
    }
    let letters: String = chars.clone().take_while(|c| c.is_alphabetic()).collect();
    // "Ph." is an abbreviation already.
    if !letters.is_empty() && chars.as_str()[letters.len()..].starts_with('.') {
        return Some(format!("{first}{letters}"));
    }
    let capitals: String = letters.chars().take_while(|c| c.is_uppercase()).collect();
    let extra = if capitals.len() < letters.len() {
        capitals.to_lowercase()
    } else {
        String::new()
    };
    Some(format!("{first}{extra}"))
}

fn trim(text: &mut String) {
    text.truncate(text.trim_end().len());
}

/// Without spaces at the end, doubled, or around hyphens.
fn tidy(text: &str) -> String {
    let text = text.trim_end_matches([' ', '\t', '\n', '\r', '\u{feff}', '\u{a0}']);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' if out.ends_with([' ', '-']) => {}
            '-' => {
                trim(&mut out);
                out.push('-');
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str, with: &str) -> String {
        let initials = Initials {
            with,
            initialize: true,
            hyphen: true,
        };
        initials.of(name)
    }

    #[test]
    fn initials() {
        assert_eq!(short("James T.", ". "), "J. T.");
        assert_eq!(short("Jean-Luc", "."), "J.-L.");
        assert_eq!(short("M.-P. Henri", ". "), "M.-P. H.");
        assert_eq!(short("Guo-ping", "."), "G.");
        assert_eq!(short("Ph. M.E.", ". "), "Ph. M. E.");
        assert_eq!(short("John de", "."), "J. de");
    }

    #[test]
    fn initials_that_are_there() {
        let initials = Initials {
            with: ".",
            initialize: false,
            hyphen: true,
        };
        assert_eq!(initials.of("James T"), "James T.");
        assert_eq!(initials.of("J R R"), "J.R.R.");
        assert_eq!(initials.of("Ph M E"), "Ph M.E.");
    }
}
