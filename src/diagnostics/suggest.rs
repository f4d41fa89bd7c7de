//! "Did you mean": the nearest of the names that exist.

/// The name among `names` that `wrong` was most likely meant to be, if one is near enough.
///
/// Near is what rustc takes for near: an edit distance (transpositions count once) of at most a third
/// of the length. Equal distances are settled by the alphabet, so the answer never depends on order.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count().max(3)) / 3;
    let lower = wrong.to_lowercase();
    names
        .into_iter()
        .filter_map(|name| {
            // The cheap bound first: most of a long bibliography is far off in length alone.
            if name.len().abs_diff(wrong.len()) > limit * 4 {
                return None;
            }
            let distance = strsim::osa_distance(&lower, &name.to_lowercase());
            (distance <= limit).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

/// The help line for a mistyped name: `did you mean "x"?`
pub fn did_you_mean<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
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
}
