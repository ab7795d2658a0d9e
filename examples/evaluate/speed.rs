//! `corpus-*`: how fast news is read, and how much of it.
//!
//! One core. *Odd sentences* begin with a small letter or end without a closing mark: most of them are wrongly split or
//! the text's own faults.

use std::time::Instant;

use copydesk::document::{BlockKind, Format, formats};
use copydesk::reading::parser::parser;
use copydesk::reading::{self, sentence, token};
use copydesk::source::Source;

use crate::table::{self, Row};
use crate::{Context, Failure, Outcome, Set, data, read};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "corpus-bbc",
        run: |c| articles(c, "corpus-bbc/articles.jsonl.gz"),
    },
    Set {
        name: "corpus-reuters21578",
        run: |c| articles(c, "corpus-reuters21578/articles.jsonl.gz"),
    },
    Set {
        name: "corpus-abc",
        run: |c| {
            let text = data::text(c, "corpus-abc/rural.txt.gz")?;
            Ok(measure(&[text
                .lines()
                .take(40 * ARTICLES.min(c.limit) / 10)
                .collect::<Vec<_>>()
                .join("\n")]))
        },
    },
];

/// As many articles are read.
const ARTICLES: usize = 150;

fn articles(context: &Context, path: &str) -> Result<Outcome, Failure> {
    let limited = Context {
        data: context.data.clone(),
        limit: context.limit.min(ARTICLES),
        mistakes: 0,
    };
    let texts: Vec<String> = data::json_lines(&limited, path)?
        .iter()
        .map(|item| {
            format!(
                "{}\n\n{}",
                data::string(item, "title"),
                data::string(item, "text")
            )
        })
        .collect();
    Ok(measure(&texts))
}

fn measure(texts: &[String]) -> Outcome {
    let prepared = read::standard();
    let options = formats::Options::default();
    let documents: Vec<_> = texts
        .iter()
        .map(|text| formats::read(Source::new("", text.as_str()), Format::Plain, &options))
        .collect();
    let mut tokens = 0;
    let mut sentences = Vec::new();
    let mut mistakes = Vec::new();
    let mut odd = 0;
    let begun = Instant::now();
    for document in &documents {
        for block in &document.blocks {
            for span in sentence::split(document.slice(block.span), block.span.start, block.kind) {
                let words = token::tokenize(document.slice(span), span.start);
                tokens += words.len();
                sentences.push(words);
                let text = document.slice(span);
                let closed = text.ends_with(['.', '!', '?', '…', '"', '”', '’', '\'', ')', ':', ']']);
                if block.kind == BlockKind::Paragraph && (!closed || text.starts_with(char::is_lowercase)) {
                    odd += 1;
                    mistakes.push(format!("odd sentence: {text}"));
                }
            }
        }
    }
    let splitting = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    for words in &sentences {
        let forms: Vec<&str> = words.iter().map(|t| t.form.as_str()).collect();
        parser().parse(&forms);
    }
    let parsing = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let (mut count, mut unread) = (0, 0);
    for document in &documents {
        let reading = reading::read(document, &prepared.names);
        count += reading.sentences.len();
        unread += reading.unread.len();
    }
    let whole = begun.elapsed().as_secs_f64();
    let speed = |seconds: f64| Some((tokens as f64 / seconds.max(1e-9)).round());
    Outcome {
        rows: vec![
            Row::value("tokens a second", "split and tokenise", speed(splitting), tokens),
            Row::value(
                "tokens a second",
                "text to trees",
                speed(splitting + parsing),
                tokens,
            ),
            Row::value("tokens a second", "text to statements", speed(whole), tokens),
            Row::value("sentences unread", "", table::ratio(unread, count), count),
            Row::value("odd sentences", "", table::ratio(odd, count), count),
        ],
        mistakes,
    }
}
