//! Names of people: spellings, first references, offices, lives.

use std::collections::BTreeMap;

use super::context::Context;
use super::meta::{Meta, dated, text};
use super::spelling::folded;
use super::{Check, ahead, gone, holders, posts, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::names::{Name, NameKind, surname};
use crate::reading::statement::{Certainty, Phrase, Polarity, Role, SourceKind, StatementKind, TimeValue};
use crate::value::date::Date;

/// A surname before its bearer is introduced.
pub(super) struct SecondReferenceFirst;

static SECOND_REFERENCE_FIRST: Meta = Meta {
    id: "second-reference-first",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "A surname stands alone before the person is introduced.",
    manual: "In the body of an article the first mention of a person is a surname alone, without a title, and the full name comes in a later sentence. Headlines, subheads and captions use surnames \
             alone, and so do quotations; they are let pass.",
    source: "Style guides: 'full name at first reference'.",
    on: false,
    flags: &[text(
        "Okafor said the sample was small, and that more dives were needed. A second team will sail in May. Chidi Okafor teaches in Lagos.",
    )],
    allows: &[
        text("Chidi Okafor teaches in Lagos. Okafor said the sample was small."),
        text("Professor Okafor said the sample was small. Chidi Okafor teaches in Lagos."),
        text("“Okafor is right,” said Ines Calderon. Chidi Okafor teaches in Lagos."),
    ],
};

impl Check for SecondReferenceFirst {
    fn meta(&self) -> &'static Meta {
        &SECOND_REFERENCE_FIRST
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for name in context
            .reading
            .names
            .iter()
            .filter(|n| n.kind == NameKind::Person && n.known.is_none())
        {
            if let Some((alone, full)) = introduced_late(context, name) {
                let mut finding = context.finding(
                    &SECOND_REFERENCE_FIRST,
                    alone,
                    format!("“{}” has not been introduced yet.", context.document.slice(alone)),
                    format!("The full name, {}, comes later.", context.document.slice(full)),
                );
                finding.related.push(context.elsewhere(full, "the full name"));
                out.push(finding);
            }
        }
    }
}

/// First mention in running text, where it is a bare surname, and the first full one.
fn introduced_late(context: &Context<'_>, name: &Name) -> Option<(TextSpan, TextSpan)> {
    let last = surname(&name.text)?;
    let mut body = name.mentions.iter().copied().filter(|m| {
        context
            .document
            .block_at(m.start)
            .is_some_and(|b| b.kind == BlockKind::Paragraph)
            && !context.quoted(*m)
    });
    let first = body.next()?;
    if context.document.slice(first) != last {
        return None;
    }
    // Somebody else with that surname may be meant: then it is introduced.
    let shared = context
        .reading
        .names
        .iter()
        .filter(|n| n.text == last || surname(&n.text).as_deref() == Some(last.as_str()))
        .count();
    let view = context
        .sentences
        .iter()
        .find(|s| s.sentence.span.contains(first))?;
    let before = view.words_before(first, 1).pop().unwrap_or_default();
    let titled = view.tree().words.iter().any(|w| {
        w.span.end <= first.start
            && w.form.to_lowercase() == before.trim_end_matches('.')
            && (w.form.chars().next().is_some_and(char::is_uppercase)
                && w.span.start > view.sentence.span.start
                || matches!(w.xpos, "NNP" | "NN"))
    });
    let capital_follows = view
        .after(first)
        .trim_start()
        .starts_with(|c: char| c.is_uppercase());
    let possessive = view.after(first).starts_with(['\'', '’', '-']);
    if shared > 1
        || titled
        || before.ends_with('.')
        || matches!(
            before.as_str(),
            "the" | "a" | "-" | "de" | "van" | "von" | "mr" | "mrs" | "ms" | "dr"
        )
        || capital_follows
        || possessive
    {
        return None;
    }
    let full = body.find(|m| context.document.slice(*m).split_whitespace().count() > 1)?;
    (!view.sentence.span.contains(full)).then_some((first, full))
}

/// One person under two offices that one can't hold together.
pub(super) struct RoleConflict;

static ROLE_CONFLICT: Meta = Meta {
    id: "role-conflict",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "One person has two titles that exclude each other.",
    manual: "Titles in front of a name (“President Anna Berg”, “Prime Minister Berg”) are compared over the article, and offices of a company that it gives to a person (“the finance director, Anna Berg”). Only offices that exclude each other count, and only where neither \
             mention says former, then, acting, deputy or vice. So are two holders of one office that has one (“the chairman of the bank, Anna Berg”, “the bank’s chairman, Jon Aske”) and two portfolios of one minister, where the \
             sentence tells of no change. So are two posts of one person behind the name (“Lier, the federation’s president”, “Lier, the treasurer”). So is a present holder who is said to have retired or died years ago.",
    source: "Fact-checking handbooks: 'titles'.",
    on: true,
    flags: &[
        text("President Anna Berg opened the talks. Later Prime Minister Berg left for home."),
        text("The chief executive, Anna Berg, spoke. The finance director, Anna Berg, left for home."),
        text(
            "Anna Berg, the chairman of the bank, spoke first. Loans fell. The bank’s chairman, Jon Aske, left early.",
        ),
        text(
            "Erik Holm, the transport minister, will keep his job. Energy minister Erik Holm keeps his office.",
        ),
        text(
            "Anna Lier, the president of the federation, spoke first. Rain fell. Ms Lier, the federation’s treasurer, thanked the runners.",
        ),
        text(
            "Owen Castle, the medical director, spoke first. Rain fell. Mr Castle, the nursing director, thanked the runners.",
        ),
    ],
    allows: &[
        text("President Anna Berg opened the talks. Later President Berg left for home."),
        text("President Anna Berg, then Prime Minister Berg, opened the talks in 2010."),
        text("President Anna Berg met Prime Minister Jon Aske."),
        text("Anna Berg, the chairman of the bank, spoke. Jon Aske, the chairman of the fund, left early."),
        text(
            "Anna Berg, the chairman of the bank, spoke. Jon Aske, then the chairman of the bank, left in 2010.",
        ),
        text("The chief executive, Anna Berg, spoke. Jon Aske, the finance director, left."),
        text(
            "Anna Lier, the president of the federation, spoke first. Rain fell. Ms Lier, a trained historian, thanked the runners.",
        ),
        text(
            "Owen Castle, the medical director, spoke first. Rain fell. Mr Castle, once the nursing director, thanked the runners.",
        ),
        text("The chief executive, Anna Berg, spoke. Berg, a former finance director, left."),
    ],
};

impl Check for RoleConflict {
    fn meta(&self) -> &'static Meta {
        &ROLE_CONFLICT
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for name in context
            .reading
            .names
            .iter()
            .filter(|n| n.kind == NameKind::Person)
        {
            let mut titles: BTreeMap<&'static str, TextSpan> = BTreeMap::new();
            for mention in &name.mentions {
                if let Some((title, span)) = title_of(context, *mention) {
                    titles.entry(title).or_insert(span);
                }
            }
            let mut seen: Vec<(&'static str, TextSpan)> = titles.into_iter().collect();
            if seen.is_empty() {
                seen = offices(context, name);
            }
            seen.sort_by_key(|(_, span)| *span);
            if let [(first, a), (second, b), ..] = seen.as_slice() {
                let mut finding = context.finding(
                    &ROLE_CONFLICT,
                    *b,
                    format!("{} is called {second} here and {first} elsewhere.", name.text),
                    "Nobody holds both offices at once.".to_owned(),
                );
                finding
                    .related
                    .push(context.elsewhere(*a, format!("{first} here")));
                out.push(finding);
            }
        }
        holders::conflicts(context, &ROLE_CONFLICT, out);
        posts::conflicts(context, &ROLE_CONFLICT, out);
        gone::retired(context, &ROLE_CONFLICT, out);
    }
}

/// The offices of one company that the article gives to the person ("the finance director, Anna Berg").
fn offices(context: &Context<'_>, name: &Name) -> Vec<(&'static str, TextSpan)> {
    let mut found: BTreeMap<&'static str, TextSpan> = BTreeMap::new();
    for s in &context.reading.statements {
        let is = |p: &Phrase| name.mentions.iter().any(|m| p.span.contains(*m));
        if s.kind != StatementKind::Role || !s.subject.as_ref().is_some_and(|a| is(&a.phrase)) {
            continue;
        }
        let titles = s
            .objects
            .iter()
            .filter(|o| o.role == Role::Attribute)
            .map(|o| &o.phrase);
        for title in titles.filter(|t| t.conjuncts.is_empty() && !context.quoted(t.span)) {
            let lower = title.text.to_lowercase();
            let held = !FORMER.iter().any(|w| words::contains_word(&lower, w));
            // "chief executive William Harrison and operating officer James Dimon": the phrase is of another.
            let other = context.reading.names.iter().any(|n| {
                n.kind == NameKind::Person
                    && n.text != name.text
                    && n.mentions.iter().any(|m| {
                        s.subject.as_ref().is_some_and(|a| a.phrase.span.contains(*m))
                            || title.span.contains(*m)
                    })
            });
            if other {
                continue;
            }
            let office = words::list("company-office")
                .iter()
                .copied()
                .find(|o| words::contains_word(&lower, o));
            if let Some(office) = office.filter(|_| held && !lower.contains(" and ")) {
                found.entry(office).or_insert(title.span);
            }
        }
    }
    found.into_iter().collect()
}

/// Words that make another office of a title, or one of another time.
const FORMER: [&str; 13] = [
    "former",
    "then",
    "ex",
    "acting",
    "deputy",
    "vice",
    "late",
    "interim",
    "assistant",
    "elect",
    "incoming",
    "outgoing",
    "founding",
];

/// The exclusive title in front of the mention, or at its beginning.
fn title_of(context: &Context<'_>, mention: TextSpan) -> Option<(&'static str, TextSpan)> {
    let view = context
        .sentences
        .iter()
        .find(|s| s.sentence.span.contains(mention))?;
    if context.quoted(mention) || view.kind == BlockKind::Headline {
        return None;
    }
    let before = view.words_before(mention, 4);
    let inside = context.document.slice(mention).to_lowercase();
    let lead = before.join(" ");
    let title = words::list("exclusive-title")
        .iter()
        .copied()
        .find(|t| lead.ends_with(t) || inside.starts_with(&format!("{t} ")))?;
    let qualified = [
        "former",
        "then",
        "ex",
        "acting",
        "deputy",
        "vice",
        "late",
        "interim",
        "assistant",
        "elect",
        "incoming",
        "outgoing",
        "-",
        "and",
        "mr",
        "under",
    ]
    .iter()
    .any(|q| before.iter().any(|w| w == q));
    // "how good a prime minister Brown will make": an office among others, and not his title.
    let article = view.words_before(mention, title.split(' ').count() + 1);
    let indefinite = lead.ends_with(title)
        && article
            .first()
            .is_some_and(|w| matches!(w.as_str(), "a" | "an" | "any" | "another"));
    if indefinite {
        return None;
    }
    let whole = title == "president" && (lead.ends_with("vice president") || lead.contains("company"));
    if qualified || whole {
        return None;
    }
    let start = view
        .tree()
        .words
        .iter()
        .rev()
        .filter(|w| w.span.end <= mention.start)
        .nth(title.split(' ').count().saturating_sub(1))
        .map_or(mention.start, |w| w.span.start);
    let start = if inside.starts_with(title) {
        mention.start
    } else {
        start
    };
    Some((title, TextSpan::new(start, mention.end)))
}

/// Somebody acts after dying, or before being born.
pub(super) struct EventOrder;

static EVENT_ORDER: Meta = Meta {
    id: "event-order",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "Somebody acts after dying or before being born.",
    manual: "The article says with a full year when a person died or was born, and in its own voice that the same person did something on a later (earlier) date, given with its year. What happens to somebody \
             (“was honoured in 2010”) is no act. Nor does somebody who is called late speak or live now (“the late Jon Aske”, “Aske, who is now 81”). Nor is anything done on a date after the dateline (“was launched in March 2026”).",
    source: "Fact-checking handbooks: 'chronology'.",
    on: true,
    flags: &[
        text("Jon Aske died in 2001. Aske founded the Oslo choir in 2008."),
        text("Anna Berg was born in 1958. Berg founded the choir in 1949."),
        text("The late Jon Aske founded the choir. Aske, who is now 81, said that he was glad."),
        dated(
            "2025-08-17",
            "The probe, which was launched in March 2026, cost £9m.",
        ),
    ],
    allows: &[
        text("Jon Aske died in 2001. Aske founded the Oslo choir in 1988."),
        text("Jon Aske died in 2001. Aske was honoured by the choir in 2008."),
        text("The late Jon Aske founded the choir. Aske once said that he was 81."),
        dated(
            "2025-08-17",
            "The launch of the probe was planned for March 2026. It cost £9m.",
        ),
        text("Jon Aske died in 2001. Anna Berg founded the choir in 2008."),
    ],
};

impl Check for EventOrder {
    fn meta(&self) -> &'static Meta {
        &EVENT_ORDER
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        gone::late(context, &EVENT_ORDER, out);
        ahead::conflicts(context, &EVENT_ORDER, out);
        let mut lives: Vec<(usize, bool, Date, TextSpan)> = Vec::new();
        let mut acts: Vec<(usize, Date, TextSpan)> = Vec::new();
        for s in &context.reading.statements {
            if !s.read
                || s.polarity != Polarity::Affirmed
                || s.certainty != Certainty::Asserted
                || s.source.kind != SourceKind::Narrator
            {
                continue;
            }
            let lemma = s.predicate.lemma.as_str();
            let born = s.predicate.text.to_lowercase().split_whitespace().last() == Some("born");
            let who = s
                .subject
                .as_ref()
                .or_else(|| s.objects.first().filter(|_| born))
                .map(|a| &a.phrase);
            let Some(name) = who
                .filter(|p| p.conjuncts.is_empty())
                .and_then(|p| context.named(p))
            else {
                continue;
            };
            let person = context
                .reading
                .names
                .get(name)
                .is_some_and(|n| n.kind == NameKind::Person);
            // "She", where two of one family are told of, may be either.
            let family = |n: &Name| {
                n.kind == NameKind::Person
                    && context.reading.names.get(name).and_then(|m| surname(&m.text)) == surname(&n.text)
            };
            let pronoun = who.is_some_and(|p| crate::lexicon::classes::is_pronoun(&p.text.to_lowercase()));
            if pronoun && context.reading.names.iter().filter(|n| family(n)).count() > 1 {
                continue;
            }
            let [time] = s.times.as_slice() else { continue };
            let TimeValue::Date(date) = time.time else {
                continue;
            };
            // Only a year that is written.
            if !person || !context.document.slice(time.span).contains(&date.year.to_string()) {
                continue;
            }
            if lemma == "die" {
                lives.push((name, true, date, s.span));
            } else if born {
                lives.push((name, false, date, s.span));
            } else if s.kind == StatementKind::Event
                && !s.predicate.passive
                && !words::is(lemma, "posthumous")
            {
                acts.push((name, date, s.span));
            }
        }
        for (name, died, end, life) in &lives {
            if lives.iter().filter(|l| l.0 == *name && l.1 == *died).count() > 1 {
                continue;
            }
            for (who, date, act) in &acts {
                let wrong = who == name
                    && if *died {
                        end.is_before(*date)
                    } else {
                        date.is_before(*end)
                    };
                if !wrong || act.overlaps(*life) {
                    continue;
                }
                let (verb, order) = if *died {
                    ("died", "after")
                } else {
                    ("was born", "before")
                };
                let mut finding = context.finding(
                    &EVENT_ORDER,
                    *act,
                    format!("This is {order} the person {verb} ({end})."),
                    format!("The article says that the person {verb} in {end}, and did this in {date}."),
                );
                finding.related.push(context.elsewhere(*life, verb));
                out.push(finding);
            }
        }
    }
}

/// An abbreviation before its explanation, or with two explanations.
pub(super) struct Acronym;

static ACRONYM: Meta = Meta {
    id: "acronym",
    kind: FindingKind::Violation,
    severity: Severity::Note,
    summary: "An abbreviation is used before it is explained, or explained in two ways.",
    manual: "An explanation is a name with the abbreviation of its initials in brackets behind it. Abbreviations that the article never explains are let pass (everybody knows some), and so are headlines.",
    source: "Style guides: 'abbreviations'.",
    on: true,
    flags: &[
        text("The ISA paid for the work. The International Seabed Authority (ISA) sits in Kingston."),
        text("The International Seabed Authority (ISA) paid. The Irish Sailing Association (ISA) did not."),
    ],
    allows: &[
        text("The International Seabed Authority (ISA) paid for the work. The ISA sits in Kingston."),
        text("NATO paid for the work."),
    ],
};

impl Check for Acronym {
    fn meta(&self) -> &'static Meta {
        &ACRONYM
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let mut defined: BTreeMap<String, (String, TextSpan)> = BTreeMap::new();
        for view in context.prose().filter(|v| v.kind != BlockKind::Headline) {
            for (short, long, span) in definitions(view.text(), view.sentence.span.start) {
                match defined.get(&short) {
                    Some((before, there)) if folded(before) != folded(&long) => {
                        let mut finding = context.finding(
                            &ACRONYM,
                            span,
                            format!("{short} is explained in two ways."),
                            format!("Here it is “{long}”, elsewhere “{before}”."),
                        );
                        finding
                            .related
                            .push(context.elsewhere(*there, "the other explanation"));
                        out.push(finding);
                    }
                    Some(_) => {}
                    None => {
                        defined.insert(short, (long, span));
                    }
                }
            }
        }
        for (short, (_, span)) in &defined {
            let early = context
                .prose()
                .filter(|v| {
                    !matches!(
                        v.kind,
                        BlockKind::Headline | BlockKind::Subhead | BlockKind::Caption
                    )
                })
                .flat_map(|v| v.tree().words.iter())
                .find(|w| w.form == *short && w.span.end < span.start && !context.quoted(w.span));
            if let Some(word) = early {
                let mut finding = context.finding(
                    &ACRONYM,
                    word.span,
                    format!("{short} is explained only later."),
                    "An abbreviation is explained where it first stands.".to_owned(),
                );
                finding.related.push(context.elsewhere(*span, "explained here"));
                out.push(finding);
            }
        }
    }
}

/// "International Seabed Authority (ISA)": abbreviation, name, and the place of both.
fn definitions(text: &str, base: usize) -> Vec<(String, String, TextSpan)> {
    let mut out = Vec::new();
    for (open, _) in text.match_indices('(') {
        let inner = text.get(open + 1..).unwrap_or_default();
        let Some(close) = inner.find(')') else { continue };
        let short = inner.get(..close).unwrap_or_default();
        let letters = short.chars().count();
        if !(2..=7).contains(&letters) || !short.chars().all(char::is_uppercase) {
            continue;
        }
        let before = text.get(..open).unwrap_or_default().trim_end();
        let words: Vec<&str> = before.split_whitespace().collect();
        // The name has as many words of weight as the abbreviation has letters.
        let mut initials: Vec<char> = short.chars().rev().collect();
        let mut start = words.len();
        let mut ok = true;
        while !initials.is_empty() && start > 0 && ok {
            start -= 1;
            let Some(word) = words.get(start) else { break };
            let small = matches!(*word, "of" | "and" | "for" | "the" | "in" | "on" | "de" | "&");
            if word.chars().next().map(|c| c.to_uppercase().next()) == initials.first().map(|&c| Some(c))
                && !small
            {
                initials.remove(0);
            } else if !small {
                ok = false;
            }
        }
        if !ok || !initials.is_empty() {
            continue;
        }
        let long = words.get(start..).unwrap_or_default().join(" ");
        let from = before.len().saturating_sub(
            words
                .get(start..)
                .unwrap_or_default()
                .iter()
                .map(|w| w.len() + 1)
                .sum::<usize>()
                .saturating_sub(1),
        );
        out.push((
            short.to_owned(),
            long,
            TextSpan::new(base + from, base + open + close + 2),
        ));
    }
    out
}
