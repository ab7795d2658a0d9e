//! Words → [`QuantityMention`]s: "three and a half million people", "$5m", "about 10 miles",
//! "46-year-old", "2 percentage points", each with what it counts.
//!
//! Steps: the words are cut into pieces (`piece`), numbers are read (`literal`), joined into ranges,
//! given their units (`crate::value::unit`) and bounds ("more than"), and tied to the noun that they
//! count by the dependency tree (`counted`). Numbers that belong to a date, a clock time or a name
//! ("Article 5", "F-16", "2-1") are none.

mod counted;
mod lexicon;
pub(crate) mod literal;
mod measure;
pub(crate) mod piece;
mod spoken;

use rust_decimal::Decimal;

use crate::document::TextSpan;
use crate::lexicon as words;
use crate::lexicon::WordClass;
use crate::reading::statement::{QuantityMention, TimeValue};
use crate::reading::time::{self, Time};
use crate::reading::tree::Tree;
use crate::value::date::Date;
use crate::value::quantity::{Bound, Quantity};

use lexicon::lexicon;
use literal::{Literal, literal_at};
use measure::{Measure, prefix_at, suffix_at};
use piece::{Piece, PieceKind, pieces};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// "40 people"
    Count,
    /// "10 miles", "$5m", "4%", "three years"
    Measure,
    /// "third"
    Ordinal,
    /// "two-thirds"
    Fraction,
    /// "46-year-old", "Rubio, 54,"
    Age,
}

/// A number with what the checks of arithmetic need beside its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The mention.
    pub mention: QuantityMention,
    /// The number and its unit alone, without "about" or "more than".
    pub core: TextSpan,
    /// What kind of number.
    pub kind: NumberKind,
    /// Index of the word that holds it (its last).
    pub word: usize,
    /// Index of the noun that it counts, where that is known.
    pub head: Option<usize>,
    /// The ends of a range in the order in which they were written.
    pub range: Option<(Decimal, Decimal)>,
    /// For an age: the word that names the person ("Rubio, 54,"), where it stands beside it.
    pub person: Option<usize>,
}

/// The numbers of a sentence, in text order. `text` is the read text that the tree's spans lie in.
pub fn scan(tree: &Tree, text: &str) -> Vec<Number> {
    scan_with_times(tree, text, None).0
}

/// The same, and its times against the dateline, which need not be looked for twice.
pub fn scan_with_times(tree: &Tree, text: &str, dateline: Option<Date>) -> (Vec<Number>, Vec<Time>) {
    let p = pieces(tree, text);
    let undated = time::scan_pieces(&p, tree, None);
    let numbers = scan_pieces(&p, tree, &undated);
    let times = match dateline {
        Some(_) => time::scan_pieces(&p, tree, dateline),
        None => undated,
    };
    (numbers, times)
}

/// `times` are those of the sentence without a dateline.
fn scan_pieces(p: &[Piece], tree: &Tree, times: &[Time]) -> Vec<Number> {
    // Numbers in dates and clock times are no quantities; those of durations are both.
    let taken: Vec<TextSpan> = times
        .iter()
        .filter(|t| t.possible && !matches!(t.mention.time, TimeValue::Duration { .. }))
        .map(|t| t.mention.span)
        .collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < p.len() {
        match number_at(tree, p, i) {
            Some((number, to)) => {
                if !taken.iter().any(|t| t.overlaps(number.core)) {
                    out.push(number);
                }
                i = to.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}

/// A literal with its unit.
#[derive(Debug, Clone)]
struct Amount {
    literal: Literal,
    measure: Option<Measure>,
    /// Index of the first piece, a currency sign included.
    from: usize,
    /// Index after the last piece, the unit included.
    to: usize,
}

fn amount_at(p: &[Piece], tree: &Tree, i: usize) -> Option<Amount> {
    if let Some((unit, at)) = prefix_at(p, i) {
        let literal = literal_at(p, at, true)?;
        let to = literal.to;
        return Some(Amount {
            literal,
            measure: Some(Measure { unit, word: None }),
            from: i,
            to,
        });
    }
    let mut literal = literal_at(p, i, false)?;
    short_million(p, tree, &mut literal);
    let part = suffix_of_part(p, &literal);
    if part.is_some() {
        // Half of all is about half; half a point is not a quarter of one.
        literal.precision = literal.precision.checked_div(Decimal::TWO)?;
    }
    let (measure, to) = match suffix_at(p, literal.to).or(part) {
        Some((measure, to)) if !literal.ordinal => (Some(measure), to),
        _ => (None, literal.to),
    };
    let mut amount = Amount {
        from: i,
        literal,
        measure,
        to,
    };
    with_smaller_unit(p, &mut amount);
    Some(amount)
}

/// The unit of which a part is meant: "a quarter of a percentage point", "half a litre", "three quarters of an hour".
fn suffix_of_part(p: &[Piece], part: &Literal) -> Option<(Measure, usize)> {
    let of = usize::from(p.get(part.to)?.is("of"));
    let article = p.get(part.to + of)?;
    if !part.fraction || !(article.is("a") || article.is("an")) {
        return None;
    }
    suffix_at(p, part.to + of + 1)
}

/// "5 feet 2 inches", "thirteen dollars and forty-five cents": one amount in two units.
fn with_smaller_unit(p: &[Piece], amount: &mut Amount) {
    let Some(measure) = amount.measure.as_ref().filter(|m| !m.unit.is_time()) else {
        return;
    };
    let at = if p.get(amount.to).is_some_and(|a| a.is("and")) {
        amount.to + 1
    } else {
        amount.to
    };
    let Some(literal) = literal_at(p, at, false).filter(|l| !l.ordinal && l.from == at && !l.fraction) else {
        return;
    };
    let Some((smaller, to)) = suffix_at(p, literal.to) else {
        return;
    };
    let (Some(added), Some(unit)) = (
        measure.unit.from_other(literal.value, smaller.unit),
        measure.unit.width_from(Decimal::ONE, smaller.unit),
    ) else {
        return;
    };
    if unit < Decimal::ONE
        && added < Decimal::ONE
        && amount.literal.value.fract().is_zero()
        && let Some(value) = amount.literal.value.checked_add(added)
    {
        amount.literal.value = value;
        amount.literal.precision = unit;
        amount.literal.to = literal.to;
        amount.measure = Some(Measure {
            unit: measure.unit,
            word: smaller.word,
        });
        amount.to = to;
    }
}

/// "5m people": `m` is million where a noun in plural follows that is counted.
fn short_million(p: &[Piece], tree: &Tree, literal: &mut Literal) {
    let Some(m) = p.get(literal.to).filter(|m| m.glued && m.text == "m") else {
        return;
    };
    let plural = p
        .get(literal.to + 1)
        .filter(|n| !n.glued && n.word != m.word)
        .and_then(|n| tree.words.get(n.word))
        .is_some_and(|w| matches!(w.xpos, "NNS" | "NNPS"));
    let million = Decimal::from(1_000_000);
    if plural && literal.digits && literal.scale == Decimal::ONE {
        literal.value = literal.value.checked_mul(million).unwrap_or(literal.value);
        literal.precision = literal
            .precision
            .checked_mul(million)
            .unwrap_or(literal.precision);
        literal.scale = million;
        literal.to += 1;
    }
}

fn number_at(tree: &Tree, p: &[Piece], i: usize) -> Option<(Number, usize)> {
    let first = amount_at(p, tree, i)?;
    if !plausible(tree, p, &first) {
        return None;
    }
    let (amount, upper, range, to) = match range_at(tree, p, &first) {
        Some((second, to)) => join(first, second, to),
        None => {
            let to = first.to;
            (first, None, None, to)
        }
    };
    let mut bound = Bound::Exact;
    let mut from = amount.from;
    if let Some((start, before)) = bound_before(p, amount.from) {
        bound = before;
        from = start;
    }
    let core = TextSpan::new(
        p.get(amount.from)?.span.start,
        p.get(to.checked_sub(1)?)?.span.end,
    );
    let mut end = to;
    for at in [to, amount.literal.to] {
        if let Some((stop, after)) = bound_after(p, at) {
            bound = after;
            end = end.max(stop);
            break;
        }
    }
    let span = TextSpan::new(p.get(from)?.span.start, p.get(end.checked_sub(1)?)?.span.end);
    let word = p.get(amount.literal.to.checked_sub(1)?)?.word;
    let age = age(tree, p, &amount, to);
    let counted = counted::counted(tree, word, amount.measure.as_ref().and_then(|m| m.word));
    let kind = if age.is_some() {
        NumberKind::Age
    } else if amount.literal.ordinal {
        NumberKind::Ordinal
    } else if amount.measure.is_some() {
        NumberKind::Measure
    } else if amount.literal.fraction {
        NumberKind::Fraction
    } else {
        NumberKind::Count
    };
    let unit = match kind {
        NumberKind::Age => Some(
            amount
                .measure
                .as_ref()
                .map_or("year", |m| m.unit.name.as_str())
                .to_owned(),
        ),
        NumberKind::Ordinal => Some("ordinal".to_owned()),
        _ => amount.measure.as_ref().map(|m| m.unit.name.clone()),
    };
    let (value, upper) = match upper {
        Some(u) if u < amount.literal.value => (u, Some(amount.literal.value)),
        u => (amount.literal.value, u),
    };
    let (of, head) = match (&age, counted) {
        (Some(_), _) => (Some("age".to_owned()), None),
        (None, Some(head)) => (tree.words.get(head).map(counted::lemma), Some(head)),
        (None, None) => (None, None),
    };
    let (span, core) = match age.as_ref().and_then(|a| p.get(a.to.checked_sub(1)?)) {
        Some(last) => (
            TextSpan::new(span.start, last.span.end.max(span.end)),
            TextSpan::new(core.start, last.span.end.max(core.end)),
        ),
        None => (span, core),
    };
    let next = age.as_ref().map_or(end, |a| a.to.max(end));
    Some((
        Number {
            mention: QuantityMention {
                span,
                quantity: Quantity {
                    value,
                    upper,
                    unit,
                    bound,
                    precision: amount.literal.precision,
                },
                of,
                variable: None,
            },
            core,
            kind,
            word,
            head,
            range,
            person: age.and_then(|a| a.person),
        },
        next,
    ))
}

/// Whether a literal is a number at all, and not part of a name, a code, a score or a pronoun.
fn plausible(tree: &Tree, p: &[Piece], amount: &Amount) -> bool {
    let literal = &amount.literal;
    let before = amount.from.checked_sub(1).and_then(|b| p.get(b));
    let first = p.get(amount.from);
    let Some(last) = p.get(literal.to.saturating_sub(1)) else {
        return false;
    };
    let money = amount.from < literal.from;
    let glued_before = first.is_some_and(|f| f.glued);
    if literal.digits && !money && glued_before {
        // "G7", "F-16", "COVID-19", "10:30", "2-1"
        match before {
            Some(b) if b.kind == PieceKind::Letters => return false,
            Some(b) if b.is_dash() && b.glued => return false,
            Some(b) if matches!(b.lower.as_str(), ":" | "/" | "." | "#" | "@" | "_" | "'" | "’") => {
                return false;
            }
            _ => {}
        }
    }
    let next = p.get(amount.to);
    if let Some(next) = next.filter(|n| n.glued) {
        // "5G", "24703L202"; a score or a telephone number, "2-1"; "10:30"
        if literal.digits && next.kind == PieceKind::Letters && amount.measure.is_none() {
            return false;
        }
        if literal.digits
            && matches!(next.lower.as_str(), ":" | "/" | "_" | "@")
            && p.get(amount.to + 1).is_some_and(|n| n.glued)
        {
            return false;
        }
        let dash = next.is_dash()
            && p.get(amount.to + 1)
                .is_some_and(|n| n.glued && n.kind == PieceKind::Digits);
        if literal.digits && dash && range_at(tree, p, amount).is_none() {
            return false;
        }
    }
    if literal.digits && before.is_some_and(|b| b.is("number") || b.is("no") || b.is("#")) && !money {
        return false;
    }
    let Some(word) = tree.words.get(last.word) else {
        return true;
    };
    // "Article 5", "page 12", "Boeing 747": the number names, it doesn't count.
    let names = !before.is_some_and(|b| b.is("age") || b.is("aged"))
        && word.head.is_some_and(|h| h < last.word)
        && matches!(word.deprel.base(), "nummod" | "flat" | "compound" | "dep")
        && amount.measure.is_none()
        && !literal.fraction
        && word.head.and_then(|h| tree.words.get(h)).is_some_and(|h| {
            matches!(h.xpos, "NN" | "NNP" | "NNPS") && h.form.chars().any(char::is_alphabetic)
        })
        && word.head == last.word.checked_sub(1);
    if names && literal.scale == Decimal::ONE {
        return false;
    }
    // "the one who", "one of them", "no one", "one day": only where it counts a noun.
    if literal.value == Decimal::ONE && !literal.digits && !literal.ordinal && literal.to == literal.from + 1
    {
        let pronoun = word.deprel.as_str() != "" && !word.deprel.is("nummod") && amount.measure.is_none();
        let determined = before.is_some_and(|b| {
            matches!(
                b.lower.as_str(),
                "no" | "the" | "this" | "that" | "any" | "every" | "each"
            )
        });
        if (pronoun || determined) && amount.measure.is_none() && tree.words.len() > 1 {
            return false;
        }
    }
    // "second" is a time, "first" an adverb ("first, …").
    true
}

/// The second amount of a range that begins with `first`: "40 to 50", "40-50", "between 40 and 50".
fn range_at(tree: &Tree, p: &[Piece], first: &Amount) -> Option<(Amount, usize)> {
    if first.literal.ordinal || first.literal.year {
        return None;
    }
    let before = first.from.checked_sub(1).and_then(|b| p.get(b));
    let link = p.get(first.to)?;
    let between = before.is_some_and(|b| b.is("between"));
    // "rose from 40 to 50" is a change, no range.
    let from = before.is_some_and(|b| b.is("from"));
    let dash = link.is_dash() || link.is("~");
    if !(between && link.is("and") || !from && (link.is("to") || link.is("through")) || dash) {
        return None;
    }
    let second = amount_at(p, tree, first.to + 1)?;
    if second.literal.ordinal || second.literal.year || second.from != first.to + 1 {
        return None;
    }
    let one_measure = match (&first.measure, &second.measure) {
        (Some(a), Some(b)) => a.unit == b.unit,
        (Some(a), None) => a.word.is_none(),
        _ => true,
    };
    if !one_measure {
        return None;
    }
    let (low, high) = (first.literal.value, second.literal.value);
    let shared = if first.literal.scale == Decimal::ONE && second.literal.scale > Decimal::ONE {
        low.checked_mul(second.literal.scale)?
    } else {
        low
    };
    // Only "between" says that it is a range whatever the order; "5 to 4" and "3-1" are scores.
    if !between && (shared >= high || low >= high && first.literal.scale == second.literal.scale) {
        return None;
    }
    if dash {
        let counted = second.measure.is_some() || first.measure.is_some() || {
            let word = p.get(second.literal.to.checked_sub(1)?)?.word;
            counted::counted(tree, word, None).is_some()
        };
        // "1000–5000": numbers too great for a score, and no years.
        let year = |n: Decimal| (Decimal::from(1500)..Decimal::from(2100)).contains(&n);
        let great = low >= Decimal::ONE_HUNDRED && !(year(low) && year(high));
        let scaled = second.literal.scale > Decimal::ONE;
        if !(counted || great || scaled) || first.literal.value.is_sign_negative() {
            return None;
        }
    }
    let to = second.to;
    Some((second, to))
}

fn join(
    mut first: Amount,
    second: Amount,
    to: usize,
) -> (Amount, Option<Decimal>, Option<(Decimal, Decimal)>, usize) {
    let scale = second.literal.scale;
    if first.literal.scale == Decimal::ONE && scale > Decimal::ONE {
        // "40 to 50 million": the first number borrows the scale, unless it is greater without it.
        if let (Some(value), Some(precision)) = (
            first.literal.value.checked_mul(scale),
            first.literal.precision.checked_mul(scale),
        ) && first.literal.value < second.literal.value
            && first.literal.value < Decimal::from(1000)
        {
            first.literal.value = value;
            first.literal.precision = precision;
        }
    }
    let ends = (first.literal.value, second.literal.value);
    let amount = Amount {
        literal: Literal {
            to: second.literal.to,
            precision: first.literal.precision.min(second.literal.precision),
            ..first.literal
        },
        measure: first.measure.or(second.measure),
        from: first.from,
        to,
    };
    (amount, Some(ends.1), Some(ends), to)
}

fn bound_before(p: &[Piece], from: usize) -> Option<(usize, Bound)> {
    // "between 40 and 50": the word belongs to the mention.
    lexicon().before.iter().find_map(|(words, bound)| {
        let start = from.checked_sub(words.len())?;
        let here = p.get(start..from)?;
        let same = words.iter().zip(here).all(|(w, q)| q.is(w));
        let negated = words.first() != Some(&"no")
            && matches!(words.get(1), Some(&"than"))
            && start
                .checked_sub(1)
                .and_then(|b| p.get(b))
                .is_some_and(|b| b.is("no") || b.is("not"));
        // "control over three regions": the noun has its preposition, and the number no bound.
        let governed = matches!(words[..], ["over"])
            && start
                .checked_sub(1)
                .and_then(|i| p.get(i))
                .is_some_and(|w| crate::lexicon::classes::standard().is("over-noun", &w.lower));
        (same && !negated && !governed).then_some((start, *bound))
    })
}

fn bound_after(p: &[Piece], to: usize) -> Option<(usize, Bound)> {
    lexicon().after.iter().find_map(|(words, bound)| {
        let mut at = to;
        if words.len() == 1 && p.get(at).is_some_and(|d| d.is_dash() && d.glued) {
            at += 1;
        }
        let here = p.get(at..at + words.len())?;
        let same = words.iter().zip(here).all(|(w, q)| q.is(w));
        let plus = words.len() == 1 && !here.first().is_some_and(|h| h.glued);
        // "no more than 12 and more than 4": the second bound is of the next number.
        let next = p.get(at + words.len()).is_some_and(|n| n.is("than"));
        (same && !plus && !next).then_some((at + words.len(), *bound))
    })
}

/// An age that was found.
struct Age {
    /// Index after its last piece.
    to: usize,
    /// The word that names the person, or stands for one ("a driver, 34,").
    person: Option<usize>,
}

/// "46-year-old", "46 years old", "aged 46", "at the age of 46", "Rubio, 46, said", "Rubio (46)", "Rubio, at 46 the".
fn age(tree: &Tree, p: &[Piece], amount: &Amount, to: usize) -> Option<Age> {
    // No person is older; a church may be.
    let of_somebody = amount.literal.value <= Decimal::from(125);
    if amount.literal.ordinal || amount.literal.fraction || amount.literal.value.is_sign_negative() {
        return None;
    }
    let before = |n: usize| amount.from.checked_sub(n).and_then(|b| p.get(b));
    let mut at = to;
    if amount.measure.as_ref().is_some_and(|m| m.unit.is_time()) {
        if p.get(at).is_some_and(Piece::is_dash) {
            at += 1;
        }
        if p.get(at).is_some_and(|o| o.is("old") || o.is("olds")) {
            let of_person = p
                .get(at + 1)
                .filter(|n| of_somebody && n.kind == PieceKind::Letters && n.is_capitalised())
                .map(|n| n.word);
            return Some(Age {
                to: at + 1,
                person: of_person,
            });
        }
        if p.get(at).is_some_and(|o| o.is("of")) && p.get(at + 1).is_some_and(|o| o.is("age")) {
            return Some(Age {
                to: at + 2,
                person: None,
            });
        }
        return None;
    }
    if !of_somebody
        || amount.measure.is_some()
        || amount.literal.scale != Decimal::ONE
        || !amount.literal.value.fract().is_zero()
    {
        return None;
    }
    let aged = before(1).is_some_and(|b| b.is("aged"));
    let of_age = (before(1).is_some_and(|b| b.is("of")) && before(2).is_some_and(|b| b.is("age")))
        || before(1).is_some_and(|b| b.is("age"));
    if aged || of_age {
        let person = before(2)
            .filter(|_| aged)
            .map(|b| {
                if b.is(",") {
                    before(3).map(|b| b.word)
                } else {
                    Some(b.word)
                }
            })
            .unwrap_or_default()
            .filter(|&w| is_name(tree, w));
        return Some(Age { to, person });
    }
    // "dies at 79", "dead at 79"; "died at 9", "died at 22:15" are times of day.
    let clock = p
        .get(to)
        .is_some_and(|n| n.is(":") || n.is("am") || n.is("pm") || n.is("a.m.") || n.is("p.m."));
    let death = before(1).is_some_and(|b| b.is("at"))
        && before(2).is_some_and(|b| ["dies", "died", "dead", "dying"].iter().any(|w| b.is(w)));
    if death && amount.literal.digits && amount.literal.value > Decimal::from(24) && !clock {
        return Some(Age { to, person: None });
    }
    // "Rubio, at 54 the youngest in the room, said"
    let set_off = before(1).is_some_and(|b| b.is("at"))
        && before(2).is_some_and(|b| b.is(","))
        && p.get(to)
            .is_some_and(|n| n.is("the") || n.is("still") || n.is("already") || n.is("one") || n.is(","));
    if set_off
        && let Some(name) = before(3).filter(|b| b.kind == PieceKind::Letters && is_name(tree, b.word))
        && amount.literal.value >= Decimal::TEN
    {
        return Some(Age {
            to,
            person: Some(name.word),
        });
    }
    // Set off behind a name: "Rubio, 54, said", "Rubio (54)". A person's name has at least one
    // capitalised word; what follows must close the bracket or the aside.
    if !amount.literal.digits || amount.literal.value < Decimal::ONE {
        return None;
    }
    let comma = before(1).is_some_and(|b| b.is(","))
        && p.get(to)
            .is_some_and(|n| matches!(n.lower.as_str(), "," | "." | ";"));
    let bracket = before(1).is_some_and(|b| b.is("(")) && p.get(to).is_some_and(|n| n.is(")"));
    if !(comma || bracket) {
        return None;
    }
    let name = before(2)?;
    // "A driver, 34, was held."
    let one_person = tree.words.get(name.word).is_some_and(|w| {
        w.xpos == "NN" && words::is_kind_of(&w.lemma.to_lowercase(), "person", WordClass::Noun)
    });
    if one_person && comma && p.get(to).is_some_and(|n| n.is(",")) {
        return Some(Age {
            to,
            person: Some(name.word),
        });
    }
    if name.kind != PieceKind::Letters || !is_name(tree, name.word) {
        return None;
    }
    // "Kabul, 12, Herat, 15": a table; "on 3 May, 12, …" is no age either.
    let second_name = before(3).is_some_and(|b| b.kind == PieceKind::Letters && is_name(tree, b.word));
    let clear = second_name || (comma && p.get(to).is_some_and(|n| n.is(",")));
    clear.then_some(Age {
        to,
        person: Some(name.word),
    })
}

fn is_name(tree: &Tree, word: usize) -> bool {
    tree.words.get(word).is_some_and(|w| {
        matches!(w.xpos, "NNP" | "NNPS" | "") && w.form.chars().next().is_some_and(char::is_uppercase)
    })
}

#[cfg(test)]
pub(crate) mod tests;
