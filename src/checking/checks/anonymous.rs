//! Unnamed sources: what is told of them, why they are not named, whom they attack.

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon;
use crate::reading::statement::{EntityRef, Polarity, Quantifier, Role, SourceKind, Statement};
use crate::reading::tree::Upos;

/// A source of which nothing is told.
pub(super) struct AnonymousBare;

static ANONYMOUS_BARE: Meta = Meta {
    id: "anonymous-bare",
    kind: FindingKind::Violation,
    severity: Severity::Error,
    summary: "Nothing is told of the unnamed source.",
    manual: "“A source said”, “sources said”, “an insider said”, “an official said” with no word on who that is: no adjective, no institution, no clause; “according to sources”; and “it is understood”, which does not even say that there is a source. What is said of the source elsewhere in the article (“the source”) counts.",
    source: "BBC Editorial Guidelines and Reuters Handbook: 'describe unnamed sources as fully as possible'.",
    on: true,
    flags: &[
        text("A source said the firm would appeal."),
        text("The loan is at risk, sources said."),
        text("The alarm had failed, an official said."),
        text("According to sources, the firm would appeal."),
        text("The firm would appeal, it is understood."),
        text("The firm would appeal, according to Brussels insiders."),
    ],
    allows: &[
        text(
            "A senior official briefed on the talks, who was not authorised to speak, said the firm would appeal.",
        ),
        text("A source at the ministry said the firm would appeal."),
        text("According to sources at the ministry, the firm would appeal."),
        text("It is understood by everybody that the firm would appeal."),
        text("Open sources said the firm would appeal."),
        text("The firm would appeal, according to Treasury insiders."),
        text("The source of the river is dry, the mayor said."),
    ],
};

impl Check for AnonymousBare {
    fn meta(&self) -> &'static Meta {
        &ANONYMOUS_BARE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose().filter(|v| v.kind != BlockKind::Headline) {
            for index in 0..view.tree().len() {
                if let Some(span) =
                    bare_source(context, view, index).or_else(|| understood(context, view, index))
                {
                    out.push(context.finding(
                        &ANONYMOUS_BARE,
                        span,
                        "Nothing is told of this source.",
                        "Say how the source knows, and why it is not named.".to_owned(),
                    ));
                }
            }
        }
    }
}

/// "a source said", "according to sources": the words, where nothing is told of the source.
fn bare_source(context: &Context<'_>, view: &View<'_>, index: usize) -> Option<TextSpan> {
    let tree = view.tree();
    let word = tree.words.get(index)?;
    let lemma = word.lemma.to_lowercase();
    let plural = word.xpos == "NNS";
    let faceless = matches!(lemma.as_str(), "source" | "insider") || lemma == "official" && !plural;
    if !faceless || word.upos != Upos::Noun || context.quoted(word.span) {
        return None;
    }
    let governor = word.head.and_then(|h| view.word(h));
    let speaks = word.deprel.is("nsubj") && governor.is_some_and(|v| words::is(&v.lemma, "disclose-verb"));
    let children: Vec<&crate::reading::tree::Word> = tree
        .children(index)
        .iter()
        .filter_map(|&c| view.word(c))
        .collect();
    let according = children.iter().any(|c| c.form.eq_ignore_ascii_case("according"))
        || view.words_before(word.span, 2).join(" ") == "according to";
    if !speaks && !according {
        return None;
    }
    let article = |form: &str| matches!(form, "a" | "an" | "some" | "one" | "another");
    // Only an article may stand by it: every other word tells something.
    // "Brussels insiders": where they are, not what they have to do with it.
    let whereabouts = |c: &crate::reading::tree::Word| {
        lemma == "insider" && c.deprel.is("compound") && c.upos == Upos::Propn && lexicon::is_place(&c.form)
    };
    let bare = children.iter().all(|c| {
        whereabouts(c)
            || c.deprel.is("det") && article(&c.form.to_lowercase())
            || c.upos == Upos::Punct
            || according && matches!(c.deprel.base(), "case" | "fixed")
    });
    let indefinite = plural || children.iter().any(|c| article(&c.form.to_lowercase()));
    // The tree may hang what is told of the source on another word: "according to sources at the bank".
    let next = view.words_after(word.span, 1).pop().unwrap_or_default();
    let told = according
        && matches!(
            next.as_str(),
            "at" | "in"
                | "within"
                | "close"
                | "familiar"
                | "with"
                | "who"
                | "from"
                | "inside"
                | "near"
                | "of"
                | "briefed"
                | "cited"
                | "quoted"
        );
    if !bare || !indefinite || told {
        return None;
    }
    let start = children
        .iter()
        .filter(|c| c.span.start < word.span.start && c.upos != Upos::Punct)
        .map(|c| c.span.start)
        .min()
        .unwrap_or(word.span.start);
    Some(TextSpan::new(start, word.span.end))
}

/// "it is understood": a source that is not even named a source.
fn understood(context: &Context<'_>, view: &View<'_>, index: usize) -> Option<TextSpan> {
    let tree = view.tree();
    let it = tree
        .words
        .get(index)
        .filter(|w| w.form.eq_ignore_ascii_case("it"))?;
    let is = tree
        .words
        .get(index + 1)
        .filter(|w| w.form.eq_ignore_ascii_case("is"))?;
    let verb = tree
        .words
        .get(index + 2)
        .filter(|w| w.form.eq_ignore_ascii_case("understood"))?;
    // "It is understood by all": who understands it is told.
    let next = view.words_after(verb.span, 1).pop().unwrap_or_default();
    let closes = matches!(next.as_str(), "" | "." | "," | "that" | ";" | ":");
    let span = it.span.cover(is.span).cover(verb.span);
    (closes && !context.quoted(it.span)).then_some(span)
}

/// An unnamed person speaks, and nothing says why they are not named.
pub(super) struct AnonymousNoReason;

static ANONYMOUS_NO_REASON: Meta = Meta {
    id: "anonymous-no-reason",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "No reason is given for not naming the source.",
    manual: "One unnamed person (“a senior official said”) and no word, in that sentence or the ones beside it, on why the name is withheld. Off unless switched on: many papers ask for a reason only in some cases. \
             Only the first such source of an article is flagged.",
    source: "New York Times and Reuters guidelines on anonymous sources.",
    on: false,
    flags: &[text("A senior official said the firm would appeal.")],
    allows: &[
        text("A senior official, who was not authorised to speak publicly, said the firm would appeal."),
        text(
            "A senior official said the firm would appeal. The official asked not to be named because the papers are secret.",
        ),
        text("Anna Berg, a senior official, said the firm would appeal."),
    ],
};

impl Check for AnonymousNoReason {
    fn meta(&self) -> &'static Meta {
        &ANONYMOUS_NO_REASON
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for (n, view) in context.sentences.iter().enumerate() {
            if matches!(
                view.kind,
                BlockKind::Headline | BlockKind::Subhead | BlockKind::Caption
            ) {
                continue;
            }
            let tree = view.tree();
            let unnamed = tree.words.iter().enumerate().find(|(i, w)| {
                w.upos == Upos::Noun
                    && w.xpos == "NN"
                    && w.deprel.is("nsubj")
                    && words::is(&w.lemma.to_lowercase(), "unnamed")
                    && !context.quoted(w.span)
                    && w.head.and_then(|h| view.word(h)).is_some_and(|v| {
                        matches!(
                            v.lemma.as_str(),
                            "say" | "tell" | "claim" | "add" | "reveal" | "confirm"
                        )
                    })
                    && tree
                        .children(*i)
                        .iter()
                        .filter_map(|&c| view.word(c))
                        .any(|c| matches!(c.form.to_lowercase().as_str(), "a" | "an" | "one"))
                    && tree
                        .children(*i)
                        .iter()
                        .filter_map(|&c| view.word(c))
                        .all(|c| !matches!(c.deprel.base(), "appos" | "flat") && c.upos != Upos::Propn)
            });
            let Some((_, word)) = unnamed else { continue };
            let around = [n.checked_sub(1), Some(n), Some(n + 1)];
            let told = around
                .iter()
                .filter_map(|i| i.and_then(|i| context.sentences.get(i)))
                .any(|s| words::mentions(s.text(), "reason").is_some());
            if !told {
                out.push(context.finding(
                    &ANONYMOUS_NO_REASON,
                    word.span,
                    "Why is this source not named?",
                    "No reason is given in this sentence or beside it.".to_owned(),
                ));
            }
            return;
        }
    }
}

/// Sources in plural where there is one.
pub(super) struct SourcesPlural;

static SOURCES_PLURAL: Meta = Meta {
    id: "sources-plural",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "“Sources” where the article describes one.",
    manual: "The article has “sources” say something, and everywhere else speaks of “the source” or “a source” alone.",
    source: "Reuters Handbook: 'never say sources when there is one'.",
    on: true,
    flags: &[text(
        "Bank sources said talks had begun. The source, who works on the deal, said they might fail.",
    )],
    allows: &[
        text("Bank sources said talks had begun. Two sources said they might fail."),
        text("Bank sources said talks had begun. The source of the money is not known."),
    ],
};

impl Check for SourcesPlural {
    fn meta(&self) -> &'static Meta {
        &SOURCES_PLURAL
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for noun in ["source", "official", "aide", "adviser", "diplomat", "insider"] {
            plural_and_single(context, noun, out);
        }
    }
}

/// "Officials said …", and then only "the official".
fn plural_and_single(context: &Context<'_>, noun: &str, out: &mut Vec<Finding>) {
    let (mut plural, mut single) = (Vec::new(), Vec::new());
    for view in context.prose().filter(|v| v.kind != BlockKind::Headline) {
        let tree = view.tree();
        for (index, word) in tree.words.iter().enumerate() {
            let named = || word.lemma.eq_ignore_ascii_case(noun);
            if !word.deprel.is("nsubj") || !named() || context.quoted(word.span) {
                continue;
            }
            let speech = word
                .head
                .and_then(|h| view.word(h))
                .is_some_and(|v| matches!(v.lemma.as_str(), "say" | "tell" | "add" | "confirm" | "claim"));
            let children = || tree.children(index).iter().filter_map(|&c| tree.words.get(c));
            let determiner = children()
                .find(|c| c.deprel.is("det"))
                .map_or_else(String::new, |c| c.form.to_lowercase());
            // "the official, Anna Berg": somebody with a name.
            let named = children().any(|c| c.deprel.is("appos") || c.deprel.is("flat"));
            let counted = children().any(|c| c.deprel.is("nummod"));
            // "The source of the money": a source that doesn't speak is none.
            if noun == "source" && !speech {
                continue;
            }
            if word.xpos.ends_with('S') {
                if speech && determiner.is_empty() && !counted {
                    plural.push(word.span);
                }
            } else {
                let article = if named { String::new() } else { determiner };
                single.push((word.span, article));
            }
        }
    }
    if let ([many], [(one, article)]) = (plural.as_slice(), single.as_slice())
        && article == "the"
        && many.start < one.start
    {
        let mut finding = context.finding(
            &SOURCES_PLURAL,
            *many,
            format!("“{}s” here, one {noun} below.", capital(noun)),
            format!("The article describes one {noun} only."),
        );
        finding
            .related
            .push(context.elsewhere(*one, format!("the {noun}")));
        out.push(finding);
    }
}

fn capital(noun: &str) -> String {
    let mut letters = noun.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// "A colleague called Ida Moe a liar."
fn name_calling(context: &Context<'_>, s: &Statement) -> Option<Finding> {
    let calls = words::is(&s.predicate.lemma, "name-calling-verb")
        && s.read
        && s.polarity == Polarity::Affirmed
        && s.source.kind == SourceKind::Narrator;
    let speaker = &s.subject.as_ref().filter(|_| calls)?.phrase;
    let unnamed = speaker.entity.is_none()
        && context.named(speaker).is_none()
        && speaker.quantifier != Quantifier::Definite
        && words::is(&speaker.lemma.to_lowercase(), "unnamed");
    let target = s
        .objects
        .iter()
        .find(|o| matches!(o.role, Role::Object | Role::Recipient) && unnamed)?;
    let person = context
        .named(&target.phrase)
        .and_then(|n| context.reading.names.get(n))
        .is_some_and(|n| n.kind == crate::reading::names::NameKind::Person);
    let said = TextSpan::new(target.phrase.span.start, s.span.end.max(target.phrase.span.end));
    let word = words::mentions(context.document.slice(said), "insult").filter(|_| person)?;
    let mut finding = context.finding(
        &ANONYMOUS_ATTACK,
        s.span,
        format!("An unnamed source calls a named person “{word}”."),
        "Who attacks somebody by name gives their own.".to_owned(),
    );
    finding
        .related
        .push(context.elsewhere(speaker.span, "the unnamed source"));
    Some(finding)
}

/// An unnamed source attacks a named person.
pub(super) struct AnonymousAttack;

static ANONYMOUS_ATTACK: Meta = Meta {
    id: "anonymous-attack",
    kind: FindingKind::Violation,
    severity: Severity::Error,
    summary: "An unnamed source attacks a named person.",
    manual: "What an unnamed source says of a named person as the subject, with a word of abuse (liar, corrupt, incompetent …). Facts that harm somebody are no attack, opinions are.",
    source: "New York Times, BBC and Reuters guidelines: 'no anonymous personal attacks'.",
    on: true,
    flags: &[
        text("A former aide said Anna Berg was a liar."),
        text("One aide described Ida Moe as lazy and corrupt."),
    ],
    allows: &[
        text("Jon Aske said Anna Berg was a liar."),
        text("A former aide said Anna Berg was a lawyer."),
        text("A former aide said Anna Berg was not a liar."),
    ],
};

impl Check for AnonymousAttack {
    fn meta(&self) -> &'static Meta {
        &ANONYMOUS_ATTACK
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for s in &context.reading.statements {
            if let Some(finding) = name_calling(context, s) {
                out.push(finding);
                continue;
            }
            if !s.read || s.source.kind != SourceKind::Anonymous || s.polarity == Polarity::Denied {
                continue;
            }
            // Someone who is only unknown to us ("critics", a quotation without a found speaker) is
            // no unnamed source.
            let unnamed = s
                .source
                .speaker
                .as_ref()
                .is_some_and(|p| p.entity.is_none() && words::is(&p.lemma.to_lowercase(), "unnamed"));
            let person = s
                .subject
                .as_ref()
                .and_then(|a| a.phrase.entity.as_ref())
                .is_some_and(|e| match e {
                    EntityRef::Named(i) => context
                        .reading
                        .names
                        .get(*i as usize)
                        .is_some_and(|n| n.kind == crate::reading::names::NameKind::Person),
                    EntityRef::Known(_) => true,
                });
            if !unnamed || !person {
                continue;
            }
            let words_said = context.document.slice(s.span);
            if let Some(word) = words::mentions(words_said, "insult") {
                let mut finding = context.finding(
                    &ANONYMOUS_ATTACK,
                    s.span,
                    format!("An unnamed source calls a named person “{word}”."),
                    "Who attacks somebody by name gives their own.".to_owned(),
                );
                if let Some(p) = &s.source.speaker {
                    finding
                        .related
                        .push(context.elsewhere(p.span, "the unnamed source"));
                }
                out.push(finding);
            }
        }
    }
}
