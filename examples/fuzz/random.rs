//! Texts changed at random, the same way every time.

/// Numbers that look random (xorshift, Marsaglia 2003); the same every time.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
    /// A part of the file with one to twenty changes.
    pub(crate) fn changed(&mut self, file: &str, pieces: &[&str]) -> String {
        let mut chars: Vec<char> = file.chars().collect();
        if self.below(4) > 0 {
            let start = self.below(chars.len());
            let length = self.below(4000);
            chars = chars.into_iter().skip(start).take(length).collect();
        }
        for _ in 0..=self.below(20) {
            let at = self.below(chars.len() + 1).min(chars.len());
            match self.below(5) {
                0 => {
                    let to = (at + self.below(30)).min(chars.len());
                    chars.drain(at..to);
                }
                1 => {
                    let piece = pieces.get(self.below(pieces.len())).copied().unwrap_or("");
                    chars.splice(at..at, piece.chars());
                }
                2 => {
                    let to = (at + self.below(200)).min(chars.len());
                    let copy: Vec<char> = chars.get(at..to).unwrap_or_default().to_vec();
                    let into = self.below(chars.len() + 1).min(chars.len());
                    chars.splice(into..into, copy);
                }
                3 => {
                    if let Some(c) = chars.get_mut(at) {
                        *c = char::from_u32(self.below(0x2100) as u32).unwrap_or(' ');
                    }
                }
                _ => {
                    let piece = pieces.get(self.below(pieces.len())).copied().unwrap_or("");
                    let many = piece.repeat(self.below(50));
                    chars.splice(at..at, many.chars());
                }
            }
        }
        chars.into_iter().collect()
    }
}
