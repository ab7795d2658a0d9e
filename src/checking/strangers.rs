//! Names of which the file knows nothing, in the place of those on file that the article lacks.
//!
//! "Corvane has to sell its shops in Germany and France", where the file has Germany and Spain: Spain stands nowhere in the article, and
//! France nowhere on file. As with figures ([`super::figures`]), each has to be left over for the other alone: in a sentence about what the
//! claim says, in the same place of the clause, and the only such name on either side.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::names::{Name, NameKind};
use crate::reading::statement::Polarity;
use crate::reading::tree::Tree;

use super::binding::same_name;
use super::case::{Case, finding};
use super::fact::{Fact, Origin};
use super::figures::is_told;
use super::finding::{Finding, FindingKind};
use super::topic::Topic;
use super::unverified::vocabulary;

/// How many names and words, figures and days of a claim the sentence has at least.
const LEAST: usize = 3;

/// How many other sentences of the file have all their names in an article that was written from it.
const OTHERS: usize = 3;

/// A name where it stands: in a claim, or in a sentence of the article.
struct Standing<'n> {
    name: &'n Name,
    span: TextSpan,
    /// Relation of its head, and the preposition before it.
    slot: (String, String),
}

/// Compares the names that are left over.
pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let vocabulary = case.prepared.vocabulary.get_or_init(|| vocabulary(case.prepared));
    let is_stranger = |n: &Name| n.known.is_none() && !words(&n.text).any(|w| vocabulary.contains(w));
    let reading = &case.reading;
    let sentences: Vec<(usize, Vec<Standing<'_>>)> = (0..reading.sentences.len())
        .map(|i| (i, standing(reading, i, &is_stranger)))
        .filter(|(_, strangers)| !strangers.is_empty())
        .collect();
    if sentences.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    let plain = |claim: &&Arc<Fact>| {
        matches!(claim.origin, Origin::Claim { .. })
            && claim.is_asserted()
            && claim.statement.polarity == Polarity::Affirmed
    };
    let claims = case.prepared.known.iter().filter(plain);
    let claims = claims.filter(|c| seen.insert((Arc::as_ptr(&c.reading), c.statement.sentence)));
    let missing: Vec<(&Arc<Fact>, Vec<Standing<'_>>)> = claims
        .map(|c| {
            let lacks = |n: &Name| !is_named(reading, n);
            (c, standing(&c.reading, c.statement.sentence, &lacks))
        })
        .collect();
    let told = |(c, m): &&(&Arc<Fact>, Vec<Standing<'_>>)| {
        m.is_empty() && !standing(&c.reading, c.statement.sentence, &|_| true).is_empty()
    };
    if missing.iter().filter(told).count() < OTHERS {
        return;
    }
    for (claim, missing) in &missing {
        let [wanted] = missing.as_slice() else { continue };
        let name = case.name_of(claim);
        for (index, strangers) in &sentences {
            let mut fitting = strangers.iter().filter(|s| may_stand_for(s, wanted));
            let (Some(said), None) = (fitting.next(), fitting.next()) else {
                continue;
            };
            let place = case.place(said.span);
            let known = findings.iter().any(|f| f.rule == name || f.span.overlaps(place));
            if !known && tells_of(case, claim, *index, wanted) && is_told(case, *index, said.span, true) {
                findings.push(instead(case, claim, said, wanted));
            }
        }
    }
}

/// The names of the sentence that `which` picks, where each stands first.
fn standing<'n>(reading: &'n Reading, index: usize, which: &dyn Fn(&Name) -> bool) -> Vec<Standing<'n>> {
    let Some(sentence) = reading.sentences.get(index) else {
        return Vec::new();
    };
    let here = |n: &'n Name| {
        let span = *n.mentions.iter().find(|m| sentence.span.contains(**m))?;
        let slot = slot(&sentence.tree, span)?;
        Some(Standing { name: n, span, slot })
    };
    reading
        .names
        .iter()
        .filter(|n| which(n))
        .filter_map(here)
        .collect()
}

/// The relation of the name's head and the preposition before it; members of a list stand where its first does.
fn slot(tree: &Tree, span: TextSpan) -> Option<(String, String)> {
    let inside = |i: &usize| tree.words.get(*i).is_some_and(|w| span.contains(w.span));
    let mut head = (0..tree.len()).filter(inside).find(|&i| {
        let above = tree.words.get(i).and_then(|w| w.head);
        above.is_none_or(|h| !inside(&h))
    })?;
    while let Some(w) = tree.words.get(head)
        && w.deprel.is("conj")
        && let Some(first) = w.head
    {
        head = first;
    }
    let case = tree.child_by(head, "case").and_then(|c| tree.words.get(c));
    let case = case.map_or(String::new(), |c| c.lemma.to_lowercase());
    Some((tree.words.get(head)?.deprel.base().to_owned(), case))
}

/// Whether the article names it at all, in one form or another.
fn is_named(reading: &Reading, name: &Name) -> bool {
    reading.names.iter().any(|n| match (n.known, name.known) {
        (Some(a), Some(b)) => a == b,
        _ => same_name(&n.text, &name.text) || words(&n.text).any(|w| words(&name.text).any(|v| v == w)),
    })
}

/// The words of a name that are written large.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| w.starts_with(char::is_uppercase))
}

/// Whether the two are names of one kind, in like places.
fn may_stand_for(said: &Standing<'_>, wanted: &Standing<'_>) -> bool {
    let place =
        |n: &Name| matches!(n.kind, NameKind::Place | NameKind::Country) || crate::lexicon::is_place(&n.text);
    let (a, b) = (said.name, wanted.name);
    let both = |kind: NameKind| a.kind == kind && b.kind == kind;
    let one_kind = both(NameKind::Person) || both(NameKind::Organisation) || place(a) && place(b);
    let open = |n: &Name| n.kind == NameKind::Unknown || n.kind == NameKind::Thing;
    let one_case = said.slot.1 == wanted.slot.1;
    // Somebody else may do the same.
    if said.slot.0 == "nsubj" || wanted.slot.0 == "nsubj" {
        return false;
    }
    // Where it is not known of both what they are, they have to stand behind the same preposition.
    one_kind && (one_case || said.slot.0 == wanted.slot.0)
        || (open(a) || open(b))
            && one_case
            && !said.slot.1.is_empty()
            && a.kind != NameKind::Person
            && b.kind != NameKind::Person
}

/// Whether the sentence is about what the claim says, the one name apart.
fn tells_of(case: &Case<'_>, claim: &Fact, index: usize, wanted: &Standing<'_>) -> bool {
    let sentence = claim.statement.sentence;
    let none: &[_] = &[];
    let figures = claim.reading.quantities.get(sentence).map_or(none, Vec::as_slice);
    let times = claim.reading.times.get(sentence).map_or(&[][..], Vec::as_slice);
    let mut without: Vec<TextSpan> = figures.iter().map(|q| q.span).collect();
    without.extend(times.iter().map(|t| t.span));
    let mut topic = Topic::of(&claim.reading, sentence, &without);
    topic.names.retain(|(_, text)| *text != wanted.name.text);
    let there = Topic::of(&case.reading, index, &[]);
    let shared = topic.shared(&there, &case.prepared.knowledge);
    let said = case.reading.quantities.get(index).map_or(none, Vec::as_slice);
    let days = case.reading.times.get(index).map_or(&[][..], Vec::as_slice);
    let beside = figures
        .iter()
        .filter(|f| said.iter().any(|q| q.quantity == f.quantity))
        .count()
        + times
            .iter()
            .filter(|t| days.iter().any(|d| d.time == t.time))
            .count();
    // A claim's other figure is no other occasion's.
    let other_day = !times.is_empty() && !days.is_empty() && beside == 0;
    !other_day
        && shared.names + beside > 0
        && shared.names + shared.words + beside >= LEAST
        && shared.missing <= 2
}

fn instead(case: &Case<'_>, claim: &Arc<Fact>, said: &Standing<'_>, wanted: &Standing<'_>) -> Finding {
    let mut found = finding(
        case.name_of(claim),
        FindingKind::Contradiction,
        Severity::Warning,
        format!("this is not what is on file: “{}”", case.words_on_file(claim)),
        case.place(said.span),
    );
    found.reason = format!(
        "“{}” stands nowhere in the article, and nothing on file has “{}”",
        wanted.name.text, said.name.text
    );
    found.related = case.origins(claim);
    found.normal_form = said.name.text.to_lowercase();
    found.proof = vec![found.reason.clone()];
    found
}
