//! `sarif`: SARIF 2.1.0, as code scanning services read it.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Item, Place, Printing, RelatedRole};

/// The key of our fingerprints.
pub const FINGERPRINT: &str = "copydesk/v1";

/// Prints the report as one SARIF log with one run.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(p))?;
    out.write_all(b"\n")
}

fn log(p: &Printing<'_>) -> Value {
    let rules = rules(p);
    let results: Vec<Value> = p
        .report
        .documents
        .iter()
        .flat_map(|d| d.findings.iter().map(|item| result(&d.path, item, &rules)))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "copydesk",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|(_, rule)| rule.clone()).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// The rules that found something, sorted by name.
fn rules(p: &Printing<'_>) -> Vec<(String, Value)> {
    let mut names: Vec<(&str, &Item)> = Vec::new();
    for item in p.report.documents.iter().flat_map(|d| &d.findings) {
        if !names.iter().any(|(name, _)| *name == item.rule) {
            names.push((&item.rule, item));
        }
    }
    names.sort_by(|a, b| a.0.cmp(b.0));
    names
        .into_iter()
        .map(|(name, item)| {
            let info = p.rules.iter().find(|r| r.name == name);
            let summary = info.map_or(item.message.as_str(), |i| i.summary.as_str());
            let help = info
                .and_then(|i| i.help.as_deref())
                .or(item.help.as_deref())
                .unwrap_or(summary);
            let level = info.map_or(item.severity, |i| i.severity).as_str();
            let rule = json!({
                "id": name,
                "name": name,
                "shortDescription": { "text": summary },
                "fullDescription": { "text": summary },
                "help": { "text": help },
                "defaultConfiguration": { "level": level },
            });
            (name.to_owned(), rule)
        })
        .collect()
}

fn result(path: &str, item: &Item, rules: &[(String, Value)]) -> Value {
    let index = rules.iter().position(|(name, _)| *name == item.rule);
    let related: Vec<Value> = item
        .related
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let message = if r.message.is_empty() {
                role(r.role).to_owned()
            } else {
                r.message.clone()
            };
            let mut location = location(&r.path, &r.span);
            location["id"] = json!(i + 1);
            location["message"] = json!({ "text": message });
            location
        })
        .collect();
    let mut text = item.message.clone();
    if !item.reason.is_empty() {
        text = format!("{text}: {}", item.reason);
    }
    json!({
        "ruleId": item.rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": item.severity.as_str(),
        "message": { "text": text },
        "locations": [location(path, &item.span)],
        "relatedLocations": related,
        "partialFingerprints": { FINGERPRINT: item.id },
        "properties": { "kind": item.kind, "help": item.help },
    })
}

fn role(role: RelatedRole) -> &'static str {
    match role {
        RelatedRole::Claim => "the claim",
        RelatedRole::Rule => "the rule",
        RelatedRole::Statement => "the other statement",
        RelatedRole::Source => "the source",
        RelatedRole::Data => "the data",
    }
}

fn location(path: &str, place: &Place) -> Value {
    let (end_line, end_column) = place.end_position();
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(path) },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": end_line,
            "endColumn": end_column,
            "byteOffset": place.start,
            "byteLength": place.end.saturating_sub(place.start),
            "snippet": { "text": place.text },
        },
    }})
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
