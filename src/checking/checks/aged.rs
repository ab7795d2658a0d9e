//! How long a war, a strike or a trial has lasted, told in two ways: "the three-and-a-half-year war", "the war, barely two
//! years old", "the war, now in its sixth year".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::TimeValue;
use crate::reading::tree::{Tree, Upos};
use crate::value::quantity::Bound;

/// One telling: how many years it is at least and at most.
struct Lasted {
    noun: String,
    /// What narrows it: "trade", "Korean".
    of: Vec<String>,
    definite: bool,
    low: Decimal,
    high: Decimal,
    span: TextSpan,
}

/// Adds lengths of one event that cannot both be, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let told: Vec<Lasted> = context
        .prose()
        .filter(|v| {
            matches!(
                v.kind,
                BlockKind::Paragraph | BlockKind::Headline | BlockKind::Subhead
            )
        })
        .filter(|v| !of_another_time(v))
        .flat_map(|v| lasted(context, v))
        .collect();
    for (n, later) in told.iter().enumerate() {
        let earlier = told.iter().take(n).find(|e| {
            e.noun == later.noun
                && e.of == later.of
                && (e.definite || later.definite)
                && (e.high < later.low || later.high < e.low)
        });
        let Some(earlier) = earlier else { continue };
        let mut finding = context.finding(
            meta,
            later.span,
            format!(
                "How long the {} has lasted is told otherwise elsewhere.",
                later.noun
            ),
            format!(
                "The text says “{}” there, “{}” here.",
                context.document.slice(earlier.span),
                context.document.slice(later.span)
            ),
        );
        finding
            .related
            .push(context.elsewhere(earlier.span, "otherwise here"));
        out.push(finding);
        return;
    }
}

/// Whether the sentence may tell of another event of that name, or of the same at another time.
fn of_another_time(view: &View<'_>) -> bool {
    let text = view.text().to_lowercase();
    words::mentions(&text, "another-occasion").is_some()
        || [
            "had", "would", "will", "could", "might", "if", "until", "when", "previous", "last", "ended",
            "end",
        ]
        .iter()
        .any(|w| words::contains_word(&text, w))
        || view.times.iter().any(|t| t.stated.year.is_some())
}

/// What the sentence says of how long something has lasted.
fn lasted(context: &Context<'_>, view: &View<'_>) -> Vec<Lasted> {
    let tree = view.tree();
    let mut out = Vec::new();
    let mut add = |noun: usize, (low, high): (Decimal, Decimal), span: TextSpan| {
        let Some(word) = tree
            .words
            .get(noun)
            .filter(|w| w.upos == Upos::Noun && w.xpos == "NN")
        else {
            return;
        };
        let lemma = word.lemma.to_lowercase();
        if words::is(&lemma, "lasting-event") && !context.quoted(span) {
            out.push(Lasted {
                noun: lemma,
                of: narrowed(tree, noun, span),
                definite: is_definite(tree, noun),
                low,
                high,
                span,
            });
        }
    };
    for (count, exact, span) in years(view) {
        let loose = window(view, span, count, exact);
        if let Some((noun, span)) = of_length(view, span).or_else(|| so_old(view, span)) {
            add(noun, loose, span);
        }
    }
    // "the war, now in its sixth year", "in the sixth year of the war"
    for (i, year) in tree
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| w.lemma == "year" && w.xpos == "NN")
    {
        let children = || tree.children(i).iter().copied();
        let ordinal = children().find_map(|c| {
            let word = tree.words.get(c)?;
            let number = view
                .numbers
                .iter()
                .find(|n| n.kind == NumberKind::Ordinal && n.core == word.span)?;
            Some((c, number.mention.quantity.value))
        });
        let Some((at, nth)) = ordinal else { continue };
        let own = children().any(|c| {
            tree.words
                .get(c)
                .is_some_and(|w| w.form.eq_ignore_ascii_case("its"))
        });
        let within = tree
            .child_by(i, "case")
            .and_then(|c| tree.words.get(c))
            .is_some_and(|c| {
                matches!(
                    c.form.to_lowercase().as_str(),
                    "in" | "into" | "enters" | "entering"
                )
            });
        let of = children().find(|&c| {
            tree.words.get(c).is_some_and(|w| w.deprel.is("nmod"))
                && tree
                    .child_by(c, "case")
                    .and_then(|k| tree.words.get(k))
                    .is_some_and(|k| k.lemma == "of")
        });
        let noun = if own && within {
            before(tree, i)
        } else {
            of.filter(|_| within)
        };
        let (Some(noun), Some(first)) = (noun, tree.words.get(at)) else {
            continue;
        };
        add(noun, (nth - Decimal::ONE, nth), first.span.cover(year.span));
    }
    out
}

/// Numbers of years, whether they are exact, and where they stand.
fn years(view: &View<'_>) -> Vec<(Decimal, bool, TextSpan)> {
    let of_number = |n: &Number| {
        let q = &n.mention.quantity;
        let unit =
            q.unit.as_deref() == Some("year") && matches!(n.kind, NumberKind::Measure | NumberKind::Age);
        (unit && q.upper.is_none()).then_some((q.value, q.bound == Bound::Exact, n.core))
    };
    let mut out: Vec<_> = view.numbers.iter().filter_map(of_number).collect();
    for time in view.times.iter() {
        if let TimeValue::Duration { count, unit } = &time.mention.time
            && unit == "year"
            && !out.iter().any(|(_, _, span)| span.overlaps(time.mention.span))
        {
            out.push((*count, true, time.mention.span));
        }
    }
    out.retain(|(count, ..)| *count > Decimal::ZERO && *count < Decimal::ONE_HUNDRED);
    out
}

/// What a number of years may stand for: a whole number is rounded, "more than" and "nearly" go one way.
fn window(view: &View<'_>, span: TextSpan, years: Decimal, exact: bool) -> (Decimal, Decimal) {
    let one = if years.fract().is_zero() {
        Decimal::ONE
    } else {
        Decimal::new(5, 1)
    };
    let lead = view.words_before(span, 2);
    let short = lead
        .iter()
        .any(|w| matches!(w.as_str(), "barely" | "nearly" | "almost" | "hardly"));
    match exact {
        true if short => (years - one, years + Decimal::new(2, 1)),
        true => (years - Decimal::new(6, 1), years + one),
        false => (years - one, years + one + one),
    }
}

/// "the three-year war", "three years of war", "three years into the war"
fn of_length(view: &View<'_>, length: TextSpan) -> Option<(usize, TextSpan)> {
    let tree = view.tree();
    let next = tree.words.partition_point(|w| w.span.start < length.end);
    if view.slice(length).contains('-') {
        let noun = (next..tree.len().min(next + 3))
            .find(|&i| tree.words.get(i).is_some_and(|w| w.upos == Upos::Noun))?;
        // "the three-year war crimes trial": the length of the trial.
        let compound = tree.words.get(noun).is_some_and(|w| w.deprel.is("compound"));
        return (!compound).then_some((noun, length.cover(tree.words.get(noun)?.span)));
    }
    let link = tree
        .words
        .get(next)
        .filter(|w| matches!(w.form.as_str(), "of" | "into"))?;
    let article = tree
        .words
        .get(next + 1)
        .is_some_and(|w| matches!(w.form.as_str(), "the" | "a" | "this"));
    let noun = next + 1 + usize::from(article);
    let word = tree
        .words
        .get(noun)
        .filter(|w| w.upos == Upos::Noun && !w.deprel.is("compound"))?;
    // "three years of war" may be some of them.
    (link.form == "into").then(|| (noun, length.cover(word.span)))
}

/// "the war is barely two years old", "a war barely two years old"
fn so_old(view: &View<'_>, length: TextSpan) -> Option<(usize, TextSpan)> {
    let tree = view.tree();
    let next = tree.words.partition_point(|w| w.span.start < length.end);
    let first = tree.words.partition_point(|w| w.span.start < length.start);
    let shown = view.slice(length).to_lowercase();
    let old = if shown.ends_with("old") {
        next.checked_sub(1)?
    } else {
        next
    };
    let word = tree
        .words
        .get(old)
        .filter(|w| w.form.eq_ignore_ascii_case("old"))?;
    if shown.contains('-') {
        return None;
    }
    let subject = tree.child_by(old, "nsubj").filter(|&s| s < first);
    let noun = subject.or_else(|| {
        let hung = word
            .head
            .filter(|&h| h < first && matches!(word.deprel.base(), "amod" | "acl"));
        hung.or_else(|| before(tree, first))
    })?;
    Some((noun, length.cover(word.span)))
}

/// The noun right in front of it, but for a comma and an adverb: "the war, now in its sixth year".
fn before(tree: &Tree, at: usize) -> Option<usize> {
    let passed = |i: &usize| {
        tree.words.get(*i).is_some_and(|w| {
            matches!(
                w.upos,
                Upos::Adv | Upos::Adp | Upos::Punct | Upos::Det | Upos::Adj | Upos::Aux
            ) || w.xpos == "PRP$"
        })
    };
    let first = (0..at).rev().take(6).find(|i| !passed(i))?;
    tree.words
        .get(first)
        .filter(|w| w.upos == Upos::Noun)
        .map(|_| first)
}

/// Names and nouns that say which one it is.
fn narrowed(tree: &Tree, noun: usize, stated: TextSpan) -> Vec<String> {
    let own = tree.children(noun).iter().filter_map(|&c| tree.words.get(c));
    let mut out: Vec<String> = own
        .filter(|w| !stated.contains(w.span) || w.upos == Upos::Propn)
        .filter(|w| {
            matches!(w.deprel.base(), "compound" | "nmod")
                || w.deprel.is("amod") && w.form.starts_with(char::is_uppercase)
        })
        .map(|w| w.lemma.to_lowercase())
        .collect();
    out.sort();
    out
}

fn is_definite(tree: &Tree, noun: usize) -> bool {
    tree.children(noun)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .any(|w| w.deprel.as_str() == "nmod:poss" || matches!(w.form.to_lowercase().as_str(), "the" | "this"))
}
