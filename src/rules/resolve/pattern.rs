//! Patterns, their narrowings and their regular expressions; demands; `closed`.

use super::Resolver;
use super::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::rules::book::{English, Narrowing, Pattern, Requirement, RequirementKind, Text};
use crate::rules::syntax::{self, DemandKind, NarrowingKind};
use crate::rules::text_expression::TextExpression;
use crate::source::{FileId, Location, Span};

/// Bytes of the longest name of a variable that is looked for between other brackets.
const LONGEST_NAME: usize = 40;

impl Resolver<'_> {
    pub(super) fn pattern(&mut self, file: FileId, pattern: &syntax::Pattern) -> Pattern {
        let location = Location::new(file, pattern.span);
        let english = match &pattern.english {
            Some(quoted) => {
                self.other_brackets(file, quoted);
                self.english(file, quoted)
            }
            None => {
                let matches_text = pattern
                    .narrowings
                    .iter()
                    .any(|n| matches!(n.kind, NarrowingKind::Text { .. }));
                let quotations = pattern.narrowings.len() == 1
                    && pattern
                        .narrowings
                        .iter()
                        .all(|n| matches!(n.kind, NarrowingKind::Quoted));
                if !matches_text && !quotations {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "narrowing-without-pattern",
                            "a narrowing with nothing to narrow",
                            location,
                            "expected a text in quotation marks before it",
                        )
                        .with_note("only `text /…/` and `quoted` can stand alone"),
                    );
                }
                English {
                    text: Text {
                        text: String::new(),
                        location: Location::new(file, Span::new(pattern.span.start, pattern.span.start)),
                    },
                    variables: Vec::new(),
                }
            }
        };
        let mut narrowings = Vec::new();
        for narrowing in &pattern.narrowings {
            if let Some(made) = self.narrowing(file, narrowing) {
                narrowings.push(made);
            }
        }
        self.narrowings_agree(file, pattern);
        Pattern {
            english,
            narrowings,
            location,
        }
    }

    /// `[someone] signed <something>`: brackets that hold variables elsewhere are words to be matched here.
    fn other_brackets(&mut self, file: FileId, quoted: &syntax::Quoted) {
        let raw = &quoted.raw;
        let mut at = 0;
        while let Some(start) = raw.get(at..).and_then(|rest| rest.find(['[', '<'])) {
            let open = at + start;
            let close = if raw[open..].starts_with('[') { ']' } else { '>' };
            at = open + 1;
            // Looked for only as far as a name goes: a text of many brackets is gone through once.
            let rest = raw.get(at..).unwrap_or_default();
            let end = rest
                .char_indices()
                .take_while(|(i, _)| *i <= LONGEST_NAME)
                .find(|(_, c)| *c == close);
            let Some(inner) = end.and_then(|(end, _)| rest.get(..end)) else {
                continue;
            };
            let name = inner
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | ' '));
            if inner.is_empty() || !name {
                continue;
            }
            let start = quoted.span.start + open;
            let location = Location::new(file, Span::new(start, start + inner.len() + 2));
            let right = format!("{{{inner}}}");
            self.diagnostics.push(
                Diagnostic::error(
                    "brackets-in-pattern",
                    "these brackets are words that the text must have, and hold no variable",
                    location,
                    "matched as it stands",
                )
                .warning()
                .with_note(format!("write `{right}`"))
                .with_fix(location, right),
            );
        }
    }

    fn narrowing(&mut self, file: FileId, narrowing: &syntax::Narrowing) -> Option<Narrowing> {
        Some(match &narrowing.kind {
            NarrowingKind::SaidBy(speaker) => Narrowing::SaidBy(self.speaker(file, speaker)?),
            NarrowingKind::ByNarrator => Narrowing::ByNarrator,
            NarrowingKind::AsFact => Narrowing::AsFact,
            NarrowingKind::Hedged => Narrowing::Hedged,
            NarrowingKind::InHeadline => Narrowing::InHeadline,
            NarrowingKind::InLede => Narrowing::InLede,
            NarrowingKind::InBody => Narrowing::InBody,
            NarrowingKind::Quoted => Narrowing::Quoted,
            NarrowingKind::Text { regex, span } => self.regex(regex, Location::new(file, *span))?,
        })
    }

    fn regex(&mut self, text: &str, location: Location) -> Option<Narrowing> {
        if text.is_empty() {
            self.error(
                "empty-regex",
                "the regular expression is empty and matches everywhere",
                location,
                "nothing in it",
            );
            return None;
        }
        // `\/` is how a slash stands inside the slashes.
        let expression = text.replace("\\/", "/");
        match TextExpression::new(&expression) {
            Ok(regex) => {
                if regex.is_match("") {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "regex-matches-nothing",
                            "the regular expression matches where there is nothing",
                            location,
                            "matches an empty text",
                        )
                        .with_note("a part that may be absent makes the whole match everywhere")
                        .warning(),
                    );
                }
                Some(Narrowing::Regex { regex, location })
            }
            Err(error) => {
                let d = match error {
                    regex::Error::CompiledTooBig(_) => Diagnostic::error(
                        "regex-too-big",
                        "the regular expression is too big",
                        location,
                        "more than a megabyte when compiled",
                    )
                    .with_note("a repetition like `{1000}` of something long is the usual cause"),
                    error => {
                        // The last line of the report says what is wrong; the lines before it draw the place.
                        let report = error.to_string();
                        let reason = report
                            .lines()
                            .last()
                            .unwrap_or_default()
                            .trim_start_matches("error: ")
                            .to_owned();
                        let d = Diagnostic::error(
                            "bad-regex",
                            "the regular expression cannot be read",
                            location,
                            reason.clone(),
                        );
                        if reason.contains("look-around") || reason.contains("backreference") {
                            d.with_note(
                                "matching takes time in proportion to the text, which rules out look-around and backreferences",
                            )
                        } else {
                            d
                        }
                    }
                };
                self.diagnostics.push(d);
                None
            }
        }
    }

    /// Narrowings that exclude each other or stand twice.
    fn narrowings_agree(&mut self, file: FileId, pattern: &syntax::Pattern) {
        use std::mem::discriminant;
        let all = &pattern.narrowings;
        for (i, one) in all.iter().enumerate() {
            // A dozen before it are more than there are kinds.
            for other in all.iter().take(i.min(12)) {
                let twice = discriminant(&one.kind) == discriminant(&other.kind)
                    && !matches!(one.kind, NarrowingKind::Text { .. });
                let exclude = |kind: &NarrowingKind| match kind {
                    NarrowingKind::SaidBy(_) | NarrowingKind::Quoted => 1,
                    NarrowingKind::ByNarrator | NarrowingKind::AsFact => 2,
                    NarrowingKind::InHeadline => 4,
                    NarrowingKind::InLede => 8,
                    NarrowingKind::InBody => 32,
                    NarrowingKind::Hedged => 16,
                    NarrowingKind::Text { .. } => 0,
                };
                let anyone =
                    |kind: &NarrowingKind| matches!(kind, NarrowingKind::SaidBy(syntax::Speaker::Anyone));
                let pair = exclude(&one.kind) | exclude(&other.kind);
                let fact = |kind: &NarrowingKind| matches!(kind, NarrowingKind::AsFact);
                let never_both = (pair == 3 && !anyone(&one.kind) && !anyone(&other.kind))
                    || matches!(pair, 12 | 36 | 40)
                    || (pair == 18 && (fact(&one.kind) || fact(&other.kind)));
                if twice || never_both {
                    let d = Diagnostic::error(
                        if twice {
                            "duplicate-narrowing"
                        } else {
                            "narrowings-exclude"
                        },
                        if twice {
                            "the same narrowing twice"
                        } else {
                            "two narrowings that no statement can meet at once"
                        },
                        Location::new(file, one.span),
                        if twice { "again" } else { "and this" },
                    )
                    .with_label(
                        Location::new(file, other.span),
                        if twice { "first here" } else { "this" },
                    );
                    self.diagnostics.push(d);
                    break;
                }
            }
        }
    }

    pub(super) fn demand(&mut self, file: FileId, demand: &syntax::Demand) -> Option<Requirement> {
        let location = Location::new(file, demand.span);
        let kind = match &demand.kind {
            DemandKind::Pattern(pattern) => RequirementKind::Pattern(self.pattern(file, pattern)),
            DemandKind::NamedSource => RequirementKind::NamedSource,
            DemandKind::Source(speaker) => RequirementKind::Source(self.speaker(file, speaker)?),
            DemandKind::Sources(count) => {
                if *count < 2 {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "too-few-sources",
                            format!("a number of sources begins at 2, and this is {count}"),
                            location,
                            "too few",
                        )
                        .with_note("for one source write `named source`")
                        .with_fix(location, "named source"),
                    );
                    return None;
                }
                RequirementKind::Sources(*count)
            }
            DemandKind::Quotation => RequirementKind::Quotation,
            DemandKind::NoHedge => RequirementKind::NoHedge,
            DemandKind::Date => RequirementKind::Date,
        };
        Some(Requirement { kind, location })
    }

    pub(super) fn closed(&mut self, file: FileId, patterns: &[syntax::Pattern]) {
        for pattern in patterns {
            let mut made = self.pattern(file, pattern);
            let mut scope = Scope::default();
            scope.pattern(self, &made, true);
            scope.retype(&mut made);
            if made.english.text.text.is_empty() {
                if pattern.english.is_none() {
                    self.error(
                        "closed-without-english",
                        "`closed` is said of a statement",
                        made.location,
                        "expected a text in quotation marks",
                    );
                }
                continue;
            }
            self.book.closed.push(made);
        }
    }
}
