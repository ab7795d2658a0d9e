//! Variables of a pattern that stand in places of their own: behind a label ("number {n}"), for a time, for whom
//! a pronoun of the pattern means.

use rust_decimal::Decimal;

use super::compare::Comparison;
use super::names::resolve;
use super::part::PartRelation;
use super::relation::{BoundValue, Side};
use crate::document::TextSpan;
use crate::lexicon::classes::is_pronoun;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Phrase, Statement};
use crate::value::quantity::{Bound, Quantity};

impl Comparison<'_> {
    /// "{player} will make his debut": whose debut it is, is whoever the variable stands for.
    pub(super) fn pronoun_of_variable(&mut self, text: &Phrase, claim: &Phrase) -> Option<PartRelation> {
        let place = claim.antecedent.filter(|_| self.loose)?;
        let claimed = self.claim.statement;
        let arguments = claimed.subject.iter().chain(&claimed.objects);
        let name = arguments
            .map(|a| &a.phrase)
            .find(|p| p.span == place)
            .and_then(|p| p.variable.as_ref())?;
        let Some(bound) = self.bindings.get(name) else {
            self.bind_phrase(name, text);
            return Some(PartRelation::Equal);
        };
        let BoundValue::Phrase { lemma, entity } = &bound.value else {
            return None;
        };
        let there = resolve(self.text, text);
        // One and the same: by name, by place, or because both are words for what stands elsewhere.
        let same = match (&there.entity, entity) {
            (Some(a), Some(b)) => a == b,
            _ => {
                let place = text.antecedent.unwrap_or(there.span);
                let holder = bound_phrase(self.text, bound.span);
                place == bound.span
                    || holder.is_some_and(|p| p.antecedent == Some(place))
                    // "The keeper made his debut": nobody else is there.
                    || entity.is_none() && is_pronoun(&there.lemma) && !is_pronoun(lemma)
            }
        };
        Some(if same {
            PartRelation::Equal
        } else {
            PartRelation::Different
        })
    }

    /// "number 9" to "number {n: number}": what is numbered is the same, and the variable is its number.
    pub(super) fn numbered(&mut self, text: &Phrase, claim: &Phrase) -> Option<PartRelation> {
        let wanted = claim.modifiers.iter().find(|m| m.relation == "flat")?;
        let name = wanted.phrase.variable.as_ref()?;
        let label = claim.lemma.rsplit_once(' ')?.0;
        let there = text.modifiers.iter().find(|m| {
            m.relation == "flat"
                && text
                    .lemma
                    .rsplit_once(' ')
                    .is_some_and(|(t, _)| t.eq_ignore_ascii_case(label))
        });
        let number = there.and_then(|m| Some((m, m.phrase.text.replace(',', "").parse::<Decimal>().ok()?)));
        let Some((there, value)) = number else {
            self.blocked(|| format!("“{}” has no number for “{}”", text.text, claim.text));
            return Some(PartRelation::Different);
        };
        let quantity = Quantity {
            value,
            upper: None,
            unit: None,
            bound: Bound::Exact,
            precision: Decimal::ONE,
        };
        self.bind(
            name,
            &there.phrase.text,
            there.phrase.span,
            BoundValue::Number(quantity),
        );
        Some(PartRelation::Equal)
    }
}

/// The participant of the side's statement that stands at `span`.
fn bound_phrase<'a>(side: Side<'a>, span: TextSpan) -> Option<&'a Phrase> {
    let statement = side.statement;
    let mut arguments = statement.subject.iter().chain(&statement.objects);
    arguments.find(|a| a.phrase.span == span).map(|a| &a.phrase)
}

/// "Lava" at the beginning of a sentence, which the reader took for a name, to "the lava" of a pattern.
pub(super) fn is_capitalised_noun(text: &Phrase, claim: &Phrase) -> bool {
    !text.text.contains(' ')
        && text.modifiers.is_empty()
        && text.lemma.to_lowercase() == claim.lemma
        && lexicon::knows(&claim.lemma, WordClass::Noun)
}

/// Whether the phrase is a variable that stands for a time.
pub(super) fn stands_for_time(statement: &Statement, phrase: &Phrase) -> bool {
    phrase.variable.is_some() && statement.times.iter().any(|t| t.variable == phrase.variable)
}
