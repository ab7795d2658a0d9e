//! Units beside a number: "$5", "5 km", "10-mile", "4 per cent".

use std::sync::LazyLock;

use super::piece::{Piece, PieceKind};
use crate::value::unit::{Unit, units};

/// A unit that was found.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    /// The unit.
    pub unit: &'static Unit,
    /// Index of the tree's word that names it, where it stands behind the number.
    pub word: Option<usize>,
}

/// Ways to write units in words, the longest first.
fn forms() -> &'static [(&'static [String], &'static Unit)] {
    static FORMS: LazyLock<Vec<(&'static [String], &'static Unit)>> = LazyLock::new(|| {
        let mut out: Vec<_> = units()
            .iter()
            .flat_map(|u| u.words.iter().map(move |w| (w.as_slice(), u)))
            .collect();
        out.sort_by_key(|(w, _)| std::cmp::Reverse(w.iter().map(String::len).sum::<usize>()));
        out
    });
    &FORMS
}

/// Symbols of units, the longest first.
fn symbols() -> &'static [(&'static crate::value::unit::Symbol, &'static Unit)] {
    static SYMBOLS: LazyLock<Vec<(&'static crate::value::unit::Symbol, &'static Unit)>> =
        LazyLock::new(|| {
            let mut out: Vec<_> = units()
                .iter()
                .flat_map(|u| u.symbols.iter().map(move |s| (s, u)))
                .collect();
            out.sort_by_key(|(s, _)| std::cmp::Reverse(s.text.len()));
            out
        });
    &SYMBOLS
}

/// The currency sign that begins at piece `i`, and the index after it.
pub(crate) fn prefix_at(p: &[Piece], i: usize) -> Option<(&'static Unit, usize)> {
    let first = p.get(i)?;
    if first.kind == PieceKind::Digits {
        return None;
    }
    let is_number = |n: &Piece| n.kind == PieceKind::Digits || n.is(".") || n.is("-");
    // A sign is of few pieces: where no number begins behind them, none of the signs need be tried.
    if !p.iter().skip(i + 1).take(LONGEST_SIGN).any(is_number) {
        return None;
    }
    symbols()
        .iter()
        .filter(|(s, _)| s.before)
        .find_map(|(s, u)| Some((*u, written(p, i, &s.text)?)))
        .filter(|&(_, to)| p.get(to).is_some_and(is_number))
}

/// Pieces that a currency sign has at most ("US$", "C $").
const LONGEST_SIGN: usize = 4;

/// The unit that begins at piece `i`, behind a number, and the index after it.
pub(crate) fn suffix_at(p: &[Piece], i: usize) -> Option<(Measure, usize)> {
    let first = p.get(i)?;
    let measure = |unit: &'static Unit| Measure {
        unit,
        word: Some(first.word),
    };
    for (symbol, unit) in symbols() {
        if symbol.before || symbol.glued && !first.glued || symbol.text == "\"" && !first.glued {
            continue;
        }
        if let Some(to) = written(p, i, &symbol.text) {
            // "5m" is a length, "5mx" none; "€ 5" belongs to what comes behind.
            let ends = p.get(to).is_none_or(|n| !n.glued || n.kind == PieceKind::Symbol);
            let opens = symbol.text.chars().all(|c| !c.is_alphanumeric())
                && p.get(to).is_some_and(|n| n.glued && n.kind == PieceKind::Digits);
            if ends && !opens {
                return Some((measure(unit), to));
            }
        }
    }
    let mut at = i;
    if first.is_dash() && first.glued && p.get(i + 1).is_some_and(|n| n.glued) {
        at += 1;
    }
    for (form, unit) in forms() {
        if let Some(to) = in_words(p, at, form) {
            return Some((
                Measure {
                    unit,
                    word: p.get(to - 1).map(|q| q.word),
                },
                to,
            ));
        }
    }
    None
}

/// Index after `text`, if the pieces from `i` on spell it without a gap.
fn written(p: &[Piece], i: usize, text: &str) -> Option<usize> {
    let mut rest = text;
    let mut at = i;
    while !rest.is_empty() {
        let piece = p.get(at)?;
        if at > i && !piece.glued {
            return None;
        }
        rest = rest.strip_prefix(piece.text.as_str())?;
        at += 1;
    }
    Some(at)
}

/// Index after the words of `form`, spaces or hyphens between them.
fn in_words(p: &[Piece], i: usize, form: &[String]) -> Option<usize> {
    let mut at = i;
    for (n, word) in form.iter().enumerate() {
        if n > 0 && p.get(at).is_some_and(Piece::is_dash) {
            at += 1;
        }
        // "U.S." is several pieces.
        let mut rest = word.as_str();
        while !rest.is_empty() {
            rest = rest.strip_prefix(p.get(at)?.lower.as_str())?;
            at += 1;
        }
    }
    p.get(at)
        .is_none_or(|n| !n.glued || n.kind == PieceKind::Symbol)
        .then_some(at)
}
