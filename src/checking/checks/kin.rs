//! Families: an only child with a sister, a widow of somebody who never married.

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::reading::names::NameKind;
use crate::reading::tree::Upos;

/// Claims of having none of some kind of kin, and that kind: names of two lists of words.
const WITHOUT: [(&str, &str); 3] = [
    ("no-siblings", "sibling"),
    ("no-spouse", "spouse"),
    ("no-children", "offspring"),
];

/// Adds what the article says of a person's kin and denies elsewhere, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    for (claim, kind) in WITHOUT {
        for view in context.prose().filter(|v| v.kind == BlockKind::Paragraph) {
            let Some((person, span)) = claimed(context, view, claim) else {
                continue;
            };
            let other = context
                .prose()
                .filter(|v| v.kind == BlockKind::Paragraph && v.index != view.index)
                .find_map(|v| kin_of(context, v, person, kind));
            let Some(there) = other else { continue };
            let name = context.reading.names.get(person).map_or("", |n| n.text.as_str());
            let words = |s: TextSpan| context.document.slice(s);
            let mut finding = context.finding(
                meta,
                span,
                format!(
                    "{name} has “{}” here and “{}” elsewhere.",
                    words(span),
                    words(there)
                ),
                "Nobody has kin of a kind that they have none of.".to_owned(),
            );
            finding
                .related
                .push(context.elsewhere(there, "it says otherwise here"));
            out.push(finding);
        }
    }
}

/// Who is the subject of the sentence's main clause, a pronoun resolved.
fn subject(context: &Context<'_>, view: &View<'_>) -> Option<usize> {
    let of_sentence = context
        .reading
        .statements
        .iter()
        .filter(|s| s.sentence == view.index);
    let mut people = of_sentence.filter_map(|s| {
        // "She is survived by her sister": to whom it is done.
        let done = s.objects.iter().find(|_| s.predicate.passive);
        let phrase = &done.or(s.subject.as_ref())?.phrase;
        let name = context.named(phrase).filter(|_| phrase.conjuncts.is_empty())?;
        let person = context.reading.names.get(name)?.kind == NameKind::Person;
        person.then_some(name)
    });
    let first = people.next()?;
    people.all(|p| p == first).then_some(first)
}

/// "She was the only child of a quarryman"
fn claimed(context: &Context<'_>, view: &View<'_>, list: &str) -> Option<(usize, TextSpan)> {
    let lower = view.text().to_lowercase();
    let phrase = words::mentions(&lower, list)?;
    let at = lower.find(phrase)?;
    let span = TextSpan::new(
        view.sentence.span.start + at,
        view.sentence.span.start + at + phrase.len(),
    );
    // "had never married until", "her only child", "who had no children then"
    let before = lower
        .get(..at)?
        .split_whitespace()
        .next_back()
        .unwrap_or_default();
    let other = matches!(before, "his" | "her" | "their" | "whose" | "'s" | "’s")
        || before.ends_with("'s")
        || before.ends_with("’s");
    let later = ["until", "till", "before", "then", "again", "at the time", "yet"]
        .iter()
        .any(|w| words::contains_word(&lower, w));
    let real = context.document.slice(span).eq_ignore_ascii_case(phrase);
    if other || later || !real || context.quoted(span) {
        return None;
    }
    Some((subject(context, view)?, span))
}

/// "her youngest sister", "Lindgate’s sister"
fn kin_of(context: &Context<'_>, view: &View<'_>, person: usize, list: &str) -> Option<TextSpan> {
    let tree = view.tree();
    tree.words.iter().enumerate().find_map(|(at, word)| {
        if word.upos != Upos::Noun
            || !words::is(&word.lemma.to_lowercase(), list)
            || context.quoted(word.span)
        {
            return None;
        }
        let owner = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .find(|w| w.deprel.as_str() == "nmod:poss")?;
        let named = || {
            let name = context.reading.names.get(person)?;
            name.mentions.iter().any(|m| m.overlaps(owner.span)).then_some(())
        };
        let pronoun = matches!(owner.form.to_lowercase().as_str(), "his" | "her");
        let is = named().is_some() || pronoun && subject(context, view) == Some(person);
        let in_law = view.words_after(word.span, 3).iter().any(|w| w == "law");
        (is && !in_law).then(|| owner.span.cover(word.span))
    })
}
