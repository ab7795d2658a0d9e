//! What the article takes for known though it told it otherwise: "340 jobs … of the 430 jobs", "a blue door … the
//! yellow door", "began in a school … the nursery where it began".

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::reading::tree::{Tree, Upos, Word};
use crate::value::quantity::Bound;

/// Something is recalled that was introduced otherwise.
pub(super) struct RecalledOtherwise;

static META: Meta = Meta {
    id: "recalled-otherwise",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "Something is spoken of as known that was introduced otherwise.",
    manual: "A definite phrase takes for granted what the article has told. Three kinds are looked up. A number (“of the 430 jobs”, “the 46 coins”), where nothing in the phrase says of which ones, \
             no other sentence has that number, it is neither the sum nor the difference of others, and the article has counted the same noun once, with another result. A quality of which there is one \
             (colour, point of the compass, nationality, material: “the yellow door”), where the noun was introduced once (“a blue door”) and nothing else in the article has the second quality. And a place (“the nursery where the \
             outbreak began”), where the same is said to have happened in a place of another kind (“began in a primary school”).",
    source: "Linguistics of definite descriptions (Heim 1982): 'a definite phrase presupposes that its referent is familiar'.",
    on: true,
    flags: &[
        text(
            "The mill will close with the loss of 340 jobs. Unions are angry. Of the 430 jobs, 290 are in the spinning shed.",
        ),
        text(
            "Visitors entered by a blue door. The hall was full. Most of those who came through the yellow door stayed.",
        ),
        text(
            "The outbreak began in a primary school in May. Many fell ill. The nursery where the outbreak began has reopened.",
        ),
    ],
    allows: &[
        text(
            "The mill will close with the loss of 340 jobs. Unions are angry. Of the 340 jobs, 290 are in the spinning shed.",
        ),
        text(
            "The mill will close with the loss of 340 jobs. Unions are angry. The 90 jobs in the dye house are safe.",
        ),
        text(
            "The firm cut 340 jobs in March and 90 jobs in May. The 430 jobs were all in the spinning shed.",
        ),
        text("Visitors entered by a blue door and left by a yellow door. The yellow door was shut at noon."),
        text(
            "The outbreak began in a nursery school in May. Many fell ill. The nursery where the outbreak began has reopened.",
        ),
    ],
};

impl Check for RecalledOtherwise {
    fn meta(&self) -> &'static Meta {
        &META
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        counts(context, out);
        qualities(context, out);
        places(context, out);
    }
}

/// The sentences of the running text.
pub(super) fn body<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c View<'a>> {
    context.prose().filter(|v| v.kind == BlockKind::Paragraph)
}

/// A whole number of things that is stated exactly; any two may be spoken of as the two.
fn whole(number: &Number) -> bool {
    let q = &number.mention.quantity;
    number.kind == NumberKind::Count
        && q.unit.is_none()
        && q.bound == Bound::Exact
        && q.upper.is_none()
        && q.value.fract().is_zero()
        && q.value > Decimal::TWO
}

/// Whether the phrase of `noun` says of which ones: by an adjective, a clause, a preposition.
fn narrowed(tree: &Tree, noun: usize) -> bool {
    tree.children(noun)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .any(|w| {
            matches!(
                w.deprel.base(),
                "amod" | "acl" | "nmod" | "compound" | "appos" | "conj" | "flat" | "dep" | "advcl"
            )
        })
}

/// "the 430 jobs", "all 12 sailors": a number that is taken for known, with its noun.
fn taken_for_known(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<usize> {
    let noun = number.head?;
    let tree = view.tree();
    let head = tree.words.get(noun)?;
    let before = view.words_before(number.mention.span, 2);
    let determiner = before.last().map_or("", String::as_str);
    let known = matches!(
        determiner,
        "the" | "those" | "these" | "all" | "its" | "their" | "his" | "her"
    );
    // "the 10 days", "the 2004 games"
    let value = number.mention.quantity.value;
    let year = (1900..2100).any(|y| value == Decimal::from(y));
    let next = number.word + 1 == noun;
    let plain = head.upos == Upos::Noun && matches!(head.xpos, "NNS") && next && !narrowed(tree, noun);
    (known && plain && !year && whole(number) && !context.quoted(number.core)).then_some(noun)
}

/// Flags "of the 430 jobs" where the article has counted 340.
fn counts(context: &Context<'_>, out: &mut Vec<Finding>) {
    let views: Vec<&View<'_>> = context.prose().collect();
    let all: Vec<(&View<'_>, &Number)> = views
        .iter()
        .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)))
        .collect();
    for (view, number) in &all {
        if view.kind != BlockKind::Paragraph {
            continue;
        }
        let Some(noun) = taken_for_known(context, view, number) else {
            continue;
        };
        let value = number.mention.quantity.value;
        let lemma = view
            .word(noun)
            .map(|w| w.lemma.to_lowercase())
            .unwrap_or_default();
        let elsewhere = || all.iter().filter(|(_, n)| n.core != number.core);
        let others: Vec<Decimal> = elsewhere()
            .filter(|(v, n)| {
                let counted = n.head.and_then(|h| v.word(h)).map(|w| w.lemma.to_lowercase());
                n.mention.quantity.unit.is_none() && counted.is_none_or(|l| l == lemma)
            })
            .map(|(_, n)| n.mention.quantity.value)
            .collect();
        let counted: Vec<Decimal> = elsewhere()
            .filter(|(_, n)| whole(n))
            .map(|(_, n)| n.mention.quantity.value)
            .collect();
        if others.contains(&value) || made_of(value, &counted) || rounds(value, &all, number) {
            continue;
        }
        let earlier: Vec<&(&View<'_>, &Number)> = elsewhere()
            .filter(|(v, n)| {
                n.core.end < number.core.start && v.index != view.index && n.kind == NumberKind::Count
            })
            .filter(|(v, n)| {
                let counted = n.head.and_then(|h| v.word(h));
                counted.is_some_and(|w| w.lemma.to_lowercase() == lemma)
            })
            .collect();
        let Some((there, first)) = earlier.first() else {
            continue;
        };
        let one = earlier
            .iter()
            .all(|(_, n)| n.mention.quantity.value == first.mention.quantity.value);
        let introduced = whole(first)
            && !context.quoted(first.core)
            && !there.words_before(first.mention.span, 1).iter().any(|w| {
                matches!(
                    w.as_str(),
                    "the" | "those" | "these" | "another" | "other" | "further"
                )
            });
        if !one || !introduced {
            continue;
        }
        let mut finding = context.finding(
            &META,
            TextSpan::new(
                number.core.start,
                view.word(noun).map_or(number.core.end, |w| w.span.end),
            ),
            format!(
                "{} here, {} elsewhere.",
                view.slice(number.core),
                there.slice(first.core)
            ),
            "The phrase takes the number for known, and the article has given another.".to_owned(),
        );
        finding
            .related
            .push(context.elsewhere(first.core, "the number given"));
        out.push(finding);
    }
}

/// Whether two or three of the numbers make up the value, or two differ by it.
fn made_of(value: Decimal, others: &[Decimal]) -> bool {
    /// Numbers of an article that are added up at most.
    const MOST: usize = 80;
    let few: Vec<Decimal> = others.iter().copied().take(MOST).collect();
    few.iter().enumerate().any(|(i, a)| {
        few.iter().skip(i + 1).enumerate().any(|(j, b)| {
            let Some(sum) = a.checked_add(*b) else {
                return false;
            };
            sum == value
                || (*a - *b).abs() == value
                || a.checked_mul(*b) == Some(value)
                || few
                    .get(i + j + 2)
                    .is_some_and(|c| sum.checked_add(*c) == Some(value))
        })
    })
}

/// Whether another number of the article may be the value, rounded or bounded.
fn rounds(value: Decimal, all: &[(&View<'_>, &Number)], number: &Number) -> bool {
    all.iter().any(|(_, n)| {
        let (low, high) = n.mention.quantity.interval();
        let open = n.mention.quantity.bound != Bound::Exact || n.mention.quantity.upper.is_some();
        n.core != number.core && open && low.is_none_or(|l| l <= value) && high.is_none_or(|h| value <= h)
    })
}

/// The word of a set of which one thing has one, and the noun that it says it of.
struct Quality<'a> {
    word: &'a Word,
    noun: &'a Word,
    definite: bool,
    indefinite: bool,
}

/// "a blue door", "the yellow door"
fn quality<'a>(view: &View<'a>, at: usize) -> Option<Quality<'a>> {
    let tree = view.tree();
    let word = tree.words.get(at)?;
    let noun_at = word
        .head
        .filter(|_| matches!(word.deprel.base(), "amod" | "compound"))?;
    let noun = tree.words.get(noun_at)?;
    let beside = at + 1 == noun_at;
    if !beside || noun.upos != Upos::Noun || noun.xpos != "NN" || !one_of_a_set(&word.lemma.to_lowercase()) {
        return None;
    }
    let determiner = tree
        .child_by(noun_at, "det")
        .and_then(|d| tree.words.get(d))
        .map(|w| w.form.to_lowercase())
        .unwrap_or_default();
    let others = tree
        .children(noun_at)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .filter(|w| w.span != word.span)
        .any(|w| {
            matches!(
                w.deprel.base(),
                "amod" | "compound" | "acl" | "nmod" | "conj" | "nummod"
            )
        });
    Some(Quality {
        word,
        noun,
        definite: determiner == "the" && !others,
        indefinite: matches!(determiner.as_str(), "a" | "an"),
    })
}

/// Whether the word is of a set of which a thing has one.
fn one_of_a_set(word: &str) -> bool {
    let sets = ["material", "compass"];
    sets.iter().any(|s| words::is(word, s))
        || lexicon::exclusive(word, "red", WordClass::Adjective).is_some()
        || word == "red"
        || lexicon::is_demonym(word)
}

/// Whether the one excludes the other.
fn apart(a: &str, b: &str) -> bool {
    let listed = ["material", "compass"]
        .iter()
        .any(|s| words::is(a, s) && words::is(b, s) && a != b);
    listed || lexicon::exclusive(a, b, WordClass::Adjective).is_some()
}

/// Flags "the yellow door" where the article introduced a blue one.
fn qualities(context: &Context<'_>, out: &mut Vec<Finding>) {
    let found: Vec<Quality<'_>> = body(context)
        .flat_map(|v| (0..v.tree().len()).filter_map(|i| quality(v, i)))
        .filter(|q| !context.quoted(q.word.span))
        .collect();
    for later in found.iter().filter(|q| q.definite) {
        let mut before = found
            .iter()
            .filter(|q| q.word.span.end < later.word.span.start && q.noun.lemma == later.noun.lemma);
        let (Some(first), None) = (
            before.clone().find(|q| q.indefinite),
            before.find(|q| q.word.lemma == later.word.lemma),
        ) else {
            continue;
        };
        let (a, b) = (first.word.lemma.to_lowercase(), later.word.lemma.to_lowercase());
        // The quality of the second stands nowhere else, and the noun was introduced once.
        let again = context.prose().flat_map(|v| v.tree().words.iter()).any(|w| {
            w.span != later.word.span && (w.lemma.to_lowercase() == b || w.form.to_lowercase() == b)
        });
        let introductions = body(context)
            .flat_map(|v| {
                let tree = v.tree();
                tree.words.iter().enumerate().filter(move |(i, w)| {
                    let plural = w.xpos == "NNS";
                    let indefinite = tree
                        .child_by(*i, "det")
                        .and_then(|d| tree.words.get(d))
                        .is_some_and(|d| {
                            matches!(
                                d.form.to_lowercase().as_str(),
                                "a" | "an" | "another" | "each" | "every"
                            )
                        });
                    plural || indefinite
                })
            })
            .filter(|(_, w)| w.lemma == later.noun.lemma)
            .count();
        if !apart(&a, &b) || again || introductions != 1 {
            continue;
        }
        let mut finding = context.finding(
            &META,
            TextSpan::new(later.word.span.start, later.noun.span.end),
            format!("The {} was {} before.", later.noun.lemma, first.word.form),
            "The phrase takes the thing for known, and the article introduced it otherwise.".to_owned(),
        );
        finding
            .related
            .push(context.elsewhere(first.word.span.cover(first.noun.span), "introduced here"));
        out.push(finding);
    }
}

/// What happened in what kind of place.
struct Happened<'a> {
    verb: String,
    subject: String,
    place: &'a Word,
    sentence: usize,
    /// "the nursery where it began"
    recalled: bool,
}

/// Nouns in which the clauses of the sentence have what they tell happen.
fn happened<'a>(view: &View<'a>) -> Vec<Happened<'a>> {
    let tree = view.tree();
    let mut out = Vec::new();
    for (at, verb) in tree
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| w.upos == Upos::Verb)
    {
        let Some(subject) = tree
            .child_by(at, "nsubj")
            .and_then(|s| tree.words.get(s))
            .filter(|w| w.upos == Upos::Noun)
        else {
            continue;
        };
        let denied = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| words::is(&w.form.to_lowercase(), "negation") || matches!(w.xpos, "MD"));
        if denied {
            continue;
        }
        let mut add = |place: &'a Word, recalled: bool| {
            if place.upos == Upos::Noun {
                out.push(Happened {
                    verb: verb.lemma.to_lowercase(),
                    subject: subject.lemma.to_lowercase(),
                    place,
                    sentence: view.index,
                    recalled,
                });
            }
        };
        let whereby = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| w.form.eq_ignore_ascii_case("where"));
        if verb.deprel.is("acl") {
            let definite = |n: usize| {
                tree.child_by(n, "det")
                    .and_then(|d| tree.words.get(d))
                    .is_some_and(|d| d.form.eq_ignore_ascii_case("the"))
            };
            if let Some(head) = verb.head.filter(|&h| whereby && definite(h)) {
                out_place(tree, head, &mut |w| add(w, true));
            }
            continue;
        }
        for oblique in tree.children_by(at, "obl") {
            let inside = tree
                .child_by(oblique, "case")
                .and_then(|c| tree.words.get(c))
                .is_some_and(|c| matches!(c.form.to_lowercase().as_str(), "in" | "at"));
            if inside {
                out_place(tree, oblique, &mut |w| add(w, false));
            }
        }
    }
    out
}

fn out_place<'a>(tree: &'a Tree, at: usize, add: &mut dyn FnMut(&'a Word)) {
    if let Some(word) = tree.words.get(at) {
        add(word);
    }
}

/// Flags "the nursery where the outbreak began" where it began in a school.
fn places(context: &Context<'_>, out: &mut Vec<Finding>) {
    let found: Vec<Happened<'_>> = body(context)
        .flat_map(happened)
        .filter(|h| !context.quoted(h.place.span))
        .collect();
    for recalled in found.iter().filter(|h| h.recalled) {
        let told = found.iter().find(|h| {
            !h.recalled
                && h.sentence != recalled.sentence
                && h.verb == recalled.verb
                && h.subject == recalled.subject
                && !named_so(context, h, &recalled.place.lemma)
                && of_two_kinds(
                    &h.place.lemma.to_lowercase(),
                    &recalled.place.lemma.to_lowercase(),
                )
        });
        let Some(told) = told else { continue };
        let mut finding = context.finding(
            &META,
            recalled.place.span,
            format!("{} elsewhere.", told.place.form),
            "The same is said to have happened in a place of another kind.".to_owned(),
        );
        finding
            .related
            .push(context.elsewhere(told.place.span, "the other place"));
        out.push(finding);
    }
}

/// "a nursery school": the one word is part of what the other is called.
fn named_so(context: &Context<'_>, told: &Happened<'_>, lemma: &str) -> bool {
    let lower = context
        .sentences
        .get(told.sentence)
        .map(|v| v.text().to_lowercase());
    lower.is_some_and(|t| words::contains_word(&t, &lemma.to_lowercase()))
}

/// Whether the two nouns name kinds of one thing of which neither is the other: "nursery", "school".
fn of_two_kinds(a: &str, b: &str) -> bool {
    let kind = |x: &str, y: &str| lexicon::is_kind_of(x, y, WordClass::Noun);
    if a == b || lexicon::synonyms(a, b, WordClass::Noun) || kind(a, b) || kind(b, a) {
        return false;
    }
    words::list("place-kinds").iter().any(|k| {
        let of: Vec<&str> = k.split('|').collect();
        of.contains(&a) && of.contains(&b)
    })
}
