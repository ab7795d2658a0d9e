//! What is done, said with a noun and a verb that lends it support.
//!
//! "The regulator imposed a fine on the bank", "the bank was handed a fine by the regulator", "the bank received a fine
//! from it": the regulator fined the bank. "She paid a visit to Leeds": she visited it.
//!
//! The verb of such a *light verb construction* (Jespersen 1942; Langer 2004) says who does it: the subject
//! (`deed-doing-verb`, and the `light-verb`s, which the reader has resolved), or another, to the subject
//! (`deed-taking-verb`). The noun says what is done ([`nominal::verb_of_event`]). Attitudes have verbs of their own
//! ([`super::stance`]).

use super::comparable::is_measure;
use super::rephrase::argument;
use crate::lexicon::classes;
use crate::reading::nominal;
use crate::reading::statement::{Argument, Phrase, Polarity, Quantifier, Role, Statement, StatementKind};

/// What the statement says with the verb of its deed: once with the target as the object ("fined the bank"), and with the
/// amount beside the target where there is one ("fined the bank £6m").
pub(super) fn with_its_verb(statement: &Statement) -> Vec<Statement> {
    if statement.kind != StatementKind::Event {
        return Vec::new();
    }
    let nouns = statement.objects.iter().filter(|o| o.role == Role::Object);
    nouns
        .filter_map(|o| Deed::of(statement, &o.phrase))
        .flat_map(|deed| deed.statements())
        .collect()
}

/// A deed's noun in its statement.
struct Deed<'s> {
    statement: &'s Statement,
    noun: &'s Phrase,
    verb: String,
}

/// Who does it to whom.
struct Parties {
    doer: Option<Phrase>,
    target: Phrase,
}

impl<'s> Deed<'s> {
    fn of(statement: &'s Statement, noun: &'s Phrase) -> Option<Self> {
        let plain = noun.entity.is_none() && noun.variable.is_none() && noun.conjuncts.is_empty();
        if !plain || noun.quantifier == Quantifier::Only {
            return None;
        }
        let lemma = noun.lemma.to_lowercase();
        let words = classes::standard();
        let verb = words
            .pair("deed-noun", &lemma)
            .or_else(|| words.pair("light-noun", &lemma))
            .map(str::to_owned)
            .or_else(|| nominal::verb_of_event(&lemma))?;
        Some(Self {
            statement,
            noun,
            verb,
        })
    }

    fn statements(&self) -> Vec<Statement> {
        let Some(parties) = self.parties() else {
            return Vec::new();
        };
        let mut out = vec![self.said(&parties)];
        let amount =
            self.noun.modifiers.iter().find(|m| {
                m.relation == "nmod" && m.case == "of" && is_measure(self.statement, m.phrase.span)
            });
        if let Some(amount) = amount {
            let mut with = self.said(&parties);
            if let Some(target) = with.objects.first_mut() {
                target.role = Role::Recipient;
            }
            with.objects
                .insert(0, argument(Role::Object, amount.phrase.clone()));
            out.push(with);
        }
        out
    }

    fn parties(&self) -> Option<Parties> {
        let statement = self.statement;
        let words = classes::standard();
        let lemma = statement.predicate.lemma.as_str();
        let subject = || statement.subject.as_ref().map(|s| s.phrase.clone());
        let resolved = lemma == self.verb;
        let recipient = statement
            .objects
            .iter()
            .find(|o| o.role == Role::Recipient)
            .map(|o| o.phrase.clone());
        if resolved || words.is("deed-doing-verb", lemma) || words.is("light-verb", lemma) {
            let target = recipient.or_else(|| self.target())?;
            let doer = subject()
                .or_else(|| self.owner("nmod:poss", ""))
                .or_else(|| self.owner("nmod", "by"));
            if doer.is_none() && !statement.predicate.passive {
                return None;
            }
            return Some(Parties { doer, target });
        }
        if !statement.predicate.passive && words.is("deed-taking-verb", lemma) {
            let from = statement.objects.iter().find_map(|o| match &o.role {
                Role::Oblique(case) if case == "from" => Some(o.phrase.clone()),
                _ => None,
            });
            let doer = self
                .owner("nmod", "from")
                .or(from)
                .or_else(|| self.owner("nmod", "by"));
            return Some(Parties {
                doer,
                target: subject()?,
            });
        }
        None
    }

    /// Who stands with the noun: "the court's ruling", "a fine from the court".
    fn owner(&self, relation: &str, case: &str) -> Option<Phrase> {
        let found = self
            .noun
            .modifiers
            .iter()
            .find(|m| m.relation == relation && m.case == case);
        found
            .map(|m| m.phrase.clone())
            .filter(|p| p.entity.is_some() || !classes::is_pronoun(&p.lemma))
    }

    /// To whom or what: "on the bank", "to Leeds", "into the mayor", behind the noun or beside it.
    fn target(&self) -> Option<Phrase> {
        let to = |case: &str| matches!(case, "on" | "upon" | "of" | "into" | "against" | "to");
        let amount = |p: &Phrase| {
            self.statement
                .quantities
                .iter()
                .any(|q| q.span.overlaps(p.span) && q.quantity.unit.is_some())
        };
        let inside = self
            .noun
            .modifiers
            .iter()
            .find(|m| m.relation == "nmod" && to(&m.case) && !amount(&m.phrase))
            .map(|m| m.phrase.clone());
        inside.or_else(|| {
            let beside = |o: &&Argument| matches!(&o.role, Role::Oblique(case) if to(case));
            let found = self.statement.objects.iter().find(beside);
            found.map(|o| o.phrase.clone())
        })
    }

    fn said(&self, parties: &Parties) -> Statement {
        let mut out = self.statement.clone();
        out.predicate.lemma.clone_from(&self.verb);
        out.predicate.passive = parties.doer.is_none();
        out.predicate.text = format!("{} {}", self.statement.predicate.text, self.noun.text);
        out.predicate.span = self.statement.predicate.span.cover(self.noun.span);
        // "raised few objections" is as much as to raise none.
        if matches!(self.noun.quantifier, Quantifier::No | Quantifier::Few) {
            out.polarity = Polarity::Denied;
        }
        let target = parties.target.span;
        let doer = parties.doer.as_ref().map(|p| p.span);
        out.objects.retain(|o| {
            matches!(o.role, Role::Oblique(_)) && o.phrase.span != target && Some(o.phrase.span) != doer
        });
        out.objects
            .insert(0, argument(Role::Object, parties.target.clone()));
        out.subject = parties.doer.clone().map(|p| argument(Role::Subject, p));
        out
    }
}

/// "The regulator fined the bank £6m", "the course taught her French": the one to whom it is done is the object where nothing
/// else is.
pub(super) fn done_to_recipient(statement: &Statement) -> Option<Statement> {
    let verb = &statement.predicate.lemma;
    if statement.kind != StatementKind::Event || !classes::standard().is("addressee-verb", verb) {
        return None;
    }
    let recipient = statement.objects.iter().find(|o| o.role == Role::Recipient)?;
    let mut out = statement.clone();
    out.objects.retain(|o| matches!(o.role, Role::Oblique(_)));
    out.objects
        .insert(0, argument(Role::Object, recipient.phrase.clone()));
    Some(out)
}
