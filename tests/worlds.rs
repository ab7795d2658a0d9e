//! Whole worlds that the program was not made for: a rulebook, an article of its topic that is right, and edits of it.
//!
//! Each folder of `tests/data/worlds` was written from the manual of the rule language alone. A "break" is a slip
//! that an editor with the rulebook would call wrong; a "near" has the look of one and is right. The unedited
//! article has nothing wrong, so that whatever is said of it is a false alarm.
//!
//! `VERBOSE=1 cargo test --test worlds -- --nocapture` lists what was missed and what was invented; of the worlds in
//! [`HELD_OUT`] only the counts are looked at.

mod common;

use std::collections::BTreeSet;

use copydesk::checking::prepare::Prepared;
use copydesk::diagnostic::Severity;
use copydesk::value::date::Date;
use rayon::prelude::*;
use serde::Deserialize;

/// Worlds whose texts nobody looks at while the program is mended.
const HELD_OUT: [&str; 11] = [
    "brewery",
    "drugtrial",
    "festival",
    "hospital",
    "mayor",
    "orchestra",
    "quake",
    "rocket",
    "satellite",
    "tour",
    "wildlife",
];

#[derive(Deserialize)]
struct Edit {
    id: String,
    kind: String,
    old: String,
    new: String,
    rule: String,
}

/// What was counted in one world, or in several.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    breaks: usize,
    found: usize,
    near: usize,
    flagged: usize,
    /// Findings on the unedited article.
    wrong: usize,
    /// Rulebooks that do not load.
    unread: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.breaks += other.breaks;
        self.found += other.found;
        self.near += other.near;
        self.flagged += other.flagged;
        self.wrong += other.wrong;
        self.unread += other.unread;
    }
    fn print(&self, name: &str) {
        let unread = if self.unread > 0 { ", not loaded" } else { "" };
        println!(
            "{name}: {} of {} found, {} of {} flagged wrongly, {} findings on the article{unread}",
            self.found, self.breaks, self.flagged, self.near, self.wrong
        );
    }
}

/// Errors and warnings, each by its rule and message.
fn findings(text: &str, date: Option<Date>, rules: &Prepared) -> BTreeSet<(String, String)> {
    let article = common::article("article.txt", text, date);
    let found = common::check(&article, rules).findings;
    found
        .iter()
        .filter(|f| f.severity >= Severity::Warning)
        .map(|f| (f.rule.clone(), f.message.clone()))
        .collect()
}

fn count(world: &str) -> Count {
    let folder = format!("tests/data/worlds/{world}");
    let read = |name: &str| {
        std::fs::read_to_string(common::root().join(&folder).join(name)).expect("a file of the world")
    };
    let edits: Vec<Edit> = common::json_lines(&common::root().join(&folder).join("edits.jsonl"));
    let of_kind = |kind: &str| edits.iter().filter(|e| e.kind == kind).count();
    let mut out = Count {
        breaks: of_kind("break"),
        near: of_kind("near"),
        ..Count::default()
    };
    let Some(rules) = common::try_rulebook(&format!("{folder}/rules.desk")) else {
        out.unread = 1;
        return out;
    };
    let verbose = std::env::var_os("VERBOSE").is_some() && !HELD_OUT.contains(&world);
    let date = Date::parse(read("date.txt").trim());
    let article = read("article.txt");
    let before = findings(&article, date, &rules);
    out.wrong = before.len();
    if verbose {
        for (rule, message) in &before {
            println!("on the article of {world}: {rule}: {message}");
        }
    }
    let new: Vec<bool> = edits
        .par_iter()
        .map(|e| {
            assert_eq!(article.matches(&e.old).count(), 1, "{}", e.id);
            let after = findings(&article.replace(&e.old, &e.new), date, &rules);
            after.difference(&before).next().is_some()
        })
        .collect();
    for (edit, new) in edits.iter().zip(new) {
        let broken = edit.kind == "break";
        out.found += usize::from(broken && new);
        out.flagged += usize::from(!broken && new);
        if verbose && broken != new {
            let what = if broken { "missed" } else { "invented" };
            println!("{what} {} ({}): {}", edit.id, edit.rule, edit.new);
        }
    }
    out
}

#[test]
fn worlds_of_other_topics() {
    let mut names: Vec<String> = std::fs::read_dir(common::root().join("tests/data/worlds"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let (mut tuned, mut held_out) = (Count::default(), Count::default());
    for name in &names {
        let found = count(name);
        found.print(name);
        if HELD_OUT.contains(&name.as_str()) {
            held_out.add(found);
        } else {
            tuned.add(found);
        }
    }
    tuned.print("tuned");
    held_out.print("held out");
    for (which, count, least, most_flagged, most_wrong) in
        [("tuned", tuned, 181, 9, 3), ("held out", held_out, 48, 2, 4)]
    {
        common::is_no_worse(which, (count.found, least), (count.flagged, most_flagged));
        assert!(
            count.wrong <= most_wrong,
            "{which}: {} findings on articles",
            count.wrong
        );
    }
}
