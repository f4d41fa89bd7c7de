//! The one way in which a result outlives an edit: it is kept beside its inputs, and holds while they are equal.
//!
//! Inputs are values. Where they are large they are shared ([`Arc`]), and what has not changed is still the
//! same allocation, so that comparing is cheap; [`keep`] sees to that for results that others take as inputs.

use std::ops::Deref;
use std::sync::Arc;

/// A result and the inputs that it was made of.
#[derive(Debug)]
pub(crate) struct Cached<I, T> {
    inputs: I,
    result: Arc<T>,
}

impl<I: PartialEq, T> Cached<I, T> {
    /// What `make` makes of the inputs; the result of `before`, if that was made of equal ones.
    pub(crate) fn of(inputs: I, before: Option<&Self>, make: impl FnOnce(&I) -> T) -> Self {
        let result = match before.filter(|before| before.inputs == inputs) {
            Some(before) => before.result.clone(),
            None => Arc::new(make(&inputs)),
        };
        Self { inputs, result }
    }

    /// The same for a result of which only `make` finds out what else it is made of, and adds that to the inputs.
    /// For a result from before, `inputs` hold what it found then, as it is now.
    pub(crate) fn finding(
        mut inputs: I,
        before: Option<&Self>,
        make: impl FnOnce(&mut I) -> T,
    ) -> Self {
        let result = match before.filter(|before| before.inputs == inputs) {
            Some(before) => before.result.clone(),
            None => Arc::new(make(&mut inputs)),
        };
        Self { inputs, result }
    }
}

impl<I, T> Cached<I, T> {
    /// What the result was made of.
    pub(crate) fn inputs(&self) -> &I {
        &self.inputs
    }

    /// The result, to be an input of others.
    pub(crate) fn result(&self) -> &Arc<T> {
        &self.result
    }
}

impl<I, T> Deref for Cached<I, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.result
    }
}

/// Shares a result; where it equals that of before, the allocation of before.
pub(crate) fn keep<T: PartialEq>(result: T, before: Option<&Arc<T>>) -> Arc<T> {
    match before.filter(|before| ***before == result) {
        Some(before) => before.clone(),
        None => Arc::new(result),
    }
}

/// Whether two texts are equal. To compare two `Arc<str>` by `==` looks at each byte, even where both are one.
pub(crate) fn same_text(a: &Arc<str>, b: &Arc<str>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_holds_while_its_inputs_are_equal() {
        let length = |text: &String| text.len();
        let first = Cached::of("well".to_owned(), None, length);
        let same = Cached::of("well".to_owned(), Some(&first), |_| unreachable!());
        assert!(Arc::ptr_eq(first.result(), same.result()));
        let other = Cached::of("wells".to_owned(), Some(&same), length);
        assert_eq!(*other, 5);
        assert!(!Arc::ptr_eq(first.result(), other.result()));
    }

    #[test]
    fn an_equal_result_is_the_one_of_before() {
        let before = Arc::new(5);
        assert!(Arc::ptr_eq(&keep(5, Some(&before)), &before));
        assert!(!Arc::ptr_eq(&keep(6, Some(&before)), &before));
    }
}
