//! Votes: "voted to accept the offer", "voted by 301 to 97 against the deal".

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::reading::tree::Upos;

/// How a body voted.
struct Vote {
    favour: bool,
    /// Whether the numbers of both sides are given.
    counted: bool,
    at: usize,
    paragraph: usize,
    span: TextSpan,
}

/// Sentences between the two tellings of one vote at most.
const NEAR: usize = 2;

/// Adds votes that are told both ways, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let votes: Vec<Vote> = context
        .prose()
        .filter(|v| v.kind == BlockKind::Paragraph)
        .enumerate()
        .flat_map(|(at, v)| votes(context, v, at))
        .collect();
    for (n, later) in votes.iter().enumerate() {
        for earlier in votes.iter().take(n) {
            let near = later.at > earlier.at && later.at - earlier.at <= NEAR;
            if !near || later.favour == earlier.favour || !(later.counted ^ earlier.counted) {
                continue;
            }
            // A third telling may say which it was; of two votes nothing is known.
            if votes.len() > 2 && later.paragraph == earlier.paragraph {
                continue;
            }
            out.push(context.conflict(meta, later.span, earlier.span, "One vote has one outcome."));
            return;
        }
    }
}

/// The votes of whole bodies that the sentence tells of in the article's own voice.
fn votes(context: &Context<'_>, view: &View<'_>, at: usize) -> Vec<Vote> {
    let tree = view.tree();
    let mut out = Vec::new();
    if words::mentions(view.text(), "another-occasion").is_some() {
        return out;
    }
    for (i, word) in tree.words.iter().enumerate() {
        let verb = word.upos == Upos::Verb && word.lemma.eq_ignore_ascii_case("vote");
        if !verb || context.quoted(word.span) || !matches!(word.xpos, "VBD" | "VBN" | "VBZ" | "VBP") {
            continue;
        }
        let body = tree
            .child_by(i, "nsubj")
            .or_else(|| {
                // "Refuse collectors voted": a noun read as an order.
                let above = word
                    .head
                    .filter(|_| matches!(word.deprel.base(), "xcomp" | "ccomp"))?;
                tree.child_by(above, "obj").filter(|&o| o < i)
            })
            .and_then(|s| tree.words.get(s).map(|w| (s, w)))
            .is_some_and(|(s, w)| {
                let few = view.numbers.iter().any(|n| n.head == Some(s) || n.word == s);
                w.upos == Upos::Noun && !few
            });
        let hedged = tree
            .children(i)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| w.xpos == "MD" || words::is(&w.form.to_lowercase(), "negation"));
        if !body || hedged {
            continue;
        }
        let tail: Vec<String> = tree
            .words
            .iter()
            .skip(i + 1)
            .take(14)
            .take_while(|w| !matches!(w.form.as_str(), ";" | ":" | "."))
            .map(|w| w.form.to_lowercase())
            .collect();
        let favour = tail.iter().enumerate().find_map(|(k, w)| {
            let next = tail.get(k + 1).map_or("", String::as_str);
            match w.as_str() {
                "against" => Some(false),
                "for" if !next.chars().any(|c| c.is_ascii_digit()) => Some(true),
                "favour" | "favor" => Some(true),
                "to" if words::is(next, "accept-verb") => Some(true),
                "to" if words::is(next, "reject-verb") => Some(false),
                _ => None,
            }
        });
        let counted = tail.windows(3).any(|w| {
            let digit =
                |x: Option<&String>| x.is_some_and(|t| t.chars().next().is_some_and(|c| c.is_ascii_digit()));
            digit(w.first())
                && w.get(1).is_some_and(|t| matches!(t.as_str(), "to" | "-" | "–"))
                && digit(w.last())
        });
        if let Some(favour) = favour {
            let end = tree.words.get((i + tail.len()).min(tree.len().saturating_sub(1)));
            out.push(Vote {
                favour,
                counted,
                at,
                paragraph: view.sentence.block,
                span: end.map_or(word.span, |e| word.span.cover(e.span)),
            });
        }
    }
    out
}
