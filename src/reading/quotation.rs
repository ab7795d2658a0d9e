//! Quotations in a document: where they open and close, in every typographic style.
//!
//! `“…”`, `"…"`, `‘…’`, `'…'`, `«…»`, `„…“`, doubled backticks; nested; interrupted by the speech verb; carried
//! over paragraphs (each paragraph opens anew, only the last one closes). Who speaks is found by
//! [`super::attribution`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::statement::{Phrase, SourceKind};
use crate::document::{Block, BlockKind, Document, TextSpan};

/// One stretch of quoted words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// The quoted words, without the marks.
    pub span: TextSpan,
    /// With the marks.
    pub outer: TextSpan,
    /// Index of its block.
    pub block: usize,
    /// Whole utterance or a few words worked into the sentence.
    pub kind: QuotationKind,
    /// Index of the quotation that this one stands inside.
    pub inside: Option<usize>,
    /// Index of the quotation of the same utterance that comes before it: interrupted by the
    /// speech verb, or in the paragraph before.
    pub continues: Option<usize>,
    /// Narrator while no speaker was found.
    pub source: SourceKind,
    /// Who speaks.
    pub speaker: Option<Phrase>,
    /// Lemma of the verb that says so.
    pub cue: Option<String>,
    /// Bytes of the cue.
    pub cue_span: Option<TextSpan>,
}

/// Kind of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuotationKind {
    /// One or more whole utterances: “There’s not going to be a truce,” he said.
    Direct,
    /// Words worked into a sentence of somebody else's: a “huge concession”.
    Fragment,
    /// A block set off as quoted, without marks.
    Block,
}

/// Finds the quotations of a document in order of their opening mark.
pub(crate) fn find(document: &Document) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    let mut open_before: Option<usize> = None;
    let turns = turns(document);
    for (index, block) in document.blocks.iter().enumerate() {
        let text = document.slice(block.span);
        if let Some(&label) = turns.get(&index) {
            let from = block.span.start + label;
            let span = TextSpan::new(from, block.span.start + text.trim_end().len());
            let turn = out.len();
            out.push(quotation(span, span, index, QuotationKind::Block));
            let rest = Block {
                span,
                ..block.clone()
            };
            let (found, _) = find_in_block(document.slice(span), &rest, index, false);
            for (mut q, inside) in found {
                q.inside = Some(inside.map_or(turn, |i| i + turn + 1));
                q.continues = q.continues.map(|i| i + turn + 1);
                out.push(q);
            }
            open_before = None;
            continue;
        }
        let next_opens = document.blocks.get(index + 1).is_some_and(|b| {
            document
                .slice(b.span)
                .trim_start()
                .starts_with(['“', '"', '«', '„'])
        });
        let (found, unclosed) = find_in_block(text, block, index, next_opens);
        if block.kind == BlockKind::BlockQuote && found.is_empty() && !text.trim().is_empty() {
            out.push(quotation(block.span, block.span, index, QuotationKind::Block));
            open_before = None;
            continue;
        }
        let base = out.len();
        for (n, (mut q, inside)) in found.into_iter().enumerate() {
            q.inside = inside.map(|i| i + base);
            q.continues = q.continues.map(|i| i + base);
            if n == 0
                && let Some(before) = open_before
                && document
                    .text
                    .get(block.span.start..q.outer.start)
                    .is_some_and(|t| t.trim().is_empty())
            {
                q.continues = Some(before);
            }
            out.push(q);
        }
        open_before = unclosed.map(|i| i + base);
    }
    out
}

/// The paragraphs that a label in capitals gives to a speaker ("KEEL: We want the bridge."), and where the words
/// begin behind it. An interview has two such speakers, of whom one is labelled twice; "UPDATE: The bridge is open" is
/// no turn in it.
fn turns(document: &Document) -> BTreeMap<usize, usize> {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let text = document.slice(block.span);
        if block.kind == BlockKind::Paragraph
            && let Some((label, words)) = turn(text)
        {
            *labels.entry(label).or_default() += 1;
            out.insert(index, words);
        }
    }
    if labels.len() < 2 || labels.values().all(|&n| n < 2) {
        out.clear();
    }
    out
}

/// The label of a turn and the byte behind it.
fn turn(text: &str) -> Option<(&str, usize)> {
    let marks = ['“', '”', '"'];
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
    let (label, rest) = start.split_once(':')?;
    let capitals = label.chars().filter(|c| c.is_uppercase()).count();
    let a_name = label
        .chars()
        .all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let words = rest.trim_start();
    let spoken = rest.len() > words.len() && !words.is_empty() && !words.starts_with(marks);
    (capitals > 2 && a_name && label.split_whitespace().count() < 4 && spoken)
        .then(|| (label, text.len() - words.len()))
}

fn quotation(span: TextSpan, outer: TextSpan, block: usize, kind: QuotationKind) -> Quotation {
    Quotation {
        span,
        outer,
        block,
        kind,
        inside: None,
        continues: None,
        source: SourceKind::Narrator,
        speaker: None,
        cue: None,
        cue_span: None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
    Guillemet,
    /// Two backticks; closed by two straight apostrophes.
    Backtick,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    mark: Mark,
    /// Offset of the mark and of the first byte after it.
    at: usize,
    inner: usize,
    /// Index reserved for the quotation in the output order.
    slot: usize,
}

type Found = Vec<(Quotation, Option<usize>)>;

/// The quotations of one block (spans in the read text), and the index of one left open to be
/// carried on by the next block.
fn find_in_block(text: &str, block: &Block, index: usize, next_opens: bool) -> (Found, Option<usize>) {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut stack: Vec<Open> = Vec::new();
    let mut done: Vec<Option<(Quotation, Option<usize>)>> = Vec::new();
    let mut skip = false;
    // Slots of quotations that go on in the next one.
    let mut carried: Vec<(usize, usize)> = Vec::new();
    for (n, &(at, c)) in chars.iter().enumerate() {
        if skip {
            skip = false;
            continue;
        }
        let before = n.checked_sub(1).and_then(|p| chars.get(p)).map(|&(_, c)| c);
        let after = chars.get(n + 1).map(|&(_, c)| c);
        let after_space = before.is_none_or(|b| {
            b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | '/' | '“' | '"' | '‘' | '«' | ':')
        });
        let before_space = after.is_none_or(|a| {
            a.is_whitespace()
                || matches!(
                    a,
                    ')' | ']'
                        | '.'
                        | ','
                        | ';'
                        | ':'
                        | '?'
                        | '!'
                        | '—'
                        | '–'
                        | '-'
                        | '”'
                        | '"'
                        | '’'
                        | '»'
                        | '…'
                )
        });
        let mut end = at + c.len_utf8();
        let top = stack.last().map(|o| o.mark);
        let action = match c {
            '“' if top == Some(Mark::Double) && !after_space && before_space => Some((Mark::Double, false)),
            '“' | '„' => Some((Mark::Double, true)),
            '”' => Some((Mark::Double, false)),
            '"' => {
                let open = stack.iter().any(|o| o.mark == Mark::Double);
                if !open && (after_space || !before_space) && after.is_some_and(|a| !a.is_whitespace()) {
                    Some((Mark::Double, true))
                } else if open {
                    Some((Mark::Double, false))
                } else {
                    None
                }
            }
            '«' => Some((Mark::Guillemet, true)),
            '»' => Some((Mark::Guillemet, false)),
            '`' if after == Some('`') => {
                skip = true;
                end += 1;
                Some((Mark::Backtick, true))
            }
            '\'' if after == Some('\'') && stack.iter().any(|o| o.mark == Mark::Backtick) => {
                skip = true;
                end += 1;
                Some((Mark::Backtick, false))
            }
            '‘' if after_space && after.is_some_and(|a| !a.is_whitespace()) => Some((Mark::Single, true)),
            '\'' if after_space && after.is_some_and(char::is_alphabetic) && closes_later(&chars, n) => {
                Some((Mark::Single, true))
            }
            '’' | '\''
                if top == Some(Mark::Single)
                    && before_space
                    && before.is_some_and(|b| !b.is_whitespace()) =>
            {
                Some((Mark::Single, false))
            }
            _ => None,
        };
        // "We won. "We fought": paragraphs run together, of which each opens anew and none but the last closes.
        if c == '"'
            && before.is_some_and(char::is_whitespace)
            && after.is_some_and(char::is_uppercase)
            && let Some(open) = stack.last().copied().filter(|o| o.mark == Mark::Double)
            && let Some(inner) = text.get(open.inner..at).map(str::trim_end)
            && inner.ends_with(['.', '!', '?'])
        {
            stack.pop();
            let (base, stop) = (block.span.start, open.inner + inner.len());
            let span = TextSpan::new(base + open.inner, base + stop);
            let kind = kind_of(text, open.at, inner, stop);
            let q = quotation(span, TextSpan::new(base + open.at, base + stop), index, kind);
            if let Some(slot) = done.get_mut(open.slot) {
                *slot = Some((q, stack.last().map(|o| o.slot)));
            }
            carried.push((open.slot, done.len()));
            done.push(None);
            stack.push(Open {
                mark: Mark::Double,
                at,
                inner: end,
                slot: done.len() - 1,
            });
            continue;
        }
        match action {
            Some((mark, true)) => {
                done.push(None);
                stack.push(Open {
                    mark,
                    at,
                    inner: end,
                    slot: done.len() - 1,
                });
            }
            Some((mark, false)) => {
                let Some(position) = stack.iter().rposition(|o| o.mark == mark) else {
                    continue;
                };
                // Marks left open inside are strays (an apostrophe taken for a mark).
                stack.truncate(position + 1);
                let Some(open) = stack.pop() else { continue };
                let inner = text.get(open.inner..at).unwrap_or_default();
                if inner.trim().is_empty() {
                    continue;
                }
                let kind = kind_of(text, open.at, inner, end);
                let base = block.span.start;
                let q = quotation(
                    TextSpan::new(base + open.inner, base + at),
                    TextSpan::new(base + open.at, base + end),
                    index,
                    kind,
                );
                if let Some(slot) = done.get_mut(open.slot) {
                    *slot = Some((q, stack.last().map(|o| o.slot)));
                }
            }
            None => {}
        }
    }
    let mut unclosed = None;
    if let Some(open) = stack.first().copied()
        && next_opens
        && open.mark == Mark::Double
    {
        let base = block.span.start;
        let span = TextSpan::new(base + open.inner, base + text.trim_end().len().max(open.inner));
        if let Some(slot) = done.get_mut(open.slot) {
            *slot = Some((
                quotation(
                    span,
                    TextSpan::new(base + open.at, span.end),
                    index,
                    QuotationKind::Direct,
                ),
                None,
            ));
            unclosed = Some(open.slot);
        }
    }
    // Slots of strays fall away; the indices are moved together.
    let mut moved: Vec<Option<usize>> = Vec::with_capacity(done.len());
    let mut next = 0;
    for slot in &done {
        moved.push(slot.as_ref().map(|_| {
            next += 1;
            next - 1
        }));
    }
    let place = |i: usize| moved.get(i).copied().flatten();
    for (from, to) in carried {
        if let Some(Some((q, _))) = done.get_mut(to) {
            q.continues = place(from);
        }
    }
    let found = done
        .iter()
        .flatten()
        .map(|(q, inside)| (q.clone(), inside.and_then(place)))
        .collect();
    (found, unclosed.and_then(place))
}

/// Whether a straight single mark that opens here has a mate on the same line that can close it.
fn closes_later(chars: &[(usize, char)], open: usize) -> bool {
    // "the '90s", "'em": an apostrophe; a quotation closes before white space or punctuation.
    chars
        .iter()
        .enumerate()
        .skip(open + 1)
        .take(600)
        .any(|(i, &(_, c))| {
            c == '\''
                && chars
                    .get(i - 1)
                    .is_some_and(|&(_, b)| !b.is_whitespace() && b != 's')
                && chars.get(i + 1).is_none_or(|&(_, a)| {
                    a.is_whitespace() || matches!(a, '.' | ',' | ';' | '?' | '!' | ')' | '"' | '”')
                })
        })
}

/// A whole utterance ends with punctuation inside the marks, or stands after a colon or a comma
/// with a capital letter; anything else is worked into the sentence around it.
fn kind_of(text: &str, open: usize, inner: &str, end: usize) -> QuotationKind {
    let inner = inner.trim();
    let words = inner.split_whitespace().count();
    let ends = inner.ends_with(['.', ',', '?', '!', '…', '—', '–', ';']) || inner.ends_with("...");
    let capital = inner
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase);
    let before = text.get(..open).unwrap_or_default().trim_end();
    let introduced =
        before.is_empty() || before.ends_with([':', ',', '.', '?', '!', '—', '–', '”', '"', '…']);
    let closes = text
        .get(end..)
        .unwrap_or_default()
        .trim_start()
        .starts_with(['.', '?', '!'])
        || text.get(end..).is_some_and(|t| t.trim().is_empty());
    // "said “those who violate the rules,”" ends with the sentence around it.
    if is_title(inner) && !before.ends_with(':') {
        QuotationKind::Fragment
    } else if (ends && (capital || introduced))
        || (capital && introduced && words > 2 && (closes || before.ends_with([':', ','])))
        || words > 12
    {
        QuotationKind::Direct
    } else {
        QuotationKind::Fragment
    }
}

/// “War on Drugs”, “The Morning Show,”: every word but the smallest begins with a capital, and nothing is
/// said.
fn is_title(inner: &str) -> bool {
    let name = inner.trim_end_matches([',', '.', ';']);
    // “BIG PROGRESS. STAY TUNED!” is cried, not named.
    if name.contains(['!', '?', '…']) || name.contains(". ") {
        return false;
    }
    // “BIG PROGRESS ON RUSSIA,” he wrote.
    if inner.ends_with(',') && !name.contains(char::is_lowercase) {
        return false;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |w: &&&str| {
        w.chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    let small = |w: &&str| w.chars().count() <= 3;
    (2..=8).contains(&words.len())
        && words.iter().filter(capital).count() >= 2
        && words.iter().all(|w| capital(&w) || small(w))
        && words.last().is_some_and(|w| capital(&w))
        && !words.iter().any(|w| matches!(*w, "I" | "I’m" | "I'm"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    fn found(blocks: &[&str]) -> Vec<(String, QuotationKind, Option<usize>, Option<usize>)> {
        let mut text = String::new();
        let mut list = Vec::new();
        for b in blocks {
            let start = text.len();
            text.push_str(b);
            list.push(Block {
                kind: BlockKind::Paragraph,
                span: TextSpan::new(start, text.len()),
                lede: false,
                group: None,
            });
            text.push_str("\n\n");
        }
        let mut map = crate::document::OffsetMap::default();
        map.push(TextSpan::new(0, text.len()), Span::new(0, text.len()));
        let document = Document {
            source: Source::new("t", text.clone()),
            format: crate::document::Format::Plain,
            text,
            blocks: list,
            dateline: None,
            map,
            comments: Vec::new(),
        };
        find(&document)
            .into_iter()
            .map(|q| (document.slice(q.span).to_owned(), q.kind, q.inside, q.continues))
            .collect()
    }

    #[test]
    fn curly_straight_and_nested() {
        let q = found(&["“We won’t,” she said. “He told me ‘no way’ twice.”"]);
        assert_eq!(q.len(), 3);
        assert_eq!(q[0].0, "We won’t,");
        assert_eq!(q[2], ("no way".into(), QuotationKind::Fragment, Some(1), None));
        let q = found(&["He called it a \"huge concession\" and left."]);
        assert_eq!(
            q,
            [("huge concession".into(), QuotationKind::Fragment, None, None)]
        );
    }

    #[test]
    fn titles_and_trailing_words_are_no_utterances() {
        let kinds = |text: &str| -> Vec<QuotationKind> { found(&[text]).into_iter().map(|q| q.1).collect() };
        let fragment = [QuotationKind::Fragment];
        assert_eq!(kinds("She spoke on “The Morning Show,” a host said."), fragment);
        assert_eq!(kinds("He praised their “new and innovative ideas.”"), fragment);
        assert_eq!(kinds("“We will win,” he said."), [QuotationKind::Direct]);
        assert_eq!(
            kinds("“BIG PROGRESS. STAY TUNED!” he wrote."),
            [QuotationKind::Direct]
        );
        assert_eq!(
            kinds("“BIG PROGRESS ON ROADS,” he wrote."),
            [QuotationKind::Direct]
        );
        assert_eq!(
            kinds("“We,” he said, “will win this game.”"),
            [QuotationKind::Direct, QuotationKind::Direct]
        );
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let q = found(&["“First part.", "“Second part,” she said."]);
        assert_eq!(q.len(), 2);
        assert_eq!(q[1].3, Some(0));
    }

    #[test]
    fn labels_in_capitals_give_turns_to_speakers() {
        let q = found(&[
            "\"KEEL: We want the bridge. It is “long overdue.”",
            "\"MARSH: Why?",
            "KEEL: It will bring trade.",
        ]);
        let turns: Vec<&str> = q
            .iter()
            .filter(|q| q.1 == QuotationKind::Block)
            .map(|q| q.0.as_str())
            .collect();
        let wanted = [
            "We want the bridge. It is “long overdue.”",
            "Why?",
            "It will bring trade.",
        ];
        assert_eq!(turns, wanted);
        assert_eq!(
            q[1],
            ("long overdue.".into(), QuotationKind::Fragment, Some(0), None)
        );
        // One label alone says what kind of news it is.
        assert!(
            found(&[
                "UPDATE: The bridge is open.",
                "UPDATE: It is closed.",
                "Traffic flows."
            ])
            .is_empty()
        );
    }

    #[test]
    fn paragraphs_run_together_open_anew() {
        let q = found(&["\"First part. \"Second part,\" she said."]);
        let words: Vec<&str> = q.iter().map(|q| q.0.as_str()).collect();
        assert_eq!(words, ["First part.", "Second part,"]);
        assert_eq!(q[1].3, Some(0));
        // A closing mark with a space on both sides is one still.
        let q = found(&["\"First part. \" Nobody spoke. \"Second part,\" she said."]);
        assert_eq!(q[1].3, None);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        assert!(found(&["The '90s weren't the players' best years, it's said."]).is_empty());
        assert!(found(&["A 5\" pipe broke."]).is_empty());
    }
}
