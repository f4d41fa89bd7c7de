//! Which places a page of HTML can be linked to.

use std::collections::BTreeSet;

use crate::address::decode;
use crate::diagnostics::nearest;
use crate::markdown::anchors;

/// The ids of a page, as the HTML standard finds the target of a fragment.
pub(super) struct Anchors(BTreeSet<String>);

impl Anchors {
    /// Reads the ids of a page.
    pub(super) fn of(html: &str) -> Self {
        Self(anchors(html).into_iter().map(|(_, id)| id).collect())
    }

    /// Whether `fragment` leads somewhere: as it is written, or percent-decoded. GitHub's pages put
    /// `user-content-` before the ids of authors and take it off by script.
    pub(super) fn contains(&self, fragment: &str) -> bool {
        let decoded = decode(fragment);
        self.0.contains(fragment)
            || self.0.contains(&*decoded)
            || self.0.contains(&format!("user-content-{decoded}"))
    }

    /// The id that was most likely meant.
    pub(super) fn nearest(&self, fragment: &str) -> Option<String> {
        nearest(&decode(fragment), self.0.iter().map(String::as_str)).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_browser_would_scroll_to() {
        let anchors = Anchors::of(
            "<h2 ID=one>x</h2><!-- <p id=comment> --><a name='two'><p name=\"three\">\
             <i id='für'></i><b id=user-content-four><script>'<p id=five>'</script>",
        );
        for there in ["one", "two", "f%C3%BCr", "für", "four"] {
            assert!(anchors.contains(there), "{there}");
        }
        for missing in ["comment", "three", "One"] {
            assert!(!anchors.contains(missing), "{missing}");
        }
        assert_eq!(anchors.nearest("tow").as_deref(), Some("two"));
    }
}
