//! What is written by people who come from other notations, or from none: colons, bullets, `if … then`,
//! dates of everyday life. Known slips get a note that names the right form, and where it is certain a change.

use super::condition::IN_WORDS;
use super::error::{Errors, Expected};
use super::token::{Token, TokenKind, Tokens};
use crate::diagnostic::Diagnostic;
use crate::rules::resolve::kebab_case;
use crate::source::Span;

/// A note, and the change that goes with it.
pub(super) struct Slip {
    note: String,
    fix: Option<(Span, String)>,
}

impl Slip {
    fn note(note: impl Into<String>) -> Option<Self> {
        Some(Self {
            note: note.into(),
            fix: None,
        })
    }
    fn fix(note: impl Into<String>, span: Span, replacement: impl Into<String>) -> Option<Self> {
        Some(Self {
            note: note.into(),
            fix: Some((span, replacement.into())),
        })
    }
    /// Adds it to what is reported.
    pub(super) fn on(self, d: Diagnostic, errors: &Errors) -> Diagnostic {
        let d = d.with_note(self.note);
        match self.fix {
            Some((span, replacement)) => d.with_fix(errors.location(span), replacement),
            None => d,
        }
    }
}

/// Words that begin items elsewhere.
const ITEM_WORDS: &[(&str, &str)] = &[
    ("import", "use"),
    ("include", "use"),
    ("require", "use"),
    ("load", "use"),
    ("people", "person"),
    ("persons", "person"),
    ("company", "organisation"),
    ("agency", "organisation"),
    ("group", "organisation"),
    ("party", "organisation"),
    ("city", "place"),
    ("town", "place"),
    ("region", "place"),
    ("location", "place"),
    ("state", "country"),
    ("nation", "country"),
    ("meeting", "event"),
    ("product", "thing"),
    ("object", "thing"),
    ("fact", "claim"),
    ("statement", "claim"),
    ("known", "claim"),
    ("data", "claims from"),
    ("synonym", "term"),
    ("synonyms", "term"),
    ("word", "term"),
    ("antonym", "opposite"),
    ("opposites", "opposite"),
    ("imply", "infer"),
    ("inference", "infer"),
    ("check", "rule"),
    ("constraint", "rule"),
    ("example", "test"),
];

/// Words that begin clauses elsewhere; the first that the item has is meant.
const CLAUSE_WORDS: &[(&str, &[&str])] = &[
    ("if", &["when", "from"]),
    ("then", &["require", "infer"]),
    ("must", &["require"]),
    ("needs", &["require"]),
    ("implies", &["infer"]),
    ("except", &["unless"]),
    ("without", &["unless"]),
    ("not", &["never"]),
    ("forbid", &["never"]),
    ("forbidden", &["never"]),
    ("ban", &["never"]),
    ("avoid", &["never"]),
    ("wrong", &["never", "flags"]),
    ("pattern", &["never"]),
    ("bad", &["flags"]),
    ("fail", &["flags"]),
    ("fails", &["flags"]),
    ("catches", &["flags"]),
    ("good", &["allows"]),
    ("ok", &["allows"]),
    ("pass", &["allows"]),
    ("passes", &["allows"]),
    ("hint", &["help"]),
    ("advice", &["help"]),
    ("suggestion", &["help"]),
    ("message", &["error"]),
    ("info", &["note"]),
    ("alias", &["also"]),
    ("aliases", &["also"]),
    ("aka", &["also"]),
    ("names", &["also"]),
    ("nickname", &["also"]),
    ("title", &["role"]),
    ("office", &["role"]),
    ("position", &["role"]),
    ("job", &["role"]),
    ("birthday", &["born"]),
    ("birthdate", &["born"]),
    ("date", &["on", "dated"]),
    ("dates", &["from"]),
    ("since", &["from"]),
    ("at", &["in"]),
    ("place", &["in"]),
    ("location", &["in"]),
    ("participants", &["with"]),
    ("attendees", &["with"]),
    ("members", &["with"]),
    ("cite", &["source"]),
    ("link", &["url"]),
    ("text", &["given"]),
    ("input", &["given"]),
    ("result", &["expect"]),
    ("finds", &["expect"]),
];

/// The item that a word of another notation means.
pub(super) fn item(word: &str) -> Option<Slip> {
    let lower = word.to_lowercase();
    let (_, right) = ITEM_WORDS.iter().find(|(wrong, _)| *wrong == lower)?;
    Slip::note(format!("did you mean `{right}`?"))
}

/// What stands before an item and should not: a bullet, the slashes of a comment.
pub(super) fn before_item(token: &Token<'_>, next: Option<&Token<'_>>, errors: &Errors) -> Option<Slip> {
    if let Some(slip) = comment(token, errors) {
        return Some(slip);
    }
    let next = next.filter(|n| !n.first)?;
    is_bullet(token).then(|| bullet(token, next))?
}

fn comment(token: &Token<'_>, errors: &Errors) -> Option<Slip> {
    let two = Span::new(token.span.start, token.span.start + 2);
    let marks = ["//", "--", "/*", ";;"];
    (token.first && token.kind == TokenKind::Symbol && marks.contains(&errors.slice(two)))
        .then(|| Slip::fix("a comment begins with `#`", two, "#"))?
}

fn is_bullet(token: &Token<'_>) -> bool {
    token.first && token.kind == TokenKind::Symbol && matches!(token.text, "-" | "*" | "–" | "+")
}

fn bullet(token: &Token<'_>, next: &Token<'_>) -> Option<Slip> {
    let gap = Span::new(token.span.start, next.span.start);
    Slip::fix(
        format!("take the `{}` away: the line begins with its keyword", token.text),
        gap,
        "",
    )
}

/// What was meant where a clause was expected and `token` stands there. `word` is the item, `header` the end of
/// its header.
pub(super) fn clause(
    input: Tokens<'_>,
    token: &Token<'_>,
    word: &str,
    header: usize,
    keywords: &[&str],
    errors: &Errors,
) -> Option<Slip> {
    let next = input.get(1);
    let behind_text = last_char(errors, input.before()).is_some_and(|c| matches!(c, '"' | '”'));
    let has = |wanted: &str| keywords.contains(&wanted);
    let pattern_item = matches!(word, "rule" | "infer" | "closed");
    if let Some(slip) = comment(token, errors) {
        return Some(slip);
    }
    if is_bullet(token)
        && let Some(next) = next
    {
        return bullet(token, next);
    }
    match (token.kind, token.text) {
        (TokenKind::Word, "or") if pattern_item => {
            Slip::note("there is no `or`: write a second rule, or a `term` with both words")
        }
        (TokenKind::Word, "or" | "and") if behind_text && next.is_some_and(Token::is_text) => {
            let gap = Span::new(input.before(), token.span.end);
            Slip::fix("texts in a row are separated by commas: `,`", gap, ",")
        }
        (TokenKind::Word, "severity") if has("error") => Slip::note(
            "the severity is the keyword of the message: `error \"…\"`, `warning \"…\"` or `note \"…\"`",
        ),
        (TokenKind::Word, _) if input.before() == header && !token.first && is_named(word) => {
            joined_name(input, errors)
        }
        (TokenKind::Word, other) => {
            let lower = other.to_lowercase();
            let (_, meant) = CLAUSE_WORDS.iter().find(|(wrong, _)| *wrong == lower)?;
            let right = meant.iter().copied().find(|k| has(k))?;
            let note = format!("did you mean `{right}`?");
            match next {
                // "then require": the right word is there.
                Some(next) if next.text == right => {
                    let gap = Span::new(token.span.start, next.span.start);
                    Slip::fix(format!("take `{other}` away"), gap, "")
                }
                // What is required is required when something is said: one word mends nothing.
                Some(next) if !keywords.contains(&next.text) && right != "require" => {
                    Slip::fix(note, token.span, right)
                }
                _ => Slip::note(note),
            }
        }
        (TokenKind::Date, _) => before_date(token, keywords),
        (TokenKind::Number, text) if text.len() == 4 => before_date(token, keywords),
        (TokenKind::Symbol, "-" | "–" | "−") if has("to") && next.is_some_and(is_date) => {
            Slip::fix("a period is written `from D to D`", token.span, "to")
        }
        (TokenKind::Symbol, ";") => Slip::fix("clauses stand without `;` between them", token.span, ""),
        (TokenKind::Symbol, ",") if pattern_item && next.is_some_and(Token::is_text) => Slip::note(
            "a pattern stands alone: both together are joined by `and`, each for itself is a rule of its own",
        ),
        (TokenKind::Symbol, ":") => Slip::fix("no colon stands there", token.span, ""),
        (TokenKind::Text | TokenKind::CurlyText, _) if word == "infer" && input.before() == header => {
            let before = Span::new(token.span.start, token.span.start);
            Slip::fix("write `from` before it", before, "from ")
        }
        _ => None,
    }
}

/// Items with a name in kebab-case.
fn is_named(word: &str) -> bool {
    matches!(word, "rule" | "claim" | "infer" | "term")
}

fn is_date(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Date || token.kind == TokenKind::Number && token.text.len() == 4
}

fn before_date(token: &Token<'_>, keywords: &[&str]) -> Option<Slip> {
    let right = if keywords.contains(&"role") { "from" } else { "on" };
    keywords.contains(&right).then(|| {
        let before = Span::new(token.span.start, token.span.start);
        Slip::fix(
            format!("write `{right}` before the date"),
            before,
            format!("{right} "),
        )
    })?
}

/// "rule no deal signed": the words up to the end of the line are one name.
fn joined_name(input: Tokens<'_>, errors: &Errors) -> Option<Slip> {
    let mut end = input.before();
    let mut index = 0;
    while let Some(token) = input.get(index).filter(|t| t.kind == TokenKind::Word && !t.first) {
        end = token.span.end;
        index += 1;
    }
    let before = errors.slice(Span::new(0, input.before()));
    let start = before.rfind(char::is_whitespace).map_or(0, |i| i + 1);
    let span = Span::new(start, end);
    let name = kebab_case(errors.slice(span));
    Slip::fix(format!("a name is one word: write `{name}`"), span, name)
}

fn last_char(errors: &Errors, end: usize) -> Option<char> {
    errors.slice(Span::new(0, end)).chars().next_back()
}

/// What was meant where something else was expected than `token`.
pub(super) fn expected(
    rest: Tokens<'_>,
    token: &Token<'_>,
    expected: &[Expected],
    errors: &Errors,
) -> Option<Slip> {
    let wants = |e: Expected| expected.contains(&e);
    let here = Span::new(token.span.start, token.span.start);
    if token.kind == TokenKind::Symbol && matches!(token.text, ":" | "=") && !wants(Expected::Comparison) {
        let keyword = word_before(rest, errors);
        let note = format!("no `{}` follows `{keyword}`: take it away", token.text);
        return Slip::fix(note, token.span, "");
    }
    if wants(Expected::Date) {
        if token.is_text() && super::super::resolve::parse_date(token.text).is_ok() {
            return Slip::fix("dates stand without quotation marks", token.span, token.text);
        }
        if let Some(slip) = everyday_date(token, errors) {
            return Some(slip);
        }
    }
    if wants(Expected::ItemName) && token.is_text() {
        return name_of_text(rest, token, errors);
    }
    if wants(Expected::Regex) && token.is_text() && !token.text.contains(['/', '\n']) {
        let regex = format!("/{}/", token.text);
        return Slip::fix(
            format!("an expression stands between slashes: `{regex}`"),
            token.span,
            regex,
        );
    }
    if wants(Expected::Text) && token.kind == TokenKind::Symbol && token.text == "/" {
        return Slip::fix("write `text` before an expression", here, "text ");
    }
    if wants(Expected::Comparison) && token.kind == TokenKind::Word {
        return comparison(token);
    }
    None
}

/// "where {n} greater than 3": the words that follow `is`.
fn comparison(token: &Token<'_>) -> Option<Slip> {
    let here = Span::new(token.span.start, token.span.start);
    match token.text {
        "equals" | "equal" | "are" | "was" => Slip::fix("write `is` or `=`", token.span, "is"),
        word => {
            let begins = |(written, _): &&(&str, _)| written.split(' ').nth(1) == Some(word);
            IN_WORDS.iter().find(begins)?;
            Slip::fix(format!("write `is` before `{word}`"), here, "is ")
        }
    }
}

fn word_before<'e>(rest: Tokens<'_>, errors: &'e Errors) -> &'e str {
    let before = errors.slice(Span::new(0, rest.before()));
    before.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// A text where the name of an item belongs: the name itself in quotation marks, or what should follow it.
fn name_of_text(rest: Tokens<'_>, token: &Token<'_>, errors: &Errors) -> Option<Slip> {
    /// A name of more words than this is a sentence.
    const MOST_WORDS: usize = 4;
    let name: Vec<String> = token
        .text
        .split_whitespace()
        .take(MOST_WORDS)
        .map(kebab_case)
        .filter(|w| !w.is_empty())
        .collect();
    let name = name.join("-");
    if name.is_empty() {
        return None;
    }
    let keyword = word_before(rest, errors);
    let is_name =
        matches!(keyword, "rule" | "infer" | "expect") && token.text.split_whitespace().count() <= MOST_WORDS;
    if is_name {
        Slip::fix(
            format!("a name is one word, without quotation marks: `{name}`"),
            token.span,
            name,
        )
    } else {
        let here = Span::new(token.span.start, token.span.start);
        let note = format!("a name comes first, for example `{keyword} {name}`");
        Slip::fix(note, here, format!("{name} "))
    }
}

/// `15/08/2025`, `15.8.2025`, `8/15/2025`: where day and month can be told apart, the change is certain.
fn everyday_date(token: &Token<'_>, errors: &Errors) -> Option<Slip> {
    let line = errors.rest_of_line(token.span.start);
    let written = line
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '.' | '-')))
        .next()?;
    let written = written.trim_end_matches(['.', '-', '/']);
    let parts: Vec<&str> = written.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let date = |month: u32, day: u32| {
        let date = format!("{year}-{month:02}-{day:02}");
        super::super::resolve::parse_date(&date).is_ok().then_some(date)
    };
    let span = Span::new(token.span.start, token.span.start + written.len());
    match (date(second, first), date(first, second)) {
        (Some(a), Some(b)) if a != b => {
            Slip::note(format!("dates are written year-month-day: `{a}` or `{b}`"))
        }
        (Some(date), _) | (None, Some(date)) => {
            Slip::fix(format!("dates are written year-month-day: `{date}`"), span, date)
        }
        (None, None) => None,
    }
}

/// What should have been a text: the words up to a comma, a keyword or the end of the line; after a keyword that
/// one text follows, the whole line.
pub(super) fn bare_text(rest: Tokens<'_>, keywords: &[&str], errors: &Errors) -> Span {
    let here = rest.here();
    let keyword = word_before(rest, errors);
    let line = errors.rest_of_line(here.start);
    let line = line.split('#').next().unwrap_or_default().trim_end();
    let whole = |text: &str| Span::new(here.start, here.start + text.trim_end_matches([' ', ',']).len());
    match keyword {
        "error" | "warning" | "note" | "help" | "given" if !line.contains(['"', '“']) => {
            return whole(line);
        }
        // "Rubio, NBC on 2025-08-17"
        "source" if !line.contains(['"', '“']) => {
            let end = [" on ", " url "].iter().filter_map(|k| line.find(k)).min();
            return whole(line.get(..end.unwrap_or(line.len())).unwrap_or(line));
        }
        _ => {}
    }
    let mut span = here;
    let mut index = 1;
    while let Some(token) = rest.get(index) {
        let part = matches!(
            token.kind,
            TokenKind::Word | TokenKind::Number | TokenKind::Variable
        ) || (token.kind == TokenKind::Symbol && token.text == ".");
        if !part || token.first || keywords.contains(&token.text) {
            break;
        }
        span = span.cover(token.span);
        index += 1;
    }
    span
}
