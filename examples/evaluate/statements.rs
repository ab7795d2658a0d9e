//! `carb`, `wire57`, `meantime`: the statements themselves.
//!
//! `carb` after its paper (Bhardwaj, Aggarwal & Mausam 2019): of every sentence a table of all gold tuples and all of
//! ours; a pair scores token precision and recall, relation against relation and argument against argument in their
//! order, nothing where the relations share no word; recall takes the best of ours for every gold tuple, precision
//! pairs one to one. `wire57` after its paper (Lechelle, Gotti & Langlais 2019): best one-to-one matching, nothing where one of
//! the first three parts shares no word.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::document::{Document, TextSpan};
use copydesk::reading::statement::{Argument, Certainty, Phrase, Polarity, Role, Statement, StatementKind};
use copydesk::reading::{Reading, english, names::Names};
use serde_json::Value;

use crate::markup::{Piece, pieces};
use crate::table::{self, Row};
use crate::{Context, Failure, Outcome, Set, data, read};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "carb",
        run: carb,
    },
    Set {
        name: "wire57",
        run: wire57,
    },
    Set {
        name: "meantime",
        run: meantime,
    },
];

/// A statement as an open tuple: first argument, relation, further arguments; words in lower case.
#[derive(Debug, Clone)]
struct Tuple {
    relation: Vec<String>,
    arguments: Vec<Vec<String>>,
    confidence: f32,
}

fn lower(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// The statements of a sentence as tuples.
fn tuples(document: &Document, reading: &Reading) -> Vec<Tuple> {
    reading
        .statements
        .iter()
        .filter_map(|s| tuple(document, s))
        .collect()
}

fn tuple(document: &Document, statement: &Statement) -> Option<Tuple> {
    let words = |span: TextSpan| lower(document.slice(span));
    let whole = |p: &Phrase| p.conjuncts.iter().fold(p.span, |span, c| span.cover(c.span));
    // In the order of the sentence: the subject of a passive is our object.
    let mut subject: Option<&Argument> = statement.subject.as_ref();
    let mut others: Vec<(TextSpan, Vec<String>)> = Vec::new();
    if statement.predicate.passive {
        let object = statement.objects.iter().find(|o| o.role == Role::Object);
        if let (Some(agent), true) = (subject, object.is_some()) {
            let mut by = vec!["by".to_owned()];
            by.extend(words(whole(&agent.phrase)));
            others.push((agent.phrase.span, by));
        }
        // "was given a prize": whoever stands before the verb.
        let before = |a: &&Argument| a.phrase.span.end <= statement.predicate.span.start;
        let recipient = statement
            .objects
            .iter()
            .find(|o| o.role == Role::Recipient)
            .filter(before);
        subject = recipient.or(object).or(subject);
    }
    let subject = subject?;
    for argument in statement.objects.iter().filter(|a| !std::ptr::eq(*a, subject)) {
        let mut text = Vec::new();
        if let Role::Oblique(preposition) = &argument.role {
            text.extend(lower(preposition));
        }
        text.extend(words(whole(&argument.phrase)));
        others.push((argument.phrase.span, text));
    }
    for circumstance in &statement.circumstances {
        others.push((circumstance.span, words(circumstance.span)));
    }
    others.sort_by_key(|(span, _)| *span);
    let mut relation = words(statement.predicate.span);
    if relation.is_empty() {
        relation = lower(&statement.predicate.lemma);
    }
    let mut arguments = vec![words(whole(&subject.phrase))];
    arguments.extend(others.into_iter().map(|(_, text)| text));
    Some(Tuple {
        relation,
        arguments,
        confidence: if statement.read {
            1.0 + statement.confidence
        } else {
            statement.confidence
        },
    })
}

/// Words of `a` that `b` has too, each as often as both have it.
fn shared(a: &[String], b: &[String]) -> usize {
    let mut left: Vec<&String> = b.iter().collect();
    a.iter()
        .filter(|w| {
            let at = left.iter().position(|l| l == w);
            if let Some(at) = at {
                left.swap_remove(at);
            }
            at.is_some()
        })
        .count()
}

/// Precision and recall of one tuple against a gold one, arguments after the first as one.
fn carb_match(gold: &Tuple, ours: &Tuple) -> (f64, f64) {
    let matching = shared(&gold.relation, &ours.relation);
    if matching == 0 {
        return (0.0, 0.0);
    }
    let parts = |t: &Tuple| -> [Vec<String>; 2] {
        let mut arguments = t.arguments.iter();
        [
            arguments.next().cloned().unwrap_or_default(),
            arguments.flatten().cloned().collect(),
        ]
    };
    let (g, o) = (parts(gold), parts(ours));
    if o[1].is_empty() && !g[1].is_empty() {
        return (0.0, 0.0);
    }
    let hit = matching + shared(&g[0], &o[0]) + shared(&g[1], &o[1]);
    let total = |t: &Tuple, p: &[Vec<String>; 2]| t.relation.len() + p[0].len() + p[1].len();
    (
        hit as f64 / total(ours, &o) as f64,
        hit as f64 / total(gold, &g) as f64,
    )
}

fn carb(context: &Context) -> Result<Outcome, Failure> {
    let mut gold: Vec<(String, Vec<Tuple>)> = Vec::new();
    for line in data::text(context, "carb/gold.dev.tsv.gz")?.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(sentence), Some(relation)) = (columns.first(), columns.get(1)) else {
            continue;
        };
        let tuple = Tuple {
            relation: lower(relation),
            arguments: columns
                .iter()
                .skip(2)
                .filter(|a| !a.trim().is_empty())
                .map(|a| lower(a))
                .collect(),
            confidence: 0.0,
        };
        match gold.iter_mut().find(|(s, _)| s == sentence) {
            Some((_, tuples)) => tuples.push(tuple),
            None => gold.push(((*sentence).to_owned(), vec![tuple])),
        }
    }
    gold.truncate(context.limit);
    let mut items = Vec::new();
    let mut mistakes = Vec::new();
    for (sentence, gold) in &gold {
        // The marks of the Penn Treebank are words of the tuples: they stay.
        let (document, reading) = english::read_english(sentence, &[], &Names::default(), None);
        let ours = tuples(&document, &reading);
        let table: Vec<Vec<(f64, f64)>> = gold
            .iter()
            .map(|g| ours.iter().map(|o| carb_match(g, o)).collect())
            .collect();
        let recall: f64 = table
            .iter()
            .map(|row| row.iter().map(|s| s.1).fold(0.0, f64::max))
            .sum();
        if recall < 0.3 * gold.len() as f64 {
            let show = |t: &Tuple| {
                let arguments: Vec<String> = t.arguments.iter().map(|a| a.join(" ")).collect();
                format!("{} | {}", t.relation.join(" "), arguments.join(" | "))
            };
            mistakes.push(format!(
                "{sentence}\n    gold:\n      {}\n    found:\n      {}",
                gold.iter().map(show).collect::<Vec<_>>().join("\n      "),
                ours.iter().map(show).collect::<Vec<_>>().join("\n      ")
            ));
        }
        items.push((table, ours.iter().map(|o| o.confidence).collect::<Vec<f32>>()));
    }
    // The curve over confidence: most confident tuples first.
    let mut levels: Vec<f32> = items.iter().flat_map(|(_, c)| c.iter().copied()).collect();
    levels.sort_by(f32::total_cmp);
    levels.dedup();
    let step = (levels.len() / 60).max(1);
    let mut curve: Vec<(f64, f64)> = levels
        .iter()
        .step_by(step)
        .map(|&level| carb_point(&items, level))
        .collect();
    curve.sort_by(|a, b| a.1.total_cmp(&b.1));
    let f1 = |&(p, r): &(f64, f64)| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    let best = curve
        .iter()
        .copied()
        .max_by(|a, b| f1(a).total_cmp(&f1(b)))
        .unwrap_or_default();
    let area: f64 = curve
        .windows(2)
        .map(|w| match w {
            [(p, r), (q, s)] => (s - r) * (p + q) / 2.0,
            _ => 0.0,
        })
        .sum::<f64>()
        + curve.first().map_or(0.0, |(p, r)| p * r);
    let all = carb_point(&items, f32::MIN);
    let usable = carb_point(&items, 1.0);
    let row = |class: &str, (p, r): (f64, f64)| Row {
        measure: "CaRB".to_owned(),
        class: class.to_owned(),
        recall: Some(r),
        precision: Some(p),
        score: Some(f1(&(p, r))),
        count: gold.iter().map(|(_, t)| t.len()).sum(),
    };
    Ok(Outcome {
        rows: vec![
            row("best confidence", best),
            row("all statements", all),
            row("statements sure enough", usable),
            Row::value("area under the curve", "", Some(area), items.len()),
        ],
        mistakes,
    })
}

/// Of one sentence: precision and recall of each of our tuples against each of the gold ones, and our
/// confidence in each.
type Matches = (Vec<Vec<(f64, f64)>>, Vec<f32>);

/// Precision and recall over the tuples at or above a confidence.
fn carb_point(items: &[Matches], level: f32) -> (f64, f64) {
    let (mut precision, mut recall, mut ours, mut gold) = (0.0, 0.0, 0usize, 0usize);
    for (table, confidence) in items {
        let kept: Vec<usize> = (0..confidence.len())
            .filter(|&i| confidence.get(i).is_some_and(|&c| c >= level))
            .collect();
        ours += kept.len();
        gold += table.len();
        let score = |g: usize, o: usize| {
            table
                .get(g)
                .and_then(|row| row.get(o))
                .copied()
                .unwrap_or_default()
        };
        for g in 0..table.len() {
            recall += kept.iter().map(|&o| score(g, o).1).fold(0.0, f64::max);
        }
        let mut cells: Vec<(f64, usize, usize)> = (0..table.len())
            .flat_map(|g| kept.iter().map(move |&o| (g, o)))
            .map(|(g, o)| (score(g, o).0, g, o))
            .collect();
        cells.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for (value, g, o) in cells {
            if !rows.contains(&g) && !columns.contains(&o) {
                rows.insert(g);
                columns.insert(o);
                precision += value;
            }
        }
    }
    (precision / ours.max(1) as f64, recall / gold.max(1) as f64)
}

fn wire57(context: &Context) -> Result<Outcome, Failure> {
    let file = data::json(context, "wire57/dev.json")?;
    let (mut precision, mut recall, mut ours_count, mut gold_count, mut matched) = (0.0, 0.0, 0, 0, 0);
    for sentence in file
        .as_object()
        .into_iter()
        .flat_map(|o| o.values())
        .filter_map(Value::as_array)
        .flatten()
        .take(context.limit)
    {
        let part = |value: Option<&Value>| -> Vec<String> {
            value
                .and_then(|v| v.get("words"))
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_lowercase)
                .collect()
        };
        let gold: Vec<Tuple> = sentence
            .get("tuples")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|t| {
                let rest: Vec<String> = t
                    .get("arg3+")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .flat_map(|a| part(Some(a)))
                    .collect();
                Tuple {
                    relation: part(t.get("rel")),
                    arguments: vec![part(t.get("arg1")), part(t.get("arg2")), rest],
                    confidence: 0.0,
                }
            })
            .collect();
        // Its own tokens, so that words compare.
        let tokens: Vec<&str> = sentence
            .get("tokens")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let (document, reading) = english::read_english(&tokens.join(" "), &[], &Names::default(), None);
        let ours: Vec<Tuple> = tuples(&document, &reading)
            .into_iter()
            .filter(|t| t.confidence >= 1.0)
            .collect();
        gold_count += gold.len();
        ours_count += ours.len();
        let mut cells = Vec::new();
        for (g, gold) in gold.iter().enumerate() {
            for (o, ours) in ours.iter().enumerate() {
                if let Some((p, r)) = wire_match(gold, ours) {
                    cells.push((2.0 * p * r / (p + r), p, r, g, o));
                }
            }
        }
        cells.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for (_, p, r, g, o) in cells {
            if !rows.contains(&g) && !columns.contains(&o) {
                rows.insert(g);
                columns.insert(o);
                precision += p;
                recall += r;
                matched += 1;
            }
        }
    }
    let (p, r) = (
        precision / f64::from(ours_count.max(1) as u32),
        recall / f64::from(gold_count.max(1) as u32),
    );
    Ok(Outcome {
        rows: vec![
            Row {
                measure: "tokens after matching".to_owned(),
                recall: Some(r),
                precision: Some(p),
                score: table::f1(Some(r), Some(p)),
                count: gold_count,
                ..Row::default()
            },
            Row::counts("tuples matched", "", gold_count, ours_count, matched),
        ],
        mistakes: Vec::new(),
    })
}

fn wire_match(gold: &Tuple, ours: &Tuple) -> Option<(f64, f64)> {
    let empty = Vec::new();
    let mut arguments = ours.arguments.iter();
    let first = arguments.next().unwrap_or(&empty);
    let second = arguments.next().unwrap_or(&empty);
    let rest: Vec<String> = arguments.flatten().cloned().collect();
    let pairs = [
        (&gold.relation, &ours.relation),
        (gold.arguments.first().unwrap_or(&empty), first),
        (gold.arguments.get(1).unwrap_or(&empty), second),
        (gold.arguments.get(2).unwrap_or(&empty), &rest),
    ];
    let mut hits = [0usize; 3];
    for (i, (g, o)) in pairs.iter().enumerate() {
        let common = shared(g, o);
        if i < 3 && common == 0 {
            return None;
        }
        hits[0] += common;
        hits[1] += o.len();
        hits[2] += g.len();
    }
    Some((
        hits[0] as f64 / hits[1].max(1) as f64,
        hits[0] as f64 / hits[2].max(1) as f64,
    ))
}

/// Kind, attributes and places of a mention.
type Mention = (String, BTreeMap<String, String>, Vec<TextSpan>);

/// A news article with its annotation by token numbers.
#[derive(Debug, Default)]
struct Article {
    text: String,
    /// Token number → bytes.
    tokens: BTreeMap<String, TextSpan>,
    /// Mention → (kind, attributes, tokens).
    mentions: BTreeMap<String, Mention>,
    /// (event, role, entity)
    participants: Vec<(String, String, String)>,
}

fn article(xml: &str) -> Article {
    let mut out = Article::default();
    let mut token: Option<(String, String)> = None;
    let mut mention: Option<String> = None;
    let mut participant: Option<(String, String, String)> = None;
    let mut last_sentence = String::new();
    for piece in pieces(xml) {
        match piece {
            Piece::Open { name, attributes, .. } => {
                let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
                match name.as_str() {
                    "token" => token = Some((get("t_id"), get("sentence"))),
                    "token_anchor" => {
                        if let (Some(id), Some(&span)) = (&mention, out.tokens.get(&get("t_id")))
                            && let Some(m) = out.mentions.get_mut(id)
                        {
                            m.2.push(span);
                        }
                    }
                    "has_participant" => participant = Some((String::new(), get("sem_role"), String::new())),
                    "source" => {
                        if let Some(p) = &mut participant {
                            p.0 = get("m_id");
                        }
                    }
                    "target" => {
                        if let Some(p) = &mut participant {
                            p.2 = get("m_id");
                        }
                    }
                    "event_mention" | "entity_mention" | "timex3" | "value" => {
                        mention = Some(get("m_id"));
                        out.mentions.insert(get("m_id"), (name, attributes, Vec::new()));
                    }
                    _ => {}
                }
            }
            Piece::Close { name } => match name.as_str() {
                "token" => token = None,
                "has_participant" => out.participants.extend(participant.take()),
                "event_mention" | "entity_mention" | "timex3" | "value" => mention = None,
                _ => {}
            },
            Piece::Text(text) => {
                if let Some((id, sentence)) = &token {
                    if !out.text.is_empty() {
                        out.text
                            .push_str(if *sentence == last_sentence { " " } else { "\n\n" });
                    }
                    last_sentence.clone_from(sentence);
                    let start = out.text.len();
                    out.text.push_str(text.trim());
                    out.tokens
                        .insert(id.clone(), TextSpan::new(start, out.text.len()));
                }
            }
        }
    }
    out
}

fn meantime(context: &Context) -> Result<Outcome, Failure> {
    let prepared = read::standard();
    let mut roles: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut events = [0usize; 2];
    let mut certain: BTreeMap<(bool, bool), usize> = BTreeMap::new();
    let mut polar: BTreeMap<(bool, bool), usize> = BTreeMap::new();
    let mut numbers = [0usize; 2];
    for item in data::json_lines(context, "meantime/dev.jsonl.gz")? {
        let article = article(data::string(&item, "xml"));
        let (document, reading) = read::document(&article.text, None, &prepared);
        let source = |span: TextSpan| {
            let s = document.to_source(span);
            TextSpan::new(s.start, s.end)
        };
        let word = |sentence: usize, head: usize| {
            let word = reading.sentences.get(sentence)?.tree.words.get(head)?;
            Some(source(word.span))
        };
        // Only the first sentences are annotated.
        let limit = article
            .mentions
            .values()
            .flat_map(|m| m.2.iter().map(|s| s.end))
            .max()
            .unwrap_or(0);
        let tokens_of = |id: &str| article.mentions.get(id).map_or(&[][..], |m| m.2.as_slice());
        let holds = |id: &str, at: TextSpan| tokens_of(id).iter().any(|t| t.overlaps(at));
        // Our links: statement, event word, role, argument word.
        let mut ours = Vec::new();
        for statement in reading.statements.iter().filter(|s| s.read) {
            let Some(event) = word(statement.sentence, statement.predicate.head).filter(|w| w.end <= limit)
            else {
                continue;
            };
            let mut push = |role: &'static str, phrase: &Phrase| {
                if let Some(argument) = word(statement.sentence, phrase.head) {
                    ours.push((event, role, argument));
                }
            };
            if matches!(statement.kind, StatementKind::Event | StatementKind::Nominal) {
                if let Some(subject) = &statement.subject {
                    push("Arg0", &subject.phrase);
                }
                for object in statement.objects.iter().filter(|o| o.role == Role::Object) {
                    push("Arg1", &object.phrase);
                }
            }
        }
        for role in ["Arg0", "Arg1"] {
            let gold: Vec<_> = article.participants.iter().filter(|p| p.1 == role).collect();
            let found: Vec<_> = ours.iter().filter(|o| o.1 == role).collect();
            let right = gold
                .iter()
                .filter(|g| found.iter().any(|o| holds(&g.0, o.0) && holds(&g.2, o.2)))
                .count();
            // Of ours only those count whose event is one of theirs: theirs are not all events.
            let at_events = found
                .iter()
                .filter(|o| {
                    article
                        .mentions
                        .iter()
                        .any(|(id, m)| m.0 == "event_mention" && holds(id, o.0))
                })
                .count();
            let counts = roles.entry(role).or_default();
            counts[0] += gold.len();
            counts[1] += at_events;
            counts[2] += right;
        }
        for (id, (kind, attributes, tokens)) in &article.mentions {
            let get = |key: &str| attributes.get(key).map_or("", String::as_str);
            if kind == "value" {
                numbers[0] += 1;
                let found = reading
                    .quantities
                    .iter()
                    .flatten()
                    .any(|q| tokens.iter().any(|t| t.overlaps(source(q.span))));
                numbers[1] += usize::from(found);
            }
            if kind != "event_mention" || tokens.is_empty() {
                continue;
            }
            events[0] += 1;
            let Some(statement) = reading
                .statements
                .iter()
                .filter(|s| s.read)
                .find(|s| word(s.sentence, s.predicate.head).is_some_and(|w| holds(id, w)))
            else {
                continue;
            };
            events[1] += 1;
            if !get("polarity").is_empty() {
                let gold = get("polarity").eq_ignore_ascii_case("NEG");
                *polar
                    .entry((gold, statement.polarity == Polarity::Denied))
                    .or_default() += 1;
            }
            if !get("certainty").is_empty() {
                let gold = get("certainty").eq_ignore_ascii_case("CERTAIN");
                *certain
                    .entry((gold, statement.certainty == Certainty::Asserted))
                    .or_default() += 1;
            }
        }
    }
    let mut rows = vec![Row::accuracy("events with a statement", "", events[1], events[0])];
    for (role, [gold, found, right]) in &roles {
        rows.push(Row::counts("event and participant", role, *gold, *found, *right));
    }
    for (measure, names, counts) in [
        ("polarity", ["affirmed", "denied"], &polar),
        ("certainty", ["not certain", "certain"], &certain),
    ] {
        for (value, name) in [(false, names[0]), (true, names[1])] {
            let sum = |keep: &dyn Fn(bool, bool) -> bool| -> usize {
                counts
                    .iter()
                    .filter(|((g, f), _)| keep(*g, *f))
                    .map(|(_, n)| n)
                    .sum()
            };
            rows.push(Row::counts(
                measure,
                name,
                sum(&|g, _| g == value),
                sum(&|_, f| f == value),
                sum(&|g, f| g == value && f == value),
            ));
        }
    }
    rows.push(Row::accuracy(
        "values with a quantity",
        "",
        numbers[1],
        numbers[0],
    ));
    Ok(Outcome {
        rows,
        mistakes: Vec::new(),
    })
}
