//! Claims made from rows of data, by the thousand: each is read when an article first mentions it.
//!
//! Ten thousand rows are ten thousand sentences. A row bears on an article only when one of its names
//! or numbers stands there, so rows are kept by these words and read on demand. The first row of a
//! file is read with the rulebook: when it can't be read, none can.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::claims::facts;
use crate::checking::fact::Fact;
use crate::reading::Reading;
use crate::reading::english::read_english;
use crate::reading::names::Names;
use crate::rules::book::Rulebook;

/// Fewer rows than this are read with the rulebook.
const FEW: usize = 400;
/// A word that more rows share than this tells none of them apart.
const COMMON: usize = 100;
/// Most rows that are read for one article.
const MOST_READ: usize = 4000;

/// The rows that are read on demand.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    by_word: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Row {
    claim: usize,
    facts: OnceLock<Vec<Arc<Fact>>>,
}

/// Whether the claim is a row that waits for an article.
pub(super) fn is_row(book: &Rulebook, index: usize) -> bool {
    let is_data = |i: usize| {
        book.claims
            .get(i)
            .filter(|c| c.data.is_some() && c.unconfirmed.is_none())
    };
    let Some(claim) = is_data(index) else { return false };
    // The first row of every file is read at once, and so are all when they are few.
    let first = index
        .checked_sub(1)
        .and_then(is_data)
        .is_none_or(|before| before.data.map(|d| d.file) != claim.data.map(|d| d.file));
    !first && book.claims.len() > FEW
}

impl Rows {
    /// The rows of `book`.
    pub(super) fn of(book: &Rulebook) -> Self {
        let mut out = Self::default();
        for index in 0..book.claims.len() {
            if !is_row(book, index) {
                continue;
            }
            let words: BTreeSet<String> = book
                .claims
                .get(index)
                .into_iter()
                .flat_map(|c| &c.english)
                .flat_map(|e| words(&e.text.text))
                .collect();
            let row = out.rows.len();
            for word in words {
                out.by_word.entry(word).or_default().push(row);
            }
            out.rows.push(Row {
                claim: index,
                facts: OnceLock::new(),
            });
        }
        out
    }

    /// The facts of the rows that `reading` mentions, in the order of the rows.
    pub(super) fn mentioned(&self, reading: &Reading, book: &Rulebook, names: &Names) -> Vec<Arc<Fact>> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let said: BTreeSet<String> = reading
            .sentences
            .iter()
            .flat_map(|s| &s.tree.words)
            .map(|w| w.form.to_lowercase())
            .collect();
        let wanted: BTreeSet<usize> = said
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .filter(|rows| rows.len() <= COMMON)
            .flatten()
            .copied()
            .take(MOST_READ)
            .collect();
        let wanted: Vec<&Row> = wanted.into_iter().filter_map(|i| self.rows.get(i)).collect();
        wanted
            .par_iter()
            .flat_map_iter(|row| row.facts.get_or_init(|| read(row.claim, book, names)).clone())
            .collect()
    }
}

fn read(index: usize, book: &Rulebook, names: &Names) -> Vec<Arc<Fact>> {
    let english = book.claims.get(index).map_or(&[][..], |c| &c.english);
    english
        .iter()
        .flat_map(|english| {
            let (_, reading) = read_english(&english.text.text, &[], names, None);
            facts(book, index, english, &Arc::new(reading))
        })
        .collect()
}

/// The names and numbers in a sentence, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        .map(str::to_lowercase)
}
