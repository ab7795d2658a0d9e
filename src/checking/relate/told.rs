//! How many a statement says that there were: who "brought the number of people killed to seven" tells that seven were
//! killed.

use super::knowledge::Knowledge;
use super::relation::Side;
use super::rephrase::is_measure;
use crate::reading::statement::{
    Certainty, Phrase, Polarity, Quantifier, QuantityMention, Role, Statement, StatementKind,
};

/// "brought to seven the number of people killed in the storm", "the number of people killed has risen to seven":
/// seven people were killed in it.
pub(super) fn counted(side: Side<'_>, knowledge: &Knowledge) -> Option<Statement> {
    let statement = side.statement;
    if statement.certainty != Certainty::Asserted || statement.polarity != Polarity::Affirmed {
        return None;
    }
    let verb = statement.predicate.lemma.as_str();
    let object = statement.objects.iter().find(|o| o.role == Role::Object);
    let behind = |cases: &[&str]| {
        let mut obliques = statement.objects.iter().filter_map(|o| match &o.role {
            Role::Oblique(case) if cases.contains(&case.as_str()) => Some(&o.phrase),
            _ => None,
        });
        obliques.next()
    };
    let measured = || {
        let amount = statement
            .objects
            .iter()
            .find(|o| o.role == Role::Attribute && verb == "be" || is_measure(verb, &o.role, knowledge))?;
        Some((&statement.subject.as_ref()?.phrase, &amount.phrase))
    };
    let raised = || {
        let holds = knowledge.is("setting-verb", verb);
        Some((&object.filter(|_| holds)?.phrase, behind(&["to", "at"])?))
    };
    let (number, amount) = raised().or_else(measured)?;
    if number.lemma != "number" || number.entity.is_some() {
        return None;
    }
    let value = statement
        .quantities
        .iter()
        .find(|q| q.span.overlaps(amount.span) && q.quantity.unit.is_none())?
        .clone();
    let of = number
        .modifiers
        .iter()
        .find(|m| m.relation == "nmod" && m.case == "of")?;
    // "people killed in the storm": the statement of the participle tells what became of them.
    let told = side.reading.statements.iter().find(|s| {
        s.sentence == statement.sentence
            && s.id != statement.id
            && s.kind == StatementKind::Event
            && s.polarity == Polarity::Affirmed
            && participants(s).any(|p| p.head == of.phrase.head && p.conjuncts.is_empty())
    })?;
    let mut out = told.clone();
    out.certainty = Certainty::Asserted;
    out.parent = None;
    out.source = statement.source.clone();
    let index = out.quantities.len();
    out.quantities.push(QuantityMention {
        of: Some(of.phrase.lemma.clone()),
        ..value
    });
    for argument in out.subject.iter_mut().chain(&mut out.objects) {
        if argument.phrase.head == of.phrase.head {
            argument.phrase.count = Some(index);
            argument.phrase.quantifier = Quantifier::Number;
        }
    }
    Some(out)
}

fn participants(statement: &Statement) -> impl Iterator<Item = &Phrase> {
    let objects = statement.objects.iter().filter(|o| o.role == Role::Object);
    statement.subject.iter().chain(objects).map(|a| &a.phrase)
}
