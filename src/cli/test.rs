//! `copydesk test`: the tests that stand in rule files.

use std::io::Write;
use std::path::PathBuf;

use serde_json::json;

use super::output::{Color, Output};
use super::rules::{self, Rules};
use super::{Failure, Outcome, project};
use crate::checking::prepare::ambiguities;
use crate::checking::rule_tests::{self, TestKind, TestReport, TestResult};
use crate::diagnostic::Diagnostic;
use crate::report::{Place, terminal};
use crate::source::Location;

/// Arguments of `test`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Rule files and folders of them [default: as copydesk.toml says, otherwise rules/]
    rules: Vec<PathBuf>,
    /// Configuration file, in place of the nearest copydesk.toml upward
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Name the parts of rules that no test exercises
    #[arg(long)]
    coverage: bool,
    /// Fail for rules that have no `flags` or no `allows` line
    #[arg(long)]
    strict: bool,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Form,
    /// When to print colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// What failed, at its place.
    Human,
    /// One JSON object.
    Json,
}

/// Runs the tests and prints those that failed.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let paths = project::rule_paths(&args.rules, args.config.as_deref(), "test")?;
    let rules = rules::load(&paths)?;
    let report = rule_tests::run(&rules.prepared, args.coverage);
    let mut output = Output::open(None)?;
    match args.format {
        Form::Human => human(&rules, &report, args.color.on(None), &mut output)?,
        Form::Json => json_report(&rules, &report, &mut output)?,
    }
    output.finish()?;
    let failed = report.failed() > 0 || (args.strict && !report.untested.is_empty());
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

fn human(rules: &Rules, report: &TestReport, color: bool, output: &mut Output) -> Result<(), Failure> {
    let mut diagnostics = rules.warnings.clone();
    // Said below, of the same rules.
    diagnostics.retain(|d| d.code != "rule-without-examples");
    diagnostics.extend(ambiguities(&rules.prepared));
    for result in &report.results {
        if let Some(failure) = &result.failure {
            let label = match result.kind {
                TestKind::Flags => "must be flagged",
                TestKind::Allows => "must not be flagged",
                TestKind::Test => "this test",
            };
            let message = format!("{}: {failure}", result.name);
            let failed = Diagnostic::error("test-failed", message, result.location, label);
            diagnostics.push(result.why.iter().cloned().fold(failed, Diagnostic::with_note));
        }
    }
    for rule in &report.untested {
        let lacks = match (rule.flags, rule.allows) {
            (true, true) => "neither a `flags` nor an `allows` line",
            (true, false) => "no `flags` line",
            _ => "no `allows` line",
        };
        let message = format!("rule `{}` has {lacks}", rule.rule);
        diagnostics.push(
            Diagnostic::error(
                "untested-rule",
                message,
                rule.location,
                "nothing shows what it does",
            )
            .warning(),
        );
    }
    for part in &report.uncovered {
        let message = format!("no test exercises this part of `{}`", part.rule);
        diagnostics.push(Diagnostic::error("uncovered", message, part.location, part.part.clone()).warning());
    }
    terminal::print_diagnostics(&diagnostics, &rules.prepared.book.sources, color, output)?;
    let failed = report.failed();
    writeln!(
        output,
        "{} tests passed, {failed} failed",
        report.results.len() - failed
    )?;
    Ok(())
}

fn json_report(rules: &Rules, report: &TestReport, output: &mut Output) -> Result<(), Failure> {
    let place = |location: Location| {
        let source = rules.prepared.book.sources.get(location.file);
        json!({
            "path": source.map(|s| s.path()),
            "span": source.map(|s| Place::new(s, location.span)),
        })
    };
    let test = |r: &TestResult| {
        json!({
            "name": r.name,
            "kind": match r.kind { TestKind::Flags => "flags", TestKind::Allows => "allows", TestKind::Test => "test" },
            "text": r.text,
            "passed": r.failure.is_none(),
            "failure": r.failure,
            "why": r.why,
            "place": place(r.location),
        })
    };
    let untested = report.untested.iter().map(
        |u| json!({ "rule": u.rule, "lacks_flags": u.flags, "lacks_allows": u.allows, "place": place(u.location) }),
    );
    let uncovered = report
        .uncovered
        .iter()
        .map(|u| json!({ "rule": u.rule, "part": u.part, "place": place(u.location) }));
    let whole = json!({
        "version": 1,
        "passed": report.results.len() - report.failed(),
        "failed": report.failed(),
        "tests": report.results.iter().map(test).collect::<Vec<_>>(),
        "untested": untested.collect::<Vec<_>>(),
        "uncovered": uncovered.collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *output, &whole).map_err(|e| Failure::from(std::io::Error::from(e)))?;
    writeln!(output)?;
    Ok(())
}
