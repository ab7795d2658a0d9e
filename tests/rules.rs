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
        [
            "staff-ada-lovelace",
            "staff-grace-hopper",
            "staff-ada",
            "staff-ada-2"
        ]
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
    let mut files = files.clone();
    files.know_checks(&["weekday-date"]);
    rules::load(vec![Source::new("a.desk", text)], &files)
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
        let own = one
            .labels
            .iter()
            .any(|l| l.primary && l.location.file == fix.location.file);
        assert!(own, "{}", case.name);
        let (book, _) = diagnostics(&case.text, &case.files);
        if book
            .sources
            .get(fix.location.file)
            .is_some_and(|s| s.path() != "a.desk")
        {
            continue; // in a file that is used: the same change, elsewhere
        }
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
    assert!(
        codes.len() >= 60,
        "only {} kinds of mistakes are shown",
        codes.len()
    );
}

/// Staff list that examples of the reference read.
const STAFF: &str = "name,title\nAda Lovelace,chief engineer\nGrace Hopper,admiral\n";

/// The blocks of a Markdown file with their info string and place.
fn blocks(markdown: &str) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String, usize)> = None;
    for (number, line) in markdown.lines().enumerate() {
        match &mut open {
            None => {
                if let Some(info) = line.strip_prefix("```") {
                    open = Some((info.trim().to_owned(), String::new(), number + 1));
                }
            }
            Some(_) if line.trim_end() == "```" => found.extend(open.take()),
            Some((_, body, _)) => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    found
}

#[test]
fn examples_of_the_reference_are_true() {
    let reference = include_str!("../rules/README.md");
    let mut files = Files::default();
    files.insert("facts/staff.csv", STAFF);
    let mut good = 0;
    let mut bad = 0;
    for (info, text, line) in blocks(reference) {
        let mut words = info.split_whitespace();
        if words.next() != Some("desk") {
            continue;
        }
        let wrong = words.find_map(|w| w.strip_prefix("error=").or(w.strip_prefix("warning=")));
        let (_, diagnostics) = diagnostics(&text, &files);
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        match wrong {
            Some(code) => {
                assert_eq!(codes, [code], "rules/README.md:{line}");
                bad += 1;
            }
            None => {
                assert!(codes.is_empty(), "rules/README.md:{line}: {codes:?}");
                // What the reference shows is in canonical form, or says the same in it.
                let source = Source::new("a.desk", text.as_str());
                let formatted = rules::format::format(&source).expect("no mistakes");
                let again = Source::new("a.desk", formatted.as_str());
                assert_eq!(rules::format::format(&again).expect("no mistakes"), formatted);
                good += 1;
            }
        }
    }
    assert!(good >= 15 && bad >= 20, "{good} good, {bad} bad");
}

/// The texts of all rule files that ship with the project.
fn shipped() -> Vec<(std::path::PathBuf, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("rules"), root.join("corpus")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "desk") {
                let text = std::fs::read_to_string(&path).expect("a rule file");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() >= 4, "{found:?}");
    found
}

#[test]
fn every_shipped_pack_is_built_in() {
    for (path, text) in shipped() {
        let name = path.file_stem().and_then(|s| s.to_str()).expect("a name");
        // The reader's classes of words are no words for one thing, and nothing to `use`.
        let classes = ["classes", "reading"].contains(&name);
        if path.parent().is_some_and(|p| p.ends_with("rules/std")) {
            let text = (!classes).then_some(text.as_str());
            assert_eq!(rules::packs::find(name), text, "std/{name}");
        }
    }
}

#[test]
fn the_editor_knows_every_keyword() {
    let text = include_str!("../rules/editor/desk.tmLanguage.json");
    let grammar: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let mut patterns = Vec::new();
    collect(&grammar, &mut patterns);
    assert!(patterns.len() > 15);
    let mut regexes = Vec::new();
    for pattern in &patterns {
        // Look-ahead is an editor's; what is left must be an expression.
        let plain = pattern
            .replace(r#"(?=\s+["“])"#, "")
            .replace(r"(?=\()", "")
            .replace("(?![-/])", "");
        regexes.push(regex::Regex::new(&format!("(?m){plain}")).unwrap_or_else(|e| panic!("{pattern}: {e}")));
    }
    let known = |word: &str| {
        regexes.iter().any(|r| {
            [
                word.to_owned(),
                format!("{word} \"x\""),
                format!("{word} for"),
                format!("{word} x-y"),
                format!("{word} from"),
            ]
            .iter()
            .any(|line| {
                r.find(line)
                    .is_some_and(|m| m.start() == 0 && m.end() >= word.len())
            })
        })
    };
    let words = rules::grammar::ITEM_KEYWORDS
        .iter()
        .chain(rules::grammar::CLAUSE_KEYWORDS);
    for word in words.chain(&["hedged", "quoted", "anyone", "nothing"]) {
        assert!(known(word), "`{word}` is not in the grammar");
    }
    for (function, ..) in book::FUNCTIONS {
        assert!(text.contains(function), "`{function}` is not in the grammar");
    }
    // Whatever stands outside texts and comments in the shipped files is known, or a name.
    let outside =
        regex::Regex::new(r#"(?s)"(?:[^"\\]|\\.)*"|#[^\n]*|\{[^}\n]*\}|text /[^/\n]+/"#).expect("a regex");
    let words = regex::Regex::new(r"[^\s,]+").expect("a regex");
    for (path, text) in shipped() {
        let bare = outside.replace_all(&text, " ");
        for line in bare.lines().filter(|l| !l.trim_start().starts_with("opposite")) {
            let mut covered = vec![false; line.len()];
            for r in &regexes {
                for found in r.find_iter(line) {
                    covered[found.range()].fill(true);
                }
            }
            for word in words.find_iter(line) {
                let plain = word.as_str().chars().all(|c| c.is_ascii_lowercase());
                let is_name = line.trim_start().starts_with("expect ");
                let known = covered[word.range()].iter().all(|c| *c);
                assert!(
                    !plain || is_name || known,
                    "{}: `{}` in `{line}`",
                    path.display(),
                    word.as_str()
                );
            }
        }
    }
}

/// All expressions of the grammar.
fn collect(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(text) if matches!(key.as_str(), "match" | "begin" | "end") => {
                        into.push(text.to_owned())
                    }
                    _ => collect(value, into),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|v| collect(v, into)),
        _ => {}
    }
}

#[test]
fn shipped_files_are_formatted_without_change_of_meaning() {
    for (path, text) in shipped() {
        let source = Source::new("a.desk", text.as_str());
        let formatted =
            rules::format::format(&source).unwrap_or_else(|d| panic!("{}: {d:?}", path.display()));
        same_meaning(&text, &formatted);
    }
}

/// The trees are the same but for places and layout.
fn same_meaning(before: &str, after: &str) {
    let tree = |text: &str| {
        let source = Source::new("a.desk", text);
        let (file, _) = rules::grammar::parse(copydesk::source::FileId(0), &source);
        rules::format::print(&file)
    };
    assert_eq!(tree(before), tree(after));
    let book = |text: &str| {
        let (book, _) = rules::load(vec![Source::new("a.desk", text)], &NoFiles);
        let places =
            regex::Regex::new(r"Span \{ start: \d+, end: \d+ \}|\b(start|end): \d+").expect("a regex");
        let dump = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            book.entities, book.claims, book.rules, book.inferences, book.tests
        );
        places.replace_all(&dump, "").into_owned()
    };
    assert_eq!(book(before), book(after));
}
