//! What an accused person says to the charge: "admitted his guilt" against "was convicted by a jury".

use super::context::{Context, View};
use super::meta::Meta;
use super::telling::introduced;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::reading::names::NameKind;
use crate::reading::statement::{Certainty, Polarity, Statement};

/// A plea to everything that somebody is charged with.
struct Plea {
    /// Who, where that is known: a pronoun in somebody else's words may be left open.
    person: Option<usize>,
    admits: bool,
    span: TextSpan,
}

/// Adds people who admit and deny everything, under the check `meta`.
pub(super) fn in_body(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let pleas: Vec<Plea> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .flat_map(|v| pleas(context, v))
        .collect();
    // Where it is open who, it is the only one whose plea is told.
    let mut known: Vec<usize> = pleas.iter().filter_map(|p| p.person).collect();
    known.dedup();
    let one = known.len() == 1;
    for admitted in pleas.iter().filter(|p| p.admits) {
        let denied = pleas.iter().find(|p| {
            let same = p.person == admitted.person && p.person.is_some();
            !p.admits && (same || one && p.person.is_some() != admitted.person.is_some())
        });
        let Some(denied) = denied else { continue };
        let (later, earlier) = if denied.span.start > admitted.span.start {
            (denied, admitted)
        } else {
            (admitted, denied)
        };
        out.push(context.conflict(
            meta,
            later.span,
            earlier.span,
            "One cannot admit everything and deny it.",
        ));
        return;
    }
}

/// Adds "jailed after admitting bribes" over somebody who denied everything, under the check `meta`.
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let admitting = top.tree().words.iter().find(|w| {
        matches!(
            w.form.to_lowercase().as_str(),
            "admitting" | "admits" | "admitted" | "confessing" | "confesses"
        )
    });
    let Some(admitting) = admitting.filter(|w| !context.quoted(w.span)) else {
        return;
    };
    let hero = introduced(context).map(|(_, name)| name).or_else(|| {
        let mut named = context.reading.names.iter().enumerate().filter(|(_, n)| {
            n.kind == NameKind::Person && n.mentions.iter().any(|m| top.sentence.span.contains(*m))
        });
        named.next().map(|(i, _)| i)
    });
    let Some(hero) = hero else { return };
    let body = || context.prose().filter(|v| v.kind == BlockKind::Paragraph);
    // Somebody admits something in the text: the headline may mean that.
    let admits_there = context.reading.statements.iter().any(|s| {
        let lemma = s.predicate.lemma.as_str();
        let text = context.document.slice(s.span).to_lowercase();
        let other = s
            .subject
            .as_ref()
            .and_then(|a| context.named(&a.phrase))
            .is_some_and(|n| n != hero);
        s.span.start >= top.sentence.span.end
            && !other
            && (matches!(lemma, "admit" | "confess")
                || text.contains("pleaded guilty")
                || text.contains("pleads guilty"))
    });
    let denied = body()
        .flat_map(|v| pleas(context, v))
        .find(|p| !p.admits && p.person == Some(hero));
    let Some(denied) = denied.filter(|_| !admits_there) else {
        return;
    };
    out.push(context.otherwise_in_body(
        meta,
        admitting.span,
        denied.span,
        format!(
            "The headline has “{}”, the text “{}”.",
            admitting.form,
            context.document.slice(denied.span)
        ),
    ));
}

/// The pleas of the sentence.
fn pleas(context: &Context<'_>, view: &View<'_>) -> Vec<Plea> {
    let lower = view.text().to_lowercase();
    if words::mentions(&lower, "turn-of-mind").is_some() {
        return Vec::new();
    }
    let of_sentence = context
        .reading
        .statements
        .iter()
        .filter(|s| s.sentence == view.index);
    of_sentence.filter_map(|s| plea(context, s)).collect()
}

fn plea(context: &Context<'_>, s: &Statement) -> Option<Plea> {
    if s.certainty != Certainty::Asserted || context.quoted(s.span) {
        return None;
    }
    let text = context.document.slice(s.span).to_lowercase();
    let affirmed = s.polarity == Polarity::Affirmed;
    let says = |list: &str| words::list(list).iter().any(|p| words::contains_word(&text, p));
    // "pleaded guilty to two counts": others are left.
    let part = words::contains_word(&text, "guilty to") || words::contains_word(&text, "but");
    let admits = match s.predicate.lemma.as_str() {
        "admit" | "confess" | "plead" if affirmed && says("admits-all") && !part => true,
        "deny" | "plead" | "reject" if says("denies-all") && !part => false,
        "convict" | "find" | "find guilty" if affirmed && says("by-jury") => false,
        _ => return None,
    };
    let done = || s.objects.first().filter(|_| s.predicate.passive);
    let phrase = &s
        .subject
        .as_ref()
        .filter(|_| !s.predicate.passive)
        .or_else(done)?
        .phrase;
    let person = context.named(phrase).filter(|_| phrase.conjuncts.is_empty());
    let pronoun = matches!(phrase.text.to_lowercase().as_str(), "he" | "she");
    // "He had admitted it, she said": not the speaker.
    let another = s
        .source
        .speaker
        .as_ref()
        .is_some_and(|p| !p.text.eq_ignore_ascii_case(&phrase.text));
    if person.is_none() && !(pronoun && another) {
        return None;
    }
    Some(Plea {
        person,
        admits,
        span: s.span,
    })
}
