//! What the headline names and the text has nowhere.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, headline, measures};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::BlockKind;
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::reading::tree::Upos;
use crate::value::quantity::Comparison;

/// A number or a name of the headline that the text does not have.
pub(super) struct HeadlineUnsupported;

static META: Meta = Meta {
    id: "headline-unsupported",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "The headline has a number or a name that the text has nowhere.",
    manual: "A number of ten and more, or an amount of money or a percentage, in the headline, with which no number of the text agrees: neither the same nor a rounding of one, nor the sum, the difference or the share of two. \
             And a name of the headline of which the text has no word, nor its initials, nor a word of the same stem (“Wales”, “Welsh”). Small numbers may count what the text lists; what another check says of the headline is not said again; headlines in capitals are let pass, words of the language are (“Hollywood”), and so are texts of fewer than \
             four sentences.",
    source: "Fact-checking handbooks: 'nothing in the headline that is not in the story'.",
    on: true,
    flags: &[
        text(
            "Festival draws 9,000 visitors\n\nThe show in Orrin ended on Sunday, in rain. Some trains were late. Of 6,400 visitors, most came by bus. Nobody complained.",
        ),
        text(
            "Sculling title goes to Torvald Brannik\n\nAnna Berg was a length ahead at the end of the race on Saturday. It rained. The lake was rough. The title is her third.",
        ),
    ],
    allows: &[
        text(
            "Council to cut 410 posts\n\nThe council will cut 410 posts next year. Most are in the parks. Unions are angry. Talks begin on Monday.",
        ),
        text(
            "Council to cut 400 posts\n\nThe council will cut 410 posts next year. Most are in the parks. Unions are angry. Talks begin on Monday.",
        ),
        text(
            "Council to cut 410 posts\n\nThe council will cut 300 posts next year and 110 in the year after. Most are in the parks. Unions are angry. Talks begin on Monday.",
        ),
        text(
            "Berg wins the sculling title\n\nAnna Berg won the sculling title on Saturday. It rained. The lake was rough. She was a length ahead.",
        ),
    ],
};

/// Fewest sentences of a text that says all that its headline has.
const FEWEST: usize = 4;

impl Check for HeadlineUnsupported {
    fn meta(&self) -> &'static Meta {
        &META
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let mut tops = context.headline();
        let (Some(top), None) = (tops.next(), tops.next()) else {
            return;
        };
        let body: Vec<&View<'_>> = context
            .prose()
            .filter(|v| v.kind != BlockKind::Headline)
            .collect();
        if body.len() < FEWEST || in_capitals(top) {
            return;
        }
        let mut found = Vec::new();
        numbers(context, top, &body, &mut found);
        names(context, top, &body, &mut found);
        if found.is_empty() {
            return;
        }
        // What another check says of the place says more.
        let mut known = Vec::new();
        headline::HeadlineBody.run(context, &mut known);
        measures::MagnitudeSlip.run(context, &mut known);
        found.retain(|f| !known.iter().any(|k| k.span.overlaps(f.span)));
        out.append(&mut found);
    }
}

/// Whether most words of the headline begin with a capital.
pub(super) fn in_capitals(top: &View<'_>) -> bool {
    let words: Vec<&str> = top
        .tree()
        .words
        .iter()
        .map(|w| w.form.as_str())
        .filter(|w| w.chars().count() > 3 && w.starts_with(char::is_alphabetic))
        .collect();
    let capital = words.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
    capital * 3 > words.len() * 2
}

fn numbers(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>], out: &mut Vec<Finding>) {
    let told: Vec<&Number> = body.iter().flat_map(|v| v.numbers.iter()).collect();
    // Figures that the reader takes for parts of names or dates count as well.
    let figures: BTreeSet<String> = body
        .iter()
        .flat_map(|v| {
            v.text()
                .split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        })
        .map(|f| f.trim_matches(['.', ',']).replace(',', ""))
        .filter(|f| !f.is_empty())
        .collect();
    for number in top.numbers.iter() {
        let q = &number.mention.quantity;
        let unit = q.unit.as_deref();
        let money = unit
            .and_then(crate::value::unit::unit)
            .is_some_and(crate::value::unit::Unit::is_currency);
        let measured = money || unit == Some("percent");
        let counts = number.kind == NumberKind::Count && unit.is_none() && q.value >= Decimal::TEN;
        let year = unit.is_none() && q.value >= Decimal::from(1900) && q.value < Decimal::from(2100);
        if !(measured || counts) || year || context.quoted(number.core) {
            continue;
        }
        let plain = q.value.normalize().to_string();
        if figures.contains(&plain) || told.iter().any(|n| agrees(number, n)) || computed(number, &told) {
            continue;
        }
        // The text must give numbers of that kind, or nothing is known.
        let Some(other) = told.iter().find(|n| {
            n.mention.quantity.unit == q.unit && n.kind == number.kind && n.mention.of == number.mention.of
        }) else {
            continue;
        };
        let mut finding = context.finding(
            &META,
            number.core,
            format!("The text has no {}.", top.slice(number.core)),
            "No number of the text agrees with it, nor do two of them together.".to_owned(),
        );
        finding
            .related
            .push(context.elsewhere(other.core, "a number of the same kind"));
        out.push(finding);
    }
}

/// Whether the two may be one: the same, or one a rounding of the other.
fn agrees(headline: &Number, told: &Number) -> bool {
    let (a, b) = (&headline.mention.quantity, &told.mention.quantity);
    if a.value == b.value || b.upper == Some(a.value) || a.upper == Some(b.value) {
        return true;
    }
    let share = |q: &crate::value::quantity::Quantity, n: &Number| {
        (n.kind == NumberKind::Fraction)
            .then(|| q.value.checked_mul(Decimal::ONE_HUNDRED))
            .flatten()
    };
    if a.unit.as_deref() == Some("percent")
        && share(b, told).is_some_and(|v| (v - a.value).abs() <= Decimal::from(4))
    {
        return true;
    }
    if a.unit != b.unit {
        return false;
    }
    let close = (a.value - b.value).abs() <= a.precision.max(a.looseness());
    close && a.precision > Decimal::ONE
        || a.compare(b) != Comparison::Conflict && a.compare(b) != Comparison::Unknown
}

/// Whether two or three numbers of the text give it: their sum, difference, product, or the share of one in the other.
pub(super) fn computed(headline: &Number, told: &[&Number]) -> bool {
    /// Numbers that are taken together at most.
    const MOST: usize = 60;
    let q = &headline.mention.quantity;
    let percent = q.unit.as_deref() == Some("percent");
    let half = q.precision.max(Decimal::ONE);
    let near = |v: Decimal| (v - q.value).abs() <= half;
    let few: Vec<&Number> = told.iter().copied().take(MOST).collect();
    few.iter().enumerate().any(|(i, x)| {
        few.iter().skip(i + 1).any(|y| {
            let (a, b) = (x.mention.quantity.value, y.mention.quantity.value);
            let one_unit = x.mention.quantity.unit == y.mention.quantity.unit;
            let alike = one_unit && x.mention.quantity.unit == q.unit;
            let sum = alike
                && (a.checked_add(b).is_some_and(near)
                    || near((a - b).abs())
                    || a.checked_mul(b).is_some_and(near));
            let ratio = || {
                let of = |x: Decimal, y: Decimal| {
                    x.checked_mul(Decimal::ONE_HUNDRED).and_then(|v| v.checked_div(y))
                };
                let shares = [of(a, b), of(b, a)];
                shares
                    .into_iter()
                    .flatten()
                    .any(|s| near(s) || near((s - Decimal::ONE_HUNDRED).abs()))
            };
            sum || percent && one_unit && ratio()
        })
    })
}

fn names(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>], out: &mut Vec<Finding>) {
    let words: BTreeSet<String> = body
        .iter()
        .flat_map(|v| &v.tree().words)
        .map(|w| w.form.to_lowercase())
        .collect();
    // With what is no sentence: the dateline ("WEXCOMBE, May 16 -"), the byline.
    let text = context
        .document
        .text
        .get(top.sentence.span.end..)
        .unwrap_or_default()
        .to_lowercase();
    for name in &context.reading.names {
        let Some(span) = name
            .mentions
            .iter()
            .copied()
            .find(|m| top.sentence.span.contains(*m))
        else {
            continue;
        };
        let shown = context.document.slice(span);
        let first = span.start == top.sentence.span.start;
        let parts: Vec<String> = top
            .tree()
            .words
            .iter()
            .filter(|w| span.contains(w.span) && w.upos == Upos::Propn)
            .map(|w| w.form.to_lowercase())
            // "Ex-PM": the office is the rest.
            .map(|w| w.strip_prefix("ex-").map_or(w.clone(), str::to_owned))
            .filter(|w| w.chars().count() > 1)
            .collect();
        // A capital at the beginning says nothing.
        let usual = first
            && (lexicon::knows(&shown.to_lowercase(), WordClass::Noun)
                || lexicon::knows(&shown.to_lowercase(), WordClass::Verb)
                || lexicon::knows(&shown.to_lowercase(), WordClass::Adjective));
        // "Hollywood", "the Oscars": a word that stands for more than it names.
        let words_of_language = top
            .tree()
            .words
            .iter()
            .filter(|w| span.contains(w.span))
            .all(|w| {
                let (form, lemma) = (w.form.to_lowercase(), w.lemma.to_lowercase());
                // "Tories", "the Oscars"
                let one = match (form.strip_suffix("ies"), form.strip_suffix('s')) {
                    (Some(stem), _) => format!("{stem}y"),
                    (None, Some(stem)) => stem.to_owned(),
                    (None, None) => form.clone(),
                };
                [form, lemma, one]
                    .iter()
                    .any(|x| lexicon::knows(x, WordClass::Noun))
                    && !lexicon::is_place(&w.form)
                    && !lexicon::is_person(&w.form)
            });
        if parts.is_empty() || usual || words_of_language || context.quoted(span) {
            continue;
        }
        let there = parts.iter().any(|p| {
            let stem: String = p.chars().take(4).collect();
            words.contains(p)
                || text.contains(p.as_str())
                || words.iter().any(|w| w.starts_with(&stem))
                || lexicon::derivations(p, WordClass::Adjective)
                    .iter()
                    .any(|d| words.contains(d))
                || lexicon::derivations(p, WordClass::Noun)
                    .iter()
                    .any(|d| words.contains(d))
        });
        let lower = shown.to_lowercase();
        let short = !shown.chars().any(char::is_lowercase) || shown.chars().count() <= 4;
        let known = lexicon::is_place(shown)
            && context.reading.names.iter().any(|n| {
                n.text != name.text && (lexicon::lies_in(&n.text, shown) || lexicon::lies_in(shown, &n.text))
            });
        // "Melbourne" over "the Australian Open"
        let of_country = lexicon::is_place(shown)
            && words.iter().any(|w| {
                lexicon::is_demonym(w)
                    && lexicon::derivations(w, WordClass::Noun)
                        .iter()
                        .any(|country| lexicon::lies_in(shown, country))
            });
        let known = known || of_country;
        if there || short || known || text.contains(&lower) {
            continue;
        }
        out.push(context.finding(
            &META,
            span,
            format!("The text does not have “{shown}”."),
            "No word of the name, nor its initials, stands in the text.".to_owned(),
        ));
    }
}
