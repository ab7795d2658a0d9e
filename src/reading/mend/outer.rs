//! "The talk in town is that the mayor resigned": the treebanks make the clause behind "that" the root, with the noun as its outer
//! subject. What is said is that clause's, and that it is the talk, the copula's: the copula governs, as "say" would.

use super::super::tree::{Upos, Word};
use super::{attach, child, children};

pub(super) fn mend(words: &mut [Word]) {
    let found = (0..words.len()).find_map(|root| {
        let outer = children(words, root).find(|&c| words[c].deprel.as_str() == "nsubj:outer")?;
        let that = child(words, root, "mark").filter(|&m| words[m].lemma == "that" && m < root)?;
        let copula = (outer + 1..that)
            .find(|&c| words[c].head == Some(root) && words[c].deprel.is("cop"))
            .filter(|&c| matches!(words[c].xpos, "VBZ" | "VBD" | "VBP"))?;
        let nominal = matches!(words[outer].upos, Upos::Noun | Upos::Propn);
        nominal.then_some((root, outer, copula))
    });
    let Some((root, outer, copula)) = found else {
        return;
    };
    words[copula].head = words[root].head;
    words[copula].deprel = words[root].deprel;
    words[copula].upos = Upos::Verb;
    attach(words, outer, Some(copula), "nsubj");
    let rest: Vec<usize> = children(words, root)
        .filter(|&c| c < copula || words[c].deprel.is("punct") && c > root)
        .collect();
    for c in rest {
        words[c].head = Some(copula);
    }
    attach(words, root, Some(copula), "ccomp");
}
