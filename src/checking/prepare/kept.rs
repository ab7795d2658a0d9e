//! What one run worked out of a rulebook, as bytes for the next.
//!
//! What the English was read as, what follows from the claims, which facts the patterns match and what
//! the rulebook contradicts itself in depend on the rule files and the program alone. All of it is worked
//! out again where the bytes are missing, cut short, or of other rules or another program; the results are
//! the same.
//!
//! ```text
//! magic "CDRULES1" | key u64 | check u64 | the parts, as postcard writes them
//! ```
//! Facts are named by their index in [`Prepared::known`]; readings come in the order in which the reader of
//! the rulebook's English asks for them.

use std::collections::HashMap;
use std::hash::Hasher as _;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHasher};
use serde::{Deserialize, Serialize};

use crate::checking::binding::Bindings;
use crate::checking::fact::{Fact, Origin};
use crate::checking::pattern::{Match, PreparedPattern};
use crate::checking::relate::{Conclusion, Follows, ReadInference, fill_shipped, shipped_worked_out};
use crate::diagnostic::{Diagnostic, Fix, Label, Severity};
use crate::document::TextSpan;
use crate::reading::Reading;
use crate::reading::statement::Statement;
use crate::rules::book::{Period, Rulebook};

use super::{Body, Prepared, checks};

const MAGIC: &[u8; 8] = b"CDRULES1";

const HEADER: usize = 24;

/// What an earlier run worked out of a rulebook.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// What its English was read as.
    pub(super) readings: Vec<Reading>,
    /// What follows from its claims.
    derived: Vec<DerivedFact>,
    /// What follows from each of the known facts, then from each of the unconfirmed ones, by one inference.
    conclusions: Vec<Option<Vec<Conclusion>>>,
    /// Which known facts the patterns match, pattern by pattern and statement by statement.
    matches: Vec<Vec<Option<Vec<KeptMatch>>>>,
    /// What the rulebook contradicts itself in.
    conflicts: Vec<KeptDiagnostic>,
    /// The inferences of the shipped pack that were read, by their index there.
    shipped: Vec<(usize, Vec<ReadInference>)>,
}

/// A fact that an inference made of other known facts.
#[derive(Debug, Serialize, Deserialize)]
struct DerivedFact {
    statement: Statement,
    reading: Reading,
    inference: usize,
    premises: Vec<usize>,
    period: Period,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptMatch {
    facts: Vec<usize>,
    bindings: Bindings,
    words: Option<TextSpan>,
    proof: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptDiagnostic {
    /// Index in [`checks::CODES`].
    code: usize,
    severity: Severity,
    message: String,
    labels: Vec<Label>,
    notes: Vec<String>,
    fix: Option<Fix>,
}

/// A number that tells rulebooks apart: that of the files' labels and texts, and of the `stamp`, which
/// names the build of the program.
pub fn key(book: &Rulebook, stamp: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(stamp);
    for (_, source) in book.sources.iter() {
        hasher.write(source.path().as_bytes());
        hasher.write_usize(source.text().len());
        hasher.write(source.text().as_bytes());
    }
    hasher.finish()
}

fn check(body: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(body);
    hasher.finish()
}

impl Kept {
    /// Reads what [`Prepared::to_keep`] wrote for the same `key`; nothing of other bytes.
    pub fn from_bytes(bytes: &[u8], key: u64) -> Option<Self> {
        let (header, body) = bytes.split_at_checked(HEADER)?;
        let expected = [MAGIC.as_slice(), &key.to_le_bytes(), &check(body).to_le_bytes()].concat();
        if header != expected {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// The facts derived from the claims `known`, in the order in which they were found.
    pub(super) fn derived(&mut self, known: &[Arc<Fact>]) -> Option<Vec<Arc<Fact>>> {
        let mut all = known.to_vec();
        for kept in std::mem::take(&mut self.derived) {
            let premises = kept.premises.iter().map(|&i| all.get(i).cloned());
            let premises = premises.collect::<Option<Vec<_>>>()?;
            all.push(Arc::new(Fact {
                statement: Arc::new(kept.statement),
                follows: Follows::default(),
                reading: Arc::new(kept.reading),
                origin: Origin::Derived {
                    inference: kept.inference,
                    premises,
                },
                period: kept.period,
            }));
        }
        Some(all.split_off(known.len()))
    }

    /// What the rulebook contradicts itself in.
    pub(super) fn conflicts(&mut self) -> impl Iterator<Item = Diagnostic> {
        std::mem::take(&mut self.conflicts)
            .into_iter()
            .filter_map(|kept| {
                Some(Diagnostic {
                    code: checks::CODES.get(kept.code)?,
                    severity: kept.severity,
                    message: kept.message,
                    labels: kept.labels,
                    notes: kept.notes,
                    fix: kept.fix,
                })
            })
    }

    /// Gives facts and patterns what was worked out of them.
    pub(super) fn fill(self, prepared: &Prepared) {
        for (fact, conclusions) in all_facts(prepared).zip(self.conclusions) {
            if let Some(conclusions) = conclusions {
                fact.follows.fill(conclusions);
            }
        }
        let facts = |kept: KeptMatch| {
            let facts = kept.facts.iter().map(|&i| prepared.known.get(i).cloned());
            Some(Match {
                facts: facts.collect::<Option<Vec<_>>>()?,
                bindings: kept.bindings,
                words: kept.words,
                proof: kept.proof,
            })
        };
        for (pattern, kept) in all_patterns(prepared).into_iter().zip(self.matches) {
            for (index, matches) in kept.into_iter().enumerate() {
                if let Some(matches) = matches.and_then(|m| m.into_iter().map(facts).collect()) {
                    pattern.fill(index, matches);
                }
            }
        }
        fill_shipped(self.shipped);
    }
}

impl Prepared {
    /// What was worked out so far, as bytes for [`Kept::from_bytes`]; `None` where the run that is over
    /// added little to what it was given, and for statements of source documents.
    pub fn to_keep(&self, key: u64) -> Option<Vec<u8>> {
        /// The part of what is kept by which it must have grown to be written again.
        const GROWTH: usize = 16;
        let size = self.worked_out();
        let worth_it = self.kept == 0 || size > self.kept + self.kept / GROWTH;
        if !worth_it || self.book.claims.len() > self.first_source {
            return None;
        }
        let kept = self.kept()?;
        let body = postcard::to_stdvec(&kept).ok()?;
        let mut out = [MAGIC.as_slice(), &key.to_le_bytes(), &check(&body).to_le_bytes()].concat();
        out.extend(body);
        Some(out)
    }

    /// How many facts and patterns something was worked out of.
    pub(super) fn worked_out(&self) -> usize {
        let facts = all_facts(self).filter(|f| f.follows.worked_out().is_some());
        let patterns = all_patterns(self)
            .into_iter()
            .flat_map(PreparedPattern::worked_out);
        facts.count() + patterns.flatten().count() + shipped_worked_out().count()
    }

    fn kept(&self) -> Option<Kept> {
        let places: HashMap<usize, usize, FxBuildHasher> = (0..)
            .zip(&self.known)
            .map(|(i, fact)| (Arc::as_ptr(fact).addr(), i))
            .collect();
        let place = |fact: &Arc<Fact>| places.get(&Arc::as_ptr(fact).addr()).copied();
        let all = |facts: &[Arc<Fact>]| facts.iter().map(place).collect::<Option<Vec<usize>>>();
        let derived = self.known.iter().filter_map(|fact| match &fact.origin {
            Origin::Derived { inference, premises } => Some((fact, *inference, premises)),
            _ => None,
        });
        let derived = derived.map(|(fact, inference, premises)| {
            Some(DerivedFact {
                statement: Statement::clone(&fact.statement),
                reading: Reading::clone(&fact.reading),
                inference,
                premises: all(premises)?,
                period: fact.period,
            })
        });
        let kept_match = |found: &Match| {
            Some(KeptMatch {
                facts: all(&found.facts)?,
                bindings: found.bindings.clone(),
                words: found.words,
                proof: found.proof.clone(),
            })
        };
        let kept_matches = |pattern: &PreparedPattern| {
            let each = pattern.worked_out();
            each.map(|found| found.and_then(|m| m.iter().map(kept_match).collect()))
                .collect()
        };
        let conflict = |d: &Diagnostic| {
            Some(KeptDiagnostic {
                code: checks::CODES.iter().position(|c| *c == d.code)?,
                severity: d.severity,
                message: d.message.clone(),
                labels: d.labels.clone(),
                notes: d.notes.clone(),
                fix: d.fix.clone(),
            })
        };
        Some(Kept {
            readings: self.readings.iter().map(|r| Reading::clone(r)).collect(),
            derived: derived.collect::<Option<_>>()?,
            conclusions: all_facts(self)
                .map(|f| f.follows.worked_out().map(<[_]>::to_vec))
                .collect(),
            matches: all_patterns(self).into_iter().map(kept_matches).collect(),
            conflicts: self.conflicts.iter().map(conflict).collect::<Option<_>>()?,
            shipped: shipped_worked_out().map(|(i, read)| (i, read.to_vec())).collect(),
        })
    }
}

fn all_facts(prepared: &Prepared) -> impl Iterator<Item = &Arc<Fact>> {
    let unconfirmed = prepared.unconfirmed.iter().map(|c| &c.fact);
    prepared.known.iter().chain(unconfirmed)
}

/// The patterns of a rulebook, always in the same order.
fn all_patterns(prepared: &Prepared) -> Vec<&PreparedPattern> {
    let mut out: Vec<&PreparedPattern> = Vec::new();
    for inference in &prepared.inferences {
        out.extend(inference.from.iter().chain(&inference.unless));
    }
    for rule in &prepared.rules {
        match &rule.body {
            Body::Never { patterns, unless } => out.extend(patterns.iter().chain(unless)),
            Body::When {
                patterns,
                unless,
                require,
            } => {
                out.extend(patterns.iter().chain(unless));
                out.extend(require.iter().filter_map(|r| r.pattern.as_ref()));
            }
            Body::Same { pattern, .. } | Body::Verify { pattern } => out.push(pattern),
        }
    }
    out.extend(&prepared.closed);
    out
}

#[cfg(test)]
mod tests {
    use super::super::prepare;
    use super::*;
    use crate::checking::check as check_article;
    use crate::reading::english::read_english;
    use crate::rules::{self, NoFiles};
    use crate::source::Source;

    const RULES: &str = r#"
person "Ada Moreno"
  role "mayor of Brighton" from 2020-01-01

claim opened
  "Ada Moreno opened the bridge on 3 May 2024."

claim not-opened
  "Ada Moreno did not open the bridge on 3 May 2024."

infer crossing
  from  "{who} opened {what}"
  infer "{who} crossed {what}"

rule no-closing
  error "It is open."
  never "{someone} closed the bridge" unless "{someone} crossed the bridge"
"#;

    fn book() -> Rulebook {
        let (book, diagnostics) = rules::load(vec![Source::new("a.desk", RULES)], &NoFiles);
        assert!(!rules::has_errors(&diagnostics), "{diagnostics:?}");
        book
    }

    fn checked(prepared: &Prepared) -> String {
        let text = "Ben Ortiz closed the bridge, which Ada Moreno opened on 4 May 2024.";
        let (document, reading) = read_english(text, &[], &prepared.names, None);
        format!("{:?}", check_article(&document, Arc::new(reading), prepared))
    }

    #[test]
    fn what_is_kept_is_what_was_worked_out() {
        crate::checking::relate::read_all_shipped();
        let (first, told) = prepare(book(), &[], None);
        let found = checked(&first);
        assert!(
            told.iter().any(|d| d.code == "claim-conflict") && found.contains("no-closing"),
            "{told:?} {found}"
        );
        let Some(bytes) = first.to_keep(7) else {
            panic!("it was worked out")
        };
        let kept = Kept::from_bytes(&bytes, 7);
        assert!(
            kept.as_ref()
                .is_some_and(|k| !k.readings.is_empty() && !k.derived.is_empty())
        );
        let (second, told_again) = prepare(book(), &[], kept);
        assert_eq!(second.worked_out(), first.worked_out());
        assert_eq!(told_again, told);
        assert_eq!(checked(&second), found);
        assert_eq!(second.to_keep(7), None, "nothing new");
        assert_eq!(
            second
                .kept()
                .and_then(|k| postcard::to_stdvec(&k).ok())
                .as_deref(),
            bytes.get(HEADER..)
        );
    }

    #[test]
    fn bytes_that_are_not_ours_are_nothing() {
        let bytes = prepare(book(), &[], None).0.to_keep(7).unwrap_or_default();
        assert!(Kept::from_bytes(&bytes, 7).is_some());
        assert!(Kept::from_bytes(&bytes, 8).is_none(), "other rules");
        for cut in [0, 5, HEADER, bytes.len() - 1] {
            assert!(Kept::from_bytes(&bytes[..cut], 7).is_none());
        }
        for at in (0..bytes.len()).step_by(101) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            assert!(Kept::from_bytes(&damaged, 7).is_none(), "byte {at}");
        }
    }

    #[test]
    fn other_files_have_another_key() {
        let other = rules::load(vec![Source::new("b.desk", RULES)], &NoFiles).0;
        assert_ne!(key(&book(), 7), key(&other, 7));
        assert_ne!(key(&book(), 7), key(&book(), 8));
        assert_eq!(key(&book(), 7), key(&book(), 7));
    }
}
