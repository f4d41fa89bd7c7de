//! Which persons of a page share a family name, for `givenname-disambiguation-rule` (specification, "Disambiguation").

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::item::Name;
use super::super::render::Initials;
use super::super::style::{DemoteNonDroppingParticle, GivennameDisambiguationRule as Rule, Style};
use super::levels::GivenForm;

/// The persons of a page that are not told apart by their family names.
#[derive(Debug, Default)]
pub(crate) struct GivenNames {
    /// By the address of the record of the name; names that are not here are alone.
    shared: FxHashMap<usize, Shared>,
}

/// What a name shares with those of other persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shared {
    /// The family name, with persons of other initials.
    family: bool,
    /// The family name and the initials.
    initials: bool,
}

/// Persons with the same family name: their initials, and the given names for each.
type Family = FxHashMap<String, FxHashSet<String>>;

impl GivenNames {
    /// Finds the names that others share. Each name comes with the number of its item, and its place in its list.
    pub(crate) fn of<'a>(
        style: &Style,
        names: impl Iterator<Item = (usize, usize, &'a Name)>,
    ) -> Self {
        let rule = style.citation.givenname_disambiguation_rule;
        let mut families: FxHashMap<(usize, String), Family> = FxHashMap::default();
        let mut persons = Vec::new();
        for (item, place, name) in names {
            let primary = matches!(rule, Rule::PrimaryName | Rule::PrimaryNameWithInitials);
            if name.family.is_empty() || (primary && place > 0) {
                continue;
            }
            // By cite, only persons of the same item are compared.
            let item = if rule == Rule::ByCite { item } else { 0 };
            let (family, initials, given) = parts(style, name);
            let shared = families.entry((item, family.clone())).or_default();
            shared.entry(initials.clone()).or_default().insert(given);
            persons.push((address(name), (item, family), initials));
        }
        let shared = persons
            .into_iter()
            .filter_map(|(address, family, initials)| {
                let family = families.get(&family)?;
                let shared = Shared {
                    family: family.len() > 1,
                    initials: family.get(&initials).map_or(0, FxHashSet::len) > 1,
                };
                if shared == Shared::default() {
                    return None;
                }
                Some((address, shared))
            });
        Self {
            shared: shared.collect(),
        }
    }

    /// Whether all persons are told apart by their family names.
    pub(crate) fn is_empty(&self) -> bool {
        self.shared.is_empty()
    }

    /// The form in which a given name tells its person from the others of the page, by the style's rule.
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
        let shared = self.shared.get(&address(name)).copied().unwrap_or_default();
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
