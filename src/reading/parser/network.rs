//! The network: embeddings, recurrent layers in both directions, and the heads on top of them.
//!
//! After Dozat and Manning (2017, "Deep Biaffine Attention for Neural Dependency Parsing") and
//! Kiperwasser and Goldberg (2016). Input and forget gate are one (Greff et al. 2017), and the
//! relation of a word to its head is scored on the product and on the sum of two projections.
//! `train/network.py` is the same in floating point.

use super::arithmetic::{Activations, apply, dot, leaky, sigmoid, softmax, tanh, to_i16};
use super::features::Features;
use super::model::{Linear, Model, Recurrent};

/// States lie between −1 and 1.
const STATE: f32 = 16_384.0;

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
    /// Runs the network.
    pub(super) fn of(model: &Model, features: &[Features]) -> Self {
        let n = features.len();
        let states = encode(model, features);
        let (bottom, top) = (states.first(), states.last());
        let empty = Vec::new();
        let top = top.unwrap_or(&empty);
        let width = 2 * model.hidden;
        let project = |layer: &Linear| {
            let mut out = vec![0.0; n * layer.outputs];
            for (x, o) in top.chunks_exact(width).zip(out.chunks_exact_mut(layer.outputs)) {
                apply(layer, x, 1.0 / STATE, o);
                o.iter_mut().for_each(|v| *v = leaky(*v));
            }
            out
        };
        let mut tags = Vec::with_capacity(n);
        let mut both = Vec::with_capacity(2 * width);
        let mut logits = vec![0.0; model.tag.outputs];
        let second = states.get(1).unwrap_or(&empty);
        for (low, high) in bottom
            .unwrap_or(&empty)
            .chunks_exact(width)
            .zip(second.chunks_exact(width))
        {
            both.clear();
            both.extend_from_slice(low);
            both.extend_from_slice(high);
            apply(&model.tag, &both, 1.0 / STATE, &mut logits);
            tags.push(best(&logits, None));
        }
        let arcs = arcs(model, &project(&model.arc_dependent), &project(&model.arc_head));
        let parts = Parts {
            product_dependent: project(&model.product_dependent),
            product_head: project(&model.product_head),
            sum_dependent: project(&model.sum_dependent),
            sum_head: project(&model.sum_head),
        };
        Self { tags, arcs, parts }
    }

    /// Probability of `head` among all heads of `word`.
    pub(super) fn head_probability(&self, word: usize, head: Option<usize>) -> f32 {
        let row = self.tags.len() + 1;
        self.arcs
            .get(word * row..(word + 1) * row)
            .map_or(0.0, |scores| softmax(scores, head.map_or(0, |h| h + 1)))
    }

    /// The most probable relation of `word` to `head` and its probability. `root` is the number of
    /// the relation of roots, and only theirs.
    pub(super) fn label(&self, model: &Model, word: usize, head: Option<usize>, root: usize) -> (usize, f32) {
        let half = model.product_dependent.outputs;
        let row = |rows: &[f32], i: usize| rows.get(i * half..(i + 1) * half).unwrap_or(&[]).to_vec();
        let product_head = head.map_or_else(
            || model.product_root.clone(),
            |h| row(&self.parts.product_head, h),
        );
        let sum_head = head.map_or_else(|| model.sum_root.clone(), |h| row(&self.parts.sum_head, h));
        let products = row(&self.parts.product_dependent, word)
            .into_iter()
            .zip(product_head)
            .map(|(a, b)| a * b);
        let sums = row(&self.parts.sum_dependent, word)
            .into_iter()
            .zip(sum_head)
            .map(|(a, b)| leaky(a + b));
        let input: Vec<f32> = products.chain(sums).collect();
        let mut x = Activations::default();
        x.set(&input);
        let mut logits = vec![0.0; model.label.outputs];
        apply(&model.label, &x.values, x.scale, &mut logits);
        let chosen = if head.is_none() {
            root
        } else {
            best(&logits, Some(root))
        };
        let known = logits.get(1..).unwrap_or(&[]);
        (chosen, softmax(known, chosen.saturating_sub(1)))
    }
}

/// Number of the greatest score; 0 (unused) and `not` are passed over.
fn best(scores: &[f32], not: Option<usize>) -> usize {
    let mut best = 0;
    for i in 1..scores.len() {
        if Some(i) != not && (best == 0 || scores[i] > scores[best]) {
            best = i;
        }
    }
    best
}

/// States of every layer: for every word forward, then backward.
fn encode(model: &Model, features: &[Features]) -> Vec<Vec<i16>> {
    let n = features.len();
    let width: usize = model.embeddings.iter().map(|t| t.width).sum();
    let mut input = Vec::with_capacity(n * width);
    let mut scales = Vec::with_capacity(n);
    let mut word = vec![0.0; width];
    let mut x = Activations::default();
    for numbers in features {
        let mut at = 0;
        for (table, &number) in model.embeddings.iter().zip(numbers) {
            table.row(number, &mut word[at..at + table.width]);
            at += table.width;
        }
        x.set(&word);
        input.extend_from_slice(&x.values);
        scales.push(x.scale);
    }
    let mut states: Vec<Vec<i16>> = Vec::with_capacity(model.layers.len());
    for [forward, backward] in &model.layers {
        let mut out = vec![0_i16; n * 2 * model.hidden];
        let x = states.last().unwrap_or(&input);
        run(forward, x, &scales, model.hidden, false, &mut out);
        run(backward, x, &scales, model.hidden, true, &mut out);
        states.push(out);
        scales.fill(1.0 / STATE);
    }
    states
}

/// One direction of one layer, over its half of the rows of `out`.
fn run(layer: &Recurrent, x: &[i16], scales: &[f32], hidden: usize, backward: bool, out: &mut [i16]) {
    let n = scales.len();
    let mut gates = vec![0.0; 3 * hidden];
    let mut projected = vec![0.0; 3 * hidden];
    let mut cell = vec![0.0_f32; hidden];
    let mut state = vec![0_i16; hidden];
    let half = if backward { hidden } else { 0 };
    for step in 0..n {
        let t = if backward { n - 1 - step } else { step };
        apply(
            &layer.input,
            &x[t * layer.input.inputs..(t + 1) * layer.input.inputs],
            scales[t],
            &mut projected,
        );
        apply(&layer.state, &state, 1.0 / STATE, &mut gates);
        for (g, p) in gates.iter_mut().zip(&projected) {
            *g += p;
        }
        let (forget, rest) = gates.split_at(hidden);
        let (new, output) = rest.split_at(hidden);
        for i in 0..hidden {
            let f = sigmoid(forget[i]);
            let c = f * cell[i] + (1.0 - f) * tanh(new[i]);
            cell[i] = c;
            state[i] = to_i16(sigmoid(output[i]) * tanh(c) * STATE);
        }
        let at = t * 2 * hidden + half;
        out[at..at + hidden].copy_from_slice(&state);
    }
}

/// Arc scores: a bilinear form of dependent and head, and a score of the head by itself.
fn arcs(model: &Model, dependents: &[f32], heads: &[f32]) -> Vec<f32> {
    let width = model.arc.inputs;
    let n = dependents.len() / width;
    // Two rows of 12-bit integers: their product over 128 places stays within 32 bits.
    let small = |x: &[f32]| {
        let mut a = Activations::default();
        a.set(x);
        a.values.iter_mut().for_each(|v| *v >>= 2);
        a.scale *= 4.0;
        a
    };
    let mut rows = vec![small(&model.arc_root)];
    rows.extend(heads.chunks_exact(width).map(small));
    let mut out = Vec::with_capacity(n * (n + 1));
    let mut x = Activations::default();
    let mut turned = vec![0.0; width];
    for dependent in dependents.chunks_exact(width) {
        x.set(dependent);
        apply(&model.arc, &x.values, x.scale, &mut turned);
        let d = small(&turned);
        out.extend(
            rows.iter()
                .map(|h| dot(&d.values, &h.values) as f32 * (d.scale * h.scale)),
        );
    }
    // A word is not its own head.
    for i in 0..n {
        out[i * (n + 1) + i + 1] = -1e4;
    }
    out
}
