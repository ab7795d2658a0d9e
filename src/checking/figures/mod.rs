//! Figures and days on file that stand otherwise in a sentence about the same, whatever its grammar.
//!
//! [`relate`](super::relate) compares statements whose parts it can lay side by side. What is left over is compared here, in two ways:
//!
//! - *A slip*: the number of the article is the one on file with two neighbouring digits changed about ("621" for "612") or with
//!   "-teen" for "-ty", of the same unit or the same things, in a sentence that shares a little with the claim. Two numbers
//!   are seldom so near each other by chance.
//! - *The same told otherwise*: the claim names somebody, the sentence has every name and word of weight that the claim has, and one number of that unit, or one
//!   year or day, which is another.
//!
//! Where the article has the number on file as well, or the file has the number of the article for something else, nothing is said.
//!
//! What neither finds is left to the [accounts]; a figure of the file beside another name is [anchored]'s.

mod accounts;
mod anchored;
mod ledger;

pub(super) use ledger::{is_day_unaccounted, is_unaccounted};

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::Reading;
use crate::reading::statement::{
    Certainty, Mode, Polarity, QuantityMention, SourceKind, Statement, TimeMention, TimeValue,
};
use crate::reading::tree::{Upos, Word};
use crate::rules::book::Period;
use crate::source::Location;
use crate::value::date::Date;
use crate::value::quantity::{Bound, Comparison, Quantity};

use super::binding::{Thing, same_thing};
use super::case::{Case, finding};
use super::checks::is_empty_verb;
use super::fact::{Fact, Origin};
use super::finding::{Finding, FindingKind};
use super::topic::{Shared, Topic};

/// A claim with one figure or day that it gives.
#[derive(Debug, Clone)]
pub(super) struct OnFile {
    claim: Arc<Fact>,
    given: Given,
    /// Names and words of the claim.
    topic: Topic,
}

impl OnFile {
    /// The claim, and the place of the sentence among its own.
    fn stands_in(&self) -> Option<(usize, Location)> {
        match &self.claim.origin {
            Origin::Claim { claim, location } => Some((*claim, *location)),
            _ => None,
        }
    }
}

/// What the claims give.
#[derive(Debug, Clone)]
pub(super) struct OnFiles {
    /// The one figure or day of a plain claim.
    plain: Vec<OnFile>,
    /// Every figure and day of a claim that denies nothing.
    booked: Vec<OnFile>,
}

impl OnFiles {
    fn of<'c>(claims: impl IntoIterator<Item = &'c Arc<Fact>> + Clone) -> Self {
        Self {
            plain: claims.clone().into_iter().filter_map(on_file).collect(),
            booked: accounts::booked(claims),
        }
    }
    fn iter(&self) -> impl Iterator<Item = &OnFile> {
        self.plain.iter().chain(&self.booked)
    }
}

/// What a claim gives.
#[derive(Debug, Clone)]
enum Given {
    Figure(QuantityMention),
    /// The words and the day, month or year that they name.
    Day(TextSpan, Date),
}

impl Given {
    fn figure(&self) -> Option<&QuantityMention> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Day(..) => None,
        }
    }
}

/// A sentence of the article that has a figure or a time.
pub(super) struct Told<'c> {
    pub(super) index: usize,
    pub(super) figures: &'c [QuantityMention],
    pub(super) times: &'c [TimeMention],
    pub(super) topic: Topic,
}

/// Compares the figures and days of the article with those of the claims that no finding is about yet.
pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let told = told(case);
    if told.is_empty() {
        return;
    }
    let named = named(case, true);
    let rows: Vec<&Arc<Fact>> = rows(case).collect();
    let of_rows = OnFiles::of(rows.iter().copied());
    let known = case
        .prepared
        .figures
        .get_or_init(|| OnFiles::of(&case.prepared.known));
    let knowledge = &case.prepared.knowledge;
    let holds = |o: &OnFile| o.claim.period == Period::default() || case.world().holds_today(o.claim.period);
    // What an article on something else has of the same words and other figures is no mistake.
    let of_this = |o: &OnFile| o.topic.shared(&named, knowledge).names > 0;
    let is_about_file = known.iter().chain(of_rows.iter()).any(|o| holds(o) && of_this(o));
    if !is_about_file {
        return;
    }
    // Whom the claim is about, the article has to be about, too: in one that is about the file, "the bill" is the file's.
    let named = self::named(case, false);
    let of_this = |o: &OnFile| o.topic.shared(&named, knowledge).names > 0;
    let wanted = |o: &&OnFile| holds(o) && (o.topic.names.is_empty() || of_this(o));
    let claims = known.plain.iter().chain(&of_rows.plain).filter(wanted);
    let mut found = Vec::new();
    for on_file in claims {
        let name = case.name_of(&on_file.claim);
        for sentence in &told {
            let span = case
                .reading
                .sentences
                .get(sentence.index)
                .map(|s| case.place(s.span));
            let known = findings.iter().any(|f| {
                f.rule == name && span.is_some_and(|s| s.start <= f.span.start && f.span.end <= s.end)
            });
            if known {
                continue;
            }
            found.extend(match &on_file.given {
                Given::Figure(figure) => otherwise_counted(case, on_file, figure, sentence, &told),
                Given::Day(words, day) => otherwise_dated(case, on_file, (*words, *day), sentence, &told),
            });
        }
    }
    findings.extend(found);
    let booked: Vec<&OnFile> = known
        .booked
        .iter()
        .chain(&of_rows.booked)
        .filter(wanted)
        .collect();
    accounts::check(case, &booked, &told, findings);
    anchored::check(case, &booked, &told, findings);
}

/// The rows of data that the article mentions.
fn rows<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Arc<Fact>> {
    case.article
        .iter()
        .filter(|f| matches!(f.origin, Origin::Claim { .. }))
}

/// Those whom the article names; with `proper` those that it calls by a name, for "the group" may be any.
fn named(case: &Case<'_>, proper: bool) -> Topic {
    let by_name = |mention: &TextSpan| {
        let words = case.document.slice(*mention);
        let words = words.strip_prefix("The ").unwrap_or(words);
        words.chars().any(char::is_uppercase)
    };
    let names = case
        .reading
        .names
        .iter()
        .filter(|n| !proper || n.mentions.iter().any(by_name));
    Topic {
        names: names.map(|n| (n.known, n.text.clone())).collect(),
        words: Vec::new(),
    }
}

/// The sentences of the article with figures or times.
pub(super) fn told<'c>(case: &'c Case<'_>) -> Vec<Told<'c>> {
    let reading = &case.reading;
    let of = |i: usize| {
        let figures = reading.quantities.get(i).map_or(&[][..], Vec::as_slice);
        let times = reading.times.get(i).map_or(&[][..], Vec::as_slice);
        (figures, times)
    };
    (0..reading.sentences.len())
        .filter(|&i| of(i).0.len() + of(i).1.len() > 0)
        .map(|index| {
            let (figures, times) = of(index);
            Told {
                index,
                figures,
                times,
                topic: Topic::of(reading, index, &spans(figures, times)),
            }
        })
        .collect()
}

fn spans(figures: &[QuantityMention], times: &[TimeMention]) -> Vec<TextSpan> {
    let figures = figures.iter().map(|q| q.span);
    figures.chain(times.iter().map(|t| t.span)).collect()
}

/// The claim, where it is known, plain, and gives one figure or one day.
fn on_file(claim: &Arc<Fact>) -> Option<OnFile> {
    let statement = &claim.statement;
    let known = matches!(claim.origin, Origin::Claim { .. })
        && claim.is_asserted()
        && statement.polarity == Polarity::Affirmed;
    let reading = known.then_some(&claim.reading)?;
    let figures = reading.quantities.get(statement.sentence)?;
    let times = reading.times.get(statement.sentence)?;
    let words = &reading.sentences.get(statement.sentence)?.tree.words;
    let given = match (statement.quantities.as_slice(), statement.times.as_slice()) {
        ([one], _) if is_plain(&one.quantity) && !is_date(one, times) && !is_ordinal(one, words) => {
            Given::Figure(one.clone())
        }
        ([], [one]) => match &one.time {
            TimeValue::Date(day) => Given::Day(one.span, *day),
            _ => return None,
        },
        _ => return None,
    };
    Some(OnFile {
        claim: Arc::clone(claim),
        given,
        topic: Topic::of(reading, statement.sentence, &spans(figures, times)),
    })
}

/// Whether the number is part of a date.
fn is_date(q: &QuantityMention, times: &[TimeMention]) -> bool {
    times
        .iter()
        .any(|t| t.span.overlaps(q.span) && !matches!(t.time, TimeValue::Duration { .. }))
}

/// "for the fourth time"
fn is_ordinal(q: &QuantityMention, words: &[Word]) -> bool {
    !words
        .iter()
        .any(|w| q.span.contains(w.span) && w.upos == Upos::Num)
}

/// A number that is stated exactly.
fn is_plain(q: &Quantity) -> bool {
    q.bound == Bound::Exact && q.upper.is_none()
}

/// Whether the two measure, or count, the same.
fn of_one_kind(a: &QuantityMention, b: &QuantityMention) -> bool {
    match (&a.quantity.unit, &b.quantity.unit) {
        (Some(a), Some(b)) => a == b,
        (None, None) => count_the_same(a, b).unwrap_or(true),
        _ => false,
    }
}

/// Whether the two count what is called by one word, where both say what they count.
fn count_the_same(a: &QuantityMention, b: &QuantityMention) -> Option<bool> {
    let (a, b) = (a.of.as_ref()?, b.of.as_ref()?);
    Some(a == b || lexicon::synonyms(a, b, WordClass::Noun))
}

/// Who says it and how surely: in the article's own voice, or (where that will do) in its words for somebody.
pub(super) fn is_told(case: &Case<'_>, sentence: usize, span: TextSpan, reported_too: bool) -> bool {
    let quoted = case.reading.quotations.iter().any(|q| q.outer.contains(span));
    let around = |s: &&Statement| s.sentence == sentence && s.span.contains(span);
    let mut around = case.reading.statements.iter().filter(around).peekable();
    let plain = |s: &Statement| {
        matches!(s.certainty, Certainty::Asserted | Certainty::Intended)
            && s.polarity == Polarity::Affirmed
            && (s.source.kind == SourceKind::Narrator || reported_too && s.source.mode == Mode::Paraphrased)
    };
    !quoted && (around.peek().is_some() || reported_too) && around.all(plain)
}

fn otherwise_counted(
    case: &Case<'_>,
    on_file: &OnFile,
    wanted: &QuantityMention,
    told: &Told<'_>,
    all: &[Told<'_>],
) -> Option<Finding> {
    let alike = || told.figures.iter().filter(|q| of_one_kind(q, wanted));
    alike().next()?;
    let given = |q: &&QuantityMention| q.quantity.value == wanted.quantity.value;
    // The article has the number on file, too.
    if all
        .iter()
        .flat_map(|t| t.figures)
        .filter(|q| of_one_kind(q, wanted))
        .any(|q| given(&q))
    {
        return None;
    }
    let knowledge = &case.prepared.knowledge;
    let shared = on_file.topic.shared(&told.topic, knowledge);
    let slipped = alike().find(|q| {
        is_plain(&q.quantity)
            && is_slip(q.quantity.value, wanted.quantity.value)
            && (!on_file.topic.names.is_empty() || told.topic.names.is_empty())
            && is_near_enough(q, wanted, shared, !on_file.topic.names.is_empty())
            && !in_another_year(on_file, told)
            && is_told(case, told.index, q.span, true)
    });
    let mut of_unit = alike();
    // "£300,000 in 1990" is not "£2 million".
    let undated = on_file
        .claim
        .statement
        .times
        .iter()
        .all(|t| matches!(t.time, TimeValue::Duration { .. }));
    let said = match (slipped, of_unit.next(), of_unit.next()) {
        (Some(slip), ..) => slip,
        (None, Some(one), None)
            if undated
                && !on_another_day(on_file, told)
                && shared.names > 0
                && shared.missing == 0
                && shared.names + shared.words >= 2
                && one.quantity.upper.is_none()
                && says_it_plainly(case, on_file, told)
                && is_of_the_same(case, on_file, told.index, one.span)
                && one.quantity.compare(&wanted.quantity) == Comparison::Conflict
                && is_told(case, told.index, one.span, false) =>
        {
            one
        }
        _ => return None,
    };
    let elsewhere = |claim: &Arc<Fact>| {
        let mut figures = claim.statement.quantities.iter();
        figures.any(|q| of_one_kind(q, said) && q.quantity.value == said.quantity.value)
    };
    if case.prepared.known.iter().chain(rows(case)).any(elsewhere) {
        return None;
    }
    Some(otherwise(case, on_file, said.span, wanted.span))
}

/// Whether the sentence shares enough with the claim for a number that is a slip away to be the same: the fewer digits a number has, the
/// more, and all of it where the claim has no name to know it by.
fn is_near_enough(said: &QuantityMention, wanted: &QuantityMention, shared: Shared, named: bool) -> bool {
    let digits = digits(wanted.quantity.value).0.trim_end_matches('0').len();
    let unit = usize::from(said.quantity.unit.is_some());
    let least = if digits >= 3 { 1 } else { 2 };
    let words = shared.names + shared.words;
    let known = named || shared.missing == 0 || words >= 2 && shared.missing == 1;
    words > 0 && words + unit >= least && known
}

/// Whether the sentence names a year or a month and the claim none: "had 460 pupils in 1990".
fn in_another_year(on_file: &OnFile, told: &Told<'_>) -> bool {
    let year = |t: &TimeMention| matches!(t.time, TimeValue::Date(date) if date.day.is_none());
    told.times.iter().any(year) && !on_file.claim.statement.times.iter().any(year)
}

/// Whether the sentence names a day and the claim none: "in March three members had voted for a cut".
fn on_another_day(on_file: &OnFile, told: &Told<'_>) -> bool {
    let dated = |t: &TimeMention| matches!(t.time, TimeValue::Date(_) | TimeValue::Period(..));
    told.times.iter().any(dated) && !on_file.claim.statement.times.iter().any(dated)
}

/// Whether the sentence has the very verb of the claim, or a word made of it, and nothing that takes away what the claim has: "£80 before
/// tax" is not "£96 with tax".
fn says_it_plainly(case: &Case<'_>, on_file: &OnFile, told: &Told<'_>) -> bool {
    let verb = on_file.claim.statement.predicate.lemma.to_lowercase();
    let same_verb = is_empty_verb(&verb)
        || told
            .topic
            .words
            .iter()
            .any(|(w, _)| *w == verb || lexicon::derived(w, &verb));
    let prepositions = |reading: &Reading, sentence: usize| -> Vec<String> {
        let words = reading.sentences.get(sentence).map_or(&[][..], |s| &s.tree.words);
        let taking = words.iter().map(|w| w.form.to_lowercase());
        taking
            .filter(|w| {
                matches!(
                    w.as_str(),
                    "before" | "after" | "without" | "excluding" | "except" | "not" | "against"
                )
            })
            .collect()
    };
    let claim = prepositions(&on_file.claim.reading, on_file.claim.statement.sentence);
    same_verb
        && prepositions(&case.reading, told.index)
            .iter()
            .all(|w| claim.contains(w))
}

/// Whether nothing in the sentence says what the claim says of somebody or something else: "whose partner died in 2012".
fn is_of_the_same(case: &Case<'_>, on_file: &OnFile, sentence: usize, span: TextSpan) -> bool {
    let claim = &on_file.claim.statement;
    let Some(wanted) = claim.subject.as_ref() else {
        return true;
    };
    let world = case.world();
    let wanted = Thing::of(&wanted.phrase, &on_file.claim.reading, &world);
    let mut same_deed = case.reading.statements.iter().filter(|s| {
        s.sentence == sentence
            && s.read
            && s.span.contains(span)
            && s.predicate.lemma == claim.predicate.lemma
    });
    same_deed.all(|s| {
        let subject = s
            .subject
            .as_ref()
            .filter(|_| s.predicate.passive == claim.predicate.passive);
        subject.is_none_or(|a| {
            let owned = a.phrase.modifiers.iter().any(|m| m.relation == "nmod:poss");
            let open = a.phrase.entity.is_none() && !(owned && wanted.named);
            open || same_thing(&Thing::of(&a.phrase, &case.reading, &world), &wanted, &world)
        })
    })
}

/// The digits of a number and how many of them stand behind the point.
fn digits(value: Decimal) -> (String, u32) {
    let value = value.normalize();
    (value.mantissa().unsigned_abs().to_string(), value.scale())
}

/// Whether the one is the other with two neighbouring digits changed about, or with "-teen" for "-ty".
fn is_slip(a: Decimal, b: Decimal) -> bool {
    let ((mut x, xs), (mut y, ys)) = (digits(a), digits(b));
    // 1.2 and 2.1, 1.02 and 1.2
    let scale = xs.max(ys);
    x.extend(std::iter::repeat_n('0', (scale - xs) as usize));
    y.extend(std::iter::repeat_n('0', (scale - ys) as usize));
    let (x, y) = (x.as_bytes(), y.as_bytes());
    let differ: Vec<usize> = (0..x.len().min(y.len()))
        .filter(|&i| x.get(i) != y.get(i))
        .collect();
    let swapped = x.len() == y.len()
        && matches!(differ.as_slice(), [i, j] if j - i == 1 && x.get(*i) == y.get(*j) && x.get(*j) == y.get(*i));
    swapped || is_teen_for_ty(a, b) || is_teen_for_ty(b, a)
}

/// "16,000" and "60,000"
fn is_teen_for_ty(teen: Decimal, ty: Decimal) -> bool {
    let (ten, nine) = (Decimal::TEN, Decimal::from(9));
    let Some(ones) = ty.checked_div(ten) else {
        return false;
    };
    let mut unit = Decimal::ONE;
    while ones.checked_div(unit).is_some_and(|n| n > nine) {
        let Some(next) = unit.checked_mul(Decimal::from(1000)) else {
            return false;
        };
        unit = next;
    }
    let Some(n) = ones.checked_div(unit) else {
        return false;
    };
    n >= Decimal::from(3) && n <= nine && n.fract().is_zero() && teen == (ten + n) * unit
}

fn otherwise_dated(
    case: &Case<'_>,
    on_file: &OnFile,
    (words, wanted): (TextSpan, Date),
    told: &Told<'_>,
    all: &[Told<'_>],
) -> Option<Finding> {
    let day = |t: &TimeMention| match t.time {
        TimeValue::Date(day) => Some(day),
        _ => None,
    };
    // The article has the day on file, too.
    if all
        .iter()
        .flat_map(|t| t.times)
        .filter_map(day)
        .any(|d| d.overlaps(wanted))
    {
        return None;
    }
    let mut dates = told.times.iter().filter(|t| day(t).is_some());
    let (Some(said), None) = (dates.next(), dates.next()) else {
        return None;
    };
    let stated = day(said)?;
    let knowledge = &case.prepared.knowledge;
    let shared = on_file.topic.shared(&told.topic, knowledge);
    let slip = is_other_month_or_year(stated, wanted);
    let verb = &on_file.claim.statement.predicate.lemma;
    let enough = if slip {
        shared.names + shared.words >= 2
            && (shared.names > 0 || shared.missing <= 1 && shared.words >= 3)
            && told.topic.has(verb, WordClass::Verb, knowledge)
    } else {
        shared.names > 0
            && shared.missing == 0
            && shared.names + shared.words >= 2
            && says_it_plainly(case, on_file, told)
    };
    let future = |s: &Statement| s.certainty == Certainty::Intended;
    let same_time = case
        .reading
        .statements
        .iter()
        .filter(|s| s.sentence == told.index && s.span.contains(said.span))
        .all(|s| future(s) == future(&on_file.claim.statement));
    if !enough
        || !same_time
        || !is_of_the_same(case, on_file, told.index, said.span)
        || !is_told(case, told.index, said.span, slip)
    {
        return None;
    }
    let elsewhere = |claim: &Arc<Fact>| claim.statement.times.iter().filter_map(day).any(|d| d == stated);
    if case.prepared.known.iter().chain(rows(case)).any(elsewhere) {
        return None;
    }
    Some(otherwise(case, on_file, said.span, words))
}

/// "30 September 1971" and "30 September 1961", "31 July 2027" and "31 January 2027"
fn is_other_month_or_year(a: Date, b: Date) -> bool {
    let (Some(_), Some(_)) = (a.day, b.day) else {
        return false;
    };
    a.day == b.day && (a.month == b.month) != (a.year == b.year)
}

/// The finding on the figure at `span`, which the claim has for `right` and the article for `wrong`.
fn otherwise_named(case: &Case<'_>, claim: &OnFile, span: TextSpan, right: &str, wrong: &str) -> Finding {
    let mut found = otherwise(case, claim, span, span);
    found.reason = format!(
        "the file has “{}” for {right}, this clause names {wrong}",
        case.document.slice(span)
    );
    if let Some(last) = found.proof.last_mut() {
        last.clone_from(&found.reason);
    }
    found
}

/// The finding on the words at `span`; the claim has those at `on_file`.
fn otherwise(case: &Case<'_>, claim: &OnFile, span: TextSpan, on_file: TextSpan) -> Finding {
    let text = |reading: &Reading, span: TextSpan| {
        let sentence = reading.sentences.iter().find(|s| s.span.contains(span));
        let words = sentence
            .into_iter()
            .flat_map(|s| &s.tree.words)
            .filter(|w| span.contains(w.span));
        words.map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ")
    };
    let says = case.words_on_file(&claim.claim);
    let mut found = finding(
        case.name_of(&claim.claim),
        FindingKind::Contradiction,
        Severity::Warning,
        format!("this is not what is on file: “{says}”"),
        case.place(span),
    );
    found.reason = format!(
        "a sentence about the same has “{}”, the file has “{}”",
        case.document.slice(span),
        text(&claim.claim.reading, on_file)
    );
    found.related = case.origins(&claim.claim);
    found.normal_form = case.document.slice(span).to_lowercase();
    found.proof = case.derivation(&claim.claim);
    found.proof.push(found.reason.clone());
    found
}
