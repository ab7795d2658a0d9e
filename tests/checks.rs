//! Articles with mistakes planted in them, and things that only look like mistakes, for the built-in checks.
//!
//! `corpus/checks/README.md` tells how they are marked. `cargo test --test checks -- --nocapture` prints what
//! was found; the texts in `held-out` are only counted, never tuned on.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken file")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use copydesk::checking::checks::{self, Context};
use copydesk::checking::finding::Finding;
use copydesk::diagnostic::Severity;
use copydesk::document::{Format, Options, read};
use copydesk::reading::names::Names;
use copydesk::rules::book::Rulebook;
use copydesk::source::{Source, Span};
use copydesk::value::date::Date;

/// A marked stretch of an article.
struct Mark {
    span: Span,
    /// The checks of which one must find it; for a decoy, the one that it tempts.
    rules: Vec<String>,
    decoy: bool,
}

struct Article {
    name: String,
    text: String,
    date: Option<Date>,
    marks: Vec<Mark>,
}

#[derive(Default, Clone, Copy)]
struct Count {
    planted: usize,
    found: usize,
    decoys: usize,
    flagged: usize,
    false_alarms: usize,
}

fn parse(path: &Path) -> Article {
    let file = std::fs::read_to_string(path).unwrap();
    parse_text(&path.file_stem().unwrap().to_string_lossy(), &file)
}

fn parse_text(name: &str, file: &str) -> Article {
    let (head, body) = file.split_once("\n\n").map_or(("", file), |(h, b)| {
        if h.starts_with("date:") {
            (h, b)
        } else {
            ("", file)
        }
    });
    // The two head lines are followed by the headline without a blank line between.
    let lines: Vec<&str> = head.lines().collect();
    let date = lines
        .iter()
        .find_map(|l| l.strip_prefix("date: "))
        .and_then(|d| Date::parse(d.trim()));
    let headline: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|l| !l.starts_with("date: ") && !l.starts_with("genre: "))
        .collect();
    let marked = format!("{}\n\n{body}", headline.join("\n"));
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked.as_str();
    while let Some(at) = rest.find(['[', '{']) {
        let (before, tail) = rest.split_at(at);
        text.push_str(before);
        let (decoy, close) = if tail.starts_with("[[") {
            (false, "]]")
        } else if tail.starts_with("{{") {
            (true, "}}")
        } else {
            text.push_str(&tail[..1]);
            rest = &tail[1..];
            continue;
        };
        let end = tail.find(close).unwrap_or_else(|| panic!("{name}: an open mark"));
        let (rules, words) = tail[2..end].split_once('|').unwrap();
        let start = text.len();
        text.push_str(words);
        marks.push(Mark {
            span: Span::new(start, text.len()),
            rules: rules.split('/').map(str::to_owned).collect(),
            decoy,
        });
        rest = &tail[end + 2..];
    }
    text.push_str(rest);
    Article {
        name: name.to_owned(),
        text,
        date,
        marks,
    }
}

fn articles(set: &str) -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus/checks")
        .join(set);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|p| parse(p)).collect()
}

/// Checks that compare what the article says with what it says elsewhere; any of them may find a pair.
const COMPARING: [&str; 9] = [
    "headline-body",
    "self-contradiction",
    "one-quantity-two-values",
    "magnitude-slip",
    "certainty-raised",
    "contested-unattributed",
    "role-conflict",
    "age-birth",
    "name-variant",
];

/// Short articles with one contradiction or one look-alike each: several to a file, each under a line
/// `=== genre kind date`.
fn pairs(set: &str) -> Vec<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus/checks/pairs")
        .join(format!("{set}.txt"));
    let file = std::fs::read_to_string(path).unwrap();
    file.split("=== ")
        .skip(1)
        .map(|item| {
            let (head, body) = item.split_once('\n').unwrap();
            let mut article = parse_text(head, body);
            article.date = head.split_whitespace().next_back().and_then(Date::parse);
            for mark in article.marks.iter_mut().filter(|m| !m.decoy) {
                // The planted one is counted under where it stands: headline against body, or body.
                mark.rules.extend(COMPARING.map(str::to_owned));
            }
            article
        })
        .collect()
}

fn findings(article: &Article) -> Vec<Finding> {
    let options = Options {
        date: article.date,
        ..Options::default()
    };
    let document = read(
        Source::new(article.name.as_str(), article.text.as_str()),
        Format::Plain,
        &options,
    );
    let reading = copydesk::reading::read(&document, &Names::default());
    let book = Rulebook::default();
    let mut out = Vec::new();
    let context = Context::new(&document, &reading, &book);
    for check in checks::CHECKS {
        check.run(&context, &mut out);
    }
    out
}

fn measure(articles: Vec<Article>) -> (BTreeMap<String, Count>, String) {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut log = String::new();
    for article in articles {
        let found = findings(&article);
        let touches = |f: &Finding, m: &Mark| {
            f.span.overlaps(m.span) || f.related.iter().any(|r| r.span.overlaps(m.span))
        };
        // A note may answer for a mistake; it raises no alarm.
        let mut used: Vec<bool> = found.iter().map(|f| f.severity < Severity::Warning).collect();
        for mark in article.marks.iter().filter(|m| !m.decoy) {
            let rule = mark.rules.first().cloned().unwrap_or_default();
            let mut hit = false;
            for (f, used) in found.iter().zip(&mut used) {
                if mark.rules.contains(&f.rule) && touches(f, mark) {
                    hit = true;
                    *used = true;
                }
            }
            let count = counts.entry(rule.clone()).or_default();
            count.planted += 1;
            count.found += usize::from(hit);
            if !hit {
                let _ = writeln!(
                    log,
                    "MISS  {:10} {rule}: {}",
                    article.name,
                    &article.text[mark.span.start..mark.span.end]
                );
            }
        }
        for mark in article.marks.iter().filter(|m| m.decoy) {
            let flagged = found
                .iter()
                .zip(&used)
                .any(|(f, used)| !used && f.span.overlaps(mark.span));
            let rule = mark.rules.first().cloned().unwrap_or_default();
            let count = counts.entry(rule).or_default();
            count.decoys += 1;
            count.flagged += usize::from(flagged);
        }
        for (f, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            counts.entry(f.rule.clone()).or_default().false_alarms += 1;
            let _ = writeln!(
                log,
                "FALSE {:10} {}: {} [{}]",
                article.name,
                f.rule,
                f.message,
                &article.text[f.span.start..f.span.end]
            );
        }
    }
    (counts, log)
}

fn table(set: &str, articles: Vec<Article>) -> Count {
    let (counts, log) = measure(articles);
    let mut total = Count::default();
    println!("\n{set}\n{:26} planted found decoys flagged false", "check");
    for (rule, c) in &counts {
        println!(
            "{rule:26} {:7} {:5} {:6} {:7} {:5}",
            c.planted, c.found, c.decoys, c.flagged, c.false_alarms
        );
        total.planted += c.planted;
        total.found += c.found;
        total.decoys += c.decoys;
        total.flagged += c.flagged;
        total.false_alarms += c.false_alarms;
    }
    println!(
        "{:26} {:7} {:5} {:6} {:7} {:5}",
        "all", total.planted, total.found, total.decoys, total.flagged, total.false_alarms
    );
    // What is held out is counted and not looked at.
    if set.starts_with("tuned") {
        println!("{log}");
    }
    total
}

#[test]
fn planted_mistakes_are_found_and_decoys_are_not() {
    for set in ["tuned", "held-out"] {
        let c = table(set, articles(set));
        assert!(
            c.flagged * 100 <= c.decoys * 5,
            "{set}: {} of {} decoys flagged",
            c.flagged,
            c.decoys
        );
        assert!(
            c.false_alarms * 10 <= c.found.max(10) * 2,
            "{set}: {} false alarms",
            c.false_alarms
        );
        assert!(
            c.found * 10 >= c.planted * 4,
            "{set}: {} of {} found",
            c.found,
            c.planted
        );
    }
}

#[test]
fn contradictions_are_found_in_short_articles() {
    let sets = ["tuned", "held-out", "longer-tuned", "longer-held-out"];
    let counts = sets.map(|set| {
        // Tuned sets are named first, so that their misses are printed.
        let (name, kind) = match set.strip_prefix("longer-") {
            Some(name) => (name, "articles of several paragraphs"),
            None => (set, "short articles"),
        };
        (set, table(&format!("{name}, {kind}"), pairs(set)))
    });
    for (set, c) in counts {
        assert!(
            c.flagged * 100 <= c.decoys * 3,
            "{set}: {} of {} decoys flagged",
            c.flagged,
            c.decoys
        );
        assert!(
            c.false_alarms * 20 <= c.found.max(20),
            "{set}: {} false alarms",
            c.false_alarms
        );
        // What is held out is found less often: that is what it is held out for.
        let least = if set == "tuned" { 7 } else { 3 };
        assert!(
            c.found * 10 >= c.planted * least,
            "{set}: {} of {} found",
            c.found,
            c.planted
        );
    }
}

/// An article with what is replaced in it, one at a time: `corpus/checks/edited`.
struct Edit {
    kind: String,
    check: String,
    text: String,
    article: String,
}

/// The articles of the set and their edits.
fn edited(set: &str) -> (BTreeMap<String, Article>, Vec<Edit>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus/checks/edited")
        .join(set);
    let file = std::fs::read_to_string(folder.join("edits.jsonl")).unwrap();
    let mut articles: BTreeMap<String, Article> = BTreeMap::new();
    let mut edits = Vec::new();
    for line in file.lines().filter(|l| !l.trim().is_empty()) {
        let edit: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| edit[name].as_str().unwrap().to_owned();
        let name = field("article");
        let article = articles.entry(name.clone()).or_insert_with(|| Article {
            text: std::fs::read_to_string(folder.join(&name)).unwrap(),
            date: Date::parse(&field("date")),
            name: name.clone(),
            marks: Vec::new(),
        });
        let (old, new) = (field("old"), field("new"));
        assert_eq!(article.text.matches(&old).count(), 1, "{set}: {}", field("id"));
        edits.push(Edit {
            kind: field("kind"),
            check: field("check"),
            text: article.text.replace(&old, &new),
            article: name,
        });
    }
    (articles, edits)
}

/// What the checks that are on warn of: rule and message.
fn warnings(article: &Article) -> Vec<(String, String)> {
    let on = |rule: &str| checks::find(rule).is_some_and(|c| c.meta().on);
    let mut out: Vec<(String, String)> = findings(article)
        .into_iter()
        .filter(|f| f.severity >= Severity::Warning && on(&f.rule))
        .map(|f| (f.rule, f.message))
        .collect();
    out.sort();
    out
}

#[test]
fn mistakes_are_found_in_edited_articles_and_near_misses_are_not() {
    // What was reached: mistakes found at least, near misses flagged at most, findings in the untouched articles.
    for (set, least, most, untouched) in [("tuned", 142, 0, 1), ("held-out", 19, 0, 1)] {
        let (articles, edits) = edited(set);
        let before: BTreeMap<&String, Vec<(String, String)>> =
            articles.iter().map(|(name, a)| (name, warnings(a))).collect();
        let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        for edit in &edits {
            let original = &articles[&edit.article];
            let changed = Article {
                name: edit.article.clone(),
                text: edit.text.clone(),
                date: original.date,
                marks: Vec::new(),
            };
            let known = &before[&edit.article];
            let new = warnings(&changed).iter().any(|w| !known.contains(w));
            for check in ["all", edit.check.as_str()] {
                let count = counts.entry((edit.kind.as_str(), check)).or_default();
                count.0 += 1;
                count.1 += usize::from(new);
            }
        }
        println!("\nedited articles, {set}");
        for ((kind, check), (all, new)) in &counts {
            println!("{kind:6} {check:12} {new:3} of {all}");
        }
        let found = |kind| counts.get(&(kind, "all")).map_or(0, |c| c.1);
        let base: usize = before.values().map(Vec::len).sum();
        assert!(found("break") >= least, "{set}: {} found", found("break"));
        assert!(
            found("near") <= most,
            "{set}: {} near misses flagged",
            found("near")
        );
        assert!(
            base <= untouched,
            "{set}: {base} findings in the untouched articles"
        );
    }
}
