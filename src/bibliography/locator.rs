//! Where in a source: a label such as "page", and a value such as "3-5".

/// Where in a source the words cited stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Locator {
    /// What is counted, as a term of CSL: "page", "chapter", "sub-verbo".
    pub label: &'static str,
    /// Which one, as the author wrote it.
    pub value: String,
}

impl Locator {
    pub(crate) fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
        }
    }
}
