//! Patterns that are only `text /…/`: the words themselves, wherever the narrowings let them look.

use crate::document::{BlockKind, TextSpan};
use crate::rules::book::Narrowing;

use super::case::{Case, finding_of};
use super::finding::{Finding, FindingKind, RelatedRole};
use super::pattern::{PreparedPattern, is_body};
use super::prepare::PreparedRule;

/// The places where the expressions of a pattern match, each with its expression.
fn hits<'p>(case: &Case<'_>, pattern: &'p PreparedPattern) -> Vec<(TextSpan, &'p Narrowing)> {
    let narrowings = &pattern.pattern.narrowings;
    let mut out = Vec::new();
    for narrowing in narrowings {
        let Narrowing::Regex { regex, .. } = narrowing else {
            continue;
        };
        for block in &case.document.blocks {
            let wanted = narrowings.iter().all(|n| match n {
                Narrowing::InHeadline => block.kind == BlockKind::Headline,
                Narrowing::InLede => block.lede,
                Narrowing::InBody => is_body(block.kind, block.lede),
                _ => true,
            });
            if !wanted {
                continue;
            }
            for hit in regex.find_iter(case.document.slice(block.span)) {
                let span = TextSpan::new(block.span.start + hit.start, block.span.start + hit.end);
                let inside = case.reading.quotations.iter().any(|q| q.span.overlaps(span));
                let allowed = narrowings.iter().all(|n| match n {
                    Narrowing::Quoted => inside,
                    Narrowing::ByNarrator | Narrowing::AsFact => !inside,
                    _ => true,
                });
                if !hit.is_empty() && allowed {
                    out.push((span, narrowing));
                }
            }
        }
    }
    out
}

/// Whether the words stand in the article.
pub(super) fn stands(case: &Case<'_>, pattern: &PreparedPattern) -> bool {
    !hits(case, pattern).is_empty()
}

/// Whether the patterns that are only about words are all met.
pub(super) fn all_stand(case: &Case<'_>, patterns: &[PreparedPattern]) -> bool {
    patterns
        .iter()
        .filter(|p| p.is_text_only())
        .all(|p| stands(case, p))
}

/// The findings of a rule on words, one a place.
pub(super) fn findings(case: &Case<'_>, rule: &PreparedRule, pattern: &PreparedPattern) -> Vec<Finding> {
    let found = hits(case, pattern).into_iter();
    found
        .filter_map(|(span, narrowing)| {
            let Narrowing::Regex { regex, location } = narrowing else {
                return None;
            };
            let words = case.document.slice(span);
            let mut out = finding_of(case, rule, FindingKind::Violation, span);
            out.reason = format!("“{words}” matches /{}/", regex.as_str());
            out.normal_form = words.to_lowercase();
            out.related
                .extend(case.on_file(RelatedRole::Rule, *location, format!("rule {}", rule.name)));
            out.proof.push(out.reason.clone());
            Some(out)
        })
        .collect()
}
