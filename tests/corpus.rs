//! The corpus: clean articles stay clean, planted mistakes are found, and the reports are those on file.
//!
//! `UPDATE=1 cargo test --test corpus` writes the reports again.

mod common;

use std::fmt::Write as _;

use copydesk::checking::prepare::Prepared;
use copydesk::diagnostic::Severity;
use copydesk::report::{DocumentReport, Item};
use serde::Deserialize;

/// Has examples, and does with each what it says.
#[track_caller]
fn keeps_its_examples(rules: &Prepared, file: &str) {
    let report = copydesk::checking::rule_tests::run(rules, false);
    let failed: Vec<String> = report
        .results
        .iter()
        .filter_map(|r| Some(format!("{} ({}): {}", r.name, r.text, r.failure.as_ref()?)))
        .collect();
    assert!(failed.is_empty(), "{file}\n{}", failed.join("\n"));
    assert!(!report.results.is_empty(), "{file}");
}

/// Rules as an editor would write them, with the ways in which people say what they ask for and the near misses.
#[test]
fn rules_of_everyday_topics_keep_their_examples() {
    for name in ["everyday", "figures"] {
        let (rules, _) = common::rulebook(&format!("tests/data/{name}.desk"));
        keeps_its_examples(&rules, name);
    }
}

/// Every rule that ships has a text that it flags and one that it lets pass, and keeps them.
#[test]
fn shipped_rules_keep_their_examples() {
    let mut files: Vec<String> = ["attribution", "calendar", "names"]
        .map(|pack| format!("rules/std/{pack}.desk"))
        .into();
    files.extend(["alaska-summit", "company-docs", "election-desk"].map(|name| format!("rules/{name}.desk")));
    files.extend(
        ["court", "flood", "product", "results", "science", "summit"]
            .map(|name| format!("corpus/{name}/rules.desk")),
    );
    for file in files {
        let (rules, diagnostics) = common::rulebook(&file);
        let bare = diagnostics.iter().find(|d| d.code == "rule-without-examples");
        assert!(bare.is_none(), "{file}: {bare:?}");
        keeps_its_examples(&rules, &file);
    }
}

#[derive(Deserialize)]
struct Planted {
    context: String,
    words: String,
    kind: String,
    expect: Vec<String>,
}

/// Folder, article and revision.
const ARTICLES: [(&str, &str); 6] = [
    ("court", "txt"),
    ("flood", "txt"),
    ("product", "md"),
    ("results", "txt"),
    ("science", "txt"),
    ("summit", "txt"),
];

#[test]
fn planted_mistakes_are_found_and_clean_articles_are_clean() {
    let verbose = std::env::var("VERBOSE").is_ok();
    let update = std::env::var("UPDATE").is_ok();
    let (mut all, mut found, mut named, mut false_alarms) = (0, 0, 0, 0);
    let mut lost = Vec::new();
    for (name, extension) in ARTICLES {
        let (rules, _) = common::rulebook(&format!("corpus/{name}/rules.desk"));
        let read = |file: &str| {
            let path = format!("corpus/{name}/{file}.{extension}");
            let text = std::fs::read_to_string(common::root().join(&path)).unwrap();
            let report = common::check(&common::article(&path, &text, None), &rules);
            (text, report)
        };
        let (_, clean) = read("article");
        let (text, revised) = read("revised");
        let mut report = String::new();
        short(&mut report, &clean);
        short(&mut report, &revised);
        let serious = |i: &&Item| i.severity >= Severity::Warning;
        for item in clean.findings.iter().filter(serious) {
            false_alarms += 1;
            if verbose {
                println!("{name}: false alarm: {} on `{}`", item.rule, item.span.text);
            }
        }
        let folder = common::root().join("corpus").join(name);
        let planted: Vec<Planted> = common::json_lines(&folder.join("planted.jsonl"));
        for p in &planted {
            let at = text
                .find(&p.context)
                .unwrap_or_else(|| panic!("{name}: `{}`", p.context));
            let start = at + p.context.find(&p.words).unwrap_or(0);
            let end = start + p.words.len();
            let here = |i: &Item| i.span.start < end && start < i.span.end;
            all += 1;
            let hit = revised
                .findings
                .iter()
                .any(|i| i.severity >= Severity::Warning && here(i));
            let right = revised.findings.iter().any(|i| p.expect.contains(&i.rule));
            found += usize::from(hit || right);
            named += usize::from(right);
            if verbose && !right {
                println!(
                    "{name}: {} `{}`: wanted {:?}, {}",
                    p.kind,
                    p.words,
                    p.expect,
                    if hit { "found as another" } else { "missed" }
                );
            }
        }
        // What was flagged in the revision, stands in the clean article too, or lies on no planted words.
        for item in revised.findings.iter().filter(serious) {
            let on_planted = planted.iter().any(|p| {
                text.find(&p.context).is_some_and(|at| {
                    // The sentence around it may be what a finding marks.
                    item.span.start < at + p.context.len() && at < item.span.end
                        || p.expect.contains(&item.rule)
                })
            });
            if !on_planted && !clean.findings.iter().any(|c| c.id == item.id) {
                false_alarms += 1;
                if verbose {
                    println!(
                        "{name}: false alarm in the revision: {} on `{}`",
                        item.rule, item.span.text
                    );
                }
            }
        }
        let file = folder.join("expected.txt");
        if update {
            std::fs::write(&file, &report).unwrap();
        } else {
            // What was found once is found again. What is found beyond it is counted above: on planted
            // words it is a gain, elsewhere a false alarm.
            let now: Vec<&str> = report.lines().map(place_and_rule).collect();
            let expected = std::fs::read_to_string(&file).unwrap_or_default();
            for line in expected.lines().filter(|l| !now.contains(&place_and_rule(l))) {
                lost.push(line.to_owned());
            }
            for line in report.lines().filter(|l| !expected.lines().any(|e| e == *l)) {
                println!("{name}: not on file: {line}");
            }
        }
    }
    println!(
        "corpus: {found} of {all} planted mistakes found ({named} by an expected name), {false_alarms} false alarms"
    );
    for line in &lost {
        println!("no longer found: {line}");
    }
    assert!(
        lost.len() <= LOST,
        "{} findings on file are no longer found (UPDATE=1 writes the reports again)",
        lost.len()
    );
    assert!(found >= FOUND, "{found} planted mistakes found");
    assert!(false_alarms <= FALSE_ALARMS, "{false_alarms} false alarms");
}

/// How many of the planted mistakes must be found, and how many false alarms there may be over all
/// twelve texts. They are raised and lowered as the checks get better.
const FOUND: usize = 26;
const FALSE_ALARMS: usize = 6;
/// How many findings on file may be missing before the reports must be looked at again.
const LOST: usize = 4;

/// The line up to its message: a message may be put better.
fn place_and_rule(line: &str) -> &str {
    let mut colons = line.match_indices(": ").map(|(i, _)| i);
    let (Some(_), Some(end)) = (colons.next(), colons.next()) else {
        return line;
    };
    line.get(..end).unwrap_or(line)
}

/// One line a finding, as `--format short` prints it.
fn short(out: &mut String, report: &DocumentReport) {
    for i in &report.findings {
        let _ = writeln!(
            out,
            "{}:{}:{}: {} {}: {}",
            report.path,
            i.span.line,
            i.span.column,
            i.severity.as_str(),
            i.rule,
            i.message
        );
    }
}

/// Whoever names a pack gets all of it: each of its patterns is read as one statement.
#[test]
fn every_pack_can_be_used() {
    for (name, _) in copydesk::rules::packs::PACKS {
        let text = format!("use std/{name}\n\nclaim sale\n  \"Ana Moss sold the mill.\"\n");
        let source = copydesk::source::Source::new("a.desk", text);
        let (book, mut diagnostics) = copydesk::rules::load(vec![source], &copydesk::rules::NoFiles);
        let (prepared, more) = copydesk::pipeline::prepare(&book);
        diagnostics.extend(more);
        assert!(diagnostics.is_empty(), "std/{name}: {diagnostics:#?}");
        for inference in &prepared.inferences {
            let one = inference.from.iter().all(|p| p.statements.len() == 1);
            let of_book = &prepared.book.inferences[inference.index];
            assert!(
                one && !inference.infer.is_empty(),
                "std/{name}: {}",
                of_book.name.text
            );
        }
    }
}

/// What the reference shows of rules is so: their examples are caught and let pass, and its tests hold.
#[test]
fn examples_of_the_reference_are_caught_and_let_pass() {
    let reference = std::fs::read_to_string(common::root().join("rules/README.md")).unwrap();
    let mut files = copydesk::rules::Files::default();
    files.insert("facts/staff.csv", "name,title\nAda Lovelace,chief engineer\n");
    let mut run = 0;
    let mut failed = Vec::new();
    // Blocks that begin with the language alone, or with a file beside it, are right.
    for block in reference.split("```desk").skip(1) {
        let Some((info, rest)) = block.split_once('\n') else {
            continue;
        };
        let Some((text, _)) = rest.split_once("\n```") else {
            continue;
        };
        if info.contains("error=") || info.contains("warning=") {
            continue;
        }
        let source = copydesk::source::Source::new("a.desk", text);
        let (book, _) = copydesk::rules::load(vec![source], &files);
        let (prepared, diagnostics) = copydesk::pipeline::prepare(&book);
        assert!(
            !copydesk::rules::has_errors(&diagnostics),
            "{text}\n{diagnostics:#?}"
        );
        let report = copydesk::checking::rule_tests::run(&prepared, false);
        run += report.results.len();
        let results = report.results.iter();
        failed.extend(results.filter_map(|r| Some(format!("{}: {}", r.text, r.failure.as_ref()?))));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(run >= 30, "{run}");
}
