//! Reads the English of a rulebook: every distinct text once, on all cores.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::checking::pattern::holds_variable;
use crate::checking::slots::slots;
use crate::diagnostic::Diagnostic;
use crate::reading::Reading;
use crate::reading::english::{English as ReadEnglish, Slot, read_all};
use crate::reading::names::Names;
use crate::reading::parser::Cores;
use crate::reading::statement::{EmbeddingKind, Statement, StatementKind};
use crate::rules::book::{English, Pattern, RequirementKind, RuleBody, Rulebook, Variable, VariableKind};

/// Texts that are read together.
const TOGETHER: usize = 1024;

/// What every English text of a rulebook was read as.
#[derive(Debug, Default)]
pub(super) struct Reader {
    read: BTreeMap<Key, Arc<Reading>>,
}

/// A text with the variables in it: the same text with other types is another reading.
type Key = (String, Vec<(usize, VariableKind)>);

fn key(text: &str, variables: &[Variable]) -> Key {
    (
        text.to_owned(),
        variables.iter().map(|v| (v.start, v.kind)).collect(),
    )
}

impl Reader {
    /// Reads all English of `book`, or takes what an earlier run read of the same.
    pub(super) fn read_all(book: &Rulebook, names: &Names, kept: Option<Vec<Reading>>) -> Self {
        let mut texts: BTreeMap<Key, Vec<Slot>> = BTreeMap::new();
        for english in all_english(book) {
            if !english.text.text.is_empty() {
                texts
                    .entry(key(&english.text.text, &english.variables))
                    .or_insert_with(|| slots(english));
            }
        }
        for (_, _, text) in super::claims::entity_sentences(book) {
            texts.entry((text, Vec::new())).or_default();
        }
        let readings = kept
            .filter(|kept| kept.len() == texts.len())
            .unwrap_or_else(|| read_texts(&texts, names));
        let readings = readings.into_iter().map(Arc::new);
        Self {
            read: texts.into_keys().zip(readings).collect(),
        }
    }

    /// The readings of all texts, in order.
    pub(super) fn readings(self) -> Vec<Arc<Reading>> {
        self.read.into_values().collect()
    }

    /// What a text without variables was read as.
    pub(super) fn text(&self, text: &str) -> Arc<Reading> {
        self.read
            .get(&(text.to_owned(), Vec::new()))
            .cloned()
            .unwrap_or_default()
    }

    /// What a claim was read as.
    pub(super) fn claim(&self, english: &English) -> Arc<Reading> {
        self.read
            .get(&key(&english.text.text, &english.variables))
            .cloned()
            .unwrap_or_default()
    }

    /// What a pattern was read as, and the statements that it asks for. One that says nothing that can
    /// be read is a mistake.
    pub(super) fn pattern(
        &self,
        english: &English,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Arc<Reading>, Vec<Arc<Statement>>) {
        if english.text.text.is_empty() {
            return (Arc::default(), Vec::new());
        }
        let reading = self.claim(english);
        let statements = main_statements(&reading);
        if statements.is_empty() {
            diagnostics.push(unreadable(english, &reading));
        }
        let lost: Vec<&Variable> = english
            .variables
            .iter()
            .filter(|v| {
                !statements.is_empty()
                    && v.kind != VariableKind::Date
                    && !statements.iter().any(|s| holds_variable(s, &v.name))
                    && !contents(&reading, &statements)
                        .iter()
                        .any(|s| holds_variable(s, &v.name))
            })
            .collect();
        for variable in lost {
            diagnostics.push(
                Diagnostic::error(
                    "unreadable-pattern",
                    format!(
                        "{{{}}} stands where a pattern can't have a variable",
                        variable.name
                    ),
                    variable.location,
                    "this is no participant, place, time or number of the sentence",
                )
                .with_note(format!("it was read as: {}", outline(&reading))),
            );
        }
        (reading, statements)
    }
}

fn read_texts(texts: &BTreeMap<Key, Vec<Slot>>, names: &Names) -> Vec<Reading> {
    // Together, since the parser is faster on several sentences at once; a great rulebook in pieces.
    let texts: Vec<_> = texts.iter().collect();
    let mut read = Vec::with_capacity(texts.len());
    for piece in texts.chunks(TOGETHER) {
        let english: Vec<_> = piece
            .iter()
            .map(|((text, _), slots)| ReadEnglish {
                text,
                slots,
                date: None,
                whole: true,
            })
            .collect();
        let readings = read_all(&english, names, Cores::All);
        read.extend(readings.into_iter().map(|(_, reading)| reading));
    }
    read
}

/// All English of a rulebook but what rows of data say: claims, patterns, what inferences conclude.
pub(super) fn all_english(book: &Rulebook) -> Vec<&English> {
    let mut out: Vec<&English> = Vec::new();
    for (index, claim) in book.claims.iter().enumerate() {
        if !super::rows::is_row(book, index) {
            out.extend(&claim.english);
        }
    }
    let mut patterns: Vec<&Pattern> = Vec::new();
    for inference in &book.inferences {
        patterns.extend(inference.from.iter().chain(&inference.unless));
        out.extend(&inference.infer);
    }
    patterns.extend(&book.closed);
    for rule in &book.rules {
        match &rule.body {
            RuleBody::Never {
                patterns: never,
                unless,
            } => patterns.extend(never.iter().chain(unless)),
            RuleBody::When {
                patterns: when,
                unless,
                require,
            } => {
                patterns.extend(when.iter().chain(unless));
                for requirement in require {
                    if let RequirementKind::Pattern(pattern) = &requirement.kind {
                        patterns.push(pattern);
                    }
                }
            }
            RuleBody::Same { pattern, .. } | RuleBody::Verify { pattern } => patterns.push(pattern),
        }
    }
    out.extend(patterns.into_iter().map(|p| &p.english));
    out
}

/// The statements that a sentence makes itself: not the events that its nouns name, nor what is
/// embedded in others, unless there is nothing else.
pub(super) fn main_statements(reading: &Reading) -> Vec<Arc<Statement>> {
    let read = || reading.statements.iter().filter(|s| s.read);
    let own: Vec<Arc<Statement>> = read()
        .filter(|s| s.parent.is_none() && s.kind != StatementKind::Nominal)
        .map(|s| Arc::new(s.clone()))
        .collect();
    if !own.is_empty() {
        return own;
    }
    read().take(1).map(|s| Arc::new(s.clone())).collect()
}

/// What the main statements have as their content ("agreed *to sign the treaty*"): compared with them,
/// so that variables may stand there, too.
fn contents<'r>(reading: &'r Reading, main: &[Arc<Statement>]) -> Vec<&'r Statement> {
    let mut within: BTreeSet<usize> = main.iter().map(|s| s.id).collect();
    let mut out = Vec::new();
    // A content stands behind what it is the content of, or a few words before it.
    for _ in 0..MOST_NESTED {
        let before = out.len();
        for statement in &reading.statements {
            let inner = statement
                .parent
                .is_some_and(|p| p.relation == EmbeddingKind::Content && within.contains(&p.statement));
            if inner && within.insert(statement.id) {
                out.push(statement);
            }
        }
        if out.len() == before {
            break;
        }
    }
    out
}

/// How deep contents of contents are looked for.
const MOST_NESTED: usize = 3;

/// A pattern of so few words is more likely meant as words than as a sentence.
const MOST_WORDS: usize = 3;

/// The mistake of a text that cannot be read.
pub(super) fn unreadable(english: &English, reading: &Reading) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unreadable-pattern",
        "this can't be read as a statement",
        english.text.location,
        "write a whole sentence that says one thing: who does what",
    );
    let text = &english.text.text;
    let words = text.split_whitespace().count();
    if matches!(
        text.as_str(),
        "named source" | "a named source" | "a quotation" | "no hedge" | "a date"
    ) {
        diagnostic.with_note(format!(
            "what a statement must have is asked for without quotation marks: `require {text}`"
        ))
    } else if words <= MOST_WORDS
        && english.variables.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || c == ' ')
    {
        diagnostic.with_note(format!(
            "words that may not stand anywhere are written as an expression: `text /\\b{text}\\b/`"
        ))
    } else if reading.statements.is_empty() {
        diagnostic
    } else {
        diagnostic.with_note(format!(
            "it was read, without certainty, as: {}",
            outline(reading)
        ))
    }
}

/// The statements of a reading in plain words.
fn outline(reading: &Reading) -> String {
    reading
        .statements
        .iter()
        .map(super::super::case::sentence)
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::english::learn_all;
    use crate::reading::parser::{Memory, shipped_of, to_be_shipped};
    use crate::rules::{self, NoFiles, packs};
    use crate::source::Source;

    /// `COPYDESK_SHIP_TREES=1 cargo test shipped_trees` writes the file anew.
    #[test]
    fn shipped_trees_are_those_of_the_parser() {
        let books = packs::PACKS.iter().map(|(name, text)| {
            let source = Source::new(format!("std/{name}"), *text);
            rules::load(vec![source], &NoFiles).0
        });
        let books: Vec<Rulebook> = books.collect();
        let english = books.iter().flat_map(all_english).map(|e| (e, slots(e)));
        let english: Vec<_> = english.filter(|(e, _)| !e.text.text.is_empty()).collect();
        let texts: Vec<ReadEnglish<'_>> = english
            .iter()
            .map(|(english, slots)| ReadEnglish {
                text: &english.text.text,
                slots,
                date: None,
                whole: true,
            })
            .collect();
        let parsed = Memory::default();
        learn_all(&texts, &parsed);
        if std::env::var_os("COPYDESK_SHIP_TREES").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/reading/parser/shipped.trees");
            assert!(to_be_shipped(&parsed).is_some_and(|bytes| std::fs::write(path, bytes).is_ok()));
            return;
        }
        let (alike, otherwise, missing) = shipped_of(&parsed);
        // What is not shipped is parsed; a few new sentences are no reason to write the file anew.
        assert!(
            otherwise == 0 && alike > 9 * missing,
            "{alike} sentences are shipped as they are parsed, {otherwise} otherwise, {missing} are not: write the file anew"
        );
    }
}
