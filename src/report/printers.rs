//! The output formats: one slice, [`PRINTERS`], and what every printer is given.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{DocumentReport, Report, github, gitlab, json, junit, markdown, page, sarif, short, terminal};
use crate::config::FailOn;
use crate::diagnostic::Severity;
use crate::source::Source;

/// The files that places of a report stand in, by path.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<String, Source>,
}

impl Files {
    /// Adds a file under its own path.
    pub fn add(&mut self, source: &Source) {
        self.files
            .entry(source.path().to_owned())
            .or_insert_with(|| source.clone());
    }
    /// The file shown under `path`.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }
    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.files.iter().map(|(path, source)| (path.as_str(), source))
    }
}

/// What is known of a rule or check beside its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its name.
    pub name: String,
    /// One line on what it is about.
    pub summary: String,
    /// What to do about a finding.
    pub help: Option<String>,
    /// How bad a finding is unless the configuration says otherwise.
    pub severity: Severity,
}

/// What a printer is given.
#[derive(Debug, Clone, Copy)]
pub struct Printing<'a> {
    /// The findings.
    pub report: &'a Report,
    /// The files that they stand in.
    pub files: &'a Files,
    /// The rules and checks that could have found something.
    pub rules: &'a [RuleInfo],
    /// What makes the run fail.
    pub fail_on: FailOn,
    /// Print with colours.
    pub color: bool,
    /// Print how each finding was reached.
    pub explain: bool,
}

/// Prints a whole report.
pub type Print = fn(&Printing<'_>, &mut dyn Write) -> io::Result<()>;
/// Prints one document of a report as soon as it is there.
pub type PrintDocument = fn(&DocumentReport, &mut dyn Write) -> io::Result<()>;

/// One output format.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Prints a report.
    pub print: Print,
    /// For formats that print document by document, in input order.
    pub stream: Option<PrintDocument>,
}

/// All output formats.
pub const PRINTERS: &[Printer] = &[
    Printer {
        name: "human",
        about: "the words with both sides of every finding",
        print: terminal::print,
        stream: None,
    },
    Printer {
        name: "short",
        about: "one line a finding",
        print: short::print,
        stream: Some(short::document),
    },
    Printer {
        name: "json",
        about: "one JSON object",
        print: json::print,
        stream: None,
    },
    Printer {
        name: "jsonl",
        about: "one JSON object a document, as it is checked",
        print: json::lines,
        stream: Some(json::line),
    },
    Printer {
        name: "sarif",
        about: "SARIF 2.1.0 for code scanning",
        print: sarif::print,
        stream: None,
    },
    Printer {
        name: "github",
        about: "annotations for GitHub workflows",
        print: github::print,
        stream: None,
    },
    Printer {
        name: "gitlab",
        about: "GitLab code quality",
        print: gitlab::print,
        stream: None,
    },
    Printer {
        name: "junit",
        about: "JUnit XML for build servers",
        print: junit::print,
        stream: None,
    },
    Printer {
        name: "markdown",
        about: "a comment on a pull request",
        print: markdown::print,
        stream: None,
    },
    Printer {
        name: "html",
        about: "one page: articles with marked words and findings",
        print: page::print,
        stream: None,
    },
];

/// The format of this name.
pub fn printer(name: &str) -> Option<&'static Printer> {
    PRINTERS.iter().find(|p| p.name == name)
}
