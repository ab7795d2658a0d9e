//! The table `words.txt`, by kind.

use std::sync::LazyLock;

/// A form and its value.
type Forms<T> = Vec<(Vec<String>, T)>;

/// What the table says; longer forms stand first.
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
        let l = &mut lexicon;
        longest_first(&mut l.months);
        longest_first(&mut l.weekdays);
        longest_first(&mut l.days);
        longest_first(&mut l.shifts);
        longest_first(&mut l.references);
        lexicon
    });
    &LEXICON
}

fn longest_first<T>(forms: &mut Forms<T>) {
    forms.sort_by_key(|(words, _)| std::cmp::Reverse((words.len(), words.first().map_or(0, String::len))));
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
            "month" => lexicon.months.push((words, (value.parse().ok()?, short))),
            "weekday" => lexicon.weekdays.push((words, (value.parse().ok()?, short))),
            "season" => lexicon.seasons.push((words, value.to_owned())),
            "part" => lexicon.parts.push((words, value.to_owned())),
            "day" => {
                let (m, d) = value.split_once('-')?;
                lexicon.days.push((words, (m.parse().ok()?, d.parse().ok()?)));
            }
            "shift" => lexicon.shifts.push((words, value.parse().ok()?)),
            "reference" => lexicon.references.push((words, value.to_owned())),
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
        assert_eq!(l.months.iter().filter(|(_, (_, short))| !short).count(), 12);
        assert_eq!(l.weekdays.iter().filter(|(_, (_, short))| !short).count(), 7);
        assert_eq!(l.seasons.len(), 4);
        assert_eq!(l.shifts.len(), 5);
        assert_eq!(
            l.days
                .iter()
                .filter(|(w, _)| w.contains(&"eve".to_owned()))
                .count(),
            3
        );
    }
}
