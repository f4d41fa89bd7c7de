//! Name fields.

use crate::csl::{NameVariable, Names};

use super::super::names;
use super::Mapper;

impl Mapper<'_, '_> {
    pub(super) fn people(&mut self) {
        let useprefix = self.option("useprefix") == Some("true");
        for (field, variable) in [
            ("author", NameVariable::Author),
            ("bookauthor", NameVariable::ContainerAuthor),
            ("translator", NameVariable::Translator),
            ("origauthor", NameVariable::OriginalAuthor),
        ] {
            if let Some(value) = self.entry.get(field) {
                self.add(variable, names::parse(value, useprefix));
            }
        }
        for (field, role) in [
            ("editor", "editortype"),
            ("editora", "editoratype"),
            ("editorb", "editorbtype"),
            ("editorc", "editorctype"),
        ] {
            if let Some(value) = self.entry.get(field) {
                let variable = editorial_role(self.entry.get(role).unwrap_or_default(), field);
                self.add(variable, names::parse(value, useprefix));
            }
        }
        // Recordings have their interpreters as authors, as Zotero exports them.
        for variable in NameVariable::ALL {
            if let Some(value) = self.entry.get(variable.as_str())
                && !matches!(
                    variable,
                    NameVariable::Author | NameVariable::Editor | NameVariable::Translator
                )
            {
                self.add(*variable, names::parse(value, useprefix));
            }
        }
        self.directors();
    }

    /// Zotero writes directors as authors.
    fn directors(&mut self) {
        if self.entry.kind == "movie"
            && self.item.names(NameVariable::Director).is_none()
            && let Some(authors) = self.item.names(NameVariable::Author).cloned()
        {
            self.item.set_names(NameVariable::Author, Names::default());
            self.item.set_names(NameVariable::Director, authors);
        }
    }

    /// Adds to the names that the variable has.
    fn add(&mut self, variable: NameVariable, more: Names) {
        let mut names = self.item.names(variable).cloned().unwrap_or_default();
        names.list.extend(more.list);
        names.others |= more.others;
        self.item.set_names(variable, names);
    }

    /// The value of a key in `options`: `options = {useprefix=true}`; without a value it is true.
    pub(super) fn option(&self, key: &str) -> Option<&str> {
        let options = self.entry.get("options")?;
        options.split(',').find_map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, "true"));
            (name.trim() == key).then_some(value.trim())
        })
    }
}

/// The role of `editor` and its kin (manual, section 2.3.6).
fn editorial_role(role: &str, field: &str) -> NameVariable {
    match role.trim().to_ascii_lowercase().as_str() {
        "compiler" => NameVariable::Compiler,
        "director" => NameVariable::Director,
        "organizer" => NameVariable::Organizer,
        "producer" => NameVariable::Producer,
        "scriptwriter" | "writer" => NameVariable::ScriptWriter,
        "interviewer" => NameVariable::Interviewer,
        "illustrator" => NameVariable::Illustrator,
        "translator" => NameVariable::Translator,
        "narrator" => NameVariable::Narrator,
        "performer" | "cast" => NameVariable::Performer,
        "composer" => NameVariable::Composer,
        "founder" | "continuator" | "redactor" | "reviser" | "collaborator" | "contributor" => {
            NameVariable::Contributor
        }
        "series" | "serieseditor" => NameVariable::CollectionEditor,
        "" | "editor" if field == "editor" => NameVariable::Editor,
        "" | "editor" => NameVariable::Contributor,
        _ => NameVariable::Editor,
    }
}
