//! What follows from the facts by the rulebook's `infer` items, to a fixpoint.
//!
//! An inference is a rule of Datalog: its `from` patterns are joined over the facts, its `unless`
//! patterns must match none of them, and its consequent is the same English with the variables
//! filled in. Inferences are evaluated stratum by stratum, so that what an `unless` looks for is
//! complete before it is looked for (Apt, Blair & Walker 1988, stratified negation).

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::names::{Name, NameKind};
use crate::reading::statement::{CircumstanceKind, EntityRef, Phrase, SourceKind, Statement};
use crate::rules::book::{Condition, Period};

use super::binding::{Bindings, Thing, Value, show};
use super::conditions::{Scope, all_hold};
use super::fact::{Fact, Origin};
use super::join::{Memo, Pool, holds_again, join_again};
use super::pattern::{Match, Matcher, PreparedPattern};
use super::relate::{ByPredicate, Knowledge};

/// Longest chain of inferences.
const MOST_STEPS: usize = 6;
/// Most facts that are derived for one document.
const MOST_FACTS: usize = 4096;

/// An inference, read.
#[derive(Debug, Clone)]
pub struct PreparedInference {
    /// Its index in the rulebook.
    pub index: usize,
    /// All of these.
    pub from: Vec<PreparedPattern>,
    /// None of these.
    pub unless: Vec<PreparedPattern>,
    /// Comparisons.
    pub conditions: Vec<Condition>,
    /// What follows: every statement of every consequent.
    pub infer: Vec<Template>,
    /// Inferences with a lower number come first.
    pub stratum: usize,
}

/// A statement with variables to fill in.
#[derive(Debug, Clone)]
pub struct Template {
    /// What the English was read as.
    pub reading: Arc<Reading>,
    /// The statement.
    pub statement: Arc<Statement>,
}

/// Which facts to derive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// From the rulebook alone; inferences with an `unless` wait for the article.
    Rulebook,
    /// From an article: what the rulebook alone gives is there already.
    Article,
}

/// The facts that follow and are not there yet, in the order in which they were found, and an index of the article's
/// facts with these behind them. `on_file` is the index of `known`.
pub fn derive(
    matcher: &Matcher<'_>,
    inferences: &[PreparedInference],
    article: &[Arc<Fact>],
    (known, on_file): (&[Arc<Fact>], Option<&ByPredicate>),
    over: Over,
) -> (Vec<Arc<Fact>>, ByPredicate) {
    let matcher = &Matcher {
        any_voice: over == Over::Article,
        ..*matcher
    };
    let mut seen: BTreeSet<String> = article.iter().chain(known).map(|f| f.normal_form()).collect();
    let mut pool: Vec<Arc<Fact>> = article.to_vec();
    let base = pool.len();
    let mut said = by_predicate(&pool, matcher.knowledge);
    let mut memo = Memo::default();
    let strata: BTreeSet<usize> = inferences.iter().map(|i| i.stratum).collect();
    for stratum in strata {
        let layer: Vec<&PreparedInference> = inferences.iter().filter(|i| i.stratum == stratum).collect();
        for _ in 0..MOST_STEPS {
            let mut new: Vec<Arc<Fact>> = Vec::new();
            for &inference in &layer {
                if over == Over::Rulebook && !inference.unless.is_empty() {
                    continue;
                }
                step(
                    matcher,
                    inference,
                    Pool {
                        article: &pool,
                        known,
                        said: Some(&said),
                        on_file,
                    },
                    over,
                    &mut memo,
                    &mut seen,
                    &mut new,
                );
            }
            let room = MOST_FACTS.saturating_sub(pool.len() - base);
            new.truncate(room);
            if new.is_empty() {
                break;
            }
            for fact in &new {
                said.push(fact.side(), &fact.follows, matcher.knowledge);
            }
            pool.extend(new);
        }
    }
    (pool.split_off(base), said)
}

/// An index of `facts`. What follows from each is worked out for it, on all cores.
pub fn by_predicate(facts: &[Arc<Fact>], knowledge: &Knowledge) -> ByPredicate {
    facts.par_iter().for_each(|fact| {
        fact.follows.statements(fact.side(), knowledge);
    });
    let mut out = ByPredicate::default();
    for fact in facts {
        out.push(fact.side(), &fact.follows, knowledge);
    }
    out
}

/// One application of one inference to all facts.
fn step(
    matcher: &Matcher<'_>,
    inference: &PreparedInference,
    pool: Pool<'_>,
    over: Over,
    memo: &mut Memo,
    seen: &mut BTreeSet<String>,
    new: &mut Vec<Arc<Fact>>,
) {
    for found in join_again(matcher, &inference.from, pool, &Bindings::new(), memo) {
        let from_article = found.facts.iter().any(|f| f.article_statement().is_some());
        let settled = over == Over::Article && !from_article && inference.unless.is_empty();
        if settled || found.facts.iter().any(|f| f.depth() >= MOST_STEPS) {
            continue;
        }
        let scope = Scope {
            world: matcher.world,
            pool,
        };
        if all_hold(&inference.conditions, &found.bindings, scope) != Some(true)
            || holds_again(matcher, &inference.unless, pool, &found.bindings, memo).is_some()
        {
            continue;
        }
        for template in &inference.infer {
            let Some(fact) = conclude(inference, template, &found) else {
                continue;
            };
            if seen.insert(fact.normal_form()) {
                new.push(Arc::new(fact));
            }
        }
    }
}

/// The consequent with its variables filled in.
fn conclude(inference: &PreparedInference, template: &Template, found: &Match) -> Option<Fact> {
    let mut names = template.reading.names.clone();
    let mut statement = Statement::clone(&template.statement);
    fill_statement(&mut statement, &found.bindings, &mut names)?;
    // What one speaker says makes no fact; what follows from it is still that speaker's word.
    let speakers: Vec<&Arc<Fact>> = found
        .facts
        .iter()
        .filter(|f| f.statement.source.kind != SourceKind::Narrator)
        .collect();
    if let [only] = speakers[..] {
        statement.source = only.statement.source.clone();
    } else if !speakers.is_empty() {
        return None;
    }
    let article = found.facts.iter().find(|f| f.article_statement().is_some());
    if let Some(premise) = article {
        statement.span = premise.statement.span;
        statement.sentence = premise.statement.sentence;
        statement.certainty = premise.statement.certainty;
    }
    // When the premises are so, what follows is so.
    for premise in &found.facts {
        keep_times(&mut statement, &premise.statement);
    }
    let period = found
        .facts
        .iter()
        .fold(Period::default(), |period, fact| narrower(period, fact.period));
    let reading = Reading {
        names,
        ..Reading::default()
    };
    Some(Fact {
        statement: Arc::new(statement),
        follows: Default::default(),
        reading: Arc::new(reading),
        origin: Origin::Derived {
            inference: inference.index,
            premises: found.facts.clone(),
        },
        period,
    })
}

/// Gives `statement` the times of `premise` that it has not.
fn keep_times(statement: &mut Statement, premise: &Statement) {
    for circumstance in premise
        .circumstances
        .iter()
        .filter(|c| c.kind == CircumstanceKind::Time)
    {
        let Some(mention) = circumstance.time.and_then(|i| premise.times.get(i)) else {
            continue;
        };
        if statement.times.iter().any(|t| t.time == mention.time) {
            continue;
        }
        let mut circumstance = circumstance.clone();
        circumstance.time = Some(statement.times.len());
        statement.times.push(mention.clone());
        statement.circumstances.push(circumstance);
    }
}

/// The time in which both hold.
fn narrower(a: Period, b: Period) -> Period {
    let later = |a: Option<_>, b: Option<_>| match (a, b) {
        (Some(a), Some(b)) => Some(std::cmp::max(a, b)),
        (a, b) => a.or(b),
    };
    let earlier = |a: Option<_>, b: Option<_>| match (a, b) {
        (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
        (a, b) => a.or(b),
    };
    Period {
        from: later(a.from, b.from),
        to: earlier(a.to, b.to),
    }
}

fn fill_statement(statement: &mut Statement, bindings: &Bindings, names: &mut Vec<Name>) -> Option<()> {
    // Stand-ins for numbers and times that were replaced, by their old places.
    let mut amounts: Vec<(TextSpan, Value)> = Vec::new();
    for argument in statement.subject.iter_mut().chain(&mut statement.objects) {
        fill_phrase(&mut argument.phrase, bindings, names, &mut amounts)?;
    }
    for circumstance in &mut statement.circumstances {
        if let Some(phrase) = &mut circumstance.phrase
            && fill_phrase(phrase, bindings, names, &mut amounts)?
        {
            circumstance.text = format!("{} {}", circumstance.marker, phrase.text)
                .trim()
                .to_owned();
            circumstance.value = None;
        }
    }
    for (span, value) in amounts {
        match value {
            Value::Number(q) => {
                if let Some(mention) = statement.quantities.iter_mut().find(|m| m.span.overlaps(span)) {
                    mention.quantity = q;
                }
            }
            Value::Time(time) => {
                if let Some(mention) = statement.times.iter_mut().find(|m| m.span.overlaps(span)) {
                    mention.time = time;
                }
            }
            Value::Thing(_) => {}
        }
    }
    Some(())
}

/// Fills the variables in a phrase; whether there was one. `None` when one has no value.
fn fill_phrase(
    phrase: &mut Phrase,
    bindings: &Bindings,
    names: &mut Vec<Name>,
    amounts: &mut Vec<(TextSpan, Value)>,
) -> Option<bool> {
    let mut filled = false;
    if let Some(name) = phrase.variable.take() {
        match bindings.get(&name)? {
            Value::Thing(thing) => put_thing(phrase, thing, names),
            value @ (Value::Number(_) | Value::Time(_)) => {
                amounts.push((phrase.span, value.clone()));
                phrase.text = show(value);
            }
        }
        filled = true;
    }
    for modifier in &mut phrase.modifiers {
        let stand_in = modifier.phrase.text.clone();
        if fill_phrase(&mut modifier.phrase, bindings, names, amounts)? {
            // "a member of {alliance}": the words of the whole follow.
            phrase.text = phrase.text.replacen(&stand_in, &modifier.phrase.text, 1);
            filled = true;
        }
    }
    for conjunct in &mut phrase.conjuncts {
        filled |= fill_phrase(conjunct, bindings, names, amounts)?;
    }
    Some(filled)
}

fn put_thing(phrase: &mut Phrase, thing: &Thing, names: &mut Vec<Name>) {
    let head = phrase.head;
    if let Some(whole) = &thing.phrase {
        *phrase = Phrase::clone(whole);
        phrase.head = head;
    } else {
        phrase.text.clone_from(&thing.text);
    }
    phrase.lemma.clone_from(&thing.name);
    phrase.variable = None;
    // Numbers of names are those of the reading that a phrase comes from; here it moves to another.
    phrase.entity = match thing.entity {
        Some(id) => Some(EntityRef::Known(id)),
        None if thing.named => {
            let at = names
                .iter()
                .position(|n| n.text == thing.name)
                .unwrap_or_else(|| {
                    names.push(Name {
                        text: thing.name.clone(),
                        kind: NameKind::Unknown,
                        known: None,
                        mentions: Vec::new(),
                    });
                    names.len() - 1
                });
            u32::try_from(at).ok().map(EntityRef::Named)
        }
        None => None,
    };
    // The modifiers and further members carry numbers of that other reading, too: without their
    // names they are still words.
    for inner in phrase
        .modifiers
        .iter_mut()
        .map(|m| &mut m.phrase)
        .chain(&mut phrase.conjuncts)
    {
        forget_names(inner);
    }
    for (conjunct, member) in phrase.conjuncts.iter_mut().zip(thing.members.iter().skip(1)) {
        put_thing(conjunct, member, names);
    }
}

fn forget_names(phrase: &mut Phrase) {
    if matches!(phrase.entity, Some(EntityRef::Named(_))) {
        phrase.entity = None;
    }
    for inner in phrase
        .modifiers
        .iter_mut()
        .map(|m| &mut m.phrase)
        .chain(&mut phrase.conjuncts)
    {
        forget_names(inner);
    }
}
