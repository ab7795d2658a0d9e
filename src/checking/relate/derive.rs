//! What several statements of one text say together, or one says by the way, as statements.
//!
//! - "If it rains, the match is off" and "it rains": the match is off.
//! - "Every manager has a car" and "Jones is a manager": Jones has a car.
//! - "Anne Sullivan (June 14, 1866 – October 20, 1936) was a teacher": when she was born, and died.
//! - "Lyon is a city in France": it is in France.
//! - "A sold 300 more cars than B" and "B sold 200 cars": A sold 500.

use std::borrow::Cow;

use super::compare::Comparison;
use super::decide::decide;
use super::knowledge::Knowledge;
use super::names::same_name;
use super::phrase::Slot;
use super::relation::{RelationKind, Side};
use crate::document::TextSpan;
use crate::lexicon::{WordClass, is_kind_of};
use crate::reading::Reading;
use crate::reading::statement::{
    Argument, Certainty, Circumstance, CircumstanceKind, EmbeddingKind, Modifier, Phrase, Polarity,
    Quantifier, Role, Statement, StatementKind, Tense, TimeMention, TimeValue,
};
use crate::reading::tree::Word;
use crate::value::quantity::Bound;

/// Longest text, in statements, whose statements are put together.
const MOST: usize = 40;
/// Most statements that are derived from one text.
const MOST_DERIVED: usize = 200;

/// What follows from the statements of `reading` taken together, and what its asides say.
pub(super) fn derive(reading: &Reading, knowledge: &Knowledge) -> Vec<Statement> {
    let mut out = asides(reading);
    if reading.statements.len() <= MOST {
        out.extend(detached(reading, knowledge));
        out.extend(instances(reading, knowledge));
        out.extend(compared(reading));
        out.extend(sums(reading));
    }
    out.truncate(MOST_DERIVED);
    out
}

/// What one statement says by the way: dates of a life, the place of a place.
pub(super) fn asides(reading: &Reading) -> Vec<Statement> {
    let mut out = lives(reading);
    out.extend(reading.statements.iter().filter_map(location));
    out.extend(reading.statements.iter().filter_map(site));
    out.extend(aliases(reading, &out));
    out
}

/// "There is not a boat nearby", "there is not a man singing": the denial takes in the phrase, as "no
/// boat" and "no man" do, and what hangs on it.
pub(super) fn with_denied_existence<'s>(statement: &'s Statement, reading: &Reading) -> Cow<'s, Statement> {
    let denies = |s: &Statement| s.polarity == Polarity::Denied && is_existence(s, reading);
    let indefinite = |p: &Phrase| {
        p.entity.is_none()
            && matches!(
                p.quantifier,
                Quantifier::Some | Quantifier::Any | Quantifier::Bare
            )
    };
    let own = denies(statement)
        .then(|| statement.subject.as_ref().map(|a| a.phrase.head))
        .flatten();
    let above = || {
        let parent = reading.statements.get(statement.parent?.statement)?;
        let holds = denies(parent)
            && parent.sentence == statement.sentence
            && statement.polarity == Polarity::Affirmed;
        parent.subject.as_ref().filter(|_| holds).map(|a| a.phrase.head)
    };
    let Some(head) = own.or_else(above) else {
        return Cow::Borrowed(statement);
    };
    let mut out = statement.clone();
    let phrase = out
        .subject
        .iter_mut()
        .chain(&mut out.objects)
        .map(|a| &mut a.phrase)
        .find(|p| p.head == head && indefinite(p));
    match phrase {
        Some(phrase) => phrase.quantifier = Quantifier::No,
        None => return Cow::Borrowed(statement),
    }
    Cow::Owned(out)
}

/// "There is …"
pub(super) fn is_existence(statement: &Statement, reading: &Reading) -> bool {
    statement.predicate.lemma == "be"
        && reading
            .sentences
            .get(statement.sentence)
            .is_some_and(|s| s.tree.child_by(statement.predicate.head, "expl").is_some())
}

/// The consequents of conditions that the text says are met.
fn detached(reading: &Reading, knowledge: &Knowledge) -> Vec<Statement> {
    let met = |condition: &Statement| {
        let asserted = Statement {
            certainty: Certainty::Asserted,
            ..condition.clone()
        };
        let claim = Side {
            reading,
            statement: &asserted,
        };
        reading.statements.iter().any(|statement| {
            statement.read
                && statement.certainty == Certainty::Asserted
                && decide(Side { reading, statement }, claim, knowledge, false).kind == RelationKind::Supports
        })
    };
    let conditions = |of: &Statement| -> Vec<&Statement> {
        let id = of.id;
        reading
            .statements
            .iter()
            .filter(|s| {
                s.parent
                    .is_some_and(|p| p.statement == id && p.relation == EmbeddingKind::Condition)
            })
            .collect()
    };
    reading
        .statements
        .iter()
        .filter(|s| s.read && s.certainty == Certainty::Conditional)
        .filter_map(|s| {
            let conditions = conditions(s);
            if conditions.is_empty() || !conditions.iter().all(|c| met(c)) {
                return None;
            }
            let mut out = s.clone();
            out.certainty = Certainty::Asserted;
            out.circumstances
                .retain(|c| c.kind != CircumstanceKind::Condition && c.text != "then");
            out.predicate.adverbs.retain(|a| a != "then");
            Some(out)
        })
        .collect()
}

/// What is said of every or no member of a kind, of those that are said to be of the kind.
fn instances(reading: &Reading, knowledge: &Knowledge) -> Vec<Statement> {
    let mut out = Vec::new();
    let general = |s: &&Statement| {
        s.read
            && s.certainty == Certainty::Asserted
            && s.subject.as_ref().is_some_and(|a| {
                matches!(a.phrase.quantifier, Quantifier::All | Quantifier::No) && a.phrase.entity.is_none()
            })
    };
    let memberships: Vec<(&Statement, &Phrase, &Phrase)> = reading
        .statements
        .iter()
        .filter(|s| {
            s.read
                && s.kind == StatementKind::Role
                && s.polarity == Polarity::Affirmed
                && s.certainty == Certainty::Asserted
        })
        .filter_map(|s| {
            let kind = s.objects.iter().find(|o| o.role == Role::Attribute)?;
            Some((s, &s.subject.as_ref()?.phrase, &kind.phrase))
        })
        .collect();
    for rule in reading.statements.iter().filter(general) {
        let Some(of) = &rule.subject else { continue };
        for &(membership, member, kind) in &memberships {
            if membership.id == rule.id {
                continue;
            }
            let text = Side {
                reading,
                statement: membership,
            };
            let claim = Side {
                reading,
                statement: rule,
            };
            let mut comparison = Comparison::new(text, claim, knowledge, false);
            if !comparison.is_of_kind(kind, &of.phrase, Slot::Subject) {
                continue;
            }
            let mut derived = rule.clone();
            let mut phrase = member.clone();
            phrase.count = None;
            if of.phrase.quantifier == Quantifier::No && phrase.quantifier == Quantifier::All {
                phrase.quantifier = Quantifier::No;
            }
            derived.subject = Some(Argument {
                role: Role::Subject,
                phrase,
            });
            out.push(derived);
            if out.len() >= MOST_DERIVED {
                return out;
            }
        }
    }
    out
}

/// Births and deaths given in brackets behind a name: "(born 4 October 1941)", "(10 February 1894 –
/// 29 December 1986)".
fn lives(reading: &Reading) -> Vec<Statement> {
    let mut out = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let Some(times) = reading.times.get(index).filter(|t| !t.is_empty()) else {
            continue;
        };
        let words = &sentence.tree.words;
        let Some(open) = words.iter().position(|w| w.form == "(") else {
            continue;
        };
        let close = words
            .iter()
            .skip(open)
            .position(|w| w.form == ")")
            .map_or(words.len(), |n| open + n);
        let (Some(first), Some(last)) = (words.get(open), words.get(close.saturating_sub(1))) else {
            continue;
        };
        let inside = TextSpan::new(first.span.start, last.span.end);
        let dates: Vec<&TimeMention> = times
            .iter()
            .filter(|t| {
                inside.contains(t.span) && matches!(t.time, TimeValue::Date(_) | TimeValue::Period(..))
            })
            .collect();
        let Some(about) = reading.statements.iter().find(|s| {
            s.sentence == index
                && s.read
                && s.kind == StatementKind::Role
                && s.subject
                    .as_ref()
                    .is_some_and(|a| a.phrase.entity.is_some() && a.phrase.span.start < inside.start)
                && s.predicate.span.start >= inside.end
        }) else {
            continue;
        };
        let has = |lemmas: &[&str]| {
            words
                .iter()
                .take(close)
                .skip(open)
                .any(|w| lemmas.contains(&w.lemma.as_str()) || lemmas.contains(&w.form.as_str()))
        };
        let dash = |from: usize, to: usize| {
            words
                .iter()
                .filter(|w| w.span.start >= from && w.span.end <= to)
                .all(|w| matches!(w.form.as_str(), "–" | "-" | "—" | "−" | "--"))
        };
        match dates[..] {
            [one] if has(&["born", "bear", "b."]) => out.extend(life(about, one.clone(), "bear", words)),
            [one] if has(&["die", "d."]) => out.extend(life(about, one.clone(), "die", words)),
            [birth, death] if dash(birth.span.end, death.span.start) && is_person(about) => {
                out.extend(life(about, birth.clone(), "bear", words));
                out.extend(life(about, death.clone(), "die", words));
            }
            [span] if is_person(about) => {
                if let TimeValue::Period(from, to) = span.time {
                    let at = |date| TimeMention {
                        time: TimeValue::Date(date),
                        ..span.clone()
                    };
                    out.extend(life(about, at(from), "bear", words));
                    out.extend(life(about, at(to), "die", words));
                }
            }
            _ => {}
        }
    }
    out
}

/// Whether the statement says that its subject is a person of some kind.
fn is_person(statement: &Statement) -> bool {
    statement
        .objects
        .iter()
        .filter(|o| o.role == Role::Attribute)
        .any(|o| is_kind_of(&o.phrase.lemma.to_lowercase(), "person", WordClass::Noun))
}

/// "… was born (or died) at that time", about the subject of a statement.
fn life(about: &Statement, time: TimeMention, verb: &str, words: &[Word]) -> Option<Statement> {
    let subject = about.subject.clone()?;
    let mut out = bare(about);
    out.kind = StatementKind::Event;
    out.predicate.lemma = verb.to_owned();
    out.predicate.text = if verb == "bear" { "born" } else { "died" }.to_owned();
    out.predicate.span = time.span;
    out.predicate.tense = Tense::Past;
    if verb == "bear" {
        out.predicate.passive = true;
        out.subject = None;
        out.objects.push(Argument {
            role: Role::Object,
            ..subject
        });
    }
    let text = words
        .iter()
        .filter(|w| time.span.contains(w.span))
        .fold(String::new(), |mut out, w| {
            out.push_str(&w.form);
            if w.space_after && w.span.end < time.span.end {
                out.push(' ');
            }
            out
        });
    out.circumstances.push(Circumstance {
        kind: CircumstanceKind::Time,
        marker: String::new(),
        phrase: None,
        span: time.span,
        text,
        value: None,
        time: Some(0),
    });
    out.times.push(time);
    Some(out)
}

/// "… is in France", of what is said to be a town there.
fn location(statement: &Statement) -> Option<Statement> {
    if statement.kind != StatementKind::Role
        || !statement.read
        || statement.polarity != Polarity::Affirmed
        || statement.certainty != Certainty::Asserted
        || statement.subject.as_ref()?.phrase.entity.is_none()
    {
        return None;
    }
    let attribute = statement.objects.iter().find(|o| o.role == Role::Attribute)?;
    let place = std::iter::once(&attribute.phrase)
        .chain(&attribute.phrase.conjuncts)
        .filter(|p| is_fixed(&p.lemma))
        .find_map(place_of)?;
    let mut out = bare(statement);
    out.kind = StatementKind::State;
    out.circumstances.push(Circumstance {
        kind: CircumstanceKind::Place,
        marker: "in".to_owned(),
        span: place.span,
        text: format!("in {}", place.text),
        value: Some(place.lemma.clone()),
        time: None,
        phrase: Some(place),
    });
    Some(out)
}

/// "… located in Lyon": where it is.
fn site(statement: &Statement) -> Option<Statement> {
    let placed = statement.read
        && statement.predicate.passive
        && matches!(statement.predicate.lemma.as_str(), "locate" | "situate")
        && statement.polarity == Polarity::Affirmed
        && statement.certainty == Certainty::Asserted;
    let undergoer = statement
        .objects
        .iter()
        .find(|o| placed && o.role == Role::Object)?;
    let place = statement
        .circumstances
        .iter()
        .find(|c| c.kind == CircumstanceKind::Place && c.marker == "in")?;
    let mut out = bare(statement);
    out.kind = StatementKind::State;
    out.predicate.lemma = "be".to_owned();
    out.predicate.passive = false;
    out.predicate.tense = Tense::Present;
    out.subject = Some(Argument {
        role: Role::Subject,
        phrase: undergoer.phrase.clone(),
    });
    out.circumstances.push(place.clone());
    Some(out)
}

/// "Johanna Macy, better known as Anne Sullivan, was a teacher": what is said of the one name, of the
/// other.
fn aliases(reading: &Reading, derived: &[Statement]) -> Vec<Statement> {
    let mut out = Vec::new();
    for naming in &reading.statements {
        let known_as = naming.read
            && naming.predicate.passive
            && matches!(naming.predicate.lemma.as_str(), "know" | "call" | "nickname")
            && naming.polarity == Polarity::Affirmed;
        let (Some(one), Some(other)) = (
            naming.objects.iter().find(|o| known_as && o.role == Role::Object),
            naming.objects.iter().find(|o| {
                matches!(&o.role, Role::Oblique(case) if case == "as") || o.role == Role::Attribute
            }),
        ) else {
            continue;
        };
        if one.phrase.entity.is_none()
            || other.phrase.entity.is_none()
            || one.phrase.entity == other.phrase.entity
        {
            continue;
        }
        let same = |p: &Phrase| p.entity == one.phrase.entity;
        let own = reading
            .statements
            .iter()
            .filter(|s| s.sentence == naming.sentence && s.id != naming.id);
        for statement in own.chain(derived) {
            let mut renamed = statement.clone();
            let mut found = false;
            for argument in renamed.subject.iter_mut().chain(&mut renamed.objects) {
                if same(&argument.phrase) {
                    argument.phrase = other.phrase.clone();
                    found = true;
                }
            }
            if found && out.len() < MOST_DERIVED {
                out.push(renamed);
            }
        }
    }
    out
}

/// "A is faster than B" and "B is fast": A is fast.
fn compared(reading: &Reading) -> Vec<Statement> {
    let attribute = |s: &Statement| {
        s.objects
            .iter()
            .find(|o| o.role == Role::Attribute)
            .map(|o| o.phrase.clone())
    };
    let sure = |s: &&Statement| {
        s.read
            && s.polarity == Polarity::Affirmed
            && s.certainty == Certainty::Asserted
            && s.subject.is_some()
    };
    let mut out = Vec::new();
    for more in reading.statements.iter().filter(sure) {
        let Some(than) = more
            .objects
            .iter()
            .find(|o| o.role == Role::Oblique("than".to_owned()))
        else {
            continue;
        };
        for plain in reading.statements.iter().filter(sure) {
            let quality = attribute(more).zip(attribute(plain));
            let fits = quality.is_some_and(|(a, b)| a.lemma == b.lemma && b.modifiers.is_empty())
                && !plain
                    .objects
                    .iter()
                    .any(|o| matches!(&o.role, Role::Oblique(c) if c == "than" || c == "as"))
                && plain
                    .subject
                    .as_ref()
                    .is_some_and(|s| same_name(&s.phrase.lemma, &than.phrase.lemma));
            if fits && out.len() < MOST_DERIVED {
                let mut derived = plain.clone();
                derived.subject.clone_from(&more.subject);
                out.push(derived);
            }
        }
    }
    out
}

/// "A sold 300 more cars than B" and "B sold 200 cars": A sold 500.
fn sums(reading: &Reading) -> Vec<Statement> {
    let sure = |s: &&Statement| {
        s.read
            && s.polarity == Polarity::Affirmed
            && s.certainty == Certainty::Asserted
            && s.subject.is_some()
    };
    let object = |s: &Statement| {
        s.objects
            .iter()
            .find(|o| o.role == Role::Object)
            .map(|o| o.phrase.clone())
    };
    let mut out = Vec::new();
    for more in reading.statements.iter().filter(sure) {
        let Some(thing) = object(more) else { continue };
        let word = |m: &Modifier| m.phrase.text.to_lowercase();
        let Some(up) = thing.modifiers.iter().find_map(|m| match word(m).as_str() {
            "more" => Some(true),
            "fewer" | "less" => Some(false),
            _ => None,
        }) else {
            continue;
        };
        let Some(other) = standard(more, &thing, reading) else {
            continue;
        };
        let difference = thing.count.and_then(|i| more.quantities.get(i));
        for plain in reading.statements.iter().filter(sure) {
            if plain.predicate.lemma != more.predicate.lemma
                || !plain
                    .subject
                    .as_ref()
                    .is_some_and(|s| same_name(&s.phrase.lemma, &other))
            {
                continue;
            }
            let mut derived = plain.clone();
            derived.subject.clone_from(&more.subject);
            let Some(counted) = object(plain).filter(|p| p.lemma == thing.lemma) else {
                continue;
            };
            let Some(quantity) = counted.count.and_then(|i| derived.quantities.get_mut(i)) else {
                continue;
            };
            let quantity = &mut quantity.quantity;
            if quantity.bound != Bound::Exact || quantity.upper.is_some() {
                continue;
            }
            match difference.map(|d| &d.quantity) {
                None => quantity.bound = if up { Bound::MoreThan } else { Bound::LessThan },
                Some(d) if d.bound == Bound::Exact && d.upper.is_none() => {
                    let sum = if up {
                        quantity.value.checked_add(d.value)
                    } else {
                        quantity.value.checked_sub(d.value)
                    };
                    let Some(sum) = sum else { continue };
                    quantity.value = sum;
                }
                Some(_) => continue,
            }
            if out.len() < MOST_DERIVED {
                out.push(derived);
            }
        }
    }
    out
}

/// Whom a comparison compares with: "more cars *than B*", "more cars *than B did*".
fn standard(statement: &Statement, thing: &Phrase, reading: &Reading) -> Option<String> {
    let noun = thing
        .modifiers
        .iter()
        .find(|m| m.case == "than")
        .map(|m| m.phrase.lemma.clone());
    let oblique = || {
        statement
            .objects
            .iter()
            .find(|o| o.role == Role::Oblique("than".to_owned()))
            .map(|o| o.phrase.lemma.clone())
    };
    let clause = || {
        statement
            .circumstances
            .iter()
            .find(|c| c.text.starts_with("than "))
            .and_then(|c| {
                reading
                    .statements
                    .iter()
                    .find(|s| {
                        s.parent.is_some_and(|p| p.statement == statement.id)
                            && c.span.contains(s.predicate.span)
                            && matches!(s.predicate.lemma.as_str(), "do" | "be" | "have")
                    })
                    .and_then(|s| s.subject.as_ref())
                    .map(|a| a.phrase.lemma.clone())
            })
    };
    noun.or_else(oblique).or_else(clause)
}

/// Whether what the noun means stays where it is.
pub(super) fn is_fixed(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    [
        "region",
        "district",
        "structure",
        "body of water",
        "geological formation",
        "university",
    ]
    .iter()
    .any(|kind| is_kind_of(&noun, kind, WordClass::Noun))
}

/// The named place that a phrase is in: "a state in Mexico", "a town in the north of France".
fn place_of(phrase: &Phrase) -> Option<Phrase> {
    let inside = phrase
        .modifiers
        .iter()
        .find(|m| m.relation == "nmod" && matches!(m.case.as_str(), "in" | "at"))?;
    let mut at = &inside.phrase;
    for _ in 0..4 {
        if at.entity.is_some() {
            return Some(at.clone());
        }
        at = &at
            .modifiers
            .iter()
            .find(|m| m.relation == "nmod" && m.case == "of")?
            .phrase;
    }
    None
}

/// The statement with its subject and predicate only.
fn bare(statement: &Statement) -> Statement {
    Statement {
        objects: Vec::new(),
        circumstances: Vec::new(),
        quantities: Vec::new(),
        times: Vec::new(),
        parent: None,
        ..statement.clone()
    }
}
