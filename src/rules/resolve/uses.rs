//! The files of a run: those that the user named, and what they `use`, each once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Loaded, Resolver};
use crate::diagnostic::Diagnostic;
use crate::rules::grammar;
use crate::rules::grammar::error::nearest;
use crate::rules::loader::{LoadError, PathError, clean, join};
use crate::rules::packs;
use crate::rules::syntax::{Form, Path};
use crate::source::{FileId, Location, Source};

/// How deep `use` may go.
const DEPTH: usize = 64;

#[derive(Debug, Clone, Copy)]
enum State {
    /// Its own `use` items are being followed; the place that named it.
    Open(Option<Location>),
    Done,
}

struct Uses {
    states: BTreeMap<String, State>,
    loaded: Vec<Loaded>,
}

impl Resolver<'_> {
    /// Parses the files and all that they use; a file comes after what it uses.
    pub(super) fn read_all(&mut self, files: Vec<Source>) -> Vec<Loaded> {
        let mut uses = Uses {
            states: BTreeMap::new(),
            loaded: Vec::new(),
        };
        for source in files {
            // The file of a shipped pack, named by its path, is that pack.
            let pack = packs::PACKS.iter().find(|(_, text)| *text == source.text());
            let key = match pack {
                Some((name, _)) => format!("std/{name}"),
                None => clean(&source.path().replace('\\', "/")),
            };
            if !uses.states.contains_key(&key) {
                self.read(source, key, None, pack.is_some(), 0, &mut uses);
            }
        }
        uses.loaded
    }

    fn read(
        &mut self,
        source: Source,
        key: String,
        named: Option<Location>,
        shipped: bool,
        depth: usize,
        uses: &mut Uses,
    ) {
        uses.states.insert(key.clone(), State::Open(named));
        let label = source.path().to_owned();
        let file = self.book.sources.add(source.clone());
        let known = if shipped { packs::tree(source.text()) } else { None };
        let tree = known.unwrap_or_else(|| {
            let (tree, mut diagnostics) = grammar::parse(file, &source);
            self.diagnostics.append(&mut diagnostics);
            Arc::new(tree)
        });
        for item in &tree.items {
            if let Form::Use(paths) = &item.form {
                for path in paths {
                    self.follow(file, &label, path, shipped, depth, uses);
                }
            }
        }
        uses.states.insert(key, State::Done);
        uses.loaded.push(Loaded { file, tree, shipped });
    }

    fn follow(
        &mut self,
        file: FileId,
        label: &str,
        path: &Path,
        shipped: bool,
        depth: usize,
        uses: &mut Uses,
    ) {
        let location = Location::new(file, path.span);
        let pack = path
            .text
            .strip_prefix("std/")
            .map(|name| name.strip_suffix(".desk").unwrap_or(name));
        let key = match pack {
            Some(name) => format!("std/{name}"),
            None if shipped => {
                self.error(
                    "unknown-pack",
                    format!("a shipped pack cannot use `{}`", path.text),
                    location,
                    "not a shipped pack",
                );
                return;
            }
            None => match self.joined(label, &path.text, location) {
                Some(key) => key,
                None => return,
            },
        };
        match uses.states.get(&key) {
            Some(State::Done) => return,
            Some(State::Open(named)) => {
                let mut d = Diagnostic::error(
                    "use-cycle",
                    "`use` goes in a circle",
                    location,
                    "this leads back to a file that is being read",
                );
                if let Some(named) = named {
                    d = d.with_label(*named, "which was used here");
                }
                self.diagnostics
                    .push(d.with_note("move what both need into a third file"));
                return;
            }
            None => {}
        }
        if depth > DEPTH {
            self.error(
                "use-too-deep",
                format!("`use` goes deeper than {DEPTH} files"),
                location,
                "too deep",
            );
            return;
        }
        let source = match pack {
            Some(name) => match packs::find(name) {
                Some(text) => Source::new(key.as_str(), text),
                None => return self.unknown_pack(name, path, location),
            },
            None => match self.loader.load(&key) {
                Ok(source) => source,
                Err(error) => {
                    self.not_loaded(&path.text, &key, location, &error);
                    return;
                }
            },
        };
        self.read(source, key, Some(location), pack.is_some(), depth + 1, uses);
    }

    fn unknown_pack(&mut self, name: &str, path: &Path, location: Location) {
        let mut d = Diagnostic::error(
            "unknown-pack",
            format!("no shipped pack is called `{}`", path.text),
            location,
            "unknown pack",
        );
        if let Some(near) = nearest(name, packs::PACKS.iter().map(|(name, _)| *name)) {
            d = d
                .with_note(format!("did you mean `std/{near}`?"))
                .with_fix(location, format!("std/{near}"));
        } else if !packs::PACKS.is_empty() {
            let names: Vec<_> = packs::PACKS
                .iter()
                .map(|(name, _)| format!("`std/{name}`"))
                .collect();
            d = d.with_note(format!("the shipped packs are {}", names.join(", ")));
        }
        self.diagnostics.push(d);
    }

    /// The path as the loader is asked for it; reports one that leaves the project.
    pub(super) fn joined(&mut self, label: &str, named: &str, location: Location) -> Option<String> {
        match join(label, named, &self.roots) {
            Ok(path) => Some(path),
            Err(problem) => {
                let (message, note) = match problem {
                    PathError::Absolute => (
                        format!("`{named}` is an absolute path"),
                        "paths are relative to the file that names them",
                    ),
                    PathError::Outside => (
                        format!("`{named}` leaves the project"),
                        "name the file on the command line, or move it into the project",
                    ),
                    PathError::Empty => (
                        format!("`{named}` names no file"),
                        "write the path of a file, relative to this one",
                    ),
                };
                self.diagnostics.push(
                    Diagnostic::error("path-outside-project", message, location, "not read").with_note(note),
                );
                None
            }
        }
    }

    pub(super) fn not_loaded(&mut self, named: &str, path: &str, location: Location, error: &LoadError) {
        let d = match error {
            LoadError::NotFound => Diagnostic::error(
                "file-not-found",
                // A message is one line, whatever stands between the quotation marks.
                format!("there is no file `{}`", path.replace(char::is_control, " ")),
                location,
                "not found",
            )
            .with_note(if named.ends_with(".desk") || named.contains('.') {
                "paths are relative to the file that names them".to_owned()
            } else {
                format!("for a shipped pack write `std/{named}`, for a file its whole name")
            }),
            LoadError::Unreadable(reason) => Diagnostic::error(
                "file-not-readable",
                format!("`{path}` cannot be read: {reason}"),
                location,
                "not read",
            ),
        };
        self.diagnostics.push(d);
    }
}
