//! The rule packs that are part of the program: `use std/NAME`. Each is a file under `rules/std/`.

/// Name after `std/` and text of every pack, sorted by name.
pub const PACKS: &[(&str, &str)] = &[
    ("attribution", include_str!("../../rules/std/attribution.desk")),
    ("calendar", include_str!("../../rules/std/calendar.desk")),
    ("inference", include_str!("../../rules/std/inference.desk")),
    ("lexicon", include_str!("../../rules/std/lexicon.desk")),
    ("names", include_str!("../../rules/std/names.desk")),
];

/// The text of the pack `std/name`.
pub fn find(name: &str) -> Option<&'static str> {
    PACKS
        .iter()
        .find(|(pack, _)| *pack == name)
        .map(|(_, text)| *text)
}
