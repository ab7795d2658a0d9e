//! People who are gone: "the late Harold Wyke", who speaks; "the present director", who retired.

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::names::{Name, NameKind};
use crate::reading::statement::{
    Certainty, EntityRef, Mode, Phrase, Polarity, SourceKind, Statement, StatementKind, Tense, TimeValue,
};

/// Adds those who are called late and do something now, under the check `meta`.
pub(super) fn late(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for (id, name) in people(context) {
        let Some(called) = name.mentions.iter().find_map(|m| called(context, *m, &["late"])) else {
            continue;
        };
        let lives = context
            .reading
            .statements
            .iter()
            .find(|s| !s.span.overlaps(called) && (lives(context, s, id) || speaks(context, s, id)));
        let Some(lives) = lives else { continue };
        let mut finding = context.finding(
            meta,
            called,
            format!("{} is called late here, and lives elsewhere.", name.text),
            format!("The article says “{}”.", context.document.slice(lives.span)),
        );
        finding
            .related
            .push(context.elsewhere(lives.span, "here the person is alive"));
        out.push(finding);
    }
}

/// Adds those who are said to hold an office now and to have given it up years ago, under the check `meta`.
pub(super) fn retired(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let Some(today) = context.today() else { return };
    for (id, name) in people(context) {
        let called = name
            .mentions
            .iter()
            .find_map(|m| called(context, *m, &["present", "current"]));
        let Some(called) = called else { continue };
        let gave_up = context.reading.statements.iter().find(|s| {
            let year = s.times.iter().find_map(|t| match t.time {
                TimeValue::Date(date) => Some(date.year),
                _ => None,
            });
            flat(s)
                && !s.span.overlaps(called)
                && is_person(context, s.subject.as_ref().map(|a| &a.phrase), id)
                && matches!(
                    s.predicate.lemma.as_str(),
                    "retire" | "resign" | "die" | "step down"
                )
                && s.predicate.tense == Tense::Past
                && year.is_some_and(|y| y < today.year)
        });
        let Some(gave_up) = gave_up else { continue };
        let mut finding = context.finding(
            meta,
            called,
            format!("{} holds the office here, and has left elsewhere.", name.text),
            format!("The article says “{}”.", context.document.slice(gave_up.span)),
        );
        finding
            .related
            .push(context.elsewhere(gave_up.span, "here the person has left"));
        out.push(finding);
    }
}

fn people<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (usize, &'c Name)> {
    let names = context.reading.names.iter().enumerate();
    names.filter(|(_, n)| matches!(n.kind, NameKind::Person | NameKind::Unknown) && n.text.contains(' '))
}

/// "the late Harold Wyke", "the present director, Alan Threlkeld": from the word to the name.
fn called(context: &Context<'_>, mention: TextSpan, by: &[&str]) -> Option<TextSpan> {
    /// Words between the two at most.
    const NEAR: usize = 4;
    let view = context
        .sentences
        .iter()
        .find(|v| v.sentence.span.contains(mention))?;
    if context.quoted(mention) {
        return None;
    }
    let words = &view.tree().words;
    let end = words.partition_point(|w| w.span.start < mention.start);
    let before = words.get(end.saturating_sub(NEAR + 1)..end)?;
    let at = before
        .iter()
        .rposition(|w| by.contains(&w.form.to_lowercase().as_str()))?;
    let word = before.get(at)?;
    // A title and a comma at most stand between: "the present director, Alan Threlkeld".
    let title = before.get(at + 1..)?;
    let plain = title
        .iter()
        .all(|w| w.upos.is_nominal() || matches!(w.form.as_str(), "," | "of"));
    let definite = at.checked_sub(1).and_then(|k| before.get(k)).is_some_and(|w| {
        matches!(
            w.form.to_lowercase().as_str(),
            "the" | "its" | "their" | "'s" | "’s" | "his" | "her"
        )
    });
    // "the late Mr Wyke's brother", "the late Harold Wyke and": the name alone is called so.
    let owner = view.after(mention).starts_with(['\'', '’']);
    (plain && definite && !owner).then(|| word.span.cover(mention))
}

fn flat(s: &Statement) -> bool {
    s.read
        && s.polarity == Polarity::Affirmed
        && s.certainty == Certainty::Asserted
        && s.source.kind == SourceKind::Narrator
}

fn is_person(context: &Context<'_>, phrase: Option<&Phrase>, id: usize) -> bool {
    phrase.is_some_and(|p| p.conjuncts.is_empty() && context.named(p) == Some(id))
}

/// Whether the article has the person be or do something now.
fn lives(context: &Context<'_>, s: &Statement, id: usize) -> bool {
    let now = s.predicate.tense == Tense::Present && !s.predicate.perfect && s.predicate.modal.is_none();
    let what = matches!(
        s.predicate.lemma.as_str(),
        "be" | "live" | "work" | "run" | "lead"
    ) && s.kind != StatementKind::Nominal;
    let aged = || context.document.slice(s.span).to_lowercase();
    flat(s)
        && now
        && what
        && is_person(context, s.subject.as_ref().map(|a| &a.phrase), id)
        && ["now", "years old", "today"]
            .iter()
            .any(|w| words::contains_word(&aged(), w))
}

/// Whether the person speaks, at no time that is given and not in writing.
fn speaks(context: &Context<'_>, s: &Statement, id: usize) -> bool {
    let sentence: Option<&View<'_>> = context.sentences.get(s.sentence);
    let Some(view) = sentence else { return false };
    let by_name = |p: &Phrase| {
        // By the surname: a pronoun may be somebody else's.
        matches!(p.entity, Some(EntityRef::Named(i)) if i as usize == id) && p.antecedent.is_none()
    };
    let spoken = s.source.kind == SourceKind::Speaker
        && s.source.mode == Mode::Quoted
        && s.source.reported_by.is_empty()
        && s.source.cue.as_deref() == Some("say")
        && s.source.speaker.as_ref().is_some_and(by_name);
    let lower = view.text().to_lowercase();
    let then = [
        "had",
        "once",
        "wrote",
        "used to",
        "would",
        "interview",
        "before",
        "when",
        "diary",
        "last words",
    ]
    .iter()
    .any(|w| words::contains_word(&lower, w));
    spoken && !then && view.times.is_empty()
}
