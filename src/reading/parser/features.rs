//! What the network sees of a word: itself, its affixes, its shape.
//!
//! The twin of `train/data.py`; `train/check.py` compares the two on the treebanks.

use super::model::Model;

/// Row numbers in the six embedding tables.
pub(super) type Features = [u32; 6];

/// The features of a sentence.
pub(super) fn features(model: &Model, forms: &[&str]) -> Vec<Features> {
    let shapes = shapes(forms);
    let mut buffer = String::new();
    let mut out = Vec::with_capacity(forms.len());
    for (form, shape) in forms.iter().zip(shapes) {
        key(form, &mut buffer);
        let [word, two, three, four, prefix] = &model.vocabularies;
        let padded = &buffer;
        // The key stands between `^` and `$`; suffixes may show the one and prefixes the other.
        let k = padded.get(1..padded.len() - 1).unwrap_or("");
        let left = padded.get(..padded.len() - 1).unwrap_or("");
        let right = padded.get(1..).unwrap_or("");
        out.push([
            word.number(k),
            two.number(suffix(left, 2)),
            three.number(suffix(left, 3)),
            four.number(suffix(left, 4)),
            prefix.number(prefix_of(right, 3)),
            shape,
        ]);
    }
    out
}

/// Typographic signs are read as the plain signs that the treebanks use.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '′' | '`' => "'",
        '“' | '”' | '„' | '″' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '−' => "-",
        '—' | '―' => "--",
        '…' => "...",
        '\u{a0}' => " ",
        _ => return None,
    })
}

/// The form with plain punctuation.
pub(super) fn normalise(form: &str) -> String {
    if form == "``" || form == "''" {
        return "\"".to_owned();
    }
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        match plain(c) {
            Some(s) => out.push_str(s),
            None => out.push(c),
        }
    }
    out
}

/// `^key$` over `out`: plain punctuation, lower case, every digit a zero.
fn key(form: &str, out: &mut String) {
    out.clear();
    out.push('^');
    if form == "``" || form == "''" {
        out.push('"');
    } else {
        for c in form.chars() {
            if c.is_ascii() && c != '`' {
                out.push(if c.is_ascii_digit() {
                    '0'
                } else {
                    c.to_ascii_lowercase()
                });
            } else if let Some(s) = plain(c) {
                out.push_str(s);
            } else {
                out.extend(c.to_lowercase());
            }
        }
    }
    out.push('$');
}

/// The last `n` characters.
fn suffix(s: &str, n: usize) -> &str {
    let at = s.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i);
    s.get(at..).unwrap_or("")
}

/// The first `n` characters.
fn prefix_of(s: &str, n: usize) -> &str {
    let at = s.char_indices().nth(n).map_or(s.len(), |(i, _)| i);
    s.get(..at).unwrap_or("")
}

/// Classes of shapes; the numbers are those of the model's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lower,
    Capital,
    Caps,
    Letter,
    Mixed,
    Number,
    Alphanumeric,
    Punctuation,
    HyphenLower,
    HyphenCapital,
    Title,
    Shout,
}

const SHAPES: u32 = 12;

fn shape(form: &str) -> Shape {
    let (mut letters, mut upper, mut digits) = (0, 0, false);
    for c in form.chars() {
        if c.is_alphabetic() {
            letters += 1;
            upper += usize::from(c.is_uppercase());
        }
        digits |= c.is_ascii_digit();
    }
    let first = form.chars().next();
    let hyphen = || {
        let f = normalise(form);
        let mut inner = f.chars();
        inner.next();
        inner.next_back();
        inner.any(|c| c == '-')
    };
    if letters == 0 {
        if digits { Shape::Number } else { Shape::Punctuation }
    } else if digits {
        Shape::Alphanumeric
    } else if hyphen() {
        if upper == 0 {
            Shape::HyphenLower
        } else {
            Shape::HyphenCapital
        }
    } else if upper == 0 {
        Shape::Lower
    } else if letters == 1 {
        Shape::Letter
    } else if upper == letters {
        Shape::Caps
    } else if upper == 1 && first.is_some_and(char::is_uppercase) {
        Shape::Capital
    } else {
        Shape::Mixed
    }
}

/// Shape numbers of a sentence. In a sentence that shouts, or that capitalises nearly every word,
/// capitals say nothing, and get classes of their own.
fn shapes(forms: &[&str]) -> Vec<u32> {
    let mut classes: Vec<Shape> = forms.iter().map(|f| shape(f)).collect();
    let (mut cased, mut caps, mut raised) = (0, 0, 0);
    for class in &classes {
        match class {
            Shape::Lower | Shape::HyphenLower => cased += 1,
            Shape::Caps => (cased, caps, raised) = (cased + 1, caps + 1, raised + 1),
            Shape::Capital | Shape::Mixed | Shape::HyphenCapital => (cased, raised) = (cased + 1, raised + 1),
            _ => {}
        }
    }
    if cased >= 2 && caps * 10 >= cased * 6 {
        for class in &mut classes {
            if matches!(
                class,
                Shape::Caps | Shape::Capital | Shape::Letter | Shape::HyphenCapital
            ) {
                *class = Shape::Shout;
            }
        }
    } else if cased >= 4 && raised * 10 >= cased * 7 {
        for class in &mut classes {
            if matches!(class, Shape::Capital | Shape::HyphenCapital) {
                *class = Shape::Title;
            }
        }
    }
    let mut started = false;
    let number = |class: Shape| {
        let first = !started && class != Shape::Punctuation;
        started |= first;
        1 + class as u32 + if first { SHAPES } else { 0 }
    };
    classes.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_lower_and_without_digits() {
        let mut out = String::new();
        for (form, expected) in [
            ("Don’t", "^don't$"),
            ("1,204", "^0,000$"),
            ("``", "^\"$"),
            ("É—", "^é--$"),
        ] {
            key(form, &mut out);
            assert_eq!(out, expected);
        }
        assert_eq!(suffix("^an", 4), "^an");
        assert_eq!(suffix("^naïve", 3), "ïve");
        assert_eq!(prefix_of("a$", 3), "a$");
    }

    #[test]
    fn capitals_say_nothing_where_all_words_have_them() {
        let shout = shapes(&["TALKS", "END", "IN", "ALASKA"]);
        assert_eq!(shout, [24, 12, 12, 12]);
        let title = shapes(&["Talks", "End", "in", "Alaska", "Today"]);
        assert_eq!(title, [23, 11, 1, 11, 11]);
        let plain = shapes(&["“", "Talks", "ended", "in", "Alaska"]);
        assert_eq!(plain, [8, 14, 1, 1, 2]);
    }
}
