//! Conditions without "if": "Had they signed, Kyiv would have objected", "Were the dam to burst, …".

use super::attach;
use crate::reading::tree::{Deprel, Upos, Word};

/// An auxiliary before its subject at the head of a sentence that is no question, and a clause with "would"
/// after the comma: the first is the condition (`advcl`) of the second.
pub(super) fn mend(words: &mut [Word]) {
    let Some(first) = words.iter().position(|w| w.upos != Upos::Punct) else {
        return;
    };
    let opens = matches!(
        words[first].form.to_lowercase().as_str(),
        "had" | "were" | "should"
    );
    let asked = words.iter().any(|w| w.form == "?");
    if !opens || asked {
        return;
    }
    let Some(comma) = end_of_condition(words, first).filter(|&c| c >= first + 3) else {
        return;
    };
    let supposed = |w: &Word| {
        matches!(
            w.form.to_lowercase().as_str(),
            "would" | "could" | "might" | "will"
        )
    };
    let main = (comma + 1..words.len())
        .find(|&i| supposed(&words[i]))
        .and_then(|i| words[i].head)
        .filter(|&m| m > comma);
    let Some(main) = main else { return };
    let inside = first + 1..comma;
    // The verb that the auxiliary belongs to; the parser may take the auxiliary for the verb itself.
    let own = words[first].head.filter(|h| inside.contains(h));
    let verb = own.or_else(|| {
        inside
            .clone()
            .find(|&i| matches!(words[i].xpos, "VBN" | "VBD" | "VB"))
    });
    let Some(verb) = verb else { return };
    if words[verb].head == Some(main) && words[verb].deprel.is("advcl") && own.is_some() {
        return;
    }
    if own.is_none() {
        for (i, w) in words.iter_mut().enumerate() {
            if w.head == Some(first) && i != verb {
                w.head = Some(if inside.contains(&i) { verb } else { main });
            }
        }
        attach(words, first, Some(verb), "aux");
    }
    let root = words.iter().position(|w| w.head.is_none());
    let was_root = root.is_some_and(|r| r == verb || r == first || inside.contains(&r));
    for (i, w) in words.iter_mut().enumerate().skip(comma) {
        if i != main && w.head.is_some_and(|h| h == verb || inside.contains(&h)) {
            w.head = Some(main);
        }
    }
    if was_root {
        words[main].head = None;
        words[main].deprel = Deprel::new("root");
    }
    attach(words, verb, Some(main), "advcl");
}

/// The comma before the main clause: the first one behind the verb of the condition, which may stand behind
/// an insertion ("Had the pilots, who have a union of their own, joined in, …").
fn end_of_condition(words: &[Word], first: usize) -> Option<usize> {
    let commas: Vec<usize> = (first..words.len()).filter(|&i| words[i].form == ",").collect();
    let modal = (first + 1..words.len()).find(|&i| {
        matches!(
            words[i].form.to_lowercase().as_str(),
            "would" | "could" | "might" | "will"
        )
    })?;
    let inserted = |open: usize, close: usize| {
        words[open + 1..close]
            .first()
            .is_some_and(|w| matches!(w.xpos, "WP" | "WDT" | "WP$" | "WRB"))
            || !words[open + 1..close]
                .iter()
                .any(|w| matches!(w.upos, Upos::Verb | Upos::Aux))
    };
    let verb = |range: std::ops::Range<usize>| {
        words[range]
            .iter()
            .any(|w| matches!(w.xpos, "VBN" | "VBD" | "VB" | "JJ"))
    };
    let plain = *commas.first()?;
    let [open, close, ..] = commas.as_slice() else {
        return Some(plain);
    };
    let after = commas.get(2).copied().unwrap_or(modal);
    let interrupted =
        *close < modal && inserted(*open, *close) && !verb(first + 1..*open) && verb(close + 1..after);
    if interrupted {
        commas.get(2).copied().filter(|&c| c < modal)
    } else {
        Some(plain)
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::Certainty;

    #[test]
    fn an_inverted_condition_asserts_nothing() {
        for text in [
            "Had they signed a binding agreement, Kyiv would have rejected it.",
            "Had the captain slowed down, the ferry would have missed the rock.",
            "Should the talks fail, the union could strike.",
        ] {
            let reading = read_plainly(text);
            let open =
                |s: &crate::reading::statement::Statement| s.certainty != Certainty::Asserted || !s.read;
            assert!(
                reading.statements.iter().all(open),
                "{text}: {:#?}",
                reading.statements
            );
        }
    }

    #[test]
    fn an_insertion_is_no_end_of_the_condition() {
        let reading = read_plainly(
            "Had the tenants, who have a lawyer of their own, joined the case too, not one flat would have been sold.",
        );
        let joined = reading.statements.iter().find(|s| s.predicate.lemma == "join");
        assert!(
            joined.is_some_and(|s| s.certainty == Certainty::Conditional),
            "{:#?}",
            reading.statements
        );
    }
}
