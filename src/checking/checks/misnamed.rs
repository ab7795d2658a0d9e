//! A name of the headline that the text writes otherwise: "Thornley" over "Thorley", "storm Elsa" over "storm Ilse".

use super::context::{Context, View};
use super::meta::Meta;
use super::spelling::folded;
use super::unsupported::in_capitals;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::tree::{Upos, Word};

/// A word with a capital, and what stands beside it.
struct Part<'a> {
    word: &'a Word,
    plain: String,
    /// The words in front of it and behind it, in lower case, where they are of weight.
    before: Option<String>,
    after: Option<String>,
    /// Whether the word behind it is part of a name, too.
    after_name: bool,
    /// Whether the word in front of it is.
    before_name: bool,
    /// Whether it is a word of the language at the beginning of its sentence.
    first: bool,
}

/// Adds the headline's name that the text has nowhere, where the text has one that is written almost alike or
/// stands in its place, under the check `meta`.
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let body: Vec<&View<'_>> = context.prose().filter(|v| v.index != top.index).collect();
    // With what the reader sets apart: datelines, bylines, tables.
    let rest = context
        .document
        .text
        .get(top.sentence.span.end..)
        .unwrap_or_default();
    let there: Vec<String> = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 2)
        .map(folded)
        .collect();
    let own = parts(top);
    let titled = in_capitals(top);
    let named: Vec<Part<'_>> = body.iter().flat_map(|v| parts(v)).collect();
    for part in &own {
        if context.quoted(part.word.span) || spoken_of(part, &there) {
            continue;
        }
        let mut others = named.iter().filter(|n| {
            !own.iter().any(|o| related(&o.plain, &n.plain))
                && !context.quoted(n.word.span)
                && !related(&part.plain, &n.plain)
        });
        let alike = |n: &&Part<'_>| {
            let twice = named.iter().filter(|m| m.plain == n.plain).count() > 1;
            (!usual(part, top) || twice && n.word.upos == Upos::Propn) && slip(&part.plain, &n.plain, twice)
                || !(titled && usual_word(part)) && in_place(part, n)
        };
        let Some(other) = others.find(alike) else { continue };
        out.push(context.otherwise_in_body(
            meta,
            part.word.span,
            other.word.span,
            format!(
                "The headline has “{}”, the text “{}”, and nowhere the first.",
                part.word.form, other.word.form
            ),
        ));
        return;
    }
}

/// The words of the sentence that are written as names are.
fn parts<'a>(view: &View<'a>) -> Vec<Part<'a>> {
    let all = &view.tree().words;
    let weighty = |i: Option<usize>, gap: &dyn Fn(TextSpan) -> bool| {
        let w = all.get(i?)?;
        let content = matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj) && w.form.chars().count() > 2;
        (content && gap(w.span)).then(|| w.lemma.to_lowercase())
    };
    all.iter()
        .enumerate()
        .filter(|(_, w)| {
            let letters = w.form.chars().filter(|c| c.is_alphabetic()).count();
            letters > 2
                && w.form.starts_with(char::is_uppercase)
                && w.form.chars().any(char::is_lowercase)
                && matches!(w.upos, Upos::Propn | Upos::Noun | Upos::Adj)
        })
        .map(|(i, w)| Part {
            word: w,
            plain: folded(&w.form),
            before: weighty(i.checked_sub(1), &|s| s.end + 1 == w.span.start),
            after: weighty(Some(i + 1), &|s| w.span.end + 1 == s.start),
            first: i == 0
                && [WordClass::Noun, WordClass::Verb, WordClass::Adjective]
                    .into_iter()
                    .any(|class| lexicon::knows(&w.form.to_lowercase(), class)),
            before_name: i
                .checked_sub(1)
                .and_then(|b| all.get(b))
                .is_some_and(|b| b.form.starts_with(char::is_uppercase)),
            after_name: all
                .get(i + 1)
                .is_some_and(|n| n.form.starts_with(char::is_uppercase)),
        })
        .collect()
}

/// Whether the text has the word, or one that is made of it or that it is made of.
fn spoken_of(part: &Part<'_>, there: &[String]) -> bool {
    there.iter().any(|w| related(&part.plain, w))
        || [WordClass::Noun, WordClass::Adjective]
            .into_iter()
            .flat_map(|class| lexicon::derivations(&part.plain, class))
            .any(|d| there.contains(&folded(&d)))
}

/// "Russia", "Russian"; "Tolley", "Tolleys".
fn related(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 3 && long.starts_with(short) || short.len() >= 4 && long.contains(short)
}

/// Whether the word is one of the language, which has a capital for where it stands or for what it is made of.
fn usual(part: &Part<'_>, top: &View<'_>) -> bool {
    let lower = part.word.form.to_lowercase();
    let first = part.word.span.start == top.sentence.span.start;
    let knows = [
        WordClass::Noun,
        WordClass::Verb,
        WordClass::Adjective,
        WordClass::Adverb,
    ]
    .into_iter()
    .any(|class| lexicon::knows(&lower, class) || lexicon::knows(&part.word.lemma.to_lowercase(), class));
    let name = lexicon::is_place(&part.word.form) || lexicon::is_person(&part.word.form);
    first && knows && !name
}

/// Whether one is the other but for a letter or two; of short names, or of two that are not alike enough, the text's
/// must come more than once.
fn slip(a: &str, b: &str, twice: bool) -> bool {
    let known = |w: &str| lexicon::knows(w, WordClass::Noun) && !lexicon::is_place(w);
    let (m, n) = (a.chars().count(), b.chars().count());
    let length = m.min(n);
    let first = a.chars().next() == b.chars().next();
    let distance = strsim::osa_distance(a, b);
    // Two words of the language differ by a letter and have nothing to do with each other.
    if known(a) && known(b) || length < 4 {
        return false;
    }
    match distance {
        1 => first && (length >= 5 || twice),
        2 => first && length >= 7,
        _ => false,
    }
}

/// Whether both stand beside the same word: "storm Elsa", "storm Ilse"; "Mill Lane", "Mill Road". In front of a common
/// noun there are nicknames, too ("the Spurs manager"): there they must begin or end alike.
fn in_place(part: &Part<'_>, other: &Part<'_>) -> bool {
    let name = part.word.upos == Upos::Propn && other.word.upos == Upos::Propn;
    // "Utd" is short for "United".
    // "SUVs"
    let capitals = part.word.form.chars().filter(|c| c.is_uppercase()).count() > 1;
    let short = capitals || {
        let mut letters = other.plain.chars();
        part.plain.chars().all(|c| letters.any(|l| l == c))
    };
    let same = |a: &Option<String>, b: &Option<String>| {
        a.is_some() && a == b && !a.as_deref().is_some_and(|w| words::is(w, "another-one"))
    };
    let ends = |turn: bool| {
        let letters = |s: &str| -> Vec<char> {
            if turn {
                s.chars().rev().collect()
            } else {
                s.chars().collect()
            }
        };
        let (a, b) = (letters(&part.plain), letters(&other.plain));
        a.iter().zip(&b).take_while(|(x, y)| x == y).count()
    };
    let alike = ends(false) >= 3 || ends(true) >= 4;
    let behind = same(&part.after, &other.after);
    let named_behind = behind && part.after_name && other.after_name;
    let alike = alike && !part.first;
    // "Tamarack SUVs", "Tamarack Hybrid": behind a name there may be any word for it.
    let before = same(&part.before, &other.before) && (!part.before_name || alike || behind);
    // "Ken Nazi jibe": a word of the language is no slip for a name.
    name && !short && (!usual_word(part) || usual_word(other)) && (before || named_behind || behind && alike)
}

/// Whether the word is one of the language, and no name of a place or a person that is known.
fn usual_word(part: &Part<'_>) -> bool {
    let lower = part.word.form.to_lowercase();
    let lemma = part.word.lemma.to_lowercase();
    let knows = |class| lexicon::knows(&lower, class) || lexicon::knows(&lemma, class);
    [WordClass::Noun, WordClass::Adjective, WordClass::Verb]
        .into_iter()
        .any(knows)
        && !lexicon::is_person(&part.word.form)
        && !lexicon::is_place(&part.word.form)
}
