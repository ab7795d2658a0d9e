//! Who says, thinks or wants what: the attributions of a text, one for each cue.
//!
//! A statement knows on whose word it stands ([`super::statement::Statement::source`]). What a text gives to
//! somebody is more than that: words in quotation marks that are no statement, and what is spoken of in a noun
//! ("criticised the plan") or in an infinitive ("vows to stay"), which nobody asserts.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use super::quotation::QuotationKind;
use super::statement::{
    Attribution, EmbeddingKind, Mode, Phrase, Role, SourceKind, Statement, StatementKind,
};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

/// What is given to one source by one cue.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Speaker or anonymous.
    pub kind: SourceKind,
    /// Whose word it is, where somebody is named or described.
    pub speaker: Option<Phrase>,
    /// The words that say so.
    pub cue: Option<TextSpan>,
    /// What is said, in text order. A stretch may hold the cue and the speaker, where they stand inside it.
    pub content: Vec<TextSpan>,
    /// How it is given.
    pub form: Form,
}

/// How something is given to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// a whole utterance in quotation marks
    Quoted,
    /// indirect speech, or a few words of it in quotation marks
    Told,
    /// what is spoken of, wished or judged; nothing is asserted of it
    Topic,
}

/// The attributions of a text, in order of their content.
pub fn attributions(reading: &Reading) -> Vec<Said> {
    let mut found = Found::default();
    for quotation in &reading.quotations {
        if quotation.source == SourceKind::Narrator && quotation.speaker.is_none() {
            continue;
        }
        let form = match quotation.kind {
            QuotationKind::Direct => Form::Quoted,
            QuotationKind::Fragment | QuotationKind::Block => Form::Told,
        };
        let speaker = quotation.speaker.as_ref();
        found.add(
            quotation.source,
            speaker,
            quotation.cue_span,
            quotation.outer,
            form,
        );
    }
    let whole: BTreeSet<TextSpan> = reading
        .quotations
        .iter()
        .filter(|q| q.kind == QuotationKind::Direct)
        .map(|q| q.span)
        .collect();
    for statement in &reading.statements {
        let mut content = statement.span;
        for source in std::iter::once(&statement.source).chain(&statement.source.reported_by) {
            let own = place(source);
            let Some(own) = own.filter(|_| source.kind != SourceKind::Narrator) else {
                continue;
            };
            if let Some(speaker) = &source.speaker
                && is_own_word(reading, own, speaker)
            {
                continue;
            }
            // "continues to lead": done, not said.
            let done = |cue: &str| {
                classes::standard().is("implicative-positive", cue) && !matches!(cue, "feel" | "remember")
            };
            if source.mode == Mode::Paraphrased && source.cue.as_deref().is_some_and(done) {
                continue;
            }
            let quoted = source
                .quotation
                .is_some_and(|q| whole.contains(&q) && !q.contains(own));
            let form = if quoted { Form::Quoted } else { Form::Told };
            found.add(
                source.kind,
                source.speaker.as_ref(),
                source.cue_span,
                content,
                form,
            );
            for span in [source.cue_span, source.speaker.as_ref().map(|p| p.span)] {
                content = span.map_or(content, |s| content.cover(s));
            }
        }
    }
    let cues: BTreeSet<TextSpan> = found.0.keys().map(|(cue, ..)| *cue).collect();
    for statement in &reading.statements {
        if !cues.contains(&statement.predicate.span) {
            topic(reading, statement, &cues, &mut found);
        }
    }
    let mut out: Vec<Said> = found.0.into_values().collect();
    for said in &mut out {
        said.content.sort_unstable();
        said.content.dedup();
    }
    out.sort_by_key(|s| s.content.first().copied());
    out
}

/// The attributions by cue, by speaker where there is no cue, and by whether whole utterances are quoted: what one
/// verb gives in quotation marks and what it gives without are two.
#[derive(Default)]
struct Found(BTreeMap<(TextSpan, TextSpan, bool), Said>);

impl Found {
    fn add(
        &mut self,
        kind: SourceKind,
        speaker: Option<&Phrase>,
        cue: Option<TextSpan>,
        content: TextSpan,
        form: Form,
    ) {
        let own = speaker.map_or(content, |p| p.span);
        let own = if cue.is_some() { TextSpan::default() } else { own };
        let key = (cue.unwrap_or_default(), own, form == Form::Quoted);
        let said = self.0.entry(key).or_insert_with(|| Said {
            kind,
            speaker: None,
            cue,
            content: Vec::new(),
            form,
        });
        if said.speaker.is_none() {
            said.speaker = speaker.cloned();
        }
        said.content.push(content);
    }
}

/// Where a source stands: its cue, or its speaker.
fn place(source: &Attribution) -> Option<TextSpan> {
    source.cue_span.or(source.speaker.as_ref().map(|p| p.span))
}

/// What the subject of a verb of speech, judgement or stance speaks of, where no statement stands on its word for it.
fn topic(reading: &Reading, statement: &Statement, cues: &BTreeSet<TextSpan>, found: &mut Found) {
    let words = classes::standard();
    let Some(subject) = statement.subject.as_ref().map(|a| &a.phrase) else {
        return;
    };
    if !speaks(statement)
        || is_nobody(subject)
        || !(can_speak(subject) || shows(statement))
        || is_own_word(reading, statement.predicate.span, subject)
    {
        return;
    }
    let mut cue = statement.predicate.span;
    let feeling = feeling(statement);
    if let Some(feeling) = feeling {
        let sentence = reading.sentences.get(statement.sentence);
        let word = sentence.and_then(|s| s.tree.words.get(feeling.head));
        cue = word.map_or(cue, |w| cue.cover(w.span));
    }
    let above = statement
        .parent
        .filter(|p| p.relation == EmbeddingKind::Content)
        .and_then(|p| reading.statements.get(p.statement))
        .filter(|a| a.subject.as_ref().is_some_and(|s| s.phrase.span == subject.span));
    if let Some(above) = above {
        // "refused to endorse the plan" is one cue, "promised to oppose the plan" another with what is promised.
        if words.is("implicative-negative", &above.predicate.lemma) || above.predicate.lemma == "decline" {
            cue = above.predicate.span.cover(cue);
        } else if speaks(above) || cues.contains(&above.predicate.span) {
            return;
        }
    }
    // "released a statement urging restraint"
    let uttered = utterance(statement).map(|u| u.span.end);
    let inner: Vec<&Statement> = reading
        .statements
        .iter()
        .filter(|s| {
            s.parent.is_some_and(|p| {
                let tells =
                    p.relation == EmbeddingKind::Relative && uttered.is_some_and(|end| end <= s.span.start);
                p.statement == statement.id && (p.relation == EmbeddingKind::Content || tells)
            })
        })
        .collect();
    let refuses = words.is("implicative-negative", &statement.predicate.lemma);
    if refuses && inner.iter().any(|s| speaks(s) && !s.objects.is_empty()) {
        return;
    }
    let objects = statement.objects.iter().filter(|o| match &o.role {
        Role::Object | Role::Attribute | Role::Clause => true,
        Role::Oblique(case) => matches!(
            case.as_str(),
            "about" | "against" | "as" | "for" | "of" | "on" | "over" | "to" | "toward" | "with"
        ),
        Role::Subject | Role::Recipient => false,
    });
    // "what he said", "said that": nothing that could be told.
    let objects = objects.filter(|o| feeling.is_none() || !matches!(o.role, Role::Object | Role::Attribute));
    let objects =
        objects.filter(|o| uttered.is_some() || told(&statement.predicate.lemma, &o.role, &o.phrase));
    let content = objects.map(|o| o.phrase.span).chain(inner.iter().map(|s| s.span));
    for span in content {
        found.add(SourceKind::Speaker, Some(subject), Some(cue), span, Form::Topic);
    }
}

/// Whether a participant is what somebody speaks of, not to whom or in which words.
fn told(verb: &str, role: &Role, phrase: &Phrase) -> bool {
    let word = phrase.lemma.to_lowercase();
    let personal = matches!(word.as_str(), "he" | "she" | "they" | "it");
    if classes::is_pronoun(&word) && (!personal || verb == "say") {
        return false;
    }
    let words = classes::standard();
    let behind = |cases: &[&str]| matches!(role, Role::Oblique(case) if cases.contains(&case.as_str()));
    let seen_as = words.is("viewing-verb", verb) && behind(&["as"]);
    if words.is("mind-verb", verb) && !words.is("topic-verb", verb) && *role != Role::Clause && !seen_as {
        return false;
    }
    // "spoke on condition that", "on behalf of": not what was spoken of.
    if behind(&["on"]) && matches!(word.as_str(), "condition" | "behalf") {
        return false;
    }
    match (verb, role) {
        ("tell", Role::Clause) => true,
        // "voted against the plan", "pushes for it", "focused on it"
        ("vote" | "push", _) => *role == Role::Clause || behind(&["for", "against"]),
        ("focus", _) => behind(&["on"]),
        ("side", _) => behind(&["with", "against"]),
        ("tell", _) | ("speak" | "talk" | "write" | "comment", Role::Object) => false,
        ("speak" | "speak out" | "talk" | "write" | "comment", Role::Oblique(case)) => {
            matches!(case.as_str(), "about" | "against" | "of" | "on")
        }
        _ => true,
    }
}

/// Whether a statement tells of somebody's speaking of something: a verb, or the noun that stands for it ("her criticism of").
fn speaks(statement: &Statement) -> bool {
    let words = classes::standard();
    let lemma = statement.predicate.lemma.as_str();
    let verb = match statement.kind {
        StatementKind::Event => Some(lemma),
        // Its predicate is the verb already.
        StatementKind::Nominal => Some(lemma).filter(|l| !words.is("mind-verb", l)),
        StatementKind::Role | StatementKind::State => return feeling(statement).is_some(),
    };
    verb.is_some_and(|v| {
        words.is("topic-verb", v)
            || words.is("mind-verb", v)
            || utterance(statement).is_some()
            || words.is("viewing-verb", v) && statement.oblique("as").is_some()
            || shows(statement)
    })
}

/// "The poll shows Bell in the lead", "Video showed a car": on the word of a document or a record.
fn shows(statement: &Statement) -> bool {
    let words = classes::standard();
    let verb = statement.predicate.lemma.as_str();
    let record = |lemma: &str| {
        words.is("document-noun", lemma) || lexicon::is_kind_of(lemma, "communication", WordClass::Noun)
    };
    (words.is("evidence-verb", verb) || words.is("factive-verb", verb))
        && statement
            .subject
            .as_ref()
            .is_some_and(|s| record(&s.phrase.lemma))
}

/// The adjective of "is critical of", "was eager to": what somebody feels or thinks.
fn feeling(statement: &Statement) -> Option<&Phrase> {
    let state = matches!(statement.kind, StatementKind::Role | StatementKind::State);
    let attributes = statement.objects.iter().filter(|o| o.role == Role::Attribute);
    let mut attributes = attributes.map(|o| &o.phrase);
    attributes.find(|a| state && classes::standard().is("feeling-adjective", &a.lemma))
}

/// What somebody puts out or takes, to speak of something: the statement of "released a statement on", the issue of "took issue with";
/// not "the statement that she made", which says nothing of what is in it.
fn utterance(statement: &Statement) -> Option<&Phrase> {
    let words = classes::standard();
    let verb = statement.predicate.lemma.as_str();
    if statement
        .parent
        .is_some_and(|p| p.relation == EmbeddingKind::Relative)
    {
        return None;
    }
    let objects = statement.objects.iter().filter(|o| o.role == Role::Object);
    objects.map(|o| &o.phrase).find(|o| {
        words.is("uttering-verb", verb) && words.is("utterance-noun", &o.lemma)
            || verb == "take" && words.is("taking-noun", &o.lemma)
    })
}

/// "this calls for", "that which demands": nobody who could be asked.
fn is_nobody(phrase: &Phrase) -> bool {
    matches!(
        phrase.lemma.to_lowercase().as_str(),
        "this" | "that" | "these" | "what" | "there"
    )
}

/// Whether a participant is somebody, or a text or a body that speaks for somebody: a name, a pronoun, a number of people.
fn can_speak(phrase: &Phrase) -> bool {
    let lemma = phrase.lemma.to_lowercase();
    phrase.entity.is_some()
        || !lexicon::knows(&lemma, WordClass::Noun)
        || classes::is_pronoun(&lemma)
        || classes::standard().is("document-noun", &lemma)
        || matches!(lemma.as_str(), "campaign" | "website" | "movement")
        || [
            "person",
            "group",
            "region",
            "written communication",
            "auditory communication",
            "film",
            "large integer",
            "percent",
        ]
        .iter()
        .any(|kind| lexicon::is_kind_of(&lemma, kind, WordClass::Noun))
}

/// "“I call it a disgrace,” she said": what one says of oneself, or of the hearer, to say is one's own word.
fn is_own_word(reading: &Reading, cue: TextSpan, subject: &Phrase) -> bool {
    let oneself = matches!(subject.lemma.to_lowercase().as_str(), "i" | "we" | "you");
    oneself && reading.quotations.iter().any(|q| q.span.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::english::read_plainly;

    /// Who, how, and the first stretch of what, for every attribution of a text.
    fn found(text: &str) -> Vec<(String, Form, String)> {
        let attributions = attributions(&read_plainly(text));
        let show = |s: Said| {
            let first = s.content.first().copied().unwrap_or_default();
            let content = text.get(first.start..first.end).unwrap_or_default();
            (
                s.speaker.map(|p| p.text).unwrap_or_default(),
                s.form,
                content.to_owned(),
            )
        };
        attributions.into_iter().map(show).collect()
    }

    #[test]
    fn what_is_said_and_what_is_spoken_of_are_given_to_their_source() {
        for (text, speaker, form, content) in [
            (
                "Bell said the plan had failed.",
                "Bell",
                Form::Told,
                "the plan had failed",
            ),
            ("“We won,” Bell said.", "Bell", Form::Quoted, "We won"),
            ("Bell criticised the plan.", "Bell", Form::Topic, "the plan"),
            (
                "The plan was criticised by Bell.",
                "Bell",
                Form::Topic,
                "The plan",
            ),
            (
                "Bell refused to endorse the plan.",
                "Bell",
                Form::Topic,
                "the plan",
            ),
            ("Bell spoke about her faith.", "Bell", Form::Topic, "her faith"),
            (
                "Bell wants to close the school.",
                "Bell",
                Form::Topic,
                "close the school",
            ),
            (
                "Bell decided to close the school.",
                "Bell",
                Form::Topic,
                "close the school",
            ),
            (
                "Bell released a statement on Friday.",
                "Bell",
                Form::Topic,
                "a statement",
            ),
            ("Bell voted against the plan.", "Bell", Form::Topic, "the plan"),
            ("Bell sees the plan as a threat.", "Bell", Form::Topic, "a threat"),
            ("Bell was critical of the plan.", "Bell", Form::Topic, "the plan"),
            ("Bell attacked the plan.", "Bell", Form::Topic, "the plan"),
        ] {
            let found = found(text);
            let wanted = (speaker.to_owned(), form, content);
            assert!(
                found
                    .iter()
                    .any(|(s, f, c)| (s.clone(), *f) == (wanted.0.clone(), wanted.1) && c.contains(wanted.2)),
                "{text}: {found:?}"
            );
            assert_eq!(found.len(), 1, "{text}: {found:?}");
        }
    }

    #[test]
    fn a_deed_is_given_to_nobody() {
        for text in [
            "Bell painted the fence.",
            "Bell spoke in Leeds.",
            "The plan was criticised.",
            "“I call it a disgrace.”",
            "Bell decided the match.",
            "Bell saw the plan.",
            "Bell voted on Friday.",
            "Bell was tired of the plan.",
            "Bell released a prisoner on Friday.",
            "Bell continues to lead the race.",
            "The pillar supports the bridge.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
