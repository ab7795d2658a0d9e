//! Offices and who holds them: one office with two holders, one holder with two portfolios.

use std::collections::BTreeSet;

use super::context::Context;
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::reading::statement::{Certainty, Phrase, Polarity, Role, SourceKind, StatementKind};
use crate::reading::tree::Upos;

/// "Tunde Adeyemi, the chairman of the bank": what the article says that somebody is.
struct Held {
    /// Index of the person's name.
    person: usize,
    /// Lemma of the title.
    title: String,
    /// Other nouns of the phrase: of what ("bank"), for what ("transport").
    of: BTreeSet<String>,
    /// Nouns in front of the title.
    portfolio: BTreeSet<String>,
    definite: bool,
    span: TextSpan,
}

/// Adds the conflicts under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let held = offices(context);
    for (n, later) in held.iter().enumerate() {
        for earlier in held.iter().take(n) {
            if earlier.title != later.title {
                continue;
            }
            let name = |i: usize| context.reading.names.get(i).map_or("", |x| x.text.as_str());
            let two_holders = earlier.person != later.person
                && words::is(&later.title, "unique-office")
                && earlier.definite
                && later.definite
                && !later.of.is_empty()
                && earlier.of == later.of;
            let two_portfolios = earlier.person == later.person
                && words::is(&later.title, "portfolio-head")
                && !earlier.portfolio.is_empty()
                && !later.portfolio.is_empty()
                && earlier.portfolio.is_disjoint(&later.portfolio);
            let message = if two_holders {
                format!(
                    "{} is the {} here, {} elsewhere.",
                    name(later.person),
                    later.title,
                    name(earlier.person)
                )
            } else if two_portfolios {
                let words = |s: TextSpan| context.document.slice(s);
                format!(
                    "{} is “{}” here, “{}” elsewhere.",
                    name(later.person),
                    words(later.span),
                    words(earlier.span)
                )
            } else {
                continue;
            };
            let mut finding =
                context.finding(meta, later.span, message, "One office has one holder at a time.");
            finding
                .related
                .push(context.elsewhere(earlier.span, "otherwise here"));
            out.push(finding);
            return;
        }
    }
}

fn offices(context: &Context<'_>) -> Vec<Held> {
    let mut out: Vec<Held> = Vec::new();
    for s in &context.reading.statements {
        let flat = s.kind == StatementKind::Role
            && s.read
            && s.source.kind == SourceKind::Narrator
            && s.certainty == Certainty::Asserted
            && s.polarity == Polarity::Affirmed;
        let view = context
            .sentences
            .get(s.sentence)
            .filter(|v| v.kind == BlockKind::Paragraph);
        let (true, Some(view), Some(subject)) = (flat, view, &s.subject) else {
            continue;
        };
        let person = context
            .named(&subject.phrase)
            .filter(|_| subject.phrase.conjuncts.is_empty());
        let Some(person) = person else { continue };
        for title in s
            .objects
            .iter()
            .filter(|o| o.role == Role::Attribute)
            .map(|o| &o.phrase)
        {
            let lower = title.text.to_lowercase();
            let other_time = words::mentions(view.text(), "another-holder").is_some();
            if other_time
                || !title.conjuncts.is_empty()
                || lower.contains(" and ")
                || context.quoted(title.span)
            {
                continue;
            }
            out.extend(held(view, person, title));
        }
    }
    out
}

fn held(view: &super::View<'_>, person: usize, title: &Phrase) -> Option<Held> {
    use crate::reading::statement::Quantifier;
    let tree = view.tree();
    let head = tree.words.get(title.head)?;
    let nouns = |keep: &dyn Fn(usize) -> bool| -> BTreeSet<String> {
        tree.words
            .iter()
            .enumerate()
            .filter(|(i, w)| title.span.contains(w.span) && *i != title.head && keep(*i))
            .filter(|(_, w)| matches!(w.upos, Upos::Noun | Upos::Propn))
            .map(|(_, w)| w.lemma.to_lowercase())
            .collect()
    };
    let portfolio = nouns(&|i| {
        tree.words.get(i).is_some_and(|w| {
            w.head == Some(title.head) && w.upos == Upos::Noun && w.deprel.base() == "compound"
        })
    });
    let real = !portfolio.iter().any(|w| words::is(w, "no-portfolio"));
    let possessed = tree
        .children(title.head)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .any(|w| w.deprel.as_str() == "nmod:poss");
    Some(Held {
        person,
        title: head.lemma.to_lowercase(),
        of: nouns(&|_| true),
        portfolio: if real { portfolio } else { BTreeSet::new() },
        definite: title.quantifier == Quantifier::Definite || possessed,
        span: title.span,
    })
}
