//! Two tellings of one event, in one article: whether they agree, and in what single part they differ.
//!
//! Relating a text to a claim ([`crate::checking::relate`]) asks what follows from what. Here both are of one
//! article, which tells one event twice: shorter in the headline ("Council to spend £4m"), or again further
//! down ("the £14m that the council will spend"). The parts of the two are laid side by side; what both have
//! must be alike but for one part, and enough must be alike to know that it is one event.

mod deed;
mod fit;
mod parts;

use std::collections::BTreeSet;

use super::context::Context;
use super::words;
use crate::checking::relate::{Part, PartRelation};
use crate::document::TextSpan;
use crate::lexicon;
use crate::reading::statement::{
    Certainty, EmbeddingKind, Phrase, Polarity, Quantifier, Role, Statement, StatementKind, Tense,
};
use deed::Deeds;
use parts::{Adjunct, adjuncts, amount, anchors, at_times, is_name, part, subject, times, undergoer};

pub(super) use parts::{introduced, kindred, stated_otherwise};

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
    /// A name, and a description that may be of its bearer ("the company").
    Described,
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
    let mut sides = Sides::new(context, first, second, ground);
    let opposite = match sides.deeds() {
        Deeds::Two => return Meeting::Apart,
        Deeds::One => None,
        Deeds::Opposite(difference) => Some(difference),
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
            if !sides.denies_deed() {
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

/// Whether both tell of one deed, of one doer and of one thing that it is done to, however sure of it they are.
pub(super) fn one_event(context: &Context<'_>, first: &Statement, second: &Statement) -> bool {
    let sides = Sides::new(context, first, second, Ground::Headline);
    let one = first.predicate.lemma == second.predicate.lemma && first.polarity == second.polarity;
    let both = |s: &Statement| s.subject.is_some() && part(s, &Role::Object).is_some();
    if !one || !both(first) || !both(second) {
        return false;
    }
    let laid = sides.lay();
    !laid.other && laid.clashes.is_empty() && laid.participants == 2 && laid.same >= 2
}

fn marker(s: &Statement) -> TextSpan {
    s.markers
        .iter()
        .copied()
        .find(|m| s.span.contains(*m))
        .unwrap_or(s.predicate.span)
}

struct Sides<'c, 'a> {
    context: &'c Context<'a>,
    first: &'c Statement,
    second: &'c Statement,
    ground: Ground,
    /// Whether an adjective completes the name of the deed ("found guilty"), and is compared with it.
    named_by_complement: (bool, bool),
}

impl<'c, 'a> Sides<'c, 'a> {
    fn new(context: &'c Context<'a>, first: &'c Statement, second: &'c Statement, ground: Ground) -> Self {
        Self {
            context,
            first,
            second,
            ground,
            named_by_complement: (false, false),
        }
    }
}

impl Sides<'_, '_> {
    fn lay(&self) -> Laid {
        let mut laid = Laid::default();
        let (a, b) = (self.first, self.second);
        // A measure after "by" is compared with a measure only.
        let object = |s: &'_ Statement, other: &Statement| {
            part(s, &Role::Object).is_some() || undergoer(other).is_some_and(|p| amount(other, p).is_some())
        };
        let tallies = self.tally(a).zip(self.tally(b));
        if let Some(((x, first), (y, second))) = tallies {
            if x == y {
                laid.same += 1;
            } else {
                laid.clashes.push(Differing {
                    part: Part::Number,
                    first,
                    second,
                });
            }
        }
        let scored = |p: &Phrase| tallies.is_some_and(|(x, y)| x.1.contains(p.span) || y.1.contains(p.span));
        let (a_object, b_object) = (
            undergoer(a).filter(|p| object(a, b) && !scored(p)),
            undergoer(b).filter(|p| object(b, a) && !scored(p)),
        );
        let (a_subject, b_subject) = (subject(self.context, a), subject(self.context, b));
        // "The library opened", "the library was opened": what it happens to.
        match (a_subject, a_object, b_subject, b_object) {
            // "Hikers found dead", "two hikers were found dead": so is whom it is done to.
            (Some(x), None, None, Some(y)) | (None, Some(x), Some(y), None)
                if part(a, &Role::Attribute).is_none() && part(b, &Role::Attribute).is_none()
                    || a.predicate.passive && a_object.is_some()
                    || b.predicate.passive && b_object.is_some() =>
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
            let (there, here) = (self.words(a, x.span), self.words(b, y.span));
            // A headline has the bones of it: "taking bribes" for "that he had taken bribes from a firm".
            let in_short = self.ground == Ground::Headline && there.len() > 1 && there.is_subset(&here);
            if there == here || in_short {
                laid.same += 1;
            } else {
                laid.other = true;
            }
        }
        let (a_named, b_named) = self.named_by_complement;
        let attributes = (
            part(a, &Role::Attribute).filter(|_| !a_named),
            part(b, &Role::Attribute).filter(|_| !b_named),
        );
        match attributes {
            (None, None) => {}
            (Some(x), Some(y)) => self.participants(Some(x), Some(y), Slot::Object, &mut laid),
            _ => laid.other = true,
        }
        self.adjuncts(tallies.map(|(x, y)| [x.1, y.1]), &mut laid);
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
        self.adjuncts(None, &mut laid);
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
                laid.anchored |= anchors(self.context, x)
                    || anchors(self.context, y)
                    || self.has_name(self.first, x)
                    || tied(x) && tied(y);
            }
            Fit::Kin => {
                let said = |s: &Statement, p: &Phrase| !self.words(s, p.span).is_empty();
                laid.participants += usize::from(said(self.first, x) && said(self.second, y));
            }
            Fit::Described => {}
            Fit::Other => match self.other_actor(x, y, slot) {
                Some(clash) => laid.clashes.push(clash),
                None => laid.other = true,
            },
            Fit::Clash(clash) => {
                // "Three men were arrested", "all five men who were arrested": the second takes up the first.
                let relative = self
                    .second
                    .parent
                    .is_some_and(|p| p.relation == EmbeddingKind::Relative);
                let whole = matches!(y.quantifier, Quantifier::All | Quantifier::Definite);
                if clash.part == Part::Number && relative && whole && self.ground == Ground::Body {
                    laid.same += 1;
                    laid.participants += 1;
                    laid.anchored = true;
                }
                laid.clashes.push(clash);
            }
        }
    }

    /// Two names for who did it, where both tell of it in the same words.
    fn other_actor(&self, x: &Phrase, y: &Phrase, slot: Slot) -> Option<Differing> {
        let named = |p: &Phrase| p.conjuncts.is_empty() && self.context.named(p).is_some();
        // "Germany calls", "the German chancellor has called": the country does what its head does.
        let (own, other) = (self.words(self.first, x.span), self.words(self.second, y.span));
        let of_country = own.iter().any(|a| {
            other
                .iter()
                .any(|b| lexicon::derived(a, b) && (lexicon::is_demonym(a) || lexicon::is_demonym(b)))
        });
        let differ = slot == Slot::Subject
            && named(x)
            && named(y)
            && !of_country
            && !self.named_beside(x)
            && self.context.named(x) != self.context.named(y)
            && own.is_disjoint(&other);
        differ.then_some(Differing {
            part: Part::Participant,
            first: x.span,
            second: y.span,
        })
    }

    /// Whether the name of the first telling stands in the sentence of the second as well, in full or as its
    /// initials, or what acts there belongs to somebody ("his album").
    fn named_beside(&self, x: &Phrase) -> bool {
        let Some(sentence) = self.context.reading.sentences.get(self.second.sentence) else {
            return true;
        };
        let words = &sentence.tree.words;
        let verb = self.second.predicate.span;
        let owned = words
            .iter()
            .take_while(|w| w.span.end <= verb.start)
            .any(|w| w.xpos == "PRP$");
        let own: Vec<String> = x.text.split_whitespace().map(str::to_lowercase).collect();
        let there = words.iter().any(|w| own.contains(&w.form.to_lowercase()));
        let letters = |text: &str| -> Vec<char> {
            let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
            letters.sort_unstable();
            letters
        };
        let initials = |text: &str| -> Vec<char> {
            let of_word = |w: &str| {
                // "U.S." gives two.
                let first = if w.contains('.') { w } else { w.get(..1)? };
                Some(first.to_lowercase())
            };
            let capital = |w: &&str| w.starts_with(char::is_uppercase);
            letters(
                &text
                    .split_whitespace()
                    .filter(capital)
                    .filter_map(of_word)
                    .collect::<String>(),
            )
        };
        let short = own.concat();
        let spelled_out = own.len() == 1
            && (2..=6).contains(&letters(&short).len())
            && self.context.reading.names.iter().any(|n| {
                n.mentions.iter().any(|m| sentence.span.contains(*m)) && initials(&n.text) == letters(&short)
            });
        owned || there || spelled_out
    }

    /// Lays what is neither subject nor object side by side, but for the numbers of a vote or a match.
    fn adjuncts(&self, tallies: Option<[TextSpan; 2]>, laid: &mut Laid) {
        let of_tally =
            |x: &Adjunct<'_>| tallies.is_some_and(|spans| spans.iter().any(|t| t.contains(x.phrase.span)));
        let (mut a, mut b) = (adjuncts(self.first), adjuncts(self.second));
        a.retain(|x| !of_tally(x));
        b.retain(|x| !of_tally(x));
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
                    Fit::Kin | Fit::Described | Fit::Clash(_) => best = Some((i, fit)),
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
            // What it was done with makes it no other event: "with the clearing of an old yard".
            .filter(|(_, there)| there.case != "with" || is_name(self.context, there.phrase))
            .count();
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

/// Whether the phrase says of which one it is: "work on the line".
fn tied(p: &Phrase) -> bool {
    p.modifiers
        .iter()
        .any(|m| m.relation == "nmod" && m.phrase.quantifier == Quantifier::Definite)
}

/// Past, present or to come; what has been done is past.
fn when(s: &Statement) -> Tense {
    if s.predicate.perfect {
        Tense::Past
    } else {
        s.predicate.tense
    }
}

/// Whether [`meet`] may find that two statements of the text differ, told from when they have it.
pub(super) fn may_be_retold(first: &Statement, second: &Statement) -> bool {
    // Who wins and who loses is compared whenever it was.
    first.predicate.lemma == second.predicate.lemma
        || when(first) == when(second) && when(first) != Tense::None
}

/// Whether nothing in the sentence says that it is one of several occasions: else no second telling of it is told
/// from the first.
pub(super) fn occasion(context: &Context<'_>, s: &Statement) -> bool {
    let once = !s
        .predicate
        .adverbs
        .iter()
        .any(|a| words::is(a, "occasion-adverb"));
    let another = words::mentions(context.document.slice(s.span), "another-occasion").is_some();
    once && !another && !s.predicate.progressive && s.certainty == Certainty::Asserted
}

/// Whether what happens is undone by what happens next: what opened closes, what rose falls.
pub(super) fn undone_later(context: &Context<'_>, s: &Statement) -> bool {
    let lemma = s.predicate.lemma.as_str();
    context.knowledge.is_of("reversal", lemma)
        || ["rise", "fall", "recovery-verb"]
            .iter()
            .any(|list| words::is(lemma, list))
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
                && (first.kind == StatementKind::Event && when(first) != Tense::Present || laid.one_time)
                && laid.same > 1
        }
        Part::Opposite => {
            let undone = undone_later(context, first) || undone_later(context, second);
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
