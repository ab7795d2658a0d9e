//! Which way a time lies that is named without its year or week: "met on Monday", "will meet on Monday".

use super::Context;
use crate::lexicon::classes;
use crate::reading::tree::{Tree, Upos, Word};
use crate::value::date::Date;

/// Where the event lies, seen from the dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// "met"
    Past,
    /// "will meet", "is to meet"
    Future,
}

/// Direction of the verb that the word at piece `i` hangs on.
pub(super) fn direction(c: &Context<'_>, i: usize) -> Direction {
    let Some(word) = c.p.get(i).map(|q| q.word) else {
        return Direction::Past;
    };
    if c.tree
        .words
        .get(word)
        .is_some_and(|w| w.deprel.as_str().is_empty())
    {
        return by_order(c.tree, word);
    }
    let mut at = word;
    for _ in 0..8 {
        let Some(here) = c.tree.words.get(at) else { break };
        let predicate = here.upos == Upos::Verb
            || c.tree.child_by(at, "cop").is_some()
            || c.tree.child_by(at, "aux").is_some();
        if predicate {
            let direct = c.tree.words.get(word).is_some_and(|w| w.head == Some(at));
            return of_verb(c.tree, at, direct);
        }
        match here.head {
            Some(head) => at = head,
            None => break,
        }
    }
    Direction::Past
}

fn of_verb(tree: &Tree, verb: usize, direct: bool) -> Direction {
    let Some(word) = tree.words.get(verb) else {
        return Direction::Past;
    };
    let mut future = false;
    let mut past = matches!(word.xpos, "VBD");
    for &child in tree.children(verb) {
        let Some(w) = tree
            .words
            .get(child)
            .filter(|w| matches!(w.deprel.base(), "aux" | "cop") || w.deprel.is("mark") && w.xpos == "TO")
        else {
            continue;
        };
        match w.form.to_lowercase().as_str() {
            "will" | "'ll" | "’ll" | "wo" | "shall" | "would" | "could" | "may" | "might" | "should" => {
                future = true
            }
            "to" if w.deprel.is("mark") => future = true,
            "had" | "was" | "were" | "did" | "has" | "have" | "'ve" | "’ve" => past = true,
            "is" | "are" | "am" | "'s" | "’s" | "'re" | "’re" if word.xpos == "VBG" => future = true,
            _ => {}
        }
    }
    // "is expected to meet": the infinitive says it; "was able to win", "began to win": the verb above it does.
    if future && !past {
        let begun = word
            .head
            .and_then(|h| tree.words.get(h))
            .is_some_and(|w| w.xpos == "VBD" && classes::standard().is("implicative-positive", &w.lemma));
        let infinitive = tree
            .children_by(verb, "mark")
            .any(|m| tree.words.get(m).is_some_and(|w| w.xpos == "TO"));
        if infinitive
            && let Some(above) = word.head.and_then(|h| tree.words.get(h))
            && (begun || matches!(above.xpos, "JJ"))
        {
            return Direction::Past;
        }
        return Direction::Future;
    }
    // "is planned for March", "are due in May": what is set is ahead.
    let set = classes::standard().is("set-ahead", &word.lemma);
    let is = || {
        let helps = |w: &Word| matches!(w.deprel.base(), "aux" | "cop") && w.lemma == "be";
        tree.children(verb)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(helps)
    };
    if direct && !past && set && is() {
        return Direction::Future;
    }
    // "The council meets on Monday": an event that is set; states and words of speech are not.
    let settled = matches!(
        word.lemma.as_str(),
        "be" | "have" | "say" | "show" | "remain" | "think" | "believe"
    );
    if direct && !past && !settled && matches!(word.xpos, "VBZ" | "VBP") {
        return Direction::Future;
    }
    Direction::Past
}

/// Without a tree: the nearest auxiliary in front of the word tells.
fn by_order(tree: &Tree, word: usize) -> Direction {
    let start = word.saturating_sub(12);
    let future =
        tree.words
            .iter()
            .take(word)
            .skip(start)
            .rev()
            .find_map(|w| match w.form.to_lowercase().as_str() {
                "will" | "'ll" | "’ll" | "shall" | "to" => Some(true),
                "was" | "were" | "had" | "has" | "said" | "did" => Some(false),
                _ => None,
            });
    if future == Some(true) {
        Direction::Future
    } else {
        Direction::Past
    }
}

/// The day with this weekday nearest to `dateline` in this direction, the dateline included.
pub(super) fn nearest_weekday(
    dateline: Date,
    weekday: jiff::civil::Weekday,
    direction: Direction,
) -> Option<Date> {
    let here = i64::from(dateline.weekday()?.to_monday_zero_offset());
    let there = i64::from(weekday.to_monday_zero_offset());
    let ahead = (there - here).rem_euclid(7);
    match direction {
        Direction::Future => dateline.plus_days(ahead),
        Direction::Past => dateline.plus_days(ahead - if ahead == 0 { 0 } else { 7 }),
    }
}

/// The year of a month (and day) that is named without one.
pub(super) fn nearest_year(dateline: Date, month: u8, day: Option<u8>, direction: Direction) -> i16 {
    let date = |year: i16| match day {
        Some(day) => Date::ymd(year, month, day),
        None => Date::of_month(year, month),
    };
    let Some(ahead) = date(dateline.year).and_then(|d| dateline.days_until(d)) else {
        return dateline.year;
    };
    match direction {
        Direction::Past if ahead > 120 => dateline.year - 1,
        Direction::Future if ahead < -75 => dateline.year + 1,
        _ => dateline.year,
    }
}
