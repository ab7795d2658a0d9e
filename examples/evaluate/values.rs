//! `recognizers`, `timeml`: numbers and times in normal form.

use std::collections::BTreeMap;

use copydesk::document::{Document, TextSpan};
use copydesk::reading::number::{self, Number, NumberKind};
use copydesk::reading::{Reading, english, names::Names};
use copydesk::source::Span;
use copydesk::value::date::Date;
use copydesk::value::unit::unit;
use serde_json::Value;

use crate::markup::{Piece, pieces};
use crate::table::Row;
use crate::{Context, Failure, Outcome, Set, data, read};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "recognizers",
        run: recognizers,
    },
    Set {
        name: "timeml (timebank)",
        run: |c| timeml(c, "timeml/timebank.jsonl.gz"),
    },
    Set {
        name: "timeml (aquaint)",
        run: |c| timeml(c, "timeml/aquaint.jsonl.gz"),
    },
];

/// A value with its place.
#[derive(Debug, Clone)]
struct Found {
    /// Ways to give the span: with and without "about".
    spans: Vec<TextSpan>,
    value: String,
}

/// The models of `recognizers` that we answer.
const MODELS: [&str; 9] = [
    "Number",
    "NumberRange",
    "Ordinal",
    "Percent",
    "Age",
    "Currency",
    "Dimension",
    "Temperature",
    "DateTime",
];

fn recognizers(context: &Context) -> Result<Outcome, Failure> {
    let mut rows = Vec::new();
    let mut mistakes = Vec::new();
    for model in MODELS {
        let file = data::json(context, &format!("recognizers/{model}Model.dev.json"))?;
        let (mut inputs, mut exact) = (0, 0);
        let (mut gold_count, mut found_count, mut right) = (0, 0, 0);
        for item in file.as_array().into_iter().flatten().take(context.limit) {
            let text = data::string(item, "Input");
            let date = item
                .get("Context")
                .map(|c| data::string(c, "ReferenceDateTime"))
                .and_then(|d| Date::parse(d.get(..10)?));
            let (_, reading) = english::read_english(text, &[], &Names::default(), date);
            let found = answers(model, text, &reading, date);
            let gold: Vec<(TextSpan, Vec<String>)> = item
                .get("Results")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|result| gold_value(model, text, result))
                .collect();
            let fits = |values: &[String], f: &Found| values.iter().any(|v| same_value(v, &f.value));
            let hits = gold
                .iter()
                .filter(|(span, values)| {
                    found
                        .iter()
                        .any(|f| f.spans.iter().any(|s| s.overlaps(*span)) && fits(values, f))
                })
                .count();
            let precise = gold
                .iter()
                .filter(|(span, values)| found.iter().any(|f| f.spans.contains(span) && fits(values, f)))
                .count();
            inputs += 1;
            gold_count += gold.len();
            found_count += found.len();
            right += hits;
            if precise == gold.len() && found.len() == gold.len() {
                exact += 1;
            }
            if hits < gold.len() || found.len() > hits {
                let show = |span: &TextSpan| text.get(span.start..span.end).unwrap_or_default().to_owned();
                let wanted: Vec<String> = gold
                    .iter()
                    .map(|(s, v)| format!("{}={}", show(s), v.join("|")))
                    .collect();
                let got: Vec<String> = found
                    .iter()
                    .map(|f| format!("{}={}", f.spans.first().map(show).unwrap_or_default(), f.value))
                    .collect();
                mistakes.push(format!(
                    "{model}: {text}\n    gold  {wanted:?}\n    found {got:?}"
                ));
            }
        }
        rows.push(Row::counts(
            "value, spans overlap",
            model,
            gold_count,
            found_count,
            right,
        ));
        rows.push(Row::accuracy(
            "inputs with the same spans and values",
            model,
            exact,
            inputs,
        ));
    }
    Ok(Outcome { rows, mistakes })
}

fn answers(model: &str, text: &str, reading: &Reading, date: Option<Date>) -> Vec<Found> {
    if model == "DateTime" {
        let _ = date;
        return reading
            .times
            .iter()
            .flatten()
            .map(|t| Found {
                spans: vec![t.span],
                value: t.time.to_timex(),
            })
            .collect();
    }
    let numbers: Vec<Number> = reading
        .sentences
        .iter()
        .flat_map(|s| number::scan(&s.tree, text))
        .collect();
    numbers
        .into_iter()
        .filter(|n| belongs(model, n))
        .map(|n| Found {
            spans: vec![n.core, n.mention.span],
            value: match model {
                "NumberRange" => interval(&n),
                _ => n.mention.quantity.value.normalize().to_string(),
            },
        })
        .collect()
}

/// Whether a number is of the kind that the model looks for.
fn belongs(model: &str, n: &Number) -> bool {
    let name = n.mention.quantity.unit.as_deref();
    let measured = name.and_then(unit);
    let dimension = measured.map_or("", |u| u.dimension.as_str());
    match model {
        "Number" => n.kind != NumberKind::Ordinal,
        "NumberRange" => {
            n.range.is_some() || n.mention.quantity.bound != copydesk::value::quantity::Bound::Exact
        }
        "Ordinal" => n.kind == NumberKind::Ordinal,
        "Percent" => name == Some("percent"),
        "Age" => n.kind == NumberKind::Age,
        "Currency" => measured.is_some_and(|u| u.is_currency()),
        "Temperature" => dimension == "temperature",
        "Dimension" => {
            measured.is_some_and(|u| !u.is_currency() && !u.is_time())
                && !matches!(dimension, "temperature" | "share" | "share-points")
        }
        _ => false,
    }
}

/// `[3,5)`, as the set writes ranges: here both ends as closed, open ends empty.
fn interval(n: &Number) -> String {
    let q = &n.mention.quantity;
    if let Some((a, b)) = n.range {
        return format!("{},{}", a.normalize(), b.normalize());
    }
    let v = q.value.normalize();
    use copydesk::value::quantity::Bound;
    match q.bound {
        Bound::MoreThan | Bound::AtLeast => format!("{v},"),
        Bound::LessThan | Bound::AtMost => format!(",{v}"),
        _ => format!("{v},{v}"),
    }
}

fn gold_value(model: &str, text: &str, result: &Value) -> Option<(TextSpan, Vec<String>)> {
    let start = result.get("Start")?.as_u64()? as usize;
    let end = result.get("End")?.as_u64()? as usize + 1;
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
    let span = TextSpan::new(byte(start), byte(end));
    let resolution = result.get("Resolution")?;
    let values: Vec<String> = match model {
        // Either the open form ("XXXX-08-02") or the day that it comes to on the given date.
        "DateTime" => resolution
            .get("values")?
            .as_array()?
            .iter()
            .flat_map(|v| {
                [
                    data::string(v, "timex").to_owned(),
                    data::string(v, "value").to_owned(),
                ]
            })
            .filter(|v| !v.is_empty())
            .collect(),
        "NumberRange" => vec![
            data::string(resolution, "value")
                .trim_matches(['[', ']', '(', ')'])
                .to_owned(),
        ],
        _ => vec![data::string(resolution, "value").trim_end_matches('%').to_owned()],
    };
    Some((span, values))
}

/// Equal as text, or as numbers within what printing loses.
fn same_value(a: &str, b: &str) -> bool {
    // "T08:00" is "T08".
    let hour = |v: &str| -> String {
        v.strip_suffix(":00")
            .filter(|_| v.contains('T'))
            .unwrap_or(v)
            .to_owned()
    };
    if a == b || hour(a) == hour(b) {
        return true;
    }
    if let (Some((a1, a2)), Some((b1, b2))) = (a.split_once(','), b.split_once(',')) {
        return same_value(a1, b1) && same_value(a2, b2);
    }
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => (x - y).abs() <= 1e-6 * x.abs().max(y.abs()),
        _ => false,
    }
}

/// A TIMEX3 of the set or of ours.
#[derive(Debug, Clone)]
struct Timex {
    /// Bytes of the plain text.
    span: Span,
    value: String,
    kind: String,
}

/// Type of a TIMEX3 by its value.
fn kind_of(value: &str) -> &'static str {
    let clock = value.contains('T') && value.starts_with(|c: char| c.is_ascii_digit() || c == 'X');
    if value.starts_with('P') && !value.ends_with("_REF") {
        "DURATION"
    } else if clock || value.starts_with("T") {
        "TIME"
    } else {
        "DATE"
    }
}

fn timeml(context: &Context, path: &str) -> Result<Outcome, Failure> {
    let prepared = read::standard();
    let (mut gold_count, mut found_count) = (0, 0);
    let (mut strict, mut relaxed, mut kinds, mut values) = (0, 0, 0, 0);
    // class → gold, found, right value
    let mut classes: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for item in data::json_lines(context, path)? {
        let (text, gold, date) = plain(data::string(&item, "tml"));
        let (document, reading) = read::document(&text, date, &prepared);
        let found = times(&document, &reading);
        gold_count += gold.len();
        found_count += found.len();
        let slice = |span: Span| text.get(span.start..span.end).unwrap_or_default();
        for f in &found {
            if let Some(count) = classes
                .entry(class(slice(f.span), &f.kind))
                .or_default()
                .get_mut(1)
            {
                *count += 1;
            }
        }
        for g in &gold {
            let class = classes.entry(class(slice(g.span), &g.kind)).or_default();
            class[0] += 1;
            strict += usize::from(found.iter().any(|f| f.span == g.span));
            let near: Vec<&Timex> = found.iter().filter(|f| f.span.overlaps(g.span)).collect();
            relaxed += usize::from(!near.is_empty());
            kinds += usize::from(near.iter().any(|f| f.kind == g.kind));
            let right = near.iter().any(|f| f.value == g.value);
            values += usize::from(right);
            class[2] += usize::from(right);
            if !right {
                let got: Vec<String> = near
                    .iter()
                    .map(|f| format!("{}={}", slice(f.span), f.value))
                    .collect();
                let from = g.span.start.saturating_sub(40);
                let around: String = text
                    .chars()
                    .skip(text.get(..from).map_or(0, |t| t.chars().count()))
                    .take(100)
                    .collect();
                mistakes.push(format!(
                    "“{}” is {} ({}), found {got:?}\n    …{}…",
                    slice(g.span),
                    g.value,
                    g.kind,
                    around.replace('\n', " ")
                ));
            }
        }
    }
    let row = |measure, right| Row::counts(measure, "", gold_count, found_count, right);
    let mut rows = vec![
        row("span, strict", strict),
        row("span, relaxed", relaxed),
        row("type", kinds),
        row("value", values),
    ];
    for (class, [gold, found, right]) in classes {
        rows.push(Row::counts("value", class, gold, found, right));
    }
    Ok(Outcome { rows, mistakes })
}

/// What kind of expression it is, by its words.
fn class(text: &str, kind: &str) -> &'static str {
    let lower = text.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|w| lower.contains(w));
    let digit = lower.contains(|c: char| c.is_ascii_digit());
    let month = has(&[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "aug.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
    ]);
    if kind == "DURATION" {
        "durations"
    } else if kind == "SET" {
        "sets"
    } else if kind == "TIME" {
        "clock times"
    } else if has(&[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]) {
        "weekdays"
    } else if month && digit || lower.matches(['/', '-']).count() == 2 {
        "full dates"
    } else {
        "other dates"
    }
}

fn times(document: &Document, reading: &Reading) -> Vec<Timex> {
    reading
        .times
        .iter()
        .flatten()
        .map(|t| {
            let value = t.time.to_timex();
            Timex {
                span: document.to_source(t.span),
                kind: kind_of(&value).to_owned(),
                value,
            }
        })
        .collect()
}

/// The text of a TimeML document, its TIMEX3s, and its date.
fn plain(tml: &str) -> (String, Vec<Timex>, Option<Date>) {
    let mut text = String::new();
    let mut timexes: Vec<Timex> = Vec::new();
    let mut open: Vec<Timex> = Vec::new();
    let mut date = None;
    let mut inside = false;
    for piece in pieces(tml) {
        match piece {
            Piece::Open { name, attributes, .. } if name == "text" => {
                let _ = attributes;
                inside = true;
            }
            Piece::Close { name } if name == "text" => inside = false,
            Piece::Open { name, attributes, .. } if name == "timex3" => {
                let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
                if get("functionindocument") == "CREATION_TIME" {
                    date = Date::parse(get("value").get(..10).unwrap_or_default());
                } else if inside {
                    open.push(Timex {
                        span: Span::new(text.len(), text.len()),
                        value: get("value"),
                        kind: get("type"),
                    });
                }
            }
            Piece::Close { name } if name == "timex3" => {
                if let Some(mut timex) = open.pop() {
                    timex.span.end = text.len();
                    timexes.push(timex);
                }
            }
            Piece::Text(t) if inside => text.push_str(&t),
            _ => {}
        }
    }
    timexes.sort_by_key(|t| t.span);
    (text, timexes, date)
}
