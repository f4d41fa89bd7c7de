//! A list of names: which are shown, and what stands between them (specification, "Name", "Et-al").

use super::super::super::disambiguate::{Distinction, GivenForm};
use super::super::super::item::Names;
use super::super::super::output::Node;
use super::super::super::script::starts_romanesque;
use super::super::super::style::{And, DelimiterPrecedes, EtAl, Form, NameElement, NameForm};
use super::super::{Purpose, Render};
use super::options::Options;
use super::person::{Person, Shown};

/// What the style says about the names of a list.
#[derive(Clone, Copy)]
pub(super) struct ListStyle<'a> {
    pub(super) options: Options<'a>,
    pub(super) name: Option<&'a NameElement>,
    pub(super) et_al: Option<&'a EtAl>,
}

/// What ends a list that is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Whole,
    EtAl,
    /// "A, B, … Z"
    Ellipsis,
}

impl<'a> Render<'_, 'a> {
    /// The names of a list with what joins them; and how many they are.
    pub(super) fn list(
        &mut self,
        names: &'a Names,
        style: ListStyle<'a>,
    ) -> (Vec<Node<'a>>, usize) {
        let slot = self.name_lists;
        self.name_lists += 1;
        let total = names.list.len();
        let shown = self.number_shown(total, slot, style.options);
        let use_last = style.options.et_al.use_last && shown < total;
        let mut cut = match shown < total {
            true if use_last => Cut::Ellipsis,
            true => Cut::EtAl,
            false if names.others => Cut::EtAl,
            false => Cut::Whole,
        };
        self.record.list(slot, total, shown + usize::from(use_last));
        if style.options.form == NameForm::Count {
            return (Vec::new(), shown + usize::from(use_last));
        }
        // What all names are known by goes into the record, also of those that are cut.
        let givens: Vec<_> = names
            .list
            .iter()
            .enumerate()
            .map(|(index, name)| self.given_form(slot, index, name, style.options))
            .collect();
        let last = use_last.then_some(total - 1);
        let persons = (0..shown).chain(last).map(|index| {
            let shown = Shown {
                options: style.options,
                style: style.name,
                given: givens[index],
                first: index == 0,
            };
            self.person(&names.list[index], shown)
        });
        let persons: Vec<Person<'a>> = persons.filter(|person| !person.node.is_empty()).collect();
        if self.is_sort_key() {
            cut = Cut::Whole;
        }
        let count = persons.len();
        (self.join(persons, cut, style), count)
    }

    fn number_shown(&self, total: usize, slot: usize, options: Options<'a>) -> usize {
        let limits = options.et_al;
        let cut = limits.min > 0 && total >= limits.min && limits.use_first < total;
        let levels = &self.entry.distinction.levels;
        let wanted = levels.names.get(slot).copied();
        let wanted = wanted.filter(|_| !self.is_sort_key());
        let first = match limits.use_last {
            // The ellipsis stands for at least two names.
            true => limits.use_first.min(limits.min.saturating_sub(2)),
            false => limits.use_first,
        };
        let shown = match (self.purpose, wanted) {
            (Purpose::Compare, Some(wanted)) => wanted,
            (_, Some(wanted)) if cut && wanted > limits.use_first => {
                if limits.use_last {
                    wanted.min(limits.min.saturating_sub(2))
                } else {
                    wanted
                }
            }
            _ if cut => first,
            _ => total,
        };
        // Limits that contradict each other cut nothing.
        if limits.min < limits.use_first && limits.min > 0 {
            return total;
        }
        shown.min(total)
    }

    /// How the given name is shown: as the style says, or longer where it is needed to tell persons apart.
    fn given_form(
        &mut self,
        slot: usize,
        index: usize,
        name: &'a super::super::super::item::Name,
        options: Options<'a>,
    ) -> GivenForm {
        let style = match options.form {
            NameForm::Long if options.initialize_with.is_some() => GivenForm::Initials,
            NameForm::Long => GivenForm::Full,
            _ => GivenForm::None,
        };
        if self.is_sort_key() {
            return style;
        }
        if !name.literal.is_empty() {
            self.record.name(slot, index, style, name);
            return style;
        }
        let initials = options.initialize_with.is_some();
        let Distinction {
            levels,
            given_names,
        } = self.entry.distinction;
        let wanted = levels.givens.get(slot).and_then(|givens| givens.get(index));
        let wanted = wanted.copied().unwrap_or_default();
        let needed = given_names.needed(self.cx.style, name, index, wanted, style, initials);
        self.record.name(slot, index, needed, name);
        // Initials cannot be shown where the style has none.
        match needed.max(style) {
            GivenForm::Initials if !initials && !self.cx.features.initials_disambiguate => {
                GivenForm::Full
            }
            form => form,
        }
    }

    fn join(&self, persons: Vec<Person<'a>>, cut: Cut, style: ListStyle<'a>) -> Vec<Node<'a>> {
        let options = style.options;
        let count = persons.len();
        let mut nodes = Vec::with_capacity(2 * count + 1);
        let mut before_inverted = false;
        for (index, person) in persons.into_iter().enumerate() {
            let last = index + 1 == count;
            if index > 0 {
                nodes.push(match cut {
                    Cut::Ellipsis if last => ellipsis(count, options),
                    Cut::Whole if last => self.and(count, before_inverted, options),
                    _ => Node::text(options.delimiter),
                });
            }
            before_inverted = person.inverted;
            nodes.push(person.node);
        }
        if cut == Cut::EtAl && count > 0 {
            nodes.extend(self.et_al(count, before_inverted, style));
        }
        nodes
    }

    /// What stands before the last name.
    fn and(&self, count: usize, inverted: bool, options: Options<'a>) -> Node<'a> {
        if self.is_sort_key() {
            return Node::text(options.delimiter);
        }
        let locale = self.cx.locale;
        let and = match options.and {
            None => return Node::text(options.delimiter),
            Some(And::Text) => locale.term("and", Form::Long, false).unwrap_or("and"),
            Some(And::Symbol) => "&",
        };
        let spaced = starts_romanesque(and);
        let prefix = match options.precedes_last {
            DelimiterPrecedes::Always => options.delimiter,
            _ if !spaced => "",
            DelimiterPrecedes::Never => " ",
            DelimiterPrecedes::AfterInvertedName if inverted => options.delimiter,
            DelimiterPrecedes::AfterInvertedName => " ",
            DelimiterPrecedes::Contextual if count > 2 => options.delimiter,
            DelimiterPrecedes::Contextual => " ",
        };
        Node {
            prefix,
            suffix: if spaced { " " } else { "" },
            ..Node::text(and)
        }
    }

    fn et_al(&self, count: usize, inverted: bool, style: ListStyle<'a>) -> Option<Node<'a>> {
        let options = style.options;
        let term = style.et_al.map_or("et-al", |et_al| &et_al.term);
        let text = self.cx.locale.term(term, Form::Long, false)?;
        let space = if starts_romanesque(text) { " " } else { "" };
        let prefix = match options.precedes_et_al {
            DelimiterPrecedes::Always => options.delimiter,
            DelimiterPrecedes::Never => space,
            DelimiterPrecedes::AfterInvertedName if inverted => options.delimiter,
            DelimiterPrecedes::AfterInvertedName => space,
            DelimiterPrecedes::Contextual if count > 1 => options.delimiter,
            DelimiterPrecedes::Contextual => space,
        };
        let formatting = style.et_al.map(|et_al| et_al.formatting);
        let content = self.words(text, None);
        let formatting = super::super::formatting_of(formatting.unwrap_or_default(), &content);
        Some(Node {
            prefix,
            ..Node::new(content).with_formatting(formatting)
        })
    }
}

fn ellipsis<'a>(count: usize, options: Options<'a>) -> Node<'a> {
    Node {
        prefix: if count > 2 { options.delimiter } else { " " },
        suffix: " ",
        ..Node::text("…")
    }
}
