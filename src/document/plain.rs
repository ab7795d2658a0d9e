//! Plain text: one paragraph a line, or paragraphs set apart by blank lines, hard-wrapped or not; bare
//! headings without a full stop are recognised, as news agencies and text exports have them.

use super::builder::Builder;
use super::formats::Options;
use super::{BlockKind, Document, Format, OffsetMap};
use crate::source::Source;

/// A line that has text: its bytes without white space at the ends.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    /// A blank line (or the beginning of the text) comes before it.
    apart: bool,
    /// Columns of white space before it.
    indent: usize,
}

/// One or more lines that are one block.
#[derive(Debug, Clone, Copy)]
struct Group {
    first: usize,
    /// One past the last line.
    end: usize,
}

/// A line may be this long (in characters) and still come from text that was wrapped by hand.
const WIDEST_WRAP: usize = 120;
/// Narrower text is verse or a list, not wrapped prose.
const NARROWEST_WRAP: usize = 40;
/// A headline may be this long (in characters).
const LONGEST_HEADING: usize = 120;
/// More headings than this one after another are something else: a list, verse, a table.
const MOST_HEADINGS: usize = 3;

/// Reads plain text.
pub(crate) fn read(source: Source, options: &Options) -> Document {
    let mut builder = Builder::new();
    let text = source.clone();
    add(&mut builder, text.text(), None);
    builder.finish(source, Format::Plain, options.date)
}

/// Adds the blocks of a plain `text`; `base` maps it to the file where it isn't the file itself.
pub(crate) fn add<'a>(builder: &mut Builder<'a>, text: &str, base: Option<&'a OffsetMap>) {
    builder.set_base(base);
    let lines = lines(text);
    let groups = join_wrapped(&lines);
    let headings = headings(&lines, &groups);
    let items = list_items(&lines, &groups);
    let mut list: Option<usize> = None;
    for (i, group) in groups.iter().enumerate() {
        let marker = items.get(i).copied().flatten();
        let kind = match marker {
            Some(_) => {
                list = list.or_else(|| Some(builder.new_group()));
                BlockKind::ListItem
            }
            None => {
                list = None;
                match headings.get(i) {
                    Some(true) if builder.has(BlockKind::Headline) || builder.seen_paragraph() => {
                        BlockKind::Subhead
                    }
                    Some(true) => BlockKind::Headline,
                    _ => BlockKind::Paragraph,
                }
            }
        };
        builder.open(kind, list);
        for (n, line) in lines
            .get(group.first..group.end)
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            let skip = if n == 0 { marker.unwrap_or(0) } else { 0 };
            if n > 0 {
                let before = lines
                    .get(group.first + n - 1)
                    .map_or(line.start, |l| l.start + l.text.len());
                builder.space(crate::source::Span::new(before, line.start));
            }
            builder.literal(line.text.get(skip..).unwrap_or_default(), line.start + skip);
        }
        builder.close();
    }
    builder.set_base(None);
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut apart = true;
    for raw in text.split_inclusive('\n') {
        // A lone carriage return ends a line, too (old exports have them).
        for part in raw.split_inclusive('\r') {
            let trimmed = part.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c.is_control());
            if trimmed.is_empty() || is_rule(trimmed) {
                // The "\n" of a "\r\n" is no blank line.
                if part != "\n" || !text.get(..start).is_some_and(|t| t.ends_with('\r')) {
                    apart = true;
                }
            } else {
                let at = trimmed.as_ptr() as usize - part.as_ptr() as usize;
                let indent = part
                    .get(..at)
                    .unwrap_or_default()
                    .chars()
                    .map(|c| if c == '\t' { 4 } else { 1 })
                    .sum();
                out.push(Line {
                    text: trimmed,
                    start: start + at,
                    apart,
                    indent,
                });
                apart = false;
            }
            start += part.len();
        }
    }
    out
}

/// A line of dashes, stars or the like: a separator, or the underlining of a heading.
fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && line
            .chars()
            .all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '#' | ' '))
}

/// Joins the lines of hard-wrapped paragraphs.
fn join_wrapped(lines: &[Line<'_>]) -> Vec<Group> {
    let widths: Vec<usize> = lines.iter().map(|l| l.text.chars().count() + l.indent).collect();
    let width = wrap_width(lines, &widths);
    let mut groups: Vec<Group> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let joined = i > 0 && !line.apart && {
            let before = &lines[i - 1];
            let broken = ends_open(before.text) && line.text.starts_with(char::is_lowercase);
            match width {
                Some(width) => {
                    !is_marked(line.text)
                        && (line.indent <= before.indent
                            || is_marked(before.text)
                            || groups.last().is_some_and(|g| g.first < i - 1))
                        && (broken || !fits(widths[i - 1], line.text, width))
                }
                // A line break within a sentence joins, unless the lines are fragments in lower case.
                None => {
                    broken
                        && !is_marked(line.text)
                        && groups
                            .last()
                            .and_then(|g| lines.get(g.first))
                            .is_some_and(|first| !first.text.starts_with(char::is_lowercase))
                }
            }
        };
        match groups.last_mut() {
            Some(group) if joined => group.end = i + 1,
            _ => groups.push(Group { first: i, end: i + 1 }),
        }
    }
    groups
}

/// The column at which the text was wrapped, or `None` where its lines are whole paragraphs.
fn wrap_width(lines: &[Line<'_>], widths: &[usize]) -> Option<usize> {
    let pairs = || (1..lines.len()).filter(|&i| !lines[i].apart);
    let mut in_chunks: Vec<usize> = pairs().map(|i| widths[i - 1]).collect();
    if in_chunks.is_empty() {
        return None;
    }
    in_chunks.sort_unstable();
    // One line in fifty may stick out: a long link does.
    let width = *in_chunks.get((in_chunks.len() * 49).div_ceil(50) - 1)?;
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let total = in_chunks.len();
    let full = pairs()
        .filter(|&i| !fits(widths[i - 1], lines[i].text, width))
        .count();
    // Sentences run on over the line's end only where the text was wrapped.
    let broken = pairs()
        .filter(|&i| ends_open(lines[i - 1].text) && !starts_heading(lines[i - 1].text))
        .count();
    (full * 10 >= total * 6 && broken * 10 >= total * 4).then_some(width)
}

/// Whether the first word of the next line would have had room on this one.
fn fits(width_of_line: usize, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |w| w.chars().count());
    width_of_line + 1 + word <= width
}

/// The line ends within a sentence.
fn ends_open(line: &str) -> bool {
    !ends_sentence(line)
}

/// The line ends with the end of a sentence, quotation marks and brackets left aside.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', ':'])
}

/// Few words, each of some weight in capitals: `LAND AND BORDERS`.
fn starts_heading(line: &str) -> bool {
    line.split_whitespace().count() <= 6 && !line.chars().any(char::is_lowercase)
}

/// Which groups are headings: short lines without end punctuation that stand before body text.
fn headings(lines: &[Line<'_>], groups: &[Group]) -> Vec<bool> {
    let mut out = vec![false; groups.len()];
    let could: Vec<bool> = groups
        .iter()
        .map(|g| g.end == g.first + 1 && lines.get(g.first).is_some_and(|l| looks_like_heading(l.text)))
        .collect();
    let mut i = 0;
    while i < groups.len() {
        if !could[i] {
            i += 1;
            continue;
        }
        let run = could[i..].iter().take_while(|&&c| c).count();
        // What follows must be body text: a whole sentence, or at least more than a heading holds.
        let is_credit = |g: &&Group| {
            let text = lines.get(g.first).map_or("", |l| l.text);
            super::dateline::line(text).is_some() || super::dateline::is_byline(text)
        };
        let body = groups
            .iter()
            .skip(i + run)
            .find(|g| !is_credit(g))
            .is_some_and(|g| {
                let last = lines.get(g.end - 1).map_or("", |l| l.text);
                ends_sentence(last) || g.end - g.first > 1 || last.chars().count() > LONGEST_HEADING
            });
        if body && run <= MOST_HEADINGS {
            out[i..i + run].fill(true);
        }
        i += run;
    }
    out
}

fn looks_like_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words <= 20
        && line.chars().count() <= LONGEST_HEADING
        && !line.ends_with(['.', '!', '?', ':', ';', ',', '…', '—', '–', '-'])
        && !ends_sentence(line)
        && !is_marked(line)
        && super::dateline::line(line).is_none()
        && !super::dateline::is_byline(line)
        && line
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase())
}

/// Bytes of the marker of a list item, where the group begins with one.
fn list_items(lines: &[Line<'_>], groups: &[Group]) -> Vec<Option<usize>> {
    let marks: Vec<Option<(usize, bool)>> = groups
        .iter()
        .map(|g| lines.get(g.first).and_then(|l| marker(l.text)))
        .collect();
    // A single number at the start of a line is a number; several in a row are a list.
    let numbered = |i: usize| matches!(marks.get(i), Some(Some((_, true))));
    marks
        .iter()
        .enumerate()
        .map(|(i, mark)| match mark {
            Some((len, false)) => Some(*len),
            Some((len, true)) if (i > 0 && numbered(i - 1)) || numbered(i + 1) => Some(*len),
            _ => None,
        })
        .collect()
}

fn is_marked(line: &str) -> bool {
    marker(line).is_some()
}

/// Length of a list marker with the space after it, and whether it is a number.
fn marker(line: &str) -> Option<(usize, bool)> {
    for bullet in ["- ", "* ", "• ", "· ", "‣ ", "◦ ", "▪ ", "+ "] {
        if line.starts_with(bullet) {
            return Some((bullet.len(), false));
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    ((1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")))
        .then_some((digits + 2, true))
}
