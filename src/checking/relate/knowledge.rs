//! What [`super::relate`] knows beside the two statements: words, names, who held which office.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::names::{name_words, same_name, same_words};
use super::words::remembered_opposed;
use crate::checking::slots::slots;
use crate::lexicon::{self, WordClass};
use crate::reading::Reading;
use crate::reading::english;
use crate::reading::names::Names;
use crate::reading::parser::Cores;
use crate::reading::statement::{Certainty, EntityRef, Phrase, Polarity, Statement};
use crate::rules::book::{English, EntityKind, Period, Rulebook};
use crate::rules::{self, packs};
use crate::source::Source;

/// Words, names and rules of inference that hold for every pair of statements of a run.
///
/// Built once a run, from the rulebook with the standard packs in it.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The rulebook's entities; [`crate::reading::statement::EntityRef::Known`] is an index here.
    pub entities: Vec<KnownEntity>,
    /// The entities that are events at a place on file.
    events: Vec<EventAt>,
    /// Lemma or phrase in lower case → the terms that it belongs to.
    terms: FxHashMap<String, BTreeSet<u32>>,
    /// Term → its words.
    term_words: BTreeMap<u32, BTreeSet<String>>,
    /// Of terms and opposites: the same for the same words.
    fingerprint: u64,
    /// Class of words that a stage asks for ("repeatable") → the words.
    classes: FxHashMap<String, FxHashSet<String>>,
    /// Lemma or phrase in lower case → the groups of words that exclude each other it belongs to.
    opposites: FxHashMap<String, BTreeSet<u32>>,
    /// Term → the groups of excluding words that the word it is named by belongs to.
    terms_of_opposites: BTreeMap<u32, BTreeSet<u32>>,
    /// Name of a term → its number.
    term_names: BTreeMap<u32, String>,
    /// Name of a term → the terms of this name.
    terms_named: FxHashMap<String, Vec<u32>>,
    /// Numbers of the next term and the next group of words that exclude each other.
    next: (u32, u32),
    /// Inferences of one premise, by the lemma of the premise's predicate.
    inferences: BTreeMap<String, Vec<ReadInference>>,
    /// Patterns in which one variable has one value, given the others, by the predicate's lemma.
    functional: BTreeMap<String, Vec<Functional>>,
}

/// Somebody or something that the rulebook names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEntity {
    /// What it is.
    pub kind: EntityKind,
    /// The name and its other forms.
    pub names: Vec<String>,
    /// Titles with their periods.
    pub roles: Vec<(String, Period)>,
    /// Names of the places that it lies in, or took place in.
    pub places: Vec<String>,
    /// When it was.
    pub on: Option<Period>,
}

/// Where an event of the rulebook was.
#[derive(Debug, Clone)]
struct EventAt {
    /// The index of the entity.
    event: u32,
    /// The words of the names of its places.
    places: Vec<Vec<String>>,
    /// The entities that are called like one of its places, or lie in one.
    there: BTreeSet<u32>,
}

/// "from P infer Q", both read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadInference {
    /// Its name in the rulebook.
    pub name: String,
    /// The premise; phrases with a variable bind.
    pub from: Statement,
    /// What follows; its variables are those of the premise.
    pub infer: Statement,
}

/// "same {x} in P": one value of the variable for one value of everything else.
#[derive(Debug, Clone, PartialEq)]
pub struct Functional {
    /// Name of the rule that says so.
    pub name: String,
    /// The variable that has one value.
    pub variable: String,
    /// The pattern.
    pub pattern: Statement,
}

/// The shipped inferences, with the words for one thing and the opposites of the pack that they use, `std/lexicon`.
static PACK: LazyLock<Rulebook> =
    LazyLock::new(|| load("std/inference", packs::find("inference").unwrap_or_default()));

/// What the shipped packs say of words.
static STANDARD: LazyLock<Knowledge> = LazyLock::new(|| {
    let mut knowledge = Knowledge::default();
    knowledge.add_words(&PACK);
    for term in load("std/classes", include_str!("../../../rules/std/classes.desk")).terms {
        let words = term.words.iter().map(|w| w.text.to_lowercase()).collect();
        knowledge.classes.insert(term.name.text, words);
    }
    knowledge
});

/// What follows from what, after the shipped pack. Reading English takes time: an inference is read
/// when a statement comes that it may be about.
static INFERENCES: LazyLock<Vec<PackInference>> = LazyLock::new(|| {
    let plain = PACK
        .inferences
        .iter()
        .filter(|i| i.unless.is_empty() && i.conditions.is_empty());
    plain
        .filter_map(|i| {
            let [from] = i.from.as_slice() else {
                return None;
            };
            Some(PackInference {
                name: &i.name.text,
                words: words_of(&from.english),
                from: &from.english,
                infer: &i.infer,
                read: OnceLock::new(),
            })
        })
        .collect()
});

/// An inference of the pack, read on first use.
#[derive(Debug)]
struct PackInference {
    name: &'static str,
    /// The words of the premise that are no variables.
    words: Vec<String>,
    from: &'static English,
    infer: &'static [English],
    read: OnceLock<Vec<ReadInference>>,
}

impl PackInference {
    /// Whether the premise may have this predicate: one of its words begins like it.
    fn may_be_about(&self, predicate: &str) -> bool {
        let verb = predicate.split(' ').next().unwrap_or_default();
        if let Some(form) = match verb {
            "be" => Some("is"),
            "have" => Some("has"),
            _ => None,
        } {
            return self.words.iter().any(|w| w == form);
        }
        let mut end = verb.len().saturating_sub(1);
        while !verb.is_char_boundary(end) {
            end -= 1;
        }
        let stem = verb.get(..end).filter(|s| s.len() > 1).unwrap_or(verb);
        self.words.iter().any(|w| w.starts_with(stem))
    }

    /// What it says, once it was read.
    fn read(&self) -> &[ReadInference] {
        self.read.get().map_or(&[], Vec::as_slice)
    }

    /// The English of the premise, then that of what follows.
    fn english(&self) -> impl Iterator<Item = &English> {
        std::iter::once(self.from).chain(self.infer)
    }
}

/// Reads these inferences together, those of them that were not read before: the parser is faster on
/// several sentences at once.
fn read_together(inferences: &[&PackInference]) {
    let new: Vec<&PackInference> = inferences
        .iter()
        .copied()
        .filter(|i| i.read.get().is_none())
        .collect();
    let english: Vec<&English> = new.iter().flat_map(|i| i.english()).collect();
    let mut read = read_patterns(&english).into_iter();
    for inference in new {
        let premise = read.next().flatten();
        let conclusions: Vec<Statement> = read.by_ref().take(inference.infer.len()).flatten().collect();
        let rules = premise.map_or(Vec::new(), |premise| {
            conclusions
                .into_iter()
                .map(|infer| ReadInference {
                    name: inference.name.to_owned(),
                    from: premise.clone(),
                    infer,
                })
                .collect()
        });
        // Another thread may have been faster: it read the same.
        let _ = inference.read.set(rules);
    }
}

/// Reads all inferences of the shipped pack, so that no other test reads more of them meanwhile.
#[cfg(test)]
pub(crate) fn read_all_shipped() {
    read_together(&INFERENCES.iter().collect::<Vec<_>>());
}

/// The inferences of the shipped pack that were read, by their index there.
pub(crate) fn shipped_worked_out() -> impl Iterator<Item = (usize, &'static [ReadInference])> {
    let read = |i: &'static PackInference| i.read.get().map(Vec::as_slice);
    INFERENCES
        .iter()
        .enumerate()
        .filter_map(move |(index, i)| Some((index, read(i)?)))
}

/// Says what inferences of the shipped pack were read as, by their index there.
pub(crate) fn fill_shipped(read: Vec<(usize, Vec<ReadInference>)>) {
    for (index, read) in read {
        if let Some(inference) = INFERENCES.get(index) {
            // What is there is the same.
            let _ = inference.read.set(read);
        }
    }
}

/// Most places that a place on file may lie in, one in the other.
const MOST_NESTED: usize = 8;

/// Most predicates whose inferences are remembered.
const MOST_REMEMBERED: usize = 1 << 12;

/// The inferences of the pack about a predicate.
fn shipped(predicate: &str) -> Rc<[&'static ReadInference]> {
    thread_local! {
        /// Asked for every pair of statements; an article has a few hundred predicates.
        static FOUND: RefCell<BTreeMap<String, Rc<[&'static ReadInference]>>> = const { RefCell::new(BTreeMap::new()) };
    }
    if let Some(found) = FOUND.with_borrow(|found| found.get(predicate).map(Rc::clone)) {
        return found;
    }
    let about: Vec<&'static PackInference> =
        INFERENCES.iter().filter(|i| i.may_be_about(predicate)).collect();
    read_together(&about);
    let inferences: Rc<[&'static ReadInference]> = about
        .into_iter()
        .flat_map(PackInference::read)
        .filter(|i| i.from.predicate.lemma == predicate)
        .collect();
    FOUND.with_borrow_mut(|found| {
        if found.len() >= MOST_REMEMBERED {
            found.clear();
        }
        found.insert(predicate.to_owned(), Rc::clone(&inferences));
    });
    inferences
}

fn load(path: &str, text: &str) -> Rulebook {
    rules::load_shipped(Source::new(path, text))
}

/// The words of a pattern outside its variables.
fn words_of(english: &English) -> Vec<String> {
    english
        .text
        .text
        .split('{')
        .map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest))
        .flat_map(str::split_whitespace)
        .map(str::to_lowercase)
        .collect()
}

/// The one statement that each English pattern is read as.
fn read_patterns(english: &[&English]) -> Vec<Option<Statement>> {
    let slots: Vec<_> = english.iter().map(|e| slots(e)).collect();
    let texts: Vec<english::English<'_>> = english
        .iter()
        .zip(&slots)
        .map(|(e, slots)| english::English {
            text: &e.text.text,
            slots,
            date: None,
            whole: true,
        })
        .collect();
    english::read_all(&texts, &Names::default(), Cores::One)
        .into_iter()
        .map(|(_, reading)| only_statement(reading))
        .collect()
}

/// The statement of a sentence that says one thing.
fn only_statement(reading: Reading) -> Option<Statement> {
    let mut statements = reading
        .statements
        .into_iter()
        .filter(|s| s.read && s.parent.is_none());
    let first = statements.next()?;
    statements.next().is_none().then_some(first)
}

impl Knowledge {
    /// What the shipped packs say: words for one thing, opposites.
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// What the shipped packs and the rulebook say of words and names. The rulebook's inferences and functional patterns are English
    /// and are added when they have been read, with [`Self::add_inference`] and [`Self::add_functional`].
    pub fn new(book: &Rulebook) -> Self {
        let mut knowledge = STANDARD.clone();
        for entity in &book.entities {
            knowledge.entities.push(KnownEntity {
                kind: entity.kind,
                names: std::iter::once(&entity.name)
                    .chain(&entity.also)
                    .map(|t| t.text.clone())
                    .collect(),
                roles: entity
                    .roles
                    .iter()
                    .map(|r| (r.title.text.clone(), r.period))
                    .collect(),
                places: entity.place.iter().map(|t| t.text.clone()).collect(),
                on: entity.on,
            });
        }
        knowledge.nest_places();
        knowledge.place_events();
        knowledge.add_words(book);
        knowledge
    }

    /// Notes down where the events were: names are compared once, not for every pair of phrases.
    fn place_events(&mut self) {
        let placed = |e: &&KnownEntity| e.kind == EntityKind::Event && !e.places.is_empty();
        if !self.entities.iter().any(|e| placed(&e)) {
            return;
        }
        let names: Vec<Vec<Vec<String>>> = self
            .entities
            .iter()
            .map(|e| e.names.iter().chain(&e.places).map(|n| name_words(n)).collect())
            .collect();
        let events = self.entities.iter().zip(0u32..).filter(|(e, _)| placed(e));
        self.events = events
            .map(|(e, event)| {
                let places: Vec<Vec<String>> = e.places.iter().map(|p| name_words(p)).collect();
                let named = |of: &[Vec<String>]| of.iter().any(|n| places.iter().any(|p| same_words(n, p)));
                let there = names.iter().zip(0u32..).filter(|(of, _)| named(of));
                EventAt {
                    event,
                    there: there.map(|(_, id)| id).collect(),
                    places,
                }
            })
            .collect();
    }

    /// A base in a town that is in a state is in the state, too. Where an event was stays as it is written.
    fn nest_places(&mut self) {
        for _ in 0..MOST_NESTED {
            let wider: Vec<Vec<String>> = self
                .entities
                .iter()
                .map(|e| {
                    let inside = |p: &String| e.places.iter().any(|q| same_name(p, q));
                    self.entities
                        .iter()
                        .filter(|_| e.kind != EntityKind::Event)
                        .filter(|o| o.names.iter().any(inside))
                        .flat_map(|o| o.places.iter().filter(|p| !inside(p)).cloned())
                        .collect()
                })
                .collect();
            if wider.iter().all(Vec::is_empty) {
                return;
            }
            for (entity, wider) in self.entities.iter_mut().zip(wider) {
                entity.places.extend(wider);
            }
        }
    }

    /// Takes from claims ("The White House is in Washington") which place on file lies in which.
    pub fn add_places<'s>(&mut self, claims: impl Iterator<Item = &'s Statement>) {
        let mut found = false;
        for claim in claims {
            let is = claim.predicate.lemma == "be"
                && claim.polarity == Polarity::Affirmed
                && claim.certainty == Certainty::Asserted
                && claim.objects.is_empty();
            let [place] = claim.circumstances.as_slice() else {
                continue;
            };
            let inside = place
                .phrase
                .as_ref()
                .filter(|p| is && place.marker == "in" && p.entity.is_some());
            let (Some(inside), Some(&EntityRef::Known(id))) = (
                inside,
                claim.subject.as_ref().and_then(|s| s.phrase.entity.as_ref()),
            ) else {
                continue;
            };
            let entity = self
                .entities
                .get_mut(id as usize)
                .filter(|e| e.kind == EntityKind::Place);
            if let Some(entity) = entity
                && !entity.places.iter().any(|p| same_name(p, &inside.lemma))
            {
                entity.places.push(inside.lemma.clone());
                found = true;
            }
        }
        if found {
            self.nest_places();
        }
    }

    fn add_words(&mut self, book: &Rulebook) {
        for term in &book.terms {
            let words: Vec<&str> = term.words.iter().map(|w| w.text.as_str()).collect();
            self.add_term(&term.name.text, &words);
        }
        for opposite in &book.opposites {
            let words: Vec<&str> = opposite.words.iter().map(|w| w.text.as_str()).collect();
            self.add_opposite(&words);
        }
    }

    /// Declares words for one thing; `name` is one of them.
    pub fn add_term(&mut self, name: &str, words: &[&str]) {
        let id = self.next.0;
        self.next.0 += 1;
        let own = name.to_lowercase();
        self.terms_named.entry(own.clone()).or_default().push(id);
        if let Some(groups) = self.opposites.get(&own) {
            self.terms_of_opposites.insert(id, groups.clone());
        }
        self.term_names.insert(id, own);
        self.fingerprint = digest((self.fingerprint, 't', name, words));
        for word in std::iter::once(&name).chain(words) {
            let word = word.to_lowercase();
            // A reading has "troop" for the "troops" that an editor writes down.
            for form in singular(&word).into_iter().chain([word]) {
                self.term_words.entry(id).or_default().insert(form.clone());
                self.terms.entry(form).or_default().insert(id);
            }
        }
    }

    /// Declares words each of which excludes the others.
    pub fn add_opposite(&mut self, words: &[&str]) {
        let id = self.next.1;
        self.next.1 += 1;
        self.fingerprint = digest((self.fingerprint, 'o', words));
        for word in words {
            let word = word.to_lowercase();
            let groups = self.opposites.entry(word.clone()).or_default();
            groups.insert(id);
            for term in self.terms_named.get(&word).into_iter().flatten() {
                self.terms_of_opposites.insert(*term, groups.clone());
            }
        }
    }

    /// Adds an inference of one premise.
    pub fn add_inference(&mut self, name: &str, from: Statement, infer: Statement) {
        let rule = ReadInference {
            name: name.to_owned(),
            from,
            infer,
        };
        self.inferences
            .entry(rule.from.predicate.lemma.clone())
            .or_default()
            .push(rule);
    }

    /// Declares that `variable` has one value in `pattern`, given its other variables.
    pub fn add_functional(&mut self, name: &str, variable: &str, pattern: Statement) {
        self.functional
            .entry(pattern.predicate.lemma.clone())
            .or_default()
            .push(Functional {
                name: name.to_owned(),
                variable: variable.to_owned(),
                pattern,
            });
    }

    /// Inferences whose premise has this predicate: the rulebook's own, then those of the shipped
    /// pack.
    pub fn inferences(&self, predicate: &str) -> impl Iterator<Item = &ReadInference> {
        let own = self.inferences.get(predicate).map_or(&[][..], Vec::as_slice);
        let shipped = shipped(predicate);
        own.iter()
            .chain((0..shipped.len()).filter_map(move |i| shipped.get(i).copied()))
    }

    /// Functional patterns with this predicate.
    pub fn functional(&self, predicate: &str) -> &[Functional] {
        self.functional.get(predicate).map_or(&[], Vec::as_slice)
    }

    /// A number that is the same for the same terms and opposites.
    pub(super) fn words_fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Whether the two (lemmas, or phrases in lower case) are words for one thing.
    pub fn same_term(&self, a: &str, b: &str) -> bool {
        share(&self.terms, a, b)
    }

    /// Whether the rulebook puts the named one in the place.
    pub(super) fn lies_in(&self, name: &Phrase, place: &str) -> bool {
        self.known(name)
            .is_some_and(|e| e.places.iter().any(|p| same_name(p, place)))
    }

    /// Whether the rulebook knows the named one as an event.
    pub(super) fn is_event(&self, name: &Phrase) -> bool {
        self.known(name).is_some_and(|e| e.kind == EntityKind::Event)
    }

    /// "in Alaska" for "at the Alaska summit": whether the place stands for the event, which it does
    /// where no other event on file was there.
    pub(super) fn stands_for(&self, place: &Phrase, event: &Phrase) -> bool {
        let Some(EntityRef::Known(id)) = event.entity else {
            return false;
        };
        if !self.events.iter().any(|e| e.event == id) {
            return false;
        }
        let name = name_words(&place.lemma);
        let there = |e: &EventAt| {
            let on_file = matches!(place.entity, Some(EntityRef::Known(k)) if e.there.contains(&k));
            on_file || e.places.iter().any(|p| same_words(p, &name))
        };
        let mut events = self.events.iter().filter(|e| there(e));
        matches!((events.next(), events.next()), (Some(only), None) if only.event == id)
    }

    /// Whether the rulebook gives the named one this title (at any time).
    pub(super) fn has_role(&self, name: &Phrase, title: &str) -> bool {
        let bare = |t: &str| t.to_lowercase().trim_start_matches("the ").to_owned();
        self.known(name)
            .is_some_and(|e| e.roles.iter().any(|(role, _)| bare(role) == bare(title)))
    }

    /// The entity of the rulebook that a phrase names.
    pub(super) fn known(&self, phrase: &Phrase) -> Option<&KnownEntity> {
        match phrase.entity {
            Some(EntityRef::Known(id)) => self.entities.get(id as usize),
            _ => None,
        }
    }

    /// Whether the word is of the class that a term of the standard pack lists ("repeatable").
    pub fn is_of(&self, class: &str, word: &str) -> bool {
        self.is(class, &word.to_lowercase())
    }

    /// The same for a word in lower case.
    pub(crate) fn is(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    /// The same for the words for one thing with them: "turn down" is what "reject" is, and so no "accept".
    pub fn opposed(&self, a: &str, b: &str) -> bool {
        remembered_opposed(a, b, self)
    }

    /// See [`Self::opposed`], which remembers it.
    pub(super) fn opposed_anew(&self, a: &str, b: &str) -> bool {
        let by_term = |a: &str, b: &str| {
            let (Some(ids), true) = (self.terms.get(a), self.opposites.contains_key(b)) else {
                return false;
            };
            ids.iter()
                .filter_map(|id| self.term_words.get(id))
                .flatten()
                .any(|word| self.opposites.contains_key(word) && self.opposite(word, b))
        };
        self.opposite(a, b) || !self.same_term(a, b) && (by_term(a, b) || by_term(b, a))
    }

    /// Whether the two exclude each other: by themselves, or as words for two that do ("condemn" and "hail", where
    /// "criticise" and "praise" exclude each other and are what the terms of the two are called).
    pub fn opposite(&self, a: &str, b: &str) -> bool {
        a != b && self.of_word(a).opposite(&self.of_word(b))
    }

    /// What the rulebook says of a word (in lower case) by itself.
    pub(super) fn of_word(&self, word: &str) -> OfWord {
        let numbers = |of: &FxHashMap<String, BTreeSet<u32>>| -> Vec<u32> {
            of.get(word).into_iter().flatten().copied().collect()
        };
        let (terms, groups) = (numbers(&self.terms), numbers(&self.opposites));
        let mut poles: Vec<(u32, Box<str>)> = groups.iter().map(|&group| (group, word.into())).collect();
        for term in &terms {
            let Some(groups) = self.terms_of_opposites.get(term) else {
                continue;
            };
            let name = self.term_names.get(term).map_or("", String::as_str);
            poles.extend(groups.iter().map(|&group| (group, name.into())));
        }
        OfWord { terms, groups, poles }
    }
}

/// What the rulebook says of a word by itself.
#[derive(Debug)]
pub(super) struct OfWord {
    /// The terms that it belongs to, in order.
    terms: Vec<u32>,
    /// The groups of excluding words that it stands in, in order.
    groups: Vec<u32>,
    /// The groups of excluding words, each with the word that stands there for it: itself, or that by which a term of
    /// it is called.
    poles: Vec<(u32, Box<str>)>,
}

impl OfWord {
    /// Whether the two are words for one thing.
    pub(super) fn same_term(&self, other: &Self) -> bool {
        share_one(&self.terms, &other.terms)
    }

    /// Whether the two, which are not one word, exclude each other.
    pub(super) fn opposite(&self, other: &Self) -> bool {
        if share_one(&self.groups, &other.groups) {
            return true;
        }
        let facing = |(group, word): &(u32, Box<str>)| {
            let opposite = |(g, w): &(u32, Box<str>)| g == group && w != word;
            other.poles.iter().any(opposite)
        };
        self.poles.iter().any(facing) && !self.same_term(other)
    }
}

/// Whether a number stands in both lists, which are short.
fn share_one(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|n| b.contains(n))
}

fn digest(content: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// Whether both words are there and are in one group. Few words are in any.
fn share(groups: &FxHashMap<String, BTreeSet<u32>>, a: &str, b: &str) -> bool {
    groups
        .get(a)
        .is_some_and(|a| groups.get(b).is_some_and(|b| !a.is_disjoint(b)))
}

/// The singular of a noun that stands in the plural, as the dictionary knows it.
fn singular(word: &str) -> Option<String> {
    let stem = match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').filter(|s| !s.ends_with('s'))?.to_owned(),
    };
    lexicon::knows(&stem, WordClass::Noun).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::Knowledge;

    #[test]
    fn packs_say_what_they_mean() {
        let knowledge = Knowledge::standard();
        assert!(knowledge.same_term("rise", "increase"));
        assert!(knowledge.opposite("rise", "fall"));
        assert!(knowledge.is_of("repeatable", "win") && knowledge.is_of("privative", "former"));
        // Words of one class are no words for one thing.
        assert!(!knowledge.same_term("win", "lose"));
        assert!(!knowledge.same_term("rise", "fall"));
    }

    #[test]
    fn every_shipped_inference_is_read() {
        let all: Vec<&super::PackInference> = super::INFERENCES.iter().collect();
        super::read_together(&all);
        let unread: Vec<&str> = all
            .iter()
            .filter(|i| !i.read().iter().any(|r| i.may_be_about(&r.from.predicate.lemma)))
            .map(|i| i.name)
            .collect();
        assert!(unread.is_empty(), "{unread:?}");
    }

    #[test]
    fn inferences_are_found_by_their_verb() {
        let knowledge = Knowledge::standard();
        assert!(
            knowledge
                .inferences("kill")
                .any(|i| i.infer.predicate.lemma == "die")
        );
        assert_eq!(knowledge.inferences("photosynthesise").count(), 0);
    }
}
