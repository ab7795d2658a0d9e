//! Texts in quotation marks: escapes, line ends, and variables with their types and places.

use super::Resolver;
use crate::diagnostic::Diagnostic;
use crate::rules::book::{English, EntityKind, Text, Variable, VariableKind};
use crate::rules::grammar::error::nearest;
use crate::rules::syntax::{Braced, Quoted};
use crate::source::{FileId, Location, Span};

/// What becomes of line ends inside a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// A line end with the space around it is one space: a sentence broken for the eye.
    Joined,
    /// Lines stay lines, without their indentation: an article.
    Kept,
}

/// The names of the types that a variable can have.
const KINDS: &[(&str, VariableKind)] = &[
    ("person", VariableKind::Entity(EntityKind::Person)),
    ("organisation", VariableKind::Entity(EntityKind::Organisation)),
    ("organization", VariableKind::Entity(EntityKind::Organisation)),
    ("country", VariableKind::Entity(EntityKind::Country)),
    ("place", VariableKind::Entity(EntityKind::Place)),
    ("event", VariableKind::Entity(EntityKind::Event)),
    ("thing", VariableKind::Entity(EntityKind::Thing)),
    ("number", VariableKind::Number),
    ("date", VariableKind::Date),
    ("duration", VariableKind::Duration),
    ("money", VariableKind::Money),
    ("percent", VariableKind::Percent),
];

/// The name of a type, as it is written.
pub(crate) fn kind_name(kind: VariableKind) -> &'static str {
    KINDS
        .iter()
        .find(|(_, k)| *k == kind)
        .map_or("any", |(name, _)| name)
}

impl Resolver<'_> {
    /// A text without variables; braces in it are braces.
    pub(crate) fn text(&mut self, file: FileId, quoted: &Quoted, lines: Lines) -> Text {
        self.unescape(file, quoted, lines, false).text
    }

    /// English with variables.
    pub(crate) fn english(&mut self, file: FileId, quoted: &Quoted) -> English {
        self.unescape(file, quoted, Lines::Joined, true)
    }

    fn unescape(&mut self, file: FileId, quoted: &Quoted, lines: Lines, braces: bool) -> English {
        let at = |start: usize, end: usize| {
            Location::new(
                file,
                Span::new(quoted.span.start + start, quoted.span.start + end),
            )
        };
        let mut text = String::new();
        let mut variables = Vec::new();
        let mut chars = quoted.raw.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            match c {
                '\\' if !quoted.curly || chars.peek().is_some_and(|(_, c)| matches!(c, '{' | '}' | '\\')) => {
                    match chars.next() {
                        Some((_, escaped @ ('"' | '\\' | '{' | '}'))) => text.push(escaped),
                        Some((_, 'n')) => text.push('\n'),
                        other => {
                            let end = other.map_or(i + 1, |(j, c)| j + c.len_utf8());
                            let shown = quoted.raw.get(i..end).unwrap_or_default();
                            self.diagnostics.push(
                                Diagnostic::error(
                                    "unknown-escape",
                                    format!("`{shown}` is no escape"),
                                    at(i, end),
                                    "after a backslash",
                                )
                                .with_note("the escapes are `\\\"`, `\\\\`, `\\{`, `\\}` and `\\n`")
                                .with_fix(at(i, i + 1), "\\\\"),
                            );
                        }
                    }
                }
                '\n' | '\r' => {
                    text.truncate(text.trim_end_matches([' ', '\t']).len());
                    let newline = c == '\n' || chars.next_if(|(_, c)| *c == '\n').is_some();
                    let blank = |c: char| match lines {
                        Lines::Joined => c.is_whitespace(),
                        Lines::Kept => c == ' ' || c == '\t',
                    };
                    while chars.next_if(|&(_, c)| blank(c)).is_some() {}
                    if newline && !text.is_empty() {
                        text.push(if lines == Lines::Kept { '\n' } else { ' ' });
                    }
                }
                '{' if braces => {
                    let rest = quoted.raw.get(i + 1..).unwrap_or_default();
                    let Some(length) = rest
                        .find(['}', '{', '\n'])
                        .filter(|&e| rest[e..].starts_with('}'))
                    else {
                        self.diagnostics.push(
                            Diagnostic::error(
                                "unterminated-variable",
                                "a variable without its closing `}`",
                                at(i, i + 1),
                                "the variable begins here",
                            )
                            .with_note("a brace that is part of the text is written `\\{`"),
                        );
                        text.push('{');
                        continue;
                    };
                    let inner = rest.get(..length).unwrap_or_default();
                    let start = text.len();
                    text.push('{');
                    text.push_str(inner);
                    text.push('}');
                    while chars.next_if(|&(j, _)| j < i + length + 2).is_some() {}
                    let location = at(i, i + length + 2);
                    if let Some((name, kind)) = self.variable_parts(inner, location) {
                        variables.push(Variable {
                            name,
                            kind,
                            start,
                            end: text.len(),
                            location,
                        });
                    }
                }
                '}' if braces => {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "unopened-variable",
                            "a `}` without its `{`",
                            at(i, i + 1),
                            "nothing to close",
                        )
                        .with_note("a brace that is part of the text is written `\\}`")
                        .with_fix(at(i, i), "\\"),
                    );
                    text.push('}');
                }
                c if c.is_whitespace() && text.is_empty() => {}
                c => text.push(c),
            }
        }
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            // The opening mark is there; the closing one may be missing.
            let mark = if quoted.curly { '“'.len_utf8() } else { 1 };
            self.diagnostics.push(Diagnostic::error(
                "empty-text",
                "the text is empty",
                Location::new(
                    file,
                    Span::new(quoted.span.start.saturating_sub(mark), quoted.span.end),
                ),
                "nothing in it",
            ));
        }
        English {
            text: Text {
                text,
                location: Location::new(file, quoted.span),
            },
            variables,
        }
    }

    /// `{x}` outside quotation marks.
    pub(crate) fn variable(&mut self, file: FileId, braced: &Braced) -> Option<Variable> {
        let location = Location::new(file, braced.span);
        let (name, kind) = self.variable_parts(&braced.raw, location)?;
        Some(Variable {
            name,
            kind,
            start: 0,
            end: 0,
            location,
        })
    }

    /// `n: number` → name and type.
    fn variable_parts(&mut self, inner: &str, location: Location) -> Option<(String, VariableKind)> {
        let (name, kind) = match inner.split_once(':') {
            Some((name, kind)) => (name.trim(), Some(kind.trim())),
            None => (inner.trim(), None),
        };
        if name.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(
                    "variable-without-name",
                    "a variable without a name",
                    location,
                    "expected a name",
                )
                .with_note("write `{someone}`, or `{n: number}` with a type"),
            );
            return None;
        }
        if let Some(bad) = name
            .chars()
            .find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '\'' | '.' | '/' | '%')))
        {
            let mut d = Diagnostic::error(
                "variable-name",
                format!("the name of a variable cannot hold `{bad}`"),
                location,
                "letters, digits, `-` and spaces",
            );
            if let Some((name, "s")) = name.split_once('’') {
                let right = format!("{{{name}}}’s");
                d = d.with_note(format!("write `{right}`")).with_fix(location, right);
            }
            self.diagnostics.push(d);
            return None;
        }
        let kind = match kind {
            None => {
                self.type_before_name(name, location);
                VariableKind::Any
            }
            Some(word) => match KINDS.iter().find(|(name, _)| *name == word) {
                Some((_, kind)) => *kind,
                None => {
                    self.unknown_kind(word, inner, location);
                    VariableKind::Any
                }
            },
        };
        Some((name.to_owned(), kind))
    }

    /// `{number n}`: the type that other notations put first is part of the name here.
    fn type_before_name(&mut self, name: &str, location: Location) {
        let Some((kind, rest)) = name.split_once(' ') else {
            return;
        };
        if !KINDS.iter().any(|(k, _)| *k == kind) || rest.contains(' ') {
            return;
        }
        let right = format!("{{{rest}: {kind}}}");
        self.diagnostics.push(
            Diagnostic::error(
                "type-before-name",
                format!("a variable that is called “{name}” and has no type"),
                location,
                "the whole is the name",
            )
            .warning()
            .with_note(format!("with a type: `{right}`"))
            .with_fix(location, right),
        );
    }

    fn unknown_kind(&mut self, word: &str, inner: &str, location: Location) {
        let names = KINDS.iter().map(|(name, _)| *name);
        let mut d = Diagnostic::error(
            "unknown-type",
            format!("`{word}` is no type of variable"),
            location,
            "unknown type",
        );
        // Where the word stands, for the change.
        let offset = inner.rfind(word).map_or(0, |i| i + 1);
        let start = location.span.start + offset;
        let place = Location::new(location.file, Span::new(start, start + word.len()));
        let synonym = match word {
            "company" | "org" => Some("organisation"),
            "percentage" => Some("percent"),
            "integer" | "int" | "count" => Some("number"),
            "day" | "time" => Some("date"),
            "location" | "city" => Some("place"),
            "nation" | "state" => Some("country"),
            _ => None,
        };
        if let Some(near) = synonym.or_else(|| nearest(word, names.clone())) {
            d = d
                .with_note(format!("did you mean `{near}`?"))
                .with_fix(place, near);
        } else {
            let all: Vec<_> = names
                .filter(|n| *n != "organization")
                .map(|n| format!("`{n}`"))
                .collect();
            d = d.with_note(format!("the types are {}", all.join(", ")));
        }
        self.diagnostics.push(d);
    }
}
