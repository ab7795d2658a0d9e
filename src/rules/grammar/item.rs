//! One item: its header, then its clauses one after the other, going on after mistakes.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::error::{Errors, Mistake, Parsed, describe, list, nearest};
use super::parts::{commas, item_name, keyword, name, phrase, text};
use super::pattern::pattern;
use super::slips;
use super::token::{Token, TokenKind, Tokens};
use super::{
    CLAUSE_KEYWORDS, ITEM_KEYWORDS, claim, entity, entity_kind, inference, is_item_keyword, rule, test,
};
use crate::rules::syntax::{Clause, Comments, EntityItem, Form, Item, Path};
use crate::source::Span;

/// The narrowings of one word.
const NARROWINGS: &[&str] = &["hedged", "quoted"];

/// Parses the tokens of one item. Nothing comes back where the first word begins no item.
pub(crate) fn item(tokens: &[Token<'_>], errors: &mut Errors) -> Option<Item> {
    let first = tokens.first()?;
    let input = Tokens::new(tokens, first.span.start);
    if first.kind != TokenKind::Word || !is_item_keyword(first.text) {
        unknown_item(first, tokens.get(1), errors);
        return None;
    }
    if !first.flush {
        let mut d = errors.error(
            "indented-item",
            format!(
                "`{}` begins an item, and items begin at the start of a line",
                first.text
            ),
            first.span,
            "indented",
        );
        d.notes
            .push("take away the space before it; only clauses are indented".into());
        errors.add(d);
    }
    let before = errors.list.len();
    let mut parser = ItemParser {
        errors,
        broken: false,
        start: first.span.start,
        header: first.span,
    };
    parser.not_indented(tokens, first.text);
    let form = parser.form(first.text, input.skip(1));
    let ItemParser { broken, header, .. } = parser;
    let end = tokens.last().map_or(first.span.end, |t| t.span.end);
    Some(Item {
        form,
        span: Span::new(first.span.start, end),
        header,
        comments: Comments::default(),
        end: Vec::new(),
        gap: false,
        one_line: false,
        broken: broken || errors.list.len() > before,
    })
}

fn unknown_item(first: &Token<'_>, next: Option<&Token<'_>>, errors: &mut Errors) {
    if first.kind == TokenKind::Junk {
        return;
    }
    let found = describe(Some(first));
    let mut d = errors.error(
        "unknown-item",
        format!("{found} begins no item"),
        first.span,
        "expected an item",
    );
    let near = (first.kind == TokenKind::Word)
        .then(|| nearest(first.text, ITEM_KEYWORDS.iter().copied()))
        .flatten();
    let slip = slips::before_item(first, next, errors).or_else(|| slips::item(first.text));
    if let Some(slip) = slip {
        d = slip.on(d, errors);
    } else if let Some(near) = near {
        d = d
            .with_note(format!("did you mean `{near}`?"))
            .with_fix(errors.location(first.span), near);
    } else if CLAUSE_KEYWORDS.contains(&first.text) {
        d = d.with_note(format!("`{}` is a clause: it stands beneath an item", first.text));
    } else {
        let names: Vec<_> = ITEM_KEYWORDS
            .iter()
            .filter(|k| **k != "organization")
            .map(|k| format!("`{k}`"))
            .collect();
        d = d.with_note(format!("an item begins with {}", list(&names)));
    }
    errors.add(d);
}

struct ItemParser<'e> {
    errors: &'e mut Errors,
    broken: bool,
    start: usize,
    header: Span,
}

impl ItemParser<'_> {
    /// Clauses at the start of a line are accepted, and reported once.
    fn not_indented(&mut self, tokens: &[Token<'_>], keyword: &str) {
        let mut flush = tokens.iter().skip(1).filter(|t| t.flush);
        let Some(first) = flush.next() else { return };
        if !first.is_text() && !CLAUSE_KEYWORDS.contains(&first.text) {
            return; // reported as an unknown clause
        }
        let others: Vec<usize> = flush.map(|t| t.span.start).collect();
        let mut indented = "  ".to_owned();
        let mut at = first.span.start;
        for &start in &others {
            indented.push_str(self.errors.slice(Span::new(at, start)));
            indented.push_str("  ");
            at = start;
        }
        let mut d = self
            .errors
            .error(
                "clause-not-indented",
                format!("the clauses of `{keyword}` are indented"),
                first.span,
                "expected space before this",
            )
            .with_fix(self.errors.location(Span::new(first.span.start, at)), indented);
        match others.len() {
            0 => {}
            1 => d = d.with_note("so is the line that follows"),
            more => d = d.with_note(format!("so are the {more} lines that follow")),
        }
        self.errors.add(d);
    }

    fn form(&mut self, word: &str, input: Tokens<'_>) -> Form {
        match word {
            "use" => {
                let Some((rest, paths)) = self.header(commas(path).parse(input), &[]) else {
                    return Form::Broken;
                };
                self.nothing_more(rest, "use");
                Form::Use(paths)
            }
            "term" => {
                let parsed = (item_name, cut(commas(text))).parse(input);
                let Some((rest, (name, words))) = self.header(parsed, &[]) else {
                    return Form::Broken;
                };
                self.nothing_more(rest, "term");
                Form::Term { name, words }
            }
            "opposite" => {
                let Some((rest, words)) = self.header(commas(phrase).parse(input), &[]) else {
                    return Form::Broken;
                };
                self.nothing_more(rest, "opposite");
                Form::Opposite(words)
            }
            "closed" => {
                let Some((rest, patterns)) = self.header(commas(pattern).parse(input), &[]) else {
                    return Form::Broken;
                };
                self.nothing_more(rest, "closed");
                Form::Closed(patterns)
            }
            "infer" => {
                let Some((rest, name)) = self.header(item_name(input), inference::KEYWORDS) else {
                    return Form::Broken;
                };
                Form::Infer {
                    name,
                    clauses: self.clauses("infer", rest, inference::clause, inference::KEYWORDS),
                }
            }
            "claim" => {
                let Some((rest, name)) = self.header(item_name(input), claim::KEYWORDS) else {
                    return Form::Broken;
                };
                Form::Claim {
                    name,
                    clauses: self.clauses("claim", rest, claim::clause, claim::KEYWORDS),
                }
            }
            "claims" => {
                let parsed = preceded(keyword("from"), cut(text)).parse(input);
                let Some((rest, path)) = self.header(parsed, claim::DATA_KEYWORDS) else {
                    return Form::Broken;
                };
                Form::Claims {
                    path,
                    clauses: self.clauses("claims from", rest, claim::data_clause, claim::DATA_KEYWORDS),
                }
            }
            "rule" => {
                let Some((rest, name)) = self.header(item_name(input), rule::KEYWORDS) else {
                    return Form::Broken;
                };
                Form::Rule {
                    name,
                    clauses: self.clauses("rule", rest, rule::clause, rule::KEYWORDS),
                }
            }
            "test" => {
                let Some((rest, name)) = self.header(text(input), test::KEYWORDS) else {
                    return Form::Broken;
                };
                Form::Test {
                    name,
                    clauses: self.clauses("test", rest, test::clause, test::KEYWORDS),
                }
            }
            _ => match entity_kind(word) {
                Some(kind) => {
                    let Some((rest, name)) = self.header(name(input), entity::KEYWORDS) else {
                        return Form::Broken;
                    };
                    Form::Entity(EntityItem {
                        kind,
                        name,
                        clauses: self.clauses(word, rest, entity::clause, entity::KEYWORDS),
                    })
                }
                None => Form::Broken,
            },
        }
    }

    /// Takes what a header's parser gave, or reports its mistake.
    fn header<'a, T>(&mut self, parsed: Parsed<'a, T>, keywords: &[&str]) -> Option<(Tokens<'a>, T)> {
        match parsed {
            Ok((rest, value)) => {
                self.header = rest.span_from(self.start);
                Some((rest, value))
            }
            Err(e) => {
                self.report(e, keywords);
                None
            }
        }
    }

    fn report(&mut self, error: nom::Err<Mistake<'_>>, keywords: &[&str]) {
        self.broken = true;
        if let nom::Err::Error(mistake) | nom::Err::Failure(mistake) = error {
            self.errors.mistake(&mistake, keywords);
        }
    }

    /// Items without clauses end with their header.
    fn nothing_more(&mut self, rest: Tokens<'_>, word: &str) {
        if let Some(token) = rest.first() {
            self.unknown_clause(rest, token, word, &[]);
        }
    }

    /// The clauses of an item; what cannot be parsed is reported and skipped.
    fn clauses<'a, T>(
        &mut self,
        word: &str,
        mut input: Tokens<'a>,
        parser: fn(Tokens<'a>) -> Parsed<'a, T>,
        keywords: &[&str],
    ) -> Vec<Clause<T>> {
        let mut clauses = Vec::new();
        while let Some(token) = input.first() {
            let start = token.span.start;
            let failed_at = match parser(input) {
                Ok((rest, node)) => {
                    clauses.push(Clause {
                        node,
                        span: rest.span_from(start),
                        comments: Comments::default(),
                    });
                    input = rest;
                    continue;
                }
                Err(nom::Err::Failure(mistake)) => {
                    let rest = mistake.rest();
                    self.report(nom::Err::Failure(mistake), keywords);
                    rest
                }
                // A keyword of several words of which the first is there.
                Err(nom::Err::Error(mistake)) if mistake.rest().len() < input.len() => {
                    let rest = mistake.rest();
                    self.report(nom::Err::Failure(mistake), keywords);
                    rest
                }
                Err(_) => {
                    self.unknown_clause(input, token, word, keywords);
                    input
                }
            };
            // Always at least one token further; then on to where a clause may begin.
            let mut rest = if failed_at.len() == input.len() {
                input.skip(1)
            } else {
                failed_at
            };
            while rest
                .first()
                .is_some_and(|t| !(t.first && t.kind == TokenKind::Word))
            {
                rest = rest.skip(1);
            }
            input = rest;
        }
        clauses
    }

    /// The token begins no clause of this item: says what was meant, as far as it can be told.
    fn unknown_clause(&mut self, input: Tokens<'_>, token: &Token<'_>, word: &str, keywords: &[&str]) {
        self.broken = true;
        if token.kind == TokenKind::Junk {
            return;
        }
        let found = describe(Some(token));
        let after_text = input.before() + 1;
        let behind_text = self
            .errors
            .slice(Span::new(0, after_text - 1))
            .ends_with(['"', '”']);
        if token.is_text() && !token.first && behind_text {
            let d = self
                .errors
                .error(
                    "missing-comma",
                    format!("expected a clause of `{word}` or a comma, found {found}"),
                    token.span,
                    "a second text",
                )
                .with_note("texts in a row are separated by commas: `,`")
                .with_fix(
                    self.errors.location(Span::new(after_text - 1, after_text - 1)),
                    ",",
                );
            self.errors.add(d);
            return;
        }
        let mut d = self.errors.error(
            "unknown-clause",
            format!("{found} begins no clause of `{word}`"),
            token.span,
            if keywords.is_empty() {
                format!("expected the end of `{word}`")
            } else {
                "expected a clause".into()
            },
        );
        let near = (token.kind == TokenKind::Word)
            .then(|| {
                // Behind a pattern a narrowing may have been meant.
                let narrowings: &[&str] = match word {
                    "rule" | "infer" | "closed" if !token.first => NARROWINGS,
                    _ => &[],
                };
                nearest(token.text, keywords.iter().chain(narrowings).copied())
            })
            .flatten();
        if let Some(slip) = slips::clause(input, token, word, self.header.end, keywords, self.errors) {
            d = slip.on(d, self.errors);
        } else if let Some(near) = near {
            d = d
                .with_note(format!("did you mean `{near}`?"))
                .with_fix(self.errors.location(token.span), near);
        } else if !keywords.is_empty() {
            let names: Vec<_> = keywords.iter().map(|k| format!("`{k}`")).collect();
            d = d.with_note(format!("its clauses begin with {}", list(&names)));
        }
        self.errors.add(d);
    }
}

/// `std/attribution`, `"packs/our names.desk"`
fn path(input: Tokens<'_>) -> Parsed<'_, Path> {
    match input.first() {
        Some(token) if token.is_text() || token.kind == TokenKind::Word => Ok((
            input.skip(1),
            Path {
                text: token.text.to_owned(),
                span: token.inner(),
                quoted: token.is_text(),
            },
        )),
        _ => Err(Mistake::expected(input, super::error::Expected::Path)),
    }
}
