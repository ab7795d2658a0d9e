//! What holds of every rule file, however broken: loading comes back, places are places, and
//! formatting what can be parsed changes nothing but the layout.

use copydesk::rules::{self, NoFiles, format};
use copydesk::source::{FileId, Source};
use proptest::prelude::*;

/// Pieces that rule files are made of, whole and broken.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "  ",
    " ",
    "\t",
    "\r\n",
    "# a comment\n",
    "  # a comment\n",
    ",",
    "person ",
    "country ",
    "event ",
    "claim ",
    "claims from ",
    "rule ",
    "test ",
    "use ",
    "term ",
    "opposite ",
    "infer ",
    "closed ",
    "also ",
    "never ",
    "role ",
    "speaks for ",
    "on ",
    "from ",
    "to ",
    "until ",
    "in ",
    "with ",
    "born ",
    "source ",
    "url ",
    "unconfirmed ",
    "until confirmed by ",
    "as ",
    "where ",
    "and ",
    "unless ",
    "error ",
    "warning ",
    "note ",
    "when ",
    "require ",
    "named source ",
    "2 sources ",
    "a quotation ",
    "same ",
    "verify ",
    "help ",
    "flags ",
    "allows ",
    "given ",
    "dated ",
    "expect ",
    "nothing ",
    "said by ",
    "by the narrator ",
    "as fact ",
    "hedged ",
    "in the headline ",
    "quoted ",
    "text /a.b/ ",
    "text /(/ ",
    "\"a text\" ",
    "\"{x: number} people died\" ",
    "\"{a} met {b}\" ",
    "\"",
    "“",
    "”",
    "{",
    "}",
    "{x} ",
    "{x: date}",
    "/",
    "\\",
    "\\\"",
    "2025-08-15 ",
    "2025-02-30 ",
    "2025 ",
    "3.5 million ",
    "10% ",
    "$5 ",
    "(",
    ")",
    "+",
    "= ",
    "is at least ",
    "weekday(",
    "Ukraine ",
    "no-deal ",
    "std/lexicon ",
    "é",
    "\u{feff}",
    "\u{0}",
    "𝒚",
    "’",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// Loads a text and checks what every diagnostic must be.
fn loads(text: &str) {
    let (book, diagnostics) = rules::load(vec![Source::new("a.desk", text)], &NoFiles);
    for d in &diagnostics {
        assert!(!d.message.is_empty() && !d.message.contains('\n'), "{d:?}");
        assert!(!d.labels.is_empty(), "{d:?}");
        for label in &d.labels {
            let source = book.sources.get(label.location.file).expect("a file");
            let span = label.location.span;
            assert!(source.text().get(span.start..span.end).is_some(), "{d:?}");
        }
        if let Some(fix) = &d.fix {
            let source = book.sources.get(fix.location.file).expect("a file");
            let span = fix.location.span;
            assert!(source.text().get(span.start..span.end).is_some(), "{d:?}");
        }
    }
}

fn formats(text: &str) {
    let source = Source::new("a.desk", text);
    let Ok(formatted) = format::format(&source) else {
        return;
    };
    let again = format::format(&Source::new("a.desk", formatted.as_str()))
        .unwrap_or_else(|d| panic!("not parsed again: {d:?}\n{formatted}"));
    assert_eq!(again, formatted, "not the same the second time, of {text:?}");
    let comments = |text: &str| {
        let source = Source::new("a.desk", text);
        let (file, _) = rules::grammar::parse(FileId(0), &source);
        let shown = format!("{file:?}");
        shown.matches("Comment {").count()
    };
    assert_eq!(
        comments(text),
        comments(&formatted),
        "comments of {text:?}\n{formatted}"
    );
    assert_eq!(tree(text), tree(&formatted), "of {text:?}\n{formatted}");
}

/// The tree without places, layout, comments and the ways of writing one thing.
fn tree(text: &str) -> String {
    let source = Source::new("a.desk", text);
    let (file, _) = rules::grammar::parse(FileId(0), &source);
    let forms: Vec<String> = file.items.iter().map(|i| format!("{:?}", i.form)).collect();
    let places = regex::Regex::new(r"(span: )?Span \{ start: \d+, end: \d+ \}|, curly: (true|false)")
        .expect("a regex");
    let comments = regex::Regex::new(r#"Comment \{ text: "(?:[^"\\]|\\.)*", [^}]*\}"#).expect("a regex");
    let held = regex::Regex::new(r"before: \[[, ]*\]|after: (None|Some\(\))").expect("a regex");
    let spaces = regex::Regex::new(r"\\r\\n|\\r").expect("a regex");
    let shown = places.replace_all(&forms.join("\n"), "").into_owned();
    let shown = comments.replace_all(&shown, "").into_owned();
    let shown = held.replace_all(&shown, "").into_owned();
    // What curly marks let stand, straight ones have escaped.
    spaces.replace_all(&shown, "\\n").replace("\\\\\\\"", "\\\"")
}

/// A file without mistakes: items of all forms, laid out in all ways.
fn file() -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec![" ", "  ", "\t", " # a comment\n  ", "\n  ", "\r\n    "]);
    let text = prop::sample::select(vec![
        "\"a text\"",
        "\"with \\\"marks\\\" and \\\\\"",
        "“curly ones”",
        "“with \"straight\" in it”",
        "\"two\n   lines\"",
        "\"“He said so,” she said.\"",
    ]);
    let pattern = prop::sample::select(vec![
        "\"{x: number} people died\"",
        "\"{a} met {b: person}\" as fact",
        "\"{a} met {b}\" said by {c} hedged",
        "text /a\\/b[/]/",
        "\"{a} left\" in the headline quoted",
        "\"{ a :  person } left\" said by anyone",
    ]);
    let clause = (pattern, text.clone(), 0..12_usize).prop_map(|(pattern, text, kind)| match kind {
        0 => format!("error {text}"),
        1 => format!("never {pattern}"),
        2 => format!("unless {pattern}"),
        3 => format!("when {pattern}"),
        4 => format!("require {pattern}"),
        5 => "require named source".into(),
        6 => "where {x} * (2 + 3) >= 3.5 million and weekday({d}) is not Friday".into(),
        7 => format!("help {text}"),
        8 => format!("flags {text}, {text}"),
        9 => "same {x} in \"{x: number} people died\"".into(),
        10 => format!("and {pattern}"),
        _ => format!("allows {text}"),
    });
    let clauses = prop::collection::vec((space.clone(), clause), 0..6).prop_map(|list| {
        list.into_iter()
            .map(|(space, clause)| format!("{space}{clause}"))
            .collect::<String>()
    });
    let gap = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\n\n\n# a comment\n",
        "\n# a comment\n\n# another\n",
        " # after\n",
        "\n  # indented\n",
    ]);
    let item = (clauses, space, text, 0..9_usize).prop_map(|(clauses, space, text, kind)| match kind {
        0..=3 => format!("rule a-rule{clauses}"),
        4 => {
            format!("person {text}{space}also {text},{space}{text}{space}role {text} from 2019 until 2020-01")
        }
        5 => format!("claim a-claim{space}{text}{space}source {text} on 2025-08-17"),
        6 => format!("term a-term {text},{space}{text}"),
        7 => "opposite turn on, turn off, \"be off\"".into(),
        _ => format!("test {text}{space}given {text}{space}expect nothing"),
    });
    prop::collection::vec((item, gap), 0..6).prop_map(|list| {
        list.into_iter()
            .map(|(item, gap)| format!("{item}{gap}"))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_loads(text in any::<String>()) {
        loads(&text);
    }

    #[test]
    fn any_pieces_load(text in soup()) {
        loads(&text);
        formats(&text);
    }

    #[test]
    fn formatting_keeps_the_tree(text in file()) {
        loads(&text);
        formats(&text);
    }
}
