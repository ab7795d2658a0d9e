//! How much and which way, in the headline and in the text: "double" and "treble", "longer" and "less", "cut" and
//! "the same as last year", "12%" and "a fifth".

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::tree::{Tree, Upos, Word};

/// Adds what headline and subheads say of the amount or the direction of a change and the text says otherwise,
/// under the check `meta`.
pub(super) fn headline_otherwise(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let body: Vec<&View<'_>> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .collect();
    let tops = context
        .prose()
        .filter(|v| matches!(v.kind, BlockKind::Headline | BlockKind::Subhead));
    for top in tops {
        let found = multiple(context, top, &body)
            .or_else(|| comparison(context, top, &body))
            .or_else(|| kept(context, top, &body))
            .or_else(|| share(context, top, &body));
        let Some((here, there)) = found else { continue };
        out.push(context.otherwise_in_body(
            meta,
            here,
            there,
            format!(
                "The headline has “{}”, the text “{}”.",
                context.document.slice(here),
                context.document.slice(there)
            ),
        ));
    }
}

/// The place in the headline and the one in the text.
type Pair = Option<(TextSpan, TextSpan)>;

/// Nouns, names and adjectives of the sentence but for those at `without`.
fn nouns(view: &View<'_>, without: TextSpan) -> BTreeSet<String> {
    view.tree()
        .words
        .iter()
        .filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn) && !w.span.overlaps(without))
        .map(|w| w.lemma.to_lowercase())
        .collect()
}

/// The list of `multiples` that holds the word: by how much it multiplies.
fn times(word: &Word) -> Option<&'static str> {
    // "a triple bid", "the double Olympic champion"
    if word.upos != Upos::Verb {
        return None;
    }
    let lemma = word.lemma.to_lowercase();
    let form = word.form.to_lowercase();
    words::list("multiples")
        .iter()
        .copied()
        .find(|m| m.split('|').any(|w| w == lemma || w == form))
}

/// "treble" over "has doubled"
fn multiple(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Pair {
    let mut found = top.tree().words.iter().filter_map(|w| Some((w, times(w)?)));
    let (word, own) = found.next()?;
    if found.next().is_some() || context.quoted(word.span) {
        return None;
    }
    let told = |v: &View<'_>| -> Vec<(TextSpan, &'static str)> {
        v.tree()
            .words
            .iter()
            .filter_map(|w| Some((w.span, times(w)?)))
            .collect()
    };
    if body.iter().any(|v| told(v).iter().any(|(_, m)| *m == own)) {
        return None;
    }
    let about = nouns(top, word.span);
    let by_numbers = || {
        let factor = words::list("factors").iter().find_map(|f| {
            let (word, value) = f.split_once('=')?;
            own.split('|')
                .any(|w| w == word)
                .then(|| value.parse::<Decimal>().ok())?
        })?;
        let under = body.iter().filter(|v| v.index > top.index).take(2);
        let mut pairs = under
            .filter_map(|v| set_against(v))
            .filter(|(_, span)| !context.quoted(*span));
        let (real, there) = pairs.next()?;
        let off = (real - factor).abs() > factor.checked_div(Decimal::from(3))?;
        off.then_some((word.span, there))
    };
    if body.iter().all(|v| told(v).is_empty()) {
        return by_numbers();
    }
    body.iter().take(3).find_map(|v| {
        let of = told(v);
        let [(there, _)] = of.as_slice() else { return None };
        let shared = about.intersection(&nouns(v, *there)).count();
        (shared >= 2 && !context.quoted(*there)).then_some((word.span, *there))
    })
}

/// "1,240 cases, against 610 in the same months": how many times the second the first is, and where.
fn set_against(view: &View<'_>) -> Option<(Decimal, TextSpan)> {
    view.numbers.windows(2).find_map(|pair| {
        let [now, before] = pair else { return None };
        let lead = view.words_before(before.mention.span, 2).join(" ");
        let against =
            lead.ends_with("against") || lead == "compared with" || lead == "up from" || lead == "down from";
        let (a, b) = (&now.mention.quantity, &before.mention.quantity);
        let alike = a.unit == b.unit && now.kind == before.kind && b.value > Decimal::ZERO;
        if !against || !alike || a.unit.as_deref() == Some("ordinal") {
            return None;
        }
        Some((a.value.checked_div(b.value)?, now.core.cover(before.core)))
    })
}

/// The axis on which the word compares, and whether it is the upper end.
fn axis(form: &str) -> Option<(usize, bool)> {
    let form = form.to_lowercase();
    words::list("comparatives")
        .iter()
        .enumerate()
        .find_map(|(i, pair)| {
            let (up, down) = pair.split_once('/')?;
            let is = |side: &str| side.split('|').any(|w| w == form);
            (is(up) || is(down)).then(|| (i, is(up)))
        })
}

/// What is compared behind the word at `at`, in the same clause: "sleep for about an hour *longer*".
fn compared(view: &View<'_>, at: usize) -> Vec<(TextSpan, usize, bool)> {
    /// Words between the verb and what compares it at most.
    const NEAR: usize = 8;
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map(|w| w.form.to_lowercase()).unwrap_or_default();
    let end = (at + 1..words.len())
        .take(NEAR)
        .take_while(|&i| {
            !matches!(
                form(i).as_str(),
                "," | ";" | ":" | "than" | "and" | "but" | "that" | "when"
            )
        })
        .last();
    (at + 1..=end.unwrap_or(at))
        .filter(|&i| {
            // "more than 40": a bound; "no longer": a denial.
            let number = words
                .get(i + 2)
                .is_some_and(|w| w.upos == Upos::Num || w.form.starts_with(|c: char| c.is_ascii_digit()));
            let bound = form(i + 1) == "than" && number;
            let denied = i
                .checked_sub(1)
                .is_some_and(|p| matches!(form(p).as_str(), "no" | "not" | "any"));
            !bound && !denied
        })
        .filter_map(|i| {
            let word = words.get(i)?;
            axis(&word.form).map(|(axis, up)| (word.span, axis, up))
        })
        .collect()
}

/// "an hour" in front of "later": the noun of a measure of time.
fn measure_before(view: &View<'_>, span: TextSpan) -> Option<String> {
    let noun = view.words_before(span, 1).pop()?;
    let noun = noun.trim_end_matches('s').to_owned();
    matches!(
        noun.as_str(),
        "minute" | "hour" | "day" | "week" | "month" | "year"
    )
    .then_some(noun)
}

/// "sleep less" over "sleep for about an hour longer"
fn comparison(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Pair {
    let tree = top.tree();
    let mut verbs = tree
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| w.upos == Upos::Verb);
    let (at, verb) = verbs.find(|(i, _)| !compared(top, *i).is_empty())?;
    let own = compared(top, at);
    let [(here, axis, up)] = own.as_slice() else {
        return None;
    };
    if words::is(&verb.lemma.to_lowercase(), "copula-verb") || context.quoted(*here) {
        return None;
    }
    let told: Vec<(usize, TextSpan, bool)> = body
        .iter()
        .enumerate()
        .flat_map(|(n, v)| {
            let words = v.tree().words.iter().enumerate();
            // "a new task sleep": a long sentence may be read amiss.
            let same = words.filter(|(_, w)| w.lemma.eq_ignore_ascii_case(&verb.lemma));
            same.flat_map(|(i, _)| compared(v, i))
                .filter(|(_, a, _)| a == axis)
                .map(|(span, _, up)| (n, span, up))
                .collect::<Vec<_>>()
        })
        .collect();
    // "an hour later": by how much.
    let measure = measure_before(top, *here);
    let measured = body.iter().enumerate().flat_map(|(n, v)| {
        let words = v.tree().words.iter();
        let alike = words.filter(|w| measure.is_some() && measure_before(v, w.span) == measure);
        alike
            .filter_map(|w| {
                self::axis(&w.form)
                    .filter(|(a, _)| a == axis)
                    .map(|(_, up)| (n, w.span, up))
            })
            .collect::<Vec<_>>()
    });
    let told: Vec<(usize, TextSpan, bool)> = told.into_iter().chain(measured).collect();
    if told.iter().any(|(_, _, u)| u == up) {
        return None;
    }
    let (_, there, _) = told.iter().find(|(n, ..)| *n < 3 || measure.is_some())?;
    (!context.quoted(*there)).then_some((*here, *there))
}

/// "charge", "fee": words for one thing, or one a kind of the other.
fn one_thing(a: &str, b: &str) -> bool {
    let kind = |x: &str, y: &str| lexicon::is_kind_of(x, y, WordClass::Noun);
    a == b || lexicon::synonyms(a, b, WordClass::Noun) || kind(a, b) || kind(b, a)
}

/// Whether the two courses exclude each other: what is kept is neither raised nor cut nor dropped, and what is dropped
/// is not raised. Of a rise and a fall one may follow the other.
fn exclude(a: usize, b: usize) -> bool {
    (a == 0) != (b == 0) || matches!((a, b), (1, 3) | (3, 1))
}

/// Which way the sentence has the thing named by `noun` go: kept, raised, cut, dropped.
fn course(tree: &Tree, noun: &str) -> Option<(usize, TextSpan)> {
    let lists = ["kept", "raised", "lowered", "dropped"];
    let at = tree
        .words
        .iter()
        .position(|w| w.upos == Upos::Noun && one_thing(&w.lemma.to_lowercase(), noun))?;
    let verb = tree.words.iter().enumerate().find_map(|(i, w)| {
        let list = lists.iter().position(|l| words::is(&w.lemma.to_lowercase(), l))?;
        // "will not cut", "refused to drop"
        let denied = tree
            .children(i)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|c| {
                words::is(&c.form.to_lowercase(), "negation") || matches!(c.form.as_str(), "n't" | "n’t")
            });
        let refused = w
            .head
            .and_then(|h| tree.words.get(h))
            .is_some_and(|h| words::is(&h.lemma.to_lowercase(), "refuse-verb"));
        if denied || refused {
            return None;
        }
        // "the dam holds a million megalitres": what is held, not what holds.
        let own = tree.words.get(at)?;
        let undergoes = own.deprel.is("obj")
            || own.deprel.is("nsubj")
                && tree.child_by(i, "obj").is_none()
                && !matches!(w.xpos, "VBZ" | "VBP");
        let governs = own.head == Some(i) && undergoes;
        let participle = w.head == Some(at) && w.deprel.is("acl");
        (w.upos == Upos::Verb && (governs || participle)).then_some((list, w.span))
    });
    verb.or_else(|| {
        let tail: Vec<&Word> = tree.words.iter().skip(at).collect();
        let as_before = tail.windows(3).find_map(|w| {
            let [a, b, c] = w else { return None };
            let same = a.form.eq_ignore_ascii_case("the")
                && b.form.eq_ignore_ascii_case("same")
                && c.form.eq_ignore_ascii_case("as");
            same.then(|| a.span.cover(c.span))
        });
        let unchanged = || {
            tail.iter()
                .find(|w| w.form.eq_ignore_ascii_case("unchanged"))
                .map(|w| w.span)
        };
        as_before.or_else(unchanged).map(|span| (0, span))
    })
}

/// "Dividend cut" over "a dividend of 6p, the same as last year"
fn kept(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Pair {
    let noun = top
        .tree()
        .words
        .iter()
        .find(|w| w.upos == Upos::Noun && course(top.tree(), &w.lemma.to_lowercase()).is_some())?;
    let lemma = noun.lemma.to_lowercase();
    let (own, here) = course(top.tree(), &lemma)?;
    let told: Vec<(usize, TextSpan)> = body.iter().filter_map(|v| course(v.tree(), &lemma)).collect();
    // What stands far down may be of another year.
    let near = |span: TextSpan| {
        let under = body.iter().filter(|v| v.index > top.index).take(4);
        under.into_iter().any(|v| v.sentence.span.contains(span))
    };
    let (_, there) = told.iter().find(|(c, span)| exclude(*c, own) && near(*span))?;
    let one_way = told.iter().all(|(c, _)| exclude(*c, own));
    (one_way && !context.quoted(*there) && !context.quoted(here)).then_some((here, *there))
}

/// A share of something: its place, how many hundredths, the index of its word, and whether it is a percentage.
struct Share {
    span: TextSpan,
    hundredths: Decimal,
    word: usize,
    percent: bool,
}

/// "20%", "by a fifth", "two thirds" of the sentence; "a third man" and "the first half" are none.
fn shares(view: &View<'_>) -> Vec<Share> {
    let percent = view.numbers.iter().filter_map(|n| {
        let q = &n.mention.quantity;
        let plain = q.unit.as_deref() == Some("percent") && q.upper.is_none();
        plain.then_some(Share {
            span: n.core,
            hundredths: q.value,
            word: n.word,
            percent: true,
        })
    });
    let words = &view.tree().words;
    let fractions = words.iter().enumerate().filter_map(|(i, w)| {
        let form = w.form.to_lowercase();
        let part = words::list("fractions").iter().find_map(|f| {
            let (word, value) = f.split_once('=')?;
            (word == form).then(|| value.parse::<Decimal>().ok())?
        })?;
        let before = i.checked_sub(1).and_then(|p| words.get(p))?;
        let lead = before.form.to_lowercase();
        let alone = words
            .get(i + 1)
            .is_none_or(|n| !n.upos.is_nominal() && n.upos != Upos::Adj);
        let led =
            matches!(lead.as_str(), "a" | "one") || form == "half" && matches!(lead.as_str(), "by" | "in");
        (alone && led).then_some(Share {
            span: before.span.cover(w.span),
            hundredths: part,
            word: i,
            percent: false,
        })
    });
    percent.chain(fractions).collect()
}

/// Whether the two verbs tell of a change in one way.
fn one_way(a: &str, b: &str) -> bool {
    let both = |list: &str| words::is(a, list) && words::is(b, list);
    a == b || both("plain-rise") || both("plain-fall")
}

/// "falls 12%" over "had fallen by a fifth": one of the two is a percentage and the other a fraction.
fn share(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Pair {
    let of_top = shares(top);
    let [own] = of_top.as_slice() else { return None };
    // Fractions are rounded: "a third" is 31% and 36%.
    let near = |other: &Share| (other.hundredths - own.hundredths).abs() <= Decimal::from(3);
    if context.quoted(own.span) || body.iter().any(|v| shares(v).iter().any(near)) {
        return None;
    }
    let verb = |v: &View<'_>, at: usize| {
        let word = v.word(v.governor(at)?)?;
        (word.upos == Upos::Verb).then(|| word.lemma.to_lowercase())
    };
    let deed = verb(top, own.word)?;
    let about = nouns(top, own.span);
    body.iter().take(2).find_map(|v| {
        let told = shares(v);
        let [other] = told.as_slice() else { return None };
        let shared = about.intersection(&nouns(v, other.span)).count();
        let one = own.percent != other.percent
            && verb(v, other.word).is_some_and(|told| one_way(&told, &deed))
            && shared >= 2;
        (one && !context.quoted(other.span)).then_some((own.span, other.span))
    })
}
