//! Quotations of the article against a transcript (`--against`): what the speaker said there, word by word.

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::document::transcript::Who;
use crate::reading::Reading;
use crate::reading::quotation::{Quotation, QuotationKind};
use crate::reading::statement::Phrase;
use crate::source::{FileId, Location};

use super::binding::{Thing, same_thing};
use super::case::{Case, finding};
use super::finding::{Finding, FindingKind, RelatedRole};
use super::passage::{Break, Changed, Fit, Token, Turned, fit, is_mark, nearest, tokens};

/// A source whose words are spoken ones.
#[derive(Debug)]
pub struct Spoken {
    /// The document, for places in it.
    pub document: crate::document::Document,
    /// Its file.
    pub file: FileId,
    /// What it was read as, for the names.
    pub reading: std::sync::Arc<Reading>,
    /// Everybody who speaks.
    pub voices: Vec<Voice>,
}

/// All that one speaker says.
#[derive(Debug)]
pub struct Voice {
    /// Who; `None` where the text has no labels.
    pub who: Option<Who>,
    /// The same as a phrase of [`Spoken::reading`].
    pub speaker: Option<Phrase>,
    /// The words in order.
    pub words: Vec<Token>,
}

/// Compares every quotation of the article with what was spoken.
pub fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for spoken in &case.prepared.spoken {
        for quotation in &case.reading.quotations {
            // What somebody quotes within a quotation is compared with the quotation.
            if quotation.inside.is_none() {
                findings.extend(compare(case, spoken, quotation));
            }
        }
    }
}

/// Fewest words of a stretch that is compared.
const FEWEST: usize = 3;
/// Fewest words by which the words of somebody else are known.
const FEWEST_OF_OTHERS: usize = 5;

fn compare(case: &Case<'_>, spoken: &Spoken, quotation: &Quotation) -> Vec<Finding> {
    let said = tokens(case.document.slice(quotation.span), false);
    let whole = quotation.kind == QuotationKind::Direct && !continues_below(case, quotation);
    let own: Vec<&Voice> = spoken
        .voices
        .iter()
        .filter(|v| may_be(case, spoken, quotation, v))
        .collect();
    let check = Stretch {
        case,
        spoken,
        quotation,
        own: &own,
        whole,
    };
    match check.fits(&said) {
        Found::Same => return Vec::new(),
        Found::Turned(voice, turned) => return check.turned(voice, &said, &turned).into_iter().collect(),
        Found::Not => {}
    }
    if let Some(finding) = check.of_another(&said) {
        return vec![finding];
    }
    // Sentences that stood apart may be quoted one after another.
    let mut out = Vec::new();
    for sentence in sentences(&said) {
        match check.fits(sentence) {
            Found::Same => {}
            Found::Turned(voice, turned) => out.extend(check.turned(voice, sentence, &turned)),
            Found::Not => out.extend(check.reworded(sentence)),
        }
    }
    out
}

/// Whether another part of the same utterance follows: “We will leave,” he said, “if they pay.”
fn continues_below(case: &Case<'_>, quotation: &Quotation) -> bool {
    case.reading.quotations.iter().any(|q| {
        q.continues
            .and_then(|i| case.reading.quotations.get(i))
            .is_some_and(|b| b.span == quotation.span)
    })
}

/// Whether the voice may be the quotation's speaker: so it is said, or one of them has no name.
fn may_be(case: &Case<'_>, spoken: &Spoken, quotation: &Quotation, voice: &Voice) -> bool {
    if matches!(voice.who, Some(Who::Asker)) {
        return false;
    }
    same_speaker(case, spoken, quotation, voice) != Some(false)
}

fn same_speaker(case: &Case<'_>, spoken: &Spoken, quotation: &Quotation, voice: &Voice) -> Option<bool> {
    let world = case.world();
    let here = Thing::of(quotation.speaker.as_ref()?, &case.reading, &world);
    let there = Thing::of(voice.speaker.as_ref()?, &spoken.reading, &world);
    if same_thing(&here, &there, &world) {
        return Some(true);
    }
    // Who "he" or "the envoy" is, may not be known; two names tell two people apart.
    (here.named && there.named && here.members.is_empty()).then_some(false)
}

fn sentences(said: &[Token]) -> Vec<&[Token]> {
    let mut out = Vec::new();
    let mut from = 0;
    for i in 1..=said.len() {
        if said.get(i).is_none_or(|t| t.before == Break::Sentence) {
            out.extend(said.get(from..i));
            from = i;
        }
    }
    out
}

/// One quotation beside the voices that may have spoken it.
struct Stretch<'c> {
    case: &'c Case<'c>,
    spoken: &'c Spoken,
    quotation: &'c Quotation,
    own: &'c [&'c Voice],
    whole: bool,
}

/// How a stretch of quoted words stands to the transcript.
enum Found<'c> {
    Same,
    Turned(&'c Voice, Turned),
    /// Otherwise, or they are too few to tell.
    Not,
}

impl Stretch<'_> {
    fn fits(&self, said: &[Token]) -> Found<'_> {
        let mut found = Found::Not;
        if said.iter().filter(|t| !is_mark(&t.word)).count() < FEWEST {
            return found;
        }
        for &voice in self.own {
            match fit(said, &voice.words, self.whole) {
                Fit::Same(_) => return Found::Same,
                Fit::Turned(turned) if matches!(found, Found::Not) => found = Found::Turned(voice, turned),
                Fit::Turned(_) | Fit::No => {}
            }
        }
        found
    }
    fn turned(&self, voice: &Voice, said: &[Token], turned: &Turned) -> Option<Finding> {
        if self.tells_itself(turned.condition) {
            return None;
        }
        let (left, right) = (said.get(turned.gap.0)?, said.get(turned.gap.1)?);
        let span = match turned.gap {
            (0, 0) => said.first()?.span.cover(said.last()?.span),
            _ => left.span.cover(right.span),
        };
        let word = voice.words.get(turned.at)?;
        let message = if turned.condition {
            "these words were spoken under a condition, which is cut off"
        } else {
            "the cut takes out a negation: these words say the opposite of what was spoken"
        };
        let mut out = self.finding(
            "quote-cut",
            Severity::Warning,
            message.to_owned(),
            self.placed(span),
        );
        out.reason = format!(
            "without “{}” they say something else: {}",
            word.word,
            self.passage(voice, turned)
        );
        let range = turned.range.start.min(turned.at)..turned.range.end.max(turned.at + 1);
        self.shown(voice, range, "spoken here", &mut out);
        Some(out)
    }
    /// Whether the article's own words around the quotation say what was cut off: "did not think that “we will leave”".
    fn tells_itself(&self, condition: bool) -> bool {
        let sentence = self
            .case
            .reading
            .sentences
            .iter()
            .find(|s| s.span.contains(self.quotation.outer));
        sentence.is_some_and(|s| {
            s.tree
                .words
                .iter()
                .filter(|w| !self.quotation.span.contains(w.span))
                .any(|w| {
                    let word = w.form.to_lowercase();
                    let no = matches!(word.as_str(), "not" | "never" | "no" | "without" | "n't" | "n’t")
                        || matches!(w.lemma.as_str(), "deny" | "doubt" | "reject" | "refuse");
                    no || condition
                        && matches!(
                            word.as_str(),
                            "if" | "unless" | "provided" | "condition" | "until"
                        )
                })
        })
    }
    /// The words are somebody else's in the transcript.
    fn of_another(&self, said: &[Token]) -> Option<Finding> {
        if said.iter().filter(|t| !is_mark(&t.word)).count() < FEWEST_OF_OTHERS {
            return None;
        }
        let speaker = self.quotation.speaker.as_ref()?;
        let (voice, range) = self.spoken.voices.iter().find_map(|v| {
            let other = match v.who {
                Some(Who::Asker) => Thing::of(speaker, &self.case.reading, &self.case.world()).named,
                _ => same_speaker(self.case, self.spoken, self.quotation, v) == Some(false),
            };
            match fit(said, &v.words, false) {
                Fit::Same(range) if other && !is_quoted(&v.words, range.start) => Some((v, range)),
                _ => None,
            }
        })?;
        let whose = match &voice.who {
            Some(Who::Named(name)) => format!("the words of {name}"),
            Some(Who::Asker) => "a question’s words".to_owned(),
            Some(Who::Answerer) | None => "somebody else’s words".to_owned(),
        };
        let message = format!("in the transcript these are {whose}, not {}’s", speaker.text);
        let mut out = self.finding("quote-two-speakers", Severity::Error, message, speaker.span);
        out.reason = "a quotation is given to whoever spoke it".to_owned();
        self.shown(voice, range, "spoken here", &mut out);
        Some(out)
    }
    /// The words were spoken a little otherwise.
    fn reworded(&self, said: &[Token]) -> Option<Finding> {
        let (voice, changed): (&Voice, Changed) = self
            .own
            .iter()
            .filter_map(|v| Some((*v, nearest(said, &v.words)?)))
            .min_by_key(|(_, c)| c.words.len())?;
        let span = changed
            .words
            .iter()
            .filter_map(|&i| said.get(i))
            .map(|t| t.span)
            .reduce(TextSpan::cover)?;
        let severity = if changed.slight {
            Severity::Warning
        } else {
            Severity::Error
        };
        let message = format!(
            "the transcript reads otherwise: {}",
            self.quoted(voice, changed.range.clone())
        );
        let mut out = self.finding("quote-two-wordings", severity, message, self.placed(span));
        out.reason = "a quotation is given in the words that were spoken".to_owned();
        self.shown(voice, changed.range, "spoken here", &mut out);
        Some(out)
    }
    /// Words are counted from the beginning of the quotation.
    fn placed(&self, span: TextSpan) -> TextSpan {
        let at = self.quotation.span.start;
        TextSpan::new(at + span.start, at + span.end)
    }
    fn finding(&self, rule: &str, severity: Severity, message: String, span: TextSpan) -> Finding {
        let mut out = finding(
            rule,
            FindingKind::Contradiction,
            severity,
            message,
            self.case.place(span),
        );
        out.normal_form = super::quotations::words(self.case.document.slice(self.quotation.span)).join(" ");
        out
    }
    /// The words of a range as they stand in the transcript.
    fn quoted(&self, voice: &Voice, range: std::ops::Range<usize>) -> String {
        let text = self
            .span(voice, range)
            .map_or("", |s| self.spoken.document.slice(s));
        format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
    fn passage(&self, voice: &Voice, turned: &Turned) -> String {
        let range = turned.range.start.min(turned.at)..turned.range.end.max(turned.at + 1);
        self.quoted(voice, range)
    }
    fn span(&self, voice: &Voice, range: std::ops::Range<usize>) -> Option<TextSpan> {
        let words = voice.words.get(range)?;
        Some(words.first()?.span.cover(words.last()?.span))
    }
    fn shown(&self, voice: &Voice, range: std::ops::Range<usize>, message: &str, out: &mut Finding) {
        if let Some(span) = self.span(voice, range) {
            let location = Location::new(self.spoken.file, self.spoken.document.to_source(span));
            out.related
                .extend(self.case.on_file(RelatedRole::Source, location, message));
        }
    }
}

/// Whether the words before say that somebody else's are quoted: "you said, …".
fn is_quoted(words: &[Token], at: usize) -> bool {
    const BEFORE: usize = 12;
    words.get(at.saturating_sub(BEFORE)..at).is_some_and(|before| {
        before.iter().any(|t| {
            matches!(
                t.word.as_str(),
                "said"
                    | "say"
                    | "says"
                    | "saying"
                    | "told"
                    | "quote"
                    | "quoting"
                    | "wrote"
                    | "called"
                    | "words"
                    | "promised"
            )
        })
    })
}
