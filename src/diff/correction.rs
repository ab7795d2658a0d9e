//! Is there a note that tells the reader what was corrected, and is it true?

use std::collections::BTreeSet;

use crate::checking::finding::{FindingKind, RelatedRole};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::report::{Item, Place, RelatedPlace};

use super::meaning::place;
use super::version::{Version, plain};
use super::{Change, Options};

/// Name of the finding that a published fact was changed and no note says so.
pub const CHANGED: &str = "changed-without-correction";

/// Name of the finding that a note speaks of a value that stood in neither revision.
pub const UNFOUNDED: &str = "correction-unfounded";

/// Openings of a note.
static OPENINGS: &str = include_str!("correction.txt");

/// The note of the new revision.
pub(super) struct Note {
    /// Where it stands in the file.
    pub(super) place: Place,
    /// Its sentences.
    sentences: Vec<usize>,
}

impl Note {
    /// Whether the byte `offset` of the file lies in the note.
    pub(super) fn contains(&self, offset: usize) -> bool {
        self.place.start <= offset && offset < self.place.end
    }
}

/// A block of the new revision that begins like a note and did not stand in the old one.
pub(super) fn find_note(old: &Version<'_>, new: &Version<'_>) -> Option<Note> {
    let before: BTreeSet<&str> = old.lines.iter().map(|l| l.plain.as_str()).collect();
    let first = new
        .lines
        .iter()
        .position(|l| opens_note(&l.plain) && !before.contains(l.plain.as_str()))?;
    let block = new.lines.get(first)?.block;
    // From the opening to the end of its paragraph.
    let sentences: Vec<usize> = (first..new.lines.len())
        .take_while(|&i| new.lines.get(i).is_some_and(|l| l.block == block))
        .collect();
    let span = new.span_of(&sentences);
    Some(Note {
        place: place(new, span)?,
        sentences,
    })
}

/// "Correction: …", "Updated on 3 May: …", "An earlier version of this article said …"
fn opens_note(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    OPENINGS
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .any(|opening| {
            let Some(rest) = text.strip_prefix(opening) else {
                return false;
            };
            if opening.contains("version") || opening.contains("edition") {
                return true;
            }
            if opening.starts_with("this ") {
                let verb = rest.split_whitespace().next().unwrap_or_default();
                return ["corrected", "amended", "updated", "edited", "changed", "revised"].contains(&verb);
            }
            // A single word opens a note only before a colon, a date or a bracket: "Updated figures
            // show" is none.
            let rest = rest.trim_start();
            rest.starts_with([':', '(', '-', '.', ','])
                || ["on ", "at "].iter().any(|w| rest.starts_with(w)) && rest.contains(':')
                || rest
                    .split_once(':')
                    .is_some_and(|(head, _)| head.len() <= 30 && head.chars().any(|c| c.is_ascii_digit()))
        })
}

/// Findings about the change itself: a change of fact without a note, a note about a value that
/// never stood there.
pub(super) fn findings(
    changes: &[Change],
    note: Option<&Note>,
    old: &Version<'_>,
    new: &Version<'_>,
    options: Options,
) -> Vec<Item> {
    let mut out = Vec::new();
    if let Some(note) = note {
        out.extend(unfounded(note, old, new));
        return out;
    }
    if !options.published {
        return out;
    }
    for change in changes {
        if !change.types.iter().any(|t| t.needs_correction()) {
            continue;
        }
        let (Some(before), Some(after)) = (&change.old, &change.new) else {
            continue;
        };
        out.push(item(
            CHANGED,
            "a published fact was changed, and no note says so".to_owned(),
            change.message.clone(),
            after.clone(),
            vec![RelatedPlace {
                role: RelatedRole::Source,
                path: old.document.source.path().to_owned(),
                span: before.clone(),
                message: "as it was published".to_owned(),
            }],
        ));
    }
    out
}

/// The note says that the article gave a number which it did not give.
fn unfounded(note: &Note, old: &Version<'_>, new: &Version<'_>) -> Vec<Item> {
    let values = |v: &Version<'_>, sentences: &mut dyn Iterator<Item = usize>| {
        let mut out = Vec::new();
        for s in sentences {
            for n in &v.details(s).numbers {
                out.push((n.mention.quantity.value.normalize(), n.mention.span));
            }
        }
        out
    };
    let stated = values(new, &mut note.sentences.iter().copied());
    let before: BTreeSet<_> = values(old, &mut (0..old.lines.len()))
        .into_iter()
        .map(|v| v.0)
        .collect();
    let body = (0..new.lines.len()).filter(|i| !note.sentences.contains(i));
    let after: BTreeSet<_> = values(new, &mut body.into_iter())
        .into_iter()
        .map(|v| v.0)
        .collect();
    stated
        .into_iter()
        .filter(|(value, _)| !before.contains(value) && !after.contains(value))
        .filter_map(|(_, span): (_, TextSpan)| place(new, span))
        .map(|at| {
            item(
                UNFOUNDED,
                format!(
                    "the note speaks of `{}`, which stood in neither revision",
                    at.text
                ),
                "the earlier revision never said so".to_owned(),
                at,
                Vec::new(),
            )
        })
        .collect()
}

fn item(rule: &str, message: String, reason: String, span: Place, related: Vec<RelatedPlace>) -> Item {
    let id = crate::report::fingerprint::Fingerprints::default().next(rule, &reason, &span.text);
    Item {
        id,
        rule: rule.to_owned(),
        kind: FindingKind::Violation,
        severity: Severity::Warning,
        message,
        reason,
        help: None,
        span,
        related,
        proof: Vec::new(),
    }
}
