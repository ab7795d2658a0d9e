//! `infer`.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map};
use nom::sequence::preceded;

use super::condition::conditions;
use super::error::Parsed;
use super::parts::{commas, keyword, text};
use super::pattern::pattern;
use super::token::Tokens;
use crate::rules::syntax::InferClause;

/// The words that begin a clause.
pub(crate) const KEYWORDS: &[&str] = &["from", "and", "unless", "where", "infer"];

/// One clause.
pub(crate) fn clause(input: Tokens<'_>) -> Parsed<'_, InferClause> {
    alt((
        map(preceded(keyword("from"), cut(pattern)), InferClause::From),
        map(preceded(keyword("and"), cut(pattern)), InferClause::And),
        map(preceded(keyword("unless"), cut(pattern)), InferClause::Unless),
        map(preceded(keyword("where"), cut(conditions)), InferClause::Where),
        map(preceded(keyword("infer"), cut(commas(text))), InferClause::Infer),
    ))
    .parse(input)
}
