//! Proofs as they are printed, gone over again: every step is looked up at the place that it names and
//! evaluated anew. A step that cannot be, fails the test.

#![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use copydesk::checking::binding::Bindings;
use copydesk::checking::case::{Case, sentence};
use copydesk::checking::checks::{self, Context};
use copydesk::checking::conditions::{self, Scope};
use copydesk::checking::fact::{Fact, Origin};
use copydesk::checking::finding::RelatedRole;
use copydesk::checking::infer::{Over, derive};
use copydesk::checking::join::{Pool, holds, join};
use copydesk::checking::pattern::{Match, Matcher, PreparedPattern};
use copydesk::checking::prepare::{Body, Prepared, PreparedRule};
use copydesk::checking::relate::{RelationKind, relate_facts};
use copydesk::checking::violations::{fill, is_met};
use copydesk::document::Document;
use copydesk::pipeline;
use copydesk::reading::english::read_english;
use copydesk::report::Item;
use copydesk::rules::book::RequirementKind;
use copydesk::source::{Location, Source};
use copydesk::value::date::Date;

/// A line of a proof: how deep it stands, what it says, and the place that it names.
#[derive(Debug, Clone)]
struct Line {
    depth: usize,
    text: String,
    place: Option<(String, usize, usize)>,
}

/// Everything that a proof may name.
struct Anew<'a> {
    prepared: &'a Prepared,
    document: &'a Document,
    case: Case<'a>,
}

fn parse(printed: &[String]) -> Vec<Line> {
    let place = regex::Regex::new(r"(?s)^(.*) \[([^\[\]]+):(\d+):(\d+)-(\d+):(\d+)\]$").unwrap();
    printed
        .iter()
        .map(|line| {
            let text = line.trim_start();
            let depth = (line.len() - text.len()) / 2;
            match place.captures(text) {
                None => Line {
                    depth,
                    text: text.to_owned(),
                    place: None,
                },
                Some(c) => {
                    let number = |i: usize| c[i].parse::<usize>().unwrap();
                    // Lines and columns are held together: places are compared, and looked up once.
                    Line {
                        depth,
                        text: c[1].to_owned(),
                        place: Some((
                            c[2].to_owned(),
                            number(3) * 100_000 + number(4),
                            number(5) * 100_000 + number(6),
                        )),
                    }
                }
            }
        })
        .collect()
}

/// The words at a place, to the last character.
fn slice(source: &Source, from: usize, to: usize) -> &str {
    let offset = |at: usize| {
        let start = source.line_starts()[at / 100_000 - 1];
        let rest = &source.text()[start..];
        let chars = rest.char_indices().map(|(i, _)| i).chain([rest.len()]);
        start + chars.clone().nth(at % 100_000 - 1).unwrap()
    };
    let last = offset(to);
    let last = last + source.text()[last..].chars().next().map_or(0, char::len_utf8);
    source.text().get(offset(from)..last).unwrap()
}

impl<'a> Anew<'a> {
    fn new(prepared: &'a Prepared, document: &'a Document) -> Self {
        let reading = Arc::new(pipeline::read(document, prepared));
        Self {
            prepared,
            document,
            case: Case::new(prepared, document, reading),
        }
    }
    fn source(&self, path: &str) -> Result<&Source, String> {
        if path == self.document.source.path() {
            return Ok(&self.document.source);
        }
        let mut on_file = self.prepared.book.sources.iter().map(|(_, source)| source);
        on_file
            .find(|s| s.path() == path)
            .ok_or_else(|| format!("no file {path}"))
    }
    fn words(&self, line: &Line) -> Result<String, String> {
        let (path, from, to) = line.place.as_ref().ok_or("no place")?;
        Ok(slice(self.source(path)?, *from, *to).to_owned())
    }
    fn is_at(&self, line: &Line, location: Location) -> bool {
        let source = self.prepared.book.sources.get(location.file);
        source.is_some_and(|s| self.stands(line, s, location.span))
    }
    fn stands(&self, line: &Line, source: &Source, span: copydesk::source::Span) -> bool {
        let Some((path, from, _)) = &line.place else {
            return false;
        };
        let start = source.position(span.start);
        path == source.path()
            && *from == start.line * 100_000 + start.column
            && self.words(line).is_ok_and(|w| w == source.slice(span))
    }
    fn all(&self) -> impl Iterator<Item = &Arc<Fact>> {
        let unconfirmed = self.prepared.unconfirmed.iter().map(|c| &c.fact);
        self.case
            .article
            .iter()
            .chain(&self.prepared.known)
            .chain(unconfirmed)
    }

    /// The fact that the line at `at` and those beneath it stand for; `None` where the line is no such step.
    fn fact(&self, lines: &[Line], at: usize) -> Result<Option<(Arc<Fact>, usize)>, String> {
        let line = &lines[at];
        if let Some(says) = line.text.strip_prefix("the article says: ") {
            let found = self.all().find(|f| {
                matches!(f.origin, Origin::Article)
                    && sentence(&f.statement) == says
                    && self.stands(line, &self.document.source, self.case.place(f.statement.span))
            });
            let fact = found.ok_or_else(|| format!("the article does not say so there: {}", line.text))?;
            return Ok(Some((Arc::clone(fact), at + 1)));
        }
        if let Some((name, says)) = line.text.strip_prefix("claim ").and_then(|t| t.split_once(": ")) {
            let found = self.all().find(|f| match &f.origin {
                Origin::Claim { claim, location } => {
                    self.prepared.book.claims[*claim].name.text == name
                        && sentence(&f.statement) == says
                        && self.is_at(line, *location)
                }
                _ => false,
            });
            // The words of a quotation on file: no statement, looked up as words.
            if found.is_none() && says.starts_with('“') {
                return Ok(None);
            }
            let fact = found.ok_or_else(|| format!("no such claim: {}", line.text))?;
            let Origin::Claim { claim, .. } = &fact.origin else {
                unreachable!()
            };
            if self.prepared.book.claims[*claim].data.is_none() {
                let (_, again) = read_english(&self.words(line)?, &[], &self.prepared.names, None);
                if !again.statements.iter().any(|s| sentence(s) == says) {
                    return Err(format!("the words there do not say so: {}", line.text));
                }
            }
            return Ok(Some((Arc::clone(fact), at + 1)));
        }
        if let Some((_, says)) = line
            .text
            .strip_prefix("on file for ")
            .and_then(|t| t.split_once(": "))
        {
            let found = self.all().find(|f| match &f.origin {
                Origin::Entity { location, .. } => {
                    sentence(&f.statement) == says && self.is_at(line, *location)
                }
                _ => false,
            });
            return Ok(found.map(|f| (Arc::clone(f), at + 1)));
        }
        if let Some((name, says)) = line.text.strip_prefix("by ").and_then(|t| t.split_once(": "))
            && let Some(says) = says.strip_suffix(", because")
        {
            return self.derived(lines, at, name, says).map(Some);
        }
        Ok(None)
    }

    /// The inference once more, over its printed premises alone.
    fn derived(
        &self,
        lines: &[Line],
        at: usize,
        name: &str,
        says: &str,
    ) -> Result<(Arc<Fact>, usize), String> {
        let mut premises = Vec::new();
        let mut next = at + 1;
        while lines.get(next).is_some_and(|l| l.depth > lines[at].depth) {
            let (fact, after) = self
                .fact(lines, next)?
                .ok_or_else(|| format!("no premise: {}", lines[next].text))?;
            premises.push(fact);
            next = after;
        }
        let inferences = &self.prepared.inferences;
        let inference = inferences
            .iter()
            .find(|i| self.prepared.book.inferences[i.index].name.text == name)
            .ok_or_else(|| format!("no inference {name}"))?;
        if !self.is_at(
            &lines[at],
            self.prepared.book.inferences[inference.index].location,
        ) {
            return Err(format!("{name} stands elsewhere"));
        }
        let over = if premises.iter().any(|p| p.article_statement().is_some()) {
            Over::Article
        } else {
            Over::Rulebook
        };
        let one = std::slice::from_ref(inference);
        let new = derive(&self.case.matcher(), one, &premises, (&[], None), over).0;
        let conclusion = new.into_iter().find(|f| sentence(&f.statement) == says);
        let conclusion = conclusion.ok_or_else(|| format!("{name} does not conclude: {says}"))?;
        let matcher = Matcher {
            any_voice: true,
            ..self.case.matcher()
        };
        let pool = Pool::few(&premises);
        let excused = join(&matcher, &inference.from, pool, &Bindings::new())
            .iter()
            .all(|m| holds(&matcher, &inference.unless, self.case.pool(), &m.bindings).is_some());
        if excused {
            return Err(format!("{name} is excused"));
        }
        Ok((conclusion, next))
    }

    /// Goes over the proof of one finding.
    fn check(&self, item: &Item) -> Result<(), String> {
        let lines = parse(&item.proof);
        // The lines that were gone over.
        let mut done: Vec<bool> = vec![false; lines.len()];
        let mut facts: Vec<Arc<Fact>> = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            match self.fact(&lines, at)? {
                Some((fact, next)) => {
                    facts.push(fact);
                    done[at..next].fill(true);
                    at = next;
                }
                None => at += 1,
            }
        }
        let rule = self.prepared.rules.iter().find(|r| r.name == item.rule);
        if let Some(rule) = rule {
            self.rule(item, rule, &lines, &facts, &mut done)?;
        } else if let [first, second, ..] = facts.as_slice() {
            let relation = relate_facts(
                (first.side(), &first.follows),
                (second.side(), &second.follows),
                &self.prepared.knowledge,
            );
            let related = match item.rule.as_str() {
                "unconfirmed-as-fact" => relation.kind == RelationKind::Supports,
                "certainty-raised" => relation.kind == RelationKind::Stronger,
                "closed-list" => true,
                _ => relation.kind == RelationKind::Contradicts,
            };
            let office = matches!(&second.origin, Origin::Claim { claim, .. }
                if self.prepared.book.claims[*claim].role && item.reason.starts_with("on file "));
            if !related && !office {
                return Err(format!("the two are {:?}", relation.kind));
            }
            let mut steps = relation.proof;
            steps.push(relation.reason);
            tick(&lines, &mut done, |l| {
                l.place.is_none() && steps.contains(&l.text)
            });
        }
        self.words_alone(item, &lines, &mut done)?;
        self.closed(item, &lines, &facts, &mut done);
        tick(&lines, &mut done, |l| l.place.is_none() && l.text == item.reason);
        match done.iter().position(|d| !d) {
            Some(left) => Err(format!("nothing bears out: {}", item.proof[left])),
            None => Ok(()),
        }
    }

    /// The patterns, comparisons, exceptions and demands of a rule.
    fn rule(
        &self,
        item: &Item,
        rule: &PreparedRule,
        lines: &[Line],
        facts: &[Arc<Fact>],
        done: &mut [bool],
    ) -> Result<(), String> {
        let (patterns, unless): (&[PreparedPattern], &[PreparedPattern]) = match &rule.body {
            Body::Never { patterns, unless } | Body::When { patterns, unless, .. } => (patterns, unless),
            Body::Same { pattern, .. } | Body::Verify { pattern } => (std::slice::from_ref(pattern), &[]),
        };
        // What is only about words is not asked of statements.
        let patterns: Vec<PreparedPattern> = patterns.iter().filter(|p| !p.is_text_only()).cloned().collect();
        let mut matcher = self.case.matcher();
        if let Body::When { require, .. } = &rule.body {
            matcher.hedged_too = require.iter().any(|d| matches!(d.kind, RequirementKind::NoHedge));
        }
        let asks = format!("rule {} asks for: ", rule.name);
        let asked: Vec<&str> = lines.iter().filter_map(|l| l.text.strip_prefix(&asks)).collect();
        if asked.is_empty() {
            return Ok(());
        }
        let pool = Pool::few(facts);
        let ways = join(&matcher, &patterns, pool, &Bindings::new());
        let says = |m: &Match| -> Vec<String> { patterns.iter().map(|p| fill(p, &m.bindings)).collect() };
        // Of `same` two matches are printed, one after the other.
        let mut found: Vec<&Match> = Vec::new();
        for wanted in asked.chunks(patterns.len()) {
            let way = ways
                .iter()
                .find(|m| says(m) == wanted && !found.iter().any(|f| std::ptr::eq(*f, *m)));
            found.push(way.ok_or_else(|| format!("no way to match {wanted:?}"))?);
        }
        tick(lines, done, |l| {
            l.text.starts_with(&asks) && patterns.iter().any(|p| self.is_at(l, p.pattern.location))
                || l.place.is_none() && found.iter().any(|m| m.proof.contains(&l.text))
        });
        let bindings = &found[0].bindings;
        let scope = Scope {
            world: self.case.world(),
            pool: self.case.pool(),
        };
        for condition in &rule.conditions {
            if conditions::holds(condition, bindings, scope) == Some(true) {
                let compares = format!("rule {} compares: ", rule.name);
                let written = |l: &Line| {
                    let there = self.words(l).unwrap_or_default();
                    there.split_whitespace().collect::<Vec<_>>().join(" ")
                };
                tick(lines, done, |l| {
                    l.text.strip_prefix(&compares) == Some(&written(l)) && self.is_at(l, condition.location)
                });
            }
        }
        for exception in unless {
            let one = std::slice::from_ref(exception);
            if holds(&matcher, one, self.case.pool(), bindings).is_none() {
                let says = format!("nothing says: {}", fill(exception, bindings));
                tick(lines, done, |l| {
                    l.text == says && self.is_at(l, exception.pattern.location)
                });
            }
        }
        if let Body::When { require, .. } = &rule.body {
            let anchor = facts
                .iter()
                .find_map(|f| self.case.statement(f.article_statement()?));
            let anchor = anchor.ok_or("no statement of the article")?;
            for demand in require {
                if let Err(missing) = is_met(&self.case, &matcher, demand, found[0], anchor) {
                    let requires = format!("rule {} requires: {missing}", rule.name);
                    tick(lines, done, |l| {
                        l.text == requires && self.is_at(l, demand.location)
                    });
                }
            }
        }
        if let Body::Verify { pattern } = &rule.body {
            let known = Pool {
                article: &[],
                known: &self.prepared.known,
                said: None,
                on_file: None,
            };
            if holds(&matcher, std::slice::from_ref(pattern), known, bindings).is_some() {
                return Err(format!("a claim bears it out: {}", item.reason));
            }
        }
        Ok(())
    }

    /// Steps that show words: they stand there, and what was found in them is found again.
    fn words_alone(&self, item: &Item, lines: &[Line], done: &mut [bool]) -> Result<(), String> {
        let mut shown = false;
        for (line, done) in lines
            .iter()
            .zip(done.iter_mut())
            .filter(|(l, d)| l.place.is_some() && !**d)
        {
            let words = line.text.split_once(": “").and_then(|(_, w)| w.strip_suffix('”'));
            let there = self.words(line)?;
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            match words {
                Some(words) => *done = plain(&there) == words,
                // A place alone, of an item of the rulebook; or what a clause says there.
                None => {
                    let said = line.text.split_once(": ").is_some_and(|(_, w)| there.contains(w));
                    *done = said || item.related.iter().any(|r| r.message == line.text);
                }
            }
            shown |= line.text.starts_with("the article has: ");
        }
        // A spelling that the rulebook forbids goes by the name of a check, too.
        let of_rulebook = item.related.iter().any(|r| r.role == RelatedRole::Rule);
        if shown
            && !of_rulebook
            && let Some(check) = checks::find(&item.rule)
        {
            let context = Context::knowing(
                self.document,
                &self.case.reading,
                &self.prepared.book,
                Arc::clone(&self.prepared.words),
                &self.prepared.known,
            );
            let mut again = Vec::new();
            check.run(&context, &mut again);
            let same = |f: &copydesk::checking::finding::Finding| {
                f.span.start == item.span.start && f.message == item.message
            };
            let found = again.iter().find(|f| same(f));
            let found = found.ok_or("the check alone does not find it")?;
            tick(lines, done, |l| {
                l.place.is_none() && found.proof.contains(&l.text)
            });
        }
        Ok(())
    }

    fn closed(&self, item: &Item, lines: &[Line], facts: &[Arc<Fact>], done: &mut [bool]) {
        for pattern in self.prepared.closed.iter().filter(|_| item.rule == "closed-list") {
            let pool = Pool::few(facts);
            let ways = join(
                &self.case.matcher(),
                std::slice::from_ref(pattern),
                pool,
                &Bindings::new(),
            );
            tick(lines, done, |l| {
                l.text == item.reason && self.is_at(l, pattern.pattern.location)
                    || l.place.is_none() && ways.iter().any(|m| m.proof.contains(&l.text))
            });
        }
    }
}

fn tick(lines: &[Line], done: &mut [bool], holds: impl Fn(&Line) -> bool) {
    for (line, done) in lines.iter().zip(done) {
        *done |= holds(line);
    }
}

/// How many findings have which first word in their proofs, and what failed.
fn go_over(
    rules: &Prepared,
    texts: &[(String, Option<Date>)],
    kinds: &mut BTreeMap<String, usize>,
    failed: &mut Vec<String>,
) {
    for (number, (text, date)) in texts.iter().enumerate() {
        let document = common::article(&format!("text-{number}.txt"), text, *date);
        let report = common::check(&document, rules);
        if report.findings.is_empty() {
            continue;
        }
        let anew = Anew::new(rules, &document);
        for item in &report.findings {
            for line in &item.proof {
                let kind: String = line.trim_start().split(' ').take(2).collect::<Vec<_>>().join(" ");
                *kinds.entry(kind).or_default() += 1;
            }
            if item.proof.is_empty() {
                failed.push(format!("{text}: {} has no proof", item.rule));
            } else if let Err(problem) = anew.check(item) {
                failed.push(format!(
                    "{text}\n  {}: {problem}\n    {}",
                    item.rule,
                    item.proof.join("\n    ")
                ));
            }
        }
    }
}

/// The texts that the rules of a rulebook must flag, and its tests.
fn examples(rules: &Prepared, every: usize) -> Vec<(String, Option<Date>)> {
    let flags = rules
        .book
        .rules
        .iter()
        .flat_map(|r| &r.flags)
        .map(|t| (t.text.clone(), None));
    let tests = rules.book.tests.iter().map(|t| (t.given.text.clone(), t.dated));
    flags.step_by(every).chain(tests).collect()
}

#[test]
fn printed_proofs_hold_when_they_are_gone_over_again() {
    let mut kinds = BTreeMap::new();
    let mut failed = Vec::new();
    for (path, every) in [
        ("rules/alaska-summit.desk", 4),
        ("rules/company-docs.desk", 1),
        ("rules/election-desk.desk", 1),
        ("tests/data/everyday.desk", 2),
        ("tests/data/proofs.desk", 1),
    ] {
        let (rules, _) = common::rulebook(path);
        go_over(&rules, &examples(&rules, every), &mut kinds, &mut failed);
    }
    for name in ["court", "flood", "results", "science", "summit"] {
        let (rules, _) = common::rulebook(&format!("corpus/{name}/rules.desk"));
        let text =
            std::fs::read_to_string(common::root().join(format!("corpus/{name}/revised.txt"))).unwrap();
        go_over(&rules, &[(text, None)], &mut kinds, &mut failed);
    }
    assert!(
        failed.is_empty(),
        "{} proofs:\n{}",
        failed.len(),
        failed.join("\n")
    );
    for kind in [
        "the article",
        "claim ",
        "by ",
        "rule ",
        "nothing says:",
        "on file",
    ] {
        assert!(
            kinds.keys().any(|k| k.starts_with(kind)),
            "no step `{kind}` in {kinds:?}"
        );
    }
}

/// A step that was tampered with is found out.
#[test]
fn false_proofs_are_told_from_true_ones() {
    let (rules, _) = common::rulebook("tests/data/proofs.desk");
    let text = "Ana Moss attended the fair in Dorne. Ana Moss sold 40 boats there.";
    let document = common::article("text.txt", text, None);
    let anew = Anew::new(&rules, &document);
    let report = common::check(&document, &rules);
    let item = report.findings.iter().find(|f| f.rule == "few-boats").unwrap();
    anew.check(item)
        .unwrap_or_else(|e| panic!("{e}: {:#?}", item.proof));
    for (right, wrong) in [
        ("40", "41"),
        ("text.txt:1:", "text.txt:2:"),
        ("sold", "bought"),
        ("> 30", "> 50"),
    ] {
        let mut other = item.clone();
        for line in &mut other.proof {
            *line = line.replace(right, wrong);
        }
        if other.proof != item.proof {
            let verdict = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| anew.check(&other)));
            assert!(
                !matches!(verdict, Ok(Ok(()))),
                "{right} → {wrong}: {:#?}",
                other.proof
            );
        }
    }
}
