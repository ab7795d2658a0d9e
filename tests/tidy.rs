//! The layout that ARCHITECTURE.md describes, kept by a test: what imports what, what may touch the
//! machine, how long a file may be.

#![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const LONGEST: usize = 800;

/// Every part of the library with the parts that it may import. A part stands below those that name it.
const IMPORTS: &[(&str, &[&str])] = &[
    ("value", &[]),
    ("lexicon", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("document", &["source", "value"]),
    ("reading", &["source", "value", "lexicon", "document"]),
    ("rules", &["source", "diagnostic", "value", "lexicon"]),
    (
        "checking",
        &[
            "source",
            "diagnostic",
            "value",
            "lexicon",
            "document",
            "reading",
            "rules",
        ],
    ),
    (
        "pipeline",
        &["diagnostic", "document", "reading", "rules", "checking"],
    ),
    // The configuration names formats and severities, reports are gated by it: the two are one layer.
    (
        "report",
        &[
            "source",
            "diagnostic",
            "value",
            "document",
            "reading",
            "checking",
            "config",
        ],
    ),
    ("config", &["source", "diagnostic", "document", "report"]),
    (
        "diff",
        &[
            "source",
            "diagnostic",
            "value",
            "lexicon",
            "document",
            "reading",
            "checking",
            "report",
        ],
    ),
    (
        "cli",
        &[
            "source",
            "diagnostic",
            "value",
            "document",
            "reading",
            "rules",
            "checking",
            "pipeline",
            "report",
            "config",
            "diff",
        ],
    ),
];

/// What only `cli` does.
const MACHINE: [&str; 7] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "println!",
];

#[test]
fn parts_import_what_is_below_them() {
    for file in files("src") {
        let Some(part) = part_of(&file) else { continue };
        let allowed: BTreeSet<&str> = IMPORTS
            .iter()
            .find(|(name, _)| *name == part)
            .unwrap_or_else(|| panic!("{}: `{part}` is not in the table of imports", file.display()))
            .1
            .iter()
            .copied()
            .collect();
        for (number, line) in code(&file) {
            for import in imported(&line) {
                assert!(
                    import == part || allowed.contains(import.as_str()) || !is_part(&import),
                    "{}:{number}: `{part}` must not import `{import}`",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn only_the_command_line_touches_the_machine() {
    for file in files("src") {
        if part_of(&file).is_none_or(|part| part == "cli") {
            continue;
        }
        for (number, line) in code(&file) {
            for word in MACHINE {
                assert!(
                    !line.contains(word),
                    "{}:{number}: `{word}` outside src/cli",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    for file in files("src").into_iter().chain(files("tests")) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("//!"),
            "{}: no word on what it is for",
            file.display()
        );
        let lines = text.lines().count();
        assert!(
            lines <= LONGEST,
            "{}: {lines} lines, {LONGEST} are the most",
            file.display()
        );
    }
}

/// All Rust files in a folder, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut out);
    out.sort();
    out
}

/// The part of the library that a file belongs to; none for the crate's root and the program.
fn part_of(file: &Path) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let first = file.strip_prefix(root).unwrap().components().next().unwrap();
    let name = first
        .as_os_str()
        .to_str()
        .unwrap()
        .trim_end_matches(".rs")
        .to_owned();
    (!matches!(name.as_str(), "lib" | "main")).then_some(name)
}

fn is_part(name: &str) -> bool {
    IMPORTS.iter().any(|(part, _)| *part == name)
}

/// The lines of a file that are neither comments nor tests, with their numbers.
fn code(file: &Path) -> Vec<(usize, String)> {
    if file.file_name().is_some_and(|name| name == "tests.rs") {
        return Vec::new();
    }
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(i, line)| (i + 1, line.to_owned()))
        .collect()
}

/// The parts that a line names: `crate::reading::…`.
fn imported(line: &str) -> Vec<String> {
    line.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}
