//! Findings of two runs, told apart by their fingerprints; two saved reports → a [`Diff`].

use std::collections::{BTreeMap, BTreeSet};

use crate::report::{Item, Report};

use super::{Diff, FindingChanges};

/// Which findings are new, fixed and kept.
pub fn compare_findings(old: &[Item], new: &[Item]) -> FindingChanges {
    let ids = |items: &[Item]| items.iter().map(|i| i.id.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (ids(old), ids(new));
    FindingChanges {
        new: new.iter().filter(|i| !before.contains(&i.id)).cloned().collect(),
        fixed: old.iter().filter(|i| !after.contains(&i.id)).cloned().collect(),
        kept: new.iter().filter(|i| before.contains(&i.id)).cloned().collect(),
    }
}

/// Compares two saved reports: findings only, document by document.
///
/// Documents are matched by their path; where each report has exactly one, these two are matched.
pub fn compare_reports(old_path: &str, old: &Report, new_path: &str, new: &Report) -> Diff {
    let mut findings = FindingChanges::default();
    let mut add = |a: &[Item], b: &[Item]| {
        let part = compare_findings(a, b);
        findings.new.extend(part.new);
        findings.fixed.extend(part.fixed);
        findings.kept.extend(part.kept);
    };
    if let ([a], [b]) = (old.documents.as_slice(), new.documents.as_slice()) {
        add(&a.findings, &b.findings);
    } else {
        let before: BTreeMap<&str, &[Item]> = old
            .documents
            .iter()
            .map(|d| (d.path.as_str(), d.findings.as_slice()))
            .collect();
        let after: BTreeMap<&str, &[Item]> = new
            .documents
            .iter()
            .map(|d| (d.path.as_str(), d.findings.as_slice()))
            .collect();
        let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        for path in paths {
            add(
                before.get(path).copied().unwrap_or_default(),
                after.get(path).copied().unwrap_or_default(),
            );
        }
    }
    Diff {
        version: 1,
        old: old_path.to_owned(),
        new: new_path.to_owned(),
        changes: Vec::new(),
        findings,
        correction_note: None,
    }
}
