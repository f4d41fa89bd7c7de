//! "Did you mean": the nearest of the names that exist.

use std::borrow::Cow;

/// The name among `names` that `wrong` was most likely meant to be, if one is near enough.
///
/// Near is what rustc takes for near: an edit distance (transpositions count once) of at most a third
/// of the length. Equal distances are settled by the alphabet, so the answer never depends on order.
pub(crate) fn nearest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut limit = (wrong.chars().count().max(3)) / 3;
    let wrong = wrong.to_lowercase();
    let letters = Letters::of(&wrong);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let lower = lowercase(name);
        // Thousands of names for each of hundreds of slips: nearly all are refused by counting letters.
        if letters.least_distance(&Letters::of(&lower)) > limit {
            continue;
        }
        let (a, b) = without_common_ends(&wrong, &lower);
        let distance = strsim::osa_distance(a, b);
        if distance <= limit && best.is_none_or(|best| (distance, name) < best) {
            best = Some((distance, name));
            limit = distance;
        }
    }
    best.map(|(_, name)| name)
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
    nearest(wrong, names).map(|name| format!("did you mean \"{name}\"?"))
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
            let found = nearest(&wrong, names.iter().map(String::as_str));
            proptest::prop_assert_eq!(found, measured.map(|(_, name)| name));
        }
    }
}
