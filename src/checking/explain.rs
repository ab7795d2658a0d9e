//! What a rule means, and why it does not fire somewhere: which part of it failed against which
//! statement, as a small proof tree.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::rules::book::{Claim, Condition, RequirementKind, Rule, RuleBody, Rulebook, Speaker};
use crate::rules::book::{EntityId, Pattern};

use super::binding::Bindings;
use super::case::{Case, sentence};
use super::conditions::{Scope, holds as condition_holds};
use super::fact::Fact;
use super::join::{Pool, holds, join};
use super::pattern::{Matcher, PreparedPattern};
use super::prepare::{Body, PreparedRule};
use super::relate::{RelationKind, conclusions, relate_facts};
use super::spoken::means_quotations;
use super::violations::{fill, is_met};
use super::wording;

/// One step of a proof, with the steps that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whether it holds.
    pub holds: bool,
    /// What was asked, and what came of it.
    pub text: String,
    /// The steps below.
    pub steps: Vec<Step>,
}

impl Step {
    fn new(holds: bool, text: impl Into<String>) -> Self {
        Self {
            holds,
            text: text.into(),
            steps: Vec::new(),
        }
    }
    /// The innermost of the first steps that do not hold.
    fn first_failure(&self) -> Option<&Step> {
        let failed = self.steps.iter().find(|s| !s.holds)?;
        Some(failed.first_failure().unwrap_or(failed))
    }
    /// The tree as lines: `✓` for what holds, `✗` for what does not.
    pub fn lines(&self) -> Vec<String> {
        let mut out = Vec::new();
        self.lines_into(0, &mut out);
        out
    }
    fn lines_into(&self, depth: usize, out: &mut Vec<String>) {
        let mark = if self.holds { '✓' } else { '✗' };
        out.push(format!("{}{mark} {}", "  ".repeat(depth), self.text));
        for step in &self.steps {
            step.lines_into(depth + 1, out);
        }
    }
}

/// What the rule or claim `name` of `book` means, with its examples; `None` when there is none.
pub fn describe(book: &Rulebook, name: &str) -> Option<String> {
    if let Some(rule) = book.rules.iter().find(|r| r.name.text == name) {
        return Some(describe_rule(book, rule));
    }
    if let Some(claim) = book.claims.iter().find(|c| c.name.text == name) {
        return Some(describe_claim(claim));
    }
    let inference = book.inferences.iter().find(|i| i.name.text == name)?;
    let mut out = format!("infer {name}\n\n");
    for pattern in &inference.from {
        let _ = writeln!(out, "  from   {}", english(book, pattern));
    }
    for pattern in &inference.unless {
        let _ = writeln!(out, "  unless {}", english(book, pattern));
    }
    for consequent in &inference.infer {
        let _ = writeln!(out, "  infer  “{}”", consequent.text.text);
    }
    Some(out)
}

fn describe_rule(book: &Rulebook, rule: &Rule) -> String {
    let mut out = format!(
        "{}: {}\n{}\n\n",
        rule.severity.as_str(),
        rule.name.text,
        rule.message.text
    );
    let list = |out: &mut String, word: &str, patterns: &[Pattern]| {
        for (i, pattern) in patterns.iter().enumerate() {
            let word = if i == 0 { word } else { "and" };
            let _ = writeln!(out, "  {word:<8}{}", english(book, pattern));
        }
    };
    match &rule.body {
        RuleBody::Never { patterns, unless } => {
            list(&mut out, "never", patterns);
            list(&mut out, "unless", unless);
        }
        RuleBody::When {
            patterns,
            unless,
            require,
        } => {
            list(&mut out, "when", patterns);
            list(&mut out, "unless", unless);
            for requirement in require {
                let _ = writeln!(
                    out,
                    "  {:<8}{}",
                    "require",
                    requirement_words(book, &requirement.kind)
                );
            }
        }
        RuleBody::Same { variable, pattern } => {
            let _ = writeln!(
                out,
                "  {:<8}{{{}}} in {}",
                "same",
                variable.name,
                english(book, pattern)
            );
        }
        RuleBody::Verify { pattern } => list(&mut out, "verify", std::slice::from_ref(pattern)),
    }
    if !rule.conditions.is_empty() {
        let words: Vec<String> = rule.conditions.iter().map(|c| comparison(book, c)).collect();
        let _ = writeln!(out, "  where   {}", words.join(" and "));
    }
    if let Some(help) = &rule.help {
        let _ = write!(out, "\nWhat to do: {}\n", help.text);
    }
    examples(&mut out, "Flagged", &rule.flags);
    examples(&mut out, "Allowed", &rule.allows);
    out
}

fn examples(out: &mut String, title: &str, texts: &[crate::rules::book::Text]) {
    if !texts.is_empty() {
        let _ = write!(out, "\n{title}:\n");
        for text in texts {
            let _ = writeln!(out, "  {}", text.text);
        }
    }
}

fn describe_claim(claim: &Claim) -> String {
    let mut out = format!("claim {}\n\n", claim.name.text);
    for english in &claim.english {
        let _ = writeln!(out, "  {}", english.text.text);
    }
    if let Some(source) = &claim.source {
        let on = source.on.map(|d| format!(", {d}")).unwrap_or_default();
        let _ = write!(out, "\nSource: {}{on}\n", source.text.text);
    }
    if claim.unconfirmed.is_some() {
        out.push_str("\nUnconfirmed: it may be printed as somebody's word, not as fact.\n");
    } else {
        out.push_str("\nAn article that says otherwise in its own voice contradicts it.\n");
    }
    out
}

fn english(book: &Rulebook, pattern: &Pattern) -> String {
    use crate::rules::book::Narrowing as N;
    let mut out = String::new();
    if !pattern.english.text.text.is_empty() {
        let _ = write!(out, "“{}”", pattern.english.text.text);
    }
    for narrowing in &pattern.narrowings {
        let words = match narrowing {
            N::SaidBy(speaker) => format!("said by {}", speaker_name(book, speaker)),
            N::ByNarrator => "by the narrator".to_owned(),
            N::AsFact => "as fact".to_owned(),
            N::Hedged => "hedged".to_owned(),
            N::InHeadline => "in the headline".to_owned(),
            N::InLede => "in the lede".to_owned(),
            N::InBody => "in the body".to_owned(),
            N::Quoted => "quoted".to_owned(),
            N::Regex { regex, .. } => format!("text /{}/", regex.as_str()),
        };
        let _ = write!(out, " {words}");
    }
    out.trim().to_owned()
}

fn speaker_name(book: &Rulebook, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Anyone => "anyone".to_owned(),
        Speaker::Variable(variable) => format!("{{{}}}", variable.name),
        Speaker::Entity(EntityId(id)) => book
            .entities
            .get(*id as usize)
            .map_or_else(String::new, |e| e.name.text.clone()),
        Speaker::Named(text) => format!("“{}”", text.text),
    }
}

fn requirement_words(book: &Rulebook, kind: &RequirementKind) -> String {
    match kind {
        RequirementKind::Pattern(pattern) => english(book, pattern),
        RequirementKind::NamedSource => "named source".to_owned(),
        RequirementKind::Source(speaker) => format!("source {}", speaker_name(book, speaker)),
        RequirementKind::Sources(n) => format!("{n} sources"),
        RequirementKind::Quotation => "a quotation".to_owned(),
        RequirementKind::NoHedge => "no hedge".to_owned(),
        RequirementKind::Date => "a date".to_owned(),
    }
}

/// Why the rule or claim `name` says nothing of the statements on `line` (1-based) of the article, one
/// tree a statement; empty when the line holds no statement. `None` when there is no such rule or claim.
pub fn why_not(case: &Case<'_>, name: &str, line: usize) -> Option<Vec<Step>> {
    let on_line: Vec<&Arc<Fact>> = case
        .own()
        .filter(|fact| {
            let span = case.place(fact.statement.span);
            let first = case.document.source.position(span.start).line;
            let last = case.document.source.position(span.end.saturating_sub(1)).line;
            (first..=last).contains(&line)
        })
        .collect();
    if let Some(rule) = case.prepared.rules.iter().find(|r| r.name == name) {
        return Some(
            on_line
                .into_iter()
                .map(|fact| rule_tree(case, rule, fact))
                .collect(),
        );
    }
    let index = case
        .prepared
        .book
        .claims
        .iter()
        .position(|c| c.name.text == name)?;
    Some(
        on_line
            .into_iter()
            .map(|fact| claim_tree(case, index, fact))
            .collect(),
    )
}

/// Why a rule finds nothing in an article: of its first statements, each with the first part that failed.
pub fn why_nothing(case: &Case<'_>, rule: &PreparedRule) -> Vec<String> {
    /// More would hide the rule's own text.
    const MOST: usize = 3;
    let failed = |fact: &Arc<Fact>| {
        let tree = rule_tree(case, rule, fact);
        let step = tree.first_failure()?;
        Some(format!("“{}”: {}", sentence(&fact.statement), step.text))
    };
    case.own().filter_map(failed).take(MOST).collect()
}

fn rule_tree(case: &Case<'_>, rule: &PreparedRule, fact: &Arc<Fact>) -> Step {
    let mut root = Step::new(false, format!("{}: {}", rule.name, sentence(&fact.statement)));
    let (patterns, unless): (Vec<&PreparedPattern>, &[PreparedPattern]) = match &rule.body {
        Body::Never { patterns, unless } | Body::When { patterns, unless, .. } => {
            (patterns.iter().collect(), unless)
        }
        Body::Same { pattern, .. } | Body::Verify { pattern } => (vec![pattern], &[]),
    };
    let mut matcher = case.matcher();
    if let Body::When { require, .. } = &rule.body {
        matcher.hedged_too = require.iter().any(|d| matches!(d.kind, RequirementKind::NoHedge));
    }
    let mut matched = false;
    for pattern in &patterns {
        let step = pattern_step(case, &matcher, pattern, fact);
        matched |= step.holds;
        root.steps.push(step);
    }
    if !matched {
        return root;
    }
    let list: Vec<PreparedPattern> = patterns.into_iter().cloned().collect();
    let pool = case.pool();
    let scope = Scope {
        world: case.world(),
        pool,
    };
    let ways: Vec<_> = join(&matcher, &list, pool, &Bindings::new())
        .into_iter()
        .filter(|m| {
            m.facts
                .iter()
                .any(|f| f.article_statement() == Some(fact.statement.id))
        })
        .collect();
    if ways.is_empty() {
        root.steps.push(Step::new(
            false,
            "the patterns do not all match with one meaning for each variable",
        ));
        return root;
    }
    for found in ways.into_iter().take(4) {
        let said: Vec<String> = list.iter().map(|p| fill(p, &found.bindings)).collect();
        let mut way = Step::new(true, said.join("; "));
        for condition in &rule.conditions {
            let outcome = condition_holds(condition, &found.bindings, scope);
            let words = match outcome {
                Some(true) => "holds",
                Some(false) => "does not hold",
                None => "can't be told: it holds for some of what the words may mean",
            };
            let asked = comparison(&case.prepared.book, condition);
            way.steps
                .push(Step::new(outcome == Some(true), format!("`{asked}` {words}")));
        }
        for pattern in unless {
            match holds(&matcher, std::slice::from_ref(pattern), pool, &found.bindings) {
                Some(excuse) => {
                    let mut step = Step::new(false, format!("excused: {}", fill(pattern, &found.bindings)));
                    for premise in &excuse.facts {
                        step.steps.extend(
                            case.derivation(premise)
                                .into_iter()
                                .map(|line| Step::new(true, line.trim().to_owned())),
                        );
                    }
                    way.steps.push(step);
                }
                None => way.steps.push(Step::new(
                    true,
                    format!("nothing says: {}", fill(pattern, &found.bindings)),
                )),
            }
        }
        if let Body::When { require, .. } = &rule.body {
            for demand in require {
                let words = requirement_words(&case.prepared.book, &demand.kind);
                way.steps
                    .push(match is_met(case, &matcher, demand, &found, fact) {
                        Ok(()) => Step::new(false, format!("what is required is there: {words}")),
                        Err(missing) => Step::new(true, missing),
                    });
            }
        }
        if let Body::Verify { .. } = &rule.body {
            way.steps
                .push(Step::new(false, "a claim on file says so, or the rule fires"));
        }
        way.holds = way.steps.iter().all(|s| s.holds);
        root.steps.push(way);
    }
    root.holds = root.steps.iter().any(|s| s.holds && !s.steps.is_empty());
    root
}

/// A comparison as the rule file has it.
fn comparison(book: &Rulebook, condition: &Condition) -> String {
    let source = book.sources.get(condition.location.file);
    let text = source.map_or("", |s| s.slice(condition.location.span));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pattern_step(case: &Case<'_>, matcher: &Matcher<'_>, pattern: &PreparedPattern, fact: &Arc<Fact>) -> Step {
    if means_quotations(pattern) {
        return Step::new(false, "it asks of the quotations themselves, not of a statement");
    }
    if pattern.is_text_only() {
        let stand = wording::stands(case, pattern);
        let words = if stand { "stand" } else { "do not stand" };
        let asked = english(&case.prepared.book, &pattern.pattern);
        return Step::new(stand, format!("the words {words} in the article: {asked}"));
    }
    let outcomes: Vec<_> = (0..pattern.statements.len())
        .map(|i| matcher.match_one(pattern, i, fact))
        .collect();
    if let Some(found) = outcomes.iter().find_map(|o| o.as_ref().ok()) {
        let mut step = Step::new(true, format!("matches: {}", pattern.text()));
        step.steps = found
            .proof
            .iter()
            .map(|line| Step::new(true, line.clone()))
            .collect();
        return step;
    }
    let mut step = Step::new(false, format!("does not match: {}", pattern.text()));
    for mismatch in outcomes.into_iter().filter_map(Result::err) {
        let part = if mismatch.part == pattern.text() {
            String::new()
        } else {
            format!("{}: ", mismatch.part)
        };
        step.steps
            .push(Step::new(false, format!("{part}{}", mismatch.reason)));
    }
    step
}

fn claim_tree(case: &Case<'_>, claim: usize, fact: &Arc<Fact>) -> Step {
    let mut root = Step::new(false, sentence(&fact.statement));
    let pool = Pool {
        article: &[],
        said: None,
        ..case.pool()
    };
    for known in pool.known {
        let rests_on_it = known
            .roots()
            .iter()
            .any(|r| matches!(&r.origin, super::fact::Origin::Claim { claim: c, .. } if *c == claim));
        if !rests_on_it {
            continue;
        }
        let relation = relate_facts(
            (fact.side(), &fact.follows),
            (known.side(), &known.follows),
            &case.prepared.knowledge,
        );
        let kind = match relation.kind {
            RelationKind::Supports => "supports",
            RelationKind::Contradicts => "contradicts",
            RelationKind::Weaker => "says less than",
            RelationKind::Stronger => "says more than",
            RelationKind::Unrelated => "is unrelated to",
        };
        let mut step = Step::new(
            relation.kind == RelationKind::Contradicts,
            format!("{kind} “{}”: {}", sentence(&known.statement), relation.reason),
        );
        step.steps = relation
            .proof
            .iter()
            .map(|line| Step::new(true, line.clone()))
            .collect();
        if relation.kind == RelationKind::Unrelated {
            let followed = conclusions(
                (fact.side(), &fact.follows),
                known.side(),
                &case.prepared.knowledge,
            );
            step.steps
                .extend(followed.into_iter().map(|(by, statement, relation)| {
                    Step::new(
                        false,
                        format!("“{}” ({by}): {}", sentence(&statement), relation.reason),
                    )
                }));
        }
        root.steps.push(step);
    }
    root.holds = root.steps.iter().any(|s| s.holds);
    root
}
