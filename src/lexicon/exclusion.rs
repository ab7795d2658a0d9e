//! Words that exclude each other though neither is the other's antonym: red and blue, Monday and
//! Tuesday, dog and cat, French and German.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::entry::{Entry, entry};
use super::{Synset, SynsetRelation, WordClass, ancestors, derivations, related, senses};

static DATA: &str = include_str!("exclusive.txt");

/// Why two words exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Name of the set that holds both ("colour", "weekday").
    pub set: String,
}

/// One set of the data file.
#[derive(Debug)]
struct Partition {
    class: WordClass,
    name: &'static str,
    /// The nodes that each synset stands for.
    nodes: FxHashMap<Synset, Vec<Node>>,
    /// Everything that is directly a kind or an instance of one of these is a node, too.
    roots: Vec<Synset>,
    /// Word that stands in the file → its node. A word that is listed is meant in the listed sense,
    /// whatever else it means.
    words: BTreeMap<&'static str, Node>,
}

/// A node of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    /// That of this number in the file.
    Listed(usize),
    /// A kind of one of the roots.
    Kind(Synset),
}

static PARTITIONS: LazyLock<Vec<Partition>> = LazyLock::new(|| DATA.lines().filter_map(parse).collect());

fn parse(line: &'static str) -> Option<Partition> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let (head, nodes) = line.split_once(':')?;
    let (class, name) = head.split_once(' ')?;
    let class = match class {
        "noun" => WordClass::Noun,
        "verb" => WordClass::Verb,
        "adjective" => WordClass::Adjective,
        _ => return None,
    };
    let mut found: FxHashMap<Synset, Vec<Node>> = FxHashMap::default();
    let mut roots = Vec::new();
    let mut words = BTreeMap::new();
    for (node, text) in nodes.split(',').map(str::trim).enumerate() {
        if let Some(word) = text.strip_prefix('*') {
            roots.extend(senses(word, class).next().map(|s| s.synset));
            continue;
        }
        let node = Node::Listed(node);
        for word in text.split('|') {
            let (word, number) = word.split_once('#').unwrap_or((word, "1"));
            words.insert(word, node);
            let sense = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            if let Some(sense) = sense.and_then(|n| senses(word, class).nth(n)) {
                found.entry(sense.synset).or_default().push(node);
            }
        }
    }
    Some(Partition {
        class,
        name,
        nodes: found,
        roots,
        words,
    })
}

/// Whether what is called `a` cannot be called `b`, and for which reason. Antonyms are not asked
/// for here.
pub fn exclusive(a: &str, b: &str, class: WordClass) -> Option<Exclusion> {
    between(&entry(a, class), &entry(b, class))
}

/// The same for words that were looked up.
pub(super) fn between(a: &Entry, b: &Entry) -> Option<Exclusion> {
    if a.text == b.text {
        return None;
    }
    let of_b = b.sets();
    for one in a.sets() {
        let apart = |other: &Membership| {
            other.partition == one.partition && !one.nodes.iter().any(|n| other.nodes.contains(n))
        };
        if of_b.iter().any(apart) {
            return PARTITIONS.get(one.partition).map(|p| Exclusion {
                set: p.name.to_owned(),
            });
        }
    }
    countries_apart(a.country()?, b.country()?).then(|| Exclusion {
        set: "country".to_owned(),
    })
}

/// The nodes of a set that a word lies under.
#[derive(Debug)]
pub(super) struct Membership {
    partition: usize,
    nodes: Vec<Node>,
}

/// The sets in which the word lies under a node. For [`Entry`].
pub(super) fn memberships(word: &Entry) -> Vec<Membership> {
    PARTITIONS
        .iter()
        .enumerate()
        .filter(|(_, p)| p.class == word.class)
        .map(|(partition, p)| Membership {
            partition,
            nodes: nodes_over(word, p),
        })
        .filter(|m| !m.nodes.is_empty())
        .collect()
}

/// The nodes of a partition that a frequent sense of the word lies under. Empty
/// where only a rarer of its frequent senses does: then the word usually means something else.
fn nodes_over(word: &Entry, partition: &Partition) -> Vec<Node> {
    if let Some(&node) = partition.words.get(&*word.text) {
        return vec![node];
    }
    let mut out = Vec::new();
    for (i, &sense) in word.frequent.iter().enumerate() {
        for &over in ancestors(sense).iter() {
            out.extend(partition.nodes.get(&over).into_iter().flatten().copied());
            let kind = !partition.roots.is_empty()
                && related(over, SynsetRelation::Hypernym)
                    .chain(related(over, SynsetRelation::Instance))
                    .any(|up| partition.roots.contains(&up));
            if kind {
                out.push(Node::Kind(over));
            }
        }
        if i == 0 && out.is_empty() {
            break;
        }
    }
    out
}

/// What countries are instances of.
static COUNTRY_KINDS: LazyLock<Vec<Synset>> = LazyLock::new(|| {
    senses("country", WordClass::Noun)
        .chain(senses("state", WordClass::Noun))
        .map(|s| s.synset)
        .collect()
});

/// Whether the synset is a country.
pub(super) fn is_country(synset: Synset) -> bool {
    related(synset, SynsetRelation::Instance)
        .any(|kind| ancestors(kind).iter().any(|up| COUNTRY_KINDS.contains(up)))
}

/// The senses of the name that are countries.
fn countries(name: &str) -> Vec<Synset> {
    senses(name, WordClass::Noun)
        .map(|s| s.synset)
        .filter(|&s| is_country(s))
        .collect()
}

/// The countries of a name, or of an adjective ("french"), where it has some. For [`Entry`].
pub(super) fn country(word: &Entry) -> Option<Vec<Synset>> {
    let some = |name: &str| Some(countries(name)).filter(|found| !found.is_empty());
    match word.class {
        WordClass::Noun => some(&word.text),
        WordClass::Adjective => derivations(&word.text, WordClass::Noun)
            .iter()
            .find_map(|noun| some(noun)),
        WordClass::Verb | WordClass::Adverb => None,
    }
}

/// Whether the two are countries apart, neither of them a part of the other. Only the senses that are
/// countries count: "America" is a continent, too.
fn countries_apart(a: &[Synset], b: &[Synset]) -> bool {
    let within =
        |x: &[Synset], y: &[Synset]| x.iter().any(|&s| super::wholes(s).iter().any(|w| y.contains(w)));
    !within(a, b) && !within(b, a)
}

/// Whether the adjective is a country's ("French").
pub fn is_demonym(adjective: &str) -> bool {
    entry(adjective, WordClass::Adjective).country().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use WordClass::{Adjective, Noun};

    #[test]
    fn sets_exclude_their_members() {
        for (a, b, class) in [
            ("red", "blue", Adjective),
            ("monday", "tuesday", Noun),
            ("june", "july", Noun),
            ("dog", "cat", Noun),
            ("puppy", "kitten", Noun),
            ("french", "german", Adjective),
            ("american", "canadian", Adjective),
            ("france", "germany", Noun),
            ("guitar", "piano", Noun),
        ] {
            assert!(exclusive(a, b, class).is_some(), "{a} {b}");
        }
    }

    #[test]
    fn others_do_not() {
        for (a, b, class) in [
            ("dog", "animal", Noun),
            ("dog", "pet", Noun),
            ("dog", "puppy", Noun),
            ("red", "scarlet", Adjective),
            ("red", "big", Adjective),
            ("doctor", "woman", Noun),
            ("france", "europe", Noun),
            ("man", "person", Noun),
            ("man", "singer", Noun),
        ] {
            assert!(exclusive(a, b, class).is_none(), "{a} {b}");
        }
    }
}
