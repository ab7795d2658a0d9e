//! A name beside a description: "Rubio", "the secretary of state"; and a description beside what else the text calls the thing.

use super::compare::Comparison;
use super::derive::is_fixed;
use super::names::{descriptions, is_short_for, same_name};
use super::part::PartRelation;
use super::phrase::Slot;
use super::relation::Side;
use crate::lexicon::{self, WordClass, classes};
use crate::reading::names::NameKind;
use crate::reading::statement::{EntityRef, Phrase, Quantifier, StatementKind};
use crate::rules::book::EntityKind;

impl Comparison<'_> {
    /// "Rubio" to "the secretary of state": by what the text or the rulebook says he is.
    pub(super) fn name_to_description(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        if matches!(
            claim.lemma.to_lowercase().as_str(),
            "someone" | "somebody" | "something" | "anyone" | "anybody" | "anything"
        ) {
            return PartRelation::Narrower;
        }
        if is_nobody(claim) && self.kind_fits(self.text, text, "person") {
            return PartRelation::Narrower;
        }
        if self.knowledge.has_role(text, &claim.text) || is_short_for(claim, text) {
            return PartRelation::Equal;
        }
        for description in descriptions(self.text, text) {
            let clashes = self.clashes.len();
            let relation = self.restrictors(description, claim, slot);
            self.clashes.truncate(clashes);
            if relation.entails() {
                return relation;
            }
        }
        PartRelation::Different
    }

    pub(super) fn description_to_name(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        let short = is_short_for(text, claim) && (self.one_scene || self.is_only_one_named(claim));
        if self.knowledge.has_role(claim, &text.text) || short {
            return PartRelation::Equal;
        }
        // What is in the north of Mexico, or in a town there, is in Mexico.
        if matches!(slot, Slot::Place | Slot::Adjunct)
            && is_fixed(&text.lemma)
            && self.is_place(self.claim, claim)
        {
            let clashes = self.clashes.len();
            let inside = text.modifiers.iter().any(|m| {
                m.relation == "nmod"
                    && matches!(m.case.as_str(), "of" | "in" | "at")
                    && self.phrases(&m.phrase, claim, slot).entails()
            });
            self.clashes.truncate(clashes);
            if inside {
                return PartRelation::Narrower;
            }
        }
        // "everyone", "every place" take in whatever of that kind is named.
        if text.quantifier == Quantifier::All
            && self.kind_fits(self.claim, claim, &text.lemma)
            && text.modifiers.is_empty()
        {
            return PartRelation::Wider;
        }
        PartRelation::Different
    }

    /// Whether the text names the claim's thing, and nothing else whose name ends in the same word: "the
    /// stout" is then "Lantern Stout".
    fn is_only_one_named(&self, claim: &Phrase) -> bool {
        let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let own = last(&claim.lemma);
        let mut alike = self
            .text
            .reading
            .names
            .iter()
            .filter(|n| last(&n.text) == own)
            .peekable();
        alike.peek().is_some() && alike.all(|n| same_name(&n.text, &claim.lemma))
    }

    /// Whether the named thing is of the kind that a common noun (or "everyone") means: people or
    /// places.
    pub(super) fn kind_fits(&self, side: Side<'_>, name: &Phrase, noun: &str) -> bool {
        let noun = noun.to_lowercase();
        let kind = match &name.entity {
            Some(EntityRef::Named(i)) => side
                .reading
                .names
                .get(*i as usize)
                .map_or(NameKind::Unknown, |n| n.kind),
            Some(EntityRef::Known(i)) => match self.knowledge.entities.get(*i as usize).map(|e| e.kind) {
                Some(EntityKind::Person) => NameKind::Person,
                Some(EntityKind::Organisation) => NameKind::Organisation,
                Some(EntityKind::Country) => NameKind::Country,
                Some(EntityKind::Place) => NameKind::Place,
                Some(EntityKind::Event) => NameKind::Event,
                Some(EntityKind::Thing) => NameKind::Thing,
                None => NameKind::Unknown,
            },
            None => return false,
        };
        let of = |wide: &str| noun == wide || lexicon::is_kind_of(&noun, wide, WordClass::Noun);
        if noun == "everything" {
            return true;
        }
        // "Jordan", "Tyler": a person's name as well as a place's.
        let maybe_person = lexicon::is_person(&name.lemma);
        let acts = side.statement.kind == StatementKind::Event
            && side
                .statement
                .subject
                .as_ref()
                .is_some_and(|s| s.phrase.span == name.span);
        if matches!(noun.as_str(), "everyone" | "everybody") && acts {
            return true;
        }
        if matches!(
            noun.as_str(),
            "everyone" | "everybody" | "person" | "people" | "man" | "woman"
        ) || of("person")
        {
            return kind == NameKind::Person
                || (kind == NameKind::Unknown && !lexicon::is_place(&name.lemma));
        }
        if matches!(noun.as_str(), "place" | "country" | "city" | "town") || of("location") {
            return !maybe_person
                && (matches!(kind, NameKind::Place | NameKind::Country)
                    || (kind != NameKind::Person && lexicon::is_place(&name.lemma)));
        }
        false
    }

    /// Two descriptions; what the text's is said to be beside it will do as well ("a tenth sculpture, *the head of a god*,").
    pub(super) fn described(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        let clashes = self.clashes.len();
        let own = self.restrictors(text, claim, slot);
        if own != PartRelation::Different || !matches!(slot, Slot::Subject | Slot::Object) {
            return own;
        }
        let beside = text.modifiers.iter().filter(|m| m.relation == "appos");
        for apposition in beside {
            let found = self.restrictors(&apposition.phrase, claim, slot);
            self.clashes.truncate(clashes);
            if found.entails() {
                return found;
            }
        }
        own
    }
}

/// The two as one body, where one is the body and the other its members, of whom none are set apart ("MPs",
/// "councillors").
pub(super) fn as_bodies(text: &Phrase, claim: &Phrase) -> Option<(Phrase, Phrase)> {
    let body = |members: &Phrase| {
        let all =
            matches!(members.quantifier, Quantifier::Bare | Quantifier::Definite) && members.count.is_none();
        let lemma = members.lemma.to_lowercase();
        let singular = lemma.strip_suffix('s').unwrap_or(&lemma);
        let words = classes::standard();
        let body = words
            .pair("member-of", &lemma)
            .or_else(|| words.pair("member-of", singular));
        // "MPs from the north", "Labour MPs" are some of them.
        let whole = members.modifiers.iter().all(|m| {
            let of = m.relation == "nmod:poss" || matches!(m.case.as_str(), "in" | "of");
            of && m.phrase.text.starts_with(char::is_uppercase)
        });
        body.filter(|_| all && whole && members.conjuncts.is_empty() && members.variable.is_none())
    };
    let is_body = |p: &Phrase, body: &str| {
        p.lemma.eq_ignore_ascii_case(body)
            || p.lemma
                .rsplit(' ')
                .next()
                .is_some_and(|last| last.eq_ignore_ascii_case(body))
    };
    let named = |p: &Phrase, body: &str| Phrase {
        lemma: body.to_owned(),
        entity: None,
        ..p.clone()
    };
    let told = |members: &Phrase, body: &str| Phrase {
        quantifier: Quantifier::Definite,
        antecedent: None,
        ..named(members, body)
    };
    if let Some(name) = body(text).filter(|b| is_body(claim, b)) {
        return Some((told(text, name), named(claim, name)));
    }
    let name = body(claim).filter(|b| is_body(text, b))?;
    Some((named(text, name), told(claim, name)))
}

/// "nobody", "no-one", whose denial is taken out by [`super::compare::without_negation`]: anybody at all.
pub(super) fn is_nobody(phrase: &Phrase) -> bool {
    matches!(phrase.lemma.to_lowercase().as_str(), "nobody" | "no-one")
}
