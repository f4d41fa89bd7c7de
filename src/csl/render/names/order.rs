//! The order of the parts of a name (specification, "Name-part Order").

use super::super::super::disambiguate::GivenForm;
use super::super::super::item::Name;
use super::super::super::output::Node;
use super::super::super::style::{DemoteNonDroppingParticle, NameElement, NamePart};
use super::super::Render;
use super::person::{Parts, Shown};

impl<'a> Render<'_, 'a> {
    pub(super) fn in_sort_order(&self, parts: Parts<'a>) -> Option<Node<'a>> {
        match self.cx.style.demote_non_dropping_particle {
            DemoteNonDroppingParticle::Never => {
                let family = joined([parts.non_dropping, parts.family], self.particle_space());
                let family = joined([family, parts.dropping], " ");
                joined([family, parts.given, parts.suffix], " ")
            }
            _ => {
                let given = joined([parts.given, parts.dropping, parts.non_dropping], " ");
                joined([parts.family, given, parts.suffix], " ")
            }
        }
    }

    pub(super) fn inverted(
        &self,
        parts: Parts<'a>,
        name: &Name,
        shown: Shown<'a>,
    ) -> Option<Node<'a>> {
        let separator = match &*name.given {
            "Lord" | "Lady" => ", ",
            _ => shown.options.sort_separator,
        };
        let demoted = DemoteNonDroppingParticle::DisplayAndSort;
        let (family, given) = if self.cx.style.demote_non_dropping_particle == demoted {
            let given = joined([parts.given, parts.dropping, parts.non_dropping], " ");
            (parts.family, given)
        } else {
            let space = if parts.joined {
                ""
            } else {
                self.particle_space()
            };
            let family = joined([parts.non_dropping, parts.family], space);
            (family, joined([parts.given, parts.dropping], " "))
        };
        let (family, given) = with_part_affixes(family, given, shown.style);
        joined([family, given, parts.suffix], separator)
    }

    pub(super) fn given_first(
        &self,
        mut parts: Parts<'a>,
        name: &Name,
        shown: Shown<'a>,
    ) -> Option<Node<'a>> {
        let space = self.particle_space();
        let dropping = &*name.dropping_particle;
        let elided = dropping.ends_with(['\'', 'ʼ', '’', '-'])
            && !matches!(dropping, "de'" | "deʼ" | "de’" | "de-");
        if elided && name.non_dropping_particle.is_empty() && !name.family.is_empty() {
            parts.family = joined([parts.dropping.take(), parts.family], "");
        }
        let family = if parts.joined {
            let family = joined([parts.non_dropping, parts.family], "");
            joined([parts.dropping, family], space)
        } else {
            joined([parts.dropping, parts.non_dropping, parts.family], space)
        };
        let comma = if name.comma_suffix { ", " } else { " " };
        let family = joined([family, parts.suffix], comma);
        let (family, given) = with_part_affixes(family, parts.given, shown.style);
        let unbroken = shown.given == GivenForm::Initials
            && shown
                .options
                .initialize_with
                .is_some_and(|with| with.contains(['\u{a0}', '\u{feff}']));
        joined([given, family], if unbroken { space } else { " " })
    }
}

/// The affixes of `cs:name-part` stand around the whole of the family name and the given name.
fn with_part_affixes<'a>(
    family: Option<Node<'a>>,
    given: Option<Node<'a>>,
    style: Option<&'a NameElement>,
) -> (Option<Node<'a>>, Option<Node<'a>>) {
    let wrap = |node: Option<Node<'a>>, part: Option<&'a NamePart>| match (node, part) {
        (Some(node), Some(part)) => Some(Node::list(vec![node], "").with_affixes(&part.affixes)),
        (node, _) => node,
    };
    let family_part = style.and_then(|style| style.family.as_ref());
    let given_part = style.and_then(|style| style.given.as_ref());
    (wrap(family, family_part), wrap(given, given_part))
}

/// The parts that are there, with something between them.
pub(super) fn joined<'a, const N: usize>(
    parts: [Option<Node<'a>>; N],
    between: &'a str,
) -> Option<Node<'a>> {
    let mut parts: Vec<_> = parts.into_iter().flatten().collect();
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Node::list(parts, between)),
    }
}
