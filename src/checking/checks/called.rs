//! A city that is called another country's: "Brussels, the Dutch capital", "the French city of Turin", "in Oslo in Sweden".

use super::context::{Context, View};
use super::meta::Meta;
use super::places::{country, country_called, country_of};
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::tree::{Tree, Upos};

/// Adds cities of the sentence that are put in another country than their own, under the check `meta`.
pub(super) fn elsewhere(context: &Context<'_>, view: &View<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let tree = view.tree();
    let cities = (0..tree.len()).filter_map(|i| city(view, i));
    for (first, last, name, own) in cities {
        let (Some(from), Some(to)) = (tree.words.get(first), tree.words.get(last)) else {
            continue;
        };
        let span = from.span.cover(to.span);
        let found = behind(view, last)
            .or_else(|| in_front(view, first, last))
            .or_else(|| within(view, first, last));
        let Some((country, there)) = found.filter(|(c, _)| *c != own) else {
            continue;
        };
        if context.quoted(span) {
            continue;
        }
        let mut finding = context.finding(
            meta,
            span.cover(there),
            format!("{name} is in {own}."),
            format!("The text puts it in {country}."),
        );
        finding
            .related
            .push(context.elsewhere(there, "the country named"));
        out.push(finding);
    }
}

/// The city that begins at `at`: its first and last word, its name and its country.
fn city<'v>(view: &View<'v>, at: usize) -> Option<(usize, usize, &'v str, &'static str)> {
    let words = &view.tree().words;
    let first = words.get(at).filter(|w| w.form.starts_with(char::is_uppercase))?;
    (at..words.len().min(at + 3)).rev().find_map(|last| {
        let name = view.slice(first.span.cover(words.get(last)?.span));
        // "New Delhi Television", "the Berlin wall": a name that goes on, a city that stands for another thing.
        let alone = |i: usize| {
            words
                .get(i)
                .is_none_or(|w| w.upos != Upos::Propn && !w.form.starts_with(['\'', '’']))
        };
        let own = country_of(name)?;
        let free = alone(last + 1)
            && at
                .checked_sub(1)
                .is_none_or(|i| words.get(i).is_none_or(|w| w.upos != Upos::Propn));
        free.then_some((at, last, name, own))
    })
}

/// A country and where it is named.
type Country = (&'static str, TextSpan);

/// "Brussels, the Dutch capital,", "Brussels, the capital of Spain,"
fn behind(view: &View<'_>, last: usize) -> Option<Country> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    if form(last + 1) != "," || form(last + 2) != "the" {
        return None;
    }
    described(view, last + 3)
        .filter(|(_, end)| matches!(form(*end), "," | "." | ";" | ")" | "–" | "—"))
        .map(|(c, _)| c)
}

/// "Dutch capital", "capital of Spain", from `at` on, and the word behind it.
fn described(view: &View<'_>, at: usize) -> Option<(Country, usize)> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    if let Some(country) = country_called(form(at)) {
        // "the Dutch port city"
        let noun = (at + 1..words.len().min(at + 4)).find(|&i| !is_city_noun(form(i)))?;
        let span = words.get(at)?.span;
        return (noun > at + 1).then_some(((country, span), noun));
    }
    if form(at) != "capital" || form(at + 1) != "of" {
        return None;
    }
    let start = at + 2 + usize::from(form(at + 2) == "the");
    let (country, end) = country_at(view, start)?;
    Some((country, end))
}

fn is_city_noun(form: &str) -> bool {
    words::is(&form.to_lowercase(), "city-noun")
}

/// The country named at `at`, and the word behind it.
fn country_at(view: &View<'_>, at: usize) -> Option<(Country, usize)> {
    let words = &view.tree().words;
    (at..words.len().min(at + 3)).rev().find_map(|last| {
        let span = words.get(at)?.span.cover(words.get(last)?.span);
        let name = view.slice(span);
        let next = words.get(last + 1).map_or("", |w| w.form.as_str());
        let goes_on =
            next.starts_with(['\'', '’', '-']) || words.get(last + 1).is_some_and(|w| w.upos == Upos::Propn);
        let country = country(name)?;
        (!goes_on).then_some(((country, span), last + 1))
    })
}

/// "the French city of Turin", "the Polish capital, Prague,", "the Polish capital Prague"
fn in_front(view: &View<'_>, first: usize, last: usize) -> Option<Country> {
    let words = &view.tree().words;
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    let before = first.checked_sub(1)?;
    let noun = match form(before) {
        "of" => before.checked_sub(1)?,
        // "in the Polish capital, Prague and Brno": a list goes on.
        "," if matches!(form(last + 1), "," | "." | ";") => before.checked_sub(1)?,
        _ if is_city_noun(form(before)) => before,
        _ => return None,
    };
    if !is_city_noun(form(noun)) || form(before) == "," && form(noun) != "capital" {
        return None;
    }
    let start = (0..noun).rev().find(|&i| !is_city_noun(form(i)))?;
    let article = start.checked_sub(1).map_or("", form);
    let country = country_called(form(start))?;
    article
        .eq_ignore_ascii_case("the")
        .then_some((country, words.get(start)?.span))
}

/// "in Oslo in Sweden", "born in Oslo in Sweden": two places, the one within the other.
fn within(view: &View<'_>, first: usize, last: usize) -> Option<Country> {
    let tree = view.tree();
    let form = |i: usize| tree.words.get(i).map_or("", |w| w.form.as_str());
    let lead = first.checked_sub(1)?;
    // "flew to Oslo in Sweden"
    let travels = matches!(form(lead), "to" | "from")
        && (first..=last).any(|i| {
            let verb = tree.words.get(i).and_then(|w| tree.words.get(w.head?));
            verb.is_some_and(|v| v.upos == Upos::Verb && words::is(&v.lemma.to_lowercase(), "travel-verb"))
        });
    let placed = (matches!(form(lead), "in" | "In" | "near" | "Near") || travels) && form(last + 1) == "in";
    let stands = placed && !set_against(tree, lead);
    let (country, end) = country_at(view, last + 2).filter(|_| stands)?;
    // "in Berlin in Poland and in Prague": no more than a mark or a time behind it.
    matches!(form(end), "," | "." | ";" | ")" | "on" | "in" | "where" | "when").then_some(country)
}

/// "ended in Oslo in Sweden's favour" and "interest in Barcelona in Germany": behind a noun, it is no place.
fn set_against(tree: &Tree, lead: usize) -> bool {
    let front = lead.checked_sub(1).and_then(|i| tree.words.get(i));
    front.is_some_and(|w| {
        let lemma = w.lemma.to_lowercase();
        words::is(&lemma, "interest-noun")
    })
}
