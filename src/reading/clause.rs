//! Tree → clauses: who does what, with the subject found where the text leaves it out.
//!
//! A clause is a predicate with its own participants: finite verbs, infinitives, participles,
//! copulas, and the roles that appositions and titles state ("Rubio, the secretary of state").
//! Whether a clause is asserted, and by whom, is decided by [`super::standing`].

use super::complement;
use super::inherit;
use super::names::NameKind;
use super::nominal;
use super::phrase::SentenceView;
use super::statement::{StatementKind, Tense};
use super::tree::Upos;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass, classes};

/// One clause of a sentence. Indices are words of the sentence's tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    /// The predicate's head word.
    pub(crate) head: usize,
    pub(crate) kind: StatementKind,
    /// Index (in the sentence's list) of the clause that this one hangs on, and how.
    pub(crate) governor: Option<(usize, Link)>,
    /// The agent: the subject of an active verb, the "by" phrase of a passive one.
    pub(crate) subject: Option<usize>,
    /// Whether the subject was taken over from another clause.
    pub(crate) inherited: bool,
    pub(crate) object: Option<usize>,
    pub(crate) recipient: Option<usize>,
    /// What the subject (or the object) is said to be.
    pub(crate) attribute: Option<usize>,
    /// Prepositional and bare adverbial phrases.
    pub(crate) obliques: Vec<usize>,
    /// Of a relative clause: the noun that stands among the obliques for the relative word, and that word, which has the
    /// preposition ("crashes *in which* two were hurt").
    pub(crate) relative: Option<(usize, usize)>,
    /// Adverbs on the verb.
    pub(crate) adverbs: Vec<usize>,
    pub(crate) verb: VerbGroup,
    /// Words that deny.
    pub(crate) negations: Vec<usize>,
    /// Subordinating words ("if", "to", "whether", "because").
    pub(crate) marks: Vec<usize>,
    /// The clause has a subject of its own in the text.
    pub(crate) own_subject: bool,
}

/// How a clause hangs on its governor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// finite content ("said that …")
    Content,
    /// infinitive or participle content ("agreed to …")
    Open,
    /// subject clause
    Subject,
    /// adverbial clause
    Adverbial,
    /// relative clause on a noun of the governor
    Relative,
    /// infinitive or participle on a noun of the governor (`word` is the noun)
    NounClause(usize),
    /// coordinated
    Conjunct,
    /// set beside, often speech in either direction
    Parataxis,
    /// apposition, title, event named by a noun
    Inside,
}

/// Auxiliaries and what they make of the verb.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct VerbGroup {
    pub(crate) lemma: String,
    pub(crate) span: TextSpan,
    pub(crate) passive: bool,
    pub(crate) tense: Tense,
    pub(crate) perfect: bool,
    pub(crate) progressive: bool,
    pub(crate) modal: Option<(String, usize)>,
    /// An infinitive with "to".
    pub(crate) infinitive: bool,
    /// A participle without auxiliary.
    pub(crate) participle: bool,
    /// A bare verb with neither subject nor auxiliary: a command where it is the root.
    pub(crate) bare: bool,
}

/// The clauses of a sentence; a governor always stands before what hangs on it.
pub(crate) fn clauses(view: &SentenceView<'_>) -> Vec<Clause> {
    let mut out = Vec::new();
    if let Some(root) = view.tree.root() {
        visit(view, root, None, &mut out, 0);
    }
    repair_speech(&mut out);
    complement::relink(view, &mut out);
    inherit::subjects(view, &mut out);
    out
}

/// Content of speech without "that": the parser may take its subject for the object of the speech
/// verb ("said substance mattered"). A finite clause without subject that begins right after such
/// an object owns it. The hearer of "tell" is no object, either.
fn repair_speech(clauses: &mut [Clause]) {
    let classes = classes::standard();
    for i in 0..clauses.len() {
        let Some((g, Link::Content)) = clauses[i].governor else {
            continue;
        };
        let speech = classes.is("speech-verb", &clauses[g].verb.lemma)
            || classes.is("belief-verb", &clauses[g].verb.lemma);
        let Some(object) = clauses[g].object.filter(|_| speech && !clauses[g].verb.passive) else {
            continue;
        };
        let marked = clauses[i].marks.iter().any(|&m| m > object);
        let finite = clauses[i].verb.tense != Tense::None || clauses[i].verb.modal.is_some();
        let between = clauses[g].head < object && object < clauses[i].head;
        let person = matches!(
            clauses[g].verb.lemma.as_str(),
            "tell" | "inform" | "assure" | "remind" | "warn" | "ask" | "advise" | "reassure"
        );
        if !clauses[i].own_subject
            && finite
            && between
            && !marked
            && !(person && clauses[g].recipient.is_none())
        {
            if clauses[i].verb.passive {
                clauses[i].object = Some(object);
            } else {
                clauses[i].subject = Some(object);
            }
            clauses[i].own_subject = true;
            clauses[g].object = None;
        } else if person && clauses[g].recipient.is_none() {
            clauses[g].recipient = clauses[g].object.take();
        }
    }
}

/// Walks down from `word`, opening a clause wherever a predicate stands.
fn visit(
    view: &SentenceView<'_>,
    word: usize,
    governor: Option<(usize, Link)>,
    out: &mut Vec<Clause>,
    depth: usize,
) {
    if depth > 80 {
        return;
    }
    let tree = view.tree;
    let mut current = governor;
    if is_predicate(view, word) {
        let clause = clause_at(view, word, governor);
        out.push(clause);
        current = Some((out.len() - 1, Link::Inside));
    }
    let here = current.map(|(c, _)| c);
    let above = here.filter(|&h| out[h].head != word).map(|h| (h, &out[h]));
    if let Some(event) = nominal::event(view, word, above) {
        out.push(event);
    }
    for &c in tree.children(word) {
        let relation = tree.words[c].deprel;
        let link = match relation.as_str() {
            "ccomp" => Link::Content,
            "xcomp" => Link::Open,
            "csubj" | "csubj:pass" | "csubj:outer" => Link::Subject,
            "advcl" | "advcl:relcl" => Link::Adverbial,
            "acl:relcl" => Link::Relative,
            "acl" => Link::NounClause(word),
            "parataxis" => Link::Parataxis,
            "conj" if here.is_some_and(|h| out[h].head == word) => Link::Conjunct,
            // Members of a noun phrase's coordination keep the link of the phrase.
            _ => Link::Inside,
        };
        // "A of B's doing": a clausal oblique ("by doing", "from violating") that the parser made an obl.
        let link = if link == Link::Inside
            && matches!(relation.base(), "obl" | "obj" | "nmod")
            && is_gerund(view, c)
        {
            if relation.is("nmod") {
                Link::NounClause(word)
            } else {
                Link::Open
            }
        } else {
            link
        };
        visit(view, c, here.map(|h| (h, link)).or(current), out, depth + 1);
        let said = &tree.words[c];
        if view
            .titled_name(word)
            .is_some_and(|m| m.first <= c && c <= m.last)
            && !said_of(out, word)
        {
            out.push(role_clause(view, word, c, here));
            continue;
        }
        if let Some(clause) = set_apart(view, out, word, c, here) {
            out.push(clause);
            continue;
        }
        // Roles that stand inside noun phrases.
        if said.deprel.is("appos") && names_role(view, word, c) {
            out.push(role_clause(view, word, c, here));
        }
        let honorific = classes::standard().is("honorific", view.lower(c).trim_end_matches('.'));
        if said.deprel.as_str() == "nmod:desc"
            && view.mention_at(word).is_some()
            && said.upos != Upos::Num
            && !honorific
        {
            out.push(role_clause(view, word, c, here));
        }
    }
}

/// Whether a role was already made of the title at `word`.
fn said_of(clauses: &[Clause], word: usize) -> bool {
    clauses
        .iter()
        .any(|c| c.kind == StatementKind::Role && c.head == word)
}

fn is_gerund(view: &SentenceView<'_>, word: usize) -> bool {
    let w = &view.tree.words[word];
    w.xpos == "VBG" && w.upos == Upos::Verb && view.tree.child_by(word, "det").is_none()
}

fn has(view: &SentenceView<'_>, word: usize, relation: &str) -> bool {
    view.tree.child_by(word, relation).is_some()
}

fn is_predicate(view: &SentenceView<'_>, word: usize) -> bool {
    let tree = view.tree;
    let w = &tree.words[word];
    let clausal = matches!(
        w.deprel.base(),
        "root" | "ccomp" | "xcomp" | "csubj" | "advcl" | "acl" | "parataxis" | "conj"
    );
    if has(view, word, "cop") || has(view, word, "nsubj") {
        return w.upos != Upos::Punct;
    }
    match w.upos {
        Upos::Verb => {
            clausal
                || has(view, word, "obj")
                || has(view, word, "aux")
                || is_gerund(view, word) && matches!(w.deprel.base(), "obl" | "obj" | "nmod")
        }
        Upos::Aux => clausal && w.deprel.base() != "conj" || has(view, word, "nsubj"),
        // "make it impossible", "unable": an adjective with an infinitive is a predicate of its own.
        Upos::Adj => {
            clausal && (has(view, word, "xcomp") || has(view, word, "advcl") && w.lemma == "impossible")
        }
        _ => false,
    }
}

fn clause_at(view: &SentenceView<'_>, head: usize, governor: Option<(usize, Link)>) -> Clause {
    let tree = view.tree;
    let w = &tree.words[head];
    let copula = tree.child_by(head, "cop");
    // "is to reopen": what looks like a copula is an auxiliary.
    let infinitive = || {
        let to = tree
            .children_by(head, "mark")
            .find(|&m| tree.words[m].lemma == "to");
        let joined = |(be, to): (usize, usize)| be + 1 == to || be + 2 == to && view.lower(be + 1) == "not";
        w.xpos == "VB" && copula.zip(to).is_some_and(joined)
    };
    let verbal = matches!(w.upos, Upos::Verb | Upos::Aux) && (copula.is_none() || infinitive());
    let mut clause = Clause {
        head,
        kind: if verbal {
            StatementKind::Event
        } else if matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            && !has(view, head, "case")
        {
            StatementKind::Role
        } else {
            StatementKind::State
        },
        governor,
        subject: None,
        inherited: false,
        object: None,
        recipient: None,
        attribute: (!verbal).then_some(head),
        obliques: Vec::new(),
        relative: None,
        adverbs: Vec::new(),
        verb: verb_group(view, head, verbal),
        negations: Vec::new(),
        marks: Vec::new(),
        own_subject: false,
    };
    let classes = classes::standard();
    for &c in tree.children(head) {
        let child = &tree.words[c];
        match child.deprel.as_str() {
            "nsubj" | "nsubj:outer" | "csubj" | "csubj:outer" => {
                // "fewer than 200 people": the parser may take the bound for a subject of its own.
                let bound = clause.subject.is_some_and(|b| {
                    tree.words[b].xpos == "JJR"
                        && tree.children_by(c, "case").any(|w| tree.words[w].lemma == "than")
                });
                // "“…,” was how the president put it": what the verb says is its own subject's doing.
                let inner = child.deprel.as_str() == "nsubj"
                    && clause
                        .subject
                        .is_some_and(|b| tree.words[b].deprel.as_str() == "nsubj:outer");
                if clause.subject.is_none() || bound || inner {
                    clause.subject = Some(c);
                }
                clause.own_subject = true;
            }
            "nsubj:pass" | "csubj:pass" => {
                clause.object = Some(c);
                clause.verb.passive = true;
                clause.own_subject = true;
            }
            // "is enabled by default" is not what the default does.
            "obl:agent" if is_manner(view, c) => {
                clause.obliques.push(c);
            }
            "obl:agent" => clause.subject = Some(c),
            "obj" if clause.object.is_none() => clause.object = Some(c),
            "iobj" => clause.recipient = Some(c),
            "obl" | "obl:unmarked" | "obl:tmod" | "obl:npmod" => clause.obliques.push(c),
            // On a predicate noun or adjective, a phrase in place is the clause's, not the noun's.
            "nmod"
                if !verbal
                    && child.upos == Upos::Propn
                    && matches!(view.case(c).as_str(), "in" | "at" | "on") =>
            {
                clause.obliques.push(c);
            }
            // "was president from 2009 to 2017"
            "nmod"
                if !verbal
                    && matches!(
                        view.case(c).as_str(),
                        "from" | "to" | "until" | "since" | "between" | "in" | "during" | "through"
                    )
                    && view.times.iter().any(|t| t.span.overlaps(child.span)) =>
            {
                clause.obliques.push(c);
            }
            // "once they have signed", "when they have signed": one construction, whatever the tree calls the word.
            "advmod" if child.xpos == "WRB" && child.lemma == "when" && w.deprel.is("advcl") => {
                clause.marks.push(c);
            }
            "advmod" => {
                // "no longer", "no more"
                let no = tree.children(c).iter().any(|&n| view.lower(n) == "no")
                    || c > 0
                        && view.lower(c - 1) == "no"
                        && matches!(view.lower(c).as_str(), "longer" | "more");
                if no || classes.is("negation", &view.lower(c)) {
                    // "not only", "not just": no denial.
                    let only = tree
                        .words
                        .get(c + 1)
                        .is_some_and(|n| matches!(n.lemma.as_str(), "only" | "just" | "merely" | "simply"));
                    if !only {
                        clause.negations.push(c);
                    }
                } else {
                    clause.adverbs.push(c);
                    // "ran aground near Split"
                    clause.obliques.extend(tree.children_by(c, "obl"));
                }
            }
            "det" if !verbal => {}
            "cc" | "cc:preconj" if matches!(view.lower(c).as_str(), "nor" | "neither") => {
                clause.negations.push(c)
            }
            "mark" => {
                if child.lemma == "without" {
                    clause.negations.push(c);
                }
                clause.marks.push(c);
            }
            "case" if is_gerund(view, head) => {
                if child.lemma == "without" {
                    clause.negations.push(c);
                }
                clause.marks.push(c);
            }
            "xcomp" if matches!(child.upos, Upos::Adj | Upos::Noun | Upos::Propn) && !has(view, c, "cop") => {
                clause.attribute = Some(c);
            }
            _ => {}
        }
    }
    retained_object(view, &mut clause);
    no_recipient(view, &mut clause);
    if clause.subject.is_none() && !clause.verb.passive && !verbal {
        clause.subject = able(view, head);
        clause.own_subject |= clause.subject.is_some();
    }
    agent_of_passive(view, &mut clause);
    bounded_object(view, &mut clause);
    // "there are no details": what there is is the subject.
    if let Some(expl) = tree.child_by(head, "expl")
        && view.lower(expl) == "there"
        && w.lemma == "be"
    {
        clause.kind = StatementKind::State;
    }
    clause
}

/// "found no evidence that it works": what has a content is found, it is given nothing.
fn no_recipient(view: &SentenceView<'_>, clause: &mut Clause) {
    let classes = classes::standard();
    let verb = clause.verb.lemma.as_str();
    if clause.object.is_none()
        && !clause.verb.passive
        && !classes.is("hearer-verb", verb)
        && !classes.is("giving-verb", verb)
        && clause
            .recipient
            .is_some_and(|r| classes.is("content-noun", view.lemma(r)))
    {
        clause.object = clause.recipient.take();
    }
}

/// "said it was unable to treat them": somebody is unable; nothing is said by the way.
fn able(view: &SentenceView<'_>, head: usize) -> Option<usize> {
    let classes = classes::standard();
    let lemma = view.lemma(head);
    let somebody = lemma == "unable" || classes.is("enabling", lemma) || classes.is("intention", lemma);
    view.tree
        .child_by(head, "expl")
        .filter(|&e| somebody && view.lower(e) == "it")
}

/// "was awarded a prize", "was named a graduate", "a man named Venn": what the passive keeps as its object is not what it
/// was done to. With verbs of giving it is what was given.
fn retained_object(view: &SentenceView<'_>, clause: &mut Clause) {
    let tree = view.tree;
    if !clause.verb.passive || clause.kind != StatementKind::Event {
        return;
    }
    let Some(kept) = tree
        .children(clause.head)
        .iter()
        .copied()
        .find(|&c| tree.words[c].deprel.as_str() == "obj")
    else {
        return;
    };
    let surface = clause.object.filter(|&o| o != kept);
    if classes::standard().is("giving-verb", &clause.verb.lemma) {
        if clause.recipient.is_none() && surface.is_some() {
            clause.recipient = surface;
            clause.object = Some(kept);
        }
    } else if clause.attribute.is_none() {
        clause.object = surface;
        clause.attribute = Some(kept);
    }
}

/// "felled by mistake", "enabled by default": bare words behind "by" that say how. "Human error" is somebody's.
fn is_manner(view: &SentenceView<'_>, noun: usize) -> bool {
    let bare = view
        .tree
        .children(noun)
        .iter()
        .all(|&c| matches!(view.tree.words[c].deprel.base(), "case" | "punct"));
    bare && classes::standard().is("by-manner", view.lemma(noun))
}

/// "was opened by a man": the parser tells agents from other phrases with "by" only now and then. In
/// a passive clause such a phrase is the agent unless it is a time, a measure or a doing.
fn agent_of_passive(view: &SentenceView<'_>, clause: &mut Clause) {
    if !clause.verb.passive || clause.subject.is_some() {
        return;
    }
    let classes = classes::standard();
    let manner = |o: usize| {
        let tally = has(view, o, "nummod") && classes.is("degree-noun", view.lemma(o));
        tally || is_manner(view, o)
    };
    let found = clause.obliques.iter().position(|&o| {
        let span = view.tree.words[o].span;
        view.case(o) == "by"
            && !is_gerund(view, o)
            && !manner(o)
            && !view.times.iter().any(|t| t.span.contains(span))
            && !view
                .quantities
                .iter()
                .any(|q| q.span.contains(span) && q.quantity.unit.is_some())
    });
    if let Some(at) = found {
        clause.subject = Some(clause.obliques.remove(at));
    } else {
        clause.subject = clause.obliques.iter().find_map(|&o| agent_on_noun(view, o));
    }
}

/// "were joined on the steps by the pilots": somebody behind "by" on a noun that nobody makes or does is the agent
/// of the passive before it.
fn agent_on_noun(view: &SentenceView<'_>, noun: usize) -> Option<usize> {
    let kind = |word: usize, kinds: &[&str]| {
        let lemma = view.lemma(word).to_lowercase();
        kinds
            .iter()
            .any(|k| lexicon::is_kind_of(&lemma, k, WordClass::Noun))
    };
    let made = view.tree.words[noun].upos != Upos::Noun
        || kind(
            noun,
            &["event", "act", "communication", "creation", "product", "document"],
        );
    let somebody = |c: usize| {
        view.case(c) == "by"
            && (view.mention_at(c).is_some()
                || kind(c, &["person", "organization", "social group", "people"]))
    };
    view.tree
        .children_by(noun, "nmod")
        .find(|&c| !made && somebody(c))
}

/// "visited more than thirty places": the words of the bound are part of the number, though the
/// parser may take "more" for an adverb and "than" for a preposition.
fn bounded_object(view: &SentenceView<'_>, clause: &mut Clause) {
    if clause.object.is_some() || clause.verb.passive {
        return;
    }
    let tree = view.tree;
    let bounded = |o: usize| {
        let than = tree
            .children_by(o, "case")
            .find(|&c| tree.words[c].lemma == "than")?;
        let before = tree.words.get(than.checked_sub(1)?)?;
        let counted = tree.children_by(o, "nummod").next().is_some();
        (counted
            && matches!(
                before.lemma.as_str(),
                "more" | "less" | "few" | "fewer" | "much" | "little" | "many"
            ))
        .then(|| than - 1)
    };
    let found = clause
        .obliques
        .iter()
        .enumerate()
        .find_map(|(i, &o)| Some((i, bounded(o)?)));
    if let Some((at, bound)) = found {
        clause.object = Some(clause.obliques.remove(at));
        clause.adverbs.retain(|&a| a != bound);
    }
}

fn verb_group(view: &SentenceView<'_>, head: usize, verbal: bool) -> VerbGroup {
    let tree = view.tree;
    let w = &tree.words[head];
    let mut group = VerbGroup {
        lemma: w.lemma.clone(),
        span: w.span,
        ..VerbGroup::default()
    };
    if !verbal {
        group.lemma = "be".to_owned();
    }
    let mut span: Option<TextSpan> = verbal.then_some(w.span);
    let mut add = |s: TextSpan| span = Some(span.map_or(s, |x| x.cover(s)));
    let mut finite: Option<&'static str> = verbal.then_some(w.xpos);
    let mut auxiliaries = 0;
    for &c in tree.children(head) {
        let child = &tree.words[c];
        match child.deprel.as_str() {
            "aux" | "aux:pass" | "cop" => {
                // The first one carries the tense.
                if auxiliaries == 0 {
                    finite = Some(child.xpos);
                }
                auxiliaries += 1;
                add(child.span);
                if child.deprel.as_str() == "aux:pass" {
                    group.passive = true;
                }
                match child.lemma.as_str() {
                    "will" | "shall" | "’ll" | "'ll" if child.xpos == "MD" => group.tense = Tense::Future,
                    // "was going to", "is going to", which `mend` has made an auxiliary of.
                    "go" if child.deprel.is("aux") && finite == Some("VBD") => {
                        group.modal = Some(("would".to_owned(), c));
                    }
                    "go" if child.deprel.is("aux") => group.tense = Tense::Future,
                    "have" if child.deprel.is("aux") => group.perfect = true,
                    "be" if child.deprel.as_str() == "aux" => {
                        group.progressive = w.xpos == "VBG" || group.progressive
                    }
                    _ => {}
                }
                if child.xpos == "MD" {
                    group.modal = Some((modal_lemma(child.form.as_str(), child.lemma.as_str()), c));
                }
            }
            "compound:prt" if verbal => {
                group.lemma = format!("{} {}", group.lemma, child.lemma);
                add(child.span);
            }
            "mark" if child.lemma == "to" && child.upos == Upos::Part => group.infinitive = true,
            _ => {}
        }
    }
    group.span = span.unwrap_or(w.span);
    if group.modal.as_ref().is_some_and(|(m, _)| m == "will") {
        group.tense = Tense::Future;
        group.modal = None;
    }
    if group.tense == Tense::None {
        group.tense = match finite {
            Some("VBD") => Tense::Past,
            Some("VBZ" | "VBP") => Tense::Present,
            Some("MD") => Tense::Present,
            _ => Tense::None,
        };
    }
    group.participle = verbal && auxiliaries == 0 && matches!(w.xpos, "VBG" | "VBN");
    // "Do not feed" commands as "Feed" does.
    let only_do = auxiliaries == 1
        && finite.is_some_and(|x| matches!(x, "VB" | "VBP"))
        && tree.children_by(head, "aux").all(|c| tree.words[c].lemma == "do");
    group.bare = verbal && (auxiliaries == 0 || only_do) && w.xpos == "VB" && !group.infinitive;
    if group.participle && w.xpos == "VBN" {
        group.passive = true;
    }
    group
}

fn modal_lemma(form: &str, lemma: &str) -> String {
    match form.to_lowercase().replace('’', "'").as_str() {
        "'d" => "would".to_owned(),
        "'ll" | "wo" | "shall" | "sha" => "will".to_owned(),
        "ca" => "can".to_owned(),
        "" => lemma.to_owned(),
        other => other.to_owned(),
    }
}

/// Whether an apposition says what the noun before it is (rather than listing or naming again): one of the two is
/// a name, the other is none. "Austin, Texas" tells where a place is, "the bank (ECB)" gives a short name.
fn names_role(view: &SentenceView<'_>, noun: usize, apposition: usize) -> bool {
    let w = &view.tree.words[apposition];
    let name = |n: usize| view.mention_at(n).and_then(|m| view.names.get(m.name));
    let role = match (name(noun), name(apposition)) {
        (None, None) => is_numbered(view, noun),
        (Some(_), Some(second)) => {
            let abbreviation = second.text.chars().all(|c| c.is_uppercase() || c == '.');
            !view.names_place(apposition) && !abbreviation
        }
        _ => true,
    };
    role && view.same_voice(noun, apposition)
        && matches!(w.upos, Upos::Noun | Upos::Propn)
        && !has(view, apposition, "nsubj")
}

/// "was born in Leeds on 8 April, the son of a baker": a person is no place and no day, so the role is that of the
/// clause's subject.
fn set_apart(
    view: &SentenceView<'_>,
    clauses: &[Clause],
    noun: usize,
    apposition: usize,
    governor: Option<usize>,
) -> Option<Clause> {
    let tree = view.tree;
    let said = &tree.words[apposition];
    if !said.deprel.is("appos") || said.upos != Upos::Noun || view.mention_at(apposition).is_some() {
        return None;
    }
    let held = &clauses[governor?];
    let subject = if held.verb.passive {
        held.object
    } else {
        held.subject
    }
    .filter(|_| held.own_subject)?;
    let place = view.names_place(noun);
    let dated = view.times.iter().any(|t| t.span.overlaps(tree.words[noun].span));
    let is_person = |lemma: &str| lexicon::is_kind_of(lemma, "person", WordClass::Noun);
    let somebody = matches!(view.lower(subject).as_str(), "he" | "she")
        || view
            .mention_at(subject)
            .and_then(|m| view.names.get(m.name))
            .is_some_and(|n| matches!(n.kind, NameKind::Person | NameKind::Unknown))
            && !view.names_place(subject);
    let apart =
        (place || dated) && noun != subject && is_person(&said.lemma) && somebody && said.xpos == "NN";
    apart.then(|| Clause {
        own_subject: false,
        inherited: true,
        ..role_clause(view, subject, apposition, governor)
    })
}

/// "Article 4", "Resolution 242": a noun with a capital and a number is a name, too.
fn is_numbered(view: &SentenceView<'_>, noun: usize) -> bool {
    let tree = view.tree;
    let capital = tree.words[noun].form.starts_with(char::is_uppercase);
    capital
        && tree
            .words
            .get(noun + 1)
            .is_some_and(|n| n.head == Some(noun) && n.form.bytes().all(|b| b.is_ascii_digit()))
}

fn role_clause(view: &SentenceView<'_>, noun: usize, role: usize, governor: Option<usize>) -> Clause {
    // The name is the subject, whichever of the two comes first ("the envoy, Steve Witkoff").
    let (subject, attribute) = if view.mention_at(noun).is_none() && view.mention_at(role).is_some() {
        (role, noun)
    } else {
        (noun, role)
    };
    Clause {
        head: attribute,
        kind: StatementKind::Role,
        governor: governor.map(|g| (g, Link::Inside)),
        subject: Some(subject),
        inherited: false,
        object: None,
        recipient: None,
        attribute: Some(attribute),
        obliques: Vec::new(),
        relative: None,
        adverbs: Vec::new(),
        verb: VerbGroup {
            lemma: "be".to_owned(),
            span: view.tree.words[attribute].span,
            tense: Tense::Present,
            ..VerbGroup::default()
        },
        negations: Vec::new(),
        marks: Vec::new(),
        own_subject: true,
    }
}
