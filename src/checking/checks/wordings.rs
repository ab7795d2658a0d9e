//! One quotation in two wordings that a rough eye takes for one: “huge concession”, “enormous concession”; “There’s not going to
//! be a truce unless …”, “There won’t be any ceasefire until …”.

use super::context::Context;
use super::meta::Meta;
use crate::checking::finding::Finding;
use crate::checking::quotations;
use crate::document::BlockKind;
use crate::lexicon::{self, SynsetRelation, WordClass};
use crate::reading::quotation::{Quotation, QuotationKind};

/// Adds pairs of quotations of a few words, by one named speaker, that differ in one word of like meaning.
pub(super) fn short(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let list: Vec<(&Quotation, Vec<String>)> = context
        .reading
        .quotations
        .iter()
        .filter(|q| q.kind == QuotationKind::Fragment && q.inside.is_none())
        .filter(|q| {
            let block = context.document.blocks.get(q.block);
            block.is_some_and(|b| {
                matches!(
                    b.kind,
                    BlockKind::Headline | BlockKind::Subhead | BlockKind::Paragraph
                )
            })
        })
        .map(|q| (q, quotations::words(context.document.slice(q.span))))
        .filter(|(_, w)| (2..=4).contains(&w.len()))
        .take(60)
        .collect();
    for (n, (later, b)) in list.iter().enumerate() {
        let earlier = list.iter().take(n).find(|(earlier, a)| {
            earlier.block != later.block && one_speaker(context, earlier, later) && one_word_apart(a, b)
        });
        let Some((earlier, _)) = earlier else { continue };
        // What is quoted both ways was said both ways.
        let both = list
            .iter()
            .filter(|(q, w)| q.span != later.span && w == b && one_speaker(context, q, later))
            .count();
        if both > 0 {
            continue;
        }
        let words = |q: &Quotation| context.document.slice(q.span).to_owned();
        let mut finding = context.finding(
            meta,
            later.span,
            "These words are quoted otherwise elsewhere.",
            format!("“{}” there, “{}” here.", words(earlier), words(later)),
        );
        finding
            .related
            .push(context.elsewhere(earlier.span, "the other wording"));
        out.push(finding);
        return;
    }
}

fn one_speaker(context: &Context<'_>, a: &Quotation, b: &Quotation) -> bool {
    let named = |q: &Quotation| q.speaker.as_ref().and_then(|s| context.named(s));
    named(a).is_some() && named(a) == named(b)
}

/// Whether the two are alike but for one adjective in front of the same noun, and the two adjectives mean much the same.
fn one_word_apart(a: &[String], b: &[String]) -> bool {
    let mut apart = a.iter().zip(b).enumerate().filter(|(_, (x, y))| x != y);
    let (Some((at, (x, y))), None) = (apart.next(), apart.next()) else {
        return false;
    };
    a.len() == b.len()
        && at + 1 < a.len()
        && alike(x, y)
        && b.last().is_some_and(|n| lexicon::knows(n, WordClass::Noun))
}

/// Whether the two adjectives share a sense, or the centre of the cluster that a sense of each stands in: "huge", "enormous".
fn alike(a: &str, b: &str) -> bool {
    let centres = |word: &str| -> Vec<_> {
        lexicon::senses(word, WordClass::Adjective)
            .take(2)
            .flat_map(|s| lexicon::related(s.synset, SynsetRelation::SimilarTo).collect::<Vec<_>>())
            .collect()
    };
    let (x, y) = (centres(a), centres(b));
    lexicon::synonyms(a, b, WordClass::Adjective)
        // A centre has many around it: the one word of each must be like it alone.
        || x.len() <= 2 && y.len() <= 2 && x.iter().any(|c| y.contains(c))
}

/// The words with short forms written out, and with one word for "will" and "going to", "any" and "a", "until" and "unless".
pub(super) fn written_out(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |w: &str| out.push(w.to_owned());
    let mut i = 0;
    let form = |i: usize| words.get(i).map(|w| w.replace('’', "'")).unwrap_or_default();
    while i < words.len() {
        let word = form(i);
        let is = |w: &str| matches!(w, "is" | "are" | "am" | "'s" | "'re" | "'m");
        match word.as_str() {
            "won't" => ["will", "not"].into_iter().for_each(&mut add),
            "can't" | "cannot" => ["can", "not"].into_iter().for_each(&mut add),
            "any" | "an" => add("a"),
            "until" | "till" => add("unless"),
            _ => {
                let (stem, tail) = word
                    .find('\'')
                    .map_or((word.as_str(), ""), |at| word.split_at(at));
                match (stem, tail) {
                    (stem, "'t") if stem.ends_with('n') => {
                        add(stem.strip_suffix('n').unwrap_or(stem));
                        add("not");
                    }
                    (stem, "'ll") => [stem, "will"].into_iter().for_each(&mut add),
                    (stem, tail) => {
                        let lone = tail.is_empty();
                        let be = if lone { is(stem) } else { is(tail) };
                        let not = form(i + 1) == "not";
                        let going = i + 1 + usize::from(not);
                        if be && form(going) == "going" && form(going + 1) == "to" {
                            if !lone {
                                add(stem);
                            }
                            add("will");
                            if not {
                                add("not");
                            }
                            i = going + 1;
                        } else if be && !lone {
                            add(stem);
                            add(if tail == "'s" { "is" } else { tail });
                        } else {
                            add(&word);
                        }
                    }
                }
            }
        }
        i += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_written_out() {
        let of = |text: &str| written_out(&quotations::words(text)).join(" ");
        assert_eq!(of("There’s not going to be a truce"), "there will not be a truce");
        assert_eq!(
            of("There won’t be any ceasefire"),
            "there will not be a ceasefire"
        );
        assert_eq!(of("It isn’t Kyiv’s to give"), "it is not kyiv is to give");
    }

    #[test]
    fn adjectives_of_one_meaning() {
        assert!(alike("huge", "enormous"));
        assert!(!alike("huge", "small"));
        assert!(!alike("painful", "enormous"));
    }
}
