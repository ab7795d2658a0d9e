//! Rules text → [`book::Rulebook`]. Knows nothing of documents and readings.
//!
//! # Steps
//! 1. [`grammar`]: text → [`syntax`] tree, with the places of everything, going on after mistakes.
//! 2. [`resolve`]: trees of all files → rulebook: names, types, dates, regular expressions, data.
//! 3. [`lint`]: the rulebook against itself.
//!
//! [`format`](mod@format) prints a tree back as canonical text.

pub mod book;
mod data;
pub mod format;
pub mod grammar;
mod lint;
pub mod loader;
pub mod packs;
mod resolve;
pub mod syntax;
pub mod text_expression;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Source};

pub use loader::{Files, LoadError, Loader, NoFiles};

/// Loads rule files and all that they use.
///
/// Never fails: the rulebook holds what could be understood, and the diagnostics say what could not.
/// A diagnostic of severity error means that the rulebook must not be relied on (exit code 2).
/// The diagnostics come in the order of the files and places.
pub fn load(files: Vec<Source>, loader: &dyn Loader) -> (book::Rulebook, Vec<Diagnostic>) {
    let (book, mut diagnostics, loaded) = resolve::load(files, loader);
    let shipped: BTreeSet<FileId> = loaded.iter().filter(|l| l.shipped).map(|l| l.file).collect();
    diagnostics.extend(lint::lint(&book, &|file| shipped.contains(&file)));
    sort(&mut diagnostics);
    (book, diagnostics)
}

/// Loads a file that is part of the program, without looking for what is odd about it: tests do.
pub fn load_shipped(file: Source) -> book::Rulebook {
    resolve::load(vec![file], &NoFiles).0
}

/// Whether one of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// By file and place, then by code and message; the same one twice is one.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let place = |d: &Diagnostic| d.labels.first().map(|l| l.location);
    diagnostics.sort_by(|a, b| {
        place(a)
            .cmp(&place(b))
            .then(a.code.cmp(b.code))
            .then(a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}
