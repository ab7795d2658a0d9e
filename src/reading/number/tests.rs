//! Numbers in running text.

use super::*;
use crate::reading::tree::{Tree, Upos, Word};

/// A tree of the words of `text`, cut at white space and at punctuation on their edges, without
/// tags and dependencies.
pub(crate) fn tree_of(text: &str) -> Tree {
    let mut words = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let word = token.trim_end();
        let body = word.trim_end_matches(['.', ',', ';', '?', '!', ')']);
        let mut push = |from: usize, to: usize| {
            if from < to {
                words.push(Word {
                    form: text[from..to].to_owned(),
                    span: TextSpan::new(from, to),
                    lemma: String::new(),
                    upos: Upos::X,
                    xpos: "",
                    feats: "_".to_owned(),
                    head: None,
                    deprel: crate::reading::tree::Deprel::default(),
                    head_confidence: 1.0,
                    label_confidence: 1.0,
                    space_after: true,
                });
            }
        };
        push(at, at + body.len());
        for k in body.len()..word.len() {
            push(at + k, at + k + 1);
        }
        at += token.len();
    }
    Tree::new(words)
}

fn found(text: &str) -> Vec<String> {
    scan(&tree_of(text), text)
        .into_iter()
        .map(|n| n.mention)
        .map(|m| {
            let q = m.quantity;
            let mut out = q.value.normalize().to_string();
            if let Some(u) = q.upper {
                out += &format!("-{}", u.normalize());
            }
            if let Some(unit) = q.unit {
                out += &format!(" {unit}");
            }
            match q.bound {
                Bound::Exact => {}
                bound => out += &format!(" {bound:?}"),
            }
            out
        })
        .collect()
}

fn same(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn digits_and_words() {
    same("It had 1,200 members.", &["1200"]);
    same("three and a half million people", &["3500000"]);
    same("It raised 1.2bn litres.", &["1200000000 litre"]);
    same("half a dozen men", &["6"]);
    same("two-thirds of voters", &["0.6666666666666666666666666667"]);
    same("a hundred houses", &["100"]);
    same("one hundred and sixteen houses", &["116"]);
    same("two thousand and two hundred men", &["2200"]);
    same("forty-two and a half miles", &["42.5 mile"]);
    same("10 1/2 miles of cable", &["10.5 mile"]);
    same("half a million eggs", &["500000"]);
    same("twenty-one trillion three hundred", &["21000000000300"]);
    same("nine point nought four", &["9.04"]);
    same("the 21st attempt", &["21 ordinal"]);
}

#[test]
fn money_and_measures() {
    same("It cost $5m.", &["5000000 USD"]);
    same("It cost £3.2 million.", &["3200000 GBP"]);
    same("It cost 20 euros.", &["20 EUR"]);
    same("It cost US$40.", &["40 USD"]);
    same("It cost A$1.5bn.", &["1500000000 AUD"]);
    same("rates rose to 5%.", &["5 percent"]);
    same("rates rose by two percentage points.", &["2 percentage point"]);
    same("a 10-mile road", &["10 mile"]);
    same("It was 30°C.", &["30 degree Celsius"]);
    same("a 70mph limit", &["70 mile per hour"]);
}

#[test]
fn bounds_and_ranges() {
    same("more than 40 people", &["40 MoreThan"]);
    same("at least 40 people", &["40 AtLeast"]);
    same("about 40 people", &["40 About"]);
    same("40 or more people", &["40 AtLeast"]);
    same("between 40 and 50 people", &["40-50"]);
    same("40 to 50 people", &["40-50"]);
    same("$5-10 million", &["5000000-10000000 USD"]);
    same("rose from 40 to 50 people", &["40", "50"]);
    same("no more than 12 people", &["12 AtMost"]);
}

#[test]
fn ages() {
    same("the 46-year-old president", &["46 year"]);
    same("Marco Rubio, 54, said so.", &["54 year"]);
    same("a man aged 46 died.", &["46 year"]);
}

#[test]
fn no_numbers() {
    same("an F-16 and a G7 summit", &[]);
    same("COVID-19 came.", &[]);
    same("They won 2-1.", &[]);
    same("It began at 10:30.", &[]);
    same("on 15 August 2025", &[]);
    same("5G masts", &[]);
    same("no one came", &[]);
}
