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

/// As much of JSON Schema as our schema uses.
mod schema {
    use serde_json::Value;

    pub(crate) fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.trim_start_matches("#/$defs/");
            return check(root, &root["$defs"][name], value, at, wrong);
        }
        if let Some(kind) = schema["type"].as_str() {
            let fits = match kind {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_u64() || value.is_i64(),
                other => panic!("{other} is not checked here"),
            };
            if !fits {
                wrong.push(format!("{at}: is not of type {kind}"));
                return;
            }
        }
        if let Some(allowed) = schema["enum"].as_array()
            && !allowed.contains(value)
        {
            wrong.push(format!("{at}: {value} is not allowed"));
        }
        if let Some(constant) = schema.get("const")
            && constant != value
        {
            wrong.push(format!("{at}: {value} is not {constant}"));
        }
        if let Some(least) = schema["minimum"].as_i64()
            && value.as_i64().is_none_or(|v| v < least)
        {
            wrong.push(format!("{at}: {value} is less than {least}"));
        }
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if value.get(name).is_none() {
                wrong.push(format!("{at}: lacks {name}"));
            }
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(name) {
                Some(inner) => check(root, inner, member, &format!("{at}.{name}"), wrong),
                None if schema["additionalProperties"] == false => wrong.push(format!("{at}: has {name}")),
                None => {}
            }
        }
        for (i, item) in value.as_array().into_iter().flatten().enumerate() {
            check(root, &schema["items"], item, &format!("{at}[{i}]"), wrong);
        }
    }
}
