//! A passage and a claim about it: is the claim supported, contradicted, or neither?

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::comparative::{Ranking, rank};
use super::counted;
use super::coverage;
use super::derive::{asides, derive, is_existence, with_denied_existence};
use super::infer::{self, Follows};
use super::knowledge::Knowledge;
use super::relate_in;
use super::relation::{Difference, Part, Relation, RelationKind, Side};
use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::statement::{
    EmbeddingKind, Mode, Phrase, Polarity, Quantifier, SourceKind, Statement, StatementKind,
};

/// Statements of the text that are compared with one statement of the claim at most, the ones
/// with most words in common first.
const MAX_CANDIDATES: usize = 64;
/// Below this many statements the text needs no index.
const SMALL: usize = 24;

/// Verdict on a claim about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextVerdict {
    /// Everything that the claim says follows from the text.
    Supported,
    /// Something that the claim says cannot be true when the text is.
    Contradicted,
    /// Neither.
    Unverified,
}

impl TextVerdict {
    /// The name in the output of `copydesk relate`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::Unverified => "unverified",
        }
    }
}

/// The result for a claim about a text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRelation {
    /// What the text says of the claim.
    pub verdict: TextVerdict,
    /// Why, in one clause.
    pub reason: String,
    /// The words of the text that decide; `None` when nothing does.
    pub text_span: Option<TextSpan>,
    /// The words of the claim that they decide.
    pub claim_span: Option<TextSpan>,
    /// The relation behind it.
    pub relation: Option<Relation>,
}

/// What `text` says of `claim`. A claim of several statements is supported when each of them is, and
/// contradicted when one of them is.
pub fn relate_texts(text: &Reading, claim: &Reading, knowledge: &Knowledge) -> TextRelation {
    TextIndex::new(text, knowledge).relate(claim, knowledge)
}

/// A text that many claims are compared with: its statements by their words.
#[derive(Debug)]
pub struct TextIndex<'a> {
    reading: &'a Reading,
    /// The statements that may decide a claim.
    usable: Vec<Cow<'a, Statement>>,
    /// What follows from each of them, worked out for the first claim that asks.
    follows: Vec<Follows>,
    /// Word → positions in `usable`.
    words: BTreeMap<String, Vec<usize>>,
    /// A short passage is about what its claim is about.
    one_scene: bool,
    /// How many of `usable` the text says itself; the others follow from it.
    own: usize,
}

/// What the text says of one statement of the claim.
#[derive(Debug)]
struct Found {
    relation: Relation,
    /// The bytes of the text's statement.
    span: TextSpan,
}

impl<'a> TextIndex<'a> {
    /// Longest text, in sentences, that counts as one passage about one scene.
    const ONE_SCENE: usize = 3;

    /// Indexes the statements of a reading, and what follows from them taken together.
    pub fn new(reading: &'a Reading, knowledge: &Knowledge) -> Self {
        let mut usable: Vec<Cow<'a, Statement>> = reading
            .statements
            .iter()
            .filter(|s| s.read && !is_bare_existence(s, reading) && !only_narrows(s, reading))
            .map(|s| with_denied_existence(s, reading))
            .collect();
        let own = usable.len();
        usable.extend(derive(reading, knowledge).into_iter().map(Cow::Owned));
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        if usable.len() > SMALL {
            for (i, statement) in usable.iter().enumerate() {
                for word in keys(statement) {
                    words.entry(word).or_default().push(i);
                }
            }
        }
        Self {
            reading,
            follows: usable.iter().map(|_| Follows::default()).collect(),
            usable,
            words,
            one_scene: reading.sentences.len() <= Self::ONE_SCENE,
            own,
        }
    }

    /// The statements that the claim is compared with, each with its place in `usable`.
    fn candidates(&self, claim: &Statement) -> Vec<(usize, &Statement)> {
        if self.usable.len() <= SMALL {
            return self.usable.iter().map(AsRef::as_ref).enumerate().collect();
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in keys(claim) {
            for &i in self.words.get(&word).map_or(&[][..], Vec::as_slice) {
                *shared.entry(i).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().map(|(i, n)| (usize::MAX - n, i)).collect();
        ranked.sort_unstable();
        ranked
            .into_iter()
            .take(MAX_CANDIDATES)
            .filter_map(|(_, i)| Some((i, self.usable.get(i)?.as_ref())))
            .collect()
    }

    /// What the text says of `claim`.
    pub fn relate(&self, claim: &Reading, knowledge: &Knowledge) -> TextRelation {
        let unverified = |reason: &str| TextRelation {
            verdict: TextVerdict::Unverified,
            reason: reason.to_owned(),
            text_span: None,
            claim_span: None,
            relation: None,
        };
        let said: Vec<Cow<'_, Statement>> = claim
            .statements
            .iter()
            .filter(|s| !is_bare_existence(s, claim))
            .map(|s| with_denied_existence(s, claim))
            .collect();
        let said: Vec<&Statement> = said.iter().map(AsRef::as_ref).collect();
        if said.is_empty() || !claim.unread.is_empty() {
            return unverified("the claim could not be read");
        }
        // What the claim says by the way is part of it: when that cannot be, the claim cannot.
        for statement in &asides(claim) {
            if let Some(found) = self.one(statement, claim, knowledge)
                && found.relation.kind == RelationKind::Contradicts
            {
                return Self::verdict(TextVerdict::Contradicted, found, statement);
            }
        }
        for other in counted::other_numbers(self.reading, claim, knowledge) {
            let (Some(there), Some(wanted)) = (
                self.reading.statements.get(other.text),
                claim.statements.get(other.claim),
            ) else {
                continue;
            };
            if (same_voice(there, wanted) || told_as_fact(there, wanted))
                && !self.has_choice(there)
                && !has_choice(claim, wanted)
            {
                let found = Found {
                    relation: other.relation,
                    span: there.span,
                };
                return Self::verdict(TextVerdict::Contradicted, found, wanted);
            }
        }
        let mut supported: Option<(Found, &Statement)> = None;
        let mut missing = None;
        let mut judged = Vec::new();
        for group in groups(&said) {
            match self.group(&group, claim, knowledge) {
                Some((found, statement)) if found.relation.kind == RelationKind::Contradicts => {
                    return Self::verdict(TextVerdict::Contradicted, found, statement);
                }
                Some(found) => {
                    judged.extend_from_slice(&found.0.relation.judged);
                    supported.get_or_insert(found);
                }
                None => missing = missing.or(group.first().copied()),
            }
        }
        match (missing, supported) {
            (None, Some((found, statement))) => {
                match coverage::unplaced(self.reading, claim, &said, &judged, knowledge) {
                    Some(word) => unverified(&format!("the text does not say “{word}”")),
                    None => Self::verdict(TextVerdict::Supported, found, statement),
                }
            }
            (Some(statement), _) => unverified(&self.nearest(statement, claim, knowledge)),
            (None, None) => unverified("the text does not say so"),
        }
    }

    fn verdict(verdict: TextVerdict, found: Found, claim: &Statement) -> TextRelation {
        let difference = found.relation.difference.as_ref();
        TextRelation {
            verdict,
            reason: found.relation.reason.clone(),
            text_span: Some(difference.map_or(found.span, |d| d.text)),
            claim_span: Some(difference.map_or(claim.span, |d| d.claim)),
            relation: Some(found.relation),
        }
    }

    /// Statements under one denial ("no man in a hat who is singing") stand or fall together; any
    /// other statement is a group of its own.
    fn group<'c>(
        &self,
        group: &[&'c Statement],
        claim: &'c Reading,
        knowledge: &Knowledge,
    ) -> Option<(Found, &'c Statement)> {
        let [first, rest @ ..] = group else { return None };
        if rest.is_empty() {
            return self.one(first, claim, knowledge).map(|f| (f, *first));
        }
        // ¬(a ∧ b): refuted when the text says a and b, supported when it denies one of them.
        let mut refuted = None;
        let mut all_refuted = true;
        for &statement in group {
            match self.one(statement, claim, knowledge) {
                Some(found) if found.relation.kind == RelationKind::Supports => {
                    return Some((found, statement));
                }
                Some(found) => {
                    refuted.get_or_insert((found, statement));
                }
                None => all_refuted = false,
            }
        }
        refuted.filter(|_| all_refuted)
    }

    /// The statement of the text that supports or contradicts a statement of the claim.
    fn one(&self, statement: &Statement, claim: &Reading, knowledge: &Knowledge) -> Option<Found> {
        if let Some(found) = self.by_ranking((statement, claim), knowledge) {
            return Some(found);
        }
        let mut contradiction = None;
        let followed = Follows::default();
        for (place, there) in self.candidates(statement) {
            let text = Side {
                reading: self.reading,
                statement: there,
            };
            let wanted = Side {
                reading: claim,
                statement,
            };
            let mut relation = relate_in(text, wanted, knowledge, self.one_scene);
            if !matches!(relation.kind, RelationKind::Supports | RelationKind::Contradicts)
                && statement.read
                && let Some(follows) = self.follows.get(place)
                && let Some(found) = infer::by_consequence((text, follows), (wanted, &followed), knowledge)
            {
                relation = found;
            }
            // What follows from several statements has numbers that none of them has.
            if place >= self.own {
                relation
                    .judged
                    .extend(statement.quantities.iter().map(|q| q.span));
            }
            match relation.kind {
                // What somebody says is not what the text says; whether the claim says that somebody
                // said it is another statement of the claim.
                RelationKind::Supports
                    if same_voice(there, statement)
                        && (has_choice(claim, statement) || !self.has_choice(there)) =>
                {
                    return Some(Found {
                        relation,
                        span: there.span,
                    });
                }
                RelationKind::Contradicts
                    if (same_voice(there, statement) || told_as_fact(there, statement))
                        && !self.partly_denied(there)
                        && !self.same_content(&relation, there, (statement, claim))
                        && !denies_more(&relation, text, wanted, knowledge)
                        && !self.has_choice(there)
                        && !has_choice(claim, statement) =>
                {
                    contradiction.get_or_insert(Found {
                        relation,
                        span: there.span,
                    });
                }
                _ => {}
            }
        }
        contradiction
    }

    /// "denied that it had spied", "denied spying": under one verb, whether the content is denied is the
    /// verb's doing, and the reader may see it in one form and miss it in the other.
    fn same_content(
        &self,
        relation: &Relation,
        text: &Statement,
        (claim, of): (&Statement, &Reading),
    ) -> bool {
        let above = |s: &Statement, reading: &Reading| -> Option<String> {
            let parent = s.parent.filter(|p| p.relation == EmbeddingKind::Content)?;
            Some(reading.statements.get(parent.statement)?.predicate.lemma.clone())
        };
        let verb = above(text, self.reading);
        relation
            .difference
            .as_ref()
            .is_some_and(|d| d.part == Part::Polarity)
            && verb.is_some()
            && verb == above(claim, of)
    }

    fn has_choice(&self, statement: &Statement) -> bool {
        has_choice(self.reading, statement)
    }

    /// Why the text does not support a statement: what is missing in the one that comes nearest.
    fn nearest(&self, statement: &Statement, claim: &Reading, knowledge: &Knowledge) -> String {
        let wanted = Side {
            reading: claim,
            statement,
        };
        self.candidates(statement)
            .into_iter()
            .map(|(_, there)| {
                let text = Side {
                    reading: self.reading,
                    statement: there,
                };
                relate_in(text, wanted, knowledge, self.one_scene)
            })
            .find(|r| r.kind == RelationKind::Weaker)
            .map_or_else(|| "the text does not say so".to_owned(), |r| r.reason)
    }

    /// What the comparisons of the text say together ("taller than", "as tall as").
    fn by_ranking(&self, (claim, of): (&Statement, &Reading), knowledge: &Knowledge) -> Option<Found> {
        let ranking = rank(self.reading, (claim, of), knowledge)?;
        let subject = claim.subject.as_ref()?;
        let statement = self
            .usable
            .iter()
            .find(|s| {
                s.subject
                    .as_ref()
                    .is_some_and(|a| a.phrase.lemma == subject.phrase.lemma)
            })
            .or(self.usable.first())?;
        let (kind, reason) = match ranking {
            Ranking::Follows => (
                RelationKind::Supports,
                "it follows from the comparisons in the text",
            ),
            Ranking::Excluded => (
                RelationKind::Contradicts,
                "the comparisons in the text exclude it",
            ),
        };
        let difference = (kind == RelationKind::Contradicts).then_some(Difference {
            part: Part::Opposite,
            text: statement.span,
            claim: claim.span,
        });
        Some(Found {
            relation: Relation {
                kind,
                reason: reason.to_owned(),
                difference,
                bindings: Default::default(),
                proof: Vec::new(),
                judged: vec![claim.span],
                presupposed: false,
            },
            span: statement.span,
        })
    }

    /// Whether the statement is one of several under one denial: "no man in a hat is singing" does
    /// not deny that a man sings.
    fn partly_denied(&self, statement: &Statement) -> bool {
        denied_subject(statement).is_some_and(|span| {
            self.usable
                .iter()
                .any(|s| s.id != statement.id && denied_subject(s) == Some(span))
        })
    }
}

/// Whether "or" stands in the statement, in no clause of its own: which of the two it was is open.
fn has_choice(reading: &Reading, statement: &Statement) -> bool {
    // "neither sings nor dances", "no man sings or dances": both are denied.
    let denied = statement.polarity == Polarity::Denied
        || statement
            .subject
            .iter()
            .chain(&statement.objects)
            .any(|a| a.phrase.quantifier == Quantifier::No);
    !denied
        && reading.sentences.get(statement.sentence).is_some_and(|s| {
            // "passengers depart or arrive"
            let joins_verb = |conjunct: Option<usize>| {
                conjunct.is_some_and(|c| {
                    c == statement.predicate.head
                        || s.tree
                            .words
                            .get(c)
                            .is_some_and(|w| w.head == Some(statement.predicate.head))
                })
            };
            s.tree.words.iter().any(|w| {
                w.deprel.is("cc")
                    && w.lemma == "or"
                    && (statement.span.contains(w.span) || joins_verb(w.head))
            })
        })
}

/// Whether the claim's statement may be decided by the text's: both are told in the narrator's
/// voice, or both are somebody's word.
fn same_voice(text: &Statement, claim: &Statement) -> bool {
    (text.source.kind == SourceKind::Narrator) == (claim.source.kind == SourceKind::Narrator)
}

/// "It was not reached by talking to the families" denies no more than the way: a denial is at odds with
/// what is affirmed only where all that it denies is.
fn denies_more(relation: &Relation, text: Side<'_>, claim: Side<'_>, knowledge: &Knowledge) -> bool {
    let polarity = relation
        .difference
        .as_ref()
        .is_some_and(|d| d.part == Part::Polarity);
    if !polarity {
        return false;
    }
    let (denied, affirmed) = if text.statement.polarity == Polarity::Denied {
        (text, claim)
    } else {
        (claim, text)
    };
    coverage::denies_beyond(denied, affirmed.reading, knowledge)
}

/// "Unemployment fell to 5.1 percent, the statistics office said": news tells a fact and names its source
/// behind it. A claim that gives the fact otherwise contradicts what the passage says; that the passage
/// says it in its own voice, which a claim without the source would need for support, it does not.
fn told_as_fact(text: &Statement, claim: &Statement) -> bool {
    text.source.kind == SourceKind::Speaker
        && claim.source.kind == SourceKind::Narrator
        && text.source.mode == Mode::Paraphrased
        && text.source.quotation.is_none()
        && text
            .source
            .cue_span
            .is_some_and(|cue| cue.start >= text.predicate.span.end)
}

/// "There is a man who is singing": the clause on the man says it all, and "there is no man" would
/// say too much.
fn is_bare_existence(statement: &Statement, reading: &Reading) -> bool {
    let head = |s: &Statement| s.subject.as_ref().map(|a| (s.sentence, a.phrase.head));
    statement.kind == StatementKind::State
        && statement.predicate.lemma == "be"
        && statement.objects.is_empty()
        && statement.circumstances.iter().all(|c| c.phrase.is_none())
        && reading.statements.iter().any(|s| {
            s.id != statement.id
                && s.parent.is_some_and(|p| p.statement == statement.id)
                && (head(s) == head(statement)
                    || s.parent.is_some_and(|p| p.relation == EmbeddingKind::Content)
                    || first_object_head(s) == head(statement))
        })
}

/// "Every man who sings is happy" does not say that every man sings; "Anna, who has no children," says that she has none.
fn only_narrows(statement: &Statement, reading: &Reading) -> bool {
    use Quantifier::{All, AlmostAll, Any, Few, Many, Most, No};
    let above = statement.parent.and_then(|p| reading.statements.get(p.statement));
    let of_above =
        |p: &Phrase| above.is_none_or(|s| s.phrases_within(2).iter().any(|above| above.head == p.head));
    statement
        .parent
        .is_some_and(|p| p.relation == EmbeddingKind::Relative)
        && statement.subject.iter().chain(&statement.objects).any(|a| {
            matches!(a.phrase.quantifier, All | AlmostAll | Any | Few | Many | Most | No) && of_above(&a.phrase)
        })
        // "There is no man who sings" says that none does.
        && !statement
            .parent
            .and_then(|p| reading.statements.get(p.statement))
            .is_some_and(|above| is_existence(above, reading))
}

fn first_object_head(statement: &Statement) -> Option<(usize, usize)> {
    statement
        .objects
        .first()
        .map(|o| (statement.sentence, o.phrase.head))
}

/// Bytes of the subject, where the subject denies ("no man").
fn denied_subject(statement: &Statement) -> Option<TextSpan> {
    let subject = statement.subject.as_ref()?;
    (subject.phrase.quantifier == Quantifier::No).then_some(subject.phrase.span)
}

/// The statements of a claim, those with one denied subject together.
fn groups<'c>(statements: &[&'c Statement]) -> Vec<Vec<&'c Statement>> {
    let mut out: Vec<(Option<TextSpan>, Vec<&Statement>)> = Vec::new();
    for &statement in statements {
        let span = denied_subject(statement);
        match out.iter_mut().find(|(s, _)| span.is_some() && *s == span) {
            Some((_, group)) => group.push(statement),
            None => out.push((span, vec![statement])),
        }
    }
    out.into_iter().map(|(_, group)| group).collect()
}

/// The words that a statement is found by: heads of its participants and places, the predicate.
fn keys(statement: &Statement) -> BTreeSet<String> {
    fn add(phrase: &Phrase, out: &mut BTreeSet<String>) {
        let lemma = phrase.lemma.to_lowercase();
        if phrase.entity.is_some() {
            out.extend(lemma.split_whitespace().map(str::to_owned));
        } else {
            out.insert(lemma);
        }
        for conjunct in &phrase.conjuncts {
            add(conjunct, out);
        }
    }
    let mut out = BTreeSet::new();
    for argument in statement.subject.iter().chain(&statement.objects) {
        add(&argument.phrase, &mut out);
    }
    for circumstance in &statement.circumstances {
        if let Some(phrase) = &circumstance.phrase {
            add(phrase, &mut out);
        }
    }
    if statement.predicate.lemma != "be" {
        out.insert(statement.predicate.lemma.to_lowercase());
    }
    out
}
