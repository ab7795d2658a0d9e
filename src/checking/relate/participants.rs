//! Who takes part, where it is not said with the subject alone.
//!
//! - "Rubio attended along with Witkoff": Witkoff attended.
//! - "Nobody at the agency has approved the drug": the agency has not.

use super::describe::is_nobody;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Argument, Phrase, Polarity, Role, Statement, StatementKind};

/// The same said of whoever is named beside the one it is said of.
pub(in crate::checking) fn companion(statement: &Statement) -> Option<Statement> {
    if statement.kind != StatementKind::Event {
        return None;
    }
    let adverb = |word: &str| statement.predicate.adverbs.iter().any(|a| a == word);
    let at = statement.objects.iter().position(|o| match &o.role {
        Role::Oblique(case) => {
            matches!(
                case.as_str(),
                "along with" | "together with" | "alongside" | "accompanied by"
            ) || case == "with" && (adverb("along") || adverb("together"))
        }
        _ => false,
    })?;
    let mut out = statement.clone();
    let phrase = out.objects.remove(at).phrase;
    if !is_somebody(&phrase) {
        return None;
    }
    // "was sacked along with her deputy": so was the deputy.
    if statement.predicate.passive {
        let undergoer = out.objects.iter_mut().find(|o| o.role == Role::Object)?;
        undergoer.phrase = phrase;
    } else {
        let subject = out.subject.as_mut().filter(|s| is_somebody(&s.phrase))?;
        subject.phrase = phrase;
    }
    out.predicate
        .adverbs
        .retain(|a| !matches!(a.as_str(), "along" | "together"));
    Some(out)
}

/// What nobody in a body does, the body does not.
pub(super) fn nobody_there(statement: &Statement) -> Option<Statement> {
    let subject = statement.subject.as_ref()?;
    let nobody = is_nobody(&subject.phrase) || subject.phrase.lemma.eq_ignore_ascii_case("none");
    if !nobody || statement.kind != StatementKind::Event || statement.polarity != Polarity::Denied {
        return None;
    }
    let body = subject.phrase.modifiers.iter().find(|m| {
        m.relation == "nmod"
            && matches!(m.case.as_str(), "at" | "in" | "from" | "of")
            && (m.phrase.entity.is_some() || is_kind(&m.phrase, "organization"))
    })?;
    let mut out = statement.clone();
    out.subject = Some(Argument {
        role: Role::Subject,
        phrase: body.phrase.clone(),
    });
    Some(out)
}

/// A name, a person or a body of people.
fn is_somebody(phrase: &Phrase) -> bool {
    phrase.entity.is_some()
        || ["person", "organization", "people", "social group"]
            .iter()
            .any(|kind| is_kind(phrase, kind))
}

fn is_kind(phrase: &Phrase, kind: &str) -> bool {
    lexicon::is_kind_of(&phrase.lemma.to_lowercase(), kind, WordClass::Noun)
}
