//! Rule files from their text to the rulebook and to diagnostics, and back to text.
//!
//! `tests/cases/rules/*.md` hold mistakes with the diagnostics that they must give; with `UPDATE=1` the
//! expected part is written anew, to be reviewed by eye.

use std::fmt::Write as _;

use copydesk::diagnostic::{Diagnostic, Severity};
use copydesk::report::terminal;
use copydesk::rules::{self, Files, NoFiles, book};
use copydesk::source::Source;

const DESIGN: &str = include_str!("cases/rules/design.desk");

#[test]
fn every_form_loads() {
    let (book, diagnostics) = rules::load(vec![Source::new("design.desk", DESIGN)], &NoFiles);
    let shown: Vec<_> = diagnostics.iter().map(|d| format!("{d:?}")).collect();
    assert!(diagnostics.is_empty(), "{}", shown.join("\n"));
    assert_eq!(book.entities.len(), 7);
    assert_eq!(book.claims.len(), 3);
    assert_eq!(book.inferences.len(), 2);
    assert_eq!(book.rules.len(), 7);
    assert_eq!(book.tests.len(), 2);
    assert_eq!(
        book.tests[1].given.text,
        "No binding decisions were taken in Alaska.\n\nA second paragraph."
    );
    let rule = &book.rules[2];
    let book::RuleBody::When { patterns, .. } = &rule.body else {
        panic!()
    };
    assert_eq!(
        patterns[0].english.variables[0].kind,
        book::VariableKind::Entity(book::EntityKind::Country)
    );
}

#[test]
fn data_becomes_claims() {
    let mut files = Files::default();
    files.insert(
        "facts/staff.csv",
        "name,title,from\nAda Lovelace,chief engineer,2020-01-01\nGrace Hopper,admiral,\n",
    );
    files.insert(
        "facts/staff.json",
        r#"[{"name":"Ada","title":"engineer"}, {"name":"Grace","title":"admiral"}]"#,
    );
    files.insert(
        "facts/staff.ndjson",
        "{\"name\":\"Ada\",\"title\":\"engineer\"}\n{\"name\":\"G\"}\n",
    );
    let text = r#"
claims from "facts/staff.csv" as "{name} is {title}." role from {from}
claims from "facts/staff.json" as "{name} is {title}." where {name} != "Grace"
claims from "facts/staff.ndjson" as "{name} is {title}."
"#;
    let (book, diagnostics) = rules::load(vec![Source::new("a.desk", text)], &files);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["empty-cell"]);
    let names: Vec<_> = book.claims.iter().map(|c| c.name.text.as_str()).collect();
    assert_eq!(
        names,
        ["staff-ada-lovelace", "staff-grace-hopper", "staff-ada", "staff-ada-2"]
    );
    let row = book.claims[0].data.expect("a row");
    let source = book.sources.get(row.file).expect("a file");
    assert_eq!(source.slice(row.span), "Ada Lovelace,chief engineer,2020-01-01");
    assert_eq!(
        book.claims[0].english[0].text.text,
        "Ada Lovelace is chief engineer."
    );
    let row = book.claims[2].data.expect("a row");
    assert_eq!(
        book.sources.get(row.file).expect("a file").slice(row.span),
        r#"{"name":"Ada","title":"engineer"}"#
    );
}

/// One case of a Markdown file.
struct Case {
    name: String,
    text: String,
    files: Files,
    /// Where the expected diagnostics stand in the Markdown.
    expected: std::ops::Range<usize>,
}

/// `## name`, a block `desk`, blocks `file PATH`, and a block `text` with what is expected.
fn cases(markdown: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut name, mut text, mut files) = (String::new(), None, Files::default());
    let mut at = 0;
    let mut open: Option<(String, usize)> = None;
    for line in markdown.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match &open {
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    title.trim().clone_into(&mut name);
                    (text, files) = (None, Files::default());
                } else if let Some(kind) = line.strip_prefix("```") {
                    open = Some((kind.trim().to_owned(), at));
                }
            }
            Some((kind, from)) if line.trim_end() == "```" => {
                let body = &markdown[*from..start];
                if kind == "desk" {
                    text = Some(body.to_owned());
                } else if let Some(path) = kind.strip_prefix("file ") {
                    files.insert(path, body);
                } else if kind == "text" {
                    cases.push(Case {
                        name: name.clone(),
                        text: text.take().unwrap_or_else(|| panic!("{name}: no rule file")),
                        files: std::mem::take(&mut files),
                        expected: *from..start,
                    });
                }
                open = None;
            }
            Some(_) => {}
        }
    }
    cases
}

fn diagnostics(text: &str, files: &Files) -> (book::Rulebook, Vec<Diagnostic>) {
    rules::load(vec![Source::new("a.desk", text)], files)
}

fn shown(text: &str, files: &Files) -> String {
    let (book, diagnostics) = diagnostics(text, files);
    let mut out = Vec::new();
    terminal::print_diagnostics(&diagnostics, &book.sources, false, &mut out).expect("memory");
    let out = String::from_utf8(out).expect("text");
    let mut trimmed = String::new();
    for line in out.trim_end().lines() {
        let _ = writeln!(trimmed, "{}", line.trim_end());
    }
    trimmed
}

/// Every change that a diagnostic proposes mends it, and breaks nothing.
fn fixes_mend(case: &Case, problems: &mut String) {
    let (_, before) = diagnostics(&case.text, &case.files);
    for one in &before {
        let Some(fix) = &one.fix else { continue };
        let mut text = case.text.clone();
        text.replace_range(fix.location.span.start..fix.location.span.end, &fix.replacement);
        let (_, after) = diagnostics(&text, &case.files);
        let count = |list: &[Diagnostic], severity| list.iter().filter(|d| d.severity == severity).count();
        let fewer = |severity| count(&after, severity) < count(&before, severity);
        let not_more = count(&after, Severity::Error) <= count(&before, Severity::Error);
        let mended = fewer(one.severity) && not_more;
        if !mended {
            let codes = |list: &[Diagnostic]| list.iter().map(|d| d.code).collect::<Vec<_>>().join(", ");
            let _ = writeln!(
                problems,
                "{}: the change of `{}` does not mend it: {} → {}\n{text}",
                case.name,
                one.code,
                codes(&before),
                codes(&after)
            );
        }
    }
}

#[test]
fn mistakes_are_explained() {
    let update = std::env::var_os("UPDATE").is_some();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rules");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    paths.sort();
    let mut problems = String::new();
    let mut codes = std::collections::BTreeSet::new();
    for path in paths {
        let markdown = std::fs::read_to_string(&path).expect("a file");
        let mut new = markdown.clone();
        for case in cases(&markdown).iter().rev() {
            let found = shown(&case.text, &case.files);
            codes.extend(diagnostics(&case.text, &case.files).1.iter().map(|d| d.code));
            fixes_mend(case, &mut problems);
            if found != markdown[case.expected.clone()] {
                new.replace_range(case.expected.clone(), &found);
                if !update {
                    let _ = writeln!(problems, "{}:\n{found}", case.name);
                }
            }
        }
        if update && new != markdown {
            std::fs::write(&path, new).expect("written");
        }
    }
    assert!(problems.is_empty(), "{problems}");
    assert!(codes.len() >= 60, "only {} kinds of mistakes are shown", codes.len());
}
