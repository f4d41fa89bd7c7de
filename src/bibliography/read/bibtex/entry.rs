//! Entries with their values whole: abbreviations expanded, aliases of fields resolved.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::csl::month_number;
use crate::diagnostics::{Lint, Place, Span};

use super::scan::{Item, Part, Problem, RawEntry, RawField, Scanned, Word};

/// A value grows no longer than this by its abbreviations.
const MAX_VALUE: usize = 1 << 20;
/// The values that are made of abbreviations have no more text than this in all.
const MAX_EXPANSION: usize = 16 << 20;

/// An entry of a `.bib` file.
#[derive(Clone, Debug)]
pub(super) struct Entry<'s> {
    /// The type in lower case.
    pub kind: String,
    pub kind_place: Place,
    pub key: &'s str,
    pub key_place: Place,
    pub fields: Vec<Field<'s>>,
}

/// A field with its value as LaTeX.
#[derive(Clone, Debug)]
pub(super) struct Field<'s> {
    /// BibLaTeX's name: `journaltitle` also where `journal` is written.
    pub name: String,
    /// The name in lower case, as written.
    pub written: String,
    pub name_place: Place,
    pub value: Cow<'s, str>,
    /// Where the value stands.
    pub place: Place,
    /// Whether it comes from another entry.
    pub inherited: bool,
}

impl<'s> Entry<'s> {
    pub(super) fn field(&self, name: &str) -> Option<&Field<'s>> {
        self.fields
            .iter()
            .find(|field| field.name == name && !field.value.trim().is_empty())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.field(name).map(|field| field.value.trim())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }
}

/// The abbreviations that have been defined so far.
#[derive(Default)]
pub(super) struct Strings<'s> {
    /// By name in lower case.
    by_name: HashMap<String, Cow<'s, str>>,
    /// How much text has been made of them.
    expanded: Cell<usize>,
}

/// The entries of a file; abbreviations are added to `strings`, problems to `scanned`.
pub(super) fn entries<'s>(
    file: &Arc<str>,
    scanned: &mut Scanned<'s>,
    strings: &mut Strings<'s>,
) -> Vec<Entry<'s>> {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for item in std::mem::take(&mut scanned.items) {
        match item {
            Item::Strings(definitions) => {
                for definition in definitions {
                    let value = strings.expand(&definition.value, &definition, &mut problems);
                    strings
                        .by_name
                        .insert(definition.name.text.to_lowercase(), value);
                }
            }
            Item::Entry(raw) => entries.push(entry(file, raw, strings, &mut problems)),
        }
    }
    scanned.problems.append(&mut problems);
    entries
}

fn entry<'s>(
    file: &Arc<str>,
    raw: RawEntry<'s>,
    strings: &Strings<'s>,
    problems: &mut Vec<Problem>,
) -> Entry<'s> {
    let place = |word: &Word| Place::new(file, Span::new(word.range()));
    let has = |name: &str| {
        raw.fields
            .iter()
            .any(|field| field.name.text.eq_ignore_ascii_case(name))
    };
    // With an address of the publisher, the location is that of the conference, as ACM has it.
    let conference = has("address") && has("location");
    let canonical = move |written: &str| match written {
        "location" if conference => "venue".to_owned(),
        written => canonical_field(written).to_owned(),
    };
    let field = |field: RawField<'s>| {
        let written = field.name.text.to_ascii_lowercase();
        Field {
            name: canonical(&written),
            written,
            name_place: place(&field.name),
            value: strings.expand(&field.value, &field, problems),
            place: Place::new(file, Span::new(field.range.clone())),
            inherited: false,
        }
    };
    Entry {
        kind: raw.kind.text.to_ascii_lowercase(),
        kind_place: place(&raw.kind),
        key: raw.key.text,
        key_place: place(&raw.key),
        fields: raw.fields.into_iter().map(field).collect(),
    }
}

impl<'s> Strings<'s> {
    /// The value of a field. What is not defined stands for itself.
    fn expand(
        &self,
        parts: &[Part<'s>],
        field: &RawField<'s>,
        problems: &mut Vec<Problem>,
    ) -> Cow<'s, str> {
        if let [Part::Text(text)] = parts {
            return Cow::Borrowed(text);
        }
        let room = MAX_EXPANSION.saturating_sub(self.expanded.get());
        let mut value = String::new();
        for part in parts {
            match part {
                Part::Text(text) => value.push_str(text),
                Part::Name(name) => match self.get(name.text) {
                    Some(text) => value.push_str(&text),
                    None => {
                        problems.push(Problem {
                            lint: Lint::SuspiciousField,
                            range: name.range(),
                            message: format!("the abbreviation `{}` is not defined; it is printed as it is", name.text),
                            help: "put text in braces: `field = {text}`; or define it before with `@string{name = {text}}`",
                        });
                        value.push_str(name.text);
                    }
                },
            }
            if value.len() > MAX_VALUE {
                problems.push(Problem {
                    lint: Lint::BibliographySyntax,
                    range: field.range.clone(),
                    message: format!(
                        "with its abbreviations this value is longer than {} KiB",
                        MAX_VALUE >> 10
                    ),
                    help: "an abbreviation that is made of itself twice doubles its length",
                });
                return Cow::Borrowed("");
            }
            if value.len() > room {
                if room > 0 {
                    problems.push(Problem {
                        lint: Lint::BibliographySyntax,
                        range: field.range.clone(),
                        message: format!(
                            "with this value, abbreviations make more than {} MiB of text",
                            MAX_EXPANSION >> 20
                        ),
                        help: "this value and all after it that use abbreviations are left out",
                    });
                }
                self.expanded.set(MAX_EXPANSION);
                return Cow::Borrowed("");
            }
        }
        self.expanded.set(self.expanded.get() + value.len());
        Cow::Owned(value)
    }

    fn get(&self, name: &str) -> Option<Cow<'s, str>> {
        let name = name.to_lowercase();
        match self.by_name.get(&name) {
            Some(text) => Some(text.clone()),
            // Whole names of months are not abbreviations, and as clear.
            None if month_number(&name).is_some() => Some(Cow::Owned(name)),
            None => predefined(&name).map(Cow::Borrowed),
        }
    }
}

/// The abbreviations that BibTeX's own styles define; months are read by themselves.
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "acmcs" => "ACM Computing Surveys",
        "acta" => "Acta Informatica",
        "cacm" => "Communications of the ACM",
        "ibmjrd" => "IBM Journal of Research and Development",
        "ibmsj" => "IBM Systems Journal",
        "ieeese" => "IEEE Transactions on Software Engineering",
        "ieeetc" => "IEEE Transactions on Computers",
        "ieeetcad" => "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
        "ipl" => "Information Processing Letters",
        "jacm" => "Journal of the ACM",
        "jcss" => "Journal of Computer and System Sciences",
        "scp" => "Science of Computer Programming",
        "sicomp" => "SIAM Journal on Computing",
        "tocs" => "ACM Transactions on Computer Systems",
        "tods" => "ACM Transactions on Database Systems",
        "tog" => "ACM Transactions on Graphics",
        "toms" => "ACM Transactions on Mathematical Software",
        "toois" => "ACM Transactions on Office Information Systems",
        "toplas" => "ACM Transactions on Programming Languages and Systems",
        "tcs" => "Theoretical Computer Science",
        _ => return None,
    })
}

/// BibLaTeX's name of a field that has another in BibTeX (manual, section 2.2.5).
fn canonical_field(name: &str) -> &str {
    match name {
        "address" => "location",
        "annote" => "annotation",
        "archiveprefix" => "eprinttype",
        "journal" => "journaltitle",
        "primaryclass" => "eprintclass",
        "hyphenation" => "langid",
        "keyword" => "keywords",
        "archive-url" => "archiveurl",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::read::bibtex::scan::scan;

    /// The values of each entry, then the problems.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let file: Arc<str> = "a.bib".into();
        let mut scanned = scan(text);
        let entries = entries(&file, &mut scanned, &mut Strings::default());
        let values = entries.iter().flat_map(|entry| &entry.fields);
        let problems = scanned
            .problems
            .iter()
            .map(|problem| problem.message.clone());
        (
            values
                .map(|field| format!("{}={}", field.name, field.value))
                .collect(),
            problems.collect(),
        )
    }

    #[test]
    fn abbreviations_have_no_case_and_may_use_others() {
        let (values, problems) = read(
            "@string{Outlet = {The Outlet}}\n@STRING(more = OUTLET # \" and more\")\n\
             @misc{a, Journal = More, month = JAN, key = 7, x = acta # {!}, y = nowhere}",
        );
        assert_eq!(
            values,
            [
                "journaltitle=The Outlet and more",
                "month=jan",
                "key=7",
                "x=Acta Informatica!",
                "y=nowhere"
            ]
        );
        assert_eq!(
            problems,
            ["the abbreviation `nowhere` is not defined; it is printed as it is"]
        );
    }

    #[test]
    fn the_text_of_abbreviations_is_limited_in_all() {
        let mut text = "@string{a = {xxxxxxxxxxxxxxxx}}\n".to_owned();
        text.push_str(&"@string{a = a # a}\n".repeat(15));
        text.push_str(&"@misc{m, title = a, note = {written}}\n".repeat(200));
        let (values, problems) = read(&text);
        assert_eq!(
            problems,
            ["with this value, abbreviations make more than 16 MiB of text"]
        );
        assert!(values.iter().map(String::len).sum::<usize>() < 17 << 20);
        assert_eq!(values.last().unwrap(), "note=written");
    }

    #[test]
    fn abbreviations_that_double_are_stopped() {
        let mut text = "@string{a = {xxxxxxxxxxxxxxxx}}\n".to_owned();
        text.push_str(&"@string{a = a # a}\n".repeat(40));
        let (_, problems) = read(&text);
        assert!(problems[0].contains("longer than 1024 KiB"), "{problems:?}");
    }
}
