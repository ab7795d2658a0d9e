//! From the comparison of the parts to the relation of the whole.

use super::comparable::{comparable, is_tied, leaves_agent_open};
use super::compare::{Comparison, Core, Negation, may_meet, without_negation};
use super::knowledge::Knowledge;
use super::only;
use super::part::{Clash, PartRelation};
use super::relation::{Difference, Part, Relation, RelationKind, Side};
use crate::document::TextSpan;
use crate::lexicon::{classes, verb_of_participle};
use crate::reading::statement::{Certainty, Polarity, Quantifier, Role, Statement, StatementKind};

/// How sure a statement is; `None` where it asserts nothing.
fn strength(certainty: Certainty) -> Option<u8> {
    match certainty {
        Certainty::Asserted => Some(3),
        Certainty::Probable => Some(2),
        Certainty::Possible => Some(1),
        Certainty::Conditional | Certainty::Intended | Certainty::Asked | Certainty::Ordered => None,
    }
}

/// Compares and decides.
pub(super) fn decide(text: Side<'_>, claim: Side<'_>, knowledge: &Knowledge, one_scene: bool) -> Relation {
    let (t, c) = (text.statement, claim.statement);
    if !may_meet(t, c, knowledge) {
        return Relation::unrelated(format!("“{}” is not “{}”", t.predicate.text, c.predicate.text));
    }
    // Most pairs come to nothing: the proof is written down in a second round, for those that don't.
    let relation = compare(text, claim, knowledge, one_scene, false);
    match relation.kind {
        RelationKind::Unrelated => relation,
        _ => compare(text, claim, knowledge, one_scene, true),
    }
}

fn compare(
    text: Side<'_>,
    claim: Side<'_>,
    knowledge: &Knowledge,
    one_scene: bool,
    proving: bool,
) -> Relation {
    let text_passive = as_passive(text.statement, claim.statement);
    let claim_passive = as_passive(claim.statement, text.statement);
    let (t, text_negation) = without_negation(text_passive.as_ref().unwrap_or(text.statement));
    let (c, claim_negation) = without_negation(claim_passive.as_ref().unwrap_or(claim.statement));
    let mut comparison = Comparison::new(
        Side {
            reading: text.reading,
            statement: &t,
        },
        Side {
            reading: claim.reading,
            statement: &c,
        },
        knowledge,
        one_scene,
    );
    comparison.proving = proving;
    let core = comparison.core();
    if let Some(relation) = only::exclude(&mut comparison, core, text_negation, claim_negation) {
        return relation;
    }
    let whole = core.subject.join(core.rest);
    if whole == PartRelation::Different {
        return Relation::unrelated(
            comparison
                .obstacle
                .unwrap_or_else(|| "they say different things".to_owned()),
        );
    }
    let verdict = judge(&comparison, core, text_negation, claim_negation);
    finish(comparison, verdict)
}

/// "The drug was withdrawn": the parser may take the participle for an adjective. Where the other
/// statement has its verb, it is read as the passive.
fn as_passive(statement: &Statement, other: &Statement) -> Option<Statement> {
    if statement.kind != StatementKind::State || !other.predicate.passive {
        return None;
    }
    let at = statement.objects.iter().position(|o| o.role == Role::Attribute)?;
    let attribute = &statement.objects.get(at)?.phrase;
    let verb = verb_of_participle(&attribute.lemma.to_lowercase())?;
    if verb != other.predicate.lemma {
        return None;
    }
    let mut out = statement.clone();
    out.kind = StatementKind::Event;
    out.predicate.lemma = verb;
    out.predicate.passive = true;
    out.predicate.span = out.predicate.span.cover(attribute.span);
    out.objects.remove(at);
    let mut undergoer = out.subject.take()?;
    undergoer.role = Role::Object;
    out.objects.insert(0, undergoer);
    Some(out)
}

/// What was concluded, before it is put in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Supports,
    Contradicts(Part),
    /// The text says less, in this part.
    Weaker(Option<Part>),
    Stronger,
    Unrelated(&'static str),
}

fn judge(
    comparison: &Comparison<'_>,
    core: Core,
    text_negation: Negation,
    claim_negation: Negation,
) -> Verdict {
    let (t, c) = (comparison.text.statement, comparison.claim.statement);
    let denied = |n: Negation| n != Negation::None;
    let clash = comparison.clashes.first();
    // "six years" is a count of years and a length of time: one part, not two.
    let more = clash.is_some_and(|first| {
        // "shrank by 0.5%" to "grew by 1.2%": the other number goes with the other direction.
        let turned = first.part == Part::Opposite && first.text == t.predicate.span;
        comparison.clashes.iter().any(|other| {
            let one_part = first.text.overlaps(other.text) && first.claim.overlaps(other.claim);
            let goes_along = turned && other.part == Part::Number;
            !(one_part || goes_along || is_one_tally(first, other))
        })
    });
    if more {
        return Verdict::Unrelated("they differ in more than one part");
    }
    if core.subject == PartRelation::Excludes || core.rest == PartRelation::Excludes {
        let Some(clash) = clash else {
            return Verdict::Unrelated("they are about different things");
        };
        return match (denied(text_negation), denied(claim_negation)) {
            (false, false) if comparable(comparison, core, Some(clash)) => Verdict::Contradicts(clash.part),
            // "It closed" supports "it did not open".
            (false, true)
                if matches!(clash.part, Part::Opposite | Part::Number)
                    && comparable(comparison, core, Some(clash)) =>
            {
                Verdict::Supports
            }
            _ => Verdict::Unrelated("they are about different things"),
        };
    }
    // "He did not say": what he did not say, the words around it tell.
    if denied(text_negation) && !denied(claim_negation) && leaves_content_open(t) {
        return Verdict::Unrelated("it leaves open what was not said");
    }
    let text_entails_claim = entails(core, text_negation, claim_negation, comparison.one_scene);
    if denied(text_negation) != denied(claim_negation) {
        let conflict = if denied(claim_negation) {
            // "A shepherd was killed" to "nobody was killed in the eruption", in an article on the eruption.
            // What one claim denies of one thing ("did not explain the plan") it denies of no other.
            let none_at_all = c
                .subject
                .iter()
                .chain(&c.objects)
                .any(|a| a.phrase.quantifier == Quantifier::Any && a.phrase.entity.is_none());
            let named = c.phrases().any(|p| p.entity.is_some());
            let tied = core.rest == PartRelation::Wider && none_at_all && !named && is_tied(comparison, true);
            let core = Core {
                rest: if tied { PartRelation::Equal } else { core.rest },
                ..core
            };
            let core = match core.subject {
                PartRelation::Wider if leaves_agent_open(comparison) => Core {
                    subject: PartRelation::Equal,
                    ..core
                },
                _ => core,
            };
            refutes(core, claim_negation, comparison.one_scene)
        } else {
            let seen_from_claim = Core {
                subject: core.subject.flip(),
                rest: core.rest.flip(),
                ..core
            };
            refutes(seen_from_claim, text_negation, comparison.one_scene)
        };
        return if conflict && comparable(comparison, core, None) {
            Verdict::Contradicts(Part::Polarity)
        } else {
            Verdict::Unrelated("the one is denied, and they need not be about the same thing")
        };
    }
    match (strength(t.certainty), strength(c.certainty)) {
        (Some(a), Some(b)) if a >= b => {
            if text_entails_claim {
                Verdict::Supports
            } else {
                Verdict::Weaker(None)
            }
        }
        _ if t.certainty == c.certainty => {
            if text_entails_claim {
                Verdict::Supports
            } else {
                Verdict::Weaker(None)
            }
        }
        (_, Some(_)) => Verdict::Weaker(Some(Part::Certainty)),
        (Some(_), None) if text_entails_claim => Verdict::Stronger,
        _ => Verdict::Unrelated("neither asserts it"),
    }
}

/// "did not say", "has not replied": speech of which nothing is told but that it was, or was not.
fn leaves_content_open(statement: &Statement) -> bool {
    !statement.predicate.passive
        && classes::standard().is("speech-verb", &statement.predicate.lemma)
        && statement.objects.is_empty()
}

/// "12 votes to 11" to "14 votes to nine": two numbers, one result.
fn is_one_tally(a: &Clash, b: &Clash) -> bool {
    let near = |x: TextSpan, y: TextSpan| {
        let gap = x.start.max(y.start).saturating_sub(x.end.min(y.end));
        gap <= "members to ".len()
    };
    a.part == Part::Number && b.part == Part::Number && near(a.text, b.text) && near(a.claim, b.claim)
}

/// Whether the text entails the claim, both affirmed or both denied.
fn entails(core: Core, text: Negation, claim: Negation, one_scene: bool) -> bool {
    use Negation::{None, Verb, Whole};
    match (text, claim) {
        (None, None) => core.subject.join(core.rest).entails(),
        (Verb, Verb) => core.subject.entails() && core.rest.flip().entails(),
        (Whole, Whole) => core.subject.join(core.rest).flip().entails(),
        // No man sings: the man does not sing.
        (Whole, Verb) => core.subject.flip().entails() && core.rest.flip().entails(),
        (Verb, Whole) => one_scene && core.subject == PartRelation::Equal && core.rest.flip().entails(),
        _ => false,
    }
}

/// Whether an affirmed statement refutes a denied one. `core` is seen from the affirmed one.
fn refutes(core: Core, negation: Negation, one_scene: bool) -> bool {
    match negation {
        Negation::Whole => core.subject.join(core.rest).entails(),
        _ => {
            // One subject: "the brown dog" is "the dog", whichever of the two is denied.
            let same = core.subject.entails() || (one_scene && core.subject.compatible());
            same && core.rest.entails()
        }
    }
}

fn finish(comparison: Comparison<'_>, verdict: Verdict) -> Relation {
    let (t, c) = (comparison.text.statement, comparison.claim.statement);
    let marker = |s: &Statement| s.markers.first().copied().unwrap_or(s.predicate.span);
    let (kind, reason, difference) = match verdict {
        Verdict::Supports => (RelationKind::Supports, "the text says so".to_owned(), None),
        Verdict::Stronger => (
            RelationKind::Stronger,
            "the text says it as fact, the claim does not".to_owned(),
            Some(Difference {
                part: Part::Certainty,
                text: marker(t),
                claim: marker(c),
            }),
        ),
        Verdict::Unrelated(reason) => (RelationKind::Unrelated, reason.to_owned(), None),
        Verdict::Weaker(Some(part)) => (
            RelationKind::Weaker,
            format!(
                "the claim says it as {}, the text as {}",
                stance(c.certainty),
                stance(t.certainty)
            ),
            Some(Difference {
                part,
                text: marker(t),
                claim: marker(c),
            }),
        ),
        Verdict::Weaker(None) => (
            RelationKind::Weaker,
            "the claim says more than the text".to_owned(),
            None,
        ),
        Verdict::Contradicts(Part::Polarity) => {
            let reason = if t.polarity == Polarity::Denied {
                format!(
                    "the text denies it (“{}”), the claim says it (“{}”)",
                    t.predicate.text, c.predicate.text
                )
            } else {
                format!(
                    "the text says it (“{}”), the claim denies it (“{}”)",
                    t.predicate.text, c.predicate.text
                )
            };
            let difference = Difference {
                part: Part::Polarity,
                text: marker(t),
                claim: marker(c),
            };
            (RelationKind::Contradicts, reason, Some(difference))
        }
        Verdict::Contradicts(part) => {
            let clash = comparison.clashes.first();
            let (text, claim) = clash.map_or((t.span, c.span), |k| (k.text, k.claim));
            let words = clash.map(|k| k.words.clone()).unwrap_or_default();
            (
                RelationKind::Contradicts,
                format!("the claim says “{}”, the text says “{}”", words.1, words.0),
                Some(Difference { part, text, claim }),
            )
        }
    };
    Relation {
        kind,
        reason,
        difference,
        bindings: if kind == RelationKind::Supports {
            comparison.bindings
        } else {
            Default::default()
        },
        judged: comparison.judged,
        presupposed: false,
        proof: if kind == RelationKind::Unrelated {
            Vec::new()
        } else {
            comparison.proof
        },
    }
}

fn stance(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "fact",
        Certainty::Probable => "likely",
        Certainty::Possible => "possible",
        Certainty::Conditional => "conditional",
        Certainty::Intended => "a plan",
        Certainty::Asked => "a question",
        Certainty::Ordered => "a demand",
    }
}
