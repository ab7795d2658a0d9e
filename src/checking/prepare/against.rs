//! Source documents given with `--against`: what they say in their own voice is held to be so, and what
//! they quote is on file. Of a transcript, each turn is the word of its speaker.

use std::sync::Arc;

use crate::document::Document;
use crate::document::transcript::{self, Turn, Who};
use crate::reading::english::read_english;
use crate::reading::names::Names;
use crate::reading::statement::{Argument, Attribution, EntityRef, Mode, Phrase, SourceKind, Statement};
use crate::reading::{self, Reading};
use crate::rules::book::{Claim, Period, Rulebook, Text};
use crate::source::{FileId, Location, Span};

use super::claims::{Claims, says_it};
use crate::checking::fact::{Fact, Origin};
use crate::checking::passage::tokens;
use crate::checking::quotations::{Filed, words};
use crate::checking::transcripts::{Spoken, Voice};

/// Name of the findings that a source document contradicts.
pub const NAME: &str = "contradicts-source";

/// Adds the sources to the files of `book`, a claim for each to its claims, and what they say to `out`. Gives
/// back those that hold spoken words.
pub(super) fn add(book: &mut Rulebook, sources: &[Document], names: &Names, out: &mut Claims) -> Vec<Spoken> {
    let mut all = Vec::new();
    for document in sources {
        let file = book.sources.add(document.source.clone());
        let whole = Location::new(file, Span::new(0, document.source.text().len()));
        let claim = book.claims.len();
        book.claims.push(Claim {
            name: Text {
                text: NAME.to_owned(),
                location: whole,
            },
            english: Vec::new(),
            source: None,
            unconfirmed: None,
            period: Period::default(),
            data: None,
            role: false,
            location: whole,
        });
        let transcript = transcript::read(document);
        let document = transcript.as_ref().map_or(document, |t| &t.document);
        let mut reading = reading::read(document, names);
        let turns = transcript.as_ref().map_or(&[][..], |t| &t.turns);
        let voices = voices(document, turns, names, &mut reading);
        if transcript.is_some() {
            give_to_speakers(turns, &voices, &mut reading);
        }
        let reading = Arc::new(reading);
        let asked = |s: &Statement| turn_of(turns, &reading, s).is_some_and(|t| t.who == Who::Asker);
        for statement in reading.statements.iter().filter(|s| says_it(s) && !asked(s)) {
            let location = Location::new(file, document.to_source(statement.span));
            out.known.push(Arc::new(Fact {
                statement: Arc::new(statement.clone()),
                follows: Default::default(),
                reading: Arc::clone(&reading),
                origin: Origin::Claim { claim, location },
                period: Period::default(),
            }));
        }
        for quotation in &reading.quotations {
            let text = document.slice(quotation.span).to_owned();
            let words = words(&text);
            // Whom a speaker quotes, the transcript need not say.
            let spoken = turns.iter().any(|t| t.blocks.contains(&quotation.block));
            if words.len() >= 3 && !spoken {
                out.quotations.push(Filed {
                    cue: None,
                    claim,
                    reading: Arc::clone(&reading),
                    speaker: quotation.speaker.clone(),
                    text,
                    words,
                    location: Location::new(file, document.to_source(quotation.span)),
                });
            }
        }
        all.extend(spoken(document, file, reading, voices));
    }
    all
}

fn spoken(document: &Document, file: FileId, reading: Arc<Reading>, voices: Vec<Voice>) -> Option<Spoken> {
    let document = document.clone();
    let voices = if voices.is_empty() {
        vec![speech(&document, &reading)?]
    } else {
        voices
    };
    Some(Spoken {
        document,
        file,
        reading,
        voices,
    })
}

/// The words of a speech: a text without labels and quotations in which somebody says "I".
fn speech(document: &Document, reading: &Reading) -> Option<Voice> {
    let first_person = |word: &str| matches!(word, "I" | "my" | "me");
    let says_i = reading
        .sentences
        .iter()
        .flat_map(|s| &s.tree.words)
        .any(|w| first_person(&w.form));
    (says_i && reading.quotations.is_empty()).then(|| {
        let mut voice = Voice {
            who: None,
            speaker: None,
            words: Vec::new(),
        };
        add_words(document, 0..document.blocks.len(), &mut voice);
        voice
    })
}

/// Everybody who speaks in the turns, with all that they say.
fn voices(document: &Document, turns: &[Turn], names: &Names, reading: &mut Reading) -> Vec<Voice> {
    let mut out: Vec<Voice> = Vec::new();
    for turn in turns {
        let known = out.iter().position(|v| v.who.as_ref() == Some(&turn.who));
        let at = known.unwrap_or_else(|| {
            let speaker = match &turn.who {
                Who::Named(name) => speaker(name, names, reading),
                Who::Asker | Who::Answerer => None,
            };
            out.push(Voice {
                who: Some(turn.who.clone()),
                speaker,
                words: Vec::new(),
            });
            out.len() - 1
        });
        if let Some(voice) = out.get_mut(at) {
            add_words(document, turn.blocks.clone(), voice);
        }
    }
    out
}

fn add_words(document: &Document, blocks: std::ops::Range<usize>, voice: &mut Voice) {
    for block in document.blocks.get(blocks).unwrap_or_default() {
        let mut words = tokens(document.slice(block.span), true);
        for word in &mut words {
            word.span.start += block.span.start;
            word.span.end += block.span.start;
        }
        voice.words.append(&mut words);
    }
}

/// The speaker of a label as a phrase of `reading`, read as articles name people.
fn speaker(label: &str, names: &Names, reading: &mut Reading) -> Option<Phrase> {
    let (_, read) = read_english(&format!("{label} said it."), &[], names, None);
    let mut phrase = read.statements.iter().find_map(|s| s.subject.clone())?.phrase;
    if let Some(EntityRef::Named(i)) = phrase.entity {
        let name = read.names.get(i as usize)?;
        let here = reading.names.iter().position(|n| n.text == name.text);
        let at = here.unwrap_or_else(|| {
            let mut name = name.clone();
            name.mentions.clear();
            reading.names.push(name);
            reading.names.len() - 1
        });
        phrase.entity = Some(EntityRef::Named(u32::try_from(at).ok()?));
    }
    Some(phrase)
}

fn turn_of<'t>(turns: &'t [Turn], reading: &Reading, statement: &Statement) -> Option<&'t Turn> {
    let block = reading.sentences.get(statement.sentence)?.block;
    let at = turns.partition_point(|t| t.blocks.end <= block);
    turns.get(at).filter(|t| t.blocks.contains(&block))
}

/// What a turn says in its own voice is its speaker's word, and "I" is the speaker; what it says of the words of
/// others is used for nothing.
fn give_to_speakers(turns: &[Turn], voices: &[Voice], reading: &mut Reading) {
    let mut statements = std::mem::take(&mut reading.statements);
    for statement in &mut statements {
        let Some(turn) = turn_of(turns, reading, statement) else {
            continue;
        };
        if statement.source.kind != SourceKind::Narrator {
            statement.read = false;
            continue;
        }
        let voice = voices.iter().find(|v| v.who.as_ref() == Some(&turn.who));
        let speaker = voice.and_then(|v| v.speaker.clone());
        if let Some(speaker) = &speaker {
            let arguments = statement.subject.iter_mut().chain(&mut statement.objects);
            arguments.for_each(|a| name_speaker(a, speaker));
        }
        statement.source = Attribution {
            kind: match speaker {
                Some(_) => SourceKind::Speaker,
                None => SourceKind::Anonymous,
            },
            speaker,
            cue: None,
            cue_span: None,
            mode: Mode::Quoted,
            quotation: None,
            reported_by: Vec::new(),
        };
    }
    reading.statements = statements;
}

fn name_speaker(argument: &mut Argument, speaker: &Phrase) {
    let phrase = &mut argument.phrase;
    if phrase.entity.is_none() && matches!(phrase.lemma.as_str(), "I" | "i") {
        phrase.entity.clone_from(&speaker.entity);
        phrase.lemma.clone_from(&speaker.lemma);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Options, read as read_document};
    use crate::source::Source;

    #[test]
    fn labels_name_their_speakers() {
        let text = "SECRETARY RUBIO: I will go.\n\nMARCO RUBIO, Secretary of State: They left.\n\nJOHN MCDONALD: Why?\n";
        let document = read_document(Source::new("t.txt", text), Format::Plain, &Options::default());
        let transcript::Transcript { document, turns } = transcript::read(&document).expect("a transcript");
        let mut reading = reading::read(&document, &Names::default());
        let voices = voices(&document, &turns, &Names::default(), &mut reading);
        let named: Vec<String> = voices
            .iter()
            .filter_map(|v| match v.speaker.as_ref()?.entity.as_ref()? {
                EntityRef::Named(i) => reading.names.get(*i as usize).map(|n| n.text.clone()),
                EntityRef::Known(_) => None,
            })
            .collect();
        assert_eq!(named, ["Rubio", "Marco Rubio", "John Mcdonald"]);
    }
}
