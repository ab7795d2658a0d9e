//! What earlier runs made of the English of rulebooks, in a file of the user's cache folder.
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

use crate::reading::parser::{self, Memory};

const FILE: &str = "rulebooks.trees";

/// Larger files are not ours.
const LARGEST: u64 = 64 << 20;

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
        parser::remember(read(&folder.join(FILE), stamp).unwrap_or_default());
    }
}

fn read(path: &Path, stamp: u64) -> Option<Memory> {
    if std::fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    Some(Memory::from_bytes(&std::fs::read(path).ok()?, stamp))
}

/// Writes what this run learned, where it learned anything.
pub(super) fn keep() {
    // A cache that can't be written is no reason to fail or to complain: the next run takes longer.
    let _ = parser::memory().and_then(write);
}

fn write(memory: &Memory) -> Option<()> {
    let folder = folder()?;
    let bytes = memory.to_bytes(stamp()?)?;
    std::fs::create_dir_all(&folder).ok()?;
    // Runs side by side each put a whole file in place; the last one stays. Unlike an output file it is for its
    // owner's eyes alone: rules may be confidential.
    let mut file = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(&folder)
        .ok()?;
    file.write_all(&bytes).ok()?;
    file.persist(folder.join(FILE)).ok()?;
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
