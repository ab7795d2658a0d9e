//! One phrase to another: heads, modifiers, quantifiers, counts, members of a list.

use rust_decimal::Decimal;

use super::amount::relate_quantities;
use super::compare::Comparison;
use super::describe::{as_bodies, is_nobody};
use super::names::{NameRelation, is_name, looks_like_name, relate_names, resolve, same_written_name};
use super::opposites::is_negated;
use super::part::{Clash, PartRelation};
use super::quantify::has_relative_clause;
use super::relation::{Binding, BoundValue, Part, Side};
use super::variable::is_capitalised_noun;
use super::words::relate_words;
use crate::lexicon::classes::is_pronoun;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{EXCLUDING, EntityRef, Phrase, Quantifier, Role, Statement};
use crate::reading::tree::{Upos, Word};
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
        if let Some(relation) = self.pronoun_of_variable(text, claim) {
            return relation;
        }
        if let Some(relation) = self.numbered(text, claim) {
            return relation;
        }
        if let Some(relation) = self.shares(text, claim) {
            return relation;
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

    pub(super) fn bind_phrase(&mut self, name: &str, text: &Phrase) {
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
        let one_scene = self.one_scene;
        // Members are tried against each other; a clash of two members is none of the lists.
        let clashes = self.clashes.len();
        let mut excluded = None;
        let mut relation = |t: &Phrase, c: &Phrase| {
            let found = self.single(t, c, slot);
            if found == PartRelation::Excludes && excluded.is_none() {
                excluded = self.clashes.get(clashes).cloned();
            }
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
        // "was shot in Leeds, Hull and York" to "was shot in Bristol": all places of it, in what is told of it alone.
        let elsewhere = one_scene
            && slot == Slot::Place
            && cs.len() == 1
            && ts.iter().all(|t| relation(t, claim) == PartRelation::Excludes);
        let counted_apart = self.counted_apart(&ts, &cs, slot);
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
        // "He" may be whom the claim names, but not all of those that it names.
        let one_for_several = cs.len() > ts.len() && ts.iter().any(|t| is_pronoun(&t.lemma));
        match (text.disjunction, claim.disjunction) {
            (false, false) if one_for_several => PartRelation::Different,
            (false, false) if together => PartRelation::Different,
            // Every member of the claim's list is in the text's.
            (false, false) if entailed == cs.len() => exact,
            // Who is an actress and a model is no dog, since no actress is.
            (false, false) if (slot == Slot::Attribute || elsewhere) && excluded.is_some() => {
                self.clashes.extend(excluded);
                PartRelation::Excludes
            }
            (false, false) if counted_apart.is_some() => {
                self.clashes.extend(counted_apart);
                PartRelation::Excludes
            }
            (false, false) if wider == ts.len() && cs.len() > ts.len() => PartRelation::Wider,
            (false, true) if entailed > 0 => PartRelation::Narrower,
            (true, true) if entailing == ts.len() => exact,
            (true, false) if narrowed_by_claim == cs.len() => PartRelation::Wider,
            _ => PartRelation::Different,
        }
    }

    pub(super) fn single(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        // "committed themselves" to "committed itself": whom, the subjects say.
        if is_reflexive(text) && is_reflexive(claim) {
            return PartRelation::Equal;
        }
        let text = resolve(self.text, text);
        let claim = resolve(self.claim, claim);
        if self.turned_round(text, claim, slot) {
            return self.clash(Part::Participant, text, claim);
        }
        // "MPs approved the bill" to "parliament approved it"
        if slot == Slot::Subject
            && text.lemma != claim.lemma
            && let Some((text, claim)) = as_bodies(text, claim)
        {
            return self.single(&text, &claim, slot);
        }
        // "a group of people" is people.
        if text.lemma != claim.lemma {
            if let Some(members) = self.members(text).filter(|_| self.members(claim).is_none()) {
                // "a crowd of 48,300"
                if is_number(self.text, members) {
                    let mut people = members.clone();
                    "people".clone_into(&mut people.lemma);
                    return self.phrases(&people, claim, slot).join(PartRelation::Narrower);
                }
                return self.phrases(members, claim, slot).join(PartRelation::Narrower);
            }
            if let Some(members) = self.members(claim).filter(|m| is_plural_of(text, m)) {
                return self.single(text, members, slot);
            }
        }
        let restrictor = match (&text.entity, &claim.entity) {
            (Some(_), Some(_)) => match relate_names(text, claim, self.knowledge) {
                NameRelation::Same => match self.other_side(text, claim) {
                    Some(clash) => return self.clash(Part::Place, &clash.0, &clash.1),
                    None => PartRelation::Equal,
                },
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
            // What is a name in one text may be a word to the reader of the other.
            (Some(EntityRef::Named(_)), None) if self.loose && is_capitalised_noun(text, claim) => {
                PartRelation::Equal
            }
            (Some(_), None) | (None, Some(_)) if same_written_name(text, claim) => PartRelation::Equal,
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
                self.description_to_name(text, claim, slot)
            }
            // "he", whoever he is, is no less than somebody; nor are the two of "two died".
            (None, None)
                if is_nobody(claim)
                    && (matches!(text.lemma.to_lowercase().as_str(), "he" | "she" | "him" | "her")
                        || slot == Slot::Subject && is_number(self.text, text)) =>
            {
                PartRelation::Narrower
            }
            (None, None) if self.one_scene && looks_like_name(claim) && self.is_topic(text, slot) => {
                return PartRelation::Equal;
            }
            (None, None) => match self.governing_subject(text).filter(|_| !is_pronoun(&claim.lemma)) {
                Some(subject) => {
                    self.judged.push(claim.span);
                    return self.single(subject, claim, slot);
                }
                None => self.described(text, claim, slot),
            },
        };
        if restrictor == PartRelation::Excludes {
            return restrictor;
        }
        let quantified = self.quantifiers(text, claim, self.with_relative_clauses(text, claim, restrictor));
        quantified.join(self.counts(text, claim, restrictor))
    }

    /// "front lines rather than boundaries" for "boundaries rather than front lines".
    fn turned_round(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> bool {
        let parts = |p: &Phrase| -> Option<(Phrase, Phrase)> {
            let against = p.modifiers.iter().find(|m| m.case == EXCLUDING)?;
            let mut kept = p.clone();
            kept.modifiers.retain(|m| m.case != EXCLUDING);
            Some((kept, against.phrase.clone()))
        };
        let (Some((text, not_text)), Some((claim, not_claim))) = (parts(text), parts(claim)) else {
            return false;
        };
        let clashes = self.clashes.len();
        let turned = self.single(&text, &not_claim, slot).entails()
            && self.single(&not_text, &claim, slot).compatible();
        self.clashes.truncate(clashes);
        turned
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

    /// Whether the name is a town's, a region's or a country's.
    pub(super) fn is_place(&self, side: Side<'_>, name: &Phrase) -> bool {
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
                        // "is good, too" compares nothing.
                        || s.tree.children_by(p.head, "advmod").filter(|&a| a < p.head).any(|a| {
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
    pub(super) fn restrictors(&mut self, text: &Phrase, claim: &Phrase, slot: Slot) -> PartRelation {
        if slot == Slot::Attribute && self.degrees_differ(text, claim) {
            return PartRelation::Different;
        }
        if let Some(relation) = self.ranks(text, claim, slot) {
            return relation;
        }
        // The same noun is the same, whatever stands before it.
        let compound = |p: &Phrase| {
            if text.lemma == claim.lemma {
                p.lemma.clone()
            } else {
                compound(p)
            }
        };
        let class = if slot == Slot::Attribute && !is_noun(&text.lemma, &claim.lemma) {
            WordClass::Adjective
        } else {
            WordClass::Noun
        };
        if slot == Slot::Attribute
            && let Some(relation) = self.nationality(text, claim)
        {
            return relation;
        }
        // "is 34": the counts are compared.
        let both_numbers = is_number(self.text, text) && is_number(self.claim, claim);
        let (head, why) = if both_numbers {
            (PartRelation::Equal, "numbers")
        } else {
            let (t, c) = (compound(text), compound(claim));
            let whole = relate_words(noun_of(&t), noun_of(&c), class, self.knowledge);
            let heads = relate_words(noun_of(&text.lemma), noun_of(&claim.lemma), class, self.knowledge);
            // A drama series is a series, and so no party.
            if whole.0 == PartRelation::Different && heads.0 == PartRelation::Excludes {
                heads
            } else {
                whole
            }
        };
        // A name that is a word, too ("an American Shepherd"), and an adjective that is a noun, too, do not
        // mean what the dictionary has under the word.
        let tags = (tag_of(self.text, text), tag_of(self.claim, claim));
        // "stands at orange" to "is red", "is open" to "is closed": states, whatever the tagger made of them.
        let plain = |p: &Phrase| p.quantifier == Quantifier::Bare && p.modifiers.is_empty();
        let states = slot == Slot::Attribute
            && class == WordClass::Adjective
            && plain(text)
            && plain(claim)
            && tags.0.zip(tags.1).is_some_and(|(t, c)| t.1 == c.1);
        let head = match head {
            PartRelation::Excludes if !states && tags.0.zip(tags.1).is_some_and(|(t, c)| t != c) => {
                return PartRelation::Different;
            }
            PartRelation::Excludes => {
                let declared = self.excludes(text, claim);
                let part = match slot {
                    Slot::Attribute => Part::Opposite,
                    // "at a hotel" to "at a base", "support for the plan" to "opposition to the plan".
                    Slot::Place if declared => Part::Place,
                    Slot::Object if declared && self.about_one_thing(text, claim) => Part::Opposite,
                    _ => Part::Participant,
                };
                return self.clash(part, text, claim);
            }
            PartRelation::Different => return PartRelation::Different,
            other => other,
        };
        // "pleaded guilty" to "pleaded not guilty"
        if slot == Slot::Attribute && head == PartRelation::Equal && is_negated(text) != is_negated(claim) {
            return self.clash(Part::Opposite, text, claim);
        }
        // "control over four regions" to "over two", as what somebody does something to, too.
        let inside = slot == Slot::Object
            && head == PartRelation::Equal
            && text.count.is_none()
            && claim.count.is_none();
        if (slot == Slot::Attribute || inside) && self.numbers_inside(text, claim) == PartRelation::Excludes {
            return PartRelation::Excludes;
        }
        if head != PartRelation::Equal || text.lemma != claim.lemma {
            self.prove(|| format!("“{}”, “{}”: {why}", text.lemma, claim.lemma));
        }
        head.join(self.modifiers(text, claim, slot))
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
pub(super) fn is_list_of_names(side: Side<'_>, phrase: &Phrase) -> bool {
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

/// Prepositions that say the same of a place or a possession.
pub(super) fn same_place_case(a: &str, b: &str) -> bool {
    const CLASSES: [&[&str]; 6] = [
        &["in", "at", "inside", "within", "on"],
        &["near", "beside", "by", "next to", "close to"],
        &["into", "in", "inside"],
        &["on", "onto", "upon"],
        &["above", "over"],
        &["over", "throughout", "during"],
    ];
    a == b
        || CLASSES
            .iter()
            .any(|class| class.contains(&a) && class.contains(&b))
}

/// Whether the phrase is a bare number ("is 34").
fn is_number(side: Side<'_>, phrase: &Phrase) -> bool {
    phrase.entity.is_none()
        && phrase
            .count
            .and_then(|i| side.statement.quantities.get(i))
            .is_some_and(|q| q.quantity.unit.is_none() && q.span.contains(phrase.span))
}

/// The head, as far as the phrase stands in the statement's own sentence.
pub(super) fn word_of<'a>(side: Side<'a>, phrase: &Phrase) -> Option<&'a Word> {
    let sentence = side.reading.sentences.get(side.statement.sentence)?;
    let word = sentence.tree.words.get(phrase.head)?;
    phrase.span.contains(word.span).then_some(word)
}

fn tag_of(side: Side<'_>, phrase: &Phrase) -> Option<(Upos, bool)> {
    word_of(side, phrase).map(|w| (w.upos, w.form.starts_with(char::is_uppercase)))
}

/// The head with the noun before it where the dictionary has the two as one ("football player", who is no
/// player of music).
fn compound(phrase: &Phrase) -> String {
    phrase
        .modifiers
        .iter()
        .filter(|m| m.relation == "compound" && m.phrase.entity.is_none())
        .map(|m| format!("{} {}", m.phrase.lemma, phrase.lemma).to_lowercase())
        .find(|both| lexicon::knows(both, WordClass::Noun))
        .unwrap_or_else(|| phrase.lemma.clone())
}

fn is_noun(text: &str, claim: &str) -> bool {
    use crate::lexicon::knows;
    let noun = |w: &str| knows(w, WordClass::Noun);
    let adjective = |w: &str| knows(w, WordClass::Adjective);
    let (text, claim) = (text.to_lowercase(), claim.to_lowercase());
    !(adjective(&text) && adjective(&claim)) || (noun(&text) && noun(&claim) && !adjective(&text))
}

/// The noun that an indefinite pronoun has in it: "everyone" is every person, "people" are persons. The quantifier is the
/// phrase's own.
fn noun_of(lemma: &str) -> &str {
    match lemma {
        "people" | "everyone" | "everybody" | "someone" | "somebody" | "anyone" | "anybody" | "nobody"
        | "no-one" => "person",
        "everything" | "something" | "anything" | "nothing" => "thing",
        other => other,
    }
}

/// "itself", "themselves"
fn is_reflexive(phrase: &Phrase) -> bool {
    matches!(
        phrase.text.as_str(),
        "itself" | "themselves" | "himself" | "herself" | "myself" | "yourself" | "ourselves"
    )
}
