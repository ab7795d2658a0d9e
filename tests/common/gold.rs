//! Our own gold: labelled sentences and the gold reading of the seed article, against what the program reads.
//!
//! Shared by `tests/reading_gold.rs` and `examples/evaluate`. Only the library's public interface is used.

#![allow(dead_code, reason = "each program uses a part of it")]
#![allow(unreachable_pub, reason = "a module of programs has no outside")]

use std::collections::BTreeMap;

use copydesk::document::{self, Document, Format, Options, TextSpan};
use copydesk::reading::names::Names;
use copydesk::reading::quotation::QuotationKind;
use copydesk::reading::statement::{
    Argument, Attribution, Certainty, Phrase, Polarity, Role, SourceKind, Statement, StatementKind,
};
use copydesk::reading::{self, READ_THRESHOLD, Reading};
use copydesk::source::Source;
use copydesk::value::date::Date;
use serde::Deserialize;

/// Labels that are all right, set apart by `|`.
type Choices = String;

/// A sentence (or a few that belong together) with labelled clauses.
#[derive(Debug, Clone, Deserialize)]
pub struct Labelled {
    pub id: String,
    /// What it is an example of.
    pub construction: String,
    /// Never looked at when the reader is mended.
    pub held_out: bool,
    pub text: String,
    pub clauses: Vec<LabelledClause>,
}

/// What one clause says of itself.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelledClause {
    /// Its predicate as it stands in the text.
    pub word: String,
    /// Which of these words, from 1.
    #[serde(default = "first")]
    pub occurrence: usize,
    pub polarity: Choices,
    pub certainty: Choices,
    /// `narrator`, `anonymous`, a head word, or `anonymous` and a head word.
    pub source: Choices,
}

const fn first() -> usize {
    1
}

/// One line of the seed article.
#[derive(Debug, Clone, Deserialize)]
pub struct SeedLine {
    /// Its number in the file, from 1; every line is a block.
    pub line: usize,
    pub statements: Vec<SeedStatement>,
    /// Speakers of its quotations, in order.
    pub quotations: Vec<String>,
}

/// A sentence of the news with what it says.
#[derive(Debug, Clone, Deserialize)]
pub struct NewsSentence {
    pub id: String,
    pub genre: String,
    pub text: String,
    pub statements: Vec<SeedStatement>,
}

/// What one statement of the article says; parts left out were left open by the article.
#[derive(Debug, Clone, Deserialize)]
pub struct SeedStatement {
    /// Its predicate as it stands in the text, `#2` for the second such word of the line.
    pub word: Choices,
    /// Verb of meaning.
    pub lemma: Option<Choices>,
    /// Head or name of the subject.
    pub subject: Option<Choices>,
    /// Head or name of another participant.
    pub object: Option<Choices>,
    pub polarity: Option<Choices>,
    pub certainty: Option<Choices>,
    pub source: Option<Choices>,
}

/// To be found, found, right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub gold: usize,
    pub found: usize,
    pub right: usize,
}

impl Count {
    /// Share of those found that are right.
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
    /// Share of those to be found that are right.
    pub fn recall(self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }
    fn add(&mut self, right: Option<bool>) {
        self.gold += 1;
        self.found += usize::from(right.is_some());
        self.right += usize::from(right == Some(true));
    }
}

/// Counts by measure and class, with the mistakes.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// By measure (`polarity`) and class (`tuned`).
    pub counts: BTreeMap<(String, String), Count>,
    /// One a line or several.
    pub mistakes: Vec<String>,
}

impl Scores {
    /// The count of a measure.
    pub fn get(&self, measure: &str, class: &str) -> Count {
        self.counts
            .get(&(measure.to_owned(), class.to_owned()))
            .copied()
            .unwrap_or_default()
    }
    fn add(&mut self, measure: &str, class: &str, right: Option<bool>) {
        self.counts
            .entry((measure.to_owned(), class.to_owned()))
            .or_default()
            .add(right);
    }
}

/// The text as an article of its own. What has no full stop is a headline, and gets a body to stand over.
fn article(text: &str, date: Option<Date>) -> (Document, Reading) {
    let headline = text
        .chars()
        .next_back()
        .is_some_and(|c| !matches!(c, '.' | '?' | '!' | '”'));
    let text = if headline {
        format!("{text}\n\nThe story continues on the next page.\n")
    } else {
        format!("{text}\n")
    };
    let options = Options {
        date,
        ..Options::default()
    };
    let document = document::read(Source::new("", text), Format::Plain, &options);
    let reading = reading::read(&document, &Names::default());
    (document, reading)
}

/// Scores the labelled sentences. A clause counts as found where its statement is sure enough to be used.
/// Mistakes are listed of the tuned sentences only.
pub fn standing(items: &[Labelled]) -> Scores {
    let mut scores = Scores::default();
    for item in items {
        let (document, reading) = article(&item.text, None);
        let whole = TextSpan::new(0, document.text.len());
        let class = if item.held_out { "held out" } else { "tuned" };
        for clause in &item.clauses {
            let statement = word(&document.text, whole, &clause.word, clause.occurrence)
                .and_then(|at| statement_at(&reading, at, None));
            let used = statement.filter(|s| s.read);
            let judged = [
                ("polarity", used.map(|s| one_of(&clause.polarity, polarity(s)))),
                ("certainty", used.map(|s| one_of(&clause.certainty, certainty(s)))),
                (
                    "source",
                    used.map(|s| is_source(&clause.source, s, &document, &reading)),
                ),
            ];
            scores.add("read", class, used.map(|_| true));
            for (measure, right) in judged {
                scores.add(measure, class, right);
            }
            if item.held_out {
                continue;
            }
            let wrong: Vec<&str> = judged
                .iter()
                .filter(|(_, right)| *right == Some(false))
                .map(|(measure, _)| *measure)
                .collect();
            if used.is_none() || !wrong.is_empty() {
                let what = match (used, statement) {
                    (Some(_), _) => wrong.join(", "),
                    (None, Some(s)) => format!("not sure enough ({:.2})", s.confidence),
                    (None, None) => "no statement".to_owned(),
                };
                scores.mistakes.push(format!(
                    "{} [{}] {what}: “{}” {} {} {}, read as {}\n    {}",
                    item.id,
                    item.construction,
                    clause.word,
                    clause.polarity,
                    clause.certainty,
                    clause.source,
                    statement.map_or("nothing".to_owned(), describe),
                    item.text
                ));
            }
        }
    }
    scores
}

/// For every labelled clause the confidence of its statement, where it has one that could be used, and whether
/// polarity, certainty and source are all as labelled.
pub fn by_confidence(items: &[Labelled]) -> Vec<(Option<f32>, bool)> {
    let mut out = Vec::new();
    for item in items {
        let (document, reading) = article(&item.text, None);
        let whole = TextSpan::new(0, document.text.len());
        for clause in &item.clauses {
            let statement = word(&document.text, whole, &clause.word, clause.occurrence)
                .and_then(|at| statement_at(&reading, at, None))
                .filter(|s| s.read || s.confidence < READ_THRESHOLD);
            let right = statement.is_some_and(|s| {
                one_of(&clause.polarity, polarity(s))
                    && one_of(&clause.certainty, certainty(s))
                    && is_source(&clause.source, s, &document, &reading)
            });
            out.push((statement.map(|s| s.confidence), right));
        }
    }
    out
}

fn describe(s: &Statement) -> String {
    format!("{} {} {}", polarity(s), certainty(s), describe_source(&s.source))
}

fn describe_source(a: &Attribution) -> String {
    let speaker = a.speaker.as_ref().map_or("", |p| p.text.as_str());
    match a.kind {
        SourceKind::Narrator => "narrator".to_owned(),
        SourceKind::Anonymous => format!("anonymous ({speaker})"),
        SourceKind::Speaker => speaker.to_owned(),
    }
}

/// Scores the reading of the seed article.
pub fn seed(lines: &[SeedLine], text: &str) -> Scores {
    let options = Options {
        date: Date::ymd(2025, 8, 17),
        ..Options::default()
    };
    let document = document::read(Source::new("article.txt", text), Format::Plain, &options);
    let reading = reading::read(&document, &Names::default());
    let mut scores = Scores::default();
    for line in lines {
        let Some(block) = document.blocks.get(line.line.wrapping_sub(1)) else {
            scores.mistakes.push(format!("line {} is not there", line.line));
            continue;
        };
        let place = format!("line {}", line.line);
        parts(
            &place,
            &line.statements,
            block.span,
            &document,
            &reading,
            &mut scores,
        );
        quotations(line, block.span, &document, &reading, &mut scores);
    }
    scores
}

/// Scores the parts of the statements of the text at `within`.
fn parts(
    place: &str,
    statements: &[SeedStatement],
    within: TextSpan,
    document: &Document,
    reading: &Reading,
    scores: &mut Scores,
) {
    for gold in statements {
        let statement = gold
            .word
            .split('|')
            .filter_map(|w| {
                let (w, n) = w.split_once('#').unwrap_or((w, "1"));
                word(&document.text, within, w, n.parse().unwrap_or(1))
            })
            .find_map(|at| statement_at(reading, at, Some(gold)));
        scores.add("statements", "", statement.map(|s| s.read));
        for (part, label) in gold.parts() {
            let right = statement.map(|s| gold.is_right(part, label, s, document, reading));
            scores.add("parts", "", right);
            scores.add("part", part, right);
            if right == Some(false) {
                scores.mistakes.push(format!(
                    "{place}, “{}”: {part} is {label}, read as {}",
                    gold.word,
                    statement.map_or(String::new(), |s| read_part(part, s))
                ));
            }
        }
        if statement.is_none() {
            scores
                .mistakes
                .push(format!("{place}, “{}”: no statement", gold.word));
        }
    }
}

/// Scores sentences of the news, each an article of its own; a part counts as found where the statement is sure
/// enough to be used.
pub fn news(items: &[NewsSentence]) -> Scores {
    let mut scores = Scores::default();
    for item in items {
        let (document, mut reading) = article(&item.text, None);
        reading.statements.retain(|s| s.read);
        let whole = TextSpan::new(0, item.text.len());
        let place = format!("{} [{}] {}\n   ", item.id, item.genre, item.text);
        parts(&place, &item.statements, whole, &document, &reading, &mut scores);
    }
    scores
}

fn quotations(line: &SeedLine, block: TextSpan, document: &Document, reading: &Reading, scores: &mut Scores) {
    let found: Vec<_> = reading
        .quotations
        .iter()
        .filter(|q| block.contains(q.span) && q.inside.is_none() && q.kind != QuotationKind::Block)
        .collect();
    for (i, speaker) in line.quotations.iter().enumerate() {
        let quotation = found.get(i);
        let right = quotation.map(|q| {
            q.speaker
                .as_ref()
                .is_some_and(|p| names(p, speaker, document, reading, None))
        });
        scores.add("quotations with speaker", "", right);
        if right != Some(true) {
            scores.mistakes.push(format!(
                "line {}, quotation {}: speaker is {speaker}, read as {:?}",
                line.line,
                i + 1,
                quotation.map(|q| q.speaker.as_ref().map(|p| &p.text))
            ));
        }
    }
}

impl SeedStatement {
    /// The parts that are labelled.
    fn parts(&self) -> impl Iterator<Item = (&'static str, &Choices)> {
        [
            ("predicate", &self.lemma),
            ("subject", &self.subject),
            ("object", &self.object),
            ("polarity", &self.polarity),
            ("certainty", &self.certainty),
            ("source", &self.source),
        ]
        .into_iter()
        .filter_map(|(name, label)| label.as_ref().map(|l| (name, l)))
    }
    fn is_right(
        &self,
        part: &str,
        label: &str,
        s: &Statement,
        document: &Document,
        reading: &Reading,
    ) -> bool {
        let is = |p: &Phrase| {
            label
                .split('|')
                .any(|l| names(p, l, document, reading, Some(s.sentence)))
        };
        match part {
            "predicate" => one_of(label, &s.predicate.lemma),
            "subject" => s.subject.as_ref().is_some_and(|a| is(&a.phrase)),
            "object" => {
                s.objects.iter().any(|a| is(&a.phrase))
                    || s.circumstances.iter().filter_map(|c| c.phrase.as_ref()).any(is)
            }
            "polarity" => one_of(label, polarity(s)),
            "certainty" => one_of(label, certainty(s)),
            _ => is_source(label, s, document, reading),
        }
    }
}

fn read_part(part: &str, s: &Statement) -> String {
    let argument = |a: &Argument| match &a.role {
        Role::Oblique(case) => format!("{case} {}", a.phrase.lemma),
        Role::Subject | Role::Object | Role::Recipient | Role::Attribute | Role::Clause => {
            a.phrase.lemma.clone()
        }
    };
    match part {
        "predicate" => s.predicate.lemma.clone(),
        "subject" => s.subject.as_ref().map_or("nothing".to_owned(), argument),
        "object" => s.objects.iter().map(argument).collect::<Vec<_>>().join("; "),
        "polarity" => polarity(s).to_owned(),
        "certainty" => certainty(s).to_owned(),
        _ => describe_source(&s.source),
    }
}

/// The statement whose predicate is the word at `at`: the one that it heads, else the smallest verb group
/// around it, else the role that it names.
fn statement_at<'r>(
    reading: &'r Reading,
    at: TextSpan,
    gold: Option<&SeedStatement>,
) -> Option<&'r Statement> {
    let word = |s: &Statement, i: usize| {
        reading
            .sentences
            .get(s.sentence)
            .and_then(|x| x.tree.words.get(i))
            .map(|w| w.span)
    };
    let heads = |s: &&Statement, i: usize| word(s, i).is_some_and(|span| span.overlaps(at));
    // A word may head the statement of its verb and that of a role beside it: the one that says what is labelled.
    let alike = |s: &Statement| {
        gold.and_then(|g| g.lemma.as_ref())
            .is_some_and(|l| one_of(l, &s.predicate.lemma))
    };
    let best = |candidates: Vec<&'r Statement>| {
        candidates.into_iter().min_by_key(|s| {
            (
                !alike(s),
                s.kind == StatementKind::Nominal,
                !s.read,
                s.predicate.span.len(),
                s.id,
            )
        })
    };
    let all = || reading.statements.iter();
    let attribute = |s: &&Statement| {
        s.objects
            .iter()
            .any(|o| o.role == Role::Attribute && heads(s, o.phrase.head))
    };
    best(all().filter(|s| heads(s, s.predicate.head)).collect())
        .or_else(|| {
            let near =
                |s: &&Statement| s.predicate.span.contains(at) && s.predicate.span.len() < at.len() + 20;
            best(all().filter(near).collect())
        })
        .or_else(|| best(all().filter(attribute).collect()))
}

/// The bytes of the `n`th whole word like this inside `within`.
fn word(text: &str, within: TextSpan, word: &str, n: usize) -> Option<TextSpan> {
    let inside = text.get(within.start..within.end)?;
    let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric());
    inside
        .match_indices(word)
        .filter(|(i, _)| {
            apart(inside.get(..*i).and_then(|t| t.chars().next_back()))
                && apart(inside.get(i + word.len()..).and_then(|t| t.chars().next()))
        })
        .nth(n.checked_sub(1)?)
        .map(|(i, _)| TextSpan::new(within.start + i, within.start + i + word.len()))
}

fn one_of(choices: &str, found: &str) -> bool {
    choices.split('|').any(|c| c == found)
}

const fn polarity(s: &Statement) -> &'static str {
    match s.polarity {
        Polarity::Affirmed => "affirmed",
        Polarity::Denied => "denied",
    }
}

const fn certainty(s: &Statement) -> &'static str {
    match s.certainty {
        Certainty::Asserted => "asserted",
        Certainty::Probable => "probable",
        Certainty::Possible => "possible",
        Certainty::Conditional => "conditional",
        Certainty::Intended => "intended",
        Certainty::Asked => "asked",
        Certainty::Ordered => "ordered",
    }
}

/// Whether the statement's source is one of the choices. A head word alone takes unnamed speakers, too;
/// `anonymous` alone takes any of them.
fn is_source(choices: &str, s: &Statement, document: &Document, reading: &Reading) -> bool {
    let source = &s.source;
    choices.split('|').any(|choice| {
        let (unnamed, head) = match choice.strip_prefix("anonymous") {
            Some(head) => (true, head.trim()),
            None => (false, choice),
        };
        if head == "narrator" {
            return source.kind == SourceKind::Narrator;
        }
        let kind = if unnamed {
            source.kind == SourceKind::Anonymous
        } else {
            source.kind != SourceKind::Narrator
        };
        kind && (head.is_empty()
            || source
                .speaker
                .as_ref()
                .is_some_and(|p| names(p, head, document, reading, Some(s.sentence))))
    })
}

/// Whether the phrase's head (or name, or antecedent, or a member of its coordination) is the word.
fn names(
    phrase: &Phrase,
    word: &str,
    document: &Document,
    reading: &Reading,
    sentence: Option<usize>,
) -> bool {
    let word = word.to_lowercase();
    let is = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .any(|w| w.to_lowercase() == word || singular(&word).iter().any(|s| *s == w.to_lowercase()))
    };
    let form = sentence
        .and_then(|s| reading.sentences.get(s))
        .and_then(|s| s.tree.words.get(phrase.head))
        .filter(|w| phrase.span.contains(w.span));
    is(&phrase.lemma)
        || form.is_some_and(|w| w.form.to_lowercase() == word)
        || phrase.antecedent.is_some_and(|a| is(document.slice(a)))
        || phrase
            .conjuncts
            .iter()
            .any(|c| names(c, &word, document, reading, sentence))
}

/// What a plural may be the plural of.
fn singular(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(stem) = word.strip_suffix("ies") {
        out.push(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("es") {
        out.push(stem.to_owned());
    }
    if let Some(stem) = word.strip_suffix('s') {
        out.push(stem.to_owned());
    }
    if word == "people" {
        out.push("person".to_owned());
    }
    out
}
