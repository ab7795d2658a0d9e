//! Text that was tokenised → as print has it.

/// Takes the spaces out again where print has none.
pub(crate) fn detokenise(text: &str) -> String {
    let mut out = text.replace("''", "\"").replace("``", "\"");
    for (tokens, print) in [
        (" ,", ","),
        (" .", "."),
        (" ;", ";"),
        (" :", ":"),
        (" ?", "?"),
        (" !", "!"),
        (" 's", "'s"),
        (" n't", "n't"),
        (" )", ")"),
        ("( ", "("),
    ] {
        out = out.replace(tokens, print);
    }
    quotation_marks(&out)
}

/// Straight marks open and close in turn: the first stands at the word after it, the second at the word before it.
fn quotation_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    let mut pieces = text.split('"').peekable();
    while let Some(piece) = pieces.next() {
        let last = pieces.peek().is_none();
        let begin = if open { piece.trim_start() } else { piece };
        let closes = open && !last;
        out.push_str(if closes { begin.trim_end() } else { begin });
        if !last {
            out.push('"');
        }
        open = !open;
    }
    out
}
