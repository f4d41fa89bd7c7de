//! Attributes whose values are words of the specification.

use super::super::element::{
    Affixes, And, Class, Collapse, DateForm, DatePartForm, DatePartName, DatePartsShown,
    DelimiterPrecedes, DemoteNonDroppingParticle, Display, FontStyle, FontVariant, FontWeight,
    Form, Formatting, GivennameDisambiguationRule, LabelPlural, NameAsSortOrder, NameForm,
    NumberForm, PageRangeFormat, SecondFieldAlign, SubsequentAuthorSubstituteRule, TextCase,
    TextDecoration, VerticalAlign,
};
use super::Node;

/// What an attribute says; `None` if it is not there or its word is not known.
pub(super) fn keyword<T>(
    node: &Node<'_>,
    attribute: &str,
    meaning: fn(&str) -> Option<T>,
) -> Option<T> {
    node.get(attribute).and_then(meaning)
}

pub(super) fn affixes(node: &Node<'_>) -> Affixes {
    Affixes {
        prefix: node.string("prefix"),
        suffix: node.string("suffix"),
    }
}

pub(super) fn formatting(node: &Node<'_>) -> Formatting {
    Formatting {
        font_style: keyword(node, "font-style", font_style),
        font_variant: keyword(node, "font-variant", font_variant),
        font_weight: keyword(node, "font-weight", font_weight),
        text_decoration: keyword(node, "text-decoration", text_decoration),
        vertical_align: keyword(node, "vertical-align", vertical_align),
    }
}

/// `form`, of terms and of variables with a short version.
pub(crate) fn form(node: &Node<'_>) -> Form {
    keyword(node, "form", term_form).unwrap_or_default()
}

/// The name of a term. Some have been written in more than one way.
pub(crate) fn term_name(word: &str) -> String {
    let name = match word {
        "and-others" => "and others",
        "editor-translator" => "editortranslator",
        "et al" => "et-al",
        "printing" => "printing-number",
        "sub verbo" => "sub-verbo",
        _ => word,
    };
    name.to_owned()
}

macro_rules! words {
    ($($function:ident: $type:ident { $($($word:literal)|+ => $variant:ident,)* })*) => {
        $(pub(super) fn $function(word: &str) -> Option<$type> {
            match word {
                $($($word)|+ => Some($type::$variant),)*
                _ => None,
            }
        })*
    };
}

words! {
    class: Class {
        "in-text" => InText,
        "note" => Note,
    }
    page_range_format: PageRangeFormat {
        "chicago" | "chicago-15" => Chicago15,
        "chicago-16" => Chicago16,
        "expanded" => Expanded,
        "minimal" => Minimal,
        "minimal-two" => MinimalTwo,
    }
    demote: DemoteNonDroppingParticle {
        "never" => Never,
        "sort-only" => SortOnly,
        "display-and-sort" => DisplayAndSort,
    }
    givenname_rule: GivennameDisambiguationRule {
        "all-names" => AllNames,
        "all-names-with-initials" => AllNamesWithInitials,
        "primary-name" => PrimaryName,
        "primary-name-with-initials" => PrimaryNameWithInitials,
        "by-cite" => ByCite,
    }
    collapse: Collapse {
        "citation-number" => CitationNumber,
        "year" => Year,
        "year-suffix" => YearSuffix,
        "year-suffix-ranged" => YearSuffixRanged,
    }
    second_field_align: SecondFieldAlign {
        "flush" => Flush,
        "margin" => Margin,
    }
    substitute_rule: SubsequentAuthorSubstituteRule {
        "complete-all" => CompleteAll,
        "complete-each" => CompleteEach,
        "partial-each" => PartialEach,
        "partial-first" => PartialFirst,
    }
    term_form: Form {
        "long" => Long,
        "short" => Short,
        "verb" => Verb,
        "verb-short" => VerbShort,
        "symbol" => Symbol,
    }
    number_form: NumberForm {
        "numeric" => Numeric,
        "ordinal" => Ordinal,
        "long-ordinal" => LongOrdinal,
        "roman" => Roman,
    }
    date_form: DateForm {
        "numeric" => Numeric,
        "text" => Text,
    }
    date_parts_shown: DatePartsShown {
        "year-month-day" => YearMonthDay,
        "year-month" => YearMonth,
        "year" => Year,
    }
    date_part_name: DatePartName {
        "year" => Year,
        "month" => Month,
        "day" => Day,
    }
    date_part_form: DatePartForm {
        "long" => Long,
        "short" => Short,
        "numeric" => Numeric,
        "numeric-leading-zeros" => NumericLeadingZeros,
        "ordinal" => Ordinal,
    }
    and: And {
        "text" => Text,
        "symbol" => Symbol,
    }
    delimiter_precedes: DelimiterPrecedes {
        "contextual" => Contextual,
        "after-inverted-name" => AfterInvertedName,
        "always" => Always,
        "never" => Never,
    }
    name_form: NameForm {
        "long" => Long,
        "short" => Short,
        "count" => Count,
    }
    name_as_sort_order: NameAsSortOrder {
        "first" => First,
        "all" => All,
    }
    label_plural: LabelPlural {
        "contextual" => Contextual,
        "always" => Always,
        "never" => Never,
    }
    font_style: FontStyle {
        "normal" => Normal,
        "italic" => Italic,
        "oblique" => Oblique,
    }
    font_variant: FontVariant {
        "normal" => Normal,
        "small-caps" => SmallCaps,
    }
    font_weight: FontWeight {
        "normal" => Normal,
        "bold" => Bold,
        "light" => Light,
    }
    text_decoration: TextDecoration {
        "none" => None,
        "underline" => Underline,
    }
    vertical_align: VerticalAlign {
        "baseline" => Baseline,
        "sup" => Superscript,
        "sub" => Subscript,
    }
    display: Display {
        "block" => Block,
        "left-margin" => LeftMargin,
        "right-inline" => RightInline,
        "indent" => Indent,
    }
    text_case: TextCase {
        "lowercase" => Lowercase,
        "uppercase" => Uppercase,
        "capitalize-first" => CapitalizeFirst,
        "capitalize-all" => CapitalizeAll,
        "sentence" => Sentence,
        "title" => Title,
    }
}
