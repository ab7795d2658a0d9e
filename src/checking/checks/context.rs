//! What a check looks at, and how its findings are made.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::checking::fact::Fact;
use crate::checking::finding::{Finding, Related, RelatedRole};
use crate::checking::relate::Knowledge;
use crate::document::{BlockKind, Document, TextSpan};
use crate::reading::names::NameKind;
use crate::reading::number::Number;
use crate::reading::statement::{EntityRef, Phrase, Role, StatementKind};
use crate::reading::time::Time;
use crate::reading::tree::{Tree, Upos, Word};
use crate::reading::{Amounts, Reading, Sentence};
use crate::rules::book::Rulebook;
use crate::value::date::Date;

use super::meta::Meta;

/// Fewest sentences whose numbers and times are found in one piece of work.
const TOGETHER: usize = 4;

/// One article, read, with the numbers and times of its sentences.
#[derive(Debug)]
pub struct Context<'a> {
    /// The article.
    pub document: &'a Document,
    /// What it was read as.
    pub reading: &'a Reading,
    /// What is known beforehand.
    pub book: &'a Rulebook,
    /// What is known of words and people, for relating statements.
    pub knowledge: Arc<Knowledge>,
    /// What claims and entities of the rulebook say.
    pub known: &'a [Arc<Fact>],
    /// The sentences.
    pub sentences: Vec<View<'a>>,
    bearers: Bearers,
}

/// Whom descriptions stand for, by their places: names are indices into those of the reading.
#[derive(Debug, Default)]
struct Bearers {
    /// The attributes of statements on what somebody is, with who it is, in the order of the statements.
    described: FxHashMap<TextSpan, Vec<usize>>,
    /// The mentions of people, by their ends, in the order of the names.
    people: FxHashMap<usize, Vec<(usize, TextSpan)>>,
}

impl Bearers {
    fn of(reading: &Reading) -> Self {
        let mut out = Self::default();
        let named = |phrase: &Phrase| match phrase.entity {
            Some(EntityRef::Named(i)) => Some(i as usize),
            Some(EntityRef::Known(id)) => reading.names.iter().position(|n| n.known == Some(id)),
            None => None,
        };
        for statement in reading
            .statements
            .iter()
            .filter(|s| s.kind == StatementKind::Role)
        {
            let Some(name) = statement.subject.as_ref().and_then(|a| named(&a.phrase)) else {
                continue;
            };
            let attributes = statement.objects.iter().filter(|o| o.role == Role::Attribute);
            let mut places: Vec<TextSpan> = attributes.map(|o| o.phrase.span).collect();
            places.sort();
            places.dedup();
            for place in places {
                out.described.entry(place).or_default().push(name);
            }
        }
        for (i, name) in reading.names.iter().enumerate() {
            if name.kind == NameKind::Person {
                for mention in &name.mentions {
                    out.people.entry(mention.end).or_default().push((i, *mention));
                }
            }
        }
        out
    }
}

/// One sentence with its numbers and times.
#[derive(Debug)]
pub struct View<'a> {
    /// Index in the reading.
    pub index: usize,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Kind of the block that it stands in.
    pub kind: BlockKind,
    /// Its numbers, in text order.
    pub numbers: Cow<'a, [Number]>,
    /// Its times, in text order.
    pub times: Cow<'a, [Time]>,
    text: &'a str,
}

impl<'a> View<'a> {
    /// Its syntax.
    pub fn tree(&self) -> &'a Tree {
        &self.sentence.tree
    }
    /// The read text at `span`.
    pub fn slice(&self, span: TextSpan) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
    /// Its text.
    pub fn text(&self) -> &'a str {
        self.slice(self.sentence.span)
    }
    /// The text from the end of `a` to the start of `b`.
    pub fn between(&self, a: TextSpan, b: TextSpan) -> &'a str {
        self.text.get(a.end..b.start).unwrap_or_default()
    }
    /// The text of the sentence in front of `span`.
    pub fn before(&self, span: TextSpan) -> &'a str {
        self.text
            .get(self.sentence.span.start..span.start)
            .unwrap_or_default()
    }
    /// The text of the sentence behind `span`.
    pub fn after(&self, span: TextSpan) -> &'a str {
        self.text
            .get(span.end..self.sentence.span.end)
            .unwrap_or_default()
    }
    /// The last `n` words in front of `span`, in lower case, the nearest last.
    pub fn words_before(&self, span: TextSpan, n: usize) -> Vec<String> {
        let words = &self.tree().words;
        let end = words.partition_point(|w| w.span.end <= span.start);
        words
            .get(end.saturating_sub(n)..end)
            .unwrap_or_default()
            .iter()
            .map(|w| w.form.to_lowercase())
            .collect()
    }
    /// The first `n` words behind `span`, in lower case.
    pub fn words_after(&self, span: TextSpan, n: usize) -> Vec<String> {
        let words = &self.tree().words;
        let start = words.partition_point(|w| w.span.start < span.end);
        words
            .iter()
            .skip(start)
            .take(n)
            .map(|w| w.form.to_lowercase())
            .collect()
    }
    /// The word of the tree at `index`.
    pub fn word(&self, index: usize) -> Option<&'a Word> {
        self.tree().words.get(index)
    }
    /// The predicate that the word at `index` hangs on: the first verb, or the first word with a
    /// copula, on the way to the root.
    pub fn governor(&self, index: usize) -> Option<usize> {
        let tree = self.tree();
        let mut at = index;
        for _ in 0..12 {
            let head = tree.words.get(at)?.head?;
            let word = tree.words.get(head)?;
            if word.upos == Upos::Verb || tree.child_by(head, "cop").is_some() {
                return Some(head);
            }
            at = head;
        }
        None
    }
}

impl<'a> Context<'a> {
    /// An article by itself, with the words of `book`.
    pub fn new(document: &'a Document, reading: &'a Reading, book: &'a Rulebook) -> Self {
        Self::knowing(document, reading, book, Arc::new(Knowledge::new(book)), &[])
    }
    /// Takes the numbers and times of every sentence as they were read, or reads them where they were not kept.
    /// `knowledge` is what `book` knows of words, `known` what
    /// it says: both are the same for all articles.
    pub fn knowing(
        document: &'a Document,
        reading: &'a Reading,
        book: &'a Rulebook,
        knowledge: Arc<Knowledge>,
        known: &'a [Arc<Fact>],
    ) -> Self {
        let dateline = document.dateline.map(|d| d.date);
        let sentences = reading
            .sentences
            .par_iter()
            .with_min_len(TOGETHER)
            .enumerate()
            .map(|(index, sentence)| {
                let (numbers, times) = match reading.amounts.get(index) {
                    Some(Amounts { numbers, times }) => (Cow::Borrowed(&**numbers), Cow::Borrowed(&**times)),
                    None => {
                        let Amounts { numbers, times } =
                            Amounts::of(&sentence.tree, &document.text, dateline);
                        (Cow::Owned(numbers), Cow::Owned(times))
                    }
                };
                View {
                    index,
                    sentence,
                    kind: document
                        .blocks
                        .get(sentence.block)
                        .map_or(BlockKind::Paragraph, |b| b.kind),
                    numbers,
                    times,
                    text: &document.text,
                }
            })
            .collect();
        Self {
            document,
            reading,
            book,
            knowledge,
            known,
            sentences,
            bearers: Bearers::of(reading),
        }
    }
    /// The day of the dateline.
    pub fn today(&self) -> Option<Date> {
        self.document.dateline.map(|d| d.date).filter(|d| d.day.is_some())
    }
    /// The sentences of running text: no tables, no bylines.
    pub fn prose(&self) -> impl Iterator<Item = &View<'a>> {
        self.sentences
            .iter()
            .filter(|s| !matches!(s.kind, BlockKind::TableCell | BlockKind::Byline))
    }
    /// The sentences of the headline.
    pub fn headline(&self) -> impl Iterator<Item = &View<'a>> {
        self.sentences.iter().filter(|s| s.kind == BlockKind::Headline)
    }
    /// The sentences of the text under the headline, without a dateline that stands as one of its own.
    pub(super) fn told(&self) -> Vec<&View<'a>> {
        let mut out: Vec<&View<'a>> = self.prose().filter(|v| v.kind == BlockKind::Paragraph).collect();
        let dateline = |v: &View<'_>| {
            let words = &v.tree().words;
            let verb = |w: &Word| matches!(w.upos, Upos::Verb | Upos::Aux);
            words.len() <= 8 && !words.iter().any(verb)
        };
        if out.len() > 1 && out.first().is_some_and(|v| dateline(v)) {
            out.remove(0);
        }
        out
    }
    /// Whether `span` lies in a quotation.
    pub fn quoted(&self, span: TextSpan) -> bool {
        self.reading.quotations.iter().any(|q| q.outer.contains(span))
    }
    /// The person, as an index into the reading's names, that a pronoun at `span` was resolved to.
    pub fn person_of_pronoun(&self, sentence: usize, span: TextSpan) -> Option<usize> {
        self.reading
            .statements
            .iter()
            .filter(|s| s.sentence == sentence)
            .flat_map(|s| s.subject.iter().chain(&s.objects))
            .find(|a| a.phrase.span == span)
            .and_then(|a| self.named(&a.phrase))
    }
    /// The name that a phrase stands for, as an index into the reading's names: its entity, or the
    /// name that is set off from it ("its founder, Greta Holm").
    pub fn named(&self, phrase: &Phrase) -> Option<usize> {
        let known = |id: u32| self.reading.names.iter().position(|n| n.known == Some(id));
        match phrase.entity {
            Some(EntityRef::Named(i)) => Some(i as usize),
            Some(EntityRef::Known(id)) => known(id),
            None if phrase.conjuncts.is_empty() => self.described(phrase),
            None => None,
        }
    }
    /// The person whom a description stands for, where the sentence says so ("its founder, Greta Holm").
    fn described(&self, phrase: &Phrase) -> Option<usize> {
        let found = self.bearers.described.get(&phrase.span);
        match found.map_or(&[][..], Vec::as_slice) {
            [one] => Some(*one),
            [] => self.titled(phrase),
            _ => None,
        }
    }
    /// "the critic Bruno Paz": the name that closes a description.
    fn titled(&self, phrase: &Phrase) -> Option<usize> {
        let people = self.bearers.people.get(&phrase.span.end)?;
        let (name, _) = people.iter().find(|(_, m)| phrase.span.contains(*m))?;
        let plain = !phrase.text.contains([',', '’', '\'', '(']) && !phrase.text.contains(" of ");
        plain.then_some(*name)
    }
    /// A finding of the check `meta` at `span`.
    pub fn finding(
        &self,
        meta: &Meta,
        span: TextSpan,
        message: impl Into<String>,
        reason: impl Into<String>,
    ) -> Finding {
        let normal_form = self.document.slice(span).to_lowercase();
        Finding {
            rule: meta.id.to_owned(),
            kind: meta.kind,
            severity: meta.severity,
            message: message.into(),
            reason: reason.into(),
            help: None,
            span: self.document.to_source(span),
            related: Vec::new(),
            normal_form: normal_form.split_whitespace().collect::<Vec<_>>().join(" "),
            proof: Vec::new(),
        }
    }
    /// A finding of the check `meta` on two places of the article that can't both be right, at the `later` one.
    pub fn conflict(
        &self,
        meta: &Meta,
        later: TextSpan,
        earlier: TextSpan,
        reason: impl Into<String>,
    ) -> Finding {
        let words = |span: TextSpan| self.document.slice(span);
        let message = format!(
            "The article says “{}” here and “{}” elsewhere.",
            words(later),
            words(earlier)
        );
        let mut finding = self.finding(meta, later, message, reason);
        finding
            .related
            .push(self.elsewhere(earlier, "it says otherwise here"));
        finding
    }
    /// A finding of the check `meta` on the headline or subhead at `top`, of which the body has something else at `there`.
    pub fn otherwise_in_body(
        &self,
        meta: &Meta,
        top: TextSpan,
        there: TextSpan,
        reason: impl Into<String>,
    ) -> Finding {
        let mut finding = self.finding(meta, top, "The body says otherwise.", reason);
        finding.related.push(self.elsewhere(there, "in the body"));
        finding
    }
    /// Another place of the article, for [`Finding::related`].
    pub fn elsewhere(&self, span: TextSpan, message: impl Into<String>) -> Related {
        Related {
            role: RelatedRole::Statement,
            source: self.document.source.clone(),
            span: self.document.to_source(span),
            message: message.into(),
        }
    }
}
