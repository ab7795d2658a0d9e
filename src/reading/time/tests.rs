//! Dates and durations in running text.

use super::*;
use crate::reading::number::tests::tree_of;

/// The times that the calendar has.
fn times(tree: &Tree, text: &str, dateline: Option<Date>) -> Vec<TimeMention> {
    let found = scan(tree, text, dateline).into_iter();
    found.filter(|t| t.possible).map(|t| t.mention).collect()
}

fn values(text: &str, dateline: &str) -> Vec<(String, String)> {
    let tree = tree_of(text);
    times(&tree, text, Date::parse(dateline))
        .into_iter()
        .map(|t| (text[t.span.start..t.span.end].to_owned(), t.time.to_timex()))
        .collect()
}

fn same(text: &str, expected: &[(&str, &str)]) {
    let found = values(text, "2025-08-17");
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn dates_in_their_common_forms() {
    same(
        "It opened on Friday, 15 August 2025.",
        &[("Friday, 15 August 2025", "2025-08-15")],
    );
    same(
        "It opened on August 15, 2025.",
        &[("August 15, 2025", "2025-08-15")],
    );
    same("It opened on Aug. 15.", &[("Aug. 15", "2025-08-15")]);
    same(
        "It opened on the 15th of August.",
        &[("the 15th of August", "2025-08-15")],
    );
    same("It opened on 2025-08-15.", &[("2025-08-15", "2025-08-15")]);
    same("It opened on 15.08.2025.", &[("15.08.2025", "2025-08-15")]);
    same("It opened in August 2025.", &[("August 2025", "2025-08")]);
    same("It was annexed in 2014.", &[("2014", "2014")]);
    same(
        "It ran from 15-17 August 2025.",
        &[("15-17 August 2025", "2025-08-15/2025-08-17")],
    );
    same(
        "It closed in nineteen ninety-four.",
        &[("nineteen ninety-four", "1994")],
    );
}

#[test]
fn relative_to_the_dateline() {
    same("They met in Alaska on Friday.", &[("Friday", "2025-08-15")]);
    same("They will meet on Monday.", &[("Monday", "2025-08-18")]);
    same("He left yesterday.", &[("yesterday", "2025-08-16")]);
    same("He left last week.", &[("last week", "2025-W32")]);
    same("He left last year.", &[("last year", "2024")]);
    same("He left three days ago.", &[("three days ago", "2025-08-14")]);
    same("He left two years ago.", &[("two years ago", "2023")]);
    same("He spoke this morning.", &[("this morning", "2025-08-17TMO")]);
    same("He left last August.", &[("last August", "2024-08")]);
}

#[test]
fn lengths_and_stretches() {
    same("The war lasted three years.", &[("three years", "P3Y")]);
    same(
        "The three-and-a-half-year war ended.",
        &[("three-and-a-half-year", "P3Y6M")],
    );
    same("It took half an hour.", &[("half an hour", "PT0.5H")]);
    same(
        "Profit fell in the third quarter of 2025.",
        &[("the third quarter of 2025", "2025-Q3")],
    );
    same("It was built in the 1980s.", &[("the 1980s", "198")]);
    same(
        "He left at 8 p.m. on Monday.",
        &[("8 p.m.", "T20:00"), ("Monday", "2025-08-11")],
    );
    same(
        "In the summer of 2024 it rained.",
        &[("the summer of 2024", "2024-SU")],
    );
}

#[test]
fn no_times() {
    same("May 35 people come in?", &[]);
    same("The army bought F-15 jets.", &[]);
    same("She is 46 years old.", &[]);
    same("He won 2-1.", &[]);
    same("It cost $2014.", &[]);
}

#[test]
fn a_date_that_the_calendar_lacks_is_kept_for_the_checks() {
    let text = "It opened on 31 June 2024.";
    let tree = tree_of(text);
    let found = scan(&tree, text, None);
    assert_eq!(found.len(), 1);
    assert!(!found[0].possible);
    assert!(times(&tree, text, None).is_empty());
}

#[test]
fn a_year_given_once_is_that_of_both_days() {
    same(
        "The deadline moved from 15 July to 29 July 2022.",
        &[("15 July", "2022-07-15"), ("29 July 2022", "2022-07-29")],
    );
    same(
        "It was shut from 28 December to 3 January 2023.",
        &[("28 December", "2022-12-28"), ("3 January 2023", "2023-01-03")],
    );
    // Told apart by more than a word.
    same(
        "It opened on 15 July and closed on 29 July 2022.",
        &[("15 July", "2025-07-15"), ("29 July 2022", "2022-07-29")],
    );
}
