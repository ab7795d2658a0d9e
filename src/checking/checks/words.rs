//! The word classes of `words.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A list of words and phrases.
#[derive(Default)]
struct List {
    words: Vec<&'static str>,
    /// The pairs of letters of each.
    pairs: Vec<Pairs>,
}

/// By their names. Nothing goes through the table.
static LISTS: LazyLock<FxHashMap<&'static str, List>> = LazyLock::new(|| {
    let list = |words: &'static str| {
        let words: Vec<&str> = words.split(", ").collect();
        let pairs = words.iter().map(|w| Pairs::of(w)).collect();
        List { words, pairs }
    };
    include_str!("words.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(": "))
        .map(|(name, words)| (name, list(words)))
        .collect()
});

/// Which pairs of neighbouring bytes stand in a text: what has a pair that the text has not does not stand in it.
/// Several pairs share a place, so that what has all of them may still not stand in it.
#[derive(Debug, Clone, Copy, Default)]
struct Pairs([u64; 4]);

impl Pairs {
    fn of(text: &str) -> Self {
        let mut pairs = [0; 4];
        let bytes = text.as_bytes();
        for (&a, &b) in bytes.iter().zip(bytes.iter().skip(1)) {
            let place = a.wrapping_mul(37) ^ b;
            pairs[usize::from(place >> 6)] |= 1 << (place & 63);
        }
        Self(pairs)
    }

    fn may_hold(self, part: Self) -> bool {
        self.0.iter().zip(part.0).all(|(whole, part)| part & !whole == 0)
    }
}

/// A text in lower case in which many words are looked for.
pub(super) struct Searched<'t> {
    lower: &'t str,
    pairs: Pairs,
}

impl<'t> Searched<'t> {
    pub(super) fn new(lower: &'t str) -> Self {
        Self {
            lower,
            pairs: Pairs::of(lower),
        }
    }

    /// The first word or phrase of the list `name` that stands in the text as whole words.
    pub(super) fn mentions(&self, name: &str) -> Option<&'static str> {
        let list = LISTS.get(name)?;
        list.words
            .iter()
            .zip(&list.pairs)
            .find(|(phrase, pairs)| self.pairs.may_hold(**pairs) && contains_word(self.lower, phrase))
            .map(|(phrase, _)| *phrase)
    }

    /// Whether `phrase` stands in the text as whole words.
    pub(super) fn contains(&self, phrase: &str) -> bool {
        self.pairs.may_hold(Pairs::of(phrase)) && contains_word(self.lower, phrase)
    }
}

/// The list `name`; empty where there is none.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], |list| &list.words)
}

/// Whether `word` is in the list `name`.
pub(super) fn is(word: &str, name: &str) -> bool {
    list(name).contains(&word)
}

/// Whether the verb says little by itself ("have", "take").
pub(crate) fn is_empty_verb(lemma: &str) -> bool {
    is(lemma, "empty-verb")
}

/// The first word or phrase of the list `name` that stands in `text` as whole words.
pub(super) fn mentions(text: &str, name: &str) -> Option<&'static str> {
    Searched::new(&text.to_lowercase()).mentions(name)
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
