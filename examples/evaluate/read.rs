//! Texts of the sets → documents and readings, by the library's public interface.

use copydesk::checking::prepare::Prepared;
use copydesk::document::{Document, Format, formats};
use copydesk::pipeline;
use copydesk::reading::{self, Reading};
use copydesk::rules::{self, NoFiles, packs};
use copydesk::source::Source;
use copydesk::value::date::Date;

/// The rulebook that holds the packs of the program and nothing else.
pub(crate) fn standard() -> Prepared {
    let text: String = packs::PACKS
        .iter()
        .map(|(name, _)| format!("use std/{name}\n"))
        .collect();
    let (book, _) = rules::load(vec![Source::new("evaluate.desk", text)], &NoFiles);
    pipeline::prepare(&book).0
}

/// Reads a text of paragraphs, one a line or set apart by blank lines.
pub(crate) fn document(text: &str, date: Option<Date>, prepared: &Prepared) -> (Document, Reading) {
    let options = formats::Options {
        date,
        ..formats::Options::default()
    };
    let document = formats::read(Source::new("", text), Format::Plain, &options);
    let reading = reading::read(&document, &prepared.names);
    (document, reading)
}

/// Reads one sentence or a few.
pub(crate) fn passage(text: &str, prepared: &Prepared) -> Reading {
    reading::english::read_english(text, &[], &prepared.names, None).1
}

/// Text that was tokenised for the Penn Treebank, with its brackets and quotation marks as people write them.
/// Spaces stay as they are.
pub(crate) fn unescape(text: &str) -> String {
    let words: Vec<&str> = text
        .split(' ')
        .map(|word| match word {
            "-LRB-" => "(",
            "-RRB-" => ")",
            "-LSB-" => "[",
            "-RSB-" => "]",
            "-LCB-" => "{",
            "-RCB-" => "}",
            "``" => "“",
            "''" => "”",
            _ => word,
        })
        .collect();
    words.join(" ")
}
