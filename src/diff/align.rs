//! The sentences of two revisions → which belong together.
//!
//! Sentences with the same text come first, in order, with `similar`; what is left is paired by the
//! words that it shares, rare words counting more (inverse document frequency over both revisions),
//! and then a sentence without a partner is joined to a pair beside it where it was split off.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::version::{Version, WordKind};

/// Which sentences of the old revision stand for which of the new one.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// Groups that belong together, in the order of the new revision.
    pub(super) pairs: Vec<Pair>,
    /// Sentences of the old revision only.
    pub(super) removed: Vec<usize>,
    /// Sentences of the new revision only.
    pub(super) added: Vec<usize>,
}

/// Sentences that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// In the old revision; more than one where they were merged.
    pub(super) old: Vec<usize>,
    /// In the new revision; more than one where one was split.
    pub(super) new: Vec<usize>,
    /// The text is the same but for typography.
    pub(super) same: bool,
    /// Stands elsewhere among the sentences that both revisions have.
    pub(super) moved: bool,
}

/// Least likeness of two sentences that are paired anywhere in the text.
const ANYWHERE: f64 = 0.5;
/// The same between the same neighbours.
const IN_PLACE: f64 = 0.35;
/// The same for the only two sentences between the same neighbours.
const ALONE: f64 = 0.25;
/// Share of a sentence's words that another one must hold for it to be split off from that one.
const SPLIT: f64 = 0.5;
/// Words that must have been dropped for a part to be known by taking them up.
const REST: usize = 3;
/// Share of the dropped words that such a part takes up.
const MOST_OF_REST: f64 = 0.7;
/// Share of its words that the other side has where a part takes up fewer.
const SAID_AGAIN: f64 = 0.75;
/// How many sentences away a part that was split off may stand.
const NEAR: usize = 2;

/// Aligns `a` with `b`.
pub(super) fn align(a: &Version<'_>, b: &Version<'_>) -> Alignment {
    let mut partner_of_old: Vec<Option<usize>> = vec![None; a.lines.len()];
    let mut partner_of_new: Vec<Option<usize>> = vec![None; b.lines.len()];
    same_text(a, b, &mut partner_of_old, &mut partner_of_new);

    let mut bags = Bags::new(a, b, &partner_of_old, &partner_of_new);
    by_words(a, b, &mut bags, &mut partner_of_old, &mut partner_of_new);

    let mut groups: BTreeMap<usize, Pair> = BTreeMap::new();
    for (o, partner) in partner_of_old.iter().enumerate() {
        if let Some(n) = *partner {
            let same = a.lines.get(o).map(|l| &l.plain) == b.lines.get(n).map(|l| &l.plain);
            groups.insert(
                n,
                Pair {
                    old: vec![o],
                    new: vec![n],
                    same,
                    moved: false,
                },
            );
        }
    }
    let mut pairs: Vec<Pair> = groups.into_values().collect();
    let mut removed: BTreeSet<usize> = unpaired(&partner_of_old);
    let mut added: BTreeSet<usize> = unpaired(&partner_of_new);
    join_splits(&bags, &mut pairs, &mut removed, &mut added);
    mark_moved(&mut pairs);
    Alignment {
        pairs,
        removed: removed.into_iter().collect(),
        added: added.into_iter().collect(),
    }
}

fn unpaired(partners: &[Option<usize>]) -> BTreeSet<usize> {
    (0..partners.len())
        .filter(|&i| partners.get(i) == Some(&None))
        .collect()
}

/// Sentences with the same text: first in order, then wherever they went.
fn same_text(a: &Version<'_>, b: &Version<'_>, old: &mut [Option<usize>], new: &mut [Option<usize>]) {
    let keys = |v: &Version<'_>| v.lines.iter().map(|l| l.plain.clone()).collect::<Vec<_>>();
    let (x, y) = (keys(a), keys(b));
    for op in capture_diff_slices(Algorithm::Patience, &x, &y) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for i in 0..len {
                join(old, new, old_index + i, new_index + i);
            }
        }
    }
    let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, key) in x.iter().enumerate().rev() {
        if old.get(i) == Some(&None) {
            waiting.entry(key).or_default().push(i);
        }
    }
    for (j, key) in y.iter().enumerate() {
        if new.get(j) == Some(&None)
            && let Some(i) = waiting.get_mut(key.as_str()).and_then(Vec::pop)
        {
            join(old, new, i, j);
        }
    }
}

fn join(old: &mut [Option<usize>], new: &mut [Option<usize>], i: usize, j: usize) {
    if let (Some(o), Some(n)) = (old.get_mut(i), new.get_mut(j)) {
        *o = Some(j);
        *n = Some(i);
    }
}

/// The words of the sentences that have no partner yet, by number, with their weights.
struct Bags {
    old: BTreeMap<usize, BTreeMap<u32, f64>>,
    new: BTreeMap<usize, BTreeMap<u32, f64>>,
}

impl Bags {
    fn new(a: &Version<'_>, b: &Version<'_>, old: &[Option<usize>], new: &[Option<usize>]) -> Self {
        let mut ids: BTreeMap<String, u32> = BTreeMap::new();
        let mut frequency: Vec<u32> = Vec::new();
        let mut collect = |v: &Version<'_>, i: usize| -> BTreeSet<u32> {
            let mut out = BTreeSet::new();
            for word in &v.details(i).words {
                if !counts(word.kind) {
                    continue;
                }
                let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                out.insert(*ids.entry(word.key.clone()).or_insert(next));
            }
            frequency.resize(ids.len(), 0);
            for &id in &out {
                if let Some(f) = frequency.get_mut(id as usize) {
                    *f += 1;
                }
            }
            out
        };
        // A pair with the same text is left alone, but a part split off may belong to its neighbour;
        // only changed sentences are laid out, which is what keeps long articles fast.
        let changed = |v: &Version<'_>, partners: &[Option<usize>], i: usize, other: &Version<'_>| {
            partners
                .get(i)
                .copied()
                .flatten()
                .is_none_or(|p| v.lines.get(i).map(|l| &l.plain) != other.lines.get(p).map(|l| &l.plain))
        };
        let old_bags: Vec<(usize, BTreeSet<u32>)> = (0..a.lines.len())
            .filter(|&i| changed(a, old, i, b))
            .map(|i| (i, collect(a, i)))
            .collect();
        let new_bags: Vec<(usize, BTreeSet<u32>)> = (0..b.lines.len())
            .filter(|&i| changed(b, new, i, a))
            .map(|i| (i, collect(b, i)))
            .collect();
        let total = (old_bags.len() + new_bags.len()).max(1) as f64;
        let weigh = |bags: Vec<(usize, BTreeSet<u32>)>| {
            bags.into_iter()
                .map(|(i, ids)| {
                    let weights = ids
                        .into_iter()
                        .map(|id| {
                            let f = frequency.get(id as usize).copied().unwrap_or(1).max(1);
                            // A word of both sides of a pair has frequency 2: it is not rarer than one of one side.
                            (id, 1.0 + (total / f64::from(f.max(2))).ln().max(0.0) / 2.0)
                        })
                        .collect();
                    (i, weights)
                })
                .collect()
        };
        Self {
            old: weigh(old_bags),
            new: weigh(new_bags),
        }
    }
}

fn counts(kind: WordKind) -> bool {
    matches!(
        kind,
        WordKind::Content(_) | WordKind::Name | WordKind::Number | WordKind::Time | WordKind::Cue
    )
}

fn weight(bag: &BTreeMap<u32, f64>) -> f64 {
    bag.values().sum()
}

fn shared(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>) -> f64 {
    a.iter()
        .filter(|(id, _)| b.contains_key(id))
        .map(|(_, w)| w)
        .sum()
}

/// Share of their words that two sentences have in common; 1 where a shorter sentence stands
/// whole in the longer one is too much, so the two measures meet half way.
fn likeness(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>) -> f64 {
    let (x, y) = (weight(a), weight(b));
    if a.len().min(b.len()) == 0 {
        return 0.0;
    }
    let common = shared(a, b);
    let dice = 2.0 * common / (x + y);
    let contained = if a.len().min(b.len()) >= 3 {
        common / x.min(y)
    } else {
        dice
    };
    (dice + contained) / 2.0
}

/// Pairs sentences by their words, the most alike first.
fn by_words(
    a: &Version<'_>,
    b: &Version<'_>,
    bags: &mut Bags,
    old: &mut [Option<usize>],
    new: &mut [Option<usize>],
) {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (&j, bag) in &bags.new {
        for &id in bag.keys() {
            holders.entry(id).or_default().push(j);
        }
    }
    let gaps_old = gaps(old);
    let gaps_new = gaps_of_new(new, old);
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (&i, bag) in &bags.old {
        if old.get(i) != Some(&None) {
            continue;
        }
        let mut seen = BTreeSet::new();
        for id in bag.keys() {
            let Some(list) = holders.get(id) else { continue };
            // A word of very many sentences finds no partner by itself.
            if list.len() <= 60 {
                seen.extend(list.iter().copied());
            }
        }
        for j in seen {
            let Some(other) = bags.new.get(&j) else { continue };
            if new.get(j) != Some(&None) {
                continue;
            }
            let in_place = gaps_old.get(i) == gaps_new.get(j);
            let score = likeness(bag, other);
            let alone = in_place && alone(&gaps_old, i, old) && alone(&gaps_new, j, new);
            let least = if alone {
                ALONE
            } else if in_place {
                IN_PLACE
            } else {
                ANYWHERE
            };
            if score >= least && same_part(a, i, b, j) {
                // Between equals the one in its place wins, then the nearer one.
                let far =
                    (i as f64 / a.lines.len().max(1) as f64 - j as f64 / b.lines.len().max(1) as f64).abs();
                candidates.push((score + if in_place { 0.1 } else { 0.0 } - far * 0.05, i, j));
            }
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, i, j) in candidates {
        if old.get(i) == Some(&None) && new.get(j) == Some(&None) {
            join(old, new, i, j);
        }
    }
}

/// A heading stands for a heading, a paragraph for a paragraph (a list item may become one).
fn same_part(a: &Version<'_>, i: usize, b: &Version<'_>, j: usize) -> bool {
    use crate::document::BlockKind::{Headline, Subhead};
    let heading = |v: &Version<'_>, i: usize| {
        v.lines
            .get(i)
            .is_some_and(|l| matches!(l.kind, Headline | Subhead))
    };
    heading(a, i) == heading(b, j)
}

/// For every old sentence the old sentences with a partner before and after it.
fn gaps(partners: &[Option<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut before = Vec::with_capacity(partners.len());
    let mut last = None;
    for (i, p) in partners.iter().enumerate() {
        before.push(last);
        if p.is_some() {
            last = Some(i);
        }
    }
    let mut after = vec![None; partners.len()];
    let mut next = None;
    for (i, p) in partners.iter().enumerate().rev() {
        if let Some(slot) = after.get_mut(i) {
            *slot = next;
        }
        if p.is_some() {
            next = Some(i);
        }
    }
    before.into_iter().zip(after).collect()
}

/// The same for the new sentences, named by the old partners of their neighbours.
fn gaps_of_new(new: &[Option<usize>], _old: &[Option<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    gaps(new)
        .into_iter()
        .map(|(x, y)| {
            let name = |i: Option<usize>| i.and_then(|i| new.get(i).copied().flatten());
            (name(x), name(y))
        })
        .collect()
}

/// Whether `i` is the only sentence without partner in its gap.
fn alone(gaps: &[(Option<usize>, Option<usize>)], i: usize, partners: &[Option<usize>]) -> bool {
    let same = |j: usize| partners.get(j) == Some(&None) && gaps.get(j) == gaps.get(i);
    !(same(i + 1) || i > 0 && same(i - 1))
}

/// Joins a sentence without a partner to a pair beside it that holds its words.
fn join_splits(bags: &Bags, pairs: &mut [Pair], removed: &mut BTreeSet<usize>, added: &mut BTreeSet<usize>) {
    let mut split: Vec<usize> = Vec::new();
    for &j in added.iter() {
        let Some(part) = bags.new.get(&j) else { continue };
        let found = best_host(pairs, part, j, |p| (&p.new, &p.old), &bags.old, &bags.new);
        if let Some(pair) = found.and_then(|at| pairs.get_mut(at)) {
            pair.new.push(j);
            pair.new.sort_unstable();
            split.push(j);
        }
    }
    for j in split {
        added.remove(&j);
    }
    let mut merged: Vec<usize> = Vec::new();
    for &i in removed.iter() {
        let Some(part) = bags.old.get(&i) else { continue };
        let found = best_host(pairs, part, i, |p| (&p.old, &p.new), &bags.new, &bags.old);
        if let Some(pair) = found.and_then(|at| pairs.get_mut(at)) {
            pair.old.push(i);
            pair.old.sort_unstable();
            merged.push(i);
        }
    }
    for i in merged {
        removed.remove(&i);
    }
}

/// The pair near sentence `at` whose other side holds most of the words of `part` that its own
/// side does not account for.
fn best_host(
    pairs: &[Pair],
    part: &BTreeMap<u32, f64>,
    at: usize,
    sides: impl Fn(&Pair) -> (&Vec<usize>, &Vec<usize>),
    other_bags: &BTreeMap<usize, BTreeMap<u32, f64>>,
    own_bags: &BTreeMap<usize, BTreeMap<u32, f64>>,
) -> Option<usize> {
    let whole = weight(part);
    if part.is_empty() || whole <= 0.0 {
        return None;
    }
    let mut best: Option<(f64, usize)> = None;
    for (index, pair) in pairs.iter().enumerate() {
        let (own, other) = sides(pair);
        if pair.same || !own.iter().any(|&s| s.abs_diff(at) <= NEAR) {
            continue;
        }
        let union = |sentences: &[usize], bags: &BTreeMap<usize, BTreeMap<u32, f64>>| {
            let mut out: BTreeMap<u32, f64> = BTreeMap::new();
            for s in sentences {
                if let Some(bag) = bags.get(s) {
                    out.extend(bag);
                }
            }
            out
        };
        let there = union(other, other_bags);
        let here = union(own, own_bags);
        let held = shared(part, &there) / whole;
        let taken_up: BTreeMap<u32, f64> = there
            .iter()
            .filter(|(id, _)| !here.contains_key(id))
            .map(|(&id, &w)| (id, w))
            .collect();
        let fresh = shared(part, &taken_up) / whole;
        // A part that takes up nearly all that the host's own side has dropped goes with it, however much
        // else it says.
        let rest = weight(&taken_up);
        let takes_up = !taken_up.is_empty() && shared(part, &taken_up) >= MOST_OF_REST * rest;
        // So does a part that says again what the host said, with it: "That is the set of …".
        let continues = takes_up && (taken_up.len() >= REST || held >= SAID_AGAIN);
        if (held >= SPLIT && fresh >= SPLIT / 2.0 || continues) && best.is_none_or(|(score, _)| held > score)
        {
            best = Some((held, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Marks the pairs outside the longest run of pairs that keeps the order.
fn mark_moved(pairs: &mut [Pair]) {
    // Longest increasing subsequence over the first old sentence (patience sorting).
    let keys: Vec<usize> = pairs
        .iter()
        .map(|p| p.old.first().copied().unwrap_or(0))
        .collect();
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; keys.len()];
    for (i, key) in keys.iter().enumerate() {
        let at = tails.partition_point(|&t| keys.get(t).is_some_and(|k| k < key));
        if let Some(slot) = before.get_mut(i) {
            *slot = at.checked_sub(1).and_then(|p| tails.get(p).copied());
        }
        if at == tails.len() {
            tails.push(i);
        } else if let Some(slot) = tails.get_mut(at) {
            *slot = i;
        }
    }
    let mut in_order = vec![false; keys.len()];
    let mut at = tails.last().copied();
    while let Some(i) = at {
        if let Some(slot) = in_order.get_mut(i) {
            *slot = true;
        }
        at = before.get(i).copied().flatten();
    }
    for (pair, kept) in pairs.iter_mut().zip(in_order) {
        pair.moved = !kept;
    }
}
