//! `never` and `when … require`: what may not be printed, and what must stand beside what is printed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{BlockKind, TextSpan};
use crate::reading::statement::{Certainty, Mode, SourceKind, Statement, TimeValue};
use crate::rules::book::{RequirementKind, Speaker};

use super::binding::{Bindings, Thing, Value, same, same_thing, show, unify};
use super::case::{Case, core_words, finding_of};
use super::conditions::{Scope, all_hold};
use super::fact::{Fact, Origin};
use super::finding::{Finding, FindingKind, RelatedRole};
use super::join::{Pool, holds, join_with_article};
use super::pattern::{Match, Matcher, PreparedPattern};
use super::prepare::{Body, Demand, PreparedRule};
use super::relate::{RelationKind, Side, relate};
use super::{spoken, wording};

/// Checks one rule.
pub fn check(case: &Case<'_>, rule: &PreparedRule, findings: &mut Vec<Finding>) {
    match &rule.body {
        Body::Never { patterns, unless } => never(case, rule, patterns, unless, findings),
        Body::When {
            patterns,
            unless,
            require,
        } => when(case, rule, patterns, unless, require, findings),
        Body::Same { .. } | Body::Verify { .. } => {}
    }
}

fn never(
    case: &Case<'_>,
    rule: &PreparedRule,
    patterns: &[PreparedPattern],
    unless: &[PreparedPattern],
    findings: &mut Vec<Finding>,
) {
    let matcher = case.matcher();
    let pool = case.pool();
    if !wording::all_stand(case, patterns) {
        return;
    }
    if patterns.iter().all(PreparedPattern::is_text_only) {
        if !is_excused(case, &matcher, unless, &Bindings::new()) {
            let found = patterns.iter().flat_map(|p| wording::findings(case, rule, p));
            findings.extend(found);
        }
        return;
    }
    let scope = Scope {
        world: case.world(),
        pool,
    };
    for found in join_with_article(&matcher, patterns, pool, &Bindings::new()) {
        let Some(anchor) = anchor(case, &found) else {
            continue;
        };
        if all_hold(&rule.conditions, &found.bindings, scope) != Some(true)
            || is_excused(case, &matcher, unless, &found.bindings)
        {
            continue;
        }
        let mut out = start(case, rule, patterns, &found, &anchor);
        out.reason = reason(&found, patterns);
        for pattern in unless.iter().filter(|p| !p.is_text_only()) {
            out.proof.push(format!(
                "nothing says: {}{}",
                fill(pattern, &found.bindings),
                case.cite(pattern.pattern.location)
            ));
            for (fact, why) in denials(&matcher, pattern, pool, &found.bindings) {
                out.reason = why;
                out.proof.extend(case.derivation(&fact));
                add_related(&mut out, case.origins(&fact));
            }
        }
        findings.push(out);
    }
}

/// Whether one of the exceptions holds: as a statement on file or in the article, or as words of the article.
fn is_excused(
    case: &Case<'_>,
    matcher: &Matcher<'_>,
    unless: &[PreparedPattern],
    bindings: &Bindings,
) -> bool {
    holds(matcher, unless, case.pool(), bindings).is_some()
        || unless
            .iter()
            .any(|p| p.is_text_only() && wording::stands(case, p))
}

/// The article's statement that a match stands on; a match of claims alone is none of the article's doing.
fn anchor(case: &Case<'_>, found: &Match) -> Option<Arc<Fact>> {
    let fact = found
        .facts
        .iter()
        .find(|f| matches!(f.origin, Origin::Article))
        .or_else(|| found.facts.iter().find(|f| f.article_statement().is_some()))?;
    case.statement(fact.article_statement()?).cloned()
}

/// A finding of `rule` on the words of `found`, with the rule and the facts that it rests on beside it.
fn start(
    case: &Case<'_>,
    rule: &PreparedRule,
    patterns: &[PreparedPattern],
    found: &Match,
    anchor: &Arc<Fact>,
) -> Finding {
    let span = found.words.unwrap_or_else(|| core_words(&anchor.statement));
    let mut out = finding_of(case, rule, FindingKind::Violation, span);
    out.normal_form = anchor.normal_form();
    let own = anchor.statement.id;
    for fact in &found.facts {
        out.proof.extend(case.derivation(fact));
        let rests_on_more = match &fact.origin {
            Origin::Article => fact.statement.id != own,
            Origin::Claim { .. } | Origin::Entity { .. } | Origin::Derived { .. } => true,
        };
        if rests_on_more {
            let origins = case
                .origins(fact)
                .into_iter()
                .filter(|r| r.role != RelatedRole::Statement || r.span != case.place(anchor.statement.span));
            add_related(&mut out, origins.collect());
        }
    }
    for pattern in patterns.iter().filter(|p| !p.is_text_only()) {
        out.proof.push(asked_for(case, rule, pattern, found));
    }
    out.proof.extend(found.proof.iter().cloned());
    for condition in &rule.conditions {
        let place = condition.location;
        let source = case.prepared.book.sources.get(place.file);
        let written = source.map_or("", |s| s.slice(place.span));
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        out.proof.push(format!(
            "rule {} compares: {written}{}",
            rule.name,
            case.cite(place)
        ));
    }
    out.related
        .extend(case.on_file(RelatedRole::Rule, rule.location, format!("rule {}", rule.name)));
    out
}

/// The step of a proof that says what of a rule was matched.
pub(super) fn asked_for(
    case: &Case<'_>,
    rule: &PreparedRule,
    pattern: &PreparedPattern,
    found: &Match,
) -> String {
    format!(
        "rule {} asks for: {}{}",
        rule.name,
        fill(pattern, &found.bindings),
        case.cite(pattern.pattern.location)
    )
}

fn add_related(out: &mut Finding, more: Vec<super::finding::Related>) {
    for related in more {
        let there = out.related.iter().any(|r| {
            r.role == related.role && r.span == related.span && r.source.path() == related.source.path()
        });
        if !there {
            // The rule itself comes last.
            let at = out
                .related
                .iter()
                .position(|r| r.role == RelatedRole::Rule)
                .unwrap_or(out.related.len());
            out.related.insert(at, related);
        }
    }
}

/// "“signed a binding agreement” says that a decision was taken at {meeting} (meeting: Alaska)".
fn reason(found: &Match, patterns: &[PreparedPattern]) -> String {
    let said: Vec<String> = patterns
        .iter()
        .filter(|p| !p.is_text_only())
        .map(|p| fill(p, &found.bindings))
        .collect();
    format!("the text says: {}", said.join("; and: "))
}

/// The English of a pattern with its variables filled in.
pub fn fill(pattern: &PreparedPattern, bindings: &Bindings) -> String {
    let english = &pattern.pattern.english;
    let mut out = String::new();
    let mut at = 0;
    for variable in &english.variables {
        out.push_str(english.text.text.get(at..variable.start).unwrap_or_default());
        match bindings.get(&variable.name) {
            Some(value) => out.push_str(&show(value)),
            None => out.push_str(&variable.name),
        }
        at = variable.end;
    }
    out.push_str(english.text.text.get(at..).unwrap_or_default());
    out
}

/// Facts that deny what an `unless` asks for: the reason why it does not hold, for the editor.
fn denials(
    matcher: &Matcher<'_>,
    pattern: &PreparedPattern,
    pool: Pool<'_>,
    bindings: &Bindings,
) -> Vec<(Arc<Fact>, String)> {
    let mut out: Vec<(Arc<Fact>, String)> = Vec::new();
    for (index, wanted) in pattern.statements.iter().enumerate() {
        // The same pattern, denied: what matches it says that the `unless` is not so.
        let mut denied = pattern.clone();
        let mut statement = Statement::clone(wanted);
        statement.polarity = match statement.polarity {
            crate::reading::statement::Polarity::Affirmed => crate::reading::statement::Polarity::Denied,
            crate::reading::statement::Polarity::Denied => crate::reading::statement::Polarity::Affirmed,
        };
        if let Some(slot) = denied.statements.get_mut(index) {
            *slot = Arc::new(statement);
        }
        for fact in pool.known.iter().chain(pool.article) {
            if !fact.is_asserted() {
                continue;
            }
            if let Some(found) = matcher.find_one(&denied, index, fact)
                && unify(bindings, &found.bindings, &matcher.world).is_some()
            {
                out.push((
                    Arc::clone(fact),
                    format!(
                        "{} — on file or in the article",
                        super::case::sentence(&fact.statement)
                    ),
                ));
                if out.len() >= 3 {
                    break;
                }
            }
        }
    }
    out.sort_by_key(|(fact, _)| fact.depth());
    out.truncate(1);
    out
}

fn when(
    case: &Case<'_>,
    rule: &PreparedRule,
    patterns: &[PreparedPattern],
    unless: &[PreparedPattern],
    require: &[Demand],
    findings: &mut Vec<Finding>,
) {
    if patterns.iter().all(spoken::means_quotations) {
        spoken::check(case, rule, require, findings);
        return;
    }
    if !wording::all_stand(case, patterns) {
        return;
    }
    if patterns.iter().all(PreparedPattern::is_text_only) {
        when_words(case, rule, patterns, unless, require, findings);
        return;
    }
    let pool = case.pool();
    let scope = Scope {
        world: case.world(),
        pool,
    };
    let mut matcher = case.matcher();
    // "no hedge" speaks of hedged statements: they must be let in to be found wanting.
    matcher.hedged_too = require.iter().any(|d| matches!(d.kind, RequirementKind::NoHedge));
    for found in join_with_article(&matcher, patterns, pool, &Bindings::new()) {
        let Some(anchor) = anchor(case, &found) else {
            continue;
        };
        if all_hold(&rule.conditions, &found.bindings, scope) != Some(true)
            || is_excused(case, &matcher, unless, &found.bindings)
        {
            continue;
        }
        for demand in require {
            let Err(missing) = is_met(case, &matcher, demand, &found, &anchor) else {
                continue;
            };
            let out = start(case, rule, patterns, &found, &anchor);
            findings.push(lacking(case, rule, demand, missing, out));
        }
    }
}

/// The finding with what is missing, and the demand beside it.
fn lacking(
    case: &Case<'_>,
    rule: &PreparedRule,
    demand: &Demand,
    missing: String,
    mut out: Finding,
) -> Finding {
    out.proof.push(format!(
        "rule {} requires: {missing}{}",
        rule.name,
        case.cite(demand.location)
    ));
    out.reason = missing;
    out.related
        .extend(case.on_file(RelatedRole::Rule, demand.location, "this is required"));
    out
}

/// `when text /…/ require P`: the words ask for something else to be said, or to stand there.
fn when_words(
    case: &Case<'_>,
    rule: &PreparedRule,
    patterns: &[PreparedPattern],
    unless: &[PreparedPattern],
    require: &[Demand],
    findings: &mut Vec<Finding>,
) {
    let matcher = case.matcher();
    if is_excused(case, &matcher, unless, &Bindings::new()) {
        return;
    }
    for demand in require {
        let Some(Err(missing)) = demand
            .pattern
            .as_ref()
            .map(|pattern| is_said(case, &matcher, pattern, &Bindings::new()))
        else {
            continue;
        };
        let words = patterns.iter().flat_map(|p| wording::findings(case, rule, p));
        findings.extend(words.map(|out| lacking(case, rule, demand, missing.clone(), out)));
    }
}

/// Whether what is required is said on file or in the article, or stands there as words.
fn is_said(
    case: &Case<'_>,
    matcher: &Matcher<'_>,
    pattern: &PreparedPattern,
    bindings: &Bindings,
) -> Result<(), String> {
    if pattern.is_text_only() {
        return if wording::stands(case, pattern) {
            Ok(())
        } else {
            Err("words that are required stand nowhere in the article".to_owned())
        };
    }
    if holds(matcher, std::slice::from_ref(pattern), case.pool(), bindings).is_some() {
        return Ok(());
    }
    Err(format!(
        "nothing on file or in the article says: {}",
        fill(pattern, bindings)
    ))
}

/// Whether a requirement is met, or what is missing.
pub fn is_met(
    case: &Case<'_>,
    matcher: &Matcher<'_>,
    demand: &Demand,
    found: &Match,
    anchor: &Arc<Fact>,
) -> Result<(), String> {
    let statement = &anchor.statement;
    let met = |yes: bool, missing: &str| if yes { Ok(()) } else { Err(missing.to_owned()) };
    match &demand.kind {
        RequirementKind::Pattern(_) => {
            let Some(pattern) = &demand.pattern else {
                return Ok(());
            };
            is_said(case, matcher, pattern, &found.bindings)
        }
        RequirementKind::NamedSource => met(
            has_named_source(case, statement) || left_to_the_body(case, anchor),
            match statement.source.kind {
                SourceKind::Narrator => "the article says so in its own voice and names no source",
                SourceKind::Anonymous | SourceKind::Speaker => "the source has no name",
            },
        ),
        RequirementKind::Source(speaker) => {
            let Some(phrase) = &statement.source.speaker else {
                return Err("no source is given".to_owned());
            };
            let world = case.world();
            let thing = Thing::of(phrase, &anchor.reading, &world);
            if !world.is_speaker(&thing, speaker) {
                return Err(format!("the source is “{}”", phrase.text));
            }
            match speaker {
                Speaker::Variable(variable) => {
                    let agrees = found
                        .bindings
                        .get(&variable.name)
                        .is_none_or(|held| same(held, &Value::Thing(thing), &world));
                    met(agrees, &format!("the source is “{}”", phrase.text))
                }
                Speaker::Anyone | Speaker::Entity(_) | Speaker::Named(_) => Ok(()),
            }
        }
        RequirementKind::Sources(wanted) => {
            let sources = sources(case, anchor);
            let n = sources.len();
            met(
                n >= *wanted as usize,
                &match sources.first() {
                    None => format!("{wanted} named sources are required; no source is named"),
                    Some(_) => format!(
                        "{wanted} named sources are required; the article has {n}: {}",
                        sources.into_iter().collect::<Vec<_>>().join(", ")
                    ),
                },
            )
        }
        RequirementKind::Quotation => {
            met(
                statement.source.mode == Mode::Quoted && statement.source.quotation.is_some()
                    || case.reading.quotations.iter().any(|q| {
                        q.outer.overlaps(statement.span) || sentence_holds(case, statement, q.outer)
                    }),
                "no quotation bears it out",
            )
        }
        RequirementKind::NoHedge => met(statement.certainty == Certainty::Asserted, "it is hedged"),
        RequirementKind::Date => met(
            statement.times.iter().any(|t| match &t.time {
                TimeValue::Date(date) => date.day.is_some(),
                TimeValue::Period(..) => true,
                TimeValue::Duration { .. } | TimeValue::Other(_) => false,
            }),
            "no date is given",
        ),
    }
}

fn sentence_holds(case: &Case<'_>, statement: &Statement, span: TextSpan) -> bool {
    case.reading
        .sentences
        .get(statement.sentence)
        .is_some_and(|s| s.span.overlaps(span))
}

/// A speaker with a name, a title or description that is on file, or a pronoun for one of these.
fn has_named_source(case: &Case<'_>, statement: &Statement) -> bool {
    let source = &statement.source;
    source.kind == SourceKind::Speaker
        && source.speaker.as_ref().is_some_and(|speaker| {
            speaker.entity.is_some() || speaker.antecedent.is_some() || !is_bare(case, speaker)
        })
}

/// "officials": nobody is named and nothing says whom one could ask. "he" and "she" are somebody who was
/// introduced before, whether or not the reader found out who.
fn is_bare(case: &Case<'_>, speaker: &crate::reading::statement::Phrase) -> bool {
    if matches!(speaker.lemma.to_lowercase().as_str(), "he" | "she") {
        return false;
    }
    let thing = Thing::of(speaker, &case.reading, &case.world());
    thing.vague || speaker.modifiers.is_empty()
}

/// The first paragraph may leave the name to the body, where the same thing is said with its source.
fn left_to_the_body(case: &Case<'_>, anchor: &Arc<Fact>) -> bool {
    let matcher = case.matcher();
    let opens = matcher.stands_in(anchor.statement.span, |kind, lede| {
        lede || matches!(kind, BlockKind::Headline | BlockKind::Subhead)
    });
    opens
        && case.own().any(|other| {
            other.statement.id != anchor.statement.id
                && has_named_source(case, &other.statement)
                && says_the_same(case, other, anchor)
        })
}

/// Whether one of the two says what the other says, whoever says it and how surely.
fn says_the_same(case: &Case<'_>, a: &Fact, b: &Fact) -> bool {
    let plain = |fact: &Fact| {
        let mut statement = Statement::clone(&fact.statement);
        statement.certainty = Certainty::Asserted;
        statement
    };
    let (sa, sb) = (plain(a), plain(b));
    let side = |reading, statement| Side { reading, statement };
    let (x, y) = (side(&*a.reading, &sa), side(&*b.reading, &sb));
    relate(x, y, &case.prepared.knowledge).kind == RelationKind::Supports
        || relate(y, x, &case.prepared.knowledge).kind == RelationKind::Supports
}

/// The named sources that the article gives for what `anchor` says.
fn sources(case: &Case<'_>, anchor: &Arc<Fact>) -> BTreeSet<String> {
    let world = case.world();
    let mut things: Vec<Thing> = Vec::new();
    for fact in case.own() {
        if !has_named_source(case, &fact.statement) || !says_the_same(case, fact, anchor) {
            continue;
        }
        let Some(speaker) = &fact.statement.source.speaker else {
            continue;
        };
        let thing = Thing::of(speaker, &fact.reading, &world);
        let members = if thing.members.is_empty() {
            vec![thing]
        } else {
            thing.members
        };
        for member in members {
            if !things.iter().any(|t| same_thing(t, &member, &world)) {
                things.push(member);
            }
        }
    }
    things.into_iter().map(|t| t.name).collect()
}
