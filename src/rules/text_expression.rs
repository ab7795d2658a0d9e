//! The regular expressions of `text /…/`.
//!
//! Compiling one takes longer than looking through an article for the words without which it matches nothing, and
//! most articles lack those. So an expression is read when the rulebook loads, and compiled when a text comes that
//! has the words.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// Bytes that a compiled expression may take.
const LARGEST: usize = 1 << 20;

/// Most words one of which must stand in a text.
const MOST_WORDS: usize = 32;

/// Most characters of a class that are looked for one by one: "€", "$" or "£".
const FEW: usize = 8;

/// A regular expression, checked when it was made; matching takes time in proportion to the text.
#[derive(Debug, Clone)]
pub struct TextExpression(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: String,
    /// Of each list, a match has one of the words, in whatever case.
    needs: Vec<Vec<String>>,
    compiled: OnceLock<Option<Regex>>,
}

impl TextExpression {
    /// Checks an expression.
    ///
    /// # Errors
    /// When it cannot be read, or is too big.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let read = regex_syntax::parse(text).ok();
        let needs = read.as_ref().map(needs).unwrap_or_default();
        // One that may be too big shows it only when it is compiled.
        let compiled = match &read {
            Some(hir) if size(hir) <= LARGEST / 2 => OnceLock::new(),
            _ => OnceLock::from(Some(compile(text, LARGEST)?)),
        };
        Ok(Self(Arc::new(Inner {
            text: text.to_owned(),
            needs,
            compiled,
        })))
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether it matches somewhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.for_text(text).is_some_and(|regex| regex.is_match(text))
    }

    /// The bytes of all matches in `text`, in order; no two overlap.
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let regex = self.for_text(text).into_iter();
        regex
            .flat_map(move |regex| regex.find_iter(text))
            .map(|m| m.range())
    }

    /// The compiled expression, where it may match in `text`.
    fn for_text(&self, text: &str) -> Option<&Regex> {
        if !may_match(&self.0.needs, text) {
            return None;
        }
        // It was read and found small: it compiles.
        let compiled = self
            .0
            .compiled
            .get_or_init(|| compile(&self.0.text, usize::MAX).ok());
        compiled.as_ref()
    }
}

fn compile(text: &str, largest: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text)
        .size_limit(largest)
        .dfa_size_limit(LARGEST)
        .build()
}

/// Bytes that a compiled expression takes at most, about: states of the automaton, for a class some for each of its
/// ranges.
fn size(hir: &Hir) -> usize {
    const STATE: usize = 64;
    const RANGE: usize = 128;
    let sum = |parts: &[Hir]| parts.iter().map(size).fold(STATE, usize::saturating_add);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        HirKind::Literal(literal) => STATE * literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => RANGE * class.ranges().len().max(1),
        HirKind::Class(Class::Bytes(class)) => RANGE * class.ranges().len().max(1),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min + 1).max(1);
            size(&repetition.sub)
                .saturating_add(STATE)
                .saturating_mul(times as usize)
        }
        HirKind::Capture(capture) => size(&capture.sub).saturating_add(2 * STATE),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => sum(parts),
    }
}

/// Lists of words (in lower case, as far as they are ASCII): every match has one of each.
fn needs(hir: &Hir) -> Vec<Vec<String>> {
    let one = std::slice::from_ref(hir);
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        HirKind::Literal(_) | HirKind::Class(_) => one,
        HirKind::Capture(capture) => return needs(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => return needs(&repetition.sub),
        HirKind::Alternation(branches) => {
            let best = |branch: &Hir| needs(branch).into_iter().max_by_key(|words| shortest(words));
            let words: Option<Vec<Vec<String>>> = branches.iter().map(best).collect();
            let words = words
                .map(|words| words.concat())
                .filter(|w| w.len() <= MOST_WORDS);
            return words.into_iter().collect();
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => return Vec::new(),
    };
    let mut out = Vec::new();
    let mut word = String::new();
    let end = |word: &mut String| {
        let word = std::mem::take(word);
        (!word.is_empty()).then(|| vec![word])
    };
    for part in parts {
        match letters(part) {
            Some(letters) => word.push_str(&letters),
            // Looking to the sides takes no room: "\bword\b".
            None if matches!(part.kind(), HirKind::Look(_)) => {}
            None => {
                out.extend(end(&mut word));
                match few(part) {
                    Some(characters) => out.push(characters),
                    None if parts.len() > 1 => out.extend(needs(part)),
                    None => {}
                }
            }
        }
    }
    out.extend(end(&mut word));
    out
}

fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or(0)
}

/// The text that a part always matches, in lower case: a literal, or a letter in either case.
fn letters(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(text.to_ascii_lowercase())
        }
        HirKind::Class(Class::Unicode(class)) => {
            let letter = folded(class.ranges().first()?.start());
            let forms = |r: &ClassUnicodeRange| r.start() == r.end() && folded(r.start()) == letter;
            let one = letter.is_ascii_alphabetic() && class.ranges().iter().all(forms);
            one.then(|| letter.to_string())
        }
        _ => None,
    }
}

/// The characters of a class of few, as words.
fn few(hir: &Hir) -> Option<Vec<String>> {
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else {
        return None;
    };
    let all = || class.ranges().iter().flat_map(|r| r.start()..=r.end());
    let word = |c: char| folded(c).to_string();
    (1..=FEW)
        .contains(&all().take(FEW + 1).count())
        .then(|| all().map(word).collect())
}

/// The ASCII letter that a character is a form of, whatever the case.
fn folded(c: char) -> char {
    match c {
        LONG_S => 's',
        KELVIN => 'k',
        c => c.to_ascii_lowercase(),
    }
}

/// The only characters beyond ASCII that are letters of ASCII in another case.
const LONG_S: char = '\u{17f}';
const KELVIN: char = '\u{212a}';

/// Whether a text has one word of each list.
fn may_match(needs: &[Vec<String>], text: &str) -> bool {
    let stands = |word: &String| {
        let mut places = text.as_bytes().windows(word.len());
        places.any(|place| place.eq_ignore_ascii_case(word.as_bytes()))
    };
    needs.iter().all(|words| words.iter().any(stands)) || text.contains([LONG_S, KELVIN])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(expression: &str) -> Vec<String> {
        let hir = regex_syntax::parse(expression).expect("an expression");
        needs(&hir).iter().map(|words| words.join("|")).collect()
    }

    #[test]
    fn words_without_which_nothing_matches() {
        let cases = [
            (
                r"(?i)\b(?:people|persons?) familiar with\b",
                "pe, ople|rson,  familiar with",
            ),
            (r"\bhow|details?\b", "how|detail"),
            (
                r"(?i)[’']s (?:full|whole) (?:NATO )?membership",
                "'|’, s , full|whole,  , membership",
            ),
            (r"(?i)(?:\d|people) signed", " signed"),
            (r"(?:colou?r)+ed", "colo, r, ed"),
            (r"(very ){2,}", "very "),
            (r"(?i)[€$£]\s?\d|\d\s?(?:bn|m)", "$|£|€|bn|m"),
            (r"\d+|word", ""),
            (r"\w+", ""),
            (r"(?:word)?", ""),
        ];
        for (expression, expected) in cases {
            assert_eq!(needed(expression).join(", "), expected, "{expression}");
        }
    }

    #[test]
    fn what_matches_is_what_the_expression_matches() {
        let texts = [
            "People familiar with it",
            "PERSON FAMILIAR WITH it; persons familiar with that",
            "The deta\u{17f}k, the \u{212a}iss, a kiss, a KISS",
            "details, how",
            "Größe, GRÖSSE, größe",
            "",
        ];
        let expressions = [
            r"(?i)\b(?:people|persons?) familiar with\b",
            r"(?i)\bkiss\b",
            r"\bkiss\b",
            r"(?i)größe",
            r"\b(?:how|details?)\b",
            r"(?m)^.",
        ];
        for text in texts {
            for written in expressions {
                let expression = TextExpression::new(written).expect("an expression");
                let regex = Regex::new(written).expect("an expression");
                let found: Vec<Range<usize>> = expression.find_iter(text).collect();
                let expected: Vec<Range<usize>> = regex.find_iter(text).map(|m| m.range()).collect();
                assert_eq!(found, expected, "/{written}/ in {text}");
                assert_eq!(expression.is_match(text), regex.is_match(text));
            }
        }
    }

    #[test]
    fn too_big_is_told_at_once() {
        assert!(TextExpression::new(r"\w{9}").is_ok());
        let error = TextExpression::new(r"(?:\w{100}){100}").err();
        assert!(matches!(error, Some(regex::Error::CompiledTooBig(_))));
        assert!(matches!(
            TextExpression::new("(").err(),
            Some(regex::Error::Syntax(_))
        ));
    }
}
