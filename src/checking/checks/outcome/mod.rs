//! What became of it, the other way round: "backs plan" over "threw out a proposal", "extend strike" over "suspended
//! their strike", "falls" over "rose".

mod dropped;
mod written;

use std::collections::BTreeSet;

use super::context::{Context, View};
use super::headline::dates_another;
use super::meta::Meta;
use super::telling::kindred;
use super::words;
use crate::checking::finding::Finding;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{
    Certainty, EmbeddingKind, Phrase, Polarity, Role, SourceKind, Statement, Tense,
};
use crate::reading::tree::{Tree, Upos, Word};
use dropped::dropped;
use written::written;

/// Sentences that tell what the headline is about.
const TOP: usize = 5;

/// One line of `outcomes`: two sets of verbs of which one undoes the other, and where the thing stands.
struct Pair {
    place: Place,
    up: Vec<&'static str>,
    down: Vec<&'static str>,
    /// The list of nouns that it is said of; empty for any.
    nouns: &'static str,
}

/// The part of the clause that holds the thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What it is done to.
    Object,
    /// The same, and it is a person.
    Person,
    /// Who does it.
    Doer,
    /// What changes: the object, or the subject of a verb without one.
    Change,
    /// The same, of what does not change back and forth.
    Either,
}

fn pairs() -> Vec<Pair> {
    words::list("outcomes")
        .iter()
        .filter_map(|line| {
            let mut fields = line.split('/');
            let place = match fields.next()? {
                "object" => Place::Object,
                "person" => Place::Person,
                "doer" => Place::Doer,
                "either" => Place::Either,
                _ => Place::Change,
            };
            let up = fields.next()?.split('|').collect();
            let down = fields.next()?.split('|').collect();
            let nouns = fields.next()?;
            Some(Pair {
                place,
                up,
                down,
                nouns,
            })
        })
        .collect()
}

/// One telling of what became of a thing.
#[derive(Debug, Clone)]
struct Told {
    pair: usize,
    up: bool,
    /// The head of the thing.
    thing: String,
    /// What else is said of it.
    of: BTreeSet<String>,
    /// Who does it.
    doer: BTreeSet<String>,
    sentence: usize,
    span: TextSpan,
    /// Of an earlier one, or of another time.
    apart: bool,
}

/// Adds the headline's outcome that is the contrary of the text's, under the check `meta`.
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let pairs = pairs();
    let text = context.told();
    let lede: Vec<usize> = text.iter().map(|v| v.index).take(TOP).collect();
    let of_body: Vec<&Statement> = context
        .reading
        .statements
        .iter()
        .filter(|s| s.sentence != top.index && s.read && !dates_another(context, s))
        .filter(|s| {
            context
                .sentences
                .get(s.sentence)
                .is_some_and(|v| v.kind == BlockKind::Paragraph)
        })
        .collect();
    let claims: Vec<&Statement> = context
        .reading
        .statements
        .iter()
        .filter(|s| s.sentence == top.index && s.source.kind != SourceKind::Anonymous)
        .collect();
    let before = out.len();
    dropped(context, meta, &claims, &of_body, out);
    if out.len() > before {
        return;
    }
    let read = claims.iter().flat_map(|s| tellings(context, &pairs, s, true));
    let owns: Vec<Told> = read.chain(written(&pairs, top, true)).collect();
    let ours = content(top.tree(), top.sentence.span);
    let of_lede: Vec<Told> = context
        .prose()
        .filter(|v| lede.contains(&v.index))
        .flat_map(|v| written(&pairs, v, false))
        .filter(|t| !context.quoted(t.span))
        .collect();
    for own in owns {
        if context.quoted(own.span) {
            continue;
        }
        let mut told: Vec<Told> = of_body
            .iter()
            .filter(|s| !context.quoted(s.span))
            .flat_map(|s| tellings(context, &pairs, s, false))
            .chain(
                of_body
                    .iter()
                    .filter_map(|s| done_itself(context, &own, &ours, s)),
            )
            .chain(of_lede.iter().cloned())
            .filter(|t| t.pair == own.pair && one_thing(context, &pairs, top, &own, t))
            .collect();
        // Further down, what is told with a year is of another time; so is what the second sentence tells, where no
        // dateline says which year it is.
        let first = lede.get(..2.min(lede.len())).unwrap_or_default();
        for t in &mut told {
            let top = first.first() == Some(&t.sentence)
                || context.today().is_some() && first.contains(&t.sentence);
            t.apart |= !top && of_a_year(context, t.sentence);
        }
        told.retain(|t| !t.apart || t.up != own.up);
        let contrary = told
            .iter()
            .find(|t| t.up != own.up && !t.apart && lede.contains(&t.sentence));
        let Some(there) = contrary else { continue };
        if told.iter().any(|t| t.up == own.up) || said_otherwise(context, &pairs, top, &own) {
            continue;
        }
        out.push(context.otherwise_in_body(
            meta,
            own.span,
            there.span,
            format!(
                "The headline has “{}”, the text “{}”.",
                context.document.slice(own.span),
                context.document.slice(there.span)
            ),
        ));
        return;
    }
}

/// Whether the sentence has a year written in digits.
fn of_a_year(context: &Context<'_>, sentence: usize) -> bool {
    context.sentences.get(sentence).is_some_and(|v| {
        v.times.iter().any(|t| {
            let text = v.slice(t.mention.span);
            text.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() == 4)
        })
    })
}

fn tree<'c>(context: &'c Context<'_>, s: &Statement) -> Option<&'c Tree> {
    Some(&context.reading.sentences.get(s.sentence)?.tree)
}

/// Nouns, names and adjectives at the span.
fn content(tree: &Tree, span: TextSpan) -> BTreeSet<String> {
    tree.words
        .iter()
        .filter(|w| {
            span.contains(w.span) && matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb)
        })
        .map(|w| w.lemma.to_lowercase())
        .collect()
}

fn head(tree: &Tree, p: &Phrase) -> Option<String> {
    let word = tree.words.get(p.head).filter(|w| p.span.contains(w.span))?;
    word.upos.is_nominal().then(|| word.lemma.to_lowercase())
}

/// The object, or what else follows the verb without a preposition.
fn object(s: &Statement) -> Option<&Phrase> {
    let of = |role: &Role| s.objects.iter().find(|o| o.role == *role).map(|o| &o.phrase);
    of(&Role::Object)
}

/// The verb as the lists have it: alone, with what completes it, and with its preposition.
fn deeds(s: &Statement) -> Vec<String> {
    let lemma = s.predicate.lemma.to_lowercase();
    let mut out = vec![lemma.clone()];
    for o in &s.objects {
        match &o.role {
            Role::Attribute => {
                let negated = o.phrase.text.to_lowercase();
                let not = negated.starts_with("not ");
                let word = o.phrase.lemma.to_lowercase();
                // "pleaded guilty": more than the verb says.
                out.clear();
                out.push(format!("{lemma} {}{word}", if not { "not " } else { "" }));
                if words::is(&lemma, "copula-verb") {
                    out.push(word);
                }
            }
            Role::Oblique(case) => out.push(format!("{lemma} {case}")),
            _ => {}
        }
    }
    out
}

/// What the statement says became of what.
fn tellings(context: &Context<'_>, pairs: &[Pair], s: &Statement, headline: bool) -> Vec<Told> {
    let Some(tree) = tree(context, s) else {
        return Vec::new();
    };
    let Some(flips) = stands(context, s, headline) else {
        return Vec::new();
    };
    let deeds = deeds(s);
    let mut out = Vec::new();
    // Who gives a permission is not who asks for it.
    let permitted = permission(tree, s);
    let mut add = |pair: usize, up: bool, thing: String, span: TextSpan, of: BTreeSet<String>| {
        let person = pairs
            .get(pair)
            .is_some_and(|p| matches!(p.place, Place::Person | Place::Doer));
        let doer = s.subject.as_ref().filter(|_| permitted.is_none());
        let agent = |p: &Phrase| content(tree, p.span);
        out.push(Told {
            pair,
            up: up != flips,
            thing,
            apart: apart(s, tree, span, person),
            of,
            doer: doer.map(|a| agent(&a.phrase)).unwrap_or_default(),
            sentence: s.sentence,
            span: s.span,
        });
    };
    for (i, pair) in pairs.iter().enumerate() {
        let is = |list: &[&str]| deeds.iter().any(|d| list.contains(&d.as_str()));
        let (up, down) = (is(&pair.up), is(&pair.down));
        let noun = |lemma: &str| pair.nouns.is_empty() || words::is(lemma, pair.nouns);
        // "drivers strike", "teachers walked out"
        let itself = match s.predicate.lemma.as_str() {
            "walk out" => Some("strike"),
            own if pair.nouns == "process-noun" && words::is(own, "strike-like") => Some(own),
            _ => None,
        };
        if let Some(own) = itself.filter(|_| pair.nouns == "process-noun" && object(s).is_none()) {
            add(i, true, own.to_owned(), s.predicate.span, BTreeSet::new());
            continue;
        }
        // "voted against the plan"
        let stance = (pair.nouns == "proposal-noun" && s.predicate.lemma == "vote")
            .then(|| {
                let of = |case: &str| s.oblique(case).map(|a| &a.phrase);
                let at = |case: &str, up: bool| {
                    of(case)
                        .and_then(|p| Some((up, head(tree, p)?, p.span)))
                        .filter(|(_, h, _)| noun(h))
                };
                at("against", false).or_else(|| at("for", true))
            })
            .flatten();
        if let Some((up, thing, span)) = stance {
            add(i, up, thing, span, content(tree, span));
            continue;
        }
        // "refused permission for a wind farm"
        if pair.nouns == "proposal-noun"
            && let Some((granted, thing, span)) = permitted.clone()
        {
            add(i, granted, thing, span, content(tree, span));
            continue;
        }
        if up == down {
            continue;
        }
        let subject = s.subject.as_ref().map(|a| &a.phrase);
        let phrase = match pair.place {
            // "captain convicted over six deaths"
            Place::Person
                if headline && !object(s).is_some_and(|p| head(tree, p).is_some_and(|h| of_people(&h))) =>
            {
                subject
            }
            Place::Object | Place::Person => object(s).or_else(|| {
                s.objects
                    .iter()
                    .find(|o| matches!(o.role, Role::Oblique(_)) && deeds.len() > 1)
                    .map(|o| &o.phrase)
            }),
            Place::Doer => subject,
            // "would open 18 stores"
            Place::Either => object(s).filter(|p| head(tree, p).is_some()).or(subject),
            Place::Change => object(s)
                .filter(|p| p.count.is_none() && head(tree, p).is_some() && !measure(tree, p))
                .or(subject),
        };
        let Some(phrase) = phrase else { continue };
        // "approves wind farm": what is approved may be anything.
        let any =
            headline && pair.nouns == "proposal-noun" && deeds.iter().any(|d| words::is(d, "ruling-verb"));
        let Some(thing) = head(tree, phrase).filter(|h| noun(h) || any) else {
            continue;
        };
        let person = || of_people(&thing) || phrase.entity.is_some();
        if pair.place == Place::Person && !person() {
            continue;
        }
        add(i, up, thing, phrase.span, content(tree, phrase.span));
    }
    out
}

/// "refused permission for a wind farm": whether it was given, and for what.
fn permission(tree: &Tree, s: &Statement) -> Option<(bool, String, TextSpan)> {
    let granted = match s.predicate.lemma.as_str() {
        "grant" | "give" | "win" | "get" | "receive" | "obtain" | "gain" => true,
        "refuse" | "deny" | "withhold" | "reject" | "lose" => false,
        _ => return None,
    };
    let allowed = |p: &Phrase| head(tree, p).is_some_and(|h| words::is(&h, "permission-noun"));
    let object = s
        .objects
        .iter()
        .find(|o| !matches!(o.role, Role::Oblique(_)) && allowed(&o.phrase))?;
    let inside = object
        .phrase
        .modifiers
        .iter()
        .find(|m| m.case == "for")
        .map(|m| &m.phrase);
    let thing = inside.or_else(|| s.oblique("for").map(|a| &a.phrase));
    // "Wind farm gets green light"
    let thing = match thing {
        Some(thing) => thing,
        None if matches!(
            s.predicate.lemma.as_str(),
            "win" | "get" | "receive" | "obtain" | "gain" | "lose"
        ) =>
        {
            &s.subject.as_ref()?.phrase
        }
        None => return None,
    };
    Some((granted, head(tree, thing)?, thing.span))
}

fn of_people(noun: &str) -> bool {
    noun == "people" || lexicon::is_kind_of(noun, "person", WordClass::Noun)
}

/// Whether the phrase is an amount and no thing: "rose 12%".
fn measure(tree: &Tree, p: &Phrase) -> bool {
    tree.words.iter().take(p.head + 1).any(|w| {
        p.span.contains(w.span) && (w.upos == Upos::Num || matches!(w.form.as_str(), "%" | "£" | "$" | "€"))
    })
}

/// Whether the text says flatly that it is so, and whether a verb above turns it round ("refused to sign"); `None`
/// for what is only said, wished or supposed.
fn stands(context: &Context<'_>, s: &Statement, headline: bool) -> Option<bool> {
    let denied = s.polarity == Polarity::Denied;
    let above = s.parent.and_then(|p| {
        let statement = context.reading.statements.get(p.statement)?;
        Some((p.relation, statement))
    });
    let lemma = above.map_or("", |(_, a)| a.predicate.lemma.as_str());
    if words::is(lemma, "refusing-verb") {
        return Some(!denied);
    }
    let decided = words::is(lemma, "decide-verb");
    // What goes with what was decided: "voted to keep it open, throwing out a proposal".
    let beside = above.is_some_and(|(relation, a)| {
        let higher = a
            .parent
            .and_then(|p| context.reading.statements.get(p.statement))
            .is_some_and(|h| words::is(&h.predicate.lemma, "decide-verb"));
        relation == EmbeddingKind::Adverbial && higher
    });
    // "said that it would cut 600 jobs"
    let announced = s.source.kind == SourceKind::Speaker
        && above.is_some_and(|(relation, _)| relation == EmbeddingKind::Content)
        && s.predicate
            .modal
            .as_deref()
            .is_some_and(|m| matches!(m, "will" | "would"));
    let told = match s.certainty {
        Certainty::Asserted | Certainty::Probable => true,
        Certainty::Intended => {
            headline
                || decided
                || beside
                || announced
                || s.parent.is_none()
                || s.predicate.tense == Tense::Future
        }
        _ => false,
    };
    let narrated = s.source.kind == SourceKind::Narrator || s.source.kind == SourceKind::Speaker;
    (told && narrated).then_some(denied)
}

/// Whether it is of an earlier one: "a first version of the bill", "had rejected".
fn apart(s: &Statement, tree: &Tree, span: TextSpan, person: bool) -> bool {
    let another = tree.words.iter().any(|w| {
        let lemma = w.lemma.to_lowercase();
        // "a first plan", but "the last power station"
        let first = lemma == "first"
            && tree
                .words
                .iter()
                .any(|n| span.contains(n.span) && words::is(&n.lemma, "proposal-noun"));
        span.contains(w.span) && (words::is(&lemma, "set-apart") || first)
    });
    // A former captain is the captain.
    another && !person || s.predicate.perfect && s.predicate.tense == Tense::Past
}

/// "voted to limit rents" under "rejects limit on rents": the deed itself is done.
fn done_itself(context: &Context<'_>, own: &Told, ours: &BTreeSet<String>, s: &Statement) -> Option<Told> {
    let decided = s
        .parent
        .and_then(|p| context.reading.statements.get(p.statement))
        .is_some_and(|a| words::is(&a.predicate.lemma, "decide-verb") && a.polarity == Polarity::Affirmed);
    let lemma = s.predicate.lemma.to_lowercase();
    let named = lemma == own.thing && words::is(&own.thing, "proposal-noun");
    let tree = tree(context, s)?;
    let same = s
        .objects
        .iter()
        .any(|o| !content(tree, o.phrase.span).is_disjoint(ours));
    (decided && named && same).then(|| Told {
        pair: own.pair,
        up: s.polarity == Polarity::Affirmed,
        thing: own.thing.clone(),
        of: content(tree, s.span),
        doer: s
            .subject
            .as_ref()
            .map(|a| content(tree, a.phrase.span))
            .unwrap_or_default(),
        sentence: s.sentence,
        span: s.span,
        apart: false,
    })
}

/// How many things are told of at the span: "two", "most".
fn counted(view: &View<'_>, span: TextSpan, thing: &str) -> Option<String> {
    let words = &view.tree().words;
    let at = words
        .iter()
        .position(|w| span.contains(w.span) && bare(w) == thing)?;
    words
        .iter()
        .take(at)
        .rev()
        .take(4)
        .take_while(|w| span.contains(w.span) && !matches!(w.upos, Upos::Verb | Upos::Adp))
        .map(|w| w.form.to_lowercase())
        .find(|f| f.starts_with(|c: char| c.is_ascii_digit()) || words::is(f, "how-many"))
}

/// The lemma, in the singular where a noun was read as a verb.
fn bare(w: &Word) -> String {
    let lemma = w.lemma.to_lowercase();
    match lemma.strip_suffix('s').filter(|_| !w.upos.is_nominal()) {
        Some(stem) => stem.to_owned(),
        None => lemma,
    }
}

/// Whether both tell of one thing, done by one.
fn one_thing(context: &Context<'_>, pairs: &[Pair], top: &View<'_>, own: &Told, told: &Told) -> bool {
    let Some(pair) = pairs.get(own.pair) else {
        return false;
    };
    let pronoun = |d: &BTreeSet<String>| d.is_empty();
    // What two are said to do, each by itself.
    let one_doer = pair.place == Place::Doer
        || own.thing == told.thing && pair.place == Place::Change && (own.doer == own.of || told.doer == told.of)
        || pronoun(&own.doer)
        || pronoun(&told.doer)
        || !own.doer.is_disjoint(&told.doer)
        || own.doer.iter().any(|a| told.doer.iter().any(|b| kindred(a, b)))
        // What has ended has ended, whoever ended it.
        || pair.nouns == "process-noun"
        || told_beside(context, own, told);
    if !one_doer {
        return false;
    }
    let Some(view) = context.sentences.get(told.sentence) else {
        return false;
    };
    let (ours, theirs) = (
        content(top.tree(), top.sentence.span),
        content(view.tree(), view.sentence.span),
    );
    // "spares two schools" over "shuts four schools": both may be.
    let many = counted(top, own.span, &own.thing) == counted(view, told.span, &told.thing);
    if !many && !matches!(pair.place, Place::Change | Place::Person | Place::Doer) {
        return false;
    }
    let shared = ours.intersection(&theirs).filter(|w| **w != own.thing).count();
    let one = own.thing == told.thing || lexicon::synonyms(&own.thing, &told.thing, WordClass::Noun);
    match pair.nouns {
        "proposal-noun" => (one && shared >= 1) || shared >= 2,
        "process-noun" => one && shared >= 1,
        _ => {
            // "Kestrel shares", "shares of Tolley": what is said of each must not be of somebody else.
            let narrow =
                |t: &Told| -> BTreeSet<String> { t.of.iter().filter(|w| **w != t.thing).cloned().collect() };
            let (a, b) = (narrow(own), narrow(told));
            one && (shared >= 1 || pair.place == Place::Person)
                && (a.is_empty() || b.is_empty() || !a.is_disjoint(&b) || pair.place == Place::Person)
        }
    }
}

/// "workers … their union accepted": the headline's doer stands in the sentence, beside one who is not named.
fn told_beside(context: &Context<'_>, own: &Told, told: &Told) -> bool {
    let Some(view) = context.sentences.get(told.sentence) else {
        return false;
    };
    let words = &view.tree().words;
    let named = words
        .iter()
        .any(|w| w.upos == Upos::Propn && told.doer.contains(&w.lemma.to_lowercase()));
    let there = words
        .iter()
        .any(|w| w.upos == Upos::Noun && own.doer.contains(&w.lemma.to_lowercase()));
    // "The company raised its dividend"
    let described = told
        .doer
        .iter()
        .any(|w| lexicon::is_kind_of(w, "organization", WordClass::Noun));
    !named && (there || described)
}

/// Whether a sentence of the text that has the thing has a word of the headline's side as well, in whatever form
/// ("a rise in profit").
fn said_otherwise(context: &Context<'_>, pairs: &[Pair], top: &View<'_>, own: &Told) -> bool {
    let Some(pair) = pairs.get(own.pair) else {
        return true;
    };
    if pair.place != Place::Change {
        return false;
    }
    let list = if own.up { &pair.up } else { &pair.down };
    let mut rest = context.prose().filter(|v| v.index != top.index);
    rest.any(|v| {
        let words = &v.tree().words;
        let thing = words.iter().any(|w| w.lemma.to_lowercase() == own.thing);
        let side = words.iter().any(|w| {
            let lemma = w.lemma.to_lowercase();
            list.contains(&lemma.as_str())
                || lemma == if own.up { "up" } else { "down" }
                || lemma == if own.up { "high" } else { "low" }
        });
        thing && side
    })
}
