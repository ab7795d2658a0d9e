//! One article against the rulebook: what every part of checking looks at, and how its findings are made.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::document::{Document, TextSpan};
use crate::reading::Reading;
use crate::source::{Location, Span};

use super::fact::{Fact, Origin};
use super::finding::{Finding, FindingKind, Related, RelatedRole};
use super::infer::{Over, derive};
use super::join::Pool;
use super::pattern::Matcher;
use super::prepare::{Prepared, PreparedRule};
use super::proof::{cite, cite_on_file};
use super::relate::ByPredicate;
use super::world::World;

/// An article that is being checked.
#[derive(Debug)]
pub struct Case<'a> {
    /// The rulebook, read.
    pub prepared: &'a Prepared,
    /// The article.
    pub document: &'a Document,
    /// What it was read as.
    pub reading: Arc<Reading>,
    /// Its statements, the rows of data that it mentions, then what follows from all of them.
    pub article: Vec<Arc<Fact>>,
    /// The index of `article`.
    by_predicate: ByPredicate,
    /// The rows of data that it mentions.
    rows: Vec<Arc<Fact>>,
}

impl<'a> Case<'a> {
    /// Takes the statements of `reading` and derives what follows from them.
    pub fn new(prepared: &'a Prepared, document: &'a Document, reading: Arc<Reading>) -> Self {
        let mut article: Vec<Arc<Fact>> = reading
            .statements
            .iter()
            .map(|statement| {
                Arc::new(Fact {
                    statement: Arc::new(statement.clone()),
                    follows: Default::default(),
                    reading: Arc::clone(&reading),
                    origin: Origin::Article,
                    period: crate::rules::book::Period::default(),
                })
            })
            .collect();
        let world = world(prepared, document);
        // Behind the statements, whose ids are their places in the list.
        article.extend(super::incidental::facts(&reading, &world));
        let rows = prepared.rows(&reading);
        article.extend(rows.iter().cloned());
        let mut case = Self {
            prepared,
            document,
            reading,
            article: Vec::new(),
            by_predicate: ByPredicate::default(),
            rows,
        };
        // Where nothing is matched with the facts, what follows from each need not be worked out for the index.
        if prepared.has_patterns() {
            let (new, by_predicate) = derive(
                &case.matcher(),
                &prepared.inferences,
                &article,
                (&prepared.known, Some(&prepared.by_predicate)),
                Over::Article,
            );
            article.extend(new);
            case.by_predicate = by_predicate;
        }
        case.article = article;
        case
    }
    /// The facts on file that may bear on `fact`.
    pub fn candidates<'c>(&'c self, fact: &Fact) -> impl Iterator<Item = &'c Arc<Fact>> {
        self.prepared.candidates(fact).chain(&self.rows)
    }
    /// The article's own statements.
    pub fn own(&self) -> impl Iterator<Item = &Arc<Fact>> {
        self.article
            .iter()
            .filter(|f| matches!(f.origin, Origin::Article))
    }
    /// Rulebook and day.
    pub fn world(&self) -> World<'_> {
        world(self.prepared, self.document)
    }
    /// What patterns are matched with.
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher {
            world: self.world(),
            knowledge: &self.prepared.knowledge,
            document: Some(self.document),
            hedged_too: false,
            any_voice: false,
        }
    }
    /// All facts.
    pub fn pool(&self) -> Pool<'_> {
        Pool {
            article: &self.article,
            known: &self.prepared.known,
            said: Some(&self.by_predicate),
            on_file: Some(&self.prepared.by_predicate),
        }
    }
    /// The article's statement with this id, as a fact.
    pub fn statement(&self, id: usize) -> Option<&Arc<Fact>> {
        self.article
            .get(id)
            .filter(|f| matches!(f.origin, Origin::Article))
    }
    /// The bytes of the file at `span` of the read text.
    pub fn place(&self, span: TextSpan) -> Span {
        self.document.to_source(span)
    }
    /// Another place in this article.
    pub fn elsewhere(&self, span: TextSpan, message: impl Into<String>) -> Related {
        Related {
            role: RelatedRole::Statement,
            source: self.document.source.clone(),
            span: self.place(span),
            message: message.into(),
        }
    }
    /// A place in a rule file or a file of data.
    pub fn on_file(
        &self,
        role: RelatedRole,
        location: Location,
        message: impl Into<String>,
    ) -> Option<Related> {
        Some(Related {
            role,
            source: self.prepared.book.sources.get(location.file)?.clone(),
            span: location.span,
            message: message.into(),
        })
    }
    /// The places that a fact rests on: claims and clauses on file, statements of this article.
    pub fn origins(&self, fact: &Arc<Fact>) -> Vec<Related> {
        fact.roots()
            .iter()
            .filter_map(|root| match &root.origin {
                Origin::Claim { claim, location } => {
                    let role = self.prepared.role_of(*claim);
                    let claim = self.prepared.book.claims.get(*claim)?;
                    let words = match role {
                        RelatedRole::Source => "the source says".to_owned(),
                        _ => format!("claim {}", claim.name.text),
                    };
                    self.on_file(role, *location, words)
                }
                Origin::Entity { entity, location } => {
                    let name = self.world().entity(*entity)?.name.text.as_str();
                    self.on_file(RelatedRole::Claim, *location, format!("on file for {name}"))
                }
                Origin::Article => Some(self.elsewhere(root.statement.span, "said here")),
                Origin::Derived { .. } => None,
            })
            .collect()
    }
    /// The name that a finding about this fact of the rulebook goes by: that of the first claim it rests on.
    pub fn name_of(&self, fact: &Arc<Fact>) -> String {
        fact.roots()
            .iter()
            .find_map(|root| match &root.origin {
                Origin::Claim { claim, .. } => {
                    self.prepared.book.claims.get(*claim).map(|c| c.name.text.clone())
                }
                Origin::Entity { .. } | Origin::Article | Origin::Derived { .. } => None,
            })
            .unwrap_or_else(|| "contradicts-claim".to_owned())
    }
    /// What the rulebook says, in its own words where it is a sentence of a claim.
    pub fn words_on_file(&self, fact: &Arc<Fact>) -> String {
        let written = match &fact.origin {
            Origin::Claim { claim, location } => {
                let english = self.prepared.book.claims.get(*claim).map(|c| c.english.iter());
                english.and_then(|mut e| e.find(|e| e.text.location == *location))
            }
            _ => None,
        };
        // Of a source document a claim is a whole sentence, as long as they are.
        let short = written
            .map(|e| e.text.text.trim_end_matches('.'))
            .filter(|t| t.len() <= 120);
        short.map_or_else(|| sentence(&fact.statement), ToOwned::to_owned)
    }
    /// A place on file, as a step of a proof ends with it.
    pub fn cite(&self, location: Location) -> String {
        cite_on_file(&self.prepared.book, location)
    }
    /// How a fact came about, one step a line.
    pub fn derivation(&self, fact: &Arc<Fact>) -> Vec<String> {
        let mut out = Vec::new();
        self.derivation_into(fact, 0, &mut out);
        out
    }
    fn derivation_into(&self, fact: &Arc<Fact>, depth: usize, out: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let says = sentence(&fact.statement);
        match &fact.origin {
            Origin::Article => out.push(format!(
                "{indent}the article says: {says}{}",
                cite(&self.document.source, self.place(fact.statement.span))
            )),
            Origin::Claim { claim, location } => {
                let name = self
                    .prepared
                    .book
                    .claims
                    .get(*claim)
                    .map_or("", |c| c.name.text.as_str());
                let place = self.cite(*location);
                out.push(format!("{indent}claim {name}: {says}{place}"));
            }
            Origin::Entity { entity, location } => {
                let name = self.world().entity(*entity).map_or("", |e| e.name.text.as_str());
                let place = self.cite(*location);
                out.push(format!("{indent}on file for {name}: {says}{place}"));
            }
            Origin::Derived { inference, premises } => {
                let inference = self.prepared.book.inferences.get(*inference);
                let name = inference.map_or("", |i| i.name.text.as_str());
                let place = inference.map_or_else(String::new, |i| self.cite(i.location));
                out.push(format!("{indent}by {name}: {says}, because{place}"));
                for premise in premises {
                    self.derivation_into(premise, depth + 1, out);
                }
            }
        }
    }
}

/// The rulebook on the day of the article.
fn world<'a>(prepared: &'a Prepared, document: &Document) -> World<'a> {
    World {
        today: document.dateline.map(|d| d.date),
        ..prepared.world()
    }
}

/// A statement in plain words, for messages and proofs: subject, predicate, objects, circumstances; what
/// happens to something stands before its verb in the passive ("no treaty was signed"), and who did it behind it ("by Norway").
pub fn sentence(statement: &crate::reading::statement::Statement) -> String {
    use crate::reading::statement::{Polarity, Quantifier, Role};
    let mut words: Vec<String> = Vec::new();
    let undergoer = statement
        .objects
        .iter()
        .position(|o| o.role == Role::Object)
        .filter(|_| statement.predicate.passive);
    let first = undergoer
        .and_then(|i| statement.objects.get(i))
        .or(statement.subject.as_ref());
    if let Some(first) = first {
        words.push(first.phrase.text.clone());
    }
    let lower = statement.predicate.text.to_lowercase();
    let says_no = lower
        .split_whitespace()
        .any(|w| matches!(w, "not" | "never" | "cannot") || w.ends_with("n’t") || w.ends_with("n't"))
        || statement
            .subject
            .iter()
            .chain(&statement.objects)
            .any(|a| matches!(a.phrase.quantifier, Quantifier::No | Quantifier::Few));
    let group: Vec<&str> = statement.predicate.text.split_whitespace().collect();
    match (
        statement.polarity == Polarity::Denied && !says_no,
        group.split_first(),
    ) {
        // "was represented" → "was not represented"; a lone full verb has no place for a "not".
        (true, Some((auxiliary, rest))) if is_auxiliary(auxiliary) => {
            words.push((*auxiliary).to_owned());
            words.push("not".to_owned());
            words.extend(rest.iter().map(|w| (*w).to_owned()));
        }
        (true, _) => {
            words.push("(not)".to_owned());
            words.push(statement.predicate.text.clone());
        }
        (false, _) => words.push(statement.predicate.text.clone()),
    }
    if undergoer.is_some()
        && let Some(agent) = &statement.subject
    {
        words.push(format!("by {}", agent.phrase.text));
    }
    for (i, object) in statement.objects.iter().enumerate() {
        if Some(i) == undergoer {
            continue;
        }
        match &object.role {
            Role::Oblique(preposition) if !object.phrase.text.starts_with(preposition.as_str()) => {
                words.push(format!("{preposition} {}", object.phrase.text));
            }
            _ => words.push(object.phrase.text.clone()),
        }
    }
    for circumstance in &statement.circumstances {
        // "not to demand": the adverb is in the verb group already.
        if !lower.split_whitespace().any(|w| w == circumstance.text) {
            words.push(circumstance.text.clone());
        }
    }
    words.retain(|w| !w.is_empty());
    words.join(" ")
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "has"
            | "have"
            | "had"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "shall"
    )
}

/// The words that say what a statement says: the verb group with its object or attribute.
pub fn core_words(statement: &crate::reading::statement::Statement) -> TextSpan {
    super::pattern::words(statement, statement)
}

/// A finding without its other sides.
pub fn finding(
    rule: impl Into<String>,
    kind: FindingKind,
    severity: Severity,
    message: impl Into<String>,
    span: Span,
) -> Finding {
    Finding {
        rule: rule.into(),
        kind,
        severity,
        message: message.into(),
        reason: String::new(),
        help: None,
        span,
        related: Vec::new(),
        normal_form: String::new(),
        proof: Vec::new(),
    }
}

/// A finding of a rule at words of the article: its message and help, without a reason and without other sides.
pub fn finding_of(case: &Case<'_>, rule: &PreparedRule, kind: FindingKind, span: TextSpan) -> Finding {
    let mut out = finding(
        rule.name.clone(),
        kind,
        rule.severity,
        rule.message.clone(),
        case.place(span),
    );
    out.help.clone_from(&rule.help);
    out
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::reading::english::read_english;
    use crate::reading::names::Names;

    #[test]
    fn statements_in_words() {
        let words = |text: &str| {
            let (_, reading) = read_english(text, &[], &Names::default(), None);
            reading.statements.first().map(sentence).unwrap_or_default()
        };
        assert_eq!(words("The dam was built in 1994."), "The dam was built in 1994");
        assert_eq!(
            words("The dam was built by Harlow in 1994."),
            "The dam was built by Harlow in 1994"
        );
        assert_eq!(
            words("Harlow built the dam in 1994."),
            "Harlow built the dam in 1994"
        );
    }
}
