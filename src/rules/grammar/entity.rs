//! `person`, `organisation`, `country`, `place`, `event`, `thing`.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::error::Parsed;
use super::parts::{commas, date, keyword, name, period, text, until};
use super::token::Tokens;
use crate::rules::syntax::{EntityClause, PeriodText};

/// The words that begin a clause.
pub(crate) const KEYWORDS: &[&str] = &[
    "also", "never", "role", "speaks", "on", "from", "to", "until", "in", "with", "born",
];

/// One clause.
pub(crate) fn clause(input: Tokens<'_>) -> Parsed<'_, EntityClause> {
    alt((
        map(preceded(keyword("also"), cut(commas(text))), EntityClause::Also),
        map(preceded(keyword("never"), cut(commas(text))), EntityClause::Never),
        preceded(keyword("role"), cut(role)),
        map(
            preceded(keyword("speaks for"), cut(commas(name))),
            EntityClause::SpeaksFor,
        ),
        map(preceded(keyword("on"), cut(day)), EntityClause::On),
        map(period, EntityClause::Period),
        map(preceded(keyword("in"), cut(commas(name))), EntityClause::In),
        map(preceded(keyword("with"), cut(commas(name))), EntityClause::With),
        map(preceded(keyword("born"), cut(date)), EntityClause::Born),
    ))
    .parse(input)
}

fn role(input: Tokens<'_>) -> Parsed<'_, EntityClause> {
    let (rest, titles) = commas(text).parse(input)?;
    let (rest, when) = opt(period).parse(rest)?;
    Ok((
        rest,
        EntityClause::Role {
            titles,
            period: when.unwrap_or_default(),
        },
    ))
}

/// `on D`, `on D to D`
fn day(input: Tokens<'_>) -> Parsed<'_, PeriodText> {
    let (rest, from) = date(input)?;
    let (rest, to) = opt(until).parse(rest)?;
    Ok((rest, PeriodText { from: Some(from), to }))
}
