//! Ages, lengths of time and multiples in other words.
//!
//! - "The trial took six weeks", "the strike ended after three days": so long it lasted.
//! - "Lopez is 52", "died aged 91", "has died. He was 91.": years of age.
//! - "Profit doubled": it rose by 100 per cent.

use rust_decimal::Decimal;

use super::relation::Side;
use super::rephrase::{argument, bare, be, which_dimension};
use crate::document::TextSpan;
use crate::reading::statement::{
    Certainty, Circumstance, CircumstanceKind, Phrase, Polarity, Quantifier, QuantityMention, Role,
    Statement, StatementKind, Tense, TimeValue,
};
use crate::value::quantity::{Bound, Quantity};

/// "Smith is 52": 52 years old, where Smith is a name and 52 counts nothing.
pub(super) fn bare_age(statement: &Statement) -> Option<Statement> {
    let is = matches!(statement.kind, StatementKind::State | StatementKind::Role)
        && statement.predicate.lemma == "be"
        && statement
            .subject
            .as_ref()
            .is_some_and(|s| s.phrase.entity.is_some());
    let at = statement
        .objects
        .iter()
        .position(|o| o.role == Role::Attribute && is)?;
    let number = &statement.objects.get(at)?.phrase;
    let count = statement.quantities.iter().position(|q| q.span == number.span)?;
    let quantity = statement.quantities.get(count)?;
    let whole = quantity.quantity.unit.is_none() && quantity.quantity.value.is_integer();
    if !whole || quantity.quantity.value > Decimal::from(120) {
        return None;
    }
    let mut out = statement.clone();
    out.quantities.get_mut(count)?.quantity.unit = Some("year".to_owned());
    let attribute = &mut out.objects.get_mut(at)?.phrase;
    "year".clone_into(&mut attribute.lemma);
    attribute.quantifier = Quantifier::Number;
    attribute.count = Some(count);
    attribute.modifiers = vec![which_dimension(&Phrase {
        lemma: "old".to_owned(),
        ..bare()
    })];
    be(&mut out);
    Some(out)
}

/// "stepped down after eleven years as speaker": was speaker for eleven years.
pub(super) fn held_for(statement: &Statement) -> Option<Statement> {
    let past = statement.kind == StatementKind::Event
        && (statement.predicate.tense == Tense::Past || statement.predicate.perfect)
        && statement.polarity == Polarity::Affirmed;
    let subject = statement.subject.as_ref().or_else(|| {
        let undergoer = statement.objects.iter().find(|o| o.role == Role::Object);
        undergoer.filter(|_| statement.predicate.passive)
    });
    let subject = subject.filter(|_| past)?;
    let office = statement.oblique("as")?;
    let after = statement.circumstances.iter().find(|c| {
        let time = c.time.and_then(|i| statement.times.get(i));
        c.marker == "after" && time.is_some_and(|t| matches!(t.time, TimeValue::Duration { .. }))
    })?;
    let mut out = statement.clone();
    out.subject = Some(argument(Role::Subject, subject.phrase.clone()));
    out.objects = vec![argument(Role::Attribute, office.phrase.clone())];
    out.circumstances = vec![Circumstance {
        marker: "for".to_owned(),
        ..after.clone()
    }];
    out.predicate.passive = false;
    be(&mut out);
    out.kind = StatementKind::Role;
    Some(out)
}

/// "At 5.2 per cent, unemployment was at its lowest": it was 5.2 per cent.
pub(super) fn amount_in_front(statement: &Statement) -> Option<Statement> {
    let is = matches!(statement.kind, StatementKind::State | StatementKind::Role);
    let subject = statement.subject.as_ref().filter(|_| is)?;
    let front = statement.objects.iter().find(|o| {
        let at = matches!(&o.role, Role::Oblique(case) if case == "at");
        let mut quantities = statement.quantities.iter();
        at && o.phrase.span.end <= subject.phrase.span.start
            && quantities.any(|q| q.quantity.unit.is_some() && q.span.overlaps(o.phrase.span))
    })?;
    let mut out = statement.clone();
    out.objects = vec![argument(Role::Attribute, front.phrase.clone())];
    be(&mut out);
    Some(out)
}

/// "At 26, Mei Tan is the youngest champion": she is 26 years old.
pub(super) fn age_in_front(statement: &Statement) -> Option<Statement> {
    let now = matches!(statement.kind, StatementKind::State | StatementKind::Role)
        && statement.predicate.tense == Tense::Present;
    let subject = statement
        .subject
        .as_ref()
        .filter(|s| now && s.phrase.entity.is_some())?;
    let front = statement.oblique("at")?;
    if front.phrase.span.end > subject.phrase.span.start || !front.phrase.modifiers.is_empty() {
        return None;
    }
    let mut out = statement.clone();
    out.objects = vec![argument(Role::Attribute, front.phrase.clone())];
    bare_age(&out)
}

/// "The trial took six weeks", "the strike ended after three days", "the war has gone on for years": so long it lasted.
pub(super) fn lasted(statement: &Statement) -> Option<Statement> {
    let duration = |span: TextSpan| {
        let mut times = statement.times.iter();
        times.any(|t| matches!(t.time, TimeValue::Duration { .. }) && t.span.overlaps(span))
    };
    let verb = statement.predicate.lemma.as_str();
    let takes = verb == "take"
        && statement
            .objects
            .iter()
            .all(|o| o.role == Role::Object && duration(o.phrase.span) || matches!(o.role, Role::Oblique(_)))
        && statement.objects.iter().any(|o| o.role == Role::Object);
    let ends = matches!(verb, "end" | "finish" | "close" | "be over")
        && !statement.objects.iter().any(|o| o.role == Role::Object)
        && statement
            .circumstances
            .iter()
            .any(|c| c.marker == "after" && duration(c.span));
    let goes_on = matches!(
        verb,
        "go on" | "drag on" | "rage" | "rage on" | "run" | "continue" | "persist" | "carry on"
    ) && !statement.objects.iter().any(|o| o.role == Role::Object)
        && statement
            .circumstances
            .iter()
            .any(|c| c.marker == "for" && duration(c.span));
    if statement.predicate.passive || !(takes || ends || goes_on) {
        return None;
    }
    let mut out = statement.clone();
    "last".clone_into(&mut out.predicate.lemma);
    let how_long = out.objects.iter().position(|o| o.role == Role::Object);
    if let Some(phrase) = how_long.map(|at| out.objects.remove(at).phrase) {
        let time = statement.times.iter().position(|t| t.span.overlaps(phrase.span));
        out.circumstances.push(as_length(phrase, time));
    }
    for c in &mut out.circumstances {
        if matches!(c.marker.as_str(), "after" | "for") && duration(c.span) {
            c.marker.clear();
        }
    }
    Some(out)
}

/// The phrase as the length of what lasts; `time` is its place among the times of the statement.
fn as_length(phrase: Phrase, time: Option<usize>) -> Circumstance {
    Circumstance {
        kind: CircumstanceKind::Time,
        marker: String::new(),
        span: phrase.span,
        text: phrase.text.clone(),
        value: None,
        time,
        phrase: Some(phrase),
    }
}

/// "the three-year war": it has lasted three years, whatever else is said of it.
pub(super) fn lengths_in_front(statement: &Statement) -> Vec<Statement> {
    /// How deep phrases are searched.
    const DEEP: usize = 2;
    let mut out = Vec::new();
    for phrase in statement.phrases_within(DEEP) {
        // "Lebanon's bitter 15-year civil war" is a war of its own; "the three-day event" may be any.
        let plain = phrase.quantifier == Quantifier::Definite && phrase.modifiers.len() == 1;
        let of_any_kind = matches!(
            phrase.lemma.as_str(),
            "event" | "period" | "process" | "programme" | "program"
        );
        if !plain || of_any_kind || phrase.count.is_some() {
            continue;
        }
        let front = phrase.modifiers.iter().find_map(|m| {
            let before = matches!(m.relation, "compound" | "amod" | "nmod:unmarked" | "nmod:desc")
                && m.phrase.head < phrase.head;
            let length = statement
                .times
                .iter()
                .position(|t| matches!(t.time, TimeValue::Duration { .. }) && t.span.overlaps(m.phrase.span));
            length.filter(|_| before).map(|at| (at, m.phrase.clone()))
        });
        let Some((time, length)) = front else { continue };
        let mut whole = phrase.clone();
        whole.modifiers.retain(|m| m.phrase.span != length.span);
        let mut said = statement.clone();
        said.kind = StatementKind::Event;
        said.polarity = Polarity::Affirmed;
        said.certainty = Certainty::Asserted;
        said.subject = Some(argument(Role::Subject, whole));
        said.objects.clear();
        "last".clone_into(&mut said.predicate.lemma);
        said.predicate.passive = false;
        said.predicate.tense = Tense::Past;
        said.circumstances = vec![as_length(length, Some(time))];
        out.push(said);
    }
    out
}

/// "the strike, now in its third week, …": in which stretch of its time it is.
pub(super) fn stretch_it_is_in(statement: &Statement) -> Vec<Statement> {
    let subject = statement.subject.iter().map(|s| &s.phrase);
    let objects = statement.objects.iter().map(|o| &o.phrase);
    let mut out = Vec::new();
    for phrase in subject.chain(objects) {
        if phrase.quantifier != Quantifier::Definite {
            continue;
        }
        let at = phrase.modifiers.iter().position(|m| {
            m.relation == "nmod"
                && m.case == "in"
                && matches!(
                    m.phrase.lemma.as_str(),
                    "day" | "week" | "month" | "year" | "decade"
                )
                && m.phrase.modifiers.iter().any(|o| o.relation == "nmod:poss")
        });
        let Some(at) = at else { continue };
        let mut whole = phrase.clone();
        let stretch = whole.modifiers.remove(at).phrase;
        let mut said = statement.clone();
        said.polarity = Polarity::Affirmed;
        said.certainty = Certainty::Asserted;
        said.subject = Some(argument(Role::Subject, whole));
        said.objects = vec![argument(Role::Attribute, stretch)];
        said.circumstances.clear();
        said.predicate.tense = Tense::Present;
        said.predicate.passive = false;
        be(&mut said);
        out.push(said);
    }
    out
}

/// "lasted until Monday": ended on Monday.
pub(super) fn lasted_until(statement: &Statement) -> Option<Statement> {
    let lasts = matches!(
        statement.predicate.lemma.as_str(),
        "last" | "run" | "continue" | "go on" | "remain open" | "stay open"
    );
    let until = |c: &Circumstance| {
        c.time.is_some()
            && (matches!(c.marker.as_str(), "until" | "till") || c.text.to_lowercase().starts_with("until "))
    };
    let at = statement.circumstances.iter().position(until).filter(|_| lasts)?;
    let mut out = statement.clone();
    "end".clone_into(&mut out.predicate.lemma);
    "on".clone_into(&mut out.circumstances.get_mut(at)?.marker);
    Some(out)
}

/// "died at the age of 91", "died aged 91", "has died. He was 91.": died 91 years old.
pub(super) fn age_at_death(side: Side<'_>) -> Option<Statement> {
    let statement = side.statement;
    if !matches!(
        statement.predicate.lemma.as_str(),
        "die" | "pass away" | "drown" | "perish"
    ) {
        return None;
    }
    let own = || {
        statement.quantities.iter().find(|q| {
            let inside = statement.objects.iter().any(|o| {
                let word = o.phrase.lemma.to_lowercase();
                let text = o.phrase.text.to_lowercase();
                o.phrase.span.contains(q.span)
                    && (word == "age"
                        || text.starts_with("aged ")
                        || matches!(&o.role, Role::Oblique(case) if case == "at") && q.span == o.phrase.span)
            });
            inside && q.quantity.value.is_integer()
        })
    };
    // "He was 91", in the same sentence or the next.
    let beside = || {
        let who = statement.subject.as_ref()?;
        let mut around = side.reading.statements.iter().filter(|s| {
            (statement.sentence..=statement.sentence + 1).contains(&s.sentence)
                && s.predicate.lemma == "be"
                && s.predicate.tense == Tense::Past
                && s.polarity == Polarity::Affirmed
                && s.subject
                    .as_ref()
                    .is_some_and(|o| o.phrase.entity.is_some() && o.phrase.entity == who.phrase.entity)
        });
        around.find_map(|s| {
            let attribute = s.objects.iter().find(|o| o.role == Role::Attribute)?;
            s.quantities
                .iter()
                .find(|q| q.span == attribute.phrase.span && q.quantity.unit.is_none())
        })
    };
    let age = own().or_else(beside)?.clone();
    if age.quantity.value > Decimal::from(125) {
        return None;
    }
    let mut out = statement.clone();
    out.objects
        .retain(|o| !o.phrase.span.contains(age.span) && !matches!(o.role, Role::Attribute));
    let mut quantity = age.clone();
    quantity.quantity.unit = Some("year".to_owned());
    out.quantities = vec![quantity];
    out.objects.push(argument(
        Role::Oblique("aged".to_owned()),
        Phrase {
            lemma: "year".to_owned(),
            text: format!("aged {}", age.quantity.value),
            span: age.span,
            count: Some(0),
            quantifier: Quantifier::Number,
            ..bare()
        },
    ));
    "die".clone_into(&mut out.predicate.lemma);
    out.circumstances.clear();
    out.times.clear();
    Some(out)
}

/// "Profit doubled": it rose by 100 per cent; "halved": fell by 50. "More than doubled" rose by more.
pub(super) fn multiplied(statement: &Statement) -> Option<Statement> {
    let (verb, percent) = match statement.predicate.lemma.as_str() {
        "double" => ("rise", 100),
        "treble" | "triple" => ("rise", 200),
        "quadruple" => ("rise", 300),
        "halve" => ("fall", 50),
        _ => return None,
    };
    if statement.predicate.passive || statement.objects.iter().any(|o| o.role == Role::Object) {
        return None;
    }
    let adverb = |word: &str| statement.predicate.adverbs.iter().any(|a| a.starts_with(word));
    let bound = if adverb("more") {
        Bound::MoreThan
    } else if adverb("almost") || adverb("nearly") || adverb("less") {
        Bound::LessThan
    } else {
        Bound::About
    };
    let span = statement.predicate.span;
    let mut out = statement.clone();
    verb.clone_into(&mut out.predicate.lemma);
    out.predicate.adverbs.clear();
    let quantity = Quantity {
        bound,
        unit: Some("percent".to_owned()),
        ..Quantity::exact(Decimal::from(percent), Decimal::ONE)
    };
    out.quantities.push(QuantityMention {
        span,
        quantity,
        of: None,
        variable: None,
    });
    out.objects.push(argument(
        Role::Oblique("by".to_owned()),
        Phrase {
            lemma: "percent".to_owned(),
            text: statement.predicate.text.clone(),
            span,
            count: Some(out.quantities.len() - 1),
            quantifier: Quantifier::Number,
            ..bare()
        },
    ));
    Some(out)
}
