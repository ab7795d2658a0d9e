//! `ud-ewt`, `ud-gum`: tags, lemmas and dependencies, from gold tokens and from raw text.
//!
//! From raw text the scores are those of the CoNLL 2018 shared task (Zeman et al. 2018): sentences and words
//! are right when they hold the same characters, and a word's tag, lemma and arc count where the word is
//! right; relations are compared without their subtypes. From gold tokens subtypes count in the F1 by relation.

use std::collections::{BTreeMap, HashMap};

use copydesk::document::{BlockKind, TextSpan};
use copydesk::reading::conllu::{self, Entry};
use copydesk::reading::parser::parser;
use copydesk::reading::tree::{Tree, Word};
use copydesk::reading::{Sentence, sentence, token};

use crate::table::Row;
use crate::{Context, Failure, Outcome, Set, data};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "ud-ewt (gold tokens)",
        run: |c| gold_tokens(c, "ud-ewt/en_ewt-ud-dev.conllu.gz"),
    },
    Set {
        name: "ud-ewt (raw text)",
        run: |c| raw_text(c, "ud-ewt/en_ewt-ud-dev.conllu.gz"),
    },
    Set {
        name: "ud-gum (gold tokens)",
        run: |c| gold_tokens(c, "ud-gum/en_gum-ud-dev.conllu.gz"),
    },
    Set {
        name: "ud-gum (raw text)",
        run: |c| raw_text(c, "ud-gum/en_gum-ud-dev.conllu.gz"),
    },
];

fn entries(context: &Context, path: &str) -> Result<Vec<Entry>, Failure> {
    let mut entries =
        conllu::read(&data::text(context, path)?).map_err(|e| Failure::Broken(format!("{path}: {e}")))?;
    entries.truncate(context.limit);
    Ok(entries)
}

/// To be found, found, right.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
}

impl Counts {
    fn row(self, measure: &str, class: &str) -> Row {
        Row::counts(measure, class, self.gold, self.found, self.right)
    }
}

fn gold_tokens(context: &Context, path: &str) -> Result<Outcome, Failure> {
    let entries = entries(context, path)?;
    let mut words = 0;
    let (mut upos, mut xpos, mut lemma, mut uas, mut las) = (0, 0, 0, 0, 0);
    let mut relations: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for entry in &entries {
        let forms: Vec<&str> = entry.tree.words.iter().map(|w| w.form.as_str()).collect();
        let tree = parser().parse(&forms);
        let mut wrong = Vec::new();
        for (gold, word) in entry.tree.words.iter().zip(&tree.words) {
            words += 1;
            upos += usize::from(gold.upos == word.upos);
            xpos += usize::from(gold.xpos == word.xpos);
            lemma += usize::from(gold.lemma == word.lemma || gold.lemma == "_");
            let head = gold.head == word.head;
            uas += usize::from(head);
            las += usize::from(head && gold.deprel.base() == word.deprel.base());
            relations.entry(gold.deprel.as_str()).or_default().gold += 1;
            relations.entry(word.deprel.as_str()).or_default().found += 1;
            if head && gold.deprel == word.deprel {
                relations.entry(gold.deprel.as_str()).or_default().right += 1;
            } else if !gold.deprel.is("punct") {
                let head = |tree: &Tree, w: &Word| {
                    w.head
                        .and_then(|h| tree.words.get(h))
                        .map_or("ROOT".to_owned(), |h| h.form.clone())
                };
                wrong.push(format!(
                    "{} {}({}) → {}({})",
                    word.form,
                    gold.deprel.as_str(),
                    head(&entry.tree, gold),
                    word.deprel.as_str(),
                    head(&tree, word)
                ));
            }
        }
        if !wrong.is_empty() {
            mistakes.push((wrong.len(), format!("{}\n    {}", entry.text, wrong.join("; "))));
        }
    }
    let mut rows = vec![
        Row::accuracy("UPOS", "", upos, words),
        Row::accuracy("XPOS", "", xpos, words),
        Row::accuracy("lemma", "", lemma, words),
        Row::accuracy("UAS", "", uas, words),
        Row::accuracy("LAS", "", las, words),
    ];
    rows.extend(
        relations
            .iter()
            .filter(|(_, c)| c.gold >= 20)
            .map(|(relation, counts)| counts.row("relation", relation)),
    );
    mistakes.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    Ok(Outcome {
        rows,
        mistakes: mistakes.into_iter().map(|(_, text)| text).collect(),
    })
}

/// One document of raw text with its sentences.
struct RawDocument {
    genre: String,
    text: String,
    gold: Vec<Sentence>,
    read: Vec<Sentence>,
}

fn raw_text(context: &Context, path: &str) -> Result<Outcome, Failure> {
    let entries = entries(context, path)?;
    let mut documents: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        match documents.last_mut() {
            Some(last) if entry.new_document.is_none() => last.push(entry),
            _ => documents.push(vec![entry]),
        }
    }
    let mut total = RawScores::default();
    let mut genres: BTreeMap<String, RawScores> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for document in &documents {
        let raw = read_raw(document);
        let scores = score_raw(&raw, &mut mistakes);
        total.add(&scores);
        genres.entry(raw.genre).or_default().add(&scores);
    }
    let mut rows = total.rows("");
    for (genre, scores) in &genres {
        rows.push(scores.sentences.row("sentences", genre));
        rows.push(scores.words.row("words", genre));
        rows.push(scores.las.row("LAS", genre));
    }
    Ok(Outcome { rows, mistakes })
}

fn read_raw(document: &[Entry]) -> RawDocument {
    let name = document
        .first()
        .and_then(|e| e.new_document.as_deref())
        .unwrap_or_default();
    let genre = if name.starts_with("GUM_") {
        name.split('_').nth(1).unwrap_or_default()
    } else {
        name.split('-').next().unwrap_or_default()
    };
    let (text, blocks, gold) = conllu::assemble(document);
    let mut read = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let slice = |span: TextSpan| text.get(span.start..span.end).unwrap_or_default();
        for span in sentence::split(slice(block.span), block.span.start, BlockKind::Paragraph) {
            let tokens = token::tokenize(slice(span), span.start);
            let forms: Vec<&str> = tokens.iter().map(|t| t.form.as_str()).collect();
            let mut words = parser().parse(&forms).words;
            for (word, token) in words.iter_mut().zip(&tokens) {
                word.span = token.span;
                word.space_after = token.space_after;
            }
            read.push(Sentence {
                span,
                block: i,
                tree: Tree::new(words),
            });
        }
    }
    RawDocument {
        genre: genre.to_owned(),
        text,
        gold,
        read,
    }
}

#[derive(Debug, Default)]
struct RawScores {
    sentences: Counts,
    words: Counts,
    upos: Counts,
    xpos: Counts,
    lemmas: Counts,
    uas: Counts,
    las: Counts,
}

impl RawScores {
    fn parts(&mut self) -> [&mut Counts; 7] {
        [
            &mut self.sentences,
            &mut self.words,
            &mut self.upos,
            &mut self.xpos,
            &mut self.lemmas,
            &mut self.uas,
            &mut self.las,
        ]
    }
    fn add(&mut self, other: &Self) {
        let others = [
            other.sentences,
            other.words,
            other.upos,
            other.xpos,
            other.lemmas,
            other.uas,
            other.las,
        ];
        for (part, other) in self.parts().into_iter().zip(others) {
            part.gold += other.gold;
            part.found += other.found;
            part.right += other.right;
        }
    }
    fn rows(&self, class: &str) -> Vec<Row> {
        vec![
            self.sentences.row("sentences", class),
            self.words.row("words", class),
            self.upos.row("UPOS", class),
            self.xpos.row("XPOS", class),
            self.lemmas.row("lemmas", class),
            self.uas.row("UAS", class),
            self.las.row("LAS", class),
        ]
    }
}

/// Bytes of a word, and its form where several words share them (an unusual contraction).
type Key<'a> = (usize, usize, &'a str);

fn key<'a>(text: &str, word: &'a Word) -> Key<'a> {
    let shared = text.get(word.span.start..word.span.end) != Some(word.form.as_str());
    (
        word.span.start,
        word.span.end,
        if shared { word.form.as_str() } else { "" },
    )
}

fn score_raw(raw: &RawDocument, mistakes: &mut Vec<String>) -> RawScores {
    let mut scores = RawScores::default();
    let gold_spans: Vec<TextSpan> = raw.gold.iter().map(|s| s.span).collect();
    let read_spans: Vec<TextSpan> = raw.read.iter().map(|s| s.span).collect();
    scores.sentences = Counts {
        gold: gold_spans.len(),
        found: read_spans.len(),
        right: read_spans
            .iter()
            .filter(|s| gold_spans.binary_search(s).is_ok())
            .count(),
    };
    boundary_mistakes(raw, &gold_spans, &read_spans, mistakes);

    let gold: HashMap<Key<'_>, (&Word, Option<Key<'_>>)> = raw
        .gold
        .iter()
        .flat_map(|s| s.tree.words.iter().map(move |w| (s, w)))
        .map(|(s, w)| {
            let head = w
                .head
                .and_then(|h| s.tree.words.get(h))
                .map(|h| key(&raw.text, h));
            (key(&raw.text, w), (w, head))
        })
        .collect();
    let counts = Counts {
        gold: raw.gold.iter().map(|s| s.tree.len()).sum(),
        found: raw.read.iter().map(|s| s.tree.len()).sum(),
        right: 0,
    };
    for part in scores.parts().into_iter().skip(1) {
        *part = counts;
    }
    for sentence in &raw.read {
        for word in &sentence.tree.words {
            let Some((gold, gold_head)) = gold.get(&key(&raw.text, word)) else {
                continue;
            };
            scores.words.right += 1;
            scores.upos.right += usize::from(gold.upos == word.upos);
            scores.xpos.right += usize::from(gold.xpos == word.xpos);
            scores.lemmas.right += usize::from(gold.lemma == word.lemma || gold.lemma == "_");
            let head = word
                .head
                .and_then(|h| sentence.tree.words.get(h))
                .map(|h| key(&raw.text, h));
            if head == *gold_head {
                scores.uas.right += 1;
                scores.las.right += usize::from(gold.deprel.base() == word.deprel.base());
            }
        }
    }
    word_mistakes(raw, mistakes);
    scores
}

/// Boundaries that one side has and the other hasn't, with their surroundings.
fn boundary_mistakes(raw: &RawDocument, gold: &[TextSpan], read: &[TextSpan], mistakes: &mut Vec<String>) {
    let ends = |spans: &[TextSpan]| spans.iter().map(|s| s.end).collect::<Vec<_>>();
    let (gold, read) = (ends(gold), ends(read));
    for (what, some, others) in [("missed", &gold, &read), ("false", &read, &gold)] {
        for end in some.iter().filter(|e| others.binary_search(e).is_err()) {
            let before: String = raw
                .text
                .get(..*end)
                .unwrap_or_default()
                .chars()
                .rev()
                .take(40)
                .collect();
            let before: String = before.chars().rev().collect();
            let after: String = raw
                .text
                .get(*end..)
                .unwrap_or_default()
                .chars()
                .take(40)
                .collect();
            mistakes.push(format!("{what} boundary: {before:?} | {after:?} ({})", raw.genre));
        }
    }
}

/// Stretches of text that were cut otherwise.
fn word_mistakes(raw: &RawDocument, mistakes: &mut Vec<String>) {
    let collect = |sentences: &[Sentence]| {
        sentences
            .iter()
            .flat_map(|s| s.tree.words.iter().map(|w| w.span))
            .collect::<Vec<_>>()
    };
    let (gold, read) = (collect(&raw.gold), collect(&raw.read));
    for span in gold.iter().filter(|s| read.binary_search(s).is_err()) {
        let found: Vec<&str> = read
            .iter()
            .filter(|s| s.overlaps(*span))
            .filter_map(|s| raw.text.get(s.start..s.end))
            .collect();
        let want = raw.text.get(span.start..span.end).unwrap_or_default();
        mistakes.push(format!("word: {want:?} read as {found:?}"));
    }
}
