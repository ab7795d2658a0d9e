//! English with variables in it → [`Reading`], by the same reader as articles.
//!
//! A variable is read as a word of its type that the parser knows well ("7" for a number, a name
//! for a person); the words at its place carry its name: [`super::statement::Phrase::variable`].

use super::names::Names;
use super::parser::{self, Cores};
use super::{Reading, Sentence, read_with};
use crate::document::{Block, BlockKind, Dateline, Document, Format, OffsetMap, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::source::{Source, Span};
use crate::value::date::Date;

/// A variable in English text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// Bytes of `{…}` in the text.
    pub span: Span,
    /// What stands there.
    pub kind: SlotKind,
}

/// Type of a variable, as far as reading needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SlotKind {
    Person,
    Organisation,
    Country,
    Place,
    Event,
    Thing,
    Number,
    Date,
    Duration,
    Money,
    Percent,
    Any,
}

impl SlotKind {
    /// The words that stand for a variable of this type while the text is read.
    pub const fn stand_in(self) -> &'static str {
        match self {
            Self::Person => "Henderson",
            Self::Organisation => "Microsoft",
            Self::Country => "France",
            Self::Place | Self::Event => "Brighton",
            Self::Thing => "something",
            Self::Number => "7",
            Self::Date => "15 August 2025",
            Self::Duration => "three years",
            Self::Money => "$5 million",
            Self::Percent => "7%",
            Self::Any => "Henderson",
        }
    }
}

/// A claim (no slots) or a pattern that is to be read.
#[derive(Debug, Clone, Copy)]
pub struct English<'a> {
    /// The text, variables in braces.
    pub text: &'a str,
    /// The variables, in order.
    pub slots: &'a [Slot],
    /// The day against which its times are read.
    pub date: Option<Date>,
    /// Whether it is a whole sentence, though it may be written without a capital and a full stop: a
    /// headline without a mark is read otherwise.
    pub whole: bool,
}

/// Reads a claim or a pattern. The document's spans map to bytes of `text`.
pub fn read_english(text: &str, slots: &[Slot], names: &Names, date: Option<Date>) -> (Document, Reading) {
    let mut read = read_all(
        &[English {
            text,
            slots,
            date,
            whole: false,
        }],
        names,
        Cores::One,
    );
    read.pop().unwrap_or_else(|| {
        (
            document_of(String::new(), "", OffsetMap::default(), date),
            Reading::default(),
        )
    })
}

/// Parses what [`read_all`] would read, and has `memory` learn it.
#[cfg(test)]
pub(crate) fn learn_all(english: &[English<'_>], memory: &parser::Memory) {
    let unparsed: Vec<_> = english.iter().map(|e| super::unparsed(&prepared(*e).0)).collect();
    super::parse_together(&unparsed, Cores::All, Some(memory));
}

/// The reading of a text by itself, for tests.
#[cfg(test)]
pub(crate) fn read_plainly(text: &str) -> Reading {
    read_english(text, &[], &Names::default(), None).1
}

/// What else a text of one sentence may be read as: the readings of the trees that the parser finds nearly
/// as likely. Empty for several sentences.
pub fn other_readings(english: English<'_>, names: &Names) -> Vec<Reading> {
    let (document, variables) = prepared(english);
    let unparsed = super::unparsed(&document);
    let [sentence] = unparsed.as_slice() else {
        return Vec::new();
    };
    let forms: Vec<&str> = sentence.2.iter().map(|t| t.form.as_str()).collect();
    parser::parser()
        .contenders(&forms, CONTENDER)
        .into_iter()
        .map(|tree| {
            let sentences = vec![super::placed(sentence, super::mended(tree))];
            read_sure(&document, sentences, names, &variables)
        })
        .collect()
}

/// The probability from which another head of a word is a contender.
const CONTENDER: f32 = 0.3;

/// Reads several, the same as [`read_english`] one by one, in less time.
pub fn read_all(english: &[English<'_>], names: &Names, cores: Cores) -> Vec<(Document, Reading)> {
    let documents: Vec<_> = english.iter().map(|e| prepared(*e)).collect();
    let unparsed: Vec<_> = documents.iter().map(|(d, _)| super::unparsed(d)).collect();
    let memory = parser::memory().unwrap_or_else(parser::shipped);
    let sentences = super::parse_together(&unparsed, cores, Some(memory));
    let parsed: Vec<_> = documents.iter().zip(sentences).collect();
    let readings = cores.each(parsed, |((document, variables), sentences)| {
        read_sure(document, sentences, names, variables)
    });
    documents
        .into_iter()
        .zip(readings)
        .map(|((document, _), reading)| (document, reading))
        .collect()
}

/// Reads a document of English, which is believed sooner than an article.
fn read_sure(
    document: &Document,
    sentences: Vec<Sentence>,
    names: &Names,
    variables: &[(TextSpan, String)],
) -> Reading {
    let mut reading = read_with(document, sentences, names, variables, Cores::One);
    // No check of an article asks for them.
    reading.amounts = Vec::new();
    for s in &mut reading.statements {
        s.read |= s.confidence >= ENGLISH_THRESHOLD && (s.subject.is_some() || !s.objects.is_empty());
    }
    reading
}

/// The document that an English text is read as, and where its variables stand in it.
fn prepared(english: English<'_>) -> (Document, Vec<(TextSpan, String)>) {
    let text = english.text;
    let mut read = String::with_capacity(text.len() + 1);
    let mut map = OffsetMap::default();
    let mut variables = Vec::with_capacity(english.slots.len());
    let mut at = 0;
    for slot in english.slots {
        let (Some(plain), true) = (text.get(at..slot.span.start), slot.span.end <= text.len()) else {
            continue;
        };
        let start = read.len();
        read.push_str(plain);
        map.push(TextSpan::new(start, read.len()), Span::new(at, slot.span.start));
        let start = read.len();
        let mut stand_in = slot.kind.stand_in();
        if slot.kind == SlotKind::Any {
            stand_in = plain_stand_in(&slot.name, plain);
        }
        read.push_str(stand_in);
        let here = TextSpan::new(start, read.len());
        // One unit, whatever its length.
        map.push_segment(crate::document::Segment {
            text: here,
            source: slot.span,
            exact: false,
        });
        variables.push((here, slot.name.clone()));
        at = slot.span.end;
    }
    let start = read.len();
    read.push_str(text.get(at..).unwrap_or_default());
    map.push(TextSpan::new(start, read.len()), Span::new(at, text.len()));
    if english.whole {
        complete(&mut read, &mut map, text.len());
    } else if variables.first().is_some_and(|(span, _)| span.start == 0) {
        capitalise(&mut read);
    }
    (document_of(read, text, map, english.date), variables)
}

fn document_of(read: String, text: &str, map: OffsetMap, date: Option<Date>) -> Document {
    Document {
        source: Source::new("", text),
        format: Format::Plain,
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            span: TextSpan::new(0, read.len()),
            lede: false,
            group: None,
        }],
        text: read,
        dateline: date.map(|date| Dateline { date, span: None }),
        map,
        comments: Vec::new(),
    }
}

/// Writes a sentence as a sentence is written: with a capital, and with a full stop where it has no mark.
fn complete(read: &mut String, map: &mut OffsetMap, end: usize) {
    capitalise(read);
    let marked = read
        .trim_end()
        .ends_with(['.', '!', '?', '”', '"', '’', '…', ':', ';']);
    if !marked && !read.trim_end().is_empty() {
        let start = read.len();
        read.push('.');
        map.push_segment(crate::document::Segment {
            text: TextSpan::new(start, read.len()),
            source: Span::new(end, end),
            exact: false,
        });
    }
}

/// A capital for a first word that is one of the language. A name that is written small stays as it is.
fn capitalise(read: &mut str) {
    let word = read
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    let known = word.bytes().all(|b| b.is_ascii_lowercase())
        && (matches!(
            word,
            "the" | "a" | "an" | "no" | "every" | "all" | "this" | "its" | "something" | "nobody"
        ) || lexicon::knows(word, WordClass::Noun)
            || lexicon::knows(word, WordClass::Adjective));
    if known && let Some(first) = read.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
}

/// The confidence from which a claim or a pattern counts as read. Lower than for articles: the
/// sentence is short, somebody wrote it to be read, and sees what it was read as.
const ENGLISH_THRESHOLD: f32 = 0.1;

/// The plain words of the language stand for themselves; other names are read as a name, or as a
/// place after a preposition of place.
fn plain_stand_in(name: &str, before: &str) -> &'static str {
    let preposition = before.trim_end().rsplit(' ').next().unwrap_or_default();
    match name {
        "something" => "something",
        "somewhere" => "Brighton",
        // A variable called after a time stands for one.
        "year" if takes_time(preposition) => "2025",
        "month" | "season" | "quarter" if takes_time(preposition) => "August 2025",
        "day" | "date" | "weekday" if takes_time(preposition) => "15 August 2025",
        "period" | "duration" if preposition == "for" => "three years",
        _ if matches!(preposition, "in" | "at" | "near" | "from") => "Brighton",
        _ => "Henderson",
    }
}

fn takes_time(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "on" | "since" | "until" | "by" | "from" | "before" | "after" | "during"
    )
}
