//! What makes a number an ordinal (specification, "Ordinal Suffixes", "Long Ordinals", "Gender-specific Ordinals").

use super::data::{Gender, OrdinalMatch, Term};

/// The suffixes of ordinals (section "Ordinal Suffixes").
#[derive(Clone, Debug, Default)]
pub(super) struct Ordinals {
    /// `ordinal`: of the numbers that no other suffix is for.
    others: Vec<(Option<Gender>, String)>,
    suffixes: Vec<Suffix>,
}

/// `ordinal-00` to `ordinal-99`
#[derive(Clone, Debug)]
struct Suffix {
    number: u32,
    matching: OrdinalMatch,
    gender: Option<Gender>,
    text: String,
}

impl Ordinals {
    /// Adds the suffixes among some terms. With an `ordinal` they are a whole set, which replaces what was
    /// known before; else they add to it.
    pub(super) fn add(&mut self, terms: &[Term]) {
        if terms.iter().any(|term| term.name == "ordinal") {
            *self = Self::default();
        }
        for term in terms {
            if term.name == "ordinal" {
                self.others.push((term.gender_form, term.single.clone()));
            } else if let Some(suffix) = suffix(term) {
                self.suffixes
                    .retain(|other| !other.is_for_the_same(&suffix));
                self.suffixes.push(suffix);
            }
        }
    }

    /// The suffix of a number; one that agrees in gender before one of no gender.
    pub(super) fn suffix(&self, number: u32, gender: Option<Gender>) -> &str {
        let agreeing = gender.and_then(|gender| self.special(number, Some(gender)));
        let special = agreeing.or_else(|| self.special(number, None));
        special.or_else(|| self.other(gender)).unwrap_or_default()
    }

    /// The suffix for this number: the whole number counts before its last two digits, these before the last.
    fn special(&self, number: u32, gender: Option<Gender>) -> Option<&str> {
        let by = |matching: OrdinalMatch, digits: u32| {
            let mut suffixes = self.suffixes.iter();
            suffixes.find(|suffix| {
                suffix.matching == matching && suffix.number == digits && suffix.gender == gender
            })
        };
        by(OrdinalMatch::WholeNumber, number)
            .or_else(|| by(OrdinalMatch::LastTwoDigits, number % 100))
            .or_else(|| by(OrdinalMatch::LastDigit, number % 10))
            .map(|suffix| suffix.text.as_str())
    }

    /// The suffix of all other numbers: in this gender, else in none, else in any.
    fn other(&self, gender: Option<Gender>) -> Option<&str> {
        let of = |gender| self.others.iter().find(|(of, _)| *of == gender);
        let found = of(gender)
            .or_else(|| of(None))
            .or_else(|| self.others.first());
        found.map(|(_, text)| text.as_str())
    }
}

impl Suffix {
    fn is_for_the_same(&self, other: &Self) -> bool {
        (self.number, self.matching, self.gender) == (other.number, other.matching, other.gender)
    }
}

fn suffix(term: &Term) -> Option<Suffix> {
    let number = term.name.strip_prefix("ordinal-")?.parse().ok()?;
    let by_number = match number {
        0..10 => OrdinalMatch::LastDigit,
        _ => OrdinalMatch::LastTwoDigits,
    };
    Some(Suffix {
        number,
        matching: term.matching.unwrap_or(by_number),
        gender: term.gender_form,
        text: term.single.clone(),
    })
}
