//! `unverified`: each name, number and day of the article that the file knows nothing of, once: what is left to verify.
//!
//! A fact-checker marks every name, number and date of an article and ticks off what is confirmed (*The Chicago Guide to Fact-Checking*,
//! chapter 4, prints such a marked page). What the rulebook has is ticked off here; what it has not, in a sentence about somebody or something
//! that it does have, is a note. Words in quotation marks are the speaker's: [`quotations`](super::quotations) sees to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::reading::names::{Name, NameKind};
use crate::reading::statement::{Polarity, QuantityMention, TimeValue};

use super::case::{Case, finding};
use super::figures::{self, Told};
use super::finding::{Finding, FindingKind, Verdict};
use super::prepare::Prepared;
use super::topic::Topic;

/// Name of the findings.
pub const UNVERIFIED: &str = "unverified";

/// Notes what nothing on file supports.
pub(super) fn check(case: &Case<'_>, verdicts: &mut [Verdict], findings: &mut Vec<Finding>) {
    if case.prepared.known.is_empty() {
        return;
    }
    let mut open: Vec<(TextSpan, &'static str)> = names(case).map(|span| (span, "name")).collect();
    let mut seen: Vec<&QuantityMention> = Vec::new();
    let told = figures::told(case);
    for sentence in told.iter().filter(|t| has_known(&t.topic)) {
        for figure in sentence
            .figures
            .iter()
            .filter(|q| is_new_figure(case, q, sentence))
        {
            if !seen.iter().any(|s| s.quantity == figure.quantity) {
                seen.push(figure);
                open.push((figure.span, "number"));
            }
        }
        let days = sentence
            .times
            .iter()
            .filter(|t| figures::is_day_unaccounted(case, t));
        open.extend(days.map(|t| (t.span, "date")));
    }
    open.retain(|(span, _)| {
        !case.reading.quotations.iter().any(|q| q.outer.contains(*span)) && is_claimed(case, *span)
    });
    let mut rows = BTreeSet::new();
    for (span, what) in open {
        let words = case.document.slice(span);
        let place = case.place(span);
        let taken = findings
            .iter()
            .any(|f| f.severity > Severity::Note && f.span.overlaps(place));
        if taken || !rows.insert(words.to_lowercase()) {
            continue;
        }
        let around = case.reading.statements.iter().filter(|s| s.span.contains(span));
        if let Some(verdict) = around
            .min_by_key(|s| s.span.end - s.span.start)
            .and_then(|s| verdicts.get_mut(s.id))
            && *verdict == Verdict::Unchecked
        {
            *verdict = Verdict::Unverified;
        }
        let mut found = finding(
            UNVERIFIED,
            FindingKind::Unverified,
            Severity::Note,
            format!("nothing on file has this {what}: “{words}”"),
            place,
        );
        found.reason = format!("no claim and no entity of the rulebook has the {what}");
        found.help = Some("Verify it, and put it on file as a claim.".to_owned());
        found.normal_form = words.to_lowercase();
        found.proof = vec![found.reason.clone()];
        findings.push(found);
    }
}

/// Whether the sentence speaks of somebody or something that is on file.
fn is_about_file(case: &Case<'_>, sentence: usize) -> bool {
    has_known(&Topic::of(&case.reading, sentence, &[]))
}

fn has_known(topic: &Topic) -> bool {
    topic.names.iter().any(|(known, _)| known.is_some())
}

/// Whether the words claim something: not where all around them is denied.
fn is_claimed(case: &Case<'_>, span: TextSpan) -> bool {
    let around = case.reading.statements.iter().filter(|s| s.span.contains(span));
    around
        .min_by_key(|s| s.span.end - s.span.start)
        .is_none_or(|s| s.polarity == Polarity::Affirmed)
}

/// The first mention of each name that no claim and no entity has.
fn names<'c>(case: &'c Case<'_>) -> impl Iterator<Item = TextSpan> + 'c {
    let on_file = case.prepared.vocabulary.get_or_init(|| vocabulary(case.prepared));
    let open = move |name: &&Name| {
        let kind = matches!(
            name.kind,
            NameKind::Person | NameKind::Organisation | NameKind::Country | NameKind::Place | NameKind::Event
        );
        let words = || {
            name.text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.starts_with(char::is_uppercase))
        };
        name.known.is_none() && kind && words().next().is_some() && !words().any(|w| on_file.contains(w))
    };
    case.reading.names.iter().filter(open).filter_map(|name| {
        let mentions = name.mentions.iter();
        let of_file = |m: &&TextSpan| {
            let sentence = case.reading.sentences.iter().position(|s| s.span.contains(**m));
            sentence.is_some_and(|s| is_about_file(case, s))
        };
        mentions.copied().find(|m| of_file(&m))
    })
}

/// Every word with a capital that the entities, the claims and the source documents have.
pub(super) fn vocabulary(prepared: &Prepared) -> BTreeSet<String> {
    let entities = prepared.book.entities.iter().flat_map(|e| {
        let roles = e.roles.iter().map(|r| &r.title);
        std::iter::once(&e.name)
            .chain(&e.also)
            .chain(roles)
            .chain(&e.place)
            .chain(&e.with)
    });
    let sources = prepared
        .book
        .claims
        .iter()
        .filter_map(|c| c.source.as_ref())
        .map(|s| &s.text);
    let listed = entities.chain(sources).map(|t| t.text.as_str());
    let mut seen = BTreeSet::new();
    let claims = prepared
        .known
        .iter()
        .filter_map(|c| c.reading.sentences.get(c.statement.sentence).map(|s| (c, s)));
    let claims = claims.filter(|(c, s)| seen.insert((Arc::as_ptr(&c.reading), s.span)));
    let read = claims.flat_map(|(_, s)| s.tree.words.iter().map(|w| w.form.as_str()));
    let words = listed
        .chain(read)
        .flat_map(|t| t.split(|c: char| !c.is_alphanumeric()));
    words
        .filter(|w| w.starts_with(char::is_uppercase))
        .map(ToOwned::to_owned)
        .collect()
}

/// Whether the file has the figure nowhere. That it is one, or the first, is seldom a figure.
fn is_new_figure(case: &Case<'_>, figure: &QuantityMention, told: &Told<'_>) -> bool {
    let one = figure.quantity.value == Decimal::ONE && figure.quantity.unit.is_none();
    !one && figures::is_unaccounted(case, figure, told) && !is_reckoned(case, figure)
}

/// Whether it is the time between a day on file and the article's: "41 years old", "some 1,270 days into the war".
fn is_reckoned(case: &Case<'_>, figure: &QuantityMention) -> bool {
    let (Some(unit), Some(today)) = (figure.quantity.unit.as_deref(), case.world().today) else {
        return false;
    };
    let Some(days) = length_in_days(unit).and_then(|d| Decimal::from(d).checked_mul(figure.quantity.value))
    else {
        return false;
    };
    // A year less a day is a year to those who count, and so is what is stated to the half.
    let unit = Decimal::from(length_in_days(unit).unwrap_or(1));
    let book = &case.prepared.book;
    let periods = book
        .entities
        .iter()
        .flat_map(|e| e.roles.iter().map(|r| r.period).chain(e.on));
    let of_entities = periods
        .filter_map(|p| p.from)
        .chain(book.entities.iter().filter_map(|e| e.born));
    let of_claims = case
        .prepared
        .known
        .iter()
        .flat_map(|c| &c.statement.times)
        .filter_map(|t| match t.time {
            TimeValue::Date(day) => Some(day),
            _ => None,
        });
    of_entities.chain(of_claims).any(|day| {
        let between = day.days_until(today).map(|d| Decimal::from(d.abs()));
        between.is_some_and(|between| (between - days).abs() <= unit)
    })
}

/// How many days a unit of time of a day and more has, a month and a year about.
fn length_in_days(unit: &str) -> Option<i64> {
    Some(match unit {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        "decade" => 3652,
        _ => return None,
    })
}
