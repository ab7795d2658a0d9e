//! Properties of documents: whatever the bytes, reading ends, blocks are in order, and every place
//! lies in the file on character boundaries; words that a generated article is made of are found at
//! their own place again.

use copydesk::document::{self, Document, FORMATS, Format, Options, TextSpan};
use copydesk::source::Source;
use proptest::prelude::*;

fn read(format: Format, text: &str) -> Document {
    document::read(Source::new("a", text), format, &Options::default())
}

fn check_places(document: &Document) {
    let text = &document.text;
    let file = document.source.text();
    let mut last = 0;
    for block in &document.blocks {
        assert!(block.span.start >= last && block.span.end <= text.len() && !block.span.is_empty());
        last = block.span.end;
        let read = document.slice(block.span);
        assert!(!read.is_empty() && read.trim() == read, "{read:?}");
        for (i, c) in read.char_indices() {
            let at = block.span.start + i;
            let place = document.to_source(TextSpan::new(at, at + c.len_utf8()));
            assert!(
                file.get(place.start..place.end).is_some_and(|t| !t.is_empty()),
                "{c:?} at {place:?}"
            );
        }
    }
    for comment in &document.comments {
        assert!(file.get(comment.start..comment.end).is_some(), "{comment:?}");
    }
    if let Some(span) = document.dateline.and_then(|d| d.span) {
        assert!(
            file.get(span.start..span.end)
                .is_some_and(|t| t.contains(|c: char| c.is_ascii_digit()))
        );
    }
}

/// Pieces that mark-up is made of, among words.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<br>".to_owned()),
        Just("<article>".to_owned()),
        Just("<q>".to_owned()),
        Just("</q>".to_owned()),
        Just("<sup><a>".to_owned()),
        Just("</sup>".to_owned()),
        Just("<!-- c -->".to_owned()),
        Just("<!--".to_owned()),
        Just("&rsquo;".to_owned()),
        Just("&nvap;".to_owned()),
        Just("&#x1F600;".to_owned()),
        Just("&amp".to_owned()),
        Just("<script>".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\n> ".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("| a |\n|---|\n| ".to_owned()),
        Just("---\n".to_owned()),
        Just("title: ".to_owned()),
        Just("`".to_owned()),
        Just("![".to_owned()),
        Just("](x)".to_owned()),
        Just("~~".to_owned()),
        Just("\\*".to_owned()),
        Just("\"".to_owned()),
        Just("{\"articleBody\": \"".to_owned()),
        Just("\\u2019\\n".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\u{0}".to_owned()),
        Just("LONDON, Aug. 17, 2025 (Agency) — ".to_owned()),
        Just("By Jane Doe".to_owned()),
        "[a-zA-Zé“”’ .]{0,12}".prop_map(|s| s),
        "\\PC{0,6}".prop_map(|s| s),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A word that stands nowhere else, in the encoding of a format.
#[derive(Debug, Clone)]
struct Written {
    read: String,
    html: String,
    markdown: String,
    json: String,
}

/// Words with characters that every format writes in its own way; the number makes each one unlike the others.
fn words() -> impl Strategy<Value = Vec<Written>> {
    let character = prop_oneof![
        prop::char::range('a', 'z').prop_map(|c| (
            c.to_string(),
            c.to_string(),
            c.to_string(),
            c.to_string()
        )),
        Just((
            "’".to_owned(),
            "&rsquo;".to_owned(),
            "&#8217;".to_owned(),
            "\\u2019".to_owned()
        )),
        Just((
            "é".to_owned(),
            "é".to_owned(),
            "&eacute;".to_owned(),
            "\\u00e9".to_owned()
        )),
        Just((
            "😀".to_owned(),
            "&#x1F600;".to_owned(),
            "😀".to_owned(),
            "\\ud83d\\ude00".to_owned()
        )),
        Just((
            "x".to_owned(),
            "<b>x</b>".to_owned(),
            "[x](u)".to_owned(),
            "x".to_owned()
        )),
    ];
    prop::collection::vec(prop::collection::vec(character, 1..6), 1..30).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(i, characters)| {
                let join = |pick: fn(&(String, String, String, String)) -> &str| {
                    let body: String = characters.iter().map(pick).collect();
                    format!("w{i}{body}z")
                };
                Written {
                    read: join(|c| &c.0),
                    html: join(|c| &c.1),
                    markdown: join(|c| &c.2),
                    json: join(|c| &c.3),
                }
            })
            .collect()
    })
}

/// Every word stands in the read text, and its place in the file is what was written for it.
fn check_words(document: &Document, words: &[Written], written: fn(&Written) -> &str) {
    let mut from = 0;
    for word in words {
        let at = document.text[from..]
            .find(&word.read)
            .unwrap_or_else(|| panic!("{word:?} in {:?}", document.text))
            + from;
        from = at + word.read.len();
        let place = document.to_source(TextSpan::new(at, from));
        assert_eq!(document.source.slice(place), written(word));
        assert_eq!(document.to_text(place), Some(TextSpan::new(at, from)));
    }
}

fn lines(
    words: &[Written],
    written: fn(&Written) -> &str,
    every: usize,
    between: &str,
    joint: &str,
) -> String {
    words
        .chunks(every)
        .map(|chunk| chunk.iter().map(written).collect::<Vec<_>>().join(joint))
        .collect::<Vec<_>>()
        .join(between)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_text_breaks_a_reader(text in soup()) {
        for format in FORMATS {
            check_places(&read(format.format, &text));
        }
    }

    #[test]
    fn written_words_are_found_where_they_stand(words in words(), every in 1usize..8) {
        let plain = lines(&words, |w| &w.read, every, "\n\n", " ");
        check_words(&read(Format::Plain, &plain), &words, |w| &w.read);
        let markdown = lines(&words, |w| &w.markdown, every, "\n\n> ", "\n> ");
        check_words(&read(Format::Markdown, &format!("> {markdown}\n")), &words, |w| &w.markdown);
        let html = lines(&words, |w| &w.html, every, "</p>\r\n<p>", " <br>\n");
        check_words(&read(Format::Html, &format!("<article><p>{html}</p></article>")), &words, |w| &w.html);
        let json = lines(&words, |w| &w.json, every, "\\n\\n", " ");
        check_words(
            &read(Format::ArticleJson, &format!("{{\"headline\":\"h\",\"articleBody\":\"{json}.\"}}")),
            &words,
            |w| &w.json,
        );
        let both = lines(&words, |w| &w.html, every, "<\\/p>\\n<p>", " ");
        check_words(
            &read(Format::ArticleJson, &format!("{{\"headline\":\"h\",\"articleBody\":\"<p>{both}</p>\"}}")),
            &words,
            |w| &w.html,
        );
    }
}

#[test]
fn large_inputs_take_seconds() {
    let begun = std::time::Instant::now();
    let sentence = "The council said on Monday that the bridge would close for &rsquo;repairs&rsquo;. ";
    let text = format!("{}\n", sentence.repeat(12)).repeat(1000);
    let deep = "<div>".repeat(200_000);
    let quotes = "> ".repeat(20_000);
    for format in FORMATS {
        read(format.format, &text);
        read(format.format, &deep);
        read(format.format, &quotes);
        read(format.format, &"[".repeat(100_000));
        read(format.format, &"<!--".repeat(50_000));
        read(format.format, &"&".repeat(200_000));
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
