//! Announced numbers of things, and the lists that follow.

use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::{Meta, text};
use super::{Check, groups, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::{BlockKind, TextSpan};
use crate::lexicon;
use crate::reading::number::{Number, NumberKind};
use crate::reading::tree::{Upos, Word};
use crate::value::quantity::Bound;

/// A list that is longer or shorter than announced.
pub(super) struct CountOfList;

static COUNT_OF_LIST: Meta = Meta {
    id: "count-of-list",
    kind: FindingKind::Contradiction,
    severity: Severity::Warning,
    summary: "The list has another number of items than announced.",
    manual: "A number of things and their names between commas (“three officials, Rubio and Witkoff,”); names set off by dashes or behind “the four winners are”; a number of things and a colon, and behind it a plain list to the end of the sentence (“three leaders: A and B”), each item a name or a few words; and a headline or paragraph that announces \
             so many takeaways, reasons, questions … over a list or numbered subheads. Lists that begin with “including” or “such as”, and items with commas of their own, are let pass.",
    source: "Copy-editing handbooks: 'count the items'.",
    on: true,
    flags: &[
        text("Three leaders came: Anna Berg and Jon Aske."),
        text("They named four cities: Oslo, Bergen and Narvik."),
        text("Three ministers, Anna Berg and Jon Aske, defended the plan."),
        text("Three towns – Orrin and Dale – were cut off."),
        text("Two cities, Oslo, Bergen and Narvik, will host the games."),
        text("The four winners are Ada Bell, Tom Hicks and Lu Chen."),
        text("Five leaders – Berg, Aske, Holm, Lier, Dahl and von der Heide – came by boat."),
        text("A trio of ministers, Berg and Aske, resigned."),
        text("The duo – Berg, Aske and Holm – left early."),
        text("A trio of subjects, the guarantees and the borders, are on the table."),
        text("Both Berg, Aske and Holm agreed."),
    ],
    allows: &[
        text("Two leaders came: Anna Berg and Jon Aske."),
        text("They named four cities, including Oslo, Bergen and Narvik."),
        text("Three leaders came: Anna Berg, the mayor of Oslo, and Jon Aske, and they all spoke."),
        text("He gave two reasons: the road was closed and the bridge, which was old, had no lights."),
        text("Two ministers, Anna Berg and Jon Aske, defended the plan."),
        text("For the last two years, Berg and Aske have worked together."),
        text(
            "Two cities, Oslo and Bergen, will host the games. Three others, among them Narvik and Bodo, lost.",
        ),
        text("The score after 20 minutes: Oslo 3, Bergen 2."),
        text("Two cities, Lyon, France, and Oslo, will host the games."),
        text("They named two cities: Lyon, France, and Oslo."),
        text("Six leaders – Berg, Aske, Holm, Lier, Dahl and von der Heide – came by boat."),
        text("A pair of ministers, Berg and Aske, resigned."),
        text("A trio of ministers, among them Berg and Aske, resigned."),
        text("The trio – Berg, Aske and Holm – left early."),
        text("The trio met Berg and Aske."),
        text("A trio of subjects, the guarantees, the borders and the prisoners, are on the table."),
        text("Three people, the mayor and the aides, were on the boat."),
        text("Both Berg and Aske agreed, and Holm did."),
        text("Both Lyon, France, and Oslo bid."),
    ],
};

impl Check for CountOfList {
    fn meta(&self) -> &'static Meta {
        &COUNT_OF_LIST
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        for view in context.prose() {
            for number in view.numbers.iter() {
                in_sentence(context, view, number, out);
                in_apposition(context, view, number, out);
                beside(context, view, number, out);
            }
            groups::in_sentence(context, view, out);
        }
        over_items(context, out);
    }
}

pub(super) fn announced(number: &Number) -> Option<usize> {
    let q = &number.mention.quantity;
    let plain =
        number.kind == NumberKind::Count && q.unit.is_none() && q.bound == Bound::Exact && q.upper.is_none();
    q.value
        .to_usize()
        .filter(|n| plain && q.value.fract().is_zero() && (2..=20).contains(n))
}

/// "Three leaders came: Anna Berg and Jon Aske."
fn in_sentence(context: &Context<'_>, view: &View<'_>, number: &Number, out: &mut Vec<Finding>) {
    let (Some(count), Some(head)) = (announced(number), number.head.and_then(|h| view.word(h))) else {
        return;
    };
    if !matches!(head.xpos, "NNS" | "NNPS") {
        return;
    }
    let rest = view.after(number.mention.span);
    let Some((lead, list)) = rest.split_once(':') else {
        return;
    };
    if lead.len() > 50
        || lead.contains([',', ';', '(', '"', '“'])
        || view
            .numbers
            .iter()
            .any(|n| n.core.start > number.core.end && n.core.end < number.core.end + lead.len())
    {
        return;
    }
    if list.starts_with(|c: char| !c.is_whitespace()) || words::mentions(rest, "partial").is_some() {
        return;
    }
    let start = number.mention.span.end + lead.len() + 1;
    // "18 animals: ten males and eight females": parts, not items.
    if view.numbers.iter().any(|n| n.core.start >= start) {
        return;
    }
    let Some(items) = items(list).map(without_wholes) else {
        return;
    };
    if items.len() == count || items.len() < 2 {
        return;
    }
    // Names are plain; other words are, where every item is a word or two.
    let names = items.iter().all(|i| {
        i.split_whitespace()
            .all(|w| w.chars().next().is_some_and(char::is_uppercase) || is_particle(w))
    });
    let article = |w: &&str| matches!(*w, "a" | "an" | "the" | "its" | "their");
    let short = items
        .iter()
        .all(|i| i.split_whitespace().filter(|w| !article(w)).count() <= 2);
    let verbs = view
        .tree()
        .words
        .iter()
        .any(|w| w.span.start > start && w.upos == Upos::Verb);
    if !names && (!short || verbs) {
        return;
    }
    let text = list.trim();
    let at = start + list.len() - list.trim_start().len();
    let span = TextSpan::new(at, at + text.len());
    out.push(miscounted(
        context,
        number.core,
        (count, items.len()),
        &items.join("; "),
        span,
    ));
}

/// What is told of a list at `span` that has not as many items as were announced at `number`.
pub(super) fn miscounted(
    context: &Context<'_>,
    number: TextSpan,
    (announced, listed): (usize, usize),
    list: &str,
    span: TextSpan,
) -> Finding {
    let mut finding = context.finding(
        &COUNT_OF_LIST,
        number,
        format!("{announced} are announced, {listed} are listed."),
        format!("The list is: {list}."),
    );
    finding.related.push(context.elsewhere(span, "the list"));
    finding
}

/// "Three officials, Rubio and Witkoff, defended the decision."
fn in_apposition(context: &Context<'_>, view: &View<'_>, number: &Number, out: &mut Vec<Finding>) {
    let (Some(count), Some(head)) = (announced(number), number.head) else {
        return;
    };
    let words = &view.tree().words;
    // "three regions in the east, Orrin and Dale,": where they are may stand between.
    let place_behind = |at: usize| {
        let within = matches!(
            words.get(at).map(|w| w.lemma.as_str()),
            Some("in" | "of" | "from" | "at")
        );
        let end = (at..words.len().min(at + 6)).find(|&i| words.get(i).is_some_and(|w| w.form == ","))?;
        let one_phrase = (at + 1..end).all(|i| {
            words
                .get(i)
                .is_some_and(|w| matches!(w.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn))
        });
        (within && one_phrase).then_some(end)
    };
    let comma = place_behind(head + 1).unwrap_or(head + 1);
    let plural = words
        .get(head)
        .is_some_and(|w| matches!(w.xpos, "NNS" | "NNPS") && w.span.start > number.core.start);
    if !plural || words.get(comma).is_none_or(|w| w.form != ",") {
        return;
    }
    // "four centres, at Hale, Cobb and Stanner,"
    let at = |i: usize| {
        words
            .get(i)
            .is_some_and(|w| matches!(w.form.as_str(), "at" | "in"))
    };
    let set_off = at(comma + 1) && comma == head + 1;
    let Some((names, end)) = names_in_apposition(words, comma + 1 + usize::from(set_off)) else {
        return;
    };
    // The names stand for the things: their tree says so.
    let first = names.first().map_or(comma, |n| n.0);
    let hangs = (first..=names.first().map_or(comma, |n| n.1)).any(|i| {
        words.get(i).is_some_and(|w| {
            let inside = |h: usize| set_off || h == head || h > head && h < comma;
            w.head.is_some_and(inside)
                && matches!(w.deprel.base(), "appos" | "conj" | "nmod" | "list" | "obl")
        })
    });
    if !hangs || names.len() == count {
        return;
    }
    let span = TextSpan::new(
        words.get(first).map_or(0, |w| w.span.start),
        words.get(end).map_or(0, |w| w.span.end),
    );
    let shown = names.iter().filter_map(|&(from, to)| {
        let (from, to) = (words.get(from)?, words.get(to)?);
        Some(view.slice(from.span.cover(to.span)).to_owned())
    });
    let listed = without_wholes(shown.collect()).len();
    if listed == count {
        return;
    }
    out.push(miscounted(
        context,
        number.core,
        (count, listed),
        view.slice(span),
        span,
    ));
}

/// The names of a list from `at` on (first and last word of each), up to the mark that closes it, and its
/// last word. The last name is joined by "and"; a name that goes on behind the mark makes the list unsure.
pub(super) fn names_in_apposition(words: &[Word], at: usize) -> Option<(Vec<(usize, usize)>, usize)> {
    let form = |i: usize| words.get(i).map_or("", |w| w.form.as_str());
    let part = |i: usize| {
        let f = form(i);
        (f.starts_with(char::is_uppercase) && words.get(i).is_some_and(|w| w.upos == Upos::Propn))
            || is_particle(f) && !matches!(f, "of" | "the")
    };
    let mut names: Vec<(usize, usize)> = Vec::new();
    let mut i = at;
    let mut closed = false;
    while part(i) {
        let start = i;
        while part(i) {
            i += 1;
        }
        names.push((start, i - 1));
        if closed {
            break;
        }
        match (form(i), form(i + 1)) {
            ("and", _) => {
                closed = true;
                i += 1;
            }
            (",", "and") => {
                closed = true;
                i += 2;
            }
            (",", _) => i += 1,
            _ => return None,
        }
    }
    let ends = matches!(form(i), "," | "." | ";" | "–" | "—");
    let goes_on = part(i + 1) || form(i + 1) == "and";
    (closed && ends && !goes_on && names.len() > 1).then(|| (names, i - 1))
}

/// "Three towns – Orrin and Dale – were cut off", "the four winners are …": names set beside what they are counted as.
fn beside(context: &Context<'_>, view: &View<'_>, number: &Number, out: &mut Vec<Finding>) {
    let (Some(count), Some(head)) = (announced(number), number.head.and_then(|h| view.word(h))) else {
        return;
    };
    let next_to = head.span.end >= number.mention.span.end;
    if !matches!(head.xpos, "NNS" | "NNPS") || !next_to || context.quoted(number.core) {
        return;
    }
    let rest = view.after(head.span);
    let led = view
        .words_before(number.mention.span, 1)
        .pop()
        .unwrap_or_default();
    let set_off = [" – ", " — ", " - "].iter().find_map(|dash| {
        let inside = rest.strip_prefix(dash)?;
        Some(inside.split_once(dash).map_or(inside, |(list, _)| list))
    });
    let set_off = set_off.or_else(|| Some(rest.strip_prefix(" (")?.split_once(')')?.0));
    let told = (led == "the")
        .then(|| rest.strip_prefix(" are ").or_else(|| rest.strip_prefix(" were ")))
        .flatten()
        .filter(|list| !list.contains([',']) || list.contains(" and "));
    let Some(list) = set_off.or(told) else {
        return;
    };
    let Some(items) = items(list).map(without_wholes) else {
        return;
    };
    let named = items.iter().all(|i| {
        i.split_whitespace()
            .all(|w| w.starts_with(|c: char| c.is_uppercase()) || is_particle(w))
    });
    // "Anna and Jon Aske" have one surname, "King and Queen" are one item.
    let two_names = |i: &String| i.contains(' ') && !i.split_whitespace().any(is_particle);
    let shared = items.iter().any(|i| !i.contains(' ')) && items.iter().any(two_names);
    let over = words::mentions(rest.get(..list.len()).unwrap_or(rest), "partial").is_some();
    if !named || shared && count < items.len() || over || items.len() == count || items.len() < 2 {
        return;
    }
    let start = rest.find(list).map_or(head.span.end, |at| head.span.end + at);
    let span = TextSpan::new(start, start + list.trim_end().len());
    out.push(miscounted(
        context,
        number.core,
        (count, items.len()),
        &items.join("; "),
        span,
    ));
}

/// A small word within a name: "von der Leyen", "the Isle of Man".
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "de"
            | "van"
            | "von"
            | "der"
            | "den"
            | "del"
            | "di"
            | "du"
            | "la"
            | "al"
            | "bin"
            | "ibn"
            | "da"
    )
}

/// The items of a plain list that ends its sentence; the last is joined by "and".
pub(super) fn items(list: &str) -> Option<Vec<String>> {
    let list = list.trim().trim_end_matches(['.', '!', '?']);
    if list.is_empty() || list.contains(['.', ';', ':', '(', '“', '"', '—', '–', '?']) || list.len() > 200
    {
        return None;
    }
    let mut items: Vec<String> = Vec::new();
    let parts: Vec<&str> = list.split(',').map(str::trim).collect();
    let last = parts.len().checked_sub(1)?;
    for (i, part) in parts.iter().enumerate() {
        if i < last {
            if part.contains(" and ") || part.is_empty() {
                return None;
            }
            items.push((*part).to_owned());
            continue;
        }
        let part = part.strip_prefix("and ").unwrap_or(part);
        let halves: Vec<&str> = part.split(" and ").collect();
        match halves.as_slice() {
            [one] if last > 0 && parts.last().is_some_and(|p| p.starts_with("and ")) => {
                items.push((*one).to_owned())
            }
            [a, b] => items.extend([(*a).to_owned(), (*b).to_owned()]),
            _ => return None,
        }
    }
    (!items
        .iter()
        .any(|i| i.is_empty() || i.split_whitespace().count() > 5))
    .then_some(items)
}

/// "Lyon, France, and Oslo": a place and the one that it lies in are one item.
pub(super) fn without_wholes(items: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for item in items {
        if !out.last().is_some_and(|part| lexicon::lies_in(part, &item)) {
            out.push(item);
        }
    }
    out
}

/// A headline or paragraph that announces so many things, over a list or numbered subheads.
fn over_items(context: &Context<'_>, out: &mut Vec<Finding>) {
    let blocks = &context.document.blocks;
    for view in &context.sentences {
        let Some((number, count)) = view.numbers.iter().find_map(|n| Some((n, announced(n)?))) else {
            continue;
        };
        let Some(head) = number.head.and_then(|h| view.word(h)) else {
            continue;
        };
        if !words::is(&head.lemma.to_lowercase(), "list-noun")
            || words::mentions(view.text(), "partial").is_some()
        {
            continue;
        }
        let items: Vec<TextSpan> = match view.kind {
            BlockKind::Headline => numbered_subheads(context),
            BlockKind::Paragraph if view.text().trim_end().ends_with(':') => {
                let next = blocks.get(view.sentence.block + 1);
                match next
                    .filter(|b| b.kind == BlockKind::ListItem)
                    .and_then(|b| b.group)
                {
                    Some(group) => blocks
                        .iter()
                        .filter(|b| b.group == Some(group) && b.kind == BlockKind::ListItem)
                        .map(|b| b.span)
                        .collect(),
                    None => continue,
                }
            }
            _ => continue,
        };
        if items.len() < 2 || items.len() == count {
            continue;
        }
        let mut finding = context.finding(
            &COUNT_OF_LIST,
            number.core,
            format!("{count} are announced, {} are listed.", items.len()),
            "The items that follow were counted.".to_owned(),
        );
        for item in items {
            finding.related.push(context.elsewhere(item, "an item"));
        }
        out.push(finding);
    }
}

/// Subheads that begin with 1, 2, 3 …, where there is no other list.
fn numbered_subheads(context: &Context<'_>) -> Vec<TextSpan> {
    let mut out = Vec::new();
    for block in context
        .document
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Subhead)
    {
        let text = context.document.slice(block.span);
        let digits: String = text
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let number: Option<usize> = digits.parse().ok();
        if number == Some(out.len() + 1) {
            out.push(block.span);
        }
    }
    out
}
