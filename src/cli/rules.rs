//! Loads rule files and makes them ready for checking.

use super::Failure;
use super::project::Project;
use crate::checking::finding::Checked;
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::report::{RuleInfo, suppress};

/// A rulebook, ready for checking.
#[derive(Debug)]
pub(crate) struct Rules {
    infos: Vec<RuleInfo>,
}

impl Rules {
    /// Checks a document.
    pub(crate) fn check(&self, _document: &Document) -> Checked {
        Checked::default()
    }
    /// Names of all rules, claims and checks.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.infos.iter().map(|i| i.name.as_str())
    }
}

/// Loads every set of rules that an article of the project asks for.
pub(crate) fn load_all(project: &Project) -> Result<Vec<Rules>, Failure> {
    Ok(project
        .rule_sets()
        .iter()
        .map(|_| Rules { infos: own_infos() })
        .collect())
}

/// What is known of the rules and checks of a run, each once, by name.
pub(crate) fn infos(rules: &[Rules]) -> Vec<RuleInfo> {
    let mut out: Vec<RuleInfo> = rules.iter().flat_map(|r| r.infos.clone()).collect();
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out.dedup_by(|a, b| a.name == b.name);
    out
}

fn own_infos() -> Vec<RuleInfo> {
    suppress::RULES
        .iter()
        .map(|&(name, summary)| RuleInfo {
            name: name.to_owned(),
            summary: summary.to_owned(),
            help: None,
            severity: Severity::Warning,
        })
        .collect()
}
