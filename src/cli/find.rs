//! Which files a run is about: folders are walked as `ripgrep` does (`.gitignore` counts), in the order
//! of their names.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::Failure;

/// Files of a folder that are articles, unless the configuration says otherwise. JSON is not among
/// them: most JSON files are something else.
pub(crate) const ARTICLES: &[&str] = &["*.txt", "*.text", "*.md", "*.markdown", "*.html", "*.htm"];

/// Which files of a folder are wanted.
#[derive(Debug)]
pub(crate) struct Wanted {
    matcher: Override,
    excluded: Override,
}

impl Wanted {
    /// Globs relative to `root`.
    pub(crate) fn new<S: AsRef<str>>(root: &Path, include: &[S], exclude: &[S]) -> Result<Self, Failure> {
        let wrong = |e: ignore::Error| Failure::message(format!("a glob that can't be read: {e}"));
        let mut matcher = OverrideBuilder::new(root);
        let mut excluded = OverrideBuilder::new(root);
        for glob in include {
            matcher.add(glob.as_ref()).map_err(wrong)?;
        }
        for glob in exclude {
            // A name means the folder and all below it, too.
            for glob in [
                glob.as_ref().to_owned(),
                format!("{}/**", glob.as_ref().trim_end_matches('/')),
            ] {
                matcher.add(&format!("!{glob}")).map_err(wrong)?;
                excluded.add(&glob).map_err(wrong)?;
            }
        }
        Ok(Self {
            matcher: matcher.build().map_err(wrong)?,
            excluded: excluded.build().map_err(wrong)?,
        })
    }
    /// Whether `exclude` names this file.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        self.excluded.num_whitelists() > 0 && self.excluded.matched(path, false).is_whitelist()
    }
}

/// The wanted files below `folder`, sorted by path.
pub(crate) fn walk(folder: &Path, wanted: &Wanted) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let walk = WalkBuilder::new(folder)
        .overrides(wanted.matcher.clone())
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = entry.map_err(|e| Failure::message(format!("{}: {e}", folder.display())))?;
        if entry.file_type().is_some_and(|t| t.is_file()) {
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
