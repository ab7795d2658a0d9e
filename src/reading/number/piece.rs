//! The words of a sentence cut finer: `46-year-old` and `$5m` are several pieces, however the
//! tokens were cut.

use crate::document::TextSpan;
use crate::reading::tree::Tree;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// A number in digits, with its points and thousands' commas.
    Digits,
    /// Letters.
    Letters,
    /// One other character.
    Symbol,
}

/// A run of digits or letters, or one other character.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The text in lower case.
    pub lower: String,
    /// The text.
    pub text: String,
    /// Its bytes in the read text.
    pub span: TextSpan,
    /// Index of the word of the tree that holds it.
    pub word: usize,
    /// Whether nothing parts it from the piece before it.
    pub glued: bool,
    /// What it is made of.
    pub kind: PieceKind,
}

impl Piece {
    /// Whether it is this word or character, in lower case.
    pub(crate) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }
    /// Whether it is a hyphen or dash.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.lower.as_str(), "-" | "‐" | "‑" | "–" | "—" | "−")
    }
    /// Whether its first letter is a capital.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The pieces of a sentence, whose words lie in `text`.
pub(crate) fn pieces(tree: &Tree, text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for (index, word) in tree.words.iter().enumerate() {
        let form = text
            .get(word.span.start..word.span.end)
            .unwrap_or(word.form.as_str());
        cut(form, word.span.start, index, &mut out);
    }
    out
}

fn cut(form: &str, base: usize, word: usize, out: &mut Vec<Piece>) {
    let chars: Vec<(usize, char)> = form.char_indices().collect();
    let mut i = 0;
    while let Some(&(start, c)) = chars.get(i) {
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        let (kind, end) =
            if c.is_ascii_digit() || (c == '.' && digit(&chars, i + 1) && !digit_before(&chars, i)) {
                (PieceKind::Digits, number_end(&chars, i))
            } else if c.is_alphabetic() {
                let mut j = i + 1;
                while chars.get(j).is_some_and(|&(_, c)| c.is_alphabetic()) {
                    j += 1;
                }
                (PieceKind::Letters, j)
            } else {
                (PieceKind::Symbol, i + 1)
            };
        let stop = chars.get(end).map_or(form.len(), |&(at, _)| at);
        let piece = form.get(start..stop).unwrap_or_default();
        let span = TextSpan::new(base + start, base + stop);
        out.push(Piece {
            lower: piece.to_lowercase(),
            text: piece.to_owned(),
            span,
            word,
            glued: out.last().is_some_and(|p| p.span.end == span.start),
            kind,
        });
        i = end;
    }
}

fn digit(chars: &[(usize, char)], i: usize) -> bool {
    chars.get(i).is_some_and(|(_, c)| c.is_ascii_digit())
}

fn digit_before(chars: &[(usize, char)], i: usize) -> bool {
    i.checked_sub(1)
        .and_then(|b| chars.get(b))
        .is_some_and(|(_, c)| c.is_alphanumeric())
}

/// Index after the number in digits that begins at `i`: "1,200", "1.25", "10,000.5".
fn number_end(chars: &[(usize, char)], i: usize) -> usize {
    let mut j = i;
    while digit(chars, j) {
        j += 1;
    }
    // Later parts of "15.08.2025".
    let dotted = i >= 2 && chars.get(i - 1).is_some_and(|&(_, c)| c == '.') && digit(chars, i - 2);
    if dotted {
        return j;
    }
    while chars.get(j).is_some_and(|&(_, c)| c == ',')
        && (1..=3).all(|k| digit(chars, j + k))
        && !digit(chars, j + 4)
    {
        j += 4;
    }
    if chars.get(j).is_some_and(|&(_, c)| c == '.') && digit(chars, j + 1) {
        j += 1;
        while digit(chars, j) {
            j += 1;
        }
        // "15.08.2025" is no number: its parts are pieces of their own.
        if chars.get(j).is_some_and(|&(_, c)| c == '.') && digit(chars, j + 1) {
            let mut k = i;
            while digit(chars, k) {
                k += 1;
            }
            return k;
        }
    }
    j
}
