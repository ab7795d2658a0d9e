//! `verify P` (every such statement needs a claim) and `closed P` (the list on file is complete).

use std::sync::Arc;

use crate::diagnostic::Severity;

use super::binding::{Value, same, unify};
use super::case::{Case, finding};
use super::conditions::{Scope, all_hold};
use super::fact::{Fact, Origin};
use super::finding::{Finding, FindingKind, RelatedRole, Verdict};
use super::join::{Pool, matches};
use super::pattern::{Match, PreparedPattern};
use super::prepare::{Body, PreparedRule};
use super::violations::{asked_for, fill};

/// Checks one `verify` rule.
pub fn verify(case: &Case<'_>, rule: &PreparedRule, verdicts: &mut [Verdict], findings: &mut Vec<Finding>) {
    let Body::Verify { pattern } = &rule.body else {
        return;
    };
    let scope = Scope {
        world: case.world(),
        pool: case.pool(),
    };
    for found in in_article(case, pattern) {
        let Some(fact) = found.facts.first() else { continue };
        if all_hold(&rule.conditions, &found.bindings, scope) != Some(true)
            || on_file(case, pattern, &found).is_some()
        {
            continue;
        }
        // What a claim contradicts is a contradiction already.
        let verdict = verdicts.get_mut(fact.statement.id);
        if verdict.as_ref().is_some_and(|v| **v == Verdict::Contradicted) {
            continue;
        }
        if let Some(verdict) = verdict {
            *verdict = Verdict::Unverified;
        }
        let mut out = start(
            case,
            &rule.name,
            FindingKind::Unverified,
            rule.severity,
            &rule.message,
            &found,
            fact,
        );
        out.reason = format!("no claim on file says: {}", fill(pattern, &found.bindings));
        out.help.clone_from(&rule.help);
        out.related
            .extend(case.on_file(RelatedRole::Rule, rule.location, format!("rule {}", rule.name)));
        out.proof.push(asked_for(case, rule, pattern, &found));
        out.proof.push(out.reason.clone());
        findings.push(out);
    }
}

/// Checks one `closed` pattern: what its list does not hold, it contradicts.
pub fn closed(
    case: &Case<'_>,
    pattern: &PreparedPattern,
    verdicts: &mut [Verdict],
    findings: &mut Vec<Finding>,
) {
    let listed = pattern.known(&case.matcher(), case.pool());
    for found in in_article(case, pattern) {
        let Some(fact) = found.facts.first() else { continue };
        // The list says nothing of what it does not know by name.
        let named = found.bindings.values().all(|v| match v {
            Value::Thing(thing) => thing.named && !thing.vague,
            Value::Number(_) | Value::Time(_) => true,
        });
        if !named || on_file(case, pattern, &found).is_some() {
            continue;
        }
        // It is complete for what it speaks of: another meeting has a list of its own, or none.
        let world = case.world();
        let near: Vec<&Match> = listed
            .iter()
            .filter(|entry| {
                found.bindings.len() < 2
                    || found
                        .bindings
                        .iter()
                        .any(|(name, value)| entry.bindings.get(name).is_some_and(|v| same(v, value, &world)))
            })
            .collect();
        if near.is_empty() {
            continue;
        }
        if let Some(verdict) = verdicts.get_mut(fact.statement.id) {
            if *verdict == Verdict::Contradicted {
                continue;
            }
            *verdict = Verdict::Contradicted;
        }
        let message = format!(
            "the list on file is complete and does not have this: {}",
            fill(pattern, &found.bindings)
        );
        let mut out = start(
            case,
            "closed-list",
            FindingKind::Contradiction,
            Severity::Error,
            &message,
            &found,
            fact,
        );
        out.reason = format!(
            "the rulebook says that its list is complete for “{}”",
            pattern.text()
        );
        for entry in near {
            for listed in &entry.facts {
                out.related.extend(case.origins(listed));
                out.proof.extend(case.derivation(listed));
            }
        }
        out.related.truncate(12);
        out.related.extend(case.on_file(
            RelatedRole::Rule,
            pattern.pattern.location,
            "this list is complete",
        ));
        out.proof
            .push(format!("{}{}", out.reason, case.cite(pattern.pattern.location)));
        findings.push(out);
    }
}

fn in_article(case: &Case<'_>, pattern: &PreparedPattern) -> Vec<Match> {
    let own: Vec<Arc<Fact>> = case.own().cloned().collect();
    matches(&case.matcher(), pattern, Pool::few(&own))
}

/// The entry of the rulebook that says the same, so far as the pattern goes.
fn on_file(case: &Case<'_>, pattern: &PreparedPattern, found: &Match) -> Option<Match> {
    let matcher = case.matcher();
    let derived: Vec<Arc<Fact>> = case
        .article
        .iter()
        .filter(|f| !matches!(f.origin, Origin::Article) && f.article_statement().is_none())
        .cloned()
        .collect();
    let from_inference = matches(&matcher, pattern, Pool::few(&derived));
    let members = each_member(&found.bindings);
    let known = pattern.known(&matcher, case.pool());
    let says = |bindings: &super::binding::Bindings| {
        known
            .iter()
            .chain(&from_inference)
            .find(|entry| unify(bindings, &entry.bindings, &matcher.world).is_some())
            .cloned()
    };
    // "Rubio and Merkel attended": every one of them must be on file.
    let mut last = None;
    for bindings in members {
        last = Some(says(&bindings)?);
    }
    last
}

/// The bindings once for every member of a coordination.
fn each_member(bindings: &super::binding::Bindings) -> Vec<super::binding::Bindings> {
    let mut out = vec![bindings.clone()];
    for (name, value) in bindings {
        if let Value::Thing(thing) = value
            && !thing.members.is_empty()
            && out.len() * thing.members.len() <= 64
        {
            out = out
                .iter()
                .flat_map(|b| {
                    thing.members.iter().map(|member| {
                        let mut one = b.clone();
                        one.insert(name.clone(), Value::Thing(member.clone()));
                        one
                    })
                })
                .collect();
        }
    }
    out
}

fn start(
    case: &Case<'_>,
    name: &str,
    kind: FindingKind,
    severity: Severity,
    message: &str,
    found: &Match,
    fact: &Arc<Fact>,
) -> Finding {
    let span = found
        .words
        .unwrap_or_else(|| super::case::core_words(&fact.statement));
    let mut out = finding(name, kind, severity, message, case.place(span));
    out.normal_form = fact.normal_form();
    out.proof = case.derivation(fact);
    out.proof.extend(found.proof.iter().cloned());
    out
}
