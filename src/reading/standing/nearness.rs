//! "came close to winning", "moved a step closer to becoming champion", "is committed to closing": what somebody is near,
//! or means to do, has not been done.

use super::super::clause::Clause;
use super::super::phrase::SentenceView;
use super::super::statement::Certainty;
use crate::lexicon::classes;

/// How certain a gerund behind "to" is, by the word that "to" belongs to.
pub(super) fn of_gerund(view: &SentenceView<'_>, governor: &Clause, clause: &Clause) -> Option<Certainty> {
    let words = classes::standard();
    let tree = view.tree;
    let to = clause.marks.iter().any(|&m| view.lower(m) == "to");
    if !to || tree.words[clause.head].xpos != "VBG" {
        return None;
    }
    let near = |w: usize| words.is("nearness", view.lemma(w)) || words.is("nearness", &view.lower(w));
    let beside = tree
        .children(governor.head)
        .iter()
        .any(|&c| matches!(tree.words[c].deprel.base(), "advmod" | "xcomp") && near(c));
    if near(governor.head) || beside {
        return Some(Certainty::Possible);
    }
    words
        .is("intention", view.lemma(governor.head))
        .then_some(Certainty::Intended)
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;
    use crate::reading::statement::Certainty;

    #[test]
    fn what_one_is_near_is_not_done() {
        for (text, verb, certainty) in [
            (
                "Anna Bell came close to winning the race.",
                "win",
                Certainty::Possible,
            ),
            (
                "The club is close to signing the striker.",
                "sign",
                Certainty::Possible,
            ),
            (
                "The firm is on the verge of closing the plant.",
                "close",
                Certainty::Possible,
            ),
            (
                "The firm is committed to closing the plant.",
                "close",
                Certainty::Intended,
            ),
            (
                "Anna Bell admitted to stealing the money.",
                "steal",
                Certainty::Asserted,
            ),
        ] {
            let reading = read_plainly(text);
            let found = reading
                .statements
                .iter()
                .find(|s| s.predicate.lemma == verb)
                .map(|s| s.certainty);
            assert_eq!(found, Some(certainty), "{text}");
        }
    }
}
