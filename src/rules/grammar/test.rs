//! `test`.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::sequence::preceded;

use super::error::Parsed;
use super::parts::{date, item_name, keyword, text};
use super::token::Tokens;
use crate::rules::syntax::TestClause;

/// The words that begin a clause.
pub(crate) const KEYWORDS: &[&str] = &["given", "dated", "expect"];

/// One clause.
pub(crate) fn clause(input: Tokens<'_>) -> Parsed<'_, TestClause> {
    alt((
        map(preceded(keyword("given"), cut(text)), TestClause::Given),
        map(preceded(keyword("dated"), cut(date)), TestClause::Dated),
        preceded(
            keyword("expect"),
            cut(alt((value(TestClause::Nothing, keyword("nothing")), finding))),
        ),
    ))
    .parse(input)
}

fn finding(input: Tokens<'_>) -> Parsed<'_, TestClause> {
    map(
        (item_name, opt(preceded(keyword("on"), cut(text)))),
        |(rule, on)| TestClause::Expect { rule, on },
    )
    .parse(input)
}
