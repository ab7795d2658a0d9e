//! Who is in the reader's mind, and how much.
//!
//! The weights are those of Lappin & Leass 1994, table 1; what they add for a main clause and for a pronoun in the same
//! role is ours, chosen on the news and the lives of GUM's training half.

use super::Antecedent;
use super::people::{Gender, People};
use crate::document::TextSpan;
use crate::reading::names::Name;
use crate::reading::phrase::SentenceView;
use crate::reading::statement::EntityRef;
use crate::reading::tree::Tree;

/// Named in this sentence.
const RECENT: f32 = 100.0;
const SUBJECT: f32 = 80.0;
const OBJECT: f32 = 50.0;
const OBLIQUE: f32 = 40.0;
/// Not inside another noun's phrase.
const HEAD_NOUN: f32 = 80.0;
/// Not in a phrase that stands beside the clause.
const NO_ADVERBIAL: f32 = 50.0;
/// Subject of the sentence's main clause.
const MAIN: f32 = 30.0;
/// The pronoun has the same role as the last mention.
const PARALLEL: f32 = 35.0;
/// What is left of a salience one sentence later.
const FADES: f32 = 0.5;
/// How much a name counts of which it is not known whether it is a person's.
const DOUBTFUL: f32 = 0.5;
/// How much somebody without a name counts: articles are about people with names.
const NOUN: f32 = 0.5;
/// How much is left where somebody is told of for another's sake: "her father", "her father, Leif".
const POSSESSED: f32 = 0.5;
/// How much a person counts of whose gender nothing is known.
const UNKNOWN_GENDER: f32 = 0.8;
/// How much more salient than the next the person meant has to be.
const AHEAD: f32 = 1.1;
/// The same where the pronoun is to tell whether somebody is a man or a woman.
const FAR_AHEAD: f32 = 2.0;
/// Sentences without a mention after which nobody is meant any more.
const FORGOTTEN: usize = 3;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) sentence: usize,
    pub(super) word: usize,
}

/// Who somebody is, as far as the text says.
#[derive(Debug, Clone, PartialEq)]
enum Who {
    Named(EntityRef),
    /// By the noun: "the driver".
    Described {
        noun: String,
        gender: Option<Gender>,
        /// "her father": told of for somebody else's sake.
        possessed: bool,
    },
}

#[derive(Debug)]
struct Person {
    who: Who,
    lemma: String,
    /// Where the person was last named.
    span: TextSpan,
    /// Whether it is known to be a person.
    sure: bool,
    /// Salience from the sentences before, as of `now`.
    earlier: f32,
    /// Salience from the sentence `now`.
    here: f32,
    /// The sentence of the newest mention.
    now: usize,
    /// Words of the newest sentence that stand for the person.
    places: Vec<Place>,
    role: Role,
}

/// Everybody spoken of so far.
#[derive(Debug, Default)]
pub(super) struct Company {
    people: Vec<Person>,
    /// The article's own sentences so far.
    now: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Subject,
    Object,
    Oblique,
    /// Inside a noun's phrase.
    Within,
}

impl Company {
    /// Moves on by one sentence.
    pub(super) fn next_sentence(&mut self) {
        self.now += 1;
    }

    /// A name is mentioned; `place` is its head.
    pub(super) fn named(
        &mut self,
        view: &SentenceView<'_>,
        place: Place,
        entity: EntityRef,
        name: &Name,
        span: TextSpan,
        sure: bool,
    ) {
        let at = self.introduce(Who::Named(entity), &name.text, span, sure);
        self.mention(at, view.tree, place);
    }

    /// Somebody is mentioned by a noun.
    pub(super) fn described(&mut self, view: &SentenceView<'_>, place: Place, gender: Option<Gender>) {
        let Some(w) = view.tree.words.get(place.word) else {
            return;
        };
        let lemma = view.lemma(place.word);
        let who = Who::Described {
            noun: lemma.to_lowercase(),
            gender,
            possessed: has_owner(view.tree, place.word),
        };
        let at = self.introduce(who, lemma, w.span, true);
        self.mention(at, view.tree, place);
    }

    /// A relative pronoun at `place` stands for whoever is named at `other`.
    pub(super) fn again(&mut self, view: &SentenceView<'_>, place: Place, other: Place) {
        let at = self.people.iter().position(|p| p.places.contains(&other));
        if let Some(at) = at {
            self.mention(at, view.tree, place);
        }
    }

    fn introduce(&mut self, who: Who, lemma: &str, span: TextSpan, sure: bool) -> usize {
        if let Some(at) = self.people.iter().position(|p| p.who == who) {
            if let Some(person) = self.people.get_mut(at) {
                person.span = span;
                person.sure |= sure;
            }
            return at;
        }
        self.people.push(Person {
            who,
            lemma: lemma.to_owned(),
            span,
            sure,
            earlier: 0.0,
            here: 0.0,
            now: self.now,
            places: Vec::new(),
            role: Role::Within,
        });
        self.people.len() - 1
    }

    fn mention(&mut self, at: usize, tree: &Tree, place: Place) {
        let now = self.now;
        let Some(person) = self.people.get_mut(at) else {
            return;
        };
        if person.now != now {
            person.earlier = person.salience(now);
            person.here = 0.0;
            person.now = now;
        }
        if person.places.last().is_some_and(|p| p.sentence != place.sentence) {
            person.places.clear();
        }
        let head = beyond(tree, place.word);
        let role = role(tree, head);
        let weight = weight(tree, head, role);
        let for_another = head != place.word && has_owner(tree, head);
        let weight = if for_another { weight * POSSESSED } else { weight };
        person.here = person.here.max(weight);
        person.places.push(place);
        person.role = role;
    }

    /// Whom the pronoun at `place` means; it counts as a mention then.
    pub(super) fn meant(
        &mut self,
        view: &SentenceView<'_>,
        place: Place,
        gender: Gender,
        people: &mut People,
    ) -> Option<Antecedent> {
        let tree = view.tree;
        let own = role(tree, beyond(tree, place.word));
        let possessive = tree.words.get(place.word)?.deprel.as_str() == "nmod:poss";
        let reflexive = view.lower(place.word).ends_with("self");
        let mut fits: Vec<(f32, usize)> = self
            .people
            .iter()
            .enumerate()
            .filter(|(_, p)| self.now - p.now <= FORGOTTEN)
            .filter_map(|(i, p)| {
                let known = match &p.who {
                    Who::Named(entity) => people.of(entity),
                    Who::Described { gender, .. } => *gender,
                };
                let apart = !possessive
                    && !reflexive
                    && p.places
                        .iter()
                        .any(|q| q.sentence == place.sentence && share_a_verb(tree, q.word, place.word));
                if known.is_some_and(|g| g != gender) || apart {
                    return None;
                }
                let parallel = if p.role == own { PARALLEL } else { 0.0 };
                let doubt = match &p.who {
                    Who::Named(_) if p.sure => 1.0,
                    Who::Named(_) => DOUBTFUL,
                    Who::Described { possessed: true, .. } => NOUN * POSSESSED,
                    Who::Described { .. } => NOUN,
                };
                let unknown = if known.is_some() { 1.0 } else { UNKNOWN_GENDER };
                Some(((p.salience(self.now) + parallel) * doubt * unknown, i))
            })
            .collect();
        fits.sort_by(|a, b| b.0.total_cmp(&a.0));
        let &(best, at) = fits.first()?;
        let next = fits.get(1).map_or(0.0, |f| f.0);
        if best < next * AHEAD {
            return None;
        }
        self.mention(at, tree, place);
        let person = self.people.get(at)?;
        let entity = match &person.who {
            Who::Named(entity) => Some(entity.clone()),
            Who::Described { .. } => None,
        };
        if let Some(entity) = &entity
            && best >= next * FAR_AHEAD
        {
            people.met(entity, gender);
        }
        Some(Antecedent {
            entity,
            lemma: person.lemma.clone(),
            span: person.span,
        })
    }
}

impl Person {
    fn salience(&self, now: usize) -> f32 {
        let faded = (self.now..now).fold(1.0, |left, _| left * FADES);
        (self.earlier + self.here) * faded
    }
}

/// Whether the name at `head` only narrows another noun: "the Trump administration".
pub(super) fn acts_for_nobody(tree: &Tree, head: usize) -> bool {
    tree.words
        .get(head)
        .is_some_and(|w| matches!(w.deprel.as_str(), "compound" | "amod"))
}

/// The word whose place in the sentence a name has: the noun that it is set beside, the first of a list.
fn beyond(tree: &Tree, word: usize) -> usize {
    let mut at = word;
    while let Some(w) = tree.words.get(at)
        && matches!(w.deprel.base(), "appos" | "flat" | "conj")
        && let Some(head) = w.head
        && tree.words[head].upos.is_nominal()
    {
        at = head;
    }
    at
}

/// Whether the noun is somebody's.
fn has_owner(tree: &Tree, noun: usize) -> bool {
    let mut own = tree.children(noun).iter();
    own.any(|&c| tree.words[c].deprel.as_str() == "nmod:poss")
}

fn role(tree: &Tree, head: usize) -> Role {
    match tree.words.get(head).map_or("", |w| w.deprel.base()) {
        "nsubj" | "csubj" | "root" => Role::Subject,
        "obj" | "iobj" => Role::Object,
        "obl" => Role::Oblique,
        _ => Role::Within,
    }
}

fn weight(tree: &Tree, head: usize, role: Role) -> f32 {
    let governor = tree.words.get(head).and_then(|w| w.head);
    let main = governor
        .and_then(|g| tree.words.get(g))
        .is_none_or(|g| matches!(g.deprel.base(), "root" | "conj"));
    let fronted = role == Role::Oblique && governor.is_some_and(|g| head < g);
    RECENT
        + match role {
            Role::Subject => SUBJECT,
            Role::Object => OBJECT,
            Role::Oblique => OBLIQUE,
            Role::Within => 0.0,
        }
        + if role == Role::Within { 0.0 } else { HEAD_NOUN }
        + if fronted || role == Role::Oblique {
            0.0
        } else {
            NO_ADVERBIAL
        }
        + if main && role == Role::Subject { MAIN } else { 0.0 }
}

/// Whether the two words are participants of one verb, so that a plain pronoun for one can't mean the other
/// ("Hill praised her"): principle B of Chomsky 1981.
fn share_a_verb(tree: &Tree, a: usize, b: usize) -> bool {
    let of = |word: usize| {
        let head = beyond(tree, word);
        let w = tree.words.get(head)?;
        matches!(w.deprel.base(), "nsubj" | "obj" | "iobj" | "obl").then_some(w.head)?
    };
    of(a).is_some_and(|verb| of(b) == Some(verb))
}
