//! The XML of the sets as a stream of tags and text. Names are in lower case.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// A piece of marked-up text.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// A tag that opens an element.
    Open {
        /// Its name.
        name: String,
        /// Its attributes.
        attributes: BTreeMap<String, String>,
    },
    /// A tag that closes an element.
    Close {
        /// Its name.
        name: String,
    },
    /// Text between tags.
    Text(String),
}

/// The pieces of a document, in order.
pub(crate) fn pieces(xml: &str) -> Vec<Piece> {
    let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Tokenizer::new(xml)
        .filter_map(|token| {
            let Ok(token) = token;
            Some(match token {
                Token::StartTag(tag) => Piece::Open {
                    name: string(&tag.name),
                    attributes: tag
                        .attributes
                        .iter()
                        .map(|(key, value)| (string(key), string(value)))
                        .collect(),
                },
                Token::EndTag(tag) => Piece::Close {
                    name: string(&tag.name),
                },
                Token::String(text) => Piece::Text(string(&text)),
                _ => return None,
            })
        })
        .collect()
}
