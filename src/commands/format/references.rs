//! The references of a job.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::job::Job;
use super::{Problem, place};
use crate::bibliography::{Bibliography, BibliographyFile};
use crate::csl::{Fault, FaultKind, Item};
use crate::diagnostics::{Diagnostic, LineIndex};

/// What a job may cite.
#[derive(Default)]
pub(super) struct References {
    pub items: Vec<Item>,
    /// The place among the items of each id and each other key of a source.
    pub places: BTreeMap<String, usize>,
}

/// The references that a job gives or names.
pub(super) fn references(job: &Job, warnings: &mut Vec<String>) -> Result<References, Problem> {
    match (&job.references, &job.bibliography) {
        (Some(_), Some(_)) => Err(Problem::new("give either `references` or `bibliography`")),
        (Some(_), None) => Ok(given(job, warnings)),
        (None, Some(path)) => from_file(path, warnings),
        (None, None) => Ok(References::default()),
    }
}

/// CSL-JSON in the job. Of two items with the same id the later one counts.
fn given(job: &Job, warnings: &mut Vec<String>) -> References {
    let mut references = References::default();
    for json in job.references.iter().flatten() {
        let (item, faults) = Item::from_json(json);
        let id = item.id.clone();
        let faults = faults.iter().map(wording);
        warnings.extend(faults.map(|fault| format!("reference \"{id}\": {fault}")));
        if let Some(place) = references.places.get(&id) {
            warnings.push(format!(
                "two references have the id \"{id}\"; the later one counts"
            ));
            references.items[*place] = item;
        } else {
            references.places.insert(id, references.items.len());
            references.items.push(item);
        }
    }
    references
}

/// A bibliography in any of the formats that an explainer's may have.
fn from_file(path: &Path, warnings: &mut Vec<String>) -> Result<References, Problem> {
    let name = path.display().to_string();
    let text =
        fs::read_to_string(path).map_err(|error| Problem::new(format!("{name}: {error}")))?;
    let file = BibliographyFile {
        path: name.into(),
        text: text.trim_start_matches('\u{feff}').into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(std::slice::from_ref(&file));
    let lines = LineIndex::new(&file.text);
    warnings.extend(
        diagnostics
            .iter()
            .map(|diagnostic| warning(diagnostic, &lines)),
    );
    let mut references = References::default();
    for (_, source) in bibliography.iter() {
        for key in std::iter::once(&source.key).chain(&source.aliases) {
            references
                .places
                .insert(key.clone(), references.items.len());
        }
        references.items.push(source.item.clone());
    }
    Ok(references)
}

fn warning(diagnostic: &Diagnostic, lines: &LineIndex<'_>) -> String {
    match &diagnostic.place {
        Some(at) => {
            let place = place(&at.file, lines, at.span.start as usize);
            format!("{place}: {}", diagnostic.message)
        }
        None => diagnostic.message.clone(),
    }
}

/// What is wrong with a field.
fn wording(fault: &Fault) -> String {
    let field = &fault.field;
    match &fault.kind {
        FaultKind::UnknownField => format!("CSL has no field \"{field}\""),
        FaultKind::UnknownType(kind) => {
            format!("CSL has no type \"{kind}\"; \"document\" is taken")
        }
        FaultKind::UnknownDate(date) => format!("\"{field}\": \"{date}\" is not a date"),
        FaultKind::NotNames => format!("\"{field}\" is not a list of names"),
        FaultKind::NotText => format!("\"{field}\" is not text"),
    }
}
