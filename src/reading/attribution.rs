//! Who speaks: speakers of quotations and of indirect speech, pronouns resolved where it is safe.

use super::clause::Clause;
use super::names::NameKind;
use super::phrase::{self, SentenceView};
use super::pronouns::{Antecedents, may_be_person, resolve};
use super::quotation::{Quotation, QuotationKind};
use super::standing::negative_word;
use super::statement::{Attribution, EntityRef, Mode, Phrase, Quantifier, SourceKind};
use super::tree::{Upos, Word};
use crate::document::{Document, TextSpan};
use crate::lexicon::{self, WordClass, classes};

/// One sentence with its clauses, before it becomes statements.
#[derive(Debug)]
pub(crate) struct Parsed<'a> {
    pub(crate) view: SentenceView<'a>,
    pub(crate) span: TextSpan,
    pub(crate) block: usize,
    pub(crate) clauses: Vec<Clause>,
}

/// The source that the phrase headed by `word` is, as a speaker.
pub(crate) fn speaker(
    view: &SentenceView<'_>,
    sentence: usize,
    word: usize,
    antecedents: &Antecedents,
) -> Option<Attribution> {
    let w = view.tree.words.get(word)?;
    if !matches!(
        w.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det
    ) {
        return None;
    }
    // "this suggests", "it shows": nobody who could be held to a word. "It said" is somebody.
    if w.upos == Upos::Pron {
        let form = view.lower(word);
        let verb = w.head.map_or("", |h| view.lemma(h));
        let classes = classes::standard();
        let says = classes.is("quotation-verb", verb) && !classes.is("evidence-verb", verb);
        if matches!(form.as_str(), "this" | "that" | "which" | "what" | "there") || form == "it" && !says {
            return None;
        }
    }
    let mut phrase = phrase::build(view, word, false);
    resolve(&mut phrase, sentence, antecedents);
    // "The foreign minister, Gideon Saar, said": the description has a name.
    if phrase.entity.is_none()
        && w.upos == Upos::Noun
        && let Some((mention, name)) = view
            .tree
            .children_by(word, "appos")
            .find_map(|a| view.mention_at(a))
            .and_then(|m| view.names.get(m.name).map(|n| (m, n)))
        && may_be_person(name)
    {
        phrase.entity = Some(
            name.known
                .map_or(EntityRef::Named(mention.name as u32), EntityRef::Known),
        );
        phrase.lemma.clone_from(&name.text);
        phrase.antecedent = Some(view.mention_span(mention));
    }
    let kind = source_kind(view, &phrase);
    Some(Attribution {
        kind,
        speaker: Some(phrase),
        mode: Mode::Paraphrased,
        ..Attribution::default()
    })
}

/// Named or described so that one knows whom, or unnamed ("a senior official", "sources").
fn source_kind(view: &SentenceView<'_>, phrase: &Phrase) -> SourceKind {
    if phrase.entity.is_some() || phrase.variable.is_some() {
        return SourceKind::Speaker;
    }
    let lemma = view.lemma(phrase.head);
    let indefinite = matches!(
        phrase.quantifier,
        Quantifier::Bare
            | Quantifier::Some
            | Quantifier::Many
            | Quantifier::Few
            | Quantifier::Most
            | Quantifier::Number
            | Quantifier::Any
    );
    // "the official said" takes up somebody who was described before; no name either.
    let faceless = matches!(lemma, "source" | "insider" | "official");
    if classes::standard().is("anonymous-noun", lemma) && (indefinite || faceless) {
        SourceKind::Anonymous
    } else {
        SourceKind::Speaker
    }
}

/// A clause that can introduce a quotation.
struct Cue {
    sentence: usize,
    subject: Option<usize>,
    span: TextSpan,
    lemma: String,
    /// Whether only the hearers are named: "reporters were told".
    unsaid: bool,
    /// Whether it is denied ("He did not say that …", "neither said"): behind a full stop it is no word for what stands before.
    denied: bool,
}

impl Cue {
    /// Words beside a quotation that name its speaker, and are no verb.
    fn beside(sentence: usize, subject: Option<usize>, span: TextSpan, lemma: &str) -> Self {
        Self {
            sentence,
            subject,
            span,
            lemma: lemma.to_owned(),
            unsaid: false,
            denied: false,
        }
    }
}

/// Finds the speaker of every quotation: by the speech verb beside it, else by the quotation that
/// it carries on, else by the paragraph before.
pub(crate) fn attribute(
    document: &Document,
    parsed: &[Parsed<'_>],
    antecedents: &Antecedents,
    quotations: &mut [Quotation],
) {
    let classes = classes::standard();
    let mut cues: Vec<Cue> = Vec::new();
    for (s, p) in parsed.iter().enumerate() {
        for c in &p.clauses {
            let lemma = c.verb.lemma.as_str();
            let first = lemma.split(' ').next().unwrap_or(lemma);
            // "To quote Berg, “…”": who is quoted speaks.
            let quoting = matches!(first, "quote" | "cite") && c.verb.infinitive;
            // "reporters heard from Berg": the one that it is heard from speaks.
            let heard = matches!(first, "hear" | "learn")
                .then(|| heard_from(p, c))
                .flatten();
            let subject = if heard.is_some() {
                heard
            } else if quoting {
                c.object
            } else {
                // "…,” Anna Bell, the director, told me": the hearer, or the day, taken for the speaker.
                let speaks = |&s: &usize| {
                    let word = &p.view.tree.words[s];
                    !matches!(p.view.lower(s).as_str(), "me" | "him" | "them" | "us")
                        && !p.view.times.iter().any(|t| t.span.contains(word.span))
                };
                c.subject.filter(speaks).or_else(|| accord(c))
            };
            if heard.is_some()
                || classes.is("quotation-verb", lemma)
                || classes.is("quotation-verb", first)
                || classes.is("speech-verb", lemma)
            {
                cues.push(Cue {
                    sentence: s,
                    subject,
                    span: c.verb.span,
                    lemma: lemma.to_owned(),
                    unsaid: c.verb.passive && subject.is_none() && classes.is("hearer-verb", first),
                    denied: !c.negations.is_empty()
                        || subject.is_some_and(|s| negative_word(&p.view, s).is_some()),
                });
            }
        }
        for (i, w) in p.view.tree.words.iter().enumerate() {
            if let Some(whose) = owner_of_wording(&p.view, i) {
                cues.push(Cue::beside(s, Some(whose), w.span, "in the words of"));
            }
            if let Some((whose, noun)) = owner_of_words(&p.view, i) {
                cues.push(Cue::beside(
                    s,
                    Some(whose),
                    p.view.tree.words[noun].span,
                    p.view.lemma(noun),
                ));
            }
            if w.form.eq_ignore_ascii_case("according") {
                cues.push(Cue::beside(s, w.head.filter(|&h| h > i), w.span, "according to"));
            }
        }
    }
    for q in 0..quotations.len() {
        let found = find_speaker(document, parsed, antecedents, &cues, quotations, q);
        if let Some((attribution, cue, cue_span, continues)) = found {
            let quotation = &mut quotations[q];
            quotation.source = attribution.kind;
            quotation.speaker = attribution.speaker;
            quotation.cue = cue;
            quotation.cue_span = cue_span;
            if quotation.continues.is_none() {
                quotation.continues = continues;
            }
        }
    }
}

/// "in the words of Berg, “…”", "in Berg's words", "to borrow Berg's phrase, “…”": whose wording it is.
fn owner_of_wording(view: &SentenceView<'_>, noun: usize) -> Option<usize> {
    let tree = view.tree;
    let words = classes::standard();
    if !words.is("wording-noun", view.lemma(noun)) {
        return None;
    }
    let borrowed = || {
        let word = &tree.words[noun];
        let verb = word.head.filter(|_| word.deprel.is("obj"));
        // "to use", "using": who wrote "Trump used the phrase" tells a deed.
        verb.is_some_and(|v| {
            matches!(view.lemma(v), "use" | "borrow" | "quote" | "adopt")
                && matches!(tree.words[v].xpos, "VB" | "VBG")
        })
    };
    let taken = view.case(noun) == "in" || borrowed();
    tree.children(noun).iter().copied().filter(|_| taken).find(|&c| {
        let relation = tree.words[c].deprel.as_str();
        relation == "nmod:poss" || relation == "nmod" && view.case(c) == "of"
    })
}

/// "“No comment,” was the ministry's reply", "… was the whole of her speech", "Her answer was: “No.”": whose words
/// they are, and what they are called. `copula` is the word that may be the "was" behind the closing mark or before
/// the opening one.
fn owner_of_words(view: &SentenceView<'_>, copula: usize) -> Option<(usize, usize)> {
    let tree = view.tree;
    let word = tree.words.get(copula).filter(|w| w.lemma == "be")?;
    let closes = copula
        .checked_sub(1)
        .and_then(|i| tree.words.get(i))
        .is_some_and(|w| matches!(w.form.as_str(), "”" | "\"" | "''" | "’"));
    let opens = tree
        .words
        .iter()
        .skip(copula + 1)
        .find(|w| !matches!(w.form.as_str(), "that" | ":" | ","))
        .is_some_and(|w| matches!(w.form.as_str(), "“" | "\"" | "``" | "‘"));
    // "“…,” was how the president put it", "“…” was what she said"
    let asks = tree
        .words
        .get(copula + 1)
        .is_some_and(|w| matches!(w.lemma.as_str(), "how" | "what"));
    if closes && asks {
        let verb = word.head.filter(|_| word.deprel.is("cop"))?;
        let says = classes::standard().is("quotation-verb", view.lemma(verb));
        let subject = |&c: &usize| tree.words[c].deprel.as_str() == "nsubj" && c > copula + 1;
        let whose = tree.children(verb).iter().copied().find(subject)?;
        return says.then_some((whose, verb));
    }
    let noun = if closes && word.deprel.is("cop") {
        word.head?
    } else if opens {
        // The parser hangs the noun on the copula, or on the verb inside the quotation.
        let subject = |w: usize| {
            let head = tree.words[w].head;
            tree.words[w].deprel.is("nsubj") && (head == Some(copula) || head == word.head)
        };
        (0..copula).find(|&w| subject(w))?
    } else {
        return None;
    };
    let of = |w: usize| {
        let phrase = |&c: &usize| {
            tree.words[c].deprel.as_str() == "nmod" && matches!(view.case(c).as_str(), "of" | "from" | "by")
        };
        tree.children(w).iter().copied().find(phrase)
    };
    let spoken = |w: usize| {
        tree.words[w].upos == Upos::Noun
            && (classes::standard().is("wording-noun", view.lemma(w))
                || ["speech act", "message"]
                    .iter()
                    .any(|kind| lexicon::is_kind_of(view.lemma(w), kind, WordClass::Noun)))
    };
    let noun = if matches!(
        view.lemma(noun),
        "whole" | "all" | "gist" | "sum" | "end" | "beginning" | "rest"
    ) {
        of(noun).or(Some(noun))
    } else {
        Some(noun)
    };
    let noun = noun.filter(|&n| spoken(n))?;
    let owner = |&c: &usize| tree.words[c].deprel.as_str() == "nmod:poss";
    let whose = tree
        .children(noun)
        .iter()
        .copied()
        .find(owner)
        .or_else(|| of(noun))?;
    Some((whose, noun))
}

/// For a passive cue ("was quoted as saying") the one who is quoted; who "was told" only heard it.
fn accord(clause: &Clause) -> Option<usize> {
    let told = classes::standard().is("hearer-verb", &clause.verb.lemma);
    clause.object.filter(|_| clause.verb.passive && !told)
}

/// Whom a clause says that something is heard from.
fn heard_from(parsed: &Parsed<'_>, clause: &Clause) -> Option<usize> {
    let mut obliques = clause.obliques.iter().copied();
    obliques.find(|&o| parsed.view.case(o) == "from")
}

type Speaker = (Attribution, Option<String>, Option<TextSpan>, Option<usize>);

fn find_speaker(
    document: &Document,
    parsed: &[Parsed<'_>],
    antecedents: &Antecedents,
    cues: &[Cue],
    quotations: &[Quotation],
    q: usize,
) -> Option<Speaker> {
    let quotation = &quotations[q];
    let block = document.blocks.get(quotation.block)?;
    let same = |other: &Quotation| other.block == quotation.block && other.inside == quotation.inside;
    let before_limit = quotations[..q]
        .iter()
        .rev()
        .find(|o| same(o))
        .map_or(block.span.start, |o| o.outer.end);
    let after_limit = quotations[q + 1..]
        .iter()
        .find(|o| same(o))
        .map_or(block.span.end, |o| o.outer.start);
    let container = quotation.inside.and_then(|i| quotations.get(i)).map(|o| o.span);
    let outside = |span: TextSpan| {
        // The cue is no part of a quotation, but for the one that this stands in.
        !quotations
            .iter()
            .any(|o| o.span.contains(span) && Some(o.span) != container && o.kind != QuotationKind::Fragment)
    };
    let as_speaker = |cue: &Cue| -> Option<Speaker> {
        let view = &parsed[cue.sentence].view;
        if cue.unsaid {
            let nobody = Attribution {
                kind: SourceKind::Anonymous,
                mode: Mode::Quoted,
                ..Attribution::default()
            };
            return Some((nobody, Some(cue.lemma.clone()), Some(cue.span), None));
        }
        let word = cue.subject.or_else(|| beside(view, cue, quotation))?;
        // The subject is not itself quoted.
        if quotation.span.contains(view.tree.words.get(word)?.span) {
            return None;
        }
        let a = speaker(view, cue.sentence, word, antecedents)?;
        Some((a, Some(cue.lemma.clone()), Some(cue.span), None))
    };
    if quotation.kind == QuotationKind::Fragment {
        return fragment_speaker(parsed, cues, quotation, &as_speaker);
    }
    let text = &document.text;
    // A turn in an interview is the labelled one's, or nobody's that is known.
    if quotation.kind == QuotationKind::Block && quotation.span.start > block.span.start {
        let (from, to) = (block.span.start, quotation.span.start);
        // Capitals may hide that the label is a name.
        let a = labelled(parsed, antecedents, from, to).or_else(|| {
            let (s, p) = parsed
                .iter()
                .enumerate()
                .find(|(_, p)| p.span.start < to && p.span.end > from)?;
            let words = &p.view.tree.words;
            let in_label = |w: &Word| w.span.end <= to && w.form.contains(char::is_alphabetic);
            let last = words.iter().rposition(in_label)?;
            speaker(&p.view, s, last, antecedents)
        })?;
        return Some((a, None, None, None));
    }
    let inner = document.slice(quotation.span).trim_end();
    let follows = text.get(quotation.outer.end..after_limit).unwrap_or_default();
    let precedes = text.get(before_limit..quotation.outer.start).unwrap_or_default();
    let after = cues
        .iter()
        .filter(|c| c.span.start >= quotation.outer.end && c.span.end <= after_limit && outside(c.span))
        .find(|c| {
            // In the same sentence: nothing ends between the closing mark and the cue.
            let between = text.get(quotation.outer.end..c.span.start).unwrap_or_default();
            let over = between.trim_start().starts_with('.') || ends_sentence(between);
            !(over || c.denied && inner.ends_with('.'))
        });
    let before = cues
        .iter()
        .rev()
        .filter(|c| c.span.end <= quotation.outer.start && c.span.start >= before_limit && outside(c.span))
        .find(|c| {
            let between = text.get(c.span.end..quotation.outer.start).unwrap_or_default();
            !ends_sentence(between)
        });
    // What stands before it in its own sentence.
    let lead_from = parsed
        .iter()
        .rev()
        .find(|p| p.span.start < quotation.outer.start)
        .map_or(before_limit, |p| p.span.start.max(before_limit));
    let lead = text.get(lead_from..quotation.outer.start).unwrap_or_default();
    let introduced =
        precedes.trim_end().ends_with([':', ',']) || !precedes.trim().is_empty() && !ends_sentence(precedes);
    let continued_after = follows
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic());
    let closes =
        inner.ends_with([',', '?', '!', '—', '–', '-', '…']) || continued_after && !inner.ends_with('.');
    let first = if introduced && before.is_some() && !(inner.ends_with(',') && after.is_some()) {
        before
            .and_then(as_speaker)
            .or_else(|| after.filter(|_| closes).and_then(as_speaker))
    } else if closes || continued_after {
        after.and_then(as_speaker).or_else(|| before.and_then(as_speaker))
    } else {
        before.and_then(as_speaker)
    };
    if first.is_some() {
        return first;
    }
    // Worked into a sentence whose speech verb was not found: the subject of its main clause, where
    // that is a person.
    if !lead.trim().is_empty()
        && !ends_sentence(lead)
        && let Some(found) = main_subject(parsed, antecedents, quotation)
    {
        return Some((found, None, None, None));
    }
    // "Rubio: “We are a long way off.”"
    if precedes.trim_end().ends_with(':')
        && let Some(a) = labelled(parsed, antecedents, lead_from, quotation.outer.start)
    {
        return Some((a, None, None, None));
    }
    // "“We won.” — Anna Bell": signed.
    if let Some(a) = signed(parsed, antecedents, quotation, follows, after_limit) {
        return Some((a, None, None, None));
    }
    // Carried on from the paragraph before.
    if let Some(i) = quotation.continues
        && let Some(o) = quotations.get(i)
        && let Some(s) = &o.speaker
    {
        return Some((voice(o.source, s), o.cue.clone(), o.cue_span, Some(i)));
    }
    // Another quotation of the same paragraph.
    let earlier = quotations[..q]
        .iter()
        .enumerate()
        .rev()
        .find(|(_, o)| same(o) && o.kind == QuotationKind::Direct);
    if let Some((i, o)) = earlier
        && let Some(s) = &o.speaker
    {
        return Some((voice(o.source, s), o.cue.clone(), o.cue_span, Some(i)));
    }
    if quotation.inside.is_some() {
        return None;
    }
    // The speech verb of the sentence before: "Macron hailed the plan. “It is a start.”"
    let sentence_before = parsed
        .iter()
        .enumerate()
        .rev()
        .find(|(_, p)| p.span.end <= quotation.outer.start && p.span.end > before_limit);
    if let Some((s, _)) = sentence_before
        && let Some(found) = cues
            .iter()
            .rev()
            .filter(|c| c.sentence == s && outside(c.span))
            .find_map(as_speaker)
    {
        return Some(found);
    }
    // The paragraph before, where this one is nothing but the quotation.
    let alone = precedes.trim().is_empty()
        && follows
            .trim_matches(|c: char| c.is_whitespace() || c == '.')
            .is_empty();
    if alone && quotation.block > 0 {
        let last = quotations[..q]
            .iter()
            .rev()
            .find(|o| o.block + 1 == quotation.block && o.kind == QuotationKind::Direct);
        if let Some(o) = last {
            return o
                .speaker
                .as_ref()
                .map(|s| (voice(o.source, s), o.cue.clone(), o.cue_span, None));
        }
        return cues
            .iter()
            .rev()
            .filter(|c| parsed[c.sentence].block + 1 == quotation.block && outside(c.span))
            .find_map(as_speaker);
    }
    None
}

/// The name nearest to a speech verb whose subject was not found: between the quotation and the
/// verb ("…,” Scott Pruitt, the attorney general, said"), or right after it ("…,” said Pruitt").
fn beside(view: &SentenceView<'_>, cue: &Cue, quotation: &Quotation) -> Option<usize> {
    let tree = view.tree;
    let verb = tree.words.iter().position(|w| cue.span.contains(w.span))?;
    let outside = |m: &&super::names::Mention| !quotation.span.contains(tree.words[m.first].span);
    let before = view.mentions.iter().filter(outside).find(|m| {
        m.last < verb
            && tree.words[m.first].span.start >= quotation.outer.end
            && quotation.outer.end <= cue.span.start
    });
    let after = view
        .mentions
        .iter()
        .filter(outside)
        .find(|m| m.first > verb && m.first <= verb + 3);
    before.or(after).map(|m| m.first)
}

fn voice(kind: SourceKind, speaker: &Phrase) -> Attribution {
    Attribution {
        kind,
        speaker: Some(speaker.clone()),
        mode: Mode::Quoted,
        ..Attribution::default()
    }
}

/// Whether a sentence ends in this stretch of text.
fn ends_sentence(between: &str) -> bool {
    let t = between.trim_end();
    for (i, c) in t.char_indices() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let rest = t
            .get(i + 1..)
            .unwrap_or_default()
            .trim_start_matches(['”', '"', '’', '\'', ')']);
        if rest.is_empty() {
            return true;
        }
        if rest.starts_with(char::is_whitespace)
            && rest.trim_start().chars().next().is_some_and(char::is_uppercase)
        {
            // "Mr. Smith", "U.S. President": an abbreviation ends no sentence.
            let word = t
                .get(..i)
                .unwrap_or_default()
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            if word.len() > 3 && !word.contains('.') {
                return true;
            }
        }
    }
    false
}

/// Words worked into a sentence: the subject of the speech verb that governs them.
fn fragment_speaker(
    parsed: &[Parsed<'_>],
    cues: &[Cue],
    quotation: &Quotation,
    as_speaker: &dyn Fn(&Cue) -> Option<Speaker>,
) -> Option<Speaker> {
    let (s, p) = parsed
        .iter()
        .enumerate()
        .find(|(_, p)| p.span.contains(quotation.span) || p.span.overlaps(quotation.span))?;
    let first = p
        .view
        .tree
        .words
        .iter()
        .position(|w| quotation.span.contains(w.span))?;
    // Up the tree from the quoted words to a speech verb.
    let mut at = Some(first);
    let mut steps = 0;
    while let Some(word) = at {
        let span = p.view.tree.words[word].span;
        if !quotation.span.contains(span)
            && let Some(found) = cues
                .iter()
                .filter(|c| c.sentence == s && c.span.contains(span))
                .find_map(as_speaker)
        {
            return Some(found);
        }
        at = p.view.tree.words[word].head;
        steps += 1;
        if steps > 60 {
            break;
        }
    }
    // Right before it: "It was, as Berg put it, “a great deal”".
    let before = cues.iter().rev().find(|c| {
        let between = |w: &&Word| w.span.start >= c.span.end && w.span.end <= quotation.outer.start;
        c.sentence == s
            && c.span.end <= quotation.outer.start
            && !c.denied
            && p.view.tree.words.iter().filter(between).all(|w| w.form == ",")
    });
    if let Some(found) = before.and_then(as_speaker) {
        return Some(found);
    }
    // Speech in the same sentence that follows: "a “great deal”, he said".
    let after = cues
        .iter()
        .find(|c| c.sentence == s && c.span.start >= quotation.outer.end && c.lemma != "according to")?;
    let words_between = p
        .view
        .tree
        .words
        .iter()
        .filter(|w| w.span.start >= quotation.outer.end && w.span.end <= after.span.start)
        .count();
    (words_between <= 12).then(|| as_speaker(after)).flatten()
}

/// The person that the sentence around the quotation is about.
fn main_subject(
    parsed: &[Parsed<'_>],
    antecedents: &Antecedents,
    quotation: &Quotation,
) -> Option<Attribution> {
    let (s, p) = parsed
        .iter()
        .enumerate()
        .find(|(_, p)| p.span.start <= quotation.outer.start && quotation.span.start < p.span.end)?;
    let clause = p
        .clauses
        .first()
        .filter(|c| !quotation.span.contains(c.verb.span))?;
    let found = speaker(&p.view, s, clause.subject?, antecedents)?;
    let person = match found.speaker.as_ref().and_then(|s| s.entity.as_ref())? {
        EntityRef::Known(id) => p
            .view
            .names
            .iter()
            .any(|n| n.known == Some(*id) && n.kind == NameKind::Person),
        EntityRef::Named(i) => p.view.names.get(*i as usize).is_some_and(may_be_person),
    };
    person.then_some(found)
}

/// The name after a dash that signs a quotation.
fn signed(
    parsed: &[Parsed<'_>],
    antecedents: &Antecedents,
    quotation: &Quotation,
    follows: &str,
    limit: usize,
) -> Option<Attribution> {
    let tail = follows.trim();
    let signature = tail.strip_prefix(['-', '–', '—', '―'])?;
    if signature.split_whitespace().count() > 14 {
        return None;
    }
    parsed.iter().enumerate().find_map(|(s, p)| {
        let words = &p.view.tree.words;
        let after = |i: usize| words[i].span.start >= quotation.outer.end && words[i].span.end <= limit;
        let m = p.view.mentions.iter().find(|m| after(m.first))?;
        let told = (0..words.len()).any(|i| after(i) && matches!(words[i].xpos, "VBD" | "VBZ" | "VBP"));
        if told {
            None
        } else {
            speaker(&p.view, s, m.first, antecedents)
        }
    })
}

/// The name before a colon that introduces a quotation.
fn labelled(parsed: &[Parsed<'_>], antecedents: &Antecedents, from: usize, to: usize) -> Option<Attribution> {
    let (s, p) = parsed
        .iter()
        .enumerate()
        .find(|(_, p)| p.span.start < to && p.span.end > from)?;
    let m = p.view.mentions.iter().rev().find(|m| {
        let span = p.view.tree.words[m.last].span;
        span.start >= from && span.end <= to
    })?;
    speaker(&p.view, s, m.last, antecedents)
}
