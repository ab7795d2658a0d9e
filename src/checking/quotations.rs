//! Quotations in the article against the quotations on file: one wording, one speaker.
//!
//! Typographic differences (curly or straight marks, three dots or one character, dashes) are none.
//! An unbroken part of a quotation is the same quotation, and so is one with an omission marked by an
//! ellipsis or words in square brackets.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon;
use crate::reading::Reading;
use crate::reading::names::NameKind;
use crate::reading::quotation::{Quotation, QuotationKind};
use crate::reading::statement::{CircumstanceKind, Phrase, Role, SourceKind, Statement, StatementKind};
use crate::reading::tree::Word;

use super::binding::{Thing, same_thing};
use super::case::{Case, finding};
use super::finding::{Finding, FindingKind, RelatedRole};
use super::passage::{Fit, fit, tokens};

/// Fewest words by which a quotation is known again under another speaker's name.
const FEWEST_WORDS: usize = 5;

/// So many words in common that a speaker will not have said them twice in the same order.
const MANY_WORDS: usize = 8;

/// A quotation that a claim holds.
#[derive(Debug, Clone)]
pub struct Filed {
    /// Index of the claim.
    pub claim: usize,
    /// What the claim was read as, for the speaker.
    pub reading: Arc<Reading>,
    /// The verb of speech, which the circumstances of the speech hang on.
    pub cue: Option<TextSpan>,
    /// Who said it; nobody where the claim does not say.
    pub speaker: Option<Phrase>,
    /// The words as they stand.
    pub text: String,
    /// The same as [`words`] gives them.
    pub words: Vec<String>,
    /// Where it is on file.
    pub location: crate::source::Location,
}

/// The words of a text without case and punctuation; `…` stands for an omission, `[]` for words in
/// square brackets.
pub fn words(text: &str) -> Vec<String> {
    spans(text).into_iter().map(|(word, _)| word).collect()
}

/// The words with their bytes in `text`.
pub(super) fn spans(text: &str) -> Vec<(String, TextSpan)> {
    let mut out: Vec<(String, TextSpan)> = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut bracket: Option<usize> = None;
    let mut dots = 0usize;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
        if let Some(open) = bracket {
            if c == ']' {
                bracket = None;
                let inside = text.get(open + 1..at).unwrap_or_default();
                let touches = text
                    .get(..open)
                    .is_some_and(|t| t.ends_with(char::is_alphanumeric));
                if !touches && is_letter(inside) && next.is_some_and(char::is_alphabetic) {
                    // "[W]e": another capital.
                    start = open;
                    word = inside.to_lowercase();
                    continue;
                }
                // "walk[ed]": another ending makes another word.
                let from = out.pop_if(|_| touches).map_or(open, |(_, span)| span.start);
                out.push(("[]".to_owned(), TextSpan::new(from, at + 1)));
            }
            continue;
        }
        // An apostrophe inside a word belongs to it; a full stop inside a number does.
        let inside = !word.is_empty() && next.is_some_and(char::is_alphanumeric);
        let kept = match c {
            c if c.is_alphanumeric() => Some(c),
            '’' | '‘' | '\'' | 'ʼ' if inside => Some('\''),
            '.' | ','
                if inside
                    && word.ends_with(|c: char| c.is_ascii_digit())
                    && next.is_some_and(|n| n.is_ascii_digit()) =>
            {
                Some(c)
            }
            '%' | '$' | '€' | '£' => Some(c),
            _ => None,
        };
        if let Some(c) = kept {
            if word.is_empty() {
                start = at;
            }
            word.extend(c.to_lowercase());
            dots = 0;
            continue;
        }
        if !word.is_empty() {
            out.push((std::mem::take(&mut word), TextSpan::new(start, at)));
        }
        match c {
            '…' => out.push(("…".to_owned(), TextSpan::new(at, at + c.len_utf8()))),
            '.' => {
                dots += 1;
                if dots == 3 {
                    out.push(("…".to_owned(), TextSpan::new(at.saturating_sub(2), at + 1)));
                }
                continue;
            }
            '[' => bracket = Some(at),
            c if c.is_whitespace() && dots > 0 => continue,
            _ => {}
        }
        dots = 0;
    }
    out
}

fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Compares every quotation of the article with those on file.
pub fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for quotation in &case.reading.quotations {
        let text = case.document.slice(quotation.span);
        let sentences = sentences(text);
        // Short sentences are known again only together ("BIG PROGRESS. STAY TUNED!").
        if sentences.len() > 1 {
            let before = findings.len();
            let settled = one(
                case,
                quotation,
                quotation.span.start,
                text.len(),
                &spans(text),
                findings,
            );
            if settled || findings.len() > before || runs_on(case, quotation, &sentences, findings) {
                continue;
            }
        }
        fragment(case, quotation, findings);
        for (start, sentence) in sentences {
            let said = spans(sentence);
            let at = quotation.span.start + start;
            one(case, quotation, at, sentence.len(), &said, findings);
        }
    }
}

/// Fewest words of a sentence by which a quotation is known again where its speaker is the one on file.
const FEWEST_OF_SENTENCE: usize = 4;

/// A sentence that is on file, and behind it within the same marks another one than on file.
fn runs_on(
    case: &Case<'_>,
    quotation: &Quotation,
    sentences: &[(usize, &str)],
    findings: &mut Vec<Finding>,
) -> bool {
    for pair in sentences.windows(2) {
        let [(_, first), (start, second)] = pair else {
            continue;
        };
        let (first, second) = (words(first), words(second));
        if first.len() < FEWEST_OF_SENTENCE || second.first().is_none_or(|w| w == "…" || w == "[]") {
            continue;
        }
        for filed in &case.prepared.quotations {
            let at = filed.words.windows(first.len()).position(|w| w == first);
            let rest = at
                .and_then(|at| filed.words.get(at + first.len()..))
                .unwrap_or_default();
            let alike = rest.iter().zip(&second).all(|(a, b)| a == b);
            if rest.is_empty() || alike || speakers(case, quotation, filed) != Some(true) {
                continue;
            }
            let from = quotation.span.start + start;
            let span = TextSpan::new(from, quotation.span.end.max(from));
            let message = format!("the quotation on file reads otherwise: “{}”", filed.text);
            let reason = "a quotation is given in the words in which it is on file".to_owned();
            findings.push(make(case, quotation, filed, span, message, reason));
            return true;
        }
    }
    false
}

/// Most words of a quotation that is worked into a sentence and compared by what it is said of.
const MOST_OF_FRAGMENT: usize = 4;

/// "called the shift a “huge concession”" printed as "a “tiny concession”": the same speaker says of the same
/// thing the same, but for one word.
fn fragment(case: &Case<'_>, quotation: &Quotation, findings: &mut Vec<Finding>) {
    if quotation.kind != QuotationKind::Fragment {
        return;
    }
    let said = spans(case.document.slice(quotation.span));
    if !(2..=MOST_OF_FRAGMENT).contains(&said.len()) {
        return;
    }
    let Some(here) = speech(&case.reading, quotation.cue_span) else {
        return;
    };
    for filed in case
        .prepared
        .quotations
        .iter()
        .filter(|f| f.words.len() == said.len())
    {
        let differing: Vec<TextSpan> = said
            .iter()
            .zip(&filed.words)
            .filter(|((a, _), b)| a != *b)
            .map(|((_, span), _)| *span)
            .collect();
        let ([changed], true) = (
            differing.as_slice(),
            said.last().map(|(w, _)| w) == filed.words.last(),
        ) else {
            continue;
        };
        let of_one_thing = speech(&filed.reading, filed.cue).is_some_and(|there| {
            let knowledge = &case.prepared.knowledge;
            let same = |a: &str, b: &str| {
                let (a, b) = (a.to_lowercase(), b.to_lowercase());
                a == b || knowledge.same_term(&a, &b)
            };
            let object = |s: &Statement| {
                s.objects
                    .iter()
                    .find(|o| o.role == Role::Object)
                    .map(|o| o.phrase.lemma.clone())
            };
            same(&here.predicate.lemma, &there.predicate.lemma)
                && object(here).zip(object(there)).is_some_and(|(a, b)| same(&a, &b))
        });
        if of_one_thing && speakers(case, quotation, filed) == Some(true) {
            let at = quotation.span.start;
            let span = TextSpan::new(at + changed.start, at + changed.end);
            let message = format!("the quotation on file reads otherwise: “{}”", filed.text);
            let reason = "a quotation is given in the words in which it is on file".to_owned();
            findings.push(make(case, quotation, filed, span, message, reason));
            return;
        }
    }
}

/// The sentences of a quotation: a quotation on file may be one of several that are run together.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    for (i, &(at, c)) in bytes.iter().enumerate() {
        let next = bytes.get(i + 1).map(|&(_, c)| c);
        let after = bytes.get(i + 2).map(|&(_, c)| c);
        let ends = matches!(c, '.' | '!' | '?')
            && next.is_some_and(char::is_whitespace)
            && after.is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"'))
            && !text.get(..at).is_some_and(|t| t.ends_with('.'));
        if ends {
            let end = at + c.len_utf8();
            if let Some(sentence) = text.get(start..end) {
                out.push((start, sentence));
            }
            start = end;
        }
    }
    if let Some(rest) = text.get(start..).filter(|r| !r.trim().is_empty()) {
        out.push((start, rest));
    }
    out
}

/// Compares one stretch of quoted words; whether it is on file as it stands.
fn one(
    case: &Case<'_>,
    quotation: &Quotation,
    at: usize,
    len: usize,
    said: &[(String, TextSpan)],
    findings: &mut Vec<Finding>,
) -> bool {
    let said_words: Vec<&str> = said.iter().map(|(w, _)| w.as_str()).collect();
    let count = said_words.iter().filter(|w| **w != "…" && **w != "[]").count();
    if count < 3 {
        return false;
    }
    let marked = count < said.len();
    let mut speaker_differs: Option<&Filed> = None;
    let mut reworded: Option<(&Filed, Vec<usize>)> = None;
    for filed in &case.prepared.quotations {
        let on_file: Vec<&str> = filed.words.iter().map(String::as_str).collect();
        let speaker = speakers(case, quotation, filed);
        let direct = quotation.kind == QuotationKind::Direct;
        let gap = marked
            .then(|| cut_out(case.document.slice(TextSpan::new(at, at + len)), &filed.text))
            .flatten();
        let cut = gap.is_some() || direct && loses_its_denial(&said_words, &on_file);
        if !cut && (is_part(&said_words, &on_file) || is_part(&on_file, &said_words)) {
            match speaker {
                Some(false) if count.min(on_file.len()) >= FEWEST_WORDS => {
                    speaker_differs = speaker_differs.or(Some(filed))
                }
                // The words are as they are on file.
                _ => {
                    elsewhere(case, quotation, filed, findings);
                    return true;
                }
            }
        } else if cut && speaker != Some(false) {
            let inside = |g: TextSpan| {
                (0..said.len()).filter(move |&i| said.get(i).is_some_and(|(_, s)| g.overlaps(*s)))
            };
            let words = gap.map_or_else(|| vec![0], |g| inside(g).collect());
            reworded = reworded.or(Some((filed, words)));
        } else if speaker != Some(false) && reworded.is_none() {
            reworded = changed(&said_words, &on_file, speaker == Some(true)).map(|changes| (filed, changes));
        }
    }
    let whole = TextSpan::new(at, at + len);
    if let Some(filed) = speaker_differs {
        let span = quotation.speaker.as_ref().map_or(whole, |s| s.span);
        let on_file = filed
            .speaker
            .as_ref()
            .map_or("somebody else", |s| s.text.as_str());
        let here = quotation.speaker.as_ref().map_or("somebody", |s| s.text.as_str());
        let message = format!("these are the words of {on_file}, not of {here}");
        let reason = format!("the quotation on file has another speaker: {on_file}");
        findings.push(make(case, quotation, filed, span, message, reason));
    } else if let Some((filed, changes)) = reworded {
        let changed = changes
            .iter()
            .filter_map(|&i| said.get(i))
            .map(|(_, s)| *s)
            .reduce(TextSpan::cover);
        let span = changed.map_or(whole, |s| TextSpan::new(at + s.start, at + s.end));
        let message = format!("the quotation on file reads otherwise: “{}”", filed.text);
        let reason = "a quotation is given in the words in which it is on file".to_owned();
        findings.push(make(case, quotation, filed, span, message, reason));
    }
    false
}

fn make(
    case: &Case<'_>,
    quotation: &Quotation,
    filed: &Filed,
    span: TextSpan,
    message: String,
    reason: String,
) -> Finding {
    let claim = case.prepared.book.claims.get(filed.claim);
    let name = claim.map_or_else(|| "quotation-on-file".to_owned(), |c| c.name.text.clone());
    let mut out = finding(
        name.clone(),
        FindingKind::Contradiction,
        Severity::Error,
        message,
        case.place(span),
    );
    out.reason = reason;
    out.normal_form = words(case.document.slice(quotation.span)).join(" ");
    let role = case.prepared.role_of(filed.claim);
    let on_file = match role {
        RelatedRole::Source => "the source quotes it".to_owned(),
        _ => format!("claim {name}"),
    };
    out.related.extend(case.on_file(role, filed.location, on_file));
    out
}

/// The words are those on file; the programme they were said on, or the place, is another.
fn elsewhere(case: &Case<'_>, quotation: &Quotation, filed: &Filed, findings: &mut Vec<Finding>) {
    let (Some(here), Some(there)) = (
        speech(&case.reading, quotation.cue_span),
        speech(&filed.reading, filed.cue),
    ) else {
        return;
    };
    let outlets = outlet(here, &case.reading).zip(outlet(there, &filed.reading));
    let apart = outlets.filter(|(a, b)| !share_a_word(&a.0, &b.0)).or_else(|| {
        let (a, b) = place(here).zip(place(there))?;
        lexicon::places_apart(&a.lemma, &b.lemma)
            .then(|| ((a.text.clone(), a.span), (b.text.clone(), b.span)))
    });
    let Some(((said, span), (on_file, _))) = apart else {
        return;
    };
    let message = format!("on file these words go with “{on_file}”, not with “{said}”");
    let reason = "a quotation is given for the programme and the place that are on file".to_owned();
    findings.push(make(case, quotation, filed, span, message, reason));
}

/// The statement whose verb says the quotation.
fn speech(reading: &Reading, cue: Option<TextSpan>) -> Option<&Statement> {
    let cue = cue?;
    reading
        .statements
        .iter()
        .find(|s| s.kind == StatementKind::Event && s.predicate.span.contains(cue))
}

/// The programme, paper or station that was told, with its place: a name behind the verb ("told NBC's Meet
/// the Press", "said on Fox News") that is no person's and no place's. Its words are taken as they stand:
/// names of programmes are sentences of their own to a parser.
fn outlet(speech: &Statement, reading: &Reading) -> Option<(String, TextSpan)> {
    let words = &reading.sentences.get(speech.sentence)?.tree.words;
    let verb = words.get(speech.predicate.head)?;
    let after = speech.predicate.head + 1;
    let start = if verb.lemma == "tell" {
        after
    } else {
        after
            + 1
            + words
                .get(after..)?
                .iter()
                .take(2)
                .position(|w| matches!(w.form.as_str(), "on" | "to"))?
    };
    let part = |w: &Word| {
        w.form.starts_with(char::is_uppercase)
            || matches!(w.form.as_str(), "’s" | "'s" | "of" | "the" | "and" | "&")
    };
    let name: Vec<&Word> = words.get(start..)?.iter().take_while(|w| part(w)).collect();
    let (first, last) = (name.first()?, name.last()?);
    let span = TextSpan::new(first.span.start, last.span.end);
    let other = reading.names.iter().any(|n| {
        matches!(n.kind, NameKind::Person | NameKind::Place | NameKind::Country)
            && n.mentions.iter().any(|m| m.start == span.start)
    });
    let named = first.form.starts_with(char::is_uppercase) || name.len() > 1;
    if other || !named || lexicon::is_person(&first.form) || lexicon::is_place(&first.form) {
        return None;
    }
    let mut text = String::new();
    for w in &name {
        text.push_str(&w.form);
        if w.space_after {
            text.push(' ');
        }
    }
    Some((text.trim_end().to_owned(), span))
}

/// The place where it was said.
fn place(speech: &Statement) -> Option<&Phrase> {
    speech
        .circumstances
        .iter()
        .filter(|c| c.kind == CircumstanceKind::Place && matches!(c.marker.as_str(), "in" | "at"))
        .find_map(|c| c.phrase.as_ref())
}

/// Whether two names of stations have a word in common that names one ("NBC", "NBC's Meet the Press").
fn share_a_word(a: &str, b: &str) -> bool {
    let names = |text: &str| -> Vec<String> {
        words(text)
            .into_iter()
            .map(|w| w.trim_end_matches("'s").to_owned())
            .filter(|w| {
                !matches!(
                    w.as_str(),
                    "the"
                        | "of"
                        | "and"
                        | "news"
                        | "tv"
                        | "radio"
                        | "channel"
                        | "show"
                        | "network"
                        | "on"
                        | "this"
                )
            })
            .collect()
    };
    let there = names(b);
    names(a).iter().any(|w| there.contains(w))
}

/// Whether the two have one speaker; `None` when one of them is not known.
fn speakers(case: &Case<'_>, quotation: &Quotation, filed: &Filed) -> Option<bool> {
    let world = case.world();
    let here = Thing::of(quotation.speaker.as_ref()?, &case.reading, &world);
    let there = Thing::of(filed.speaker.as_ref()?, &filed.reading, &world);
    if same_thing(&here, &there, &world) {
        return Some(true);
    }
    // Words of somebody with a name are no unnamed person's ("one diplomat said"); who "she" is, is not known.
    let pronoun = quotation
        .speaker
        .as_ref()
        .is_some_and(|s| lexicon::classes::is_pronoun(&s.lemma) && !s.lemma.eq_ignore_ascii_case("one"));
    if quotation.source == SourceKind::Anonymous && here.entity.is_none() && there.named && !pronoun {
        return Some(false);
    }
    // A description ("the envoy", "he") may well be of the same person; only two names tell two
    // people apart.
    (here.named && !pronoun && there.named && here.members.is_empty() && there.members.is_empty())
        .then_some(false)
}

/// Whether `part` is an unbroken part of `whole`, or several in their order with the omissions marked.
/// A word in square brackets stands for any few words.
fn is_part(part: &[&str], whole: &[&str]) -> bool {
    let pieces: Vec<&[&str]> = part
        .split(|w| *w == "…" || *w == "[]")
        .filter(|p| !p.is_empty())
        .collect();
    if pieces.is_empty() {
        return false;
    }
    let mut from = 0;
    for piece in pieces {
        let rest = whole.get(from..).unwrap_or_default();
        match rest.windows(piece.len()).position(|w| w == piece) {
            Some(at) => from += at + piece.len(),
            None => return false,
        }
    }
    true
}

/// “We will … leave” for “We will not leave”: the words around the ellipsis or the brackets that take out the "not".
fn cut_out(said: &str, on_file: &str) -> Option<TextSpan> {
    let said = tokens(said, false);
    match fit(&said, &tokens(on_file, true), false) {
        Fit::Turned(turned) if !turned.condition => {
            let (left, right) = (said.get(turned.gap.0)?, said.get(turned.gap.1)?);
            Some(left.span.cover(right.span))
        }
        _ => None,
    }
}

/// “Maybe not enough for a deal” printed as “Enough for a deal”: the part begins right behind a "not".
fn loses_its_denial(part: &[&str], whole: &[&str]) -> bool {
    let at = whole.windows(part.len().max(1)).position(|w| w == part);
    let before = at.and_then(|i| i.checked_sub(1)).and_then(|i| whole.get(i));
    before.is_some_and(|w| matches!(*w, "not" | "never" | "no" | "hardly") || w.ends_with("n't"))
}

/// The words of `said` that differ from the quotation on file, where the two are so much alike that
/// they must be one quotation: at least three words in four are the same, in order. Where the speaker is the one on file
/// (`own`), a shorter one will do, and of a long one three words in five.
fn changed(said: &[&str], on_file: &[&str], own: bool) -> Option<Vec<usize>> {
    let words = said.iter().filter(|w| **w != "…" && **w != "[]").count();
    let fewest = if own { FEWEST_OF_SENTENCE } else { FEWEST_WORDS };
    if words < fewest || on_file.len() > 2000 || said.len() > 2000 {
        return None;
    }
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, on_file, said);
    let mut same = 0;
    let mut different: Vec<usize> = Vec::new();
    // What of the quotation on file lies before the first and behind the last word in common is left
    // out, not changed.
    for op in &ops {
        let (tag, _, new) = op.as_tag_tuple();
        match tag {
            similar::DiffTag::Equal => same += new.len(),
            similar::DiffTag::Delete => {
                let outer = new.start == 0 || new.start >= said.len();
                if !outer {
                    different.push(new.start);
                }
            }
            similar::DiffTag::Insert | similar::DiffTag::Replace => different.extend(new),
        }
    }
    different.retain(|&i| said.get(i).is_some_and(|w| *w != "…" && *w != "[]"));
    let alike =
        same * 4 >= words * 3 && same + 1 >= fewest || own && same * 5 >= words * 3 && same >= MANY_WORDS;
    (alike && !different.is_empty()).then_some(different)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_no_difference() {
        assert_eq!(
            words("“There’s not going to be a truce…”"),
            words("There's not going to be a truce...")
        );
        assert_eq!(words("1,200 men, 3.5%"), ["1,200", "men", "3.5%"]);
        assert_eq!(words("he said [in Rome] no"), ["he", "said", "[]", "no"]);
        assert_eq!(words("[W]e walk[ed] on"), ["we", "[]", "on"]);
    }

    #[test]
    fn a_part_or_a_marked_omission_is_the_same_quotation() {
        let whole = words("We covered almost all the other issues necessary for a peace deal.");
        let whole: Vec<&str> = whole.iter().map(String::as_str).collect();
        let part = |t: &str| {
            let p = words(t);
            let p: Vec<&str> = p.iter().map(String::as_str).collect();
            is_part(&p, &whole)
        };
        assert!(part("almost all the other issues"));
        assert!(part("We covered … a peace deal"));
        assert!(part("We covered [nearly] the other issues"));
        assert!(!part("We covered all the other issues"));
        assert!(!part("a peace deal … we covered"));
        assert!(loses_its_denial(
            &["enough", "for", "now"],
            &["maybe", "not", "enough", "for", "now"]
        ));
        assert!(!loses_its_denial(&["not", "enough"], &["maybe", "not", "enough"]));
    }

    #[test]
    fn a_changed_word_is_found_and_other_words_are_not_taken_for_it() {
        let file = words("There's not going to be a truce unless Ukraine is in the room");
        let file: Vec<&str> = file.iter().map(String::as_str).collect();
        let diff = |t: &str| {
            let p = words(t);
            let p: Vec<&str> = p.iter().map(String::as_str).collect();
            changed(&p, &file, false)
        };
        assert_eq!(
            diff("There's not going to be a deal unless Ukraine is in the room"),
            Some(vec![6])
        );
        assert_eq!(
            diff("There will be no peace before the spring comes, he added."),
            None
        );
    }
}
