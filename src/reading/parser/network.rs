//! The network: the recurrent layers of `recurrent`, and the heads on top of them.
//!
//! After Dozat and Manning (2017, "Deep Biaffine Attention for Neural Dependency Parsing") and
//! Kiperwasser and Goldberg (2016). Input and forget gate are one (Greff et al. 2017), and the
//! relation of a word to its head is scored on the product and on the sum of two projections.
//! `train/network.py` is the same in floating point.

use super::Cores;
use super::arithmetic::{Rows, SMALL_TOP, TOP, dot, leaky, softmax};
use super::kernel::{Registers, Scale, Work};
use super::model::{Linear, Model};
use super::recurrent::{Inputs, STATE, encode};
use super::relations;

/// What the network says of a sentence.
#[derive(Debug)]
pub(super) struct Scores {
    /// Most probable tag of every word.
    pub(super) tags: Vec<usize>,
    /// For every word the score of being the root, then that of every word as its head.
    pub(super) arcs: Vec<f32>,
    parts: Parts,
}

/// Projections for labels, one row a word.
#[derive(Debug)]
struct Parts {
    product_dependent: Vec<f32>,
    product_head: Vec<f32>,
    sum_dependent: Vec<f32>,
    sum_head: Vec<f32>,
}

impl Scores {
    /// Runs the network on several sentences, the longest first; their words are numbers of `inputs`.
    pub(super) fn of(model: &Model, inputs: &Inputs, sentences: &[&[usize]], cores: Cores) -> Vec<Self> {
        let lengths: Vec<usize> = sentences.iter().map(|s| s.len()).collect();
        let words = sentences.concat();
        let n = words.len();
        let states = encode(model, inputs, &words, &lengths, cores);
        let [Some(first), Some(second), Some(top)] = [states.first(), states.get(1), states.last()] else {
            return Vec::new();
        };
        let machine = model.machine;
        let scale = Scale::One(1.0 / STATE);
        let project = |layer: &Linear| {
            let mut out = vec![0.0; n * layer.outputs];
            machine.project(layer, top, scale, &mut out);
            out.iter_mut().for_each(|v| *v = leaky(*v));
            out
        };
        let width = 2 * model.hidden;
        let mut both = Vec::with_capacity(2 * width * n);
        for (low, high) in first.chunks_exact(width).zip(second.chunks_exact(width)) {
            both.extend_from_slice(low);
            both.extend_from_slice(high);
        }
        let mut tags = vec![0.0; n * model.tag.outputs];
        machine.project(&model.tag, &both, scale, &mut tags);
        let dependents = turned(model, &project(&model.arc_dependent));
        let mut heads = Rows::new(model.arc.inputs, n + 1);
        heads.push(&model.arc_root, SMALL_TOP);
        heads.extend(&project(&model.arc_head), SMALL_TOP);
        let [pd, ph] = [&model.product_dependent, &model.product_head].map(project);
        let [sd, sh] = [&model.sum_dependent, &model.sum_head].map(project);
        let half = model.product_dependent.outputs;
        let mut start = 0;
        let mut out = Vec::with_capacity(lengths.len());
        for n in lengths {
            let part = |rows: &[f32], width: usize| rows[start * width..(start + n) * width].to_vec();
            let words = start..start + n;
            let mut arcs = machine.run(Bilinear {
                dependents: &dependents,
                heads: &heads,
                words,
            });
            // A word is not its own head.
            for i in 0..n {
                arcs[i * (n + 1) + i + 1] = -1e4;
            }
            let outputs = model.tag.outputs;
            let logits = &tags[start * outputs..(start + n) * outputs];
            out.push(Self {
                tags: logits.chunks_exact(outputs).map(best).collect(),
                arcs,
                parts: Parts {
                    product_dependent: part(&pd, half),
                    product_head: part(&ph, half),
                    sum_dependent: part(&sd, half),
                    sum_head: part(&sh, half),
                },
            });
            start += n;
        }
        out
    }

    /// Probability of `head` among all heads of `word`.
    pub(super) fn head_probability(&self, word: usize, head: Option<usize>) -> f32 {
        let row = self.tags.len() + 1;
        self.arcs
            .get(word * row..(word + 1) * row)
            .map_or(0.0, |scores| softmax(scores, head.map_or(0, |h| h + 1)))
    }

    /// The most probable relation of every word to its head and its probability. `root` is the
    /// number of the relation of roots, and only theirs; `groups` are those of [`relations`].
    pub(super) fn labels(
        &self,
        model: &Model,
        heads: &[Option<usize>],
        root: usize,
        groups: &[Option<usize>],
    ) -> Vec<(usize, f32)> {
        let half = model.product_dependent.outputs;
        let parts = &self.parts;
        let mut input = vec![0.0; 2 * half];
        let mut x = Rows::new(2 * half, heads.len());
        let row = |rows: &'_ [f32], i: usize| i * half..((i + 1) * half).min(rows.len());
        for (word, head) in heads.iter().enumerate() {
            let product_head = head.map_or(&model.product_root[..], |h| {
                &parts.product_head[row(&parts.product_head, h)]
            });
            let sum_head = head.map_or(&model.sum_root[..], |h| &parts.sum_head[row(&parts.sum_head, h)]);
            let product = &parts.product_dependent[row(&parts.product_dependent, word)];
            let sum = &parts.sum_dependent[row(&parts.sum_dependent, word)];
            let (products, sums) = input.split_at_mut(half);
            for ((o, a), b) in products.iter_mut().zip(product).zip(product_head) {
                *o = a * b;
            }
            for ((o, a), b) in sums.iter_mut().zip(sum).zip(sum_head) {
                *o = leaky(a + b);
            }
            x.push(&input, TOP);
        }
        let outputs = model.label.outputs;
        let mut logits = vec![0.0; heads.len() * outputs];
        model
            .machine
            .project(&model.label, &x.values, Scale::Rows(&x.scales), &mut logits);
        let chosen = relations::choose(&logits, outputs, heads, root, groups);
        let sure = |(logits, chosen): (&[f32], usize)| {
            let rest = logits.get(1..).unwrap_or(&[]);
            (chosen, softmax(rest, chosen.saturating_sub(1)))
        };
        logits.chunks_exact(outputs).zip(chosen).map(sure).collect()
    }
}

/// Number of the greatest score; 0 is unused.
fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for i in 1..scores.len() {
        if best == 0 || scores[i] > scores[best] {
            best = i;
        }
    }
    best
}

/// Dependents, turned by the matrix of the bilinear form; its bias scores a head by itself.
fn turned(model: &Model, dependents: &[f32]) -> Rows {
    let width = model.arc.inputs;
    let n = dependents.len() / width;
    let mut x = Rows::new(width, n);
    x.extend(dependents, TOP);
    let mut out = vec![0.0; dependents.len()];
    model
        .machine
        .project(&model.arc, &x.values, Scale::Rows(&x.scales), &mut out);
    let mut turned = Rows::new(width, n);
    turned.extend(&out, SMALL_TOP);
    turned
}

/// Products of every dependent of a sentence with the root and with every head.
struct Bilinear<'a> {
    dependents: &'a Rows,
    /// The root, then the words.
    heads: &'a Rows,
    /// The sentence's words.
    words: std::ops::Range<usize>,
}

impl Work<Vec<f32>> for Bilinear<'_> {
    #[inline(always)]
    fn with<R: Registers>(self, _: R) -> Vec<f32> {
        let n = self.words.len();
        let mut out = Vec::with_capacity(n * (n + 1));
        for (dependent, scale) in self.dependents.range(self.words.clone()) {
            for words in [0..1, self.words.start + 1..self.words.end + 1] {
                for (head, s) in self.heads.range(words) {
                    out.push(dot(dependent, head) as f32 * (scale * s));
                }
            }
        }
        out
    }
}
