//! Ages now and then: "61, who started at 26 and has done it for 35 years", "81 … I was 43 when I found them".

use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::{Certainty, Polarity, SourceKind, Statement, StatementKind, TimeValue};
use crate::reading::tree::Upos;
use crate::value::date::Date;
use crate::value::quantity::Bound;

/// Adds ages that the years between them do not give, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for view in context.prose() {
        career(context, view, meta, out);
        age_then(context, view, meta, out);
        age_in_year(context, view, meta, out);
    }
}

/// A whole number of years, stated exactly.
fn years(number: &Number) -> Option<i32> {
    let q = &number.mention.quantity;
    let exact = q.bound == Bound::Exact && q.upper.is_none() && q.value.fract().is_zero();
    exact.then(|| q.value.to_i32()).flatten()
}

/// The only age of the sentence that stands beside a name.
fn age_now<'c>(view: &'c View<'_>) -> Option<(&'c Number, i32)> {
    let mut ages = view.numbers.iter().filter(|n| n.kind == NumberKind::Age);
    match (ages.next(), ages.next()) {
        (Some(one), None) if one.person.is_some() => Some((one, years(one)?)),
        _ => None,
    }
}

/// "Duddy, 61, who started at 26 and has emptied bins for 35 years"
fn career(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some((age, now)) = age_now(view) else { return };
    let lower = view.text().to_lowercase();
    let kin = words::list("kin").iter().any(|k| words::contains_word(&lower, k));
    if kin || context.quoted(age.core) {
        return;
    }
    let tree = view.tree();
    // "started at 26", "joined aged 26"
    let start = view.numbers.iter().find_map(|n| {
        let lead = view.words_before(n.core, 2);
        let [verb, at] = lead.as_slice() else { return None };
        let began = tree
            .words
            .iter()
            .any(|w| w.form.eq_ignore_ascii_case(verb) && words::is(&w.lemma.to_lowercase(), "start-verb"));
        let bare = n.mention.quantity.unit.is_none() && n.mention.of.is_none();
        (began && at == "at" && bare && n.core != age.core)
            .then(|| years(n))
            .flatten()
            .map(|y| (n.core, y))
    });
    let Some((began, start)) = start.filter(|(_, y)| (5..=60).contains(y)) else {
        return;
    };
    // "has emptied bins for 35 years": up to now.
    let mut lengths = view.numbers.iter().filter(|n| {
        n.mention.quantity.unit.as_deref() == Some("year")
            && n.kind == NumberKind::Measure
            && view
                .words_before(n.mention.span, 1)
                .last()
                .is_some_and(|w| w == "for")
    });
    let (Some(length), None) = (lengths.next(), lengths.next()) else {
        return;
    };
    let governed = view
        .governor(length.word)
        .or_else(|| view.word(length.word)?.head);
    let still = governed.is_some_and(|g| {
        tree.children(g)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| matches!(w.form.to_lowercase().as_str(), "has" | "have"))
    });
    let Some(length_years) = years(length).filter(|_| still) else {
        return;
    };
    let off = now - (start + length_years);
    if (-1..=1).contains(&off) {
        return;
    }
    let mut finding = context.finding(
        meta,
        age.core,
        format!(
            "{start} and {length_years} make {}, not {now}.",
            start + length_years
        ),
        "The age at the start and the years since do not make the age.".to_owned(),
    );
    finding
        .related
        .push(context.elsewhere(began, "the age at the start"));
    finding
        .related
        .push(context.elsewhere(length.core, "the years since"));
    out.push(finding);
}

/// "I was 43 when I found them", of somebody who is 81 and found them in 1987.
fn age_then(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    let tree = view.tree();
    let Some((number, then)) = view.numbers.iter().find_map(|n| {
        let word = n.word;
        let copula = tree.child_by(word, "cop").and_then(|c| tree.words.get(c))?;
        let bare = n.kind == NumberKind::Count && n.mention.quantity.unit.is_none() && n.head.is_none();
        let past = copula.form.eq_ignore_ascii_case("was");
        (bare && past).then(|| years(n)).flatten().map(|y| (n, y))
    }) else {
        return;
    };
    let Some(clause) = tree.child_by(number.word, "advcl") else {
        return;
    };
    let when = tree
        .children(clause)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .any(|w| w.form.eq_ignore_ascii_case("when"));
    let Some(subject) = tree
        .child_by(number.word, "nsubj")
        .and_then(|s| tree.words.get(s))
    else {
        return;
    };
    let Some(deed) = tree.words.get(clause).filter(|w| when && w.upos == Upos::Verb) else {
        return;
    };
    // Both clauses are of one person.
    let own = |form: &str| {
        tree.child_by(clause, "nsubj")
            .and_then(|s| tree.words.get(s))
            .is_some_and(|w| w.form.eq_ignore_ascii_case(form))
    };
    let who = match subject.form.to_lowercase().as_str() {
        "i" if own("i") => speaker(context, subject.span),
        "he" | "she" if own(&subject.form) => context.person_of_pronoun(view.index, subject.span),
        _ => None,
    };
    let Some(who) = who.filter(|_| !words::is(&deed.lemma.to_lowercase(), "empty-verb")) else {
        return;
    };
    let Some((age, now)) = age_of(context, who) else {
        return;
    };
    // When the person did it, as the article says elsewhere.
    let mut dates = context
        .reading
        .statements
        .iter()
        .filter(|s| !view.sentence.span.contains(s.span))
        .filter_map(|s| Some((s, did(context, s, who, &deed.lemma.to_lowercase())?)));
    let (Some((told, year)), None) = (dates.next(), dates.next()) else {
        return;
    };
    let expected = now - i32::from(today.year - year);
    if (expected - 1..=expected + 1).contains(&then) || expected <= 0 {
        return;
    }
    let mut finding = context.finding(
        meta,
        number.core,
        format!("{now} now, the age in {year} was about {expected}, not {then}."),
        format!("From {year} to {} are {} years.", today.year, today.year - year),
    );
    finding.related.push(context.elsewhere(age, "the age now"));
    finding.related.push(context.elsewhere(told.span, "when it was"));
    out.push(finding);
}

/// Ages that are said of a year: "in 1985, at 28", "At 19, in 1955", "in 2012 at the age of 29", "in 2005, when she was 22": the number, its value, the
/// date beside it, and whether it is told in a clause of its own.
pub(super) fn aged_in<'c>(view: &'c View<'_>) -> Vec<(&'c Number, i32, Date, bool)> {
    /// Bytes between the age and its date at most.
    const NEAR: usize = 24;
    let dated: Vec<(TextSpan, Date)> = view
        .times
        .iter()
        .filter_map(|t| match t.mention.time {
            TimeValue::Date(date) if t.stated.year.is_some() => Some((t.mention.span, date)),
            _ => None,
        })
        .collect();
    let tree = view.tree();
    let mut out = Vec::new();
    for number in view.numbers.iter() {
        let Some(then) = years(number).filter(|y| (5..=99).contains(y)) else {
            continue;
        };
        let said = number.mention.span;
        let between = |at: TextSpan| {
            if at.end <= said.start {
                view.between(at, said)
            } else {
                view.between(said, at)
            }
        };
        let beside = dated.iter().find(|(at, _)| {
            let gap = between(*at);
            !at.overlaps(said) && gap.len() <= NEAR && !gap.contains([';', '(', ':'])
        });
        let lead = view.words_before(said, 1).pop().unwrap_or_default();
        let copula = tree.child_by(number.word, "cop").and_then(|c| tree.words.get(c));
        let was = copula.is_some_and(|c| c.form.eq_ignore_ascii_case("was"))
            && tree
                .children(number.word)
                .iter()
                .filter_map(|&c| tree.words.get(c))
                .any(|w| w.form.eq_ignore_ascii_case("when"));
        let bare = number.kind == NumberKind::Age
            || number.mention.quantity.unit.is_none() && number.mention.of.is_none();
        let at = lead == "at" || number.kind == NumberKind::Age && number.person.is_none();
        let date = match (was, dated.as_slice()) {
            (true, [(_, one)]) => Some(*one),
            (false, _) if at => beside.map(|(_, date)| *date),
            _ => None,
        };
        out.extend(date.filter(|_| bare).map(|date| (number, then, date, was)));
    }
    out
}

/// "in 1985, at 28, she …", "in 2012 at the age of 29", "began in 2005, when she was 22", of somebody whose age is given as well.
fn age_in_year(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    let tree = view.tree();
    for (number, then, date, was) in aged_in(view) {
        let year = date.year;
        if context.quoted(number.core) {
            continue;
        }
        let verb = if was { Some(number.word) } else { tree.root() };
        let subject = verb.and_then(|v| {
            tree.child_by(v, "nsubj")
                .or_else(|| tree.child_by(v, "nsubj:pass"))
        });
        let Some(subject) = subject.and_then(|s| tree.words.get(s)) else {
            continue;
        };
        let who = context.person_of_pronoun(view.index, subject.span).or_else(|| {
            let mut names = context.reading.names.iter().enumerate();
            names
                .find(|(_, n)| n.mentions.iter().any(|m| m.contains(subject.span)))
                .map(|(i, _)| i)
        });
        let Some((age, now)) = who.and_then(|who| age_of(context, who)) else {
            continue;
        };
        let expected = now - i32::from(today.year - year);
        if (expected - 1..=expected + 1).contains(&then) || expected <= 0 || age.overlaps(number.core) {
            continue;
        }
        let mut finding = context.finding(
            meta,
            number.core,
            format!("{now} now, the age in {year} was about {expected}, not {then}."),
            format!("From {year} to {} are {} years.", today.year, today.year - year),
        );
        finding.related.push(context.elsewhere(age, "the age now"));
        out.push(finding);
    }
}

/// Who says the words at `span`.
fn speaker(context: &Context<'_>, span: TextSpan) -> Option<usize> {
    let mut quotations = context
        .reading
        .quotations
        .iter()
        .filter(|q| q.outer.contains(span));
    let own = quotations.next()?;
    if quotations.next().is_some() {
        return None;
    }
    own.speaker.as_ref().and_then(|p| context.named(p))
}

/// The one age that the article gives the person today: "Wyke, 81,", "Wyke, who is now 81,".
fn age_of(context: &Context<'_>, who: usize) -> Option<(TextSpan, i32)> {
    let name = context.reading.names.get(who)?;
    let of_name = |span: TextSpan| name.mentions.iter().any(|m| m.overlaps(span));
    let mut found: Vec<(TextSpan, i32)> = Vec::new();
    for view in context.prose() {
        let tree = view.tree();
        for n in view.numbers.iter() {
            let beside = n.kind == NumberKind::Age
                && n.person
                    .and_then(|p| tree.words.get(p))
                    .is_some_and(|w| of_name(w.span));
            // "who is now 81"
            let is = || {
                let cop = tree.child_by(n.word, "cop").and_then(|c| tree.words.get(c))?;
                let subject = tree.child_by(n.word, "nsubj").and_then(|s| tree.words.get(s))?;
                let antecedent = tree.words.get(n.word)?.head.and_then(|h| tree.words.get(h))?;
                let relative = subject.form.eq_ignore_ascii_case("who") && of_name(antecedent.span);
                let bare =
                    n.kind == NumberKind::Count && n.head.is_none() && n.mention.quantity.unit.is_none();
                let now = matches!(cop.form.to_lowercase().as_str(), "is" | "’s" | "'s");
                (bare && now && (relative || of_name(subject.span))).then_some(())
            };
            if (beside || is().is_some()) && !context.quoted(n.core) {
                found.push((n.core, years(n)?));
            }
        }
    }
    let first = *found.first()?;
    found.iter().all(|(_, y)| *y == first.1).then_some(first)
}

/// The year in which the person did it, where the statement tells of that deed and gives a year.
fn did(context: &Context<'_>, s: &Statement, who: usize, deed: &str) -> Option<i16> {
    let flat = s.kind == StatementKind::Event
        && s.polarity == Polarity::Affirmed
        && s.certainty == Certainty::Asserted
        && s.source.kind == SourceKind::Narrator
        && !s.predicate.passive;
    let subject = s.subject.as_ref().filter(|a| a.phrase.conjuncts.is_empty())?;
    let lemma = s.predicate.lemma.to_lowercase();
    let kind = |x: &str, y: &str| lexicon::is_kind_of(x, y, WordClass::Verb);
    let one = lemma == deed
        || lexicon::synonyms(&lemma, deed, WordClass::Verb)
        || kind(&lemma, deed)
        || kind(deed, &lemma);
    if !flat || !one || context.named(&subject.phrase) != Some(who) {
        return None;
    }
    let mut written = s.times.iter().filter_map(|t| match t.time {
        TimeValue::Date(date) if context.document.slice(t.span).contains(&date.year.to_string()) => {
            Some(date.year)
        }
        _ => None,
    });
    match (written.next(), written.next()) {
        (Some(year), None) => Some(year),
        _ => None,
    }
}
