//! Noun phrases: tree → [`Phrase`], with quantifier, modifiers and what is named.

use super::names::{Mention, Name, NameKind};
use super::statement::{EXCLUDING, EntityRef, Modifier, Phrase, Quantifier, QuantityMention, TimeMention};
use super::tree::{Tree, Upos};
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

/// Everything that is known of one sentence when its phrases are built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SentenceView<'a> {
    pub(crate) tree: &'a Tree,
    /// The read text of the document.
    pub(crate) text: &'a str,
    pub(crate) mentions: &'a [Mention],
    pub(crate) names: &'a [Name],
    pub(crate) quantities: &'a [QuantityMention],
    pub(crate) times: &'a [TimeMention],
    /// The quotations of the document, without their marks.
    pub(crate) quoted: &'a [TextSpan],
    /// Stand-ins for the variables of a pattern, by their place in the text.
    pub(crate) variables: &'a [(TextSpan, String)],
}

impl<'a> SentenceView<'a> {
    /// The word's lemma.
    pub(crate) fn lemma(&self, word: usize) -> &'a str {
        self.tree.words.get(word).map_or("", |w| w.lemma.as_str())
    }
    /// The word in lower case.
    pub(crate) fn lower(&self, word: usize) -> String {
        self.tree
            .words
            .get(word)
            .map_or_else(String::new, |w| w.form.to_lowercase())
    }
    pub(crate) fn slice(&self, span: TextSpan) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
    /// The mention that names the phrase headed by `head`.
    pub(crate) fn mention_at(&self, head: usize) -> Option<Mention> {
        self.mentions
            .iter()
            .copied()
            .find(|m| m.first <= head && head <= m.last)
            .or_else(|| {
                // "Barack Obama" may be headed by "Barack" while only "Obama" is on the list.
                self.mentions.iter().copied().find(|m| {
                    (m.first..=m.last).any(|w| {
                        self.tree.words[w].head == Some(head) && self.tree.words[w].deprel.is("flat")
                    })
                })
            })
    }
    /// Whether the word heads the name of a place.
    pub(crate) fn names_place(&self, word: usize) -> bool {
        let name = self.mention_at(word).and_then(|m| self.names.get(m.name));
        name.is_some_and(|n| {
            matches!(n.kind, NameKind::Place | NameKind::Country)
                || n.kind != NameKind::Person && lexicon::is_place(&n.text)
        })
    }
    /// Whether the two words stand in the same quotations: no phrase crosses a quotation mark.
    pub(crate) fn same_voice(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.tree.words[a].span, self.tree.words[b].span);
        self.quoted
            .iter()
            .all(|q| q.contains(a) == q.contains(b) || q.len() < 60)
    }
    /// The word of the mention that the others hang on.
    pub(crate) fn mention_head(&self, m: Mention) -> usize {
        (m.first..=m.last)
            .find(|&w| {
                let head = self.tree.words[w].head;
                head.is_none_or(|h| h < m.first || h > m.last)
            })
            .unwrap_or(m.last)
    }
    pub(crate) fn mention_span(&self, m: Mention) -> TextSpan {
        self.tree.words[m.first].span.cover(self.tree.words[m.last].span)
    }
    /// The name that follows a title which heads it ("envoy" in "US special envoy Steve Witkoff").
    pub(crate) fn titled_name(&self, title: usize) -> Option<Mention> {
        let w = self.tree.words.get(title)?;
        if !matches!(w.upos, Upos::Noun | Upos::Propn) || !w.space_after || self.mention_at(title).is_some() {
            return None;
        }
        let m = self
            .mentions
            .iter()
            .copied()
            .find(|m| m.first == self.title_end(title) + 1)?;
        let below = (m.first..=m.last).any(|i| self.tree.words[i].head == Some(title));
        let person = self
            .names
            .get(m.name)
            .is_some_and(|n| matches!(n.kind, NameKind::Person | NameKind::Unknown));
        let person_noun = lexicon::is_kind_of(&w.lemma, "person", WordClass::Noun);
        let known_title = person_noun || classes::standard().is("title", &w.lemma.to_lowercase());
        let determined = self.tree.child_by(title, "det").is_some();
        (below && person && (known_title || !determined)).then_some(m)
    }
    /// Last word of a title: of "Secretary of State", "State".
    fn title_end(&self, title: usize) -> usize {
        let of = |i: usize| self.tree.words.get(i).is_some_and(|w| w.form == "of");
        let held = self
            .tree
            .words
            .get(title + 2)
            .is_some_and(|w| w.head == Some(title) && w.upos == Upos::Propn && w.space_after);
        if of(title + 1) && held { title + 2 } else { title }
    }
    pub(crate) fn variable_at(&self, span: TextSpan) -> Option<String> {
        self.variables
            .iter()
            .find(|(s, _)| s.overlaps(span))
            .map(|(_, name)| name.clone())
    }
    /// The preposition of a phrase in lower case, all its words ("ahead of").
    pub(crate) fn case(&self, head: usize) -> String {
        let mut out = String::new();
        for c in self.tree.children_by(head, "case") {
            if self.tree.words[c].upos == Upos::Part {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&self.lower(c));
            for f in self.tree.children_by(c, "fixed") {
                out.push(' ');
                out.push_str(&self.lower(f));
            }
        }
        out
    }
}

/// Relations that begin another clause or stand apart from the phrase of their head.
fn outside(relation: &str, predicate: bool) -> bool {
    matches!(
        relation,
        "acl:relcl"
            | "appos"
            | "parataxis"
            | "conj"
            | "cc"
            | "case"
            | "mark"
            | "advcl"
            | "advcl:relcl"
            | "punct"
            | "discourse"
            | "cc:preconj"
            | "list"
            | "dislocated"
            | "vocative"
            | "acl"
            | "reparandum"
    ) || (predicate
        && matches!(
            relation,
            "nsubj"
                | "nsubj:pass"
                | "nsubj:outer"
                | "csubj"
                | "csubj:outer"
                | "cop"
                | "aux"
                | "aux:pass"
                | "obl"
                | "obl:unmarked"
                | "ccomp"
                | "xcomp"
                | "expl"
                | "advmod"
                | "obj"
        ))
}

/// Builds the phrase headed by `head`. `predicate`: the head is the predicate of a clause
/// ("Putin is *the president*"), so that its subject and adverbs are no part of the phrase.
pub(crate) fn build(view: &SentenceView<'_>, head: usize, predicate: bool) -> Phrase {
    // The head of a clause with a subject of its own is a predicate wherever it stands.
    let clausal = view.tree.child_by(head, "nsubj").is_some() || view.tree.child_by(head, "cop").is_some();
    build_at(view, head, predicate || clausal, 0)
}

fn build_at(view: &SentenceView<'_>, head: usize, predicate: bool, depth: usize) -> Phrase {
    let tree = view.tree;
    let surface_head = head;
    // "most of the workers", "three of them": the quantity is the grammatical head, the noun the real one.
    let (head, partitive) = partitive(view, head);
    let mut words = Vec::new();
    collect(view, surface_head, predicate, &mut words, 0);
    let mut span = words
        .iter()
        .map(|&w| tree.words[w].span)
        .reduce(TextSpan::cover)
        .unwrap_or_default();
    let mut conjuncts = Vec::new();
    let mut excluded = Vec::new();
    let mut disjunction = false;
    // "is an actress and model": two attributes of one clause.
    let nominal = tree.words[surface_head].upos.is_nominal();
    if depth < 4 && (!predicate || nominal) {
        for c in tree.children_by(surface_head, "conj") {
            // A coordinated clause is no member of the phrase.
            let own_clause = tree.child_by(c, "nsubj").is_some()
                || (predicate && (!tree.words[c].upos.is_nominal() || tree.child_by(c, "cop").is_some()));
            if tree.words[c].upos == Upos::Verb || own_clause {
                continue;
            }
            disjunction |= tree
                .children_by(c, "cc")
                .any(|w| matches!(view.lemma(w), "or" | "nor"));
            let phrase = build_at(view, c, false, depth + 1);
            span = span.cover(phrase.span);
            if is_excluded(view, c) {
                excluded.push(phrase);
                continue;
            }
            conjuncts.push(phrase);
        }
    }
    let titled = (!predicate).then(|| view.titled_name(head)).flatten();
    if let Some(m) = titled {
        span = span.cover(view.mention_span(m));
    }
    let mention = view.mention_at(head).or(titled);
    let (lemma, entity) = match mention.and_then(|m| view.names.get(m.name).map(|n| (m, n))) {
        Some((m, name)) => (
            name.text.clone(),
            Some(
                name.known
                    .map_or(EntityRef::Named(m.name as u32), EntityRef::Known),
            ),
        ),
        None => (head_lemma(view, head), None),
    };
    let quantifier = match partitive {
        Some(q) => q,
        None => quantifier(view, head, entity.is_some()),
    };
    let head_span = tree.words[head].span;
    let count = view.quantities.iter().position(|q| {
        let nummod = |parent: usize| {
            tree.children_by(parent, "nummod")
                .any(|n| q.span.overlaps(tree.words[n].span))
        };
        nummod(head) || q.span.overlaps(tree.words[surface_head].span) || q.span.overlaps(head_span)
    });
    let quantifier = if count.is_some() && matches!(quantifier, Quantifier::Bare | Quantifier::Definite) {
        Quantifier::Number
    } else {
        quantifier
    };
    let mut modifiers = if depth < 4 {
        modifiers(view, head, predicate, mention, depth)
    } else {
        Vec::new()
    };
    modifiers.extend(excluded.into_iter().map(|phrase| Modifier {
        relation: "conj",
        case: EXCLUDING.to_owned(),
        phrase,
    }));
    Phrase {
        span,
        text: view.slice(span).to_owned(),
        head,
        lemma,
        entity,
        antecedent: None,
        quantifier,
        count,
        modifiers,
        conjuncts,
        disjunction,
        variable: variable(view, head, mention),
    }
}

/// "boundaries rather than front lines", "Berg, not Lund": what is set against a member is none.
fn is_excluded(view: &SentenceView<'_>, conjunct: usize) -> bool {
    view.tree.children(conjunct).iter().any(|&w| {
        w < conjunct
            && matches!(view.tree.words[w].deprel.base(), "cc" | "advmod")
            && classes::standard().is("excluding-conjunction", view.lemma(w))
    })
}

fn variable(view: &SentenceView<'_>, head: usize, mention: Option<Mention>) -> Option<String> {
    if view.variables.is_empty() {
        return None;
    }
    let span = match mention {
        Some(m) => view.tree.words[m.first].span.cover(view.tree.words[m.last].span),
        None => view.tree.words[head].span,
    };
    view.variable_at(span)
}

/// The words of the phrase, its conjuncts and clauses left out.
fn collect(view: &SentenceView<'_>, word: usize, predicate: bool, out: &mut Vec<usize>, depth: usize) {
    out.push(word);
    if depth > 60 {
        return;
    }
    for &c in view.tree.children(word) {
        let relation = view.tree.words[c].deprel.as_str();
        if depth == 0 {
            if outside(relation, predicate) {
                continue;
            }
            // "envoy Steve Witkoff" as a role is "envoy".
            if predicate
                && view
                    .titled_name(word)
                    .is_some_and(|m| m.first <= c && c <= m.last)
            {
                continue;
            }
        } else if matches!(
            relation,
            "acl:relcl" | "parataxis" | "appos" | "discourse" | "vocative" | "list"
        ) {
            continue;
        }
        if relation == "punct" {
            continue;
        }
        collect(view, c, false, out, depth + 1);
    }
}

/// Lemma of the head; a multi-word name or number keeps all its words.
fn head_lemma(view: &SentenceView<'_>, head: usize) -> String {
    let mut out = view.lemma(head).to_owned();
    for f in view.tree.children(head) {
        let w = &view.tree.words[*f];
        if w.deprel.is("flat") || w.deprel.is("fixed") {
            out.push(' ');
            out.push_str(&w.lemma);
        }
    }
    out
}

/// The noun behind a quantity with "of", and the quantifier that the quantity stands for.
fn partitive(view: &SentenceView<'_>, head: usize) -> (usize, Option<Quantifier>) {
    let word = &view.tree.words[head];
    // "a quarter of a percentage point" is one amount, whose noun is its unit.
    let of_unit = |c: usize| {
        view.quantities.iter().any(|q| {
            q.quantity.unit.is_some()
                && q.span.contains(word.span)
                && q.span.contains(view.tree.words[c].span)
        })
    };
    let quantifier = match view.lower(head).as_str() {
        _ if view.tree.children_by(head, "nmod").any(of_unit) => Quantifier::Number,
        "all" | "both" | "each" => Quantifier::All,
        "most" => Quantifier::Most,
        "some" | "several" => Quantifier::Some,
        "many" => Quantifier::Many,
        "few" => Quantifier::Few,
        "none" | "neither" => Quantifier::No,
        "any" => Quantifier::Any,
        _ if word.upos == Upos::Num => Quantifier::Number,
        _ => return (head, None),
    };
    for c in view.tree.children_by(head, "nmod") {
        if view.case(c) == "of" {
            return (c, Some(quantifier));
        }
    }
    (head, None)
}

/// Whether the word opens a quotation that ends before the head: "the 'no Welsh' plan" is a plan.
pub(crate) fn quoted_apart(tree: &Tree, word: usize, head: usize) -> bool {
    let mark = |i: usize| {
        let form = tree.words.get(i).map_or("", |w| w.form.as_str());
        matches!(form, "'" | "‘" | "’" | "\"" | "“" | "”" | "``" | "''")
    };
    word < head && word.checked_sub(1).is_some_and(mark) && (word + 1..head).any(mark)
}

fn quantifier(view: &SentenceView<'_>, head: usize, named: bool) -> Quantifier {
    let tree = view.tree;
    let mut found = Quantifier::Bare;
    let nearly = |word: usize| {
        tree.children_by(word, "advmod")
            .any(|a| matches!(view.lemma(a), "almost" | "nearly" | "virtually" | "practically"))
            || word
                .checked_sub(1)
                .is_some_and(|p| matches!(view.lemma(p), "almost" | "nearly" | "virtually" | "practically"))
    };
    for &c in tree.children(head) {
        let relation = tree.words[c].deprel.as_str();
        if !matches!(
            relation,
            "det" | "det:predet" | "amod" | "nummod" | "advmod" | "nmod:poss"
        ) {
            continue;
        }
        if quoted_apart(tree, c, head) {
            continue;
        }
        let q = match view.lower(c).as_str() {
            "a" | "an" | "some" | "several" | "another" | "certain" => Quantifier::Some,
            "the" | "this" | "that" | "these" | "those" => Quantifier::Definite,
            "all" | "every" | "each" | "both" | "whole" if relation != "advmod" => {
                if nearly(c) {
                    Quantifier::AlmostAll
                } else {
                    Quantifier::All
                }
            }
            "most" if relation != "advmod" => Quantifier::Most,
            "many" | "numerous" => Quantifier::Many,
            "few" | "fewer" => Quantifier::Few,
            "no" | "neither" => Quantifier::No,
            "any" | "either" => Quantifier::Any,
            "only" if relation == "advmod" => Quantifier::Only,
            _ if relation == "nummod" => Quantifier::Number,
            _ if relation == "nmod:poss" => Quantifier::Definite,
            _ => continue,
        };
        found = stronger(found, q);
    }
    // "not a single member", "not one member"
    let not = tree
        .children_by(head, "advmod")
        .any(|a| view.lower(a) == "not" && a < head);
    let one = |c: &usize| {
        (matches!(view.lower(*c).as_str(), "single" | "one") || view.lemma(*c) == "single") && *c < head
    };
    if not && tree.children(head).iter().any(one) {
        return Quantifier::No;
    }
    // "a few" is some, not few.
    if found == Quantifier::Few
        && tree
            .children(head)
            .iter()
            .any(|&c| matches!(view.lower(c).as_str(), "a" | "an"))
    {
        return Quantifier::Some;
    }
    if found != Quantifier::Bare || named {
        return found;
    }
    match view.lower(head).as_str() {
        "nobody" | "nothing" | "none" | "no-one" => Quantifier::No,
        "one" if head.checked_sub(1).is_some_and(|p| view.lower(p) == "no") => Quantifier::No,
        "everybody" | "everyone" | "everything" | "all" => Quantifier::All,
        "somebody" | "someone" | "something" | "some" => Quantifier::Some,
        "anybody" | "anyone" | "anything" => Quantifier::Any,
        "many" => Quantifier::Many,
        "few" => Quantifier::Few,
        "most" => Quantifier::Most,
        _ => Quantifier::Bare,
    }
}

/// Which of two determiners decides ("all the workers", "the three workers", "no other worker").
fn stronger(a: Quantifier, b: Quantifier) -> Quantifier {
    let rank = |q: Quantifier| match q {
        Quantifier::Bare => 0,
        Quantifier::Definite => 1,
        Quantifier::Some => 2,
        Quantifier::Any => 3,
        Quantifier::Number => 4,
        Quantifier::Many | Quantifier::Few | Quantifier::Only => 5,
        Quantifier::Most => 6,
        Quantifier::All => 7,
        Quantifier::AlmostAll => 8,
        Quantifier::No => 9,
    };
    if rank(b) > rank(a) { b } else { a }
}

fn modifiers(
    view: &SentenceView<'_>,
    head: usize,
    predicate: bool,
    mention: Option<Mention>,
    depth: usize,
) -> Vec<Modifier> {
    let tree = view.tree;
    let mut out = Vec::new();
    for &c in tree.children(head) {
        // Words of the name itself do not narrow it.
        if mention.is_some_and(|m| m.first <= c && c <= m.last) {
            continue;
        }
        let relation = tree.words[c].deprel.as_str();
        let kept = matches!(
            relation,
            "amod" | "compound" | "nmod:poss" | "nmod" | "nmod:desc" | "nmod:unmarked" | "flat" | "nummod"
        ) || (relation == "advmod" && !predicate);
        if !kept {
            continue;
        }
        let case = if relation == "nmod" {
            view.case(c)
        } else {
            String::new()
        };
        let phrase = build_at(view, c, false, depth + 1);
        // Conjoined adjectives narrow the head one by one ("a long and binding treaty").
        out.push(Modifier {
            relation: tree.words[c].deprel.as_str(),
            case,
            phrase,
        });
    }
    out
}
