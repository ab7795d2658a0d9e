//! Two revisions → what changed in meaning.
//!
//! # Steps
//! 1. [`version`]: a revision's sentences with their words, numbers, times and quotations.
//! 2. [`align`]: the sentences of both revisions → pairs of groups (one sentence against one, or
//!    against the two it was split into), what was added and what was dropped.
//! 3. [`words`]: within a pair, which word of the one stands for which word of the other.
//! 4. [`meaning`]: what is left over on either side → labels.
//! 5. [`correction`] and [`findings`]: is there a note that tells the reader, and which findings
//!    are new, fixed and kept.
//! 6. [`mod@timeline`]: a chain of revisions → when each statement was said, changed and dropped.
//! 7. [`mod@print`]: a [`Diff`] for people: terminal, Markdown, HTML. The JSON is the type itself.

mod align;
mod attribution;
mod certainty;
mod clauses;
pub mod correction;
mod findings;
mod meaning;
mod names;
mod numbers;
mod polarity;
pub mod print;
mod quotes;
mod roles;
mod scales;
mod timeline;
mod times;
mod version;
mod words;

use serde::{Deserialize, Serialize};

use crate::checking::relate::Knowledge;
use crate::document::Document;
use crate::reading::Reading;
use crate::report::{Item, Place};

pub use findings::{compare_findings, compare_reports};
pub use timeline::{Event, Thread, Timeline, timeline};

/// One revision of an article, read.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    /// The article.
    pub document: &'a Document,
    /// What was read from it.
    pub reading: &'a Reading,
    /// What checking found in it; empty where no rulebook was given.
    pub findings: &'a [Item],
}

/// What a comparison is told beside the two revisions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The old revision was published: a change of fact needs a correction note.
    pub published: bool,
}

/// What changed. The JSON contract is this type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diff {
    /// Version of this format: 1.
    pub version: u32,
    /// Path of the old revision.
    pub old: String,
    /// Path of the new revision.
    pub new: String,
    /// One change a pair of places, in the order of the new revision; what was removed stands
    /// where it stood.
    pub changes: Vec<Change>,
    /// Findings of the two revisions, told apart by their fingerprints.
    pub findings: FindingChanges,
    /// The note in the new revision that tells the reader of a correction.
    pub correction_note: Option<Place>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kinds of change it is, without repetition, in the order of [`ChangeType`].
    pub types: Vec<ChangeType>,
    /// Where it stood in the old revision; nothing for what was added.
    pub old: Option<Place>,
    /// Where it stands in the new revision; nothing for what was removed.
    pub new: Option<Place>,
    /// What changed, in a few words: `four workers → six workers`.
    pub message: String,
}

impl Change {
    /// Whether the change is one of meaning, not of wording or place alone.
    pub fn is_meaning(&self) -> bool {
        self.types.iter().any(|t| t.is_meaning())
    }
}

/// Kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeType {
    /// Said in the new revision only.
    Added,
    /// Said in the old revision only.
    Removed,
    /// "four workers" → "six workers"
    NumberChanged,
    /// "did not sign" → "signed", "rose" → "fell"
    PolarityChanged,
    /// "could sign" → "will sign"
    Strengthened,
    /// "will sign" → "could sign"
    Weakened,
    /// said by Rubio → said by Witkoff
    AttributionChanged,
    /// said by Rubio → said by the article
    AttributionDropped,
    /// other words inside the quotation marks
    QuoteAltered,
    /// "Rubio attended" → "Witkoff attended"
    EntityChanged,
    /// "on Friday" → "on Saturday"
    TimeChanged,
    /// At another place among the sentences.
    Moved,
    /// The same in other words.
    Reworded,
}

impl ChangeType {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Added,
        Self::Removed,
        Self::NumberChanged,
        Self::PolarityChanged,
        Self::Strengthened,
        Self::Weakened,
        Self::AttributionChanged,
        Self::AttributionDropped,
        Self::QuoteAltered,
        Self::EntityChanged,
        Self::TimeChanged,
        Self::Moved,
        Self::Reworded,
    ];
    /// Its name as it stands in the JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::NumberChanged => "number_changed",
            Self::PolarityChanged => "polarity_changed",
            Self::Strengthened => "strengthened",
            Self::Weakened => "weakened",
            Self::AttributionChanged => "attribution_changed",
            Self::AttributionDropped => "attribution_dropped",
            Self::QuoteAltered => "quote_altered",
            Self::EntityChanged => "entity_changed",
            Self::TimeChanged => "time_changed",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
        }
    }
    /// Whether it is one of meaning.
    pub const fn is_meaning(self) -> bool {
        !matches!(self, Self::Moved | Self::Reworded)
    }
    /// Whether a published text needs a correction note after it.
    pub const fn needs_correction(self) -> bool {
        matches!(
            self,
            Self::NumberChanged
                | Self::PolarityChanged
                | Self::AttributionChanged
                | Self::AttributionDropped
                | Self::QuoteAltered
                | Self::EntityChanged
                | Self::TimeChanged
        )
    }
}

/// Findings told apart by their fingerprints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingChanges {
    /// In the new revision only.
    pub new: Vec<Item>,
    /// In the old revision only.
    pub fixed: Vec<Item>,
    /// In both, with their places in the new revision.
    pub kept: Vec<Item>,
}

/// What changed from `old` to `new`.
pub fn compare(old: Revision<'_>, new: Revision<'_>, knowledge: &Knowledge, options: Options) -> Diff {
    let a = version::Version::new(old.document, old.reading);
    let b = version::Version::new(new.document, new.reading);
    let alignment = align::align(&a, &b);
    let mut changes = meaning::changes(&a, &b, &alignment, knowledge);
    let note = correction::find_note(&a, &b);
    if let Some(note) = &note {
        // The note itself is no news of the article's.
        changes.retain(|c| c.old.is_some() || c.new.as_ref().is_none_or(|p| !note.contains(p.start)));
    }
    let mut findings = compare_findings(old.findings, new.findings);
    findings
        .new
        .extend(correction::findings(&changes, note.as_ref(), &a, &b, options));
    findings.new.sort_by(|x, y| {
        (x.span.start, x.span.end, &x.rule, &x.message).cmp(&(y.span.start, y.span.end, &y.rule, &y.message))
    });
    Diff {
        version: 1,
        old: old.document.source.path().to_owned(),
        new: new.document.source.path().to_owned(),
        changes,
        findings,
        correction_note: note.map(|n| n.place),
    }
}
