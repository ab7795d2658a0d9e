//! A passage and a claim about it: is the claim supported, contradicted, or neither?

use std::collections::{BTreeMap, BTreeSet};

use super::comparative::{Ranking, rank};
use super::coverage;
use super::knowledge::Knowledge;
use super::relate_in;
use super::relation::{Difference, Part, Relation, RelationKind, Side};
use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::statement::{EmbeddingKind, Phrase, Quantifier, SourceKind, Statement, StatementKind};

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
    TextIndex::new(text).relate(claim, knowledge)
}

/// A text that many claims are compared with: its statements by their words.
#[derive(Debug)]
pub struct TextIndex<'a> {
    reading: &'a Reading,
    /// The statements that may decide a claim.
    usable: Vec<&'a Statement>,
    /// Word → positions in `usable`.
    words: BTreeMap<String, Vec<usize>>,
    /// A short passage is about what its claim is about.
    one_scene: bool,
}

/// What the text says of one statement of the claim.
#[derive(Debug)]
struct Found<'a> {
    relation: Relation,
    statement: &'a Statement,
}

impl<'a> TextIndex<'a> {
    /// Longest text, in sentences, that counts as one passage about one scene.
    const ONE_SCENE: usize = 3;

    /// Indexes the statements of a reading.
    pub fn new(reading: &'a Reading) -> Self {
        let usable: Vec<&Statement> = reading
            .statements
            .iter()
            .filter(|s| s.read && !is_bare_existence(s, reading))
            .collect();
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
            usable,
            words,
            one_scene: reading.sentences.len() <= Self::ONE_SCENE,
        }
    }

    fn candidates(&self, claim: &Statement) -> Vec<&'a Statement> {
        if self.usable.len() <= SMALL {
            return self.usable.clone();
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
            .filter_map(|(_, i)| self.usable.get(i).copied())
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
        let said: Vec<&Statement> = claim
            .statements
            .iter()
            .filter(|s| !is_bare_existence(s, claim))
            .collect();
        if said.is_empty() || !claim.unread.is_empty() {
            return unverified("the claim could not be read");
        }
        let mut supported: Option<(Found<'_>, &Statement)> = None;
        let mut missing = None;
        for group in groups(&said) {
            match self.group(&group, claim, knowledge) {
                Some((found, statement)) if found.relation.kind == RelationKind::Contradicts => {
                    return Self::verdict(TextVerdict::Contradicted, found, statement);
                }
                Some(found) => {
                    supported.get_or_insert(found);
                }
                None => missing = missing.or(group.first().copied()),
            }
        }
        match (missing, supported) {
            (None, Some((found, statement))) => {
                match coverage::unplaced(self.reading, claim, &said, knowledge) {
                    Some(word) => unverified(&format!("the text does not say “{word}”")),
                    None => Self::verdict(TextVerdict::Supported, found, statement),
                }
            }
            (Some(statement), _) => unverified(&self.nearest(statement, claim, knowledge)),
            (None, None) => unverified("the text does not say so"),
        }
    }

    fn verdict(verdict: TextVerdict, found: Found<'_>, claim: &Statement) -> TextRelation {
        let difference = found.relation.difference.as_ref();
        TextRelation {
            verdict,
            reason: found.relation.reason.clone(),
            text_span: Some(difference.map_or(found.statement.span, |d| d.text)),
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
    ) -> Option<(Found<'a>, &'c Statement)> {
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
    fn one(&self, statement: &Statement, claim: &Reading, knowledge: &Knowledge) -> Option<Found<'a>> {
        if let Some(found) = self.by_ranking(statement, knowledge) {
            return Some(found);
        }
        let mut contradiction = None;
        for there in self.candidates(statement) {
            let text = Side {
                reading: self.reading,
                statement: there,
            };
            let wanted = Side {
                reading: claim,
                statement,
            };
            let relation = relate_in(text, wanted, knowledge, self.one_scene);
            match relation.kind {
                // What somebody says is not what the text says; whether the claim says that somebody
                // said it is another statement of the claim.
                RelationKind::Supports if same_voice(there, statement) => {
                    return Some(Found {
                        relation,
                        statement: there,
                    });
                }
                RelationKind::Contradicts if same_voice(there, statement) && !self.partly_denied(there) => {
                    contradiction.get_or_insert(Found {
                        relation,
                        statement: there,
                    });
                }
                _ => {}
            }
        }
        contradiction
    }

    /// Why the text does not support a statement: what is missing in the one that comes nearest.
    fn nearest(&self, statement: &Statement, claim: &Reading, knowledge: &Knowledge) -> String {
        let wanted = Side {
            reading: claim,
            statement,
        };
        self.candidates(statement)
            .into_iter()
            .map(|there| {
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
    fn by_ranking(&self, claim: &Statement, knowledge: &Knowledge) -> Option<Found<'a>> {
        let ranking = rank(self.reading, claim, knowledge)?;
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
            },
            statement,
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

/// Whether the claim's statement may be decided by the text's: both are told in the narrator's
/// voice, or both are somebody's word.
fn same_voice(text: &Statement, claim: &Statement) -> bool {
    (text.source.kind == SourceKind::Narrator) == (claim.source.kind == SourceKind::Narrator)
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
