//! `theme.toml`: what a theme says of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::templates::Sources;
use crate::diagnostics::{Diagnostic, Lint, Place, did_you_mean};
use crate::drawing::Colours;
use crate::value::{Spanned, Table, TableReader, Value, parse_toml};

/// What `theme.toml` says, checked. All of it may be absent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Manifest {
    /// The ids that templates give to parts of a page: no heading gets one of them.
    pub ids: Arc<BTreeSet<String>>,
    /// Which lists of pages a template shows, for those of which it is said.
    pub lists: BTreeMap<String, BTreeSet<List>>,
    /// How much of the navigation the templates show.
    pub nav: NavLimits,
    /// The colours of link previews and of what browsers put around a page.
    pub colours: Colours,
    /// How wide images are shown, as HTML's `sizes` says it.
    pub image_sizes: Arc<str>,
}

/// As wide as the window.
const IMAGE_SIZES: &str = "100vw";

/// `[nav]`: a navigation with more entries than its templates show need not be made, on every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NavLimits {
    /// With more entries at the top than this, only the open one is given.
    pub top: usize,
    /// With more pages in the open section than this, none of them is given.
    pub children: usize,
}

impl Default for NavLimits {
    fn default() -> Self {
        let all = usize::MAX;
        Self {
            top: all,
            children: all,
        }
    }
}

/// A list of pages by which readers find one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    /// The top of the site.
    Nav,
    /// The pages of the section.
    Pages,
    /// The sections below the section.
    Sections,
}

impl List {
    pub(super) const ALL: [(&'static str, Self); 3] = [
        ("nav", Self::Nav),
        ("pages", Self::Pages),
        ("sections", Self::Sections),
    ];

    /// The variable in which templates get it; the navigation is part of `site`.
    pub(super) fn variable(self) -> &'static str {
        match self {
            Self::Nav => "site",
            Self::Pages => "pages",
            Self::Sections => "sections",
        }
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            ids: Arc::default(),
            lists: BTreeMap::new(),
            nav: NavLimits::default(),
            colours: Colours::default(),
            image_sizes: IMAGE_SIZES.into(),
        }
    }
}

impl Manifest {
    /// Reads the text of `theme.toml`; what it says of templates is checked against them.
    pub(super) fn read(
        file: &Arc<str>,
        text: &str,
        templates: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let (table, errors) = parse_toml(text);
        diagnostics.extend(errors.into_iter().map(|error| {
            Diagnostic::new(
                Lint::InvalidSyntax,
                Place::new(file, error.span),
                format!("theme.toml is not valid TOML: {}", error.message),
            )
        }));
        let mut reader = TableReader::new(file, "theme.toml", table, diagnostics);
        // For people who choose a theme; Ibid only sees to it that they can be read.
        for key in ["name", "description", "license"] {
            reader.string(key);
        }
        reader.strings("authors");
        let ids = reader.strings("ids").unwrap_or_default();
        let lists = reader.table("lists");
        let nav = reader.table("nav");
        let colours = reader.table("colours");
        let image_sizes = reader.string("image_sizes");
        reader.finish();
        let ids = ids
            .into_iter()
            .filter_map(|id| check_id(file, id, diagnostics));
        Self {
            ids: Arc::new(ids.collect()),
            lists: read_lists(file, lists, templates, diagnostics),
            nav: read_nav(file, nav, diagnostics),
            colours: read_colours(file, colours, diagnostics),
            image_sizes: image_sizes.map_or(IMAGE_SIZES.into(), |sizes| sizes.value.into()),
        }
    }
}

/// Reads `[nav]`.
fn read_nav(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> NavLimits {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[nav]`", table, diagnostics);
    let all = NavLimits::default();
    let limits = NavLimits {
        top: reader.count("top").unwrap_or(all.top),
        children: reader.count("children").unwrap_or(all.children),
    };
    reader.finish();
    limits
}

/// Reads `[colours]`.
fn read_colours(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Colours {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[colours]`", table, diagnostics);
    let mut colours = Colours::default();
    for (key, colour) in [
        ("paper", &mut colours.paper),
        ("ink", &mut colours.ink),
        ("muted", &mut colours.muted),
        ("accent", &mut colours.accent),
    ] {
        let Some(written) = reader.string(key) else {
            continue;
        };
        let digits = written.value.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            *colour = written.value;
        } else {
            let message = format!("\"{}\" is not a colour", written.value);
            let place = reader.place(written.span);
            reader.report(
                Diagnostic::new(Lint::InvalidValue, place, message)
                    .help("write six hexadecimal digits, such as #fdfbf7"),
            );
        }
    }
    reader.finish();
    colours
}

/// The id, if HTML can have it.
fn check_id(
    file: &Arc<str>,
    id: Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    if !id.value.is_empty() && !id.value.contains(char::is_whitespace) {
        return Some(id.value);
    }
    let message = format!("\"{}\" cannot be an id in HTML", id.value);
    diagnostics.push(
        Diagnostic::new(Lint::InvalidValue, Place::new(file, id.span), message)
            .help("an id has at least one character and no white space"),
    );
    None
}

/// Reads `[lists]`: the names of templates, each with the lists that it shows.
fn read_lists(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    templates: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, BTreeSet<List>> {
    let mut lists = BTreeMap::new();
    let names = || templates.keys().map(String::as_str);
    for (template, shown) in table.map(|table| table.value.0).unwrap_or_default() {
        if !templates.contains_key(&template.value) {
            let message = format!("the theme has no template \"{}\"", template.value);
            let place = Place::new(file, template.span);
            diagnostics.push(
                Diagnostic::new(Lint::UnknownTemplate, place, message)
                    .maybe_help(did_you_mean(&template.value, names())),
            );
        }
        let Value::Array(items) = shown.value else {
            let place = Place::new(file, shown.span);
            diagnostics.push(no_list(place, "the value must be a list"));
            continue;
        };
        let items = items.into_iter();
        let shown = items.filter_map(|item| read_list(file, &item, diagnostics));
        lists.insert(template.value, shown.collect());
    }
    lists
}

fn read_list(
    file: &Arc<str>,
    item: &Spanned<Value>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<List> {
    let name = match &item.value {
        Value::String(name) => name.as_str(),
        _ => "",
    };
    let known = List::ALL.iter().find(|(known, _)| *known == name);
    if known.is_none() {
        let message = match name {
            "" => "the name of a list of pages must be a string".to_owned(),
            name => format!("there is no list of pages `{name}`"),
        };
        let mut diagnostic = no_list(Place::new(file, item.span), message);
        let names = List::ALL.iter().map(|(name, _)| *name);
        if let Some(help) = did_you_mean(name, names) {
            diagnostic = diagnostic.help(help);
        }
        diagnostics.push(diagnostic);
    }
    known.map(|(_, list)| *list)
}

fn no_list(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Lint::InvalidValue, place, message)
        .help("write \"nav\", \"pages\" or \"sections\" in a list; [] says that it shows none")
}
