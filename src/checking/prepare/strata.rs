//! The order in which inferences are evaluated, so that negation is well defined.

use crate::checking::infer::PreparedInference;
use crate::checking::pattern::PreparedPattern;
use crate::checking::relate::Knowledge;
use crate::diagnostic::Diagnostic;
use crate::reading::statement::{Role, Statement};
use crate::rules::book::Rulebook;

/// Gives every inference its stratum. A cycle through negation has none: it is a mistake, shown with
/// all its members.
pub(super) fn assign(
    book: &Rulebook,
    inferences: &mut [PreparedInference],
    knowledge: &Knowledge,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let n = inferences.len();
    // (from, to, through negation): what `from` derives, `to` looks for.
    let mut edges: Vec<(usize, usize, bool)> = Vec::new();
    for (i, from) in inferences.iter().enumerate() {
        for (j, to) in inferences.iter().enumerate() {
            let feeds = |patterns: &[PreparedPattern]| {
                patterns.iter().flat_map(|p| &p.statements).any(|wanted| {
                    from.infer
                        .iter()
                        .any(|t| may_match(&t.statement, wanted, knowledge))
                })
            };
            if feeds(&to.from) {
                edges.push((i, j, false));
            }
            if feeds(&to.unless) {
                edges.push((i, j, true));
            }
        }
    }
    let mut strata = vec![0usize; n];
    let mut rounds = 0;
    loop {
        let mut changed = false;
        for &(i, j, negative) in &edges {
            let least = strata.get(i).copied().unwrap_or(0) + usize::from(negative);
            if let Some(own) = strata.get_mut(j)
                && *own < least
            {
                *own = least;
                changed = true;
            }
        }
        rounds += 1;
        if !changed {
            break;
        }
        // Without a cycle through negation no stratum is above the number of inferences.
        if rounds > n + 1 {
            report(book, inferences, &edges, diagnostics);
            break;
        }
    }
    for (inference, stratum) in inferences.iter_mut().zip(strata) {
        inference.stratum = stratum.min(n);
    }
}

fn report(
    book: &Rulebook,
    inferences: &[PreparedInference],
    edges: &[(usize, usize, bool)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for &(i, j, negative) in edges {
        if !negative {
            continue;
        }
        let Some(path) = path(j, i, edges, inferences.len()) else {
            continue;
        };
        let item = |at: usize| inferences.get(at).and_then(|p| book.inferences.get(p.index));
        let Some(first) = item(j) else { continue };
        let mut diagnostic = Diagnostic::error(
            "negation-cycle",
            format!("what {} infers depends on its own absence", first.name.text),
            first.location,
            "its `unless` looks for what follows from itself",
        )
        .with_note("take the `unless` out of one of these, or let one of them infer something else");
        for step in path {
            if let Some(next) = item(step).filter(|next| next.location != first.location) {
                diagnostic = diagnostic.with_label(next.location, "by way of this");
            }
        }
        diagnostics.push(diagnostic);
        return;
    }
}

/// A way from `from` to `to` along the edges.
fn path(from: usize, to: usize, edges: &[(usize, usize, bool)], n: usize) -> Option<Vec<usize>> {
    let mut before: Vec<Option<usize>> = vec![None; n];
    let mut queue = vec![from];
    let mut at = 0;
    while let Some(&node) = queue.get(at) {
        at += 1;
        if node == to {
            let mut out = vec![node];
            let mut step = node;
            while step != from && out.len() <= n {
                step = before.get(step).copied().flatten()?;
                out.push(step);
            }
            out.reverse();
            return Some(out);
        }
        for &(_, next, _) in edges.iter().filter(|&&(i, _, _)| i == node) {
            if next != from
                && let Some(slot) = before.get_mut(next)
                && slot.is_none()
            {
                *slot = Some(node);
                queue.push(next);
            }
        }
    }
    None
}

/// Whether what a template derives may be what a pattern asks for: one predicate, one polarity. More
/// than will match, never less.
fn may_match(derived: &Statement, wanted: &Statement, knowledge: &Knowledge) -> bool {
    let (a, b) = (&derived.predicate.lemma, &wanted.predicate.lemma);
    if derived.polarity != wanted.polarity || !(a == b || knowledge.same_term(a, b)) {
        return false;
    }
    let attribute = |s: &Statement| {
        s.objects
            .iter()
            .find(|o| o.role == Role::Attribute && o.phrase.variable.is_none())
            .map(|o| o.phrase.lemma.to_lowercase())
    };
    match (attribute(derived), attribute(wanted)) {
        (Some(a), Some(b)) => a == b || knowledge.same_term(&a, &b),
        _ => true,
    }
}
