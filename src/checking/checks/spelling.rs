//! One person's name, spelled in two ways.

use std::collections::BTreeMap;

use super::context::Context;
use super::meta::{Meta, text};
use super::{Check, words};
use crate::checking::finding::{Finding, FindingKind};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon::classes;
use crate::reading::names::{NameKind, surname};
use crate::reading::tree::{Upos, Word};

/// One person, two spellings.
pub(super) struct NameVariant;

static NAME_VARIANT: Meta = Meta {
    id: "name-variant",
    kind: FindingKind::Violation,
    severity: Severity::Warning,
    summary: "One person's name is spelled in two ways.",
    manual: "A person who is named in full, and a surname alone that differs from theirs by one letter (by two in names of nine letters and more; in names of three to five letters only where the second stands once, as a speaker’s or with an age); or two full names \
             with the same first name and such surnames; or one surname with two first names that are spellings of one (“Sofia”, “Sophie”), where no sentence has both and none speaks of a relative. \
             Two people who are both named in full with different first names are two people. Accents, possessives and plurals make no other spelling.",
    source: "Fact-checking handbooks: 'names: check every one, every time it occurs'.",
    on: true,
    flags: &[
        text("Piet Vermeulen spoke for the owner. Vermeullen said the hearing would be short."),
        text("Anna Lindqvist leads the party. On Monday Anna Lindquist resigned."),
        text(
            "Paula Devane leads the union. Nurses cheered. Ms Delaney stressed that the strike was not over.",
        ),
        text("Philip Bell leads the party. Rents rose. On Monday Phillip Bell resigned."),
    ],
    allows: &[
        text("Piet Vermeulen spoke for the owner. Vermeulen said the hearing would be short."),
        text(
            "Paula Devane leads the union. Nurses cheered. Mr Hartley stressed that the strike was not over.",
        ),
        text("Anna Hansen met Ole Hanson. Hansen spoke first, Hanson last."),
        text("Ines Calderón dived there. Calderon said it was dark."),
        text("Mary Roberts won. Robert was second."),
        text("Erik Holm won. His brother, Eric Holm, was second."),
        text("Mario Conti won. Maria Conti was second."),
    ],
};

/// A use of a surname: with a first name or alone.
struct Use {
    surname: String,
    first: Option<String>,
    span: TextSpan,
}

fn uses(context: &Context<'_>) -> Vec<Use> {
    let mut out = Vec::new();
    for name in &context.reading.names {
        if !matches!(name.kind, NameKind::Person | NameKind::Unknown) {
            continue;
        }
        for mention in &name.mentions {
            if in_capitals(context, *mention)
                || in_roll(context, *mention)
                || name.kind == NameKind::Unknown && describes(context, *mention)
            {
                continue;
            }
            let shown = context
                .document
                .slice(*mention)
                .trim_end_matches("'s")
                .trim_end_matches("’s");
            let parts: Vec<&str> = shown.split_whitespace().collect();
            let last = match (surname(shown), parts.as_slice()) {
                (Some(last), _) => without_generation(&last),
                (None, [one]) => (*one).to_owned(),
                _ => continue,
            };
            let first = (parts.len() > 1 && name.kind == NameKind::Person)
                .then(|| parts.first().map(|f| (*f).to_owned()))
                .flatten();
            if parts.len() > 1 && first.is_none() {
                continue;
            }
            out.push(Use {
                surname: last,
                first,
                span: *mention,
            });
        }
    }
    out.sort_by_key(|u| u.span);
    out
}

/// "Evans" of "Evans Jr": what the son is called by as well.
fn without_generation(last: &str) -> String {
    let generation = |w: &str| classes::standard().is("generation", &w.trim_matches('.').to_lowercase());
    match last.rsplit_once(' ') {
        Some((name, end)) if generation(end) => name.trim_end_matches(',').to_owned(),
        _ => last.to_owned(),
    }
}

/// Whether the name only says which one a noun is: "the Colne half-marathon".
fn describes(context: &Context<'_>, span: TextSpan) -> bool {
    words_around(context, span).is_some_and(|words| {
        let mut inside = words.iter().filter(|w| span.contains(w.span));
        inside.all(|w| matches!(w.deprel.base(), "compound" | "amod"))
    })
}

/// The words of the sentence that the span lies in.
fn words_around<'c>(context: &'c Context<'_>, span: TextSpan) -> Option<&'c [Word]> {
    let around = context
        .sentences
        .iter()
        .find(|v| v.sentence.span.contains(span))?;
    Some(&around.tree().words)
}

/// Whether it stands in a list of players or the like, where everybody has a surname alone.
fn in_roll(context: &Context<'_>, span: TextSpan) -> bool {
    words_around(context, span).is_some_and(|words| {
        words.iter().filter(|w| w.form == ",").count() >= 3
            && !words.iter().any(|w| matches!(w.upos, Upos::Verb | Upos::Aux))
    })
}

fn in_capitals(context: &Context<'_>, span: TextSpan) -> bool {
    let shown = context.document.slice(span);
    shown.chars().filter(|c| c.is_alphabetic()).count() > 1 && !shown.chars().any(char::is_lowercase)
}

/// Letters without accents and case.
pub(super) fn folded(name: &str) -> String {
    name.chars()
        .filter_map(|c| {
            Some(match c.to_lowercase().next()? {
                'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
                'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' => 'e',
                'í' | 'ì' | 'î' | 'ï' => 'i',
                'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
                'ú' | 'ù' | 'û' | 'ü' => 'u',
                'ç' | 'ć' | 'č' => 'c',
                'ñ' | 'ń' => 'n',
                'š' | 'ś' => 's',
                'ž' | 'ź' | 'ż' => 'z',
                'ł' => 'l',
                c => c,
            })
        })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Edits between two spellings of a name at most.
const MOST_SLIPS: usize = 2;

/// Whether two surnames (as [`folded`] gives them) look like one that was misspelled.
fn variants(a: &str, b: &str) -> bool {
    if a == b {
        return false;
    }
    // "Roberts" is the plural of "Robert", "Petrova" his wife; another letter at the end is a slip.
    if let Some(rest) = a.strip_prefix(b).or_else(|| b.strip_prefix(a)) {
        return rest.chars().count() == 1 && !matches!(rest, "s" | "a" | "i") && a.len().min(b.len()) >= 5;
    }
    let length = a.chars().count().min(b.chars().count());
    let initial = a.chars().next() == b.chars().next();
    if !initial || length < 4 {
        return false;
    }
    let distance = strsim::osa_distance(a, b);
    // A doubled or dropped letter is a slip in short names, too; another first letter is none.
    let doubled = a.chars().count() != b.chars().count();
    distance == 1 && (length >= 6 || doubled && length >= 4) || distance == MOST_SLIPS && length >= 9
}

/// How often each letter stands in a surname; letters that share a place are counted together.
type Letters = [i8; 32];

fn letters(name: &str) -> Letters {
    let mut counts = [0i8; 32];
    for c in name.chars() {
        let count = &mut counts[c as usize % 32];
        *count = count.saturating_add(1);
    }
    counts
}

/// Whether so few letters differ that a slip or two may have made the one name of the other: each changes two at most.
/// To count them takes far less time than to find the edits.
fn may_be_variants(a: &Letters, b: &Letters) -> bool {
    let other: u32 = a.iter().zip(b).map(|(x, y)| u32::from(x.abs_diff(*y))).sum();
    other as usize <= 2 * MOST_SLIPS
}

/// "Iqbal", "Ikbal"; "Obi", "Oni": three to five letters, of which one in the midst is another.
fn one_letter(a: &str, b: &str) -> bool {
    let ends = |s: &str| (s.chars().next(), s.chars().next_back());
    (3..=5).contains(&a.len()) && b.len() == a.len() && ends(a) == ends(b) && strsim::osa_distance(a, b) == 1
}

/// Whether one of the two is introduced with a first name, and the other speaks once and never has one.
fn lone_speaker(context: &Context<'_>, a: &[&Use], b: &[&Use]) -> bool {
    let introduced = |list: &[&Use]| list.iter().any(|u| u.first.is_some());
    let lone = |list: &[&Use]| match list {
        [one] if one.first.is_none() => {
            let Some(words) = words_around(context, one.span) else {
                return false;
            };
            let name = words.iter().find(|w| one.span.contains(w.span));
            // "Oni, 52, has been head"
            let aged = words
                .iter()
                .skip_while(|w| w.span.end <= one.span.end)
                .map(|w| w.form.as_str())
                .take(3)
                .collect::<Vec<_>>();
            if let [",", age, ","] = aged.as_slice()
                && age.len() == 2
                && age.chars().all(|c| c.is_ascii_digit())
            {
                return true;
            }
            let verb = name
                .filter(|w| w.deprel.is("nsubj"))
                .and_then(|w| words.get(w.head?));
            verb.is_some_and(|v| words::is(&v.lemma, "disclose-verb"))
        }
        _ => false,
    };
    introduced(a) && lone(b) || introduced(b) && lone(a)
}

impl Check for NameVariant {
    fn meta(&self) -> &'static Meta {
        &NAME_VARIANT
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        let uses = uses(context);
        let mut by_surname: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        for one in &uses {
            by_surname.entry(&one.surname).or_default().push(one);
        }
        let groups: Vec<(&str, String, Letters, &Vec<&Use>)> = by_surname
            .iter()
            .map(|(name, of)| {
                let plain = folded(name);
                let letters = letters(&plain);
                (*name, plain, letters, of)
            })
            .collect();
        for (i, (a, plain_a, letters_a, ua)) in groups.iter().enumerate() {
            for (b, plain_b, letters_b, ub) in groups.iter().skip(i + 1) {
                if !may_be_variants(letters_a, letters_b) {
                    continue;
                }
                let one_name = variants(plain_a, plain_b)
                    || one_letter(plain_a, plain_b) && lone_speaker(context, ua, ub);
                if !one_name {
                    continue;
                }
                let firsts = |list: &[&Use]| list.iter().filter_map(|u| u.first.clone()).collect::<Vec<_>>();
                let (fa, fb) = (firsts(ua), firsts(ub));
                let one_person = match (fa.is_empty(), fb.is_empty()) {
                    // Nobody is named in full: nothing is known.
                    (true, true) => false,
                    (false, false) => fa.iter().all(|f| fb.contains(f)) && fb.iter().all(|f| fa.contains(f)),
                    _ => true,
                };
                if !one_person {
                    continue;
                }
                // The rarer spelling is pointed at; the later, where both are as frequent.
                let rare = if (ua.len(), std::cmp::Reverse(ua.first().map(|u| u.span)))
                    < (ub.len(), std::cmp::Reverse(ub.first().map(|u| u.span)))
                {
                    (ua, b, ub)
                } else {
                    (ub, a, ua)
                };
                let (Some(here), Some(there)) = (rare.0.first(), rare.2.first()) else {
                    continue;
                };
                let mut finding = context.finding(
                    &NAME_VARIANT,
                    here.span,
                    format!("“{}” is spelled “{}” elsewhere.", here.surname, rare.1),
                    "The two names differ by a letter or two, and only one of them is introduced.".to_owned(),
                );
                finding
                    .related
                    .push(context.elsewhere(there.span, "the other spelling"));
                out.push(finding);
            }
        }
        strangers(context, &groups, out);
        for (last, of_one) in &by_surname {
            given_names(context, last, of_one, out);
        }
    }
}

/// Whether one surname may stand for another that was not looked up again: "Adebayo" for "Adeyemi", "Horn" for "Hahn", "Brenn" for "Prenn".
fn misremembered(a: &str, b: &str) -> bool {
    let (short, long) = (
        a.chars().count().min(b.chars().count()),
        a.chars().count().max(b.chars().count()),
    );
    if short < 4 || long > short + 4 {
        return false;
    }
    let start = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let distance = strsim::osa_distance(a, b);
    let ends = a.chars().next() == b.chars().next() && a.chars().next_back() == b.chars().next_back();
    start >= 3 && distance <= 5 || start >= 2 && distance <= 3 || ends && distance <= 2 || distance == 1
}

/// Flags "Ms Delaney", of whom nobody has heard, where the article has introduced a Paula Devane: a title alone is for those who
/// have been introduced.
fn strangers<T>(context: &Context<'_>, groups: &[(&str, String, T, &Vec<&Use>)], out: &mut Vec<Finding>) {
    let is_title = |word: &str| {
        let word = word.to_lowercase();
        classes::standard().is("honorific", word.trim_end_matches('.'))
    };
    let titled = |u: &Use| {
        let words = words_around(context, u.span).unwrap_or_default();
        let inside = words.iter().filter(|w| u.span.contains(w.span)).take(1);
        let before = words.iter().rev().filter(|w| w.span.end <= u.span.start).take(1);
        // "Stokes, 54, took charge", "at Petty's home"
        let after: Vec<&str> = words
            .iter()
            .filter(|w| w.span.start >= u.span.end)
            .map(|w| w.form.as_str())
            .take(3)
            .collect();
        let aged = matches!(after.as_slice(), [",", age, ","] if age.len() == 2 && age.chars().all(|c| c.is_ascii_digit()));
        // "the Moroccan's record": a surname alone has no article.
        let article = words
            .iter()
            .any(|w| w.span.end < u.span.start && w.span.end + 1 == u.span.start && w.upos == Upos::Det);
        let owner = !article
            && after.first().is_some_and(|w| matches!(*w, "’s" | "'s"))
            && words
                .iter()
                .any(|w| u.span.contains(w.span) && w.deprel.as_str() == "nmod:poss");
        aged || owner || inside.chain(before).any(|w| is_title(&w.form))
    };
    // "Professor Solberg": a title is no first name.
    let introduced = |of: &[&Use]| of.iter().any(|u| u.first.as_ref().is_some_and(|f| !is_title(f)));
    for (name, plain, _, of) in groups {
        let Some(here) = of
            .first()
            .filter(|_| !introduced(of) && of.iter().all(|u| titled(u)))
        else {
            continue;
        };
        if context.quoted(here.span) {
            continue;
        }
        let alike = groups.iter().filter(|(_, other, _, uses)| {
            introduced(uses)
                && uses.iter().any(|u| u.span.start < here.span.start)
                && !variants(plain, other)
                && misremembered(plain, other)
        });
        let alike: Vec<_> = alike.collect();
        let [(other, _, _, uses)] = alike.as_slice() else {
            continue;
        };
        let Some(there) = uses.first() else { continue };
        let mut finding = context.finding(
            &NAME_VARIANT,
            here.span,
            format!("“{name}” has not been introduced; “{other}” has."),
            "A surname with a title stands for somebody who was named in full before.".to_owned(),
        );
        finding
            .related
            .push(context.elsewhere(there.span, "introduced here"));
        out.push(finding);
    }
}

/// Flags "Sofia Brandl", later "Sophie Brandl".
fn given_names(context: &Context<'_>, last: &str, uses: &[&Use], out: &mut Vec<Finding>) {
    let mut firsts: Vec<(&str, &Use)> = Vec::new();
    for one in uses {
        if let Some(first) = one.first.as_deref()
            && !firsts.iter().any(|(f, _)| *f == first)
        {
            firsts.push((first, one));
        }
    }
    // Of three there is more than a slip.
    let &[(a, there), (b, here)] = firsts.as_slice() else {
        return;
    };
    if !one_given_name(a, b) {
        return;
    }
    let kin_or_both = context.sentences.iter().any(|v| {
        let holds = |name: &str| {
            uses.iter()
                .any(|u| u.first.as_deref() == Some(name) && v.sentence.span.contains(u.span))
        };
        let kin = || {
            words::list("kin")
                .iter()
                .any(|k| words::contains_word(&v.text().to_lowercase(), k))
        };
        holds(a) && holds(b) || (holds(a) || holds(b)) && kin()
    });
    if kin_or_both {
        return;
    }
    let mut finding = context.finding(
        &NAME_VARIANT,
        here.span,
        format!("{last} has the first name “{b}” here, “{a}” elsewhere."),
        "The two first names are spellings of one.".to_owned(),
    );
    finding
        .related
        .push(context.elsewhere(there.span, "the other spelling"));
    out.push(finding);
}

/// Whether two first names are spellings of one: written alike, or sounding alike, but for the ending that makes
/// a woman's of a man's.
fn one_given_name(a: &str, b: &str) -> bool {
    let sound = |name: &str| {
        let plain = folded(name)
            .replace("ph", "f")
            .replace("ck", "k")
            .replace('c', "k")
            .replace('y', "i");
        let mut out: Vec<char> = Vec::new();
        for letter in plain.chars() {
            let silent = letter == 'h' && !out.is_empty();
            if !silent && out.last() != Some(&letter) {
                out.push(letter);
            }
        }
        out.into_iter().collect::<String>()
    };
    if a.contains('.') || b.contains('.') || folded(a) == folded(b) {
        return false;
    }
    let (x, y) = (sound(a), sound(b));
    if x == y {
        return x.chars().count() >= 3;
    }
    let length = x.chars().count().min(y.chars().count());
    let (mut i, mut j) = (x.chars().rev(), y.chars().rev());
    let ends = (i.next(), j.next());
    // "Mario", "Maria"; "Daniel", "Daniela"
    let gender = ends.0 != ends.1 && [ends.0, ends.1].contains(&Some('o'))
        || x.starts_with(y.as_str())
        || y.starts_with(x.as_str());
    !gender && length >= 5 && x.chars().next() == y.chars().next() && strsim::osa_distance(&x, &y) == 1
}
