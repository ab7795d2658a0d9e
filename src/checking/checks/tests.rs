//! The examples of every manual page hold.

use super::*;
use crate::document::{Format, Options, read};
use crate::reading::names::Names;
use crate::rules::book::Rulebook;
use crate::source::Source;
use crate::value::date::Date;

fn found(check: &dyn Check, example: &Example) -> Vec<String> {
    let options = Options {
        date: Date::parse(example.dated),
        ..Options::default()
    };
    let document = read(Source::new("example.txt", example.text), Format::Plain, &options);
    let reading = crate::reading::read(&document, &Names::default());
    let book = Rulebook::default();
    let mut out = Vec::new();
    check.run(&Context::new(&document, &reading, &book), &mut out);
    for finding in &out {
        assert!(!finding.span.is_empty(), "{}: an empty span", finding.rule);
    }
    out.into_iter()
        .map(|f| format!("{}: {} [{}]", f.rule, f.message, document.source.slice(f.span)))
        .collect()
}

#[test]
fn the_manual_pages_tell_the_truth() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        let meta = check.meta();
        for example in meta.flags {
            if found(*check, example).is_empty() {
                wrong.push(format!("{} misses: {}", meta.id, example.text));
            }
        }
        for example in meta.allows {
            for finding in found(*check, example) {
                wrong.push(format!("{} flags: {} — {finding}", meta.id, example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_has_a_whole_manual_page() {
    let mut ids: Vec<&str> = CHECKS.iter().map(|c| c.meta().id).collect();
    for check in CHECKS {
        let meta = check.meta();
        assert!(!meta.summary.is_empty() && !meta.manual.is_empty() && !meta.source.is_empty());
        assert!(!meta.flags.is_empty(), "{}: no text that it flags", meta.id);
        assert!(
            meta.allows.len() >= 2,
            "{}: too few texts that it lets pass",
            meta.id
        );
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two checks of one name");
}
