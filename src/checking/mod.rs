//! Reading × rulebook → findings.
//!
//! [`prepare`] reads the rulebook's English once; [`check`] then holds an article against it:
//! claims ([`verdicts`]), offices ([`roles`]), quotations ([`quotations`], [`transcripts`]), spellings ([`spellings`]) and rules
//! ([`violations`], [`agreement`], [`verification`]). All of them ask [`relate`] what one statement is to another.

pub mod agreement;
pub mod binding;
pub mod case;
pub mod checks;
pub mod conditions;
pub mod explain;
pub mod fact;
mod figures;
pub mod finding;
mod incidental;
pub mod infer;
pub mod join;
mod listed;
mod occasions;
mod offices;
pub mod passage;
pub mod pattern;
pub mod prepare;
mod proof;
pub mod quotations;
pub mod relate;
pub mod roles;
pub mod rule_tests;
mod slots;
pub mod spellings;
mod spoken;
mod strangers;
mod topic;
pub mod transcripts;
pub mod unverified;
pub mod verdicts;
pub mod verification;
pub mod violations;
mod wording;
pub mod world;

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Document;
use crate::reading::Reading;

use case::Case;
use finding::{Checked, Finding, Verdict};
use prepare::{Body, Prepared, PreparedRule};

/// Holds an article against the rulebook.
pub fn check(document: &Document, reading: Arc<Reading>, prepared: &Prepared) -> Checked {
    // Neither needs the other, and each has pieces that one core works on alone.
    let ((mut findings, verdicts), by_itself) = rayon::join(
        || against_rulebook(&Case::new(prepared, document, Arc::clone(&reading))),
        || {
            let words = Arc::clone(&prepared.words);
            let context =
                checks::Context::knowing(document, &reading, &prepared.book, words, &prepared.known);
            let mut findings = Vec::new();
            checks::run(&context, &mut findings);
            findings
        },
    );
    findings.extend(by_itself);
    let mut findings = in_order(findings);
    proof::complete(document, &mut findings);
    Checked {
        findings,
        verdicts,
        sentences: reading.sentences.len(),
        unread: reading.unread.len(),
    }
}

/// What the rulebook finds in an article, and what its claims make of the article's statements.
fn against_rulebook(case: &Case<'_>) -> (Vec<Finding>, Vec<Verdict>) {
    let mut findings = Vec::new();
    let mut verdicts = verdicts::check(case, &mut findings);
    listed::check(case, &mut findings);
    occasions::check(case, &mut findings);
    figures::check(case, &mut findings);
    strangers::check(case, &mut findings);
    roles::check(case, &mut verdicts, &mut findings);
    quotations::check(case, &mut findings);
    transcripts::check(case, &mut findings);
    spellings::check(case, &mut findings);
    let rules = &case.prepared.rules;
    let of_rules: Vec<Vec<Finding>> = rules.par_iter().map(|rule| broken(case, rule)).collect();
    findings.extend(of_rules.into_iter().flatten());
    for rule in rules {
        verification::verify(case, rule, &mut verdicts, &mut findings);
    }
    for pattern in &case.prepared.closed {
        verification::closed(case, pattern, &mut verdicts, &mut findings);
    }
    unverified::check(case, &mut verdicts, &mut findings);
    (findings, verdicts)
}

/// What one rule finds in an article: all that its examples need, in time that doesn't grow with the
/// rulebook.
pub(crate) fn check_rule(
    document: &Document,
    reading: Arc<Reading>,
    prepared: &Prepared,
    rule: &PreparedRule,
) -> Vec<Finding> {
    let case = Case::new(prepared, document, reading);
    let mut findings = Vec::new();
    if matches!(rule.body, Body::Verify { .. }) {
        // What is on file need not be verified.
        let mut verdicts = verdicts::check(&case, &mut findings);
        verification::verify(&case, rule, &mut verdicts, &mut findings);
    }
    findings.extend(broken(&case, rule));
    findings.retain(|f| f.rule == rule.name);
    in_order(findings)
}

/// Where the article breaks a rule.
fn broken(case: &Case<'_>, rule: &PreparedRule) -> Vec<Finding> {
    let mut found = Vec::new();
    violations::check(case, rule, &mut found);
    agreement::check(case, rule, &mut found);
    found
}

/// Sorted by place, rule and message; what says the same of the same words is said once, with the
/// other sides of all.
pub fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        (
            a.span,
            std::cmp::Reverse(a.severity),
            &a.rule,
            &a.message,
            &a.reason,
        )
            .cmp(&(
                b.span,
                std::cmp::Reverse(b.severity),
                &b.rule,
                &b.message,
                &b.reason,
            ))
    });
    let mut out: Vec<Finding> = Vec::new();
    for finding in findings {
        let twin = out
            .iter_mut()
            .rev()
            .take_while(|f| f.span.start == finding.span.start)
            .find(|f| {
                // "signed a deal", "signed a deal on Norland": the same told of more and of fewer words.
                let same_words = f.span == finding.span || f.message == finding.message;
                f.rule == finding.rule && f.kind == finding.kind && same_words
            });
        match twin {
            Some(twin) => {
                for related in finding.related {
                    let there = twin.related.iter().any(|r| {
                        r.span == related.span
                            && r.role == related.role
                            && r.source.path() == related.source.path()
                    });
                    if !there {
                        twin.related.push(related);
                    }
                }
            }
            None => out.push(finding),
        }
    }
    out
}
