//! The options of names, as they are handed down: `cs:name`, `cs:names`, `cs:citation` or `cs:bibliography`,
//! `cs:style` (specification, "Inheritable Name Options").

use super::super::super::cite::PositionKind;
use super::super::super::style::{And, DelimiterPrecedes, NameAsSortOrder, NameForm, NameOptions};

/// The options that hold for a list of names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'a> {
    pub(super) and: Option<And>,
    pub(super) delimiter: &'a str,
    pub(super) names_delimiter: &'a str,
    pub(super) precedes_et_al: DelimiterPrecedes,
    pub(super) precedes_last: DelimiterPrecedes,
    pub(super) et_al: EtAlLimits,
    pub(super) form: NameForm,
    pub(super) initialize: bool,
    pub(super) initialize_with: Option<&'a str>,
    pub(super) sort_order: Option<NameAsSortOrder>,
    pub(super) sort_separator: &'a str,
}

/// From how many names on a list is cut, and to how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EtAlLimits {
    pub(super) min: usize,
    pub(super) use_first: usize,
    /// Whether the last name follows an ellipsis.
    pub(super) use_last: bool,
}

impl<'a> Options<'a> {
    /// The options for names in running text: short, with "and", and not more than three.
    pub(super) fn in_running_text(self) -> Self {
        let et_al = match self.et_al.min {
            0 => EtAlLimits {
                min: 4,
                use_first: 1,
                use_last: false,
            },
            _ => self.et_al,
        };
        Self {
            and: self.and.or(Some(And::Text)),
            et_al,
            form: NameForm::Short,
            sort_order: None,
            ..self
        }
    }

    /// Resolves options; the innermost come first.
    pub(super) fn resolve(chain: [&'a NameOptions; 5], position: Option<PositionKind>) -> Self {
        macro_rules! first {
            ($field:ident) => {
                chain.iter().find_map(|options| options.$field.as_ref())
            };
        }
        let number = |value: Option<&u32>| value.and_then(|&value| usize::try_from(value).ok());
        let subsequent = position.is_some_and(|position| position != PositionKind::First);
        let (later_min, later_first) = match subsequent {
            true => (
                number(first!(et_al_subsequent_min)),
                number(first!(et_al_subsequent_use_first)),
            ),
            false => (None, None),
        };
        let min = later_min.or_else(|| number(first!(et_al_min)));
        let use_first = later_first.or_else(|| number(first!(et_al_use_first)));
        let et_al = EtAlLimits {
            min: min.filter(|_| use_first.is_some()).unwrap_or(0),
            use_first: use_first.unwrap_or(1),
            use_last: !subsequent && first!(et_al_use_last).copied().unwrap_or(false),
        };
        Self {
            and: first!(and).copied(),
            delimiter: first!(delimiter).map_or(", ", String::as_str),
            names_delimiter: first!(names_delimiter).map_or("", String::as_str),
            precedes_et_al: first!(delimiter_precedes_et_al)
                .copied()
                .unwrap_or(DelimiterPrecedes::Contextual),
            precedes_last: first!(delimiter_precedes_last)
                .copied()
                .unwrap_or(DelimiterPrecedes::Contextual),
            et_al,
            form: first!(form).copied().unwrap_or(NameForm::Long),
            initialize: first!(initialize).copied().unwrap_or(true),
            initialize_with: first!(initialize_with).map(String::as_str),
            sort_order: first!(name_as_sort_order).copied(),
            sort_separator: first!(sort_separator).map_or(", ", String::as_str),
        }
    }
}
