//! What a phrase of the one telling is to the phrase in its place of the other.

use std::collections::BTreeSet;

use super::parts::{self, Adjunct, amount, firm, is_name, kindred, rounded_apart, stated_otherwise};
use super::{Differing, Fit, Ground, Sides, Slot};
use crate::checking::checks::words;
use crate::checking::relate::{Part, PartRelation, relate_words};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::Sentence;
use crate::reading::statement::{Phrase, Quantifier, QuantityMention, Statement};
use crate::reading::tree::Upos;
use crate::value::quantity::Comparison;

impl Sides<'_, '_> {
    /// The sentence that holds `span`: that of the statement, or the one before it, where a pronoun stands for
    /// something there.
    pub(super) fn sentence(&self, s: &Statement, span: TextSpan) -> Option<&Sentence> {
        let sentences = &self.context.reading.sentences;
        let own = sentences.get(s.sentence)?;
        if own.span.contains(span) {
            return Some(own);
        }
        sentences.iter().find(|x| x.span.contains(span))
    }

    /// The words of the phrase that say what it is: nouns, names, adjectives.
    pub(super) fn words(&self, s: &Statement, span: TextSpan) -> BTreeSet<String> {
        let Some(sentence) = self.sentence(s, span) else {
            return BTreeSet::new();
        };
        sentence
            .tree
            .words
            .iter()
            .filter(|w| span.contains(w.span))
            .filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb))
            .map(|w| w.lemma.to_lowercase())
            .collect()
    }

    /// "Hollin school", "doctors in Ostrava"
    pub(super) fn has_name(&self, s: &Statement, p: &Phrase) -> bool {
        self.sentence(s, p.span).is_some_and(|x| {
            x.tree
                .words
                .iter()
                .any(|w| p.span.contains(w.span) && w.upos == Upos::Propn)
        })
    }

    /// "Kestrel" and "the company", "Duarte" and "the singer".
    pub(super) fn described(&self, x: &Phrase, y: &Phrase) -> bool {
        let description = |p: &Phrase| {
            let kind = |of: &str| lexicon::is_kind_of(&p.lemma.to_lowercase(), of, WordClass::Noun);
            p.quantifier == Quantifier::Definite
                && p.modifiers.is_empty()
                && p.conjuncts.is_empty()
                && (kind("person") || kind("organization"))
        };
        let (name, other) = if is_name(self.context, x) { (x, y) } else { (y, x) };
        is_name(self.context, name)
            && !is_name(self.context, other)
            && name.conjuncts.is_empty()
            && description(other)
    }

    /// "dead", "alive": two adjectives of which one excludes the other.
    fn two_states(&self, x: &Phrase, y: &Phrase) -> Option<Differing> {
        let adjective = |s: &Statement, p: &Phrase| {
            let word = self.sentence(s, p.span)?.tree.words.get(p.head)?;
            (word.upos == Upos::Adj && p.conjuncts.is_empty()).then(|| word.lemma.to_lowercase())
        };
        let (a, b) = (adjective(self.first, x)?, adjective(self.second, y)?);
        let exclude =
            self.context.knowledge.opposite(&a, &b) || lexicon::antonyms(&a, &b, WordClass::Adjective);
        exclude.then_some(Differing {
            part: Part::Opposite,
            first: x.span,
            second: y.span,
        })
    }

    /// Whether one is whom the article begins with, unnamed, and the other the name that it gives next: "A farmer
    /// was jailed … Peter Loach, 60, had been warned".
    fn protagonist(&self, x: &Phrase, y: &Phrase) -> bool {
        let (unnamed, name) = match (self.context.named(x), self.context.named(y)) {
            (None, Some(name)) => (x, name),
            (Some(name), None) => (y, name),
            _ => return false,
        };
        unnamed.quantifier == Quantifier::Some
            && parts::introduced(self.context).is_some_and(|(span, who)| span == unnamed.span && who == name)
    }

    pub(super) fn fit(&self, x: &Phrase, y: &Phrase, slot: Slot) -> Fit {
        // "No one hurt" against "four passengers were hurt".
        let nobody = |p: &Phrase| {
            p.quantifier == Quantifier::No
                && matches!(
                    p.lemma.to_lowercase().as_str(),
                    "one" | "nobody" | "none" | "no one" | "no-one"
                )
        };
        if self.ground == Ground::Headline && nobody(x) != nobody(y) {
            return Fit::Same;
        }
        if let Some(fit) = self.amounts(x, y) {
            return fit;
        }
        if let Some(clash) = self.two_states(x, y) {
            return Fit::Clash(clash);
        }
        if self.protagonist(x, y) {
            return Fit::Same;
        }
        if x.entity.is_some() && x.entity == y.entity && x.conjuncts.is_empty() == y.conjuncts.is_empty() {
            return Fit::Same;
        }
        if x.conjuncts.len() != y.conjuncts.len() {
            return Fit::Other;
        }
        let (a, b) = (self.words(self.first, x.span), self.words(self.second, y.span));
        if a.is_empty() || b.is_empty() {
            return Fit::Kin;
        }
        let head = |p: &Phrase, s: &Statement| {
            let sentence = self.sentence(s, p.span)?;
            Some(sentence.tree.words.get(p.head)?.lemma.to_lowercase())
        };
        let (Some(h), Some(k)) = (head(x, self.first), head(y, self.second)) else {
            return Fit::Other;
        };
        if slot == Slot::Subject && self.described(x, y) {
            return Fit::Described;
        }
        let within = a.is_subset(&b) || b.is_subset(&a);
        // A headline has a banker for a former banker.
        let headline = self.ground == Ground::Headline;
        let another = |words: &BTreeSet<String>| {
            words
                .iter()
                .any(|w| words::is(w, "another-one") && !(headline && w == "former"))
        };
        if headline {
            if another(&a) != another(&b) {
                return Fit::Other;
            }
            return self.fit_headline((x, &a, &h), (y, &b, &k), within);
        }
        // "a", or a place of its own, brings in another one with the second telling.
        let placed = |p: &Phrase| p.modifiers.iter().filter(|m| m.relation == "nmod").count();
        let brings_in = placed(y) > placed(x) && !is_name(self.context, y)
            || y.quantifier == Quantifier::Some
                && (x.quantifier != Quantifier::Some || slot == Slot::Subject);
        // "won two prizes", "won the prize for the best act": one of many is not all of them.
        let tagged = |s: &Statement, p: &Phrase, xpos: &str| {
            let head = self.sentence(s, p.span).and_then(|x| x.tree.words.get(p.head));
            head.is_some_and(|w| w.xpos == xpos)
        };
        let many = |s: &Statement, p: &Phrase| p.quantifier == Quantifier::Number && tagged(s, p, "NNS");
        let one_of_many = many(self.first, x) && tagged(self.second, y, "NN")
            || many(self.second, y) && tagged(self.first, x, "NN");
        if another(&a) != another(&b) || brings_in || one_of_many {
            return Fit::Other;
        }
        let one_name = (is_name(self.context, x) || is_name(self.context, y)) && within;
        if let Some(clash) = self.inner_places(x, y).filter(|_| h == k) {
            return Fit::Clash(clash);
        }
        if h == k && within || one_name {
            return Fit::Same;
        }
        match self.nouns(x, y, &h, &k) {
            PartRelation::Excludes if x.modifiers.is_empty() && y.modifiers.is_empty() => {
                Fit::Clash(Differing {
                    part: Part::Opposite,
                    first: x.span,
                    second: y.span,
                })
            }
            PartRelation::Equal if x.modifiers.is_empty() || y.modifiers.is_empty() => Fit::Same,
            PartRelation::Narrower | PartRelation::Wider => Fit::Kin,
            _ if kindred(&h, &k) => Fit::Kin,
            _ => Fit::Other,
        }
    }

    /// A headline leaves out what it can: the head or a word of the phrase will do.
    pub(super) fn fit_headline(
        &self,
        (x, a, h): (&Phrase, &BTreeSet<String>, &str),
        (y, b, k): (&Phrase, &BTreeSet<String>, &str),
        within: bool,
    ) -> Fit {
        let clash = |part| {
            Fit::Clash(Differing {
                part,
                first: x.span,
                second: y.span,
            })
        };
        if let Some(clash) = self.inner_places(x, y).filter(|_| h == k) {
            return Fit::Clash(clash);
        }
        if within {
            return Fit::Same;
        }
        let lone = |words: &BTreeSet<String>, head: &str| words.iter().filter(|w| *w != head).count();
        if h == k || b.contains(h) && !is_name(self.context, x) {
            // "Finance minister" against "Health minister Ola Lund": two offices.
            let office = words::is(h, "office-head")
                && lone(a, h) > 0
                && a.iter().filter(|w| *w != h).all(|w| !b.contains(w));
            if office && b.contains(h) && self.own_office(y, h).is_some_and(|own| own.is_disjoint(a)) {
                return clash(Part::Role);
            }
            let shared = a.intersection(b).count();
            return if shared * 2 >= a.len().min(b.len()) {
                Fit::Same
            } else {
                Fit::Kin
            };
        }
        if words::is(h, "kin") && words::is(k, "kin") {
            return clash(Part::Participant);
        }
        match self.nouns(x, y, h, k) {
            PartRelation::Equal => Fit::Same,
            PartRelation::Excludes if self.context.knowledge.opposite(h, k) => clash(Part::Opposite),
            PartRelation::Narrower | PartRelation::Wider => Fit::Kin,
            _ if kindred(h, k) => Fit::Kin,
            _ if a.intersection(b).next().is_some() => Fit::Kin,
            _ => Fit::Other,
        }
    }

    /// What narrows the title in "Health minister Ola Lund".
    pub(super) fn own_office(&self, p: &Phrase, title: &str) -> Option<BTreeSet<String>> {
        let sentence = self.context.reading.sentences.get(self.second.sentence)?;
        let words = &sentence.tree.words;
        let at = words
            .iter()
            .position(|w| p.span.contains(w.span) && w.lemma.to_lowercase() == title)?;
        let own: BTreeSet<String> = sentence
            .tree
            .children(at)
            .iter()
            .filter_map(|&c| words.get(c))
            .filter(|w| matches!(w.deprel.base(), "compound" | "amod"))
            .map(|w| w.lemma.to_lowercase())
            .collect();
        (!own.is_empty()).then_some(own)
    }

    pub(super) fn nouns(&self, x: &Phrase, y: &Phrase, h: &str, k: &str) -> PartRelation {
        if is_name(self.context, x) || is_name(self.context, y) {
            return PartRelation::Different;
        }
        relate_words(k, h, WordClass::Noun, &self.context.knowledge).0
    }

    /// Two phrases with a number each.
    pub(super) fn amounts(&self, x: &Phrase, y: &Phrase) -> Option<Fit> {
        let (a, b) = (amount(self.first, x)?, amount(self.second, y)?);
        if a.quantity.unit != b.quantity.unit {
            return Some(Fit::Other);
        }
        let noun = |q: &QuantityMention| q.of.as_deref().map(str::to_lowercase);
        if let (Some(m), Some(n)) = (noun(a), noun(b))
            && m != n
            && !(self.ground == Ground::Headline && self.nouns(x, y, &m, &n).compatible())
        {
            return Some(Fit::Other);
        }
        // "6% in April": when it is so many is compared by itself.
        let rest = |s: &Statement, p: &Phrase| -> BTreeSet<String> {
            let sentence = self.sentence(s, p.span);
            let timed = |lemma: &String| {
                let mut words = sentence.iter().flat_map(|x| &x.tree.words);
                words.any(|w| {
                    w.lemma.to_lowercase() == *lemma
                        && p.span.contains(w.span)
                        && s.times.iter().any(|t| t.span.contains(w.span))
                })
            };
            self.words(s, p.span).into_iter().filter(|w| !timed(w)).collect()
        };
        if self.ground == Ground::Body && rest(self.first, x) != rest(self.second, y) {
            return Some(Fit::Other);
        }
        Some(match stated_otherwise(&a.quantity, &b.quantity) {
            false if a.quantity.compare(&b.quantity) != Comparison::Unknown => Fit::Same,
            true if self.ground == Ground::Headline || firm(a) && firm(b) || rounded_apart(a, b) => {
                Fit::Clash(Differing {
                    part: Part::Number,
                    first: a.span,
                    second: b.span,
                })
            }
            _ => Fit::Other,
        })
    }

    /// Whether the words of the phrase stand in the other statement, in whatever part.
    pub(super) fn stands_in(&self, p: &Phrase, of: &Statement, other: &Statement) -> bool {
        let words = self.words(of, p.span);
        let there = self.words(other, other.span);
        !words.is_empty() && words.is_subset(&there)
    }

    /// "a farm in Norfolk", "a farm in Suffolk"
    pub(super) fn inner_places(&self, x: &Phrase, y: &Phrase) -> Option<Differing> {
        let place = |p: &'_ Phrase| -> Option<(String, TextSpan, String)> {
            let mut inner = p
                .modifiers
                .iter()
                .filter(|m| matches!(m.case.as_str(), "in" | "at" | "off" | "near"));
            match (inner.next(), inner.next()) {
                (Some(one), None) if is_name(self.context, &one.phrase) => {
                    Some((one.case.clone(), one.phrase.span, one.phrase.lemma.clone()))
                }
                _ => None,
            }
        };
        let ((case, first, m), (other_case, second, n)) = (place(x)?, place(y)?);
        (case == other_case && self.apart(&m, &n)).then_some(Differing {
            part: Part::Place,
            first,
            second,
        })
    }

    /// Whether the two names cannot be one place: known to lie apart or, for two that are not known at all, called
    /// by words of which none is shared.
    pub(super) fn apart(&self, a: &str, b: &str) -> bool {
        let known = |x: &str| lexicon::is_place(x);
        let shared = a.split_whitespace().any(|w| b.split_whitespace().any(|v| v == w));
        lexicon::places_apart(a, b) || !known(a) && !known(b) && !shared && self.ground == Ground::Headline
    }

    pub(super) fn two_places(&self, x: &Adjunct<'_>, y: &Adjunct<'_>) -> Option<Differing> {
        if !(x.place || y.place) || x.case != y.case || !matches!(x.case, "in" | "at" | "off" | "on") {
            return None;
        }
        let (a, b) = (
            self.words(self.first, x.phrase.span),
            self.words(self.second, y.phrase.span),
        );
        let named = |p: &Phrase| is_name(self.context, p) && p.conjuncts.is_empty();
        if !named(x.phrase) || !named(y.phrase) {
            return None;
        }
        let street = |words: &BTreeSet<String>| words.iter().any(|w| words::is(w, "street-word"));
        let name = |p: &Phrase| p.lemma.clone();
        let (m, n) = (name(x.phrase), name(y.phrase));
        let apart = self.apart(&m, &n) || street(&a) && street(&b);
        let own = a.difference(&b).any(|w| !words::is(w, "street-word"));
        (apart && own).then_some(Differing {
            part: Part::Place,
            first: x.phrase.span,
            second: y.phrase.span,
        })
    }
}
