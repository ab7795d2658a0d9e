//! Words → states: embeddings and the recurrent layers, for several sentences in lockstep.
//!
//! A step of a recurrent layer reads all its weights for one row of state; with several sentences
//! side by side they are read once for all. The integers of a sentence are the same alone and in
//! company.

use std::collections::HashMap;

use super::Cores;
use super::arithmetic::{Rows, TOP, sigmoid, tanh, to_i16};
use super::features::Features;
use super::kernel::{Registers, Scale, Work, project};
use super::model::{Model, Recurrent};

/// States lie between −1 and 1.
pub(super) const STATE: f32 = 16_384.0;

/// Rows of inputs that are projected in one piece of work.
const PIECE: usize = 64;

/// What the words of a batch of sentences give to the first layer, forward and backward. The same word
/// gives the same wherever it stands: it is projected once.
#[derive(Debug)]
pub(super) struct Inputs {
    width: usize,
    directions: [Vec<f32>; 2],
}

impl Inputs {
    /// The inputs of a batch, and for every sentence the numbers of its words among them.
    pub(super) fn of(model: &Model, sentences: &[Vec<Features>], cores: Cores) -> (Self, Vec<Vec<usize>>) {
        let mut numbers: HashMap<Features, usize> = HashMap::new();
        let mut words: Vec<Features> = Vec::new();
        let mut number = |features: &Features| {
            *numbers.entry(*features).or_insert_with(|| {
                words.push(*features);
                words.len() - 1
            })
        };
        let numbered = sentences
            .iter()
            .map(|s| s.iter().map(&mut number).collect())
            .collect();
        let width = 3 * model.hidden;
        let [forward, backward] = match model.layers.first() {
            Some([forward, backward]) => [&forward.input, &backward.input].map(|layer| {
                cores.map(&words, PIECE, |words| {
                    let words = embed(model, words);
                    let mut out = vec![0.0; words.scales.len() * width];
                    model
                        .machine
                        .project(layer, &words.values, Scale::Rows(&words.scales), &mut out);
                    out
                })
            }),
            None => [Vec::new(), Vec::new()],
        };
        let directions = [forward, backward];
        (Self { width, directions }, numbered)
    }

    /// The rows of these words, in this order.
    fn rows(&self, words: &[usize], backward: bool, out: &mut [f32]) {
        let rows = &self.directions[usize::from(backward)];
        for (&word, out) in words.iter().zip(out.chunks_exact_mut(self.width)) {
            if let Some(row) = rows.get(word * self.width..(word + 1) * self.width) {
                out.copy_from_slice(row);
            }
        }
    }
}

/// States of every layer: for every word forward, then backward. The words of all sentences stand one
/// after the other; `lengths` are those of the sentences, longest first.
pub(super) fn encode(model: &Model, inputs: &Inputs, words: &[usize], lengths: &[usize]) -> Vec<Vec<i16>> {
    let n = words.len();
    let mut projected = vec![0.0; n * 3 * model.hidden];
    let mut states: Vec<Vec<i16>> = Vec::with_capacity(model.layers.len());
    for [forward, backward] in &model.layers {
        let mut out = vec![0_i16; n * 2 * model.hidden];
        for (layer, backward) in [(forward, false), (backward, true)] {
            match states.last() {
                None => inputs.rows(words, backward, &mut projected),
                Some(below) => {
                    let scale = Scale::One(1.0 / STATE);
                    model.machine.project(&layer.input, below, scale, &mut projected);
                }
            }
            model.machine.run(Direction {
                layer,
                projected: &projected,
                lengths,
                hidden: model.hidden,
                backward,
                out: &mut out,
            });
        }
        states.push(out);
    }
    states
}

/// The embeddings of every word.
fn embed(model: &Model, features: &[Features]) -> Rows {
    let width: usize = model.embeddings.iter().map(|t| t.width).sum();
    let mut rows = Rows::new(width, features.len());
    let mut word = vec![0.0; width];
    for numbers in features {
        let mut rest = &mut word[..];
        for (table, &number) in model.embeddings.iter().zip(numbers) {
            let (row, after) = rest.split_at_mut(table.width);
            table.row(number, row);
            rest = after;
        }
        rows.push(&word, TOP);
    }
    rows
}

/// One direction of one layer, over its half of the rows of `out`.
struct Direction<'a> {
    layer: &'a Recurrent,
    /// Projected inputs, with bias.
    projected: &'a [f32],
    /// Lengths of the sentences, longest first.
    lengths: &'a [usize],
    hidden: usize,
    backward: bool,
    out: &'a mut [i16],
}

impl Work<()> for Direction<'_> {
    #[inline(always)]
    fn with<R: Registers>(self, r: R) {
        let hidden = self.hidden;
        let count = self.lengths.len();
        let mut gates = vec![0.0; count * 3 * hidden];
        let mut cells = vec![0.0_f32; count * hidden];
        let mut state = vec![0_i16; count * hidden];
        let half = if self.backward { hidden } else { 0 };
        let longest = self.lengths.first().copied().unwrap_or(0);
        for step in 0..longest {
            // The sentences that still have words, a prefix because the longest come first.
            let active = self.lengths.iter().take_while(|&&n| n > step).count();
            let rows = &state[..active * hidden];
            project(
                r,
                &self.layer.state,
                rows,
                Scale::One(1.0 / STATE),
                &mut gates[..active * 3 * hidden],
            );
            let mut start = 0;
            let sentences = gates.chunks_exact(3 * hidden).zip(cells.chunks_exact_mut(hidden));
            for ((&n, state), (gates, cell)) in self.lengths[..active]
                .iter()
                .zip(state.chunks_exact_mut(hidden))
                .zip(sentences)
            {
                let word = start + if self.backward { n - 1 - step } else { step };
                let input = &self.projected[word * 3 * hidden..(word + 1) * 3 * hidden];
                update(input, gates, cell, state);
                let at = word * 2 * hidden + half;
                self.out[at..at + hidden].copy_from_slice(state);
                start += n;
            }
        }
    }
}

/// The gates of one step: what the cell forgets and takes in, and what it shows.
#[inline(always)]
fn update(input: &[f32], recurrent: &[f32], cell: &mut [f32], state: &mut [i16]) {
    let hidden = cell.len();
    let (forget_x, rest) = input.split_at(hidden);
    let (new_x, output_x) = rest.split_at(hidden);
    let (forget_h, rest) = recurrent.split_at(hidden);
    let (new_h, output_h) = rest.split_at(hidden);
    for i in 0..hidden {
        let f = sigmoid(forget_x[i] + forget_h[i]);
        let c = f * cell[i] + (1.0 - f) * tanh(new_x[i] + new_h[i]);
        cell[i] = c;
        state[i] = to_i16(sigmoid(output_x[i] + output_h[i]) * tanh(c) * STATE);
    }
}
