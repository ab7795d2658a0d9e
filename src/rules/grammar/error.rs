//! What goes wrong while parsing: the error type of the `nom` parsers, and how it becomes a
//! [`Diagnostic`] with the place, what was expected and a suggestion.

use nom::error::{ErrorKind, ParseError};

use super::slips;
use super::token::{Token, TokenKind, Tokens};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Location, Source, Span};

/// Result of a parser over tokens.
pub(crate) type Parsed<'a, T> = nom::IResult<Tokens<'a>, T, Mistake<'a>>;

/// What one of the parsers could have gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Expected {
    /// A keyword, as it stands in the file.
    Word(&'static str),
    /// A symbol.
    Symbol(&'static str),
    /// A text in quotation marks.
    Text,
    /// A name in kebab-case.
    ItemName,
    /// The name of somebody or something.
    EntityName,
    /// A date.
    Date,
    /// `{x}`
    Variable,
    /// `/…/`
    Regex,
    /// A path.
    Path,
    /// Side of a comparison.
    Expression,
    /// What relates the sides.
    Comparison,
}

impl Expected {
    fn describe(self) -> String {
        match self {
            Self::Word(w) | Self::Symbol(w) => format!("`{w}`"),
            Self::Text => "a text in quotation marks".into(),
            Self::ItemName => "a name like `no-deal-without-ukraine`".into(),
            Self::EntityName => "a name, in quotation marks or bare".into(),
            Self::Date => "a date like `2025-08-15`".into(),
            Self::Variable => "a variable like `{n}`".into(),
            Self::Regex => "a regular expression like `/\\bvery\\b/`".into(),
            Self::Path => "a path like `std/attribution`".into(),
            Self::Expression => "a variable, a number, a date or a text".into(),
            Self::Comparison => "a comparison like `=`, `<` or `is at least`".into(),
        }
    }
}

/// A failed parse: how far it came, and what would have been right there.
#[derive(Debug, Clone)]
pub(crate) struct Mistake<'a> {
    rest: Tokens<'a>,
    expected: Vec<Expected>,
    /// A mistake that says more than "expected X"; rare, and out of the way of the parsers' results.
    special: Option<Box<Special>>,
}

/// Code, message and label of a mistake.
type Special = (&'static str, String, String);

impl<'a> Mistake<'a> {
    pub(crate) fn expected(rest: Tokens<'a>, expected: Expected) -> nom::Err<Self> {
        nom::Err::Error(Self {
            rest,
            expected: vec![expected],
            special: None,
        })
    }
    /// A mistake with its own code, message and label at the next token.
    pub(crate) fn special(
        rest: Tokens<'a>,
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> nom::Err<Self> {
        nom::Err::Failure(Self {
            rest,
            expected: Vec::new(),
            special: Some(Box::new((code, message.into(), label.into()))),
        })
    }
    pub(crate) fn rest(&self) -> Tokens<'a> {
        self.rest
    }
}

impl<'a> ParseError<Tokens<'a>> for Mistake<'a> {
    fn from_error_kind(rest: Tokens<'a>, _: ErrorKind) -> Self {
        Self {
            rest,
            expected: Vec::new(),
            special: None,
        }
    }
    fn append(_: Tokens<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
    /// The alternative that came furthest knows best what was meant.
    fn or(mut self, mut other: Self) -> Self {
        match self.rest.len().cmp(&other.rest.len()) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => {
                self.expected.append(&mut other.expected);
                self.special = self.special.or(other.special);
                self
            }
        }
    }
}

/// The diagnostics of one file.
#[derive(Debug)]
pub(crate) struct Errors {
    file: FileId,
    source: Source,
    pub(crate) list: Vec<Diagnostic>,
}

impl Errors {
    pub(crate) fn new(file: FileId, source: Source) -> Self {
        Self {
            file,
            source,
            list: Vec::new(),
        }
    }
    fn at(&self, span: Span) -> Location {
        Location::new(self.file, span)
    }
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }
    pub(crate) fn error(
        &self,
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, message, self.at(span), label)
    }
    /// The file from here to the end of the line.
    pub(super) fn rest_of_line(&self, at: usize) -> &str {
        let rest = self.source.text().get(at..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default()
    }
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.source.slice(span)
    }
    pub(crate) fn location(&self, span: Span) -> Location {
        self.at(span)
    }

    pub(crate) fn unterminated_text(&mut self, mark: Span, end: usize) {
        let d = self
            .error(
                "unterminated-text",
                "a text without its closing quotation mark",
                mark,
                "the text begins here",
            )
            .with_note("a quotation mark inside a text is written `\\\"`, or curly: “…”")
            .with_fix(self.at(Span::new(end, end)), "\"");
        self.add(d);
    }
    /// A text that begins with a mark of one kind and ends with one of another.
    pub(super) fn mixed_marks(&mut self, open: Span, close: Span, right: &str) {
        let (first, last) = (self.slice(open), self.slice(close));
        let message = format!("a text that begins with `{first}` ends with `{right}`, not with `{last}`");
        let d = self
            .error("mixed-quotation-marks", message, close, "of another kind")
            .with_label(self.at(open), "the text begins here")
            .with_note(format!("write `{right}`"))
            .with_fix(self.at(close), right);
        self.add(d);
    }
    /// A text in marks that the language does not take for marks.
    pub(super) fn other_marks(&mut self, text: Span, inner: &str) {
        let right = format!("\"{}\"", inner.replace('"', "\\\""));
        let d = self
            .error(
                "other-quotation-marks",
                "a text stands in double quotation marks",
                text,
                "in other marks",
            )
            .with_note(format!("write `{right}`"))
            .with_fix(self.at(text), right);
        self.add(d);
    }
    /// Braces around the clauses of an item.
    pub(super) fn braces_around_clauses(&mut self, brace: Span) {
        let d = self
            .error(
                "braces-around-clauses",
                "no braces stand around the clauses of an item",
                brace,
                "braces hold variables",
            )
            .with_note("take both braces away: the clauses stand beneath the item, indented");
        self.add(d);
    }
    pub(crate) fn unterminated(&mut self, mark: Span, what: &str, closing: &str) {
        let d = self.error(
            if what == "variable" {
                "unterminated-variable"
            } else {
                "unterminated-regex"
            },
            format!("a {what} without its closing `{closing}`"),
            mark,
            format!("the {what} begins here"),
        );
        self.add(d);
    }
    /// Quotation marks inside a text; `quoted` goes from the first to the last of them.
    pub(crate) fn text_runs_on(&mut self, quoted: Span) {
        let mark = Span::new(quoted.start, quoted.start + 1);
        let escaped = self.source.slice(quoted).replace('"', "\\\"");
        let d = self
            .error(
                "quotation-mark-in-text",
                "this quotation mark ends the text, but a word follows without a space",
                mark,
                "the text ends here",
            )
            .with_note("a quotation mark inside a text is written `\\\"`, or curly: “…”")
            .with_fix(self.at(quoted), escaped);
        self.add(d);
    }
    pub(crate) fn strange_character(&mut self, c: char, span: Span) {
        let mut d = self.error(
            "unexpected-character",
            match c {
                c if c.is_control() => format!("the character `{}` means nothing here", c.escape_debug()),
                c => format!("the character `{c}` means nothing here"),
            },
            span,
            "not part of the language",
        );
        d = match c {
            '‘' | '’' | '\'' | '”' | '„' | '«' | '»' | '`' => {
                d.with_note("a text stands in quotation marks: \"…\"")
            }
            '&' => d.with_note("write `and`, or a comma"),
            '{' | '}' => d.with_note("a variable is written `{name}`"),
            _ => d,
        };
        self.add(d);
    }

    /// The diagnostic for a failed parse. `keywords` are the words that may begin a clause here.
    pub(crate) fn mistake(&mut self, mistake: &Mistake<'_>, keywords: &[&str]) {
        let rest = mistake.rest;
        let span = rest.here();
        if rest.first().is_some_and(|t| t.kind == TokenKind::Junk) {
            return; // already reported where it was read
        }
        if let Some((code, message, label)) = mistake.special.as_deref() {
            let d = self.error(code, message.clone(), span, label.clone());
            self.add(d);
            return;
        }
        let mut expected = mistake.expected.clone();
        expected.sort();
        expected.dedup();
        let wanted = list(&expected.iter().map(|e| e.describe()).collect::<Vec<_>>());
        // What is missing at the end of a line is not to be looked for in the clause on the next.
        let next_line = rest.first().is_some_and(|t| t.first);
        let (found, place) = match rest.first() {
            None => (describe(None), Span::new(rest.before(), rest.before())),
            Some(_) if next_line => (
                "the end of the line".to_owned(),
                Span::new(rest.before(), rest.before()),
            ),
            token => (describe(token), span),
        };
        let mut d = self.error(
            "syntax",
            format!("expected {wanted}, found {found}"),
            place,
            format!("expected {wanted}"),
        );
        let comma = Span::new(rest.before().saturating_sub(1), rest.before());
        let dangling = rest.is_empty() || next_line;
        if dangling && self.source.slice(comma) == "," {
            d = d
                .with_note("a comma stands between texts, not after the last")
                .with_fix(self.at(comma), "");
        }
        if let Some(token) = rest.first().filter(|_| !next_line) {
            d = self.suggest(d, token, rest, &expected, keywords);
        }
        self.add(d);
    }

    fn suggest(
        &self,
        d: Diagnostic,
        token: &Token<'_>,
        rest: Tokens<'_>,
        expected: &[Expected],
        keywords: &[&str],
    ) -> Diagnostic {
        if expected.contains(&Expected::Date)
            && let Some((span, date)) = spelled_date(rest)
        {
            return d
                .with_note(format!("dates are written year-month-day: `{date}`"))
                .with_fix(self.at(span), date);
        }
        if let Some(slip) = slips::expected(rest, token, expected, self) {
            return slip.on(d, self);
        }
        let word = token.kind == TokenKind::Word;
        let words = expected.iter().filter_map(|e| match e {
            Expected::Word(w) => w.split(' ').next(),
            _ => None,
        });
        let near = nearest(token.text, words.chain(keywords.iter().copied()));
        if let Some(near) = near.filter(|_| word) {
            return d
                .with_note(format!("did you mean `{near}`?"))
                .with_fix(self.at(token.span), near);
        }
        if let [Expected::Word(word)] = expected
            && token.kind != TokenKind::Symbol
        {
            let before = Span::new(token.span.start, token.span.start);
            return d
                .with_note(format!("write `{word}` before it"))
                .with_fix(self.at(before), format!("{word} "));
        }
        let bare = word || token.kind == TokenKind::Variable;
        if bare && expected.contains(&Expected::Text) && !keywords.contains(&token.text) {
            let span = slips::bare_text(rest, keywords, self);
            return d
                .with_note("put the text in quotation marks")
                .with_fix(self.at(span), format!("\"{}\"", self.source.slice(span)));
        }
        d
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads `15 August 2025` and `August 15, 2025`, which people write where the language wants `2025-08-15`.
fn spelled_date(rest: Tokens<'_>) -> Option<(Span, String)> {
    let month = |token: &Token<'_>| {
        let word = token.text.to_lowercase();
        (token.kind == TokenKind::Word && word.len() >= 3)
            .then(|| MONTHS.iter().position(|m| m.starts_with(&word)))?
            .map(|i| i + 1)
    };
    let number = |token: &Token<'_>| {
        (token.kind == TokenKind::Number)
            .then(|| token.text.parse::<u32>().ok())
            .flatten()
    };
    let mut parts = Vec::new();
    let mut index = 0;
    while parts.len() < 3 {
        let Some(token) = rest.get(index) else { break };
        index += 1;
        if !(token.kind == TokenKind::Symbol && token.text == ",") {
            parts.push(token);
        }
    }
    let year_of = |token: &Token<'_>| number(token).filter(|y| (1000..3000).contains(y));
    let (first, second) = (parts.first()?, parts.get(1)?);
    if let (Some(month), Some(year)) = (month(first), year_of(second)) {
        return Some((first.span.cover(second.span), format!("{year:04}-{month:02}")));
    }
    let third = parts.get(2)?;
    let (month, day) = match (number(first), month(second)) {
        (Some(day), Some(month)) => (month, day),
        _ => (month(first)?, number(second)?),
    };
    let year = year_of(third)?;
    Some((
        first.span.cover(third.span),
        format!("{year:04}-{month:02}-{day:02}"),
    ))
}

/// What stands there, for "found …".
pub(crate) fn describe(token: Option<&Token<'_>>) -> String {
    match token {
        None => "the end of the item".into(),
        Some(t) => match t.kind {
            TokenKind::Text | TokenKind::CurlyText => format!("the text {}", shortened(t.text)),
            TokenKind::Variable => format!("`{{{}}}`", t.text),
            TokenKind::Regex => format!("`/{}/`", t.text),
            _ => format!("`{}`", t.text),
        },
    }
}

fn shortened(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let short: String = line.chars().take(24).collect();
    if short.len() < text.len() {
        format!("“{short}…”")
    } else {
        format!("“{short}”")
    }
}

/// "a", "a or b", "a, b or c"
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => "something else".into(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}

/// The candidate that is close enough to `word` to have been meant, or begins with it ("warn" for `warning`); ties go
/// to the first.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Longer words are no slips of the pen, and would take their length squared.
    const LONGEST: usize = 80;
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    // A third of the letters may differ, and at least one.
    let limit = (length / 3).max(1);
    let is_begun = |c: &str| length >= 4 && c.len() > word.len() && c.starts_with(word);
    candidates
        .into_iter()
        .filter(|c| *c != word && (is_begun(c) || c.chars().count().abs_diff(length) <= limit))
        .map(|c| {
            let distance = if c.eq_ignore_ascii_case(word) {
                0
            } else if is_begun(c) {
                limit
            } else {
                strsim::osa_distance(word, c)
            };
            (distance, c)
        })
        .filter(|&(distance, c)| distance <= limit && distance < c.chars().count().min(length))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, c)| c)
}
