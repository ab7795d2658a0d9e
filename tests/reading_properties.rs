//! What must hold of sentences and tokens for any text.

use copydesk::document::BlockKind;
use copydesk::reading::{sentence, token};
use proptest::prelude::*;

/// Text of what makes splitting hard.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("The ".to_owned()),
        Just("U.S. ".to_owned()),
        Just("Mr. ".to_owned()),
        Just("“".to_owned()),
        Just(".” ".to_owned()),
        Just("' ".to_owned()),
        Just("n't".to_owned()),
        Just("-".to_owned()),
        Just("...".to_owned()),
        Just("[1] ".to_owned()),
        Just("(".to_owned()),
        Just(") ".to_owned()),
        Just("1. ".to_owned()),
        Just("\n".to_owned()),
        Just("a@b.com".to_owned()),
        Just("http://".to_owned()),
        "[a-zA-Z]{1,8}[.!?,]? ?",
        "[0-9]{1,4}[.,:/%-]?",
        "\\PC{1,3}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    /// Sentences come in order, lie on characters, and lose nothing but white space.
    #[test]
    fn sentences_hold_the_text(text in prose()) {
        let spans = sentence::split(&text, 0, BlockKind::Paragraph);
        let mut joined = String::new();
        let mut end = 0;
        for span in &spans {
            prop_assert!(span.start >= end && span.end > span.start);
            end = span.end;
            joined.push_str(text.get(span.start..span.end).expect("a slice"));
        }
        prop_assert_eq!(dense(&joined), dense(&text));
    }

    /// Tokens hold the text at their spans, in order, and hold all of it that can be seen.
    #[test]
    fn tokens_hold_the_text(text in prose()) {
        let mut end = 0;
        let mut joined = String::new();
        for token in token::tokenize(&text, 0) {
            prop_assert!(token.span.start >= end);
            end = token.span.end;
            prop_assert_eq!(text.get(token.span.start..token.span.end), Some(token.form.as_str()));
            joined.push_str(&token.form);
        }
        let seen = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
        prop_assert_eq!(joined, text.chars().filter(seen).collect::<String>());
    }
}

/// Twice the text takes about twice the time, whatever it is made of.
#[test]
fn long_texts_take_linear_time() {
    for piece in [
        "(", "\"", "a-", "a.", "1.", "x@", ". ", "[1]", "a.b@", "'", "“", "Mr. ", "(a. ",
    ] {
        let text = piece.repeat(60_000);
        let begun = std::time::Instant::now();
        for span in sentence::split(&text, 0, BlockKind::Paragraph) {
            token::tokenize(&text[span.start..span.end], 0);
        }
        assert!(
            begun.elapsed().as_secs() < 20,
            "{piece:?} took {:?}",
            begun.elapsed()
        );
    }
}
