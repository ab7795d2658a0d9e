//! `term` and `opposite`.

use std::collections::BTreeMap;

use super::{Lines, Resolver};
use crate::diagnostic::Diagnostic;
use crate::rules::book::{Opposite, Term, Text};
use crate::rules::syntax::{Item, Name, Quoted, Word};
use crate::source::{FileId, Location};

impl Resolver<'_> {
    pub(super) fn term(&mut self, file: FileId, item: &Item, name: &Word, words: &[Quoted]) {
        let location = Location::new(file, name.span);
        self.kebab(name, location);
        let other = self.terms.get(&name.text).copied();
        // A project may add words to a term of a shipped pack.
        let shipped = |at: &Location| self.shipped.contains(&at.file);
        if let Some(other) = other.filter(|other| shipped(other) == shipped(&location)) {
            let d = Diagnostic::error(
                "duplicate-name",
                format!("a second term called `{}`", name.text),
                location,
                "the same name again",
            )
            .with_label(other, "the first")
            .with_note("put the words of both into one term");
            self.diagnostics.push(d);
        } else {
            self.terms.insert(name.text.clone(), location);
        }
        let words: Vec<Text> = words.iter().map(|w| self.text(file, w, Lines::Joined)).collect();
        self.no_word_twice(&words);
        self.book.terms.push(Term {
            name: Text {
                text: name.text.clone(),
                location,
            },
            words,
            location: Location::new(file, item.span),
        });
    }

    pub(super) fn opposite(&mut self, file: FileId, item: &Item, words: &[Name]) {
        let words: Vec<Text> = words.iter().map(|w| self.name_text(file, w)).collect();
        let location = Location::new(file, item.span);
        if let [word] = words.as_slice() {
            let d = Diagnostic::error(
                "opposite-of-one",
                "`opposite` needs two words or more",
                word.location,
                "the opposite of what?",
            )
            .with_note("write `opposite accept, reject`");
            self.diagnostics.push(d);
            return;
        }
        self.no_word_twice(&words);
        self.book.opposites.push(Opposite { words, location });
    }

    fn no_word_twice(&mut self, words: &[Text]) {
        let mut seen: BTreeMap<&str, &Text> = BTreeMap::new();
        for word in words {
            if let Some(first) = seen.insert(&word.text, word) {
                let d = Diagnostic::error(
                    "repeated-word",
                    format!("`{}` stands here twice", word.text),
                    word.location,
                    "again",
                )
                .with_label(first.location, "first here")
                .warning();
                self.diagnostics.push(d);
            }
        }
    }
}
