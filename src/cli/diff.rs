//! `copydesk diff`: what changed between revisions, in meaning.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use rayon::prelude::*;

use super::check;
use super::output::{Color, Output};
use super::project::{Article, Common, Project};
use super::rules::{self, Rules};
use super::{Failure, Outcome, input};
use crate::checking::relate::Knowledge;
use crate::config::FailOn;
use crate::diff::print::{self, PRINTERS, Style};
use crate::diff::{self, ChangeType, Diff, Options, Revision};
use crate::document::Document;
use crate::pipeline;
use crate::reading::{Reading, Sentence};
use crate::report::suppress::{self, Known};
use crate::report::{Item, Report, document_report};
use crate::source::Source;

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Two revisions of an article, or two reports saved with `check --format json`; three or more
    /// revisions, oldest first, give the timeline of every statement. With --git: the article
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Compare the article as it was at this revision with the file on disk, or with the revision
    /// after `..`
    #[arg(long, value_name = "REV[..REV]")]
    pub(crate) git: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_names())]
    pub(crate) format: String,
    /// Leave out changes of wording and place
    #[arg(long, value_name = "WHAT", value_parser = ["meaning"])]
    pub(crate) only: Option<String>,
    /// What makes the run fail, set apart by commas: the least severity of a new finding (error,
    /// warning, note), `meaning`, or kinds of change (number_changed, …); never
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "error", value_parser = gate)]
    pub(crate) fail_on: Vec<Gate>,
    /// The old revision was published: a change of fact needs a correction note [default: when the
    /// old revision is dated]
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "true", value_parser = yes_or_no)]
    pub(crate) published: Option<bool>,
    /// Write to this file, which is replaced only when everything was written
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// When to print colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// One thing that makes the run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// New findings.
    Findings(FailOn),
    /// Any change of meaning.
    Meaning,
    /// A kind of change.
    Change(ChangeType),
}

fn gate(name: &str) -> Result<Gate, String> {
    if name == "meaning" {
        return Ok(Gate::Meaning);
    }
    if let Some(fail_on) = FailOn::parse(name) {
        return Ok(Gate::Findings(fail_on));
    }
    ChangeType::ALL
        .into_iter()
        .find(|t| t.as_str() == name.replace('-', "_"))
        .map(Gate::Change)
        .ok_or_else(|| {
            let kinds: Vec<&str> = ChangeType::ALL.iter().map(|t| t.as_str()).collect();
            format!(
                "one of {}, meaning, {}",
                FailOn::NAMES.join(", "),
                kinds.join(", ")
            )
        })
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("`yes` or `no`".to_owned()),
    }
}

fn format_names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(PRINTERS.iter().map(|p| p.name))
}

/// Compares revisions and prints what changed.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let style = Style {
        color: args.color.on(args.output.as_deref()),
        only_meaning: args.only.is_some(),
    };
    if args.git.is_none()
        && let [old, new] = args.paths.as_slice()
        && let (Some(a), Some(b)) = (saved_report(old)?, saved_report(new)?)
    {
        let diff = diff::compare_reports(&label(old), &a, &label(new), &b);
        return finish(args, &diff, style);
    }
    let mut project = Project::open(&args.common)?;
    let mut revisions = revisions(args, &mut project)?;
    let documents: Vec<&Document> = revisions.iter().map(|r| &r.document).collect();
    let (loaded, sentences) = rayon::join(|| rules::load_all(&project), || pipeline::parse_all(&documents));
    let loaded = loaded?;
    let read: Vec<Result<(), Failure>> = revisions
        .par_iter_mut()
        .zip(sentences)
        .map(|(revision, sentences)| revision.read(&project, &loaded, sentences))
        .collect();
    read.into_iter().collect::<Result<(), Failure>>()?;
    rules::keep(&loaded);
    let none = Knowledge::default();
    let knowledge = revisions
        .last()
        .and_then(|r| loaded.get(r.article.rules))
        .map_or(&none, |r| &r.prepared.knowledge);
    if let [old, new] = revisions.as_slice() {
        let options = Options {
            published: args.published.unwrap_or(old.document.dateline.is_some()),
        };
        let mut diff = diff::compare(old.view(), new.view(), knowledge, options);
        diff.findings
            .new
            .retain_mut(|item| check::apply_level(&project, &new.article, item));
        let outcome = finish(args, &diff, style);
        // The run ends here, and the system takes all memory back at once.
        std::mem::forget(revisions);
        return outcome;
    }
    let views: Vec<Revision<'_>> = revisions.iter().map(Loaded::view).collect();
    let timeline = diff::timeline(&views, knowledge);
    let mut output = Output::open(args.output.as_deref())?;
    match args.format.as_str() {
        "json" => print::timeline_json(&timeline, &mut output)?,
        "human" => print::timeline_human(&timeline, style, &mut output)?,
        other => {
            return Err(Failure::with_help(
                format!("a timeline of {} revisions has no format `{other}`", views.len()),
                "`--format human` and `--format json` do",
            ));
        }
    }
    output.finish()?;
    let changes = timeline
        .threads
        .iter()
        .flat_map(|t| &t.events)
        .filter(|e| e.revision > 0)
        .flat_map(|e| &e.types);
    let failed = changes.into_iter().any(|&t| {
        args.fail_on.iter().any(|gate| match gate {
            Gate::Meaning => t.is_meaning(),
            Gate::Change(wanted) => *wanted == t,
            Gate::Findings(_) => false,
        })
    });
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

fn finish(args: &Args, diff: &Diff, style: Style) -> Result<Outcome, Failure> {
    let mut shown = diff.clone();
    if style.only_meaning {
        shown.changes.retain(diff::Change::is_meaning);
    }
    let mut output = Output::open(args.output.as_deref())?;
    if let Some(printer) = PRINTERS.iter().find(|p| p.name == args.format) {
        (printer.print)(&shown, style, &mut output)?;
    }
    output.finish()?;
    let failed = args.fail_on.iter().any(|gate| match gate {
        Gate::Findings(fail_on) => diff.findings.new.iter().any(|i| fail_on.fails(i.severity)),
        Gate::Meaning => diff.changes.iter().any(diff::Change::is_meaning),
        Gate::Change(wanted) => diff.changes.iter().any(|c| c.types.contains(wanted)),
    });
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// One revision with everything that was found in it.
struct Loaded {
    article: Article,
    document: Document,
    reading: Arc<Reading>,
    findings: Vec<Item>,
}

impl Loaded {
    fn read(&mut self, project: &Project, loaded: &[Rules], sentences: Vec<Sentence>) -> Result<(), Failure> {
        let rules = loaded.get(self.article.rules).ok_or_else(|| {
            Failure::message(format!("{}: no rules were loaded for it", self.article.label))
        })?;
        self.reading = Arc::new(pipeline::read_parsed(&self.document, sentences, &rules.prepared));
        let checked = pipeline::check_reading(&self.document, Arc::clone(&self.reading), &rules.prepared);
        let mut report = document_report(&self.document, &checked);
        let names: Vec<&str> = rules.names().collect();
        let known = Known {
            names: &names,
            today: check::today(),
        };
        suppress::apply(&self.document, &mut report, known);
        report
            .findings
            .retain_mut(|item| check::apply_level(project, &self.article, item));
        self.findings = report.findings;
        Ok(())
    }
    fn view(&self) -> Revision<'_> {
        Revision {
            document: &self.document,
            reading: &self.reading,
            findings: &self.findings,
        }
    }
}

/// The revisions that the arguments name, oldest first, not yet read.
fn revisions(args: &Args, project: &mut Project) -> Result<Vec<Loaded>, Failure> {
    let unread = |article: Article, document: Document| Loaded {
        article,
        document,
        reading: Arc::default(),
        findings: Vec::new(),
    };
    let Some(range) = &args.git else {
        if args.paths.len() < 2 {
            return Err(Failure::with_help(
                "one revision alone can't be compared",
                "name two, or a git revision: copydesk diff --git HEAD~1 ARTICLE",
            ));
        }
        // One by one: the same file given twice is two revisions.
        let mut out = Vec::new();
        for path in &args.paths {
            if path.is_dir() {
                return Err(Failure::message(format!(
                    "{}: is a folder, not an article",
                    path.display()
                )));
            }
            for article in project.articles(std::slice::from_ref(path))? {
                let document = project.read(&article)?;
                out.push(unread(article, document));
            }
        }
        return Ok(out);
    };
    let [path] = args.paths.as_slice() else {
        return Err(Failure::message("with --git, name one article"));
    };
    let (from, to) = match range.split_once("..") {
        Some((from, to)) => (from, Some(to.trim_start_matches('.')).filter(|t| !t.is_empty())),
        None => (range.as_str(), None),
    };
    // The file need not be there any more when both revisions are named.
    let article = project.article_at(path)?;
    let mut out = Vec::new();
    for rev in [Some(from), to] {
        let (shown, source) = match rev {
            Some(rev) => {
                let shown = format!("{rev}:{}", article.label);
                (shown.clone(), Source::new(shown, at_revision(rev, path)?))
            }
            None => (
                article.label.clone(),
                input::read(path, &article.label, input::MAX_BYTES)?,
            ),
        };
        let mut article = article.clone();
        let document = project.document(&article, source);
        article.label = shown;
        out.push(unread(article, document));
    }
    Ok(out)
}

/// The text of `path` at the git revision `rev`.
fn at_revision(rev: &str, path: &Path) -> Result<String, Failure> {
    if rev.starts_with('-') || rev.is_empty() {
        return Err(Failure::message(format!("`{rev}` is no git revision")));
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path
        .file_name()
        .ok_or_else(|| Failure::message(format!("{}: is no file", path.display())))?;
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["--no-pager", "show", "--no-textconv"])
        .arg(format!("{rev}:./{}", name.to_string_lossy()))
        .stdin(Stdio::null())
        .output()
        .map_err(|e| {
            Failure::with_help(
                format!("git could not be run: {e}"),
                "--git needs git on the PATH",
            )
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().next().unwrap_or("git failed").to_owned();
        return Err(Failure::message(format!("{rev}:{}: {said}", path.display())));
    }
    if u64::try_from(output.stdout.len()).is_ok_and(|n| n > input::MAX_BYTES) {
        return Err(Failure::message(format!(
            "{rev}:{}: is too large",
            path.display()
        )));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::message(format!("{rev}:{}: is not UTF-8", path.display())))
}

/// A report saved by `check --format json`, where the file is one.
fn saved_report(path: &Path) -> Result<Option<Report>, Failure> {
    if path.extension().is_none_or(|e| e != "json") {
        return Ok(None);
    }
    let source = input::read(path, &label(path), input::MAX_BYTES)?;
    // An article exported as JSON is no report: it is read as an article.
    Ok(serde_json::from_str(source.text()).ok())
}

fn label(path: &Path) -> String {
    super::find::label(path)
}
