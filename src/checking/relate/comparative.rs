//! Comparisons that follow from several others: Ann is taller than Bob, Bob is as tall as Cy.

use std::collections::{BTreeMap, BTreeSet};

use super::knowledge::Knowledge;
use super::names::{is_name, same_name};
use super::phrase::members;
use crate::lexicon::{WordClass, antonyms};
use crate::reading::Reading;
use crate::reading::statement::{Argument, Certainty, Phrase, Polarity, Role, Statement, StatementKind};

/// Things compared in one text at most.
const MAX_THINGS: usize = 400;

/// "A is taller than B" or "A is as tall as B".
#[derive(Debug, Clone, PartialEq, Eq)]
struct Comparison {
    quality: String,
    more: Vec<String>,
    less: Vec<String>,
    /// "as … as"
    equal: bool,
}

/// What the comparisons of a text say of a claim that compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ranking {
    Follows,
    Excluded,
}

/// The comparisons of a reading. In "A is as tall as B, B is as tall as C" the parser may give B to the
/// second clause twice, as what the first compares with too: what something is compared with never
/// stands in front of it, and belongs to the clause before.
fn comparisons(reading: &Reading) -> Vec<Comparison> {
    let mut out: Vec<Comparison> = Vec::new();
    let mut before: Option<Statement> = None;
    for statement in &reading.statements {
        let mut own = statement.clone();
        let start = statement.subject.as_ref().map_or(0, |s| s.phrase.span.end);
        let strays = |o: &Argument| matches!(o.role, Role::Oblique(_)) && o.phrase.span.start < start;
        let stray = statement.objects.iter().find(|o| strays(o)).cloned();
        own.objects.retain(|o| !strays(o));
        if let (Some(mut earlier), Some(stray)) = (before.take(), stray)
            && earlier.sentence == statement.sentence
        {
            earlier.objects.push(stray);
            out.extend(comparison(&earlier, reading));
        }
        match comparison(&own, reading) {
            Some(found) => out.push(found),
            None => before = Some(own),
        }
    }
    out
}

/// The statement as a comparison of names.
fn comparison(statement: &Statement, reading: &Reading) -> Option<Comparison> {
    if statement.kind != StatementKind::State
        || statement.certainty != Certainty::Asserted
        || statement.polarity == Polarity::Denied
        || !statement.read
    {
        return None;
    }
    let quality = statement.objects.iter().find(|o| o.role == Role::Attribute)?;
    let with = |case: &str| {
        statement
            .objects
            .iter()
            .find(|o| o.role == Role::Oblique(case.to_owned()))
    };
    let as_well = statement.predicate.adverbs.iter().any(|a| a == "as");
    let (other, equal) = match (with("than"), with("as")) {
        (Some(than), _) => (than, false),
        (None, Some(like)) if as_well => (like, true),
        _ => return None,
    };
    let names = |p: &Phrase| -> Option<Vec<String>> {
        members(p)
            .into_iter()
            .map(|m| is_name(&m, statement.sentence, reading).then(|| m.lemma.to_lowercase()))
            .collect()
    };
    Some(Comparison {
        quality: quality.phrase.lemma.to_lowercase(),
        more: names(&statement.subject.as_ref()?.phrase)?,
        less: names(&other.phrase)?,
        equal,
    })
}

/// What follows for `claim` from all the comparisons of the text together.
pub(super) fn rank(
    text: &Reading,
    (claim, of): (&Statement, &Reading),
    knowledge: &Knowledge,
) -> Option<Ranking> {
    let wanted = comparison(claim, of)?;
    // name → (name, whether strictly more)
    let mut above: BTreeMap<String, BTreeSet<(String, bool)>> = BTreeMap::new();
    for mut known in comparisons(text) {
        let same = known.quality == wanted.quality || knowledge.same_term(&known.quality, &wanted.quality);
        let opposite = knowledge.opposite(&known.quality, &wanted.quality)
            || antonyms(&known.quality, &wanted.quality, WordClass::Adjective);
        if opposite && !known.equal {
            std::mem::swap(&mut known.more, &mut known.less);
        } else if !same {
            continue;
        }
        for a in &known.more {
            for b in &known.less {
                above
                    .entry(a.clone())
                    .or_default()
                    .insert((b.clone(), !known.equal));
                if known.equal {
                    above.entry(b.clone()).or_default().insert((a.clone(), false));
                }
            }
        }
        if above.len() > MAX_THINGS {
            return None;
        }
    }
    let pairs = || {
        wanted
            .more
            .iter()
            .flat_map(|a| wanted.less.iter().map(move |b| (a, b)))
    };
    let strictly = |a: &str, b: &str| reaches(&above, a, b) == Some(true);
    let at_least = |a: &str, b: &str| reaches(&above, a, b).is_some();
    if wanted.equal {
        if pairs().all(|(a, b)| reaches(&above, a, b) == Some(false)) {
            return Some(Ranking::Follows);
        }
        return pairs()
            .any(|(a, b)| strictly(a, b) || strictly(b, a))
            .then_some(Ranking::Excluded);
    }
    if pairs().all(|(a, b)| strictly(a, b)) {
        return Some(Ranking::Follows);
    }
    pairs().any(|(a, b)| at_least(b, a)).then_some(Ranking::Excluded)
}

/// Whether `from` is above (`Some(true)`) or level with (`Some(false)`) `to`.
fn reaches(above: &BTreeMap<String, BTreeSet<(String, bool)>>, from: &str, to: &str) -> Option<bool> {
    let start = above.keys().find(|k| same_name(k, from))?;
    let mut seen: BTreeSet<(String, bool)> = BTreeSet::from([(start.clone(), false)]);
    let mut open = vec![(start.clone(), false)];
    let mut level = false;
    while let Some((name, strict)) = open.pop() {
        if same_name(&name, to) {
            if strict {
                return Some(true);
            }
            level = name != *start || same_name(from, to);
        }
        for (next, more) in above.get(&name).into_iter().flatten() {
            let step = (next.clone(), strict || *more);
            if seen.insert(step.clone()) {
                open.push(step);
            }
        }
    }
    level.then_some(false)
}
