//! `where`: comparisons of numbers, units, dates, durations, weekdays, ages, sums, percentages.
//!
//! A comparison holds, fails, or cannot be told ("the age of somebody whose birth is not on file");
//! what cannot be told never makes a rule fire.

use jiff::civil::Weekday;
use rust_decimal::Decimal;

use crate::reading::statement::{Phrase, Quantifier, TimeValue};
use crate::rules::book::{ComparisonKind, Condition, Expression, Operator};
use crate::value::quantity::{Bound, Quantity};
use crate::value::unit::{Unit, unit, units};

use super::binding::{Bindings, Thing, Value, days, first_day, fold, last_day, range, same_thing};
use super::join::Pool;
use super::world::World;

/// What an expression comes to.
#[derive(Debug, Clone)]
enum Term {
    /// A number with its unit, from the least to the greatest that its rounding allows.
    Number {
        low: Option<Decimal>,
        high: Option<Decimal>,
        unit: Option<String>,
    },
    /// From the first to the last day.
    Days(jiff::civil::Date, jiff::civil::Date),
    Weekday(Weekday),
    Thing(Thing),
    Text(String),
}

/// What can be looked up beside the bindings.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Rulebook and day.
    pub world: World<'a>,
    /// Facts: a date of birth.
    pub pool: Pool<'a>,
}

/// Whether all conditions hold; `None` when one cannot be told and none fails.
pub fn all_hold(conditions: &[Condition], bindings: &Bindings, scope: Scope<'_>) -> Option<bool> {
    let mut known = true;
    for condition in conditions {
        match holds(condition, bindings, scope) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = false,
        }
    }
    known.then_some(true)
}

/// Whether one condition holds.
pub fn holds(condition: &Condition, bindings: &Bindings, scope: Scope<'_>) -> Option<bool> {
    let left = eval(&condition.left, bindings, scope)?;
    let right = eval(&condition.right, bindings, scope)?;
    let Some(upper) = &condition.upper else {
        return compare(&left, condition.comparison, &right, scope);
    };
    let upper = eval(upper, bindings, scope)?;
    let from = compare(&left, ComparisonKind::GreaterOrEqual, &right, scope);
    let to = compare(&left, ComparisonKind::LessOrEqual, &upper, scope);
    let within = match (from, to) {
        (Some(false), _) | (_, Some(false)) => false,
        (Some(true), Some(true)) => true,
        _ => return None,
    };
    Some(within == (condition.comparison == ComparisonKind::Equal))
}

fn compare(left: &Term, comparison: ComparisonKind, right: &Term, scope: Scope<'_>) -> Option<bool> {
    use ComparisonKind as C;
    match (left, right) {
        (
            Term::Number {
                low: al,
                high: ah,
                unit: au,
            },
            Term::Number {
                low: bl,
                high: bh,
                unit: bu,
            },
        ) => {
            let ((al, ah), (bl, bh)) = in_one_unit((*al, *ah, au.as_deref()), (*bl, *bh, bu.as_deref()))?;
            // Whether "more than 1,000" is 1,000 nobody asks so closely: only what is greater, it is.
            let slack = match comparison {
                C::Equal | C::NotEqual => BEYOND,
                _ => Decimal::ZERO,
            };
            ordered(al.map(|x| x - slack), ah.map(|x| x + slack), bl, bh, comparison)
        }
        (Term::Days(a0, a1), Term::Days(b0, b1)) => {
            ordered(Some(*a0), Some(*a1), Some(*b0), Some(*b1), comparison)
        }
        (Term::Weekday(a), Term::Weekday(b)) => equality(a == b, comparison),
        (Term::Weekday(a), Term::Days(d, e)) | (Term::Days(d, e), Term::Weekday(a)) if d == e => {
            equality(d.weekday() == *a, comparison)
        }
        (Term::Weekday(a), Term::Text(text)) | (Term::Text(text), Term::Weekday(a)) => {
            equality(weekday(text)? == *a, comparison)
        }
        (Term::Days(d, e), Term::Text(text)) | (Term::Text(text), Term::Days(d, e)) if d == e => {
            equality(weekday(text)? == d.weekday(), comparison)
        }
        (Term::Thing(a), Term::Thing(b)) => {
            if a.vague || b.vague {
                return None;
            }
            let same = same_thing(a, b, &scope.world);
            // Two different descriptions may well be of one thing ("the firm", "the company"): that
            // they differ is known only of two names.
            match comparison {
                C::NotEqual if !(same || a.named && b.named) => None,
                _ => equality(same, comparison),
            }
        }
        (Term::Thing(thing), Term::Text(text)) | (Term::Text(text), Term::Thing(thing)) => {
            if thing.vague {
                return None;
            }
            let named = fold(&thing.name) == fold(text)
                || fold(&thing.text) == fold(text)
                || thing
                    .entity
                    .and_then(|id| scope.world.entity(id))
                    .is_some_and(|e| e.also.iter().any(|alias| fold(&alias.text) == fold(text)));
            // "The mayor" may well be Anna Hill, whoever that is.
            let name = text.starts_with(char::is_uppercase);
            let definite = |p: &Phrase| p.quantifier == Quantifier::Definite;
            let described = !thing.named && thing.phrase.as_deref().is_some_and(definite);
            match comparison {
                C::NotEqual if !named && name && described => None,
                _ => equality(named, comparison),
            }
        }
        (Term::Text(a), Term::Text(b)) => equality(fold(a) == fold(b), comparison),
        _ => None,
    }
}

fn equality(same: bool, comparison: ComparisonKind) -> Option<bool> {
    match comparison {
        ComparisonKind::Equal => Some(same),
        ComparisonKind::NotEqual => Some(!same),
        _ => None,
    }
}

/// Compares two ranges: certain only where every pair of values in them agrees, but for equality,
/// which holds where the ranges meet (what a rounding may hide is no difference).
fn ordered<T: PartialOrd>(
    al: Option<T>,
    ah: Option<T>,
    bl: Option<T>,
    bh: Option<T>,
    comparison: ComparisonKind,
) -> Option<bool> {
    let below = |x: &Option<T>, y: &Option<T>| matches!((x, y), (Some(x), Some(y)) if x < y);
    let at_most = |x: &Option<T>, y: &Option<T>| matches!((x, y), (Some(x), Some(y)) if x <= y);
    let apart = below(&ah, &bl) || below(&bh, &al);
    match comparison {
        ComparisonKind::Equal => Some(!apart),
        ComparisonKind::NotEqual => Some(apart),
        ComparisonKind::Less if below(&ah, &bl) => Some(true),
        ComparisonKind::Less if at_most(&bh, &al) => Some(false),
        ComparisonKind::LessOrEqual if at_most(&ah, &bl) => Some(true),
        ComparisonKind::LessOrEqual if below(&bh, &al) => Some(false),
        ComparisonKind::Greater if below(&bh, &al) => Some(true),
        ComparisonKind::Greater if at_most(&ah, &bl) => Some(false),
        ComparisonKind::GreaterOrEqual if at_most(&bh, &al) => Some(true),
        ComparisonKind::GreaterOrEqual if below(&ah, &bl) => Some(false),
        _ => None,
    }
}

fn eval(expression: &Expression, bindings: &Bindings, scope: Scope<'_>) -> Option<Term> {
    match expression {
        Expression::Variable(variable) => Some(term(bindings.get(&variable.name)?)?),
        Expression::Number(n) => Some(exact(*n, None)),
        Expression::Quantity(n, written) => Some(exact(*n, Some(unit_of(written)))),
        Expression::Percent(n) => Some(exact(*n, Some("percent".to_owned()))),
        Expression::Date(date) => Some(Term::Days(first_day(*date)?, last_day(*date)?)),
        Expression::Text(text) => Some(Term::Text(text.text.clone())),
        Expression::Call(name, arguments) => call(name, arguments, bindings, scope),
        Expression::Binary(left, operator, right) => {
            let left = eval(left, bindings, scope)?;
            let right = eval(right, bindings, scope)?;
            arithmetic(&left, *operator, &right)
        }
    }
}

fn exact(n: Decimal, unit: Option<String>) -> Term {
    Term::Number {
        low: Some(n),
        high: Some(n),
        unit,
    }
}

fn term(value: &Value) -> Option<Term> {
    Some(match value {
        Value::Thing(thing) => Term::Thing(thing.clone()),
        Value::Number(q) => number(q),
        Value::Time(TimeValue::Duration { count, unit }) => exact(*count, Some(unit.clone())),
        Value::Time(time) => {
            let (first, last) = days(time)?;
            Term::Days(first, last)
        }
    })
}

/// How far "more than 1,000" begins above 1,000, and "less than 1,000" ends below it.
const BEYOND: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

fn number(q: &Quantity) -> Term {
    let (mut low, mut high) = range(q);
    match q.bound {
        // Who writes "more than 1,000" did not round: they counted past it.
        Bound::MoreThan => low = Some(q.value + BEYOND),
        Bound::LessThan => high = Some(q.upper.unwrap_or(q.value) - BEYOND),
        Bound::Exact | Bound::About | Bound::AtLeast | Bound::AtMost => {}
    }
    Term::Number {
        low,
        high,
        unit: q.unit.clone(),
    }
}

/// The reader's name for a unit as an editor writes it: `$` is `USD`, `km` is `kilometre`.
fn unit_of(written: &str) -> String {
    let written = written.trim();
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    // "pounds" beside a number are money: what weighs a pound is written `lb`.
    if matches!(lower.as_str(), "pound" | "pounds") {
        return "GBP".to_owned();
    }
    let known = units().iter().find(|u| {
        u.name == written
            || u.symbols.iter().any(|s| s.text == written)
            || u.words
                .iter()
                .any(|w| w.iter().map(String::as_str).eq(words.iter().copied()))
    });
    // Lengths of time have their own units, which reckon with the calendar.
    match known.filter(|u| !u.is_time()) {
        Some(unit) => unit.name.clone(),
        None => singular(written),
    }
}

fn singular(unit: &str) -> String {
    let unit = unit.trim().to_lowercase();
    match unit.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => unit
            .strip_suffix('s')
            .filter(|u| u.len() > 1)
            .map_or(unit.clone(), str::to_owned),
    }
}

/// Whether two lengths of time are one, whatever their units; `None` where that is not known.
pub(super) fn same_length(a: &TimeValue, b: &TimeValue) -> Option<bool> {
    let (TimeValue::Duration { count: x, unit: u }, TimeValue::Duration { count: y, unit: v }) = (a, b)
    else {
        return None;
    };
    let ((x, _), (y, _)) = in_one_unit((Some(*x), None, Some(u)), (Some(*y), None, Some(v)))?;
    let (x, y) = (x?, y?);
    // A month has no fixed number of days: "three months" may be "90 days".
    let slack = if u == v {
        Decimal::ZERO
    } else {
        x.max(y) * Decimal::new(5, 2)
    };
    Some((x - y).abs() <= slack)
}

/// Days that a unit of time has: a calendar mean for months and years.
fn days_in(unit: &str) -> Option<Decimal> {
    Some(match unit {
        "second" => Decimal::ONE / Decimal::from(86_400),
        "minute" => Decimal::ONE / Decimal::from(1440),
        "hour" => Decimal::ONE / Decimal::from(24),
        "day" => Decimal::ONE,
        "week" => Decimal::from(7),
        "month" => Decimal::new(30_436_875, 6),
        "quarter" => Decimal::new(91_310_625, 6),
        "year" => Decimal::new(3_652_425, 4),
        "decade" => Decimal::new(3_652_425, 3),
        "century" => Decimal::new(3_652_425, 2),
        _ => return None,
    })
}

type Range = (Option<Decimal>, Option<Decimal>);

/// Both ranges in one unit; `None` when they measure different things. A bare number takes the unit
/// of the other side (`where {share} > 50`).
fn in_one_unit(
    a: (Option<Decimal>, Option<Decimal>, Option<&str>),
    b: (Option<Decimal>, Option<Decimal>, Option<&str>),
) -> Option<(Range, Range)> {
    match (a.2, b.2) {
        (None, _) | (_, None) => Some(((a.0, a.1), (b.0, b.1))),
        (Some(u), Some(v)) if u == v => Some(((a.0, a.1), (b.0, b.1))),
        (Some(u), Some(v)) => {
            if let (Some(u), Some(v)) = (unit(u), unit(v))
                && u.dimension == v.dimension
                && !u.is_time()
            {
                let base = |x: Option<Decimal>, of: &Unit| x.and_then(|x| of.to_base(x));
                return Some(((base(a.0, u), base(a.1, u)), (base(b.0, v), base(b.1, v))));
            }
            let (u, v) = (days_in(u)?, days_in(v)?);
            // Rounded, since an hour is no decimal fraction of a day.
            let scale =
                |x: Option<Decimal>, by: Decimal| x.and_then(|x| x.checked_mul(by)).map(|x| x.round_dp(12));
            Some(((scale(a.0, u), scale(a.1, u)), (scale(b.0, v), scale(b.1, v))))
        }
    }
}

fn arithmetic(left: &Term, operator: Operator, right: &Term) -> Option<Term> {
    match (left, right) {
        (
            Term::Number {
                low: al,
                high: ah,
                unit: au,
            },
            Term::Number {
                low: bl,
                high: bh,
                unit: bu,
            },
        ) => numbers((*al, *ah, au), operator, (*bl, *bh, bu)),
        (Term::Days(a0, a1), Term::Days(b0, b1)) if operator == Operator::Subtract => {
            // "{end} - {start}" in days: the least and the greatest that the grain allows.
            let between =
                |x: jiff::civil::Date, y: jiff::civil::Date| Some(Decimal::from(y.until(x).ok()?.get_days()));
            Some(Term::Number {
                low: between(*a0, *b1),
                high: between(*a1, *b0),
                unit: Some("day".to_owned()),
            })
        }
        (
            Term::Days(a0, a1),
            Term::Number {
                low: Some(n),
                high: Some(m),
                unit: Some(unit),
            },
        ) if n == m => {
            let span = calendar_span(*n, unit)?;
            let shift = |d: jiff::civil::Date| match operator {
                Operator::Add => d.checked_add(span).ok(),
                Operator::Subtract => d.checked_sub(span).ok(),
                Operator::Multiply | Operator::Divide => None,
            };
            Some(Term::Days(shift(*a0)?, shift(*a1)?))
        }
        _ => None,
    }
}

fn calendar_span(count: Decimal, unit: &str) -> Option<jiff::Span> {
    let n: i64 = count.trunc().try_into().ok()?;
    if Decimal::from(n) != count {
        return None;
    }
    let span = jiff::Span::new();
    match unit {
        "day" => span.try_days(n).ok(),
        "week" => span.try_weeks(n).ok(),
        "month" => span.try_months(n).ok(),
        "year" => span.try_years(n).ok(),
        "decade" => span.try_years(n.checked_mul(10)?).ok(),
        _ => None,
    }
}

fn numbers(
    a: (Option<Decimal>, Option<Decimal>, &Option<String>),
    operator: Operator,
    b: (Option<Decimal>, Option<Decimal>, &Option<String>),
) -> Option<Term> {
    let unit = match (operator, a.2, b.2) {
        (Operator::Add | Operator::Subtract, Some(u), Some(v)) if u == v => Some(u.clone()),
        (Operator::Add | Operator::Subtract, Some(u), Some(v)) => {
            let ((al, ah), (bl, bh)) = in_one_unit((a.0, a.1, Some(u)), (b.0, b.1, Some(v)))?;
            let day = Some("day".to_owned());
            return numbers((al, ah, &day), operator, (bl, bh, &day));
        }
        (Operator::Add | Operator::Subtract, u, v) => u.clone().or_else(|| v.clone()),
        // A share of something: "{part} / {whole}" has no unit, "10% * {n}" has that of {n}.
        (Operator::Multiply, Some(u), v) if u == "percent" => {
            let part = |x: Option<Decimal>| x.and_then(|x| x.checked_div(Decimal::ONE_HUNDRED));
            let none = None;
            return numbers((part(a.0), part(a.1), &none), operator, (b.0, b.1, v));
        }
        (Operator::Multiply, u, Some(v)) if v == "percent" => {
            let part = |x: Option<Decimal>| x.and_then(|x| x.checked_div(Decimal::ONE_HUNDRED));
            let none = None;
            return numbers((a.0, a.1, u), operator, (part(b.0), part(b.1), &none));
        }
        (Operator::Multiply, Some(_), Some(_)) => return None,
        (Operator::Multiply, u, v) => u.clone().or_else(|| v.clone()),
        (Operator::Divide, Some(u), Some(v)) if u == v => None,
        (Operator::Divide, u, None) => u.clone(),
        (Operator::Divide, _, Some(_)) => return None,
    };
    let (low, high) = match operator {
        Operator::Add => (
            both(a.0, b.0, Decimal::checked_add),
            both(a.1, b.1, Decimal::checked_add),
        ),
        Operator::Subtract => (
            both(a.0, b.1, Decimal::checked_sub),
            both(a.1, b.0, Decimal::checked_sub),
        ),
        Operator::Multiply | Operator::Divide => {
            let apply = if operator == Operator::Multiply {
                Decimal::checked_mul
            } else {
                Decimal::checked_div
            };
            let (al, ah, bl, bh) = (a.0?, a.1?, b.0?, b.1?);
            let mut ends = Vec::with_capacity(4);
            for (x, y) in [(al, bl), (al, bh), (ah, bl), (ah, bh)] {
                ends.push(apply(x, y)?);
            }
            (ends.iter().min().copied(), ends.iter().max().copied())
        }
    };
    if low.is_none() && high.is_none() {
        return None;
    }
    Some(Term::Number { low, high, unit })
}

fn both(
    a: Option<Decimal>,
    b: Option<Decimal>,
    apply: fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Decimal> {
    apply(a?, b?)
}

fn call(name: &str, arguments: &[Expression], bindings: &Bindings, scope: Scope<'_>) -> Option<Term> {
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        values.push(eval(argument, bindings, scope)?);
    }
    let one_day = |term: &Term| match term {
        Term::Days(a, b) if a == b => Some(*a),
        _ => None,
    };
    match (name, values.as_slice()) {
        ("weekday", [term]) => Some(Term::Weekday(one_day(term)?.weekday())),
        ("year", [Term::Days(a, b)]) if a.year() == b.year() => Some(exact(Decimal::from(a.year()), None)),
        ("month", [Term::Days(a, b)]) if (a.year(), a.month()) == (b.year(), b.month()) => {
            Some(exact(Decimal::from(a.month()), None))
        }
        ("day", [term]) => Some(exact(Decimal::from(one_day(term)?.day()), None)),
        ("today", []) => {
            let today = scope.world.today?;
            Some(Term::Days(first_day(today)?, last_day(today)?))
        }
        ("age", [Term::Thing(who)]) => age(who, first_day(scope.world.today?)?, scope),
        ("age", [Term::Thing(who), at]) => age(who, one_day(at)?, scope),
        ("abs", [Term::Number { low, high, unit }]) => {
            let (low, high) = ((*low)?, (*high)?);
            let (a, b) = (low.abs(), high.abs());
            let crosses = low.is_sign_negative() != high.is_sign_negative();
            Some(Term::Number {
                low: Some(if crosses { Decimal::ZERO } else { a.min(b) }),
                high: Some(a.max(b)),
                unit: unit.clone(),
            })
        }
        // From the first number to the second, in percent of the first.
        (
            "change",
            [
                Term::Number {
                    low: al, high: ah, ..
                },
                Term::Number {
                    low: bl, high: bh, ..
                },
            ],
        ) => {
            let percent = |from: Decimal, to: Decimal| {
                to.checked_sub(from)?
                    .checked_mul(Decimal::ONE_HUNDRED)?
                    .checked_div(from)
            };
            let (low, high) = (percent((*ah)?, (*bl)?)?, percent((*al)?, (*bh)?)?);
            Some(Term::Number {
                low: Some(low.min(high)),
                high: Some(low.max(high)),
                unit: Some("percent".to_owned()),
            })
        }
        _ => None,
    }
}

/// Years lived on the day `at`, from a fact on file "… was born on …".
fn age(who: &Thing, at: jiff::civil::Date, scope: Scope<'_>) -> Option<Term> {
    let on_file = who
        .entity
        .and_then(|id| scope.world.entity(id)?.born)
        .and_then(|born| days(&TimeValue::Date(born)));
    let said = || {
        scope.pool.known.iter().find_map(|fact| {
            let statement = &fact.statement;
            if !statement
                .predicate
                .lemma
                .split(' ')
                .any(|w| w == "bear" || w == "born")
            {
                return None;
            }
            let about = statement.subject.iter().chain(&statement.objects).any(|a| {
                same_thing(
                    &Thing::of(&a.phrase, &fact.reading, &scope.world),
                    who,
                    &scope.world,
                )
            });
            if !about {
                return None;
            }
            statement.times.iter().find_map(|t| days(&t.time))
        })
    };
    let born = on_file.or_else(said)?;
    let years = |from: jiff::civil::Date| {
        let whole = i32::from(at.year()) - i32::from(from.year());
        let before = (at.month(), at.day()) < (from.month(), from.day());
        Decimal::from(whole - i32::from(before))
    };
    Some(Term::Number {
        low: Some(years(born.1)),
        high: Some(years(born.0)),
        unit: Some("year".to_owned()),
    })
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text.trim().to_lowercase().as_str() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}
