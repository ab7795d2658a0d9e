//! `coverage`: how much is read, and how much of that is right, by the confidence that a statement must have.
//!
//! The sentences of the treebanks are read twice, from the parser's tree over the treebank's tokens and from the
//! gold tree. A statement of the first is right where the second has one with the same predicate word and the
//! same parts: heads of subject and objects, polarity, certainty, the source's kind. So the curve shows what the
//! parser's mistakes cost, which is what the confidence tells of. The last rows are of our own labelled clauses:
//! polarity, certainty and source all as labelled.
//!
//! Recall is of the gold tree's statements (of the labelled clauses), the count is that of the statements kept.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::document::{Format, Options};
use copydesk::reading::conllu::{self, Entry};
use copydesk::reading::names::Names;
use copydesk::reading::parser::{Cores, parser};
use copydesk::reading::statement::{Role, Statement};
use copydesk::reading::tree::Tree;
use copydesk::reading::{self, READ_THRESHOLD, Reading};
use copydesk::source::Source;

use crate::table::Row;
use crate::{Context, Failure, Outcome, Set, data, gold, shared_gold};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[Set {
    name: "coverage",
    run,
}];

const TREEBANKS: [&str; 2] = ["ud-ewt/en_ewt-ud-dev.conllu.gz", "ud-gum/en_gum-ud-dev.conllu.gz"];

/// A statement that was read: its confidence, its parts, how many of them are right.
#[derive(Debug, Clone, Copy)]
struct Judged {
    confidence: f32,
    parts: usize,
    right: usize,
}

fn run(context: &Context) -> Result<Outcome, Failure> {
    let mut judged = Vec::new();
    let mut gold_statements = 0;
    for path in TREEBANKS {
        let mut entries =
            conllu::read(&data::text(context, path)?).map_err(|e| Failure::Broken(format!("{path}: {e}")))?;
        entries.truncate(context.limit);
        for document in documents(&entries) {
            judge(document, &mut judged, &mut gold_statements);
        }
    }
    let mut rows = Vec::new();
    for threshold in thresholds() {
        let kept = || judged.iter().filter(|j| j.confidence >= threshold);
        let count = kept().count();
        let whole = kept().filter(|j| j.parts == j.right).count();
        rows.push(row("statements", threshold, gold_statements, count, whole));
    }
    for threshold in thresholds() {
        let kept = || judged.iter().filter(|j| j.confidence >= threshold);
        let parts = kept().map(|j| j.parts).sum();
        let all = judged.iter().map(|j| j.parts).sum();
        rows.push(row("parts", threshold, all, parts, kept().map(|j| j.right).sum()));
    }
    let labelled = shared_gold::by_confidence(&gold::own("standing.jsonl", context.limit)?);
    for threshold in thresholds() {
        let kept = || labelled.iter().filter(|(c, _)| c.is_some_and(|c| c >= threshold));
        let right = kept().filter(|(_, right)| *right).count();
        rows.push(row(
            "labelled clauses",
            threshold,
            labelled.len(),
            kept().count(),
            right,
        ));
    }
    Ok(Outcome {
        rows,
        mistakes: Vec::new(),
    })
}

fn thresholds() -> impl Iterator<Item = f32> {
    (0..20u8).map(|i| f32::from(i) * 0.05)
}

fn row(measure: &str, threshold: f32, gold: usize, kept: usize, right: usize) -> Row {
    Row {
        count: kept,
        ..Row::counts(measure, &format!("{threshold:.2}"), gold, kept, right)
    }
}

/// The entries of every document.
fn documents(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    entries.chunk_by(|_, next| next.new_document.is_none())
}

fn judge(entries: &[Entry], judged: &mut Vec<Judged>, gold_statements: &mut usize) {
    let (text, blocks, sentences) = conllu::assemble(entries);
    let forms: Vec<Vec<&str>> = sentences
        .iter()
        .map(|s| s.tree.words.iter().map(|w| w.form.as_str()).collect())
        .collect();
    let forms: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let parsed = parser()
        .parse_all(&forms, Cores::All)
        .into_iter()
        .zip(&sentences)
        .map(|(tree, gold)| {
            let words = tree.words.into_iter().zip(&gold.tree.words);
            reading::Sentence {
                tree: Tree::new(
                    words
                        .map(|(mut word, gold)| {
                            word.span = gold.span;
                            word.space_after = gold.space_after;
                            word
                        })
                        .collect(),
                ),
                ..gold.clone()
            }
        })
        .collect();
    let mut document = copydesk::document::read(Source::new("", ""), Format::Plain, &Options::default());
    document.text = text;
    document.blocks = blocks;
    let ours = reading::read_parsed(&document, parsed, &Names::default());
    let gold = reading::read_parsed(&document, sentences, &Names::default());
    *gold_statements += gold.statements.iter().filter(|s| usable(s)).count();
    let by_predicate = by_predicate(&gold);
    for statement in ours.statements.iter().filter(|s| usable(s)) {
        let own = parts(statement);
        // A word may head several statements; the one that is most alike is meant.
        let right = by_predicate
            .get(&(statement.sentence, statement.predicate.head))
            .into_iter()
            .flatten()
            .map(|g| own.intersection(&parts(g)).count())
            .max()
            .unwrap_or(0);
        judged.push(Judged {
            confidence: statement.confidence,
            parts: own.len(),
            right,
        });
    }
}

/// Whether the statement would be used were it sure enough.
fn usable(statement: &Statement) -> bool {
    statement.read || statement.confidence < READ_THRESHOLD
}

fn by_predicate(reading: &Reading) -> BTreeMap<(usize, usize), Vec<&Statement>> {
    let mut out: BTreeMap<(usize, usize), Vec<&Statement>> = BTreeMap::new();
    for s in &reading.statements {
        out.entry((s.sentence, s.predicate.head)).or_default().push(s);
    }
    out
}

/// The parts that a verdict rests on. A subject that is missing is a part, too: it must be missing in both.
fn parts(statement: &Statement) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    out.insert(format!(
        "subject {:?}",
        statement.subject.as_ref().map(|a| a.phrase.head)
    ));
    for object in &statement.objects {
        let role = match object.role {
            // A content's own statement answers for hanging where it does.
            Role::Subject | Role::Oblique(_) | Role::Clause => continue,
            Role::Object => "object",
            Role::Recipient => "recipient",
            Role::Attribute => "attribute",
        };
        out.insert(format!("{role} {}", object.phrase.head));
    }
    out.insert(format!("{:?}", statement.polarity));
    out.insert(format!("{:?}", statement.certainty));
    out.insert(format!("source {:?}", statement.source.kind));
    out
}
