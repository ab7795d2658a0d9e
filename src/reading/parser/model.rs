//! The model file: its layout and its reading.
//!
//! One file, little-endian, written by `train/export.py`: vocabularies, then tables and matrices of
//! 8-bit integers with 32-bit scales. The bytes are embedded in the program, so strings and
//! embedding rows are used where they stand; only the matrices are widened when the model is read.

use std::fmt;

use super::kernel::{Machine, Pairs, pack};

/// Why a model could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelError {
    /// The first bytes are not those of a model of this version.
    Magic,
    /// The file ends too early.
    Short,
    /// A string is not UTF-8.
    Text,
    /// The parts do not fit each other.
    Shape,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Magic => "not a parser model of this version",
            Self::Short => "the parser model is cut short",
            Self::Text => "the parser model holds text that is not UTF-8",
            Self::Shape => "the parts of the parser model do not fit each other",
        })
    }
}

impl std::error::Error for ModelError {}

/// Sums over so many inputs stay within 32 bits.
const MOST_INPUTS: usize = 1024;

const MAGIC: &[u8] = b"CDPARSE1";

/// A sorted list of strings, found by binary search; number 0 stands for what is not in it.
#[derive(Debug)]
pub(super) struct Strings {
    offsets: &'static [u8],
    text: &'static str,
    count: usize,
}

impl Strings {
    fn offset(&self, i: usize) -> usize {
        let bytes = self.offsets.get(4 * i..4 * i + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    }

    fn get(&self, i: usize) -> &'static str {
        self.text.get(self.offset(i)..self.offset(i + 1)).unwrap_or("")
    }

    /// The number of `s`, 0 where it is unknown.
    pub(super) fn number(&self, s: &str) -> u32 {
        let (mut low, mut high) = (1, self.count);
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(s) {
                std::cmp::Ordering::Equal => return u32::try_from(middle).unwrap_or(0),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        0
    }
}

/// Rows of 8-bit integers with a scale each.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) width: usize,
    scales: Vec<f32>,
    rows: &'static [u8],
}

impl Table {
    /// Writes row `i`, as floats, over `out`.
    pub(super) fn row(&self, i: u32, out: &mut [f32]) {
        let i = i as usize;
        let scale = self.scales.get(i).copied().unwrap_or(0.0);
        let row = self.rows.get(i * self.width..(i + 1) * self.width).unwrap_or(&[]);
        for (o, &b) in out.iter_mut().zip(row) {
            *o = f32::from(b.cast_signed()) * scale;
        }
    }
}

/// A linear layer: one row of weights for every output, a scale for every row, a bias.
#[derive(Debug)]
pub(super) struct Linear {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// 8-bit values, widened because machines multiply pairs of 16-bit numbers, and packed.
    pub(super) weights: Vec<Pairs>,
    pub(super) scales: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// One direction of one recurrent layer.
#[derive(Debug)]
pub(super) struct Recurrent {
    pub(super) input: Linear,
    pub(super) state: Linear,
}

/// Everything in the model file.
#[derive(Debug)]
pub(super) struct Model {
    /// What the products are made on.
    pub(super) machine: Machine,
    pub(super) hidden: usize,
    /// Word, suffix of 2, 3, 4, prefix of 3.
    pub(super) vocabularies: [Strings; 5],
    /// `UPOS|XPOS`; number 0 is unused.
    pub(super) tags: Vec<&'static str>,
    /// Relations; number 0 is unused.
    pub(super) labels: Vec<&'static str>,
    /// In the order of `vocabularies`, then the shape.
    pub(super) embeddings: [Table; 6],
    /// Forward and backward, for every layer.
    pub(super) layers: Vec<[Recurrent; 2]>,
    pub(super) tag: Linear,
    pub(super) arc_dependent: Linear,
    pub(super) arc_head: Linear,
    pub(super) product_dependent: Linear,
    pub(super) product_head: Linear,
    pub(super) sum_dependent: Linear,
    pub(super) sum_head: Linear,
    pub(super) arc: Linear,
    pub(super) arc_root: Vec<f32>,
    pub(super) product_root: Vec<f32>,
    pub(super) sum_root: Vec<f32>,
    pub(super) label: Linear,
}

impl Model {
    /// Reads a model; the bytes stay where they are.
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let mut r = Reader(bytes);
        if r.take(MAGIC.len())? != MAGIC {
            return Err(ModelError::Magic);
        }
        let count = r.number()?;
        let hidden = r.number()?;
        let vocabularies = [
            r.strings()?,
            r.strings()?,
            r.strings()?,
            r.strings()?,
            r.strings()?,
        ];
        let tags = r.names()?;
        let labels = r.names()?;
        let embeddings = [
            r.table()?,
            r.table()?,
            r.table()?,
            r.table()?,
            r.table()?,
            r.table()?,
        ];
        let mut layers = Vec::new();
        for _ in 0..count {
            layers.push([r.recurrent()?, r.recurrent()?]);
        }
        let model = Self {
            machine: Machine::detect(),
            hidden,
            vocabularies,
            tags,
            labels,
            embeddings,
            layers,
            tag: r.linear()?,
            arc_dependent: r.linear()?,
            arc_head: r.linear()?,
            product_dependent: r.linear()?,
            product_head: r.linear()?,
            sum_dependent: r.linear()?,
            sum_head: r.linear()?,
            arc: r.linear()?,
            arc_root: r.vector()?,
            product_root: r.vector()?,
            sum_root: r.vector()?,
            label: r.linear()?,
        };
        if r.0.is_empty() && model.fits() {
            Ok(model)
        } else {
            Err(ModelError::Shape)
        }
    }

    /// Whether every part takes what the part before it gives.
    fn fits(&self) -> bool {
        let both = 2 * self.hidden;
        let mut width: usize = self.embeddings.iter().map(|t| t.width).sum();
        for layer in &self.layers {
            for r in layer {
                let gates = 3 * self.hidden;
                if (r.input.inputs, r.input.outputs) != (width, gates)
                    || (r.state.inputs, r.state.outputs) != (self.hidden, gates)
                {
                    return false;
                }
            }
            width = both;
        }
        let arc = self.arc.inputs;
        let half = self.product_dependent.outputs;
        let tops = [
            (&self.arc_dependent, arc),
            (&self.arc_head, arc),
            (&self.product_dependent, half),
            (&self.product_head, half),
            (&self.sum_dependent, half),
            (&self.sum_head, half),
        ];
        self.layers.len() >= 2
            && self.tag.inputs == 2 * both
            && self.tag.outputs == self.tags.len()
            && tops.iter().all(|(l, out)| (l.inputs, l.outputs) == (both, *out))
            && self.arc.outputs == arc
            && self.arc_root.len() == arc
            && self.product_root.len() == half
            && self.sum_root.len() == half
            && (self.label.inputs, self.label.outputs) == (2 * half, self.labels.len())
            && self.tags.len() > 1
            && self.labels.len() > 1
    }
}

/// What is left of the file.
struct Reader(&'static [u8]);

impl Reader {
    fn take(&mut self, n: usize) -> Result<&'static [u8], ModelError> {
        let (head, rest) = self.0.split_at_checked(n).ok_or(ModelError::Short)?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<usize, ModelError> {
        let bytes = self.take(4)?.try_into().map_err(|_| ModelError::Short)?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn floats(&mut self, n: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.take(n.checked_mul(4).ok_or(ModelError::Short)?)?;
        let read = |b: &[u8]| b.try_into().map_or(0.0, f32::from_le_bytes);
        Ok(bytes.chunks_exact(4).map(read).collect())
    }

    fn vector(&mut self) -> Result<Vec<f32>, ModelError> {
        let n = self.number()?;
        self.floats(n)
    }

    fn strings(&mut self) -> Result<Strings, ModelError> {
        let count = self.number()?;
        let offsets = self.take(
            count
                .checked_add(1)
                .and_then(|n| n.checked_mul(4))
                .ok_or(ModelError::Short)?,
        )?;
        let mut strings = Strings {
            offsets,
            text: "",
            count,
        };
        let text = self.take(strings.offset(count))?;
        strings.text = std::str::from_utf8(text).map_err(|_| ModelError::Text)?;
        Ok(strings)
    }

    fn names(&mut self) -> Result<Vec<&'static str>, ModelError> {
        let count = self.number()?;
        let mut names = Vec::new();
        for _ in 0..count {
            let length = self.take(1)?.first().map_or(0, |&n| usize::from(n));
            names.push(std::str::from_utf8(self.take(length)?).map_err(|_| ModelError::Text)?);
        }
        Ok(names)
    }

    fn table(&mut self) -> Result<Table, ModelError> {
        let count = self.number()?;
        let width = self.number()?;
        let scales = self.floats(count)?;
        let rows = self.take(count.checked_mul(width).ok_or(ModelError::Short)?)?;
        Ok(Table { width, scales, rows })
    }

    fn matrix(&mut self) -> Result<Linear, ModelError> {
        let Table { width, scales, rows } = self.table()?;
        if width % 2 != 0 || width == 0 || width > MOST_INPUTS {
            return Err(ModelError::Shape);
        }
        let weights = pack(rows, width, scales.len());
        Ok(Linear {
            inputs: width,
            outputs: scales.len(),
            weights,
            bias: vec![0.0; scales.len()],
            scales,
        })
    }

    fn linear(&mut self) -> Result<Linear, ModelError> {
        let mut linear = self.matrix()?;
        linear.bias = self.vector()?;
        if linear.bias.len() == linear.outputs {
            Ok(linear)
        } else {
            Err(ModelError::Shape)
        }
    }

    fn recurrent(&mut self) -> Result<Recurrent, ModelError> {
        let mut input = self.matrix()?;
        let state = self.matrix()?;
        input.bias = self.vector()?;
        if input.bias.len() == input.outputs {
            Ok(Recurrent { input, state })
        } else {
            Err(ModelError::Shape)
        }
    }
}
