//! Which files a run is about: folders are walked as `ripgrep` does (`.gitignore` counts), in the order
//! of their names.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::Failure;
use super::project::clean;

/// Files of a folder that are articles, unless the configuration says otherwise. JSON is not among
/// them: most JSON files are something else.
pub(crate) const ARTICLES: &[&str] = &["*.txt", "*.text", "*.md", "*.markdown", "*.html", "*.htm"];

/// Files of a folder that are rule files.
pub(crate) const RULES: &str = "*.desk";

/// Which files of a folder are wanted.
#[derive(Debug)]
pub(crate) struct Wanted {
    included: Override,
    excluded: Override,
    /// What relative paths are relative to: globs are matched against whole paths.
    here: PathBuf,
}

impl Wanted {
    /// Globs relative to `root`.
    pub(crate) fn new<S: AsRef<str>>(root: &Path, include: &[S], exclude: &[S]) -> Result<Self, Failure> {
        let wrong = |e: ignore::Error| Failure::message(format!("a glob that can't be read: {e}"));
        let here = std::env::current_dir().map_err(|e| Failure::io(".", &e))?;
        let root = clean(&here.join(root));
        let mut included = OverrideBuilder::new(&root);
        let mut excluded = OverrideBuilder::new(&root);
        for glob in include {
            included.add(glob.as_ref()).map_err(wrong)?;
        }
        for glob in exclude {
            // A name means the folder and all below it, too.
            let name = glob.as_ref().trim_end_matches('/');
            for glob in [name.to_owned(), format!("{name}/**")] {
                excluded.add(&glob).map_err(wrong)?;
            }
        }
        Ok(Self {
            included: included.build().map_err(wrong)?,
            excluded: excluded.build().map_err(wrong)?,
            here,
        })
    }
    /// Whether `exclude` names this file.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        is_named(&self.excluded, &clean(&self.here.join(path)), false)
    }
}

/// Whether one of the globs names the whole path `path`.
fn is_named(globs: &Override, path: &Path, folder: bool) -> bool {
    globs.matched(path, folder).is_whitelist()
}

/// The wanted files below `folder`, sorted by path.
pub(crate) fn walk(folder: &Path, wanted: &Wanted) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let (excluded, here) = (wanted.excluded.clone(), wanted.here.clone());
    // Globs are not handed to the walker: what it is told to take it takes in spite of `.gitignore`.
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|t| t.is_dir());
            entry.depth() == 0 || !is_named(&excluded, &clean(&here.join(entry.path())), is_folder)
        })
        .build();
    for entry in walk {
        let entry = entry.map_err(|e| Failure::message(format!("{}: {e}", folder.display())))?;
        let path = clean(&wanted.here.join(entry.path()));
        if entry.file_type().is_some_and(|t| t.is_file()) && is_named(&wanted.included, &path, false) {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}

/// `path` with forward slashes and without a leading `./`, as it is shown.
pub(crate) fn label(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let short = text.trim_start_matches("./");
    if short.is_empty() { text } else { short.to_owned() }
}
