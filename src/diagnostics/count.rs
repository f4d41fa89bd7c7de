//! Numbers of things in messages.

/// `1 page`, `2 pages`: for nouns that only add an "s".
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!(count(0, "use"), "0 uses");
        assert_eq!(count(1, "use"), "1 use");
        assert_eq!(count(2, "use"), "2 uses");
    }
}
