//! The word classes of `words.txt`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static LISTS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("words.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(": "))
        .map(|(name, words)| (name, words.split(", ").collect()))
        .collect()
});

/// The list `name`; empty where there is none.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// Whether `word` is in the list `name`.
pub(super) fn is(word: &str, name: &str) -> bool {
    list(name).contains(&word)
}

/// The first word or phrase of the list `name` that stands in `text` as whole words.
pub(super) fn mentions(text: &str, name: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    list(name)
        .iter()
        .copied()
        .find(|phrase| contains_word(&lower, phrase))
}

/// Whether `phrase` stands in `lower` between characters that are no letters.
pub(super) fn contains_word(lower: &str, phrase: &str) -> bool {
    // Both are short: looking for the first byte takes less time than making ready to search.
    let Some(&first) = phrase.as_bytes().first() else {
        return false;
    };
    let bytes = lower.as_bytes();
    let mut from = 0;
    while let Some(at) = bytes
        .get(from..)
        .and_then(|rest| rest.iter().position(|&b| b == first))
    {
        let start = from + at;
        let end = start + phrase.len();
        if bytes.get(start..end) != Some(phrase.as_bytes()) {
            from = start + 1;
            continue;
        }
        let before = lower.get(..start).and_then(|t| t.chars().next_back());
        let after = lower.get(end..).and_then(|t| t.chars().next());
        if !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(
            mentions("12 men, including two officers", "partial"),
            Some("including")
        );
        assert_eq!(mentions("an unlikely story", "partial"), None);
        assert!(is("rise", "rise"));
    }
}
