//! Quantifiers and counts of one phrase against those of another.

use rust_decimal::Decimal;

use super::amount::relate_quantities;
use super::compare::{Comparison, words_at};
use super::part::{Clash, PartRelation};
use super::phrase::{Slot, is_list_of_names};
use super::relation::{BoundValue, Part, Side};
use crate::document::TextSpan;
use crate::reading::statement::{Phrase, Quantifier, QuantityMention, Statement};
use crate::reading::tree::Word;
use crate::value::quantity::{Bound, Quantity};

impl<'a> Comparison<'a> {
    /// "Two members voted against it" says nothing of Petra Jones, who voted for it: what excludes the rest is no
    /// contradiction where one of the two names people and the other only counts some.
    pub(super) fn unless_counted(&self, rest: PartRelation) -> PartRelation {
        let subject = |side: Side<'a>| side.statement.subject.as_ref().map(|s| &s.phrase);
        let counted = |p: &Phrase| p.entity.is_none() && p.count.is_some();
        let (Some(text), Some(claim)) = (subject(self.text), subject(self.claim)) else {
            return rest;
        };
        let apart = match (
            is_list_of_names(self.text, text),
            is_list_of_names(self.claim, claim),
        ) {
            (true, false) => counted(claim),
            (false, true) => counted(text),
            _ => false,
        };
        if apart && rest == PartRelation::Excludes {
            return PartRelation::Different;
        }
        rest
    }

    /// Quantifiers over restrictors that stand in `r` to each other (MacCartney & Manning 2009,
    /// section 4; existential import is assumed, as a reader of news does).
    pub(super) fn quantifiers(&mut self, text: &Phrase, claim: &Phrase, r: PartRelation) -> PartRelation {
        use Quantifier::{All, AlmostAll, Any, Bare, Definite, Few, Many, Most, No, Number, Only, Some};
        if r == PartRelation::Different {
            return r;
        }
        let individual = |p: &Phrase| p.entity.is_some() || matches!(p.quantifier, Definite | Only);
        let existential =
            |p: &Phrase| p.entity.is_none() && matches!(p.quantifier, Some | Any | Bare | Number);
        let (t, c) = (text.quantifier, claim.quantifier);
        // What is said of all of a kind is said of each narrower kind, whatever words narrow it.
        if matches!(t, All | No | Few) || c == Any {
            self.judged.push(claim.span);
        }
        if individual(text) && (individual(claim) || existential(claim))
            || existential(text) && existential(claim)
        {
            return r;
        }
        if existential(text) && individual(claim) {
            // A passage and a claim about it speak of one scene: "a dog" is "the dog". In an article
            // "a man" need not be the man of the claim.
            if is_pointed_at(self.claim, claim) && !self.loose {
                return PartRelation::Different;
            }
            return if self.one_scene || (claim.entity.is_none() && self.loose) {
                r
            } else {
                r.join(PartRelation::Wider)
            };
        }
        match (t, c) {
            (All, All) => r.flip(),
            (All, _) if individual(claim) => match r {
                PartRelation::Equal | PartRelation::Wider => PartRelation::Narrower,
                _ => PartRelation::Different,
            },
            (All | AlmostAll, _) if existential(claim) => PartRelation::Narrower,
            (_, All) if !matches!(t, No | Few) => {
                if r.compatible() {
                    PartRelation::Wider
                } else {
                    PartRelation::Different
                }
            }
            (All, AlmostAll | Most | Many) | (AlmostAll, Most | Many) | (Most, Many) => match r {
                PartRelation::Equal => PartRelation::Narrower,
                _ => PartRelation::Different,
            },
            (Most, Most) | (AlmostAll, AlmostAll) => match r {
                PartRelation::Equal => PartRelation::Equal,
                _ => PartRelation::Different,
            },
            // Many of the few are not many of all.
            (Many, Many) => match r {
                PartRelation::Equal => PartRelation::Equal,
                _ => PartRelation::Different,
            },
            (Most | Many, _) if existential(claim) => match r {
                PartRelation::Equal | PartRelation::Narrower => PartRelation::Narrower,
                _ => PartRelation::Different,
            },
            (_, Most | Many | AlmostAll) if existential(text) || individual(text) => {
                r.join(PartRelation::Wider)
            }
            (Few, Few) | (No, No) => r.flip(),
            _ => PartRelation::Different,
        }
    }

    /// "most people who live in Europe" are not most people: under a quantifier that speaks of all of a
    /// kind, a relative clause narrows the kind.
    pub(super) fn with_relative_clauses(
        &self,
        text: &Phrase,
        claim: &Phrase,
        restrictor: PartRelation,
    ) -> PartRelation {
        use Quantifier::{All, AlmostAll, Few, Many, Most, No};
        let general = |p: &Phrase| matches!(p.quantifier, All | AlmostAll | Most | Many | Few | No);
        let narrowed = |side: Side<'_>, p: &Phrase| general(p) && has_relative_clause(side, p);
        match (narrowed(self.text, text), narrowed(self.claim, claim)) {
            (true, false) => restrictor.join(PartRelation::Narrower),
            (false, true) => restrictor.join(PartRelation::Wider),
            _ => restrictor,
        }
    }

    /// "340 pupils" to "430 pupils and 31 teachers": two numbers of one thing, wherever in a list they stand.
    pub(super) fn counted_apart(&mut self, text: &[Phrase], claim: &[Phrase], slot: Slot) -> Option<Clash> {
        let counts = |p: &Phrase| p.count.is_some() && p.entity.is_none();
        let clashes = self.clashes.len();
        let mut found = None;
        for c in claim.iter().filter(|c| counts(c)) {
            let mut of_it = text.iter().filter(|t| counts(t) && t.lemma == c.lemma);
            let (Some(t), None) = (of_it.next(), of_it.next()) else {
                continue;
            };
            if self.single(t, c, slot) == PartRelation::Excludes {
                found = found.or_else(|| {
                    self.clashes
                        .get(clashes)
                        .filter(|k| k.part == Part::Number)
                        .cloned()
                });
            }
            self.clashes.truncate(clashes);
        }
        found
    }

    /// "twice" to "three times": how often it was, where one of the two says it in an adverb.
    pub(super) fn how_often(&mut self) -> Option<PartRelation> {
        let (t, text) = how_often(self.text.statement)?;
        let (c, claim) = how_often(self.claim.statement)?;
        let adverb = |s: &Statement| s.predicate.adverbs.iter().any(|a| times_of(a).is_some());
        if !adverb(self.text.statement) && !adverb(self.claim.statement) {
            return None;
        }
        if t == c {
            return Some(PartRelation::Equal);
        }
        let words = (
            words_at(self.text.statement, text),
            words_at(self.claim.statement, claim),
        );
        self.clashes.push(Clash {
            part: Part::Number,
            text,
            claim,
            words,
        });
        Some(PartRelation::Excludes)
    }

    /// "two thirds of the members" to "88 percent of members": a share is a share, in whichever words. A fraction in
    /// words is a round one.
    pub(super) fn shares(&mut self, text: &Phrase, claim: &Phrase) -> Option<PartRelation> {
        let (t, whole_of_text) = share(self.text, text)?;
        let (c, whole_of_claim) = share(self.claim, claim)?;
        let (of_text, of_claim) = (of(text), of(claim));
        let in_words = whole_of_text || whole_of_claim;
        let alike = match (of_text, of_claim) {
            (Some(t), Some(c)) => {
                let clashes = self.clashes.len();
                let found = self.phrases(t, c, Slot::Object);
                self.clashes.truncate(clashes);
                found.compatible()
            }
            (None, None) => true,
            _ => false,
        };
        if !in_words || !alike {
            return None;
        }
        Some(match relate_quantities(&t, &c) {
            PartRelation::Excludes => self.clash(Part::Number, text, claim),
            other => other,
        })
    }

    /// The word behind an amount that says what it measures: "tall" and "high" are one.
    fn dimension_of(&self, side: Side<'a>, amount: &QuantityMention) -> Option<&'a str> {
        let sentence = side.reading.sentences.get(side.statement.sentence)?;
        let behind = |w: &&Word| {
            let gap = w.span.start.checked_sub(amount.span.end);
            (amount.span.contains(w.span) || gap.is_some_and(|gap| gap <= 1))
                && self.knowledge.is("dimension", &w.lemma.to_lowercase())
        };
        let word = sentence.tree.words.iter().find(behind)?;
        Some(dimension(&word.lemma))
    }

    /// "guilty of six counts" to "guilty of four counts": numbers of one thing inside two attributes, where each
    /// has one.
    pub(super) fn numbers_inside(&mut self, text: &Phrase, claim: &Phrase) -> PartRelation {
        let only = |side: Side<'a>, p: &Phrase| -> Option<&'a QuantityMention> {
            let mut inside = side
                .statement
                .quantities
                .iter()
                .filter(|q| p.span.contains(q.span) && q.of.is_some());
            inside.next().filter(|_| inside.next().is_none())
        };
        let (Some(t), Some(c)) = (only(self.text, text), only(self.claim, claim)) else {
            return PartRelation::Equal;
        };
        if t.of != c.of
            || c.variable.is_some()
            || relate_quantities(&t.quantity, &c.quantity) != PartRelation::Excludes
        {
            return PartRelation::Equal;
        }
        self.clashes.push(Clash {
            part: Part::Number,
            text: t.span,
            claim: c.span,
            words: (text.text.clone(), claim.text.clone()),
        });
        PartRelation::Excludes
    }

    /// "four workers" to "six workers", whose descriptions stand in `restrictor` to each other.
    pub(super) fn counts(&mut self, text: &Phrase, claim: &Phrase, restrictor: PartRelation) -> PartRelation {
        let there = amount_of(self.text, text);
        let wanted = amount_of(self.claim, claim);
        let variable = claim
            .modifiers
            .iter()
            .find(|m| m.relation == "nummod")
            .and_then(|m| m.phrase.variable.as_ref())
            .or_else(|| wanted.and_then(|q| q.variable.as_ref()));
        if is_difference(self.text, text) != is_difference(self.claim, claim) {
            return PartRelation::Wider;
        }
        match (there, wanted) {
            (Some(t), _) if variable.is_some() => {
                if let Some(name) = variable {
                    let words = self.words(t.span);
                    self.bind(name, &words, t.span, BoundValue::Number(t.quantity.clone()));
                }
                PartRelation::Equal
            }
            (None, _) if variable.is_some() => PartRelation::Wider,
            // "12 metres wide" says nothing of "840 metres long".
            (Some(t), Some(c))
                if matches!(
                    (self.dimension_of(self.text, t), self.dimension_of(self.claim, c)),
                    (Some(a), Some(b)) if a != b
                ) =>
            {
                PartRelation::Different
            }
            (Some(t), Some(c)) => {
                let relation = relate_quantities(&t.quantity, &c.quantity);
                // "22 Conservative councillors" may be among "27 councillors".
                let part = match restrictor {
                    PartRelation::Narrower => t.quantity.value < c.quantity.value && narrows(text, claim),
                    PartRelation::Wider => t.quantity.value > c.quantity.value && narrows(claim, text),
                    _ => false,
                };
                if relation == PartRelation::Excludes && part {
                    return PartRelation::Different;
                }
                if relation == PartRelation::Excludes {
                    self.clashes.push(Clash {
                        part: Part::Number,
                        text: t.span,
                        claim: c.span,
                        words: (text.text.clone(), claim.text.clone()),
                    });
                }
                relation
            }
            // "none of the 46 passengers": the count is that of all there are.
            (Some(_), None) | (None, Some(_))
                if self.one_scene && (takes_in_all(text) || takes_in_all(claim)) =>
            {
                PartRelation::Equal
            }
            (Some(_), None) => PartRelation::Narrower,
            (None, Some(c)) => {
                let one = Decimal::ONE;
                let singular = text.quantifier == Quantifier::Some || text.entity.is_some();
                let exact = c.quantity.bound == Bound::Exact;
                if singular && exact && c.quantity.value == one {
                    PartRelation::Equal
                } else {
                    PartRelation::Wider
                }
            }
            (None, None) => PartRelation::Equal,
        }
    }
}

/// Whether the one description has a word in front of its noun that makes a smaller kind of it ("Conservative
/// councillors"), and the other has none.
fn narrows(narrow: &Phrase, wide: &Phrase) -> bool {
    let front = |p: &Phrase| {
        p.modifiers
            .iter()
            .any(|m| matches!(m.relation, "amod" | "compound") && m.phrase.head < p.head)
    };
    front(narrow) && !front(wide)
}

/// One word for each dimension: "tall" is "high".
pub(super) fn dimension(lemma: &str) -> &str {
    match lemma {
        "tall" => "high",
        "broad" => "wide",
        other => other,
    }
}

/// The number of times that an adverb says.
pub(super) fn times_of(adverb: &str) -> Option<Decimal> {
    match adverb {
        "twice" => Some(Decimal::TWO),
        "thrice" => Some(Decimal::from(3)),
        _ => None,
    }
}

/// How often the statement says that it was: "twice", "12 times".
fn how_often(statement: &Statement) -> Option<(Decimal, TextSpan)> {
    let adverb = statement.predicate.adverbs.iter().find_map(|a| times_of(a));
    let told = |value: Decimal| {
        let word = statement
            .circumstances
            .iter()
            .find(|c| times_of(&c.text.to_lowercase()).is_some());
        (value, word.map_or(statement.predicate.span, |c| c.span))
    };
    let counted = || {
        let obliques = statement.objects.iter().map(|o| &o.phrase);
        let circumstances = statement.circumstances.iter().filter_map(|c| c.phrase.as_ref());
        obliques.chain(circumstances).find_map(|p| {
            let count = statement.quantities.get(p.count?)?;
            let exact = count.quantity.bound == Bound::Exact && count.quantity.unit.is_none();
            (p.lemma == "time" && exact).then_some((count.quantity.value, p.span))
        })
    };
    adverb.map(told).or_else(counted)
}

/// The share in percent that the phrase is, and whether it is a fraction in words ("half", "two thirds", "a fifth").
fn share(side: Side<'_>, phrase: &Phrase) -> Option<(Quantity, bool)> {
    let mention = amount_of(side, phrase)?;
    let quantity = &mention.quantity;
    match quantity.unit.as_deref() {
        Some("percent") => Some((quantity.clone(), false)),
        None if quantity.value > Decimal::ZERO && quantity.value < Decimal::ONE && mention.of.is_some() => {
            let percent = |v: Decimal| v.checked_mul(Decimal::ONE_HUNDRED);
            let bound = match quantity.bound {
                Bound::Exact => Bound::About,
                other => other,
            };
            Some((
                Quantity {
                    value: percent(quantity.value)?,
                    upper: quantity.upper.and_then(percent),
                    unit: Some("percent".to_owned()),
                    bound,
                    precision: Decimal::ONE,
                },
                true,
            ))
        }
        _ => None,
    }
}

/// Of what it is a share: "of the members".
fn of(phrase: &Phrase) -> Option<&Phrase> {
    let held = |m: &&crate::reading::statement::Modifier| m.relation == "nmod" && m.case == "of";
    phrase.modifiers.iter().find(held).map(|m| &m.phrase)
}

/// The number in front of the head: its count, or the share or measure that it has ("6.8% alcohol").
pub(super) fn amount_of<'a>(side: Side<'a>, phrase: &Phrase) -> Option<&'a QuantityMention> {
    let quantities = &side.statement.quantities;
    if let Some(count) = phrase.count {
        return quantities.get(count);
    }
    phrase.modifiers.iter().find_map(|m| {
        let front = matches!(m.relation, "compound" | "amod" | "nmod:unmarked" | "nmod:desc")
            && m.phrase.head < phrase.head;
        quantities
            .iter()
            .find(|q| front && q.quantity.unit.is_some() && q.span == m.phrase.span)
            .filter(|q| q.quantity.unit.as_deref() != Some("ordinal"))
    })
}

/// "none of the 46 passengers", also where its denial has been set aside.
fn takes_in_all(phrase: &Phrase) -> bool {
    matches!(
        phrase.quantifier,
        Quantifier::No | Quantifier::Any | Quantifier::All
    ) && phrase.count.is_some()
}

/// "3,000 more computers (than others)": a number that counts a difference.
fn is_difference(side: Side<'_>, phrase: &Phrase) -> bool {
    let exact = phrase
        .count
        .and_then(|i| side.statement.quantities.get(i))
        .is_some_and(|q| q.quantity.bound == Bound::Exact);
    let added = phrase.modifiers.iter().any(|m| {
        m.relation == "amod"
            && matches!(
                m.phrase.text.to_lowercase().as_str(),
                "more" | "fewer" | "less" | "extra" | "additional" | "other" | "further"
            )
    });
    exact && (added || comes_on_top(side, phrase) || is_compared(side, phrase))
}

/// "1.5 billion euros more than planned": how far it is from something else, which is no number.
fn is_compared(side: Side<'_>, phrase: &Phrase) -> bool {
    let words = side
        .reading
        .sentences
        .get(side.statement.sentence)
        .map(|s| &s.tree.words);
    let (Some(words), Some(amount)) = (words, amount_of(side, phrase)) else {
        return false;
    };
    let Some(next) = words.iter().position(|w| w.span.start >= amount.span.end) else {
        return false;
    };
    let than = words
        .get(next + 1)
        .is_some_and(|w| w.form.eq_ignore_ascii_case("than"));
    words.get(next).is_some_and(|w| matches!(w.xpos, "JJR" | "RBR"))
        && than
        && words.get(next + 2).is_some_and(|w| w.xpos != "CD")
}

/// "gets $25,000 on top", "a further $25,000", "another 30 days": what is added to an amount that is spoken of elsewhere.
fn comes_on_top(side: Side<'_>, phrase: &Phrase) -> bool {
    let Some(sentence) = side.reading.sentences.get(side.statement.sentence) else {
        return false;
    };
    let words = &sentence.tree.words;
    let Some(last) = words.iter().rposition(|w| phrase.span.contains(w.span)) else {
        return false;
    };
    let Some(first) = words.iter().position(|w| phrase.span.contains(w.span)) else {
        return false;
    };
    let is = |i: usize, word: &str| words.get(i).is_some_and(|w| w.form.eq_ignore_ascii_case(word));
    let before = |word: &str| is(first, word) || first > 0 && is(first - 1, word);
    let behind = is(last + 1, "on") && is(last + 2, "top")
        || is(last + 1, "in") && is(last + 2, "addition")
        || is(last + 1, "extra")
        || is(last + 1, "more") && !is(last + 2, "than");
    behind || before("further") || before("another") || before("additional") || before("extra")
}

/// Whether a relative clause hangs on the phrase, other than the statement itself.
pub(super) fn has_relative_clause(side: Side<'_>, phrase: &Phrase) -> bool {
    let here = (side.statement.sentence, side.statement.predicate.head);
    side.reading.sentences.get(here.0).is_some_and(|s| {
        s.tree
            .children_by(phrase.head, "acl")
            .any(|clause| clause != here.1)
    })
}

/// "that person": one whom the speaker points at, who need not be anybody that the text speaks of.
fn is_pointed_at(side: Side<'_>, phrase: &Phrase) -> bool {
    phrase.antecedent.is_none()
        && side
            .reading
            .sentences
            .get(side.statement.sentence)
            .is_some_and(|s| {
                s.tree.children_by(phrase.head, "det").any(|d| {
                    s.tree
                        .words
                        .get(d)
                        .is_some_and(|w| matches!(w.lemma.as_str(), "that" | "those"))
                })
            })
}
