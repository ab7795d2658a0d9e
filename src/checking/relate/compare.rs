//! Two statements, part by part.

use std::borrow::Cow;

use super::adjuncts::adjuncts_of;
use super::degrees::{self, DegreeRelation};
use super::knowledge::Knowledge;
use super::part::{Clash, PartRelation};
use super::phrase::Slot;
use super::quantify::times_of;
use super::relation::{Bindings, Part, Side};
use super::variable::stands_for_time;
use super::words::{each_verb, lower, relate_predicates, relate_words};
use crate::document::TextSpan;
use crate::lexicon::{WordClass, classes};
use crate::reading::statement::{
    Argument, EmbeddingKind, Phrase, Polarity, Quantifier, QuantityMention, Role, Statement, StatementKind,
    Tense,
};
use crate::value::quantity::Bound;

/// How deep contents of contents are compared ("said that he agreed to try").
const MAX_DEPTH: usize = 3;

/// The comparison of two statements, with what it has found so far.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    pub(super) text: Side<'a>,
    pub(super) claim: Side<'a>,
    pub(super) knowledge: &'a Knowledge,
    /// Text and claim speak of one scene (a passage and a claim about it): "a dog" of the one is "the
    /// dog" of the other.
    pub(super) one_scene: bool,
    /// The claim is a pattern of the rulebook: its descriptions stand for whatever fits them.
    pub(super) loose: bool,
    pub(super) bindings: Bindings,
    pub(super) proof: Vec<String>,
    pub(super) clashes: Vec<Clash>,
    /// Parts of the claim that were matched otherwise than word by word.
    pub(super) judged: Vec<TextSpan>,
    /// The first part that does not fit, in words.
    pub(super) obstacle: Option<String>,
    /// Whether the steps of a proof are written down.
    pub(super) proving: bool,
    pub(super) depth: usize,
}

/// Where the denial of a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Negation {
    None,
    /// Inside the subject: "the man is not singing", "she took no decision".
    Verb,
    /// Outside: "no man is singing", "few workers were paid".
    Whole,
}

/// What the statements are to each other when their denials are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Core {
    /// The text's subject to the claim's.
    pub(super) subject: PartRelation,
    /// All the rest.
    pub(super) rest: PartRelation,
    /// Whether both name a subject.
    pub(super) both_subjects: bool,
}

/// "zero films"
fn counts_none(phrase: &Phrase, quantities: &[QuantityMention]) -> bool {
    phrase
        .count
        .and_then(|i| quantities.get(i))
        .is_some_and(|q| q.quantity.value.is_zero() && q.quantity.bound == Bound::Exact)
}

/// The statement with "no" and its kin taken out of its phrases, and where the denial then stands.
pub(super) fn without_negation(statement: &Statement) -> (Cow<'_, Statement>, Negation) {
    let negative = |p: &Phrase| match p.quantifier {
        Quantifier::No | Quantifier::Few => true,
        // "zero films" are no films.
        _ if counts_none(p, &statement.quantities) => true,
        _ => p
            .count
            .and_then(|i| statement.quantities.get(i))
            .is_some_and(|q| matches!(q.quantity.bound, Bound::AtMost | Bound::LessThan)),
    };
    let phrases = || {
        statement
            .subject
            .iter()
            .chain(&statement.objects)
            .map(|a| &a.phrase)
    };
    let denied = statement.polarity == Polarity::Denied;
    if !phrases().any(negative) {
        return (
            Cow::Borrowed(statement),
            if denied { Negation::Verb } else { Negation::None },
        );
    }
    let in_subject = statement.subject.as_ref().is_some_and(|s| negative(&s.phrase));
    // "at most six" under a denial of its own: two denials, one inside the other.
    let says_no = phrases().any(|p| p.quantifier == Quantifier::No);
    if denied && !says_no {
        return (Cow::Borrowed(statement), Negation::Verb);
    }
    let denies_verb = statement.markers.iter().any(|&m| {
        statement.predicate.span.contains(m) && {
            let words = words_at(statement, m).to_lowercase();
            matches!(words.as_str(), "not" | "n't" | "n’t" | "never")
        }
    });
    if !denied && says_no && denies_verb {
        // "No workers were not paid": the two denials are already one in the polarity.
        let mut out = statement.clone();
        for argument in out.subject.iter_mut().chain(&mut out.objects) {
            if argument.phrase.quantifier == Quantifier::No {
                argument.phrase.quantifier = if argument.role == Role::Subject || out.predicate.passive {
                    Quantifier::All
                } else {
                    Quantifier::Some
                };
            }
        }
        return (Cow::Owned(out), Negation::None);
    }
    let mut out = statement.clone();
    out.polarity = Polarity::Denied;
    let Statement {
        subject,
        objects,
        quantities,
        ..
    } = &mut out;
    for argument in subject.iter_mut().chain(objects.iter_mut()) {
        if counts_none(&argument.phrase, quantities) {
            argument.phrase.quantifier = Quantifier::Any;
            argument.phrase.count = None;
            continue;
        }
        match argument.phrase.quantifier {
            Quantifier::No => argument.phrase.quantifier = Quantifier::Any,
            Quantifier::Few if argument.phrase.count.is_none() => {
                argument.phrase.quantifier = Quantifier::Many
            }
            _ => {
                if argument.phrase.quantifier == Quantifier::Few {
                    argument.phrase.quantifier = Quantifier::Number;
                }
                let quantity = argument.phrase.count.and_then(|i| quantities.get_mut(i));
                if let Some(q) = quantity {
                    q.quantity.bound = match q.quantity.bound {
                        Bound::AtMost => Bound::MoreThan,
                        Bound::LessThan => Bound::AtLeast,
                        other => other,
                    };
                }
            }
        }
    }
    (
        Cow::Owned(out),
        if in_subject {
            Negation::Whole
        } else {
            Negation::Verb
        },
    )
}

impl<'a> Comparison<'a> {
    pub(super) fn new(text: Side<'a>, claim: Side<'a>, knowledge: &'a Knowledge, one_scene: bool) -> Self {
        Self {
            text,
            claim,
            knowledge,
            one_scene,
            loose: has_variable(claim.statement),
            bindings: Bindings::new(),
            proof: Vec::new(),
            clashes: Vec::new(),
            judged: Vec::new(),
            obstacle: None,
            proving: true,
            depth: 0,
        }
    }

    /// Keeps the first part that does not fit.
    pub(super) fn blocked(&mut self, reason: impl FnOnce() -> String) {
        if self.obstacle.is_none() {
            self.obstacle = Some(reason());
        }
    }

    /// Writes a step of the proof down, where one is wanted.
    pub(super) fn prove(&mut self, step: impl FnOnce() -> String) {
        if self.proving {
            self.proof.push(step());
        }
    }

    /// The words of the text at `span`, as far as a phrase of the statement holds them.
    pub(super) fn words(&self, span: TextSpan) -> String {
        words_at(self.text.statement, span)
    }

    /// Compares the two part by part, denials set aside.
    pub(super) fn core(&mut self) -> Core {
        let (t, c) = (self.text.statement, self.claim.statement);
        let different = Core {
            subject: PartRelation::Different,
            rest: PartRelation::Different,
            both_subjects: false,
        };
        let predicate = self.predicate();
        if predicate == PartRelation::Different {
            self.blocked(|| format!("“{}” is not “{}”", t.predicate.text, c.predicate.text));
            return different;
        }
        if !self.loose && degrees::compares(self.text, self.claim) {
            return self.degrees().unwrap_or(different);
        }
        let mut subject = PartRelation::Equal;
        let mut rest = predicate;
        if let Some((there, wanted)) = undergoer(t, c) {
            let subject = self.phrases(there, wanted, Slot::Subject);
            let rest = predicate.join(self.adjuncts()).join(self.times());
            return Core {
                subject,
                rest,
                both_subjects: true,
            };
        }
        match (&t.subject, &c.subject) {
            (Some(ts), Some(cs)) => subject = self.phrases(&ts.phrase, &cs.phrase, Slot::Subject),
            (None, Some(cs)) if is_anybody(&cs.phrase) => {}
            // "The bank was sold": by whom is left open, and so is the variable.
            (None, Some(cs)) if t.predicate.passive && cs.phrase.variable.is_some() => {}
            (None, Some(cs)) => {
                subject = PartRelation::Wider;
                self.blocked(|| format!("the text has nothing for “{}”", cs.phrase.text));
            }
            (Some(_), None) => rest = rest.join(PartRelation::Narrower),
            (None, None) => {}
        }
        if subject == PartRelation::Different {
            return different;
        }
        rest = rest.join(self.objects());
        if rest != PartRelation::Different {
            rest = rest.join(self.adjuncts());
        }
        if rest != PartRelation::Different {
            rest = rest.join(self.times());
        }
        if rest != PartRelation::Different {
            rest = rest.join(self.adverbs()).join(self.tense());
        }
        Core {
            subject,
            rest: self.unless_counted(rest),
            both_subjects: t.subject.is_some() && c.subject.is_some(),
        }
    }

    /// Two comparisons of the same two things.
    fn degrees(&mut self) -> Option<Core> {
        let rest = match degrees::relate(self)? {
            DegreeRelation::Supports => PartRelation::Equal,
            DegreeRelation::Contradicts { text, claim } => {
                let words = (self.words(text), words_at(self.claim.statement, claim));
                self.clashes.push(Clash {
                    part: Part::Opposite,
                    text,
                    claim,
                    words,
                });
                PartRelation::Excludes
            }
        };
        Some(Core {
            subject: PartRelation::Equal,
            rest,
            both_subjects: true,
        })
    }

    fn predicate(&mut self) -> PartRelation {
        let (text, claim) = (self.text.statement, self.claim.statement);
        let (t, c) = (&text.predicate, &claim.predicate);
        let (relation, why) = predicates(text, claim, self.knowledge);
        if relation == PartRelation::Excludes {
            self.clashes.push(Clash {
                part: Part::Opposite,
                text: t.span,
                claim: c.span,
                words: (t.text.clone(), c.text.clone()),
            });
        }
        if relation != PartRelation::Different {
            self.prove(|| format!("“{}”, “{}”: {why}", t.text, c.text));
        }
        relation
    }

    fn objects(&mut self) -> PartRelation {
        let (text, claim) = (self.text, self.claim);
        let mut relation = PartRelation::Equal;
        let mut used = Vec::new();
        for wanted in claim.statement.objects.iter().filter(|o| !is_adjunct(o)) {
            if wanted.role == Role::Clause {
                relation = relation.join(self.contents());
                continue;
            }
            let slot = if wanted.role == Role::Attribute {
                Slot::Attribute
            } else {
                Slot::Object
            };
            let same_role = text.statement.objects.iter().position(|o| o.role == wanted.role);
            // "ride a horse", "ride on a horse"
            let found = same_role.or_else(|| {
                (wanted.role != Role::Attribute).then_some(())?;
                text.statement
                    .objects
                    .iter()
                    .position(|o| {
                        // "ran for the council" is not "ran the council".
                        let direct = matches!(&o.role, Role::Oblique(case) if !matches!(case.as_str(), "for" | "against" | "from" | "out of" | "about"));
                        direct && o.phrase.lemma == wanted.phrase.lemma
                    })
            });
            // "{party} accepted {something}": a clause will do for the thing, too.
            let found = found.or_else(|| {
                wanted.phrase.variable.as_ref()?;
                (wanted.role == Role::Object).then_some(())?;
                text.statement.objects.iter().position(|o| o.role == Role::Clause)
            });
            let part = match found.and_then(|i| Some((i, text.statement.objects.get(i)?))) {
                Some((i, there)) => {
                    used.push(i);
                    self.phrases(&there.phrase, &wanted.phrase, slot)
                }
                None if wanted.role == Role::Attribute => {
                    self.blocked(|| format!("the text has nothing for “{}”", wanted.phrase.text));
                    PartRelation::Different
                }
                None if is_anybody(&wanted.phrase) && wanted.phrase.variable.is_none() => PartRelation::Equal,
                // "lasts {t: duration}" to "lasted 45 days": the times are compared as such.
                None if stands_for_time(claim.statement, &wanted.phrase) => PartRelation::Equal,
                None => {
                    self.blocked(|| format!("the text has nothing for “{}”", wanted.phrase.text));
                    PartRelation::Wider
                }
            };
            relation = relation.join(part);
            if relation == PartRelation::Different {
                return relation;
            }
        }
        let claim_has = |role: &Role| claim.statement.objects.iter().any(|o| o.role == *role);
        for (i, there) in text.statement.objects.iter().enumerate() {
            if used.contains(&i) || is_adjunct(there) || claim_has(&there.role) {
                continue;
            }
            // "is tall" says something else than "is"; what is agreed may be left out.
            if there.role == Role::Attribute {
                return PartRelation::Different;
            }
            relation = relation.join(PartRelation::Narrower);
        }
        relation
    }

    /// The contents of two clauses ("agreed *to sign*").
    fn contents(&mut self) -> PartRelation {
        if self.depth >= MAX_DEPTH {
            return PartRelation::Different;
        }
        let content = |side: Side<'a>| -> Option<&'a Statement> {
            side.reading.statements.iter().find(|s| {
                s.parent
                    .is_some_and(|p| p.statement == side.statement.id && p.relation == EmbeddingKind::Content)
            })
        };
        let (Some(there), Some(wanted)) = (content(self.text), content(self.claim)) else {
            return PartRelation::Wider;
        };
        // "was not allowed to return" denies the return as well: what the verb above, or its denial,
        // makes of the content is compared there.
        let above = |s: &Statement| s.polarity;
        let by_verb = above(self.text.statement) != above(self.claim.statement)
            || self
                .clashes
                .iter()
                .any(|c| c.part == Part::Opposite && c.text == self.text.statement.predicate.span);
        if there.polarity != wanted.polarity && !by_verb {
            return PartRelation::Different;
        }
        let mut inner = Comparison {
            depth: self.depth + 1,
            proving: self.proving,
            ..Comparison::new(
                Side {
                    statement: there,
                    ..self.text
                },
                Side {
                    statement: wanted,
                    ..self.claim
                },
                self.knowledge,
                self.one_scene,
            )
        };
        let core = inner.core();
        self.bindings.append(&mut inner.bindings);
        self.clashes.append(&mut inner.clashes);
        self.judged.append(&mut inner.judged);
        core.subject.join(core.rest)
    }

    fn adverbs(&mut self) -> PartRelation {
        let (t, c) = (&self.text.statement.predicate, &self.claim.statement.predicate);
        let mut relation = PartRelation::Equal;
        let often = self.how_often();
        if often == Some(PartRelation::Excludes) {
            return PartRelation::Excludes;
        }
        for wanted in &c.adverbs {
            if often.is_some() && times_of(wanted).is_some() {
                continue;
            }
            let found: Vec<PartRelation> = t
                .adverbs
                .iter()
                .map(|there| relate_words(there, wanted, WordClass::Adverb, self.knowledge).0)
                .collect();
            if found.iter().any(|r| r.entails()) {
                continue;
            }
            // "narrowly", "unanimously"
            if let Some(at) = found.iter().position(|r| *r == PartRelation::Excludes)
                && let Some(there) = t.adverbs.get(at)
            {
                let span = |s: &Statement, adverb: &str| {
                    s.circumstances
                        .iter()
                        .find(|c| c.text.eq_ignore_ascii_case(adverb))
                        .map_or(s.predicate.span, |c| c.span)
                };
                self.clashes.push(Clash {
                    part: Part::Opposite,
                    text: span(self.text.statement, there),
                    claim: span(self.claim.statement, wanted),
                    words: (there.clone(), wanted.clone()),
                });
                relation = relation.join(PartRelation::Excludes);
                continue;
            }
            relation = relation.join(PartRelation::Wider);
        }
        for there in &t.adverbs {
            if c.adverbs.contains(there) {
                continue;
            }
            // "almost won" is no case of "won".
            if self.knowledge.is("approximator", there) {
                return PartRelation::Different;
            }
            relation = relation.join(PartRelation::Narrower);
        }
        relation
    }

    fn tense(&self) -> PartRelation {
        let (text, claim) = (&self.text.statement.predicate, &self.claim.statement.predicate);
        // "will create" to "would create if": how sure it is, is compared elsewhere.
        if text.tense == Tense::Future && claim.modal.as_deref() == Some("would") {
            return PartRelation::Equal;
        }
        match (text.tense, claim.tense) {
            (Tense::Future, Tense::Past | Tense::Present) | (Tense::Past, Tense::Future) => {
                PartRelation::Wider
            }
            _ => PartRelation::Equal,
        }
    }
}

/// What the predicate of the text is to that of the claim, and why.
fn predicates(text: &Statement, claim: &Statement, knowledge: &Knowledge) -> (PartRelation, &'static str) {
    let (t, c) = (&text.predicate, &claim.predicate);
    let found = relate_predicates(text, claim, knowledge);
    if found.0 != PartRelation::Different {
        return found;
    }
    // "asked for a seat at the table": who asks for something need not be where it is.
    let asks = || {
        let seeks = |o: &Argument| matches!(&o.role, Role::Oblique(case) if case == "for");
        classes::standard().is("order-verb", &t.lemma) && text.objects.iter().any(seeks)
    };
    if is_existence(claim) && (text.kind == StatementKind::Event || t.lemma == "be") && !asks() {
        // Who does something is there; where he does it, he is.
        return (
            PartRelation::Narrower,
            "what happens to something says that it is there",
        );
    }
    let several = |lemma: &str| lemma.as_bytes().contains(&b' ');
    if (several(&t.lemma) || several(&c.lemma))
        && let (Some((base, particle)), _) | (_, Some((base, particle))) =
            (t.lemma.split_once(' '), c.lemma.split_once(' '))
    {
        // "jump off / a platform", "jump / off a platform"
        let (plain, other) = if t.lemma.contains(' ') {
            (c, claim)
        } else {
            (t, text)
        };
        if plain.lemma == base && adjuncts_of(other).iter().any(|a| a.case == particle) {
            return (PartRelation::Equal, "the same verb");
        }
    }
    found
}

/// Whether the predicates let the two be about one thing: asked first, because most pairs of an
/// article and a rulebook end here. A state may still turn out to be the passive of the other.
pub(super) fn may_meet(text: &Statement, claim: &Statement, knowledge: &Knowledge) -> bool {
    state_and_passive(text, claim) || predicates(text, claim, knowledge).0 != PartRelation::Different
}

/// "is open" and "is closed": one is a state, the other reads as a passive, which says a state too.
pub(super) fn state_and_passive(a: &Statement, b: &Statement) -> bool {
    let of = |state: &Statement, passive: &Statement| {
        state.kind == StatementKind::State && passive.predicate.passive
    };
    of(a, b) || of(b, a)
}

/// Of each text, whether the verbs leave open that [`may_meet`] holds: the same question, to be asked of many texts and
/// one claim before the greater one.
pub(super) fn may_meet_by_verbs<'t>(
    texts: impl Iterator<Item = &'t Statement> + Clone,
    claim: &Statement,
    knowledge: &Knowledge,
) -> Vec<bool> {
    let lemma = lower(&claim.predicate.lemma);
    let several = |s: &Statement| s.predicate.lemma.contains(' ');
    let open = is_existence(claim) || several(claim) || claim.predicate.passive;
    let mut kept = Vec::new();
    let verbs: Vec<Cow<'_, str>> = texts.clone().map(|t| lower(&t.predicate.lemma)).collect();
    each_verb(verbs.iter().map(|v| &**v), &lemma, knowledge, |relation| {
        kept.push(relation != PartRelation::Different);
    });
    for ((kept, text), verb) in kept.iter_mut().zip(texts).zip(&verbs) {
        let state_of_passive = claim.kind == StatementKind::State && text.predicate.passive;
        *kept |= open || *verb == lemma || several(text) || state_of_passive;
    }
    kept
}

/// "The band was formed" and "the band formed": what it happened to is the object of the one and the
/// subject of the other.
fn undergoer<'s>(text: &'s Statement, claim: &'s Statement) -> Option<(&'s Phrase, &'s Phrase)> {
    let object = |s: &'s Statement| {
        let only = s.predicate.passive && s.subject.is_none();
        s.objects
            .iter()
            .find(|o| o.role == Role::Object)
            .filter(|_| only)
            .map(|o| &o.phrase)
    };
    let subject = |s: &'s Statement| {
        let only = !s.predicate.passive && s.kind == StatementKind::Event && s.objects.iter().all(is_adjunct);
        s.subject.as_ref().filter(|_| only).map(|a| &a.phrase)
    };
    match (object(text), subject(claim), subject(text), object(claim)) {
        (Some(t), Some(c), ..) | (_, _, Some(t), Some(c)) => Some((t, c)),
        _ => None,
    }
}

/// "There is a man (in the park)", "the man is in the park".
pub(super) fn is_existence(statement: &Statement) -> bool {
    statement.kind == StatementKind::State
        && statement.predicate.lemma == "be"
        && statement.objects.iter().all(is_adjunct)
}

fn is_adjunct(argument: &Argument) -> bool {
    matches!(argument.role, Role::Oblique(_))
}

/// "someone", "something": whoever it was.
fn is_anybody(phrase: &Phrase) -> bool {
    phrase.entity.is_none()
        && matches!(
            phrase.lemma.to_lowercase().as_str(),
            "someone" | "somebody" | "something" | "anyone" | "anybody" | "anything" | "nobody" | "nothing"
        )
}

fn has_variable(statement: &Statement) -> bool {
    statement
        .phrases()
        .any(|p| p.variable.is_some() || p.modifiers.iter().any(|m| m.phrase.variable.is_some()))
}

/// The words at `span`, cut out of the phrase or circumstance of the statement that holds them.
pub(super) fn words_at(statement: &Statement, span: TextSpan) -> String {
    let phrases = statement
        .subject
        .iter()
        .chain(&statement.objects)
        .map(|a| (&a.phrase.text, a.phrase.span));
    let circumstances = statement.circumstances.iter().map(|c| (&c.text, c.span));
    let predicate = std::iter::once((&statement.predicate.text, statement.predicate.span));
    phrases
        .chain(circumstances)
        .chain(predicate)
        .find(|(_, s)| s.contains(span))
        .and_then(|(text, s)| text.get(span.start - s.start..span.end - s.start))
        .unwrap_or_default()
        .to_owned()
}
