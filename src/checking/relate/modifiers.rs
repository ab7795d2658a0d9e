//! What narrows a head: adjectives, nouns, possessors, phrases with a preposition.

use super::amount::relate_quantities;
use super::compare::Comparison;
use super::names::{NameRelation, relate_names, resolve};
use super::opposites::is_superlative;
use super::part::PartRelation;
use super::phrase::{Slot, same_place_case, word_of};
use super::quantify::amount_of;
use super::relation::{Part, Side};
use super::words::relate_words;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Modifier, Phrase, Quantifier, Role, Statement, Tense, TimeValue};
use crate::value::quantity::Quantity;

impl<'a> Comparison<'a> {
    /// "is an American actress" says "is American", and is at odds with "is Chinese".
    pub(super) fn nationality(&mut self, text: &Phrase, claim: &Phrase) -> Option<PartRelation> {
        let demonym = |p: &Phrase| lexicon::is_demonym(&p.lemma.to_lowercase());
        if !demonym(claim) || demonym(text) || !claim.modifiers.is_empty() {
            return None;
        }
        let found = text
            .modifiers
            .iter()
            .flat_map(flat)
            .filter(|m| demonym(&m.phrase))
            .map(|m| {
                let (relation, _) = relate_words(
                    &m.phrase.lemma,
                    &claim.lemma,
                    WordClass::Adjective,
                    self.knowledge,
                );
                (relation, m)
            })
            .collect::<Vec<_>>();
        if found.iter().any(|(r, _)| r.entails()) {
            return Some(PartRelation::Narrower);
        }
        match found.first() {
            Some((PartRelation::Excludes, m)) if found.len() == 1 => {
                Some(self.clash(Part::Role, &m.phrase, claim))
            }
            _ => Some(PartRelation::Different),
        }
    }

    /// "for the first time" to "for the fourth time", "finished fourth" to "finished third": which in a row it was, where
    /// both say so.
    pub(super) fn ranks(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> Option<PartRelation> {
        if let (Some(there), Some(wanted)) = (score(text), score(claim)) {
            return Some(if there == wanted {
                PartRelation::Equal
            } else {
                self.clash(Part::Number, text, claim)
            });
        }
        let rank = |side: Side<'a>, p: &Phrase| {
            let own = || ordinal(side, p).filter(|_| slot == Slot::Attribute);
            let time = || {
                let inside = p.modifiers.iter().find_map(|m| ordinal(side, &m.phrase));
                inside.filter(|_| p.lemma == "time" && slot == Slot::Adjunct)
            };
            own().or_else(time)
        };
        let relation = relate_quantities(rank(self.text, text)?, rank(self.claim, claim)?);
        // "won for the first time in 2010": another time than the one that the claim speaks of.
        let dated = |s: &Statement| s.times.iter().any(|t| matches!(t.time, TimeValue::Date(_)));
        if slot == Slot::Adjunct && dated(self.text.statement) && !dated(self.claim.statement) {
            return Some(PartRelation::Different);
        }
        Some(match relation {
            PartRelation::Excludes => self.clash(Part::Number, text, claim),
            other => other,
        })
    }

    /// "The second tallest" is not the tallest: what follows where the two ranks differ. Of one thing ("is the second largest
    /// chain", "is the biggest chain") only one is so.
    fn other_rank(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> Option<PartRelation> {
        let (most, wanted) = (superlative(self.text, text)?, superlative(self.claim, claim)?);
        let (there, here) = (rank(self.text, text, most), rank(self.claim, claim, wanted));
        if there.map(|q| q.value) == here.map(|q| q.value) {
            return None;
        }
        let placed =
            |m: &&Modifier| m.relation == "nmod" && matches!(m.case.as_str(), "in" | "of" | "at" | "on");
        let elsewhere = text.modifiers.iter().filter(placed).any(|t| {
            let mut there = claim.modifiers.iter().filter(placed);
            !there.any(|c| t.phrase.text.eq_ignore_ascii_case(&c.phrase.text))
        });
        let (t, c) = (&most.phrase, &wanted.phrase);
        let of_one_thing = slot == Slot::Attribute
            && !elsewhere
            && text.lemma == claim.lemma
            && relate_words(&t.lemma, &c.lemma, WordClass::Adjective, self.knowledge).0
                == PartRelation::Equal;
        Some(if of_one_thing {
            self.clash(Part::Role, t, c)
        } else {
            PartRelation::Different
        })
    }

    /// What the modifiers of the text's phrase are to those of the claim's.
    pub(super) fn modifiers(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        // "most", "fewer than 200": the quantifier and the count are compared as such.
        let counted = |side: Side<'a>, of: &Phrase, m: &Modifier| {
            if ordinal(side, &m.phrase).is_some() {
                return false;
            }
            m.relation == "nummod"
                || (m.relation == "amod"
                    && matches!(
                        m.phrase.quantifier,
                        Quantifier::Most | Quantifier::Many | Quantifier::Few | Quantifier::Number
                    ))
                || amount_of(side, of).is_some_and(|q| q.span.contains(m.phrase.span))
        };
        // "port 9443" is not "port 8443": another one, where each has its own.
        if let (Some(t), Some(c)) = (label(text), label(claim))
            && t.phrase.text != c.phrase.text
        {
            let one_at_a_time = |s: &Statement| {
                matches!(s.predicate.tense, Tense::Present | Tense::Future) && !s.predicate.progressive
            };
            let holds = slot != Slot::Subject
                && text.lemma == claim.lemma
                && one_at_a_time(self.text.statement)
                && one_at_a_time(self.claim.statement);
            return if holds {
                self.clash(Part::Number, &t.phrase, &c.phrase)
            } else {
                PartRelation::Different
            };
        }
        // "a 1930 comedy" to "a 1940 comedy": one year each.
        if let (Some(t), Some(c)) = (year(text), year(claim))
            && t.text != c.text
        {
            return if slot == Slot::Attribute {
                self.clash(Part::Role, t, c)
            } else {
                PartRelation::Different
            };
        }
        let (text_side, claim_side) = (self.text, self.claim);
        // "3.1% in August": the times are compared as such.
        let counted = |side: Side<'a>, of: &Phrase, m: &Modifier| {
            let dated = || side.statement.times.iter().any(|t| t.span == m.phrase.span);
            counted(side, of, m) || (m.relation == "nmod" && dated())
        };
        let narrowing = |m: &&Modifier| !counted(claim_side, claim, m);
        if let Some(relation) = self.other_rank(text, claim, slot) {
            return relation;
        }
        let mut relation = PartRelation::Equal;
        let there: Vec<&Modifier> = text.modifiers.iter().flat_map(flat).collect();
        let mut used = vec![false; there.len()];
        for wanted in claim.modifiers.iter().flat_map(flat).filter(narrowing) {
            let mut best = PartRelation::Wider;
            for (i, &there) in there.iter().enumerate() {
                if used.get(i).copied().unwrap_or(true)
                    // "a $45m profit" to "a profit of {sum}"
                    || counted(text_side, text, there) && wanted.phrase.variable.is_none()
                    || !comparable_modifiers(there, wanted)
                {
                    continue;
                }
                let clashes = self.clashes.len();
                let found = self.modifier(there, wanted);
                self.clashes.truncate(clashes);
                match found {
                    PartRelation::Different => continue,
                    PartRelation::Excludes => {
                        // "arrested two men in Lyon": where the phrase hangs is the parser's guess; the
                        // place is the event's.
                        let place = there.relation == "nmod"
                            && (matches!(slot, Slot::Object | Slot::Place)
                                || (slot == Slot::Subject && self.one_scene && self.same_named_object()))
                            && matches!(there.case.as_str(), "in" | "at" | "near");
                        if place
                            && self.is_place(self.text, &there.phrase)
                            && self.is_place(self.claim, &wanted.phrase)
                        {
                            return self.clash(Part::Place, &there.phrase, &wanted.phrase);
                        }
                        if slot == Slot::Attribute {
                            return self.clash(Part::Role, &there.phrase, &wanted.phrase);
                        }
                        // "the smallest issue" to "the largest issue"
                        let ranks = slot == Slot::Object
                            && text.quantifier == Quantifier::Definite
                            && claim.quantifier == Quantifier::Definite
                            && there.relation == "amod"
                            && is_superlative(&there.phrase)
                            && is_superlative(&wanted.phrase);
                        if ranks {
                            return self.clash(Part::Opposite, &there.phrase, &wanted.phrase);
                        }
                        best = PartRelation::Different;
                    }
                    found => {
                        best = found;
                        if let Some(u) = used.get_mut(i) {
                            *u = true;
                        }
                        break;
                    }
                }
            }
            if best == PartRelation::Wider
                && wanted.relation == "nmod"
                && slot != Slot::Subject
                && self.on_the_verb(&wanted.case, &wanted.phrase)
            {
                best = PartRelation::Equal;
            }
            relation = relation.join(best);
        }
        for (there, used) in there.into_iter().zip(&used) {
            // "not a single member"
            let single = text.quantifier == Quantifier::No && there.phrase.lemma == "single";
            if *used || single || counted(text_side, text, there) || self.on_the_claims_verb(there) {
                continue;
            }
            // "a former minister" is no minister.
            if self.knowledge.is("privative", &there.phrase.lemma.to_lowercase()) {
                return PartRelation::Different;
            }
            relation = relation.join(PartRelation::Narrower);
        }
        relation
    }

    /// Whether both statements have one named object: "a jury in Denver found Carla Menzel guilty" is about
    /// the verdict on her, wherever the jury sat.
    fn same_named_object(&self) -> bool {
        let object = |side: Side<'a>| {
            side.statement
                .objects
                .iter()
                .find(|o| o.role == Role::Object)
                .map(|o| resolve(side, &o.phrase))
                .filter(|p| p.entity.is_some())
        };
        object(self.text)
            .zip(object(self.claim))
            .is_some_and(|(t, c)| relate_names(t, c, self.knowledge) == NameRelation::Same)
    }

    fn modifier(&mut self, text: &Modifier, claim: &Modifier) -> PartRelation {
        if let Some(name) = &claim.phrase.variable {
            self.bind_phrase(name, &text.phrase);
            return PartRelation::Equal;
        }
        if text.phrase.entity.is_some() || claim.phrase.entity.is_some() || !text.case.is_empty() {
            // "a character in the novel Don Quixote": a novel is no place.
            let work = text.phrase.entity.is_none()
                && resolve(self.text, &text.phrase).entity.is_some()
                && ["creation", "show", "communication"]
                    .iter()
                    .any(|k| lexicon::is_kind_of(&text.phrase.lemma.to_lowercase(), k, WordClass::Noun));
            let slot = if matches!(claim.case.as_str(), "in" | "at" | "from") && !work {
                Slot::Place
            } else {
                Slot::Adjunct
            };
            return self.phrases(&text.phrase, &claim.phrase, slot);
        }
        if let (Some(t), Some(c)) = (
            ordinal(self.text, &text.phrase),
            ordinal(self.claim, &claim.phrase),
        ) {
            return relate_quantities(t, c);
        }
        let ranked = |m: &Modifier| {
            m.phrase
                .modifiers
                .iter()
                .any(|r| r.phrase.quantifier == Quantifier::Number)
        };
        if claim.relation == "amod" && ranked(text) != ranked(claim) {
            return PartRelation::Different;
        }
        let class = match claim.relation {
            "amod" => WordClass::Adjective,
            "advmod" => WordClass::Adverb,
            _ => WordClass::Noun,
        };
        let (relation, _) = relate_words(&text.phrase.lemma, &claim.phrase.lemma, class, self.knowledge);
        // "an American quarterback" may be "a football player": what is said of it, and what it is for.
        if relation == PartRelation::Excludes && text.relation != claim.relation {
            return PartRelation::Different;
        }
        relation
    }
}

/// The number behind a noun by which one of a row is known ("port 8443", "gate 5").
fn label(phrase: &Phrase) -> Option<&Modifier> {
    let numeric = |p: &Phrase| {
        p.modifiers.is_empty()
            && p.text.starts_with(|c: char| c.is_ascii_digit())
            && p.text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
    };
    phrase.modifiers.iter().find(|m| {
        matches!(
            m.relation,
            "nummod" | "nmod:desc" | "nmod:unmarked" | "appos" | "flat" | "dep"
        ) && m.phrase.head > phrase.head
            && numeric(&m.phrase)
    })
}

/// "largest" of "the second largest chain".
pub(super) fn superlative<'p>(side: Side<'_>, phrase: &'p Phrase) -> Option<&'p Modifier> {
    let mut modifiers = phrase.modifiers.iter();
    modifiers.find(|m| word_of(side, &m.phrase).is_some_and(|w| w.xpos == "JJS"))
}

/// Which of the largest, where it says so: "the second largest", "the second-largest".
fn rank<'a>(side: Side<'a>, phrase: &Phrase, superlative: &Modifier) -> Option<&'a Quantity> {
    let beside = |m: &Modifier| ordinal(side, &m.phrase);
    let within = || {
        let most = superlative.phrase.span;
        let mut quantities = side.statement.quantities.iter();
        let found = quantities.find(|q| {
            q.quantity.unit.as_deref() == Some("ordinal")
                && q.span.end <= most.end
                && most.start <= q.span.end + 1
        });
        found.map(|q| &q.quantity)
    };
    phrase.modifiers.iter().find_map(beside).or_else(within)
}

/// The year before a noun: "a 1930 comedy", "the 2024 budget".
fn year(phrase: &Phrase) -> Option<&Phrase> {
    let is_year = |p: &Phrase| {
        let number = p.text.parse::<u16>().ok().filter(|_| p.text.len() == 4);
        number.is_some_and(|n| (1500..2200).contains(&n))
    };
    let before = phrase.modifiers.iter().filter(|m| {
        m.phrase.head < phrase.head
            && matches!(
                m.relation,
                "nummod" | "compound" | "amod" | "nmod:desc" | "nmod:unmarked"
            )
    });
    before.map(|m| &m.phrase).find(|p| is_year(p))
}

/// Modifiers that may say the same: adjectives and nouns in front of the head, "Trump's plan" and "the
/// plan of Trump", prepositional phrases with one preposition.
fn comparable_modifiers(text: &Modifier, claim: &Modifier) -> bool {
    // "the profit of Norvik", "profit at Norvik"; not "a record of 2:20:15".
    let of = |m: &Modifier| {
        m.case == "of" && !m.phrase.text.starts_with(|c: char| c.is_ascii_digit())
            || (m.phrase.entity.is_some() && matches!(m.case.as_str(), "at" | "for"))
    };
    let owner = |m: &Modifier| m.relation == "nmod:poss" || (m.relation == "nmod" && of(m));
    let front = |m: &Modifier| {
        matches!(
            m.relation,
            "amod" | "compound" | "nmod:desc" | "nmod:unmarked" | "flat"
        )
    };
    // "Oristal's teachers", "teachers in Oristal"
    let placed = |m: &Modifier| m.relation == "nmod" && matches!(m.case.as_str(), "in" | "from" | "at");
    let own = |m: &Modifier| m.relation == "nmod:poss";
    let one_name = text.phrase.lemma.eq_ignore_ascii_case(&claim.phrase.lemma)
        && text.phrase.text.starts_with(char::is_uppercase);
    (owner(text) && owner(claim))
        || one_name && (placed(text) && own(claim) || own(text) && placed(claim))
        || (front(text) && front(claim))
        || (owner(text) && claim.relation == "compound")
        || (text.relation == "compound" && owner(claim))
        || (text.relation == claim.relation && text.case == claim.case)
        || (text.relation == "nmod" && claim.relation == "nmod" && same_place_case(&text.case, &claim.case))
}

/// The modifier, and those inside it that stand before the noun with it: "a sports drama film" is a sports
/// film.
fn flat(modifier: &Modifier) -> impl Iterator<Item = &Modifier> {
    let nested = modifier.phrase.modifiers.iter().filter(move |inner| {
        modifier.relation == "compound" && matches!(inner.relation, "compound" | "amod")
    });
    std::iter::once(modifier).chain(nested)
}

/// "7-2": for and against, or the goals of the two.
fn score(phrase: &Phrase) -> Option<(u32, u32)> {
    let (a, b) = phrase.text.split_once(['-', '–'])?;
    let count = |s: &str| s.trim().parse::<u32>().ok().filter(|_| s.trim().len() <= 3);
    Some((count(a)?, count(b)?))
}

/// Which in a row the word says ("second").
fn ordinal<'a>(side: Side<'a>, phrase: &Phrase) -> Option<&'a Quantity> {
    let quantities = &side.statement.quantities;
    quantities
        .iter()
        .find(|q| q.span == phrase.span && q.quantity.unit.as_deref() == Some("ordinal"))
        .map(|q| &q.quantity)
}
