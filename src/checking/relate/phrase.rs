//! One phrase to another: heads, modifiers, quantifiers, counts, members of a list.

use rust_decimal::Decimal;

use super::amount::relate_quantities;
use super::compare::Comparison;
use super::names::{NameRelation, descriptions, is_name, relate_names, resolve};
use super::part::{Clash, PartRelation};
use super::quantify::has_relative_clause;
use super::relation::{Binding, BoundValue, Part, Side};
use super::words::relate_words;
use crate::lexicon::classes::is_pronoun;
use crate::lexicon::{self, WordClass};
use crate::reading::names::NameKind;
use crate::reading::statement::{EntityRef, Modifier, Phrase, Quantifier, Role, Statement, StatementKind};
use crate::rules::book::EntityKind;
use crate::value::quantity::{Bound, Quantity};

/// Where in the clause a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Subject,
    Object,
    Attribute,
    Adjunct,
    Place,
}

impl<'a> Comparison<'a> {
    /// What the phrase of the text is to the phrase of the claim.
    pub(super) fn phrases(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        if let Some(name) = &claim.variable {
            self.bind_phrase(name, text);
            return PartRelation::Equal;
        }
        if let Some(relation) = self.list_against_count(text, claim) {
            self.judged.push(claim.span);
            return relation;
        }
        let relation = match (text.conjuncts.is_empty(), claim.conjuncts.is_empty()) {
            (true, true) => self.single(text, claim, slot),
            _ => self.lists(text, claim, slot),
        };
        match relation {
            PartRelation::Equal | PartRelation::Narrower => self.note(text, claim, relation),
            PartRelation::Different => self.blocked(|| format!("“{}” is not “{}”", text.text, claim.text)),
            PartRelation::Wider => self.blocked(|| format!("“{}” need not be “{}”", text.text, claim.text)),
            PartRelation::Excludes => {}
        }
        relation
    }

    fn bind_phrase(&mut self, name: &str, text: &Phrase) {
        let value = BoundValue::Phrase {
            lemma: text.lemma.clone(),
            entity: text.entity.clone(),
        };
        self.bind(name, &text.text, text.span, value);
    }

    pub(super) fn bind(
        &mut self,
        name: &str,
        text: &str,
        span: crate::document::TextSpan,
        value: BoundValue,
    ) {
        self.bindings.insert(
            name.to_owned(),
            Binding {
                text: text.to_owned(),
                span,
                value,
            },
        );
    }

    /// Coordinations: "Trump and Putin" has Putin in it; "Trump or Putin" is wider than Putin.
    fn lists(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        let of = |p: &'_ Phrase| -> Vec<Phrase> {
            let mut first = p.clone();
            first.conjuncts.clear();
            std::iter::once(first)
                .chain(p.conjuncts.iter().cloned())
                .collect()
        };
        let (ts, cs) = (of(text), of(claim));
        // Members are tried against each other; a clash of two members is none of the lists.
        let clashes = self.clashes.len();
        let mut relation = |t: &Phrase, c: &Phrase| {
            let found = self.single(t, c, slot);
            self.clashes.truncate(clashes);
            found
        };
        let mut all_equal = ts.len() == cs.len();
        let mut entailed = 0;
        for c in &cs {
            let best = ts.iter().map(|t| relation(t, c)).find(|r| r.entails());
            entailed += usize::from(best.is_some());
            all_equal &= best == Some(PartRelation::Equal);
        }
        let entailing = ts
            .iter()
            .filter(|t| cs.iter().any(|c| relation(t, c).entails()))
            .count();
        let wider = ts
            .iter()
            .filter(|t| cs.iter().any(|c| relation(t, c).flip().entails()))
            .count();
        let narrowed_by_claim = cs
            .iter()
            .filter(|c| ts.iter().any(|t| relation(t, c).flip().entails()))
            .count();
        let exact = if all_equal {
            PartRelation::Equal
        } else {
            PartRelation::Narrower
        };
        // "The floods and landslides killed 3,000 people": not each of them did.
        let counted = |s: &Statement| s.objects.iter().any(|o| o.phrase.count.is_some());
        let together = slot == Slot::Subject
            && ts.len() > cs.len()
            && (counted(self.text.statement)
                || self
                    .text
                    .statement
                    .predicate
                    .adverbs
                    .iter()
                    .any(|a| a == "together" || a == "respectively"));
        match (text.disjunction, claim.disjunction) {
            (false, false) if together => PartRelation::Different,
            // Every member of the claim's list is in the text's.
            (false, false) if entailed == cs.len() => exact,
            (false, false) if wider == ts.len() && cs.len() > ts.len() => PartRelation::Wider,
            (false, true) if entailed > 0 => PartRelation::Narrower,
            (true, true) if entailing == ts.len() => exact,
            (true, false) if narrowed_by_claim == cs.len() => PartRelation::Wider,
            _ => PartRelation::Different,
        }
    }

    fn single(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        let text = resolve(self.text, text);
        let claim = resolve(self.claim, claim);
        // "a group of people" is people.
        if text.lemma != claim.lemma {
            if let Some(members) = self.members(text).filter(|_| self.members(claim).is_none()) {
                return self.phrases(members, claim, slot).join(PartRelation::Narrower);
            }
            if let Some(members) = self.members(claim).filter(|m| is_plural_of(text, m)) {
                return self.single(text, members, slot);
            }
        }
        let restrictor = match (&text.entity, &claim.entity) {
            (Some(_), Some(_)) => match relate_names(text, claim, self.knowledge) {
                NameRelation::Same => PartRelation::Equal,
                // One can be at one meeting and at another, and elsewhere in between.
                NameRelation::Distinct
                    if matches!(slot, Slot::Place | Slot::Adjunct)
                        && (self.knowledge.is_event(text) || self.knowledge.is_event(claim)) =>
                {
                    return self.places(text, claim, slot).unwrap_or(PartRelation::Different);
                }
                NameRelation::Distinct => {
                    let part = match slot {
                        Slot::Place => Part::Place,
                        Slot::Attribute => Part::Role,
                        _ => Part::Participant,
                    };
                    if let Some(relation) = self.places(text, claim, slot) {
                        return relation;
                    }
                    // A gallery is no other place than the city that it may lie in, nor a city than the
                    // country that it is in.
                    let places = self.is_place(self.text, text) && self.is_place(self.claim, claim);
                    let known = lexicon::knows(&text.lemma.to_lowercase(), WordClass::Noun)
                        && lexicon::knows(&claim.lemma.to_lowercase(), WordClass::Noun);
                    // One thing has several names: "the Rebooting Computing Initiative (RCI)".
                    let naming = slot == Slot::Attribute
                        && self
                            .text
                            .statement
                            .subject
                            .as_ref()
                            .is_some_and(|s| s.phrase.entity.is_some());
                    let may_be_one = !places || (known && !lexicon::places_apart(&text.lemma, &claim.lemma));
                    if naming || (part == Part::Place && may_be_one) {
                        return PartRelation::Different;
                    }
                    return self.clash(part, text, claim);
                }
            },
            (Some(_), None) => {
                if is_pronoun(&claim.lemma) {
                    return PartRelation::Different;
                }
                self.judged.push(claim.span);
                self.name_to_description(text, claim, slot)
            }
            (None, Some(_)) => {
                if self.one_scene && self.is_topic(text, slot) {
                    return PartRelation::Equal;
                }
                self.description_to_name(text, claim)
            }
            (None, None) => match self.governing_subject(text).filter(|_| !is_pronoun(&claim.lemma)) {
                Some(subject) => {
                    self.judged.push(claim.span);
                    return self.single(subject, claim, slot);
                }
                None => self.restrictors(text, claim, slot),
            },
        };
        if restrictor == PartRelation::Excludes {
            return restrictor;
        }
        let quantified = self.quantifiers(text, claim, self.with_relative_clauses(text, claim, restrictor));
        quantified.join(self.counts(text, claim))
    }

    /// What a group, a pair, a piece consists of.
    fn members<'p>(&self, phrase: &'p Phrase) -> Option<&'p Phrase> {
        if phrase.entity.is_some() || !self.knowledge.is("collective", &phrase.lemma.to_lowercase()) {
            return None;
        }
        phrase
            .modifiers
            .iter()
            .find(|m| m.relation == "nmod" && m.case == "of")
            .map(|m| &m.phrase)
    }

    /// Two place names: one may lie in the other.
    fn places(&self, text: &Phrase, claim: &Phrase, slot: Slot) -> Option<PartRelation> {
        use crate::lexicon::lies_in;
        if !matches!(slot, Slot::Place | Slot::Adjunct) {
            return None;
        }
        if self.knowledge.stands_for(text, claim) || self.knowledge.stands_for(claim, text) {
            return Some(PartRelation::Equal);
        }
        if lies_in(&text.lemma, &claim.lemma) || self.knowledge.lies_in(text, &claim.lemma) {
            Some(PartRelation::Narrower)
        } else if lies_in(&claim.lemma, &text.lemma) || self.knowledge.lies_in(claim, &text.lemma) {
            Some(PartRelation::Wider)
        } else {
            None
        }
    }

    /// "Rubio" to "the secretary of state": by what the text or the rulebook says he is.
    fn name_to_description(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        if matches!(
            claim.lemma.to_lowercase().as_str(),
            "someone" | "somebody" | "something" | "anyone" | "anybody" | "anything"
        ) {
            return PartRelation::Narrower;
        }
        if self.knowledge.has_role(text, &claim.text) {
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

    fn description_to_name(&mut self, text: &Phrase, claim: &Phrase) -> PartRelation {
        if self.knowledge.has_role(claim, &text.text) {
            return PartRelation::Equal;
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

    /// "The drug was withdrawn because *it* caused harm": an unresolved pronoun as the subject of a
    /// subordinate clause stands for what the clause above is about.
    fn governing_subject(&self, text: &Phrase) -> Option<&'a Phrase> {
        let statement = self.text.statement;
        let own = statement
            .subject
            .as_ref()
            .is_some_and(|s| s.phrase.span == text.span);
        if !own
            || text.antecedent.is_some()
            || !matches!(text.lemma.to_lowercase().as_str(), "it" | "he" | "she" | "they")
        {
            return None;
        }
        let parent = statement.parent?.statement;
        let above = self.text.reading.statements.get(parent)?;
        if above.sentence != statement.sentence || above.span.start >= text.span.start {
            return None;
        }
        let object = || {
            above
                .objects
                .iter()
                .find(|o| o.role == Role::Object && above.predicate.passive)
        };
        let subject = above
            .subject
            .as_ref()
            .filter(|_| !above.predicate.passive)
            .or_else(object)?;
        (!is_pronoun(&subject.phrase.lemma)).then_some(&subject.phrase)
    }

    /// Whether the text's phrase stands for what the whole passage is about: a pronoun or a bare
    /// "the film" as what its clause is about, with nobody in the passage whom it could stand for. A
    /// claim about the passage names it.
    fn is_topic(&self, text: &Phrase, slot: Slot) -> bool {
        let statement = self.text.statement;
        let about = slot == Slot::Subject || (slot == Slot::Object && statement.predicate.passive);
        let bare_definite =
            text.quantifier == Quantifier::Definite && text.modifiers.is_empty() && text.count.is_none();
        about
            && text.antecedent.is_none()
            && text.conjuncts.is_empty()
            && (is_pronoun(&text.lemma) || bare_definite)
            && !self.text.reading.statements.iter().any(|s| {
                s.sentence <= statement.sentence
                    && !s.predicate.passive
                    && s.subject
                        .as_ref()
                        .is_some_and(|a| a.phrase.entity.is_some() && a.phrase.span.start < text.span.start)
            })
    }

    /// Whether the named thing is of the kind that a common noun (or "everyone") means: people or
    /// places.
    fn kind_fits(&self, side: Side<'_>, name: &Phrase, noun: &str) -> bool {
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

    /// Whether the name is a town's, a region's or a country's.
    fn is_place(&self, side: Side<'_>, name: &Phrase) -> bool {
        lexicon::is_place(&name.lemma) || self.kind_fits(side, name, "place")
    }

    /// "Belize, Fiji and Malta" to "more than two places", either way round.
    fn list_against_count(&mut self, text: &Phrase, claim: &Phrase) -> Option<PartRelation> {
        if text.conjuncts.is_empty() == claim.conjuncts.is_empty()
            && !(is_list_of_names(self.text, text) ^ is_list_of_names(self.claim, claim))
        {
            return None;
        }
        let (list, counted, list_in_text) = if is_list_of_names(self.text, text) {
            (text, claim, true)
        } else if is_list_of_names(self.claim, claim) {
            (claim, text, false)
        } else {
            return None;
        };
        let (list_side, count_side) = if list_in_text {
            (self.text, self.claim)
        } else {
            (self.claim, self.text)
        };
        // Of "six places and six people" the member that the list is of.
        let mut listed = members(list);
        // A list inside the list: the tree has lost count.
        let nested = listed
            .iter()
            .any(|m| m.modifiers.iter().any(|m| !m.phrase.conjuncts.is_empty()));
        listed.sort_by(|a, b| a.entity.cmp(&b.entity));
        listed.dedup_by(|a, b| a.entity.is_some() && a.entity == b.entity);
        let counted_members = members(counted);
        let member = counted_members.iter().find(|m| {
            m.entity.is_none()
                && m.count.is_some()
                && 2 * listed
                    .iter()
                    .filter(|n| self.kind_fits(list_side, n, &m.lemma))
                    .count()
                    >= listed.len()
        })?;
        let quantity = count_side.statement.quantities.get(member.count?)?;
        let number = Quantity {
            value: Decimal::from(listed.len()),
            upper: None,
            unit: None,
            // A passage that lists them lists them all, unless it says that there are more.
            bound: if self.one_scene && list_in_text && listed.len() > 2 && !nested {
                Bound::Exact
            } else {
                Bound::AtLeast
            },
            precision: Decimal::ONE,
        };
        let (t, c) = if list_in_text {
            (&number, &quantity.quantity)
        } else {
            (&quantity.quantity, &number)
        };
        let relation = relate_quantities(t, c);
        if relation == PartRelation::Excludes {
            if counted.disjunction {
                return Some(PartRelation::Different);
            }
            self.clash(Part::Number, text, claim);
        }
        // So many places are not these places: only what the number says follows.
        Some(match relation {
            PartRelation::Narrower | PartRelation::Equal if list_in_text => PartRelation::Narrower,
            PartRelation::Excludes => PartRelation::Excludes,
            _ => PartRelation::Wider,
        })
    }

    /// "faster than the other" and "as fast as the other" do not say "fast".
    fn degrees_differ(&self, text: &Phrase, claim: &Phrase) -> bool {
        let compared = |side: Side<'_>, p: &Phrase| {
            side.reading
                .sentences
                .get(side.statement.sentence)
                .is_some_and(|s| {
                    let word = s.tree.words.get(p.head);
                    word.is_some_and(|w| matches!(w.xpos, "JJR" | "RBR"))
                        || s.tree.children_by(p.head, "advmod").any(|a| {
                            s.tree.words.get(a).is_some_and(|w| {
                                matches!(w.lemma.as_str(), "as" | "more" | "less" | "so" | "too")
                            })
                        })
                })
        };
        compared(self.text, text) != compared(self.claim, claim)
    }

    /// Whether what the text's phrase describes is of the kind that the claim's does.
    pub(super) fn is_of_kind(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> bool {
        !has_relative_clause(self.claim, claim) && self.restrictors(text, claim, slot).entails()
    }

    /// Heads and modifiers of two descriptions.
    fn restrictors(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        if slot == Slot::Attribute && self.degrees_differ(text, claim) {
            return PartRelation::Different;
        }
        let class = if slot == Slot::Attribute && !is_noun(&text.lemma, &claim.lemma) {
            WordClass::Adjective
        } else {
            WordClass::Noun
        };
        let (head, why) = relate_words(noun_of(&text.lemma), noun_of(&claim.lemma), class, self.knowledge);
        let head = match head {
            PartRelation::Excludes => {
                let part = if slot == Slot::Attribute {
                    Part::Opposite
                } else {
                    Part::Participant
                };
                return self.clash(part, text, claim);
            }
            PartRelation::Different => return PartRelation::Different,
            other => other,
        };
        if head != PartRelation::Equal || text.lemma != claim.lemma {
            self.prove(|| format!("“{}”, “{}”: {why}", text.lemma, claim.lemma));
        }
        head.join(self.modifiers(text, claim, slot))
    }

    fn modifiers(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        // "most", "fewer than 200": the quantifier and the count are compared as such.
        let counted = |side: Side<'a>, of: &Phrase, m: &Modifier| {
            m.relation == "nummod"
                || (m.relation == "amod"
                    && matches!(
                        m.phrase.quantifier,
                        Quantifier::Most | Quantifier::Many | Quantifier::Few | Quantifier::Number
                    ))
                || of
                    .count
                    .and_then(|i| side.statement.quantities.get(i))
                    .is_some_and(|q| q.span.contains(m.phrase.span))
        };
        let (text_side, claim_side) = (self.text, self.claim);
        let narrowing = |m: &&Modifier| !counted(claim_side, claim, m);
        let mut relation = PartRelation::Equal;
        let mut used = vec![false; text.modifiers.len()];
        for wanted in claim.modifiers.iter().filter(narrowing) {
            let mut best = PartRelation::Wider;
            for (i, there) in text.modifiers.iter().enumerate() {
                if used.get(i).copied().unwrap_or(true)
                    || counted(text_side, text, there)
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
                            && slot == Slot::Object
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
        for (there, used) in text.modifiers.iter().zip(&used) {
            if *used || counted(text_side, text, there) {
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

    fn modifier(&mut self, text: &Modifier, claim: &Modifier) -> PartRelation {
        if let Some(name) = &claim.phrase.variable {
            self.bind_phrase(name, &text.phrase);
            return PartRelation::Equal;
        }
        if text.phrase.entity.is_some() || claim.phrase.entity.is_some() || !text.case.is_empty() {
            let slot = if matches!(claim.case.as_str(), "in" | "at" | "from") {
                Slot::Place
            } else {
                Slot::Adjunct
            };
            return self.phrases(&text.phrase, &claim.phrase, slot);
        }
        // "the second tallest" is not the tallest.
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

    /// Records that the two exclude each other.
    pub(super) fn clash(&mut self, part: Part, text: &Phrase, claim: &Phrase) -> PartRelation {
        self.clashes.push(Clash {
            part,
            text: text.span,
            claim: claim.span,
            words: (text.text.clone(), claim.text.clone()),
        });
        PartRelation::Excludes
    }

    fn note(&mut self, text: &Phrase, claim: &Phrase, relation: PartRelation) {
        let sign = if relation == PartRelation::Equal {
            "is"
        } else {
            "is a case of"
        };
        self.prove(|| format!("“{}” {sign} “{}”", text.text, claim.text));
    }
}

/// A name, or several.
fn is_list_of_names(side: Side<'_>, phrase: &Phrase) -> bool {
    fn all(side: Side<'_>, phrase: &Phrase, depth: usize) -> bool {
        is_name(phrase, side.statement.sentence, side.reading)
            && (depth >= DEEPEST_LIST || phrase.conjuncts.iter().all(|c| all(side, c, depth + 1)))
    }
    all(side, phrase, 0)
}

/// Lists in lists that are looked into.
const DEEPEST_LIST: usize = 8;

/// The members of a coordination, each without the others.
pub(super) fn members(phrase: &Phrase) -> Vec<Phrase> {
    fn add(phrase: &Phrase, out: &mut Vec<Phrase>, depth: usize) {
        let mut first = phrase.clone();
        first.conjuncts = Vec::new();
        out.push(first);
        if depth < DEEPEST_LIST {
            for member in &phrase.conjuncts {
                add(member, out, depth + 1);
            }
        }
    }
    let mut out = Vec::new();
    add(phrase, &mut out, 0);
    out
}

/// Whether the text's phrase may stand for several of what the claim has in a group: a plural or a
/// list, not one.
fn is_plural_of(text: &Phrase, members: &Phrase) -> bool {
    let one = text.quantifier == Quantifier::Some && text.conjuncts.is_empty() && !text.text.ends_with('s');
    !one && text.entity.is_none() && members.entity.is_none()
}

/// Modifiers that may say the same: adjectives and nouns in front of the head, "Trump's plan" and "the
/// plan of Trump", prepositional phrases with one preposition.
fn comparable_modifiers(text: &Modifier, claim: &Modifier) -> bool {
    let owner = |m: &Modifier| m.relation == "nmod:poss" || (m.relation == "nmod" && m.case == "of");
    let front = |m: &Modifier| {
        matches!(
            m.relation,
            "amod" | "compound" | "nmod:desc" | "nmod:unmarked" | "flat"
        )
    };
    (owner(text) && owner(claim))
        || (front(text) && front(claim))
        || (owner(text) && claim.relation == "compound")
        || (text.relation == "compound" && owner(claim))
        || (text.relation == claim.relation && text.case == claim.case)
        || (text.relation == "nmod" && claim.relation == "nmod" && same_place_case(&text.case, &claim.case))
}

/// Prepositions that say the same of a place or a possession.
pub(super) fn same_place_case(a: &str, b: &str) -> bool {
    const CLASSES: [&[&str]; 5] = [
        &["in", "at", "inside", "within", "on"],
        &["near", "beside", "by", "next to", "close to"],
        &["into", "in", "inside"],
        &["on", "onto", "upon"],
        &["above", "over"],
    ];
    a == b
        || CLASSES
            .iter()
            .any(|class| class.contains(&a) && class.contains(&b))
}

fn is_noun(text: &str, claim: &str) -> bool {
    use crate::lexicon::knows;
    let noun = |w: &str| knows(w, WordClass::Noun);
    let adjective = |w: &str| knows(w, WordClass::Adjective);
    let (text, claim) = (text.to_lowercase(), claim.to_lowercase());
    !(adjective(&text) && adjective(&claim)) || (noun(&text) && noun(&claim) && !adjective(&text))
}

/// The noun that an indefinite pronoun has in it: "everyone" is every person. The quantifier is the
/// phrase's own.
fn noun_of(lemma: &str) -> &str {
    match lemma {
        "everyone" | "everybody" | "someone" | "somebody" | "anyone" | "anybody" | "nobody" | "no-one" => {
            "person"
        }
        "everything" | "something" | "anything" | "nothing" => "thing",
        other => other,
    }
}
