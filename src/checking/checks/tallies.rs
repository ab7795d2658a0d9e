//! Results and majorities in the headline and where the text begins.

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::headline::shared_words;
use super::words;
use crate::document::TextSpan;
use crate::reading::number::Number;

/// "4–3" over "4–2", "by seven votes to two" over "by seven votes to four", "by a single vote" over "102 to 98".
pub(super) fn tally(
    context: &Context<'_>,
    top: &View<'_>,
    body: &[&View<'_>],
) -> Option<(TextSpan, TextSpan)> {
    /// Sentences in which the result must come.
    const FIRST: usize = 3;
    let contest = top.tree().words.iter().any(|w| {
        let lemma = w.lemma.to_lowercase();
        words::is(&lemma, "tally-verb")
            || words::is(&lemma, "contest-verb")
            || words::is(&lemma, "contest-noun")
    });
    let lede = body.get(..FIRST.min(body.len()))?;
    let votes = lede.iter().any(|v| {
        v.tree()
            .words
            .iter()
            .any(|w| w.lemma.eq_ignore_ascii_case("vote"))
    });
    let contest = contest || votes;
    let told: Vec<([Decimal; 2], TextSpan)> = lede.iter().flat_map(|v| tallies(v)).collect();
    let (first, there) = *told.first()?;
    let one = told.iter().all(|(t, _)| *t == first);
    if !one || context.quoted(there) {
        return None;
    }
    let shared = |own: &Number| lede.iter().any(|v| shared_words(top, own, v) >= 2);
    let all: Vec<[Decimal; 2]> = body.iter().flat_map(|v| tallies(v)).map(|(t, _)| t).collect();
    if let [(own, here)] = tallies(top).as_slice() {
        let lead = top.words_before(*here, 1).pop().unwrap_or_default();
        let other = contest && lead != "from" && !all.contains(own) && !context.quoted(*here);
        return other.then_some((*here, there));
    }
    // The majority.
    let majority = top.numbers.iter().find(|n| {
        let lead = top.words_before(n.mention.span, 1).pop().unwrap_or_default();
        n.mention.of.as_deref() == Some("vote") && lead == "by"
    });
    let single = top.text().to_lowercase().contains("by a single vote");
    let [high, low] = first;
    let margin = high - low;
    let (value, here) = match majority {
        Some(n) if shared(n) => (n.mention.quantity.value, n.core),
        None if single => {
            let word = top
                .tree()
                .words
                .iter()
                .find(|w| w.form.eq_ignore_ascii_case("single"))?;
            (Decimal::ONE, word.span)
        }
        _ => return None,
    };
    let stated = body
        .iter()
        .flat_map(|v| v.numbers.iter())
        .any(|n| n.mention.quantity.value == value && n.mention.of.as_deref() == Some("vote"));
    (value != margin && value != high && !stated).then_some((here, there))
}

/// The results that the sentence gives, the greater number first: "4-2", "102 votes to 98".
fn tallies(view: &View<'_>) -> Vec<([Decimal; 2], TextSpan)> {
    let order = |a: Decimal, b: Decimal| [a.max(b), a.min(b)];
    let mut out = Vec::new();
    let text = view.text();
    let digits = |s: &str| s.len() <= 3 && !s.is_empty();
    for (at, mark) in text.match_indices(['-', '–']) {
        let (left, right) = (
            text.get(..at).unwrap_or_default(),
            text.get(at + mark.len()..).unwrap_or_default(),
        );
        let head = left
            .rsplit(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default();
        let tail = right
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default();
        let bare = |c: Option<char>| {
            c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '–' | '.' | '$' | '£' | '€'))
        };
        let around = bare(
            left.get(..left.len() - head.len())
                .and_then(|l| l.chars().next_back()),
        ) && bare(
            right
                .get(tail.len()..)
                .and_then(|r| r.chars().next())
                .filter(|c| *c != '.'),
        );
        if let (true, true, true, Ok(a), Ok(b)) =
            (digits(head), digits(tail), around, head.parse(), tail.parse())
        {
            let start = view.sentence.span.start + at - head.len();
            let span = TextSpan::new(start, view.sentence.span.start + at + mark.len() + tail.len());
            out.push((order(a, b), span));
        }
    }
    for pair in view.numbers.windows(2) {
        let [a, b] = pair else { continue };
        let gap = view.between(a.core, b.core).trim().to_lowercase();
        let lead = view.words_before(a.mention.span, 1).pop().unwrap_or_default();
        let joined = matches!(gap.as_str(), "to" | "votes to");
        let whole = |n: &Number| n.mention.quantity.unit.is_none() && n.mention.quantity.upper.is_none();
        if joined && whole(a) && whole(b) && !matches!(lead.as_str(), "from" | "between" | "aged") {
            out.push((
                order(a.mention.quantity.value, b.mention.quantity.value),
                a.core.cover(b.core),
            ));
        }
    }
    out
}
