//! Loads rule files and makes them ready for checking.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::find::{self, Wanted};
use super::project::Project;
use super::{Failure, cache, input, output};
use crate::checking::checks;
use crate::checking::finding::Checked;
use crate::checking::prepare::{Prepared, against};
use crate::config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::correction;
use crate::document::{self, Document};
use crate::pipeline;
use crate::reading::Sentence;
use crate::report::{RuleInfo, suppress, terminal};
use crate::rules::book::Rulebook;
use crate::rules::{self, LoadError, Loader};
use crate::source::{Location, Source, Sources};

/// Names of the findings that checking against a rulebook makes on its own, with a line on each.
const OF_THE_RULEBOOK: &[(&str, &str, Severity)] = &[
    (
        against::NAME,
        "a statement that a source document contradicts",
        Severity::Error,
    ),
    (
        "closed-list",
        "something that a list on file, which is complete, does not have",
        Severity::Error,
    ),
    (
        "contradicts-claim",
        "a statement that the clauses of an entity contradict",
        Severity::Error,
    ),
    (
        "name-variant",
        "a spelling that the rulebook forbids",
        Severity::Error,
    ),
    (
        "role-at-date",
        "a title that the rulebook gives to another, or for another time",
        Severity::Error,
    ),
    (
        "unconfirmed-as-fact",
        "an unconfirmed claim printed as fact",
        Severity::Warning,
    ),
    (
        "unverified",
        "a name, number or date that no claim and no entity of the rulebook has",
        Severity::Note,
    ),
];

/// Names of the findings that comparing revisions makes, with a line on each.
const OF_THE_DIFF: &[(&str, &str, Severity)] = &[
    (
        correction::CHANGED,
        "`copydesk diff`: a number, name, denial, source or quotation of a published text was changed, and no note tells the reader",
        Severity::Warning,
    ),
    (
        correction::UNFOUNDED,
        "`copydesk diff`: a correction note speaks of a value that stood in neither revision",
        Severity::Warning,
    ),
];

/// A rulebook, ready for checking.
#[derive(Debug)]
pub(crate) struct Rules {
    /// What the files say, read.
    pub(crate) prepared: Prepared,
    /// What is odd about the files without making them useless.
    pub(crate) warnings: Vec<Diagnostic>,
    infos: Vec<RuleInfo>,
}

impl Rules {
    /// Checks a document from its sentences.
    pub(crate) fn check(&self, document: &Document, sentences: Vec<Sentence>) -> Checked {
        let reading = pipeline::read_parsed(document, sentences, &self.prepared);
        pipeline::check_reading(document, Arc::new(reading), &self.prepared)
    }
    /// Names of all rules, claims and checks.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.infos.iter().map(|i| i.name.as_str())
    }
    /// What is known of every rule, claim and check, by name.
    pub(crate) fn infos(&self) -> &[RuleInfo] {
        &self.infos
    }
}

/// Reads files that rule files name; paths are relative to the current folder, as the labels are.
struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let file = Path::new(path);
        if !file.exists() {
            return Err(LoadError::NotFound);
        }
        input::read(file, path, input::MAX_BYTES)
            .map_err(|failure| LoadError::Unreadable(failure.to_string()))
    }
    fn checks(&self) -> Option<&[&str]> {
        static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
            let own = OF_THE_RULEBOOK.iter().map(|(name, ..)| *name);
            checks::CHECKS.iter().map(|c| c.meta().id).chain(own).collect()
        });
        Some(&NAMES)
    }
}

/// Loads every set of rules that an article of the project asks for, and tells warnings about them.
pub(crate) fn load_all(project: &Project) -> Result<Vec<Rules>, Failure> {
    let sources = project.sources()?;
    let loaded = project
        .rule_sets()
        .iter()
        .map(|paths| load_against(paths, &sources))
        .collect::<Result<Vec<_>, _>>()?;
    levels_are_known(project, &loaded)?;
    let mut err = std::io::stderr().lock();
    for rules in &loaded {
        // Warnings that can't be written are no reason to stop.
        let _ = terminal::print_diagnostics(
            &rules.warnings,
            &rules.prepared.book.sources,
            output::color_on_stderr(),
            &mut err,
        );
        let _ = err.flush();
    }
    Ok(loaded)
}

/// Keeps what a run worked out of its rulebooks for the next; called when the run is over.
pub(crate) fn keep(loaded: &[Rules]) {
    for rules in loaded {
        cache::keep_rulebook(&rules.prepared);
    }
}

/// Every rule that a configuration gives a severity to must be there: a misspelt name would leave the
/// severity as it was, and nobody would know.
fn levels_are_known(project: &Project, loaded: &[Rules]) -> Result<(), Failure> {
    let mut known: BTreeSet<String> = loaded
        .iter()
        .flat_map(|rules| rules.names().map(str::to_owned))
        .collect();
    for settings in project.settings_in_force() {
        let Some(source) = &settings.source else { continue };
        if settings.levels().all(|(name, _)| known.contains(name)) {
            continue;
        }
        // The file may speak of rules that none of this run's articles needs.
        for paths in settings.all_rules() {
            if project.rule_sets().contains(&paths) {
                continue;
            }
            let Ok(files) = files(&paths) else { return Ok(()) };
            let (book, _) = rules::load(files, &Disk);
            known.extend(infos_of(&book).into_iter().map(|info| info.name));
        }
        let mut sources = Sources::default();
        let file = sources.add(source.clone());
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let diagnostics: Vec<Diagnostic> = settings
            .levels()
            .filter(|(name, _)| !known.contains(*name))
            .map(|(name, level)| {
                let diagnostic = Diagnostic::error(
                    "unknown-rule",
                    format!("no rule, claim or check is named `{name}`"),
                    Location::new(file, level.span),
                    "gives a severity to nothing",
                );
                match config::nearest(name, &names) {
                    Some(near) => diagnostic.with_note(format!("did you mean `{near}`?")),
                    None => diagnostic.with_note("`copydesk explain` lists what there is"),
                }
            })
            .collect();
        if !diagnostics.is_empty() {
            return Err(Failure::Diagnostics { diagnostics, sources });
        }
    }
    Ok(())
}

/// Loads rule files and folders of them. Mistakes of all files come as one failure.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Rules, Failure> {
    load_against(paths, &[])
}

fn load_against(paths: &[PathBuf], against: &[Document]) -> Result<Rules, Failure> {
    cache::recall();
    let (book, mut diagnostics) = rules::load(files(paths)?, &Disk);
    if rules::has_errors(&diagnostics) {
        return Err(Failure::Diagnostics {
            diagnostics,
            sources: book.sources,
        });
    }
    let kept = cache::recall_rulebook(&book).filter(|_| against.is_empty());
    let (prepared, more) = pipeline::prepare_against(&book, against, kept);
    diagnostics.extend(more);
    rules::sort(&mut diagnostics);
    if rules::has_errors(&diagnostics) {
        return Err(Failure::Diagnostics {
            diagnostics,
            sources: prepared.book.sources,
        });
    }
    let infos = infos_of(&prepared.book);
    Ok(Rules {
        prepared,
        warnings: diagnostics,
        infos,
    })
}

/// The rule files that `paths` name.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        let found = if path.is_dir() {
            // `std` is the name of the shipped packs: they come in by `use`, and the word classes
            // among them are no rules at all.
            find::walk(path, &Wanted::new(path, &[find::RULES], &["std"])?)?
        } else if document::format_by_name(&find::label(path)).is_some() {
            failures.push(Failure::with_help(
                format!("{}: is not a rule file", path.display()),
                "rule files end in .desk; articles are named without an option, `copydesk check ARTICLE --rules RULES`",
            ));
            continue;
        } else {
            vec![path.clone()]
        };
        if found.is_empty() {
            failures.push(Failure::with_help(
                format!("{}: no rule file in this folder", path.display()),
                "rule files end in .desk",
            ));
        }
        for file in found {
            match input::read(&file, &find::label(&file), input::MAX_BYTES) {
                Ok(source) if !sources.iter().any(|s: &Source| s.path() == source.path()) => {
                    sources.push(source)
                }
                Ok(_) => {}
                Err(failure) => failures.push(failure),
            }
        }
    }
    if failures.is_empty() {
        Ok(sources)
    } else {
        Err(Failure::Several(failures))
    }
}

/// What is known of the rules and checks of a run, each once, by name.
pub(crate) fn infos(rules: &[Rules]) -> Vec<RuleInfo> {
    let mut out: Vec<RuleInfo> = rules.iter().flat_map(|r| r.infos.clone()).collect();
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out.dedup_by(|a, b| a.name == b.name);
    out
}

fn infos_of(book: &Rulebook) -> Vec<RuleInfo> {
    let info = |name: &str, summary: &str, help: Option<&str>, severity| RuleInfo {
        name: name.to_owned(),
        summary: summary.to_owned(),
        help: help.map(str::to_owned),
        severity,
    };
    let rules = book.rules.iter().map(|r| {
        info(
            &r.name.text,
            &r.message.text,
            r.help.as_ref().map(|h| h.text.as_str()),
            r.severity,
        )
    });
    let claims = book.claims.iter().map(|c| {
        let says = c.english.first().map_or("", |e| e.text.text.as_str());
        info(&c.name.text, &format!("on file: {says}"), None, Severity::Error)
    });
    let own = OF_THE_RULEBOOK
        .iter()
        .chain(OF_THE_DIFF)
        .map(|&(name, about, severity)| info(name, about, None, severity));
    let about_suppressions = suppress::RULES
        .iter()
        .map(|&(name, about)| info(name, about, None, Severity::Warning));
    let built_in = checks::CHECKS.iter().map(|c| {
        let meta = c.meta();
        info(meta.id, meta.summary, None, meta.severity)
    });
    let mut out: Vec<RuleInfo> = rules
        .chain(claims)
        .chain(built_in)
        .chain(own)
        .chain(about_suppressions)
        .collect();
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out.dedup_by(|a, b| a.name == b.name);
    out
}
