//! Rule files from their text to the rulebook.

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
