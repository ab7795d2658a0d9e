//! Characters → tokens and comments. One pass, linear, and whatever the input, the tokens come out.
//!
//! A text may run over several lines, so a missing quotation mark could swallow the rest of the file.
//! Two signs say that it is missing: the next line begins an item, or the text would end right after
//! a clause keyword at the start of a line. Then the text ends with the line in which it began.

use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::{opt, peek, recognize, verify};
use nom::multi::many0_count;
use nom::sequence::{pair, preceded, terminated};

use super::error::Errors;
use super::token::{Token, TokenKind};
use super::{CLAUSE_KEYWORDS, is_item_keyword};
use crate::rules::syntax::Comment;
use crate::source::Span;

/// Marks that quote elsewhere, opening or closing.
const OTHER_MARKS: &[char] = &['\'', '‘', '’', '‚', '„', '”', '«', '»', '‹', '›', '`'];

/// Most mistakes of form that are told of one line.
const MOST_OF_A_LINE: usize = 20;

/// Characters that a text in such marks may have: what is longer is none.
const LONGEST_IN_OTHER_MARKS: usize = 300;

type Lexed<'a> = nom::IResult<&'a str, &'a str>;

/// Tokens and comments of a whole file.
pub(crate) fn lex<'a>(text: &'a str, errors: &mut Errors) -> (Vec<Token<'a>>, Vec<Comment>) {
    let mut lexer = Lexer {
        text,
        at: 0,
        line: 0,
        line_end: usize::MAX,
        fresh: true,
        braces: 0,
        tokens: Vec::new(),
        comments: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
        lexer.line = lexer.at;
    }
    lexer.run(errors);
    (lexer.tokens, lexer.comments)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Where the line begins.
    line: usize,
    /// Where the line ends that `at` was on when it was last asked for.
    line_end: usize,
    /// Whether no token of the line has been seen yet.
    fresh: bool,
    /// Braces around clauses that were opened, and reported.
    braces: usize,
    tokens: Vec<Token<'a>>,
    comments: Vec<Comment>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The rest of the line. Where it ends is looked up once a line: a line may hold a whole file's tokens.
    fn rest_of_line(&mut self) -> &'a str {
        if self.line_end < self.at || self.line_end == usize::MAX {
            let length = self.rest().find('\n').unwrap_or(self.rest().len());
            self.line_end = self.at + length;
        }
        self.text.get(self.at..self.line_end).unwrap_or_default()
    }

    fn run(&mut self, errors: &mut Errors) {
        let mut before = 0;
        while let Some(c) = self.rest().chars().next() {
            // A line of a thousand mistakes is no rule: the first tell as much.
            errors.list.truncate(before + MOST_OF_A_LINE);
            match c {
                '\n' => {
                    before = errors.list.len();
                    self.at += 1;
                    self.line = self.at;
                    self.fresh = true;
                }
                c if c.is_whitespace() || c == '\u{feff}' => self.at += c.len_utf8(),
                '#' => self.comment(),
                '"' => self.straight_text(errors),
                '“' => self.curly_text(errors),
                '{' if self.opens_clauses() => {
                    errors.braces_around_clauses(Span::new(self.at, self.at + 1));
                    self.braces += 1;
                    self.at += 1;
                }
                '}' if self.braces > 0 => {
                    self.braces -= 1;
                    self.at += 1;
                }
                '{' => self.variable(errors),
                c if OTHER_MARKS.contains(&c) && self.other_text(c, errors) => {}
                '/' if self.after_word("text") => self.regex(errors),
                _ => self.plain(c, errors),
            }
        }
    }

    /// Whether the brace here stands before clauses, as braces do elsewhere.
    fn opens_clauses(&mut self) -> bool {
        let line = self.rest_of_line();
        let behind = line.get(1..).unwrap_or_default().trim_start();
        !self.fresh && (behind.is_empty() || behind.starts_with(['"', '“', '#']))
    }

    /// A text in marks that are none here, up to the next of them at the end of a word; whether there is one.
    fn other_text(&mut self, mark: char, errors: &mut Errors) -> bool {
        let body = self.rest_of_line().get(mark.len_utf8()..).unwrap_or_default();
        let closes = |c: char| OTHER_MARKS.contains(&c) || matches!(c, '"' | '“');
        let end = body.char_indices().take(LONGEST_IN_OTHER_MARKS).find(|&(i, c)| {
            let next = body
                .get(i + c.len_utf8()..)
                .and_then(|after| after.chars().next());
            i > 0 && closes(c) && next.is_none_or(|n| n.is_whitespace() || matches!(n, ',' | '.' | ';'))
        });
        let Some((end, close)) = end else { return false };
        let length = mark.len_utf8() + end + close.len_utf8();
        let inner = body.get(..end).unwrap_or_default();
        errors.other_marks(Span::new(self.at, self.at + length), inner);
        self.push(TokenKind::Text, inner, length);
        true
    }

    fn after_word(&self, word: &str) -> bool {
        !self.fresh && self.tokens.last().is_some_and(|t| t.is_word(word))
    }

    /// Adds the token whose text is `inner` and which, with its marks, has `length` bytes.
    fn push(&mut self, kind: TokenKind, inner: &'a str, length: usize) {
        // Marks are of one to three bytes.
        let mark = match kind {
            TokenKind::Text | TokenKind::CurlyText | TokenKind::Regex => {
                self.rest().chars().next().map_or(0, char::len_utf8)
            }
            _ => 0,
        };
        self.tokens.push(Token {
            kind,
            text: inner,
            mark,
            span: Span::new(self.at, self.at + length),
            first: self.fresh,
            flush: self.at == self.line,
        });
        self.fresh = false;
        self.at += length;
    }

    fn comment(&mut self) {
        let line = self.rest_of_line();
        let shown = line.trim_end();
        let after = self.rest().get(line.len() + 1..).unwrap_or_default();
        let next_line = after.split('\n').next().unwrap_or_default();
        self.comments.push(Comment {
            text: shown.to_owned(),
            span: Span::new(self.at, self.at + shown.len()),
            gap: next_line.trim().is_empty() && !after.is_empty(),
            flush: self.at == self.line,
        });
        self.at += line.len();
    }

    fn straight_text(&mut self, errors: &mut Errors) {
        let body = self.rest().get(1..).unwrap_or_default();
        let length = match straight_end(body) {
            Some(end) if !swallows_a_clause(body.get(..end).unwrap_or_default()) => end,
            _ => {
                let end = line_end(body);
                let line = body.get(..end).unwrap_or_default();
                if line.ends_with('”') && line.matches('”').count() > line.matches('“').count() {
                    let close = self.at + 1 + end;
                    let close = Span::new(close - '”'.len_utf8(), close);
                    errors.mixed_marks(Span::new(self.at, self.at + 1), close, "\"");
                    self.push(TokenKind::Text, line.trim_end_matches('”'), 1 + end);
                    return;
                }
                errors.unterminated_text(Span::new(self.at, self.at + 1), self.at + 1 + end);
                self.push(TokenKind::Text, body.get(..end).unwrap_or_default(), 1 + end);
                return;
            }
        };
        // A straight quotation mark inside a text ends it: `"He said "no"."` Read on to the last of the line.
        let tight = body.get(length + 1..).unwrap_or_default();
        let line = match tight.starts_with(char::is_alphabetic) {
            true => tight.split('\n').next().unwrap_or_default(),
            false => "",
        };
        let length = match line.rfind('"') {
            Some(last) => {
                let start = self.at + 1 + length;
                let inside = line.get(..last).unwrap_or_default();
                let end = inside.rfind('"').map_or(start + 1, |i| start + 1 + i + 1);
                errors.text_runs_on(Span::new(start, end));
                length + 1 + last
            }
            None => length,
        };
        let inner = body.get(..length).unwrap_or_default();
        let start = self.at;
        self.push(TokenKind::Text, inner, length + 2);
        if let Some(last) = inner.rfind('\n') {
            self.line = start + 1 + last + 1;
        }
    }

    /// Curly marks may hold curly marks; they do not run over the end of the line.
    fn curly_text(&mut self, errors: &mut Errors) {
        let mark = '“'.len_utf8();
        let line = self.rest_of_line().get(mark..).unwrap_or_default();
        let mut depth = 1_usize;
        for (i, c) in line.char_indices() {
            match c {
                '“' => depth += 1,
                '”' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let inner = line.get(..i).unwrap_or_default();
                self.push(TokenKind::CurlyText, inner, mark + i + '”'.len_utf8());
                return;
            }
        }
        let line = line.trim_end();
        if let Some(end) = line.rfind('"') {
            let close = self.at + mark + end;
            errors.mixed_marks(
                Span::new(self.at, self.at + mark),
                Span::new(close, close + 1),
                "”",
            );
            self.push(
                TokenKind::CurlyText,
                line.get(..end).unwrap_or_default(),
                mark + end + 1,
            );
            return;
        }
        errors.unterminated_text(Span::new(self.at, self.at + mark), self.at + mark + line.len());
        self.push(TokenKind::CurlyText, line, mark + line.len());
    }

    fn variable(&mut self, errors: &mut Errors) {
        let line = self.rest_of_line();
        match line
            .find(['}', '"', '“'])
            .filter(|&end| line.as_bytes().get(end) == Some(&b'}'))
        {
            Some(end) => {
                let inner = line.get(1..end).unwrap_or_default();
                self.push(TokenKind::Variable, inner, end + 1);
            }
            None => {
                errors.unterminated(Span::new(self.at, self.at + 1), "variable", "}");
                self.push(
                    TokenKind::Junk,
                    line.get(..1).unwrap_or_default(),
                    line.trim_end().len().max(1),
                );
            }
        }
    }

    fn regex(&mut self, errors: &mut Errors) {
        let line = self.rest_of_line();
        let mut escaped = false;
        let mut class = false;
        for (i, c) in line.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => class = true,
                ']' => class = false,
                '/' if !class => {
                    self.push(TokenKind::Regex, line.get(1..i).unwrap_or_default(), i + 1);
                    return;
                }
                _ => {}
            }
        }
        errors.unterminated(Span::new(self.at, self.at + 1), "regular expression", "/");
        let shown = line.trim_end();
        self.push(
            TokenKind::Regex,
            shown.get(1..).unwrap_or_default(),
            shown.len().max(1),
        );
    }

    fn plain(&mut self, c: char, errors: &mut Errors) {
        let rest = self.rest();
        let parsed = [
            (TokenKind::Date, date as fn(&'a str) -> Lexed<'a>),
            (TokenKind::Number, number),
            (TokenKind::Word, word),
            (TokenKind::Symbol, symbol),
        ]
        .into_iter()
        .find_map(|(kind, parser)| parser(rest).ok().map(|(_, taken)| (kind, taken)));
        match parsed {
            Some((kind, taken)) => self.push(kind, taken, taken.len()),
            None => {
                // A run of them is one mistake.
                let more = self
                    .tokens
                    .last()
                    .is_some_and(|t| t.kind == TokenKind::Junk && t.span.end == self.at);
                if !more {
                    errors.strange_character(c, Span::new(self.at, self.at + c.len_utf8()));
                }
                self.push(
                    TokenKind::Junk,
                    rest.get(..c.len_utf8()).unwrap_or_default(),
                    c.len_utf8(),
                );
            }
        }
    }
}

/// Length of a text up to its closing mark; `None` where there is none before the next item.
fn straight_end(body: &str) -> Option<usize> {
    let mut escaped = false;
    for (i, b) in body.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(i),
            b'\n' if begins_item(body.get(i + 1..).unwrap_or_default()) => return None,
            _ => {}
        }
    }
    None
}

/// Where the first line of an unterminated text ends.
fn line_end(body: &str) -> usize {
    body.split('\n').next().unwrap_or_default().trim_end().len()
}

/// Whether the text spans lines and ends right after a clause keyword: its closing mark opens another text.
fn swallows_a_clause(text: &str) -> bool {
    let Some((_, last)) = text.rsplit_once('\n') else {
        return false;
    };
    last.ends_with([' ', '\t'])
        && last
            .split_whitespace()
            .next()
            .is_some_and(|word| CLAUSE_KEYWORDS.contains(&word))
}

/// Whether the line begins an item: an item's keyword, then what must follow it.
fn begins_item(line: &str) -> bool {
    let line = line.split('\n').next().unwrap_or_default();
    let Some((keyword, rest)) = line.split_once([' ', '\t']) else {
        return false;
    };
    if !is_item_keyword(keyword) {
        return false;
    }
    let rest = rest.trim();
    rest.starts_with('"')
        || (super::entity_kind(keyword).is_some() && rest.starts_with(char::is_uppercase))
        || (keyword == "claims" && rest.starts_with("from \""))
        || (keyword == "opposite" && rest.contains(','))
        || (keyword == "term" && rest.contains('"'))
        || rest
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/.".contains(c))
            && (rest.contains('-') || keyword == "use" && rest.contains('/'))
}

fn letter(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn inside(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Letters and digits, joined by hyphens, apostrophes, points and slashes.
fn word(input: &str) -> Lexed<'_> {
    let joint = terminated(
        satisfy(|c| matches!(c, '-' | '\'' | '’' | '.' | '/')),
        peek(satisfy(|c| inside(c) || c == '.')),
    );
    recognize(pair(
        alt((
            recognize(satisfy(letter)),
            terminated(
                alt((tag("../"), tag("./"))),
                peek(satisfy(|c| inside(c) || c == '.')),
            ),
        )),
        many0_count(alt((
            take_while1(inside),
            recognize(joint),
            recognize(pair(char('.'), char('/'))),
        ))),
    ))
    .parse(input)
}

/// `1,200`, `3.5`, `40`
fn number(input: &str) -> Lexed<'_> {
    let digits = |c: char| c.is_ascii_digit();
    recognize((
        take_while1(digits),
        many0_count(terminated(
            preceded(char(','), take_while_m_n(3, 3, digits)),
            peek(verify(
                opt(nom::character::complete::anychar),
                |next: &Option<char>| next.is_none_or(|c| !c.is_ascii_digit()),
            )),
        )),
        opt(pair(char('.'), take_while1(digits))),
    ))
    .parse(input)
}

/// `2025-08-15`, `2025-08`
fn date(input: &str) -> Lexed<'_> {
    let digits = |c: char| c.is_ascii_digit();
    recognize((
        take_while_m_n(4, 4, digits),
        char('-'),
        take_while_m_n(1, 2, digits),
        opt(pair(char('-'), take_while_m_n(1, 2, digits))),
        peek(verify(take_while(inside), |more: &str| more.is_empty())),
    ))
    .parse(input)
}

fn symbol(input: &str) -> Lexed<'_> {
    alt((
        alt((tag("!="), tag("<="), tag(">="), tag("=="))),
        recognize(satisfy(|c| ",:+-*/=<>()%$€£.≠≤≥×÷−–;".contains(c))),
    ))
    .parse(input)
}
