//! The rule packs that are part of the program: `use std/NAME`. Each is a file under `rules/std/`.

use std::sync::{Arc, OnceLock};

use super::grammar;
use super::syntax::RuleFile;
use crate::source::{Source, Sources};

/// Name after `std/` and text of every pack, sorted by name.
pub const PACKS: &[(&str, &str)] = &[
    ("attribution", include_str!("../../rules/std/attribution.desk")),
    ("calendar", include_str!("../../rules/std/calendar.desk")),
    ("inference", include_str!("../../rules/std/inference.desk")),
    ("lexicon", include_str!("../../rules/std/lexicon.desk")),
    ("names", include_str!("../../rules/std/names.desk")),
];

/// The packs as they were parsed, once each: a rulebook that uses one shares it with the words that the program
/// itself takes from there.
static TREES: [OnceLock<Option<Arc<RuleFile>>>; PACKS.len()] = [const { OnceLock::new() }; PACKS.len()];

/// The tree of a pack, given its text. A pack with mistakes has none here: they are told for every file of a run.
pub(crate) fn tree(text: &str) -> Option<Arc<RuleFile>> {
    let at = PACKS.iter().position(|(_, pack)| *pack == text)?;
    // Packs are small, and parsed without other threads: nobody waits here for long.
    let tree = TREES.get(at)?.get_or_init(|| {
        let source = Source::new("", text);
        let (tree, mistakes) = grammar::parse(Sources::default().add(source.clone()), &source);
        mistakes.is_empty().then(|| Arc::new(tree))
    });
    tree.clone()
}

/// The text of the pack `std/name`.
pub fn find(name: &str) -> Option<&'static str> {
    PACKS
        .iter()
        .find(|(pack, _)| *pack == name)
        .map(|(_, text)| *text)
}
