//! The headline names one of a kind and the text another: lichens over a life's work on mosses.

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::BlockKind;
use crate::lexicon::{self, WordClass};
use crate::reading::tree::{Upos, Word};

/// Sentences that tell what the text is about.
const LEDE: usize = 2;

/// Adds the headline's noun that the text has nowhere, where the text begins with another of its kind, under the
/// check `meta`.
pub(super) fn headline_other(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let body: Vec<&View<'_>> = context
        .prose()
        .filter(|v| {
            matches!(
                v.kind,
                BlockKind::Paragraph | BlockKind::Subhead | BlockKind::Caption
            )
        })
        .collect();
    let lede = body.get(..LEDE.min(body.len())).unwrap_or_default();
    let of_top = nouns(top);
    let of_lede: Vec<(&Word, String)> = lede.iter().flat_map(|v| nouns(v)).collect();
    let of_body: Vec<String> = body.iter().flat_map(|v| lemmas(v)).collect();
    // Both must be about one thing.
    let shared = lemmas(top)
        .into_iter()
        .filter(|l| lede.iter().any(|v| lemmas(v).contains(l)))
        .count();
    if shared < 2 {
        return;
    }
    if let Some((here, there)) = other_modifier(context, top, lede, &of_body) {
        out.push(context.otherwise_in_body(
            meta,
            here.span,
            there.span,
            format!(
                "The headline has “{}”, the text “{}”, and nowhere the first.",
                here.form, there.form
            ),
        ));
        return;
    }
    for (word, lemma) in &of_top {
        if context.quoted(word.span) || of_body.iter().any(|b| akin(lemma, b)) {
            continue;
        }
        let mut categories = words::list("headline-kinds")
            .iter()
            .copied()
            .filter(|c| kind(lemma, c));
        let category = categories.find(|c| of_lede.iter().any(|(_, l)| kind(l, c)));
        let Some(category) = category else { continue };
        let mut others: Vec<&(&Word, String)> = of_lede
            .iter()
            .filter(|(_, l)| kind(l, category) && !of_top.iter().any(|(_, t)| akin(t, l)))
            .collect();
        others.dedup_by(|a, b| a.1 == b.1);
        let [(there, _)] = others.as_slice() else { continue };
        if context.quoted(there.span) || calls_headline_name(top, lede, there) {
            continue;
        }
        out.push(context.otherwise_in_body(
            meta,
            word.span,
            there.span,
            format!(
                "The headline has “{}”, the text “{}”, and nowhere the first.",
                word.form, there.form
            ),
        ));
        return;
    }
}

/// "Microsoft catches the bug" over "software giant Microsoft": the noun only says what the headline's name is.
fn calls_headline_name(top: &View<'_>, lede: &[&View<'_>], noun: &Word) -> bool {
    let Some(view) = lede.iter().find(|v| v.sentence.span.contains(noun.span)) else {
        return false;
    };
    let words = &view.tree().words;
    let at = words.partition_point(|w| w.span.start < noun.span.start);
    let name = words.get(at + 1).filter(|w| w.upos == Upos::Propn);
    name.is_some_and(|n| top.tree().words.iter().any(|w| w.form == n.form))
}

/// "food waste" over "garden waste": one noun with another noun in front of it, which the text has nowhere.
fn other_modifier<'a>(
    context: &Context<'_>,
    top: &View<'a>,
    lede: &[&View<'a>],
    of_body: &[String],
) -> Option<(&'a Word, &'a Word)> {
    let modified = |v: &View<'a>| -> Vec<(&'a Word, &'a Word)> {
        let words = &v.tree().words;
        words
            .iter()
            .filter(|w| w.upos == Upos::Noun && w.deprel.is("compound"))
            .filter_map(|w| Some((w, words.get(w.head?)?)))
            .filter(|(w, n)| n.upos == Upos::Noun && w.span.end + 1 == n.span.start)
            .collect()
    };
    let heads = |v: &View<'a>, noun: &Word| {
        let words = v.tree().words.iter();
        words
            .filter(|w| w.upos == Upos::Noun && w.lemma.eq_ignore_ascii_case(&noun.lemma))
            .count()
    };
    modified(top).into_iter().find_map(|(word, noun)| {
        let lemma = word.lemma.to_lowercase();
        let absent = !of_body.iter().any(|b| akin(&lemma, b));
        let known = lexicon::knows(&lemma, WordClass::Noun)
            && word.form.starts_with(char::is_lowercase)
            && !may_be_verb(top, word);
        if !absent || !known || context.quoted(word.span) {
            return None;
        }
        let told: Vec<(&Word, &Word)> = lede
            .iter()
            .flat_map(|v| modified(v))
            .filter(|(_, n)| n.lemma.eq_ignore_ascii_case(&noun.lemma))
            .collect();
        let [(other, _)] = told.as_slice() else {
            return None;
        };
        // The noun stands once in the lede, and what is in front of it is not in the headline.
        let once = lede.iter().map(|v| heads(v, noun)).sum::<usize>() == 1;
        let other_lemma = other.lemma.to_lowercase();
        let apart = other_lemma.chars().count() > 2
            && !lemmas(top).iter().any(|t| akin(t, &other_lemma))
            && !lexicon::synonyms(&lemma, &other_lemma, WordClass::Noun)
            && !one_kind_of_event(&lemma, &other_lemma)
            && !goes_on(&lemma, &other_lemma)
            && !context.knowledge.same_term(&lemma, &other_lemma);
        (once && apart && !context.quoted(other.span)).then_some((word, *other))
    })
}

/// "giants hail court ruling": right behind a noun, a word that is a verb as well.
fn may_be_verb(top: &View<'_>, word: &Word) -> bool {
    let words = &top.tree().words;
    let at = words.partition_point(|w| w.span.start < word.span.start);
    let behind_noun = at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_some_and(|w| w.upos.is_nominal() || w.upos == Upos::Verb);
    behind_noun && lexicon::knows(&word.form.to_lowercase(), WordClass::Verb)
}

/// "road crash", "motorbike crash": where it was, and what was driven there.
fn goes_on(a: &str, b: &str) -> bool {
    let kind = |x: &str, of: &str| lexicon::is_kind_of(x, of, WordClass::Noun);
    let way = |x: &str| x == "road" || kind(x, "road");
    way(a) && kind(b, "vehicle") || way(b) && kind(a, "vehicle")
}

/// "poll", "election": a sense of the one stands under a sense of the other, or both right under one.
fn one_kind_of_event(a: &str, b: &str) -> bool {
    let above = |word: &str| -> Vec<_> {
        lexicon::senses(word, WordClass::Noun)
            .take(4)
            .flat_map(|s| {
                lexicon::ancestors(s.synset)
                    .iter()
                    .take(2)
                    .copied()
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (x, y) = (above(a), above(b));
    x.iter().any(|s| y.contains(s))
}

/// The common nouns of the sentence with their lemmas.
fn nouns<'a>(view: &View<'a>) -> Vec<(&'a Word, String)> {
    view.tree()
        .words
        .iter()
        .filter(|w| w.upos == Upos::Noun)
        .map(|w| (w, w.lemma.to_lowercase()))
        .collect()
}

/// The lemmas of the sentence's words of weight.
fn lemmas(view: &View<'_>) -> Vec<String> {
    view.tree()
        .words
        .iter()
        .filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj))
        .map(|w| w.lemma.to_lowercase())
        .collect()
}

/// Whether a usual meaning of the noun is of the kind.
fn kind(lemma: &str, category: &str) -> bool {
    /// Senses of a word that news use.
    const USUAL: usize = 2;
    let Some(of) = lexicon::senses(category, WordClass::Noun).next() else {
        return false;
    };
    lexicon::senses(lemma, WordClass::Noun)
        .take(USUAL)
        .any(|s| s.synset != of.synset && lexicon::ancestors(s.synset).contains(&of.synset))
}

/// Whether the two may name one thing: one word, words of one meaning or stem, one a kind of the other.
fn akin(a: &str, b: &str) -> bool {
    let kind = |x: &str, y: &str| lexicon::is_kind_of(x, y, WordClass::Noun);
    let within = a.len() >= 4 && b.contains(a) || b.len() >= 4 && a.contains(b);
    a == b
        || within
        || lexicon::synonyms(a, b, WordClass::Noun)
        || lexicon::derived(a, b)
        || kind(a, b)
        || kind(b, a)
}
