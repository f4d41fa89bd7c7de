//! A job to its answer.

use serde::Serialize;

use super::Problem;
use super::cited::CitedReferences;
use super::job::{Job, JobCitation};
use super::references::references;
use super::session::Session;
use crate::csl::Formatted;

/// The page, formatted.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    /// The citations as HTML, in the order of the job.
    pub citations: Vec<String>,
    /// The references in the order of the style.
    pub bibliography: Vec<Entry>,
    pub warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Entry {
    pub id: String,
    pub html: String,
}

/// The texts of the citations. Of a narrative one, which is formatted in two parts, both: "Smith (2024)".
fn citation_texts(job: &Job, formatted: &[Formatted]) -> Vec<String> {
    let mut texts = formatted.iter().map(Formatted::to_html);
    let mut next = || texts.next().unwrap_or_default();
    let text = |citation: &JobCitation| match citation.narrative {
        true => [next(), next()].join(" ").trim_end().to_owned(),
        false => next(),
    };
    job.citations.iter().map(text).collect()
}

/// Does a job.
pub(super) fn answer(text: &str, session: &mut Session) -> Result<Answer, Problem> {
    let job: Job = serde_json::from_str(text)
        .map_err(|error| Problem::new(format!("this is not a job: {error}")))?;
    let formatter = session.formatter(&job)?;
    let mut warnings = Vec::new();
    let references = references(&job, &mut warnings)?;
    let mut cited = CitedReferences::new(&references, job.all);
    let mut citations = Vec::with_capacity(job.citations.len());
    for citation in &job.citations {
        let cited = cited.citation(citation, &formatter.labels, &mut warnings)?;
        match citation.narrative {
            true => citations.extend(cited.narrative()),
            false => citations.push(cited),
        }
    }
    let items = cited.into_items();
    let page = formatter.processor.page(&items, &citations);
    let entries = page.references.iter().map(|(item, text)| Entry {
        id: items[*item].id.clone(),
        html: text.to_html(),
    });
    Ok(Answer {
        bibliography: entries.collect(),
        citations: citation_texts(&job, &page.citations),
        warnings,
    })
}
