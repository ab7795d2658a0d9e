//! Small word lists of the sentence and token stages, read from the text files beside this one:
//! one entry a line, `#` begins a comment.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// The lines of a list, without comments and blank lines.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) static $name: LazyLock<FxHashSet<&'static str>> =
            LazyLock::new(|| lines(include_str!($file)).collect());
    };
}

list!(
    /// Prefixes that stay with their word after a hyphen; lower case.
    PREFIXES, "prefixes.txt"
);
list!(
    /// Units that are split off a number.
    UNITS, "units.txt"
);
list!(
    /// Words that begin with an apostrophe; lower case, straight apostrophe.
    ELISIONS, "elisions.txt"
);
list!(
    /// Words that begin sentences and are no names; lower case.
    STARTERS, "starters.txt"
);
list!(
    /// Verbs after a speaker's name; lower case.
    SPEECH_VERBS, "speech-verbs.txt"
);
list!(
    /// Days, months and time zones; lower case.
    CALENDAR, "calendar.txt"
);
list!(
    /// Last parts of addresses and file names; lower case.
    DOMAINS, "domains.txt"
);

/// Contractions without apostrophe: the word in lower case → lengths of its parts in bytes.
pub(super) static CONTRACTIONS: LazyLock<FxHashMap<String, Vec<usize>>> = LazyLock::new(|| {
    lines(include_str!("contractions.txt"))
        .map(|l| {
            let parts: Vec<usize> = l.split('|').map(str::len).collect();
            (l.replace('|', "").to_lowercase(), parts)
        })
        .collect()
});

/// What may follow an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// a name follows
    Title,
    /// something follows that belongs to it
    Inner,
    /// an abbreviation only before a digit
    Number,
    /// name of a month
    Month,
    /// a.m., p.m.
    Time,
    /// initials of a country or body
    Place,
    /// may end a sentence
    Any,
    /// unit, degree, era: ends a sentence before a capital
    End,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    lines(include_str!("abbreviations.txt"))
        .filter_map(|l| {
            let (word, class) = l.split_once(' ')?;
            let class = match class.trim() {
                "title" => Abbreviation::Title,
                "inner" => Abbreviation::Inner,
                "number" => Abbreviation::Number,
                "month" => Abbreviation::Month,
                "time" => Abbreviation::Time,
                "place" => Abbreviation::Place,
                "any" => Abbreviation::Any,
                "end" => Abbreviation::End,
                _ => return None,
            };
            Some((word, class))
        })
        .collect()
});

/// Class of the abbreviation `word` (without its last period), whatever its case.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    // No entry is longer; a long word needn't be put in lower case.
    if word.len() > 8 {
        return None;
    }
    ABBREVIATIONS.get(word.to_lowercase().as_str()).copied()
}

/// Initials with periods between single letters: "U.S", "a.m", "J.R.R".
pub(super) fn is_initials(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        let mut chars = part.chars();
        if !chars.next().is_some_and(char::is_alphabetic) || chars.next().is_some() {
            return false;
        }
        parts += 1;
    }
    parts > 1
}
