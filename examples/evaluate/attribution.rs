//! `polnear`: who said what, in political news.
//!
//! By tokens (words) for source, cue and content; by attributions, where the cues share a word and the head of
//! our source stands in theirs, a relative pronoun for whom it stands for; by exact spans. The set has no
//! attribution inside what another one attributes; ours of that kind are left out. Direct quotations (content in quotation marks) apart: there the
//! contents share a word and the source counts; direct are those whose content begins with a quotation. Where an article has several annotators the first is taken.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::document::{Document, TextSpan};
use copydesk::reading::Reading;
use copydesk::reading::quotation::{Quotation, QuotationKind};
use copydesk::reading::said::{self, Form};
use copydesk::reading::statement::Phrase;
use copydesk::source::Span;
use copydesk::value::date::Date;
use serde_json::Value;

use crate::table::{self, Row};
use crate::{Context, Failure, Outcome, Set, data, read};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[Set { name: "polnear", run }];

/// One attribution as sets of words of the text.
#[derive(Debug, Clone, Default)]
struct Item {
    source: BTreeSet<usize>,
    /// The word that heads the source.
    head: Option<usize>,
    cue: BTreeSet<usize>,
    content: BTreeSet<usize>,
    direct: bool,
}

/// Words (runs of letters and digits) of a text with their bytes.
struct Words(Vec<Span>);

impl Words {
    fn new(text: &str) -> Self {
        let mut words: Vec<Span> = Vec::new();
        for (i, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            match words.last_mut() {
                Some(last) if last.end == i => last.end += c.len_utf8(),
                _ => words.push(Span::new(i, i + c.len_utf8())),
            }
        }
        Self(words)
    }
    fn inside(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.0.partition_point(|w| w.end <= span.start);
        (from..self.0.len()).take_while(move |&i| self.0.get(i).is_some_and(|w| w.start < span.end))
    }
}

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
    fn add(&mut self, gold: usize, found: usize, right: usize) {
        self.gold += gold;
        self.found += found;
        self.right += right;
    }
}

fn run(context: &Context) -> Result<Outcome, Failure> {
    let prepared = read::standard();
    let mut counts: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
    let mut quoted = [0usize; 2];
    let mut mistakes = Vec::new();
    for article in data::json_lines(context, "polnear/dev.jsonl.gz")? {
        let text = data::string(&article, "text");
        let date = Date::parse(data::string(&article, "date"));
        let (document, reading) = read::document(text, date, &prepared);
        let words = Words::new(text);
        let gold = gold(&article, text, &words);
        let found = found(&document, &reading, &words);
        let mut count = |measure, class, g: usize, f: usize, r: usize| {
            counts.entry((measure, class)).or_default().add(g, f, r);
        };
        // Words.
        /// One of the parts of an attribution, as word indices.
        type Part = fn(&Item) -> &BTreeSet<usize>;
        let union = |items: &[Item], part: Part| -> BTreeSet<usize> {
            items.iter().flat_map(|i| part(i).iter().copied()).collect()
        };
        let parts: [(&str, Part); 3] = [
            ("source", |i| &i.source),
            ("cue", |i| &i.cue),
            ("content", |i| &i.content),
        ];
        for (name, part) in parts {
            let (g, f) = (union(&gold, part), union(&found, part));
            count("words", name, g.len(), f.len(), g.intersection(&f).count());
        }
        // Attributions by their cues, one to one.
        let by_cue = pair(&gold, &found, |g, f| !g.cue.is_disjoint(&f.cue));
        let cued = |items: &[Item]| items.iter().filter(|i| !i.cue.is_empty()).count();
        count("attributions", "cue", cued(&gold), cued(&found), by_cue.len());
        let relative = |i: usize| {
            let word = words.0.get(i).and_then(|w| text.get(w.start..w.end));
            word.is_some_and(|w| matches!(w, "who" | "which" | "that"))
        };
        let right_source = |g: &Item, f: &Item| match f.head {
            // "the minister, who said": whom the relative pronoun stands for.
            Some(head) => {
                let stands = |&i: &usize| {
                    let ends = f.source.last().is_some_and(|&last| last < i && i <= last + 4);
                    g.source.len() == 1 && relative(i) && ends
                };
                g.source.contains(&head) || g.source.first().is_some_and(stands)
            }
            None => g.source.is_empty(),
        };
        let sourced = |items: &[Item]| items.iter().filter(|i| !i.source.is_empty()).count();
        let with_source = by_cue
            .iter()
            .filter(|&&(g, f)| !gold[g].source.is_empty() && right_source(&gold[g], &found[f]))
            .count();
        count(
            "attributions",
            "cue and source",
            sourced(&gold),
            sourced(&found),
            with_source,
        );
        let all_three = by_cue
            .iter()
            .filter(|&&(g, f)| {
                gold[g].source == found[f].source
                    && gold[g].cue == found[f].cue
                    && gold[g].content == found[f].content
            })
            .count();
        count("attributions", "exact spans", gold.len(), found.len(), all_three);
        // Sources, by content: where the contents share half of the words of the smaller one.
        let by_content = pair(&gold, &found, |g, f| {
            let shared = g.content.intersection(&f.content).count();
            shared > 0 && 2 * shared >= g.content.len().min(f.content.len())
        });
        let right = by_content
            .iter()
            .filter(|&&(g, f)| !gold[g].source.is_empty() && right_source(&gold[g], &found[f]))
            .count();
        count(
            "source of a content",
            "all",
            sourced(&gold),
            sourced(&found),
            right,
        );
        // Direct quotations.
        let direct = |items: &[Item]| -> Vec<Item> {
            items
                .iter()
                .filter(|i| i.direct && !i.source.is_empty())
                .cloned()
                .collect()
        };
        let (g, f) = (direct(&gold), direct(&found));
        let pairs = pair(&g, &f, |g, f| !g.content.is_disjoint(&f.content));
        let right = pairs.iter().filter(|&&(a, b)| right_source(&g[a], &f[b])).count();
        count(
            "source of a content",
            "direct quotations",
            g.len(),
            f.len(),
            right,
        );
        for (i, item) in g
            .iter()
            .enumerate()
            .filter(|(i, _)| !pairs.iter().any(|p| p.0 == *i))
        {
            let _ = i;
            mistakes.push((0, format!("direct: {}", describe(text, &words, Some(item), None))));
        }
        for (i, item) in f
            .iter()
            .enumerate()
            .filter(|(i, _)| !pairs.iter().any(|p| p.1 == *i))
        {
            let _ = i;
            mistakes.push((0, format!("direct: {}", describe(text, &words, None, Some(item)))));
        }
        for &(a, b) in pairs.iter().filter(|&&(a, b)| !right_source(&g[a], &f[b])) {
            mistakes.push((0, describe(text, &words, Some(&g[a]), Some(&f[b]))));
        }
        let quotations: BTreeSet<usize> = reading
            .quotations
            .iter()
            .flat_map(|q| words.inside(document.to_source(q.span)).collect::<Vec<_>>())
            .collect();
        quoted[0] += g.len();
        quoted[1] += g
            .iter()
            .filter(|i| 2 * i.content.intersection(&quotations).count() >= i.content.len())
            .count();
        let said = by_content
            .iter()
            .filter(|&&(g, f)| right_source(&gold[g], &found[f]));
        let (said, told): (BTreeSet<usize>, BTreeSet<usize>) = said.copied().unzip();
        let open = |(i, g): &(usize, &Item)| !said.contains(i) && !g.source.is_empty();
        for (i, item) in gold.iter().enumerate().filter(open) {
            let other = by_content.iter().find(|p| p.0 == i).and_then(|p| found.get(p.1));
            mistakes.push((1, describe(text, &words, Some(item), other)));
        }
        let open = |(i, f): &(usize, &Item)| !told.contains(i) && !f.source.is_empty();
        for (i, item) in found.iter().enumerate().filter(open) {
            let other = by_content.iter().find(|p| p.1 == i).and_then(|p| gold.get(p.0));
            mistakes.push((2, describe(text, &words, other, Some(item))));
        }
    }
    let mut rows: Vec<Row> = counts
        .iter()
        .map(|((measure, class), counts)| counts.row(measure, class))
        .collect();
    rows.push(Row::value(
        "direct quotations found",
        "",
        table::ratio(quoted[1], quoted[0]),
        quoted[0],
    ));
    mistakes.sort_by_key(|(order, _)| *order);
    // Some of every kind, in turn.
    let mut kinds: Vec<std::collections::VecDeque<String>> = vec![Default::default(); 3];
    for (order, text) in mistakes {
        kinds[order].push_back(text);
    }
    let mut out = Vec::new();
    while kinds.iter().any(|k| !k.is_empty()) {
        out.extend(kinds.iter_mut().filter_map(std::collections::VecDeque::pop_front));
    }
    Ok(Outcome { rows, mistakes: out })
}

/// Pairs of gold and found items that fit, each used once; the pair that shares most content first.
fn pair(gold: &[Item], found: &[Item], fits: impl Fn(&Item, &Item) -> bool) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            if fits(g, f) {
                let shared = g.content.intersection(&f.content).count() + g.cue.intersection(&f.cue).count();
                candidates.push((std::cmp::Reverse(shared), i, j));
            }
        }
    }
    candidates.sort_unstable();
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    candidates
        .into_iter()
        .filter(|&(_, i, j)| {
            let free = !left.contains(&i) && !right.contains(&j);
            if free {
                left.insert(i);
                right.insert(j);
            }
            free
        })
        .map(|(_, i, j)| (i, j))
        .collect()
}

fn gold(article: &Value, text: &str, words: &Words) -> Vec<Item> {
    // Offsets count characters.
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let byte = |v: &Value| {
        v.as_u64()
            .and_then(|n| bytes.get(n as usize).copied())
            .unwrap_or(text.len())
    };
    let attributions = article
        .get("annotations")
        .and_then(|a| a.get(0))
        .and_then(|a| a.get("attributions"))
        .and_then(Value::as_array);
    attributions
        .into_iter()
        .flatten()
        .map(|attribution| {
            let spans = |key: &str| -> Vec<Span> {
                attribution
                    .get(key)
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(|s| Some(Span::new(byte(s.get(0)?), byte(s.get(1)?))))
                    .collect()
            };
            let set = |key: &str| {
                spans(key)
                    .into_iter()
                    .flat_map(|s| words.inside(s).collect::<Vec<_>>())
                    .collect()
            };
            let is_mark = |c: char| matches!(c, '“' | '"' | '‘');
            let direct = spans("content").first().is_some_and(|s| {
                text.get(s.start..).is_some_and(|t| t.starts_with(is_mark))
                    || text
                        .get(..s.start)
                        // Behind a space it has closed what stands before.
                        .is_some_and(|t| t.ends_with(is_mark))
            });
            Item {
                source: set("source"),
                head: None,
                cue: set("cue"),
                content: set("content"),
                direct,
            }
        })
        .collect()
}

/// Our attributions as words.
fn found(document: &Document, reading: &Reading, words: &Words) -> Vec<Item> {
    let set = |span: TextSpan| -> BTreeSet<usize> { words.inside(document.to_source(span)).collect() };
    let head = |phrase: &Phrase| -> Option<usize> {
        let sentence = reading.sentences.iter().find(|s| s.span.contains(phrase.span))?;
        let word = sentence.tree.words.get(phrase.head)?;
        words.inside(document.to_source(word.span)).last()
    };
    // "says that “there were issues …”" is mixed, however long: the content begins before the quotation.
    let begins = |q: &Quotation| -> bool {
        let block = document
            .blocks
            .get(q.block)
            .map_or(TextSpan::default(), |b| b.span);
        let before = document.slice(TextSpan::new(block.start.min(q.outer.start), q.outer.start));
        let before = before.trim_end();
        before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric())
    };
    let direct: BTreeSet<usize> = reading
        .quotations
        .iter()
        .filter(|q| q.kind == QuotationKind::Direct && begins(q))
        .flat_map(|q| set(q.span))
        .collect();
    let items: Vec<Item> = said::attributions(reading)
        .into_iter()
        .map(|said| {
            let source = said.speaker.as_ref().map(|p| set(p.span)).unwrap_or_default();
            let cue = said.cue.map(set).unwrap_or_default();
            let content: BTreeSet<usize> = said.content.iter().flat_map(|&s| set(s)).collect();
            // A stretch of content may hold the words that attribute it.
            let content = &(&content - &cue) - &source;
            // As in the set: direct is what begins with a quotation; "says the plan “would fail”" is mixed.
            let direct =
                said.form == Form::Quoted && content.first().is_some_and(|first| direct.contains(first));
            Item {
                head: said.speaker.as_ref().and_then(head),
                source,
                cue,
                content,
                direct,
            }
        })
        .filter(|item| !item.content.is_empty())
        .collect();
    // The set has no attribution inside what another one attributes ("she said that he thought …").
    let inside = |a: &Item, b: &Item| !a.cue.is_empty() && a.cue.is_subset(&b.content);
    let outermost = |a: &&Item| !items.iter().any(|b| inside(a, b) && !inside(b, a));
    items.iter().filter(outermost).cloned().collect()
}

fn describe(text: &str, words: &Words, gold: Option<&Item>, found: Option<&Item>) -> String {
    let show = |set: &BTreeSet<usize>| {
        let span = set
            .first()
            .zip(set.last())
            .and_then(|(&a, &b)| Some((words.0.get(a)?, words.0.get(b)?)));
        let shown: String = span
            .and_then(|(a, b)| text.get(a.start..b.end))
            .unwrap_or_default()
            .chars()
            .take(110)
            .collect();
        shown.replace('\n', " ")
    };
    let item = |name: &str, item: &Item| {
        format!(
            "\n    {name}: [{}] [{}] {}",
            show(&item.source),
            show(&item.cue),
            show(&item.content)
        )
    };
    let what = match (gold, found) {
        (Some(_), Some(_)) => "other source",
        (Some(_), None) => "missed",
        _ => "not in the set",
    };
    format!(
        "{what}{}{}",
        gold.map_or(String::new(), |g| item("gold ", g)),
        found.map_or(String::new(), |f| item("found", f))
    )
}
