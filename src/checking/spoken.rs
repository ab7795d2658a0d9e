//! `when quoted require named source`: every quotation, and whether its speaker is named beside it, or is
//! who may be quoted (`source NAME`).

use super::binding::Thing;
use super::case::{Case, finding_of};
use super::finding::{Finding, FindingKind, RelatedRole};
use super::pattern::PreparedPattern;
use super::prepare::{Demand, PreparedRule};
use crate::document::TextSpan;
use crate::reading::quotation::{Quotation, QuotationKind};
use crate::reading::statement::{Quantifier, SourceKind};
use crate::rules::book::{RequirementKind, Speaker};

/// Whether the pattern is only `quoted`: it means the quotations themselves.
pub(super) fn means_quotations(pattern: &PreparedPattern) -> bool {
    pattern.pattern.is_quotations()
}

/// Checks one rule of that kind. Words that are worked into a sentence are part of what it says, and are
/// let pass.
pub(super) fn check(case: &Case<'_>, rule: &PreparedRule, require: &[Demand], findings: &mut Vec<Finding>) {
    let direct = |q: &&Quotation| q.kind == QuotationKind::Direct && q.inside.is_none();
    for quotation in case.reading.quotations.iter().filter(direct) {
        for demand in require {
            let missing = match &demand.kind {
                RequirementKind::NamedSource => unnamed(case, quotation).map(str::to_owned),
                RequirementKind::Source(speaker) => another(case, quotation, speaker),
                // The rulebook refuses them: of a quotation alone only its source can be asked.
                RequirementKind::Pattern(_)
                | RequirementKind::Sources(_)
                | RequirementKind::Quotation
                | RequirementKind::NoHedge
                | RequirementKind::Date => None,
            };
            let Some(missing) = missing else { continue };
            let mut out = finding_of(case, rule, FindingKind::Violation, quotation.span);
            out.reason = missing;
            out.normal_form = super::quotations::words(case.document.slice(quotation.span)).join(" ");
            out.proof.push(out.reason.clone());
            let name = format!("rule {}", rule.name);
            out.related
                .extend(case.on_file(RelatedRole::Rule, rule.location, name));
            out.related
                .extend(case.on_file(RelatedRole::Rule, demand.location, "this is required"));
            findings.push(out);
        }
    }
}

/// What is missing where somebody else speaks than who is asked for.
fn another(case: &Case<'_>, quotation: &Quotation, wanted: &Speaker) -> Option<String> {
    let Some(speaker) = &quotation.speaker else {
        return Some("nobody is said to have spoken these words".to_owned());
    };
    let world = case.world();
    let thing = Thing::of(speaker, &case.reading, &world);
    (!world.is_speaker(&thing, wanted)).then(|| format!("the source is “{}”", speaker.text))
}

/// What is missing where nobody with a name or title speaks the quotation in its own sentence, or in that of
/// another quotation of the same paragraph.
fn unnamed(case: &Case<'_>, quotation: &Quotation) -> Option<&'static str> {
    let Some(speaker) = &quotation.speaker else {
        return Some("nobody is said to have spoken these words");
    };
    // "one participant" is nobody; "a Norland blogger", "the mayor" say who it is.
    let pronoun = matches!(
        speaker.lemma.to_lowercase().as_str(),
        "he" | "she" | "they" | "it"
    );
    let told_of = speaker.modifiers.iter().any(|m| m.phrase.lemma != "one")
        || speaker.quantifier == Quantifier::Definite;
    let named = speaker.entity.is_some() || speaker.antecedent.is_some() || told_of || pronoun;
    if quotation.source == SourceKind::Anonymous || !named {
        return Some("the source has no name");
    }
    // Where it is told who speaks: the verb of speech, else the name before a colon or behind a dash.
    let told = quotation.cue_span.unwrap_or(speaker.span);
    let beside = |sentence: TextSpan| {
        case.reading.quotations.iter().any(|other| {
            other.block == quotation.block
                && other.inside.is_none()
                && other.kind == QuotationKind::Direct
                && sentence.overlaps(other.outer)
        })
    };
    let carried = quotation.continues.is_some();
    let sentences = &case.reading.sentences;
    let index = |span: TextSpan| sentences.iter().position(|s| s.span.overlaps(span));
    let sentence = index(told);
    // "The talks had failed, Berg said. “We tried.”": in the sentence right before.
    let before = || {
        let own = index(quotation.outer);
        let next = own.zip(sentence).is_some_and(|(own, there)| there + 1 == own);
        let one_block = sentence
            .and_then(|i| sentences.get(i))
            .is_some_and(|s| s.block == quotation.block);
        next && one_block && quotation.cue_span.is_some()
    };
    let there = carried
        || sentence
            .and_then(|i| sentences.get(i))
            .is_none_or(|s| beside(s.span))
        || before();
    (!there).then_some("its own sentence does not say whose words these are")
}
