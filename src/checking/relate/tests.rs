//! A text, a claim, and what the one says of the other.

use super::TextVerdict::{Contradicted, Supported, Unverified};
use super::{Knowledge, TextVerdict, relate_texts};
use crate::reading::english::read_english;
use crate::reading::names::Names;

/// Checks every line `text | claim` for its verdict and names those that fail.
fn all(verdict: TextVerdict, pairs: &[(&str, &str)]) {
    let knowledge = Knowledge::standard();
    let read = |text: &str| read_english(text, &[], &Names::default(), None).1;
    let wrong: Vec<String> = pairs
        .iter()
        .filter_map(|(text, claim)| {
            let found = relate_texts(&read(text), &read(claim), knowledge);
            (found.verdict != verdict)
                .then(|| format!("{text} | {claim}: {:?}, {}", found.verdict, found.reason))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn quantifiers() {
    all(
        Contradicted,
        &[
            ("Everyone has visited Oslo.", "Someone did not visit Oslo."),
            ("There is no man playing a guitar.", "A man is playing a guitar."),
        ],
    );
    all(
        Unverified,
        &[
            ("Someone has visited Oslo.", "That person did not visit Oslo."),
            (
                "Most farmers who keep sheep voted for the plan.",
                "Most farmers voted for the plan.",
            ),
            (
                "Every nurse who has a licence may work in Norway.",
                "Every nurse has a licence.",
            ),
            (
                "There is not a poodle in the yard.",
                "There is not a dog in the yard.",
            ),
        ],
    );
    all(
        Supported,
        &[
            (
                "There is not a dog in the yard.",
                "There is not a poodle in the yard.",
            ),
            (
                "Every driver has a licence. Paul Lind is a driver.",
                "Paul Lind has a licence.",
            ),
        ],
    );
}

#[test]
fn conditions_that_are_met() {
    let text = "Anna has visited Turin and if Anna has visited Turin then Paul has visited Genoa.";
    all(Supported, &[(text, "Paul has visited Genoa.")]);
    all(Contradicted, &[(text, "Paul has not visited Genoa.")]);
}

#[test]
fn comparisons() {
    all(
        Unverified,
        &[("The Tern is faster than the Heron.", "The Tern is fast.")],
    );
    all(
        Supported,
        &[(
            "Lindqvist sold 300 more cars than Harlow. Harlow sold 200 cars.",
            "Lindqvist sold 500 cars.",
        )],
    );
}

#[test]
fn lives_places_and_kinds() {
    all(
        Contradicted,
        &[
            (
                "Marta Lind (14 June 1866 – 20 October 1936) was a Danish painter.",
                "Marta Lind was born on 20 April 1866.",
            ),
            ("Trondheim is a city in Norway.", "Trondheim is in Spain."),
            ("Blue Harbour is a 2011 British film.", "Blue Harbour is a novel."),
            (
                "Oakfield is a 2011 film directed by Marta Lind.",
                "Oakfield was directed by Paul Berg.",
            ),
        ],
    );
    all(
        Unverified,
        &[
            ("Trondheim is a city in Norway.", "Trondheim is in Europe."),
            // Each undoes the other, and nothing says when.
            ("The Harlow bridge closed.", "The Harlow bridge opened in 1998."),
        ],
    );
}

#[test]
fn every_word_of_a_claim_needs_its_like() {
    all(
        Unverified,
        &[
            (
                "Two large dogs are asleep on the kitchen floor.",
                "Two large dogs are asleep on the attic floor.",
            ),
            (
                "A woman bought ice cream for her and four children.",
                "A woman bought ice cream for her and nine children.",
            ),
            (
                "The floods and the landslides killed 312 people.",
                "The landslides killed 312 people.",
            ),
        ],
    );
}

/// Places in places, on both sides: what hangs on a phrase is looked for on the verbs once, not without end.
#[test]
fn phrases_in_phrases_come_to_an_end() {
    all(
        Unverified,
        &[(
            "Two men are running in different directions on a path in the woods near two people walking a dog on a bridge.",
            "Two men are running in different directions on a path in the woods near eight people walking a dog on a bridge.",
        )],
    );
}
