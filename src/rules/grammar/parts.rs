//! The small parsers that every form is made of.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

use super::error::{Expected, Mistake, Parsed};
use super::token::{TokenKind, Tokens};
use super::{CLAUSE_KEYWORDS, is_item_keyword};
use crate::rules::syntax::{Braced, DateText, Name, PeriodText, Quoted, Word};
use crate::source::Span;

/// Takes one token of a kind.
fn kind<'a>(
    input: Tokens<'a>,
    wanted: impl Fn(TokenKind) -> bool,
    expected: Expected,
) -> Parsed<'a, &'a super::token::Token<'a>> {
    match input.first() {
        Some(token) if wanted(token.kind) => Ok((input.skip(1), token)),
        _ => Err(Mistake::expected(input, expected)),
    }
}

/// One or more words in a row: `speaks for`.
pub(crate) fn keyword<'a>(
    words: &'static str,
) -> impl Parser<Tokens<'a>, Output = Span, Error = Mistake<'a>> {
    move |input: Tokens<'a>| {
        let start = input.here();
        let mut rest = input;
        for (index, word) in words.split(' ').enumerate() {
            match rest.first() {
                Some(token) if token.is_word(word) => rest = rest.skip(1),
                // With the first word right, say what the rest should be, at its place.
                _ if index > 0 => {
                    return Err(Mistake::expected(rest, Expected::Word(tail(words, index))));
                }
                _ => return Err(Mistake::expected(input, Expected::Word(words))),
            }
        }
        Ok((rest, rest.span_from(start.start)))
    }
}

/// The words from the one with this index on.
fn tail(words: &'static str, index: usize) -> &'static str {
    words.splitn(index + 1, ' ').last().unwrap_or(words)
}

pub(crate) fn symbol<'a>(text: &'static str) -> impl Parser<Tokens<'a>, Output = Span, Error = Mistake<'a>> {
    move |input: Tokens<'a>| match input.first() {
        Some(token) if token.kind == TokenKind::Symbol && token.text == text => {
            Ok((input.skip(1), token.span))
        }
        _ => Err(Mistake::expected(input, Expected::Symbol(text))),
    }
}

pub(crate) fn text(input: Tokens<'_>) -> Parsed<'_, Quoted> {
    let (rest, token) = kind(
        input,
        |k| matches!(k, TokenKind::Text | TokenKind::CurlyText),
        Expected::Text,
    )?;
    Ok((
        rest,
        Quoted {
            raw: token.text.to_owned(),
            span: token.inner(),
            curly: token.kind == TokenKind::CurlyText,
        },
    ))
}

pub(crate) fn variable(input: Tokens<'_>) -> Parsed<'_, Braced> {
    let (rest, token) = kind(input, |k| k == TokenKind::Variable, Expected::Variable)?;
    Ok((
        rest,
        Braced {
            raw: token.text.to_owned(),
            span: token.span,
        },
    ))
}

/// `2025-08-15`, `2025-08`, `2025`
pub(crate) fn date(input: Tokens<'_>) -> Parsed<'_, DateText> {
    let year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    match input.first() {
        Some(token)
            if token.kind == TokenKind::Date
                || (token.kind == TokenKind::Number
                    && year(token.text)
                    // `2025 August` is no year on its own.
                    && !input.get(1).is_some_and(|t| !t.first && t.kind == TokenKind::Word && t.text.starts_with(char::is_uppercase))) =>
        {
            Ok((
                input.skip(1),
                DateText {
                    text: token.text.to_owned(),
                    span: token.span,
                },
            ))
        }
        _ => Err(Mistake::expected(input, Expected::Date)),
    }
}

/// The name of an item: a word, whose form is checked later.
pub(crate) fn item_name(input: Tokens<'_>) -> Parsed<'_, Word> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Word && !token.first => Ok((
            input.skip(1),
            Word {
                text: token.text.to_owned(),
                span: token.span,
            },
        )),
        _ => Err(Mistake::expected(input, Expected::ItemName)),
    }
}

/// A name in quotation marks, or bare: a capitalised word and the words after it that are no keywords.
pub(crate) fn name(input: Tokens<'_>) -> Parsed<'_, Name> {
    if let Ok((rest, quoted)) = text(input) {
        return Ok((rest, Name::Quoted(quoted)));
    }
    match input.first() {
        Some(token) if token.kind == TokenKind::Word && !reserved(token.text) => {
            let mut rest = input.skip(1);
            let mut words = token.text.to_owned();
            while let Some(next) = rest.first() {
                let more = next.kind == TokenKind::Word && !next.first && !reserved(next.text);
                if !more {
                    break;
                }
                words.push(' ');
                words.push_str(next.text);
                rest = rest.skip(1);
            }
            Ok((
                rest,
                Name::Bare(Word {
                    text: words,
                    span: rest.span_from(token.span.start),
                }),
            ))
        }
        _ => Err(Mistake::expected(input, Expected::EntityName)),
    }
}

/// Words of `opposite`: a text, or bare words up to the comma or the end of the line, keywords or not.
pub(crate) fn phrase(input: Tokens<'_>) -> Parsed<'_, Name> {
    if let Ok((rest, quoted)) = text(input) {
        return Ok((rest, Name::Quoted(quoted)));
    }
    let mut rest = input;
    let mut words = String::new();
    while let Some(next) = rest.first() {
        let begins_line = next.first && !words.is_empty();
        if !matches!(next.kind, TokenKind::Word | TokenKind::Number) || begins_line {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(next.text);
        rest = rest.skip(1);
    }
    if words.is_empty() {
        return Err(Mistake::expected(input, Expected::EntityName));
    }
    let span = rest.span_from(input.here().start);
    Ok((rest, Name::Bare(Word { text: words, span })))
}

/// Whether a word ends a bare name.
pub(crate) fn reserved(word: &str) -> bool {
    CLAUSE_KEYWORDS.contains(&word)
        || is_item_keyword(word)
        || matches!(
            word,
            "as" | "by" | "hedged" | "quoted" | "said" | "text" | "anyone" | "confirmed" | "require"
        )
}

/// One or more, separated by commas; after a comma another must follow.
pub(crate) fn commas<'a, T>(
    item: impl Fn(Tokens<'a>) -> Parsed<'a, T>,
) -> impl Parser<Tokens<'a>, Output = Vec<T>, Error = Mistake<'a>> {
    move |input: Tokens<'a>| {
        let (mut rest, one) = item(input)?;
        let mut all = vec![one];
        while let Ok((after, _)) = symbol(",").parse(rest) {
            let (next, more) = cut(&item).parse(after)?;
            all.push(more);
            rest = next;
        }
        Ok((rest, all))
    }
}

/// `from D to D`, `from D`, `to D`, `until D`; at least one of them.
pub(crate) fn period(input: Tokens<'_>) -> Parsed<'_, PeriodText> {
    let (rest, from) = opt(preceded(keyword("from"), cut(date))).parse(input)?;
    let (rest, to) = opt(until).parse(rest)?;
    if from.is_none() && to.is_none() {
        return Err(Mistake::expected(input, Expected::Word("from")));
    }
    Ok((rest, PeriodText { from, to }))
}

/// `to D`, `until D`
pub(crate) fn until(input: Tokens<'_>) -> Parsed<'_, DateText> {
    preceded(nom::branch::alt((keyword("to"), keyword("until"))), cut(date)).parse(input)
}
