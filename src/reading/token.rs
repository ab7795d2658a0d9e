//! Sentence → tokens after Universal Dependencies English (EWT, GUM).
//!
//! `They didn't sign the $1.2bn US-led deal.` → `They` `did` `n't` `sign` `the` `$` `1.2` `bn` `US` `-` `led`
//! `deal` `.`
//!
//! The rules follow the treebanks the parser is trained on: contractions and possessives are words
//! of their own, hyphens part words but after a prefix, abbreviations keep their period, addresses
//! stay whole. Word lists stand beside this file in `words/`.

use super::words::{self, Abbreviation};
use crate::document::TextSpan;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The token as it stands in the text.
    pub form: String,
    /// Its bytes in the read text.
    pub span: TextSpan,
    /// Whether white space (or the end of the text) follows.
    pub space_after: bool,
}

/// The tokens of one sentence; `base` is the offset of `text` in the read text. Linear in the
/// length of `text`.
pub fn tokenize(text: &str, base: usize) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    let mut chunks = chunks(text).peekable();
    while let Some((start, chunk)) = chunks.next() {
        let next = chunks.peek().map(|&(_, c)| c);
        let mut scanner = Scanner {
            text: chunk,
            chars: chunk.char_indices().collect(),
            base: base + start,
            ends_sentence: next.is_none(),
            digit_follows: next.is_some_and(|c| c.starts_with(|c: char| c.is_ascii_digit())),
            may_hold_address: chunk.contains(['.', '@', ':']),
            out: &mut out,
        };
        scanner.run();
        if let Some(last) = out.last_mut() {
            last.space_after = true;
        }
    }
    out
}

/// Whether two adjacent words are parts of one surface token of CoNLL-U (`do` + `n't`, `can` + `not`).
pub(super) fn is_joined(previous: &str, next: &str) -> bool {
    let lower = normal(next);
    if matches!(lower.as_str(), "n't" | "'s" | "'m" | "'re" | "'ve" | "'ll" | "'d") {
        return previous.ends_with(char::is_alphanumeric);
    }
    previous.len() + next.len() <= 12
        && words::CONTRACTIONS
            .get(&format!("{}{lower}", normal(previous)))
            .is_some_and(|parts| parts.contains(&lower.chars().count()))
}

/// The pieces between white space (and invisible separators), with their byte offsets.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let blank =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    let mut at = 0;
    text.split(blank).filter_map(move |piece| {
        let start = at;
        let after = start + piece.len();
        let separator = text.get(after..).and_then(|t| t.chars().next());
        at = after + separator.map_or(0, char::len_utf8);
        (!piece.is_empty()).then_some((start, piece))
    })
}

/// Lower case with straight apostrophes.
fn normal(word: &str) -> String {
    word.chars()
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect::<String>()
        .to_lowercase()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '\u{2bc}')
}

/// Marks that belong to the character before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{ad}')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '}' | '»' | '›')
}

/// One piece of text without white space, cut into tokens from left to right.
///
/// Positions are indices into `chars`. Every look ahead is either bounded or ends in a token that
/// takes in all it looked at, so that the work stays linear.
struct Scanner<'t, 'o> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    base: usize,
    ends_sentence: bool,
    digit_follows: bool,
    /// Whether it is worth while to look for addresses.
    may_hold_address: bool,
    out: &'o mut Vec<Token>,
}

/// Longest look ahead for a name before `@`, a host or a number with hyphens, in characters.
const LOOK: usize = 80;

impl<'t> Scanner<'t, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.chars.len() {
            // Progress is certain: a step that found nothing would hang.
            at = self.step(at).max(at + 1);
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|&(_, c)| c)
    }

    fn is(&self, at: usize, test: impl Fn(char) -> bool) -> bool {
        self.char(at).is_some_and(test)
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|i| self.char(i))
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |&(o, _)| o)
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text
            .get(self.offset(from)..self.offset(to))
            .unwrap_or_default()
    }

    /// Puts out one token and returns its end.
    fn emit(&mut self, from: usize, to: usize) -> usize {
        if from < to {
            let span = TextSpan::new(self.base + self.offset(from), self.base + self.offset(to));
            self.out.push(Token {
                form: self.slice(from, to).to_owned(),
                span,
                space_after: false,
            });
        }
        to
    }

    /// Puts out what begins at `at` and returns where it ends.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.char(at) else { return at };
        let word_start = !self.before(at).is_some_and(is_word_char);
        if word_start
            && self.may_hold_address
            && let Some(end) = self.address(at)
        {
            return self.emit(at, end);
        }
        if let Some(end) = self.emoticon(at) {
            return self.emit(at, end);
        }
        let digit_next = self.is(at + 1, |c| c.is_ascii_digit());
        let starts_number = digit_next
            && ((c == '.' && !self.before(at).is_some_and(|c| is_word_char(c) || c == '.'))
                || (c == '+' && at == 0));
        let handle = matches!(c, '@' | '#')
            && !self.before(at).is_some_and(|c| is_word_char(c) || c == '-')
            && self.is(at + 1, |c| c.is_alphabetic() || c == '_');
        if is_word_char(c) || starts_number || handle {
            return self.word(at);
        }
        if is_apostrophe(c)
            && let Some(end) = self.elision(at)
        {
            return self.emit(at, end);
        }
        let end = self.punctuation_end(at, c);
        self.emit(at, end)
    }

    /// End of a web or mail address, or a file name, that begins at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        let head: String = self
            .chars
            .iter()
            .skip(at)
            .take(8)
            .map(|&(_, c)| c.to_ascii_lowercase())
            .collect();
        let scheme = ["http://", "https://", "ftp://", "www.", "mailto:", "doi:10."];
        if scheme.iter().any(|s| head.starts_with(s)) {
            return Some(self.address_end(at));
        }
        if !self.is(at, char::is_alphanumeric) {
            return None;
        }
        // name@host.tld
        let mut i = at;
        while i < at + LOOK && self.is(i, |c| is_word_char(c) || matches!(c, '.' | '-' | '+' | '%')) {
            i += 1;
        }
        if i > at && self.char(i) == Some('@') && self.is(i + 1, char::is_alphanumeric) {
            let end = self.address_end(at);
            if end > i + 1 {
                return Some(end);
            }
        }
        self.host(at, true).or_else(|| self.host(at, false))
    }

    /// End of `part.part.com`, with a path where one follows.
    fn host(&self, at: usize, hyphens: bool) -> Option<usize> {
        let mut end = at;
        let mut dots = 0;
        while end < at + LOOK && self.is(end, |c| is_word_char(c) || c == '.' || (hyphens && c == '-')) {
            dots += usize::from(self.char(end) == Some('.'));
            end += 1;
        }
        if self.char(end.saturating_sub(1)) == Some('.') {
            end -= 1;
            dots -= 1;
        }
        if dots == 0 {
            return None;
        }
        let name = self.slice(at, end).to_lowercase();
        let (front, last) = name.rsplit_once('.')?;
        let fits = words::DOMAINS.contains(last)
            && front.len() > 1
            && front.split('.').all(|p| !p.is_empty())
            && front.contains(char::is_alphabetic)
            && !words::is_initials(front);
        if !fits {
            return None;
        }
        Some(if self.char(end) == Some('/') {
            self.address_end(at)
        } else {
            end
        })
    }

    /// End of the address that begins at `at`: what may not stand in one, or the end without the
    /// punctuation that closes the sentence.
    fn address_end(&self, at: usize) -> usize {
        let mut end = at;
        let mut open = 0usize;
        while let Some(c) = self.char(end) {
            match c {
                '<' | '>' | '"' | '“' | '”' | '’' | '»' => break,
                '(' => open += 1,
                ')' if open == 0 => break,
                ')' => open -= 1,
                _ => {}
            }
            end += 1;
        }
        while end > at + 1
            && self.is(end - 1, |c| {
                matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']')
            })
        {
            end -= 1;
        }
        end
    }

    /// End of `:-)` and the like.
    fn emoticon(&self, at: usize) -> Option<usize> {
        if !self.is(at, |c| matches!(c, ':' | ';' | '=')) {
            return None;
        }
        let mut i = at + 1;
        if self.is(i, |c| matches!(c, '-' | '\'' | '^')) {
            i += 1;
        }
        if !self.is(i, |c| matches!(c, ')' | '(' | 'D' | 'P' | 'p' | '|' | '/')) {
            return None;
        }
        let mouth = self.char(i);
        while self.char(i) == mouth {
            i += 1;
        }
        // "(see below:)" is no face.
        let closes = mouth == Some(')') && self.chars.iter().take(at).any(|&(_, c)| c == '(');
        (i == self.chars.len() && !closes).then_some(i)
    }

    /// End of a clitic after something that is no word ("(s)'s"), of "'em", of "’60s".
    fn elision(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        while end < at + 10 && self.is(end, char::is_alphanumeric) {
            end += 1;
        }
        let word = normal(self.slice(at, end));
        if at > 0 && matches!(word.as_str(), "'s" | "'m" | "'re" | "'ve" | "'ll" | "'d") {
            return Some(end);
        }
        if self.is(end, is_apostrophe) && words::ELISIONS.contains(format!("{word}'").as_str()) {
            return Some(end + 1);
        }
        if words::ELISIONS.contains(word.as_str()) {
            return Some(end);
        }
        let digits = word.trim_start_matches('\'');
        let decade = digits.strip_suffix('s').unwrap_or(digits);
        (decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit())).then_some(end)
    }

    /// End of the punctuation or symbol at `at`.
    fn punctuation_end(&self, at: usize, c: char) -> usize {
        let mut end = at + 1;
        match c {
            '.' | '!' | '?' => {
                while self.is(end, |c| matches!(c, '.' | '!' | '?')) {
                    end += 1;
                }
            }
            '-' | '*' | '=' | '~' | '+' | '#' | '<' | '>' | '|' | '^' | '–' | '—' | '…' | '•' | '$' => {
                while self.char(end) == Some(c) {
                    end += 1;
                }
            }
            '\'' | '’' | '`' | '‘' if self.char(end) == Some(c) => end += 1,
            _ => {}
        }
        while self.is(end, is_mark) {
            end += 1;
        }
        end
    }

    /// Puts out the word or number at `at` with its clitics.
    fn word(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        // Where the part after the last period inside the word begins.
        let mut part = at;
        while let Some(c) = self.char(end) {
            let before = self.before(end).unwrap_or(' ');
            let after = self.char(end + 1).unwrap_or(' ');
            let inside = match c {
                _ if is_word_char(c) => true,
                _ if is_apostrophe(c) => before.is_alphanumeric() && after.is_alphabetic(),
                '.' if before.is_ascii_digit() && after.is_ascii_digit() => true,
                '.' if after.is_alphabetic() => {
                    let joined = self.period_joins(at, part, end);
                    part = end + 1;
                    joined
                }
                ',' | ':' | '/' => before.is_ascii_digit() && after.is_ascii_digit(),
                '-' => after.is_alphanumeric() && self.hyphen_joins(at, end),
                '&' => {
                    end - at <= 3
                        && after.is_uppercase()
                        && self.slice(at, end).chars().all(char::is_uppercase)
                }
                _ => false,
            };
            if !inside {
                break;
            }
            end += 1;
        }
        // "US$", "C$"
        if self.char(end) == Some('$') && end - at <= 3 && self.slice(at, end).chars().all(char::is_uppercase)
        {
            return self.emit(at, end + 1);
        }
        let period =
            self.char(end) == Some('.') && self.char(end + 1) != Some('.') && self.keeps_period(at, end);
        self.parts(at, end, end + usize::from(period));
        end + usize::from(period)
    }

    /// Whether the period at `at` joins initials ("U.S", "e.g", "Ph.D").
    fn period_joins(&self, start: usize, part: usize, at: usize) -> bool {
        let mut end = at + 1;
        while end < at + 4 && self.is(end, char::is_alphabetic) {
            end += 1;
        }
        // The letters after a number that is written together with them: "5p.m."
        let mut letters = part;
        while letters < at && self.is(letters, |c| c.is_ascii_digit()) {
            letters += 1;
        }
        (at - letters == 1 && end - at == 2) || words::abbreviation(self.slice(start, end)).is_some()
    }

    /// Whether the hyphen at `at` stays inside the word: after a prefix, in telephone numbers and dates.
    fn hyphen_joins(&self, start: usize, at: usize) -> bool {
        if self.is(start, |c| c.is_ascii_digit()) {
            let mut end = start;
            while end < start + LOOK && self.is(end, |c| c.is_ascii_digit() || c == '-') {
                end += 1;
            }
            if end <= at || self.is(end, char::is_alphabetic) {
                return false;
            }
            let lengths: Vec<usize> = self.slice(start, end).split('-').map(str::len).collect();
            return lengths.iter().all(|&l| l > 0)
                && (lengths.len() > 2 || matches!(lengths.as_slice(), [3 | 5, 4]));
        }
        if self.numbered_name(start, at) {
            return true;
        }
        let prefix = self.slice(start, at);
        if prefix.len() > 10 || !self.is(at + 1, char::is_alphabetic) && prefix.len() == 1 {
            return false;
        }
        words::PREFIXES.contains(prefix.to_lowercase().as_str())
    }

    /// "Covid-19", "Terralens-2": a name and its number. The treebanks part them ("AK - 47"), but what no parser has seen
    /// as a name it then reads as a noun and a sum.
    fn numbered_name(&self, start: usize, at: usize) -> bool {
        let mut end = at + 1;
        while end < at + 5 && self.is(end, |c| c.is_ascii_digit()) {
            end += 1;
        }
        let name = self.slice(start, at);
        end > at + 1
            && !self.is(end, |c| is_word_char(c) || c == '-')
            && name.chars().nth(1).is_some()
            && name.starts_with(char::is_uppercase)
            && name.chars().all(char::is_alphabetic)
    }

    /// Whether the period at `at` belongs to the word that began at `start`.
    fn keeps_period(&self, start: usize, at: usize) -> bool {
        let word = self.slice(start, at);
        let stem = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if stem.is_empty() {
            return false;
        }
        if stem.contains('.') {
            return words::is_initials(stem) || words::abbreviation(stem).is_some();
        }
        let mut rest = at + 1;
        while self.is(rest, is_closer) {
            rest += 1;
        }
        let closed = rest >= self.chars.len();
        if self.ends_sentence && closed {
            return false;
        }
        let digit =
            self.is(at + 1, |c| c.is_ascii_digit()) || (at + 1 >= self.chars.len() && self.digit_follows);
        match words::abbreviation(stem) {
            Some(Abbreviation::Number) => {
                digit || self.is(start, char::is_uppercase) && stem.chars().count() == 1
            }
            Some(_) => true,
            None => {
                let mut chars = stem.chars();
                let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
                // "approx.," "dept.;": a period with a comma after it is no end of a sentence.
                initial || self.is(at + 1, |c| matches!(c, ',' | ';'))
            }
        }
    }

    /// Puts out the word from `from` to `to` in its parts; `end` takes in a period that belongs to it.
    fn parts(&mut self, from: usize, to: usize, end: usize) {
        let word = self.slice(from, to);
        if word.len() <= 12
            && let Some(lengths) = words::CONTRACTIONS.get(&normal(word))
        {
            let mut at = from;
            for &length in lengths {
                at = self.emit(at, (at + length).min(to));
            }
            self.emit(at, end);
            return;
        }
        if self.is(from, |c| c.is_ascii_digit() || matches!(c, '.' | '+')) {
            let unit = (from..to)
                .rev()
                .take_while(|&i| self.is(i, |c| c.is_alphabetic() || c == '.'))
                .filter(|&i| self.is(i, char::is_alphabetic))
                .last();
            if let Some(unit) = unit
                && unit > from
                && self.is(unit - 1, |c| c.is_ascii_digit())
                && words::UNITS.contains(self.slice(unit, to))
            {
                self.emit(from, unit);
                self.emit(unit, end);
                return;
            }
        }
        let mut cuts = Vec::new();
        let mut right = to;
        while let Some(cut) = self.clitic(from, right) {
            cuts.push(cut);
            right = cut;
        }
        let mut at = from;
        for &cut in cuts.iter().rev() {
            at = self.emit(at, cut);
        }
        self.emit(at, end);
    }

    /// Where the last clitic of the word begins: `'s`, `'re`, `n't` …
    fn clitic(&self, from: usize, to: usize) -> Option<usize> {
        let apostrophe = (from.max(to.saturating_sub(3))..to)
            .rev()
            .find(|&i| self.is(i, is_apostrophe))?;
        let cut = match self.slice(apostrophe + 1, to).to_lowercase().as_str() {
            "t" if self.before(apostrophe).is_some_and(|c| matches!(c, 'n' | 'N')) => apostrophe - 1,
            "s" | "m" | "re" | "ve" | "ll" | "d" => apostrophe,
            _ => return None,
        };
        (cut > from && self.before(cut).is_some_and(char::is_alphabetic)).then_some(cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        tokenize(text, 0).into_iter().map(|t| t.form).collect()
    }

    #[test]
    fn spans_and_spaces_are_those_of_the_text() {
        let text = "He didn’t pay $5m.";
        let tokens = tokenize(text, 7);
        for token in &tokens {
            assert_eq!(
                text.get(token.span.start - 7..token.span.end - 7),
                Some(token.form.as_str())
            );
        }
        let spaced: Vec<bool> = tokens.iter().map(|t| t.space_after).collect();
        assert_eq!(spaced, [true, false, true, true, false, false, false, true]);
    }

    #[test]
    fn contractions_join_again() {
        assert!(is_joined("do", "n't") && is_joined("can", "not") && is_joined("Rubio", "’s"));
        assert!(!is_joined("US", "-") && !is_joined("deal", "."));
    }

    #[test]
    fn odd_input_ends() {
        for text in [
            "",
            "'",
            "’’’s",
            "a-",
            "-",
            "@",
            "....",
            "\u{301}",
            "a'b'c'd'",
            "1:2:",
            "http://",
            "'s",
            "🙂‍🙂",
        ] {
            let joined: String = forms(text).concat();
            assert_eq!(joined, text);
        }
    }
}
