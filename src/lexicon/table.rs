//! The embedded WordNet table, read in place: nothing is decoded at start-up.
//!
//! The file is written by `train/lexicon/build.py`. All numbers are little-endian; `u24` is three
//! bytes. After the header (`CDWN`, version, synsets per part of speech, number of words, lengths of
//! the sections) stand:
//!
//! 1. *text*: the words in the order of their bytes, every sixteenth whole, the others as (length
//!    shared with the word before, length of the rest, the rest);
//! 2. *blocks*: where every sixteenth word begins, `u24`;
//! 3. *words*: where each word's senses and word relations begin, two `u24`;
//! 4. *senses*: 17 bits of synset and 7 bits of how often a sense-tagged corpus has it, `u24`;
//! 5. *word relations*: 4 bits of kind and 20 bits of detail, then the other word, two `u24`;
//! 6. *synsets*: the lexicographer's file (`u8`) and where the relations begin (`u24`);
//! 7. *synset relations*: kind (`u8`) and the other synset (`u24`).

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static BYTES: &[u8] = include_bytes!("wordnet.bin");

/// Words in a block of the text section.
const BLOCK: usize = 16;
/// Bytes in front of the sections.
const HEADER: usize = 56;

/// Most words whose places are remembered.
const MOST_FOUND: usize = 1 << 14;

thread_local! {
    /// An article asks for the same few hundred words over and over.
    static FOUND: RefCell<FxHashMap<String, Option<u32>>> = RefCell::default();
}

/// The one table of the program.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::over(BYTES).unwrap_or_default());

/// The sections of the file.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// First synset of nouns, verbs, adjectives, adverbs, and one past the last.
    pub(super) bounds: [u32; 5],
    text: &'static [u8],
    blocks: &'static [u8],
    words: &'static [u8],
    senses: &'static [u8],
    word_relations: &'static [u8],
    synsets: &'static [u8],
    synset_relations: &'static [u8],
}

/// The three bytes at entry `index` of a table of `u24`.
fn u24(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(3)?;
    match bytes.get(at..at + 3)? {
        &[a, b, c] => Some(u32::from_le_bytes([a, b, c, 0])),
        _ => None,
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl Table {
    fn over(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..6)? != b"CDWN\x01\x00" {
            return None;
        }
        let mut bounds = [0; 5];
        for i in 0..4 {
            bounds[i + 1] = bounds[i] + u32_at(bytes, 8 + 4 * i)?;
        }
        let mut sections: [&'static [u8]; 7] = [&[]; 7];
        let mut at = HEADER;
        for (i, section) in sections.iter_mut().enumerate() {
            let length = u32_at(bytes, 28 + 4 * i)? as usize;
            *section = bytes.get(at..at + length)?;
            at += length;
        }
        let [
            text,
            blocks,
            words,
            senses,
            word_relations,
            synsets,
            synset_relations,
        ] = sections;
        Some(Self {
            bounds,
            text,
            blocks,
            words,
            senses,
            word_relations,
            synsets,
            synset_relations,
        })
    }

    /// The first word of a block, whole.
    fn block_head(&self, block: usize) -> Option<&'static [u8]> {
        let at = u24(self.blocks, block)? as usize;
        let length = usize::from(*self.text.get(at + 1)?);
        self.text.get(at + 2..at + 2 + length)
    }

    /// Calls `visit` with the words of a block in order until it returns false.
    fn walk_block(&self, block: usize, mut visit: impl FnMut(usize, &[u8]) -> bool) -> Option<()> {
        let mut at = u24(self.blocks, block)? as usize;
        let end = u24(self.blocks, block + 1)? as usize;
        let mut word: Vec<u8> = Vec::with_capacity(32);
        let mut index = block * BLOCK;
        while at < end {
            let shared = usize::from(*self.text.get(at)?);
            let length = usize::from(*self.text.get(at + 1)?);
            word.truncate(shared);
            word.extend_from_slice(self.text.get(at + 2..at + 2 + length)?);
            if !visit(index, &word) {
                break;
            }
            at += 2 + length;
            index += 1;
        }
        Some(())
    }

    /// Index of `word` (lower case, spaces between its parts).
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        if let Some(known) = FOUND.with_borrow(|found| found.get(word).copied()) {
            return known;
        }
        let index = self.search(word);
        FOUND.with_borrow_mut(|found| {
            if found.len() >= MOST_FOUND {
                found.clear();
            }
            found.insert(word.to_owned(), index);
        });
        index
    }

    fn search(&self, word: &str) -> Option<u32> {
        let key = word.as_bytes();
        let (mut low, mut high) = (0, (self.blocks.len() / 3).saturating_sub(1));
        // The last block whose first word is not behind the key.
        while low < high {
            let middle = (low + high) / 2;
            if self.block_head(middle)? <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut found = None;
        self.walk_block(low.checked_sub(1)?, |index, word| match word.cmp(key) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => {
                found = u32::try_from(index).ok();
                false
            }
            std::cmp::Ordering::Greater => false,
        })?;
        found
    }

    /// The word with this index.
    pub(super) fn word(&self, index: u32) -> Option<String> {
        let index = index as usize;
        let mut found = None;
        self.walk_block(index / BLOCK, |i, word| {
            if i == index {
                found = String::from_utf8(word.to_vec()).ok();
            }
            i < index
        })?;
        found
    }

    /// (synset, frequency) of every sense of a word: nouns, verbs, adjectives, adverbs, each with
    /// its frequent senses first.
    pub(super) fn senses(&self, word: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let word = word as usize;
        let from = u24(self.words, 2 * word).unwrap_or(0);
        let to = u24(self.words, 2 * word + 2).unwrap_or(from);
        (from..to)
            .filter_map(|i| u24(self.senses, i as usize))
            .map(|packed| (packed & 0x1_ffff, packed >> 17))
    }

    /// (kind, detail, other word) of every relation of a word.
    pub(super) fn word_relations(&self, word: u32) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let word = word as usize;
        let from = u24(self.words, 2 * word + 1).unwrap_or(0);
        let to = u24(self.words, 2 * word + 3).unwrap_or(from);
        (from..to).filter_map(|i| {
            let head = u24(self.word_relations, 2 * i as usize)?;
            let other = u24(self.word_relations, 2 * i as usize + 1)?;
            Some((head >> 20, head & 0xf_ffff, other))
        })
    }

    /// Number of the lexicographer's file of a synset.
    pub(super) fn file(&self, synset: u32) -> u8 {
        self.synsets.get(4 * synset as usize).copied().unwrap_or(0)
    }

    /// (kind, other synset) of every relation of a synset.
    pub(super) fn synset_relations(&self, synset: u32) -> impl Iterator<Item = (u8, u32)> + '_ {
        let start = |s: usize| {
            self.synsets
                .get(4 * s + 1..4 * s + 4)
                .and_then(|b| u24(b, 0))
                .unwrap_or(0) as usize
        };
        let (from, to) = (start(synset as usize), start(synset as usize + 1));
        (from..to).filter_map(|i| {
            let bytes = self.synset_relations.get(4 * i..4 * i + 4)?;
            Some((*bytes.first()?, u24(bytes.get(1..)?, 0)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_where_it_stands() {
        let words = u32_at(BYTES, 24).unwrap();
        assert!(words > 100_000);
        for index in (0..words).step_by(97) {
            let word = TABLE.word(index).unwrap();
            assert_eq!(TABLE.find(&word), Some(index), "{word}");
        }
        assert_eq!(TABLE.find("no such word"), None);
        assert_eq!(TABLE.find(""), None);
        assert_eq!(TABLE.find("~"), None);
    }
}
