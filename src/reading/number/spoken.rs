//! Numbers in words: "three and a half million", "half a dozen", "two-thirds", "nineteen ninety-four".

use rust_decimal::Decimal;

use super::lexicon::lexicon;
use super::literal::{Literal, integer_precision, plain, scaled};
use super::piece::{Piece, PieceKind};

/// What has been read of a number in words.
#[derive(Default)]
struct Spoken {
    total: Decimal,
    current: Decimal,
    /// Greatest value that may still be added to `current` (exclusive).
    room: Decimal,
    /// Smallest scale so far.
    last_scale: Option<Decimal>,
    any: bool,
    /// Anything read after the last scale word.
    since_scale: bool,
}

impl Spoken {
    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.current)
    }
}

/// "three twenty-firsts": a denominator of two words.
fn compound_part(p: &[Piece], i: usize) -> Option<Literal> {
    let lexicon = lexicon();
    let numerator = *lexicon.cardinal.get(p.get(i)?.lower.as_str())?;
    let tens = *lexicon.cardinal.get(p.get(i + 1)?.lower.as_str())?;
    let round = (Decimal::from(20)..Decimal::ONE_HUNDRED).contains(&tens);
    let ones = p.get(skip_dash(p, i + 2, true))?;
    let one = *lexicon.ordinal.get(ones.lower.strip_suffix('s')?)?;
    if !round || one >= Decimal::TEN || numerator <= Decimal::ONE || numerator >= tens {
        return None;
    }
    let unit = Decimal::ONE.checked_div(tens.checked_add(one)?)?;
    Some(Literal {
        fraction: true,
        ..plain(
            i,
            skip_dash(p, i + 2, true) + 1,
            numerator.checked_mul(unit)?,
            unit,
        )
    })
}

pub(super) fn words(p: &[Piece], i: usize) -> Option<Literal> {
    let lexicon = lexicon();
    let first = p.get(i)?;
    if !lexicon.starts.contains(first.lower.as_str()) {
        return None;
    }
    if let Some(part) = compound_part(p, i) {
        return Some(part);
    }
    if let Some(half) = half_of_scale(p, i) {
        return Some(half);
    }
    let mut s = Spoken {
        room: Decimal::from(1000),
        ..Spoken::default()
    };
    let mut at = i;
    if matches!(first.lower.as_str(), "a" | "an") {
        let next = p.get(i + 1)?;
        if lexicon.scale.contains_key(next.lower.as_str()) {
            s.current = Decimal::ONE;
            s.any = true;
            s.room = Decimal::ONE;
            at = i + 1;
        } else if lexicon.part.contains_key(next.lower.as_str()) {
            return a_part(p, i);
        } else {
            return None;
        }
    }
    loop {
        let here = skip_dash(p, at, s.any);
        let Some(piece) = p.get(here) else { break };
        let word = piece.lower.as_str();
        if let Some(&value) = lexicon.cardinal.get(word) {
            if !s.any || value < s.room {
                s.current = s.current.checked_add(value)?;
                s.room = if value >= Decimal::from(20) {
                    Decimal::TEN
                } else {
                    Decimal::ZERO
                };
                s.any = true;
                s.since_scale = true;
                at = here + 1;
                continue;
            }
            if let Some(year) = spoken_year(p, i, here, &s) {
                return Some(year);
            }
            break;
        }
        if s.any && word == "and" && (!piece.glued || here > at) {
            let behind = skip_dash(p, here + 1, true);
            let Some(next) = p.get(behind) else { break };
            let after = lexicon.cardinal.get(next.lower.as_str()).copied();
            let big = s.last_scale.is_some_and(|l| l >= Decimal::ONE_HUNDRED) && !s.since_scale;
            if let Some((to, part)) = and_part(p, behind) {
                return finish_with_part(p, i, to, &s, part);
            }
            if big && after.is_some_and(|v| v < s.room) {
                at = behind;
                continue;
            }
            break;
        }
        if s.any
            && let Some(&factor) = lexicon.scale.get(word)
        {
            if factor == Decimal::ONE_HUNDRED || factor == Decimal::from(12) {
                if s.current.is_zero() {
                    break;
                }
                s.current = s.current.checked_mul(factor)?;
                s.room = Decimal::ONE_HUNDRED;
            } else {
                if s.current.is_zero() && s.last_scale != Some(Decimal::ONE_HUNDRED) {
                    break;
                }
                s.total = s.total.checked_add(s.current.checked_mul(factor)?)?;
                s.current = Decimal::ZERO;
                s.room = factor.min(Decimal::from(1000));
            }
            s.last_scale = Some(
                factor.max(
                    s.last_scale
                        .filter(|_| factor > Decimal::ONE_HUNDRED)
                        .unwrap_or(factor),
                ),
            );
            s.since_scale = false;
            at = here + 1;
            continue;
        }
        if let Some(&value) = lexicon.ordinal.get(word) {
            if let Some(part) = numerator_part(p, i, here, &s) {
                return Some(part);
            }
            if !s.any || value < s.room.max(Decimal::TEN) || value >= Decimal::ONE_HUNDRED {
                if s.any && s.room.is_zero() && value < Decimal::ONE_HUNDRED {
                    break;
                }
                let value = if value >= Decimal::ONE_HUNDRED && s.any {
                    s.value()?.checked_mul(value)?
                } else {
                    s.value()?.checked_add(value)?
                };
                return Some(Literal {
                    ordinal: true,
                    ..plain(i, here + 1, value, Decimal::ONE)
                });
            }
            break;
        }
        if lexicon.part.contains_key(word) {
            if let Some(part) = numerator_part(p, i, here, &s) {
                return Some(part);
            }
            break;
        }
        if s.any && word == "point" && !piece.glued {
            return spoken_decimal(p, i, here, &s).or_else(|| finish(i, at, &s));
        }
        break;
    }
    // "eight mln"
    if s.any {
        finish(i, at, &s).map(|literal| scaled(p, literal, false))
    } else {
        None
    }
}

/// Index of the next word of a number after `at`: past a hyphen that is glued on both sides.
fn skip_dash(p: &[Piece], at: usize, any: bool) -> usize {
    let dash = p.get(at).is_some_and(|d| d.is_dash() && d.glued);
    if any
        && dash
        && p.get(at + 1)
            .is_some_and(|n| n.glued && n.kind == PieceKind::Letters)
    {
        at + 1
    } else {
        at
    }
}

fn finish(from: usize, to: usize, s: &Spoken) -> Option<Literal> {
    let value = s.value()?;
    let precision = match s.last_scale {
        Some(_) if !s.since_scale => integer_precision(value),
        _ => Decimal::ONE,
    };
    Some(Literal {
        scale: s.last_scale.unwrap_or(Decimal::ONE),
        ..plain(from, to, value, precision)
    })
}

/// "half a million", "half a dozen", "half million", "a quarter of a million".
fn half_of_scale(p: &[Piece], i: usize) -> Option<Literal> {
    let lexicon = lexicon();
    let mut at = i;
    let article = p.get(at)?.is("a");
    if article {
        at += 1;
    }
    let part = match p.get(at)?.lower.as_str() {
        "half" => Decimal::TWO,
        "quarter" => Decimal::from(4),
        _ => return None,
    };
    at += 1;
    if p.get(at)?.is("of") {
        at += 1;
    }
    if matches!(p.get(at)?.lower.as_str(), "a" | "an") {
        at += 1;
    }
    let at = skip_dash(p, at, true);
    let scale = lexicon.scale.get(p.get(at)?.lower.as_str()).copied()?;
    let value = scale.checked_div(part)?;
    Some(Literal {
        scale,
        ..plain(
            i,
            at + 1,
            value,
            if scale == Decimal::from(12) {
                Decimal::ONE
            } else {
                value
            },
        )
    })
}

/// "a third of", "a quarter of": only before "of", for "a second" and "a quarter" are other things.
fn a_part(p: &[Piece], i: usize) -> Option<Literal> {
    let part = p.get(i + 1)?;
    let of = p.get(i + 2).is_some_and(|o| o.is("of"));
    if !of && !part.is("half") {
        return None;
    }
    let value = Decimal::ONE.checked_div(*lexicon().part.get(part.lower.as_str())?)?;
    Some(Literal {
        fraction: true,
        ..plain(i, i + 2, value, value)
    })
}

/// "two-thirds", "three quarters", "one-fifth", and "half" alone.
fn numerator_part(p: &[Piece], from: usize, at: usize, s: &Spoken) -> Option<Literal> {
    let piece = p.get(at)?;
    let denominator = *lexicon().part.get(piece.lower.as_str())?;
    let plural = piece.lower.ends_with('s') || piece.is("halves");
    let (value, precision) = if s.any {
        let numerator = s.value()?;
        let unit = Decimal::ONE.checked_div(denominator)?;
        // "a hundred trillionths"
        let small = denominator >= Decimal::from(1000);
        let scaled = s.last_scale.is_some() && !(plural && (s.since_scale || small));
        if scaled || (numerator == Decimal::ONE) == plural {
            return None;
        }
        // "first quarter", "one quarter ago" are times; the time reader decides before this is used.
        (numerator.checked_div(denominator)?, unit)
    } else {
        if !piece.is("half") {
            return None;
        }
        let half = Decimal::ONE.checked_div(Decimal::TWO)?;
        // "half-time", "half year" are no shares.
        let next = p.get(at + 1);
        let share = next.is_none_or(|n| {
            matches!(
                n.lower.as_str(),
                "of" | "the" | "its" | "their" | "his" | "her" | "our" | "a" | "an" | "all"
            ) || (n.kind == PieceKind::Symbol && !n.is_dash())
        }) || from
            .checked_sub(1)
            .and_then(|b| p.get(b))
            .is_some_and(|b| b.is("than") || b.is("by"));
        if !share {
            return None;
        }
        (half, half)
    };
    Some(Literal {
        fraction: true,
        ..plain(from, at + 1, value, precision)
    })
}

/// The part after "and": "a half", "one half", "a quarter", "two thirds".
pub(super) fn and_part(p: &[Piece], i: usize) -> Option<(usize, Decimal)> {
    let lexicon = lexicon();
    let numerator = match p.get(i)?.lower.as_str() {
        "a" | "an" => Decimal::ONE,
        word => *lexicon.cardinal.get(word)?,
    };
    let at = skip_dash(p, i + 1, true);
    let piece = p.get(at)?;
    // "a thirtieth": behind "and a" it is a part.
    let denominator = lexicon.part.get(piece.lower.as_str()).or_else(|| {
        let part = lexicon.ordinal.get(piece.lower.as_str())?;
        (numerator == Decimal::ONE && *part > Decimal::from(12)).then_some(part)
    });
    let denominator = *denominator?;
    if numerator >= denominator {
        return None;
    }
    Some((at + 1, numerator.checked_div(denominator)?))
}

fn finish_with_part(p: &[Piece], from: usize, to: usize, s: &Spoken, part: Decimal) -> Option<Literal> {
    // "two million and a half" is two and a half million; "a hundred and three quarters" is 100.75.
    let value = match s.last_scale {
        Some(scale) if scale >= Decimal::from(1000) && !s.since_scale => {
            s.value()?.checked_add(scale.checked_mul(part)?)?
        }
        _ => s.value()?.checked_add(part)?,
    };
    Some(scaled(p, plain(from, to, value, part), false))
}

/// "two point five"
fn spoken_decimal(p: &[Piece], from: usize, point: usize, s: &Spoken) -> Option<Literal> {
    let lexicon = lexicon();
    let mut places = String::new();
    let mut at = point + 1;
    while let Some(value) = p.get(at).and_then(|q| match q.lower.as_str() {
        "nought" | "oh" => Some(Decimal::ZERO),
        word => lexicon.cardinal.get(word).copied(),
    }) {
        if places.len() > 8 || value >= Decimal::TEN && !places.is_empty() {
            break;
        }
        at += 1;
        // "point seventy-one"
        if value >= Decimal::TEN {
            let ones = skip_dash(p, at, true);
            let one = p
                .get(ones)
                .and_then(|q| lexicon.cardinal.get(q.lower.as_str()))
                .filter(|o| **o > Decimal::ZERO && **o < Decimal::TEN)
                .filter(|_| value >= Decimal::from(20));
            if one.is_some() {
                at = ones + 1;
            }
            places.push_str(&value.checked_add(one.copied().unwrap_or_default())?.to_string());
            break;
        }
        places.push_str(&value.to_string());
    }
    if places.is_empty() {
        return None;
    }
    let fraction: Decimal = format!("0.{places}").parse().ok()?;
    let precision = Decimal::new(1, u32::try_from(places.len()).ok()?);
    Some(scaled(
        p,
        plain(from, at, s.value()?.checked_add(fraction)?, precision),
        false,
    ))
}

/// "nineteen ninety-four", "twenty twenty-five"
fn spoken_year(p: &[Piece], from: usize, at: usize, s: &Spoken) -> Option<Literal> {
    let lexicon = lexicon();
    let century = s.value()?;
    if s.last_scale.is_some() || !(Decimal::from(11)..=Decimal::from(20)).contains(&century) {
        return None;
    }
    let tens = *lexicon.cardinal.get(p.get(at)?.lower.as_str())?;
    if tens < Decimal::TEN {
        return None;
    }
    let mut value = century.checked_mul(Decimal::ONE_HUNDRED)?.checked_add(tens)?;
    let mut to = at + 1;
    let ones = skip_dash(p, to, true);
    if tens >= Decimal::from(20)
        && let Some(&one) = p.get(ones).and_then(|q| lexicon.cardinal.get(q.lower.as_str()))
        && one < Decimal::TEN
        && !one.is_zero()
    {
        value = value.checked_add(one)?;
        to = ones + 1;
    }
    Some(Literal {
        year: true,
        ..plain(from, to, value, Decimal::ONE)
    })
}
