//! Rulebook + reader → [`Prepared`]: claims, patterns and inferences as statements.
//!
//! Every English text of the rulebook is read once, by the reader that reads articles. What cannot be
//! read as a statement is a mistake at its place.

pub mod against;
mod ambiguity;
mod checks;
mod claims;
mod english;
mod index;
mod kept;
mod rows;
mod strata;

use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::reading::Reading;
use crate::reading::names::{NameEntry, NameKind, Names};
use crate::rules::book::{
    Condition, English, EntityKind, Pattern, Requirement, RequirementKind, RuleBody, Rulebook, Speaker,
    VariableKind,
};
use crate::source::Location;

use super::fact::Fact;
use super::figures::OnFiles;
use super::finding::RelatedRole;
use super::infer::{Over, PreparedInference, Template, by_predicate, derive};
use super::pattern::{Matcher, PreparedPattern};
use super::quotations::Filed;
use super::relate::{ByPredicate, Knowledge};
use super::spellings::Spellings;
use super::transcripts::Spoken;
use super::world::{Directory, World};
pub use ambiguity::ambiguities;
use english::Reader;
use index::Index;
pub use kept::{Kept, key};
use rows::Rows;

/// A rulebook, ready to check articles with.
#[derive(Debug)]
pub struct Prepared {
    /// The rulebook.
    pub book: Rulebook,
    /// Names for the reader.
    pub names: Names,
    /// Words and names for `relate`.
    pub knowledge: Knowledge,
    /// The words and names alone, without what follows by the rulebook: for checks that need none.
    pub words: Arc<Knowledge>,
    /// Names for checking.
    pub directory: Directory,
    /// Claims that are known, what entities' clauses say, and what follows from them.
    pub known: Vec<Arc<Fact>>,
    /// Claims that nobody has confirmed.
    pub unconfirmed: Vec<Claimed>,
    /// Quotations on file.
    pub quotations: Vec<Filed>,
    /// Source documents whose words are spoken ones.
    pub spoken: Vec<Spoken>,
    /// The rules, in the order of the rulebook.
    pub rules: Vec<PreparedRule>,
    /// The inferences.
    pub inferences: Vec<PreparedInference>,
    /// Patterns for which the list on file is complete.
    pub closed: Vec<PreparedPattern>,
    /// Forbidden spellings.
    pub spellings: Spellings,
    /// Claims from this index on are source documents.
    first_source: usize,
    /// All readings of the rulebook's English, in the order in which its reader has them.
    readings: Vec<Arc<Reading>>,
    /// What the rulebook contradicts itself in.
    conflicts: Vec<Diagnostic>,
    /// What was worked out by an earlier run: see [`Prepared::worked_out`].
    kept: usize,
    /// The index of `known`.
    pub(super) by_predicate: ByPredicate,
    index: Index,
    rows: Rows,
    /// Claims with a figure or a day, worked out when they are first wanted.
    pub(super) figures: OnceLock<OnFiles>,
    /// Words with a capital of entities and claims, worked out when they are first wanted.
    pub(super) vocabulary: OnceLock<std::collections::BTreeSet<String>>,
}

/// An unconfirmed claim.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// What it says.
    pub fact: Arc<Fact>,
    /// Whose word would confirm it.
    pub by: Option<Speaker>,
}

/// A rule, read.
#[derive(Debug, Clone)]
pub struct PreparedRule {
    /// Its name.
    pub name: String,
    /// How bad a breach is.
    pub severity: Severity,
    /// What the editor is told.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Comparisons.
    pub conditions: Vec<Condition>,
    /// What is forbidden or required.
    pub body: Body,
    /// The item in the rule file.
    pub location: Location,
}

/// The forms of a rule, read.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of the rulebook's RuleBody")]
pub enum Body {
    Never {
        patterns: Vec<PreparedPattern>,
        unless: Vec<PreparedPattern>,
    },
    When {
        patterns: Vec<PreparedPattern>,
        unless: Vec<PreparedPattern>,
        require: Vec<Demand>,
    },
    Same {
        variable: String,
        pattern: PreparedPattern,
    },
    Verify {
        pattern: PreparedPattern,
    },
}

/// A requirement, read.
#[derive(Debug, Clone)]
pub struct Demand {
    /// What is required.
    pub kind: RequirementKind,
    /// The pattern, where it is one.
    pub pattern: Option<PreparedPattern>,
    /// Where it says so.
    pub location: Location,
}

/// Reads all English of `book`. What is wrong with it comes back beside the result.
///
/// The statements of `sources` are taken as claims. Where there are none, `kept` is what an earlier run worked
/// out of the same rulebook.
pub fn prepare(mut book: Rulebook, sources: &[Document], kept: Option<Kept>) -> (Prepared, Vec<Diagnostic>) {
    let mut kept = kept.filter(|_| sources.is_empty());
    let mut diagnostics = Vec::new();
    let names = names(&book);
    let directory = Directory::of(&book);
    let words = Arc::new(Knowledge::new(&book));
    let mut knowledge = Knowledge::clone(&words);
    let reader = Reader::read_all(
        &book,
        &names,
        kept.as_mut().map(|k| std::mem::take(&mut k.readings)),
    );

    let mut inferences = Vec::new();
    for (index, inference) in book.inferences.iter().enumerate() {
        let prepared = PreparedInference {
            index,
            from: patterns(&inference.from, &reader, &mut diagnostics),
            unless: patterns(&inference.unless, &reader, &mut diagnostics),
            conditions: inference.conditions.clone(),
            infer: inference
                .infer
                .iter()
                .flat_map(|english| templates(english, &reader, &mut diagnostics))
                .collect(),
            stratum: 0,
        };
        let plain = prepared.unless.is_empty() && prepared.conditions.is_empty();
        if plain
            && let [from] = prepared.from.as_slice()
            && let [premise] = from.statements.as_slice()
            && from.pattern.narrowings.is_empty()
            // What a type leaves out, comparing two statements alone does not see.
            && from.pattern.english.variables.iter().all(|v| v.kind == VariableKind::Any)
        {
            for template in &prepared.infer {
                knowledge.add_inference(
                    &inference.name.text,
                    (**premise).clone(),
                    (*template.statement).clone(),
                );
            }
        }
        inferences.push(prepared);
    }
    strata::assign(&book, &mut inferences, &knowledge, &mut diagnostics);

    let mut rules = Vec::new();
    for rule in &book.rules {
        let body = body(&rule.body, &reader, &mut diagnostics);
        if let Body::Same { variable, pattern } = &body
            && let [statement] = pattern.statements.as_slice()
        {
            knowledge.add_functional(&rule.name.text, variable, (**statement).clone());
        }
        rules.push(PreparedRule {
            name: rule.name.text.clone(),
            severity: rule.severity,
            message: rule.message.text.clone(),
            help: rule.help.as_ref().map(|t| t.text.clone()),
            conditions: rule.conditions.clone(),
            body,
            location: rule.location,
        });
    }
    let closed = patterns(&book.closed, &reader, &mut diagnostics);

    let mut claims = claims::read(&book, &reader, &mut diagnostics);
    knowledge.add_places(claims.known.iter().map(|f| &*f.statement));
    let first_source = book.claims.len();
    let spoken = against::add(&mut book, sources, &names, &mut claims);
    let spellings = Spellings::of(&book);
    let rows = Rows::of(&book);
    let mut prepared = Prepared {
        book,
        names,
        knowledge,
        words,
        directory,
        known: claims.known,
        unconfirmed: claims.unconfirmed,
        quotations: claims.quotations,
        spoken,
        rules,
        inferences,
        closed,
        spellings,
        first_source,
        readings: reader.readings(),
        conflicts: Vec::new(),
        kept: 0,
        by_predicate: ByPredicate::default(),
        index: Index::default(),
        rows,
        figures: OnceLock::new(),
        vocabulary: OnceLock::new(),
    };
    match kept.and_then(|mut kept| Some((kept.derived(&prepared.known)?, kept))) {
        Some((derived, mut kept)) => {
            prepared.known.extend(derived);
            prepared.index = Index::of(&prepared.known);
            prepared.conflicts = kept.conflicts().collect();
            kept.fill(&prepared);
            prepared.kept = prepared.worked_out();
            prepared.by_predicate = by_predicate(&prepared.known, &prepared.knowledge);
        }
        None => {
            let (derived, by_predicate) = derive(
                &prepared.matcher(),
                &prepared.inferences,
                &prepared.known,
                (&[], None),
                Over::Rulebook,
            );
            prepared.known.extend(derived);
            prepared.by_predicate = by_predicate;
            prepared.index = Index::of(&prepared.known);
            prepared.conflicts = checks::check(&prepared);
        }
    }
    diagnostics.extend(prepared.conflicts.iter().cloned());
    diagnostics.sort_by_key(|d| d.labels.first().map(|l| l.location));
    (prepared, diagnostics)
}

impl Prepared {
    /// What the claim of this index is to a finding: a claim, a row of data, or a source document.
    pub fn role_of(&self, claim: usize) -> RelatedRole {
        if claim >= self.first_source {
            RelatedRole::Source
        } else if self.book.claims.get(claim).is_some_and(|c| c.data.is_some()) {
            RelatedRole::Data
        } else {
            RelatedRole::Claim
        }
    }
    /// Whether a rule, an inference or a closed list looks for statements.
    pub fn has_patterns(&self) -> bool {
        !(self.rules.is_empty() && self.inferences.is_empty() && self.closed.is_empty())
    }
    /// The facts on file that may bear on `fact`.
    pub fn candidates<'a>(&'a self, fact: &Fact) -> impl Iterator<Item = &'a Arc<Fact>> {
        self.index
            .candidates(fact, &self.world(), &self.knowledge)
            .into_iter()
            .filter_map(|i| self.known.get(i))
    }
    /// What the rows of data say that an article mentions.
    pub fn rows(&self, reading: &Reading) -> Vec<Arc<Fact>> {
        self.rows.mentioned(reading, &self.book, &self.names)
    }
    /// The rulebook on no day in particular.
    pub fn world(&self) -> World<'_> {
        World {
            book: &self.book,
            directory: &self.directory,
            today: None,
        }
    }
    /// A matcher without an article.
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher {
            world: self.world(),
            knowledge: &self.knowledge,
            document: None,
            hedged_too: false,
            any_voice: false,
        }
    }
}

/// The names of the rulebook, as the reader takes them.
pub fn names(book: &Rulebook) -> Names {
    let entries = (0u32..)
        .zip(&book.entities)
        .map(|(id, entity)| NameEntry {
            id,
            kind: match entity.kind {
                EntityKind::Person => NameKind::Person,
                EntityKind::Organisation => NameKind::Organisation,
                EntityKind::Country => NameKind::Country,
                EntityKind::Place => NameKind::Place,
                EntityKind::Event => NameKind::Event,
                EntityKind::Thing => NameKind::Thing,
            },
            name: entity.name.text.clone(),
            also: entity.also.iter().map(|t| t.text.clone()).collect(),
        })
        .collect();
    Names::new(entries)
}

fn patterns(list: &[Pattern], reader: &Reader, diagnostics: &mut Vec<Diagnostic>) -> Vec<PreparedPattern> {
    list.iter().map(|p| pattern(p, reader, diagnostics)).collect()
}

fn pattern(pattern: &Pattern, reader: &Reader, diagnostics: &mut Vec<Diagnostic>) -> PreparedPattern {
    let (reading, statements) = reader.pattern(&pattern.english, diagnostics);
    PreparedPattern::new(pattern.clone(), reading, statements)
}

fn templates(english: &English, reader: &Reader, diagnostics: &mut Vec<Diagnostic>) -> Vec<Template> {
    let (reading, statements) = reader.pattern(english, diagnostics);
    statements
        .into_iter()
        .map(|statement| Template {
            reading: Arc::clone(&reading),
            statement,
        })
        .collect()
}

fn body(body: &RuleBody, reader: &Reader, diagnostics: &mut Vec<Diagnostic>) -> Body {
    match body {
        RuleBody::Never {
            patterns: all,
            unless,
        } => Body::Never {
            patterns: patterns(all, reader, diagnostics),
            unless: patterns(unless, reader, diagnostics),
        },
        RuleBody::When {
            patterns: all,
            unless,
            require,
        } => Body::When {
            patterns: patterns(all, reader, diagnostics),
            unless: patterns(unless, reader, diagnostics),
            require: require.iter().map(|r| demand(r, reader, diagnostics)).collect(),
        },
        RuleBody::Same { variable, pattern: p } => Body::Same {
            variable: variable.name.clone(),
            pattern: pattern(p, reader, diagnostics),
        },
        RuleBody::Verify { pattern: p } => Body::Verify {
            pattern: pattern(p, reader, diagnostics),
        },
    }
}

fn demand(requirement: &Requirement, reader: &Reader, diagnostics: &mut Vec<Diagnostic>) -> Demand {
    let read = match &requirement.kind {
        RequirementKind::Pattern(p) => Some(pattern(p, reader, diagnostics)),
        RequirementKind::NamedSource
        | RequirementKind::Source(_)
        | RequirementKind::Sources(_)
        | RequirementKind::Quotation
        | RequirementKind::NoHedge
        | RequirementKind::Date => None,
    };
    Demand {
        kind: requirement.kind.clone(),
        pattern: read,
        location: requirement.location,
    }
}
