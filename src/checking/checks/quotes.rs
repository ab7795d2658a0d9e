//! Quotations: wordings, speakers, and who speaks without a name.

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::wordings::{self, written_out};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::quotations;
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::reading::names::NameKind;
use crate::reading::quotation::{Quotation, QuotationKind};
use crate::reading::statement::{Phrase, SourceKind};
use crate::reading::tree::Upos;

/// One quotation, two wordings.
pub(super) struct QuoteTwoWordings;

static QUOTE_TWO_WORDINGS: Meta = Meta {
    id: "quote-two-wordings",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "One quotation stands in two wordings.",
    manual: "Two quotations of six words or more (of four in a headline) by one speaker, in two paragraphs (or headline and body), that agree in all words but one or two in their midst, exchanged, added or left out. An unbroken part, an ellipsis, words in square brackets \
             and other quotation marks make no other wording; short forms (“won’t”, “is not going to”) are written out first. So are a few words quoted twice but for an adjective of like meaning (“huge concession”, “enormous concession”). No other wording are figures of speech that repeat a beginning. Words that somebody is said to borrow (“borrowing the judge’s words”) are compared with what was quoted before.",
    source: "Fact-checking handbooks: 'quotations: compare each with the recording'.",
    on: true,
    flags: &[
        text(
            "‘We will never close the last mine in this valley’, says Berg\n\nAnna Berg spoke in Narvik. “We will never sell the last mine in this valley,” Berg said.",
        ),
        text(
            "Anna Berg called the offer a “huge concession”.\n\nThe mine is shut. Berg said it was an “enormous concession”.",
        ),
        text(
            "“There’s not going to be a truce unless Narvik is in the room,” said Anna Berg.\n\n“There won’t be any ceasefire until Narvik is in the room,” Berg said.",
        ),
    ],
    allows: &[
        text(
            "‘We will never close the last mine’, says Berg\n\nAnna Berg spoke in Narvik. “We will never close the last mine in this valley,” Berg said.",
        ),
        text(
            "Anna Berg called the offer a “huge concession”.\n\nThe mine is shut. Berg said it was a “painful concession”.",
        ),
        text(
            "Anna Berg called the offer a “huge concession”.\n\nThe mine is shut. Jon Aske said it was an “enormous concession”.",
        ),
        text(
            "“There’s not going to be a truce unless Narvik is in the room,” said Anna Berg.\n\n“There won’t be any trains until the line to Narvik is open again,” Berg said.",
        ),
        text(
            "“We will close the mine in spring, and then the school,” said Anna Berg.\n\n“We will open a museum in the old town hall,” said Berg.",
        ),
    ],
};

/// Fewest words by which a quotation is known again.
const FEWEST: usize = 6;

/// The same for one in the headline, which is taken from the text.
const FEWEST_ABOVE: usize = 4;

fn in_headline(context: &Context<'_>, q: &Quotation) -> bool {
    let block = context.document.blocks.get(q.block);
    block.is_some_and(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Subhead))
}

/// The same for one whose short forms are written out first.
const FEWEST_LOOSE: usize = 10;

/// Fewest words of a quotation that nobody says twice by chance.
const FEWEST_ALIKE: usize = 6;

fn own_words(context: &Context<'_>, q: &Quotation) -> Vec<String> {
    quotations::words(context.document.slice(q.span))
}

/// Whom the speaker's phrase names: the entity, or the last word of a name.
fn speaker(q: &Quotation) -> Option<&Phrase> {
    q.speaker.as_ref()
}

fn same_speaker(context: &Context<'_>, a: &Phrase, b: &Phrase) -> Option<bool> {
    match (context.named(a), context.named(b)) {
        (Some(x), Some(y)) => Some(x == y),
        _ => None,
    }
}

/// Whether the shorter of the two is the longer's wording with one or two words exchanged.
fn reworded(a: &[String], b: &[String], fewest: usize) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < fewest || short.iter().chain(long).any(|w| w == "…" || w == "[]") {
        return false;
    }
    let allowed = if short.len() >= 10 { 2 } else { 1 };
    // The first and the last word must agree: what differs at an edge is another sentence.
    let (Some(first), Some(last)) = (short.first(), short.last()) else {
        return false;
    };
    let mut best = usize::MAX;
    for (start, _) in long.iter().enumerate().filter(|(_, w)| *w == first) {
        let shortest = short.len().saturating_sub(allowed);
        for length in shortest..=short.len() + allowed {
            let Some(window) = long.get(start..start + length) else {
                break;
            };
            if window.last() == Some(last) {
                best = best.min(edits(window, short, allowed));
            }
        }
    }
    best > 0 && best <= allowed
}

/// Words exchanged, added or left out between the two; more than `most` count as very many.
fn edits(a: &[String], b: &[String], most: usize) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let diagonal = row.get(j).copied().unwrap_or(usize::MAX - 1) + usize::from(x != y);
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX - 1) + 1;
            let left = next.last().copied().unwrap_or(usize::MAX - 1) + 1;
            next.push(diagonal.min(above).min(left));
        }
        row = next;
    }
    row.last().copied().filter(|&n| n <= most).unwrap_or(usize::MAX)
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
            .filter(|(q, w)| w.len() >= FEWEST || in_headline(context, q) && w.len() >= FEWEST_ABOVE)
            .take(200)
            .collect();
        for (i, (a, wa)) in list.iter().enumerate() {
            for (b, wb) in list.iter().skip(i + 1) {
                let one = match (speaker(a), speaker(b)) {
                    (Some(x), Some(y)) => same_speaker(context, x, y) == Some(true),
                    (None, _) | (_, None) => true,
                };
                let above = in_headline(context, a) && wa.len() <= wb.len();
                let fewest = if above { FEWEST_ABOVE } else { FEWEST };
                // Of one named speaker, short forms and the like make no other sentence.
                let named = || {
                    let both = speaker(a).zip(speaker(b));
                    both.is_some_and(|(x, y)| same_speaker(context, x, y) == Some(true))
                };
                let loosely = || {
                    let (wa, wb) = (written_out(wa), written_out(wb));
                    wa.len().min(wb.len()) >= FEWEST_LOOSE && (wa == wb || reworded(&wa, &wb, FEWEST_LOOSE))
                };
                if a.block == b.block
                    || !one
                    || !(reworded(wa, wb, fewest) || wa != wb && named() && loosely())
                {
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
        wordings::short(context, &QUOTE_TWO_WORDINGS, out);
        borrowed(context, out);
    }
}

/// Flags "“He sold a position of trust,” Renwick said, borrowing the judge’s words" where the judge spoke of something
/// else that was sold.
fn borrowed(context: &Context<'_>, out: &mut Vec<Finding>) {
    /// Fewest words of a part that is said again.
    const PART: usize = 2;
    let list = &context.reading.quotations;
    for (n, q) in list.iter().enumerate() {
        let says_so = context
            .sentences
            .iter()
            .find(|v| v.sentence.span.overlaps(q.outer))
            .is_some_and(|v| {
                let words = &v.tree().words;
                words.iter().enumerate().any(|(i, w)| {
                    let cue = words::is(&w.lemma.to_lowercase(), "borrowing-verb") && !context.quoted(w.span);
                    let mut behind = words.iter().skip(i + 1).take(5);
                    cue && behind.any(|x| matches!(x.form.to_lowercase().as_str(), "words" | "phrase"))
                })
            });
        let said = own_words(context, q);
        if !says_so || said.len() < PART + 1 || said.iter().any(|w| w == "…" || w == "[]") {
            continue;
        }
        let run = |other: &[String]| -> usize {
            let mut longest = 0;
            for i in 0..said.len() {
                for j in 0..other.len() {
                    let alike = said
                        .iter()
                        .skip(i)
                        .zip(other.iter().skip(j))
                        .take_while(|(a, b)| a == b);
                    longest = longest.max(alike.count());
                }
            }
            longest
        };
        let mut best: Option<(usize, &Quotation)> = None;
        for other in list.iter().take(n).filter(|o| o.block != q.block) {
            let length = run(&own_words(context, other));
            if best.is_none_or(|(l, _)| length > l) {
                best = Some((length, other));
            }
        }
        // The words begin alike and go on otherwise; a pronoun in front is the speaker's own.
        let Some((_, other)) = best.filter(|(l, _)| *l >= PART && *l + 2 < said.len()) else {
            continue;
        };
        let mut finding = context.finding(
            &QUOTE_TWO_WORDINGS,
            q.span,
            "These words are said to be somebody else’s, who is quoted otherwise.",
            format!(
                "“{}” there, “{}” here.",
                context.document.slice(other.span),
                context.document.slice(q.span)
            ),
        );
        finding
            .related
            .push(context.elsewhere(other.span, "the other wording"));
        out.push(finding);
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
            .filter(|(_, w)| w.len() >= FEWEST_ALIKE)
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
                // "Lund quoted Moe: …"
                let hands_on = [a, b].iter().any(|q| {
                    let holds = |v: &&View<'_>| v.sentence.span.overlaps(q.outer);
                    context.sentences.iter().filter(holds).any(|v| {
                        v.tree()
                            .words
                            .iter()
                            .any(|w| !q.outer.contains(w.span) && words::is(&w.lemma, "quoting-verb"))
                    })
                });
                if wa != wb || same_speaker(context, x, y) != Some(false) || !named || hands_on {
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
    manual: "A whole utterance of six words or more in quotation marks, and nothing in its paragraph says whose it is: no verb of speech in its sentence, no label, no other quotation of a speaker. A paragraph that is nothing but a quotation may be led up to by \
             a colon or by a quotation in the paragraph before; and a sentence of what a person asks, pledges or thinks of it leads up to their words. Scare quotes, titles and terms are no utterances.",
    source: "Style guides: 'every quotation has a speaker'.",
    on: true,
    flags: &[
        text(
            "The ferry burned for a night.\n\nThe hull was towed to Bergen in May.\n\n“Nobody in that company ever counted the life jackets before sailing.”\n\nThe yard broke it up in June.",
        ),
        text(
            "The ferry burned for a night.\n\nAnna Berg towed the hull to Bergen in May. “Nobody in that company ever counted the life jackets before sailing.”",
        ),
    ],
    allows: &[
        text(
            "The ferry burned for a night.\n\n“Nobody in that company ever counted the life jackets before sailing,” said Anna Berg.",
        ),
        text(
            "Anna Berg told the court:\n\n“Nobody in that company ever counted the life jackets before sailing.”",
        ),
        text("The “slowest snail” was found in the Pacific."),
        text(
            "The ferry burned for a night.\n\nAnna Berg was asked about the wreck. “Nobody in that company ever counted the life jackets before sailing.”",
        ),
    ],
};

impl Check for QuoteUnattributed {
    fn meta(&self) -> &'static Meta {
        &QUOTE_UNATTRIBUTED
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let blocks = &context.document.blocks;
        for (n, q) in context.reading.quotations.iter().enumerate() {
            let Some(block) = blocks.get(q.block).filter(|b| b.kind == BlockKind::Paragraph) else {
                continue;
            };
            let utterance = context
                .document
                .slice(q.span)
                .trim_end()
                .ends_with(['.', '!', '?']);
            if q.kind != QuotationKind::Direct
                || q.continues.is_some()
                || q.inside.is_some()
                || !utterance
                || own_words(context, q).len() < FEWEST
                || !is_sentence(context, q, block.span)
                || told_in_paragraph(context, n)
            {
                continue;
            }
            let before: Vec<TextSpan> = q
                .block
                .checked_sub(1)
                .and_then(|i| blocks.get(i))
                .filter(|b| b.kind != BlockKind::Headline)
                .map(|b| b.span)
                .into_iter()
                .collect();
            // Words of the paragraph in front of the quotation lead to it like a paragraph of their own.
            let lead = TextSpan::new(block.span.start, q.outer.start);
            let introduced = |span: &TextSpan| context.document.slice(*span).trim_end().ends_with(':');
            let carried = |span: &TextSpan| {
                context
                    .reading
                    .quotations
                    .iter()
                    .any(|o| span.contains(o.outer) && o.kind != QuotationKind::Fragment)
            };
            // "Schiff said it was a hoax. “It is absurd.”": the speaker of the words before goes on.
            let speaks = context
                .reading
                .statements
                .iter()
                .any(|s| lead.contains(s.span) && s.source.kind != SourceKind::Narrator);
            let opens = context.document.slice(lead).trim().is_empty();
            let led_by_person = person_leads(context, q.outer);
            // The paragraph before ends with somebody's words: they go on.
            let spoke = before.iter().any(|b| {
                let last = context
                    .sentences
                    .iter()
                    .filter(|v| b.contains(v.sentence.span))
                    .map(|v| v.index)
                    .max();
                context.reading.statements.iter().any(|s| {
                    Some(s.sentence) == last && s.source.kind == SourceKind::Speaker && s.source.cue.is_some()
                })
            });
            if before.iter().any(|b| opens && (introduced(b) || carried(b)))
                || introduced(&lead)
                || speaks
                || led_by_person
                || opens && spoke
                || opens && before.is_empty()
            {
                continue;
            }
            // "That was the view of Anna Berg, …": the next paragraph may name the speaker.
            let next = blocks
                .get(q.block + 1)
                .filter(|b| b.kind == BlockKind::Paragraph)
                .map(|b| b.span);
            let alone = opens && q.outer.end >= block.span.end;
            if alone && next.is_some_and(|span| names_the_speaker(context, span)) {
                continue;
            }
            out.push(context.finding(
                &QUOTE_UNATTRIBUTED,
                q.outer,
                "Who said this?",
                "Neither the paragraph nor a quotation that leads up to it names a speaker.".to_owned(),
            ));
        }
    }
}

/// Whether the paragraph of the quotation with index `n` says whose words it quotes: a verb of speech in the
/// sentence of a quotation, a speaker worked into it, a label.
fn told_in_paragraph(context: &Context<'_>, n: usize) -> bool {
    let list = &context.reading.quotations;
    let Some(q) = list.get(n) else { return true };
    list.iter()
        .filter(|o| o.block == q.block && o.kind != QuotationKind::Fragment)
        .any(|o| {
            let Some(speaker) = &o.speaker else { return false };
            match o.cue_span {
                // Worked into the sentence, or labelled: the speaker stands in the paragraph.
                None => in_block(context, speaker.span, o.block),
                // Behind the quotation the reader found it in the same sentence.
                Some(cue) => {
                    in_block(context, cue, o.block) && (cue.start >= o.outer.end || beside(context, cue, o))
                }
            }
        })
}

/// Whether the quotation is a sentence of its own: it begins like one, behind the end of one, and no label
/// ("— Anna Berg") follows.
fn is_sentence(context: &Context<'_>, q: &Quotation, block: TextSpan) -> bool {
    let before = context
        .document
        .slice(TextSpan::new(block.start, q.outer.start))
        .trim_end();
    let after = context
        .document
        .slice(TextSpan::new(q.outer.end, block.end))
        .trim_start();
    let words = context.document.slice(q.span).trim_start();
    let own = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"', '’', ':']);
    own && words.starts_with(char::is_uppercase) && !after.starts_with(['―', '—', '–', '-'])
}

/// "Dr Fox was asked about it. “I’m sure we would look at it.”", "He pledged more. “I will pay.”": the sentence right before tells of
/// a person's words, which go on.
fn person_leads(context: &Context<'_>, quotation: TextSpan) -> bool {
    let before = context
        .sentences
        .iter()
        .rev()
        .find(|v| v.sentence.span.end <= quotation.start);
    let Some(view) = before.filter(|v| v.kind == BlockKind::Paragraph) else {
        return false;
    };
    let tree = view.tree();
    let Some(root) = tree.words.iter().position(|w| w.head.is_none()) else {
        return false;
    };
    let lemma = tree
        .words
        .get(root)
        .map(|w| w.lemma.to_lowercase())
        .unwrap_or_default();
    let speaks = words::is(&lemma, "utterance-verb")
        || tree
            .words
            .iter()
            .any(|w| w.upos == Upos::Noun && words::is(&w.lemma.to_lowercase(), "utterance-noun"));
    speaks
        && tree.children_by(root, "nsubj").any(|s| {
            tree.words.get(s).is_some_and(|w| {
                matches!(w.form.to_lowercase().as_str(), "he" | "she" | "i")
                    || context
                        .reading
                        .names
                        .iter()
                        .any(|n| n.kind == NameKind::Person && n.mentions.iter().any(|m| m.contains(w.span)))
            })
        })
}

fn in_block(context: &Context<'_>, span: TextSpan, block: usize) -> bool {
    context
        .document
        .blocks
        .get(block)
        .is_some_and(|b| b.span.contains(span))
}

/// Whether the cue belongs to the sentence of the quotation, before it or behind.
fn beside(context: &Context<'_>, cue: TextSpan, q: &Quotation) -> bool {
    let gap = if cue.end <= q.outer.start {
        TextSpan::new(cue.end, q.outer.start)
    } else {
        TextSpan::new(q.outer.end.min(cue.start), cue.start)
    };
    let words = context.document.slice(gap);
    !words.contains(['.', '!', '?']) || words.trim_end().ends_with(':')
}

/// Whether the first sentence at `span` tells of speech and has no quotation of its own.
fn names_the_speaker(context: &Context<'_>, span: TextSpan) -> bool {
    let first = context.sentences.iter().find(|s| span.contains(s.sentence.span));
    first.is_some_and(|s| {
        let own = context
            .reading
            .quotations
            .iter()
            .any(|o| s.sentence.span.overlaps(o.outer));
        let that = words::mentions(s.text(), "speech-noun").is_some();
        !own && that
    })
}
