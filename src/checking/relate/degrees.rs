//! Comparisons of two things, one of the text against one of the claim: "substance mattered more than labels", "labels
//! mattered less than substance".
//!
//! What follows from several comparisons together is [`super::comparative`]'s.

use super::compare::Comparison;
use super::part::PartRelation;
use super::phrase::{Slot, word_of};
use super::relation::Side;
use crate::document::TextSpan;
use crate::lexicon::{WordClass, antonyms};
use crate::reading::statement::{Certainty, Phrase, Polarity, Role, Statement};

/// "A matters more than B": `more` is A, `less` is B.
struct Degree<'s> {
    /// What they are compared in: the adjective, or the verb of an adverb.
    quality: String,
    more: &'s Phrase,
    less: &'s Phrase,
    /// Not "as much as".
    strict: bool,
}

/// What one comparison says of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DegreeRelation {
    Supports,
    /// With the words of the text and of the claim that the other way round is said of.
    Contradicts {
        text: TextSpan,
        claim: TextSpan,
    },
}

impl<'s> Degree<'s> {
    fn of(side: Side<'s>) -> Option<Self> {
        let statement = side.statement;
        let with = |case: &str| statement.oblique(case).map(|o| &o.phrase);
        let adverb = |wanted: &str| statement.predicate.adverbs.iter().any(|a| a == wanted);
        let manner = |wanted: &str| {
            statement
                .circumstances
                .iter()
                .any(|c| c.text.to_lowercase().contains(wanted))
        };
        let attribute = statement.objects.iter().find(|o| o.role == Role::Attribute);
        let comparative =
            || attribute.is_some_and(|a| word_of(side, &a.phrase).is_some_and(|w| w.xpos == "JJR"));
        let subject = &statement.subject.as_ref()?.phrase;
        // "produces more oil than Sarrania", "twice as much oil as Sarrania"
        let counted = statement
            .objects
            .iter()
            .find(|o| o.role == Role::Object && o.phrase.entity.is_none());
        let opens = |wanted: &[&str]| {
            counted.is_some_and(|o| {
                let text = o.phrase.text.to_lowercase();
                wanted
                    .iter()
                    .any(|w| text.strip_prefix(w).is_some_and(|rest| rest.starts_with(' ')))
            })
        };
        let multiple = ["twice", "three times", "four times", "five times", "ten times"]
            .iter()
            .any(|times| adverb(times));
        let (other, forward, strict) = match (with("than"), with("as")) {
            (Some(than), _) if opens(&["more"]) => (than, true, true),
            (Some(than), _) if opens(&["less", "fewer"]) => (than, false, true),
            (None, Some(like)) if opens(&["as much", "as many"]) => (like, true, multiple),
            (Some(than), _) if adverb("less") => (than, false, true),
            (Some(than), _) if adverb("more") || comparative() => (than, true, true),
            (None, Some(like)) if adverb("as") || manner("as much as") => (like, true, false),
            _ => return None,
        };
        let verb = &statement.predicate.lemma;
        let quality = match (attribute, counted) {
            (Some(a), _) => a.phrase.lemma.clone(),
            (None, Some(o)) => o.phrase.lemma.clone(),
            (None, None) => verb.clone(),
        };
        let (more, less) = if forward {
            (subject, other)
        } else {
            (other, subject)
        };
        Some(Self {
            quality: quality.to_lowercase(),
            more,
            less,
            strict,
        })
    }

    fn turned(self) -> Self {
        Self {
            more: self.less,
            less: self.more,
            ..self
        }
    }
}

/// Whether both compare: then nothing but this comparison says what the one is to the other.
pub(super) fn compares(text: Side<'_>, claim: Side<'_>) -> bool {
    Degree::of(text).is_some() && Degree::of(claim).is_some()
}

/// What the text's comparison says of the claim's, where both compare the same two in the same respect.
pub(super) fn relate(comparison: &mut Comparison<'_>) -> Option<DegreeRelation> {
    let told = |s: &Statement| s.polarity == Polarity::Affirmed && s.certainty == Certainty::Asserted;
    if !told(comparison.text.statement) || !told(comparison.claim.statement) {
        return None;
    }
    let (mut text, claim) = (Degree::of(comparison.text)?, Degree::of(comparison.claim)?);
    let (knowledge, a, b) = (comparison.knowledge, &text.quality, &claim.quality);
    if a != b && !knowledge.same_term(a, b) {
        let opposite = knowledge.opposite(a, b) || antonyms(a, b, WordClass::Adjective);
        if !opposite || !text.strict {
            return None;
        }
        text = text.turned();
    }
    let mut same = |a: &Phrase, b: &Phrase| {
        let clashes = comparison.clashes.len();
        let relation = comparison.phrases(a, b, Slot::Subject);
        comparison.clashes.truncate(clashes);
        relation == PartRelation::Equal
            || relation.compatible() && (a.lemma.eq_ignore_ascii_case(&b.lemma) || a.entity.is_some())
    };
    if same(text.more, claim.more) && same(text.less, claim.less) {
        return (text.strict || !claim.strict).then_some(DegreeRelation::Supports);
    }
    let turned = same(text.more, claim.less) && same(text.less, claim.more);
    (turned && (text.strict || claim.strict)).then_some(DegreeRelation::Contradicts {
        text: text.more.span,
        claim: claim.more.span,
    })
}
