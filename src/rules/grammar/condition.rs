//! Comparisons after `where`, in signs and in words, with arithmetic of the usual precedence.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, value};
use nom::sequence::preceded;

use super::error::{Expected, Mistake, Parsed};
use super::parts::{commas, date, keyword, name, symbol, variable};
use super::token::{TokenKind, Tokens};
use crate::rules::book::{ComparisonKind, Operator};
use crate::rules::syntax::{Condition, Expression, ExpressionKind, Word};

/// How deep parentheses may nest: far more than anyone needs, far less than the stack holds.
const DEPTH: usize = 24;

/// `A = B [and C < D …]`: `and` goes on only where no pattern can follow.
pub(crate) fn conditions(input: Tokens<'_>) -> Parsed<'_, Vec<Condition>> {
    let (mut rest, first) = condition(input)?;
    let mut all = vec![first];
    while rest.first().is_some_and(|t| t.is_word("and")) && continues(rest.skip(1)) {
        let (next, more) = cut(condition).parse(rest.skip(1))?;
        all.push(more);
        rest = next;
    }
    Ok((rest, all))
}

/// Whether an expression, and no pattern or demand, begins here.
fn continues(input: Tokens<'_>) -> bool {
    input.first().is_some_and(|token| match token.kind {
        TokenKind::Variable | TokenKind::Date => true,
        TokenKind::Number => !input
            .get(1)
            .is_some_and(|t| t.is_word("sources") || t.is_word("source")),
        TokenKind::Symbol => matches!(token.text, "(" | "-" | "$" | "€" | "£"),
        TokenKind::Word => input
            .get(1)
            .is_some_and(|t| t.kind == TokenKind::Symbol && t.text == "("),
        _ => false,
    })
}

fn condition(input: Tokens<'_>) -> Parsed<'_, Condition> {
    let start = input.here().start;
    let (rest, left) = sum(input, 0)?;
    let (rest, (kind, sign)) = cut(comparison).parse(rest)?;
    let (rest, right) = cut(|input| sum(input, 0)).parse(rest)?;
    let (rest, upper) = if sign.ends_with("between") {
        let (rest, upper) = cut(preceded(keyword("and"), |input| sum(input, 0))).parse(rest)?;
        (rest, Some(upper))
    } else {
        (rest, None)
    };
    Ok((
        rest,
        Condition {
            left,
            comparison: kind,
            sign,
            right,
            upper,
            span: rest.span_from(start),
        },
    ))
}

/// Comparisons in words, which follow `is`. Of two that begin alike the longer one stands first.
pub(super) const IN_WORDS: &[(&str, ComparisonKind)] = {
    use ComparisonKind as C;
    &[
        ("is not between", C::NotEqual),
        ("is not more than", C::LessOrEqual),
        ("is not less than", C::GreaterOrEqual),
        ("is not fewer than", C::GreaterOrEqual),
        ("is not before", C::GreaterOrEqual),
        ("is not after", C::LessOrEqual),
        ("is not", C::NotEqual),
        ("is no more than", C::LessOrEqual),
        ("is no less than", C::GreaterOrEqual),
        ("is no fewer than", C::GreaterOrEqual),
        ("is between", C::Equal),
        ("is fewer than", C::Less),
        ("is less than", C::Less),
        ("is lower than", C::Less),
        ("is smaller than", C::Less),
        ("is shorter than", C::Less),
        ("is earlier than", C::Less),
        ("is under", C::Less),
        ("is below", C::Less),
        ("is before", C::Less),
        ("is more than", C::Greater),
        ("is greater than", C::Greater),
        ("is higher than", C::Greater),
        ("is larger than", C::Greater),
        ("is longer than", C::Greater),
        ("is later than", C::Greater),
        ("is over", C::Greater),
        ("is above", C::Greater),
        ("is after", C::Greater),
        ("is at least", C::GreaterOrEqual),
        ("is on or after", C::GreaterOrEqual),
        ("is at most", C::LessOrEqual),
        ("is up to", C::LessOrEqual),
        ("is on or before", C::LessOrEqual),
        ("is", C::Equal),
    ]
};

/// `=`, `<`, … or the same in words, with the way it was written.
fn comparison(input: Tokens<'_>) -> Parsed<'_, (ComparisonKind, &'static str)> {
    use ComparisonKind as C;
    let sign = |kind, written: &'static str, other: &'static str| {
        value((kind, written), alt((symbol(written), symbol(other))))
    };
    let mut signs = alt((
        sign(C::NotEqual, "!=", "≠"),
        sign(C::LessOrEqual, "<=", "≤"),
        sign(C::GreaterOrEqual, ">=", "≥"),
        sign(C::Equal, "=", "=="),
        sign(C::Less, "<", "<"),
        sign(C::Greater, ">", ">"),
    ));
    if let Ok(found) = signs.parse(input) {
        return Ok(found);
    }
    IN_WORDS
        .iter()
        .find_map(|&(written, kind)| {
            let (rest, _) = keyword(written).parse(input).ok()?;
            Some((rest, (kind, written)))
        })
        .ok_or_else(|| Mistake::expected(input, Expected::Comparison))
}

fn sum(input: Tokens<'_>, depth: usize) -> Parsed<'_, Expression> {
    chain(
        input,
        |input| product(input, depth),
        |text| match text {
            "+" => Some(Operator::Add),
            "-" | "−" | "–" => Some(Operator::Subtract),
            _ => None,
        },
    )
}

fn product(input: Tokens<'_>, depth: usize) -> Parsed<'_, Expression> {
    chain(
        input,
        |input| operand(input, depth),
        |text| match text {
            "*" | "×" => Some(Operator::Multiply),
            "/" | "÷" => Some(Operator::Divide),
            _ => None,
        },
    )
}

/// Operands joined from left to right.
fn chain<'a>(
    input: Tokens<'a>,
    operand: impl Fn(Tokens<'a>) -> Parsed<'a, Expression>,
    operator: impl Fn(&str) -> Option<Operator>,
) -> Parsed<'a, Expression> {
    let (mut rest, mut left) = operand(input)?;
    let mut joined = 0;
    while let Some(kind) = rest
        .first()
        .filter(|t| t.kind == TokenKind::Symbol)
        .and_then(|t| operator(t.text))
    {
        // The tree grows to the left by one level each time; a bound keeps walks over it safe.
        joined += 1;
        if joined > 200 {
            return Err(Mistake::special(
                rest,
                "expression-too-long",
                "the expression has more than 200 parts",
                "too long",
            ));
        }
        let (next, right) = cut(&operand).parse(rest.skip(1))?;
        left = Expression {
            span: left.span.cover(right.span),
            kind: ExpressionKind::Binary {
                left: Box::new(left),
                operator: kind,
                right: Box::new(right),
            },
        };
        rest = next;
    }
    Ok((rest, left))
}

fn operand(input: Tokens<'_>, depth: usize) -> Parsed<'_, Expression> {
    if depth > DEPTH {
        return Err(Mistake::special(
            input,
            "expression-too-deep",
            format!("parentheses nest deeper than {DEPTH}"),
            "too deep",
        ));
    }
    let start = input.here().start;
    let (rest, kind) = alt((
        map(variable, ExpressionKind::Variable),
        |input| group(input, depth),
        |input| call(input, depth),
        number,
        map(date, ExpressionKind::Date),
        map(name, ExpressionKind::Text),
    ))
    .parse(input)
    .map_err(|e| match e {
        nom::Err::Error(_) => Mistake::expected(input, Expected::Expression),
        other => other,
    })?;
    Ok((
        rest,
        Expression {
            kind,
            span: rest.span_from(start),
        },
    ))
}

fn group(input: Tokens<'_>, depth: usize) -> Parsed<'_, ExpressionKind> {
    let (rest, _) = symbol("(").parse(input)?;
    let (rest, inner) = cut(|input| sum(input, depth + 1)).parse(rest)?;
    let (rest, _) = cut(symbol(")")).parse(rest)?;
    Ok((rest, ExpressionKind::Group(Box::new(inner))))
}

/// `weekday({d})`
fn call(input: Tokens<'_>, depth: usize) -> Parsed<'_, ExpressionKind> {
    let Some(token) = input.first().filter(|t| t.kind == TokenKind::Word) else {
        return Err(Mistake::expected(input, Expected::Expression));
    };
    let (rest, _) = symbol("(").parse(input.skip(1))?;
    let (rest, arguments) = if let Ok((rest, _)) = symbol(")").parse(rest) {
        (rest, Vec::new())
    } else {
        let (rest, arguments) = cut(commas(|input| sum(input, depth + 1))).parse(rest)?;
        let (rest, _) = cut(symbol(")")).parse(rest)?;
        (rest, arguments)
    };
    let name = Word {
        text: token.text.to_owned(),
        span: token.span,
    };
    Ok((rest, ExpressionKind::Call { name, arguments }))
}

/// `40`, `3.5 million`, `3 years`, `10%`, `$5 million`, `£44m`, `-3`
fn number(input: Tokens<'_>) -> Parsed<'_, ExpressionKind> {
    let symbol_at = |tokens: Tokens<'_>, texts: &[&str]| {
        tokens
            .first()
            .filter(|t| t.kind == TokenKind::Symbol && texts.contains(&t.text))
            .map(|t| t.text.to_owned())
    };
    let mut rest = input;
    let mut digits = String::new();
    if symbol_at(rest, &["-", "−"]).is_some() {
        digits.push('-');
        rest = rest.skip(1);
    }
    let mut unit = symbol_at(rest, &["$", "€", "£"]);
    if unit.is_some() {
        rest = rest.skip(1);
    }
    let Some(token) = rest.first().filter(|t| t.kind == TokenKind::Number) else {
        return Err(Mistake::expected(input, Expected::Expression));
    };
    digits.push_str(token.text);
    rest = rest.skip(1);
    let mut scale = None;
    if let Some(next) = rest.first().filter(|t| t.kind == TokenKind::Word && !t.first)
        && scale_factor(next.text).is_some()
        && (unit.is_some() || short_scale(next.text).is_none())
    {
        scale = Some(next.text.to_owned());
        rest = rest.skip(1);
    }
    if unit.is_none() {
        if let Some(percent) = symbol_at(rest, &["%"]) {
            unit = Some(percent);
            rest = rest.skip(1);
        } else if let Some(next) = rest.first().filter(|t| {
            t.kind == TokenKind::Word
                && !t.first
                && !super::parts::reserved(t.text)
                && !matches!(t.text, "is" | "or")
        }) {
            unit = Some(next.text.to_owned());
            rest = rest.skip(1);
        }
    }
    Ok((rest, ExpressionKind::Number { digits, scale, unit }))
}

/// The word that is shortened behind an amount of money; elsewhere `5 m` may be metres.
fn short_scale(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "k" | "K" => "thousand",
        "m" | "M" | "mn" => "million",
        "b" | "B" | "bn" => "billion",
        "tn" | "trn" => "trillion",
        _ => return None,
    })
}

/// `million` → 6 zeros; `m`, as money has it, the same
pub(crate) fn scale_factor(word: &str) -> Option<u32> {
    Some(match short_scale(word).unwrap_or(word) {
        "hundred" => 2,
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}
