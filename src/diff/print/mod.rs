//! [`Diff`] → text for people: terminal, Markdown for a pull request, HTML side by side.

mod html;
mod human;
mod markdown;

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use super::{Change, Diff, Timeline};

pub use human::timeline as timeline_human;

/// What a printer is told beside the diff.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Terminal colours.
    pub color: bool,
    /// Only changes of meaning.
    pub only_meaning: bool,
}

/// A format that a diff can be printed in.
#[derive(Debug)]
pub struct Printer {
    /// Its name on the command line.
    pub name: &'static str,
    /// The printer.
    pub print: fn(&Diff, Style, &mut dyn Write) -> io::Result<()>,
}

/// All formats.
pub const PRINTERS: &[Printer] = &[
    Printer {
        name: "human",
        print: human::print,
    },
    Printer {
        name: "json",
        print: json,
    },
    Printer {
        name: "markdown",
        print: markdown::print,
    },
    Printer {
        name: "html",
        print: html::print,
    },
];

fn json(diff: &Diff, _: Style, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, diff)?;
    writeln!(out)
}

/// Prints a timeline as one JSON object.
///
/// # Errors
/// When `out` can't be written.
pub fn timeline_json(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, timeline)?;
    writeln!(out)
}

/// A stretch of one side, and whether the other side has it, too.
struct Piece {
    text: String,
    changed: bool,
}

/// Both sides of a change in pieces, word by word.
fn pieces(change: &Change) -> (Vec<Piece>, Vec<Piece>) {
    let side = |p: &Option<crate::report::Place>| {
        p.as_ref()
            .map(|p| p.text.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    };
    let (old, new) = (side(&change.old), side(&change.new));
    if change.old.is_none() || change.new.is_none() {
        let whole = |text: String| {
            if text.is_empty() {
                Vec::new()
            } else {
                vec![Piece { text, changed: true }]
            }
        };
        return (whole(old), whole(new));
    }
    let (mut a, mut b): (Vec<Piece>, Vec<Piece>) = (Vec::new(), Vec::new());
    let push = |list: &mut Vec<Piece>, text: &str, changed: bool| match list.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => list.push(Piece {
            text: text.to_owned(),
            changed,
        }),
    };
    let (words, others) = (words(&old), words(&new));
    for c in TextDiff::from_slices(&words, &others).iter_all_changes() {
        match c.tag() {
            ChangeTag::Equal => {
                push(&mut a, c.value(), false);
                push(&mut b, c.value(), false);
            }
            ChangeTag::Delete => push(&mut a, c.value(), true),
            ChangeTag::Insert => push(&mut b, c.value(), true),
        }
    }
    (a, b)
}

/// Words, spaces and signs, one by one: a full stop that was added changes no word before it.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
        let end = if first.is_alphanumeric() {
            // "1,200" and "3.5" are one word each.
            let mut before = first;
            let mut end = rest.len();
            for (at, c) in rest.char_indices() {
                let after = rest.get(at + c.len_utf8()..).and_then(|r| r.chars().next());
                let mark = matches!(c, ',' | '.')
                    && before.is_ascii_digit()
                    && after.is_some_and(|a| a.is_ascii_digit());
                if !inner(c) && !mark {
                    end = at;
                    break;
                }
                before = c;
            }
            end
        } else if first.is_whitespace() {
            rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        out.push(word);
        rest = after;
    }
    out
}

/// What changed, in words; that a statement was added or removed its kind says already.
fn message(change: &Change) -> &str {
    ["added: ", "removed: "]
        .iter()
        .find_map(|prefix| change.message.strip_prefix(prefix))
        .unwrap_or(&change.message)
}

/// Names of the kinds of a change: `number changed, moved`.
fn kinds(change: &Change) -> String {
    change
        .types
        .iter()
        .map(|t| t.as_str().replace('_', " "))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Changes of meaning, then the rest.
fn by_weight(diff: &Diff) -> (Vec<&Change>, Vec<&Change>) {
    diff.changes.iter().partition(|c| c.is_meaning())
}

/// `3 changes of meaning, 2 of wording; 1 finding new, 0 fixed, 4 kept`
fn summary(diff: &Diff) -> String {
    let (meaning, wording) = by_weight(diff);
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let f = &diff.findings;
    format!(
        "{} of meaning, {} of wording; {} new, {} fixed, {} kept",
        plural(meaning.len(), "change"),
        wording.len(),
        plural(f.new.len(), "finding"),
        f.fixed.len(),
        f.kept.len()
    )
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn signs_stand_alone_and_numbers_stay_whole() {
        assert_eq!(
            words("He didn’t say 1,200.5, “no”."),
            [
                "He", " ", "didn’t", " ", "say", " ", "1,200.5", ",", " ", "“", "no", "”", "."
            ]
        );
        assert_eq!(words("5, 6."), ["5", ",", " ", "6", "."]);
        assert!(words("").is_empty());
    }
}
