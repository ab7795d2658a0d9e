//! "No one has died" against "one of them died", "neither has been charged" against "two charged".

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::time::TimeForm;
use crate::reading::tree::{Tree, Upos};

/// What is said to have happened to somebody, or to nobody.
struct Befell {
    /// The verb, in one form for words that tell of one thing ("die", "kill").
    verb: &'static str,
    /// Whether nobody is meant.
    nobody: bool,
    /// What the phrase is about: "coin" in "none of the coins", "them" in "one of them"; `person` for "nobody".
    of: String,
    /// "one of them", "29 of the coins": part of what the article has spoken of.
    part: bool,
    sentence: usize,
    span: TextSpan,
}

/// Adds what the body says of somebody and denies of everybody, under the check `meta`.
pub(super) fn in_body(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let told: Vec<Befell> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .flat_map(|v| befell(context, v))
        .collect();
    for denied in told.iter().filter(|t| t.nobody) {
        let hit = told.iter().find(|t| {
            let one_kind = t.part && (denied.of == t.of || t.of == "person" || denied.of == "person")
                || denied.of == t.of && denied.of != "person";
            // Who died was hurt.
            let one_verb = t.verb == denied.verb || denied.verb == "injure" && t.verb == "die";
            !t.nobody && one_verb && t.sentence != denied.sentence && one_kind
        });
        let Some(hit) = hit else { continue };
        let (later, earlier) = if hit.span.start > denied.span.start {
            (hit, denied)
        } else {
            (denied, hit)
        };
        out.push(context.conflict(
            meta,
            later.span,
            earlier.span,
            "What befell nobody befell somebody.",
        ));
        return;
    }
}

/// Adds what the headline says of somebody and the text denies of everybody ("Two charged", "Deaths double").
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let told: Vec<Befell> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .flat_map(|v| befell(context, v))
        .collect();
    for denied in told.iter().filter(|t| t.nobody) {
        if told.iter().any(|t| !t.nobody && t.verb == denied.verb) {
            continue;
        }
        for top in context.headline() {
            let denies = top
                .tree()
                .words
                .iter()
                .any(|w| words::is(&w.form.to_lowercase(), "negation"));
            let hit = top.tree().words.iter().find(|w| {
                let lemma = w.lemma.to_lowercase();
                let named =
                    w.upos == Upos::Noun && words::is(&format!("{lemma}={}", denied.verb), "befall-noun");
                let done = w.upos == Upos::Verb && befalling(&lemma) == Some(denied.verb) && w.xpos != "VB";
                named || done
            });
            let Some(hit) = hit.filter(|w| !denies && !context.quoted(w.span)) else {
                continue;
            };
            out.push(context.otherwise_in_body(
                meta,
                hit.span,
                denied.span,
                format!(
                    "The headline has “{}”, the text “{}”.",
                    hit.form,
                    context.document.slice(denied.span)
                ),
            ));
            return;
        }
    }
}

/// The verb in the form that stands for all that tell of the same.
fn befalling(lemma: &str) -> Option<&'static str> {
    let mut classes = words::list("befall-verb").iter();
    classes.find_map(|c| {
        let mut of = c.split('|');
        let first = of.next()?;
        (first == lemma || of.any(|w| w == lemma)).then_some(first)
    })
}

/// What the clauses of the sentence say befell somebody or nobody.
fn befell(context: &Context<'_>, view: &View<'_>) -> Vec<Befell> {
    let tree = view.tree();
    let lower = view.text().to_lowercase();
    let mut out = Vec::new();
    // Another time, another thing.
    if words::mentions(&lower, "another-occasion").is_some() {
        return out;
    }
    for (at, word) in tree.words.iter().enumerate() {
        if word.upos != Upos::Verb || context.quoted(word.span) {
            continue;
        }
        let Some(verb) = befalling(&word.lemma.to_lowercase()) else {
            continue;
        };
        if !happened(tree, at) {
            continue;
        }
        // Who dies; whom somebody charges.
        let passive = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| w.deprel.as_str() == "nsubj:pass" || w.deprel.as_str() == "aux:pass");
        let by_itself = words::is(&word.lemma.to_lowercase(), "befalls-by-itself");
        if !passive && !by_itself {
            continue;
        }
        let Some(subject) = tree.child_by(at, "nsubj") else {
            continue;
        };
        out.extend(whom(view, subject, at).map(|(nobody, of, part)| Befell {
            verb,
            nobody,
            of,
            part,
            sentence: view.index,
            span: clause(tree, subject, at),
        }));
    }
    out
}

/// From the subject to the verb.
fn clause(tree: &Tree, subject: usize, verb: usize) -> TextSpan {
    let words = tree.subtree(subject);
    let first = words.first().copied().unwrap_or(subject).min(verb);
    let last = words.last().copied().unwrap_or(subject).max(verb);
    match (tree.words.get(first), tree.words.get(last.min(verb.max(subject)))) {
        (Some(a), Some(b)) => a.span.cover(b.span),
        _ => TextSpan::new(0, 0),
    }
}

/// Whether the clause tells of what has happened: no "not", no "may", no year gone by, no "if".
fn happened(tree: &Tree, verb: usize) -> bool {
    let own = tree.children(verb).iter().filter_map(|&c| tree.words.get(c));
    let mut plain = own.clone().all(|w| {
        let form = w.form.to_lowercase();
        let denies = matches!(
            form.as_str(),
            "not" | "n't" | "n’t" | "never" | "hardly" | "almost" | "nearly"
        );
        let hedges = w.xpos == "MD" || w.deprel.is("mark") && words::is(&form, "condition");
        !denies && !hedges
    });
    // "before anyone is hurt", "to be charged"
    let to = own
        .clone()
        .any(|w| w.form.eq_ignore_ascii_case("to") && matches!(w.upos, Upos::Part));
    plain &= !to;
    let word = tree.words.get(verb);
    let finite = word.is_some_and(|w| matches!(w.xpos, "VBD" | "VBN" | "VBZ" | "VBP"));
    // Under "if", "whether", "could".
    let mut above = word.and_then(|w| w.head);
    let mut steps = 0;
    while let Some(head) = above.filter(|_| steps < 6) {
        let hedged = tree
            .children(head)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| {
                w.xpos == "MD"
                    && matches!(
                        w.form.to_lowercase().as_str(),
                        "may" | "might" | "could" | "would"
                    )
            });
        plain &= !hedged;
        above = tree.words.get(head).and_then(|w| w.head);
        steps += 1;
    }
    plain && finite
}

/// Whether the subject is nobody, what it is of, and whether it is part of what was spoken of.
fn whom(view: &View<'_>, subject: usize, verb: usize) -> Option<(bool, String, bool)> {
    let tree = view.tree();
    let word = tree.words.get(subject)?;
    let form = word.form.to_lowercase();
    let person = || "person".to_owned();
    let noun = |at: usize| -> Option<String> {
        let w = tree.words.get(at)?;
        match w.upos {
            Upos::Pron => match w.form.to_lowercase().as_str() {
                "whom" | "them" | "us" | "you" => Some(person()),
                // "the coins, none of which"
                "which" | "that" => {
                    let clause = tree.words.get(verb)?.head?;
                    let antecedent = tree.words.get(clause)?;
                    Some(of_kind(&antecedent.lemma))
                }
                _ => None,
            },
            _ if w.upos.is_nominal() => Some(of_kind(&w.lemma)),
            _ => None,
        }
    };
    let det = |name: &str| {
        tree.child_by(subject, "det")
            .and_then(|d| tree.words.get(d))
            .is_some_and(|d| d.form.eq_ignore_ascii_case(name))
    };
    let mut of = tree.children_by(subject, "nmod").filter(|&c| {
        tree.child_by(c, "case")
            .and_then(|k| tree.words.get(k))
            .is_some_and(|k| k.form.eq_ignore_ascii_case("of"))
    });
    let whole = of.next();
    // "no one in the house", "nobody else", "no other workers": not of everybody.
    let narrowed = tree
        .children(subject)
        .iter()
        .filter(|&&c| Some(c) != whole)
        .filter_map(|&c| tree.words.get(c))
        .any(|w| {
            matches!(
                w.deprel.base(),
                "nmod" | "acl" | "amod" | "advmod" | "compound" | "appos" | "conj"
            )
        });
    let nobody = matches!(form.as_str(), "nobody" | "none" | "neither" | "no-one" | "noone")
        || matches!(form.as_str(), "one") && det("no")
        || word.upos == Upos::Noun && det("no");
    if nobody {
        if narrowed {
            return None;
        }
        let of = match whole {
            Some(w) => noun(w)?,
            None if word.upos == Upos::Noun && det("no") => of_kind(&word.lemma),
            None => person(),
        };
        return Some((true, of, false));
    }
    // "one of them", "29 of the coins", "two of the children"; "two men"
    let number = matches!(word.upos, Upos::Num)
        || matches!(
            form.as_str(),
            "one" | "some" | "several" | "many" | "most" | "all" | "both" | "half"
        );
    if let Some(w) = whole.filter(|_| number) {
        return Some((false, noun(w)?, true));
    }
    if number && view.numbers.iter().any(|n| n.word == subject) {
        return Some((false, person(), false));
    }
    // "He died on Wednesday night": in the days that are reported.
    let lately = view.times.iter().any(|t| matches!(t.form, TimeForm::Weekday));
    if lately && matches!(form.as_str(), "he" | "she") {
        return Some((false, person(), true));
    }
    let counted = view.numbers.iter().any(|n| n.head == Some(subject));
    (word.upos == Upos::Noun && counted && !narrowed).then(|| (false, of_kind(&word.lemma), false))
}

/// The noun, or `person` for one of people.
fn of_kind(lemma: &str) -> String {
    let lower = lemma.to_lowercase();
    if lexicon::is_kind_of(&lower, "person", WordClass::Noun) || lower == "people" {
        "person".to_owned()
    } else {
        lower
    }
}
