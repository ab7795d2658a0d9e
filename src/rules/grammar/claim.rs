//! `claim` and `claims from`.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::sequence::preceded;

use super::condition::conditions;
use super::error::{Expected, Mistake, Parsed};
use super::parts::{commas, date, keyword, period, text, variable};
use super::pattern::speaker;
use super::token::Tokens;
use crate::rules::syntax::{Cell, ClaimClause, ClaimsClause, DateText, Quoted};

/// The words that begin a clause of `claim`.
pub(crate) const KEYWORDS: &[&str] = &["source", "url", "unconfirmed", "from", "to", "until", "on"];
/// The words that begin a clause of `claims from`.
pub(crate) const DATA_KEYWORDS: &[&str] = &["as", "role", "where", "source", "from", "to", "until"];

/// One clause of `claim`.
pub(crate) fn clause(input: Tokens<'_>) -> Parsed<'_, ClaimClause> {
    alt((
        map(text, ClaimClause::Says),
        map(preceded(keyword("source"), cut(source)), |(text, on, url)| {
            ClaimClause::Source { text, on, url }
        }),
        map(preceded(keyword("url"), cut(text)), ClaimClause::Url),
        map(
            preceded(
                keyword("unconfirmed"),
                opt(preceded(
                    keyword("until"),
                    cut(preceded(keyword("confirmed by"), speaker)),
                )),
            ),
            ClaimClause::Unconfirmed,
        ),
        map(period, ClaimClause::Period),
        map(preceded(keyword("on"), cut(date)), ClaimClause::On),
    ))
    .parse(input)
}

type SourceParts = (Quoted, Option<DateText>, Option<Quoted>);

/// `"Rubio, NBC" on 2025-08-17 url "https://…"`
fn source(input: Tokens<'_>) -> Parsed<'_, SourceParts> {
    (
        text,
        opt(preceded(keyword("on"), cut(date))),
        opt(preceded(keyword("url"), cut(text))),
    )
        .parse(input)
}

/// One clause of `claims from`.
pub(crate) fn data_clause(input: Tokens<'_>) -> Parsed<'_, ClaimsClause> {
    alt((
        map(preceded(keyword("as"), cut(commas(text))), ClaimsClause::As),
        value(ClaimsClause::Role, keyword("role")),
        map(preceded(keyword("where"), cut(conditions)), ClaimsClause::Where),
        map(preceded(keyword("source"), cut(source)), |(text, on, url)| {
            ClaimsClause::Source { text, on, url }
        }),
        span_of_time,
    ))
    .parse(input)
}

/// `from {start} to {end}`
fn span_of_time(input: Tokens<'_>) -> Parsed<'_, ClaimsClause> {
    let (rest, from) = opt(preceded(keyword("from"), cut(cell))).parse(input)?;
    let (rest, to) = opt(preceded(alt((keyword("to"), keyword("until"))), cut(cell))).parse(rest)?;
    if from.is_none() && to.is_none() {
        return Err(Mistake::expected(input, Expected::Word("from")));
    }
    Ok((rest, ClaimsClause::Period { from, to }))
}

fn cell(input: Tokens<'_>) -> Parsed<'_, Cell> {
    alt((map(variable, Cell::Column), map(date, Cell::Date))).parse(input)
}
