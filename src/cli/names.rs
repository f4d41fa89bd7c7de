//! Arguments that are names Ibid knows, so that shells complete them.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

/// Reads an argument with `inner`, and tells shells the `names` that there are.
#[derive(Clone)]
pub(super) struct Known<P> {
    pub inner: P,
    pub names: fn() -> Vec<&'static str>,
}

impl<P: TypedValueParser> TypedValueParser for Known<P> {
    type Value = P::Value;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Self::Value, clap::Error> {
        self.inner.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.names)().into_iter().map(PossibleValue::new)))
    }
}
