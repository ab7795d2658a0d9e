//! Posts that one person is given behind the name: "Anna Lier, the federation's president", later "Ms Lier, the treasurer".

use super::context::Context;
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::names::NameKind;
use crate::reading::statement::{Certainty, Phrase, Polarity, Quantifier, Role, StatementKind, Tense};
use crate::reading::tree::Upos;

/// A post as the article gives it.
struct Post {
    /// Index of the person's name.
    person: usize,
    /// Lemma of the title, in lower case.
    title: String,
    /// "deputy", "vice", "assistant"
    second: bool,
    /// What stands in front of the title: "medical", "finance".
    field: Vec<String>,
    span: TextSpan,
}

/// Adds what one person is called and can't be at once, under the check `meta`.
pub(super) fn conflicts(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let posts = posts(context);
    for (n, later) in posts.iter().enumerate() {
        let mut earlier = posts.iter().take(n).filter(|p| p.person == later.person);
        // Who is given several posts as it is has several.
        let again = earlier
            .clone()
            .any(|p| p.title == later.title && p.second == later.second && p.field == later.field);
        let Some(first) = earlier.find(|p| exclude(p, later)).filter(|_| !again) else {
            continue;
        };
        let name = context
            .reading
            .names
            .get(later.person)
            .map_or("", |x| x.text.as_str());
        let words = |s: TextSpan| context.document.slice(s);
        let mut finding = context.finding(
            meta,
            later.span,
            format!(
                "{name} is “{}” here, “{}” elsewhere.",
                words(later.span),
                words(first.span)
            ),
            "The two are different posts, and the article tells of no change.",
        );
        finding
            .related
            .push(context.elsewhere(first.span, "otherwise here"));
        out.push(finding);
        return;
    }
}

/// Whether nobody is both: two offices of the kind that one person holds one of, two professions, one title of two fields, a head and a
/// deputy.
fn exclude(a: &Post, b: &Post) -> bool {
    if a.title == b.title {
        let fields =
            !a.field.is_empty() && !b.field.is_empty() && a.field.iter().all(|f| !b.field.contains(f));
        return a.second != b.second && (a.field == b.field || a.field.is_empty() || b.field.is_empty())
            || a.second == b.second && fields;
    }
    let one_of = |list: &str| words::is(&a.title, list) && words::is(&b.title, list);
    let alike = lexicon::synonyms(&a.title, &b.title, WordClass::Noun)
        || lexicon::is_kind_of(&a.title, &b.title, WordClass::Noun)
        || lexicon::is_kind_of(&b.title, &a.title, WordClass::Noun);
    let heads = one_of("executive-head") || one_of("team-head");
    (one_of("held-office") && !heads || one_of("trained-profession")) && !alike
}

/// The posts that the article gives to people as theirs now, in the order of the text.
fn posts(context: &Context<'_>) -> Vec<Post> {
    let mut out: Vec<Post> = Vec::new();
    for s in &context.reading.statements {
        let flat = s.kind == StatementKind::Role
            && s.read
            && s.certainty == Certainty::Asserted
            && s.predicate.tense != Tense::Past
            && s.polarity == Polarity::Affirmed;
        let view = context
            .sentences
            .get(s.sentence)
            .filter(|v| v.kind == BlockKind::Paragraph);
        let (true, Some(view), Some(subject)) = (flat, view, &s.subject) else {
            continue;
        };
        let person = context
            .named(&subject.phrase)
            .filter(|_| subject.phrase.conjuncts.is_empty());
        let Some(person) = person.filter(|&p| {
            context
                .reading
                .names
                .get(p)
                .is_some_and(|n| n.kind == NameKind::Person)
        }) else {
            continue;
        };
        for title in s
            .objects
            .iter()
            .filter(|o| o.role == Role::Attribute)
            .map(|o| &o.phrase)
        {
            let lower = title.text.to_lowercase();
            let other_time = words::mentions(view.text(), "changed-post").is_some();
            if other_time
                || !title.conjuncts.is_empty()
                || words::contains_word(&lower, "and")
                || context.quoted(title.span)
            {
                continue;
            }
            out.extend(post(view, person, title));
        }
    }
    out.sort_by_key(|p| p.span);
    out.dedup_by_key(|p| p.span);
    out
}

fn post(view: &super::View<'_>, person: usize, title: &Phrase) -> Option<Post> {
    let tree = view.tree();
    let head = tree
        .words
        .get(title.head)
        .filter(|w| w.upos == Upos::Noun && w.xpos == "NN")?;
    let lemma = head.lemma.to_lowercase();
    // "named coach of the century", "voted director of the year": an honour.
    let first = view.words_before(head.span, 4);
    let honour = first
        .iter()
        .rev()
        .take_while(|w| w.chars().all(char::is_alphabetic))
        .any(|w| matches!(w.as_str(), "named" | "voted" | "crowned" | "chosen"))
        && tree.children_by(title.head, "nmod").any(|c| {
            tree.words
                .get(c)
                .is_some_and(|w| words::is(&w.lemma.to_lowercase(), "honour-span"))
        });
    if honour {
        return None;
    }
    if !words::is(&lemma, "held-office") && !words::is(&lemma, "trained-profession") {
        return None;
    }
    let children = tree.children(title.head);
    let owned = children
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .any(|w| w.deprel.as_str() == "nmod:poss");
    let front: Vec<String> = children
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .filter(|w| w.span.end <= head.span.start && matches!(w.deprel.base(), "compound" | "amod"))
        .map(|w| w.lemma.to_lowercase())
        .collect();
    let second = |w: &String| matches!(w.as_str(), "deputy" | "vice" | "assistant" | "associate");
    // "the new director", "the 60-year-old captain": no field of work.
    let field = front
        .iter()
        .filter(|w| !second(w) && lexicon::knows(w, WordClass::Noun) || words::is(w, "field-of-work"));
    (title.quantifier == Quantifier::Definite || owned || title.quantifier == Quantifier::Bare).then(|| {
        Post {
            person,
            title: lemma,
            second: front.iter().any(second),
            field: field.cloned().collect(),
            span: title.span,
        }
    })
}
