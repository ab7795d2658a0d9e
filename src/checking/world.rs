//! What checking knows while it works on one document: the rulebook and the day.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::rules::book::{Entity, EntityId, EntityKind, Period, Rulebook, Speaker};
use crate::value::date::Date;

use super::binding::{Thing, first_day, fold, last_day};

/// The rulebook's names, to look things up by.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Folded name of a place → the events that were there.
    events: BTreeMap<String, Vec<u32>>,
    /// First word in lower case → names (but persons') that begin with it, longest first.
    names: BTreeMap<String, Vec<(Vec<String>, u32)>>,
    /// The one event at each entity that is a place, once it was asked for: see [`World::event_at`].
    event_at: Vec<OnceLock<Option<u32>>>,
}

impl Directory {
    /// The names in `book`.
    pub fn of(book: &Rulebook) -> Self {
        let mut out = Self {
            event_at: book.entities.iter().map(|_| OnceLock::new()).collect(),
            ..Self::default()
        };
        for (id, entity) in (0u32..).zip(&book.entities) {
            // A base that is in Alaska is no event there.
            let is_event = entity.kind == EntityKind::Event;
            for place in entity.place.iter().filter(|_| is_event) {
                let list = out.events.entry(fold(&place.text)).or_default();
                if !list.contains(&id) {
                    list.push(id);
                }
            }
            if entity.kind == EntityKind::Person {
                continue;
            }
            for name in std::iter::once(&entity.name).chain(&entity.also) {
                let words: Vec<String> = fold(&name.text).split(' ').map(str::to_owned).collect();
                if let Some(first) = words.first().cloned() {
                    out.names.entry(first).or_default().push((words, id));
                }
            }
        }
        for list in out.names.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        out
    }
}

/// Most places that a place on file is looked for in.
const MOST_AROUND: usize = 16;

/// The rulebook, and the day that the text is dated.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// Entities, claims, rules.
    pub book: &'a Rulebook,
    /// Its names.
    pub directory: &'a Directory,
    /// The day of the article, where it has one.
    pub today: Option<Date>,
}

impl<'a> World<'a> {
    /// The entity with this index.
    pub fn entity(&self, id: u32) -> Option<&'a Entity> {
        self.book.entities.get(id as usize)
    }
    /// Whether `who` may speak in the name of `whom`.
    pub fn speaks_for(&self, who: u32, whom: u32) -> bool {
        self.entity(who)
            .is_some_and(|e| e.speaks_for.contains(&EntityId(whom)))
    }
    /// The one event on file that was at the place `thing`; `None` where there is none, or several.
    pub fn event_at(&self, thing: &Thing) -> Option<u32> {
        if self.directory.events.is_empty() {
            return None;
        }
        let known = thing.entity.and_then(|id| Some((id, self.entity(id)?)));
        let Some((id, entity)) = known else {
            return self.only_event(&mut [thing.name.as_str(), &thing.text].into_iter());
        };
        let look = || {
            let names = std::iter::once(&entity.name).chain(&entity.also);
            let own = names.map(|n| n.text.as_str());
            self.only_event(&mut own.chain(self.around(entity)))
        };
        match self.directory.event_at.get(id as usize) {
            Some(known) => *known.get_or_init(look),
            None => look(),
        }
    }
    /// The one event on file that was at a place of one of these names.
    fn only_event(&self, names: &mut dyn Iterator<Item = &str>) -> Option<u32> {
        let mut found: Option<u32> = None;
        for name in names {
            let events = self.directory.events.get(&fold(name));
            for &id in events.map_or(&[][..], Vec::as_slice) {
                match found {
                    Some(other) if other != id => return None,
                    _ => found = Some(id),
                }
            }
        }
        found
    }
    /// The places that a place on file lies in, one in the other, from the nearest.
    fn around(&self, entity: &'a Entity) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        let mut waiting = vec![entity];
        while let Some(here) = waiting.pop() {
            if !matches!(here.kind, EntityKind::Place | EntityKind::Country) {
                continue;
            }
            for place in &here.place {
                let name = place.text.as_str();
                if out.contains(&name) || out.len() >= MOST_AROUND {
                    continue;
                }
                out.push(name);
                let folded = fold(name);
                let is_it = |e: &&Entity| {
                    std::iter::once(&e.name)
                        .chain(&e.also)
                        .any(|n| fold(&n.text) == folded)
                };
                waiting.extend(self.book.entities.iter().find(is_it));
            }
        }
        out
    }
    /// The entity whose name (not a person's) stands at `words[at..]`, with the number of its words;
    /// words in lower case.
    pub fn name_at(&self, words: &[String], at: usize) -> Option<(u32, usize)> {
        let list = self.directory.names.get(words.get(at)?)?;
        list.iter()
            .find(|(name, _)| {
                words
                    .get(at..at + name.len())
                    .is_some_and(|w| w == name.as_slice())
            })
            .map(|(name, id)| (*id, name.len()))
    }
    /// Whether `thing` is the speaker that a rule names (somebody who speaks for it included).
    pub fn is_speaker(&self, thing: &Thing, speaker: &Speaker) -> bool {
        match speaker {
            Speaker::Anyone => true,
            // A variable is compared through the bindings.
            Speaker::Variable(_) => true,
            Speaker::Entity(EntityId(id)) => thing
                .entity
                .is_some_and(|e| e == *id || self.speaks_for(e, *id) || self.speaks_for(*id, e)),
            Speaker::Named(name) => {
                let (said, asked) = (fold(&thing.name), fold(&name.text));
                said == asked || fold(&thing.text).contains(&asked)
            }
        }
    }
    /// Whether `period` holds on the day of the article; an open period always does.
    pub fn holds_today(&self, period: Period) -> bool {
        match self.today {
            Some(day) => overlaps(period, day),
            None => true,
        }
    }
}

/// Whether the day, month or year `date` touches `period`.
pub fn overlaps(period: Period, date: Date) -> bool {
    let (Some(first), Some(last)) = (first_day(date), last_day(date)) else {
        return true;
    };
    let begun = period.from.and_then(first_day).is_none_or(|from| from <= last);
    let not_over = period.to.and_then(last_day).is_none_or(|to| to >= first);
    begun && not_over
}
