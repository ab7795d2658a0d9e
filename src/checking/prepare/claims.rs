//! Claims and the clauses of entities as facts.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::reading::Reading;
use crate::reading::statement::{Certainty, Statement, StatementKind, Tense};
use crate::rules::book::{English, Entity, EntityKind, Period, Rulebook};
use crate::source::Location;
use crate::value::date::{Date, MONTHS};

use super::english::{Reader, unreadable};
use super::{Claimed, rows};
use crate::checking::fact::{Fact, Origin};
use crate::checking::quotations::{Filed, words};

/// What the rulebook holds to be so.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) known: Vec<Arc<Fact>>,
    pub(super) unconfirmed: Vec<Claimed>,
    pub(super) quotations: Vec<Filed>,
}

/// All claims of `book`, and what its entities' clauses say.
pub(super) fn read(book: &Rulebook, reader: &Reader, diagnostics: &mut Vec<Diagnostic>) -> Claims {
    let mut out = Claims::default();
    for (index, claim) in book.claims.iter().enumerate() {
        if rows::is_row(book, index) {
            continue;
        }
        for english in &claim.english {
            let reading = reader.claim(english);
            let location = claim.data.unwrap_or(english.text.location);
            let quoted = quotations(index, &english.text.text, &reading, location, &mut out.quotations);
            let facts = facts(book, index, english, &reading);
            if facts.is_empty() && !quoted {
                diagnostics.push(unreadable(english, &reading));
            }
            for fact in facts {
                match &claim.unconfirmed {
                    Some(unconfirmed) => out.unconfirmed.push(Claimed {
                        fact,
                        by: unconfirmed.by.clone(),
                    }),
                    None => out.known.push(fact),
                }
            }
        }
    }
    for (entity, clause, text) in entity_sentences(book) {
        let reading = reader.text(&text);
        for statement in reading.statements.iter().filter(|s| says_it(s)) {
            out.known.push(Arc::new(Fact {
                statement: Arc::new(statement.clone()),
                follows: Default::default(),
                reading: Arc::clone(&reading),
                origin: Origin::Entity {
                    entity,
                    location: clause.location,
                },
                period: clause.period,
            }));
        }
    }
    out
}

/// The facts that one sentence of a claim was read as.
pub(super) fn facts(
    book: &Rulebook,
    index: usize,
    english: &English,
    reading: &Arc<Reading>,
) -> Vec<Arc<Fact>> {
    let Some(claim) = book.claims.get(index) else {
        return Vec::new();
    };
    let location = claim.data.unwrap_or(english.text.location);
    reading
        .statements
        .iter()
        .filter(|s| says_it(s))
        .map(|statement| {
            Arc::new(Fact {
                statement: Arc::new(statement.clone()),
                follows: Default::default(),
                reading: Arc::clone(reading),
                origin: Origin::Claim {
                    claim: index,
                    location,
                },
                period: claim.period,
            })
        })
        .collect()
}

/// What a claim says, against what it only mentions: the events that its nouns name are not claimed, nor
/// what hangs on its verb without a time of its own ("opposes Ukraine *joining NATO*").
pub(super) fn says_it(statement: &Statement) -> bool {
    let mentioned = statement.parent.is_some()
        && statement.kind == StatementKind::Event
        && statement.predicate.tense == Tense::None
        && statement.certainty == Certainty::Asserted
        && !statement.predicate.passive;
    statement.read && statement.kind != StatementKind::Nominal && !mentioned
}

/// The quotations in a claim; whether there is one.
fn quotations(
    claim: usize,
    text: &str,
    reading: &Arc<Reading>,
    location: Location,
    out: &mut Vec<Filed>,
) -> bool {
    let before = out.len();
    for quotation in &reading.quotations {
        let quoted = text
            .get(quotation.span.start..quotation.span.end)
            .unwrap_or_default();
        let words = words(quoted);
        // A few words ("huge concession") are a manner of speaking, no utterance on file.
        if words.len() >= 3 {
            out.push(Filed {
                claim,
                reading: Arc::clone(reading),
                cue: quotation.cue_span,
                speaker: quotation.speaker.clone(),
                text: quoted.to_owned(),
                words,
                location,
            });
        }
    }
    out.len() > before
}

/// A clause of an entity: its place, and when it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    pub(super) location: Location,
    pub(super) period: Period,
}

/// The clauses of all entities as sentences, for the reader.
pub(super) fn entity_sentences(book: &Rulebook) -> Vec<(u32, Clause, String)> {
    let mut out = Vec::new();
    for (id, entity) in (0u32..).zip(&book.entities) {
        let name = &entity.name.text;
        for role in &entity.roles {
            let clause = Clause {
                location: role.location,
                period: role.period,
            };
            out.push((id, clause, format!("{name} is {}.", role.title.text)));
        }
        if entity.kind == EntityKind::Event {
            event(id, entity, &mut out);
        }
    }
    out
}

fn event(id: u32, event: &Entity, out: &mut Vec<(u32, Clause, String)>) {
    let name = capital(&event.name.text);
    let at = |location| Clause {
        location,
        period: Period::default(),
    };
    if let Some(on) = event.on {
        let when = match (on.from, on.to) {
            (Some(from), Some(to)) if from == to => Some(preposition(from)),
            (Some(from), None) => Some(preposition(from)),
            (Some(from), Some(to)) => Some(format!("from {} to {}", long(from), long(to))),
            (None, _) => None,
        };
        if let Some(when) = when {
            out.push((id, at(event.location), format!("{name} took place {when}.")));
        }
    }
    for place in &event.place {
        out.push((
            id,
            at(place.location),
            format!("{name} took place in {}.", place.text),
        ));
    }
    for participant in &event.with {
        let sentence = format!("{} attended {}.", participant.text, event.name.text);
        out.push((id, at(participant.location), sentence));
    }
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "on 15 August 2025", "in August 2025", "in 2025"
fn preposition(date: Date) -> String {
    let word = if date.day.is_some() { "on" } else { "in" };
    format!("{word} {}", long(date))
}

fn long(date: Date) -> String {
    let month = date
        .month
        .and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
    match (date.day, month) {
        (Some(day), Some(month)) => format!("{day} {month} {}", date.year),
        (None, Some(month)) => format!("{month} {}", date.year),
        _ => date.year.to_string(),
    }
}
