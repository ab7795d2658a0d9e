//! Documents: every file under `tests/cases/document/` is read, and its blocks with their places are
//! compared with the `.blocks` file beside it. `UPDATE=1 cargo test --test documents` writes them anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use copydesk::document::{self, Document, Options, TextSpan};
use copydesk::source::Source;

fn cases() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/document");
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e != "blocks"))
        .collect();
    files.sort();
    files
}

fn read(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).expect("a text");
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let format = document::format_of(&name, &text);
    document::read(Source::new(name, text), format, &Options::default())
}

/// The blocks as the case files show them: kind, bytes in the file, text.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    if let Some(dateline) = document.dateline {
        let span = dateline.span.expect("dates come from the text here");
        let _ = writeln!(out, "date {} {}..{}", dateline.date, span.start, span.end);
    }
    for block in &document.blocks {
        let span = document.to_source(block.span);
        let group = block.group.map_or(String::new(), |g| format!(" #{g}"));
        let lede = if block.lede { " lede" } else { "" };
        let text = document.slice(block.span);
        let _ = writeln!(
            out,
            "{:?}{lede}{group} {}..{} {text}",
            block.kind, span.start, span.end
        );
    }
    for comment in &document.comments {
        let _ = writeln!(out, "comment {}..{}", comment.start, comment.end);
    }
    out
}

#[test]
fn blocks_are_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for path in cases() {
        let got = outline(&read(&path));
        let mut name = path.file_name().expect("a name").to_os_string();
        name.push(".blocks");
        let expected = path.with_file_name(name);
        if update {
            std::fs::write(&expected, &got).expect("to write the case");
        } else {
            let want = std::fs::read_to_string(&expected).unwrap_or_default();
            if want != got {
                let _ = writeln!(wrong, "== {}\n-- expected\n{want}-- got\n{got}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_word_maps_to_the_bytes_that_spell_it() {
    for path in cases() {
        let document = read(&path);
        assert_words_map(&document);
    }
}

/// Words that stand in the file as they are read must be found at their place, byte for byte; decoded
/// ones must map to bytes that hold the mark-up of a decoded character.
fn assert_words_map(document: &Document) {
    for block in &document.blocks {
        let text = document.slice(block.span);
        let mut at = block.span.start;
        for word in text.split(' ') {
            let span = document.to_source(TextSpan::new(at, at + word.len()));
            let bytes = document.source.slice(span);
            assert!(
                bytes == word || word.contains("\u{fffc}") || decodes_to(bytes, word),
                "{}: {word:?} at {span:?} is {bytes:?}",
                document.source.path()
            );
            at += word.len() + 1;
        }
    }
}

/// `bytes` spell `word` once mark-up is taken out: the letters and digits of the word come in order.
fn decodes_to(bytes: &str, word: &str) -> bool {
    if bytes.is_empty() {
        return word.is_empty();
    }
    let mut rest = bytes;
    for c in word.chars().filter(char::is_ascii_alphanumeric) {
        match rest.find(c) {
            Some(i) => rest = &rest[i + 1..],
            None => return false,
        }
    }
    bytes.contains([
        '&', '\\', '<', '*', '_', '`', '[', ']', '\u{ad}', '\u{200b}', '“', '$', '~',
    ]) || bytes.contains("''")
        || word.contains('\u{fffd}')
}
