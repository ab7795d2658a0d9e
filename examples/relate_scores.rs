//! Scores the relation of text and claim on sets of labelled pairs.
//!
//!     cargo run --release --example relate_scores -- [--show N] [--only ANSWER] [--dump FILE] FILE.jsonl…
//!
//! Each line is `{"id","text","claim","label","group"}` with the label `supported`, `contradicted`,
//! `unverified` or, where a set has no more than two classes, `other` (anything but supported).
//! `train/relate/pairs.py` makes such files from public sets. Printed: precision and recall of
//! `supported` and `contradicted`, accuracy, time, and the first N mistakes of each kind.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

use copydesk::checking::relate::{Knowledge, relate_texts};
use copydesk::reading::english::read_english;
use copydesk::reading::names::Names;

#[derive(Default)]
struct Score {
    pairs: usize,
    right: usize,
    /// (answer, label) → count
    counts: BTreeMap<(String, String), usize>,
}

fn field(value: &serde_json::Value, name: &str) -> String {
    value
        .get(name)
        .and_then(|v| v.as_str())
        .unwrap_or_default()
        .to_owned()
}

fn main() {
    let mut show = 0;
    let mut dump = None;
    let mut filter = String::new();
    let mut files = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--show" => show = args.next().and_then(|n| n.parse().ok()).unwrap_or(10),
            "--dump" => {
                dump = args
                    .next()
                    .and_then(|f| std::fs::File::create(f).ok())
                    .map(std::io::BufWriter::new)
            }
            "--only" => filter = args.next().unwrap_or_default(),
            _ => files.push(arg),
        }
    }
    let begun = Instant::now();
    let knowledge = Knowledge::standard();
    println!("knowledge ready after {} ms", begun.elapsed().as_millis());
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else {
            eprintln!("cannot read {file}");
            continue;
        };
        let mut groups: BTreeMap<String, Score> = BTreeMap::new();
        let mut shown: BTreeMap<String, usize> = BTreeMap::new();
        let begun = Instant::now();
        for line in text.lines() {
            let Ok(pair) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            let (text, claim, label) = (field(&pair, "text"), field(&pair, "claim"), field(&pair, "label"));
            let names = Names::default();
            let (_, there) = read_english(&text, &[], &names, None);
            let (_, wanted) = read_english(&claim, &[], &names, None);
            let result = relate_texts(&there, &wanted, knowledge);
            let answer = result.verdict.as_str();
            let right = answer == label || (label == "other" && answer != "supported");
            if let Some(out) = &mut dump {
                let part = result
                    .relation
                    .as_ref()
                    .and_then(|r| r.difference.as_ref())
                    .map_or("", |d| d.part.as_str());
                let proof = result
                    .relation
                    .as_ref()
                    .map(|r| r.proof.join("; "))
                    .unwrap_or_default();
                let _ = writeln!(
                    out,
                    "{}",
                    serde_json::json!({"file": file, "id": field(&pair, "id"), "group": field(&pair, "group"), "label": label,
                        "answer": answer, "part": part, "reason": result.reason, "proof": proof, "text": text, "claim": claim})
                );
            }
            if !right {
                let kind = format!("{answer}, is {label}");
                let seen = shown.entry(kind.clone()).or_default();
                if *seen < show && (filter.is_empty() || kind.contains(&filter)) {
                    println!(
                        "[{kind}] {}\n   text : {text}\n   claim: {claim}\n   {}",
                        field(&pair, "id"),
                        result.reason
                    );
                    if let Some(r) = &result.relation {
                        println!("   {}", r.proof.join("; "));
                    }
                }
                *seen += 1;
            }
            let own = field(&pair, "group");
            for group in [Some(String::new()), Some(own).filter(|g| !g.is_empty())]
                .into_iter()
                .flatten()
            {
                let score = groups.entry(group).or_default();
                score.pairs += 1;
                score.right += usize::from(right);
                *score
                    .counts
                    .entry((answer.to_owned(), label.clone()))
                    .or_default() += 1;
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        let name = file.rsplit('/').next().unwrap_or(&file);
        for (group, score) in &groups {
            let sum = |f: &dyn Fn(&str, &str) -> bool| -> usize {
                score
                    .counts
                    .iter()
                    .filter(|((a, l), _)| f(a, l))
                    .map(|(_, n)| n)
                    .sum()
            };
            let measure = |class: &str| {
                let hit = sum(&|a, l| a == class && l == class);
                // "Anything but supported" does not say whether a contradiction is right.
                let said = sum(&|a, l| a == class && !(class == "contradicted" && l == "other"));
                let is = sum(&|_, l| l == class);
                format!(
                    "P {:.3} R {:.3} ({hit}/{said}/{is})",
                    hit as f64 / said.max(1) as f64,
                    hit as f64 / is.max(1) as f64
                )
            };
            println!(
                "{name:28} {group:24} n {:5}  acc {:.3}  supported {}  contradicted {}",
                score.pairs,
                score.right as f64 / score.pairs.max(1) as f64,
                measure("supported"),
                measure("contradicted"),
            );
        }
        println!("{name:28} {seconds:.1} s");
    }
}
