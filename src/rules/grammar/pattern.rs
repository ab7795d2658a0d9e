//! Patterns with their narrowings, and what `require` can ask for.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, value};
use nom::multi::many0;
use nom::sequence::preceded;

use super::error::{Expected, Mistake, Parsed};
use super::parts::{keyword, name, text, variable};
use super::token::{TokenKind, Tokens};
use crate::rules::syntax::{Demand, DemandKind, Narrowing, NarrowingKind, Pattern, Speaker};

/// `"…"` with narrowings, or narrowings alone.
pub(crate) fn pattern(input: Tokens<'_>) -> Parsed<'_, Pattern> {
    let start = input.here().start;
    let (rest, english) = opt(text).parse(input)?;
    let (rest, narrowings) = many0(narrowing).parse(rest)?;
    if english.is_none() && narrowings.is_empty() {
        return Err(Mistake::expected(input, Expected::Text));
    }
    Ok((
        rest,
        Pattern {
            english,
            narrowings,
            span: rest.span_from(start),
        },
    ))
}

/// One narrowing.
pub(crate) fn narrowing(input: Tokens<'_>) -> Parsed<'_, Narrowing> {
    let start = input.here().start;
    let (rest, kind) = alt((
        map(preceded(keyword("said"), cut(said_by)), NarrowingKind::SaidBy),
        value(
            NarrowingKind::ByNarrator,
            preceded(keyword("by"), cut(keyword("the narrator"))),
        ),
        value(
            NarrowingKind::AsFact,
            preceded(keyword("as"), cut(keyword("fact"))),
        ),
        value(NarrowingKind::Hedged, keyword("hedged")),
        preceded(
            keyword("in"),
            cut(preceded(
                keyword("the"),
                alt((
                    value(NarrowingKind::InHeadline, keyword("headline")),
                    value(NarrowingKind::InLede, keyword("lede")),
                    value(NarrowingKind::InBody, keyword("body")),
                )),
            )),
        ),
        value(NarrowingKind::Quoted, keyword("quoted")),
        preceded(keyword("text"), cut(regex)),
    ))
    .parse(input)?;
    Ok((
        rest,
        Narrowing {
            kind,
            span: rest.span_from(start),
        },
    ))
}

fn said_by(input: Tokens<'_>) -> Parsed<'_, Speaker> {
    preceded(keyword("by"), cut(speaker)).parse(input)
}

/// `anyone`, `{x}`, a name
pub(crate) fn speaker(input: Tokens<'_>) -> Parsed<'_, Speaker> {
    alt((
        value(Speaker::Anyone, keyword("anyone")),
        map(variable, Speaker::Variable),
        map(name, Speaker::Name),
    ))
    .parse(input)
}

fn regex(input: Tokens<'_>) -> Parsed<'_, NarrowingKind> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Regex => Ok((
            input.skip(1),
            NarrowingKind::Text {
                regex: token.text.to_owned(),
                span: token.inner(),
            },
        )),
        _ => Err(Mistake::expected(input, Expected::Regex)),
    }
}

/// What `require` asks for.
pub(crate) fn demand(input: Tokens<'_>) -> Parsed<'_, Demand> {
    let start = input.here().start;
    if input.first().is_some_and(|t| t.is_word("source")) && input.get(1).is_some_and(|t| t.is_word("named"))
    {
        return Err(Mistake::special(
            input,
            "syntax",
            "expected `named source`, found `source named`",
            "the other way round",
        ));
    }
    let (rest, kind) = alt((
        value(
            DemandKind::NamedSource,
            alt((keyword("named source"), keyword("a named source"))),
        ),
        map(preceded(keyword("source"), cut(speaker)), DemandKind::Source),
        map(count, DemandKind::Sources),
        value(DemandKind::Quotation, keyword("a quotation")),
        value(
            DemandKind::NoHedge,
            preceded(keyword("no"), cut(keyword("hedge"))),
        ),
        value(DemandKind::Date, keyword("a date")),
        map(pattern, DemandKind::Pattern),
    ))
    .parse(input)?;
    Ok((
        rest,
        Demand {
            kind,
            span: rest.span_from(start),
        },
    ))
}

/// `2 sources`
fn count(input: Tokens<'_>) -> Parsed<'_, u32> {
    let number = input.first().and_then(|t| match t.kind {
        TokenKind::Number => t.text.parse().ok(),
        TokenKind::Word => match t.text {
            "two" => Some(2),
            "three" => Some(3),
            _ => None,
        },
        _ => None,
    });
    match number {
        Some(number) => value(number, cut(alt((keyword("sources"), keyword("source"))))).parse(input.skip(1)),
        None => Err(Mistake::expected(input, Expected::Word("2 sources"))),
    }
}
