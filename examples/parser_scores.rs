//! Scores of the parser on gold tokens: `cargo run --release --example parser_scores -- FILE.conllu…`
//!
//! UPOS, XPOS, lemmas, UAS and LAS (subtypes stripped, as in the CoNLL 2018 shared task), features
//! of verbs, F1 by relation, and speed on one thread. With `--write` the parsed file goes to standard
//! output instead; with `--model=FILE` another model than the embedded one is measured.

use std::collections::BTreeMap;
use std::time::Instant;

use copydesk::reading::parser::{Cores, Parser, parser};
use copydesk::reading::tree::Tree;

/// Columns of one gold word.
struct Gold {
    fields: Vec<String>,
    head: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (options, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let write = options.iter().any(|o| o == "--write");
    let begin = Instant::now();
    let other = options.iter().find_map(|o| o.strip_prefix("--model="));
    let parser = match other {
        // Lives as long as the program, as the embedded one does.
        Some(path) => &*Box::leak(Box::new(Parser::read(Box::leak(
            std::fs::read(path)?.into_boxed_slice(),
        ))?)),
        None => parser(),
    };
    eprintln!("start-up {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    for path in &paths {
        let sentences = read(&std::fs::read_to_string(path)?);
        let begin = Instant::now();
        let forms: Vec<Vec<&str>> = sentences
            .iter()
            .map(|s| s.iter().map(|w| w.fields[1].as_str()).collect())
            .collect();
        let forms: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
        // A document at a time, as the program does it.
        let trees: Vec<Tree> = forms
            .chunks(40)
            .flat_map(|d| parser.parse_all(d, Cores::One))
            .collect();
        let seconds = begin.elapsed().as_secs_f64();
        if write {
            print_conllu(&trees);
        } else {
            println!("{path}");
            score(&sentences, &trees, seconds);
        }
    }
    Ok(())
}

fn read(text: &str) -> Vec<Vec<Gold>> {
    let mut out = Vec::new();
    for block in text.split("\n\n") {
        let words: Vec<Gold> = block
            .lines()
            .map(|l| l.split('\t').map(str::to_owned).collect::<Vec<_>>())
            .filter(|f| f.len() == 10 && f[0].parse::<usize>().is_ok())
            .map(|fields| Gold {
                head: fields[6].parse().unwrap_or(0),
                fields,
            })
            .collect();
        if !words.is_empty() {
            out.push(words);
        }
    }
    out
}

fn print_conllu(trees: &[Tree]) {
    for tree in trees {
        for (i, w) in tree.words.iter().enumerate() {
            let head = w.head.map_or(0, |h| h + 1);
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\tHead={:.4}|Label={:.4}",
                i + 1,
                w.form,
                w.lemma,
                w.upos.as_str(),
                w.xpos,
                w.feats,
                w.deprel.as_str(),
                w.head_confidence,
                w.label_confidence
            );
        }
        println!();
    }
}

fn score(sentences: &[Vec<Gold>], trees: &[Tree], seconds: f64) {
    let base = |l: &str| l.split(':').next().unwrap_or("").to_owned();
    let (mut n, mut upos, mut xpos, mut lemma, mut uas, mut las) = (0, 0, 0, 0, 0, 0);
    let (mut verbs, mut verbs_right) = (0, 0);
    let mut relations: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (gold, tree) in sentences.iter().zip(trees) {
        for (g, w) in gold.iter().zip(&tree.words) {
            let f = &g.fields;
            n += 1;
            upos += usize::from(f[3] == w.upos.as_str());
            xpos += usize::from(f[4] == w.xpos);
            lemma += usize::from(f[2] == w.lemma || f[2] == "_");
            let head = w.head.map_or(0, |h| h + 1) == g.head;
            uas += usize::from(head);
            las += usize::from(head && base(&f[7]) == w.deprel.base());
            if matches!(f[3].as_str(), "VERB" | "AUX") && f[5] != "_" {
                verbs += 1;
                let of = |feats: &str| -> Vec<String> {
                    let kept = ["Mood", "Tense", "VerbForm", "Voice"];
                    feats
                        .split('|')
                        .filter(|p| kept.iter().any(|k| p.starts_with(k)))
                        .map(str::to_owned)
                        .collect()
                };
                verbs_right += usize::from(of(&f[5]) == of(&w.feats));
            }
            relations.entry(&f[7]).or_default()[0] += 1;
            relations.entry(w.deprel.as_str()).or_default()[1] += 1;
            relations.entry(&f[7]).or_default()[2] += usize::from(head && f[7] == w.deprel.as_str());
        }
    }
    let percent = |x: usize, of: usize| 100.0 * x as f64 / of.max(1) as f64;
    println!(
        "  {n} tokens  UPOS {:.2}  XPOS {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2}  verb features {:.2}  {:.0} tokens/s",
        percent(upos, n),
        percent(xpos, n),
        percent(lemma, n),
        percent(uas, n),
        percent(las, n),
        percent(verbs_right, verbs),
        n as f64 / seconds
    );
    for (name, [gold, found, right]) in relations {
        if gold >= 20 {
            println!(
                "  {name:<16} {:5.1}  ({gold})",
                200.0 * right as f64 / (gold + found) as f64
            );
        }
    }
}
