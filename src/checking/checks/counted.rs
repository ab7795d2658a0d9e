//! How many or how much, in the headline and where the text begins: "kills seven" over "four people died", "a rise of
//! 10%" over 7%, where the 10 is what was asked for.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::context::{Context, View};
use super::headline::shared_words;
use super::meta::Meta;
use super::tallies::tally;
use super::telling::stated_otherwise;
use super::unsupported::computed;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::reading::time::TimeForm;
use crate::reading::tree::{Upos, Word};
use crate::value::quantity::{Bound, Comparison};

/// Sentences that tell what the headline is about.
const LEDE: usize = 2;

/// Sentences whose numbers may make up that of the headline together.
const FAR: usize = 6;

/// Adds the number of the headline that the text begins with another for, under the check `meta`.
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let body = context.told();
    let otherwise = tally(context, top, &body)
        .or_else(|| group(context, top, &body))
        .or_else(|| named_otherwise(context, top, &body))
        .or_else(|| ordinal(context, top, &body))
        .or_else(|| date(context, top, &body))
        .or_else(|| deathless(context, top));
    if let Some((here, there)) = otherwise {
        out.push(context.otherwise_in_body(
            meta,
            here,
            there,
            format!(
                "The headline has “{}”, the text “{}”.",
                context.document.slice(here),
                context.document.slice(there)
            ),
        ));
        return;
    }
    for own in top.numbers.iter().filter(|n| plain(n) && !context.quoted(n.core)) {
        let found = count(context, top, own, &body)
            .or_else(|| amount(context, top, own, &body))
            .or_else(|| at_death(context, top, own, &body))
            .or_else(|| aged(context, top, own, &body));
        let Some(other) = found else { continue };
        out.push({
            let mut finding = context.finding(
                meta,
                own.core,
                format!(
                    "The headline has {}, the body {}.",
                    top.slice(own.core),
                    context.document.slice(other.core)
                ),
                "The text begins with another number of the same.".to_owned(),
            );
            finding.related.push(context.elsewhere(other.core, "in the body"));
            finding
        });
        return;
    }
}

/// A number that is one value, whatever stands around it.
fn plain(n: &Number) -> bool {
    n.mention.quantity.upper.is_none()
        && matches!(n.mention.quantity.bound, Bound::Exact)
        && !matches!(n.kind, NumberKind::Ordinal | NumberKind::Fraction)
}

/// What a number is of.
#[derive(Debug, PartialEq, Eq, Clone)]
struct Of {
    /// What befalls those who are counted: the first word of a line of `befall-verb`.
    befalls: Option<String>,
    /// The noun, but for words that mean people in general.
    noun: Option<String>,
    /// The verb, for those who are only called people or the like.
    deed: Option<String>,
}

/// The line of `befall-verb` that the verb or noun is of.
fn befalling(lemma: &str) -> Option<String> {
    let lists = words::list("befall-verb").iter().filter_map(|line| {
        let mut verbs = line.split('|');
        let first = verbs.next()?;
        (first == lemma || verbs.any(|v| v == lemma)).then(|| first.to_owned())
    });
    let nouns = words::list("befall-noun").iter().filter_map(|line| {
        let (noun, verb) = line.split_once('=')?;
        (noun == lemma).then(|| verb.to_owned())
    });
    lists.chain(nouns).next().or_else(|| match lemma {
        "dead" | "drown" | "perish" => Some("die".to_owned()),
        "injured" | "wounded" | "hurt" => Some("injure".to_owned()),
        _ => None,
    })
}

fn of(view: &View<'_>, n: &Number) -> Of {
    let tree = view.tree();
    let own = |i: Option<usize>| i.and_then(|i| tree.words.get(i)).map(|w| w.lemma.to_lowercase());
    let counted = own(n.head);
    let head = own(Some(n.word)
        .filter(|_| n.head.is_none())
        .and_then(|w| tree.words.get(w)?.head));
    // "seven dead", "the deaths of six passengers"
    let above = n
        .head
        .and_then(|h| tree.words.get(h)?.head)
        .filter(|&h| tree.words.get(h).is_some_and(|w| w.upos == Upos::Noun))
        .filter(|_| {
            n.head
                .is_some_and(|h| tree.words.get(h).is_some_and(|w| w.deprel.is("nmod")))
        });
    let verb = view.governor(n.word).filter(|&g| {
        // What somebody is killed along with is not counted by it.
        tree.words.get(g).is_some()
    });
    let befalls = counted
        .as_deref()
        .and_then(befalling)
        .or_else(|| head.as_deref().and_then(befalling))
        .or_else(|| own(above).as_deref().and_then(befalling))
        .or_else(|| own(verb).as_deref().and_then(befalling));
    let noun = counted.filter(|c| {
        !words::is(c, "people")
            && befalling(c).is_none()
            && c != "other"
            && !words::is(c, "kin")
            && c != "more"
    });
    let deed = noun
        .as_deref()
        .is_none_or(person)
        .then(|| own(verb))
        .flatten()
        .filter(|v| n.head.is_some() && !words::is(v, "empty-verb"));
    Of { befalls, noun, deed }
}

fn person(noun: &str) -> bool {
    noun == "people" || lexicon::is_kind_of(noun, "person", WordClass::Noun)
}

fn one_noun(a: &str, b: &str) -> bool {
    a == b || lexicon::synonyms(a, b, WordClass::Noun)
}

/// Whether the sentence tells of another time than the lede: a year, "last year", "the year before".
fn of_then(view: &View<'_>) -> bool {
    view.times.iter().any(|t| {
        let text = view.slice(t.mention.span);
        let year =
            text.chars().filter(char::is_ascii_digit).count() >= 4 && !matches!(t.form, TimeForm::Weekday);
        year || text.to_lowercase().contains("last year")
    })
}

/// "kills seven" over "four people died", "two paintings" over "three paintings".
fn count(context: &Context<'_>, top: &View<'_>, own: &Number, body: &[&View<'_>]) -> Option<Number> {
    let count = |n: &Number| n.kind == NumberKind::Count && n.mention.quantity.unit.is_none();
    if !count(own) || own.mention.quantity.value < Decimal::TWO {
        return None;
    }
    let ours = of(top, own);
    let since = of_then(top) || top.words_before(own.core, 12).iter().any(|w| w == "since");
    if ours.befalls.is_none() && ours.noun.is_none() && ours.deed.is_none() || since {
        return None;
    }
    let value = own.mention.quantity.value;
    let meets = |theirs: &Of| match (&ours.befalls, &theirs.befalls) {
        (Some(a), Some(b)) if a == b => match (&ours.noun, &theirs.noun) {
            (Some(x), Some(y)) => one_noun(x, y),
            // "Nine killed": of all.
            (None, Some(y)) => person(y),
            _ => true,
        },
        (None, None) => match (&ours.noun, &theirs.noun) {
            (Some(x), Some(y)) => one_noun(x, y),
            // "apologises to 47 victims" over "apologised to 74 people"
            (Some(_), None) | (None, Some(_)) => ours.deed.is_some() && ours.deed == theirs.deed,
            (None, None) => false,
        },
        // "take two paintings" over "three paintings were found": what the noun says is enough.
        _ => false,
    };
    let lede = body.get(..LEDE.min(body.len()))?;
    let told: Vec<(&View<'_>, &Number)> = lede
        .iter()
        .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)))
        .filter(|(v, n)| count(n) && !context.quoted(n.core) && meets(&of(v, n)) && !of_then(v))
        .collect();
    let total = ours.noun.is_none();
    let (there, other) = *told.first()?;
    // Of several that are counted so, the first is what the headline has, where it is of all and they of some.
    // "four dead and three missing": another number of the headline is the text's.
    if top
        .numbers
        .iter()
        .any(|n| n.core != own.core && n.mention.quantity.value == other.mention.quantity.value)
    {
        return None;
    }
    let rest: BTreeSet<Decimal> = told.iter().map(|(_, n)| n.mention.quantity.value).collect();
    if rest.contains(&value) || rest.len() > 1 && !total {
        return None;
    }
    let q = &other.mention.quantity;
    let bounded = q.bound != Bound::Exact && q.value < value && q.bound == Bound::AtLeast;
    let apart = stated_otherwise(q, &own.mention.quantity) || bounded;
    let shared = shared_words(top, own, there);
    let enough = if ours.befalls.is_some() { 1 } else { 2 };
    let (low, high) = (q.value.min(value), q.value.max(value));
    if !apart || shared < enough || high.checked_div(low)? > Decimal::TEN || changes(there, other) {
        return None;
    }
    // A number that agrees further down, of all or of the same.
    let agrees = body.iter().any(|v| {
        v.numbers.iter().any(|n| {
            if !count(n) || n.mention.quantity.value != value || of_then(v) {
                return false;
            }
            let theirs = of(v, n);
            let narrower = total && theirs.noun.is_some();
            let bare = theirs.noun.is_none() && theirs.befalls.is_none() && n.head.is_none();
            let of_other =
                || of_noun_before(v, n).is_some_and(|x| ours.noun.as_ref().is_some_and(|o| !one_noun(o, &x)));
            let of_it = meets(&theirs) || bare && !of_other();
            of_it && !narrower
        })
    });
    // Two that make it up, in one sentence or in sentences not far apart.
    let told_of: Vec<Decimal> = body
        .iter()
        .take(FAR)
        .flat_map(|v| {
            v.numbers
                .iter()
                .filter(|n| count(n) && meets(&of(v, n)))
                .collect::<Vec<_>>()
        })
        .map(|n| n.mention.quantity.value)
        .collect();
    let two = told_of
        .iter()
        .enumerate()
        .any(|(i, a)| told_of.iter().skip(i + 1).any(|b| a + b == value));
    // Two of one sentence that make it up.
    let summed = body.iter().any(|v| {
        let of_it: Vec<Decimal> = v
            .numbers
            .iter()
            .filter(|n| count(n) && meets(&of(v, n)))
            .map(|n| n.mention.quantity.value)
            .collect();
        let sum: Decimal = of_it.iter().sum();
        of_it.len() > 1 && sum == value
            || of_it
                .iter()
                .enumerate()
                .any(|(i, a)| of_it.iter().skip(i + 1).any(|b| a + b == value))
    });
    (!agrees && !summed && !two).then(|| other.clone())
}

/// "Eleven concerts are affected, among them three in London": what a number without a noun is of, by the last noun in
/// the plural in front of it.
fn of_noun_before(view: &View<'_>, n: &Number) -> Option<String> {
    let words = &view.tree().words;
    words
        .iter()
        .take(n.word)
        .rev()
        .find(|w| w.upos == Upos::Noun && w.xpos == "NNS")
        .map(|w| w.lemma.to_lowercase())
}

/// Words of change beside the number: what it was, what more there is.
fn changes(view: &View<'_>, n: &Number) -> bool {
    let before = view.words_before(n.mention.span, 3);
    let after = view.words_after(n.core, 2);
    let mark = |w: &String| {
        matches!(
            w.as_str(),
            "another"
                | "further"
                | "but"
                | "except"
                | "other"
                | "more"
                | "from"
                | "than"
                | "extra"
                | "additional"
                | "previous"
                | "record"
        )
    };
    before.last().is_some_and(mark) || after.first().is_some_and(mark)
}

/// Whether the number is what somebody asked for, offered, foresaw or was refused, or what it was before.
fn shadow(view: &View<'_>, n: &Number) -> bool {
    let tree = view.tree();
    let lead = view.words_before(n.mention.span, 2);
    let base = lead.iter().any(|w| {
        matches!(
            w.as_str(),
            "from" | "than" | "against" | "previous" | "record" | "since"
        )
    });
    let mut at = n.word;
    let mut asked = false;
    for _ in 0..8 {
        let Some(word) = tree.words.get(at) else { break };
        let lemma = word.lemma.to_lowercase();
        asked |= words::is(&lemma, "shadow-verb") && at != n.word;
        let had = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .any(|w| w.deprel.is("aux") && w.form.eq_ignore_ascii_case("had"));
        asked |= had && word.upos == Upos::Verb;
        // "a cap of 7 percent, which was defeated"
        asked |= tree.children(at).iter().any(|&c| {
            tree.words
                .get(c)
                .is_some_and(|w| w.deprel.is("acl") && words::is(&w.lemma.to_lowercase(), "shadow-verb"))
        });
        match word.head {
            Some(head) => at = head,
            None => break,
        }
    }
    // "in February, thieves took rings worth £90,000"
    let month = view.times.iter().any(|t| matches!(t.form, TimeForm::Month));
    base || asked || of_then(view) || month
}

/// "a 10 percent raise" over "raises pay by 7 percent", where the 10 was asked for.
fn amount(context: &Context<'_>, top: &View<'_>, own: &Number, body: &[&View<'_>]) -> Option<Number> {
    /// Sentences in which the amount must come.
    const FIRST: usize = 3;
    let q = &own.mention.quantity;
    let unit = q.unit.as_deref();
    let counted = own.kind == NumberKind::Count && unit.is_none() && own.mention.of.is_some();
    let measured = unit.is_some_and(|u| {
        u == "percent" || crate::value::unit::unit(u).is_some_and(crate::value::unit::Unit::is_currency)
    });
    // A headline on what is asked for has it from there.
    let asks = top
        .tree()
        .words
        .iter()
        .any(|w| words::is(&w.lemma.to_lowercase(), "shadow-verb"));
    if !(counted || measured) || asks {
        return None;
    }
    let alike = |n: &Number| {
        n.kind == own.kind
            && n.mention.quantity.unit == q.unit
            && (measured || n.mention.of == own.mention.of)
    };
    let mut agreeing = 0;
    for (at, v) in body.iter().enumerate() {
        for n in v.numbers.iter().filter(|n| alike(n)) {
            if stated_otherwise(&n.mention.quantity, q) {
                continue;
            }
            agreeing += 1;
            if at == 0 || !shadow(v, n) || context.quoted(n.core) {
                return None;
            }
        }
    }
    if agreeing == 0 && !measured {
        return None;
    }
    let lede = body.get(..FIRST.min(body.len()))?;
    let live: Vec<(&View<'_>, &Number)> = lede
        .iter()
        .flat_map(|v| v.numbers.iter().map(move |n| (*v, n)))
        .filter(|(v, n)| alike(n) && plain(n) && !shadow(v, n) && !context.quoted(n.core))
        // "$412,000, $9,000 less": of another size, of something else.
        .filter(|(_, n)| agreeing > 0 || of_one_size(n.mention.quantity.value, q.value))
        .collect();
    let (there, other) = *live
        .iter()
        .max_by_key(|(v, _)| (shared_words(top, own, v), usize::MAX - v.index))?;
    if agreeing == 0 {
        // Nothing else of its kind where the text begins, and not far from it.
        let value = other.mention.quantity.value;
        let close = of_one_size(value, q.value);
        let alone = live.iter().all(|(_, n)| n.mention.quantity.value == value);
        let all: Vec<&Number> = body.iter().flat_map(|v| v.numbers.iter()).collect();
        if !close || !alone || computed(own, &all) || shared_words(top, own, there) < 3 {
            return None;
        }
    }
    let one = live
        .iter()
        .all(|(v, n)| v.index != there.index || n.mention.quantity.value == other.mention.quantity.value);
    let apart = other.mention.quantity.compare(q) == Comparison::Conflict
        || stated_otherwise(&other.mention.quantity, q);
    (one && apart && shared_words(top, own, there) >= 2).then(|| other.clone())
}

/// "dies at 78" over "She was 87."
fn at_death(context: &Context<'_>, top: &View<'_>, own: &Number, body: &[&View<'_>]) -> Option<Number> {
    let lead = view_lead(top, own);
    let dies = lead
        .iter()
        .any(|w| matches!(w.as_str(), "dies" | "dead" | "died"))
        && lead.last().is_some_and(|w| matches!(w.as_str(), "at" | "aged"));
    let bare = own.mention.quantity.unit.is_none() || own.kind == NumberKind::Age;
    if !dies || !bare {
        return None;
    }
    let value = own.mention.quantity.value;
    // "She was 87.", "died on Monday, aged 87"
    let age = |v: &View<'_>, n: &Number| {
        let lead = v.words_before(n.mention.span, 2);
        let last = lead.last().map_or("", String::as_str);
        let was = matches!(lead.as_slice(), [who, be] if matches!(who.as_str(), "he" | "she") && be == "was");
        let aged = matches!(last, "aged")
            || n.kind == NumberKind::Age && v.words_before(n.core, 8).iter().any(|w| w == "died");
        let of_kin = v
            .words_before(n.mention.span, 8)
            .iter()
            .any(|w| words::is(w, "kin"));
        (was || aged) && !of_kin && !context.quoted(n.core)
    };
    let stated = body.iter().any(|v| {
        v.numbers
            .iter()
            .any(|n| n.mention.quantity.value == value && (n.kind == NumberKind::Age || age(v, n)))
    });
    let mut ages = body
        .iter()
        .take(3)
        .flat_map(|v| v.numbers.iter().filter(|n| age(v, n)).collect::<Vec<_>>());
    let other = ages.next()?;
    let kin = words::mentions(top.text(), "kin").is_some();
    (!stated && !kin && other.mention.quantity.value != value).then(|| other.clone())
}

fn view_lead(top: &View<'_>, own: &Number) -> Vec<String> {
    top.words_before(own.core, 3)
}

/// "Gang of five" over "a gang of four men".
fn group(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Option<(TextSpan, TextSpan)> {
    let groups = |v: &View<'_>| -> Vec<(String, Decimal, TextSpan)> {
        v.numbers
            .iter()
            .filter(|n| plain(n) && n.kind == NumberKind::Count && n.mention.quantity.unit.is_none())
            .filter_map(|n| {
                let words = &v.tree().words;
                let first = words.iter().position(|w| w.span.end > n.mention.span.start)?;
                let of = words.get(first.checked_sub(1)?)?;
                let noun = words.get(first.checked_sub(2)?)?;
                let kind = lexicon::is_kind_of(&noun.lemma.to_lowercase(), "group", WordClass::Noun);
                (of.form == "of" && noun.upos == Upos::Noun && kind)
                    .then(|| (noun.lemma.to_lowercase(), n.mention.quantity.value, n.core))
            })
            .collect()
    };
    let ours = groups(top);
    let [(noun, value, here)] = ours.as_slice() else {
        return None;
    };
    let told: Vec<_> = body
        .iter()
        .flat_map(|v| groups(v))
        .filter(|(n, ..)| n == noun)
        .collect();
    let stated = body
        .iter()
        .flat_map(|v| v.numbers.iter())
        .any(|n| n.mention.quantity.value == *value && n.mention.quantity.unit.is_none());
    let [(_, _, there)] = told.as_slice() else {
        return None;
    };
    (!stated && !context.quoted(*there) && !context.quoted(*here)).then_some((*here, *there))
}

/// "a profit of £85m" over "a loss of £85m": the same amount of the contrary.
fn named_otherwise(
    context: &Context<'_>,
    top: &View<'_>,
    body: &[&View<'_>],
) -> Option<(TextSpan, TextSpan)> {
    let beside = |v: &View<'_>, n: &Number| -> Option<String> {
        let lead = v.words_before(n.mention.span, 2);
        let tail = v.words_after(n.core, 2);
        let noun = |w: &String| {
            words::list("opposite-nouns")
                .iter()
                .flat_map(|p| p.split('/'))
                .any(|x| x == w)
                .then(|| w.clone())
        };
        match lead.as_slice() {
            [x, of] if of == "of" => noun(x),
            _ => tail.iter().find_map(noun),
        }
    };
    top.numbers
        .iter()
        .filter(|n| !context.quoted(n.core))
        .find_map(|own| {
            let ours = beside(top, own)?;
            let mut contrary = None;
            for v in body {
                for n in v.numbers.iter() {
                    let q = &n.mention.quantity;
                    let same = q.unit == own.mention.quantity.unit && q.value == own.mention.quantity.value;
                    let Some(theirs) = beside(v, n).filter(|_| same) else {
                        continue;
                    };
                    if theirs == ours {
                        return None;
                    }
                    let opposed = words::list("opposite-nouns").iter().any(|p| {
                        p.split_once('/')
                            .is_some_and(|(a, b)| a == ours && b == theirs || b == ours && a == theirs)
                    });
                    if opposed && !context.quoted(n.core) {
                        contrary = contrary.or(Some(n.core));
                    }
                }
            }
            contrary.map(|there| (own.core, there))
        })
}

/// Whether one is at most five times the other.
fn of_one_size(a: Decimal, b: Decimal) -> bool {
    let (low, high) = (a.min(b), a.max(b));
    high.checked_div(low).is_some_and(|f| f <= Decimal::from(5))
}

/// "fourth month" over "for the third month".
fn ordinal(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Option<(TextSpan, TextSpan)> {
    let ranked = |v: &View<'_>| -> Vec<(usize, String, TextSpan)> {
        let words = &v.tree().words;
        words
            .windows(2)
            .filter_map(|pair| {
                let [rank, noun] = pair else { return None };
                let form = rank.form.to_lowercase();
                let at = words::list("ordinals")
                    .iter()
                    .position(|line| line.split('|').any(|f| f == form))?;
                (noun.upos == Upos::Noun).then(|| (at, noun.lemma.to_lowercase(), rank.span.cover(noun.span)))
            })
            .collect()
    };
    let ours = ranked(top);
    let [(rank, noun, here)] = ours.as_slice() else {
        return None;
    };
    let all: Vec<(usize, String, TextSpan)> = body
        .iter()
        .flat_map(|v| ranked(v))
        .filter(|(_, n, _)| n == noun)
        .collect();
    let lede: Vec<&(usize, String, TextSpan)> = all
        .iter()
        .filter(|(_, _, span)| body.iter().take(LEDE).any(|v| v.sentence.span.contains(*span)))
        .collect();
    let [(_, _, there)] = lede.as_slice() else {
        return None;
    };
    let timed = matches!(
        noun.as_str(),
        "time"
            | "year"
            | "week"
            | "day"
            | "half"
            | "quarter"
            | "place"
            | "person"
            | "phase"
            | "part"
            | "dose"
            | "group"
            | "season"
    );
    let stated = all.iter().any(|(r, ..)| r == rank);
    (!stated && !timed && !context.quoted(*there)).then_some((*here, *there))
}

/// "Man, 43" over "a man of 33".
fn aged(context: &Context<'_>, top: &View<'_>, own: &Number, body: &[&View<'_>]) -> Option<Number> {
    if own.kind != NumberKind::Age {
        return None;
    }
    let value = own.mention.quantity.value;
    let all = || body.iter().flat_map(|v| v.numbers.iter().map(move |n| (*v, n)));
    if all().any(|(_, n)| n.mention.quantity.value == value || n.kind == NumberKind::Age) {
        return None;
    }
    let of_person = |v: &View<'_>, n: &Number| {
        let lead = v.words_before(n.mention.span, 2);
        matches!(lead.as_slice(), [who, of] if of == "of" && person(who)) && n.head.is_none()
    };
    let told: Vec<(&View<'_>, &Number)> = all().filter(|(v, n)| of_person(v, n)).collect();
    let [(v, other)] = told.as_slice() else {
        return None;
    };
    (shared_words(top, own, v) >= 1 && !context.quoted(other.core)).then(|| (*other).clone())
}

/// "Storm kills six" over a text in which nobody dies.
fn deathless(context: &Context<'_>, top: &View<'_>) -> Option<(TextSpan, TextSpan)> {
    let words = &top.tree().words;
    let at = words
        .iter()
        .position(|w| matches!(w.lemma.to_lowercase().as_str(), "kill" | "die") && w.upos == Upos::Verb)?;
    let verb = words.get(at)?;
    // "Storm kills six", "Passengers die in fire"; who "dies at 84" is dead, whatever the text says.
    let many = |w: &Word| w.upos == Upos::Num || w.xpos == "NNS" && person(&w.lemma.to_lowercase());
    let one = |w: &Word| w.upos.is_nominal() && person(&w.lemma.to_lowercase());
    let whom = if verb.lemma.eq_ignore_ascii_case("kill") {
        words.iter().skip(at + 1).take(2).any(|w| many(w) || one(w))
    } else {
        words.iter().take(at).rev().take(2).any(many)
    };
    let denied = words
        .iter()
        .any(|w| words::is(&w.form.to_lowercase(), "negation"));
    let body = context.told();
    let told = body
        .iter()
        .flat_map(|v| &v.tree().words)
        .any(|w| words::is(&w.lemma.to_lowercase(), "death-word"));
    let there = body.first()?.sentence.span;
    (whom && !denied && !told && body.len() >= 3 && !context.quoted(verb.span)).then_some((verb.span, there))
}

/// "to open on July 4" over "will open on July 14": another day or month with the same verb.
fn date(context: &Context<'_>, top: &View<'_>, body: &[&View<'_>]) -> Option<(TextSpan, TextSpan)> {
    /// Sentences in which the date must come.
    const FIRST: usize = 3;
    let dates = |v: &View<'_>| -> Vec<(TextSpan, Option<u8>, Option<u8>)> {
        v.times
            .iter()
            .filter(|t| matches!(t.form, TimeForm::Day | TimeForm::Month))
            .map(|t| (t.mention.span, t.stated.month, t.stated.day))
            .collect()
    };
    let ours = dates(top);
    let [(here, month, day)] = ours.as_slice() else {
        return None;
    };
    let month = (*month)?;
    let verbs = |v: &View<'_>| -> Vec<String> {
        v.tree()
            .words
            .iter()
            .filter(|w| w.upos == Upos::Verb && !words::is(&w.lemma, "disclose-verb"))
            .map(|w| w.lemma.to_lowercase())
            .collect()
    };
    let agrees = |(_, m, d): &(TextSpan, Option<u8>, Option<u8>)| {
        *m == Some(month) && (d.is_none() || day.is_none() || d == day)
    };
    let all: Vec<_> = body.iter().flat_map(|v| dates(v)).collect();
    if all.iter().any(agrees) || context.quoted(*here) {
        return None;
    }
    let own = verbs(top);
    body.iter().take(FIRST).find_map(|v| {
        let told = dates(v);
        let [(there, Some(_), _)] = told.as_slice() else {
            return None;
        };
        let one = verbs(v).iter().any(|w| own.contains(w));
        (one && !context.quoted(*there)).then_some((*here, *there))
    })
}
