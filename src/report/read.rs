//! What `copydesk read` prints: every sentence and statement with its parts, as JSON or for people.

use std::io::{self, Write};

use serde::Serialize;

use super::Place;
use crate::document::{Document, TextSpan};
use crate::reading::Reading;
use crate::reading::said::{self, Form, Said};
use crate::reading::statement::{
    Attribution, Certainty, Circumstance, CircumstanceKind, EmbeddingKind, EntityRef, Mode, Phrase, Polarity,
    QuantityMention, Role, SourceKind, Statement, StatementKind, TimeMention, TimeValue,
};
use crate::value::quantity::Bound;

/// A document as it was read. The JSON contract is this type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReadReport {
    /// The path.
    pub path: String,
    /// The day it is dated.
    pub dateline: Option<String>,
    /// The sentences in order.
    pub sentences: Vec<ReadSentence>,
    /// The statements in order.
    pub statements: Vec<ReadStatement>,
    /// What is given to whom, one for each word that gives it.
    pub attributions: Vec<ReadAttribution>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the reading")]
pub struct ReadSentence {
    pub id: usize,
    pub block: String,
    /// The text as it was read, entities and mark-up resolved.
    pub text: String,
    pub span: Place,
    /// Whether it was understood.
    pub read: bool,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the statement")]
pub struct ReadStatement {
    pub id: usize,
    pub sentence: usize,
    pub span: Place,
    pub kind: &'static str,
    pub subject: Option<ReadPhrase>,
    pub predicate: ReadPredicate,
    pub objects: Vec<ReadObject>,
    pub circumstances: Vec<ReadCircumstance>,
    pub polarity: &'static str,
    pub certainty: &'static str,
    pub source: ReadSource,
    pub quantities: Vec<ReadQuantity>,
    pub times: Vec<ReadTime>,
    pub parent: Option<ReadParent>,
    pub confidence: f64,
    /// Whether it is sure enough to be used for a verdict.
    pub read: bool,
}

/// A participant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the phrase")]
pub struct ReadPhrase {
    pub text: String,
    pub lemma: String,
    /// Name of whom or what it names, where that is known.
    pub entity: Option<String>,
    pub span: Place,
}

/// The predicate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the predicate")]
pub struct ReadPredicate {
    pub text: String,
    pub lemma: String,
    pub span: Place,
}

/// An object with its role.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the phrase")]
pub struct ReadObject {
    /// `object`, `recipient`, `attribute`, `clause`, or the preposition.
    pub role: String,
    pub text: String,
    pub lemma: String,
    pub entity: Option<String>,
    pub span: Place,
}

/// A circumstance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the circumstance")]
pub struct ReadCircumstance {
    pub kind: &'static str,
    pub marker: String,
    pub text: String,
    pub value: Option<String>,
    pub span: Place,
}

/// On whose word.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the attribution")]
pub struct ReadSource {
    pub kind: &'static str,
    pub speaker: Option<String>,
    pub entity: Option<String>,
    pub cue: Option<String>,
    pub mode: &'static str,
    pub span: Option<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reported_by: Vec<ReadSource>,
}

/// What somebody says, thinks or speaks of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the attribution")]
pub struct ReadAttribution {
    /// `speaker` or `anonymous`.
    pub kind: &'static str,
    /// `quoted`, `told`, or `topic` for what is spoken of without being asserted.
    pub form: &'static str,
    pub speaker: Option<ReadPhrase>,
    /// The words that give it to the speaker.
    pub cue: Option<Place>,
    /// The stretches of the text that say it.
    pub content: Vec<Place>,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the quantity")]
pub struct ReadQuantity {
    pub value: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<serde_json::Value>,
    pub unit: Option<String>,
    /// Whether the words say that it is not exact.
    pub approx: bool,
    pub bound: &'static str,
    pub of: Option<String>,
    pub span: Place,
}

/// A time, its value after TIMEX3.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the time")]
pub struct ReadTime {
    pub value: String,
    pub span: Place,
}

/// The statement that this one hangs on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the embedding")]
pub struct ReadParent {
    pub statement: usize,
    pub relation: &'static str,
}

/// Builds the report; `names` are the names of the rulebook's entities, by their index.
pub fn report(document: &Document, reading: &Reading, names: &[String]) -> ReadReport {
    let show = Show {
        document,
        reading,
        names,
    };
    ReadReport {
        path: document.source.path().to_owned(),
        dateline: document.dateline.map(|d| d.date.to_string()),
        sentences: reading
            .sentences
            .iter()
            .enumerate()
            .map(|(id, s)| ReadSentence {
                id,
                block: document
                    .blocks
                    .get(s.block)
                    .map_or(String::new(), |b| format!("{:?}", b.kind).to_lowercase()),
                text: document.slice(s.span).to_owned(),
                span: show.place(s.span),
                read: !reading.unread.contains(&id),
            })
            .collect(),
        statements: reading.statements.iter().map(|s| show.statement(s)).collect(),
        attributions: said::attributions(reading)
            .iter()
            .map(|s| show.attribution(s))
            .collect(),
    }
}

struct Show<'a> {
    document: &'a Document,
    reading: &'a Reading,
    names: &'a [String],
}

impl Show<'_> {
    fn place(&self, span: TextSpan) -> Place {
        Place::new(&self.document.source, self.document.to_source(span))
    }
    fn entity(&self, phrase: &Phrase) -> Option<String> {
        match phrase.entity.as_ref()? {
            EntityRef::Known(id) => self.names.get(*id as usize).cloned(),
            EntityRef::Named(id) => self.reading.names.get(*id as usize).map(|n| n.text.clone()),
        }
    }
    fn phrase(&self, p: &Phrase) -> ReadPhrase {
        ReadPhrase {
            text: p.text.clone(),
            lemma: p.lemma.clone(),
            entity: self.entity(p),
            span: self.place(p.span),
        }
    }
    fn statement(&self, s: &Statement) -> ReadStatement {
        ReadStatement {
            id: s.id,
            sentence: s.sentence,
            span: self.place(s.span),
            kind: match s.kind {
                StatementKind::Event => "event",
                StatementKind::Role => "role",
                StatementKind::State => "state",
                StatementKind::Nominal => "nominal",
            },
            subject: s.subject.as_ref().map(|a| self.phrase(&a.phrase)),
            predicate: ReadPredicate {
                text: s.predicate.text.clone(),
                lemma: s.predicate.lemma.clone(),
                span: self.place(s.predicate.span),
            },
            objects: s
                .objects
                .iter()
                .map(|a| {
                    let ReadPhrase {
                        text,
                        lemma,
                        entity,
                        span,
                    } = self.phrase(&a.phrase);
                    ReadObject {
                        role: role(&a.role).to_owned(),
                        text,
                        lemma,
                        entity,
                        span,
                    }
                })
                .collect(),
            circumstances: s.circumstances.iter().map(|c| self.circumstance(c)).collect(),
            polarity: match s.polarity {
                Polarity::Affirmed => "affirmed",
                Polarity::Denied => "denied",
            },
            certainty: certainty(s.certainty),
            source: self.source(&s.source),
            quantities: s.quantities.iter().map(|q| self.quantity(q)).collect(),
            times: s.times.iter().map(|t| self.time(t)).collect(),
            parent: s.parent.map(|p| ReadParent {
                statement: p.statement,
                relation: match p.relation {
                    EmbeddingKind::Content => "content",
                    EmbeddingKind::Condition => "condition",
                    EmbeddingKind::Purpose => "purpose",
                    EmbeddingKind::Relative => "relative",
                    EmbeddingKind::Adverbial => "adverbial",
                },
            }),
            // Two digits: more would only tell machines apart.
            confidence: (f64::from(s.confidence) * 100.0).round() / 100.0,
            read: s.read,
        }
    }
    fn circumstance(&self, c: &Circumstance) -> ReadCircumstance {
        ReadCircumstance {
            kind: match c.kind {
                CircumstanceKind::Time => "time",
                CircumstanceKind::Place => "place",
                CircumstanceKind::Manner => "manner",
                CircumstanceKind::Condition => "condition",
                CircumstanceKind::Other => "other",
            },
            marker: c.marker.clone(),
            text: c.text.clone(),
            value: c.value.clone(),
            span: self.place(c.span),
        }
    }
    fn source(&self, source: &Attribution) -> ReadSource {
        let span = source
            .speaker
            .as_ref()
            .map(|p| p.span)
            .or(source.cue_span)
            .or(source.quotation);
        ReadSource {
            kind: kind(source.kind),
            speaker: source.speaker.as_ref().map(|p| p.text.clone()),
            entity: source.speaker.as_ref().and_then(|p| self.entity(p)),
            cue: source.cue.clone(),
            mode: match source.mode {
                Mode::Quoted => "quoted",
                Mode::Paraphrased => "paraphrased",
            },
            span: span.map(|s| self.place(s)),
            reported_by: source.reported_by.iter().map(|s| self.source(s)).collect(),
        }
    }
    fn attribution(&self, said: &Said) -> ReadAttribution {
        ReadAttribution {
            kind: kind(said.kind),
            form: match said.form {
                Form::Quoted => "quoted",
                Form::Told => "told",
                Form::Topic => "topic",
            },
            speaker: said.speaker.as_ref().map(|p| self.phrase(p)),
            cue: said.cue.map(|c| self.place(c)),
            content: said.content.iter().map(|&c| self.place(c)).collect(),
        }
    }
    fn quantity(&self, q: &QuantityMention) -> ReadQuantity {
        ReadQuantity {
            value: number(&q.quantity.value),
            upper: q.quantity.upper.as_ref().map(number),
            unit: q.quantity.unit.clone(),
            approx: q.quantity.bound == Bound::About,
            bound: match q.quantity.bound {
                Bound::Exact => "exact",
                Bound::About => "about",
                Bound::MoreThan => "more than",
                Bound::AtLeast => "at least",
                Bound::LessThan => "less than",
                Bound::AtMost => "at most",
            },
            of: q.of.clone(),
            span: self.place(q.span),
        }
    }
    fn time(&self, t: &TimeMention) -> ReadTime {
        ReadTime {
            value: timex(&t.time),
            span: self.place(t.span),
        }
    }
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Narrator => "narrator",
        SourceKind::Speaker => "speaker",
        SourceKind::Anonymous => "anonymous",
    }
}

fn role(role: &Role) -> &str {
    match role {
        Role::Subject => "subject",
        Role::Object => "object",
        Role::Recipient => "recipient",
        Role::Attribute => "attribute",
        Role::Clause => "clause",
        Role::Oblique(preposition) => preposition,
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "asserted",
        Certainty::Probable => "probable",
        Certainty::Possible => "possible",
        Certainty::Conditional => "conditional",
        Certainty::Intended => "intended",
        Certainty::Asked => "asked",
        Certainty::Ordered => "ordered",
    }
}

/// A decimal as a JSON number.
fn number(value: &rust_decimal::Decimal) -> serde_json::Value {
    let value = value.normalize();
    let text = value.to_string();
    text.parse::<i64>()
        .map(serde_json::Value::from)
        .or_else(|_| text.parse::<f64>().map(serde_json::Value::from))
        .unwrap_or(serde_json::Value::String(text))
}

/// The value as TIMEX3 writes it.
fn timex(time: &TimeValue) -> String {
    match time {
        TimeValue::Date(date) => date.to_string(),
        TimeValue::Period(from, to) => format!("{from}/{to}"),
        TimeValue::Duration { .. } => time.to_timex(),
        TimeValue::Other(value) => value.clone(),
    }
}

/// Colours of the parts on a terminal.
struct Paint(bool);

impl Paint {
    fn paint(&self, code: &str, text: &str) -> String {
        // What an article holds must not reach the terminal as a command.
        let text: String = text
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect();
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text
        }
    }
}

/// Prints the report for people: each sentence, its statements beneath it, at the end what was not
/// understood.
pub fn print_human(report: &ReadReport, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint(color);
    let dated = report
        .dateline
        .as_ref()
        .map_or(String::new(), |d| format!(", dated {d}"));
    writeln!(out, "{}{dated}", paint.paint("1", &report.path))?;
    for sentence in &report.sentences {
        let text = one_line(&sentence.text);
        writeln!(out, "\n{:>4}  {}", sentence.span.line, paint.paint("1", &text))?;
        for statement in report.statements.iter().filter(|s| s.sentence == sentence.id) {
            print_statement(statement, &paint, out)?;
        }
    }
    let unread: Vec<&ReadSentence> = report.sentences.iter().filter(|s| !s.read).collect();
    writeln!(
        out,
        "\n{} of {} sentences read, {} statements",
        report.sentences.len() - unread.len(),
        report.sentences.len(),
        report.statements.len()
    )?;
    if !unread.is_empty() {
        writeln!(out, "not understood:")?;
        for sentence in unread {
            writeln!(
                out,
                "{:>4}  {}",
                sentence.span.line,
                paint.paint("31", &one_line(&sentence.text))
            )?;
        }
    }
    Ok(())
}

fn print_statement(s: &ReadStatement, paint: &Paint, out: &mut dyn Write) -> io::Result<()> {
    let named = |text: &str, entity: &Option<String>| match entity {
        Some(entity) if entity != text => format!("{text} ({entity})"),
        _ => text.to_owned(),
    };
    let mut parts = Vec::new();
    if let Some(subject) = &s.subject {
        parts.push(paint.paint("36", &named(&subject.text, &subject.entity)));
    }
    parts.push(paint.paint("32", &s.predicate.text));
    for object in &s.objects {
        parts.push(paint.paint("33", &named(&object.text, &object.entity)));
    }
    for c in &s.circumstances {
        let value = c.value.as_ref().map_or(String::new(), |v| format!(" = {v}"));
        parts.push(paint.paint("35", &format!("[{}: {}{value}]", c.kind, c.text)));
    }
    let mut notes = vec![
        s.polarity.to_owned(),
        s.certainty.to_owned(),
        source_words(&s.source, s.source.kind),
    ];
    if let Some(parent) = &s.parent {
        notes.push(format!("{} of #{}", parent.relation, parent.statement));
    }
    if !s.read {
        notes.push("not sure enough to be used".to_owned());
    }
    let mark = if s.read { " " } else { "?" };
    writeln!(out, "      {mark}#{:<3} {}", s.id, parts.join(" · "))?;
    writeln!(out, "            {}", paint.paint("2", &notes.join(", ")))
}

fn source_words(source: &ReadSource, kind: &str) -> String {
    let mut words = match (&source.speaker, kind) {
        (Some(speaker), _) => format!("{} by {speaker}", source.mode),
        (None, "narrator") => "in the article's own voice".to_owned(),
        (None, kind) => format!("{} by {kind}", source.mode),
    };
    for outer in &source.reported_by {
        words.push_str(&format!(
            ", as told by {}",
            outer.speaker.as_deref().unwrap_or(outer.kind)
        ));
    }
    words
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
