//! One name to another, and names to descriptions.

use super::knowledge::Knowledge;
use super::relation::Side;
use crate::reading::Reading;
use crate::reading::statement::{EntityRef, Phrase, Polarity, Quantifier, Role, StatementKind};
use crate::reading::tree::Upos;

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameRelation {
    Same,
    /// Two names that cannot be read as one.
    Distinct,
}

/// Compares two phrases that are both names.
pub(super) fn relate_names(text: &Phrase, claim: &Phrase, knowledge: &Knowledge) -> NameRelation {
    if let (Some(EntityRef::Known(a)), Some(EntityRef::Known(b))) = (&text.entity, &claim.entity) {
        return if a == b {
            NameRelation::Same
        } else {
            NameRelation::Distinct
        };
    }
    let same = same_name(&text.lemma, &claim.lemma)
        || known_name(text, &claim.lemma, knowledge)
        || known_name(claim, &text.lemma, knowledge);
    if same {
        NameRelation::Same
    } else {
        NameRelation::Distinct
    }
}

/// Whether the entity that the phrase names is also called `name`.
fn known_name(phrase: &Phrase, name: &str, knowledge: &Knowledge) -> bool {
    match phrase.entity {
        Some(EntityRef::Known(id)) => knowledge
            .entities
            .get(id as usize)
            .is_some_and(|e| e.names.iter().any(|n| same_name(n, name))),
        _ => false,
    }
}

/// "Marco Rubio" and "Rubio", "Dorothy Ann Willis Richards" and "Ann Richards": every word of the
/// shorter one is in the longer one, in order, and the last words are one. "the" counts for nothing.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    // "Daag: A Poem of Love" is also called "Daag".
    let short_title = |long: &str, short: &str| {
        long.split_once(": ")
            .is_some_and(|(title, _)| title.eq_ignore_ascii_case(short))
    };
    if short_title(a, b) || short_title(b, a) {
        return true;
    }
    same_words(&name_words(a), &name_words(b))
}

/// The same for the words of two names.
pub(super) fn same_words(a: &[String], b: &[String]) -> bool {
    if a == b {
        return !a.is_empty();
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(last), Some(long_last)) = (short.last(), long.last()) else {
        return false;
    };
    let mut rest = long.iter();
    let in_order = short.iter().all(|w| rest.any(|l| l == w || initial(l, w)));
    if in_order && (last == long_last || short.len() > 1) {
        return true;
    }
    // A short form of the first name: "Tim Roth", "Timothy Simon Roth".
    last == long_last
        && short.len() >= 2
        && match (short.first(), long.first()) {
            (Some(s), Some(l)) => s.len() >= 3 && l.starts_with(s.as_str()),
            _ => false,
        }
}

fn initial(a: &str, b: &str) -> bool {
    let short = |s: &str| s.trim_end_matches('.').chars().count() == 1;
    (short(a) || short(b)) && a.chars().next() == b.chars().next()
}

/// The letter without its accent: "Noël" is also written "Noel".
fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' | 'ţ' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '’' => '\'',
        other => other,
    }
}

/// The words of a name that tell it from others, in lower case and without accents.
pub(super) fn name_words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .chars()
        .map(plain)
        .collect::<String>()
        .split(|c: char| c.is_whitespace() || c == '-' || c == ',')
        .map(|w| w.trim_end_matches("'s").to_owned())
        .filter(|w| {
            !w.is_empty()
                && !matches!(
                    w.as_str(),
                    "the" | "of" | "mr." | "mrs." | "mr" | "mrs" | "ms" | "sir" | "dr." | "dr"
                )
        })
        .collect()
}

/// Whether the phrase is a name, by its entity or by its tag.
pub(super) fn is_name(phrase: &Phrase, sentence: usize, reading: &Reading) -> bool {
    phrase.entity.is_some()
        || reading
            .sentences
            .get(sentence)
            .and_then(|s| s.tree.words.get(phrase.head))
            .is_some_and(|w| w.upos == Upos::Propn || w.form.starts_with(char::is_uppercase))
}

/// The phrases that say in the side's own text what the named one is ("Rubio, the secretary of
/// state"), and the titles that the rulebook gives.
pub(super) fn descriptions<'a>(side: Side<'a>, name: &Phrase) -> Vec<&'a Phrase> {
    let Some(entity) = &name.entity else {
        return Vec::new();
    };
    side.reading
        .statements
        .iter()
        .filter(|s| s.kind == StatementKind::Role && s.read)
        .filter(|s| {
            s.subject
                .as_ref()
                .is_some_and(|a| a.phrase.entity.as_ref() == Some(entity))
        })
        .flat_map(|s| &s.objects)
        .filter(|o| o.role == Role::Attribute)
        .map(|o| &o.phrase)
        .collect()
}

/// The phrase that a pronoun or description was resolved to, where that phrase is a participant of
/// a statement.
pub(crate) fn resolve<'a>(side: Side<'a>, phrase: &'a Phrase) -> &'a Phrase {
    /// How many statements are looked at.
    const REACH: usize = 300;
    if phrase.entity.is_some() {
        return phrase;
    }
    let Some(span) = phrase.antecedent else {
        return named_by_role(side, phrase).unwrap_or(phrase);
    };
    side.reading
        .statements
        .iter()
        .rev()
        .skip_while(|s| s.id > side.statement.id)
        .take(REACH)
        .flat_map(|s| s.subject.iter().chain(&s.objects))
        .map(|a| &a.phrase)
        .find(|p| p.span == span && p.antecedent.is_none())
        .unwrap_or(phrase)
}

/// "Savages is a film directed by Stone": the film that was directed is Savages.
fn named_by_role<'a>(side: Side<'a>, phrase: &Phrase) -> Option<&'a Phrase> {
    let first = side
        .reading
        .statements
        .partition_point(|s| s.sentence < side.statement.sentence);
    side.reading
        .statements
        .get(first..)?
        .iter()
        .take_while(|s| s.sentence == side.statement.sentence)
        .filter(|s| {
            s.id != side.statement.id && s.kind == StatementKind::Role && s.polarity == Polarity::Affirmed
        })
        .filter(|s| {
            s.objects
                .iter()
                .any(|o| o.role == Role::Attribute && o.phrase.head == phrase.head)
        })
        .filter_map(|s| s.subject.as_ref())
        .map(|a| &a.phrase)
        .find(|p| p.entity.is_some())
}

/// Several words with capitals ("Reign Over Me"), which the reader did not take for a name.
pub(super) fn looks_like_name(phrase: &Phrase) -> bool {
    let mut words = phrase.text.split_whitespace();
    phrase.text.contains(' ') && words.all(|w| w.starts_with(char::is_uppercase))
}

/// "The museum" for "the Lenz Museum".
pub(super) fn is_short_for(description: &Phrase, name: &Phrase) -> bool {
    description.quantifier == Quantifier::Definite
        && description.modifiers.is_empty()
        && name
            .lemma
            .rsplit_once(' ')
            .is_some_and(|(_, last)| last.to_lowercase() == description.lemma)
}

/// Whether two phrases of which one is a known name are written as one name.
pub(super) fn same_written_name(text: &Phrase, claim: &Phrase) -> bool {
    let name = |p: &Phrase| {
        let articles = ["The ", "the ", "an ", "a "];
        let written = articles.iter().find_map(|article| p.text.strip_prefix(article));
        match p.entity {
            Some(_) => p.lemma.clone(),
            None => written.unwrap_or(&p.text).to_owned(),
        }
    };
    let (t, c) = (name(text), name(claim));
    // "the Tour of Brabant"
    let joins = |w: &str| matches!(w, "of" | "the" | "and" | "for" | "de" | "la" | "van" | "von");
    let capital = |s: &str| {
        s.starts_with(char::is_uppercase)
            && s.split_whitespace()
                .all(|w| w.starts_with(char::is_uppercase) || joins(w))
    };
    capital(&t) && capital(&c) && same_name(&t, &c)
}

/// Whether both name one entity of the rulebook. A name of the text's own is counted in its own reading.
pub(super) fn is_one_known(a: &Phrase, b: &Phrase) -> bool {
    matches!(a.entity, Some(EntityRef::Known(_))) && a.entity == b.entity
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn names() {
        assert!(same_name("Marco Rubio", "Rubio"));
        assert!(same_name("Noël Coward", "Noel Coward"));
        assert!(same_name("Ann Richards", "Dorothy Ann Willis Richards"));
        assert!(same_name("Tim Roth", "Timothy Simon Roth"));
        assert!(same_name("the United States", "United States"));
        assert!(same_name("Daag: A Poem of Love", "Daag"));
        assert!(!same_name("Donald Trump", "Melania Trump"));
        assert!(!same_name("Paris", "London"));
        assert!(!same_name("", ""));
        assert!(!same_name("North Korea", "South Korea"));
    }
}
