//! How other files come in: `use` of packs, and the data of `claims from`. No input or output here;
//! the shell gives a [`Loader`].

use std::collections::BTreeMap;

use crate::source::Source;

/// Reads the files that rule files name.
pub trait Loader {
    /// The file at `path`: relative to the project's root, cleaned of `.` and `..`, with `/` between its parts.
    /// Only paths inside the project, or beside a rule file named by the user, are asked for.
    fn load(&self, path: &str) -> Result<Source, LoadError>;

    /// The names of the built-in checks, which `expect` may name beside rules and claims;
    /// `None` where they are not known, and then unknown names pass.
    fn checks(&self) -> Option<&[&str]> {
        None
    }
}

/// Why a file did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// There is none.
    NotFound,
    /// It is there and cannot be read; the reason in words.
    Unreadable(String),
}

/// A loader with nothing in it: files that need no others.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _: &str) -> Result<Source, LoadError> {
        Err(LoadError::NotFound)
    }
}

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<String, String>,
    checks: Option<Vec<&'static str>>,
}

impl Files {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }
    /// Says which built-in checks there are.
    pub fn know_checks(&mut self, names: &[&'static str]) {
        self.checks = Some(names.to_vec());
    }
}

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        self.files
            .get(path)
            .map(|text| Source::new(path, text.as_str()))
            .ok_or(LoadError::NotFound)
    }
    fn checks(&self) -> Option<&[&str]> {
        self.checks.as_deref()
    }
}

/// Why a path is refused before anything is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathError {
    /// It begins at the root of the file system.
    Absolute,
    /// It leaves the project.
    Outside,
    /// Nothing is left of it.
    Empty,
}

/// The path `named` in the file labelled `base`, as the loader is asked for it.
/// `roots` are the folders of the files that the user named.
pub(crate) fn join(base: &str, named: &str, roots: &[String]) -> Result<String, PathError> {
    let named = named.replace('\\', "/");
    let drive = named.as_bytes().get(1) == Some(&b':');
    if named.starts_with('/') || drive {
        return Err(PathError::Absolute);
    }
    if named.split('/').all(|part| part.is_empty() || part == ".") {
        return Err(PathError::Empty);
    }
    let folder = folder(base);
    let path = clean(&if folder.is_empty() {
        named
    } else {
        format!("{folder}/{named}")
    });
    let inside = |root: &str| {
        if root.is_empty() {
            !path.starts_with("../") && path != ".." && !path.starts_with('/')
        } else {
            path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
        }
    };
    if inside("") || roots.iter().any(|root| inside(root)) {
        Ok(path)
    } else {
        Err(PathError::Outside)
    }
}

/// The folder of a file, cleaned; empty for the project's root.
pub(crate) fn folder(path: &str) -> String {
    let path = path.replace('\\', "/");
    match path.rsplit_once('/') {
        Some(("", _)) => "/".into(),
        Some((folder, _)) => clean(folder),
        None => String::new(),
    }
}

/// Takes out `.`, empty parts, and `..` with the part before it.
pub(crate) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&last) if last != ".." => {
                    parts.pop();
                }
                _ if rooted => {}
                _ => parts.push(".."),
            },
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let roots = vec!["rules".to_owned(), "/tmp/x".to_owned(), "../shared".to_owned()];
        let join = |base, named| join(base, named, &roots);
        assert_eq!(
            join("rules/a.desk", "facts/x.csv"),
            Ok("rules/facts/x.csv".into())
        );
        assert_eq!(join("rules/a.desk", "../b.desk"), Ok("b.desk".into()));
        assert_eq!(join("rules/a.desk", "../../b.desk"), Err(PathError::Outside));
        assert_eq!(join("a.desk", "/etc/passwd"), Err(PathError::Absolute));
        assert_eq!(join("a.desk", "C:\\x"), Err(PathError::Absolute));
        assert_eq!(join("/tmp/x/a.desk", "b.desk"), Ok("/tmp/x/b.desk".into()));
        assert_eq!(join("/tmp/x/a.desk", "../b.desk"), Err(PathError::Outside));
        assert_eq!(join("../shared/a.desk", "b.desk"), Ok("../shared/b.desk".into()));
        assert_eq!(join("a.desk", "./."), Err(PathError::Empty));
    }
}
