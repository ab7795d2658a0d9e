//! The table `words.txt`, by kind.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Forms with their values, by the first word: most words of a text begin none.
pub(super) type Forms<T> = FxHashMap<String, Vec<(Vec<String>, T)>>;

/// Adds a form, the longer ones of a first word before the shorter.
fn add<T>(forms: &mut Forms<T>, words: Vec<String>, value: T) -> Option<()> {
    let forms = forms.entry(words.first()?.clone()).or_default();
    let at = forms.partition_point(|(there, _)| there.len() >= words.len());
    forms.insert(at, (words, value));
    Some(())
}

/// What the table says; of forms with one first word the longer stand first.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Month names: the number, and whether the form is an abbreviation.
    pub months: Forms<(u8, bool)>,
    /// Days of the week, Monday is 1.
    pub weekdays: Forms<(i8, bool)>,
    /// "summer" → `SU`
    pub seasons: Forms<String>,
    /// "morning" → `MO`
    pub parts: Forms<String>,
    /// "Christmas Day" → month and day
    pub days: Forms<(u8, u8)>,
    /// "tomorrow" → 1
    pub shifts: Forms<i64>,
    /// "now" → `PRESENT_REF`
    pub references: Forms<String>,
}

/// The table.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let mut lexicon = Lexicon::default();
        for line in include_str!("words.txt").lines() {
            read(line, &mut lexicon);
        }
        lexicon
    });
    &LEXICON
}

fn read(line: &str, lexicon: &mut Lexicon) -> Option<()> {
    if line.starts_with('#') {
        return None;
    }
    let (head, forms) = line.split_once(": ")?;
    let (kind, value) = head.split_once(' ')?;
    for form in forms.split(", ") {
        let short = form.ends_with('.');
        // Cut as the pieces of a text are cut: letters, and every other character for itself.
        let mut words: Vec<String> = Vec::new();
        for word in form.trim_end_matches('.').split(' ') {
            let mut run = String::new();
            for c in word.chars() {
                if c.is_alphabetic() {
                    run.push(c);
                } else {
                    words.push(std::mem::take(&mut run));
                    words.push(c.to_string());
                }
            }
            words.push(run);
        }
        match kind {
            "month" => add(&mut lexicon.months, words, (value.parse().ok()?, short))?,
            "weekday" => add(&mut lexicon.weekdays, words, (value.parse().ok()?, short))?,
            "season" => add(&mut lexicon.seasons, words, value.to_owned())?,
            "part" => add(&mut lexicon.parts, words, value.to_owned())?,
            "day" => {
                let (m, d) = value.split_once('-')?;
                add(&mut lexicon.days, words, (m.parse().ok()?, d.parse().ok()?))?;
            }
            "shift" => add(&mut lexicon.shifts, words, value.parse().ok()?)?,
            "reference" => add(&mut lexicon.references, words, value.to_owned())?,
            _ => {}
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let l = lexicon();
        assert_eq!(
            l.months
                .values()
                .flatten()
                .filter(|(_, (_, short))| !short)
                .count(),
            12
        );
        assert_eq!(
            l.weekdays
                .values()
                .flatten()
                .filter(|(_, (_, short))| !short)
                .count(),
            7
        );
        assert_eq!(l.seasons.len(), 4);
        assert_eq!(l.shifts.values().flatten().count(), 5);
        assert_eq!(
            l.days
                .values()
                .flatten()
                .filter(|(w, _)| w.contains(&"eve".to_owned()))
                .count(),
            3
        );
    }
}
