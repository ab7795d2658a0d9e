//! `rule`: its clauses are put together into one of the four forms.

use super::scope::Scope;
use super::{Lines, Loaded, Resolver};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::book::{Pattern, Requirement, RequirementKind, Rule, RuleBody, Speaker, Text, Variable};
use crate::rules::syntax::{self, Clause, DemandKind, Item, RuleClause, Word};
use crate::source::{FileId, Location};

/// What the clause before said, for `and`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Patterns,
    Unless,
    Require,
    Other,
}

/// The clauses sorted by what they say.
#[derive(Default)]
pub(super) struct Parts<'s> {
    messages: Vec<(Severity, Text, Location)>,
    /// The keyword of the form and its place.
    forms: Vec<(&'static str, Location)>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) unless: Vec<(Pattern, Location)>,
    pub(super) require: Vec<Requirement>,
    /// Whether something is required, be it understood or not.
    requires: bool,
    same: Option<Variable>,
    conditions: Vec<&'s syntax::Condition>,
    help: Vec<(Text, Location)>,
    flags: Vec<Text>,
    allows: Vec<Text>,
}

impl Resolver<'_> {
    pub(super) fn rule(&mut self, loaded: &Loaded, item: &Item, word: &Word, clauses: &[Clause<RuleClause>]) {
        let file = loaded.file;
        let name = self.item_name(file, word, "rule");
        let mut parts = self.rule_parts(file, clauses);
        let header = Location::new(file, item.header);
        self.once(&parts.messages.iter().map(|m| m.2).collect::<Vec<_>>(), "message");
        self.once(&parts.help.iter().map(|h| h.1).collect::<Vec<_>>(), "`help`");
        if !item.broken {
            self.rule_is_whole(&parts, header);
        }
        if let [(form, _)] = parts.forms.as_slice() {
            self.patterns_alone(form, &parts);
        }
        let scope = self.rule_scope(item, &mut parts);
        let conditions = parts
            .conditions
            .iter()
            .filter_map(|c| self.condition(file, c, &scope, "a pattern that must match"))
            .collect();
        let Some((severity, message, _)) = parts.messages.into_iter().next() else {
            return;
        };
        let unless: Vec<Pattern> = parts.unless.into_iter().map(|(p, _)| p).collect();
        let Some(body) = body(
            parts.forms.first().map(|(form, _)| *form),
            parts.patterns,
            unless,
            parts.require,
            parts.same,
        ) else {
            return;
        };
        self.book.rules.push(Rule {
            name,
            severity,
            message,
            body,
            conditions,
            help: parts.help.into_iter().next().map(|(text, _)| text),
            flags: parts.flags,
            allows: parts.allows,
            shipped: loaded.shipped,
            location: Location::new(file, item.span),
        });
    }

    fn rule_parts<'s>(&mut self, file: FileId, clauses: &'s [Clause<RuleClause>]) -> Parts<'s> {
        let mut parts = Parts::default();
        let mut before = Before::Other;
        for clause in clauses {
            let at = Location::new(file, clause.span);
            let mut now = Before::Other;
            match &clause.node {
                RuleClause::Message(severity, text) => {
                    let text = self.text(file, text, Lines::Joined);
                    parts.messages.push((*severity, text, at));
                }
                RuleClause::Never(pattern) => {
                    parts.forms.push(("never", at));
                    parts.patterns.push(self.pattern(file, pattern));
                    now = Before::Patterns;
                }
                RuleClause::When(pattern) => {
                    parts.forms.push(("when", at));
                    parts.patterns.push(self.pattern(file, pattern));
                    now = Before::Patterns;
                }
                RuleClause::Verify(pattern) => {
                    parts.forms.push(("verify", at));
                    parts.patterns.push(self.pattern(file, pattern));
                }
                RuleClause::Same(variable, pattern) => {
                    parts.forms.push(("same", at));
                    parts.same = self.variable(file, variable);
                    parts.patterns.push(self.pattern(file, pattern));
                }
                RuleClause::Unless(pattern) => {
                    let made = self.pattern(file, pattern);
                    parts.unless.push((made, at));
                    now = Before::Unless;
                }
                RuleClause::Require(demand) => {
                    parts.requires = true;
                    parts.require.extend(self.demand(file, demand));
                    now = Before::Require;
                }
                RuleClause::And(demand) => {
                    now = before;
                    self.and(file, at, demand, before, &mut parts);
                }
                RuleClause::Where(list) => parts.conditions.extend(list),
                RuleClause::Help(text) => {
                    let text = self.text(file, text, Lines::Joined);
                    parts.help.push((text, at));
                }
                RuleClause::Flags(texts) => {
                    for text in texts {
                        let text = self.text(file, text, Lines::Kept);
                        parts.flags.push(text);
                    }
                }
                RuleClause::Allows(texts) => {
                    for text in texts {
                        let text = self.text(file, text, Lines::Kept);
                        parts.allows.push(text);
                    }
                }
            }
            before = now;
        }
        parts
    }

    fn and(
        &mut self,
        file: FileId,
        at: Location,
        demand: &syntax::Demand,
        before: Before,
        parts: &mut Parts<'_>,
    ) {
        match (before, &demand.kind) {
            (Before::Require, _) => parts.require.extend(self.demand(file, demand)),
            (Before::Patterns, DemandKind::Pattern(pattern)) => {
                let pattern = self.pattern(file, pattern);
                parts.patterns.push(pattern);
            }
            (Before::Patterns, _) => self.diagnostics.push(
                Diagnostic::error(
                    "demand-outside-require",
                    "this can only be required",
                    Location::new(file, demand.span),
                    "expected a pattern in quotation marks",
                )
                .with_note("write `require` before it"),
            ),
            (Before::Unless, _) => self.and_after_unless(at),
            (Before::Other, _) => self.and_after_nothing(at, "`never`, `when` or `require`"),
        }
    }

    /// The second of what may stand once.
    pub(super) fn once(&mut self, places: &[Location], what: &str) {
        if let [first, second, ..] = places {
            let d = Diagnostic::error("duplicate-clause", format!("a second {what}"), *second, "again")
                .with_label(*first, "the first");
            self.diagnostics.push(d);
        }
    }

    fn rule_is_whole(&mut self, parts: &Parts<'_>, header: Location) {
        if parts.messages.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(
                    "rule-without-message",
                    "this rule has no message",
                    header,
                    "expected `error`, `warning` or `note` beneath it",
                )
                .with_note("for example `warning \"Say who was there.\"`"),
            );
        }
        match parts.forms.as_slice() {
            [] if parts.requires => {
                self.missing(
                    "require-without-when",
                    "rule",
                    "when",
                    "when \"{someone} accepted {something}\"",
                    header,
                );
            }
            [] => self.diagnostics.push(
                Diagnostic::error(
                    "rule-without-body",
                    "this rule forbids and requires nothing",
                    header,
                    "expected `never`, `when`, `same` or `verify` beneath it",
                )
                .with_note("for example `never \"{someone} signed {something}\"`"),
            ),
            [(form, _)] => {
                if *form == "when" && !parts.requires {
                    self.missing(
                        "when-without-require",
                        "rule",
                        "require",
                        "require named source",
                        header,
                    );
                }
                if *form != "when"
                    && let Some(requirement) = parts.require.first()
                {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "require-without-when",
                            format!("`require` goes with `when`, not with `{form}`"),
                            requirement.location,
                            "required when?",
                        )
                        .with_note("write `when P require R`"),
                    );
                }
                if matches!(*form, "same" | "verify")
                    && let Some((_, at)) = parts.unless.first()
                {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "unless-without-never",
                            format!("`unless` goes with `never` and `when`, not with `{form}`"),
                            *at,
                            "an exception to what?",
                        )
                        .with_note("narrow the pattern itself, or use `where`"),
                    );
                }
            }
            [(first, at), (second, again), ..] => {
                let d = Diagnostic::error(
                    "two-bodies",
                    "one rule says one thing",
                    *again,
                    format!("a second one: `{second}`"),
                )
                .with_label(*at, format!("the first: `{first}`"));
                let note = if first == second && matches!(*first, "never" | "when") {
                    "if both must come together write `and`; else write a second rule"
                } else {
                    "write a second rule"
                };
                self.diagnostics.push(d.with_note(note));
            }
        }
        if parts.flags.is_empty() || parts.allows.is_empty() {
            let missing = match (parts.flags.is_empty(), parts.allows.is_empty()) {
                (true, true) => "no `flags` and no `allows`",
                (true, false) => "no `flags`",
                _ => "no `allows`",
            };
            self.diagnostics.push(
                Diagnostic::error(
                    "rule-without-examples",
                    format!("this rule has {missing}"),
                    header,
                    "nothing shows what it does",
                )
                .with_note("`flags \"…\"` is a text that it must catch, `allows \"…\"` one that it must not")
                .warning(),
            );
        }
    }

    /// Collects the variables of a rule, checks them, and gives every occurrence its type.
    fn rule_scope(&mut self, item: &Item, parts: &mut Parts<'_>) -> Scope {
        let mut scope = Scope::default();
        for pattern in &parts.patterns {
            scope.pattern(self, pattern, true);
        }
        for (pattern, _) in &parts.unless {
            scope.pattern(self, pattern, false);
        }
        for requirement in &parts.require {
            match &requirement.kind {
                RequirementKind::Pattern(pattern) => scope.pattern(self, pattern, false),
                RequirementKind::Source(Speaker::Variable(variable)) => {
                    // Without a value it asks for a source, whoever it is.
                    scope.variable(self, variable, false);
                }
                _ => {}
            }
        }
        if let Some(variable) = &mut parts.same {
            scope.variable(self, variable, false);
            if !item.broken {
                if scope.is_bound(&variable.name) {
                    scope.retype_variable(variable);
                } else {
                    scope.must_be_bound(self, variable, "the pattern after `in`");
                }
            }
        }
        for (pattern, _) in &parts.unless {
            scope.misspelled(self, pattern);
        }
        for requirement in &parts.require {
            if let RequirementKind::Pattern(pattern) = &requirement.kind {
                scope.misspelled(self, pattern);
            }
        }
        let unless = parts.unless.iter_mut().map(|(p, _)| p);
        for pattern in parts.patterns.iter_mut().chain(unless) {
            scope.retype(pattern);
        }
        for requirement in &mut parts.require {
            match &mut requirement.kind {
                RequirementKind::Pattern(pattern) => scope.retype(pattern),
                RequirementKind::Source(Speaker::Variable(variable)) => scope.retype_variable(variable),
                _ => {}
            }
        }
        scope
    }
}

/// The form of a rule; nothing where a part is missing, which is reported elsewhere.
fn body(
    form: Option<&str>,
    patterns: Vec<Pattern>,
    unless: Vec<Pattern>,
    require: Vec<Requirement>,
    same: Option<Variable>,
) -> Option<RuleBody> {
    Some(match form? {
        "never" => RuleBody::Never { patterns, unless },
        "when" if !require.is_empty() => RuleBody::When {
            patterns,
            unless,
            require,
        },
        "same" => RuleBody::Same {
            variable: same?,
            pattern: patterns.into_iter().next()?,
        },
        "verify" => RuleBody::Verify {
            pattern: patterns.into_iter().next()?,
        },
        _ => return None,
    })
}
