//! Quotations of two revisions: which is which, and whether its words are the same.

use crate::document::TextSpan;
use crate::reading::Reading;

use super::words::Pairing;

/// The quotations that stand in no other one, without their marks, in order.
pub(super) fn outermost(reading: &Reading) -> Vec<TextSpan> {
    reading
        .quotations
        .iter()
        .filter(|q| q.inside.is_none())
        .map(|q| q.span)
        .collect()
}

/// A quotation's words in lower case, without punctuation; an ellipsis or a bracket is a gap (`None`).
fn quoted_words(text: &str) -> Vec<Option<String>> {
    let plain = super::version::plain(text).to_lowercase();
    let mut out: Vec<Option<String>> = Vec::new();
    let mut depth = 0usize;
    for piece in plain
        .replace("...", " … ")
        .replace('[', " [ ")
        .replace(']', " ] ")
        .split_whitespace()
    {
        match piece {
            "[" => {
                depth += 1;
                out.push(None);
            }
            "]" => depth = depth.saturating_sub(1),
            "…" => out.push(None),
            _ if depth > 0 => {}
            _ => {
                for word in piece.split('-') {
                    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
                    if !word.is_empty() {
                        out.push(Some(word));
                    }
                }
            }
        }
    }
    out.dedup_by(|a, b| a.is_none() && b.is_none());
    out
}

/// How two quotations stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same words, or one an unbroken part of the other, gaps marked.
    Same,
    /// Other words in the same utterance.
    Altered,
    /// Two utterances.
    Different,
}

/// Compares the words of two quotations.
pub(super) fn likeness(old: &str, new: &str) -> Likeness {
    let (a, b) = (quoted_words(old), quoted_words(new));
    if a.is_empty() || b.is_empty() {
        return Likeness::Different;
    }
    if covers(&a, &b) || covers(&b, &a) {
        return Likeness::Same;
    }
    let words = |v: &[Option<String>]| v.iter().flatten().cloned().collect::<Vec<_>>();
    let (a, b) = (words(&a), words(&b));
    let kept: usize = similar::capture_diff_slices(similar::Algorithm::Myers, &a, &b)
        .iter()
        .map(|op| match op {
            similar::DiffOp::Equal { len, .. } => *len,
            _ => 0,
        })
        .sum();
    // Half of the shorter one in common, in order: one utterance.
    if kept * 2 >= a.len().min(b.len()) {
        Likeness::Altered
    } else {
        Likeness::Different
    }
}

/// Whether `part` is the whole with gaps: its unbroken stretches stand in `whole` in their order.
fn covers(whole: &[Option<String>], part: &[Option<String>]) -> bool {
    let mut from = 0;
    for stretch in part.split(Option::is_none).filter(|s| !s.is_empty()) {
        let Some(rest) = whole.get(from..) else {
            return false;
        };
        let Some(at) = rest.windows(stretch.len()).position(|w| w == stretch) else {
            return false;
        };
        from += at + stretch.len();
    }
    true
}

/// Quotations of a pair whose words were altered, as (old, new).
pub(super) fn altered(pairing: &Pairing<'_, '_>) -> Vec<(TextSpan, TextSpan)> {
    let text = |span: TextSpan, new: bool| {
        let version = if new { pairing.new } else { pairing.old };
        version.document.slice(span)
    };
    let inside = |quotes: &[TextSpan], span: TextSpan| -> Vec<TextSpan> {
        quotes
            .iter()
            .filter(|q| q.overlaps(span))
            // A quotation over several sentences is compared as far as these sentences go.
            .map(|q| TextSpan::new(q.start.max(span.start), q.end.min(span.end)))
            .collect()
    };
    let old = inside(&pairing.old.quotes, pairing.old.span_of(&pairing.old_sentences));
    let mut new = inside(&pairing.new.quotes, pairing.new.span_of(&pairing.new_sentences));
    let mut out = Vec::new();
    let mut rest = Vec::new();
    for o in old {
        match new
            .iter()
            .position(|&n| likeness(text(o, false), text(n, true)) == Likeness::Same)
        {
            Some(at) => {
                new.remove(at);
            }
            None => rest.push(o),
        }
    }
    for o in rest {
        if let Some(at) = new
            .iter()
            .position(|&n| likeness(text(o, false), text(n, true)) == Likeness::Altered)
        {
            out.push((o, new.remove(at)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_gaps_and_marks_are_no_change() {
        let same = |a, b| assert_eq!(likeness(a, b), Likeness::Same, "{a} | {b}");
        same("We don’t know yet,", "We don't know yet.");
        same(
            "We have covered almost all of the points",
            "almost all of the points",
        );
        same("We will meet … in the spring", "We will meet again in the spring");
        same("We [the council] will meet", "We will meet");
    }

    #[test]
    fn another_word_is_a_change() {
        assert_eq!(
            likeness("We will meet in the spring", "We may meet in the spring"),
            Likeness::Altered
        );
        assert_eq!(
            likeness("We will meet", "Nothing was decided that day"),
            Likeness::Different
        );
    }
}
