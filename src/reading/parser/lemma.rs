//! Lemmas by the endings of words.
//!
//! `lemmas.tsv`, written by `train/lemmas.py`, gives for a tag and an ending the letters to drop and
//! the letters to add. The longest ending that fits decides; a whole word is an ending that begins
//! with `^`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::normalise;
use crate::lexicon::{self, WordClass};
use crate::reading::tree::Upos;

/// Letters to drop, and to add.
type Rule = (usize, &'static str);

/// Longest ending in the table that is not a whole word.
const LONGEST: usize = 6;

/// Tag → ending → rule.
static TABLE: LazyLock<FxHashMap<&'static str, FxHashMap<&'static str, Rule>>> = LazyLock::new(|| {
    let mut table: FxHashMap<_, FxHashMap<_, _>> = FxHashMap::default();
    for line in include_str!("lemmas.tsv").lines() {
        let mut fields = line.split('\t');
        if let (Some(tag), Some(ending), Some(drop), Some(add)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        {
            table
                .entry(tag)
                .or_default()
                .insert(ending, (drop.parse().unwrap_or(0), add));
        }
    }
    table
});

/// The dictionary form: lower case but for names.
pub(super) fn lemma(form: &str, upos: Upos, xpos: &str) -> String {
    let plain = normalise(form);
    let form = if matches!(xpos, "NNP" | "NNPS" | "ADD") {
        plain
    } else {
        plain.to_lowercase()
    };
    // A dash is a dash, however long.
    if xpos == ":" && form == "—" {
        return "--".to_owned();
    }
    let tag = if upos == Upos::Aux { "AUX" } else { xpos };
    // "risen", "drunk": irregular forms that the table has not seen under this tag.
    if upos == Upos::Verb
        && matches!(tag, "VBD" | "VBN")
        && find(tag, &format!("^{form}")).is_none()
        && let Some(base) = lexicon::irregular_verb(&form)
    {
        return base.to_owned();
    }
    let Some((drop, add)) = rule(tag, &form) else {
        return form;
    };
    let keep = form
        .char_indices()
        .rev()
        .nth(drop.wrapping_sub(1))
        .map_or(form.len(), |(i, _)| i);
    let mut out = form.get(..keep).unwrap_or("").to_owned();
    out.push_str(add);
    // "fled": a rule that gives no verb, for a form that is on the list.
    if upos == Upos::Verb
        && matches!(tag, "VBN" | "VBD")
        && !lexicon::knows(&out, WordClass::Verb)
        && let Some(base) = lexicon::irregular_verb(&form)
    {
        return base.to_owned();
    }
    // "bonuses", "wolves": where the rule gives no noun, and another way of building the plural does.
    if upos == Upos::Noun
        && tag == "NNS"
        && !lexicon::knows(&out, WordClass::Noun)
        && let Some(noun) = other_singular(&form)
    {
        return noun;
    }
    // "ceding", "heaped", "nagged": where the rule gives no verb, and another way of building the form does.
    if upos == Upos::Verb
        && matches!(tag, "VBG" | "VBN" | "VBD")
        && !lexicon::knows(&out, WordClass::Verb)
        && let Some(verb) = otherwise_built(&out)
    {
        return verb;
    }
    out
}

/// The noun of which `plural` is a regular plural.
fn other_singular(plural: &str) -> Option<String> {
    [("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe")]
        .into_iter()
        .filter_map(|(ending, singular)| Some(format!("{}{singular}", plural.strip_suffix(ending)?)))
        .find(|noun| lexicon::knows(noun, WordClass::Noun))
}

/// The verb that differs from `stem` in a silent e or a doubled consonant only ("boycotted" is "boycott").
fn otherwise_built(stem: &str) -> Option<String> {
    let single = || {
        let mut letters = stem.chars().rev();
        let last = letters.next()?;
        (letters.next() == Some(last)).then(|| stem.strip_suffix(last))?
    };
    let silent = format!("{stem}e");
    let double = format!("{stem}{}", stem.chars().next_back()?);
    [
        Some(silent.as_str()),
        stem.strip_suffix('e'),
        single(),
        Some(double.as_str()),
    ]
    .into_iter()
    .flatten()
    .find(|verb| lexicon::knows(verb, WordClass::Verb))
    .map(str::to_owned)
}

fn rule(tag: &str, form: &str) -> Option<Rule> {
    let whole = format!("^{form}");
    if let Some(&rule) = find(tag, &whole) {
        return Some(rule);
    }
    let characters = form.chars().count();
    let mut endings = form
        .char_indices()
        .map(|(i, _)| i)
        .skip(characters.saturating_sub(LONGEST));
    let longest = endings.find_map(|i| find(tag, form.get(i..)?));
    let rule = *longest.or_else(|| find(tag, ""))?;
    // A rule may ask for more letters than a short word has.
    (rule.0 < characters || rule.0 == 0).then_some(rule)
}

fn find(tag: &str, ending: &str) -> Option<&'static Rule> {
    TABLE.get(tag)?.get(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words() {
        let cases = [
            ("went", Upos::Verb, "VBD", "go"),
            ("said", Upos::Verb, "VBD", "say"),
            ("meetings", Upos::Noun, "NNS", "meeting"),
            ("parties", Upos::Noun, "NNS", "party"),
            ("men", Upos::Noun, "NNS", "man"),
            ("bonuses", Upos::Noun, "NNS", "bonus"),
            ("taking", Upos::Verb, "VBG", "take"),
            ("heaped", Upos::Verb, "VBD", "heap"),
            ("ceding", Upos::Verb, "VBG", "cede"),
            ("nagged", Upos::Verb, "VBN", "nag"),
            ("boycotted", Upos::Verb, "VBD", "boycott"),
            ("risen", Upos::Verb, "VBN", "rise"),
            ("fell", Upos::Verb, "VBN", "fall"),
            ("killed", Upos::Verb, "VBN", "kill"),
            ("denied", Upos::Verb, "VBD", "deny"),
            ("stopped", Upos::Verb, "VBD", "stop"),
            ("was", Upos::Aux, "VBD", "be"),
            ("’s", Upos::Aux, "VBZ", "be"),
            ("n’t", Upos::Part, "RB", "not"),
            ("ca", Upos::Aux, "MD", "can"),
            ("wo", Upos::Aux, "MD", "will"),
            ("worse", Upos::Adj, "JJR", "bad"),
            ("Putin", Upos::Propn, "NNP", "Putin"),
            ("OFFICIALS", Upos::Noun, "NNS", "official"),
            ("", Upos::X, "FW", ""),
            ("é", Upos::Noun, "NNS", "é"),
        ];
        for (form, upos, xpos, expected) in cases {
            assert_eq!(lemma(form, upos, xpos), expected, "{form}");
        }
    }
}
