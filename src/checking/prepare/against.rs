//! Source documents given with `--against`: what they say in their own voice is held to be so, and what
//! they quote is on file.

use std::sync::Arc;

use crate::document::Document;
use crate::reading;
use crate::reading::names::Names;
use crate::rules::book::{Claim, Period, Rulebook, Text};
use crate::source::{Location, Span};

use super::claims::{Claims, says_it};
use crate::checking::fact::{Fact, Origin};
use crate::checking::quotations::{Filed, words};

/// Name of the findings that a source document contradicts.
pub const NAME: &str = "contradicts-source";

/// Adds the sources to the files of `book`, a claim for each to its claims, and what they say to `out`.
pub(super) fn add(book: &mut Rulebook, sources: &[Document], names: &Names, out: &mut Claims) {
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
        let reading = Arc::new(reading::read(document, names));
        for statement in reading.statements.iter().filter(|s| says_it(s)) {
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
            if words.len() >= 3 {
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
    }
}
