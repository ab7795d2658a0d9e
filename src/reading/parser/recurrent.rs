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
}

/// States of every layer: for every word forward, then backward. The words of all sentences stand one
/// after the other; `lengths` are those of the sentences, longest first.
pub(super) fn encode(
    model: &Model,
    inputs: &Inputs,
    words: &[usize],
    lengths: &[usize],
    cores: Cores,
) -> Vec<Vec<i16>> {
    let (n, hidden) = (words.len(), model.hidden);
    let mut states: Vec<Vec<i16>> = Vec::with_capacity(model.layers.len());
    let mut projected = [Vec::new(), Vec::new()];
    for [forward, backward] in &model.layers {
        let direction = |layer: &Recurrent, backward: bool, projected: &mut Vec<f32>| {
            let input = match states.last() {
                None => Input::Words {
                    rows: &inputs.directions[usize::from(backward)],
                    words,
                },
                Some(below) => {
                    projected.resize(n * inputs.width, 0.0);
                    let scale = Scale::One(1.0 / STATE);
                    model.machine.project(&layer.input, below, scale, projected);
                    Input::Projected(projected)
                }
            };
            let mut out = vec![0_i16; n * hidden];
            model.machine.run(Direction {
                layer,
                input,
                lengths,
                hidden,
                backward,
                out: &mut out,
            });
            out
        };
        // A short text has few groups of sentences, and the last one would leave the other cores without work.
        let [to, fro] = &mut projected;
        let (there, back) = cores.join(
            || direction(forward, false, to),
            || direction(backward, true, fro),
        );
        let mut out = Vec::with_capacity(n * 2 * hidden);
        for (there, back) in there.chunks_exact(hidden).zip(back.chunks_exact(hidden)) {
            out.extend_from_slice(there);
            out.extend_from_slice(back);
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

/// What a layer makes of its inputs, with bias: a row for every word.
enum Input<'a> {
    /// Rows of distinct words, and which word stands where.
    Words { rows: &'a [f32], words: &'a [usize] },
    /// The row of each word in its place.
    Projected(&'a [f32]),
}

impl Input<'_> {
    #[inline(always)]
    fn row(&self, word: usize, width: usize) -> &[f32] {
        let (rows, at) = match self {
            Self::Words { rows, words } => (rows, words[word]),
            Self::Projected(rows) => (rows, word),
        };
        &rows[at * width..(at + 1) * width]
    }
}

/// One direction of one layer, over the rows of `out`.
struct Direction<'a> {
    layer: &'a Recurrent,
    input: Input<'a>,
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
                update(self.input.row(word, 3 * hidden), gates, cell, state);
                let at = word * hidden;
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
