//! The times of one statement against those of another.

use super::amount::relate_times;
use super::compare::{Comparison, words_at};
use super::part::{Clash, PartRelation};
use super::relation::{BoundValue, Part};
use crate::reading::statement::{
    Certainty, Circumstance, CircumstanceKind, Statement, StatementKind, Tense, TimeMention, TimeValue,
};

impl Comparison<'_> {
    /// What the times of the text are to those of the claim.
    pub(super) fn times(&mut self) -> PartRelation {
        let (text, claim) = (self.text.statement, self.claim.statement);
        let mut relation = PartRelation::Equal;
        for circumstance in &claim.circumstances {
            if circumstance.kind != CircumstanceKind::Time {
                continue;
            }
            let variable = circumstance.phrase.as_ref().and_then(|p| p.variable.as_ref());
            // A variable that stands for a time is seen to below, with the times.
            let timed = |name: &String| claim.times.iter().any(|t| t.variable.as_ref() == Some(name));
            if let Some(name) = variable.filter(|name| !timed(name)) {
                let found = text.times.iter().find(|t| !matches!(t.time, TimeValue::Other(_)));
                match found {
                    Some(t) => {
                        let words = self.words(t.span);
                        self.bind(name, &words, t.span, BoundValue::Time(t.time.clone()));
                    }
                    None => relation = relation.join(PartRelation::Wider),
                }
            }
        }
        if let Some(relation) = self.within_period() {
            return relation;
        }
        let mut matched = 0;
        let mut apart = Vec::new();
        for wanted in &claim.times {
            if let Some(name) = &wanted.variable {
                // "lasts {t: duration}": the length was the object.
                if self.bindings.contains_key(name) {
                    matched += 1;
                    continue;
                }
                match standing_for(text, claim, wanted) {
                    Some(t) => {
                        let words = self.words(t.span);
                        self.bind(name, &words, t.span, BoundValue::Time(t.time.clone()));
                        matched += 1;
                    }
                    None => {
                        let words = words_at(claim, wanted.span);
                        self.blocked(|| format!("the text has no time for “{words}”"));
                        relation = relation.join(PartRelation::Wider);
                    }
                }
                continue;
            }
            if is_variable_time(claim, wanted) {
                matched += 1;
                continue;
            }
            let direction = direction_of(claim, wanted);
            let mut best = PartRelation::Wider;
            let mut clash = None;
            if direction == Direction::At
                && let Some(whole) = from_to(text)
                && relate_times(&whole, &wanted.time).compatible()
            {
                // What goes on from one day to another goes on in between.
                relation = relation.join(PartRelation::Narrower);
                matched = text.times.len();
                continue;
            }
            for there in &text.times {
                let same_direction = direction_of(text, there) == direction;
                // "since 2008", "since 1998"; "until Monday", "until Tuesday"; "will be cut by 2030", "by 2035".
                let one_marker = marker_of(text, there) == marker_of(claim, wanted);
                let one_end = same_direction && direction == Direction::From
                    || one_marker
                        && (matches!(marker_of(claim, wanted), Some("until" | "till"))
                            || marker_of(claim, wanted) == Some("by") && is_ahead(text) && is_ahead(claim));
                let found = match relate_times(&there.time, &wanted.time) {
                    PartRelation::Equal if same_direction => PartRelation::Equal,
                    // Who stayed for two years stayed for a year.
                    PartRelation::Excludes
                        if is_a_unit(claim, wanted) && is_longer(&there.time, &wanted.time) =>
                    {
                        PartRelation::Narrower
                    }
                    PartRelation::Excludes if one_end => PartRelation::Excludes,
                    _ if !same_direction || direction != Direction::At => continue,
                    found => found,
                };
                match found {
                    PartRelation::Different => {}
                    PartRelation::Excludes => {
                        clash = Some(Clash {
                            part: Part::Time,
                            text: there.span,
                            claim: wanted.span,
                            words: (words_at(text, there.span), words_at(claim, wanted.span)),
                        });
                    }
                    found => {
                        best = found;
                        clash = None;
                        matched += 1;
                        break;
                    }
                }
            }
            if let Some(clash) = clash {
                apart.push(clash);
                continue;
            }
            relation = relation.join(best);
        }
        // Of several times one that is the same makes it the same event; the others are times of
        // something else, or its beginning and end.
        if matched > 0 && !apart.is_empty() {
            relation = relation.join(PartRelation::Wider);
        } else if let Some(clash) = apart.pop() {
            self.clashes.push(clash);
            relation = relation.join(PartRelation::Excludes);
        }
        if text.times.len() > matched && relation != PartRelation::Excludes {
            relation = relation.join(PartRelation::Narrower);
        }
        relation
    }

    /// "was president in 2014" to "was president from 2009 to 2017": a state that goes on goes on in between, and is over
    /// outside.
    fn within_period(&mut self) -> Option<PartRelation> {
        let (text, claim) = (self.text.statement, self.claim.statement);
        let whole = from_to(claim).filter(|_| from_to(text).is_none())?;
        let [there] = text.times.as_slice() else {
            return None;
        };
        if direction_of(text, there) != Direction::At
            || !matches!(there.time, TimeValue::Date(_) | TimeValue::Period(..))
            || !matches!(claim.kind, StatementKind::Role | StatementKind::State)
        {
            return None;
        }
        if relate_times(&there.time, &whole) != PartRelation::Excludes {
            return Some(PartRelation::Wider);
        }
        let wanted = claim.times.first()?.span;
        self.clashes.push(Clash {
            part: Part::Time,
            text: there.span,
            claim: wanted,
            words: (words_at(text, there.span), words_at(claim, wanted)),
        });
        Some(PartRelation::Excludes)
    }
}

/// The time of the text that a variable of the claim stands for: one of its kind, said with the same
/// preposition sooner than with another of that direction.
fn standing_for<'s>(text: &'s Statement, claim: &Statement, wanted: &TimeMention) -> Option<&'s TimeMention> {
    let lasts = |t: &TimeMention| matches!(t.time, TimeValue::Duration { .. });
    // "in March" of a text without a date is a time all the same; "now" is none that one could name.
    let said = |t: &TimeMention| match &t.time {
        TimeValue::Other(value) => value.starts_with("XXXX-"),
        TimeValue::Date(_) | TimeValue::Period(..) | TimeValue::Duration { .. } => true,
    };
    let direction = direction_of(claim, wanted);
    let fits = |t: &&TimeMention| lasts(t) == lasts(wanted) && said(t) && direction_of(text, t) == direction;
    let same_marker = |t: &&TimeMention| marker_of(text, t) == marker_of(claim, wanted);
    let there = || text.times.iter().filter(fits);
    there().find(same_marker).or_else(|| there().next())
}

/// Which side of a time the event lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    At,
    From,
    Before,
    After,
}

fn direction_of(statement: &Statement, time: &TimeMention) -> Direction {
    // "sentenced to six years": a length has no side.
    if matches!(time.time, TimeValue::Duration { .. }) {
        return Direction::At;
    }
    match marker_of(statement, time) {
        Some("since" | "from") => Direction::From,
        Some("until" | "till" | "by" | "before" | "to" | "through") => Direction::Before,
        Some("after") => Direction::After,
        _ => Direction::At,
    }
}

/// Whether the statement is of what is to be done, for which a time with "by" is the day that was set.
fn is_ahead(statement: &Statement) -> bool {
    statement.predicate.tense == Tense::Future
        || matches!(statement.certainty, Certainty::Intended | Certainty::Ordered)
}

/// The preposition in front of the time.
fn marker_of<'s>(statement: &'s Statement, time: &TimeMention) -> Option<&'s str> {
    let holder = |c: &&Circumstance| {
        c.time
            .and_then(|i| statement.times.get(i))
            .is_some_and(|t| t.span == time.span)
            || c.span.contains(time.span)
    };
    statement
        .circumstances
        .iter()
        .find(holder)
        .map(|c| c.marker.as_str())
}

/// "from 1988 to 1992", "between 1988 and 1992" as one period.
fn from_to(statement: &Statement) -> Option<TimeValue> {
    let between = statement.circumstances.iter().find_map(|c| {
        let mut dates = statement.times.iter().filter_map(|t| match t.time {
            TimeValue::Date(date) if c.marker == "between" && c.span.contains(t.span) => Some(date),
            _ => None,
        });
        Some(TimeValue::Period(dates.next()?, dates.next()?))
    });
    if between.is_some() {
        return between;
    }
    let date = |direction: Direction| {
        statement.times.iter().find_map(|t| match t.time {
            TimeValue::Date(date) if direction_of(statement, t) == direction => Some(date),
            _ => None,
        })
    };
    Some(TimeValue::Period(
        date(Direction::From)?,
        date(Direction::Before)?,
    ))
}

/// "a year", which a longer time has in it.
fn is_a_unit(statement: &Statement, time: &TimeMention) -> bool {
    let words = words_at(statement, time.span).to_lowercase();
    words.starts_with("a ") || words.starts_with("an ")
}

fn is_longer(text: &TimeValue, claim: &TimeValue) -> bool {
    matches!((text, claim), (TimeValue::Duration { count: a, unit: u }, TimeValue::Duration { count: b, unit: v })
        if u == v && a > b)
}

fn is_variable_time(statement: &Statement, time: &TimeMention) -> bool {
    statement
        .circumstances
        .iter()
        .filter(|c| c.phrase.as_ref().is_some_and(|p| p.variable.is_some()))
        .any(|c| c.span.contains(time.span))
}
