//! `wikisplit`: a sentence and the two that it was split into say the same, and must be read as the same.
//!
//! The pairs are revisions of an encyclopedia. In two of three the editor changed what is said along with the
//! split ("an upcoming single" for "the second single"): there no reader can find the same statements. So the
//! pairs *in the same words* are scored: both versions have the same set of content words, where function
//! words, pronouns and connectives ("however", "also") do not count, and a name may be said again. This looks at
//! the words alone, never at our reading. All pairs stand beside them, for comparison.
//!
//! Two statements are the same when they say that the same did the same to the same:
//!
//! - the same predicate (its lemma with particle), affirmed or denied alike;
//! - the same subject, by the lemma or name of its head; so with the direct and the indirect object and what
//!   the subject is said to be. A pronoun stands for what it was resolved to; where the reader leaves it open, it
//!   fits any phrase (the second sentence says "it" where the first has a relative clause). A side that is there
//!   in one version and not in the other is a difference.
//! - A coordination says it of each of its members ("is the son of A and the grandson of B").
//! - Phrases with prepositions are not compared: they tell where, when and how, and hang on the noun or on the verb without a
//!   difference in what is said. *With prepositional phrases* compares them too.
//!
//! A pair is the same when each statement that is sure enough to be used, of either version, has its like in
//! the other. Its like may be one that the reader isn't sure of: to abstain is not to read otherwise. *Both sure* asks
//! for a like that is sure.
//!
//! *Pairs without a label of meaning* are those between which `diff` finds no change of meaning, the spaces of the
//! tokenised text taken out. Where the editor did change what is said a label is right, and most of those that all pairs
//! get are: it is the pairs in the same words that should have none.

use std::collections::BTreeSet;

use copydesk::checking::relate::Knowledge;
use copydesk::diff::{self, Change, Options, Revision};
use copydesk::document::{self, Format};
use copydesk::reading::english;
use copydesk::reading::names::Names;
use copydesk::reading::statement::{Phrase, Polarity, Role, Statement, StatementKind};
use copydesk::reading::tree::Upos;
use copydesk::reading::{self, Reading};
use copydesk::rules::book::Rulebook;
use copydesk::source::Source;

use crate::table::Row;
use crate::tokens::detokenise;
use crate::{Context, Failure, Outcome, Set, data, read};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "wikisplit",
        run: |c| wikisplit(c, "wikisplit/tune.tsv.gz"),
    },
    Set {
        name: "wikisplit (validation)",
        run: |c| wikisplit(c, "wikisplit/validation.tsv.gz"),
    },
];

/// Pairs that are scored.
const PAIRS: usize = 1000;

/// Words that a split adds or drops without a change in what is said.
const FUNCTION_WORDS: &str = "a an the and or but nor so yet of in on at by to for from with as into \
    it its he she they his her hers their him them this that these those who whom which whose where when while \
    what there here then also is was are were be been being am has have had having do does did will would not n't \
    's s however although though because since after before during until one both such later";

fn content_words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .map(str::to_lowercase)
        .filter(|w| !w.is_empty() && !FUNCTION_WORDS.split_whitespace().any(|f| f == w))
        .collect()
}

/// Who or what takes part: nothing for a pronoun that was left open.
type Participant = Option<String>;

/// What a statement says, without the words it is said in.
#[derive(Debug, Clone)]
struct Core {
    predicate: String,
    denied: bool,
    subject: Option<Participant>,
    objects: Vec<Participant>,
    /// With their prepositions.
    phrases: BTreeSet<String>,
    sure: bool,
    event: bool,
}

/// What the statement says of each member of its coordinations.
fn cores_of(statement: &Statement, reading: &Reading) -> Vec<Core> {
    let participant = |p: &Phrase| -> Participant {
        let pronoun = reading
            .sentences
            .get(statement.sentence)
            .and_then(|s| s.tree.words.get(p.head))
            .is_some_and(|w| w.upos == Upos::Pron);
        (!pronoun || p.entity.is_some()).then(|| p.lemma.to_lowercase())
    };
    let members = |p: &Phrase| -> Vec<Participant> {
        std::iter::once(p).chain(&p.conjuncts).map(participant).collect()
    };
    let mut phrases = BTreeSet::new();
    let mut slots: Vec<Vec<Participant>> = Vec::new();
    for object in &statement.objects {
        match &object.role {
            Role::Clause => {}
            Role::Oblique(preposition) => {
                phrases.insert(format!("{preposition} {}", object.phrase.lemma));
            }
            _ => slots.push(members(&object.phrase)),
        }
    }
    for circumstance in &statement.circumstances {
        if let Some(phrase) = &circumstance.phrase {
            phrases.insert(format!("{} {}", circumstance.marker, phrase.lemma));
        }
    }
    let subjects: Vec<Option<Participant>> = match &statement.subject {
        Some(subject) => members(&subject.phrase).into_iter().map(Some).collect(),
        None => vec![None],
    };
    let mut combinations: Vec<Vec<Participant>> = vec![Vec::new()];
    for slot in slots {
        combinations = combinations
            .iter()
            .flat_map(|c| {
                slot.iter()
                    .map(|p| c.iter().cloned().chain([p.clone()]).collect())
            })
            .collect();
    }
    let of = |subject: &Option<Participant>, objects: Vec<Participant>| Core {
        predicate: statement.predicate.lemma.clone(),
        denied: statement.polarity == Polarity::Denied,
        subject: subject.clone(),
        objects,
        phrases: phrases.clone(),
        sure: statement.read,
        event: statement.kind == StatementKind::Event,
    };
    combinations
        .iter()
        .flat_map(|objects| subjects.iter().map(|s| of(s, objects.clone())))
        .collect()
}

fn alike(a: &Participant, b: &Participant) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn same(a: &Core, b: &Core) -> bool {
    let subjects = match (&a.subject, &b.subject) {
        (Some(x), Some(y)) => alike(x, y),
        (None, None) => true,
        _ => false,
    };
    subjects
        && a.predicate == b.predicate
        && a.denied == b.denied
        && a.objects.len() == b.objects.len()
        && a.objects.iter().all(|x| b.objects.iter().any(|y| alike(x, y)))
        && b.objects.iter().all(|x| a.objects.iter().any(|y| alike(x, y)))
}

fn cores(text: &str) -> Vec<Core> {
    let (_, reading) = english::read_english(&read::unescape(text), &[], &Names::default(), None);
    reading
        .statements
        .iter()
        .filter(|s| s.kind != StatementKind::Nominal)
        .flat_map(|s| cores_of(s, &reading))
        .collect()
}

/// Statements kept and all statements, of both directions, and pairs without a loss.
#[derive(Debug, Default, Clone, Copy)]
struct Kept {
    kept: usize,
    all: usize,
    equal: usize,
    pairs: usize,
}

impl Kept {
    fn add(
        &mut self,
        a: &[Core],
        b: &[Core],
        like: impl Fn(&Core, &Core) -> bool,
        counts: impl Fn(&Core) -> bool,
    ) -> bool {
        let lost = |from: &[Core], to: &[Core]| {
            let counted = from.iter().filter(|c| c.sure && counts(c));
            counted.filter(|c| !to.iter().any(|d| like(c, d))).count()
        };
        let all = a.iter().chain(b).filter(|c| c.sure && counts(c)).count();
        let lost = lost(a, b) + lost(b, a);
        self.all += all;
        self.kept += all - lost;
        self.pairs += 1;
        self.equal += usize::from(lost == 0);
        lost == 0
    }

    fn rows(self, class: &str) -> [Row; 2] {
        [
            Row::accuracy("pairs with the same statements", class, self.equal, self.pairs),
            Row::accuracy("statements kept", class, self.kept, self.all),
        ]
    }
}

/// Whether `diff` finds a change of meaning from the one to the other.
fn labelled(one: &str, two: &str) -> bool {
    let read = |text: &str| {
        let source = Source::new("pair", detokenise(text));
        let document = document::read(source, Format::Plain, &document::Options::default());
        let reading = reading::read(&document, &Names::default());
        (document, reading)
    };
    let (old, new) = (read(one), read(two));
    let revision = |(document, reading)| Revision {
        document,
        reading,
        findings: &[],
    };
    let knowledge = Knowledge::new(&Rulebook::default());
    let diff = diff::compare(
        revision((&old.0, &old.1)),
        revision((&new.0, &new.1)),
        &knowledge,
        Options::default(),
    );
    diff.changes.iter().any(Change::is_meaning)
}

fn wikisplit(context: &Context, file: &str) -> Result<Outcome, Failure> {
    let [mut worded, mut events, mut sure, mut full, mut every] = [Kept::default(); 5];
    let [mut quiet_worded, mut quiet] = [(0, 0); 2];
    let mut mistakes = Vec::new();
    for (i, line) in data::text(context, file)?.lines().enumerate() {
        let Some((one, two)) = line.split_once('\t') else {
            continue;
        };
        let two = two.replace(" <::::> ", " ");
        let in_same_words =
            content_words(one) == content_words(&two) && worded.pairs < PAIRS.min(context.limit);
        if !in_same_words && i >= PAIRS.min(context.limit) {
            continue;
        }
        let (a, b) = (cores(one), cores(&two));
        let unlabelled = usize::from(!labelled(one, &two));
        if i < PAIRS {
            every.add(&a, &b, same, |_| true);
            quiet = (quiet.0 + unlabelled, quiet.1 + 1);
        }
        if !in_same_words {
            continue;
        }
        quiet_worded = (quiet_worded.0 + unlabelled, quiet_worded.1 + 1);
        let equal = worded.add(&a, &b, same, |_| true);
        events.add(&a, &b, same, |c| c.event);
        sure.add(&a, &b, |x, y| y.sure && same(x, y), |_| true);
        full.add(&a, &b, |x, y| same(x, y) && x.phrases == y.phrases, |_| true);
        if !equal {
            let lost = |from: &[Core], to: &[Core]| -> String {
                from.iter()
                    .filter(|c| c.sure && !to.iter().any(|d| same(c, d)))
                    .map(|c| {
                        format!(
                            "\n      {} {}{:?} {:?}",
                            c.predicate,
                            if c.denied { "not " } else { "" },
                            c.subject,
                            c.objects
                        )
                    })
                    .collect()
            };
            mistakes.push(format!(
                "{one}\n    {two}\n    only in one:{}\n    only in two:{}",
                lost(&a, &b),
                lost(&b, &a)
            ));
        }
    }
    let mut rows = Vec::new();
    rows.extend(worded.rows("same words"));
    rows.extend(events.rows("same words, events"));
    rows.extend(sure.rows("same words, both sure"));
    rows.extend(full.rows("same words, with prepositional phrases"));
    rows.extend(every.rows("all pairs"));
    let labels = "pairs without a label of meaning";
    rows.push(Row::accuracy(
        labels,
        "same words",
        quiet_worded.0,
        quiet_worded.1,
    ));
    rows.push(Row::accuracy(labels, "all pairs", quiet.0, quiet.1));
    Ok(Outcome { rows, mistakes })
}
