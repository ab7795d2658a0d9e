//! Two tellings of one event, in one article: whether they agree, and in what single part they differ.
//!
//! Relating a text to a claim ([`crate::checking::relate`]) asks what follows from what. Here both are of one
//! article, which tells one event twice: shorter in the headline ("Council to spend £4m"), or again further
//! down ("the £14m that the council will spend"). The parts of the two are laid side by side; what both have
//! must be alike but for one part, and enough must be alike to know that it is one event.

use std::collections::BTreeSet;

use super::context::Context;
use super::words;
use crate::checking::relate::{Part, PartRelation, relate_times, relate_words};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::Sentence;
use crate::reading::statement::{
    Certainty, CircumstanceKind, Phrase, Polarity, Quantifier, QuantityMention, Role, SourceKind, Statement,
    StatementKind, Tense, TimeMention, TimeValue,
};
use crate::reading::tree::Upos;
use crate::value::date::Date;
use crate::value::quantity::{Bound, Comparison, Quantity};

/// Where the first telling stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// In the headline: without articles, in the present, and of the event that the text begins with.
    Headline,
    /// In the text: that it is one event, the two must show.
    Body,
}

/// What the second telling is to the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meeting {
    /// Of another event, or of one that nothing ties to the first.
    Apart,
    /// Of the same, and alike in what both have.
    Agree,
    /// Of the same, but for one part.
    Differ(Differing),
}

/// The part in which two tellings differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Differing {
    pub(super) part: Part,
    /// Its words in the first.
    pub(super) first: TextSpan,
    /// Its words in the second.
    pub(super) second: TextSpan,
}

/// What a phrase of the one is to the phrase in its place of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fit {
    Same,
    /// May be the same: a pronoun, a kindred word.
    Kin,
    Other,
    Clash(Differing),
}

/// How the two lie side by side.
#[derive(Debug, Default)]
struct Laid {
    same: usize,
    /// Subjects and objects that are alike.
    participants: usize,
    /// Adjuncts that are alike.
    settings: usize,
    /// Something that both have is named or definite.
    anchored: bool,
    /// Participants that are not alike.
    other: bool,
    clashes: Vec<Differing>,
    /// Adjuncts that only the first has, and only the second.
    loose: (usize, usize),
    /// Both have a time, and it is one.
    one_time: bool,
    /// Who has a time.
    timed: (bool, bool),
}

/// What `second`, in the text, is to `first`.
pub(super) fn meet(context: &Context<'_>, first: &Statement, second: &Statement, ground: Ground) -> Meeting {
    let usable = |s: &Statement| {
        s.read
            && matches!(s.kind, StatementKind::Event | StatementKind::State)
            && (s.subject.is_some() || !s.objects.is_empty())
    };
    if !usable(first) || !usable(second) {
        return Meeting::Apart;
    }
    let Some(opposite) = one_deed(context, first, second, ground) else {
        return Meeting::Apart;
    };
    let sides = Sides {
        context,
        first,
        second,
        ground,
    };
    let denied = first.polarity != second.polarity;
    if opposite.is_none() && !denied && sides.crossed() {
        return Meeting::Differ(Differing {
            part: Part::Participant,
            first: first.span,
            second: second.span,
        });
    }
    let mut laid = sides.lay();
    if laid.other {
        return Meeting::Apart;
    }
    match (opposite, denied) {
        // "did not accept", "rejected"
        (Some(_), true) if laid.clashes.is_empty() && laid.same > 0 => return Meeting::Agree,
        (Some(difference), false) => laid.clashes.push(difference),
        (None, true) => {
            if !denies_deed(context, first, second) {
                return Meeting::Apart;
            }
            laid.clashes.push(Differing {
                part: Part::Polarity,
                first: marker(first),
                second: marker(second),
            });
        }
        (None, false) => {}
        _ => return Meeting::Apart,
    }
    match laid.clashes.as_slice() {
        // A verb of like meaning agrees only with what it is done to.
        [] if laid.same
            > usize::from(first.predicate.lemma != second.predicate.lemma && !first.objects.is_empty()) =>
        {
            Meeting::Agree
        }
        [one]
            if laid.same > 0
                && (ground == Ground::Headline || told_again(context, &laid, one, (first, second))) =>
        {
            Meeting::Differ(one.clone())
        }
        _ => Meeting::Apart,
    }
}

/// Whether the one denies what the other affirms, and not another part of it: "voted for no change", "said it was
/// not needed", "offered no proof" twice.
fn denies_deed(context: &Context<'_>, first: &Statement, second: &Statement) -> bool {
    let (a, b) = (&first.predicate, &second.predicate);
    let one_verb = a.lemma == b.lemma || context.knowledge.same_term(&a.lemma, &b.lemma);
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

fn marker(s: &Statement) -> TextSpan {
    s.markers
        .iter()
        .copied()
        .find(|m| s.span.contains(*m))
        .unwrap_or(s.predicate.span)
}

/// Whether the two predicates tell of one deed: `Some(None)`; of opposite ones: `Some` with the difference.
#[expect(clippy::option_option, reason = "no deed, one deed, two opposite deeds")]
fn one_deed(
    context: &Context<'_>,
    first: &Statement,
    second: &Statement,
    ground: Ground,
) -> Option<Option<Differing>> {
    let (a, b) = (&first.predicate, &second.predicate);
    if a.lemma == b.lemma {
        return Some(None);
    }
    let opposites = context.knowledge.opposed(&a.lemma, &b.lemma)
        || lexicon::antonyms(&a.lemma, &b.lemma, WordClass::Verb);
    if opposites {
        return Some(Some(Differing {
            part: Part::Opposite,
            first: a.span,
            second: b.span,
        }));
    }
    let (relation, _) = relate_words(&b.lemma, &a.lemma, WordClass::Verb, &context.knowledge);
    let close = match ground {
        Ground::Headline => relation == PartRelation::Equal,
        Ground::Body => context.knowledge.same_term(&a.lemma, &b.lemma),
    };
    close.then_some(None)
}

struct Sides<'c, 'a> {
    context: &'c Context<'a>,
    first: &'c Statement,
    second: &'c Statement,
    ground: Ground,
}

/// A phrase that is neither subject nor object, with its preposition.
struct Adjunct<'s> {
    case: &'s str,
    phrase: &'s Phrase,
    place: bool,
}

fn adjuncts(s: &Statement) -> Vec<Adjunct<'_>> {
    let timed = |span: TextSpan| {
        s.times
            .iter()
            .any(|t| span.contains(t.span) || t.span.contains(span))
    };
    let obliques = s.objects.iter().filter_map(|o| match &o.role {
        Role::Oblique(case) if !timed(o.phrase.span) && !words::is(case, "attendant-case") => Some(Adjunct {
            case,
            phrase: &o.phrase,
            place: false,
        }),
        _ => None,
    });
    let circumstances = s
        .circumstances
        .iter()
        .filter(|c| c.kind != CircumstanceKind::Time && c.kind != CircumstanceKind::Manner)
        .filter(|c| !timed(c.span) && !words::is(&c.marker, "attendant-case"))
        .filter_map(|c| {
            Some(Adjunct {
                case: &c.marker,
                // "in front of 30,000 people"
                phrase: c.phrase.as_ref().filter(|p| p.lemma != "front")?,
                place: c.kind == CircumstanceKind::Place,
            })
        });
    obliques.chain(circumstances).collect()
}

fn part<'s>(s: &'s Statement, role: &Role) -> Option<&'s Phrase> {
    s.objects.iter().find(|o| o.role == *role).map(|o| &o.phrase)
}

/// The subject; for "it" that opens a sentence, the subject of the sentence before, where that is one thing.
fn subject<'c>(context: &'c Context<'_>, s: &'c Statement) -> Option<&'c Phrase> {
    let own = &s.subject.as_ref()?.phrase;
    if own.entity.is_some() || own.lemma.to_lowercase() != "it" {
        return Some(own);
    }
    let sentences = &context.reading.sentences;
    let here = sentences.get(s.sentence)?;
    let Some(before) = s
        .sentence
        .checked_sub(1)
        .and_then(|i| Some((i, sentences.get(i)?)))
    else {
        return Some(own);
    };
    if before.1.block != here.block || own.span.start != here.span.start {
        return Some(own);
    }
    let mut told = context
        .reading
        .statements
        .iter()
        .filter(|x| x.sentence == before.0 && x.parent.is_none() && x.source.kind == SourceKind::Narrator)
        .filter_map(|x| Some(&x.subject.as_ref()?.phrase));
    match (told.next(), told.next()) {
        (Some(one), None) if one.conjuncts.is_empty() && one.count.is_none() && anchors(context, one) => {
            Some(one)
        }
        _ => Some(own),
    }
}

impl Sides<'_, '_> {
    fn lay(&self) -> Laid {
        let mut laid = Laid::default();
        let (a, b) = (self.first, self.second);
        let (a_object, b_object) = (part(a, &Role::Object), part(b, &Role::Object));
        let (a_subject, b_subject) = (subject(self.context, a), subject(self.context, b));
        // "The library opened", "the library was opened": what it happens to.
        match (a_subject, a_object, b_subject, b_object) {
            (Some(x), None, None, Some(y)) | (None, Some(x), Some(y), None)
                if part(a, &Role::Attribute).is_none() && part(b, &Role::Attribute).is_none() =>
            {
                self.participants(Some(x), Some(y), Slot::Subject, &mut laid);
            }
            _ => {
                self.participants(a_subject, b_subject, Slot::Subject, &mut laid);
                self.participants(a_object, b_object, Slot::Object, &mut laid);
            }
        }
        // "admitted taking the money", "denied taking the money"
        if let (Some(x), Some(y)) = (part(a, &Role::Clause), part(b, &Role::Clause)) {
            if self.words(a, x.span) == self.words(b, y.span) {
                laid.same += 1;
            } else {
                laid.other = true;
            }
        }
        match (part(a, &Role::Attribute), part(b, &Role::Attribute)) {
            (None, None) => {}
            (Some(x), Some(y)) => self.participants(Some(x), Some(y), Slot::Object, &mut laid),
            _ => laid.other = true,
        }
        self.adjuncts(&mut laid);
        self.times(&mut laid);
        laid
    }

    /// "Driver sues council" over "the council is suing a driver"; in the text only winners and losers by name.
    fn crossed(&self) -> bool {
        let (a, b) = (self.first, self.second);
        let contest = words::is(&a.predicate.lemma, "contest-verb");
        let one_way = contest || words::is(&a.predicate.lemma, "one-way-verb");
        if a.predicate.lemma != b.predicate.lemma || !one_way {
            return false;
        }
        let (Some(doer), Some(other_doer)) = (&a.subject, &b.subject) else {
            return false;
        };
        let (Some(done), Some(other_done)) = (part(a, &Role::Object), part(b, &Role::Object)) else {
            return false;
        };
        let same = |x: &Phrase, y: &Phrase| self.fit(x, y, Slot::Object) == Fit::Same;
        let turned = same(&doer.phrase, other_done)
            && same(done, &other_doer.phrase)
            && !same(&doer.phrase, &other_doer.phrase)
            && !same(done, other_done);
        if self.ground == Ground::Headline || !turned {
            return turned;
        }
        let mut laid = Laid::default();
        self.adjuncts(&mut laid);
        self.times(&mut laid);
        let names = [&doer.phrase, &other_doer.phrase, done, other_done];
        contest
            && names.iter().all(|p| is_name(self.context, p))
            && laid.clashes.is_empty()
            && laid.loose.1 == 0
            && (laid.one_time || !laid.timed.1)
            && occasion(self.context, a)
            && occasion(self.context, b)
    }

    fn participants(&self, x: Option<&Phrase>, y: Option<&Phrase>, slot: Slot, laid: &mut Laid) {
        let (Some(x), Some(y)) = (x, y) else { return };
        match self.fit(x, y, slot) {
            Fit::Same => {
                laid.same += 1;
                laid.participants += 1;
                laid.anchored |=
                    anchors(self.context, x) || anchors(self.context, y) || self.has_name(self.first, x);
            }
            Fit::Kin => {
                let said = |s: &Statement, p: &Phrase| !self.words(s, p.span).is_empty();
                laid.participants += usize::from(said(self.first, x) && said(self.second, y));
            }
            Fit::Other => match self.other_actor(x, y, slot) {
                Some(clash) => laid.clashes.push(clash),
                None => laid.other = true,
            },
            Fit::Clash(clash) => laid.clashes.push(clash),
        }
    }

    /// Two names for who did it, where both tell of it in the same words.
    fn other_actor(&self, x: &Phrase, y: &Phrase, slot: Slot) -> Option<Differing> {
        let named = |p: &Phrase| p.conjuncts.is_empty() && self.context.named(p).is_some();
        let differ = slot == Slot::Subject
            && named(x)
            && named(y)
            && self.context.named(x) != self.context.named(y)
            && self
                .words(self.first, x.span)
                .is_disjoint(&self.words(self.second, y.span));
        differ.then_some(Differing {
            part: Part::Participant,
            first: x.span,
            second: y.span,
        })
    }

    /// The sentence that holds `span`: that of the statement, or the one before it, where a pronoun stands for
    /// something there.
    fn sentence(&self, s: &Statement, span: TextSpan) -> Option<&Sentence> {
        let sentences = &self.context.reading.sentences;
        let own = sentences.get(s.sentence)?;
        if own.span.contains(span) {
            return Some(own);
        }
        sentences.iter().find(|x| x.span.contains(span))
    }

    /// The words of the phrase that say what it is: nouns, names, adjectives.
    fn words(&self, s: &Statement, span: TextSpan) -> BTreeSet<String> {
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
    fn has_name(&self, s: &Statement, p: &Phrase) -> bool {
        self.sentence(s, p.span).is_some_and(|x| {
            x.tree
                .words
                .iter()
                .any(|w| p.span.contains(w.span) && w.upos == Upos::Propn)
        })
    }

    fn fit(&self, x: &Phrase, y: &Phrase, slot: Slot) -> Fit {
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
        let within = a.is_subset(&b) || b.is_subset(&a);
        if self.ground == Ground::Headline {
            return self.fit_headline((x, &a, &h), (y, &b, &k), within);
        }
        let another = |words: &BTreeSet<String>| words.iter().any(|w| words::is(w, "another-one"));
        // "a", or a place of its own, brings in another one with the second telling.
        let placed = |p: &Phrase| p.modifiers.iter().filter(|m| m.relation == "nmod").count();
        let brings_in = placed(y) > placed(x) && !is_name(self.context, y)
            || y.quantifier == Quantifier::Some
                && (x.quantifier != Quantifier::Some || slot == Slot::Subject);
        if another(&a) != another(&b) || brings_in {
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
    fn fit_headline(
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
    fn own_office(&self, p: &Phrase, title: &str) -> Option<BTreeSet<String>> {
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

    fn nouns(&self, x: &Phrase, y: &Phrase, h: &str, k: &str) -> PartRelation {
        if is_name(self.context, x) || is_name(self.context, y) {
            return PartRelation::Different;
        }
        relate_words(k, h, WordClass::Noun, &self.context.knowledge).0
    }

    /// Two phrases with a number each.
    fn amounts(&self, x: &Phrase, y: &Phrase) -> Option<Fit> {
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
        let rest = |s: &Statement, p: &Phrase| self.words(s, p.span);
        if self.ground == Ground::Body && rest(self.first, x) != rest(self.second, y) {
            return Some(Fit::Other);
        }
        Some(match stated_otherwise(&a.quantity, &b.quantity) {
            false if a.quantity.compare(&b.quantity) != Comparison::Unknown => Fit::Same,
            true if self.ground == Ground::Headline || firm(a) && firm(b) => Fit::Clash(Differing {
                part: Part::Number,
                first: a.span,
                second: b.span,
            }),
            _ => Fit::Other,
        })
    }

    fn adjuncts(&self, laid: &mut Laid) {
        let (a, b) = (adjuncts(self.first), adjuncts(self.second));
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for wanted in &a {
            let mut best: Option<(usize, Fit)> = None;
            for (i, there) in b.iter().enumerate() {
                let one_case = there.case == wanted.case || wanted.place && there.place;
                if used.contains(&i) || !one_case {
                    continue;
                }
                let fit = self.fit(wanted.phrase, there.phrase, Slot::Object);
                match fit {
                    Fit::Same => {
                        best = Some((i, fit));
                        break;
                    }
                    Fit::Kin | Fit::Clash(_) => best = Some((i, fit)),
                    Fit::Other => {
                        if let Some(clash) = self.two_places(wanted, there) {
                            best = best.or(Some((i, Fit::Clash(clash))));
                        }
                    }
                }
            }
            match best {
                Some((i, Fit::Clash(clash))) => {
                    used.insert(i);
                    laid.clashes.push(clash);
                }
                Some((i, fit)) => {
                    used.insert(i);
                    if fit == Fit::Same {
                        laid.same += 1;
                        laid.settings += 1;
                        laid.anchored |= anchors(self.context, wanted.phrase);
                    }
                }
                // "Doctors in Ostrava reported", "in Ostrava, doctors reported"
                None if self.stands_in(wanted.phrase, self.first, self.second) => {}
                None => laid.loose.0 += 1,
            }
        }
        laid.loose.1 += b
            .iter()
            .enumerate()
            .filter(|(i, there)| !used.contains(i) && !self.stands_in(there.phrase, self.second, self.first))
            .count();
    }

    /// Whether the words of the phrase stand in the other statement, in whatever part.
    fn stands_in(&self, p: &Phrase, of: &Statement, other: &Statement) -> bool {
        let words = self.words(of, p.span);
        let there = self.words(other, other.span);
        !words.is_empty() && words.is_subset(&there)
    }

    /// "a farm in Norfolk", "a farm in Suffolk"
    fn inner_places(&self, x: &Phrase, y: &Phrase) -> Option<Differing> {
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
    fn apart(&self, a: &str, b: &str) -> bool {
        let known = |x: &str| lexicon::is_place(x);
        let shared = a.split_whitespace().any(|w| b.split_whitespace().any(|v| v == w));
        lexicon::places_apart(a, b) || !known(a) && !known(b) && !shared && self.ground == Ground::Headline
    }

    fn two_places(&self, x: &Adjunct<'_>, y: &Adjunct<'_>) -> Option<Differing> {
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

    fn times(&self, laid: &mut Laid) {
        let (a, b) = (at_times(self.first), at_times(self.second));
        laid.timed = (!a.is_empty(), !b.is_empty());
        let mut apart = None;
        for x in &a {
            for y in &b {
                match times(&x.time, &y.time) {
                    PartRelation::Different => {}
                    PartRelation::Excludes => {
                        apart = Some(Differing {
                            part: Part::Time,
                            first: x.span,
                            second: y.span,
                        });
                    }
                    _ => laid.one_time = true,
                }
            }
        }
        if let Some(clash) = apart.filter(|_| !laid.one_time) {
            laid.clashes.push(clash);
        }
        if laid.one_time && self.ground == Ground::Body {
            laid.same += 1;
            laid.anchored = true;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Subject,
    Object,
}

/// Lengths of time are compared as days; everything else as it is.
fn times(a: &TimeValue, b: &TimeValue) -> PartRelation {
    let days = |t: &TimeValue| match t {
        TimeValue::Duration { count, unit } => {
            let days: i64 = match unit.as_str() {
                "day" => 1,
                "week" => 7,
                "month" => 30,
                "year" => 365,
                _ => return None,
            };
            count.checked_mul(days.into())
        }
        _ => None,
    };
    // "on Monday night" is on Monday.
    let day = |t: &TimeValue| match t {
        TimeValue::Other(text) => text
            .split_once('T')
            .and_then(|(day, _)| Date::parse(day))
            .map_or_else(|| t.clone(), TimeValue::Date),
        _ => t.clone(),
    };
    match (days(a), days(b)) {
        (Some(x), Some(y)) => {
            // Twelve weeks are three months.
            let slack = x.max(y).checked_div(10.into()).unwrap_or_default();
            if (x - y).abs() <= slack {
                PartRelation::Equal
            } else {
                PartRelation::Excludes
            }
        }
        (None, None) => relate_times(&day(a), &day(b)),
        _ => PartRelation::Different,
    }
}

/// The times at which it happens, or for how long: no beginnings and ends.
fn at_times(s: &Statement) -> Vec<&TimeMention> {
    s.times
        .iter()
        .filter(|t| {
            let holder = s
                .circumstances
                .iter()
                .find(|c| c.span.contains(t.span) || t.span.contains(c.span));
            let marker = holder.map_or("", |c| c.marker.as_str());
            match t.time {
                TimeValue::Duration { .. } => marker == "for",
                TimeValue::Other(_) => matches!(marker, "" | "on" | "in") && holder.is_some(),
                _ => matches!(marker, "" | "on" | "in" | "at" | "during") && holder.is_some(),
            }
        })
        .collect()
}

/// The one number in a phrase.
fn amount<'s>(s: &'s Statement, p: &Phrase) -> Option<&'s QuantityMention> {
    let mut found = s.quantities.iter().filter(|q| p.span.contains(q.span));
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Whether two amounts differ: they cannot both be true, or are stated to the same place and are not the same
/// ("$2bn", "$3bn", which a value in the middle would allow).
pub(super) fn stated_otherwise(a: &Quantity, b: &Quantity) -> bool {
    let flat = |q: &Quantity| q.bound == Bound::Exact && q.upper.is_none();
    let one_place = flat(a) && flat(b) && a.unit == b.unit && a.precision == b.precision;
    a.compare(b) == Comparison::Conflict || one_place && a.value != b.value
}

/// Whether the number is stated flatly: what two rounded or bounded numbers leave open is no conflict.
fn firm(q: &QuantityMention) -> bool {
    q.quantity.bound == Bound::Exact && q.quantity.upper.is_none()
}

/// Whether the phrase is a name, by what was found out about it or by the tag of its head: the first word of a
/// sentence has a capital, too.
fn is_name(context: &Context<'_>, p: &Phrase) -> bool {
    p.entity.is_some()
        || context
            .reading
            .sentences
            .iter()
            .find(|s| s.span.contains(p.span))
            .and_then(|s| s.tree.words.get(p.head))
            .is_some_and(|w| w.upos == Upos::Propn)
}

fn anchors(context: &Context<'_>, p: &Phrase) -> bool {
    is_name(context, p) || p.quantifier == Quantifier::Definite
}

/// "councillors", "the council": words of one stem.
fn kindred(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    shared >= 5 && shared * 3 >= a.chars().count().max(b.chars().count()) * 2 - 3 || lexicon::derived(a, b)
}

/// Past, present or to come; what has been done is past.
fn when(s: &Statement) -> Tense {
    if s.predicate.perfect {
        Tense::Past
    } else {
        s.predicate.tense
    }
}

/// Whether nothing in the sentence says that it is one of several occasions.
fn occasion(context: &Context<'_>, s: &Statement) -> bool {
    let once = !s
        .predicate
        .adverbs
        .iter()
        .any(|a| words::is(a, "occasion-adverb"));
    let another = words::mentions(context.document.slice(s.span), "another-occasion").is_some();
    once && !another && !s.predicate.progressive && s.certainty == Certainty::Asserted
}

/// Whether two statements of the text that differ in one part are of one event, and the part is one that time,
/// repetition or another occasion doesn't explain.
fn told_again(
    context: &Context<'_>,
    laid: &Laid,
    one: &Differing,
    (first, second): (&Statement, &Statement),
) -> bool {
    let finite = when(first) != Tense::None;
    if !finite || when(first) != when(second) || !occasion(context, first) || !occasion(context, second) {
        return false;
    }
    let repeats = context.knowledge.is_of("repeatable", &first.predicate.lemma)
        || context.knowledge.is_of("repeatable", &second.predicate.lemma);
    // What the second adds (where, when) may make it another event; what it leaves out does not.
    let adds = laid.loose.1 > 0 || laid.timed.1 && !laid.timed.0;
    let lasting = first.kind == StatementKind::State
        || when(first) == Tense::Present
        || matches!(
            first.predicate.lemma.as_str(),
            "have" | "employ" | "own" | "live" | "be"
        );
    match one.part {
        Part::Number if lasting => laid.anchored && laid.loose == (0, 0) && laid.timed.0 == laid.timed.1,
        Part::Number => {
            let one_doing = !repeats || laid.one_time || laid.settings > 0 && laid.loose == (0, 0);
            laid.anchored
                && !adds
                && one_doing
                && laid.loose.0 < 2
                && (laid.participants > 0 || laid.one_time)
        }
        Part::Polarity => {
            laid.anchored
                && !adds
                && first.kind == StatementKind::Event
                && when(first) != Tense::Present
                && laid.same > 1
        }
        Part::Opposite => {
            let undone = context.knowledge.is_of("reversal", &first.predicate.lemma);
            laid.anchored && laid.same > 1 && !adds && (!undone || laid.one_time || laid.loose == (0, 0))
        }
        Part::Time => laid.anchored && !repeats && laid.loose.1 == 0 && first.polarity == Polarity::Affirmed,
        Part::Place => laid.anchored && first.kind == StatementKind::Event && (!repeats || laid.one_time),
        Part::Participant => {
            words::is(&first.predicate.lemma, "one-doer-verb")
                && first.predicate.lemma == second.predicate.lemma
                && laid.anchored
                && !adds
        }
        _ => false,
    }
}
