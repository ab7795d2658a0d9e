//! What pronouns stand for, where it is safe to say.

use super::attribution::Parsed;
use super::clause::Link;
use super::names::{Name, NameKind};
use super::phrase::SentenceView;
use super::quotation::{Quotation, QuotationKind};
use super::statement::{EntityRef, Phrase, StatementKind};
use super::tree::Upos;
use crate::document::TextSpan;
use crate::lexicon::{self, classes};

/// What a pronoun or a bare description stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Antecedent {
    pub(crate) entity: EntityRef,
    pub(crate) lemma: String,
    pub(crate) span: TextSpan,
}

/// Antecedents of personal pronouns by (sentence, word).
pub(crate) type Antecedents = std::collections::BTreeMap<(usize, usize), Antecedent>;

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

/// Whether the name can be a person's: known as one, or of no known kind and no place.
pub(super) fn may_be_person(name: &Name) -> bool {
    match name.kind {
        NameKind::Person => true,
        NameKind::Unknown => {
            !name.text.chars().all(|c| c.is_uppercase() || c == '.') && !lexicon::is_place(&name.text)
        }
        _ => false,
    }
}
