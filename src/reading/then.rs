//! "at the time", "that month": the time last spoken of.
//!
//! "Russia annexed Crimea in 2014. Trump was president at the time." A time that points back is the one that the sentence
//! names before it, else the last one of the sentence before in the same paragraph. Where the two times are of one
//! place in the text, anaphora is resolved as in TimeML's temporal functions (Pustejovsky et al. 2003): "that month" is the
//! month of the day that was named.

use super::Sentence;
use super::statement::{
    Argument, Circumstance, CircumstanceKind, EmbeddingKind, Phrase, Role, Statement, Tense, TimeMention,
    TimeValue,
};
use crate::document::TextSpan;
use crate::value::date::Date;

/// Dates every "at the time" and "that month" of `statements` that points back to a date.
pub(super) fn resolve(statements: &mut [Statement], sentences: &[Sentence]) {
    for i in 0..statements.len() {
        let Some(own) = statements.get(i) else { continue };
        let Some((at, unit)) = pointer(own) else { continue };
        let Some(span) = own.objects.get(at).map(|o| o.phrase.span) else {
            continue;
        };
        let Some(time) = last_before(statements, sentences, own, span).and_then(|t| of_unit(&t, unit)) else {
            continue;
        };
        if let Some(own) = statements.get_mut(i) {
            date(own, at, time);
        }
    }
    beside_what_was(statements);
}

/// "who had been fined in 2016, a charge that he admitted": what is told beside what had happened by then is of that time.
fn beside_what_was(statements: &mut [Statement]) {
    let dates = |s: &Statement| -> Option<TimeMention> {
        let mut dates = s.times.iter().filter(|t| matches!(t.time, TimeValue::Date(_)));
        dates.next().filter(|_| dates.next().is_none()).cloned()
    };
    for i in 0..statements.len() {
        let Some(own) = statements.get(i).filter(|s| s.times.is_empty()) else {
            continue;
        };
        let relative = own.parent.filter(|p| p.relation == EmbeddingKind::Relative);
        let time = relative
            .and_then(|p| statements.get(p.statement))
            .filter(|s| s.predicate.perfect && s.predicate.tense == Tense::Past && s.sentence == own.sentence)
            .and_then(dates);
        if let Some(time) = time
            && let Some(own) = statements.get_mut(i)
        {
            own.times.push(time);
        }
    }
}

/// Which unit the time that points back has.
#[derive(Debug, Clone, Copy)]
enum Unit {
    /// "at the time"
    Any,
    Day,
    Month,
    Year,
}

/// The object of the statement that points back in time.
fn pointer(statement: &Statement) -> Option<(usize, Unit)> {
    let unit = |o: &Argument| {
        let phrase = &o.phrase;
        let mut words = phrase.text.split(' ');
        let (Some(first), Some(noun), None) = (words.next(), words.next(), words.next()) else {
            return None;
        };
        let that = first.eq_ignore_ascii_case("that");
        let at = matches!(&o.role, Role::Oblique(case) if case == "at");
        let during =
            matches!(&o.role, Role::Oblique(case) if matches!(case.as_str(), "" | "in" | "on" | "during"));
        match noun.to_lowercase().as_str() {
            "time" if at && (that || first.eq_ignore_ascii_case("the")) => Some(Unit::Any),
            "day" if that && during => Some(Unit::Day),
            "month" if that && during => Some(Unit::Month),
            "year" if that && during => Some(Unit::Year),
            _ => None,
        }
    };
    statement
        .objects
        .iter()
        .enumerate()
        .find_map(|(at, o)| unit(o).map(|unit| (at, unit)))
}

/// The date last named before `place`, in the sentence of `own` or the one before.
fn last_before(
    statements: &[Statement],
    sentences: &[Sentence],
    own: &Statement,
    place: TextSpan,
) -> Option<TimeValue> {
    let block = |sentence: usize| sentences.get(sentence).map(|s| s.block);
    let near = |s: &Statement| {
        own.sentence - s.sentence.min(own.sentence) <= 1 && block(s.sentence) == block(own.sentence)
    };
    statements
        .iter()
        .filter(|s| s.sentence <= own.sentence && near(s))
        .flat_map(|s| &s.times)
        .filter(|t| t.span.end <= place.start && matches!(t.time, TimeValue::Date(_) | TimeValue::Period(..)))
        .max_by_key(|t| t.span.start)
        .map(|t| t.time.clone())
}

/// The month of a day, the year of a month.
fn of_unit(time: &TimeValue, unit: Unit) -> Option<TimeValue> {
    let TimeValue::Date(date) = time else {
        return matches!(unit, Unit::Any).then(|| time.clone());
    };
    Some(TimeValue::Date(match unit {
        Unit::Any => *date,
        Unit::Day => Date::ymd(date.year, date.month?, date.day?)?,
        Unit::Month => Date::of_month(date.year, date.month?)?,
        Unit::Year => Date::of_year(date.year),
    }))
}

/// Makes a time of the object at `at`.
fn date(statement: &mut Statement, at: usize, time: TimeValue) {
    let phrase = statement.objects.remove(at).phrase;
    // It says the same as the date in its place would.
    let day = matches!(&time, TimeValue::Date(date) if date.day.is_some());
    let marker = if day { "on" } else { "in" }.to_owned();
    let value = match &time {
        TimeValue::Date(date) => Some(date.to_string()),
        _ => None,
    };
    let Phrase { span, .. } = phrase;
    statement.times.push(TimeMention {
        span,
        time,
        weekday: None,
        variable: None,
    });
    statement.circumstances.push(Circumstance {
        kind: CircumstanceKind::Time,
        marker,
        span,
        text: phrase.text.clone(),
        value,
        time: Some(statement.times.len() - 1),
        phrase: Some(phrase),
    });
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    #[test]
    fn the_time_is_the_one_last_named() {
        for (text, value) in [
            (
                "Norland annexed Solvia in 2014. Bell was president at the time.",
                Some("2014"),
            ),
            (
                "The plant opened on 3 May 2019. Bell left the firm that year.",
                Some("2019"),
            ),
            (
                "The plant opened on 3 May 2019. Bell left the firm that month.",
                Some("2019-05"),
            ),
            ("The plant was small. Bell was its director at the time.", None),
        ] {
            let reading = read_plainly(text);
            let last = reading.statements.iter().rfind(|s| s.sentence == 1).unwrap();
            let found = last.circumstances.iter().find_map(|c| c.value.as_deref());
            assert_eq!(found, value, "{text}");
        }
    }
}
