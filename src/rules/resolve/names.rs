//! Names of entities and of items: who has which, and who has one twice.

use super::Resolver;
use crate::diagnostic::{Diagnostic, Fix};
use crate::rules::book::{EntityId, Speaker, Text};
use crate::rules::grammar::error::nearest;
use crate::rules::syntax::{self, Name, Word};
use crate::source::{FileId, Location};

/// Names in one run for which one that is near is looked for.
const SUGGESTIONS: usize = 200;

/// An entity under one of its names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    pub(crate) entity: EntityId,
    pub(crate) location: Location,
    /// Whether it is the entity's first name.
    pub(crate) main: bool,
}

/// The name of a rule, claim or inference.
#[derive(Debug, Clone)]
pub(crate) struct ItemName {
    pub(crate) what: &'static str,
    pub(crate) location: Location,
}

impl Resolver<'_> {
    /// The text of a name, quoted or bare.
    pub(crate) fn name_text(&mut self, file: FileId, name: &Name) -> Text {
        match name {
            Name::Quoted(quoted) => self.text(file, quoted, super::Lines::Joined),
            Name::Bare(word) => Text {
                text: word.text.clone(),
                location: Location::new(file, word.span),
            },
        }
    }

    /// The entity with this name, without a report where there is none.
    pub(crate) fn find_entity(&self, name: &str) -> Option<EntityId> {
        let bare = name.strip_prefix("the ").unwrap_or(name);
        self.entities
            .get(name)
            .or_else(|| self.entities.get(bare))
            .or_else(|| self.entities.get(&format!("the {bare}")))
            .map(|n| n.entity)
    }

    /// The entity with this name; reports where there is none.
    pub(crate) fn entity_ref(&mut self, file: FileId, name: &Name) -> Option<EntityId> {
        let text = self.name_text(file, name);
        let found = self.find_entity(&text.text);
        if found.is_none() && !text.text.is_empty() {
            let mut d = Diagnostic::error(
                "unknown-name",
                format!("no entity is called `{}`", text.text),
                text.location,
                "unknown name",
            );
            let look = self.may_suggest();
            let names = self.entities.keys().map(String::as_str);
            if let Some(near) = nearest(&text.text, names.filter(|_| look)) {
                d = d
                    .with_note(format!("did you mean `{near}`?"))
                    .with_fix(text.location, near);
            } else {
                d = d.with_note(format!(
                    "say what it is with an item, for example `organisation \"{}\"`",
                    text.text
                ));
            }
            self.diagnostics.push(d);
        }
        found
    }

    /// After `said by`, `confirmed by`, `source`. A name in quotation marks need not be an entity.
    pub(crate) fn speaker(&mut self, file: FileId, speaker: &syntax::Speaker) -> Option<Speaker> {
        match speaker {
            syntax::Speaker::Anyone => Some(Speaker::Anyone),
            syntax::Speaker::Variable(braced) => self.variable(file, braced).map(Speaker::Variable),
            syntax::Speaker::Name(name @ Name::Quoted(_)) => {
                let text = self.name_text(file, name);
                Some(match self.find_entity(&text.text) {
                    Some(id) => Speaker::Entity(id),
                    None => Speaker::Named(text),
                })
            }
            syntax::Speaker::Name(name) => {
                let known = self.entity_ref(file, name);
                if known.is_none() {
                    self.described_speaker(file, name);
                }
                known.map(Speaker::Entity)
            }
        }
    }

    /// Somebody without an entry may speak, too: what was reported of the name is told better.
    fn described_speaker(&mut self, file: FileId, name: &Name) {
        let text = self.name_text(file, name);
        let described = text.text.starts_with(char::is_lowercase);
        if let Some(d) = self
            .diagnostics
            .last_mut()
            .filter(|d| described && d.fix.is_none())
        {
            let right = format!("\"{}\"", text.text);
            d.notes = vec![format!(
                "a speaker who is no entity stands in quotation marks: `{right}`"
            )];
            d.fix = Some(Fix {
                location: text.location,
                replacement: right,
            });
        }
    }

    /// Gives an item its name: kebab-case, and nobody else's.
    pub(crate) fn item_name(&mut self, file: FileId, word: &Word, what: &'static str) -> Text {
        let location = Location::new(file, word.span);
        self.kebab(word, location);
        match self.items.get(&word.text) {
            Some(other) => {
                let other = other.clone();
                let free = self.free_name(&word.text);
                let d = Diagnostic::error(
                    "duplicate-name",
                    format!("a second {what} called `{}`", word.text),
                    location,
                    "the same name again",
                )
                .with_label(other.location, format!("{} with this name", article(other.what)))
                .with_note("rules, claims and inferences share their names, because findings carry them")
                .with_fix(location, free);
                self.diagnostics.push(d);
            }
            None => {
                self.items.insert(word.text.clone(), ItemName { what, location });
            }
        }
        Text {
            text: word.text.clone(),
            location,
        }
    }

    fn free_name(&mut self, name: &str) -> String {
        // Going on where the last search ended keeps many rows of one name linear.
        let next = self.numbers.entry(name.to_owned()).or_insert(2);
        loop {
            let free = format!("{name}-{next}");
            if !self.items.contains_key(&free) {
                return free;
            }
            *next += 1;
        }
    }

    /// Whether to look for a name that is near: not for ever, where nearly all names are wrong.
    pub(super) fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTIONS
    }

    /// Gives a row of data a name that nobody has.
    pub(crate) fn data_name(&mut self, name: &str, location: Location) -> String {
        let name = if self.items.contains_key(name) {
            self.free_name(name)
        } else {
            name.to_owned()
        };
        self.items.insert(
            name.clone(),
            ItemName {
                what: "claim from data",
                location,
            },
        );
        name
    }

    pub(crate) fn kebab(&mut self, word: &Word, location: Location) {
        let right = kebab_case(&word.text);
        if right != word.text {
            let mut d = Diagnostic::error(
                "name-not-kebab-case",
                format!("`{}` is not in kebab-case", word.text),
                location,
                "lower-case letters and digits, joined by hyphens",
            );
            if !right.is_empty() {
                d = d.with_note(format!("write `{right}`")).with_fix(location, right);
            }
            self.diagnostics.push(d);
        }
    }

    /// Whether a finding can carry this name; `None` where that is not known.
    pub(crate) fn can_be_expected(&self, name: &str) -> Option<bool> {
        if self.items.contains_key(name) {
            return Some(true);
        }
        Some(self.loader.checks()?.contains(&name))
    }

    /// The known name that is closest.
    pub(crate) fn near_item(&mut self, name: &str) -> Option<String> {
        if !self.may_suggest() {
            return None;
        }
        let checks = self.loader.checks().unwrap_or_default().iter().copied();
        nearest(name, self.items.keys().map(String::as_str).chain(checks)).map(str::to_owned)
    }
}

/// `Article_5 deal` → `article-5-deal`
pub(crate) fn kebab_case(text: &str) -> String {
    let mut name = String::new();
    let mut lower_before = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if c.is_uppercase() && lower_before {
                name.push('-');
            }
            lower_before = c.is_lowercase() || c.is_numeric();
            name.extend(c.to_lowercase());
        } else {
            if !name.is_empty() && !name.ends_with('-') && c != '\'' && c != '’' {
                name.push('-');
            }
            lower_before = false;
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    name
}

/// "claim" → "a claim"
pub(crate) fn article(noun: &str) -> String {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {noun}")
    } else {
        format!("a {noun}")
    }
}
