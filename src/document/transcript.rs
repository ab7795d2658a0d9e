//! Transcripts: who speaks in which blocks.
//!
//! ```text
//! SECRETARY RUBIO: We will not leave.     → a turn of "Secretary Rubio"
//! They know that.                            (two blocks)
//! Q: Will you go?                         → a turn of whoever asks
//! ```

use super::{Block, BlockKind, Document, TextSpan};

/// What one speaker says before the next one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks.
    pub who: Who,
    /// The blocks of [`Transcript::document`] that hold it.
    pub blocks: std::ops::Range<usize>,
}

/// Whom a turn is given to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The name of the label, in the capitals of running text ("Secretary Rubio").
    Named(String),
    /// Whoever asks ("Q", "Question", "Interviewer").
    Asker,
    /// Whoever answers ("A", "Answer").
    Answerer,
}

/// A document in turns.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// The document without its labels and stage directions: its blocks hold what is said, the text is as it was.
    pub document: Document,
    /// The turns in order. What stands before the first is nobody's.
    pub turns: Vec<Turn>,
}

/// The turns of `document`; `None` where it is no transcript.
///
/// A label is a name in capitals and a colon at the beginning of a block ("RUBIO:", "MARCO RUBIO, Secretary of
/// State:"), or "Q" and "A". Two of them make a transcript. Names in small letters ("Marco Rubio:") are labels where
/// most blocks begin with one and one comes again, since a colon alone makes no speaker ("Note:").
pub fn read(document: &Document) -> Option<Transcript> {
    let labels: Vec<Option<Label>> = document
        .blocks
        .iter()
        .map(|b| label(document.slice(b.span)))
        .collect();
    let loud = labels.iter().flatten().filter(|l| l.loud).count();
    let quiet: Vec<&Who> = labels.iter().flatten().map(|l| &l.who).collect();
    let again = quiet
        .iter()
        .enumerate()
        .any(|(i, w)| quiet.iter().take(i).any(|x| x == w));
    let whole = loud < 2;
    if whole && !(quiet.len() >= 3 && again && quiet.len() * 2 > document.blocks.len()) {
        return None;
    }
    let mut out = document.clone();
    let mut turns: Vec<Turn> = Vec::new();
    for (index, (block, label)) in out.blocks.iter_mut().zip(labels).enumerate() {
        let text = document.slice(block.span);
        // "Q Mr. Secretary, …": in a transcript the colon may be missing.
        let label = label
            .filter(|l| whole || l.loud || l.who == Who::Asker)
            .or_else(|| asks(text));
        if let Some(label) = label {
            let from = block.span.start + label.len;
            *block = Block {
                kind: BlockKind::Paragraph,
                span: TextSpan::new(from.min(block.span.end), block.span.end),
                ..block.clone()
            };
            turns.push(Turn {
                who: label.who,
                blocks: index..index + 1,
            });
        } else if let Some(turn) = turns.last_mut() {
            turn.blocks.end = index + 1;
            if is_direction(text) {
                block.span.end = block.span.start;
            }
        }
    }
    Some(Transcript { document: out, turns })
}

/// Longest label with its description, in bytes.
const LONGEST: usize = 120;
/// Most words of a name with its title.
const MOST_WORDS: usize = 6;

struct Label {
    who: Who,
    /// Bytes with the colon and the white space behind it.
    len: usize,
    /// A name in capitals, or "Q" and its kin.
    loud: bool,
}

fn label(text: &str) -> Option<Label> {
    let colon = text.char_indices().take(LONGEST).find(|&(_, c)| c == ':')?.0;
    let rest = text.get(colon + 1..)?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let len = text.len() - rest.trim_start().len();
    let all = text.get(..colon)?.trim();
    // "MARCO RUBIO, U.S. SECRETARY OF STATE", "PUTIN (through interpreter)": the name stands first.
    let name = all.split([',', '(', '[']).next()?.trim();
    match name {
        "Q" | "Question" | "QUESTION" | "Interviewer" | "INTERVIEWER" | "Reporter" | "REPORTER" => {
            return Some(Label {
                who: Who::Asker,
                len,
                loud: true,
            });
        }
        "A" | "Answer" | "ANSWER" => {
            return Some(Label {
                who: Who::Answerer,
                len,
                loud: true,
            });
        }
        _ => {}
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first()?;
    let fits = words.len() <= MOST_WORDS
        && first.starts_with(char::is_uppercase)
        && name
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’'));
    let loud = words.iter().all(|w| is_loud(w)) && name.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let titled = words
        .iter()
        .all(|w| w.starts_with(char::is_uppercase) || is_particle(w))
        && words.len() <= 4;
    (fits && (loud || titled)).then(|| Label {
        who: Who::Named(
            words
                .iter()
                .map(|w| in_running_text(w, loud))
                .collect::<Vec<_>>()
                .join(" "),
        ),
        len,
        loud,
    })
}

fn asks(text: &str) -> Option<Label> {
    let rest = text.strip_prefix("Q ")?;
    rest.starts_with(char::is_uppercase).then_some(Label {
        who: Who::Asker,
        len: 2,
        loud: true,
    })
}

/// "RUBIO", "McCAIN", "O'BRIEN", "of": a word of a name in capitals.
fn is_loud(word: &str) -> bool {
    let quiet = word.chars().filter(|c| c.is_lowercase()).count();
    let loud = word.chars().filter(|c| c.is_uppercase()).count();
    quiet == 0 || is_particle(word) || (loud >= 3 && quiet <= 2)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la" | "van" | "von" | "der" | "den" | "bin" | "al" | "el" | "of" | "the" | "du"
    )
}

/// "RUBIO" → "Rubio", "O’BRIEN" → "O’Brien"; initials stay ("J.D.").
fn in_running_text(word: &str, loud: bool) -> String {
    let initials =
        word.ends_with('.') && word.chars().filter(|c| *c == '.').count() * 2 >= word.chars().count();
    if !loud || initials || is_particle(word) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut begins = true;
    for c in word.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    out
}

/// "(APPLAUSE)", "[Crosstalk.]": nobody's words.
fn is_direction(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with('(') && text.ends_with(')') || text.starts_with('[') && text.ends_with(']'))
        && text.split_whitespace().count() <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Options, read as read_document};
    use crate::source::Source;

    fn turns(text: &str) -> Vec<(String, String)> {
        let document = read_document(Source::new("t.txt", text), Format::Plain, &Options::default());
        let Some(transcript) = read(&document) else {
            return Vec::new();
        };
        transcript
            .turns
            .iter()
            .map(|t| {
                let who = match &t.who {
                    Who::Named(name) => name.clone(),
                    Who::Asker => "?".to_owned(),
                    Who::Answerer => "!".to_owned(),
                };
                let blocks = transcript
                    .document
                    .blocks
                    .get(t.blocks.clone())
                    .unwrap_or_default();
                let words: Vec<&str> = blocks.iter().map(|b| transcript.document.slice(b.span)).collect();
                (who, words.join("|"))
            })
            .collect()
    }

    #[test]
    fn names_in_capitals_and_questions() {
        let found = turns(
            "Interview with the secretary\n\nQ: Will you go?\n\nSECRETARY RUBIO: We will not leave.\n\nThey know that.\n\n(APPLAUSE)\n\nQ Mr. Secretary, when?\n\nMARCO RUBIO, Secretary of State: Soon, O’BRIEN: said.\n",
        );
        let expected = [
            ("?", "Will you go?"),
            ("Secretary Rubio", "We will not leave.|They know that.|"),
            ("?", "Mr. Secretary, when?"),
            ("Marco Rubio", "Soon, O’BRIEN: said."),
        ];
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_a_turn_and_names_in_small_letters() {
        let found =
            turns("Kristen Welker: Is it true?\nMarco Rubio: It is not.\nKristen Welker: Thank you.\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found.first().map(|(who, _)| who.as_str()), Some("Kristen Welker"));
    }

    #[test]
    fn a_colon_makes_no_speaker() {
        assert!(turns("LONDON: The talks ended on Friday.\n\nNote: They began on Monday.\n").is_empty());
        assert!(turns("Rubio said: “We will not leave.”\n\nThe rest is known: nothing.\n").is_empty());
        assert!(turns("The doors open at 10:30 and close at 11:15.\n").is_empty());
    }
}
