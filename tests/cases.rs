//! Literate cases: Markdown files below `cases/`, one test a section. `README.md` says how to write one.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk::diagnostic::Severity;
use copydesk::document::{self, BlockKind, Format, Options};
use copydesk::reading::{sentence, token};
use copydesk::source::Source;
use copydesk::value::date::Date;
use copydesk::{pipeline, rules};
use libtest_mimic::{Arguments, Failed, Trial};

/// The fenced blocks of one section: what stands after the fence (`text`), and the content.
#[derive(Debug, Clone)]
struct Block {
    info: String,
    content: String,
    /// Lines of the file that hold the content.
    lines: std::ops::Range<usize>,
}

/// One section of a file.
#[derive(Debug, Clone)]
struct Case {
    name: String,
    blocks: Vec<Block>,
}

impl Case {
    /// Content of the block with this word after its fence; empty where there is none.
    fn block(&self, info: &str) -> &str {
        self.blocks
            .iter()
            .find(|b| b.info == info)
            .map_or("", |b| b.content.as_str())
    }
}

/// A kind of case: a folder, and what the program makes of a case there.
struct Kind {
    /// Folder below `cases/`.
    folder: &'static str,
    /// The expected blocks with what the program gives for each.
    run: fn(&Case) -> Vec<(&'static str, String)>,
}

/// All kinds of cases.
const KINDS: &[Kind] = &[
    Kind {
        folder: "reading/sentence",
        run: sentences,
    },
    Kind {
        folder: "reading/token",
        run: tokens,
    },
    Kind {
        folder: "checking",
        run: findings,
    },
];

/// `text` (or `heading`) → `sentences`, one a line, white space inside as one space.
fn sentences(case: &Case) -> Vec<(&'static str, String)> {
    let heading = case.block("heading");
    let (text, kind) = if heading.is_empty() {
        (case.block("text"), BlockKind::Paragraph)
    } else {
        (heading, BlockKind::Headline)
    };
    let lines: Vec<String> = sentence::split(text, 0, kind)
        .into_iter()
        .filter_map(|s| text.get(s.start..s.end))
        .map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    vec![("sentences", lines.join("\n"))]
}

/// `text`, a sentence a line → `tokens`, set apart by spaces.
fn tokens(case: &Case) -> Vec<(&'static str, String)> {
    let lines: Vec<String> = case
        .block("text")
        .lines()
        .map(|line| {
            let forms: Vec<String> = token::tokenize(line, 0).into_iter().map(|t| t.form).collect();
            forms.join(" ")
        })
        .collect();
    vec![("tokens", lines.join("\n"))]
}

/// `desk` (a rule file), `source` (a document given with `--against`) and `text` (an article, dated 17 August 2025; both
/// plain text) → `findings`: severity, name, the words, then the
/// other sides with what they are; mistakes in the rule file come first.
fn findings(case: &Case) -> Vec<(&'static str, String)> {
    let (book, mut diagnostics) = rules::load(
        vec![Source::new("case.desk", case.block("desk"))],
        &rules::NoFiles,
    );
    let options = Options {
        date: Date::parse("2025-08-17"),
        ..Options::default()
    };
    let plain = |name: &str, text: &str| document::read(Source::new(name, text), Format::Plain, &options);
    let source = Some(case.block("source")).filter(|s| !s.is_empty());
    let sources: Vec<_> = source.map(|s| plain("source.txt", s)).into_iter().collect();
    let (prepared, more) = pipeline::prepare_against(&book, &sources, None);
    diagnostics.extend(more);
    let mut lines: Vec<String> = diagnostics
        .iter()
        // A case shows one thing; its rules need no examples of their own.
        .filter(|d| d.code != "rule-without-examples" && d.severity > Severity::Note)
        .map(|d| format!("{} {}: {}", d.severity.as_str(), d.code, d.message))
        .collect();
    let article = plain("case.txt", case.block("text"));
    for finding in pipeline::check(&article, &prepared).findings {
        let mut line = format!(
            "{} {} “{}”",
            finding.severity.as_str(),
            finding.rule,
            article.source.slice(finding.span)
        );
        for related in &finding.related {
            let text: String = related
                .source
                .slice(related.span)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let text: String = text.chars().take(60).collect();
            line.push_str(&format!(" <- {:?} “{text}”", related.role));
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push("nothing".to_owned());
    }
    vec![("findings", lines.join("\n"))]
}

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var_os("UPDATE").is_some();
    let mut trials = Vec::new();
    for kind in KINDS {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(kind.folder))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "md"))
            .collect();
        files.sort();
        for path in files {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let cases = parse(&text);
            if update {
                rewrite(&path, &text, &cases, kind);
            }
            let file = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            for case in cases {
                let name = format!("{}/{file}: {}", kind.folder, case.name);
                let run = kind.run;
                trials.push(Trial::test(
                    name,
                    move || if update { Ok(()) } else { check(&case, run) },
                ));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(case: &Case, run: fn(&Case) -> Vec<(&'static str, String)>) -> Result<(), Failed> {
    let results = run(case);
    for (info, actual) in &results {
        let expected = case.block(info);
        if expected.trim_end() != actual.trim_end() {
            return Err(format!("{info} expected:\n{expected}\n\nfound:\n{actual}").into());
        }
    }
    if results
        .iter()
        .all(|(info, _)| case.blocks.iter().all(|b| b.info != *info))
    {
        return Err("the case expects nothing".into());
    }
    Ok(())
}

/// The sections with blocks; a section begins at a line with `#`.
fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(String, String, usize)> = None;
    for (i, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some((info, content, start))) => {
                if let Some(case) = cases.last_mut() {
                    case.blocks.push(Block {
                        info,
                        content,
                        lines: start..i,
                    });
                }
            }
            (Some(info), None) => open = Some((info.trim().to_owned(), String::new(), i + 1)),
            (None, Some((info, mut content, start))) => {
                if !content.is_empty() || i > start {
                    content.push('\n');
                }
                content.push_str(line);
                open = Some((info, content, start));
            }
            (None, None) => {
                if let Some(heading) = line.strip_prefix('#') {
                    cases.push(Case {
                        name: heading.trim_matches(['#', ' ']).to_owned(),
                        blocks: Vec::new(),
                    });
                }
            }
        }
    }
    cases.retain(|c| !c.blocks.is_empty());
    cases
}

/// Writes what the program gives into the expected blocks of the file.
fn rewrite(path: &Path, text: &str, cases: &[Case], kind: &Kind) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut changes: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for case in cases {
        for (info, actual) in (kind.run)(case) {
            if let Some(block) = case.blocks.iter().find(|b| b.info == info) {
                changes.push((block.lines.clone(), actual));
            }
        }
    }
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, actual) in changes {
        lines.splice(range, actual.trim_end().lines().map(str::to_owned));
    }
    let _ = fs::write(path, lines.join("\n") + "\n");
}
