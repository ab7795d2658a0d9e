//! What a variable of a pattern stands for, and when two of them are the same.
//!
//! `"{party} accepted {something}"` against "Moscow accepted the offer" binds `party` to Moscow.
//! Where two patterns of a rule share a variable, what they bind it to must be the same thing:
//! the same entity, the same number, the same day.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::lexicon::classes::is_pronoun;
use crate::reading::Reading;
use crate::reading::names::NameKind;
use crate::reading::statement::{EntityRef, Phrase, Quantifier, TimeValue};
use crate::rules::book::{Entity, EntityKind, VariableKind};
use crate::value::date::Date;
use crate::value::quantity::{Bound, Quantity};

use super::world::World;

/// Values by the names of the variables. Sorted, so that printing them is deterministic.
pub type Bindings = BTreeMap<String, Value>;

/// What one variable stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Value {
    /// Somebody or something, as the text names it.
    Thing(Thing),
    /// A number with its unit.
    Number(Quantity),
    /// A time.
    Time(TimeValue),
}

/// Somebody or something named or described.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Thing {
    /// The entity of the rulebook, where it is one.
    pub entity: Option<u32>,
    /// Its kind, where rulebook or reader know it.
    pub kind: Option<EntityKind>,
    /// The full name, or the lemma of the head.
    pub name: String,
    /// The words as they stand.
    pub text: String,
    /// Whether it is a name, or a description ("the workers").
    pub named: bool,
    /// Whether it is no more than a pronoun that nothing was found for.
    pub vague: bool,
    /// The members, where several are named together ("Trump and Putin").
    pub members: Vec<Thing>,
    /// The phrase that names it, as it stands in its statement.
    pub phrase: Option<Box<Phrase>>,
}

impl Thing {
    /// What `phrase` of `reading` names.
    pub fn of(phrase: &Phrase, reading: &Reading, world: &World<'_>) -> Self {
        let named = match phrase.entity {
            Some(EntityRef::Named(i)) => reading.names.get(i as usize),
            Some(EntityRef::Known(_)) | None => None,
        };
        let entity = match phrase.entity {
            Some(EntityRef::Known(id)) => Some(id),
            Some(EntityRef::Named(_)) | None => named.and_then(|n| n.known),
        };
        let kind = match entity.and_then(|id| world.entity(id)) {
            Some(entity) => Some(entity.kind),
            None => named.and_then(|n| entity_kind(n.kind)),
        };
        let name = match (entity.and_then(|id| world.entity(id)), named) {
            (Some(entity), _) => entity.name.text.clone(),
            (None, Some(name)) => name.text.clone(),
            (None, None) => phrase.lemma.clone(),
        };
        let members = if phrase.conjuncts.is_empty() {
            Vec::new()
        } else {
            let mut first = phrase.clone();
            first.conjuncts.clear();
            std::iter::once(&first)
                .chain(&phrase.conjuncts)
                .map(|member| Self::of(member, reading, world))
                .collect()
        };
        Self {
            entity,
            kind,
            name,
            text: phrase.text.clone(),
            named: phrase.entity.is_some(),
            vague: phrase.entity.is_none() && is_pronoun(&phrase.lemma),
            members,
            phrase: Some(Box::new(phrase.clone())),
        }
    }
    /// The entity `id` under its own name.
    pub fn entity(id: u32, entity: &Entity) -> Self {
        Self {
            entity: Some(id),
            kind: Some(entity.kind),
            name: entity.name.text.clone(),
            text: entity.name.text.clone(),
            named: true,
            ..Self::default()
        }
    }
}

/// The kind that the reader guessed, in the words of the rule language.
fn entity_kind(kind: NameKind) -> Option<EntityKind> {
    Some(match kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Organisation => EntityKind::Organisation,
        NameKind::Country => EntityKind::Country,
        NameKind::Place => EntityKind::Place,
        NameKind::Event => EntityKind::Event,
        NameKind::Thing => EntityKind::Thing,
        NameKind::Unknown => return None,
    })
}

/// Whether `value` is of the type that a variable asks for.
pub fn has_kind(value: &Value, kind: VariableKind, world: &World<'_>) -> bool {
    match (kind, value) {
        (VariableKind::Any, _) => true,
        (VariableKind::Entity(kind), Value::Thing(thing)) => thing_has_kind(thing, kind, world),
        (VariableKind::Number, Value::Number(q)) => {
            q.unit.is_none() || q.unit.as_deref().is_some_and(is_counted)
        }
        (VariableKind::Money, Value::Number(q)) => q.unit.as_deref().is_some_and(is_currency),
        (VariableKind::Percent, Value::Number(q)) => {
            q.unit.as_deref().is_some_and(|u| u.starts_with("percent"))
        }
        (VariableKind::Duration, Value::Number(q)) => q.unit.as_deref().is_some_and(is_time_unit),
        (VariableKind::Duration, Value::Time(time)) => matches!(time, TimeValue::Duration { .. }),
        (VariableKind::Date, Value::Time(time)) => matches!(time, TimeValue::Date(_) | TimeValue::Period(..)),
        _ => false,
    }
}

/// A unit that is a thing counted ("worker"), not a measure of its own type.
fn is_counted(unit: &str) -> bool {
    !is_currency(unit) && !unit.starts_with("percent")
}

/// ISO 4217 codes are what money is measured in.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase())
}

fn is_time_unit(unit: &str) -> bool {
    matches!(
        unit,
        "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year" | "decade" | "century"
    )
}

fn thing_has_kind(thing: &Thing, kind: EntityKind, world: &World<'_>) -> bool {
    if !thing.members.is_empty() {
        return thing.members.iter().all(|m| thing_has_kind(m, kind, world));
    }
    match thing.kind {
        Some(own) if own == kind => true,
        // A country is a place, and its name stands for its government.
        Some(EntityKind::Country) if matches!(kind, EntityKind::Place | EntityKind::Organisation) => true,
        // "in Alaska" stands for the talks there when only one event on file was there.
        _ if kind == EntityKind::Event => world.event_at(thing).is_some(),
        // What is no person or place is a thing; of a name of unknown kind nothing is guessed.
        None if kind == EntityKind::Thing => !thing.named,
        _ => false,
    }
}

/// Whether two values are the same thing, so far as the texts tell.
pub fn same(a: &Value, b: &Value, world: &World<'_>) -> bool {
    match (a, b) {
        (Value::Thing(a), Value::Thing(b)) => same_thing(a, b, world),
        (Value::Number(a), Value::Number(b)) => compare_quantities(a, b) == Some(true),
        (Value::Time(a), Value::Time(b)) => times_overlap(a, b) == Some(true),
        _ => false,
    }
}

/// Whether two things are one: the same entity, one name, or one in the list of the other.
pub fn same_thing(a: &Thing, b: &Thing, world: &World<'_>) -> bool {
    if a.vague || b.vague {
        // The same "they", met twice, is one.
        let place = |t: &Thing| t.phrase.as_ref().map(|p| p.span);
        return a.vague && b.vague && a.text == b.text && place(a).is_some() && place(a) == place(b);
    }
    if !a.members.is_empty() || !b.members.is_empty() {
        let list = |t: &Thing| {
            if t.members.is_empty() {
                vec![t.clone()]
            } else {
                t.members.clone()
            }
        };
        let (a, b) = (list(a), list(b));
        let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
        return few.iter().all(|x| many.iter().any(|y| same_thing(x, y, world)));
    }
    match (a.entity, b.entity) {
        (Some(x), Some(y)) => {
            x == y || {
                // The place where it was may stand for the event.
                let event = |t: &Thing| world.event_at(t);
                event(a).is_some_and(|e| e == y) || event(b).is_some_and(|e| e == x)
            }
        }
        (Some(x), None) => world.event_at(b) == Some(x) || short_for(b, a),
        (None, Some(y)) => world.event_at(a) == Some(y) || short_for(a, b),
        (None, None) if a.named && b.named => same_name(&a.name, &b.name),
        (None, None) if a.named != b.named => short_for(a, b) || short_for(b, a),
        (None, None) => fold(&a.text) == fold(&b.text) || taken_up(a, b) || taken_up(b, a),
    }
}

/// "The council" for "Orrin council", "the ferry" for "the old ferry" or "a ferry": a definite phrase with
/// nothing but the noun takes up what was named or described in full.
fn short_for(short: &Thing, name: &Thing) -> bool {
    name.named
        && bare_definite(short).is_some_and(|noun| {
            name.name
                .rsplit_once(' ')
                .is_some_and(|(_, last)| last.to_lowercase() == noun)
        })
}

fn taken_up(short: &Thing, full: &Thing) -> bool {
    let described = full.phrase.as_ref().filter(|p| {
        !full.named
            && p.count.is_none()
            && !matches!(p.quantifier, Quantifier::No | Quantifier::Any | Quantifier::All)
    });
    match (bare_definite(short), described) {
        (Some(noun), Some(phrase)) => phrase.lemma.to_lowercase() == noun,
        _ => false,
    }
}

/// The noun of "the ferry".
fn bare_definite(thing: &Thing) -> Option<String> {
    let phrase = thing.phrase.as_ref().filter(|_| !thing.named)?;
    let bare = phrase.quantifier == Quantifier::Definite && phrase.modifiers.is_empty();
    bare.then(|| phrase.lemma.to_lowercase())
}

/// "Marco Rubio" and "Rubio": the words of the shorter name end the longer.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    !a.is_empty() && !b.is_empty() && (a.ends_with(&b) || b.ends_with(&a))
}

/// Lower case, without articles, so that "the summit" and "The summit" are one.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
        .replace(['’', '‘'], "'")
        .split_whitespace()
        .filter(|w| !matches!(*w, "the" | "a" | "an"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether two numbers can be one; `None` when they measure different things.
pub fn compare_quantities(a: &Quantity, b: &Quantity) -> Option<bool> {
    if a.unit != b.unit {
        return None;
    }
    let (low_a, high_a) = range(a);
    let (low_b, high_b) = range(b);
    let below = |x: Option<Decimal>, y: Option<Decimal>| matches!((x, y), (Some(x), Some(y)) if x < y);
    Some(!(below(high_a, low_b) || below(high_b, low_a)))
}

/// The values that a stated number allows: its rounding, its bound. `None` is without limit.
pub fn range(q: &Quantity) -> (Option<Decimal>, Option<Decimal>) {
    let half = rounding(q);
    let upper = q.upper.unwrap_or(q.value);
    match q.bound {
        Bound::Exact => (Some(q.value - half), Some(upper + half)),
        Bound::About => {
            let slack = q.looseness();
            (Some(q.value - slack), Some(upper + slack))
        }
        Bound::MoreThan | Bound::AtLeast => (Some(q.value - half), None),
        Bound::LessThan | Bound::AtMost => (None, Some(upper + half)),
    }
}

/// Half a unit of the last stated place, where the number was visibly rounded ("3.5 million", "4.1%").
/// A plain count ("40 people") is exact.
fn rounding(q: &Quantity) -> Decimal {
    if q.precision == Decimal::ONE {
        Decimal::ZERO
    } else {
        q.precision / Decimal::TWO
    }
}

/// Whether two times can be one; `None` when they are of different kinds.
pub fn times_overlap(a: &TimeValue, b: &TimeValue) -> Option<bool> {
    match (a, b) {
        (TimeValue::Duration { count: x, unit: u }, TimeValue::Duration { count: y, unit: v }) => {
            (u == v).then_some(x == y)
        }
        (TimeValue::Other(x), TimeValue::Other(y)) => (x == y).then_some(true),
        _ => {
            let (a, b) = (days(a)?, days(b)?);
            Some(a.0 <= b.1 && b.0 <= a.1)
        }
    }
}

/// First and last day of a date or a period.
pub fn days(time: &TimeValue) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    match time {
        TimeValue::Date(date) => Some((first_day(*date)?, last_day(*date)?)),
        TimeValue::Period(from, to) => Some((first_day(*from)?, last_day(*to)?)),
        TimeValue::Duration { .. } | TimeValue::Other(_) => None,
    }
}

/// First day of a day, month or year.
pub fn first_day(date: Date) -> Option<jiff::civil::Date> {
    let month = i8::try_from(date.month.unwrap_or(1)).ok()?;
    let day = i8::try_from(date.day.unwrap_or(1)).ok()?;
    jiff::civil::Date::new(date.year, month, day).ok()
}

/// Last day of a day, month or year.
pub fn last_day(date: Date) -> Option<jiff::civil::Date> {
    match (date.month, date.day) {
        (Some(_), Some(_)) => date.civil(),
        (Some(month), None) => Some(
            jiff::civil::Date::new(date.year, i8::try_from(month).ok()?, 1)
                .ok()?
                .last_of_month(),
        ),
        _ => jiff::civil::Date::new(date.year, 12, 31).ok(),
    }
}

/// Adds `new` to `old`: every shared variable must be the same thing on both sides. Where the two
/// name it differently, the entity of the rulebook is kept.
pub fn unify(old: &Bindings, new: &Bindings, world: &World<'_>) -> Option<Bindings> {
    let mut out = old.clone();
    for (name, value) in new {
        match out.get(name) {
            None => {
                out.insert(name.clone(), value.clone());
            }
            Some(held) if same(held, value, world) => {
                let known = |v: &Value| matches!(v, Value::Thing(t) if t.entity.is_some());
                if !known(held) && known(value) {
                    out.insert(name.clone(), value.clone());
                }
            }
            Some(_) => return None,
        }
    }
    Some(out)
}

/// The value in a few words.
pub fn show(value: &Value) -> String {
    match value {
        Value::Thing(thing) => thing.text.clone(),
        Value::Number(q) => {
            let number = match q.upper {
                Some(upper) => format!("{} to {}", q.value.normalize(), upper.normalize()),
                None => q.value.normalize().to_string(),
            };
            match &q.unit {
                Some(unit) if unit == "percent" => format!("{number}%"),
                Some(unit) => format!("{number} {unit}"),
                None => number,
            }
        }
        Value::Time(TimeValue::Date(date)) => date.to_string(),
        Value::Time(TimeValue::Period(from, to)) => format!("{from} to {to}"),
        Value::Time(TimeValue::Duration { count, unit }) => format!("{} {unit}", count.normalize()),
        Value::Time(TimeValue::Other(text)) => text.clone(),
    }
}
