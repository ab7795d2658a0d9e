//! Relations that hold by a rule of the rulebook: what follows from the text, and what has one
//! value only.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::{Deserialize, Serialize};

use super::amount::{relate_quantities, relate_times};
use super::compare::{may_meet, may_meet_by_verbs};
use super::decide::decide;
use super::exchange::exchanged;
use super::knowledge::{Functional, Knowledge, ReadInference};
use super::names::same_name;
use super::part::PartRelation;
use super::relation::{Binding, Bindings, BoundValue, Difference, Part, Relation, RelationKind, Side};
use super::rephrase;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::Reading;
use crate::reading::statement::{
    Certainty, Circumstance, Phrase, Polarity, Quantifier, Role, Statement, Tense, TimeValue,
};

/// What follows from a statement by one inference each. It is worked out when first asked for, and kept:
/// the statement is compared with many claims, always with the same knowledge.
#[derive(Debug, Default)]
pub struct Follows {
    conclusions: OnceLock<Vec<Conclusion>>,
}

/// What one inference makes of a statement, or what it says in other words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Conclusion {
    /// The step of a proof: "by the inference killed-died".
    step: String,
    statement: Statement,
}

impl Clone for Follows {
    /// Empty: the copy of a statement may be changed.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Follows {
    /// What follows from the statement whose own this is, with the step of a proof that led there.
    pub(crate) fn statements<'f>(
        &'f self,
        text: Side<'_>,
        knowledge: &Knowledge,
    ) -> Vec<(&'f str, &'f Statement)> {
        let conclusions = self.of(text, knowledge, false).iter();
        conclusions.map(|c| (c.step.as_str(), &c.statement)).collect()
    }

    /// What was worked out before.
    pub(crate) fn worked_out(&self) -> Option<&[Conclusion]> {
        self.conclusions.get().map(Vec::as_slice)
    }

    /// Says what follows, where that was not worked out yet.
    pub(crate) fn fill(&self, conclusions: Vec<Conclusion>) {
        // What is there is the same.
        let _ = self.conclusions.set(conclusions);
    }

    fn of(&self, text: Side<'_>, knowledge: &Knowledge, one_scene: bool) -> &[Conclusion] {
        self.conclusions
            .get_or_init(|| conclusions(text, knowledge, one_scene))
    }
}

/// Most conclusions that are kept of one statement.
const MOST_CONCLUSIONS: usize = 24;

/// What the statement says in other words, and what follows from it or from those by one inference each.
fn conclusions(text: Side<'_>, knowledge: &Knowledge, one_scene: bool) -> Vec<Conclusion> {
    let mut out: Vec<Conclusion> = rephrase::in_other_words(text, knowledge)
        .into_iter()
        .map(|(step, statement)| Conclusion {
            step: step.to_owned(),
            statement,
        })
        .collect();
    let said = out.len();
    for i in 0..=said {
        let own = i.checked_sub(1).and_then(|i| out.get(i));
        let side = Side {
            reading: text.reading,
            statement: own.map_or(text.statement, |other| &other.statement),
        };
        let new: Vec<Conclusion> = knowledge
            .inferences(&side.statement.predicate.lemma)
            .filter_map(|rule| conclude(rule, side, knowledge, one_scene))
            .collect();
        out.extend(new);
    }
    out.truncate(MOST_CONCLUSIONS);
    out
}

fn conclude(
    rule: &ReadInference,
    text: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Conclusion> {
    Some(Conclusion {
        step: step_of(rule),
        statement: apply(rule, text, knowledge, one_scene)?,
    })
}

/// The step of a proof that an inference makes.
fn step_of(rule: &ReadInference) -> String {
    format!("by the inference {}", rule.name)
}

/// What a statement says in other words. It is worked out when first asked for, and kept: the statement is compared
/// with many others, always with the same knowledge.
#[derive(Debug, Default)]
pub(crate) struct Said {
    statements: OnceLock<Vec<(&'static str, Statement)>>,
}

impl Said {
    fn of(&self, text: Side<'_>, knowledge: &Knowledge) -> &[(&'static str, Statement)] {
        self.statements
            .get_or_init(|| rephrase::in_other_words(text, knowledge))
    }
}

/// What of that which follows from a statement is compared with a claim.
#[derive(Debug, Clone, Copy)]
pub(super) enum Follow<'f> {
    /// All of it, which is kept.
    All(&'f Follows),
    /// What may have to do with the claim, worked out for it.
    Wanted(&'f Said),
}

/// By one inference: the text gives Q, and Q is compared with the claim.
pub(super) fn by_inference(
    text: Side<'_>,
    claim: Side<'_>,
    follow: Follow<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Relation> {
    let compare = |step: &str, statement: &Statement| {
        let side = Side {
            reading: text.reading,
            statement,
        };
        let direct = decide(side, claim, knowledge, one_scene);
        let settled = matches!(direct.kind, RelationKind::Supports | RelationKind::Contradicts);
        let mut relation = if settled {
            direct
        } else {
            // "lost to": the other beat him.
            exchanged(side, claim, knowledge, one_scene)?
        };
        matches!(relation.kind, RelationKind::Supports | RelationKind::Contradicts).then(|| {
            relation.proof.insert(0, step.to_owned());
            relation.judged.push(claim.statement.span);
            relation.presupposed = takes_for_granted(text.statement, statement);
            relation
        })
    };
    let said = match follow {
        Follow::All(follows) => {
            let mut all = follows.of(text, knowledge, one_scene).iter();
            return all.find_map(|c| compare(&c.step, &c.statement));
        }
        Follow::Wanted(said) => said.of(text, knowledge),
    };
    let may_meet = |statement: &Statement| may_meet(statement, claim.statement, knowledge);
    let found = said
        .iter()
        .take(MOST_CONCLUSIONS)
        .filter(|(_, statement)| may_meet(statement))
        .find_map(|(step, statement)| compare(step, statement));
    if found.is_some() {
        return found;
    }
    let mut left = MOST_CONCLUSIONS.saturating_sub(said.len());
    for statement in std::iter::once(text.statement).chain(said.iter().map(|(_, s)| s)) {
        let side = Side {
            reading: text.reading,
            statement,
        };
        // The conclusion keeps the predicate of the rule, whoever takes part.
        let rules: Vec<&ReadInference> = knowledge.inferences(&statement.predicate.lemma).collect();
        let kept = may_meet_by_verbs(rules.iter().map(|r| &r.infer), claim.statement, knowledge);
        let rules = rules.into_iter().zip(kept).filter(|(_, kept)| *kept);
        for (rule, _) in rules.filter(|(rule, _)| may_meet(&rule.infer)) {
            if left == 0 {
                return None;
            }
            let Some(conclusion) = apply(rule, side, knowledge, one_scene) else {
                continue;
            };
            left -= 1;
            if may_meet(&conclusion)
                && let Some(found) = compare(&step_of(rule), &conclusion)
            {
                return Some(found);
            }
        }
    }
    None
}

/// Whether what follows from the text holds, however certain the text is of itself.
fn takes_for_granted(text: &Statement, follows: &Statement) -> bool {
    text.certainty != Certainty::Asserted && follows.certainty == Certainty::Asserted
}

/// By what follows from the claim: who says that the captain died contradicts that he survived, and whoever
/// survived is not dead. What contradicts a consequence contradicts what it follows from.
pub(super) fn by_consequence(
    text: (Side<'_>, &Follows),
    claim: (Side<'_>, &Follows),
    knowledge: &Knowledge,
) -> Option<Relation> {
    let from_text = text.1.of(text.0, knowledge, false);
    let from_claim = claim.1.of(claim.0, knowledge, false);
    // "opened in 1998": what state it was in then says nothing of today.
    let then = !claim.0.statement.times.is_empty() && text.0.statement.times.is_empty();
    let lasting = |s: &Statement| {
        then && s.predicate.lemma == "be" && s.predicate.lemma != claim.0.statement.predicate.lemma
    };
    let said = std::iter::once((None, text.0.statement))
        .chain(from_text.iter().map(|c| (Some(&c.step), &c.statement)));
    for (step, statement) in said {
        let there = Side { statement, ..text.0 };
        for wanted in from_claim {
            if lasting(&wanted.statement) || !may_meet(statement, &wanted.statement, knowledge) {
                continue;
            }
            let on_file = Side {
                statement: &wanted.statement,
                ..claim.0
            };
            let mut relation = decide(there, on_file, knowledge, false);
            if relation.kind == RelationKind::Contradicts {
                relation.proof.splice(0..0, step.cloned());
                relation.proof.push(format!("the claim: {}", wanted.step));
                relation.judged.push(claim.0.statement.span);
                relation.presupposed = takes_for_granted(text.0.statement, statement);
                return Some(relation);
            }
        }
    }
    None
}

/// Whether a rule of the rulebook, or what follows from the text, may relate the two.
pub(super) fn may_follow(
    text: Side<'_>,
    follows: &Follows,
    claim: &Statement,
    knowledge: &Knowledge,
) -> bool {
    let one_value = knowledge
        .functional(&claim.predicate.lemma)
        .iter()
        .any(|rule| may_meet(text.statement, &rule.pattern, knowledge));
    one_value
        || follows
            .of(text, knowledge, false)
            .iter()
            .any(|conclusion| may_meet(&conclusion.statement, claim, knowledge))
}

/// The conclusion of the rule about the text's participants.
fn apply(rule: &ReadInference, text: Side<'_>, knowledge: &Knowledge, one_scene: bool) -> Option<Statement> {
    // The premise is a sentence by itself: nothing stands around it.
    static NOTHING: LazyLock<Reading> = LazyLock::new(Reading::default);
    let premise = Side {
        reading: &NOTHING,
        statement: &rule.from,
    };
    // A rule is of all times: "will pay it to the museum" says that the museum will receive it.
    let timeless = (text.statement.predicate.tense == Tense::Future).then(|| {
        let mut statement = text.statement.clone();
        statement.predicate.tense = Tense::Present;
        statement
    });
    let side = Side {
        statement: timeless.as_ref().unwrap_or(text.statement),
        ..text
    };
    let matched = decide(side, premise, knowledge, one_scene);
    if matched.kind != RelationKind::Supports {
        return None;
    }
    let phrases = phrases_of(text.statement);
    let mut derived = rule.infer.clone();
    for argument in derived.subject.iter_mut().chain(derived.objects.iter_mut()) {
        count(&mut argument.phrase, &matched.bindings, text.statement);
        fill(&mut argument.phrase, &matched.bindings, &phrases, 0)?;
    }
    for circumstance in &mut derived.circumstances {
        if let Some(name) = circumstance.phrase.as_ref().and_then(|p| p.variable.clone()) {
            let binding = matched.bindings.get(&name)?;
            let phrase = (*phrases.get(&(binding.span.start, binding.span.end))?).clone();
            circumstance.text.clone_from(&phrase.text);
            circumstance.span = phrase.span;
            circumstance.phrase = Some(phrase);
        }
    }
    let source = text.statement;
    // "died in the crash": what the rule does not speak of stays.
    let spoken_of = |case: &str| {
        rule.from
            .objects
            .iter()
            .any(|o| matches!(&o.role, Role::Oblique(c) if c == case))
    };
    let rest = source.objects.iter().filter(|o| {
        matches!(&o.role, Role::Oblique(case) if !spoken_of(case))
            && !matched.bindings.values().any(|b| b.span == o.phrase.span)
    });
    let there = |span: TextSpan| derived.phrases_within(6).iter().any(|p| p.span == span);
    // "pulled out of the race on stage nine": not to finish it is not to finish it on any stage.
    let denies = rule.infer.polarity == Polarity::Denied && rule.infer.predicate.lemma != "be";
    let rest: Vec<_> = rest
        .filter(|o| !denies && !there(o.phrase.span))
        .cloned()
        .collect();
    derived.objects.extend(rest);
    derived.span = source.span;
    derived.predicate.span = source.predicate.span;
    // "is a native of Cork" is so now, and "was born in Cork" was once.
    let once = rule.from.predicate.tense == Tense::Present && rule.infer.predicate.tense == Tense::Past;
    if !once {
        derived.predicate.tense = source.predicate.tense;
    }
    derived.certainty = source.certainty;
    derived.source = source.source.clone();
    derived.quantities.clone_from(&source.quantities);
    derived.times.clone_from(&source.times);
    let of_year = |c: &&Circumstance| {
        let time = c.time.and_then(|i| source.times.get(i));
        time.is_some_and(|t| match &t.time {
            TimeValue::Date(date) => date.day.is_none(),
            TimeValue::Duration { .. } => false,
            _ => true,
        })
    };
    let circumstances = source.circumstances.iter();
    derived.circumstances.extend(
        circumstances
            .filter(|c| !denies || c.time.is_none() || of_year(c))
            .cloned(),
    );
    derived.markers.clone_from(&source.markers);
    derived.id = source.id;
    derived.sentence = source.sentence;
    derived.read = true;
    Some(derived)
}

/// "{n} people die": the number that the variable stands for is the count of the phrase, which takes its words.
fn count(phrase: &mut Phrase, bindings: &Bindings, source: &Statement) {
    let Some(at) = phrase
        .modifiers
        .iter()
        .position(|m| m.relation == "nummod" && m.phrase.variable.is_some())
    else {
        return;
    };
    let binding = phrase
        .modifiers
        .get(at)
        .and_then(|m| m.phrase.variable.as_ref())
        .and_then(|name| bindings.get(name));
    let Some(binding) = binding else { return };
    phrase.count = source.quantities.iter().position(|q| q.span == binding.span);
    phrase.quantifier = Quantifier::Number;
    phrase.modifiers.remove(at);
    let counted = source.phrases().find(|p| p.span.contains(binding.span));
    if let Some(counted) = counted {
        phrase.text = format!("{} {}", binding.text, phrase.lemma);
        phrase.span = counted.span;
        phrase.head = counted.head;
    }
}

/// Puts what the variables stand for in their places, inside descriptions as well ("the founder of
/// {firm}"); `None` where one stands for nothing.
fn fill(
    phrase: &mut Phrase,
    bindings: &Bindings,
    phrases: &BTreeMap<(usize, usize), &Phrase>,
    depth: usize,
) -> Option<()> {
    if let Some(name) = &phrase.variable {
        let binding = bindings.get(name)?;
        *phrase = (*phrases.get(&(binding.span.start, binding.span.end))?).clone();
        return Some(());
    }
    if depth >= 6 {
        return Some(());
    }
    // What stands in for a variable is replaced in the words around it as well: a proof is read by people.
    let Phrase {
        text,
        modifiers,
        conjuncts,
        ..
    } = phrase;
    let parts = modifiers.iter_mut().map(|m| &mut m.phrase).chain(conjuncts);
    for part in parts {
        let before = part.text.clone();
        fill(part, bindings, phrases, depth + 1)?;
        if part.text != before && !before.is_empty() {
            *text = text.replacen(&before, &part.text, 1);
        }
    }
    Some(())
}

/// All phrases of a statement by their bytes.
fn phrases_of(statement: &Statement) -> BTreeMap<(usize, usize), &Phrase> {
    let mut out = BTreeMap::new();
    for phrase in statement.phrases_within(6) {
        out.entry((phrase.span.start, phrase.span.end)).or_insert(phrase);
    }
    out
}

/// By a pattern in which one variable has one value: both match it, all else is the same, and the
/// values exclude each other.
pub(super) fn by_functional(
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Relation> {
    knowledge
        .functional(&claim.statement.predicate.lemma)
        .iter()
        .find_map(|rule| conflict(rule, text, claim, knowledge, one_scene))
}

fn conflict(
    rule: &Functional,
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Relation> {
    let pattern = |reading| Side {
        reading,
        statement: &rule.pattern,
    };
    let there = decide(text, pattern(claim.reading), knowledge, one_scene);
    let wanted = decide(claim, pattern(text.reading), knowledge, one_scene);
    if there.kind != RelationKind::Supports || wanted.kind != RelationKind::Supports {
        return None;
    }
    let (x, y) = (
        there.bindings.get(&rule.variable)?,
        wanted.bindings.get(&rule.variable)?,
    );
    let others_agree = there
        .bindings
        .iter()
        .filter(|(name, _)| **name != rule.variable)
        .all(|(name, a)| {
            wanted
                .bindings
                .get(name)
                .is_some_and(|b| compare(a, b) == Some(true))
        });
    if !others_agree || compare(x, y) != Some(false) {
        return None;
    }
    let part = match (
        &x.value,
        rule.pattern
            .subject
            .as_ref()
            .and_then(|s| s.phrase.variable.as_ref()),
    ) {
        (BoundValue::Number(_), _) => Part::Number,
        (BoundValue::Time(_), _) => Part::Time,
        (BoundValue::Phrase { .. }, Some(subject)) if *subject == rule.variable => Part::Participant,
        (BoundValue::Phrase { .. }, _) => Part::Participant,
    };
    Some(Relation {
        kind: RelationKind::Contradicts,
        reason: format!(
            "the claim says “{}”, the text says “{}”, and there is only one",
            y.text, x.text
        ),
        difference: Some(Difference {
            part,
            text: x.span,
            claim: y.span,
        }),
        bindings: Default::default(),
        proof: vec![format!("by the rule {}", rule.name)],
        judged: Vec::new(),
        presupposed: false,
    })
}

/// Whether two values are one; `None` where that cannot be told.
fn compare(a: &Binding, b: &Binding) -> Option<bool> {
    let verdict = |r: PartRelation| match r {
        PartRelation::Excludes => Some(false),
        PartRelation::Different => None,
        _ => Some(true),
    };
    match (&a.value, &b.value) {
        (BoundValue::Number(x), BoundValue::Number(y)) => verdict(relate_quantities(x, y)),
        (BoundValue::Time(x), BoundValue::Time(y)) => verdict(relate_times(x, y)),
        (BoundValue::Phrase { lemma: x, entity: e }, BoundValue::Phrase { lemma: y, entity: f }) => {
            if same_name(x, y) {
                return Some(true);
            }
            // Two names are known to be two, and two kinds of thing that exclude each other; another
            // description may be of either.
            let apart = match (e, f) {
                (Some(_), Some(_)) => true,
                (None, None) => {
                    lexicon::exclusive(&x.to_lowercase(), &y.to_lowercase(), WordClass::Noun).is_some()
                }
                _ => false,
            };
            apart.then_some(false)
        }
        _ => None,
    }
}
