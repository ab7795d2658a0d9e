//! `infer`.

use super::Resolver;
use super::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::rules::book::{English, Inference, Pattern};
use crate::rules::syntax::{Clause, InferClause, Item, Word};
use crate::source::{FileId, Location};

/// What the clause before said, for `and`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    From,
    Unless,
    Other,
}

impl Resolver<'_> {
    pub(super) fn inference(
        &mut self,
        file: FileId,
        item: &Item,
        word: &Word,
        clauses: &[Clause<InferClause>],
    ) {
        let name = self.item_name(file, word, "inference");
        let mut from: Vec<Pattern> = Vec::new();
        let mut unless: Vec<Pattern> = Vec::new();
        let mut infer: Vec<English> = Vec::new();
        let mut conditions = Vec::new();
        let mut before = Before::Other;
        for clause in clauses {
            let location = Location::new(file, clause.span);
            match &clause.node {
                InferClause::From(pattern) => {
                    from.push(self.pattern(file, pattern));
                    before = Before::From;
                }
                InferClause::And(pattern) => {
                    let pattern = self.pattern(file, pattern);
                    match before {
                        Before::From => from.push(pattern),
                        Before::Unless => self.and_after_unless(location),
                        Before::Other => self.and_after_nothing(location, "`from`"),
                    }
                }
                InferClause::Unless(pattern) => {
                    unless.push(self.pattern(file, pattern));
                    before = Before::Unless;
                }
                InferClause::Where(list) => {
                    conditions.extend(list.iter());
                    before = Before::Other;
                }
                InferClause::Infer(texts) => {
                    for text in texts {
                        infer.push(self.english(file, text));
                    }
                    before = Before::Other;
                }
            }
        }
        if !item.broken {
            let header = Location::new(file, item.header);
            if from.is_empty() {
                self.missing(
                    "infer-without-from",
                    "infer",
                    "from",
                    "from \"{a} met {b}\"",
                    header,
                );
            }
            if infer.is_empty() {
                self.missing(
                    "infer-without-infer",
                    "infer",
                    "infer",
                    "infer \"{b} met {a}\"",
                    header,
                );
            }
        }
        self.statements_only("an inference", &from);
        self.statements_only("an inference", &unless);
        let mut scope = Scope::default();
        for pattern in &from {
            scope.pattern(self, pattern, true);
        }
        for pattern in &unless {
            scope.pattern(self, pattern, false);
        }
        for english in &infer {
            for variable in &english.variables {
                scope.variable(self, variable, false);
                if !item.broken {
                    scope.must_be_bound(self, variable, "a `from` or `and` pattern");
                }
            }
        }
        for pattern in &unless {
            scope.misspelled(self, pattern);
        }
        for pattern in from.iter_mut().chain(&mut unless) {
            scope.retype(pattern);
        }
        for english in &mut infer {
            scope.retype_english(english);
        }
        let conditions = conditions
            .into_iter()
            .filter_map(|c| self.condition(file, c, &scope, "a `from` or `and` pattern"))
            .collect();
        self.book.inferences.push(Inference {
            name,
            from,
            unless,
            conditions,
            infer,
            location: Location::new(file, item.span),
        });
    }

    pub(super) fn missing(
        &mut self,
        code: &'static str,
        what: &str,
        clause: &str,
        example: &str,
        header: Location,
    ) {
        self.diagnostics.push(
            Diagnostic::error(
                code,
                format!("this `{what}` has no `{clause}`"),
                header,
                format!("expected `{clause}` beneath it"),
            )
            .with_note(format!("for example `{example}`")),
        );
    }

    pub(super) fn and_after_unless(&mut self, location: Location) {
        self.diagnostics.push(
            Diagnostic::error(
                "and-after-unless",
                "`and` after `unless` could mean two things",
                location,
                "belongs to what?",
            )
            .with_note(
                "for another condition put it before `unless`; for another exception write `unless` again",
            ),
        );
    }

    pub(super) fn and_after_nothing(&mut self, location: Location, what: &str) {
        self.diagnostics.push(Diagnostic::error(
            "and-after-nothing",
            "`and` goes on with nothing",
            location,
            format!("expected {what} right before it"),
        ));
    }
}
