//! `test`.

use super::{Lines, Resolver};
use crate::diagnostic::Diagnostic;
use crate::rules::book::{Expectation, RuleTest, Text};
use crate::rules::syntax::{Clause, Item, Quoted, TestClause};
use crate::source::{FileId, Location};

impl Resolver<'_> {
    pub(super) fn test(&mut self, file: FileId, item: &Item, name: &Quoted, clauses: &[Clause<TestClause>]) {
        let name = self.text(file, name, Lines::Joined);
        let mut given: Vec<(Text, Location)> = Vec::new();
        let mut dated = Vec::new();
        let mut expect = Vec::new();
        let mut nothing = None;
        for clause in clauses {
            let at = Location::new(file, clause.span);
            match &clause.node {
                TestClause::Given(text) => given.push((self.text(file, text, Lines::Kept), at)),
                TestClause::Dated(date) => dated.push((self.date(file, date), at)),
                TestClause::Nothing => {
                    nothing.get_or_insert(at);
                    expect.push(Expectation::Nothing(at));
                }
                TestClause::Expect { rule, on } => {
                    let location = Location::new(file, rule.span);
                    self.expected_name(&rule.text, location);
                    let on = on.as_ref().map(|q| self.text(file, q, Lines::Joined));
                    if let Some(on) = &on {
                        self.words_in_given(on, given.first().map(|g| &g.0));
                    }
                    expect.push(Expectation::Finding {
                        rule: Text {
                            text: rule.text.clone(),
                            location,
                        },
                        on,
                    });
                }
            }
        }
        self.once(&given.iter().map(|g| g.1).collect::<Vec<_>>(), "`given`");
        self.once(&dated.iter().map(|d| d.1).collect::<Vec<_>>(), "`dated`");
        if let Some(nothing) = nothing
            && expect.len() > 1
        {
            self.diagnostics.push(
                Diagnostic::error(
                    "nothing-and-something",
                    "`expect nothing` stands beside another `expect`",
                    nothing,
                    "nothing, or something?",
                )
                .with_note("a test without further `expect` lines already expects no other finding"),
            );
        }
        if !item.broken {
            let header = Location::new(file, item.header);
            if given.is_empty() {
                self.missing(
                    "test-without-given",
                    "test",
                    "given",
                    "given \"They signed a deal.\"",
                    header,
                );
            }
            if expect.is_empty() {
                self.missing("test-without-expect", "test", "expect", "expect nothing", header);
            }
        }
        let Some((given, _)) = given.into_iter().next() else {
            return;
        };
        if expect.is_empty() {
            return;
        }
        self.book.tests.push(RuleTest {
            name,
            given,
            dated: dated.into_iter().next().and_then(|(date, _)| date),
            expect,
            location: Location::new(file, item.span),
        });
    }

    fn expected_name(&mut self, name: &str, location: Location) {
        if self.can_be_expected(name) != Some(false) {
            return;
        }
        let mut d = Diagnostic::error(
            "unknown-rule",
            format!("no rule, claim or check is called `{name}`"),
            location,
            "unknown name",
        );
        if matches!(name, "error" | "warning" | "note" | "errors" | "warnings") {
            d = d.with_note("`expect` names the rule that must find something, not its severity");
        } else if let Some(near) = self.near_item(name) {
            d = d
                .with_note(format!("did you mean `{near}`?"))
                .with_fix(location, near);
        }
        self.diagnostics.push(d);
    }

    /// The words of a finding must be words of the text.
    fn words_in_given(&mut self, on: &Text, given: Option<&Text>) {
        let Some(given) = given else { return };
        if !given.text.contains(&on.text) && !given.text.replace('\n', " ").contains(&on.text) {
            let d = Diagnostic::error(
                "words-not-in-given",
                format!("`{}` does not stand in the text", on.text),
                on.location,
                "not in `given`",
            )
            .with_label(given.location, "this text")
            .with_note("a finding is on words of the text, letter for letter");
            self.diagnostics.push(d);
        }
    }
}
