//! Who did it to whom, in the headline and in the text: "Marenko beats Orsic" over "Orsic won, defeating Marenko".

use std::collections::BTreeSet;

use super::context::Context;
use super::meta::Meta;
use super::spelling::folded;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::reading::statement::{Certainty, Mode, Phrase, Polarity, Role, SourceKind, Statement};
use crate::reading::tree::Upos;

/// Sentences that tell what the headline is about.
const TOP: usize = 3;

/// A deed that one does to another and not the other way round.
struct Deed {
    /// Index of the line of `one-way-deeds`.
    kind: usize,
    doer: BTreeSet<String>,
    done: BTreeSet<String>,
    span: TextSpan,
}

/// Adds the headline's deed that the text has the other way round, under the check `meta`.
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let statements = &context.reading.statements;
    let claims: Vec<Deed> = statements
        .iter()
        .filter(|s| s.sentence == top.index && s.source.kind != SourceKind::Anonymous)
        .filter_map(|s| deed(context, s))
        .collect();
    if claims.is_empty() {
        return;
    }
    let text: Vec<usize> = context.told().iter().map(|v| v.index).collect();
    let of_text = |s: &&Statement| text.contains(&s.sentence) && !context.quoted(s.span);
    let told: Vec<Deed> = statements
        .iter()
        .filter(of_text)
        .filter_map(|s| deed(context, s))
        .collect();
    let lede = text.get(..TOP.min(text.len())).unwrap_or_default();
    for claim in claims {
        let same = |d: &Deed| meets(&claim.doer, &d.doer) && meets(&claim.done, &d.done);
        if told.iter().any(|d| d.kind == claim.kind && same(d)) {
            continue;
        }
        let turned = told.iter().find(|d| {
            d.kind == claim.kind
                && meets(&claim.doer, &d.done)
                && meets(&claim.done, &d.doer)
                && !meets(&claim.doer, &d.doer)
                && !meets(&claim.done, &d.done)
        });
        let there = turned.map(|d| d.span).or_else(|| {
            // The loser of the headline wins in the text, and its winner nothing.
            let won = |s: &Statement, whom: &BTreeSet<String>| {
                outcome(context, s).is_some_and(|(wins, who)| wins && meets(whom, &who))
            };
            let lost = |s: &Statement, whom: &BTreeSet<String>| {
                outcome(context, s).is_some_and(|(wins, who)| !wins && meets(whom, &who))
            };
            if claim.kind != 0 {
                return None;
            }
            let body = || statements.iter().filter(of_text);
            let winner = body().any(|s| won(s, &claim.doer)) || body().any(|s| lost(s, &claim.done));
            let contest = told.iter().any(|d| d.kind == 0 && meets(&claim.doer, &d.doer));
            if winner || contest {
                return None;
            }
            body()
                .find(|s| lede.contains(&s.sentence) && (won(s, &claim.done) || lost(s, &claim.doer)))
                .map(|s| s.span)
        });
        let Some(there) = there else { continue };
        out.push(context.otherwise_in_body(
            meta,
            claim.span,
            there,
            "It is the other way round in the text.",
        ));
        return;
    }
}

fn meets(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_disjoint(b)
}

/// Whether the statement is told as done, or as what will be done.
fn flat(s: &Statement) -> bool {
    s.polarity == Polarity::Affirmed
        && matches!(
            s.certainty,
            Certainty::Asserted | Certainty::Probable | Certainty::Intended
        )
}

/// The deed of the statement, where it is one that has a direction.
fn deed(context: &Context<'_>, s: &Statement) -> Option<Deed> {
    if !flat(s) {
        return None;
    }
    let lemma = s.predicate.lemma.to_lowercase();
    let mut found = words::list("one-way-deeds")
        .iter()
        .enumerate()
        .filter_map(|(kind, line)| {
            let (there, back) = line.split_once('/')?;
            let has = |side: &str, word: &str| side.split('|').any(|w| w == word);
            if has(there, &lemma) {
                return Some((kind, None));
            }
            // "lost to Ashby", "was sold to Harrow Mills"
            let case = s.objects.iter().find_map(|o| match &o.role {
                Role::Oblique(case) => has(back, &format!("{lemma} {case}")).then_some(&o.phrase),
                _ => None,
            })?;
            Some((kind, Some(case)))
        });
    let (kind, reversed) = found.next()?;
    let subject = s.subject.as_ref().map(|a| &a.phrase);
    let objects: Vec<&Phrase> = s
        .objects
        .iter()
        .filter(|o| matches!(o.role, Role::Object | Role::Recipient | Role::Attribute))
        .map(|o| &o.phrase)
        .collect();
    let (doer, done): (Vec<&Phrase>, Vec<&Phrase>) = match reversed {
        // "sold Tolley to Harrow Mills": what is sold; "lost to Ashby": who lost.
        Some(other) if objects.is_empty() => (vec![other], subject.into_iter().collect()),
        Some(other) => (vec![other], objects),
        None => (subject.into_iter().collect(), objects),
    };
    let mut doer: BTreeSet<String> = doer.into_iter().flat_map(|p| who(context, s, p, false)).collect();
    let mut done: BTreeSet<String> = done.into_iter().flat_map(|p| who(context, s, p, true)).collect();
    let both: Vec<String> = doer.intersection(&done).cloned().collect();
    doer.retain(|w| !both.contains(w));
    done.retain(|w| !both.contains(w));
    (!doer.is_empty() && !done.is_empty()).then_some(Deed {
        kind,
        doer,
        done,
        span: s.span,
    })
}

/// Who wins or loses by the statement, and whether it is a win.
fn outcome(context: &Context<'_>, s: &Statement) -> Option<(bool, BTreeSet<String>)> {
    let lemma = s.predicate.lemma.as_str();
    let wins = match lemma {
        "win" | "triumph" | "prevail" => true,
        "lose" | "concede" => false,
        _ => return None,
    };
    let object = s.objects.iter().find(|o| o.role == Role::Object);
    let contest = object.is_none_or(|o| {
        o.phrase
            .lemma
            .split(['-', ' '])
            .any(|w| words::is(&w.to_lowercase(), "contest-noun"))
    });
    let subject = &s.subject.as_ref()?.phrase;
    (contest && flat(s) && !s.predicate.passive).then(|| (wins, who(context, s, subject, false)))
}

/// The names in the phrase and of whom it stands for; without any, the noun itself. With `below`, what hangs on it
/// as well ("five others, among them Abara").
fn who(context: &Context<'_>, s: &Statement, p: &Phrase, below: bool) -> BTreeSet<String> {
    let pronoun = matches!(p.lemma.to_lowercase().as_str(), "it" | "they");
    // "Brandt & Lowe said that it had agreed to acquire …"
    let reported = s.source.speaker.is_some() && s.source.mode == Mode::Paraphrased;
    if pronoun && p.entity.is_none() && reported {
        if let Some(speaker) = s.source.speaker.as_ref().filter(|x| x.span != p.span) {
            return who(context, s, speaker, false);
        }
        return BTreeSet::new();
    }
    // "The Rovers striker scored as they beat City": one of those who stand in front of it.
    let they = p.lemma.eq_ignore_ascii_case("they");
    if pronoun && (they || p.entity.is_none()) {
        let sentence = context.reading.sentences.iter().find(|x| x.span.contains(p.span));
        let words = sentence.map_or(&[][..], |x| x.tree.words.as_slice());
        return words
            .iter()
            .take_while(|w| w.span.end <= p.span.start)
            .filter(|w| w.upos == Upos::Propn)
            .map(|w| folded(&w.form))
            .collect();
    }
    let mut out = BTreeSet::new();
    let mut names = |text: &str| {
        out.extend(
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.chars().count() > 2 && w.starts_with(char::is_uppercase))
                .map(folded),
        );
    };
    if let Some(name) = context.named(p).and_then(|i| context.reading.names.get(i)) {
        names(&name.text);
    }
    let sentence = context.reading.sentences.iter().find(|x| x.span.contains(p.span));
    let Some(tree) = sentence.map(|x| &x.tree) else {
        return out;
    };
    let under: Vec<usize> = if below { tree.subtree(p.head) } else { Vec::new() };
    for (i, w) in tree.words.iter().enumerate() {
        let inside = p.span.contains(w.span) || under.contains(&i);
        if inside && w.upos == Upos::Propn {
            names(&w.form);
        }
    }
    if out.is_empty()
        && let Some(w) = tree.words.get(p.head).filter(|w| w.upos == Upos::Noun)
    {
        out.insert(w.lemma.to_lowercase());
    }
    out
}
