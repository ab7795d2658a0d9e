//! Sums: parts and wholes that do not add up.

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, reckoned, rest, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::value::quantity::Bound;

/// Parts that do not make up the total that they are set out under.
pub(super) struct SumOfParts;

static SUM_OF_PARTS: Meta = Meta {
    id: "sum-of-parts",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The parts do not add up to the total.",
    manual: "Three forms are read in one sentence: a total, a colon or dash or “comprising”, and parts joined by commas and “and” \
             (“12 dead: seven soldiers and four civilians”); parts and then “in all” or “a total of”; and “of the 14 …” with parts that \
             together exceed it. So is a whole with its two parts beside it (“14 schools, eight primary and six secondary”), what is left of a whole (“of the 84, 61 … The other 14”), “three sons, both of whom”, and “rise by £10, to £70, from £65”. So are “15 withdrawals of £2,000 each” beside their total, what is left (“25,000 had been reconnected, leaving 35,000”), two parts told by the same preposition whose sum is a digit away from the whole, and a vote in which “all 13 members” voted. All numbers must be exact and of one kind. Parts that are introduced by “including” or “among them” need not be all.",
    source: "Fact-checking handbooks: 'do the sums again'.",
    on: true,
    flags: &[
        text("The blast left 12 dead: seven soldiers and four civilians."),
        text(
            "She came first with 478 marks out of 500: 98 in Latin, 97 in physics, 99 in chemistry, 96 in history and 97 in French.",
        ),
        text("Of the 14 dead, 13 were residents and two were firefighters."),
        text("She had a crew of 15, of whom nine were women and eight were men."),
        text("Seven soldiers and four civilians, 12 people in all, were buried."),
        text("Nurses will visit 14 schools, eight primary and five secondary."),
        text("Of the 84 patients, 61 had had no dose and nine had had one. The other 17 do not know."),
        text("Eleven people are in hospital, nine of them children and three adults."),
        text("They had three sons, both of whom went to sea."),
        text("The price of a permit will rise by £10, to £70, from £65."),
        text("He took £26,000 from her in 15 withdrawals of £2,000 each."),
        text(
            "Some 60,000 homes lost power. By noon 25,000 homes had been reconnected, leaving 45,000 in the dark.",
        ),
        text("About 5,200 people were told to leave, 2,700 in Bristow and 1,500 in Kemp."),
        text("The council voted 8 to 3 for the plan. All 13 members voted."),
        text(
            "The ward costs £6.3 million. The government is paying £4.5 million and the trust the remaining £1.3 million.",
        ),
        text(
            "Revenue rose to £525 million. Biscuits brought in £315 million, cakes £174 million and crisps £63 million.",
        ),
        text("The jury found him guilty by ten votes to three."),
        text("The grant of $5.2m – $3.1m for schools and $1.1m for roads – was approved."),
    ],
    allows: &[
        text("The blast left 12 dead: eight soldiers and four civilians."),
        text("The show has 38 paintings, 20 drawings and six prints."),
        text(
            "She came first with 487 marks out of 500: 98 in Latin, 97 in physics, 99 in chemistry, 96 in history and 97 in French.",
        ),
        text("The bill passed by 102 votes to 98, raising the age from 63 to 65."),
        text("Nurses will visit 14 schools, eight primary and six secondary."),
        text("He took £30,000 from her in 15 withdrawals of £2,000 each."),
        text("He took £26,000 from her and paid £900 in 15 instalments of £60 each."),
        text(
            "Some 60,000 homes lost power. By noon 25,000 homes had been reconnected, leaving 35,000 in the dark.",
        ),
        text("About 5,200 people were told to leave, 1,200 in Bristow and 900 in Kemp."),
        text("The council voted 8 to 5 for the plan. All 13 members voted."),
        text(
            "The ward costs £6.3 million. The government is paying £4.5 million and the trust the remaining £1.8 million.",
        ),
        text(
            "Revenue rose to £525 million. Biscuits brought in £315 million, cakes £147 million and crisps £63 million.",
        ),
        text("The jury found him guilty by ten votes to two."),
        text("Of the 84 patients, 61 had had no dose and nine had had one. The other 14 do not know."),
        text("Eleven people are in hospital, nine of them children and two adults."),
        text("The tower has 61 lifts, 34 of them double-deckers, and 50 escalators."),
        text("They had two sons, both of whom went to sea."),
        text("The price of a permit will rise by £10, to £70, from £60."),
        text("The blast left 12 dead, including seven soldiers and four civilians."),
        text("Of the 14 dead, ten were residents and two were firefighters."),
        text("She had a crew of 15, of whom nine were women and six were men."),
        text("About 12 people died: seven soldiers and four civilians."),
        text("There were 12 of them: two came from 7 towns and 4 villages."),
        text("The hall holds 412 people: 287 in the stalls, 40 of them on benches, and 125 upstairs."),
    ],
};

impl Check for SumOfParts {
    fn meta(&self) -> &'static Meta {
        &SUM_OF_PARTS
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        rest::conflicts(context, &SUM_OF_PARTS, out);
        reckoned::sums(context, &SUM_OF_PARTS, out);
        for view in context.prose() {
            // "three in the first week": an ordinal is no part.
            let numbers: Vec<&Number> = view
                .numbers
                .iter()
                .filter(|n| n.kind != NumberKind::Ordinal && !is_part_of_part(view, n))
                .collect();
            if numbers.len() < 3 || numbers.len() > 12 {
                continue;
            }
            let row = Row { view, numbers };
            for i in 0..row.numbers.len() {
                let listed = || parts_before(&row, i).or_else(|| parts_beside(&row, i));
                if let Some(parts) = parts_after(&row, i).or_else(listed) {
                    // "487 marks out of 500: 98 in mathematics, …": the parts are those of the first.
                    let of_most = row
                        .get(i)
                        .is_some_and(|n| view.words_before(n.mention.span, 2).join(" ") == "out of");
                    let whole = if of_most { i.saturating_sub(1) } else { i };
                    compare(context, &row, whole, &parts, false, out);
                } else if let Some(parts) = parts_of_the(&row, i).or_else(|| parts_of_whom(&row, i)) {
                    compare(context, &row, i, &parts, true, out);
                }
            }
        }
    }
}

/// "290 in production, 60 of them part-time, and 50 in offices": part of a part.
fn is_part_of_part(view: &View<'_>, n: &Number) -> bool {
    let next = view.words_after(n.core, 2);
    let of_it = matches!(
        next.join(" ").as_str(),
        "of them" | "of whom" | "of which" | "of these" | "of those"
    );
    // "15, nine of them women and six of them men": parts of the whole itself.
    let first = view.numbers.iter().take_while(|x| x.core != n.core).count();
    of_it && first > 1
}

/// The numbers of a sentence that can be added.
struct Row<'a> {
    view: &'a View<'a>,
    numbers: Vec<&'a Number>,
}

impl Row<'_> {
    fn get(&self, i: usize) -> Option<&Number> {
        self.numbers.get(i).copied()
    }
}

fn compare(
    context: &Context<'_>,
    row: &Row<'_>,
    total: usize,
    parts: &[usize],
    may_be_less: bool,
    out: &mut Vec<Finding>,
) {
    let Some(whole) = row.get(total) else {
        return;
    };
    let mut sum = Decimal::ZERO;
    for part in parts.iter().filter_map(|&p| row.get(p)) {
        let Some(next) = sum.checked_add(part.mention.quantity.value) else {
            return;
        };
        sum = next;
    }
    let stated = whole.mention.quantity.value;
    // Amounts of money are rounded in their last place, each of them.
    let slack = if whole.mention.quantity.unit.is_some() {
        let places = whole.mention.quantity.precision;
        places * Decimal::from(parts.len() + 1) / Decimal::TWO
    } else {
        Decimal::ZERO
    };
    let wrong = if may_be_less {
        sum > stated
    } else {
        (sum - stated).abs() > slack
    };
    if !wrong {
        return;
    }
    let shown: Vec<String> = parts
        .iter()
        .filter_map(|&p| row.get(p))
        .map(|n| row.view.slice(n.core).to_owned())
        .collect();
    let mut finding = context.finding(
        &SUM_OF_PARTS,
        whole.core,
        format!("The parts make {}, not {}.", sum.normalize(), stated.normalize()),
        format!(
            "{} = {}; the text says {}.",
            shown.join(" + "),
            sum.normalize(),
            row.view.slice(whole.core)
        ),
    );
    for part in parts.iter().filter_map(|&p| row.get(p)) {
        finding.related.push(context.elsewhere(part.core, "a part"));
    }
    out.push(finding);
}

/// An exact count or an exact amount of money.
fn countable(number: &Number) -> bool {
    let q = &number.mention.quantity;
    let money = q
        .unit
        .as_deref()
        .and_then(crate::value::unit::unit)
        .is_some_and(crate::value::unit::Unit::is_currency);
    let count = number.kind == NumberKind::Count && q.unit.is_none() && q.value.fract().is_zero();
    (count || money) && q.bound == Bound::Exact && q.upper.is_none() && q.value > Decimal::ZERO
}

fn one_kind(a: &Number, b: &Number) -> bool {
    a.mention.quantity.unit == b.mention.quantity.unit
}

/// Whether two parts are joined: words without a number or a clause of its own between them.
fn joined(gap: &str) -> bool {
    let lower = gap.to_lowercase();
    let joins = lower.contains(',') || words::contains_word(&lower, "and") || lower.contains(';');
    let breaks = [
        "who", "which", "that", "when", "after", "before", "from", "while", "but", "or", "than", "out",
        "per", "by", "another",
    ]
    .iter()
    .any(|w| words::contains_word(&lower, w));
    joins && !breaks && gap.len() <= 90 && words::mentions(gap, "partial").is_none()
}

/// "12 dead: seven soldiers and four civilians", "$5m – $3m for schools and $1m for roads"
fn parts_after(row: &Row<'_>, total: usize) -> Option<Vec<usize>> {
    let whole = row.get(total).filter(|n| countable(n))?;
    let first = row
        .get(total + 1)
        .filter(|n| countable(n) && one_kind(whole, n))?;
    let gap = row.view.between(whole.mention.span, first.mention.span);
    let trimmed = gap.trim_end();
    let introduced = trimmed.ends_with([':', '–', '—'])
        || trimmed.ends_with(" -")
        || trimmed.ends_with('(') && first.mention.span.start - whole.mention.span.end < 40
        || [
            "comprising",
            "consisting of",
            "made up of",
            "composed of",
            "namely",
        ]
        .iter()
        .any(|w| trimmed.to_lowercase().ends_with(w));
    let each = ["each", "every", "per"]
        .iter()
        .any(|w| words::contains_word(&gap.to_lowercase(), w));
    // "The majority of the top 50 (44) do, and only 27 …": the bracket holds no list.
    let lone = trimmed.ends_with('(') && row.view.after(first.mention.span).starts_with(')');
    if !introduced || lone || each || gap.len() > 70 || gap.matches([',', ';']).count() > 1 {
        return None;
    }
    // "fourth on 31 points – four points behind Ayr and five behind Alloa": how far it is to another is no part.
    if row
        .view
        .words_after(first.core, 3)
        .iter()
        .any(|w| words::is(w, "distance-word"))
    {
        return None;
    }
    let mut parts = run_of_parts(row, total + 1)?;
    // "11 titles – three of them Grand Slams – and 13 wins": what a dash opens another closes.
    let dash = |text: &str| [" – ", " — ", " - "].iter().any(|d| text.contains(d));
    if let Some(closed) = parts.windows(2).position(|pair| {
        let gap = pair
            .first()
            .zip(pair.last())
            .and_then(|(&a, &b)| Some(row.view.between(row.get(a)?.core, row.get(b)?.core)));
        gap.is_some_and(dash)
    }) {
        parts.truncate(closed + 1);
    }
    if parts.len() < 2 {
        return None;
    }
    // What closes the list must not open something else that counts.
    let last = row.get(*parts.last()?)?;
    let rest = row.view.after(last.mention.span).to_lowercase();
    if words::mentions(rest.get(..rest.len().min(60)).unwrap_or(&rest), "partial").is_some()
        || rest.contains("others")
        || rest.contains("the rest")
        || rest.contains("the remain")
    {
        return None;
    }
    Some(parts)
}

/// "14 schools, eight primary and six secondary", "£1.9m, £1.1m this year and £0.8m next"
fn parts_beside(row: &Row<'_>, total: usize) -> Option<Vec<usize>> {
    let whole = row.get(total).filter(|n| countable(n))?;
    let (a, b) = (row.get(total + 1)?, row.get(total + 2)?);
    let fits = |n: &Number| countable(n) && one_kind(whole, n);
    let gap = row.view.between(whole.mention.span, a.mention.span);
    // "three males, five females, three juveniles and one infant": the whole is a part itself.
    let before = total.checked_sub(1).and_then(|p| row.get(p));
    if before.is_some_and(|p| joined(row.view.between(p.mention.span, whole.mention.span))) {
        return None;
    }
    let noun = gap.strip_suffix(", ")?.trim();
    let plain = |text: &str, most: usize| {
        text.split_whitespace().count() <= most
            && text.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
    };
    let money = whole.mention.quantity.unit.is_some();
    // What is counted stands once, behind the whole.
    let named = if money {
        noun.is_empty()
    } else {
        !noun.is_empty() && plain(noun, 2)
    };
    let between = row.view.between(a.mention.span, b.mention.span);
    let first = between.trim().strip_suffix("and")?;
    let rest = row.view.after(b.mention.span);
    let tail = rest.split([',', '.', ';', ')', '–', '—']).next().unwrap_or(rest);
    let closed = plain(first, 3) && plain(tail, 2) && !first.trim().is_empty() && !tail.trim().is_empty();
    let verb = |text: &str| {
        row.view.tree().words.iter().any(|w| {
            matches!(
                w.upos,
                crate::reading::tree::Upos::Verb | crate::reading::tree::Upos::Aux
            ) && text.split_whitespace().any(|x| x == w.form)
        })
    };
    // "38 paintings, 20 drawings and six prints": three kinds, side by side.
    let own_noun = |n: &Number| {
        let next = row
            .view
            .word(n.word + 1)
            .filter(|w| w.xpos == "NNS" && w.upos == crate::reading::tree::Upos::Noun);
        let whole = whole
            .head
            .and_then(|h| row.view.word(h))
            .map(|w| w.lemma.to_lowercase());
        next.is_some_and(|w| {
            let lemma = w.lemma.to_lowercase();
            !whole.is_some_and(|o| {
                words::is(&o, "people") || o == lemma || lexicon::is_kind_of(&lemma, &o, WordClass::Noun)
            })
        })
    };
    let kinds = !money && own_noun(a) && own_noun(b);
    // "99 in chemistry, 96 in history and 97 in French"
    let placed = row
        .view
        .words_after(whole.core, 1)
        .pop()
        .is_some_and(|w| matches!(w.as_str(), "in" | "at" | "for" | "from" | "on" | "with"));
    let joined = named && !kinds && !placed && closed && fits(a) && fits(b) && !verb(first) && !verb(tail);
    let open = words::mentions(first, "partial").is_some()
        || words::mentions(tail, "partial").is_some()
        || words::contains_word(tail, "each");
    // Two of which one is more than the whole are no parts of it.
    let parts = [a, b]
        .iter()
        .all(|n| n.mention.quantity.value < whole.mention.quantity.value);
    (joined && !open && parts).then(|| vec![total + 1, total + 2])
}

/// "Seven soldiers and four civilians, 12 people in all"
fn parts_before(row: &Row<'_>, total: usize) -> Option<Vec<usize>> {
    let whole = row.get(total).filter(|n| countable(n))?;
    let after = row.view.words_after(whole.core, 4).join(" ");
    let before = row.view.words_before(whole.core, 4).join(" ");
    let named = ["in all", "in total", "altogether", "all told"]
        .iter()
        .any(|w| words::contains_word(&after, w))
        || before.ends_with("a total of")
        || before.ends_with("making a total of");
    if !named {
        return None;
    }
    let mut start = total;
    while start > 0 {
        let (a, b) = (row.get(start - 1)?, row.get(start)?);
        let gap = row.view.between(a.mention.span, b.mention.span);
        let ok = countable(a)
            && one_kind(a, whole)
            && if start == total {
                gap.contains(',') && gap.len() <= 60 && joined(gap)
            } else {
                joined(gap)
            };
        if !ok {
            break;
        }
        start -= 1;
    }
    let parts: Vec<usize> = (start..total).collect();
    (parts.len() >= 2).then_some(parts)
}

/// The numbers from `first` on that are joined to a list: at least two, the last after "and".
fn run_of_parts(row: &Row<'_>, first: usize) -> Option<Vec<usize>> {
    let mut parts = vec![first];
    let mut closed = false;
    let mut at = first;
    while let (Some(a), Some(b)) = (row.get(at), row.get(at + 1)) {
        let gap = row.view.between(a.mention.span, b.mention.span);
        if !countable(b) || !one_kind(a, b) || !joined(gap) {
            break;
        }
        closed = words::contains_word(&gap.to_lowercase(), "and");
        parts.push(at + 1);
        at += 1;
        if closed {
            break;
        }
    }
    (parts.len() >= 2 && closed).then_some(parts)
}

/// "Of the 14 dead, 13 were residents and two were firefighters"
fn parts_of_the(row: &Row<'_>, total: usize) -> Option<Vec<usize>> {
    let whole = row.get(total).filter(|n| countable(n))?;
    let before = row.view.words_before(whole.core, 2);
    let of_the = before.len() == 2
        && before.first().is_some_and(|w| w == "of")
        && before.last().is_some_and(|w| w == "the" || w == "those");
    if !of_the || row.view.sentence.span.start + 12 < whole.core.start {
        return None;
    }
    let first = row
        .get(total + 1)
        .filter(|n| countable(n) && one_kind(whole, n))?;
    let gap = row.view.between(whole.mention.span, first.mention.span);
    if !gap.contains(',') || gap.len() > 60 || words::mentions(gap, "partial").is_some() {
        return None;
    }
    run_of_parts(row, total + 1)
}

/// "15, of whom nine were women and eight were men"
fn parts_of_whom(row: &Row<'_>, total: usize) -> Option<Vec<usize>> {
    let whole = row.get(total).filter(|n| countable(n))?;
    let first = row
        .get(total + 1)
        .filter(|n| countable(n) && one_kind(whole, n))?;
    let gap = row
        .view
        .between(whole.mention.span, first.mention.span)
        .to_lowercase();
    // "eleven, nine of them children and two adults"
    let behind = row.view.words_after(first.core, 2).join(" ");
    let of_them = gap.trim_end().ends_with(',') && matches!(behind.as_str(), "of them" | "of whom");
    // "61 lifts, 34 of them double-deckers, and 50 escalators": a comma closes what is said of the lifts.
    let second = row.get(total + 2);
    let aside = of_them && second.is_some_and(|n| row.view.between(first.core, n.core).contains(','));
    if aside {
        return None;
    }
    let linked = of_them
        || [" of whom", " of which", " of them", ", of whom", ", of which"]
            .iter()
            .any(|w| gap.trim_end().ends_with(w));
    if !linked || gap.len() > 50 {
        return None;
    }
    run_of_parts(row, total + 1)
}

/// Shares of one whole that exceed it.
pub(super) struct SharesExceedWhole;

static SHARES_EXCEED_WHOLE: Meta = Meta {
    id: "shares-exceed-whole",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "Shares of one whole add up to more than 100%.",
    manual: "Three or more percentages in one sentence, the first of them “of” people, companies or votes, joined in one list, none of them a change \
             or a comparison, and together more than rounding can explain. Surveys that allow several answers are let pass when the article says so.",
    source: "Fact-checking handbooks: 'percentages of one question must add up'.",
    on: true,
    flags: &[
        text("The survey found that 54% of voters backed the plan, 38% opposed it and 12% were undecided."),
        text("The vote split: 54%, 38% and 12% of members chose A, B and C."),
        text("Of the adults asked, 61% said yes, 35% said no and 9% did not know."),
    ],
    allows: &[
        text("The survey found that 52% of voters backed the plan, 38% opposed it and 10% were undecided."),
        text(
            "Respondents could give more than one answer: 54% of voters named jobs, 38% schools and 32% rents.",
        ),
        text("Sales rose 54% in May, 38% in June and 32% in July."),
        text("54% of men, 38% of women and 32% of children had it."),
    ],
};

impl Check for SharesExceedWhole {
    fn meta(&self) -> &'static Meta {
        &SHARES_EXCEED_WHOLE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for (n, view) in context.sentences.iter().enumerate() {
            if !SHARES.contains(&percents(view).count()) {
                continue;
            }
            let several = [n.checked_sub(1), Some(n), Some(n + 1)]
                .iter()
                .filter_map(|i| i.and_then(|i| context.sentences.get(i)))
                .any(|s| words::mentions(s.text(), "several-answers").is_some());
            if !several {
                shares(context, view, out);
            }
        }
    }
}

/// So many shares a sentence may have to be the shares of one whole.
const SHARES: std::ops::RangeInclusive<usize> = 3..=8;

fn percents<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Number> {
    let numbers = view.numbers.iter();
    numbers.filter(|n| n.mention.quantity.unit.as_deref() == Some("percent"))
}

fn shares(context: &Context<'_>, view: &View<'_>, out: &mut Vec<Finding>) {
    let percents: Vec<&Number> = percents(view).collect();
    let lower = view.text().to_lowercase();
    let change = |w: &str| {
        words::is(w, "rise")
            || words::is(w, "fall")
            || words::is(w, "change-noun")
            || words::is(w, "change-mark")
    };
    let changes = view.tree().words.iter().any(|w| {
        change(&w.lemma.to_lowercase())
            && !matches!(
                w.form.to_lowercase().as_str(),
                "by" | "from" | "to" | "more" | "less" | "go" | "cut" | "move" | "against"
            )
    });
    let years = view.times.len() > 1;
    let searched = words::Searched::new(&lower);
    if changes
        || years
        || ["respectively", "compared", "than", "while", "also", "both"]
            .iter()
            .any(|w| searched.contains(w))
    {
        return;
    }
    // One whole: "of voters" once, in the first share or the last.
    let of: Vec<usize> = percents
        .iter()
        .enumerate()
        .filter(|(_, n)| view.words_after(n.core, 1).first().is_some_and(|w| w == "of"))
        .map(|(i, _)| i)
        .collect();
    // "Of the adults asked, 61% said yes, …": said once for all.
    let opening = percents.first().map(|n| view.before(n.core).to_lowercase());
    let opening =
        opening.filter(|t| t.starts_with("of the ") && t.len() <= 60 && t.matches(',').count() == 1);
    let whole: Vec<String> = match (of.as_slice(), opening) {
        ([one], _) if *one == 0 || *one + 1 == percents.len() => percents
            .get(*one)
            .map(|n| view.words_after(n.core, 4))
            .unwrap_or_default(),
        ([], Some(opening)) => opening
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect(),
        _ => return,
    };
    let people = whole.iter().any(|w| {
        words::list("people")
            .iter()
            .any(|p| w == p || w.strip_suffix('s') == Some(p))
    });
    if !people
        || percents
            .iter()
            .any(|n| n.mention.quantity.upper.is_some() || n.mention.quantity.bound != Bound::Exact)
    {
        return;
    }
    for pair in percents.windows(2) {
        if let [a, b] = pair {
            let gap = view.between(a.core, b.core);
            if gap.len() > 80
                || !(gap.contains(',') || words::contains_word(&gap.to_lowercase(), "and"))
                || gap.contains('(')
            {
                return;
            }
        }
    }
    let mut sum = Decimal::ZERO;
    for n in &percents {
        let Some(next) = sum.checked_add(n.mention.quantity.value) else {
            return;
        };
        sum = next;
    }
    let rounding = percents
        .iter()
        .map(|n| n.mention.quantity.precision.min(Decimal::ONE))
        .fold(Decimal::ZERO, |a, b| a + b)
        / Decimal::TWO;
    let (Some(first), Some(last)) = (percents.first(), percents.last()) else {
        return;
    };
    if sum <= Decimal::ONE_HUNDRED + rounding {
        return;
    }
    let mut finding = context.finding(
        &SHARES_EXCEED_WHOLE,
        TextSpan::new(first.core.start, last.core.end),
        format!("These shares add up to {}%.", sum.normalize()),
        "Shares of one whole can't make more than 100%.".to_owned(),
    );
    for n in percents {
        finding.related.push(context.elsewhere(n.core, "a share"));
    }
    out.push(finding);
}

/// A part that is greater than its whole.
pub(super) struct PartExceedsWhole;

static PART_EXCEEDS_WHOLE: Meta = Meta {
    id: "part-exceeds-whole",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The part is greater than the whole.",
    manual: "“50 of the 40 members”, “12 out of 10 schools”: both numbers are exact counts and the first exceeds the second.",
    source: "Fact-checking handbooks: 'do the sums again'.",
    on: true,
    flags: &[
        text("All 50 of the 40 members voted for the plan."),
        text("Some 12 out of 10 schools have no library."),
    ],
    allows: &[
        text("All 40 of the 40 members voted for the plan."),
        text("Thirty of the 40 members voted for the plan."),
        text("They won 3 of 2024's five races."),
    ],
};

impl Check for PartExceedsWhole {
    fn meta(&self) -> &'static Meta {
        &PART_EXCEEDS_WHOLE
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in &context.sentences {
            for pair in view.numbers.windows(2) {
                let [part, whole] = pair else { continue };
                let gap = view.between(part.core, whole.core).trim().to_lowercase();
                let linked = matches!(
                    gap.as_str(),
                    "of the"
                        | "of its"
                        | "of their"
                        | "of his"
                        | "of her"
                        | "of all"
                        | "out of"
                        | "out of the"
                        | "of those"
                        | "of these"
                        | "of our"
                );
                // "Of the 12 jurors, 14 voted": the whole comes first.
                let first = view.before(part.core).trim().to_lowercase();
                let turned = matches!(
                    first.as_str(),
                    "of the" | "of those" | "of these" | "of its" | "of their"
                ) && gap.ends_with(',')
                    && gap.len() <= 30
                    && gap.matches(',').count() == 1
                    && whole
                        .mention
                        .of
                        .as_ref()
                        .is_none_or(|of| part.mention.of.as_ref() == Some(of));
                let (part, whole) = if turned { (whole, part) } else { (part, whole) };
                let linked = linked || turned;
                let (a, b) = (&part.mention.quantity, &whole.mention.quantity);
                let counts = |n: &Number| {
                    n.kind == NumberKind::Count
                        && n.mention.quantity.unit.is_none()
                        && n.mention.quantity.upper.is_none()
                };
                let exact = matches!(
                    a.bound,
                    Bound::Exact | Bound::About | Bound::AtLeast | Bound::MoreThan
                ) && b.bound == Bound::Exact;
                if !linked || !counts(part) || !counts(whole) || !exact || a.value <= b.value {
                    continue;
                }
                let mut finding = context.finding(
                    &PART_EXCEEDS_WHOLE,
                    part.core,
                    format!("{} is more than {}.", a.value.normalize(), b.value.normalize()),
                    "A part can't be greater than the whole it is taken from.".to_owned(),
                );
                finding.related.push(context.elsewhere(whole.core, "the whole"));
                out.push(finding);
            }
        }
    }
}
