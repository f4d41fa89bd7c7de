//! A fixture as a job of `ibid format`, and an answer as the suite writes results.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::fixture::Fixture;

/// The job of a fixture.
///
/// Where a fixture has `CITATIONS`, it is a history of edits: the job is what the document says in the end.
/// `CITATION-ITEMS` are citations on their own, which know nothing of each other; without them, one
/// citation cites all items.
pub(super) fn job(fixture: &Fixture) -> Value {
    let mut items =
        section(fixture, "INPUT").unwrap_or_else(|| panic!("{}: no INPUT", fixture.name));
    for (at, item) in items.as_array_mut().unwrap().iter_mut().enumerate() {
        if item["id"].is_null() {
            item["id"] = at.into();
        }
    }
    let history = section(fixture, "CITATIONS");
    let citations = match (&history, section(fixture, "CITATION-ITEMS")) {
        (Some(history), _) => in_the_end(history),
        (None, Some(alone)) => alone.as_array().unwrap().iter().map(apart).collect(),
        (None, None) => vec![apart(&without_repeats(&items))],
    };
    json!({
        "csl": fixture.section("CSL"),
        "references": items,
        "all": history.is_none(),
        "citations": citations,
    })
}

fn section(fixture: &Fixture, name: &str) -> Option<Value> {
    let text = fixture.section(name)?;
    let read = serde_json::from_str(text);
    Some(read.unwrap_or_else(|error| panic!("{}: {name}: {error}", fixture.name)))
}

/// A citation whose cites are first ones, unless they say otherwise.
fn apart(items: &Value) -> Value {
    let items = items.as_array().unwrap().iter();
    let items: Vec<_> = items
        .map(|item| {
            let mut cite = cite(item);
            let position = item["position"].as_u64().unwrap_or(0) as usize;
            let words = ["first", "subsequent", "ibid", "ibid-with-locator"];
            cite.insert("position".to_owned(), words[position].into());
            if let Some(near) = item.get("near-note") {
                cite.insert("near-note".to_owned(), near.clone());
            }
            cite
        })
        .collect();
    json!({ "items": items })
}

/// The items, each id once.
fn without_repeats(items: &Value) -> Value {
    let mut seen = BTreeSet::new();
    let items = items.as_array().unwrap().iter();
    items
        .filter(|item| seen.insert(item["id"].to_string()))
        .cloned()
        .collect()
}

/// The fields of a cite that `ibid format` knows.
fn cite(item: &Value) -> Map<String, Value> {
    let fields = [
        "id",
        "locator",
        "label",
        "prefix",
        "suffix",
        "suppress-author",
    ];
    let known = fields.iter().filter_map(|field| {
        let value = match item.get(field)? {
            Value::Number(number) => Value::String(number.to_string()),
            other => other.clone(),
        };
        Some(((*field).to_owned(), value))
    });
    known.collect()
}

/// The citations of a document after all edits. Each edit names the citations before and after its own, with
/// the numbers of their notes.
fn in_the_end(history: &Value) -> Vec<Value> {
    let edits = history.as_array().unwrap();
    let mut cited = BTreeMap::new();
    let mut order = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        let id = edit[0]["citationID"]
            .as_str()
            .map_or_else(|| at.to_string(), str::to_owned);
        let note = edit[0]["properties"]["noteIndex"].as_u64().unwrap_or(0);
        let around = |side: usize| {
            let pairs = edit[side].as_array().unwrap().iter();
            pairs.map(|pair| {
                (
                    pair[0].as_str().unwrap().to_owned(),
                    pair[1].as_u64().unwrap(),
                )
            })
        };
        order = around(1).collect();
        order.push((id.clone(), note));
        order.extend(around(2));
        cited.insert(id, edit[0]["citationItems"].as_array().unwrap());
    }
    let citations = order.iter().map(|(id, note)| {
        let items: Vec<_> = cited[id].iter().map(cite).collect();
        match note {
            0 => json!({ "items": items }),
            _ => json!({ "items": items, "note": note }),
        }
    });
    citations.collect()
}

/// An answer as the suite writes results: the references, or the citations one a line.
pub(super) fn printed(fixture: &Fixture, answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    if let Some(error) = answer["error"].as_str() {
        return format!("error: {error}");
    }
    let list = |name: &str| answer[name].as_array().cloned().unwrap_or_default();
    let html = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    if fixture.is_bibliography() {
        let entries = list("bibliography");
        let entries = entries.iter().map(|entry| {
            format!(
                "  <div class=\"csl-entry\">{}</div>\n",
                html(&entry["html"])
            )
        });
        return format!(
            "<div class=\"csl-bib-body\">\n{}</div>",
            entries.collect::<String>()
        );
    }
    let numbered = fixture.section("CITATIONS").is_some();
    let citations = list("citations");
    let lines = citations
        .iter()
        .enumerate()
        .map(|(at, citation)| match numbered {
            true => format!("[{at}] {}", html(citation)),
            false => html(citation),
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
