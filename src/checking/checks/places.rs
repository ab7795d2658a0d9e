//! Cities and countries.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, called, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::tree::Upos;

/// City → country, from `places.txt`.
static CITIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("places.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(": "))
        .flat_map(|(country, cities)| cities.split(", ").map(move |city| (city, country)))
        .collect()
});

/// A city in another country than its own.
pub(super) struct PlaceContainment;

static PLACE_CONTAINMENT: Meta = Meta {
    id: "place-containment",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "The city lies in another country.",
    manual: "“in Kyiv, Russia”: a well-known city behind a preposition or a verb, a comma, and a country that is not its own, set off by another comma or the end of the sentence; “Kyiv in Russia”, “the Russian city of Kyiv”, “Kyiv, the Russian capital”, “Kyiv, the capital of Russia”. Enumerations (“in Berlin, France and Spain”) are let pass, and so are \
             cities that share their name with others.",
    source: "Fact-checking handbooks: 'places: look them up on a map'.",
    on: true,
    flags: &[
        text("The talks were held in Kyiv, Russia, on Monday."),
        text("She was born in Bergen, Sweden."),
        text("Brussels, the Dutch capital, was calm."),
        text("Brussels, the capital of Spain, was calm."),
        text("The Spanish capital, Lisbon, was calm."),
        text("They met in the French city of Turin."),
        text("She was born in Oslo in Sweden."),
        text("She flew to Oslo in Sweden."),
    ],
    allows: &[
        text("The talks were held in Kyiv, Ukraine, on Monday."),
        text("The show went on in Berlin, France and Spain."),
        text("Talks were held in Berlin, Poland, Spain and Italy."),
        text("She was born in Paris, Texas."),
        text("Brussels, the European capital, was calm. Lviv, once a Polish city, was not."),
        text("Brussels, the Belgian capital, was calm."),
        text("She spoke in Oslo, and the Swedish capital was calm."),
        text("They met in the Italian city of Turin."),
        text("She left Oslo in Sweden’s plane. Rosenborg beat Barcelona in Sweden."),
    ],
};

impl Check for PlaceContainment {
    fn meta(&self) -> &'static Meta {
        &PLACE_CONTAINMENT
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose() {
            let (sentence, base) = (view.text(), view.sentence.span.start);
            for (comma, _) in sentence.match_indices(", ") {
                let before = sentence.get(..comma).unwrap_or_default();
                let after = sentence.get(comma + 2..).unwrap_or_default();
                let Some((city, own)) = CITIES.iter().find(|(c, _)| {
                    before.strip_suffix(**c).is_some_and(|b| {
                        let lead = b.trim_end().rsplit(' ').next().unwrap_or_default();
                        b.ends_with(' ') && words::is(&lead.to_lowercase(), "place-lead")
                    })
                }) else {
                    continue;
                };
                let Some(country) = CITIES.values().find(|c| {
                    after
                        .strip_prefix(**c)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '.', ';', ')']))
                }) else {
                    continue;
                };
                let rest = after.get(country.len()..).unwrap_or_default();
                // A list goes on with another name.
                let list = rest.strip_prefix(", ").is_some_and(|r| {
                    r.starts_with(|c: char| c.is_uppercase()) || r.starts_with("and ") || r.starts_with("or ")
                });
                if country == own || list {
                    continue;
                }
                let end = base + comma + 2 + country.len();
                let start = base + comma - city.len();
                let mut finding = context.finding(
                    &PLACE_CONTAINMENT,
                    TextSpan::new(start, end),
                    format!("{city} is in {own}."),
                    format!("The text puts it in {country}."),
                );
                finding
                    .related
                    .push(context.elsewhere(TextSpan::new(end - country.len(), end), "the country named"));
                out.push(finding);
            }
            called::elsewhere(context, view, &PLACE_CONTAINMENT, out);
        }
    }
}

/// The country of a well-known city.
pub(super) fn country_of(city: &str) -> Option<&'static str> {
    CITIES.get(city).copied()
}

/// The country of the list that has this name.
pub(super) fn country(name: &str) -> Option<&'static str> {
    CITIES.values().copied().find(|c| *c == name)
}

/// The country of the list whose adjective this is ("Dutch").
pub(super) fn country_called(adjective: &str) -> Option<&'static str> {
    let lower = adjective.to_lowercase();
    let mut countries = CITIES.values().copied().filter(|_| lexicon::is_demonym(&lower));
    countries.find(|c| lexicon::derived(&lower, &c.to_lowercase()))
}

/// Flags the one place that the headline names by a preposition ("Snow in Scotland") where the first sentence of the
/// text tells of the same in another ("Snow fell in Wales"), known to lie apart, and the text never has the first.
pub(super) fn headline_elsewhere(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let body: Vec<&View<'_>> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .collect();
    let Some(&lede) = body.first() else { return };
    let (stated, told) = (located(context, top), located(context, lede));
    let [(place, span)] = stated.as_slice() else {
        return;
    };
    let elsewhere = !told.is_empty() && told.iter().all(|(other, _)| lexicon::places_apart(place, other));
    if !elsewhere || !one_subject(top, lede, *span) || known_in(context, &body, place) {
        return;
    }
    let Some((other, there)) = told.first() else {
        return;
    };
    out.push(context.otherwise_in_body(
        meta,
        *span,
        *there,
        format!("The headline has “{place}”, the text “{other}”, and nowhere the first."),
    ));
}

/// The known places of the sentence that stand behind a preposition of place.
fn located(context: &Context<'_>, view: &View<'_>) -> Vec<(String, TextSpan)> {
    let tree = view.tree();
    let words = tree.words.iter().enumerate();
    let behind = words.filter(|(i, _)| {
        tree.child_by(*i, "case")
            .and_then(|c| tree.words.get(c))
            .is_some_and(|c| {
                matches!(
                    c.form.to_lowercase().as_str(),
                    "in" | "near" | "off" | "at" | "outside"
                )
            })
    });
    behind
        .filter_map(|(_, w)| {
            let mentions = context.reading.names.iter().flat_map(|n| &n.mentions);
            let span = mentions.copied().find(|m| m.contains(w.span)).unwrap_or(w.span);
            let name = view.slice(span).to_owned();
            // "WA" is short for more than one.
            let short = !name.chars().any(char::is_lowercase);
            (!short && lexicon::is_place(&name)).then_some((name, span))
        })
        .collect()
}

/// Whether at least half of the headline's nouns and verbs stand in the sentence, and one of them does.
fn one_subject(top: &View<'_>, lede: &View<'_>, place: TextSpan) -> bool {
    let content = |v: &View<'_>| -> Vec<String> {
        v.tree()
            .words
            .iter()
            .filter(|w| matches!(w.upos, Upos::Noun | Upos::Verb | Upos::Propn) && !place.contains(w.span))
            .map(|w| w.lemma.to_lowercase())
            .collect()
    };
    let (headline, text) = (content(top), content(lede));
    let shared = headline.iter().filter(|w| text.contains(w)).count();
    shared > 0 && shared * 2 >= headline.len()
}

/// Whether the text has the place, its people, one that lies in it or that it lies in.
fn known_in(context: &Context<'_>, body: &[&View<'_>], place: &str) -> bool {
    let lower = place.to_lowercase();
    let stem: String = lower.chars().take(4).collect();
    let people = lexicon::derivations(&lower, WordClass::Noun);
    let mut said = body.iter().flat_map(|v| &v.tree().words);
    said.any(|w| {
        let form = w.form.to_lowercase();
        form.starts_with(&stem) || people.contains(&form)
    }) || context.reading.names.iter().any(|n| {
        n.mentions
            .iter()
            .any(|m| body.iter().any(|v| v.sentence.span.contains(*m)))
            && (lexicon::lies_in(&n.text, place) || lexicon::lies_in(place, &n.text))
    })
}
