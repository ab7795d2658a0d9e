//! `same {x} in P`: one thing, two values.

use super::binding::{Bindings, Value, compare_quantities, same, show, times_overlap};
use super::case::{Case, core_words, finding_of};
use super::conditions::{Scope, all_hold, same_length};
use super::fact::Origin;
use super::finding::{Finding, FindingKind, RelatedRole};
use super::join::{Pool, matches};
use super::pattern::{Match, find_phrase};
use super::prepare::{Body, PreparedRule};
use super::violations::asked_for;
use crate::reading::statement::TimeValue;

/// Compares every two matches of the pattern that speak of the same thing at the same time.
pub fn check(case: &Case<'_>, rule: &PreparedRule, findings: &mut Vec<Finding>) {
    let Body::Same { variable, pattern } = &rule.body else {
        return;
    };
    let matcher = case.matcher();
    let pool = Pool {
        known: &[],
        ..case.pool()
    };
    let scope = Scope {
        world: case.world(),
        pool: case.pool(),
    };
    let found: Vec<Match> = matches(&matcher, pattern, pool)
        .into_iter()
        .filter(|m| all_hold(&rule.conditions, &m.bindings, scope) == Some(true))
        .filter(|m| m.facts.iter().all(|f| matches!(f.origin, Origin::Article)))
        .collect();
    for (i, later) in found.iter().enumerate() {
        // The first place that says otherwise is the other end; one finding for one statement.
        let other = found.iter().take(i).find(|earlier| {
            same_circumstances(case, &later.bindings, &earlier.bindings, variable)
                && same_time(later, earlier, variable)
                && same_voice(case, later, earlier)
                && match (later.bindings.get(variable), earlier.bindings.get(variable)) {
                    (Some(a), Some(b)) => differ(case, a, b),
                    _ => false,
                }
        });
        let Some(other) = other else { continue };
        let (Some(here), Some(there)) = (later.facts.first(), other.facts.first()) else {
            continue;
        };
        let (Some(a), Some(b)) = (later.bindings.get(variable), other.bindings.get(variable)) else {
            continue;
        };
        let span = value_words(later, a).unwrap_or_else(|| core_words(&here.statement));
        let other_span = value_words(other, b).unwrap_or_else(|| core_words(&there.statement));
        let mut out = finding_of(case, rule, FindingKind::Contradiction, span);
        out.reason = format!("here it is {}, elsewhere {}", show(a), show(b));
        out.normal_form = here.normal_form();
        out.related
            .push(case.elsewhere(other_span, format!("here it is {}", show(b))));
        out.related
            .extend(case.on_file(RelatedRole::Rule, rule.location, format!("rule {}", rule.name)));
        out.proof.extend(case.derivation(there));
        out.proof.extend(case.derivation(here));
        out.proof.push(asked_for(case, rule, pattern, other));
        out.proof.push(asked_for(case, rule, pattern, later));
        out.proof.push(out.reason.clone());
        findings.push(out);
    }
}

/// Whether two values exclude each other; what measures different things does not.
fn differ(case: &Case<'_>, a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compare_quantities(a, b) == Some(false),
        (Value::Time(a @ TimeValue::Duration { .. }), Value::Time(b @ TimeValue::Duration { .. })) => {
            same_length(a, b) == Some(false)
        }
        (Value::Time(a), Value::Time(b)) => times_overlap(a, b) == Some(false),
        // That two names are of two people is known of names only.
        (Value::Thing(x), Value::Thing(y)) => x.named && y.named && !same(a, b, &case.world()),
        _ => false,
    }
}

/// Whether all other variables stand for the same things.
fn same_circumstances(case: &Case<'_>, a: &Bindings, b: &Bindings, but: &str) -> bool {
    a.iter()
        .filter(|(name, _)| *name != but)
        .all(|(name, value)| b.get(name).is_some_and(|other| same(value, other, &case.world())))
}

/// A toll that rises from day to day is no contradiction: where both give a time, it must be one. How long
/// something lasted is no time at which it did, and nor is the time that is itself compared.
fn same_time(a: &Match, b: &Match, but: &str) -> bool {
    let times = |m: &Match| -> Vec<TimeValue> {
        let compared = match m.bindings.get(but) {
            Some(Value::Time(time)) => Some(time),
            _ => None,
        };
        m.facts
            .iter()
            .flat_map(|f| f.statement.times.iter().map(|t| &t.time))
            .filter(|time| !matches!(time, TimeValue::Duration { .. }) && Some(*time) != compared)
            .cloned()
            .collect()
    };
    let (a, b) = (times(a), times(b));
    a.is_empty()
        || b.is_empty()
        || a.iter()
            .any(|x| b.iter().any(|y| times_overlap(x, y) == Some(true)))
}

/// Two speakers who give two numbers are news.
fn same_voice(case: &Case<'_>, a: &Match, b: &Match) -> bool {
    let world = case.world();
    a.facts.iter().zip(&b.facts).all(|(x, y)| {
        match (&x.statement.source.speaker, &y.statement.source.speaker) {
            (Some(p), Some(q)) => super::binding::same_thing(
                &super::binding::Thing::of(p, &x.reading, &world),
                &super::binding::Thing::of(q, &y.reading, &world),
                &world,
            ),
            _ => x.statement.source.kind == y.statement.source.kind,
        }
    })
}

/// The words in the article that give the value.
fn value_words(found: &Match, value: &Value) -> Option<crate::document::TextSpan> {
    let statement = &found.facts.first()?.statement;
    match value {
        Value::Number(q) => statement
            .quantities
            .iter()
            .find(|m| m.quantity == *q)
            .map(|m| m.span),
        Value::Time(t) => statement.times.iter().find(|m| m.time == *t).map(|m| m.span),
        Value::Thing(thing) => {
            let span = thing.phrase.as_ref()?.span;
            find_phrase(statement, span).map(|p| p.span)
        }
    }
}
