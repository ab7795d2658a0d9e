//! Matrix products over packed weights, with the widest registers the machine has.
//!
//! The products are sums of 16-bit pairs in 32 bits. Whether eight or four of them are made at a time
//! changes the time, never the result. On x86-64 with AVX-512 and its dot products (VNNI) the kernels run in
//! 512-bit registers, where the compiler makes one instruction of a product and its sum (see `abreast`); with AVX2 in 256-bit
//! registers, on other x86-64 in the 128-bit registers that all of them have (through `pulp`, which checks for
//! them once), elsewhere on whatever the compiler makes of plain loops.

use std::marker::PhantomData;

use super::model::Linear;

/// Outputs computed together, in a block of weights.
pub(super) const BLOCK: usize = 32;
/// Outputs of one register.
const LANES: usize = 8;
/// Registers of a block.
const REGISTERS: usize = BLOCK / LANES;

/// Weights of eight outputs for two neighbouring inputs, the two side by side.
pub(super) type Pairs = [i16; 2 * LANES];

#[cfg(target_arch = "x86_64")]
pulp::simd_type! {
    /// AVX-512 with VNNI.
    pub(super) struct Dot512 {
        sse: "sse",
        sse2: "sse2",
        avx: "avx",
        avx2: "avx2",
        fma: "fma",
        avx512f: "avx512f",
        avx512bw: "avx512bw",
        avx512dq: "avx512dq",
        avx512vl: "avx512vl",
        avx512vnni: "avx512vnni",
    }
}

/// The registers in use.
#[derive(Debug, Clone, Copy)]
pub(super) enum Machine {
    /// AVX-512 with VNNI.
    #[cfg(target_arch = "x86_64")]
    Widest(Dot512),
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Wide(pulp::x86::V3),
    /// SSE2, which every x86-64 has.
    #[cfg(target_arch = "x86_64")]
    Base(pulp::x86::V1),
    /// No registers named.
    Portable,
}

impl Machine {
    /// The best of this machine.
    pub(super) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(dot) = Dot512::try_new() {
            return Self::Widest(dot);
        } else if let Some(v3) = pulp::x86::V3::try_new() {
            return Self::Wide(v3);
        } else if let Some(v1) = pulp::x86::V1::try_new() {
            return Self::Base(v1);
        }
        Self::Portable
    }

    /// `layer` applied to every row of `x`, over the rows of `out`. `scale` is that of the rows.
    pub(super) fn project(self, layer: &Linear, x: &[i16], scale: Scale<'_>, out: &mut [f32]) {
        self.run(Projection { layer, x, scale, out });
    }

    /// Runs `work` with the loops in it compiled for this machine's registers.
    #[inline(always)]
    pub(super) fn run<T>(self, work: impl Work<T>) -> T {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Widest(dot) => dot.vectorize(On(dot, work, PhantomData)),
            #[cfg(target_arch = "x86_64")]
            Self::Wide(v3) => v3.vectorize(On(v3, work, PhantomData)),
            #[cfg(target_arch = "x86_64")]
            Self::Base(v1) => v1.vectorize(On(v1, work, PhantomData)),
            Self::Portable => work.with(Portable),
        }
    }
}

/// Something to be run on a machine; `with` must be `#[inline(always)]`.
pub(super) trait Work<T> {
    /// Does it.
    fn with<R: Registers>(self, registers: R) -> T;
}

/// Work and the registers to do it on. No closure: what is called in its stead may be compiled by itself, without the
/// machine's registers.
#[cfg(target_arch = "x86_64")]
struct On<R, W, T>(R, W, PhantomData<T>);

#[cfg(target_arch = "x86_64")]
impl<T, R: Registers, W: Work<T>> pulp::NullaryFnOnce for On<R, W, T> {
    type Output = T;

    #[inline(always)]
    fn call(self) -> T {
        self.1.with(self.0)
    }
}

/// A layer applied to rows.
struct Projection<'a> {
    layer: &'a Linear,
    x: &'a [i16],
    scale: Scale<'a>,
    out: &'a mut [f32],
}

impl Work<()> for Projection<'_> {
    #[inline(always)]
    fn with<R: Registers>(self, registers: R) {
        project(registers, self.layer, self.x, self.scale, self.out);
    }
}

/// What one step of an integer in a row of activations is worth.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scale<'a> {
    /// The same in all rows.
    One(f32),
    /// One for every row.
    Rows(&'a [f32]),
}

impl Scale<'_> {
    #[inline(always)]
    fn of(self, row: usize) -> f32 {
        match self {
            Self::One(s) => s,
            Self::Rows(s) => s.get(row).copied().unwrap_or(0.0),
        }
    }
}

/// Weights of a block of outputs for two neighbouring inputs.
type Cell = [Pairs; REGISTERS];

/// A set of registers.
pub(super) trait Registers: Copy {
    /// Whether there is room for the sums of eight rows.
    const ROOMY: bool = false;
    /// 32-bit sums, one for every output of a block.
    type Sums: Copy;
    /// Two neighbouring inputs, as often as a register holds them.
    type Pair: Copy;
    /// Zeros.
    fn zero(self) -> Self::Sums;
    /// Two neighbouring inputs.
    fn pair(self, pair: [i16; 2]) -> Self::Pair;
    /// Adds to every sum the products of its two weights and the two inputs.
    fn add(self, sums: Self::Sums, weights: &Cell, pair: Self::Pair) -> Self::Sums;
    /// The sums.
    fn get(self, sums: Self::Sums) -> [i32; BLOCK];
}

#[cfg(target_arch = "x86_64")]
impl Registers for Dot512 {
    const ROOMY: bool = true;

    type Sums = [std::arch::x86_64::__m512i; 2];
    type Pair = std::arch::x86_64::__m512i;

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [self.avx512f._mm512_set1_epi32(0); 2]
    }

    #[inline(always)]
    fn pair(self, pair: [i16; 2]) -> Self::Pair {
        self.avx512f._mm512_set1_epi32(pulp::cast(pair))
    }

    #[inline(always)]
    fn add(self, mut sums: Self::Sums, weights: &Cell, pair: Self::Pair) -> Self::Sums {
        let weights: Self::Sums = pulp::cast(*weights);
        for i in 0..2 {
            let products = self.avx512bw._mm512_madd_epi16(weights[i], pair);
            sums[i] = self.avx512f._mm512_add_epi32(sums[i], products);
        }
        sums
    }

    #[inline(always)]
    fn get(self, sums: Self::Sums) -> [i32; BLOCK] {
        pulp::cast(sums)
    }
}

#[cfg(target_arch = "x86_64")]
impl Registers for pulp::x86::V3 {
    type Sums = [std::arch::x86_64::__m256i; 4];
    type Pair = std::arch::x86_64::__m256i;

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [self.avx._mm256_set1_epi32(0); 4]
    }

    #[inline(always)]
    fn pair(self, pair: [i16; 2]) -> Self::Pair {
        self.avx._mm256_set1_epi32(pulp::cast(pair))
    }

    #[inline(always)]
    fn add(self, mut sums: Self::Sums, weights: &Cell, pair: Self::Pair) -> Self::Sums {
        let weights: Self::Sums = pulp::cast(*weights);
        for i in 0..4 {
            let products = self.avx2._mm256_madd_epi16(weights[i], pair);
            sums[i] = self.avx2._mm256_add_epi32(sums[i], products);
        }
        sums
    }

    #[inline(always)]
    fn get(self, sums: Self::Sums) -> [i32; BLOCK] {
        pulp::cast(sums)
    }
}

#[cfg(target_arch = "x86_64")]
impl Registers for pulp::x86::V1 {
    type Sums = [std::arch::x86_64::__m128i; 8];
    type Pair = std::arch::x86_64::__m128i;

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [self.sse2._mm_set1_epi32(0); 8]
    }

    #[inline(always)]
    fn pair(self, pair: [i16; 2]) -> Self::Pair {
        self.sse2._mm_set1_epi32(pulp::cast(pair))
    }

    #[inline(always)]
    fn add(self, mut sums: Self::Sums, weights: &Cell, pair: Self::Pair) -> Self::Sums {
        let weights: Self::Sums = pulp::cast(*weights);
        for i in 0..8 {
            let products = self.sse2._mm_madd_epi16(weights[i], pair);
            sums[i] = self.sse2._mm_add_epi32(sums[i], products);
        }
        sums
    }

    #[inline(always)]
    fn get(self, sums: Self::Sums) -> [i32; BLOCK] {
        pulp::cast(sums)
    }
}

/// Plain loops.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portable;

impl Registers for Portable {
    type Sums = [i32; BLOCK];
    type Pair = [i32; 2];

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [0; BLOCK]
    }

    #[inline(always)]
    fn pair(self, pair: [i16; 2]) -> Self::Pair {
        pair.map(i32::from)
    }

    #[inline(always)]
    fn add(self, mut sums: Self::Sums, weights: &Cell, [a, b]: Self::Pair) -> Self::Sums {
        for (sum, pair) in sums.iter_mut().zip(weights.as_flattened().as_chunks::<2>().0) {
            *sum += i32::from(pair[0]) * a + i32::from(pair[1]) * b;
        }
        sums
    }

    #[inline(always)]
    fn get(self, sums: Self::Sums) -> [i32; BLOCK] {
        sums
    }
}

/// Packs rows of weights (one row an output) for the kernels; outputs are filled up with zeros to
/// whole blocks.
pub(super) fn pack(rows: &[u8], inputs: usize, outputs: usize) -> Vec<Pairs> {
    let blocks = outputs.div_ceil(BLOCK);
    let mut packed = vec![[0_i16; 2 * LANES]; blocks * REGISTERS * inputs / 2];
    for (output, row) in rows.chunks_exact(inputs.max(1)).take(outputs).enumerate() {
        let (block, within) = (output / BLOCK, output % BLOCK);
        let (register, lane) = (within / LANES, within % LANES);
        for (k, pair) in row.chunks_exact(2).enumerate() {
            let cell = &mut packed[(block * inputs / 2 + k) * REGISTERS + register];
            cell[2 * lane] = i16::from(pair[0].cast_signed());
            cell[2 * lane + 1] = i16::from(pair[1].cast_signed());
        }
    }
    packed
}

/// `layer` applied to every row of `x`, within work that already runs on the machine.
///
/// Rows are taken in twos, or in up to eight where there are registers for their sums, so that a weight that was
/// fetched is used as often; all rows go through a block of weights before the next block is fetched.
#[inline(always)]
pub(super) fn project<R: Registers>(r: R, layer: &Linear, x: &[i16], scale: Scale<'_>, out: &mut [f32]) {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let count = (x.len() / inputs).min(out.len() / outputs);
    let x = abreast::<R>(x, inputs, count);
    for (block, weights) in layer.weights.chunks_exact(inputs / 2 * REGISTERS).enumerate() {
        let block = Block {
            layer,
            first: block * BLOCK,
            weights: weights.as_chunks().0,
            scale,
        };
        let mut rows = Rows {
            x: &x,
            out: &mut *out,
            at: 0,
        };
        while R::ROOMY && count - rows.at >= MOST_ROWS {
            block.apply::<R, MOST_ROWS>(r, &mut rows);
        }
        while rows.at < count {
            match together::<R>(count - rows.at) {
                1 => block.apply::<R, 1>(r, &mut rows),
                2 => block.apply::<R, 2>(r, &mut rows),
                3 => block.apply::<R, 3>(r, &mut rows),
                4 => block.apply::<R, 4>(r, &mut rows),
                5 => block.apply::<R, 5>(r, &mut rows),
                6 => block.apply::<R, 6>(r, &mut rows),
                _ => block.apply::<R, 7>(r, &mut rows),
            }
        }
    }
}

/// Rows that go through a block of weights together where there is room.
const MOST_ROWS: usize = 8;

/// How many of the rows that are left go through a block of weights together.
#[inline(always)]
fn together<R: Registers>(left: usize) -> usize {
    left.min(if R::ROOMY { MOST_ROWS } else { 2 })
}

/// The rows as [`project`] takes them, pairs of inputs by pairs: of the rows that go together the first pairs of all,
/// then the second ones. So they stand at distances that are known beforehand. Where a place has to be reckoned from
/// the row before, pairs come late, and the compiler makes two instructions of a product and its sum for those that
/// come early.
#[inline(always)]
fn abreast<R: Registers>(x: &[i16], inputs: usize, count: usize) -> Vec<[i16; 2]> {
    let mut out = Vec::with_capacity(count * inputs / 2);
    let mut rows = x.chunks_exact(inputs).take(count);
    let mut left = count;
    while left > 0 {
        let some = together::<R>(left);
        match some {
            1 => side_by_side::<1>(&mut rows, &mut out),
            2 => side_by_side::<2>(&mut rows, &mut out),
            3 => side_by_side::<3>(&mut rows, &mut out),
            4 => side_by_side::<4>(&mut rows, &mut out),
            5 => side_by_side::<5>(&mut rows, &mut out),
            6 => side_by_side::<6>(&mut rows, &mut out),
            7 => side_by_side::<7>(&mut rows, &mut out),
            _ => side_by_side::<8>(&mut rows, &mut out),
        }
        left -= some;
    }
    out
}

/// Adds the pairs of the next `N` rows.
#[inline(always)]
fn side_by_side<'x, const N: usize>(rows: &mut impl Iterator<Item = &'x [i16]>, out: &mut Vec<[i16; 2]>) {
    let rows: [&[[i16; 2]]; N] = std::array::from_fn(|_| rows.next().unwrap_or_default().as_chunks().0);
    let pairs = rows[0].len();
    let rows = rows.map(|row| &row[..pairs]);
    for k in 0..pairs {
        out.extend_from_slice(&rows.map(|row| row[k]));
    }
}

/// What is left of the rows, and the number of the first.
struct Rows<'a> {
    x: &'a [[i16; 2]],
    out: &'a mut [f32],
    at: usize,
}

/// The weights of a block of outputs.
struct Block<'a> {
    layer: &'a Linear,
    /// The number of its first output.
    first: usize,
    weights: &'a [Cell],
    scale: Scale<'a>,
}

impl Block<'_> {
    /// Fills its outputs of the next `N` rows.
    #[inline(always)]
    fn apply<R: Registers, const N: usize>(&self, r: R, rows: &mut Rows<'_>) {
        let (inputs, outputs) = (self.layer.inputs, self.layer.outputs);
        let (x, after) = rows.x.split_at(N * inputs / 2);
        let all = std::mem::take(&mut rows.out);
        let (out, out_after) = all.split_at_mut(N * outputs);
        let mut sums = [r.zero(); N];
        for (cell, pairs) in self.weights.iter().zip(x.as_chunks::<N>().0) {
            for i in 0..N {
                sums[i] = r.add(sums[i], cell, r.pair(pairs[i]));
            }
        }
        for (i, out) in out.chunks_exact_mut(outputs).enumerate() {
            finish(
                r,
                self.layer,
                self.first,
                sums[i],
                self.scale.of(rows.at + i),
                out,
            );
        }
        *rows = Rows {
            x: after,
            out: out_after,
            at: rows.at + N,
        };
    }
}

/// Scales a block of sums and adds the bias.
#[inline(always)]
fn finish<R: Registers>(r: R, layer: &Linear, first: usize, sums: R::Sums, scale: f32, out: &mut [f32]) {
    let last = layer.outputs.min(first + BLOCK);
    let (Some(out), Some(scales), Some(bias)) = (
        out.get_mut(first..last),
        layer.scales.get(first..last),
        layer.bias.get(first..last),
    ) else {
        return;
    };
    let sums = r.get(sums);
    for (((o, s), b), sum) in out.iter_mut().zip(scales).zip(bias).zip(&sums) {
        *o = *sum as f32 * (scale * s) + b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All registers of this machine give the sums that the definition gives.
    #[test]
    fn registers_agree() {
        let (inputs, outputs, rows) = (64, 45, 15);
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16
        };
        let weights: Vec<u8> = (0..inputs * outputs).map(|_| next() as u8).collect();
        let x: Vec<i16> = (0..inputs * rows).map(|_| next() >> 1).collect();
        let layer = Linear {
            inputs,
            outputs,
            weights: pack(&weights, inputs, outputs),
            scales: vec![1.0; outputs],
            bias: vec![0.5; outputs],
        };
        let expected: Vec<f32> = x
            .chunks_exact(inputs)
            .flat_map(|x| weights.chunks_exact(inputs).map(|w| sum(x, w) as f32 * 2.0 + 0.5))
            .collect();
        fn sum(x: &[i16], w: &[u8]) -> i32 {
            x.iter()
                .zip(w)
                .map(|(&x, &w)| i32::from(x) * i32::from(w.cast_signed()))
                .sum()
        }
        let mut machines = vec![Machine::Portable, Machine::detect()];
        #[cfg(target_arch = "x86_64")]
        {
            machines.extend(pulp::x86::V1::try_new().map(Machine::Base));
            machines.extend(pulp::x86::V3::try_new().map(Machine::Wide));
            machines.extend(Dot512::try_new().map(Machine::Widest));
        }
        for machine in machines {
            let mut out = vec![0.0; rows * outputs];
            machine.project(&layer, &x, Scale::One(2.0), &mut out);
            assert_eq!(out, expected, "{machine:?}");
        }
    }
}
