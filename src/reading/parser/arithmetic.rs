//! The arithmetic under the network, the same to the last bit on every machine.
//!
//! Sums of products are sums of integers (8-bit weights by 16-bit activations in 32 bits), so their
//! order does not matter. What is left in floating point is elementwise: one multiplication, addition
//! or division after the other in the order written here, without functions of a maths library.

/// Largest magnitude of a scaled activation. With 8-bit weights and up to 1,024 inputs a sum stays
/// within 32 bits: 127 · 16,383 · 1,024 < 2³¹.
pub(super) const TOP: f32 = 16_383.0;

/// Largest magnitude where two rows are multiplied with each other: over up to 128 places their product
/// stays within 32 bits, 4,095² · 128 = 2³¹ − 2²⁰ or so.
pub(super) const SMALL_TOP: f32 = 4095.0;

/// Rows of activations as integers; each stands for itself times the scale of its row.
#[derive(Debug)]
pub(super) struct Rows {
    width: usize,
    pub(super) values: Vec<i16>,
    pub(super) scales: Vec<f32>,
}

impl Rows {
    /// No rows, with room for `count` of `width` activations.
    pub(super) fn new(width: usize, count: usize) -> Self {
        Self {
            width,
            values: Vec::with_capacity(width * count),
            scales: Vec::with_capacity(count),
        }
    }

    /// Adds `x`, scaled so that its greatest magnitude is `top`.
    pub(super) fn push(&mut self, x: &[f32], top: f32) {
        let greatest = greatest(x);
        let up = if greatest > 0.0 { top / greatest } else { 0.0 };
        self.scales.push(greatest / top);
        self.values.extend(x.iter().map(|v| to_i16(v * up)));
    }

    /// Adds all rows of `x`.
    pub(super) fn extend(&mut self, x: &[f32], top: f32) {
        for row in x.chunks_exact(self.width) {
            self.push(row, top);
        }
    }

    /// Rows `range` and their scales.
    pub(super) fn range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = (&[i16], f32)> {
        let values = &self.values[range.start * self.width..range.end * self.width];
        values
            .chunks_exact(self.width)
            .zip(self.scales[range].iter().copied())
    }
}

/// Greatest magnitude. Eight lists side by side, because the machine compares eight at a time.
fn greatest(x: &[f32]) -> f32 {
    let (eights, rest) = x.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for eight in eights {
        for (lane, v) in lanes.iter_mut().zip(eight) {
            *lane = if v.abs() > *lane { v.abs() } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(0.0_f32, |m, v| m.max(v.abs()))
}

/// Rounds to the nearest integer, ties to even, for magnitudes up to 2²².
///
/// Adding 1.5 · 2²³ leaves the integer in the low bits of the sum. Unlike `round`, this is two
/// additions on every machine.
#[inline(always)]
pub(super) fn to_i16(x: f32) -> i16 {
    const SHIFT: f32 = 12_582_912.0;
    let bits = (x + SHIFT).to_bits();
    // The low 16 bits of the sum are the integer in two's complement.
    (bits as u16).cast_signed()
}

/// Sum of products.
#[inline(always)]
pub(super) fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum()
}

/// Hyperbolic tangent by a continued fraction of Lambert, within 0.0008.
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.4, 4.4);
    let s = x * x;
    let top = x * (10_395.0 + s * (1260.0 + s * 21.0));
    let bottom = 10_395.0 + s * (4725.0 + s * (210.0 + s));
    (top / bottom).clamp(-1.0, 1.0)
}

/// Logistic function.
#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Exponential of a number that is not positive, within a few parts in a million.
///
/// 2ⁿ from the bits of the exponent, the rest from a polynomial on ±½ ln 2.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 0.0);
    let n = (x * std::f32::consts::LOG2_E + SHIFT) - SHIFT;
    let r = x - n * std::f32::consts::LN_2;
    let p = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0)))));
    let power = f32::from_bits(((n as i32 + 127) as u32) << 23);
    p * power
}

/// Share of `chosen` in the sum of the exponentials of `scores`.
pub(super) fn softmax(scores: &[f32], chosen: usize) -> f32 {
    let top = scores.iter().fold(f32::NEG_INFINITY, |m, &s| m.max(s));
    let mut sum = 0.0;
    for &s in scores {
        sum += exp(s - top);
    }
    scores.get(chosen).map_or(0.0, |&s| exp(s - top) / sum)
}

/// `max(x, x / 10)`
#[inline(always)]
pub(super) fn leaky(x: f32) -> f32 {
    x.max(0.1 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_close_to_the_true_ones() {
        for i in -2000..2000_i16 {
            let x = f32::from(i) / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 8e-4, "{x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 4e-4, "{x}");
            let e = exp(-x.abs());
            assert!((e - (-x.abs()).exp()).abs() <= 5e-6 * e, "{x}");
        }
    }

    #[test]
    fn rounds_to_even() {
        let cases = [
            (0.5, 0),
            (1.5, 2),
            (-0.5, 0),
            (-1.5, -2),
            (-2.4, -2),
            (16_383.0, 16_383),
            (-16_383.0, -16_383),
        ];
        for (x, expected) in cases {
            assert_eq!(to_i16(x), expected);
        }
    }
}
