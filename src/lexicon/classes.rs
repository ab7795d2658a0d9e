//! Word classes that the reader asks for: speech verbs, implicatives, hedges, titles.
//!
//! The words stand in `rules/std/reading.desk`, as `term` items that people read and mend; this
//! module only looks them up.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Word classes by name.
#[derive(Debug, Clone, Default)]
pub struct WordClasses {
    classes: FxHashMap<String, FxHashSet<String>>,
    /// `light-noun`: noun → verb.
    pairs: FxHashMap<String, FxHashMap<String, String>>,
}

/// Whether `lemma` is a pronoun: personal, demonstrative or relative.
pub fn is_pronoun(lemma: &str) -> bool {
    standard().is("pronoun", &lemma.to_lowercase())
}

/// The classes that come with the program.
pub fn standard() -> &'static WordClasses {
    static STANDARD: LazyLock<WordClasses> =
        LazyLock::new(|| WordClasses::from_terms(include_str!("../../rules/std/reading.desk")));
    &STANDARD
}

impl WordClasses {
    /// Reads the `term` items of a rule file; all else is passed over.
    ///
    /// The shipped pack is checked by a test to be a well-formed rule file, so that no mistake in
    /// it is passed over here in silence.
    pub fn from_terms(text: &str) -> Self {
        let mut out = Self::default();
        let mut current: Option<String> = None;
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            if let Some(rest) = line.strip_prefix("term ") {
                current = rest.split_whitespace().next().map(str::to_owned);
            } else if !line.starts_with([' ', '\t']) && !line.trim().is_empty() {
                current = None;
            }
            let Some(name) = &current else { continue };
            for word in line.split('"').skip(1).step_by(2) {
                if let Some((from, to)) = word.split_once('=') {
                    out.pairs
                        .entry(name.clone())
                        .or_default()
                        .insert(from.to_owned(), to.to_owned());
                } else {
                    out.classes
                        .entry(name.clone())
                        .or_default()
                        .insert(word.to_owned());
                }
            }
        }
        out
    }
    /// Whether `word` (a lemma in lower case) is of the class.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c.contains(word))
    }
    /// What `word` stands for in a class of pairs.
    pub fn pair(&self, class: &str, word: &str) -> Option<&str> {
        self.pairs.get(class)?.get(word).map(String::as_str)
    }
    /// The words of a class, in order.
    pub fn words(&self, class: &str) -> impl Iterator<Item = &str> {
        let ordered: BTreeSet<&str> = self
            .classes
            .get(class)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        ordered.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_class_is_declared_twice() {
        for pack in [
            include_str!("../../rules/std/reading.desk"),
            include_str!("../../rules/std/classes.desk"),
        ] {
            let mut seen = BTreeSet::new();
            let names = pack.lines().filter_map(|l| l.strip_prefix("term "));
            for name in names.filter_map(|l| l.split_whitespace().next()) {
                assert!(
                    seen.insert(name),
                    "{name}: the second would be added to the first"
                );
            }
        }
    }

    #[test]
    fn the_shipped_classes_are_there() {
        for class in [
            "speech-verb",
            "factive-verb",
            "implicative-negative",
            "anonymous-noun",
            "title",
        ] {
            assert!(standard().words(class).count() > 5, "{class}");
        }
        assert_eq!(standard().pair("light-noun", "decision"), Some("decide"));
    }
}
