//! Numbers of a pair: "four workers" → "six workers", "$5m" → "$50m".

use rust_decimal::Decimal;

use crate::document::TextSpan;
use crate::reading::number::Number;
use crate::value::quantity::{Comparison, Quantity};
use crate::value::unit::unit;

use super::ChangeType;
use super::meaning::Label;
use super::version::{Version, show};
use super::words::{Pairing, Side};

/// A label for every number that has another value on the other side.
pub(super) fn labels(pairing: &Pairing<'_, '_>) -> Vec<Label> {
    let collect = |version: &'_ Version<'_>, sentences: &[usize]| -> Vec<(usize, Number)> {
        sentences
            .iter()
            .flat_map(|&s| version.details(s).numbers.iter().map(move |n| (s, n.clone())))
            .collect()
    };
    let mut old = collect(pairing.old, &pairing.old_sentences);
    let mut new = collect(pairing.new, &pairing.new_sentences);
    // Equal values first, then values that may be the same ("about 40", "42").
    for wanted in [Comparison::Equal, Comparison::Compatible] {
        old.retain(|(_, o)| {
            let at = new.iter().position(|(_, n)| compare(o, n) == wanted);
            match at {
                Some(at) => {
                    new.remove(at);
                    false
                }
                None => true,
            }
        });
    }
    let mut out = frequencies(pairing, &mut old, &mut new);
    let mut rest = Vec::new();
    for (sentence, o) in old {
        // The new number of the same thing, else of the same kind, else the next one that measures the
        // same: a sum of money never became a percentage.
        let find = |wanted: &dyn Fn(&Number) -> bool| {
            new.iter()
                .position(|(_, n)| measure_one_thing(&o.mention.quantity, &n.mention.quantity) && wanted(n))
        };
        let same_thing = find(&|n| o.mention.of.is_some() && o.mention.of == n.mention.of);
        let same_unit = || find(&|n| n.kind == o.kind && n.mention.quantity.unit == o.mention.quantity.unit);
        match same_thing.or_else(same_unit).or_else(|| find(&|_| true)) {
            Some(at) => {
                let (new_sentence, n) = new.remove(at);
                out.push(Label {
                    kind: ChangeType::NumberChanged,
                    message: format!(
                        "{} → {}",
                        phrase(pairing.old, sentence, &o),
                        phrase(pairing.new, new_sentence, &n)
                    ),
                    old: Some(o.mention.span),
                    new: Some(n.mention.span),
                });
            }
            None => rest.push((sentence, o)),
        }
    }
    for (sentence, number) in rest {
        out.extend(against_article(
            pairing, &pairing.a, &pairing.b, sentence, &number, false,
        ));
    }
    for (sentence, n) in new {
        out.extend(against_article(
            pairing, &pairing.b, &pairing.a, sentence, &n, true,
        ));
    }
    out
}

/// "scored twice" → "scored three times": how often, as an adverb or with a number.
fn frequencies(
    pairing: &Pairing<'_, '_>,
    old: &mut Vec<(usize, Number)>,
    new: &mut Vec<(usize, Number)>,
) -> Vec<Label> {
    let adverb = |side: &Side<'_>| {
        (0..side.words.len())
            .filter(|&i| side.is_left(i))
            .find_map(|i| Some((i, times(side.key(i))?)))
    };
    let span = |side: &Side<'_>, i: usize| side.words.get(i).map(|w| w.word.span);
    let counted = |numbers: &mut Vec<(usize, Number)>| {
        let at = numbers
            .iter()
            .position(|(_, n)| n.mention.of.as_deref() == Some("time"))?;
        let (_, number) = numbers.remove(at);
        Some((number.mention.quantity.value, number.mention.span))
    };
    let (x, y) = (adverb(&pairing.a), adverb(&pairing.b));
    let (o, n) = match (x, y) {
        (Some((i, a)), Some((j, b))) => (
            span(&pairing.a, i).map(|s| (a, s)),
            span(&pairing.b, j).map(|s| (b, s)),
        ),
        (Some((i, a)), None) => (span(&pairing.a, i).map(|s| (a, s)), counted(new)),
        (None, Some((j, b))) => (counted(old), span(&pairing.b, j).map(|s| (b, s))),
        (None, None) => return Vec::new(),
    };
    match (o, n) {
        (Some((a, o)), Some((b, n))) if a != b => vec![changed(pairing, o, n)],
        _ => Vec::new(),
    }
}

/// How often the adverb says.
fn times(adverb: &str) -> Option<Decimal> {
    match adverb {
        "twice" => Some(Decimal::TWO),
        "thrice" => Some(Decimal::from(3)),
        _ => None,
    }
}

/// "a worker" → "two workers": the number stands against an indefinite article.
fn against_article(
    pairing: &Pairing<'_, '_>,
    own: &Side<'_>,
    other: &Side<'_>,
    sentence: usize,
    number: &Number,
    number_is_new: bool,
) -> Option<Label> {
    if number.mention.quantity.value == Decimal::ONE || number.mention.quantity.unit.is_some() {
        return None;
    }
    let head = own.at(sentence, number.head?)?;
    let partner = own.partner.get(head).copied().flatten()?;
    let article = other
        .children(partner)
        .find(|&c| matches!(other.key(c), "a" | "an") && other.is_left(c))?;
    let words = TextSpan::cover(
        other.words.get(article)?.word.span,
        other.words.get(partner)?.word.span,
    );
    let (old, new) = if number_is_new {
        (words, number.mention.span)
    } else {
        (number.mention.span, words)
    };
    Some(changed(pairing, old, new))
}

/// A number that is another now.
fn changed(pairing: &Pairing<'_, '_>, old: TextSpan, new: TextSpan) -> Label {
    Label {
        kind: ChangeType::NumberChanged,
        message: format!(
            "{} → {}",
            pairing.old.document.slice(old),
            pairing.new.document.slice(new)
        ),
        old: Some(old),
        new: Some(new),
    }
}

/// Whether the two say the same. A revision that leaves a number alone repeats it, so this is
/// stricter than asking whether both may be true: "up to 40" and "up to 14" may.
fn compare(old: &Number, new: &Number) -> Comparison {
    let (o, n) = (&old.mention.quantity, &new.mention.quantity);
    let n = match (&o.unit, &n.unit) {
        (Some(unit), Some(_)) => match n.in_unit(unit) {
            Some(q) => q,
            None if o.unit == n.unit || sterling(o, n) => n.clone(),
            None => return Comparison::Unknown,
        },
        (None, None) => n.clone(),
        _ => return Comparison::Unknown,
    };
    if o.value == n.value && o.upper == n.upper {
        return Comparison::Equal;
    }
    // One is the other, rounded ("1,234", "some 1,200").
    let rounded = |exact: &Quantity, round: &Quantity| {
        let half = round.precision.checked_div(Decimal::TWO).unwrap_or_default();
        round.precision > exact.precision
            && (exact.value - round.value).abs() <= half
            && exact.upper.is_none()
            && round.upper.is_none()
    };
    if rounded(o, &n) || rounded(&n, o) {
        Comparison::Compatible
    } else {
        Comparison::Conflict
    }
}

/// Whether the one may stand in the place of the other: two counts, two sums of money, two lengths.
fn measure_one_thing(o: &Quantity, n: &Quantity) -> bool {
    match (&o.unit, &n.unit) {
        (None, None) => true,
        (Some(a), Some(b)) if a == b || sterling(o, n) => true,
        (Some(a), Some(b)) => match (unit(a), unit(b)) {
            (Some(a), Some(b)) => a.dimension == b.dimension || (a.is_currency() && b.is_currency()),
            _ => false,
        },
        _ => false,
    }
}

/// "3 million pounds" reads as a weight, "£3 million" never does.
fn sterling(o: &Quantity, n: &Quantity) -> bool {
    let is = |q: &Quantity, name: &str| q.unit.as_deref() == Some(name);
    (is(o, "pound") && is(n, "GBP")) || (is(o, "GBP") && is(n, "pound"))
}

/// The number with what it counts.
fn phrase(version: &Version<'_>, sentence: usize, number: &Number) -> String {
    let span = number
        .head
        .and_then(|h| version.lines.get(sentence)?.tree.words.get(h))
        .map_or(number.mention.span, |head| {
            let both = number.mention.span.cover(head.span);
            // Only the nearest noun: a far one would print half of the sentence.
            if both.len() <= 40 {
                both
            } else {
                number.mention.span
            }
        });
    let text = version.document.slice(span);
    if text.is_empty() {
        show(number.mention.quantity.value)
    } else {
        text.to_owned()
    }
}
