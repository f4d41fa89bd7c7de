//! "Did you mean": the nearest of the names that exist.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The name among `names` that `wrong` was most likely meant to be, if one is near enough.
///
/// Near is what rustc takes for near: an edit distance (transpositions count once) of at most a third
/// of the length. Equal distances are settled by the alphabet, so the answer never depends on order.
pub(crate) fn nearest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut search = Search::of(wrong);
    for name in names {
        let lower = lowercase(name);
        search.compare(name, &lower, &Letters::of(&lower));
    }
    search.found()
}

/// A search for the name that is nearest to a wrong one.
struct Search<'a> {
    wrong: String,
    letters: Letters,
    /// Farther names are not near, or another is nearer.
    limit: usize,
    best: Option<(usize, &'a str)>,
}

impl<'a> Search<'a> {
    fn of(wrong: &str) -> Self {
        let lower = wrong.to_lowercase();
        Self {
            letters: Letters::of(&lower),
            wrong: lower,
            limit: wrong.chars().count().max(3) / 3,
            best: None,
        }
    }

    /// Compares a name, given in lower case as well, with its letters.
    fn compare(&mut self, name: &'a str, lower: &str, letters: &Letters) {
        // Thousands of names for each of hundreds of slips: nearly all are refused by counting letters.
        if self.letters.least_distance(letters) > self.limit {
            return;
        }
        let (a, b) = without_common_ends(&self.wrong, lower);
        let distance = strsim::osa_distance(a, b);
        if distance <= self.limit && self.best.is_none_or(|best| (distance, name) < best) {
            self.best = Some((distance, name));
            self.limit = distance;
        }
    }

    fn found(&self) -> Option<&'a str> {
        self.best.map(|(_, name)| name)
    }
}

/// Names that many wrong ones are compared with. Where the wrong bibliography is read, thousands of keys are wrong, each in
/// many places: so the letters of a name are counted once, and each wrong name is searched for once.
#[derive(Debug)]
pub(crate) struct KnownNames {
    names: Vec<KnownName>,
    /// Wrong names that were searched for, each with the index of the nearest name.
    found: Mutex<HashMap<String, Option<usize>>>,
}

#[derive(Debug)]
struct KnownName {
    name: String,
    lower: Option<String>,
    letters: Letters,
}

impl KnownNames {
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(|name| {
            let lower = lowercase(name);
            KnownName {
                name: name.to_owned(),
                letters: Letters::of(&lower),
                lower: matches!(lower, Cow::Owned(_)).then(|| lower.into_owned()),
            }
        });
        Self {
            names: names.collect(),
            found: Mutex::default(),
        }
    }

    /// What [`nearest`] finds among them.
    pub(crate) fn nearest(&self, wrong: &str) -> Option<&str> {
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let before = found().get(wrong).copied();
        let index = before.unwrap_or_else(|| {
            let index = self.search(wrong);
            found().insert(wrong.to_owned(), index);
            index
        });
        index.map(|index| self.names[index].name.as_str())
    }

    fn search(&self, wrong: &str) -> Option<usize> {
        let mut search = Search::of(wrong);
        for KnownName {
            name,
            lower,
            letters,
        } in &self.names
        {
            search.compare(name, lower.as_ref().unwrap_or(name), letters);
        }
        let near = search.found()?;
        self.names.iter().position(|known| known.name == near)
    }
}

/// Most names are in lower case already.
fn lowercase(name: &str) -> Cow<'_, str> {
    let changes = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    if name.bytes().any(changes) {
        name.to_lowercase().into()
    } else {
        name.into()
    }
}

/// How often each letter is in a word; letters share counters, so this may only say too little of a difference.
#[derive(Debug)]
struct Letters([u8; 64]);

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0_u8; 64];
        for byte in word.bytes() {
            // Of a letter of several bytes only the first counts, so that it counts once.
            if byte & 0b1100_0000 != 0b1000_0000 {
                let count = &mut counts[usize::from(byte % 64)];
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    /// An edit adds, drops or replaces one letter, so at least this many are needed.
    fn least_distance(&self, other: &Self) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        // Small sums of small numbers, which the compiler adds many at a time.
        let missing: u16 = pairs().map(|(a, b)| u16::from(a.saturating_sub(*b))).sum();
        let extra: u16 = pairs().map(|(a, b)| u16::from(b.saturating_sub(*a))).sum();
        usize::from(missing.max(extra))
    }
}

/// Both words without what they begin and end with in common, which no edit touches.
fn without_common_ends<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let start: usize = a
        .chars()
        .zip(b.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (a, b) = (&a[start..], &b[start..]);
    let end: usize = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// The help line for a mistyped name: `did you mean "x"?`
pub(crate) fn did_you_mean<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(wrong, names).map(meant)
}

/// The help line for a name that was probably meant.
pub(crate) fn meant(name: &str) -> String {
    format!("did you mean \"{name}\"?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_refuses_strangers() {
        let keys = ["chatham-2024", "kcna-2024", "title"];
        assert_eq!(nearest("chatham-2042", keys), Some("chatham-2024"));
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("weather", keys), None);
    }

    proptest::proptest! {
        /// What is refused without being measured would have been too far.
        #[test]
        fn shortcuts_find_what_measuring_all_finds(
            wrong in "[abÀd/]{1,9}",
            names in proptest::collection::vec("[aBàd/]{0,9}", 0..8),
        ) {
            let limit = wrong.chars().count().max(3) / 3;
            let lower = wrong.to_lowercase();
            let measured = names
                .iter()
                .map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name.as_str()))
                .filter(|(distance, _)| *distance <= limit)
                .min();
            let measured = measured.map(|(_, name)| name);
            let all = || names.iter().map(String::as_str);
            proptest::prop_assert_eq!(nearest(&wrong, all()), measured);
            let known = KnownNames::of(all());
            proptest::prop_assert_eq!([known.nearest(&wrong), known.nearest(&wrong)], [measured; 2]);
        }
    }
}
