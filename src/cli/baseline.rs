//! `copydesk baseline`: accept what is found today, so that only new findings fail.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::output::Output;
use super::project::{Common, Project, clean, shorten};
use super::{Failure, Outcome, check, input, rules};
use crate::report::DocumentReport;
use crate::report::baseline::{Baseline, Entry};

/// Name of the file unless the configuration says otherwise.
const FILE_NAME: &str = "copydesk-baseline.json";

/// Arguments of `baseline`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Articles and folders of them [default: as copydesk.toml says, otherwise .]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// The file [default: as copydesk.toml says, otherwise copydesk-baseline.json]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Only take out what is no longer found; accept nothing new
    #[arg(long)]
    prune: bool,
}

/// A baseline with its place.
#[derive(Debug)]
pub(crate) struct Accepted {
    baseline: Baseline,
    path: PathBuf,
}

impl Accepted {
    /// Takes the accepted findings out of a report; returns which they were.
    pub(crate) fn apply(&self, report: &mut DocumentReport) -> (String, Vec<String>) {
        let path = relative(&report.path, &self.path);
        let ids = self.baseline.apply(&path, report);
        (path, ids)
    }
    /// The entries, none of them seen yet.
    pub(crate) fn unseen(&self) -> Stale {
        let left = self
            .baseline
            .findings
            .iter()
            .map(|e| (e.path.clone(), e.id.clone()))
            .collect();
        Stale {
            left,
            checked: BTreeSet::new(),
            file: self.path.display().to_string(),
        }
    }
}

/// Entries of a baseline that were not found in this run.
#[derive(Debug, Default)]
pub(crate) struct Stale {
    left: BTreeSet<(String, String)>,
    checked: BTreeSet<String>,
    file: String,
}

impl Stale {
    /// These were found.
    pub(crate) fn found(&mut self, (path, ids): &(String, Vec<String>)) {
        self.checked.insert(path.clone());
        for id in ids {
            self.left.remove(&(path.clone(), id.clone()));
        }
    }
    /// Says on standard error how many of the checked articles' entries are no longer needed.
    pub(crate) fn tell(&self) {
        let gone = self
            .left
            .iter()
            .filter(|(path, _)| self.checked.contains(path))
            .count();
        if gone > 0 {
            let _ = writeln!(
                std::io::stderr(),
                "copydesk: findings in {} that are gone: {gone}; `copydesk baseline --prune` takes them out",
                self.file
            );
        }
    }
}

/// The baseline for a check, where one is named. One that is named and missing is a failure.
pub(crate) fn for_check(named: Option<&Path>, project: &Project) -> Result<Option<Accepted>, Failure> {
    let Some(path) = named.map(Path::to_owned).or_else(|| configured(project)) else {
        return Ok(None);
    };
    load(&path).map(Some)
}

fn configured(project: &Project) -> Option<PathBuf> {
    let base = project.base();
    base.config
        .baseline
        .as_ref()
        .map(|s| shorten(&base.root.join(&s.value)))
}

fn load(path: &Path) -> Result<Accepted, Failure> {
    let label = path.display().to_string();
    if !path.exists() {
        return Err(Failure::with_help(
            format!("{label}: no such file"),
            "`copydesk baseline` writes it, with what is found today",
        ));
    }
    let source = input::read(path, &label, input::MAX_BYTES)?;
    let baseline = Baseline::parse(source.text()).map_err(|e| {
        Failure::with_help(
            format!("{label}: is no baseline: {e}"),
            "write it anew with `copydesk baseline`",
        )
    })?;
    Ok(Accepted {
        baseline,
        path: path.to_owned(),
    })
}

/// The article `label` relative to the folder of the baseline `file`, so that the current folder
/// doesn't matter.
fn relative(label: &str, file: &Path) -> String {
    let Ok(here) = std::env::current_dir() else {
        return label.to_owned();
    };
    let article = clean(&here.join(label));
    let folder = clean(&here.join(file))
        .parent()
        .map(Path::to_owned)
        .unwrap_or_default();
    let shown = article
        .strip_prefix(&folder)
        .map_or_else(|_| article.clone(), Path::to_owned);
    shown.to_string_lossy().replace('\\', "/")
}

/// Writes, updates or prunes the baseline and says what changed.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut project = Project::open(&args.common)?;
    let articles = project.articles(&args.paths)?;
    let path = args
        .baseline
        .clone()
        .or_else(|| configured(&project))
        .unwrap_or_else(|| PathBuf::from(FILE_NAME));
    let old = if path.exists() {
        load(&path)?.baseline
    } else {
        Baseline::new(Vec::new())
    };
    if args.prune && !path.exists() {
        return Err(Failure::message(format!(
            "{}: no such file, so there is nothing to prune",
            path.display()
        )));
    }
    let rules = rules::load_all(&project)?;
    let mut found = Vec::new();
    let mut checked: BTreeSet<String> = BTreeSet::new();
    let mut failures = Vec::new();
    check::each(
        &project,
        &rules,
        &articles,
        check::Early::default(),
        check::today(),
        |one| {
            match one {
                Err(failure) => failures.push(failure),
                Ok(one) => {
                    for report in &one.reports {
                        let name = relative(&report.path, &path);
                        found.extend(report.findings.iter().map(|item| Entry::new(&name, item)));
                        checked.insert(name);
                    }
                }
            }
            Ok(())
        },
    )?;
    rules::keep(&rules);
    if !failures.is_empty() {
        // Half a baseline would accept half of what is there.
        return Err(Failure::Several(failures));
    }
    let found = Baseline::new(found);
    // Articles that this run didn't look at keep their entries, unless they are gone for good.
    let elsewhere = old
        .findings
        .iter()
        .filter(|e| !checked.contains(&e.path) && still_there(&e.path, &path))
        .cloned();
    let mut entries: Vec<Entry> = elsewhere.collect();
    let known = |e: &Entry| old.findings.iter().any(|o| o.path == e.path && o.id == e.id);
    entries.extend(found.findings.iter().filter(|e| !args.prune || known(e)).cloned());
    let new = Baseline::new(entries);
    let mut output = Output::open(Some(&path))?;
    output.write_all(new.print().as_bytes())?;
    output.finish()?;
    tell(&old, &new, &path)?;
    if args.baseline.is_none() && configured(&project).is_none() {
        let shown = path.display();
        let _ = writeln!(
            std::io::stderr(),
            "copydesk: leave them out with `copydesk check --baseline {shown}`, or with `baseline = \"{shown}\"` in copydesk.toml"
        );
    }
    Ok(Outcome::Clean)
}

fn still_there(entry: &str, baseline: &Path) -> bool {
    baseline.parent().unwrap_or(Path::new("")).join(entry).exists()
}

fn tell(old: &Baseline, new: &Baseline, path: &Path) -> Result<(), Failure> {
    let mut out = Output::open(None)?;
    let added = new.without(old);
    let gone = old.without(new);
    for entry in &added {
        writeln!(
            out,
            "accepted  {}: {}: {} [{}]",
            entry.path, entry.rule, entry.message, entry.text
        )?;
    }
    for entry in &gone {
        writeln!(
            out,
            "taken out {}: {}: {} [{}]",
            entry.path, entry.rule, entry.message, entry.text
        )?;
    }
    writeln!(
        out,
        "{}: {} finding{}, {} newly accepted, {} taken out",
        path.display(),
        new.findings.len(),
        if new.findings.len() == 1 { "" } else { "s" },
        added.len(),
        gone.len()
    )?;
    out.finish()
}
