//! The terms of a locale, to be looked up fast (specification, "Terms", appendix II).

use rustc_hash::FxHashMap;

use super::super::style::Form;
use super::data::{Gender, Term};

/// Terms by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    entries: FxHashMap<String, Entry>,
}

/// The forms of one term.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// By [`Form`].
    forms: [Option<Wording>; 5],
    /// The wordings that agree with a gender, in their long form: those of ordinals.
    gendered: Vec<(Gender, Wording)>,
    gender: Option<Gender>,
    /// Whether it comes from a language that only stands in for another.
    makeshift: bool,
}

#[derive(Clone, Debug)]
struct Wording {
    single: String,
    multiple: String,
}

impl Terms {
    /// Adds terms over those of the same name and form.
    pub(super) fn add(&mut self, terms: Vec<Term>) {
        for term in terms {
            let entry = self.entries.entry(term.name).or_default();
            if entry.makeshift {
                *entry = Entry::default();
            }
            entry.gender = term.gender.or(entry.gender);
            let wording = Wording {
                single: term.single,
                multiple: term.multiple,
            };
            match term.gender_form {
                Some(gender) => {
                    entry.gendered.retain(|(other, _)| *other != gender);
                    entry.gendered.push((gender, wording));
                }
                None => entry.forms[term.form as usize] = Some(wording),
            }
        }
    }

    /// Declares that the terms so far are those of another language, which stand in for whole terms.
    pub(super) fn are_makeshift(&mut self) {
        self.entries
            .values_mut()
            .for_each(|entry| entry.makeshift = true);
    }

    /// The wording of a form or of the next best form.
    pub(super) fn get(&self, name: &str, form: Form, plural: bool) -> Option<&str> {
        let entry = self.entries.get(name)?;
        let forms: &[Form] = match form {
            Form::Long => &[Form::Long],
            Form::Short => &[Form::Short, Form::Long],
            Form::Verb => &[Form::Verb, Form::Long],
            Form::VerbShort => &[Form::VerbShort, Form::Verb, Form::Long],
            Form::Symbol => &[Form::Symbol, Form::Short, Form::Long],
        };
        let wording = forms
            .iter()
            .find_map(|form| entry.forms[*form as usize].as_ref())?;
        Some(if plural {
            &wording.multiple
        } else {
            &wording.single
        })
    }

    /// The long form that agrees with a gender, or that of no gender.
    pub(super) fn gendered(&self, name: &str, gender: Option<Gender>) -> Option<&str> {
        let entry = self.entries.get(name)?;
        let agreeing = entry.gendered.iter().find(|(of, _)| Some(*of) == gender);
        let neuter = || entry.forms[Form::Long as usize].as_ref();
        let wording = agreeing.map(|(_, wording)| wording).or_else(neuter)?;
        Some(&wording.single)
    }

    /// The gender of the noun that a term is.
    pub(super) fn gender(&self, name: &str) -> Option<Gender> {
        self.entries.get(name)?.gender
    }
}
