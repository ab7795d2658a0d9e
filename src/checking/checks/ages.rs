//! Ages against births.

use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, View};
use super::meta::{Meta, dated, text};
use super::{Check, words, years};
use crate::checking::finding::{Finding, FindingKind, Related, RelatedRole};
use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::number::{Number, NumberKind};
use crate::reading::statement::TimeValue;
use crate::reading::time::{Time, TimeForm};
use crate::reading::tree::{Upos, Word};
use crate::value::date::Date;
use crate::value::quantity::Bound;

/// An age that the date of birth does not give.
pub(super) struct AgeBirth;

static AGE_BIRTH: Meta = Meta {
    id: "age-birth",
    kind: FindingKind::Contradiction,
    severity: Severity::Error,
    summary: "The age does not fit the date of birth, or the age given elsewhere.",
    manual: "A person's age (“Rubio, 54,”, “the 46-year-old”, “Rubio, at 54 the …”) and, in the same article or in the rulebook (`born`), when the same person was born. The age is reckoned at the day of the dateline, or, \
             where the sentence tells of a death, at the date that it gives. Where only the year of birth is known, both ages that it allows are right. An age at another \
             stated time (“was 24 when …”) is let pass. Two ages of one named person (“Rubio, 54,”, “the 52-year-old Rubio”) that are more than a year apart are flagged where neither sentence has a date, a \
             relative or a word of the past. So are an age now, one at the start and the years since (“61, who started at 26 and has done it for 35 years”), an age beside the date that it is of (“in June 1994, aged 60”), and an age at a deed of which the \
             article gives the year (“I was 43 when I found them”).",
    source: "Fact-checking handbooks: 'ages: reckon them from the date of birth'.",
    on: true,
    flags: &[
        text("Mara Lindqvist was born in April 1938. At 19, in 1955, she won a scholarship."),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 58, leads the party. In 1985, at 28, she joined it.",
        ),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 52, leads the party. Lindqvist began to paint in 2005, when she was 22.",
        ),
        dated("2025-08-17", "Mara Lindqvist, 58, born in 1978, leads the party."),
        text("Jon Aske was born in 1930 in Oslo. Aske died in 2001 aged 85."),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 58, leads the party. She was born on 25 January 1978 in Lund.",
        ),
        dated(
            "2025-08-17",
            "The guide is Mara Lindqvist, 52, who was born in the village in 1978.",
        ),
        dated("2025-08-17", "The guide, 52, was born in the village in 1978."),
        text("Mara Lindqvist, 52, leads the party. Rents rose. The 47-year-old Lindqvist is a lawyer."),
        text("Mara Lindqvist, 51, who started at 26 and has emptied bins for 35 years, voted no."),
        text("Mara Lindqvist was born in 1934. She retired in June 1994, aged 50."),
        dated(
            "2025-08-17",
            "Jon Aske, a farmer, found the coins in 1987. Aske, who is now 81, is proud. “I was 33 when I found them,” Aske said.",
        ),
    ],
    allows: &[
        dated(
            "2025-08-17",
            "Mara Lindqvist, 47, leads the party. Lindqvist was born on 25 January 1978 in Lund.",
        ),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 46, leads the party. Jon Aske was born on 25 January 1978 in Lund.",
        ),
        dated(
            "2025-08-17",
            "Mara Lindqvist was 24 when she joined. Lindqvist was born on 25 January 1978 in Lund.",
        ),
        dated("2025-08-17", "The guide, 47, was born in the village in 1978."),
        dated(
            "2025-08-17",
            "The guide, 52, was born in the village. The cook was born in 1978.",
        ),
        text("Jon Aske was born in 1930 in Oslo. Aske died in 2001 aged 70."),
        text("Mara Lindqvist, 52, leads the party. Lindqvist, 24 when she joined, is a lawyer."),
        text("Mara Lindqvist, 52, leads the party. Jon Lindqvist, 24, is her son."),
        text("Mara Lindqvist, 61, who started at 26 and has emptied bins for 35 years, voted no."),
        text("Mara Lindqvist was born in 1934. She retired in June 1994, aged 60."),
        text("Mara Lindqvist was born in April 1938. At 17, in 1955, she won a scholarship."),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 58, leads the party. In 1985, at 18, she joined it.",
        ),
        dated(
            "2025-08-17",
            "Mara Lindqvist, 52, leads the party. Lindqvist began to paint in 2005, when she was 32.",
        ),
        dated(
            "2025-08-17",
            "Jon Aske, a farmer, found the coins in 1987. Aske, who is now 81, is proud. “I was 43 when I found them,” Aske said.",
        ),
    ],
};

impl Check for AgeBirth {
    fn meta(&self) -> &'static Meta {
        &AGE_BIRTH
    }
    fn run(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        two_ages(context, out);
        years::conflicts(context, &AGE_BIRTH, out);
        let births = births(context);
        if births.is_empty() {
            return;
        }
        for view in context.prose() {
            for number in view.numbers.iter().filter(|n| n.kind != NumberKind::Age) {
                let who = is_so_old(context, view, number).map(Who::Name);
                if let Some(birth) = who.and_then(|who| birth_of(&births, who)) {
                    age_against(context, view, number, birth, out);
                }
            }
            at_so_old(context, view, &births, out);
            for age in view.numbers.iter().filter(|n| n.kind == NumberKind::Age) {
                let who = person_of_age(context, view, age);
                if let Some(birth) = who.and_then(|who| birth_of(&births, who)) {
                    age_against(context, view, age, birth, out);
                }
            }
        }
    }
}

/// "At 19, in 1955, she won a scholarship": an age and the year of it, of the subject of the sentence.
fn at_so_old(context: &Context<'_>, view: &View<'_>, births: &[Birth], out: &mut Vec<Finding>) {
    for (number, stated, on, was) in years::aged_in(view) {
        if context.quoted(number.core) || was {
            continue;
        }
        let tree = view.tree();
        let Some(subject) = tree
            .root()
            .and_then(|root| {
                tree.child_by(root, "nsubj")
                    .or_else(|| tree.child_by(root, "nsubj:pass"))
            })
            .and_then(|s| tree.words.get(s))
        else {
            continue;
        };
        let who = match subject.upos {
            Upos::Pron => context.person_of_pronoun(view.index, subject.span).map(Who::Name),
            _ => Who::at(context, subject),
        };
        let Some(birth) = who.and_then(|who| birth_of(births, who)) else {
            continue;
        };
        let Some((least, greatest)) = birth.date.years_until(on) else {
            continue;
        };
        if (least..=greatest).contains(&stated) || greatest < 0 {
            continue;
        }
        let mut finding = context.finding(
            &AGE_BIRTH,
            number.core,
            format!(
                "Born {}, the age in {on} is {least} or {greatest}, not {stated}.",
                birth.date
            ),
            format!("From {} to {on} are {greatest} years at most.", birth.date),
        );
        finding.related.push(birth.place.clone());
        out.push(finding);
    }
}

/// When the person was born, where the births that are told of agree.
fn birth_of(births: &[Birth], who: Who) -> Option<&Birth> {
    let mut matching = births.iter().filter(|b| b.who == who);
    let birth = matching.next()?;
    matching.all(|b| b.date == birth.date).then_some(birth)
}

/// Flags the second of two ages of one person.
fn two_ages(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut known: Vec<(usize, i32, TextSpan)> = Vec::new();
    for view in context.prose() {
        let lower = view.text().to_lowercase();
        let searched = words::Searched::new(&lower);
        let other_time = searched.mentions("past-age").is_some()
            || searched.mentions("kin").is_some()
            || view.times.iter().any(|t| t.stated.year.is_some());
        if other_time {
            continue;
        }
        for age in view.numbers.iter().filter(|n| n.kind == NumberKind::Age) {
            let q = &age.mention.quantity;
            let flat = q.unit.as_deref() == Some("year") && q.bound == Bound::Exact && q.upper.is_none();
            let beside = age.person.and_then(|w| view.word(w)).filter(|_| flat);
            let named = beside
                .filter(|_| !context.quoted(age.core))
                .and_then(|w| name_at(context, w.span));
            let (Some(name), Some(years)) = (named, q.value.to_i32()) else {
                continue;
            };
            let Some((_, before, there)) = known.iter().find(|(of, ..)| *of == name) else {
                known.push((name, years, age.core));
                continue;
            };
            // A birthday may lie between two reports.
            if (years - before).abs() < 2 {
                continue;
            }
            let shown = context.reading.names.get(name).map_or("", |n| n.text.as_str());
            let mut finding = context.finding(
                &AGE_BIRTH,
                age.core,
                format!("{shown} is {years} here, {before} elsewhere."),
                "One person has one age.".to_owned(),
            );
            finding.related.push(context.elsewhere(*there, "the other age"));
            out.push(finding);
            return;
        }
    }
}

/// "Jonas Pell is 21.": whom a bare number under "is" gives an age.
fn is_so_old(context: &Context<'_>, view: &View<'_>, number: &Number) -> Option<usize> {
    let tree = view.tree();
    let q = &number.mention.quantity;
    let bare =
        number.kind == NumberKind::Count && q.unit.is_none() && number.head.is_none() && q.upper.is_none();
    let copula = tree
        .child_by(number.word, "cop")
        .and_then(|c| tree.words.get(c))?;
    let subject = tree
        .child_by(number.word, "nsubj")
        .and_then(|s| tree.words.get(s))?;
    let alone = tree
        .children(number.word)
        .iter()
        .filter_map(|&c| tree.words.get(c))
        .all(|w| {
            matches!(
                w.deprel.base(),
                "cop" | "nsubj" | "punct" | "advmod" | "cc" | "conj"
            )
        });
    let now = matches!(copula.form.to_lowercase().as_str(), "is" | "'s" | "’s");
    (bare && now && alone && !context.quoted(number.core))
        .then(|| {
            name_at(context, subject.span).or_else(|| context.person_of_pronoun(view.index, subject.span))
        })
        .flatten()
}

/// Whose birth or age it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Index in the reading's names.
    Name(usize),
    /// "The guide, 52, was born in 1978": nobody who is named, but one person within the sentence.
    Noun(TextSpan),
}

impl Who {
    /// Whom the word names, or that it stands for a person without a name.
    fn at(context: &Context<'_>, word: &Word) -> Option<Self> {
        let noun = || {
            (word.upos == Upos::Noun && lexicon::is_kind_of(&word.lemma, "person", WordClass::Noun))
                .then_some(Self::Noun(word.span))
        };
        name_at(context, word.span).map(Self::Name).or_else(noun)
    }
}

/// When somebody was born, and where the article or the rulebook says so.
struct Birth {
    who: Who,
    date: Date,
    place: Related,
}

/// Name of a person that the words at `span` mention.
fn name_at(context: &Context<'_>, span: TextSpan) -> Option<usize> {
    use crate::reading::names::NameKind;
    context.reading.names.iter().position(|n| {
        matches!(n.kind, NameKind::Person | NameKind::Unknown) && n.mentions.iter().any(|m| m.overlaps(span))
    })
}

/// The only name of a person in `range`.
fn only_name(context: &Context<'_>, range: TextSpan) -> Option<usize> {
    use crate::reading::names::NameKind;
    let mut found = context
        .reading
        .names
        .iter()
        .enumerate()
        .filter(|(_, n)| {
            matches!(n.kind, NameKind::Person | NameKind::Unknown)
                && n.mentions.iter().any(|m| range.contains(*m))
        })
        .filter(|(_, n)| n.kind == NameKind::Person || n.text.contains(' '));
    match (found.next(), found.next()) {
        (Some((i, _)), None) => Some(i),
        _ => None,
    }
}

fn births(context: &Context<'_>) -> Vec<Birth> {
    let mut out = Vec::new();
    for view in context.prose() {
        let tree = view.tree();
        for (index, word) in tree.words.iter().enumerate() {
            if !word.form.eq_ignore_ascii_case("born") || context.quoted(word.span) {
                continue;
            }
            // "born Anna Berg" is a name, "born of" a figure.
            let Some(time) = view.times.iter().find(|t| {
                t.mention.span.start >= word.span.end
                    && t.mention.span.start - word.span.end <= 60
                    && matches!(t.form, TimeForm::Day | TimeForm::Month | TimeForm::Year)
                    && t.stated.year.is_some()
            }) else {
                continue;
            };
            let gap = view.between(word.span, time.mention.span).to_lowercase();
            if gap.contains([';', ')'])
                || words::contains_word(&gap, "and")
                || words::contains_word(&gap, "after")
                || words::contains_word(&gap, "before")
            {
                continue;
            }
            let TimeValue::Date(date) = time.mention.time else {
                continue;
            };
            let before = TextSpan::new(view.sentence.span.start, word.span.start);
            let who = match born_subject(context, view, index) {
                Some(Who::Name(name)) => Some(Who::Name(name)),
                // "Lindqvist, born in 1978, …", "Lindqvist, a guide born in 1978, …"
                noun => only_name(context, before).map(Who::Name).or(noun),
            };
            if let Some(who) = who {
                let span = TextSpan::new(word.span.start, time.mention.span.end);
                out.push(Birth {
                    who,
                    date,
                    place: context.elsewhere(span, "the birth"),
                });
            }
        }
    }
    on_file(context, &mut out);
    out
}

/// The births of the rulebook, of persons of whose birth the article says nothing itself.
fn on_file(context: &Context<'_>, out: &mut Vec<Birth>) {
    for (id, entity) in (0u32..).zip(&context.book.entities) {
        let named = context.reading.names.iter().position(|n| n.known == Some(id));
        let (Some(date), Some(name)) = (entity.born, named) else {
            continue;
        };
        let Some(source) = context.book.sources.get(entity.location.file) else {
            continue;
        };
        let who = Who::Name(name);
        if out.iter().all(|b| b.who != who) {
            out.push(Birth {
                who,
                date,
                place: Related {
                    role: RelatedRole::Claim,
                    source: source.clone(),
                    span: entity.location.span,
                    message: "the birth, on file".to_owned(),
                },
            });
        }
    }
}

/// Who was born: the subject of the participle, a pronoun or "who" in place of a name included.
fn born_subject(context: &Context<'_>, view: &View<'_>, participle: usize) -> Option<Who> {
    let tree = view.tree();
    let subject = tree
        .children(participle)
        .iter()
        .copied()
        .find(|&c| tree.words.get(c).is_some_and(|w| w.deprel.is("nsubj")))?;
    let word = tree.words.get(subject)?;
    if word.upos != Upos::Pron {
        return Who::at(context, word);
    }
    // "Berg, 49, who was born in 1976": the noun that the clause hangs on, or the name set off from it.
    if matches!(word.form.to_lowercase().as_str(), "who" | "that") {
        let head = tree.words.get(participle)?.head?;
        let named = name_at(context, tree.words.get(head)?.span).or_else(|| {
            let appositions = tree.children_by(head, "appos");
            let spans: Vec<TextSpan> = appositions
                .filter_map(|a| Some(tree.words.get(a)?.span))
                .collect();
            spans.into_iter().find_map(|span| name_at(context, span))
        });
        return named
            .map(Who::Name)
            .or_else(|| Who::at(context, tree.words.get(head)?));
    }
    context.person_of_pronoun(view.index, word.span).map(Who::Name)
}

/// Whose age it is.
fn person_of_age(context: &Context<'_>, view: &View<'_>, age: &Number) -> Option<Who> {
    if let Some(word) = age.person.and_then(|w| view.word(w)) {
        return Who::at(context, word);
    }
    // "Aske died in 2001 aged 85": the subject of the verb.
    let tree = view.tree();
    let mut at = age.word;
    for _ in 0..6 {
        if let Some(subject) = tree
            .children(at)
            .iter()
            .filter_map(|&c| tree.words.get(c))
            .find(|w| w.deprel.is("nsubj"))
        {
            let pronoun = || {
                let alone = subject.upos == Upos::Pron;
                alone
                    .then(|| context.person_of_pronoun(view.index, subject.span))
                    .flatten()
            };
            return Who::at(context, subject).or_else(|| pronoun().map(Who::Name));
        }
        at = tree.words.get(at)?.head?;
    }
    None
}

/// "retired in June 1994, aged 60": the date that the age stands beside, the only one of the sentence.
fn beside(view: &View<'_>, age: &Number, own: &[&Time]) -> Option<Date> {
    let [one] = own else { return None };
    let lead = view
        .between(one.mention.span, age.mention.span)
        .trim()
        .to_lowercase();
    let set_off = one.mention.span.end <= age.mention.span.start
        && one.stated.year.is_some()
        && matches!(
            lead.as_str(),
            ", aged" | "aged" | "," | ", at the age of" | "at the age of" | ", at age" | ", at"
        );
    match one.mention.time {
        TimeValue::Date(date) if set_off => Some(date),
        _ => None,
    }
}

fn age_against(context: &Context<'_>, view: &View<'_>, age: &Number, birth: &Birth, out: &mut Vec<Finding>) {
    let q = &age.mention.quantity;
    if q.unit.as_deref() != Some("year") || q.bound != Bound::Exact || q.upper.is_some() {
        return;
    }
    let lower = view.text().to_lowercase();
    let own: Vec<&Time> = view
        .times
        .iter()
        .filter(|t| {
            let told = birth.place.role == RelatedRole::Statement
                && birth
                    .place
                    .span
                    .overlaps(context.document.to_source(t.mention.span));
            !told && !t.mention.span.overlaps(age.core)
        })
        .filter(|t| !matches!(t.form, TimeForm::Reference | TimeForm::Clock | TimeForm::Duration))
        .collect();
    let death = ["died", "killed", "death", "dies"]
        .iter()
        .any(|w| words::contains_word(&lower, w));
    let on = if death && !own.is_empty() {
        match own.as_slice() {
            [one] if one.stated.year.is_some() || one.anchored => match one.mention.time {
                TimeValue::Date(date) => date,
                _ => return,
            },
            _ => return,
        }
    } else if let Some(date) = beside(view, age, &own) {
        date
    } else if own.is_empty() || own.iter().all(|t| t.anchored) {
        let past = [
            "when",
            "then",
            "at the time",
            "was",
            "were",
            "had",
            "turned",
            "became",
            "at the age",
            "at age",
            "would have",
        ];
        if past.iter().any(|w| words::contains_word(&lower, w)) && age.person.is_none() {
            return;
        }
        match context.today() {
            Some(today) => today,
            None => return,
        }
    } else {
        return;
    };
    let (Some((least, greatest)), Some(stated)) = (birth.date.years_until(on), q.value.to_i32()) else {
        return;
    };
    if (least..=greatest).contains(&stated) || greatest < 0 {
        return;
    }
    let ages = if least == greatest {
        least.to_string()
    } else {
        format!("{least} or {greatest}")
    };
    let mut finding = context.finding(
        &AGE_BIRTH,
        age.core,
        format!("Born {}, the age on {on} is {ages}, not {stated}.", birth.date),
        format!("From {} to {on} are {ages} years.", birth.date),
    );
    finding.related.push(birth.place.clone());
    out.push(finding);
}
