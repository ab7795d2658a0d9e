//! Block text → sentences, as spans of the read text.
//!
//! `“Nothing was signed. We talked,” he said. The U.S. Army left.` gives three sentences: `“Nothing was
//! signed.`, `We talked,” he said.` and `The U.S. Army left.`, as Universal Dependencies English splits:
//! a quotation that holds several sentences is split inside, closing marks stay with the sentence that they
//! close, and words that attribute a quotation stay with it.
//!
//! One pass over the text; at every `.`, `!`, `?` and `…` the word before and the word after decide. Word
//! lists stand beside this file in `words/`.

use super::words::{self, Abbreviation};
use crate::document::{BlockKind, TextSpan};

/// The sentences of one block; `base` is the offset of `text` in the read text. Spans hold no white space at
/// their ends, do not overlap, and together hold everything but white space.
pub fn split(text: &str, base: usize, kind: BlockKind) -> Vec<TextSpan> {
    let whole = text.trim_end();
    let mut splitter = Splitter {
        text: whole,
        start: whole.len() - whole.trim_start().len(),
        list: Vec::new(),
        enclosed: 0,
        open: false,
        base,
        out: Vec::new(),
    };
    let is_label = matches!(
        kind,
        BlockKind::Headline | BlockKind::Subhead | BlockKind::TableCell | BlockKind::Byline
    );
    // "Why now? The story of a summit": a heading that does not end like a sentence is one, whatever it holds.
    if is_label && !whole.ends_with(|c: char| is_terminator(c) || is_closer(c)) {
        splitter.close(whole.len());
    } else {
        splitter.run();
    }
    splitter.out
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_wide_terminator(c)
}

/// Terminators of scripts without spaces.
fn is_wide_terminator(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | ')' | ']' | '}' | '»' | '›' | '」' | '`'
    )
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '('
            | '['
            | '{'
            | '«'
            | '‹'
            | '¿'
            | '¡'
            | '`'
            | '–'
            | '—'
            | '-'
            | '*'
            | '_'
    )
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '◦' | '‣' | '▪' | '●' | '■' | '‧')
}

/// Longest word or marker that is looked at, in bytes; bounds the work at every terminator.
const LOOK: usize = 40;

/// Longest parenthesis inside a sentence that may hold sentences of its own, in bytes.
const PARENTHESIS: usize = 400;

struct Splitter<'t> {
    text: &'t str,
    /// Where the sentence at hand begins.
    start: usize,
    /// The list item at hand, as (style, number); a marker that can be read in two ways has both.
    list: Vec<(Style, u32)>,
    /// End of a parenthesis that began inside the sentence at hand.
    enclosed: usize,
    /// Whether a straight quotation mark that stands between spaces (`''` in tokenised text) is open.
    open: bool,
    base: usize,
    out: Vec<TextSpan>,
}

/// How the items of a list are counted: opening and closing marks, and the kind of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    parenthesis: bool,
    close: &'static str,
    count: Count,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    Number,
    Lower,
    Upper,
    Roman,
}

impl<'t> Splitter<'t> {
    fn run(&mut self) {
        self.begin(self.start);
        let mut at = self.start;
        while let Some(c) = self.char(at) {
            let next = at + c.len_utf8();
            at = if is_terminator(c) {
                let run = self.terminators(at);
                match self.boundary(at, run) {
                    Some(end) => {
                        self.close(end);
                        end
                    }
                    None => run,
                }
            } else if c.is_whitespace() {
                self.gap(at)
            } else {
                if matches!(c, '(' | '[') && at > self.start && at >= self.enclosed {
                    self.enclosed = self.parenthesis_end(at);
                }
                let spaced_before = at == 0 || self.before(at).ends_with(char::is_whitespace);
                if c == '"' || (c == '\'' && self.rest(at).starts_with("''")) {
                    let width = if c == '"' { 1 } else { 2 };
                    let spaced_after = self.rest(at + width).starts_with(char::is_whitespace);
                    if spaced_before && spaced_after {
                        self.open = !self.open;
                    }
                    at + width
                } else {
                    next
                }
            };
        }
        self.close(self.text.len());
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    fn before(&self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    /// Ends the sentence at `end` and begins the next one after the white space.
    fn close(&mut self, end: usize) {
        let sentence = self.text.get(self.start..end).unwrap_or_default();
        let trimmed = sentence.trim_end();
        if !trimmed.trim().is_empty() {
            let start = self.start + (trimmed.len() - trimmed.trim_start().len());
            self.out.push(TextSpan::new(
                self.base + start,
                self.base + self.start + trimmed.len(),
            ));
        }
        self.start = end + skip_space(self.rest(end));
        self.begin(self.start);
    }

    /// Notes the list marker that the sentence begins with.
    fn begin(&mut self, at: usize) {
        let mut at = at;
        if self.char(at).is_some_and(is_bullet) {
            at += self.char(at).map_or(0, char::len_utf8);
            at += skip_space(self.rest(at));
        }
        let found = markers(self.rest(at));
        if !found.is_empty() {
            self.list = found;
        }
    }

    /// White space at `at`: a blank line, the next item of a list and a bullet end the sentence.
    /// Gives where to go on.
    fn gap(&mut self, at: usize) -> usize {
        let length = skip_space(self.rest(at));
        let after = at + length;
        let space = self.text.get(at..after).unwrap_or_default();
        let breaks = space.matches('\n').count();
        let ahead = markers(self.rest(after));
        let continues = |(style, number): &(Style, u32)| {
            self.list
                .iter()
                .any(|(s, n)| s == style && n.checked_add(1) == Some(*number))
        };
        // "to p. 55. Were": a number is an item only where one item of the list has ended or a sentence has.
        let item = ahead.iter().any(continues);
        let bullet = self.rest(after).starts_with(is_bullet);
        let line_item = breaks > 0 && (!ahead.is_empty() || self.rest(after).starts_with(['-', '*', '–']));
        if at > self.start && (breaks > 1 || item || bullet || line_item) {
            self.close(at);
        }
        after
    }

    /// End of the run of terminators at `at`; spaced ones (`. . .`, `? ? ?`) are one run.
    fn terminators(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            while let Some(c) = self.char(end).filter(|&c| is_terminator(c)) {
                end += c.len_utf8();
            }
            let mut ahead = self.rest(end).chars();
            let spaced = ahead.next() == Some(' ')
                && ahead.next().is_some_and(is_terminator)
                && ahead
                    .next()
                    .is_none_or(|c| c.is_whitespace() || is_terminator(c) || is_closer(c));
            if !spaced {
                return end;
            }
            end += 1;
        }
    }

    /// End of the parenthesis that opens at `at`, where it closes soon; `at` where it doesn't.
    fn parenthesis_end(&self, at: usize) -> usize {
        let mut depth = 0usize;
        for (i, c) in self.rest(at).char_indices().take_while(|&(i, _)| i < PARENTHESIS) {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' if depth <= 1 => return at + i,
                ')' | ']' => depth -= 1,
                _ => {}
            }
        }
        at
    }

    /// Where the sentence ends whose terminators stand from `at` to `run`; `None` where it goes on.
    fn boundary(&self, at: usize, run: usize) -> Option<usize> {
        let mut run = run;
        let mut end = run;
        let mut quoted = false;
        let mut noted = false;
        // "[...]" stands for words left out.
        if self.before(at).ends_with('[') && self.rest(run).starts_with(']') {
            return None;
        }
        // Closing marks, references ("[1][2]") and terminators after them ("…).”").
        while let Some(c) = self.char(end) {
            if is_closer(c) {
                quoted |= is_quote(c);
            } else if is_terminator(c) {
                run = end + c.len_utf8();
            } else if let Some(length) = reference(self.rest(end)).or_else(|| self.attached_note(at, end)) {
                noted = true;
                end += length;
                continue;
            } else {
                break;
            }
            end += c.len_utf8();
        }
        if at < self.enclosed {
            return None;
        }
        let marks = self.text.get(at..run).unwrap_or_default();
        let rest = self.rest(end);
        if !rest.starts_with(char::is_whitespace) {
            let wide = marks.ends_with(is_wide_terminator);
            return (!rest.is_empty() && (wide || (end == run && self.is_run_together(at, marks, rest))))
                .then_some(end);
        }
        let mut after = end + skip_space(rest);
        // Tokenised text sets closing marks apart: `left . '' Then`.
        if let Some(length) = self.spaced_closer(after) {
            quoted = true;
            end = after + length;
            after = end + skip_space(self.rest(end));
        }
        // References that stand apart (`in Dulwich. [17] He`).
        while let Some(length) = reference(self.rest(after)).or_else(|| note_number(self.rest(after))) {
            let behind = self.rest(after + length);
            if !(behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || c == '[')) {
                break;
            }
            noted = true;
            end = after + length;
            after = end + skip_space(behind);
        }
        let lead = self
            .rest(after)
            .trim_start_matches(|c: char| is_opener(c) || c == ' ');
        if lead.is_empty() {
            return Some(end);
        }
        let first = lead.chars().next()?;
        if first.is_lowercase() && !is_camel(lead) {
            return (marks == "." && !quoted && self.is_careless(at, first_word(lead))).then_some(end);
        }
        if !first.is_alphanumeric()
            && !matches!(first, '$' | '£' | '€' | '#' | '@' | '…' | '.' | '&')
            && first.is_ascii()
        {
            return None;
        }
        let next = first_word(lead);
        if quoted && is_attribution(lead, marks.contains(['?', '!'])) {
            return None;
        }
        if marks == "." && !quoted && !noted {
            return self.period(at, next, first).then_some(end);
        }
        if marks == "." {
            // “… in the U.S.” Rubio said so. The abbreviation before the mark no longer matters.
            return Some(end);
        }
        let ellipsis = marks.starts_with('…') || marks.starts_with("..") || marks.starts_with(". .");
        if ellipsis
            && (first.is_ascii_digit() || matches!(next, "I" | "I'm" | "I’m" | "I've" | "I’ve"))
            && marks.len() <= 5
        {
            return None;
        }
        // "compounds. . . . The practice": a full stop, then the sign for words left out before what follows.
        if ellipsis && at == self.start {
            return None;
        }
        if marks == ". . . ." && self.before(at).ends_with(char::is_alphanumeric) {
            return Some(at + 1);
        }
        Some(end)
    }

    /// Text without capitals: an ordinary word before the period and one that begins sentences after it.
    fn is_careless(&self, at: usize, next: &str) -> bool {
        let word = last_word(self.before(at));
        word.len() >= 3
            && word.chars().all(char::is_lowercase)
            && word.chars().any(is_vowel)
            && words::abbreviation(word).is_none()
            && words::STARTERS.contains(next)
    }

    /// Length of a reference number written right after the sentence that began to end at `at` ("talks.12 The").
    fn attached_note(&self, at: usize, end: usize) -> Option<usize> {
        let rest = self.rest(end);
        let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let behind = rest.get(length..).unwrap_or_default();
        (matches!(length, 1..=3)
            && behind.starts_with(char::is_whitespace)
            && self.before(at).ends_with(|c: char| c.is_lowercase() || c == ')')
            && last_word(self.before(at)).len() > 2)
            .then_some(length)
    }

    /// `world.Today`: a sentence that begins without a space.
    fn is_run_together(&self, at: usize, marks: &str, rest: &str) -> bool {
        let mut ahead = rest.chars();
        if marks.len() != 1
            || !ahead.next().is_some_and(char::is_uppercase)
            || !ahead
                .next()
                .is_some_and(|c| c.is_lowercase() || c.is_whitespace())
        {
            return false;
        }
        let word = last_word(self.before(at));
        let next = rest
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let length = word.chars().count();
        length >= 2
            && !word.contains(['@', '.', '_'])
            && !in_address(self.before(at))
            && word.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
            && words::abbreviation(word).is_none()
            && !words::DOMAINS.contains(next.as_str())
            && !rest
                .chars()
                .take_while(|c| !c.is_whitespace())
                .take(LOOK)
                .any(|c| matches!(c, '/' | '@' | '_' | '='))
    }

    /// Length of a closing mark that stands alone after the terminator.
    fn spaced_closer(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let (length, ambiguous) = if rest.starts_with("''") {
            (2, true)
        } else if rest.starts_with('"') {
            (1, true)
        } else if rest.starts_with('”') {
            ('”'.len_utf8(), false)
        } else if rest.starts_with(')') {
            (1, false)
        } else {
            return None;
        };
        let alone = self
            .rest(at + length)
            .chars()
            .next()
            .is_none_or(char::is_whitespace);
        (alone && (!ambiguous || self.open)).then_some(length)
    }

    /// Whether the sentence at hand begins like "At 6 a.m." or "By noon": what follows the time is its subject.
    fn begins_with_time(&self) -> bool {
        let first = first_word(self.rest(self.start)).to_lowercase();
        matches!(
            first.as_str(),
            "at" | "by"
                | "on"
                | "in"
                | "around"
                | "about"
                | "before"
                | "after"
                | "from"
                | "until"
                | "since"
                | "shortly"
        )
    }

    /// Whether the single period at `at` ends the sentence, before the capital or number `next`.
    fn period(&self, at: usize, next: &str, first: char) -> bool {
        let before = self.before(at).trim_end();
        let word = last_word(before);
        if word.is_empty() {
            return true;
        }
        let word_start = before.len() - word.len();
        // "1. The talks", "a. The talks", "IV. The talks"
        if !markers(self.rest(word_start.saturating_sub(usize::from(self.before(word_start).ends_with('(')))))
            .is_empty()
            && self
                .text
                .get(self.start..word_start)
                .unwrap_or_default()
                .trim_matches(|c: char| c.is_whitespace() || is_bullet(c) || c == '(')
                .is_empty()
        {
            return false;
        }
        let lower = next.to_lowercase().replace('’', "'");
        let starter = words::STARTERS.contains(lower.as_str());
        let digit = first.is_ascii_digit() || is_roman(next);
        let mut letters = word.chars();
        let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        if single {
            // "J. Smith" against "you and I. Did"; "W. Will" may be a name.
            let named = matches!(
                lower.as_str(),
                "will"
                    | "may"
                    | "so"
                    | "an"
                    | "do"
                    | "no"
                    | "most"
                    | "more"
                    | "last"
                    | "such"
                    | "a"
                    | "i"
                    | "little"
            );
            return starter && !named;
        }
        match words::abbreviation(word) {
            Some(Abbreviation::Title | Abbreviation::Inner) => false,
            Some(Abbreviation::Number | Abbreviation::Month) => !digit,
            Some(Abbreviation::Time) => {
                !digit
                    && !words::CALENDAR.contains(lower.trim_end_matches('.'))
                    && (words::abbreviation(lower.trim_end_matches('.')) != Some(Abbreviation::Title)
                        || !self.begins_with_time())
            }
            Some(Abbreviation::Place | Abbreviation::Any) => starter,
            Some(Abbreviation::End) => !digit,
            None if words::is_initials(word) || word.contains('.') && word.contains(char::is_alphabetic) => {
                starter
            }
            None => starter || digit || !is_clipped(word),
        }
    }
}

/// Bytes of white space at the beginning.
fn skip_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The word at the end of `before`, without what opens it ("(", quotation marks).
fn last_word(before: &str) -> &str {
    let mut start = before.len();
    for (i, c) in before.char_indices().rev() {
        let breaks =
            c.is_whitespace() || matches!(c, '“' | '"' | '(' | '[' | '‘' | '—' | '–' | '/' | ',' | ';' | ':');
        if breaks
            && !(c == ','
                && before
                    .get(i + 1..)
                    .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit())))
            || before.len() - i > LOOK
        {
            break;
        }
        start = i;
    }
    before
        .get(start..)
        .unwrap_or_default()
        .trim_start_matches(|c: char| matches!(c, '\'' | '-' | '*' | '_') || is_bullet(c))
}

/// The first word of `text`, at most [`LOOK`] bytes.
fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .take_while(|&(i, _)| i < LOOK)
        .find(|&(_, c)| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | '"' | '”' | ')' | '—'))
        .map_or(text.len().min(LOOK), |(i, _)| i);
    let mut end = end;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether the text ends inside a web or mail address.
fn in_address(before: &str) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take(2 * LOOK)
        .find(|&(_, c)| c.is_whitespace())
        .map_or(0, |(i, c)| i + c.len_utf8());
    let chunk = before.get(start..).unwrap_or_default();
    chunk.contains("://") || chunk.contains("www.") || chunk.contains('@')
}

/// Names that begin with a small letter: "iPhone", "eBay".
fn is_camel(text: &str) -> bool {
    text.chars().skip(1).take(2).any(char::is_uppercase)
}

/// A Roman number that is no word ("Vol. II").
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

/// A shortened word: a capital and no vowel after it ("Sgt", "Wm").
fn is_clipped(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_uppercase() && !is_vowel(c))
        && word.chars().count() > 1
        && chars.all(|c| c.is_lowercase() && !is_vowel(c))
}

fn is_vowel(c: char) -> bool {
    !c.is_ascii() || matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Length of a reference mark: `[1]`, `[note 2]`.
fn reference(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let end = inside.char_indices().take(12).find(|&(_, c)| c == ']')?.0;
    let label = inside.get(..end)?;
    label.contains(|c: char| c.is_ascii_digit()).then_some(end + 2)
}

/// Length of the number of a note that stands after its sentence: `rights. 4 Even though`.
fn note_number(text: &str) -> Option<usize> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = text.get(length..)?.strip_prefix(' ')?;
    let word = first_word(behind);
    (matches!(length, 1..=2)
        && word.starts_with(char::is_uppercase)
        && words::STARTERS.contains(word.to_lowercase().as_str()))
    .then_some(length)
}

/// Whether the words after a closing quotation mark tell who spoke: `Mr Smith asked`. After a period the verb
/// must also end the clause (`Rubio said.`), since `Trump said on Monday that` begins a sentence of its own.
fn is_attribution(text: &str, asking: bool) -> bool {
    let mut at = 0;
    for (i, word) in text.split_whitespace().take(6).enumerate() {
        if at > 160 {
            return false;
        }
        at += word.len();
        let bare = word.trim_end_matches([',', '.', ':', ';']);
        if i > 0 && words::SPEECH_VERBS.contains(bare) {
            return asking || bare.len() < word.len();
        }
        let small = matches!(
            bare,
            "the" | "of" | "for" | "a" | "an" | "de" | "van" | "von" | "al" | "bin" | "who"
        );
        let stops = word.ends_with([',', ';', ':'])
            || (word.ends_with('.') && words::abbreviation(bare).is_none() && bare.chars().count() > 1);
        if stops || !(small || bare.starts_with(char::is_uppercase)) {
            return false;
        }
    }
    false
}

/// The list marker that `text` begins with, in every way it can be read: `1.`, `(a)`, `iv)`, `2.)`.
fn markers(text: &str) -> Vec<(Style, u32)> {
    let parenthesis = text.starts_with('(');
    let body = text.strip_prefix('(').unwrap_or(text);
    let label: &str = {
        let end = body
            .char_indices()
            .take(6)
            .find(|&(_, c)| !c.is_ascii_alphanumeric())
            .map_or(0, |(i, _)| i);
        body.get(..end).unwrap_or_default()
    };
    let after = body.get(label.len()..).unwrap_or_default();
    let close = if after.starts_with(".)") {
        ".)"
    } else if after.starts_with(')') {
        ")"
    } else if after.starts_with('.') && !parenthesis {
        "."
    } else {
        return Vec::new();
    };
    let behind = after.get(close.len()..).unwrap_or_default();
    if label.is_empty() || !behind.starts_with(char::is_whitespace) {
        return Vec::new();
    }
    let style = |count| Style {
        parenthesis,
        close,
        count,
    };
    let mut out = Vec::new();
    if let Some(number) = label.parse().ok().filter(|_| label.len() <= 3) {
        out.push((style(Count::Number), number));
    }
    let mut letters = label.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        let value = u32::from(letter.to_ascii_lowercase()).saturating_sub(u32::from('a')) + 1;
        if letter.is_ascii_lowercase() {
            out.push((style(Count::Lower), value));
        } else if letter.is_ascii_uppercase() {
            out.push((style(Count::Upper), value));
        }
    }
    const ROMAN: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    if let Some(i) = ROMAN.iter().position(|r| label.eq_ignore_ascii_case(r)) {
        out.push((style(Count::Roman), i as u32 + 1));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text, 0, BlockKind::Paragraph)
            .iter()
            .map(|s| text.get(s.start..s.end).unwrap())
            .collect()
    }

    #[test]
    fn spans_are_offset_and_trimmed() {
        let spans = split("  One. Two.\n", 10, BlockKind::Paragraph);
        assert_eq!(spans, [TextSpan::new(12, 16), TextSpan::new(17, 21)]);
    }

    #[test]
    fn a_heading_is_one() {
        let text = "Why Now? The Story of a Summit";
        assert_eq!(split(text, 0, BlockKind::Headline).len(), 1);
        assert_eq!(
            split("Nothing was signed. Talks go on.", 0, BlockKind::Headline).len(),
            2
        );
    }

    #[test]
    fn four_spaced_dots_are_a_full_stop_and_an_ellipsis() {
        let text = "They met at dawn. . . . Nobody spoke. . . .";
        assert_eq!(
            sentences(text),
            ["They met at dawn.", ". . . Nobody spoke. . . ."]
        );
    }

    #[test]
    fn nothing_is_lost_on_odd_input() {
        for text in [
            "", ".", "...", "“", "a.b.c", "? ! .", "(((", "1.", ". . .", "é. É", "\n\n", "A. B. C.",
        ] {
            let kept: String = sentences(text).concat();
            let dense = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(dense(&kept), dense(text));
        }
    }
}
