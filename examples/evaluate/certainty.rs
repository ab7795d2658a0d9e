//! `factuality`, `commitmentbank`, `dnc`: did it happen, did it not, or is it not said?
//!
//! The answer is the standing of the statement whose predicate is the event: asserted and affirmed, asserted and
//! denied, or neither. *Covered* is the share of events for which there is a statement that is sure enough to be
//! used; agreement is counted among these. The sets label from the author's view; news takes what sources say for
//! granted in the first, so both readings are shown: sources trusted, and what a source says as uncertain.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::document::{Document, TextSpan};
use copydesk::reading::english::read_english;
use copydesk::reading::names::Names;
use copydesk::reading::statement::{Certainty, Polarity, Role, SourceKind, Statement, StatementKind};
use copydesk::reading::{READ_THRESHOLD, Reading};
use serde_json::Value;

use crate::table::{self, Row};
use crate::{Context, Failure, Outcome, Set, data};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "factuality (uw)",
        run: |c| factuality(c, "factuality/uw.dev.jsonl.gz"),
    },
    Set {
        name: "factuality (uds-ih2)",
        run: |c| factuality(c, "factuality/uds-ih2.dev.jsonl.gz"),
    },
    Set {
        name: "factuality (mv2)",
        run: |c| factuality(c, "factuality/mv2.dev.jsonl"),
    },
    Set {
        name: "factuality (rp)",
        run: |c| factuality(c, "factuality/rp.dev.jsonl"),
    },
    Set {
        name: "commitmentbank",
        run: commitment,
    },
    Set {
        name: "dnc (factuality)",
        run: happened,
    },
];

/// −1 did not happen, 0 not said, 1 happened.
type Answer = i8;

const ANSWERS: [(Answer, &str); 3] = [(1, "happened"), (0, "not said"), (-1, "did not")];

fn standing(statement: &Statement, trust: bool) -> Answer {
    if !trust && statement.source.kind != SourceKind::Narrator {
        return 0;
    }
    match (statement.certainty, statement.polarity) {
        (Certainty::Asserted, Polarity::Affirmed) => 1,
        (Certainty::Asserted, Polarity::Denied) => -1,
        _ => 0,
    }
}

/// The standing on the scale of the sets, −3 to 3.
fn scale(statement: &Statement) -> f64 {
    let strength = match statement.certainty {
        Certainty::Asserted => 3.0,
        Certainty::Probable => 1.5,
        Certainty::Possible | Certainty::Intended => 0.5,
        Certainty::Conditional | Certainty::Asked | Certainty::Ordered => 0.0,
    };
    if statement.polarity == Polarity::Denied {
        -strength
    } else {
        strength
    }
}

/// The standing at the threshold at which CommitmentBank's labels are cut: "probable" is a commitment.
fn committed(statement: &Statement) -> Answer {
    let sure = statement.source.kind == SourceKind::Narrator && scale(statement).abs() >= 1.0;
    if sure {
        scale(statement).signum() as Answer
    } else {
        0
    }
}

/// Labels against answers.
#[derive(Debug, Default)]
struct Agreement {
    counts: BTreeMap<(Answer, Answer), usize>,
    events: usize,
}

impl Agreement {
    fn rows(&self, class: &str) -> Vec<Row> {
        let sum = |keep: &dyn Fn(Answer, Answer) -> bool| -> usize {
            self.counts
                .iter()
                .filter(|((g, f), _)| keep(*g, *f))
                .map(|(_, n)| n)
                .sum()
        };
        let covered = sum(&|_, _| true);
        let mut rows = vec![
            Row::value("covered", class, table::ratio(covered, self.events), self.events),
            Row::accuracy("agreement (3-way)", class, sum(&|g, f| g == f), covered),
            Row::accuracy(
                "agreement where we commit ourselves",
                class,
                sum(&|g, f| f != 0 && g == f),
                sum(&|_, f| f != 0),
            ),
        ];
        let mut macro_f1 = 0.0;
        for (answer, name) in ANSWERS {
            let row = Row::counts(
                name,
                class,
                sum(&|g, _| g == answer),
                sum(&|_, f| f == answer),
                sum(&|g, f| g == answer && f == answer),
            );
            macro_f1 += row.score.unwrap_or(0.0) / 3.0;
            rows.push(row);
        }
        rows.insert(3, Row::value("macro F1", class, Some(macro_f1), covered));
        rows
    }
}

/// The statement whose predicate's head is at `span`.
fn statement_at(reading: &Reading, span: TextSpan) -> Option<&Statement> {
    reading.statements.iter().filter(|s| used(s)).find(|s| {
        reading
            .sentences
            .get(s.sentence)
            .and_then(|sentence| sentence.tree.words.get(s.predicate.head))
            .is_some_and(|word| word.span.overlaps(span))
    })
}

/// Whether an article's verdict would rest on it; a claim of the rulebook may be less sure.
fn used(statement: &Statement) -> bool {
    statement.read && statement.confidence >= READ_THRESHOLD
}

fn read(text: &str) -> (Document, Reading) {
    read_english(text, &[], &Names::default(), None)
}

fn factuality(context: &Context, path: &str) -> Result<Outcome, Failure> {
    let mut trusted = Agreement::default();
    let mut careful = Agreement::default();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut mistakes = Vec::new();
    for item in data::json_lines(context, path)? {
        let text = data::string(&item, "text");
        let mut spans = Vec::new();
        let mut at = 0;
        for token in text.split(' ') {
            spans.push(TextSpan::new(at, at + token.len()));
            at += token.len() + 1;
        }
        let (_, reading) = read(text);
        for target in item
            .get("targets")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let index = |i: usize| target.get("span1").and_then(|s| s.get(i)).and_then(Value::as_u64);
            let (Some(start), Some(end), Some(label)) =
                (index(0), index(1), target.get("label").and_then(Value::as_f64))
            else {
                continue;
            };
            let (Some(first), Some(last)) = (
                spans.get(start as usize),
                (end as usize).checked_sub(1).and_then(|e| spans.get(e)),
            ) else {
                continue;
            };
            trusted.events += 1;
            careful.events += 1;
            let Some(statement) = statement_at(&reading, first.cover(*last)) else {
                continue;
            };
            let gold = if label >= 1.5 {
                1
            } else if label <= -1.5 {
                -1
            } else {
                0
            };
            let answer = standing(statement, true);
            *trusted.counts.entry((gold, answer)).or_default() += 1;
            *careful
                .counts
                .entry((gold, standing(statement, false)))
                .or_default() += 1;
            ours.push(scale(statement));
            theirs.push(label);
            if answer != 0 && answer != gold {
                mistakes.push(format!(
                    "“{}” is {label}, read as {:?} {:?}\n    {text}",
                    data::string(target, "span_text"),
                    statement.polarity,
                    statement.certainty
                ));
            }
        }
    }
    let mut rows = trusted.rows("sources trusted");
    rows.extend(careful.rows("sources not trusted").into_iter().skip(1).take(3));
    rows.extend(distance(&ours, &theirs));
    Ok(Outcome { rows, mistakes })
}

/// Mean absolute error and Pearson's r.
fn distance(ours: &[f64], theirs: &[f64]) -> Vec<Row> {
    let n = ours.len();
    if n == 0 {
        return Vec::new();
    }
    let mean = |xs: &[f64]| xs.iter().sum::<f64>() / n as f64;
    let error = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).sum::<f64>() / n as f64;
    let (ma, mb) = (mean(ours), mean(theirs));
    let product: f64 = ours.iter().zip(theirs).map(|(a, b)| (a - ma) * (b - mb)).sum();
    let square = |xs: &[f64], m: f64| xs.iter().map(|x| (x - m).powi(2)).sum::<f64>();
    let scale = (square(ours, ma) * square(theirs, mb)).sqrt();
    vec![
        Row::value("mean absolute error", "", Some(error), n),
        Row::value("Pearson r", "", (scale > 0.0).then(|| product / scale), n),
    ]
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn commitment(context: &Context) -> Result<Outcome, Failure> {
    let mut all = Agreement::default();
    let mut classes: BTreeMap<String, Agreement> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for item in data::json_lines(context, "commitmentbank/dev.jsonl.gz")? {
        let get = |key| data::string(&item, key);
        let Some(mean) = number(&item, "Mean") else {
            continue;
        };
        let gold = if mean >= 1.0 {
            1
        } else if mean <= -1.0 {
            -1
        } else {
            0
        };
        let text = get("Target");
        let (document, reading) = read(text);
        let prompt = words(get("Prompt"));
        // The statement of the embedded clause: of those with the predicate that heads the prompt, else of all, the
        // one whose words are most like the prompt's.
        let (_, asked) = read(get("Prompt"));
        let said = |s: &Statement| -> Vec<String> {
            let attribute = s.objects.iter().find(|o| o.role == Role::Attribute);
            std::iter::once(s.predicate.lemma.clone())
                .chain(
                    attribute
                        .filter(|_| s.kind != StatementKind::Event)
                        .map(|a| a.phrase.lemma.clone()),
                )
                .collect()
        };
        let wanted = asked.statements.first().map(said);
        let of_it = |s: &&Statement| wanted.as_ref() == Some(&said(s));
        let any = reading.statements.iter().filter(|s| used(s)).any(|s| of_it(&s));
        let best = reading
            .statements
            .iter()
            .filter(|s| used(s) && (!any || of_it(s)))
            .map(|s| {
                let own = words(document.slice(s.span));
                let shared = own.intersection(&prompt).count();
                (200 * shared / (own.len() + prompt.len()).max(1), s)
            })
            .max_by_key(|(score, s)| (*score, std::cmp::Reverse(s.id)))
            .filter(|(score, _)| *score >= 50);
        all.events += 1;
        let class = classes.entry(get("Embedding").to_owned()).or_default();
        class.events += 1;
        if let Some((_, statement)) = best {
            // The judgement is about the prompt, which may hold a denial of its own.
            let denied = asked
                .statements
                .first()
                .is_some_and(|s| s.polarity == Polarity::Denied);
            let answer = if denied { -1 } else { 1 } * committed(statement);
            *all.counts.entry((gold, answer)).or_default() += 1;
            *class.counts.entry((gold, answer)).or_default() += 1;
            if answer != 0 && answer != gold {
                mistakes.push(format!(
                    "“{}” is {mean}, read as {:?} {:?}\n    {text}",
                    get("Prompt"),
                    statement.polarity,
                    statement.certainty
                ));
            }
        }
    }
    let mut rows = all.rows("");
    for (class, agreement) in &classes {
        rows.extend(agreement.rows(class).into_iter().skip(1).take(2));
    }
    Ok(Outcome { rows, mistakes })
}

fn number(item: &Value, key: &str) -> Option<f64> {
    let value = item.get(key)?;
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// "The signing happened", "The signing did not happen" of a sentence.
fn happened(context: &Context) -> Result<Outcome, Failure> {
    let (mut count, mut right, mut covered) = (0, 0, 0);
    let (mut gold_yes, mut said_yes, mut right_yes) = (0, 0, 0);
    let mut mistakes = Vec::new();
    for item in data::json_lines(context, "dnc/factuality.dev.jsonl.gz")? {
        let get = |key| data::string(&item, key);
        let hypothesis = get("hypothesis");
        let Some(event) = hypothesis.split_whitespace().nth(1) else {
            continue;
        };
        let wants = if hypothesis.contains("did not happen") {
            -1
        } else {
            1
        };
        let entailed = get("label") == "entailed";
        let text = get("context");
        let (_, reading) = read(text);
        let found = reading.statements.iter().filter(|s| used(s)).find(|s| {
            gerund(s.predicate.lemma.split(' ').next().unwrap_or_default()) == event.to_lowercase()
        });
        let answer = found.map(|s| standing(s, false) == wants).unwrap_or(false);
        count += 1;
        covered += usize::from(found.is_some());
        right += usize::from(answer == entailed);
        gold_yes += usize::from(entailed);
        said_yes += usize::from(answer);
        right_yes += usize::from(answer && entailed);
        if answer && !entailed {
            mistakes.push(format!("“{hypothesis}” does not follow\n    {text}"));
        }
    }
    Ok(Outcome {
        rows: vec![
            Row::accuracy("accuracy", "", right, count),
            Row::counts("entailed", "", gold_yes, said_yes, right_yes),
            Row::value("covered", "", table::ratio(covered, count), count),
        ],
        mistakes,
    })
}

/// "sign" → "signing", "take" → "taking", "run" → "running".
fn gerund(lemma: &str) -> String {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let letters: Vec<char> = lemma.chars().rev().take(3).collect();
    match letters.as_slice() {
        ['e', 'i', ..] => format!("{}ying", lemma.strip_suffix("ie").unwrap_or(lemma)),
        ['e', b, ..] if !matches!(b, 'e' | 'o' | 'y') => {
            format!("{}ing", lemma.strip_suffix('e').unwrap_or(lemma))
        }
        [a, b, c]
            if !is_vowel(*a)
                && !matches!(a, 'w' | 'x' | 'y')
                && is_vowel(*b)
                && !is_vowel(*c)
                && lemma.len() <= 4 =>
        {
            format!("{lemma}{a}ing")
        }
        _ => format!("{lemma}ing"),
    }
}
