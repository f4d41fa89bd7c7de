//! Which persons of a page share a family name, for `givenname-disambiguation-rule` (specification, "Disambiguation").

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::item::Name;
use super::super::render::Initials;
use super::super::style::{DemoteNonDroppingParticle, GivennameDisambiguationRule as Rule, Style};
use super::levels::GivenForm;

/// The persons of an item that are not told from others of the page by their family names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GivenNames {
    /// By the address of the record of the name; names that are not here are alone.
    shared: Vec<(usize, Shared)>,
}

/// What a name shares with those of other persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shared {
    /// The family name, with persons of other initials.
    family: bool,
    /// The family name and the initials.
    initials: bool,
}

/// A person as far as names tell it from others.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The place in its list.
    place: usize,
    /// The address of the record of its name.
    address: usize,
    family: String,
    initials: String,
    given: String,
}

impl Person {
    pub(super) fn new(style: &Style, (place, name): (usize, &Name)) -> Self {
        let (family, initials, given) = match name.family.is_empty() {
            true => Default::default(),
            false => parts(style, name),
        };
        Self {
            place,
            address: address(name),
            family,
            initials,
            given,
        }
    }
}

/// Persons with the same family name: their initials, and the given names for each.
type Family<'a> = FxHashMap<&'a str, FxHashSet<&'a str>>;

impl GivenNames {
    /// Finds the names that others share, for each of the items whose persons are given.
    pub(crate) fn of(style: &Style, items: &[&[Person]]) -> Vec<Self> {
        let rule = style.citation.givenname_disambiguation_rule;
        let primary = matches!(rule, Rule::PrimaryName | Rule::PrimaryNameWithInitials);
        let compared = |it: &&Person| !it.family.is_empty() && (!primary || it.place == 0);
        // By cite, only persons of the same item are compared.
        let group = |item: usize| if rule == Rule::ByCite { item } else { 0 };
        let mut families: FxHashMap<(usize, &str), Family<'_>> = FxHashMap::default();
        for (item, persons) in items.iter().enumerate() {
            for person in persons.iter().filter(compared) {
                let family = families.entry((group(item), &person.family)).or_default();
                let given = family.entry(&person.initials).or_default();
                given.insert(&person.given);
            }
        }
        let of_item = |(item, persons): (usize, &&[Person])| Self {
            shared: persons
                .iter()
                .filter(compared)
                .filter_map(|person| {
                    let family = families.get(&(group(item), &*person.family))?;
                    let given = family.get(&*person.initials);
                    let shared = Shared {
                        family: family.len() > 1,
                        initials: given.map_or(0, FxHashSet::len) > 1,
                    };
                    (shared != Shared::default()).then_some((person.address, shared))
                })
                .collect(),
        };
        items.iter().enumerate().map(of_item).collect()
    }

    /// Whether family names tell all persons from others.
    pub(crate) fn is_empty(&self) -> bool {
        self.shared.is_empty()
    }

    /// The form in which a given name tells its person from the others of the page, by the style's rule; where nobody
    /// shares the family name, the longer of `wanted` and `style`.
    ///
    /// `wanted` is what its cite needs, `style` what the style shows, `initials` whether it has initials.
    pub(crate) fn needed(
        &self,
        style_rules: &Style,
        name: &Name,
        place: usize,
        wanted: GivenForm,
        style: GivenForm,
        initials: bool,
    ) -> GivenForm {
        let citation = &style_rules.citation;
        let rule = citation.givenname_disambiguation_rule;
        if rule == Rule::ByCite && style <= wanted {
            return wanted;
        }
        let primary = matches!(rule, Rule::PrimaryName | Rule::PrimaryNameWithInitials);
        if !citation.disambiguate_add_givenname || (primary && place > 0) {
            return style;
        }
        let address = address(name);
        let mut shared = self.shared.iter();
        let shared = shared.find(|(person, _)| *person == address);
        let shared = shared.map_or_else(Shared::default, |(_, shared)| *shared);
        match rule {
            // Persons with the same initials are one to these rules.
            Rule::AllNamesWithInitials | Rule::PrimaryNameWithInitials => match shared.family {
                true => GivenForm::Initials,
                false => style,
            },
            _ if shared.initials || (shared.family && !initials) => GivenForm::Full,
            _ if shared.family => GivenForm::Initials,
            _ => style,
        }
    }
}

fn address(name: &Name) -> usize {
    std::ptr::from_ref(name).addr()
}

/// The family name, the initials and the given name, as far as they tell persons apart.
fn parts(style: &Style, name: &Name) -> (String, String, String) {
    let mut family = without_periods(&name.family);
    let never = DemoteNonDroppingParticle::Never;
    if style.demote_non_dropping_particle == never && !name.non_dropping_particle.is_empty() {
        family.push(' ');
        family.push_str(&name.non_dropping_particle);
    }
    let given = without_periods(&name.given);
    let initials = Initials {
        with: ".",
        initialize: true,
        hyphen: style.initialize_with_hyphen,
    };
    let short = initials.of_any_script(&given);
    (family, short, given)
}

fn without_periods(text: &str) -> String {
    let words = text.split(|c: char| c == '.' || c.is_whitespace());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
