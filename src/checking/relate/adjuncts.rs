//! Phrases with a preposition, and circumstances that are no times, of two statements.

use super::compare::Comparison;
use super::names::{NameRelation, is_one_known, relate_names, resolve};
use super::part::{Clash, PartRelation};
use super::phrase::{Slot, same_place_case};
use super::rates::{is_each, is_rate};
use super::relation::Part;
use crate::reading::statement::{CircumstanceKind, Modifier, Phrase, Role, Statement};

/// How deep phrases are looked into for a name.
const DEEPEST: usize = 3;

/// A phrase with a preposition, or a circumstance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Adjunct<'a> {
    pub(super) case: &'a str,
    pub(super) phrase: &'a Phrase,
    place: bool,
}

impl Comparison<'_> {
    /// Phrases with a preposition, and circumstances that are no times.
    pub(super) fn adjuncts(&mut self) -> PartRelation {
        let (text, claim) = (self.text.statement, self.claim.statement);
        let (there, wanted) = (adjuncts_of(text), adjuncts_of(claim));
        let mut used = vec![false; there.len()];
        let mut relation = PartRelation::Equal;
        for w in &wanted {
            let (mut best, mut best_clashes, mut other) = (PartRelation::Wider, Vec::new(), false);
            if let Some(clash) = self.opposite_case(text, w) {
                self.clashes.push(clash);
                relation = relation.join(PartRelation::Excludes);
                continue;
            }
            for (i, t) in there.iter().enumerate() {
                // A variable takes whatever is there: "on Norland" is no place for "at {meeting}".
                let like = (t.place || w.phrase.variable.is_none()) && same_place_case(t.case, w.case)
                    || is_rate(t, w)
                    || is_rate(w, t);
                if used.get(i).copied().unwrap_or(true) || !(t.case == w.case || like) {
                    continue;
                }
                let clashes = self.clashes.len();
                let slot = if w.place || t.place {
                    Slot::Place
                } else {
                    Slot::Adjunct
                };
                let mut found = self.phrases(t.phrase, w.phrase, slot);
                if found == PartRelation::Different && self.at_another(t, w) {
                    found = self.clash(Part::Place, t.phrase, w.phrase);
                }
                let new = self.clashes.split_off(clashes);
                match found {
                    // One thing may be near two places.
                    PartRelation::Excludes
                        if matches!(w.case, "near" | "around" | "beside" | "by" | "close to")
                            && new
                                .iter()
                                .all(|c| matches!(c.part, Part::Place | Part::Participant)) => {}
                    PartRelation::Different => other |= slot == Slot::Adjunct && t.case == w.case,
                    PartRelation::Excludes => {
                        best = PartRelation::Excludes;
                        best_clashes = new;
                    }
                    found => {
                        best = found;
                        best_clashes = new;
                        if let Some(u) = used.get_mut(i) {
                            *u = true;
                        }
                        break;
                    }
                }
            }
            // The object of one may be the oblique of the other ("play on a guitar", "play a guitar").
            if best == PartRelation::Wider && w.phrase.variable.is_none() {
                let as_object = text
                    .objects
                    .iter()
                    .find(|o| o.role == Role::Object && o.phrase.lemma == w.phrase.lemma)
                    .filter(|_| !claim.objects.iter().any(|o| o.role == Role::Object));
                if let Some(o) = as_object {
                    best = self.phrases(&o.phrase, w.phrase, Slot::Object);
                }
            }
            // "at the gallery in Antwerp" to "in Antwerp"
            if best == PartRelation::Excludes && self.loose_phrase(text, &there, w.case, w.phrase).entails() {
                best = PartRelation::Narrower;
                best_clashes.clear();
            }
            // "{party} agreed to {something}" with an infinitive in the text.
            if best == PartRelation::Wider
                && w.case == "to"
                && w.phrase.variable.is_some()
                && let Some(clause) = text.objects.iter().find(|o| o.role == Role::Clause)
                && clause.phrase.text.split_whitespace().next() == Some("to")
            {
                best = self.phrases(&clause.phrase, w.phrase, Slot::Adjunct);
            }
            self.clashes.append(&mut best_clashes);
            if best == PartRelation::Wider {
                best = self.loose_phrase(text, &there, w.case, w.phrase);
            }
            if best == PartRelation::Wider && is_named_elsewhere(text, w) {
                best = PartRelation::Equal;
            }
            if best == PartRelation::Wider && is_each(text, w) {
                best = PartRelation::Equal;
            }
            // "convicted of arson" is the opposite of "acquitted of arson", not of "acquitted of murder".
            if best == PartRelation::Wider && other && self.clashes.iter().any(|c| c.part == Part::Opposite) {
                best = PartRelation::Different;
            }
            if best == PartRelation::Wider {
                self.blocked(|| format!("the text has nothing for “{} {}”", w.case, w.phrase.text));
            }
            relation = relation.join(best);
        }
        // "despite the rain": what it happens in spite of is no part of what a denial denies.
        let own = |a: &Adjunct<'_>| !self.knowledge.is("outside-preposition", a.case);
        if there.iter().zip(&used).any(|(a, used)| !used && own(a)) {
            relation = relation.join(PartRelation::Narrower);
        }
        relation
    }

    /// "took place at the Residenztheater" to "at the Odeon", "a character on Homeland" to "on Lost", in a passage about the
    /// one thing: neither lies in the other, as it may behind "in".
    fn at_another(&self, text: &Adjunct<'_>, claim: &Adjunct<'_>) -> bool {
        let (t, c) = (resolve(self.text, text.phrase), resolve(self.claim, claim.phrase));
        let named = |p: &Phrase| p.entity.is_some() && p.conjuncts.is_empty() && p.variable.is_none();
        let dated = |p: &Phrase, s: &Statement| s.times.iter().any(|m| m.span.overlaps(p.span));
        self.one_scene
            && text.case == claim.case
            && matches!(claim.case, "at" | "on")
            && named(t)
            && named(c)
            && !dated(t, self.text.statement)
            && !dated(c, self.claim.statement)
            && relate_names(t, c, self.knowledge) == NameRelation::Distinct
    }

    /// "without an agreement" to "with an agreement".
    fn opposite_case(&mut self, text: &Statement, wanted: &Adjunct<'_>) -> Option<Clash> {
        const OPPOSITES: [(&str, &str); 5] = [
            ("with", "without"),
            ("inside", "outside"),
            ("for", "against"),
            ("above", "below"),
            ("up", "down"),
        ];
        for there in adjuncts_of(text) {
            let pair = |(a, b): &(&str, &str)| {
                (there.case == *a && wanted.case == *b) || (there.case == *b && wanted.case == *a)
            };
            if OPPOSITES.iter().any(pair) {
                let clashes = self.clashes.len();
                let same = self
                    .phrases(there.phrase, wanted.phrase, Slot::Adjunct)
                    .compatible();
                self.clashes.truncate(clashes);
                if same {
                    return Some(Clash {
                        part: Part::Opposite,
                        text: there.phrase.span,
                        claim: wanted.phrase.span,
                        words: (
                            format!("{} {}", there.case, there.phrase.text),
                            format!("{} {}", wanted.case, wanted.phrase.text),
                        ),
                    });
                }
            }
        }
        None
    }

    /// A phrase with a preposition that the claim has on its verb and the text on a noun: where such
    /// a phrase hangs is often anyone's guess ("rinse a steak with water").
    fn loose_phrase(
        &mut self,
        text: &Statement,
        there: &[Adjunct<'_>],
        case: &str,
        wanted: &Phrase,
    ) -> PartRelation {
        let holders = text
            .objects
            .iter()
            .map(|o| &o.phrase)
            .chain(there.iter().map(|a| a.phrase))
            .chain(
                text.subject
                    .iter()
                    .map(|a| &a.phrase)
                    // "was arrested by police in Marlow"
                    .filter(|_| text.predicate.lemma == "be" || self.claim.statement.predicate.passive),
            );
        let mut other = None;
        for holder in holders {
            for modifier in behind(holder, DEEPEST) {
                if modifier.relation == "nmod"
                    && (modifier.case != "of" || holder.entity.is_some())
                    && same_place_case(&modifier.case, case)
                {
                    let clashes = self.clashes.len();
                    let found = self.phrases(&modifier.phrase, wanted, Slot::Adjunct);
                    let new = self.clashes.split_off(clashes);
                    if found.entails() {
                        return found;
                    }
                    // "control over four regions" to "over two regions"
                    let counted = found == PartRelation::Excludes
                        && modifier.case == case
                        && modifier.phrase.lemma == wanted.lemma
                        && new.iter().all(|c| c.part == Part::Number);
                    if counted {
                        other = other.or(Some(new));
                    }
                }
            }
        }
        match other {
            Some(clashes) => {
                self.clashes.extend(clashes);
                PartRelation::Excludes
            }
            None => PartRelation::Wider,
        }
    }

    /// "a sign of moderation from Moscow" to "saw signs of moderation from Moscow", where the claim has the phrase on its
    /// verb: it narrows neither more than the other.
    pub(super) fn on_the_claims_verb(&mut self, there: &Modifier) -> bool {
        if self.depth > 0 || there.relation != "nmod" || there.case == "of" || self.loose {
            return false;
        }
        let claim = self.claim.statement;
        adjuncts_of(claim).iter().any(|wanted| {
            same_place_case(&there.case, wanted.case)
                && self.adjunct_for_itself(&there.phrase, wanted.phrase) == PartRelation::Equal
        })
    }

    /// The other way round: the claim has the phrase on a noun, the text on its verb.
    pub(super) fn on_the_verb(&mut self, case: &str, wanted: &Phrase) -> bool {
        if self.depth > 0 || case == "of" {
            return false;
        }
        let text = self.text.statement;
        for adjunct in adjuncts_of(text) {
            if same_place_case(adjunct.case, case)
                && self.adjunct_for_itself(adjunct.phrase, wanted).entails()
            {
                return true;
            }
        }
        false
    }

    /// Two phrases by themselves. What hangs on them is not looked for on the verbs once more: of phrases in phrases each
    /// would ask for the other without end.
    fn adjunct_for_itself(&mut self, text: &Phrase, claim: &Phrase) -> PartRelation {
        let clashes = self.clashes.len();
        self.depth += 1;
        let found = self.phrases(text, claim, Slot::Adjunct);
        self.depth -= 1;
        self.clashes.truncate(clashes);
        found
    }
}

/// The phrases behind a noun, and those behind the nouns in them: "a sign of moderation from Moscow".
fn behind(phrase: &Phrase, depth: usize) -> Vec<&Modifier> {
    let own = phrase.modifiers.iter().filter(|m| m.relation == "nmod");
    own.flat_map(|m| {
        let inner = depth
            .checked_sub(1)
            .map_or_else(Vec::new, |depth| behind(&m.phrase, depth));
        std::iter::once(m).chain(inner)
    })
    .collect()
}

/// "Norland's medicines agency refused" to "was refused in Norland": the place that the claim names is in the text's
/// statement, on another word.
fn is_named_elsewhere(text: &Statement, wanted: &Adjunct<'_>) -> bool {
    let name = wanted.phrase;
    wanted.place
        && name.variable.is_none()
        && (name.entity.is_some() || name.text.starts_with(char::is_uppercase))
        && text.phrases_within(DEEPEST).iter().any(|p| {
            p.conjuncts.is_empty() && (is_one_known(p, name) || p.lemma.eq_ignore_ascii_case(&name.lemma))
        })
}

pub(super) fn adjuncts_of(statement: &Statement) -> Vec<Adjunct<'_>> {
    let obliques = statement.objects.iter().filter_map(|o| match &o.role {
        Role::Oblique(case) => Some(Adjunct {
            case,
            phrase: &o.phrase,
            place: false,
        }),
        _ => None,
    });
    let circumstances = statement.circumstances.iter().filter_map(|c| {
        let kind = matches!(
            c.kind,
            CircumstanceKind::Place | CircumstanceKind::Manner | CircumstanceKind::Other
        );
        Some(Adjunct {
            case: &c.marker,
            phrase: c.phrase.as_ref().filter(|_| kind)?,
            place: c.kind == CircumstanceKind::Place,
        })
    });
    obliques.chain(circumstances).collect()
}
