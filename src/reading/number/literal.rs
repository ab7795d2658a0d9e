//! One number, in digits or in words: "1,200", "1.2bn", "three and a half million", "two-thirds".

use rust_decimal::Decimal;

use super::lexicon::lexicon;
use super::piece::{Piece, PieceKind};
use super::spoken::{and_part, words};

/// A number without its unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Literal {
    /// Index of its first piece.
    pub from: usize,
    /// Index after its last piece.
    pub to: usize,
    /// The value.
    pub value: Decimal,
    /// One unit in the last stated place.
    pub precision: Decimal,
    /// "third", "21st"
    pub ordinal: bool,
    /// "two-thirds", "half"
    pub fraction: bool,
    /// Written as a year is spoken: "nineteen ninety-four".
    pub year: bool,
    /// In digits.
    pub digits: bool,
    /// What it was multiplied by ("million"), 1 where nothing.
    pub scale: Decimal,
}

/// The number that begins at piece `i`, "two thirds of a million" and "one in five" as a whole.
/// `money` tells that a currency sign stands before it.
pub(crate) fn literal_at(p: &[Piece], i: usize, money: bool) -> Option<Literal> {
    let literal = simple_at(p, i, money)?;
    part_of_scale(p, &literal)
        .or_else(|| one_in_many(p, &literal))
        .or_else(|| one_over_many(p, &literal))
        .or_else(|| scale_and_part(p, &literal))
        .or_else(|| scale_and_rest(p, &literal))
        .or(Some(literal))
}

/// "one over twenty": a fraction, where nothing that is counted follows.
fn one_over_many(p: &[Piece], first: &Literal) -> Option<Literal> {
    if first.ordinal || first.fraction || first.year || !p.get(first.to)?.is("over") {
        return None;
    }
    let whole = simple_at(p, first.to + 1, false).filter(|w| {
        !w.ordinal && !w.fraction && !w.year && w.from == first.to + 1 && w.value > Decimal::ZERO
    })?;
    let counts = p
        .get(whole.to)
        .is_some_and(|n| n.kind != PieceKind::Symbol || n.is("%"));
    if counts {
        return None;
    }
    let unit = Decimal::ONE.checked_div(whole.value)?;
    Some(Literal {
        fraction: true,
        ..plain(first.from, whole.to, first.value.checked_mul(unit)?, unit)
    })
}

/// "4 thousand 3 hundred", "3 hundred and one": what is smaller than the last scale is added.
fn scale_and_rest(p: &[Piece], first: &Literal) -> Option<Literal> {
    if !first.digits || first.scale < Decimal::ONE_HUNDRED || !first.value.fract().is_zero() {
        return None;
    }
    let linked = p.get(first.to)?.is("and");
    let at = if linked { first.to + 1 } else { first.to };
    let rest = simple_at(p, at, false)
        .filter(|r| r.from == at && !r.ordinal && !r.fraction && !r.year && r.value.fract().is_zero())?;
    let smaller = rest.value > Decimal::ZERO && rest.value < first.scale;
    // "3 million and 40 others" counts two things: after "and" only what is said with the hundred.
    let said = if linked {
        first.scale == Decimal::ONE_HUNDRED
    } else {
        rest.scale >= Decimal::ONE_HUNDRED
    };
    if !smaller || !said {
        return None;
    }
    let rest = scale_and_rest(p, &rest).unwrap_or(rest);
    Some(Literal {
        to: rest.to,
        value: first.value.checked_add(rest.value)?,
        precision: rest.precision,
        ..first.clone()
    })
}

/// "two thirds of a million"
fn part_of_scale(p: &[Piece], part: &Literal) -> Option<Literal> {
    if !part.fraction || !p.get(part.to)?.is("of") || !p.get(part.to + 1)?.is("a") {
        return None;
    }
    let scale = *lexicon().scale.get(p.get(part.to + 2)?.lower.as_str())?;
    Some(Literal {
        scale,
        ..plain(
            part.from,
            part.to + 3,
            part.value.checked_mul(scale)?,
            part.precision.checked_mul(scale)?,
        )
    })
}

/// "one in five", "3 out of 10": a share, where what follows is counted.
fn one_in_many(p: &[Piece], first: &Literal) -> Option<Literal> {
    if first.ordinal || first.fraction || first.value > Decimal::from(999) || !first.value.fract().is_zero() {
        return None;
    }
    let out_of = p.get(first.to)?.is("out") && p.get(first.to + 1)?.is("of");
    let at = if out_of { first.to + 2 } else { first.to + 1 };
    if !out_of && !p.get(first.to)?.is("in") {
        return None;
    }
    let whole = simple_at(p, at, false).filter(|w| !w.ordinal && !w.fraction && !w.year && w.from == at)?;
    let common = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000].map(Decimal::from);
    if whole.value <= first.value || !out_of && !common.contains(&whole.value) {
        return None;
    }
    // "won two in three games": "in" is a share only where the digits or words are of one kind.
    if first.digits != whole.digits && !out_of {
        return None;
    }
    let value = first.value.checked_div(whole.value)?;
    Some(Literal {
        fraction: true,
        ..plain(
            first.from,
            whole.to,
            value,
            Decimal::ONE.checked_div(whole.value)?,
        )
    })
}

/// "3 million and a quarter"
fn scale_and_part(p: &[Piece], first: &Literal) -> Option<Literal> {
    if !first.digits || first.scale < Decimal::from(1000) || !p.get(first.to)?.is("and") {
        return None;
    }
    let (to, part) = and_part(p, first.to + 1)?;
    Some(Literal {
        to,
        value: first.value.checked_add(first.scale.checked_mul(part)?)?,
        precision: first.scale.checked_mul(part)?,
        ..first.clone()
    })
}

fn simple_at(p: &[Piece], i: usize, money: bool) -> Option<Literal> {
    let first = p.get(i)?;
    let glued_before = first.glued && i > 0 && !money;
    let next_glued = p.get(i + 1).is_some_and(|n| n.glued);
    let minus = (first.is("minus") || first.is("negative"))
        || (first.is_dash() && !glued_before && next_glued && p.get(i + 1)?.kind == PieceKind::Digits);
    if minus {
        let inner = simple_at(p, i + 1, money)?;
        if inner.ordinal || inner.year || inner.from != i + 1 {
            return None;
        }
        return Some(Literal {
            from: i,
            value: -inner.value,
            ..inner
        });
    }
    if first.kind == PieceKind::Digits {
        digits(p, i, money)
    } else if let Some(value) = vulgar_fraction(&first.lower) {
        let literal = plain(i, i + 1, value, value);
        Some(scaled(
            p,
            Literal {
                fraction: true,
                ..literal
            },
            money,
        ))
    } else {
        words(p, i)
    }
}

pub(super) fn plain(from: usize, to: usize, value: Decimal, precision: Decimal) -> Literal {
    Literal {
        from,
        to,
        value,
        precision,
        ordinal: false,
        fraction: false,
        year: false,
        digits: false,
        scale: Decimal::ONE,
    }
}

fn vulgar_fraction(text: &str) -> Option<Decimal> {
    let (n, d) = match text {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Decimal::from(n).checked_div(Decimal::from(d))
}

/// One unit in the last stated place of an integer; up to one nought at the end is stated.
pub(crate) fn integer_precision(value: Decimal) -> Decimal {
    let mut step = Decimal::ONE;
    let mut noughts = 0;
    while noughts < 24 && !value.is_zero() {
        let Some(next) = step.checked_mul(Decimal::TEN) else {
            break;
        };
        if !value.checked_rem(next).is_some_and(|r| r.is_zero()) {
            break;
        }
        step = next;
        noughts += 1;
    }
    if noughts >= 2 { step } else { Decimal::ONE }
}

fn digits(p: &[Piece], i: usize, money: bool) -> Option<Literal> {
    let first = p.get(i)?;
    if let Some(scientific) = exponent(p, i) {
        return Some(scientific);
    }
    let mut text = first.text.replace(',', "");
    let mut last = i;
    if let Some((joined, end)) = spaced_groups(p, i) {
        text = joined;
        last = end;
    }
    let text = if text.starts_with('.') {
        format!("0{text}")
    } else {
        text
    };
    if text.len() > 24 {
        return None;
    }
    let value: Decimal = text.parse().ok()?;
    let (from, i) = (i, last);
    let precision = match text.split_once('.') {
        Some((_, places)) => Decimal::new(1, u32::try_from(places.len()).ok()?),
        // Digits state at least two places: "200,000" is no rounding of 240,000.
        None => match text
            .len()
            .checked_sub(2)
            .map(|n| 10_i64.checked_pow(u32::try_from(n).unwrap_or(0)))
        {
            Some(Some(cap)) => integer_precision(value).min(Decimal::from(cap)),
            _ => Decimal::ONE,
        },
    };
    let mut literal = Literal {
        digits: true,
        ..plain(from, i + 1, value, precision)
    };
    if let Some(suffix) = p.get(i + 1).filter(|s| s.glued) {
        if matches!(suffix.lower.as_str(), "st" | "nd" | "rd" | "th") && value.fract().is_zero() {
            literal.to += 1;
            literal.ordinal = true;
            literal.precision = Decimal::ONE;
            return Some(literal);
        }
        if let Some(part) = vulgar_fraction(&suffix.lower) {
            literal.to += 1;
            literal.value = value.checked_add(part)?;
            literal.precision = part;
            return Some(scaled(p, literal, money));
        }
    }
    // "10 1/2" and "3/4"
    if value.fract().is_zero() && precision <= Decimal::ONE_HUNDRED {
        if let Some(part) = slash_fraction(p, i) {
            literal.to = i + 3;
            literal.value = part;
            literal.precision = part;
            literal.fraction = true;
            return Some(scaled(p, literal, money));
        }
        if p.get(i + 1).is_some_and(|n| !n.glued)
            && let Some(part) = slash_fraction(p, i + 1)
        {
            literal.to = i + 4;
            literal.value = value.checked_add(part)?;
            literal.precision = part;
            return Some(scaled(p, literal, money));
        }
    }
    Some(scaled(p, literal, money))
}

/// "1 414 021 100": groups of three digits set apart by spaces; at least two, for "in 1998 200 people"
/// and "won 6 100" are none.
fn spaced_groups(p: &[Piece], i: usize) -> Option<(String, usize)> {
    let first = p.get(i).filter(|q| q.text.len() <= 3 && !q.glued)?;
    if !first.text.bytes().all(|b| b.is_ascii_digit()) || first.text.starts_with('0') {
        return None;
    }
    let mut text = first.text.clone();
    let mut at = i;
    while let Some(next) = p
        .get(at + 1)
        .filter(|n| n.kind == PieceKind::Digits && !n.glued && text.len() < 24)
    {
        let (whole, places) = next.text.split_once('.').unwrap_or((next.text.as_str(), ""));
        if whole.len() != 3 || !whole.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        text.push_str(&next.text);
        at += 1;
        if !places.is_empty() {
            break;
        }
    }
    (at >= i + 2).then_some((text, at))
}

/// "1e10", "12.32e+14", "1.3x10^6", "10^-9"
fn exponent(p: &[Piece], i: usize) -> Option<Literal> {
    let base: Decimal = p.get(i)?.text.replace(',', "").parse().ok()?;
    let glued = |at: usize| p.get(at).filter(|q| q.glued);
    let mark = glued(i + 1)?;
    let mut at = if mark.is("e") || mark.is("^") {
        i + 2
    } else if matches!(mark.lower.as_str(), "x" | "×" | "*")
        && glued(i + 2).is_some_and(|q| q.text == "10")
        && glued(i + 3).is_some_and(|q| q.is("^"))
    {
        i + 4
    } else {
        return None;
    };
    let mut minus = false;
    if let Some(sign) = glued(at).filter(|q| q.is("+") || q.is_dash()) {
        minus = sign.is_dash();
        at += 1;
    }
    let power: u32 = glued(at)
        .filter(|q| q.kind == PieceKind::Digits)?
        .text
        .parse()
        .ok()
        .filter(|n| *n <= 24)?;
    let mut factor = Decimal::ONE;
    for _ in 0..power {
        factor = factor.checked_mul(if mark.is("^") { base } else { Decimal::TEN })?;
    }
    let base = if mark.is("^") { Decimal::ONE } else { base };
    let value = if minus {
        base.checked_div(factor)?
    } else {
        base.checked_mul(factor)?
    };
    Some(Literal {
        digits: true,
        ..plain(i, at + 1, value, Decimal::ONE.min(value.abs()))
    })
}

/// "3/4" at `i`: a proper fraction, not part of a date or a score.
fn slash_fraction(p: &[Piece], i: usize) -> Option<Decimal> {
    let (a, slash, b) = (p.get(i)?, p.get(i + 1)?, p.get(i + 2)?);
    let whole = |q: &Piece| q.kind == PieceKind::Digits && q.text.len() <= 2;
    if !(whole(a) && whole(b) && slash.is("/") && slash.glued && b.glued) {
        return None;
    }
    let next = p.get(i + 3).filter(|n| n.glued);
    if next.is_some_and(|n| n.is("/") || n.kind != PieceKind::Symbol) {
        return None;
    }
    let (n, d): (u32, u32) = (a.text.parse().ok()?, b.text.parse().ok()?);
    // 9/11 and 24/7 are no fractions; the usual denominators are.
    if n == 0 || n >= d || !matches!(d, 2..=10 | 12 | 16 | 20 | 32 | 64) {
        return None;
    }
    Decimal::from(n).checked_div(Decimal::from(d))
}

/// `literal` times the scale word behind it, where one stands there.
pub(super) fn scaled(p: &[Piece], mut literal: Literal, money: bool) -> Literal {
    let lexicon = lexicon();
    loop {
        let mut at = literal.to;
        // "10-million"
        if p.get(at).is_some_and(|d| d.is_dash() && d.glued) && p.get(at + 1).is_some_and(|n| n.glued) {
            at += 1;
        }
        let Some(next) = p.get(at) else { break };
        let word = next.lower.as_str();
        let factor = if next.glued && at == literal.to {
            lexicon
                .short
                .get(word)
                .or_else(|| if money { lexicon.money.get(word) } else { None })
                .copied()
        } else {
            lexicon
                .scale
                .get(word)
                .copied()
                .or_else(|| {
                    matches!(word, "bn" | "tn" | "mln" | "mn")
                        .then(|| lexicon.short.get(word).copied())
                        .flatten()
                })
                .or_else(|| {
                    if money && matches!(word, "m" | "b") {
                        lexicon.money.get(word).copied()
                    } else {
                        None
                    }
                })
        };
        let Some(factor) = factor else { break };
        let (Some(value), Some(precision)) = (
            literal.value.checked_mul(factor),
            literal.precision.checked_mul(factor),
        ) else {
            break;
        };
        literal.value = value;
        literal.precision = precision;
        literal.scale = literal.scale.checked_mul(factor).unwrap_or(literal.scale);
        literal.to = at + 1;
        literal.fraction = false;
        if literal.digits && literal.scale >= Decimal::from(1_000_000) {
            break;
        }
    }
    literal
}
