//! What entries inherit by `xdata` and `crossref` (BibLaTeX's manual, appendix B).

use std::collections::HashMap;

use crate::diagnostics::Place;

use super::entry::{Entry, Field};

/// References lead no farther than this.
const MAX_CHAIN: usize = 32;
/// Entries inherit no more text than this in all: each use of a large parent is a copy of it.
const MAX_INHERITED: usize = 16 << 20;

/// What is wrong with a reference from one entry to another, and where.
#[derive(Debug, PartialEq)]
pub(super) struct BadReference {
    pub place: Place,
    /// The key that the reference names.
    pub key: String,
    pub message: String,
    pub kind: BadReferenceKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum BadReferenceKind {
    Circle,
    TooLong,
    TooMuch,
    /// No entry has the key.
    Undefined,
}

/// Gives every entry the fields that it inherits, marked as such.
pub(super) fn inherit(entries: &mut [Entry]) -> Vec<BadReference> {
    let mut targets: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        targets.entry(entry.key.to_owned()).or_insert(index);
    }
    for (index, entry) in entries.iter().enumerate() {
        for alias in entry.get("ids").map(keys).unwrap_or_default() {
            targets.entry(alias).or_insert(index);
        }
    }
    let mut walk = Walk {
        states: vec![State::New; entries.len()],
        entries,
        targets,
        problems: Vec::new(),
        inherited: 0,
    };
    for index in 0..walk.entries.len() {
        walk.resolve(index, 0);
    }
    walk.problems
}

/// The keys in a list with commas.
pub(super) fn keys(value: &str) -> Vec<String> {
    let keys = value
        .split(',')
        .map(|key| key.trim().trim_matches(['{', '}']));
    keys.filter(|key| !key.is_empty())
        .map(str::to_owned)
        .collect()
}

#[derive(Clone, Copy)]
enum State {
    New,
    /// On the way that is being followed.
    Open,
    /// With what it inherits, over how many steps.
    Done(usize),
}

struct Walk<'e, 's> {
    entries: &'e mut [Entry<'s>],
    targets: HashMap<String, usize>,
    states: Vec<State>,
    problems: Vec<BadReference>,
    /// How much text has been inherited.
    inherited: usize,
}

impl Walk<'_, '_> {
    /// How many steps the references of an entry lead; `None` if they come back to one that is open.
    fn resolve(&mut self, index: usize, depth: usize) -> Option<usize> {
        match self.states[index] {
            State::Done(steps) => return Some(steps),
            State::Open => return None,
            State::New => self.states[index] = State::Open,
        }
        let mut steps = 0;
        for (name, key, place) in self.references(index) {
            let Some(target) = self.targets.get(&key).copied() else {
                let message = format!("no entry has the key \"{key}\"");
                self.report(place, key, message, BadReferenceKind::Undefined);
                continue;
            };
            let below = match depth < MAX_CHAIN {
                true => self.resolve(target, depth + 1),
                false => Some(MAX_CHAIN),
            };
            let from = self.entries[index].key;
            match below {
                None => {
                    let message = format!("the references of \"{from}\" lead in a circle");
                    self.report(place, key, message, BadReferenceKind::Circle);
                }
                Some(below) if below >= MAX_CHAIN => {
                    let message = format!(
                        "the references of \"{from}\" lead over more than {MAX_CHAIN} entries"
                    );
                    self.report(place, key, message, BadReferenceKind::TooLong);
                }
                Some(below) => {
                    steps = steps.max(below + 1);
                    if self.inherited > MAX_INHERITED {
                        continue;
                    }
                    self.copy(index, target, name);
                    if self.inherited > MAX_INHERITED {
                        let message = format!(
                            "with \"{from}\", entries inherit more than {} MiB of text",
                            MAX_INHERITED >> 20
                        );
                        self.report(place, key, message, BadReferenceKind::TooMuch);
                    }
                }
            }
        }
        self.states[index] = State::Done(steps);
        Some(steps)
    }

    /// The references of an entry: `xdata` first, as Biber has it.
    fn references(&self, index: usize) -> Vec<(&'static str, String, Place)> {
        let entry = &self.entries[index];
        let named = |name: &'static str| {
            let field = entry.field(name).filter(|field| !field.inherited);
            let keys = field.map(|field| keys(&field.value)).unwrap_or_default();
            keys.into_iter()
                .map(move |key| (name, key, field.map(|field| field.place.clone())))
        };
        let all = named("xdata").chain(named("crossref"));
        all.filter_map(|(name, key, place)| Some((name, key, place?)))
            .collect()
    }

    fn copy(&mut self, child: usize, parent: usize, reference: &str) {
        if child == parent {
            return;
        }
        let parent = self.entries[parent].clone();
        let child = &mut self.entries[child];
        let own: Vec<String> = child
            .fields
            .iter()
            .map(|field| field.name.clone())
            .collect();
        let has = |name: &str| own.iter().any(|own| own == name);
        let dated = has("date") || has("year");
        for field in parent.fields {
            let names: &[&str] = match reference {
                "xdata" => &[field.name.as_str()],
                _ => &heirs(&parent.kind, &child.kind, &field.name),
            };
            for name in names {
                let known_date = dated && matches!(*name, "date" | "year" | "month" | "day");
                let reference = matches!(*name, "xdata" | "crossref" | "ids");
                if !(has(name) || known_date || reference) {
                    self.inherited += name.len() + field.value.len();
                    child.fields.push(Field {
                        name: (*name).to_owned(),
                        inherited: true,
                        ..field.clone()
                    });
                }
            }
        }
    }

    fn report(&mut self, place: Place, key: String, message: String, kind: BadReferenceKind) {
        self.problems.push(BadReference {
            place,
            key,
            message,
            kind,
        });
    }
}

/// The fields that a field of a parent becomes in its child.
fn heirs<'n>(parent: &str, child: &str, name: &'n str) -> Vec<&'n str> {
    const PART: [&str; 8] = [
        "inbook",
        "bookinbook",
        "suppbook",
        "incollection",
        "inproceedings",
        "conference",
        "inreference",
        "suppcollection",
    ];
    let part = PART.contains(&child);
    let multivolume = matches!(
        parent,
        "mvbook" | "mvcollection" | "mvproceedings" | "mvreference"
    );
    let periodical = parent == "periodical" && matches!(child, "article" | "suppperiodical");
    let whole = part || multivolume || periodical;
    match name {
        "ids" | "crossref" | "xref" | "xdata" | "entryset" | "entrysubtype" | "execute"
        | "label" | "options" | "presort" | "related" | "relatedoptions" | "relatedstring"
        | "relatedtype" | "shorthand" | "shorthandintro" | "sortkey" => Vec::new(),
        "shorttitle" | "sorttitle" | "indextitle" | "indexsorttitle" if whole => Vec::new(),
        "author"
            if matches!(parent, "mvbook" | "book")
                && matches!(child, "inbook" | "bookinbook" | "suppbook") =>
        {
            vec!["author", "bookauthor"]
        }
        "title" if multivolume => vec!["maintitle"],
        "subtitle" if multivolume => vec!["mainsubtitle"],
        "titleaddon" if multivolume => vec!["maintitleaddon"],
        "title" if periodical => vec!["journaltitle"],
        "subtitle" if periodical => vec!["journalsubtitle"],
        "title" if part => vec!["booktitle"],
        "subtitle" if part => vec!["booksubtitle"],
        "titleaddon" if part => vec!["booktitleaddon"],
        name => vec![name],
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bibliography::read::bibtex::{entry, scan::scan};

    /// `key: name=value …` of each entry with what it inherits, then the problems.
    fn read(text: &str) -> String {
        let file: Arc<str> = "a.bib".into();
        let mut entries = entry::entries(&file, &mut scan(text), &mut entry::Strings::default());
        let problems = inherit(&mut entries);
        let mut lines: Vec<String> = Vec::new();
        for entry in &entries {
            let mark = |field: &Field| if field.inherited { "+" } else { "" };
            let fields = entry
                .fields
                .iter()
                .map(|field| format!(" {}{}={}", mark(field), field.name, field.value));
            lines.push(format!("{}:{}", entry.key, fields.collect::<String>()));
        }
        lines.extend(
            problems
                .iter()
                .map(|problem| format!("! {}", problem.message)),
        );
        lines.join("\n")
    }

    #[test]
    fn fields_are_inherited_under_their_new_names() {
        insta::assert_snapshot!(read("@inproceedings{p, title={P}, crossref={w}}\n@proceedings{w, title={W}, subtitle={S}, year=2001, editor={E}, shorttitle={s}, options={o}}\n\
            @inbook{i, title={I}, author={A}, date={1999}, crossref={b}}\n@book{b, title={B}, author={C}, year=2000, month=may, ids={bb}, crossref={mv}}\n\
            @mvbook{mv, title={M}, publisher={P}}\n@article{a, title={A}, crossref={per}, xdata={x, y}}\n@periodical{per, title={J}, volume=3}\n\
            @xdata{x, note={N}, xdata={y}}\n@xdata{y, url={u}, note={no}}\n@inbook{k, title={K}, crossref={bb}}"), @"
    p: title=P crossref=w +booktitle=W +booksubtitle=S +year=2001 +editor=E
    w: title=W subtitle=S year=2001 editor=E shorttitle=s options=o
    i: title=I author=A date=1999 crossref=b +booktitle=B +bookauthor=C +maintitle=M +publisher=P
    b: title=B author=C year=2000 month=may ids=bb crossref=mv +maintitle=M +publisher=P
    mv: title=M publisher=P
    a: title=A crossref=per xdata=x, y +note=N +url=u +journaltitle=J +volume=3
    per: title=J volume=3
    x: note=N xdata=y +url=u
    y: url=u note=no
    k: title=K crossref=bb +booktitle=B +author=C +bookauthor=C +year=2000 +month=may +maintitle=M +publisher=P
    ");
    }

    #[test]
    fn what_is_inherited_is_limited_in_all() {
        let note = "x".repeat(1 << 19);
        let children: String = (0..80)
            .map(|n| format!("@misc{{k{n}, crossref={{p}}}}\n"))
            .collect();
        let read = read(&format!("{children}@misc{{p, note={{{note}}}}}"));
        assert!(read.len() < 20 << 20);
        let problems: Vec<&str> = read.lines().filter(|line| line.starts_with('!')).collect();
        assert_eq!(
            problems,
            ["! with \"k31\", entries inherit more than 16 MiB of text"]
        );
    }

    #[test]
    fn circles_and_long_chains_end() {
        assert_eq!(
            read(
                "@misc{a, crossref={b}}\n@misc{b, crossref={a}, note={x}}\n@misc{c, crossref={c}}\n@misc{d, crossref={nowhere}}"
            ),
            "a: crossref=b +note=x\nb: crossref=a note=x\nc: crossref=c\nd: crossref=nowhere\n\
             ! the references of \"b\" lead in a circle\n! the references of \"c\" lead in a circle\n! no entry has the key \"nowhere\""
        );
        let chain: String = (0..100)
            .map(|n| format!("@misc{{k{n}, crossref={{k{}}}}}\n", n + 1))
            .collect();
        assert!(
            read(&format!("{chain}@misc{{k100, note={{end}}}}"))
                .contains("lead over more than 32 entries")
        );
        let reversed: String = (0..100)
            .rev()
            .map(|n| format!("@misc{{k{n}, crossref={{k{}}}}}\n", n + 1))
            .collect();
        assert!(
            read(&format!("@misc{{k100, note={{end}}}}\n{reversed}"))
                .contains("lead over more than 32 entries")
        );
    }
}
