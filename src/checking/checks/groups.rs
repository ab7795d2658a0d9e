//! A pair, a trio, a quartet, and those who stand beside it: as many as the word says.

use super::context::{Context, View};
use super::lists::{is_particle, items, miscounted, names_in_apposition, without_wholes};
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::tree::{Upos, Word};

/// Adds groups that have more or fewer members than their word says.
pub(super) fn in_sentence(context: &Context<'_>, view: &View<'_>, out: &mut Vec<Finding>) {
    for at in 0..view.tree().len() {
        let Some(word) = view.word(at).filter(|w| !context.quoted(w.span)) else {
            continue;
        };
        let found = match size(word) {
            Some((count, noun)) => members(view, at, noun).map(|list| (count, list)),
            None => both(view, at).map(|list| (2, list)),
        };
        if let Some((count, (names, span))) = found.filter(|(count, (names, _))| names.len() != *count) {
            out.push(miscounted(
                context,
                word.span,
                (count, names.len()),
                &names.join("; "),
                span,
            ));
        }
    }
    for number in view.numbers.iter() {
        let Some(count) = super::lists::announced(number) else {
            continue;
        };
        let head = number
            .head
            .filter(|&h| view.word(h).is_some_and(|w| w.xpos == "NNS"));
        let list = head
            .and_then(|h| things(view, h))
            .filter(|_| !context.quoted(number.core));
        if let Some((names, span)) = list.filter(|(names, _)| names.len() != count) {
            out.push(miscounted(
                context,
                number.core,
                (count, names.len()),
                &names.join("; "),
                span,
            ));
        }
    }
}

/// The members as they are written, and where they stand.
type List = (Vec<String>, TextSpan);

/// How many a "trio" is, and whether the noun stands behind it ("a trio of ministers").
fn size(word: &Word) -> Option<(usize, bool)> {
    let lemma = word.lemma.to_lowercase();
    let mut sizes = words::list("group-size").iter().filter_map(|s| s.split_once('='));
    let (_, count) = sizes.find(|(w, _)| *w == lemma)?;
    // "the Duo", "Trio Mediaeval": a name.
    let plain = word.upos == Upos::Noun && word.xpos == "NN" && word.form.starts_with(char::is_lowercase)
        || word.span.start == 0;
    // "a pair" is two of a kind, by itself no group of people.
    plain.then(|| Some((count.parse().ok()?, lemma == "pair" || lemma == "couple")))?
}

/// "a trio of ministers, Berg and Aske,", "the duo – Berg, Aske and Holm –", "a quartet of subjects, the border and the
/// army, are".
fn members(view: &View<'_>, at: usize, needs_noun: bool) -> Option<List> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    let last = if form(at + 1) == "of" {
        let noun =
            (at + 2..words.len().min(at + 6)).find(|&i| words.get(i).is_some_and(|w| w.xpos == "NNS"))?;
        let plain = (at + 2..noun).all(|i| {
            words
                .get(i)
                .is_some_and(|w| matches!(w.upos, Upos::Adj | Upos::Noun | Upos::Propn))
        });
        plain.then_some(noun)?
    } else if needs_noun {
        return None;
    } else {
        at
    };
    let owner = words.get(last)?;
    if let Some(list) = things(view, last) {
        return Some(list);
    }
    if form(last + 1) == "," {
        let (names, end) = names_in_apposition(words, last + 2)?;
        // "the trio, Berg said,": the names hang on the group, or the tree takes them for more of the same.
        let first = names.first().and_then(|n| words.get(n.0))?;
        let hangs = names.first().is_some_and(|n| {
            (n.0..=n.1).any(|i| {
                words
                    .get(i)
                    .is_some_and(|w| w.head.is_some_and(|h| h == at || h == last))
            })
        });
        let shown = names.iter().filter_map(|&(from, to)| {
            let (from, to) = (words.get(from)?, words.get(to)?);
            Some(view.slice(from.span.cover(to.span)).to_owned())
        });
        let list = without_wholes(shown.collect());
        return hangs.then_some((list, first.span.cover(words.get(end)?.span)));
    }
    let rest = view.after(owner.span);
    let dash = [" – ", " — ", " - "].iter().find(|d| rest.starts_with(**d))?;
    let inside = rest.strip_prefix(dash)?;
    let list = inside.split_once(dash).map_or(inside, |(list, _)| list);
    let names = items(list).map(without_wholes).filter(|n| n.len() > 1)?;
    let start = owner.span.end + dash.len();
    (names.iter().all(|n| is_name(n))).then(|| (names, TextSpan::new(start, start + list.trim_end().len())))
}

fn is_name(item: &str) -> bool {
    item.split_whitespace()
        .all(|w| w.starts_with(char::is_uppercase) || is_particle(w))
        && item.starts_with(char::is_uppercase)
}

/// "three subjects, the border and the army, are": things with their articles, between a comma and the comma in front of
/// the verb. A plural is one thing only where what is counted is what is talked of.
fn things(view: &View<'_>, noun: usize) -> Option<List> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    if form(noun + 1) != "," {
        return None;
    }
    let topics = words.get(noun).is_some_and(|w| is_topic(&w.lemma));
    let mut names = Vec::new();
    let mut at = noun + 2;
    let mut closed = false;
    loop {
        if !form(at).eq_ignore_ascii_case("the") {
            return None;
        }
        let end = (at + 1..words.len().min(at + 5)).find(|&i| {
            words
                .get(i)
                .is_some_and(|w| !matches!(w.upos, Upos::Adj | Upos::Noun))
        })?;
        let head = words.get(end.checked_sub(1)?)?;
        if end == at + 1 || head.upos != Upos::Noun || head.xpos == "NNS" && !topics {
            return None;
        }
        names.push(view.slice(words.get(at)?.span.cover(head.span)).to_owned());
        match form(end) {
            "and" if !closed => {
                closed = true;
                at = end + 1;
            }
            "," if closed => {
                let verb = words
                    .get(end + 1)
                    .filter(|w| matches!(w.upos, Upos::Verb | Upos::Aux))?;
                let finite = matches!(verb.xpos, "VBP" | "VBD" | "MD")
                    || matches!(verb.form.as_str(), "are" | "were" | "have" | "will");
                let span = words.get(noun + 2)?.span.cover(head.span);
                return (finite && names.len() > 1).then_some((names, span));
            }
            "," if !closed => {
                let and = form(end + 1) == "and";
                closed = and;
                at = end + 1 + usize::from(and);
            }
            _ => return None,
        }
    }
}

/// "Both Berg, Aske and Holm agreed": more than two names behind "both".
fn both(view: &View<'_>, at: usize) -> Option<List> {
    let words = &view.tree().words;
    words.get(at).filter(|w| w.form.eq_ignore_ascii_case("both"))?;
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    // Where the name that begins at `start` ends, the word behind it.
    let behind_name = |start: usize| -> Option<usize> {
        let mut end = start;
        while words
            .get(end)
            .is_some_and(|w| w.upos == Upos::Propn || is_particle(&w.form) && end > start)
        {
            end += 1;
        }
        (end > start).then_some(end)
    };
    let mut names: Vec<(usize, usize)> = Vec::new();
    let mut i = at + 1;
    let mut last = false;
    loop {
        let end = behind_name(i)?;
        names.push((i, end - 1));
        i = end;
        if last {
            break;
        }
        match form(i) {
            "," if form(i + 1) != "and" => i += 1,
            "and" => {
                i += 1;
                last = true;
            }
            _ => return None,
        }
    }
    // "both Oslo, Bergen and Narvik and the villages": two groups.
    let verb = words
        .get(i)
        .is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux) || w.form == ".");
    let span = words.get(at + 1)?.span.cover(words.get(i.checked_sub(1)?)?.span);
    let shown = names.iter().filter_map(|&(from, to)| {
        let (from, to) = (words.get(from)?, words.get(to)?);
        Some(view.slice(from.span.cover(to.span)).to_owned())
    });
    let names = without_wholes(shown.collect());
    (verb && names.len() > 2).then_some((names, span))
}

/// A noun for what is talked of, one of which may be many things.
fn is_topic(lemma: &str) -> bool {
    words::is(&lemma.to_lowercase(), "topic-noun")
}
