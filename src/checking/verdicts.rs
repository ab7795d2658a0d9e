//! What the claims on file make of the article's statements: supported, contradicted, unchecked; and
//! what is printed as fact although nobody has confirmed it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon::classes::is_pronoun;
use crate::reading::statement::{
    Certainty, CircumstanceKind, EmbeddingKind, Mode, Phrase, Polarity, Quantifier, QuantityMention, Role,
    SourceKind, Statement, StatementKind, Tense,
};
use crate::rules::book::{Period, Speaker};

use super::binding::{Thing, first_day, last_day, same_thing};
use super::case::{Case, core_words, finding};
use super::checks;
use super::fact::{Fact, Origin};
use super::finding::{Finding, FindingKind, RelatedRole, Verdict};
use super::prepare::Claimed;
use super::relate::{Difference, Follows, Part, Relation, RelationKind, Side, relate_facts};
use super::world::overlaps;

/// One contradiction of one statement.
struct Conflict<'c> {
    claim: &'c Arc<Fact>,
    relation: Relation,
    /// Whether the article itself says it; a speaker who contradicts a claim is news.
    asserted: bool,
    /// Kind of the difference: a contradiction, or more certainty than the claim has.
    raised: bool,
    /// Whether the text says it of most, and the claim of all.
    short: bool,
}

/// Verdicts of the article's statements, and the findings that go with them.
pub fn check(case: &Case<'_>, findings: &mut Vec<Finding>) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Unchecked; case.reading.statements.len()];
    let judged: Vec<(usize, Verdict, Vec<Finding>)> = case
        .article
        .par_iter()
        .filter_map(|fact| judge(case, fact))
        .collect();
    let mut said: BTreeSet<(usize, String)> = BTreeSet::new();
    for (id, verdict, found) in judged {
        if let Some(slot) = verdicts.get_mut(id)
            && (verdict == Verdict::Contradicted || *slot == Verdict::Unchecked)
        {
            *slot = verdict;
        }
        // What follows from a statement contradicts the claim that the statement contradicts: said once.
        for finding in found {
            if said.insert((id, finding.rule.clone())) {
                findings.push(finding);
            }
        }
    }
    unconfirmed(case, findings);
    verdicts
}

/// What the claims make of one fact of the article: the statement it rests on, its verdict, the findings.
fn judge(case: &Case<'_>, fact: &Arc<Fact>) -> Option<(usize, Verdict, Vec<Finding>)> {
    let id = fact.article_statement()?;
    if !fact.statement.read || claims_nothing(&fact.statement) {
        return None;
    }
    let mut conflicts: Vec<Conflict<'_>> = Vec::new();
    let mut supported = false;
    for claim in case.candidates(fact) {
        if let Some(relation) = surer_than_source(case, fact, claim) {
            conflicts.push(Conflict {
                claim,
                relation,
                asserted: true,
                raised: true,
                short: false,
            });
            continue;
        }
        let Some(voice) = voices(case, fact, claim).filter(|_| !is_quoted_of(case, fact, claim)) else {
            continue;
        };
        let that_day = !applies(case, claim.period, &fact.statement);
        if that_day && !tells_of_its_day(case, fact, claim) {
            continue;
        }
        let mut relation = compare(case, fact, claim);
        if relation.kind != RelationKind::Supports
            && let Some(another) = super::offices::another_holder(case, fact, claim)
        {
            relation = another;
        }
        match relation.kind {
            RelationKind::Contradicts
                if fact.statement.certainty == Certainty::Asserted
                    || relation.presupposed
                    || (fact.statement.certainty == Certainty::Intended
                        && claim.statement.certainty == Certainty::Intended) =>
            {
                // Numbers and doers may have been others on another day; what was so on the day was not not so.
                let polar = |d: &Difference| d.part == Part::Polarity;
                if that_day && !relation.difference.as_ref().is_some_and(polar) {
                    continue;
                }
                conflicts.push(Conflict {
                    claim,
                    asserted: voice == Voice::Same
                        || is_background(case, id, &relation)
                        || is_own_account(case, fact, claim, &relation),
                    relation,
                    raised: false,
                    short: false,
                });
            }
            RelationKind::Stronger if is_raised(fact, claim, &relation) && voice == Voice::Same => {
                conflicts.push(Conflict {
                    claim,
                    relation,
                    asserted: true,
                    raised: true,
                    short: false,
                });
            }
            RelationKind::Supports => supported = true,
            RelationKind::Unrelated => {}
            RelationKind::Weaker
                if voice == Voice::Same
                    && let Some(relation) = most_for_all(case, fact, claim) =>
            {
                conflicts.push(Conflict {
                    claim,
                    relation,
                    asserted: true,
                    raised: false,
                    short: true,
                });
            }
            _ => supported = supported || compare(case, claim, fact).kind == RelationKind::Supports,
        }
    }
    conflicts.retain(|c| !is_given_elsewhere(case, fact, c));
    if supported {
        conflicts.retain(|c| applies(case, c.claim.period, &fact.statement));
    }
    let verdict = if conflicts.iter().any(|c| c.asserted && !c.raised && !c.short) {
        Verdict::Contradicted
    } else if supported {
        Verdict::Supported
    } else {
        Verdict::Unchecked
    };
    // What the claim allows of the statement, another claim says outright: nothing is raised.
    if supported {
        conflicts.retain(|c| !c.raised);
    }
    let mut findings = Vec::new();
    report(case, fact, conflicts, &mut findings);
    Some((id, verdict, findings))
}

/// Whether another claim about the same has the very number that this one is contradicted in: "an efficacy of 74%" is
/// that of the first year, where the file has one for each year.
fn is_given_elsewhere(case: &Case<'_>, fact: &Fact, conflict: &Conflict<'_>) -> bool {
    let difference = conflict.relation.difference.as_ref();
    let Some(difference) = difference.filter(|d| d.part == Part::Number) else {
        return false;
    };
    let said = |q: &&QuantityMention| q.span.overlaps(difference.text);
    let Some(said) = fact.statement.quantities.iter().find(said) else {
        return false;
    };
    let same = |q: &QuantityMention| {
        q.quantity.value == said.quantity.value && q.quantity.unit == said.quantity.unit
    };
    let about = all_but_numbers(&conflict.claim.statement);
    // What held before or holds later is not what a statement in the present means.
    let past = fact.statement.predicate.tense != Tense::Present;
    let mut now = case
        .candidates(fact)
        .filter(|claim| past || applies(case, claim.period, &fact.statement));
    now.any(|claim| claim.statement.quantities.iter().any(same) && all_but_numbers(&claim.statement) == about)
}

/// Who and what a statement is about, its numbers, times and predicate left out.
fn all_but_numbers(statement: &Statement) -> Vec<String> {
    let number = |p: &Phrase| statement.quantities.iter().any(|q| q.span.overlaps(p.span));
    let words = |p: &Phrase| {
        let modifiers = p
            .modifiers
            .iter()
            .map(|m| format!("{}:{}", m.case, m.phrase.lemma));
        format!("{} {:?}", p.lemma.to_lowercase(), modifiers.collect::<Vec<_>>())
    };
    let arguments = statement.subject.iter().chain(&statement.objects);
    let places = statement.circumstances.iter().filter_map(|c| c.phrase.as_ref());
    arguments
        .map(|a| &a.phrase)
        .chain(places)
        .filter(|p| !number(p))
        .map(words)
        .collect()
}

/// A question, a demand, a wish and a condition claim nothing.
fn claims_nothing(statement: &Statement) -> bool {
    matches!(
        statement.certainty,
        Certainty::Conditional | Certainty::Asked | Certainty::Ordered
    ) || statement
        .parent
        .is_some_and(|p| matches!(p.relation, EmbeddingKind::Condition | EmbeddingKind::Purpose))
}

/// On whose word the two stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// The article says what the claim says, or reports the speaker whom the claim reports.
    Same,
    /// A speaker says it; the claim is known.
    Speaker,
}

/// Whether the two can be compared at all: what somebody is on file as having said says nothing of
/// what is so, nor of what others said.
fn voices(case: &Case<'_>, fact: &Fact, claim: &Fact) -> Option<Voice> {
    let (said, on_file) = (&fact.statement.source, &claim.statement.source);
    match (said.kind, on_file.kind) {
        (SourceKind::Narrator, SourceKind::Narrator) => Some(Voice::Same),
        (_, SourceKind::Narrator) if is_its_source(case, fact, claim) => Some(Voice::Same),
        (_, SourceKind::Narrator) => Some(Voice::Speaker),
        (SourceKind::Narrator, _) => None,
        _ => {
            let world = case.world();
            let (a, b) = (said.speaker.as_ref()?, on_file.speaker.as_ref()?);
            let a = Thing::of(a, &fact.reading, &world);
            let b = Thing::of(b, &claim.reading, &world);
            same_thing(&a, &b, &world).then_some(Voice::Same)
        }
    }
}

/// Whether the article gives the statement to the very person whom the claim has as its source
/// (`source "Rubio, NBC"`): it reports what that person said, and reports it wrongly.
fn is_its_source(case: &Case<'_>, fact: &Fact, claim: &Fact) -> bool {
    let Origin::Claim { claim, .. } = &claim.origin else {
        return false;
    };
    let world = case.world();
    let Some(speaker) = &fact.statement.source.speaker else {
        return false;
    };
    let speaker = Thing::of(speaker, &fact.reading, &world);
    let source = case
        .prepared
        .book
        .claims
        .get(*claim)
        .and_then(|c| c.source.as_ref());
    source.is_some_and(|source| {
        // "Rubio, NBC": who comes first, then where.
        let who = source.text.text.split([',', ';', '(']).next().unwrap_or_default();
        match speaker.entity.and_then(|id| world.entity(id)) {
            Some(entity) => std::iter::once(&entity.name)
                .chain(&entity.also)
                .any(|name| super::binding::fold(&name.text) == super::binding::fold(who)),
            None => speaker.named && super::binding::same_name(&speaker.name, who),
        }
    })
}

/// Whether a claim that holds for `period` speaks of the time that the statement speaks of.
fn applies(case: &Case<'_>, period: Period, statement: &Statement) -> bool {
    if period == Period::default() {
        return true;
    }
    let mut dated = false;
    for mention in &statement.times {
        if let Some((first, last)) = super::binding::days(&mention.time) {
            dated = true;
            if overlaps(period, first.into()) || overlaps(period, last.into()) {
                return true;
            }
        }
    }
    if dated {
        return false;
    }
    // "was chairman" without a date may be of any time before.
    let past_state = statement.predicate.tense == Tense::Past
        && matches!(statement.kind, StatementKind::Role | StatementKind::State);
    !past_state && case.world().holds_today(period)
}

/// "The Dublin region failed" to a claim of the one day on which it did not: the article tells of that day still where it
/// names no other, in the past tense, some weeks after.
fn tells_of_its_day(case: &Case<'_>, fact: &Fact, claim: &Fact) -> bool {
    const WEEKS: i32 = 5;
    let past = |s: &Statement| {
        s.kind == StatementKind::Event && (s.predicate.tense == Tense::Past || s.predicate.perfect)
    };
    let day = claim.period.from.filter(|_| claim.period.from == claim.period.to);
    let (Some(day), Some(today)) = (day.and_then(last_day), case.world().today.and_then(first_day)) else {
        return false;
    };
    let since = (today - day).get_days();
    past(&fact.statement)
        && past(&claim.statement)
        && fact.statement.times.is_empty()
        && (0..=WEEKS * 7).contains(&since)
}

fn compare(case: &Case<'_>, text: &Fact, claim: &Fact) -> Relation {
    relate_facts(
        (text.side(), &text.follows),
        (claim.side(), &claim.follows),
        &case.prepared.knowledge,
    )
}

/// "said that it was agreed at a summit held in Norway on Friday": where and when the summit was, the article
/// tells its readers, whatever it is that the speaker said.
fn is_background(case: &Case<'_>, id: usize, relation: &Relation) -> bool {
    let Some(statement) = case.reading.statements.get(id) else {
        return false;
    };
    let told = statement.source.mode == Mode::Paraphrased
        && statement
            .parent
            .is_some_and(|p| p.relation == EmbeddingKind::Relative);
    told && relation
        .difference
        .as_ref()
        .is_some_and(|d| matches!(d.part, Part::Place | Part::Time | Part::Number))
}

/// "The company said that it had earned £124m": a number or a day that somebody gives of itself, told in the article's
/// words. Who reports it wrongly has misread it; another's figure, or one in quotation marks, is that speaker's own.
fn is_own_account(case: &Case<'_>, fact: &Fact, claim: &Fact, relation: &Relation) -> bool {
    let told = fact.statement.source.mode == Mode::Paraphrased
        && relation
            .difference
            .as_ref()
            .is_some_and(|d| matches!(d.part, Part::Number | Part::Time));
    let Some(speaker) = fact.statement.source.speaker.as_ref().filter(|_| told) else {
        return false;
    };
    let world = case.world();
    let speaker = Thing::of(speaker, &fact.reading, &world);
    let Some(about) = claim.statement.subject.as_ref().map(|a| &a.phrase) else {
        return false;
    };
    let owners = about
        .modifiers
        .iter()
        .filter(|m| m.relation == "nmod:poss" || m.case == "of")
        .map(|m| &m.phrase);
    std::iter::once(about)
        .chain(owners)
        .any(|p| p.entity.is_some() && same_thing(&Thing::of(p, &claim.reading, &world), &speaker, &world))
}

/// Whether the article quotes what a transcript has: the words are compared, not what they say.
fn is_quoted_of(case: &Case<'_>, fact: &Fact, claim: &Fact) -> bool {
    let source = &fact.statement.source;
    let Origin::Claim { location, .. } = &claim.origin else {
        return false;
    };
    source.mode == Mode::Quoted
        && source.quotation.is_some()
        && case.prepared.spoken.iter().any(|s| s.file == location.file)
}

/// "will offer", "has offered" in a summary whose source (`--against`) has "could offer" or "would offer if": the two say
/// the same but for how sure they are.
fn surer_than_source(case: &Case<'_>, fact: &Fact, claim: &Fact) -> Option<Relation> {
    let of_source = matches!(&claim.origin, Origin::Claim { claim, .. } if case.prepared.role_of(*claim) == RelatedRole::Source);
    let (text, hedged) = (&fact.statement, &claim.statement);
    let weak = matches!(hedged.certainty, Certainty::Possible | Certainty::Conditional)
        && hedged.predicate.modal.is_some();
    // "said that it would close": that it will.
    let would = text.source.mode == Mode::Paraphrased
        && text.source.kind != SourceKind::Narrator
        && text.certainty == Certainty::Intended
        && text.predicate.modal.as_deref() == Some("would");
    let flat = text.certainty == Certainty::Asserted || checks::is_will(text) || would;
    if !of_source || !weak || !flat || text.polarity != hedged.polarity {
        return None;
    }
    // The article may say in its own voice what the source has somebody say, but not more surely.
    let own_voice = text.source.kind == SourceKind::Narrator;
    if is_quoted_of(case, fact, claim) || !own_voice && voices(case, fact, claim) != Some(Voice::Same) {
        return None;
    }
    let mut as_sure = Statement::clone(hedged);
    as_sure.certainty = text.certainty;
    as_sure.predicate.tense = text.predicate.tense;
    as_sure.predicate.perfect = text.predicate.perfect;
    as_sure.predicate.modal.clone_from(&text.predicate.modal);
    let side = Side {
        statement: &as_sure,
        ..claim.side()
    };
    let knowledge = &case.prepared.knowledge;
    let mut relation = relate_facts(
        (fact.side(), &fact.follows),
        (side, &Follows::default()),
        knowledge,
    );
    if relation.kind != RelationKind::Supports {
        return None;
    }
    let marker = |s: &Statement| s.markers.first().copied().unwrap_or(s.predicate.span);
    relation.kind = RelationKind::Stronger;
    relation.reason = format!(
        "the source says “{}”, the text “{}”",
        hedged.predicate.text, text.predicate.text
    );
    relation.difference = Some(Difference {
        part: Part::Certainty,
        text: text.predicate.span,
        claim: marker(hedged),
    });
    Some(relation)
}

/// "Most schools were closed" where on file "All 164 schools were closed": no more than a part of what is true is said,
/// in a word that makes readers think that the rest is otherwise (a scalar implicature, Horn 1972).
fn most_for_all(case: &Case<'_>, fact: &Fact, claim: &Fact) -> Option<Relation> {
    let (said, filed) = (&*fact.statement, &*claim.statement);
    let plain = |s: &Statement| {
        s.polarity == Polarity::Affirmed
            && s.certainty == Certainty::Asserted
            && s.kind != StatementKind::Nominal
    };
    if !plain(said) || !plain(filed) {
        return None;
    }
    let part = |p: &Phrase| {
        matches!(
            p.quantifier,
            Quantifier::Most | Quantifier::Many | Quantifier::Few
        )
    };
    let (mut whole, mut wanted) = (said.clone(), filed.clone());
    let of = |s: &mut Statement, found: &dyn Fn(&Phrase) -> bool| -> Option<TextSpan> {
        let mut phrases = s.subject.iter_mut().chain(&mut s.objects).map(|a| &mut a.phrase);
        let phrase = phrases.find(|p| found(p))?;
        phrase.quantifier = Quantifier::All;
        phrase.count = None;
        phrase.modifiers.retain(|m| m.relation != "nummod");
        Some(phrase.span)
    };
    let text_words = of(&mut whole, &part)?;
    let claim_words = of(&mut wanted, &|p| p.quantifier == Quantifier::All)?;
    let knowledge = &case.prepared.knowledge;
    let relation = relate_facts(
        (
            Side {
                statement: &whole,
                ..fact.side()
            },
            &Follows::default(),
        ),
        (
            Side {
                statement: &wanted,
                ..claim.side()
            },
            &Follows::default(),
        ),
        knowledge,
    );
    (relation.kind == RelationKind::Supports).then(|| Relation {
        kind: RelationKind::Weaker,
        reason: "the claim says it of all, the text of a part".to_owned(),
        difference: Some(Difference {
            part: Part::Number,
            text: text_words,
            claim: claim_words,
        }),
        ..relation
    })
}

/// "will offer" where the source has "could offer".
fn is_raised(fact: &Fact, claim: &Fact, relation: &Relation) -> bool {
    fact.statement.certainty == Certainty::Asserted
        && claim.statement.certainty != Certainty::Asserted
        && relation
            .difference
            .as_ref()
            .is_some_and(|d| d.part == Part::Certainty)
}

/// One finding for one statement: the nearest claim gives it its name, the others stand beside it.
fn report(case: &Case<'_>, fact: &Arc<Fact>, mut conflicts: Vec<Conflict<'_>>, findings: &mut Vec<Finding>) {
    // Titles are compared in one place, with the offices on file and their periods.
    let office = |c: &Conflict<'_>| {
        matches!(c.claim.origin, Origin::Entity { .. }) && c.claim.statement.kind == StatementKind::Role
    };
    let titles = super::roles::speaks_of_roles(case, fact);
    conflicts.retain(|c| {
        let of_title = titles && is_role(&c.relation);
        let of_office = fact.statement.kind == StatementKind::Role && office(c);
        !(of_title || of_office)
    });
    conflicts.sort_by_key(|c| (!c.asserted, c.raised, c.short, c.claim.depth()));
    let Some(first) = conflicts.first() else { return };
    let (kind, severity) = match (first.asserted, first.raised || first.short) {
        (true, false) => (FindingKind::Contradiction, Severity::Error),
        (true, true) => (FindingKind::Contradiction, Severity::Warning),
        (false, _) => (FindingKind::Contradiction, Severity::Note),
    };
    let on_file = case.words_on_file(first.claim);
    let message = match (first.asserted, first.raised) {
        (true, false) if first.short => format!("this says less than what is on file: “{on_file}”"),
        (true, false) => format!("this contradicts what is on file: “{on_file}”"),
        (true, true) => {
            let there = match first.claim.origin {
                Origin::Claim { claim, .. } if case.prepared.role_of(claim) == RelatedRole::Source => {
                    "the source"
                }
                _ => "what is on file",
            };
            format!("this is surer than {there}: “{on_file}”")
        }
        (false, _) => format!(
            "{} contradicts what is on file: “{on_file}”",
            super::pattern::speaker_words(&fact.statement)
        ),
    };
    let name = if first.raised {
        "certainty-raised".to_owned()
    } else {
        case.name_of(first.claim)
    };
    let span = conflict_words(case, fact, &first.relation);
    let mut found = finding(name, kind, severity, message, case.place(span));
    found.reason = first.relation.reason.clone();
    for conflict in conflicts
        .iter()
        .filter(|c| c.asserted == first.asserted && c.raised == first.raised && c.short == first.short)
    {
        for related in case.origins(conflict.claim) {
            if !found
                .related
                .iter()
                .any(|r| r.span == related.span && r.source.path() == related.source.path())
            {
                found.related.push(related);
            }
        }
    }
    found.normal_form = fact.normal_form();
    found.proof = case.derivation(fact);
    found.proof.extend(case.derivation(first.claim));
    found.proof.extend(first.relation.proof.iter().cloned());
    found.proof.push(first.relation.reason.clone());
    findings.push(found);
}

fn is_role(relation: &Relation) -> bool {
    relation.difference.as_ref().is_some_and(|d| d.part == Part::Role)
}

/// The words of the article that differ from the claim.
fn conflict_words(case: &Case<'_>, fact: &Arc<Fact>, relation: &Relation) -> TextSpan {
    let own = matches!(fact.origin, Origin::Article);
    let difference = relation
        .difference
        .as_ref()
        .map(|d| d.text)
        .filter(|span| own && !span.is_empty() && fact.statement.span.contains(*span));
    difference.unwrap_or_else(|| {
        let id = fact.article_statement();
        let statement = id
            .and_then(|id| case.statement(id))
            .map_or(&fact.statement, |f| &f.statement);
        core_words(statement)
    })
}

/// Claims that nobody has confirmed, printed as fact.
fn unconfirmed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for Claimed { fact: claim, by } in &case.prepared.unconfirmed {
        if confirmed(case, claim, by.as_ref()) {
            continue;
        }
        for fact in case.own() {
            let statement = &fact.statement;
            let told_as_fact = fact.is_asserted()
                && !matches!(statement.kind, StatementKind::Nominal)
                && applies(case, claim.period, statement);
            if !told_as_fact {
                continue;
            }
            let mut relation = compare(case, fact, claim);
            if relation.kind != RelationKind::Supports
                && let Some(undone) = without_agent(case, fact, claim)
            {
                relation = undone;
            }
            if relation.kind != RelationKind::Supports
                && let Some(relation_of_core) = without_adjuncts(case, fact, claim)
            {
                relation = relation_of_core;
            }
            if relation.kind != RelationKind::Supports {
                continue;
            }
            let on_file = case.words_on_file(claim);
            let mut found = finding(
                "unconfirmed-as-fact",
                FindingKind::Violation,
                Severity::Warning,
                format!("printed as fact, but nobody has confirmed it: “{on_file}”"),
                case.place(core_words(statement)),
            );
            found.reason = format!(
                "claim {} is somebody's word and unconfirmed; the article says it in its own voice",
                case.name_of(claim)
            );
            found.help = Some("Say in the same sentence on whose word it stands.".to_owned());
            found.related = case.origins(claim);
            found.normal_form = fact.normal_form();
            found.proof = case.derivation(fact);
            found.proof.extend(case.derivation(claim));
            found.proof.extend(relation.proof);
            found.proof.push(found.reason.clone());
            findings.push(found);
        }
    }
}

/// "The recall will be extended to the sedan": the claim says by whom, the article need not.
fn without_agent(case: &Case<'_>, fact: &Fact, claim: &Fact) -> Option<Relation> {
    let text = &fact.statement;
    if !text.predicate.passive || text.subject.is_some() || claim.statement.subject.is_none() {
        return None;
    }
    let mut statement = Statement::clone(&claim.statement);
    statement.subject = None;
    statement.predicate.passive = true;
    let claim = Side {
        statement: &statement,
        ..claim.side()
    };
    Some(relate_facts(
        (fact.side(), &fact.follows),
        (claim, &Follows::default()),
        &case.prepared.knowledge,
    ))
}

/// "Norland will withdraw the case": of "its case at the court in Berg" the article need not say again where it is, or
/// whose.
fn without_adjuncts(case: &Case<'_>, fact: &Fact, claim: &Fact) -> Option<Relation> {
    fn object(s: &Statement) -> Option<&Phrase> {
        let mut objects = s.objects.iter();
        objects.find(|o| o.role == Role::Object).map(|o| &o.phrase)
    }
    let (text, filed) = (&fact.statement, &claim.statement);
    let known = object(text)?.quantifier == Quantifier::Definite;
    let both = text.subject.is_some() && filed.subject.is_some() && object(filed).is_some();
    if !known || !both {
        return None;
    }
    let mut core = Statement::clone(filed);
    core.circumstances.retain(|c| c.kind != CircumstanceKind::Place);
    for o in core.objects.iter_mut().filter(|o| o.role == Role::Object) {
        o.phrase
            .modifiers
            .retain(|m| m.relation != "nmod:poss" || !is_pronoun(&m.phrase.text.to_lowercase()));
    }
    let side = Side {
        statement: &core,
        ..claim.side()
    };
    let found = relate_facts(
        (fact.side(), &fact.follows),
        (side, &Follows::default()),
        &case.prepared.knowledge,
    );
    (found.kind == RelationKind::Supports).then_some(found)
}

/// Whether somebody whose word counts says so in the article, or another claim does on file.
fn confirmed(case: &Case<'_>, claim: &Arc<Fact>, by: Option<&Speaker>) -> bool {
    let world = case.world();
    let in_article = by.is_some_and(|by| {
        case.own().any(|fact| {
            let Some(speaker) = &fact.statement.source.speaker else {
                return false;
            };
            fact.statement.certainty == Certainty::Asserted
                && world.is_speaker(&Thing::of(speaker, &fact.reading, &world), by)
                && compare(case, fact, claim).kind == RelationKind::Supports
        })
    });
    in_article
        || case
            .candidates(claim)
            .any(|known| known.is_asserted() && compare(case, known, claim).kind == RelationKind::Supports)
}
