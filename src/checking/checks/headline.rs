//! The headline against the body, and numbers of the body against each other.

use super::context::{Context, View};
use super::headline_page::HEADLINE_BODY;
use super::meta::{Meta, text};
use super::telling::{Differing, Ground, Meeting, meet, stated_otherwise};
use super::{
    Check, counted, crossed, events, exclusive, instead, kinds, misnamed, nobody, outcome, places, pleas,
    scale, undercut, words,
};
use crate::checking::finding::{Finding, FindingKind};
use crate::checking::relate::{Part, RelationKind, Side, relate_in};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::{
    Certainty, Mode, Phrase, Quantifier, Role, SourceKind, Statement, Tense, TimeValue,
};
use crate::reading::tree::Upos;
use crate::value::quantity::{Bound, Comparison, Quantity};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The headline says one thing and the body another.
pub(super) struct HeadlineBody;

impl Check for HeadlineBody {
    fn meta(&self) -> &'static Meta {
        &HEADLINE_BODY
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let body: Vec<&View<'_>> = context
            .prose()
            .filter(|v| v.kind == BlockKind::Paragraph)
            .collect();
        for top in context.headline() {
            for number in top.numbers.iter() {
                number_against(context, top, number, &body, out);
            }
            age_against(context, top, &body, out);
        }
        for top in context.prose().filter(|v| v.kind == BlockKind::Subhead) {
            // What stands under it is looked at first.
            let (before, after): (Vec<&View<'_>>, Vec<&View<'_>>) =
                body.iter().partition(|v| v.index < top.index);
            let around: Vec<&View<'_>> = after.into_iter().chain(before).collect();
            for number in top.numbers.iter() {
                number_against(context, top, number, &around, out);
            }
        }
        let before = out.len();
        for claim in stated_in_headline(context) {
            against_body(context, claim, out);
        }
        let others: [fn(&Context<'_>, &'static Meta, &mut Vec<Finding>); 13] = [
            counted::in_headline,
            exclusive::in_headline,
            crossed::in_headline,
            outcome::in_headline,
            misnamed::in_headline,
            places::headline_elsewhere,
            scale::headline_otherwise,
            instead::headline_outdated,
            nobody::in_headline,
            pleas::in_headline,
            undercut::headline_unshown,
            undercut::unstudied,
            kinds::headline_other,
        ];
        for other in others {
            if out.len() == before {
                other(context, &HEADLINE_BODY, out);
            }
        }
    }
}

/// Confidence of the parse below which nothing is made of a pair: headlines are harder to read.
const SURE: f32 = 0.6;

fn kind_of(context: &Context<'_>, s: &Statement) -> Option<BlockKind> {
    let sentence = context.reading.sentences.get(s.sentence)?;
    context.document.blocks.get(sentence.block).map(|b| b.kind)
}

/// The same for two tellings of which all parts are laid side by side.
const FAIRLY_SURE: f32 = 0.45;

/// What the headline and the subheads state in the paper's own voice.
fn stated_in_headline<'c>(context: &'c Context<'_>) -> Vec<&'c Statement> {
    context
        .reading
        .statements
        .iter()
        // "Police need no warrant, court rules": what is told on somebody's word behind it.
        .filter(|s| s.read && s.source.kind != SourceKind::Anonymous && s.source.mode == Mode::Paraphrased)
        .filter(|s| s.parent.is_none() || refused(context, s) || s.source.kind == SourceKind::Speaker)
        .filter(|s| s.confidence >= FAIRLY_SURE)
        // "Soaring oil hits economy": a participle that nobody does states nothing.
        .filter(|s| s.subject.is_some() || s.predicate.passive)
        .filter(|s| {
            matches!(
                kind_of(context, s),
                Some(BlockKind::Headline | BlockKind::Subhead)
            )
        })
        .take(20)
        .collect()
}

/// "refuses to apologise": what is said not to be done.
fn refused(context: &Context<'_>, s: &Statement) -> bool {
    let above = s.parent.and_then(|p| context.reading.statements.get(p.statement));
    above.is_some_and(|a| words::is(&a.predicate.lemma, "refusing-verb") && a.parent.is_none())
}

/// Flags what the headline states where the body has the contrary, and nowhere what the headline has.
fn against_body(context: &Context<'_>, claim: &Statement, out: &mut Vec<Finding>) {
    let side = |statement| Side {
        reading: context.reading,
        statement,
    };
    // Under a subhead there is what led to it, too ("with China refusing to pay").
    let under_subhead = kind_of(context, claim) == Some(BlockKind::Subhead);
    let told = |s: &Statement| {
        (!under_subhead || s.predicate.tense != Tense::None)
            && !dates_another(context, s)
            && !in_some_year(context, s)
    };
    let mut contrary: Option<(&Statement, String)> = None;
    let mut otherwise: Option<(&Statement, Differing)> = None;
    for said in context.reading.statements.iter().filter(|s| s.read).take(400) {
        if kind_of(context, said) != Some(BlockKind::Paragraph) || said.source.kind == SourceKind::Anonymous {
            continue;
        }
        if claim.confidence >= SURE && events::swapped(context, said, claim) {
            contrary = contrary.or(Some((said, "It is the other way round in the text.".to_owned())));
            continue;
        }
        match meet(context, claim, said, Ground::Headline) {
            Meeting::Agree if same_stand(claim, said) && !set_apart(context, said) => return,
            Meeting::Differ(one)
                if same_stand(claim, said)
                    && near_top(context, claim, said)
                    && told(said)
                    && !(one.part == Part::Participant && lesser(context, said)) =>
            {
                otherwise = otherwise.or(Some((said, one)));
            }
            _ => {}
        }
        let relation = relate_in(side(said), side(claim), &context.knowledge, true);
        match relation.kind {
            RelationKind::Supports | RelationKind::Stronger => return,
            RelationKind::Contradicts
                if said.confidence >= SURE && claim.confidence >= SURE && !in_some_year(context, said) =>
            {
                let part = relation.difference.map(|d| d.part);
                if matches!(
                    part,
                    Some(Part::Polarity | Part::Opposite | Part::Place | Part::Time)
                ) {
                    contrary = contrary.or(Some((said, relation.reason)));
                }
            }
            _ => {}
        }
    }
    if let Some((said, one)) = otherwise.filter(|(said, one)| stands(context, claim, said, one)) {
        let reason = format!(
            "The headline has “{}”, the text “{}”.",
            context.document.slice(one.first),
            context.document.slice(one.second)
        );
        out.push(context.otherwise_in_body(&HEADLINE_BODY, claim.span, said.span, reason));
        return;
    }
    let Some((said, reason)) = contrary else { return };
    out.push(context.otherwise_in_body(&HEADLINE_BODY, claim.span, said.span, reason));
}

/// Sentences of the text that tell what the headline is about.
const TOP: usize = 6;

/// Whether the statement stands in the first sentences of the text, or of what stands under the subhead.
fn near_top(context: &Context<'_>, claim: &Statement, said: &Statement) -> bool {
    let under = if kind_of(context, claim) == Some(BlockKind::Subhead) {
        claim.sentence
    } else {
        0
    };
    let mut text = context
        .sentences
        .iter()
        .filter(|v| v.kind == BlockKind::Paragraph && v.index >= under);
    said.confidence >= FAIRLY_SURE && text.by_ref().take(TOP).any(|v| v.index == said.sentence)
}

/// Whether the text sets the statement apart from what it begins with: in a year gone by, or by a comparison with
/// it ("a smaller plan").
fn set_apart(context: &Context<'_>, said: &Statement) -> bool {
    let today = context.today();
    let gone = |t: &TimeValue| match (t, today) {
        (TimeValue::Date(date), Some(today)) => date.year < today.year,
        _ => false,
    };
    let other = |p: &Phrase| {
        p.quantifier == Quantifier::Some
            && context.sentences.get(said.sentence).is_some_and(|v| {
                let mut words = v.tree().words.iter().filter(|w| p.span.contains(w.span));
                words.any(|w| w.xpos == "JJR")
            })
    };
    said.predicate.tense == Tense::Past && said.times.iter().any(|t| gone(&t.time))
        || said.subject.iter().chain(&said.objects).any(|a| other(&a.phrase))
}

/// "will get the smaller spring conference instead": another one than what was told before.
fn lesser(context: &Context<'_>, said: &Statement) -> bool {
    let Some(view) = context.sentences.get(said.sentence) else {
        return false;
    };
    let compared = |span: TextSpan| {
        let mut words = view.tree().words.iter().filter(|w| span.contains(w.span));
        words.any(|w| w.xpos == "JJR" && w.deprel.is("amod"))
    };
    said.predicate.adverbs.iter().any(|a| a == "instead")
        || said
            .objects
            .iter()
            .any(|o| o.role == Role::Object && compared(o.phrase.span))
}

/// "his first match since winning the Open": what only says how long ago something else was.
pub(super) fn dates_another(context: &Context<'_>, said: &Statement) -> bool {
    let Some(view) = context
        .sentences
        .get(said.sentence)
        .filter(|_| said.predicate.tense == Tense::None)
    else {
        return false;
    };
    let tree = view.tree();
    let verb = tree
        .words
        .iter()
        .position(|w| said.predicate.span.contains(w.span) && w.upos == Upos::Verb);
    let before = verb
        .into_iter()
        .flat_map(|v| tree.children(v))
        .filter_map(|&c| tree.words.get(c));
    let mut marks = before.filter(|w| matches!(w.deprel.base(), "mark" | "case"));
    marks.any(|w| w.form.eq_ignore_ascii_case("since"))
}

/// "The economy contracted in 2003": without a dateline, the headline may be of another year.
fn in_some_year(context: &Context<'_>, said: &Statement) -> bool {
    let year = |t: &&crate::reading::statement::TimeMention| matches!(t.time, TimeValue::Date(date) if context.document.slice(t.span).contains(&date.year.to_string()));
    context.today().is_none() && said.predicate.tense == Tense::Past && said.times.iter().any(|t| year(&t))
}

/// Whether the sentence tells of a year gone by.
fn of_another_year(context: &Context<'_>, view: &View<'_>) -> bool {
    let Some(today) = context.today() else {
        return false;
    };
    let mut dates = view.times.iter().filter_map(|t| match t.mention.time {
        TimeValue::Date(date) => Some(date),
        _ => None,
    });
    dates.any(|date| date.year < today.year)
}

/// Whether the text tells it as flatly as the headline: the plans of headlines ("to close") are what will be.
fn same_stand(claim: &Statement, said: &Statement) -> bool {
    let told = |s: &Statement| {
        matches!(s.certainty, Certainty::Asserted | Certainty::Probable)
            || s.certainty == Certainty::Intended && (s.parent.is_none() || s.predicate.modal.is_some())
    };
    // "had risen": before what the headline tells.
    let before = said.predicate.perfect && said.predicate.tense == Tense::Past;
    told(claim) && told(said) && !before
}

/// Whether nothing else in the text has what the headline has.
fn stands(context: &Context<'_>, claim: &Statement, said: &Statement, one: &Differing) -> bool {
    let body = || context.prose().filter(|v| v.kind == BlockKind::Paragraph);
    let words = context.document.slice(one.first).to_lowercase();
    let mentioned = || {
        words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() > 3 && !words::is(w, "street-word"))
            .any(|w| body().any(|v| words::contains_word(&v.text().to_lowercase(), w)))
    };
    match one.part {
        // Numbers are held against all numbers of the text.
        Part::Number => false,
        Part::Polarity | Part::Opposite => true,
        Part::Place => !mentioned(),
        Part::Time => {
            let of_claim = claim.times.iter().find(|t| t.span == one.first);
            !mentioned()
                && of_claim.is_some_and(|t| !body().any(|v| v.times.iter().any(|x| x.mention.time == t.time)))
        }
        Part::Role => !body().any(|v| words::contains_word(&v.text().to_lowercase(), &words)),
        // "Father charged" over "an uncle"; of two names, the one in the headline is somebody else's in the text.
        Part::Participant => {
            let also = said
                .predicate
                .adverbs
                .iter()
                .any(|a| words::is(a, "occasion-adverb"));
            claim.predicate.lemma != "be" && !also
        }
        _ => false,
    }
}

/// Whether the two are known to count different things.
fn other_noun(a: &Number, b: &Number) -> bool {
    let money = |n: &Number| {
        let unit = n
            .mention
            .quantity
            .unit
            .as_deref()
            .and_then(crate::value::unit::unit);
        unit.is_some_and(crate::value::unit::Unit::is_currency)
    };
    // What money is paid for stands beside it in many ways.
    if money(a) && money(b) {
        return false;
    }
    matches!((a.mention.of.as_deref(), b.mention.of.as_deref()), (Some(a), Some(b)) if !a.eq_ignore_ascii_case(b))
}

/// Whether one is the other a thousand times over: that is for `magnitude-slip` to say.
fn slipped(a: &Quantity, b: &Quantity) -> bool {
    let (low, high) = (a.value.min(b.value), a.value.max(b.value));
    let factor = high.checked_div(low).unwrap_or_default();
    let million = Decimal::from(1_000_000);
    high >= million && (factor == Decimal::from(1000) || factor == million)
}

fn one_sentence(numbers: &[Number], b: &Number) -> bool {
    numbers.iter().any(|n| n.core == b.core)
}

/// Nouns, names and verbs of the headline, but for what it counts, that stand in the sentence as well.
pub(super) fn shared_words(top: &View<'_>, number: &Number, view: &View<'_>) -> usize {
    let content = |v: &View<'_>| -> BTreeSet<String> {
        v.tree()
            .words
            .iter()
            .filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Verb))
            .map(|w| w.lemma.to_lowercase())
            .collect()
    };
    let counted = number.mention.span;
    let of_top = content(top);
    let unit: BTreeSet<String> = top
        .tree()
        .words
        .iter()
        .filter(|w| counted.contains(w.span))
        .map(|w| w.lemma.to_lowercase())
        .collect();
    of_top
        .difference(&unit)
        .filter(|w| content(view).contains(*w))
        .count()
}

/// "his wife, Audrey, died aged 91": the age of somebody else.
fn of_kin(view: &View<'_>, age: &Number) -> bool {
    let lead = view.before(age.core).to_lowercase();
    // The part of the sentence that the age stands in.
    let clause = lead.rsplit([';', '–', '—']).next().unwrap_or(&lead);
    let near: Vec<&str> = clause.split_whitespace().rev().take(8).collect();
    near.iter()
        .any(|w| words::is(w.trim_matches(|c: char| !c.is_alphabetic()), "kin"))
}

/// "He was 84.": a number that says how old somebody is, and nothing else.
fn bare_age(view: &View<'_>) -> Option<Number> {
    let tree = view.tree();
    let number = view.numbers.iter().find(|n| {
        let q = &n.mention.quantity;
        let bare = n.kind == NumberKind::Count && q.unit.is_none() && n.head.is_none() && q.upper.is_none();
        let subject = tree.child_by(n.word, "nsubj").and_then(|s| tree.words.get(s));
        let person = subject.is_some_and(|w| matches!(w.form.to_lowercase().as_str(), "he" | "she"));
        bare && person
            && tree.child_by(n.word, "cop").is_some()
            && tree.words.get(n.word).is_some_and(|w| w.head.is_none())
    })?;
    (tree.len() <= 6).then(|| number.clone())
}

/// "Man, 34, held" over "a man aged 43": the only age in the headline and in the first sentences of the text.
fn age_against(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>], out: &mut Vec<Finding>) {
    let ages = |v: &View<'_>| -> Vec<Number> {
        v.numbers
            .iter()
            .filter(|n| n.kind == NumberKind::Age && !context.quoted(n.core) && !of_kin(v, n))
            .cloned()
            .collect()
    };
    let of_top = ages(top);
    let [age] = of_top.as_slice() else { return };
    let all: Vec<Number> = body.iter().flat_map(|v| ages(v)).collect();
    let bare = || {
        body.iter()
            .take(3)
            .find_map(|v| bare_age(v))
            .filter(|n| !context.quoted(n.core))
    };
    let Some(other) = body.iter().take(2).flat_map(|v| ages(v)).next().or_else(bare) else {
        return;
    };
    let same = |n: &Number| n.mention.quantity.value == age.mention.quantity.value;
    let one_value = all
        .iter()
        .all(|n| n.mention.quantity.value == other.mention.quantity.value);
    // "34-year-old" of a thing, an age in words elsewhere: nothing is known.
    let stated_again = body.iter().any(|v| v.numbers.iter().any(same));
    if !one_value || stated_again {
        return;
    }
    let mut finding = context.finding(
        &HEADLINE_BODY,
        age.core,
        format!(
            "The headline has {}, the body {}.",
            context.document.slice(age.core),
            context.document.slice(other.core)
        ),
        "The text gives one age, and it is another.".to_owned(),
    );
    finding.related.push(context.elsewhere(other.core, "in the body"));
    out.push(finding);
}

/// Whether a word of change stands by the number: what comes behind a comma is of another clause.
fn changes_with_time(view: &View<'_>, number: &Number) -> bool {
    let start = view.before(number.mention.span);
    let end = view.after(number.core);
    let lead = start.rsplit([',', ';']).next().unwrap_or(start);
    let tail = end.split([',', ';']).next().unwrap_or(end);
    words::mentions(lead, "time-change").is_some() || words::mentions(tail, "time-change").is_some()
}

fn comparable(n: &Number) -> bool {
    !matches!(
        n.kind,
        NumberKind::Ordinal | NumberKind::Age | NumberKind::Fraction
    ) && matches!(n.mention.quantity.bound, Bound::Exact)
        && n.mention.quantity.upper.is_none()
}

/// "at least 27": more than one value, but not any.
fn bounded(n: &Number) -> bool {
    n.kind == NumberKind::Count && n.mention.quantity.bound != Bound::Exact
}

/// Whether one is at most ten times the other: of numbers further apart one counts something else.
fn of_one_size(a: &Quantity, b: &Quantity) -> bool {
    let (low, high) = (a.value.min(b.value), a.value.max(b.value));
    high.checked_div(low).is_some_and(|factor| factor <= Decimal::TEN)
}

/// Whether the first sentences count that noun once.
fn only_of_noun(near: &[Vec<Number>], number: &Number) -> bool {
    let same = |n: &&Number| n.mention.of.is_some() && n.mention.of == number.mention.of;
    near.iter().take(4).flatten().filter(same).count() == 1
}

/// "a woman of 27": how old somebody is.
fn aged(view: &View<'_>, n: &Number) -> bool {
    let lead = view.words_before(n.mention.span, 2);
    match lead.as_slice() {
        [who, of] => of == "of" && lexicon::is_kind_of(who, "person", WordClass::Noun) && n.head.is_none(),
        _ => false,
    }
}

fn verb(view: &View<'_>, n: &Number) -> Option<String> {
    let governor = view.governor(n.word)?;
    view.word(governor)
        .filter(|w| w.upos == Upos::Verb)
        .map(|w| w.lemma.to_lowercase())
}

fn number_against(
    context: &Context<'_>,
    top: &View<'_>,
    number: &Number,
    body: &[&View<'_>],
    out: &mut Vec<Finding>,
) {
    if !comparable(number) || context.quoted(number.core) {
        return;
    }
    let q = &number.mention.quantity;
    let same_unit = |v: &View<'_>| -> Vec<Number> {
        v.numbers
            .iter()
            .filter(|n| n.mention.quantity.unit == q.unit && n.kind != NumberKind::Ordinal)
            .filter(|n| !other_noun(number, n))
            .cloned()
            .collect()
    };
    // A number of the body that agrees, or two of sentences not far from each other that make up the sum.
    let near: Vec<Vec<Number>> = body.iter().map(|v| same_unit(v)).collect();
    // "cut 800 jobs in 2020": where the headline tells of this year's, that is another number. "There could be
    // five or ten more": a number in a quotation that counts nothing.
    let of_it = |v: &View<'_>, n: &Number| {
        let bare = n.mention.of.is_none() && n.mention.quantity.unit.is_none();
        let stated = || number.mention.of.is_some();
        !(of_another_year(context, v) || bare && stated() && context.quoted(n.core))
    };
    let agrees = near.iter().enumerate().any(|(at, numbers)| {
        let beside = near.iter().skip(at).take(3).flatten();
        let Some(view) = body.get(at) else { return false };
        numbers.iter().filter(|a| of_it(view, a)).any(|a| {
            !stated_otherwise(&a.mention.quantity, q)
                || beside.clone().any(|b| {
                    let together =
                        one_sentence(numbers, b) || a.mention.of.is_some() && a.mention.of == b.mention.of;
                    b.core != a.core
                        && together
                        && a.mention.quantity.value.checked_add(b.mention.quantity.value) == Some(q.value)
                })
        })
    });
    if agrees {
        return;
    }
    let top_verb = verb(top, number);
    // The only number of its kind in the first sentences, beside what else the headline names.
    let only = near.iter().take(3).flatten().count() == 1;
    for view in body.iter().take(4) {
        for other in view
            .numbers
            .iter()
            .filter(|n| comparable(n) || bounded(n) && n.mention.quantity.compare(q) == Comparison::Conflict)
            .filter(|n| n.kind == number.kind && n.mention.quantity.unit == q.unit)
        {
            if context.quoted(other.core) || !stated_otherwise(&other.mention.quantity, q) {
                continue;
            }
            // "One survives as three die": the text's number is another of the headline's. "a woman of 27": an age.
            let of_headline = top
                .numbers
                .iter()
                .any(|n| n.core != number.core && n.mention.quantity.value == other.mention.quantity.value);
            if of_headline || aged(view, other) {
                continue;
            }
            let one_verb = top_verb.is_some() && top_verb == verb(view, other);
            let nouns = (number.mention.of.as_deref(), other.mention.of.as_deref());
            let one_noun = matches!(nouns, (Some(a), Some(b)) if a.eq_ignore_ascii_case(b));
            let share = q.unit.as_deref() == Some("percent");
            let alike =
                one_verb && !other_noun(number, other) && (!share || shared_words(top, number, view) >= 2)
                    || one_noun
                        && (one_verb
                            || top_verb.is_none()
                            || only_of_noun(&near, number)
                                && of_one_size(&other.mention.quantity, q)
                                && shared_words(top, number, view) >= 2)
                    || q.unit.as_deref().is_some_and(|u| u != "percent")
                        && only
                        && shared_words(top, number, view) >= 2;
            if !alike
                || changes_with_time(view, other)
                || slipped(&other.mention.quantity, q)
                || view
                    .numbers
                    .iter()
                    .filter(|n| n.mention.quantity.unit == q.unit)
                    .count()
                    > 2
            {
                continue;
            }
            let mut finding = context.finding(
                &HEADLINE_BODY,
                number.core,
                format!(
                    "The headline has {}, the body {}.",
                    top.slice(number.core),
                    view.slice(other.core)
                ),
                "No number of the body agrees with that of the headline.".to_owned(),
            );
            finding.related.push(context.elsewhere(other.core, "in the body"));
            out.push(finding);
            return;
        }
    }
}

/// One thing counted twice in the body, with two results.
pub(super) struct OneQuantityTwoValues;

static ONE_QUANTITY_TWO_VALUES: Meta = Meta {
    id: "one-quantity-two-values",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "One thing has two numbers.",
    manual: "Two sentences of the body, in the article's own voice, with exact numbers of the same noun under the same verb with the same subject or object and the same adjectives, that cannot both be true; neither sentence \
             has a word of change or of a second occasion (earlier, another, rose, a further …), other names, other places or another time.",
    source: "Fact-checking handbooks: 'the same figure, every time it occurs'.",
    on: false,
    flags: &[text(
        "The army sent 1,200 troops to the border. Schools were closed.\n\nThe army sent 12,000 troops to the border.",
    )],
    allows: &[
        text(
            "The army sent 1,200 troops to the border. Schools were closed.\n\nLater the army sent 12,000 troops to the border.",
        ),
        text("The army sent 1,200 troops to the border.\n\nThe navy sent 300 troops to the border."),
        text("The army sent 1,200 troops to Carra.\n\nThe army sent 300 troops to Bern."),
        text(
            "The minister said the army sent 1,200 troops to the border.\n\nThe rebels said the army sent 12,000 troops to the border.",
        ),
    ],
};

impl Check for OneQuantityTwoValues {
    fn meta(&self) -> &'static Meta {
        &ONE_QUANTITY_TWO_VALUES
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let mut counted: Vec<Counted<'_>> = Vec::new();
        for view in context.prose().filter(|v| v.kind == BlockKind::Paragraph) {
            if words::mentions(view.text(), "time-change").is_some() || attributed(context, view) {
                continue;
            }
            for number in view
                .numbers
                .iter()
                .filter(|n| comparable(n) && !context.quoted(n.core))
            {
                counted.extend(count(context, view, number));
            }
        }
        for (i, a) in counted.iter().enumerate() {
            for b in counted.iter().skip(i + 1) {
                if a.sentence == b.sentence || a.key != b.key {
                    continue;
                }
                let q = &b.number.mention.quantity;
                if a.number.mention.quantity.compare(q) != Comparison::Conflict {
                    continue;
                }
                let mut finding = context.finding(
                    &ONE_QUANTITY_TWO_VALUES,
                    b.number.core,
                    format!(
                        "{} here, {} elsewhere.",
                        context.document.slice(b.number.core),
                        context.document.slice(a.number.core)
                    ),
                    "Both sentences count the same thing.".to_owned(),
                );
                finding
                    .related
                    .push(context.elsewhere(a.number.core, "the other number"));
                out.push(finding);
            }
        }
    }
}

/// A number with what two numbers must share to be of one thing.
struct Counted<'a> {
    sentence: usize,
    number: &'a Number,
    key: Vec<String>,
}

/// Whether the sentence says on whose word it stands.
fn attributed(context: &Context<'_>, view: &View<'_>) -> bool {
    context.reading.statements.iter().any(|s| {
        s.sentence == view.index
            && (s.source.kind != SourceKind::Narrator || s.certainty != Certainty::Asserted)
    })
}

fn count<'a>(context: &Context<'_>, view: &'a View<'_>, number: &'a Number) -> Option<Counted<'a>> {
    let tree = view.tree();
    let noun = number.head?;
    let governor = view.governor(number.word)?;
    let predicate = tree.words.get(governor)?;
    if matches!(
        predicate.lemma.as_str(),
        "be" | "have" | "say" | "include" | "score" | "win" | "lose"
    ) {
        return None;
    }
    let mut key = vec![
        format!(
            "of {}",
            number.mention.of.as_deref().unwrap_or_default().to_lowercase()
        ),
        format!(
            "unit {}",
            number.mention.quantity.unit.as_deref().unwrap_or_default()
        ),
        format!("verb {}", predicate.lemma.to_lowercase()),
        format!("relation {}", tree.words.get(noun)?.deprel.as_str()),
    ];
    // Adjectives, names and complements of the noun, the verb's subject, and every oblique of the verb.
    let mut rest: Vec<String> = Vec::new();
    for &child in tree.children(noun).iter().chain(tree.children(governor)) {
        let word = tree.words.get(child)?;
        let narrows = matches!(
            word.deprel.base(),
            "amod"
                | "compound"
                | "nmod"
                | "acl"
                | "nsubj"
                | "obl"
                | "obj"
                | "iobj"
                | "advmod"
                | "advcl"
                | "xcomp"
        );
        if narrows && child != noun && child != number.word {
            rest.push(format!("{} {}", word.deprel.base(), word.lemma.to_lowercase()));
        }
    }
    if !rest
        .iter()
        .any(|r| r.starts_with("nsubj") || r.starts_with("obj"))
        && !tree.words.get(noun)?.deprel.is("nsubj")
    {
        return None;
    }
    let mut names: Vec<String> = context
        .reading
        .names
        .iter()
        .filter(|n| n.mentions.iter().any(|m| view.sentence.span.contains(*m)))
        .map(|n| format!("name {}", n.text))
        .collect();
    for time in view.times.iter() {
        names.push(format!("time {}", time.mention.time.to_timex()));
    }
    rest.extend(names);
    rest.sort();
    key.extend(rest);
    Some(Counted {
        sentence: view.index,
        number,
        key,
    })
}
