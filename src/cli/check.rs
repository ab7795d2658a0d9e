//! `copydesk check`: articles against the rulebook.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use rayon::prelude::*;

use super::output::{Color, Output};
use super::project::{Article, Common, Project, day};
use super::rules::{self, Rules};
use super::{Failure, Outcome, baseline, input};
use crate::config::{FailOn, Level};
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::pipeline;
use crate::reading::Sentence;
use crate::reading::parser::Cores;
use crate::report::suppress::{self, Known};
use crate::report::{DocumentReport, Files, PRINTERS, Printer, Printing, Report, RuleInfo};
use crate::report::{assemble, document_report, printer};
use crate::source::Source;
use crate::value::date::Date;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Articles, folders of them, or `-` for standard input [default: as copydesk.toml says, otherwise .]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub(crate) format: Option<String>,
    /// The least severity that makes the run fail: error, warning, note, never [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on)]
    pub(crate) fail_on: Option<FailOn>,
    /// File of accepted findings, written by `copydesk baseline`
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write to this file, which is replaced only when everything was written
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Say how each finding was reached
    #[arg(long)]
    pub(crate) explain: bool,
    /// When to print colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// The day by which suppressions expire [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) today: Option<Date>,
}

pub(crate) fn format_names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(
        PRINTERS
            .iter()
            .map(|p| clap::builder::PossibleValue::new(p.name).help(p.about)),
    )
}

pub(crate) fn fail_on(name: &str) -> Result<FailOn, String> {
    FailOn::parse(name).ok_or_else(|| format!("one of {}", FailOn::NAMES.join(", ")))
}

/// Checks articles and prints what was found.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut project = Project::open(&args.common)?;
    let articles = project.articles(&args.paths)?;
    let config = &project.base().config;
    let fail_on = args
        .fail_on
        .or(config.fail_on.as_ref().map(|s| s.value))
        .unwrap_or(FailOn::At(Severity::Error));
    let format = args
        .format
        .as_deref()
        .or(config.format.as_ref().map(|s| s.value.as_str()))
        .unwrap_or("human");
    let printer = printer(format).ok_or_else(|| Failure::message(format!("no output format `{format}`")))?;
    let accepted = baseline::for_check(args.baseline.as_deref(), &project)?;
    let (rules, early) = rayon::join(|| rules::load_all(&project), || Early::of(&project, &articles));
    let rules = rules?;
    let today = args.today.unwrap_or_else(today);

    let mut output = Output::open(args.output.as_deref())?;
    let mut reports = Vec::new();
    let mut files = Files::default();
    let mut failures = Vec::new();
    let mut empty = Vec::new();
    let mut stale = accepted
        .as_ref()
        .map(baseline::Accepted::unseen)
        .unwrap_or_default();
    each(&project, &rules, &articles, early, today, |checked| {
        match checked {
            Err(failure) => failures.push(failure),
            Ok(one) => {
                one.sources.iter().for_each(|s| files.add(s));
                let own = one.reports.first();
                empty.extend(own.filter(|r| r.read.sentences == 0).map(|r| r.path.clone()));
                for mut report in one.reports {
                    if let Some(accepted) = &accepted {
                        stale.found(&accepted.apply(&mut report));
                    }
                    if let Some(stream) = printer.stream {
                        stream(&report, &mut output)?;
                        output.flush()?;
                    }
                    reports.push(report);
                }
            }
        }
        Ok(())
    })?;
    let report = assemble(reports);
    let infos = rules::infos(&rules);
    // Of a run that read nothing there is nothing to report but why.
    let nothing_read = report.documents.is_empty() && !failures.is_empty();
    if printer.stream.is_none() && !nothing_read {
        print(printer, &report, &files, &infos, fail_on, args, &mut output)?;
    }
    if nothing_read {
        return Err(Failure::Several(failures));
    }
    output.finish()?;
    stale.tell();
    tell_empty(&empty);
    rules::keep(&rules);
    // The run is over: taking a great rulebook apart piece by piece takes longer than loading a small one.
    std::mem::forget(rules);
    if !failures.is_empty() {
        return Err(Failure::Several(failures));
    }
    Ok(outcome(&report, fail_on))
}

fn print(
    printer: &Printer,
    report: &Report,
    files: &Files,
    rules: &[RuleInfo],
    fail_on: FailOn,
    args: &Args,
    output: &mut Output,
) -> Result<(), Failure> {
    let color = args.color.on(args.output.as_deref());
    let printing = Printing {
        report,
        files,
        rules,
        fail_on,
        color,
        explain: args.explain,
    };
    Ok((printer.print)(&printing, output)?)
}

/// Says on standard error which articles hold no text: a file that was cut off looks clean otherwise, and
/// pages of front matter alone are no fault.
fn tell_empty(paths: &[String]) {
    /// More of them are counted.
    const MOST_NAMED: usize = 5;
    let Some(named) = paths.get(..paths.len().min(MOST_NAMED)).filter(|n| !n.is_empty()) else {
        return;
    };
    let more = match paths.len() - named.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let _ = writeln!(
        std::io::stderr(),
        "copydesk: nothing to check, there is no text in {}{more}",
        named.join(", ")
    );
}

/// Whether a report makes the run fail.
pub(crate) fn outcome(report: &Report, fail_on: FailOn) -> Outcome {
    let failed = report
        .documents
        .iter()
        .flat_map(|d| &d.findings)
        .any(|item| fail_on.fails(item.severity));
    if failed { Outcome::Findings } else { Outcome::Clean }
}

/// What checking one article came to: its report, and that of the file of suppressions beside it.
#[derive(Debug)]
pub(crate) struct CheckedArticle {
    pub(crate) reports: Vec<DocumentReport>,
    /// The files that the findings point into.
    pub(crate) sources: Vec<Source>,
}

/// Checks the articles in parallel and hands each result to `take`, in the order of the articles.
pub(crate) fn each(
    project: &Project,
    rules: &[Rules],
    articles: &[Article],
    early: Early,
    today: Date,
    mut take: impl FnMut(Result<CheckedArticle, Failure>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let progress = progress(articles.len());
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        scope.spawn(move || {
            let first = early.parsed.into_iter().map(Some);
            let parsed: Vec<_> = first
                .chain(std::iter::repeat_with(|| None))
                .take(articles.len())
                .collect();
            articles.par_iter().zip(parsed).enumerate().try_for_each_with(
                send,
                |send, (index, (article, parsed))| {
                    let parsed = parsed.unwrap_or_else(|| parse(project, article, Cores::One));
                    // An error means that nobody waits for the rest.
                    send.send((index, parsed.and_then(|p| one(project, rules, article, p, today))))
                },
            )
        });
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (index, result) in receive {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                progress.inc(1);
                progress.suspend(|| take(result))?;
            }
        }
        Ok(())
    })
}

/// An article and its sentences.
type Parsed = (Document, Vec<Sentence>);

fn parse(project: &Project, article: &Article, cores: Cores) -> Result<Parsed, Failure> {
    let document = project.read(article)?;
    let sentences = pipeline::parse(&document, cores);
    Ok((document, sentences))
}

/// The first articles, parsed while the rules load: a run over one article waits for neither.
#[derive(Debug, Default)]
pub(crate) struct Early {
    parsed: Vec<Result<Parsed, Failure>>,
}

impl Early {
    /// Parses the first of the articles.
    pub(crate) fn of(project: &Project, articles: &[Article]) -> Self {
        /// About as many as are parsed in the time that a rulebook takes.
        const FIRST: usize = 4;
        let first = articles.iter().take(FIRST);
        Self {
            parsed: first.map(|article| parse(project, article, Cores::All)).collect(),
        }
    }
}

fn one(
    project: &Project,
    rules: &[Rules],
    article: &Article,
    (document, sentences): Parsed,
    today: Date,
) -> Result<CheckedArticle, Failure> {
    let rules = rules
        .get(article.rules)
        .ok_or_else(|| Failure::message(format!("{}: no rules were loaded for it", article.label)))?;
    let checked = rules.check(&document, sentences);
    let mut sources = vec![document.source.clone()];
    for related in checked.findings.iter().flat_map(|f| &f.related) {
        if !sources.iter().any(|s| s.path() == related.source.path()) {
            sources.push(related.source.clone());
        }
    }
    let mut report = document_report(&document, &checked);
    apply_levels(project, article, &mut report.findings);
    let mut reports = Vec::new();
    let names: Vec<&str> = rules.names().collect();
    let known = Known { names: &names, today };
    if let Some((sidecar, mut beside)) = sidecar(article, &document, &mut report, known)? {
        sources.push(sidecar.clone());
        if !beside.is_empty() {
            apply_levels(project, article, &mut beside);
            reports.push(DocumentReport {
                path: sidecar.path().to_owned(),
                statements: 0,
                verdicts: crate::report::Verdicts::default(),
                read: crate::report::Coverage::default(),
                findings: beside,
            });
        }
    }
    suppress::apply(&document, &mut report, known);
    apply_levels(project, article, &mut report.findings);
    reports.insert(0, report);
    Ok(CheckedArticle { reports, sources })
}

/// Gives findings the severity that the configuration says, and takes out those of rules that are off.
fn apply_levels(project: &Project, article: &Article, items: &mut Vec<crate::report::Item>) {
    items.retain_mut(|item| apply_level(project, article, item));
}

/// Gives a finding the severity that the configuration says; `false` where its rule is off.
pub(crate) fn apply_level(project: &Project, article: &Article, item: &mut crate::report::Item) -> bool {
    match project.level(article, &item.rule) {
        Some(Level::Off) => false,
        Some(Level::At(severity)) => {
            item.severity = severity;
            true
        }
        None => true,
    }
}

/// Applies the file of suppressions beside the article, where there is one.
fn sidecar(
    article: &Article,
    document: &Document,
    report: &mut DocumentReport,
    known: Known<'_>,
) -> Result<Option<(Source, Vec<crate::report::Item>)>, Failure> {
    if article.path == Path::new("-") {
        return Ok(None);
    }
    let mut path = article.path.clone().into_os_string();
    path.push(".allow");
    let path = PathBuf::from(path);
    if !path.is_file() {
        return Ok(None);
    }
    let label = format!("{}.allow", article.label);
    let source = input::read(&path, &label, input::MAX_BYTES)?;
    let items = suppress::apply_sidecar(document, report, &source, known);
    Ok(Some((source, items)))
}

/// The day in UTC. Only suppressions with an `until` depend on it.
pub(crate) fn today() -> Date {
    Date::from(jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date())
}

/// A bar on the terminal that says how far a long run is; it is gone when the run ends, however it ends.
fn progress(articles: usize) -> ProgressBar {
    /// Fewer articles are done before anybody would read it.
    const WORTH_IT: usize = 50;
    if articles < WORTH_IT {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} articles, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(articles).unwrap_or(u64::MAX))
        .with_style(style)
        .with_finish(ProgressFinish::AndClear)
}
