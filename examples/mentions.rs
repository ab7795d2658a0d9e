//! Reads JSON Lines `{"text", "date"}` and prints the numbers and times of each as JSON Lines.
//!
//! `{"numbers":[[start,end,value,upper,unit,bound,kind,of]],"times":[[start,end,value]]}`, offsets in
//! characters. For scoring against the public test sets.

use std::io::{BufRead, Write};

use copydesk::document::BlockKind;
use copydesk::reading::{number, parser::parser, sentence, time, token, tree::Tree};
use copydesk::value::date::Date;

fn main() {
    let stdin = std::io::stdin();
    let mut out = std::io::stdout().lock();
    for line in stdin.lock().lines().map_while(Result::ok) {
        let Ok(item) = serde_json::from_str::<serde_json::Value>(&line) else {
            continue;
        };
        let text = item["text"].as_str().unwrap_or_default();
        let date = item["date"].as_str().and_then(Date::parse);
        let chars = |at: usize| text.get(..at).map_or(0, |t| t.chars().count());
        let (mut numbers, mut times) = (Vec::new(), Vec::new());
        for span in sentence::split(text, 0, BlockKind::Paragraph) {
            let tokens = token::tokenize(&text[span.start..span.end], span.start);
            let forms: Vec<&str> = tokens.iter().map(|t| t.form.as_str()).collect();
            let words = parser().parse(&forms).words.into_iter().zip(&tokens);
            let tree = Tree::new(
                words
                    .map(|(mut w, t)| {
                        w.span = t.span;
                        w
                    })
                    .collect(),
            );
            for n in number::scan(&tree, text) {
                let q = &n.mention.quantity;
                numbers.push(serde_json::json!([
                    chars(n.core.start),
                    chars(n.core.end),
                    q.value.normalize().to_string(),
                    q.upper.map(|u| u.normalize().to_string()),
                    q.unit,
                    format!("{:?}", q.bound),
                    format!("{:?}", n.kind),
                    n.mention.of,
                    chars(n.mention.span.start),
                    chars(n.mention.span.end)
                ]));
            }
            for t in time::scan(&tree, text, date) {
                if t.possible {
                    times.push(serde_json::json!([
                        chars(t.mention.span.start),
                        chars(t.mention.span.end),
                        t.mention.time.to_timex(),
                        format!("{:?}", t.form)
                    ]));
                }
            }
        }
        let _ = writeln!(out, "{}", serde_json::json!({"numbers": numbers, "times": times}));
    }
}
