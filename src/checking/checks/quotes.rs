//! Quotations: wordings, speakers, and who speaks without a name.

use super::context::Context;
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::quotations;
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::quotation::{Quotation, QuotationKind};
use crate::reading::statement::{EntityRef, Phrase, SourceKind};
use crate::reading::tree::Upos;

/// One quotation, two wordings.
pub(super) struct QuoteTwoWordings;

static QUOTE_TWO_WORDINGS: Meta = Meta {
    id: "quote-two-wordings",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "One quotation stands in two wordings.",
    manual: "Two quotations of six words or more by one speaker, in two paragraphs (or headline and body), that agree in all words but one or two in their midst. An unbroken part, an ellipsis, words in square brackets \
             and other quotation marks make no other wording; nor do figures of speech that repeat a beginning.",
    source: "Fact-checking handbooks: 'quotations: compare each with the recording'.",
    on: true,
    flags: &[text(
        "‘We will never close the last mine in this valley’, says Berg\n\nAnna Berg spoke in Narvik. “We will never sell the last mine in this valley,” Berg said.",
    )],
    allows: &[
        text(
            "‘We will never close the last mine’, says Berg\n\nAnna Berg spoke in Narvik. “We will never close the last mine in this valley,” Berg said.",
        ),
        text(
            "“We will close the mine in spring, and then the school,” said Anna Berg.\n\n“We will open a museum in the old town hall,” said Berg.",
        ),
    ],
};

/// Fewest words by which a quotation is known again.
const FEWEST: usize = 6;

fn own_words(context: &Context<'_>, q: &Quotation) -> Vec<String> {
    quotations::words(context.document.slice(q.span))
}

/// Whom the speaker's phrase names: the entity, or the last word of a name.
fn speaker(q: &Quotation) -> Option<&Phrase> {
    q.speaker.as_ref()
}

fn same_speaker(a: &Phrase, b: &Phrase) -> Option<bool> {
    match (&a.entity, &b.entity) {
        (Some(x), Some(y)) => Some(x == y),
        _ => None,
    }
}

/// Whether the shorter of the two is the longer's wording with one or two words exchanged.
fn reworded(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < FEWEST || short.iter().chain(long).any(|w| w == "…" || w == "[]") {
        return false;
    }
    let allowed = if short.len() >= 10 { 2 } else { 1 };
    let mut best = usize::MAX;
    for window in long.windows(short.len()) {
        let differing: Vec<usize> = window
            .iter()
            .zip(short)
            .enumerate()
            .filter(|(_, (x, y))| x != y)
            .map(|(i, _)| i)
            .collect();
        // The first and the last word must agree: what differs at an edge is another sentence.
        let inside = differing.iter().all(|&i| i > 0 && i + 1 < short.len());
        if inside || differing.is_empty() {
            best = best.min(differing.len());
        }
    }
    best != usize::MAX && best > 0 && best <= allowed
}

impl Check for QuoteTwoWordings {
    fn meta(&self) -> &'static Meta {
        &QUOTE_TWO_WORDINGS
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let list: Vec<(&Quotation, Vec<String>)> = context
            .reading
            .quotations
            .iter()
            .map(|q| (q, own_words(context, q)))
            .filter(|(_, w)| w.len() >= FEWEST)
            .take(200)
            .collect();
        for (i, (a, wa)) in list.iter().enumerate() {
            for (b, wb) in list.iter().skip(i + 1) {
                let one = match (speaker(a), speaker(b)) {
                    (Some(x), Some(y)) => same_speaker(x, y) == Some(true),
                    (None, _) | (_, None) => true,
                };
                if a.block == b.block || !one || !reworded(wa, wb) {
                    continue;
                }
                let mut finding = context.finding(
                    &QUOTE_TWO_WORDINGS,
                    b.span,
                    "This quotation has another wording elsewhere.",
                    format!(
                        "“{}” there, “{}” here.",
                        context.document.slice(a.span),
                        context.document.slice(b.span)
                    ),
                );
                finding
                    .related
                    .push(context.elsewhere(a.span, "the other wording"));
                out.push(finding);
            }
        }
    }
}

/// One quotation, two speakers.
pub(super) struct QuoteTwoSpeakers;

static QUOTE_TWO_SPEAKERS: Meta = Meta {
    id: "quote-two-speakers",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "One quotation has two speakers.",
    manual: "Two quotations of six words or more with the same words, whose speakers are two named people. Somebody who quotes somebody else within their own words is let pass.",
    source: "Fact-checking handbooks: 'quotations: who said it'.",
    on: true,
    flags: &[text(
        "“We were the better side tonight,” said Lewis Tarrant.\n\n“We were the better side tonight,” said Matti Kallio.",
    )],
    allows: &[
        text(
            "“We were the better side tonight,” said Lewis Tarrant.\n\n“We were the better side tonight,” Tarrant said again.",
        ),
        text(
            "“We were the better side tonight,” said Lewis Tarrant.\n\n“They had all the luck tonight,” said Matti Kallio.",
        ),
        text(
            "“He told me: ‘We were the better side tonight,’” said Matti Kallio.\n\n“We were the better side tonight,” said Lewis Tarrant.",
        ),
    ],
};

impl Check for QuoteTwoSpeakers {
    fn meta(&self) -> &'static Meta {
        &QUOTE_TWO_SPEAKERS
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let list: Vec<(&Quotation, Vec<String>)> = context
            .reading
            .quotations
            .iter()
            .filter(|q| {
                q.inside.is_none()
                    && !context
                        .reading
                        .quotations
                        .iter()
                        .any(|i| i.inside.is_some() && q.outer.contains(i.outer))
            })
            .map(|q| (q, own_words(context, q)))
            .filter(|(_, w)| w.len() >= FEWEST)
            .take(200)
            .collect();
        for (i, (a, wa)) in list.iter().enumerate() {
            for (b, wb) in list.iter().skip(i + 1) {
                let (Some(x), Some(y)) = (speaker(a), speaker(b)) else {
                    continue;
                };
                let named = [x, y]
                    .iter()
                    .all(|p| p.conjuncts.is_empty() && p.antecedent.is_none());
                if wa != wb || same_speaker(x, y) != Some(false) || !named {
                    continue;
                }
                let mut finding = context.finding(
                    &QUOTE_TWO_SPEAKERS,
                    b.span,
                    format!("These words are {}’s here and {}’s elsewhere.", y.text, x.text),
                    "One quotation has one speaker.".to_owned(),
                );
                finding
                    .related
                    .push(context.elsewhere(a.span, format!("said by {}", x.text)));
                out.push(finding);
            }
        }
    }
}

/// A direct quotation that nobody speaks.
pub(super) struct QuoteUnattributed;

static QUOTE_UNATTRIBUTED: Meta = Meta {
    id: "quote-unattributed",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "Nobody is said to have spoken these words.",
    manual: "A paragraph that is nothing but one quotation of eight words or more, where no speaker was found, the paragraph before it does not lead to it (with a colon, a speaker of its own or a quotation), and the one behind \
             it does not name one. Scare quotes, titles and terms are no utterances.",
    source: "Style guides: 'every quotation has a speaker'.",
    on: true,
    flags: &[text(
        "The ferry burned for a night.\n\nThe hull was towed to Bergen in May.\n\n“Nobody in that company ever counted the life jackets before sailing.”\n\nThe yard broke it up in June.",
    )],
    allows: &[
        text(
            "The ferry burned for a night.\n\n“Nobody in that company ever counted the life jackets before sailing,” said Anna Berg.",
        ),
        text(
            "Anna Berg told the court:\n\n“Nobody in that company ever counted the life jackets before sailing.”",
        ),
        text("The “slowest snail” was found in the Pacific."),
    ],
};

impl Check for QuoteUnattributed {
    fn meta(&self) -> &'static Meta {
        &QUOTE_UNATTRIBUTED
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let blocks = &context.document.blocks;
        for q in &context.reading.quotations {
            let Some(block) = blocks.get(q.block).filter(|b| b.kind == BlockKind::Paragraph) else {
                continue;
            };
            let whole = context.document.slice(block.span).trim();
            let quoted = context.document.slice(q.outer).trim();
            let alone = whole == quoted;
            let utterance = context
                .document
                .slice(q.span)
                .trim_end()
                .ends_with(['.', '!', '?']);
            if q.kind != QuotationKind::Direct
                || q.speaker.is_some()
                || q.continues.is_some()
                || q.inside.is_some()
                || !alone
                || !utterance
            {
                continue;
            }
            if own_words(context, q).len() < 8 {
                continue;
            }
            let beside = |index: Option<usize>| {
                index
                    .and_then(|i| blocks.get(i))
                    .filter(|b| b.kind != BlockKind::Headline)
                    .map(|b| b.span)
            };
            let before = beside(q.block.checked_sub(1));
            let led = before.is_some_and(|span| {
                context.document.slice(span).trim_end().ends_with(':')
                    || context.reading.quotations.iter().any(|o| span.contains(o.outer))
                    || speaks(context, span)
                    || names_somebody(context, span)
            });
            let follows = beside(Some(q.block + 1)).is_some_and(|span| {
                context.reading.quotations.iter().any(|o| span.contains(o.outer)) || speaks(context, span)
            });
            if led || follows || before.is_none() {
                continue;
            }
            out.push(context.finding(
                &QUOTE_UNATTRIBUTED,
                q.outer,
                "Who said this?",
                "Neither the paragraph itself nor those beside it name a speaker.".to_owned(),
            ));
        }
    }
}

/// Whether the text at `span` has somebody speak, think or write.
fn speaks(context: &Context<'_>, span: TextSpan) -> bool {
    context
        .reading
        .statements
        .iter()
        .any(|s| span.contains(s.span) && s.source.kind != SourceKind::Narrator)
}

/// Whether the text at `span` names a person.
fn names_somebody(context: &Context<'_>, span: TextSpan) -> bool {
    context.reading.names.iter().any(|n| {
        n.kind == crate::reading::names::NameKind::Person && n.mentions.iter().any(|m| span.contains(*m))
    })
}

/// A source of which nothing is told.
pub(super) struct AnonymousBare;

static ANONYMOUS_BARE: Meta = Meta {
    id: "anonymous-bare",
    kind: FindingKind::Violation,
    severity: Severity::Error,
    summary: "Nothing is told of the unnamed source.",
    manual: "“A source said”, “sources said”, “an insider said”, “an official said” with no word on who that is: no adjective, no institution, no clause. What is said of the source elsewhere in the article (“the source”) counts.",
    source: "BBC Editorial Guidelines and Reuters Handbook: 'describe unnamed sources as fully as possible'.",
    on: true,
    flags: &[
        text("A source said the firm would appeal."),
        text("The loan is at risk, sources said."),
        text("The alarm had failed, an official said."),
    ],
    allows: &[
        text(
            "A senior official briefed on the talks, who was not authorised to speak, said the firm would appeal.",
        ),
        text("A source at the ministry said the firm would appeal."),
        text("Open sources said the firm would appeal."),
        text("The source of the river is dry, the mayor said."),
    ],
};

impl Check for AnonymousBare {
    fn meta(&self) -> &'static Meta {
        &ANONYMOUS_BARE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose().filter(|v| v.kind != BlockKind::Headline) {
            let tree = view.tree();
            for (index, word) in tree.words.iter().enumerate() {
                let lemma = word.lemma.to_lowercase();
                let plural = word.xpos == "NNS";
                let bare_word =
                    matches!(lemma.as_str(), "source" | "insider") || lemma == "official" && !plural;
                if !bare_word
                    || word.upos != Upos::Noun
                    || context.quoted(word.span)
                    || !word.deprel.is("nsubj")
                {
                    continue;
                }
                let speech = word.head.and_then(|h| view.word(h)).is_some_and(|v| {
                    matches!(
                        v.lemma.as_str(),
                        "say"
                            | "tell"
                            | "claim"
                            | "add"
                            | "report"
                            | "reveal"
                            | "confirm"
                            | "suggest"
                            | "warn"
                            | "insist"
                            | "admit"
                    )
                });
                // Only an article may stand by it: every other word tells something.
                let bare = tree
                    .children(index)
                    .iter()
                    .filter_map(|&c| view.word(c))
                    .all(|c| {
                        c.deprel.is("det")
                            && matches!(
                                c.form.to_lowercase().as_str(),
                                "a" | "an" | "some" | "one" | "another"
                            )
                            || c.upos == Upos::Punct
                    });
                let indefinite = plural
                    || tree
                        .children(index)
                        .iter()
                        .filter_map(|&c| view.word(c))
                        .any(|c| matches!(c.form.to_lowercase().as_str(), "a" | "an" | "one" | "another"));
                if !speech || !bare || !indefinite {
                    continue;
                }
                let start = tree
                    .children(index)
                    .iter()
                    .filter_map(|&c| view.word(c))
                    .map(|c| c.span.start)
                    .min()
                    .unwrap_or(word.span.start)
                    .min(word.span.start);
                out.push(context.finding(
                    &ANONYMOUS_BARE,
                    TextSpan::new(start, word.span.end),
                    "Nothing is told of this source.",
                    "Say how the source knows, and why it is not named.".to_owned(),
                ));
            }
        }
    }
}

/// An unnamed person speaks, and nothing says why they are not named.
pub(super) struct AnonymousNoReason;

static ANONYMOUS_NO_REASON: Meta = Meta {
    id: "anonymous-no-reason",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "No reason is given for not naming the source.",
    manual: "One unnamed person (“a senior official said”) and no word, in that sentence or the ones beside it, on why the name is withheld. Off unless switched on: many papers ask for a reason only in some cases. \
             Only the first such source of an article is flagged.",
    source: "New York Times and Reuters guidelines on anonymous sources.",
    on: false,
    flags: &[text("A senior official said the firm would appeal.")],
    allows: &[
        text("A senior official, who was not authorised to speak publicly, said the firm would appeal."),
        text(
            "A senior official said the firm would appeal. The official asked not to be named because the papers are secret.",
        ),
        text("Anna Berg, a senior official, said the firm would appeal."),
    ],
};

impl Check for AnonymousNoReason {
    fn meta(&self) -> &'static Meta {
        &ANONYMOUS_NO_REASON
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for (n, view) in context.sentences.iter().enumerate() {
            if matches!(
                view.kind,
                BlockKind::Headline | BlockKind::Subhead | BlockKind::Caption
            ) {
                continue;
            }
            let tree = view.tree();
            let unnamed = tree.words.iter().enumerate().find(|(i, w)| {
                w.upos == Upos::Noun
                    && w.xpos == "NN"
                    && w.deprel.is("nsubj")
                    && words::is(&w.lemma.to_lowercase(), "unnamed")
                    && !context.quoted(w.span)
                    && w.head.and_then(|h| view.word(h)).is_some_and(|v| {
                        matches!(
                            v.lemma.as_str(),
                            "say" | "tell" | "claim" | "add" | "reveal" | "confirm"
                        )
                    })
                    && tree
                        .children(*i)
                        .iter()
                        .filter_map(|&c| view.word(c))
                        .any(|c| matches!(c.form.to_lowercase().as_str(), "a" | "an" | "one"))
                    && tree
                        .children(*i)
                        .iter()
                        .filter_map(|&c| view.word(c))
                        .all(|c| !matches!(c.deprel.base(), "appos" | "flat") && c.upos != Upos::Propn)
            });
            let Some((_, word)) = unnamed else { continue };
            let around = [n.checked_sub(1), Some(n), Some(n + 1)];
            let told = around
                .iter()
                .filter_map(|i| i.and_then(|i| context.sentences.get(i)))
                .any(|s| words::mentions(s.text(), "reason").is_some());
            if !told {
                out.push(context.finding(
                    &ANONYMOUS_NO_REASON,
                    word.span,
                    "Why is this source not named?",
                    "No reason is given in this sentence or beside it.".to_owned(),
                ));
            }
            return;
        }
    }
}

/// Sources in plural where there is one.
pub(super) struct SourcesPlural;

static SOURCES_PLURAL: Meta = Meta {
    id: "sources-plural",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "“Sources” where the article describes one.",
    manual: "The article has “sources” say something, and everywhere else speaks of “the source” or “a source” alone.",
    source: "Reuters Handbook: 'never say sources when there is one'.",
    on: true,
    flags: &[text(
        "Bank sources said talks had begun. The source, who works on the deal, said they might fail.",
    )],
    allows: &[
        text("Bank sources said talks had begun. Two sources said they might fail."),
        text("Bank sources said talks had begun. The source of the money is not known."),
    ],
};

impl Check for SourcesPlural {
    fn meta(&self) -> &'static Meta {
        &SOURCES_PLURAL
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let (mut plural, mut single) = (Vec::new(), Vec::new());
        for view in context.prose().filter(|v| v.kind != BlockKind::Headline) {
            for word in view
                .tree()
                .words
                .iter()
                .filter(|w| w.deprel.is("nsubj") && !context.quoted(w.span))
            {
                let speech = word.head.and_then(|h| view.word(h)).is_some_and(|v| {
                    matches!(v.lemma.as_str(), "say" | "tell" | "add" | "confirm" | "claim")
                });
                match word.form.to_lowercase().as_str() {
                    "sources" if speech => plural.push(word.span),
                    "source" if speech => single.push((
                        word.span,
                        view.words_before(word.span, 1).pop().unwrap_or_default(),
                    )),
                    _ => {}
                }
            }
        }
        if let ([many], [(one, article)]) = (plural.as_slice(), single.as_slice())
            && article == "the"
            && many.start < one.start
        {
            let mut finding = context.finding(
                &SOURCES_PLURAL,
                *many,
                "“Sources” here, one source below.",
                "The article describes one source only.".to_owned(),
            );
            finding.related.push(context.elsewhere(*one, "the source"));
            out.push(finding);
        }
    }
}

/// An unnamed source attacks a named person.
pub(super) struct AnonymousAttack;

static ANONYMOUS_ATTACK: Meta = Meta {
    id: "anonymous-attack",
    kind: FindingKind::Violation,
    severity: Severity::Error,
    summary: "An unnamed source attacks a named person.",
    manual: "What an unnamed source says of a named person as the subject, with a word of abuse (liar, corrupt, incompetent …). Facts that harm somebody are no attack, opinions are.",
    source: "New York Times, BBC and Reuters guidelines: 'no anonymous personal attacks'.",
    on: true,
    flags: &[text("A former aide said Anna Berg was a liar.")],
    allows: &[
        text("Jon Aske said Anna Berg was a liar."),
        text("A former aide said Anna Berg was a lawyer."),
        text("A former aide said Anna Berg was not a liar."),
    ],
};

impl Check for AnonymousAttack {
    fn meta(&self) -> &'static Meta {
        &ANONYMOUS_ATTACK
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        use crate::reading::statement::Polarity;
        for s in &context.reading.statements {
            if !s.read || s.source.kind != SourceKind::Anonymous || s.polarity == Polarity::Denied {
                continue;
            }
            // Someone who is only unknown to us ("critics", a quotation without a found speaker) is
            // no unnamed source.
            let unnamed = s
                .source
                .speaker
                .as_ref()
                .is_some_and(|p| p.entity.is_none() && words::is(&p.lemma.to_lowercase(), "unnamed"));
            let person = s
                .subject
                .as_ref()
                .and_then(|a| a.phrase.entity.as_ref())
                .is_some_and(|e| match e {
                    EntityRef::Named(i) => context
                        .reading
                        .names
                        .get(*i as usize)
                        .is_some_and(|n| n.kind == crate::reading::names::NameKind::Person),
                    EntityRef::Known(_) => true,
                });
            if !unnamed || !person {
                continue;
            }
            let words_said = context.document.slice(s.span);
            if let Some(word) = words::mentions(words_said, "insult") {
                let mut finding = context.finding(
                    &ANONYMOUS_ATTACK,
                    s.span,
                    format!("An unnamed source calls a named person “{word}”."),
                    "Who attacks somebody by name gives their own.".to_owned(),
                );
                if let Some(p) = &s.source.speaker {
                    finding
                        .related
                        .push(context.elsewhere(p.span, "the unnamed source"));
                }
                out.push(finding);
            }
        }
    }
}
