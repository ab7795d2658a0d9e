//! Relations, chosen together for the dependents of one head.
//!
//! A clause has one subject, one object, one recipient. In the training treebanks no head has two
//! dependents with the same relation of [`ONCE`] (two in 4,307 for `xcomp`), yet the scores of two
//! words may say so. Then the word that loses least by it takes its next best relation: of two
//! objects one may be the recipient or a predicate. `train/decode.py` does the same.

/// Relations that a head has at most one of, in groups that exclude each other.
const ONCE: [&[&str]; 9] = [
    &["nsubj", "nsubj:pass", "csubj", "csubj:pass"],
    &["obj"],
    &["iobj"],
    &["xcomp"],
    &["ccomp"],
    &["aux:pass"],
    &["obl:agent"],
    &["compound:prt"],
    &["expl"],
];

/// For every relation of a model the group of [`ONCE`] that it belongs to.
pub(super) fn groups(labels: &[&str]) -> Vec<Option<usize>> {
    labels
        .iter()
        .map(|label| ONCE.iter().position(|group| group.contains(label)))
        .collect()
}

/// Chooses a relation for every word: `scores` has a row of `width` for each, `heads` its head.
/// Number 0 is unused, and `root` is for words without a head, and only theirs.
pub(super) fn choose(
    scores: &[f32],
    width: usize,
    heads: &[Option<usize>],
    root: usize,
    groups: &[Option<usize>],
) -> Vec<usize> {
    let row = |word: usize| scores.get(word * width..(word + 1) * width).unwrap_or(&[]);
    // Bit `g` of a word: it may not have a relation of group `g`.
    let mut closed = vec![0_u32; heads.len()];
    let mut chosen: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(word, head)| match head {
            None => root,
            Some(_) => best(row(word), root, groups, 0),
        })
        .collect();
    let mut words: Vec<usize> = (0..heads.len()).filter(|&w| heads[w].is_some()).collect();
    words.sort_by_key(|&w| (heads[w], w));
    for family in words.chunk_by(|&a, &b| heads[a] == heads[b]) {
        // Every turn closes a group to a word, so there are at most as many as pairs of the two.
        while let Some((word, group)) = cheapest_clash(family, &chosen, groups, |word, group| {
            let scores = row(word);
            let next = best(scores, root, groups, closed[word] | 1 << group);
            value(scores, chosen[word]) - value(scores, next)
        }) {
            closed[word] |= 1 << group;
            chosen[word] = best(row(word), root, groups, closed[word]);
        }
    }
    chosen
}

fn value(scores: &[f32], label: usize) -> f32 {
    scores.get(label).copied().unwrap_or(f32::NEG_INFINITY)
}

/// Of the words that share a group with another of their family, the one that loses least without it.
fn cheapest_clash(
    family: &[usize],
    chosen: &[usize],
    groups: &[Option<usize>],
    loss: impl Fn(usize, usize) -> f32,
) -> Option<(usize, usize)> {
    let group_of = |word: usize| groups.get(chosen[word]).copied().flatten();
    let mut cheapest: Option<(f32, usize, usize)> = None;
    for (i, &word) in family.iter().enumerate() {
        let Some(group) = group_of(word) else { continue };
        let shared = family
            .iter()
            .enumerate()
            .any(|(j, &other)| i != j && group_of(other) == Some(group));
        if shared {
            let loss = loss(word, group);
            if cheapest.is_none_or(|(least, ..)| loss < least) {
                cheapest = Some((loss, word, group));
            }
        }
    }
    cheapest.map(|(_, word, group)| (word, group))
}

/// Number of the greatest score among relations whose group is not closed; 0 and `root` are passed over.
fn best(scores: &[f32], root: usize, groups: &[Option<usize>], closed: u32) -> usize {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate().skip(1) {
        let open = groups
            .get(i)
            .copied()
            .flatten()
            .is_none_or(|g| closed & 1 << g == 0);
        if i != root && open && (best == 0 || score > value(scores, best)) {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [&str; 5] = ["", "iobj", "obj", "root", "xcomp"];

    fn chosen(rows: &[[f32; 5]], heads: &[Option<usize>]) -> Vec<&'static str> {
        let scores: Vec<f32> = rows.iter().flatten().copied().collect();
        let numbers = choose(&scores, 5, heads, 3, &groups(&LABELS));
        numbers.into_iter().map(|i| LABELS[i]).collect()
    }

    #[test]
    fn of_two_objects_the_less_certain_gives_way() {
        let rows = [[0.0; 5], [0.0, 1.9, 2.0, 9.0, 0.0], [0.0, -3.0, 5.0, 0.0, 1.0]];
        assert_eq!(chosen(&rows, &[None, Some(0), Some(0)]), ["root", "iobj", "obj"]);
        let rows = [[0.0; 5], [0.0, 1.0, 7.0, 0.0, 0.0], [0.0, -3.0, 5.0, 0.0, 4.0]];
        assert_eq!(chosen(&rows, &[None, Some(0), Some(0)]), ["root", "obj", "xcomp"]);
    }

    #[test]
    fn words_of_different_heads_do_not_compete() {
        let rows = [[0.0; 5], [0.0, 0.0, 2.0, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0, 1.0]];
        assert_eq!(chosen(&rows, &[None, Some(0), Some(1)]), ["root", "obj", "obj"]);
    }

    #[test]
    fn a_clash_of_many_ends() {
        let rows = [[1.0; 5]; 40];
        let mut heads = vec![Some(0); 40];
        heads[0] = None;
        assert_eq!(chosen(&rows, &heads).len(), 40);
    }
}
