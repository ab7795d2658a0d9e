//! Reports: one made-up report in every output format, and the JSON against its schema.

use copydesk::checking::finding::{Checked, Finding, FindingKind, Related, RelatedRole, Verdict};
use copydesk::config::FailOn;
use copydesk::diagnostic::Severity;
use copydesk::document::{self, Document, Format, Options};
use copydesk::report::{self, Files, PRINTERS, Printing, Report, RuleInfo};
use copydesk::source::{Source, Span};

const ARTICLE: &str = "Harbour bridge <reopens>\n\
The “harbour” bridge reopened on Sunday, 16 August 2025, said Ada Moreno, 46.\n\
It has been closed for 12 days & nights, Moreno said.\n";

const RULES: &str = "claim bridge-closed\n  \"The harbour bridge is closed.\"\n";

fn place(source: &Source, words: &str) -> Span {
    let start = source.text().find(words).expect("the words");
    Span::new(start, start + words.len())
}

fn article() -> Document {
    document::read(
        Source::new("news/bridge one.txt", ARTICLE),
        Format::Plain,
        &Options::default(),
    )
}

fn findings(document: &Document) -> Vec<Finding> {
    let rules = Source::new("rules/house.desk", RULES);
    let own = &document.source;
    vec![
        Finding {
            rule: "bridge-closed".to_owned(),
            kind: FindingKind::Contradiction,
            severity: Severity::Error,
            message: "“reopened” contradicts what is on file".to_owned(),
            reason: "reopened is the opposite of closed".to_owned(),
            help: Some("Ask the council, or 100% of it.".to_owned()),
            span: place(own, "bridge reopened"),
            related: vec![Related {
                role: RelatedRole::Claim,
                source: rules.clone(),
                span: place(&rules, "The harbour bridge is closed."),
                message: "the claim".to_owned(),
            }],
            normal_form: "reopen(bridge)".to_owned(),
            proof: vec![
                "the article says: reopened".to_owned(),
                "the claim says: closed".to_owned(),
            ],
        },
        Finding {
            rule: "weekday-date".to_owned(),
            kind: FindingKind::Contradiction,
            severity: Severity::Warning,
            message: "16 August 2025 is a Saturday".to_owned(),
            reason: "the calendar says so".to_owned(),
            help: None,
            span: place(own, "Sunday, 16 August 2025"),
            related: vec![Related {
                role: RelatedRole::Statement,
                source: own.clone(),
                span: place(own, "12 days"),
                message: "the other statement".to_owned(),
            }],
            normal_form: String::new(),
            proof: Vec::new(),
        },
        Finding {
            rule: "second".to_owned(),
            kind: FindingKind::Unverified,
            severity: Severity::Note,
            message: "nothing on file supports it".to_owned(),
            reason: String::new(),
            help: None,
            span: place(own, "reopened on Sunday, 16"),
            related: Vec::new(),
            normal_form: String::new(),
            proof: Vec::new(),
        },
    ]
}

fn report() -> (Report, Files) {
    let document = article();
    let checked = Checked {
        findings: findings(&document),
        verdicts: vec![Verdict::Contradicted, Verdict::Unverified, Verdict::Unchecked],
        sentences: 4,
        unread: 1,
    };
    let clean = document::read(
        Source::new("news/a.txt", "Nothing.\n"),
        Format::Plain,
        &Options::default(),
    );
    let mut files = Files::default();
    files.add(&document.source);
    files.add(&Source::new("rules/house.desk", RULES));
    files.add(&clean.source);
    let reports = vec![
        report::document_report(&document, &checked),
        report::document_report(&clean, &Checked::default()),
    ];
    (report::assemble(reports), files)
}

fn print(name: &str, color: bool) -> String {
    let (report, files) = report();
    let rules = [RuleInfo {
        name: "bridge-closed".to_owned(),
        summary: "on file: The harbour bridge is closed.".to_owned(),
        help: None,
        severity: Severity::Error,
    }];
    let printing = Printing {
        report: &report,
        files: &files,
        rules: &rules,
        fail_on: FailOn::At(Severity::Error),
        color,
        explain: true,
    };
    let mut out = Vec::new();
    (report::printer(name).expect("the format").print)(&printing, &mut out).expect("to print");
    String::from_utf8(out).expect("text")
}

#[test]
fn every_format_prints_the_same_report() {
    for printer in PRINTERS {
        insta::assert_snapshot!(
            printer.name,
            print(printer.name, false).replace(env!("CARGO_PKG_VERSION"), "VERSION")
        );
    }
}

#[test]
fn colours_change_no_words() {
    let plain = print("human", false);
    let coloured = print("human", true);
    assert!(coloured.contains('\u{1b}'));
    let escapes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("an expression");
    assert_eq!(escapes.replace_all(&coloured, ""), plain);
}

#[test]
fn json_is_what_its_schema_says() {
    let schema: serde_json::Value = serde_json::from_str(report::json::SCHEMA).expect("the schema");
    let json: serde_json::Value = serde_json::from_str(&print("json", false)).expect("the report");
    let mut wrong = Vec::new();
    schema::check(&schema, &schema, &json, "report", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The schema does refuse what is wrong.
    let mut broken = json.clone();
    broken["documents"][0]["findings"] = serde_json::json!([{ "id": 3 }]);
    broken["extra"] = serde_json::json!(1);
    schema::check(&schema, &schema, &broken, "report", &mut wrong);
    assert!(wrong.len() > 5, "{wrong:#?}");
    let back: Report = serde_json::from_value(json).expect("a report");
    assert_eq!(back, report().0);
}

#[test]
fn sarif_names_its_rules_and_places() {
    let log: serde_json::Value = serde_json::from_str(&print("sarif", false)).expect("the log");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in run["results"].as_array().expect("results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["copydesk/v1"].is_string());
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let (start, len) = (
            region["byteOffset"].as_u64().unwrap(),
            region["byteLength"].as_u64().unwrap(),
        );
        let bytes = usize::try_from(start).unwrap()..usize::try_from(start + len).unwrap();
        assert_eq!(region["snippet"]["text"], ARTICLE[bytes]);
    }
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn fingerprints_outlive_what_goes_on_around() {
    let ids = |text: &str| -> Vec<String> {
        let document = document::read(Source::new("a.txt", text), Format::Plain, &Options::default());
        let finding = |words: &str| Finding {
            span: place(&document.source, words),
            related: Vec::new(),
            ..findings(&article())[0].clone()
        };
        let checked = Checked {
            findings: vec![finding("bridge reopened")],
            ..Checked::default()
        };
        report::document_report(&document, &checked)
            .findings
            .into_iter()
            .map(|f| f.id)
            .collect()
    };
    let first = ids(ARTICLE);
    let moved = format!("A new paragraph comes first.\n{ARTICLE}");
    assert_eq!(ids(&moved), first);
    assert_eq!(ids(&ARTICLE.replace("nights", "evenings")), first);
    assert_ne!(ids("bridge reopened and closed").len(), 0);
}

/// GitLab's Code Quality report, as its manual has it: what a merge request shows needs no more.
const CODE_QUALITY: &str = r#"{
  "type": "array",
  "items": {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
      "description": { "type": "string", "pattern": "." },
      "check_name": { "type": "string", "pattern": "." },
      "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
      "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
      "location": {
        "type": "object",
        "required": ["path", "lines"],
        "properties": {
          "path": { "type": "string", "pattern": "^[^/.]" },
          "lines": {
            "type": "object",
            "required": ["begin"],
            "properties": {
              "begin": { "type": "integer", "minimum": 1 },
              "end": { "type": "integer", "minimum": 1 }
            }
          }
        }
      }
    }
  }
}"#;

#[test]
fn gitlab_is_a_code_quality_report() {
    let schema: serde_json::Value = serde_json::from_str(CODE_QUALITY).expect("the schema");
    let issues: serde_json::Value = serde_json::from_str(&print("gitlab", false)).expect("the report");
    let mut wrong = Vec::new();
    schema::check(&schema, &schema, &issues, "report", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let prints: std::collections::BTreeSet<&str> = issues
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|i| i["fingerprint"].as_str())
        .collect();
    assert_eq!(
        prints.len(),
        issues.as_array().map_or(0, Vec::len),
        "no two are one"
    );
}

/// The schema of SARIF 2.1.0 that OASIS publishes, out of the sources of `serde-sarif`, which brings a copy: Cargo
/// knows where they are. `None` where they are not at hand and cannot be had.
fn sarif_schema() -> Option<serde_json::Value> {
    let cargo = std::env::var_os("CARGO")?;
    let known = std::process::Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .ok()?;
    let known: serde_json::Value = serde_json::from_slice(&known.stdout).ok()?;
    let of_sarif = |p: &&serde_json::Value| p["name"] == "serde-sarif";
    let package = known["packages"].as_array()?.iter().find(of_sarif)?;
    let folder = std::path::Path::new(package["manifest_path"].as_str()?).parent()?;
    let text = std::fs::read_to_string(folder.join("src/schema.json")).ok()?;
    Some(serde_json::from_str(&text).expect("the schema is JSON"))
}

#[test]
fn sarif_is_what_its_schema_says() {
    let Some(schema) = sarif_schema() else {
        eprintln!("not checked: Cargo has no sources of serde-sarif and cannot get them");
        return;
    };
    assert_eq!(
        schema["title"],
        "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    );
    let log: serde_json::Value = serde_json::from_str(&print("sarif", false)).expect("the log");
    let mut wrong = Vec::new();
    schema::check(&schema, &schema, &log, "log", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The schema does refuse what is wrong.
    let mut broken = log;
    broken["version"] = serde_json::json!("2.0.0");
    broken["runs"][0]["tool"]["driver"]["name"] = serde_json::Value::Null;
    broken["runs"][0]["columnKind"] = serde_json::json!("bytes");
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] =
        serde_json::json!(0);
    broken["runs"][0]["results"][0]["rank"] = serde_json::json!(101);
    broken["runs"][0]["results"][0]["colour"] = serde_json::json!("red");
    schema::check(&schema, &schema, &broken, "log", &mut wrong);
    assert_eq!(wrong.len(), 6, "{wrong:#?}");
}

/// JSON Schema (draft 7), as far as these schemas use it; a keyword that is not known here fails the test.
mod schema {
    use serde_json::Value;

    /// Keywords that say nothing about a value, or are read beside another one.
    const SILENT: &[&str] = &[
        "$schema",
        "$id",
        "$comment",
        "title",
        "description",
        "default",
        "definitions",
        "$defs",
        "additionalProperties",
        "format",
    ];

    pub(crate) fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        let mut fails = |message: String| wrong.push(format!("{at}: {message}"));
        let number = |v: &Value| v.as_f64();
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            match keyword.as_str() {
                "$ref" => {
                    let path = rule.as_str().expect("a path").trim_start_matches('#');
                    check(root, root.pointer(path).expect("a definition"), value, at, wrong);
                    // What stands beside it counts for nothing in this draft.
                    return;
                }
                "type" if !rule.as_str().is_some_and(|kind| is_of(kind, value)) => {
                    fails(format!("is not of type {rule}"));
                    return;
                }
                "enum" if !rule.as_array().expect("a list").contains(value) => {
                    fails(format!("{value} is not allowed"));
                }
                "const" if rule != value => fails(format!("{value} is not {rule}")),
                "minimum" if number(value).is_some_and(|v| v < number(rule).expect("a number")) => {
                    fails(format!("{value} is less than {rule}"));
                }
                "maximum" if number(value).is_some_and(|v| v > number(rule).expect("a number")) => {
                    fails(format!("{value} is more than {rule}"));
                }
                "pattern" => {
                    let pattern = regex::Regex::new(rule.as_str().expect("a text")).expect("an expression");
                    if value.as_str().is_some_and(|v| !pattern.is_match(v)) {
                        fails(format!("{value} does not match {rule}"));
                    }
                }
                "minItems"
                    if value
                        .as_array()
                        .is_some_and(|v| (v.len() as f64) < number(rule).expect("a number")) =>
                {
                    fails(format!("has fewer than {rule} items"));
                }
                "uniqueItems" => {
                    let items = value.as_array().map_or(&[][..], Vec::as_slice);
                    let twice = (1..items.len())
                        .any(|i| items.get(..i).is_some_and(|before| before.contains(&items[i])));
                    if twice && rule == true {
                        fails("has one item twice".to_owned());
                    }
                }
                "required" => {
                    let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                    for name in names.filter(|name| value.is_object() && value.get(name).is_none()) {
                        fails(format!("lacks {name}"));
                    }
                }
                "anyOf" | "oneOf" => {
                    let fitting = rule.as_array().expect("a list").iter().filter(|inner| {
                        let mut found = Vec::new();
                        check(root, inner, value, at, &mut found);
                        found.is_empty()
                    });
                    match (keyword.as_str(), fitting.count()) {
                        (_, 1) => {}
                        ("anyOf", n) if n > 1 => {}
                        (_, n) => fails(format!("fits {n} of {keyword}")),
                    }
                }
                "properties" | "items" | "type" | "enum" | "const" | "minimum" | "maximum" | "minItems" => {}
                known if SILENT.contains(&known) => {}
                unknown => panic!("{unknown} is not checked here"),
            }
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            match (schema["properties"].get(name), &schema["additionalProperties"]) {
                (Some(inner), _) => check(root, inner, member, &at, wrong),
                (None, Value::Bool(false)) => wrong.push(format!("{at}: is not allowed")),
                (None, inner @ Value::Object(_)) => check(root, inner, member, &at, wrong),
                (None, _) => {}
            }
        }
        if let Some(inner) = schema.get("items") {
            for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                check(root, inner, item, &format!("{at}[{i}]"), wrong);
            }
        }
    }

    fn is_of(kind: &str, value: &Value) -> bool {
        match kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => value.is_u64() || value.is_i64(),
            other => panic!("{other} is not checked here"),
        }
    }
}
