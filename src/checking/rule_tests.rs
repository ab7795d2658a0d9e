//! Runs the tests that stand in rule files: `flags` and `allows` of every rule, and the `test` items.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Severity;
use crate::document::{Document, Format, Options, read};
use crate::reading::parser::Cores;
use crate::reading::{self, Reading};
use crate::rules::book::{Expectation, RuleTest, Text};
use crate::source::{Location, Source};
use crate::value::date::Date;

use super::binding::Bindings;
use super::case::Case;
use super::conditions::{Scope, holds as condition_holds};
use super::finding::{Checked, Finding};
use super::join::{holds, join, matches};
use super::prepare::{Body, Prepared, PreparedRule};
use super::violations::is_met;

/// What came of all tests of a rulebook.
#[derive(Debug, Clone, Default)]
pub struct TestReport {
    /// The tests in the order of the rule files.
    pub results: Vec<TestResult>,
    /// Rules without `flags` or without `allows`.
    pub untested: Vec<Untested>,
    /// Parts of rules that no test exercised; empty when coverage was not asked for.
    pub uncovered: Vec<Uncovered>,
}

impl TestReport {
    /// How many tests failed.
    pub fn failed(&self) -> usize {
        self.results.iter().filter(|r| r.failure.is_some()).count()
    }
}

/// What came of one test.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// The rule, or the name of the `test` item.
    pub name: String,
    /// What kind of test.
    pub kind: TestKind,
    /// The text that was checked.
    pub text: String,
    /// The place in the rule file.
    pub location: Location,
    /// What went wrong; `None` for a test that passed.
    pub failure: Option<String>,
    /// Of a `flags` text that is not flagged: why not, statement by statement.
    pub why: Vec<String>,
}

/// Kind of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TestKind {
    /// `flags "…"`
    Flags,
    /// `allows "…"`
    Allows,
    /// `test "…"`
    Test,
}

/// A rule that lacks examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untested {
    /// The rule.
    pub rule: String,
    /// Whether it has no `flags`.
    pub flags: bool,
    /// Whether it has no `allows`.
    pub allows: bool,
    /// The item.
    pub location: Location,
}

/// A part of a rule that no test exercised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// The rule.
    pub rule: String,
    /// What no test shows.
    pub part: String,
    /// The part.
    pub location: Location,
}

/// Runs every test of `prepared`; `coverage` asks for the parts of rules that none exercised, too.
pub fn run(prepared: &Prepared, coverage: bool) -> TestReport {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (rule, of_book) in prepared.rules.iter().zip(&prepared.book.rules) {
        let examples = |texts: &'_ [Text], kind| -> Vec<(TestKind, Text)> {
            texts.iter().map(|t| (kind, t.clone())).collect()
        };
        for (kind, text) in examples(&of_book.flags, TestKind::Flags)
            .into_iter()
            .chain(examples(&of_book.allows, TestKind::Allows))
        {
            jobs.push(Job::Example { rule, kind, text });
        }
    }
    jobs.extend(prepared.book.tests.iter().map(Job::Test));
    let mut results: Vec<TestResult> = jobs
        .par_chunks(TOGETHER)
        .flat_map_iter(|jobs| {
            let documents: Vec<Document> = jobs.iter().map(Job::document).collect();
            let readings = readings_of(&documents, prepared);
            let each = jobs.iter().zip(&documents).zip(readings);
            each.map(|((job, document), reading)| job.run(document, reading, prepared))
                .collect::<Vec<_>>()
        })
        .collect();
    results.sort_by_key(|r| (r.location, r.kind));
    let untested = prepared
        .book
        .rules
        .iter()
        .filter(|r| r.flags.is_empty() || r.allows.is_empty())
        .map(|r| Untested {
            rule: r.name.text.clone(),
            flags: r.flags.is_empty(),
            allows: r.allows.is_empty(),
            location: r.location,
        })
        .collect();
    let uncovered = if coverage { uncovered(prepared) } else { Vec::new() };
    TestReport {
        results,
        untested,
        uncovered,
    }
}

/// Tests that are read in one piece of work: the parser is faster on several sentences at once.
const TOGETHER: usize = 32;

#[derive(Debug)]
enum Job<'a> {
    Example {
        rule: &'a PreparedRule,
        kind: TestKind,
        text: Text,
    },
    Test(&'a RuleTest),
}

fn readings_of(documents: &[Document], prepared: &Prepared) -> Vec<Arc<Reading>> {
    let parsed = reading::parse_all(&documents.iter().collect::<Vec<_>>(), Cores::One);
    let each = documents.iter().zip(parsed);
    each.map(|(document, sentences)| Arc::new(reading::read_parsed(document, sentences, &prepared.names)))
        .collect()
}

impl Job<'_> {
    fn document(&self) -> Document {
        match self {
            Job::Example { text, .. } => document(&text.text, None),
            Job::Test(test) => document(&test.given.text, test.dated),
        }
    }
    fn run(&self, document: &Document, reading: Arc<Reading>, prepared: &Prepared) -> TestResult {
        match self {
            Job::Example { rule, kind, text } => {
                let own = super::check_rule(document, Arc::clone(&reading), prepared, rule);
                let name = &rule.name;
                let mut why = Vec::new();
                let failure = match (kind, own.first()) {
                    (TestKind::Flags, None) => {
                        why = super::explain::why_nothing(
                            &Case::new(prepared, document, Arc::clone(&reading)),
                            rule,
                        );
                        Some(format!(
                            "{name} must flag this text and does not{}",
                            others(&super::check(document, reading, prepared).findings)
                        ))
                    }
                    (TestKind::Allows, Some(found)) => Some(format!(
                        "{name} must not flag this text and does: {}",
                        found.reason
                    )),
                    _ => None,
                };
                TestResult {
                    name: name.clone(),
                    kind: *kind,
                    text: text.text.clone(),
                    location: text.location,
                    failure,
                    why,
                }
            }
            Job::Test(test) => {
                let checked = super::check(document, reading, prepared);
                let failures: Vec<String> = test
                    .expect
                    .iter()
                    .filter_map(|e| unmet(prepared, document, &checked, e))
                    .collect();
                TestResult {
                    name: test.name.text.clone(),
                    kind: TestKind::Test,
                    text: test.given.text.clone(),
                    location: test.location,
                    failure: (!failures.is_empty()).then(|| failures.join("; ")),
                    why: Vec::new(),
                }
            }
        }
    }
}

fn document(text: &str, date: Option<Date>) -> Document {
    let options = Options {
        date,
        ..Options::default()
    };
    read(Source::new("test", text), Format::Plain, &options)
}

/// What was found instead, in a few words.
fn others(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "; nothing was found".to_owned();
    }
    let names: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
    format!("; found: {}", names.join(", "))
}

fn unmet(
    prepared: &Prepared,
    document: &Document,
    checked: &Checked,
    expectation: &Expectation,
) -> Option<String> {
    match expectation {
        Expectation::Nothing(_) => {
            // The to-do list of things nobody has verified is no complaint; a rule of the book is.
            let complaint = |f: &&Finding| {
                f.severity > Severity::Note || prepared.book.rules.iter().any(|r| r.name.text == f.rule)
            };
            let found = checked.findings.iter().find(complaint)?;
            Some(format!(
                "nothing was expected, and {} was found: {}",
                found.rule, found.message
            ))
        }
        Expectation::Finding { rule, on } => {
            let mut named = checked.findings.iter().filter(|f| f.rule == rule.text).peekable();
            if named.peek().is_none() {
                return Some(format!("{} was expected{}", rule.text, others(&checked.findings)));
            }
            let on = on.as_ref()?;
            let words: Vec<&str> = named.map(|f| document.source.slice(f.span)).collect();
            let hit = words
                .iter()
                .any(|w| !w.is_empty() && (w.contains(&on.text) || on.text.contains(w)));
            (!hit).then(|| {
                format!(
                    "{} was expected on “{}”, and is on “{}”",
                    rule.text,
                    on.text,
                    words.join("”, “")
                )
            })
        }
    }
}

/// What of the rules the examples and tests never made a difference with.
fn uncovered(prepared: &Prepared) -> Vec<Uncovered> {
    let mut texts: Vec<(String, Option<Date>)> = Vec::new();
    for rule in &prepared.book.rules {
        texts.extend(
            rule.flags
                .iter()
                .chain(&rule.allows)
                .map(|t| (t.text.clone(), None)),
        );
    }
    texts.extend(
        prepared
            .book
            .tests
            .iter()
            .map(|t| (t.given.text.clone(), t.dated)),
    );
    texts.sort();
    texts.dedup();
    let seen: Vec<Vec<Vec<bool>>> = texts
        .par_chunks(TOGETHER)
        .flat_map_iter(|texts| {
            let documents: Vec<Document> = texts.iter().map(|(text, date)| document(text, *date)).collect();
            let readings = readings_of(&documents, prepared);
            let of_one = |(document, reading): (&Document, Arc<Reading>)| -> Vec<Vec<bool>> {
                let case = Case::new(prepared, document, reading);
                prepared.rules.iter().map(|rule| exercised(&case, rule)).collect()
            };
            documents.iter().zip(readings).map(of_one).collect::<Vec<_>>()
        })
        .collect();
    let mut out = Vec::new();
    for (r, rule) in prepared.rules.iter().enumerate() {
        for (p, (part, location)) in parts(rule).into_iter().enumerate() {
            let hit = seen
                .iter()
                .any(|text| text.get(r).and_then(|parts| parts.get(p)) == Some(&true));
            if !hit {
                out.push(Uncovered {
                    rule: rule.name.clone(),
                    part,
                    location,
                });
            }
        }
    }
    out
}

/// The parts of a rule, each with what a test would show of it.
fn parts(rule: &PreparedRule) -> Vec<(String, Location)> {
    let mut out = Vec::new();
    match &rule.body {
        Body::Never { patterns, unless } | Body::When { patterns, unless, .. } => {
            for p in patterns.iter().filter(|p| !p.is_text_only()) {
                out.push((
                    format!("no test has a text that matches: {}", p.text()),
                    p.pattern.location,
                ));
            }
            for p in unless.iter().filter(|p| !p.is_text_only()) {
                out.push((
                    format!("no test has a text that is excused by: {}", p.text()),
                    p.pattern.location,
                ));
            }
            if let Body::When { require, .. } = &rule.body {
                for demand in require {
                    out.push((
                        "no test has a text in which this requirement is met".to_owned(),
                        demand.location,
                    ));
                }
            }
        }
        Body::Same { pattern, .. } | Body::Verify { pattern } => {
            out.push((
                format!("no test has a text that matches: {}", pattern.text()),
                pattern.pattern.location,
            ));
        }
    }
    for condition in &rule.conditions {
        out.push((
            "no test has a text in which this comparison fails".to_owned(),
            condition.location,
        ));
    }
    out
}

/// Which of [`parts`] one text exercises, in the same order.
fn exercised(case: &Case<'_>, rule: &PreparedRule) -> Vec<bool> {
    let matcher = case.matcher();
    let pool = case.pool();
    let scope = Scope {
        world: case.world(),
        pool,
    };
    let mut out = Vec::new();
    let found = match &rule.body {
        Body::Never { patterns, unless } | Body::When { patterns, unless, .. } => {
            for p in patterns.iter().filter(|p| !p.is_text_only()) {
                let own = matches(&matcher, p, pool);
                out.push(
                    own.iter()
                        .any(|m| m.facts.iter().any(|f| f.article_statement().is_some())),
                );
            }
            let found = join(&matcher, patterns, pool, &Bindings::new());
            for p in unless.iter().filter(|p| !p.is_text_only()) {
                out.push(
                    found
                        .iter()
                        .any(|m| holds(&matcher, std::slice::from_ref(p), pool, &m.bindings).is_some()),
                );
            }
            if let Body::When { require, .. } = &rule.body {
                for demand in require {
                    out.push(found.iter().any(|m| {
                        m.facts
                            .iter()
                            .find_map(|f| case.statement(f.article_statement()?))
                            .is_some_and(|anchor| is_met(case, &matcher, demand, m, anchor).is_ok())
                    }));
                }
            }
            found
        }
        Body::Same { pattern, .. } | Body::Verify { pattern } => {
            let found = matches(&matcher, pattern, pool);
            out.push(
                found
                    .iter()
                    .any(|m| m.facts.iter().any(|f| f.article_statement().is_some())),
            );
            found
        }
    };
    for condition in &rule.conditions {
        out.push(
            found
                .iter()
                .any(|m| condition_holds(condition, &m.bindings, scope) == Some(false)),
        );
    }
    out
}
