//! Cities and countries.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::context::Context;
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::TextSpan;

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
    manual: "“in Kyiv, Russia”: a well-known city behind a preposition or a verb, a comma, and a country that is not its own, set off by another comma or the end of the sentence. Enumerations (“in Berlin, France and Spain”) are let pass, and so are \
             cities that share their name with others.",
    source: "Fact-checking handbooks: 'places: look them up on a map'.",
    on: true,
    flags: &[
        text("The talks were held in Kyiv, Russia, on Monday."),
        text("She was born in Bergen, Sweden."),
    ],
    allows: &[
        text("The talks were held in Kyiv, Ukraine, on Monday."),
        text("The show went on in Berlin, France and Spain."),
        text("Talks were held in Berlin, Poland, Spain and Italy."),
        text("She was born in Paris, Texas."),
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
        }
    }
}
