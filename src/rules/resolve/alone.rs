//! Patterns without English: what `quoted` and `text /…/` can say alone, and what they cannot.

use super::Resolver;
use super::rule::Parts;
use crate::diagnostic::Diagnostic;
use crate::rules::book::{Pattern, Requirement, RequirementKind};

impl Resolver<'_> {
    /// What would be passed over in silence is a mistake.
    pub(super) fn patterns_alone(&mut self, form: &str, parts: &Parts<'_>) {
        let required = parts.require.iter().filter_map(|r| match &r.kind {
            RequirementKind::Pattern(p) => Some(p),
            _ => None,
        });
        let beside: Vec<&Pattern> = parts.unless.iter().map(|(p, _)| p).chain(required).collect();
        let own = form == "when" && parts.patterns.len() == 1 && parts.unless.is_empty();
        let misplaced: Vec<&Pattern> = parts
            .patterns
            .iter()
            .filter(|_| !own)
            .chain(beside)
            .filter(|p| p.is_quotations())
            .collect();
        for pattern in misplaced {
            self.diagnostics.push(
                Diagnostic::error(
                    "quoted-alone",
                    "`quoted` alone means the quotations themselves, and goes with nothing else",
                    pattern.location,
                    "stands alone only in `when quoted require …`",
                )
                .with_note("write a pattern before it: `\"{someone} resigned\" quoted`"),
            );
        }
        if own && parts.patterns.iter().all(Pattern::is_quotations) {
            let note = "`named source` and `source NAME` can be; for more write a pattern before `quoted`";
            self.demands_on("a quotation alone", note, &parts.require, |kind| {
                matches!(kind, RequirementKind::NamedSource | RequirementKind::Source(_))
            });
        }
        if form == "when" && !parts.patterns.is_empty() && parts.patterns.iter().all(Pattern::is_words) {
            let note = "a pattern can be: what must be said, or `text /…/`, what must stand in the article";
            self.demands_on("words alone", note, &parts.require, |kind| {
                matches!(kind, RequirementKind::Pattern(_))
            });
        }
        if matches!(form, "same" | "verify") {
            self.statements_only(&format!("`{form}`"), &parts.patterns);
        }
    }

    /// Reports demands that have no meaning for what they are made on; the note says what can be demanded.
    fn demands_on(
        &mut self,
        what: &str,
        note: &str,
        demands: &[Requirement],
        can: impl Fn(&RequirementKind) -> bool,
    ) {
        for demand in demands.iter().filter(|d| !can(&d.kind)) {
            self.diagnostics.push(
                Diagnostic::error(
                    "demand-without-statement",
                    format!("this can't be required of {what}"),
                    demand.location,
                    "asks something of a statement",
                )
                .with_note(note),
            );
        }
    }

    /// Reports patterns about words where only statements make sense.
    pub(super) fn statements_only(&mut self, what: &str, patterns: &[Pattern]) {
        for pattern in patterns.iter().filter(|p| p.is_words() || p.is_quotations()) {
            self.diagnostics.push(
                Diagnostic::error(
                    "pattern-without-statement",
                    format!("{what} is about statements, and this is about words"),
                    pattern.location,
                    "expected a text in quotation marks",
                )
                .with_note("write the sentence before it: `\"{someone} resigned\" text /…/`"),
            );
        }
    }
}
