//! What earlier runs made of rulebooks, in files of the user's cache folder: how their English was parsed, sentence
//! by sentence, and what was worked out of each rulebook as a whole, which holds until one of its files changes.
//!
//! `COPYDESK_CACHE_DIR` names the folder, and turns the cache off where it is empty; otherwise it is
//! `copydesk` in the folder that the system has for such files. Whatever is wrong with folder or file,
//! the run goes on without: the cache changes no result, only the time.

use std::ffi::OsString;
use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHasher;

use crate::checking::prepare::{self, Kept, Prepared};
use crate::reading::parser::{self, Memory};
use crate::rules::book::Rulebook;

const FILE: &str = "rulebooks.trees";

/// The ending of a file for one rulebook.
const RULEBOOK: &str = "rulebook";

/// Most rulebooks that are kept: the one that was written first goes first.
const MOST_RULEBOOKS: usize = 32;

/// Larger files are not ours.
const LARGEST: u64 = 256 << 20;

static OFF: OnceLock<()> = OnceLock::new();

/// Has this run neither use nor write the cache.
pub(super) fn turn_off() {
    // Set twice is set.
    let _ = OFF.set(());
}

/// Hands the parser what earlier runs remember, once.
pub(super) fn recall() {
    if parser::memory().is_none()
        && let Some(folder) = folder()
        && let Some(stamp) = stamp()
    {
        let bytes = bytes(&folder.join(FILE)).unwrap_or_default();
        parser::remember(Memory::from_bytes(&bytes, stamp));
    }
}

fn bytes(path: &Path) -> Option<Vec<u8>> {
    let small = std::fs::metadata(path).ok()?.len() <= LARGEST;
    small.then(|| std::fs::read(path).ok())?
}

/// What an earlier run worked out of the same rulebook.
pub(super) fn recall_rulebook(book: &Rulebook) -> Option<Kept> {
    let path = folder()?.join(rulebook_file(book)?);
    Kept::from_bytes(&bytes(&path)?, prepare::key(book, stamp()?))
}

/// Writes what this run worked out of a rulebook, where that is much.
pub(super) fn keep_rulebook(prepared: &Prepared) {
    // As for the trees: the next run takes longer.
    let _ = write_rulebook(prepared);
}

fn write_rulebook(prepared: &Prepared) -> Option<()> {
    let folder = folder()?;
    let book = &prepared.book;
    let kept = prepared.to_keep(prepare::key(book, stamp()?))?;
    put(&folder, &rulebook_file(book)?, &kept)?;
    let entries = std::fs::read_dir(&folder).ok()?.flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == RULEBOOK))
        .filter_map(|path| Some((std::fs::metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    files.sort();
    let too_many = files.len().saturating_sub(MOST_RULEBOOKS);
    for (_, path) in files.into_iter().take(too_many) {
        std::fs::remove_file(path).ok()?;
    }
    Some(())
}

/// One file for the rule files of these names in this folder, whatever they say: a rulebook that was changed
/// takes the place of the one before.
fn rulebook_file(book: &Rulebook) -> Option<String> {
    let labels: Vec<&str> = book.sources.iter().map(|(_, s)| s.path()).collect();
    let here = std::env::current_dir().ok()?;
    let name = BuildHasherDefault::<FxHasher>::default().hash_one((here, labels));
    Some(format!("{name:016x}.{RULEBOOK}"))
}

/// Writes what this run learned, where it learned anything.
pub(super) fn keep() {
    // A cache that can't be written is no reason to fail or to complain: the next run takes longer.
    let _ = parser::memory().and_then(write);
}

fn write(memory: &Memory) -> Option<()> {
    let folder = folder()?;
    let bytes = memory.to_bytes(stamp()?)?;
    put(&folder, FILE, &bytes)
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Option<()> {
    std::fs::create_dir_all(folder).ok()?;
    // Runs side by side each put a whole file in place; the last one stays. Unlike an output file it is for its
    // owner's eyes alone: rules may be confidential.
    let mut file = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(folder)
        .ok()?;
    file.write_all(bytes).ok()?;
    file.persist(folder.join(name)).ok()?;
    Some(())
}

/// Names this build of the program: another one may parse differently.
fn stamp() -> Option<u64> {
    let program = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
    let build = (env!("CARGO_PKG_VERSION"), program.len(), program.modified().ok()?);
    Some(BuildHasherDefault::<FxHasher>::default().hash_one(build))
}

fn folder() -> Option<PathBuf> {
    if OFF.get().is_some() {
        return None;
    }
    folder_from(|name| std::env::var_os(name))
}

fn folder_from(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(named) = variable("COPYDESK_CACHE_DIR") {
        return (!named.is_empty()).then(|| PathBuf::from(named));
    }
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let home = |below: &str| absolute("HOME").map(|h| h.join(below));
    let base = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| home(".cache"))
    };
    base.map(|b| b.join("copydesk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Option<PathBuf> {
        folder_from(|name| {
            variables
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_variable_decides() {
        assert_eq!(
            with(&[("COPYDESK_CACHE_DIR", "/c"), ("HOME", "/h")]),
            Some(PathBuf::from("/c"))
        );
        assert_eq!(with(&[("COPYDESK_CACHE_DIR", ""), ("HOME", "/h")]), None);
        assert_eq!(with(&[]), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_folder_is_the_systems() {
        assert_eq!(
            with(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]),
            Some(PathBuf::from("/x/copydesk"))
        );
        assert_eq!(
            with(&[("XDG_CACHE_HOME", "relative"), ("HOME", "/h")]),
            Some(PathBuf::from("/h/.cache/copydesk"))
        );
    }
}
