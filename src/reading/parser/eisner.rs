//! The best projective tree: the algorithm of Eisner (1996), with exactly one root.
//!
//! The chart is filled over the words alone; the root is chosen last, so that one word hangs on it
//! whatever the scores are. Time grows with the cube of the length.

/// Heads of the words: the tree with the greatest sum of scores; `None` marks the root.
///
/// `scores` has a row for every word, and in it first the score of being the root, then the score of
/// every word as its head.
pub(super) fn best_tree(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    let mut heads = vec![None; n];
    if n < 2 || scores.len() < n * (n + 1) {
        return heads;
    }
    let score = |head: usize, dependent: usize| scores[dependent * (n + 1) + head + 1];
    let mut chart = Chart::new(n);
    for width in 1..n {
        for i in 0..n - width {
            chart.fill(i, i + width, &score);
        }
    }
    let whole = |root: usize| chart.left[root * n] + chart.right[root * n + n - 1] + scores[root * (n + 1)];
    let mut root = 0;
    for r in 1..n {
        if whole(r) > whole(root) {
            root = r;
        }
    }
    let mut open = vec![(Kind::Left, 0, root), (Kind::Right, root, n - 1)];
    while let Some((kind, i, j)) = open.pop() {
        if i == j {
            continue;
        }
        let at = i * n + j;
        match kind {
            Kind::Left => {
                let k = usize::from(chart.left_split[at]);
                open.extend([(Kind::Left, i, k), (Kind::OpenLeft, k, j)]);
            }
            Kind::Right => {
                let k = usize::from(chart.right_split[at]);
                open.extend([(Kind::OpenRight, i, k), (Kind::Right, k, j)]);
            }
            Kind::OpenLeft | Kind::OpenRight => {
                if kind == Kind::OpenLeft {
                    heads[i] = Some(j);
                } else {
                    heads[j] = Some(i);
                }
                let k = usize::from(chart.open_split[at]);
                open.extend([(Kind::Right, i, k), (Kind::Left, k + 1, j)]);
            }
        }
    }
    heads
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Complete, the head at the right end.
    Left,
    /// Complete, the head at the left end.
    Right,
    /// The arc from right to left is set, the dependent's far side is not.
    OpenLeft,
    /// The arc from left to right is set.
    OpenRight,
}

/// Best scores of spans. Spans whose split runs along the right end are stored by that end, so that
/// both lists a split runs over lie in order.
struct Chart {
    n: usize,
    /// `[j][i]`: complete, head `j`.
    left: Vec<f32>,
    /// `[i][j]`: complete, head `i`.
    right: Vec<f32>,
    /// `[j][i]`: arc `j` → `i`.
    open_left: Vec<f32>,
    /// `[i][j]`: arc `i` → `j`.
    open_right: Vec<f32>,
    left_split: Vec<u16>,
    right_split: Vec<u16>,
    open_split: Vec<u16>,
}

impl Chart {
    fn new(n: usize) -> Self {
        let floats = || vec![0.0; n * n];
        let splits = || vec![0; n * n];
        Self {
            n,
            left: floats(),
            right: floats(),
            open_left: floats(),
            open_right: floats(),
            left_split: splits(),
            right_split: splits(),
            open_split: splits(),
        }
    }

    fn fill(&mut self, i: usize, j: usize, score: &impl Fn(usize, usize) -> f32) {
        let n = self.n;
        let (row, column) = (i * n, j * n);
        let (best, k) = best_split(
            &self.right[row + i..row + j],
            &self.left[column + i + 1..=column + j],
        );
        self.open_split[row + j] = split(i + k);
        self.open_left[column + i] = best + score(j, i);
        self.open_right[row + j] = best + score(i, j);
        // A complete span with head j: one with head k up to k, and the arc j → k. The spans with
        // head k end at k, so this list does not lie in order.
        let mut best = (f32::NEG_INFINITY, i);
        for k in i..j {
            let s = self.left[k * n + i] + self.open_left[column + k];
            if s > best.0 {
                best = (s, k);
            }
        }
        self.left[column + i] = best.0;
        self.left_split[row + j] = split(best.1);
        let mut best = (f32::NEG_INFINITY, j);
        for k in i + 1..=j {
            let s = self.open_right[row + k] + self.right[k * n + j];
            if s > best.0 {
                best = (s, k);
            }
        }
        self.right[row + j] = best.0;
        self.right_split[row + j] = split(best.1);
    }
}

/// Greatest sum of two lists at one place, and the first such place.
fn best_split(a: &[f32], b: &[f32]) -> (f32, usize) {
    let mut best = (f32::NEG_INFINITY, 0);
    for (k, (x, y)) in a.iter().zip(b).enumerate() {
        if x + y > best.0 {
            best = (x + y, k);
        }
    }
    best
}

/// Sentences are far shorter than 65,536 words.
fn split(k: usize) -> u16 {
    u16::try_from(k).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(rows: &[&[f32]]) -> Vec<Option<usize>> {
        let flat: Vec<f32> = rows.iter().flat_map(|r| r.iter().copied()).collect();
        best_tree(&flat, rows.len())
    }

    #[test]
    fn small_trees() {
        assert_eq!(heads(&[]), []);
        assert_eq!(heads(&[&[0.0, 0.0]]), [None]);
        // "dogs bark": the verb is the root.
        assert_eq!(heads(&[&[0.0, 0.0, 5.0], &[5.0, 0.0, 0.0]]), [Some(1), None]);
        assert_eq!(heads(&[&[5.0, 0.0, 0.0], &[0.0, 5.0, 0.0]]), [None, Some(0)]);
    }

    #[test]
    fn one_root_even_if_all_words_want_to_be_it() {
        let tree = heads(&[
            &[9.0, 0.0, 1.0, 0.0],
            &[9.5, 0.0, 0.0, 1.0],
            &[9.0, 0.0, 1.0, 0.0],
        ]);
        assert_eq!(tree, [Some(1), None, Some(1)]);
    }

    /// All projective trees of four words, scored one by one.
    #[test]
    fn agrees_with_trying_every_tree() {
        let n = 4;
        let mut seed = 7_u32;
        for _ in 0..200 {
            let scores: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f32::from(u16::try_from(seed >> 20).unwrap_or(0))
                })
                .collect();
            let total = |heads: &[Option<usize>]| -> f32 {
                heads
                    .iter()
                    .enumerate()
                    .map(|(d, h)| scores[d * (n + 1) + h.map_or(0, |h| h + 1)])
                    .sum()
            };
            let mut best = f32::NEG_INFINITY;
            for code in 0..(n + 1).pow(4) {
                let tree: Vec<Option<usize>> = (0..4)
                    .map(|d| (code / (n + 1).pow(d)) % (n + 1))
                    .map(|h| h.checked_sub(1))
                    .collect();
                if is_projective_tree(&tree) {
                    best = best.max(total(&tree));
                }
            }
            let found = best_tree(&scores, n);
            assert!(is_projective_tree(&found), "{found:?}");
            assert!((total(&found) - best).abs() < 1e-3);
        }
    }

    fn is_projective_tree(heads: &[Option<usize>]) -> bool {
        let n = heads.len();
        let reaches = |from: usize, to: usize| {
            let mut at = Some(from);
            for _ in 0..=n {
                match at {
                    Some(w) if w == to => return true,
                    Some(w) => at = heads[w],
                    None => return false,
                }
            }
            false
        };
        let Some(root) = heads.iter().position(Option::is_none) else {
            return false;
        };
        heads.iter().filter(|h| h.is_none()).count() == 1
            && (0..n).all(|w| reaches(w, root))
            && heads
                .iter()
                .enumerate()
                .all(|(d, h)| h.is_none_or(|h| (d.min(h)..=d.max(h)).all(|between| reaches(between, h))))
    }
}
