//! What may be added to names, one by one.

use super::expand::Means;
use super::levels::{GivenForm, Levels, Shown};

/// One more thing to add.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// So many names of a list.
    Names { list: usize, count: usize },
    /// A given name of a list in a longer form.
    Given {
        list: usize,
        place: usize,
        form: GivenForm,
    },
}

impl Step {
    pub(super) fn apply(self, levels: &mut Levels) {
        match self {
            Self::Names { list, count } => {
                if levels.names.len() <= list {
                    levels.names.resize(list + 1, 0);
                }
                levels.names[list] = levels.names[list].max(count);
            }
            Self::Given { list, place, form } => {
                if levels.givens.len() <= list {
                    levels.givens.resize(list + 1, Vec::new());
                }
                let givens = &mut levels.givens[list];
                if givens.len() <= place {
                    givens.resize(place + 1, GivenForm::None);
                }
                givens[place] = givens[place].max(form);
            }
        }
    }
}

/// What is shown before anything is added.
pub(super) fn base(cites: &[&[Shown]]) -> Levels {
    let lists = cites.iter().map(|lists| lists.len()).min().unwrap_or(0);
    let shown = |list: usize| cites.iter().map(|lists| lists[list].shown).max();
    Levels {
        names: (0..lists).map(|list| shown(list).unwrap_or(0)).collect(),
        ..Levels::default()
    }
}

/// What may be added to the names, in the order in which it is tried: of each list in turn, for each name that is
/// shown its given name, then one more name.
pub(super) fn steps(cites: &[&[Shown]], means: Means) -> Vec<Step> {
    let mut steps = Vec::new();
    if !means.names && !means.given_names {
        return steps;
    }
    let lists = cites.iter().map(|lists| lists.len()).min().unwrap_or(0);
    for list in 0..lists {
        let all = cites.iter().map(|lists| &lists[list]);
        let total = all.clone().map(|found| found.total).max().unwrap_or(0);
        let shown = all.map(|found| found.shown).max().unwrap_or(0);
        for place in 0..total.min(MAX_NAMES) {
            if place >= shown {
                if !means.names {
                    break;
                }
                let count = place + 1;
                steps.push(Step::Names { list, count });
            }
            if means.given_names {
                for form in [GivenForm::Initials, GivenForm::Full] {
                    steps.push(Step::Given { list, place, form });
                }
            }
        }
    }
    steps
}

/// Of longer lists, the names beyond tell nothing apart: papers of thousands of authors are cited by their first.
const MAX_NAMES: usize = 50;
