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
    for rule in &prepared.book.rules {
        let examples = |texts: &'_ [Text], kind| -> Vec<(TestKind, Text)> {
            texts.iter().map(|t| (kind, t.clone())).collect()
        };
        for (kind, text) in examples(&rule.flags, TestKind::Flags)
            .into_iter()
            .chain(examples(&rule.allows, TestKind::Allows))
        {
            jobs.push(Job::Example {
                rule: &rule.name.text,
                kind,
                text,
            });
        }
    }
    jobs.extend(prepared.book.tests.iter().map(Job::Test));
    let mut results: Vec<TestResult> = jobs.par_iter().map(|job| job.run(prepared)).collect();
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

#[derive(Debug)]
enum Job<'a> {
    Example {
        rule: &'a str,
        kind: TestKind,
        text: Text,
    },
    Test(&'a RuleTest),
}

fn reading_of(document: &Document, prepared: &Prepared) -> Arc<Reading> {
    let sentences = reading::parse(document, Cores::One);
    Arc::new(reading::read_parsed(document, sentences, &prepared.names))
}

fn check(document: &Document, prepared: &Prepared) -> Checked {
    super::check(document, reading_of(document, prepared), prepared)
}

impl Job<'_> {
    fn run(&self, prepared: &Prepared) -> TestResult {
        match self {
            Job::Example { rule, kind, text } => {
                let checked = check(&document(&text.text, None), prepared);
                let found = checked.findings.iter().find(|f| f.rule == *rule);
                let failure = match (kind, found) {
                    (TestKind::Flags, None) => Some(format!(
                        "{rule} must flag this text and does not{}",
                        others(&checked.findings)
                    )),
                    (TestKind::Allows, Some(found)) => Some(format!(
                        "{rule} must not flag this text and does: {}",
                        found.reason
                    )),
                    _ => None,
                };
                TestResult {
                    name: (*rule).to_owned(),
                    kind: *kind,
                    text: text.text.clone(),
                    location: text.location,
                    failure,
                }
            }
            Job::Test(test) => {
                let document = document(&test.given.text, test.dated);
                let checked = check(&document, prepared);
                let failures: Vec<String> = test
                    .expect
                    .iter()
                    .filter_map(|e| unmet(prepared, &document, &checked, e))
                    .collect();
                TestResult {
                    name: test.name.text.clone(),
                    kind: TestKind::Test,
                    text: test.given.text.clone(),
                    location: test.location,
                    failure: (!failures.is_empty()).then(|| failures.join("; ")),
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
        .par_iter()
        .map(|(text, date)| {
            let document = document(text, *date);
            let reading = reading_of(&document, prepared);
            let case = Case::new(prepared, &document, reading);
            prepared.rules.iter().map(|rule| exercised(&case, rule)).collect()
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
