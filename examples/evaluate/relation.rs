//! Sets of text and claim: does the text support or contradict the claim?
//!
//! The answer is that of `relate` on the readings of the two. Precision of the two verdicts comes first; *answered*
//! is the share of pairs that get one. In sets with two labels the other one is "anything but supported".

use std::collections::BTreeMap;

use copydesk::checking::prepare::Prepared;
use copydesk::checking::relate::{TextRelation, TextVerdict, relate_texts};
use serde_json::Value;

use crate::table::{self, Row};
use crate::{Context, Failure, Outcome, Set, data, read};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "sick (train)",
        run: |c| pairs(c, sick(c, "sick/SICK_train.txt.gz")?),
    },
    Set {
        name: "sick (trial)",
        run: |c| pairs(c, sick(c, "sick/SICK_trial.txt.gz")?),
    },
    Set {
        name: "fever-symmetric",
        run: |c| {
            pairs(
                c,
                json_pairs(
                    c,
                    "fever-symmetric/dev.jsonl.gz",
                    &["evidence", "claim", "label", ""],
                )?,
            )
        },
    },
    Set {
        name: "semantic-fragments",
        run: |c| pairs(c, fragments(c)?),
    },
    Set {
        name: "fracas",
        run: |c| pairs(c, fracas(c)?),
    },
    Set {
        name: "monli",
        run: |c| pairs(c, monli(c)?),
    },
    Set {
        name: "med",
        run: |c| pairs(c, med(c)?),
    },
    Set {
        name: "breaking-nli",
        run: |c| {
            pairs(
                c,
                json_pairs(
                    c,
                    "breaking-nli/dev.jsonl.gz",
                    &["sentence1", "sentence2", "gold_label", "category"],
                )?,
            )
        },
    },
    Set {
        name: "negation-nli",
        run: |c| pairs(c, negation(c)?),
    },
    Set {
        name: "conjnli",
        run: |c| pairs(c, conjnli(c)?),
    },
    Set {
        name: "dnc (function words)",
        run: |c| pairs(c, dnc(c)?),
    },
    Set {
        name: "rte",
        run: |c| pairs(c, rte(c)?),
    },
    Set {
        name: "healthver",
        run: |c| pairs(c, healthver(c)?),
    },
    Set {
        name: "climate-fever",
        run: |c| pairs(c, climate(c)?),
    },
    Set {
        name: "averitec",
        run: |c| pairs(c, averitec(c)?),
    },
    Set {
        name: "mrpc",
        run: mrpc,
    },
    Set {
        name: "summedits",
        run: summedits,
    },
    Set {
        name: "wice (page)",
        run: |c| wice(c, "wice/claim.dev.jsonl.gz"),
    },
    Set {
        name: "wice (chunk)",
        run: |c| wice(c, "wice/claim.oracle_chunks.dev.jsonl.gz"),
    },
];

/// What is to be found out about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// It follows.
    Supported,
    /// It cannot be true.
    Contradicted,
    /// Neither.
    Neutral,
    /// Anything but supported.
    Other,
}

impl Label {
    fn parse(label: &str) -> Option<Self> {
        match label.to_ascii_lowercase().as_str() {
            "entailment" | "supports" | "supported" | "entailed" | "yes" | "true" => Some(Self::Supported),
            "contradiction" | "refutes" | "refuted" => Some(Self::Contradicted),
            "neutral"
            | "not_enough_info"
            | "unknown"
            | "not enough evidence"
            | "conflicting evidence/cherrypicking" => Some(Self::Neutral),
            "not_entailment" | "not-entailed" | "no" | "false" => Some(Self::Other),
            _ => None,
        }
    }
    fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::Neutral => "neutral",
            Self::Other => "not supported",
        }
    }
    fn is(self, verdict: TextVerdict) -> bool {
        match self {
            Self::Supported => verdict == TextVerdict::Supported,
            Self::Contradicted => verdict == TextVerdict::Contradicted,
            Self::Neutral => verdict == TextVerdict::Unverified,
            Self::Other => verdict != TextVerdict::Supported,
        }
    }
}

/// One item.
#[derive(Debug)]
struct Pair {
    id: String,
    text: String,
    claim: String,
    label: Label,
    class: String,
}

/// Counts of answers by label.
#[derive(Debug, Default)]
struct Confusion(BTreeMap<(Label, TextVerdict), usize>);

impl Confusion {
    fn add(&mut self, label: Label, verdict: TextVerdict) {
        *self.0.entry((label, verdict)).or_default() += 1;
    }
    fn sum(&self, keep: impl Fn(Label, TextVerdict) -> bool) -> usize {
        self.0
            .iter()
            .filter(|((label, verdict), _)| keep(*label, *verdict))
            .map(|(_, count)| count)
            .sum()
    }
    fn accuracy(&self, class: &str) -> Row {
        Row::accuracy("accuracy", class, self.sum(Label::is), self.sum(|_, _| true))
    }
    fn verdict(&self, label: Label, class: &str) -> Row {
        Row::counts(
            label.as_str(),
            class,
            self.sum(|l, _| l == label),
            // "Not supported" leaves open whether a contradiction is right: such a pair counts for the class of
            // supported only.
            self.sum(|l, v| label.is(v) && (l != Label::Other || label == Label::Supported)),
            self.sum(|l, v| l == label && label.is(v)),
        )
    }
    fn rows(&self, class: &str) -> Vec<Row> {
        let all = self.sum(|_, _| true);
        let mut rows = vec![self.accuracy(class), self.verdict(Label::Supported, class)];
        if self.sum(|l, _| l == Label::Contradicted) > 0 {
            rows.push(self.verdict(Label::Contradicted, class));
            let labels = [Label::Supported, Label::Contradicted, Label::Neutral];
            let f1: Vec<f64> = labels
                .iter()
                .filter(|&&label| self.sum(|l, _| l == label) > 0)
                .filter_map(|&label| self.verdict(label, class).score)
                .collect();
            rows.push(Row::value(
                "macro F1",
                class,
                Some(f1.iter().sum::<f64>() / f1.len().max(1) as f64),
                all,
            ));
        }
        let answered = self.sum(|_, v| v != TextVerdict::Unverified);
        rows.push(Row::value("answered", class, table::ratio(answered, all), all));
        rows
    }
    /// `supported 10/0/5` : answers supported, contradicted, unverified.
    fn confusion(&self) -> Row {
        let labels = [
            Label::Supported,
            Label::Contradicted,
            Label::Neutral,
            Label::Other,
        ];
        let lines: Vec<String> = labels
            .into_iter()
            .filter(|&label| self.sum(|l, _| l == label) > 0)
            .map(|label| {
                let count = |verdict| self.sum(|l, v| l == label && v == verdict);
                format!(
                    "{} {}/{}/{}",
                    label.as_str(),
                    count(TextVerdict::Supported),
                    count(TextVerdict::Contradicted),
                    count(TextVerdict::Unverified)
                )
            })
            .collect();
        Row::value(
            "answers (supported/contradicted/unverified)",
            &lines.join("; "),
            None,
            self.sum(|_, _| true),
        )
    }
}

/// How bad a wrong answer is: the opposite, a verdict on what is open, no verdict.
fn severity(label: Label, verdict: TextVerdict) -> u8 {
    match (label, verdict) {
        (Label::Supported, TextVerdict::Contradicted) | (Label::Contradicted, TextVerdict::Supported) => 0,
        (_, TextVerdict::Contradicted | TextVerdict::Supported) => 1,
        _ => 2,
    }
}

fn mistake(label: Label, found: &TextRelation, id: &str, text: &str, claim: &str) -> (u8, String) {
    let text: String = text.chars().take(400).collect();
    (
        severity(label, found.verdict),
        format!(
            "{id} is {}, answered {}\n    text:  {text}\n    claim: {claim}\n    why:   {}",
            label.as_str(),
            found.verdict.as_str(),
            found.reason
        ),
    )
}

fn sorted(mut mistakes: Vec<(u8, String)>) -> Vec<String> {
    mistakes.sort_by_key(|(severity, _)| *severity);
    mistakes.into_iter().map(|(_, text)| text).collect()
}

fn pairs(context: &Context, mut pairs: Vec<Pair>) -> Result<Outcome, Failure> {
    pairs.truncate(context.limit);
    let prepared = read::standard();
    let mut all = Confusion::default();
    let mut classes: BTreeMap<String, Confusion> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for pair in &pairs {
        let found = relate(&pair.text, &pair.claim, &prepared);
        all.add(pair.label, found.verdict);
        classes
            .entry(pair.class.clone())
            .or_default()
            .add(pair.label, found.verdict);
        if !pair.label.is(found.verdict) {
            mistakes.push(mistake(pair.label, &found, &pair.id, &pair.text, &pair.claim));
        }
    }
    let mut rows = all.rows("");
    rows.push(all.confusion());
    if classes.len() > 1 {
        for (class, confusion) in &classes {
            rows.push(confusion.accuracy(class));
        }
    }
    Ok(Outcome {
        rows,
        mistakes: sorted(mistakes),
    })
}

fn relate(text: &str, claim: &str, prepared: &Prepared) -> TextRelation {
    relate_texts(
        &read::passage(text, prepared),
        &read::passage(claim, prepared),
        &prepared.knowledge,
    )
}

/// Columns of a line.
fn columns(line: &str) -> Vec<&str> {
    line.trim_end_matches(['\r', '\n']).split('\t').collect()
}

fn sick(context: &Context, path: &str) -> Result<Vec<Pair>, Failure> {
    Ok(data::text(context, path)?
        .lines()
        .skip(1)
        .filter_map(|line| {
            let &[id, text, claim, _, label] = columns(line).as_slice() else {
                return None;
            };
            pair(id, text, claim, label, "")
        })
        .collect())
}

fn pair(id: &str, text: &str, claim: &str, label: &str, class: &str) -> Option<Pair> {
    Some(Pair {
        id: id.to_owned(),
        text: read::unescape(text),
        claim: read::unescape(claim),
        label: Label::parse(label.trim())?,
        class: class.to_owned(),
    })
}

/// Pairs of JSON lines; the keys of text, claim, label and class.
fn json_pairs(context: &Context, path: &str, keys: &[&str; 4]) -> Result<Vec<Pair>, Failure> {
    let [text, claim, label, class] = *keys;
    Ok(data::json_lines(context, path)?
        .iter()
        .enumerate()
        .filter_map(|(i, item)| {
            let get = |key| data::string(item, key);
            let id = item.get("id").or_else(|| item.get("pairID")).map_or_else(
                || i.to_string(),
                |v| v.as_str().map_or_else(|| v.to_string(), str::to_owned),
            );
            pair(
                &id,
                get(text),
                get(claim),
                get(label),
                if class.is_empty() { "" } else { get(class) },
            )
        })
        .collect())
}

fn fragments(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut out = Vec::new();
    for name in [
        "boolean",
        "comparative",
        "conditional",
        "counting",
        "monotonicity_hard",
        "monotonicity_simple",
        "negation",
        "quantifier",
    ] {
        let text = data::text(context, &format!("semantic-fragments/{name}.dev.tsv.gz"))?;
        out.extend(text.lines().take(context.limit / 8 + 1).filter_map(|line| {
            let &[id, text, claim, label] = columns(line).as_slice() else {
                return None;
            };
            pair(id, text, claim, label, name)
        }));
    }
    Ok(out)
}

fn fracas(context: &Context) -> Result<Vec<Pair>, Failure> {
    Ok(data::json_lines(context, "fracas/dev.jsonl")?
        .iter()
        .filter_map(|item| {
            let premises: Vec<&str> = item
                .get("premises")?
                .as_array()?
                .iter()
                .filter_map(Value::as_str)
                .collect();
            let label = match data::string(item, "fracas_answer") {
                "yes" => "supported",
                "no" => "contradiction",
                "unknown" => "neutral",
                _ => return None,
            };
            pair(
                data::string(item, "id"),
                &premises.join(" "),
                data::string(item, "hypothesis"),
                label,
                data::string(item, "section"),
            )
        })
        .collect())
}

fn monli(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut out = Vec::new();
    for (path, class) in [
        ("monli/nmonli_train.jsonl", "negated"),
        ("monli/pmonli.dev.jsonl", "plain"),
    ] {
        let mut pairs = json_pairs(context, path, &["sentence1", "sentence2", "gold_label", ""])?;
        for pair in &mut pairs {
            pair.class = class.to_owned();
            if pair.label == Label::Neutral {
                pair.label = Label::Other;
            }
        }
        out.extend(pairs);
    }
    Ok(out)
}

fn med(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut pairs = json_pairs(
        context,
        "med/dev.jsonl.gz",
        &["premise", "hypothesis", "label", "genre"],
    )?;
    for pair in &mut pairs {
        // Neutral covers contradiction here.
        if pair.label == Label::Neutral {
            pair.label = Label::Other;
        }
        let class = ["upward", "downward", "non_monotone"]
            .into_iter()
            .find(|c| pair.class.contains(c))
            .unwrap_or("other");
        pair.class = class.to_owned();
    }
    Ok(pairs)
}

fn negation(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut out = Vec::new();
    for class in ["rte", "snli", "mnli"] {
        let mut pairs = json_pairs(
            context,
            &format!("negation-nli/{class}.dev.jsonl"),
            &["Text", "Hypothesis", "gold_label", ""],
        )?;
        for pair in &mut pairs {
            pair.class = class.to_owned();
        }
        out.extend(pairs);
    }
    Ok(out)
}

fn conjnli(context: &Context) -> Result<Vec<Pair>, Failure> {
    Ok(data::text(context, "conjnli/dev.tsv")?
        .lines()
        .enumerate()
        .filter_map(|(i, line)| {
            let &[text, claim, label] = columns(line).as_slice() else {
                return None;
            };
            pair(&i.to_string(), text, claim, label, "")
        })
        .collect())
}

fn dnc(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut out = Vec::new();
    for class in [
        "function-words-comparatives",
        "function-words-negation",
        "function-words-prepositions",
        "function-words-quantification",
        "function-words-spatial",
        "verbnet",
    ] {
        let mut pairs = json_pairs(
            context,
            &format!("dnc/{class}.dev.jsonl"),
            &["context", "hypothesis", "label", ""],
        )?;
        for pair in &mut pairs {
            pair.class = class.trim_start_matches("function-words-").to_owned();
        }
        out.extend(pairs);
    }
    Ok(out)
}

fn rte(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut out = Vec::new();
    for class in ["rte1", "rte2", "rte3"] {
        let text = data::text(context, &format!("rte/{class}_dev.xml.gz"))?;
        for item in text.split("<pair ").skip(1) {
            let attribute = |name: &str| {
                item.split_once(&format!("{name}=\""))
                    .and_then(|(_, rest)| rest.split_once('"'))
                    .map_or("", |(value, _)| value)
            };
            let inner = |tag: &str| {
                item.split_once(&format!("<{tag}>"))
                    .and_then(|(_, rest)| rest.split_once(&format!("</{tag}>")))
                    .map_or(String::new(), |(value, _)| data::unescape_xml(value.trim()))
            };
            let label = match attribute("value") {
                "" => attribute("entailment"),
                value => value,
            };
            out.extend(pair(attribute("id"), &inner("t"), &inner("h"), label, class));
        }
    }
    Ok(out)
}

fn healthver(context: &Context) -> Result<Vec<Pair>, Failure> {
    let text = data::text(context, "healthver/dev.csv.gz")?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Ok(reader
        .records()
        .filter_map(Result::ok)
        .filter_map(|r| pair(r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, ""))
        .collect())
}

fn climate(context: &Context) -> Result<Vec<Pair>, Failure> {
    let mut out = Vec::new();
    for item in data::json_lines(context, "climate-fever/dev.jsonl.gz")? {
        for evidence in item
            .get("evidences")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            out.extend(pair(
                data::string(evidence, "evidence_id"),
                data::string(evidence, "evidence"),
                data::string(&item, "claim"),
                data::string(evidence, "evidence_label"),
                "",
            ));
        }
    }
    Ok(out)
}

fn averitec(context: &Context) -> Result<Vec<Pair>, Failure> {
    let items = data::json(context, "averitec/dev.json.gz")?;
    let mut out = Vec::new();
    for (i, item) in items.as_array().into_iter().flatten().enumerate() {
        let mut text = String::new();
        for question in item
            .get("questions")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            for answer in question
                .get("answers")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                text.push_str(data::string(answer, "answer").trim());
                if !text.ends_with(['.', '!', '?']) {
                    text.push('.');
                }
                text.push(' ');
            }
        }
        let class = item
            .get("claim_types")
            .and_then(|t| t.get(0))
            .and_then(Value::as_str)
            .unwrap_or_default();
        out.extend(pair(
            &i.to_string(),
            &text,
            data::string(item, "claim"),
            data::string(item, "label"),
            class,
        ));
    }
    Ok(out)
}

/// Two versions are one statement when each supports the other.
fn mrpc(context: &Context) -> Result<Outcome, Failure> {
    let prepared = read::standard();
    let (mut gold, mut found, mut right, mut accurate, mut count) = (0, 0, 0, 0, 0);
    let mut contradicted = Confusion::default();
    let mut mistakes = Vec::new();
    let text = data::text(context, "mrpc/msr_paraphrase_train.txt.gz")?;
    for line in text.lines().take(context.limit) {
        let &[quality, id, _, a, b] = columns(line).as_slice() else {
            continue;
        };
        let is_same = quality.trim_start_matches('\u{feff}') == "1";
        let (first, second) = (read::passage(a, &prepared), read::passage(b, &prepared));
        let forth = relate_texts(&first, &second, &prepared.knowledge);
        let back = relate_texts(&second, &first, &prepared.knowledge);
        let same = forth.verdict == TextVerdict::Supported && back.verdict == TextVerdict::Supported;
        let label = if is_same { Label::Supported } else { Label::Other };
        contradicted.add(label, forth.verdict);
        count += 1;
        gold += usize::from(is_same);
        found += usize::from(same);
        right += usize::from(same && is_same);
        accurate += usize::from(same == is_same);
        if is_same && forth.verdict == TextVerdict::Contradicted || same && !is_same {
            mistakes.push(mistake(label, &forth, id, a, b));
        }
    }
    Ok(Outcome {
        rows: vec![
            Row::accuracy("accuracy", "", accurate, count),
            Row::counts("paraphrase", "", gold, found, right),
            contradicted.confusion(),
        ],
        mistakes: sorted(mistakes),
    })
}

/// A summary is taken for inconsistent when the article contradicts it.
fn summedits(context: &Context) -> Result<Outcome, Failure> {
    let prepared = read::standard();
    let mut rows = Vec::new();
    let mut mistakes = Vec::new();
    let mut total = [0usize; 4];
    for domain in [
        "news",
        "ectsum",
        "podcast",
        "qmsumm",
        "sales_call",
        "sales_email",
        "samsum",
        "scitldr",
    ] {
        let set = data::json(context, &format!("summedits/{domain}.evaluation.json.gz"))?;
        let mut readings = BTreeMap::new();
        // inconsistent, of them contradicted; consistent, of them contradicted
        let mut counts = [0usize; 4];
        let items = set.get("items").and_then(Value::as_array).into_iter().flatten();
        for item in items.take(context.limit) {
            let id = data::string(item, "doc_id");
            let source = set.get("docs").map_or("", |d| data::string(d, id));
            let (_, text) = readings
                .entry(id.to_owned())
                .or_insert_with(|| read::document(source, None, &prepared));
            let summary = data::string(item, "summary");
            let found = relate_texts(text, &read::passage(summary, &prepared), &prepared.knowledge);
            let consistent = item.get("label").and_then(Value::as_i64) == Some(1);
            let caught = found.verdict == TextVerdict::Contradicted;
            let at = if consistent { 2 } else { 0 };
            for (counts, add) in [(&mut counts, true), (&mut total, true)] {
                if let (true, Some(count)) = (add, counts.get_mut(at)) {
                    *count += 1;
                }
                if let (true, Some(count)) = (caught, counts.get_mut(at + 1)) {
                    *count += 1;
                }
            }
            if caught == consistent {
                let label = if consistent {
                    Label::Supported
                } else {
                    Label::Contradicted
                };
                mistakes.push(mistake(label, &found, data::string(item, "id"), domain, summary));
            }
        }
        rows.extend(summary_rows(counts, domain));
    }
    let mut all: Vec<Row> = summary_rows(total, "");
    all.extend(rows);
    Ok(Outcome {
        rows: all,
        mistakes: sorted(mistakes),
    })
}

fn summary_rows([wrong, caught, consistent, alarms]: [usize; 4], class: &str) -> Vec<Row> {
    let recall = table::ratio(caught, wrong).unwrap_or(0.0);
    let spared = table::ratio(consistent - alarms, consistent).unwrap_or(0.0);
    vec![
        Row::counts("contradicted", class, wrong, caught + alarms, caught),
        Row::value(
            "balanced accuracy",
            class,
            Some((recall + spared) / 2.0),
            wrong + consistent,
        ),
    ]
}

fn wice(context: &Context, path: &str) -> Result<Outcome, Failure> {
    let prepared = read::standard();
    let (mut gold, mut found, mut right) = (0, 0, 0);
    let mut confusion: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut sentences = [0usize; 2];
    let mut mistakes = Vec::new();
    for (i, item) in data::json_lines(context, path)?.iter().enumerate() {
        let evidence: Vec<&str> = item
            .get("evidence")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut starts = Vec::new();
        let mut text = String::new();
        for line in &evidence {
            starts.push(text.len());
            text.push_str(&line.replace('\n', " "));
            text.push_str("\n\n");
        }
        let (document, reading) = read::document(&text, None, &prepared);
        let claim = data::string(item, "claim");
        let relation = relate_texts(&reading, &read::passage(claim, &prepared), &prepared.knowledge);
        let label = data::string(item, "label");
        let answer = match relation.verdict {
            TextVerdict::Supported => 0,
            TextVerdict::Contradicted => 1,
            TextVerdict::Unverified => 2,
        };
        if let Some(count) = confusion.entry(label.to_owned()).or_default().get_mut(answer) {
            *count += 1;
        }
        let supported = relation.verdict == TextVerdict::Supported;
        gold += usize::from(label == "supported");
        found += usize::from(supported);
        right += usize::from(supported && label == "supported");
        if let (true, Some(span)) = (supported, relation.text_span) {
            let at = document.to_source(span).start;
            let sentence = starts.partition_point(|&s| s <= at).saturating_sub(1) as u64;
            let sets = item.get("supporting_sentences").and_then(Value::as_array);
            let names_it = sets
                .into_iter()
                .flatten()
                .filter_map(Value::as_array)
                .flatten()
                .any(|n| n.as_u64() == Some(sentence));
            sentences[0] += 1;
            sentences[1] += usize::from(names_it);
        }
        let truth = if label == "supported" {
            Label::Supported
        } else {
            Label::Other
        };
        if !truth.is(relation.verdict)
            || (relation.verdict == TextVerdict::Contradicted && label == "supported")
        {
            let source = relation.text_span.map_or("", |s| document.slice(s));
            mistakes.push(mistake(
                truth,
                &relation,
                &format!("{i} ({label})"),
                source,
                claim,
            ));
        }
    }
    let answers: Vec<String> = confusion
        .iter()
        .map(|(label, [s, c, u])| format!("{label} {s}/{c}/{u}"))
        .collect();
    let count = confusion.values().flatten().sum();
    let mut rows = vec![
        Row::counts("supported", "", gold, found, right),
        Row::value(
            "answers (supported/contradicted/unverified)",
            &answers.join("; "),
            None,
            count,
        ),
    ];
    if path.contains("claim.dev") {
        rows.push(Row::accuracy(
            "supporting sentence is in a gold set",
            "",
            sentences[1],
            sentences[0],
        ));
    }
    Ok(Outcome {
        rows,
        mistakes: sorted(mistakes),
    })
}
