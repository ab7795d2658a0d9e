//! The only place that joins the stages.
//!
//! ```text
//! Rulebook ── prepare ──▶ Prepared ─┐
//! Document ── read ─────▶ Reading ──┴─ check ──▶ Checked
//! ```

use std::sync::Arc;

use crate::checking;
use crate::checking::finding::Checked;
use crate::checking::prepare::{self, Kept, Prepared};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::reading::parser::Cores;
use crate::reading::{self, Reading, Sentence};
use crate::rules::book::Rulebook;

/// Reads the English of a rulebook. An error among the diagnostics means that the rulebook is not to
/// be used.
pub fn prepare(book: &Rulebook) -> (Prepared, Vec<Diagnostic>) {
    prepare_against(book, &[], None)
}

/// The same with source documents, whose statements are taken as claims (`--against`), or with what an earlier
/// run worked out of the same rulebook.
pub fn prepare_against(
    book: &Rulebook,
    sources: &[Document],
    kept: Option<Kept>,
) -> (Prepared, Vec<Diagnostic>) {
    prepare::prepare(book.clone(), sources, kept)
}

/// Reads an article with the names of the rulebook.
pub fn read(document: &Document, prepared: &Prepared) -> Reading {
    reading::read(document, &prepared.names)
}

/// The part of reading an article that needs no rulebook, and takes the most time.
pub fn parse(document: &Document, cores: Cores) -> Vec<Sentence> {
    reading::parse(document, cores)
}

/// The same for the revisions of an article.
pub fn parse_all(documents: &[&Document]) -> Vec<Vec<Sentence>> {
    reading::parse_all(documents, Cores::All)
}

/// Reads an article that was parsed with [`parse`].
pub fn read_parsed(document: &Document, sentences: Vec<Sentence>, prepared: &Prepared) -> Reading {
    reading::read_parsed(document, sentences, &prepared.names)
}

/// Reads and checks an article.
pub fn check(document: &Document, prepared: &Prepared) -> Checked {
    check_reading(document, Arc::new(read(document, prepared)), prepared)
}

/// Checks an article that was read with [`read`].
pub fn check_reading(document: &Document, reading: Arc<Reading>, prepared: &Prepared) -> Checked {
    checking::check(document, reading, prepared)
}
