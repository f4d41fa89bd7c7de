//! One name: the parts that are shown, and in which order (specification, "Name-part Order").

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::super::super::disambiguate::GivenForm;
use super::super::super::item::Name;
use super::super::super::output::{Node, Role};
use super::super::super::script::{is_romanesque, starts_romanesque};
use super::super::super::style::{NameAsSortOrder, NameElement, NamePart};
use super::super::super::text::Text;
use super::super::super::variable::Variable;
use super::super::Render;
use super::super::initials::Initials;
use super::options::Options;
use super::order::joined;

/// How a name is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) options: Options<'a>,
    pub(super) style: Option<&'a NameElement>,
    pub(super) given: GivenForm,
    /// Whether it is the first of its list.
    pub(super) first: bool,
}

/// A name as a node, and whether its family name comes first.
pub(super) struct Person<'a> {
    pub(super) node: Node<'a>,
    pub(super) inverted: bool,
}

/// The parts of a name that are shown.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub(super) given: Option<Node<'a>>,
    pub(super) dropping: Option<Node<'a>>,
    pub(super) non_dropping: Option<Node<'a>>,
    pub(super) family: Option<Node<'a>>,
    pub(super) suffix: Option<Node<'a>>,
    /// Whether the non-dropping particle is written together with the family name: "d'".
    pub(super) joined: bool,
}

/// How much a name is like those that are written family first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Family and given name without a space: 毛泽东.
    Unspaced,
    /// Family first, with a space: Mao Zedong in an item in Chinese.
    FamilyFirst,
    Romanesque,
}

impl<'a> Render<'_, 'a> {
    pub(super) fn person(&self, name: &'a Name, shown: Shown<'a>) -> Person<'a> {
        if !name.literal.is_empty() {
            let mut node = self.institution(&name.literal, shown.style);
            node.format.role = Role::Name(identity(name));
            return Person {
                node,
                inverted: false,
            };
        }
        let name = Cow::Borrowed(name);
        let script = self.script(&name);
        let inverted = script == Script::Romanesque
            && !name.static_ordering
            && !self.is_sort_key()
            && match shown.options.sort_order {
                Some(NameAsSortOrder::All) => true,
                Some(NameAsSortOrder::First) => shown.first,
                None => false,
            };
        let parts = self.name_parts(name.clone(), shown);
        let nodes = if script == Script::Unspaced {
            joined([parts.non_dropping, parts.family, parts.given], "")
        } else if script == Script::FamilyFirst || name.static_ordering {
            let family = joined([parts.non_dropping, parts.family], self.particle_space());
            joined([family, parts.given], " ")
        } else if self.is_sort_key() {
            self.in_sort_order(parts)
        } else if inverted {
            self.inverted(parts, &name, shown)
        } else {
            self.given_first(parts, &name, shown)
        };
        let mut node = nodes.unwrap_or_default();
        node = Node::list(vec![node], "");
        node.format.role = Role::Name(identity(&name));
        if let Some(style) = shown.style {
            node = node
                .with_affixes(&style.affixes)
                .with_formatting(style.formatting);
        }
        Person { node, inverted }
    }

    fn institution(&self, literal: &'a str, style: Option<&'a NameElement>) -> Node<'a> {
        let family = self.name_part(style, |name| name.family.as_ref());
        let case = family.and_then(|part| part.text_case);
        let text = match literal.contains('|') {
            // A unit and what it belongs to.
            true => Cow::Owned(
                literal
                    .split('|')
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            false => Cow::Borrowed(literal),
        };
        let mut node = Node::new(self.words(text, case));
        if let Some(style) = style {
            node.format.formatting = family
                .map(|part| part.formatting)
                .unwrap_or_default()
                .or(style.formatting);
        }
        node
    }

    /// How a part of names looks; names that stand in for others look like these, where they say nothing themselves.
    fn name_part(
        &self,
        own: Option<&'a NameElement>,
        part: fn(&'a NameElement) -> Option<&'a NamePart>,
    ) -> Option<&'a NamePart> {
        let outer = || self.standing_in_for.and_then(|names| names.name.as_ref());
        own.and_then(part).or_else(|| outer().and_then(part))
    }

    fn script(&self, name: &Name) -> Script {
        let language = self.value(Variable::Language).map_or("", Text::as_str);
        if !is_romanesque(&name.family) {
            return match starts_romanesque(&name.given) {
                true => Script::FamilyFirst,
                false => Script::Unspaced,
            };
        }
        match language.get(..2) {
            Some("ja" | "zh") => Script::FamilyFirst,
            Some("vi" | "hu") if language.len() == 2 => Script::FamilyFirst,
            _ => Script::Romanesque,
        }
    }

    /// The space between a particle and the family name does not break in some languages.
    pub(super) fn particle_space(&self) -> &'static str {
        match self.cx.language.get(..2) {
            Some("fr" | "ru" | "cs") => "\u{a0}",
            _ => " ",
        }
    }

    fn name_parts(&self, name: Cow<'a, Name>, shown: Shown<'a>) -> Parts<'a> {
        let family_part = self.name_part(shown.style, |name| name.family.as_ref());
        let given_part = self.name_part(shown.style, |name| name.given.as_ref());
        let joined = name.non_dropping_particle.ends_with(['’', '\'', '-', ' ']);
        let [family, given, dropping, non_dropping, suffix] = match name {
            Cow::Borrowed(name) => [
                Cow::Borrowed(&*name.family),
                Cow::Borrowed(&*name.given),
                Cow::Borrowed(&*name.dropping_particle),
                Cow::Borrowed(&*name.non_dropping_particle),
                Cow::Borrowed(&*name.suffix),
            ],
            Cow::Owned(name) => [
                Cow::Owned(name.family),
                Cow::Owned(name.given),
                Cow::Owned(name.dropping_particle),
                Cow::Owned(name.non_dropping_particle),
                Cow::Owned(name.suffix),
            ],
        };
        let given = self.given(given, &family, shown);
        let without_given = given.is_empty();
        let suffix = match shown.options.initialize_with {
            Some(_) if !suffix.is_empty() => self.suffix(&suffix, shown.options),
            _ => suffix,
        };
        let particle = |text: Cow<'a, str>| match text {
            text if self.is_sort_key() => Cow::Owned(text.replacen(['\'', '’'], "", 1)),
            text => text,
        };
        let part = |text: Cow<'a, str>, part: Option<&'a NamePart>| {
            (!text.is_empty()).then(|| {
                let case = part.and_then(|part| part.text_case);
                let node = Node::new(self.words(text, case));
                node.with_formatting(part.map(|part| part.formatting).unwrap_or_default())
            })
        };
        let shown_part = |node: Option<Node<'a>>| node.filter(|_| !without_given);
        Parts {
            given: part(given, given_part),
            dropping: shown_part(part(particle(dropping), given_part)),
            non_dropping: part(particle(non_dropping), family_part),
            family: part(family, family_part),
            suffix: shown_part(part(suffix, None)),
            joined,
        }
    }

    fn given(&self, given: Cow<'a, str>, family: &str, shown: Shown<'a>) -> Cow<'a, str> {
        match shown.given {
            GivenForm::None => Cow::Borrowed(""),
            GivenForm::Initials if !family.is_empty() && !given.is_empty() => {
                let initials = Initials {
                    with: shown.options.initialize_with.unwrap_or(""),
                    initialize: shown.options.initialize,
                    hyphen: self.cx.style.initialize_with_hyphen,
                };
                Cow::Owned(initials.of(&given))
            }
            _ => given,
        }
    }

    fn suffix(&self, suffix: &str, options: Options<'_>) -> Cow<'a, str> {
        let initials = Initials {
            with: options.initialize_with.unwrap_or(""),
            initialize: false,
            hyphen: self.cx.style.initialize_with_hyphen,
        };
        Cow::Owned(initials.of(suffix))
    }
}

/// A number that is the same for equal names; "literal" and "family" make no difference.
fn identity(name: &Name) -> u64 {
    let mut hasher = FxHasher::default();
    let whole = if name.literal.is_empty() {
        &name.family
    } else {
        &name.literal
    };
    let parts = [
        whole,
        &name.given,
        &name.non_dropping_particle,
        &name.dropping_particle,
        &name.suffix,
    ];
    parts.hash(&mut hasher);
    hasher.finish()
}
