//! `rule`.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, value};
use nom::sequence::preceded;

use super::condition::conditions;
use super::error::Parsed;
use super::parts::{commas, keyword, text, variable};
use super::pattern::{demand, pattern};
use super::token::Tokens;
use crate::diagnostic::Severity;
use crate::rules::syntax::RuleClause;

/// The words that begin a clause.
pub(crate) const KEYWORDS: &[&str] = &[
    "error", "warning", "note", "never", "and", "unless", "when", "require", "same", "verify", "where",
    "help", "flags", "allows",
];

/// One clause.
pub(crate) fn clause(input: Tokens<'_>) -> Parsed<'_, RuleClause> {
    let severity = alt((
        value(Severity::Error, keyword("error")),
        value(Severity::Warning, keyword("warning")),
        value(Severity::Note, keyword("note")),
    ));
    alt((
        map((severity, cut(text)), |(severity, text)| {
            RuleClause::Message(severity, text)
        }),
        map(preceded(keyword("never"), cut(pattern)), RuleClause::Never),
        map(preceded(keyword("and"), cut(demand)), RuleClause::And),
        map(preceded(keyword("unless"), cut(pattern)), RuleClause::Unless),
        map(preceded(keyword("when"), cut(pattern)), RuleClause::When),
        map(preceded(keyword("require"), cut(demand)), RuleClause::Require),
        preceded(keyword("same"), cut(same)),
        map(preceded(keyword("verify"), cut(pattern)), RuleClause::Verify),
        map(preceded(keyword("where"), cut(conditions)), RuleClause::Where),
        map(preceded(keyword("help"), cut(text)), RuleClause::Help),
        map(preceded(keyword("flags"), cut(commas(text))), RuleClause::Flags),
        map(preceded(keyword("allows"), cut(commas(text))), RuleClause::Allows),
    ))
    .parse(input)
}

fn same(input: Tokens<'_>) -> Parsed<'_, RuleClause> {
    map(
        (variable, preceded(keyword("in"), pattern)),
        |(variable, pattern)| RuleClause::Same(variable, pattern),
    )
    .parse(input)
}
