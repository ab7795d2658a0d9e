//! Verbs that look like nouns: "The hospital cost 130 million euros".

use super::make_finite;
use crate::lexicon::{self, WordClass};
use crate::reading::tree::{Upos, Word};

/// What has a subject and an object of its own, and neither article nor copula, is a verb, whatever it
/// was tagged as.
pub(super) fn mend(words: &mut [Word]) {
    for i in 0..words.len() {
        let w = &words[i];
        let lower = w.form.to_lowercase();
        if w.upos != Upos::Noun || w.form != lower {
            continue;
        }
        let child = |base: &str| words.iter().position(|c| c.head == Some(i) && c.deprel.is(base));
        // "took six years and cost 310 million": the subject is that of the verb before.
        let beside = w
            .head
            .filter(|&h| w.deprel.is("conj") && words[h].upos == Upos::Verb)
            .and_then(|h| {
                words
                    .iter()
                    .position(|c| c.head == Some(h) && c.deprel.is("nsubj"))
            });
        // "Banker denies taking bribes": a gerund right behind is what it is done to, too.
        let gerund = words.get(i + 1).and_then(|g| {
            let taken =
                g.head == Some(i) && g.xpos == "VBG" && matches!(g.deprel.base(), "xcomp" | "ccomp" | "acl");
            taken.then_some(i + 1)
        });
        let (Some(subject), Some(object)) = (child("nsubj").or(beside), child("obj").or(gerund)) else {
            continue;
        };
        let nominal = ["det", "cop", "case", "amod", "nmod", "compound", "nummod"];
        if subject > i || object < i || nominal.iter().any(|r| child(r).is_some()) {
            continue;
        }
        let plural = words[subject].feats.contains("Number=Plur");
        let (lemma, xpos) = if lexicon::knows(&lower, WordClass::Verb) {
            // "it cost": with one who does it, the bare form is the past.
            (lower, if plural { "VBP" } else { "VBD" })
        } else if let Some(base) = lower
            .strip_suffix('s')
            .filter(|b| !plural && lexicon::knows(b, WordClass::Verb))
        {
            (base.to_owned(), "VBZ")
        } else if !plural && lower.ends_with("ies") && lexicon::knows(&words[i].lemma, WordClass::Verb) {
            (words[i].lemma.clone(), "VBZ")
        } else {
            continue;
        };
        make_finite(&mut words[i], xpos, lemma);
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::Tense;

    #[test]
    fn what_has_a_gerund_is_a_verb() {
        let reading = read_plainly("Banker denies taking bribes");
        let predicate = &reading.statements[0].predicate;
        assert_eq!(
            (predicate.lemma.as_str(), predicate.tense),
            ("deny", Tense::Present)
        );
    }

    #[test]
    fn what_has_subject_and_object_is_a_verb() {
        let reading = read_plainly("The hospital cost 130 million euros.");
        let predicate = &reading.statements[0].predicate;
        assert_eq!((predicate.lemma.as_str(), predicate.tense), ("cost", Tense::Past));
    }
}
