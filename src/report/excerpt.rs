//! Readable excerpts of long lines.
//!
//! Articles often have one paragraph a line. A line of 600 characters with a mark at the end of it
//! can't be read on a terminal, so a printer shows the words around the mark, cut at word boundaries,
//! under their true line and column.

use crate::source::{Source, Span};

/// A line up to this many characters is shown whole.
const WHOLE: usize = 110;
/// Characters shown on either side of the marks when a line is cut.
const AROUND: usize = 40;

/// Part of a file: whole lines, or lines cut at the sides.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The text, with `…` where it was cut.
    pub text: String,
    /// Byte offsets in [`Excerpt::text`] where its lines begin.
    pub lines: Vec<usize>,
    /// 1-based number of the first line in the file.
    pub first_line: usize,
    /// Runs of file bytes that are shown: (file start, excerpt start, length).
    runs: Vec<(usize, usize, usize)>,
}

impl Excerpt {
    /// An excerpt that shows the bytes `marks` of `source` (at least one; they should stand near one another).
    pub fn new(source: &Source, marks: Span) -> Self {
        let text = source.text();
        let marks = clamp(text, marks);
        let starts = source.line_starts();
        let first = starts.partition_point(|&s| s <= marks.start).saturating_sub(1);
        let last = starts
            .partition_point(|&s| s < marks.end.max(marks.start + 1))
            .saturating_sub(1)
            .max(first);
        let mut out = Self {
            text: String::new(),
            lines: Vec::new(),
            first_line: first + 1,
            runs: Vec::new(),
        };
        for line in first..=last {
            let start = starts.get(line).copied().unwrap_or(0);
            let end = starts.get(line + 1).copied().unwrap_or(text.len());
            let whole = text
                .get(start..end)
                .unwrap_or_default()
                .trim_end_matches(['\n', '\r']);
            out.lines.push(out.text.len());
            out.add_line(whole, start, marks);
            out.text.push('\n');
        }
        out
    }
    fn add_line(&mut self, line: &str, at: usize, marks: Span) {
        let (mut from, mut to) = (0, line.len());
        if line.chars().nth(WHOLE).is_some() {
            let mark_start = marks.start.clamp(at, at + line.len()) - at;
            let mark_end = marks.end.clamp(at, at + line.len()) - at;
            from = back(line, mark_start, AROUND);
            to = forth(line, mark_end, AROUND);
        }
        if from > 0 {
            self.text.push_str("… ");
        }
        let mut run = (at + from, self.text.len(), 0);
        for (i, c) in line.get(from..to).unwrap_or_default().char_indices() {
            if c.is_control() && c != '\t' {
                // A terminal would obey it.
                if run.2 > 0 {
                    self.runs.push(run);
                }
                self.text.push('\u{fffd}');
                run = (at + from + i + c.len_utf8(), self.text.len(), 0);
            } else {
                self.text.push(c);
                run.2 += c.len_utf8();
            }
        }
        self.runs.push(run);
        if to < line.len() {
            self.text.push_str(" …");
        }
    }
    /// Where the file's byte `offset` stands in the excerpt (the nearest place for one that isn't shown).
    pub fn place_of(&self, offset: usize) -> usize {
        let mut nearest = 0;
        for &(file, excerpt, len) in &self.runs {
            if offset < file {
                break;
            }
            nearest = excerpt + (offset - file).min(len);
        }
        nearest
    }
    /// Whether every byte of `span` is shown.
    pub fn shows(&self, span: Span) -> bool {
        self.runs
            .iter()
            .any(|&(file, _, len)| file <= span.start && span.end <= file + len)
    }
    /// The file's byte that stands at `place` of the excerpt.
    pub fn offset_at(&self, place: usize) -> usize {
        let mut nearest = self.runs.first().map_or(0, |r| r.0);
        for &(file, excerpt, len) in &self.runs {
            if place < excerpt {
                break;
            }
            nearest = file + (place - excerpt).min(len);
        }
        nearest
    }
}

fn clamp(text: &str, span: Span) -> Span {
    let down = |mut i: usize| {
        i = i.min(text.len());
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let start = down(span.start);
    Span::new(start, down(span.end).max(start))
}

/// `chars` characters before `at`, then on to the beginning of a word.
fn back(line: &str, at: usize, chars: usize) -> usize {
    let before = line.get(..at).unwrap_or_default();
    let Some((cut, _)) = before.char_indices().rev().nth(chars) else {
        return 0;
    };
    let after = before.get(cut..).unwrap_or_default();
    after.find(' ').map_or(cut, |space| cut + space + 1)
}

/// `chars` characters after `at`, then back to the end of a word.
fn forth(line: &str, at: usize, chars: usize) -> usize {
    let after = line.get(at..).unwrap_or_default();
    let Some((cut, _)) = after.char_indices().nth(chars) else {
        return line.len();
    };
    after
        .get(..cut)
        .and_then(|a| a.rfind(' '))
        .map_or(at + cut, |space| at + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{} marked words {}", "before ".repeat(30), "after ".repeat(30));
        let source = Source::new("a.txt", format!("first\n{line}\nlast\n"));
        let start = source.text().find("marked").unwrap();
        let span = Span::new(start, start + "marked words".len());
        let e = Excerpt::new(&source, span);
        assert_eq!(e.first_line, 2);
        assert!(
            e.text.starts_with("… before") && e.text.ends_with("after …\n"),
            "{}",
            e.text
        );
        assert!(e.shows(span));
        assert_eq!(
            &e.text[e.place_of(span.start)..e.place_of(span.end)],
            "marked words"
        );
        assert_eq!(e.offset_at(e.place_of(span.start)), span.start);
    }

    #[test]
    fn control_characters_are_not_sent_to_the_terminal() {
        let source = Source::new("a.txt", "red \u{1b}[31mwords");
        let e = Excerpt::new(&source, Span::new(9, 14));
        assert_eq!(e.text, "red \u{fffd}[31mwords\n");
        assert_eq!(&e.text[e.place_of(9)..e.place_of(14)], "words");
    }

    #[test]
    fn odd_spans_are_harmless() {
        let source = Source::new("a.txt", "é");
        for span in [Span::new(1, 1), Span::new(5, 2), Span::new(0, 99)] {
            Excerpt::new(&source, span);
        }
        Excerpt::new(&Source::new("a.txt", ""), Span::new(0, 0));
    }
}
