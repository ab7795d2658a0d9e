//! The rulebook against itself: claims that contradict each other, rules that can never fire.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::checking::binding::{Bindings, first_day, last_day};
use crate::checking::case::sentence;
use crate::checking::conditions::{Scope, holds as condition_holds};
use crate::checking::fact::{Fact, Origin};
use crate::checking::join::Pool;
use crate::checking::pattern::PreparedPattern;
use crate::checking::relate::{RelationKind, may_relate, relate_claims};
use crate::diagnostic::Diagnostic;
use crate::reading::statement::Tense;
use crate::rules::book::{ComparisonKind, Condition, Expression, Period};
use crate::source::Location;

use super::{Body, Prepared, PreparedRule};

/// Most claims that are compared with each other: beyond, a rulebook of data rows would take longer to
/// check than the articles.
const MOST_COMPARED: usize = 4000;

/// The codes of what [`check`] finds.
pub(super) const CODES: [&str; 2] = ["claim-conflict", "rule-never-fires"];

/// All checks of the rulebook that need its English read.
pub(super) fn check(prepared: &Prepared) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    claim_conflicts(prepared, &mut diagnostics);
    for rule in &prepared.rules {
        never_fires(prepared, rule, &mut diagnostics);
    }
    diagnostics
}

fn location(fact: &Fact) -> Option<Location> {
    match &fact.origin {
        Origin::Claim { location, .. } | Origin::Entity { location, .. } => Some(*location),
        Origin::Derived { premises, .. } => premises.iter().find_map(|p| location(p)),
        Origin::Article => None,
    }
}

fn claim_conflicts(prepared: &Prepared, diagnostics: &mut Vec<Diagnostic>) {
    let compared = prepared.known.get(..MOST_COMPARED).unwrap_or(&prepared.known);
    let found: Vec<Vec<((Location, Location), Diagnostic)>> = compared
        .par_iter()
        .map(|fact| conflicts_of(prepared, fact))
        .collect();
    let mut seen: BTreeSet<(Location, Location)> = BTreeSet::new();
    for (places, diagnostic) in found.into_iter().flatten() {
        if seen.insert(places) {
            diagnostics.push(diagnostic);
        }
    }
}

/// The claims that contradict this one and stand behind it, each with the places of the two.
fn conflicts_of(prepared: &Prepared, fact: &Arc<Fact>) -> Vec<((Location, Location), Diagnostic)> {
    let mut out: Vec<((Location, Location), Diagnostic)> = Vec::new();
    if !fact.is_asserted() {
        return out;
    }
    for other in prepared.candidates(fact).filter(|o| o.is_asserted()) {
        if Arc::ptr_eq(fact, other) || !meet(fact.period, other.period) {
            continue;
        }
        let (Some(a), Some(b)) = (location(fact), location(other)) else {
            continue;
        };
        if a >= b
            || out.iter().any(|(places, _)| *places == (a, b))
            || !may_relate(fact.side(), &fact.follows, &other.statement, &prepared.knowledge)
        {
            continue;
        }
        // "is 8 megabytes" and "was 1 megabyte in version 4.1": who writes both means two times.
        let tenses = [fact, other].map(|f| f.statement.predicate.tense);
        if matches!(
            tenses,
            [Tense::Past, Tense::Present] | [Tense::Present, Tense::Past]
        ) {
            continue;
        }
        let relation = relate_claims(
            (fact.side(), &fact.follows),
            (other.side(), &other.follows),
            &prepared.knowledge,
        );
        if relation.kind != RelationKind::Contradicts {
            continue;
        }
        let diagnostic = Diagnostic::error(
            "claim-conflict",
            "two claims contradict each other",
            b,
            format!("this says: {}", sentence(&other.statement)),
        )
        .warning()
        .with_label(a, format!("this says: {}", sentence(&fact.statement)))
        .with_note(relation.reason);
        out.push(((a, b), diagnostic));
    }
    out
}

/// Whether there is a day on which both hold. Of two offices the one may begin on the day on which the other ends.
fn meet(a: Period, b: Period) -> bool {
    let ends_before = |x: Period, y: Period| {
        let (Some(end), Some(start)) = (x.to.and_then(last_day), y.from.and_then(first_day)) else {
            return false;
        };
        end < start || end == start && x.from != x.to
    };
    // A claim without a period is of now; what has ended is not.
    let over = |x: Period, y: Period| x.to.is_some() && y == Period::default();
    !ends_before(a, b) && !ends_before(b, a) && !over(a, b) && !over(b, a)
}

fn never_fires(prepared: &Prepared, rule: &PreparedRule, diagnostics: &mut Vec<Diagnostic>) {
    let matcher = prepared.matcher();
    let pool = Pool {
        article: &[],
        known: &prepared.known,
        said: None,
        on_file: Some(&prepared.by_predicate),
    };
    let scope = Scope {
        world: prepared.world(),
        pool,
    };
    for condition in &rule.conditions {
        if condition_holds(condition, &Bindings::new(), scope) == Some(false) {
            diagnostics.push(
                Diagnostic::error(
                    "rule-never-fires",
                    format!("{} can never fire", rule.name),
                    condition.location,
                    "this is never true",
                )
                .warning(),
            );
        }
    }
    if let Some(condition) = excluded(&rule.conditions) {
        diagnostics.push(
            Diagnostic::error(
                "rule-never-fires",
                format!("{} can never fire", rule.name),
                condition.location,
                "no value meets this and the comparisons before it",
            )
            .warning(),
        );
    }
    let (patterns, unless) = match &rule.body {
        Body::Never { patterns, unless } | Body::When { patterns, unless, .. } => (patterns, unless),
        Body::Same { .. } | Body::Verify { .. } => return,
    };
    for excuse in unless.iter().filter(|p| !p.is_text_only()) {
        let place = excuse.pattern.location;
        if let Some(same) = patterns.iter().find(|p| same_pattern(p, excuse)) {
            diagnostics.push(
                Diagnostic::error(
                    "rule-never-fires",
                    format!("{} can never fire", rule.name),
                    place,
                    "this is what the rule itself asks for",
                )
                .warning()
                .with_label(same.pattern.location, "here"),
            );
            continue;
        }
        if !excuse.pattern.english.variables.is_empty() {
            continue;
        }
        // Without variables the claims alone settle it, once and for all.
        let held = excuse.known(&matcher, pool);
        if let Some(found) = held.first() {
            let mut diagnostic = Diagnostic::error(
                "rule-never-fires",
                format!("{} can never fire", rule.name),
                place,
                "a claim says that this is so",
            )
            .warning();
            if let Some(at) = found.facts.first().and_then(|f| location(f)) {
                diagnostic = diagnostic.with_label(at, "this claim");
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// The first comparison of a variable with a value that excludes those before it: `{n} > 20 and {n} < 10`.
fn excluded(conditions: &[Condition]) -> Option<&Condition> {
    conditions.iter().enumerate().find_map(|(i, later)| {
        let before = conditions.get(..i).unwrap_or_default();
        before
            .iter()
            .any(|earlier| exclude(earlier, later))
            .then_some(later)
    })
}

fn exclude(a: &Condition, b: &Condition) -> bool {
    let (Expression::Variable(x), Expression::Variable(y)) = (&a.left, &b.left) else {
        return false;
    };
    let apart = |from: Option<&Expression>, to: Option<&Expression>| match (from, to) {
        (Some(from), Some(to)) => less(to, from) == Some(true),
        _ => false,
    };
    let (a, b) = (range(a), range(b));
    x.name == y.name && (apart(a.0, b.1) || apart(b.0, a.1))
}

/// The ends between which a comparison lets a value lie.
fn range(condition: &Condition) -> (Option<&Expression>, Option<&Expression>) {
    use ComparisonKind as C;
    let end = Some(&condition.right);
    match (condition.comparison, &condition.upper) {
        (C::Equal, Some(upper)) => (end, Some(upper)),
        (C::Equal, None) => (end, end),
        (C::Greater | C::GreaterOrEqual, _) => (end, None),
        (C::Less | C::LessOrEqual, _) => (None, end),
        (C::NotEqual, _) => (None, None),
    }
}

/// Whether the value `a` is less than `b`; `None` where they are not two values of one kind.
fn less(a: &Expression, b: &Expression) -> Option<bool> {
    use Expression as E;
    match (a, b) {
        (E::Number(a), E::Number(b)) | (E::Percent(a), E::Percent(b)) => Some(a < b),
        (E::Quantity(a, x), E::Quantity(b, y)) if x == y => Some(a < b),
        (E::Date(a), E::Date(b)) => Some(last_day(*a)? < first_day(*b)?),
        _ => None,
    }
}

fn same_pattern(a: &PreparedPattern, b: &PreparedPattern) -> bool {
    a.text().trim() == b.text().trim() && a.pattern.narrowings.is_empty() && b.pattern.narrowings.is_empty()
}
