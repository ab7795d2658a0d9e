//! Words that exclude each other though neither is the other's antonym: red and blue, Monday and
//! Tuesday, dog and cat, French and German.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::entry::entry;
use super::{Synset, SynsetRelation, WordClass, ancestors, derivations, related, senses};
use crate::lexicon::table::TABLE;

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
    /// Each node with the synsets that stand for it.
    nodes: Vec<Vec<Synset>>,
    /// Word that stands in the file → its node. A word that is listed is meant in the listed sense,
    /// whatever else it means.
    words: BTreeMap<&'static str, usize>,
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
    let mut found = Vec::new();
    let mut words = BTreeMap::new();
    for node in nodes.split(',').map(str::trim) {
        if let Some(word) = node.strip_prefix('*') {
            if let Some(root) = senses(word, class).next() {
                found.extend(kinds_of(root.synset).into_iter().map(|kind| vec![kind]));
            }
            continue;
        }
        let mut synsets = Vec::new();
        for word in node.split('|') {
            let (word, number) = word.split_once('#').unwrap_or((word, "1"));
            words.insert(word, found.len());
            let sense = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            synsets.extend(sense.and_then(|n| senses(word, class).nth(n)).map(|s| s.synset));
        }
        found.push(synsets);
    }
    Some(Partition {
        class,
        name,
        nodes: found,
        words,
    })
}

/// Direct kinds and instances of a synset. The table goes upwards only; this is asked for a handful
/// of roots, once.
fn kinds_of(root: Synset) -> Vec<Synset> {
    let last = TABLE.bounds[4];
    (0..last)
        .map(Synset)
        .filter(|&s| {
            related(s, SynsetRelation::Hypernym)
                .chain(related(s, SynsetRelation::Instance))
                .any(|up| up == root)
        })
        .collect()
}

/// Whether what is called `a` cannot be called `b`, and for which reason. Antonyms are not asked
/// for here.
pub fn exclusive(a: &str, b: &str, class: WordClass) -> Option<Exclusion> {
    if a == b {
        return None;
    }
    let (of_a, of_b) = (entry(a, class), entry(b, class));
    let (of_a, of_b) = (of_a.sets(a, class), of_b.sets(b, class));
    for one in of_a {
        let apart = |other: &Membership| {
            other.partition == one.partition && !one.nodes.iter().any(|n| other.nodes.contains(n))
        };
        if of_b.iter().any(apart) {
            return PARTITIONS.get(one.partition).map(|p| Exclusion {
                set: p.name.to_owned(),
            });
        }
    }
    let (a, b) = match class {
        WordClass::Noun => (country(a)?, country(b)?),
        WordClass::Adjective => (country_of_adjective(a)?, country_of_adjective(b)?),
        WordClass::Verb | WordClass::Adverb => return None,
    };
    countries_apart(&a, &b).then(|| Exclusion {
        set: "country".to_owned(),
    })
}

/// The nodes of a set that a word lies under.
#[derive(Debug)]
pub(super) struct Membership {
    partition: usize,
    nodes: Vec<usize>,
}

/// The sets in which the word lies under a node. For [`Entry`](super::entry::Entry).
pub(super) fn memberships(word: &str, class: WordClass) -> Vec<Membership> {
    PARTITIONS
        .iter()
        .enumerate()
        .filter(|(_, p)| p.class == class)
        .map(|(partition, p)| Membership {
            partition,
            nodes: nodes_over(word, p),
        })
        .filter(|m| !m.nodes.is_empty())
        .collect()
}

/// The nodes (by their index) of a partition that a frequent sense of the word lies under. Empty
/// where only a rarer of its frequent senses does: then the word usually means something else.
fn nodes_over(word: &str, partition: &Partition) -> Vec<usize> {
    if let Some(&node) = partition.words.get(word) {
        return vec![node];
    }
    let mut out = Vec::new();
    for (i, &sense) in entry(word, partition.class).frequent.iter().enumerate() {
        let over = ancestors(sense);
        let under = |node: &Vec<Synset>| node.iter().any(|n| over.contains(n));
        out.extend((0..partition.nodes.len()).filter(|&n| partition.nodes.get(n).is_some_and(under)));
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

/// The name itself where it is a country's.
fn country(name: &str) -> Option<String> {
    senses(name, WordClass::Noun)
        .any(|s| is_country(s.synset))
        .then(|| name.to_owned())
}

/// Whether the two name two countries, neither of them a part of the other. Only the senses that are
/// countries count: "America" is a continent, too.
fn countries_apart(a: &str, b: &str) -> bool {
    let of = |name: &str| -> Vec<Synset> {
        senses(name, WordClass::Noun)
            .map(|s| s.synset)
            .filter(|&s| is_country(s))
            .collect()
    };
    let within =
        |x: &[Synset], y: &[Synset]| x.iter().any(|&s| super::wholes(s).iter().any(|w| y.contains(w)));
    let (a, b) = (of(a), of(b));
    !within(&a, &b) && !within(&b, &a)
}

/// "french" → "france"
fn country_of_adjective(adjective: &str) -> Option<String> {
    derivations(adjective, WordClass::Noun)
        .into_iter()
        .find_map(|noun| country(&noun))
}

/// Whether the adjective is a country's ("French").
pub fn is_demonym(adjective: &str) -> bool {
    country_of_adjective(adjective).is_some()
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
