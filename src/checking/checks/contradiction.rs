//! The article against itself: one event with two numbers, two dates, two places, affirmed and
//! denied.

use std::collections::{BTreeMap, BTreeSet};

use super::telling::{Ground, Meeting, may_be_retold, meet, occasion, undone_later};
use super::{Check, Context, Meta, kin, nobody, pleas, votes, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::relate::{Knowledge, Part, RelationKind, Said, Side, relate_said};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::names::{NameKind, surname};
use crate::reading::statement::{
    Certainty, CircumstanceKind, EmbeddingKind, Mode, Phrase, Quantifier, Role, SourceKind, Statement, Tense,
};

use super::meta::text;

/// See [`META`].
pub(super) struct SelfContradiction;

/// Statements about one thing that are compared with each other at most.
const MAX_GROUP: usize = 40;

/// Confidence of the parse below which nothing is made of a second telling.
const SURE: f32 = 0.6;

static META: Meta = Meta {
    id: "self-contradiction",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "Two statements of the article cannot both be true.",
    manual: "Statements that the article makes in its own voice about one thing are compared with each other: the same event \
             with another number, time or place, affirmed in one place and denied in another, or told with words that exclude \
             each other. What speakers say is never compared with the article: `speaker-reversal` compares each with themselves. Statements that differ in more than one part are taken for two events. Repeated doings \
             (saying, meeting, visiting) and what changes with time are let pass. What is told a second time (“approved 140 homes”, later “the council approved 410 homes on the airfield”) is compared part by part: the second telling may leave \
             things out, but must bring in nothing new, and something named or definite must show that it is the same event. Also held together: what befell nobody and one of them (“no one has died”, “one of them died”), kin of one who is said to have none (“only child”, “her sister”), \
             pleas to the whole charge (“admitted his guilt”, “was convicted by a jury”), and the outcome of a vote that one sentence gives in words and the next in numbers.",
    source: "Fact-checking handbooks: read the story against itself, headline included.",
    on: true,
    flags: &[
        text(
            "The Harlow bridge reopened on 4 May 2024. Traffic has grown since. The Harlow bridge reopened on 6 May 2024.",
        ),
        text(
            "The Brenner court convicted Anna Weiss of fraud. Lawyers cheered. The Brenner court did not convict Anna Weiss of fraud.",
        ),
        text(
            "The mill at Orrin employed 900 men. It made cloth for the navy. The mill at Orrin employed 90 men and had its own band.",
        ),
        text(
            "Rosa Bell won the prize for the best garden. Her roses are red. Hugh Trent won the prize for the best garden.",
        ),
        text(
            "Eleven people are in hospital. No one has died. Two needed surgery; one of them died on Monday.",
        ),
        text(
            "Rosa Bell was the only child of a gardener. Her roses are red. Bell is survived by her youngest sister.",
        ),
        text(
            "Members voted on Thursday to accept the offer. The members voted by 301 to 97 against the deal.",
        ),
        text(
            "Karl Lang, 58, was convicted by a jury of two counts of fraud. Lang had admitted his guilt to the police.",
        ),
    ],
    allows: &[
        text("Halden employs 900 people. Shares rose. Halden employs 90 people in Carra."),
        text("No one else has died. Two needed surgery; one of them died on Monday."),
        text("Rosa Bell was the only child of a gardener. Hugh Trent is survived by his youngest sister."),
        text("Members voted on Thursday to accept the offer. Two members voted against the deal."),
        text(
            "Karl Lang, 58, was convicted by a jury of two counts of fraud. Lang had admitted one count of theft.",
        ),
        text("Lang was convicted of two counts of bribery. He was cleared of a fourth charge, of theft."),
        text("The treaty was signed in Bern on Monday. Another treaty was signed in Rome."),
        text("The Harlow bridge reopened on 4 May 2024. The Selby bridge reopened on 6 May 2024."),
        text("Anna Weiss met Karl Lang on 4 May 2024. Anna Weiss met Karl Lang again on 6 May 2024."),
        text("“The court convicted Anna Weiss,” Karl Lang said. The court did not convict Anna Weiss."),
        text(
            "The Brenner court may convict Anna Weiss. The Brenner court did not convict Anna Weiss in 2019.",
        ),
    ],
};

impl Check for SelfContradiction {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let knowledge = &*context.knowledge;
        let statements = &context.reading.statements;
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, statement) in statements.iter().enumerate() {
            if !statement.read || statement.certainty != Certainty::Asserted {
                continue;
            }
            if statement.source.kind != SourceKind::Narrator || tabular(context, statement) {
                continue;
            }
            for key in keys(statement) {
                groups.entry(key).or_default().push(i);
            }
        }
        let in_other_words: Vec<Said> = statements.iter().map(|_| Said::default()).collect();
        let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut told: BTreeSet<usize> = BTreeSet::new();
        // Pairs of statements with what is said in them: "admitted" and "denied" are told once, and not what
        // was admitted and denied as well.
        let mut causes: BTreeSet<(usize, usize)> = BTreeSet::new();
        for group in groups.values() {
            for (n, &later) in group.iter().enumerate().take(MAX_GROUP) {
                for &earlier in group.iter().take(n) {
                    if !seen.insert((earlier, later)) || told.contains(&later) {
                        continue;
                    }
                    let (Some(a), Some(b), Some(said)) = (
                        statements.get(earlier),
                        statements.get(later),
                        in_other_words.get(later),
                    ) else {
                        continue;
                    };
                    if let Some(finding) = compare(context, a, (b, said), knowledge) {
                        told.insert(later);
                        if causes.insert((whole(context, earlier), whole(context, later))) {
                            out.push(finding);
                        }
                    }
                }
            }
        }
        retold(context, &told, &mut causes, out);
        nobody::in_body(context, &META, out);
        kin::conflicts(context, &META, out);
        pleas::in_body(context, &META, out);
        votes::conflicts(context, &META, out);
    }
}

/// The statement that the one at `at` is a content of, or itself.
fn whole(context: &Context<'_>, at: usize) -> usize {
    let above = |i: &usize| {
        let parent = context.reading.statements.get(*i)?.parent?;
        (parent.relation == EmbeddingKind::Content).then_some(parent.statement)
    };
    std::iter::successors(Some(at), above)
        .take(8)
        .last()
        .unwrap_or(at)
}

/// Whether the line is no sentence, but one of a table or a list: it ends without a mark.
fn tabular(context: &Context<'_>, s: &Statement) -> bool {
    let text = context.sentences.get(s.sentence).map_or("", |v| v.text());
    !text
        .trim_end()
        .ends_with(['.', '!', '?', '”', '"', '\'', '’', ')', ':', ';', ',', '…'])
}

/// Statements of the text that are held against every earlier one at most.
const MOST_RETOLD: usize = 300;

/// Flags what is told a second time otherwise: "approved 140 homes", "the council approved 410 homes".
fn retold(
    context: &Context<'_>,
    told: &BTreeSet<usize>,
    causes: &mut BTreeSet<(usize, usize)>,
    out: &mut Vec<Finding>,
) {
    let of_text = |s: &Statement| {
        let sentence = context.reading.sentences.get(s.sentence)?;
        let block = context.document.blocks.get(sentence.block)?;
        (block.kind == BlockKind::Paragraph).then_some(())
    };
    let usable: Vec<(usize, &Statement)> = context
        .reading
        .statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.read && s.confidence >= SURE && of_text(s).is_some())
        .filter(|(_, s)| s.certainty == Certainty::Asserted && s.source.mode != Mode::Quoted)
        .filter(|(_, s)| s.source.kind != SourceKind::Anonymous && !tabular(context, s))
        .take(MOST_RETOLD)
        .filter(|(_, s)| occasion(context, s))
        .collect();
    let own = |s: &Statement| s.source.kind == SourceKind::Narrator;
    let mut flagged: BTreeSet<usize> = told.clone();
    for (n, &(i, later)) in usable.iter().enumerate() {
        for &(j, earlier) in usable.iter().take(n) {
            if earlier.sentence == later.sentence || flagged.contains(&i) || flagged.contains(&j) {
                continue;
            }
            // Asked first, since most pairs end here: without it no difference is told.
            if !may_be_retold(earlier, later) || ![earlier, later].into_iter().any(own) {
                continue;
            }
            let Meeting::Differ(one) = meet(context, earlier, later, Ground::Body) else {
                continue;
            };
            // Two sources may count in two ways; on when and where it was they are held against the article.
            let settled = matches!(one.part, Part::Time | Part::Place) && (own(earlier) || own(later));
            // So is a number that the article has on the word of one who says it flatly.
            let relayed = |s: &Statement| {
                s.source.kind == SourceKind::Speaker
                    && s.source.reported_by.is_empty()
                    && s.source.cue.as_deref().is_some_and(|c| words::is(c, "plain-cue"))
            };
            let one_word = one.part == Part::Number
                && (own(earlier) && relayed(later) || relayed(earlier) && own(later));
            if !(own(earlier) && own(later) || settled || one_word) {
                continue;
            }
            flagged.insert(i);
            if causes.insert((whole(context, j), whole(context, i))) {
                out.push(finding(context, one.part, one.second, one.first));
            }
        }
    }
}

/// What a statement is about: the names among its participants, else its definite phrases.
fn keys(statement: &Statement) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let add = |phrase: &Phrase, out: &mut BTreeSet<String>| {
        if phrase.entity.is_some() {
            out.extend(phrase.lemma.split_whitespace().next_back().map(str::to_lowercase));
        } else if phrase.quantifier == Quantifier::Definite || phrase.count.is_some() {
            out.insert(phrase.lemma.to_lowercase());
        }
    };
    for argument in statement.subject.iter().chain(&statement.objects) {
        add(&argument.phrase, &mut out);
    }
    out
}

/// "Mr Thorley died in 2004", where the article has introduced two people of that surname: which of them is meant, a surname alone does
/// not tell.
fn is_either_of_two(context: &Context<'_>, statement: &Statement) -> bool {
    let subject = statement.subject.as_ref().and_then(|s| context.named(&s.phrase));
    let Some(name) = subject.and_then(|i| context.reading.names.get(i)) else {
        return false;
    };
    let bearers = context
        .reading
        .names
        .iter()
        .filter(|n| n.kind == NameKind::Person && surname(&n.text).is_some_and(|last| last == name.text));
    bearers.count() >= 2
}

fn compare(
    context: &Context<'_>,
    earlier: &Statement,
    (later, said): (&Statement, &Said),
    knowledge: &Knowledge,
) -> Option<Finding> {
    // Most pairs are told apart by what takes little time: two halves of one sentence are meant, and "was in hospital",
    // "is not in hospital" is news.
    let (a, b) = (&earlier.predicate, &later.predicate);
    if earlier.sentence == later.sentence || a.tense != b.tense || a.perfect != b.perfect {
        return None;
    }
    let side = |statement| Side {
        reading: context.reading,
        statement,
    };
    let relation = relate_said(side(later), said, side(earlier), knowledge, true);
    if relation.kind != RelationKind::Contradicts {
        return None;
    }
    if [earlier, later].iter().any(|s| is_either_of_two(context, s)) {
        return None;
    }
    let difference = relation.difference?;
    // Who is who in lists and asides is `role-conflict`'s to say.
    let compared = matches!(
        difference.part,
        Part::Polarity | Part::Opposite | Part::Number | Part::Time | Part::Place
    );
    if !compared || !weighty(earlier, later, difference.part) {
        return None;
    }
    let one_time = || {
        earlier
            .times
            .iter()
            .any(|t| later.times.iter().any(|x| x.time == t.time))
    };
    let undone = || undone_later(context, earlier) || undone_later(context, later);
    if difference.part == Part::Opposite && undone() && !one_time() {
        return None;
    }
    // "I love the song", "I hate the song": letters, each with its own "I".
    let letters = |s: &Statement| {
        s.subject
            .as_ref()
            .is_some_and(|a| matches!(a.phrase.text.to_lowercase().as_str(), "i" | "we"))
            && s.source.kind == SourceKind::Narrator
    };
    if matches!(difference.part, Part::Opposite | Part::Polarity)
        && letters(earlier)
        && letters(later)
        && apart(context, earlier, later)
    {
        return None;
    }
    if difference.part == Part::Opposite && of_other_things(earlier, later) {
        return None;
    }
    if !lasting(earlier, later, difference.part, knowledge) {
        return None;
    }
    // "the longest strike since 1990": a time that an aside has is not that of the event.
    let placed = |s: &Statement, span: TextSpan| {
        s.circumstances.iter().any(|c| c.span.contains(span))
            || s.objects.iter().any(|o| o.phrase.span.contains(span))
    };
    if difference.part == Part::Time && !(placed(later, difference.text) && placed(earlier, difference.claim))
    {
        return None;
    }
    let (here, there) = (widen(difference.text, later), widen(difference.claim, earlier));
    let mut found = finding(context, difference.part, here, there);
    found.proof = relation.proof;
    Some(found)
}

/// Whether the two stand in two paragraphs.
fn apart(context: &Context<'_>, a: &Statement, b: &Statement) -> bool {
    let block = |s: &Statement| context.reading.sentences.get(s.sentence).map(|x| x.block);
    block(a) != block(b)
}

fn finding(context: &Context<'_>, part: Part, here: TextSpan, there: TextSpan) -> Finding {
    let reason = match part {
        Part::Polarity => "what is said in one place is denied in the other".to_owned(),
        Part::Opposite => "the two exclude each other".to_owned(),
        part => format!("one event, two values ({})", part.as_str()),
    };
    context.conflict(&META, here, there, reason)
}

/// Whether both statements say enough to be of one event: opposites and denials need an object, or a passive,
/// whose undergoer says what it was; what is said again and again needs more than the same words.
fn weighty(earlier: &Statement, later: &Statement, part: Part) -> bool {
    let told = |s: &Statement| {
        let names_it = s.predicate.passive
            || s.objects.iter().any(|o| !matches!(o.role, Role::Clause))
            || !s.circumstances.is_empty();
        let speaks = matches!(
            s.predicate.lemma.as_str(),
            "say" | "tell" | "add" | "ask" | "think" | "know"
        );
        names_it && !speaks
    };
    match part {
        Part::Polarity => told(earlier) && told(later),
        Part::Opposite => {
            let object = |s: &Statement| s.objects.iter().any(|o| o.role == Role::Object);
            object(earlier) && object(later) && told(earlier) && told(later)
        }
        _ => true,
    }
}

/// "cleared of a fourth charge", "convicted of two counts": each of something else.
fn of_other_things(earlier: &Statement, later: &Statement) -> bool {
    // What one of them brings in: "a fourth charge", "two counts".
    let brings_in = |s: &Statement, other: &Statement| {
        s.objects.iter().any(|o| {
            let new = o.phrase.count.is_some() || o.phrase.quantifier == Quantifier::Some;
            let Role::Oblique(case) = &o.role else {
                return false;
            };
            let same = other
                .oblique(case)
                .is_some_and(|x| x.phrase.lemma.eq_ignore_ascii_case(&o.phrase.lemma));
            new && !same
        })
    };
    brings_in(earlier, later) || brings_in(later, earlier)
}

/// Whether the conflict is one that time, repetition or another occasion doesn't explain.
fn lasting(earlier: &Statement, later: &Statement, part: Part, knowledge: &Knowledge) -> bool {
    let repeated = |s: &Statement| {
        knowledge.is_of("repeatable", &s.predicate.lemma)
            || s.predicate
                .adverbs
                .iter()
                .any(|a| matches!(a.as_str(), "again" | "also" | "then" | "later" | "once" | "twice"))
    };
    if matches!(part, Part::Time | Part::Place | Part::Number | Part::Opposite)
        && (repeated(earlier) || repeated(later))
    {
        return false;
    }
    // "The theatre", then "the theatre in Bow Street": another one.
    let places = |s: &Statement| {
        s.subject
            .iter()
            .chain(&s.objects)
            .filter(|a| !matches!(a.role, Role::Oblique(_)) && a.phrase.entity.is_none())
            .flat_map(|a| &a.phrase.modifiers)
            .filter(|m| m.relation == "nmod" && m.case != "of")
            .count()
    };
    if matches!(part, Part::Time | Part::Place | Part::Number) && places(later) > places(earlier) {
        return false;
    }
    // "Four were killed", "in 2014, twenty were killed": a number needs the two to share a name or a
    // definite thing, and to be placed in time and space alike.
    if part == Part::Number {
        let placed = |s: &Statement, kind| s.circumstances.iter().any(|c| c.kind == kind);
        let alike = |kind| placed(earlier, kind) == placed(later, kind);
        let (a, b) = (ties(earlier), ties(later));
        let finite = |s: &Statement| s.predicate.tense != Tense::None;
        if !finite(earlier)
            || !finite(later)
            || !alike(CircumstanceKind::Time)
            || !alike(CircumstanceKind::Place)
            || a.is_disjoint(&b)
        {
            return false;
        }
    }
    true
}

/// Names and definite things in a statement, places included.
fn ties(statement: &Statement) -> BTreeSet<String> {
    statement
        .phrases()
        .filter(|p| p.count.is_none() && (p.entity.is_some() || p.quantifier == Quantifier::Definite))
        .map(|p| p.lemma.to_lowercase())
        .collect()
}

fn widen(span: TextSpan, statement: &Statement) -> TextSpan {
    if span.is_empty() { statement.span } else { span }
}
