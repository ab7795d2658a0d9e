//! What several test programs share: a rulebook from disk, an article checked against it.

#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(unreachable_pub, reason = "a module of test programs has no outside")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

use std::path::{Path, PathBuf};

use copydesk::checking::prepare::Prepared;
use copydesk::document::{self, Document, Options};
use copydesk::report::{DocumentReport, document_report};
use copydesk::rules::{self, LoadError, Loader};
use copydesk::source::Source;
use copydesk::value::date::Date;
use copydesk::{diagnostic::Diagnostic, pipeline};

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads what rule files name, relative to the project.
struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let text = std::fs::read_to_string(root().join(path)).map_err(|_| LoadError::NotFound)?;
        Ok(Source::new(path, text))
    }
}

/// The rulebook at `path`, relative to the project, with what is odd about it.
pub fn rulebook(path: &str) -> (Prepared, Vec<Diagnostic>) {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let (book, mut diagnostics) = rules::load(vec![Source::new(path, text)], &Disk);
    assert!(!rules::has_errors(&diagnostics), "{path}: {diagnostics:#?}");
    let (prepared, more) = pipeline::prepare(&book);
    diagnostics.extend(more);
    assert!(!rules::has_errors(&diagnostics), "{path}: {diagnostics:#?}");
    (prepared, diagnostics)
}

/// The rulebook at `path`, where it loads.
pub fn try_rulebook(path: &str) -> Option<Prepared> {
    let text = std::fs::read_to_string(root().join(path)).ok()?;
    rulebook_of(path, &text)
}

/// The rulebook of this text, which stands at `path`, where it loads.
pub fn rulebook_of(path: &str, text: &str) -> Option<Prepared> {
    let (book, diagnostics) = rules::load(vec![Source::new(path, text)], &Disk);
    if rules::has_errors(&diagnostics) {
        return None;
    }
    let (prepared, more) = pipeline::prepare(&book);
    (!rules::has_errors(&more)).then_some(prepared)
}

/// The article laid out, dated `date` where one is given.
pub fn article(path: &str, text: &str, date: Option<Date>) -> Document {
    let options = Options {
        date,
        ..Options::default()
    };
    document::read(Source::new(path, text), document::format_of(path, text), &options)
}

/// The article checked.
pub fn check(document: &Document, rules: &Prepared) -> DocumentReport {
    document_report(document, &pipeline::check(document, rules))
}

/// What a set of breaks and near misses found and flagged is no worse than it was.
#[track_caller]
pub fn is_no_worse(set: &str, (found, least): (usize, usize), (flagged, most): (usize, usize)) {
    assert!(found >= least, "{set}: {found} found, {least} before");
    assert!(flagged <= most, "{set}: {flagged} flagged wrongly");
}

/// The lines of a JSON Lines file, each read.
pub fn json_lines<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}: {line}", path.display())))
        .collect()
}
