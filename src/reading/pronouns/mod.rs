//! What "he" and "she" stand for, where it is safe to say.
//!
//! After Lappin & Leass 1994, "An Algorithm for Pronominal Anaphora Resolution": everybody spoken of has a salience,
//! made of the places where they are named (`salience`), that fades from sentence to sentence; the most
//! salient whom number, gender and grammar allow is meant. Where a second is nearly as salient, nobody is.
//! `people` says who is a person, a woman or a man.

mod people;
mod salience;

use super::attribution::Parsed;
use super::names::{Name, NameKind};
use super::phrase::SentenceView;
use super::quotation::{Quotation, QuotationKind};
use super::statement::{EntityRef, Phrase};
use super::tree::Upos;
use crate::document::TextSpan;
use crate::lexicon;
use people::{Gender, People};
use salience::{Company, Place};

/// What a pronoun or a bare description stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Antecedent {
    /// Its name, where it has one.
    pub(crate) entity: Option<EntityRef>,
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
        phrase.antecedent = Some(a.span);
        // What a noun stands for is looked up where it stands.
        if a.entity.is_some() {
            phrase.entity.clone_from(&a.entity);
            phrase.lemma.clone_from(&a.lemma);
        }
    }
    for m in &mut phrase.modifiers {
        resolve(&mut m.phrase, sentence, antecedents);
    }
    for c in &mut phrase.conjuncts {
        resolve(c, sentence, antecedents);
    }
}

/// Resolves "he" and "she" in the article's own voice. Plural and neuter pronouns are left to [`super::they`] and
/// [`super::it`].
///
/// The text is gone through twice: whom "she" is said of in clear cases the first time is a woman the second.
pub(crate) fn antecedents(parsed: &[Parsed<'_>], names: &[Name], quotations: &[Quotation]) -> Antecedents {
    let mut people = People::default();
    for sentence in parsed {
        for m in sentence.view.mentions {
            people.weigh(&sentence.view, *m);
        }
    }
    walk(parsed, names, quotations, &mut people);
    walk(parsed, names, quotations, &mut people)
}

fn walk(parsed: &[Parsed<'_>], names: &[Name], quotations: &[Quotation], people: &mut People) -> Antecedents {
    let mut out = Antecedents::new();
    let mut company = Company::default();
    for (index, sentence) in parsed.iter().enumerate() {
        let view = &sentence.view;
        let tree = view.tree;
        let quoted = |span: TextSpan| {
            quotations
                .iter()
                .any(|q| q.kind != QuotationKind::Fragment && q.span.contains(span))
        };
        // Distance counts the article's own sentences: what a speaker says in between moves nobody away, and
        // neither does a heading without a verb.
        let wholly_quoted = quotations
            .iter()
            .any(|q| q.kind == QuotationKind::Direct && q.outer.contains(sentence.span));
        if !wholly_quoted && !sentence.clauses.is_empty() {
            company.next_sentence();
        }
        for (word, w) in tree.words.iter().enumerate() {
            if quoted(w.span) {
                continue;
            }
            let place = Place {
                sentence: index,
                word,
            };
            if let Some(head) = who_stands_for(view, word) {
                company.again(view, place, Place { word: head, ..place });
            } else if let Some(m) = view.mentions.iter().find(|m| m.last == word) {
                let Some(name) = names.get(m.name).filter(|n| may_be_person(n)) else {
                    continue;
                };
                let head = view.mention_head(*m);
                if salience::acts_for_nobody(tree, head) {
                    continue;
                }
                let entity = name
                    .known
                    .map_or(EntityRef::Named(m.name as u32), EntityRef::Known);
                people.learn(&entity, name, view, *m, head);
                let points = people.personhood(m.name);
                if name.kind != NameKind::Person && points < 0 {
                    continue;
                }
                let sure = name.kind == NameKind::Person || points > 0;
                company.named(
                    view,
                    Place { word: head, ..place },
                    entity,
                    name,
                    view.mention_span(*m),
                    sure,
                );
            } else if people::is_person_noun(view, word) {
                company.described(view, place, people::gender_of_noun(view.lemma(word)));
            } else if w.upos == Upos::Pron
                && let Some(gender) = Gender::of_pronoun(&view.lower(word))
                && let Some(found) = company.meant(view, place, gender, people)
            {
                out.insert((index, word), found);
            }
        }
    }
    out
}

/// The noun or name that a "who" which is the subject of its relative clause stands for.
fn who_stands_for(view: &SentenceView<'_>, word: usize) -> Option<usize> {
    let tree = view.tree;
    let w = tree.words.get(word).filter(|w| w.deprel.is("nsubj"))?;
    let clause = w.head?;
    let relative = view.lower(word) == "who" && tree.words[clause].deprel.as_str() == "acl:relcl";
    tree.words[clause].head.filter(|_| relative)
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

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::EntityRef;

    /// Whom each pronoun of the text was taken for; nobody where that is not clear.
    fn meant(text: &str, pronoun: &str) -> Vec<Option<String>> {
        let reading = read_plainly(text);
        let of = |e: &EntityRef| match e {
            EntityRef::Named(i) => reading.names.get(*i as usize).map(|n| n.text.clone()),
            EntityRef::Known(_) => None,
        };
        let arguments = reading
            .statements
            .iter()
            .flat_map(|s| s.subject.iter().chain(&s.objects));
        arguments
            .filter(|a| a.phrase.text.eq_ignore_ascii_case(pronoun))
            .map(|a| {
                let name = a.phrase.entity.as_ref().and_then(of);
                let noun = || {
                    a.phrase
                        .antecedent
                        .and_then(|s| text.get(s.start..s.end))
                        .map(str::to_owned)
                };
                name.or_else(noun)
            })
            .collect()
    }

    #[test]
    fn the_most_salient_is_meant() {
        for (text, pronoun, who) in [
            (
                "Anna Berg met Jon Hill in Leeds. She left on Monday.",
                "she",
                "Anna Berg",
            ),
            (
                "Anna Berg met Helen Hill in Leeds. She left on Monday.",
                "she",
                "Anna Berg",
            ),
            ("The boy fell. He broke a leg.", "he", "boy"),
            // A ship is nobody.
            (
                "Anna Berg sailed aboard the cruise ship Meridian. She fell ill.",
                "she",
                "Anna Berg",
            ),
        ] {
            assert_eq!(meant(text, pronoun), [Some(who.to_owned())], "{text}");
        }
    }

    #[test]
    fn nobody_acts_on_himself_without_a_self() {
        let text = "Anna Berg met Helen Hill in Leeds. Berg praised her.";
        assert_ne!(meant(text, "her"), [Some("Anna Berg".to_owned())]);
    }

    #[test]
    fn a_man_is_no_she() {
        assert_eq!(meant("David Hill met the press. She left.", "she"), [None]);
    }
}
