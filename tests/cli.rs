//! The program as people run it: arguments in, exit code and output out. A few cases that prove the wiring.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const RULES: &str = "person \"Ada Moreno\"\n  also \"Moreno\"\n  never \"Ada Morena\"\n";

/// A project in a folder of its own.
struct Project(TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        files
            .iter()
            .for_each(|(name, text)| project.write(name, text.as_bytes()));
        project
    }
    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("to make the folder");
        std::fs::write(path, bytes).expect("to write");
    }
    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect("a file")
    }
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(".", arguments)
    }
    fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command
            .args(arguments)
            .current_dir(self.0.path().join(folder))
            .env("NO_COLOR", "1")
            // The tests leave nothing in the cache of whoever runs them.
            .env("COPYDESK_CACHE_DIR", "");
        Run(command.output().expect("to run"))
    }
    fn path(&self) -> &Path {
        self.0.path()
    }
}

struct Run(Output);

impl Run {
    fn code(&self) -> i32 {
        self.0.status.code().expect("an exit code")
    }
    fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("text")
    }
    fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("text")
    }
    #[track_caller]
    fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code(), code, "\n{}\n{}", self.out(), self.err());
        self
    }
}

const BAD: &str = "Ada Morena opened the bridge.\n";
const GOOD: &str = "Ada Moreno opened the bridge.\n";

#[test]
fn exit_codes_tell_findings_from_failures() {
    let p = Project::new(&[("rules/a.desk", RULES), ("good.txt", GOOD), ("bad.txt", BAD)]);
    p.run(&["check", "good.txt"]).ends_with(0);
    let run = p.run(&["check", "bad.txt", "--format", "short"]);
    run.ends_with(1);
    assert!(
        run.out().starts_with("bad.txt:1:1: error name-variant: "),
        "{}",
        run.out()
    );
    p.run(&["check", "bad.txt", "--fail-on", "never"]).ends_with(0);
    p.run(&["check", "missing.txt"]).ends_with(2);
    p.run(&["check", "bad.txt", "--fail-on", "sometimes"])
        .ends_with(2);
    p.run(&["check", "--no-such-flag"]).ends_with(2);
}

#[test]
fn articles_and_rules_are_told_apart_in_any_order() {
    let p = Project::new(&[
        ("desk/a.desk", RULES),
        ("b.desk", "place \"Wells\"\n  never \"Welles\"\n"),
        ("bad.txt", "Ada Morena opened the bridge at Welles.\n"),
        ("news/bad.md", BAD),
        ("empty/none.xyz", ""),
    ]);
    for arguments in [
        &["check", "--rules", "desk", "b.desk", "bad.txt"][..],
        &["check", "--rules", "desk/a.desk", "bad.txt", "--rules", "b.desk"],
        &["check", "bad.txt", "--rules", "desk", "b.desk"],
        &[
            "check",
            "--rules",
            "desk",
            "--rules=b.desk",
            "--format",
            "short",
            "bad.txt",
        ],
    ] {
        let run = p.run(arguments);
        run.ends_with(1);
        assert!(
            run.out().contains("Morena") && run.out().contains("Welles"),
            "{arguments:?}\n{}",
            run.out()
        );
    }
    let run = p.run(&["check", "--rules", "desk", "news", "--format", "short"]);
    run.ends_with(1);
    assert!(run.out().starts_with("news/bad.md:1:1: "), "{}", run.out());
    for (arguments, message) in [
        (
            &["check", "--rules", "bad.txt"][..],
            "bad.txt: is not a rule file",
        ),
        (
            &["check", "bad.txt", "--rules", "desk", "empty"],
            "empty: no rule file in this folder",
        ),
        (
            &["check", "--rules", "desk", "missing.txt"],
            "missing.txt: no such file",
        ),
        (
            &["check", "--against", "news/bad.md", "bad.txt"],
            "no article is named: `--against` took news/bad.md, bad.txt as sources",
        ),
    ] {
        let run = p.run(arguments);
        run.ends_with(2);
        assert!(run.err().contains(message), "{arguments:?}\n{}", run.err());
    }
}

#[test]
fn rows_of_data_say_who_holds_an_office() {
    let p = Project::new(&[
        (
            "rules/a.desk",
            "claims from \"staff.csv\" as \"{name} is {title}.\" role\n",
        ),
        (
            "rules/staff.csv",
            "name,title\nAda Lovelace,chief engineer\nGrace Hopper,treasurer of Dorne\n",
        ),
    ]);
    let findings = |text: &str| {
        p.write("a.txt", text.as_bytes());
        p.run(&["check", "a.txt", "--format", "short"]).out()
    };
    for (wrong, name) in [
        ("Tom Reed is chief engineer.", "staff-ada-lovelace"),
        ("Tom Reed is the chief engineer.", "staff-ada-lovelace"),
        ("Ada Lovelace is treasurer of Dorne.", "staff-grace-hopper"),
    ] {
        let found = findings(wrong);
        assert!(found.contains(&format!("error {name}:")), "{wrong}\n{found}");
    }
    for right in [
        "Ada Lovelace is chief engineer.",
        "Ada Lovelace is the chief engineer.",
        "Tom Reed is a chief engineer.",
        "Tom Reed is not chief engineer.",
        "Tom Reed was chief engineer.",
        "Tom Reed is chief engineer of Norland Steel.",
        "Is Tom Reed chief engineer?",
        "Tom Reed is treasurer of Wells.",
    ] {
        assert_eq!(findings(right), "", "{right}");
    }
}

#[test]
fn a_check_of_the_program_is_explained_and_has_no_pattern() {
    let project = Project::new(&[("rules/a.desk", RULES), ("a.txt", "The meeting was on Monday.\n")]);
    let refused = project.run(&["explain", "--why-not", "a.txt:1", "weekday-date"]);
    refused.ends_with(2);
    let said = refused.err();
    assert!(said.contains("a check of the program"), "{said}");
    assert!(!said.contains("did you mean"), "{said}");
    project.run(&["explain", "weekday-date"]).ends_with(0);
}

#[test]
fn bad_files_get_clear_messages() {
    let p = Project::new(&[
        ("rules/a.desk", RULES),
        ("empty.txt", ""),
        ("folder/none.xyz", ""),
    ]);
    p.write("binary.txt", b"\x00\x01\xff\xfe\x00");
    p.write("latin.txt", b"caf\xe9 au lait\n");
    p.write("utf16.txt", b"\xff\xfeA\x00");
    p.write("large.txt", &vec![b'a'; 50_000_000]);
    p.write("front.md", b"---\ndraft: true\n---\n");
    let run = p.run(&["check", "empty.txt", "front.md"]);
    run.ends_with(0);
    let message = "nothing to check, there is no text in empty.txt, front.md\n";
    assert!(run.err().ends_with(message), "{}", run.err());
    for (file, message) in [
        ("binary.txt", "binary.txt: is a binary file"),
        ("latin.txt", "latin.txt:1: is not UTF-8 (byte 3)"),
        ("utf16.txt", "utf16.txt: is UTF-16"),
        ("large.txt", "large.txt: is larger than 20 MB"),
        ("missing.txt", "missing.txt: no such file"),
        ("folder", "no article found in folder"),
    ] {
        let run = p.run(&["check", file]);
        run.ends_with(2);
        assert!(run.err().contains(message), "{}", run.err());
        assert_eq!(run.out(), "", "nothing was read, and nothing is reported");
    }
    // One bad file keeps nobody from hearing about the others, and the run still fails.
    p.write("bad.txt", BAD.as_bytes());
    let run = p.run(&["check", "latin.txt", "bad.txt", "--format", "short"]);
    run.ends_with(2);
    assert!(run.out().contains("bad.txt:1:1"), "{}", run.out());
}

#[test]
fn mistakes_in_rule_files_are_shown_at_once() {
    let p = Project::new(&[
        ("good.txt", GOOD),
        ("rules/a.desk", "persn \"A B\"\n\nperson \"C D\"\n  alsoo \"D\"\n"),
    ]);
    let run = p.run(&["check", "good.txt"]);
    run.ends_with(2);
    assert!(
        run.err().contains("rules/a.desk:1:1") && run.err().contains("rules/a.desk:4:3"),
        "{}",
        run.err()
    );
}

#[test]
fn configuration_is_found_upward_and_explained() {
    let p = Project::new(&[
        (
            "copydesk.toml",
            "rules = ['desk']\nfail-on = 'warning'\n[severity]\nname-variant = 'warning'\n[[override]]\npaths = ['opinion']\nseverity = { name-variant = 'off' }\n",
        ),
        ("desk/a.desk", RULES),
        ("news/bad.txt", BAD),
        ("opinion/bad.txt", BAD),
    ]);
    let run = p.run_in("news", &["check", "bad.txt", "--format", "short"]);
    run.ends_with(1);
    assert!(run.out().contains("warning name-variant"), "{}", run.out());
    p.run_in("opinion", &["check", "bad.txt"]).ends_with(0);
    p.run(&["check", "opinion"]).ends_with(0);
    let run = p.run_in("news", &["config", "--why"]);
    run.ends_with(0);
    assert!(
        run.out().contains("fail-on = \"warning\"  # ") && run.out().contains("copydesk.toml:2:11"),
        "{}",
        run.out()
    );
    let run = p.run(&["config", "--why", "opinion/bad.txt"]);
    for line in [
        "severity.name-variant = \"warning\"  # copydesk.toml:4:1",
        "override.0.paths = [\"opinion\"]  # copydesk.toml:6:9  # holds here",
        "override.0.severity.name-variant = \"off\"  # copydesk.toml:7:14",
    ] {
        assert!(run.out().contains(line), "{line}\n{}", run.out());
    }
    p.write("copydesk.toml", b"rule = []\n");
    let run = p.run(&["check", "news"]);
    run.ends_with(2);
    assert!(
        run.err().contains("copydesk.toml:1:1") && run.err().contains("did you mean `rules`"),
        "{}",
        run.err()
    );
}

#[test]
fn excluded_files_are_left_out() {
    let p = Project::new(&[
        ("copydesk.toml", "exclude = ['drafts', '*.skip.md']\n"),
        ("rules/a.desk", RULES),
        ("a.md", GOOD),
        ("b.skip.md", BAD),
        ("drafts/c.md", BAD),
        (".gitignore", "ignored.md\n"),
        ("ignored.md", BAD),
    ]);
    p.run(&["check"]).ends_with(0);
    p.run(&["check", "drafts/c.md"]).ends_with(1);
    p.run(&["check", "drafts/c.md", "--force-exclude"]).ends_with(0);
}

#[test]
fn a_baseline_names_findings_and_does_not_count_them() {
    let two = "Ada Morena opened the bridge.\n\nThe bridge is new.\n";
    let p = Project::new(&[
        (
            "rules/a.desk",
            &format!("{RULES}person \"Tom Berg\"\n  never \"Tom Burg\"\n"),
        ),
        ("a.md", two),
    ]);
    p.run(&["check", "--baseline", "b.json"]).ends_with(2);
    let run = p.run(&["baseline", "--baseline", "b.json"]);
    run.ends_with(0);
    assert!(
        run.out().contains("accepted  a.md: name-variant"),
        "{}",
        run.out()
    );
    p.run(&["check", "--baseline", "b.json"]).ends_with(0);
    // A moved paragraph is no new finding, from whatever folder the check is run.
    p.write("a.md", b"The bridge is new.\n\nAda Morena opened the bridge.\n");
    p.run(&["check", "--baseline", "b.json"]).ends_with(0);
    std::fs::create_dir(p.path().join("sub")).expect("a folder");
    p.run_in(
        "sub",
        &[
            "check",
            "../a.md",
            "--rules",
            "../rules",
            "--baseline",
            "../b.json",
        ],
    )
    .ends_with(0);
    // A finding that is fixed makes no room for another.
    p.write("a.md", b"Tom Burg opened the bridge.\n\nThe bridge is new.\n");
    p.run(&["check", "--baseline", "b.json"]).ends_with(1);
    // Pruning takes out what is gone and accepts nothing.
    let run = p.run(&["baseline", "--baseline", "b.json", "--prune"]);
    run.ends_with(0);
    assert!(
        run.out().contains("taken out a.md") && !run.out().contains("accepted "),
        "{}",
        run.out()
    );
    assert!(!p.read("b.json").contains("Morena"));
    p.run(&["check", "--baseline", "b.json"]).ends_with(1);
}

#[test]
fn suppressions_need_a_reason_and_a_finding() {
    let p = Project::new(&[("rules/a.desk", RULES), ("a.txt", BAD)]);
    p.write("a.txt.allow", b"name-variant \"Ada Morena\" -- she signs so\n");
    p.run(&["check", "a.txt", "--fail-on", "note"]).ends_with(0);
    p.write("a.txt", GOOD.as_bytes());
    let run = p.run(&["check", "a.txt", "--fail-on", "warning", "--format", "short"]);
    run.ends_with(1);
    assert!(
        run.out()
            .starts_with("a.txt.allow:1:1: warning suppression-unused"),
        "{}",
        run.out()
    );
    let text = format!("<!-- copydesk: allow name-variant -- she signs so; until 2026-01-31 -->\n\n{BAD}");
    p.write("b.md", text.as_bytes());
    p.run(&["check", "b.md", "--today", "2026-01-31", "--fail-on", "note"])
        .ends_with(0);
    let run = p.run(&["check", "b.md", "--today", "2026-02-01", "--format", "short"]);
    run.ends_with(1);
    assert!(run.out().contains("suppression-expired"), "{}", run.out());
}

#[test]
fn output_files_are_written_whole_and_standard_input_is_read() {
    let p = Project::new(&[("rules/a.desk", RULES), ("bad.txt", BAD)]);
    p.run(&["check", "bad.txt", "--format", "json", "--output", "out.json"])
        .ends_with(1);
    let json: serde_json::Value = serde_json::from_str(&p.read("out.json")).expect("JSON");
    assert_eq!(json["summary"]["errors"], 1);
    p.run(&["check", "bad.txt", "--output", "no/such/folder.json"])
        .ends_with(2);
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command
        .args(["check", "-", "--stdin-path", "news/x.md", "--format", "short"])
        .env("COPYDESK_CACHE_DIR", "")
        .current_dir(p.path());
    command.stdin(std::fs::File::open(p.path().join("bad.txt")).expect("a file"));
    let run = Run(command.output().expect("to run"));
    run.ends_with(1);
    assert!(run.out().starts_with("news/x.md:1:1"), "{}", run.out());
}

#[test]
fn a_severity_for_a_rule_that_is_not_there_is_an_error() {
    const OTHER: &str = "rule no-miracle\n  note \"Spare us.\"\n  never text /miracle/\n  flags \"A miracle.\"\n  allows \"A wonder.\"\n";
    let p = Project::new(&[
        ("rules/a.desk", RULES),
        ("opinion.desk", OTHER),
        ("bad.txt", BAD),
        ("op/a.txt", "A miracle.\n"),
    ]);
    let overriding = "[[override]]\npaths = ['op']\nrules = ['opinion.desk']\n";
    // A rule of another set of rules, which no article of this run has, is there all the same.
    p.write(
        "copydesk.toml",
        format!("[severity]\nno-miracle = 'off'\nacronym = 'off'\n{overriding}").as_bytes(),
    );
    p.run(&["check", "bad.txt"]).ends_with(1);
    p.run(&["check", "op", "--fail-on", "note"]).ends_with(0);
    p.write(
        "copydesk.toml",
        format!("[severity]\nacronim = 'off'\n{overriding}severity = {{ no-miracles = 'off' }}\n").as_bytes(),
    );
    for command in ["check", "baseline"] {
        let run = p.run(&[command, "bad.txt"]);
        run.ends_with(2);
        assert!(
            run.err().contains("copydesk.toml:2:1") && run.err().contains("did you mean `acronym`?"),
            "{}",
            run.err()
        );
        assert!(
            run.err().contains("copydesk.toml:6:14") && run.err().contains("did you mean `no-miracle`?"),
            "{}",
            run.err()
        );
    }
    // Rules of the command line are others than those that the file speaks of.
    p.run(&["check", "bad.txt", "--rules", "rules/a.desk"])
        .ends_with(1);
}

/// The fifth article is a pipe that nobody has written to yet: the run has printed the others, and waits.
#[test]
#[cfg(unix)]
fn a_run_that_is_broken_off_leaves_nothing_half_written() {
    let p = Project::new(&[("rules/a.desk", RULES), ("out/report", "as it was\n")]);
    let names: Vec<String> = (0..8).map(|i| format!("a{i}.txt")).collect();
    for name in &names {
        p.write(name, BAD.as_bytes());
    }
    let pipe = p.path().join("a5.txt");
    std::fs::remove_file(&pipe).expect("to make room");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("to run mkfifo");
    assert!(made.success());
    for format in ["jsonl", "sarif"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["check", "--format", format, "--output", "out/report"])
            .args(&names)
            .env("COPYDESK_CACHE_DIR", "")
            .current_dir(p.path())
            .spawn()
            .expect("to start");
        // Opens as soon as the program reads it.
        let writer = std::fs::OpenOptions::new()
            .write(true)
            .open(&pipe)
            .expect("the pipe");
        let id = child.id().to_string();
        // What a shell runs in the background ignores an interrupt, and so do its children.
        let sent = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .expect("to run kill");
        assert!(sent.success());
        let status = child.wait().expect("an end");
        assert_eq!(status.code(), None, "the signal ended it");
        drop(writer);
        assert_eq!(p.read("out/report"), "as it was\n");
        let left = std::fs::read_dir(p.path().join("out"))
            .expect("the folder")
            .count();
        assert_eq!(left, 1, "nothing beside the report");
    }
}

#[test]
fn output_follows_links_and_replaces_no_device() {
    let p = Project::new(&[("rules/a.desk", RULES), ("bad.txt", BAD)]);
    p.run(&["check", "bad.txt", "--output", "rules"]).ends_with(2);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("report.txt", p.path().join("link")).expect("a link");
        p.write("report.txt", b"");
        p.run(&["check", "bad.txt", "--output", "link"]).ends_with(1);
        assert!(p.read("report.txt").contains("name-variant"));
        let link = std::fs::symlink_metadata(p.path().join("link")).expect("the link");
        assert!(link.is_symlink());
        p.run(&["check", "bad.txt", "--output", "/dev/null"]).ends_with(1);
        let device = std::fs::metadata("/dev/null").expect("the device");
        assert!(!device.is_file());
    }
}

#[test]
fn what_earlier_runs_remember_changes_no_result() {
    const RULES: &str = "person \"Ada Moreno\"\n\nclaim opened\n  \"Ada Moreno opened the bridge in May 2024.\"\n\nrule no-closing\n  error \"It is open.\"\n  never \"{someone} closed the bridge\"\n";
    const TEXT: &str = "Ada Moreno opened the bridge in June 2024.\n\nBen Ortiz closed the bridge.\n";
    let p = Project::new(&[("rules/a.desk", RULES), ("a.txt", TEXT)]);
    let check = |cache: &str, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command
            .args(["check", "a.txt", "--format", "json"])
            .args(more)
            .current_dir(p.path())
            .env("COPYDESK_CACHE_DIR", cache);
        let run = Run(command.output().expect("to run"));
        run.ends_with(1);
        (run.out(), run.err())
    };
    let without = check("", &[]);
    assert!(without.0.contains("no-closing"), "{}", without.0);
    assert_eq!(check("cache", &["--no-cache"]), without);
    assert!(!p.path().join("cache").exists(), "nothing kept");
    assert_eq!(check("cache", &[]), without);
    let kept = std::fs::read(p.path().join("cache/rulebooks.trees")).expect("what the run learned");
    assert_eq!(check("cache", &[]), without);
    assert_eq!(
        std::fs::read(p.path().join("cache/rulebooks.trees")).expect("as it was"),
        kept,
        "nothing new, nothing written"
    );
    for damaged in [&kept[..kept.len() / 2], b"", b"something else"] {
        p.write("cache/rulebooks.trees", damaged);
        assert_eq!(check("cache", &[]), without);
    }
    let rulebooks = || -> Vec<PathBuf> {
        let entries = std::fs::read_dir(p.path().join("cache")).expect("a folder");
        let paths = entries.map(|e| e.expect("an entry").path());
        paths
            .filter(|f| f.extension().is_some_and(|e| e == "rulebook"))
            .collect()
    };
    let [rulebook] = rulebooks().try_into().expect("one rulebook");
    let kept = std::fs::read(&rulebook).expect("what was worked out");
    let mut changed = kept.clone();
    changed[kept.len() / 2] ^= 1;
    for damaged in [&kept[..kept.len() / 2], b"", &changed] {
        std::fs::write(&rulebook, damaged).expect("to write");
        assert_eq!(check("cache", &[]), without);
        assert_eq!(std::fs::read(&rulebook).expect("written anew"), kept);
    }
    // A folder that can't be made.
    assert_eq!(check("a.txt/cache", &[]), without);
    // Another rulebook in the same files.
    p.write(
        "rules/a.desk",
        RULES.replace("closed the", "crossed the").as_bytes(),
    );
    assert!(!check("cache", &[]).0.contains("no-closing"));
    assert_eq!(rulebooks(), [rulebook], "it takes the place of the one before");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let p = Project::new(&[("rules/a.desk", RULES)]);
    for i in 0..12 {
        p.write(&format!("n{i}/a.md"), BAD.as_bytes());
    }
    for format in ["human", "json", "jsonl", "sarif", "html"] {
        let first = p.run(&["check", "--format", format]).out();
        assert_eq!(p.run(&["check", "--format", format]).out(), first);
        assert!(first.contains("n0/a.md") && first.contains("n11/a.md"), "{first}");
    }
}

#[test]
fn a_new_project_can_be_started_and_tested() {
    let p = Project::new(&[]);
    p.run(&["init"]).ends_with(0);
    p.run(&["test"]).ends_with(0);
    let again = p.run(&["init"]);
    assert!(again.out().contains("is there already"), "{}", again.out());
    p.write("a.md", b"The council will open the bridge in May.\n");
    let run = p.run(&["check", "--format", "short"]);
    run.ends_with(0);
    assert!(
        run.out().contains("a.md:1:13: warning opening-needs-a-source"),
        "{}",
        run.out()
    );
    p.write("rules/house.desk", b"rule x\n  warning \"m\"\n  never \"{someone} will open {something}\"\n  flags \"Nothing opened.\"\n  allows \"Nothing.\"\n");
    p.run(&["test"]).ends_with(1);
}

#[test]
fn readings_and_relations_are_json() {
    let p = Project::new(&[("a.txt", GOOD)]);
    let run = p.run(&["read", "a.txt", "--format", "json"]);
    run.ends_with(0);
    let json: serde_json::Value = serde_json::from_str(&run.out()).expect("JSON");
    assert_eq!(json["path"], "a.txt");
    let first = &json["statements"][0];
    assert_eq!(first["subject"]["text"], "Ada Moreno");
    assert_eq!(first["predicate"]["lemma"], "open");
    assert_eq!(first["objects"][0]["role"], "object");
    assert_eq!(first["source"]["kind"], "narrator");
    let run = p.run(&["read", "a.txt", "--format", "conllu"]);
    assert!(
        run.out().contains("# text = Ada Moreno opened the bridge."),
        "{}",
        run.out()
    );
    p.write(
        "pairs.jsonl",
        b"{\"id\":1,\"text\":\"Ada opened the bridge.\",\"claim\":\"Ada opened the bridge.\"}\n{\"id\":2}\n",
    );
    let run = p.run(&["relate", "pairs.jsonl"]);
    run.ends_with(2);
    assert!(run.err().contains("pairs.jsonl:2"), "{}", run.err());
    let answer: serde_json::Value = serde_json::from_str(run.out().trim()).expect("JSON");
    assert_eq!(answer["verdict"], "supported");
}

/// The commands of the snippet for GitLab, as the manual has them, but for the installation.
#[cfg(unix)]
fn gitlab_script() -> String {
    let manual = include_str!("../docs/gate.md");
    let section = manual.split("## GitLab").nth(1).expect("a section on GitLab");
    let yaml = section
        .split("```yaml")
        .nth(1)
        .and_then(|s| s.split("```").next());
    let script: Vec<&str> = yaml
        .expect("a snippet")
        .lines()
        .skip_while(|l| l.trim() != "script:")
        .skip(1)
        .map_while(|l| l.trim().strip_prefix("- "))
        .collect();
    let (install, rest) = script.split_first().expect("commands");
    assert!(install.starts_with("cargo install --locked --git "), "{install}");
    rest.join("\n")
}

#[cfg(unix)]
#[test]
fn the_gitlab_snippet_runs_in_a_fresh_repository() {
    let p = Project::new(&[("rules/a.desk", RULES), ("news/good.txt", GOOD)]);
    let program = Path::new(env!("CARGO_BIN_EXE_copydesk"));
    let run = || {
        let folder = program.parent().expect("a folder").to_owned();
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&inherited)));
        let output = Command::new("sh")
            .args(["-e", "-c", &gitlab_script()])
            .current_dir(p.path())
            .env("PATH", path.expect("a path"))
            .env("COPYDESK_CACHE_DIR", "")
            .output();
        Run(output.expect("to run"))
    };
    let issues = || -> serde_json::Value {
        serde_json::from_str(&p.read("gl-code-quality-report.json")).expect("a report")
    };
    run().ends_with(0);
    assert_eq!(issues(), serde_json::json!([]));
    p.write("news/bad.txt", BAD.as_bytes());
    // The job fails, and its report is there to be shown.
    run().ends_with(1);
    assert_eq!(issues()[0]["location"]["path"], "news/bad.txt");
    assert_eq!(issues()[0]["check_name"], "name-variant");
}
