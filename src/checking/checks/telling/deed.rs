//! What two predicates tell of: one deed, or two opposite ones.

use rust_decimal::prelude::ToPrimitive;

use super::parts::part;
use super::{Differing, Ground, Sides};
use crate::checking::checks::words;
use crate::checking::relate::{Part, PartRelation, relate_words};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Phrase, Quantifier, Role, Statement};
use crate::reading::tree::Upos;

/// What two predicates are to each other.
pub(super) enum Deeds {
    /// Two deeds.
    Two,
    /// One, or two words for one.
    One,
    /// Two of which one excludes the other.
    Opposite(Differing),
}

/// A way to name what a statement tells of.
struct Name<'s> {
    word: String,
    span: TextSpan,
    /// The complement that is part of it: "found *guilty*", "remained *open*".
    complement: Option<&'s Phrase>,
}

impl Sides<'_, '_> {
    /// The adjective that completes the verb.
    fn complement<'s>(&self, s: &'s Statement) -> Option<&'s Phrase> {
        let phrase = part(s, &Role::Attribute)?;
        let head = self.sentence(s, phrase.span)?.tree.words.get(phrase.head)?;
        (head.upos == Upos::Adj && phrase.conjuncts.is_empty()).then_some(phrase)
    }

    /// The verb, and what it says with its complement.
    fn names<'s>(&self, s: &'s Statement) -> Vec<Name<'s>> {
        let verb = &s.predicate;
        let mut out = vec![Name {
            word: verb.lemma.clone(),
            span: verb.span,
            complement: None,
        }];
        if let Some(phrase) = self.complement(s) {
            let adjective = phrase.lemma.to_lowercase();
            let word = if words::is(&verb.lemma, "copula-verb") {
                adjective
            } else {
                format!("{} {adjective}", verb.lemma)
            };
            out.push(Name {
                word,
                span: phrase.span,
                complement: Some(phrase),
            });
        }
        out
    }

    /// What the two predicates are to each other. Complements that are part of the deed's name are noted.
    pub(super) fn deeds(&mut self) -> Deeds {
        let (first, second) = (self.first, self.second);
        let (a, b) = (&first.predicate, &second.predicate);
        if a.lemma == b.lemma {
            return if self.of_two_kinds() {
                Deeds::Two
            } else {
                Deeds::One
            };
        }
        // What has ended had begun.
        let begins = |lemma: &str| words::is(lemma, "begin-verb");
        let ends = |lemma: &str| words::is(lemma, "end-verb");
        let one_course = ends(&a.lemma) && begins(&b.lemma)
            || self.ground == Ground::Body && begins(&a.lemma) && ends(&b.lemma);
        if one_course {
            return Deeds::Two;
        }
        let knowledge = &self.context.knowledge;
        let complements = (
            self.complement(first).is_some(),
            self.complement(second).is_some(),
        );
        let copula = |lemma: &str| words::is(lemma, "copula-verb");
        if complements == (true, true) && copula(&a.lemma) && copula(&b.lemma) {
            return Deeds::One;
        }
        // Most pairs are of two bare verbs that have nothing to do with each other.
        let bare_and_unlike = complements == (false, false)
            && !knowledge.opposed(&a.lemma, &b.lemma)
            && !lexicon::antonyms(&a.lemma, &b.lemma, WordClass::Verb);
        let (names, others) = match bare_and_unlike {
            true => (Vec::new(), Vec::new()),
            false => (self.names(first), self.names(second)),
        };
        for x in &names {
            for y in &others {
                // A bare verb that has a complement says less than the two together.
                let bare = |n: &Name<'_>, all: &[Name<'_>]| all.len() > 1 && n.complement.is_none();
                let opposed = knowledge.opposed(&x.word, &y.word)
                    || lexicon::antonyms(&x.word, &y.word, WordClass::Verb)
                        && x.complement.is_none() == y.complement.is_none();
                let undone = x.complement.is_some() != y.complement.is_some()
                    && lexicon::antonyms(&x.word, &y.word, WordClass::Verb);
                if !opposed && !undone || bare(x, &names) || bare(y, &others) {
                    continue;
                }
                self.named_by_complement = (x.complement.is_some(), y.complement.is_some());
                return Deeds::Opposite(Differing {
                    part: Part::Opposite,
                    first: x.span,
                    second: y.span,
                });
            }
        }
        let close = match self.ground {
            Ground::Headline => {
                relate_words(&b.lemma, &a.lemma, WordClass::Verb, knowledge).0 == PartRelation::Equal
            }
            Ground::Body => knowledge.same_term(&a.lemma, &b.lemma),
        };
        if close { Deeds::One } else { Deeds::Two }
    }

    /// "lost to Stanton", "lost its captain": one verb for two things.
    fn of_two_kinds(&self) -> bool {
        let to = Role::Oblique("to".to_owned());
        let beaten = |s: &Statement| part(s, &to).is_some() && part(s, &Role::Object).is_none();
        let bereft = |s: &Statement| part(s, &Role::Object).is_some();
        let to_others = match (part(self.first, &to), part(self.second, &to)) {
            (Some(x), Some(y)) => self
                .words(self.first, x.span)
                .is_disjoint(&self.words(self.second, y.span)),
            _ => true,
        };
        self.first.predicate.lemma == "lose"
            && to_others
            && (beaten(self.first) && bereft(self.second) || bereft(self.first) && beaten(self.second))
    }

    /// Whether the one denies what the other affirms, and not another part of it: "voted for no change", "said it was
    /// not needed", "offered no proof" twice.
    pub(super) fn denies_deed(&self) -> bool {
        let (first, second) = (self.first, self.second);
        let (a, b) = (&first.predicate, &second.predicate);
        let one_verb = a.lemma == b.lemma || self.context.knowledge.same_term(&a.lemma, &b.lemma);
        let none = |s: &Statement| {
            s.objects
                .iter()
                .filter(|o| o.phrase.quantifier == Quantifier::No)
                .map(|o| o.role.clone())
                .collect::<Vec<_>>()
        };
        let (x, y) = (none(first), none(second));
        let in_place = |roles: &[Role], other: &Statement| {
            roles
                .iter()
                .all(|r| *r == Role::Object && part(other, &Role::Object).is_some())
        };
        one_verb
            && (x.is_empty() || y.is_empty())
            && in_place(&x, second)
            && in_place(&y, first)
            && !words::is(&a.lemma, "disclose-verb")
    }

    /// The two numbers of a vote or a match ("by seven to five", "5–4"), the greater first, with their place.
    pub(super) fn tally(&self, s: &Statement) -> Option<([u32; 2], TextSpan)> {
        if !words::is(&s.predicate.lemma, "tally-verb") {
            return None;
        }
        let sentence = self.sentence(s, s.predicate.span)?;
        let words = &sentence.tree.words;
        let from = words.partition_point(|w| w.span.start < s.span.start);
        let number = |i: usize| {
            let w = words.get(i).filter(|w| s.span.contains(w.span))?;
            let counted = || {
                let mention = s.quantities.iter().find(|q| q.span == w.span)?;
                mention.quantity.value.to_u32()
            };
            let value = w.form.parse().ok().or_else(counted)?;
            (value < 1000).then_some(value)
        };
        (from..words.len()).find_map(|i| {
            let before = i.checked_sub(1).and_then(|p| words.get(p));
            // "from six to four", "between 3 and 4": a change, a range.
            if before.is_some_and(|w| w.form.eq_ignore_ascii_case("from")) {
                return None;
            }
            let one = words.get(i).filter(|w| s.span.contains(w.span))?;
            let pair = |a: u32, b: u32, span: TextSpan| ([a.max(b), a.min(b)], span);
            if let Some((a, b)) = one.form.split_once(['-', '–']) {
                let (a, b) = (a.parse().ok()?, b.parse().ok()?);
                return (a < 1000 && b < 1000).then(|| pair(a, b, one.span));
            }
            let joined = words
                .get(i + 1)
                .is_some_and(|w| matches!(w.form.as_str(), "to" | "-" | "–"));
            let (a, b) = (number(i)?, number(i + 2).filter(|_| joined)?);
            Some(pair(a, b, one.span.cover(words.get(i + 2)?.span)))
        })
    }
}
