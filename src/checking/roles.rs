//! Titles in the article against the offices on file ("Defense Secretary Marco Rubio").
//!
//! A title is a head ("secretary") and what it is of ("state"). A title that says less than the one
//! on file, or the same in other words, is no difference. Two titles exclude each other where they
//! have one head and are of different things, where the office on file is another's, or where the time
//! is wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::document::TextSpan;
use crate::lexicon::{self, classes};
use crate::reading::names::NameKind;
use crate::reading::statement::{
    Certainty, EntityRef, Mode, Phrase, Polarity, Quantifier, Role, SourceKind, Statement, StatementKind,
};
use crate::rules::book::{Period, RoleClause};
use crate::value::date::Date;

use super::binding::Thing;
use super::case::{Case, finding, sentence};
use super::fact::Fact;
use super::finding::{Finding, FindingKind, RelatedRole, Verdict};
use super::world::{World, overlaps};

/// A title, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// The office: last word of the head, lemma in lower case ("president").
    head: String,
    /// What it is of, and what kind: words in lower case; known names as `#id`.
    of: BTreeSet<String>,
    /// "former", "ex-", "then": not any more at the time that is spoken of.
    former: bool,
}

/// Words that say nothing of which office it is.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "for"
            | "to"
            | "in"
            | "at"
            | "and"
            | "s"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "current"
            | "sitting"
            | "new"
            | "newly"
            | "longtime"
            | "veteran"
            | "top"
            | "senior"
            | "late"
            | "then"
            | "mr"
            | "mrs"
            | "ms"
            | "sir"
            | "-"
            | "–"
            | "'s"
            | "’s"
            | ","
            | "himself"
            | "herself"
    )
}

fn is_former(word: &str) -> bool {
    matches!(
        word,
        "former" | "ex" | "then" | "past" | "previous" | "onetime" | "outgoing" | "late" | "erstwhile"
    )
}

/// The words of a title up to what tells of the holder's doings and no longer of the office: "the prosecutor in
/// charge", "the detective leading the inquiry", "the engineer who built it". What the office is in or at has a name.
fn office_words<'w>(words: &[&'w str], head: Option<&str>) -> Vec<&'w str> {
    let small = |w: &str| w.starts_with(char::is_lowercase);
    let office = head.and_then(|h| words.iter().position(|w| w.eq_ignore_ascii_case(h)));
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let behind = office.is_some_and(|o| at > o);
        let next = words.get(at + 1).copied().unwrap_or_default();
        let place = matches!(word, "in" | "at" | "on" | "with" | "from" | "behind");
        if behind && word == "in" && next == "charge" {
            // "the minister in charge of housing" is the minister of housing.
            at += 2;
            continue;
        }
        let of = out
            .last()
            .is_some_and(|w| matches!(*w, "of" | "for" | "to" | "and"));
        let doing = small(word) && (word.ends_with("ing") || word.ends_with("ed")) && !of;
        let relative = matches!(word, "who" | "that" | "whose" | "whom" | "which");
        if behind && (place && small(next) || doing || relative) {
            break;
        }
        out.push(word);
        at += 1;
    }
    out
}

impl Title {
    /// Takes the words of a title apart. `head` is the office where the tree knows it.
    pub fn new(text: &str, head: Option<&str>, world: &World<'_>) -> Self {
        let text = text.split([',', ';', '(']).next().unwrap_or(text);
        let text = text.replace(['’', '‘'], "'");
        let as_written: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–'))
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty())
            .collect();
        let as_written = office_words(&as_written, head);
        let words: Vec<String> = as_written
            .iter()
            .map(|w| w.to_lowercase())
            .map(|w| w.strip_suffix("'s").map(str::to_owned).unwrap_or(w))
            .filter(|w| !w.is_empty())
            .collect();
        let before_of = words
            .iter()
            .position(|w| matches!(w.as_str(), "of" | "for" | "to" | "in" | "at"));
        let head_at = match before_of {
            Some(0) | None => words.len().checked_sub(1),
            Some(i) => Some(i - 1),
        };
        let head = head
            .map(str::to_lowercase)
            .filter(|h| words.contains(h))
            .or_else(|| head_at.and_then(|i| words.get(i)).cloned())
            .unwrap_or_default();
        let former = words.iter().any(|w| is_former(w));
        let mut of = BTreeSet::new();
        let mut at = 0;
        while at < words.len() {
            if let Some((id, n)) = world.name_at(&words, at) {
                of.insert(format!("#{id}"));
                at += n;
                continue;
            }
            if let Some(word) = words.get(at)
                && *word != head
                && !is_filler(word)
                && !is_former(word)
            {
                of.insert(word.clone());
            }
            at += 1;
        }
        Self { head, of, former }
    }
    /// Whether the one says no more than the other, or the same.
    fn fits(&self, other: &Self, world: &World<'_>) -> bool {
        self.head == other.head && (self.within(other, world) || other.within(self, world))
    }
    /// Whether both name one and the same office: the same head of the same thing.
    fn is(&self, other: &Self, world: &World<'_>) -> bool {
        self.head == other.head && !self.of.is_empty() && self.within(other, world)
    }
    /// Whether all that this title is of, the other is of, too.
    fn within(&self, other: &Self, world: &World<'_>) -> bool {
        self.of
            .iter()
            .all(|word| other.of.iter().any(|there| same_word(word, there, world)))
    }
    /// Whether the two are of different things altogether.
    fn apart(&self, other: &Self, world: &World<'_>) -> bool {
        !self
            .of
            .iter()
            .any(|word| other.of.iter().any(|there| same_word(word, there, world)))
    }
}

/// "french" and "france", "ukrainian" and the entity Ukraine.
fn same_word(a: &str, b: &str, world: &World<'_>) -> bool {
    if a == b {
        return true;
    }
    let names = |key: &str| -> Option<Vec<String>> {
        let id: u32 = key.strip_prefix('#')?.parse().ok()?;
        let entity = world.entity(id)?;
        let all = std::iter::once(&entity.name).chain(&entity.also);
        Some(all.map(|t| super::binding::fold(&t.text)).collect())
    };
    match (names(a), names(b)) {
        (Some(_), Some(_)) => false,
        (Some(names), None) => names.iter().any(|n| lexicon::derived(b, n)),
        (None, Some(names)) => names.iter().any(|n| lexicon::derived(a, n)),
        (None, None) => lexicon::derived(a, b),
    }
}

/// Whether the offices of whom the statement is about are on file, so that titles are compared here.
pub fn speaks_of_roles(case: &Case<'_>, fact: &Fact) -> bool {
    fact.statement.kind == StatementKind::Role
        && fact
            .statement
            .subject
            .as_ref()
            .is_some_and(|s| match s.phrase.entity {
                Some(EntityRef::Known(id)) => case.world().entity(id).is_some_and(|e| !e.roles.is_empty()),
                Some(EntityRef::Named(_)) | None => false,
            })
}

/// Why a title is wrong, with the clause that makes it so.
struct Wrong<'c> {
    reason: String,
    clause: &'c RoleClause,
    holder: &'c str,
}

/// Compares every title in the article with the offices on file.
pub fn check(case: &Case<'_>, verdicts: &mut [Verdict], findings: &mut Vec<Finding>) {
    for fact in case.own() {
        let statement = &fact.statement;
        let own_words =
            statement.source.kind == SourceKind::Narrator || statement.source.mode == Mode::Paraphrased;
        if !statement.read
            || statement.kind != StatementKind::Role
            || !own_words
            || statement.certainty != Certainty::Asserted
        {
            continue;
        }
        // "The chief executive, Tom Lind": who it is stands behind.
        let turned = turned(fact);
        let fact = turned.as_ref().unwrap_or(fact);
        let statement = &fact.statement;
        let subject = statement.subject.as_ref().and_then(|s| s.phrase.entity.as_ref());
        let attribute = statement.objects.iter().find(|o| o.role == Role::Attribute);
        let Some(attribute) = attribute else { continue };
        for phrase in std::iter::once(&attribute.phrase).chain(&attribute.phrase.conjuncts) {
            let (text, span) = whole_title(statement, phrase);
            let title = title_of(case, phrase, &text);
            let judgement = match subject {
                Some(EntityRef::Known(id)) if speaks_of_roles(case, fact) => judge(case, *id, &title, fact),
                Some(_) => {
                    strangers_office(case, fact, phrase, &title).map_or(Judgement::Unknown, Judgement::Wrong)
                }
                None => continue,
            };
            match judgement {
                Judgement::Wrong(wrong) if statement.polarity == Polarity::Affirmed => {
                    report(case, fact, &text, span, &wrong, findings);
                    if let Some(verdict) = verdicts.get_mut(statement.id) {
                        *verdict = Verdict::Contradicted;
                    }
                }
                Judgement::Right if statement.polarity == Polarity::Affirmed => {
                    if let Some(verdict) = verdicts.get_mut(statement.id)
                        && *verdict == Verdict::Unchecked
                    {
                        *verdict = Verdict::Supported;
                    }
                }
                Judgement::Wrong(_) | Judgement::Right | Judgement::Unknown => {}
            }
        }
    }
}

/// The role of a person who stands behind the title, as if he stood before it.
fn turned(fact: &Arc<Fact>) -> Option<Arc<Fact>> {
    let statement = &fact.statement;
    let subject = statement.subject.as_ref().filter(|s| s.phrase.entity.is_none())?;
    let at = statement
        .objects
        .iter()
        .position(|o| o.role == Role::Attribute && matches!(o.phrase.entity, Some(EntityRef::Named(_))))?;
    let mut out = Statement::clone(statement);
    let person = out.objects.get(at)?.phrase.clone();
    let title = subject.phrase.clone();
    out.subject.as_mut()?.phrase = person;
    out.objects.get_mut(at)?.phrase = title;
    Some(Arc::new(Fact {
        statement: Arc::new(out),
        ..Fact::clone(fact)
    }))
}

/// The words of a title. Before a name the tree may hang "European Council" of "European Council
/// President Ursula von der Leyen" on the name: all that stands before the office belongs to it.
fn whole_title(statement: &Statement, phrase: &Phrase) -> (String, TextSpan) {
    let own = (own_text(phrase).to_owned(), phrase.span);
    let Some(subject) = statement.subject.as_ref().map(|s| &s.phrase) else {
        return own;
    };
    if !subject.span.contains(phrase.span) || subject.span.start == phrase.span.start {
        return own;
    }
    let office = phrase
        .text
        .split_whitespace()
        .last()
        .unwrap_or_default()
        .to_lowercase();
    let whole = TextSpan::new(subject.span.start, phrase.span.end);
    let text = subject.text.get(..whole.len()).unwrap_or_default();
    let simple =
        !text.contains([',', '“', '"', '(']) && !text.split_whitespace().any(|w| matches!(w, "and" | "or"));
    if is_office(&office) && simple && text.split_whitespace().count() <= 6 {
        (text.to_owned(), whole)
    } else {
        own
    }
}

/// The text of a coordination holds all members; the first ends where the second begins.
fn own_text(phrase: &Phrase) -> &str {
    if phrase.conjuncts.is_empty() {
        return &phrase.text;
    }
    let second = phrase
        .conjuncts
        .iter()
        .map(|c| c.span.start)
        .min()
        .unwrap_or(phrase.span.end);
    phrase
        .text
        .get(..second.saturating_sub(phrase.span.start))
        .unwrap_or(&phrase.text)
}

fn title_of(case: &Case<'_>, phrase: &Phrase, own: &str) -> Title {
    let world = case.world();
    let head = (phrase.entity.is_none() && !phrase.lemma.contains(' ')).then_some(phrase.lemma.as_str());
    Title::new(own, head, &world)
}

enum Judgement<'c> {
    Right,
    Wrong(Wrong<'c>),
    Unknown,
}

fn judge<'c>(case: &'c Case<'_>, person: u32, title: &Title, fact: &Arc<Fact>) -> Judgement<'c> {
    let world = case.world();
    let book = &case.prepared.book;
    let Some(entity) = book.entities.get(person as usize) else {
        return Judgement::Unknown;
    };
    let dates = dates_spoken_of(case, fact);
    let filed: Vec<(&RoleClause, Title)> = entity
        .roles
        .iter()
        .map(|clause| (clause, Title::new(&clause.title.text, None, &world)))
        .collect();
    // "was president in 2014" is about 2014; beside a title without a tense of its own a date may be that of something else.
    let told: Vec<Date> = if tells_of_the_past(fact) {
        own_dates(&fact.statement).collect()
    } else {
        Vec::new()
    };
    let holds = |period: Period| match (dates.is_empty(), world.today) {
        _ if !told.is_empty() => told.iter().any(|d| overlaps(period, *d)),
        (true, Some(today)) => overlaps(period, today),
        (true, None) => true,
        (false, today) => {
            dates.iter().any(|d| overlaps(period, *d)) || today.is_some_and(|today| overlaps(period, today))
        }
    };
    let now = |period: Period| world.today.is_none_or(|today| overlaps(period, today));
    let fitting: Vec<&(&RoleClause, Title)> = filed.iter().filter(|(_, t)| t.fits(title, &world)).collect();
    if title.former {
        // "the former president": the office must not be held today.
        let still = fitting
            .iter()
            .find(|(clause, filed)| !filed.former && now(clause.period) && title.is(filed, &world));
        let really = fitting.iter().any(|(_, filed)| filed.former);
        return match still {
            Some((clause, _)) if !really || world.today.is_some() => {
                let ended = filed.iter().any(|(c, t)| t.former && now(c.period));
                if ended {
                    return Judgement::Right;
                }
                Judgement::Wrong(Wrong {
                    reason: format!(
                        "on file {} is {} on that day",
                        entity.name.text, clause.title.text
                    ),
                    clause,
                    holder: &entity.name.text,
                })
            }
            _ if fitting.is_empty() => Judgement::Unknown,
            _ => Judgement::Right,
        };
    }
    let current: Vec<&&(&RoleClause, Title)> = fitting.iter().filter(|(_, t)| !t.former).collect();
    if current.iter().any(|(clause, _)| holds(clause.period)) {
        return Judgement::Right;
    }
    if let Some((clause, _)) = current.first() {
        // Held at another time. Without a date the article may be looking back.
        if tells_of_the_past(fact) && dates.is_empty() {
            return Judgement::Unknown;
        }
        return Judgement::Wrong(Wrong {
            reason: format!(
                "on file {} was {} {}",
                entity.name.text,
                clause.title.text,
                period_words(clause.period)
            ),
            clause,
            holder: &entity.name.text,
        });
    }
    if let Some(wrong) = anothers_office(case, Some(person), title, &holds) {
        return Judgement::Wrong(wrong);
    }
    // One head, of different things; or another office of the first rank.
    let in_office = filed
        .iter()
        .filter(|(clause, t)| !t.former && holds(clause.period));
    for (clause, theirs) in in_office {
        let other_kind = theirs.head == title.head && !theirs.of.is_empty() && !title.of.is_empty();
        let excluded = theirs.head != title.head && is_office(&theirs.head) && is_office(&title.head);
        if other_kind && !title.fits(theirs, &world) && theirs.apart(title, &world) || excluded {
            return Judgement::Wrong(Wrong {
                reason: format!("on file {} is {}", entity.name.text, clause.title.text),
                clause,
                holder: &entity.name.text,
            });
        }
    }
    Judgement::Unknown
}

/// The office on file for somebody else on that day.
fn anothers_office<'c>(
    case: &'c Case<'_>,
    person: Option<u32>,
    title: &Title,
    holds: &dyn Fn(Period) -> bool,
) -> Option<Wrong<'c>> {
    let world = case.world();
    let book = &case.prepared.book;
    for (other, somebody) in book.entities.iter().enumerate() {
        if person.is_some_and(|p| p as usize == other) {
            continue;
        }
        for clause in &somebody.roles {
            let theirs = Title::new(&clause.title.text, None, &world);
            // Of whom nothing is on file only the whole title will do: "the head brewer of Copperwell Brewery".
            let one = match person {
                Some(_) => is_one_person_office(&clause.title.text),
                None => {
                    theirs.of.iter().any(|w| w.starts_with('#')) || is_one_person_office(&clause.title.text)
                }
            };
            if !holds(clause.period) || !one {
                continue;
            }
            // "Prime Minister Brandt" says no country: it is the only one on file.
            let whole = theirs.is(title, &world)
                || person.is_some()
                    && !title.of.iter().any(|w| w.starts_with('#'))
                    && only_one(book, title, &world);
            if !theirs.former && title.is(&theirs, &world) && whole {
                return Some(Wrong {
                    reason: format!("on file {} is {}", somebody.name.text, clause.title.text),
                    clause,
                    holder: &somebody.name.text,
                });
            }
        }
    }
    None
}

/// Whether a person of whom nothing is on file is given an office that is on file for another: "Clara Pinto,
/// the director of the Island Geological Service", where Ana Tavares is.
fn strangers_office<'c>(
    case: &'c Case<'_>,
    fact: &Arc<Fact>,
    phrase: &Phrase,
    title: &Title,
) -> Option<Wrong<'c>> {
    let subject = &fact.statement.subject.as_ref()?.phrase;
    let Some(EntityRef::Named(name)) = subject.entity else {
        return None;
    };
    let name = fact.reading.names.get(name as usize)?;
    let person = matches!(name.kind, NameKind::Person | NameKind::Unknown) && name.text.contains(' ');
    let unique = phrase.quantifier == Quantifier::Definite || phrase.quantifier == Quantifier::Bare;
    if !person || !unique || title.former || tells_of_the_past(fact) {
        return None;
    }
    let today = case.world().today;
    let dates = dates_spoken_of(case, fact);
    if !dates.is_empty() && today.is_none() {
        return None;
    }
    let wrong = anothers_office(case, None, title, &|period| {
        today.is_none_or(|today| overlaps(period, today))
    })?;
    // "Anna Tavares": the same person under another first name, or in another spelling.
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    (strsim::damerau_levenshtein(&last(&name.text), &last(wrong.holder)) > 1).then_some(wrong)
}

/// Whether one person on file holds the office that `title` names in part.
fn only_one(book: &crate::rules::book::Rulebook, title: &Title, world: &World<'_>) -> bool {
    let holders = book.entities.iter().filter(|e| {
        e.roles
            .iter()
            .any(|clause| title.is(&Title::new(&clause.title.text, None, world), world))
    });
    is_office(&title.head) && holders.count() == 1
}

/// Offices of which one person holds one at a time.
fn is_office(head: &str) -> bool {
    classes::standard().is("office", head)
}

/// "President of France" has one holder; "senator" and "spokesperson" have many.
fn is_one_person_office(title: &str) -> bool {
    title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| classes::standard().is("office", word))
}

/// The dates that the sentence speaks of.
fn dates_spoken_of(case: &Case<'_>, fact: &Arc<Fact>) -> Vec<Date> {
    let mut out = Vec::new();
    let person = |s: &Statement| s.subject.as_ref().and_then(|a| a.phrase.entity.clone());
    // "Obama's handling of Russia's annexation in 2014": the year is another's doing.
    let anothers = |s: &Statement| s.kind == StatementKind::Nominal && person(s) != person(&fact.statement);
    for other in case
        .own()
        .filter(|f| f.statement.sentence == fact.statement.sentence && !anothers(&f.statement))
    {
        out.extend(own_dates(&other.statement));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// First and last days of the times of the statement.
fn own_dates(statement: &Statement) -> impl Iterator<Item = Date> + '_ {
    let days = statement
        .times
        .iter()
        .filter_map(|t| super::binding::days(&t.time));
    days.flat_map(|(first, last)| [Date::from(first), Date::from(last)])
}

/// "X was secretary of state" without a date; an apposition has no tense of its own.
fn tells_of_the_past(fact: &Arc<Fact>) -> bool {
    fact.statement.predicate.tense == crate::reading::statement::Tense::Past
}

fn period_words(period: Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    }
}

fn report(
    case: &Case<'_>,
    fact: &Arc<Fact>,
    text: &str,
    span: TextSpan,
    wrong: &Wrong<'_>,
    findings: &mut Vec<Finding>,
) {
    let who = fact
        .statement
        .subject
        .as_ref()
        .map(|s| Thing::of(&s.phrase, &fact.reading, &case.world()).name)
        .unwrap_or_default();
    let mut out = finding(
        "role-at-date",
        FindingKind::Contradiction,
        Severity::Error,
        format!("“{text}” is not the title on file for {who}"),
        case.place(span),
    );
    out.reason.clone_from(&wrong.reason);
    out.normal_form = fact.normal_form();
    out.related.extend(case.on_file(
        RelatedRole::Claim,
        wrong.clause.location,
        format!("on file for {}", wrong.holder),
    ));
    out.proof = vec![
        format!(
            "the article says: {}{}",
            sentence(&fact.statement),
            super::proof::cite(&case.document.source, case.place(fact.statement.span))
        ),
        format!(
            "on file for {}: {}{}",
            wrong.holder,
            wrong.clause.title.text,
            case.cite(wrong.clause.location)
        ),
        wrong.reason.clone(),
    ];
    findings.push(out);
}
