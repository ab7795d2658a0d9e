//! Who and what is named in a text: names handed in from the rulebook, and names found with no list.
//!
//! A known name is matched word by word, the longest first. A name that is on no list is a run of
//! proper nouns held together by the tree; its kind is guessed from shape, title and context, and
//! its later, shorter mentions ("Rubio" after "Marco Rubio") are joined to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::tree::{Tree, Upos, Word};
use crate::document::TextSpan;
use crate::lexicon::classes;

/// Kind of a named thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum NameKind {
    Person,
    Organisation,
    Country,
    Place,
    Event,
    Thing,
    /// not known
    #[default]
    Unknown,
}

/// The names that the reader is told of, as plain strings.
#[derive(Debug, Clone, Default)]
pub struct Names {
    entries: Vec<NameEntry>,
    /// First word in lower case → forms that begin with it, longest first.
    index: BTreeMap<String, Vec<Form>>,
}

/// One way to name an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    /// Its words in lower case, without a leading "the".
    words: Vec<String>,
    /// Index of the entry.
    entry: usize,
    /// The first word that is written with a capital; none in a description ("the secretary of state").
    capital: Option<usize>,
    /// Whether it begins with "the".
    definite: bool,
}

/// One entity's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameEntry {
    /// What [`super::statement::EntityRef::Known`] will say.
    pub id: u32,
    /// Its kind.
    pub kind: NameKind,
    /// The full name.
    pub name: String,
    /// Other names, descriptions ("the Ukrainian government") included.
    pub also: Vec<String>,
}

impl Names {
    /// An index over `entries`.
    pub fn new(entries: Vec<NameEntry>) -> Self {
        let mut index: BTreeMap<String, Vec<Form>> = BTreeMap::new();
        for (i, entry) in entries.iter().enumerate() {
            let mut forms: Vec<String> = vec![entry.name.clone()];
            forms.extend(entry.also.iter().cloned());
            if entry.kind == NameKind::Person
                && let Some(last) = surname(&entry.name)
            {
                forms.push(last);
            }
            for form in forms {
                let mut written = raw_words(&form);
                let definite = written.len() > 1 && written.first().is_some_and(|w| normal(w) == "the");
                if definite {
                    written.remove(0);
                }
                let capital = written
                    .iter()
                    .position(|w| w.chars().next().is_some_and(char::is_uppercase));
                let words: Vec<String> = written.iter().map(|w| normal(w)).collect();
                if let Some(first) = words.first().cloned() {
                    index.entry(first).or_default().push(Form {
                        words,
                        entry: i,
                        capital,
                        definite,
                    });
                }
            }
        }
        for list in index.values_mut() {
            list.sort_by(|a, b| {
                (b.words.len(), a.entry, &a.words, a.capital).cmp(&(
                    a.words.len(),
                    b.entry,
                    &b.words,
                    b.capital,
                ))
            });
            list.dedup();
        }
        Self { entries, index }
    }
    /// The entries, in the order in which they were given.
    pub fn entries(&self) -> &[NameEntry] {
        &self.entries
    }
    /// Entry with this id.
    pub fn by_id(&self, id: u32) -> Option<&NameEntry> {
        self.entries.iter().find(|e| e.id == id)
    }
}

/// Words of a name in lower case, possessive and punctuation split off as the tokenizer does.
fn split_words(name: &str) -> Vec<String> {
    raw_words(name).into_iter().map(normal).collect()
}

/// The same, as they are written.
fn raw_words(name: &str) -> Vec<&str> {
    name.split(|c: char| c.is_whitespace() || c == '-' || c == '–')
        .map(|w| w.trim_matches(|c: char| c == ',' || c == '"'))
        .flat_map(|w| {
            // "Grandfather's Radio": the tokenizer makes two words of the first.
            let at = w.len().checked_sub(2).filter(|_| w.ends_with("'s"));
            let at = at.or_else(|| w.len().checked_sub("’s".len()).filter(|_| w.ends_with("’s")));
            let (stem, possessive) = at.map_or((w, ""), |at| w.split_at(at));
            [stem, possessive]
        })
        .filter(|w| !w.is_empty())
        .collect()
}

fn normal(word: &str) -> String {
    word.replace('’', "'").to_lowercase()
}

/// The part of a person's full name that later mentions use ("von der Leyen", "Rubio").
pub fn surname(full: &str) -> Option<String> {
    let words: Vec<&str> = full.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let particle = words
        .iter()
        .skip(1)
        .position(|w| w.chars().next().is_some_and(char::is_lowercase));
    let start = match particle {
        Some(p) => p + 1,
        None => {
            let last = words.last()?;
            let suffix = classes::standard().is("generation", &normal(last.trim_matches('.')));
            words.len() - 1 - usize::from(suffix && words.len() > 2)
        }
    };
    words.get(start..).map(|w| w.join(" "))
}

/// A name as it is used in one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The fullest form that the text (or the list) has.
    pub text: String,
    /// What it is.
    pub kind: NameKind,
    /// The id of the list's entry, for a known name.
    pub known: Option<u32>,
    /// Every mention, in order.
    pub mentions: Vec<TextSpan>,
}

/// One mention inside a sentence: words `first..=last` of its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Index into [`super::Reading::names`].
    pub(crate) name: usize,
}

/// Collects the names of a document sentence by sentence.
#[derive(Debug, Default)]
pub(crate) struct NameFinder {
    pub(crate) names: Vec<Name>,
    by_known: BTreeMap<u32, usize>,
    by_text: BTreeMap<String, usize>,
    /// Last word (or surname) in lower case → names that end so.
    by_last: BTreeMap<String, Vec<usize>>,
}

impl NameFinder {
    /// The mentions in one sentence, left to right, not overlapping.
    pub(crate) fn find(&mut self, tree: &Tree, listed: &Names) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        let lower: Vec<String> = tree.words.iter().map(|w| normal(&w.form)).collect();
        let mut i = 0;
        while i < tree.len() {
            if let Some((mut last, mut entry)) = match_known(tree, &lower, i, listed) {
                // "Jorge Esteves's side": the side is on file under his surname.
                let within = (i + 1..=last).find_map(|j| {
                    match_known(tree, &lower, j, listed).filter(|(end, other)| *end > last && *other != entry)
                });
                if let Some(longer) = within {
                    (last, entry) = longer;
                }
                let entry = &listed.entries[entry];
                let name = self.known(entry);
                self.mention(name, tree, i, last);
                out.push(Mention { first: i, last, name });
                i = last + 1;
                continue;
            }
            if let Some(last) = title_before_name(tree, &lower, i) {
                i = last + 1;
                continue;
            }
            let again = || self.named_again(tree, &lower, i);
            if let Some(last) = proper_run(tree, &lower, i, listed).or_else(again) {
                let by_given_name = self.given_name(tree, i, last, listed);
                let name = match by_given_name {
                    Some(entry) => self.known(entry),
                    None => self.found(tree, i, last),
                };
                self.mention(name, tree, i, last);
                out.push(Mention { first: i, last, name });
                i = last + 1;
                continue;
            }
            i += 1;
        }
        out
    }

    /// "His wife, Samantha", where one Samantha alone is on file and the text has named no other: features call
    /// people by their first names.
    fn given_name<'l>(
        &self,
        tree: &Tree,
        first: usize,
        last: usize,
        listed: &'l Names,
    ) -> Option<&'l NameEntry> {
        let word = tree.words.get(first).filter(|_| first == last)?;
        let classes = classes::standard();
        let lower = normal(&word.form);
        // A name that is a word, too ("Chase"), is one only where it is known as a given name.
        let given = classes.is("given-name-feminine", &lower)
            || classes.is("given-name-masculine", &lower)
            || !crate::lexicon::knows(&lower, crate::lexicon::WordClass::Noun)
                && !crate::lexicon::is_place(&word.form);
        if !given
            || matches!(
                guess_kind(tree, first, last),
                NameKind::Place | NameKind::Organisation
            )
        {
            return None;
        }
        let beside = |i: Option<usize>| {
            i.and_then(|i| tree.words.get(i))
                .is_some_and(|w| is_proper(w) && begins_with_capital(&w.form))
        };
        if beside(first.checked_sub(1)) || beside(Some(last + 1)) {
            return None;
        }
        let called = |name: &str| name.contains(' ') && name.split(' ').next() == Some(word.form.as_str());
        let mut entries = listed
            .entries
            .iter()
            .filter(|e| e.kind == NameKind::Person && called(&e.name));
        let entry = entries.next().filter(|_| entries.next().is_none())?;
        let other = self
            .names
            .iter()
            .any(|n| n.known != Some(entry.id) && (called(&n.text) || n.text == word.form));
        (!other).then_some(entry)
    }

    /// Last word of a name that the text has had before and that the tagger took for common nouns this
    /// time: the surname of somebody named in full, or the whole name.
    fn named_again(&self, tree: &Tree, lower: &[String], start: usize) -> Option<usize> {
        let noun = |i: usize| {
            tree.words.get(i).is_some_and(|w| {
                matches!(w.upos, Upos::Noun | Upos::Adj | Upos::Propn)
                    && w.form.chars().next().is_some_and(char::is_uppercase)
            })
        };
        if !noun(start) {
            return None;
        }
        for last in (start + 1..(start + 4).min(tree.len())).rev() {
            let capitals = (start..=last).all(noun);
            if capitals && self.by_text.contains_key(&join(tree, start, last)) {
                return Some(last);
            }
        }
        let person = self.by_last.get(lower.get(start)?)?.iter().any(|&i| {
            let word = tree.words.get(start);
            self.names.get(i).is_some_and(|n| {
                n.kind == NameKind::Person && n.text.split(' ').next_back() == word.map(|w| w.form.as_str())
            })
        });
        // "Salles Brothers" is another name.
        (person && !noun(start + 1)).then_some(start)
    }

    fn mention(&mut self, name: usize, tree: &Tree, first: usize, last: usize) {
        let span = tree.words[first].span.cover(tree.words[last].span);
        self.names[name].mentions.push(span);
    }

    fn known(&mut self, entry: &NameEntry) -> usize {
        if let Some(&i) = self.by_known.get(&entry.id) {
            return i;
        }
        self.names.push(Name {
            text: entry.name.clone(),
            kind: entry.kind,
            known: Some(entry.id),
            mentions: Vec::new(),
        });
        let i = self.names.len() - 1;
        self.by_known.insert(entry.id, i);
        i
    }

    fn found(&mut self, tree: &Tree, first: usize, last: usize) -> usize {
        let words = &tree.words[first..=last];
        let text = join(tree, first, last);
        let kind = guess_kind(tree, first, last);
        if let Some(&i) = self.by_text.get(&text) {
            if self.names[i].kind == NameKind::Unknown {
                self.names[i].kind = kind;
            }
            return i;
        }
        let last_word = normal(&words[words.len() - 1].form);
        if words.len() == 1 {
            // A later, shorter mention of a person, or an earlier one of an organisation ("the
            // Fed"); only where exactly one name fits.
            let fits: Vec<usize> = self
                .by_last
                .get(&last_word)
                .into_iter()
                .flatten()
                .copied()
                .filter(|&i| matches!(self.names[i].kind, NameKind::Person | NameKind::Unknown))
                .filter(|_| !matches!(kind, NameKind::Place | NameKind::Country))
                .collect();
            if let [only] = fits[..] {
                return only;
            }
            // "Sir Digby", after "Sir Digby Jones".
            let knighted = first
                .checked_sub(1)
                .and_then(|i| tree.words.get(i))
                .is_some_and(|w| classes::standard().is("first-name-title", &normal(&w.form)));
            let by_first: Vec<usize> = self
                .names
                .iter()
                .enumerate()
                .filter(|(_, n)| {
                    n.kind == NameKind::Person
                        && n.text.contains(' ')
                        && n.text.split(' ').next() == Some(text.as_str())
                })
                .map(|(i, _)| i)
                .collect();
            if let [only] = by_first[..]
                && knighted
            {
                return only;
            }
        }
        // The headline said "Brown", the body says "Gordon Brown": the fuller form is the name.
        if words.len() > 1
            && matches!(kind, NameKind::Person)
            && let Some(&i) = self.by_text.get(words[words.len() - 1].form.as_str())
            && matches!(self.names[i].kind, NameKind::Person | NameKind::Unknown)
            && !crate::lexicon::is_place(&self.names[i].text)
        {
            self.names[i].text.clone_from(&text);
            self.names[i].kind = kind;
            self.by_text.insert(text, i);
            self.by_last.entry(last_word).or_default().push(i);
            return i;
        }
        self.names.push(Name {
            text: text.clone(),
            kind,
            known: None,
            mentions: Vec::new(),
        });
        let i = self.names.len() - 1;
        self.by_text.insert(text, i);
        if words.len() > 1 {
            self.by_last.entry(last_word).or_default().push(i);
        }
        i
    }
}

fn join(tree: &Tree, first: usize, last: usize) -> String {
    let mut out = String::new();
    for i in first..=last {
        out.push_str(&tree.words[i].form);
        if i < last && tree.words[i].space_after {
            out.push(' ');
        }
    }
    out
}

fn match_known(tree: &Tree, lower: &[String], start: usize, listed: &Names) -> Option<(usize, usize)> {
    let list = listed.index.get(lower.get(start)?)?;
    'entries: for form in list {
        let (words, entry) = (&form.words, &form.entry);
        let mut at = start;
        // Where the word stands that is written with a capital.
        let mut capital = start;
        for (n, word) in words.iter().enumerate() {
            if n > 0 {
                at += 1;
                // A hyphen inside a name is a word of its own in the tree.
                while lower.get(at).is_some_and(|w| matches!(w.as_str(), "-" | "–")) {
                    at += 1;
                }
            }
            if lower.get(at) != Some(word) {
                continue 'entries;
            }
            if form.capital == Some(n) {
                capital = at;
            }
        }
        let entry_forms = &listed.entries[*entry];
        if form.capital.is_some() {
            // A name written with a capital is not meant by the same word in lower case ("us" is no country).
            if !begins_with_capital(&tree.words[capital].form) {
                continue;
            }
        } else if entry_forms.kind != NameKind::Person && is_another(lower, start) {
            // "a further summit" is not the summit.
            continue;
        } else if entry_forms.kind == NameKind::Person && !stands_alone(tree, lower, start, at, form.definite)
        {
            // "Secretary of State Marco Rubio": his title before his name.
            let his_own = begins_with_capital(&tree.words[start].form)
                && match_known(tree, lower, at + 1, listed).is_some_and(|(_, other)| other == *entry);
            if !his_own {
                continue;
            }
        }
        // "Trump Organization" does not name Trump.
        if entry_forms.kind == NameKind::Person
            && let Some(next) = tree.words.get(at + 1)
            && next.upos == Upos::Propn
            && tree.words[at].space_after
            && at == start
            && in_same_name(tree, at, at + 1)
        {
            continue;
        }
        // "Ben Rubio" is another Rubio: a bare surname after another proper noun of the same name.
        if entry_forms.kind == NameKind::Person
            && words.len() == 1
            && start > 0
            && tree.words[start - 1].upos == Upos::Propn
            && in_same_name(tree, start - 1, start)
            && !classes::standard().is("title", &lower[start - 1])
            && split_words(&entry_forms.name).len() > 1
            && !lower[start - 1].ends_with('.')
        {
            continue;
        }
        return Some((at, *entry));
    }
    None
}

fn begins_with_capital(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// Whether words `first..=last`, which describe a person on file ("the secretary of state"), describe
/// nobody else: with their article, without a name after them ("the envoy Anna Hill") and without
/// anything that narrows them ("the envoy to Syria").
fn stands_alone(tree: &Tree, lower: &[String], first: usize, last: usize, definite: bool) -> bool {
    let article = first.checked_sub(1).and_then(|i| lower.get(i));
    if definite && article.is_none_or(|w| w != "the") {
        return false;
    }
    tree.words.get(last + 1).is_none_or(|next| {
        let narrows = matches!(
            lower.get(last + 1).map_or("", String::as_str),
            "of" | "for" | "to" | "from"
        ) && next
            .head
            .is_some_and(|head| tree.words.get(head).is_some_and(|h| h.head == Some(last)));
        next.upos != Upos::Propn && !narrows
    })
}

/// Whether the word in front says that another one is meant than the one that is known.
fn is_another(lower: &[String], first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|i| lower.get(i));
    before.is_some_and(|w| classes::standard().is("other-occasion", w))
}

/// Whether the tree holds two neighbours together as one name.
fn in_same_name(tree: &Tree, a: usize, b: usize) -> bool {
    let name_relation = |w: usize| matches!(tree.words[w].deprel.as_str(), "flat" | "compound" | "goeswith");
    (tree.words[b].head == Some(a) && name_relation(b))
        || (tree.words[a].head == Some(b) && name_relation(a))
        || (tree.words[a].head.is_some()
            && tree.words[a].head == tree.words[b].head
            && name_relation(a)
            && name_relation(b))
}

/// Last word of the run of proper nouns that begins at `start`.
fn proper_run(tree: &Tree, lower: &[String], start: usize, listed: &Names) -> Option<usize> {
    let word = tree.words.get(start)?;
    let first_char = word.form.chars().next()?;
    if !(is_proper(word) || opens_name(tree, start))
        || !first_char.is_alphanumeric()
        || first_char.is_lowercase()
    {
        return None;
    }
    if is_calendar(&lower[start]) {
        return None;
    }
    let mut last = start;
    let mut at = start + 1;
    while at < tree.len() {
        let w = &tree.words[at];
        if (is_proper(w) || opens_name(tree, at))
            && w.form
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            && match_known(tree, lower, at, listed).is_none()
            && !is_calendar(&lower[at])
            && title_before_name(tree, lower, at).is_none()
        {
            last = at;
            at += 1;
        } else if is_particle(&lower[at]) || matches!(w.form.as_str(), "&" | "-" | "–") {
            // Taken in only when a proper noun of the same phrase follows.
            let mut next = at + 1;
            while next < tree.len() && is_particle(&lower[next]) {
                next += 1;
            }
            // "Bank of England", not "Zelenskyy of Ukraine": what has an "of" in its name is a kind of thing.
            let kind_of_thing = lower[at] != "of"
                || crate::lexicon::knows(&lower[at - 1], crate::lexicon::WordClass::Noun)
                    && !crate::lexicon::is_place(&lower[at - 1]);
            if !kind_of_thing {
                break;
            }
            let follows = tree.words.get(next).is_some_and(|n| {
                n.upos == Upos::Propn && n.form.chars().next().is_some_and(char::is_uppercase)
            });
            if follows && match_known(tree, lower, next, listed).is_none() {
                last = next;
                at = next + 1;
            } else {
                break;
            }
        } else {
            break;
        }
    }
    Some(last)
}

/// Tagged as (part of) a proper noun: "New" in "New York" is an adjective by its universal tag and
/// a proper noun by its Penn tag.
fn is_proper(word: &Word) -> bool {
    word.upos == Upos::Propn || matches!(word.xpos, "NNP" | "NNPS")
}

/// A capitalised adjective or noun inside a sentence that narrows the proper noun after it
/// ("Supreme Court", "British Airways").
fn opens_name(tree: &Tree, at: usize) -> bool {
    let w = &tree.words[at];
    let Some(next) = tree.words.get(at + 1) else {
        return false;
    };
    at > 0
        && w.space_after
        && matches!(w.upos, Upos::Adj | Upos::Noun)
        && w.form.chars().next().is_some_and(char::is_uppercase)
        && matches!(w.deprel.base(), "amod" | "compound")
        && w.head
            .is_some_and(|h| h > at && h <= at + 3 && is_proper(&tree.words[h]))
        && is_proper(next)
        && next.form.chars().next().is_some_and(char::is_uppercase)
        && !classes::standard().is("title", &normal(&next.form))
}

/// Last word of the title that begins at `start`, where a name follows it: "Secretary of State"
/// before "Marco Rubio". A title is no part of the name.
fn title_before_name(tree: &Tree, lower: &[String], start: usize) -> Option<usize> {
    let classes = classes::standard();
    let bare = |i: usize| lower.get(i).map(|w| w.trim_end_matches('.'));
    let proper = |i: usize| {
        tree.words
            .get(i)
            .is_some_and(|w| w.upos == Upos::Propn && w.form.chars().next().is_some_and(char::is_uppercase))
    };
    let first = bare(start)?;
    let pair = bare(start + 1).map(|second| format!("{first} {second}"));
    let mut last = if pair.is_some_and(|p| classes.is("title", &p)) {
        start + 1
    } else if classes.is("title", first) {
        start
    } else {
        return None;
    };
    // "Secretary of State Marco Rubio": two more proper nouns are the person.
    if bare(last + 1) == Some("of") && proper(last + 2) && proper(last + 3) && proper(last + 4) {
        last += 2;
    }
    if !proper(last + 1) || !tree.words[last].space_after {
        return None;
    }
    // "General Motors": held together as one name by the tree.
    let compound = classes.is("title-in-names", bare(last).unwrap_or_default())
        && tree.words[last].deprel.as_str() == "compound"
        && tree.words[last].head == Some(last + 1)
        && !proper(last + 2);
    (!compound).then_some(last)
}

/// Names of weekdays and months: no names of anybody.
fn is_calendar(word: &str) -> bool {
    classes::standard().is("calendar-word", word.trim_end_matches('.'))
}

/// "von", "de": within a name.
fn is_particle(word: &str) -> bool {
    classes::standard().is("name-particle", word)
}

/// Guesses a kind from title, shape and what the name does in the sentence.
fn guess_kind(tree: &Tree, first: usize, last: usize) -> NameKind {
    let classes = classes::standard();
    let words = &tree.words[first..=last];
    let all_caps =
        words.len() == 1 && words[0].form.len() > 1 && words[0].form.chars().all(char::is_uppercase);
    let organisation = words
        .iter()
        .any(|w| classes.is("organisation-word", &w.form.trim_end_matches('.').to_lowercase()));
    if organisation {
        return NameKind::Organisation;
    }
    let titled = first
        .checked_sub(1)
        .and_then(|i| tree.words.get(i))
        .is_some_and(|w| classes.is("title", w.form.trim_end_matches('.').to_lowercase().as_str()));
    if titled {
        return NameKind::Person;
    }
    let head = (first..=last)
        .find(|&i| tree.words[i].head.is_none_or(|h| h < first || h > last))
        .unwrap_or(first);
    let governor = tree.words[head].head.and_then(|h| tree.words.get(h));
    let relation = tree.words[head].deprel;
    let speaks = relation.is("nsubj")
        && governor
            .is_some_and(|g| classes.is("quotation-verb", &g.lemma) || classes.is("belief-verb", &g.lemma));
    if speaks
        && words.len() >= 2
        && !all_caps
        && words
            .iter()
            .all(|w| w.deprel.is("flat") || w.head.is_none_or(|h| h < first || h > last))
    {
        return NameKind::Person;
    }
    let locative = tree
        .child_by(head, "case")
        .is_some_and(|c| matches!(tree.words[c].lemma.as_str(), "in" | "near" | "across"));
    if locative && (relation.is("obl") || relation.is("nmod")) && !all_caps {
        return NameKind::Place;
    }
    if crate::lexicon::is_place(
        &words
            .iter()
            .map(|w| w.form.as_str())
            .collect::<Vec<_>>()
            .join(" "),
    ) {
        return NameKind::Place;
    }
    // A flat name of two or three words is a person far more often than not.
    let flat = (2..=4).contains(&words.len())
        && head == first
        && (first + 1..=last).all(|i| tree.words[i].deprel.is("flat") && tree.words[i].head == Some(head));
    if flat && tree.child_by(head, "det").is_none() {
        return NameKind::Person;
    }
    NameKind::Unknown
}
