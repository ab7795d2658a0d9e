//! Who speaks: speakers of quotations and of indirect speech, pronouns resolved where it is safe.

use super::clause::{Clause, Link};
use super::names::{Name, NameKind};
use super::phrase::{self, SentenceView};
use super::quotation::{Quotation, QuotationKind};
use super::statement::{Attribution, EntityRef, Mode, Phrase, Quantifier, SourceKind, StatementKind};
use super::tree::Upos;
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

/// What a pronoun or a bare description stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Antecedent {
    pub(crate) entity: EntityRef,
    pub(crate) lemma: String,
    pub(crate) span: TextSpan,
}

/// Antecedents of personal pronouns by (sentence, word).
pub(crate) type Antecedents = std::collections::BTreeMap<(usize, usize), Antecedent>;

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

/// Fills in what a pronoun stands for.
pub(crate) fn resolve(phrase: &mut Phrase, sentence: usize, antecedents: &Antecedents) {
    if phrase.entity.is_none()
        && let Some(a) = antecedents.get(&(sentence, phrase.head))
    {
        phrase.entity = Some(a.entity.clone());
        phrase.antecedent = Some(a.span);
        phrase.lemma.clone_from(&a.lemma);
    }
    for m in &mut phrase.modifiers {
        resolve(&mut m.phrase, sentence, antecedents);
    }
    for c in &mut phrase.conjuncts {
        resolve(c, sentence, antecedents);
    }
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

/// A person that a pronoun may stand for: whom, lemma, place, whether a subject, sentence.
type Candidate = (EntityRef, String, TextSpan, bool, usize);

/// Resolves "he" and "she": the subject of the clause before, where a person is the only one that
/// fits. Plural and neuter pronouns are left alone.
pub(crate) fn antecedents(parsed: &[Parsed<'_>], names: &[Name], quotations: &[Quotation]) -> Antecedents {
    let mut out = Antecedents::new();
    // The person that each gender was last used for.
    let mut used: std::collections::BTreeMap<EntityRef, bool> = std::collections::BTreeMap::new();
    // Persons named in the last sentences outside quotations: (entity, lemma, span, is subject, sentence).
    let mut recent: Vec<Candidate> = Vec::new();
    let mut block = usize::MAX;
    // Distance counts the article's own sentences: what a speaker says in between moves nobody away.
    let mut spoken = 0;
    for (sentence_at, sentence) in parsed.iter().enumerate() {
        let wholly_quoted = quotations
            .iter()
            .any(|q| q.kind == QuotationKind::Direct && q.outer.contains(sentence.span));
        spoken += usize::from(!wholly_quoted || sentence_at == 0);
        let s = spoken;
        if sentence.block != block {
            block = sentence.block;
            let keep = recent.iter().map(|r| r.4).max();
            recent.retain(|r| Some(r.4) == keep);
        }
        let tree = sentence.view.tree;
        let quoted = |span: TextSpan| {
            quotations
                .iter()
                .any(|q| q.kind != QuotationKind::Fragment && q.span.contains(span))
        };
        let subjects: Vec<usize> = sentence
            .clauses
            .iter()
            // A name that only carries a title is no subject ("alongside President Silva, she said").
            .filter(|c| {
                let carries_title =
                    c.kind == StatementKind::Role && matches!(c.governor, Some((_, Link::Inside)));
                !c.inherited && !carries_title
            })
            .filter_map(|c| c.subject.or(if c.verb.passive { c.object } else { None }))
            .collect();
        for (i, w) in tree.words.iter().enumerate() {
            if let Some(m) = sentence.view.mentions.iter().find(|m| m.last == i) {
                let Some(name) = names.get(m.name) else { continue };
                let span = tree.words[m.first].span.cover(w.span);
                if quoted(span) || !may_be_person(name) {
                    continue;
                }
                let head = (m.first..=m.last)
                    .find(|&x| tree.words[x].head.is_none_or(|h| h < m.first || h > m.last))
                    .unwrap_or(i);
                // "Trump's ally", "the Trump administration": the name is not who acts.
                if matches!(
                    tree.words[head].deprel.as_str(),
                    "nmod:poss" | "compound" | "amod"
                ) {
                    continue;
                }
                let entity = name
                    .known
                    .map_or(EntityRef::Named(m.name as u32), EntityRef::Known);
                if let Some(feminine) = described_as_feminine(&sentence.view, head) {
                    used.entry(entity.clone()).or_insert(feminine);
                }
                let subject = subjects.contains(&head);
                recent.push((entity, name.text.clone(), span, subject, s));
                continue;
            }
            if w.upos != Upos::Pron || quoted(w.span) {
                continue;
            }
            let feminine = match w.lemma.as_str() {
                "he" | "him" | "his" | "himself" => false,
                "she" | "her" | "hers" | "herself" => true,
                _ => match w.form.to_lowercase().as_str() {
                    "he" | "him" | "his" | "himself" => false,
                    "she" | "her" | "hers" | "herself" => true,
                    _ => continue,
                },
            };
            let gender = |e: &EntityRef| {
                used.get(e).copied().or_else(|| {
                    let name = match e {
                        EntityRef::Named(i) => names.get(*i as usize),
                        EntityRef::Known(id) => names.iter().find(|n| n.known == Some(*id)),
                    };
                    name.and_then(given_name_is_feminine)
                })
            };
            let fits = |e: &EntityRef| gender(e).is_none_or(|f| f == feminine);
            let newest = recent.iter().filter(|r| fits(&r.0)).map(|r| r.4).max();
            let Some(newest) = newest.filter(|n| s - n <= 2) else {
                continue;
            };
            let pick = |wanted: &dyn Fn(&Candidate) -> bool| {
                let mut found: Vec<&Candidate> = recent.iter().filter(|r| fits(&r.0) && wanted(r)).collect();
                found.dedup_by(|a, b| a.0 == b.0);
                found
                    .first()
                    .filter(|f| found.iter().all(|x| x.0 == f.0))
                    .map(|f| (*f).clone())
            };
            // Earlier in this sentence the subject; else the subject of the newest sentence with a
            // person; else the only person there.
            let found = pick(&|r| r.4 == s && r.3)
                .or_else(|| pick(&|r| r.4 + 1 == s && r.3))
                .or_else(|| pick(&|r| r.4 + 2 == s && r.3))
                .or_else(|| pick(&|r| r.4 == newest));
            // "Arenal sold Ferrante after he passed": where the subject may be no person at all, the one name
            // in the sentence that is a person's.
            let sure = |e: &EntityRef| {
                let name = match e {
                    EntityRef::Named(i) => names.get(*i as usize),
                    EntityRef::Known(id) => names.iter().find(|n| n.known == Some(*id)),
                };
                name.is_some_and(|n| n.kind == NameKind::Person)
            };
            let found = match found {
                Some(guess) if !sure(&guess.0) => pick(&|r| r.4 == guess.4 && sure(&r.0)).or(Some(guess)),
                other => other,
            };
            let Some((entity, lemma, span, _, _)) = found else {
                continue;
            };
            used.insert(entity.clone(), feminine);
            // A pronoun keeps its person in view.
            recent.push((entity.clone(), lemma.clone(), span, subjects.contains(&i), s));
            out.insert((sentence_at, i), Antecedent { entity, lemma, span });
        }
        if recent.len() > 60 {
            let cut = recent.len() - 60;
            recent.drain(..cut);
        }
    }
    out
}

/// Whether the noun that a name is set beside is a woman's: "her father, Leif Moe", "the actress Mia Berg".
fn described_as_feminine(view: &SentenceView<'_>, name: usize) -> Option<bool> {
    let tree = view.tree;
    let w = tree.words.get(name)?;
    let beside = w.head.filter(|_| matches!(w.deprel.base(), "appos" | "flat"));
    let classes = classes::standard();
    let own = tree.children(name).iter().copied().filter(|&c| {
        matches!(tree.words[c].deprel.base(), "appos" | "compound" | "nmod")
            && tree.child_by(c, "case").is_none()
    });
    beside.into_iter().chain(own).find_map(|noun| {
        let lemma = view.lemma(noun);
        match (
            classes.is("feminine-noun", lemma),
            classes.is("masculine-noun", lemma),
        ) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    })
}

/// Whether the given name of a person is a woman's; `None` where it tells nothing.
fn given_name_is_feminine(name: &Name) -> Option<bool> {
    let given = name
        .text
        .split(' ')
        .next()
        .filter(|_| name.text.contains(' '))?
        .to_lowercase();
    let classes = classes::standard();
    match (
        classes.is("given-name-feminine", &given),
        classes.is("given-name-masculine", &given),
    ) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn may_be_person(name: &Name) -> bool {
    match name.kind {
        NameKind::Person => true,
        NameKind::Unknown => {
            !name.text.chars().all(|c| c.is_uppercase() || c == '.') && !lexicon::is_place(&name.text)
        }
        _ => false,
    }
}

/// A clause that can introduce a quotation.
struct Cue {
    sentence: usize,
    subject: Option<usize>,
    span: TextSpan,
    lemma: String,
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
            let subject = if quoting {
                c.object
            } else {
                c.subject.or_else(|| accord(p, c))
            };
            if classes.is("quotation-verb", lemma)
                || classes.is("quotation-verb", first)
                || classes.is("speech-verb", lemma)
            {
                cues.push(Cue {
                    sentence: s,
                    subject,
                    span: c.verb.span,
                    lemma: lemma.to_owned(),
                });
            }
        }
        for (i, w) in p.view.tree.words.iter().enumerate() {
            if w.lemma == "word" {
                let whose = p.view.tree.children(i).iter().copied().find(|&c| {
                    let relation = p.view.tree.words[c].deprel.as_str();
                    relation == "nmod:poss" || relation == "nmod" && p.view.case(c) == "of"
                });
                // "in the words of Berg, “…”"
                if let Some(whose) = whose.filter(|_| p.view.case(i) == "in") {
                    cues.push(Cue {
                        sentence: s,
                        subject: Some(whose),
                        span: w.span,
                        lemma: "in the words of".to_owned(),
                    });
                }
            }
            if let Some((whose, noun)) = owner_of_words(&p.view, i) {
                cues.push(Cue {
                    sentence: s,
                    subject: Some(whose),
                    span: p.view.tree.words[noun].span,
                    lemma: p.view.lemma(noun).to_owned(),
                });
            }
            if w.form.eq_ignore_ascii_case("according") {
                cues.push(Cue {
                    sentence: s,
                    subject: w.head.filter(|&h| h > i),
                    span: w.span,
                    lemma: "according to".to_owned(),
                });
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
            && ["speech act", "message"]
                .iter()
                .any(|kind| lexicon::is_kind_of(view.lemma(w), kind, WordClass::Noun))
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
    let whose = tree.children_by(noun, "nmod:poss").next().or_else(|| of(noun))?;
    Some((whose, noun))
}

/// For a passive cue ("was quoted as saying") the one who is quoted.
fn accord(_parsed: &Parsed<'_>, clause: &Clause) -> Option<usize> {
    clause.verb.passive.then_some(clause.object).flatten()
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
    let inner = document.slice(quotation.span).trim_end();
    let follows = text.get(quotation.outer.end..after_limit).unwrap_or_default();
    let precedes = text.get(before_limit..quotation.outer.start).unwrap_or_default();
    let after = cues
        .iter()
        .filter(|c| c.span.start >= quotation.outer.end && c.span.end <= after_limit && outside(c.span))
        .find(|c| {
            // In the same sentence: nothing ends between the closing mark and the cue.
            let between = text.get(quotation.outer.end..c.span.start).unwrap_or_default();
            !between.trim_start().starts_with('.') && !ends_sentence(between)
        });
    let before = cues
        .iter()
        .rev()
        .filter(|c| c.span.end <= quotation.outer.start && c.span.start >= before_limit && outside(c.span))
        .find(|c| {
            let between = text.get(c.span.end..quotation.outer.start).unwrap_or_default();
            !ends_sentence(between)
        });
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
    if !precedes.trim().is_empty()
        && !ends_sentence(precedes)
        && let Some(found) = main_subject(parsed, antecedents, quotation)
    {
        return Some((found, None, None, None));
    }
    // "Rubio: “We are a long way off.”"
    let label = precedes.trim_end();
    if label.ends_with(':')
        && let Some(a) = labelled(parsed, antecedents, before_limit, quotation.outer.start)
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
