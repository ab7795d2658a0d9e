//! What is told of an event on file by the way, in the words that name it: "a two-day summit", where the file has one
//! day; "Monday's meeting at Camp David", where the file has another house.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{EntityRef, Phrase, Quantifier};
use crate::reading::tree::{Tree, Upos};
use crate::rules::book::{Entity, EntityKind};

use super::binding::fold;
use super::case::{Case, finding};
use super::fact::Fact;
use super::finding::{Finding, FindingKind, RelatedRole};

/// How deep the phrases of a statement are looked through.
const DEEPEST: usize = 2;

/// Compares what the article says of the events on file in naming them.
pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for fact in case.own() {
        for phrase in fact.statement.phrases_within(DEEPEST) {
            let event = known_event(case, phrase);
            let Some(event) = event.filter(|_| !seen.contains(&phrase.span)) else {
                continue;
            };
            // Whatever else is a summit, a meeting there, is another: something beside the word has to say which is meant.
            if phrase.quantifier == Quantifier::Some && !placed_there(case, fact, event) {
                continue;
            }
            let wrong = several_days(fact, phrase, event).or_else(|| elsewhere(case, fact, phrase, event));
            if let Some((words, reason)) = wrong {
                seen.push(phrase.span);
                findings.push(report(case, fact, event, words, reason));
            }
        }
    }
}

type Wrong = (crate::document::TextSpan, String);

fn known_event<'a>(case: &Case<'a>, phrase: &Phrase) -> Option<&'a Entity> {
    let Some(EntityRef::Known(id)) = phrase.entity else {
        return None;
    };
    let entity = case.prepared.book.entities.get(id as usize)?;
    (entity.kind == EntityKind::Event && phrase.conjuncts.is_empty()).then_some(entity)
}

fn tree(fact: &Fact) -> Option<&Tree> {
    fact.reading
        .sentences
        .get(fact.statement.sentence)
        .map(|s| &s.tree)
}

/// Whether the sentence names where the event was.
fn placed_there(case: &Case<'_>, fact: &Fact, event: &Entity) -> bool {
    let sentence = fact.reading.sentences.get(fact.statement.sentence);
    let text = sentence.map_or("", |s| case.document.slice(s.span));
    event.place.iter().any(|p| text.contains(&p.text))
}

/// "the two-day summit" of an event that is on one day.
fn several_days(fact: &Fact, phrase: &Phrase, event: &Entity) -> Option<Wrong> {
    let on = event.on?;
    if on.from.is_none() || on.from != on.to {
        return None;
    }
    let tree = tree(fact)?;
    let word = |i: usize| {
        tree.words
            .get(i)
            .map(|w| w.form.to_lowercase())
            .unwrap_or_default()
    };
    let within = (0..phrase.head).filter(|&i| phrase.span.contains(tree.words[i].span));
    let mut units = within.filter(|&i| {
        let many = matches!(
            word(i.wrapping_sub(2)).as_str(),
            "two" | "three" | "four" | "five" | "six" | "seven" | "2" | "3" | "4" | "5" | "6" | "7"
        );
        let long = word(i + 1) == "-" && word(i + 2) == "long";
        let apart = word(i.wrapping_sub(1)) == "-";
        let length = many && apart && matches!(word(i).as_str(), "day" | "week") || long && word(i) == "week";
        // "the two-day-old agreement" is as old.
        length && word(i + 2) != "old"
    });
    let unit = units.next()?;
    let words = crate::document::TextSpan::new(
        tree.words[unit.saturating_sub(2)].span.start,
        tree.words[unit].span.end,
    );
    Some((words, format!("on file it is on one day, {}", on.from?)))
}

/// "the meeting at Camp David" of an event that is in another house.
fn elsewhere(case: &Case<'_>, fact: &Fact, phrase: &Phrase, event: &Entity) -> Option<Wrong> {
    let tree = tree(fact)?;
    let site = |name: &str| !lexicon::is_place(name);
    let [on_file] = event.place.as_slice() else {
        return None;
    };
    let mut places = phrase
        .modifiers
        .iter()
        .filter(|m| m.relation == "nmod" && m.case == "at");
    let place = places.find(|m| tree.words[m.phrase.head].upos == Upos::Propn)?;
    let name = &place.phrase;
    let text = name.text.trim_start_matches("the ");
    // A town has many houses, and a house many rooms.
    if lexicon::places_apart(text, &on_file.text)
        || site(&on_file.text) && is_house(case, name, on_file.text.as_str())
    {
        return Some((name.span, format!("on file it is in {}", on_file.text)));
    }
    None
}

/// Whether the name is known for a place of its own, in which the one on file is not.
fn is_house(case: &Case<'_>, name: &Phrase, on_file: &str) -> bool {
    let text = name.text.trim_start_matches("the ");
    let (here, there) = (fold(text), fold(on_file));
    let same = here.contains(&there) || there.contains(&here);
    let entity = match name.entity {
        Some(EntityRef::Known(id)) => case.prepared.book.entities.get(id as usize),
        _ => None,
    };
    let place = match entity {
        Some(known) => known.kind == EntityKind::Place && known.place.iter().all(|p| fold(&p.text) != there),
        // "Camp David", "Windsor Castle"
        None => {
            let built = |w: &str| lexicon::is_kind_of(&w.to_lowercase(), "structure", WordClass::Noun);
            lexicon::is_place(text) || text.contains(' ') && text.split(' ').any(built)
        }
    };
    !same && place
}

fn report(
    case: &Case<'_>,
    fact: &Arc<Fact>,
    event: &Entity,
    words: crate::document::TextSpan,
    reason: String,
) -> Finding {
    let name = &event.name.text;
    let mut found = finding(
        "contradicts-claim",
        FindingKind::Contradiction,
        Severity::Error,
        format!(
            "“{}” is not what is on file for {name}",
            case.document.slice(words)
        ),
        case.place(words),
    );
    found
        .related
        .extend(case.on_file(RelatedRole::Claim, event.location, format!("on file for {name}")));
    found.normal_form = fact.normal_form();
    found.proof = vec![reason.clone()];
    found.reason = reason;
    found
}
