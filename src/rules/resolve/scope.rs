//! The variables of one item: their types, and which of them a pattern gives a value.

use std::collections::BTreeMap;

use super::{Resolver, kind_name};
use crate::diagnostic::Diagnostic;
use crate::rules::book::{English, Narrowing, Pattern, Speaker, Variable, VariableKind};
use crate::rules::grammar::error::nearest;
use crate::source::Location;

/// One variable.
#[derive(Debug, Clone, Copy)]
struct Known {
    kind: VariableKind,
    /// Where it got its type, or where it first stands.
    location: Location,
    /// Whether a pattern that must match gives it a value.
    bound: bool,
    uses: usize,
}

/// All variables of an item.
#[derive(Debug, Default)]
pub(super) struct Scope {
    known: BTreeMap<String, Known>,
}

impl Scope {
    /// Takes in the variables of a pattern; `binds` where the pattern must match.
    pub(super) fn pattern(&mut self, resolver: &mut Resolver<'_>, pattern: &Pattern, binds: bool) {
        for variable in &pattern.english.variables {
            self.variable(resolver, variable, binds);
        }
        for narrowing in &pattern.narrowings {
            if let Narrowing::SaidBy(Speaker::Variable(variable)) = narrowing {
                self.variable(resolver, variable, binds);
            }
        }
    }

    pub(super) fn variable(&mut self, resolver: &mut Resolver<'_>, variable: &Variable, binds: bool) {
        let known = self.known.entry(variable.name.clone()).or_insert(Known {
            kind: variable.kind,
            location: variable.location,
            bound: false,
            uses: 0,
        });
        known.bound |= binds;
        known.uses += 1;
        if variable.kind == VariableKind::Any || variable.kind == known.kind {
            return;
        }
        if known.kind == VariableKind::Any {
            known.kind = variable.kind;
            known.location = variable.location;
            return;
        }
        let (here, there) = (kind_name(variable.kind), kind_name(known.kind));
        let d = Diagnostic::error(
            "variable-type-conflict",
            format!("`{{{}}}` is a {there} and a {here}", variable.name),
            variable.location,
            format!("a {here} here"),
        )
        .with_label(known.location, format!("a {there} here"))
        .with_note("one name stands for one thing in the whole item");
        resolver.diagnostics.push(d);
    }

    pub(super) fn kind(&self, name: &str) -> Option<VariableKind> {
        self.known.get(name).map(|k| k.kind)
    }

    pub(super) fn place(&self, name: &str) -> Option<Location> {
        self.known.get(name).map(|k| k.location)
    }

    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.known.get(name).is_some_and(|k| k.bound)
    }

    /// Reports a variable that no pattern gives a value. `where_from` says which patterns could.
    pub(super) fn must_be_bound(&self, resolver: &mut Resolver<'_>, variable: &Variable, where_from: &str) {
        if self.is_bound(&variable.name) {
            return;
        }
        let mut d = Diagnostic::error(
            "unbound-variable",
            format!("nothing gives `{{{}}}` a value", variable.name),
            variable.location,
            "used here",
        )
        .with_note(format!("a variable gets its value in {where_from}"));
        let look = resolver.may_suggest();
        let near = if look { self.near(&variable.name) } else { None };
        if let Some(near) = near {
            d = d
                .with_note(format!("did you mean `{{{near}}}`?"))
                .with_fix(variable.location, format!("{{{near}}}"));
        }
        resolver.diagnostics.push(d);
    }

    fn near(&self, name: &str) -> Option<&str> {
        let bound = self.known.iter().filter(|(n, k)| k.bound && *n != name);
        nearest(name, bound.map(|(n, _)| n.as_str()))
    }

    /// Warns of a variable that stands once, beside one with nearly the same name: in an exception it
    /// would stand for anything at all, and silently make the exception hold.
    pub(super) fn misspelled(&self, resolver: &mut Resolver<'_>, pattern: &Pattern) {
        for variable in &pattern.english.variables {
            let alone = self
                .known
                .get(&variable.name)
                .is_some_and(|k| !k.bound && k.uses == 1);
            let plain = matches!(variable.name.as_str(), "someone" | "something" | "somewhere");
            if !alone || plain {
                continue;
            }
            if !resolver.may_suggest() {
                return;
            }
            if let Some(near) = self.near(&variable.name) {
                let d = Diagnostic::error(
                    "variable-used-once",
                    format!("`{{{}}}` stands only here", variable.name),
                    variable.location,
                    "stands for anything",
                )
                .with_note(format!("did you mean `{{{near}}}`?"))
                .with_fix(variable.location, format!("{{{near}}}"))
                .warning();
                resolver.diagnostics.push(d);
            }
        }
    }

    /// Gives every occurrence the type that the variable has anywhere.
    pub(super) fn retype(&self, pattern: &mut Pattern) {
        self.retype_english(&mut pattern.english);
        for narrowing in &mut pattern.narrowings {
            if let Narrowing::SaidBy(Speaker::Variable(variable)) = narrowing {
                self.retype_variable(variable);
            }
        }
    }

    pub(super) fn retype_english(&self, english: &mut English) {
        for variable in &mut english.variables {
            self.retype_variable(variable);
        }
    }

    pub(super) fn retype_variable(&self, variable: &mut Variable) {
        if let Some(kind) = self.kind(&variable.name) {
            variable.kind = kind;
        }
    }
}
