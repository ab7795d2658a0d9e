//! Baselines: the findings that a project has accepted, by name and not by number.
//!
//! An entry is a path and a fingerprint, so that a finding that is fixed never makes room for another.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{DocumentReport, Item};

/// The findings that a project has accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Version of this format: 1.
    pub version: u32,
    /// The accepted findings, sorted.
    pub findings: Vec<Entry>,
}

/// One accepted finding. Path and id name it; the rest is for people who read the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The article, relative to the folder of the baseline.
    pub path: String,
    /// The rule, claim or check.
    pub rule: String,
    /// Fingerprint of the finding.
    pub id: String,
    /// Its words.
    pub text: String,
    /// What it says.
    pub message: String,
}

impl Entry {
    /// The entry for a finding in the article that the baseline knows as `path`.
    pub fn new(path: &str, item: &Item) -> Self {
        Self {
            path: path.to_owned(),
            rule: item.rule.clone(),
            id: item.id.clone(),
            text: item.span.text.clone(),
            message: item.message.clone(),
        }
    }
}

impl Baseline {
    /// Reads a baseline file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if baseline.version != 1 {
            return Err(format!(
                "version {} is not known; this program reads version 1",
                baseline.version
            ));
        }
        Ok(baseline)
    }
    /// A baseline of these findings.
    pub fn new(mut findings: Vec<Entry>) -> Self {
        findings.sort();
        findings.dedup_by(|a, b| a.path == b.path && a.id == b.id);
        Self { version: 1, findings }
    }
    /// The file's text.
    pub fn print(&self) -> String {
        serde_json::to_string_pretty(self)
            .map(|json| json + "\n")
            .unwrap_or_default()
    }
    fn names(&self) -> BTreeSet<(&str, &str)> {
        self.findings
            .iter()
            .map(|e| (e.path.as_str(), e.id.as_str()))
            .collect()
    }
    /// Takes the accepted findings out of `report`, whose article the baseline knows as `path`; returns
    /// their fingerprints.
    pub fn apply(&self, path: &str, report: &mut DocumentReport) -> Vec<String> {
        let names = self.names();
        let (accepted, new): (Vec<Item>, Vec<Item>) = report
            .findings
            .drain(..)
            .partition(|item| names.contains(&(path, &item.id)));
        report.findings = new;
        accepted.into_iter().map(|item| item.id).collect()
    }
    /// The entries of `self` that `other` hasn't.
    pub fn without(&self, other: &Self) -> Vec<&Entry> {
        let names = other.names();
        self.findings
            .iter()
            .filter(|e| !names.contains(&(e.path.as_str(), e.id.as_str())))
            .collect()
    }
}
