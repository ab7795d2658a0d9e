//! The table `words.txt`, by kind.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use crate::value::quantity::Bound;

/// What the table says.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Every word that a number in words may begin with.
    pub starts: FxHashSet<&'static str>,
    /// "seven"
    pub cardinal: BTreeMap<&'static str, Decimal>,
    /// "million"
    pub scale: BTreeMap<&'static str, Decimal>,
    /// "bn"
    pub short: BTreeMap<&'static str, Decimal>,
    /// "m", in money
    pub money: BTreeMap<&'static str, Decimal>,
    /// "third"
    pub ordinal: BTreeMap<&'static str, Decimal>,
    /// "quarter"
    pub part: BTreeMap<&'static str, Decimal>,
    /// Words in front of a number, the longest first.
    pub before: Vec<(Vec<&'static str>, Bound)>,
    /// Words behind a number, the longest first.
    pub after: Vec<(Vec<&'static str>, Bound)>,
}

/// The table.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let mut lexicon = Lexicon::default();
        for line in include_str!("words.txt").lines() {
            read(line, &mut lexicon);
        }
        let starts = [&lexicon.cardinal, &lexicon.ordinal, &lexicon.part]
            .into_iter()
            .flat_map(BTreeMap::keys)
            .copied();
        lexicon.starts = starts.chain(["a", "an", "half", "quarter"]).collect();
        for list in [&mut lexicon.before, &mut lexicon.after] {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        lexicon
    });
    &LEXICON
}

fn read(line: &'static str, lexicon: &mut Lexicon) {
    let Some((kind, rest)) = line.split_once(' ') else {
        return;
    };
    if let ("before" | "after", Some((bound, words))) = (kind, rest.split_once(": ")) {
        let bound = match bound {
            "about" => Bound::About,
            "more" => Bound::MoreThan,
            "least" => Bound::AtLeast,
            "less" => Bound::LessThan,
            _ => Bound::AtMost,
        };
        let entry = (words.split(' ').collect(), bound);
        if kind == "before" {
            lexicon.before.push(entry);
        } else {
            lexicon.after.push(entry);
        }
        return;
    }
    let Some((word, Ok(value))) = rest.rsplit_once(' ').map(|(w, v)| (w, v.parse())) else {
        return;
    };
    let map = match kind {
        "cardinal" => &mut lexicon.cardinal,
        "scale" => &mut lexicon.scale,
        "short" => &mut lexicon.short,
        "money" => &mut lexicon.money,
        "ordinal" => &mut lexicon.ordinal,
        "part" => &mut lexicon.part,
        _ => return,
    };
    map.insert(word, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let l = lexicon();
        let read =
            l.cardinal.len() + l.scale.len() + l.short.len() + l.money.len() + l.ordinal.len() + l.part.len();
        let lines = include_str!("words.txt")
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
            .count();
        assert_eq!(read + l.before.len() + l.after.len(), lines);
    }
}
