//! A chain of revisions → when each statement was first said, changed and dropped.

use serde::{Deserialize, Serialize};

use crate::checking::relate::Knowledge;
use crate::report::Place;

use super::version::Version;
use super::{ChangeType, Revision, align, meaning};

/// What became of every sentence over a chain of revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Version of this format: 1.
    pub version: u32,
    /// Paths of the revisions, oldest first.
    pub revisions: Vec<String>,
    /// One thread a sentence that changed, in the order in which they were first said.
    pub threads: Vec<Thread>,
}

/// One sentence through the revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// What happened to it, oldest first; the first event is where it was first said.
    pub events: Vec<Event>,
}

/// Something that happened to a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Index of the revision.
    pub revision: usize,
    /// What happened: `added` where it was first said.
    pub types: Vec<ChangeType>,
    /// Where it stands; where it last stood, for `removed`.
    pub place: Place,
    /// In a few words.
    pub message: String,
}

/// Follows every sentence through `revisions`, oldest first. Sentences that stand unchanged in all
/// of them are left out.
pub fn timeline(revisions: &[Revision<'_>], knowledge: &Knowledge) -> Timeline {
    let versions: Vec<Version<'_>> = revisions
        .iter()
        .map(|r| Version::new(r.document, r.reading))
        .collect();
    let mut threads: Vec<Thread> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    if let Some(first) = versions.first() {
        for i in 0..first.lines.len() {
            current.push(threads.len());
            threads.push(begin(first, i, 0));
        }
    }
    for (step, window) in versions.windows(2).enumerate() {
        let [a, b] = window else { continue };
        let revision = step + 1;
        let alignment = align::align(a, b);
        let mut next: Vec<Option<usize>> = vec![None; b.lines.len()];
        for pair in &alignment.pairs {
            let Some(&thread) = pair.old.first().and_then(|&o| current.get(o)) else {
                continue;
            };
            for &n in &pair.new {
                if let Some(slot) = next.get_mut(n) {
                    *slot = Some(thread);
                }
            }
            if pair.same {
                continue;
            }
            for change in meaning::compare_pair(a, b, pair, knowledge) {
                let place = change.new.or(change.old);
                if let (Some(thread), Some(place)) = (threads.get_mut(thread), place) {
                    thread.events.push(Event {
                        revision,
                        types: change.types,
                        place,
                        message: change.message,
                    });
                }
            }
        }
        for &i in &alignment.removed {
            let place = meaning::place(a, a.span_of(&[i]));
            if let (Some(thread), Some(place)) = (current.get(i).and_then(|&t| threads.get_mut(t)), place) {
                thread.events.push(Event {
                    revision,
                    types: vec![ChangeType::Removed],
                    message: format!("removed: {}", meaning::short(&place.text)),
                    place,
                });
            }
        }
        current = next
            .into_iter()
            .enumerate()
            .map(|(n, thread)| {
                thread.unwrap_or_else(|| {
                    threads.push(begin(b, n, revision));
                    threads.len() - 1
                })
            })
            .collect();
    }
    threads.retain(|t| t.events.len() > 1 || t.events.first().is_some_and(|e| e.revision > 0));
    Timeline {
        version: 1,
        revisions: revisions
            .iter()
            .map(|r| r.document.source.path().to_owned())
            .collect(),
        threads,
    }
}

fn begin(version: &Version<'_>, sentence: usize, revision: usize) -> Thread {
    let events = meaning::place(version, version.span_of(&[sentence]))
        .map(|place| Event {
            revision,
            types: vec![ChangeType::Added],
            message: format!("first said: {}", meaning::short(&place.text)),
            place,
        })
        .into_iter()
        .collect();
    Thread { events }
}
