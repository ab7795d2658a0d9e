//! What only one can be or do: win the race, hold the office, own the hotel.

use super::comparable::on_one_day;
use super::compare::{Comparison, Core};
use super::knowledge::Knowledge;
use super::modifiers::superlative;
use super::names::is_one_known;
use super::part::{Clash, PartRelation};
use super::phrase::Slot;
use super::relation::{Difference, Part, Relation, RelationKind, Side};
use crate::document::TextSpan;
use crate::lexicon;
use crate::reading::statement::{
    Argument, Certainty, CircumstanceKind, Phrase, Polarity, Quantifier, Role, Statement, Tense, TimeMention,
    TimeValue,
};

/// Whether two agents of one thing cannot both be right: of what is done once by one ("directed the
/// film"), and of which all the rest is the same.
pub(super) fn has_one_agent(comparison: &Comparison<'_>, core: Core) -> bool {
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    let agent = |s: &Statement| {
        s.subject
            .as_ref()
            .is_some_and(|a| a.phrase.entity.is_some() && a.phrase.conjuncts.is_empty())
    };
    let single_object = |s: &Statement| {
        s.objects.iter().any(|o| {
            o.role == Role::Object
                && (o.phrase.entity.is_some() || o.phrase.quantifier == Quantifier::Definite)
        })
    };
    // "won the prize ahead of the favourite": what is added sets no other occasion.
    let elsewhere = text.times.len() > claim.times.len()
        || text.circumstances.iter().any(|c| {
            c.kind == CircumstanceKind::Place && c.phrase.as_ref().is_some_and(|p| p.entity.is_some())
        });
    // "Moreira won the prize for his film", "the film won the prize": both did.
    let kind = |s: &Statement| {
        let subject = s.subject.as_ref()?;
        comparison.knowledge.known(&subject.phrase).map(|e| e.kind)
    };
    let one_kind = matches!((kind(text), kind(claim)), (Some(t), Some(c)) if t == c);
    let known_prize = claim
        .objects
        .iter()
        .any(|o| o.role == Role::Object && comparison.knowledge.known(&o.phrase).is_some());
    let added = core.rest.entails() && !elsewhere && one_kind && known_prize;
    let of_person = |side: Side<'_>| {
        let mut objects = side.statement.objects.iter().filter(|o| o.role == Role::Object);
        objects.any(|o| comparison.kind_fits(side, &o.phrase, "person"))
    };
    comparison.knowledge.is("single-agent", &text.predicate.lemma)
        && !(comparison.knowledge.is("race-verb", &text.predicate.lemma) && of_person(comparison.claim))
        && text.predicate.lemma == claim.predicate.lemma
        && (core.rest == PartRelation::Equal
            // "won the race in 2:06:41": how, the text need not say again. When is another matter.
            || core.rest == PartRelation::Wider && !is_dated_at_all(claim) && has_object_of(comparison)
            || (comparison.one_scene || on_one_day(text, claim)) && core.rest.entails()
            || added)
        && agent(text)
        && agent(claim)
        && (single_object(claim) || on_one_day(text, claim))
}

/// A contradiction where text and claim call two different things the same superlative: "Germany is the largest market
/// of Tessaly", "Britain is Tessaly's largest market".
pub(super) fn another_bearer(
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
) -> Option<Relation> {
    fn bearer_and_rank<'a>(side: Side<'a>) -> Option<(&'a Phrase, &'a Phrase)> {
        let s = side.statement;
        let told = s.predicate.lemma == "be"
            && s.polarity == Polarity::Affirmed
            && s.certainty == Certainty::Asserted
            && s.predicate.tense == Tense::Present;
        let bearer = &s.subject.as_ref().filter(|_| told)?.phrase;
        let mut objects = s.objects.iter().filter(|o| o.role == Role::Attribute);
        let rank = &objects.next()?.phrase;
        let of_one = rank.quantifier == Quantifier::Definite
            || rank.modifiers.iter().any(|m| m.relation == "nmod:poss");
        // "one of the largest"
        let single = of_one && rank.conjuncts.is_empty() && rank.count.is_none() && rank.lemma != "one";
        let named = bearer.entity.is_some() && bearer.conjuncts.is_empty() && bearer.variable.is_none();
        // "chief" and "former" are no degrees of anything.
        let most = superlative(side, rank).is_some_and(|m| m.phrase.text.ends_with("est"));
        (single && named && most).then_some((bearer, rank))
    }
    let (bearer, rank) = bearer_and_rank(text)?;
    let (wanted, wanted_rank) = bearer_and_rank(claim)?;
    let mut comparison = Comparison::new(text, claim, knowledge, one_scene);
    let one_rank = comparison.phrases(rank, wanted_rank, Slot::Attribute) == PartRelation::Equal;
    let apart =
        bearer.entity != wanted.entity && !comparison.phrases(bearer, wanted, Slot::Subject).compatible();
    (one_rank && apart).then(|| Relation {
        kind: RelationKind::Contradicts,
        reason: format!(
            "only one is “{}”: the claim says “{}”",
            wanted_rank.text, wanted.text
        ),
        difference: Some(Difference {
            part: Part::Participant,
            text: bearer.span,
            claim: wanted.span,
        }),
        bindings: Default::default(),
        proof: vec!["a superlative has one bearer".to_owned()],
        judged: Vec::new(),
        presupposed: false,
    })
}

/// Whether the statement says on which day, in which month or year it happened; "a 2011 film" says it of the film.
pub(super) fn is_dated_at_all(statement: &Statement) -> bool {
    let dates = |t: &TimeMention| matches!(t.time, TimeValue::Date(_) | TimeValue::Period(..));
    let mut circumstances = statement.circumstances.iter();
    circumstances.any(|c| c.time.and_then(|i| statement.times.get(i)).is_some_and(dates))
}

/// Whether the text names the claim's object, narrowed by the same: the women's wheelchair race is not the women's race.
fn has_object_of(comparison: &Comparison<'_>) -> bool {
    fn object(s: &Statement) -> Option<&Phrase> {
        let mut objects = s.objects.iter();
        objects.find(|o| o.role == Role::Object).map(|o| &o.phrase)
    }
    let objects = object(comparison.text.statement).zip(object(comparison.claim.statement));
    let is_one = |a: &Phrase, b: &Phrase| a.lemma.eq_ignore_ascii_case(&b.lemma);
    objects.is_some_and(|(t, c)| is_one(t, c) && same_modifiers(t, c, is_one))
}

/// Whether each of the two has every modifier of the other, as `is_one` compares them.
fn same_modifiers(a: &Phrase, b: &Phrase, is_one: impl Fn(&Phrase, &Phrase) -> bool) -> bool {
    let all_in = |a: &Phrase, b: &Phrase| {
        let there = |wanted: &Phrase| b.modifiers.iter().any(|m| is_one(wanted, &m.phrase));
        a.modifiers.iter().all(|m| there(&m.phrase))
    };
    all_in(a, b) && all_in(b, a)
}

/// "belongs to Acme" to "belongs to Globex": to one at a time.
pub(super) fn belongs_to_one(comparison: &Comparison<'_>, core: Core, clash: &Clash) -> bool {
    let owner = |s: &Statement, span: TextSpan| {
        let to = |o: &&Argument| matches!(&o.role, Role::Oblique(case) if case == "to");
        s.objects.iter().find(to).is_some_and(|o| o.phrase.span == span)
    };
    let (text, claim) = (comparison.text.statement, comparison.claim.statement);
    [text, claim].iter().all(|s| s.predicate.lemma == "belong")
        && core.subject.compatible()
        && (text.predicate.tense == claim.predicate.tense || text.predicate.tense == Tense::None)
        && owner(text, clash.text)
        && owner(claim, clash.claim)
}

/// Whether two persons cannot both be it: "is the chief executive of the bank". Sons and members are several.
pub(super) fn has_one_holder(comparison: &Comparison<'_>) -> bool {
    let holder = |side: Side<'_>| {
        side.statement.subject.as_ref().is_some_and(|a| {
            a.phrase.conjuncts.is_empty()
                && a.phrase.entity.is_some()
                && comparison.kind_fits(side, &a.phrase, "person")
        })
    };
    let office = |side: Side<'_>| {
        let statement = side.statement;
        let now = statement.predicate.tense == Tense::Present && statement.times.is_empty();
        let attribute = statement.objects.iter().find(|o| o.role == Role::Attribute)?;
        let phrase = &attribute.phrase;
        let lemma = phrase.lemma.to_lowercase();
        let several = comparison.knowledge.is("shared-title", &lemma)
            || lexicon::is_kind_of(&lemma, "relative", lexicon::WordClass::Noun);
        let one = phrase.quantifier == Quantifier::Definite && phrase.conjuncts.is_empty() && !several;
        let text = phrase.text.to_lowercase();
        let over = ["former ", "ex-", "late ", "retired "]
            .iter()
            .any(|word| text.contains(word));
        let held = statement.predicate.lemma == "be" && now && one && !over && holder(side);
        held.then(|| phrase.clone())
    };
    // One office: word for word ("vice president" is none of the president's), and of one body.
    let title = |p: &Phrase| {
        let text = p.text.to_lowercase();
        let end = [" of ", " at ", " for "]
            .iter()
            .filter_map(|case| text.find(case))
            .min();
        text[..end.unwrap_or(text.len())]
            .trim_start_matches("the ")
            .to_owned()
    };
    let is_one = |a: &Phrase, b: &Phrase| a.lemma.eq_ignore_ascii_case(&b.lemma) || is_one_known(a, b);
    let of_body = |p: &Phrase| p.modifiers.iter().any(|m| m.relation.starts_with("nmod"));
    let offices = office(comparison.text).zip(office(comparison.claim));
    offices.is_some_and(|(t, c)| {
        title(&t) == title(&c) && is_one(&t, &c) && of_body(&t) && same_modifiers(&t, &c, is_one)
    })
}
