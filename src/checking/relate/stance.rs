//! What somebody thinks of something, said with a noun and a verb that lends it support.
//!
//! "The plan drew praise from Rubio", "the plan has Rubio's blessing", "Rubio heaped praise on the plan": Rubio
//! praised it, supports it. "She dropped her opposition to the plan": she does not oppose it.
//!
//! The verb of such a *light verb construction* or *support verb construction* (Langer 2004; Gross 1981,
//! "Les bases empiriques de la notion de prédicat sémantique") says whose the attitude is: that of the subject
//! (`stance-giving-verb`), or of another who is named behind the noun (`stance-drawing-verb`). The noun says what it is
//! (`stance-noun`); all three are classes of `rules/std/reading.desk`.

use crate::lexicon::classes::{self, WordClasses};
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Argument, Phrase, Polarity, Quantifier, Role, Statement, StatementKind};

/// What the statement says with the verb of its attitude, where it has one.
pub(super) fn with_its_verb(statement: &Statement) -> Option<Statement> {
    let words = classes::standard();
    if statement.kind != StatementKind::Event {
        return None;
    }
    let verb = statement.predicate.lemma.as_str();
    statement.objects.iter().enumerate().find_map(|(at, object)| {
        let noun = &object.phrase;
        let attitude = words.pair("stance-noun", &noun.lemma.to_lowercase())?;
        if noun.entity.is_some() || !noun.conjuncts.is_empty() {
            return None;
        }
        let between = match &object.role {
            Role::Object => String::new(),
            Role::Oblique(case) => format!(" {case}"),
            _ => return None,
        };
        let frame = format!("{verb}{between}");
        let mut out = Said {
            statement,
            noun,
            at,
            words,
        }
        .of(&frame)?;
        attitude.clone_into(&mut out.predicate.lemma);
        out.predicate.text = format!("{}{between} {}", statement.predicate.text, noun.text);
        out.predicate.span = statement.predicate.span.cover(noun.span);
        Some(out)
    })
}

/// An attitude noun in its statement.
struct Said<'s> {
    statement: &'s Statement,
    noun: &'s Phrase,
    /// Its place among the objects.
    at: usize,
    words: &'static WordClasses,
}

impl Said<'_> {
    /// By the verb, with the preposition before the noun.
    fn of(&self, frame: &str) -> Option<Statement> {
        let is = |class| self.words.is(class, frame);
        let subject = || self.statement.subject.as_ref().map(|a| a.phrase.clone());
        let loses = is("stance-losing-verb");
        if (loses || is("stance-drawing-verb"))
            && let Some(holder) = self.holder()
        {
            let target = if self.statement.predicate.passive {
                let undergoer = self.statement.objects.iter().find(|o| o.role == Role::Object)?;
                undergoer.phrase.clone()
            } else {
                subject()?
            };
            return Some(self.attitude(holder, target, loses));
        }
        if self.statement.predicate.passive {
            return None;
        }
        let ends = is("stance-dropping-verb");
        if !(ends || is("stance-giving-verb")) {
            return None;
        }
        Some(self.attitude(subject()?, self.target()?, ends))
    }

    /// Whose attitude it is: "from Trump", "Trump's", "of the unions".
    fn holder(&self) -> Option<Phrase> {
        let beside = |o: &Argument| matches!(&o.role, Role::Oblique(case) if matches!(case.as_str(), "from" | "among"));
        let inside = self.noun.modifiers.iter().find(|m| {
            m.relation == "nmod:poss"
                || m.relation == "nmod" && matches!(m.case.as_str(), "from" | "of" | "by" | "among")
        });
        let beside = self
            .statement
            .objects
            .iter()
            .find(|o| beside(o))
            .map(|o| &o.phrase);
        let holder = inside.map(|m| &m.phrase).or(beside)?;
        // "its support": whose, if nobody is named?
        (holder.entity.is_some() || !classes::is_pronoun(&holder.lemma)).then(|| holder.clone())
    }

    /// What it is of: "to the plan", "for the plan", "on the minister".
    fn target(&self) -> Option<Phrase> {
        let of = |case: &str| {
            matches!(
                case,
                "to" | "for"
                    | "on"
                    | "upon"
                    | "of"
                    | "at"
                    | "against"
                    | "over"
                    | "towards"
                    | "toward"
                    | "with"
            )
        };
        let inside = self
            .noun
            .modifiers
            .iter()
            .find(|m| m.relation == "nmod" && of(&m.case));
        let inside = inside.map(|m| m.phrase.clone());
        let beside = |o: &Argument| match &o.role {
            Role::Oblique(case) => of(case),
            Role::Recipient => true,
            _ => false,
        };
        inside.or_else(|| {
            let mut objects = self.statement.objects.iter().enumerate();
            objects
                .find(|(i, o)| *i != self.at && beside(o))
                .map(|(_, o)| o.phrase.clone())
        })
    }

    /// "HOLDER … TARGET", when and where the statement says; not so where the verb says that it is over.
    fn attitude(&self, holder: Phrase, target: Phrase, over: bool) -> Statement {
        let used = [holder.span, target.span];
        let mut out = self.statement.clone();
        if self.noun.quantifier == Quantifier::No {
            out.polarity = Polarity::Denied;
        }
        if over {
            // Who did not drop it has it still.
            out.polarity = match out.polarity {
                Polarity::Affirmed => Polarity::Denied,
                Polarity::Denied => Polarity::Affirmed,
            };
        }
        out.objects.retain(|o| {
            matches!(o.role, Role::Oblique(_))
                && !used.contains(&o.phrase.span)
                && o.phrase.span != self.noun.span
        });
        out.objects.insert(
            0,
            Argument {
                role: Role::Object,
                phrase: target,
            },
        );
        out.subject = Some(Argument {
            role: Role::Subject,
            phrase: holder,
        });
        out.predicate.passive = false;
        // "unanimous approval" is to approve unanimously.
        for modifier in self.noun.modifiers.iter().filter(|m| m.relation == "amod") {
            let adverb = format!("{}ly", modifier.phrase.lemma.to_lowercase());
            if lexicon::knows(&adverb, WordClass::Adverb) {
                out.predicate.adverbs.push(adverb);
            }
        }
        out
    }
}
