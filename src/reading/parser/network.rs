//! The network: embeddings, recurrent layers in both directions, and the heads on top of them.
//!
//! After Dozat and Manning (2017, "Deep Biaffine Attention for Neural Dependency Parsing") and
//! Kiperwasser and Goldberg (2016). Input and forget gate are one (Greff et al. 2017), and the
//! relation of a word to its head is scored on the product and on the sum of two projections.
//! `train/network.py` is the same in floating point.

use super::arithmetic::{Activations, dot, leaky, sigmoid, softmax, tanh, to_i16};
use super::features::Features;
use super::kernel::{Registers, Scale, Work, apply};
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
        let machine = model.machine;
        let project = |layer: &Linear| {
            let mut out = vec![0.0; n * layer.outputs];
            machine.project(layer, top, Scale::One(1.0 / STATE), &mut out);
            out.iter_mut().for_each(|v| *v = leaky(*v));
            out
        };
        let mut both = Vec::with_capacity(2 * width * n);
        let second = states.get(1).unwrap_or(&empty);
        for (low, high) in bottom
            .unwrap_or(&empty)
            .chunks_exact(width)
            .zip(second.chunks_exact(width))
        {
            both.extend_from_slice(low);
            both.extend_from_slice(high);
        }
        let mut logits = vec![0.0; n * model.tag.outputs];
        machine.project(&model.tag, &both, Scale::One(1.0 / STATE), &mut logits);
        let tags = logits
            .chunks_exact(model.tag.outputs)
            .map(|row| best(row, None))
            .collect();
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

    /// The most probable relation of every word to its head and its probability. `root` is the
    /// number of the relation of roots, and only theirs.
    pub(super) fn labels(&self, model: &Model, heads: &[Option<usize>], root: usize) -> Vec<(usize, f32)> {
        let half = model.product_dependent.outputs;
        let parts = &self.parts;
        let mut input = vec![0.0; 2 * half];
        let mut x = Activations::default();
        let (mut values, mut scales) = (
            Vec::with_capacity(heads.len() * 2 * half),
            Vec::with_capacity(heads.len()),
        );
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
            x.set(&input);
            values.extend_from_slice(&x.values);
            scales.push(x.scale);
        }
        let outputs = model.label.outputs;
        let mut logits = vec![0.0; heads.len() * outputs];
        model
            .machine
            .project(&model.label, &values, Scale::Rows(&scales), &mut logits);
        let choose = |(logits, head): (&[f32], &Option<usize>)| {
            let chosen = if head.is_none() {
                root
            } else {
                best(logits, Some(root))
            };
            (
                chosen,
                softmax(logits.get(1..).unwrap_or(&[]), chosen.saturating_sub(1)),
            )
        };
        logits.chunks_exact(outputs).zip(heads).map(choose).collect()
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
    let mut projected = Vec::new();
    for [forward, backward] in &model.layers {
        let mut out = vec![0_i16; n * 2 * model.hidden];
        let x = states.last().unwrap_or(&input);
        for (layer, backward) in [(forward, false), (backward, true)] {
            projected.resize(n * layer.input.outputs, 0.0);
            model
                .machine
                .project(&layer.input, x, Scale::Rows(&scales), &mut projected);
            let projected = &projected;
            model.machine.run(Direction {
                layer,
                projected,
                hidden: model.hidden,
                backward,
                out: &mut out,
            });
        }
        states.push(out);
        scales.fill(1.0 / STATE);
    }
    states
}

/// One direction of one layer, over its half of the rows of `out`.
struct Direction<'a> {
    layer: &'a Recurrent,
    /// Projected inputs, with bias.
    projected: &'a [f32],
    hidden: usize,
    backward: bool,
    out: &'a mut [i16],
}

impl Work<()> for Direction<'_> {
    #[inline(always)]
    fn with<R: Registers>(self, r: R) {
        let hidden = self.hidden;
        let n = self.projected.len() / (3 * hidden);
        let mut gates = vec![0.0; 3 * hidden];
        let mut cell = vec![0.0_f32; hidden];
        let mut state = vec![0_i16; hidden];
        let half = if self.backward { hidden } else { 0 };
        for step in 0..n {
            let t = if self.backward { n - 1 - step } else { step };
            apply(r, &self.layer.state, &state, 1.0 / STATE, &mut gates);
            for (g, p) in gates
                .iter_mut()
                .zip(&self.projected[t * 3 * hidden..(t + 1) * 3 * hidden])
            {
                *g += p;
            }
            let (forget, rest) = gates.split_at(hidden);
            let (new, output) = rest.split_at(hidden);
            for ((((s, c), f), g), o) in state.iter_mut().zip(&mut cell).zip(forget).zip(new).zip(output) {
                let f = sigmoid(*f);
                *c = f * *c + (1.0 - f) * tanh(*g);
                *s = to_i16(sigmoid(*o) * tanh(*c) * STATE);
            }
            let at = t * 2 * hidden + half;
            self.out[at..at + hidden].copy_from_slice(&state);
        }
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
    let mut x = Activations::default();
    let (mut values, mut scales) = (Vec::with_capacity(n * width), Vec::with_capacity(n));
    for dependent in dependents.chunks_exact(width) {
        x.set(dependent);
        values.extend_from_slice(&x.values);
        scales.push(x.scale);
    }
    let mut turned = vec![0.0; n * width];
    model
        .machine
        .project(&model.arc, &values, Scale::Rows(&scales), &mut turned);
    let dependents: Vec<Activations> = turned.chunks_exact(width).map(small).collect();
    let mut out = model.machine.run(Bilinear {
        dependents: &dependents,
        heads: &rows,
    });
    // A word is not its own head.
    for i in 0..n {
        out[i * (n + 1) + i + 1] = -1e4;
    }
    out
}

/// Products of every dependent with every head.
struct Bilinear<'a> {
    dependents: &'a [Activations],
    heads: &'a [Activations],
}

impl Work<Vec<f32>> for Bilinear<'_> {
    #[inline(always)]
    fn with<R: Registers>(self, _: R) -> Vec<f32> {
        let mut out = Vec::with_capacity(self.dependents.len() * self.heads.len());
        for d in self.dependents {
            for h in self.heads {
                out.push(dot(&d.values, &h.values) as f32 * (d.scale * h.scale));
            }
        }
        out
    }
}
