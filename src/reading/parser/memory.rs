//! What the parser made of the English of rulebooks, as bytes that one run hands to the next.
//!
//! A rulebook changes seldom and is read at every run, and most of the time of a short run goes into
//! parsing it. A [`Memory`] holds, for sentences by their words, what the network and the search for
//! the best tree came to; lemmas and features are made anew, so that a tree remembered is the tree
//! parsed, to the bit. Articles are not remembered: what is read once need not be kept, and what
//! people write is not ours to leave lying about.
//!
//! ```text
//! magic "CDTREES1" | stamp u64 | check u64 | entries: text length u32, words u32, text, words
//! word: tag u16 | relation u16 | head + 1, 0 for the root u32 | confidences of head, relation f32
//! ```
//! Numbers are little-endian; the words of a text are separated by U+001F.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher as _;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use rustc_hash::{FxBuildHasher, FxHasher};

const MAGIC: &[u8; 8] = b"CDTREES1";

const HEADER: usize = 24;

/// Bytes of one word.
const WORD: usize = 16;

/// Between the words of a sentence.
const SEPARATOR: char = '\u{1f}';

/// Bytes from which on a memory begins anew with what the run needed: rulebooks come and go.
const LARGEST: usize = 32 << 20;

/// One word of a sentence whose tree has been decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decided {
    /// Number of its pair of tags in the model.
    pub(super) tag: usize,
    /// Index of its head in the sentence; `None` for the root.
    pub(super) head: Option<usize>,
    /// Number of its relation in the model.
    pub(super) relation: usize,
    /// Probability that the head is right.
    pub(super) head_confidence: f32,
    /// Probability that the relation is right given the head.
    pub(super) relation_confidence: f32,
}

static MEMORY: OnceLock<Memory> = OnceLock::new();

/// Has the program remember, from now on, how the English of rulebooks was parsed. A second memory is
/// dropped.
pub fn remember(memory: Memory) {
    // The first one may have been asked already.
    let _ = MEMORY.set(memory);
}

/// What the program remembers; nothing unless it was told to.
pub fn memory() -> Option<&'static Memory> {
    MEMORY.get()
}

/// The trees of the English of the shipped packs, which need not be parsed at the first run either. A test of
/// `checking::prepare` holds them against the parser, and writes the file.
static SHIPPED: LazyLock<Known> =
    LazyLock::new(|| entries(include_bytes!("shipped.trees"), SHIPPED_STAMP).unwrap_or_default());

/// The stamp of the shipped trees.
const SHIPPED_STAMP: u64 = 1;

/// What is known of the English of rulebooks where nothing is to be remembered.
pub fn shipped() -> &'static Memory {
    static ONLY_SHIPPED: LazyLock<Memory> = LazyLock::new(|| Memory {
        over_shipped: true,
        closed: true,
        ..Memory::default()
    });
    &ONLY_SHIPPED
}

/// Sentences by their words.
type Known = HashMap<String, Vec<Decided>, FxBuildHasher>;

/// Sentences whose trees have been decided, from earlier runs and from this one.
#[derive(Debug, Default)]
pub struct Memory {
    /// Whether it knows the English of the shipped packs beside.
    over_shipped: bool,
    /// Whether it learns nothing.
    closed: bool,
    known: Known,
    // In order, so that the same runs leave the same file.
    fresh: Mutex<BTreeMap<String, Vec<Decided>>>,
}

impl Memory {
    /// Reads what [`Memory::to_bytes`] gave. Bytes of another `stamp`, or damaged ones, give an empty
    /// memory: whatever is not remembered is parsed.
    pub fn from_bytes(bytes: &[u8], stamp: u64) -> Self {
        Self {
            over_shipped: true,
            known: entries(bytes, stamp).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The memory as bytes for the next run; `None` where this run learned nothing.
    ///
    /// `stamp` names the program and model whose trees these are.
    pub fn to_bytes(&self, stamp: u64) -> Option<Vec<u8>> {
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if fresh.is_empty() {
            return None;
        }
        let mut known: Vec<(&String, &Vec<Decided>)> = self.known.iter().collect();
        known.sort_unstable_by_key(|(text, _)| *text);
        let size = |list: &[(&String, &Vec<Decided>)]| -> usize {
            list.iter()
                .map(|(text, words)| text.len() + words.len() * WORD)
                .sum()
        };
        let mut all: Vec<(&String, &Vec<Decided>)> = fresh.iter().collect();
        if size(&all) + size(&known) <= LARGEST {
            all.extend(known);
        }
        let mut body = Vec::with_capacity(size(&all) + all.len() * 8);
        for (text, words) in all {
            let (Ok(length), Ok(count)) = (u32::try_from(text.len()), u32::try_from(words.len())) else {
                continue;
            };
            body.extend(length.to_le_bytes());
            body.extend(count.to_le_bytes());
            body.extend(text.as_bytes());
            for word in words {
                // The model has some hundred tags and relations, and a sentence fewer words than 2³².
                #[expect(clippy::cast_possible_truncation, reason = "see above")]
                {
                    body.extend((word.tag as u16).to_le_bytes());
                    body.extend((word.relation as u16).to_le_bytes());
                    body.extend((word.head.map_or(0, |h| h + 1) as u32).to_le_bytes());
                }
                body.extend(word.head_confidence.to_le_bytes());
                body.extend(word.relation_confidence.to_le_bytes());
            }
        }
        let mut out = Vec::with_capacity(HEADER + body.len());
        out.extend(MAGIC);
        out.extend(stamp.to_le_bytes());
        out.extend(check(&body).to_le_bytes());
        out.extend(body);
        Some(out)
    }

    pub(super) fn recall(&self, key: &str) -> Option<&[Decided]> {
        let shipped = || SHIPPED.get(key).filter(|_| self.over_shipped);
        self.known.get(key).or_else(shipped).map(Vec::as_slice)
    }

    pub(super) fn keep(&self, key: String, words: &[Decided]) {
        if self.closed {
            return;
        }
        self.fresh
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, words.to_vec());
    }
}

/// Of the sentences that a memory learned, how many are shipped as they were learned, how many otherwise, and how many
/// are not shipped.
#[cfg(test)]
pub(crate) fn shipped_of(learned: &Memory) -> (usize, usize, usize) {
    let learned = learned.fresh.lock().unwrap_or_else(PoisonError::into_inner);
    let mut out = (0, 0, 0);
    for (key, words) in learned.iter() {
        match SHIPPED.get(key) {
            Some(shipped) if shipped == words => out.0 += 1,
            Some(_) => out.1 += 1,
            None => out.2 += 1,
        }
    }
    out
}

/// What a memory learned, as the file of shipped trees.
#[cfg(test)]
pub(crate) fn to_be_shipped(learned: &Memory) -> Option<Vec<u8>> {
    learned.to_bytes(SHIPPED_STAMP)
}

/// The name of a sentence in a memory.
pub(super) fn key(forms: &[&str]) -> String {
    let mut out = String::with_capacity(forms.iter().map(|f| f.len() + 1).sum());
    for form in forms {
        out.push_str(form);
        out.push(SEPARATOR);
    }
    out
}

fn check(body: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(body);
    hasher.finish()
}

fn entries(bytes: &[u8], stamp: u64) -> Option<Known> {
    let mut rest = Bytes(bytes);
    if rest.take(MAGIC.len())? != MAGIC || rest.u64()? != stamp || rest.u64()? != check(rest.0) {
        return None;
    }
    let mut out = HashMap::default();
    while !rest.0.is_empty() {
        let (length, count) = (rest.u32()?, rest.u32()?);
        let text = std::str::from_utf8(rest.take(length)?).ok()?;
        let mut words = Bytes(rest.take(count.checked_mul(WORD)?)?);
        let words = (0..count).map(|_| words.word()).collect::<Option<Vec<_>>>()?;
        if !is_tree(&words) || text.matches(SEPARATOR).count() < count {
            return None;
        }
        out.insert(text.to_owned(), words);
    }
    Some(out)
}

/// Whether there is one root and following heads ends there.
fn is_tree(words: &[Decided]) -> bool {
    let reaches_root = |start: usize| {
        let mut at = start;
        for _ in 0..words.len() {
            match words.get(at).map(|w| w.head) {
                Some(Some(head)) => at = head,
                Some(None) => return true,
                None => return false,
            }
        }
        false
    };
    let roots = words.iter().filter(|w| w.head.is_none()).count();
    words.is_empty() || (roots == 1 && (0..words.len()).all(reaches_root))
}

/// What is left of the bytes; every step is checked.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }
    fn u32(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array()?)).ok()
    }
    fn word(&mut self) -> Option<Decided> {
        Some(Decided {
            tag: usize::from(u16::from_le_bytes(self.array()?)),
            relation: usize::from(u16::from_le_bytes(self.array()?)),
            head: self.u32()?.checked_sub(1),
            head_confidence: f32::from_le_bytes(self.array()?),
            relation_confidence: f32::from_le_bytes(self.array()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::parser::{Cores, parser};

    const TEXT: &str =
        "Ukraine was not represented in Alaska . | {x} gonna sign it | The talks , he said , ended .";

    fn sentences() -> Vec<Vec<&'static str>> {
        TEXT.split(" | ").map(|s| s.split(' ').collect()).collect()
    }

    #[test]
    fn what_is_remembered_is_what_was_parsed() {
        let sentences = sentences();
        let slices: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
        let parsed = parser().parse_all(&slices, Cores::One);
        let first = Memory::default();
        assert_eq!(parser().parse_remembered(&slices, Cores::One, &first), parsed);
        let Some(bytes) = first.to_bytes(7) else {
            panic!("three sentences were learned")
        };
        let second = Memory::from_bytes(&bytes, 7);
        assert_eq!(second.known.len(), sentences.len());
        assert_eq!(parser().parse_remembered(&slices, Cores::One, &second), parsed);
        assert_eq!(second.to_bytes(7), None, "nothing new");
    }

    #[test]
    fn bytes_that_are_not_ours_are_forgotten() {
        let sentences = sentences();
        let slices: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
        let memory = Memory::default();
        parser().parse_remembered(&slices, Cores::One, &memory);
        let bytes = memory.to_bytes(7).unwrap_or_default();
        assert!(Memory::from_bytes(&bytes, 8).known.is_empty(), "another program");
        for cut in [0, 5, HEADER, bytes.len() - 1] {
            assert!(Memory::from_bytes(&bytes[..cut], 7).known.is_empty());
        }
        for at in (0..bytes.len()).step_by(11) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            assert!(Memory::from_bytes(&damaged, 7).known.is_empty(), "byte {at}");
        }
    }

    #[test]
    fn a_circle_is_no_tree() {
        let word = |head| Decided {
            tag: 0,
            head,
            relation: 0,
            head_confidence: 1.0,
            relation_confidence: 1.0,
        };
        assert!(is_tree(&[word(Some(1)), word(None)]));
        assert!(!is_tree(&[word(Some(1)), word(Some(0)), word(None)]));
        assert!(!is_tree(&[word(None), word(None)]));
        assert!(!is_tree(&[word(Some(7)), word(None)]));
    }
}
