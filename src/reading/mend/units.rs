//! One word for one unit: "4 %", "4 per cent" and "4 percent" have one head, as "$4" and "4 dollars" have.

use super::attach;
use crate::reading::tree::{Upos, Word};

/// Signs that stand for a unit, with the word that is spoken for them.
const SIGNS: [(&str, &str); 6] = [
    ("%", "percent"),
    ("$", "dollar"),
    ("€", "euro"),
    ("£", "pound"),
    ("¥", "yen"),
    ("₹", "rupee"),
];

/// Gives the units of a sentence their word, and makes one of "per cent".
pub(super) fn mend(words: &mut [Word]) {
    for i in 0..words.len() {
        if let Some((_, word)) = SIGNS.iter().find(|(sign, _)| words[i].form == *sign) {
            (*word).clone_into(&mut words[i].lemma);
        }
        per_cent(words, i);
    }
}

/// "4 per cent": a noun with its number, whatever the parser made of the three.
fn per_cent(words: &mut [Word], per: usize) {
    let cent = per + 1;
    let is = |at: usize, word: &str| words.get(at).is_some_and(|w| w.form.eq_ignore_ascii_case(word));
    if !is(per, "per") || !is(cent, "cent") {
        return;
    }
    let number = per.checked_sub(1).filter(|&n| words[n].upos == Upos::Num);
    for below in [Some(per), number].into_iter().flatten() {
        if words[cent].head != Some(below) {
            continue;
        }
        let (head, relation) = (words[below].head, words[below].deprel.as_str());
        attach(words, cent, head, relation);
        for (i, w) in words.iter_mut().enumerate() {
            let own = matches!(w.deprel.base(), "compound" | "advmod") && i < below;
            if i != cent && w.head == Some(below) && !own {
                w.head = Some(cent);
            }
        }
    }
    if let Some(number) = number {
        let top = std::iter::successors(Some(number), |&w| {
            words[w].head.filter(|&h| h < per && words[h].upos == Upos::Num)
        })
        .last()
        .unwrap_or(number);
        attach(words, top, Some(cent), "nummod");
    }
    attach(words, per, Some(cent), "goeswith");
    words[cent].upos = Upos::Noun;
    words[cent].xpos = "NN";
    "percent".clone_into(&mut words[cent].lemma);
}

#[cfg(test)]
mod tests {
    use crate::reading::english::read_plainly;

    #[test]
    fn one_unit_has_one_word() {
        for text in [
            "Prices rose 4 percent.",
            "Prices rose 4 per cent.",
            "Prices rose 4%.",
        ] {
            let reading = read_plainly(text);
            let object = &reading.statements[0].objects[0].phrase;
            assert_eq!(object.lemma, "percent", "{text}");
            assert_eq!(object.modifiers.len(), 1, "{text}: {:#?}", object.modifiers);
        }
    }
}
